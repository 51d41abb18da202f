//! The table `coagglomeration`: which industries stand in the same regions more than all jobs do.

use serde_json::json;

use super::Failure;
use super::request::{Request, has_numbers};
use super::specialization::put_parameters;
use super::table::{Table, flag_notes, industry_key};
use crate::analysis::industrial::{PlantRegister, coagglomeration_table};
use crate::document::{Document, IndustryId};
use crate::messages::text;

pub(super) const COLUMNS: &[&str] = &["industry_a", "industry_b", "ellison_glaeser_kerr"];

pub(super) fn compute(document: &Document, request: &Request) -> Result<Table, Failure> {
    let mut answer = Table::default();
    let parameters = has_numbers(document)
        .then(|| request.parameters(document))
        .transpose()?;
    let industries: Vec<IndustryId> = if let Some(parameters) = &parameters {
        put_parameters(&mut answer, document, parameters);
        document.statistics.industries_without_children().collect()
    } else {
        answer.put("measure", "employees");
        answer.notes.push(text("cli-note-plants"));
        PlantRegister::of_document(document).industries().collect()
    };
    let regions = request.lowest_regions(document)?;
    answer.put("regions", regions.len());
    let mut rows = coagglomeration_table(document, parameters, &regions, &industries);
    if let Some(chosen) = request.industry(document)? {
        rows.retain(|row| row.a == chosen || row.b == chosen);
    }
    answer.rows = rows
        .iter()
        .map(|row| {
            vec![
                industry_key(document, row.a),
                industry_key(document, row.b),
                json!(row.metric.value),
            ]
        })
        .collect();
    answer
        .notes
        .extend(flag_notes(rows.iter().flat_map(|row| &row.metric.flags)));
    Ok(answer)
}
