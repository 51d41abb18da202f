//! One region over all its industries: how specialized it is in each and how each grows, in four named quadrants.
//!
//! The numbers are those of `analysis::specialization::region_profile`; where the file has no earlier year to grow from, the
//! panel says so.

use std::sync::Arc;

use egui::{Align, Response, Ui, pos2};

use super::explain::Opened;
use super::regions::{class_color, explanation};
use super::unit_words;
use crate::analysis::specialization::{ProfileRow, region_profile};
use crate::document::{Document, IndustryId, RegionId, Series};
use crate::messages::{self, number};
use crate::panels::marks;
use crate::session::Session;
use crate::session::command::Command;
use crate::session::quotients::{QuotientView, field_name};
use crate::ui::button::IconButton;
use crate::ui::chart::{Axis, Bubble, Chart, Mark, Plot};
use crate::ui::rows::{MetricRow, Verdict};
use crate::ui::{Icon, TextKind, Theme, heading, text};

/// Growth is measured over at most so many years.
const LONGEST_SPAN: usize = 5;
/// The ends of the axis of quotients.
const QUOTIENT_ENDS: (f64, f64) = (0.25, 4.0);

/// The profile of the region in focus, worked out once.
#[derive(Debug, Default)]
pub(super) struct ProfileState {
    of: Option<(Arc<QuotientView>, RegionId)>,
    /// Industries with a quotient and a growth, the largest first.
    rows: Vec<ProfileRow>,
    growth_from: Option<usize>,
    growth_end: f64,
    most: f64,
}

/// What a profile is shown of.
type Shown<'a> = (&'a Session, &'a Arc<QuotientView>, RegionId);

/// Shows the quotient of the field in focus; gives back the explanation that was asked for.
pub(super) fn number(ui: &mut Ui, state: &mut ProfileState, shown: Shown<'_>) -> Option<Opened> {
    state.refresh(shown);
    number_of_region(ui, state, shown)
}

/// Shows the industries of the region.
pub(super) fn show(ui: &mut Ui, state: &mut ProfileState, shown: Shown<'_>, commands: &mut Vec<Command>) {
    let (session, _, region) = shown;
    state.refresh(shown);
    let name = session.region_name(region).to_owned();
    let title = messages::text_with("specialization-profile-title", &[("region", name.into())]);
    let sheet = messages::text("region-sheet-open");
    let button = heading::section(ui, &title, |ui| ui.add(IconButton::new(Icon::Table2, &sheet).small()));
    if button.inner.clicked() {
        commands.push(Command::ToggleRegionSheet);
    }
    let Some(span) = state.span_words(session) else {
        heading::note(ui, &messages::text("specialization-no-growth"));
        return;
    };
    if state.rows.is_empty() {
        heading::note(ui, &messages::text("specialization-no-profile"));
        return;
    }
    chart(ui, state, shown, &span, commands);
}

impl ProfileState {
    fn refresh(&mut self, (session, view, region): Shown<'_>) {
        let is_fresh = |(of, place): &(Arc<QuotientView>, RegionId)| Arc::ptr_eq(of, view) && *place == region;
        if self.of.as_ref().is_some_and(is_fresh) {
            return;
        }
        let growth_from = growth_from(&session.document, view, region);
        let mut rows = growth_from.map_or_else(Vec::new, |from| {
            region_profile(&session.document, region, view.parameters, from)
        });
        keep_finest(&session.document, &mut rows);
        rows.retain(|row| row.growth.is_some() && row.quotient.value.is_some_and(|quotient| quotient > 0.0));
        let size = |row: &ProfileRow| row.quotient.inputs.value.unwrap_or_default();
        rows.sort_by(|a, b| size(b).total_cmp(&size(a)));
        *self = Self {
            of: Some((Arc::clone(view), region)),
            most: rows.first().map_or(1.0, size).max(1.0),
            growth_end: growth_end(&rows),
            growth_from,
            rows,
        };
    }

    /// The years over which growth is measured.
    fn span_words(&self, session: &Session) -> Option<String> {
        let from = session.document.statistics.years.get(self.growth_from?)?;
        Some(number::year_span(*from, session.year()?))
    }
}

/// Industries that are made of others in the list would be counted twice: only the finest stay, if there are any.
fn keep_finest(document: &Document, rows: &mut Vec<ProfileRow>) {
    let parents: std::collections::BTreeSet<IndustryId> = rows
        .iter()
        .filter_map(|row| document.industry(row.industry))
        .filter_map(|industry| industry.parent)
        .collect();
    rows.retain(|row| !parents.contains(&row.industry));
}

