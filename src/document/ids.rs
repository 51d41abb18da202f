//! Handles of the things in a document: small numbers given while reading, never used twice in one document.
//!
//! The ids of the file are texts or numbers of any length; they are kept beside the things they name.

/// A handle of a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MemberId(u32);

/// A handle of a region.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RegionId(u32);

impl MemberId {
    /// The handle with this number.
    #[must_use]
    pub fn new(number: u32) -> Self {
        Self(number)
    }

    /// The number of this handle.
    #[must_use]
    pub fn number(self) -> u32 {
        self.0
    }
}

impl RegionId {
    /// The handle with this number.
    #[must_use]
    pub fn new(number: u32) -> Self {
        Self(number)
    }

    /// The number of this handle.
    #[must_use]
    pub fn number(self) -> u32 {
        self.0
    }
}
