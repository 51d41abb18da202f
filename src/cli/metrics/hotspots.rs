//! The table `hotspots`: where a value clusters, a row for each region.

use serde_json::json;

use super::Failure;
use super::areas;
use super::request::Request;
use super::table::{Table, region_key};
use crate::analysis::concentration::hotspots::FALSE_DISCOVERY_RATE;
use crate::analysis::concentration::words;
use crate::document::Document;

pub(super) const COLUMNS: &[&str] = &[
    "region",
    "value",
    "local_moran",
    "quadrant",
    "p",
    "significant_fdr",
    "gi_z",
    "gi_star_z",
];

pub(super) fn compute(document: &Document, request: &Request) -> Result<Table, Failure> {
    let (areas, pattern) = areas::found(document, request)?;
    let discoveries = &pattern.local_found;
    // Without permutations nothing was compared with chance.
    let is_tested = pattern.permutations.count > 0;
    let (gi, gi_star) = (areas.spread_out(&pattern.gi), areas.spread_out(&pattern.gi_star));
    let is_significant = areas.spread_out(&discoveries.is_significant);
    let local = areas.spread_out(&pattern.local);
    let regions = areas
        .wanted
        .regions
        .iter()
        .zip(&areas.values)
        .zip(local)
        .zip(is_significant);
    let rows =
        regions
            .zip(gi.into_iter().zip(gi_star))
            .map(|((((region, value), local), significant), (gi, gi_star))| {
                let local = local.and_then(Result::ok);
                vec![
                    region_key(document, *region),
                    json!(value),
                    json!(local.map(|local| local.value)),
                    json!(local.map(|local| local.quadrant.word())),
                    json!(local.map(|local| local.p).filter(|_| is_tested)),
                    json!(local.and(significant).filter(|_| is_tested).map(u8::from)),
                    json!(gi.and_then(Result::ok)),
                    json!(gi_star.and_then(Result::ok)),
                ]
            });
    let mut table = Table::of_rows(rows.collect());
    areas::describe(&mut table, document, (&areas, &pattern));
    table.put("false_discovery_rate", FALSE_DISCOVERY_RATE);
    table.put("fdr_threshold", json!(discoveries.threshold));
    table
        .notes
        .push(words::of_discoveries(discoveries, pattern.permutations));
    Ok(table)
}
