//! What a region could enter: industries that it lacks, by how much of what they are found with is there, and how complex they are.
//!
//! The numbers are those of `session::study`. That industries are found together is an association; what entries of the last years say
//! of it stands at the end.

use egui::{Response, Stroke, Ui, vec2};

use super::explain::Opened;
use crate::analysis::numbers::{quantile_of_sorted, sorted};
use crate::document::{IndustryId, RegionId};
use crate::messages::{number, text, text_with};
use crate::panels::explanation::Explanation;
use crate::panels::marks;
use crate::session::Session;
use crate::session::command::Command;
use crate::session::study::{Evidence, Opening, OpeningsView};
use crate::ui::button::{Button, TextLink};
use crate::ui::chart::{Axis, Bubble, Chart, Plot};
use crate::ui::paint::RowState;
use crate::ui::rows::ListRow;
use crate::ui::{Icon, TextKind, Theme, heading, paint, rows, text as words};

/// So many openings are listed.
const MOST_ROWS: usize = 15;

/// Shows the openings; `open` is the one whose carriers are shown. Gives back the explanation that was asked for.
pub(super) fn show(
    ui: &mut Ui,
    open: &mut Option<IndustryId>,
    session: &Session,
    commands: &mut Vec<Command>,
) -> Option<Opened> {
    let Some(region) = session.region_in_focus() else {
        marks::padded(ui, |ui| {
            heading::empty_result(ui, &text("openings-select"), None);
        });
        return None;
    };
    let name = session.region_name(region);
    let view = marks::padded(ui, |ui| {
        heading::section(ui, &text_with("openings-title", &[("region", name.into())]), |_| ());
        let landscape = session.landscape();
        if landscape.is_stale {
            super::standing(ui, landscape);
            return None;
        }
        let openings = session.openings();
        let is_of_region = openings.value.is_none_or(|view| view.region == region);
        let shown = if is_of_region {
            openings
        } else {
            crate::session::study::Standing {
                value: None,
                ..openings
            }
        };
        super::standing(ui, shown).cloned()
    })?;
    if view.openings.is_empty() {
        marks::padded(ui, |ui| heading::note(ui, &text("openings-none")));
        return None;
    }
    marks::padded(ui, |ui| {
        heading::note(ui, &text("openings-lead"));
        chart(ui, session, &view, open);
    });
    let opened = list(ui, open, (session, &view), commands);
    marks::padded(ui, |ui| {
        let values = [
            ("shown", view.openings.len().min(MOST_ROWS).into()),
            ("count", view.openings.len().into()),
            ("regions", view.region_count.into()),
            ("unpublished", view.unpublished.into()),
        ];
        heading::note(ui, &text_with("openings-caption", &values));
        heading::group(ui, &text("evidence-title"));
        evidence(ui, session);
    });
    opened
}

/// Nearness to the right, complexity upwards; a click opens an industry.
fn chart(ui: &mut Ui, session: &Session, view: &OpeningsView, open: &mut Option<IndustryId>) {
    let shown: Vec<(&Opening, f64, f64)> = view
        .openings
        .iter()
        .filter_map(|opening| Some((opening, opening.density.value?, opening.complexity_z?)))
        .collect();
    if shown.len() < 3 {
        return;
    }
    let densities = sorted(shown.iter().map(|(_, density, _)| *density));
    let most = densities.last().copied().unwrap_or(1.0);
    let middle = quantile_of_sorted(&densities, 0.5).unwrap_or(0.0);
    let corners = [
        "openings-far-complex",
        "openings-near-complex",
        "openings-far-simple",
        "openings-near-simple",
    ];
    let corners = corners.map(text);
    let corners = corners.each_ref().map(String::as_str);
    let x = Axis::linear(0.0, most, 4)
        .labeled(number::percent)
        .titled(text("openings-axis-density"));
    let y = Axis::fixed(-3.0, 3.0, 4)
        .reference(0.0)
        .titled(text("openings-axis-complexity"));
    let name = text("openings-chart");
    let mut hovered = None;
    let figure = Chart::new(&name, "", 220.0)
        .axes(x, y)
        .corners(corners)
        .show(ui, |plot, response| {
            plot.level_x(
                middle,
                Stroke::new(1.0, plot.theme.border_strong),
                crate::ui::chart::Dash::Dashed,
            );
            hovered = bubbles(plot, response, &shown, *open);
        });
    if let Some((opening, _, _)) = hovered.and_then(|place: usize| shown.get(place)) {
        let (industry, second) = (industry_name(session, opening.industry), both_words(opening));
        let response = figure.response.on_hover_text(format!("{industry}\n{second}"));
        if response.clicked() {
            *open = Some(opening.industry);
        }
    }
}

