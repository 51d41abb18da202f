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

/// What would mend a finding. Making an edit of it is the business of `session`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Repair {
    /// Exchange longitude and latitude of the feature's positions.
    SwapAxes,
    /// Convert positions to longitude and latitude from one of these systems (numbers of the EPSG registry), the likeliest first:
    /// those of the feature, or of all features where the finding is of the whole file.
    Convert(Vec<u32>),
    /// Repeat the first position of open rings at their end.
    CloseRings,
    /// Turn rings the way RFC 7946 asks for.
    RewindRings,
    /// Give the feature an id that no other has.
    NewId,
    /// Make the feature say that it is one.
    SetType,
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
    /// What the program can do about it; `None` where only the user can.
    pub repair: Option<Repair>,
}
