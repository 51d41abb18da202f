# What is explored: the words of the picture that follow from the choices made.

session-location-quotient = Location quotient
session-links-of-kind = Ties: { $kind }
session-links-of = of { $name }
session-choropleth-note = 1 = share of the jobs in { $benchmark }
session-benchmark-parent = the region’s own country
session-industries = { $count ->
    [one] { $count } industry
   *[other] { $count } industries
}
