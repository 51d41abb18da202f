//! Drawing on the map by hand, and the numbers of a region: dragged, clicked, typed and pasted in the real window.

use std::sync::Arc;

use cluster_atlas::document::{Document, FileId, MeasureId, MemberId, Observation, RegionId, Series};
use cluster_atlas::format;
use cluster_atlas::session::command::{Command, Panel};
use cluster_atlas::session::state::{Layer, Target};
use egui::{Event, Key, Modifiers, PointerButton, Pos2, Rect, vec2};
use egui_kittest::kittest::Queryable;

use super::driver::Window;

/// Three districts with numbers, and three members far from each other.
pub(super) const DISTRICTS: &str = r#"{"type":"FeatureCollection","cluster_atlas":{"format":1,"years":[2020,2021],
"industries":[{"code":"A","name":"Farms"},{"code":"B","name":"Mines"}],
"measures":[{"id":"employment","name":"Employment","unit":"persons"},{"id":"wage","name":"Average wage","unit":"EUR"}]},
"features":[
{"type":"Feature","id":"d1","geometry":{"type":"Polygon","coordinates":[[[10,55],[11,55],[11,56],[10,56],[10,55]]]},
"properties":{"kind":"region","name":"One","data":{"employment":{"total":[10,11],"A":[4,null]}}}},
{"type":"Feature","id":"d2","geometry":{"type":"Polygon","coordinates":[[[11,55],[12,55],[12,56],[11,56],[11,55]]]},
"properties":{"kind":"region","name":"Two","data":{"employment":{"total":[5,6],"A":[1,2]}}}},
{"type":"Feature","id":"m1","geometry":{"type":"Point","coordinates":[10.3,55.3]},"properties":{"kind":"member","name":"Alpha","helix":"industry"}},
{"type":"Feature","id":"m2","geometry":{"type":"Point","coordinates":[11.5,55.7]},"properties":{"kind":"member","name":"Beta","helix":"academia"}},
{"type":"Feature","id":"m3","geometry":{"type":"Point","coordinates":[11.7,55.2]},"properties":{"kind":"member","name":"Gamma","helix":"finance"}}
]}"#;

const ALPHA: MemberId = MemberId::new(0);
const BETA: MemberId = MemberId::new(1);

pub(super) fn window_on(file: &str) -> Window {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("districts.geojson");
    std::fs::write(&path, file).unwrap();
    let mut window = Window::on_file(folder, &path, vec2(1600.0, 1000.0));
    window.harness.run_steps(10);
    window
}

fn window() -> Window {
    window_on(DISTRICTS)
}

fn map_rect(window: &Window) -> Rect {
    window.harness.get_by_label_contains("Map.").rect()
}

fn written(window: &Window) -> String {
    String::from_utf8(format::write(&window.session().document)).unwrap()
}

/// Where a place lies on the screen: members are found by what lies under the pointer, places by interpolation between members.
pub(super) fn on_screen(window: &mut Window, lon: f64, lat: f64) -> Pos2 {
    let map = map_rect(window);
    let view = window.harness.state().map_view();
    let place = cluster_atlas::figure::view::Viewport {
        center: cluster_atlas::figure::mercator::Mercator::from_lon_lat(view.0, view.1),
        zoom: view.2,
        width_pt: f64::from(map.width()),
        height_pt: f64::from(map.height()),
    }
    .screen_from_lon_lat(lon, lat);
    let [x, y] = place;
    #[expect(clippy::cast_possible_truncation, reason = "a place on a screen")]
    let offset = vec2(x as f32, y as f32);
    map.min + offset
}

fn press(window: &mut Window, pos: Pos2, pressed: bool) {
    window.harness.event(Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    });
    window.harness.run_steps(1);
}

pub(super) fn click(window: &mut Window, at: Pos2) {
    window.harness.hover_at(at);
    window.harness.run_steps(2);
    press(window, at, true);
    press(window, at, false);
    window.harness.run_steps(4);
}

