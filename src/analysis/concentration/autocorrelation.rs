//! Whether a value clusters over all units together: Moran's I (Moran 1950) and Geary's C (Geary 1954), with their variances under
//! normality and under randomization (Cliff & Ord 1981) and permutations.
//!
//! Where it clusters is the business of [`super::hotspots`]. Units without neighbors stay out of `n`, as in `spdep`; the mean and the
//! kurtosis run over all. Oracle: `spdep` 1.2 and `esda` 2.10.

use rayon::prelude::*;

use super::weights::{Moments, Weights};
use super::{Figure, Reason};
use crate::analysis::numbers::{of_count, sum};
use crate::analysis::progress::{Cancelled, Progress, Steps};
use crate::analysis::random::Chance;

/// A statistic with what it would be without any pattern.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Test {
    /// The statistic.
    pub value: f64,
    /// Its expectation without a pattern.
    pub expected: f64,
    /// Its variance where the values come from one normal distribution.
    pub variance_normal: f64,
    /// Its variance where the values are dealt out at random.
    pub variance_random: f64,
}

impl Test {
    /// How many standard deviations of the normal assumption above its expectation the statistic lies.
    ///
    /// # Errors
    ///
    /// Where there are too few units for a variance.
    pub fn z_normal(&self) -> Figure {
        z(self.value - self.expected, self.variance_normal)
    }

    /// How many standard deviations of the randomization it lies above.
    ///
    /// # Errors
    ///
    /// Where there are too few units for a variance.
    pub fn z_random(&self) -> Figure {
        z(self.value - self.expected, self.variance_random)
    }
}

fn z(difference: f64, variance: f64) -> Figure {
    if variance > 0.0 && variance.is_finite() {
        Ok(difference / variance.sqrt())
    } else {
        Err(Reason::TooFew)
    }
}

/// What permutations say of a statistic.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Permuted {
    /// `(M + 1)/(P + 1)`, where M of P permutations are at least as extreme on the side where the statistic lies ("directed").
    pub p: f64,
    /// Their mean.
    pub mean: f64,
    /// Their standard deviation (n).
    pub deviation: f64,
}

/// Both global statistics.
#[derive(Clone, Debug, PartialEq)]
pub struct Autocorrelation {
    /// The units with neighbors.
    pub count: usize,
    /// Pairs of neighbors.
    pub pairs: usize,
    /// The units without neighbors.
    pub islands: Vec<usize>,
    /// `(n/S0) Σ w_ij z_i z_j / Σ z²`: above its expectation where like values lie together.
    pub moran: Result<Test, Reason>,
    /// `(n−1) Σ w_ij (x_i−x_j)² / (2 S0 Σ z²)`: below 1 where like values lie together.
    pub geary: Result<Test, Reason>,
    /// Permutations of Moran's I; `None` where none were asked for or I is undefined.
    pub moran_permuted: Option<Permuted>,
    /// Permutations of Geary's C.
    pub geary_permuted: Option<Permuted>,
}

/// How chance is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Permutations {
    /// How many; 999 for a look, 9,999 to publish.
    pub count: usize,
    /// From which seed.
    pub seed: u64,
}

impl Default for Permutations {
    fn default() -> Self {
        Self {
            count: 999,
            seed: crate::analysis::random::DEFAULT_SEED,
        }
    }
}

/// Deviations from the mean of all values, their sum of squares and their kurtosis `n Σ z⁴ / (Σ z²)²`.
pub(super) struct Deviations {
    pub(super) values: Vec<f64>,
    pub(super) squares: f64,
    kurtosis: f64,
}

impl Deviations {
    /// Undefined where all values are equal, or differ by no more than rounding does.
    pub(super) fn of(values: &[f64]) -> Result<Self, Reason> {
        let count = of_count(values.len());
        if values.len() < 2 {
            return Err(Reason::TooFew);
        }
        let mean = sum(values.iter().copied()) / count;
        let deviations: Vec<f64> = values.iter().map(|value| value - mean).collect();
        let squares = sum(deviations.iter().map(|z| z * z));
        let largest = values.iter().fold(0.0_f64, |most, value| most.max(value.abs()));
        if squares <= count * (largest * 1e-14).powi(2) {
            return Err(Reason::NoVariance);
        }
        let fourth = sum(deviations.iter().map(|z| z.powi(4)));
        Ok(Self {
            kurtosis: count * fourth / (squares * squares),
            values: deviations,
            squares,
        })
    }
}

