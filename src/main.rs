//! The program: the command line where a subcommand is named, else the window.

use std::ffi::OsString;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().skip(1).collect();
    let first = arguments.first().map(|word| word.to_string_lossy().into_owned());
    let is_option = first.as_deref().is_some_and(|word| word.starts_with('-'));
    if is_option || first.as_deref().is_some_and(cluster_atlas::cli::is_command) {
        return cluster_atlas::cli::run(arguments);
    }
    open_window(arguments)
}

#[cfg(feature = "gui")]
fn open_window(arguments: Vec<OsString>) -> ExitCode {
    match cluster_atlas::app::run(arguments.into_iter().next().map(Into::into)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            log::error!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// A build without the window has the command line only, which says what it understands.
#[cfg(not(feature = "gui"))]
fn open_window(arguments: Vec<OsString>) -> ExitCode {
    cluster_atlas::cli::run(arguments)
}
