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
status-stale = Working out the numbers: those shown are of the choice before
status-zoom = Zoom { $zoom }
status-software = Software rendering
status-software-tooltip = No graphics card is used: the map is drawn by the processor and moves more slowly.
status-opening = Opening { $file }
status-saving = Saving { $file }
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
action-open = Open
action-save = Save
action-write = Write
action-choose-other = Choose another…

## What went wrong

open-failed = { $file } was not opened
open-failed-remedy = What was open before is untouched.
save-failed = { $file } was not saved
save-failed-remedy = What you see is still here; save it in another place.
export-failed = The picture was not written
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
settings-place = Kept in { $path }
