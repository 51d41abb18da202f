//! Heads of columns that sort, and blocks of one large figure.
//!
//! Sorting itself is the caller's; the head only shows its direction.

use egui::{Align, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::button::IconButton;
use super::focus::{self, Ring};
use super::icons::Icon;
use super::paint;
use super::text::{self, Kind};
use super::theme::Theme;

/// How a column is sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sorting {
    /// Another column decides the order.
    #[default]
    None,
    /// Smallest or first in the alphabet on top.
    Ascending,
    /// Largest on top.
    Descending,
}

impl Sorting {
    /// The sorting after a click, for a column that is best read from its largest value when `starts_descending`.
    #[must_use]
    pub fn next(self, starts_descending: bool) -> Self {
        match (self, starts_descending) {
            (Self::None | Self::Ascending, true) | (Self::Ascending, false) => Self::Descending,
            (Self::None | Self::Descending, false) | (Self::Descending, true) => Self::Ascending,
        }
    }
}

/// The head of a column, 28 high and of a width: small words with an arrow where it decides the order.
pub fn head(ui: &mut Ui, name: &str, width_pt: f32, align: Align, sorting: Sorting) -> Response {
    let (response, is_cut) = paint_head(ui, name, (width_pt, align), sorting);
    if is_cut {
        response.on_hover_text(text::rich(name, Kind::Small))
    } else {
        response
    }
}

/// A head whose column is explained under the pointer: its whole name over what it says. `place` is width and alignment.
pub fn explained_head(ui: &mut Ui, name: &str, place: (f32, Align), sorting: Sorting, explanation: &str) -> Response {
    let (response, is_cut) = paint_head(ui, name, place, sorting);
    if explanation.is_empty() && !is_cut {
        return response;
    }
    response.on_hover_ui(|ui| {
        let theme = Theme::of(ui.ctx());
        ui.set_max_width(ui.spacing().tooltip_width);
        text::paragraph(ui, name, Kind::SmallStrong, theme.text);
        if !explanation.is_empty() {
            text::paragraph(ui, explanation, Kind::Small, theme.text_secondary);
        }
    })
}

fn paint_head(ui: &mut Ui, name: &str, (width_pt, align): (f32, Align), sorting: Sorting) -> (Response, bool) {
    let theme = Theme::of(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(width_pt, 28.0), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::ColumnHeader, ui.is_enabled(), sorting != Sorting::None, name));
    if !ui.is_rect_visible(rect) {
        return (response, false);
    }
    let is_strong = sorting != Sorting::None || response.hovered();
    let ink = if is_strong { theme.text } else { theme.text_secondary };
    let arrow_room = if sorting == Sorting::None { 0.0 } else { 16.0 };
    let galley = text::elided(ui.painter(), name, Kind::Small, ink, width_pt - arrow_room);
    let baseline = text::baseline_centered(rect.center().y, Kind::Small);
    let x = if align == Align::Max {
        rect.right() - arrow_room
    } else {
        rect.left()
    };
    let (left, width) = text::on_baseline(
        ui.painter(),
        &galley,
        x,
        baseline,
        if align == Align::Max { Align::Max } else { Align::Min },
    );
    let icon = match sorting {
        Sorting::None => None,
        Sorting::Ascending => Some(Icon::ArrowUp),
        Sorting::Descending => Some(Icon::ArrowDown),
    };
    if let Some(icon) = icon {
        text::icon(
            ui.painter(),
            icon,
            pos2(left + width + 10.0, rect.center().y),
            14.0,
            ink,
        );
    }
    focus::ring(ui, &response, rect, Ring::Inside);
    (response, galley.elided)
}

/// One large figure with what it counts and a quiet line below: "516, members, 147 without a tie".
pub fn figure_block(ui: &mut Ui, figure: &str, name: &str, note: &str) -> Response {
    let theme = Theme::of(ui.ctx());
    let note_height = if note.is_empty() { 0.0 } else { 16.0 };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 48.0 + note_height), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{figure} {name}. {note}").trim_end()));
    if ui.is_rect_visible(rect) {
        let painter = ui.painter();
        let width = rect.width();
        text::cut_line(
            painter,
            figure,
            Kind::Figure,
            theme.text,
            (rect.left(), rect.top() + 24.0, width),
        );
        text::cut_line(
            painter,
            name,
            Kind::Small,
            theme.text_secondary,
            (rect.left(), rect.top() + 43.0, width),
        );
        text::cut_line(
            painter,
            note,
            Kind::Small,
            theme.muted,
            (rect.left(), rect.top() + 59.0, width),
        );
    }
    response
}

/// A large figure like [`figure_block`] with an info button after it; `words` are its name and its note. Returns the response
/// of the button, which is called `explain`.
pub fn explained_block(ui: &mut Ui, figure: &str, words: (&str, &str), explain: &str) -> Response {
    let rect = figure_block(ui, figure, words.0, words.1).rect;
    let width = text::line(ui.painter(), figure, Kind::Figure, Theme::of(ui.ctx()).text)
        .size()
        .x;
    let center = pos2((rect.left() + width + 16.0).min(rect.right() - 12.0), rect.top() + 15.0);
    let place = Rect::from_center_size(center, vec2(24.0, 24.0));
    let info = IconButton::new(Icon::Info, explain)
        .small()
        .tint(Theme::of(ui.ctx()).muted);
    paint::place(ui, place, info)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_click_sorts_numbers_from_the_largest_and_names_from_a() {
        assert_eq!(Sorting::None.next(true), Sorting::Descending);
        assert_eq!(Sorting::Descending.next(true), Sorting::Ascending);
        assert_eq!(Sorting::None.next(false), Sorting::Ascending);
        assert_eq!(Sorting::Ascending.next(false), Sorting::Descending);
    }
}
