//! Why a file was not read or not saved, what to do about it, and what a person may choose. It does nothing itself.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::{LARGEST_FILE, SaveWarning};
use crate::messages::{text, text_with};

/// What a person may choose after a refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Choice {
    /// Save once more, over whatever is there now.
    Overwrite,
    /// Save under another name or in another folder.
    SaveAs,
    /// Look at what is different from the file on disk.
    Compare,
    /// Open the file on disk again and give up what was changed here.
    Reload,
    /// Save into the file itself, so that all its names show the new content.
    WriteInPlace,
    /// Save under this name alone; the other names keep the old content.
    BreakLink,
    /// Do the same again.
    TryAgain,
}

/// Why a file was not read or not saved.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.sentence())]
pub enum StorageError {
    /// There is none.
    Missing(PathBuf),
    /// It is a folder.
    Folder(PathBuf),
    /// It is a device, a pipe or the like.
    Special(PathBuf),
    /// It is larger than the limit: so many bytes.
    TooLarge(PathBuf, u64),
    /// It must not be read or written.
    Denied(PathBuf),
    /// It is marked read-only, or lies on a disk that is.
    ReadOnly(PathBuf),
    /// Nothing can be written to its folder.
    FolderReadOnly(PathBuf),
    /// Somebody else changed it since it was opened.
    ChangedOnDisk(PathBuf),
    /// Somebody else removed it since it was opened.
    DeletedOnDisk(PathBuf),
    /// The folder is not there.
    NoFolder(PathBuf),
    /// Symbolic links lead in a circle.
    LinkLoop(PathBuf),
    /// It is a symbolic link to this place, where nothing is.
    DanglingLink(PathBuf, PathBuf),
    /// It is known under so many names, and nobody chose what becomes of the others.
    HardLinks(PathBuf, u64),
    /// The disk has fewer bytes left than are needed.
    Full {
        /// Which file.
        path: PathBuf,
        /// So many bytes are needed.
        needed_bytes: u64,
        /// So many are left, where that is known.
        free_bytes: Option<u64>,
    },
    /// The disk did not confirm what was written.
    NotSynced(PathBuf, io::Error),
    /// What was written reads differently.
    ReadsDifferently(PathBuf),
    /// The last step may have been done and could not be checked.
    Unchecked(PathBuf, io::Error),
    /// The last step went wrong half way, and the old content could not be put back; whole copies lie here.
    Damaged {
        /// Which file.
        path: PathBuf,
        /// Where the old or the new content lies whole.
        copies: Vec<PathBuf>,
    },
    /// No copy of the old content could be kept, without which nothing is written into the file itself.
    NoCopyKept(PathBuf, io::Error),
    /// The system gave another reason.
    Other(PathBuf, io::Error),
}

impl StorageError {
    /// The file or the folder.
    #[must_use]
    pub fn path(&self) -> &Path {
        match self {
            Self::Missing(path)
            | Self::Folder(path)
            | Self::Special(path)
            | Self::TooLarge(path, _)
            | Self::Denied(path)
            | Self::ReadOnly(path)
            | Self::FolderReadOnly(path)
            | Self::ChangedOnDisk(path)
            | Self::DeletedOnDisk(path)
            | Self::NoFolder(path)
            | Self::LinkLoop(path)
            | Self::DanglingLink(path, _)
            | Self::HardLinks(path, _)
            | Self::Full { path, .. }
            | Self::NotSynced(path, _)
            | Self::ReadsDifferently(path)
            | Self::Unchecked(path, _)
            | Self::Damaged { path, .. }
            | Self::NoCopyKept(path, _)
            | Self::Other(path, _) => path,
        }
    }

