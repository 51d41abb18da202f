//! The area in which points could lie, and how much of a circle or a kernel around a point falls inside it.
//!
//! Edge corrections rest on it: those of densities ([`super::density`]) and of distance functions ([`super::distance_functions`]).
//! What fraction of a round thing lies inside a polygon is a sum over its sides: `1/2π ∮ M(ρ) dθ`, where `M(ρ)` is the mass within
//! the distance ρ of the center and θ the direction of the boundary point. For a circle that is exact, for a kernel to rounding.

use geo::{Area, BooleanOps, BoundingRect, Contains, LineString, MultiPolygon, Polygon, Translate};

use super::plane::Point;
use crate::analysis::random::Chance;

/// An area of the plane.
#[derive(Clone, Debug, PartialEq)]
pub struct Window {
    shape: MultiPolygon<f64>,
    /// West, south, east, north of a rectangle along the axes.
    rectangle: Option<[f64; 4]>,
    sides: Vec<(Point, Point)>,
    area: f64,
}

/// A round mass around a center.
pub trait Round {
    /// How much of it, from 0 to 1, lies within a squared distance of the center, over that squared distance: `M(ρ)/ρ²`.
    fn mass_over_square(&self, distance_squared: f64) -> f64;

    /// Beyond this distance there is no more of it.
    fn reach(&self) -> f64;
}

/// Everything on a circle of this radius.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Circle(pub f64);

impl Round for Circle {
    fn mass_over_square(&self, _distance_squared: f64) -> f64 {
        0.0
    }

    fn reach(&self) -> f64 {
        self.0
    }
}

/// Abscissas and weights of Gauss and Legendre's rule with eight points on −1 to 1.
const GAUSS: [(f64, f64); 8] = [
    (-0.960_289_856_497_536_2, 0.101_228_536_290_376_26),
    (-0.796_666_477_413_626_7, 0.222_381_034_453_374_48),
    (-0.525_532_409_916_329, 0.313_706_645_877_887_3),
    (-0.183_434_642_495_649_8, 0.362_683_783_378_362),
    (0.183_434_642_495_649_8, 0.362_683_783_378_362),
    (0.525_532_409_916_329, 0.313_706_645_877_887_3),
    (0.796_666_477_413_626_7, 0.222_381_034_453_374_48),
    (0.960_289_856_497_536_2, 0.101_228_536_290_376_26),
];
/// A side is integrated in pieces of this share of the reach.
const PIECES_IN_REACH: f64 = 6.0;

impl Window {
    /// A rectangle along the axes; corners in any order.
    #[must_use]
    pub fn rectangle([ax, ay]: Point, [bx, by]: Point) -> Self {
        let [west, south, east, north] = [ax.min(bx), ay.min(by), ax.max(bx), ay.max(by)];
        let ring = LineString::from(vec![
            (west, south),
            (east, south),
            (east, north),
            (west, north),
            (west, south),
        ]);
        Self {
            rectangle: Some([west, south, east, north]),
            ..Self::of(MultiPolygon::from(Polygon::new(ring, Vec::new())))
        }
    }

    /// The inside of a ring that is not closed, such as that of a hull.
    #[must_use]
    pub fn ring(ring: &[Point]) -> Self {
        let ring: LineString<f64> = ring.iter().map(|[x, y]| (*x, *y)).collect();
        Self::of(MultiPolygon::from(Polygon::new(ring, Vec::new())))
    }

    /// Polygons with holes on the plane.
    #[must_use]
    pub fn of(shape: MultiPolygon<f64>) -> Self {
        let mut sides = Vec::new();
        for polygon in &shape {
            for (is_hole, ring) in
                std::iter::once((false, polygon.exterior())).chain(polygon.interiors().iter().map(|ring| (true, ring)))
            {
                // Outer rings run counter-clockwise, holes clockwise, so that sides see the inside on their left.
                let turns_left = Polygon::new(ring.clone(), Vec::new()).signed_area() > 0.0;
                for line in ring.lines() {
                    let (from, to) = ([line.start.x, line.start.y], [line.end.x, line.end.y]);
                    sides.push(if turns_left == is_hole { (to, from) } else { (from, to) });
                }
            }
        }
        Self {
            area: shape.unsigned_area(),
            rectangle: None,
            sides,
            shape,
        }
    }

    /// Its area.
    #[must_use]
    pub fn area(&self) -> f64 {
        self.area
    }

    /// The length of all its rings.
    #[must_use]
    pub fn perimeter(&self) -> f64 {
        self.sides
            .iter()
            .map(|([ax, ay], [bx, by])| (bx - ax).hypot(by - ay))
            .sum()
    }

