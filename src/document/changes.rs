//! What was changed since a file was opened: for every feature the values that are other than in its bytes.
//!
//! It records and hands out. Which changes make sense is the business of `edit`; putting them into bytes that of the
//! room that writes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use serde_json::Value;

use super::index::{Index, Outlines, Thing};
use super::{FeatureId, LinkId, MemberId};

/// The way from a feature (or from the root of the file) to a value inside: keys, and positions in lists as numbers.
pub type ValuePath = Vec<String>;

/// A value that replaces what the bytes say, or takes it away.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Change {
    /// Later changes have larger numbers; new properties are written in this order.
    pub order: u32,
    /// The value; `None` takes it away.
    pub value: Option<Arc<Value>>,
}

/// What was changed inside one feature. No path lies inside another, and the parent of each stands in the bytes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Record {
    pub(super) entries: BTreeMap<ValuePath, Change>,
    pub(super) next_order: u32,
    pub(super) is_removed: bool,
}

impl Record {
    /// Whether the whole feature was removed.
    #[must_use]
    pub fn is_removed(&self) -> bool {
        self.is_removed
    }

    /// The feature itself, where it was added and has no bytes.
    #[must_use]
    pub fn added(&self) -> Option<&Value> {
        self.entries.get(&[] as &[String])?.value.as_deref()
    }

    /// The changed values by path, in the order in which they were first changed; `None` where one was taken away.
    #[must_use]
    pub fn values(&self) -> Vec<(&[String], Option<&Value>)> {
        let mut entries: Vec<_> = self.entries.iter().collect();
        entries.sort_by_key(|(_, change)| change.order);
        entries
            .into_iter()
            .map(|(path, change)| (path.as_slice(), change.value.as_deref()))
            .collect()
    }

    /// The change that decides about this path: its own, or that of something around it.
    pub(super) fn covering(&self, path: &[String]) -> Option<(usize, &Change)> {
        (0..=path.len()).find_map(|length| Some((length, self.entries.get(path.get(..length)?)?)))
    }

    /// The changes inside the value at this path.
    pub(super) fn below<'r>(&'r self, path: &'r [String]) -> impl Iterator<Item = (&'r ValuePath, &'r Change)> + 'r {
        self.entries
            .range(path.to_vec()..)
            .take_while(move |(inner, _)| inner.starts_with(path))
            .filter(move |(inner, _)| inner.len() > path.len())
    }

    /// Whether nothing is changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.next_order == 0 && !self.is_removed
    }
}

/// Where features that were added or became something else stand, and what else is remembered of edits. None of it is
/// ever wrong after an undo: whoever looks here checks what is found.
#[derive(Clone, Debug, Default)]
pub(super) struct Memory {
    /// The places that a feature was given in the document's lists.
    pub things: BTreeMap<FeatureId, Vec<Thing>>,
    /// The features that were given an id, by its text.
    pub ids: BTreeMap<String, Vec<FeatureId>>,
    /// The links whose members were changed.
    pub relinked: BTreeSet<LinkId>,
    /// The members that were changed.
    pub altered: BTreeSet<MemberId>,
    /// How many features were ever added.
    pub added_count: usize,
}

/// Everything that was changed since the file was opened.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    pub(super) features: Arc<BTreeMap<FeatureId, Arc<Record>>>,
    pub(super) root: Arc<Record>,
    pub(super) memory: Arc<Memory>,
    /// Found when the first edit asks for it; of the document as it was opened.
    pub(super) index: Arc<OnceLock<Index>>,
    /// Of the regions as they are now.
    pub(super) outlines: OnceLock<Arc<Outlines>>,
}

impl Changes {
    /// Whether everything is as it was opened.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.features.is_empty() && self.root.is_empty()
    }

    /// The changed features in the order of their handles: those of the file first, then added ones.
    pub fn features(&self) -> impl Iterator<Item = (FeatureId, &Record)> + '_ {
        self.features
            .iter()
            .map(|(feature, record)| (*feature, record.as_ref()))
    }

    /// What was changed of a feature.
    #[must_use]
    pub fn of(&self, feature: FeatureId) -> Option<&Record> {
        self.features.get(&feature).map(Arc::as_ref)
    }

    /// What was changed beside the features, with paths from the root of the file.
    #[must_use]
    pub fn root(&self) -> &Record {
        &self.root
    }

    /// What was changed up to now, to be compared with later; costs nothing and holds nothing else.
    #[must_use]
    pub fn kept(&self) -> Self {
        Self {
            features: Arc::clone(&self.features),
            root: Arc::clone(&self.root),
            ..Self::default()
        }
    }

    /// The features that are other than they were when `earlier` was kept, in the order of their handles.
    pub fn features_since<'c>(&'c self, earlier: &'c Self) -> impl Iterator<Item = FeatureId> + 'c {
        let differs = |feature: &FeatureId, record: &Arc<Record>| {
            let before = earlier.features.get(feature);
            before.is_none_or(|before| !Arc::ptr_eq(before, record) && before != record)
        };
        let changed = self
            .features
            .iter()
            .filter(move |(feature, record)| differs(feature, record));
        let is_gone = |feature: &&FeatureId| !self.features.contains_key(*feature);
        let undone = earlier.features.keys().filter(is_gone);
        let all: BTreeSet<FeatureId> = changed.map(|(feature, _)| *feature).chain(undone.copied()).collect();
        all.into_iter()
    }
}

/// The value at a path inside another.
pub(super) fn inside<'v>(value: &'v Value, path: &[String]) -> Option<&'v Value> {
    path.iter().try_fold(value, |value, segment| match value {
        Value::Object(members) => members.get(segment),
        Value::Array(entries) => entries.get(segment.parse::<usize>().ok()?),
        _ => None,
    })
}

/// Sets or takes away the value at a path inside another. What is missing on the way becomes an object; a list is padded
/// with `null` up to the position, and closes the gap of what is taken away.
pub(super) fn set_inside(value: &mut Value, path: &[String], new: Option<Value>) {
    let Some((first, rest)) = path.split_first() else {
        *value = new.unwrap_or(Value::Null);
        return;
    };
    if let Value::Array(entries) = value {
        let Ok(position) = first.parse::<usize>() else { return };
        if rest.is_empty() && new.is_none() {
            if position < entries.len() {
                entries.remove(position);
            }
            return;
        }
        if entries.len() <= position && new.is_some() {
            entries.resize(position.saturating_add(1).min(1 << 20), Value::Null);
        }
        if let Some(entry) = entries.get_mut(position) {
            set_inside(entry, rest, new);
        }
        return;
    }
    if !value.is_object() {
        if new.is_none() {
            return;
        }
        *value = Value::Object(serde_json::Map::new());
    }
    let Value::Object(members) = value else { return };
    match new {
        None if rest.is_empty() => drop(members.shift_remove(first)),
        None if !members.contains_key(first) => {}
        new => set_inside(members.entry(first.clone()).or_insert(Value::Null), rest, new),
    }
}
