//! Puts changed values into the bytes of one feature: only what differs is replaced, so that spelling, order and white
//! space of everything else stay.

use std::collections::BTreeSet;
use std::ops::Range;

use indexmap::IndexMap;
use serde_json::Value;

use super::json::{Kind, Node};
use super::style::Style;

/// Bytes that are replaced by others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Splice {
    pub range: Range<usize>,
    pub bytes: Vec<u8>,
}

/// A value at a path, or its removal.
type Change<'c> = (&'c [String], Option<&'c Value>);

/// The splices of one value.
pub(super) struct Patch<'b> {
    bytes: &'b [u8],
    style: Style,
    pub splices: Vec<Splice>,
}

impl<'b> Patch<'b> {
    pub(super) fn new(bytes: &'b [u8], style: Style) -> Self {
        Self {
            bytes,
            style,
            splices: Vec::new(),
        }
    }

    /// Puts all changes of a value in.
    pub(super) fn change(&mut self, node: &Node, changes: &[Change<'_>]) {
        if let Some((_, value)) = changes.iter().find(|(path, _)| path.is_empty()) {
            if let Some(value) = value {
                self.replace(node, value);
            }
            return;
        }
        let mut by_key: IndexMap<&str, Vec<Change<'_>>> = IndexMap::new();
        for (path, value) in changes {
            if let Some((first, rest)) = path.split_first() {
                by_key.entry(first).or_default().push((rest, *value));
            }
        }
        if let Some(entries) = node.entries() {
            for (key, inner) in &by_key {
                if let Some(entry) = key.parse::<usize>().ok().and_then(|position| entries.get(position)) {
                    self.change(entry, inner);
                }
            }
            return;
        }
        let mut removed = BTreeSet::new();
        let mut added = Vec::new();
        for (key, inner) in &by_key {
            match (node.member(self.bytes, key), inner.as_slice()) {
                (Some(_), [([], None)]) => removed.extend(self.positions(node, key)),
                (Some(member), inner) => self.change(member, inner),
                (None, [([], Some(value))]) => added.push(self.style.member(key, value)),
                (None, _) => {}
            }
        }
        self.members(node, &removed, added);
    }

    /// Every position of a key in an object.
    fn positions(&self, node: &Node, key: &str) -> Vec<usize> {
        let members = node.members().iter().enumerate();
        members
            .filter(|(_, member)| member.key.name(self.bytes) == key)
            .map(|(position, _)| position)
            .collect()
    }

    /// Takes members out of an object and adds others at its end.
    fn members(&mut self, node: &Node, removed: &BTreeSet<usize>, added: Vec<Vec<u8>>) {
        if removed.is_empty() && added.is_empty() {
            return;
        }
        let members = node.members().iter();
        let items: Vec<Range<usize>> = members
            .map(|member| member.key.start as usize..member.value.end as usize)
            .collect();
        let gap = self.style.gap(self.bytes, &items, node.start as usize + 1);
        let open = node.start as usize + 1;
        self.splices
            .extend(list_splices(self.bytes, &items, open, removed, added, &gap));
    }

    /// Replaces a value by another; what is the same in both keeps its bytes.
    fn replace(&mut self, node: &Node, value: &Value) {
        if self.is_same(node, value) {
            return;
        }
        match (&node.kind, value) {
            (Kind::Object(_), Value::Object(members)) => {
                let mut removed = BTreeSet::new();
                for (position, member) in node.members().iter().enumerate() {
                    if !members.contains_key(member.key.name(self.bytes).as_ref()) {
                        removed.insert(position);
                    }
                }
                let mut added = Vec::new();
                for (key, value) in members {
                    match node.member(self.bytes, key) {
                        Some(member) => self.replace(member, value),
                        None => added.push(self.style.member(key, value)),
                    }
                }
                self.members(node, &removed, added);
            }
            (Kind::Array(entries), Value::Array(values)) => self.replace_list(node, entries, values),
            _ => self.splices.push(Splice {
                range: node.range(),
                bytes: self.style.value(value),
            }),
        }
    }

    /// Replaces a list: what is the same at its start and its end stays, what lies between is replaced one by one, and
    /// only the rest is taken out or put in.
    fn replace_list(&mut self, node: &Node, entries: &[Node], values: &[Value]) {
        let is_same = |(entry, value): &(&Node, &Value)| self.is_same(entry, value);
        let start = entries.iter().zip(values).take_while(is_same).count();
        let most = entries.len().min(values.len()) - start;
        let ends = entries.iter().rev().zip(values.iter().rev()).take(most);
        let end = ends.take_while(is_same).count();
        let (old, new) = (entries.len() - start - end, values.len() - start - end);
        let common = old.min(new);
        for (entry, value) in entries.iter().zip(values).skip(start).take(common) {
            self.replace(entry, value);
        }
        let items: Vec<Range<usize>> = entries.iter().map(Node::range).collect();
        let open = node.start as usize + 1;
        let gap = self.style.gap(self.bytes, &items, open);
        let from = start + common;
        if old > new {
            let removed = (from..entries.len() - end).collect();
            self.splices
                .extend(list_splices(self.bytes, &items, open, &removed, Vec::new(), &gap));
            return;
        }
        let fresh = values
            .iter()
            .skip(from)
            .take(new - common)
            .map(|value| self.style.value(value));
        let fresh: Vec<Vec<u8>> = fresh.collect();
        if fresh.is_empty() {
            return;
        }
        if from == entries.len() {
            let none = BTreeSet::new();
            self.splices
                .extend(list_splices(self.bytes, &items, open, &none, fresh, &gap));
        } else if let Some(next) = items.get(from) {
            let bytes = fresh
                .into_iter()
                .flat_map(|value| [value, gap.clone()].concat())
                .collect();
            self.splices.push(Splice {
                range: next.start..next.start,
                bytes,
            });
        }
    }

    /// Whether the bytes say this value, however they spell it.
    fn is_same(&self, node: &Node, value: &Value) -> bool {
        match (&node.kind, value) {
            (Kind::Null, Value::Null) => true,
            (Kind::Bool(one), Value::Bool(other)) => one == other,
            (Kind::Text, Value::String(text)) => node.text(self.bytes).is_some_and(|own| own == text.as_str()),
            (Kind::Number(one), Value::Number(other)) => {
                // Beyond 2^53 two whole numbers may share one float.
                let is_exact = one.abs() < 9_007_199_254_740_992.0;
                let spelled = || serde_json::from_slice::<Value>(self.bytes.get(node.range()).unwrap_or_default());
                other.as_f64() == Some(*one) && (is_exact || spelled().is_ok_and(|own| own == *value))
            }
            (Kind::Array(entries), Value::Array(values)) => {
                entries.len() == values.len() && entries.iter().zip(values).all(|(one, other)| self.is_same(one, other))
            }
            (Kind::Object(members), Value::Object(values)) => {
                let keys: BTreeSet<_> = members.iter().map(|member| member.key.name(self.bytes)).collect();
                let is_same = |key: &str, value| {
                    node.member(self.bytes, key)
                        .is_some_and(|member| self.is_same(member, value))
                };
                keys.len() == values.len() && values.iter().all(|(key, value)| is_same(key, value))
            }
            _ => false,
        }
    }
}

/// Takes items out of a list and adds others at its end. Every item that stays keeps the bytes between it and the one
/// before; `open` is the offset after the bracket.
pub(super) fn list_splices(
    bytes: &[u8],
    items: &[Range<usize>],
    open: usize,
    removed: &BTreeSet<usize>,
    added: Vec<Vec<u8>>,
    gap: &[u8],
) -> Vec<Splice> {
    let joined = |added: Vec<Vec<u8>>| added.join(gap);
    let (Some(first), Some(last)) = (items.first(), items.last()) else {
        let range = open..open;
        return vec![Splice {
            range,
            bytes: joined(added),
        }];
    };
    if removed.len() == items.len() {
        // White space before the first item stays for the new ones and goes where none comes.
        let has_text = bytes.get(open..first.start).is_some_and(|lead| !lead.is_empty());
        let start = if added.is_empty() && has_text {
            open
        } else {
            first.start
        };
        return vec![Splice {
            range: start..last.end,
            bytes: joined(added),
        }];
    }
    let first_kept = (0..items.len())
        .find(|position| !removed.contains(position))
        .unwrap_or(0);
    let mut splices = Vec::with_capacity(removed.len() + 1);
    for position in removed {
        let Some(item) = items.get(*position) else { continue };
        let before = position.checked_sub(1).and_then(|before| items.get(before));
        let after = items.get(position + 1);
        let range = match (before, after) {
            (_, Some(after)) if *position < first_kept => item.start..after.start,
            (Some(before), _) => before.end..item.end,
            _ => item.clone(),
        };
        splices.push(Splice {
            range,
            bytes: Vec::new(),
        });
    }
    if !added.is_empty() {
        splices.push(Splice {
            range: last.end..last.end,
            bytes: [gap, &joined(added)].concat(),
        });
    }
    splices
}
