### Geographic concentration: what tests mean, why a number is missing, and what to know of tables.

## Why there is no number.

concentration-no-variance = All values are equal, so there is no pattern to look for.
concentration-too-few = There are too few for this number.
concentration-no-neighbors = It has no neighbors.
concentration-everyone-neighbor = Every other one is a neighbor, so there is nothing to compare with.
concentration-no-value = It has no value.
concentration-all-coincide = All points lie on one place; say how far each reaches.
concentration-no-area = The points enclose no area.
concentration-none-paired = No member has another within this distance.
concentration-no-weight = The weights add up to nothing.
concentration-isotropic = The members spread the same in every direction.

## How a region and its neighbors stand.

concentration-high-high = High among high
concentration-low-low = Low among low
concentration-high-low = High among low
concentration-low-high = Low among high

## What a test means.

concentration-global-clustered = Like values lie together: regions with high values neighbor high ones, and low ones low ones, more than chance would put them.
concentration-global-clustered-hexagons = Members gather: hexagons with many lie beside hexagons with many, and empty ones beside empty ones, more than chance would put them.
concentration-global-dispersed = Unlike values lie together: high values neighbor low ones more than chance would put them.
concentration-global-none = No pattern: the values could lie like this by chance.
concentration-global-numbers = Moran’s I is { $moran }, { $expected } would be expected; p = { $p } from { $permutations } permutations.
concentration-global-numbers-z = Moran’s I is { $moran }, { $expected } would be expected; z = { $z } under randomization.
concentration-islands = { $count ->
    [one] { $count } region has no neighbors and takes no part in the statistic.
   *[other] { $count } regions have no neighbors and take no part in the statistic.
}
concentration-discoveries = { $uncorrected } regions have p of at most 5 % from { $permutations } permutations; { $corrected } are left when at most 5 % of discoveries may be false.
concentration-localized = Members gather: from { $from } to { $to } km they lie more often from each other than chance would put them.
concentration-dispersed = Members keep apart: at some distances they lie less often from each other than chance would put them, and at none more often.
concentration-no-pattern = No pattern: members could lie like this by chance.

## What to know of tables.

concentration-note-area = The area is that of the convex hull of the members; the nearest neighbor index depends on it. The angle of the ellipse is clockwise from north on the plane.
concentration-note-bands = The columns low and high hold at one distance; global_low and global_high hold at all distances together and are the test.
concentration-note-window = K and L look at the chosen members within the convex hull of all members.
concentration-note-all-members = All members are looked at, so there are no others to compare with: choose some with --industry or --cluster.
concentration-note-few = Fewer than ten members: the curves say little.
concentration-note-unlocated = Members without a place are left out.
