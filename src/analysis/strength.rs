//! Which regions are strong in an industry: the published schemes with their published thresholds.
//!
//! The thresholds follow METHODS 1.12; the name of the scheme is printed with every result. Nothing here decides which
//! industries make a cluster.

use super::numbers::{of_count, quantile_of_sorted, sorted, sum};

/// Thresholds after Delgado, Porter & Stern. The percentiles are of type 7 over the regions with jobs in the industry.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct UsThresholds {
    /// The quotient must reach this quantile, as a fraction.
    pub quotient_quantile: f64,
    /// The quotient must reach this, too.
    pub quotient: f64,
    /// The share of the industry's jobs must reach this quantile.
    pub jobs_quantile: f64,
    /// The share of the industry's establishments must reach this quantile.
    pub establishments_quantile: f64,
}

impl Default for UsThresholds {
    fn default() -> Self {
        Self {
            quotient_quantile: 0.75,
            quotient: 1.0,
            jobs_quantile: 0.25,
            establishments_quantile: 0.25,
        }
    }
}

/// Thresholds after the European Cluster Observatory 2007–2013.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ObservatoryThresholds {
    /// The part of regions that is largest, or most focused, enough for a star.
    pub top_share: f64,
    /// The quotient from which there is a star.
    pub quotient: f64,
    /// Below so many jobs there are no stars.
    pub floor_jobs: f64,
}

impl Default for ObservatoryThresholds {
    fn default() -> Self {
        Self {
            top_share: 0.1,
            quotient: 2.0,
            floor_jobs: 1_000.0,
        }
    }
}

/// Thresholds after Sölvell, Ketels & Lindqvist 2008.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Eu10Thresholds {
    /// More jobs than these give a star.
    pub jobs: f64,
    /// The quotient from which there is a star.
    pub quotient: f64,
    /// A larger share of the region's jobs than this gives a star.
    pub focus: f64,
}

impl Default for Eu10Thresholds {
    fn default() -> Self {
        Self {
            jobs: 10_000.0,
            quotient: 2.0,
            focus: 0.03,
        }
    }
}

/// A rule of the reader's own, in the manner of the Observatory of 2014–2020, whose cut-offs could not be confirmed: a star for each
/// chosen dimension in which the region reaches a quantile among the regions with jobs in the industry.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CustomThresholds {
    /// The quantile to reach, as a fraction.
    pub quantile: f64,
    /// Below this quotient there are no stars.
    pub quotient: f64,
    /// Whether the number of jobs counts.
    pub by_size: bool,
    /// Whether the quotient counts.
    pub by_quotient: bool,
    /// Whether the share of the region's jobs counts.
    pub by_focus: bool,
    /// Whether the share of the industry's establishments counts.
    pub by_establishments: bool,
}

impl Default for CustomThresholds {
    fn default() -> Self {
        Self {
            quantile: 0.8,
            quotient: 1.5,
            by_size: true,
            by_quotient: true,
            by_focus: true,
            by_establishments: false,
        }
    }
}

/// A rule for strong regions. Numbers that could not be confirmed at their source are named so wherever the scheme is printed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Scheme {
    /// After Delgado, Porter & Stern: top quarter by quotient, at least 1, not among the smallest quarter by jobs or establishments.
    Us(UsThresholds),
    /// After the European Cluster Observatory 2007–2013: a star each for size, specialization and focus; none below 1,000 jobs.
    Eco2007(ObservatoryThresholds),
    /// After Sölvell, Ketels & Lindqvist 2008: more than 10,000 jobs, quotient at least 2, more than 3 % of the region.
    Eu10(Eu10Thresholds),
    /// The reader's own.
    Custom(CustomThresholds),
}

impl Default for Scheme {
    fn default() -> Self {
        Self::Us(UsThresholds::default())
    }
}

impl Scheme {
    /// Every scheme with the thresholds it was published with.
    #[must_use]
    pub fn all() -> [Self; 4] {
        [
            Self::default(),
            Self::Eco2007(ObservatoryThresholds::default()),
            Self::Eu10(Eu10Thresholds::default()),
            Self::Custom(CustomThresholds::default()),
        ]
    }

