//! Copies of unsaved changes: made while somebody works, offered after a crash, never opened by themselves, never written to the
//! user's file.
//!
//! # How a window uses it
//!
//! * [`AutosaveClock`] says when a copy is due. Then a worker calls [`Recovery::store`] with a [`Snapshot`], whose body is what
//!   `format::write` gives. A failure is told once, in words; work goes on.
//! * After a save the window calls [`Recovery::saved`] with the revision that was saved; on giving up changes, and when a document
//!   is closed, [`Recovery::discard`]. A window that ends without either leaves its copy, which the next start offers.
//! * At the start a worker calls [`list`]. Every [`Orphan`] is offered with its name and time; [`Orphan::open`] reads one when
//!   somebody asks for it, [`Orphan::used`] sets it aside once its document is shown, [`Orphan::discard`] removes it. What is
//!   dropped stays and is offered again. A copy at which the program ended before is [`Orphan::is_suspect`] and is read by
//!   [`Orphan::open_anyway`] only.
//! * A recovered document is saved with [`Orphan::identity`] as what is expected, so that a file which somebody else changed
//!   since is noticed.
//!
//! # On disk
//!
//! In `recovery/` of the data folder each open document has two generations `SLOT.0.recovery` and `SLOT.1.recovery`, written in
//! turn, and `SLOT.lock`, locked as long as its window lives. `SLOT.opening` stands while a copy is being read. `recovered/`
//! holds the last ten that were used, `unusable/` the last ten that could not be.

mod clock;
mod header;
mod list;
mod orphan;

pub use clock::{AutosaveClock, LONGEST, PAUSE};
pub use list::{RecoveryList, Unusable, UnusableKind, list, list_with};
pub use orphan::{Orphan, Recovered, RecoveryError};

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::messages::text_with;
use crate::session::storage::{DiskFiles, FileIdentity, ProcessIdentity, Vfs, hash_of, reason, shown, whole};
use header::Header;

/// So many copies that were used, and so many that could not be, are kept.
pub(super) const MOST_SET_ASIDE: usize = 10;

const ENDING: &str = ".recovery";

/// So many slots are tried before a copy is given up for now.
const MOST_SLOTS: usize = 8;

/// The state of a document that is to be copied.
#[derive(Clone, Copy, Debug)]
pub struct Snapshot<'a> {
    /// The file that it was opened from; `None` for one that was never saved.
    pub document: Option<&'a Path>,
    /// The name to show.
    pub name: &'a str,
    /// What the file was when it was opened or saved last.
    pub identity: Option<&'a FileIdentity>,
    /// The document's own count of changes.
    pub revision: u64,
    /// The bytes of the document, as they would be saved.
    pub body: &'a [u8],
    /// The time now, only to be shown.
    pub now: SystemTime,
}

/// Whether a copy was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stored {
    /// It is on the disk.
    Yes,
    /// It is not. The sentence says why; it is there for the first failure in a row only, so that nobody is told twice.
    No(Option<String>),
}

/// The copies of one open document.
#[derive(Debug)]
pub struct Recovery<V: Vfs = DiskFiles> {
    files: V,
    folder: PathBuf,
    slot: String,
    lock: Option<V::Lock>,
    sequence: u64,
    /// The revision that each generation holds.
    held: [Option<u64>; 2],
    has_failed: bool,
}

impl Recovery {
    /// A place for copies below the data folder. Nothing is written before the first copy.
    #[must_use]
    pub fn below(data_folder: &Path) -> Self {
        Self::with(DiskFiles, data_folder)
    }
}

impl<V: Vfs> Recovery<V> {
    /// As [`Recovery::below`], on any file system.
    #[must_use]
    pub fn with(files: V, data_folder: &Path) -> Self {
        let slot = new_slot(&files);
        Self {
            files,
            folder: data_folder.join("recovery"),
            slot,
            lock: None,
            sequence: 0,
            held: [None; 2],
            has_failed: false,
        }
    }

    /// Copies the document. The copy before stays until this one is on the disk.
    pub fn store(&mut self, snapshot: &Snapshot<'_>) -> Stored {
        match self.attempt(snapshot) {
            Ok(()) => {
                self.has_failed = false;
                Stored::Yes
            }
            Err(error) => {
                let is_first = !std::mem::replace(&mut self.has_failed, true);
                Stored::No(is_first.then(|| {
                    text_with(
                        "recovery-not-stored",
                        &[("reason", reason(&error).into()), ("path", shown(&self.folder).into())],
                    )
                }))
            }
        }
    }

