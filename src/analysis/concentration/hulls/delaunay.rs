//! The Delaunay triangulation: points in the order of their coordinates are added outside the hull so far, then sides are flipped
//! until no corner lies inside another triangle's circle (Lawson 1977).
//!
//! Turns and circles are decided exactly: points are set onto a grid of 2^28 steps over their extent, where whole numbers of 128 bits
//! hold every product. Lengths and areas are those of the points as they came. Which triangles make a hull is decided by the parent.

use super::super::plane::Point;

const STEPS: f64 = 268_435_456.0;

/// One coordinate of a point.
type Axis = fn(&Point) -> f64;

/// Triangles over points; side `3 t + k` runs from the `k`-th corner of triangle `t` to the following one, counter-clockwise.
#[derive(Clone, Debug, Default)]
pub(super) struct Triangulation {
    /// The points, those on the same place of the grid once, by ascending coordinates.
    pub(super) corners: Vec<Point>,
    grid: Vec<(i64, i64)>,
    /// The corner where each side begins.
    starts: Vec<usize>,
    /// The same side of the triangle beyond.
    twins: Vec<Option<usize>>,
}

/// The following side of the same triangle.
pub(super) fn next(side: usize) -> usize {
    if side % 3 == 2 { side - 2 } else { side + 1 }
}

fn previous(side: usize) -> usize {
    if side.is_multiple_of(3) { side + 2 } else { side - 1 }
}

impl Triangulation {
    /// The triangulation of points; without triangles where all lie on a line.
    pub(super) fn of(points: &[Point]) -> Self {
        let mut triangulation = Self::on_grid(points);
        let corners: Vec<usize> = (0..triangulation.corners.len()).collect();
        let Some(apex) = corners
            .iter()
            .copied()
            .skip(2)
            .find(|apex| triangulation.turn(0, 1, *apex) != 0)
        else {
            return triangulation;
        };
        // The hull so far, counter-clockwise: each corner with the side that begins there.
        let mut hull: Vec<(usize, usize)> = Vec::new();
        let is_left = triangulation.turn(0, 1, apex) > 0;
        let mut before: Option<usize> = None;
        let mut outer = Vec::new();
        for start in 0..apex.saturating_sub(1) {
            let (from, to) = if is_left {
                (start, start + 1)
            } else {
                (start + 1, start)
            };
            let side = triangulation.add(from, to, apex);
            // Along the line one triangle ends where the following begins.
            let (shared_now, shared_next) = if is_left {
                (next(next(side)), next(side))
            } else {
                (next(side), next(next(side)))
            };
            if let Some(before) = before {
                triangulation.join(before, shared_now);
            } else {
                outer.push(shared_now);
            }
            before = Some(shared_next);
            outer.push(side);
        }
        outer.extend(before);
        hull.extend(outer.into_iter().map(|side| (triangulation.corner(side), side)));
        triangulation.order_hull(&mut hull);
        for corner in apex + 1..triangulation.corners.len() {
            triangulation.add_outside(&mut hull, corner);
        }
        triangulation.flip_all();
        triangulation
    }

    fn on_grid(points: &[Point]) -> Self {
        let low = |axis: Axis| points.iter().map(axis).fold(f64::INFINITY, f64::min);
        let high = |axis: Axis| points.iter().map(axis).fold(f64::NEG_INFINITY, f64::max);
        let (x, y) = ((|[x, _]| *x) as Axis, (|[_, y]| *y) as Axis);
        let (west, south) = (low(x), low(y));
        let extent = (high(x) - west).max(high(y) - south);
        let scale = if extent > 0.0 { STEPS / extent } else { 0.0 };
        #[expect(clippy::cast_possible_truncation, reason = "between 0 and the steps of the grid")]
        let mut placed: Vec<((i64, i64), Point)> = points
            .iter()
            .map(|point| {
                let [px, py] = *point;
                (
                    (
                        ((px - west) * scale).round() as i64,
                        ((py - south) * scale).round() as i64,
                    ),
                    *point,
                )
            })
            .collect();
        placed.sort_by(|one, other| {
            let ([ax, ay], [bx, by]) = (one.1, other.1);
            one.0.cmp(&other.0).then(ax.total_cmp(&bx)).then(ay.total_cmp(&by))
        });
        placed.dedup_by_key(|(grid, _)| *grid);
        let (grid, corners) = placed.into_iter().unzip();
        Self {
            corners,
            grid,
            ..Self::default()
        }
    }