/// Presses at the first place, goes on to the last, and lets go there if `lets_go`.
fn drag(window: &mut Window, from: Pos2, to: Pos2, lets_go: bool) {
    window.harness.hover_at(from);
    window.harness.run_steps(2);
    press(window, from, true);
    for share in [0.2, 0.4, 0.6, 0.8, 1.0] {
        window.harness.hover_at(from + (to - from) * share);
        window.harness.run_steps(1);
    }
    if lets_go {
        press(window, to, false);
        window.harness.run_steps(4);
    }
}

fn place_of(window: &Window, member: MemberId) -> (f64, f64) {
    let at = window.session().document.member(member).unwrap().position.unwrap();
    (at.lon, at.lat)
}

fn select(window: &mut Window, target: Target) {
    window.harness.state_mut().ask(Command::Select(target));
    window.harness.run_steps(4);
}

fn links(window: &Window) -> usize {
    window.session().document.links.count()
}

#[test]
fn a_selected_member_is_dragged_to_its_place_in_one_step_and_escape_leaves_it() {
    let mut window = window();
    let from = on_screen(&mut window, 10.3, 55.3);
    let to = from + vec2(60.0, -40.0);
    let view = window.harness.state().map_view();

    drag(&mut window, from, to, true);
    assert_eq!(
        place_of(&window, ALPHA),
        (10.3, 55.3),
        "a drag moves no member that is not selected"
    );
    assert_ne!(window.harness.state().map_view(), view, "it moves the map");

    select(&mut window, Target::Member(ALPHA));
    let from = on_screen(&mut window, 10.3, 55.3);
    let to = from + vec2(60.0, -40.0);
    let view = window.harness.state().map_view();
    window.harness.hover_at(from);
    window.harness.run_steps(3);
    assert!(window.shows("Drag to move “Alpha”"));
    drag(&mut window, from, from + vec2(4.0, 2.0), true);
    assert_eq!(
        place_of(&window, ALPHA),
        (10.3, 55.3),
        "an unsteady click moves nothing"
    );

    drag(&mut window, from, to, false);
    assert!(window.shows("from where it was"), "the way is not shown");
    window.picture("carry");
    window.keys(Modifiers::NONE, Key::Escape);
    press(&mut window, to, false);
    window.harness.run_steps(3);
    assert_eq!(place_of(&window, ALPHA), (10.3, 55.3));
    assert!(!window.session().is_changed(), "Escape does not leave it where it was");

    drag(&mut window, from, to, true);
    let (lon, lat) = place_of(&window, ALPHA);
    assert!(lon > 10.3 && lat > 55.3, "{lon}, {lat}");
    let there = on_screen(&mut window, lon, lat);
    assert!(there.distance(to) < 1.5, "{there:?} is not where it was put: {to:?}");
    assert_eq!(window.harness.state().map_view(), view, "the map moved along");
    assert_eq!(window.session().undo_name(), Some("Move “Alpha”"));
    window.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(written(&window), DISTRICTS);
}

#[test]
fn a_member_of_a_file_that_a_newer_version_made_stays_where_it_is() {
    let newer = DISTRICTS.replace("\"format\":1", "\"format\":2");
    let mut window = window_on(&newer);
    select(&mut window, Target::Member(ALPHA));
    let from = on_screen(&mut window, 10.3, 55.3);
    drag(&mut window, from, from + vec2(80.0, 0.0), true);
    assert!(window.shows("A newer version of the program made this file"));
    assert_eq!(written(&window), newer);
}

