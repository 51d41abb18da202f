//! The numbers of a region as a grid: industries by years of one measure, or measures by years where the file lists no industries.
//!
//! A paste is one step, taken over whole or not at all.

use egui::{Ui, vec2};

use super::SheetState;
use super::shared;
use crate::document::edit::{Edit, RegionValue};
use crate::document::{IndustryId, MeasureId, Observation, RegionId, Series};
use crate::messages::{text, text_with};
use crate::session::Session;
use crate::session::command::Command;
use crate::session::pasted;
use crate::ui::dropdown::{Choice, Dropdown};
use crate::ui::grid::{Asked, Cell, CellWords, Grid, Source};
use crate::ui::text::{self as type_setting, Kind};
use crate::ui::{Theme, heading};

/// The least height of the grid in points.
const LEAST_HEIGHT: f32 = 84.0;

/// The rows of the grid.
struct Table<'a> {
    session: &'a Session,
    region: RegionId,
    rows: Vec<(MeasureId, Series)>,
    is_locked: bool,
    /// What was typed and taken in this frame.
    edit: Option<Edit>,
    refusal: Option<String>,
}

/// Shows the measure, the grid and the line under it.
pub(super) fn show(
    ui: &mut Ui,
    state: &mut SheetState,
    session: &Session,
    region: RegionId,
    commands: &mut Vec<Command>,
) {
    let document = &session.document;
    let measures = &document.statistics.measures;
    if measures.is_empty() {
        heading::empty_result(ui, &text("region-sheet-no-measures"), None);
        return;
    }
    let known = state.measure.or(session.exploration.measure);
    let measure = known
        .filter(|id| id.position() < measures.len())
        .unwrap_or(MeasureId::at(0));
    let mut table = Table {
        session,
        region,
        rows: rows(session, measure),
        is_locked: shared::is_read_only(session),
        edit: None,
        refusal: None,
    };
    let years = &document.statistics.years;
    let heads: Vec<String> = match years.as_slice() {
        [] => vec![text("region-sheet-value")],
        years => years.iter().map(ToString::to_string).collect(),
    };
    let height = (ui.available_height() - 24.0).max(LEAST_HEIGHT);
    let (name, corner) = (text("region-sheet-grid"), text("region-sheet-industry"));
    let room = vec2(ui.available_width(), height);
    let asked = ui.allocate_ui(room, |ui| {
        ui.set_min_size(room);
        let grid = Grid::new("region-numbers", (&name, &corner), &heads, table.rows.len());
        grid.show(ui, &mut state.grid, &mut table)
    });
    let edit = table.edit.take();
    if edit.is_some() {
        state.refusal = None;
    }
    let refusal = table.refusal.take();
    let answer = asked.inner.map(|asked| answer(ui, state, &table, asked));
    match answer {
        Some(Ok(edit)) => {
            state.refusal = None;
            commands.extend(edit.map(Command::Edit));
        }
        Some(Err(refused)) => state.refusal = Some(refused),
        None => state.refusal = refusal.or(state.refusal.take()),
    }
    commands.extend(edit.map(Command::Edit));
    foot(ui, state);
}

/// The series of a measure; every measure's total where the file lists no industries.
fn rows(session: &Session, measure: MeasureId) -> Vec<(MeasureId, Series)> {
    let statistics = &session.document.statistics;
    if statistics.industries.is_empty() {
        let all = (0..statistics.measures.len()).map(MeasureId::at);
        return all.map(|measure| (measure, Series::Total)).collect();
    }
    let industries = (0..statistics.industries.len()).map(|at| Series::Industry(IndustryId::at(at)));
    let all = std::iter::once(Series::Total).chain(industries);
    all.map(|series| (measure, series)).collect()
}

/// The measure that is shown: the one chosen here, else the one explored.
fn measure_of(state: &SheetState, session: &Session) -> MeasureId {
    let count = session.document.statistics.measures.len();
    let known = state.measure.or(session.exploration.measure);
    known.filter(|id| id.position() < count).unwrap_or(MeasureId::at(0))
}

/// The measure, and a search that leads to an industry.
pub(super) fn choices(ui: &mut Ui, state: &mut SheetState, session: &Session) {
    let statistics = &session.document.statistics;
    if statistics.industries.is_empty() || statistics.measures.is_empty() {
        return;
    }
    let measure = measure_of(state, session);
    let width = ((ui.available_width() - 8.0) / 2.0).clamp(80.0, 260.0);
    let names: Vec<String> = statistics
        .measures
        .iter()
        .map(|known| {
            if known.name.is_empty() {
                known.id.clone()
            } else {
                known.name.clone()
            }
        })
        .collect();
    let all: Vec<Choice<'_>> = names.iter().map(|name| Choice::named(name)).collect();
    let name = text("region-sheet-measure");
    let dropdown = Dropdown::new("sheet-measure", &name, &all).selected(Some(measure.position()));
    if let Some(taken) = dropdown.width(width).show(ui) {
        state.measure = Some(MeasureId::at(taken));
    }
    let industries = statistics.industries.iter().map(|industry| Choice {
        code: &industry.code,
        name: &industry.name,
        aside: "",
    });
    let industries: Vec<Choice<'_>> = industries.collect();
    let name = text("region-sheet-go");
    let dropdown = Dropdown::new("sheet-industry", &name, &industries).searchable(true);
    if let Some(taken) = dropdown.width(width).show(ui) {
        // The first row is that of all industries together.
        state.grid.go_to((taken + 1, 0));
    }
}

