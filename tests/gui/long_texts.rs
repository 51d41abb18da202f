//! A file with megabytes in its names and texts: no panel, card, list, dialog or name on the map lays more than a screen of it out.

use cluster_atlas::document::{LinkId, MemberId, RegionId};
use cluster_atlas::session::command::{Command, Panel};
use cluster_atlas::session::state::Target;
use egui::epaint::Shape;
use egui::{Key, Modifiers, vec2};

use super::driver::Window;

/// So many characters one text may have when it is laid out.
const MOST_OF_ONE: usize = 4_100;

/// The characters of the longest text that was laid out in the last frame.
fn longest(window: &Window) -> usize {
    fn of(shape: &Shape) -> usize {
        match shape {
            Shape::Text(text) => text.galley.job.text.chars().count(),
            Shape::Vec(inner) => inner.iter().map(of).max().unwrap_or(0),
            _ => 0,
        }
    }
    let shapes = window.harness.output().shapes.iter();
    shapes.map(|clipped| of(&clipped.shape)).max().unwrap_or(0)
}

fn file(long: &str) -> String {
    let member = |id: &str, lon: f64| {
        format!(
            r#"{{"type":"Feature","id":"{id}","properties":{{"kind":"member","name":"{id} {long}","helix":"industry","town":"{long}","field":"{long}","notes":"{long}","region":"r","memberships":[{{"cluster":"c","role":"{long}"}}]}},"geometry":{{"type":"Point","coordinates":[{lon},55.7]}}}}"#
        )
    };
    format!(
        r#"{{"type":"FeatureCollection","cluster_atlas":{{"version":1,"title":"{long}","description":"{long}"}},"features":[
{{"type":"Feature","id":"r","properties":{{"kind":"region","name":"{long}","data":{{}}}},"geometry":{{"type":"Polygon","coordinates":[[[13,55],[14,55],[14,56],[13,56],[13,55]]]}}}},
{{"type":"Feature","id":"c","properties":{{"kind":"cluster","name":"{long}","description":"{long}"}},"geometry":null}},
{},{},
{{"type":"Feature","id":"l","properties":{{"kind":"link","members":["a","b"],"title":"{long}","type":"{long}","evidence":"{long}"}},"geometry":null}}]}}"#,
        member("a", 13.2),
        member("b", 13.6)
    )
}

#[test]
fn megabytes_in_a_text_are_never_laid_out_whole() {
    let long = "Grüße aus Lund und anderswo. ".repeat((4 << 20) / 31);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("long.geojson");
    std::fs::write(&path, file(&long)).unwrap();
    let mut window = Window::on_file(folder, &path, vec2(1280.0, 800.0));
    let panels = [
        Panel::Overview,
        Panel::Members,
        Panel::Links,
        Panel::Specialization,
        Panel::Concentration,
        Panel::Scenes,
        Panel::FileCheck,
    ];
    let selections = [
        Command::ClearSelection,
        Command::Select(Target::Member(MemberId::at(0))),
        Command::Select(Target::Region(RegionId::at(0))),
        Command::SelectLink(LinkId::at(0)),
    ];
    for selection in selections {
        window.harness.state_mut().ask(selection.clone());
        for panel in panels {
            window.harness.state_mut().ask(Command::ShowPanel(panel));
            window.harness.run_steps(3);
            let found = longest(&window);
            assert!(found <= MOST_OF_ONE, "{panel:?} with {selection:?}: {found} characters");
        }
    }
    window.keys(Modifiers::COMMAND, Key::K);
    window.enter("grüße");
    assert!(longest(&window) <= MOST_OF_ONE, "the search: {}", longest(&window));
    window.keys(Modifiers::NONE, Key::Escape);
    window.keys(Modifiers::NONE, Key::Escape);

    window
        .harness
        .state_mut()
        .ask(Command::Select(Target::Member(MemberId::at(0))));
    window.harness.state_mut().ask(Command::ShowPanel(Panel::Members));
    window.harness.run_steps(3);
    window.click("Edit this member");
    assert!(longest(&window) <= MOST_OF_ONE, "the fields: {}", longest(&window));
    assert!(window.shows("only its beginning is shown"));
    window.picture("long-text");
}
