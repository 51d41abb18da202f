//! A table of results, and how it is written as CSV and as JSON. What stands in it is decided by the tables' own files.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::Failure;
use crate::analysis::explained::{Flag, Undefined};
use crate::document::{Document, FileId, IndustryId, RegionId};
use crate::messages::{text, text_with};

/// The version of the formulas, printed with every table.
const METHOD_VERSION: u32 = 1;

/// Rows with everything that repeats the run.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Table {
    /// One value for each column; `Value::Null` is undefined.
    pub(super) rows: Vec<Vec<Value>>,
    /// What it was computed with, defaults included.
    pub(super) parameters: Map<String, Value>,
    /// What a reader must know, in sentences.
    pub(super) notes: Vec<String>,
}

impl Table {
    /// A table with these rows, without parameters and notes.
    pub(super) fn of_rows(rows: Vec<Vec<Value>>) -> Self {
        Self {
            rows,
            ..Self::default()
        }
    }

    /// Says with what it was computed.
    pub(super) fn put(&mut self, name: &str, value: impl Into<Value>) {
        self.parameters.insert(name.to_owned(), value.into());
    }

    /// One of the parameters; `null` where it was not put.
    pub(super) fn parameter(&self, name: &str) -> Value {
        self.parameters.get(name).cloned().unwrap_or_default()
    }

    /// The table with a header row; what is undefined is an empty cell.
    pub(super) fn to_csv(&self, columns: &[&str]) -> Result<Vec<u8>, Failure> {
        let failed = |error: csv::Error| Failure::Refused(error.to_string());
        let mut writer = csv::WriterBuilder::new()
            .terminator(csv::Terminator::Any(b'\n'))
            .from_writer(Vec::new());
        writer.write_record(columns).map_err(failed)?;
        for row in &self.rows {
            writer.write_record(row.iter().map(csv_cell)).map_err(failed)?;
        }
        writer.into_inner().map_err(|error| Failure::Refused(error.to_string()))
    }

    /// The table as one object; `given` are the options of the run, which complete the table's own parameters.
    pub(super) fn into_json(self, name: &str, columns: &[&str], given: Map<String, Value>) -> Vec<u8> {
        let named = |row: Vec<Value>| {
            let names = columns.iter().map(|name| (*name).to_owned());
            Value::Object(names.zip(row).collect::<Map<String, Value>>())
        };
        // The table's own come first and in their order, so that a run with all that is printed here prints the same bytes.
        let mut parameters = self.parameters;
        for (name, value) in given {
            parameters.entry(name).or_insert(value);
        }
        parameters.insert("method_version".to_owned(), json!(METHOD_VERSION));
        let answer = json!({
            "table": name,
            "parameters": parameters,
            "rows": self.rows.into_iter().map(named).collect::<Vec<Value>>(),
            "notes": self.notes,
        });
        (answer.to_string() + "\n").into_bytes()
    }
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

/// The id of a region as the file writes it; its name where it has none.
pub(super) fn region_key(document: &Document, region: RegionId) -> Value {
    let found = document.region(region);
    key(
        found.and_then(|region| region.id.as_ref()),
        found.map(|region| region.name.as_str()),
    )
}

/// The id of a feature as the file writes it; its name where it has none.
pub(super) fn key(id: Option<&FileId>, name: Option<&str>) -> Value {
    match id {
        Some(FileId::Text(id)) => json!(id),
        Some(FileId::Number(id)) => serde_json::from_str(id).unwrap_or_else(|_not_a_number| json!(id)),
        None => json!(name),
    }
}

/// The ids of flags, separated by semicolons.
pub(super) fn flag_ids(flags: &BTreeSet<Flag>) -> String {
    flags.iter().map(|flag| flag.id()).collect::<Vec<_>>().join(";")
}

/// A sentence for each flag that occurs.
pub(super) fn flag_notes<'f>(flags: impl IntoIterator<Item = &'f Flag>) -> Vec<String> {
    let occurring: BTreeSet<&Flag> = flags.into_iter().collect();
    occurring.into_iter().map(|flag| text(flag.message_id())).collect()
}

/// A sentence for each reason why cells are empty, and what to ask for instead where that can help.
pub(super) fn reason_notes(reasons: impl IntoIterator<Item = Undefined>) -> Vec<String> {
    let occurring: BTreeSet<Undefined> = reasons.into_iter().collect();
    let mut notes: Vec<String> = occurring
        .iter()
        .map(|reason| text_with("cli-note-empty", &[("reason", text(reason.message_id()).into())]))
        .collect();
    if occurring.contains(&Undefined::BenchmarkMissing) {
        notes.push(text("cli-note-other-benchmark"));
    }
    notes
}

/// The code of an industry.
pub(super) fn industry_key(document: &Document, industry: IndustryId) -> Value {
    json!(document.industry(industry).map(|industry| industry.code.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_undefined_is_an_empty_cell_and_null() {
        let mut table = Table::of_rows(vec![vec![json!("a,b"), Value::Null, json!(0.1), json!(3)]]);
        table.put("seed", 7);
        let columns = ["region", "lq", "share", "rank"];
        let csv = String::from_utf8(table.to_csv(&columns).unwrap()).unwrap();
        assert_eq!(csv, "region,lq,share,rank\n\"a,b\",,0.1,3\n");
        let given = Map::from_iter([("seed".to_owned(), json!(1)), ("level".to_owned(), json!("county"))]);
        let answer: Value = serde_json::from_slice(&table.into_json("t", &columns, given)).unwrap();
        assert_eq!(answer["rows"][0]["lq"], Value::Null);
        assert_eq!(
            answer["parameters"],
            json!({"seed": 7, "level": "county", "method_version": METHOD_VERSION})
        );
    }
}
