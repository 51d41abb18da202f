//! The rule by which regions count as strong: choosing it, its thresholds with what they come to, and changing them.
//!
//! Rules and thresholds are those of `analysis::strength`; how one region meets them is shown by `rating`.

use egui::Ui;

use super::rating::{rule_words, value_words};
use crate::analysis::rating::{Ratings, Threshold};
use crate::analysis::strength::{Dimension, Scheme};
use crate::messages::{number, text, text_with};
use crate::session::Session;
use crate::session::command::Command;
use crate::ui::button::TextLink;
use crate::ui::dropdown::{Choice, Dropdown};
use crate::ui::field::Field;
use crate::ui::{heading, input, rows};

/// Shows the rule and how many regions it calls strong.
pub(super) fn show(
    ui: &mut Ui,
    is_open: &mut bool,
    (session, ratings): (&Session, &Ratings),
    commands: &mut Vec<Command>,
) {
    heading::section(ui, &text("strength-title"), |_| ());
    let scheme = session.exploration.scheme;
    let all = Scheme::all();
    let names = all.map(|known| text(&format!("strength-scheme-{}", known.id())));
    let unconfirmed = text("strength-unconfirmed-short");
    let choices: Vec<Choice<'_>> = all
        .iter()
        .zip(&names)
        .map(|(known, name)| Choice {
            code: "",
            name,
            aside: if known.is_confirmed() { "" } else { &unconfirmed },
        })
        .collect();
    let now = all.iter().position(|known| known.id() == scheme.id());
    let name = text("strength-rule");
    let field = Dropdown::new("scheme", &name, &choices).selected(now);
    if let Some(taken) = field.show(ui).and_then(|taken| all.get(taken)) {
        commands.push(Command::SetScheme(*taken));
    }
    heading::note(ui, &text(&format!("strength-source-{}", scheme.id())));
    summary(ui, ratings);
    let level = session
        .region_in_focus()
        .and_then(|region| ratings.of(region))
        .map_or(0, |rating| rating.level);
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for threshold in ratings.levels.get(level).into_iter().flatten() {
            threshold_row(ui, threshold);
        }
    });
    if ratings.levels.len() > 1 {
        heading::note(ui, &text("strength-by-level"));
    }
    if !scheme.is_confirmed() {
        heading::note(ui, &text("strength-unconfirmed"));
    }
    edit(ui, is_open, scheme, commands);
}

/// "12 of 83 regions are strong", or that nobody can be judged.
fn summary(ui: &mut Ui, ratings: &Ratings) {
    let (strong, judged) = ratings.strong_and_judged();
    let most = ratings.scheme.most_stars();
    let id = match (judged, most) {
        (0, _) => "strength-nobody-judged",
        (_, 0) => "strength-count",
        _ => "strength-count-stars",
    };
    let values = [
        ("strong", strong.into()),
        ("judged", judged.into()),
        ("most", usize::from(most).into()),
    ];
    heading::note(ui, &text_with(id, &values));
}

/// A threshold with its rule and what it comes to.
fn threshold_row(ui: &mut Ui, threshold: &Threshold) {
    let words = rule_words(threshold);
    let least = threshold.least.map(|least| value_words(threshold, least));
    match least {
        Some(least) => rows::key_value(ui, &words, &least, ""),
        None => rows::key_unknown(ui, &words, &text("strength-no-threshold")),
    };
}

/// The thresholds as fields, folded away until they are wanted.
fn edit(ui: &mut Ui, is_open: &mut bool, scheme: Scheme, commands: &mut Vec<Command>) {
    ui.horizontal(|ui| {
        let words = text(if *is_open {
            "strength-edit-close"
        } else {
            "strength-edit"
        });
        if ui.add(TextLink::new(&words).small()).clicked() {
            *is_open = !*is_open;
        }
        if scheme.is_changed() && ui.add(TextLink::new(&text("strength-reset")).small()).clicked() {
            commands.extend(Scheme::from_id(scheme.id()).map(Command::SetScheme));
        }
    });
    if scheme.is_changed() {
        heading::note(ui, &text("strength-changed"));
    }
    if !*is_open {
        return;
    }
    for (name, value) in scheme.thresholds() {
        let label = text(&format!("threshold-{}", name.replace('_', "-")));
        let changed = if Dimension::ALL.iter().any(|dimension| dimension.id() == name) {
            let mut is_on = value > 0.0;
            input::checkbox(ui, &mut is_on, &label)
                .changed()
                .then(|| scheme.with_threshold(name, f64::from(u8::from(is_on))))
                .flatten()
        } else {
            let shown = number::exact(value);
            Field::new(&label, &shown).show(ui, |typed| threshold(scheme, name, typed))
        };
        commands.extend(changed.map(Command::SetScheme));
    }
}

/// A threshold that was typed, or why it is none.
fn threshold(scheme: Scheme, name: &str, typed: &str) -> Result<Scheme, String> {
    let decimal = number::locale().decimal.to_string();
    let bare: String = typed.chars().filter(|sign| !sign.is_whitespace()).collect();
    let value = bare.replace(&decimal, ".").parse::<f64>().ok();
    let changed = value.and_then(|value| scheme.with_threshold(name, value));
    changed.ok_or_else(|| text("strength-no-such-number"))
}
