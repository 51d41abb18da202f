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
edit-header = Change what the file says of itself
edit-repair = Repair “{ $name }”
edit-several = Make { $count } changes
edit-restore = Put back

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
