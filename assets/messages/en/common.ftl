### Words that every part of the window and the command line shares, and the punctuation of numbers.
field-too-long = This text has { $size } kB: only its beginning is shown, and it is not changed here.
field-copy-all = Copy the whole text

## Punctuation of numbers. Another language changes these lines; the program has no separator of its own.

number-decimal = { "." }
number-group = { "\u202F" }
number-group-from = 10000
number-minus = { "−" }
number-range = { "–" }
number-percent-space = { "\u202F" }
number-missing = { "–" }

## Four kinds of nothing, which are never written as zero.

not-published = not published
not-stated = not stated
not-asked = not asked
at-most = at most { $value }

## Verbs of buttons.

action-cancel = Cancel
action-close = Close
action-clear = Clear
action-copy = Copy
action-undo = Undo
action-retry = Try again
action-show = Show

## Widgets.

search-clear = Clear the search
dropdown-search = Search the choices
dropdown-no-match = No choice matches
list-position = { $position } of { $total }

## Matrices.

heat-few = few
