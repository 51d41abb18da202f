//! Regions with a number each and who neighbors whom: what the tests of clustering over regions look at.
//!
//! Which number, in which year and against which benchmark, is the caller's wish. The tests themselves are the business of
//! [`super::concentration`].

use std::collections::BTreeSet;

use geo::{Centroid, MultiPolygon};

use crate::analysis::concentration::weights::contiguity::{Contiguity, TOLERANCE_DEG, contiguity};
use crate::analysis::concentration::weights::{Rule, Weights, nearness};
use crate::analysis::specialization::{Comparison, Parameters};
use crate::document::{Document, IndustryId, LonLat, MeasureId, RegionId, Series, lon_lat};

/// Which number of a region is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mapped {
    /// The location quotient of the industry.
    #[default]
    LocationQuotient,
    /// The value of the industry, or of all industries.
    Value,
}

/// What is looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct Wanted {
    /// Which regions, in the order of the file.
    pub regions: Vec<RegionId>,
    /// Measure, year and benchmark.
    pub parameters: Parameters,
    /// Which number.
    pub mapped: Mapped,
    /// Of which industries, taken together; none for the total, which has no quotient.
    pub industries: Vec<IndustryId>,
    /// Who neighbors whom.
    pub rule: Rule,
}

/// No region of those that are looked at has an outline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoOutlines;

/// Regions with a number each, and the weights among those that have one.
#[derive(Clone, Debug)]
pub struct Areas {
    /// What was looked at.
    pub wanted: Wanted,
    /// The number of each region, in the order of `wanted.regions`; `None` where it is not published.
    pub values: Vec<Option<f64>>,
    /// The weights among the regions with a number, each neighbor counting as the rule says.
    pub weights: Weights,
}

impl Areas {
    /// Reads the numbers and finds the neighbors.
    ///
    /// # Errors
    ///
    /// Where no region has an outline.
    pub fn of(document: &Document, wanted: Wanted) -> Result<Self, NoOutlines> {
        let values = values(document, &wanted);
        let is_known: Vec<bool> = values.iter().map(Option::is_some).collect();
        let weights = weights(document, &wanted)?.among(&is_known);
        Ok(Self {
            wanted,
            values,
            weights,
        })
    }

    /// The numbers without the gaps, as the weights count them.
    #[must_use]
    pub fn known(&self) -> Vec<f64> {
        self.values.iter().flatten().copied().collect()
    }

    /// The regions that have a number, as the weights count them.
    #[must_use]
    pub fn known_regions(&self) -> Vec<RegionId> {
        let regions = self.wanted.regions.iter().zip(&self.values);
        regions
            .filter(|(_, value)| value.is_some())
            .map(|(region, _)| *region)
            .collect()
    }

    /// Hands each region its result, which stand in the order of the known numbers; `None` for those without a number.
    #[must_use]
    pub fn spread_out<T: Clone>(&self, results: &[T]) -> Vec<Option<T>> {
        let mut results = results.iter().cloned();
        self.values
            .iter()
            .map(|value| value.and_then(|_| results.next()))
            .collect()
    }
}

/// The regions in which no other of the list lies, so that no place counts twice.
#[must_use]
pub fn without_parents(document: &Document, regions: Vec<RegionId>) -> Vec<RegionId> {
    let parents: BTreeSet<RegionId> = regions
        .iter()
        .filter_map(|region| document.region(*region))
        .filter_map(|region| region.parent)
        .collect();
    regions.into_iter().filter(|region| !parents.contains(region)).collect()
}

fn values(document: &Document, wanted: &Wanted) -> Vec<Option<f64>> {
    let regions = wanted.regions.iter();
    match wanted.mapped {
        Mapped::LocationQuotient if wanted.industries.is_empty() => vec![None; wanted.regions.len()],
        Mapped::LocationQuotient => {
            let (column, _) = Comparison::new(document, wanted.parameters).field(&wanted.industries);
            let of = |region: &RegionId| column.get(region.position()).and_then(|quotient| quotient.value);
            regions.map(of).collect()
        }
        Mapped::Value => {
            let Parameters {
                measure, year_position, ..
            } = wanted.parameters;
            let of = |region: &RegionId| value(document, measure, (&wanted.industries, year_position), *region);
            regions.map(of).collect()
        }
    }
}

/// The value of industries taken together in a region and year, of all industries where none is named; `None` where a part of it is not
/// published.
#[must_use]
pub fn value(
    document: &Document,
    measure: MeasureId,
    (industries, year_position): (&[IndustryId], usize),
    region: RegionId,
) -> Option<f64> {
    let of = |series| {
        document
            .statistics
            .region_value(measure, series, year_position, region)
            .value()
    };
    if industries.is_empty() {
        return of(Series::Total);
    }
    industries.iter().map(|industry| of(Series::Industry(*industry))).sum()
}

/// The middle of a region's outline.
#[must_use]
pub fn centroid(document: &Document, region: RegionId) -> Option<LonLat> {
    let center = document.region(region)?.shape.as_ref()?.centroid()?;
    Some(lon_lat(center.x(), center.y()))
}

fn weights(document: &Document, wanted: &Wanted) -> Result<Weights, NoOutlines> {
    let outlines: Vec<Option<&MultiPolygon<f64>>> = wanted
        .regions
        .iter()
        .map(|region| document.region(*region).and_then(|region| region.shape.as_deref()))
        .collect();
    if outlines.iter().all(Option::is_none) {
        return Err(NoOutlines);
    }
    let centers = || -> Vec<Option<LonLat>> {
        wanted
            .regions
            .iter()
            .map(|region| centroid(document, *region))
            .collect()
    };
    Ok(match wanted.rule {
        Rule::Queen => contiguity(&outlines, Contiguity::Queen, TOLERANCE_DEG),
        Rule::Rook => contiguity(&outlines, Contiguity::Rook, TOLERANCE_DEG),
        Rule::Nearest(count) => nearness::nearest(&centers(), count),
        Rule::WithinKm(km) => nearness::within_km(&centers(), km, 0),
        Rule::InverseDistanceKm(km) => nearness::within_km(&centers(), km, 1),
    })
}
