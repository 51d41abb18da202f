//! The laws of edits and saving, on the samples, the example of the format and odd files: whatever is done can be undone to
//! the last byte, and what is saved means what was shown.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use cluster_atlas::document::edit::Edit;
use cluster_atlas::document::{
    Document, FeatureId, IndustryId, MeasureId, Observation, Record, RegionId, Series, Thing,
};
use cluster_atlas::format;
use cluster_atlas::session::Session;
use proptest::prelude::*;

use crate::hostile_edit_script::Choices;

const EXAMPLE: &str = include_str!("../fixtures/example.geojson");

fn opened(bytes: &[u8]) -> Document {
    format::read(Arc::from(bytes), &()).unwrap().document
}

/// Files that are written as nobody expects, all of them readable.
fn odd_files() -> Vec<String> {
    let odd = "\u{feff} {\t\"x\" : [1.10, 1E+2 ,-0.0] ,\r\n \"type\":\"Feature\\u0043ollection\",\"features\" : [ {\"type\":\"Feature\",\
        \"zz\":{\"a\":[]},\"id\":1,\"geometry\":{\"type\":\"Point\",\"coordinates\":[12.10,55,7,8],\"q\":1},\
        \"properties\":{\"kind\":\"member\",\"name\":\"Ä \\/ \\ud83d\\ude00\",\"k\":9007199254740993,\"employees\":1e2}} ,\r\n\r\n{ \
        \"properties\":{\"kind\":\"member\",\"name\":\"b\",\"name\":\"B\",\"clusters\":[ \"k\" , {\"from\":2.001e3,\"id\":\"k\",\"zz\":[]}]},\
        \"type\":\"Feature\" ,\"geometry\":null,\"id\":\"m\",\"bbox\":[1,2,1,2]},{\"type\":\"Feature\",\"geometry\":null,\"id\":\"m\",\
        \"properties\":{ }},{\"type\":\"Feature\",\"id\":\"k\",\"geometry\":null,\"properties\":{\"kind\":\"cluster\",\"organization\":\"m\",\
        \"name\":\"K\"}},{\"type\":\"Feature\",\"id\":\"l\",\"geometry\":null,\"properties\":{\"members\":[1 ,\"m\" , \"m\",\"gone\"],\
        \"kind\":\"link\",\"weight\":-0}} , 17, {\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[200,95]},\
        \"properties\":{\"kind\":\"member\",\"name\":\"lost\"}} ] } \r";
    let plain = r#"{"type":"FeatureCollection","features":[
{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[0,0],[1.0,0],[1,1],[0,0]]]},"properties":{"NAME":"A","jobs":1.20e1}},
{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[2,0],[3,0],[3,1]]]},"properties":{"name":"B","jobs":null}},
{"type":"Feature","geometry":{"type":"Point","coordinates":[0.7,0.2]},"properties":null},
{"type":"Feature","geometry":{"type":"Point","coordinates":[0.7,0.2]}}]}"#;
    let line =
        r#"{"type":"Feature","id":"a","geometry":{"type":"Point","coordinates":[1,2]},"properties":{"name":"A"}}"#;
    let indented = serde_json::to_string_pretty(&serde_json::from_str::<serde_json::Value>(EXAMPLE).unwrap()).unwrap();
    vec![
        EXAMPLE.to_owned(),
        EXAMPLE.replace('\n', "\r\n"),
        EXAMPLE.replace("    ", "\t"),
        EXAMPLE.replace("\"m2\"", "2").replace("\"K1\"", "1.5"),
        serde_json::from_str::<serde_json::Value>(EXAMPLE).unwrap().to_string(),
        indented.replace('\n', "\r\n"),
        indented,
        odd.to_owned(),
        plain.to_owned(),
        format!("{line}\r\n{}\n\n{line}", line.replace("\"a\"", "7")),
        line.to_owned(),
        format!(" \n{line}\n"),
        "{\"type\":\"Point\",\"coordinates\":[1,2]}".to_owned(),
        "{\"type\":\"FeatureCollection\",\"features\":[ ]}".to_owned(),
    ]
}

fn samples() -> &'static [(Vec<u8>, Document)] {
    static SAMPLES: OnceLock<Vec<(Vec<u8>, Document)>> = OnceLock::new();
    SAMPLES.get_or_init(|| {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/sample_regions");
        let mut paths: Vec<_> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        paths.retain(|path| path.extension().is_some_and(|ending| ending == "geojson"));
        paths.sort();
        let read = |path| {
            let bytes = std::fs::read(path).unwrap();
            let document = opened(&bytes);
            (bytes, document)
        };
        paths.into_iter().map(read).collect()
    })
}

