//! Edits: each changes what the file holds and what it means in one step, touches no other byte, and can be undone exactly.

use std::sync::Arc;

use cluster_atlas::document::edit::json::EXAMPLES;
use cluster_atlas::document::edit::{Edit, EditProblem, NewMember};
use cluster_atlas::document::{Document, FileId, MemberId, Thing, lon_lat};
use cluster_atlas::format;
use cluster_atlas::session::Session;
use serde_json::{Value, json};

const EXAMPLE: &str = include_str!("../fixtures/example.geojson");

fn opened(text: &str) -> Document {
    format::read(Arc::from(text.as_bytes()), &()).unwrap().document
}

fn written(document: &Document) -> String {
    String::from_utf8(format::write(document)).unwrap()
}

fn member(document: &Document, id: &str) -> MemberId {
    document.member_by_file_id(&FileId::Text(id.to_owned())).unwrap()
}

/// Applies an edit, checks that its undo and redo are exact, and gives the edited bytes.
fn edited(document: &mut Document, edit: Edit) -> String {
    let before = written(document);
    let applied = document.apply(edit).unwrap();
    let after = written(document);
    let redo = document.apply(applied.inverse).unwrap().inverse;
    assert_eq!(written(document), before);
    document.apply(redo).unwrap();
    assert_eq!(written(document), after);
    after
}

#[test]
fn renaming_a_member_changes_its_name_and_no_other_byte() {
    let mut document = opened(EXAMPLE);
    let feature = document.member(member(&document, "m1")).unwrap().feature;
    let name = "Acme \u{0} \u{202e}“x”\n😀".to_owned();
    let text = edited(
        &mut document,
        Edit::Rename {
            feature,
            name: name.clone(),
        },
    );
    let quoted = serde_json::to_string(&name).unwrap();
    assert_eq!(text, EXAMPLE.replace("\"Acme Pharma\"", &quoted));
    assert_eq!(document.member(member(&document, "m1")).unwrap().name, name);
    assert_eq!(opened(&text).member(member(&document, "m1")).unwrap().name, name);
}

#[test]
fn moving_a_member_replaces_two_numbers() {
    let text = EXAMPLE.replace("[12.4, 55.6]", "[ 12.40,5.56e1 , 7, 8 ]");
    let mut document = opened(&text);
    let (member_1, lon_lat_1) = (member(&document, "m1"), lon_lat(12.4, 57.25));
    let edit = Edit::MoveMember {
        member: member_1,
        lon_lat: lon_lat_1,
    };
    let moved = edited(&mut document, edit);
    assert_eq!(moved, text.replace("5.56e1 ,", "57.25 ,"));
    let found = document.member(member(&document, "m1")).unwrap();
    assert_eq!((found.position, found.region), (Some(lon_lat(12.4, 57.25)), None));
}

#[test]
fn a_new_property_joins_at_the_end_and_a_removed_one_takes_its_comma() {
    let mut document = opened(EXAMPLE);
    let feature = document.member(member(&document, "m1")).unwrap().feature;
    let path = vec!["verified".to_owned()];
    let value = json!("2026-01-31");
    let text = edited(
        &mut document,
        Edit::SetProperty {
            feature,
            path: path.clone(),
            value,
        },
    );
    assert_eq!(
        text,
        EXAMPLE.replace("\"employees\": 240", "\"employees\": 240, \"verified\": \"2026-01-31\"")
    );
    assert_eq!(document.properties(feature)["verified"], "2026-01-31");
    let text = edited(&mut document, Edit::RemoveProperty { feature, path });
    assert_eq!(text, EXAMPLE);
    let path = vec!["helix".to_owned()];
    let text = edited(&mut document, Edit::RemoveProperty { feature, path });
    assert_eq!(text, EXAMPLE.replacen(", \"helix\": \"industry\"", "", 1));
}