/// The earliest of the last years from which nearly as many industries can be followed as from any of them.
fn growth_from(document: &Document, view: &QuotientView, region: RegionId) -> Option<usize> {
    let statistics = &document.statistics;
    let (measure, now) = (view.parameters.measure, view.parameters.year_position);
    statistics.years.get(now)?;
    let is_known = |industry: usize, year: usize| {
        let series = Series::Industry(IndustryId::at(industry));
        let cell = statistics.region_value(measure, series, year, region);
        cell.value().is_some_and(|value| value > 0.0)
    };
    let counts: Vec<(usize, usize)> = (now.saturating_sub(LONGEST_SPAN)..now)
        .map(|year| {
            let followed = (0..statistics.industries.len()).filter(|at| is_known(*at, year) && is_known(*at, now));
            (year, followed.count())
        })
        .collect();
    let most = counts.iter().map(|(_, count)| *count).max().filter(|most| *most > 0)?;
    let good = || {
        let followed = counts
            .iter()
            .filter(|(_, count)| count.saturating_mul(10) >= most.saturating_mul(8));
        followed.map(|(year, _)| *year)
    };
    // The industry in focus should be seen, so a year that knows it is preferred.
    good()
        .find(|year| is_known(view.industry.position(), *year))
        .or_else(|| good().next())
}

/// Where the axis of growth ends, up and down: nine of ten industries lie within it.
fn growth_end(rows: &[ProfileRow]) -> f64 {
    let mut sizes: Vec<f64> = rows.iter().filter_map(|row| row.growth).map(f64::abs).collect();
    sizes.sort_by(f64::total_cmp);
    let most = crate::analysis::numbers::quantile_of_sorted(&sizes, 0.9).unwrap_or(0.1);
    [0.05, 0.1, 0.15, 0.2, 0.3, 0.5]
        .into_iter()
        .find(|end| *end >= most)
        .unwrap_or(1.0)
}

/// The quotient of the industry in focus in this region, with the button that explains it.
fn number_of_region(ui: &mut Ui, state: &ProfileState, (session, view, region): Shown<'_>) -> Option<Opened> {
    let quotient = view.of_region(region)?;
    let field = field_name(&session.document, &view.industries);
    let method = quotient.interval.map_or_else(String::new, |(low, high)| {
        let range = number::interval(low, high);
        messages::text_with("specialization-interval", &[("range", range.into())])
    });
    let explain = messages::text("specialization-explain");
    let value = quotient.value_words();
    let name = format!("{} · {}", session.region_name(region), field);
    let doubt = if quotient.is_uncertain() {
        messages::text("specialization-small-number")
    } else {
        String::new()
    };
    let row = MetricRow::new(&name, &value, &explain)
        .method(&method)
        .verdict(&doubt, Verdict::Doubtful);
    row.show(ui).clicked().then(|| {
        let focus = state.rows.iter().find(|row| row.industry == view.industry);
        let growth = focus
            .zip(state.span_words(session))
            .and_then(|(row, span)| growth_sentence(row, &span));
        let mut explanation = explanation(session, view, region, quotient);
        explanation.sentences.extend(growth);
        explanation
    })
}

fn chart(
    ui: &mut Ui,
    state: &ProfileState,
    (session, view, region): Shown<'_>,
    span: &str,
    commands: &mut Vec<Command>,
) {
    let corners = [
        "specialization-emerging",
        "specialization-star",
        "specialization-declining",
        "specialization-mature",
    ]
    .map(messages::text);
    let [emerging, star, declining, mature] = &corners;
    let title = messages::text_with("specialization-axis", &[("unit", unit_words(session).into())]);
    let (low, high) = QUOTIENT_ENDS;
    let ticks = [(0.25, "¼"), (0.5, "½"), (1.0, "1"), (2.0, "2"), (4.0, "4")];
    let x = Axis::logarithmic(low, high, &ticks)
        .titled(title)
        .with_grid()
        .reference(1.0);
    let y = Axis::fixed(-state.growth_end, state.growth_end, 6)
        .labeled(growth_tick)
        .reference(0.0);
    let name = messages::text_with(
        "specialization-profile-title",
        &[("region", session.region_name(region).into())],
    );
    let mut hovered = None;
    let shown = Chart::new(&name, span, 280.0)
        .axes(x, y)
        .corners([emerging, star, declining, mature])
        .show(ui, |plot, response| {
            hovered = bubbles(plot, response, state, (session, view));
            plot.off_scale()
        });
    let caption = messages::text_with(
        "specialization-profile-caption",
        &[
            ("years", span.into()),
            ("count", state.rows.len().into()),
            ("off", shown.inner.into()),
            ("unit", unit_words(session).into()),
        ],
    );
    heading::note(ui, &caption);
    let Some(row) = hovered.and_then(|place| state.rows.get(place)) else {
        return;
    };
    let response = shown.response.on_hover_ui_at_pointer(|ui| card(ui, session, row, span));
    if response.clicked() {
        commands.push(Command::SetIndustry(row.industry));
    }
}

