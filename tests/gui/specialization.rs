//! The Specialization panel with real region files: its tabs, what a click in each of them does, and what is worked out beside the
//! window.

use std::sync::Arc;

use cluster_atlas::analysis::strength::Scheme;
use cluster_atlas::document::RegionId;
use cluster_atlas::panels::specialization::{SpecializationState, specialization_ui};
use cluster_atlas::session::Session;
use cluster_atlas::session::command::Command;
use cluster_atlas::session::concentration::Standing as Work;
use cluster_atlas::session::state::Target;
use cluster_atlas::session::study::{StudyChange, StudyRequest, Tab};
use cluster_atlas::ui::ThemeKind;
use egui::accesskit::Role;
use egui::vec2;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use super::driver::Window;
use super::gallery::look;

/// A session, and what the panel asked of the application.
struct Shown {
    session: Session,
    asked: Vec<Command>,
}

type Panel = Harness<'static, Shown>;

fn session(sample: &str) -> Session {
    let bytes: Arc<[u8]> = cluster_atlas::app::samples::by_name(sample).unwrap().bytes.into();
    let reading = cluster_atlas::format::read(bytes, &()).unwrap_or_else(|_| panic!("the sample is readable"));
    Session::new(reading.document, reading.findings, None, format!("{sample}.geojson"))
}

/// The panel 360 wide; what a worker of the application would do is done between two frames.
fn panel(session: Session, kind: ThemeKind) -> Panel {
    let mut state = SpecializationState::default();
    let mut harness = Harness::builder()
        .with_size(vec2(360.0, 2400.0))
        .with_context_setup(look(kind))
        .wgpu()
        .build_ui_state(
            move |ui, shown: &mut Shown| {
                let area = &mut ui.new_child(egui::UiBuilder::new().max_rect(ui.ctx().content_rect()));
                let fill = cluster_atlas::ui::Theme::of(ui.ctx()).surface;
                area.painter().rect_filled(ui.ctx().content_rect(), 0.0, fill);
                let mut commands = Vec::new();
                specialization_ui(area, &mut state, &shown.session, &mut commands);
                for command in commands {
                    shown.asked.extend(shown.session.dispatch(command));
                }
                shown.session.work_out_study();
            },
            Shown {
                session,
                asked: Vec::new(),
            },
        );
    harness.run();
    harness
}

fn keep(harness: &mut Panel, name: &str) {
    if let (Some(folder), Ok(picture)) = (std::env::var_os("CLUSTER_ATLAS_GALLERY"), harness.render()) {
        let path = std::path::Path::new(&folder).join(name).with_extension("png");
        picture.save(path).unwrap();
    }
}

fn regions(session: &Session, count: usize) -> Vec<RegionId> {
    let view = session.quotients.clone().unwrap();
    let known = session.document.ranked_regions();
    let published = known.filter(|id| view.of_region(*id).is_some_and(|quotient| quotient.value.is_some()));
    published.take(count).collect()
}

fn on_region(sample: &str) -> Panel {
    let mut session = session(sample);
    let region = *regions(&session, 1).first().unwrap();
    session.dispatch(Command::Select(Target::Region(region)));
    panel(session, ThemeKind::Light)
}

fn tab(harness: &mut Panel, name: &str) {
    harness.get_by_role_and_label(Role::Tab, name).click();
    harness.run();
}

fn shows(harness: &Panel, words: &str) -> bool {
    harness.query_all_by_label_contains(words).next().is_some()
}

#[test]
fn the_region_tab_shows_strength_parts_of_the_change_and_variety() {
    let mut harness = on_region("medicon_valley");
    tab(&mut harness, "Region");
    keep(&mut harness, "specialization_region");
    assert_eq!(harness.state().session.study.tab, Tab::Region);
    for words in [
        "Strength: ",
        "Share of industry, top 75",
        "What the change is made of",
        "Related variety: ",
    ] {
        assert!(shows(&harness, words), "{words}");
    }
    let shift = harness.state().session.shift().fresh().cloned().unwrap();
    let sum = shift.rows.last().unwrap();
    let change = cluster_atlas::messages::number::count(sum.end.unwrap() - sum.start.unwrap());
    assert!(shows(
        &harness,
        &format!(
            "= Change, {}",
            if sum.end > sum.start {
                format!("+{change}")
            } else {
                change
            }
        )
    ));
}

#[test]
fn other_years_and_year_by_year_take_the_change_apart_anew() {
    let mut harness = on_region("medicon_valley");
    tab(&mut harness, "Region");
    let before = harness.state().session.shift().fresh().cloned().unwrap();
    harness.get_by_label("From year").click();
    harness.run();
    harness.get_by_role_and_label(Role::ListBoxOption, "2008").click();
    harness.run();
    assert_eq!(harness.state().session.span().unwrap().from, 0);
    harness.get_by_label("Year by year, added up").click();
    harness.run();
    let span = harness.state().session.span().unwrap();
    assert!(span.is_chained);
    let after = harness.state().session.shift().fresh().cloned().unwrap();
    assert_ne!(before.rows, after.rows);
}

