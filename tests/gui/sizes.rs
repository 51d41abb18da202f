//! The window at every size it may have: nothing in the bar is cut or covered, and the map keeps its room.

use cluster_atlas::document::{LinkId, MemberId, RegionId};
use cluster_atlas::session::command::{Command, Panel};
use cluster_atlas::session::state::Target;
use cluster_atlas::ui::ThemeKind;
use egui::accesskit::Role;
use egui::{Rect, vec2};
use egui_kittest::kittest::{NodeT, Queryable};

use super::driver::Window;

/// The controls of the bar at the top, by name and place.
fn bar(window: &Window) -> Vec<(String, Rect)> {
    let roles = [Role::Button, Role::TextInput, Role::Slider, Role::ComboBox];
    roles
        .into_iter()
        .flat_map(|role| window.harness.query_all_by_role(role))
        .map(|node| (node.accesskit_node().label().unwrap_or_default(), node.rect()))
        .filter(|(_, rect)| rect.bottom() <= 53.0)
        .collect()
}

#[test]
fn controls_of_the_bar_keep_apart_at_every_size() {
    let mut window = Window::usual();
    for scale in [1.0, 1.5] {
        for (width, height) in [(1024.0, 640.0), (1280.0, 720.0), (1600.0, 1000.0), (2560.0, 1440.0)] {
            // A new scale takes a frame; the size is in points of that scale.
            window.harness.set_pixels_per_point(scale);
            window.harness.run_steps(2);
            window.harness.set_size(vec2(width, height) / scale);
            window.harness.run_steps(6);
            window.picture(&format!("size-{width}-{scale}"));
            let controls = bar(&window);
            assert!(controls.len() >= 5, "{width} at {scale}: {controls:?}");
            for (place, (name, rect)) in controls.iter().enumerate() {
                let inside = rect.left() >= 0.0 && rect.right() <= width / scale + 0.5;
                assert!(inside, "{width} at {scale}: “{name}” is cut at {rect:?}");
                for (other, covered) in &controls[place + 1..] {
                    let overlap = rect.shrink(0.5).intersect(covered.shrink(0.5));
                    assert!(!overlap.is_positive(), "{width} at {scale}: “{name}” covers “{other}”");
                }
            }
        }
    }
}

#[test]
fn panels_fold_in_narrow_windows_and_open_by_hand() {
    let mut window = Window::usual();
    assert!(window.shows("Layers") && window.shows("Members by sphere"));
    window.harness.set_size(vec2(1024.0, 640.0));
    window.harness.run_steps(6);
    assert!(!window.shows("Academia, 44"), "the left panel leaves the map no room");
    assert!(window.shows("Members by sphere"));
    window.click("Show layers and filter");
    assert!(window.shows("Academia, 44") && !window.shows("Members by sphere"));
    window.click("Links");
    assert!(!window.shows("Academia, 44"), "both panels are open");
    window.harness.set_size(vec2(1600.0, 1000.0));
    window.harness.run_steps(6);
    assert!(window.shows("Academia, 44"));
}

const PANELS: [&str; 7] = [
    "Overview",
    "Members",
    "Links",
    "Specialization",
    "Concentration",
    "Scenes",
    "File check",
];

#[test]
fn every_look_is_drawn_with_every_panel() {
    let mut window = Window::usual();
    for kind in ThemeKind::ALL {
        for panel in PANELS {
            let is_open = window.harness.query_all_by_label(panel).next().is_some();
            assert!(is_open, "{panel} is not in the rail");
            window.harness.state_mut().ask(Command::ShowPanel(panel_of(panel)));
            window.harness.run_steps(4);
            window.picture(&format!("{kind:?}-{}", panel.replace(' ', "-")));
        }
        window.harness.state_mut().ask(Command::NextTheme);
        window.harness.run_steps(4);
    }
}

fn panel_of(name: &str) -> Panel {
    match name {
        "Members" => Panel::Members,
        "Links" => Panel::Links,
        "Specialization" => Panel::Specialization,
        "Concentration" => Panel::Concentration,
        "Scenes" => Panel::Scenes,
        "File check" => Panel::FileCheck,
        _ => Panel::Overview,
    }
}

#[test]
fn a_window_of_one_point_stops_nothing_and_shows_a_dialog_again_when_it_grows() {
    let mut window = Window::usual();
    window.click("How this came about: of all possible ties");
    for (width, height) in [(1.0, 1.0), (40.0, 600.0), (1600.0, 1.0), (1600.0, 1000.0)] {
        window.harness.set_size(vec2(width, height));
        window.harness.run_steps(6);
    }
    assert!(window.harness.query_by_role(Role::Dialog).is_some());
}

#[test]
fn no_panel_stops_in_a_low_or_narrow_window_whatever_is_selected() {
    let mut window = Window::usual();
    for select in [
        Command::SelectLink(LinkId::at(0)),
        Command::Select(Target::Member(MemberId::at(0))),
        Command::Select(Target::Region(RegionId::at(0))),
    ] {
        window.harness.state_mut().ask(select);
        for panel in PANELS {
            window.harness.state_mut().ask(Command::ShowPanel(panel_of(panel)));
            for (width, height) in [
                (1600.0, 260.0),
                (1600.0, 90.0),
                (720.0, 40.0),
                (420.0, 900.0),
                (90.0, 300.0),
            ] {
                window.harness.set_size(vec2(width, height));
                window.harness.run_steps(2);
            }
        }
    }
    assert!(!window.session().exploration.selection.regions.is_empty());
}