#[test]
fn a_tie_is_drawn_by_a_drag_or_two_clicks_and_its_fields_open() {
    let mut window = window();
    let (alpha, beta) = (on_screen(&mut window, 10.3, 55.3), on_screen(&mut window, 11.5, 55.7));
    window.click("Draw a tie on the map");
    assert!(window.shows("Drag from one member to another"));
    drag(&mut window, alpha, beta, false);
    window.picture("tie-band");
    press(&mut window, beta, false);
    window.harness.run_steps(4);
    assert_eq!(links(&window), 1);
    let session = window.session();
    assert_eq!(session.document.links.first().unwrap().members, [ALPHA, BETA]);
    assert!(session.exploration.selection.link.is_some());
    window.fill("Kind of tie", "supply");
    window.fill("Since", "2019");
    window.fill("Add evidence", "https://example.org/a");
    let link = window.session().document.links.first().unwrap().clone();
    assert_eq!(
        (link.kind.as_str(), link.from, link.evidence.len()),
        ("supply", Some(2019), 1)
    );

    let (alpha, gamma) = (on_screen(&mut window, 10.3, 55.3), on_screen(&mut window, 11.7, 55.2));
    window.harness.state_mut().ask(Command::DrawTie(Some(ALPHA)));
    window.harness.run_steps(3);
    assert!(window.shows("Click the member that “Alpha” is tied to"));
    click(&mut window, gamma);
    assert_eq!(links(&window), 2);

    window.harness.state_mut().ask(Command::DrawTie(None));
    window.harness.run_steps(3);
    drag(&mut window, alpha, gamma, false);
    window.keys(Modifiers::NONE, Key::Escape);
    press(&mut window, gamma, false);
    window.harness.run_steps(4);
    assert_eq!(links(&window), 2, "Escape draws no tie");
    while window.session().undo_name().is_some() {
        window.keys(Modifiers::COMMAND, Key::Z);
    }
    assert_eq!(written(&window), DISTRICTS);
}

#[test]
fn a_joint_activity_is_made_of_a_selection_and_members_come_and_go() {
    let mut window = window();
    let all = (0..3).map(|at| Target::Member(MemberId::at(at))).collect();
    window.harness.state_mut().ask(Command::SelectMany(all));
    window.harness.state_mut().ask(Command::ShowPanel(Panel::Members));
    window.harness.run_steps(4);
    window.reach("Joint activity of 3 members…");
    window.click("Joint activity of 3 members…");
    let members = |window: &Window| window.session().document.links.first().unwrap().members.len();
    assert_eq!(members(&window), 3);
    window.fill("Title", "Training");
    window.fill("Until", "2024");
    window.reach("Take Gamma out");
    window.click("Take Gamma out");
    assert_eq!(members(&window), 2);
    let link = window.session().document.links.first().unwrap();
    assert_eq!((link.title.as_deref(), link.to), (Some("Training"), Some(2024)));
}

#[test]
fn a_member_is_added_by_a_click_on_the_map() {
    let mut window = window();
    window.click("Add a member by a click on the map");
    assert!(window.shows("Click where the new member is"));
    let at = on_screen(&mut window, 10.7, 55.6);
    click(&mut window, at);
    window.enter("Delta");
    window.keys(Modifiers::NONE, Key::Enter);
    let session = window.session();
    let Some(Target::Member(new)) = session.exploration.selection.focus else {
        panic!("the new member is not selected")
    };
    let member = session.document.member(new).unwrap();
    let place = member.position.unwrap();
    assert!(
        (place.lon - 10.7).abs() < 0.01 && (place.lat - 55.6).abs() < 0.01,
        "{place:?}"
    );
    assert_ne!(
        member.position_quality,
        cluster_atlas::document::PositionQuality::Exact,
        "from afar no hand is exact"
    );
    window.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(written(&window), DISTRICTS);
}

#[test]
fn a_member_is_added_at_typed_coordinates() {
    let mut window = window();
    window.keys(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::N);
    window.enter("Typed");
    window.fill("Coordinates", "55.5, 200");
    window.click_last("Add");
    assert!(window.shows("no place on earth"));
    window.fill("Coordinates", "55.5, 10.5");
    window.click_last("Add");
    let session = window.session();
    let added = session
        .document
        .members
        .iter()
        .find(|member| member.name == "Typed")
        .unwrap();
    assert_eq!(added.position, Some(cluster_atlas::document::lon_lat(10.5, 55.5)));
}

