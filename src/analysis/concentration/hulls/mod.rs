//! What encloses points: the convex hull, and a concave one that follows them more closely.
//!
//! Points are those of a plane. Areas on the ellipsoid are the business of [`crate::analysis::geodesy`]; which points belong together
//! that of [`super::footprints`]. Oracles: `scipy` and GEOS.
//!
//! Turns are decided by the exact kernel of `geo`. Its concave hull is another one than that of GEOS, which others can check, so that
//! is our own.

use std::collections::{BTreeMap, BinaryHeap};

use geo::Coord;
use geo::kernels::{Kernel, Orientation, RobustKernel};

use super::plane::Point;

mod delaunay;

use delaunay::Triangulation;

/// How closely a concave hull follows where nobody chose: GEOS's ratio of edge lengths.
pub const RATIO: f64 = 0.3;

/// A ring around points.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hull {
    /// Its corners counter-clockwise, the first not repeated; two for points on a line, one where all coincide, none for none.
    pub ring: Vec<Point>,
}

impl Hull {
    /// The area inside; 0 for a line.
    #[must_use]
    pub fn area(&self) -> f64 {
        let Some([origin_x, origin_y]) = self.ring.first().copied() else {
            return 0.0;
        };
        let following = self.ring.iter().cycle().skip(1);
        let twice: f64 = self
            .ring
            .iter()
            .zip(following)
            .map(|([ax, ay], [bx, by])| (ax - origin_x) * (by - origin_y) - (bx - origin_x) * (ay - origin_y))
            .sum();
        (twice / 2.0).abs()
    }

    /// The length of the ring; of a line once.
    #[must_use]
    pub fn perimeter(&self) -> f64 {
        let length = |[ax, ay]: &Point, [bx, by]: &Point| (bx - ax).hypot(by - ay);
        match self.ring.as_slice() {
            [] | [_] => 0.0,
            [a, b] => length(a, b),
            ring => ring
                .iter()
                .zip(ring.iter().cycle().skip(1))
                .map(|(a, b)| length(a, b))
                .sum(),
        }
    }
}

/// The smallest convex ring around points (Andrew 1979, with exact turns). Corners on a straight side are left out. `O(n log n)`.
#[must_use]
pub fn convex_hull(points: &[Point]) -> Hull {
    let mut sorted: Vec<Point> = points.to_vec();
    sorted.sort_by(|[ax, ay], [bx, by]| ax.total_cmp(bx).then(ay.total_cmp(by)));
    sorted.dedup();
    if sorted.len() < 3 {
        return Hull { ring: sorted };
    }
    let mut ring = half_hull(sorted.iter());
    ring.extend(half_hull(sorted.iter().rev()));
    Hull { ring }
}

/// The lower half from the first point to before the last.
fn half_hull<'a>(points: impl Iterator<Item = &'a Point>) -> Vec<Point> {
    let mut chain: Vec<Point> = Vec::new();
    for point in points {
        while let [.., before, last] = chain.as_slice() {
            if turns_left(*before, *last, *point) {
                break;
            }
            chain.pop();
        }
        chain.push(*point);
    }
    chain.pop();
    chain
}

fn turns_left(a: Point, b: Point, c: Point) -> bool {
    let coord = |[x, y]: Point| Coord { x, y };
    RobustKernel::orient2d(coord(a), coord(b), coord(c)) == Orientation::CounterClockwise
}

/// A ring around all points without holes, from whose outside triangles were taken away as long as their outer side is longer than
/// `shortest + ratio (longest − shortest)` of the sides of the Delaunay triangulation: GEOS's `ConcaveHull` by length ratio.
///
/// `ratio` 1 gives the convex hull, 0 the tightest ring that still holds together. `O(n log n)` in practice.
#[must_use]
pub fn concave_hull(points: &[Point], ratio: f64) -> Hull {
    let triangulation = Triangulation::of(points);
    if triangulation.triangle_count() == 0 || ratio >= 1.0 {
        return convex_hull(points);
    }
    let mut peeling = Peeling::new(&triangulation);
    peeling.peel(ratio.max(0.0));
    let ring = peeling.ring();
    if ring.len() < 3 {
        convex_hull(points)
    } else {
        Hull { ring }
    }
}

/// Takes triangles away from the outside.
struct Peeling<'a> {
    triangulation: &'a Triangulation,
    is_gone: Vec<bool>,
    /// For each corner how many of its sides lie on the border; 0 inside.
    border_sides: Vec<usize>,
}

/// A triangle at the border: longest outer side first, then larger, then earlier.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Candidate {
    length: f64,
    area: f64,
    triangle: usize,
}

impl Eq for Candidate {}

