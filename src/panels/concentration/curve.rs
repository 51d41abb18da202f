//! At which distances: a function of distance as a chart with its band of chance, and a sentence that says what it shows.
//!
//! Curves and bands are the session's.

use egui::{Align, Stroke, Ui, vec2};

use super::ConcentrationState;
use super::groups::words_of;
use super::parts::{change, contents, head, standing};
use crate::analysis::concentration::words::SIGNIFICANT;
use crate::messages::{number, text, text_with};
use crate::panels::explanation::Explanation;
use crate::session::Session;
use crate::session::command::Command;
use crate::session::concentration::Part;
use crate::session::concentration::choices::CurveKind;
use crate::session::concentration::curve::CurveView;
use crate::ui::button::TextLink;
use crate::ui::chart::{Axis, Chart, Dash};
use crate::ui::dropdown::{Choice as Offer, Dropdown};
use crate::ui::{TextKind, Theme, heading};

/// The height of the chart in points.
const HEIGHT_PT: f32 = 236.0;

/// Shows the section.
pub(super) fn show(ui: &mut Ui, (state, session): (&mut ConcentrationState, &Session), commands: &mut Vec<Command>) {
    let chosen = session.exploration.concentration.compared.clone();
    let chosen = chosen.unwrap_or_else(|| state.comparable(session).1.clone());
    let title = text("gathering-curve-title");
    head(ui, &title, (Part::Curve, ""), session, commands);
    compared(ui, (state, session), &chosen, commands);
    kinds(ui, session, commands);
    let is_stale = standing(ui, Part::Curve, session, commands);
    contents(ui, is_stale, session.curve(), |ui, view| {
        let what = words_of(session, &view.choice);
        heading::note(ui, &text_with(note_of(view.kind), &[("what", what.as_str().into())]));
        let sentence = sentence(view);
        chart(ui, view, (&what, &sentence));
        heading::quoted(ui, &sentence);
        if view.are_few {
            heading::note(ui, &text("concentration-note-few"));
        }
        if ui.add(TextLink::new(&text("specialization-explain")).small()).clicked() {
            state.opened = Some(explanation(session, view, (&what, &sentence)));
        }
    });
}

fn compared(
    ui: &mut Ui,
    (state, session): (&mut ConcentrationState, &Session),
    chosen: &crate::analysis::sites::Choice,
    commands: &mut Vec<Command>,
) {
    let (offered, _) = state.comparable(session);
    let offers: Vec<Offer<'_>> = offered
        .iter()
        .map(|(_, name, count)| Offer {
            code: "",
            name,
            aside: count,
        })
        .collect();
    let selected = offered.iter().position(|(choice, _, _)| choice == chosen);
    let name = text("gathering-compared");
    let field = Dropdown::new("gathering-compared", &name, &offers)
        .selected(selected)
        .searchable(true)
        .width(ui.available_width());
    if let Some((choice, _, _)) = field.show(ui).and_then(|taken| offered.get(taken)) {
        change(session, commands, |choices| choices.compared = Some(choice.clone()));
    }
}

fn kinds(ui: &mut Ui, session: &Session, commands: &mut Vec<Command>) {
    let names = CurveKind::ALL.map(|kind| text(name_of(kind)));
    let offers: Vec<Offer<'_>> = names.iter().map(|name| Offer::named(name)).collect();
    let current = session.exploration.concentration.curve;
    let name = text("gathering-curve-kind");
    let field = Dropdown::new("gathering-curve-kind", &name, &offers)
        .selected(CurveKind::ALL.iter().position(|kind| *kind == current))
        .width(ui.available_width());
    if let Some(kind) = field.show(ui).and_then(|taken| CurveKind::ALL.get(taken)) {
        change(session, commands, |choices| choices.curve = *kind);
    }
}

fn name_of(kind: CurveKind) -> &'static str {
    match kind {
        CurveKind::Ratio => "gathering-curve-ratio",
        CurveKind::Ripley => "gathering-curve-ripley",
        CurveKind::DurantonOverman => "gathering-curve-kd",
        CurveKind::MarconPuech => "gathering-curve-m",
    }
}

fn note_of(kind: CurveKind) -> &'static str {
    match kind {
        CurveKind::Ratio => "gathering-curve-ratio-note",
        CurveKind::Ripley => "gathering-curve-ripley-note",
        CurveKind::DurantonOverman => "gathering-curve-kd-note",
        CurveKind::MarconPuech => "gathering-curve-m-note",
    }
}

