//! Reads a region file from disk or standard input. What its bytes mean is read by `format`.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Read};
use std::sync::Arc;

use super::Failure;
use crate::document::{Document, Finding, Place, Severity};
use crate::format::{self, MAX_FILE_BYTES, ReadError};
use crate::messages::text_with;

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
    let bytes = bytes_of(file).map_err(|error| Refused {
        sentence: cannot_read(file, &error),
        finding: None,
    })?;
    match format::read(Arc::from(bytes), &()) {
        Ok(reading) => Ok(Opened {
            document: reading.document,
            findings: reading.findings,
        }),
        Err(error) => Err(refused(file, error)),
    }
}

/// All bytes, or one more than a region file may have: enough for `format` to refuse it without filling the memory.
fn bytes_of(file: &OsStr) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if file == "-" {
        io::stdin().lock().take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes)?;
    } else {
        File::open(file)?.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

fn cannot_read(file: &OsStr, error: &io::Error) -> String {
    text_with(
        "cli-cannot-read",
        &[
            ("reason", error.to_string().into()),
            ("file", file.to_string_lossy().into()),
        ],
    )
}

fn refused(file: &OsStr, error: ReadError) -> Refused {
    let sentence = text_with(
        "cli-refused",
        &[
            ("message", error.message.as_str().into()),
            ("remedy", error.remedy.as_str().into()),
            ("file", file.to_string_lossy().into()),
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
    };
    Refused {
        sentence,
        finding: Some(Box::new(finding)),
    }
}
