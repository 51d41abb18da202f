//! The program: the command line where a subcommand is named, else the window.

use std::ffi::OsString;
use std::process::ExitCode;

/// Puts what the program and its libraries warn of on standard error. Panics are printed by the standard library.
struct Complaints;

impl log::Log for Complaints {
    fn enabled(&self, metadata: &log::Metadata<'_>) -> bool {
        metadata.level() <= log::Level::Warn && metadata.target().starts_with("cluster_atlas")
    }

    fn log(&self, record: &log::Record<'_>) {
        if self.enabled(record.metadata()) {
            let words = record.args().to_string();
            if record.level() == log::Level::Error {
                cluster_atlas::cli::complain(&words);
            } else {
                cluster_atlas::cli::note(&words);
            }
        }
    }

    fn flush(&self) {}
}

fn main() -> ExitCode {
    if log::set_logger(&Complaints).is_ok() {
        log::set_max_level(log::LevelFilter::Warn);
    }
    let arguments: Vec<OsString> = std::env::args_os().skip(1).collect();
    let first = arguments.first().map(|word| word.to_string_lossy().into_owned());
    let is_option = first
        .as_deref()
        .is_some_and(|word| word.starts_with('-') && word != "--new-window");
    if is_option || first.as_deref().is_some_and(cluster_atlas::cli::is_command) {
        return cluster_atlas::cli::run(arguments);
    }
    open_window(arguments)
}

#[cfg(feature = "gui")]
fn open_window(arguments: Vec<OsString>) -> ExitCode {
    match cluster_atlas::app::run(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            cluster_atlas::cli::complain(&error.to_string());
            ExitCode::FAILURE
        }
    }
}

/// A build without the window has the command line only, which says what it understands.
#[cfg(not(feature = "gui"))]
fn open_window(arguments: Vec<OsString>) -> ExitCode {
    cluster_atlas::cli::run(arguments)
}
