//! Ids to handles: who is meant where a feature refers to another.
//!
//! It warns of ids that stand twice; what a dangling reference means is said by whoever refers.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::features::{Feature, FeatureKind};
use super::json::{Kind, Node};
use super::report::Report;
use crate::document::FileId;

/// Mixes eight bytes at a time (the multiplier of Knuth's MMIX); quick for short ids. It does not guard against ids that were
/// made to collide: those only make one file slow to open.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Mixer(u64);

impl Hasher for Mixer {
    fn write(&mut self, bytes: &[u8]) {
        let mix = |state: u64, word: u64| (state.rotate_left(23) ^ word).wrapping_mul(6_364_136_223_846_793_005);
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            self.0 = mix(self.0, u64::from_le_bytes(*word));
        }
        let tail = rest
            .iter()
            .fold(rest.len() as u64, |tail, byte| tail << 8 | u64::from(*byte));
        self.0 = mix(self.0, tail);
    }

    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }
}

/// A table that is looked up and never gone through.
pub(super) type Lookup<K, V> = HashMap<K, V, BuildHasherDefault<Mixer>>;

/// The things of one kind by their id; looked up and never gone through, so that the order of a hash table is never seen.
#[derive(Debug, Default)]
pub(super) struct Index<'f> {
    by_text: Lookup<&'f str, Same>,
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
        let mut by_text: Lookup<&'f str, Same> =
            Lookup::with_capacity_and_hasher(features.len(), BuildHasherDefault::default());
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

    /// The position of the thing that a value refers to by its id; `1` also finds `"1"`.
    pub(super) fn find(&self, reference: &Node, bytes: &[u8]) -> Option<usize> {
        let found = match reference.kind {
            Kind::Text => {
                let same = self.by_text.get(reference.text(bytes)?.as_ref())?;
                same.text.or(same.number)
            }
            Kind::Number(_) => {
                let spelling = std::str::from_utf8(bytes.get(reference.range())?).ok()?;
                let same = self.by_text.get(spelling)?;
                same.number.or(same.text)
            }
            _ => None,
        };
        found.map(|position| position as usize)
    }
}

/// Warns of every id that an earlier feature has, also where one is a number and the other a text.
pub(super) fn check_ids(features: &[Feature], report: &mut Report<'_>) {
    let mut seen: Lookup<&str, usize> = Lookup::with_capacity_and_hasher(features.len(), BuildHasherDefault::default());
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