fn bubbles(
    plot: &mut Plot<'_>,
    response: &Response,
    shown: &[(&Opening, f64, f64)],
    open: Option<IndustryId>,
) -> Option<usize> {
    let pointer = response.hover_pos();
    let mut hovered = None;
    for (place, (opening, density, complexity)) in shown.iter().enumerate() {
        let is_open = open == Some(opening.industry);
        let mark = plot.bubble(&Bubble {
            x: *density,
            y: *complexity,
            radius: if is_open { 6.0 } else { 4.0 },
            fill: if is_open {
                plot.theme.accent
            } else {
                plot.theme.accent.gamma_multiply(0.45)
            },
            edge: plot.theme.border_strong,
        });
        if pointer.is_some_and(|pointer| pointer.distance(mark.place()) <= 7.0) {
            hovered = Some(place);
        }
    }
    hovered
}

fn industry_name(session: &Session, industry: IndustryId) -> String {
    let found = session.document.industry(industry);
    found.map_or_else(String::new, |industry| industry.name.clone())
}

/// "Density 42 %, complexity +0.81".
fn both_words(opening: &Opening) -> String {
    let density = opening
        .density
        .value
        .map_or_else(|| text("number-missing"), number::percent);
    let complexity = opening
        .complexity_z
        .map_or_else(|| text("number-missing"), number::signed);
    text_with(
        "openings-second",
        &[("density", density.into()), ("complexity", complexity.into())],
    )
}

/// "Complexity +0.81".
fn complexity_words(opening: &Opening) -> String {
    let complexity = opening
        .complexity_z
        .map_or_else(|| text("number-missing"), number::signed);
    text_with("openings-complexity", &[("complexity", complexity.into())])
}

/// The openings from the densest; a click on one shows what carries it.
fn list(
    ui: &mut Ui,
    open: &mut Option<IndustryId>,
    (session, view): (&Session, &OpeningsView),
    commands: &mut Vec<Command>,
) -> Option<Opened> {
    let mut opened = None;
    let beyond = view
        .openings
        .iter()
        .skip(MOST_ROWS)
        .filter(|opening| *open == Some(opening.industry));
    let shown: Vec<&Opening> = view.openings.iter().take(MOST_ROWS).chain(beyond).collect();
    marks::padded(ui, |ui| {
        heading::section_with(ui, &text("openings-nearest"), &text("openings-axis-density"));
    });
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing = egui::Vec2::ZERO;
        for opening in shown {
            let is_open = *open == Some(opening.industry);
            let name = industry_name(session, opening.industry);
            let figure = opening.density.value.map_or_else(String::new, number::percent);
            let second = complexity_words(opening);
            let row = ListRow::new(&name)
                .second(&second)
                .figure(&figure)
                .state(RowState::of(is_open, false))
                .icon(if is_open { Icon::ChevronDown } else { Icon::ChevronRight });
            let response = ui.push_id(opening.industry.position(), |ui| ui.add(row)).inner;
            if response.clicked() {
                *open = (!is_open).then_some(opening.industry);
            }
            if is_open {
                let asked = marks::padded(ui, |ui| carriers(ui, (session, view.region), opening, commands));
                opened = asked.or(opened.take());
            }
        }
    });
    opened
}

