//! The tables `proximity` and `relatedness`: which industries are found together, and what that opens to each region.

use serde_json::{Value, json};

use super::Failure;
use super::request::Request;
use super::specialization::put_parameters;
use super::table::{Table, flag_notes, industry_key, region_key};
use crate::analysis::explained::Flag;
use crate::analysis::grid::Grid;
use crate::analysis::landscape::Landscape;
use crate::analysis::relatedness::cosine_of_quotients;
use crate::document::{Document, IndustryId};
use crate::messages::text;

pub(super) const PROXIMITY_COLUMNS: &[&str] = &["industry_a", "industry_b", "proximity", "cosine"];

pub(super) const RELATEDNESS_COLUMNS: &[&str] = &["region", "industry", "present", "density", "cog", "top_related"];

/// How many industries are named as carrying a density.
const CARRIERS: usize = 5;

/// What is found together in the regions that were asked for, over all industries without parts.
fn landscape(document: &Document, request: &Request) -> Result<(Landscape, Table), Failure> {
    let parameters = request.parameters(document)?;
    let regions = request.lowest_regions(document)?;
    let industries: Vec<IndustryId> = document.statistics.industries_without_children().collect();
    let landscape = Landscape::new(document, parameters, &regions, &industries);
    let mut answer = Table::default();
    put_parameters(&mut answer, document, &parameters);
    answer.put("regions", regions.len());
    answer.put("industries", industries.len());
    let mut flags = landscape.complexity_flags();
    if (0..regions.len()).any(|row| landscape.presence.is_row_uncertain(row)) {
        flags.insert(Flag::CountedAsAbsent);
    }
    answer.notes = flag_notes(&flags);
    Ok((landscape, answer))
}

pub(super) fn proximity(document: &Document, request: &Request) -> Result<Table, Failure> {
    let (landscape, mut answer) = landscape(document, request)?;
    let cosine = cosine_of_quotients(&landscape.quotients);
    let codes = codes(document, &landscape);
    for (a, of_a) in codes.iter().enumerate() {
        for (b, of_b) in codes.iter().enumerate().skip(a + 1) {
            answer.rows.push(vec![
                of_a.clone(),
                of_b.clone(),
                json!(landscape.proximity.between(a, b)),
                json!(cosine.get(a, b)),
            ]);
        }
    }
    if let Some(chosen) = request.industry(document)? {
        let code = industry_key(document, chosen);
        answer.rows.retain(|row| row.iter().take(2).any(|cell| *cell == code));
    }
    Ok(answer)
}

fn codes(document: &Document, landscape: &Landscape) -> Vec<Value> {
    let industries = landscape.sheet.industries.iter();
    industries.map(|industry| industry_key(document, *industry)).collect()
}

pub(super) fn relatedness(document: &Document, request: &Request) -> Result<Table, Failure> {
    let (landscape, mut answer) = landscape(document, request)?;
    let asked = request.industries(document)?;
    let codes = codes(document, &landscape);
    let gain = landscape.outlook_gain();
    let columns: Vec<usize> = asked
        .iter()
        .filter_map(|industry| landscape.column_of(*industry))
        .collect();
    for (row, region) in landscape.sheet.regions.iter().enumerate() {
        let key = region_key(document, *region);
        for column in &columns {
            answer
                .rows
                .push(values(&landscape, &gain, &codes, (row, *column), &key));
        }
    }
    answer.notes.push(text("cli-note-relatedness"));
    Ok(answer)
}

fn values(
    landscape: &Landscape,
    gain: &Grid,
    codes: &[Value],
    (row, column): (usize, usize),
    key: &Value,
) -> Vec<Value> {
    let presence = &landscape.presence;
    let is_known = landscape.sheet.values.get(row, column).is_some();
    let carriers = landscape.proximity.carriers(presence, row, column, CARRIERS);
    let named: Vec<&str> = carriers
        .iter()
        .filter_map(|(carrier, _)| codes.get(*carrier).and_then(Value::as_str))
        .collect();
    vec![
        key.clone(),
        codes.get(column).cloned().unwrap_or_default(),
        json!(is_known.then(|| u8::from(presence.contains(row, column)))),
        json!(landscape.density.get(row, column)),
        json!(gain.get(row, column)),
        json!(named.join(";")),
    ]
}
