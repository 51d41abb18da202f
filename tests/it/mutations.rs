//! What the fuzz targets do for hours, done here for seconds with a seed: broken copies of unsaved changes and scripts of edits on
//! broken files. Broken region files are in `format_laws`, broken settings in the tests of the window.

use std::path::Path;

use rand_chacha::ChaCha8Rng;
use rand_core::{RngCore, SeedableRng};

use crate::format_laws::{below, mutate, seeds};
use crate::{hostile_edit_script, hostile_recovery};

#[test]
fn scripts_of_edits_on_broken_files_leave_files_that_open_and_are_undone_to_the_byte() {
    let seeds = seeds();
    let mut random = ChaCha8Rng::seed_from_u64(11);
    let mut done = 0;
    for _ in 0..1_500 {
        let mut file = seeds[below(&mut random, seeds.len())].clone();
        for _ in 0..below(&mut random, 3) {
            mutate(&mut file, &seeds[below(&mut random, seeds.len())], &mut random);
        }
        let steps = 1 + below(&mut random, 8);
        let mut bytes = vec![u8::try_from(steps).unwrap()];
        for _ in 0..steps {
            bytes.extend(random.next_u64().to_le_bytes());
        }
        bytes.extend(file);
        done += hostile_edit_script::hold(&bytes);
    }
    assert!(done > 500, "only {done} edits were carried out");
}

#[test]
fn broken_copies_of_unsaved_changes_are_set_aside_and_never_lost() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/bad/autosave");
    let mut seeds: Vec<Vec<u8>> = std::fs::read_dir(corpus)
        .unwrap()
        .map(|entry| std::fs::read(entry.unwrap().path()).unwrap())
        .filter(|bytes| !bytes.is_empty())
        .collect();
    seeds.sort();
    seeds.push(hostile_recovery::whole_copy());
    assert!(
        hostile_recovery::hold(seeds.last().unwrap()),
        "a whole copy does not open"
    );
    let mut random = ChaCha8Rng::seed_from_u64(12);
    for _ in 0..600 {
        let mut bytes = seeds[below(&mut random, seeds.len())].clone();
        for _ in 0..=below(&mut random, 2) {
            mutate(&mut bytes, &seeds[below(&mut random, seeds.len())], &mut random);
        }
        hostile_recovery::hold(&bytes);
    }
}
