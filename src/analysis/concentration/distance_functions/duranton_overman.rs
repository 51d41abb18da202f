//! Duranton and Overman's Kd (2005): how often members lie at each distance from one another.
//!
//! Every pair counts, at its own distance, by a Gaussian that is reflected at zero. Pairs are gathered in bins of an eighth of the
//! bandwidth together with the first eight powers of their place in the bin; the Gaussian's series around the middle then gives the
//! sum over all pairs to 10 digits, in `O(n²)` cheap steps instead of `O(n² r)` exponentials. [`Precision::Binned`] leaves the powers away.
//! Oracle: the exact sum; `dbmss` differs by up to 0.13 % of the maximum.

use rayon::prelude::*;

use super::super::density::bandwidth::thumb;
use super::super::plane::Point;
use super::super::{Figure, Reason};
use super::Curve;
use super::envelope::{Simulations, envelope};
use super::pair_distances::{each_pair, median, pieces, spread};
use crate::analysis::numbers::of_count;
use crate::analysis::progress::{Cancelled, Progress};
use crate::analysis::random::Deck;

/// Bins in a bandwidth.
const BINS: f64 = 8.0;
/// Powers kept for each bin.
const POWERS: usize = 8;
/// Beyond so many bandwidths a pair does not count.
const REACH: f64 = 9.0;
/// Up to so many members every pair is weighed for the curve itself.
const MOST_EXACT_MEMBERS: usize = 10_000;
/// Below so many members the curve says little.
pub const FEW_MEMBERS: usize = 10;

/// How sums over pairs are taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Precision {
    /// To ten digits.
    #[default]
    Exact,
    /// Each pair at the middle of its bin: below 0.3 % of the maximum off.
    Binned,
}

/// The largest distance that the authors look at: the median of the distances between all sites.
///
/// # Errors
///
/// For fewer than two sites.
pub fn largest_distance(sites: &[Point]) -> Figure {
    median(sites).ok_or(Reason::TooFew)
}

/// `0.9 min(sd, IQR/1.34) n^(−0.2)` over the distances up to twice the largest one looked at (Silverman 1986).
///
/// # Errors
///
/// For fewer than two such distances or equal ones.
pub fn bandwidth(points: &[Point], largest: f64) -> Figure {
    let spread = spread(points, 2.0 * largest).ok_or(Reason::TooFew)?;
    let (low, high) = spread.quartiles;
    thumb(spread.deviation, high - low, spread.count).ok_or(Reason::AllCoincide)
}

/// The density of the distances at each of `radii`, weighted by the product of the members' weights where these are given.
///
/// # Errors
///
/// For fewer than two points, no weight, or a bandwidth of nothing.
pub fn kd(
    points: &[Point],
    weights: Option<&[f64]>,
    radii: &[f64],
    bandwidth: f64,
    precision: Precision,
) -> Result<Vec<f64>, Reason> {
    if points.len() < 2 {
        return Err(Reason::TooFew);
    }
    if bandwidth <= 0.0 {
        return Err(Reason::AllCoincide);
    }
    let largest = radii.iter().copied().fold(0.0, f64::max);
    let width = bandwidth / BINS;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "above 0 and bounded by the cap"
    )]
    let bins = ((largest / width) + REACH * BINS).ceil().min(4e6) as usize + 1;
    let parts: Vec<(Vec<[f64; POWERS]>, f64)> = (0..pieces(points))
        .into_par_iter()
        .map(|piece| gather(points, weights, piece, width, bins, precision))
        .collect();
    let mut sums = vec![[0.0; POWERS]; bins];
    let mut total = 0.0;
    for (part, part_total) in parts {
        for (sum, part) in sums.iter_mut().zip(part) {
            for (sum, part) in sum.iter_mut().zip(part) {
                *sum += part;
            }
        }
        total += part_total;
    }
    if total <= 0.0 {
        return Err(Reason::NoWeight);
    }
    let at = |radius: f64| (series(&sums, radius, bandwidth) + series(&sums, -radius, bandwidth)) / (bandwidth * total);
    Ok(radii.iter().map(|radius| at(*radius)).collect())
}

/// The bins of the pairs of one piece of points with all later ones, and the sum of all their weights.
fn gather(
    points: &[Point],
    weights: Option<&[f64]>,
    piece: usize,
    width: f64,
    bins: usize,
    precision: Precision,
) -> (Vec<[f64; POWERS]>, f64) {
    let mut sums = vec![[0.0; POWERS]; bins];
    let mut total = 0.0;
    let inverse = 1.0 / width;
    each_pair(points, piece, |first, second, distance| {
        let weight = weights.map_or(1.0, |weights| {
            weights.get(first).copied().unwrap_or(0.0) * weights.get(second).copied().unwrap_or(0.0)
        });
        total += weight;
        let place = distance * inverse;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "not negative; too large saturates"
        )]
        let bin = place as usize;
        let Some(sum) = sums.get_mut(bin) else { return };
        if precision == Precision::Binned {
            let [first, ..] = sum;
            *first += weight;
            return;
        }
        let off = place - bin as f64 - 0.5;
        let mut power = weight;
        for sum in sum {
            *sum += power;
            power *= off;
        }
    });
    (sums, total)
}

