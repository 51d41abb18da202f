//! The widgets by what a person and a screen reader do with them. The gallery shows what they look like.

use cluster_atlas::ui::ThemeKind;
use cluster_atlas::ui::button::{Button, Emphasis};
use cluster_atlas::ui::dropdown::{Choice, Dropdown};
use cluster_atlas::ui::list::VirtualList;
use cluster_atlas::ui::overlay::{self, Answer};
use cluster_atlas::ui::paint::RowState;
use cluster_atlas::ui::rows::ListRow;
use cluster_atlas::ui::slider::YearSlider;
use cluster_atlas::ui::toast::{Toasts, Tone};
use egui::{Id, Key, Ui, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use super::gallery::look;

fn harness<'a>(size: egui::Vec2, contents: impl FnMut(&mut Ui) + 'a) -> Harness<'a> {
    Harness::builder()
        .with_size(size)
        .with_context_setup(look(ThemeKind::Light))
        .build_ui(contents)
}

#[test]
fn a_disabled_button_says_why_and_cannot_be_clicked() {
    let clicks = std::cell::Cell::new(0);
    let mut harness = harness(vec2(300.0, 200.0), |ui| {
        if ui
            .add(Button::new("Undo").disabled_because(Some("Nothing to undo")))
            .clicked()
        {
            clicks.set(clicks.get() + 1);
        }
    });
    harness.get_by_label("Undo").click();
    harness.run();
    harness.get_by_label("Undo").hover();
    harness.run_steps(60);
    assert!(harness.query_by_label("Nothing to undo").is_some());
    drop(harness);
    assert_eq!(clicks.get(), 0);
}

#[test]
fn a_list_of_a_hundred_thousand_rows_lays_out_only_what_is_seen_and_follows_the_arrows() {
    let laid_out = std::cell::Cell::new(0_usize);
    let cursor = std::cell::Cell::new(None);
    let mut harness = harness(vec2(360.0, 480.0), |ui| {
        laid_out.set(0);
        let list = VirtualList::new("members", "Members", ListRow::HEIGHT, 100_000).cursor(cursor.get());
        let outcome = list.show(ui, |ui, index| {
            laid_out.set(laid_out.get() + 1);
            let name = format!("Member {index}");
            let state = RowState::of(cursor.get() == Some(index), false);
            ui.add(ListRow::new(&name).state(state).in_list())
        });
        if outcome.chosen.is_some() {
            cursor.set(outcome.chosen);
        }
    });
    harness.run();
    assert!(laid_out.get() <= 13, "{} rows were laid out", laid_out.get());
    harness.get_by_label("Member 2").click();
    harness.run();
    assert_eq!(cursor.get(), Some(2));
    harness.key_press(Key::ArrowDown);
    harness.run();
    assert_eq!(cursor.get(), Some(3));
    harness.key_press(Key::End);
    harness.run();
    assert_eq!(cursor.get(), Some(99_999));
    assert!(
        harness.query_by_label("Member 99999").is_some(),
        "the last row is not in view"
    );
    assert!(laid_out.get() <= 13);
}

#[test]
fn the_row_that_opened_something_below_the_list_stays_in_sight() {
    let cursor = std::cell::Cell::new(None);
    let mut harness = harness(vec2(360.0, 480.0), |ui| {
        if cursor.get().is_some() {
            egui::Panel::bottom("card")
                .exact_size(300.0)
                .show(ui, |ui| ui.label("Card"));
        }
        let list = VirtualList::new("members", "Members", ListRow::HEIGHT, 100).cursor(cursor.get());
        let outcome = list.show(ui, |ui, index| {
            ui.add(ListRow::new(&format!("Member {index}")).in_list())
        });
        if outcome.chosen.is_some() {
            cursor.set(outcome.chosen);
        }
    });
    harness.run();
    harness.get_by_label("Member 7").click();
    harness.run();
    assert!(harness.query_by_label("Card").is_some());
    let row = harness.get_by_label("Member 7").rect();
    assert!(row.bottom() <= 181.0, "the row ends at {} points", row.bottom());
}

#[test]
fn a_choice_is_found_by_typing_and_taken_by_enter() {
    let chosen = std::cell::Cell::new(None);
    let choices = [("C20", "Chemicals"), ("C21", "Pharmaceuticals"), ("C26", "Electronics")]
        .map(|(code, name)| Choice { code, name, aside: "" });
    let mut harness = harness(vec2(360.0, 480.0), |ui| {
        let taken = Dropdown::new("industry", "Industry", &choices)
            .searchable(true)
            .selected(chosen.get())
            .show(ui);
        if taken.is_some() {
            chosen.set(taken);
        }
    });
    harness.get_by_label("Industry").click();
    harness.run();
    harness.event(egui::Event::Text("pharma".to_owned()));
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(chosen.get(), Some(1));
    assert!(
        harness.query_by_label("C20 Chemicals").is_none(),
        "the menu is still open"
    );
}

#[test]
fn escape_answers_a_question_with_what_loses_nothing() {
    let answer = std::cell::Cell::new(None);
    let mut harness = harness(vec2(800.0, 600.0), |ui| {
        if answer.get().is_none() {
            let answers = [
                Answer {
                    label: "Discard",
                    emphasis: Emphasis::Danger,
                    is_safe: false,
                },
                Answer {
                    label: "Keep",
                    emphasis: Emphasis::Filled,
                    is_safe: true,
                },
            ];
            answer.set(overlay::ask(
                ui.ctx(),
                Id::unique("leave"),
                "Discard the changes?",
                "Three edits are lost.",
                &answers,
            ));
        }
    });
    harness.run();
    assert!(harness.get_by_label("Keep").is_focused());
    harness.key_press(Key::Escape);
    harness.run();
    assert_eq!(answer.get(), Some(1));
}

#[test]
fn the_year_follows_the_arrows_over_gaps() {
    let year = std::cell::Cell::new(2010);
    let years = [2008, 2010, 2013];
    let mut harness = harness(vec2(360.0, 100.0), |ui| {
        let mut now = year.get();
        YearSlider::new("Year", &years).show(ui, &mut now);
        year.set(now);
    });
    harness.get_by_label("Year").focus();
    harness.run();
    harness.key_press(Key::ArrowRight);
    harness.run();
    assert_eq!(year.get(), 2013);
}

#[test]
fn a_notice_goes_after_six_seconds_and_its_action_is_reported() {
    let mut toasts = Toasts::default();
    let key = toasts.push(Tone::Done, "3 members removed", Some("Undo".to_owned()));
    let acted = std::cell::Cell::new(None);
    let toasts = std::cell::RefCell::new(toasts);
    let mut harness = harness(vec2(800.0, 400.0), |ui| {
        let bounds = ui.ctx().content_rect();
        if let Some(key) = toasts.borrow_mut().show(ui.ctx(), bounds) {
            acted.set(Some(key));
        }
    });
    harness.run_steps(4);
    harness.get_by_label("Undo").click();
    harness.run_steps(2);
    assert_eq!(acted.get(), Some(key));
    assert!(toasts.borrow().is_empty());
    toasts.borrow_mut().push(Tone::Note, "Saved", None);
    harness.remove_cursor();
    harness.run_steps(8);
    assert!(!toasts.borrow().is_empty(), "gone before its time");
    harness.run_steps(40);
    assert!(toasts.borrow().is_empty(), "still there after its time");
}
