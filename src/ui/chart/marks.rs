//! The marks of charts: paths with dashes, bands, bubbles, columns, and arrowheads for what is off the scale.

use egui::{Color32, CornerRadius, Mesh, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, Vec2, pos2, vec2};

use super::Plot;
use crate::ui::paint;

/// How a line is drawn, so that lines differ by more than color.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dash {
    /// The first line.
    #[default]
    Solid,
    /// The second line, and references.
    Dashed,
    /// The third line.
    Dotted,
}

/// A bubble of a scatter chart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bubble {
    /// Its value on the x axis.
    pub x: f64,
    /// Its value on the y axis.
    pub y: f64,
    /// Its radius in points.
    pub radius: f32,
    /// Its color.
    pub fill: Color32,
    /// Its outline.
    pub edge: Color32,
}

/// What became of a bubble.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Mark {
    /// It stands in the ground, here.
    Inside(Pos2),
    /// It is an arrowhead at the edge, here.
    AtEdge(Pos2),
}

impl Mark {
    /// Where it is.
    #[must_use]
    pub fn place(self) -> Pos2 {
        match self {
            Self::Inside(place) | Self::AtEdge(place) => place,
        }
    }
}

/// A column of a histogram or of a bar chart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Column {
    /// Its left edge on the x axis.
    pub from: f64,
    /// Its right edge on the x axis.
    pub to: f64,
    /// Its height on the y axis.
    pub value: f64,
    /// Its color.
    pub fill: Color32,
    /// Whether it is a bound and not a value: open, dashed and hatched.
    pub is_bound: bool,
}

impl Plot<'_> {
    /// Draws a bubble, or an arrowhead at the edge where it lies off the scale.
    pub fn bubble(&mut self, bubble: &Bubble) -> Mark {
        let place = self.at(bubble.x, bubble.y);
        if self.rect.contains(place) {
            self.painter
                .circle(place, bubble.radius, bubble.fill, Stroke::new(1.0, bubble.edge));
            return Mark::Inside(place);
        }
        self.off_scale += 1;
        let edge = pos2(
            place.x.clamp(self.rect.left(), self.rect.right()),
            place.y.clamp(self.rect.top(), self.rect.bottom()),
        );
        let direction = outward(self.rect, place);
        paint::arrowhead(&self.painter, edge, direction, 9.0, self.theme.muted);
        Mark::AtEdge(edge)
    }

    /// Draws a column from zero; zero itself is a line of two points.
    pub fn column(&self, column: &Column) {
        let zero = self.at(column.from, 0.0);
        let top = self.at(column.to, column.value);
        let mut rect = Rect::from_two_pos(pos2(zero.x, zero.y), pos2(top.x, top.y)).shrink2(vec2(0.5, 0.0));
        if rect.height() < 2.0 {
            rect.set_top(rect.bottom() - 2.0);
        }
        if column.is_bound {
            let ink = self.theme.muted;
            paint::hatch(&self.painter, rect, Stroke::new(1.0, ink.gamma_multiply(0.6)), 6.0);
            paint::dashed_outline(&self.painter, rect.shrink(0.5), 1.0, Stroke::new(1.0, ink), (3.0, 3.0));
        } else {
            self.painter
                .rect(rect, CornerRadius::ZERO, column.fill, Stroke::NONE, StrokeKind::Inside);
        }
    }
}

/// The direction in which a place lies outside of a rectangle; the larger distance decides.
fn outward(rect: Rect, place: Pos2) -> Vec2 {
    let beyond = place - rect.clamp(place);
    if beyond.x.abs() > beyond.y.abs() {
        vec2(beyond.x.signum(), 0.0)
    } else {
        vec2(0.0, beyond.y.signum())
    }
}

/// A path with its dashes.
pub(super) fn path(painter: &Painter, points: &[Pos2], stroke: Stroke, dash: Dash) {
    match dash {
        Dash::Solid => {
            painter.line(points.to_vec(), stroke);
        }
        Dash::Dashed => paint::dashed(painter, points, stroke, 4.0, 3.0),
        Dash::Dotted => painter.extend(Shape::dotted_line(points, stroke.color, 4.0, stroke.width / 2.0)),
    }
}

/// The mesh between two lines, one quadrilateral a step.
pub(super) fn band(edges: &[(Pos2, Pos2)], fill: Color32) -> Mesh {
    let mut mesh = Mesh::default();
    let mut base = 0_u32;
    for pair in edges.windows(2) {
        let [(low, high), (next_low, next_high)] = pair else {
            continue;
        };
        for corner in [low, high, next_high, next_low] {
            mesh.colored_vertex(*corner, fill);
        }
        mesh.add_triangle(base, base + 1, base + 2);
        mesh.add_triangle(base, base + 2, base + 3);
        base += 4;
    }
    mesh
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arrowhead_points_to_where_the_value_is() {
        let ground = Rect::from_min_max(pos2(0.0, 0.0), pos2(100.0, 100.0));
        assert_eq!(outward(ground, pos2(50.0, -20.0)), vec2(0.0, -1.0));
        assert_eq!(outward(ground, pos2(180.0, 120.0)), vec2(1.0, 0.0));
    }

    #[test]
    fn a_band_of_three_places_has_two_quadrilaterals() {
        let edges = [0.0_f32, 1.0, 2.0].map(|x| (pos2(x, 0.0), pos2(x, 1.0)));
        assert_eq!(band(&edges, Color32::WHITE).indices.len(), 12);
        assert!(band(&[], Color32::WHITE).indices.is_empty());
    }
}
