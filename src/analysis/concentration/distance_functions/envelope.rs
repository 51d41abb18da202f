//! Bands of chance around a function of distance: local ones, which hold at one distance, and global ones, which hold at all together
//! (Duranton & Overman 2005).
//!
//! A local band is no test: somewhere along a curve one in five per cent leaves it (Loosmore & Ford 2006). What is simulated is decided
//! by each function.

use rayon::prelude::*;

use crate::analysis::numbers::{of_count, quantile_of_sorted, sorted, sum};
use crate::analysis::progress::{Cancelled, Progress, Steps};
use crate::analysis::random::{Chance, DEFAULT_SEED};

/// How much chance is left out at either side of a band.
pub const TAIL: f64 = 0.05;

/// How curves of chance are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Simulations {
    /// How many; Duranton and Overman take 1,000.
    pub count: usize,
    /// From which seed.
    pub seed: u64,
}

impl Default for Simulations {
    fn default() -> Self {
        Self {
            count: 1_000,
            seed: DEFAULT_SEED,
        }
    }
}

/// Bands of chance, one entry for each distance.
#[derive(Clone, Debug, PartialEq)]
pub struct Envelope {
    /// The mean of the simulated curves.
    pub mean: Vec<f64>,
    /// Below it lie 5 % of the curves at this distance.
    pub low: Vec<f64>,
    /// Above it lie 5 % of the curves at this distance.
    pub high: Vec<f64>,
    /// 5 % of all curves go below it anywhere.
    pub global_low: Vec<f64>,
    /// 5 % of all curves go above it anywhere.
    pub global_high: Vec<f64>,
    /// How it was drawn.
    pub simulations: Simulations,
}

/// The bands of simulated curves; each has a stream of chance of its own. `None` without any simulation or distance.
///
/// # Errors
///
/// Where nobody waits any more.
pub fn envelope(
    simulations: Simulations,
    radii: usize,
    progress: &dyn Progress,
    curve: impl Fn(&mut Chance) -> Vec<f64> + Sync,
) -> Result<Option<Envelope>, Cancelled> {
    Ok(simulated(simulations, radii, progress, curve)?.map(|curves| bands(&curves, radii, simulations)))
}

/// The bands, with the p of a whole observed curve: `(1 + #{simulated ≥ observed})/(P + 1)` of the greatest distance from the mean of the
/// simulated curves in their standard deviations (Myllymäki et al. 2017). `None` without any simulation or distance.
///
/// # Errors
///
/// Where nobody waits any more.
pub fn envelope_and_test(
    simulations: Simulations,
    observed: &[f64],
    progress: &dyn Progress,
    curve: impl Fn(&mut Chance) -> Vec<f64> + Sync,
) -> Result<Option<(Envelope, f64)>, Cancelled> {
    let curves = simulated(simulations, observed.len(), progress, curve)?;
    Ok(curves.map(|curves| {
        let p = p_of_whole(&curves, observed);
        (bands(&curves, observed.len(), simulations), p)
    }))
}

fn p_of_whole(curves: &[Vec<f64>], observed: &[f64]) -> f64 {
    let moments: Vec<(f64, f64)> = (0..observed.len())
        .map(|place| {
            let column = || {
                curves
                    .iter()
                    .filter_map(|curve| curve.get(place))
                    .filter(|value| value.is_finite())
            };
            let count = of_count(column().count().max(1));
            let mean = sum(column().copied()) / count;
            (mean, (sum(column().map(|value| (value - mean).powi(2))) / count).sqrt())
        })
        .collect();
    let farthest = |curve: &[f64]| {
        let places = curve
            .iter()
            .zip(&moments)
            .filter(|(value, (_, deviation))| value.is_finite() && *deviation > 0.0);
        places
            .map(|(value, (mean, deviation))| (value - mean).abs() / deviation)
            .fold(0.0, f64::max)
    };
    let bar = farthest(observed) * (1.0 - 1e-12);
    let beyond = curves.iter().filter(|curve| farthest(curve) >= bar).count();
    (of_count(beyond) + 1.0) / (of_count(curves.len()) + 1.0)
}

fn simulated(
    simulations: Simulations,
    radii: usize,
    progress: &dyn Progress,
    curve: impl Fn(&mut Chance) -> Vec<f64> + Sync,
) -> Result<Option<Vec<Vec<f64>>>, Cancelled> {
    if simulations.count == 0 || radii == 0 {
        return Ok(None);
    }
    let steps = Steps::new(progress, simulations.count);
    let curves: Result<Vec<Vec<f64>>, Cancelled> = (0..simulations.count)
        .into_par_iter()
        .map(|simulation| {
            steps.step()?;
            Ok(curve(&mut Chance::of_unit(simulations.seed, simulation as u64)))
        })
        .collect();
    curves.map(Some)
}

fn bands(curves: &[Vec<f64>], radii: usize, simulations: Simulations) -> Envelope {
    let columns: Vec<Vec<f64>> = (0..radii)
        .map(|place| {
            sorted(
                curves
                    .iter()
                    .filter_map(|curve| curve.get(place).copied())
                    .filter(|value| !value.is_nan()),
            )
        })
        .collect();
    let quantiles = |share: f64| -> Vec<f64> {
        columns
            .iter()
            .map(|column| quantile_of_sorted(column, share).unwrap_or(f64::NAN))
            .collect()
    };
    // For each curve the share of others that it leaves behind where it stands out most.
    let most = |rank: fn(&[f64], f64) -> usize| {
        let of_curve = |curve: &Vec<f64>| {
            let places = curve.iter().zip(&columns).filter(|(value, _)| !value.is_nan());
            let ranks =
                places.map(|(value, column)| of_count(rank(column, *value)) / of_count(column.len().max(2) - 1));
            ranks.fold(0.0, f64::max)
        };
        sorted(curves.iter().map(of_curve))
    };
    let highest = most(|column, value| column.partition_point(|other| *other < value));
    let lowest = most(|column, value| column.len() - column.partition_point(|other| *other <= value));
    let bar = |ranks: &[f64]| quantile_of_sorted(ranks, 1.0 - TAIL).unwrap_or(1.0).min(1.0);
    Envelope {
        mean: columns
            .iter()
            .map(|column| sum(column.iter().copied()) / of_count(column.len().max(1)))
            .collect(),
        low: quantiles(TAIL),
        high: quantiles(1.0 - TAIL),
        global_low: quantiles(1.0 - bar(&lowest)),
        global_high: quantiles(bar(&highest)),
        simulations,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_curves_in_a_hundred_leave_the_global_band() {
        let simulations = Simulations { count: 400, seed: 2 };
        let draw = |chance: &mut Chance| (0..20).map(|_| chance.normal()).collect::<Vec<f64>>();
        let bands = envelope(simulations, 20, &(), draw).unwrap().unwrap();
        let leaves = (0..400)
            .filter(|unit| {
                let curve = draw(&mut Chance::of_unit(2, *unit));
                curve.iter().zip(&bands.global_high).any(|(value, high)| value > high)
            })
            .count();
        assert!((16..=24).contains(&leaves), "{leaves}");
        assert!(
            bands
                .global_high
                .iter()
                .zip(&bands.high)
                .all(|(global, local)| global > local)
        );
        assert!(
            bands
                .global_low
                .iter()
                .zip(&bands.low)
                .all(|(global, local)| global < local)
        );
    }
}
