//! The ranking: rows of names with bars from zero, whiskers, bounds and values, under one axis.
//!
//! Doubt has a drawing of its own: a whisker is an interval, a dashed open hatched bar is a bound for what is not published, a
//! triangle is a small number, a chevron is beyond the axis. The order of rows and their colors are the caller's.

use egui::{
    Align, Color32, CornerRadius, Painter, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use super::chart::Axis;
use super::focus::{self, Ring};
use super::icons::Icon;
use super::paint::{self, RowState};
use super::style::PANEL_PADDING;
use super::text::{self, Kind};
use super::theme::Theme;

/// The height of a row in points.
pub const ROW_HEIGHT: f32 = 28.0;

/// The columns that all rows of a ranking share.
#[derive(Clone, Debug)]
pub struct Ranking {
    /// The axis of the bars; it should begin at zero.
    pub axis: Axis,
    /// The value of the dashed line, such as 1; none without.
    pub reference: Option<f64>,
    /// The width of the column of names in points.
    pub name_width: f32,
    /// The width of the column of values in points.
    pub value_width: f32,
}

/// What is known of one row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Standing {
    /// A value with its color, and its interval where there is one.
    Known {
        /// The value.
        value: f64,
        /// Its 95 % interval.
        interval: Option<(f64, f64)>,
        /// The color of its class.
        fill: Color32,
    },
    /// Not published, and at most this.
    AtMost(f64),
    /// Nothing is known.
    Unknown,
}

/// One row of a ranking.
#[derive(Clone, Copy, Debug)]
#[must_use = "a row does nothing until it is shown"]
pub struct RankingRow<'a> {
    /// The name.
    pub name: &'a str,
    /// The value in words: "2.15", "≤ 1.95".
    pub words: &'a str,
    /// What is known.
    pub standing: Standing,
    /// Selected, hovered or plain.
    pub state: RowState,
    /// Why the number is to be read with care; draws the triangle.
    pub doubt: Option<&'a str>,
    /// How many points at the end of the name's column are kept free for what is drawn there.
    pub mark_width: f32,
}

impl Ranking {
    /// Columns that fit a panel of 360 with an axis.
    #[must_use]
    pub fn new(axis: Axis) -> Self {
        Self {
            axis,
            reference: None,
            name_width: 104.0,
            value_width: 52.0,
        }
    }

    /// Draws a dashed line at a value in every row.
    #[must_use]
    pub fn reference(mut self, value: f64) -> Self {
        self.reference = Some(value);
        self
    }

    /// The range of the bars in a row.
    fn bars(&self, rect: Rect) -> (f32, f32) {
        let left = rect.left() + PANEL_PADDING + self.name_width + 6.0;
        (
            left,
            (rect.right() - PANEL_PADDING - self.value_width - 10.0).max(left + 1.0),
        )
    }

    fn x_of(&self, rect: Rect, value: f64) -> f32 {
        let (left, right) = self.bars(rect);
        egui::lerp(left..=right, self.axis.share_of(value).clamp(0.0, 1.0))
    }

    /// The ticks of the axis over the rows, 18 high.
    pub fn axis_row(&self, ui: &mut Ui) {
        let theme = Theme::of(ui.ctx());
        let (_, rect) = ui.allocate_space(vec2(ui.available_width(), 18.0));
        let baseline = text::baseline_centered(rect.center().y - 1.0, Kind::Axis);
        for tick in &self.axis.ticks {
            let galley = text::line(ui.painter(), tick.label.as_str(), Kind::Axis, theme.muted);
            text::on_baseline(
                ui.painter(),
                &galley,
                self.x_of(rect, tick.value),
                baseline,
                Align::Center,
            );
        }
    }

