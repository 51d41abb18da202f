//! The table `industries`: how each industry is spread over regions, whether its plants stand together, and how complex it is.

use serde_json::{Value, json};

use super::Failure;
use super::request::{Request, has_numbers};
use super::specialization::put_parameters;
use super::table::{Table, flag_ids, flag_notes, industry_key, reason_notes};
use crate::analysis::industrial::{PlantRegister, industry_table};
use crate::document::Document;
use crate::messages::text;

pub(super) const COLUMNS: &[&str] = &[
    "industry",
    "year",
    "measure",
    "total",
    "hoover",
    "location_gini",
    "gini",
    "theil",
    "ellison_glaeser",
    "ubiquity",
    "pci",
    "flags",
];

/// The column of the index of plants.
const ELLISON_GLAESER: usize = 8;

pub(super) fn compute(document: &Document, request: &Request) -> Result<Table, Failure> {
    if !has_numbers(document) {
        return of_plants(document, request);
    }
    let parameters = request.parameters(document)?;
    let regions = request.lowest_regions(document)?;
    let rows = industry_table(document, parameters, &regions, &request.industries(document)?);
    let mut answer = Table::default();
    put_parameters(&mut answer, document, &parameters);
    answer.put("regions", regions.len());
    let (year, measure) = (answer.parameter("year"), answer.parameter("measure"));
    answer.rows = rows
        .iter()
        .map(|row| {
            let mut values = vec![
                industry_key(document, row.industry),
                year.clone(),
                measure.clone(),
                json!(row.total),
            ];
            values.extend(row.metrics.iter().map(|metric| json!(metric.value)));
            values.push(json!(flag_ids(&row.flags)));
            values
        })
        .collect();
    answer.notes = flag_notes(rows.iter().flat_map(|row| &row.flags));
    let metrics = rows.iter().flat_map(|row| &row.metrics);
    answer
        .notes
        .extend(reason_notes(metrics.filter_map(|metric| metric.reason_undefined)));
    answer.notes.push(text("cli-note-plants"));
    Ok(answer)
}

/// The table of a file without numbers of regions: what its members say.
fn of_plants(document: &Document, request: &Request) -> Result<Table, Failure> {
    let plants = PlantRegister::of_document(document);
    if plants.industries().next().is_none() {
        return Err(Failure::Refused(text("cli-no-statistics")));
    }
    let industries = request.industries(document)?;
    let mut answer = Table::of_rows(
        industries
            .into_iter()
            .map(|industry| {
                let mut values = vec![Value::Null; COLUMNS.len()];
                if let Some(key) = values.first_mut() {
                    *key = industry_key(document, industry);
                }
                if let Some(index) = values.get_mut(ELLISON_GLAESER) {
                    *index = json!(plants.metric(document, industry).value);
                }
                values
            })
            .collect(),
    );
    answer.put("measure", "employees");
    answer.notes.push(text("cli-note-plants"));
    Ok(answer)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::industrial::INDUSTRY_FORMULAS;

    #[test]
    fn the_columns_are_the_formulas_in_their_order() {
        let ids: Vec<&str> = INDUSTRY_FORMULAS.iter().map(|formula| formula.id()).collect();
        assert_eq!(COLUMNS[4..11], ids);
        assert_eq!(COLUMNS[ELLISON_GLAESER], "ellison_glaeser");
    }
}
