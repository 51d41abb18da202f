//! What is listed before saving, and where each line leads.

use super::*;
use crate::document::MemberId;
use crate::document::edit::{Edit, NewMember};

fn session() -> Session {
    let text = r#"{"type":"FeatureCollection","cluster_atlas":{"version":1,"title":"Before"},"features":[
{"type":"Feature","id":"a","properties":{"kind":"member","name":"Alpha"},"geometry":{"type":"Point","coordinates":[10,50]}},
{"type":"Feature","id":"b","properties":{"kind":"member","name":"Beta"},"geometry":{"type":"Point","coordinates":[11,50]}},
{"type":"Feature","id":"r","properties":{"kind":"region","name":"Region"},"geometry":{"type":"Polygon","coordinates":[[[0,0],[2,0],[2,4],[0,4],[0,0]]]}}]}"#;
    let reading = crate::format::read(Arc::from(text.as_bytes()), &()).unwrap();
    Session::new(reading.document, reading.findings, None, "file.geojson".to_owned())
}

fn rename(session: &mut Session, member: usize, name: &str) {
    let member = session.document.member(MemberId::at(member)).unwrap();
    let (feature, name) = (member.feature, name.to_owned());
    session.edit(Edit::Rename { feature, name }).unwrap();
}

fn list(session: &Session, since: Since) -> ChangeList {
    let request = session.list_request(since);
    assert!(request.is_quick());
    request.carry_out(&()).unwrap()
}

fn sentences(session: &Session, since: Since) -> Vec<String> {
    let groups = list(session, since).groups;
    let changes = groups.into_iter().flat_map(|group| group.changes);
    changes.map(|change| change.sentence).collect()
}

#[test]
fn changes_stand_in_groups_and_each_leads_to_where_it_is_or_was() {
    let mut session = session();
    rename(&mut session, 0, "Gamma");
    session.edit(Edit::RemoveMembers(vec![MemberId::at(1)])).unwrap();
    session
        .edit(Edit::RemoveRegion(crate::document::RegionId::at(0)))
        .unwrap();
    let new = NewMember {
        name: "New".to_owned(),
        lon_lat: Some(lon_lat(30.0, 50.0)),
        ..NewMember::default()
    };
    session.edit(Edit::AddMember(new)).unwrap();
    let found = list(&session, Since::Opening);
    let subjects: Vec<(Subject, usize)> = found
        .groups
        .iter()
        .map(|group| (group.subject, group.changes.len()))
        .collect();
    assert_eq!(subjects, [(Subject::Region, 1), (Subject::Member, 3)]);
    let ways: Vec<&Command> = found
        .groups
        .iter()
        .flat_map(|group| &group.changes)
        .filter_map(|change| change.way.last())
        .collect();
    let place = |lon: f64, lat: f64| {
        Command::ShowView(View {
            lon,
            lat,
            zoom: ZOOM_OF_WHAT_IS_GONE,
        })
    };
    let expected = [
        place(1.0, 2.0),
        Command::ShowTarget(Target::Member(MemberId::at(0))),
        place(11.0, 50.0),
        Command::ShowTarget(Target::Member(MemberId::at(2))),
    ];
    assert_eq!(ways, expected.iter().collect::<Vec<_>>());
}

#[test]
fn what_is_saved_is_listed_no_more_before_the_next_save_and_what_is_taken_back_then_is() {
    let mut session = session();
    rename(&mut session, 0, "Gamma");
    assert_eq!(sentences(&session, Since::Saving), sentences(&session, Since::Opening));
    session.begin_saving();
    session.finish_saving();
    assert!(list(&session, Since::Saving).is_empty());
    rename(&mut session, 1, "Delta");
    assert_eq!(sentences(&session, Since::Saving), ["“Beta” is now called “Delta”."]);
    assert_eq!(sentences(&session, Since::Opening).len(), 2);
    while session.undo() {}
    assert!(list(&session, Since::Opening).is_empty());
    assert_eq!(
        sentences(&session, Since::Saving),
        ["“Alpha” is again as it was when the file was opened."]
    );
}

#[test]
fn the_list_ends_where_nobody_reads_on_and_says_how_much_is_left() {
    let member = |id: usize| {
        format!(
            r#"{{"type":"Feature","id":{id},"properties":{{"kind":"member","name":"m{id}"}},"geometry":{{"type":"Point","coordinates":[1,50]}}}}"#
        )
    };
    let features: Vec<String> = (0..MOST_LISTED + 40).map(member).collect();
    let text = format!(
        "{{\"type\":\"FeatureCollection\",\"features\":[{}]}}",
        features.join(",")
    );
    let reading = crate::format::read(Arc::from(text.as_bytes()), &()).unwrap();
    let mut session = Session::new(reading.document, reading.findings, None, "file.geojson".to_owned());
    let features = session.document.members.iter().map(|member| member.feature).collect();
    session
        .edit(Edit::SetPropertyOfMany {
            features,
            path: vec!["town".to_owned()],
            value: Some(Value::from("Lund")),
        })
        .unwrap();
    let request = session.list_request(Since::Saving);
    assert!(!request.is_quick(), "so much is no work for a frame");
    let found = request.carry_out(&()).unwrap();
    assert_eq!((found.len(), found.unlisted), (MOST_LISTED, 40));
    let stopped = crate::session::advance::Advance::default();
    stopped.cancel();
    assert_eq!(request.carry_out(&stopped), None);
}
