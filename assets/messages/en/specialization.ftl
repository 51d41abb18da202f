### The specialization, concentration and opportunities panels.

specialization-title = Specialization
specialization-no-numbers = This file holds no numbers by region and industry, so there is nothing to compare.
specialization-industry = Industry
specialization-measure = Measure
specialization-benchmark = Compared with
specialization-own-country = Own country
specialization-year = Year
specialization-regions = Regions by location quotient
specialization-no-regions = This file lists no regions to rank.
specialization-at-most = ≤ { $value }
specialization-explain = How this number came about
specialization-explain-title = { $region }: { $industry }
specialization-formula = Location quotient: the industry’s share of the region, divided by the industry’s share of what it is compared with.
specialization-caption-one = Dashed line: the same share as in { $benchmark }.
specialization-caption-interval = Whisker: 95 % interval, from the number of establishments.
specialization-caption-bound = Hatched: not published; the bound follows from the published totals.
specialization-caption-nothing = No region has a published value for this industry in this year.
specialization-select-a-region = Select a region to see how specialized it is in every industry, and how each grows.
specialization-interval = 95 % interval { $range }
specialization-small-number = small number

## A region over all its industries.

specialization-profile-title = { $region }, all industries
specialization-no-growth = Growth needs an earlier year with numbers, and the file has none for this region.
specialization-no-profile = No industry of this region has both a location quotient and a growth.
specialization-emerging = Emerging
specialization-star = Star
specialization-declining = Declining
specialization-mature = Mature
specialization-axis = Location quotient (size: { $unit })
specialization-profile-caption = Upwards: growth in { $unit } a year, { $years }. { $count ->
    [one] { $count } industry
   *[other] { $count } industries
}{ $off ->
    [0] .
    [one] ; { $off } off the scale is an arrowhead at the edge.
   *[other] ; { $off } off the scale are arrowheads at the edge.
}
specialization-bubble = Location quotient { $quotient }, { $value } { $unit }
specialization-growth = { $growth } a year, { $years }
specialization-percent-up = +{ $value }{ "\u202F" }%
specialization-percent = { $value }{ "\u202F" }%
specialization-tab-ranking = Ranking
specialization-tab-region = Region
specialization-tab-compare = Compare
specialization-tab-opportunities = Opportunities
specialization-by-quotient = Location quotient
specialization-by-change = Own growth
specialization-coming = Being worked out…
specialization-stale = Of the choice before; the new numbers are being worked out…
specialization-stopped = Not worked out, because it was stopped.
specialization-stopped-stale = Of the choice before; the new numbers were stopped.
specialization-work-years = Looking for years with numbers: { $share }
specialization-work-landscape = Working out what is found together: { $share }
specialization-work-shift = Taking the change apart: { $share }
specialization-work-compare = Comparing the regions: { $share }
specialization-work-openings = Looking for what the region could enter: { $share }
specialization-work-evidence = Testing the density against past entries: { $share }
specialization-failed = This could not be worked out. Another choice tries again.

## Several industries as one field.

basket-title = Industries taken together
basket-add = Add an industry
basket-held = An industry that another chosen one holds is not counted twice.
basket-too-few = Choose at least two industries that do not hold each other.
basket-use = Use as the field
basket-save = Save as a cluster’s field
basket-new-cluster = A new cluster
basket-cluster-name = Field: { $names } …
basket-begin = Take several industries together
basket-change = Change the industries
basket-end = Back to one industry

## The rule by which regions count as strong.

