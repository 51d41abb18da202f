//! The regions that the tables of concentration look at: their values, and who neighbors whom.
//!
//! A region that holds others of the file stays out unless `--level` names its level, so that no place counts twice.

use std::collections::BTreeSet;

use geo::{Centroid, MultiPolygon};
use serde_json::json;

use super::Failure;
use super::request::{self, Mapped, Request};
use super::specialization::put_parameters;
use super::table::Table;
use crate::analysis::concentration::autocorrelation::Permutations;
use crate::analysis::concentration::weights::contiguity::{Contiguity, TOLERANCE_DEG, contiguity};
use crate::analysis::concentration::weights::{Rule, Weights, nearness};
use crate::analysis::random;
use crate::analysis::specialization::{Parameters, industry_column};
use crate::document::{Document, IndustryId, LonLat, RegionId, Series, lon_lat};
use crate::messages::text;

/// Regions with a number each, and the weights among those that have one.
pub(super) struct Areas {
    /// The regions in the order of the file.
    pub(super) regions: Vec<RegionId>,
    /// Their numbers.
    pub(super) values: Vec<Option<f64>>,
    /// The weights among the regions with a number, each neighbor counting as the rule says.
    pub(super) weights: Weights,
    /// By which rule.
    pub(super) rule: Rule,
    parameters: Parameters,
    industry: Option<IndustryId>,
    mapped: Mapped,
}

impl Areas {
    pub(super) fn of(document: &Document, request: &Request) -> Result<Self, Failure> {
        let parameters = request.parameters(document)?;
        let regions = regions(document, request)?;
        let mapped = request.value.unwrap_or(Mapped::LocationQuotient);
        let industry = match (request.industry(document)?, mapped) {
            (Some(industry), _) => Some(industry),
            (None, Mapped::Value) if request.cluster.is_none() => None,
            (None, _) => request.industries(document)?.first().copied(),
        };
        let values = values(document, &parameters, mapped, industry, &regions);
        let rule = rule(request.weights);
        let is_known: Vec<bool> = values.iter().map(Option::is_some).collect();
        let weights = weights(document, &regions, rule)?.among(&is_known);
        Ok(Self {
            regions,
            values,
            weights,
            rule,
            parameters,
            industry,
            mapped,
        })
    }

    /// The numbers without the gaps, as the weights count them.
    pub(super) fn known(&self) -> Vec<f64> {
        self.values.iter().flatten().copied().collect()
    }

    /// Hands each region its result, which stand in the order of the known numbers; `None` for those without a number.
    pub(super) fn spread_out<T: Clone>(&self, results: &[T]) -> Vec<Option<T>> {
        let mut results = results.iter().cloned();
        self.values
            .iter()
            .map(|value| value.and_then(|_| results.next()))
            .collect()
    }

    /// Says what was looked at.
    pub(super) fn describe(&self, table: &mut Table, document: &Document, permutations: Permutations) {
        put_parameters(table, document, &self.parameters);
        let industry = self.industry.and_then(|industry| document.industry(industry));
        table.put("industry", json!(industry.map(|industry| industry.code.as_str())));
        table.put("value", if self.mapped == Mapped::Value { "value" } else { "lq" });
        table.put("weights", self.rule.word());
        table.put("permutations", permutations.count);
        table.put("seed", permutations.seed);
        table.put("p", "directed");
    }
}

/// How many permutations, and from which seed.
pub(super) fn permutations(request: &Request) -> Permutations {
    Permutations {
        count: request.permutations.unwrap_or(999),
        seed: request.seed.unwrap_or(random::DEFAULT_SEED),
    }
}

fn regions(document: &Document, request: &Request) -> Result<Vec<RegionId>, Failure> {
    let asked: BTreeSet<RegionId> = request.regions(document)?.into_iter().collect();
    let ranked: Vec<RegionId> = document
        .ranked_regions()
        .filter(|region| asked.contains(region))
        .collect();
    if request.level.is_some() {
        return Ok(ranked);
    }
    let parents: BTreeSet<RegionId> = ranked
        .iter()
        .filter_map(|region| document.region(*region))
        .filter_map(|region| region.parent)
        .collect();
    Ok(ranked.into_iter().filter(|region| !parents.contains(region)).collect())
}

fn values(
    document: &Document,
    parameters: &Parameters,
    mapped: Mapped,
    industry: Option<IndustryId>,
    regions: &[RegionId],
) -> Vec<Option<f64>> {
    match (mapped, industry) {
        (Mapped::LocationQuotient, Some(industry)) => {
            let column = industry_column(document, industry, *parameters);
            let of = |region: &RegionId| column.get(region.position()).and_then(|quotient| quotient.value);
            regions.iter().map(of).collect()
        }
        (Mapped::LocationQuotient, None) => vec![None; regions.len()],
        (Mapped::Value, industry) => {
            let series = industry.map_or(Series::Total, Series::Industry);
            let Parameters {
                measure, year_position, ..
            } = *parameters;
            let of = |region: &RegionId| {
                document
                    .statistics
                    .region_value(measure, series, year_position, *region)
                    .value()
            };
            regions.iter().map(of).collect()
        }
    }
}

fn rule(asked: Option<request::Weights>) -> Rule {
    match asked {
        None | Some(request::Weights::Queen) => Rule::Queen,
        Some(request::Weights::Rook) => Rule::Rook,
        Some(request::Weights::Nearest(count)) => Rule::Nearest(count),
        Some(request::Weights::BandKm(km)) => Rule::WithinKm(km),
    }
}

fn weights(document: &Document, regions: &[RegionId], rule: Rule) -> Result<Weights, Failure> {
    let outlines: Vec<Option<&MultiPolygon<f64>>> = regions
        .iter()
        .map(|region| document.region(*region).and_then(|region| region.shape.as_deref()))
        .collect();
    if outlines.iter().all(Option::is_none) {
        return Err(Failure::Refused(text("cli-no-outlines")));
    }
    let centers = || -> Vec<Option<LonLat>> {
        let center = |outline: Option<&MultiPolygon<f64>>| outline.and_then(Centroid::centroid);
        outlines
            .iter()
            .map(|outline| center(*outline).map(|center| lon_lat(center.x(), center.y())))
            .collect()
    };
    Ok(match rule {
        Rule::Queen => contiguity(&outlines, Contiguity::Queen, TOLERANCE_DEG),
        Rule::Rook => contiguity(&outlines, Contiguity::Rook, TOLERANCE_DEG),
        Rule::Nearest(count) => nearness::nearest(&centers(), count),
        Rule::WithinKm(km) => nearness::within_km(&centers(), km, 0),
        Rule::InverseDistanceKm(km) => nearness::within_km(&centers(), km, 1),
    })
}
