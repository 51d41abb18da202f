//! Numbers and outlines of regions: tables are set at once, regions are drawn and merged, and all of it is undone to the last byte.

use std::sync::Arc;

use cluster_atlas::document::edit::{Edit, RegionValue};
use cluster_atlas::document::{Document, FileId, MeasureId, MemberId, Observation, RegionId, Series};
use cluster_atlas::format;
use cluster_atlas::session::Session;
use cluster_atlas::session::by_hand::{self, Pointed};
use cluster_atlas::session::new_region::{self, Merging, RegionWish};
use geo::Area;

const EXAMPLE: &str = include_str!("../fixtures/example.geojson");

/// Three districts side by side in a country, the first two with numbers; a member says that it belongs to the first.
const DISTRICTS: &str = r#"{"type":"FeatureCollection","cluster_atlas":{"format":1,"years":[2020,2021],
"industries":[{"code":"A","name":"Farms"},{"code":"B","name":"Mines"}],
"measures":[{"id":"employment","name":"Employment","unit":"persons"},{"id":"wage","name":"Average wage","unit":"EUR"}]},
"features":[
{"type":"Feature","id":"DK","geometry":null,"properties":{"kind":"region","name":"Country"}},
{"type":"Feature","id":"d1","geometry":{"type":"Polygon","coordinates":[[[10.1,55.0],[11.3,55.0],[11.3,55.7],[11.3,56.0],[10.1,56.0],[10.1,55.0]]]},
"properties":{"kind":"region","name":"One","parent":"DK","data":{"employment":{"total":[10,11.50],"A":[4,null]},"wage":{"total":[100,110]}}}},
{"type":"Feature","id":"d2","geometry":{"type":"Polygon","coordinates":[[[11.3,55.0],[12.1,55.0],[12.1,56.0],[11.3,56.0],[11.3,55.7],[11.3,55.0]]]},
"properties":{"kind":"region","name":"Two","parent":"DK","data":{"employment":{"total":[5,6],"A":[1,2],"B":[3,3]}}}},
{"type":"Feature","id":"d3","geometry":{"type":"Polygon","coordinates":[[[12.1,55.0],[13.0,55.0],[13.0,56.0],[12.1,56.0],[12.1,55.0]]]},
"properties":{"kind":"region","name":"Three","parent":"DK"}},
{"type":"Feature","id":"m1","geometry":{"type":"Point","coordinates":[12.5,55.5]},"properties":{"kind":"member","name":"M","region":"d1","position":"city"}}
]}"#;

fn session(bytes: &str) -> Session {
    let read = format::read(Arc::from(bytes.as_bytes()), &()).unwrap();
    Session::new(read.document, read.findings, None, "test.geojson".to_owned())
}

fn written(document: &Document) -> String {
    String::from_utf8(format::write(document)).unwrap()
}

fn region(document: &Document, id: &str) -> RegionId {
    document.region_by_file_id(&FileId::Text(id.to_owned())).unwrap()
}

fn cell(document: &Document, region: RegionId, series: Series, year: usize) -> Observation {
    document.statistics.region_value(MeasureId::at(0), series, year, region)
}

fn industry(document: &Document, code: &str) -> Series {
    Series::Industry(document.statistics.industry_by_code(code).unwrap())
}

/// Undoes everything and compares with the bytes that were opened.
fn undone(mut session: Session, opened: &str) {
    while session.undo() {}
    assert_eq!(written(&session.document), opened);
}

#[test]
fn a_table_is_set_in_one_step_and_only_changed_numbers_are_written() {
    let mut session = session(DISTRICTS);
    let (one, a, b) = (
        region(&session.document, "d1"),
        industry(&session.document, "A"),
        industry(&session.document, "B"),
    );
    let value = |series, year, value| RegionValue {
        measure: MeasureId::at(0),
        series,
        year: Some(year),
        value,
    };
    let values = vec![
        value(Series::Total, 2020, Observation::Value(12.0)),
        value(Series::Total, 2021, Observation::Value(11.5)),
        value(a, 2021, Observation::Value(7.0)),
        value(b, 2021, Observation::NotPublished),
        value(b, 2020, Observation::Value(2.0)),
    ];
    session.edit(Edit::SetRegionValues { region: one, values }).unwrap();
    let saved = written(&session.document);
    let expected = DISTRICTS.replace(
        r#""total":[10,11.50],"A":[4,null]}"#,
        r#""total":[12,11.50],"A":[4,7],"B":[2,null]}"#,
    );
    assert_eq!(saved, expected, "1.50 keeps its spelling, and nothing else changes");
    assert_eq!(session.undo_name(), Some("Change 5 numbers of “One”"));
    let again = format::read(Arc::from(saved.as_bytes()), &()).unwrap().document;
    assert_eq!(again.statistics, session.document.statistics);
    undone(session, DISTRICTS);
}

