//! Where a value clusters: local Moran's I (Anselin 1995) with conditional permutations, Getis and Ord's Gi and Gi* (Ord & Getis 1995),
//! and the control of false discoveries (Benjamini & Hochberg 1995; Caldas de Castro & Singer 2006).
//!
//! Whether it clusters at all is the business of [`super::autocorrelation`]. Scale and quadrants as in `esda` and `GeoDa`; for the
//! statistic of `spdep` multiply by `n/(n−1)`. Oracle: `esda` 2.10 for I and its p, `spdep` 1.2 for Gi (`esda` is wrong there for
//! standardized rows and for negative sums).

use rayon::prelude::*;

use super::autocorrelation::{Deviations, Permutations};
use super::weights::{Neighbor, Weights};
use super::{Figure, Reason};
use crate::analysis::numbers::of_count;
use crate::analysis::progress::{Cancelled, Progress, Steps};
use crate::analysis::random::{Chance, Deck};

/// The share of false discoveries that is accepted where nobody chose one.
pub const FALSE_DISCOVERY_RATE: f64 = 0.05;
/// Sums in another order differ by less than this share of what they are made of; such are ties.
const TIE: f64 = 1e-12;

/// How a unit and its neighbors stand to the mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Quadrant {
    /// High among high: a hot spot where significant.
    HighHigh,
    /// Low among high.
    LowHigh,
    /// Low among low: a cold spot where significant.
    LowLow,
    /// High among low.
    HighLow,
}

impl Quadrant {
    /// As in tables.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::HighHigh => "HH",
            Self::LowHigh => "LH",
            Self::LowLow => "LL",
            Self::HighLow => "HL",
        }
    }

    /// The message that names it.
    #[must_use]
    pub fn message_id(self) -> &'static str {
        match self {
            Self::HighHigh => "concentration-high-high",
            Self::LowHigh => "concentration-low-high",
            Self::LowLow => "concentration-low-low",
            Self::HighLow => "concentration-high-low",
        }
    }
}

/// Local Moran's I of one unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Local {
    /// `(n−1) z_i Σ w_ij z_j / Σ z²`.
    pub value: f64,
    /// Which way.
    pub quadrant: Quadrant,
    /// The pseudo p, one-sided on the side where the statistic lies ("directed"); 1 where no permutations were asked for.
    pub p: f64,
    /// The expectation over conditional permutations (Sokal, Oden & Thomson 1998).
    pub expected: f64,
    /// The variance over conditional permutations.
    pub variance: f64,
}

impl Local {
    /// The p for both sides, at most 1.
    #[must_use]
    pub fn p_two_sided(&self) -> f64 {
        (2.0 * self.p).min(1.0)
    }
}

/// Local Moran's I of every unit, in their order; a unit without neighbors has none.
///
/// Permutations are conditional: the unit stays, its neighbors' values are drawn without replacement from all others. One stream of
/// chance deals one order of all values, and each unit takes its neighbors from the front of it, itself left out; that is a fair
/// draw for each unit, and the same draws for all, as `esda` has it. Where neighbors count the same, sums of the front are shared, and
/// a unit costs a search: `O(P k_max log P + n P k/n)` instead of `O(P Σ k)`.
///
/// # Errors
///
/// Where nobody waits any more.
pub fn local_moran(
    values: &[f64],
    weights: &Weights,
    permutations: Permutations,
    progress: &dyn Progress,
) -> Result<Vec<Result<Local, Reason>>, Cancelled> {
    let deviations = match Deviations::of(values) {
        Ok(deviations) if values.len() == weights.len() && values.len() > 2 => deviations,
        Ok(_) => return Ok(vec![Err(Reason::TooFew); values.len()]),
        Err(reason) => return Ok(vec![Err(reason); values.len()]),
    };
    let p = if permutations.count == 0 {
        vec![1.0; values.len()]
    } else if weights.are_even() {
        even_p(&deviations.values, weights, permutations, progress)?
    } else {
        uneven_p(&deviations.values, weights, permutations, progress)?
    };
    let units = deviations.values.iter().zip(weights.lists()).zip(p);
    Ok(units
        .map(|((own, list), p)| local(*own, list, p, &deviations))
        .collect())
}

fn lag(z: &[f64], list: &[Neighbor]) -> f64 {
    list.iter()
        .map(|neighbor| neighbor.weight * z.get(neighbor.unit).copied().unwrap_or(0.0))
        .sum()
}

