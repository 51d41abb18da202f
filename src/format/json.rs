//! Values of JSON that keep where they stand, so that findings name their place and saves keep every byte.
//!
//! Reading them is the business of `scanner`; what they mean that of the modules beside it.

use std::borrow::Cow;

use super::coordinates::Coordinates;
use super::span::Span;

/// A value and the bytes it stands in.
#[derive(Debug)]
pub(super) struct Node {
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
    /// What it is.
    pub kind: Kind,
}

/// What a value is.
#[derive(Debug)]
pub(super) enum Kind {
    Null,
    Bool(bool),
    Number(f64),
    Text,
    Array(Box<[Node]>),
    Object(Box<[Member]>),
    /// A list under the key `coordinates` that holds nothing but positions.
    Coordinates(Box<Coordinates>),
    /// A list of a table of numbers: each 0 or more, NaN for `null`.
    Series(Box<[f64]>),
    /// A value that is known to be right and was not kept.
    Unread,
}

/// A member of an object: its key (with quotes) and its value.
#[derive(Debug)]
pub(super) struct Member {
    /// The key.
    pub key: Key,
    /// The value.
    pub value: Node,
}

/// A key with its quotes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Key {
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
    /// Whether its spelling holds an escape.
    pub is_escaped: bool,
}

impl Key {
    /// The key as the file spells it, without quotes.
    pub(super) fn spelling(self, bytes: &[u8]) -> &[u8] {
        bytes
            .get(self.start as usize + 1..(self.end as usize).saturating_sub(1))
            .unwrap_or_default()
    }

    /// The key.
    pub(super) fn name(self, bytes: &[u8]) -> Cow<'_, str> {
        unquote(bytes, self.start as usize..self.end as usize)
    }

    /// Whether this is the key, however it is spelled.
    #[inline]
    pub(super) fn is(self, bytes: &[u8], name: &str) -> bool {
        if self.is_escaped {
            return self.name(bytes) == name;
        }
        (self.end - self.start) as usize == name.len() + 2 && self.spelling(bytes) == name.as_bytes()
    }
}

/// Where and why the bytes are no JSON within the limits.
#[derive(Debug)]
pub(super) struct Fault {
    /// The offset in bytes.
    pub at: usize,
    /// The finding's code.
    pub code: &'static str,
    /// The message in the catalogue.
    pub message: &'static str,
    /// The character that was not expected, or what closes the list.
    pub found: String,
}

impl Node {
    /// A value that was not kept.
    pub(super) const fn unread(start: u32, end: u32) -> Self {
        Self {
            start,
            end,
            kind: Kind::Unread,
        }
    }

    /// The members of an object, none for anything else.
    pub(super) fn members(&self) -> &[Member] {
        match &self.kind {
            Kind::Object(members) => members,
            _ => &[],
        }
    }

    /// The entries of a list; `None` for anything else.
    pub(super) fn entries(&self) -> Option<&[Self]> {
        match &self.kind {
            Kind::Array(entries) => Some(entries),
            _ => None,
        }
    }

    /// The entries of a list, none for anything else; for whoever takes something out of them.
    pub(super) fn entries_mut(&mut self) -> &mut [Self] {
        match &mut self.kind {
            Kind::Array(entries) => entries,
            _ => &mut [],
        }
    }

    /// Whether it is a list, also one that was not kept.
    pub(super) fn is_list(&self, bytes: &[u8]) -> bool {
        bytes.get(self.start as usize) == Some(&b'[')
    }

    /// Whether it is an object.
    pub(super) const fn is_object(&self) -> bool {
        matches!(self.kind, Kind::Object(_))
    }

    /// The number; `None` for anything else.
    pub(super) const fn number(&self) -> Option<f64> {
        match self.kind {
            Kind::Number(number) => Some(number),
            _ => None,
        }
    }

    /// Whether it is `null`.
    pub(super) const fn is_null(&self) -> bool {
        matches!(self.kind, Kind::Null)
    }

    /// The keys that stand twice in this object.
    pub(super) fn repeated_keys(&self, bytes: &[u8]) -> Vec<Key> {
        let keys = self.members().iter().map(|member| member.key);
        if are_plainly_different(&keys, bytes) {
            return Vec::new();
        }
        repeated(&keys.collect::<Vec<Key>>(), bytes)
    }

    /// Where it stands.
    pub(super) fn span(&self) -> Span {
        Span::new(self.start, self.end)
    }

    /// The bytes it stands in.
    pub(super) const fn range(&self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The text; `None` for anything else.
    pub(super) fn text<'b>(&self, bytes: &'b [u8]) -> Option<Cow<'b, str>> {
        matches!(self.kind, Kind::Text).then(|| unquote(bytes, self.range()))
    }

    /// The value of a member; the last where a key stands twice.
    #[inline]
    pub(super) fn member(&self, bytes: &[u8], key: &str) -> Option<&Self> {
        self.members()
            .iter()
            .rev()
            .find(|member| member.key.is(bytes, key))
            .map(|member| &member.value)
    }

    /// As `member`, for whoever takes something out of the value.
    pub(super) fn member_mut(&mut self, bytes: &[u8], key: &str) -> Option<&mut Self> {
        let Kind::Object(members) = &mut self.kind else {
            return None;
        };
        members
            .iter_mut()
            .rev()
            .find(|member| member.key.is(bytes, key))
            .map(|member| &mut member.value)
    }
}

/// The text between quotes; escapes are resolved.
pub(super) fn unquote(bytes: &[u8], range: std::ops::Range<usize>) -> Cow<'_, str> {
    let quoted = bytes.get(range).unwrap_or_default();
    if quoted.contains(&b'\\') {
        return Cow::Owned(serde_json::from_slice(quoted).unwrap_or_default());
    }
    let inner = quoted.get(1..quoted.len().saturating_sub(1)).unwrap_or_default();
    Cow::Borrowed(std::str::from_utf8(inner).unwrap_or_default())
}

/// Whether keys differ for certain: none has an escape, and they ascend, or are few and differ one by one.
fn are_plainly_different(keys: &(impl ExactSizeIterator<Item = Key> + Clone), bytes: &[u8]) -> bool {
    const FEW: usize = 24;
    if keys.clone().any(|key| key.is_escaped) {
        return false;
    }
    let is_other =
        |key: &Key, own: &Key| key.end - key.start != own.end - own.start || key.spelling(bytes) != own.spelling(bytes);
    let mut pairs = keys.clone().zip(keys.clone().skip(1));
    if pairs.all(|(first, second)| first.spelling(bytes) < second.spelling(bytes)) {
        return true;
    }
    let mut each = keys.clone().enumerate();
    keys.len() <= FEW && each.all(|(position, own)| keys.clone().take(position).all(|key| is_other(&key, &own)))
}

/// The keys that stand twice in an object, each at its second place, in the order of the file.
pub(super) fn repeated(keys: &[Key], bytes: &[u8]) -> Vec<Key> {
    if are_plainly_different(&keys.iter().copied(), bytes) {
        return Vec::new();
    }
    let mut keys = keys.to_vec();
    keys.sort_by_cached_key(|key| (key.name(bytes).into_owned(), key.start));
    let mut repeated: Vec<Key> = keys
        .windows(2)
        .filter_map(|pair| match pair {
            [first, second] if first.name(bytes) == second.name(bytes) => Some(*second),
            _ => None,
        })
        .collect();
    repeated.sort_by_key(|key| key.start);
    repeated
}
