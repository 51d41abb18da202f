//! `metrics`: one table of numbers as CSV or JSON. The numbers are those of `analysis`.

use serde_json::{Map, Value, json};

use super::arguments::{Arguments, Option as CommandOption};
use super::{Failure, Outcome, input, output};
use crate::analysis::benchmark::Benchmark;
use crate::analysis::explained::Flag;
use crate::analysis::quotient::{is_present, symmetric};
use crate::analysis::specialization::{Parameters, Row, table};
use crate::analysis::strength::Scheme;
use crate::document::{Document, FileId, IndustryId, RegionId};
use crate::messages::{text, text_with};

pub(super) const OPTIONS: &[CommandOption] = &[
    CommandOption::with_value("table"),
    CommandOption::with_value("year"),
    CommandOption::with_value("measure"),
    CommandOption::with_value("industry"),
    CommandOption::with_value("level"),
    CommandOption::with_value("benchmark"),
    CommandOption::with_value("scheme"),
    CommandOption::with_value("limit"),
    CommandOption::with_value("format"),
    CommandOption::with_value("output"),
];

/// The version of the formulas, printed with every table.
const METHOD_VERSION: u32 = 1;

const COLUMNS: [&str; 19] = [
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

/// What is asked for beside the numbers' own parameters.
struct Request {
    parameters: Parameters,
    regions: Vec<RegionId>,
    industries: Vec<IndustryId>,
    limit: usize,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let file = arguments.one_file()?;
    if arguments.raw("table").is_none() {
        return Err(Failure::Usage(text("cli-metrics-no-table")));
    }
    arguments.one_of("table", &["specialization"])?;
    let format = arguments.one_of("format", &["csv", "json"])?;
    let scheme = scheme(arguments)?;
    let limit = number_option(arguments, "limit")?.unwrap_or(usize::MAX);
    let opened = input::open(file)?;
    let document = &opened.document;
    let request = request(arguments, document, scheme, limit)?;
    let table = table(document, request.parameters, &request.regions, &request.industries);
    let rows: Vec<Vec<Value>> = table
        .rows
        .iter()
        .take(request.limit)
        .map(|row| values(document, &request.parameters, row))
        .collect();
    let bytes = match format {
        "json" => as_json(arguments, document, &request, &table.rows, rows)?,
        _ => as_csv(&rows)?,
    };
    output::deliver(&bytes, arguments.raw("output"))?;
    Ok(Outcome::Done)
}

fn scheme(arguments: &Arguments) -> Result<Scheme, Failure> {
    let word = arguments.one_of("scheme", &["us", "eco-2007", "eu-10"])?;
    Scheme::from_id(word).ok_or_else(|| Failure::usage("cli-not-a-number", "option", "--scheme"))
}

fn number_option<T: std::str::FromStr>(arguments: &Arguments, name: &str) -> Result<Option<T>, Failure> {
    arguments
        .value(name)?
        .map(|given| {
            given
                .parse()
                .map_err(|_not_a_number| Failure::usage("cli-not-a-number", "option", &format!("--{name}")))
        })
        .transpose()
}

fn request(arguments: &Arguments, document: &Document, scheme: Scheme, limit: usize) -> Result<Request, Failure> {
    let statistics = &document.statistics;
    let mut parameters = Parameters::of_file(document).ok_or_else(|| Failure::Refused(text("cli-no-statistics")))?;
    parameters.scheme = scheme;
    if let Some(id) = arguments.value("measure")? {
        let known = statistics.measures.iter().map(|measure| measure.id.as_str());
        parameters.measure = statistics
            .measure_by_id(id)
            .ok_or_else(|| unknown("--measure", id, known))?;
        parameters.benchmark = Benchmark::of_file(document, parameters.measure);
    }
    if let Some(year) = number_option::<i32>(arguments, "year")? {
        let years: Vec<String> = statistics.years.iter().map(i32::to_string).collect();
        parameters.year_position = statistics
            .year_position(year)
            .ok_or_else(|| unknown("--year", &year.to_string(), years.iter().map(String::as_str)))?;
    }
    if let Some(word) = arguments.value("benchmark")? {
        parameters.benchmark = Benchmark::from_word(document, parameters.measure, word)
            .ok_or_else(|| unknown("--benchmark", word, ["header", "sum", "parent"].into_iter()))?;
    }
    let industries = match arguments.value("industry")? {
        Some(code) => {
            let known = statistics.industries.iter().map(|industry| industry.code.as_str());
            vec![
                statistics
                    .industry_by_code(code)
                    .ok_or_else(|| unknown("--industry", code, known))?,
            ]
        }
        None => statistics.industries_without_children().collect(),
    };
    Ok(Request {
        parameters,
        regions: regions(arguments, document)?,
        industries,
        limit,
    })
}

fn regions(arguments: &Arguments, document: &Document) -> Result<Vec<RegionId>, Failure> {
    let all = document.regions.iter().enumerate();
    let Some(level) = arguments.value("level")? else {
        return Ok(all.map(|(position, _)| RegionId::at(position)).collect());
    };
    let of_level: Vec<RegionId> = all
        .filter(|(_, region)| region.level.as_deref() == Some(level))
        .map(|(position, _)| RegionId::at(position))
        .collect();
    if of_level.is_empty() {
        let levels: std::collections::BTreeSet<&str> = document
            .regions
            .iter()
            .filter_map(|region| region.level.as_deref())
            .collect();
        return Err(unknown("--level", level, levels.into_iter()));
    }
    Ok(of_level)
}

/// The file does not hold what an option names; the first of what it holds are listed.
fn unknown<'a>(option: &str, given: &str, known: impl Iterator<Item = &'a str>) -> Failure {
    let mut known: Vec<&str> = known.collect();
    if known.len() > 12 {
        known.truncate(12);
        known.push("…");
    }
    Failure::Usage(text_with(
        "cli-not-in-file",
        &[
            ("option", option.into()),
            ("value", given.into()),
            ("choices", known.join(", ").into()),
        ],
    ))
}

