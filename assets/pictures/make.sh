#!/usr/bin/env bash
# Makes the pictures of the README from the running window: opens a sample under Xvfb and takes one picture per panel.
# Needs Xvfb, xdotool and ImageMagick's import. Usage: assets/pictures/make.sh [BINARY]
set -euo pipefail
cd "$(dirname "$0")/../.."
binary=${1:-target/release/cluster-atlas}
here=assets/pictures
size=1600x1000
state=$(mktemp -d)
export XDG_DATA_HOME=$state/data XDG_CONFIG_HOME=$state/config XDG_RUNTIME_DIR=$state/run HOME=$state
mkdir -p -m 700 "$XDG_RUNTIME_DIR"
# Xvfb picks a free display by itself, tells its number when it is ready, and stays when its last client leaves.
Xvfb -displayfd 1 -noreset -screen 0 "${size}x24" >"$state/display" 2>/dev/null &
server=$!
application=
finish() {
  [ -n "$application" ] && kill "$application" 2>/dev/null || true
  kill "$server" 2>/dev/null || true
  rm -rf "$state"
}
trap finish EXIT
for _ in $(seq 100); do
  if [ -s "$state/display" ]; then break; fi
  sleep 0.1
done
DISPLAY=:$(head -n 1 "$state/display")
export DISPLAY

# Waits until the window shows its file, at most 60 seconds.
open() {
  "$binary" "$@" &
  application=$!
  for _ in $(seq 120); do
    sleep 0.5
    if xdotool search --name 'Cluster Atlas' >/dev/null 2>&1; then break; fi
  done
  window=$(xdotool search --name 'Cluster Atlas' | tail -n 1)
  xdotool windowsize "$window" "${size%x*}" "${size#*x}" windowmove "$window" 0 0
  sleep 6
}

close() {
  kill "$application" 2>/dev/null || true
  wait "$application" 2>/dev/null || true
  application=
}

take() {
  xdotool mousemove 700 1
  sleep 2
  import -window root -strip "png:$here/$1.png"
}

# The rail at the right is clicked: without a window manager no window has the keyboard.
panel() {
  xdotool mousemove 1555 "$1" click 1
  sleep 2
}

# A file of the day: two members at exchanged coordinates and a link to nobody.
spoil() {
  awk '
    /"kind": ?"member"/ && ++members <= 2 {
      match($0, /"coordinates": ?\[[^]]*\]/)
      place = substr($0, RSTART, RLENGTH)
      split(place, parts, /[][,]/)
      $0 = substr($0, 1, RSTART - 1) "\"coordinates\": [" parts[3] ", " parts[2] "]" substr($0, RSTART + RLENGTH)
    }
    /"kind": ?"link"/ && ++links == 1 { sub(/"members": ?\["[^"]*"/, "\"members\": [\"nobody\"") }
    { print }' "$1" >"$2"
}

open sample_regions/medicon_valley.geojson
take overview-light
panel 145
xdotool mousemove 1250 332 click 1
sleep 3
take main-light
panel 205; take links-light
panel 270
xdotool mousemove 1250 320 click 1
sleep 2
take specialization-light
panel 333
sleep 6
xdotool mousemove 1480 586 click 1
sleep 3
take concentration-light
panel 388; take scenes-light
close
spoil sample_regions/medicon_valley.geojson "$state/of_the_day.geojson"
open "$state/of_the_day.geojson"
panel 449; take file-check-light
close
open
take empty-start
close
open sample_regions/medicon_valley.geojson
panel 145
xdotool mousemove 1473 25 click 1 mousemove 1250 332 click 1
sleep 3
take main-dark
panel 270; take specialization-dark
close