    fn attempt(&mut self, snapshot: &Snapshot<'_>) -> io::Result<()> {
        whole::make_folder(&self.files, &self.folder)?;
        if self.lock.is_none() {
            whole::sweep(&self.files, &self.folder, snapshot.now);
            self.lock = self.take_lock()?;
        }
        if self.sequence == 0 {
            self.sequence = list::highest_sequence(&self.files, &self.folder);
        }
        let sequence = self.sequence + 1;
        let header = Header {
            document: snapshot.document.map(Path::to_owned),
            name: snapshot.name.to_owned(),
            identity: snapshot.identity.cloned(),
            process: ProcessIdentity::current(),
            sequence,
            revision: snapshot.revision,
            time: snapshot.now,
            length_bytes: snapshot.body.len() as u64,
            hash: hash_of(snapshot.body),
        };
        let name = self.generation_name(sequence);
        // Even a copy that fails may have reached its place, so it is known from here on, by the earliest state it may hold.
        let before = self.held.get(generation(sequence)).copied().flatten();
        self.hold(
            sequence,
            Some(before.map_or(snapshot.revision, |before| before.min(snapshot.revision))),
        );
        whole::put(&self.files, &self.folder, &name, &[&header.to_line(), snapshot.body])?;
        self.sequence = sequence;
        self.hold(sequence, Some(snapshot.revision));
        Ok(())
    }

    /// The lock of the slot. Another start of the program may hold it for a moment while it looks who left what: nothing but a new slot
    /// would then tell the next start that this window lives.
    fn take_lock(&mut self) -> io::Result<Option<V::Lock>> {
        for _ in 0..MOST_SLOTS {
            match self.files.lock(&self.folder.join(format!("{}.lock", self.slot))) {
                // Without locks the process in the header tells whether the window lives.
                Err(error) if error.kind() == ErrorKind::Unsupported => return Ok(None),
                Ok(None) if self.held == [None; 2] => self.slot = new_slot(&self.files),
                locked => return locked,
            }
        }
        Err(ErrorKind::WouldBlock.into())
    }

    /// The file was saved with the state of this revision: copies of it and of earlier ones go, a later one stays.
    pub fn saved(&mut self, revision: u64) {
        self.remove_up_to(revision);
    }

    /// Nobody wants the changes any more: all copies go.
    pub fn discard(&mut self) {
        self.remove_up_to(u64::MAX);
        if self.lock.is_some() {
            drop(self.files.remove(&self.folder.join(format!("{}.lock", self.slot))));
            self.lock = None;
        }
    }

    /// The later generation goes first only if it is held by the save, too: at no moment is an earlier state alone there.
    fn remove_up_to(&mut self, revision: u64) {
        let (latest, before) = (self.sequence, self.sequence.saturating_sub(1));
        for sequence in [before, latest] {
            let held = self.held.get(generation(sequence)).copied().flatten();
            if held.is_some_and(|held| held <= revision) {
                drop(self.files.remove(&self.folder.join(self.generation_name(sequence))));
                self.hold(sequence, None);
            }
        }
    }

    fn generation_name(&self, sequence: u64) -> String {
        format!("{}.{}{ENDING}", self.slot, generation(sequence))
    }

    fn hold(&mut self, sequence: u64, revision: Option<u64>) {
        if let Some(held) = self.held.get_mut(generation(sequence)) {
            *held = revision;
        }
    }
}

impl<V: Vfs> Drop for Recovery<V> {
    fn drop(&mut self) {
        // A window that holds no copy leaves nothing; one that does leaves it to the next start.
        if self.held == [None; 2] {
            self.discard();
        }
    }
}

/// A name that no other window has.
fn new_slot<V: Vfs>(files: &V) -> String {
    let own = ProcessIdentity::current();
    format!("{}-{:016x}-{:016x}", own.number, own.started, files.token())
}

/// Which of the two files a sequence number goes to.
fn generation(sequence: u64) -> usize {
    usize::from(sequence % 2 == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_start_that_looks_at_the_lock_at_the_wrong_moment_takes_no_copy_from_a_living_window() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("recovery");
        DiskFiles.make_folder(&place).unwrap();
        let mut recovery = Recovery::below(folder.path());
        let looked_at = place.join(format!("{}.lock", recovery.slot));
        let other_start = DiskFiles.lock(&looked_at).unwrap().unwrap();
        let snapshot = Snapshot {
            document: None,
            name: "a.geojson",
            identity: None,
            revision: 1,
            body: b"{}",
            now: SystemTime::now(),
        };
        assert_eq!(recovery.store(&snapshot), Stored::Yes);
        drop(other_start);
        assert!(list(folder.path()).orphans.is_empty(), "the window lives");
        drop(recovery);
        assert_eq!(list(folder.path()).orphans.len(), 1);
    }
}
