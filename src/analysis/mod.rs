//! Pure functions from a document to numbers: specialization, and who works with whom.
//!
//! The formulas ([`quotient`], [`strength`], [`network`], [`numbers`]) know slices only; [`explained`] carries each number together
//! with what it was computed from. Nothing here has a clock, a file or unseeded randomness, and nothing is rounded: how a number is
//! written is the business of `messages`.
//!
//! Where a crate is right and fast it is used: `geo` for geometry and, through `geographiclib-rs`, for the ellipsoid, `rayon` for threads,
//! `rand_chacha` for chance. The formulas are our own code, because no crate of the registry has the regional ones, and those of the
//! rest leave ties, weights, threads or seeds open; each room says which it means.

pub mod agglomeration;
pub mod areas;
pub mod basket;
pub mod benchmark;
pub mod change;
pub mod cluster_strength;
pub mod complexity;
pub mod concentration;
pub mod entry;
pub mod explained;
pub mod formula;
pub mod geodesy;
pub mod grid;
pub mod industrial;
pub mod landscape;
pub mod leave_out;
pub mod metric;
pub mod mix;
pub mod network;
pub mod numbers;
mod packed;
pub mod presence;
pub mod progress;
pub mod quotient;
pub mod random;
pub mod ranking;
pub mod rating;
pub mod regional;
pub mod relatedness;
mod running;
pub mod sheet;
pub mod shift_share;
pub mod sites;
pub mod specialization;
mod spectral;
pub mod spread;
pub mod standardize;
pub mod strength;
pub mod support;
pub mod ties;
