//! What was changed since the file was opened, in sentences to be read before saving or giving up.
//!
//! It reads the record of changes that the document keeps; what the bytes of the file become is the business of `format`.

use crate::document::{Document, FeatureId, Record, Thing};
use crate::messages::{text, text_with};

/// So many names stand in a sentence.
const MOST_NAMES: usize = 3;

/// The kinds of things that sentences are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Member,
    Link,
    Cluster,
    Region,
    Other,
}

/// What became of a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fate {
    Added,
    Changed,
    Removed,
}

/// What was changed, one sentence for each kind of thing and what became of it; empty where nothing was.
#[must_use]
pub(super) fn sentences(document: &Document) -> Vec<String> {
    let mut found: std::collections::BTreeMap<(Kind, Fate), Vec<String>> = std::collections::BTreeMap::new();
    for (feature, record) in document.changes.features().filter(|(_, record)| !record.is_empty()) {
        let is_new = record.added().is_some();
        if is_new && record.is_removed() {
            continue;
        }
        let fate = match (is_new, record.is_removed()) {
            (true, _) => Fate::Added,
            (_, true) => Fate::Removed,
            _ => Fate::Changed,
        };
        let (kind, name) = named(document, feature, record);
        found.entry((kind, fate)).or_default().push(name);
    }
    let mut sentences: Vec<String> = found
        .into_iter()
        .map(|((kind, fate), names)| sentence(kind, fate, &names))
        .collect();
    if !document.changes.root().is_empty() {
        sentences.push(text("changed-header"));
    }
    sentences
}

fn named(document: &Document, feature: FeatureId, record: &Record) -> (Kind, String) {
    let words = |name: Option<String>| name.unwrap_or_default();
    match document.thing(feature) {
        Some(Thing::Member(id)) => (
            Kind::Member,
            words(document.member(id).map(|member| member.name.clone())),
        ),
        Some(Thing::Link(id)) => {
            let title = document
                .link(id)
                .map(|link| link.title.clone().unwrap_or_else(|| link.kind.clone()));
            (Kind::Link, words(title))
        }
        Some(Thing::Cluster(id)) => (
            Kind::Cluster,
            words(document.cluster(id).map(|cluster| cluster.name.clone())),
        ),
        Some(Thing::Region(id)) => (
            Kind::Region,
            words(document.region(id).map(|region| region.name.clone())),
        ),
        Some(Thing::Context(_)) | None => removed(document, feature, record),
    }
}

/// What was removed is known by the bytes of the file only.
fn removed(document: &Document, feature: FeatureId, _record: &Record) -> (Kind, String) {
    let bytes = document.origin.features.get(feature.position());
    let value: Option<serde_json::Value> = bytes
        .and_then(|range| document.origin.bytes.get(range.clone()))
        .and_then(|bytes| serde_json::from_slice(bytes).ok());
    let properties = value.as_ref().and_then(|value| value.get("properties"));
    let word = |key: &str| properties.and_then(|properties| properties.get(key)?.as_str());
    let kind = match word("kind") {
        Some("member") => Kind::Member,
        Some("link") => Kind::Link,
        Some("cluster") => Kind::Cluster,
        Some("region") => Kind::Region,
        _ => Kind::Other,
    };
    let name = if kind == Kind::Link {
        word("title")
    } else {
        word("name")
    };
    (kind, name.unwrap_or_default().to_owned())
}

fn sentence(kind: Kind, fate: Fate, names: &[String]) -> String {
    let id = match (kind, fate) {
        (Kind::Member, Fate::Added) => "changed-members-added",
        (Kind::Member, Fate::Changed) => "changed-members-changed",
        (Kind::Member, Fate::Removed) => "changed-members-removed",
        (Kind::Link, Fate::Added) => "changed-links-added",
        (Kind::Link, Fate::Changed) => "changed-links-changed",
        (Kind::Link, Fate::Removed) => "changed-links-removed",
        (Kind::Cluster, Fate::Added) => "changed-clusters-added",
        (Kind::Cluster, Fate::Changed) => "changed-clusters-changed",
        (Kind::Cluster, Fate::Removed) => "changed-clusters-removed",
        (Kind::Region, Fate::Added) => "changed-regions-added",
        (Kind::Region, Fate::Changed) => "changed-regions-changed",
        (Kind::Region, Fate::Removed) => "changed-regions-removed",
        (Kind::Other, Fate::Added) => "changed-others-added",
        (Kind::Other, Fate::Changed) => "changed-others-changed",
        (Kind::Other, Fate::Removed) => "changed-others-removed",
    };
    let known: Vec<&str> = names
        .iter()
        .map(String::as_str)
        .filter(|name| !name.is_empty())
        .take(MOST_NAMES)
        .collect();
    let counted = text_with(id, &[("count", names.len().into())]);
    if known.is_empty() {
        return text_with("changed-unnamed", &[("what", counted.into())]);
    }
    let values = [
        ("what", counted.into()),
        ("names", known.join(", ").into()),
        ("more", names.len().saturating_sub(known.len()).into()),
    ];
    text_with("changed-named", &values)
}
