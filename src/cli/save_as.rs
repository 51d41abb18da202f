//! `save-as`: opens a region file, applies edits and saves it by the law of saving. Without an edit the output equals the input byte
//! for byte. What edits there are is said by `document::edit`.

use std::ffi::OsStr;

use serde_json::Value;

use super::arguments::{Arguments, Option as CommandOption};
use super::{Failure, Outcome, input, output};
use crate::document::Document;
use crate::document::edit::Edit;
use crate::document::edit::json::EXAMPLES;
use crate::format;
use crate::messages::{text, text_with};

pub(super) const OPTIONS: &[CommandOption] = &[CommandOption::with_value("output"), CommandOption::repeated("edit")];

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let file = arguments.one_file()?;
    let target = arguments
        .raw("output")
        .ok_or_else(|| Failure::Usage(text("cli-no-output")))?;
    let mut document = input::open(file)?.document;
    for script in arguments.all("edit") {
        apply(&mut document, script)?;
    }
    output::deliver(&format::write(&document), Some(target))?;
    Ok(Outcome::Done)
}

/// Applies the edits of one file in order; the first that is refused ends it.
fn apply(document: &mut Document, script: &OsStr) -> Result<(), Failure> {
    let file = input::shown(script);
    let bytes = input::bytes(script).map_err(|refused| Failure::Refused(refused.sentence))?;
    let edits = match serde_json::from_slice(&bytes) {
        Ok(Value::Array(edits)) => edits,
        Ok(edit) => vec![edit],
        Err(error) => {
            let values = [("reason", error.to_string().into()), ("file", file.as_str().into())];
            return Err(Failure::Refused(text_with("cli-edit-json", &values)));
        }
    };
    for (position, value) in edits.into_iter().enumerate() {
        let applied = Edit::from_json(value, document).and_then(|edit| document.apply(edit));
        if let Err(error) = applied {
            let values = [
                ("number", (position + 1).into()),
                ("file", file.as_str().into()),
                ("message", error.to_string().into()),
            ];
            return Err(Failure::Refused(text_with("cli-edit-refused", &values)));
        }
    }
    Ok(())
}

/// Every edit by an example, one a line.
pub(super) fn examples() -> String {
    EXAMPLES.iter().flat_map(|example| ["  ", example, "\n"]).collect()
}
