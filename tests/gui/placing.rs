//! Clicks that give a place, whatever lies under the pointer.

use cluster_atlas::session::command::Command;
use egui::{Key, Modifiers, vec2};

use super::drawing::{DISTRICTS, click, on_screen, window_on};

#[test]
fn a_tie_under_the_pointer_is_not_in_the_way_of_a_new_member() {
    let tie = r#","properties":{"kind":"member","name":"Gamma","helix":"finance"}},
{"type":"Feature","id":"t1","geometry":null,"properties":{"kind":"link","members":["m1","m2"]}}
]}"#;
    let file = DISTRICTS.replace(
        ",\"properties\":{\"kind\":\"member\",\"name\":\"Gamma\",\"helix\":\"finance\"}}\n]}",
        tie,
    );
    assert_ne!(file, DISTRICTS);
    let mut window = window_on(&file);
    let (alpha, beta) = (on_screen(&mut window, 10.3, 55.3), on_screen(&mut window, 11.5, 55.7));
    // A tie hangs to the south of its chord by 7 % of its length at its middle.
    let chord = beta - alpha;
    let south = vec2(-chord.y, chord.x) * 0.07 * (chord.x).signum();
    let middle = alpha + chord * 0.5 + south;
    click(&mut window, middle);
    assert_eq!(
        window.session().exploration.selection.members.len(),
        2,
        "no tie lies there"
    );
    window.harness.state_mut().ask(Command::ClearSelection);
    window.harness.run_steps(4);
    window.click("Add a member by a click on the map");
    click(&mut window, middle);
    assert!(
        window.session().exploration.selection.members.is_empty(),
        "the tie was selected"
    );
    window.enter("Delta");
    window.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(window.session().document.members.count(), 4);
}
