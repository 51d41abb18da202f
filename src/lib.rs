//! Cluster Atlas.

pub mod figure;
