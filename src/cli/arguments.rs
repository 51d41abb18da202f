//! Arguments into positions and named options. Which options a subcommand has is said by the subcommand.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};

use super::Failure;

/// An option of a subcommand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Option {
    name: &'static str,
    takes_value: bool,
    repeats: bool,
}

impl Option {
    /// An option that is there or not.
    pub(super) const fn switch(name: &'static str) -> Self {
        Self {
            name,
            takes_value: false,
            repeats: false,
        }
    }

    /// An option with a value.
    pub(super) const fn with_value(name: &'static str) -> Self {
        Self {
            name,
            takes_value: true,
            repeats: false,
        }
    }

    /// An option with a value that may be given more than once.
    pub(super) const fn repeated(name: &'static str) -> Self {
        Self {
            name,
            takes_value: true,
            repeats: true,
        }
    }
}

/// What was given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Arguments {
    /// What has no name, in order.
    pub(super) positional: Vec<OsString>,
    named: BTreeMap<&'static str, OsString>,
    /// The values of options that may be given more than once, in order.
    repeated: Vec<(&'static str, OsString)>,
}

impl Arguments {
    /// Sorts the words; `--name=value` and `--name value` are the same, and all words after `--` are positions.
    pub(super) fn parse(words: Vec<OsString>, known: &[Option]) -> Result<Self, Failure> {
        let mut found = Self::default();
        let mut words = words.into_iter();
        while let Some(word) = words.next() {
            let as_text = word.to_string_lossy().into_owned();
            if as_text == "--" {
                found.positional.extend(words.by_ref());
            } else if as_text == "--help" || as_text == "-h" {
                found.named.insert("help", OsString::new());
            } else if let Some(name) = as_text.strip_prefix("--") {
                let (name, attached) = match name.split_once('=') {
                    Some((name, value)) => (name, Some(OsString::from(value))),
                    None => (name, None),
                };
                found.take_option(name, attached, &mut words, known)?;
            } else if as_text.starts_with('-') && as_text != "-" {
                return Err(Failure::usage("cli-unknown-option", "option", &as_text));
            } else {
                found.positional.push(word);
            }
        }
        Ok(found)
    }

    fn take_option(
        &mut self,
        name: &str,
        attached: std::option::Option<OsString>,
        words: &mut impl Iterator<Item = OsString>,
        known: &[Option],
    ) -> Result<(), Failure> {
        let spelled = format!("--{name}");
        let option = known
            .iter()
            .find(|option| option.name == name)
            .ok_or_else(|| Failure::usage("cli-unknown-option", "option", &spelled))?;
        let value = match (option.takes_value, attached) {
            (true, Some(value)) => value,
            (true, None) => words
                .next()
                .ok_or_else(|| Failure::usage("cli-missing-value", "option", &spelled))?,
            (false, None) => OsString::new(),
            (false, Some(_)) => return Err(Failure::usage("cli-no-value", "option", &spelled)),
        };
        if option.repeats {
            self.repeated.push((option.name, value));
            return Ok(());
        }
        if self.named.insert(option.name, value).is_some() {
            return Err(Failure::usage("cli-option-twice", "option", &spelled));
        }
        Ok(())
    }

    /// Whether a switch was given.
    pub(super) fn has(&self, name: &str) -> bool {
        self.named.contains_key(name)
    }

    /// The value of an option as it was given, for paths.
    pub(super) fn raw(&self, name: &str) -> std::option::Option<&OsStr> {
        self.named.get(name).map(OsString::as_os_str)
    }

    /// Every value of an option that may be given more than once, in order.
    pub(super) fn all(&self, name: &str) -> impl Iterator<Item = &OsStr> {
        let values = self.repeated.iter().filter(move |(known, _)| *known == name);
        values.map(|(_, value)| value.as_os_str())
    }

    /// The value of an option as text.
    pub(super) fn value(&self, name: &str) -> Result<std::option::Option<&str>, Failure> {
        self.named
            .get(name)
            .map(|value| {
                value
                    .to_str()
                    .ok_or_else(|| Failure::usage("cli-not-text", "option", &format!("--{name}")))
            })
            .transpose()
    }

    /// The value of an option that must be one of some words; the first where it was not given.
    pub(super) fn one_of(&self, name: &str, words: &[&'static str]) -> Result<&'static str, Failure> {
        let first = words.first().copied().unwrap_or_default();
        let Some(given) = self.value(name)? else {
            return Ok(first);
        };
        words.iter().find(|word| **word == given).copied().ok_or_else(|| {
            Failure::Usage(crate::messages::text_with(
                "cli-not-one-of",
                &[
                    ("option", format!("--{name}").into()),
                    ("value", given.into()),
                    ("choices", words.join(", ").into()),
                ],
            ))
        })
    }

    /// The one file that a subcommand takes.
    pub(super) fn one_file(&self) -> Result<&OsString, Failure> {
        match self.positional.as_slice() {
            [file] => Ok(file),
            [] => Err(Failure::Usage(crate::messages::text("cli-no-file"))),
            [_, more, ..] => Err(Failure::usage("cli-too-many-files", "file", &more.to_string_lossy())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: [Option; 2] = [Option::with_value("format"), Option::switch("quiet")];

    fn parse(words: &[&str]) -> Result<Arguments, Failure> {
        Arguments::parse(words.iter().map(OsString::from).collect(), &KNOWN)
    }

    #[test]
    fn options_stand_before_and_after_files_and_take_their_value_either_way() {
        for words in [
            ["--format", "json", "a", "--quiet", "-"],
            ["a", "-", "--quiet", "--format=json", "--"],
        ] {
            let found = parse(&words).unwrap();
            assert_eq!(found.positional, ["a", "-"]);
            assert_eq!(found.value("format"), Ok(Some("json")));
            assert!(found.has("quiet"));
        }
        assert_eq!(parse(&["--", "--format"]).unwrap().positional, ["--format"]);
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        for words in [
            &["--nothing"][..],
            &["--format"],
            &["--quiet=1"],
            &["--format", "a", "--format", "b"],
            &["-x"],
        ] {
            assert!(matches!(parse(words), Err(Failure::Usage(_))), "{words:?}");
        }
        assert!(
            parse(&["--format", "xml"])
                .unwrap()
                .one_of("format", &["text", "json"])
                .is_err()
        );
    }
}
