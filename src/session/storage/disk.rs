//! The file system of the machine. It holds what differs between Unix and Windows; nothing above it does.

use std::ffi::OsString;
use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::vfs::{Access, FileFacts, FileKind, Vfs};

/// Memory for a file of more bytes is asked for beforehand. For less it is not worth it: what allocators get back in pieces of up to
/// this size they keep (glibc's largest threshold), and take later large pieces from it, which tears holes.
const ASKED_FOR: u64 = 32 << 20;

/// The disk.
#[derive(Clone, Copy, Debug, Default)]
pub struct DiskFiles;

/// A lock on a file of the disk.
#[derive(Debug)]
pub struct DiskLock {
    _file: File,
}

impl Vfs for DiskFiles {
    type File = File;
    type Lock = DiskLock;

    fn facts(&self, path: &Path) -> io::Result<FileFacts> {
        std::fs::symlink_metadata(path).map(|about| facts_from(&about))
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        std::fs::canonicalize(path)
    }

    fn link_target(&self, path: &Path) -> io::Result<PathBuf> {
        std::fs::read_link(path)
    }

    fn read(&self, path: &Path, most_bytes: u64) -> io::Result<(FileFacts, Vec<u8>)> {
        let (file, about) = open_regular(path)?;
        let mut bytes = room_for(about.len().min(most_bytes))?;
        file.take(most_bytes).read_to_end(&mut bytes)?;
        Ok((facts_from(&about), bytes))
    }

    fn read_shared(&self, path: &Path, most_bytes: u64) -> io::Result<(FileFacts, Arc<[u8]>)> {
        let (file, about) = open_regular(path)?;
        let length = about.len().min(most_bytes);
        if length > ASKED_FOR {
            // Sharing cannot fail softly where there is no memory, so that it is asked for beforehand.
            drop(room_for(length)?);
        }
        let length = usize::try_from(length).map_err(io::Error::other)?;
        Ok((facts_from(&about), shared(file.take(most_bytes), length)?))
    }

    fn check_writable(&self, path: &Path) -> io::Result<()> {
        self.open_existing(path).map(drop)
    }

    fn open_new(&self, path: &Path, access: Access) -> io::Result<File> {
        let mut options = OpenOptions::new();
        options.read(true).write(true).create_new(true);
        system::no_link(&mut options);
        system::access(&mut options, access);
        options.open(path)
    }

    fn open_existing(&self, path: &Path) -> io::Result<File> {
        let mut options = OpenOptions::new();
        options.write(true);
        system::no_link(&mut options);
        options.open(path)
    }

    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<usize> {
        file.write(bytes)
    }

    fn set_length(&self, file: &File, length_bytes: u64) -> io::Result<()> {
        file.set_len(length_bytes)
    }

    fn facts_of(&self, file: &File) -> io::Result<FileFacts> {
        file.metadata().map(|about| facts_from(&about))
    }

    fn set_mode(&self, file: &File, mode: u32) -> io::Result<()> {
        system::set_mode(file, mode)
    }

    fn set_owner(&self, file: &File, owner: Option<u32>, group: Option<u32>) -> io::Result<()> {
        system::set_owner(file, owner, group)
    }

    fn copy_attributes(&self, from: &Path, to: &File) -> io::Result<()> {
        system::copy_attributes(from, to)
    }

    fn sync(&self, file: &File) -> io::Result<()> {
        file.sync_all()
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        system::rename(from, to)
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        system::sync_folder(folder)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        std::fs::remove_file(path)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        let mut names = system::names_in(folder)?;
        names.sort();
        Ok(names)
    }

    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        let mut builder = std::fs::DirBuilder::new();
        builder.recursive(true);
        system::private_folder(&mut builder);
        builder.create(folder)
    }

    fn free_bytes(&self, folder: &Path) -> io::Result<Option<u64>> {
        system::free_bytes(folder)
    }

    fn lock(&self, path: &Path) -> io::Result<Option<DiskLock>> {
        // Whoever held the lock may have removed its file between the opening and the locking here; then it is made anew.
        for _ in 0..8 {
            let mut options = OpenOptions::new();
            options.read(true).write(true).create(true).truncate(false);
            system::no_link(&mut options);
            system::access(&mut options, Access::Private);
            let file = options.open(path)?;
            match file.try_lock() {
                Ok(()) if is_still(path, &file) => return Ok(Some(DiskLock { _file: file })),
                Ok(()) => {}
                Err(std::fs::TryLockError::WouldBlock) => return Ok(None),
                Err(std::fs::TryLockError::Error(error)) => return Err(error),
            }
        }
        Ok(None)
    }

    fn token(&self) -> u64 {
        super::process::token()
    }
}

