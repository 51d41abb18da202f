//! Puts bytes into a file whole or not at all: beside its place, synced, read again and compared; and knows the names of what
//! it writes beside, so that what a dead process left can be taken away.
//!
//! It asks nobody and keeps no versions; what has to hold before and after stands in `protocol`.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::error::{StorageError, explain_writing};
use super::process::{ProcessIdentity, is_running_short};
use super::vfs::{Access, FileFacts, Vfs};

const PREFIX: &str = ".ca-";
const SUFFIX: &str = ".tmp";

/// Where the system does not tell which processes run, what is older than this was left by a dead one.
const CERTAINLY_LEFT: Duration = Duration::from_hours(24);

/// A file written beside its place, whole and on the disk.
#[derive(Debug)]
pub(super) struct Beside {
    pub(super) path: PathBuf,
    pub(super) facts: FileFacts,
    /// Whether the owner or group of the old file could not be given to it.
    pub(super) owner_differs: bool,
}

/// At which step writing beside failed. Nothing is left of the file then.
#[derive(Debug)]
pub(super) enum Fault {
    Written(io::Error),
    Synced(io::Error),
    Differs,
}

impl Fault {
    pub(super) fn explain(self, path: &Path, needed_bytes: u64) -> StorageError {
        match self {
            Self::Written(error) => explain_writing(path, error, needed_bytes),
            Self::Synced(error) => match explain_writing(path, error, needed_bytes) {
                StorageError::Other(path, error) => StorageError::NotSynced(path, error),
                known => known,
            },
            Self::Differs => StorageError::ReadsDifferently(path.to_owned()),
        }
    }
}

impl From<Fault> for io::Error {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Written(error) | Fault::Synced(error) => error,
            Fault::Differs => ErrorKind::InvalidData.into(),
        }
    }
}

/// The file whose place a new one will take.
#[derive(Clone, Copy, Debug)]
pub(super) struct Like<'a> {
    pub(super) place: &'a Path,
    pub(super) facts: &'a FileFacts,
}

/// Writes the parts, one after the other, to a new file in the folder. Of the file whose place it will take the permissions, owner,
/// group and attributes are taken over.
pub(super) fn write_beside<V: Vfs>(
    files: &V,
    folder: &Path,
    parts: &[&[u8]],
    like: Option<Like<'_>>,
    access: Access,
) -> Result<Beside, Fault> {
    // Until it has the permissions of the old file nobody else may read it.
    let access = if like.is_some() { Access::Private } else { access };
    let (path, file) = open_beside(files, folder, access).map_err(Fault::Written)?;
    let written = fill(files, file, parts, like).and_then(|(facts, owner_differs)| {
        let is_the_same = reads_as(files, &path, parts).map_err(Fault::Written)?;
        is_the_same.then_some((facts, owner_differs)).ok_or(Fault::Differs)
    });
    match written {
        Ok((facts, owner_differs)) => Ok(Beside {
            path,
            facts,
            owner_differs,
        }),
        Err(fault) => {
            // It holds nothing that is not in memory, and the next save takes it away if this does not.
            drop(files.remove(&path));
            Err(fault)
        }
    }
}

fn open_beside<V: Vfs>(files: &V, folder: &Path, access: Access) -> io::Result<(PathBuf, V::File)> {
    let own = ProcessIdentity::current();
    let mut attempts_left = 100_u32;
    loop {
        let [a, b, c, d, ..] = files.token().to_le_bytes();
        let token = u32::from_le_bytes([a, b, c, d]);
        let path = folder.join(format!(
            "{PREFIX}{}-{:08x}-{token:08x}{SUFFIX}",
            own.number,
            own.short_start()
        ));
        match files.open_new(&path, access) {
            Ok(file) => return Ok((path, file)),
            Err(error) if error.kind() == ErrorKind::AlreadyExists && attempts_left > 0 => attempts_left -= 1,
            Err(error) => return Err(error),
        }
    }
}

fn fill<V: Vfs>(
    files: &V,
    mut file: V::File,
    parts: &[&[u8]],
    like: Option<Like<'_>>,
) -> Result<(FileFacts, bool), Fault> {
    for part in parts {
        write_all(files, &mut file, part).map_err(Fault::Written)?;
    }
    let owner_differs = match like {
        Some(like) => take_over(files, &file, like).map_err(Fault::Written)?,
        None => false,
    };
    files.sync(&file).map_err(Fault::Synced)?;
    let facts = files.facts_of(&file).map_err(Fault::Written)?;
    Ok((facts, owner_differs))
}

