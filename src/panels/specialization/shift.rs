//! What the change of a region is made of: what all of the benchmark gained, what its industries add, and what is its own.
//!
//! The parts are those of `analysis::change`; here they are a staircase whose last step is the change.

use egui::Ui;

use super::explain::Opened;
use super::regions::class_color;
use crate::analysis::change::{SHIFT_FORMULAS, ShiftRow, Span};
use crate::analysis::formula::{Flag, Formula};
use crate::document::RegionId;
use crate::messages::{number, text, text_with};
use crate::panels::explanation::Explanation;
use crate::panels::marks;
use crate::session::Session;
use crate::session::command::Command;
use crate::session::study::StudyChange;
use crate::ui::dropdown::{Choice, Dropdown};
use crate::ui::paint::RowState;
use crate::ui::signed::{Signed, SignedRow};
use crate::ui::{heading, input};

/// So many industries are named that gained, and as many that lost.
const MOST_NAMED: usize = 4;

/// The region's own part of its change, as a fraction of its start.
pub(super) fn own_part(row: &ShiftRow) -> Option<f64> {
    let start = row.start.filter(|start| *start > 0.0)?;
    Some(row.shift.regional? / start)
}

/// A count with its sign.
pub(super) fn signed_count(value: f64) -> String {
    let words = number::count(value);
    if value.round() > 0.0 {
        format!("+{words}")
    } else {
        words
    }
}

/// The years of a span in words.
pub(super) fn span_words(session: &Session, span: Span) -> String {
    let year = |position: usize| session.document.statistics.years.get(position).copied();
    let years = year(span.from).zip(year(span.to));
    years.map_or_else(String::new, |(from, to)| number::year_span(from, to))
}

/// The fields for the first and the last year, and whether each year is taken apart by itself.
pub(super) fn years(ui: &mut Ui, session: &Session, commands: &mut Vec<Command>) {
    let Some(span) = session.span() else {
        if session.span_is_coming() {
            heading::note(ui, &text("specialization-coming"));
        }
        return;
    };
    let years: Vec<String> = session
        .document
        .statistics
        .years
        .iter()
        .map(ToString::to_string)
        .collect();
    let choices: Vec<Choice<'_>> = years.iter().map(|year| Choice::named(year)).collect();
    let mut ask = |from: usize, to: usize| commands.push(Command::Study(StudyChange::Years(from, to)));
    ui.horizontal(|ui| {
        let width = ((ui.available_width() - 8.0) / 2.0).max(80.0);
        let last = choices.len().saturating_sub(1);
        let name = text("shift-from");
        // The first year ends before the last, and the last begins after the first: what cannot be is not offered.
        let first = choices.get(..last).unwrap_or(&[]);
        let field = Dropdown::new("shift-from", &name, first)
            .selected(Some(span.from))
            .width(width);
        if let Some(from) = field.searchable(false).show(ui) {
            ask(from, span.to.max(from + 1));
        }
        let name = text("shift-to");
        let later = choices.get(1..).unwrap_or(&[]);
        let field = Dropdown::new("shift-to", &name, later)
            .selected(span.to.checked_sub(1))
            .width(width);
        if let Some(to) = field.searchable(false).show(ui).map(|taken| taken + 1) {
            ask(span.from.min(to - 1), to);
        }
    });
    if span.to - span.from > 1 {
        let mut is_chained = session.study.is_chained;
        let response = input::checkbox(ui, &mut is_chained, &text("shift-chained"));
        if response.changed() {
            commands.push(Command::Study(StudyChange::Chained(is_chained)));
        }
        response.on_hover_text(text("shift-chained-note"));
    }
}