    /// The code of the finding that a file which cannot be opened is: `E_NOT_A_FILE`, `E_SIZE_LIMIT` or `E_IO`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Folder(_) | Self::Special(_) => "E_NOT_A_FILE",
            Self::TooLarge(..) => "E_SIZE_LIMIT",
            _ => "E_IO",
        }
    }

    fn id(&self) -> &'static str {
        match self {
            Self::Missing(_) => "storage-missing",
            Self::Folder(_) => "storage-folder",
            Self::Special(_) => "storage-special",
            Self::TooLarge(..) => "storage-too-large",
            Self::Denied(_) => "storage-denied",
            Self::ReadOnly(_) => "storage-read-only",
            Self::FolderReadOnly(_) => "storage-folder-read-only",
            Self::ChangedOnDisk(_) => "storage-changed",
            Self::DeletedOnDisk(_) => "storage-deleted",
            Self::NoFolder(_) => "storage-no-folder",
            Self::LinkLoop(_) => "storage-link-loop",
            Self::DanglingLink(..) => "storage-dangling",
            Self::HardLinks(..) => "storage-hard-links",
            Self::Full { free_bytes: None, .. } => "storage-full-unknown",
            Self::Full { .. } => "storage-full",
            Self::NotSynced(..) => "storage-not-synced",
            Self::ReadsDifferently(_) => "storage-reads-differently",
            Self::Unchecked(..) => "storage-unchecked",
            Self::Damaged { .. } => "storage-damaged",
            Self::NoCopyKept(..) => "storage-no-copy",
            Self::Other(..) => "storage-other",
        }
    }

    /// What is wrong, in a sentence without the path.
    #[must_use]
    pub fn message(&self) -> String {
        let id = self.id();
        match self {
            Self::TooLarge(_, bytes) => text_with(
                id,
                &[
                    ("size", megabytes(*bytes).into()),
                    ("limit", megabytes(LARGEST_FILE).into()),
                ],
            ),
            Self::DanglingLink(_, target) => text_with(id, &[("target", shown(target).into())]),
            Self::HardLinks(_, names) => text_with(id, &[("others", (names.saturating_sub(1) as f64).into())]),
            Self::Full {
                needed_bytes,
                free_bytes,
                ..
            } => text_with(
                id,
                &[
                    ("needed", megabytes(*needed_bytes).into()),
                    ("free", megabytes(free_bytes.unwrap_or(0)).into()),
                ],
            ),
            Self::NotSynced(_, error)
            | Self::Unchecked(_, error)
            | Self::NoCopyKept(_, error)
            | Self::Other(_, error) => text_with(id, &[("reason", reason(error).into())]),
            _ => text(id),
        }
    }

    /// What to do, in a sentence.
    #[must_use]
    pub fn remedy(&self) -> String {
        let id = format!("{}-remedy", self.id());
        match self {
            Self::Damaged { copies, .. } => {
                let places: Vec<String> = copies.iter().map(|copy| shown(copy)).collect();
                text_with(&id, &[("copies", places.join(", ").into())])
            }
            _ => text(&id),
        }
    }

    /// What a person may choose when a save was refused for this, the safest first. Where it is nothing but saving elsewhere, one
    /// choice is all.
    #[must_use]
    pub fn choices(&self) -> &'static [Choice] {
        match self {
            Self::ChangedOnDisk(_) => &[Choice::Compare, Choice::SaveAs, Choice::Overwrite, Choice::Reload],
            Self::DeletedOnDisk(_) => &[Choice::SaveAs, Choice::Overwrite],
            Self::HardLinks(..) => &[Choice::WriteInPlace, Choice::BreakLink, Choice::SaveAs],
            Self::Full { .. } | Self::NoFolder(_) | Self::Other(..) | Self::Unchecked(..) => {
                &[Choice::SaveAs, Choice::TryAgain]
            }
            _ => &[Choice::SaveAs],
        }
    }

    fn sentence(&self) -> String {
        text_with(
            "storage-sentence",
            &[
                ("message", self.message().into()),
                ("remedy", self.remedy().into()),
                ("path", shown(self.path()).into()),
            ],
        )
    }
}

impl SaveWarning {
    /// What is the matter although the file is saved, in a sentence.
    #[must_use]
    pub fn message(&self) -> String {
        match self {
            Self::MayNotSurvivePowerCut(error) => {
                text_with("storage-may-not-survive", &[("reason", error.as_str().into())])
            }
            Self::VersionNotKept(error) => text_with("storage-version-not-kept", &[("reason", error.as_str().into())]),
            Self::LinkBroken(names) => text_with(
                "storage-link-broken",
                &[("others", (names.saturating_sub(1) as f64).into())],
            ),
            Self::OwnerNotKept => text("storage-owner-not-kept"),
        }
    }
}

/// The reason of the system in words.
pub(crate) fn reason(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => text("storage-reason-full"),
        ErrorKind::PermissionDenied => text("storage-reason-denied"),
        ErrorKind::ReadOnlyFilesystem => text("storage-reason-read-only"),
        ErrorKind::NotFound => text("storage-reason-missing"),
        _ => error.to_string(),
    }
}