/// The values of one row, in the order of [`COLUMNS`].
fn values(document: &Document, parameters: &Parameters, row: &Row) -> Vec<Value> {
    let quotient = &row.quotient;
    let inputs = &quotient.inputs;
    let number = |value: Option<f64>| json!(value);
    let region = document.region(row.region);
    let key = match region.and_then(|region| region.id.as_ref()) {
        Some(FileId::Text(id)) => json!(id),
        Some(FileId::Number(id)) => serde_json::from_str(id).unwrap_or_else(|_| json!(id)),
        None => json!(region.map(|region| region.name.as_str())),
    };
    vec![
        key,
        json!(document.industry(row.industry).map(|industry| industry.code.as_str())),
        json!(quotient.year),
        json!(document.measure(parameters.measure).map(|measure| measure.id.as_str())),
        number(inputs.value),
        number(inputs.region_share()),
        number(inputs.benchmark_share()),
        number(quotient.value),
        number(quotient.interval.map(|(low, _)| low)),
        number(quotient.interval.map(|(_, high)| high)),
        json!(quotient.value.map(|value| u8::from(is_present(value)))),
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

fn as_csv(rows: &[Vec<Value>]) -> Result<Vec<u8>, Failure> {
    let failed = |error: csv::Error| Failure::Refused(error.to_string());
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::Any(b'\n'))
        .from_writer(Vec::new());
    writer.write_record(COLUMNS).map_err(failed)?;
    for row in rows {
        writer.write_record(row.iter().map(csv_cell)).map_err(failed)?;
    }
    writer.into_inner().map_err(|error| Failure::Refused(error.to_string()))
}

/// A value as a cell: the shortest text that reads back the same number, and nothing for what is undefined.
fn csv_cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Number(number) => match number.as_f64() {
            Some(value) if number.is_f64() => value.to_string(),
            _ => number.to_string(),
        },
        other => other.to_string(),
    }
}

fn as_json(
    arguments: &Arguments,
    document: &Document,
    request: &Request,
    table_rows: &[Row],
    rows: Vec<Vec<Value>>,
) -> Result<Vec<u8>, Failure> {
    let parameters = request.parameters;
    let rows: Vec<Value> = rows
        .into_iter()
        .map(|row| {
            Value::Object(
                COLUMNS
                    .iter()
                    .map(|name| (*name).to_owned())
                    .zip(row)
                    .collect::<Map<String, Value>>(),
            )
        })
        .collect();
    let mut notes = Vec::new();
    let has = |flag: Flag| table_rows.iter().any(|row| row.quotient.flags.contains(&flag));
    for flag in [Flag::BenchmarkIsSum, Flag::TotalsIncomplete, Flag::NoEstablishments] {
        if has(flag) {
            notes.push(text(flag.message_id()));
        }
    }
    notes.push(text(&format!("cli-scheme-{}", parameters.scheme.id())));
    let year = document.statistics.years.get(parameters.year_position);
    let answer = json!({
        "table": "specialization",
        "parameters": {
            "year": year,
            "measure": document.measure(parameters.measure).map(|measure| measure.id.as_str()),
            "benchmark": parameters.benchmark.common_name(document),
            "industry": arguments.value("industry")?,
            "level": arguments.value("level")?,
            "scheme": parameters.scheme.id(),
            "method_version": METHOD_VERSION,
        },
        "rows": rows,
        "notes": notes,
    });
    Ok((answer.to_string() + "\n").into_bytes())
}
