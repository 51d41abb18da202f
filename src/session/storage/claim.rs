//! Two windows on one file: the first one claims it, the second one learns who has it.
//!
//! A claim forbids nothing. What a save would overwrite is found out by the content of the file, claims or not.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};

use super::hash::hash_of;
use super::process::ProcessIdentity;
use super::vfs::Vfs;
use super::{DiskFiles, versions, whole};

/// More than an owner's note ever has.
const LONGEST_NOTE: u64 = 64 << 10;

/// Who has a file open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holder {
    /// Its process; `None` where it could not be read.
    pub process: Option<ProcessIdentity>,
    /// Since when.
    pub since: Option<SystemTime>,
}

/// The claim of one window on one file; ends when it is dropped, at the latest with the process.
#[derive(Debug)]
pub struct Claim<V: Vfs = DiskFiles> {
    files: V,
    state: State<V::Lock>,
}

#[derive(Debug)]
enum State<L> {
    Mine { lock: Option<L>, paths: [PathBuf; 2] },
    TakenBy(Holder),
    Unknown,
}

impl<V: Vfs> Claim<V> {
    /// Who had claimed the file before; `None` where it is claimed for this window, or nobody can know.
    #[must_use]
    pub fn holder(&self) -> Option<&Holder> {
        match &self.state {
            State::TakenBy(holder) => Some(holder),
            _ => None,
        }
    }

    /// Whether this window holds the file.
    #[must_use]
    pub fn is_mine(&self) -> bool {
        matches!(self.state, State::Mine { .. })
    }
}

impl<V: Vfs> Drop for Claim<V> {
    fn drop(&mut self) {
        if let State::Mine { lock, paths } = &mut self.state {
            // While the lock is held nobody else can have taken these names. What cannot be removed is found stale later.
            for path in paths.iter() {
                drop(self.files.remove(path));
            }
            drop(lock.take());
        }
    }
}

/// Claims the file for this window. The file need not exist. Where the data folder cannot be written nobody is told of two
/// windows, and work goes on.
#[must_use]
pub fn claim(data_folder: &Path, path: &Path, now: SystemTime) -> Claim {
    claim_with(DiskFiles, data_folder, path, now)
}

/// As [`claim`], on any file system.
#[must_use]
pub fn claim_with<V: Vfs>(files: V, data_folder: &Path, path: &Path, now: SystemTime) -> Claim<V> {
    let state = attempt(&files, data_folder, path, now);
    Claim { files, state }
}

fn attempt<V: Vfs>(files: &V, data_folder: &Path, path: &Path, now: SystemTime) -> State<V::Lock> {
    let folder = data_folder.join("claims");
    if files.make_folder(&folder).is_err() {
        return State::Unknown;
    }
    let place = files.resolve(path).unwrap_or_else(|_| versions::canonical(files, path));
    let key = format!("{:016x}", hash_of(place.as_os_str().as_encoded_bytes()));
    let (lock_path, note_name) = (folder.join(format!("{key}.lock")), format!("{key}.owner"));
    let note_path = folder.join(&note_name);
    let lock = match files.lock(&lock_path) {
        Ok(None) => return State::TakenBy(read_note(files, &note_path)),
        Ok(Some(lock)) => Some(lock),
        // This file system has no locks: the note alone tells, as long as its process runs.
        Err(error) if error.kind() == ErrorKind::Unsupported => {
            let holder = read_note(files, &note_path);
            if holder.process.and_then(|process| process.is_running()) == Some(true) {
                return State::TakenBy(holder);
            }
            None
        }
        Err(_) => return State::Unknown,
    };
    let note = note_of(&ProcessIdentity::current(), now).to_string();
    // Without a note the lock still holds; only who has it is not said then.
    drop(whole::put(files, &folder, &note_name, &[note.as_bytes()]));
    State::Mine {
        lock,
        paths: [note_path, lock_path],
    }
}

fn note_of(process: &ProcessIdentity, now: SystemTime) -> Value {
    let since = now.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    json!({"process": process.number, "started": process.started, "since_s": since})
}

fn read_note<V: Vfs>(files: &V, path: &Path) -> Holder {
    let value = files
        .read(path, LONGEST_NOTE)
        .ok()
        .and_then(|(_, bytes)| serde_json::from_slice::<Value>(&bytes).ok())
        .unwrap_or_default();
    let count = |name: &str| value.get(name).and_then(Value::as_u64);
    let process = count("process")
        .and_then(|number| u32::try_from(number).ok())
        .zip(count("started"))
        .map(|(number, started)| ProcessIdentity { number, started });
    Holder {
        process,
        since: count("since_s").and_then(|seconds| UNIX_EPOCH.checked_add(Duration::from_secs(seconds))),
    }
}
