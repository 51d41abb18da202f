//! How far a quotient stands out among the regions, and from where on that counts as an agglomeration.
//!
//! The standardized quotient itself is [`super::quotient::standardized`]; this holds its variant on logarithms and the cut-offs. The
//! bootstrap draws from a stream of its own for every resample, so its result does not depend on the number of threads.

use rayon::prelude::*;

use super::numbers::{mean_and_sample_deviation, of_count, quantile_of_sorted, sorted, sum};
use super::quotient::standardized;
use super::random::Chance;

/// The one-tailed 5 % point of the normal distribution (O'Donoghue & Gleave 2004, from memory).
pub const CUTOFF_ONE_TAILED: f64 = 1.65;
/// The two-tailed 5 % point, for quotients that pass a test of normality (O'Donoghue & Gleave 2004, from memory).
pub const CUTOFF_TWO_TAILED: f64 = 1.96;
/// How many resamples the bootstrap takes where nobody chose.
pub const RESAMPLES: usize = 20_000;

/// The standardized quotients of the logarithms; a quotient of 0 has none.
#[must_use]
pub fn standardized_logarithms(quotients: &[Option<f64>]) -> Vec<Option<f64>> {
    let logarithms: Vec<Option<f64>> = quotients
        .iter()
        .map(|quotient| quotient.filter(|known| *known > 0.0).map(f64::ln))
        .collect();
    standardized(&logarithms)
}

/// Whether values could come from a normal distribution, by the test of Lilliefors (1967) at 5 % with the cut-off of Stephens (1974);
/// `None` for fewer than five values or equal ones.
#[must_use]
pub fn passes_normality(values: &[Option<f64>]) -> Option<bool> {
    let known = sorted(values.iter().flatten().copied());
    let (mean, deviation) = mean_and_sample_deviation(&known).filter(|(_, deviation)| *deviation > 0.0)?;
    if known.len() < 5 {
        return None;
    }
    let count = of_count(known.len());
    let largest = known
        .iter()
        .enumerate()
        .map(|(place, value)| {
            let expected = normal_share((value - mean) / deviation);
            (expected - of_count(place) / count)
                .abs()
                .max((of_count(place + 1) / count - expected).abs())
        })
        .fold(0.0, f64::max);
    let root = count.sqrt();
    Some(largest * (root - 0.01 + 0.85 / root) <= 0.895)
}

/// The share of the normal distribution below `z`, to 10⁻⁷ (Abramowitz & Stegun 1964, 26.2.17).
#[must_use]
pub fn normal_share(z: f64) -> f64 {
    let t = 1.0 / (1.0 + 0.231_641_9 * z.abs());
    let series = [
        1.330_274_429,
        -1.821_255_978,
        1.781_477_937,
        -0.356_563_782,
        0.319_381_530,
    ];
    let polynomial = series.iter().fold(0.0, |sum, term| (sum + term) * t);
    let above = (-0.5 * z * z).exp() / (2.0 * std::f64::consts::PI).sqrt() * polynomial;
    if z < 0.0 { above } else { 1.0 - above }
}

/// From where on a standardized quotient counts as an agglomeration, by resampling.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cutoff {
    /// The mean of the resamples' 95th percentiles.
    pub value: f64,
    /// The 2.5th percentile of them.
    pub low: f64,
    /// The 97.5th percentile of them.
    pub high: f64,
}

/// The bootstrap cut-off of standardized quotients (Tian 2013): each resample draws as many regions with replacement and takes the
/// 95th percentile (type 7). `None` without values or resamples.
#[must_use]
pub fn bootstrap_cutoff(standardized: &[Option<f64>], resamples: usize, seed: u64) -> Option<Cutoff> {
    let known: Vec<f64> = standardized.iter().flatten().copied().collect();
    if known.is_empty() || resamples == 0 {
        return None;
    }
    let one = |resample: usize| {
        let mut chance = Chance::of_unit(seed, resample as u64);
        let drawn = (0..known.len()).filter_map(|_draw| known.get(chance.below(known.len())).copied());
        quantile_of_sorted(&sorted(drawn), 0.95).unwrap_or(0.0)
    };
    let percentiles: Vec<f64> = (0..resamples).into_par_iter().map(one).collect();
    let ordered = sorted(percentiles.iter().copied());
    Some(Cutoff {
        value: sum(percentiles) / of_count(resamples),
        low: quantile_of_sorted(&ordered, 0.025)?,
        high: quantile_of_sorted(&ordered, 0.975)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cutoff_is_the_same_for_the_same_seed_and_lies_in_its_interval() {
        let values: Vec<Option<f64>> = (0..40).map(|place| Some(of_count(place) / 10.0 - 2.0)).collect();
        let cutoff = bootstrap_cutoff(&values, 500, 7).unwrap();
        assert_eq!(Some(cutoff), bootstrap_cutoff(&values, 500, 7));
        assert!(cutoff.low < cutoff.value && cutoff.value < cutoff.high);
        assert_eq!(bootstrap_cutoff(&[None], 500, 7), None);
    }

    #[test]
    fn even_values_look_normal_and_one_far_off_does_not() {
        let bell: Vec<Option<f64>> = [-1.5, -1.0, -0.6, -0.3, -0.1, 0.1, 0.3, 0.6, 1.0, 1.5]
            .map(Some)
            .to_vec();
        assert_eq!(passes_normality(&bell), Some(true));
        let mut skewed: Vec<Option<f64>> = vec![Some(0.0); 20];
        skewed.push(Some(50.0));
        assert_eq!(passes_normality(&skewed), Some(false));
        assert_eq!(passes_normality(&[Some(1.0); 9]), None);
        assert!((normal_share(1.959_964) - 0.975).abs() < 1e-6);
    }

    #[test]
    fn a_quotient_of_zero_has_no_logarithm() {
        let found = standardized_logarithms(&[Some(0.0), Some(1.0), Some(2.0), Some(4.0)]);
        assert_eq!(found.first(), Some(&None));
        assert!(found[2].unwrap().abs() < 1e-12);
    }
}