/// A path as it may be shown: what would break or turn a line is written as `\u{…}`.
#[must_use]
pub fn shown(path: &Path) -> String {
    let is_odd = |each: char| {
        each.is_control()
            || matches!(each, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    let mut words = String::new();
    for each in path.to_string_lossy().chars() {
        if is_odd(each) {
            words.extend(each.escape_unicode());
        } else {
            words.push(each);
        }
    }
    words
}

/// Whole megabytes, the last one begun.
fn megabytes(bytes: u64) -> String {
    bytes.div_ceil(1024 * 1024).to_string()
}

/// The refusal that an error of the system stands for.
pub(super) fn explain(path: &Path, error: io::Error) -> StorageError {
    let path = path.to_owned();
    match error.kind() {
        ErrorKind::NotFound => StorageError::Missing(path),
        ErrorKind::PermissionDenied => StorageError::Denied(path),
        ErrorKind::ReadOnlyFilesystem => StorageError::ReadOnly(path),
        ErrorKind::IsADirectory => StorageError::Folder(path),
        ErrorKind::Unsupported => StorageError::Special(path),
        _ if is_link_loop(&error) => StorageError::LinkLoop(path),
        _ => StorageError::Other(path, error),
    }
}

/// The refusal that an error of writing stands for; so many bytes were to be written.
pub(super) fn explain_writing(path: &Path, error: io::Error, needed_bytes: u64) -> StorageError {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => StorageError::Full {
            path: path.to_owned(),
            needed_bytes,
            free_bytes: None,
        },
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => StorageError::FolderReadOnly(path.to_owned()),
        ErrorKind::NotFound => StorageError::NoFolder(path.to_owned()),
        _ => StorageError::Other(path.to_owned(), error),
    }
}

#[cfg(unix)]
fn is_link_loop(error: &io::Error) -> bool {
    error.raw_os_error() == Some(rustix::io::Errno::LOOP.raw_os_error())
}

#[cfg(not(unix))]
fn is_link_loop(_error: &io::Error) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_says_what_and_what_next_and_names_the_file() {
        let path = || PathBuf::from("a.geojson");
        let error = || io::Error::from(ErrorKind::TimedOut);
        let all = [
            StorageError::Missing(path()),
            StorageError::Folder(path()),
            StorageError::Special(path()),
            StorageError::TooLarge(path(), 1 << 30),
            StorageError::Denied(path()),
            StorageError::ReadOnly(path()),
            StorageError::FolderReadOnly(path()),
            StorageError::ChangedOnDisk(path()),
            StorageError::DeletedOnDisk(path()),
            StorageError::NoFolder(path()),
            StorageError::LinkLoop(path()),
            StorageError::DanglingLink(path(), PathBuf::from("b")),
            StorageError::HardLinks(path(), 3),
            StorageError::Full {
                path: path(),
                needed_bytes: 5 << 20,
                free_bytes: Some(1 << 20),
            },
            StorageError::Full {
                path: path(),
                needed_bytes: 5 << 20,
                free_bytes: None,
            },
            StorageError::NotSynced(path(), error()),
            StorageError::ReadsDifferently(path()),
            StorageError::Unchecked(path(), error()),
            StorageError::Damaged {
                path: path(),
                copies: vec![PathBuf::from("c")],
            },
            StorageError::NoCopyKept(path(), error()),
            StorageError::Other(path(), error()),
        ];
        for error in &all {
            let (message, remedy, sentence) = (error.message(), error.remedy(), error.to_string());
            assert!(message.ends_with('.') && remedy.ends_with('.'), "{message} | {remedy}");
            assert!(
                !message.contains("storage-") && !remedy.contains("storage-"),
                "{message} | {remedy}"
            );
            assert!(sentence.ends_with("a.geojson"), "{sentence}");
            assert!(!error.choices().is_empty());
        }
        assert!(all[13].message().contains("5 MB") && all[13].message().contains("1 MB"));
        assert!(all[12].message().contains("2 other"), "{}", all[12].message());
    }

    #[test]
    fn a_name_that_would_break_or_turn_the_line_is_shown_escaped() {
        assert_eq!(shown(Path::new("a\nb")), "a\\u{a}b");
        assert_eq!(shown(Path::new("\u{202e}nosjoeg.a")), "\\u{202e}nosjoeg.a");
        assert_eq!(shown(Path::new("Malmö – Øresund.geojson")), "Malmö – Øresund.geojson");
    }
}
