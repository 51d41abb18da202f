//! Repairs of the file check over every bad file: after all of a kind the recheck has no such finding left, and undoing everything
//! gives the bytes that were opened.

use std::collections::BTreeSet;
use std::fs;
use std::sync::Arc;

use cluster_atlas::document::edit::Edit;
use cluster_atlas::document::{Finding, Repair};
use cluster_atlas::format;
use cluster_atlas::session::Session;
use cluster_atlas::session::landing::landing;
use cluster_atlas::session::mend::{Mend, RepairKind, safe_mends};

fn open(bytes: Arc<[u8]>) -> Option<Session> {
    let reading = format::read(bytes, &()).ok()?;
    Some(Session::new(
        reading.document,
        reading.findings,
        None,
        "file.geojson".to_owned(),
    ))
}

/// Mends as the window does: the edits are worked out on a snapshot, then each is one undo step.
fn mend(session: &mut Session, mends: Vec<Mend>) -> usize {
    let answer = session.mend_request(mends).unwrap().carry_out(&()).unwrap();
    assert_eq!(answer.edition, session.edition());
    for edit in answer.edits {
        session.edit(edit).unwrap();
    }
    session.check_now();
    assert!(!session.findings_are_stale());
    answer.left
}

/// One repair of all findings of a kind, for each kind that a file offers.
fn offered(findings: &[Finding]) -> Vec<Mend> {
    let mut known = BTreeSet::new();
    let mends = findings.iter().filter_map(Mend::all_like);
    mends.filter(|mend| known.insert((mend.code, mend.kind))).collect()
}

#[test]
fn after_repairing_all_of_a_kind_none_of_it_is_left_and_undoing_gives_the_opened_bytes() {
    let mut kinds = BTreeSet::new();
    for path in crate::format_laws::corpus() {
        let bytes: Arc<[u8]> = fs::read(&path).unwrap().into();
        let Some(session) = open(Arc::clone(&bytes)) else {
            continue;
        };
        for wish in offered(&session.findings) {
            let mut session = open(Arc::clone(&bytes)).unwrap();
            let left = mend(&mut session, vec![wish.clone()]);
            let still: Vec<&Finding> = session.findings.iter().filter(|found| wish.takes(found)).collect();
            assert!(still.len() <= left, "{} {wish:?}: {still:?}", path.display());
            if left == 0 {
                kinds.insert(wish.kind);
            }
            while session.undo() {}
            assert!(!session.is_changed());
            assert!(format::write(&session.document) == *bytes, "{}", path.display());
        }
    }
    assert_eq!(kinds.len(), RepairKind::ALL.len(), "{kinds:?}");
}

#[test]
fn all_safe_repairs_of_every_bad_file_are_steps_that_can_be_undone() {
    for path in crate::format_laws::corpus() {
        let bytes: Arc<[u8]> = fs::read(&path).unwrap().into();
        let Some(mut session) = open(Arc::clone(&bytes)) else {
            continue;
        };
        let safe = safe_mends(&session.findings);
        let count = safe.len();
        mend(&mut session, safe);
        let mut steps = 0;
        while session.undo() {
            steps += 1;
        }
        assert!(steps <= count, "{}", path.display());
        assert!(format::write(&session.document) == *bytes, "{}", path.display());
    }
}

fn members(positions: &[&str]) -> String {
    let features: Vec<String> = positions
        .iter()
        .enumerate()
        .map(|(id, at)| {
            format!(
                "{{\"type\":\"Feature\",\"id\":{id},\"properties\":{{\"kind\":\"member\",\"name\":\"m{id}\"}},\"geometry\":{{\"type\":\"Point\",\"coordinates\":[{at}]}}}}"
            )
        })
        .collect();
    format!(
        "{{\"type\":\"FeatureCollection\",\"features\":[{}]}}",
        features.join(",\n")
    )
}

#[test]
fn a_repair_of_many_is_one_step_named_by_what_it_does_to_how_many() {
    let text = members(&["48.1,111.5", "11.5,48.1", "48.2,111.6", "48.3,111.7"]);
    let mut session = open(Arc::from(text.as_bytes())).unwrap();
    let wish = Mend::all_like(&session.findings[0]).unwrap();
    mend(&mut session, vec![wish]);
    assert_eq!(session.undo_name(), Some("Swap axes of 3 members"));
    assert!(session.findings.is_empty(), "{:?}", session.findings);
    assert!(session.undo() && !session.undo());
    assert_eq!(format::write(&session.document), text.as_bytes());
}

#[test]
fn one_of_many_is_repaired_alone_and_the_others_stay() {
    let text = members(&["48.1,111.5", "48.2,111.6"]);
    let mut session = open(Arc::from(text.as_bytes())).unwrap();
    let mut wish = Mend::all_like(&session.findings[1]).unwrap();
    wish.only = Some(1);
    mend(&mut session, vec![wish]);
    assert_eq!(session.undo_name(), Some("Swap axes of “m1”"));
    let places: Vec<_> = session.findings.iter().map(|found| found.place.feature).collect();
    assert_eq!(places, [Some(0)]);
}

#[test]
fn coordinates_are_converted_from_the_system_that_was_chosen_where_the_preview_says() {
    let text = members(&["720000,6175000"]);
    let mut session = open(Arc::from(text.as_bytes())).unwrap();
    let finding = session.findings[0].clone();
    let Some(Repair::Convert(systems)) = &finding.repair else {
        panic!("{finding:?}");
    };
    for system in systems.clone() {
        let preview = landing(&session.document, &finding, Some(system)).unwrap();
        let mut wish = Mend::all_like(&finding).unwrap();
        wish.system = Some(system);
        mend(&mut session, vec![wish]);
        let position = session.document.members.first().unwrap().position.unwrap();
        assert!(
            (position.lon - preview.after.lon).abs() < 1e-8 && (position.lat - preview.after.lat).abs() < 1e-8,
            "{system}: {preview:?}, {position:?}"
        );
        assert_eq!(session.undo_name(), Some("Convert coordinates of a member"));
        session.undo();
    }
    assert_eq!(format::write(&session.document), text.as_bytes());
}

#[test]
fn what_cannot_be_mended_is_counted_and_holds_nothing_up() {
    let text = members(&["48.1,111.5", "48.2,111.6"]);
    let mut session = open(Arc::from(text.as_bytes())).unwrap();
    let wish = Mend::all_like(&session.findings[0]).unwrap();
    // The second member goes meanwhile; its finding is still listed when the repair is worked out.
    let mut findings = (*session.findings).clone();
    findings[1].place.feature = Some(7);
    session.findings = Arc::new(findings);
    assert_eq!(mend(&mut session, vec![wish]), 1);
    assert_eq!(session.undo_name(), Some("Swap axes of “m0”"));
}

#[test]
fn while_the_list_is_of_an_older_state_nothing_is_repaired_twice() {
    let text = members(&["48.1,111.5", "48.2,111.6"]);
    let mut session = open(Arc::from(text.as_bytes())).unwrap();
    let wish = Mend::all_like(&session.findings[0]).unwrap();
    session
        .edit(Edit::SwapCoordinates(cluster_atlas::document::FeatureId::at(0)))
        .unwrap();
    assert!(session.mend_request(vec![wish.clone()]).is_none());
    session.check_now();
    assert!(session.mend_request(vec![wish]).is_some());
}
