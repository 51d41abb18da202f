### Words inside the drawn picture: legends, titles, captions, sources.

## Scale bar.

figure-scale-kilometers = { $length } km
figure-scale-meters = { $length } m

## Legend. Counts of links are summed weights of one pair.

legend-dots = One dot a member
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
legend-sizes-missing = { $count ->
    [one] 1 member without a value is drawn smallest
   *[other] { $count } members without a value are drawn smallest
}
legend-measures-coming = The measures of the network are being worked out …
legend-measures-stale = As of the choice before; the present one is being worked out …
legend-communities = Communities
legend-communities-rest = Smaller communities, and members without ties
legend-communities-none = Members without ties
legend-communities-no-ties = Without ties there are no communities.
legend-communities-note = Leiden at resolution 1, the best of { $runs } searches, seed { $seed }: modularity { $modularity }. Each is named by its best connected member; shapes show spheres.
legend-clusters = Clusters
legend-clusters-rest = Other clusters, and members of none
legend-clusters-note = Members of several clusters show the first. Shapes show spheres.
legend-cuts-note = Without any one of them its part of the network falls apart. The Network page of the ties says into what.
legend-cuts-none = No single member or tie holds a part of the network together.
legend-cuts = Cut members and bridges
legend-cut-members = Cut members
legend-bridges = Bridges

## Spheres of the helix.

helix-industry = Industry
helix-academia = Academia
helix-government = Government
helix-cluster-organization = Cluster organization
helix-finance = Finance
helix-civil-society = Civil society
helix-other = Other
