//! Any bytes as a region file: refused or opened, never a surprise, and written as they were.
#![no_main]

use std::sync::Arc;

use cluster_atlas::format;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    match format::read(Arc::from(bytes), &()) {
        Ok(reading) => {
            assert_eq!(format::write(&reading.document), bytes);
            assert!(reading.findings.iter().all(|finding| finding.code != "E_INTERNAL"));
        }
        Err(error) => assert_ne!(error.code, "E_INTERNAL"),
    }
});
