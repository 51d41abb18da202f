//! What a planner does in an afternoon, from opening a file to saving it, through the real window.

use cluster_atlas::document::Helix;
use cluster_atlas::session::command::{Command, Panel};
use cluster_atlas::session::state::Target;
use egui::{Key, Modifiers, vec2};
use egui_kittest::kittest::Queryable;

use super::driver::{Window, sample_in};

/// The pixels between the panels that have the color of the selection.
fn accent_on_the_map(picture: &image::RgbaImage) -> usize {
    let accent = [0x2B, 0x52, 0xC6];
    picture
        .enumerate_pixels()
        .filter(|(x, y, _)| (330..1140).contains(x) && (60..960).contains(y))
        .filter(|(_, _, pixel)| pixel.0.iter().zip(accent).all(|(a, b)| a.abs_diff(b) <= 6))
        .count()
}

#[test]
fn a_file_is_explored_saved_and_opened_again_as_it_was() {
    let mut window = Window::usual();
    let path = window.session().path.clone().unwrap();
    let opened = std::fs::read(&path).unwrap();
    let state = window.session().exploration.clone();

    window.click("Specialization");
    window.click_last("Industry");
    window.enter("machinery");
    window.keys(Modifiers::NONE, Key::Enter);
    let industry = window.session().exploration.industry;
    assert_ne!(industry, state.industry, "the industry was not changed");
    let name = &window.session().document.industry(industry.unwrap()).unwrap().name;
    assert!(name.to_lowercase().contains("machinery"), "{name}");

    window.harness.get_by_label("Year").focus();
    window.keys(Modifiers::NONE, Key::ArrowLeft);
    assert_eq!(window.session().exploration.year_position, state.year_position - 1);

    window.click("Members");
    window.click_last("Academia");
    window.wait("the filter holds", |app| {
        app.session().is_some_and(|session| session.visible_members.len() == 44)
    });
    let is_academia = |id: &cluster_atlas::document::MemberId| {
        let member = window.session().document.member(*id);
        member.is_some_and(|member| member.helix == Helix::Academia)
    };
    assert!(window.session().visible_members.iter().all(is_academia));

    let before = accent_on_the_map(&window.picture("filtered"));
    window.click("Lunds Universitet");
    let selection = window.session().exploration.selection.clone();
    assert!(matches!(selection.focus, Some(Target::Member(_))), "{selection:?}");
    assert!(window.shows("Ties outside the region") && window.shows("Nearest research institution"));
    window.harness.state_mut().ask(Command::FitSelection);
    window.harness.run_steps(90);
    let after = accent_on_the_map(&window.picture("selected"));
    assert!(
        after > before + 40,
        "the selection is not on the map: {before}, {after}"
    );

    window.keys(Modifiers::COMMAND, Key::S);
    window.wait_for_words("Saved as medicon_valley.geojson");
    assert_eq!(
        std::fs::read(&path).unwrap(),
        opened,
        "an unchanged file was changed by saving"
    );
    let again = Window::on_file(tempfile::tempdir().unwrap(), &path, vec2(1280.0, 720.0));
    assert_eq!(again.session().exploration, state, "it opens in another state");
}

#[test]
fn a_member_is_renamed_undone_redone_and_only_its_line_is_saved() {
    let mut window = Window::usual();
    let path = window.session().path.clone().unwrap();
    let opened = String::from_utf8(std::fs::read(&path).unwrap()).unwrap();
    window.click("Members");
    window.click("Lunds Universitet");
    window.click("Edit this member");
    window.fill("Name", "Lund University");
    assert!(
        window.shows("Changed"),
        "the bar does not say that the file was changed"
    );
    assert_eq!(window.session().undo_name(), Some("Rename “Lunds Universitet”"));
    window.picture("editing");

    window.fill("Employees", "many");
    assert!(
        window.shows("is no number of zero or more"),
        "a wrong number is not refused"
    );
    window.keys(Modifiers::NONE, Key::Escape);
    window.keys(Modifiers::NONE, Key::Escape);
    window.click("Show the card");
    window.keys(Modifiers::COMMAND, Key::Z);
    assert!(
        !window.session().is_changed(),
        "undo does not lead back to the opened file"
    );
    window.keys(Modifiers::COMMAND, Key::Y);
    assert!(window.session().is_changed());

    window.keys(Modifiers::COMMAND, Key::S);
    window.wait_for_words("Save these changes to medicon_valley.geojson?");
    assert!(window.shows("“Lunds Universitet” is now called “Lund University”."));
    assert_eq!(std::fs::read(&path).unwrap(), opened.as_bytes(), "it was saved unseen");
    window.keys(Modifiers::NONE, Key::Enter);
    window.wait_for_words("Saved as medicon_valley.geojson");
    assert!(!window.session().is_changed());
    let saved = String::from_utf8(std::fs::read(&path).unwrap()).unwrap();
    assert_eq!(
        saved,
        opened.replacen("\"Lunds Universitet\"", "\"Lund University\"", 1)
    );
}

