//! How a file is written: its line ends, indents and blanks, so that what is added looks like what is there.
//!
//! It only looks and spells; where bytes go is the business of `patch` and `write`.

use std::ops::Range;

use serde_json::Value;

use super::json::Node;

/// The white space of one object and of what is added to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Style {
    /// What stands between a key and its value, colon included; `None` where nothing tells.
    colon: Option<Vec<u8>>,
    /// What stands before the first member, where it starts a line.
    member_lead: Option<Vec<u8>>,
    /// What stands before the closing brace, where it starts a line.
    close_lead: Option<Vec<u8>>,
    /// What stands between this object and the one before it in a list.
    sibling_gap: Option<Vec<u8>>,
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
}

fn starts_line(lead: &[u8]) -> bool {
    lead.contains(&b'\n') || lead.contains(&b'\r')
}

/// The white space that ends before this offset.
fn space_before(bytes: &[u8], at: usize) -> &[u8] {
    let before = bytes.get(..at).unwrap_or_default();
    let count = before.iter().rev().take_while(|byte| is_space(**byte)).count();
    before.get(at.saturating_sub(count)..).unwrap_or_default()
}

impl Style {
    /// The style of an object of the file, and of what stands before it.
    pub(super) fn of(bytes: &[u8], node: &Node) -> Self {
        let (start, end) = (node.start as usize, node.end as usize);
        let mut style = Self {
            sibling_gap: sibling_gap(bytes, start),
            ..Self::default()
        };
        let Some(first) = node.members().first() else {
            return style;
        };
        let colon = bytes.get(first.key.end as usize..first.value.start as usize);
        style.colon = colon.filter(|colon| !starts_line(colon)).map(<[u8]>::to_vec);
        let lead = bytes.get(start + 1..first.key.start as usize).unwrap_or_default();
        style.member_lead = starts_line(lead).then(|| lead.to_vec());
        let close = space_before(bytes, end.saturating_sub(1));
        style.close_lead = starts_line(close).then(|| close.to_vec());
        style
    }

    /// The style of the object that opens here, by its first member alone.
    pub(super) fn of_start(bytes: &[u8], open: usize) -> Self {
        let rest = bytes.get(open + 1..).unwrap_or_default();
        let lead = rest.iter().take_while(|byte| is_space(**byte)).count();
        let (lead, rest) = rest.split_at(lead);
        let mut style = Self::default();
        if starts_line(lead) {
            style.member_lead = Some(lead.to_vec());
        }
        // Keys of the root with escapes are rare, and a wrong guess only costs a blank.
        let key = rest
            .iter()
            .skip(1)
            .position(|byte| *byte == b'"')
            .map(|position| position + 2);
        let after_key = key.and_then(|key| rest.get(key..)).unwrap_or_default();
        let colon = after_key
            .iter()
            .take_while(|byte| is_space(**byte) || **byte == b':')
            .count();
        let colon = after_key.get(..colon).unwrap_or_default();
        style.colon = (colon.contains(&b':') && !starts_line(colon)).then(|| colon.to_vec());
        style
    }

    /// This style, and another's where this tells nothing.
    pub(super) fn or(mut self, other: &Self) -> Self {
        self.colon = self.colon.or_else(|| other.colon.clone());
        self
    }

    fn colon(&self) -> &[u8] {
        self.colon.as_deref().unwrap_or(b":")
    }

