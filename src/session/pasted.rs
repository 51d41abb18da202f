//! A table that was copied out of a spreadsheet, understood: numbers with a decimal comma or point, what is withheld, what is empty.
//!
//! It knows no region and no industry; where the numbers go is decided by the grid that they are pasted into.

use crate::document::Observation;
use crate::document::edit::name;
use crate::messages::text_with;

/// What statistical offices write for a number that exists and is not published, without regard to case.
const WITHHELD: [&str; 9] = ["c", ":", "..", "...", "…", ":c", "(c)", "n.p.", "n. p."];

/// Why nothing was pasted: the first cell that is no number.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct PasteError {
    /// The row of the table, from 1.
    pub row: usize,
    /// The column of the table, from 1.
    pub column: usize,
    /// What is wrong with it and what to do, in a sentence.
    pub message: String,
}

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Decimal {
    Comma,
    Point,
}

/// The rows of a table: cells apart by tabs, rows by line breaks, quotes as spreadsheets set them round cells with breaks.
///
/// A comma or a point before exactly three figures may stand before decimals or between groups; the rest of the table decides. Where
/// it does not, the cell is refused, so that 1,234 persons never become 1.234.
///
/// # Errors
/// Names the first cell that is no number.
pub fn table(words: &str) -> Result<Vec<Vec<Observation>>, PasteError> {
    let rows = cells(words);
    let decimal = rows.iter().flatten().find_map(|cell| decimal_of(&bare(cell)));
    let read = |row: usize, cells: &Vec<String>| {
        let cells = cells.iter().enumerate();
        let cells = cells.map(|(column, cell)| {
            observation(cell, decimal).map_err(|id| PasteError {
                row: row + 1,
                column: column + 1,
                message: text_with(
                    id,
                    &[
                        ("row", (row + 1).into()),
                        ("column", (column + 1).into()),
                        ("value", shortened(cell).into()),
                    ],
                ),
            })
        });
        cells.collect::<Result<Vec<_>, _>>()
    };
    rows.iter().enumerate().map(|(row, cells)| read(row, cells)).collect()
}

/// What is typed into one cell.
///
/// # Errors
/// Says why it is no number.
pub fn typed(words: &str) -> Result<Observation, String> {
    let refused = |id: &str| text_with(id, &[("value", shortened(words).into())]);
    observation(words, decimal_of(&bare(words))).map_err(|id| match id {
        "paste-ambiguous" => refused("typed-ambiguous"),
        _ => refused("typed-no-number"),
    })
}

/// A table as spreadsheets take it: numbers with a point, `:` for what is not published, nothing for what is missing.
#[must_use]
pub fn copied(rows: &[Vec<Observation>]) -> String {
    let cell = |cell: &Observation| match cell {
        Observation::Value(value) => spelled(*value),
        Observation::NotPublished => ":".to_owned(),
        Observation::Missing => String::new(),
    };
    let rows = rows
        .iter()
        .map(|row| row.iter().map(cell).collect::<Vec<_>>().join("\t"));
    rows.collect::<Vec<_>>().join("\n")
}

/// A number as it is typed, with a point. Three decimals get a fourth one, because they alone could be thousands.
#[must_use]
pub fn spelled(value: f64) -> String {
    let words = value.to_string();
    match words.split_once('.') {
        Some((_, decimals)) if decimals.len() == 3 => words + "0",
        _ => words,
    }
}

fn shortened(cell: &str) -> String {
    name::shortened(cell.trim())
}

/// The cells of a table; the line break at its end begins no row.
fn cells(words: &str) -> Vec<Vec<String>> {
    let mut rows = vec![vec![String::new()]];
    let mut is_quoted = false;
    let mut signs = words.chars().filter(|sign| *sign != '\r').peekable();
    while let Some(sign) = signs.next() {
        let Some(row) = rows.last_mut() else { break };
        let is_at_start = row.last().is_some_and(String::is_empty);
        match sign {
            '"' if is_quoted && signs.peek() == Some(&'"') => {
                signs.next();
                row.last_mut().into_iter().for_each(|cell| cell.push('"'));
            }
            '"' if is_quoted || is_at_start => is_quoted = !is_quoted,
            '\t' if !is_quoted => row.push(String::new()),
            '\n' if !is_quoted => rows.push(vec![String::new()]),
            sign => row.last_mut().into_iter().for_each(|cell| cell.push(sign)),
        }
    }
    let is_empty = |row: &Vec<String>| matches!(row.as_slice(), [only] if only.is_empty());
    if rows.len() > 1 && rows.last().is_some_and(is_empty) {
        rows.pop();
    }
    rows
}

/// A number without the spaces and apostrophes between its groups.
fn bare(cell: &str) -> String {
    let is_between = |sign: char| sign.is_whitespace() || matches!(sign, '\'' | '’' | '\u{202f}' | '\u{a0}');
    cell.chars().filter(|sign| !is_between(*sign)).collect()
}

