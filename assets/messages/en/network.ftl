### Measures of the network of ties: their names, and how each number came about with the numbers put in.

## Names of key figures.

network-figure-nodes = Members
network-figure-ties = Joined pairs
network-figure-density = Density
network-figure-components = Separate parts
network-figure-isolates = Members without ties
network-figure-mean-degree = Partners per member
network-figure-average-clustering = Mean clustering
network-figure-transitivity = Transitivity
network-figure-diameter = Longest shortest way
network-figure-average-path = Mean shortest way
network-figure-global-efficiency = Global efficiency
network-figure-degree-centralization = Centralization
network-figure-degree-assortativity = Degree assortativity
network-figure-modularity = Modularity
network-figure-communities = Communities
network-figure-ei-index = E-I index of spheres
network-figure-nominal-assortativity = Assortativity by sphere
network-figure-ei-index-weighted = E-I index by weight
network-figure-ei-index-by-chance = E-I index by chance
network-figure-ei-index-p = E-I index: p
network-figure-modularity-of-spheres = Modularity of spheres
network-figure-mutual-information-millibits = Triple-helix synergy
network-figure-mutual-information-low-millibits = Synergy: lower bound
network-figure-mutual-information-high-millibits = Synergy: upper bound
network-figure-mutual-information-links = Synergy: links counted
network-figure-robustness = Robustness
network-figure-robustness-by-lot = Robustness by lot
network-figure-largest-after-losing-1-percent = Largest part after losing 1 %
network-figure-largest-after-losing-5-percent = Largest part after losing 5 %
network-figure-largest-after-losing-10-percent = Largest part after losing 10 %
network-figure-articulation-points = Cut members
network-figure-bridges = Bridges
network-figure-innermost-core = Innermost core
network-figure-core-periphery-correlation = Core and periphery
network-figure-core-size = Members of the core
network-figure-triangles = Triangles
network-figure-helix-triangles = Three-sphere triangles
network-figure-helix-triangles-by-chance = Three-sphere triangles by chance
network-figure-helix-triangles-z = Three-sphere triangles: z
network-figure-helix-triangles-p = Three-sphere triangles: p
network-figure-mean-tie-km = Mean length of ties
network-figure-weighted-mean-tie-km = Mean length of ties by weight
network-figure-median-tie-km = Median length of ties
network-figure-share-of-near-ties = Near ties
network-figure-share-of-far-ties = Far ties
network-figure-mean-pair-km = Mean distance of all pairs
network-figure-share-of-near-pairs = Near pairs
network-figure-localization-ratio = Localization ratio
network-figure-share-inside-region = Ties inside one region
network-figure-share-inside-region-weighted = Ties inside one region by weight
network-figure-pipelines = Pipelines

## Measures of a member.

member-measure-degree = Partners
member-measure-strength = Weight of ties
member-measure-betweenness = Betweenness
member-measure-betweenness-weighted = Betweenness by weight
member-measure-closeness = Closeness
member-measure-harmonic = Harmonic closeness
member-measure-clustering = Clustering
member-measure-core = Core
member-measure-constraint = Constraint
member-measure-effective-size = Effective size
member-measure-pagerank = PageRank
member-measure-eigenvector = Eigenvector centrality
member-measure-coordinator = Coordinator
member-measure-itinerant = Itinerant broker
member-measure-gatekeeper = Gatekeeper
member-measure-liaison = Liaison
member-measure-mean-tie-km = Mean length of ties
member-measure-local-share = Ties inside the region
member-measure-kilometers = { $value } km

