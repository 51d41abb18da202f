//! The window's tests in one binary: the real interface driven without a display.

mod gallery;
mod widgets;
