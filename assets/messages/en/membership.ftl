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
members-sort-employees-explain = How many persons work there, as the file states it.
members-columns = Choose columns
members-columns-room = { $count ->
    [one] There is room for 1 column; the one chosen last is shown. A wider panel shows more.
   *[other] There is room for { $count } columns; those chosen last are shown. A wider panel shows more.
}
members-columns-waiting = …
members-list = Members
members-changed = changed
members-new = new
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

## Fields to edit.

edit-begin = Edit this member
edit-begin-link = Edit this tie
edit-done = Show the card
edit-field-name = Name
edit-field-helix = Sphere
edit-field-founded = Founded
edit-field-position = Coordinates
edit-field-quality = Precision
edit-field-town = Town
edit-field-region = Region
edit-region-by-place = where it lies
edit-field-field = Field
edit-field-website = Website
edit-field-contact = Contact
edit-field-notes = Notes
edit-field-tags = Tags
edit-field-since = Since
edit-field-until = Until
edit-field-role = Role
edit-field-title = Title
edit-field-address = Address
edit-group-place = Place
edit-group-clusters = Clusters
edit-hint-position = north, east: 55.706, 13.195
edit-hint-tags = apart by commas
edit-hint-day = YYYY-MM-DD
edit-hint-kind = R&D project, supply …
edit-hint-evidence = an address or a title
edit-place-by-click = Place by a click
edit-place-how = On the map the symbol of the selected member can also be dragged to its place.
edit-leave-cluster = Take out of { $name }
edit-join-cluster = Add to cluster
edit-remove-industry = Take away { $name }
edit-add-industry-name = Add industry
edit-add-evidence = Add evidence
edit-delete-member = { $count ->
    [0] Delete this member
    [one] Delete this member and its link
   *[other] Delete this member and its { $count } links
}
edit-delete-link = Delete this tie
edit-directed = Runs from the first to the second
edit-take-out = Take { $name } out
edit-put-in = { $count ->
    [one] Add the selected member
   *[other] Add the { $count } selected members
}
edit-put-in-how = Select further members with Shift to add them.
bulk-title = { $count } members selected
bulk-note = What is set here is set for all of them, as one step.
bulk-link = { $count ->
    [2] Tie of these 2 members…
   *[other] Joint activity of { $count } members…
}
edit-draw-tie = Draw a tie on the map
edit-add-member = Add a member
bulk-link-too-many = Too many for one tie
bulk-delete = Delete { $count } members

## What was typed and makes no sense.

entry-name-empty = Give a name.
entry-no-amount = “{ $value }” is no number of zero or more.
entry-no-weight = Give a number above zero.
entry-no-year = “{ $value }” is no year.
entry-no-day = “{ $value }” is no day; write it as 2024-05-31.
entry-no-place = “{ $value }” is no place on earth; write degrees north and east, such as 55.706, 13.195.

## Members that are entered twice.

duplicates-title = Find duplicate members
duplicates-names = Names alike
duplicates-alike-from = { $share }
duplicates-places = At most apart
duplicates-km = { $km } km
duplicates-searching = Comparing names and places… { $share }
duplicates-stopped = The search was stopped. Choose how alike and how near to search again.
duplicates-count = { $count ->
    [0] No two members are this much alike and this near.
    [one] 1 pair may be one member. Merging is one undo step.
   *[other] { $count } pairs may be one member each. Every merge is one undo step.
}
duplicates-many = The { $listed } surest of { $count } pairs are listed. Ask for names more alike to see fewer.
duplicates-none = No pair is left to look at.
duplicates-pair = Names { $share } alike, { $km } km apart. Choose for every field what stays.
duplicates-pair-here = Names { $share } alike, at the same place. Choose for every field what stays.
duplicates-pair-unplaced = Names { $share } alike; one has no place. Choose for every field what stays.
duplicates-kept = Id that stays
duplicates-no-id = without an id
duplicates-ties = Ties: { $first } and { $second }. All ties, clusters and joint activities go to the member that stays.
duplicates-merge = Merge
duplicates-different = Different members
duplicates-show = Show both on the map
