//! What one place of the window shows of what another points at, and what is worked out beside the window.

use cluster_atlas::session::command::Command;
use cluster_atlas::session::state::Target;
use egui::vec2;
use egui_kittest::kittest::Queryable;

use super::driver::Window;

/// How many pixels between the panels differ.
fn differing(a: &image::RgbaImage, b: &image::RgbaImage) -> usize {
    let pixels = a.enumerate_pixels().zip(b.pixels());
    pixels
        .filter(|((x, y, _), _)| (330..1140).contains(x) && (60..960).contains(y))
        .filter(|((_, _, a), b)| a != b)
        .count()
}

#[test]
fn pointing_at_a_row_of_the_ties_lights_the_tie_and_its_members_on_the_map() {
    let mut window = Window::usual();
    window.click("Links");
    window.harness.hover_at(egui::pos2(760.0, 990.0));
    window.harness.run_steps(20);
    let before = window.picture("ties");
    let sent = window.harness.state().geometry_uploads();
    let row = window
        .harness
        .query_all_by_label_contains("Lunds Universitet")
        .map(|node| node.rect())
        .find(|rect| rect.left() > 1140.0)
        .expect("no tie of the university is listed");
    window.harness.hover_at(row.center());
    window.harness.run_steps(4);
    let hovered = window.session().exploration.hover_link.expect("no link is pointed at");
    assert!(window.session().document.link(hovered).is_some());
    assert!(
        differing(&before, &window.picture("ties-lit")) > 60,
        "the map shows nothing of it"
    );
    window.harness.hover_at(egui::pos2(760.0, 990.0));
    window.harness.run_steps(4);
    assert_eq!(window.session().exploration.hover_link, None);
    assert_eq!(
        window.harness.state().geometry_uploads(),
        sent,
        "pointing sends nothing"
    );
}

#[test]
fn a_finding_that_is_clicked_is_selected_and_the_map_goes_there() {
    let folder = tempfile::tempdir().unwrap();
    let bad = format!(
        "{}/tests/fixtures/bad/semantics/link-self.geojson",
        env!("CARGO_MANIFEST_DIR")
    );
    let text = std::fs::read_to_string(bad).unwrap();
    // A member that says it works in a region which is not there.
    let text = text.replacen("\"region\": \"region-1\"", "\"region\": \"nowhere\"", 1);
    let copy = folder.path().join("nowhere.geojson");
    std::fs::write(&copy, text).unwrap();
    let mut window = Window::on_file(folder, &copy, vec2(1600.0, 1000.0));
    window.click("File check");
    let finding = window
        .harness
        .query_all_by_label_contains("Bo Marsh")
        .find(|node| node.rect().left() > 1000.0)
        .expect("the finding names no member");
    finding.click();
    window.harness.run_steps(90);
    let selection = &window.session().exploration.selection;
    let Some(Target::Member(member)) = selection.focus else {
        panic!("{selection:?}");
    };
    assert_eq!(window.session().document.member(member).unwrap().name, "Bo Marsh");
    let at = window.session().document.member(member).unwrap().position.unwrap();
    let (lon, lat, zoom) = window.harness.state().map_view();
    assert!((lon - at.lon).abs() < 1e-3 && (lat - at.lat).abs() < 1e-3 && zoom > 10.0);
}

#[test]
fn a_picture_is_written_beside_the_window_and_one_that_is_given_up_is_not() {
    let mut window = Window::usual();
    let path = window.folder.path().join("map.png");
    let ask = |window: &mut Window, path: &std::path::Path| {
        window.harness.state_mut().ask(Command::ExportPictureDialog);
        window.wait_for_words("Where shall the picture be written");
        window.fill("Path of the file", &path.display().to_string());
    };
    ask(&mut window, &path);
    window.wait_for_words("Picture written");
    let written = std::fs::read(&path).unwrap();
    assert!(written.starts_with(b"\x89PNG"));
    std::fs::remove_file(&path).unwrap();
    ask(&mut window, &path);
    if window.shows("Drawing map.png") {
        window.click("Cancel");
        window.harness.run_steps(30);
        assert!(!path.exists() && !window.shows("Drawing map.png"));
    }
}
