//! Files that are made to fill the memory, at a tenth of their size, written while the test runs and gone after it.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use super::child::check;

/// So many times a piece of text.
type Part = (&'static [u8], usize);

/// A bomb: its name, its parts, and either the code that refuses it or nothing where it opens; the memory it may take.
struct Bomb {
    name: &'static str,
    parts: &'static [Part],
    refused: Option<&'static [&'static str]>,
    most_mb: f64,
}

const BOMBS: &[Bomb] = &[
    Bomb {
        name: "deep-array.geojson",
        parts: &[
            (b"{\"type\":\"Point\",\"coordinates\":", 1),
            (b"[", 100_000),
            (b"]", 100_000),
            (b"}", 1),
        ],
        refused: Some(&["E_DEPTH_LIMIT"]),
        most_mb: 64.0,
    },
    Bomb {
        name: "string.geojson",
        parts: &[
            (
                b"{\"type\":\"Feature\",\"geometry\":null,\"properties\":{\"name\":\"",
                1,
            ),
            (b"A", 50_000_000),
            (b"\"}}", 1),
        ],
        refused: Some(&["E_SIZE_LIMIT"]),
        most_mb: 256.0,
    },
    Bomb {
        name: "ring.geojson",
        parts: &[
            (b"{\"type\":\"Polygon\",\"coordinates\":[[[11,48]", 1),
            (b",[11.25,48.125]", 2_000_000),
            (b",[11,48]]]}", 1),
        ],
        refused: None,
        most_mb: 512.0,
    },
    Bomb {
        name: "number.geojson",
        parts: &[
            (b"{\"type\":\"Point\",\"coordinates\":[1.", 1),
            (b"3", 5_000_000),
            (b",2]}", 1),
        ],
        refused: Some(&["E_NUMBER_LENGTH", "E_SIZE_LIMIT", "E_JSON_SYNTAX"]),
        most_mb: 256.0,
    },
    Bomb {
        name: "space.geojson",
        parts: &[
            (b" ", 30_000_000),
            (b"{\"type\":\"FeatureCollection\",\"features\":[]}", 1),
        ],
        refused: None,
        most_mb: 256.0,
    },
    Bomb {
        name: "empty-rings.geojson",
        parts: &[
            (b"{\"type\":\"Polygon\",\"coordinates\":[[]", 1),
            (b",[]", 5_000_000),
            (b"]}", 1),
        ],
        refused: None,
        most_mb: 512.0,
    },
    Bomb {
        name: "empty-keys.geojson",
        parts: &[
            (b"{\"type\":\"FeatureCollection\",\"features\":[],\"x\":{\"\":0", 1),
            (b",\"\":0", 4_000_000),
            (b"}}", 1),
        ],
        refused: None,
        most_mb: 512.0,
    },
    Bomb {
        name: "table.csv",
        parts: &[
            (b"name,lat,lon", 1),
            (b",c", 100_000),
            (b"\nA,48,11", 1),
            (b",1", 100_000),
            (b"\n", 1),
        ],
        refused: Some(&["E_FORMAT"]),
        most_mb: 256.0,
    },
    Bomb {
        name: "unclosed.csv",
        parts: &[(b"name,lat,lon\n\"A", 1), (b",48.1,11.5\nB", 2_600_000)],
        refused: Some(&["E_FORMAT"]),
        most_mb: 256.0,
    },
];

fn write(path: &Path, parts: &[Part]) {
    let mut file = BufWriter::new(File::create(path).unwrap());
    for (piece, count) in parts {
        let together = (65_536 / piece.len()).clamp(1, *count);
        let block = piece.repeat(together);
        for _ in 0..count / together {
            file.write_all(&block).unwrap();
        }
        file.write_all(&piece.repeat(count % together)).unwrap();
    }
    file.flush().unwrap();
}

#[test]
fn bombs_are_refused_or_opened_within_their_memory() {
    let folder = tempfile::tempdir().unwrap();
    for bomb in BOMBS {
        let path = folder.path().join(bomb.name);
        write(&path, bomb.parts);
        let checked = check(&[&path]);
        std::fs::remove_file(&path).unwrap();
        let answer = &checked.files[0];
        match bomb.refused {
            Some(codes) => {
                assert_eq!(answer.outcome, "reject", "{}", bomb.name);
                let code = answer.findings[0]["code"].as_str().unwrap();
                assert!(codes.contains(&code), "{}: {code}", bomb.name);
                assert!(checked.complaint.contains(bomb.name), "{}", checked.complaint);
            }
            None => assert_ne!(answer.outcome, "reject", "{}: {answer:?}", bomb.name),
        }
        if let Some(peak) = checked.peak_mb {
            assert!(peak < bomb.most_mb, "{} took {peak} MB", bomb.name);
        }
    }
}

/// How many members the ordinary big file has.
const MEMBERS: usize = 20_000;

#[test]
fn an_ordinary_big_file_opens_within_its_memory() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("members.geojson");
    let mut file = BufWriter::new(File::create(&path).unwrap());
    write!(file, "{{\"type\":\"FeatureCollection\",\"features\":[").unwrap();
    for id in 0..MEMBERS {
        let comma = if id == 0 { "" } else { "," };
        let properties = "\"properties\":{\"kind\":\"member\",\"name\":\"n\"}";
        let geometry = "\"geometry\":{\"type\":\"Point\",\"coordinates\":[11.5,48.1]}";
        write!(
            file,
            "{comma}{{\"type\":\"Feature\",\"id\":{id},{properties},{geometry}}}"
        )
        .unwrap();
    }
    write!(file, "]}}").unwrap();
    drop(file);
    let checked = check(&[&path]);
    assert_eq!(checked.files[0].outcome, "accept");
    assert!(checked.peak_mb.is_none_or(|peak| peak < 512.0), "{:?}", checked.peak_mb);
}

#[test]
fn a_sparse_file_far_over_the_limit_is_refused_before_it_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sparse.geojson");
    File::create(&path).unwrap().set_len(8 << 30).unwrap();
    let checked = check(&[&path]);
    assert_eq!(checked.files[0].outcome, "reject");
    assert_eq!(checked.files[0].findings[0]["code"], "E_SIZE_LIMIT");
    assert!(checked.peak_mb.is_none_or(|peak| peak < 64.0), "{:?}", checked.peak_mb);
}
