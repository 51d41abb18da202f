//! All that is asked of a value over units at once: whether it clusters, where, and what is left after the control of false discoveries.
//!
//! One function for the panel, the pictures and the tables, so that they cannot disagree. The statistics themselves are the business of
//! [`super::autocorrelation`] and [`super::hotspots`].

use super::autocorrelation::{Autocorrelation, Permutations, autocorrelation};
use super::hotspots::{
    Discoveries, FALSE_DISCOVERY_RATE, Local, Own, Quadrant, false_discovery_control, getis_ord, local_moran,
};
use super::weights::Weights;
use super::{Figure, Reason};
use crate::analysis::progress::{Cancelled, Progress, Stage};
use crate::analysis::standardize::normal_share;

/// What was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Pattern {
    /// How chance was drawn.
    pub permutations: Permutations,
    /// Whether the value clusters over all units, with row-standardized weights.
    pub global: Autocorrelation,
    /// Local Moran's I of each unit, with row-standardized weights.
    pub local: Vec<Result<Local, Reason>>,
    /// Which of them are left by their p.
    pub local_found: Discoveries,
    /// Gi of each unit, with binary weights.
    pub gi: Vec<Figure>,
    /// Gi* of each unit, with binary weights.
    pub gi_star: Vec<Figure>,
    /// Which of Gi* are left by the two-sided p of the normal distribution.
    pub gi_star_found: Discoveries,
}

/// How a unit stands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Spot {
    /// High among high.
    Hot,
    /// Low among low.
    Cold,
    /// High among low.
    HighAmongLow,
    /// Low among high.
    LowAmongHigh,
}

/// By which statistic units stand out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Method {
    /// Getis and Ord's Gi*, with the p of the normal distribution.
    #[default]
    GetisOrd,
    /// Local Moran's I, with the p of conditional permutations.
    LocalMoran,
}

/// Looks for a pattern. Weights count each neighbor as their rule says; they are standardized here. `O(P Σ k)` for P permutations.
///
/// # Errors
///
/// Where nobody waits any more.
pub fn pattern(
    values: &[f64],
    weights: &Weights,
    permutations: Permutations,
    progress: &dyn Progress,
) -> Result<Pattern, Cancelled> {
    let rows = weights.row_standardized();
    let binary = weights.binary();
    let global = autocorrelation(values, &rows, permutations, &Stage::new(progress, 0, 2))?;
    let local = local_moran(values, &rows, permutations, &Stage::new(progress, 1, 2))?;
    let p: Vec<Option<f64>> = local.iter().map(|local| local.ok().map(|local| local.p)).collect();
    let gi_star = getis_ord(values, &binary, Own::Included);
    let p_of_z: Vec<Option<f64>> = gi_star.iter().map(|z| z.ok().map(two_sided)).collect();
    Ok(Pattern {
        permutations,
        global,
        local_found: false_discovery_control(&p, FALSE_DISCOVERY_RATE),
        local,
        gi: getis_ord(values, &binary, Own::LeftOut),
        gi_star_found: false_discovery_control(&p_of_z, FALSE_DISCOVERY_RATE),
        gi_star,
    })
}

/// The p of both sides of the normal distribution, to 10⁻⁷.
#[must_use]
pub fn two_sided(z: f64) -> f64 {
    (2.0 * (1.0 - normal_share(z.abs()))).clamp(0.0, 1.0)
}

impl Pattern {
    /// What a method discovered.
    #[must_use]
    pub fn discoveries(&self, method: Method) -> &Discoveries {
        match method {
            Method::GetisOrd => &self.gi_star_found,
            Method::LocalMoran => &self.local_found,
        }
    }

    /// How each unit stands out by a method; `None` where it does not, with the control of false discoveries where `is_corrected`, and
    /// else at p of at most 5 %.
    #[must_use]
    pub fn spots(&self, method: Method, is_corrected: bool) -> Vec<Option<Spot>> {
        match method {
            Method::GetisOrd => {
                let units = self.gi_star.iter().zip(&self.gi_star_found.is_significant);
                let spot = |(z, corrected): (&Figure, &bool)| {
                    let z = z.ok()?;
                    let is_found = if is_corrected {
                        *corrected
                    } else {
                        two_sided(z) <= FALSE_DISCOVERY_RATE
                    };
                    is_found.then_some(if z > 0.0 { Spot::Hot } else { Spot::Cold })
                };
                units.map(spot).collect()
            }
            Method::LocalMoran => {
                let units = self.local.iter().zip(&self.local_found.is_significant);
                let spot = |(local, corrected): (&Result<Local, Reason>, &bool)| {
                    let local = local.ok()?;
                    let is_found = if is_corrected {
                        *corrected
                    } else {
                        local.p <= FALSE_DISCOVERY_RATE
                    };
                    is_found.then_some(match local.quadrant {
                        Quadrant::HighHigh => Spot::Hot,
                        Quadrant::LowLow => Spot::Cold,
                        Quadrant::HighLow => Spot::HighAmongLow,
                        Quadrant::LowHigh => Spot::LowAmongHigh,
                    })
                };
                units.map(spot).collect()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heap_is_hot_and_the_plain_is_not() {
        let values: Vec<f64> = (0..40)
            .map(|unit| {
                if (10..14).contains(&unit) {
                    50.0
                } else {
                    f64::from(unit % 3)
                }
            })
            .collect();
        let weights = Weights::of_pairs(40, (1..40).map(|unit| (unit - 1, unit)));
        let found = pattern(&values, &weights, Permutations { count: 499, seed: 1 }, &()).unwrap();
        // With two neighbors each, permutations cannot get far below 5 % for so many units.
        for (method, is_corrected) in [(Method::GetisOrd, true), (Method::LocalMoran, false)] {
            let spots = found.spots(method, is_corrected);
            let hot: Vec<usize> = (0..40).filter(|unit| spots[*unit] == Some(Spot::Hot)).collect();
            assert!(hot.contains(&11) && hot.contains(&12), "{method:?} {hot:?}");
            assert!(hot.iter().all(|unit| (9..=14).contains(unit)), "{method:?} {hot:?}");
            let strict = found.spots(method, true).iter().flatten().count();
            assert!(found.spots(method, false).iter().flatten().count() >= strict);
        }
    }

    #[test]
    fn two_sides_of_the_normal_distribution() {
        for (z, p) in [(0.0, 1.0), (1.959_964, 0.05), (-2.575_829, 0.01)] {
            assert!((two_sided(z) - p).abs() < 1e-6, "{z}");
        }
    }
}
