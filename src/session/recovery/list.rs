//! Finds the copies that crashed windows left, checks that they are whole, and sets aside what is not. It never reads what a copy
//! means: that may be what ended the program.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use super::header::{Header, LONGEST_LINE};
use super::orphan::{Generation, Orphan};
use super::{ENDING, MOST_SET_ASIDE};
use crate::messages::{text, text_with};
use crate::session::storage::{DiskFiles, FileKind, LARGEST_FILE, ProcessIdentity, Vfs, hash_of, shown, whole};

/// So many documents are listed at once: their first lines have 4 MB together. What is beyond waits for the next start.
const MOST_LISTED: usize = 64;

/// Why a file among the copies cannot be offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnusableKind {
    /// Cut off, zeroed, or changed by somebody.
    Damaged,
    /// Of another program.
    Foreign,
}

/// A file among the copies that cannot be offered. It was set aside, not removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unusable {
    /// Where it lies now.
    pub path: PathBuf,
    /// What is the matter with it.
    pub kind: UnusableKind,
}

impl Unusable {
    /// `W_RECOVERY_UNUSABLE` or `W_RECOVERY_FOREIGN`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self.kind {
            UnusableKind::Damaged => "W_RECOVERY_UNUSABLE",
            UnusableKind::Foreign => "W_RECOVERY_FOREIGN",
        }
    }

    /// What happened, in a sentence.
    #[must_use]
    pub fn message(&self) -> String {
        let id = match self.kind {
            UnusableKind::Damaged => "recovery-unusable",
            UnusableKind::Foreign => "recovery-foreign",
        };
        text_with(id, &[("path", shown(&self.path).into())])
    }
}

/// What crashed windows left.
#[derive(Debug)]
pub struct RecoveryList<V: Vfs = DiskFiles> {
    /// Documents with unsaved changes, the latest first.
    pub orphans: Vec<Orphan<V>>,
    /// What could not be offered; told once, because it was set aside.
    pub unusable: Vec<Unusable>,
}

/// Lists the copies below the data folder whose windows are gone. Each one is held until it is dropped, so that two windows
/// that start at once do not offer the same.
#[must_use]
pub fn list(data_folder: &Path) -> RecoveryList {
    list_with(&DiskFiles, data_folder)
}

/// As [`list`], on any file system.
#[must_use]
pub fn list_with<V: Vfs + Clone>(files: &V, data_folder: &Path) -> RecoveryList<V> {
    let folder = data_folder.join("recovery");
    let mut found = RecoveryList {
        orphans: Vec::new(),
        unusable: Vec::new(),
    };
    let mut slots: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
    let mut others = Vec::new();
    for name in files.list(&folder).unwrap_or_default() {
        let path = folder.join(&name);
        match slot_of(&name) {
            Name::Generation(slot) => slots.entry(slot).or_default().push(path),
            Name::Mark(slot) => drop(slots.entry(slot).or_default()),
            Name::Other => others.push(path),
        }
    }
    // The mark of a file that somebody put there belongs to that file.
    slots.retain(|slot, _| !others.contains(&folder.join(slot)));
    for (slot, paths) in slots.into_iter().take(MOST_LISTED) {
        found
            .orphans
            .extend(take_slot(files, &folder, slot, paths, &mut found.unusable));
    }
    for path in others.into_iter().take(MOST_LISTED) {
        found
            .orphans
            .extend(take_other(files, &folder, path, &mut found.unusable));
    }
    found
        .orphans
        .sort_by_key(|orphan| (std::cmp::Reverse(orphan.sequence()), orphan.name().to_owned()));
    found
}

/// The highest sequence number of all copies in the folder; 0 where there is none.
pub(super) fn highest_sequence<V: Vfs>(files: &V, folder: &Path) -> u64 {
    let names = files.list(folder).unwrap_or_default();
    names
        .iter()
        .filter(|name| matches!(slot_of(name), Name::Generation(_)))
        .filter_map(|name| files.read(&folder.join(name), LONGEST_LINE).ok())
        .filter_map(|(_, bytes)| Header::split(&bytes).map(|(header, _)| header.sequence))
        .max()
        .unwrap_or(0)
}

/// What the name of a file in the folder says.
enum Name {
    /// A copy of the document with this slot.
    Generation(String),
    /// A lock or a mark of it.
    Mark(String),
    Other,
}

fn slot_of(name: &OsStr) -> Name {
    let Some(name) = name.to_str() else {
        return Name::Other;
    };
    if let Some((slot, generation)) = name.strip_suffix(ENDING).and_then(|stem| stem.rsplit_once('.'))
        && matches!(generation, "0" | "1")
    {
        return Name::Generation(slot.to_owned());
    }
    for mark in [".lock", ".opening"] {
        if let Some(slot) = name.strip_suffix(mark) {
            return Name::Mark(slot.to_owned());
        }
    }
    Name::Other
}

/// What a file among the copies is.
enum Content {
    Whole(Header),
    Bare(Header),
    Unusable(UnusableKind),
}