/// Draws the bubbles, the largest below; gives back the place of the one under the pointer.
fn bubbles(
    plot: &mut Plot<'_>,
    response: &Response,
    state: &ProfileState,
    (session, view): (&Session, &QuotientView),
) -> Option<usize> {
    let pointer = response.hover_pos();
    let theme = plot.theme;
    let figure_theme = marks::figure_theme_of(theme);
    let mut hovered = None;
    let mut labels = Vec::new();
    for (place, row) in state.rows.iter().enumerate() {
        let (Some(x), Some(y)) = (row.quotient.value, row.growth) else {
            continue;
        };
        let is_focus = row.industry == view.industry;
        let radius = radius(row.quotient.inputs.value.unwrap_or_default(), state.most);
        let mark = plot.bubble(&Bubble {
            x,
            y,
            radius,
            fill: class_color(x, figure_theme).gamma_multiply(0.75),
            edge: if is_focus { theme.accent } else { theme.border_strong },
        });
        if let (Mark::Inside(center), true) = (mark, is_focus) {
            let ring = egui::Stroke::new(2.0, theme.accent);
            plot.painter.circle_stroke(center, radius + 1.0, ring);
        }
        if pointer.is_some_and(|pointer| pointer.distance(mark.place()) <= radius + 3.0) {
            hovered = Some(place);
        }
        if is_focus {
            labels.push((row.industry, mark, radius));
        }
    }
    for (industry, mark, radius) in labels {
        if let Some(industry) = session.document.industry(industry) {
            // The lowest and the highest line belong to the names of the quadrants.
            let above = mark.place().y - radius - 10.0;
            let place = pos2(
                mark.place().x,
                above.clamp(plot.rect.top() + 32.0, plot.rect.bottom() - 30.0),
            );
            plot.label(&industry.name, TextKind::SmallStrong, place, Align::Center);
        }
    }
    hovered
}

/// The radius of a bubble in points: its area follows the size.
fn radius(size: f64, most: f64) -> f32 {
    let share = (size / most).clamp(0.0, 1.0).sqrt();
    #[expect(clippy::cast_possible_truncation, reason = "a share between 0 and 1")]
    let share = share as f32;
    2.5 + 13.5 * share
}

/// What a bubble stands for.
fn card(ui: &mut Ui, session: &Session, row: &ProfileRow, span: &str) {
    let theme = Theme::of(ui.ctx());
    let name = session
        .document
        .industry(row.industry)
        .map_or("", |industry| industry.name.as_str());
    ui.set_max_width(260.0);
    text::paragraph(ui, name, TextKind::SmallStrong, theme.text);
    let value = row.quotient.inputs.value.map_or_else(String::new, number::count);
    let words = messages::text_with(
        "specialization-bubble",
        &[
            ("quotient", row.quotient.value_words().into()),
            ("value", value.into()),
            ("unit", unit_words(session).into()),
        ],
    );
    text::paragraph(ui, words, TextKind::Small, theme.text_secondary);
    if let Some(sentence) = growth_sentence(row, span) {
        text::paragraph(ui, sentence, TextKind::Small, theme.text_secondary);
    }
}

fn growth_sentence(row: &ProfileRow, span: &str) -> Option<String> {
    let growth = number::signed_percent(row.growth?);
    Some(messages::text_with(
        "specialization-growth",
        &[("growth", growth.into()), ("years", span.into())],
    ))
}

/// A tick of growth: "+5 %", "0 %", "−5 %".
fn growth_tick(growth: f64) -> String {
    let id = if growth > 0.0 {
        "specialization-percent-up"
    } else {
        "specialization-percent"
    };
    messages::text_with(id, &[("value", number::tick(growth * 100.0).into())])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_of_growth_carry_their_sign() {
        let ticks = [0.05, 0.0, -0.15].map(|growth| growth_tick(growth).replace('\u{202f}', " "));
        assert_eq!(ticks, ["+5 %", "0 %", "−15 %"]);
    }

    #[test]
    fn four_times_the_size_is_twice_the_reach_of_a_bubble() {
        assert!(((radius(100.0, 100.0) - 2.5) / (radius(25.0, 100.0) - 2.5) - 2.0).abs() < 1e-4);
    }
}