member-measure-explain-degree = Degree: with how many other members it shares one or more ties.
member-measure-explain-strength = Strength: the summed weight of all its ties.
member-measure-explain-betweenness = The share of the shortest ways between two others that lead over it, of all there could be (Freeman 1979; Brandes 2001). Every tie is one step.
member-measure-explain-betweenness-weighted = The same share where a tie of weight 2 is half as long as one of weight 1.
member-measure-explain-closeness = One over the mean number of steps to the members it can reach, times the share of members it can reach (Wasserman & Faust 1994). 0 without ties.
member-measure-explain-harmonic = The mean of one over the steps to every other member, 0 where no way leads (Boldi & Vigna 2014).
member-measure-explain-clustering = The share of pairs of its partners that are joined themselves (Watts & Strogatz 1998). None for members with fewer than two partners.
member-measure-explain-core = The largest k for which it belongs to a group where everybody has k partners or more inside the group (Seidman 1983).
member-measure-explain-constraint = How far its partners are tied to each other (Burt 1992): near 1 they all know each other, near 0 it stands between many who do not. None without ties.
member-measure-explain-effective-size = How many partners it has, less what they repeat because they are joined among themselves (Burt 1992). None without ties.
member-measure-explain-pagerank = How often a walk along the ties, by weight, comes by, starting anew with a chance of 15 % at each step (Brin & Page 1998). All members add up to 100 %.
member-measure-explain-eigenvector = High where its partners are well connected themselves, by weight (Bonacich 1972). Only in the largest part; none elsewhere.
member-measure-explain-coordinator = How often it stands between two members that are not joined, all three of one sphere (Gould & Fernandez 1989).
member-measure-explain-itinerant = How often it stands between two members of one other sphere that are not joined (Gould & Fernandez 1989).
member-measure-explain-gatekeeper = How often it stands between a member of its own sphere and one of another that are not joined (Gould & Fernandez 1989). Ties have no direction, so gatekeeper and representative are one.
member-measure-explain-liaison = How often it stands between two members of two other spheres that are not joined (Gould & Fernandez 1989).
member-measure-explain-mean-tie-km = The mean great-circle length of its ties to located members. None where there are none.
member-measure-explain-local-share = The share of its ties that stay in its own region, among those to members of known region. None where there are none.

## How each number came about.

network-explain-nodes = { $value } members are looked at, with and without ties.
network-explain-ties = { $value } pairs of members share one or more of { $links } links.
network-explain-density = { $ties } of { $possible } possible ties exist: a share of { $value }.
network-explain-components = The { $members } members fall into { $value } parts that no tie joins; a member without ties is a part of its own.
network-explain-isolates = { $value } of { $members } members have no tie.
network-explain-mean-degree = { $ties } ties have two ends each: { $value } partners for each of { $members } members.
network-explain-average-clustering = Two partners of a member are joined themselves with a share of { $value }, the mean over { $members } members; those with fewer than two partners count as 0.
network-explain-transitivity = { $triangles } triangles: of all pairs of partners of one member, a share of { $value } is joined.
network-explain-diameter = In the largest part ({ $members } members) the two that are farthest apart are { $value } steps from each other.
network-explain-average-path = In the largest part ({ $members } members) two members are { $value } steps apart on average.
network-explain-global-efficiency = The mean of one over the steps between two of { $members } members, 0 where no way leads: { $value }.
network-explain-degree-centralization = The best connected member has { $most } partners. Centralization { $value }: 0 where all have as many, 1 for a star.
network-explain-degree-assortativity = Correlation { $value } between the numbers of partners at the two ends of { $ties } ties: below 0, well connected members work with less connected ones.
network-explain-modularity = The best of { $runs } searches (Leiden) finds { $communities } communities with a modularity of { $value }: the share of tie weight inside communities above what chance would put there.
network-explain-communities = { $value } communities in the best of { $runs } searches; a member without ties is one of its own.
network-explain-ei-index = Ties between spheres less ties inside one, over all ties: { $value } among { $spheres } spheres. −1 means that all stay inside, 1 that all lead out.
network-explain-nominal-assortativity = { $value } among { $spheres } spheres: 1 where all ties stay inside one sphere, 0 where ties do not look at spheres.
network-explain-ei-index-weighted = The E-I index with ties counted by weight: { $value } among { $spheres } spheres.
network-explain-ei-index-by-chance = When the spheres are dealt out anew over the same network { $permutations } times, the E-I index is { $value } on average.
network-explain-ei-index-p = Chance is at least as far from the mean in a share of { $value } of { $permutations } permutations (two-sided).
network-explain-modularity-of-spheres = The { $spheres } spheres as communities have a modularity of { $value }.
network-explain-mutual-information-millibits = { $value } millibits over { $links } links by the presence of academia, industry and government, 95 % interval { $low } to { $high }. Below 0 is synergy: the three together tell more than the pairs do.
network-explain-mutual-information-low-millibits = 2.5 % of { $draws } draws of { $links } links with replacement lie below { $value } millibits.
network-explain-mutual-information-high-millibits = 2.5 % of { $draws } draws of { $links } links with replacement lie above { $value } millibits.
network-explain-mutual-information-links = { $value } links are counted, each as one unit whatever its weight.
network-explain-robustness = While the best connected of { $members } members leave one by one, the largest part holds a share of { $value } of them on average; 0.5 is the most there can be.
network-explain-robustness-by-lot = The same when members leave by lot, the mean of { $lots } orders: { $value }.
network-explain-largest-after-losing-1-percent = The largest part has { $value } of { $members } members once the best connected 1 % have left.
network-explain-largest-after-losing-5-percent = The largest part has { $value } of { $members } members once the best connected 5 % have left.
network-explain-largest-after-losing-10-percent = The largest part has { $value } of { $members } members once the best connected 10 % have left.
network-explain-articulation-points = Without any one of { $value } among { $members } members its part of the network falls apart.
network-explain-bridges = Without any one of { $value } among { $ties } ties its part of the network falls apart.
network-explain-innermost-core = { $members } members have { $value } partners or more among themselves; no group has more.
network-explain-core-periphery-correlation = The best core of { $starts } starts has { $members } members; ties follow the pattern of core and periphery with a correlation of { $value }.
network-explain-core-size = { $value } of { $members } members are in the core that fits best.
network-explain-triangles = { $value } times three members all work with each other.
network-explain-helix-triangles = { $value } of { $triangles } triangles join industry, academia and government.
network-explain-helix-triangles-by-chance = When the spheres are dealt out anew { $permutations } times, { $value } of { $triangles } triangles join the three on average.
network-explain-helix-triangles-z = The number of three-sphere triangles lies { $value } standard deviations from its mean over { $permutations } permutations.
network-explain-helix-triangles-p = Chance is at least as far from the mean in a share of { $value } of { $permutations } permutations (two-sided).
network-explain-mean-tie-km = { $ties } ties with a length reach { $value } km on average (great circle).
network-explain-weighted-mean-tie-km = { $ties } ties with a length reach { $value } km on average, each counted by its weight.
network-explain-median-tie-km = Half of { $ties } ties with a length reach less than { $value } km.
network-explain-share-of-near-ties = A share of { $value } of { $ties } ties with a length reaches { $near_km } km at most.
network-explain-share-of-far-ties = A share of { $value } of { $ties } ties with a length reaches beyond { $far_km } km.
network-explain-mean-pair-km = Any two located members, joined or not, are { $value } km apart on average.
network-explain-share-of-near-pairs = A share of { $value } of all pairs of located members, joined or not, lies within { $near_km } km.
network-explain-localization-ratio = Ties within { $near_km } km are { $value } times as frequent as pairs within { $near_km } km.
network-explain-share-inside-region = A share of { $value } of the ties with two known regions stays in one region.
network-explain-share-inside-region-weighted = A share of { $value } of the weight of ties with two known regions stays in one region.
network-explain-pipelines = { $value } ties leave their region and are longer than { $far_km } km.

