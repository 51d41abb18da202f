### The window itself: title, menu, commands, palette, dialogs, notices, settings, the empty state.

app-name = Cluster Atlas
window-title = { $file } – Cluster Atlas

## Commands

command-open = Open…
command-save = Save
command-save-as = Save as…
command-export = Export picture…
command-close-file = Close file
command-search = Search…
command-fit-data = Show all data
command-fit-selection = Show the selection
command-clear-selection = Select nothing
command-clear-filter = Clear the filter
command-zoom-in = Zoom in
command-zoom-out = Zoom out
command-play = Play the years
command-pause = Stop playing the years
command-left-panel = Layers and filter
command-right-panel = Panel at the right
command-larger = Larger interface
command-smaller = Smaller interface
command-settings = Settings…
command-theme = Change the look
command-quit = Quit
command-needs-file = Open a file first
command-needs-selection = Select a member or a region first
menu = Menu
export = Export

## Panels

panel-overview = Overview
panel-members = Members
panel-links = Links
panel-specialization = Specialization
panel-concentration = Concentration
panel-scenes = Scenes
panel-file-check = File check

## State of the file

state-opened = Opened
state-sample = Sample
state-saved = Saved
state-opened-tooltip = Nothing has been changed since the file was opened
state-sample-tooltip = A sample inside the program; use Save as to keep a copy
state-saved-tooltip = The file on disk is what you see

## Search

search-hint = Search members, regions, industries, commands
search-hint-short = Search
search-hint-start = Search files and commands
search-nothing = Nothing holds “{ $query }”
search-member = Member
search-region = Region
search-industry = Industry { $code }
search-command = Command
search-file = Recent file
search-sample = Sample
search-results = Search results

## Bar

year = Year
bar-fold-left = Fold layers and filter
bar-open-left = Show layers and filter
theme-light = Light look
theme-dark = Dark look
theme-projector = Look for the projector

## Status line

status-members = { $shown } of { $total } members
status-selected = { $count ->
    [one] { $count } selected
   *[other] { $count } selected
}
status-selected-ties = { $count } selected, { $ties ->
    [one] { $ties } tie drawn
   *[other] { $ties } ties drawn
}
status-repairing = Working out repairs…
status-duplicates = Comparing names and places…
status-task = { $words } { $share }
status-stale = Working out the numbers: those shown are of the choice before
status-zoom = Zoom { $zoom }
status-software = Software rendering
status-software-tooltip = No graphics card is used: the map is drawn by the processor and moves more slowly.
status-opening = Opening { $file }
status-saving = Saving { $file }
status-drawing = Drawing the map…
status-exporting = Drawing { $file }
status-offline = Everything stays on this computer

## Start

start-title = Open a region file
start-line-one = One file holds regions, members, links and scenes.
start-line-two = Everything stays on this computer.
start-drop = Drop a file here
start-kinds = GeoJSON
start-recent = Recent
start-samples = Samples
start-samples-note = Real data, ready to explore. Sources are named in each file.
start-forget = Forget this file
counts-all = { $members ->
    [one] { $members } member
   *[other] { $members } members
} · { $links ->
    [one] { $links } link
   *[other] { $links } links
} · { $regions ->
    [one] { $regions } region
   *[other] { $regions } regions
}
counts-regions = { $regions ->
    [one] { $regions } region
   *[other] { $regions } regions
}
sample-reading = Reading…

## Dialogs

dialog-region-files = Region files
dialog-picture-png = PNG picture
dialog-picture-svg = SVG picture
path-open-title = Which file shall be opened?
path-save-title = Where shall the file be saved?
path-export-title = Where shall the picture be written?
path-why = This desktop offers no file dialog, so type the path. Pictures end in .png or .svg.
path-label = Path of the file
path-relative = Type the whole path, from the first folder on.
path-exists = There is a file of this name already. Replace it, or type another name.
action-open = Open
action-save = Save
action-write = Write
action-replace = Replace
action-choose-other = Choose another…

## What went wrong

open-failed = { $file } was not opened
open-fault = “{ $file }” made the program stumble; this is a fault of the program.
open-failed-remedy = What was open before is untouched.
save-failed = { $file } was not saved
save-fault = The program stumbled while it saved “{ $file }”; this is a fault of the program. The file on the disk is whole, as it was before or as it is here.
save-failed-remedy = What you see is still here; save it in another place.
export-failed = The picture was not written
export-fault = The program stumbled while it wrote “{ $file }”; this is a fault of the program.
export-failed-remedy = Nothing else has changed; write it in another place.

## Notices

notice-saved = Saved as { $file }
notice-exported = Picture written: { $file }
notice-drop-one = Only the first file was opened
notice-busy = Another file is still being opened
copied = Copied

## Compass

compass-north = N
compass-south = S
compass-east = E
compass-west = W

