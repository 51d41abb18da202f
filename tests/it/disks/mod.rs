//! File systems for tests: one in memory that knows what a power cut would leave, one whose calls fail, one on which renaming is
//! copying.

mod faulty;
mod memory;
mod power;

pub(crate) use faulty::{FaultFiles, When};
pub(crate) use memory::{MemoryFiles, some_time};

use std::path::Path;

/// The mark in the name of a file that is written beside another one.
pub(crate) const BESIDE: &str = ".ca-";

/// Whether something that was written beside is left below the folder.
pub(crate) fn is_something_left(files: &MemoryFiles, folder: &Path) -> bool {
    files.view().keys().any(|path| {
        path.starts_with(folder)
            && path
                .file_name()
                .is_some_and(|name| name.to_string_lossy().starts_with(BESIDE))
    })
}
