//! A list of any length with rows of one height: only the visible ones are laid out, so 100 000 rows cost what 20 do.
//!
//! The list is one stop of the Tab key; arrows, Page, Home and End move the cursor, Enter opens. Rows are drawn by the caller.
//! Rows beyond about 300 000 would lose positions to the precision of the scroll offset; no list here is near that.

use egui::{
    EventFilter, Id, Key, Rect, Response, Role, ScrollArea, Sense, Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2,
};

use super::focus::{self, Ring};

/// A list with rows of one height.
#[derive(Clone, Copy, Debug)]
#[must_use = "a list does nothing until it is shown"]
pub struct VirtualList<'a> {
    salt: &'a str,
    name: &'a str,
    row_height: f32,
    count: usize,
    cursor: Option<usize>,
    scroll_to: Option<usize>,
}

/// What happened in a list.
#[derive(Clone, Debug, Default)]
pub struct ListOutcome {
    /// The row that was clicked, or that the arrows moved to.
    pub chosen: Option<usize>,
    /// The row that was opened by Enter or a double click.
    pub opened: Option<usize>,
    /// The row under the pointer.
    pub hovered: Option<usize>,
}

/// What the list remembers between frames.
#[derive(Clone, Copy, Debug, Default)]
struct View {
    offset_y: f32,
    height: f32,
}

impl<'a> VirtualList<'a> {
    /// A list of rows; `salt` tells lists of one panel apart, `name` is for the screen reader.
    pub fn new(salt: &'a str, name: &'a str, row_height: f32, count: usize) -> Self {
        Self {
            salt,
            name,
            row_height,
            count,
            cursor: None,
            scroll_to: None,
        }
    }

    /// The selected row, from which the arrows start.
    pub fn cursor(mut self, cursor: Option<usize>) -> Self {
        self.cursor = cursor;
        self
    }

    /// Brings a row into view in this frame.
    pub fn scroll_to(mut self, row: Option<usize>) -> Self {
        self.scroll_to = row;
        self
    }

    /// Shows the list in the space that is left and calls `row` for each visible row.
    pub fn show(self, ui: &mut Ui, mut row: impl FnMut(&mut Ui, usize) -> Response) -> ListOutcome {
        let id = ui.make_persistent_id(self.salt);
        let view = ui.data(|data| data.get_temp::<View>(id)).unwrap_or_default();
        let mut outcome = ListOutcome::default();
        let frame = ui.available_rect_before_wrap();
        let stop = ui.interact(frame, id.with("stop"), Sense::FOCUSABLE);
        stop.widget_info(|| WidgetInfo::labeled(Role::ListBox, ui.is_enabled(), self.name));
        let moved = self.keys(ui, &stop, view, &mut outcome);
        // A list that got shorter, because something opened below it, keeps its cursor in sight where it was.
        let held = self
            .cursor
            .filter(|row| view.height > frame.height() && self.is_in(*row, view));
        let view = View {
            height: view.height.min(frame.height()),
            ..view
        };
        let mut area = ScrollArea::vertical().id_salt(self.salt).auto_shrink(false);
        if let Some(offset) = self.offset_for(moved.or(self.scroll_to).or(held), view) {
            area = area.vertical_scroll_offset(offset);
        }
        let output = area.show_viewport(ui, |ui, visible| {
            self.visible_rows(ui, visible, id, |ui, index| {
                let response = row(ui, index);
                if response.clicked() {
                    outcome.chosen = Some(index);
                    stop.request_focus();
                }
                if response.double_clicked() {
                    outcome.opened = Some(index);
                }
                if response.hovered() {
                    outcome.hovered = Some(index);
                }
            });
        });
        let next = View {
            offset_y: output.state.clamped_offset().y,
            height: output.inner_rect.height(),
        };
        ui.data_mut(|data| data.insert_temp(id, next));
        self.ring(ui, &stop, output.inner_rect, next);
        outcome
    }

