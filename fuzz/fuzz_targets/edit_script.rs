//! Repairs of whatever a file needs, then all of them undone: the file is as it was, and in between it opens.
#![no_main]

use std::sync::Arc;

use cluster_atlas::format;
use cluster_atlas::session::repair::repair_edits;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(reading) = format::read(Arc::from(bytes), &()) else {
        return;
    };
    let mut document = reading.document;
    let mut undo = Vec::new();
    for finding in reading.findings.iter().take(20) {
        for edit in repair_edits(&document, finding, None) {
            if let Ok(applied) = document.apply(edit) {
                undo.push(applied.inverse);
            }
        }
    }
    assert!(format::read(format::write(&document).into(), &()).is_ok());
    for edit in undo.into_iter().rev() {
        assert!(document.apply(edit).is_ok());
    }
    assert_eq!(format::write(&document), bytes);
});
