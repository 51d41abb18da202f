//! Whether two outlines cover the same ground by more than a sliver: parts of one region, or two regions.
//!
//! Borders that are shared, and slivers where two outlines of one border were drawn apart, are no overlap.

use geo::{Area, BooleanOps, BoundingRect, Contains, Coord, InteriorPoint, Intersects, LineString, Polygon, Rect};

/// Pairs of boxes that are compared; a file of real regions stays far below.
const MAX_PAIRS: usize = 2_000_000;
/// The share of the smaller outline from which on an overlap is more than a sliver.
const LEAST_SHARE: f64 = 0.01;
/// Pairs of edges that are compared before two outlines count as apart; those of real borders stay far below.
const MAX_COMPARISONS: usize = 4_000_000;

type Edge = (Coord<f64>, Coord<f64>);

/// Whether the insides of two outlines cover more than a hundredth of the smaller in common.
///
/// Edges decide first: two outlines overlap where edges cross, where edges on one line have their insides on the same
/// side, where an edge starts on the other's and runs into it, or where one lies within the other. Only then is the area
/// in common computed.
pub(super) fn overlaps(one: &Polygon<f64>, other: &Polygon<f64>) -> bool {
    let (Some(first), Some(second)) = (one.bounding_rect(), other.bounding_rect()) else {
        return false;
    };
    if !has_common_ground(first, second) {
        return false;
    }
    let is_candidate = if first.contains(&second) || second.contains(&first) {
        let (large, small) = if area_of(first) >= area_of(second) {
            (one, other)
        } else {
            (other, one)
        };
        small.interior_point().is_some_and(|point| large.contains(&point))
            || borders_meet_inside(one, other, (first, second))
    } else {
        borders_meet_inside(one, other, (first, second))
    };
    is_candidate && common_share(one, other) > LEAST_SHARE
}

/// The positions of all things whose boxes share ground, the earlier first, by a sweep from west to east.
pub(super) fn pairs<T>(things: &[T], box_of: impl Fn(&T) -> Option<Rect<f64>>) -> Vec<(usize, usize)> {
    let mut boxes: Vec<(usize, Rect<f64>)> = things
        .iter()
        .enumerate()
        .filter_map(|(position, thing)| Some((position, box_of(thing)?)))
        .collect();
    boxes.sort_by(|one, other| one.1.min().x.total_cmp(&other.1.min().x).then(one.0.cmp(&other.0)));
    let mut pairs = Vec::new();
    let mut compared = 0;
    for (rank, (position, rect)) in boxes.iter().enumerate() {
        let east = rect.max().x;
        for (other, second) in boxes
            .iter()
            .skip(rank + 1)
            .take_while(|(_, second)| second.min().x < east)
        {
            compared += 1;
            if compared > MAX_PAIRS {
                return pairs;
            }
            if has_common_ground(*rect, *second) {
                pairs.push((*position.min(other), *position.max(other)));
            }
        }
    }
    pairs.sort_unstable();
    pairs
}

/// The area in common as a share of the smaller area; 0 where one has none.
fn common_share(one: &Polygon<f64>, other: &Polygon<f64>) -> f64 {
    let smaller = one.unsigned_area().min(other.unsigned_area());
    if smaller > 0.0 {
        one.intersection(other).unsigned_area() / smaller
    } else {
        0.0
    }
}

/// Whether two boxes share more than an edge.
fn has_common_ground(one: Rect<f64>, other: Rect<f64>) -> bool {
    one.min().x < other.max().x
        && other.min().x < one.max().x
        && one.min().y < other.max().y
        && other.min().y < one.max().y
}

fn area_of(rect: Rect<f64>) -> f64 {
    rect.width() * rect.height()
}

/// Whether an edge of one outline shows that the insides meet.
fn borders_meet_inside(one: &Polygon<f64>, other: &Polygon<f64>, (first, second): (Rect<f64>, Rect<f64>)) -> bool {
    let window = Rect::new(
        Coord {
            x: first.min().x.max(second.min().x),
            y: first.min().y.max(second.min().y),
        },
        Coord {
            x: first.max().x.min(second.max().x),
            y: first.max().y.min(second.max().y),
        },
    );
    let ours = edges_within(one.exterior(), window);
    let theirs = edges_within(other.exterior(), window);
    if ours.len().saturating_mul(theirs.len()) > MAX_COMPARISONS {
        return true;
    }
    ours.iter().any(|our| {
        theirs
            .iter()
            .any(|their| meet_inside(*our, *their) || meet_inside(*their, *our))
    })
}