# The window cannot be opened.

start-no-window = The window cannot be opened: { $reason }. Check that this session has a display (DISPLAY or WAYLAND_DISPLAY), or use the command line: cluster-atlas help
start-no-graphics = Neither the graphics card nor OpenGL can draw the window: { $reason }. Install a software renderer, on Debian and Ubuntu the packages mesa-vulkan-drivers and libgl1-mesa-dri, or use the command line: cluster-atlas help

## Settings

settings-title = Settings
settings-look = Look
settings-look-light = Light
settings-look-dark = Dark
settings-look-projector = Projector
settings-scale = Size of the interface
settings-motion = Motion
settings-reduce-motion = Reduce motion
settings-motion-note = Flights of the map become cuts, and nothing fades.
settings-saving = Saving
settings-place = These settings are kept in { $path }

## Changing the document

command-undo = Undo
command-redo = Redo
undo-named = Undo: { $name }
redo-named = Redo: { $name }
command-add-member = Add a member…
command-changes = What was changed…
command-find-duplicates = Find duplicate members…
command-place-member = Add a member by a click on the map
command-draw-tie = Draw a tie on the map
command-draw-region = Draw a new region on the map
command-region-sheet = Numbers of the region
command-merge-regions = Merge the selected regions…
command-needs-region = Select a region first
command-versions = Earlier versions…
command-needs-undo = Nothing was changed yet
command-needs-redo = Nothing was undone
command-needs-path = Save the file first
state-changed = Changed
state-changed-tooltip = There are changes that are not on the disk yet
state-recovered = Recovered
state-recovered-tooltip = From the copy that a crash left; save to keep it
state-read-only = Read only
state-read-only-tooltip = A newer version of the program made this file: it is shown and cannot be changed here
state-protected = Read only
state-protected-tooltip = The file is protected on the disk: save under another name
new-member-title = Add a member
new-member-add = Add
notice-members-removed = { $count ->
    [one] The member and its links were deleted
   *[other] { $count } members and their links were deleted
}
notice-links-removed = { $count ->
    [one] The tie was deleted
   *[other] { $count } ties were deleted
}
notice-members-merged = { $count ->
    [one] Two entries became one member
   *[other] { $count } entries were merged into one member
}
notice-claimed = Another window has { $file } open ({ $since }). Whoever saves last is asked first.
notice-saved-first = The file is still being saved; this comes right after. Ask again to go on without waiting.
notice-changed-outside = Another program changed the open file. You are asked before anything is overwritten.

## Unsaved changes

leave-title-open = Save the changes before another file is opened?
leave-title-close = Save the changes before the file is closed?
leave-title-quit = Save the changes before the program ends?
leave-discard = Discard the changes
leave-recovered = The document comes from the copy that a crash left and is not saved.
save-choice-overwrite = Overwrite
save-choice-save-as = Save as…
save-choice-reload = Open the file on disk
save-choice-in-place = All names
save-choice-break-link = This name alone

changed-more = { $count ->
    [one] And one more change.
   *[other] And { $count } more changes.
}
save-choice-compare = Compare
changes-title = Changed since the file was opened
changes-title-save = Save these changes to { $file }?
changes-title-save-as = Save { $file } with these changes under another name?
changes-note = A line leads to its place on the map.
changes-show-before-saving = Show what changed before saving
changes-nothing = Nothing was changed.
changes-coming = Listing what was changed… { $share }
changes-failed = What was changed could not be listed. Saving works all the same.
changes-unlisted = { $count ->
    [one] And changes of one more entry of the file.
   *[other] And changes of { $count } more entries of the file.
}
changes-of-file = About the file
changes-of-regions = Regions
changes-of-clusters = Clusters
changes-of-members = Members
changes-of-ties = Ties
changes-of-others = Other entries
compared-title = What differs from the file on disk
compared-nothing = Nothing differs.

## What a crash left, and earlier versions

recovered-title = Unsaved changes of before
recovered-why = The program ended before these were saved. Nothing is opened by itself, and your files are as you saved them last.
recovered-about = { $time }, { $size } kB
recovered-suspect = The program ended while it read this copy. Reading it again may end the program again.
recovered-open-anyway = Open all the same
recovered-discard = Discard
recovered-later = Ask again at the next start
recovered-busy = Save or discard the changes of the open file first
versions-title = Earlier versions
versions-why = What earlier saves replaced. One that is opened is a copy; your file stays as it is until you save.
versions-none = No save of this program has replaced this file yet.
versions-open = Open a copy
versions-name = { $file } ({ $time })
time-now = just now
time-minutes = { $count ->
    [one] a minute ago
   *[other] { $count } minutes ago
}
time-hours = { $count ->
    [one] an hour ago
   *[other] { $count } hours ago
}
time-days = { $count ->
    [one] a day ago
   *[other] { $count } days ago
}
