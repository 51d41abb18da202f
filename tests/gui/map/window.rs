//! The map inside the whole window: cards beside the pointer, classes lit from the legend, members drawn round.

use cluster_atlas::app::AtlasApp;
use cluster_atlas::app::samples;
use cluster_atlas::app::work::Origin;
use cluster_atlas::document::{IndustryId, MemberId, RegionId};
use cluster_atlas::figure::picture::LegendClass;
use cluster_atlas::session::command::Command;
use cluster_atlas::session::state::{Layer, Target};
use std::sync::Arc;

use egui::{Key, Modifiers, PointerButton, Pos2, Rect, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

fn window() -> Harness<'static, AtlasApp> {
    let sample = samples::by_name("medicon_valley").unwrap();
    let origin = Origin::Sample(sample.name, sample.bytes);
    let mut harness = Harness::builder()
        .with_size(vec2(1600.0, 1000.0))
        .wgpu()
        .build_eframe(move |context| AtlasApp::new(context, None, Some(origin)));
    let begun = std::time::Instant::now();
    while harness.state().session().is_none() {
        assert!(begun.elapsed().as_secs() < 240, "the sample was not opened");
        std::thread::park_timeout(std::time::Duration::from_millis(4));
        harness.step();
    }
    harness.run_steps(6);
    harness
}

fn map_rect(harness: &Harness<'static, AtlasApp>) -> Rect {
    harness.get_by_label_contains("Map.").rect()
}

/// What stands on the card; nothing while there is none.
fn card(harness: &Harness<'static, AtlasApp>) -> Option<String> {
    harness.state().hover_card().map(|card| {
        let rows = card.rows.iter().map(|row| format!("{}: {}", row.name, row.value));
        let head = [
            &card.title,
            &card.subtitle,
            &card.context,
            &card.figure,
            &card.figure_note,
        ];
        let parts = head.into_iter().cloned().chain(rows).chain(card.notes.iter().cloned());
        parts.collect::<Vec<_>>().join("\n")
    })
}

/// The cards of places all over the map.
fn cards(harness: &mut Harness<'static, AtlasApp>) -> Vec<String> {
    let map = map_rect(harness);
    let mut found = Vec::new();
    for step in 0..48_u16 {
        let (column, row) = (f32::from(step % 8), f32::from(step / 8));
        let at = map.left_top() + vec2(map.width() * (column + 0.5) / 8.0, map.height() * (row + 0.5) / 6.0);
        harness.hover_at(at);
        harness.run_steps(3);
        found.extend(card(harness));
    }
    found
}

/// The card of a region that the map was moved to.
fn card_of_region(harness: &mut Harness<'static, AtlasApp>, name: &str) -> String {
    let document = Arc::clone(&harness.state().session().unwrap().document);
    let region = document.regions.iter().position(|region| region.name == name).unwrap();
    harness
        .state_mut()
        .ask(Command::ShowTarget(Target::Region(RegionId::at(region))));
    harness.run_steps(12);
    let cards = cards(harness);
    let found = cards.iter().find(|card| card.starts_with(name));
    found.unwrap_or_else(|| panic!("{name}: {cards:?}")).clone()
}

fn only(harness: &mut Harness<'static, AtlasApp>, layer: Layer) {
    for other in Layer::ALL.into_iter().filter(|other| *other != layer) {
        harness.state_mut().ask(Command::SetLayer(other, false));
    }
    harness.run_steps(3);
}

#[test]
fn a_region_under_the_pointer_tells_its_number_and_what_it_rests_on() {
    let mut harness = window();
    only(&mut harness, Layer::Regions);
    let published = card_of_region(&mut harness, "Hovedstaden").replace('\u{202f}', " ");
    for words in [
        "C21, 2013",
        "2.15",
        "95 % ",
        "21 759 of 599 537",
        "3.63 %",
        "27 165 of 1 606 016",
        "Local units: ",
    ] {
        assert!(published.contains(words), "{words}: {published}");
    }
    let withheld = card_of_region(&mut harness, "Sjælland");
    assert!(
        withheld.contains('≤') && withheld.contains("not published"),
        "{withheld}"
    );
}

