//! Saves that overlap with what is done meanwhile. All that is asked for in one frame comes before the answer of any worker.
//!
//! How a file gets onto the disk is tried below the window; what is shown before saving, in `save_list`.

use cluster_atlas::document::edit::Edit;
use cluster_atlas::session::command::Command;

use super::driver::Window;

fn rename(window: &Window, from: &str, to: &str) -> Command {
    let document = &window.session().document;
    let member = document.members.iter().find(|member| member.name == from).unwrap();
    Command::Edit(Edit::Rename {
        feature: member.feature,
        name: to.to_owned(),
    })
}

fn ask(window: &mut Window, commands: Vec<Command>) {
    for command in commands {
        window.harness.state_mut().ask(command);
    }
    window.harness.run_steps(2);
    window.wait("nothing is under way", |app| !app.is_working());
}

#[test]
fn what_is_changed_while_a_file_is_saved_is_saved_after_it_and_no_stranger_is_suspected() {
    let mut window = Window::saving_at_once();
    let path = window.session().path.clone().unwrap();
    let first = rename(&window, "Lunds Universitet", "Lund University");
    let second = rename(&window, "Region Hovedstaden", "Capital Region");
    ask(&mut window, vec![first, Command::Save, second, Command::Save]);
    let saved = std::fs::read_to_string(&path).unwrap();
    assert!(saved.contains("\"Lund University\"") && saved.contains("\"Capital Region\""));
    assert!(!window.session().is_changed());
    assert!(
        !window.shows("was not saved"),
        "the second save took the first for another program"
    );
}

#[test]
fn what_is_undone_while_a_file_is_saved_counts_as_changed_because_the_disk_has_it() {
    let mut window = Window::saving_at_once();
    let path = window.session().path.clone().unwrap();
    let rename = rename(&window, "Lunds Universitet", "Lund University");
    ask(&mut window, vec![rename, Command::Save, Command::Undo]);
    let saved = std::fs::read_to_string(&path).unwrap();
    assert!(saved.contains("\"Lund University\""));
    assert!(window.session().is_changed(), "it is said to be saved and is not");
    ask(&mut window, vec![Command::Redo]);
    assert!(!window.session().is_changed());
}

#[test]
fn another_file_waits_for_the_save_and_never_takes_over_the_place_of_the_one_before() {
    let mut window = Window::saving_at_once();
    let path = window.session().path.clone().unwrap();
    let rename = rename(&window, "Lunds Universitet", "Lund University");
    ask(
        &mut window,
        vec![rename, Command::Save, Command::OpenSample("basque_country")],
    );
    window.wait("the sample is open", |app| {
        app.session()
            .is_some_and(|session| session.file_name == "basque_country.geojson")
    });
    assert_eq!(window.session().path, None);
    let saved = std::fs::read_to_string(&path).unwrap();
    assert!(saved.contains("\"Lund University\""));
}

#[test]
fn who_does_not_want_to_wait_for_a_save_is_asked_and_the_next_document_keeps_its_own_place() {
    let mut window = Window::saving_at_once();
    let path = window.session().path.clone().unwrap();
    let rename = rename(&window, "Lunds Universitet", "Lund University");
    let open = Command::OpenSample("basque_country");
    for command in [rename, Command::Save, open.clone(), open] {
        window.harness.state_mut().ask(command);
    }
    window.harness.run_steps(1);
    // The save may be done already, and then there is nothing to ask.
    if window.shows("Discard the changes") {
        window.click("Discard the changes");
    }
    window.wait("the sample is open", |app| {
        !app.is_working()
            && app
                .session()
                .is_some_and(|session| session.file_name == "basque_country.geojson")
    });
    assert_eq!(
        window.session().path,
        None,
        "a sample is to be saved over somebody's file"
    );
    assert!(std::fs::read_to_string(&path).unwrap().contains("\"Lund University\""));
}
