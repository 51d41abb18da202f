### The map: its controls, gestures, hover card, scale bar and attribution.

## Controls, with the keys as they are written on keyboards.

map-zoom-in = Zoom in
map-zoom-out = Zoom out
map-fit = Show the whole region
map-select-box = Select with a box
map-key-home = Home
map-key-box = Shift + drag

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
