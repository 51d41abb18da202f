### Regions: their numbers in a grid, new ones by drawing and by merging.

## What is pasted or typed into the grid.

paste-no-number = Row { $row }, column { $column }: “{ $value }” is no number of zero or more. Nothing was pasted.
paste-ambiguous = Row { $row }, column { $column }: “{ $value }” can be a fraction or thousands. Copy the numbers without signs between thousands. Nothing was pasted.
paste-no-room-columns = The table has { $columns } columns, and from { $year } on there { $room ->
    [one] is 1
   *[other] are { $room }
}. Nothing was pasted.
paste-no-room-rows = The table has { $rows } rows, and from “{ $name }” on there { $room ->
    [one] is 1
   *[other] are { $room }
}. Nothing was pasted.
paste-nothing = The clipboard holds no table.
typed-no-number = “{ $value }” is no number of zero or more, and none of c, : and .. for what is not published.
typed-ambiguous = “{ $value }” can be a fraction or thousands: write it without a sign between thousands.

## The grid.

region-sheet-title = Numbers of { $name }
region-sheet-close = Close the numbers
region-sheet-measure = Measure
region-sheet-numbers = Numbers
region-sheet-facts = Facts
region-sheet-industry = Industry
region-sheet-go = Go to an industry
region-sheet-total = All industries
region-sheet-value = Value
region-sheet-not-published = n. p.
region-sheet-grid = Numbers by industry and year
region-sheet-cell = { $row }, { $column }
region-sheet-help = Type over a number, or paste a table from a spreadsheet. Enter goes down, Tab to the right, Delete empties. n. p.: not published, also typed as c, : or ..
region-sheet-selected = { $count } cells
region-sheet-no-measures = This file lists no measures, so a region has no numbers to edit.
region-sheet-none = Select a region on the map to see its numbers.
region-sheet-open = Edit its numbers
region-field-code = Code
region-field-code-hint = a new one
region-field-level = Level
region-field-level-hint = county, district …
region-field-parent = Part of
region-field-population = Population
region-no-parent = no larger region
region-facts-more = More in the file
region-delete = Delete this region and its numbers
region-members = Members here
region-area = Area
region-area-value = { $area } km² by its outline

## New regions.

new-region-title = A new region
new-region-add = Add the region
new-region-ground = { $area } km², { $members ->
    [0] no members
    [one] 1 member
   *[other] { $members } members
} inside.
merge-regions-title = Merge { $count } regions
merge-regions-button = Merge { $count } regions…
merge-regions-do = Merge
merge-regions-parts = The parts
merge-regions-go = are removed
merge-regions-stay = stay, as parts of the new region
merge-regions-stay-note = Where a region is compared with the larger one that it lies in, the parts are compared with the new region from then on.
merge-regions-sum = Sum over the parts
merge-regions-sum-note = Leave out what cannot be summed, such as averages and shares.
merge-regions-sums = { $known ->
    [0] No number is
    [one] 1 number is
   *[other] { $known } numbers are
} a sum of all parts.{ $withheld ->
    [0] { "" }
    [one] { " " }1 is not published, because that of a part is not.
   *[other] { " " }{ $withheld } are not published, because that of a part is not.
}{ $incomplete ->
    [0] { "" }
    [one] { " " }1 is not known, because the file has none for a part.
   *[other] { " " }{ $incomplete } are not known, because the file has none for a part.
}
merge-regions-apart = The parts do not all touch: the new region lies in { $count } pieces.
merge-regions-coming = Joining the outlines and summing the numbers: { $share }
merge-regions-wait = The outlines are still being joined.
merge-regions-failed = The outlines could not be joined. Nothing was changed.
merge-regions-no-ground = These regions have no outlines that could be joined.
merge-regions-needs = Select two or more regions first