#[test]
fn a_member_under_the_pointer_tells_who_it_is() {
    let mut harness = window();
    only(&mut harness, Layer::Members);
    let document = Arc::clone(&harness.state().session().unwrap().document);
    let name = "Lunds Universitet";
    let member = document
        .members
        .iter()
        .position(|member| member.name.eq_ignore_ascii_case(name))
        .unwrap();
    let target = Target::Member(MemberId::at(member));
    harness.state_mut().ask(Command::Select(target));
    harness.state_mut().ask(Command::ShowTarget(target));
    harness.run_steps(12);
    let at = map_rect(&harness).center();
    harness.hover_at(at);
    harness.run_steps(4);
    let card = card(&harness).unwrap();
    for words in [
        "Academia",
        "Place: Lund, Sydsverige",
        "Employees: ",
        "Ties: 79",
        "Position: ",
    ] {
        assert!(card.contains(words), "{words}: {card}");
    }
}

#[test]
fn a_tie_under_the_pointer_tells_its_two_ends_and_a_click_selects_them() {
    let mut harness = window();
    only(&mut harness, Layer::Links);
    let map = map_rect(&harness);
    let mut found = None;
    for step in 0..400_u16 {
        let at = map.center() + vec2(0.0, f32::from(step) - 200.0);
        harness.hover_at(at);
        harness.run_steps(2);
        if card(&harness).is_some_and(|card| card.contains("Joint activities: ")) {
            found = Some(at);
            break;
        }
    }
    let at = found.expect("no tie crosses the middle of the map");
    press(&mut harness, at, true, Modifiers::NONE);
    press(&mut harness, at, false, Modifiers::NONE);
    harness.run_steps(2);
    assert_eq!(
        harness.state().session().unwrap().exploration.selection.members.len(),
        2
    );
}

#[test]
fn the_card_waits_for_the_pointer_to_rest_and_goes_with_a_drag_and_with_escape() {
    let mut harness = window();
    only(&mut harness, Layer::Regions);
    // The sample opens on the Sound: land is looked for.
    let document = Arc::clone(&harness.state().session().unwrap().document);
    let land = document
        .regions
        .iter()
        .position(|region| region.name == "Sydsverige")
        .unwrap();
    harness
        .state_mut()
        .ask(Command::ShowTarget(Target::Region(RegionId::at(land))));
    harness.run_steps(40);
    let at = map_rect(&harness).center();
    harness.hover_at(at);
    harness.step();
    assert_eq!(card(&harness), None, "at once is too soon");
    harness.run_steps(3);
    let shown = card(&harness).expect("something lies in the middle");
    press(&mut harness, at, true, Modifiers::NONE);
    harness.hover_at(at + vec2(40.0, 0.0));
    harness.run_steps(3);
    assert_eq!(card(&harness), None, "{shown} stays while the map is dragged");
    press(&mut harness, at + vec2(40.0, 0.0), false, Modifiers::NONE);
    harness.run_steps(4);
    assert!(card(&harness).is_some());
    harness.key_press(Key::Escape);
    harness.run_steps(3);
    assert_eq!(card(&harness), None);
}

#[test]
fn pointing_at_a_swatch_lights_its_class_without_new_geometry() {
    let mut harness = window();
    harness.run_steps(20);
    let uploads = harness.state().geometry_uploads();
    assert!(uploads > 0);
    let revision = harness.state().session().unwrap().revision;
    let swatch = in_left_panel(&harness, "Academia: ").center();
    harness.hover_at(swatch);
    harness.run_steps(3);
    let class = harness.state().session().unwrap().exploration.hover_class;
    assert!(matches!(class, Some(LegendClass::Symbol(_))), "{class:?}");
    let ramp = in_left_panel(&harness, "⅓, ½");
    harness.hover_at(ramp.left_center() + vec2(ramp.width() * 0.9, 0.0));
    harness.run_steps(3);
    let class = harness.state().session().unwrap().exploration.hover_class;
    assert_eq!(class, Some(LegendClass::Ramp(6)));
    harness.hover_at(map_rect(&harness).center());
    harness.run_steps(3);
    assert_eq!(harness.state().session().unwrap().exploration.hover_class, None);
    assert_eq!(harness.state().geometry_uploads(), uploads, "only tables change");
    assert_eq!(harness.state().session().unwrap().revision, revision);
}