#[test]
fn a_series_that_is_missing_in_all_years_leaves_the_file_and_one_hole_is_not_published() {
    let mut session = session(DISTRICTS);
    let (two, a, b) = (
        region(&session.document, "d2"),
        industry(&session.document, "A"),
        industry(&session.document, "B"),
    );
    let missing = |series, year| RegionValue {
        measure: MeasureId::at(0),
        series,
        year: Some(year),
        value: Observation::Missing,
    };
    let values = vec![missing(a, 2020), missing(b, 2020), missing(b, 2021)];
    session.edit(Edit::SetRegionValues { region: two, values }).unwrap();
    assert_eq!(
        written(&session.document),
        DISTRICTS.replace(r#""A":[1,2],"B":[3,3]}"#, r#""A":[null,2]}"#)
    );
    assert_eq!(cell(&session.document, two, a, 0), Observation::NotPublished);
    assert_eq!(cell(&session.document, two, b, 1), Observation::Missing);
    let again = format::read(Arc::from(written(&session.document).as_bytes()), &()).unwrap();
    assert_eq!(again.document.statistics, session.document.statistics);
    undone(session, DISTRICTS);
}

#[test]
fn a_table_with_one_wrong_number_changes_nothing() {
    let mut session = session(DISTRICTS);
    let one = region(&session.document, "d1");
    let value = |year, value| RegionValue {
        measure: MeasureId::at(0),
        series: Series::Total,
        year: Some(year),
        value: Observation::Value(value),
    };
    for values in [
        vec![value(2020, 1.0), value(2021, -1.0)],
        vec![value(2020, 1.0), value(1999, 1.0)],
        vec![value(2020, 1.0), value(2021, f64::NAN)],
    ] {
        assert!(session.edit(Edit::SetRegionValues { region: one, values }).is_err());
        assert!(!session.is_changed());
        assert_eq!(written(&session.document), DISTRICTS);
    }
}

#[test]
fn three_hundred_industries_by_ten_years_are_set_and_taken_back() {
    use std::fmt::Write as _;
    let mut industries = String::new();
    for number in 0..300 {
        write!(industries, r#"{{"code":"I{number}","name":"Industry {number}"}},"#).unwrap();
    }
    let years: Vec<String> = (2010..2020).map(|year| year.to_string()).collect();
    let file = format!(
        r#"{{"type":"FeatureCollection","cluster_atlas":{{"format":1,"years":[{}],"industries":[{}],"measures":[{{"id":"jobs","name":"Jobs","unit":"persons"}}]}},
"features":[{{"type":"Feature","id":"r","geometry":null,"properties":{{"kind":"region","name":"R","data":{{"jobs":{{"total":[1,2]}}}}}}}}]}}"#,
        years.join(","),
        industries.trim_end_matches(',')
    );
    let mut session = session(&file);
    let all: Vec<Series> = (0..300)
        .map(|at| Series::Industry(cluster_atlas::document::IndustryId::at(at)))
        .collect();
    let table = |shift: i32| -> Vec<RegionValue> {
        let cells = all
            .iter()
            .zip(0..)
            .flat_map(|(series, row)| (2010..2020).map(move |year| (*series, row, year)));
        cells
            .map(|(series, row, year)| RegionValue {
                measure: MeasureId::at(0),
                series,
                year: Some(year),
                value: Observation::Value(f64::from(row * 10 + year + shift)),
            })
            .collect()
    };
    for shift in [0, 1] {
        let values = table(shift);
        session
            .edit(Edit::SetRegionValues {
                region: RegionId::at(0),
                values,
            })
            .unwrap();
    }
    assert_eq!(
        cell(&session.document, RegionId::at(0), all[299], 9),
        Observation::Value(5010.0)
    );
    let again = format::read(Arc::from(written(&session.document).as_bytes()), &()).unwrap();
    assert_eq!(again.document.statistics, session.document.statistics);
    undone(session, &file);
}

