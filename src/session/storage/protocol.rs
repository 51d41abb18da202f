//! The protocol of a save: what is checked before, what is written in which order, what is checked after, and what is put back
//! when the last step goes wrong half way.
//!
//! It asks nobody: what a person has to choose is an error with choices, and the choice comes back in [`SaveOptions`].

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::error::{StorageError, explain, explain_writing, reason};
use super::versions::Version;
use super::vfs::{Access, FileFacts, FileKind, Vfs};
use super::whole::{self, Beside, Like};
use super::{FileIdentity, HardLinks, LARGEST_FILE, SaveOptions, SaveWarning, Saved, in_place};

/// The file that is to be saved, as it is before.
pub(super) struct Target {
    /// The path that a person knows.
    pub(super) shown: PathBuf,
    /// The file itself, symbolic links followed.
    pub(super) place: PathBuf,
    pub(super) folder: PathBuf,
    /// `None` where there is no file yet.
    pub(super) facts: Option<FileFacts>,
    /// Its bytes; `None` where there is no file, or none that could be put back.
    pub(super) old: Option<Vec<u8>>,
}

/// Saves by the protocol on any file system; see [`super::save`].
///
/// # Errors
/// As [`super::save`].
pub fn save_with<V: Vfs>(
    files: &V,
    path: &Path,
    bytes: &[u8],
    options: &SaveOptions<'_>,
) -> Result<Saved, StorageError> {
    let target = look(files, path, options)?;
    check_room(files, &target, bytes)?;
    whole::sweep(files, &target.folder, options.now);
    let names = target.facts.as_ref().map_or(1, |facts| facts.names);
    let mut saved = match options.hard_links {
        HardLinks::Ask if names > 1 => return Err(StorageError::HardLinks(target.shown, names)),
        HardLinks::WriteInPlace if names > 1 => in_place::save(files, &target, bytes, options)?,
        _ => replace(files, &target, bytes, options)?,
    };
    if names > 1 && options.hard_links == HardLinks::Break {
        saved.warnings.push(SaveWarning::LinkBroken(names));
    }
    if let Some(versions) = options.versions {
        versions.prune_with(files, &target.place);
    }
    Ok(saved)
}

/// Follows symbolic links. The facts are `None` where there is no file yet.
pub(super) fn resolved<V: Vfs>(files: &V, path: &Path) -> Result<(PathBuf, Option<FileFacts>), StorageError> {
    match files.facts(path) {
        Ok(facts) if facts.kind == FileKind::Link => {
            let place = files.resolve(path).map_err(|error| match explain(path, error) {
                StorageError::Missing(path) => {
                    let target = files.link_target(&path).unwrap_or_default();
                    StorageError::DanglingLink(path, target)
                }
                other => other,
            })?;
            let facts = files.facts(&place).map_err(|error| explain(path, error))?;
            Ok((place, Some(facts)))
        }
        Ok(facts) => Ok((path.to_owned(), Some(facts))),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok((path.to_owned(), None)),
        Err(error) => Err(explain(path, error)),
    }
}

/// Looks at what is there and refuses what must not be written over.
fn look<V: Vfs>(files: &V, path: &Path, options: &SaveOptions<'_>) -> Result<Target, StorageError> {
    let (place, facts) = resolved(files, path)?;
    let folder = place
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
        .to_owned();
    let old = match &facts {
        None => {
            check_folder(files, &folder)?;
            if options.expected.is_some() {
                return Err(StorageError::DeletedOnDisk(path.to_owned()));
            }
            None
        }
        Some(facts) => {
            check_kind(path, facts)?;
            check_writable(files, path, &place, facts)?;
            old_content(files, path, &place, options.expected)?
        }
    };
    Ok(Target {
        shown: path.to_owned(),
        place,
        folder,
        facts,
        old,
    })
}

pub(super) fn check_kind(path: &Path, facts: &FileFacts) -> Result<(), StorageError> {
    match facts.kind {
        FileKind::File => Ok(()),
        FileKind::Folder => Err(StorageError::Folder(path.to_owned())),
        FileKind::Link | FileKind::Special => Err(StorageError::Special(path.to_owned())),
    }
}

/// The file has no folder any more, or a folder that leads nowhere: nothing is made unasked.
fn check_folder<V: Vfs>(files: &V, folder: &Path) -> Result<(), StorageError> {
    match files.resolve(folder) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::NotFound => Err(StorageError::NoFolder(folder.to_owned())),
        Err(error) => Err(explain(folder, error)),
    }
}

/// A file that must not be written is not replaced either, although its folder would allow that.
fn check_writable<V: Vfs>(files: &V, path: &Path, place: &Path, facts: &FileFacts) -> Result<(), StorageError> {
    if facts.is_read_only {
        return Err(StorageError::ReadOnly(path.to_owned()));
    }
    files.check_writable(place).map_err(|error| match explain(path, error) {
        StorageError::Denied(path) => StorageError::ReadOnly(path),
        other => other,
    })
}

