//! What differs between two documents, or between a document and the file it was opened from: who joined, left or moved, what was
//! renamed, which links came and went, which numbers changed.
//!
//! Features are compared by what stands in them, those of the same id with each other. The words are the business of
//! `difference_words`.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::Session;
use crate::document::{Document, FeatureId, FileId, LonLat, Record, lon_lat};

/// What kind of thing differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// What the file says of itself.
    File,
    /// A region.
    Region,
    /// A cluster.
    Cluster,
    /// A member.
    Member,
    /// A link.
    Link,
    /// Anything else in the file.
    Other,
}

/// How it differs.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// It is new.
    Joined,
    /// It is gone.
    Left,
    /// It has another name.
    Renamed {
        /// The name before.
        from: String,
        /// The name now.
        to: String,
    },
    /// It is at another place; `None`: not located.
    Moved {
        /// The place before.
        from: Option<LonLat>,
        /// The place now.
        to: Option<LonLat>,
    },
    /// A value is another; `None`: there is none.
    Field {
        /// The way to it, from the property.
        path: Vec<String>,
        /// The value before.
        from: Option<Value>,
        /// The value now.
        to: Option<Value>,
    },
    /// A number of a region or of the benchmark is another; null: not published, `None`: there is none.
    Number {
        /// The measure's id.
        measure: String,
        /// The industry's code, or `total`.
        industry: String,
        /// The year; `None` where numbers are undated.
        year: Option<i32>,
        /// The number before.
        from: Option<Value>,
        /// The number now.
        to: Option<Value>,
    },
}

/// One difference.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// What kind of thing.
    pub subject: Subject,
    /// Its id in the file.
    pub id: Option<FileId>,
    /// Its name; of a link its title, or its members' names.
    pub name: String,
    /// How it differs.
    pub what: What,
}

/// A feature on one side, as far as it is compared.
struct Side {
    subject: Subject,
    name: String,
    whole: Map<String, Value>,
}

/// The years of a document, where they stand in its series.
fn year_at(document: &Document, position: usize) -> Option<i32> {
    document.statistics.years.get(position).copied()
}

impl Side {
    /// A feature read from its value; names of members are found by `name_of`.
    fn new(whole: Value, name_of: &dyn Fn(&Value) -> String) -> Self {
        let whole = match whole {
            Value::Object(whole) => whole,
            other => Map::from_iter([("value".to_owned(), other)]),
        };
        let properties = whole.get("properties");
        let property = |key: &str| properties.and_then(|own| own.get(key)).and_then(Value::as_str);
        let geometry = whole
            .get("geometry")
            .and_then(|geometry| geometry.get("type"))
            .and_then(Value::as_str);
        let subject = match (property("kind"), geometry) {
            (Some("region"), _) | (None, Some("Polygon" | "MultiPolygon")) => Subject::Region,
            (Some("cluster"), _) => Subject::Cluster,
            (Some("member"), _) | (None, Some("Point")) => Subject::Member,
            (Some("link"), _) => Subject::Link,
            _ => Subject::Other,
        };
        let named = match subject {
            Subject::Link => property("title").map_or_else(
                || {
                    let members = properties.and_then(|own| own.get("members")).and_then(Value::as_array);
                    let names: Vec<String> = members.into_iter().flatten().map(name_of).collect();
                    names.join(", ")
                },
                str::to_owned,
            ),
            _ => property("name")
                .or_else(|| property("NAME"))
                .unwrap_or_default()
                .to_owned(),
        };
        let id = whole.get("id").filter(|id| !id.is_null());
        let name = match (named.is_empty(), id) {
            (true, Some(id)) => id.as_str().map_or_else(|| id.to_string(), str::to_owned),
            _ => named,
        };
        Self { subject, name, whole }
    }

    fn id(&self) -> Option<FileId> {
        match self.whole.get("id")? {
            Value::String(text) => Some(FileId::Text(text.clone())),
            Value::Number(number) => Some(FileId::Number(number.to_string())),
            _ => None,
        }
    }

    fn place(&self) -> Option<LonLat> {
        let geometry = self.whole.get("geometry")?;
        let coordinates = geometry.get("coordinates")?.as_array()?;
        match (geometry.get("type")?.as_str()?, coordinates.as_slice()) {
            ("Point", [lon, lat, ..]) => Some(lon_lat(lon.as_f64()?, lat.as_f64()?)),
            _ => None,
        }
    }

    fn difference(&self, what: What) -> Difference {
        Difference {
            subject: self.subject,
            id: self.id(),
            name: self.name.clone(),
            what,
        }
    }
}