fn take_slot<V: Vfs + Clone>(
    files: &V,
    folder: &Path,
    slot: String,
    paths: Vec<PathBuf>,
    unusable: &mut Vec<Unusable>,
) -> Option<Orphan<V>> {
    let lock = match files.lock(&folder.join(format!("{slot}.lock"))) {
        Ok(None) => return None,
        Ok(Some(lock)) => Some(lock),
        Err(_) => None,
    };
    let mut generations = Vec::new();
    let mut damaged = Vec::new();
    for path in paths {
        // What cannot be read at the moment stays where it is.
        let Ok(content) = look(files, &path) else { continue };
        match content {
            Content::Whole(header) => generations.push(Generation {
                path,
                header,
                is_bare: false,
            }),
            Content::Bare(_) => damaged.push((path, UnusableKind::Foreign)),
            Content::Unusable(kind) => damaged.push((path, kind)),
        }
    }
    let writer = generations.first().map(|generation| generation.header.process);
    if lock.is_none() && writer.is_some_and(|process| process.is_running() == Some(true)) {
        return None;
    }
    let latest_is_damaged = !damaged.is_empty();
    for (path, kind) in damaged {
        unusable.push(set_unusable(files, folder, path, kind));
    }
    generations.sort_by_key(|generation| std::cmp::Reverse(generation.header.sequence));
    Orphan::new(files.clone(), folder, slot, lock, generations).map(|orphan| orphan.after_damage(latest_is_damaged))
}

/// A file that this program would not have named so: a whole document all the same, or nobody's.
fn take_other<V: Vfs + Clone>(
    files: &V,
    folder: &Path,
    path: PathBuf,
    unusable: &mut Vec<Unusable>,
) -> Option<Orphan<V>> {
    let is_file = files.facts(&path).is_ok_and(|facts| facts.kind == FileKind::File);
    let name = path.file_name()?.to_string_lossy().into_owned();
    if !is_file || whole::is_beside(&name) {
        return None;
    }
    match look(files, &path).ok()? {
        Content::Whole(header) => {
            let generation = Generation {
                path,
                header,
                is_bare: false,
            };
            Orphan::new(files.clone(), folder, name, None, vec![generation])
        }
        Content::Bare(header) => {
            let generation = Generation {
                path,
                header,
                is_bare: true,
            };
            Orphan::new(files.clone(), folder, name, None, vec![generation])
        }
        Content::Unusable(kind) => {
            unusable.push(set_unusable(files, folder, path, kind));
            None
        }
    }
}

fn look<V: Vfs>(files: &V, path: &Path) -> io::Result<Content> {
    let (facts, bytes) = files.read(path, LARGEST_FILE + LONGEST_LINE + 1)?;
    if let Some((header, body)) = Header::split(&bytes) {
        return Ok(if header.holds(body) {
            Content::Whole(header)
        } else {
            Content::Unusable(UnusableKind::Damaged)
        });
    }
    let trimmed = bytes.trim_ascii();
    if trimmed.starts_with(b"{") && trimmed.ends_with(b"}") {
        let name = path
            .file_name()
            .map_or_else(|| text("recovery-unnamed"), |name| shown(Path::new(name)));
        return Ok(Content::Bare(Header {
            document: None,
            name,
            identity: None,
            process: ProcessIdentity { number: 0, started: 0 },
            sequence: 0,
            revision: 0,
            time: facts.modified.unwrap_or(UNIX_EPOCH),
            length_bytes: bytes.len() as u64,
            hash: hash_of(&bytes),
        }));
    }
    let is_cut = trimmed.starts_with(b"{") || bytes.iter().all(|byte| *byte == 0);
    Ok(Content::Unusable(if is_cut {
        UnusableKind::Damaged
    } else {
        UnusableKind::Foreign
    }))
}

pub(super) fn set_unusable<V: Vfs>(files: &V, folder: &Path, path: PathBuf, kind: UnusableKind) -> Unusable {
    let path = set_aside(files, folder, "unusable", &path).unwrap_or(path);
    Unusable { path, kind }
}

/// Moves a file to a folder below, under a name that was free, and removes the oldest there beyond [`MOST_SET_ASIDE`].
pub(super) fn set_aside<V: Vfs>(files: &V, folder: &Path, below: &str, path: &Path) -> io::Result<PathBuf> {
    let below = folder.join(below);
    whole::make_folder(files, &below)?;
    let name = path.file_name().unwrap_or_default();
    let place = (0..1000_u32)
        .map(|number| {
            let mut free = name.to_owned();
            if number > 0 {
                free.push(format!("-{number}"));
            }
            below.join(free)
        })
        .find(|place| files.facts(place).is_err())
        .ok_or(io::ErrorKind::AlreadyExists)?;
    files.rename(path, &place)?;
    files.sync_folder(&below)?;
    let mut kept: Vec<(SystemTime, PathBuf)> = files
        .list(&below)?
        .into_iter()
        .map(|name| below.join(name))
        .filter(|path| *path != place)
        .map(|path| {
            let modified = files.facts(&path).ok().and_then(|facts| facts.modified);
            (modified.unwrap_or(UNIX_EPOCH), path)
        })
        .collect();
    kept.sort();
    let too_many = (kept.len() + 1).saturating_sub(MOST_SET_ASIDE);
    for (_, path) in kept.iter().take(too_many) {
        drop(files.remove(path));
    }
    Ok(place)
}
