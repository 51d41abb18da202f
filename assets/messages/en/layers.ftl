### The layer list and its legends.

layers-title = Layers
layers-members = Members
layers-links = Ties
layers-location-quotient = Location quotient
layers-regions = Regions
layers-labels = Names
layers-basemap = Basemap
layers-basemap-source = Natural Earth
layers-tiles = OpenStreetMap
layers-online = from the internet
layers-offline = off
layers-tiles-note = Places you look at are asked for at openstreetmap.org. Pictures are written without these tiles.
layers-size-by = Size
layers-size-by-name = What the size of members shows
layers-size-employees = Employees
layers-color-by = Color
layers-color-by-name = What the color of members shows
layers-color-sphere = Sphere
layers-color-community = Community
layers-color-cluster = Cluster
layers-opacity = Opacity
layers-show = Show this layer
layers-hide = Hide this layer

### The filter below the layer list.

facets-title = Filter
facets-shown = { $shown } of { $total }
facets-only-selected = Only what is selected
facets-clear = Clear the filter
facets-all = All
facets-more = { $count } more
facets-more-off = { $count } more, { $off } of them off
facets-fewer = Fewer
facets-alt-click = Alt-click shows only this one
facets-empty = This file lists no members to filter.
facet-helix = Sphere
facet-cluster = Cluster
facet-industry = Industry
facet-field = Field
facet-size = Size
facet-region = Region
facet-position = Position
facet-not-stated = Not stated
facet-no-cluster = In no cluster
facet-no-region = Outside all regions
facet-size-micro = Below 10 persons
facet-size-small = 10 to 49 persons
facet-size-medium = 50 to 249 persons
facet-size-large = 250 persons and more
facet-size-not-stated = Size not stated
facet-position-exact = Exact place
facet-position-street = Street
facet-position-city = Town only
facet-position-region = Region only
layers-ring = Ring: { $count } or more, too close to draw apart

## What was changed since the file was opened.

layers-changes = Changes since opening
layers-changes-added = { $count ->
    [one] 1 member added
   *[other] { $count } members added
}
layers-changes-changed = { $count ->
    [one] 1 member changed
   *[other] { $count } members changed
}
layers-changes-removed = { $count ->
    [one] 1 member removed
   *[other] { $count } members removed
}
