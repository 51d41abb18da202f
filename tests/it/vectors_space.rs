//! Golden numbers of geographic concentration: what trusted packages compute for the same inputs, within the tolerance each file states.
//!
//! The inputs lie in `tests/fixtures/vectors/`, all of them: nothing here depends on what lies beside the repository.

use std::path::{Path, PathBuf};

use serde_json::Value;

pub(crate) mod command_line;
mod earth;
mod lattice;
mod laws;
pub(crate) mod points;

pub(crate) fn vectors() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/vectors")
}

/// A file among the fixtures.
pub(crate) fn vector_text(name: &str) -> Option<String> {
    std::fs::read_to_string(vectors().join(name)).ok()
}

pub(crate) fn vector_json(name: &str) -> Option<Value> {
    vector_text(name).map(|text| serde_json::from_str(&text).unwrap())
}

/// The columns of a table as texts, by name.
pub(crate) fn vector_column(name: &str, column: &str) -> Option<Vec<String>> {
    let text = vector_text(name)?;
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let place = reader
        .headers()
        .unwrap()
        .iter()
        .position(|header| header == column)
        .unwrap();
    Some(
        reader
            .records()
            .map(|record| record.unwrap()[place].to_owned())
            .collect(),
    )
}

pub(crate) fn vector_numbers(name: &str, column: &str) -> Option<Vec<Option<f64>>> {
    Some(
        vector_column(name, column)?
            .iter()
            .map(|cell| cell.parse().ok())
            .collect(),
    )
}

/// Close by a share of the expected number, or by an absolute slack.
#[track_caller]
pub(crate) fn close(what: &str, found: f64, expected: f64, relative: f64) {
    let off = (found - expected).abs();
    assert!(
        off <= relative * expected.abs() + 1e-12,
        "{what}: {found} instead of {expected}"
    );
}

pub(crate) fn numbers(value: &Value) -> Vec<f64> {
    value
        .as_array()
        .unwrap()
        .iter()
        .map(|number| number.as_f64().unwrap_or(f64::NAN))
        .collect()
}
