//! Tests of the rooms below the window, together in one binary.

mod analysis;
mod basemap;
mod export;
mod figure;
