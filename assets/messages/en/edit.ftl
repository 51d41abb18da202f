### Edits: what they are called, why one is refused, and what changed.

## Names in the menu.

edit-rename = Rename “{ $name }”
edit-move = Move “{ $name }”
edit-unplace = Take “{ $name }” off the map
edit-change = Change “{ $name }”
edit-change-many = Change { $count } entries
edit-add = Add “{ $name }”
edit-remove = Remove “{ $name }”
edit-remove-members = Remove { $count } members
edit-merge = Merge entries of “{ $name }”
edit-link = “{ $a }” and “{ $b }”{ $more ->
    [0] { "" }
    [one] { " " }and one more
   *[other] { " " }and { $more } more
}
edit-add-link = Add tie of “{ $a }” and “{ $b }”
edit-remove-link = Remove tie of “{ $a }” and “{ $b }”
edit-change-link = Change who takes part with “{ $a }”
edit-remove-links = Remove { $count } ties
edit-membership = Change clusters of “{ $name }”
edit-industries = Change industries of “{ $name }”
edit-value = Change a number of “{ $name }”
edit-values = { $count ->
    [one] Change a number of “{ $name }”
   *[other] Change { $count } numbers of “{ $name }”
}
edit-header = Change what the file says of itself
edit-repair = Repair “{ $name }”
edit-swap = Swap axes of “{ $name }”
edit-swap-members = Swap axes of { $count ->
    [one] a member
   *[other] { $count } members
}
edit-swap-many = Swap axes of { $count ->
    [one] one entry
   *[other] { $count } entries
}
edit-convert-members = Convert coordinates of { $count ->
    [one] a member
   *[other] { $count } members
}
edit-convert-many = Convert coordinates of { $count ->
    [one] one entry
   *[other] { $count } entries
}
edit-convert-file = Convert the coordinates of the file
edit-close = Close outline of “{ $name }”
edit-close-many = Close { $count } outlines
edit-rewind = Turn outline of “{ $name }”
edit-rewind-many = Turn { $count } outlines
edit-id = Give “{ $name }” another id
edit-id-many = Give { $count } entries another id
edit-type-many = Repair { $count } entries
edit-several = Make { $count } changes
edit-restore = Put back
edit-as-first = { $first }
edit-merge-regions = Merge regions

## Why an edit is refused.

edit-refused-name = The name is empty.
edit-refused-name-remedy = Give a name.
edit-refused-type = “{ $value }” cannot hold a value of this kind.
edit-refused-type-remedy = Give a number, a text or a list, as the field asks for.
edit-refused-negative = { $value } is below zero or no number.
edit-refused-negative-remedy = Give zero or a number above it.
edit-refused-place = There is no place on earth at { $value }.
edit-refused-place-remedy = Give a longitude from −180 to 180 and a latitude from −90 to 90.
edit-refused-id = The id “{ $value }” is given already, or is empty.
edit-refused-id-remedy = Give another one, or none to get a new one.
edit-refused-members = A tie needs at least two members.
edit-refused-members-remedy = Choose two or more, or remove the tie.
edit-refused-not-there = There is nothing to edit under “{ $value }”.
edit-refused-not-there-remedy = It may have been removed; choose again.
edit-refused-member = There is no member “{ $value }”.
edit-refused-member-remedy = Choose a member of this file.
edit-refused-cluster = There is no such cluster, or the member does not belong to it: “{ $value }”.
edit-refused-cluster-remedy = Choose a cluster of this file.
edit-refused-region = There is no region “{ $value }”.
edit-refused-region-remedy = Choose a region of this file.
edit-refused-industry = The file lists no industry “{ $value }”.
edit-refused-industry-remedy = Choose a code of the file’s industries, or add it there first.
edit-refused-measure = The file lists no measure “{ $value }”.
edit-refused-measure-remedy = Choose one of the file’s measures.
edit-refused-year = The file’s numbers have no year “{ $value }”.
edit-refused-year-remedy = Choose one of the file’s years; undated numbers take none.
edit-refused-code = The industry code “{ $value }” is taken.
edit-refused-code-remedy = Give another code.
edit-refused-circle = Nothing can be a part of itself.
edit-refused-circle-remedy = Choose another one.
edit-refused-fixed = “{ $value }” cannot be changed in this way.
edit-refused-fixed-remedy = It decides what the rest of the file means; use the edit made for it, or import the data anew.
edit-refused-numbers = Numbers of regions are not changed as a property.
edit-refused-numbers-remedy = Change each number with its measure, industry and year.
edit-refused-plain = The numbers of this file are plain properties of its regions, which know no industries.
edit-refused-plain-remedy = Change the total, or import the data as a region file first.
edit-refused-geometry = The geometry is missing, broken or of the wrong type for this.
edit-refused-geometry-remedy = Members are points, regions are polygons; see the file check.
edit-refused-path = The way “{ $value }” leads nowhere.
edit-refused-path-remedy = Name keys of objects and positions of lists.
edit-refused-object = The feature is broken and can hold nothing.
edit-refused-object-remedy = Remove it, or repair it in a text editor.
edit-refused-bare = The file is one bare geometry, which holds no properties.
edit-refused-bare-remedy = Add what is wanted as a new member or region; the geometry stays as it is.
edit-refused-lines = A file of one feature a line has no place for this.
edit-refused-lines-remedy = Save it as a region file first.
edit-refused-last = The last line of a file cannot be removed.
edit-refused-last-remedy = Add another member first, or delete the file.
edit-refused-newer = A newer version of the program made this file; it is not changed here.
edit-refused-newer-remedy = Use that version, or save a copy from there.
edit-refused-syntax = The edit is not understood: { $value }.
edit-refused-syntax-remedy = Run “cluster-atlas help save-as” for all edits with examples.

