### Words inside the drawn picture: legends, titles, captions, sources.

## Scale bar.

figure-scale-kilometers = { $length } km
figure-scale-meters = { $length } m

## Legend. Counts of links are summed weights of one pair.

legend-members = Members
legend-not-located = { $count ->
    [one] { $count } member without a position is not drawn
   *[other] { $count } members without a position are not drawn
}
legend-links = Ties
legend-links-1 = 1
legend-links-2 = 2–4
legend-links-5 = 5–9
legend-links-10 = 10+
legend-links-directed = The arrow runs from giver to receiver
legend-not-published = Not published
legend-sizes = Employees

## Spheres of the helix.

helix-industry = Industry
helix-academia = Academia
helix-government = Government
helix-cluster-organization = Cluster organization
helix-finance = Finance
helix-civil-society = Civil society
helix-other = Other
