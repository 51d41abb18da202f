//! Bad and awkward files: each is opened or refused as its manifest says, with the right code, place and words, and nothing is lost.
//!
//! Every case goes through the real program (`check`), because that is what people and scripts meet. What imports, tiles and
//! recovery files do with theirs is tested where those are.

mod bombs;
mod child;
mod judge;
mod special;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use cluster_atlas::format;
use serde_json::Value;

use child::{Checked, check};
use judge::judge;

/// The folder of the cases.
fn cases_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/bad")
}

/// What is expected of each case.
fn manifest() -> Value {
    serde_json::from_slice(&fs::read(cases_folder().join("manifest.json")).unwrap()).unwrap()
}

/// The cases of the manifest with the bytes of their files.
fn cases(manifest: &Value) -> Vec<(&Value, Arc<[u8]>)> {
    let folder = cases_folder();
    manifest["cases"]
        .as_array()
        .unwrap()
        .iter()
        .map(|case| {
            let bytes = fs::read(folder.join(case["file"].as_str().unwrap())).unwrap();
            assert_eq!(case["bytes"].as_u64(), Some(bytes.len() as u64), "{}", case["file"]);
            (case, Arc::from(bytes))
        })
        .collect()
}

#[test]
fn every_case_is_opened_or_refused_as_its_manifest_says_and_a_good_file_opens_after_it() {
    let manifest = manifest();
    let base = cases_folder().join("accept/base.geojson");
    let idle = check(&[&base]);
    let mut failures = Vec::new();
    for (case, bytes) in cases(&manifest) {
        let file = cases_folder().join(case["file"].as_str().unwrap());
        let Checked { files, peak_mb, .. } = check(&[&file, &base]);
        assert_eq!(files[1].outcome, "accept", "after {}", case["file"]);
        let mut failed = judge(case, &files[0], &manifest["also_ok_everywhere"]);
        let allowed = 64.0 + 24.0 * bytes.len() as f64 / 1e6;
        if peak_mb
            .zip(idle.peak_mb)
            .is_some_and(|(peak, idle)| peak - idle > allowed)
        {
            failed.push("memory");
        }
        if !failed.is_empty() {
            failures.push(format!("{} {}: {failed:?} {:#?}", case["id"], case["file"], files[0]));
        }
    }
    assert!(
        failures.is_empty(),
        "{} failed\n{}",
        failures.len(),
        failures.join("\n")
    );
}

#[test]
fn whatever_opens_is_written_byte_for_byte_and_means_the_same_when_read_again() {
    let manifest = manifest();
    let mut opened = 0;
    for (case, bytes) in cases(&manifest) {
        let Ok(reading) = format::read(Arc::clone(&bytes), &()) else {
            assert_ne!(case["expect"], "accept", "{}", case["file"]);
            continue;
        };
        opened += 1;
        let written: Arc<[u8]> = format::write(&reading.document).into();
        assert_eq!(written, bytes, "{}", case["file"]);
        let again = format::read(written, &()).unwrap();
        assert_eq!(
            format!("{:?}", again.document),
            format!("{:?}", reading.document),
            "{}",
            case["file"]
        );
        assert_eq!(again.findings, reading.findings, "{}", case["file"]);
        if let Some(features) = case["preserve"]["features"].as_u64() {
            assert_eq!(
                reading.document.origin.features.len() as u64,
                features,
                "{}",
                case["file"]
            );
        }
    }
    assert!(opened > 90, "only {opened} opened");
}
