//! Findings: problems in the data of a file, each with its place and remedy. Finding them is the business of `format`.

use super::FileId;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Something is left off the map or the file is refused.
    Error,
    /// It opens, and a number or a place may be wrong.
    Warning,
    /// Worth knowing.
    Note,
}

/// Where in the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The position in `features`, from 0.
    pub feature: Option<usize>,
    /// The feature's id.
    pub id: Option<FileId>,
    /// The line, from 1.
    pub line: usize,
    /// The column in bytes, from 1.
    pub column: usize,
    /// A pointer from the root (RFC 6901).
    pub path: String,
}

/// One problem in the data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// How bad it is.
    pub severity: Severity,
    /// `E_…`, `W_…` or `N_…`.
    pub code: &'static str,
    /// Where.
    pub place: Place,
    /// What is wrong, in a sentence.
    pub message: String,
    /// What to do, in a sentence.
    pub remedy: String,
}