fn local(own: f64, list: &[Neighbor], p: f64, deviations: &Deviations) -> Result<Local, Reason> {
    if list.is_empty() {
        return Err(Reason::NoNeighbors);
    }
    let n = of_count(deviations.values.len());
    let lag = lag(&deviations.values, list);
    let quadrant = match (own > 0.0, lag > 0.0) {
        (true, true) => Quadrant::HighHigh,
        (false, true) => Quadrant::LowHigh,
        (false, false) => Quadrant::LowLow,
        (true, false) => Quadrant::HighLow,
    };
    let weight: f64 = list.iter().map(|neighbor| neighbor.weight).sum();
    let squares: f64 = list.iter().map(|neighbor| neighbor.weight.powi(2)).sum();
    let second = deviations.squares / n;
    let spread = n / (n - 2.0) * (squares - weight * weight / (n - 1.0)) * (second - own * own / (n - 1.0));
    Ok(Local {
        value: (n - 1.0) * own * lag / deviations.squares,
        quadrant,
        p,
        expected: -own * own * weight / ((n - 1.0) * second),
        variance: (own / second).powi(2) * spread,
    })
}

/// `(min(L, P − L) + 1)/(P + 1)` of L permutations at least as high.
fn directed(at_least: usize, count: usize) -> f64 {
    (of_count(at_least.min(count.saturating_sub(at_least))) + 1.0) / (of_count(count) + 1.0)
}

/// The running sums of the values at the front of an order, and the units there.
type Front = (Vec<f64>, Vec<u32>);

/// What the orders of all permutations have in common for every unit.
struct Fronts {
    /// For each permutation the sums of its first 0, 1, … values.
    sums: Vec<Vec<f64>>,
    /// For each unit the permutations in whose front it stands, and where.
    places: Vec<Vec<(u32, u32)>>,
}

fn fronts(z: &[f64], length: usize, permutations: Permutations, progress: &dyn Progress) -> Result<Fronts, Cancelled> {
    let steps = Steps::new(progress, permutations.count);
    let dealt: Result<Vec<Front>, Cancelled> = (0..permutations.count)
        .into_par_iter()
        .map_init(
            || Deck::of(z.len()),
            |deck, permutation| {
                steps.step()?;
                let mut chance = Chance::of_unit(permutations.seed, permutation as u64);
                let mut front = Vec::with_capacity(length);
                deck.deal(&mut chance, length, &mut front);
                let mut total = 0.0;
                let running = front.iter().map(|unit| {
                    total += z.get(*unit as usize).copied().unwrap_or(0.0);
                    total
                });
                Ok((std::iter::once(0.0).chain(running).collect(), front))
            },
        )
        .collect();
    let (sums, orders): (Vec<Vec<f64>>, Vec<Vec<u32>>) = dealt?.into_iter().unzip();
    let mut places = vec![Vec::new(); z.len()];
    for (permutation, order) in (0_u32..).zip(&orders) {
        for (place, unit) in (0_u32..).zip(order) {
            if let Some(list) = places.get_mut(*unit as usize) {
                list.push((permutation, place));
            }
        }
    }
    Ok(Fronts { sums, places })
}

/// The p of units whose neighbors count the same: the sum of a front is compared with the sum of the neighbors.
fn even_p(
    z: &[f64],
    weights: &Weights,
    permutations: Permutations,
    progress: &dyn Progress,
) -> Result<Vec<f64>, Cancelled> {
    let most = weights.lists().map(<[Neighbor]>::len).max().unwrap_or(0);
    let fronts = fronts(z, (most + 1).min(z.len()), permutations, progress)?;
    let largest = z.iter().fold(0.0_f64, |largest, value| largest.max(value.abs()));
    let needed: std::collections::BTreeSet<usize> = weights.lists().map(<[Neighbor]>::len).collect();
    // For each number of neighbors the sums of all permutations in ascending order.
    let columns: Vec<Vec<f64>> = (0..=most)
        .into_par_iter()
        .map(|length| {
            let of_length = fronts.sums.iter().filter_map(|sums| sums.get(length).copied());
            let mut column: Vec<f64> = of_length.filter(|_| needed.contains(&length)).collect();
            column.sort_unstable_by(f64::total_cmp);
            column
        })
        .collect();
    let units: Vec<(f64, &[Neighbor])> = z.iter().copied().zip(weights.lists()).collect();
    let p = units.into_par_iter().enumerate().map(|(unit, (own, list))| {
        let length = list.len();
        let observed: f64 = list
            .iter()
            .map(|neighbor| z.get(neighbor.unit).copied().unwrap_or(0.0))
            .sum();
        let bar = observed - TIE.copysign(own) * largest * of_count(length);
        let counts = |simulated: f64| if own > 0.0 { simulated >= bar } else { simulated <= bar };
        let column = columns.get(length).map_or(&[][..], Vec::as_slice);
        let mut at_least = if own > 0.0 {
            column.len() - column.partition_point(|simulated| *simulated < bar)
        } else {
            column.partition_point(|simulated| *simulated <= bar)
        };
        // Where the unit itself stands in the front, the next one takes its place.
        for (permutation, place) in fronts.places.get(unit).into_iter().flatten() {
            let sums = fronts.sums.get(*permutation as usize);
            let pair = sums.and_then(|sums| Some((*sums.get(length)?, *sums.get(length + 1)?)));
            if let Some((with, next)) = pair.filter(|_| (*place as usize) < length) {
                at_least = at_least + usize::from(counts(next - own)) - usize::from(counts(with));
            }
        }
        if own == 0.0 {
            1.0
        } else {
            directed(at_least, permutations.count)
        }
    });
    Ok(p.collect())
}