/// Compares a feature before and now.
fn compare(before: &Side, now: &Side, year: &dyn Fn(usize) -> Option<i32>) -> Vec<Difference> {
    let mut found = Vec::new();
    let keys: Vec<&String> = keys(&before.whole, &now.whole);
    for key in keys {
        let (from, to) = (before.whole.get(key), now.whole.get(key));
        if from == to {
            continue;
        }
        match (key.as_str(), from, to) {
            ("properties", from, to) => {
                let empty = Map::new();
                let from = from.and_then(Value::as_object).unwrap_or(&empty);
                let to = to.and_then(Value::as_object).unwrap_or(&empty);
                compare_properties(before, now, (from, to), year, &mut found);
            }
            ("geometry", ..) if before.subject == Subject::Member => found.push(now.difference(What::Moved {
                from: before.place(),
                to: now.place(),
            })),
            (_, from, to) => found.push(now.difference(What::Field {
                path: vec![key.clone()],
                from: from.cloned(),
                to: to.cloned(),
            })),
        }
    }
    found
}

/// The keys of two objects: those of the first in its order, then those that only the second has.
fn keys<'m>(one: &'m Map<String, Value>, other: &'m Map<String, Value>) -> Vec<&'m String> {
    let more = other.keys().filter(|key| !one.contains_key(*key));
    one.keys().chain(more).collect()
}

fn compare_properties(
    before: &Side,
    now: &Side,
    (from, to): (&Map<String, Value>, &Map<String, Value>),
    year: &dyn Fn(usize) -> Option<i32>,
    found: &mut Vec<Difference>,
) {
    for key in keys(from, to) {
        let (old, new) = (from.get(key), to.get(key));
        let is_name = matches!(key.as_str(), "name" | "NAME") || (key == "title" && now.subject == Subject::Link);
        if old == new {
            continue;
        }
        if is_name && old.zip(new).is_some() {
            let (from, to) = (before.name.clone(), now.name.clone());
            found.push(now.difference(What::Renamed { from, to }));
        } else if key == "data" && now.subject == Subject::Region {
            for what in number_changes(old, new, year) {
                found.push(now.difference(what));
            }
        } else {
            found.push(now.difference(What::Field {
                path: vec![key.clone()],
                from: old.cloned(),
                to: new.cloned(),
            }));
        }
    }
}

/// A table of the format as rows by measure and industry.
fn rows(data: Option<&Value>) -> BTreeMap<(String, String), Vec<Value>> {
    let mut rows = BTreeMap::new();
    let list = |value: &Value| value.as_array().cloned().unwrap_or_else(|| vec![value.clone()]);
    for (measure, table) in data.and_then(Value::as_object).into_iter().flatten() {
        match table {
            Value::Object(table) => {
                for (industry, row) in table {
                    rows.insert((measure.clone(), industry.clone()), list(row));
                }
            }
            row => drop(rows.insert((measure.clone(), "total".to_owned()), list(row))),
        }
    }
    rows
}

fn number_changes(from: Option<&Value>, to: Option<&Value>, year: &dyn Fn(usize) -> Option<i32>) -> Vec<What> {
    let (from, to) = (rows(from), rows(to));
    let mut changes = Vec::new();
    for key in from.keys().chain(to.keys()).collect::<BTreeSet<_>>() {
        let (old, new) = (from.get(key), to.get(key));
        let length = old.map_or(0, Vec::len).max(new.map_or(0, Vec::len));
        for position in 0..length {
            let cell = |row: Option<&Vec<Value>>| row.and_then(|row| row.get(position)).cloned();
            let (from, to) = (cell(old), cell(new));
            if from != to {
                changes.push(What::Number {
                    measure: key.0.clone(),
                    industry: key.1.clone(),
                    year: year(position),
                    from,
                    to,
                });
            }
        }
    }
    changes
}

fn compare_headers(from: Option<Value>, to: Option<Value>, year: &dyn Fn(usize) -> Option<i32>) -> Vec<Difference> {
    let object = |value: Option<Value>| match value {
        Some(Value::Object(members)) => members,
        _ => Map::new(),
    };
    let (from, to) = (object(from), object(to));
    let of_file = |what| Difference {
        subject: Subject::File,
        id: None,
        name: String::new(),
        what,
    };
    let mut found = Vec::new();
    for key in keys(&from, &to) {
        let (old, new) = (from.get(key), to.get(key));
        if old == new {
            continue;
        }
        if key == "benchmark" {
            let data = |value: Option<&Value>| value.and_then(|benchmark| benchmark.get("data")).cloned();
            let numbers = number_changes(data(old).as_ref(), data(new).as_ref(), year);
            found.extend(numbers.into_iter().map(of_file));
            let name = |value: Option<&Value>| value.and_then(|benchmark| benchmark.get("name")).cloned();
            if name(old) == name(new) {
                continue;
            }
        }
        found.push(of_file(What::Field {
            path: vec![key.clone()],
            from: old.cloned(),
            to: new.cloned(),
        }));
    }
    found
}

fn header(document: &Document) -> Option<Value> {
    document.root_value(&["cluster_atlas".to_owned()])
}

/// What finds a feature again in another file: its id, else its kind and name; with a count where that is not enough.
type Key = (String, usize);

fn keyed(document: &Document) -> BTreeMap<Key, FeatureId> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut features = BTreeMap::new();
    for feature in document.living() {
        let thing = document.thing(feature);
        let id = thing.and_then(|thing| document.file_id_of(thing));
        let text = if let Some(id) = id {
            format!("id {id}")
        } else {
            let name = document.value(feature, &["properties".to_owned(), "name".to_owned()]);
            format!("name {}", name.unwrap_or_default())
        };
        let count = counts.entry(text.clone()).or_default();
        features.insert((text, *count), feature);
        *count += 1;
    }
    features
}

