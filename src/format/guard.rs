//! Catches surprises: whatever computing with a user's data does, the program lives on and says so.
//!
//! It decides nothing about what is said; the callers do.

use std::panic::{AssertUnwindSafe, catch_unwind};

/// What a function makes, or nothing where it panicked. What it had begun is thrown away.
pub(crate) fn caught<T>(run: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(run)).ok()
}