/// The p of units whose neighbors count differently: every permutation is weighed for every unit. `O(P Σ k)`.
fn uneven_p(
    z: &[f64],
    weights: &Weights,
    permutations: Permutations,
    progress: &dyn Progress,
) -> Result<Vec<f64>, Cancelled> {
    let most = weights.lists().map(<[Neighbor]>::len).max().unwrap_or(0);
    let length = (most + 1).min(z.len());
    let bars: Vec<f64> = z
        .iter()
        .zip(weights.lists())
        .map(|(own, list)| {
            let scale: f64 = list.iter().map(|neighbor| neighbor.weight).sum();
            let largest = z.iter().fold(0.0_f64, |largest, value| largest.max(value.abs()));
            lag(z, list) - TIE.copysign(*own) * largest * scale
        })
        .collect();
    let steps = Steps::new(progress, permutations.count);
    let nothing = || (Deck::of(z.len()), vec![0_usize; z.len()]);
    let counted: Result<Vec<usize>, Cancelled> = (0..permutations.count)
        .into_par_iter()
        .try_fold(nothing, |(mut deck, mut counts), permutation| {
            steps.step()?;
            let mut chance = Chance::of_unit(permutations.seed, permutation as u64);
            let mut front = Vec::with_capacity(length);
            deck.deal(&mut chance, length, &mut front);
            let units = z.iter().zip(weights.lists()).zip(&bars);
            for ((unit, ((own, list), bar)), count) in (0_u32..).zip(units).zip(&mut counts) {
                let drawn = front.iter().filter(|other| **other != unit);
                let simulated: f64 = list
                    .iter()
                    .zip(drawn)
                    .map(|(neighbor, other)| neighbor.weight * z.get(*other as usize).copied().unwrap_or(0.0))
                    .sum();
                *count += usize::from(if *own > 0.0 {
                    simulated >= *bar
                } else {
                    simulated <= *bar
                });
            }
            Ok((deck, counts))
        })
        .map(|part| part.map(|(_, counts)| counts))
        .try_reduce(
            || vec![0_usize; z.len()],
            |one, other| Ok(one.into_iter().zip(other).map(|(a, b)| a + b).collect()),
        );
    let p = |(count, own): (usize, &f64)| {
        if *own == 0.0 {
            1.0
        } else {
            directed(count, permutations.count)
        }
    };
    Ok(counted?.into_iter().zip(z).map(p).collect())
}

/// The significant ones among many p.
#[derive(Clone, Debug, PartialEq)]
pub struct Discoveries {
    /// The largest p that is significant; `None` where none is.
    pub threshold: Option<f64>,
    /// Which are, in the order of the p.
    pub is_significant: Vec<bool>,
    /// How many have p at most the rate without any correction.
    pub uncorrected: usize,
    /// How many are left with the correction.
    pub corrected: usize,
}

/// Benjamini and Hochberg's rule: the largest `p_(k) ≤ rate k/m` and all below are significant; units without p do not count in m.
#[must_use]
pub fn false_discovery_control(p: &[Option<f64>], rate: f64) -> Discoveries {
    let mut sorted: Vec<f64> = p.iter().flatten().copied().collect();
    sorted.sort_by(f64::total_cmp);
    let count = of_count(sorted.len());
    let threshold = sorted
        .iter()
        .enumerate()
        .rfind(|(rank, p)| **p <= rate * of_count(rank + 1) / count)
        .map(|(_, p)| *p);
    let is_significant: Vec<bool> = p
        .iter()
        .map(|p| p.zip(threshold).is_some_and(|(p, threshold)| p <= threshold))
        .collect();
    Discoveries {
        threshold,
        uncorrected: sorted.iter().filter(|p| **p <= rate).count(),
        corrected: is_significant.iter().filter(|is| **is).count(),
        is_significant,
    }
}

/// Whether a unit counts among its own neighbors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Own {
    /// Gi*: it counts 1.
    Included,
    /// Gi: it is left out, from mean and deviation, too.
    LeftOut,
}

