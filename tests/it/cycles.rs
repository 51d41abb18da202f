//! Opening and saving again and again moves no coordinate by a bit and no byte at all.

use std::fmt::Write as _;
use std::sync::Arc;

use cluster_atlas::document::Document;
use cluster_atlas::format;
use cluster_atlas::session::storage::{SaveOptions, load, save};

/// So many members, each with two coordinates.
const MEMBERS: u64 = 50_000;

/// Numbers with many digits, spread over the world, the same at every run: `SplitMix64` (Steele et al. 2014).
fn coordinates(count: u64) -> impl Iterator<Item = (f64, f64)> {
    let mut state = 0x5EED_u64;
    let mut next = move || {
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    };
    (0..count).map(move |_| (next() * 360.0 - 180.0, next() * 170.0 - 85.0))
}

fn file() -> String {
    let mut text = String::from("{\"type\":\"FeatureCollection\",\"features\":[");
    for (number, (lon, lat)) in coordinates(MEMBERS).enumerate() {
        let comma = if number == 0 { "" } else { "," };
        write!(
            text,
            "{comma}\n{{\"type\":\"Feature\",\"id\":\"m{number}\",\"properties\":{{\"kind\":\"member\",\"name\":\"m\"}},\
             \"geometry\":{{\"type\":\"Point\",\"coordinates\":[{lon:?},{lat:?}]}}}}"
        )
        .unwrap();
    }
    text + "\n]}\n"
}

fn bits(document: &Document) -> Vec<(u64, u64)> {
    document
        .members
        .iter()
        .filter_map(|member| member.position)
        .map(|place| (place.lon.to_bits(), place.lat.to_bits()))
        .collect()
}

#[test]
fn ten_cycles_of_opening_and_saving_move_no_coordinate_by_a_bit() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.geojson");
    std::fs::write(&path, file()).unwrap();
    let (first, _) = load(&path).unwrap();
    let meant: Vec<_> = coordinates(MEMBERS)
        .map(|(lon, lat)| (lon.to_bits(), lat.to_bits()))
        .collect();
    for cycle in 0..10 {
        let (bytes, identity) = load(&path).unwrap();
        let reading = format::read(Arc::clone(&bytes), &()).unwrap();
        assert!(bits(&reading.document) == meant, "cycle {cycle}: a coordinate moved");
        let options = SaveOptions {
            expected: Some(&identity),
            ..SaveOptions::default()
        };
        save(&path, &format::write(&reading.document), &options).unwrap();
    }
    assert!(
        *load(&path).unwrap().0 == *first,
        "the bytes are those of the first file"
    );
}
