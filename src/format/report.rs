//! Collects what is wrong in a file, each with its place and remedy.
//!
//! It does not look for problems; the modules that read do. Sentences are made and lines counted once, at the end, and only for
//! what is listed.

use std::collections::BTreeMap;

use super::features::file_id_at;
use super::json::{Kind, Node};
use super::span::Span;
use crate::document::{Finding, Place, Repair, Severity};
use crate::messages::{self, Value};

/// How many findings of one code are listed; the rest is counted.
const MOST_OF_A_CODE: usize = 10_000;
/// What is said once a file.
const ONCE: [&str; 1] = ["W_KIND_MISSING"];

/// Where a problem stands.
#[derive(Clone, Debug, Default)]
pub(super) struct Spot {
    /// The position in `features`.
    pub feature: Option<usize>,
    /// Where the feature's id stands.
    pub id: Option<Span>,
    /// The offset in bytes.
    pub at: u32,
    /// The pointer from the root.
    pub path: String,
}

impl Spot {
    /// A place outside the features.
    pub(super) fn in_file(at: u32, path: impl Into<String>) -> Self {
        Self {
            at,
            path: path.into(),
            ..Self::default()
        }
    }

    /// The same feature, a value below this one.
    pub(super) fn below(&self, segment: &str, node: &Node) -> Self {
        self.below_at(segment, node.start)
    }

    /// The same feature, what stands at this offset below this value.
    pub(super) fn below_at(&self, segment: &str, at: u32) -> Self {
        let mut spot = self.clone();
        spot.at = at;
        spot.path.push('/');
        spot.path.push_str(&segment.replace('~', "~0").replace('/', "~1"));
        spot
    }
}

/// One problem, not yet put into words.
#[derive(Debug)]
struct Found {
    code: &'static str,
    message: &'static str,
    values: Vec<(&'static str, Value)>,
    spot: Spot,
    repair: Option<Repair>,
}

/// How often a code was met and how often it is listed.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    met: usize,
    listed: usize,
}

/// The findings so far.
#[derive(Debug)]
pub(super) struct Report<'b> {
    /// The whole file.
    pub bytes: &'b [u8],
    found: Vec<Found>,
    tallies: BTreeMap<&'static str, Tally>,
}

impl<'b> Report<'b> {
    /// Nothing found yet.
    pub(super) const fn new(bytes: &'b [u8]) -> Self {
        Self {
            bytes,
            found: Vec::new(),
            tallies: BTreeMap::new(),
        }
    }

    /// Whether one more problem of this code is listed, and not only counted.
    pub(super) fn lists(&self, code: &'static str) -> bool {
        self.tallies.get(code).is_none_or(|tally| tally.listed < most_of(code))
    }

