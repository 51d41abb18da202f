### Ties: what is shown of them and how strong they are.

links-title = Ties
links-none = This file lists no ties.
links-no-match = No tie matches.
links-all-kinds = All kinds
links-kind = Kind of tie
links-kind-unstated = Kind not stated
links-of-year = Only ties that ran in { $year }
links-steps = Steps round selected members
links-of-selection = Only ties of selected members
links-pairs = Joined pairs of members
links-activities = Ties in the file
links-mean = Ties per member
links-inside = Inside one region
links-across = Between regions
links-region-unknown = Region not stated
links-distance = Median distance
links-distance-range = half of them { $low } to { $high }
links-kilometers = { $distance } km
links-list = Ties, heaviest first
links-weight = Weight
links-and-more = { $names } and { $count } more
links-between = { $a } – { $b }
links-directed = { $a } → { $b }
links-heaviest = Heaviest first
links-evidence = What shows it
links-years = Years
links-members = Members
links-close = Close the tie
links-clear = Show all ties

## The network in numbers.

links-view-ties = Ties
links-view-network = Network
links-network-coming = The measures of the network are being worked out …
links-network-stale = These are the measures of the choice before; those of the present one are being worked out …
links-network-failed = The network could not be measured. Change the filters or undo the last change to try again; the log file says more.
links-network-kilometers = { $value } km
links-network-millibits = { $value } millibits
links-network-shape = Shape
links-network-spheres = Between spheres, against chance
links-network-strength = What holds it together
links-network-reach = How far ties reach
links-network-synergy = Academia, industry and government together
links-network-brokers = Brokers
links-network-brokers-note = Members on most of the shortest ways between others; a cut member is one without whom its part falls apart.
links-network-broker = { $share } of ways
links-network-broker-cut = { $share } of ways, cut member
links-network-bridges = Bridges: ties without which a part falls apart
links-network-communities = Communities, by their best connected member
links-network-community = { $count } members
links-network-more = … and { $count } more
