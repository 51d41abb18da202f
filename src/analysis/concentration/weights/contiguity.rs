//! Neighbors by outlines: who shares a corner (queen) and who shares a side (rook).
//!
//! Corners within a tolerance are one, so that outlines that were rounded differently still meet. A corner that lies on another's side
//! counts as shared, too, and sides that lie upon each other count as shared although their corners differ: outlines of
//! different detail meet without holding the same points. `O(n log n)` in the corners. Oracle: `libpysal` and `spdep`.
//!
//! Own code: the relations of `geo` know no tolerance, and look at two outlines at a time.

use std::collections::BTreeSet;

use geo::{Coord, MultiPolygon};
use rayon::prelude::*;
use rstar::{AABB, RTree, primitives::GeomWithData, primitives::Rectangle};

use super::Weights;

/// Corners this close, in degrees, are one: a centimeter on the ground.
pub const TOLERANCE_DEG: f64 = 1e-7;
/// A cell of the grid that sorts corners is so many tolerances wide.
const TOLERANCES_IN_A_CELL: f64 = 1e4;

/// What neighbors have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Contiguity {
    /// A corner at least.
    Queen,
    /// A side, or a part of one.
    Rook,
}

/// A corner of a unit's outline.
#[derive(Clone, Copy, Debug)]
struct Corner {
    at: Coord<f64>,
    unit: u32,
}

/// The neighbors by their outlines; a unit without an outline has none. Longitudes of 180 and −180 are one.
#[must_use]
pub fn contiguity(outlines: &[Option<&MultiPolygon<f64>>], kind: Contiguity, tolerance_deg: f64) -> Weights {
    let rings = rings(outlines);
    let corners: Vec<Corner> = rings
        .iter()
        .flat_map(|(unit, ring)| ring.iter().map(|at| Corner { at: *at, unit: *unit }))
        .collect();
    let classes = classes(&corners, tolerance_deg.max(1e-12));
    let sides = sides(&rings, &classes);
    let (shared, lonely) = split_sides(&sides);
    let mut pairs: BTreeSet<(u32, u32)> = BTreeSet::new();
    match kind {
        Contiguity::Queen => {
            let mut meetings: Vec<(u32, u32)> = classes
                .iter()
                .copied()
                .zip(corners.iter().map(|corner| corner.unit))
                .collect();
            meetings.par_sort_unstable();
            meetings.dedup();
            for group in meetings.chunk_by(|one, other| one.0 == other.0) {
                join_all(&group.iter().map(|(_, unit)| *unit), &mut pairs);
            }
        }
        Contiguity::Rook => pairs.extend(shared),
    }
    pairs.extend(upon_sides(&lonely, &corners, kind, tolerance_deg));
    let pairs = pairs.into_iter().map(|(a, b)| (a as usize, b as usize));
    Weights::of_pairs(outlines.len(), pairs)
}

/// The rings of all outlines without their closing points, longitudes from −180 to below 180.
fn rings(outlines: &[Option<&MultiPolygon<f64>>]) -> Vec<(u32, Vec<Coord<f64>>)> {
    let mut rings = Vec::new();
    for (unit, outline) in (0_u32..).zip(outlines) {
        let polygons = outline.iter().flat_map(|outline| &outline.0);
        for polygon in polygons {
            for ring in std::iter::once(polygon.exterior()).chain(polygon.interiors()) {
                let mut corners: Vec<Coord<f64>> = ring
                    .0
                    .iter()
                    .map(|at| Coord {
                        x: if at.x >= 180.0 { at.x - 360.0 } else { at.x },
                        y: at.y,
                    })
                    .collect();
                corners.dedup();
                if corners.len() > 1 && corners.first() == corners.last() {
                    corners.pop();
                }
                rings.push((unit, corners));
            }
        }
    }
    rings
}

/// A class for each corner; corners within the tolerance of each other share one, the lowest position among them.
fn classes(corners: &[Corner], tolerance: f64) -> Vec<u32> {
    let cell = tolerance * TOLERANCES_IN_A_CELL;
    let mut entries: Vec<((i64, i64), Coord<f64>, u32)> = Vec::with_capacity(corners.len());
    #[expect(clippy::cast_possible_truncation, reason = "degrees over a cell stay far below 2^63")]
    let cell_of = |value: f64| (value / cell).floor() as i64;
    for (position, corner) in (0_u32..).zip(corners) {
        let columns = [cell_of(corner.at.x - tolerance), cell_of(corner.at.x + tolerance)];
        let rows = [cell_of(corner.at.y - tolerance), cell_of(corner.at.y + tolerance)];
        for (which, column) in columns.into_iter().enumerate() {
            if which == 1 && columns.first() == Some(&column) {
                continue;
            }
            for (which, row) in rows.into_iter().enumerate() {
                if which == 0 || rows.first() != Some(&row) {
                    entries.push(((column, row), corner.at, position));
                }
            }
        }
    }
    entries.par_sort_unstable_by(|one, other| {
        let by_place = one.1.x.total_cmp(&other.1.x).then(one.1.y.total_cmp(&other.1.y));
        one.0.cmp(&other.0).then(by_place).then(one.2.cmp(&other.2))
    });
    let mut parents: Vec<u32> = (0_u32..).take(corners.len()).collect();
    for (rank, (key, at, position)) in entries.iter().enumerate() {
        for (other_key, other_at, other) in entries.iter().skip(rank + 1) {
            if other_key != key || other_at.x - at.x > tolerance {
                break;
            }
            if (other_at.y - at.y).abs() <= tolerance {
                unite(&mut parents, *position, *other);
            }
        }
    }
    (0_u32..)
        .take(corners.len())
        .map(|position| root(&mut parents, position))
        .collect()
}

