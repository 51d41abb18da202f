#!/usr/bin/env bash
# Saves with the real program while the system fails it: killed before every call, an error at every call, a full disk, a file and
# a folder that must not be written; and kills a process that makes copies for recovery at random moments.
# After each of these the old or the new file is whole, byte for byte. Usage: faults.sh PROGRAM TESTS
#   PROGRAM  the program; TESTS  the binary of the tests below the window
set -euo pipefail
program=$(readlink -f "$1")
tests=$(readlink -f "$2")
kills_of_copies=50

scratch=$(mktemp -d)
mounted=
finish() {
    if [ -n "$mounted" ]; then umount "$mounted" 2>/dev/null || true; fi
    chmod -R u+w "$scratch" 2>/dev/null || true
    rm -rf "$scratch"
}
trap finish EXIT

refuse() { echo "Faults: $*" >&2; exit 1; }
skip() { printf '\n!!! NOT TESTED: %s\n\n' "$*" >&2; }

# Nothing is written outside the scratch folder.
export HOME=$scratch XDG_DATA_HOME=$scratch/data XDG_CONFIG_HOME=$scratch/config
desk=$scratch/desk
mkdir -p "$desk"
target=$desk/region.geojson
old=$scratch/old.geojson new=$scratch/new.geojson
feature='{"type":"Feature","id":"m","properties":{"kind":"member","name":"A member"},"geometry":{"type":"Point","coordinates":[12.5,55.7]}}'
document() { # So many features.
    local number
    printf '{"type":"FeatureCollection","features":[%s' "$feature"
    for ((number = 1; number < $1; number++)); do printf ',\n%s' "$feature"; done
    printf ']}\n'
}
document 300 >"$old"
document 400 >"$new"

save=("$program" save-as --quiet --threads 1 "$new" --output "$target")

# Sets up the folder with the old file, as a file that colleagues may read.
lay_out() {
    rm -rf "$desk"
    mkdir "$desk"
    cp "$old" "$target"
    chmod 640 "$target"
}

# Whether the file is whole; sets `found` to old or new.
look() {
    if cmp -s "$target" "$new"; then found=new
    elif cmp -s "$target" "$old"; then found=old
    else refuse "$1: the file is neither the old nor the new one"; fi
    [ "$(stat -c %a "$target")" = 640 ] || refuse "$1: the permissions are $(stat -c %a "$target")"
}

left_beside() { find "$desk" -name '.ca-*' | grep -q .; }

# --- Calls of the system -----------------------------------------------------------------------------------------------------

