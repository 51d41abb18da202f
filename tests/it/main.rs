//! Tests of the rooms below the window, together in one binary.
//!
//! The modules are marked as tests, so that a helper, too, may stop at once where it meets what it does not expect.

#[cfg(test)]
mod analysis;
#[cfg(test)]
mod badinputs;
#[cfg(test)]
mod basemap;
#[cfg(test)]
mod cli;
#[cfg(test)]
mod cycles;
#[cfg(test)]
mod diff;
#[cfg(test)]
mod disks;
#[cfg(test)]
mod duplicates;
#[cfg(test)]
mod edit;
#[cfg(test)]
mod edit_laws;
#[cfg(test)]
mod export;
#[cfg(test)]
mod figure;
#[cfg(test)]
mod format;
#[cfg(test)]
mod format_header;
#[cfg(test)]
mod format_laws;
#[cfg(test)]
mod format_repair;
#[cfg(test)]
#[path = "../hostile/edit_script.rs"]
mod hostile_edit_script;
#[cfg(test)]
#[path = "../hostile/recovery.rs"]
mod hostile_recovery;
#[cfg(test)]
#[path = "../hostile/region_file.rs"]
mod hostile_region_file;
#[cfg(test)]
mod laws_documents;
#[cfg(test)]
mod laws_specialization;
#[cfg(test)]
mod long_text;
#[cfg(test)]
mod members_left_out;
#[cfg(test)]
mod mend;
#[cfg(test)]
mod mutations;
#[cfg(test)]
mod network_laws;
#[cfg(test)]
mod network_marking;
#[cfg(test)]
mod panels_agree;
#[cfg(test)]
mod published_quotients;
#[cfg(test)]
mod recovery;
#[cfg(test)]
mod regions;
#[cfg(test)]
mod repeated_runs;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod storage;
#[cfg(test)]
mod storage_faults;
#[cfg(test)]
mod storage_paths;
#[cfg(test)]
mod storage_power;
#[cfg(test)]
mod tidy;
#[cfg(test)]
mod vectors_edges;
#[cfg(test)]
mod vectors_edges_cli;
#[cfg(test)]
mod vectors_keys;
#[cfg(test)]
mod vectors_network;
#[cfg(test)]
mod vectors_network_cli;
#[cfg(test)]
mod vectors_space;
#[cfg(test)]
mod vectors_specialization;
#[cfg(test)]
mod vectors_strength;
#[cfg(test)]
mod vectors_support;
