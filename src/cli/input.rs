//! Reads a region file from disk or standard input. What its bytes mean is read by `format`.

use std::ffi::OsStr;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use super::Failure;
use crate::document::{Document, Finding, Place, Severity};
use crate::format::{self, MAX_FILE_BYTES, ReadError};
use crate::messages::{text, text_with};
use crate::session::storage::{self, StorageError};

/// A file that was opened.
pub(super) struct Opened {
    /// What it means.
    pub(super) document: Document,
    /// What is wrong in it.
    pub(super) findings: Vec<Finding>,
}

/// A file that was not.
pub(super) struct Refused {
    /// Why, what to do, and which file.
    pub(super) sentence: String,
    /// The problem in the file; `None` where its bytes could not be had at all.
    pub(super) finding: Option<Box<Finding>>,
}

/// Opens a file for a command that needs it.
pub(super) fn open(file: &OsStr) -> Result<Opened, Failure> {
    read(file).map_err(|refused| Failure::Refused(refused.sentence))
}

/// Opens a file; a refusal keeps its place.
pub(super) fn read(file: &OsStr) -> Result<Opened, Refused> {
    match format::read(bytes(file)?, &()) {
        Ok(reading) => Ok(Opened {
            document: reading.document,
            findings: reading.findings,
        }),
        Err(error) => Err(refused(file, error)),
    }
}

/// All bytes of a file or of standard input.
pub(super) fn bytes(file: &OsStr) -> Result<Arc<[u8]>, Refused> {
    if file == "-" {
        return standard_input().map_err(|error| unreadable("E_IO", &error.to_string()));
    }
    let loaded = storage::load(Path::new(file));
    loaded
        .map(|(bytes, ..)| bytes)
        .map_err(|error| unreadable(code_of(&error), &error.to_string()))
}

/// All bytes, or one more than a region file may have: enough for `format` to refuse it without filling the memory.
fn standard_input() -> io::Result<Arc<[u8]>> {
    let mut bytes = Vec::new();
    io::stdin().lock().take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes)?;
    Ok(bytes.into())
}

/// The code of a finding for bytes that could not be had.
const fn code_of(error: &StorageError) -> &'static str {
    match error {
        StorageError::Folder(_) | StorageError::Special(_) => "E_NOT_A_FILE",
        StorageError::TooLarge(..) => "E_SIZE_LIMIT",
        _ => "E_IO",
    }
}

/// A file name as it may be printed: what would break a line, move the cursor or turn the reading direction is escaped.
pub(super) fn shown(file: &OsStr) -> String {
    escaped(&file.to_string_lossy())
}

fn escaped(words: &str) -> String {
    let is_hidden = |letter: char| {
        letter.is_control()
            || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    words
        .chars()
        .fold(String::with_capacity(words.len()), |mut line, letter| {
            if is_hidden(letter) {
                line.extend(letter.escape_default());
            } else {
                line.push(letter);
            }
            line
        })
}

/// The refusal of a file whose bytes could not be had, at its very beginning.
fn unreadable(code: &'static str, reason: &str) -> Refused {
    let sentence = text_with("cli-cannot-read", &[("reason", escaped(reason).into())]);
    let finding = Finding {
        severity: Severity::Error,
        code,
        place: Place {
            line: 1,
            column: 1,
            ..Place::default()
        },
        message: escaped(reason),
        remedy: text("cli-cannot-read-remedy"),
        repair: None,
    };
    Refused {
        sentence,
        finding: Some(Box::new(finding)),
    }
}

fn refused(file: &OsStr, error: ReadError) -> Refused {
    let sentence = text_with(
        "cli-refused",
        &[
            ("message", error.message.as_str().into()),
            ("remedy", error.remedy.as_str().into()),
            ("file", shown(file).into()),
        ],
    );
    let place = Place {
        line: error.line,
        column: error.column,
        ..Place::default()
    };
    let finding = Finding {
        severity: Severity::Error,
        code: error.code,
        place,
        message: error.message,
        remedy: error.remedy,
        repair: None,
    };
    Refused {
        sentence,
        finding: Some(Box::new(finding)),
    }
}
