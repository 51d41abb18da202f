//! What the file says of itself, edited by click, and what was changed shown before it is saved.

use cluster_atlas::document::edit::Edit;
use cluster_atlas::document::{MemberId, lon_lat};
use cluster_atlas::format;
use cluster_atlas::session::command::Command;
use cluster_atlas::session::state::Layer;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;

use super::driver::Window;

#[test]
fn title_sources_clusters_and_industries_are_edited_and_every_field_is_one_step() {
    let mut window = Window::usual();
    let opened = format::write(&window.session().document);
    window.click("Region file");
    window.picture("region-file");
    window.fill("Title", "Our valley");
    let header = |window: &Window| window.session().document.header.clone();
    assert_eq!(header(&window).title.as_deref(), Some("Our valley"));

    let count = header(&window).sources.len();
    window.reach("Add a source");
    window.fill("Add a source", "Statistics Sweden");
    assert_eq!(header(&window).sources.len(), count + 1);
    assert_eq!(header(&window).sources[count].name, "Statistics Sweden");

    let clusters = window.session().document.clusters.count();
    window.reach("Add a cluster");
    window.fill("Add a cluster", "Food");
    assert_eq!(window.session().document.clusters.count(), clusters + 1);
    let cluster = window.session().document.clusters.iter().last().unwrap().clone();
    assert_eq!(cluster.name, "Food");
    window.harness.run_steps(4);
    let adders = window.harness.query_all_by_label("Add industry");
    adders.last().unwrap().scroll_to_me();
    window.harness.run_steps(30);
    window.click_last("Add industry");
    window.keys(Modifiers::NONE, Key::Enter);
    let cluster = window.session().document.clusters.iter().last().unwrap().clone();
    assert_eq!(cluster.industries.len(), 1, "the own field has an industry");

    let industries = window.session().document.statistics.industries.len();
    window.reach("Add the industry");
    for (field, words) in [("New code", "X1"), ("New name", "Tidal power")] {
        window.fill(field, words);
    }
    window.click("Add the industry");
    assert_eq!(window.session().document.statistics.industries.len(), industries + 1);

    window.reach("Add a cluster");
    window.picture("region-file-clusters");
    window.click_last("Remove this cluster");
    assert_eq!(window.session().document.clusters.count(), clusters);
    let mut steps = 0;
    window.keys(Modifiers::NONE, Key::Escape);
    while window.session().undo_name().is_some() {
        window.harness.state_mut().ask(Command::Undo);
        window.harness.run_steps(2);
        steps += 1;
    }
    assert_eq!(steps, 6);
    assert!(format::write(&window.session().document) == opened);
}

#[test]
fn what_was_changed_is_marked_on_the_map_and_listed_before_it_is_saved() {
    let mut window = Window::usual();
    assert!(!window.shows("Changes since opening"));
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
    assert!(window.shows("1 member changed") && window.shows("1 member removed"));
    window.harness.run_steps(60);
    let marked = window.picture("changes-marked");
    window.click("Changes since opening, 2");
    assert!(!window.session().exploration.layers.contains(Layer::Changes));
    assert!(!window.shows("1 member changed"));
    window.harness.run_steps(30);
    let bare = window.picture("changes-hidden");
    let differing = marked
        .enumerate_pixels()
        .filter(|(x, y, _)| (330..1140).contains(x) && (60..960).contains(y))
        .filter(|(x, y, pixel)| bare.get_pixel(*x, *y) != *pixel)
        .count();
    assert!(differing > 60, "no mark on the map: {differing}");

    window.harness.state_mut().ask(Command::ShowChanges);
    window.wait_for_words("Changed since the file was opened");
    window.picture("changes-list");
    window.click_last("Save");
    window.wait_for_words("Saved as medicon_valley.geojson");
    assert!(!window.session().is_changed());
}
