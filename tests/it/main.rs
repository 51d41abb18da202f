//! Tests of the rooms below the window, together in one binary.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::too_many_lines,
    clippy::unnecessary_wraps,
    missing_docs,
    reason = "A test that meets what it does not expect should stop at once and say where; pictures and data are written out at length."
)]

mod analysis;
mod badinputs;
mod basemap;
mod cli;
mod cycles;
mod diff;
mod disks;
mod duplicates;
mod edit;
mod edit_laws;
mod export;
mod figure;
mod format;
mod format_laws;
mod format_repair;
#[path = "../hostile/edit_script.rs"]
mod hostile_edit_script;
#[path = "../hostile/recovery.rs"]
mod hostile_recovery;
#[path = "../hostile/region_file.rs"]
mod hostile_region_file;
mod laws_specialization;
mod long_text;
mod mend;
mod mutations;
mod network_laws;
mod network_marking;
mod published_quotients;
mod recovery;
mod regions;
mod samples;
mod storage;
mod storage_faults;
mod storage_paths;
mod storage_power;
mod tidy;
mod vectors_network;
mod vectors_network_cli;
mod vectors_space;
mod vectors_specialization;
mod vectors_strength;
mod vectors_support;