#[test]
fn regions_are_merged_with_their_numbers_and_the_border_between_them_goes() {
    let mut session = session(DISTRICTS);
    let (one, two) = (region(&session.document, "d1"), region(&session.document, "d2"));
    let jobs = MeasureId::at(0);
    assert!(new_region::is_summed(&session.document, jobs));
    assert!(
        !new_region::is_summed(&session.document, MeasureId::at(1)),
        "an average is no sum"
    );
    let merging = Merging {
        parts: vec![one, two],
        summed: vec![jobs],
        keeps_parts: false,
    };
    let sums = new_region::sums(&session.document, &merging);
    assert_eq!((sums.known, sums.withheld, sums.incomplete), (3, 1, 2));
    let wish = RegionWish {
        name: "One and two".to_owned(),
        code: "d12".to_owned(),
        level: "district".to_owned(),
        parent: new_region::common_parent(&session.document, &merging.parts),
    };
    let edit = new_region::merged(&session.document, &merging, &wish).unwrap();
    session.edit(edit).unwrap();
    let document = &session.document;
    let new = region(document, "d12");
    assert_eq!(
        session
            .exploration
            .selection
            .regions
            .iter()
            .copied()
            .collect::<Vec<_>>(),
        [new]
    );
    let made = document.region(new).unwrap();
    assert_eq!(made.parent, Some(region(document, "DK")));
    let shape = made.shape.as_ref().unwrap();
    assert_eq!(shape.0.len(), 1);
    assert!(shape.0[0].interiors().is_empty());
    assert!((shape.unsigned_area() - 2.0).abs() < 1e-9);
    let corner = shape.0[0]
        .exterior()
        .0
        .iter()
        .find(|at| at.x > 12.05 && at.y > 55.5)
        .unwrap();
    assert_eq!(
        (corner.x.to_bits(), corner.y.to_bits()),
        (12.1_f64.to_bits(), 56.0_f64.to_bits())
    );
    assert_eq!(cell(document, new, Series::Total, 1), Observation::Value(17.5));
    assert_eq!(
        cell(document, new, industry(document, "A"), 1),
        Observation::NotPublished
    );
    assert_eq!(
        cell(document, new, industry(document, "B"), 0),
        Observation::NotPublished
    );
    assert!(document.region(one).is_none() && document.region(two).is_none());
    assert_eq!(
        document.member(MemberId::at(0)).unwrap().region,
        Some(new),
        "it still says where it belongs"
    );
    let again = format::read(Arc::from(written(document).as_bytes()), &()).unwrap();
    assert_eq!(again.document.regions.count(), 3);
    undone(session, DISTRICTS);
}

#[test]
fn parts_that_stay_become_parts_of_the_new_region() {
    let mut session = session(DISTRICTS);
    let (one, three) = (region(&session.document, "d1"), region(&session.document, "d3"));
    let merging = Merging {
        parts: vec![one, three],
        summed: Vec::new(),
        keeps_parts: true,
    };
    assert_eq!(
        new_region::union(&session.document, &merging.parts).unwrap().0.len(),
        2,
        "they do not touch"
    );
    let wish = RegionWish {
        name: "Ends".to_owned(),
        ..RegionWish::default()
    };
    let edit = new_region::merged(&session.document, &merging, &wish).unwrap();
    session.edit(edit).unwrap();
    let new = *session.exploration.selection.regions.first().unwrap();
    assert_eq!(session.document.region(one).unwrap().parent, Some(new));
    assert_eq!(session.document.regions.count(), 5);
    undone(session, DISTRICTS);
}

#[test]
fn a_drawn_outline_becomes_a_region_and_takes_its_members_in() {
    let mut session = session(EXAMPLE);
    let corners = [(12.3, 55.5), (12.3, 55.65), (12.45, 55.65), (12.45, 55.5)];
    let wish = RegionWish {
        name: "Harbor".to_owned(),
        ..RegionWish::default()
    };
    let edit = new_region::drawn(&session.document, &corners, &wish);
    session.edit(edit).unwrap();
    let new = *session.exploration.selection.regions.first().unwrap();
    assert_eq!(session.document.member(MemberId::at(0)).unwrap().region, Some(new));
    let read = format::read(Arc::from(written(&session.document).as_bytes()), &()).unwrap();
    let complaints: Vec<_> = read
        .findings
        .iter()
        .filter(|finding| finding.code.contains("RING"))
        .collect();
    assert!(complaints.is_empty(), "{complaints:?}");
    undone(session, EXAMPLE);
}

#[test]
fn a_member_that_is_put_elsewhere_by_hand_says_how_well_and_is_put_back() {
    let mut session = session(DISTRICTS);
    let member = MemberId::at(0);
    let place = Pointed::at((12.600_004, 55.600_001), 0.03);
    let edit = by_hand::moved(&session.document, member, place);
    session.edit(edit).unwrap();
    assert_eq!(session.undo_name(), Some("Move “M”"));
    assert_eq!(
        written(&session.document),
        DISTRICTS
            .replace("[12.5,55.5]},", "[12.6,55.6]},")
            .replace(r#""position":"city""#, r#""position":"exact""#)
    );
    undone(session, DISTRICTS);
}