# The calls of a save as "name ordinal", from its first look at the file on. Calls for memory, signals and threads change no file,
# and how often threads give way to each other differs from run to run.
calls_of_a_save() {
    lay_out
    strace -f -qq -o "$scratch/trace" "${save[@]}" || refuse "the program does not save under strace"
    awk -v target="$target" '
        { call = $2; sub(/\(.*/, "", call) }
        call !~ /^[a-z]/ { next }
        { count[call]++ }
        index($0, target) && call != "execve" { is_saving = 1 }
        is_saving && call !~ /^(brk|mmap|munmap|mprotect|madvise|mremap|futex|sigaltstack|rt_sig.*|sched_.*|clone.*|set_robust_list|rseq|prctl|gettid|exit.*)$/ { print call, count[call] }
    ' "$scratch/trace"
}

inject() { # NAME INJECTION: saves while the call with this name is tampered with; sets `status`.
    status=0
    strace -f -qq -o "$scratch/trace" -e "trace=$1" -e "inject=$1:$2" "${save[@]}" >"$scratch/words" 2>&1 || status=$?
}

kill_before_each_call() {
    local call ordinal points=0 olds=0 news=0
    while read -r call ordinal; do
        lay_out
        inject "$call" "signal=KILL:when=$ordinal" 2>/dev/null
        [ "$status" -ne 0 ] || refuse "killed before $call $ordinal, the program ended well"
        look "killed before $call $ordinal"
        if [ "$found" = old ]; then olds=$((olds + 1)); else news=$((news + 1)); fi
        # The next save takes away what the dead one left, and is an ordinary one.
        "${save[@]}" || refuse "killed before $call $ordinal: the next save fails"
        look "saved after a kill before $call $ordinal"
        [ "$found" = new ] || refuse "killed before $call $ordinal: the next save does not save"
        ! left_beside || refuse "killed before $call $ordinal: something is left beside"
        points=$((points + 1))
    done <"$scratch/calls"
    [ "$points" -ge 19 ] || refuse "a save has $points calls only"
    [ "$news" -gt 0 ] || refuse "no kill came after the renaming"
    echo "Killed before each of $points calls: $olds old, $news new, 0 broken, nothing left beside."
}

fail_at_each_call() {
    local call ordinal error when points=0 saved=0 kept=0
    while read -r call ordinal; do
        # These two touch no file: the standard library checks with fcntl, in debug builds only, that what it closes is open, and
        # ends the program where the system has no random numbers.
        case $call in fcntl | getrandom) continue ;; esac
        for error in EIO ENOSPC EACCES EDQUOT EMFILE EROFS EXDEV EBUSY ENOMEM; do
            case $error:$call in
                EIO:* | ENOSPC:write | ENOSPC:fsync | ENOSPC:openat | ENOSPC:rename* | EDQUOT:write | EDQUOT:fsync) ;;
                EACCES:openat | EACCES:statx | EACCES:fchmod | EACCES:rename* | EMFILE:openat | EROFS:openat | ENOMEM:openat) ;;
                EXDEV:rename* | EBUSY:rename*) ;;
                *) continue ;;
            esac
            for when in "$ordinal" "$ordinal+"; do
                lay_out
                inject "$call" "error=$error:when=$when"
                look "$error at $call $when"
                if [ "$status" -eq 0 ]; then
                    [ "$found" = new ] || refuse "$error at $call $when: said saved, and is the old file"
                    saved=$((saved + 1))
                else
                    [ "$status" -eq 3 ] || refuse "$error at $call $when: status $status: $(cat "$scratch/words")"
                    # Where every writing fails no word can be written either.
                    [ -s "$scratch/words" ] || [ "$call:$when" = "write:$ordinal+" ] || refuse "$error at $call $when: no word about it"
                    kept=$((kept + 1))
                fi
                ! left_beside || refuse "$error at $call $when: something is left beside"
                points=$((points + 1))
            done
        done
    done <"$scratch/calls"
    [ "$points" -ge 39 ] || refuse "only $points errors"
    echo "An error at each call, once and from then on, $points times: $saved saved all the same, $kept refused with words, 0 broken, 0 falsely called saved."
}

if ! strace -qq -o /dev/null true 2>/dev/null; then
    skip "kills and errors at calls of the system: this machine refuses ptrace or has no strace"
else
    calls_of_a_save >"$scratch/calls"
    kill_before_each_call
    fail_at_each_call
fi

# --- Copies for recovery, and saves with versions, killed at random moments ---------------------------------------------------

export CLUSTER_ATLAS_FAULT_FOLDER=$scratch/killed
confirmed=0
for ((kill = 0; kill < kills_of_copies; kill++)); do
    rm -rf "$CLUSTER_ATLAS_FAULT_FOLDER"
    mkdir "$CLUSTER_ATLAS_FAULT_FOLDER"
    "$tests" --exact --test-threads 1 recovery::copies_and_saves_are_confirmed_one_after_the_other >"$scratch/words" 2>&1 &
    running=$!
    sleep "0.$(printf '%03d' $((RANDOM % 120 + 30)))"
    kill -KILL "$running" || {
        # Above 128 it is a signal of somebody else; 126 and 127 say that the binary was just being built anew.
        wait "$running" && status=0 || status=$?
        refuse "ended with status $status before it was killed: $(cat "$scratch/words"; df -h "$scratch")"
    }
    # Until the system has taken it away it holds its lock, and what it left is nobody's to offer.
    wait "$running" 2>/dev/null || true
    "$tests" --exact recovery::the_next_start_finds_what_was_confirmed >"$scratch/words" 2>&1 ||
        refuse "after a kill: $(cat "$scratch/words")"
    if [ -s "$CLUSTER_ATLAS_FAULT_FOLDER/confirmed-copy" ]; then confirmed=$((confirmed + 1)); fi
