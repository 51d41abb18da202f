//! The program: the command line where a subcommand is named, else the window.

use std::process::ExitCode;

fn main() -> ExitCode {
    cluster_atlas::cli::run(std::env::args_os().skip(1))
}