/// Everything that a document means, feature by feature in the order of the file, references by that order.
fn described(document: &Document) -> Vec<String> {
    let numbers: BTreeMap<FeatureId, usize> = {
        let all = document.origin.features.len() + 10_000;
        let living = (0..all)
            .map(FeatureId::at)
            .filter(|feature| document.thing(*feature).is_some());
        living.enumerate().map(|(number, feature)| (feature, number)).collect()
    };
    let number = |thing| document.feature_of(thing).map(|feature| numbers[&feature]);
    let name = |industries: &[IndustryId]| -> Vec<String> {
        industries
            .iter()
            .map(|id| document.industry(*id).unwrap().code.clone())
            .collect()
    };
    numbers
        .keys()
        .map(|feature| match document.thing(*feature).unwrap() {
            Thing::Region(id) => {
                let region = document.region(id).unwrap();
                let mut text = format!(
                    "{:?} {} {:?} {:?} {:?}",
                    region.id,
                    region.name,
                    region.level,
                    region.shape,
                    region.parent.and_then(|id| number(Thing::Region(id)))
                );
                describe_numbers(document, id, &mut text);
                text
            }
            Thing::Cluster(id) => {
                let cluster = document.cluster(id).unwrap();
                format!(
                    "{:?} {} {:?} {:?} {:?} {:?}",
                    cluster.id,
                    cluster.name,
                    name(&cluster.industries),
                    cluster.founded,
                    cluster.summary,
                    cluster.organization.and_then(|id| number(Thing::Member(id)))
                )
            }
            Thing::Member(id) => {
                let mut member = document.member(id).unwrap().clone();
                let clusters: Vec<_> = member
                    .memberships
                    .iter()
                    .map(|one| (number(Thing::Cluster(one.cluster)), one.from, one.to, one.role.clone()))
                    .collect();
                let more = format!(
                    "{clusters:?} {:?} {:?}",
                    name(&member.industries),
                    member.region.and_then(|id| number(Thing::Region(id)))
                );
                (member.feature, member.region) = (FeatureId::at(0), None);
                (member.memberships, member.industries) = (Vec::new(), Vec::new());
                format!("{member:?} {more}")
            }
            Thing::Link(id) => {
                let mut link = document.link(id).unwrap().clone();
                let members: Vec<_> = link.members.iter().map(|id| number(Thing::Member(*id))).collect();
                (link.feature, link.members) = (FeatureId::at(0), Vec::new());
                format!("{link:?} {members:?}")
            }
            Thing::Context(position) => format!("context {:?}", document.context.get(position).unwrap().id),
        })
        .chain([format!("{:?} {:?}", document.header, document.statistics.industries)])
        .collect()
}

fn describe_numbers(document: &Document, region: RegionId, text: &mut String) {
    let statistics = &document.statistics;
    let mut rows = BTreeMap::new();
    for (position, measure) in statistics.measures.iter().enumerate() {
        let industries = (0..statistics.industries.len()).map(|industry| Series::Industry(IndustryId::at(industry)));
        for series in industries.chain([Series::Total]) {
            let cells: Vec<Observation> = (0..statistics.year_count())
                .map(|year| statistics.region_value(MeasureId::at(position), series, year, region))
                .collect();
            // In a plain file a property is a measure only while it is a number somewhere.
            let is_plain = statistics.years.is_empty();
            let says = |cell: &Observation| cell.value().is_some() || (!is_plain && *cell != Observation::Missing);
            if cells.iter().any(says) {
                rows.insert((measure.id.clone(), series), cells);
            }
        }
    }
    write!(text, " {rows:?}").unwrap();
}

fn said(document: &Document) -> String {
    String::from_utf8_lossy(&format::write(document)).into_owned()
}

/// Carries a script out, checking every step, and gives the inverses.
fn carried_out(document: &mut Document, seeds: &[u64]) -> Vec<Edit> {
    let mut inverses = Vec::new();
    for seed in seeds {
        let edit = Choices(*seed).edit(document);
        let before = document.clone();
        match document.apply(edit.clone()) {
            Ok(applied) => {
                inverses.push(applied.inverse);
            }
            Err(error) => {
                assert!(
                    !error.to_string().contains('⟦') && !error.message.contains("edit-"),
                    "{error}"
                );
                assert_eq!(described(document), described(&before), "{edit:?}");
                assert_eq!(said(document), said(&before), "{edit:?}");
            }
        }
    }
    inverses
}

fn undone(document: &mut Document, inverses: Vec<Edit>) -> Vec<Edit> {
    inverses
        .into_iter()
        .rev()
        .map(|edit| document.apply(edit).unwrap().inverse)
        .collect()
}