done
unset CLUSTER_ATLAS_FAULT_FOLDER
[ "$confirmed" -gt 0 ] || refuse "no process came as far as a copy before it was killed"
echo "Killed $kills_of_copies times while copies and saves were made ($confirmed after the first copy): every one that was confirmed was found."

# --- A full disk --------------------------------------------------------------------------------------------------------------

full=$scratch/full
mkdir "$full"
if ! mount -t tmpfs -o size=128k tmpfs "$full" 2>/dev/null; then
    skip "a full disk: only an administrator mounts a small one"
else
    mounted=$full
    cp "$old" "$full/region.geojson"
    left=$(df --output=avail -B 4096 "$full" | tail -n 1)
    # Room for less than the new file, then for all of it but what the check beforehand asks for.
    for blocks in 0 1 5 10; do
        rm -f "$full/ballast"
        if [ "$left" -gt "$blocks" ]; then head -c $(((left - blocks) * 4096)) /dev/zero >"$full/ballast"; fi
        status=0
        "$program" save-as "$new" --output "$full/region.geojson" >"$scratch/words" 2>&1 || status=$?
        [ "$status" -eq 3 ] || refuse "a full disk: status $status"
        grep -q 'full' "$scratch/words" || refuse "a full disk is not said: $(cat "$scratch/words")"
        cmp -s "$full/region.geojson" "$old" || refuse "a full disk: the old file is not what it was"
        [ "$(find "$full" -name '.ca-*' | wc -l)" -eq 0 ] || refuse "a full disk: something is left beside"
    done
    rm "$full/ballast"
    umount "$full"
    mounted=
    echo "A full disk: the old file stands, and it is said."
fi

# --- A file and a folder that must not be written, for somebody who is no administrator ----------------------------------------

if [ "$(id -u)" -ne 0 ]; then
    lay_out
    as_somebody=()
elif command -v setpriv >/dev/null && setpriv --reuid 65534 --clear-groups true 2>/dev/null; then
    lay_out
    chown -R 65534 "$desk"
    chmod 755 "$scratch"
    cp "$program" "$scratch/program"
    as_somebody=(setpriv --reuid 65534 --clear-groups)
else
    skip "a read-only file and folder: an administrator may write everything, and setpriv is not there"
    exit 0
fi
[ -e "$scratch/program" ] || cp "$program" "$scratch/program"
chmod 644 "$old" "$new"
refused_as() { # What is refused, a word of the message.
    local status=0
    "${as_somebody[@]}" "$scratch/program" save-as "$new" --output "$target" >"$scratch/words" 2>&1 || status=$?
    [ "$status" -eq 3 ] || refuse "$1: status $status: $(cat "$scratch/words")"
    grep -q "$2" "$scratch/words" || refuse "$1: $(cat "$scratch/words")"
    cmp -s "$target" "$old" || refuse "$1: the file is not what it was"
    ! left_beside || refuse "$1: something is left beside"
}
chmod 440 "$target"
refused_as "a read-only file" "read-only"
chmod 640 "$target"
chmod 555 "$desk"
refused_as "a read-only folder" "folder"
chmod 755 "$desk"
if [ "$(id -u)" -eq 0 ]; then
    # In a folder of his own somebody could replace a file of somebody else; it is refused all the same.
    chown 0 "$target"
    chmod 644 "$target"
    refused_as "a file of somebody else" "read-only"
fi
echo "A read-only file, a read-only folder and a file of somebody else: refused, and the file is what it was."