    /// Shows a row; it spans the panel with its padding.
    pub fn row(&self, ui: &mut Ui, row: &RankingRow<'_>) -> Response {
        let theme = Theme::of(ui.ctx());
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW_HEIGHT), Sense::click());
        response.widget_info(|| {
            let is_selected = row.state == RowState::Selected;
            WidgetInfo::selected(
                Role::ListBoxOption,
                ui.is_enabled(),
                is_selected,
                format!("{}, {}", row.name, row.words),
            )
        });
        if !ui.is_rect_visible(rect) {
            return response;
        }
        let state = row.state.with_pointer(&response);
        paint::row_ground(ui.painter(), rect, theme, state);
        let is_cut = self.paint(ui.painter(), rect, row, theme);
        focus::ring(ui, &response, rect, Ring::Inside);
        match row.doubt {
            Some(doubt) => response.on_hover_text(text::rich(doubt, Kind::Small)),
            None if is_cut => response.on_hover_text(text::rich(row.name, Kind::Small)),
            None => response,
        }
    }

    fn paint(&self, painter: &Painter, rect: Rect, row: &RankingRow<'_>, theme: &Theme) -> bool {
        let baseline = text::baseline_centered(rect.center().y, Kind::Body);
        let name_kind = if row.state == RowState::Selected {
            Kind::Strong
        } else {
            Kind::Body
        };
        let name_width = self.name_width - row.mark_width;
        let place = (rect.left() + PANEL_PADDING, baseline, name_width);
        let is_cut = text::cut_line(painter, row.name, name_kind, theme.text, place);
        let is_known = matches!(row.standing, Standing::Known { .. });
        let (kind, ink) = if is_known {
            (Kind::Strong, theme.text)
        } else {
            (Kind::Body, theme.text_secondary)
        };
        let value = text::line(painter, row.words, kind, ink);
        let (value_left, _) = text::on_baseline(painter, &value, rect.right() - PANEL_PADDING, baseline, Align::Max);
        match row.standing {
            Standing::Known { value, interval, fill } => {
                self.paint_known(painter, rect, (value, interval, fill), theme);
            }
            Standing::AtMost(bound) => self.paint_bound(painter, rect, bound, theme),
            Standing::Unknown => {}
        }
        if let Some(reference) = self.reference {
            let x = self.x_of(rect, reference);
            let ends = [pos2(x, rect.top()), pos2(x, rect.bottom())];
            // Dash and gap divide the height of a row, so the line runs on from row to row.
            paint::dashed(painter, &ends, Stroke::new(1.0, theme.text_secondary), 4.0, 3.0);
        }
        if row.doubt.is_some() {
            text::icon(
                painter,
                Icon::TriangleAlert,
                pos2(value_left - 14.0, rect.center().y),
                16.0,
                theme.warning,
            );
        }
        is_cut
    }

    fn paint_known(&self, painter: &Painter, rect: Rect, known: (f64, Option<(f64, f64)>, Color32), theme: &Theme) {
        let (value, interval, fill) = known;
        let (left, right) = self.bars(rect);
        let y = rect.center().y;
        let end = self.x_of(rect, value).max(left + 2.0);
        let bar = Rect::from_min_max(pos2(left, y - 5.0), pos2(end, y + 5.0));
        let edge = Stroke::new(1.0, theme.border_strong);
        painter.rect(bar, CornerRadius::same(1), fill, edge, StrokeKind::Inside);
        if value > self.axis.max {
            chevron(painter, pos2(right + 4.0, y), theme.text);
        }
        if let Some((low, high)) = interval {
            let ink = Stroke::new(1.5, theme.text);
            let (from, to) = (self.x_of(rect, low), self.x_of(rect, high));
            // The halo keeps the whisker readable on dark bars.
            let halo = Stroke::new(3.5, theme.surface.gamma_multiply(0.7));
            painter.line_segment([pos2(from, y), pos2(to, y)], halo);
            painter.line_segment([pos2(from, y), pos2(to, y)], ink);
            for (x, is_shown) in [(from, low >= self.axis.min), (to, high <= self.axis.max)] {
                if is_shown {
                    painter.vline(x, y - 4.5..=y + 4.5, ink);
                }
            }
            if high > self.axis.max {
                chevron(painter, pos2(right + 4.0, y), theme.text);
            }
        }
    }

    fn paint_bound(&self, painter: &Painter, rect: Rect, bound: f64, theme: &Theme) {
        let (left, right) = self.bars(rect);
        let y = rect.center().y;
        let end = self.x_of(rect, bound).max(left + 2.0);
        let bar = Rect::from_min_max(pos2(left, y - 5.0), pos2(end, y + 5.0));
        paint::hatch(painter, bar, Stroke::new(1.0, theme.muted.gamma_multiply(0.7)), 6.0);
        paint::dashed_outline(painter, bar.shrink(0.5), 1.0, Stroke::new(1.0, theme.muted), (3.0, 2.0));
        if bound > self.axis.max {
            chevron(painter, pos2(right + 4.0, y), theme.muted);
        }
    }
}

/// Says that a bar goes on beyond the axis.
fn chevron(painter: &Painter, tip: egui::Pos2, color: Color32) {
    painter.line(
        vec![tip + vec2(-5.0, -5.0), tip, tip + vec2(-5.0, 5.0)],
        Stroke::new(1.5, color),
    );
}