/// The global statistics of values over weights (row-standardized ones by default). Permutations are dealt by streams of their own
/// and give the same on any number of threads. `O(P Σ k)` for P permutations.
///
/// # Errors
///
/// Where nobody waits any more.
pub fn autocorrelation(
    values: &[f64],
    weights: &Weights,
    permutations: Permutations,
    progress: &dyn Progress,
) -> Result<Autocorrelation, Cancelled> {
    let islands = weights.islands();
    let count = values.len().min(weights.len()).saturating_sub(islands.len());
    let mut result = Autocorrelation {
        count,
        pairs: weights.pair_count(),
        islands,
        moran: Err(Reason::TooFew),
        geary: Err(Reason::TooFew),
        moran_permuted: None,
        geary_permuted: None,
    };
    if count < 2 || values.len() != weights.len() {
        return Ok(result);
    }
    let deviations = match Deviations::of(values) {
        Ok(deviations) => deviations,
        Err(reason) => {
            (result.moran, result.geary) = (Err(reason), Err(reason));
            return Ok(result);
        }
    };
    let moments = weights.moments();
    let sums = products(&deviations.values, weights);
    let moran = moran_test(sums.0, of_count(count), moments, &deviations);
    let geary = geary_test(sums.1, of_count(count), moments, &deviations);
    (result.moran, result.geary) = (Ok(moran), Ok(geary));
    if permutations.count == 0 {
        return Ok(result);
    }
    let simulated = simulate(&deviations.values, weights, permutations, progress)?;
    let (cross, square): (Vec<f64>, Vec<f64>) = simulated.into_iter().unzip();
    let moran_scale = of_count(count) / (moments.total * deviations.squares);
    let geary_scale = (of_count(count) - 1.0) / (2.0 * moments.total * deviations.squares);
    result.moran_permuted = Some(permuted(sums.0, &cross, moran_scale));
    result.geary_permuted = Some(permuted(sums.1, &square, geary_scale));
    Ok(result)
}

/// `Σ w_ij z_i z_j` and `Σ w_ij (z_i − z_j)²`.
fn products(z: &[f64], weights: &Weights) -> (f64, f64) {
    let (mut cross, mut square) = (0.0, 0.0);
    for (own, list) in z.iter().zip(weights.lists()) {
        for neighbor in list {
            let other = z.get(neighbor.unit).copied().unwrap_or(0.0);
            cross += neighbor.weight * own * other;
            square += neighbor.weight * (own - other) * (own - other);
        }
    }
    (cross, square)
}

fn moran_test(cross: f64, n: f64, moments: Moments, deviations: &Deviations) -> Test {
    let Moments { total, first, second } = moments;
    let (square, kurtosis) = (total * total, deviations.kurtosis);
    let expected = -1.0 / (n - 1.0);
    let normal = (n * n * first - n * second + 3.0 * square) / (square * (n * n - 1.0)) - expected * expected;
    let random = (n * (first * (n * n - 3.0 * n + 3.0) - n * second + 3.0 * square)
        - kurtosis * (first * (n * n - n) - 2.0 * n * second + 6.0 * square))
        / ((n - 1.0) * (n - 2.0) * (n - 3.0) * square)
        - expected * expected;
    Test {
        value: n / total * cross / deviations.squares,
        expected,
        variance_normal: normal,
        variance_random: random,
    }
}