strength-title = Strength
strength-rule = Rule for strong regions
strength-scheme-us = U.S. Cluster Mapping: strong clusters
strength-scheme-eco-2007 = European Cluster Observatory 2007–13: stars
strength-scheme-eu-10 = Sölvell, Ketels & Lindqvist 2008: stars
strength-scheme-custom = Own thresholds: stars
strength-source-us = After Delgado, Porter & Stern: among the highest by location quotient, with a least size.
strength-source-eco-2007 = A star each for size, specialization and focus; none below a floor of jobs.
strength-source-eu-10 = A star each for more jobs, twice the expected jobs, and a larger share of the region.
strength-source-custom = A star for each chosen number in which the region reaches the quantile, none below the least location quotient.
strength-unconfirmed = Not every number of this rule could be confirmed at its source; change those that you know better.
strength-unconfirmed-short = not all confirmed
strength-nobody-judged = No region can be judged: a number that decides is not in the file.
strength-count = { $strong } of { $judged } regions that can be judged are strong.
strength-count-stars = { $strong } of { $judged } regions that can be judged have all { $most } stars.
strength-by-level = Regions are compared with those of their own level; the thresholds are those of the level of the selected region.
strength-no-threshold = no number
strength-edit = Change the thresholds
strength-edit-close = Fold the thresholds
strength-reset = As published
strength-changed = With your own thresholds.
strength-no-such-number = This must be a number from 0; quantiles and shares are at most 1.
threshold-quotient-quantile = Quantile of the quotient
threshold-quotient = Least quotient
threshold-jobs-quantile = Quantile of jobs
threshold-establishments-quantile = Quantile of establishm.
threshold-top-share = Highest part
threshold-floor-jobs = Least jobs
threshold-jobs = More jobs than
threshold-focus = Larger share than
threshold-quantile = Quantile to reach
threshold-by-size = Jobs count
threshold-by-quotient = The location quotient counts
threshold-by-focus = The share of the region counts
threshold-by-establishments = The share of establishments counts

rating-strong = strong
rating-not-strong = not strong
rating-unknown = cannot be said
rating-stars = { $stars } of { $most } stars
rating-rule-at-least = { $what }, at least
rating-rule-more-than = { $what }, more than
rating-rule-quantile = { $what }, top { $share }
rating-rule-highest = { $what }, top { $share }
rating-rule-floor = { $what }, floor
rating-least = needs { $least }
rating-no-number = no number
rating-reached = { $rule }: reached with { $own }; it takes { $least }.
rating-not-reached = { $rule }: not reached with { $own }; it takes { $least }.
rating-not-known = { $rule }: cannot be said, because { $own } stands against { $least }.
rating-not-confirmed = This threshold could not be confirmed at its source.
rating-where = The rule is chosen under Ranking.

## A change and its parts.

shift-title = What the change is made of
shift-from = From year
shift-to = To year
shift-chained = Year by year, added up
shift-chained-note = Each year is taken apart from the one before (Barff & Knight 1988). Otherwise only the first and the last year are compared (Dunn 1960).
shift-no-years = A change needs two years with numbers, and the file has one.
shift-nothing = No industry of this region has a value in both years, so the change cannot be taken apart.
shift-national = Growing as { $benchmark }
shift-mix = Its industries
shift-own = Its own
shift-change = = Change
shift-sentence = From { $from } to { $to } { $unit }, { $growth } a year, in { $counted } of { $all } industries with a value in both years.
shift-esteban = Of its own, { $pace } is pace and { $allocation } comes of being specialized where it is faster or slower.
shift-by-industry = Where its own part comes from
shift-pick = A click shows the industry on the map.
shift-explain-title = { $region }: change and its parts
shift-formula = Shift-share after Dunn 1960: growing as all, growing as the industries did beyond that, and what is left as the region’s own.
shift-formula-chained = Dynamic shift-share after Barff & Knight 1988: each year taken apart by itself, and the parts added up.
shift-all-industries = all industries
shift-added = { $national } + { $mix } + { $own } = { $change }: the parts are all of the change.
changes-ranking-title = Own growth, of the start
changes-caption = What neither the growth of { $benchmark } nor the region’s industries explain, as a share of its value at the start. Select a region and turn to Region for its parts.
changes-hover = { $change } in all: { $national } as all, { $mix } by its industries, { $own } its own

