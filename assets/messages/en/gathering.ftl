### The Concentration panel and its layers: what lies together, where, and whether chance would do the same.

gathering-title = Concentration
gathering-stale = being worked out
gathering-stop = Cancel
gathering-stopped = Not worked out.
gathering-again = Work it out

## What is counted, and on which ground.

gathering-subject = What is counted
gathering-subject-members = Members
gathering-subject-jobs = Jobs of members
gathering-subject-quotient = Location quotient
gathering-subject-value = Regions: { $unit }
gathering-counts = counts
gathering-test-jobs = jobs
gathering-test-quotients = location quotients
gathering-of-quotient = { $field }, { $year }, compared with { $benchmark }. Industry, measure and benchmark are those of the Specialization panel.
gathering-of-value = { $field }, { $year }. Industry and measure are those of the Specialization panel.
gathering-hexagon-width = Width of hexagons
gathering-hexagons-usual = Hexagons, automatic
gathering-suggested = suggested
gathering-hexagons-km = Hexagons, { $km } km
gathering-neighbors = Which regions are neighbors
gathering-rule-queen = Regions that touch
gathering-rule-rook = Regions that share a border
gathering-rule-nearest = The { $count } nearest
gathering-rule-within = Within { $km } km
gathering-no-places = No member that passes the filter has a place.
gathering-no-bandwidth = All members lie on one place, so no bandwidth suggests itself: choose one.
gathering-too-many-cells = This bandwidth is too fine for so wide a ground: choose a larger one.
gathering-too-many-hexagons = There would be more than 50,000 hexagons: choose larger ones.
gathering-no-numbers = No region has a number for this industry, measure and year.
gathering-no-outlines = The file has no outlines of regions, so nobody knows which are neighbors.
gathering-no-common-regions = No region has a number in every year, so the centers of the years could not be compared.
gathering-curve-all = All members that pass the filter are chosen, so there are no others to compare with.

## Work in progress.

gathering-work-surface = Working out the density: { $share }
gathering-work-pattern = Testing for hot spots: { $share }
gathering-work-curve = Drawing chance for the distances: { $share }
gathering-work-footprints = Looking for footprints: { $share }
gathering-work-centers = Working out the centers: { $share }

## Global tests.

gathering-at-all = Is there concentration at all?
gathering-moran = Moran’s I of { $subject }
gathering-geary = Geary’s C of { $subject }
gathering-moran-formula = The mean product of the deviations of neighbors over the variance of all: above its expectation where like values lie together.
gathering-geary-formula = The mean squared difference of neighbors over twice the variance of all: below 1 where like values lie together.
gathering-global-method = { $units }, { $permutations } permutations
gathering-units-hexagons = { $count ->
    [one] { $count } hexagon
   *[other] { $count } hexagons
}
gathering-units-regions = { $count ->
    [one] { $count } region
   *[other] { $count } regions
}
gathering-p = p = { $p }
gathering-islands-hexagons = { $count ->
    [one] { $count } hexagon has no neighbor and takes no part in the global tests.
   *[other] { $count } hexagons have no neighbor and take no part in the global tests.
}
gathering-without-jobs = { $count ->
    [one] { $count } member with a place does not state its jobs and is left out.
   *[other] { $count } members with a place do not state their jobs and are left out.
}
gathering-without-number = { $count ->
    [one] { $count } region has no published number and is left out.
   *[other] { $count } regions have no published number and are left out.
}
gathering-explain-expected = Without any pattern { $expected } would be expected.
gathering-explain-permuted = With the values dealt out anew at random it was { $mean } on average, with a standard deviation of { $deviation }; p = { $p }, on the side where it lies.
gathering-explain-z = Standard deviations above its expectation: { $normal } under normality, { $random } under randomization.
gathering-explain-threshold = The largest p that is left with the control of false discoveries (Benjamini and Hochberg): { $p }.
gathering-fact-units = Units
gathering-fact-neighbors = Neighbors
gathering-fact-permutations = Permutations
gathering-fact-year = Year
gathering-fact-benchmark = Compared with
gathering-fact-members = Chosen members
gathering-fact-sites = All members
gathering-fact-plane = Plane
gathering-hot-hexagons = Hexagons that stand out
gathering-hot-regions = Regions that stand out
gathering-hot-method-gi = Gi*, 95 %; { $other }
gathering-hot-method-moran = Local Moran, 95 %; { $other }
gathering-before-correction = { $count } before correction
gathering-after-correction = { $count } with correction
gathering-verdict-corrected = FDR corrected
gathering-verdict-uncorrected = not corrected
gathering-verdict-none = none after FDR
gathering-gi-formula = The sum of a unit and its neighbors against what chance would put there, in standard deviations (Gi*, Getis and Ord 1995), with the p of both sides of the normal distribution.
gathering-local-formula = The deviation of a unit times the mean deviation of its neighbors (local Moran’s I, Anselin 1995), with the p of conditional permutations on the side where it lies.
gathering-ratio = { $what } against all
gathering-ratio-method = K ratio at { $km } km; { $members } of { $sites } members
gathering-ratio-formula = How many of the chosen members lie within a distance of each other (Ripley’s K), over the same for all members: above 1 the chosen lie closer to each other than members do.
gathering-ratio-p = p is that of the whole curve: the greatest distance from the mean of the random labelings, in their standard deviations (Myllymäki and others 2017).

