//! Members that are entered twice, found and merged by click.

use cluster_atlas::format;
use cluster_atlas::messages::number;
use cluster_atlas::session::command::Command;
use egui::{Key, Modifiers, vec2};
use egui_kittest::kittest::Queryable;

use super::driver::Window;

fn member(id: &str, name: &str, lon: f64, more: &str) -> String {
    format!(
        "{{\"type\":\"Feature\",\"id\":\"{id}\",\"properties\":{{\"kind\":\"member\",\"name\":\"{name}\"{more}}},\"geometry\":{{\"type\":\"Point\",\"coordinates\":[{lon},55.7]}}}}"
    )
}

fn open() -> (Window, String) {
    let link = "{\"type\":\"Feature\",\"id\":\"l\",\"properties\":{\"kind\":\"link\",\"members\":[\"b\",\"c\"]},\"geometry\":null}";
    let features = [
        member(
            "a",
            "Lunds Universitet",
            13.19,
            ",\"employees\":8000,\"website\":\"lu.se\"",
        ),
        member(
            "b",
            "LUNDS UNIVERSITET",
            13.2,
            ",\"employees\":8300,\"helix\":\"academia\"",
        ),
        member("c", "Novo Nordisk A/S", 12.46, ""),
        member("d", "Novo Nordisk", 12.46, ""),
        member("e", "Novo Nordisc", 12.6, ""),
        link.to_owned(),
    ];
    let text = format!(
        "{{\"type\":\"FeatureCollection\",\"features\":[\n{}\n]}}\n",
        features.join(",\n")
    );
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("members.geojson");
    std::fs::write(&path, &text).unwrap();
    (Window::on_file(folder, &path, vec2(1600.0, 1000.0)), text)
}

#[test]
fn two_entries_are_merged_field_by_field_and_one_undo_brings_both_back() {
    let (mut window, text) = open();
    window.click("Members");
    window.click("Find duplicate members…");
    window.wait_for_words("2 pairs may be one member each");
    assert_eq!(window.session().document.members.count(), 5);
    window.click_last("Lunds Universitet");
    window.click("Employees: 8300");
    window.picture("duplicates");
    window.click("Merge");
    assert_eq!(window.session().document.members.count(), 4);
    assert_eq!(
        window.session().undo_name(),
        Some("Merge entries of “Lunds Universitet”")
    );
    let merged = window.session().document.members.first().unwrap().clone();
    assert_eq!(
        (merged.name.as_str(), merged.employees),
        ("Lunds Universitet", Some(8300.0))
    );
    assert!(window.shows("1 pair may be one member"));
    window.click("Different members");
    window.wait_for_words("No pair is left to look at");
    window.click("Close");
    window.keys(Modifiers::COMMAND, Key::Z);
    assert!(format::write(&window.session().document) == text.as_bytes());
}

#[test]
fn the_thresholds_decide_what_is_found_and_the_search_is_in_the_list_of_commands() {
    let (mut window, _) = open();
    window.harness.state_mut().ask(Command::ShowSearch);
    window.harness.run_steps(4);
    window.enter("duplicate");
    window.keys(Modifiers::NONE, Key::Enter);
    window.wait_for_words("2 pairs may be one member each");
    window.click("25 km");
    window.wait_for_words("4 pairs may be one member each");
    window.click(&number::percent(1.0));
    window.wait_for_words("2 pairs may be one member each");
    window.click("Show both on the map");
    assert_eq!(window.session().exploration.selection.members.len(), 2);
    assert!(window.harness.query_by_label("Different members").is_none());
}