    pub(super) fn triangle_count(&self) -> usize {
        self.starts.len() / 3
    }

    /// The corner where a side begins.
    pub(super) fn corner(&self, side: usize) -> usize {
        self.starts.get(side).copied().unwrap_or(0)
    }

    /// The same side of the triangle beyond.
    pub(super) fn beyond(&self, side: usize) -> Option<usize> {
        self.twins.get(side).copied().flatten()
    }

    fn at(&self, corner: usize) -> Point {
        self.corners.get(corner).copied().unwrap_or_default()
    }

    pub(super) fn length(&self, side: usize) -> f64 {
        let ([ax, ay], [bx, by]) = (self.at(self.corner(side)), self.at(self.corner(next(side))));
        (bx - ax).hypot(by - ay)
    }

    pub(super) fn area(&self, triangle: usize) -> f64 {
        let [[ax, ay], [bx, by], [cx, cy]] = [0, 1, 2].map(|place| self.at(self.corner(3 * triangle + place)));
        ((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)).abs() / 2.0
    }

    fn grid_at(&self, corner: usize) -> (i128, i128) {
        let (x, y) = self.grid.get(corner).copied().unwrap_or_default();
        (i128::from(x), i128::from(y))
    }

    /// Above 0 where the third corner lies left of the line from the first to the second.
    fn turn(&self, a: usize, b: usize, c: usize) -> i128 {
        let ((ax, ay), (bx, by), (cx, cy)) = (self.grid_at(a), self.grid_at(b), self.grid_at(c));
        (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
    }

    /// Whether a corner lies inside the circle through three others that run counter-clockwise.
    #[expect(clippy::many_single_char_names, reason = "the letters of the formula")]
    fn is_inside_circle(&self, [a, b, c]: [usize; 3], corner: usize) -> bool {
        let (x, y) = self.grid_at(corner);
        let off = |corner: usize| {
            let (cx, cy) = self.grid_at(corner);
            (cx - x, cy - y)
        };
        let ((ax, ay), (bx, by), (cx, cy)) = (off(a), off(b), off(c));
        let (a2, b2, c2) = (ax * ax + ay * ay, bx * bx + by * by, cx * cx + cy * cy);
        a2 * (bx * cy - cx * by) - b2 * (ax * cy - cx * ay) + c2 * (ax * by - bx * ay) > 0
    }

    /// A new triangle; gives its first side.
    fn add(&mut self, a: usize, b: usize, c: usize) -> usize {
        let side = self.starts.len();
        self.starts.extend([a, b, c]);
        self.twins.extend([None, None, None]);
        side
    }

    fn set_twin(&mut self, side: usize, twin: Option<usize>) {
        if let Some(slot) = self.twins.get_mut(side) {
            *slot = twin;
        }
        if let Some(slot) = twin.and_then(|twin| self.twins.get_mut(twin)) {
            *slot = Some(side);
        }
    }

    fn join(&mut self, one: usize, other: usize) {
        self.set_twin(one, Some(other));
    }

    /// Puts the sides of the first hull into a ring.
    fn order_hull(&self, hull: &mut Vec<(usize, usize)>) {
        let Some(first) = hull.first().copied() else { return };
        let mut ring = vec![first];
        while let Some((_, side)) = ring.last() {
            let end = self.corner(next(*side));
            if end == first.0 {
                break;
            }
            match hull.iter().find(|(start, _)| *start == end) {
                Some(found) => ring.push(*found),
                None => break,
            }
        }
        *hull = ring;
    }

    /// Joins a corner beyond the hull to every side that it sees. It comes after all others in their order, so that it lies
    /// outside, and sees the hull's latest corner, which stands last among those of the hull that were added.
    fn add_outside(&mut self, hull: &mut Vec<(usize, usize)>, corner: usize) {
        let sees = |triangulation: &Self, side: usize| {
            triangulation.turn(triangulation.corner(side), triangulation.corner(next(side)), corner) < 0
        };
        let count = hull.len();
        // The latest corner of the hull is seen; the sides that are seen lie around it.
        let latest = hull
            .iter()
            .enumerate()
            .max_by_key(|(_, (start, _))| *start)
            .map_or(0, |(place, _)| place);
        hull.rotate_left(latest);
        let visible_after = hull.iter().take_while(|(_, side)| sees(self, *side)).count();
        let visible_before = if visible_after == count {
            0
        } else {
            hull.iter().rev().take_while(|(_, side)| sees(self, *side)).count()
        };
        hull.rotate_right(visible_before);
        let seen: Vec<(usize, usize)> = hull.drain(..visible_before + visible_after).collect();
        let (mut entering, mut leaving) = (None, None);
        for (start, side) in seen {
            let end = self.corner(next(side));
            // The new triangle runs against the hull's side.
            let inner = self.add(end, start, corner);
            self.join(inner, side);
            match leaving {
                None => entering = Some((start, next(inner))),
                Some(leaving) => self.join(leaving, next(inner)),
            }
            leaving = Some(next(next(inner)));
        }
        if let Some((entering, leaving)) = entering.zip(leaving) {
            hull.insert(0, (corner, leaving));
            hull.insert(0, entering);
        }
    }

    /// Flips sides until every circle is empty.
    fn flip_all(&mut self) {
        let mut suspects: Vec<usize> = (0..self.starts.len()).collect();
        while let Some(side) = suspects.pop() {
            let Some(twin) = self.beyond(side) else { continue };
            let triangle = [side, next(side), previous(side)].map(|side| self.corner(side));
            let across = self.corner(previous(twin));
            if self.is_inside_circle(triangle, across) {
                suspects.extend(self.flip(side, twin));
            }
        }
    }

    /// Turns the side between two triangles; gives the sides around them.
    fn flip(&mut self, side: usize, twin: usize) -> [usize; 4] {
        let (own_next, own_previous) = (next(side), previous(side));
        let (twin_next, twin_previous) = (next(twin), previous(twin));
        let (own_apex, twin_apex) = (self.corner(own_previous), self.corner(twin_previous));
        // Each triangle keeps its `next` side; the two `previous` sides change places.
        let (own_outer, twin_outer) = (self.beyond(own_previous), self.beyond(twin_previous));
        if let Some(start) = self.starts.get_mut(side) {
            *start = twin_apex;
        }
        if let Some(start) = self.starts.get_mut(twin) {
            *start = own_apex;
        }
        self.set_twin(side, twin_outer);
        self.set_twin(twin, own_outer);
        self.join(own_previous, twin_previous);
        [side, twin, own_next, twin_next]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::random::Chance;

    fn check(points: &[Point]) -> Triangulation {
        let triangulation = Triangulation::of(points);
        for triangle in 0..triangulation.triangle_count() {
            let corners = [0, 1, 2].map(|place| triangulation.corner(3 * triangle + place));
            assert!(triangulation.turn(corners[0], corners[1], corners[2]) > 0);
            for corner in 0..triangulation.corners.len() {
                assert!(!triangulation.is_inside_circle(corners, corner));
            }
            for side in 3 * triangle..3 * triangle + 3 {
                if let Some(twin) = triangulation.beyond(side) {
                    assert_eq!(triangulation.beyond(twin), Some(side));
                    assert_eq!(triangulation.corner(twin), triangulation.corner(next(side)));
                }
            }
        }
        triangulation
    }

    #[test]
    fn no_corner_lies_in_anothers_circle_and_the_hull_is_filled() {
        let mut chance = Chance::of_unit(8, 0);
        let cloud: Vec<Point> = (0..150).map(|_| [chance.fraction(), chance.fraction()]).collect();
        let lattice: Vec<Point> = (0..64)
            .map(|place| [f64::from(place % 8), f64::from(place / 8)])
            .collect();
        let mut line: Vec<Point> = (0..9).map(|place| [f64::from(place), 0.0]).collect();
        line.push([4.0, 3.0]);
        line.push([4.0, -2.0]);
        for points in [cloud, lattice, line] {
            let triangulation = check(&points);
            let area: f64 = (0..triangulation.triangle_count())
                .map(|triangle| triangulation.area(triangle))
                .sum();
            let hull = super::super::convex_hull(&points).area();
            assert!((area - hull).abs() < 1e-9 * hull, "{area} {hull}");
        }
        assert_eq!(
            check(&[[0.0, 0.0], [1.0, 1.0], [2.0, 2.0], [2.0, 2.0]]).triangle_count(),
            0
        );
    }
}
