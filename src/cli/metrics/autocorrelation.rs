//! The table `autocorrelation`: whether a value clusters over the regions, key by key.

use serde_json::{Value, json};

use super::Failure;
use super::areas;
use super::request::Request;
use super::table::Table;
use crate::analysis::concentration::autocorrelation::Test;
use crate::analysis::concentration::words;
use crate::document::Document;

pub(super) const COLUMNS: &[&str] = &["key", "value"];

pub(super) fn compute(document: &Document, request: &Request) -> Result<Table, Failure> {
    let (areas, pattern) = areas::found(document, request)?;
    let (global, found) = (&pattern.global, &pattern.local_found);
    let of = |test: &Result<Test, _>, number: fn(&Test) -> Option<f64>| json!(test.as_ref().ok().and_then(number));
    let (moran, geary) = (&global.moran, &global.geary);
    let keys: Vec<(&str, Value)> = vec![
        ("n", json!(areas.known().len())),
        ("links", json!(global.pairs)),
        ("islands", json!(global.islands.len())),
        ("moran_i", of(moran, |test| Some(test.value))),
        ("expected", of(moran, |test| Some(test.expected))),
        ("variance_normal", of(moran, |test| Some(test.variance_normal))),
        ("variance_random", of(moran, |test| Some(test.variance_random))),
        ("z_normal", of(moran, |test| test.z_normal().ok())),
        ("z_random", of(moran, |test| test.z_random().ok())),
        ("p_permutation", json!(global.moran_permuted.map(|permuted| permuted.p))),
        ("geary_c", of(geary, |test| Some(test.value))),
        ("geary_expected", of(geary, |test| Some(test.expected))),
        ("geary_variance_normal", of(geary, |test| Some(test.variance_normal))),
        ("geary_variance_random", of(geary, |test| Some(test.variance_random))),
        (
            "geary_p_permutation",
            json!(global.geary_permuted.map(|permuted| permuted.p)),
        ),
        ("fdr_threshold", json!(found.threshold)),
        ("significant", json!(found.uncorrected)),
        ("significant_fdr", json!(found.corrected)),
    ];
    let mut table = Table::of_rows(keys.into_iter().map(|(key, value)| vec![json!(key), value]).collect());
    areas::describe(&mut table, document, (&areas, &pattern));
    table.notes.push(words::of_global_test(
        global,
        pattern.permutations,
        words::Over::Regions,
    ));
    if !global.islands.is_empty() {
        table.notes.push(words::of_islands(global.islands.len()));
    }
    Ok(table)
}