## Variety and complexity.

variety-title = Variety and complexity
variety-none = This region has no numbers here.
variety-variety-related-bits = Related variety
variety-variety-unrelated-bits = Unrelated variety
variety-effective-industries = Effective industries
variety-krugman = Distance from the benchmark
variety-diversity = Industries with a quotient of 1 or more
variety-eci = Complexity
variety-coi = Complexity outlook
variety-rank = rank { $place } of { $count }
variety-bits = { $value } bits
variety-above-mean = above the mean
variety-below-mean = below the mean
variety-caption = Ranks are among regions of the same level, the largest first. A rank is a position, no mark.
variety-complexity-note = On jobs of regions complexity mostly orders them by how alike their industries are; it is no measure of quality.

## Regions side by side.

compare-title = Side by side
compare-add = Compare { $region }
compare-remove = Take { $region } out of the comparison
compare-full = { $most } regions stand side by side already; take one away first.
compare-empty = Put up to { $most } regions side by side: with the sign at the left of a row in Ranking, or select regions on the map.
compare-selected = Compare the selected ({ $count })
compare-count = { $count } of { $most }
compare-no-room = { $count } more are selected, and { $room ->
    [0] there is no room: { $most } stand side by side at most. Take one away first.
   *[other] there is room for { $room }: { $most } stand side by side at most.
}
compare-add-selected = Add the selected ({ $count })
compare-lq = Quotient
compare-jobs = Jobs
compare-growth = Growth
compare-strength = Strength
compare-variety = Variety
compare-stars = { $stars } of { $most }
compare-not-strong = no
compare-caption = Growth a year, { $years }. Variety: related variety in bits.
compare-copy = Copy as CSV
compare-clear = Take all away
lines-title = Location quotient over the years
lines-copy = Copy the years as CSV
lines-one-year = The file has one year, so there is nothing to draw over time.
lines-caption = All on one scale; dashed: 1. Band: 95 % interval. Gaps: not published.
lines-summary = Location quotient { $value }

## What a region could enter.

openings-title = What { $region } could enter
openings-select = Select a region to see which industries stand near to what it has.
openings-none = The region lacks nothing that is found with other industries, or too little is published.
openings-lead = Industries that it lacks. Near: much of what they are found with elsewhere is there. Complex: they stand in regions that few others are like.
openings-chart = Nearness and complexity
openings-axis-density = Relatedness density
openings-axis-complexity = Complexity (standard deviations)
openings-far-complex = Far, complex
openings-near-complex = Near, complex
openings-far-simple = Far, common
openings-near-simple = Near, common
openings-second = Density { $density }, complexity { $complexity }
openings-complexity = Complexity { $complexity }
openings-nearest = Nearest first
openings-caption = The { $shown } nearest of { $count }; counted over { $regions } regions.{ $unpublished ->
    [0] { "" }
    [one] { " " }{ $unpublished } industry is not published here and left out.
   *[other] { " " }{ $unpublished } industries are not published here and left out.
}
openings-carried = Carried by what { $region } has:
openings-proximity = found together { $share }
openings-pick = Show on the map
openings-formula = Relatedness density: how much of what the industry is found with is in the region (Hidalgo et al. 2007). Complexity: what entering would bring (Balland et al. 2019).
openings-relative = { $value } standard deviations from the mean density of all that the region lacks.
evidence-title = Do industries come where related ones are?
evidence-untested = Association, not tested: the file has no earlier year to look for entries in.
evidence-no-entries = { $years }: no industry entered a region, so there is nothing to test.
evidence-words = { $years }: { $entries } of { $pairs } possible entries happened. Where density was in the highest fifth they were { $lift } times as frequent as on the whole; a standard deviation more of density goes with { $effect } percentage points (standard error { $error }).
evidence-method = Entry: a location quotient that rises to 1 or more. Linear probability with effects of regions and industries, errors clustered by region.
