//! Handles of the things in a document: dense numbers given while reading, the position in the document's lists.
//!
//! The ids of the file are texts or numbers of any length; they are kept beside the things they name.

macro_rules! handle {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u32);

        impl $name {
            /// The handle with this number.
            #[must_use]
            pub const fn new(number: u32) -> Self {
                Self(number)
            }

            /// The handle of this position in its list; positions above the format's limits end at the last handle.
            #[must_use]
            pub fn at(position: usize) -> Self {
                Self(u32::try_from(position).unwrap_or(u32::MAX))
            }

            /// The number of this handle.
            #[must_use]
            pub const fn number(self) -> u32 {
                self.0
            }

            /// The position in its list.
            #[must_use]
            pub const fn position(self) -> usize {
                self.0 as usize
            }
        }
    };
}

handle!(
    /// A handle of a member: its position in `Document::members`.
    MemberId
);
handle!(
    /// A handle of a region: its position in `Document::regions`.
    RegionId
);
handle!(
    /// A handle of a cluster: its position in `Document::clusters`.
    ClusterId
);
handle!(
    /// A handle of a link: its position in `Document::links`.
    LinkId
);
handle!(
    /// A handle of a feature: its position in the file's `features`.
    FeatureId
);
handle!(
    /// A handle of an industry: its position in `Statistics::industries`.
    IndustryId
);
handle!(
    /// A handle of a measure: its position in `Statistics::measures`.
    MeasureId
);

/// The id of a feature as the file writes it; `1` and `"1"` are different.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileId {
    /// A text.
    Text(String),
    /// A number, as it is spelled in the file.
    Number(String),
}

impl FileId {
    /// The id without quotes.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Text(text) | Self::Number(text) => text,
        }
    }
}

impl std::fmt::Display for FileId {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.as_str())
    }
}
