//! `diff`: says what changed from one region file to another, in sentences or as JSON. What differs is found by the session's
//! `difference`.

use serde_json::{Value, json};

use super::arguments::{Arguments, Option as CommandOption};
use super::{Failure, Outcome, input, output};
use crate::messages::text;
use crate::session::difference::differences;

pub(super) const OPTIONS: &[CommandOption] =
    &[CommandOption::with_value("format"), CommandOption::with_value("output")];

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let format = arguments.one_of("format", &["text", "json"])?;
    let [old_file, new_file] = arguments.positional.as_slice() else {
        return Err(Failure::Usage(text("cli-two-files")));
    };
    let old = input::open(old_file)?.document;
    let new = input::open(new_file)?.document;
    let found = differences(&old, &new);
    let result = if format == "json" {
        let changes: Vec<Value> = found.iter().map(|difference| difference.json(&new)).collect();
        let whole = json!({"old": old_file.to_string_lossy(), "new": new_file.to_string_lossy(), "changes": changes});
        whole.to_string() + "\n"
    } else if found.is_empty() {
        text("diff-none") + "\n"
    } else {
        found
            .iter()
            .map(|difference| difference.sentence(&new) + "\n")
            .collect()
    };
    output::deliver(result.as_bytes(), arguments.raw("output"))?;
    Ok(if found.is_empty() {
        Outcome::Done
    } else {
        Outcome::Different
    })
}