fn root(parents: &mut [u32], mut position: u32) -> u32 {
    while let Some(&parent) = parents.get(position as usize) {
        if parent == position {
            break;
        }
        let above = parents.get(parent as usize).copied().unwrap_or(parent);
        if let Some(slot) = parents.get_mut(position as usize) {
            *slot = above;
        }
        position = above;
    }
    position
}

fn unite(parents: &mut [u32], one: u32, other: u32) {
    let (one, other) = (root(parents, one), root(parents, other));
    let (low, high) = (one.min(other), one.max(other));
    if let Some(slot) = parents.get_mut(high as usize) {
        *slot = low;
    }
}

/// A side of an outline between two classes of corners.
#[derive(Clone, Copy, Debug)]
struct Side {
    classes: (u32, u32),
    unit: u32,
    from: Coord<f64>,
    to: Coord<f64>,
}

fn sides(rings: &[(u32, Vec<Coord<f64>>)], classes: &[u32]) -> Vec<Side> {
    let mut sides = Vec::with_capacity(classes.len());
    let mut start = 0;
    for (unit, ring) in rings {
        let own = classes.get(start..start + ring.len()).unwrap_or(&[]);
        start += ring.len();
        let ends = own.iter().zip(ring);
        let following = ends.clone().cycle().skip(1);
        for ((class, from), (next_class, to)) in ends.zip(following) {
            // A side over the antimeridian runs once around the map; it meets nothing on its way.
            if class != next_class && (to.x - from.x).abs() < 180.0 {
                sides.push(Side {
                    classes: (*class.min(next_class), *class.max(next_class)),
                    unit: *unit,
                    from: *from,
                    to: *to,
                });
            }
        }
    }
    sides.par_sort_unstable_by_key(|side| (side.classes, side.unit));
    sides
}

/// The pairs of units that share a whole side, and the sides that nobody shares.
fn split_sides(sides: &[Side]) -> (Vec<(u32, u32)>, Vec<Side>) {
    let (mut shared, mut lonely) = (BTreeSet::new(), Vec::new());
    for group in sides.chunk_by(|one, other| one.classes == other.classes) {
        match group {
            [alone] => lonely.push(*alone),
            _ => join_all(&group.iter().map(|side| side.unit), &mut shared),
        }
    }
    (shared.into_iter().collect(), lonely)
}

fn join_all(units: &(impl Iterator<Item = u32> + Clone), pairs: &mut BTreeSet<(u32, u32)>) {
    for (place, one) in units.clone().enumerate() {
        for other in units.clone().skip(place + 1) {
            if one != other {
                pairs.insert((one.min(other), one.max(other)));
            }
        }
    }
}

type Indexed = GeomWithData<Rectangle<[f64; 2]>, usize>;

/// The pairs where a lonely side of one carries a corner (queen), or runs along a lonely side (rook), of another.
fn upon_sides(lonely: &[Side], corners: &[Corner], kind: Contiguity, tolerance: f64) -> Vec<(u32, u32)> {
    let boxes: Vec<Indexed> = lonely
        .iter()
        .enumerate()
        .map(|(place, side)| {
            let low = [
                side.from.x.min(side.to.x) - tolerance,
                side.from.y.min(side.to.y) - tolerance,
            ];
            let high = [
                side.from.x.max(side.to.x) + tolerance,
                side.from.y.max(side.to.y) + tolerance,
            ];
            Indexed::new(Rectangle::from_corners(low, high), place)
        })
        .collect();
    let tree = RTree::bulk_load(boxes);
    let sides_at = |low: [f64; 2], high: [f64; 2]| {
        tree.locate_in_envelope_intersecting(&AABB::from_corners(low, high))
            .filter_map(|found| lonely.get(found.data))
            .copied()
            .collect::<Vec<Side>>()
    };
    let pair = |one: u32, other: u32| (one.min(other), one.max(other));
    match kind {
        // Corners on sides of others end where a lonely side begins, too, so those of lonely sides are all that can lie there.
        Contiguity::Queen => {
            let mut ends: Vec<Corner> = lonely
                .iter()
                .flat_map(|side| [side.from, side.to].map(|at| Corner { at, unit: side.unit }))
                .collect();
            ends.sort_by(|one, other| one.at.x.total_cmp(&other.at.x).then(one.at.y.total_cmp(&other.at.y)));
            debug_assert!(
                ends.len() <= 2 * corners.len(),
                "every corner begins one side and ends one"
            );
            ends.par_iter()
                .flat_map_iter(|corner| {
                    let at = [corner.at.x, corner.at.y];
                    let touched = sides_at(at, at).into_iter();
                    touched
                        .filter(|side| side.unit != corner.unit && distance_to(side, corner.at) <= tolerance)
                        .map(|side| pair(corner.unit, side.unit))
                })
                .collect()
        }
        Contiguity::Rook => lonely
            .par_iter()
            .flat_map_iter(|side| {
                let low = [side.from.x.min(side.to.x), side.from.y.min(side.to.y)];
                let high = [side.from.x.max(side.to.x), side.from.y.max(side.to.y)];
                let others = sides_at(low, high).into_iter();
                others
                    .filter(|other| other.unit != side.unit && run_together(side, other, tolerance))
                    .map(|other| pair(side.unit, other.unit))
            })
            .collect(),
    }
}