#[test]
fn a_region_is_drawn_corner_by_corner_and_crossing_lines_are_refused() {
    let mut window = window();
    window.click("Draw a new region on the map");
    let corners = [(10.1, 55.1), (10.6, 55.1), (10.6, 55.5)];
    for (lon, lat) in corners {
        let at = on_screen(&mut window, lon, lat);
        click(&mut window, at);
    }
    assert!(window.shows("3 corners"));
    let crossing = on_screen(&mut window, 10.3, 54.95);
    click(&mut window, crossing);
    assert!(window.shows("must not cross"));
    let last = on_screen(&mut window, 10.1, 55.5);
    click(&mut window, last);
    assert!(window.shows("4 corners"));
    window.keys(Modifiers::NONE, Key::Backspace);
    assert!(window.shows("3 corners"));
    click(&mut window, last);
    window.picture("outline");
    window.keys(Modifiers::NONE, Key::Enter);
    window.wait_for_words("A new region");
    assert!(window.shows("1 member inside"));
    window.enter("Corner");
    window.picture("new-region");
    window.keys(Modifiers::NONE, Key::Enter);
    let session = window.session();
    let region = session.document.regions.iter().find(|region| region.name == "Corner");
    assert_eq!(region.unwrap().shape.as_ref().unwrap().0[0].exterior().0.len(), 5);
    let of_alpha = session.document.member(ALPHA).unwrap().region.unwrap();
    assert_eq!(session.region_name(of_alpha), "Corner");
    assert!(window.shows("Numbers of Corner"), "its numbers are not shown");
    window.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(written(&window), DISTRICTS);
}

#[test]
fn selected_regions_are_merged_with_their_numbers() {
    let mut window = window();
    let both = [0, 1].map(|at| Target::Region(RegionId::at(at))).to_vec();
    window.harness.state_mut().ask(Command::SelectMany(both));
    window.harness.state_mut().ask(Command::MergeRegions);
    window.wait_for_words("Merge 2 regions");
    window.wait_for_words("3 numbers are a sum of all parts");
    assert!(window.shows("1 is not published"));
    window.enter("Both");
    window.picture("merge-regions");
    window.click_last("Merge");
    let document = Arc::clone(&window.session().document);
    assert_eq!(document.regions.count(), 1);
    let new = *window.session().exploration.selection.regions.first().unwrap();
    let total = |year| {
        document
            .statistics
            .region_value(MeasureId::at(0), Series::Total, year, new)
    };
    assert_eq!(
        (total(0), total(1)),
        (Observation::Value(15.0), Observation::Value(17.0))
    );
    window.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(written(&window), DISTRICTS);
}

fn region_cell(document: &Document, code: Option<&str>, year: usize) -> Observation {
    let region = document.region_by_file_id(&FileId::Text("d1".to_owned())).unwrap();
    let series = code.map_or(Series::Total, |code| {
        Series::Industry(document.statistics.industry_by_code(code).unwrap())
    });
    document.statistics.region_value(MeasureId::at(0), series, year, region)
}

#[test]
fn numbers_are_typed_and_pasted_into_the_grid_and_a_wrong_one_is_named() {
    let mut window = window();
    select(&mut window, Target::Region(RegionId::at(0)));
    window.keys(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::R);
    assert!(window.shows("Numbers of One"));
    window.picture("region-numbers");
    window.click("Farms, 2020");
    window.enter("12");
    window.keys(Modifiers::NONE, Key::Tab);
    window.enter("c");
    window.keys(Modifiers::NONE, Key::Enter);
    let cell = |window: &Window, code, year| region_cell(&window.session().document, code, year);
    assert_eq!(cell(&window, Some("A"), 0), Observation::Value(12.0));
    assert_eq!(cell(&window, Some("A"), 1), Observation::NotPublished);
    window.enter("many");
    window.keys(Modifiers::NONE, Key::Enter);
    assert!(window.shows("“many” is no number"), "a word is taken for a number");
    window.keys(Modifiers::NONE, Key::Escape);

    window.click("All industries, 2020");
    let before = written(&window);
    window.harness.event(Event::Paste("1\t2\n3\tx".to_owned()));
    window.harness.run_steps(4);
    assert!(window.shows("Row 2, column 2: “x” is no number"));
    window.harness.event(Event::Paste("1\t2\t3".to_owned()));
    window.harness.run_steps(4);
    assert!(window.shows("The table has 3 columns"));
    assert_eq!(written(&window), before, "something was pasted");

    window
        .harness
        .event(Event::Paste("1 000\t2,5\r\n3\t..\r\n\t7\r\n".to_owned()));
    window.harness.run_steps(4);
    assert_eq!(cell(&window, None, 0), Observation::Value(1000.0));
    assert_eq!(cell(&window, None, 1), Observation::Value(2.5));
    assert_eq!(cell(&window, Some("A"), 1), Observation::NotPublished);
    assert_eq!(cell(&window, Some("B"), 0), Observation::NotPublished);
    assert_eq!(cell(&window, Some("B"), 1), Observation::Value(7.0));
    window.picture("region-pasted");
    window.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(written(&window), before, "a paste is not one step");
    while window.session().undo_name().is_some() {
        window.keys(Modifiers::COMMAND, Key::Z);
    }
    assert_eq!(written(&window), DISTRICTS);
}