## What is wrong with the text of an edit.

edit-json-object = an edit is an object with one member, its name
edit-json-unknown = there is no edit “{ $edit }”
edit-json-missing = “{ $edit }” needs “{ $key }”
edit-json-wrong = “{ $key }” of “{ $edit }” is of the wrong kind
edit-json-extra = “{ $edit }” has no “{ $key }”

## What changed, in sentences.

diff-new-member = { $name } joined.
diff-gone-member = { $name } left.
diff-new-link = New tie: { $name }.
diff-gone-link = The tie { $name } is gone.
diff-new-cluster = New cluster: { $name }.
diff-gone-cluster = The cluster { $name } is gone.
diff-new-region = New region: { $name }.
diff-gone-region = The region { $name } is gone.
diff-new-other = New in the file: { $name }.
diff-gone-other = { $name } is gone from the file.
diff-new-file = The file is new.
diff-gone-file = The file is gone.
diff-renamed = “{ $from }” is now called “{ $to }”.
diff-moved = { $name } moved by { $km } km.
diff-placed = { $name } was placed on the map.
diff-unplaced = { $name } was taken off the map.
diff-changed = { $name }: { $field } changed from { $from } to { $to }.
diff-changed-long = { $name }: { $field } changed.
diff-set = { $name }: { $field } is now { $to }.
diff-set-long = { $name }: { $field } was added.
diff-removed = { $name }: { $field } was taken away; it was { $from }.
diff-removed-long = { $name }: { $field } was taken away.
diff-number = { $name }: { $measure } of { $industry } in { $year } changed from { $from } to { $to }.
diff-number-undated = { $name }: { $measure } of { $industry } changed from { $from } to { $to }.
diff-file = The file
diff-total = all industries
diff-missing = nothing
diff-nothing = nothing
diff-tie-of = { $sentence } ({ $names })
diff-again = { $name } is again as it was when the file was opened.
diff-none = Nothing differs.

## Fields of entries, in the middle of a sentence.

field-geometry = the geometry
field-id = the id
field-kind = the kind
field-helix = the sphere
field-clusters = the clusters
field-industries = the industries
field-employees = the number of employees
field-founded = the founding year
field-website = the website
field-contact = the contact
field-notes = the notes
field-tags = the tags
field-position = the quality of the place
field-region = the region
field-verified = the date of confirmation
field-members = who takes part
field-directed = the direction
field-type = the type
field-weight = the weight
field-from = the first year
field-to = the last year
field-title = the title
field-evidence = the evidence
field-organization = the organization
field-summary = the summary
field-level = the level
field-parent = the larger region
field-color = the color
field-sources = the sources
field-scenes = the scenes
field-language = the language
field-years = the years
field-measures = the measures
field-benchmark = the benchmark
