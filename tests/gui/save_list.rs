//! What happens before a file is saved: what was changed is listed, leads to its places, and is saved by one more key.

use cluster_atlas::document::edit::Edit;
use cluster_atlas::document::{MemberId, lon_lat};
use cluster_atlas::session::command::Command;
use cluster_atlas::session::state::Target;
use egui::{Key, Modifiers, vec2};

use super::driver::Window;

/// A window with a member moved and another removed.
fn changed(size: egui::Vec2) -> Window {
    let mut window = Window::on_sample(size);
    let edits = [
        Edit::MoveMember {
            member: MemberId::at(0),
            lon_lat: lon_lat(12.0, 56.5),
        },
        Edit::RemoveMembers(vec![MemberId::at(5)]),
    ];
    for edit in edits {
        window.harness.state_mut().ask(Command::Edit(edit));
        window.harness.run_steps(2);
    }
    window
}

/// The name of the member that was moved.
fn moved(window: &Window) -> String {
    window.session().document.member(MemberId::at(0)).unwrap().name.clone()
}

#[test]
fn a_line_of_the_list_before_saving_leads_to_its_place_and_nothing_is_saved() {
    let mut window = changed(vec2(1280.0, 720.0));
    let path = window.session().path.clone().unwrap();
    let opened = std::fs::read(&path).unwrap();
    window.keys(Modifiers::COMMAND, Key::S);
    window.wait_for_words("Save these changes to medicon_valley.geojson?");
    window.picture("save-list");
    let sentence = format!("“{}” moved by", moved(&window));
    let line = window.words_with(&sentence).unwrap();
    window.click_last(&line);
    assert!(!window.shows("Save these changes"), "the list is in the way of the map");
    let focus = window.session().exploration.selection.focus;
    assert_eq!(focus, Some(Target::Member(MemberId::at(0))));
    assert!(window.session().is_changed());
    assert_eq!(std::fs::read(&path).unwrap(), opened);
}

#[test]
fn pressing_the_keys_of_saving_twice_saves_and_what_is_saved_is_listed_no_more() {
    let mut window = changed(vec2(1600.0, 1000.0));
    window.keys(Modifiers::COMMAND, Key::S);
    window.keys(Modifiers::COMMAND, Key::S);
    window.wait_for_words("Saved as medicon_valley.geojson");
    assert!(!window.session().is_changed());
    window.harness.state_mut().ask(Command::Undo);
    window.harness.run_steps(4);
    window.keys(Modifiers::COMMAND, Key::S);
    assert!(window.shows("is again as it was when the file was opened"));
    assert!(
        !window.shows(&format!("“{}” moved by", moved(&window))),
        "it is on the disk"
    );
    window.keys(Modifiers::NONE, Key::Escape);
    assert!(window.session().is_changed(), "leaving the list saved");
}

#[test]
fn who_does_not_want_the_list_saves_at_once_and_finds_the_choice_in_the_settings() {
    let mut window = changed(vec2(1600.0, 1000.0));
    window.keys(Modifiers::COMMAND, Key::S);
    window.click_last("Show what changed before saving");
    window.keys(Modifiers::NONE, Key::Escape);
    window.keys(Modifiers::COMMAND, Key::S);
    window.wait_for_words("Saved as medicon_valley.geojson");
    assert!(!window.session().is_changed());
    window.harness.state_mut().ask(Command::Undo);
    window.harness.state_mut().ask(Command::ShowSettings);
    window.harness.run_steps(4);
    window.picture("settings-saving");
    window.click_last("Show what changed before saving");
    window.click_last("Close");
    window.keys(Modifiers::COMMAND, Key::S);
    assert!(window.shows("Save these changes to medicon_valley.geojson?"));
    let kept = std::fs::read_to_string(window.folder.path().join("settings/settings.json")).unwrap();
    assert!(kept.contains("\"list_before_saving\":true"), "{kept}");
}

#[test]
fn saving_under_another_name_lists_first_and_asks_for_the_place_then() {
    let mut window = changed(vec2(1600.0, 1000.0));
    let place = window.folder.path().join("other.geojson");
    let chosen = place.clone();
    let dialog: cluster_atlas::app::work::Dialog = std::sync::Arc::new(move |purpose, _, _| {
        cluster_atlas::app::work::Answer::Chosen(purpose, Some(chosen.clone()))
    });
    window.harness.state_mut().choose_paths_by(dialog);
    window.keys(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::S);
    assert!(window.shows("with these changes under another name?"));
    assert!(!place.exists());
    window.keys(Modifiers::NONE, Key::Enter);
    window.wait_for_words("Saved as other.geojson");
    assert!(place.exists());
}

#[test]
fn a_list_too_long_for_a_frame_comes_from_a_worker_and_can_be_saved_meanwhile() {
    let mut window = Window::usual();
    let features = window
        .session()
        .document
        .members
        .iter()
        .map(|member| member.feature)
        .collect();
    let edit = Edit::SetPropertyOfMany {
        features,
        path: vec!["town".to_owned()],
        value: Some("Lund".into()),
    };
    window.harness.state_mut().ask(Command::Edit(edit));
    window.harness.run_steps(2);
    window.keys(Modifiers::COMMAND, Key::S);
    window.wait_for_words("“Lund”");
    window.picture("save-list-long");
    window.keys(Modifiers::NONE, Key::Enter);
    window.wait_for_words("Saved as medicon_valley.geojson");
}