## Why there is no number.

network-undefined-no-members = There is no number, because no member is looked at.
network-undefined-few-members = There is no number, because it needs more members.
network-undefined-no-ties = There is no number, because nobody is joined to anybody.
network-undefined-all-alike = There is no number, because all are alike and there is nothing to compare.
network-undefined-no-places = There is no number, because no tie has two located members.
network-undefined-no-regions = There is no number, because no tie has two members of known region.
network-undefined-no-helix = There is no number, because industry, academia or government has no member here.
network-undefined-no-variation = There is no number, because every permutation gives the same.

## Reservations.

network-flag-few-links = Fewer than 50 links: too few to tell synergy from chance.
network-flag-only-pairs = No link names members of all three spheres, so that the three are never seen together: enter joint projects with all their members.
network-flag-interval-holds-zero = The interval holds 0: synergy and redundancy cannot be told apart.
network-flag-weak-communities = Weak community structure: a modularity below 0.3 says little.
network-flag-some-without-place = Some ties have no length, because a member is not located.

## Suggestions.

suggestion-partners = { $count ->
    [one] 1 common partner
   *[other] { $count } common partners
}
suggestion-near = { $km } km apart
suggestion-topics = common topics: { $topics }
suggestion-spheres = would join { $a } and { $b }
suggestion-no-ties = one of the two has no tie yet, so that only place and topic were looked at

## How good suggestions have been.

cli-suggestions-unchecked = There are too few ties to hide some and see how good the list is.
cli-suggestions-quality-combined = A fifth of the ties was hidden: the score puts a hidden tie above a pair without one with a chance of { $area }; of its ten first pairs a share of { $precision } is hidden ties.
cli-suggestions-quality-partners = Common partners alone: { $area } and { $precision }.
cli-suggestions-quality-topics = Common topics alone: { $area } and { $precision }.
cli-suggestions-quality-popularity = To compare, the best connected first: { $area } and { $precision }.
cli-suggestions-quality-distance = To compare, the nearest first: { $area } and { $precision }.
