//! Bytes to a document and back: reads a region file or any GeoJSON with findings, and writes it as it was.
//!
//! It opens no files and starts no threads (`session`), and it computes nothing (`analysis`). Only what makes the whole
//! file unreadable is an error; everything else opens and is a finding.

mod entities;
mod features;
mod geometry;
mod header;
mod json;
mod numbers;
mod overlap;
mod patch;
mod report;
mod resolve;
mod rings;
mod sniff;
mod style;
mod territory;
mod write;

use std::sync::Arc;

pub use write::write;

use crate::document::{Document, Finding};
use crate::messages::{self, Value};
use json::{Fault, Node, Scanner};
use report::Report;

/// How many bytes a region file may have.
pub const MAX_FILE_BYTES: u64 = 256 << 20;

/// Hears how far reading is, and may stop it.
pub trait Progress {
    /// So many bytes of all are done.
    fn report(&self, done_bytes: usize, total_bytes: usize);

    /// Whether reading should stop.
    fn is_cancelled(&self) -> bool;
}

/// Nobody listens and nobody stops it.
impl Progress for () {
    fn report(&self, _done_bytes: usize, _total_bytes: usize) {}

    fn is_cancelled(&self) -> bool {
        false
    }
}

/// A file that was read.
#[derive(Clone, Debug)]
pub struct Reading {
    /// What it means.
    pub document: Document,
    /// What is wrong in it.
    pub findings: Vec<Finding>,
}

/// Why a file cannot be read at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct ReadError {
    /// `E_…`.
    pub code: &'static str,
    /// The line, from 1.
    pub line: usize,
    /// The column in bytes, from 1.
    pub column: usize,
    /// The offset in bytes, from 0.
    pub byte: usize,
    /// What is wrong and where, in a sentence.
    pub message: String,
    /// What to do, in a sentence.
    pub remedy: String,
}

/// Reads a region file, any other GeoJSON, or features line by line.
///
/// # Errors
///
/// Where the whole file is refused: not UTF-8, not JSON, not GeoJSON, or over a limit of the format.
pub fn read(bytes: Arc<[u8]>, progress: &dyn Progress) -> Result<Reading, ReadError> {
    let (mut document, findings) = {
        let start = check_bytes(&bytes)?;
        let mut report = Report::new(&bytes);
        let roots = scan(&bytes, start, progress).map_err(|fault| syntax_error(&report, &fault))?;
        let document = features::document(&roots, &mut report)?;
        (document, report.findings)
    };
    progress.report(bytes.len(), bytes.len());
    document.origin.bytes = bytes;
    Ok(Reading { document, findings })
}

/// Refuses what is no text; gives the offset after a byte order mark.
fn check_bytes(bytes: &[u8]) -> Result<usize, ReadError> {
    let whole = Report::new(bytes);
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(refusal(&whole, "E_SIZE_LIMIT", "format-too-large", 0, &[]));
    }
    if sniff::is_utf16(bytes) {
        return Err(refusal(&whole, "E_ENCODING", "format-utf16", 0, &[]));
    }
    if !bytes.is_empty() && bytes.iter().all(|byte| *byte == 0) {
        return Err(refusal(&whole, "E_ZERO_FILLED", "format-json-zero", 0, &[]));
    }
    if let Some(name) = sniff::other_format(bytes) {
        return Err(refusal(&whole, "E_FORMAT", "format-other", 0, &[("name", name.into())]));
    }
    if let Err(error) = std::str::from_utf8(bytes) {
        let at = error.valid_up_to();
        return Err(refusal(
            &whole,
            "E_ENCODING",
            "format-utf8",
            at,
            &[("byte", at.to_string().into())],
        ));
    }
    let start = if bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    if bytes.iter().skip(start).all(u8::is_ascii_whitespace) {
        return Err(refusal(&whole, "E_EMPTY_FILE", "format-empty", 0, &[]));
    }
    Ok(start)
}

/// All values of the file: one, or one a line.
fn scan(bytes: &[u8], start: usize, progress: &dyn Progress) -> Result<Vec<Node>, Fault> {
    let mut scanner = Scanner::new(bytes, start, progress);
    let mut roots = vec![scanner.value()?];
    while scanner.skip_space() {
        let is_line = roots.first().is_some_and(|root| {
            root.member(bytes, "type")
                .and_then(|node| node.text(bytes))
                .is_some_and(|word| word == "Feature")
        });
        if !is_line {
            return Err(scanner.fault("format-json-after-end"));
        }
        let next = scanner.position();
        if bytes.get(next) != Some(&b'{') {
            return Err(scanner.fault("format-json-after-end"));
        }
        roots.push(scanner.value()?);
    }
    Ok(roots)
}

fn syntax_error(report: &Report<'_>, fault: &Fault) -> ReadError {
    refusal(
        report,
        fault.code,
        fault.message,
        fault.at,
        &[("found", fault.found.as_str().into())],
    )
}

/// The error that refuses the file for what stands at this offset.
fn refusal(report: &Report<'_>, code: &'static str, message: &str, byte: usize, values: &[(&str, Value)]) -> ReadError {
    let (line, column) = report.line_column(byte);
    let cause = messages::text_with(message, values);
    let message_text = messages::text_with(
        "format-refused",
        &[
            ("line", line.to_string().into()),
            ("column", column.to_string().into()),
            ("cause", cause.into()),
        ],
    );
    let remedy = messages::text(&format!("{message}-remedy"));
    ReadError {
        code,
        line,
        column,
        byte,
        message: message_text,
        remedy,
    }
}
