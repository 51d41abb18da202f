//! The quotients of regions over the years, one small chart a region, all on one scale so that heights can be compared.
//!
//! The numbers are those of `session::study`.

use egui::{Rect, Stroke, Ui, UiBuilder, pos2, vec2};

use super::compare::csv_text;
use super::regions::class_color;
use crate::document::Document;
use crate::messages::{number, text, text_with};
use crate::panels::marks;
use crate::session::Session;
use crate::session::command::Command;
use crate::session::study::{ComparedRegion, Comparison};
use crate::ui::button::IconButton;
use crate::ui::chart::{Axis, Chart, Dash};
use crate::ui::{Icon, TextKind, Theme, heading, text as words};

/// The height of a chart with its title, in points.
const HEIGHT: f32 = 122.0;
/// The height of the title, in points.
const TITLE: f32 = 22.0;

/// Shows the charts, two in a row.
pub(super) fn show(ui: &mut Ui, session: &Session, comparison: &Comparison, commands: &mut Vec<Command>) {
    let document = &*session.document;
    let years = &document.statistics.years;
    let (Some(first), Some(last)) = (years.first().copied(), years.last().copied()) else {
        return;
    };
    if first == last {
        heading::note(ui, &text("lines-one-year"));
        return;
    }
    let label = text("lines-copy");
    heading::section(ui, &text("lines-title"), |ui| {
        if ui.add(IconButton::new(Icon::Copy, &label).small()).clicked() {
            commands.extend(csv(session, comparison).map(Command::Copy));
        }
    });
    let end = axis_end(comparison);
    let width = (ui.available_width() - 12.0) / 2.0;
    for pair in comparison.regions.chunks(2) {
        let (_, line) = ui.allocate_space(vec2(ui.available_width(), HEIGHT));
        for (row, left) in pair.iter().zip([line.left(), line.left() + width + 12.0]) {
            let rect = Rect::from_min_size(pos2(left, line.top()), vec2(width, HEIGHT));
            let mut child = ui.new_child(UiBuilder::new().id_salt(row.region).max_rect(rect));
            chart(&mut child, session, row, (first, last, end));
        }
    }
    heading::note(ui, &text("lines-caption"));
}

/// One end for all charts: the largest quotient, and its interval unless that is far beyond.
fn axis_end(comparison: &Comparison) -> f64 {
    let all = || {
        let years = comparison.regions.iter().flat_map(|row| &row.years);
        years.map(|year| &year.quotient)
    };
    let most = all().filter_map(|quotient| quotient.value).fold(1.5, f64::max);
    let reach = all().filter_map(|quotient| quotient.interval).map(|(_, high)| high);
    reach.fold(most, f64::max).min(most * 1.5)
}

fn chart(ui: &mut Ui, session: &Session, row: &ComparedRegion, (first, last, end): (i32, i32, f64)) {
    let theme = Theme::of(ui.ctx());
    let document = &*session.document;
    let name = session.region_name(row.region);
    let (_, title) = ui.allocate_space(vec2(ui.available_width(), TITLE));
    let value = row
        .now
        .value
        .map_or_else(|| text("number-missing"), number::three_significant);
    let galley = words::line(ui.painter(), value.as_str(), TextKind::SmallStrong, theme.text);
    let baseline = words::baseline_centered(title.center().y, TextKind::Small);
    let (left, _) = words::on_baseline(ui.painter(), &galley, title.right(), baseline, egui::Align::Max);
    let place = (title.left(), baseline, left - title.left() - 6.0);
    words::cut_line(ui.painter(), name, TextKind::SmallStrong, theme.text, place);
    let (from, to) = (f64::from(first), f64::from(last));
    let mut x = Axis::linear(from, to, 2).labeled(|_| String::new());
    (x.min, x.max) = (from, to);
    x.ticks.truncate(2);
    for (tick, year) in x.ticks.iter_mut().zip([first, last]) {
        tick.value = f64::from(year);
        tick.label = year.to_string();
    }
    let y = Axis::fixed(0.0, end, 3);
    let points = points(document, row);
    let summary = text_with("lines-summary", &[("value", value.into())]);
    let shown = Chart::new(name, &summary, HEIGHT - TITLE)
        .axes(x, y)
        .show(ui, |plot, _| {
            let fill = class_color(row.now.value.unwrap_or(1.0), marks::figure_theme_of(plot.theme));
            for run in points.split(|point| point.interval.is_none()) {
                let band: Vec<(f64, f64, f64)> = run
                    .iter()
                    .filter_map(|point| point.interval.map(|(low, high)| (point.year, low, high)))
                    .collect();
                plot.band(&band, theme.text_secondary.gamma_multiply(0.18));
            }
            plot.level_y(1.0, Stroke::new(1.0, theme.text_secondary), Dash::Dashed);
            let line: Vec<(f64, f64)> = points.iter().map(|point| (point.year, point.value)).collect();
            plot.line(&line, Stroke::new(2.0, theme.text), Dash::Solid);
            let now = session.year().map(f64::from);
            if let Some(point) = points
                .iter()
                .find(|point| Some(point.year) == now && point.value.is_finite())
            {
                let place = plot.at(point.year, point.value);
                plot.outside.circle(place, 4.0, fill, Stroke::new(1.0, theme.text));
            }
        });
    shown.response.on_hover_text(hover(document, row));
}

/// One year of a line.
struct Point {
    year: f64,
    /// Not a number where it is not published.
    value: f64,
    interval: Option<(f64, f64)>,
}

fn points(document: &Document, row: &ComparedRegion) -> Vec<Point> {
    let years = row.years.iter().filter_map(|year| {
        Some(Point {
            year: f64::from(*document.statistics.years.get(year.year_position)?),
            value: year.quotient.value.unwrap_or(f64::NAN),
            interval: year.quotient.interval,
        })
    });
    years.collect()
}

/// Every year with its number.
fn hover(document: &Document, row: &ComparedRegion) -> String {
    let lines = row.years.iter().filter_map(|year| {
        let number = document.statistics.years.get(year.year_position)?;
        let mut words = format!("{number}: {}", year.quotient.value_words());
        if let Some((low, high)) = year.quotient.interval {
            words = format!("{words} ({})", number::interval(low, high));
        }
        Some(words)
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// All years of all regions as CSV, with every digit.
fn csv(session: &Session, comparison: &Comparison) -> Option<String> {
    let head = [
        "region",
        "year",
        "lq",
        "lq_low",
        "lq_high",
        "lq_at_most",
        "value",
        "benchmark",
    ];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    let cell = |value: Option<f64>| value.map_or_else(String::new, |value| value.to_string());
    for row in &comparison.regions {
        for year in &row.years {
            let number = session.document.statistics.years.get(year.year_position)?;
            let quotient = &year.quotient;
            rows.push(vec![
                session.region_name(row.region).to_owned(),
                number.to_string(),
                cell(quotient.value),
                cell(quotient.interval.map(|(low, _)| low)),
                cell(quotient.interval.map(|(_, high)| high)),
                cell(quotient.at_most),
                cell(quotient.inputs.value),
                quotient.benchmark.as_ref().to_owned(),
            ]);
        }
    }
    csv_text(&rows)
}
