//! Up to ten regions side by side in the field in focus: a table, and below it the quotients over the years, all on one scale.
//!
//! Which regions they are is the session's; the lines are drawn by `lines`. Both go to the clipboard as CSV.

use egui::{Align, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::explain::Opened;
use super::rating::rating_words;
use super::regions::explanation;
use super::{Shown, lines, shift};
use crate::analysis::formula::Formula;
use crate::analysis::rating::Ratings;
use crate::document::RegionId;
use crate::messages::{number, text, text_with};
use crate::panels::marks;
use crate::session::Session;
use crate::session::command::Command;
use crate::session::quotients::field_name;
use crate::session::state::Target;
use crate::session::study::{ComparedRegion, Comparison, LandscapeView, MOST_COMPARED, StudyChange, metric};
use crate::ui::button::{Button, IconButton, TextLink};
use crate::ui::paint::{self, RowState};
use crate::ui::{Icon, TextKind, Theme, heading, text as words};

/// The height of a row in points: the name above its numbers.
const ROW_HEIGHT: f32 = 50.0;
/// How many numbers a row has.
const COLUMNS: u8 = 5;

/// Shows the comparison; gives back the explanation that was asked for.
pub(super) fn show(ui: &mut Ui, (session, view, ratings): Shown<'_>, commands: &mut Vec<Command>) -> Option<Opened> {
    let compared = session.compared();
    let selected: Vec<RegionId> = session
        .exploration
        .selection
        .regions
        .iter()
        .copied()
        .filter(|region| !compared.contains(region))
        .collect();
    if compared.is_empty() {
        marks::padded(ui, |ui| empty(ui, &selected, commands));
        return None;
    }
    marks::padded(ui, |ui| {
        let aside = text_with(
            "compare-count",
            &[("count", compared.len().into()), ("most", MOST_COMPARED.into())],
        );
        heading::section_with(ui, &text("compare-title"), &aside);
        add_selected(ui, compared.len(), &selected, commands);
    });
    let comparison = marks::padded(ui, |ui| super::standing(ui, session.comparison()).cloned())?;
    let landscape = session.landscape().fresh().cloned();
    let table = Table {
        session,
        ratings,
        comparison: &comparison,
        landscape: landscape.as_deref(),
    };
    let mut opened = None;
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing = egui::Vec2::ZERO;
        table.head(ui);
        for row in &comparison.regions {
            if table.row(ui, row, commands) {
                opened = Some(explanation(session, view, row.region, &row.now));
            }
        }
    });
    marks::padded(ui, |ui| {
        let years = comparison
            .span
            .map_or_else(String::new, |span| shift::span_words(session, span));
        heading::note(ui, &text_with("compare-caption", &[("years", years.into())]));
        if landscape.is_none() {
            super::standing(ui, session.landscape());
        }
        ui.horizontal(|ui| {
            if ui.add(Button::new(&text("compare-copy")).icon(Icon::Copy)).clicked() {
                commands.extend(table.csv().map(Command::Copy));
            }
            if ui.add(TextLink::new(&text("compare-clear"))).clicked() {
                commands.push(Command::Study(StudyChange::CompareNone));
            }
        });
    });
    paint::rule(ui);
    marks::padded(ui, |ui| lines::show(ui, session, &comparison, commands));
    opened
}

/// What to do while no region is compared.
fn empty(ui: &mut Ui, selected: &[RegionId], commands: &mut Vec<Command>) {
    let count = [("count", selected.len().into()), ("most", MOST_COMPARED.into())];
    let remedy = (!selected.is_empty()).then(|| text_with("compare-selected", &count));
    let sentence = text_with("compare-empty", &[("most", MOST_COMPARED.into())]);
    if heading::empty_result(ui, &sentence, remedy.as_deref()) {
        commands.push(Command::Study(StudyChange::CompareAll(selected.to_vec())));
    }
}