/// Writes all bytes, however few the system takes at once.
pub(super) fn write_all<V: Vfs>(files: &V, file: &mut V::File, mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        match files.write(file, bytes) {
            Ok(0) => return Err(ErrorKind::WriteZero.into()),
            Ok(count) => bytes = bytes.get(count..).unwrap_or_default(),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Gives the file the owner, the group, the permissions and the attributes of another one; says whether owner or group could not be
/// given.
fn take_over<V: Vfs>(files: &V, file: &V::File, like: Like<'_>) -> io::Result<bool> {
    let Like { place, facts: like } = like;
    let own = files.facts_of(file)?;
    let mut mode = like.mode;
    let mut differs = false;
    if let (Some(wanted), Some(has)) = (like.owner, own.owner)
        && wanted != has
    {
        let owner = (wanted.0 != has.0).then_some(wanted.0);
        let group = (wanted.1 != has.1).then_some(wanted.1);
        differs = files.set_owner(file, owner, group).is_err();
        // Whoever may not give files away may still give them to a group of his own.
        if differs && group.is_some() && files.set_owner(file, None, group).is_err() {
            // What the old group was allowed the new one is not, unless everybody is.
            mode = mode.map(|mode| (mode & !0o070) | (mode & 0o007) << 3);
        }
    }
    if let Some(mode) = mode
        && own.mode != Some(mode)
    {
        files.set_mode(file, mode)?;
    }
    if !differs {
        // Lists of who may read it and notes of other programs. Where the system has none, or does not let them go on, the document
        // is saved all the same. For another group the list would allow what was just taken away.
        drop(files.copy_attributes(place, file));
    }
    Ok(differs)
}

/// Whether the file holds the parts, one after the other, and nothing else.
fn reads_as<V: Vfs>(files: &V, path: &Path, parts: &[&[u8]]) -> io::Result<bool> {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    let (_, bytes) = files.read(path, length as u64 + 1)?;
    let mut rest = bytes.as_slice();
    for part in parts {
        match rest.strip_prefix(*part) {
            Some(after) => rest = after,
            None => return Ok(false),
        }
    }
    Ok(rest.is_empty())
}

/// Makes a folder where it is not there, and has its name and those of the folders above it on the disk: what is synced in a folder that
/// a power cut takes away is lost with it.
///
/// # Errors
/// When the folder cannot be made.
pub(crate) fn make_folder<V: Vfs>(files: &V, folder: &Path) -> io::Result<()> {
    let is_new = |folder: &&Path| !folder.as_os_str().is_empty() && files.facts(folder).is_err();
    let fresh: Vec<&Path> = folder.ancestors().take_while(is_new).collect();
    files.make_folder(folder)?;
    for above in fresh.iter().rev().filter_map(|folder| folder.parent()) {
        // A folder that one may go through but not open cannot be synced; what is made in it is of use all the same.
        drop(files.sync_folder(above));
    }
    Ok(())
}

/// Puts the parts into a file of the program's own, for its owner alone; the old one stays until the new one is whole. The
/// folder is made where it is not there.
///
/// # Errors
/// What the file system says. The file is then as it was.
pub(crate) fn put<V: Vfs>(files: &V, folder: &Path, name: &str, parts: &[&[u8]]) -> io::Result<PathBuf> {
    make_folder(files, folder)?;
    let beside = write_beside(files, folder, parts, None, Access::Private)?;
    let path = folder.join(name);
    if let Err(error) = files.rename(&beside.path, &path) {
        drop(files.remove(&beside.path));
        return Err(error);
    }
    files.sync_folder(folder)?;
    Ok(path)
}

/// Takes away what dead processes of this program left beside. Best effort: what cannot be seen or removed stays.
pub(crate) fn sweep<V: Vfs>(files: &V, folder: &Path, now: SystemTime) {
    let names = files.list(folder).unwrap_or_default();
    for name in names {
        let Some((number, short_start)) = name.to_str().and_then(writer_of) else {
            continue;
        };
        let path = folder.join(&name);
        let is_left = match is_running_short(number, short_start) {
            Some(is_running) => !is_running,
            None => files
                .facts(&path)
                .ok()
                .and_then(|facts| now.duration_since(facts.modified?).ok())
                .is_some_and(|age| age > CERTAINLY_LEFT),
        };
        if is_left {
            drop(files.remove(&path));
        }
    }
}

/// Whether this program writes files of this name beside others.
pub(crate) fn is_beside(name: &str) -> bool {
    writer_of(name).is_some()
}

/// The process that wrote a file of this name beside another one.
fn writer_of(name: &str) -> Option<(u32, u32)> {
    let mut parts = name.strip_prefix(PREFIX)?.strip_suffix(SUFFIX)?.split('-');
    let number = parts.next()?.parse().ok()?;
    let short_start = u32::from_str_radix(parts.next()?, 16).ok()?;
    u32::from_str_radix(parts.next()?, 16).ok()?;
    parts.next().is_none().then_some((number, short_start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_beside_tells_its_writer_and_is_short() {
        let longest = format!("{PREFIX}{}-{:08x}-{:08x}{SUFFIX}", u32::MAX, u32::MAX, u32::MAX);
        assert!(longest.len() < 40, "{} bytes", longest.len());
        assert_eq!(writer_of(&longest), Some((u32::MAX, u32::MAX)));
        for other in [".ca-1-2.tmp", ".ca-x-00000001-00000001.tmp", "a.tmp", ".ca-1-1-1-1.tmp"] {
            assert_eq!(writer_of(other), None, "{other}");
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn what_dead_processes_of_this_machine_left_is_taken_away_at_once_and_of_others_after_a_day() {
        use crate::session::storage::DiskFiles;

        let folder = tempfile::tempdir().unwrap();
        let own = ProcessIdentity::current();
        let name = |changed: u32| {
            format!(
                "{PREFIX}{}-{:08x}-0000abcd{SUFFIX}",
                own.number,
                own.short_start() ^ changed
            )
        };
        let (living, dead, elsewhere) = (name(0), name(1), name(1 << 16));
        for name in [living.as_str(), &dead, &elsewhere, ".ca-notes.tmp", ".ca-1-2-3.txt"] {
            std::fs::write(folder.path().join(name), b"x").unwrap();
        }
        let left = || {
            let mut names = DiskFiles.list(folder.path()).unwrap();
            names.retain(|name| is_beside(&name.to_string_lossy()));
            names
        };
        let now = SystemTime::now();
        sweep(&DiskFiles, folder.path(), now);
        assert_eq!(left().len(), 2, "{:?}", left());
        assert!(!left().contains(&dead.into()));
        sweep(&DiskFiles, folder.path(), now + CERTAINLY_LEFT * 2);
        assert_eq!(left(), [living.as_str()]);
        assert!(folder.path().join(".ca-notes.tmp").exists() && folder.path().join(".ca-1-2-3.txt").exists());
    }
}
