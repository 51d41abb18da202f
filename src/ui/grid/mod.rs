//! A grid of numbers as in a spreadsheet: cursor, ranges, typing, copying and pasting; only the cells in view are laid out.
//!
//! It knows rows, columns and words; what a number means, and whether it is taken, is the caller's business. The grid is one stop
//! of the Tab key until the keyboard is in it; then Tab goes from cell to cell and Escape leaves.

mod keys;

use std::ops::RangeInclusive;

use egui::{
    Align, Color32, CornerRadius, Frame, Id, Painter, Pos2, Rect, Response, Role, ScrollArea, Sense, Stroke,
    StrokeKind, TextEdit, Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2,
};

use super::focus::{self, Ring};
use super::list::{precise, whole};
use super::text::{self, Kind};
use super::theme::Theme;

/// The height of a row in points.
pub const ROW_HEIGHT: f32 = 28.0;
/// The width of a column in points.
const COLUMN_WIDTH: f32 = 84.0;
/// What a cell leaves free at either side, in points.
const PADDING: f32 = 8.0;

/// A cell by its row and column, from 0.
pub type Cell = (usize, usize);

/// What stands in a cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CellWords {
    /// What is shown.
    pub shown: String,
    /// What is edited.
    pub typed: String,
    /// Whether it says that there is no number.
    pub is_muted: bool,
}

/// Where the contents of a grid come from.
pub trait Source {
    /// The short code and the name of a row.
    fn row(&self, row: usize) -> (String, String);
    /// What stands in a cell.
    fn cell(&self, cell: Cell) -> CellWords;
    /// Takes over what was typed into a cell; `false` where it makes no sense, and the typing goes on.
    fn take(&mut self, cell: Cell, typed: &str) -> bool;
}

/// What was asked of the cells that are selected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Put this table in, from the first selected cell on.
    Paste(String),
    /// Copy the selected cells.
    Copy,
    /// Empty the selected cells.
    Clear,
}

/// What a grid remembers between frames.
#[derive(Clone, Debug, Default)]
pub struct GridState {
    cursor: Cell,
    /// The other end of the selected range.
    anchor: Cell,
    /// What is being typed into the cell of the cursor.
    draft: Option<String>,
    /// Whether the last draft was refused.
    is_refused: bool,
    /// Whether the draft has just begun and wants the keyboard.
    is_new: bool,
    offset: Vec2,
    view: Vec2,
    wants_view: bool,
}

impl GridState {
    /// The rows and columns that are selected.
    #[must_use]
    pub fn range(&self) -> (RangeInclusive<usize>, RangeInclusive<usize>) {
        let span = |a: usize, b: usize| a.min(b)..=a.max(b);
        (span(self.cursor.0, self.anchor.0), span(self.cursor.1, self.anchor.1))
    }

    /// Moves the cursor to a cell and brings it into view.
    pub fn go_to(&mut self, cell: Cell) {
        self.cursor = cell;
        self.anchor = cell;
        self.draft = None;
        self.is_refused = false;
        self.wants_view = true;
    }

    fn hold(&mut self, rows: usize, columns: usize) {
        let held = |cell: Cell| {
            (
                cell.0.min(rows.saturating_sub(1)),
                cell.1.min(columns.saturating_sub(1)),
            )
        };
        self.cursor = held(self.cursor);
        self.anchor = held(self.anchor);
    }

    /// Moves the cursor, with `extends` only the end of the range.
    fn step(&mut self, to: Cell, extends: bool) {
        self.cursor = to;
        if !extends {
            self.anchor = to;
        }
        self.wants_view = true;
    }
}

/// A grid of so many rows under column heads.
#[derive(Clone, Copy, Debug)]
#[must_use = "a grid does nothing until it is shown"]
pub struct Grid<'a> {
    salt: &'a str,
    name: &'a str,
    corner: &'a str,
    heads: &'a [String],
    rows: usize,
}

/// The places of the parts of a grid.
struct Parts {
    corner: Rect,
    heads: Rect,
    names: Rect,
    body: Rect,
}

