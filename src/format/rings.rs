//! Whether a ring crosses itself, by a sweep from west to east.
//!
//! It says that, not where, and does not repair.

use geo::Coord;

/// How many pairs of edges are compared before a ring is left unchecked; rings of real outlines stay far below.
const MAX_COMPARISONS: usize = 4_000_000;
/// How many corners a ring may have to be checked.
const MAX_CORNERS: usize = 1_000_000;

/// The area of a closed ring in square degrees, positive where it runs against the clock (the shoelace formula, measured from
/// the first corner so that small rings far from zero keep their digits).
pub(super) fn signed_area(corners: &[Coord<f64>]) -> f64 {
    let Some(origin) = corners.first() else { return 0.0 };
    let cross = |from: &Coord<f64>, to: &Coord<f64>| {
        (from.x - origin.x) * (to.y - origin.y) - (to.x - origin.x) * (from.y - origin.y)
    };
    let twice: f64 = corners
        .iter()
        .zip(corners.iter().skip(1))
        .map(|(from, to)| cross(from, to))
        .sum();
    twice / 2.0
}

/// Whether two edges that are not neighbors touch, or an edge runs back over its neighbor; `None` where that takes too long.
pub(super) fn intersects_itself(corners: &[Coord<f64>]) -> Option<bool> {
    if corners.len() > MAX_CORNERS {
        return None;
    }
    let mut path: Vec<Coord<f64>> = corners.to_vec();
    path.dedup();
    let count = path.len().saturating_sub(1);
    if count < 3 {
        return Some(false);
    }
    let edges = from_west_to_east(&path);
    let mut comparisons = 0;
    for (rank, (index, from, to)) in edges.iter().enumerate() {
        let east = from.x.max(to.x);
        let following = edges
            .get(rank + 1..)
            .unwrap_or_default()
            .iter()
            .take_while(|(_, start, end)| start.x.min(end.x) <= east);
        for (other_index, start, end) in following {
            comparisons += 1;
            if comparisons > MAX_COMPARISONS {
                return None;
            }
            let distance = index.abs_diff(*other_index);
            let crosses = if distance == 1 || distance == count - 1 {
                runs_back((*from, *to), (*start, *end))
            } else {
                touches((*from, *to), (*start, *end))
            };
            if crosses {
                return Some(true);
            }
        }
    }
    Some(false)
}

type Edge = (Coord<f64>, Coord<f64>);

/// The edges of a path with their positions, by their western ends.
fn from_west_to_east(path: &[Coord<f64>]) -> Vec<(usize, Coord<f64>, Coord<f64>)> {
    let edge = |index: usize| Some((index, *path.get(index)?, *path.get(index + 1)?));
    // What is sorted is small: the western end in the order of the numbers, and the position.
    let mut wests: Vec<(i64, u32)> = path
        .iter()
        .zip(path.iter().skip(1))
        .zip(0_u32..)
        .map(|((from, to), index)| (in_order(from.x.min(to.x)), index))
        .collect();
    wests.sort_unstable();
    wests
        .into_iter()
        .filter_map(|(_, index)| edge(index as usize))
        .collect()
}

/// A whole number for each number, in the same order (that of `f64::total_cmp`).
const fn in_order(number: f64) -> i64 {
    let bits = number.to_bits().cast_signed();
    bits ^ ((bits >> 63).cast_unsigned() >> 1).cast_signed()
}

/// Twice the signed area of a triangle.
fn turn(from: Coord<f64>, to: Coord<f64>, third: Coord<f64>) -> f64 {
    (to.x - from.x) * (third.y - from.y) - (to.y - from.y) * (third.x - from.x)
}

fn touches((a, b): Edge, (c, d): Edge) -> bool {
    if a.y.max(b.y) < c.y.min(d.y) || c.y.max(d.y) < a.y.min(b.y) {
        return false;
    }
    let (from_c, from_d) = (turn(a, b, c), turn(a, b, d));
    let (from_a, from_b) = (turn(c, d, a), turn(c, d, b));
    from_c * from_d < 0.0 && from_a * from_b < 0.0
        || [a, b].iter().any(|point| *point == c || *point == d)
        || (from_c == 0.0 && from_d == 0.0 && a.x.max(b.x) > c.x.min(d.x) && c.x.max(d.x) > a.x.min(b.x))
}

/// Neighbors that lie on one line and point against each other.
#[expect(clippy::many_single_char_names, reason = "The letters of the formula.")]
fn runs_back((a, b): Edge, (c, d): Edge) -> bool {
    let (u, v) = ((b.x - a.x, b.y - a.y), (d.x - c.x, d.y - c.y));
    u.0 * v.1 - u.1 * v.0 == 0.0 && u.0 * v.0 + u.1 * v.1 < 0.0
}