/// The edit for what was asked of the selected cells, or why there is none.
fn answer(ui: &Ui, state: &SheetState, table: &Table<'_>, asked: Asked) -> Result<Option<Edit>, String> {
    let (rows, columns) = state.grid.range();
    if let Asked::Copy = asked {
        let cells = rows.map(|row| columns.clone().map(|column| table.observation((row, column))).collect());
        let cells: Vec<Vec<Observation>> = cells.collect();
        ui.copy_text(pasted::copied(&cells));
        return Ok(None);
    }
    if table.is_locked {
        return Err(text("state-read-only-tooltip"));
    }
    let cells = match asked {
        Asked::Paste(words) => {
            let cells = pasted::table(&words).map_err(|error| error.to_string())?;
            table.check_room((*rows.start(), *columns.start()), &cells)?;
            cells
        }
        Asked::Clear | Asked::Copy => {
            let width = columns.clone().count();
            rows.clone().map(|_| vec![Observation::Missing; width]).collect()
        }
    };
    let values = cells.iter().zip(*rows.start()..).flat_map(|(cells, row)| {
        let cells = cells.iter().zip(*columns.start()..);
        cells.filter_map(move |(value, column)| table.value((row, column), *value))
    });
    let values: Vec<RegionValue> = values.collect();
    let region = table.region;
    Ok((!values.is_empty()).then_some(Edit::SetRegionValues { region, values }))
}

impl Table<'_> {
    fn observation(&self, (row, column): Cell) -> Observation {
        let statistics = &self.session.document.statistics;
        self.rows.get(row).map_or(Observation::Missing, |(measure, series)| {
            statistics.region_value(*measure, *series, column, self.region)
        })
    }

    /// A number for a cell, where it says something new.
    fn value(&self, cell: Cell, value: Observation) -> Option<RegionValue> {
        let (measure, series) = *self.rows.get(cell.0)?;
        let year = self.session.document.statistics.years.get(cell.1).copied();
        (self.observation(cell) != value).then_some(RegionValue {
            measure,
            series,
            year,
            value,
        })
    }

    /// Refuses a table that reaches beyond the grid.
    fn check_room(&self, (row, column): Cell, cells: &[Vec<Observation>]) -> Result<(), String> {
        let statistics = &self.session.document.statistics;
        let widest = cells.iter().map(Vec::len).max().unwrap_or(0);
        let (below, beside) = (
            self.rows.len().saturating_sub(row),
            statistics.year_count().saturating_sub(column),
        );
        if cells.is_empty() || widest == 0 {
            return Err(text("paste-nothing"));
        }
        if widest > beside {
            let year = statistics
                .years
                .get(column)
                .map(ToString::to_string)
                .unwrap_or_default();
            let values = [
                ("columns", widest.into()),
                ("room", beside.into()),
                ("year", year.into()),
            ];
            return Err(text_with("paste-no-room-columns", &values));
        }
        if cells.len() > below {
            let (_, name) = self.row(row);
            let values = [
                ("rows", cells.len().into()),
                ("room", below.into()),
                ("name", name.into()),
            ];
            return Err(text_with("paste-no-room-rows", &values));
        }
        Ok(())
    }
}

impl Source for Table<'_> {
    fn row(&self, row: usize) -> (String, String) {
        let document = &self.session.document;
        match self.rows.get(row) {
            Some((measure, Series::Total)) if document.statistics.industries.is_empty() => {
                let known = document.measure(*measure);
                (String::new(), known.map(|known| known.name.clone()).unwrap_or_default())
            }
            Some((_, Series::Total)) => (String::new(), text("region-sheet-total")),
            Some((_, Series::Industry(id))) => document
                .industry(*id)
                .map(|industry| (industry.code.clone(), industry.name.clone()))
                .unwrap_or_default(),
            None => (String::new(), String::new()),
        }
    }

    fn cell(&self, cell: Cell) -> CellWords {
        match self.observation(cell) {
            Observation::Value(value) => CellWords {
                shown: crate::messages::number::exact(value),
                typed: pasted::spelled(value),
                is_muted: false,
            },
            Observation::NotPublished => CellWords {
                shown: text("region-sheet-not-published"),
                typed: ":".to_owned(),
                is_muted: true,
            },
            Observation::Missing => CellWords::default(),
        }
    }

    fn take(&mut self, cell: Cell, typed: &str) -> bool {
        if self.is_locked {
            self.refusal = Some(text("state-read-only-tooltip"));
            return false;
        }
        match pasted::typed(typed) {
            Ok(value) => {
                let values: Vec<RegionValue> = self.value(cell, value).into_iter().collect();
                let region = self.region;
                self.edit = (!values.is_empty()).then_some(Edit::SetRegionValues { region, values });
                true
            }
            Err(refusal) => {
                self.refusal = Some(refusal);
                false
            }
        }
    }
}

/// How the grid is used, or why something was not taken.
fn foot(ui: &mut Ui, state: &SheetState) {
    let theme = Theme::of(ui.ctx());
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), 24.0));
    let help = text("region-sheet-help");
    let (words, ink) = match &state.refusal {
        Some(refusal) => (refusal.as_str(), theme.danger),
        None => (help.as_str(), theme.muted),
    };
    let response = ui.interact(rect, ui.scope_id().with("sheet-foot"), egui::Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, words));
    let baseline = type_setting::baseline_centered(rect.center().y + 2.0, Kind::Small);
    let place = (rect.left(), baseline, rect.width());
    if type_setting::cut_line(ui.painter(), words, Kind::Small, ink, place) {
        response.on_hover_text(type_setting::rich(words, Kind::Small));
    }
}
