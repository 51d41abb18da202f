//! Region files: what is read, what is refused and where, and that nothing is lost.

use std::sync::Arc;

use cluster_atlas::document::{Observation, Series};
use cluster_atlas::format::{self, ReadError, Reading};

fn read(text: &str) -> Result<Reading, ReadError> {
    format::read(Arc::from(text.as_bytes()), &())
}

fn codes(reading: &Reading) -> Vec<&'static str> {
    reading.findings.iter().map(|finding| finding.code).collect()
}

#[test]
fn odd_white_space_number_spellings_and_foreign_members_are_written_as_they_were() {
    let text = "\u{feff} {\t\"x\" : [1.10, 1E+2 ,-0.0] ,\r\n \"type\":\"Feature\\u0043ollection\",\"features\" : [ {\"type\":\"Feature\",\
                \"zz\":{\"a\":[]},\"id\":1.50,\"geometry\":{\"type\":\"Point\",\"coordinates\":[12.10,55,7,8],\"q\":1},\
                \"properties\":{\"kind\":\"member\",\"name\":\"Ä \\/ \\ud83d\\ude00\",\"k\":9007199254740993}} ] } \r";
    let reading = read(text).unwrap();
    assert_eq!(format::write(&reading.document), text.as_bytes());
    assert_eq!(reading.document.members.get(0).unwrap().name, "Ä / 😀");
    assert_eq!(codes(&reading), ["W_EXTRA_ORDINATES"]);
}

#[test]
fn the_example_of_the_format_is_understood() {
    let text = include_str!("../fixtures/example.geojson");
    let reading = read(text).unwrap();
    let document = &reading.document;
    assert_eq!(codes(&reading), Vec::<&str>::new());
    assert_eq!(
        (
            document.regions.count(),
            document.clusters.count(),
            document.members.count()
        ),
        (1, 1, 3)
    );
    assert_eq!(document.links.get(0).unwrap().members.len(), 2);
    assert_eq!(document.clusters.get(0).unwrap().organization.unwrap().position(), 2);
    assert_eq!(document.members.get(0).unwrap().region.unwrap().position(), 0);
    assert_eq!(document.members.get(1).unwrap().memberships[0].from, Some(2015));
    let statistics = &document.statistics;
    let measure = statistics.measure_by_id("employment").unwrap();
    let electronics = Series::Industry(statistics.industry_by_code("C26").unwrap());
    let region = document.members.get(0).unwrap().region.unwrap();
    assert_eq!(
        statistics.region_value(measure, electronics, 0, region),
        Observation::Value(100.0)
    );
    assert_eq!(
        statistics.region_value(measure, electronics, 1, region),
        Observation::NotPublished
    );
    assert_eq!(
        statistics.benchmark_value(measure, Series::Total, 1),
        Observation::Value(910_000.0)
    );
}

#[test]
fn a_file_that_cannot_be_read_is_refused_with_line_column_and_cause() {
    let cases = [
        (
            "{\"type\":\"FeatureCollection\",\n\"features\":[NaN]}",
            "E_JSON_SYNTAX",
            2,
            13,
            "value",
        ),
        (
            "{\"type\":\"FeatureCollection\",\"features\":[",
            "E_JSON_SYNTAX",
            1,
            41,
            "ends",
        ),
        (
            "{\"type\":\"FeatureCollection\",\"features\":[],}",
            "E_JSON_SYNTAX",
            1,
            43,
            "comma",
        ),
        (
            "{\"type\":\"FeatureCollection\",\"features\":[],\"features\":[]}",
            "E_DUP_KEY",
            1,
            43,
            "duplicate",
        ),
        ("[1e999]", "E_NUMBER_RANGE", 1, 2, "large"),
        ("", "E_EMPTY_FILE", 1, 1, "empty"),
        ("12", "E_ROOT_TYPE", 1, 1, "object"),
    ];
    for (text, code, line, column, word) in cases {
        let error = read(text).unwrap_err();
        assert_eq!((error.code, error.line, error.column), (code, line, column), "{text}");
        assert!(error.message.contains(word), "{}", error.message);
        assert!(!error.remedy.ends_with("remedy"), "{}", error.remedy);
    }
    let png = format::read(Arc::from(&b"\x89PNG\r\n\x1a\n"[..]), &()).unwrap_err();
    assert!(png.code == "E_FORMAT" && png.message.contains("PNG"), "{png}");
    let latin = format::read(Arc::from(&b"{\"a\":\"\xe9\"}"[..]), &()).unwrap_err();
    assert_eq!((latin.code, latin.byte), ("E_ENCODING", 6));
    let deep = read(&"[".repeat(100_000)).unwrap_err();
    assert_eq!(deep.code, "E_DEPTH_LIMIT");
}

#[test]
fn a_broken_feature_opens_and_is_listed_with_its_place() {
    let text = r#"{"type":"FeatureCollection","features":[
{"type":"Feature","id":"a","geometry":{"type":"Point","coordinates":[12,91]},"properties":{"kind":"member","name":"A"}},
{"type":"Feature","id":"l","geometry":null,"properties":{"kind":"link","members":["a","b"]}},
{"type":"Feature","id":"r","geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1]]]},"properties":{"kind":"region"}}]}"#;
    let reading = read(text).unwrap();
    assert_eq!(
        codes(&reading),
        ["E_COORD_RANGE", "W_DANGLING_LINK", "W_RING_NOT_CLOSED"]
    );
    let place = &reading.findings[0].place;
    assert_eq!(
        (place.feature, place.line, place.path.as_str()),
        (Some(0), 2, "/features/0/geometry/coordinates/1")
    );
    assert_eq!(reading.findings[2].place.path, "/features/2/geometry/coordinates/0");
    assert!(reading.document.members.get(0).unwrap().position.is_none() && reading.document.links.is_empty());
    for finding in &reading.findings {
        assert!(
            !finding.message.starts_with("format-") && !finding.remedy.starts_with("format-"),
            "{finding:?}"
        );
    }
}

#[test]
fn numeric_properties_of_plain_regions_become_undated_measures() {
    let text = r#"{"type":"FeatureCollection","features":[
{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]},"properties":{"name":"A","jobs":12}},
{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[2,0],[3,0],[3,1],[2,0]]]},"properties":{"name":"B","jobs":null}}]}"#;
    let document = read(text).unwrap().document;
    let measure = document.statistics.measure_by_id("jobs").unwrap();
    let column = document.statistics.regions_in_year(measure, Series::Total, 0);
    assert_eq!(column, [Observation::Value(12.0), Observation::NotPublished]);
}

#[test]
fn features_line_by_line_and_bare_geometries_open() {
    let line = r#"{"type":"Feature","geometry":{"type":"Point","coordinates":[1,2]},"properties":{"name":"A"}}"#;
    assert_eq!(read(&format!("{line}\n{line}\n")).unwrap().document.members.count(), 2);
    assert_eq!(
        read(r#"{"type":"Point","coordinates":[1,2]}"#)
            .unwrap()
            .document
            .members
            .count(),
        1
    );
}
