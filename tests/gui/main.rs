//! The window's tests in one binary: the real interface driven without a display.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "A test that meets what it does not expect should stop at once and say where."
)]

mod gallery;
mod widgets;
