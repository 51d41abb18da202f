//! The table `regions`: how specialized, concentrated, varied and complex each region is.

use serde_json::{Value, json};

use super::Failure;
use super::request::Request;
use super::specialization::put_parameters;
use super::table::{Table, flag_ids, flag_notes, reason_notes, region_key};
use crate::analysis::regional::{RegionRow, region_table};
use crate::document::Document;

pub(super) const COLUMNS: &[&str] = &[
    "region",
    "year",
    "measure",
    "total",
    "krugman",
    "krugman_rest",
    "hhi",
    "hhi_normalized",
    "shannon_bits",
    "effective_industries",
    "theil_relative",
    "hachman",
    "variety_unrelated_bits",
    "variety_related_bits",
    "diversity",
    "eci",
    "coi",
    "flags",
];

pub(super) fn compute(document: &Document, request: &Request) -> Result<Table, Failure> {
    let parameters = request.parameters(document)?;
    let rows = region_table(document, parameters, &request.regions(document)?);
    let mut answer = Table::default();
    put_parameters(&mut answer, document, &parameters);
    let (year, measure) = (answer.parameter("year"), answer.parameter("measure"));
    answer.rows = rows.iter().map(|row| values(document, row, &year, &measure)).collect();
    answer.notes = flag_notes(rows.iter().flat_map(|row| &row.flags));
    let metrics = rows.iter().flat_map(|row| &row.metrics);
    answer
        .notes
        .extend(reason_notes(metrics.filter_map(|metric| metric.reason_undefined)));
    Ok(answer)
}

fn values(document: &Document, row: &RegionRow, year: &Value, measure: &Value) -> Vec<Value> {
    let mut values = vec![
        region_key(document, row.region),
        year.clone(),
        measure.clone(),
        json!(row.total),
    ];
    values.extend(row.metrics.iter().map(|metric| json!(metric.value)));
    values.push(json!(flag_ids(&row.flags)));
    values
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::regional::REGION_FORMULAS;

    #[test]
    fn the_columns_are_the_formulas_in_their_order() {
        let ids: Vec<&str> = REGION_FORMULAS.iter().map(|formula| formula.id()).collect();
        assert_eq!(COLUMNS[4..17], ids);
    }
}
