//! What is wrong in a header and in what features say of each other: nothing that is left out is left out in silence.

use std::sync::Arc;

use cluster_atlas::document::Severity;
use cluster_atlas::format::{self, Reading};
use serde_json::{Value, json};

fn read(file: &Value) -> Reading {
    format::read(Arc::from(file.to_string().into_bytes()), &()).unwrap()
}

/// The codes and paths of what was found.
fn found(file: &Value) -> Vec<(&'static str, String)> {
    let findings = read(file).findings;
    assert!(findings.iter().all(|finding| finding.severity != Severity::Error));
    assert!(
        findings
            .iter()
            .all(|finding| !finding.message.contains('⟦') && !finding.remedy.contains('⟦'))
    );
    findings
        .into_iter()
        .map(|finding| (finding.code, finding.place.path))
        .collect()
}

fn with_header(header: &Value) -> Value {
    json!({"type": "FeatureCollection", "cluster_atlas": header, "features": []})
}

fn with_features(features: &Value) -> Value {
    json!({"type": "FeatureCollection", "features": features})
}

#[test]
fn whatever_is_higher_than_this_format_is_newer_and_what_is_no_number_of_a_format_is_said() {
    for (number, code, format) in [
        (json!(1), None, Some(1)),
        (json!(1.0), None, Some(1)),
        (Value::Null, None, None),
        (json!(2), Some("N_FORMAT_NEWER"), Some(2)),
        (json!(1.5), Some("N_FORMAT_NEWER"), Some(u64::MAX)),
        (json!(4_000_000_000_u64), Some("N_FORMAT_NEWER"), Some(u64::MAX)),
        (json!(1e300), Some("N_FORMAT_NEWER"), Some(u64::MAX)),
        (json!(0), Some("W_HEADER"), None),
        (json!(-1), Some("W_HEADER"), None),
        (json!("1"), Some("W_HEADER"), None),
    ] {
        let reading = read(&with_header(&json!({"format": number})));
        let codes: Vec<&str> = reading.findings.iter().map(|finding| finding.code).collect();
        assert_eq!(codes, Vec::from_iter(code), "{number}");
        assert_eq!(reading.document.header.format, format, "{number}");
    }
}

#[test]
fn members_of_the_header_of_a_wrong_type_are_said_and_null_is_as_if_it_were_not_there() {
    let wrong = json!({
        "title": 5, "summary": [], "language": {}, "sources": 7, "years": "2019", "industries": {}, "measures": true,
        "benchmark": [], "scenes": "none", "view": 3,
    });
    let listed = found(&with_header(&wrong));
    assert_eq!(listed.len(), 10, "{listed:?}");
    for (key, _) in wrong.as_object().unwrap() {
        let path = format!("/cluster_atlas/{key}");
        assert!(listed.contains(&("W_HEADER", path)), "{key}: {listed:?}");
    }
    let nothing = json!({
        "title": null, "sources": null, "years": null, "industries": null, "benchmark": null, "scenes": null, "mine": 5,
    });
    assert_eq!(found(&with_header(&nothing)), []);
}

#[test]
fn entries_of_the_header_that_nothing_can_be_made_of_are_said() {
    let header = json!({
        "sources": [{"name": "A"}, {"url": "u"}], "industries": [{"code": "C"}, {"name": "no code"}],
        "measures": [{"id": "employment"}, 5], "scenes": [{"title": "T"}, {"id": "s"}, {"caption": "c"}],
    });
    let listed = found(&with_header(&header));
    let paths = ["sources/1", "industries/1", "measures/1", "scenes/2"];
    let expected = paths.map(|path| ("W_HEADER", format!("/cluster_atlas/{path}")));
    assert_eq!(listed.len(), expected.len(), "{listed:?}");
    assert!(expected.iter().all(|one| listed.contains(one)), "{listed:?}");
}

#[test]
fn industries_and_regions_that_are_their_own_parents_are_said() {
    let industries = json!([
        {"code": "A", "parent": "B"}, {"code": "B", "parent": "C"}, {"code": "C", "parent": "A"}, {"code": "D", "parent": "A"},
    ]);
    let listed = found(&with_header(&json!({"industries": industries})));
    assert_eq!(listed.iter().filter(|(code, _)| *code == "W_PARENT_CIRCLE").count(), 3);
    let region = |id: &str, parent: &str| json!({"type": "Feature", "id": id, "geometry": null, "properties": {"kind": "region", "parent": parent}});
    let listed = found(&with_features(&json!([
        region("a", "b"),
        region("b", "a"),
        region("c", "c"),
        region("d", "a")
    ])));
    let circles: Vec<&str> = listed
        .iter()
        .filter(|(code, _)| *code == "W_PARENT_CIRCLE")
        .map(|(_, path)| path.as_str())
        .collect();
    assert_eq!(circles, ["/features/0", "/features/1", "/features/2"]);
}

#[test]
fn lists_that_are_none_and_times_that_end_before_they_begin_are_said() {
    let features = json!([
        {"type": "Feature", "id": "k", "geometry": null, "properties": {"kind": "cluster", "name": "K", "industries": "C21"}},
        {"type": "Feature", "id": "a", "geometry": null, "properties": {"kind": "member", "name": "A", "clusters": "k", "industries": null}},
        {"type": "Feature", "id": "b", "geometry": null, "properties": {"kind": "member", "name": "B", "clusters": [{"id": "k", "from": 2020, "to": 2019}]}},
        {"type": "Feature", "id": "l", "geometry": null, "properties": {"kind": "link", "members": ["a", "b"], "from": 2022, "to": 2019}},
        {"type": "Feature", "id": "m", "geometry": null, "properties": {"kind": "link", "members": ["a", "b"], "from": 2019, "to": 2019}},
    ]);
    let properties = |feature: usize, rest: &str| format!("/features/{feature}/properties/{rest}");
    assert_eq!(
        found(&with_features(&features)),
        [
            ("W_PROPERTY_TYPE", properties(0, "industries")),
            ("W_PROPERTY_TYPE", properties(1, "clusters")),
            ("W_YEARS", properties(2, "clusters/0")),
            ("W_YEARS", properties(3, "to")),
        ]
    );
    // A feature that does not say its kind may mean anything by these words.
    let plain = json!([{"type": "Feature", "geometry": {"type": "Point", "coordinates": [1, 2]}, "properties": {"name": "A", "clusters": "k"}}]);
    assert_eq!(
        found(&with_features(&plain)),
        [("W_KIND_MISSING", "/features/0".to_owned())]
    );
}

#[test]
fn other_kinds_of_json_with_places_are_called_by_their_name() {
    for (file, name) in [
        (
            json!({"geometryType": "esriGeometryPoint", "features": [{"attributes": {}}]}),
            "Esri JSON",
        ),
        (
            json!({"version": 0.6, "generator": "Overpass API", "elements": []}),
            "OpenStreetMap JSON",
        ),
        (json!({"type": "Topology", "objects": {}, "arcs": []}), "TopoJSON"),
    ] {
        let error = format::read(Arc::from(file.to_string().into_bytes()), &()).unwrap_err();
        assert_eq!(error.code, "E_FORMAT");
        assert!(error.message.contains(name), "{error}");
    }
}
