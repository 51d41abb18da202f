//! Ids to handles: who is meant where a feature refers to another.
//!
//! It warns of ids that stand twice; what a dangling reference means is said by whoever refers.

use std::collections::BTreeMap;

use super::features::{Feature, FeatureKind};
use super::report::Report;
use crate::document::FileId;

/// The things of one kind by their id.
#[derive(Debug, Default)]
pub(super) struct Index {
    by_id: BTreeMap<FileId, usize>,
    by_text: BTreeMap<String, usize>,
}

impl Index {
    /// Gives the thing at this position its id; the first of an id keeps it.
    pub(super) fn put(&mut self, id: Option<&FileId>, position: usize) {
        if let Some(id) = id {
            self.by_id.entry(id.clone()).or_insert(position);
            self.by_text.entry(id.as_str().to_owned()).or_insert(position);
        }
    }

    /// The position of the thing with this id; `1` also finds `"1"`.
    pub(super) fn find(&self, id: &FileId) -> Option<usize> {
        self.by_id.get(id).or_else(|| self.by_text.get(id.as_str())).copied()
    }
}

/// Warns of every id that an earlier feature has, also where one is a number and the other a text.
pub(super) fn check_ids(features: &[Feature<'_>], report: &mut Report<'_>) {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for feature in features {
        let Some(id) = &feature.id else { continue };
        if let Some(first) = seen.get(id.as_str()) {
            let spot = match feature.node.member(report.bytes, "id") {
                Some(node) => feature.spot().below("id", node),
                None => feature.spot(),
            };
            let values = [("value", id.as_str().into()), ("first", (*first).to_string().into())];
            report.add("W_DUP_ID", "format-id-twice", &values, &spot);
        } else {
            seen.insert(id.as_str(), feature.index);
        }
    }
}

/// The things of one kind, in the order of the file.
pub(super) fn of_kind<'f, 't>(
    features: &'f [Feature<'t>],
    kind: FeatureKind,
) -> impl Iterator<Item = &'f Feature<'t>> + 'f {
    features.iter().filter(move |feature| feature.kind == kind)
}
