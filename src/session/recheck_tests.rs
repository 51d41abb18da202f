//! The findings follow the document: after edits, after undoing them, and past whatever was removed or added.

use super::*;
use crate::document::edit::Edit;
use crate::document::{MemberId, lon_lat};

fn member(id: u32, at: &str) -> String {
    format!(
        "{{\"type\":\"Feature\",\"id\":{id},\"properties\":{{\"kind\":\"member\",\"name\":\"m{id}\"}},\"geometry\":{{\"type\":\"Point\",\"coordinates\":[{at}]}}}}"
    )
}

fn session(features: &[String]) -> Session {
    let text = format!(
        "{{\"type\":\"FeatureCollection\",\"features\":[\n{}\n]}}",
        features.join(",\n")
    );
    let reading = format::read(Arc::from(text.as_bytes()), &()).unwrap();
    Session::new(reading.document, reading.findings, None, "file.geojson".to_owned())
}

fn codes(session: &Session) -> Vec<(&'static str, Option<usize>, usize)> {
    let findings = session.findings.iter();
    findings
        .map(|finding| (finding.code, finding.place.feature, finding.place.line))
        .collect()
}

#[test]
fn a_member_that_is_put_on_earth_is_no_longer_found_and_undoing_brings_the_finding_back() {
    let mut session = session(&[member(1, "11.5,48.1"), member(2, "48.1,111.5")]);
    let opened = Arc::clone(&session.findings);
    assert_eq!(codes(&session), [("E_COORD_RANGE", Some(1), 3)]);
    session
        .edit(Edit::MoveMember {
            member: MemberId::at(1),
            lon_lat: lon_lat(11.6, 48.2),
        })
        .unwrap();
    assert!(session.findings_are_stale() && Arc::ptr_eq(&session.findings, &opened));
    session.check_now();
    assert!(!session.findings_are_stale());
    assert!(session.findings.is_empty(), "{:?}", session.findings);
    session.undo();
    assert!(!session.findings_are_stale() && Arc::ptr_eq(&session.findings, &opened));
}

#[test]
fn a_finding_names_its_feature_although_one_before_it_was_removed() {
    let mut session = session(&[member(1, "11.5,48.1"), member(2, "48.1,111.5")]);
    session.edit(Edit::RemoveMembers(vec![MemberId::at(0)])).unwrap();
    session.check_now();
    assert_eq!(codes(&session), [("E_COORD_RANGE", Some(1), 2)]);
}

#[test]
fn a_check_that_was_overtaken_is_stopped_and_its_answer_dropped() {
    let mut session = session(&[member(1, "11.5,48.1"), member(2, "48.1,111.5")]);
    let rename = |name: &str| Edit::Rename {
        feature: FeatureId::at(0),
        name: name.to_owned(),
    };
    session.edit(rename("one")).unwrap();
    let overtaken = session.check_request().unwrap();
    assert!(session.check_request().is_none(), "one thread at a time");
    session.edit(rename("two")).unwrap();
    assert!(overtaken.stop.is_cancelled());
    session.take_check(overtaken.carry_out());
    assert!(session.findings_are_stale() && !session.check_has_failed());
    drop(session.check_request().unwrap());
    session.check_failed();
    assert!(session.check_has_failed());
    assert!(session.check_request().is_none(), "what failed is not repeated");
}

#[test]
fn findings_that_an_edit_leaves_as_they_were_stay_the_same_list() {
    let mut session = session(&[member(1, "11.5,48.1"), member(2, "48.1,111.5")]);
    let opened = Arc::clone(&session.findings);
    session
        .edit(Edit::Rename {
            feature: FeatureId::at(1),
            name: "m3".to_owned(),
        })
        .unwrap();
    session.check_now();
    assert!(!session.findings_are_stale() && Arc::ptr_eq(&session.findings, &opened));
}
