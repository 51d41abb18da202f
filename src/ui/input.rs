//! Inputs: the search field, a plain text field and the checkbox.
//!
//! They edit what they are given and say whether it changed; nothing is validated here.

use egui::text::CCursorRange;
use egui::{
    Align, Color32, CornerRadius, Frame, Key, Rect, Response, Role, Sense, Stroke, StrokeKind, TextEdit, Ui, UiBuilder,
    WidgetInfo, pos2, vec2,
};

use super::button;
use super::focus::{self, Ring};
use super::icons::Icon;
use super::paint::{self, Check};
use super::style::CORNER_CONTROL;
use super::text::{self, Kind};
use super::theme::Theme;
use crate::messages;

/// A search field, 32 high: icon, text, the key that leads to it, and a cross once there is text.
#[derive(Clone, Copy, Debug)]
#[must_use = "a search field does nothing until it is shown"]
pub struct SearchInput<'a> {
    name: &'a str,
    hint: &'a str,
    short_hint: Option<&'a str>,
    keys: Option<&'a str>,
    width: Option<f32>,
    takes_focus: bool,
}

impl<'a> SearchInput<'a> {
    /// A search field with a hint in it, which is also its accessible name.
    pub fn new(hint: &'a str) -> Self {
        Self {
            name: hint,
            hint,
            short_hint: None,
            keys: None,
            width: None,
            takes_focus: false,
        }
    }

    /// The hint where the field has no room for the whole one; the accessible name stays.
    pub fn short_hint(mut self, short_hint: &'a str) -> Self {
        self.short_hint = Some(short_hint);
        self
    }

    /// The keys that lead to it, drawn as a cap while it is empty.
    pub fn keys(mut self, keys: Option<&'a str>) -> Self {
        self.keys = keys;
        self
    }

    /// Gives it a width instead of the available one.
    pub fn width(mut self, width_pt: f32) -> Self {
        self.width = Some(width_pt);
        self
    }

    /// Moves the focus into it in this frame and selects what it holds.
    pub fn take_focus(mut self, takes_focus: bool) -> Self {
        self.takes_focus = takes_focus;
        self
    }

    /// Shows it. [`Response::changed`] says that the text changed; Escape clears it first and leaves it after that.
    pub fn show(self, ui: &mut Ui, query: &mut String) -> Response {
        let width = self.width.unwrap_or_else(|| ui.available_width());
        let (_, rect) = ui.allocate_space(vec2(width, 32.0));
        let outline = ui.painter().add(egui::Shape::Noop);
        let theme = Theme::of(ui.ctx());
        text::icon(
            ui.painter(),
            Icon::Search,
            pos2(rect.left() + 18.0, rect.center().y),
            16.0,
            theme.text_secondary,
        );
        let mut text_right = rect.right() - 10.0;
        let mut was_cleared = false;
        if !query.is_empty() {
            let place = Rect::from_center_size(pos2(rect.right() - 17.0, rect.center().y), vec2(24.0, 24.0));
            let clear = messages::text("search-clear");
            was_cleared = paint::place(ui, place, button::IconButton::new(Icon::X, &clear).small()).clicked();
            text_right = place.left();
        } else if let Some(keys) = self.keys {
            let cap_width = button::key_cap(ui, pos2(rect.right() - 10.0, rect.center().y), keys);
            text_right -= cap_width + 6.0;
        }
        let inner = Rect::from_x_y_ranges(rect.left() + 34.0..=text_right, rect.y_range());
        let hint = match self.short_hint {
            Some(short) if text::line(ui.painter(), self.hint, Kind::Body, theme.muted).size().x > inner.width() => {
                short
            }
            _ => self.hint,
        };
        let mut response = text_edit(ui, inner, query, (self.name, hint)).accessible_name(self.name);
        let is_escape = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Escape));
        if was_cleared || (is_escape && !query.is_empty()) {
            query.clear();
            response.request_focus();
            response.mark_changed();
        }
        if self.takes_focus {
            response.request_focus();
            select_all(ui, &response, query);
        }
        ui.painter().set(outline, field_outline(ui, rect, &response));
        focus::ring(ui, &response, rect, Ring::Outside { corner: CORNER_CONTROL });
        response
    }
}

/// A text field of one line, 32 high, with its accessible name.
pub fn text_field(ui: &mut Ui, value: &mut String, name: &str, hint: &str) -> Response {
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), 32.0));
    let outline = ui.painter().add(egui::Shape::Noop);
    let inner = Rect::from_x_y_ranges(rect.left() + 10.0..=rect.right() - 10.0, rect.y_range());
    let response = text_edit(ui, inner, value, (name, hint)).accessible_name(name);
    ui.painter().set(outline, field_outline(ui, rect, &response));
    focus::ring(ui, &response, rect, Ring::Outside { corner: CORNER_CONTROL });
    response
}