impl<'a> Grid<'a> {
    /// A grid; `name` is for the screen reader, `corner` stands over the names of the rows.
    pub fn new(salt: &'a str, (name, corner): (&'a str, &'a str), heads: &'a [String], rows: usize) -> Self {
        Self {
            salt,
            name,
            corner,
            heads,
            rows,
        }
    }

    /// Shows it in the space that is left; gives what was asked of the selected cells.
    pub fn show(self, ui: &mut Ui, state: &mut GridState, source: &mut dyn Source) -> Option<Asked> {
        let id = ui.make_persistent_id(self.salt);
        let whole = ui.available_rect_before_wrap();
        state.hold(self.rows, self.heads.len());
        let stop = ui.interact(whole, id.with("stop"), Sense::FOCUSABLE);
        stop.widget_info(|| WidgetInfo::labeled(Role::Grid, ui.is_enabled(), self.name));
        let asked = keys::follow(ui, (&stop, (self.rows, self.heads.len())), state, source);
        let parts = parts(whole);
        let before = state.clone();
        let mut child = ui.new_child(UiBuilder::new().id_salt((self.salt, "body")).max_rect(parts.body));
        child.set_clip_rect(parts.body.intersect(ui.clip_rect()));
        let mut area = ScrollArea::both().id_salt(self.salt).auto_shrink(false);
        if std::mem::take(&mut state.wants_view)
            && let Some(offset) = offset_for(&before)
        {
            area = area.scroll_offset(offset);
        }
        let output = area.show_viewport(&mut child, |ui, visible| {
            ui.set_min_size(vec2(
                COLUMN_WIDTH * precise(self.heads.len()),
                ROW_HEIGHT * precise(self.rows),
            ));
            self.cells(ui, (id, visible), &stop, state, source);
        });
        state.offset = output.state.clamped_offset();
        state.view = output.inner_rect.size();
        self.edges(ui, &parts, state, source);
        focus::ring(ui, &stop, whole, Ring::Inside);
        ui.advance_cursor_after_rect(whole);
        asked
    }

    /// Lays out the cells in view.
    fn cells(
        &self,
        ui: &mut Ui,
        (id, visible): (Id, Rect),
        stop: &Response,
        state: &mut GridState,
        source: &mut dyn Source,
    ) {
        let origin = ui.max_rect().min;
        let place = |cell: Cell| {
            let at = vec2(COLUMN_WIDTH * precise(cell.1), ROW_HEIGHT * precise(cell.0));
            Rect::from_min_size(origin + at, vec2(COLUMN_WIDTH, ROW_HEIGHT))
        };
        let (rows, columns) = (
            seen(visible.y_range(), ROW_HEIGHT, self.rows),
            seen(visible.x_range(), COLUMN_WIDTH, self.heads.len()),
        );
        let (range_rows, range_columns) = state.range();
        for row in rows {
            for column in columns.clone() {
                let (cell, rect) = ((row, column), place((row, column)));
                let is_selected = range_rows.contains(&row) && range_columns.contains(&column);
                if state.cursor == cell && state.draft.is_some() {
                    continue;
                }
                let response = ui.interact(rect, id.with(cell), Sense::CLICK | Sense::DRAG);
                let words = source.cell(cell);
                let head = self.heads.get(column).map(String::as_str).unwrap_or_default();
                response.widget_info(|| {
                    let (code, name) = source.row(row);
                    let name = if name.is_empty() { code } else { name };
                    let mut info = WidgetInfo::labeled(Role::Cell, ui.is_enabled(), format!("{name}, {head}"));
                    info.current_text_value = Some(words.shown.clone());
                    info
                });
                paint_cell(ui, rect, &words, is_selected);
                point(
                    ui,
                    &response,
                    cell,
                    (stop, origin),
                    (state, source),
                    (self.rows, self.heads.len()),
                );
            }
        }
        let rect = place(state.cursor);
        if state.draft.is_some() {
            draft_ui(ui, rect, id, state);
        } else {
            let theme = Theme::of(ui.ctx());
            let ink = if stop.has_focus() {
                theme.accent
            } else {
                theme.border_strong
            };
            ui.painter()
                .rect_stroke(rect, CornerRadius::ZERO, Stroke::new(2.0, ink), StrokeKind::Inside);
        }
    }