fn geary_test(square_sum: f64, n: f64, moments: Moments, deviations: &Deviations) -> Test {
    let Moments { total, first, second } = moments;
    let (square, kurtosis) = (total * total, deviations.kurtosis);
    let normal = ((2.0 * first + second) * (n - 1.0) - 4.0 * square) / (2.0 * (n + 1.0) * square);
    let random = ((n - 1.0) * first * (n * n - 3.0 * n + 3.0 - kurtosis * (n - 1.0))
        - 0.25 * (n - 1.0) * second * (n * n + 3.0 * n - 6.0 - kurtosis * (n * n - n + 2.0))
        + square * (n * n - 3.0 - kurtosis * (n - 1.0) * (n - 1.0)))
        / (n * (n - 2.0) * (n - 3.0) * square);
    Test {
        value: (n - 1.0) * square_sum / (2.0 * total * deviations.squares),
        expected: 1.0,
        variance_normal: normal,
        variance_random: random,
    }
}

/// Both sums for every permutation of the values over all units.
fn simulate(
    z: &[f64],
    weights: &Weights,
    permutations: Permutations,
    progress: &dyn Progress,
) -> Result<Vec<(f64, f64)>, Cancelled> {
    let steps = Steps::new(progress, permutations.count);
    (0..permutations.count)
        .into_par_iter()
        .map_init(Vec::new, |shuffled, permutation| {
            steps.step()?;
            shuffled.clear();
            shuffled.extend_from_slice(z);
            Chance::of_unit(permutations.seed, permutation as u64).shuffle(shuffled);
            Ok(products(shuffled, weights))
        })
        .collect()
}

fn permuted(observed: f64, simulated: &[f64], scale: f64) -> Permuted {
    let count = of_count(simulated.len());
    let mean = sum(simulated.iter().copied()) / count;
    let variance = sum(simulated.iter().map(|value| (value - mean).powi(2))) / count;
    // Sums in another order differ in their last bits; such are ties and count as at least as extreme.
    let slack = 1e-10 * (variance.sqrt() + observed.abs());
    let above = simulated.iter().filter(|value| **value >= observed - slack).count();
    let below = simulated.iter().filter(|value| **value <= observed + slack).count();
    Permuted {
        p: (of_count(above.min(below)) + 1.0) / (count + 1.0),
        mean: mean * scale,
        deviation: variance.sqrt() * scale,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(count: usize) -> Weights {
        Weights::of_pairs(count, (1..count).map(|unit| (unit - 1, unit)))
    }

    #[test]
    fn a_rising_line_clusters_and_a_chessboard_disperses() {
        let permutations = Permutations { count: 199, seed: 1 };
        let rising: Vec<f64> = (0_i32..20).map(f64::from).collect();
        let result = autocorrelation(&rising, &line(20).row_standardized(), permutations, &()).unwrap();
        assert!(result.moran.unwrap().z_random().unwrap() > 3.0);
        assert!(result.geary.unwrap().value < 0.2);
        assert!((result.moran_permuted.unwrap().p - 0.005).abs() < 1e-12);
        let board: Vec<f64> = (0_i32..20).map(|unit| f64::from(unit % 2)).collect();
        let result = autocorrelation(&board, &line(20).row_standardized(), permutations, &()).unwrap();
        assert!((result.moran.unwrap().value + 1.0).abs() < 1e-9);
    }

    #[test]
    fn equal_values_and_lonely_units_give_a_reason() {
        let none = Permutations { count: 0, seed: 1 };
        let result = autocorrelation(&[0.1, 0.1, 0.1], &line(3), none, &()).unwrap();
        assert_eq!(result.moran, Err(Reason::NoVariance));
        let result = autocorrelation(&[1.0, 2.0], &Weights::of_pairs(2, []), none, &()).unwrap();
        assert_eq!((result.moran, result.islands), (Err(Reason::TooFew), vec![0, 1]));
    }

    #[test]
    fn the_number_of_threads_changes_nothing() {
        let values: Vec<f64> = (0_i32..50).map(|unit| f64::from(unit * unit % 17)).collect();
        let on = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| autocorrelation(&values, &line(50), Permutations { count: 99, seed: 3 }, &()).unwrap())
        };
        assert_eq!(on(1), on(2));
    }
}