    /// The word on the command line and in exports.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Us(_) => "us",
            Self::Eco2007(_) => "eco-2007",
            Self::Eu10(_) => "eu-10",
            Self::Custom(_) => "custom",
        }
    }

    /// The scheme of a word, with the thresholds it was published with.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::all().into_iter().find(|scheme| scheme.id() == id)
    }

    /// The thresholds by name, as exports repeat them.
    #[must_use]
    pub fn thresholds(self) -> Vec<(&'static str, f64)> {
        let flag = |is_on: bool| f64::from(u8::from(is_on));
        match self {
            Self::Us(of) => vec![
                ("quotient_quantile", of.quotient_quantile),
                ("quotient", of.quotient),
                ("jobs_quantile", of.jobs_quantile),
                ("establishments_quantile", of.establishments_quantile),
            ],
            Self::Eco2007(of) => vec![
                ("top_share", of.top_share),
                ("quotient", of.quotient),
                ("floor_jobs", of.floor_jobs),
            ],
            Self::Eu10(of) => vec![("jobs", of.jobs), ("quotient", of.quotient), ("focus", of.focus)],
            Self::Custom(of) => vec![
                ("quantile", of.quantile),
                ("quotient", of.quotient),
                ("by_size", flag(of.by_size)),
                ("by_quotient", flag(of.by_quotient)),
                ("by_focus", flag(of.by_focus)),
                ("by_establishments", flag(of.by_establishments)),
            ],
        }
    }

    /// Whether each region is strong, where the scheme says so; `None` where an input that decides is missing.
    #[must_use]
    pub fn strong(self, regions: &[Standing]) -> Vec<Option<bool>> {
        match self {
            Self::Us(thresholds) => strong_us(regions, thresholds),
            Self::Custom(thresholds) => {
                let most = thresholds.dimension_count();
                let stars = stars_custom(regions, thresholds);
                stars
                    .into_iter()
                    .map(|stars| stars.map(|stars| most > 0 && stars == most))
                    .collect()
            }
            Self::Eco2007(_) | Self::Eu10(_) => vec![None; regions.len()],
        }
    }

    /// The stars of each region, where the scheme gives them; `None` where the quotient is missing.
    #[must_use]
    pub fn stars(self, regions: &[Standing]) -> Vec<Option<u8>> {
        match self {
            Self::Us(_) => vec![None; regions.len()],
            Self::Eco2007(thresholds) => stars_observatory(regions, thresholds),
            Self::Eu10(thresholds) => stars_eu10(regions, thresholds),
            Self::Custom(thresholds) => stars_custom(regions, thresholds),
        }
    }
}