/// The industries that carry an opening; a click on one, or on the opening, picks it on the map.
fn carriers(
    ui: &mut Ui,
    (session, region): (&Session, RegionId),
    opening: &Opening,
    commands: &mut Vec<Command>,
) -> Option<Opened> {
    ui.add_space(4.0);
    let region_name = session.region_name(region);
    heading::note(ui, &text_with("openings-carried", &[("region", region_name.into())]));
    for (carrier, proximity) in &opening.carriers {
        let name = industry_name(session, *carrier);
        let share = proximity.value.map_or_else(String::new, number::percent);
        let aside = text_with("openings-proximity", &[("share", share.into())]);
        let row = ui
            .push_id(("carrier", carrier.position()), |ui| {
                rows::link_row(ui, &name, &aside, None)
            })
            .inner;
        if row.clicked() {
            commands.push(Command::SetIndustry(*carrier));
        }
    }
    let mut opened = None;
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing = vec2(12.0, 0.0);
        if ui.add(Button::new(&text("openings-pick"))).clicked() {
            commands.push(Command::SetIndustry(opening.industry));
        }
        if ui.add(TextLink::new(&text("specialization-explain")).small()).clicked() {
            opened = Some(explanation(session, region, opening));
        }
    });
    ui.add_space(8.0);
    paint::rule(ui);
    opened
}

/// What the density and the complexity of an opening rest on.
fn explanation(session: &Session, region: RegionId, opening: &Opening) -> Opened {
    let industry = industry_name(session, opening.industry);
    let region = session.region_name(region);
    let title = text_with(
        "specialization-explain-title",
        &[("region", region.into()), ("industry", industry.as_str().into())],
    );
    let value = both_words(opening);
    let mut explanation = Explanation::of(session, title, value, text("openings-formula"));
    let subject = [("region", region), ("industry", industry.as_str())];
    explanation.sentences.extend(opening.density.sentences(&subject));
    if let Some(relative) = opening.relative_density {
        let value = number::signed(relative);
        explanation
            .sentences
            .push(text_with("openings-relative", &[("value", value.into())]));
    }
    for (carrier, proximity) in &opening.carriers {
        let other = industry_name(session, *carrier);
        let subject = [("industry", industry.as_str()), ("other", other.as_str())];
        explanation.sentences.extend(proximity.sentences(&subject));
    }
    explanation.sentences.extend(opening.complexity.sentences(&subject));
    explanation.sentences.push(text("variety-complexity-note"));
    let year = session.year().map_or_else(String::new, |year| year.to_string());
    explanation
        .fact("specialization-benchmark", session.benchmark_words())
        .fact("specialization-year", year)
}

/// What the entries of the last years say: whether industries came where related ones were.
fn evidence(ui: &mut Ui, session: &Session) {
    if session.exploration.year_position == 0 {
        heading::note(ui, &text("evidence-untested"));
        return;
    }
    let Some(found) = super::standing(ui, session.evidence()) else {
        return;
    };
    let theme = Theme::of(ui.ctx());
    words::paragraph(ui, evidence_words(session, found), TextKind::Body, theme.text_secondary);
    heading::note(ui, &text("evidence-method"));
}

fn evidence_words(session: &Session, evidence: &Evidence) -> String {
    let year = |position: usize| {
        session
            .document
            .statistics
            .years
            .get(position)
            .copied()
            .unwrap_or_default()
    };
    let years = number::year_span(year(evidence.years.0), year(evidence.years.1));
    let Some(found) = evidence.found.filter(|found| found.entries > 0) else {
        return text_with("evidence-no-entries", &[("years", years.into())]);
    };
    let missing = || text("number-missing");
    let values = [
        ("years", years.into()),
        ("entries", found.entries.into()),
        ("pairs", found.pairs.into()),
        (
            "lift",
            found.lift.map_or_else(missing, number::three_significant).into(),
        ),
        (
            "effect",
            found
                .effect
                .map_or_else(missing, |effect| number::signed(effect * 100.0))
                .into(),
        ),
        (
            "error",
            found
                .standard_error
                .map_or_else(missing, |error| number::three_significant(error * 100.0))
                .into(),
        ),
    ];
    text_with("evidence-words", &values)
}