/// The edges that touch a window, with the inside on their left.
fn edges_within(ring: &LineString<f64>, window: Rect<f64>) -> Vec<Edge> {
    let area = Polygon::new(ring.clone(), Vec::new()).signed_area();
    ring.lines()
        .filter(|line| line.start != line.end && line.bounding_rect().intersects(&window))
        .map(|line| {
            if area < 0.0 {
                (line.end, line.start)
            } else {
                (line.start, line.end)
            }
        })
        .collect()
}

/// Twice the signed area of a triangle.
fn turn((from, to): Edge, point: Coord<f64>) -> f64 {
    (to.x - from.x) * (point.y - from.y) - (to.y - from.y) * (point.x - from.x)
}

/// Where a point lies along an edge whose line it lies on: 0 at its start, 1 at its end.
fn along((from, to): Edge, point: Coord<f64>) -> f64 {
    let (x, y) = (to.x - from.x, to.y - from.y);
    (x * (point.x - from.x) + y * (point.y - from.y)) / (x * x + y * y)
}

/// Whether the inside of `edge` and that of `other` meet: they cross, run along each other the same way, or `other`
/// leaves from between the ends of `edge` to its inside.
fn meet_inside(edge: Edge, other: Edge) -> bool {
    let (start, end) = (turn(edge, other.0), turn(edge, other.1));
    if start == 0.0 && end == 0.0 {
        let (from, to) = (along(edge, other.0), along(edge, other.1));
        return from < to && from < 1.0 && to > 0.0;
    }
    if start * end < 0.0 {
        return turn(other, edge.0) * turn(other, edge.1) < 0.0;
    }
    let is_between = |point| (0.0..=1.0).contains(&along(edge, point)) && point != edge.0 && point != edge.1;
    (start == 0.0 && end > 0.0 && is_between(other.0)) || (end == 0.0 && start > 0.0 && is_between(other.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rectangle(west: f64, south: f64, east: f64, north: f64) -> Polygon<f64> {
        Rect::new(Coord { x: west, y: south }, Coord { x: east, y: north }).to_polygon()
    }

    #[test]
    fn rectangles_that_share_ground_overlap_whichever_way_they_lie() {
        let base = rectangle(0.0, 0.0, 2.0, 2.0);
        for other in [
            rectangle(1.0, 1.0, 3.0, 3.0),
            rectangle(1.0, 0.0, 3.0, 2.0),
            rectangle(0.0, 0.0, 2.0, 2.0),
            rectangle(0.5, 0.5, 1.0, 1.0),
            rectangle(0.0, 0.0, 1.0, 1.0),
            rectangle(-1.0, 0.5, 3.0, 1.5),
            rectangle(-1.0, -1.0, 3.0, 3.0),
        ] {
            assert!(overlaps(&base, &other) && overlaps(&other, &base), "{other:?}");
        }
    }

    #[test]
    fn neighbors_and_slivers_do_not_overlap() {
        let base = rectangle(0.0, 0.0, 2.0, 2.0);
        for other in [
            rectangle(2.0, 0.0, 3.0, 2.0),
            rectangle(2.0, 0.5, 3.0, 1.5),
            rectangle(2.0, 2.0, 3.0, 3.0),
            rectangle(1.999, 0.0, 3.0, 2.0),
            rectangle(4.0, 0.0, 5.0, 1.0),
        ] {
            assert!(!overlaps(&base, &other) && !overlaps(&other, &base), "{other:?}");
        }
    }

    #[test]
    fn a_region_in_the_hole_of_another_does_not_overlap_it() {
        let hole = rectangle(0.5, 0.5, 1.5, 1.5);
        let ring = Polygon::new(
            rectangle(0.0, 0.0, 2.0, 2.0).into_inner().0,
            vec![hole.exterior().clone()],
        );
        assert!(!overlaps(&ring, &hole) && !overlaps(&hole, &ring));
    }
}
