//! A file system in memory. What a power cut would leave of it at any moment is found by `power`.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use cluster_atlas::session::storage::{Access, FileFacts, FileKind, Vfs};

use super::power::{Change, Inode, Moment, Names, Pending, View, apply, states, write_at};

#[derive(Debug, Default)]
struct Disk {
    names: Names,
    now: Moment,
    moments: Vec<Moment>,
    is_recording: bool,
    locks: BTreeSet<PathBuf>,
    tokens: u64,
    clock_ms: u64,
    /// So many bytes one write takes at most.
    chunk_bytes: usize,
}

/// The file system.
#[derive(Clone, Debug)]
pub(crate) struct MemoryFiles {
    disk: Rc<RefCell<Disk>>,
}

/// A file that is open for writing.
#[derive(Debug)]
pub(crate) struct MemoryFile {
    inode: usize,
    position: usize,
}

/// A lock.
#[derive(Debug)]
pub(crate) struct MemoryLock {
    disk: Rc<RefCell<Disk>>,
    path: PathBuf,
}

impl Drop for MemoryLock {
    fn drop(&mut self) {
        self.disk.borrow_mut().locks.remove(&self.path);
    }
}

impl MemoryFiles {
    /// A disk with these folders, on which one write takes at most so many bytes.
    pub(crate) fn new(chunk_bytes: usize, folders: &[&str]) -> Self {
        let mut disk = Disk {
            chunk_bytes,
            ..Disk::default()
        };
        for folder in folders {
            disk.names.insert(PathBuf::from(folder), None);
        }
        disk.now.base = disk.names.clone();
        Self {
            disk: Rc::new(RefCell::new(disk)),
        }
    }

    /// A disk on which these files are, as after a start of the machine.
    pub(crate) fn from_view(chunk_bytes: usize, folders: &[&str], view: &View) -> Self {
        let files = Self::new(chunk_bytes, folders);
        for (path, bytes) in view {
            let mut parent = path.parent();
            while let Some(folder) = parent.filter(|folder| !folder.as_os_str().is_empty()) {
                files.disk.borrow_mut().names.insert(folder.to_owned(), None);
                parent = folder.parent();
            }
            files.put(path, bytes);
        }
        files
    }

    /// Puts a file there that is on the disk already.
    pub(crate) fn put(&self, path: &Path, bytes: &[u8]) {
        let mut disk = self.disk.borrow_mut();
        disk.clock_ms += 1;
        let inode = Inode {
            live: bytes.to_vec(),
            durable: bytes.to_vec(),
            pending: Vec::new(),
            mode: 0o644,
            modified_ms: disk.clock_ms,
        };
        disk.now.inodes.push(inode);
        let number = disk.now.inodes.len() - 1;
        disk.names.insert(path.to_owned(), Some(number));
        disk.now.base = disk.names.clone();
        disk.now.journal.clear();
    }

    /// Records from here on what a power cut would leave.
    pub(crate) fn record(&self) {
        let mut disk = self.disk.borrow_mut();
        disk.moments = vec![disk.now.clone()];
        disk.is_recording = true;
    }

    /// Everything that a power cut may leave at any moment since [`Self::record`].
    pub(crate) fn power_cuts(&self, mut each: impl FnMut(&View)) -> usize {
        let moments = self.disk.borrow().moments.clone();
        moments.iter().map(|moment| states(moment, &mut each)).sum()
    }

    /// Everything that a power cut may leave now.
    pub(crate) fn power_cuts_now(&self, mut each: impl FnMut(&View)) -> usize {
        let now = self.disk.borrow().now.clone();
        states(&now, &mut each)
    }

    /// What files hold as programs see them.
    pub(crate) fn view(&self) -> View {
        let disk = self.disk.borrow();
        let files = disk.names.iter().filter_map(|(path, inode)| Some((path, (*inode)?)));
        files
            .map(|(path, inode)| (path.clone(), disk.now.inodes[inode].live.clone()))
            .collect()
    }

    fn change(&self, change: Change) {
        let mut disk = self.disk.borrow_mut();
        apply(&mut disk.names, &change);
        disk.now.journal.push((change, false));
        disk.remember();
    }

    fn inode_at(&self, path: &Path) -> io::Result<Option<usize>> {
        self.disk
            .borrow()
            .names
            .get(path)
            .copied()
            .ok_or_else(|| ErrorKind::NotFound.into())
    }

    fn file_at(&self, path: &Path) -> io::Result<usize> {
        self.inode_at(path)?.ok_or_else(|| ErrorKind::IsADirectory.into())
    }

    fn facts_at(&self, inode: Option<usize>) -> FileFacts {
        let disk = self.disk.borrow();
        let about = inode.map(|number| &disk.now.inodes[number]);
        FileFacts {
            kind: if inode.is_some() {
                FileKind::File
            } else {
                FileKind::Folder
            },
            length_bytes: about.map_or(0, |about| about.live.len() as u64),
            modified: about.map(|about| UNIX_EPOCH + Duration::from_millis(about.modified_ms)),
            device_and_number: (1, inode.map_or(0, |number| number as u64 + 1)),
            names: disk.names.values().filter(|other| **other == inode).count() as u64,
            mode: about.map(|about| about.mode),
            owner: Some((1, 1)),
            is_read_only: about.is_some_and(|about| about.mode & 0o222 == 0),
        }
    }

    /// Gives a file another name.
    pub(crate) fn link(&self, from: &Path, to: &Path) {
        let inode = self.inode_at(from).unwrap();
        let mut disk = self.disk.borrow_mut();
        disk.names.insert(to.to_owned(), inode);
        disk.now.base = disk.names.clone();
    }
}