    /// Lays out the rows in view; their identities follow their index, so scrolling does not mix them up.
    fn visible_rows(&self, ui: &mut Ui, visible: Rect, id: Id, mut row: impl FnMut(&mut Ui, usize)) {
        ui.set_height(self.row_height * precise(self.count));
        ui.set_width(ui.available_width().max(0.0));
        let first = whole(visible.top() / self.row_height);
        let last = whole(visible.bottom() / self.row_height)
            .saturating_add(1)
            .min(self.count);
        let origin = ui.max_rect().min;
        let width = ui.available_width();
        for index in first..last {
            let top_left = pos2(origin.x, origin.y + precise(index) * self.row_height);
            let place = Rect::from_min_size(top_left, vec2(width, self.row_height));
            let mut child = ui.new_child(UiBuilder::new().id_salt(id.with(index)).max_rect(place));
            child.spacing_mut().item_spacing = Vec2::ZERO;
            row(&mut child, index);
        }
    }

    /// Moves the cursor by the keys, and says where to.
    fn keys(&self, ui: &Ui, stop: &Response, view: View, outcome: &mut ListOutcome) -> Option<usize> {
        if !stop.has_focus() || self.count == 0 {
            return None;
        }
        let filter = EventFilter {
            vertical_arrows: true,
            ..EventFilter::default()
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(stop.id, filter));
        let last = self.count - 1;
        let page = whole(view.height / self.row_height).saturating_sub(1).max(1);
        let from = self.cursor;
        let pressed = |key: Key| ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, key));
        let target = if pressed(Key::ArrowDown) {
            Some(from.map_or(0, |row| row.saturating_add(1)))
        } else if pressed(Key::ArrowUp) {
            Some(from.map_or(last, |row| row.saturating_sub(1)))
        } else if pressed(Key::PageDown) {
            Some(from.unwrap_or_default().saturating_add(page))
        } else if pressed(Key::PageUp) {
            Some(from.unwrap_or_default().saturating_sub(page))
        } else if pressed(Key::Home) {
            Some(0)
        } else if pressed(Key::End) {
            Some(last)
        } else {
            None
        };
        if pressed(Key::Enter) {
            outcome.opened = from;
        }
        let target = target.map(|row| row.min(last));
        if target.is_some() {
            outcome.chosen = target;
        }
        target
    }

    fn is_in(&self, row: usize, view: View) -> bool {
        let top = precise(row) * self.row_height - view.offset_y;
        top > -self.row_height && top < view.height
    }

    /// The scroll offset that brings a row into view, if it is not there yet.
    fn offset_for(&self, row: Option<usize>, view: View) -> Option<f32> {
        let top = precise(row?.min(self.count.saturating_sub(1))) * self.row_height;
        let bottom = top + self.row_height;
        if view.height <= 0.0 {
            // The first frame does not know its height yet: a third of a usual panel puts the row in sight.
            return Some((top - 2.0 * self.row_height).max(0.0));
        }
        if top < view.offset_y {
            Some(top)
        } else if bottom > view.offset_y + view.height {
            Some(bottom - view.height)
        } else {
            None
        }
    }

    fn ring(&self, ui: &Ui, stop: &Response, inner: Rect, view: View) {
        let place = self.cursor.map(|row| {
            let top = inner.top() + precise(row) * self.row_height - view.offset_y;
            Rect::from_min_size(pos2(inner.left(), top), vec2(inner.width(), self.row_height)).intersect(inner)
        });
        focus::ring(ui, stop, place.filter(Rect::is_positive).unwrap_or(inner), Ring::Inside);
    }
}

/// A number of rows as a length counted in rows.
#[expect(clippy::cast_precision_loss, reason = "row numbers stay far below 2^24")]
pub(super) fn precise(row: usize) -> f32 {
    row as f32
}

/// The row that a length counted in rows ends in.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to what a row number can be"
)]
pub(super) fn whole(rows: f32) -> usize {
    rows.clamp(0.0, 16_000_000.0) as usize
}
