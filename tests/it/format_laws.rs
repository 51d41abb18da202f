//! The laws of reading: nothing panics, nothing is lost, the same bytes mean the same on any number of cores, and it can be stopped.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use cluster_atlas::document::Severity;
use cluster_atlas::format::{self, Progress};
use proptest::prelude::*;
use rand_chacha::ChaCha8Rng;
use rand_core::{RngCore, SeedableRng};

use crate::hostile_region_file::hold as lawful;

/// All files below a folder, in order.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|ending| ending == "geojson") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The bad files and the example of the format.
pub(super) fn corpus() -> Vec<PathBuf> {
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures"))
}

/// The corpus as seeds of mutations; long files are left to their own tests.
pub(super) fn seeds() -> Vec<Vec<u8>> {
    let all = corpus().into_iter().map(|path| fs::read(path).unwrap());
    all.filter(|bytes| !bytes.is_empty() && bytes.len() < 20_000).collect()
}

/// A number below the limit.
pub(super) fn below(random: &mut ChaCha8Rng, limit: usize) -> usize {
    random.next_u32() as usize % limit.max(1)
}

/// One change: cut off, a byte turned, a piece of another file put in, a piece doubled, a piece taken out, or a number made odd.
pub(super) fn mutate(bytes: &mut Vec<u8>, other: &[u8], random: &mut ChaCha8Rng) {
    let at = below(random, bytes.len());
    let until = (at + 1 + below(random, 200)).min(bytes.len());
    match below(random, 6) {
        0 => bytes.truncate(at),
        1 => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1 << below(random, 8);
            }
        }
        2 => {
            let from = below(random, other.len());
            let piece = other[from..(from + 1 + below(random, 200)).min(other.len())].to_vec();
            drop(bytes.splice(at..until, piece));
        }
        3 => {
            let piece = bytes[at..until].to_vec();
            drop(bytes.splice(at..at, piece));
        }
        4 => drop(bytes.drain(at..until)),
        _ => {
            const ODD: [&str; 12] = [
                "1e308",
                "-1e308",
                "4e-320",
                "null",
                "[]",
                "{}",
                "\"\"",
                "-0",
                "9007199254740993",
                "180",
                "[[[]]]",
                "\\ud800",
            ];
            drop(bytes.splice(at..(at + 1).min(bytes.len()), ODD[below(random, ODD.len())].bytes()));
        }
    }
}

#[test]
fn mutations_of_the_corpus_never_surprise_the_reader() {
    let seeds = seeds();
    assert!(seeds.len() > 150, "{}", seeds.len());
    let mut random = ChaCha8Rng::seed_from_u64(3);
    let mut opened = 0;
    for _ in 0..4_000 {
        let mut bytes = seeds[below(&mut random, seeds.len())].clone();
        for _ in 0..=below(&mut random, 3) {
            mutate(&mut bytes, &seeds[below(&mut random, seeds.len())], &mut random);
        }
        opened += usize::from(lawful(&bytes).is_ok());
    }
    assert!(opened > 50, "only {opened} mutations opened");
}

/// JSON that looks like GeoJSON here and there.
fn json() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "type",
        "Feature",
        "FeatureCollection",
        "features",
        "geometry",
        "coordinates",
        "properties",
        "kind",
        "region",
        "member",
        "link",
        "members",
        "clusters",
        "data",
        "employment",
        "total",
        "id",
        "Point",
        "Polygon",
        "MultiPolygon",
        "name",
        "crs",
        "",
    ]);
    let text = word.prop_map(|word| format!("\"{word}\""));
    let number = prop_oneof![
        (-200_i32..200).prop_map(|number| number.to_string()),
        any::<f64>()
            .prop_filter("JSON has no others", |number| number.is_finite())
            .prop_map(|number| format!("{number:e}")),
        any::<f64>()
            .prop_filter("JSON has no others", |number| number.is_finite())
            .prop_map(|number| number.to_string()),
    ];
    let leaf = prop_oneof![number, text.clone(), Just("null".to_owned()), Just("true".to_owned())];
    leaf.prop_recursive(6, 60, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(|entries| format!("[{}]", entries.join(" , "))),
            prop::collection::vec((text.clone(), inner), 0..6).prop_map(|members| {
                let members: Vec<String> = members.iter().map(|(key, value)| format!("{key}:{value}")).collect();
                format!("{{{}}}", members.join(",\n"))
            }),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn arbitrary_bytes_are_refused_or_opened(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        drop(lawful(&bytes));
    }

    #[test]
    fn arbitrary_json_is_refused_for_what_it_is_and_never_as_broken(text in json()) {
        if let Err(error) = lawful(text.as_bytes()) {
            prop_assert!(!["E_JSON_SYNTAX", "E_ENCODING"].contains(&error.code), "{} {}", text, error);
        }
    }

    #[test]
    fn arbitrary_features_open(properties in json(), geometry in json()) {
        let text = format!(
            "{{\"type\":\"FeatureCollection\",\"features\":[{{\"type\":\"Feature\",\"properties\":{properties},\"geometry\":{geometry}}}]}}"
        );
        match lawful(text.as_bytes()) {
            Ok(reading) => prop_assert_eq!(reading.document.origin.features.len(), 1),
            Err(error) => prop_assert_eq!(error.code, "E_DUP_KEY"),
        }
    }

    #[test]
    fn coordinates_keep_every_bit(numbers in prop::collection::vec((-180.0..180.0_f64, -85.0..85.0_f64), 1..20)) {
        let members: Vec<String> = numbers
            .iter()
            .map(|(lon, lat)| format!("{{\"type\":\"Feature\",\"properties\":{{\"kind\":\"member\",\"name\":\"m\"}},\"geometry\":{{\"type\":\"Point\",\"coordinates\":[{lon},{lat}]}}}}"))
            .collect();
        let text = format!("{{\"type\":\"FeatureCollection\",\"features\":[{}]}}", members.join(","));
        let document = lawful(text.as_bytes()).unwrap().document;
        for (member, (lon, lat)) in document.members.iter().zip(&numbers) {
            let position = member.position.unwrap();
            prop_assert_eq!((position.lon.to_bits(), position.lat.to_bits()), (lon.to_bits(), lat.to_bits()));
        }
    }
}

