#!/usr/bin/env bash
# Runs the fuzz targets one after the other, each for so many seconds (60 where nothing is said), from the files of the tests.
# Wants `cargo-fuzz` and a nightly Rust. The target of the settings is built with the window, which takes long, and is run when
# `FUZZ_WINDOW` is 1. Inputs that break a law are left in artifacts/TARGET.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")"
seconds=${1:-60}
bad=../tests/fixtures/bad

# Copies files into the corpus of a target, each after a few bytes where the target reads a script first.
seed() {
    local target=$1 before=$2 file
    shift 2
    mkdir -p "seeds/$target" "corpus/$target"
    for file in "$@"; do
        { printf '%b' "$before"; cat "$file"; } >"seeds/$target/$(basename "$(dirname "$file")")-$(basename "$file")"
    done
}

seed region_file '' "$bad"/*/*.geojson ../tests/fixtures/example.geojson
seed edit_script '\x02abcdefghijklmnop' "$bad"/*/*.geojson ../tests/fixtures/example.geojson
seed recovery '' "$bad"/autosave/*
targets=(region_file edit_script recovery)
features=()
if [ "${FUZZ_WINDOW:-0}" = 1 ]; then
    seed settings '' "$bad"/settings/*
    targets+=(settings)
    features=(--features window)
fi
# Copies are synced to the disk again and again, which memory does thirty times as fast.
if [ -d /dev/shm ] && [ -w /dev/shm ]; then export TMPDIR=/dev/shm; fi
# The libraries are those that the program is built with.
[ -e Cargo.lock ] || cp ../Cargo.lock .
# The address sanitizer finds misuse of memory; there is no unsafe code here, and without it more inputs are tried.
how=(--fuzz-dir . --sanitizer none "${features[@]}")
cargo +nightly fuzz build "${how[@]}"
for target in "${targets[@]}"; do
    echo "== $target, $seconds s" >&2
    cargo +nightly fuzz run "${how[@]}" "$target" "corpus/$target" "seeds/$target" -- \
        -max_total_time="$seconds" -timeout=20 -max_len=65536 -print_final_stats=1
done
