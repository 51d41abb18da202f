//! The few calls on files that saving, kept versions and recovery copies are made of.
//!
//! It decides nothing: what is called when stands in `protocol`, `versions` and `recovery`. The program uses [`DiskFiles`];
//! tests bring file systems of their own, whose calls fail or whose power goes.
//!
//! [`DiskFiles`]: super::DiskFiles

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

/// What stands at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// A symbolic link.
    Link,
    /// A device, a pipe, a socket.
    Special,
}

/// What the file system knows about a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileFacts {
    /// What it is.
    pub kind: FileKind,
    /// Its length in bytes.
    pub length_bytes: u64,
    /// When its content changed last, where that is known.
    pub modified: Option<SystemTime>,
    /// The device and the number of the file on it; zeros where the system has none.
    pub device_and_number: (u64, u64),
    /// Under how many names it is known; 1 where the system does not tell.
    pub names: u64,
    /// Its permission bits; `None` where the system has none.
    pub mode: Option<u32>,
    /// Its owner and group; `None` where the system has none.
    pub owner: Option<(u32, u32)>,
    /// Whether it is marked as not to be written by anybody.
    pub is_read_only: bool,
}

/// Who may read a file that is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Its owner alone.
    Private,
    /// Whoever may read new files of this user.
    AsNewFiles,
}

/// The calls on files. Paths are taken as they are; errors are those of the system.
#[expect(
    clippy::missing_errors_doc,
    reason = "every call fails as the file system does, which is said once, above"
)]
pub trait Vfs {
    /// A file that is open for writing.
    type File;
    /// A lock that is held until it is dropped, at the latest until the process ends.
    type Lock: std::fmt::Debug;

    /// What stands at the path itself; a symbolic link is not followed.
    fn facts(&self, path: &Path) -> io::Result<FileFacts>;
    /// The path without symbolic links and without `..`; everything on it must exist.
    fn resolve(&self, path: &Path) -> io::Result<PathBuf>;
    /// Where a symbolic link points, as it is written in the link.
    fn link_target(&self, path: &Path) -> io::Result<PathBuf>;
    /// At most so many bytes of a regular file from its start, and the facts of the file that they were read from. Never waits
    /// for a pipe.
    fn read(&self, path: &Path, most_bytes: u64) -> io::Result<(FileFacts, Vec<u8>)>;
    /// As `read`, for bytes that will be shared; a file system that can puts them there without a copy.
    fn read_shared(&self, path: &Path, most_bytes: u64) -> io::Result<(FileFacts, Arc<[u8]>)> {
        let (facts, bytes) = self.read(path, most_bytes)?;
        Ok((facts, bytes.into()))
    }
    /// Asks the system whether an existing file may be written, and changes nothing.
    fn check_writable(&self, path: &Path) -> io::Result<()>;
    /// Makes a file that was not there; follows no link.
    fn open_new(&self, path: &Path, access: Access) -> io::Result<Self::File>;
    /// Opens an existing file to write over it from its start; its length stays.
    fn open_existing(&self, path: &Path) -> io::Result<Self::File>;
    /// Writes some of the bytes and says how many.
    fn write(&self, file: &mut Self::File, bytes: &[u8]) -> io::Result<usize>;
    /// Sets the length.
    fn set_length(&self, file: &Self::File, length_bytes: u64) -> io::Result<()>;
    /// The facts of an open file.
    fn facts_of(&self, file: &Self::File) -> io::Result<FileFacts>;
    /// Sets permission bits; nothing happens where the system has none.
    fn set_mode(&self, file: &Self::File, mode: u32) -> io::Result<()>;
    /// Sets owner and group, each where given; nothing happens where the system has none.
    fn set_owner(&self, file: &Self::File, owner: Option<u32>, group: Option<u32>) -> io::Result<()>;
    /// Gives an open file the access list and the attributes that users and programs gave another one; nothing happens where the system
    /// has none.
    fn copy_attributes(&self, from: &Path, to: &Self::File) -> io::Result<()>;
    /// Waits until content and length are on the disk.
    fn sync(&self, file: &Self::File) -> io::Result<()>;
    /// Puts a file under another name in one step; what had that name is gone.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Waits until the names in a folder are on the disk.
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;
    /// Takes a name away.
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// The names in a folder, in order.
    fn list(&self, folder: &Path) -> io::Result<Vec<OsString>>;
    /// Makes a folder for its owner alone, and the folders above it; one that is there is well.
    fn make_folder(&self, folder: &Path) -> io::Result<()>;
    /// So many bytes this user may still write to the disk of the folder; `None` where the system does not tell.
    fn free_bytes(&self, folder: &Path) -> io::Result<Option<u64>>;
    /// Locks a file, which is made where it was not; `None` while somebody else holds the lock.
    fn lock(&self, path: &Path) -> io::Result<Option<Self::Lock>>;
    /// A number for a name that nobody else has.
    fn token(&self) -> u64;
}