    /// West, south, east, north; `None` for nothing.
    #[must_use]
    pub fn bounds(&self) -> Option<[f64; 4]> {
        self.shape
            .bounding_rect()
            .map(|bounds| [bounds.min().x, bounds.min().y, bounds.max().x, bounds.max().y])
    }

    /// A quarter of its shorter side: how far distance functions reach where nobody chose.
    #[must_use]
    pub fn quarter_of_shorter_side(&self) -> f64 {
        self.bounds()
            .map_or(0.0, |[west, south, east, north]| (east - west).min(north - south) / 4.0)
    }

    /// Whether a point lies inside.
    #[must_use]
    pub fn contains(&self, [x, y]: Point) -> bool {
        match self.rectangle {
            Some([west, south, east, north]) => (west..=east).contains(&x) && (south..=north).contains(&y),
            None => self.shape.contains(&geo::Point::new(x, y)),
        }
    }

    /// The distance from a point to the nearest side.
    #[must_use]
    pub fn distance_to_edge(&self, [x, y]: Point) -> f64 {
        if let Some([west, south, east, north]) = self.rectangle {
            return (x - west)
                .abs()
                .min((east - x).abs())
                .min((y - south).abs())
                .min((north - y).abs());
        }
        let to_side = |([ax, ay], [bx, by]): &(Point, Point)| {
            let (dx, dy) = (bx - ax, by - ay);
            let square = dx * dx + dy * dy;
            let along = if square > 0.0 {
                (((x - ax) * dx + (y - ay) * dy) / square).clamp(0.0, 1.0)
            } else {
                0.0
            };
            (x - ax - along * dx).hypot(y - ay - along * dy)
        };
        self.sides.iter().map(to_side).fold(f64::INFINITY, f64::min)
    }

    /// How much, from 0 to 1, of a round mass around a point of the window lies inside. `O(sides)`.
    #[must_use]
    pub fn share_inside(&self, [x, y]: Point, mass: &impl Round) -> f64 {
        let turns: f64 = self
            .sides
            .iter()
            .map(|([ax, ay], [bx, by])| side_share([ax - x, ay - y], [bx - x, by - y], mass))
            .sum();
        (turns / std::f64::consts::TAU).clamp(0.0, 1.0)
    }

    /// The share of a circle that lies inside, faster in a rectangle.
    #[must_use]
    #[expect(clippy::many_single_char_names, reason = "a point and the angles of the four sides")]
    pub fn share_of_circle(&self, [x, y]: Point, radius: f64) -> f64 {
        let Some([west, south, east, north]) = self.rectangle else {
            return self.share_inside([x, y], &Circle(radius));
        };
        let half_angle = |off: f64| {
            if off < radius {
                (off.max(0.0) / radius).acos()
            } else {
                0.0
            }
        };
        let [a, b, c, d] = [x - west, y - south, east - x, north - y].map(half_angle);
        let overlap = |one: f64, other: f64| (one + other - std::f64::consts::FRAC_PI_2).max(0.0);
        let outside = 2.0 * (a + b + c + d) - overlap(a, b) - overlap(b, c) - overlap(c, d) - overlap(d, a);
        1.0 - outside / std::f64::consts::TAU
    }

    /// The area that the window shares with itself moved by an offset.
    #[must_use]
    pub fn covariance(&self, [dx, dy]: Point) -> f64 {
        if let Some([west, south, east, north]) = self.rectangle {
            return (east - west - dx.abs()).max(0.0) * (north - south - dy.abs()).max(0.0);
        }
        if let Some(area) = self.convex_covariance([dx, dy]) {
            return area;
        }
        self.shape.intersection(&self.shape.translate(dx, dy)).unsigned_area()
    }

    /// The same for a convex window, by cutting the moved one at every side; `None` for another.
    fn convex_covariance(&self, [dx, dy]: Point) -> Option<f64> {
        let turn = |[ax, ay]: Point, [bx, by]: Point, [x, y]: Point| (bx - ax) * (y - ay) - (x - ax) * (by - ay);
        let is_convex = self.shape.0.len() == 1
            && self
                .sides
                .iter()
                .zip(self.sides.iter().cycle().skip(1))
                .all(|((a, b), (c, d))| b == c && turn(*a, *b, *d) >= 0.0);
        if !is_convex {
            return None;
        }
        let mut corners: Vec<Point> = self.sides.iter().map(|([x, y], _)| [x + dx, y + dy]).collect();
        for (a, b) in &self.sides {
            let mut kept = Vec::with_capacity(corners.len() + 1);
            for (from, to) in corners.iter().zip(corners.iter().cycle().skip(1)) {
                let (before, after) = (turn(*a, *b, *from), turn(*a, *b, *to));
                if before >= 0.0 {
                    kept.push(*from);
                }
                if (before > 0.0 && after < 0.0) || (before < 0.0 && after > 0.0) {
                    let share = before / (before - after);
                    let ([fx, fy], [tx, ty]) = (*from, *to);
                    kept.push([fx + share * (tx - fx), fy + share * (ty - fy)]);
                }
            }
            corners = kept;
        }
        let twice: f64 = corners
            .iter()
            .zip(corners.iter().cycle().skip(1))
            .map(|([ax, ay], [bx, by])| (ax - dx) * (by - ay) - (bx - ax) * (ay - dy))
            .sum();
        Some((twice / 2.0).max(0.0))
    }

