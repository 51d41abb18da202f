//! The window's tests in one binary: the real interface driven without a display.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    clippy::manual_is_multiple_of,
    clippy::semicolon_if_nothing_returned,
    clippy::single_range_in_vec_init,
    clippy::too_many_lines,
    missing_docs,
    reason = "A test that meets what it does not expect should stop at once and say where; pictures and data are written out at length."
)]

mod app;
mod gallery;
mod map;
mod panels;
mod side_panels;
mod start;
mod widgets;