#[test]
fn changes_are_asked_about_before_they_are_lost_and_the_answer_is_kept_to() {
    let mut window = Window::usual();
    let path = window.session().path.clone().unwrap();
    let opened = std::fs::read(&path).unwrap();
    window.click("Members");
    window.click("Lunds Universitet");
    window.click("Edit this member");
    window.fill("Town", "Somewhere");
    assert!(window.session().is_changed());

    window.harness.state_mut().ask(Command::CloseFile);
    window.wait_for_words("Save the changes before the file is closed?");
    assert!(
        window.shows("Lunds Universitet") && window.shows("Somewhere"),
        "what was changed is not said"
    );
    window.picture("leave");
    window.click("Cancel");
    assert!(window.session().is_changed(), "cancel gave the changes up");

    window.harness.state_mut().ask(Command::OpenSample("basque_country"));
    window.wait_for_words("Save the changes before another file is opened?");
    window.click("Discard the changes");
    window.wait("the sample is open", |app| {
        app.session().is_some_and(|session| session.path.is_none())
    });
    assert_eq!(std::fs::read(&path).unwrap(), opened, "discarded changes were written");
}

#[test]
fn a_member_is_added_linked_and_deleted_with_its_links_in_one_step() {
    let mut window = Window::usual();
    let (members, links) = counts(&window);
    window.keys(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::N);
    window.enter("New Firm");
    window.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(counts(&window), (members + 1, links));
    let added = window.session().exploration.selection.focus;
    let Some(Target::Member(new)) = added else {
        panic!("the new member is not selected: {added:?}")
    };
    let named = |member: &cluster_atlas::document::Member| member.name == "Lunds Universitet";
    let other = window.session().document.members.iter().position(named).unwrap();
    let other = cluster_atlas::document::MemberId::at(other);
    window
        .harness
        .state_mut()
        .ask(Command::SelectMany(vec![Target::Member(new), Target::Member(other)]));
    window.harness.run_steps(4);
    assert!(window.shows("2 members selected"));
    window.picture("bulk");
    window.click("Tie of these 2 members…");
    assert_eq!(counts(&window), (members + 1, links + 1));
    assert!(
        window.session().exploration.selection.link.is_some(),
        "the new tie is not shown"
    );
    window.picture("tie");
    window.fill("Weight", "0");
    assert!(window.shows("Give a number above zero"));

    window.harness.state_mut().ask(Command::Select(Target::Member(new)));
    window.harness.state_mut().ask(Command::ShowPanel(Panel::Members));
    window.harness.run_steps(4);
    window.click("Edit this member");
    window.reach("Delete this member and its link");
    window.click("Delete this member and its link");
    assert_eq!(counts(&window), (members, links));
    window.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(counts(&window), (members + 1, links + 1));
}

fn counts(window: &Window) -> (usize, usize) {
    let document = &window.session().document;
    (document.members.count(), document.links.count())
}

#[test]
fn a_file_that_cannot_be_opened_is_named_and_what_is_open_stays() {
    let mut window = Window::usual();
    let folder = window.folder.path().to_owned();
    let good = std::fs::read(sample_in(&folder)).unwrap();
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.join(name), bytes).unwrap();
    write("picture.geojson", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    write("cut.geojson", &good[..good.len() / 2]);
    write(
        "nan.geojson",
        b"{\"type\": \"FeatureCollection\", \"features\": [\n{\"type\": \"Feature\", \"geometry\": {\"type\": \"Point\", \"coordinates\": [NaN, 1]}, \"properties\": {}}]}",
    );
    let sparse = std::fs::File::create(folder.join("huge.geojson")).unwrap();
    sparse.set_len(300 * 1024 * 1024).unwrap();
    std::fs::create_dir(folder.join("folder.geojson")).unwrap();
    let members = window.session().document.members.count();
    for (name, says) in [
        ("missing.geojson", "There is no such file"),
        ("folder.geojson", "This is a folder"),
        ("picture.geojson", "PNG"),
        ("cut.geojson", "Line "),
        ("nan.geojson", "Line 2"),
        ("huge.geojson", "300 MB"),
    ] {
        window.harness.state_mut().ask(Command::Open(folder.join(name)));
        window.wait_for_words(&format!("{name} was not opened"));
        assert!(window.shows(says), "{name}: “{says}” is not said");
        assert_eq!(window.session().file_name, "medicon_valley.geojson");
        assert_eq!(window.session().document.members.count(), members);
        window.picture(name);
        window.click_last("Close");
    }
}

