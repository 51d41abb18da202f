//! Bytes to a document and back: reads a region file or any GeoJSON with findings, and writes it as it was.
//!
//! It opens no files (`session`) and computes nothing (`analysis`); it reads on all cores of the pool that its caller set up. Only what makes the whole
//! file unreadable is an error; everything else opens and is a finding.

mod codes;
mod coordinates;
mod digits;
mod entities;
mod features;
mod frame;
mod geometry;
pub(crate) mod guard;
mod header;
mod holes;
mod json;
mod links;
mod numbers;
mod outlines;
mod overlap;
mod patch;
mod report;
mod resolve;
mod rings;
mod scanner;
mod shape;
mod skim;
mod sniff;
mod span;
mod style;
mod subject;
pub mod systems;
mod tables;
mod territory;
mod tokens;
mod units;
mod write;

use std::sync::Arc;

pub use write::write;

use crate::document::{Document, Finding};
use crate::messages::{self, Value};
use report::Lines;

/// How many bytes a region file may have.
pub const MAX_FILE_BYTES: u64 = 256 << 20;

/// Hears how far reading is, and may stop it.
pub trait Progress: Sync {
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
    let read = guard::caught(|| {
        let start = check_bytes(&bytes)?;
        frame::read(&bytes, start, progress)
    });
    let Some(read) = read else {
        return Err(refusal(&bytes, "E_INTERNAL", "format-surprise", 0, &[]));
    };
    let (mut document, findings) = read?;
    progress.report(bytes.len(), bytes.len());
    document.origin.bytes = bytes;
    Ok(Reading { document, findings })
}

/// Refuses what is no text; gives the offset after a byte order mark.
fn check_bytes(bytes: &[u8]) -> Result<usize, ReadError> {
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(refusal(bytes, "E_SIZE_LIMIT", "format-too-large", 0, &[]));
    }
    if sniff::is_utf16(bytes) {
        return Err(refusal(bytes, "E_ENCODING", "format-utf16", 0, &[]));
    }
    if !bytes.is_empty() && bytes.iter().all(|byte| *byte == 0) {
        return Err(refusal(bytes, "E_ZERO_FILLED", "format-json-zero", 0, &[]));
    }
    if let Some(name) = sniff::other_format(bytes) {
        return Err(refusal(bytes, "E_FORMAT", "format-other", 0, &[("name", name.into())]));
    }
    if let Err(error) = std::str::from_utf8(bytes) {
        let at = error.valid_up_to();
        return Err(refusal(
            bytes,
            "E_ENCODING",
            "format-utf8",
            at,
            &[("byte", at.to_string().into())],
        ));
    }
    let start = if bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    if bytes.iter().skip(start).all(u8::is_ascii_whitespace) {
        return Err(refusal(bytes, "E_EMPTY_FILE", "format-empty", 0, &[]));
    }
    Ok(start)
}

/// The error that refuses the file for what stands at this offset.
fn refusal(bytes: &[u8], code: &'static str, message: &str, byte: usize, values: &[(&str, Value)]) -> ReadError {
    let (line, column) = Lines::new(bytes).line_column(byte);
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