#[test]
fn a_new_member_stands_after_the_last_feature_in_the_style_of_the_file() {
    let mut document = opened(EXAMPLE);
    let edit = Edit::AddMember(NewMember {
        name: "Beta".to_owned(),
        lon_lat: Some(lon_lat(12.5, 55.5)),
        ..NewMember::default()
    });
    let text = edited(&mut document, edit);
    let last = EXAMPLE.rfind("}}").unwrap() + 2;
    assert!(
        text.starts_with(&EXAMPLE[..last]) && text.ends_with(&EXAMPLE[last..]),
        "{text}"
    );
    assert!(
        text.contains(",\n    {\"type\": \"Feature\", \"id\": \"member-7\", \"geometry\": {\"type\": \"Point\", "),
        "{text}"
    );
    let again = opened(&text);
    let found = again.member(member(&again, "member-7")).unwrap();
    assert_eq!(Some(found.clone()), document.members.get(3).cloned());
    assert_eq!(found.region.unwrap().position(), 0);
}

#[test]
fn removing_a_member_removes_its_links_and_offices_and_keeps_every_handle() {
    let mut document = opened(EXAMPLE);
    let (gone, kept) = (member(&document, "m1"), member(&document, "m3"));
    let links = document.links_of(gone);
    assert_eq!(links.len(), 1);
    let before = document.clone();
    let applied = document.apply(Edit::RemoveMembers(vec![gone])).unwrap();
    assert!(applied.touched.members && applied.touched.links);
    assert_eq!((document.members.count(), document.links.count()), (2, 0));
    assert_eq!(document.member(kept), before.member(kept));
    let text = written(&document);
    assert!(!text.contains("\"m1\"") && text.contains("\"m2\""), "{text}");
    let again = opened(&text);
    assert_eq!((again.members.count(), again.links.count()), (2, 0));
    document.apply(applied.inverse).unwrap();
    assert_eq!(written(&document), EXAMPLE);
    assert_eq!((&document.members, &document.links), (&before.members, &before.links));
    document.apply(Edit::RemoveMembers(vec![kept])).unwrap();
    let cluster = document.clusters.first().unwrap();
    assert_eq!(cluster.organization, None);
    assert!(!written(&document).contains("organization"));
}

#[test]
fn an_edit_that_makes_no_sense_is_refused_and_leaves_everything_as_it_was() {
    let mut document = opened(EXAMPLE);
    let feature = document.member(member(&document, "m1")).unwrap().feature;
    let set = |path: &str, value| Edit::SetProperty {
        feature,
        path: vec![path.to_owned()],
        value,
    };
    let nobody = MemberId::at(99);
    for (edit, problem) in [
        (
            Edit::Rename {
                feature,
                name: " ".to_owned(),
            },
            EditProblem::NameEmpty,
        ),
        (set("employees", json!(-1)), EditProblem::Negative),
        (set("employees", json!("many")), EditProblem::WrongType),
        (set("clusters", json!(["K9"])), EditProblem::UnknownCluster),
        (set("industries", json!(["X"])), EditProblem::UnknownIndustry),
        (set("kind", json!("region")), EditProblem::Fixed),
        (
            Edit::MoveMember {
                member: member(&document, "m1"),
                lon_lat: lon_lat(12.0, f64::NAN),
            },
            EditProblem::PlaceOutside,
        ),
        (
            Edit::RemoveMembers(vec![member(&document, "m2"), nobody]),
            EditProblem::NotThere,
        ),
    ] {
        let error = document.apply(edit).unwrap_err();
        assert_eq!(error.problem, problem);
        assert!(!error.to_string().contains("edit-"), "{error}");
        assert_eq!(written(&document), EXAMPLE);
        assert_eq!(document.members, opened(EXAMPLE).members);
        assert!(document.changes.is_empty());
    }
    assert!(matches!(document.thing(feature), Some(Thing::Member(_))));
}

