//! The Concentration panel in the whole window: what it computes, what it shows on the map, and how work is stopped.

use cluster_atlas::session::command::{Command, Panel};
use cluster_atlas::session::concentration::choices::ConcentrationChoices;
use cluster_atlas::session::concentration::{Part, Standing};
use cluster_atlas::session::state::Layer;
use cluster_atlas::ui::ThemeKind;
use egui::vec2;

use egui_kittest::kittest::Queryable;

use super::driver::Window;

/// A window with the panel open and few permutations, so that a slow build answers soon.
fn window() -> Window {
    let mut window = Window::usual();
    let choices = ConcentrationChoices {
        permutations: 99,
        ..window.session().exploration.concentration.clone()
    };
    window
        .harness
        .state_mut()
        .ask(Command::SetConcentration(Box::new(choices)));
    window.harness.run_steps(2);
    window.click("Concentration");
    window
}

fn wait_for(window: &mut Window, part: Part) {
    window.wait("a part of concentration", |app| {
        app.session()
            .is_some_and(|session| session.concentration_standing(part) == Standing::Fresh)
    });
}

#[test]
fn hot_spots_come_to_the_list_the_map_and_the_legend() {
    let mut window = window();
    wait_for(&mut window, Part::Pattern);
    // What is still worked out would push the buttons aside when it comes.
    wait_for(&mut window, Part::Curve);
    assert!(window.shows("Moran’s I of counts"));
    assert!(window.shows("København") && window.shows("Lund"));
    window.reach("Show hot spots on the map");
    window.click("Show hot spots on the map");
    window.harness.run_steps(4);
    assert!(window.session().exploration.layers.contains(Layer::HotSpots));
    window.wait_for_words("More members than chance allows");
    window.reach("Show density on the map");
    window.click("Show density on the map");
    wait_for(&mut window, Part::Surface);
    window.harness.run_steps(4);
    window.wait_for_words("Members per hexagon");
    window.wait_for_words("One dot a member");
    assert!(!window.session().exploration.layers.contains(Layer::Regions));
    wait_for(&mut window, Part::Curve);
    let bounds = cluster_atlas::document::View {
        lon: 12.4,
        lat: 55.75,
        zoom: 8.6,
    };
    window.harness.state_mut().ask(Command::ShowView(bounds));
    window.harness.run_steps(60);
    for kind in ThemeKind::ALL {
        window.picture(&format!("concentration-{kind:?}"));
        window.harness.state_mut().ask(Command::NextTheme);
        window.harness.run_steps(4);
    }
}

#[test]
fn a_click_on_a_hot_spot_selects_its_members() {
    let mut window = window();
    wait_for(&mut window, Part::Pattern);
    let found = window.session().pattern().unwrap().as_ref().unwrap().clone();
    let choices = &window.session().exploration.concentration;
    let first = found.spots[&(choices.method, choices.is_corrected)].groups[0].clone();
    let row = {
        let rows = window.harness.query_all_by_label_contains("hexagons, z up to");
        rows.into_iter().next().map(|row| row.click())
    };
    assert!(row.is_some());
    window.harness.run_steps(4);
    let selected = &window.session().exploration.selection.members;
    assert_eq!(selected.len(), first.members.len());
}

#[test]
fn work_is_stopped_by_a_click_and_taken_up_again_by_another() {
    let mut window = Window::usual();
    let slow = ConcentrationChoices {
        permutations: 2_000_000,
        ..window.session().exploration.concentration.clone()
    };
    window
        .harness
        .state_mut()
        .ask(Command::SetConcentration(Box::new(slow)));
    window.harness.run_steps(2);
    window.click("Concentration");
    window.wait_for_words("Testing for hot spots");
    window
        .harness
        .state_mut()
        .ask(Command::StopConcentration(Part::Pattern));
    window.harness.state_mut().ask(Command::StopConcentration(Part::Curve));
    window.wait_for_words("Not worked out.");
    let standing = window.session().concentration_standing(Part::Pattern);
    assert!(!matches!(standing, Standing::Fresh));
    let few = ConcentrationChoices {
        permutations: 99,
        ..window.session().exploration.concentration.clone()
    };
    window.harness.state_mut().ask(Command::SetConcentration(Box::new(few)));
    wait_for(&mut window, Part::Pattern);
}

#[test]
fn the_panel_keeps_its_order_in_a_small_window_and_over_regions() {
    let mut window = Window::on_sample(vec2(1280.0, 720.0));
    let choices = ConcentrationChoices {
        permutations: 99,
        subject: cluster_atlas::session::concentration::choices::Subject::Value,
        ..window.session().exploration.concentration.clone()
    };
    window
        .harness
        .state_mut()
        .ask(Command::SetConcentration(Box::new(choices)));
    window.harness.state_mut().ask(Command::ShowPanel(Panel::Concentration));
    window.harness.run_steps(4);
    wait_for(&mut window, Part::Pattern);
    assert!(window.shows("Is there concentration at all?"));
    window.picture("concentration-small");
}
