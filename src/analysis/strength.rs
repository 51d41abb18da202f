//! Which regions are strong in an industry: the published schemes with their published thresholds.
//!
//! The thresholds follow METHODS 1.12; the name of the scheme is printed with every result. Nothing here decides which
//! industries make a cluster.

use super::numbers::{quantile_of_sorted, sorted};

/// A published rule for strong regions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scheme {
    /// After Delgado, Porter & Stern: top quarter by quotient, at least 1, not among the smallest quarter by jobs or establishments.
    #[default]
    Us,
    /// After the European Cluster Observatory 2007–2013: a star each for size, specialization and focus; none below 1,000 jobs.
    Eco2007,
    /// After Sölvell, Ketels & Lindqvist 2008: more than 10,000 jobs, quotient at least 2, more than 3 % of the region.
    Eu10,
}

impl Scheme {
    /// The word on the command line and in exports.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Us => "us",
            Self::Eco2007 => "eco-2007",
            Self::Eu10 => "eu-10",
        }
    }

    /// The scheme of a word.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        [Self::Us, Self::Eco2007, Self::Eu10]
            .into_iter()
            .find(|scheme| scheme.id() == id)
    }
}

/// What one region brings to the comparison of an industry.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Standing {
    /// Jobs of the region in the industry.
    pub jobs: Option<f64>,
    /// The location quotient.
    pub quotient: Option<f64>,
    /// The share of the region's jobs that is in the industry.
    pub focus: Option<f64>,
    /// The region's share of the industry's jobs in the benchmark.
    pub national_share: Option<f64>,
    /// The region's share of the industry's establishments in the benchmark.
    pub establishment_share: Option<f64>,
}

/// Whether each region is strong by the scheme [`Scheme::Us`]; `None` where an input that decides is missing.
///
/// Percentiles are of type 7 over the regions with jobs in the industry.
#[must_use]
pub fn strong_us(regions: &[Standing]) -> Vec<Option<bool>> {
    let active: Vec<&Standing> = regions
        .iter()
        .filter(|region| region.jobs.is_some_and(|jobs| jobs > 0.0))
        .collect();
    let of = |read: fn(&Standing) -> Option<f64>, share: f64| {
        quantile_of_sorted(&sorted(active.iter().filter_map(|region| read(region))), share)
    };
    let least_quotient = of(|region| region.quotient, 0.75);
    let least_share = of(|region| region.national_share, 0.25);
    let least_establishments = of(|region| region.establishment_share, 0.25);
    regions
        .iter()
        .map(|region| {
            let quotient = region.quotient?;
            if !region.jobs.is_some_and(|jobs| jobs > 0.0) {
                return Some(false);
            }
            let reaches = |value: Option<f64>, least: Option<f64>| Some(value? >= least?);
            all_hold([
                Some(quotient >= least_quotient? && quotient >= 1.0),
                reaches(region.national_share, least_share),
                reaches(region.establishment_share, least_establishments),
            ])
        })
        .collect()
}

/// False where one test fails, else unknown where one is unknown, else true.
fn all_hold(tests: [Option<bool>; 3]) -> Option<bool> {
    if tests.contains(&Some(false)) {
        return Some(false);
    }
    (!tests.contains(&None)).then_some(true)
}

/// The stars of each region, 0 to 3, by [`Scheme::Eco2007`] or [`Scheme::Eu10`]; `None` where the quotient is missing, and for all
/// regions under [`Scheme::Us`], which gives no stars.
#[must_use]
pub fn stars(regions: &[Standing], scheme: Scheme) -> Vec<Option<u8>> {
    match scheme {
        Scheme::Us => vec![None; regions.len()],
        Scheme::Eco2007 => stars_2007(regions, 1_000.0),
        Scheme::Eu10 => stars_eu10(regions, 10_000.0),
    }
}

fn stars_2007(regions: &[Standing], floor_jobs: f64) -> Vec<Option<u8>> {
    let active: Vec<&Standing> = regions
        .iter()
        .filter(|region| region.jobs.is_some_and(|jobs| jobs > 0.0))
        .collect();
    let least_size = top_tenth(active.iter().filter_map(|region| region.jobs));
    let least_focus = top_tenth(active.iter().filter_map(|region| region.focus));
    regions
        .iter()
        .map(|region| {
            let (jobs, quotient, focus) = (region.jobs?, region.quotient?, region.focus?);
            if jobs < floor_jobs {
                return Some(0);
            }
            let tests = [
                least_size.is_some_and(|least| jobs >= least),
                quotient >= 2.0,
                least_focus.is_some_and(|least| focus >= least),
            ];
            Some(tests.into_iter().map(u8::from).sum())
        })
        .collect()
}

fn stars_eu10(regions: &[Standing], size_jobs: f64) -> Vec<Option<u8>> {
    let stars = |region: &Standing| {
        let tests = [region.jobs? > size_jobs, region.quotient? >= 2.0, region.focus? > 0.03];
        Some(tests.into_iter().map(u8::from).sum())
    };
    regions.iter().map(stars).collect()
}

/// The smallest of the highest tenth, at least of one; ties at the cut belong to it.
fn top_tenth(values: impl Iterator<Item = f64>) -> Option<f64> {
    let sorted = sorted(values);
    let tenth = (sorted.len() / 10).max(1);
    sorted.get(sorted.len().checked_sub(tenth)?).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn region(jobs: f64, quotient: f64) -> Standing {
        let shared = Some(jobs / 100.0);
        Standing {
            jobs: Some(jobs),
            quotient: Some(quotient),
            focus: shared,
            national_share: shared,
            establishment_share: shared,
        }
    }

    #[test]
    fn the_top_quarter_with_enough_jobs_is_strong() {
        let regions = [
            region(10.0, 0.5),
            region(20.0, 0.9),
            region(30.0, 1.2),
            region(40.0, 2.4),
        ];
        assert_eq!(strong_us(&regions), [Some(false), Some(false), Some(false), Some(true)]);
    }

    #[test]
    fn without_establishments_strength_is_unknown_where_it_would_decide() {
        let mut regions = [region(10.0, 0.5), region(40.0, 2.4)];
        for region in &mut regions {
            region.establishment_share = None;
        }
        assert_eq!(strong_us(&regions), [Some(false), None]);
    }

    #[test]
    fn stars_need_the_floor() {
        let regions = [region(999.0, 9.0), region(2_000.0, 2.0), region(20_000.0, 1.0)];
        assert_eq!(stars(&regions, Scheme::Eco2007), [Some(0), Some(1), Some(2)]);
        assert_eq!(stars(&regions, Scheme::Eu10), [Some(2), Some(2), Some(2)]);
        assert_eq!(stars(&regions, Scheme::Us), [None, None, None]);
    }
}