/// `Σ_k S_k φ^(k)(u)/k!` over the bins: the Gaussian around each middle by the powers of the places.
fn series(sums: &[[f64; POWERS]], radius: f64, bandwidth: f64) -> f64 {
    let mut total = 0.0;
    for (bin, powers) in sums.iter().enumerate() {
        let u = (of_count(bin) + 0.5) / BINS - radius / bandwidth;
        if u.abs() > REACH {
            continue;
        }
        let height = (-u * u / 2.0).exp() / std::f64::consts::TAU.sqrt();
        // φ^(k) = (−1)^k He_k φ; the powers count in bins, of which the bandwidth has BINS.
        let (mut before, mut hermite) = (0.0, 1.0);
        let mut factor = 1.0;
        let mut sum = 0.0;
        for (order, power) in (0_i32..).zip(powers) {
            sum += factor * hermite * power;
            let next = u * hermite - f64::from(order) * before;
            (before, hermite) = (hermite, next);
            factor *= -1.0 / (BINS * f64::from(order + 1));
        }
        total += height * sum;
    }
    total
}

/// What is looked at.
#[derive(Clone, Copy, Debug)]
pub struct Sites<'a> {
    /// The places of all sites, members of every kind.
    pub all: &'a [Point],
    /// Their weights, for the weighted version.
    pub weights: Option<&'a [f64]>,
    /// Which of them are members of the industry.
    pub is_member: &'a [bool],
}

impl Sites<'_> {
    fn chosen(&self, positions: impl Iterator<Item = usize> + Clone) -> (Vec<Point>, Option<Vec<f64>>) {
        let points = positions
            .clone()
            .filter_map(|place| self.all.get(place).copied())
            .collect();
        let weights = self
            .weights
            .map(|weights| positions.filter_map(|place| weights.get(place).copied()).collect());
        (points, weights)
    }
}

/// The curve of the members with bands of chance: as many sites are drawn without replacement from all, each with its own weight; the
/// bandwidth is chosen anew for each draw, as for the members themselves. `precision` is that of the draws; the curve is exact up to
/// 10,000 members.
///
/// # Errors
///
/// Where nobody waits any more; the inner one where there are too few members or all coincide.
pub fn kd_curve(
    sites: &Sites<'_>,
    radii: &[f64],
    precision: Precision,
    simulations: Simulations,
    progress: &dyn Progress,
) -> Result<Result<Curve, Reason>, Cancelled> {
    let members = (0..sites.all.len()).filter(|place| sites.is_member.get(*place).copied().unwrap_or(false));
    let largest = radii.iter().copied().fold(0.0, f64::max);
    let of = |points: &[Point], weights: Option<&[f64]>, precision: Precision| {
        let bandwidth = bandwidth(points, largest)?;
        kd(points, weights, radii, bandwidth, precision)
    };
    let (points, weights) = sites.chosen(members);
    // The curve itself is one sum over pairs and is taken exactly wherever that can be waited for, whatever the bands do.
    let of_curve = if points.len() <= MOST_EXACT_MEMBERS {
        Precision::Exact
    } else {
        precision
    };
    let observed = match of(&points, weights.as_deref(), of_curve) {
        Ok(observed) => observed,
        Err(reason) => return Ok(Err(reason)),
    };
    let envelope = envelope(simulations, radii.len(), progress, |chance| {
        let mut dealt = Vec::with_capacity(points.len());
        Deck::of(sites.all.len()).deal(chance, points.len(), &mut dealt);
        let (points, weights) = sites.chosen(dealt.iter().map(|place| *place as usize));
        of(&points, weights.as_deref(), precision).unwrap_or_else(|_| vec![f64::NAN; radii.len()])
    })?;
    Ok(Ok(Curve {
        radii: radii.to_vec(),
        observed: observed.into_iter().map(Ok).collect(),
        expected: radii
            .iter()
            .enumerate()
            .map(|(place, _)| envelope.as_ref().and_then(|envelope| envelope.mean.get(place).copied()))
            .collect(),
        envelope,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::random::Chance;

    #[test]
    fn the_series_gives_the_sum_over_every_pair() {
        let mut chance = Chance::of_unit(3, 0);
        let points: Vec<Point> = (0..150)
            .map(|_| [50.0 * chance.fraction(), 50.0 * chance.fraction()])
            .collect();
        let weights: Vec<f64> = (0..150).map(|_| chance.fraction()).collect();
        let radii = [0.0, 1.0, 5.0, 20.0];
        let width = bandwidth(&points, 20.0).unwrap();
        let found = kd(&points, Some(&weights), &radii, width, Precision::Exact).unwrap();
        let binned = kd(&points, Some(&weights), &radii, width, Precision::Binned).unwrap();
        for ((radius, found), binned) in radii.iter().zip(found).zip(binned) {
            let (mut sum, mut total) = (0.0, 0.0);
            for piece in 0..pieces(&points) {
                each_pair(&points, piece, |a, b, distance| {
                    let weight = weights[a] * weights[b];
                    let phi = |u: f64| (-u * u / 2.0).exp() / std::f64::consts::TAU.sqrt();
                    sum += weight * (phi((radius - distance) / width) + phi((radius + distance) / width));
                    total += weight;
                });
            }
            let exact = sum / (width * total);
            assert!((found - exact).abs() < 1e-10 * exact, "{radius}: {found} {exact}");
            assert!((binned - exact).abs() < 5e-3 * exact, "{radius}: {binned} {exact}");
        }
    }

    #[test]
    fn fewer_than_two_members_have_no_curve() {
        assert_eq!(
            kd(&[[0.0, 0.0]], None, &[1.0], 1.0, Precision::Exact),
            Err(Reason::TooFew)
        );
        assert_eq!(
            bandwidth(&[[1.0, 1.0], [1.0, 1.0], [1.0, 1.0]], 5.0),
            Err(Reason::AllCoincide)
        );
    }
}
