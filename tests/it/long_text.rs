//! A text of four megabytes in a file: it opens, is searched, compared and changed, and is saved as it was.

use std::sync::Arc;

use cluster_atlas::document::MemberId;
use cluster_atlas::document::edit::Edit;
use cluster_atlas::format;
use cluster_atlas::session::Session;
use cluster_atlas::session::command::Command;

#[test]
fn a_text_of_four_megabytes_opens_is_searched_and_saved_as_it_was() {
    let long = "Grüße aus Lund. ".repeat((4 << 20) / 17);
    let text = format!(
        "{{\"type\":\"FeatureCollection\",\"features\":[{{\"type\":\"Feature\",\"id\":\"a\",\"geometry\":{{\"type\":\"Point\",\
         \"coordinates\":[13.2,55.7]}},\"properties\":{{\"kind\":\"member\",\"name\":\"A\",\"field\":\"{long}\",\"notes\":\"{long}\"}}}}]}}"
    );
    let reading = format::read(Arc::from(text.as_bytes()), &()).unwrap();
    assert!(reading.findings.is_empty(), "{:?}", reading.findings);
    assert_eq!(format::write(&reading.document), text.as_bytes());
    let mut session = Session::new(reading.document, reading.findings, None, "long.geojson".to_owned());
    let member = session.document.member(MemberId::at(0)).unwrap();
    assert_eq!(member.field.as_ref().map(String::len), Some(long.len()));
    session.dispatch(Command::SetFilterText("lund".to_owned()));
    session.refresh_all();
    assert_eq!(session.visible_members.len(), 1);
    let feature = session.document.member(MemberId::at(0)).unwrap().feature;
    let name = "B".to_owned();
    session.edit(Edit::Rename { feature, name }).unwrap();
    let written = format::write(&session.document);
    assert_eq!(written, text.replacen("\"A\"", "\"B\"", 1).as_bytes());
    assert_eq!(session.changes().len(), 1);
    assert!(session.undo());
    assert_eq!(format::write(&session.document), text.as_bytes());
}
