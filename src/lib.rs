//! Cluster Atlas: maps economic clusters, offline, from one region file.

pub mod messages;

pub mod figure;