/// Where and how the curve leaves the band, or that it does not, with how chance was drawn.
fn sentence(view: &CurveView) -> String {
    let km = |km: f64| number::three_significant(km).into();
    let is_significant = view.p.is_none_or(|p| p <= SIGNIFICANT);
    let is_outside = view.outside(true).or(view.outside(false)).is_some();
    let above = view.outside(true).filter(|_| is_significant);
    let below = view.outside(false).filter(|_| is_significant);
    let verdict = match (above, below) {
        (Some((from, to)), _) if (to - from).abs() < 1e-9 => {
            text_with("gathering-curve-closer-at", &[("km", km(from))])
        }
        (Some((from, to)), _) => text_with("gathering-curve-closer", &[("from", km(from)), ("to", km(to))]),
        (None, Some((from, to))) => text_with("gathering-curve-apart", &[("from", km(from)), ("to", km(to))]),
        (None, None) => text(if is_outside {
            "gathering-curve-none-whole"
        } else {
            "gathering-curve-none"
        }),
    };
    let count = number::count(view.simulations.count);
    let seed = view.simulations.seed.to_string();
    let drawn = match view.p {
        Some(p) => text_with(
            "gathering-curve-drawn-p",
            &[
                ("p", number::p_value(p).into()),
                ("count", count.into()),
                ("seed", seed.into()),
            ],
        ),
        None => text_with(
            "gathering-curve-drawn",
            &[("count", count.into()), ("seed", seed.into())],
        ),
    };
    format!("{verdict} {drawn}")
}

/// Distances with values.
type Line = Vec<(f64, f64)>;
/// Distances with the lower and the upper end of the band.
type Band = Vec<(f64, f64, f64)>;

/// The curve as it is drawn: L less the distance, so that no pattern is a level line.
fn drawn(view: &CurveView) -> (Line, Band, f64) {
    let shift = |radius: f64, value: f64| {
        if view.kind == CurveKind::Ripley {
            value - radius
        } else {
            value
        }
    };
    let observed = view.curve.radii.iter().zip(&view.curve.observed);
    let line: Vec<(f64, f64)> = observed
        .map(|(radius, value)| (*radius, value.map_or(f64::NAN, |value| shift(*radius, value))))
        .collect();
    let band = view.curve.envelope.as_ref().map_or_else(Vec::new, |envelope| {
        let bounds = envelope.global_low.iter().zip(&envelope.global_high);
        let places = view.curve.radii.iter().zip(bounds);
        let known = places.filter(|(_, (low, high))| low.is_finite() && high.is_finite());
        known
            .map(|(radius, (low, high))| (*radius, shift(*radius, *low), shift(*radius, *high)))
            .collect()
    });
    let level = match view.kind {
        CurveKind::Ratio | CurveKind::MarconPuech => 1.0,
        CurveKind::Ripley | CurveKind::DurantonOverman => 0.0,
    };
    (line, band, level)
}

fn chart(ui: &mut Ui, view: &CurveView, (what, sentence): (&str, &str)) {
    let theme = Theme::of(ui.ctx());
    let (line, band, level) = drawn(view);
    let heights = line
        .iter()
        .map(|(_, y)| *y)
        .chain(band.iter().flat_map(|(_, low, high)| [*low, *high]));
    let finite: Vec<f64> = heights
        .filter(|y| y.is_finite())
        .chain(std::iter::once(level))
        .collect();
    let least = finite.iter().copied().fold(f64::INFINITY, f64::min);
    let most = finite.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let farthest = view.curve.radii.last().copied().unwrap_or(1.0);
    let mut x = Axis::fixed(0.0, farthest, 5);
    x.title = text("gathering-curve-distance");
    let y = Axis::linear(least, most, 6);
    let name = text(name_of(view.kind));
    ui.add_space(4.0);
    Chart::new(&name, sentence, HEIGHT_PT).axes(x, y).show(ui, |plot, _| {
        plot.band(&band, theme.bar.gamma_multiply(0.22));
        plot.level_y(level, Stroke::new(1.0, theme.text_secondary), Dash::Dashed);
        plot.line(&line, Stroke::new(2.0, theme.text), Dash::Solid);
        let early = line.iter().filter(|(_, y)| y.is_finite()).nth(1);
        let top = band.last();
        if let Some((at, _, high)) = top {
            let place = plot.at(*at, *high) + vec2(-2.0, -10.0);
            plot.label(&text("gathering-curve-band"), TextKind::Axis, place, Align::Max);
        }
        if let Some((at, height)) = early {
            let place = plot.at(*at, *height) + vec2(6.0, -12.0);
            plot.label(what, TextKind::SmallStrong, place, Align::Min);
        }
    });
}

fn explanation(session: &Session, view: &CurveView, (what, sentence): (&str, &str)) -> Explanation {
    let title = text_with("gathering-curve-explained-title", &[("what", what.into())]);
    let formula = match view.kind {
        CurveKind::Ratio => "gathering-ratio-formula",
        CurveKind::Ripley => "gathering-ripley-formula",
        CurveKind::DurantonOverman => "gathering-kd-formula",
        CurveKind::MarconPuech => "gathering-m-formula",
    };
    let value = text(name_of(view.kind));
    let explanation = Explanation::of(session, title, value, text(formula))
        .sentence(sentence)
        .sentence(text("gathering-curve-band-explained"))
        .fact("gathering-fact-members", number::count(view.members))
        .fact("gathering-fact-sites", number::count(view.sites))
        .fact("gathering-fact-permutations", number::count(view.simulations.count))
        .fact("gathering-seed", view.simulations.seed.to_string());
    if view.kind == CurveKind::Ratio {
        explanation.sentence(text("gathering-ratio-p"))
    } else {
        explanation
    }
}
