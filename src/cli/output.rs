//! Where results and complaints go: standard output, standard error, or a file that is written whole or not at all.
//!
//! How a file is written is the business of `session::storage`.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, ErrorKind, Write};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::SystemTime;

use super::Failure;
use crate::messages::text_with;
use crate::session::storage::{self, SaveOptions, shown};

/// Whether notes are left out. A process runs one command, so there is one answer.
static IS_QUIET: AtomicBool = AtomicBool::new(false);

/// Leaves notes out from here on; complaints stay.
pub(super) fn be_quiet() {
    IS_QUIET.store(true, Ordering::Relaxed);
}

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

/// Says what went wrong on standard error; where even that is closed there is nobody to tell.
pub fn complain(message: &str) {
    drop(writeln!(io::stderr().lock(), "{message}"));
}

/// Says on standard error how things go, unless `--quiet` was given.
pub fn note(message: &str) {
    if !IS_QUIET.load(Ordering::Relaxed) {
        complain(message);
    }
}

/// Writes a result to the file, or to standard output without one or for `-`.
pub(super) fn deliver(result: &[u8], target: Option<&OsStr>) -> Result<(), Failure> {
    match target {
        Some(target) if target != "-" => write_file(result, target),
        _ => print_bytes(result),
    }
}

fn write_file(result: &[u8], target: &OsStr) -> Result<(), Failure> {
    let path = Path::new(target);
    if std::fs::metadata(path).is_ok_and(|found| !found.is_file() && !found.is_dir()) {
        // A device or a pipe cannot be replaced and is written to as it is.
        let written = File::options()
            .write(true)
            .open(path)
            .and_then(|mut file| file.write_all(result));
        return written.map_err(|error| cannot_write(target, &error));
    }
    let saved = storage::save(path, result, &SaveOptions::for_export(SystemTime::now()));
    let saved = saved.map_err(|error| {
        Failure::Refused(text_with(
            "cli-not-written",
            &[
                ("message", error.message().into()),
                ("remedy", error.remedy().into()),
                ("file", shown(path).into()),
            ],
        ))
    })?;
    for warning in &saved.warnings {
        note(&warning.message());
    }
    Ok(())
}

fn cannot_write(target: &OsStr, error: &io::Error) -> Failure {
    Failure::Refused(text_with(
        "cli-cannot-write",
        &[
            ("reason", error.to_string().into()),
            ("file", shown(Path::new(target)).into()),
        ],
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

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
