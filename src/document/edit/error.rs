//! Why an edit was refused, with what to do. The document is then as it was.

use crate::messages::{text, text_with};

/// What is wrong with an edit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EditProblem {
    /// A name is empty.
    NameEmpty,
    /// A value is of the wrong type.
    WrongType,
    /// A number is negative.
    Negative,
    /// A longitude or latitude is out of range or not a number.
    PlaceOutside,
    /// An id is given already, or was.
    IdTaken,
    /// A link would have fewer than two members.
    TooFewMembers,
    /// What should be edited is not there, or was removed.
    NotThere,
    /// A member that is referred to is not there.
    UnknownMember,
    /// A cluster that is referred to is not there.
    UnknownCluster,
    /// A region that is referred to is not there.
    UnknownRegion,
    /// An industry that is referred to is not there.
    UnknownIndustry,
    /// A measure that is referred to is not there.
    UnknownMeasure,
    /// A year that is referred to is not a column of the file.
    UnknownYear,
    /// An industry's code is given already.
    CodeTaken,
    /// A region would be a part of itself.
    Circle,
    /// This value decides what the rest of the file means and has an edit of its own, or none.
    Fixed,
    /// The numbers of regions have an edit of their own.
    RegionNumbers,
    /// The file's numbers are plain properties, which know no industries.
    PlainNumbers,
    /// The geometry is not one that the edit can work on.
    Geometry,
    /// A path leads nowhere.
    Path,
    /// The feature is no object, so that it can hold nothing.
    NoObject,
    /// The file is one geometry, which holds no properties.
    BareGeometry,
    /// The file holds one feature a line and has no place for a header.
    NoHeaderInLines,
    /// The last line of a file cannot be removed.
    LastLine,
    /// The file was made by a newer version.
    ReadOnly,
    /// The text of an edit is not understood.
    Syntax,
}

impl EditProblem {
    /// The message of the catalogue; its remedy has the same name with `-remedy`.
    #[must_use]
    pub fn message_id(self) -> &'static str {
        match self {
            Self::NameEmpty => "edit-refused-name",
            Self::WrongType => "edit-refused-type",
            Self::Negative => "edit-refused-negative",
            Self::PlaceOutside => "edit-refused-place",
            Self::IdTaken => "edit-refused-id",
            Self::TooFewMembers => "edit-refused-members",
            Self::NotThere => "edit-refused-not-there",
            Self::UnknownMember => "edit-refused-member",
            Self::UnknownCluster => "edit-refused-cluster",
            Self::UnknownRegion => "edit-refused-region",
            Self::UnknownIndustry => "edit-refused-industry",
            Self::UnknownMeasure => "edit-refused-measure",
            Self::UnknownYear => "edit-refused-year",
            Self::CodeTaken => "edit-refused-code",
            Self::Circle => "edit-refused-circle",
            Self::Fixed => "edit-refused-fixed",
            Self::RegionNumbers => "edit-refused-numbers",
            Self::PlainNumbers => "edit-refused-plain",
            Self::Geometry => "edit-refused-geometry",
            Self::Path => "edit-refused-path",
            Self::NoObject => "edit-refused-object",
            Self::BareGeometry => "edit-refused-bare",
            Self::NoHeaderInLines => "edit-refused-lines",
            Self::LastLine => "edit-refused-last",
            Self::ReadOnly => "edit-refused-newer",
            Self::Syntax => "edit-refused-syntax",
        }
    }
}

/// An edit was refused; the document is as it was.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message} {remedy}")]
pub struct EditError {
    /// What is wrong.
    pub problem: EditProblem,
    /// What is wrong, in a sentence.
    pub message: String,
    /// What to do, in a sentence.
    pub remedy: String,
}

impl EditError {
    /// The refusal for this problem; `value` is what the sentence names.
    #[must_use]
    pub fn new(problem: EditProblem, value: &str) -> Self {
        let id = problem.message_id();
        Self {
            problem,
            message: text_with(id, &[("value", value.into())]),
            remedy: text(&format!("{id}-remedy")),
        }
    }
}
