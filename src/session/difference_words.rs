//! Differences in words, and as JSON. What differs is found by `difference`.

use serde_json::{Value, json};

use super::difference::{Difference, Subject, What};
use crate::analysis::network::distance_km;
use crate::document::{Document, FileId, LonLat};
use crate::messages::{self, number, text, text_with};

/// Values that take more characters are not quoted in a sentence.
const LONGEST_VALUE: usize = 60;

impl Subject {
    /// The word of the file format; `file` for the header.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Region => "region",
            Self::Cluster => "cluster",
            Self::Member => "member",
            Self::Link => "link",
            Self::Other => "other",
        }
    }
}

/// A name on one line, and not longer than a line.
pub(super) fn shortened(name: &str) -> String {
    let mut line: String = name
        .chars()
        .take(80)
        .map(|sign| if sign.is_control() { ' ' } else { sign })
        .collect();
    if name.chars().nth(80).is_some() {
        line.push('…');
    }
    line
}

/// The name of a property in words, where there are any.
fn field(path: &[String]) -> String {
    let key = path.join("/");
    let id = format!("field-{}", key.replace('_', "-"));
    if messages::exists(&id) {
        text(&id)
    } else {
        format!("“{}”", shortened(&key))
    }
}

/// A value that fits into a sentence.
fn short(value: &Value) -> Option<String> {
    let words = match value {
        Value::String(words) => format!("“{words}”"),
        Value::Number(value) => value.as_f64().map_or_else(|| value.to_string(), exact),
        Value::Null => text("diff-nothing"),
        other => other.to_string(),
    };
    (words.chars().count() <= LONGEST_VALUE && !words.chars().any(char::is_control)).then_some(words)
}

fn exact(value: f64) -> String {
    if value.fract() == 0.0 {
        number::count(value)
    } else {
        value.to_string()
    }
}

/// A number of a table; null is not published.
fn cell(value: Option<&Value>) -> String {
    match value {
        None => text("diff-missing"),
        Some(Value::Null) => text("not-published"),
        Some(value) => short(value).unwrap_or_default(),
    }
}

impl Difference {
    /// The difference as a sentence; names of industries and measures come from the document.
    #[must_use]
    pub fn sentence(&self, document: &Document) -> String {
        let name = match self.subject {
            Subject::File => text("diff-file"),
            _ => format!("“{}”", shortened(&self.name)),
        };
        match &self.what {
            What::Joined => text_with(&format!("diff-new-{}", self.subject.word()), &[("name", name.into())]),
            What::Left => text_with(&format!("diff-gone-{}", self.subject.word()), &[("name", name.into())]),
            What::Renamed { from, to } => {
                let values = [("from", shortened(from).into()), ("to", shortened(to).into())];
                text_with("diff-renamed", &values)
            }
            What::Moved { from, to } => moved(name, *from, *to),
            What::Field { path, from, to } => changed(name, path, from.as_ref(), to.as_ref()),
            What::Number {
                measure,
                industry,
                year,
                from,
                to,
            } => {
                let statistics = &document.statistics;
                let known = statistics.measure_by_id(measure).and_then(|id| document.measure(id));
                let measure = known.map_or(measure.as_str(), |known| known.name.as_str());
                let known = statistics
                    .industry_by_code(industry)
                    .and_then(|id| document.industry(id));
                let industry = match known {
                    Some(known) => shortened(&known.name),
                    None if industry == "total" => text("diff-total"),
                    None => industry.clone(),
                };
                let values = [
                    ("name", name.into()),
                    ("measure", measure.into()),
                    ("industry", industry.into()),
                    ("year", year.map(|year| year.to_string()).unwrap_or_default().into()),
                    ("from", cell(from.as_ref()).into()),
                    ("to", cell(to.as_ref()).into()),
                ];
                text_with(
                    if year.is_some() {
                        "diff-number"
                    } else {
                        "diff-number-undated"
                    },
                    &values,
                )
            }
        }
    }

    /// The difference as JSON: `{kind, id, name, change, …, sentence}`.
    #[must_use]
    pub fn json(&self, document: &Document) -> Value {
        let id = match &self.id {
            Some(FileId::Text(id)) => json!(id),
            Some(FileId::Number(id)) => serde_json::from_str(id).unwrap_or_else(|_| json!(id)),
            None => Value::Null,
        };
        let place = |place: &Option<LonLat>| place.map(|place| json!([place.lon, place.lat]));
        let (change, more) = match &self.what {
            What::Joined => ("joined", json!({})),
            What::Left => ("left", json!({})),
            What::Renamed { from, to } => ("renamed", json!({"from": from, "to": to})),
            What::Moved { from, to } => ("moved", json!({"from": place(from), "to": place(to)})),
            What::Field { path, from, to } => ("field", json!({"path": path, "from": from, "to": to})),
            What::Number {
                measure,
                industry,
                year,
                from,
                to,
            } => (
                "number",
                json!({"measure": measure, "industry": industry, "year": year, "from": from, "to": to}),
            ),
        };
        let mut whole = json!({"kind": self.subject.word(), "id": id, "name": self.name, "change": change});
        if let (Value::Object(whole), Value::Object(more)) = (&mut whole, more) {
            whole.extend(more);
            whole.insert("sentence".to_owned(), json!(self.sentence(document)));
        }
        whole
    }
}

fn moved(name: String, from: Option<LonLat>, to: Option<LonLat>) -> String {
    match (from, to) {
        (Some(from), Some(to)) => {
            let km = distance_km([from.lon, from.lat], [to.lon, to.lat]);
            text_with(
                "diff-moved",
                &[("name", name.into()), ("km", number::three_significant(km).into())],
            )
        }
        (None, Some(_)) => text_with("diff-placed", &[("name", name.into())]),
        (_, None) => text_with("diff-unplaced", &[("name", name.into())]),
    }
}

fn changed(name: String, path: &[String], from: Option<&Value>, to: Option<&Value>) -> String {
    let field = field(path);
    let (old, new) = (from.map(short), to.map(short));
    let mut values = vec![("name", name.into()), ("field", field.into())];
    let id = match (old, new) {
        (Some(Some(old)), Some(Some(new))) => {
            values.extend([("from", old.into()), ("to", new.into())]);
            "diff-changed"
        }
        (None, Some(Some(new))) => {
            values.push(("to", new.into()));
            "diff-set"
        }
        (Some(Some(old)), None) => {
            values.push(("from", old.into()));
            "diff-removed"
        }
        (Some(None), None) => "diff-removed-long",
        (None, Some(None)) => "diff-set-long",
        _ => "diff-changed-long",
    };
    text_with(id, &values)
}