#[test]
fn another_year_or_industry_sends_colors_and_no_geometry() {
    let mut harness = window();
    only(&mut harness, Layer::Regions);
    harness.run_steps(20);
    let uploads = harness.state().geometry_uploads();
    let revision = harness.state().session().unwrap().revision;
    let before = card_of_region(&mut harness, "Hovedstaden");
    let moved = harness.state().geometry_uploads();
    for command in [
        Command::SetYear(0),
        Command::SetIndustry(IndustryId::at(3)),
        Command::SetYear(4),
    ] {
        harness.state_mut().ask(command);
        harness.run_steps(6);
    }
    assert!(uploads > 0 && harness.state().session().unwrap().revision >= revision + 3);
    assert_eq!(harness.state().geometry_uploads(), moved);
    assert_ne!(card_of_region(&mut harness, "Hovedstaden"), before);
}

#[test]
fn a_lasso_selects_the_members_inside_and_shift_adds_a_box_to_them() {
    let mut harness = window();
    let map = map_rect(&harness);
    harness.get_by_label("Select with a lasso").click();
    harness.run_steps(2);
    let corners = [
        vec2(-300.0, -200.0),
        vec2(0.0, -200.0),
        vec2(0.0, 250.0),
        vec2(-300.0, 250.0),
    ];
    drag(
        &mut harness,
        &corners.map(|corner| map.center() + corner),
        Modifiers::NONE,
    );
    let count =
        |harness: &Harness<'static, AtlasApp>| harness.state().session().unwrap().exploration.selection.members.len();
    let inside = count(&harness);
    let all = harness.state().session().unwrap().visible_members.len();
    assert!(inside > 0 && inside < all, "{inside} of {all}");
    let corners = [map.center() + vec2(1.0, -300.0), map.right_bottom() - vec2(60.0, 120.0)];
    drag(&mut harness, &corners, Modifiers::SHIFT);
    assert!(count(&harness) > inside, "{} after {inside}", count(&harness));
    let kept = count(&harness);
    harness.get_by_label("Select with a box").click();
    harness.run_steps(2);
    drag(&mut harness, &corners, Modifiers::NONE);
    assert!(count(&harness) < kept, "a box without Shift replaces");
}

#[test]
fn the_sources_stand_on_two_lines_at_most_and_a_click_lists_them_whole() {
    let mut harness = window();
    let line = harness.get_by_label_contains("Sources: Eurostat 2008–2015").rect();
    assert!(line.height() <= 38.0, "{line:?}");
    let told = |harness: &Harness<'static, AtlasApp>| {
        harness
            .query_all_by_label_contains("structural business statistics")
            .count()
    };
    let before = told(&harness);
    harness.get_by_label_contains("Sources: Eurostat 2008–2015").click();
    harness.run_steps(3);
    assert!(told(&harness) > before);
}

/// Where something stands in the list of layers.
fn in_left_panel(harness: &Harness<'static, AtlasApp>, label: &str) -> Rect {
    let mut found = harness.query_all_by_label_contains(label).map(|node| node.rect());
    found.find(|rect| rect.right() < 320.0).unwrap()
}

fn press(harness: &mut Harness<'static, AtlasApp>, pos: Pos2, pressed: bool, modifiers: Modifiers) {
    let button = PointerButton::Primary;
    harness.event(egui::Event::PointerButton {
        pos,
        button,
        pressed,
        modifiers,
    });
    harness.run_steps(1);
}

fn drag(harness: &mut Harness<'static, AtlasApp>, way: &[Pos2], modifiers: Modifiers) {
    harness.event(egui::Event::ModifiersChanged(modifiers));
    harness.hover_at(way[0]);
    harness.run_steps(1);
    press(harness, way[0], true, modifiers);
    for pair in way.windows(2) {
        for share in [0.25, 0.5, 0.75, 1.0] {
            harness.hover_at(pair[0] + (pair[1] - pair[0]) * share);
            harness.run_steps(1);
        }
    }
    press(harness, way[way.len() - 1], false, modifiers);
    harness.event(egui::Event::ModifiersChanged(Modifiers::NONE));
    harness.run_steps(4);
}