    /// Paints the heads of the columns and the names of the rows, which stay in view.
    fn edges(&self, ui: &Ui, parts: &Parts, state: &GridState, source: &dyn Source) {
        let theme = Theme::of(ui.ctx());
        let clip = |rect: Rect| ui.painter_at(rect.intersect(ui.clip_rect()));
        let (rows, columns) = state.range();
        for rect in [parts.corner, parts.heads, parts.names] {
            ui.painter().rect_filled(rect, CornerRadius::ZERO, theme.sunken);
        }
        let painter = clip(parts.heads);
        let left = parts.heads.left() - state.offset.x;
        let across = state.offset.x..=state.offset.x + parts.heads.width();
        for column in seen(
            egui::Rangef::new(*across.start(), *across.end()),
            COLUMN_WIDTH,
            self.heads.len(),
        ) {
            let right = left + COLUMN_WIDTH * precise(column + 1) - PADDING;
            let head = self.heads.get(column).map(String::as_str).unwrap_or_default();
            let ink = if columns.contains(&column) {
                theme.accent
            } else {
                theme.text_secondary
            };
            let galley = text::line(&painter, head, Kind::SmallStrong, ink);
            let baseline = text::baseline_centered(parts.heads.center().y, Kind::SmallStrong);
            text::on_baseline(&painter, &galley, right, baseline, Align::Max);
        }
        let painter = clip(parts.names);
        let down = egui::Rangef::new(state.offset.y, state.offset.y + parts.names.height());
        for row in seen(down, ROW_HEIGHT, self.rows) {
            let middle = parts.names.top() - state.offset.y + ROW_HEIGHT * (precise(row) + 0.5);
            let ink = if rows.contains(&row) { theme.accent } else { theme.text };
            row_name(&painter, (parts.names, middle), ink, source.row(row));
        }
        let painter = clip(parts.corner);
        let baseline = text::baseline_centered(parts.corner.center().y, Kind::SmallStrong);
        let place = (
            parts.corner.left() + PADDING,
            baseline,
            parts.corner.width() - 2.0 * PADDING,
        );
        text::cut_line(&painter, self.corner, Kind::SmallStrong, theme.text_secondary, place);
        let line = Stroke::new(1.0, theme.border);
        ui.painter()
            .hline(parts.corner.left()..=parts.heads.right(), parts.heads.bottom(), line);
        ui.painter()
            .vline(parts.names.right(), parts.corner.top()..=parts.names.bottom(), line);
    }
}

/// Paints the code and the name of a row.
fn row_name(painter: &Painter, (names, middle): (Rect, f32), ink: Color32, (code, name): (String, String)) {
    let theme = Theme::of(painter.ctx());
    let baseline = text::baseline_centered(middle, Kind::Small);
    let mut left = names.left() + PADDING;
    if !code.is_empty() {
        let galley = text::line(painter, code.as_str(), Kind::SmallStrong, ink);
        left += text::on_baseline(painter, &galley, left, baseline, Align::Min).1 + 6.0;
    }
    let ink = if ink == theme.text { theme.text_secondary } else { ink };
    let room = names.right() - PADDING - left;
    text::cut_line(painter, &name, Kind::Small, ink, (left, baseline, room));
}

/// What the pointer does with a cell.
fn point(
    ui: &Ui,
    response: &Response,
    cell: Cell,
    (stop, origin): (&Response, Pos2),
    (state, source): (&mut GridState, &mut dyn Source),
    (rows, columns): (usize, usize),
) {
    let (is_pressed, extends) = ui.input(|input| (input.pointer.primary_pressed(), input.modifiers.shift));
    // A click takes the keyboard away from the grid, so it is asked for again; one without a press comes from a screen reader.
    let is_clicked = response.clicked();
    if (is_pressed && response.is_pointer_button_down_on()) || is_clicked {
        stop.request_focus();
        let is_other = state.cursor != cell || (!extends && state.anchor != cell);
        if is_other && keys::leave_draft(state, source) {
            state.step(cell, extends);
            state.wants_view = false;
        }
    }
    if response.double_clicked() {
        state.draft = Some(source.cell(cell).typed);
        state.is_new = true;
    }
    if response.dragged()
        && let Some(at) = response.interact_pointer_pos()
    {
        let way = (at - origin).max(Vec2::ZERO);
        let to = (
            whole(way.y / ROW_HEIGHT).min(rows.saturating_sub(1)),
            whole(way.x / COLUMN_WIDTH).min(columns.saturating_sub(1)),
        );
        if to != state.cursor {
            state.step(to, true);
        }
    }
}

