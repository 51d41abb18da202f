### The map: its controls, gestures, hover card, scale bar and attribution.

## Controls, with the keys as they are written on keyboards.

map-zoom-in = Zoom in
map-zoom-out = Zoom out
map-fit = Show the whole region
map-select-box = Select with a box
map-select-lasso = Select with a lasso
map-key-zoom-in = +
map-key-zoom-out = −
map-key-home = Home
map-key-box = Shift + drag
map-key-lasso = Ctrl + drag
map-sources = Sources: { $sources }
map-sources-title = Sources of what is drawn

## What a screen reader says of the map. The parts name what is drawn.

map-label = Map. { $members ->
    [0] No members
    [one] { $members } member
   *[other] { $members } members
}, { $links ->
    [0] no ties
    [one] { $links } tie
   *[other] { $links } ties
}, { $regions ->
    [0] no regions
    [one] { $regions } region
   *[other] { $regions } regions
}

## The card beside the pointer: a region, a member or a tie.

card-quotient = location quotient
card-quotient-interval = location quotient, 95 % { $range }
card-quotient-bound = at most, not published
card-quotient-not-published = location quotient not published
card-quotient-missing = no location quotient
card-region = Region
card-of-unit = { $value } of { $total } { $unit }
card-of = { $value } of { $total }
card-with-share = { $value }, { $share }
card-establishments = Local units
card-sources = Sources
card-members = Members here
card-place = Place
card-employees = Employees
card-clusters = Member of
card-ties = Ties
card-position = Position
card-tie-with = with { $name }
card-activities = Joint activities
card-kinds = Kind
card-years = Years
card-weight = Weight

## Tiles from the internet.

map-tiles-offline = The server of the tiles does not answer; the built-in map is shown
tile-address-empty = The address of the tiles is empty: it begins with https:// and holds {"{z}"}, {"{x}"} and {"{y}"}.
tile-address-control = The address of the tiles holds a line break or another control character: write it on one line.
tile-address-scheme = The address of the tiles has another scheme than https or http, such as file: begin it with https://.
tile-address-host = The address of the tiles names no host that can be asked: write it with letters, figures, dots and dashes.
tile-address-missing = The address of the tiles lacks { $placeholder }: zoom, column and row stand as {"{z}"}, {"{x}"} and {"{y}"}.
tile-address-unknown = The address of the tiles holds { $placeholder }, which means nothing here: only {"{z}"}, {"{x}"}, {"{y}"} and {"{s}"} are filled in.
tile-address-http = The address begins with http, so it is not encrypted (no TLS): others can read and change what is sent.
tile-address-key = The address holds a key, which everybody who reads it can use.
tile-address-password = The address holds a user’s name or password, which everybody who reads it can use.
tile-address-local = The address leads to this machine or its local network.

## Drawing by hand.

map-carry-place = { $lat }, { $lon } (north, east)
map-carry-quality = Precision: { $quality }
map-carry-far = { $length } { $unit } from where it was
hint-place = Click where “{ $name }” is
hint-place-new = Click where the new member is
hint-tie = Drag from one member to another, or click both
hint-tie-from = Click the member that “{ $name }” is tied to, or drag to it
hint-outline-first = Click the first corner of the region
hint-outline = { $count ->
    [one] 1 corner. Backspace takes it back
   *[other] { $count } corners. Double click or Enter closes, Backspace takes the last one back
}
hint-outline-crossing = The lines of an outline must not cross: set this corner elsewhere
hint-outline-few = An outline needs at least three corners
hint-carry = Escape leaves it where it was
hint-grip = Drag to move “{ $name }”. The map moves with the pointer beside it
hint-leave = Leave (Escape)