#[test]
fn a_rule_of_strength_is_chosen_and_judges_every_region() {
    let mut harness = on_region("great_lakes_manufacturing");
    harness.get_by_label("Rule for strong regions").click();
    harness.run();
    let label = "Sölvell, Ketels & Lindqvist 2008: stars";
    harness.get_by_role_and_label(Role::ListBoxOption, label).click();
    harness.run();
    keep(&mut harness, "specialization_ranking");
    assert_eq!(harness.state().session.exploration.scheme.id(), "eu-10");
    assert!(shows(&harness, "can be judged have all 3 stars"));
    assert!(
        !shows(&harness, "could be confirmed"),
        "all numbers of this rule are confirmed"
    );
    tab(&mut harness, "Region");
    assert!(shows(&harness, "of 3 stars"));
}

#[test]
fn regions_are_put_side_by_side_from_the_ranking_and_copied_as_csv() {
    let mut harness = panel(session("medicon_valley"), ThemeKind::Dark);
    let chosen = regions(&harness.state().session, 3);
    for region in &chosen {
        let name = harness.state().session.region_name(*region).to_owned();
        harness.get_by_label(&format!("Compare {name}")).click();
        harness.run();
    }
    assert_eq!(harness.state().session.compared(), chosen);
    tab(&mut harness, "Compare");
    keep(&mut harness, "specialization_compare");
    assert!(shows(&harness, "3 of 10") && shows(&harness, "Location quotient over the years"));
    harness.get_by_label("Copy as CSV").click();
    harness.run();
    let copied = harness.state().asked.iter().find_map(|command| match command {
        Command::Copy(words) => Some(words.clone()),
        _ => None,
    });
    let copied = copied.unwrap();
    assert_eq!(copied.lines().count(), 4);
    let first = harness.state().session.region_name(chosen[0]).to_owned();
    assert!(copied.lines().nth(1).unwrap().starts_with(&first), "{copied}");
    harness.get_by_label("Take all away").click();
    harness.run();
    assert!(harness.state().session.compared().is_empty() && shows(&harness, "Put up to 10 regions"));
}

#[test]
fn more_than_ten_selected_regions_are_refused_in_words() {
    let mut session = session("great_lakes_manufacturing");
    let all: Vec<RegionId> = session.document.ranked_regions().take(14).collect();
    let (first, rest) = all.split_at(8);
    session.dispatch(Command::Study(StudyChange::CompareAll(first.to_vec())));
    session.dispatch(Command::SelectMany(rest.iter().copied().map(Target::Region).collect()));
    session.dispatch(Command::Study(StudyChange::Tab(Tab::Compare)));
    let mut harness = panel(session, ThemeKind::Light);
    assert!(shows(&harness, "there is room for 2"));
    harness.get_by_label("Add the selected (2)").click();
    harness.run();
    assert_eq!(harness.state().session.compared().len(), 10);
    assert!(shows(&harness, "there is no room"));
}

#[test]
fn an_opening_shows_what_carries_it_and_is_picked_for_the_map() {
    let mut harness = on_region("great_lakes_manufacturing");
    tab(&mut harness, "Opportunities");
    let view = harness.state().session.openings().fresh().cloned().unwrap();
    let opening = view.openings.first().unwrap().clone();
    let name = harness
        .state()
        .session
        .document
        .industry(opening.industry)
        .unwrap()
        .name
        .clone();
    harness.query_all_by_label_contains(&name).next().unwrap().click();
    harness.run();
    keep(&mut harness, "specialization_openings");
    assert!(shows(&harness, "Carried by what") && shows(&harness, "found together"));
    assert!(shows(&harness, "possible entries happened"), "the evidence is said");
    harness.get_by_label("Show on the map").click();
    harness.run();
    assert_eq!(harness.state().session.exploration.industry, Some(opening.industry));
}

#[test]
fn regions_are_ranked_by_what_is_their_own_in_their_change() {
    let mut harness = panel(session("medicon_valley"), ThemeKind::Projector);
    harness.get_by_label("Own growth").click();
    harness.run();
    keep(&mut harness, "specialization_changes");
    let view = harness.state().session.shifts().fresh().cloned().unwrap();
    let own = |row: &cluster_atlas::analysis::change::ShiftRow| row.shift.regional.unwrap() / row.start.unwrap();
    let best = view.rows.iter().max_by(|a, b| own(a).total_cmp(&own(b))).unwrap();
    let words = cluster_atlas::messages::number::signed_percent(own(best));
    let name = harness.state().session.region_name(best.region).to_owned();
    harness.get_by_label(&format!("{name}, {words}")).click();
    harness.run();
    assert!(
        harness
            .state()
            .session
            .exploration
            .selection
            .regions
            .contains(&best.region)
    );
}

