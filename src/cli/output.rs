//! Where results and complaints go: standard output, standard error, or a file that is written whole or not at all.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::Failure;
use crate::messages::text_with;

/// Prints a result. A reader that went away ends it quietly.
pub(super) fn print(result: &str) -> Result<(), Failure> {
    print_bytes(result.as_bytes())
}

fn print_bytes(result: &[u8]) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(result).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(cannot_write(OsStr::new("-"), &error)),
        _ => Ok(()),
    }
}

/// Says something on standard error; where even that is closed there is nobody to tell.
pub fn complain(message: &str) {
    drop(writeln!(io::stderr().lock(), "{message}"));
}

/// Writes a result to the file, or to standard output without one or for `-`.
pub(super) fn deliver(result: &[u8], target: Option<&OsStr>) -> Result<(), Failure> {
    match target {
        Some(target) if target != "-" => {
            write_whole(Path::new(target), result).map_err(|error| cannot_write(target, &error))
        }
        _ => print_bytes(result),
    }
}

fn cannot_write(target: &OsStr, error: &io::Error) -> Failure {
    Failure::Refused(text_with(
        "cli-cannot-write",
        &[
            ("reason", error.to_string().into()),
            ("file", target.to_string_lossy().into()),
        ],
    ))
}

/// Writes beside the file, then puts the new one in its place: readers see the old or the new, never half of it. A symbolic link
/// is followed and permissions are kept.
fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    if fs::metadata(&target).is_ok_and(|found| !found.is_file()) {
        // A device or a pipe cannot be replaced and is written to as it is.
        return File::options().write(true).open(&target)?.write_all(bytes);
    }
    let folder = match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_path_buf(),
        _ => PathBuf::from("."),
    };
    let name = target
        .file_name()
        .ok_or_else(|| io::Error::from(ErrorKind::IsADirectory))?;
    let mut beside_name = OsStr::new(".").to_owned();
    beside_name.push(name);
    beside_name.push(format!(".{}.part", std::process::id()));
    let beside = folder.join(beside_name);
    let written = write_beside(&beside, &target, bytes);
    if written.is_err() {
        // The first error is the one to tell; a part that cannot be removed is harmless.
        drop(fs::remove_file(&beside));
    }
    written?;
    sync_folder(&folder);
    Ok(())
}

fn write_beside(beside: &Path, target: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::options().write(true).create_new(true).open(beside)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    if let Ok(old) = fs::metadata(target) {
        fs::set_permissions(beside, old.permissions())?;
    }
    fs::rename(beside, target)
}

/// Makes the new name last through a power failure; systems that cannot do so for folders do it by themselves.
fn sync_folder(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        drop(folder.sync_all());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole_and_nothing_is_left_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        for bytes in [&b"first"[..], b"second"] {
            deliver(bytes, Some(path.as_os_str())).unwrap();
            assert_eq!(fs::read(&path).unwrap(), bytes);
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_folder_that_is_not_there_is_named_in_the_refusal() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("missing").join("a.csv");
        let Err(Failure::Refused(message)) = deliver(b"x", Some(path.as_os_str())) else {
            panic!("written")
        };
        assert!(message.contains("a.csv"), "{message}");
    }
}
