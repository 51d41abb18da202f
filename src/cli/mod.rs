//! The command line: every subcommand runs without a display, in a build without the window too.
//!
//! It parses arguments, calls the rooms below and prints. Results go to standard output or to `--output`, everything else to
//! standard error. It computes nothing and reads no bytes itself. Without a subcommand the program opens its window, which is not
//! the business of this room.

mod arguments;
mod check;
mod diff;
mod input;
mod metrics;
mod output;
mod render;
mod save_as;

pub use output::{complain, note};

use std::ffi::OsString;
use std::process::ExitCode;

use crate::format::guard::caught;
use crate::messages::{exists, text, text_with};
use arguments::{Arguments, Option as CommandOption};

/// How a command ended without doing what it was asked to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// The arguments make no sense: status 2.
    Usage(String),
    /// The input was refused or the output could not be written: status 3.
    Refused(String),
}

impl Failure {
    /// Wrong usage, said by a message with one value.
    fn usage(id: &str, name: &str, value: &str) -> Self {
        Self::Usage(text_with(id, &[(name, value.into())]))
    }
}

/// How a command ended that did what it was asked to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Done: status 0.
    Done,
    /// Done, with findings that are errors: status 1.
    WithErrors,
    /// Done, and two files differ: status 1.
    Different,
}

/// One subcommand.
struct Subcommand {
    name: &'static str,
    options: &'static [CommandOption],
    run: fn(&Arguments) -> Result<Outcome, Failure>,
}

const QUIET: CommandOption = CommandOption::switch("quiet");
const THREADS: CommandOption = CommandOption::with_value("threads");

const SUBCOMMANDS: &[Subcommand] = &[
    Subcommand {
        name: "check",
        options: check::OPTIONS,
        run: check::run,
    },
    Subcommand {
        name: "metrics",
        options: metrics::OPTIONS,
        run: metrics::run,
    },
    Subcommand {
        name: "render",
        options: render::OPTIONS,
        run: render::run,
    },
    Subcommand {
        name: "save-as",
        options: save_as::OPTIONS,
        run: save_as::run,
    },
    Subcommand {
        name: "diff",
        options: diff::OPTIONS,
        run: diff::run,
    },
    Subcommand {
        name: "version",
        options: &[CommandOption::switch("json")],
        run: version,
    },
    Subcommand {
        name: "help",
        options: &[],
        run: help,
    },
];

/// Whether a first argument asks for the command line and not for the window.
#[must_use]
pub fn is_command(word: &str) -> bool {
    matches!(word, "--help" | "-h" | "--version" | "-V") || SUBCOMMANDS.iter().any(|command| command.name == word)
}

/// Runs the subcommand that the arguments name, the program's own name left out; nothing named gives the help.
#[must_use]
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let mut words = arguments.into_iter();
    let first = words
        .next()
        .map_or_else(|| "help".to_owned(), |word| word.to_string_lossy().into_owned());
    let name = match first.as_str() {
        "--help" | "-h" => "help",
        "--version" | "-V" => "version",
        other => other,
    };
    let result = SUBCOMMANDS.iter().find(|command| command.name == name).map_or_else(
        || Err(Failure::usage("cli-unknown-command", "command", name)),
        |command| survive(|| run_subcommand(command, words.collect())),
    );
    match result {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::WithErrors | Outcome::Different) => ExitCode::from(1),
        Err(Failure::Usage(message)) => {
            output::complain(&message);
            output::complain(&text("cli-see-help"));
            ExitCode::from(2)
        }
        Err(Failure::Refused(message)) => {
            output::complain(&message);
            ExitCode::from(3)
        }
    }
}

/// What a command comes to; where computing with the data of a file panics, that is a refusal in words.
fn survive(run: impl FnOnce() -> Result<Outcome, Failure>) -> Result<Outcome, Failure> {
    caught(run).unwrap_or_else(|| Err(Failure::Refused(text("cli-surprise"))))
}

fn run_subcommand(command: &Subcommand, words: Vec<OsString>) -> Result<Outcome, Failure> {
    let known: Vec<CommandOption> = command.options.iter().copied().chain([QUIET, THREADS]).collect();
    let arguments = Arguments::parse(words, &known)?;
    if arguments.has("help") {
        return print_help(command.name);
    }
    if arguments.has("quiet") {
        output::be_quiet();
    }
    if let Some(threads) = arguments.value("threads")? {
        use_threads(threads)?;
    }
    (command.run)(&arguments)
}

/// Computes on so many threads. How many changes no number.
fn use_threads(given: &str) -> Result<(), Failure> {
    let count = given.parse::<usize>().ok().filter(|count| *count > 0);
    let count = count.ok_or_else(|| Failure::usage("cli-bad-threads", "value", given))?;
    // The threads are set once in a process; where they are, the earlier choice stands.
    drop(rayon::ThreadPoolBuilder::new().num_threads(count).build_global());
    Ok(())
}

fn help(arguments: &Arguments) -> Result<Outcome, Failure> {
    match arguments.positional.first() {
        Some(topic) => print_help(&topic.to_string_lossy()),
        None => output::print(&(text("cli-help") + "\n")).map(|()| Outcome::Done),
    }
}

fn print_help(topic: &str) -> Result<Outcome, Failure> {
    let id = format!("cli-help-{topic}");
    if SUBCOMMANDS.iter().any(|command| command.name == topic) && exists(&id) {
        let help = text_with(&id, &[("tables", metrics::table_names().into())]);
        let more = if topic == "save-as" {
            save_as::examples()
        } else {
            String::new()
        };
        output::print(&(help + "\n" + &more)).map(|()| Outcome::Done)
    } else {
        Err(Failure::usage("cli-unknown-command", "command", topic))
    }
}

fn version(arguments: &Arguments) -> Result<Outcome, Failure> {
    let version = env!("CARGO_PKG_VERSION");
    let line = if arguments.has("json") {
        let features: &[&str] = if cfg!(feature = "gui") { &["gui"] } else { &[] };
        let profile = if cfg!(debug_assertions) { "debug" } else { "release" };
        let target = format!("{}-{}", std::env::consts::ARCH, std::env::consts::OS);
        serde_json::json!({
            "name": env!("CARGO_PKG_NAME"), "version": version, "format": 1, "features": features,
            "build": {"profile": profile, "target": target},
        })
        .to_string()
    } else {
        format!("{} {version}", env!("CARGO_PKG_NAME"))
    };
    output::print(&(line + "\n")).map(|()| Outcome::Done)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_in_a_command_is_a_refusal_in_words() {
        let refused = survive(|| panic!("somebody's mistake"));
        let Err(Failure::Refused(words)) = refused else {
            panic!("{refused:?}");
        };
        assert!(words.contains("nothing was written"), "{words}");
        assert_eq!(survive(|| Ok(Outcome::Done)), Ok(Outcome::Done));
    }
}