#[test]
fn a_drag_is_one_step_of_the_history_and_the_selection_comes_back() {
    use cluster_atlas::session::command::Command;
    use cluster_atlas::session::state::Target;

    let mut session = Session::new(opened(EXAMPLE), Vec::new(), None, "example.geojson".to_owned());
    let dragged = member(&session.document, "m1");
    session.dispatch(Command::Select(Target::Member(dragged)));
    session.begin_gesture();
    for step in 0..50 {
        let lon_lat = lon_lat(12.0 + f64::from(step) / 100.0, 55.5);
        session.dispatch(Command::Edit(Edit::MoveMember {
            member: dragged,
            lon_lat,
        }));
    }
    session.end_gesture();
    assert_eq!(session.undo_name(), Some("Move “Acme Pharma”"));
    assert!(session.is_changed());
    session.begin_saving();
    session.finish_saving();
    assert!(!session.is_changed());
    session.edit(Edit::RemoveMembers(vec![dragged])).unwrap();
    session.dispatch(Command::Select(Target::Member(dragged)));
    assert!(session.exploration.selection.members.is_empty());
    assert_eq!(session.visible_members.len(), 2);
    assert!(session.undo() && !session.is_changed());
    assert!(session.exploration.selection.members.contains(&dragged));
    assert_eq!(session.redo_name(), Some("Remove “Acme Pharma”"));
    session.dispatch(Command::Undo);
    assert!(session.is_changed() && !session.undo());
    assert_eq!(written(&session.document), EXAMPLE);
    session.dispatch(Command::Redo);
    assert!(!session.is_changed());
    let place = session.document.member(dragged).unwrap().position;
    assert_eq!(place, Some(lon_lat(12.49, 55.5)));
    session.dispatch(Command::Edit(Edit::Rename {
        feature: session.document.member(dragged).unwrap().feature,
        name: String::new(),
    }));
    assert_eq!(session.take_refusal().unwrap().problem, EditProblem::NameEmpty);
}

#[test]
fn every_edit_that_the_help_lists_works_on_the_example_and_is_undone_to_the_byte() {
    let last = "\n  ]\n}";
    assert!(EXAMPLE.contains(last));
    let more = r#"    {"geometry": {"type": "Point", "coordinates": [12.6, 55.5]}, "properties": {"kind": "member", "name": "Gamma"}}"#;
    let text = EXAMPLE.replace(last, &format!(",\n{more}{last}"));
    for example in EXAMPLES {
        let mut document = opened(&text);
        let edit = Edit::from_json(serde_json::from_str(example).unwrap(), &document).unwrap();
        assert!(!edit.name(&document).contains('⟦'), "{example}");
        let changed = edited(&mut document, edit);
        let stays = ["close_rings", "rewind_rings", "set_geometry", "move_member"];
        assert_eq!(
            changed == text,
            stays.iter().any(|name| example.starts_with(&format!("{{\"{name}\""))),
            "{example}\n{changed}"
        );
        let again = opened(&changed);
        assert_eq!(again.members.count(), document.members.count(), "{example}");
        assert_eq!(again.links.count(), document.links.count(), "{example}");
        let names = |document: &Document| -> Vec<String> {
            document.members.iter().map(|member| member.name.clone()).collect()
        };
        assert_eq!(names(&again), names(&document), "{example}");
    }
}