/// Shows the parts of a region's change; gives back the explanation that was asked for.
pub(super) fn show(
    ui: &mut Ui,
    (session, region): (&Session, RegionId),
    commands: &mut Vec<Command>,
) -> Option<Opened> {
    let view = marks::padded(ui, |ui| {
        heading::section(ui, &text("shift-title"), |_| ());
        if session.span().is_none() {
            let is_coming = session.span_is_coming();
            let id = if is_coming {
                "specialization-coming"
            } else {
                "shift-no-years"
            };
            heading::note(ui, &text(id));
            return None;
        }
        years(ui, session, commands);
        // The parts of the region before would stand under the name of this one.
        let shift = session.shift();
        let is_of_region = shift
            .value
            .and_then(|view| view.rows.last())
            .is_none_or(|row| row.region == region);
        let shown = if is_of_region {
            shift
        } else {
            crate::session::study::Standing { value: None, ..shift }
        };
        super::standing(ui, shown).cloned()
    })?;
    let (sum, industries) = view.rows.split_last()?;
    if sum.shift.regional.is_none() {
        marks::padded(ui, |ui| heading::note(ui, &text("shift-nothing")));
        return None;
    }
    let opened = staircase(ui, session, sum);
    marks::padded(ui, |ui| {
        heading::note(ui, &sentence(session, sum, industries));
    });
    by_industry(ui, session, industries, commands).or(opened)
}

/// The parts one after the other, and the change that they come to.
fn staircase(ui: &mut Ui, session: &Session, sum: &ShiftRow) -> Option<Opened> {
    let theme = marks::figure_theme(ui);
    let part = |value: Option<f64>| value.unwrap_or(0.0);
    let national = part(sum.shift.national);
    let with_mix = national + part(sum.shift.industry_mix);
    let all = with_mix + part(sum.shift.regional);
    let name = text_with(
        "shift-national",
        &[("benchmark", benchmark_of(session, sum.region).into())],
    );
    let steps = [
        (name, 0.0, national),
        (text("shift-mix"), national, with_mix),
        (text("shift-own"), with_mix, all),
    ];
    let mut columns = Signed::over([national, with_mix, all]);
    columns.name_width = 160.0;
    columns.value_width = 64.0;
    let mut is_asked = false;
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing = egui::Vec2::ZERO;
        for (name, from, to) in &steps {
            let words = signed_count(to - from);
            let fill = class_color(if to < from { 0.4 } else { 2.5 }, theme);
            columns.row(ui, &step_row(name, &words, (*from, *to), fill));
        }
        let words = signed_count(all);
        let name = text("shift-change");
        let fill = class_color(1.0, theme);
        let row = columns.row(
            ui,
            &SignedRow {
                is_sum: true,
                ..step_row(&name, &words, (0.0, all), fill)
            },
        );
        is_asked = super::info(ui, &row, columns.name_width);
    });
    is_asked.then(|| explanation(session, sum))
}

/// The name of what a region is compared with.
fn benchmark_of(session: &Session, region: RegionId) -> String {
    let quotient = session.quotients.as_ref().and_then(|view| view.of_region(region));
    let named = quotient.map(|quotient| quotient.benchmark.as_ref().to_owned());
    named
        .filter(|name| !name.is_empty())
        .unwrap_or_else(|| session.benchmark_words())
}

fn step_row<'a>(name: &'a str, words: &'a str, bar: (f64, f64), fill: egui::Color32) -> SignedRow<'a> {
    SignedRow {
        name,
        words,
        bar: Some(bar),
        fill,
        state: RowState::Plain,
        is_sum: false,
    }
}

/// From how many to how many, over how many industries, and what the own part is made of.
fn sentence(session: &Session, sum: &ShiftRow, industries: &[ShiftRow]) -> String {
    let counted = industries.iter().filter(|row| row.shift.regional.is_some()).count();
    let count = |value: Option<f64>| value.map_or_else(|| text("number-missing"), number::count);
    let growth = sum
        .yearly_growth
        .map_or_else(|| text("number-missing"), number::signed_percent);
    let values = [
        ("from", count(sum.start).into()),
        ("to", count(sum.end).into()),
        ("unit", session.unit_words().into()),
        ("growth", growth.into()),
        ("counted", counted.into()),
        ("all", industries.len().into()),
    ];
    let mut sentence = text_with("shift-sentence", &values);
    if let Some((pace, allocation)) = sum.shift.competitive.zip(sum.shift.allocation) {
        let values = [
            ("pace", signed_count(pace).into()),
            ("allocation", signed_count(allocation).into()),
        ];
        sentence = format!("{sentence} {}", text_with("shift-esteban", &values));
    }
    sentence
}

