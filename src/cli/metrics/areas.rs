//! The regions that the tables of concentration look at, read from the options.
//!
//! A region that holds others of the file stays out unless `--level` names its level, so that no place counts twice. Values and weights
//! are the business of `analysis::areas`.

use std::collections::BTreeSet;

use serde_json::json;

use super::Failure;
use super::request::{self, Request};
use super::specialization::put_parameters;
use super::table::Table;
use crate::analysis::areas::{Areas, Mapped, NoOutlines, Wanted, without_parents};
use crate::analysis::basket::without_parts;
use crate::analysis::concentration::autocorrelation::Permutations;
use crate::analysis::concentration::pattern::{Pattern, pattern};
use crate::analysis::concentration::weights::Rule;
use crate::analysis::random;
use crate::document::{Document, RegionId};
use crate::messages::text;

/// The regions with their numbers, and what was found of them.
pub(super) fn found(document: &Document, request: &Request) -> Result<(Areas, Pattern), Failure> {
    let parameters = request.parameters(document)?;
    let mapped = request.value.unwrap_or_default();
    let industries = match (request.industry(document)?, mapped) {
        (Some(industry), _) => vec![industry],
        // A cluster's industries are taken together, as the window takes the field in focus.
        (None, _) if request.cluster.is_some() => without_parts(document, &request.industries(document)?),
        (None, Mapped::Value) => Vec::new(),
        (None, Mapped::LocationQuotient) => request.industries(document)?.into_iter().take(1).collect(),
    };
    let wanted = Wanted {
        regions: regions(document, request)?,
        parameters,
        mapped,
        industries,
        rule: rule(request.weights),
    };
    let areas = Areas::of(document, wanted).map_err(|NoOutlines| Failure::Refused(text("cli-no-outlines")))?;
    let pattern = pattern(&areas.known(), &areas.weights, permutations(request), &())
        .map_err(|_stopped| Failure::Refused(text("cli-stopped")))?;
    Ok((areas, pattern))
}

/// Says what was looked at.
pub(super) fn describe(table: &mut Table, document: &Document, (areas, pattern): (&Areas, &Pattern)) {
    let wanted = &areas.wanted;
    put_parameters(table, document, &wanted.parameters);
    let codes: Vec<&str> = wanted
        .industries
        .iter()
        .filter_map(|industry| document.industry(*industry))
        .map(|industry| industry.code.as_str())
        .collect();
    match codes.as_slice() {
        [only] => table.put("industry", *only),
        _ => table.put("industries", json!(codes)),
    }
    table.put("value", if wanted.mapped == Mapped::Value { "value" } else { "lq" });
    table.put("weights", wanted.rule.word());
    table.put("permutations", pattern.permutations.count);
    table.put("seed", pattern.permutations.seed);
    table.put("p", "directed");
}

/// How many permutations, and from which seed.
fn permutations(request: &Request) -> Permutations {
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
    Ok(without_parents(document, ranked))
}

fn rule(asked: Option<request::Weights>) -> Rule {
    match asked {
        None | Some(request::Weights::Queen) => Rule::Queen,
        Some(request::Weights::Rook) => Rule::Rook,
        Some(request::Weights::Nearest(count)) => Rule::Nearest(count),
        Some(request::Weights::BandKm(km)) => Rule::WithinKm(km),
    }
}
