//! Broken settings, from a seed: what the fuzz target does for hours, done here for a second.

use std::path::Path;

use rand_chacha::ChaCha8Rng;
use rand_core::{RngCore, SeedableRng};

use super::hostile_settings;

/// Settings as this program writes them.
const WHOLE: &str = r#"{"theme":"dark","reduce_motion":true,"scale_percent":115,"left_open":false,"right_open":true,"left_width":300.0,"right_width":400.0,"panel":"members","online_tiles":false,"recent":[{"path":"/a.geojson","members":1,"links":2,"regions":3}]}"#;

/// Pieces that stand in settings in place of others.
const ODD: [&str; 12] = [
    "null",
    "-1",
    "1e308",
    "NaN",
    "\"\"",
    "[]",
    "{}",
    "true",
    "18446744073709551616",
    "115.5",
    "\u{0}",
    "\"\\ud800\"",
];

#[test]
fn broken_settings_are_understood_or_set_aside_and_never_lost() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/bad/settings");
    let mut seeds: Vec<Vec<u8>> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| std::fs::read(entry.unwrap().path()).unwrap())
        .collect();
    seeds.sort();
    seeds.extend(std::iter::repeat_n(WHOLE.as_bytes().to_vec(), 8));
    let mut random = ChaCha8Rng::seed_from_u64(13);
    let mut below = |limit: usize| random.next_u32() as usize % limit.max(1);
    let mut understood = 0;
    for _ in 0..800 {
        let mut bytes = seeds[below(seeds.len())].clone();
        for _ in 0..below(4) {
            let from = below(bytes.len());
            let until = (from + below(12)).min(bytes.len());
            let piece = ODD[below(ODD.len())].as_bytes();
            match below(3) {
                0 => bytes.truncate(from),
                1 => drop(bytes.splice(from..until, piece.iter().copied())),
                _ => drop(bytes.drain(from..until)),
            }
        }
        understood += usize::from(hostile_settings::hold(&bytes));
    }
    assert!(understood > 50, "only {understood} were understood");
}