    /// What stands between values on one line.
    fn comma(&self) -> &'static [u8] {
        if self.colon().ends_with(b" ") { b", " } else { b"," }
    }

    /// What stands between the items of a list: as before its last one, or in the style of the whole.
    pub(super) fn gap(&self, bytes: &[u8], items: &[Range<usize>], open: usize) -> Vec<u8> {
        match items {
            [.., before, last] => bytes.get(before.end..last.start).unwrap_or(b",").to_vec(),
            [only] => match bytes.get(open..only.start).filter(|lead| starts_line(lead)) {
                Some(lead) => [b",", lead].concat(),
                None => self.comma().to_vec(),
            },
            [] => self.comma().to_vec(),
        }
    }

    /// What stands before a new feature.
    pub(super) fn gap_between_features(&self) -> Vec<u8> {
        self.sibling_gap.clone().unwrap_or_else(|| self.comma().to_vec())
    }

    /// What stands before a new member of the root.
    pub(super) fn gap_between_members(&self) -> Vec<u8> {
        match &self.member_lead {
            Some(lead) => [b",", lead.as_slice()].concat(),
            None => self.comma().to_vec(),
        }
    }

    /// A value on one line.
    pub(super) fn value(&self, value: &Value) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.put(&mut bytes, value);
        bytes
    }

    /// A member on one line.
    pub(super) fn member(&self, key: &str, value: &Value) -> Vec<u8> {
        let mut bytes = text(key);
        bytes.extend_from_slice(self.colon());
        self.put(&mut bytes, value);
        bytes
    }

    fn put(&self, bytes: &mut Vec<u8>, value: &Value) {
        match value {
            Value::Object(members) => {
                bytes.push(b'{');
                for (position, (key, value)) in members.iter().enumerate() {
                    if position > 0 {
                        bytes.extend_from_slice(self.comma());
                    }
                    bytes.extend(text(key));
                    bytes.extend_from_slice(self.colon());
                    self.put(bytes, value);
                }
                bytes.push(b'}');
            }
            Value::Array(entries) => {
                bytes.push(b'[');
                for (position, entry) in entries.iter().enumerate() {
                    if position > 0 {
                        bytes.extend_from_slice(self.comma());
                    }
                    self.put(bytes, entry);
                }
                bytes.push(b']');
            }
            Value::String(string) => bytes.extend(text(string)),
            other => bytes.extend(other.to_string().into_bytes()),
        }
    }

    /// A new feature: on one line, or with a line for each member where the others are so.
    pub(super) fn feature(&self, value: &Value) -> Vec<u8> {
        let (Some(lead), Some(close), Value::Object(members)) = (&self.member_lead, &self.close_lead, value) else {
            return self.value(value);
        };
        let step = lead.strip_prefix(close.as_slice()).unwrap_or_default();
        let inner_lead = [lead.as_slice(), step].concat();
        let mut bytes = vec![b'{'];
        for (position, (key, value)) in members.iter().enumerate() {
            if position > 0 {
                bytes.push(b',');
            }
            bytes.extend_from_slice(lead);
            bytes.extend(text(key));
            bytes.extend_from_slice(self.colon());
            match value {
                Value::Object(inner) if key == "properties" && !inner.is_empty() => {
                    let lines: Vec<Vec<u8>> = inner
                        .iter()
                        .map(|(key, value)| [inner_lead.as_slice(), &self.member(key, value)].concat())
                        .collect();
                    bytes.push(b'{');
                    bytes.extend(lines.join(&b','));
                    bytes.extend_from_slice(lead);
                    bytes.push(b'}');
                }
                value => self.put(&mut bytes, value),
            }
        }
        bytes.extend_from_slice(close);
        bytes.push(b'}');
        bytes
    }

    /// A feature without properties round the bytes of a geometry.
    pub(super) fn wrapped_geometry(&self, geometry: &[u8]) -> Vec<u8> {
        let (colon, comma) = (self.colon(), self.comma());
        [
            b"{\"type\"",
            colon,
            b"\"Feature\"",
            comma,
            b"\"properties\"",
            colon,
            b"{}",
            comma,
            b"\"geometry\"",
            colon,
            geometry,
            b"}",
        ]
        .concat()
    }

    /// A collection with these members of its own and these features, one a line.
    pub(super) fn collection(&self, members: &[Vec<u8>], features: &[Vec<u8>]) -> Vec<u8> {
        let (colon, comma) = (self.colon(), self.comma());
        let mut bytes = [b"{\"type\"", colon, b"\"FeatureCollection\""].concat();
        for member in members {
            bytes.extend_from_slice(comma);
            bytes.extend_from_slice(member);
        }
        bytes.extend([comma, b"\"features\"", colon, b"["].concat());
        for (position, feature) in features.iter().enumerate() {
            bytes.extend_from_slice(if position > 0 { b",\n" } else { b"\n" });
            bytes.extend_from_slice(feature);
        }
        bytes.extend_from_slice(if features.is_empty() { b"]}" } else { b"\n]}" });
        bytes
    }
}

/// A text with its quotes; everything that JSON forbids is escaped.
fn text(text: &str) -> Vec<u8> {
    Value::from(text).to_string().into_bytes()
}

/// What stands between the object that starts here and the one before it; for the only one in a list that starts a line,
/// a comma and that line's start.
fn sibling_gap(bytes: &[u8], start: usize) -> Option<Vec<u8>> {
    let space = space_before(bytes, start);
    let before = start - space.len();
    match bytes.get(before.checked_sub(1)?) {
        Some(b',') => {
            let lead = space_before(bytes, before - 1);
            Some([lead, b",", space].concat())
        }
        Some(b'[') => starts_line(space).then(|| [b",", space].concat()),
        Some(b'}') => Some(space.to_vec()),
        _ => None,
    }
}
