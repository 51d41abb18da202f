//! Which regions are strong in an industry: the published schemes with their published thresholds.
//!
//! The thresholds follow METHODS 1.12; the name of the scheme is printed with every result. Nothing here decides which
//! industries make a cluster; what surrounds one is the business of [`super::cluster_strength`].

use super::numbers::{of_count, quantile_of_sorted, sorted};

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
    /// What counts.
    pub dimensions: DimensionSet,
}

/// What a rule of the reader's own may look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dimension {
    /// The number of jobs.
    Size,
    /// The location quotient.
    Specialization,
    /// The share of the region's jobs.
    Focus,
    /// The share of the industry's establishments.
    Establishments,
}

impl Dimension {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Size, Self::Specialization, Self::Focus, Self::Establishments];

    /// The word in exports and settings.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Size => "by_size",
            Self::Specialization => "by_quotient",
            Self::Focus => "by_focus",
            Self::Establishments => "by_establishments",
        }
    }

    /// What a region brings to it.
    #[must_use]
    pub fn of(self, region: &Standing) -> Option<f64> {
        match self {
            Self::Size => region.jobs,
            Self::Specialization => region.quotient,
            Self::Focus => region.focus,
            Self::Establishments => region.establishment_share,
        }
    }
}

/// Which dimensions count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DimensionSet(u8);

impl DimensionSet {
    /// The set of these dimensions.
    #[must_use]
    pub fn of(dimensions: &[Dimension]) -> Self {
        Self(dimensions.iter().fold(0, |set, dimension| set | 1 << *dimension as u8))
    }

    /// The set with a dimension in it or not.
    #[must_use]
    pub fn with(self, dimension: Dimension, counts: bool) -> Self {
        let bit = 1 << dimension as u8;
        Self(if counts { self.0 | bit } else { self.0 & !bit })
    }

    /// Whether a dimension counts.
    #[must_use]
    pub fn contains(self, dimension: Dimension) -> bool {
        self.0 & (1 << dimension as u8) != 0
    }

    /// The dimensions that count, in their order.
    pub fn iter(self) -> impl Iterator<Item = Dimension> {
        Dimension::ALL
            .into_iter()
            .filter(move |dimension| self.contains(*dimension))
    }
}

impl Default for CustomThresholds {
    fn default() -> Self {
        Self {
            quantile: 0.8,
            quotient: 1.5,
            dimensions: DimensionSet::of(&[Dimension::Size, Dimension::Specialization, Dimension::Focus]),
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
            Self::Custom(of) => {
                let dimensions = Dimension::ALL.into_iter();
                let chosen = dimensions.map(|dimension| (dimension.id(), flag(of.dimensions.contains(dimension))));
                [("quantile", of.quantile), ("quotient", of.quotient)]
                    .into_iter()
                    .chain(chosen)
                    .collect()
            }
        }
    }

    /// Whether each region is strong, where the scheme says so; `None` where an input that decides is missing.
    #[must_use]
    pub fn strong(self, regions: &[Standing]) -> Vec<Option<bool>> {
        match self {
            Self::Us(thresholds) => strong_us(regions, thresholds),
            Self::Custom(thresholds) => {
                let most = thresholds.dimensions.iter().map(|_| 1_u8).sum::<u8>();
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
pub(super) fn active(regions: &[Standing]) -> impl Iterator<Item = &Standing> {
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
    let cutoff = |dimension: Dimension| {
        let values = sorted(active(regions).filter_map(|region| dimension.of(region)));
        (dimension, quantile_of_sorted(&values, thresholds.quantile))
    };
    let chosen: Vec<(Dimension, Option<f64>)> = thresholds.dimensions.iter().map(cutoff).collect();
    let stars = |region: &Standing| {
        let (jobs, quotient) = (region.jobs?, region.quotient?);
        if jobs <= 0.0 || quotient < thresholds.quotient {
            return Some(0);
        }
        let tests: Option<Vec<bool>> = chosen
            .iter()
            .map(|(dimension, least)| Some(dimension.of(region)? >= (*least)?))
            .collect();
        tests.map(|tests| tests.into_iter().map(u8::from).sum())
    };
    regions.iter().map(stars).collect()
}

/// The smallest of the highest part, rounded down to whole regions but at least one; ties at the cut belong to it.
pub(super) fn top_share(values: impl Iterator<Item = f64>, share: f64) -> Option<f64> {
    let sorted = sorted(values);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a part of a count of regions"
    )]
    let part = (share.clamp(0.0, 1.0) * of_count(sorted.len())).floor() as usize;
    sorted.get(sorted.len().checked_sub(part.max(1))?).copied()
}

#[cfg(test)]
impl Standing {
    /// A region with so many of all jobs, and the same part of everything else.
    pub(super) fn in_test(jobs: f64, all_jobs: f64, quotient: f64) -> Self {
        let shared = Some(jobs / all_jobs);
        Self {
            jobs: Some(jobs),
            quotient: Some(quotient),
            focus: shared,
            national_share: shared,
            establishment_share: shared,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn region(jobs: f64, quotient: f64) -> Standing {
        Standing::in_test(jobs, 100.0, quotient)
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
            dimensions: DimensionSet::of(&[Dimension::Size, Dimension::Specialization]),
            ..CustomThresholds::default()
        });
        assert_eq!(own.stars(&regions), [Some(1), Some(2), Some(0)]);
        assert_eq!(own.strong(&regions), [Some(false), Some(true), Some(false)]);
    }
}
