//! Files on disk: reads them within limits, and saves them whole or not at all.
//!
//! It knows paths and bytes only. What the bytes mean is the business of `format`; asking the user that of the window, which
//! shows [`StorageError::message`], [`StorageError::remedy`] and offers [`StorageError::choices`].
//!
//! # How a window uses it
//!
//! * Opening: [`load`] gives the bytes and their [`FileIdentity`]; [`claim`] tells whether another window has the file.
//! * Saving, on a worker: [`save`] with the identity as [`SaveOptions::expected`]. A refusal comes back with choices:
//!   [`Choice::Overwrite`] is the same call with `expected: None`, [`Choice::WriteInPlace`] and [`Choice::BreakLink`] are
//!   [`SaveOptions::hard_links`]. After [`Saved`] the new identity is kept and every [`SaveWarning`] is shown once.
//! * Every export is a [`save`] with [`SaveOptions::for_export`].
//! * Kept versions: [`Versions::list`], [`Versions::read`]; bringing one back is a [`save`] of its bytes.
//! * When the window comes to the front, [`was_changed_outside`] tells whether the file should be compared.
//!
//! Copies of unsaved changes are the business of [`super::recovery`], which is built on the same calls.

mod claim;
mod disk;
mod error;
mod hash;
mod identity;
mod in_place;
mod own;
mod process;
mod protocol;
mod versions;
mod vfs;
pub(crate) mod whole;

pub use claim::{Claim, Holder, claim, claim_with};
pub use disk::{DiskFiles, DiskLock};
pub(crate) use error::reason;
pub use error::{Choice, StorageError, shown};
pub use hash::hash_of;
pub use identity::FileIdentity;
pub use own::{LARGEST_OWN_FILE, read_own, set_own_aside, write_own};
pub use process::ProcessIdentity;
pub use protocol::save_with;
pub use versions::{MOST_VERSIONS, Version, Versions};
pub use vfs::{Access, FileFacts, FileKind, Vfs};

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use error::explain;

/// A region file is at most this large, in bytes.
pub const LARGEST_FILE: u64 = 256 * 1024 * 1024;

/// The program's own folder for settings, kept versions, claims and recovery copies; `None` where the system names none. It is
/// never a folder for temporary files, which some systems empty by themselves.
#[must_use]
pub fn data_folder() -> Option<PathBuf> {
    directories::ProjectDirs::from("", "", "cluster-atlas").map(|folders| folders.data_dir().to_owned())
}

/// What becomes of the other names of a file that has several (hard links).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HardLinks {
    /// Nobody was asked yet: the save is refused with the choices.
    #[default]
    Ask,
    /// They show the new content, too: it is written into the file itself, after a copy of the old content was kept.
    WriteInPlace,
    /// They keep the old content.
    Break,
}

/// How a file is saved. By default whatever is there is replaced, no version is kept, and a file with several names is asked about.
#[derive(Clone, Copy, Debug)]
pub struct SaveOptions<'a> {
    /// What the file was when it was opened or saved last; `None` replaces whatever is there.
    pub expected: Option<&'a FileIdentity>,
    /// What becomes of other names of the file.
    pub hard_links: HardLinks,
    /// Where the version before is kept; `None` keeps none.
    pub versions: Option<&'a Versions>,
    /// The time now. It is only used where the system does not tell when a file changed or which processes run.
    pub now: SystemTime,
}

impl Default for SaveOptions<'_> {
    fn default() -> Self {
        Self {
            expected: None,
            hard_links: HardLinks::Ask,
            versions: None,
            now: UNIX_EPOCH,
        }
    }
}

impl SaveOptions<'_> {
    /// A picture or a table: whatever is there is replaced, no version is kept, and other names keep the old content.
    #[must_use]
    pub fn for_export(now: SystemTime) -> Self {
        Self {
            hard_links: HardLinks::Break,
            now,
            ..Self::default()
        }
    }
}

/// A file that was saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// What it is now.
    pub identity: FileIdentity,
    /// Where it lies, symbolic links followed.
    pub place: PathBuf,
    /// The version before, where it was kept.
    pub kept: Option<Version>,
    /// What should be known although it is saved.
    pub warnings: Vec<SaveWarning>,
}

/// What should be known although a file is saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveWarning {
    /// The disk did not confirm the new name, for this reason.
    MayNotSurvivePowerCut(String),
    /// The version before could not be kept, for this reason.
    VersionNotKept(String),
    /// The file had so many names; the others still show the old content.
    LinkBroken(u64),
    /// The file belonged to somebody else and could not be given back.
    OwnerNotKept,
}

/// Reads a whole file within [`LARGEST_FILE`]; pipes, devices and folders are refused before they are opened.
///
/// # Errors
/// When there is no such regular file, it is too large, or the system refuses.
pub fn load(path: &Path) -> Result<(Arc<[u8]>, FileIdentity), StorageError> {
    load_with(&DiskFiles, path)
}

/// As [`load`], on any file system.
///
/// # Errors
/// As [`load`].
pub fn load_with<V: Vfs>(files: &V, path: &Path) -> Result<(Arc<[u8]>, FileIdentity), StorageError> {
    let (place, facts) = protocol::resolved(files, path)?;
    let facts = facts.ok_or_else(|| StorageError::Missing(path.to_owned()))?;
    protocol::check_kind(path, &facts)?;
    let too_large = |bytes: u64| StorageError::TooLarge(path.to_owned(), bytes);
    if facts.length_bytes > LARGEST_FILE {
        return Err(too_large(facts.length_bytes));
    }
    let (facts, bytes) = files
        .read_shared(&place, LARGEST_FILE + 1)
        .map_err(|error| explain(path, error))?;
    if bytes.len() as u64 > LARGEST_FILE {
        return Err(too_large(facts.length_bytes.max(bytes.len() as u64)));
    }
    let identity = FileIdentity::of(&facts, &bytes);
    Ok((bytes, identity))
}

/// Whether the file on disk does not hold any more what it held: another program changed or removed it. Where device, number,
/// length and time are the same it is not read.
#[must_use]
pub fn was_changed_outside(path: &Path, identity: &FileIdentity) -> bool {
    let files = &DiskFiles;
    let Ok((place, Some(facts))) = protocol::resolved(files, path) else {
        return true;
    };
    if identity.looks_the_same(&facts) {
        return false;
    }
    facts.kind != FileKind::File
        || !files
            .read(&place, LARGEST_FILE + 1)
            .is_ok_and(|(_, bytes)| identity.holds(&bytes))
}

/// Saves the file whole or not at all.
///
/// In this order: symbolic links are followed; what is read-only, no file, or not what was opened is refused; room is made sure of;
/// a new file with a short hidden name is written beside, gets the owner and the permissions of the old one, is synced, read
/// again and compared; the old content is kept as a version; the file is looked at once more; the new one takes its name in one
/// step; it is read again; the folder is synced. A file with several names (hard links) is replaced or written over as
/// [`SaveOptions::hard_links`] says.
///
/// # Errors
/// When the file must not be replaced or the system refuses. The old file is then as it was, and nothing is left beside it; the
/// one exception, [`StorageError::Damaged`], names whole copies.
pub fn save(path: &Path, bytes: &[u8], options: &SaveOptions<'_>) -> Result<Saved, StorageError> {
    save_with(&DiskFiles, path, bytes, options)
}