/// A file of so many members.
fn members(count: usize) -> Vec<u8> {
    let feature = |id: usize| {
        format!(
            "{{\"type\":\"Feature\",\"id\":{},\"geometry\":{{\"type\":\"Point\",\"coordinates\":[{},{}]}},\"properties\":{{\"kind\":\"member\",\"name\":\"m\",\"region\":\"none\"}}}}",
            id / 2,
            id % 170,
            id % 80
        )
    };
    let features: Vec<String> = (0..count).map(feature).collect();
    format!(
        "{{\"type\":\"FeatureCollection\",\"features\":[{}]}}",
        features.join(",\n")
    )
    .into_bytes()
}

#[test]
fn the_same_bytes_mean_the_same_on_any_number_of_cores() {
    let mut files = seeds();
    files.push(members(5_000));
    let read_all = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let read = |bytes: &Vec<u8>| match format::read(Arc::from(bytes.as_slice()), &()) {
            Ok(reading) => format!("{:?} {:?}", reading.document.members, reading.findings),
            Err(error) => format!("{error:?}"),
        };
        pool.install(|| files.iter().map(read).collect::<Vec<String>>())
    };
    assert!(read_all(1) == read_all(5));
}

#[test]
fn of_very_many_findings_of_a_kind_the_first_are_listed_and_the_rest_counted() {
    let reading = lawful(&members(25_000)).unwrap();
    let of = |code: &str| reading.findings.iter().filter(|finding| finding.code == code).count();
    assert_eq!((of("W_DUP_ID"), of("W_DANGLING_REGION")), (10_001, 10_001));
    let last = reading
        .findings
        .iter()
        .rfind(|finding| finding.code == "W_DUP_ID")
        .unwrap();
    assert!(
        last.message.contains("2500") && last.repair.is_none(),
        "{}",
        last.message
    );
    assert!(
        reading
            .findings
            .iter()
            .all(|finding| finding.severity != Severity::Error)
    );
}

/// Stops, or panics, when it was asked so often.
struct Impatient {
    asked: AtomicUsize,
    patience: usize,
    panics: bool,
}

impl Progress for Impatient {
    fn report(&self, done_bytes: usize, total_bytes: usize) {
        assert!(done_bytes <= total_bytes);
    }

    fn is_cancelled(&self) -> bool {
        let is_over = self.asked.fetch_add(1, Ordering::Relaxed) >= self.patience;
        assert!(!(is_over && self.panics), "somebody's mistake");
        is_over
    }
}

#[test]
fn reading_stops_wherever_it_is_asked_to() {
    let bytes: Arc<[u8]> = members(5_000).into();
    let mut stopped = 0;
    for patience in (0..100).step_by(3) {
        let progress = Impatient {
            asked: AtomicUsize::new(0),
            patience,
            panics: false,
        };
        match format::read(Arc::clone(&bytes), &progress) {
            Err(error) => {
                assert_eq!(error.code, "E_CANCELLED");
                stopped += 1;
            }
            Ok(_) => assert!(progress.asked.load(Ordering::Relaxed) <= patience),
        }
    }
    assert!(stopped > 10, "{stopped}");
}

#[test]
fn a_panic_inside_reading_is_an_error_and_the_program_lives_on() {
    let bytes: Arc<[u8]> = members(5_000).into();
    for patience in [0, 3, 20] {
        let progress = Impatient {
            asked: AtomicUsize::new(0),
            patience,
            panics: true,
        };
        let error = format::read(Arc::clone(&bytes), &progress).unwrap_err();
        assert_eq!(error.code, "E_INTERNAL");
        assert!(error.message.contains("cannot read"), "{error}");
    }
    assert!(format::read(bytes, &()).is_ok());
}

#[test]
fn keys_that_stand_twice_are_found_however_deep_and_however_spelled() {
    let text = "{\"type\":\"FeatureCollection\",\"x\":{\"y\":[{\"a\":1,\"\\u0061\":2}]},\"features\":[\n\
                {\"type\":\"Feature\",\"id\":1,\"geometry\":null,\"properties\":{\"kind\":\"member\",\"name\":\"m\",\n\
                \"deep\":[0,{\"b\":{\"c\":1,\"d\":2,\"c\":3}}]}}]}";
    let reading = lawful(text.as_bytes()).unwrap();
    let found: Vec<(usize, &str)> = reading
        .findings
        .iter()
        .map(|finding| {
            assert_eq!(finding.code, "W_DUP_KEY");
            (finding.place.line, finding.place.path.as_str())
        })
        .collect();
    assert_eq!(found, [(1, "/x/y/0/a"), (3, "/features/0/properties/deep/1/b/c")]);
    let twice = "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":null,\n\"geometry\":{\"type\":\
                 \"GeometryCollection\",\"geometries\":[{\"type\":\"Point\",\"c\\u006fordinates\":[1,2],\"coordinates\":[3,4]}]}}]}";
    let error = lawful(twice.as_bytes()).unwrap_err();
    assert_eq!((error.code, error.line), ("E_DUP_KEY", 2));
}