/// The bytes that are about to be replaced, after they were found to be those that were opened.
fn old_content<V: Vfs>(
    files: &V,
    path: &Path,
    place: &Path,
    expected: Option<&FileIdentity>,
) -> Result<Option<Vec<u8>>, StorageError> {
    let read = files.read(place, LARGEST_FILE + 1);
    match (read, expected) {
        (Ok((_, bytes)), Some(expected)) if !expected.holds(&bytes) => {
            Err(StorageError::ChangedOnDisk(path.to_owned()))
        }
        (Ok((_, bytes)), _) => Ok((bytes.len() as u64 <= LARGEST_FILE).then_some(bytes)),
        (Err(error), Some(_)) => Err(explain(path, error)),
        // Whoever overwrites whatever is there may overwrite what cannot be read.
        (Err(_), None) => Ok(None),
    }
}

/// Room for the new file beside the old one, and for what a file system itself needs.
fn check_room<V: Vfs>(files: &V, target: &Target, bytes: &[u8]) -> Result<(), StorageError> {
    let length = bytes.len() as u64;
    let needed_bytes = length + length / 8 + (16 << 10);
    // A system that does not tell is no reason not to try.
    let free_bytes = files.free_bytes(&target.folder).ok().flatten();
    if free_bytes.is_some_and(|free| free < needed_bytes) {
        return Err(StorageError::Full {
            path: target.shown.clone(),
            needed_bytes,
            free_bytes,
        });
    }
    Ok(())
}

fn replace<V: Vfs>(files: &V, target: &Target, bytes: &[u8], options: &SaveOptions<'_>) -> Result<Saved, StorageError> {
    let beside = whole::write_beside(
        files,
        &target.folder,
        &[bytes],
        target.facts.as_ref().map(|facts| Like {
            place: &target.place,
            facts,
        }),
        Access::AsNewFiles,
    )
    .map_err(|fault| fault.explain(&target.shown, bytes.len() as u64))?;
    let outcome = put_in_place(files, target, &beside, bytes, options);
    if let Err(error) = &outcome
        && !matches!(error, StorageError::Damaged { .. })
    {
        // What it holds is in memory, too; what cannot be removed now is swept away by a later save.
        drop(files.remove(&beside.path));
    }
    outcome
}

fn put_in_place<V: Vfs>(
    files: &V,
    target: &Target,
    beside: &Beside,
    bytes: &[u8],
    options: &SaveOptions<'_>,
) -> Result<Saved, StorageError> {
    let mut warnings = Vec::new();
    if beside.owner_differs {
        warnings.push(SaveWarning::OwnerNotKept);
    }
    let kept = match keep_version(files, target, options) {
        Ok(kept) => kept,
        Err(error) => {
            warnings.push(SaveWarning::VersionNotKept(reason(&error)));
            None
        }
    };
    check_again(files, target, options)?;
    let renamed = files.rename(&beside.path, &target.place);
    let rename_failed = renamed.is_err();
    verify(files, target, bytes, renamed).map_err(|broken| match broken {
        Broken::Refused(error) => error,
        Broken::HalfWay(error) => put_back(files, target, beside, bytes, kept.as_ref(), error),
    })?;
    let facts = files
        .facts(&target.place)
        .map_err(|error| StorageError::Unchecked(target.shown.clone(), error))?;
    let was_copied = rename_failed || facts.device_and_number != beside.facts.device_and_number;
    let on_disk = sync_all(files, target, was_copied);
    if let Err(error) = on_disk {
        warnings.push(SaveWarning::MayNotSurvivePowerCut(reason(&error)));
    }
    if rename_failed {
        drop(files.remove(&beside.path));
    }
    Ok(Saved {
        identity: FileIdentity::of(&facts, bytes),
        place: target.place.clone(),
        kept,
        warnings,
    })
}

/// Keeps the old content among the versions; `None` where there is none or none is wanted.
pub(super) fn keep_version<V: Vfs>(
    files: &V,
    target: &Target,
    options: &SaveOptions<'_>,
) -> io::Result<Option<Version>> {
    let (Some(versions), Some(old), Some(facts)) = (options.versions, &target.old, &target.facts) else {
        return Ok(None);
    };
    if versions.most == 0 && options.hard_links != HardLinks::WriteInPlace {
        return Ok(None);
    }
    let time = facts.modified.unwrap_or(options.now);
    versions.keep_with(files, &target.place, old, time).map(Some)
}