/// Where along a side a point lies, in degrees from its start, how far to the right of it, and how long the side is.
fn along(side: &Side, at: Coord<f64>) -> Option<(f64, f64, f64)> {
    let (dx, dy) = (side.to.x - side.from.x, side.to.y - side.from.y);
    let length = dx.hypot(dy);
    (length > 0.0).then(|| {
        let (x, y) = (at.x - side.from.x, at.y - side.from.y);
        ((x * dx + y * dy) / length, (x * dy - y * dx) / length, length)
    })
}

fn distance_to(side: &Side, at: Coord<f64>) -> f64 {
    let Some((along, beside, length)) = along(side, at) else {
        return f64::INFINITY;
    };
    let beyond = (-along).max(along - length).max(0.0);
    beyond.hypot(beside)
}

/// Whether two sides lie upon each other over more than the tolerance.
fn run_together(one: &Side, other: &Side, tolerance: f64) -> bool {
    let (Some((from, from_beside, length)), Some((to, to_beside, _))) = (along(one, other.from), along(one, other.to))
    else {
        return false;
    };
    let (low, high) = (from.min(to).max(0.0), from.max(to).min(length));
    if high - low <= tolerance || (to - from).abs() <= tolerance {
        return false;
    }
    // How far beside the other runs where the overlap begins and ends.
    let beside_at = |place: f64| from_beside + (to_beside - from_beside) * (place - from) / (to - from);
    beside_at(low).abs() <= tolerance && beside_at(high).abs() <= tolerance
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::{Polygon, polygon};

    fn count(polygons: &[Polygon<f64>], kind: Contiguity) -> usize {
        let outlines: Vec<MultiPolygon<f64>> = polygons.iter().cloned().map(MultiPolygon::from).collect();
        let outlines: Vec<Option<&MultiPolygon<f64>>> = outlines.iter().map(Some).collect();
        contiguity(&outlines, kind, TOLERANCE_DEG).pair_count()
    }

    fn square(x: f64, y: f64, side: f64) -> Polygon<f64> {
        polygon![(x: x, y: y), (x: x + side, y: y), (x: x + side, y: y + side), (x: x, y: y + side), (x: x, y: y)]
    }

    #[test]
    fn a_corner_makes_queens_and_a_side_makes_rooks() {
        let board = [
            square(0.0, 0.0, 1.0),
            square(1.0, 0.0, 1.0),
            square(0.0, 1.0, 1.0),
            square(1.0, 1.0, 1.0),
        ];
        assert_eq!(count(&board, Contiguity::Queen), 6);
        assert_eq!(count(&board, Contiguity::Rook), 4);
    }

    #[test]
    fn outlines_that_were_rounded_differently_still_meet() {
        let board = [square(0.0, 0.0, 1.0), square(1.000_000_04, 0.000_000_03, 1.0)];
        assert_eq!(count(&board, Contiguity::Rook), 1);
        let apart = [square(0.0, 0.0, 1.0), square(1.000_01, 0.0, 1.0)];
        assert_eq!(count(&apart, Contiguity::Queen), 0);
    }

    #[test]
    fn outlines_of_different_detail_meet_along_a_side() {
        let board = [square(0.0, 0.0, 2.0), square(2.0, 0.5, 1.0), square(-1.0, 2.0, 1.0)];
        assert_eq!(count(&board, Contiguity::Queen), 2);
        assert_eq!(count(&board, Contiguity::Rook), 1);
    }

    #[test]
    fn outlines_meet_at_the_antimeridian() {
        let board = [square(179.0, 0.0, 1.0), square(-180.0, 0.0, 1.0)];
        assert_eq!(count(&board, Contiguity::Rook), 1);
        assert_eq!(count(&board, Contiguity::Queen), 1);
    }
}