impl CustomThresholds {
    fn dimension_count(self) -> u8 {
        [self.by_size, self.by_quotient, self.by_focus, self.by_establishments]
            .into_iter()
            .map(u8::from)
            .sum()
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

/// What must be reached to be strong after [`UsThresholds`]: the quotient, the share of jobs and the share of establishments, each
/// `None` where no region with jobs has the number.
#[must_use]
pub fn us_cutoffs(regions: &[Standing], thresholds: UsThresholds) -> [Option<f64>; 3] {
    let of = |read: fn(&Standing) -> Option<f64>, share: f64| {
        quantile_of_sorted(&sorted(active(regions).filter_map(read)), share)
    };
    [
        of(|region| region.quotient, thresholds.quotient_quantile),
        of(|region| region.national_share, thresholds.jobs_quantile),
        of(|region| region.establishment_share, thresholds.establishments_quantile),
    ]
}

/// The regions with jobs in the industry.
fn active(regions: &[Standing]) -> impl Iterator<Item = &Standing> {
    regions
        .iter()
        .filter(|region| region.jobs.is_some_and(|jobs| jobs > 0.0))
}

fn strong_us(regions: &[Standing], thresholds: UsThresholds) -> Vec<Option<bool>> {
    let [least_quotient, least_share, least_establishments] = us_cutoffs(regions, thresholds);
    regions
        .iter()
        .map(|region| {
            let quotient = region.quotient?;
            if !region.jobs.is_some_and(|jobs| jobs > 0.0) {
                return Some(false);
            }
            let reaches = |value: Option<f64>, least: Option<f64>| Some(value? >= least?);
            all_hold([
                Some(quotient >= least_quotient? && quotient >= thresholds.quotient),
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

fn stars_observatory(regions: &[Standing], thresholds: ObservatoryThresholds) -> Vec<Option<u8>> {
    let tests = observatory_tests(regions, thresholds);
    let jobs = regions.iter().map(|region| region.jobs);
    tests
        .into_iter()
        .zip(jobs)
        .map(|(tests, jobs)| {
            let stars = tests?.into_iter().map(u8::from).sum();
            Some(if jobs? < thresholds.floor_jobs { 0 } else { stars })
        })
        .collect()
}

/// Whether each region earns the stars for size, specialization and focus, before the floor is looked at; `None` where a number is
/// missing.
#[must_use]
pub fn observatory_tests(regions: &[Standing], thresholds: ObservatoryThresholds) -> Vec<Option<[bool; 3]>> {
    let least_size = top_share(active(regions).filter_map(|region| region.jobs), thresholds.top_share);
    let least_focus = top_share(active(regions).filter_map(|region| region.focus), thresholds.top_share);
    let tests = |region: &Standing| {
        let (jobs, quotient, focus) = (region.jobs?, region.quotient?, region.focus?);
        Some([
            least_size.is_some_and(|least| jobs >= least),
            quotient >= thresholds.quotient,
            least_focus.is_some_and(|least| focus >= least),
        ])
    };
    regions.iter().map(tests).collect()
}

fn stars_eu10(regions: &[Standing], thresholds: Eu10Thresholds) -> Vec<Option<u8>> {
    let stars = |region: &Standing| {
        let tests = [
            region.jobs? > thresholds.jobs,
            region.quotient? >= thresholds.quotient,
            region.focus? > thresholds.focus,
        ];
        Some(tests.into_iter().map(u8::from).sum())
    };
    regions.iter().map(stars).collect()
}

fn stars_custom(regions: &[Standing], thresholds: CustomThresholds) -> Vec<Option<u8>> {
    type Read = fn(&Standing) -> Option<f64>;
    let dimensions: [(bool, Read); 4] = [
        (thresholds.by_size, |region| region.jobs),
        (thresholds.by_quotient, |region| region.quotient),
        (thresholds.by_focus, |region| region.focus),
        (thresholds.by_establishments, |region| region.establishment_share),
    ];
    let chosen: Vec<(Read, Option<f64>)> = dimensions
        .into_iter()
        .filter(|(is_chosen, _)| *is_chosen)
        .map(|(_, read)| {
            let values = sorted(active(regions).filter_map(read));
            (read, quantile_of_sorted(&values, thresholds.quantile))
        })
        .collect();
    let stars = |region: &Standing| {
        let (jobs, quotient) = (region.jobs?, region.quotient?);
        if jobs <= 0.0 || quotient < thresholds.quotient {
            return Some(0);
        }
        let tests: Option<Vec<bool>> = chosen
            .iter()
            .map(|(read, least)| Some(read(region)? >= (*least)?))
            .collect();
        tests.map(|tests| tests.into_iter().map(u8::from).sum())
    };
    regions.iter().map(stars).collect()
}

/// The smallest of the highest part, rounded down to whole regions but at least one; ties at the cut belong to it.
fn top_share(values: impl Iterator<Item = f64>, share: f64) -> Option<f64> {
    let sorted = sorted(values);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a part of a count of regions"
    )]
    let part = (share.clamp(0.0, 1.0) * of_count(sorted.len())).floor() as usize;
    sorted.get(sorted.len().checked_sub(part.max(1))?).copied()
}

/// The jobs of a region in an industry, in the cluster that holds it, and in all; and the same in the benchmark.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ClusterInputs {
    /// `x_ri`, `X_rc` and `x_r`.
    pub region: [f64; 3],
    /// `x_i`, `X_c` and `x`.
    pub benchmark: [f64; 3],
}

/// The quotient of a region's cluster without one of its industries, `[(X_rc − x_ri)/x_r]/[(X_c − x_i)/x]` (Delgado, Porter & Stern
/// 2014): what the rest of the cluster can do for the industry. `None` for a cluster of one industry, or an empty region.
#[must_use]
pub fn strength_outside(inputs: &ClusterInputs) -> Option<f64> {
    let [own, cluster, all] = inputs.region;
    let [own_there, cluster_there, all_there] = inputs.benchmark;
    let rest_there = cluster_there - own_there;
    (all > 0.0 && all_there > 0.0 && rest_there > 1e-12 * cluster_there)
        .then(|| ((cluster - own) / all) / (rest_there / all_there))
}

/// The strength of the clusters around one: the mean of their quotients, weighted by how close they are (proximity of clusters, or 1
/// for each neighboring region). `None` without a weight (Delgado, Porter & Stern 2014).
#[must_use]
pub fn strength_around(quotients: &[Option<f64>], weights: &[f64]) -> Option<f64> {
    let known: Vec<(f64, f64)> = quotients
        .iter()
        .zip(weights)
        .filter_map(|(quotient, weight)| Some(((*quotient)?, *weight)))
        .filter(|(_, weight)| *weight > 0.0)
        .collect();
    let all = sum(known.iter().map(|(_, weight)| *weight));
    (all > 0.0).then(|| sum(known.iter().map(|(quotient, weight)| quotient * weight)) / all)
}

/// The share of a region's jobs that is in clusters in which it is strong; unknown strength counts as not strong. `None` for an empty
/// region.
#[must_use]
pub fn share_in_strong(jobs: &[f64], is_strong: &[Option<bool>], region_total: f64) -> Option<f64> {
    let strong = jobs.iter().zip(is_strong).filter(|(_, is)| **is == Some(true));
    (region_total > 0.0).then(|| sum(strong.map(|(jobs, _)| *jobs)) / region_total)
}

/// The share of a region's traded jobs that is in clusters with a quotient above `threshold` (Porter 2003 with 0.8, a number that could
/// not be confirmed). `jobs` and `quotients` are of the traded clusters only.
#[must_use]
pub fn share_above(jobs: &[f64], quotients: &[Option<f64>], threshold: f64) -> Option<f64> {
    let all = sum(jobs.iter().copied());
    let above = jobs
        .iter()
        .zip(quotients)
        .filter(|(_, quotient)| quotient.is_some_and(|known| known > threshold));
    (all > 0.0).then(|| sum(above.map(|(jobs, _)| *jobs)) / all)
}

/// What the cluster index is computed from, of a region and of the whole.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ClusterIndexInputs {
    /// Jobs, establishments, area and population of the region, the first two of the industry.
    pub region: [f64; 4],
    /// The same of the whole.
    pub whole: [f64; 4],
}

/// The cluster index of Sternberg and Litzenberger (2004): density of jobs by area times density by people over the relative size of
/// establishments. Above 4, with no part below 2, is their practice. `None` where something is zero. Oracle: `REAT::litzenberger`.
#[must_use]
pub fn cluster_index(inputs: &ClusterIndexInputs) -> Option<f64> {
    let [jobs, establishments, area, people] = inputs.region;
    let [all_jobs, all_establishments, all_area, all_people] = inputs.whole;
    let divisors = [
        jobs,
        establishments,
        area,
        people,
        all_jobs,
        all_establishments,
        all_area,
        all_people,
    ];
    if divisors.iter().any(|value| *value <= 0.0) {
        return None;
    }
    let share = jobs / all_jobs;
    let relative_size = (jobs / establishments) / (all_jobs / all_establishments);
    Some(share / (area / all_area) * (share / (people / all_people)) / relative_size)
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
        assert_eq!(
            Scheme::default().strong(&regions),
            [Some(false), Some(false), Some(false), Some(true)]
        );
    }

    #[test]
    fn without_establishments_strength_is_unknown_where_it_would_decide() {
        let mut regions = [region(10.0, 0.5), region(40.0, 2.4)];
        for region in &mut regions {
            region.establishment_share = None;
        }
        assert_eq!(Scheme::default().strong(&regions), [Some(false), None]);
    }

    #[test]
    fn stars_need_the_floor() {
        let regions = [region(999.0, 9.0), region(2_000.0, 2.0), region(20_000.0, 1.0)];
        let stars = |id: &str| Scheme::from_id(id).unwrap().stars(&regions);
        assert_eq!(stars("eco-2007"), [Some(0), Some(1), Some(2)]);
        assert_eq!(stars("eu-10"), [Some(2), Some(2), Some(2)]);
        assert_eq!(stars("us"), [None, None, None]);
    }

    #[test]
    fn a_rule_of_ones_own_counts_the_chosen_dimensions() {
        let regions = [region(999.0, 9.0), region(2_000.0, 2.0), region(20_000.0, 1.0)];
        let own = Scheme::Custom(CustomThresholds {
            quantile: 0.5,
            by_focus: false,
            ..CustomThresholds::default()
        });
        assert_eq!(own.stars(&regions), [Some(1), Some(2), Some(0)]);
        assert_eq!(own.strong(&regions), [Some(false), Some(true), Some(false)]);
    }

    #[test]
    fn a_cluster_of_one_industry_has_nothing_outside_it() {
        let alone = ClusterInputs {
            region: [10.0, 10.0, 100.0],
            benchmark: [50.0, 50.0, 1_000.0],
        };
        assert_eq!(strength_outside(&alone), None);
        let two = ClusterInputs {
            region: [10.0, 30.0, 100.0],
            benchmark: [50.0, 150.0, 1_000.0],
        };
        assert_eq!(strength_outside(&two), Some(2.0));
        assert_eq!(
            strength_around(&[Some(1.0), None, Some(3.0)], &[1.0, 1.0, 3.0]),
            Some(2.5)
        );
    }

    #[test]
    fn the_index_of_a_region_like_the_whole_is_one() {
        let whole = [100.0, 10.0, 1.0, 50.0];
        assert_eq!(cluster_index(&ClusterIndexInputs { region: whole, whole }), Some(1.0));
        assert_eq!(
            cluster_index(&ClusterIndexInputs {
                region: [0.0; 4],
                whole
            }),
            None
        );
        assert_eq!(share_in_strong(&[3.0, 1.0], &[Some(true), None], 4.0), Some(0.75));
        assert_eq!(share_above(&[3.0, 1.0], &[Some(0.8), Some(0.9)], 0.8), Some(0.25));
    }
}
