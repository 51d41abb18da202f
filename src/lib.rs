//! Cluster Atlas: maps economic clusters, offline, from one region file.

pub mod messages;

pub mod figure;

#[cfg(feature = "gui")]
pub mod ui;