/// Getis and Ord's z of every unit: above 0 where values around it are high.
///
/// `[Σ w x − W x̄] / {s √[(n S1 − W²)/(n−1)]}`, mean and population deviation over all units (over all others for Gi, with n − 1).
/// Binary weights are the usual ones. A unit without neighbors has none, nor has one that everyone neighbors. `O(Σ k)`.
#[must_use]
pub fn getis_ord(values: &[f64], weights: &Weights, own: Own) -> Vec<Figure> {
    if values.len() != weights.len() {
        return vec![Err(Reason::TooFew); values.len()];
    }
    let deviations = match Deviations::of(values) {
        Ok(deviations) => deviations,
        Err(reason) => return vec![Err(reason); values.len()],
    };
    let units = deviations.values.iter().zip(weights.lists());
    units
        .map(|(z, list)| getis_ord_of(*z, list, &deviations, own))
        .collect()
}

/// One unit; deviations from the mean give the same as values and lose fewer digits.
fn getis_ord_of(z: f64, list: &[Neighbor], deviations: &Deviations, own: Own) -> Figure {
    if list.is_empty() {
        return Err(Reason::NoNeighbors);
    }
    let all = of_count(deviations.values.len());
    let mut total: f64 = list.iter().map(|neighbor| neighbor.weight).sum();
    let mut squares: f64 = list.iter().map(|neighbor| neighbor.weight.powi(2)).sum();
    let mut local = lag(&deviations.values, list);
    let (n, mean, variance) = match own {
        Own::Included => {
            total += 1.0;
            squares += 1.0;
            local += z;
            (all, 0.0, deviations.squares / all)
        }
        Own::LeftOut => {
            let n = all - 1.0;
            let mean = -z / n;
            (n, mean, (deviations.squares - z * z) / n - mean * mean)
        }
    };
    let spread = (n * squares - total * total) / (n - 1.0);
    if n < 2.0 || spread <= 1e-12 * squares {
        return Err(Reason::EveryoneIsNeighbor);
    }
    if variance <= 1e-12 * deviations.squares / all {
        return Err(Reason::NoVariance);
    }
    Ok((local - total * mean) / (variance * spread).sqrt())
}

/// The confidence of a z on both sides: 0.90 from 1.645, 0.95 from 1.960, 0.99 from 2.576; `None` below.
#[must_use]
pub fn confidence(z: f64) -> Option<f64> {
    [(2.576, 0.99), (1.960, 0.95), (1.645, 0.90)]
        .into_iter()
        .find(|(from, _)| z.abs() >= *from)
        .map(|(_, confidence)| confidence)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(count: usize) -> Weights {
        Weights::of_pairs(count, (1..count).map(|unit| (unit - 1, unit)))
    }

    #[test]
    fn gi_star_is_that_of_the_hand_computed_line() {
        let expected = [
            -1.290_994_448_74,
            -1.549_193_338_48,
            -0.774_596_669_241,
            1.290_994_448_74,
            1.549_193_338_48,
        ];
        for (shift, sign) in [(0.0, 1.0), (-7.0, 1.0), (0.0, -1.0)] {
            let values: Vec<f64> = [1.0, 2.0, 3.0, 4.0, 10.0].map(|value| sign * (value + shift)).to_vec();
            for (z, expected) in getis_ord(&values, &line(5), Own::Included).into_iter().zip(expected) {
                assert!((z.unwrap() - sign * expected).abs() < 1e-10);
            }
        }
    }

    #[test]
    fn whoever_is_everyones_neighbor_has_no_gi() {
        let weights = Weights::of_pairs(3, [(0, 1), (0, 2), (1, 2)]);
        for own in [Own::Included, Own::LeftOut] {
            let result = getis_ord(&[1.0, 2.0, 3.0], &weights, own);
            assert_eq!(result, vec![Err(Reason::EveryoneIsNeighbor); 3]);
        }
    }

    #[test]
    fn shared_sums_give_what_weighing_every_permutation_gives() {
        let values: Vec<f64> = (0_i32..30)
            .map(|unit| f64::from(unit * unit % 13) + 0.1 * f64::from(unit))
            .collect();
        let weights = line(30).row_standardized();
        let deviations = Deviations::of(&values).ok().unwrap();
        let permutations = Permutations { count: 499, seed: 9 };
        let even = even_p(&deviations.values, &weights, permutations, &()).unwrap();
        assert_eq!(even, uneven_p(&deviations.values, &weights, permutations, &()).unwrap());
        let on_one = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
        assert_eq!(
            even,
            on_one.install(|| even_p(&deviations.values, &weights, permutations, &()).unwrap())
        );
    }

    #[test]
    fn discoveries_are_those_of_benjamini_and_hochberg() {
        let p = [Some(0.01), Some(0.04), None, Some(0.03), Some(0.005), Some(0.9)];
        let found = false_discovery_control(&p, 0.05);
        assert_eq!(found.threshold, Some(0.04));
        assert_eq!((found.uncorrected, found.corrected), (4, 4));
        assert_eq!(false_discovery_control(&[Some(0.5)], 0.05).threshold, None);
    }
}