## Hot spots.

gathering-hot-spots = Hot spots
gathering-switch-hot-spots = Show hot spots on the map
gathering-gi = Gi*
gathering-local = Local Moran
gathering-correct = Hold false discoveries to 5 %
gathering-corrected = 95 %, FDR
gathering-uncorrected = 95 %, not corrected
gathering-no-spots = Nowhere do values stand out from chance.
gathering-spots-none-drawn = Nothing stands out from chance
gathering-spot-unnamed = Open country
gathering-select-spot = Select what lies in it
gathering-more-spots = { $count } more on the map
gathering-z-up = z up to { $z }
gathering-z-down = z down to { $z }
gathering-local-up = local I { $z }
gathering-spot-hot-members = More members than chance allows
gathering-spot-hot-jobs = More jobs than chance allows
gathering-spot-hot = High among high
gathering-spot-cold = Low among low
gathering-spot-high-low = High among low
gathering-spot-low-high = Low among high
gathering-method-gi = Gi* of { $count } units, p by the normal distribution
gathering-method-moran = Local Moran of { $count } units, { $permutations } permutations, seed { $seed }

## Functions of distance.

gathering-compared = Which members
gathering-all-members = All members
gathering-curve-kind = Function of distance
gathering-curve-title = Are they closer to each other?
gathering-curve-explained-title = { $what } against all members
gathering-curve-ratio = K ratio: chosen over all
gathering-curve-ripley = Ripley’s L
gathering-curve-kd = Duranton and Overman’s Kd
gathering-curve-m = Marcon and Puech’s M
gathering-curve-ratio-note = K of { $what } ÷ K of all members; chance deals the labels anew
gathering-curve-ripley-note = L of { $what } less the distance; chance puts as many anywhere in the convex hull of all
gathering-curve-kd-note = Density of the distances between { $what }; chance draws as many members
gathering-curve-m-note = Share of jobs of { $what } nearby ÷ their share of all jobs; chance swaps places
gathering-curve-distance = Distance in km
gathering-curve-band = Band of chance
gathering-curve-band-explained = Of the curves that chance drew, 5 % leave the band upward at any distance and 5 % downward; it holds for the whole curve at once.
gathering-curve-closer = Above the band from { $from } to { $to } km: these members lie closer to each other there than chance would put them
gathering-curve-closer-at = Above the band at { $km } km: these members lie closer to each other there than chance would put them
gathering-curve-apart = Below the band from { $from } to { $to } km: these members keep farther apart there than chance would put them
gathering-curve-none = Inside the band at every distance: no sign that these members sit closer together than members as a whole
gathering-curve-none-whole = Outside the band at single distances, but not as a whole curve: no sign that these members sit closer together than members as a whole
gathering-curve-drawn-p = (p = { $p }, { $count } draws, seed { $seed }).
gathering-curve-drawn = ({ $count } draws, seed { $seed }).
gathering-ripley-formula = L = √(K/π), with Ripley’s isotropic correction for the edge of the convex hull of all members: above the distance where members gather.
gathering-kd-formula = A Gaussian density of the distances between all pairs, reflected at 0 (Duranton and Overman 2005), unweighted.
gathering-m-formula = The share of the jobs within a distance that belongs to the chosen, over their share of all jobs, averaged over the chosen (Marcon and Puech 2010); members that do not state their jobs are left out.

## Density.

