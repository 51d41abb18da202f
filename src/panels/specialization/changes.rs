//! All regions in the order of what is their own in their change: what neither the benchmark's growth nor their industries explain.
//!
//! The parts are those of `analysis::change`; one region's are shown by `shift`.

use std::sync::Arc;

use egui::{Response, Ui, vec2};

use super::explain::Opened;
use super::regions::class_color;
use super::shift::{self, explanation, own_part, signed_count};
use crate::analysis::change::ShiftRow;
use crate::messages::{number, text, text_with};
use crate::panels::marks;
use crate::session::Session;
use crate::session::command::Command;
use crate::session::state::Target;
use crate::session::study::ShiftView;
use crate::ui::heading;
use crate::ui::list::VirtualList;
use crate::ui::paint::RowState;
use crate::ui::signed::{ROW_HEIGHT, Signed, SignedRow};

/// From so many regions on the list has a scroll bar of its own.
const MOST_ROWS: u8 = 14;

/// The order of the regions, worked out once for the session's numbers.
#[derive(Debug, Default)]
pub(super) struct ChangesState {
    of: Option<Arc<ShiftView>>,
    /// The places of the rows in the view, those with a number first.
    order: Vec<usize>,
    columns: Option<Signed>,
}

impl ChangesState {
    fn refresh(&mut self, view: &Arc<ShiftView>) {
        if self.of.as_ref().is_some_and(|of| Arc::ptr_eq(of, view)) {
            return;
        }
        let share = |place: &usize| view.rows.get(*place).and_then(own_part);
        let mut order: Vec<usize> = (0..view.rows.len()).collect();
        order.sort_by(|a, b| {
            let key = |place: &usize| share(place).unwrap_or(f64::NEG_INFINITY);
            key(b).total_cmp(&key(a)).then(a.cmp(b))
        });
        let mut columns = Signed::over(order.iter().filter_map(share));
        columns.name_width = 150.0;
        *self = Self {
            of: Some(Arc::clone(view)),
            columns: Some(columns),
            order,
        };
    }
}

/// Shows the ranking; gives back the explanation that was asked for.
pub(super) fn show(
    ui: &mut Ui,
    state: &mut ChangesState,
    session: &Session,
    commands: &mut Vec<Command>,
) -> Option<Opened> {
    let view = marks::padded(ui, |ui| {
        shift::years(ui, session, commands);
        session.span()?;
        super::standing(ui, session.shifts()).cloned()
    })?;
    state.refresh(&view);
    let years = shift::span_words(session, view.span);
    marks::padded(ui, |ui| {
        heading::section_with(ui, &text("changes-ranking-title"), &years);
    });
    let mut opened = None;
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing = egui::Vec2::ZERO;
        let rows = u8::try_from(state.order.len()).unwrap_or(u8::MAX).min(MOST_ROWS);
        let size = vec2(ui.available_width(), ROW_HEIGHT * f32::from(rows));
        let selection = &session.exploration.selection.regions;
        let row_of = |place: usize| state.order.get(place).and_then(|at| view.rows.get(*at));
        let cursor = state
            .order
            .iter()
            .filter_map(|at| view.rows.get(*at))
            .position(|row| selection.contains(&row.region));
        let name = text("changes-ranking-title");
        let list = VirtualList::new("changes", &name, ROW_HEIGHT, state.order.len()).cursor(cursor);
        let outcome = ui
            .allocate_ui(size, |ui| {
                ui.set_height(size.y);
                list.show(ui, |ui, place| match row_of(place).zip(state.columns) {
                    Some((row, columns)) => {
                        let (response, asked) = region_row(ui, session, row, columns);
                        opened = asked.or(opened.take());
                        response
                    }
                    None => ui.label(""),
                })
            })
            .inner;
        if let Some(row) = outcome.chosen.and_then(row_of) {
            let target = Target::Region(row.region);
            let adds = ui.input(|input| input.modifiers.command);
            commands.push(if adds {
                Command::ToggleSelected(target)
            } else {
                Command::Select(target)
            });
        }
    });
    marks::padded(ui, |ui| {
        let benchmark = session.benchmark_words();
        heading::note(ui, &text_with("changes-caption", &[("benchmark", benchmark.into())]));
    });
    opened
}

fn region_row(ui: &mut Ui, session: &Session, row: &ShiftRow, columns: Signed) -> (Response, Option<Opened>) {
    let own = own_part(row);
    let theme = marks::figure_theme(ui);
    let words = own.map_or_else(|| text("number-missing"), number::signed_percent);
    let state = &session.exploration;
    let target = Target::Region(row.region);
    let shown = SignedRow {
        name: session.region_name(row.region),
        words: &words,
        bar: own.map(|own| (0.0, own)),
        fill: class_color(if own.unwrap_or(0.0) < 0.0 { 0.4 } else { 2.5 }, theme),
        state: RowState::of(
            state.selection.regions.contains(&row.region),
            state.hover == Some(target),
        ),
        is_sum: false,
    };
    let response = columns.row(ui, &shown);
    let mut opened = None;
    if ui.rect_contains_pointer(response.rect) || response.has_focus() {
        let is_asked = super::info(ui, &response, columns.name_width);
        opened = is_asked.then(|| explanation(session, row));
    }
    let response = response.on_hover_text(hover(row));
    (response, opened)
}

/// The change of a region in one line: "+12 300 in all: 10 000 + 400 + 1 900".
fn hover(row: &ShiftRow) -> String {
    let part = |value: Option<f64>| value.map_or_else(|| text("number-missing"), signed_count);
    let change = row.start.zip(row.end).map(|(start, end)| end - start);
    let values = [
        ("change", part(change).into()),
        ("national", part(row.shift.national).into()),
        ("mix", part(row.shift.industry_mix).into()),
        ("own", part(row.shift.regional).into()),
    ];
    text_with("changes-hover", &values)
}
