//! Small files of the program itself, such as its settings: read within a limit, written by the same protocol as a document, and
//! set aside when they make no sense. What is in them is the business of whoever keeps them.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::vfs::Vfs;
use super::{DiskFiles, HardLinks, SaveOptions, StorageError, save, whole};

/// A file of the program's own is at most this large, in bytes.
pub const LARGEST_OWN_FILE: u64 = 4 * 1024 * 1024;

/// So many files that were set aside are kept beside one name; the name after the last is written over.
const MOST_SET_ASIDE: u32 = 10;

/// Reads the file; `None` where there is none yet.
///
/// # Errors
/// When it is no regular file, larger than [`LARGEST_OWN_FILE`], or the system refuses.
pub fn read_own(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match DiskFiles.read(path, LARGEST_OWN_FILE + 1) {
        Ok((_, bytes)) if bytes.len() as u64 > LARGEST_OWN_FILE => Err(ErrorKind::FileTooLarge.into()),
        Ok((_, bytes)) => Ok(Some(bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Writes the file whole or not at all; its folder is made where it is not there.
///
/// # Errors
/// When the system refuses; the file is then as it was.
pub fn write_own(path: &Path, bytes: &[u8], now: SystemTime) -> Result<(), StorageError> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        whole::make_folder(&DiskFiles, folder).map_err(|error| StorageError::Other(folder.to_owned(), error))?;
    }
    let options = SaveOptions {
        hard_links: HardLinks::Break,
        now,
        ..SaveOptions::default()
    };
    save(path, bytes, &options).map(drop)
}

/// Renames a file that makes no sense, so that nothing is written over it, and says what it is called now.
///
/// # Errors
/// When the system refuses; the file is then where it was.
pub fn set_own_aside(path: &Path) -> io::Result<PathBuf> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".unreadable");
    let numbered = |number: u32| {
        let mut name = name.clone();
        if number > 1 {
            name.push(format!("-{number}"));
        }
        path.with_file_name(name)
    };
    let free = (1..=MOST_SET_ASIDE)
        .map(numbered)
        .find(|place| DiskFiles.facts(place).is_err());
    let place = free.unwrap_or_else(|| numbered(MOST_SET_ASIDE));
    DiskFiles.rename(path, &place)?;
    Ok(place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::UNIX_EPOCH;

    #[test]
    fn what_is_set_aside_stays_until_ten_others_were() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep").join("settings.json");
        assert!(read_own(&path).unwrap().is_none());
        for number in 0..15_u8 {
            write_own(&path, &[number], UNIX_EPOCH).unwrap();
            assert_eq!(read_own(&path).unwrap().unwrap(), [number]);
            let aside = set_own_aside(&path).unwrap();
            assert_eq!(std::fs::read(aside).unwrap(), [number]);
            assert!(read_own(&path).unwrap().is_none());
        }
        assert_eq!(std::fs::read_dir(path.parent().unwrap()).unwrap().count(), 10);
        assert_eq!(
            std::fs::read(path.with_file_name("settings.json.unreadable")).unwrap(),
            [0]
        );
    }

    #[test]
    fn a_folder_or_a_huge_file_in_its_place_is_refused_unread() {
        let folder = tempfile::tempdir().unwrap();
        assert!(read_own(folder.path()).is_err());
        let huge = folder.path().join("huge.json");
        std::fs::File::create(&huge)
            .and_then(|file| file.set_len(LARGEST_OWN_FILE + 1))
            .unwrap();
        assert_eq!(read_own(&huge).unwrap_err().kind(), ErrorKind::FileTooLarge);
    }
}
