//! `save-as`: opens a region file and saves it by the law of saving. Without an edit the output equals the input byte for byte.

use super::arguments::{Arguments, Option as CommandOption};
use super::{Failure, Outcome, input, output};
use crate::messages::text;

pub(super) const OPTIONS: &[CommandOption] = &[CommandOption::with_value("output")];

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let file = arguments.one_file()?;
    let target = arguments
        .raw("output")
        .ok_or_else(|| Failure::Usage(text("cli-no-output")))?;
    let opened = input::open(file)?;
    output::deliver(&opened.document.origin.bytes, Some(target))?;
    Ok(Outcome::Done)
}
