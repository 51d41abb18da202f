//! Ids to handles: who is meant where a feature refers to another.
//!
//! It warns of ids that stand twice; what a dangling reference means is said by whoever refers.

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::features::{Feature, FeatureKind, id_text_at};
use super::json::{Kind, Node};
use super::report::Report;

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

    fn write_u64(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(23) ^ word).wrapping_mul(6_364_136_223_846_793_005);
    }

    fn write_usize(&mut self, word: usize) {
        self.write_u64(word as u64);
    }

    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }
}

/// A table that is looked up and never gone through.
pub(super) type Lookup<K, V> = HashMap<K, V, BuildHasherDefault<Mixer>>;

/// An id of up to 15 bytes, as it is: it is looked up and compared without a look at other memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Short(u64, u64);

impl Short {
    /// `None` where an id is longer.
    fn of(id: &str) -> Option<Self> {
        const LONGEST: usize = 15;
        let mut padded = [0; LONGEST + 1];
        // No byte of a text is 255, so that the end of an id is told from what follows it.
        *padded.get_mut(id.len())? = u8::MAX;
        padded.get_mut(..id.len())?.copy_from_slice(id.as_bytes());
        let [first, second] = padded.as_chunks::<8>().0 else {
            return None;
        };
        Some(Self(u64::from_le_bytes(*first), u64::from_le_bytes(*second)))
    }
}

/// A value for each of many ids.
#[derive(Debug)]
struct ByText<'b, V> {
    short: Lookup<Short, V>,
    long: Lookup<Cow<'b, str>, V>,
}

impl<'b, V: Copy> ByText<'b, V> {
    /// Room for so many ids.
    fn with_capacity(count: usize) -> Self {
        Self {
            short: Lookup::with_capacity_and_hasher(count, BuildHasherDefault::default()),
            long: Lookup::default(),
        }
    }

    /// The value of an id, and whether it had none before and has this one now.
    fn or_insert(&mut self, id: Cow<'b, str>, value: V) -> (&mut V, bool) {
        let mut is_new = false;
        let make = || {
            is_new = true;
            value
        };
        let found = match Short::of(&id) {
            Some(short) => self.short.entry(short).or_insert_with(make),
            None => self.long.entry(id).or_insert_with(make),
        };
        (found, is_new)
    }

    fn find(&self, id: &str) -> Option<V> {
        match Short::of(id) {
            Some(short) => self.short.get(&short).copied(),
            None => self.long.get(id).copied(),
        }
    }
}

/// The things of one kind by their id; looked up and never gone through, so that the order of a hash table is never seen.
#[derive(Debug)]
pub(super) struct Index<'b> {
    by_text: ByText<'b, Same>,
}

impl Default for Index<'_> {
    fn default() -> Self {
        Self {
            by_text: ByText::with_capacity(0),
        }
    }
}

/// The first things of one spelling: with a text as id, and with a number.
#[derive(Clone, Copy, Debug)]
struct Same {
    text: u32,
    number: u32,
}

/// The position of no thing.
const NOBODY: u32 = u32::MAX;

impl Same {
    /// The thing whose id is a number, or is none, where there is one; else the other.
    const fn prefer(self, number: bool) -> Option<usize> {
        let (first, second) = if number {
            (self.number, self.text)
        } else {
            (self.text, self.number)
        };
        match (first, second) {
            (NOBODY, NOBODY) => None,
            (NOBODY, other) => Some(other as usize),
            (first, _) => Some(first as usize),
        }
    }
}

impl<'b> Index<'b> {
    /// The things of these features, each at its position.
    pub(super) fn of(features: &[&Feature], bytes: &'b [u8]) -> Self {
        let mut by_text = ByText::with_capacity(features.len());
        for (feature, position) in features.iter().zip(0_u32..) {
            let Some((id, is_number)) = feature.id_text(bytes) else {
                continue;
            };
            let nobody = Same {
                text: NOBODY,
                number: NOBODY,
            };
            let (same, _) = by_text.or_insert(id, nobody);
            let slot = if is_number { &mut same.number } else { &mut same.text };
            *slot = (*slot).min(position);
        }
        Self { by_text }
    }

    /// The position of the thing that a value refers to by its id; `1` also finds `"1"`.
    pub(super) fn find(&self, reference: &Node, bytes: &'b [u8]) -> Option<usize> {
        if !matches!(reference.kind, Kind::Text | Kind::Number(_)) {
            return None;
        }
        let (id, is_number) = id_text_at(reference.span(), bytes)?;
        self.by_text.find(&id)?.prefer(is_number)
    }
}

/// Warns of every id that an earlier feature has, also where one is a number and the other a text.
pub(super) fn check_ids(features: &[Vec<Feature>], report: &mut Report<'_>) {
    let bytes = report.bytes;
    let count = features.iter().map(Vec::len).sum();
    let mut seen = ByText::with_capacity(count);
    for feature in features.iter().flatten() {
        let Some((id, _)) = feature.id_text(bytes) else {
            continue;
        };
        let (first, is_new) = seen.or_insert(id, feature.index);
        if !is_new && let Some((id, _)) = feature.id_text(bytes) {
            let values = [("value", id.into()), ("first", first.to_string().into())];
            let at = feature.id.map_or(feature.range.0, |id| id.start);
            report.add(
                "W_DUP_ID",
                "format-id-twice",
                &values,
                &feature.spot().below_at("id", at),
            );
        }
    }
}

/// The things of one kind, in the order of the file.
pub(super) fn of_kind(features: &[Vec<Feature>], kind: FeatureKind) -> Vec<&Feature> {
    let of_kind = || features.iter().flatten().filter(|feature| feature.kind == kind);
    let mut found = Vec::with_capacity(of_kind().count());
    found.extend(of_kind());
    found
}
