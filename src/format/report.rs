//! Collects what is wrong in a file, each with its place and remedy.
//!
//! It does not look for problems; the modules that read do.

use super::json::{Kind, Node};
use crate::document::{FileId, Finding, Place, Severity};
use crate::messages::{self, Value};

/// Where a problem stands.
#[derive(Clone, Debug)]
pub(super) struct Spot<'a> {
    /// The position in `features`.
    pub feature: Option<usize>,
    /// The feature's id.
    pub id: Option<&'a FileId>,
    /// The offset in bytes.
    pub at: u32,
    /// The pointer from the root.
    pub path: String,
}

impl Spot<'_> {
    /// The same feature, a value below this one.
    pub(super) fn below(&self, segment: &str, node: &Node) -> Self {
        let mut spot = self.clone();
        spot.at = node.start;
        spot.path.push('/');
        spot.path.push_str(&segment.replace('~', "~0").replace('/', "~1"));
        spot
    }
}

/// The findings so far.
pub(super) struct Report<'b> {
    /// The whole file.
    pub bytes: &'b [u8],
    /// In the order in which they were found.
    pub findings: Vec<Finding>,
    line_starts: Vec<u32>,
}

impl<'b> Report<'b> {
    /// Nothing found yet.
    pub(super) fn new(bytes: &'b [u8]) -> Self {
        Self {
            bytes,
            findings: Vec::new(),
            line_starts: line_starts(bytes),
        }
    }

    /// The line and the column in bytes, both from 1.
    pub(super) fn line_column(&self, at: usize) -> (usize, usize) {
        let line = self.line_starts.partition_point(|start| *start as usize <= at);
        let start = self.line_starts.get(line.saturating_sub(1)).copied().unwrap_or(0);
        (line.max(1), at - (start as usize).min(at) + 1)
    }

    /// Adds a problem; its remedy is the message of the same name with `-remedy`.
    pub(super) fn add(&mut self, code: &'static str, message: &str, values: &[(&str, Value)], spot: &Spot<'_>) {
        let severity = match code.as_bytes().first() {
            Some(b'E') => Severity::Error,
            Some(b'W') => Severity::Warning,
            _ => Severity::Note,
        };
        let (line, column) = self.line_column(spot.at as usize);
        self.findings.push(Finding {
            severity,
            code,
            place: Place {
                feature: spot.feature,
                id: spot.id.cloned(),
                line,
                column,
                path: spot.path.clone(),
            },
            message: messages::text_with(message, values),
            remedy: messages::text(&format!("{message}-remedy")),
        });
    }
}

/// Where each line starts; a lone carriage return ends a line too.
fn line_starts(bytes: &[u8]) -> Vec<u32> {
    let mut starts = vec![0];
    for (at, byte) in bytes.iter().enumerate() {
        let ends = match byte {
            b'\n' => true,
            b'\r' => bytes.get(at + 1) != Some(&b'\n'),
            _ => false,
        };
        if ends && let Ok(start) = u32::try_from(at + 1) {
            starts.push(start);
        }
    }
    starts
}

/// What a value is, in words.
pub(super) fn name_of(node: &Node) -> String {
    messages::text(match node.kind {
        Kind::Null => "format-value-null",
        Kind::Bool(_) => "format-value-boolean",
        Kind::Number(_) => "format-value-number",
        Kind::Text => "format-value-text",
        Kind::Array(_) => "format-value-list",
        Kind::Object(_) => "format-value-object",
    })
}
