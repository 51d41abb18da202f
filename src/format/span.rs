//! Where a value stands in the file, in eight bytes also where it may stand nowhere.
//!
//! What stands there is read by whoever needs it.

use std::num::NonZeroU32;

/// The first byte of a value and the byte after its last; a value has at least one byte, so that no end is 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    /// The first byte.
    pub start: u32,
    end: NonZeroU32,
}

impl Span {
    /// The span from the first byte to the byte after the last.
    pub(super) fn new(start: u32, end: u32) -> Self {
        Self {
            start,
            end: NonZeroU32::new(end).unwrap_or(NonZeroU32::MIN),
        }
    }

    /// The byte after the last.
    pub(super) const fn end(self) -> u32 {
        self.end.get()
    }

    /// The bytes it stands in.
    pub(super) const fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end.get() as usize
    }
}