/// What a number says of its decimal sign; `None` where it says nothing, as 1234 and 1,234 do.
fn decimal_of(bare: &str) -> Option<Decimal> {
    let signs: Vec<(usize, char)> = bare
        .char_indices()
        .filter(|(_, sign)| matches!(sign, ',' | '.'))
        .collect();
    let is_number = bare
        .chars()
        .all(|sign| sign.is_ascii_digit() || matches!(sign, ',' | '.'));
    let (at, last) = *signs.last().filter(|_| is_number)?;
    let of = |sign: char| if sign == ',' { Decimal::Comma } else { Decimal::Point };
    let other = |sign: char| if sign == ',' { Decimal::Point } else { Decimal::Comma };
    if signs.iter().any(|(_, sign)| *sign != last) {
        return Some(of(last));
    }
    if signs.len() > 1 {
        return Some(other(last));
    }
    let (before, after) = (bare.get(..at)?, bare.get(at + 1..)?);
    let may_be_group = after.len() == 3 && (1..=3).contains(&before.len()) && !before.starts_with('0');
    (!may_be_group).then(|| of(last))
}

/// What one cell says, or the message that says why it makes no sense.
fn observation(cell: &str, decimal: Option<Decimal>) -> Result<Observation, &'static str> {
    let trimmed = cell.trim();
    if trimmed.is_empty() {
        return Ok(Observation::Missing);
    }
    if WITHHELD.contains(&trimmed.to_lowercase().as_str()) {
        return Ok(Observation::NotPublished);
    }
    let bare = bare(trimmed);
    let has_sign = bare.contains([',', '.']);
    let plain = match decimal {
        None if has_sign => return Err("paste-ambiguous"),
        None | Some(Decimal::Point) => without_groups(&bare, ',', '.'),
        Some(Decimal::Comma) => without_groups(&bare, '.', ',').map(|plain| plain.replace(',', ".")),
    };
    let plain = plain.filter(|plain| plain.chars().all(|sign| sign.is_ascii_digit() || sign == '.'));
    let value: Option<f64> = plain.and_then(|plain| plain.parse().ok());
    match value {
        Some(value) if value.is_finite() && value >= 0.0 => Ok(Observation::Value(value)),
        _ => Err("paste-no-number"),
    }
}

/// A number without its signs between groups, which must stand before three figures each; `None` where they do not.
fn without_groups(bare: &str, group: char, decimal: char) -> Option<String> {
    let whole = bare.split(decimal).next().unwrap_or_default();
    let mut groups = whole.split(group);
    let first = groups.next()?;
    let mut rest = groups.peekable();
    let is_grouped = rest.peek().is_some();
    let is_sound = rest.all(|part| part.len() == 3) && (!is_grouped || (1..=3).contains(&first.len()));
    let has_group_behind = bare.get(whole.len()..).is_some_and(|tail| tail.contains(group));
    (is_sound && !has_group_behind).then(|| bare.replace(group, ""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use Observation::{Missing, NotPublished, Value};

    #[test]
    fn a_table_is_read_with_either_decimal_sign_and_groups() {
        assert_eq!(
            table("1 234\t12,5\r\n\tc\r\n").unwrap(),
            [vec![Value(1234.0), Value(12.5)], vec![Missing, NotPublished]]
        );
        assert_eq!(table("1.234,5\t1.234").unwrap(), [[Value(1234.5), Value(1234.0)]]);
        assert_eq!(table("1,234.5\t1,234").unwrap(), [[Value(1234.5), Value(1234.0)]]);
        assert_eq!(table("1,234,567").unwrap(), [[Value(1_234_567.0)]]);
        assert_eq!(table("0.125\t0").unwrap(), [[Value(0.125), Value(0.0)]]);
        assert_eq!(
            table(":\t..\t:c").unwrap(),
            [[NotPublished, NotPublished, NotPublished]]
        );
        assert_eq!(table("\"7\"\t1’000").unwrap(), [[Value(7.0), Value(1000.0)]]);
    }

    #[test]
    fn what_could_be_a_thousand_or_a_fraction_is_refused() {
        let error = table("5\t6\n7\t1,234").unwrap_err();
        assert_eq!((error.row, error.column), (2, 2));
        assert!(error.message.contains("1,234"), "{error}");
        assert!(typed("1.234").is_err());
        assert_eq!(typed("1234,0"), Ok(Value(1234.0)));
    }

    #[test]
    fn the_first_cell_that_is_no_number_is_named() {
        for wrong in [
            "x",
            "-1",
            "1e5",
            "NaN",
            "inf",
            "1,2,3",
            "12,34,567",
            "1.2.3,4",
            "5 e",
            "−3",
        ] {
            let error = table(&format!("1\t2\n3\t{wrong}")).unwrap_err();
            assert_eq!((error.row, error.column), (2, 2), "{wrong}");
        }
    }

    #[test]
    fn what_is_copied_is_pasted_as_it_was() {
        let rows = vec![vec![Value(1.234), NotPublished], vec![Missing, Value(12_345.0)]];
        assert_eq!(table(&copied(&rows)).unwrap(), rows);
    }
}
