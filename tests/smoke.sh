#!/usr/bin/env bash
# Opens the real program on a sample on a screen of its own, clicks into the map and looks at what is drawn.
# Fails on a panic, an early end, a wrong title or a blank map. Usage: smoke.sh PROGRAM [FILE] [PICTURE]
set -euo pipefail
program=$1
file=${2:-sample_regions/medicon_valley.geojson}
picture=${3:-}
name=$(basename "$file")
patience_s=90
colors_of_a_drawn_map=20

scratch=$(mktemp -d)
screen_process=
program_process=
finish() {
    for process in $program_process $screen_process; do
        kill "$process" 2>/dev/null || true
        wait "$process" 2>/dev/null || true
    done
    rm -rf "$scratch"
}
trap finish EXIT

refuse() {
    echo "Smoke test: $*" >&2
    if [ -s "$scratch/stderr" ]; then sed 's/^/  | /' "$scratch/stderr" | tail -40 >&2; fi
    exit 1
}

# Settings, recent files and the handing over to a running instance stay inside the scratch folder.
for kind in CONFIG DATA CACHE STATE RUNTIME; do
    case $kind in RUNTIME) variable=XDG_RUNTIME_DIR ;; *) variable=XDG_${kind}_HOME ;; esac
    mkdir -m 700 "$scratch/$kind"
    export "$variable=$scratch/$kind"
done
export HOME=$scratch
unset WAYLAND_DISPLAY

# Xvfb picks a free display by itself and tells its number. It must not start anew when its last client leaves: reading the
# titles before the program connects is such a client, and a program that connects at that moment is refused.
Xvfb -displayfd 1 -screen 0 1600x1000x24 -nolisten tcp -noreset >"$scratch/display" 2>"$scratch/screen" &
screen_process=$!
for ((tries = 0; tries < 100; tries++)); do
    [ ! -s "$scratch/display" ] || break
    kill -0 "$screen_process" 2>/dev/null || refuse "the screen did not start: $(cat "$scratch/screen")"
    sleep 0.1
done
[ -s "$scratch/display" ] || refuse "the screen did not start in 10 s"
DISPLAY=:$(head -n 1 "$scratch/display")
export DISPLAY

"$program" "$file" >"$scratch/stdout" 2>"$scratch/stderr" &
program_process=$!
began=$SECONDS

still_well() {
    if grep -qE "panicked at|wgpu error|Validation Error" "$scratch/stderr"; then refuse "the program panicked"; fi
    if ! kill -0 "$program_process" 2>/dev/null; then
        local status=0
        wait "$program_process" || status=$?
        refuse "the program ended by itself with status $status"
    fi
}

title() { # The titles of all visible windows, one a line.
    local window
    for window in $(xdotool search --onlyvisible --name '.' 2>/dev/null); do
        xdotool getwindowname "$window" 2>/dev/null || true
    done
}

until title | grep -qF "$name"; do
    still_well
    [ $((SECONDS - began)) -lt "$patience_s" ] || refuse "no window names $name after $patience_s s; titles: $(title | tr '\n' ';')"
    sleep 0.2
done

# Without a window manager a window stands anywhere; here it fills the screen.
for window in $(xdotool search --onlyvisible --name "$name"); do
    xdotool windowmove "$window" 0 0 windowsize "$window" 1600 1000
done

# The middle of the window is map, whatever panels are open at its sides.
colors() {
    import -window root "$scratch/screen.png"
    convert "$scratch/screen.png" -gravity center -crop 400x400+0+0 +repage -format '%k' info:
}
wait_for_map() {
    until drawn=$(colors) && [ "$drawn" -ge "$colors_of_a_drawn_map" ]; do
        still_well
        [ $((SECONDS - began)) -lt "$patience_s" ] || refuse "the map is blank: $drawn colors after $patience_s s"
        sleep 0.3
    done
}

wait_for_map
for position in "800 500" "760 460"; do
    # shellcheck disable=SC2086 # Two numbers.
    xdotool mousemove $position
    sleep 0.3
    xdotool click 1
    sleep 0.7
    still_well
done
xdotool click 4
sleep 1
wait_for_map
still_well
title | grep -qF "$name" || refuse "the title lost $name: $(title | tr '\n' ';')"

# A second start hands its file to the window that is open, and ends; the window turns to the file.
second=$(dirname "$file")/basque_country.geojson
if [ -f "$second" ] && [ "$second" != "$file" ]; then
    timeout 30 "$program" "$second" >"$scratch/second" 2>&1 || refuse "the second start did not hand over its file: $(cat "$scratch/second")"
    until title | grep -qF "$(basename "$second")"; do
        still_well
        [ $((SECONDS - began)) -lt "$patience_s" ] || refuse "the file of a second start was not opened; titles: $(title | tr '\n' ';')"
        sleep 0.3
    done
    [ "$(xdotool search --onlyvisible --name "Cluster Atlas" | wc -l)" = 1 ] || refuse "the second start has a window of its own"
    timeout 30 "$program" "$file" >"$scratch/second" 2>&1 || refuse "the first file was not handed back"
    until title | grep -qF "$name"; do
        still_well
        [ $((SECONDS - began)) -lt "$patience_s" ] || refuse "the first file was not opened again"
        sleep 0.3
    done
    wait_for_map
fi
if [ -n "$picture" ]; then cp "$scratch/screen.png" "$picture"; fi
echo "The window \"$(title | grep -F "$name" | head -n 1)\" shows a map of $drawn colors."
