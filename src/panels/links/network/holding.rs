//! What holds the network together: how it bears losses, what remains when one leaves, cut members and bridges with what they cut off.
//!
//! The numbers are those of `session::measures`; marking them on the map is the business of a layer, which is switched here too.

use egui::{Align, Color32, Stroke, Ui, UiBuilder};

use super::{MOST_ROWS, member_row, more, name};
use crate::messages::{Value, number, text, text_with};
use crate::session::Session;
use crate::session::command::Command;
use crate::session::measures::{DepartureView, MeasuresView};
use crate::session::state::{Layer, Target};
use crate::ui::chart::{Axis, Chart, Dash};
use crate::ui::text::{Kind, rich};
use crate::ui::{heading, input, rows};

const CHART_HEIGHT: f32 = 172.0;

/// Whether cut members and bridges are marked on the map.
pub(super) fn switch(ui: &mut Ui, session: &Session, commands: &mut Vec<Command>) {
    let mut is_on = session.exploration.layers.contains(Layer::Cuts);
    if input::checkbox(ui, &mut is_on, &text("links-network-mark-cuts")).changed() {
        commands.push(Command::SetLayer(Layer::Cuts, is_on));
    }
}

/// The largest part of the network while its members leave: the best connected first, and by lot.
pub(super) fn decline(ui: &mut Ui, measures: &MeasuresView) {
    let decline = &measures.decline;
    if measures.roster.members.len() < 2 {
        return;
    }
    ui.add_space(4.0);
    heading::group(ui, &text("links-network-decline"));
    let (best, lot) = (&decline.best_connected, &decline.by_lot);
    let [best_at, lot_at] = decline.halved_at;
    let answer = text_with(
        "links-network-decline-answer",
        &[
            ("best", number::percent(best_at).into()),
            ("lot", number::percent(lot_at).into()),
            ("lots", Value::from(decline.lots)),
        ],
    );
    let percent = |share: f64| number::percent(share);
    let axis = |title: &str| Axis::fixed(0.0, 1.0, 2).titled(text(title)).labeled(percent);
    let (x, y) = (
        axis("links-network-decline-lost"),
        axis("links-network-decline-left").with_grid(),
    );
    let name = text("links-network-decline");
    Chart::new(&name, &answer, CHART_HEIGHT).axes(x, y).show(ui, |plot, _| {
        let theme = plot.theme;
        let label = |words: &str, at: Option<&(f64, f64)>, ink: Color32| {
            if let Some((lost, share)) = at {
                let place = plot.at(*lost, *share) + egui::vec2(8.0, -4.0);
                let galley = crate::ui::text::line(&plot.painter, text(words), Kind::Axis, ink);
                crate::ui::text::on_baseline(&plot.painter, &galley, place.x, place.y, Align::Min);
            }
        };
        let at_share = |curve: &[(f64, f64)], share: f64| curve.iter().find(|(lost, _)| *lost >= share).copied();
        plot.line(lot, Stroke::new(2.0, theme.text_secondary), Dash::Dashed);
        plot.line(best, Stroke::new(2.0, theme.accent), Dash::Solid);
        label(
            "links-network-decline-by-lot",
            at_share(lot, 0.32).as_ref(),
            theme.text_secondary,
        );
        label(
            "links-network-decline-best",
            at_share(best, 0.12).as_ref(),
            theme.accent,
        );
    });
    heading::note(ui, &answer);
}

/// What remains when a cluster organization or one of the first brokers leaves.
pub(super) fn departures(ui: &mut Ui, session: &Session, measures: &MeasuresView, commands: &mut Vec<Command>) {
    if measures.departures.is_empty() {
        return;
    }
    ui.add_space(4.0);
    heading::group(ui, &text("links-network-departures"));
    heading::note(ui, &text("links-network-departures-note"));
    if !measures.departures.iter().any(|view| view.is_organization) {
        heading::note(ui, &text("links-network-no-organization"));
    }
    ui.scope_builder(UiBuilder::new().id_salt("departures"), |ui| {
        for view in &measures.departures {
            let has_ties = measures.of(view.member).is_some_and(|row| row.degree > 0);
            let aside = if has_ties {
                departure_aside(view)
            } else {
                text("links-network-departure-none")
            };
            let sentence = departure_words(session, view);
            member_row(ui, session, view.member, &aside, commands)
                .map(|row| row.on_hover_text(rich(sentence, Kind::Small)));
        }
    });
}