#[test]
fn three_hundred_industries_lay_out_only_the_cells_in_view() {
    use std::fmt::Write as _;
    let mut industries = String::new();
    for number in 0..300 {
        write!(industries, r#"{{"code":"I{number}","name":"Industry {number}"}},"#).unwrap();
    }
    let industries = industries.trim_end_matches(',');
    let file = DISTRICTS
        .replace(r#"{"code":"A","name":"Farms"},{"code":"B","name":"Mines"}"#, industries)
        .replace("[2020,2021]", "[2012,2013,2014,2015,2016,2017,2018,2019,2020,2021]")
        .replace(r#""A""#, r#""I1""#);
    let mut window = window_on(&file);
    select(&mut window, Target::Region(RegionId::at(0)));
    window.keys(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::R);
    let cells = |window: &Window| window.harness.query_all_by_role(egui::Role::Cell).count();
    assert!(
        (10..300).contains(&cells(&window)),
        "{} of 3010 cells are laid out",
        cells(&window)
    );
    window.click("Industry 1, 2012");
    window.keys(Modifiers::NONE, Key::PageDown);
    window.keys(Modifiers::COMMAND, Key::End);
    window.enter("7");
    window.keys(Modifiers::NONE, Key::Enter);
    let last = Series::Industry(cluster_atlas::document::IndustryId::at(299));
    let statistics = &window.session().document.statistics;
    assert_eq!(
        statistics.region_value(MeasureId::at(0), last, 9, RegionId::at(0)),
        Observation::Value(7.0)
    );
    assert!(cells(&window) < 300);
    window.picture("region-many");
}

#[test]
fn the_facts_of_a_region_are_edited_and_a_member_is_given_another_region() {
    let mut window = window();
    select(&mut window, Target::Region(RegionId::at(0)));
    window.keys(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::R);
    window.click("Facts");
    window.fill("Level", "district");
    window.reach("Population");
    window.fill("Population", "12 500");
    window.picture("region-facts");
    let region = window.session().document.region(RegionId::at(0)).unwrap().clone();
    assert_eq!(region.level.as_deref(), Some("district"));
    let properties = window.session().document.properties(region.feature);
    assert_eq!(properties["population"], 12_500);

    select(&mut window, Target::Member(ALPHA));
    window.harness.state_mut().ask(Command::SetLayer(Layer::Links, true));
    window.harness.state_mut().ask(Command::ShowPanel(Panel::Members));
    window.harness.run_steps(4);
    window.click("Edit this member");
    let field = |window: &Window, click: bool| {
        let found = window
            .harness
            .query_all_by_role_and_label(egui::Role::ComboBox, "Region");
        let field = found.last().unwrap();
        if click { field.click() } else { field.scroll_to_me() }
    };
    field(&window, false);
    window.harness.run_steps(30);
    field(&window, true);
    window.harness.run_steps(4);
    window.click_last("Two");
    let member = window.session().document.member(ALPHA).unwrap().clone();
    assert_eq!(window.session().region_name(member.region.unwrap()), "Two");
    assert!(written(&window).contains(r#""region":"d2""#));
}
