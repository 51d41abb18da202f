//! The fields at the top of the panel: what is counted and on which ground; and at its end how chance is drawn.
//!
//! They offer only what the file can answer.

use egui::Ui;

use super::parts::change;
use crate::analysis::concentration::weights::Rule;
use crate::messages::{number, text, text_with};
use crate::session::Session;
use crate::session::command::Command;
use crate::session::concentration::choices::{HEXAGON_WIDTHS_KM, Subject};
use crate::session::concentration::surface::SurfaceDetail;
use crate::session::quotients::field_name;
use crate::ui::dropdown::{Choice, Dropdown};
use crate::ui::field::Field;
use crate::ui::heading;

/// How many permutations are offered.
const PERMUTATIONS: [usize; 3] = [99, 999, 9_999];

/// The subjects that the file can answer.
fn subjects(session: &Session) -> Vec<Subject> {
    let document = &session.document;
    let has_places = document.members.iter().any(|member| member.position.is_some());
    let has_jobs = document.members.iter().any(|member| member.employees.is_some());
    let has_numbers = session.quotients.is_some() && document.regions.iter().any(|region| region.shape.is_some());
    let is_offered = |subject: &Subject| match subject {
        Subject::Members => has_places,
        Subject::Jobs => has_places && has_jobs,
        Subject::LocationQuotient | Subject::Value => has_numbers,
    };
    Subject::ALL.into_iter().filter(is_offered).collect()
}

/// A subject in words.
fn subject_words(session: &Session, subject: Subject) -> String {
    match subject {
        Subject::Members => text("gathering-subject-members"),
        Subject::Jobs => text("gathering-subject-jobs"),
        Subject::LocationQuotient => text("gathering-subject-quotient"),
        Subject::Value => {
            let unit = session.unit_words();
            text_with("gathering-subject-value", &[("unit", unit.into())])
        }
    }
}

/// Shows both fields.
pub(super) fn show(ui: &mut Ui, session: &Session, commands: &mut Vec<Command>) {
    let subjects = subjects(session);
    let current = session.exploration.concentration.subject;
    // A file without members begins with what it has.
    if let Some(first) = subjects.first().filter(|_| !subjects.contains(&current)) {
        change(session, commands, |choices| choices.subject = *first);
    }
    ui.horizontal(|ui| {
        let width = ((ui.available_width() - 8.0) / 2.0).max(80.0);
        let words: Vec<String> = subjects
            .iter()
            .map(|subject| subject_words(session, *subject))
            .collect();
        let choices: Vec<Choice<'_>> = words.iter().map(|words| Choice::named(words)).collect();
        let selected = subjects.iter().position(|subject| *subject == current);
        let name = text("gathering-subject");
        let field = Dropdown::new("gathering-subject", &name, &choices)
            .selected(selected)
            .width(width);
        if let Some(subject) = field.show(ui).and_then(|taken| subjects.get(taken)) {
            change(session, commands, |choices| choices.subject = *subject);
        }
        if current.is_of_members() {
            hexagons(ui, width, session, commands);
        } else {
            neighbors(ui, width, session, commands);
        }
    });
    if !current.is_of_members() {
        let year = session.year().map_or_else(String::new, |year| year.to_string());
        let field = field_name(&session.document, &session.field());
        let benchmark = session.benchmark_words();
        let id = if current == Subject::Value {
            "gathering-of-value"
        } else {
            "gathering-of-quotient"
        };
        let words = text_with(
            id,
            &[
                ("field", field.into()),
                ("year", year.into()),
                ("benchmark", benchmark.into()),
            ],
        );
        heading::note(ui, &words);
    }
}

