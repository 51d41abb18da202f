//! Region files on disk: reads them within limits, and saves them whole or not at all.
//!
//! It knows paths and bytes only. What the bytes mean is the business of `format`; asking the user that of the window.

use std::fs::{File, Metadata, OpenOptions};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use crate::messages::{text, text_with};

/// A region file is at most this large, in bytes.
pub const LARGEST_FILE: u64 = 256 * 1024 * 1024;

/// What a file was when it was read or saved: enough to notice that somebody else changed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileIdentity {
    length: u64,
    modified: Option<SystemTime>,
    hash: u64,
}

impl FileIdentity {
    fn of(metadata: &Metadata, bytes: &[u8]) -> Self {
        Self {
            length: metadata.len(),
            modified: metadata.modified().ok(),
            hash: hash_of(bytes),
        }
    }
}

/// FNV-1a over the bytes: tells versions of one file apart, and guards against nothing else.
fn hash_of(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Why a file was not read or not saved. The sentence comes first, the path last.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// There is none.
    #[error("{}", sentence("storage-missing", .0))]
    Missing(PathBuf),
    /// It is a folder.
    #[error("{}", sentence("storage-folder", .0))]
    Folder(PathBuf),
    /// It is a device, a pipe or the like.
    #[error("{}", sentence("storage-special", .0))]
    Special(PathBuf),
    /// It is larger than the limit.
    #[error("{}", too_large(.0, *.1))]
    TooLarge(PathBuf, u64),
    /// It must not be read or written.
    #[error("{}", sentence("storage-denied", .0))]
    Denied(PathBuf),
    /// It is marked read-only.
    #[error("{}", sentence("storage-read-only", .0))]
    ReadOnly(PathBuf),
    /// Somebody else changed it since it was opened.
    #[error("{}", sentence("storage-changed", .0))]
    ChangedOnDisk(PathBuf),
    /// Somebody else removed it since it was opened.
    #[error("{}", sentence("storage-deleted", .0))]
    DeletedOnDisk(PathBuf),
    /// The folder is not there.
    #[error("{}", sentence("storage-no-folder", .0))]
    NoFolder(PathBuf),
    /// The system gave another reason.
    #[error("{}", other(.0, .1))]
    Other(PathBuf, std::io::Error),
}

fn sentence(id: &str, path: &Path) -> String {
    text_with(id, &[("path", path.display().to_string().into())])
}

fn too_large(path: &Path, bytes: u64) -> String {
    let megabytes = |bytes: u64| (bytes / (1024 * 1024)).to_string();
    text_with(
        "storage-too-large",
        &[
            ("size", megabytes(bytes).into()),
            ("limit", megabytes(LARGEST_FILE).into()),
            ("path", path.display().to_string().into()),
        ],
    )
}

fn other(path: &Path, error: &std::io::Error) -> String {
    let reason = match error.kind() {
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => text("storage-full"),
        _ => error.to_string(),
    };
    text_with(
        "storage-other",
        &[("reason", reason.into()), ("path", path.display().to_string().into())],
    )
}

fn explain(path: &Path, error: std::io::Error) -> StorageError {
    match error.kind() {
        std::io::ErrorKind::NotFound => StorageError::Missing(path.to_owned()),
        std::io::ErrorKind::PermissionDenied => StorageError::Denied(path.to_owned()),
        std::io::ErrorKind::ReadOnlyFilesystem => StorageError::ReadOnly(path.to_owned()),
        _ => StorageError::Other(path.to_owned(), error),
    }
}

/// Reads a whole file within [`LARGEST_FILE`]; pipes, devices and folders are refused before they are opened.
///
/// # Errors
/// When there is no such regular file, it is too large, or the system refuses.
pub fn load(path: &Path) -> Result<(Arc<[u8]>, FileIdentity), StorageError> {
    let about = std::fs::metadata(path).map_err(|error| explain(path, error))?;
    if about.is_dir() {
        return Err(StorageError::Folder(path.to_owned()));
    }
    if !about.is_file() {
        return Err(StorageError::Special(path.to_owned()));
    }
    if about.len() > LARGEST_FILE {
        return Err(StorageError::TooLarge(path.to_owned(), about.len()));
    }
    let file = File::open(path).map_err(|error| explain(path, error))?;
    let about = file.metadata().map_err(|error| explain(path, error))?;
    let mut bytes = Vec::with_capacity(usize::try_from(about.len()).unwrap_or(0));
    file.take(LARGEST_FILE + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| explain(path, error))?;
    if bytes.len() as u64 > LARGEST_FILE {
        return Err(StorageError::TooLarge(path.to_owned(), bytes.len() as u64));
    }
    let identity = FileIdentity::of(&about, &bytes);
    Ok((bytes.into(), identity))
}

