//! How strong each region is in a field, and on what that rests: every threshold of the scheme beside the region's own number.
//!
//! The rules and thresholds are those of [`super::strength`]; here is what a reader needs to follow them. Regions are measured against
//! those of their own level only.

use std::collections::BTreeMap;

use super::numbers::{quantile_of_sorted, sorted};
use super::sheet::by_level;
use super::strength::{
    CustomThresholds, Dimension, Eu10Thresholds, ObservatoryThresholds, Scheme, Standing, UsThresholds, active,
    top_share, us_cutoffs,
};
use crate::document::{Document, RegionId};

/// What a threshold looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tested {
    /// The number of jobs.
    Jobs,
    /// The location quotient.
    Quotient,
    /// The share of the region's jobs that is in the field.
    Focus,
    /// The region's share of the field's jobs.
    NationalShare,
    /// The region's share of the field's establishments.
    Establishments,
}

impl Tested {
    fn of(self, region: &Standing) -> Option<f64> {
        match self {
            Self::Jobs => region.jobs,
            Self::Quotient => region.quotient,
            Self::Focus => region.focus,
            Self::NationalShare => region.national_share,
            Self::Establishments => region.establishment_share,
        }
    }

    /// The message that names it.
    #[must_use]
    pub fn message_id(self) -> &'static str {
        match self {
            Self::Jobs => "rating-jobs",
            Self::Quotient => "rating-quotient",
            Self::Focus => "rating-focus",
            Self::NationalShare => "rating-national-share",
            Self::Establishments => "rating-establishments",
        }
    }

    /// Whether it is a share, written in per cent.
    #[must_use]
    pub fn is_share(self) -> bool {
        matches!(self, Self::Focus | Self::NationalShare | Self::Establishments)
    }
}

impl From<Dimension> for Tested {
    fn from(dimension: Dimension) -> Self {
        match dimension {
            Dimension::Size => Self::Jobs,
            Dimension::Specialization => Self::Quotient,
            Dimension::Focus => Self::Focus,
            Dimension::Establishments => Self::Establishments,
        }
    }
}

/// How a threshold is found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Rule {
    /// This number or more.
    AtLeast(f64),
    /// More than this number.
    MoreThan(f64),
    /// This quantile, as a fraction, of the regions with jobs in the field, or more.
    Quantile(f64),
    /// Among this highest part, as a fraction, of the regions with jobs in the field.
    Highest(f64),
}

/// One threshold of a scheme among the regions of one level.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Threshold {
    /// What it looks at.
    pub tested: Tested,
    /// How it is found.
    pub rule: Rule,
    /// The number to reach; `None` where no region has one to form it of.
    pub least: Option<f64>,
    /// Whether the number of the rule was confirmed at its source; the reader's own always are.
    pub is_confirmed: bool,
    /// Whether below it nothing else counts, so that it is no star of its own.
    pub is_floor: bool,
}

impl Threshold {
    /// Whether a region reaches it; `None` where its number or the threshold is not known.
    #[must_use]
    pub fn is_reached(&self, region: &Standing) -> Option<bool> {
        let (value, least) = (self.tested.of(region)?, self.least?);
        Some(match self.rule {
            Rule::MoreThan(_) => value > least,
            _ => value >= least,
        })
    }

    /// The region's number that it looks at.
    #[must_use]
    pub fn value_of(&self, region: &Standing) -> Option<f64> {
        self.tested.of(region)
    }
}

/// How strong one region is.
#[derive(Clone, Debug, PartialEq)]
pub struct Rating {
    /// Its numbers.
    pub standing: Standing,
    /// Whether it is strong, where the scheme says so; `None` where an input that decides is missing.
    pub is_strong: Option<bool>,
    /// Its stars, where the scheme gives them.
    pub stars: Option<u8>,
    /// The place of its level among [`Ratings::levels`].
    pub level: usize,
}

/// How strong every region is in a field.
#[derive(Clone, Debug, PartialEq)]
pub struct Ratings {
    /// By which rule.
    pub scheme: Scheme,
    /// The thresholds of each level of regions, in the order in which the levels first come.
    pub levels: Vec<Vec<Threshold>>,
    regions: BTreeMap<RegionId, Rating>,
}

impl Ratings {
    /// Rates regions by their standings, which lie in the order of `Document::regions`. `O(regions log regions)`.
    #[must_use]
    pub fn new(document: &Document, scheme: Scheme, regions: &[RegionId], standings: &[Standing]) -> Self {
        let mut answer = Self {
            scheme,
            levels: Vec::new(),
            regions: BTreeMap::new(),
        };
        for level in by_level(document, regions) {
            let of_level: Vec<Standing> = level
                .iter()
                .map(|region| standings.get(region.position()).copied().unwrap_or_default())
                .collect();
            let rated = scheme.strong(&of_level).into_iter().zip(scheme.stars(&of_level));
            for ((region, standing), (is_strong, stars)) in level.iter().zip(&of_level).zip(rated) {
                let rating = Rating {
                    standing: *standing,
                    is_strong,
                    stars,
                    level: answer.levels.len(),
                };
                answer.regions.insert(*region, rating);
            }
            answer.levels.push(thresholds(scheme, &of_level));
        }
        answer
    }

