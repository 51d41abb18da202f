//! Versions that a save replaced: kept in the program's data folder, listed, read for comparison and for bringing back.
//!
//! Bringing one back is an ordinary save of its bytes, by which the version that it replaces is kept in turn. Which is newer is
//! told by a number that counts up, never by a clock.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::error::{StorageError, explain};
use super::hash::hash_of;
use super::protocol::resolved;
use super::vfs::Vfs;
use super::{DiskFiles, LARGEST_FILE, whole};

/// So many versions of a file are kept unless the settings say otherwise.
pub const MOST_VERSIONS: usize = 5;

/// Where versions are kept, and how many of each file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Versions {
    folder: PathBuf,
    /// So many versions of one file; none with 0.
    pub(super) most: usize,
}

/// A version that was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Where it lies.
    pub path: PathBuf,
    /// Counts up: the highest is the latest.
    pub sequence: u64,
    /// When it was saved.
    pub time: SystemTime,
    /// Its length.
    pub length_bytes: u64,
    hash: u64,
}

impl Versions {
    /// Versions below this data folder (see [`super::data_folder`]), so many of each file.
    #[must_use]
    pub fn below(data_folder: &Path, most: usize) -> Self {
        Self {
            folder: data_folder.join("versions"),
            most,
        }
    }

    /// The kept versions of a file, the latest first. A file that is not there any more may have some.
    ///
    /// # Errors
    /// When the folder is there and cannot be read.
    pub fn list(&self, path: &Path) -> Result<Vec<Version>, StorageError> {
        let files = &DiskFiles;
        let (place, _) = resolved(files, path)?;
        self.list_with(files, &place)
            .map_err(|error| explain(&self.folder, error))
    }

    /// The bytes of a kept version.
    ///
    /// # Errors
    /// When it cannot be read, or does not hold any more what was put into it.
    pub fn read(&self, version: &Version) -> Result<Vec<u8>, StorageError> {
        let files = &DiskFiles;
        let (_, bytes) = files
            .read(&version.path, LARGEST_FILE + 1)
            .map_err(|error| explain(&version.path, error))?;
        if hash_of(&bytes) == version.hash {
            Ok(bytes)
        } else {
            let damaged = io::Error::other(crate::messages::text("versions-damaged"));
            Err(StorageError::Other(version.path.clone(), damaged))
        }
    }

    /// The folder of one file's versions: known by the hash of its path, so that no name is too long or too odd.
    fn folder_of<V: Vfs>(&self, files: &V, place: &Path) -> PathBuf {
        let place = canonical(files, place);
        let key = hash_of(place.as_os_str().as_encoded_bytes());
        self.folder.join(format!("{key:016x}"))
    }

    pub(super) fn list_with<V: Vfs>(&self, files: &V, place: &Path) -> io::Result<Vec<Version>> {
        let folder = self.folder_of(files, place);
        let names = match files.list(&folder) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            listed => listed?,
        };
        let mut versions: Vec<Version> = names
            .iter()
            .filter_map(|name| version_of(&folder, name.to_str()?))
            .collect();
        versions.sort_by_key(|version| std::cmp::Reverse(version.sequence));
        Ok(versions)
    }

    /// Keeps the bytes as the latest version of the file that stands at `place`, and checks that they are there.
    pub(super) fn keep_with<V: Vfs>(
        &self,
        files: &V,
        place: &Path,
        bytes: &[u8],
        time: SystemTime,
    ) -> io::Result<Version> {
        let versions = self.list_with(files, place)?;
        let hash = hash_of(bytes);
        let latest = versions.first();
        if let Some(latest) = latest.filter(|latest| latest.hash == hash)
            && files.read(&latest.path, LARGEST_FILE + 1)?.1 == bytes
        {
            return Ok(latest.clone());
        }
        let folder = self.folder_of(files, place);
        let sequence = latest.map_or(0, |latest| latest.sequence) + 1;
        let milliseconds = time
            .duration_since(UNIX_EPOCH)
            .map_or(0, |since| u64::try_from(since.as_millis()).unwrap_or(0));
        let length_bytes = bytes.len() as u64;
        let name = format!("{sequence:08}-{milliseconds}-{length_bytes}-{hash:016x}.geojson");
        let path = whole::put(files, &folder, &name, &[bytes])?;
        Ok(Version {
            path,
            sequence,
            time: UNIX_EPOCH + Duration::from_millis(milliseconds),
            length_bytes,
            hash,
        })
    }

    /// Takes away the oldest versions of the file beyond the number that is kept. Best effort.
    pub(super) fn prune_with<V: Vfs>(&self, files: &V, place: &Path) {
        let versions = self.list_with(files, place).unwrap_or_default();
        for version in versions.iter().skip(self.most) {
            drop(files.remove(&version.path));
        }
    }
}

/// The path without symbolic links in its folder; the file itself may be gone.
pub(super) fn canonical<V: Vfs>(files: &V, place: &Path) -> PathBuf {
    let folder = place
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    match (files.resolve(folder), place.file_name()) {
        (Ok(folder), Some(name)) => folder.join(name),
        _ => place.to_owned(),
    }
}

fn version_of(folder: &Path, name: &str) -> Option<Version> {
    let mut parts = name.strip_suffix(".geojson")?.split('-');
    let sequence = parts.next()?.parse().ok()?;
    let milliseconds = parts.next()?.parse().ok()?;
    let length_bytes = parts.next()?.parse().ok()?;
    let hash = u64::from_str_radix(parts.next()?, 16).ok()?;
    parts.next().is_none().then_some(())?;
    Some(Version {
        path: folder.join(name),
        sequence,
        time: UNIX_EPOCH.checked_add(Duration::from_millis(milliseconds))?,
        length_bytes,
        hash,
    })
}
