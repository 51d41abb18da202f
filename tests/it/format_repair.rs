//! What the program offers to mend: each finding's repair, applied as an edit, leaves a file without that finding, and undoing it
//! gives the bytes that were opened.

use std::sync::Arc;

use cluster_atlas::document::edit::Edit;
use cluster_atlas::document::{Document, Finding, Repair};
use cluster_atlas::format::{self, systems};
use cluster_atlas::session::repair::repair_edits;

fn collection(features: &str) -> String {
    format!("{{\"type\":\"FeatureCollection\",\"features\":[{features}]}}")
}

fn read(text: &str) -> (Document, Vec<Finding>) {
    let reading = format::read(Arc::from(text.as_bytes()), &()).unwrap();
    (reading.document, reading.findings)
}

/// Mends the finding of this code and gives the file as it then is.
fn mended(text: &str, code: &str, choice: Option<u32>) -> String {
    let (mut document, findings) = read(text);
    let finding = findings.iter().find(|finding| finding.code == code).unwrap();
    let edits = repair_edits(&document, finding, choice);
    assert!(!edits.is_empty(), "{finding:?}");
    let applied = document.apply(Edit::Together { name: None, edits }).unwrap();
    let written = String::from_utf8(format::write(&document)).unwrap();
    document.apply(applied.inverse).unwrap();
    assert_eq!(format::write(&document), text.as_bytes());
    written
}

fn has(text: &str, code: &str) -> bool {
    read(text).1.iter().any(|finding| finding.code == code)
}

const MEMBER: &str = "\"properties\":{\"kind\":\"member\",\"name\":\"m\"}";
const REGION: &str = "\"properties\":{\"kind\":\"region\",\"name\":\"r\"}";

#[test]
fn every_offered_repair_leaves_nothing_of_its_kind_to_mend() {
    let ring = |corners: &str| {
        collection(&format!(
            "{{\"type\":\"Feature\",\"id\":1,{REGION},\"geometry\":{{\"type\":\"Polygon\",\"coordinates\":[[{corners}]]}}}}"
        ))
    };
    let point = |start: &str, at: &str| {
        format!("{{{start}{MEMBER},\"geometry\":{{\"type\":\"Point\",\"coordinates\":[{at}]}}}}")
    };
    let swapped = "\"type\":\"Feature\",\"id\":1,";
    for (text, code) in [
        (ring("[1,1],[2,1],[2,2],[1,2]"), "W_RING_NOT_CLOSED"),
        (ring("[1,1],[1,2],[2,2],[2,1],[1,1]"), "N_WINDING"),
        (collection(&point(swapped, "48.1,111.5")), "E_COORD_RANGE"),
        (collection(&point("\"id\":1,", "11.5,48.1")), "E_STRUCTURE"),
        (
            collection(&[point(swapped, "11.5,48.1"), point(swapped, "11.6,48.1")].join(",")),
            "W_DUP_ID",
        ),
    ] {
        assert!(has(&text, code), "{text}");
        let after = mended(&text, code, None);
        assert!(!has(&after, code), "{code}: {after}");
    }
}

#[test]
fn a_member_with_its_axes_swapped_is_offered_the_exchange_where_a_region_shows_it() {
    let region = format!(
        "{{\"type\":\"Feature\",\"id\":\"r\",{REGION},\"geometry\":{{\"type\":\"Polygon\",\"coordinates\":[[[11,48],[12,48],[12,49],[11,49],[11,48]]]}}}}"
    );
    let with_region = MEMBER.replacen('{', "{\"region\":\"r\",", 1);
    for properties in [MEMBER, with_region.as_str()] {
        let member = format!(
            "{{\"type\":\"Feature\",\"id\":\"m\",{properties},\"geometry\":{{\"type\":\"Point\",\"coordinates\":[48.5,11.5]}}}}"
        );
        let text = collection(&[region.clone(), member].join(","));
        let after = mended(&text, "W_AXES_SWAPPED", None);
        let (document, findings) = read(&after);
        assert!(findings.is_empty(), "{findings:?}");
        assert_eq!(document.members.first().unwrap().region.unwrap().position(), 0);
    }
}

#[test]
fn projected_coordinates_are_converted_from_the_system_that_the_user_chooses() {
    let text = collection(&format!(
        "{{\"type\":\"Feature\",\"id\":1,{MEMBER},\"geometry\":{{\"type\":\"Point\",\"coordinates\":[4321000.0,3210000]}}}}"
    ));
    let (_, findings) = read(&text);
    let Some(Repair::Convert(offered)) = &findings[0].repair else {
        panic!("{findings:?}");
    };
    assert!(offered.contains(&3035) && offered.iter().all(|epsg| systems::system(*epsg).is_some()));
    let position = read(&mended(&text, "E_COORD_RANGE", Some(3035)))
        .0
        .members
        .first()
        .unwrap()
        .position
        .unwrap();
    assert!(
        (position.lon - 10.0).abs() < 1e-6 && (position.lat - 52.0).abs() < 1e-6,
        "{position:?}"
    );
}

#[test]
fn a_file_that_names_its_system_is_converted_as_a_whole_and_then_names_degrees() {
    let feature = |id: u32, x: f64| {
        format!(
            "{{\"type\":\"Feature\",\"id\":{id},{MEMBER},\"geometry\":{{\"type\":\"Point\",\"coordinates\":[{x},6446275.84]}}}}"
        )
    };
    let text = format!(
        "{{\"type\":\"FeatureCollection\",\"crs\":{{\"type\":\"name\",\"properties\":{{\"name\":\"urn:ogc:def:crs:EPSG::3857\"}}}},\"features\":[{},\n{}]}}",
        feature(1, 1_113_194.91),
        feature(2, 1_224_514.4)
    );
    let (document, findings) = read(&mended(&text, "E_CRS_UNSUPPORTED", None));
    assert!(findings.is_empty(), "{findings:?}");
    let lons: Vec<f64> = document
        .members
        .iter()
        .map(|member| member.position.unwrap().lon)
        .collect();
    assert!(
        (lons[0] - 10.0).abs() < 1e-6 && (lons[1] - 11.0).abs() < 1e-6,
        "{lons:?}"
    );
}

#[test]
fn all_repairs_of_every_bad_file_keep_it_readable_and_can_be_undone() {
    let mut mended = 0;
    for path in crate::format_laws::corpus() {
        let bytes: Arc<[u8]> = std::fs::read(&path).unwrap().into();
        let Ok(reading) = format::read(Arc::clone(&bytes), &()) else {
            continue;
        };
        let mut document = reading.document;
        let mut undo = Vec::new();
        for finding in &reading.findings {
            for edit in repair_edits(&document, finding, None) {
                // What another repair has already mended, or what has no geometry to mend, is refused and changes nothing.
                undo.extend(document.apply(edit).map(|applied| applied.inverse));
            }
        }
        mended += undo.len();
        let written: Arc<[u8]> = format::write(&document).into();
        assert!(format::read(written, &()).is_ok(), "{}", path.display());
        for edit in undo.into_iter().rev() {
            document.apply(edit).unwrap();
        }
        assert!(format::write(&document) == *bytes, "{}", path.display());
    }
    assert!(mended > 10, "{mended}");
}