/// A regular file opened for reading, and what is known of it.
fn open_regular(path: &Path) -> io::Result<(File, Metadata)> {
    // What is opened is looked at first: opening a device may already do something.
    regular(&std::fs::metadata(path)?)?;
    let mut options = OpenOptions::new();
    options.read(true);
    system::never_wait(&mut options);
    let file = options.open(path)?;
    let about = file.metadata()?;
    regular(&about)?;
    Ok((file, about))
}

/// Room for so many bytes, or the error that there is none.
fn room_for(bytes: u64) -> io::Result<Vec<u8>> {
    let mut room = Vec::new();
    room.try_reserve_exact(usize::try_from(bytes).unwrap_or(0))
        .map_err(io::Error::other)?;
    Ok(room)
}

/// All bytes of a file that should have so many, put where they can be shared as they are read.
fn shared(mut file: impl Read, length: usize) -> io::Result<Arc<[u8]>> {
    let mut bytes: Arc<[u8]> = std::iter::repeat_n(0, length).collect();
    let mut count = 0;
    while let Some(room) = Arc::get_mut(&mut bytes).and_then(|bytes| bytes.get_mut(count..)) {
        match file.read(room) {
            Ok(0) => break,
            Ok(more) => count += more,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    // Somebody may have written to the file since its length was asked for.
    let mut rest = Vec::new();
    file.read_to_end(&mut rest)?;
    if count == length && rest.is_empty() {
        return Ok(bytes);
    }
    Ok([bytes.get(..count).unwrap_or_default(), &rest].concat().into())
}

fn regular(about: &Metadata) -> io::Result<()> {
    if about.is_file() {
        Ok(())
    } else if about.is_dir() {
        Err(ErrorKind::IsADirectory.into())
    } else {
        Err(ErrorKind::Unsupported.into())
    }
}

/// Whether the open file is what stands at the path.
fn is_still(path: &Path, file: &File) -> bool {
    let there = std::fs::symlink_metadata(path).map(|about| facts_from(&about).device_and_number);
    let open = file.metadata().map(|about| facts_from(&about).device_and_number);
    matches!((there, open), (Ok(there), Ok(open)) if there == open)
}

fn facts_from(about: &Metadata) -> FileFacts {
    let kind = if about.is_symlink() {
        FileKind::Link
    } else if about.is_dir() {
        FileKind::Folder
    } else if about.is_file() {
        FileKind::File
    } else {
        FileKind::Special
    };
    let plain = FileFacts {
        kind,
        length_bytes: about.len(),
        modified: about.modified().ok(),
        device_and_number: (0, 0),
        names: 1,
        mode: None,
        owner: None,
        is_read_only: about.permissions().readonly(),
    };
    system::more_facts(plain, about)
}

#[cfg(unix)]
mod system {
    use std::ffi::{OsStr, OsString};
    use std::fs::{DirBuilder, File, Metadata, OpenOptions, Permissions};
    use std::io;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
    use std::path::Path;

    use rustix::fs::{Dir, Mode, OFlags};

    use super::{Access, FileFacts};

    /// The bits of `open(2)` as the standard library takes them.
    fn flags(flags: OFlags) -> i32 {
        flags.bits().cast_signed()
    }

    pub(super) fn never_wait(options: &mut OpenOptions) {
        options.custom_flags(flags(OFlags::NONBLOCK | OFlags::NOCTTY));
    }

    pub(super) fn no_link(options: &mut OpenOptions) {
        options.custom_flags(flags(OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY));
    }

    pub(super) fn access(options: &mut OpenOptions, access: Access) {
        options.mode(match access {
            Access::Private => 0o600,
            Access::AsNewFiles => 0o666,
        });
    }

    pub(super) fn private_folder(builder: &mut DirBuilder) {
        builder.mode(0o700);
    }

    pub(super) fn more_facts(plain: FileFacts, about: &Metadata) -> FileFacts {
        FileFacts {
            device_and_number: (about.dev(), about.ino()),
            names: about.nlink(),
            mode: Some(about.mode() & 0o7777),
            owner: Some((about.uid(), about.gid())),
            ..plain
        }
    }

    pub(super) fn set_mode(file: &File, mode: u32) -> io::Result<()> {
        file.set_permissions(Permissions::from_mode(mode))
    }

    pub(super) fn set_owner(file: &File, owner: Option<u32>, group: Option<u32>) -> io::Result<()> {
        std::os::unix::fs::fchown(file, owner, group)
    }

    /// Those that the system itself keeps for its own ends stay with the old file.
    #[cfg(target_os = "linux")]
    pub(super) fn copy_attributes(from: &Path, to: &File) -> io::Result<()> {
        use rustix::fs::{XattrFlags, fsetxattr, getxattr, listxattr};

        /// The system has none that are larger.
        const LARGEST: usize = 64 << 10;
        let mut names = vec![0; LARGEST];
        let length = listxattr(from, &mut *names)?;
        let mut value = vec![0; LARGEST];
        for name in names.get(..length).unwrap_or_default().split(|byte| *byte == 0) {
            if name.starts_with(b"user.") || name == b"system.posix_acl_access" {
                let length = getxattr(from, name, &mut *value)?;
                fsetxattr(to, name, value.get(..length).unwrap_or_default(), XattrFlags::empty())?;
            }
        }
        Ok(())
    }

    #[cfg(not(target_os = "linux"))]
    pub(super) fn copy_attributes(_from: &Path, _to: &File) -> io::Result<()> {
        Ok(())
    }

    pub(super) fn rename(from: &Path, to: &Path) -> io::Result<()> {
        std::fs::rename(from, to)
    }

    /// The standard library panics where a folder cannot be closed, as on a share that went away; this does not.
    pub(super) fn names_in(folder: &Path) -> io::Result<Vec<OsString>> {
        let open = rustix::fs::open(
            folder,
            OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC,
            Mode::empty(),
        )?;
        let mut names = Vec::new();
        for entry in Dir::new(open)? {
            let entry = entry?;
            let name = entry.file_name().to_bytes();
            if name != b"." && name != b".." {
                names.push(OsStr::from_bytes(name).to_owned());
            }
        }
        Ok(names)
    }

    pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
        File::open(folder)?.sync_all()
    }

    pub(super) fn free_bytes(folder: &Path) -> io::Result<Option<u64>> {
        let about = rustix::fs::statvfs(folder)?;
        // File systems that count nothing say that they have no blocks at all.
        Ok((about.f_blocks > 0).then(|| about.f_bavail.saturating_mul(about.f_frsize)))
    }
}

#[cfg(not(unix))]
mod system {
    use std::ffi::OsString;
    use std::fs::{DirBuilder, File, Metadata, OpenOptions};
    use std::io;
    use std::path::Path;

    use super::{Access, FileFacts};

    pub(super) fn never_wait(_options: &mut OpenOptions) {}

    pub(super) fn no_link(_options: &mut OpenOptions) {}

    /// New files take the rights of their folder.
    pub(super) fn access(_options: &mut OpenOptions, _access: Access) {}

    pub(super) fn private_folder(_builder: &mut DirBuilder) {}

    pub(super) fn more_facts(plain: FileFacts, _about: &Metadata) -> FileFacts {
        plain
    }

    #[expect(clippy::unnecessary_wraps, reason = "other systems can fail here")]
    pub(super) fn set_mode(_file: &File, _mode: u32) -> io::Result<()> {
        Ok(())
    }

    #[expect(clippy::unnecessary_wraps, reason = "other systems can fail here")]
    pub(super) fn set_owner(_file: &File, _owner: Option<u32>, _group: Option<u32>) -> io::Result<()> {
        Ok(())
    }

    #[expect(clippy::unnecessary_wraps, reason = "other systems can fail here")]
    pub(super) fn copy_attributes(_from: &Path, _to: &File) -> io::Result<()> {
        Ok(())
    }

    /// Scanners and search indexes hold new files open for moments, so a refusal is tried again for half a second.
    pub(super) fn rename(from: &Path, to: &Path) -> io::Result<()> {
        const ACCESS_DENIED: i32 = 5;
        const SHARING_VIOLATION: i32 = 32;
        let mut pause = std::time::Duration::from_millis(8);
        loop {
            match std::fs::rename(from, to) {
                Err(error)
                    if matches!(error.raw_os_error(), Some(ACCESS_DENIED | SHARING_VIOLATION))
                        && pause.as_millis() < 500 =>
                {
                    std::thread::sleep(pause);
                    pause *= 2;
                }
                done => return done,
            }
        }
    }

    pub(super) fn names_in(folder: &Path) -> io::Result<Vec<OsString>> {
        std::fs::read_dir(folder)?
            .map(|entry| entry.map(|entry| entry.file_name()))
            .collect()
    }

    /// There is no handle of a folder that could be synced; the system writes names by its own journal.
    #[expect(clippy::unnecessary_wraps, reason = "other systems can fail here")]
    pub(super) fn sync_folder(_folder: &Path) -> io::Result<()> {
        Ok(())
    }

    #[expect(clippy::unnecessary_wraps, reason = "other systems can fail here")]
    pub(super) fn free_bytes(_folder: &Path) -> io::Result<Option<u64>> {
        Ok(None)
    }
}
