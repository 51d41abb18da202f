//! A file system whose n-th call fails, once or from then on, before or after it did its work; or whose renaming is copying that
//! may be cut at each of its steps, whatever it then answers.

use std::cell::Cell;
use std::ffi::OsString;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use cluster_atlas::session::storage::{Access, FileFacts, Vfs};

use super::MemoryFiles;

/// How a call fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum When {
    /// The n-th call fails and has done nothing.
    Once,
    /// So does every call after it.
    FromThenOn,
    /// The n-th call does its work and says that it failed.
    OnceDone,
}

/// The file system. What lies below is the disk in memory.
#[derive(Clone, Debug)]
pub(crate) struct FaultFiles {
    inner: MemoryFiles,
    fault: Option<(usize, When, i32)>,
    calls: Rc<Cell<usize>>,
    /// At which step copying instead of renaming ends, and whether it then says that all is well.
    copying: Option<(usize, bool)>,
}

impl FaultFiles {
    /// The n-th call, counted from 1, fails with this error of the system.
    pub(crate) fn failing(inner: &MemoryFiles, at: usize, when: When, error: i32) -> Self {
        Self {
            inner: inner.clone(),
            fault: Some((at, when, error)),
            calls: Rc::default(),
            copying: None,
        }
    }

    /// Renaming is copying that ends after so many steps.
    pub(crate) fn copying(inner: &MemoryFiles, steps: usize, says_all_is_well: bool) -> Self {
        Self {
            inner: inner.clone(),
            fault: None,
            calls: Rc::default(),
            copying: Some((steps, says_all_is_well)),
        }
    }

    /// Whether a call has failed.
    pub(crate) fn has_failed(&self) -> bool {
        self.fault.is_some_and(|(at, ..)| self.calls.get() >= at)
    }

    fn call<T>(&self, work: impl FnOnce(&MemoryFiles) -> io::Result<T>) -> io::Result<T> {
        let number = self.calls.get() + 1;
        self.calls.set(number);
        let Some((at, when, error)) = self.fault else {
            return work(&self.inner);
        };
        let error = || Err(io::Error::from_raw_os_error(error));
        match when {
            When::Once if number == at => error(),
            When::FromThenOn if number >= at => error(),
            When::OnceDone if number == at => {
                drop(work(&self.inner)?);
                error()
            }
            _ => work(&self.inner),
        }
    }

    /// Removes the target, makes it anew, copies an eighth at a time, and removes the source, as far as the steps go.
    fn copy(&self, from: &Path, to: &Path, steps: usize) -> io::Result<bool> {
        let files = &self.inner;
        let (_, bytes) = files.read(from, u64::MAX >> 1)?;
        let mut steps_left = steps;
        let mut go_on = || {
            let may = steps_left > 0;
            steps_left = steps_left.saturating_sub(1);
            may
        };
        if !go_on() {
            return Ok(false);
        }
        drop(files.remove(to));
        if !go_on() {
            return Ok(false);
        }
        let mut file = files.open_new(to, Access::AsNewFiles)?;
        for chunk in bytes.chunks(bytes.len().div_ceil(8).max(1)) {
            if !go_on() {
                return Ok(false);
            }
            let mut rest = chunk;
            while !rest.is_empty() {
                let count = files.write(&mut file, rest)?;
                rest = &rest[count..];
            }
        }
        if !go_on() {
            return Ok(false);
        }
        files.remove(from)?;
        Ok(true)
    }
}

impl Vfs for FaultFiles {
    type File = <MemoryFiles as Vfs>::File;
    type Lock = <MemoryFiles as Vfs>::Lock;

    fn facts(&self, path: &Path) -> io::Result<FileFacts> {
        self.call(|files| files.facts(path))
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        self.call(|files| files.resolve(path))
    }

    fn link_target(&self, path: &Path) -> io::Result<PathBuf> {
        self.call(|files| files.link_target(path))
    }

    fn read(&self, path: &Path, most_bytes: u64) -> io::Result<(FileFacts, Vec<u8>)> {
        self.call(|files| files.read(path, most_bytes))
    }

    fn check_writable(&self, path: &Path) -> io::Result<()> {
        self.call(|files| files.check_writable(path))
    }

    fn open_new(&self, path: &Path, access: Access) -> io::Result<Self::File> {
        self.call(|files| files.open_new(path, access))
    }

    fn open_existing(&self, path: &Path) -> io::Result<Self::File> {
        self.call(|files| files.open_existing(path))
    }

    fn write(&self, file: &mut Self::File, bytes: &[u8]) -> io::Result<usize> {
        self.call(|files| files.write(file, bytes))
    }

    fn set_length(&self, file: &Self::File, length_bytes: u64) -> io::Result<()> {
        self.call(|files| files.set_length(file, length_bytes))
    }

    fn facts_of(&self, file: &Self::File) -> io::Result<FileFacts> {
        self.call(|files| files.facts_of(file))
    }

    fn set_mode(&self, file: &Self::File, mode: u32) -> io::Result<()> {
        self.call(|files| files.set_mode(file, mode))
    }

    fn set_owner(&self, file: &Self::File, owner: Option<u32>, group: Option<u32>) -> io::Result<()> {
        self.call(|files| files.set_owner(file, owner, group))
    }

    fn copy_attributes(&self, from: &Path, to: &Self::File) -> io::Result<()> {
        self.call(|files| files.copy_attributes(from, to))
    }

    fn sync(&self, file: &Self::File) -> io::Result<()> {
        self.call(|files| files.sync(file))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        match self.copying {
            None => self.call(|files| files.rename(from, to)),
            Some((steps, says_all_is_well)) => {
                if self.copy(from, to, steps)? || says_all_is_well {
                    Ok(())
                } else {
                    Err(ErrorKind::TimedOut.into())
                }
            }
        }
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.call(|files| files.sync_folder(folder))
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.call(|files| files.remove(path))
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        self.call(|files| files.list(folder))
    }

    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        self.call(|files| files.make_folder(folder))
    }

    fn free_bytes(&self, folder: &Path) -> io::Result<Option<u64>> {
        self.call(|files| files.free_bytes(folder))
    }

    fn lock(&self, path: &Path) -> io::Result<Option<Self::Lock>> {
        self.call(|files| files.lock(path))
    }

    fn token(&self) -> u64 {
        self.inner.token()
    }
}