/// The link that puts what is selected on the map beside the others, and says when there is no room.
fn add_selected(ui: &mut Ui, compared: usize, selected: &[RegionId], commands: &mut Vec<Command>) {
    if selected.is_empty() {
        return;
    }
    let room = MOST_COMPARED.saturating_sub(compared);
    if selected.len() > room {
        let values = [
            ("most", MOST_COMPARED.into()),
            ("count", selected.len().into()),
            ("room", room.into()),
        ];
        heading::note(ui, &text_with("compare-no-room", &values));
    }
    if room > 0 {
        let words = text_with("compare-add-selected", &[("count", selected.len().min(room).into())]);
        if ui.add(TextLink::new(&words).small()).clicked() {
            commands.push(Command::Study(StudyChange::CompareAll(selected.to_vec())));
        }
    }
}

/// The table while it is drawn.
struct Table<'a> {
    session: &'a Session,
    ratings: &'a Ratings,
    comparison: &'a Comparison,
    landscape: Option<&'a LandscapeView>,
}

/// The right ends of the columns of numbers.
fn ends(rect: Rect) -> impl Iterator<Item = f32> {
    let inner = rect.shrink2(vec2(crate::ui::style::PANEL_PADDING, 0.0));
    let width = inner.width() / f32::from(COLUMNS);
    (1..=COLUMNS).map(move |column| inner.left() + width * f32::from(column))
}

