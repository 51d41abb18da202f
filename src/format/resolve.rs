//! Ids to handles: who is meant where a feature refers to another.
//!
//! It warns of ids that stand twice; what a dangling reference means is said by whoever refers.

use std::collections::HashMap;

use super::features::{Feature, FeatureKind};
use super::report::Report;
use crate::document::FileId;

/// The things of one kind by their id; looked up and never gone through, so that the order of a hash table is never seen.
#[derive(Debug, Default)]
pub(super) struct Index<'f> {
    by_text: HashMap<&'f str, Same>,
}

/// The first things of one spelling: with a text as id, and with a number.
#[derive(Clone, Copy, Debug, Default)]
struct Same {
    text: Option<u32>,
    number: Option<u32>,
}

impl<'f> Index<'f> {
    /// The things of these features, each at its position.
    pub(super) fn of(features: &[&'f Feature]) -> Self {
        let mut by_text: HashMap<&'f str, Same> = HashMap::with_capacity(features.len());
        for (position, feature) in features.iter().enumerate() {
            let Some(id) = feature.file_id() else { continue };
            let same = by_text.entry(id.as_str()).or_default();
            let slot = match id {
                FileId::Text(_) => &mut same.text,
                FileId::Number(_) => &mut same.number,
            };
            *slot = slot.or(u32::try_from(position).ok());
        }
        Self { by_text }
    }

    /// The position of the thing with this id; `1` also finds `"1"`.
    pub(super) fn find(&self, id: &FileId) -> Option<usize> {
        let same = self.by_text.get(id.as_str())?;
        let found = match id {
            FileId::Text(_) => same.text.or(same.number),
            FileId::Number(_) => same.number.or(same.text),
        };
        found.map(|position| position as usize)
    }
}

/// Warns of every id that an earlier feature has, also where one is a number and the other a text.
pub(super) fn check_ids(features: &[Feature], report: &mut Report<'_>) {
    let mut seen: HashMap<&str, usize> = HashMap::with_capacity(features.len());
    for feature in features {
        let Some((id, at)) = &feature.id else { continue };
        if let Some(first) = seen.get(id.as_str()) {
            let values = [("value", id.as_str().into()), ("first", first.to_string().into())];
            let spot = feature.spot().below_at("id", *at);
            report.add("W_DUP_ID", "format-id-twice", &values, &spot);
        } else {
            seen.insert(id.as_str(), feature.index);
        }
    }
}

/// The things of one kind, in the order of the file.
pub(super) fn of_kind(features: &[Feature], kind: FeatureKind) -> Vec<&Feature> {
    features.iter().filter(|feature| feature.kind == kind).collect()
}