/// Every feature that no edit touched stands in the written file with its bytes, in the order in which it was. Where features were only
/// changed, every byte that is in none of these stands where it stood, from a byte order mark to the last white space.
fn check_untouched(bytes: &[u8], document: &Document, (edited, again): (&str, &Document)) {
    let text = std::str::from_utf8(bytes).unwrap();
    let mut rest = edited;
    for (position, range) in document.origin.features.iter().enumerate() {
        if document.changes.of(FeatureId::at(position)).is_none() {
            let feature = &text[range.clone()];
            let at = rest
                .find(feature)
                .unwrap_or_else(|| panic!("{feature} is gone from {edited}"));
            rest = &rest[at + feature.len()..];
        }
    }
    let added_or_removed = |(feature, record): (FeatureId, &Record)| {
        record.is_removed() || feature.position() >= document.origin.features.len()
    };
    if document.changes.root().is_empty() && !document.changes.features().any(added_or_removed) {
        let outside = |text: &str, features: &[Range<usize>]| -> Vec<String> {
            let starts = features.iter().map(|range| range.start).chain([text.len()]);
            let ends = [0].into_iter().chain(features.iter().map(|range| range.end));
            ends.zip(starts)
                .map(|(end, start)| text[end..start].to_owned())
                .collect()
        };
        assert_eq!(
            outside(edited, &again.origin.features),
            outside(text, &document.origin.features)
        );
    }
}

/// Undo gives the opened file and redo the edited one, to the byte; what is written means what is held.
fn check_laws(bytes: &[u8], document: &Document, seeds: &[u64]) {
    assert_eq!(format::write(document), bytes);
    let mut document = document.clone();
    let opened_as = described(&document);
    let inverses = carried_out(&mut document, seeds);
    let (edited, meaning) = (said(&document), described(&document));
    let again = opened(edited.as_bytes());
    check_untouched(bytes, &document, (&edited, &again));
    let read_again = described(&again);
    for (held, read) in meaning.iter().zip(&read_again) {
        assert_eq!(held, read, "{edited}");
    }
    assert_eq!(meaning.len(), read_again.len(), "{edited}");
    let redo = undone(&mut document, inverses);
    assert!(document.changes.is_empty());
    assert_eq!(format::write(&document), bytes);
    assert_eq!(described(&document), opened_as);
    let inverses = undone(&mut document, redo);
    assert_eq!(said(&document), edited);
    assert_eq!(described(&document), meaning);
    undone(&mut document, inverses);
    assert_eq!(format::write(&document), bytes);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, max_shrink_iters: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn scripts_on_odd_files_are_undone_and_redone_to_the_byte(file in 0..14_usize, seeds in prop::collection::vec(any::<u64>(), 1..12)) {
        let text = &odd_files()[file];
        check_laws(text.as_bytes(), &opened(text.as_bytes()), &seeds);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, max_shrink_iters: 20, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn scripts_on_the_samples_are_undone_and_redone_to_the_byte(file in 0..6_usize, seeds in prop::collection::vec(any::<u64>(), 1..12)) {
        let (bytes, document) = &samples()[file % samples().len()];
        check_laws(bytes, document, &seeds);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, max_shrink_iters: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_done_undone_and_dragged_the_history_leads_back_and_forth(seeds in prop::collection::vec(any::<u64>(), 1..40)) {
        let mut session = Session::new(opened(EXAMPLE.as_bytes()), Vec::new(), None, "example.geojson".to_owned());
        // What is on the disk, and what a save under way will put there.
        let (mut on_disk, mut being_saved) = (EXAMPLE.to_owned(), None);
        for seed in seeds {
            match seed % 12 {
                0 | 1 => drop(session.undo()),
                2 => drop(session.redo()),
                3 => session.begin_gesture(),
                4 => session.end_gesture(),
                5 => session.cancel_gesture(),
                6 if being_saved.is_none() => {
                    session.begin_saving();
                    being_saved = Some(said(&session.document));
                }
                6 | 7 => if let Some(saved) = being_saved.take() {
                    session.finish_saving();
                    on_disk = saved;
                },
                _ => {
                    let edit = Choices(seed).edit(&session.document);
                    let refused = session.edit(edit).is_err();
                    prop_assert!(refused || session.undo_name().is_some_and(|name| !name.contains('⟦')));
                }
            }
            prop_assert!(session.is_changed() || said(&session.document) == on_disk, "it is said to be saved and is not");
            let selection = &session.exploration.selection;
            prop_assert!(selection.members.iter().all(|id| session.document.member(*id).is_some()));
            prop_assert!(session.visible_members.iter().all(|id| session.document.member(*id).is_some()));
            prop_assert!(session.changes().iter().all(|sentence| !sentence.contains('⟦')));
        }
        session.end_gesture();
        while session.redo() {}
        let (last, meaning) = (said(&session.document), described(&session.document));
        while session.undo() {}
        prop_assert_eq!(said(&session.document), EXAMPLE);
        prop_assert!(session.document.changes.is_empty() && session.changes().is_empty());
        while session.redo() {}
        prop_assert_eq!(said(&session.document), last);
        prop_assert_eq!(described(&session.document), meaning);
    }
}