/// The width of hexagons.
pub(super) fn hexagons(ui: &mut Ui, width: f32, session: &Session, commands: &mut Vec<Command>) {
    let usual = session
        .surface()
        .and_then(|found| found.as_ref().ok())
        .and_then(|view| match view.detail {
            SurfaceDetail::Hexagons { width_km, .. } => Some(width_km),
            SurfaceDetail::Density { .. } => None,
        });
    let usual = usual.filter(|_| session.exploration.concentration.hexagon_km.is_none());
    let automatic = usual.map_or_else(
        || text("gathering-hexagons-usual"),
        |km| text_with("gathering-hexagons-km", &[("km", number::tick(km).into())]),
    );
    let suggested = text("gathering-suggested");
    let widths = HEXAGON_WIDTHS_KM.map(|km| {
        let km = number::tick(km);
        text_with("gathering-hexagons-km", &[("km", km.into())])
    });
    let words: Vec<&String> = std::iter::once(&automatic).chain(&widths).collect();
    let mut choices: Vec<Choice<'_>> = words.iter().map(|words| Choice::named(words)).collect();
    if let Some(first) = choices.first_mut() {
        first.aside = &suggested;
    }
    let current = session.exploration.concentration.hexagon_km;
    let place = current.and_then(|km| HEXAGON_WIDTHS_KM.iter().position(|width| (width - km).abs() < 1e-9));
    let name = text("gathering-hexagon-width");
    let field = Dropdown::new("gathering-hexagons", &name, &choices)
        .selected(Some(place.map_or(0, |place| place + 1)))
        .width(width);
    if let Some(taken) = field.show(ui) {
        let km = taken
            .checked_sub(1)
            .and_then(|place| HEXAGON_WIDTHS_KM.get(place).copied());
        change(session, commands, |choices| choices.hexagon_km = km);
    }
}

/// Which regions are neighbors.
fn neighbors(ui: &mut Ui, width: f32, session: &Session, commands: &mut Vec<Command>) {
    let rules = [
        Rule::Queen,
        Rule::Rook,
        Rule::Nearest(5),
        Rule::Nearest(10),
        Rule::WithinKm(50.0),
        Rule::WithinKm(100.0),
        Rule::WithinKm(200.0),
    ];
    let words: Vec<String> = rules.iter().map(|rule| rule_words(*rule)).collect();
    let choices: Vec<Choice<'_>> = words.iter().map(|words| Choice::named(words)).collect();
    let current = session.exploration.concentration.rule;
    let name = text("gathering-neighbors");
    let field = Dropdown::new("gathering-neighbors", &name, &choices)
        .selected(rules.iter().position(|rule| *rule == current))
        .width(width);
    if let Some(rule) = field.show(ui).and_then(|taken| rules.get(taken)) {
        change(session, commands, |choices| choices.rule = *rule);
    }
}

/// A rule of neighborhood in words.
pub(super) fn rule_words(rule: Rule) -> String {
    match rule {
        Rule::Queen => text("gathering-rule-queen"),
        Rule::Rook => text("gathering-rule-rook"),
        Rule::Nearest(count) => text_with("gathering-rule-nearest", &[("count", count.into())]),
        Rule::WithinKm(km) | Rule::InverseDistanceKm(km) => {
            text_with("gathering-rule-within", &[("km", number::tick(km).into())])
        }
    }
}

/// How many permutations are drawn, and from which seed.
pub(super) fn chance(ui: &mut Ui, session: &Session, commands: &mut Vec<Command>) {
    heading::section(ui, &text("gathering-chance"), |_| ());
    heading::note(ui, &text("gathering-chance-note"));
    let current = &session.exploration.concentration;
    let words = PERMUTATIONS.map(|count| {
        let count = number::count(count);
        text_with("gathering-permutations", &[("count", count.into())])
    });
    let choices: Vec<Choice<'_>> = words.iter().map(|words| Choice::named(words)).collect();
    let selected = PERMUTATIONS.iter().position(|count| *count == current.permutations);
    let name = text("gathering-permutations-name");
    let field = Dropdown::new("gathering-permutations", &name, &choices)
        .selected(selected)
        .width(ui.available_width());
    if let Some(count) = field.show(ui).and_then(|taken| PERMUTATIONS.get(taken)) {
        change(session, commands, |choices| choices.permutations = *count);
    }
    let seed = current.seed.to_string();
    let understood = |typed: &str| {
        typed
            .parse::<u64>()
            .map_err(|_not_a_number| text("gathering-seed-refused"))
    };
    if let Some(seed) = Field::new(&text("gathering-seed"), &seed).show(ui, understood) {
        change(session, commands, |choices| choices.seed = seed);
    }
}
