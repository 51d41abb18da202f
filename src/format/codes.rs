//! Industry codes to handles, for the many rows that name them.
//!
//! The industries themselves are read by `header`.

use super::resolve::Lookup;
use crate::document::{Industry, IndustryId};

/// The industries of the header by their codes; looked up and never gone through.
#[derive(Debug, Default)]
pub(super) struct Codes {
    by_code: Lookup<String, IndustryId>,
}

impl Codes {
    /// The codes of these industries.
    pub(super) fn of(industries: &[Industry]) -> Self {
        let codes = industries.iter().enumerate();
        Self {
            by_code: codes
                .map(|(position, industry)| (industry.code.clone(), IndustryId::at(position)))
                .collect(),
        }
    }

    /// The industry with this code.
    pub(super) fn find(&self, code: &str) -> Option<IndustryId> {
        self.by_code.get(code).copied()
    }

    /// Whether the header names no industry.
    pub(super) fn is_empty(&self) -> bool {
        self.by_code.is_empty()
    }
}