/// Looks once more whether the file is still what was looked at, because writing takes time.
pub(super) fn check_again<V: Vfs>(files: &V, target: &Target, options: &SaveOptions<'_>) -> Result<(), StorageError> {
    if options.expected.is_none() && options.versions.is_none() {
        return Ok(());
    }
    match (content(files, &target.place, 0), &target.facts) {
        (Ok(None), None) => Ok(()),
        (Ok(None), Some(_)) => Err(StorageError::DeletedOnDisk(target.shown.clone())),
        (Ok(Some(_)), Some(_)) if target.old.is_none() => Ok(()),
        (Ok(found), _) if found == target.old => Ok(()),
        (Ok(_), _) => Err(StorageError::ChangedOnDisk(target.shown.clone())),
        (Err(error), _) => Err(explain(&target.shown, error)),
    }
}

/// The bytes of the file, as far as one that has so many can be told from others; `None` where there is no file.
pub(super) fn content<V: Vfs>(files: &V, place: &Path, length: usize) -> io::Result<Option<Vec<u8>>> {
    match files.read(place, LARGEST_FILE.max(length as u64) + 1) {
        Ok((_, bytes)) => Ok(Some(bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// How the last step failed.
enum Broken {
    /// The old file stands, or nobody knows.
    Refused(StorageError),
    /// What stands there is neither the old nor the new content but half of one.
    HalfWay(io::Error),
}

/// Reads what stands there after the renaming: on some shares it is a copy that may end half way, whatever was answered.
fn verify<V: Vfs>(files: &V, target: &Target, bytes: &[u8], renamed: io::Result<()>) -> Result<(), Broken> {
    let found = content(files, &target.place, bytes.len());
    let was_old = |found: &Option<Vec<u8>>| match (&target.facts, &target.old) {
        (Some(_), Some(old)) => found.as_ref() == Some(old),
        (Some(_), None) => found.is_some(),
        (None, _) => found.is_none(),
    };
    let refused = |error| Broken::Refused(explain_writing(&target.shown, error, bytes.len() as u64));
    match (renamed, found) {
        (Ok(()), Ok(Some(found))) if found == bytes => Ok(()),
        (renamed, Ok(found)) if was_old(&found) => {
            Err(refused(renamed.err().unwrap_or_else(|| ErrorKind::InvalidData.into())))
        }
        (Err(_), Ok(Some(found))) if found == bytes => Ok(()),
        (Err(error), Err(_)) => Err(refused(error)),
        (Ok(()), Err(error)) => Err(Broken::Refused(StorageError::Unchecked(target.shown.clone(), error))),
        (renamed, Ok(found)) => {
            if is_half_written(found.as_deref(), bytes, target.old.as_deref()) {
                Err(Broken::HalfWay(
                    renamed.err().unwrap_or_else(|| ErrorKind::InvalidData.into()),
                ))
            } else {
                // Whole and of somebody else, who was faster: nothing of it may be lost either.
                Err(Broken::Refused(StorageError::ChangedOnDisk(target.shown.clone())))
            }
        }
    }
}

/// Whether the content is the beginning of the new one, followed by nothing, zeros, or what the old one had there.
fn is_half_written(found: Option<&[u8]>, new: &[u8], old: Option<&[u8]>) -> bool {
    let Some(found) = found else { return true };
    let common = found.iter().zip(new).take_while(|(a, b)| a == b).count();
    let rest = found.get(common..).unwrap_or_default();
    rest.iter().all(|byte| *byte == 0) || old.and_then(|old| old.get(common..)) == Some(rest)
}

/// Puts the old content back after the last step broke off half way, and says how that ended.
fn put_back<V: Vfs>(
    files: &V,
    target: &Target,
    beside: &Beside,
    bytes: &[u8],
    kept: Option<&Version>,
    error: io::Error,
) -> StorageError {
    let is_back = match &target.old {
        Some(old) => in_place::write_over(files, &target.place, old, target.facts.as_ref()).is_ok(),
        None => target.facts.is_none() && files.remove(&target.place).is_ok(),
    };
    if is_back {
        return StorageError::Other(target.shown.clone(), error);
    }
    let is_beside_whole = content(files, &beside.path, bytes.len()).is_ok_and(|found| found.as_deref() == Some(bytes));
    let copies = kept
        .map(|version| version.path.clone())
        .into_iter()
        .chain(is_beside_whole.then(|| beside.path.clone()))
        .collect();
    StorageError::Damaged {
        path: target.shown.clone(),
        copies,
    }
}

/// Waits for the new name, and for the content where it was copied and not renamed.
fn sync_all<V: Vfs>(files: &V, target: &Target, was_copied: bool) -> io::Result<()> {
    if was_copied {
        let file = files.open_existing(&target.place)?;
        files.sync(&file)?;
    }
    files.sync_folder(&target.folder)
}
