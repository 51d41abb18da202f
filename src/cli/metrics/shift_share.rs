//! The table `shift-share`: what part of each region's change is the nation's, the industry's and its own.

use serde_json::json;

use super::Failure;
use super::request::Request;
use super::specialization::put_parameters;
use super::table::{Table, flag_ids, flag_notes, industry_key, region_key};
use crate::analysis::change::shift_table;
use crate::document::Document;

pub(super) const COLUMNS: &[&str] = &[
    "region",
    "industry",
    "from",
    "to",
    "measure",
    "value_from",
    "value_to",
    "national",
    "industry_mix",
    "regional",
    "competitive",
    "allocation",
    "cagr",
    "flags",
];

pub(super) fn compute(document: &Document, request: &Request) -> Result<Table, Failure> {
    let parameters = request.parameters(document)?;
    let years = request.span(document)?;
    let industries = request.industries(document)?;
    let mut rows = shift_table(document, parameters, years, &request.regions(document)?, &industries);
    if request.industry.is_some() {
        rows.retain(|row| row.industry.is_some());
    }
    let mut answer = Table::default();
    put_parameters(&mut answer, document, &parameters);
    answer.parameters.shift_remove("year");
    let year = |position: usize| json!(document.statistics.years.get(position));
    let (from, to) = (year(years.0), year(years.1));
    answer.put("from", from.clone());
    answer.put("to", to.clone());
    let measure = answer.parameter("measure");
    answer.rows = rows
        .iter()
        .map(|row| {
            vec![
                region_key(document, row.region),
                row.industry
                    .map_or(json!(null), |industry| industry_key(document, industry)),
                from.clone(),
                to.clone(),
                measure.clone(),
                json!(row.start),
                json!(row.end),
                json!(row.shift.national),
                json!(row.shift.industry_mix),
                json!(row.shift.regional),
                json!(row.shift.competitive),
                json!(row.shift.allocation),
                json!(row.yearly_growth),
                json!(flag_ids(&row.flags)),
            ]
        })
        .collect();
    answer.notes = flag_notes(rows.iter().flat_map(|row| &row.flags));
    Ok(answer)
}
