//! The table `specialization`: location quotients and their relatives, a row for each region and industry.

use serde_json::{Value, json};

use super::Failure;
use super::request::Request;
use super::table::{Table, industry_key, reason_notes, region_key};
use crate::analysis::explained::{Explained, Flag, Undefined};
use crate::analysis::quotient::{is_present, symmetric};
use crate::analysis::specialization::{Parameters, Row, table};
use crate::document::Document;
use crate::messages::text;

pub(super) const COLUMNS: &[&str] = &[
    "region",
    "industry",
    "year",
    "measure",
    "value",
    "region_share",
    "benchmark_share",
    "lq",
    "lq_low",
    "lq_high",
    "rca",
    "rsca",
    "nrca",
    "additive_rca",
    "slq",
    "national_share",
    "strong",
    "stars",
    "flags",
];

pub(super) fn compute(document: &Document, request: &Request) -> Result<Table, Failure> {
    let parameters = request.parameters(document)?;
    let industries = request.industries(document)?;
    let found = table(document, parameters, &request.regions(document)?, &industries);
    let rows = found.rows.iter().map(|row| values(document, &parameters, row));
    let mut answer = Table::of_rows(rows.collect());
    put_parameters(&mut answer, document, &parameters);
    answer.put("scheme", parameters.scheme.id());
    let thresholds = parameters.scheme.thresholds().into_iter();
    let thresholds = thresholds.map(|(name, value)| (name.to_owned(), json!(value)));
    answer.put("thresholds", thresholds.collect::<serde_json::Map<String, Value>>());
    answer.notes = notes(&found.rows);
    answer.notes.extend(reason_notes(reasons(&found.rows)));
    answer
        .notes
        .push(text(&format!("cli-scheme-{}", parameters.scheme.id())));
    Ok(answer)
}

/// Year, measure and benchmark of a run.
pub(super) fn put_parameters(table: &mut Table, document: &Document, parameters: &Parameters) {
    table.put("year", json!(document.statistics.years.get(parameters.year_position)));
    let measure = document.measure(parameters.measure);
    table.put("measure", json!(measure.map(|measure| measure.id.as_str())));
    table.put(
        "benchmark",
        parameters.benchmark.printed_name(document, parameters.measure),
    );
}

/// The reservations that hold for any of the rows, a sentence each.
fn notes(rows: &[Row]) -> Vec<String> {
    [Flag::BenchmarkIsSum, Flag::TotalsIncomplete, Flag::NoEstablishments]
        .into_iter()
        .filter(|flag| rows.iter().any(|row| row.quotient.flags.contains(flag)))
        .map(|flag| text(flag.message_id()))
        .collect()
}

/// Why cells of the quotient are empty, what is not published aside: that says its flag.
fn reasons(rows: &[Row]) -> impl Iterator<Item = Undefined> {
    let published = rows.iter().filter(|row| row.quotient.inputs.value.is_some());
    published.filter_map(|row| row.quotient.reason_undefined)
}

/// 1 where the industry is present, 0 where it is not, also where nothing can be divided; nothing for what is not published.
fn presence(quotient: &Explained) -> Option<u8> {
    let known = quotient.inputs.value?;
    Some(u8::from(known > 0.0 && quotient.value.is_some_and(is_present)))
}

/// The values of one row, in the order of [`COLUMNS`].
fn values(document: &Document, parameters: &Parameters, row: &Row) -> Vec<Value> {
    let quotient = &row.quotient;
    let inputs = &quotient.inputs;
    let number = |value: Option<f64>| json!(value);
    vec![
        region_key(document, row.region),
        industry_key(document, row.industry),
        json!(quotient.year),
        json!(document.measure(parameters.measure).map(|measure| measure.id.as_str())),
        number(inputs.value),
        number(inputs.region_share()),
        number(inputs.benchmark_share()),
        number(quotient.value),
        number(quotient.interval.map(|(low, _)| low)),
        number(quotient.interval.map(|(_, high)| high)),
        json!(presence(quotient)),
        number(quotient.value.map(symmetric)),
        number(inputs.normalized_advantage()),
        number(inputs.additive_advantage()),
        number(row.standardized),
        number(inputs.national_share()),
        json!(row.is_strong.map(u8::from)),
        json!(row.stars),
        json!(quotient.flag_ids()),
    ]
}
