//! Rows with bars to both sides of zero: what adds to something and what takes away from it, also one after the other as a staircase.
//!
//! The order of rows and their colors are the caller's.

use egui::{Align, Color32, CornerRadius, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::focus::{self, Ring};
use super::paint::{self, RowState};
use super::style::PANEL_PADDING;
use super::text::{self, Kind};
use super::theme::Theme;

/// The height of a row in points.
pub const ROW_HEIGHT: f32 = 28.0;

/// The columns that all rows share.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Signed {
    /// The value at the left end of the bars.
    pub low: f64,
    /// The value at the right end of the bars.
    pub high: f64,
    /// The width of the column of names in points.
    pub name_width: f32,
    /// The width of the column of values in points.
    pub value_width: f32,
}

/// One row.
#[derive(Clone, Copy, Debug)]
pub struct SignedRow<'a> {
    /// The name.
    pub name: &'a str,
    /// The value in words.
    pub words: &'a str,
    /// Where the bar begins and ends; `None` where there is no value.
    pub bar: Option<(f64, f64)>,
    /// The color of the bar.
    pub fill: Color32,
    /// Selected, hovered or plain.
    pub state: RowState,
    /// Whether it is a sum, set heavier and with a rule above.
    pub is_sum: bool,
}

impl Signed {
    /// Columns over these values and zero.
    #[must_use]
    pub fn over(values: impl IntoIterator<Item = f64>) -> Self {
        let (low, high) = values
            .into_iter()
            .filter(|value| value.is_finite())
            .fold((0.0_f64, 0.0_f64), |(low, high), value| {
                (low.min(value), high.max(value))
            });
        Self {
            low,
            high: if high > low { high } else { low + 1.0 },
            name_width: 120.0,
            value_width: 64.0,
        }
    }

    fn x_of(&self, rect: Rect, value: f64) -> f32 {
        let left = rect.left() + PANEL_PADDING + self.name_width + 6.0;
        let right = (rect.right() - PANEL_PADDING - self.value_width - 8.0).max(left + 1.0);
        let share = ((value - self.low) / (self.high - self.low)).clamp(0.0, 1.0);
        #[expect(clippy::cast_possible_truncation, reason = "a share between 0 and 1")]
        let share = share as f32;
        egui::lerp(left..=right, share)
    }

    /// Shows a row; it spans the panel with its padding.
    pub fn row(&self, ui: &mut Ui, row: &SignedRow<'_>) -> Response {
        let theme = Theme::of(ui.ctx());
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW_HEIGHT), Sense::click());
        response.widget_info(|| {
            let is_selected = row.state == RowState::Selected;
            let words = format!("{}, {}", row.name, row.words);
            WidgetInfo::selected(Role::ListBoxOption, ui.is_enabled(), is_selected, words)
        });
        if !ui.is_rect_visible(rect) {
            return response;
        }
        let state = row.state.with_pointer(&response);
        paint::row_ground(ui.painter(), rect, theme, state);
        let is_cut = self.paint(ui, rect, row);
        focus::ring(ui, &response, rect, Ring::Inside);
        if is_cut {
            response.on_hover_text(text::rich(row.name, Kind::Small))
        } else {
            response
        }
    }

    fn paint(&self, ui: &Ui, rect: Rect, row: &SignedRow<'_>) -> bool {
        let theme = Theme::of(ui.ctx());
        let painter = ui.painter();
        let is_strong = row.is_sum || row.state == RowState::Selected;
        let kind = if is_strong { Kind::Strong } else { Kind::Body };
        let baseline = text::baseline_centered(rect.center().y, kind);
        if row.is_sum {
            let inner = rect.shrink2(vec2(PANEL_PADDING, 0.0));
            painter.hline(inner.x_range(), rect.top() + 0.5, Stroke::new(1.0, theme.border_strong));
        }
        let place = (rect.left() + PANEL_PADDING, baseline, self.name_width);
        let is_cut = text::cut_line(painter, row.name, kind, theme.text, place);
        let ink = if row.bar.is_some() {
            theme.text
        } else {
            theme.text_secondary
        };
        let value = text::line(
            painter,
            row.words,
            if row.bar.is_some() { Kind::Strong } else { Kind::Body },
            ink,
        );
        text::on_baseline(painter, &value, rect.right() - PANEL_PADDING, baseline, Align::Max);
        let zero = self.x_of(rect, 0.0);
        painter.vline(zero, rect.y_range(), Stroke::new(1.0, theme.border_strong));
        if let Some((from, to)) = row.bar {
            let (a, b) = (self.x_of(rect, from), self.x_of(rect, to));
            let y = rect.center().y;
            let mut bar = Rect::from_x_y_ranges(a.min(b)..=a.max(b), y - 5.0..=y + 5.0);
            if bar.width() < 2.0 {
                bar = Rect::from_center_size(bar.center(), vec2(2.0, 10.0));
            }
            let edge = Stroke::new(1.0, theme.border_strong);
            painter.rect(bar, CornerRadius::same(1), row.fill, edge, StrokeKind::Inside);
        }
        is_cut
    }
}

/// Draws so many filled stars out of a number, side by side from a left end; gives the width back.
#[must_use]
pub fn stars(ui: &Ui, left_center: egui::Pos2, (filled, all): (u8, u8)) -> f32 {
    const STEP: f32 = 13.0;
    let theme = Theme::of(ui.ctx());
    for place in 0..all {
        let center = pos2(left_center.x + 6.0 + f32::from(place) * STEP, left_center.y);
        let ink = if place < filled { theme.accent } else { theme.border };
        let mut mesh = egui::Mesh::default();
        mesh.colored_vertex(center, ink);
        for corner in 0..10_u8 {
            let radius = if corner % 2 == 0 { 6.0 } else { 2.6 };
            let angle = std::f32::consts::PI * (f32::from(corner) / 5.0 - 0.5);
            mesh.colored_vertex(center + radius * vec2(angle.cos(), angle.sin()), ink);
        }
        for corner in 0..10_u32 {
            mesh.add_triangle(0, 1 + corner, 1 + (corner + 1) % 10);
        }
        ui.painter().add(egui::Shape::mesh(mesh));
    }
    f32::from(all) * STEP
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_axis_always_holds_zero() {
        let all_up = Signed::over([3.0, 5.0]);
        assert_eq!((all_up.low, all_up.high), (0.0, 5.0));
        let both = Signed::over([-3.0, 5.0, f64::NAN]);
        assert_eq!((both.low, both.high), (-3.0, 5.0));
        let nothing = Signed::over([]);
        assert!(nothing.high > nothing.low);
    }
}