#[test]
fn a_finding_leads_to_its_place_and_a_dropped_file_is_opened() {
    let folder = tempfile::tempdir().unwrap();
    let bad = format!(
        "{}/tests/fixtures/bad/semantics/link-self.geojson",
        env!("CARGO_MANIFEST_DIR")
    );
    let copy = folder.path().join("link-self.geojson");
    std::fs::copy(bad, &copy).unwrap();
    let mut window = Window::on_file(folder, &copy, vec2(1600.0, 1000.0));
    assert!(!window.session().findings.is_empty());
    window.click("File check");
    window.picture("findings");
    let sample = sample_in(window.folder.path());
    window
        .harness
        .input_mut()
        .dropped_files
        .push(std::sync::Arc::new(Dropped(sample)));
    window.wait("the dropped file is open", |app| {
        app.session()
            .is_some_and(|session| session.file_name == "medicon_valley.geojson")
    });
}

/// A file as the desktop drops it.
#[derive(Debug)]
struct Dropped(std::path::PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &std::path::Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

#[test]
fn the_search_runs_a_command_and_years_play_to_the_last() {
    let mut window = Window::usual();
    window.keys(Modifiers::COMMAND, Key::K);
    window.enter("play the years");
    window.keys(Modifiers::NONE, Key::Enter);
    let last = window.session().document.statistics.year_count() - 1;
    // Playing begins at the first year where the last one is shown, and shows each for nine tenths of a second.
    window.wait("the years play", |app| {
        app.session()
            .is_some_and(|session| session.exploration.year_position < last)
    });
    window.wait("the last year is reached", |app| {
        app.session()
            .is_some_and(|session| session.exploration.year_position == last)
    });
}

#[test]
fn what_a_crash_left_is_offered_and_never_opened_by_itself() {
    use cluster_atlas::session::recovery::{Recovery, Snapshot};
    let folder = tempfile::tempdir().unwrap();
    let path = sample_in(folder.path());
    let body = std::fs::read(&path).unwrap();
    let body = String::from_utf8(body)
        .unwrap()
        .replacen("\"Lunds Universitet\"", "\"Lund University\"", 1);
    let data = folder.path().join("settings");
    let mut recovery = Recovery::below(&data);
    let snapshot = Snapshot {
        document: Some(&path),
        name: "medicon_valley.geojson",
        identity: None,
        revision: 3,
        body: body.as_bytes(),
        now: std::time::SystemTime::now(),
    };
    assert_eq!(recovery.store(&snapshot), cluster_atlas::session::recovery::Stored::Yes);
    drop(recovery);
    let mut window = Window::empty(folder, vec2(1280.0, 800.0), None);
    window.wait_for_words("Unsaved changes of before");
    assert!(window.harness.state().session().is_none(), "it was opened by itself");
    window.picture("recovered");
    window.click_last("Open");
    window.wait("the copy is open", |app| app.session().is_some());
    assert!(window.shows("Recovered"));
    let is_there = window
        .session()
        .document
        .members
        .iter()
        .any(|member| member.name == "Lund University");
    assert!(is_there, "the change of before is lost");
}

#[test]
fn a_typed_path_that_exists_is_asked_about_before_the_file_there_is_replaced() {
    let mut window = Window::usual();
    let other = window.folder.path().join("other.geojson");
    std::fs::write(&other, "somebody else's").unwrap();
    let no_dialog: cluster_atlas::app::work::Dialog =
        std::sync::Arc::new(|purpose, _, _| cluster_atlas::app::work::Answer::NoDialog(purpose));
    window.harness.state_mut().choose_paths_by(no_dialog);
    window.harness.state_mut().ask(Command::SaveAsDialog);
    window.wait_for_words("so type the path");
    window.fill("Path of the file", "other");
    assert!(window.shows("Type the whole path"));
    // The ending is added where it is missing.
    window.fill("Path of the file", &other.with_extension("").display().to_string());
    window.harness.run_steps(4);
    assert!(window.shows("There is a file of this name already"));
    assert_eq!(std::fs::read(&other).unwrap(), b"somebody else's");
    window.click_last("Replace");
    window.wait("it is saved", |app| !app.is_working());
    assert_ne!(std::fs::read(&other).unwrap(), b"somebody else's");
}