/// The name of the member that a reference means, or the reference itself.
fn member_name(document: &Document, reference: &Value) -> String {
    let id = match reference.as_str() {
        Some(text) => FileId::Text(text.to_owned()),
        None => FileId::Number(reference.to_string()),
    };
    document.name_by_file_id(&id).unwrap_or_else(|| id.to_string())
}

/// Everything that differs between two documents: first the file's own words, then features of the old file in its order, then
/// new ones.
#[must_use]
pub fn differences(old: &Document, new: &Document) -> Vec<Difference> {
    let year = |position: usize| year_at(new, position).or_else(|| year_at(old, position));
    let mut found = compare_headers(header(old), header(new), &year);
    let (before, now) = (keyed(old), keyed(new));
    let old_name = |reference: &Value| member_name(old, reference);
    let new_name = |reference: &Value| member_name(new, reference);
    let mut known: Vec<(&Key, &FeatureId)> = before.iter().collect();
    known.sort_by_key(|(_, feature)| **feature);
    for (key, feature) in known {
        let counterpart = now.get(key);
        if counterpart.is_some_and(|other| old.has_same_bytes(*feature, new, *other)) {
            continue;
        }
        let Some(from) = old.value(*feature, &[]).map(|value| Side::new(value, &old_name)) else {
            continue;
        };
        match counterpart.and_then(|other| new.value(*other, &[])) {
            Some(value) => found.extend(compare(&from, &Side::new(value, &new_name), &year)),
            None => found.push(from.difference(What::Left)),
        }
    }
    let mut fresh: Vec<&FeatureId> = now
        .iter()
        .filter(|(key, _)| !before.contains_key(*key))
        .map(|(_, feature)| feature)
        .collect();
    fresh.sort();
    for feature in fresh {
        if let Some(value) = new.value(*feature, &[]) {
            found.push(Side::new(value, &new_name).difference(What::Joined));
        }
    }
    found
}

/// Everything that was changed in a document since it was opened. Looks only at what was changed.
#[must_use]
pub fn changes_since_opening(document: &Document) -> Vec<Difference> {
    let mut found = changes_of_header(document);
    for (feature, _) in document.changes.features() {
        found.extend(changes_of(document, feature));
    }
    found
}

/// What was changed since opening of what the file says of itself.
pub(super) fn changes_of_header(document: &Document) -> Vec<Difference> {
    if document.changes.root().is_empty() {
        return Vec::new();
    }
    let year = |position: usize| year_at(document, position);
    let opened = document.opened_root_value(&["cluster_atlas".to_owned()]);
    compare_headers(opened, header(document), &year)
}

/// What was changed of a feature since opening.
pub(super) fn changes_of(document: &Document, feature: FeatureId) -> Vec<Difference> {
    let year = |position: usize| year_at(document, position);
    let name_of = |reference: &Value| member_name(document, reference);
    let opened = document.opened_value(feature, &[]);
    let before = opened.map(|value| Side::new(value, &name_of));
    let is_removed = document.changes.of(feature).is_some_and(Record::is_removed);
    let now = (!is_removed).then(|| document.value(feature, &[])).flatten();
    let now = now.map(|value| Side::new(value, &name_of));
    match (before, now) {
        (Some(before), Some(now)) => compare(&before, &now, &year),
        (Some(before), None) => vec![before.difference(What::Left)],
        (None, Some(now)) => vec![now.difference(What::Joined)],
        (None, None) => Vec::new(),
    }
}

/// The names of the members of a link, now or as it was opened, where its own title does not tell them; at most four.
pub(super) fn parties(document: &Document, feature: FeatureId) -> Option<String> {
    let way = ["properties".to_owned(), "members".to_owned()];
    let title = ["properties".to_owned(), "title".to_owned()];
    let at = |way: &[String]| {
        document
            .value(feature, way)
            .or_else(|| document.opened_value(feature, way))
    };
    at(&title)?;
    let members = at(&way)?;
    let names = members.as_array()?.iter().take(4);
    let names: Vec<String> = names.map(|reference| member_name(document, reference)).collect();
    (!names.is_empty()).then(|| names.join(" – "))
}

/// What kind of thing a feature of the document is or was when it was opened, and its name.
pub(super) fn named(document: &Document, feature: FeatureId) -> Option<(Subject, String)> {
    let name_of = |reference: &Value| member_name(document, reference);
    let value = document.value(feature, &[]);
    let value = value.or_else(|| document.opened_value(feature, &[]))?;
    let side = Side::new(value, &name_of);
    Some((side.subject, side.name))
}

impl Session {
    /// What was changed since the file was opened, in sentences.
    #[must_use]
    pub fn changes(&self) -> Vec<String> {
        let document = &self.document;
        changes_since_opening(document)
            .iter()
            .map(|difference| difference.sentence(document))
            .collect()
    }
}
