//! The whole window on a sample: opened by its worker, driven as a person drives it.

use cluster_atlas::app::AtlasApp;
use cluster_atlas::app::samples;
use cluster_atlas::app::work::Origin;
use egui::{Key, Modifiers, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

/// A window on a sample, run until the sample is open.
fn window() -> Harness<'static, AtlasApp> {
    let sample = samples::by_name("medicon_valley").unwrap();
    let origin = Origin::Sample(sample.name, sample.bytes);
    let mut harness = Harness::builder()
        .with_size(vec2(1600.0, 1000.0))
        .build_eframe(move |context| AtlasApp::new(context, None, Some(origin)));
    let begun = std::time::Instant::now();
    while harness.state().session().is_none() {
        assert!(begun.elapsed().as_secs() < 240, "the sample was not opened");
        std::thread::park_timeout(std::time::Duration::from_millis(4));
        harness.step();
    }
    harness.run_steps(4);
    harness
}

#[test]
fn the_members_of_a_sample_are_listed() {
    let mut harness = window();
    harness.get_by_label("Members").click();
    harness.run_steps(4);
    let name = harness.state().session().unwrap().document.members.iter();
    let is_shown = |member: &str| harness.query_all_by_label_contains(member).next().is_some();
    assert!(name.clone().any(|member| is_shown(&member.name)), "no member is shown");
}

#[test]
fn the_search_selects_the_member_it_finds() {
    let mut harness = window();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::K);
    harness.run_steps(3);
    for letter in "lunds universitet".chars() {
        harness.event(egui::Event::Text(letter.to_string()));
        harness.run_steps(2);
    }
    harness.key_press(Key::Enter);
    harness.run_steps(3);
    let session = harness.state().session().unwrap();
    let selected = session.exploration.selection.members.first().copied().unwrap();
    assert_eq!(
        session.document.member(selected).unwrap().name.to_lowercase(),
        "lunds universitet"
    );
}
