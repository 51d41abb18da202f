//! Small charts: a ground with axes, and marks drawn on it by the caller.
//!
//! A chart has no frame and no legend: lines carry their names, the title is a question in the caller's words, and what lies off
//! the scale is an arrowhead at the edge. It computes nothing but where things stand.

use egui::{
    Align, InnerResponse, Painter, Pos2, Rect, Response, Role, Sense, Shape, Stroke, Ui, WidgetInfo, pos2, vec2,
};

use super::focus::{self, Ring};
use super::text::{self, Kind};
use super::theme::Theme;

mod axis;
mod marks;

pub use axis::{Axis, Scale, Tick, nice_ticks};
pub use marks::{Bubble, Column, Dash, Mark};

/// A chart with two axes.
#[derive(Clone, Debug)]
#[must_use = "a chart does nothing until it is shown"]
pub struct Chart<'a> {
    name: &'a str,
    summary: &'a str,
    height: f32,
    x: Axis,
    y: Axis,
    corners: [&'a str; 4],
}

/// The ground of a chart: where values stand, and the painter to draw with.
pub struct Plot<'a> {
    /// The rectangle between the axes.
    pub rect: Rect,
    /// Clipped to the ground.
    pub painter: Painter,
    /// Not clipped, for labels that reach over the edge.
    pub outside: &'a Painter,
    /// The tokens in use.
    pub theme: &'static Theme,
    x: &'a Axis,
    y: &'a Axis,
    off_scale: usize,
}

impl<'a> Chart<'a> {
    /// A chart; `name` and `summary` are what a screen reader says of it.
    pub fn new(name: &'a str, summary: &'a str, height_pt: f32) -> Self {
        let unit = Axis::linear(0.0, 1.0, 5);
        Self {
            name,
            summary,
            height: height_pt,
            x: unit.clone(),
            y: unit,
            corners: [""; 4],
        }
    }

    /// Sets both axes.
    pub fn axes(mut self, x: Axis, y: Axis) -> Self {
        self.x = x;
        self.y = y;
        self
    }