    /// The rating of a region; `None` for one that was not rated.
    #[must_use]
    pub fn of(&self, region: RegionId) -> Option<&Rating> {
        self.regions.get(&region)
    }

    /// The thresholds that hold for a region.
    #[must_use]
    pub fn thresholds_of(&self, region: RegionId) -> &[Threshold] {
        let level = self.of(region).and_then(|rating| self.levels.get(rating.level));
        level.map_or(&[], Vec::as_slice)
    }

    /// How many regions are strong, or have all the stars that there are; and how many could be judged.
    #[must_use]
    pub fn strong_and_judged(&self) -> (usize, usize) {
        let most = self.scheme.most_stars();
        let is_best = |rating: &&Rating| rating.is_strong == Some(true) || (most > 0 && rating.stars == Some(most));
        let is_judged = |rating: &&Rating| rating.is_strong.is_some() || rating.stars.is_some();
        let count = |keep: &dyn Fn(&&Rating) -> bool| self.regions.values().filter(|rating| keep(rating)).count();
        (count(&is_best), count(&is_judged))
    }
}

impl Scheme {
    /// How many stars there can be; 0 for a scheme without stars.
    #[must_use]
    pub fn most_stars(self) -> u8 {
        match self {
            Self::Us(_) => 0,
            Self::Eco2007(_) | Self::Eu10(_) => 3,
            Self::Custom(thresholds) => thresholds.dimensions.iter().map(|_| 1).sum(),
        }
    }

    /// The scheme with another threshold, by the name in [`Scheme::thresholds`]; `None` for a name it has not, or a number that makes
    /// no sense there: quantiles and shares lie between 0 and 1, and nothing is below 0.
    #[must_use]
    pub fn with_threshold(self, name: &str, value: f64) -> Option<Self> {
        let is_share = matches!(
            name,
            "quotient_quantile" | "jobs_quantile" | "establishments_quantile" | "top_share" | "focus" | "quantile"
        );
        if !value.is_finite() || value < 0.0 || (is_share && value > 1.0) {
            return None;
        }
        let mut changed = self;
        let slot = match (&mut changed, name) {
            (Self::Us(of), "quotient_quantile") => &mut of.quotient_quantile,
            (Self::Us(of), "quotient") => &mut of.quotient,
            (Self::Us(of), "jobs_quantile") => &mut of.jobs_quantile,
            (Self::Us(of), "establishments_quantile") => &mut of.establishments_quantile,
            (Self::Eco2007(of), "top_share") => &mut of.top_share,
            (Self::Eco2007(of), "quotient") => &mut of.quotient,
            (Self::Eco2007(of), "floor_jobs") => &mut of.floor_jobs,
            (Self::Eu10(of), "jobs") => &mut of.jobs,
            (Self::Eu10(of), "quotient") => &mut of.quotient,
            (Self::Eu10(of), "focus") => &mut of.focus,
            (Self::Custom(of), "quantile") => &mut of.quantile,
            (Self::Custom(of), "quotient") => &mut of.quotient,
            (Self::Custom(of), dimension) => {
                let found = Dimension::ALL.into_iter().find(|known| known.id() == dimension)?;
                of.dimensions = of.dimensions.with(found, value > 0.0);
                return Some(changed);
            }
            _ => return None,
        };
        *slot = value;
        Some(changed)
    }

    /// Whether the thresholds are other than those it was published with.
    #[must_use]
    pub fn is_changed(self) -> bool {
        Self::from_id(self.id()) != Some(self)
    }

    /// Whether every number of the scheme was confirmed at its source, as far as it has its published numbers.
    #[must_use]
    pub fn is_confirmed(self) -> bool {
        thresholds(self, &[]).iter().all(|threshold| threshold.is_confirmed)
    }
}

/// The thresholds of a scheme among these regions.
fn thresholds(scheme: Scheme, regions: &[Standing]) -> Vec<Threshold> {
    match scheme {
        Scheme::Us(of) => us(of, regions),
        Scheme::Eco2007(of) => observatory(of, regions),
        Scheme::Eu10(of) => eu10(of),
        Scheme::Custom(of) => custom(of, regions),
    }
}

fn threshold(tested: Tested, rule: Rule, least: Option<f64>) -> Threshold {
    Threshold {
        tested,
        rule,
        least,
        is_confirmed: true,
        is_floor: false,
    }
}

fn unconfirmed(tested: Tested, rule: Rule, least: Option<f64>) -> Threshold {
    Threshold {
        is_confirmed: false,
        ..threshold(tested, rule, least)
    }
}