#[test]
fn an_edit_that_is_not_understood_says_what_is_missing_or_too_much() {
    let document = opened(EXAMPLE);
    for (text, said) in [
        ("[]", "object"),
        ("{}", "object"),
        (r#"{"fly": {}}"#, "fly"),
        (r#"{"rename_member": {"id": "m1"}}"#, "name"),
        (r#"{"rename_member": {"id": "m1", "name": 7}}"#, "name"),
        (r#"{"rename_member": {"id": "m1", "name": "x", "title": "y"}}"#, "title"),
        (r#"{"rename_member": {"id": "K1", "name": "x"}}"#, "K1"),
        (r#"{"move_member": {"id": "m1", "lon_lat": [1]}}"#, "lon_lat"),
        (r#"{"set_property": {"id": "m77", "path": ["x"], "value": 1}}"#, "m77"),
    ] {
        let error = Edit::from_json(serde_json::from_str(text).unwrap(), &document).unwrap_err();
        assert!(error.to_string().contains(said), "{text}: {error}");
        assert!(!error.to_string().contains('⟦'), "{error}");
    }
}

#[test]
fn one_number_of_a_region_changes_its_cell_and_its_bytes_alone() {
    let mut document = opened(EXAMPLE);
    let json = |year: i32, value: Value| json!({"set_region_value": {"region": "R1", "measure": "employment", "industry": "C26", "year": year, "value": value}});
    let edit = Edit::from_json(json(2020, json!(120.5)), &document).unwrap();
    let text = edited(&mut document, edit);
    assert_eq!(text, EXAMPLE.replace("[100, null]", "[100, 120.5]"));
    let edit = Edit::from_json(json(2019, Value::Null), &document).unwrap();
    assert_eq!(
        edited(&mut document, edit),
        EXAMPLE.replace("[100, null]", "[null, 120.5]")
    );
    let refused = Edit::from_json(json(1999, json!(1)), &document).unwrap();
    assert_eq!(document.apply(refused).unwrap_err().problem, EditProblem::UnknownYear);
    let (found, again) = (&document.statistics, opened(&written(&document)).statistics);
    assert_eq!(**found, *again);
}

#[test]
fn what_was_changed_since_opening_is_listed_in_sentences() {
    let mut session = Session::new(opened(EXAMPLE), Vec::new(), None, "example.geojson".to_owned());
    assert_eq!(session.changes(), Vec::<String>::new());
    for example in [
        r#"{"rename_member": {"id": "m1", "name": "Beta"}}"#,
        r#"{"set_property": {"id": "m1", "path": ["employees"], "value": 250}}"#,
        r#"{"move_member": {"id": "m1", "lon_lat": [12.4, 55.7]}}"#,
        r#"{"add_member": {"name": "Gamma"}}"#,
        r#"{"set_region_value": {"region": "R1", "measure": "employment", "industry": "C26", "year": 2020, "value": 120}}"#,
        r#"{"remove_members": {"ids": ["m2"]}}"#,
    ] {
        let edit = Edit::from_json(serde_json::from_str(example).unwrap(), &session.document).unwrap();
        session.edit(edit).unwrap();
    }
    let said = session.changes();
    assert_eq!(
        said,
        [
            "“North”: Employment of Electronics in 2020 changed from not published to 120.",
            "“Beta” moved by 11.1 km.",
            "“Acme Pharma” is now called “Beta”.",
            "“Beta”: the number of employees changed from 240 to 250.",
            "“North University” left.",
            "The tie “Cell line library” is gone.",
            "“Gamma” joined.",
        ]
    );
    while session.undo() {}
    assert_eq!(session.changes(), Vec::<String>::new());
}

#[test]
fn more_can_come_to_a_file_of_one_feature_and_lines_stay_lines() {
    let line =
        r#"{"type":"Feature","id":"a","geometry":{"type":"Point","coordinates":[1,2.50]},"properties":{"name":"A"}}"#;
    let add = || {
        Edit::AddMember(NewMember {
            name: "B".to_owned(),
            ..NewMember::default()
        })
    };
    let mut single = opened(line);
    let text = edited(&mut single, add());
    assert!(
        text.starts_with("{\"type\":\"FeatureCollection\",\"features\":[\n") && text.contains(line),
        "{text}"
    );
    let title = Edit::SetHeader {
        path: vec!["title".to_owned()],
        value: Some(json!("T")),
    };
    let text = edited(&mut single, title.clone());
    assert_eq!(opened(&text).header.title.as_deref(), Some("T"));
    let mut bare = opened(r#"{"type":"Point","coordinates":[1,2.50]}"#);
    assert_eq!(
        bare.apply(Edit::MoveMember {
            member: MemberId::at(0),
            lon_lat: lon_lat(0.0, 0.0)
        })
        .unwrap_err()
        .problem,
        EditProblem::BareGeometry
    );
    assert_eq!(opened(&edited(&mut bare, add())).members.count(), 2);
    let mut lines = opened(&format!("{line}\r\n{line}\r\n"));
    let text = edited(&mut lines, add());
    assert_eq!(text.lines().count(), 3);
    assert!(
        text.starts_with(&format!(
            "{line}\r\n{line}\r\n{{\"type\":\"Feature\",\"id\":\"member-3\""
        )) && text.ends_with("}}\r\n")
    );
    assert_eq!(lines.apply(title).unwrap_err().problem, EditProblem::NoHeaderInLines);
    let two = edited(&mut lines, Edit::RemoveMembers(vec![MemberId::at(0)]));
    assert!(two.starts_with(line) && opened(&two).members.count() == 2, "{two}");
}
