//! Cluster Atlas: maps economic clusters, offline, from one region file.

pub mod document;
pub mod messages;

pub mod figure;

pub mod export;

pub mod session;

#[cfg(feature = "gui")]
pub mod panels;

#[cfg(feature = "gui")]
pub mod ui;
