### The list of members and the card of one member.

## Words of several panels.

panels-part-of = { $part } of { $whole }
panels-unnamed = Without a name
panels-since = since { $year }
panels-until = until { $year }
panels-filters-clear = { $count ->
    [one] Clear 1 filter
   *[other] Clear { $count } filters
}

## List.

members-title = Members
members-search = Name, town, field
members-all = All { $count }
members-all-name = Show members of all spheres
members-only = Only { $name }
members-sort-name = Name
members-sort-ties = Ties
members-sort-employees = Employees
members-list = Members
members-none = This file lists no members.
members-no-match = No member matches.

## Card.

members-locate = Show on the map
members-no-place = It has no place on the map
members-close = Close the card
members-ties = Ties
members-rank = rank { $rank } of { $count }
members-outside = Ties outside the region
members-employees = Employees
members-position = Position
members-position-exact = at the place itself
members-position-street = at the street
members-position-city = only the town is known
members-position-region = only the region is known
members-position-none = not on the map
members-cluster = Member of
members-industries = Industries
members-verified = Last verified
members-founded-role = Coordinates
members-ties-by-sphere = Ties by sphere
members-strongest = Strongest ties
members-more-ties = { $count } more
members-fewer-ties = Show fewer
members-no-ties = No tie to a member that is shown.
members-research = Nearest research institution
members-research-distance = { $distance } km
members-research-about = about { $distance } km
members-research-no-place = Not known: this member has no place on the map.
members-research-none = None located: no other research institution of the file has a place.
members-links = Links in the file
members-further = More in the file
members-yes = yes
members-no = no