    /// Names the quadrants: top left, top right, bottom left, bottom right.
    pub fn corners(mut self, names: [&'a str; 4]) -> Self {
        self.corners = names;
        self
    }

    /// Shows axes and grid, and lets the caller draw on the ground. The response is that of the ground.
    pub fn show<R>(self, ui: &mut Ui, draw: impl FnOnce(&mut Plot<'_>, &Response) -> R) -> InnerResponse<R> {
        let theme = Theme::of(ui.ctx());
        let (outer, response) = ui.allocate_exact_size(vec2(ui.available_width(), self.height), Sense::click());
        response.widget_info(|| {
            let words = format!("{}. {}", self.name, self.summary);
            WidgetInfo::labeled(Role::Figure, ui.is_enabled(), words.trim_end())
        });
        let outside = ui.painter().clone();
        let rect = self.ground(&outside, outer, theme);
        self.paint_grid(&outside, rect, theme);
        let painter = outside.with_clip_rect(rect.intersect(outside.clip_rect()));
        let mut plot = Plot {
            rect,
            painter,
            outside: &outside,
            theme,
            x: &self.x,
            y: &self.y,
            off_scale: 0,
        };
        let inner = draw(&mut plot, &response);
        self.paint_corners(&outside, rect, theme);
        focus::ring(ui, &response, outer, Ring::Inside);
        InnerResponse::new(inner, response)
    }

    /// The ground that is left when the labels of the axes have their room.
    fn ground(&self, painter: &Painter, outer: Rect, theme: &Theme) -> Rect {
        let widest = |axis: &Axis| {
            let widths = axis.ticks.iter().map(|tick| {
                text::line(painter, tick.label.as_str(), Kind::Axis, theme.muted)
                    .size()
                    .x
            });
            widths.fold(0.0_f32, f32::max)
        };
        let below = if self.x.title.is_empty() { 20.0 } else { 38.0 };
        let above = if self.y.title.is_empty() { 8.0 } else { 24.0 };
        let first = pos2(outer.left() + widest(&self.y) + 8.0, outer.top() + above);
        // Where there is no room for a ground there is one of a point, which nothing is drawn on.
        let last = pos2(outer.right() - 2.0, outer.bottom() - below).max(first + vec2(1.0, 1.0));
        Rect::from_min_max(first, last)
    }

    fn paint_grid(&self, painter: &Painter, rect: Rect, theme: &Theme) {
        let grid = Stroke::new(1.0, theme.border);
        let strong = Stroke::new(1.0, theme.text_secondary);
        for tick in &self.y.ticks {
            let y = egui::lerp(rect.bottom()..=rect.top(), self.y.share_of(tick.value));
            painter.hline(rect.x_range(), y, if tick.is_reference { strong } else { grid });
            let galley = text::line(painter, tick.label.as_str(), Kind::Axis, theme.muted);
            text::on_baseline(
                painter,
                &galley,
                rect.left() - 8.0,
                text::baseline_centered(y, Kind::Axis),
                Align::Max,
            );
        }
        for tick in &self.x.ticks {
            let x = egui::lerp(rect.left()..=rect.right(), self.x.share_of(tick.value));
            if self.x.has_grid || tick.is_reference {
                painter.vline(x, rect.y_range(), if tick.is_reference { strong } else { grid });
            }
            let galley = text::line(painter, tick.label.as_str(), Kind::Axis, theme.muted);
            let half = galley.size().x / 2.0;
            let center = x.clamp(
                rect.left() - 8.0 + half,
                (rect.right() + 2.0 - half).max(rect.left() - 8.0 + half),
            );
            text::on_baseline(painter, &galley, center, rect.bottom() + 15.0, Align::Center);
        }
        if !self.x.title.is_empty() {
            let title = text::elided(painter, &self.x.title, Kind::Axis, theme.muted, rect.width());
            text::on_baseline(painter, &title, rect.center().x, rect.bottom() + 32.0, Align::Center);
        }
        if !self.y.title.is_empty() {
            let title = text::elided(painter, &self.y.title, Kind::Axis, theme.muted, rect.width());
            text::on_baseline(painter, &title, rect.left(), rect.top() - 10.0, Align::Min);
        }
    }

    fn paint_corners(&self, painter: &Painter, rect: Rect, theme: &Theme) {
        let inner = rect.shrink2(vec2(8.0, 8.0));
        let top = inner.top() + 9.0;
        let [top_left, top_right, bottom_left, bottom_right] = self.corners;
        let places = [
            (top_left, inner.left(), top, Align::Min),
            (top_right, inner.right(), top, Align::Max),
            (bottom_left, inner.left(), inner.bottom(), Align::Min),
            (bottom_right, inner.right(), inner.bottom(), Align::Max),
        ];
        for (name, x, baseline, align) in places {
            let galley = text::line(painter, name, Kind::Axis, theme.text_secondary);
            text::on_baseline(painter, &galley, x, baseline, align);
        }
    }
}

impl Plot<'_> {
    /// Where a pair of values stands on the screen; values off the scale stand outside the ground.
    #[must_use]
    pub fn at(&self, x: f64, y: f64) -> Pos2 {
        pos2(
            egui::lerp(self.rect.left()..=self.rect.right(), self.x.share_of(x)),
            egui::lerp(self.rect.bottom()..=self.rect.top(), self.y.share_of(y)),
        )
    }

    /// How many marks were drawn as arrowheads at the edge; the caption has to say it.
    #[must_use]
    pub fn off_scale(&self) -> usize {
        self.off_scale
    }

    /// A line at a height across the ground, such as 1 or the mean.
    pub fn level_y(&self, y: f64, stroke: Stroke, dash: Dash) {
        let ends = [
            pos2(self.rect.left(), self.at(0.0, y).y),
            pos2(self.rect.right(), self.at(0.0, y).y),
        ];
        marks::path(&self.painter, &ends, stroke, dash);
    }

    /// A line at a value of the x axis from bottom to top.
    pub fn level_x(&self, x: f64, stroke: Stroke, dash: Dash) {
        let at = self.at(x, 0.0).x;
        marks::path(
            &self.painter,
            &[pos2(at, self.rect.bottom()), pos2(at, self.rect.top())],
            stroke,
            dash,
        );
    }

    /// A line through values; gaps are where a value is not finite.
    pub fn line(&self, values: &[(f64, f64)], stroke: Stroke, dash: Dash) {
        for run in values.split(|(x, y)| !x.is_finite() || !y.is_finite()) {
            let points: Vec<Pos2> = run.iter().map(|(x, y)| self.at(*x, *y)).collect();
            match points.as_slice() {
                [] => {}
                // A single year between two gaps would be invisible as a line.
                [only] => {
                    self.painter.circle_filled(*only, 2.0, stroke.color);
                }
                _ => marks::path(&self.painter, &points, stroke, dash),
            }
        }
    }

    /// The area between two lines, such as an envelope: `(x, low, high)`.
    pub fn band(&self, values: &[(f64, f64, f64)], fill: egui::Color32) {
        let edges: Vec<(Pos2, Pos2)> = values
            .iter()
            .map(|(x, low, high)| (self.at(*x, *low), self.at(*x, *high)))
            .collect();
        self.painter.add(Shape::mesh(marks::band(&edges, fill)));
    }

    /// Words at a place in the ground, cut where they are wider than it, with a halo of the surface.
    pub fn label(&self, words: &str, kind: Kind, place: Pos2, align: Align) {
        let galley = text::elided(self.outside, words, kind, self.theme.text, self.rect.width() - 4.0);
        let left = match align {
            Align::Min => place.x,
            Align::Center => place.x - galley.size().x / 2.0,
            Align::Max => place.x - galley.size().x,
        };
        let kept = left.clamp(
            self.rect.left() + 2.0,
            (self.rect.right() - galley.size().x - 2.0).max(self.rect.left() + 2.0),
        );
        let top = place.y - galley.size().y / 2.0;
        let halo = text::Halo {
            color: self.theme.surface.gamma_multiply(0.92),
            width_pt: 1.5,
        };
        text::with_halo(self.outside, pos2(kept, top), &galley, self.theme.text, halo);
    }
}