impl Ord for Candidate {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let by_size = self
            .length
            .total_cmp(&other.length)
            .then(self.area.total_cmp(&other.area));
        by_size.then(other.triangle.cmp(&self.triangle))
    }
}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<'a> Peeling<'a> {
    fn new(triangulation: &'a Triangulation) -> Self {
        let mut peeling = Self {
            triangulation,
            is_gone: vec![false; triangulation.triangle_count()],
            border_sides: vec![0; triangulation.corners.len()],
        };
        for triangle in 0..triangulation.triangle_count() {
            for side in 3 * triangle..3 * triangle + 3 {
                if triangulation.beyond(side).is_none() {
                    peeling.count_border(side);
                }
            }
        }
        peeling
    }

    fn count_border(&mut self, side: usize) {
        for corner in [
            self.triangulation.corner(side),
            self.triangulation.corner(delaunay::next(side)),
        ] {
            if let Some(count) = self.border_sides.get_mut(corner) {
                *count += 1;
            }
        }
    }

    /// The triangle beyond a side that is still there.
    fn neighbor(&self, side: usize) -> Option<usize> {
        let triangle = self.triangulation.beyond(side)? / 3;
        let is_gone = self.is_gone.get(triangle).copied().unwrap_or(true);
        (!is_gone).then_some(triangle)
    }

    fn border_of(&self, triangle: usize) -> Vec<usize> {
        (3 * triangle..3 * triangle + 3)
            .filter(|side| self.neighbor(*side).is_none())
            .collect()
    }

    fn candidate(&self, triangle: usize) -> Option<Candidate> {
        match self.border_of(triangle).as_slice() {
            [side] => Some(Candidate {
                length: self.triangulation.length(*side),
                area: self.triangulation.area(triangle),
                triangle,
            }),
            _ => None,
        }
    }

    fn peel(&mut self, ratio: f64) {
        let sides = 0..3 * self.triangulation.triangle_count();
        let lengths = sides.map(|side| self.triangulation.length(side));
        let (shortest, longest) = lengths.fold((f64::INFINITY, 0.0_f64), |(low, high), length| {
            (low.min(length), high.max(length))
        });
        let limit = if ratio == 0.0 {
            0.0
        } else {
            shortest + ratio * (longest - shortest)
        };
        let all = 0..self.triangulation.triangle_count();
        let mut queue: BinaryHeap<Candidate> = all.filter_map(|triangle| self.candidate(triangle)).collect();
        while let Some(candidate) = queue.pop() {
            if candidate.length < limit {
                break;
            }
            let border = self.border_of(candidate.triangle);
            let [side] = border.as_slice() else { continue };
            if self.is_gone.get(candidate.triangle).copied().unwrap_or(true) {
                continue;
            }
            // The corner across must lie inside: a triangle between two borders holds the ring together.
            let across = self.triangulation.corner(delaunay::next(delaunay::next(*side)));
            if self.border_sides.get(across).copied().unwrap_or(1) > 0 {
                continue;
            }
            let inner = [delaunay::next(*side), delaunay::next(delaunay::next(*side))];
            let neighbors = inner.map(|inner| self.neighbor(inner));
            if let Some(gone) = self.is_gone.get_mut(candidate.triangle) {
                *gone = true;
            }
            for inner in inner {
                self.count_border(inner);
            }
            queue.extend(
                neighbors
                    .into_iter()
                    .flatten()
                    .filter_map(|neighbor| self.candidate(neighbor)),
            );
        }
    }

    /// The border as one ring.
    fn ring(&self) -> Vec<Point> {
        let mut following: BTreeMap<usize, usize> = BTreeMap::new();
        for triangle in (0..self.is_gone.len()).filter(|triangle| self.is_gone.get(*triangle) == Some(&false)) {
            for side in self.border_of(triangle) {
                following.insert(
                    self.triangulation.corner(side),
                    self.triangulation.corner(delaunay::next(side)),
                );
            }
        }
        let mut ring = Vec::with_capacity(following.len());
        let Some(first) = following.keys().next().copied() else {
            return ring;
        };
        let mut corner = first;
        while let Some(next) = following.remove(&corner) {
            ring.extend(self.triangulation.corners.get(corner));
            corner = next;
        }
        ring
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_on_a_line_have_a_line_and_no_area() {
        let hull = convex_hull(&[[0.0, 0.0], [1.0, 1.0], [2.0, 2.0]]);
        assert_eq!((hull.area(), hull.perimeter()), (0.0, 8.0_f64.sqrt()));
        assert_eq!(concave_hull(&[[0.0, 0.0], [1.0, 1.0], [2.0, 2.0]], 0.3).ring.len(), 2);
        assert_eq!(convex_hull(&[[3.0, 4.0], [3.0, 4.0]]).ring, [[3.0, 4.0]]);
    }

    #[test]
    fn a_concave_hull_follows_an_l_and_lies_within_the_convex_one() {
        let mut points = Vec::new();
        for step in 0..40 {
            let along = f64::from(step);
            points.extend([[along, 0.3 * (along * 7.0).sin()], [0.3 * (along * 5.0).cos(), along]]);
        }
        let (convex, concave) = (convex_hull(&points), concave_hull(&points, 0.2));
        assert!(
            concave.area() < 0.5 * convex.area(),
            "{} {}",
            concave.area(),
            convex.area()
        );
        assert_eq!(concave_hull(&points, 1.0), convex);
    }
}
