### What a file check found, in sentences, with the verbs of the repairs.

findings-title = File check
findings-copy = Copy all findings
findings-none = Nothing to mend: the file check found no problem.
findings-errors = { $count ->
    [one] { $count } error
   *[other] { $count } errors
}
findings-warnings = { $count ->
    [one] { $count } warning
   *[other] { $count } warnings
}
findings-notes = { $count ->
    [one] { $count } note
   *[other] { $count } notes
}
findings-alike = { $count } places like this · { $code }
findings-more = Show { $count } more
findings-line = line { $line }
findings-path = { $code } at { $path }
findings-stale = Checking the changed file… What is listed is of before the last change.
findings-check-failed = The changed file could not be checked. What is listed is of before the last change.
findings-lines-changed = Line numbers are those of the file as it will be saved.
findings-wait = The changed file is being checked. Try again in a moment.
findings-safe = { $count ->
    [one] Repair the safe one
   *[other] Repair the { $count } safe ones
}
findings-safe-note = Each kind of repair is one undo step. The file changes only when you save.
findings-leave = Leave
findings-in-file = In the file
findings-after = After the repair
findings-more-places = and { $count } more
findings-lands = After the repair it lies { $place }.
findings-in-region = in { $region }
findings-outside = outside every region
findings-system = Coordinate system of the file
findings-show-landing = Show that place on the map
findings-left = { $count ->
    [one] One place could not be repaired and stays in the list.
   *[other] { $count } places could not be repaired and stay in the list.
}
findings-changed-meanwhile = The file was changed while the repair was worked out. Nothing was repaired; try again.

## The verbs of the repairs.

repair-swap = Swap back
repair-swap-all = Swap back all { $count }
repair-convert = Convert
repair-convert-all = Convert all { $count }
repair-close = Close ring
repair-close-all = Close all { $count } rings
repair-rewind = Turn ring
repair-rewind-all = Turn all { $count } rings
repair-id = Give a new id
repair-id-all = Give { $count } new ids
repair-type = Repair
repair-type-all = Repair all { $count }
