//! Tiles kept on disk until they expire, within a bound of files and bytes; the oldest go first.
//!
//! A tile that cannot be kept or read is fetched again: nothing depends on this folder.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use super::TileKey;

/// Bounds of what is kept.
const MOST_FILES: usize = 4000;
const MOST_BYTES: u64 = 96 * 1024 * 1024;
/// The ending of a kept tile; no other file in the folder is touched.
const ENDING: &str = "tile";

/// A tile as it was kept.
pub(super) struct Kept {
    pub(super) bytes: Vec<u8>,
    pub(super) is_fresh: bool,
}

/// The folder of kept tiles.
#[derive(Debug)]
pub(super) struct Disk {
    folder: PathBuf,
    /// Size and time of every file, by name.
    files: BTreeMap<String, (u64, u64)>,
    bytes: u64,
}

/// Now, in seconds since 1970.
pub(super) fn now() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_secs())
}

impl Disk {
    /// Looks at what is kept; `None` where the folder cannot be made.
    pub(super) fn open(folder: PathBuf) -> Option<Self> {
        std::fs::create_dir_all(&folder).ok()?;
        let mut disk = Self {
            folder,
            files: BTreeMap::new(),
            bytes: 0,
        };
        for entry in std::fs::read_dir(&disk.folder).ok()?.flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let Some(facts) = entry
                .metadata()
                .ok()
                .filter(|facts| facts.is_file() && name.ends_with(ENDING))
            else {
                continue;
            };
            let changed = facts
                .modified()
                .ok()
                .and_then(|time| time.duration_since(UNIX_EPOCH).ok());
            disk.bytes += facts.len();
            disk.files
                .insert(name, (facts.len(), changed.map_or(0, |since| since.as_secs())));
        }
        disk.make_room();
        Some(disk)
    }

    fn name(key: TileKey) -> String {
        format!("{}-{}-{}.{ENDING}", key.zoom, key.column, key.row)
    }

    /// A kept tile; its first eight bytes say when it expires.
    pub(super) fn read(&self, key: TileKey) -> Option<Kept> {
        let name = Self::name(key);
        self.files.get(&name)?;
        let mut bytes = std::fs::read(self.folder.join(name)).ok()?;
        let expires = bytes.first_chunk::<8>().map(|first| u64::from_le_bytes(*first))?;
        bytes.drain(..8);
        Some(Kept {
            bytes,
            is_fresh: now() < expires,
        })
    }

    /// Keeps a tile for so many seconds.
    pub(super) fn write(&mut self, key: TileKey, bytes: &[u8], lifetime_s: u64) {
        let name = Self::name(key);
        let at = now();
        let whole = [at.saturating_add(lifetime_s).to_le_bytes().as_slice(), bytes].concat();
        let beside = self.folder.join(format!("{name}.new"));
        let is_kept = std::fs::write(&beside, &whole).and_then(|()| std::fs::rename(&beside, self.folder.join(&name)));
        if let Err(error) = is_kept {
            log::debug!("a tile is not kept: {}", error.kind());
            return;
        }
        let size = u64::try_from(whole.len()).unwrap_or(u64::MAX);
        let before = self.files.insert(name, (size, at)).map_or(0, |(size, _)| size);
        self.bytes = self.bytes.saturating_sub(before).saturating_add(size);
        self.make_room();
    }

    /// Takes away the oldest until a tenth of the room is free again, so that this is rarely done.
    fn make_room(&mut self) {
        if self.files.len() <= MOST_FILES && self.bytes <= MOST_BYTES {
            return;
        }
        let mut oldest: Vec<(u64, String)> = self.files.iter().map(|(name, (_, at))| (*at, name.clone())).collect();
        oldest.sort();
        for (_, name) in oldest {
            if self.files.len() <= MOST_FILES / 10 * 9 && self.bytes <= MOST_BYTES / 10 * 9 {
                return;
            }
            if std::fs::remove_file(self.folder.join(&name)).is_err() {
                log::debug!("a kept tile could not be taken away");
            }
            self.bytes -= self.files.remove(&name).map_or(0, |(size, _)| size);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiles_are_kept_until_they_expire_and_within_bounds() {
        let folder = tempfile::tempdir().unwrap();
        let key = |column: u32| TileKey {
            zoom: 9,
            column,
            row: 1,
        };
        let mut disk = Disk::open(folder.path().join("tiles")).unwrap();
        disk.write(key(1), b"fresh", 60);
        disk.write(key(2), b"old", 0);
        let again = Disk::open(folder.path().join("tiles")).unwrap();
        let fresh = again.read(key(1)).unwrap();
        assert!(fresh.is_fresh && fresh.bytes == b"fresh");
        assert!(!again.read(key(2)).unwrap().is_fresh);
        assert!(again.read(key(3)).is_none());
        for column in 10..u32::try_from(MOST_FILES).unwrap() + 20 {
            disk.write(key(column), b"x", 60);
        }
        assert!(disk.files.len() <= MOST_FILES);
        assert_eq!(
            std::fs::read_dir(folder.path().join("tiles")).unwrap().count(),
            disk.files.len()
        );
    }
}