/// Writes the file whole or not at all: beside it, synced, renamed over it, its folder synced. A symbolic link stays
/// and its target is written; permissions stay as they were.
///
/// `expected` is what the file was when it was opened; `None` overwrites whatever is there.
///
/// # Errors
/// When it is read-only, was changed or removed by somebody else, or the system refuses; the old file is then as it was.
pub fn save(path: &Path, bytes: &[u8], expected: Option<&FileIdentity>) -> Result<FileIdentity, StorageError> {
    let target = resolved(path)?;
    let permissions = check_target(path, &target, expected)?;
    let folder = target
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    if !folder.is_dir() {
        return Err(StorageError::NoFolder(folder.to_owned()));
    }
    let (temporary, file) = create_beside(folder).map_err(|error| explain(path, error))?;
    let written = write_synced(file, bytes, permissions)
        .and_then(|()| std::fs::rename(&temporary, &target))
        .map_err(|error| explain(path, error));
    if written.is_err() {
        // The temporary file is ours and holds nothing that is not in memory; a failure to remove it loses nothing.
        drop(std::fs::remove_file(&temporary));
    }
    written?;
    sync_folder(folder).map_err(|error| explain(path, error))?;
    let about = std::fs::metadata(&target).map_err(|error| explain(path, error))?;
    Ok(FileIdentity::of(&about, bytes))
}

/// The file that a symbolic link stands for; the path itself where there is no file yet.
fn resolved(path: &Path) -> Result<PathBuf, StorageError> {
    match std::fs::symlink_metadata(path) {
        Ok(about) if about.is_symlink() => std::fs::canonicalize(path).map_err(|error| explain(path, error)),
        _ => Ok(path.to_owned()),
    }
}

fn check_target(
    path: &Path,
    target: &Path,
    expected: Option<&FileIdentity>,
) -> Result<Option<std::fs::Permissions>, StorageError> {
    let about = match std::fs::metadata(target) {
        Ok(about) => about,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return if expected.is_some() {
                Err(StorageError::DeletedOnDisk(path.to_owned()))
            } else {
                Ok(None)
            };
        }
        Err(error) => return Err(explain(path, error)),
    };
    if about.is_dir() {
        return Err(StorageError::Folder(path.to_owned()));
    }
    if about.permissions().readonly() {
        return Err(StorageError::ReadOnly(path.to_owned()));
    }
    if let Some(expected) = expected
        && load(target)?.1 != *expected
    {
        return Err(StorageError::ChangedOnDisk(path.to_owned()));
    }
    Ok(Some(about.permissions()))
}

/// A new file that nobody else has, in the same folder so that renaming it is one step.
fn create_beside(folder: &Path) -> std::io::Result<(PathBuf, File)> {
    let process = std::process::id();
    let mut attempt = 0_u32;
    loop {
        let path = folder.join(format!(".cluster-atlas-{process}-{attempt}.tmp"));
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(file) => return Ok((path, file)),
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists && attempt < 100 => attempt += 1,
            Err(error) => return Err(error),
        }
    }
}

fn write_synced(mut file: File, bytes: &[u8], permissions: Option<std::fs::Permissions>) -> std::io::Result<()> {
    file.write_all(bytes)?;
    if let Some(permissions) = permissions {
        file.set_permissions(permissions)?;
    }
    file.sync_all()
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> std::io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Other systems have no handle of a folder that could be synced.
#[cfg(not(unix))]
fn sync_folder(_folder: &Path) -> std::io::Result<()> {
    Ok(())
}
