//! One document that a crashed window left: read when somebody asks, set aside once it was used, removed when nobody wants it.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use super::header::{Header, LONGEST_LINE};
use super::list::{UnusableKind, set_aside, set_unusable};
use crate::document::{Document, Finding, Severity};
use crate::format::{self, ReadError, Reading};
use crate::messages::{text, text_with};
use crate::session::storage::{DiskFiles, FileIdentity, LARGEST_FILE, Vfs, shown, whole};

/// One whole copy on the disk.
#[derive(Debug)]
pub(super) struct Generation {
    pub(super) path: PathBuf,
    pub(super) header: Header,
    /// Whether it has no first line of this program: then it is its body.
    pub(super) is_bare: bool,
}

/// A document with unsaved changes whose window is gone.
#[derive(Debug)]
pub struct Orphan<V: Vfs = DiskFiles> {
    files: V,
    folder: PathBuf,
    slot: String,
    lock: Option<V::Lock>,
    /// What is offered.
    latest: Generation,
    /// The one before it.
    earlier: Vec<Generation>,
    fell_back: bool,
    is_suspect: bool,
}

/// A document that was read from a copy. Nothing was removed by that.
#[derive(Clone, Debug)]
pub struct Recovered {
    /// What it means.
    pub document: Document,
    /// What is wrong in it.
    pub findings: Vec<Finding>,
    /// What should be said: that an earlier copy was taken, or that some features are broken.
    pub notices: Vec<String>,
}

impl Recovered {
    /// `W_RECOVERY_PARTIAL` where some features are broken.
    #[must_use]
    pub fn code(&self) -> Option<&'static str> {
        is_partial(&self.findings).then_some("W_RECOVERY_PARTIAL")
    }
}

fn is_partial(findings: &[Finding]) -> bool {
    findings.iter().any(|finding| finding.severity == Severity::Error)
}

/// Why a copy was not read.
#[derive(Debug, thiserror::Error)]
pub enum RecoveryError {
    /// The program ended while it read this copy before.
    #[error("{}", text("recovery-suspect"))]
    Suspect,
    /// It cannot be read; it was set aside. The sentence says why and where.
    #[error("{0}")]
    Unread(String),
}

impl<V: Vfs> Orphan<V> {
    pub(super) fn new(
        files: V,
        folder: &Path,
        slot: String,
        lock: Option<V::Lock>,
        generations: Vec<Generation>,
    ) -> Option<Self> {
        let mut generations = generations.into_iter();
        let Some(latest) = generations.next() else {
            // A window that never made a copy left its marks only.
            for mark in ["opening", "lock"] {
                drop(files.remove(&folder.join(format!("{slot}.{mark}"))));
            }
            return None;
        };
        let is_suspect = files.facts(&folder.join(format!("{slot}.opening"))).is_ok();
        Some(Self {
            files,
            folder: folder.to_owned(),
            slot,
            lock,
            latest,
            earlier: generations.collect(),
            fell_back: false,
            is_suspect,
        })
    }

    pub(super) fn after_damage(mut self, is_damaged: bool) -> Self {
        self.fell_back = is_damaged;
        self
    }