impl Disk {
    fn remember(&mut self) {
        if self.is_recording {
            self.moments.push(self.now.clone());
        }
    }
}

impl Vfs for MemoryFiles {
    type File = MemoryFile;
    type Lock = MemoryLock;

    fn facts(&self, path: &Path) -> io::Result<FileFacts> {
        self.inode_at(path).map(|inode| self.facts_at(inode))
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        self.inode_at(path).map(|_| path.to_owned())
    }

    fn link_target(&self, _path: &Path) -> io::Result<PathBuf> {
        Err(ErrorKind::InvalidInput.into())
    }

    fn read(&self, path: &Path, most_bytes: u64) -> io::Result<(FileFacts, Vec<u8>)> {
        let inode = self.file_at(path)?;
        let mut bytes = self.disk.borrow().now.inodes[inode].live.clone();
        bytes.truncate(usize::try_from(most_bytes).unwrap());
        Ok((self.facts_at(Some(inode)), bytes))
    }

    fn check_writable(&self, path: &Path) -> io::Result<()> {
        self.file_at(path).map(drop)
    }

    fn open_new(&self, path: &Path, access: Access) -> io::Result<MemoryFile> {
        if self.inode_at(path).is_ok() {
            return Err(ErrorKind::AlreadyExists.into());
        }
        self.inode_at(path.parent().unwrap())?;
        let inode = {
            let mut disk = self.disk.borrow_mut();
            disk.now.inodes.push(Inode {
                mode: if access == Access::Private { 0o600 } else { 0o644 },
                ..Inode::default()
            });
            disk.now.inodes.len() - 1
        };
        self.change(Change::Add(path.to_owned(), Some(inode)));
        Ok(MemoryFile { inode, position: 0 })
    }

    fn open_existing(&self, path: &Path) -> io::Result<MemoryFile> {
        self.file_at(path).map(|inode| MemoryFile { inode, position: 0 })
    }

    fn write(&self, file: &mut MemoryFile, bytes: &[u8]) -> io::Result<usize> {
        let mut disk = self.disk.borrow_mut();
        let bytes = &bytes[..bytes.len().min(disk.chunk_bytes)];
        disk.clock_ms += 1;
        let now = disk.clock_ms;
        let inode = &mut disk.now.inodes[file.inode];
        write_at(&mut inode.live, file.position, bytes);
        inode.pending.push(Pending::Bytes(file.position, bytes.to_vec()));
        inode.modified_ms = now;
        file.position += bytes.len();
        disk.remember();
        Ok(bytes.len())
    }

    fn set_length(&self, file: &MemoryFile, length_bytes: u64) -> io::Result<()> {
        let mut disk = self.disk.borrow_mut();
        let length = usize::try_from(length_bytes).unwrap();
        let inode = &mut disk.now.inodes[file.inode];
        inode.live.resize(length, 0);
        inode.pending.push(Pending::Length(length));
        disk.remember();
        Ok(())
    }

    fn facts_of(&self, file: &MemoryFile) -> io::Result<FileFacts> {
        Ok(self.facts_at(Some(file.inode)))
    }

    fn set_mode(&self, file: &MemoryFile, mode: u32) -> io::Result<()> {
        self.disk.borrow_mut().now.inodes[file.inode].mode = mode;
        Ok(())
    }

    fn set_owner(&self, _file: &MemoryFile, _owner: Option<u32>, _group: Option<u32>) -> io::Result<()> {
        Ok(())
    }

    fn copy_attributes(&self, _from: &Path, _to: &MemoryFile) -> io::Result<()> {
        Ok(())
    }

    fn sync(&self, file: &MemoryFile) -> io::Result<()> {
        let mut disk = self.disk.borrow_mut();
        let inode = &mut disk.now.inodes[file.inode];
        inode.durable = inode.live.clone();
        inode.pending.clear();
        disk.remember();
        Ok(())
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.inode_at(from)?;
        self.change(Change::Rename(from.to_owned(), to.to_owned()));
        Ok(())
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.inode_at(folder)?;
        let mut disk = self.disk.borrow_mut();
        for (change, is_durable) in &mut disk.now.journal {
            *is_durable |= change.folder() == Some(folder);
        }
        disk.remember();
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.file_at(path)?;
        self.change(Change::Remove(path.to_owned()));
        Ok(())
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        self.inode_at(folder)?;
        let disk = self.disk.borrow();
        let inside = disk.names.keys().filter(|path| path.parent() == Some(folder));
        Ok(inside.filter_map(|path| path.file_name().map(OsString::from)).collect())
    }

    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        if let Some(parent) = folder.parent().filter(|parent| !parent.as_os_str().is_empty())
            && self.inode_at(parent).is_err()
        {
            self.make_folder(parent)?;
        }
        if self.inode_at(folder).is_err() {
            self.change(Change::Add(folder.to_owned(), None));
        }
        Ok(())
    }

    fn free_bytes(&self, _folder: &Path) -> io::Result<Option<u64>> {
        Ok(Some(1 << 40))
    }

    fn lock(&self, path: &Path) -> io::Result<Option<MemoryLock>> {
        if self.disk.borrow().locks.contains(path) {
            return Ok(None);
        }
        if self.inode_at(path).is_err() {
            self.open_new(path, Access::Private)?;
        }
        self.disk.borrow_mut().locks.insert(path.to_owned());
        Ok(Some(MemoryLock {
            disk: Rc::clone(&self.disk),
            path: path.to_owned(),
        }))
    }

    fn token(&self) -> u64 {
        let mut disk = self.disk.borrow_mut();
        disk.tokens += 1;
        disk.tokens
    }
}

/// A time for tests that is passed in.
pub(crate) fn some_time() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_700_000_000)
}