gathering-density-title = How dense?
gathering-switch-density = Show density on the map
gathering-hexagons = Hexagons
gathering-density = Density
gathering-bands = Bands of density
gathering-members-per-hexagon = Members per hexagon
gathering-jobs-per-hexagon = Jobs per hexagon
gathering-members-density = Members per 100 km²
gathering-jobs-density = Jobs per 100 km²
gathering-unit-members = members per 100 km²
gathering-unit-jobs = jobs per 100 km²
gathering-bandwidth = Bandwidth
gathering-bandwidth-km = bandwidth { $km } km
gathering-bandwidth-rule = By rule
gathering-bandwidth-rule-note = The default search radius of GIS: 0.9 min(SD, √(1/ln 2) Dm) n^−0.2, from the standard distance and the median distance to the center.
gathering-kernel = Kernel
gathering-kernel-gaussian = Gaussian kernel
gathering-kernel-epanechnikov = Epanechnikov kernel
gathering-kernel-quartic = Quartic kernel
gathering-ramp = Colors
gathering-cividis = Colors: cividis
gathering-viridis = Colors: viridis
gathering-counted = Members counted
gathering-occupied = Hexagons with members
gathering-of-all = of { $count }
gathering-most-members = Most members in one
gathering-most-jobs = Most jobs in one
gathering-cell = Side of a cell
gathering-densest = Densest
gathering-coarse = Cells are larger than a quarter of the bandwidth, so peaks are told too low: choose a larger bandwidth.
gathering-km = { $km } km

## Footprints.

gathering-footprints = Footprints
gathering-switch-footprints = Show footprints on the map
gathering-dbscan = Within a radius
gathering-hdbscan = At every density
gathering-radius = Radius
gathering-radius-rule = As it suggests itself
gathering-radius-rule-note = Three quarters of the members have so many others within it.
gathering-within-km = within { $km } km
gathering-least-name = Least members
gathering-least = At least { $count } members
gathering-no-footprints = Nowhere do so many members lie so close: choose a larger radius or fewer members.
gathering-more-footprints = { $count } more on the map
gathering-outside = { $count ->
    [one] { $count } member lies in no footprint.
   *[other] { $count } members lie in no footprint.
}
gathering-footprint-unnamed = Footprint
gathering-footprint-row = Members that lie together
gathering-footprint-share = { $share } of all members with a place
gathering-footprint-jobs = { $share } of all stated jobs
gathering-footprint-ties = { $count } ties inside, { $share } of all pairs
gathering-footprint-convex = Area of the convex hull: { $area } km²
gathering-footprints-explained = Rings follow the members (concave hull, ratio 0.3); areas are on the ellipsoid. Jobs are those of members that state them.
gathering-dbscan-formula = DBSCAN: members with enough others within the radius, themselves counted, and all that these reach (Ester and others 1996); distances are great circles.
gathering-hdbscan-formula = HDBSCAN: the groups that last longest while the density that is asked for rises (Campello, Moulavi and Sander 2013); distances are great circles.
gathering-members = { $count ->
    [one] { $count } member
   *[other] { $count } members
}
gathering-regions = { $count ->
    [one] { $count } region
   *[other] { $count } regions
}
gathering-jobs = { $count } jobs
gathering-jobs-at-least = at least { $count } jobs
gathering-jobs-unknown = jobs not stated
gathering-area = { $area } km²

## Centers.

gathering-center = Center and ellipse
gathering-center-title = Where is the middle?
gathering-switch-center = Show center and ellipse on the map
gathering-ellipse-row = One standard deviation
gathering-ellipse-before-row = One standard deviation in { $year }
gathering-track-row = Way of the center through the years
gathering-center-members = Of all members that pass the filter, each counting 1.
gathering-center-jobs = Of the jobs of all members that pass the filter and state them.
gathering-center-regions = Of the { $unit } of { $field }, at the middles of the { $count } regions with a number in every year.
gathering-center-undated = No membership is dated, so there is one center for all years.
gathering-mean-center = Mean center
gathering-median-center = Median center
gathering-standard-distance = Standard distance
gathering-ellipse = Axes of the ellipse
gathering-axes = { $major } × { $minor } km
gathering-nearest-index = Nearest neighbor index
gathering-by-year = Standard distance by year
gathering-year-members = { $count } members
gathering-year-amount = { $count } jobs
gathering-moved = From { $from } to { $to } the center moved { $km } km.
gathering-center-formula = The mean of the coordinates on a plane; the ellipse has the standard deviations along its axes.
gathering-center-explained = The angle beside the axes is that of the longer one, clockwise from north. The nearest neighbor index is below 1 where members gather.

## Chance.

gathering-chance = How chance is drawn
gathering-chance-note = Tests and bands repeat to the last digit with the same seed.
gathering-permutations-name = Permutations
gathering-permutations = { $count } permutations
gathering-seed = Seed
gathering-seed-refused = A seed is a whole number of at least 0.