/// The industries in which the own part is largest and smallest; a click picks one.
fn by_industry(ui: &mut Ui, session: &Session, industries: &[ShiftRow], commands: &mut Vec<Command>) -> Option<Opened> {
    let own = |row: &&ShiftRow| row.shift.regional.unwrap_or(0.0);
    let mut known: Vec<&ShiftRow> = industries.iter().filter(|row| own(row).abs() >= 0.5).collect();
    known.sort_by(|a, b| own(b).total_cmp(&own(a)));
    let gains = known.iter().take_while(|row| own(row) > 0.0).count().min(MOST_NAMED);
    let losses = known
        .iter()
        .rev()
        .take_while(|row| own(row) < 0.0)
        .count()
        .min(MOST_NAMED);
    let first_loss = known.len() - losses;
    let named: Vec<&ShiftRow> = known
        .iter()
        .enumerate()
        .filter(|(place, _)| *place < gains || *place >= first_loss)
        .map(|(_, row)| *row)
        .collect();
    if named.is_empty() {
        return None;
    }
    marks::padded(ui, |ui| heading::group(ui, &text("shift-by-industry")));
    let theme = marks::figure_theme(ui);
    let mut columns = Signed::over(named.iter().map(own));
    columns.name_width = 172.0;
    columns.value_width = 60.0;
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing = egui::Vec2::ZERO;
        for row in named {
            let Some(id) = row.industry else { continue };
            let value = own(&row);
            let words = signed_count(value);
            let name = session
                .document
                .industry(id)
                .map_or("", |industry| industry.name.as_str());
            let fill = class_color(if value < 0.0 { 0.4 } else { 2.5 }, theme);
            let shown = SignedRow {
                state: RowState::of(session.field() == [id], false),
                ..step_row(name, &words, (0.0, value), fill)
            };
            let response = ui.push_id(id.position(), |ui| columns.row(ui, &shown)).inner;
            if response.clicked() {
                commands.push(Command::SetIndustry(id));
            }
        }
    });
    marks::padded(ui, |ui| heading::note(ui, &text("shift-pick")));
    None
}

/// What the parts rest on, each in its sentence, and that they add up.
pub(super) fn explanation(session: &Session, row: &ShiftRow) -> Opened {
    let region = session.region_name(row.region);
    let title = text_with("shift-explain-title", &[("region", region.into())]);
    let change = row.start.zip(row.end).map(|(start, end)| end - start);
    let value = change.map_or_else(|| text("number-missing"), signed_count);
    let id = if session.study.is_chained {
        "shift-formula-chained"
    } else {
        "shift-formula"
    };
    let mut explanation = Explanation::of(session, title, value, text(id));
    let benchmark = benchmark_of(session, row.region);
    let all = text("shift-all-industries");
    for formula in SHIFT_FORMULAS {
        let mut metric = row.metric(formula);
        metric.benchmark = benchmark.as_str().into();
        metric.flags.clear();
        let is_sum_without = metric.value.is_none() && matches!(formula, Formula::Competitive | Formula::Allocation);
        if is_sum_without {
            continue;
        }
        explanation
            .sentences
            .extend(metric.sentences(&[("region", region), ("industry", &all)]));
    }
    explanation.sentences.push(added_words(row));
    let flags = row.flags.iter().filter(|flag| **flag != Flag::NotPublished);
    explanation.sentences.extend(flags.map(|flag| text(flag.message_id())));
    let years = session
        .span()
        .map_or_else(String::new, |span| span_words(session, span));
    explanation
        .fact("specialization-benchmark", benchmark)
        .fact("specialization-year", years)
}

/// "10 000 + 400 + 1 900 = 12 300": the parts are all of the change.
fn added_words(row: &ShiftRow) -> String {
    let part = |value: Option<f64>| number::count(value.unwrap_or(0.0));
    let change = row.start.zip(row.end).map(|(start, end)| end - start);
    let values = [
        ("national", part(row.shift.national).into()),
        ("mix", part(row.shift.industry_mix).into()),
        ("own", part(row.shift.regional).into()),
        ("change", part(change).into()),
    ];
    text_with("shift-added", &values)
}