#[test]
fn a_basket_is_the_field_on_the_map_and_is_saved_as_a_clusters_field_by_one_undoable_step() {
    let mut window = Window::usual();
    window.click("Specialization");
    let before = window.session().quotients.clone().unwrap();
    window.click("Take several industries together");
    window.click_last("Add an industry");
    window.enter("machinery");
    window.keys(egui::Modifiers::NONE, egui::Key::Enter);
    window.click("Use as the field");
    let session = window.session();
    assert_eq!(session.exploration.basket.len(), 2);
    let view = session.quotients.clone().unwrap();
    assert_eq!(view.industries, session.exploration.basket);
    assert_ne!(view.regions, before.regions);
    window.click("Change the industries");
    window.click_last("Save as a cluster’s field");
    let clusters = window.session().document.clusters.count();
    window.click_last("A new cluster");
    assert_eq!(window.session().document.clusters.count(), clusters + 1);
    assert_eq!(window.session().exploration.basket.len(), 2);
    window.harness.state_mut().ask(Command::Undo);
    window.harness.run_steps(4);
    assert_eq!(window.session().document.clusters.count(), clusters);
}

#[test]
fn thresholds_of_ones_own_are_kept_for_the_next_start_and_openings_come_from_a_worker() {
    let mut window = Window::on_sample(vec2(1280.0, 720.0));
    window.click("Specialization");
    window.reach("Change the thresholds");
    window.click("Change the thresholds");
    window.reach("Least quotient");
    window.fill("Least quotient", "1.4");
    window.harness.run_steps(4);
    let changed = Scheme::default().with_threshold("quotient", 1.4).unwrap();
    assert_eq!(window.session().exploration.scheme, changed);
    let kept = std::fs::read_to_string(window.folder.path().join("settings").join("settings.json")).unwrap();
    assert!(kept.contains("\"strength\"") && kept.contains("1.4"), "{kept}");
    let region = *regions(window.session(), 1).first().unwrap();
    window.harness.state_mut().ask(Command::Select(Target::Region(region)));
    window.harness.run_steps(2);
    window
        .harness
        .state_mut()
        .ask(Command::Study(StudyChange::Tab(Tab::Opportunities)));
    window.wait("what the region could enter is known", |app| {
        app.session()
            .is_some_and(|session| session.openings().fresh().is_some())
    });
    assert!(window.shows("Nearest first"));
}

/// A session whose worker is at a study, and what that worker holds.
struct Held {
    session: Session,
    requests: Vec<StudyRequest>,
}

#[test]
fn a_long_study_says_how_far_it_is_and_is_stopped_and_taken_up_again() {
    let mut session = session("great_lakes_manufacturing");
    let region = *regions(&session, 1).first().unwrap();
    session.dispatch(Command::Select(Target::Region(region)));
    session.dispatch(Command::Study(StudyChange::Tab(Tab::Opportunities)));
    let mut state = SpecializationState::default();
    let held = Held {
        session,
        requests: Vec::new(),
    };
    let mut harness = Harness::builder()
        .with_size(vec2(360.0, 900.0))
        .with_context_setup(look(ThemeKind::Light))
        .build_ui_state(
            move |ui, held: &mut Held| {
                let mut commands = Vec::new();
                specialization_ui(ui, &mut state, &held.session, &mut commands);
                for command in commands {
                    held.session.dispatch(command);
                }
                held.requests.extend(held.session.study_request());
            },
            held,
        );
    harness.run_steps(30);
    assert!(
        harness
            .query_by_label_contains("Working out what is found together")
            .is_some()
    );
    harness.get_by_label("Cancel").click();
    harness.run_steps(4);
    assert_eq!(harness.state().session.study_work().0, Work::Stopped);
    assert!(harness.query_by_label_contains("because it was stopped").is_some());
    let stopped = harness.state_mut().requests.pop().unwrap();
    let answer = stopped.carry_out();
    harness.state_mut().session.take_study(answer);
    harness.run_steps(4);
    assert!(harness.state().requests.is_empty(), "what was stopped began by itself");
    assert!(
        harness.state().session.landscape().value.is_none(),
        "the worker did not stop"
    );
    harness.get_by_label("Work it out").click();
    harness.run_steps(4);
    while let Some(request) = harness.state_mut().requests.pop() {
        let answer = request.carry_out();
        harness.state_mut().session.take_study(answer);
        harness.run_steps(4);
    }
    assert!(harness.state().session.openings().fresh().is_some());
    assert!(harness.query_by_label("Cancel").is_none());
}
