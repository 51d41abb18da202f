#!/usr/bin/env bash
# Fills the corpora of the fuzz targets from the bad files of the tests.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")"
for target in region_file edit_script; do
    mkdir -p "corpus/$target"
    for file in ../tests/fixtures/bad/*/*.geojson; do
        cp "$file" "corpus/$target/$(basename "$(dirname "$file")")-$(basename "$file")"
    done
done
