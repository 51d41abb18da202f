//! What helps a facilitator: who should meet, how good such advice has been, which roles are missing, what the network cannot lose.
//!
//! Formulas over indices, as in [`super::network`]; nothing here knows names, and nothing decides for people. Each suggestion
//! keeps the terms of its score, so that its reasons can be told.

pub mod candidates;
pub mod gaps;
pub mod quality;
pub mod ranking;
pub mod robustness;
pub mod suggestions;
