//! Any bytes as a region file: refused or opened, never a surprise, and written as they were.

use std::sync::Arc;

use cluster_atlas::format::{self, ReadError, Reading};

/// Reads bytes and holds what must be true of any: no surprise inside, and what opened is written as it was.
pub(crate) fn hold(bytes: &[u8]) -> Result<Reading, ReadError> {
    let read = format::read(Arc::from(bytes), &());
    match &read {
        Ok(reading) => {
            assert_eq!(format::write(&reading.document), bytes);
            for finding in &reading.findings {
                assert_ne!(finding.code, "E_INTERNAL", "{:?}", String::from_utf8_lossy(bytes));
                assert!(finding.place.line > 0 && finding.place.column > 0);
            }
        }
        Err(error) => {
            assert_ne!(error.code, "E_INTERNAL", "{:?}", String::from_utf8_lossy(bytes));
            assert!(error.line > 0 && error.column > 0 && error.byte <= bytes.len());
        }
    }
    read
}
