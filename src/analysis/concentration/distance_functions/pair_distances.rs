//! All distances between points, without keeping them: their number, spread and exact quantiles.
//!
//! Two walks over the pairs: one counts them by classes, the other sorts the classes where the quantiles lie.

use rayon::prelude::*;

use super::super::plane::Point;
use crate::analysis::numbers::of_count;

const CLASSES: usize = 4096;
/// Points are handed to threads in so many pieces, whatever the number of threads, so that sums never change.
const PIECE: usize = 64;

/// What is known of the distances up to a limit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Spread {
    pub(super) count: f64,
    /// The sample standard deviation.
    pub(super) deviation: f64,
    /// The quartiles, type 7.
    pub(super) quartiles: (f64, f64),
}

/// Calls `visit` with the distance of every pair of a piece of points with all later ones.
pub(super) fn each_pair(points: &[Point], piece: usize, mut visit: impl FnMut(usize, usize, f64)) {
    let firsts = points.iter().enumerate().skip(piece * PIECE).take(PIECE);
    for (first, [ax, ay]) in firsts {
        for (second, [bx, by]) in points.iter().enumerate().skip(first + 1) {
            let (dx, dy) = (bx - ax, by - ay);
            visit(first, second, (dx * dx + dy * dy).sqrt());
        }
    }
}

pub(super) fn pieces(points: &[Point]) -> usize {
    points.len().div_ceil(PIECE)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "between 0 and the last class"
)]
fn class_of(distance: f64, scale: f64) -> usize {
    ((distance * scale) as usize).min(CLASSES - 1)
}

/// The spread of all distances up to `limit`; `None` for fewer than two.
pub(super) fn spread(points: &[Point], limit: f64) -> Option<Spread> {
    let scale = of_count(CLASSES) / limit;
    // A rough middle keeps the squares from swallowing their differences.
    let middle = limit / 2.0;
    let parts: Vec<(Vec<u32>, f64, f64)> = (0..pieces(points))
        .into_par_iter()
        .map(|piece| {
            let mut classes = vec![0_u32; CLASSES];
            let (mut total, mut squares) = (0.0, 0.0);
            each_pair(points, piece, |_, _, distance| {
                if distance <= limit {
                    if let Some(class) = classes.get_mut(class_of(distance, scale)) {
                        *class += 1;
                    }
                    total += distance - middle;
                    squares += (distance - middle) * (distance - middle);
                }
            });
            (classes, total, squares)
        })
        .collect();
    let mut classes = vec![0_usize; CLASSES];
    let (mut total, mut squares) = (0.0, 0.0);
    for (part, part_total, part_squares) in &parts {
        for (class, count) in classes.iter_mut().zip(part) {
            *class += *count as usize;
        }
        total += part_total;
        squares += part_squares;
    }
    let count: usize = classes.iter().sum();
    if count < 2 {
        return None;
    }
    let n = of_count(count);
    let quantiles = quantiles(points, limit, &classes, count, &[0.25, 0.75]);
    let [low, high] = quantiles.as_slice() else { return None };
    Some(Spread {
        count: n,
        deviation: ((squares - total * total / n) / (n - 1.0)).max(0.0).sqrt(),
        quartiles: (*low, *high),
    })
}

/// The diagonal of the rectangle round the points: no two of them are further apart.
fn diagonal(points: &[Point]) -> f64 {
    let bound = |axis: fn(&Point) -> f64| {
        let (low, high) = points
            .iter()
            .map(axis)
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
                (low.min(value), high.max(value))
            });
        high - low
    };
    bound(|[x, _]| *x).hypot(bound(|[_, y]| *y))
}