    /// The name of the document.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.latest.header.name
    }

    /// When the copy was made.
    #[must_use]
    pub fn time(&self) -> SystemTime {
        self.latest.header.time
    }

    /// The file that the document was opened from; `None` for one that was never saved.
    #[must_use]
    pub fn document(&self) -> Option<&Path> {
        self.latest.header.document.as_deref()
    }

    /// What that file was; to be expected when the recovered document is saved.
    #[must_use]
    pub fn identity(&self) -> Option<&FileIdentity> {
        self.latest.header.identity.as_ref()
    }

    /// The length of the document in bytes.
    #[must_use]
    pub fn length_bytes(&self) -> u64 {
        self.latest.header.length_bytes
    }

    /// Counts up over all copies: the higher one is the later one, whatever the clocks said.
    #[must_use]
    pub fn sequence(&self) -> u64 {
        self.latest.header.sequence
    }

    /// Whether the program ended while it read this copy before.
    #[must_use]
    pub fn is_suspect(&self) -> bool {
        self.is_suspect
    }

    /// Whether the latest copy was damaged and this is the one before.
    #[must_use]
    pub fn fell_back(&self) -> bool {
        self.fell_back
    }

    /// The bytes of the copy, for comparing and for saving them elsewhere unread.
    ///
    /// # Errors
    /// When it cannot be read any more.
    pub fn bytes(&self) -> io::Result<Vec<u8>> {
        body_of(&self.files, &self.latest)
    }

    /// Reads the document, unless the program ended at that before.
    ///
    /// # Errors
    /// When it is suspect, or cannot be read; then it was set aside.
    pub fn open(&mut self) -> Result<Recovered, RecoveryError> {
        if self.is_suspect {
            return Err(RecoveryError::Suspect);
        }
        self.open_anyway()
    }

    /// Reads the document although the program may end at that: somebody asked for it.
    ///
    /// # Errors
    /// When it cannot be read; then it was set aside.
    pub fn open_anyway(&mut self) -> Result<Recovered, RecoveryError> {
        self.open_by(|bytes| format::read(bytes, &()))
    }

    fn open_by(&mut self, read: impl Fn(Arc<[u8]>) -> Result<Reading, ReadError>) -> Result<Recovered, RecoveryError> {
        let mark = format!("{}.opening", self.slot);
        // Where no mark can be left the copy is read all the same: nothing is ever read unasked.
        drop(whole::put(&self.files, &self.folder, &mark, &[b"1"]));
        self.is_suspect = true;
        let outcome = loop {
            match self.read_latest(&read) {
                Err(Some(error)) if self.earlier.is_empty() => break Err(error),
                Err(Some(_)) => {
                    self.latest = self.earlier.remove(0);
                    self.fell_back = true;
                }
                Err(None) => return Err(RecoveryError::Suspect),
                Ok(reading) => break Ok(reading),
            }
        };
        self.is_suspect = false;
        drop(self.files.remove(&self.folder.join(mark)));
        let reading = outcome?;
        let mut notices = Vec::new();
        if self.fell_back {
            notices.push(text("recovery-fell-back"));
        }
        if is_partial(&reading.findings) {
            notices.push(text("recovery-partial"));
        }
        Ok(Recovered {
            document: reading.document,
            findings: reading.findings,
            notices,
        })
    }

    /// Reads the latest copy; where that is refused it is set aside. An error without words is a panic of the reader.
    fn read_latest(
        &self,
        read: &impl Fn(Arc<[u8]>) -> Result<Reading, ReadError>,
    ) -> Result<Reading, Option<RecoveryError>> {
        let refused = |message: String, path: &Path| {
            let words = [("message", message.into()), ("path", shown(path).into())];
            Some(RecoveryError::Unread(text_with("recovery-unread", &words)))
        };
        let path = &self.latest.path;
        let bytes = body_of(&self.files, &self.latest).map_err(|error| refused(error.to_string(), path))?;
        match catch_unwind(AssertUnwindSafe(|| read(bytes.into()))) {
            Ok(Ok(reading)) => Ok(reading),
            Ok(Err(error)) => {
                let aside = set_unusable(&self.files, &self.folder, path.clone(), UnusableKind::Damaged);
                Err(refused(error.message, &aside.path))
            }
            Err(_) => Err(None),
        }
    }

    /// The document is open again: its copies are kept among the last ten that were used, and not offered any more.
    pub fn used(self) {
        for generation in self.generations() {
            // What cannot be moved is offered again, which is better than losing it.
            drop(set_aside(&self.files, &self.folder, "recovered", &generation.path));
        }
        self.leave();
    }

    /// Nobody wants it: its copies are removed.
    pub fn discard(self) {
        for generation in self.generations() {
            drop(self.files.remove(&generation.path));
        }
        self.leave();
    }

    fn generations(&self) -> impl Iterator<Item = &Generation> {
        self.earlier.iter().chain([&self.latest])
    }

    /// Takes the marks away; the lock ends after its file is gone.
    fn leave(self) {
        for mark in ["opening", "lock"] {
            drop(self.files.remove(&self.folder.join(format!("{}.{mark}", self.slot))));
        }
        drop(self.lock);
    }
}

fn body_of<V: Vfs>(files: &V, generation: &Generation) -> io::Result<Vec<u8>> {
    let (_, mut bytes) = files.read(&generation.path, LARGEST_FILE + LONGEST_LINE + 1)?;
    if !generation.is_bare {
        let body = Header::split(&bytes).map_or(0, |(_, body)| body.len());
        bytes.drain(..bytes.len() - body);
    }
    if generation.header.holds(&bytes) {
        Ok(bytes)
    } else {
        Err(io::ErrorKind::InvalidData.into())
    }
}

#[cfg(test)]
#[path = "orphan_tests.rs"]
mod tests;
