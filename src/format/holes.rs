//! Holes of an outline: each lies inside it and covers no ground of another one.
//!
//! What is wrong with a ring by itself is found by `geometry`.

use std::collections::BTreeMap;

use geo::{Area, BooleanOps, BoundingRect, Contains, Intersects, LineString, Polygon};

use super::overlap;

/// Corners of holes times those of the outline up to which every corner is looked at; beyond, one inside is enough for each hole.
const MAX_COMPARISONS: usize = 4_000_000;
/// The share of a hole from which on it reaches outside by more than a sliver.
const LEAST_SHARE: f64 = 0.01;

/// What is wrong with a hole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// It lies outside.
    Outside,
    /// A part of it does.
    Crosses,
    /// It covers ground of an earlier hole.
    Overlaps,
}

/// The holes with which something is wrong, by their position.
pub(super) fn check(outline: &Polygon<f64>, holes: &[LineString<f64>]) -> BTreeMap<usize, Fault> {
    let edges = outline.exterior().0.len();
    let corners: usize = holes.iter().map(|hole| hole.0.len()).sum();
    let looks_at_all = corners.saturating_mul(edges) <= MAX_COMPARISONS;
    let filled: Vec<Polygon<f64>> = holes
        .iter()
        .map(|hole| Polygon::new(hole.clone(), Vec::new()))
        .collect();
    let mut faults = BTreeMap::new();
    for (first, second) in overlap::pairs(&filled, BoundingRect::bounding_rect) {
        let pair = filled.get(first).zip(filled.get(second));
        if !faults.contains_key(&second) && pair.is_some_and(|(one, other)| overlap::overlaps(one, other)) {
            faults.insert(second, Fault::Overlaps);
        }
    }
    for (position, hole) in filled.iter().enumerate() {
        if !hole.exterior().0.iter().any(|corner| outline.contains(corner)) {
            faults.insert(position, Fault::Outside);
        } else if looks_at_all && reaches_outside(hole, outline) {
            faults.insert(position, Fault::Crosses);
        }
    }
    faults
}

fn reaches_outside(hole: &Polygon<f64>, outline: &Polygon<f64>) -> bool {
    // Most holes lie far from every edge of their outline.
    let is_near = hole.bounding_rect().is_some_and(|around| {
        let mut edges = outline.exterior().lines();
        edges.any(|edge| edge.bounding_rect().intersects(&around))
    });
    let has_corner_outside = || hole.exterior().0.iter().any(|corner| !outline.intersects(corner));
    is_near && has_corner_outside() && hole.difference(outline).unsigned_area() > LEAST_SHARE * hole.unsigned_area()
}

#[cfg(test)]
mod tests {
    use geo::{Coord, Rect};

    use super::*;

    fn square(west: f64, south: f64, side: f64) -> Polygon<f64> {
        let (min, max) = (
            Coord { x: west, y: south },
            Coord {
                x: west + side,
                y: south + side,
            },
        );
        Rect::new(min, max).to_polygon()
    }

    #[test]
    fn holes_that_lie_apart_inside_their_outline_are_well_also_where_they_touch() {
        let holes = [square(1.0, 1.0, 2.0), square(3.0, 1.0, 2.0), square(0.0, 8.0, 2.0)];
        let rings = holes.map(|hole| hole.into_inner().0);
        assert!(check(&square(0.0, 0.0, 10.0), &rings).is_empty());
    }

    #[test]
    fn holes_that_overlap_lie_in_each_other_or_leave_their_outline_are_found() {
        let holes = [
            square(1.0, 1.0, 2.0),
            square(2.0, 2.0, 2.0),
            square(5.0, 1.0, 3.0),
            square(6.0, 2.0, 1.0),
            square(9.0, 5.0, 2.0),
            square(20.0, 5.0, 2.0),
        ];
        let rings = holes.map(|hole| hole.into_inner().0);
        let faults = check(&square(0.0, 0.0, 10.0), &rings);
        let expected = [
            (1, Fault::Overlaps),
            (3, Fault::Overlaps),
            (4, Fault::Crosses),
            (5, Fault::Outside),
        ];
        assert_eq!(faults, BTreeMap::from(expected));
    }
}