    /// A point anywhere inside, each place equally likely; `None` for a window without area.
    pub fn random_point(&self, chance: &mut Chance) -> Option<Point> {
        let [west, south, east, north] = self.bounds().filter(|_| self.area > 0.0)?;
        loop {
            let point = [
                west + (east - west) * chance.fraction(),
                south + (north - south) * chance.fraction(),
            ];
            if self.contains(point) {
                return Some(point);
            }
        }
    }
}

/// One side's part of `∮ M(ρ) dθ`, as seen from the origin.
fn side_share([ax, ay]: Point, [bx, by]: Point, mass: &impl Round) -> f64 {
    let (dx, dy) = (bx - ax, by - ay);
    let length = dx.hypot(dy);
    if length == 0.0 {
        return 0.0;
    }
    // Along the side's line: where it begins and ends, counted from the foot of the perpendicular, and how far to the right the origin lies.
    let (start, end) = ((ax * dx + ay * dy) / length, (bx * dx + by * dy) / length);
    let off = (ax * by - bx * ay) / length;
    let reach = mass.reach();
    if off == 0.0 {
        return 0.0;
    }
    let angle = |from: f64, to: f64| {
        if to > from {
            (to / off).atan() - (from / off).atan()
        } else {
            0.0
        }
    };
    if off.abs() >= reach {
        return angle(start, end);
    }
    let half = (reach * reach - off * off).sqrt();
    let (inner_start, inner_end) = (start.max(-half), end.min(half));
    if inner_start >= inner_end {
        return angle(start, end);
    }
    let outside = angle(start, inner_start) + angle(inner_end, end);
    let pieces = ((inner_end - inner_start) / reach * PIECES_IN_REACH).ceil().max(1.0);
    let width = (inner_end - inner_start) / pieces;
    let mut inside = 0.0;
    let mut from = inner_start;
    while from < inner_end - width * 0.5 {
        let middle = from + width / 2.0;
        for (place, weight) in GAUSS {
            let along = middle + place * width / 2.0;
            inside += weight * mass.mass_over_square(off * off + along * along);
        }
        from += width;
    }
    outside + inside * off * width / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn octagon() -> Window {
        let corners: Vec<Point> = (0..8)
            .map(|corner| {
                let angle = f64::from(corner) * std::f64::consts::FRAC_PI_4;
                [10.0 * angle.cos(), 10.0 * angle.sin()]
            })
            .collect();
        Window::ring(&corners)
    }

    #[test]
    fn a_rectangle_gives_the_same_as_a_ring_or_fast() {
        let rectangle = Window::rectangle([0.0, 0.0], [4.0, 3.0]);
        let ring = Window::ring(&[[0.0, 0.0], [4.0, 0.0], [4.0, 3.0], [0.0, 3.0]]);
        for (point, radius) in [
            ([0.5, 0.4], 1.0),
            ([2.0, 1.5], 1.0),
            ([3.9, 2.9], 0.3),
            ([0.0, 1.0], 0.9),
            ([0.1, 0.1], 2.0),
        ] {
            let (fast, exact) = (
                rectangle.share_of_circle(point, radius),
                ring.share_of_circle(point, radius),
            );
            assert!((fast - exact).abs() < 1e-12, "{point:?} {radius}: {fast} {exact}");
            assert!((rectangle.distance_to_edge(point) - ring.distance_to_edge(point)).abs() < 1e-12);
        }
        let moved = [0.7, -1.1];
        assert!((rectangle.covariance(moved) - ring.covariance(moved)).abs() < 1e-12);
    }

    #[test]
    fn windows_that_are_not_convex_share_themselves_too() {
        let l_shaped = Window::ring(&[[0.0, 0.0], [2.0, 0.0], [2.0, 1.0], [1.0, 1.0], [1.0, 2.0], [0.0, 2.0]]);
        assert!(
            (l_shaped.covariance([1.0, 0.0]) - 1.0).abs() < 1e-6,
            "{}",
            l_shaped.covariance([1.0, 0.0])
        );
        assert!((octagon().covariance([0.0, 0.0]) - octagon().area()).abs() < 1e-9);
        assert_eq!(octagon().convex_covariance([30.0, 0.0]), Some(0.0));
    }
}