fn text_edit(ui: &mut Ui, inner: Rect, value: &mut String, (name, hint): (&str, &str)) -> Response {
    let theme = Theme::of(ui.ctx());
    let mut child = ui.new_child(
        UiBuilder::new()
            .max_rect(inner)
            .layout(egui::Layout::left_to_right(Align::Center)),
    );
    // The button that clears the field comes and goes; an identifier by position would lose the focus with it.
    let edit = TextEdit::singleline(value)
        .id(ui.scope_id().with(("text field", name)))
        .frame(Frame::NONE)
        .font(Kind::Body.font())
        .text_color(theme.text)
        .hint_text(text::rich(hint, Kind::Body).color(theme.muted))
        .align(egui::Align2::LEFT_CENTER)
        .min_size(vec2(inner.width(), inner.height()))
        .desired_width(inner.width());
    child.add(edit)
}

fn select_all(ui: &Ui, response: &Response, query: &str) {
    if let Some(mut state) = TextEdit::load_state(ui.ctx(), response.id) {
        state.cursor.set_char_range(Some(CCursorRange::select_all_str(query)));
        TextEdit::store_state(ui.ctx(), response.id, state);
    }
}

/// The ground and outline of a field: they lie under the text, whose state decides them.
fn field_outline(ui: &Ui, rect: Rect, response: &Response) -> egui::Shape {
    let theme = Theme::of(ui.ctx());
    let stroke = if response.has_focus() {
        // Under the ring of the keyboard a second thick line would be too much.
        Stroke::new(if focus::is_by_key(ui.ctx()) { 1.0 } else { 2.0 }, theme.focus)
    } else if response.hovered() {
        Stroke::new(1.0, theme.text_secondary)
    } else {
        Stroke::new(1.0, theme.border_strong)
    };
    let shape = egui::epaint::RectShape::new(
        rect,
        CornerRadius::same(CORNER_CONTROL),
        theme.surface,
        stroke,
        StrokeKind::Inside,
    );
    egui::Shape::Rect(shape)
}

/// A checkbox of 16 points with its label, at least 24 high. Toggles `is_on` and marks the response as changed.
pub fn checkbox(ui: &mut Ui, is_on: &mut bool, label: &str) -> Response {
    let theme = Theme::of(ui.ctx());
    let galley = text::line(ui.painter(), label, Kind::Body, theme.text);
    let (rect, mut response) = ui.allocate_exact_size(vec2(24.0 + galley.size().x, 26.0), Sense::click());
    if response.clicked() {
        *is_on = !*is_on;
        response.mark_changed();
    }
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, ui.is_enabled(), *is_on, label));
    if ui.is_rect_visible(rect) {
        let center = pos2(rect.left() + 8.0, rect.center().y);
        paint::checkbox(ui.painter(), center, Check::from(*is_on), theme, response.hovered());
        let baseline = text::baseline_centered(rect.center().y, Kind::Body);
        text::on_baseline(ui.painter(), &galley, rect.left() + 24.0, baseline, Align::Min);
        focus::ring(
            ui,
            &response,
            Rect::from_center_size(center, vec2(16.0, 16.0)),
            Ring::Outside { corner: 4 },
        );
    }
    response
}

/// One of several choices side by side, such as light, dark and projector. Returns the index that was clicked.
pub fn segmented(ui: &mut Ui, labels: &[&str], selected: usize) -> Option<usize> {
    let theme = Theme::of(ui.ctx());
    let mut chosen = None;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = -1.0;
        let last = labels.len().saturating_sub(1);
        let mut selected_outline = None;
        for (index, label) in labels.iter().enumerate() {
            let is_on = index == selected;
            let ink = if is_on { theme.accent } else { theme.text_secondary };
            let kind = if is_on { Kind::Strong } else { Kind::Body };
            let galley = text::line(ui.painter(), *label, kind, ink);
            let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x + 24.0, 32.0), Sense::click());
            response.widget_info(|| WidgetInfo::selected(Role::RadioButton, ui.is_enabled(), is_on, *label));
            let (left, right) = (
                u8::from(index == 0) * CORNER_CONTROL,
                u8::from(index == last) * CORNER_CONTROL,
            );
            let corner = CornerRadius {
                nw: left,
                sw: left,
                ne: right,
                se: right,
            };
            let (fill, outline): (Color32, Color32) = match (is_on, response.hovered()) {
                (true, _) => (theme.accent_wash, theme.accent),
                (false, true) => (theme.hover, theme.border_strong),
                (false, false) => (theme.surface, theme.border_strong),
            };
            ui.painter()
                .rect(rect, corner, fill, Stroke::new(1.0, outline), StrokeKind::Inside);
            if is_on {
                selected_outline = Some((rect, corner));
            }
            let baseline = text::baseline_centered(rect.center().y, kind);
            text::on_baseline(ui.painter(), &galley, rect.center().x, baseline, Align::Center);
            focus::ring(ui, &response, rect, Ring::Outside { corner: CORNER_CONTROL });
            if response.clicked() {
                chosen = Some(index);
            }
        }
        // The neighbors share an edge with the selected one and were drawn over it.
        if let Some((rect, corner)) = selected_outline {
            ui.painter()
                .rect_stroke(rect, corner, Stroke::new(1.0, theme.accent), StrokeKind::Inside);
        }
    });
    chosen
}
