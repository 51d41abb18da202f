//! The file check by click: every repair, all of a kind, the choice of a coordinate system, and what is asked while a file is read.

use cluster_atlas::document::FeatureId;
use cluster_atlas::document::edit::Edit;
use cluster_atlas::format;
use cluster_atlas::session::command::Command;
use egui::{Key, Modifiers, vec2};

use super::driver::{Window, sample_in};

fn feature(start: &str, properties: &str, geometry: &str) -> String {
    format!("{{{start}\"properties\":{{{properties}}},\"geometry\":{geometry}}}")
}

fn member(id: &str, name: &str, at: &str) -> String {
    feature(
        &format!("\"type\":\"Feature\",\"id\":\"{id}\","),
        &format!("\"kind\":\"member\",\"name\":\"{name}\""),
        &format!("{{\"type\":\"Point\",\"coordinates\":[{at}]}}"),
    )
}

fn region(id: &str, corners: &str) -> String {
    feature(
        &format!("\"type\":\"Feature\",\"id\":\"{id}\","),
        &format!("\"kind\":\"region\",\"name\":\"Region {id}\""),
        &format!("{{\"type\":\"Polygon\",\"coordinates\":[[{corners}]]}}"),
    )
}

/// A file with one or more of everything that can be repaired.
fn broken() -> String {
    let features = [
        region("west", "[11,48],[13,48],[13,50],[11,50]"),
        region("east", "[13,48],[13,50],[15,50],[15,48],[13,48]"),
        member("a", "Swapped one", "48.5,111.5"),
        member("b", "Swapped two", "48.6,111.6"),
        member("c", "In meters", "720000,6175000"),
        member("d", "Twin", "11.5,48.5"),
        member("d", "Other twin", "11.6,48.6"),
        feature(
            "\"id\":\"e\",",
            "\"kind\":\"member\",\"name\":\"Typeless\"",
            "{\"type\":\"Point\",\"coordinates\":[11.7,48.7]}",
        ),
    ];
    format!(
        "{{\"type\":\"FeatureCollection\",\"features\":[\n{}\n]}}\n",
        features.join(",\n")
    )
}

fn open(text: &str) -> Window {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("draft.geojson");
    std::fs::write(&path, text).unwrap();
    let mut window = Window::on_file(folder, &path, vec2(1600.0, 1000.0));
    window.click("File check");
    window
}

fn has(window: &Window, code: &str) -> bool {
    window.session().findings.iter().any(|finding| finding.code == code)
}

/// Clicks a repair and waits until the file was checked again.
fn repair(window: &mut Window, button: &str) {
    let before = window.session().edition();
    window.click(button);
    window.wait("the repair is made and checked", |app| {
        let session = app.session().unwrap();
        session.edition() > before && !session.findings_are_stale()
    });
}

#[test]
fn every_repair_is_made_by_a_click_and_all_of_them_are_undone() {
    let text = broken();
    let mut window = open(&text);
    window.picture("file-check");
    for (button, code, step) in [
        ("Close ring", "W_RING_NOT_CLOSED", "Close outline of “Region west”"),
        ("Turn ring", "N_WINDING", "Turn outline of “Region east”"),
        ("Swap back all 2", "E_COORD_RANGE", "Swap axes of 2 members"),
        ("Give a new id", "W_DUP_ID", "Give “Other twin” another id"),
        ("Repair", "E_STRUCTURE", "Repair “Typeless”"),
    ] {
        if button.starts_with("Swap") {
            assert!(has(&window, code), "{code}");
        }
        repair(&mut window, button);
        assert_eq!(window.session().undo_name(), Some(step), "{button}");
        if !button.starts_with("Swap") {
            assert!(!has(&window, code), "{code}");
        }
    }
    assert!(window.shows("Line numbers are those of the file as it will be saved"));
    window.click("Convert…");
    window.click_last("Coordinate system of the file");
    window.enter("25832");
    window.keys(Modifiers::NONE, Key::Enter);
    assert!(window.shows("After the repair it lies"));
    window.picture("file-check-system");
    repair(&mut window, "Convert");
    assert!(!has(&window, "E_COORD_RANGE"));
    assert_eq!(window.session().undo_name(), Some("Convert coordinates of a member"));
    let member = window.session().document.members.iter().nth(2).unwrap();
    let at = member.position.unwrap();
    assert!((at.lon - 12.5).abs() < 0.2 && (at.lat - 55.66).abs() < 0.1, "{at:?}");
    window.picture("file-check-repaired");
    while window.session().undo_name().is_some() {
        window.keys(Modifiers::COMMAND, Key::Z);
    }
    assert!(format::write(&window.session().document) == text.as_bytes());
    assert!(has(&window, "W_DUP_ID") && !window.session().findings_are_stale());
}

#[test]
fn the_repairs_that_need_no_judgment_are_made_at_once_and_each_kind_is_a_step() {
    let text = broken();
    let mut window = open(&text);
    repair(&mut window, "Repair the 5 safe ones");
    let mut steps = 0;
    while window.session().undo_name().is_some() {
        window.keys(Modifiers::COMMAND, Key::Z);
        steps += 1;
    }
    assert_eq!(steps, 4);
    assert!(format::write(&window.session().document) == text.as_bytes());
}

#[test]
fn the_list_follows_an_edit_that_was_not_made_in_it() {
    let mut window = open(&broken());
    assert!(has(&window, "W_DUP_ID"));
    let feature = FeatureId::at(6);
    let edit = Edit::SetId { feature, id: None };
    window.harness.state_mut().ask(Command::Edit(edit));
    window.harness.step();
    window.harness.step();
    assert!(window.session().findings_are_stale());
    assert!(window.shows("What is listed is of before the last change"));
    window.wait("the changed file was checked", |app| {
        !app.session().unwrap().findings_are_stale()
    });
    assert!(!has(&window, "W_DUP_ID"));
}

#[test]
fn what_is_changed_while_another_file_is_read_is_asked_about_before_it_goes() {
    let mut window = open(&broken());
    let other = sample_in(window.folder.path());
    let rename = |name: &str| {
        Command::Edit(Edit::Rename {
            feature: FeatureId::at(5),
            name: name.to_owned(),
        })
    };
    for (answer, name, is_gone) in [("Cancel", "First", false), ("Discard the changes", "Second", true)] {
        let app = window.harness.state_mut();
        app.ask(Command::Undo);
        app.ask(Command::Open(other.clone()));
        app.ask(rename(name));
        window.wait_for_words("Save the changes before another file is opened?");
        assert_eq!(window.session().file_name, "draft.geojson");
        assert_eq!(window.session().undo_name(), Some("Rename “Twin”"));
        window.click(answer);
        window.harness.run_steps(4);
        assert_eq!(
            window.session().file_name == "medicon_valley.geojson",
            is_gone,
            "{answer}"
        );
    }
}
