//! A document to bytes: those it was opened from, with its changes put in. What was not changed keeps every byte.
//!
//! The work is copying bytes and reading the changed features again; the rest of the file is not looked at. How values are
//! put into a feature is the business of `patch`, how new ones look that of `style`.

use std::collections::BTreeSet;
use std::ops::Range;

use super::json::Node;
use super::patch::{Patch, Splice, list_splices};
use super::scanner::Scanner;
use super::style::Style;
use crate::document::{Document, Form, Record};

/// The bytes of a document: those it was read from, with its changes.
#[must_use]
pub fn write(document: &Document) -> Vec<u8> {
    let bytes = &document.origin.bytes;
    if document.changes.is_empty() {
        return bytes.to_vec();
    }
    match document.origin.form() {
        Form::Collection | Form::Lines => Writer::new(document).collection(),
        Form::Feature | Form::Geometry | Form::Nothing => Writer::new(document).single(),
    }
}

/// Puts splices into bytes; they do not overlap.
fn spliced(bytes: &[u8], range: Range<usize>, mut splices: Vec<Splice>) -> Vec<u8> {
    splices.sort_by_key(|splice| splice.range.start);
    let added: usize = splices.iter().map(|splice| splice.bytes.len()).sum();
    let mut result = Vec::with_capacity(range.len() + added);
    let mut at = range.start;
    for splice in &splices {
        result.extend_from_slice(bytes.get(at..splice.range.start).unwrap_or_default());
        result.extend_from_slice(&splice.bytes);
        at = splice.range.end.max(at);
    }
    result.extend_from_slice(bytes.get(at..range.end).unwrap_or_default());
    result
}

struct Writer<'d> {
    document: &'d Document,
    bytes: &'d [u8],
    features: &'d [Range<usize>],
    added: Vec<&'d Record>,
    removed: BTreeSet<usize>,
    splices: Vec<Splice>,
}

impl<'d> Writer<'d> {
    fn new(document: &'d Document) -> Self {
        let features = &document.origin.features;
        let mut writer = Self {
            document,
            bytes: &document.origin.bytes,
            features,
            added: Vec::new(),
            removed: BTreeSet::new(),
            splices: Vec::new(),
        };
        for (feature, record) in document.changes.features() {
            match features.get(feature.position()) {
                Some(_) if record.is_removed() => drop(writer.removed.insert(feature.position())),
                Some(range) => writer.patch_feature(range.start, record),
                None if record.is_removed() => {}
                None => writer.added.push(record),
            }
        }
        writer
    }

    /// Reads one value of the file again.
    fn node(&self, at: usize) -> Option<Node> {
        Scanner::new(self.bytes, at, &()).keeping_all().value().ok()
    }

    fn patch_feature(&mut self, at: usize, record: &Record) {
        let Some(node) = self.node(at) else { return };
        let mut patch = Patch::new(self.bytes, Style::of(self.bytes, &node));
        patch.change(&node, &record.values());
        self.splices.extend(patch.splices);
    }

    /// The style of new features: that of the last one.
    fn feature_style(&self) -> Style {
        let last = self.features.last().and_then(|range| self.node(range.start));
        match last {
            Some(node) => Style::of(self.bytes, &node),
            None => self.root_style(),
        }
    }

    fn root_style(&self) -> Style {
        Style::of_start(self.bytes, self.document.origin.root())
    }

    /// A collection, or features line by line.
    fn collection(mut self) -> Vec<u8> {
        let style = self.feature_style();
        let added: Vec<Vec<u8>> = self
            .added
            .iter()
            .filter_map(|record| record.added())
            .map(|value| style.feature(value))
            .collect();
        let open = match self.features.first() {
            Some(first) => before_space(self.bytes, first.start),
            None => self.empty_list().unwrap_or(0),
        };
        let gap = style.gap_between_features();
        self.splices.extend(list_splices(
            self.bytes,
            self.features,
            open,
            &self.removed,
            added,
            &gap,
        ));
        self.patch_root();
        spliced(self.bytes, 0..self.bytes.len(), self.splices)
    }

    /// Where the list of features opens, in a file without any.
    fn empty_list(&self) -> Option<usize> {
        let root = self.node(self.document.origin.root())?;
        Some(root.member(self.bytes, "features")?.start as usize + 1)
    }

    /// What was changed beside the features.
    fn patch_root(&mut self) {
        let record = self.document.changes.root();
        let style = self.root_style();
        let mut fresh = Vec::new();
        for (path, value) in record.values() {
            let Some((key, rest)) = path.split_first() else {
                continue;
            };
            let known = self.document.origin.root_member(key);
            match (known.and_then(|range| self.node(range.start)), value) {
                (Some(node), value) => {
                    let mut patch = Patch::new(self.bytes, Style::of(self.bytes, &node).or(&style));
                    patch.change(&node, &[(rest, value)]);
                    self.splices.extend(patch.splices);
                }
                (None, Some(value)) if rest.is_empty() => fresh.push(style.member(key, value)),
                (None, _) => {}
            }
        }
        if fresh.is_empty() {
            return;
        }
        // The last byte of the file that is no white space closes the root.
        let close = before_space(self.bytes, self.bytes.len()).saturating_sub(1);
        let at = before_space(self.bytes, close);
        let gap = style.gap_between_members();
        let bytes = fresh
            .into_iter()
            .flat_map(|member| [gap.clone(), member].concat())
            .collect();
        self.splices.push(Splice { range: at..at, bytes });
    }

    /// One feature or geometry with nothing round it: as it stands, or in a collection where more has come to it.
    fn single(self) -> Vec<u8> {
        let record = self.document.changes.root();
        let is_alone = self.added.is_empty() && self.removed.is_empty() && record.is_empty();
        if is_alone && self.document.origin.form() == Form::Feature {
            return spliced(self.bytes, 0..self.bytes.len(), self.splices);
        }
        let style = self.root_style();
        let mut items = Vec::new();
        let range = self.features.first().cloned().unwrap_or(0..0);
        if !range.is_empty() && self.removed.is_empty() {
            let own = spliced(self.bytes, range.clone(), self.splices);
            items.push(match self.document.origin.form() {
                Form::Geometry => style.wrapped_geometry(&own),
                _ => own,
            });
        }
        items.extend(
            self.added
                .iter()
                .filter_map(|record| record.added())
                .map(|value| style.feature(value)),
        );
        let root = record
            .values()
            .into_iter()
            .filter_map(|(path, value)| Some((path.first()?, value?)));
        let members: Vec<Vec<u8>> = root.map(|(key, value)| style.member(key, value)).collect();
        let before = self.bytes.get(..range.start).unwrap_or_default();
        let after = self.bytes.get(range.end..).unwrap_or_default();
        [before, &style.collection(&members, &items), after].concat()
    }
}

/// The offset after the last byte before `at` that is no white space.
fn before_space(bytes: &[u8], at: usize) -> usize {
    let before = bytes.get(..at).unwrap_or_default();
    let space = before
        .iter()
        .rev()
        .take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n'));
    at - space.count()
}