impl Table<'_> {
    fn head(&self, ui: &mut Ui) {
        let theme = Theme::of(ui.ctx());
        let (_, rect) = ui.allocate_space(vec2(ui.available_width(), 24.0));
        let heads = [
            "compare-lq",
            "compare-jobs",
            "compare-growth",
            "compare-strength",
            "compare-variety",
        ];
        let baseline = words::baseline_centered(rect.center().y, TextKind::Small);
        let width = (rect.width() - 32.0) / f32::from(COLUMNS);
        for (id, right) in heads.into_iter().zip(ends(rect)) {
            let name = if id == "compare-jobs" {
                self.session.unit_words()
            } else {
                text(id)
            };
            let galley = words::elided(ui.painter(), &name, TextKind::Small, theme.muted, width - 6.0);
            words::on_baseline(ui.painter(), &galley, right, baseline, Align::Max);
        }
        paint::rule_at(ui.painter(), rect.x_range(), rect.bottom() - 0.5, theme);
    }

    /// One region; says whether its explanation was asked for.
    fn row(&self, ui: &mut Ui, row: &ComparedRegion, commands: &mut Vec<Command>) -> bool {
        let theme = Theme::of(ui.ctx());
        let name = self.session.region_name(row.region);
        let cells = self.cells(row);
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW_HEIGHT), Sense::click());
        let selection = &self.session.exploration.selection;
        let is_selected = selection.regions.contains(&row.region);
        response.widget_info(|| {
            let words = format!("{name}: {}", cells.join(", "));
            WidgetInfo::selected(Role::ListBoxOption, ui.is_enabled(), is_selected, words)
        });
        paint::row_ground(ui.painter(), rect, theme, RowState::of(is_selected, response.hovered()));
        let baseline = words::baseline_centered(rect.top() + 15.0, TextKind::Strong);
        let place = (rect.left() + 16.0, baseline, rect.width() - 88.0);
        words::cut_line(ui.painter(), name, TextKind::Strong, theme.text, place);
        let numbers = words::baseline_centered(rect.top() + 36.0, TextKind::Body);
        let width = (rect.width() - 32.0) / f32::from(COLUMNS);
        for (cell, right) in cells.iter().zip(ends(rect)) {
            let galley = words::elided(ui.painter(), cell, TextKind::Body, theme.text_secondary, width - 4.0);
            words::on_baseline(ui.painter(), &galley, right, numbers, Align::Max);
        }
        paint::rule_at(ui.painter(), rect.x_range(), rect.bottom() - 0.5, theme);
        if response.clicked() {
            commands.push(Command::Select(Target::Region(row.region)));
        }
        let button = |ui: &mut Ui, right: f32, icon: Icon, label: &str| {
            let place = Rect::from_center_size(pos2(rect.right() - right, rect.top() + 15.0), vec2(24.0, 24.0));
            paint::place(ui, place, IconButton::new(icon, label).small().tint(theme.muted)).clicked()
        };
        let remove = text_with("compare-remove", &[("region", name.into())]);
        if button(ui, 26.0, Icon::X, &remove) {
            commands.push(Command::Study(StudyChange::Compare(row.region, false)));
        }
        button(ui, 52.0, Icon::Info, &text("specialization-explain"))
    }

    /// The numbers of a row in words: quotient, jobs, growth, strength, related variety.
    fn cells(&self, row: &ComparedRegion) -> [String; 5] {
        let missing = || text("number-missing");
        let quotient = match (row.now.value, row.now.at_most) {
            (None, Some(bound)) => {
                let value = number::three_significant(bound);
                text_with("specialization-at-most", &[("value", value.into())])
            }
            (Some(value), _) => number::three_significant(value),
            (None, None) => missing(),
        };
        let strength = self
            .ratings
            .of(row.region)
            .map_or_else(missing, |rating| match rating.stars {
                Some(stars) if self.ratings.scheme.most_stars() > 0 => text_with(
                    "compare-stars",
                    &[
                        ("stars", usize::from(stars).into()),
                        ("most", usize::from(self.ratings.scheme.most_stars()).into()),
                    ],
                ),
                _ => match rating.is_strong {
                    Some(true) => text("rating-strong"),
                    Some(false) => text("compare-not-strong"),
                    None => missing(),
                },
            });
        [
            quotient,
            row.now.inputs.value.map_or_else(missing, number::count),
            row.growth.map_or_else(missing, number::signed_percent),
            strength,
            self.variety(row.region, Formula::VarietyRelated)
                .map_or_else(missing, number::three_significant),
        ]
    }

    fn variety(&self, region: RegionId, formula: Formula) -> Option<f64> {
        let (_, row) = self.landscape?.of_region(region)?;
        metric(row, formula)?.value
    }

    /// The table as CSV, with every digit.
    fn csv(&self) -> Option<String> {
        let year = self.session.year().map_or_else(String::new, |year| year.to_string());
        let field = field_name(&self.session.document, &self.session.field());
        let cell = |value: Option<f64>| value.map_or_else(String::new, |value| value.to_string());
        let mut rows = vec![
            [
                "region",
                "field",
                "year",
                "benchmark",
                "lq",
                "lq_low",
                "lq_high",
                "lq_at_most",
                "value",
                "cagr",
                "strength_rule",
                "strength",
                "variety_related_bits",
                "variety_unrelated_bits",
            ]
            .map(str::to_owned)
            .to_vec(),
        ];
        for row in &self.comparison.regions {
            let rating = self.ratings.of(row.region);
            rows.push(vec![
                self.session.region_name(row.region).to_owned(),
                field.clone(),
                year.clone(),
                row.now.benchmark.as_ref().to_owned(),
                cell(row.now.value),
                cell(row.now.interval.map(|(low, _)| low)),
                cell(row.now.interval.map(|(_, high)| high)),
                cell(row.now.at_most),
                cell(row.now.inputs.value),
                cell(row.growth),
                self.ratings.scheme.id().to_owned(),
                rating.map_or_else(String::new, |rating| rating_words(self.ratings, rating)),
                cell(self.variety(row.region, Formula::VarietyRelated)),
                cell(self.variety(row.region, Formula::VarietyUnrelated)),
            ]);
        }
        csv_text(&rows)
    }
}

/// Rows as CSV; `None` where they cannot be written, which is a bug of the writer.
pub(super) fn csv_text(rows: &[Vec<String>]) -> Option<String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer.write_record(row).ok()?;
    }
    String::from_utf8(writer.into_inner().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_a_comma_stays_one_cell() {
        let rows = [vec!["a, b".to_owned(), "1.5".to_owned()]];
        assert_eq!(csv_text(&rows).as_deref(), Some("\"a, b\",1.5\n"));
    }
}
