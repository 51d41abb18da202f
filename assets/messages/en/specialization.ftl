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