fn departure_aside(view: &DepartureView) -> String {
    text_with(
        "links-network-departure",
        &[
            ("before", Value::from(view.largest_before)),
            ("after", Value::from(view.largest_after)),
            ("change", change(view).into()),
        ],
    )
}

fn change(view: &DepartureView) -> String {
    view.efficiency_change
        .map_or_else(|| text("number-missing"), number::signed_percent)
}

fn departure_words(session: &Session, view: &DepartureView) -> String {
    text_with(
        "links-network-departure-explain",
        &[
            ("name", name(&session.document, view.member).into()),
            ("before", Value::from(view.largest_before)),
            ("after", Value::from(view.largest_after)),
            ("change", change(view).into()),
        ],
    )
}

/// "480, 10 and 4" of many parts at most six are named.
fn parts_words(parts: &[usize]) -> String {
    let mut named: Vec<String> = parts.iter().take(6).map(|size| number::count(*size)).collect();
    if parts.len() > 6 {
        named.push("…".to_owned());
    }
    named.join(", ")
}

/// The members without whom their part falls apart, with how many they cut off.
pub(super) fn cut_members(ui: &mut Ui, session: &Session, measures: &MeasuresView, commands: &mut Vec<Command>) {
    if measures.cut_members.is_empty() {
        return;
    }
    ui.add_space(4.0);
    heading::group(ui, &text("links-network-cuts"));
    ui.scope_builder(UiBuilder::new().id_salt("cut-members"), |ui| {
        for cut in measures.cut_members.iter().take(MOST_ROWS) {
            let aside = text_with("links-network-cuts-off", &[("count", Value::from(cut.cut_off()))]);
            let sentence = text_with(
                "links-network-cut-explain",
                &[
                    ("name", name(&session.document, cut.member).into()),
                    ("parts", parts_words(&cut.parts).into()),
                    ("count", Value::from(cut.parts.len())),
                ],
            );
            member_row(ui, session, cut.member, &aside, commands)
                .map(|row| row.on_hover_text(rich(sentence, Kind::Small)));
        }
    });
    more(ui, measures.cut_members.len());
}

/// The ties without which their part falls apart, with how many they cut off.
pub(super) fn bridges(ui: &mut Ui, session: &Session, measures: &MeasuresView, commands: &mut Vec<Command>) {
    if measures.bridges.is_empty() {
        return;
    }
    ui.add_space(4.0);
    heading::group(ui, &text("links-network-bridges"));
    for bridge in measures.bridges.iter().take(MOST_ROWS) {
        let [a, b] = bridge.members;
        let (first, second) = (name(&session.document, a), name(&session.document, b));
        let words = text_with("links-between", &[("a", first.into()), ("b", second.into())]);
        let aside = text_with("links-network-cuts-off", &[("count", Value::from(bridge.cut_off()))]);
        let [parts_a, parts_b] = bridge.parts;
        let sentence = text_with(
            "links-network-bridge-explain",
            &[
                ("a", first.into()),
                ("b", second.into()),
                ("with_a", Value::from(parts_a)),
                ("with_b", Value::from(parts_b)),
            ],
        );
        let salt = (a.position(), b.position());
        let row = ui.push_id(salt, |ui| rows::link_row(ui, &words, &aside, None));
        let row = row.inner.on_hover_text(rich(sentence, Kind::Small));
        if row.clicked() {
            commands.push(Command::SelectMany(vec![Target::Member(a), Target::Member(b)]));
            commands.push(Command::FitSelection);
        }
    }
    more(ui, measures.bridges.len());
    let single = measures.bridges.iter().filter(|bridge| bridge.cut_off() == 1).count();
    if single > 0 {
        let words = text_with("links-network-bridges-single", &[("count", Value::from(single))]);
        heading::note(ui, &words);
    }
}