/// The median of all distances; `None` for fewer than two points.
pub(super) fn median(points: &[Point]) -> Option<f64> {
    let limit = diagonal(points);
    if points.len() < 2 {
        return None;
    }
    if limit <= 0.0 {
        return Some(0.0);
    }
    let scale = of_count(CLASSES) / limit;
    let parts: Vec<Vec<u32>> = (0..pieces(points))
        .into_par_iter()
        .map(|piece| {
            let mut classes = vec![0_u32; CLASSES];
            each_pair(points, piece, |_, _, distance| {
                if let Some(class) = classes.get_mut(class_of(distance, scale)) {
                    *class += 1;
                }
            });
            classes
        })
        .collect();
    let mut classes = vec![0_usize; CLASSES];
    for part in &parts {
        for (class, count) in classes.iter_mut().zip(part) {
            *class += *count as usize;
        }
    }
    let count = classes.iter().sum();
    quantiles(points, f64::INFINITY, &classes, count, &[0.5])
        .first()
        .copied()
}

/// Exact quantiles of type 7 of the distances up to the limit whose classes were counted.
fn quantiles(points: &[Point], limit: f64, classes: &[usize], count: usize, shares: &[f64]) -> Vec<f64> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a rank below the count"
    )]
    let ranks: Vec<(usize, f64)> = shares
        .iter()
        .map(|share| {
            let place = of_count(count - 1) * share;
            (place.floor() as usize, place - place.floor())
        })
        .collect();
    // The classes that hold the wanted ranks and those after them, with how many distances lie below each.
    let mut wanted: std::collections::BTreeMap<usize, usize> = std::collections::BTreeMap::new();
    for rank in ranks.iter().flat_map(|(rank, _)| [*rank, (rank + 1).min(count - 1)]) {
        let mut below = 0;
        for (class, members) in classes.iter().enumerate() {
            if rank < below + members {
                wanted.insert(class, below);
                break;
            }
            below += members;
        }
    }
    let scale = class_scale(points, limit);
    let mut held: Vec<(usize, f64)> = (0..pieces(points))
        .into_par_iter()
        .flat_map_iter(|piece| {
            let mut found = Vec::new();
            each_pair(points, piece, |_, _, distance| {
                if distance <= limit {
                    let class = class_of(distance, scale);
                    if wanted.contains_key(&class) {
                        found.push((class, distance));
                    }
                }
            });
            found
        })
        .collect();
    held.par_sort_unstable_by(|one, other| one.0.cmp(&other.0).then(one.1.total_cmp(&other.1)));
    let at_rank = |rank: usize| {
        let (class, below) = wanted.iter().rev().find(|(_, below)| **below <= rank)?;
        let start = held.partition_point(|(other, _)| other < class);
        held.get(start + rank - below).map(|(_, distance)| *distance)
    };
    ranks
        .into_iter()
        .filter_map(|(rank, part)| {
            let (low, high) = (at_rank(rank)?, at_rank((rank + 1).min(count - 1))?);
            Some(low + part * (high - low))
        })
        .collect()
}

/// The scale of the classes: that of the limit, or of the diagonal where there is none.
fn class_scale(points: &[Point], limit: f64) -> f64 {
    if limit.is_finite() {
        return of_count(CLASSES) / limit;
    }
    of_count(CLASSES) / diagonal(points)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::numbers::{mean_and_sample_deviation, quantile_of_sorted, sorted};
    use crate::analysis::random::Chance;

    #[test]
    fn spread_and_median_are_those_of_the_sorted_list() {
        let mut chance = Chance::of_unit(6, 0);
        let points: Vec<Point> = (0..200).map(|_| [chance.fraction(), 3.0 * chance.fraction()]).collect();
        let mut all = Vec::new();
        for piece in 0..pieces(&points) {
            each_pair(&points, piece, |_, _, distance| all.push(distance));
        }
        let all = sorted(all);
        assert_eq!(all.len(), 19_900);
        assert_eq!(median(&points), quantile_of_sorted(&all, 0.5));
        let near: Vec<f64> = all.iter().copied().filter(|distance| *distance <= 1.2).collect();
        let found = spread(&points, 1.2).unwrap();
        assert!((found.deviation - mean_and_sample_deviation(&near).unwrap().1).abs() < 1e-12);
        assert_eq!(Some(found.quartiles.0), quantile_of_sorted(&near, 0.25));
        assert_eq!(Some(found.quartiles.1), quantile_of_sorted(&near, 0.75));
        assert_eq!(median(&[[1.0, 1.0], [1.0, 1.0]]), Some(0.0));
    }
}