fn us(of: UsThresholds, regions: &[Standing]) -> Vec<Threshold> {
    let [quotient, share, establishments] = us_cutoffs(regions, of);
    vec![
        threshold(Tested::Quotient, Rule::Quantile(of.quotient_quantile), quotient),
        unconfirmed(Tested::Quotient, Rule::AtLeast(of.quotient), Some(of.quotient)),
        unconfirmed(Tested::NationalShare, Rule::Quantile(of.jobs_quantile), share),
        unconfirmed(
            Tested::Establishments,
            Rule::Quantile(of.establishments_quantile),
            establishments,
        ),
    ]
}

fn observatory(of: ObservatoryThresholds, regions: &[Standing]) -> Vec<Threshold> {
    let highest = |tested: Tested| {
        let values = active(regions).filter_map(|region| tested.of(region));
        (Rule::Highest(of.top_share), top_share(values, of.top_share))
    };
    let (rule, size) = highest(Tested::Jobs);
    let (_, focus) = highest(Tested::Focus);
    vec![
        threshold(Tested::Jobs, rule, size),
        unconfirmed(Tested::Quotient, Rule::AtLeast(of.quotient), Some(of.quotient)),
        unconfirmed(Tested::Focus, rule, focus),
        Threshold {
            is_floor: true,
            ..unconfirmed(Tested::Jobs, Rule::AtLeast(of.floor_jobs), Some(of.floor_jobs))
        },
    ]
}

fn eu10(of: Eu10Thresholds) -> Vec<Threshold> {
    vec![
        threshold(Tested::Jobs, Rule::MoreThan(of.jobs), Some(of.jobs)),
        threshold(Tested::Quotient, Rule::AtLeast(of.quotient), Some(of.quotient)),
        threshold(Tested::Focus, Rule::MoreThan(of.focus), Some(of.focus)),
    ]
}

fn custom(of: CustomThresholds, regions: &[Standing]) -> Vec<Threshold> {
    let mut found: Vec<Threshold> = of
        .dimensions
        .iter()
        .map(|dimension| {
            let values = sorted(active(regions).filter_map(|region| dimension.of(region)));
            let least = quantile_of_sorted(&values, of.quantile);
            threshold(dimension.into(), Rule::Quantile(of.quantile), least)
        })
        .collect();
    found.push(Threshold {
        is_floor: true,
        ..threshold(Tested::Quotient, Rule::AtLeast(of.quotient), Some(of.quotient))
    });
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::exists;

    fn region(jobs: f64, quotient: f64) -> Standing {
        Standing::in_test(jobs, 100_000.0, quotient)
    }

    /// A region is strong, or has its stars, exactly where it reaches the thresholds that are shown beside it.
    #[test]
    fn the_thresholds_that_are_shown_are_those_that_decide() {
        let regions: Vec<Standing> = (1..40_u32)
            .map(|step| region(f64::from(step * step * 13), f64::from(step % 7) * 0.5))
            .collect();
        for scheme in Scheme::all() {
            let shown = thresholds(scheme, &regions);
            let stars = scheme.stars(&regions);
            let strong = scheme.strong(&regions);
            for ((region, stars), strong) in regions.iter().zip(stars).zip(strong) {
                let reached = |threshold: &&Threshold| threshold.is_reached(region) == Some(true);
                let floors = shown.iter().filter(|threshold| threshold.is_floor);
                let is_above = floors.into_iter().all(|floor| reached(&floor));
                let count = shown
                    .iter()
                    .filter(|threshold| !threshold.is_floor)
                    .filter(reached)
                    .count();
                match scheme {
                    Scheme::Us(_) => assert_eq!(strong, Some(count == shown.len())),
                    _ => assert_eq!(stars.map(usize::from), Some(if is_above { count } else { 0 })),
                }
            }
        }
    }

    #[test]
    fn every_threshold_can_be_set_by_its_name_and_nothing_else() {
        for scheme in Scheme::all() {
            for (name, value) in scheme.thresholds() {
                let other = if value == 0.0 { 1.0 } else { value / 2.0 };
                let changed = scheme.with_threshold(name, other).unwrap();
                let is_flag = name.starts_with("by_");
                assert!(is_flag || changed.thresholds().contains(&(name, other)), "{name}");
                assert!(is_flag || changed.is_changed());
                assert_eq!(scheme.with_threshold(name, f64::NAN), None);
                assert_eq!(scheme.with_threshold(name, -1.0), None);
            }
            assert_eq!(scheme.with_threshold("unheard_of", 1.0), None);
        }
        assert_eq!(Scheme::default().with_threshold("quotient_quantile", 75.0), None);
    }

    #[test]
    fn what_could_not_be_confirmed_is_said() {
        let confirmed = Scheme::all().map(Scheme::is_confirmed);
        assert_eq!(confirmed, [false, false, true, true]);
        assert_eq!(Scheme::all().map(Scheme::most_stars), [0, 3, 3, 3]);
        for tested in [
            Tested::Jobs,
            Tested::Quotient,
            Tested::Focus,
            Tested::NationalShare,
            Tested::Establishments,
        ] {
            assert!(exists(tested.message_id()), "{tested:?}");
        }
    }
}