fn paint_cell(ui: &Ui, rect: Rect, words: &CellWords, is_selected: bool) {
    let theme = Theme::of(ui.ctx());
    let painter = ui.painter();
    let ground = if is_selected { theme.accent_wash } else { theme.surface };
    painter.rect(
        rect,
        CornerRadius::ZERO,
        ground,
        Stroke::new(0.5, theme.border),
        StrokeKind::Middle,
    );
    let ink = if words.is_muted { theme.muted } else { theme.text };
    let baseline = text::baseline_centered(rect.center().y, Kind::Small);
    let galley = text::elided(painter, &words.shown, Kind::Small, ink, rect.width() - 2.0 * PADDING);
    text::on_baseline(painter, &galley, rect.right() - PADDING, baseline, Align::Max);
}

/// The field in the cell that is being typed into.
fn draft_ui(ui: &mut Ui, rect: Rect, id: Id, state: &mut GridState) {
    let theme = Theme::of(ui.ctx());
    let is_new = std::mem::take(&mut state.is_new);
    let ink = if state.is_refused { theme.danger } else { theme.accent };
    ui.painter().rect(
        rect,
        CornerRadius::ZERO,
        theme.surface,
        Stroke::new(2.0, ink),
        StrokeKind::Inside,
    );
    let Some(draft) = &mut state.draft else { return };
    let mut child = ui.new_child(
        UiBuilder::new()
            .id_salt("draft")
            .max_rect(rect.shrink2(vec2(PADDING, 2.0))),
    );
    let field = TextEdit::singleline(draft)
        .id(id.with("draft"))
        .frame(Frame::NONE)
        .font(Kind::Small.font())
        .text_color(theme.text)
        .align(egui::Align2::RIGHT_CENTER)
        .desired_width(rect.width() - 2.0 * PADDING);
    let response = child.add(field);
    if response.changed() {
        state.is_refused = false;
    }
    if is_new {
        response.request_focus();
        let end = egui::text::CCursor::new(draft.chars().count());
        let mut edit = TextEdit::load_state(ui.ctx(), response.id).unwrap_or_default();
        edit.cursor.set_char_range(Some(egui::text::CCursorRange::one(end)));
        TextEdit::store_state(ui.ctx(), response.id, edit);
    }
}

fn parts(whole: Rect) -> Parts {
    let names = (whole.width() * 0.32).clamp(120.0, 280.0);
    let (left, top) = (whole.left() + names, whole.top() + ROW_HEIGHT);
    Parts {
        corner: Rect::from_min_max(whole.min, pos2(left, top)),
        heads: Rect::from_min_max(pos2(left, whole.top()), pos2(whole.right(), top)),
        names: Rect::from_min_max(pos2(whole.left(), top), pos2(left, whole.bottom())),
        body: Rect::from_min_max(pos2(left, top), whole.max),
    }
}

/// The scroll offset that brings the cursor into view.
fn offset_for(state: &GridState) -> Option<Vec2> {
    if state.view.x <= 0.0 {
        return None;
    }
    let into = |at: f32, size: f32, offset: f32, view: f32| {
        if at < offset { at } else { offset.max(at + size - view) }
    };
    let x = into(
        COLUMN_WIDTH * precise(state.cursor.1),
        COLUMN_WIDTH,
        state.offset.x,
        state.view.x,
    );
    let y = into(
        ROW_HEIGHT * precise(state.cursor.0),
        ROW_HEIGHT,
        state.offset.y,
        state.view.y,
    );
    Some(vec2(x, y))
}

/// Which rows or columns of a size are in view.
fn seen(visible: egui::Rangef, size: f32, count: usize) -> std::ops::Range<usize> {
    let last = whole(visible.max / size).saturating_add(1).min(count);
    whole(visible.min / size).min(last)..last
}