    /// Adds a problem; its remedy is the message of the same name with `-remedy`.
    pub(super) fn add(
        &mut self,
        code: &'static str,
        message: &'static str,
        values: &[(&'static str, Value)],
        spot: &Spot,
    ) {
        self.add_mendable((code, message), values, spot, usual_repair(message));
    }

    /// Adds a problem with what would mend it, by code and message.
    pub(super) fn add_mendable(
        &mut self,
        (code, message): (&'static str, &'static str),
        values: &[(&'static str, Value)],
        spot: &Spot,
        repair: Option<Repair>,
    ) {
        let tally = self.tallies.entry(code).or_default();
        tally.met += 1;
        if tally.listed < most_of(code) {
            tally.listed += 1;
            self.found.push(Found {
                code,
                message,
                values: values.to_vec(),
                spot: spot.clone(),
                repair,
            });
        }
    }

    /// Adds what was found in a later part of the file.
    pub(super) fn append(&mut self, later: Self) {
        for (code, tally) in &later.tallies {
            self.tallies.entry(code).or_default().met += tally.met;
        }
        for found in later.found {
            let tally = self.tallies.entry(found.code).or_default();
            if tally.listed < most_of(found.code) {
                tally.listed += 1;
                self.found.push(found);
            }
        }
    }

    /// The findings in the order of the file, in words. Where there are too many of a code a last one says how many more.
    pub(super) fn finish(mut self) -> Vec<Finding> {
        self.found.sort_by_key(|found| found.spot.at);
        let mut lines = Lines::new(self.bytes);
        let mut known = Sentences::new();
        let mut findings: Vec<Finding> = Vec::with_capacity(self.found.len());
        for found in self.found {
            findings.push(in_words(found, &mut lines, &mut known));
        }
        for (code, tally) in self.tallies {
            let more = tally.met - tally.listed;
            let last = findings.iter().rev().find(|finding| finding.code == code);
            if let (1.., false, Some(last)) = (more, ONCE.contains(&code), last) {
                let mut finding = last.clone();
                finding.message = messages::text_with("format-more", &[("count", (more as f64).into())]);
                finding.remedy = messages::text("format-more-remedy");
                finding.repair = None;
                findings.push(finding);
            }
        }
        findings
    }
}

fn most_of(code: &str) -> usize {
    if ONCE.contains(&code) { 1 } else { MOST_OF_A_CODE }
}

/// The last sentence and remedy of each message, with the values that it was made of: most findings of a kind say the same.
type Sentences = BTreeMap<&'static str, (Vec<(&'static str, Value)>, String, String)>;

fn sentences(message: &'static str, values: Vec<(&'static str, Value)>, known: &mut Sentences) -> (String, String) {
    if let Some((last, sentence, remedy)) = known.get(message)
        && *last == values
    {
        return (sentence.clone(), remedy.clone());
    }
    let sentence = messages::text_with(message, &values);
    let remedy = messages::text(&format!("{message}-remedy"));
    known.insert(message, (values, sentence.clone(), remedy.clone()));
    (sentence, remedy)
}

fn in_words(found: Found, lines: &mut Lines<'_>, known: &mut Sentences) -> Finding {
    let Found {
        code,
        message,
        values,
        spot,
        repair,
    } = found;
    let severity = match code.as_bytes().first() {
        Some(b'E') => Severity::Error,
        Some(b'W') => Severity::Warning,
        _ => Severity::Note,
    };
    let (message, remedy) = sentences(message, values, known);
    let (line, column) = lines.line_column(spot.at as usize);
    Finding {
        severity,
        code,
        place: Place {
            feature: spot.feature,
            id: spot.id.and_then(|span| file_id_at(span, lines.bytes)),
            line,
            column,
            path: spot.path,
        },
        message,
        remedy,
        repair,
    }
}

/// What mends a problem wherever it stands.
fn usual_repair(message: &str) -> Option<Repair> {
    Some(match message {
        "format-ring-open" => Repair::CloseRings,
        "format-ring-winding" => Repair::RewindRings,
        "format-id-twice" => Repair::NewId,
        "format-feature-type" | "format-feature-no-type" => Repair::SetType,
        _ => return None,
    })
}

/// Counts lines from place to place, so that a file is gone over once for all its findings.
#[derive(Debug)]
pub(super) struct Lines<'b> {
    bytes: &'b [u8],
    at: usize,
    line: usize,
    line_start: usize,
}

impl<'b> Lines<'b> {
    /// At the beginning of the file.
    pub(super) const fn new(bytes: &'b [u8]) -> Self {
        Self {
            bytes,
            at: 0,
            line: 1,
            line_start: 0,
        }
    }

    /// The line and the column in bytes, both from 1; a lone carriage return ends a line too. Places come in ascending order.
    pub(super) fn line_column(&mut self, at: usize) -> (usize, usize) {
        loop {
            let rest = self.bytes.get(self.at..at).unwrap_or_default();
            let plain = super::skim::length_without(rest, super::skim::Any(*b"\n\r"));
            self.at += plain;
            if plain == rest.len() {
                return (self.line, at.saturating_sub(self.line_start) + 1);
            }
            let pair = (self.bytes.get(self.at), self.bytes.get(self.at + 1));
            self.at += 1;
            if pair != (Some(&b'\r'), Some(&b'\n')) {
                self.line += 1;
                self.line_start = self.at;
            }
        }
    }
}

/// What a value is, in words.
pub(super) fn name_of(node: &Node, bytes: &[u8]) -> String {
    messages::text(match (&node.kind, bytes.get(node.start as usize)) {
        (Kind::Null, _) => "format-value-null",
        (Kind::Bool(_), _) => "format-value-boolean",
        (Kind::Number(_), _) => "format-value-number",
        (Kind::Text, _) => "format-value-text",
        (Kind::Object(_), _) | (Kind::Unread, Some(b'{')) => "format-value-object",
        _ => "format-value-list",
    })
}
