//! Industry codes to handles, for the many rows that name them.
//!
//! The industries themselves are read by `header`.

use super::resolve::Lookup;
use crate::document::{Industry, IndustryId};

/// The industries of the header by their codes; looked up and never gone through.
#[derive(Debug, Default)]
pub(super) struct Codes {
    by_code: Lookup<String, IndustryId>,
    in_order: Vec<String>,
}

impl Codes {
    /// The codes of these industries.
    pub(super) fn of(industries: &[Industry]) -> Self {
        let codes = industries.iter().enumerate();
        Self {
            by_code: codes
                .map(|(position, industry)| (industry.code.clone(), IndustryId::at(position)))
                .collect(),
            in_order: industries.iter().map(|industry| industry.code.clone()).collect(),
        }
    }

    /// The industry with this code, which in nearly all files is the one after the last: then nothing is looked up.
    pub(super) fn find_after(&self, last: Option<IndustryId>, code: &[u8]) -> Option<IndustryId> {
        let next = last.map_or(0, |last| last.position() + 1);
        let is_next = self.in_order.get(next).is_some_and(|known| known.as_bytes() == code);
        if is_next && self.by_code.len() == self.in_order.len() {
            return Some(IndustryId::at(next));
        }
        self.find(std::str::from_utf8(code).ok()?)
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
