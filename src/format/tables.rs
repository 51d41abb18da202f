//! Tables of numbers as nearly all files hold them, read from bytes straight into rows.
//!
//! Anything else (a negative number, an unknown code, a series that is too long) is left to `numbers`, which looks at every value
//! with its place and says what is wrong.

use super::digits;
use super::features::Feature;
use super::numbers::{Columns, Rows};
use super::scanner::after_space;
use crate::document::{IndustryId, Series};

/// The rows of a feature's `data`; `None` where something has to be said of it.
pub(super) fn quickly(feature: &Feature, columns: Columns<'_>, bytes: &[u8]) -> Option<Rows> {
    let mut rows = Rows::default();
    let Some(data) = feature.data else {
        return Some(rows);
    };
    let mut rest = bytes.get(data.range())?;
    if rest == b"null" {
        return Some(rows);
    }
    rest = opened(rest, b'{')?;
    while let Some((key, after)) = key(rest) {
        let measure = rows.measures.len();
        rows.measures.push(std::str::from_utf8(key).ok()?.to_owned());
        rest = match after {
            [b'[', ..] => {
                rows.keys.push((measure, Series::Total));
                row(after, columns.years, &mut rows.numbers)?
            }
            _ => table(after, (measure, columns), &mut rows)?,
        };
        rest = next(rest);
    }
    // What follows the table is nothing but its end.
    matches!(rest, [b'}']).then_some(rows)
}

/// The series of one measure, and what follows them.
fn table<'b>(rest: &'b [u8], (measure, columns): (usize, Columns<'_>), rows: &mut Rows) -> Option<&'b [u8]> {
    let mut rest = opened(rest, b'{')?;
    let mut last: Option<IndustryId> = None;
    while let Some((code, after)) = key(rest) {
        let series = if code == b"total" {
            Series::Total
        } else {
            last = columns.codes.find_after(last, code);
            Series::Industry(last?)
        };
        rows.keys.push((measure, series));
        rest = next(row(after, columns.years, &mut rows.numbers)?);
    }
    opened(rest, b'}')
}

/// One series, padded as not published where it is short, and what follows it; `None` where it is too long or odd.
fn row<'b>(rest: &'b [u8], years: usize, numbers: &mut Vec<f64>) -> Option<&'b [u8]> {
    let end = numbers.len() + years;
    let mut rest = opened(rest, b'[')?;
    loop {
        rest = match rest {
            [b'0'..=b'9', ..] => {
                let (number, after) = digits::decimal(rest)?;
                numbers.push(number);
                after
            }
            [b'n', b'u', b'l', b'l', after @ ..] => {
                numbers.push(f64::NAN);
                after
            }
            [b']', after @ ..] if numbers.len() <= end => {
                numbers.resize(end, f64::NAN);
                return Some(after);
            }
            _ => return None,
        };
        rest = next(rest);
    }
}

/// What follows a sign and the space after it.
fn opened(rest: &[u8], sign: u8) -> Option<&[u8]> {
    let (first, after) = rest.split_first()?;
    (*first == sign).then(|| after_space(after))
}

/// What follows an entry: the next one, or the end of the list. The bytes are known to be JSON.
fn next(rest: &[u8]) -> &[u8] {
    match after_space(rest) {
        [b',', after @ ..] => after_space(after),
        other => other,
    }
}

/// A key without escapes and what its value begins with.
fn key(rest: &[u8]) -> Option<(&[u8], &[u8])> {
    let [b'"', inner @ ..] = rest else { return None };
    let length = inner.iter().position(|byte| matches!(byte, b'"' | b'\\'))?;
    let (key, after) = inner.split_at_checked(length)?;
    let [b'"', after @ ..] = after else { return None };
    let [b':', after @ ..] = after_space(after) else {
        return None;
    };
    Some((key, after_space(after)))
}

#[cfg(test)]
mod tests {
    use super::super::codes::Codes;
    use super::super::features::Prefix;
    use super::super::span::Span;
    use super::*;
    use crate::document::Industry;

    /// The series of a table by industry, and the cells they lie in.
    type Table = (Vec<(usize, Series)>, Vec<Option<f64>>);

    fn read(data: &str) -> Option<Table> {
        let industry = |code: &str| Industry {
            code: code.to_owned(),
            name: String::new(),
            parent: None,
            is_traded: None,
        };
        let codes = Codes::of(&[industry("A"), industry("B")]);
        let columns = Columns {
            codes: &codes,
            years: 2,
        };
        let mut feature = Feature::new((0, Prefix::Collection), 0);
        feature.data = Some(Span::new(0, u32::try_from(data.len()).unwrap()));
        let rows = quickly(&feature, columns, data.as_bytes())?;
        let numbers = rows.numbers.iter().map(|number| (!number.is_nan()).then_some(*number));
        Some((rows.keys, numbers.collect()))
    }

    #[test]
    fn usual_tables_are_read_at_once() {
        let industry = |position| Series::Industry(IndustryId::at(position));
        let read = read("{ \"jobs\" : {\"total\":[1, 2.5] , \"B\":[null,0],\"A\":[ 7 ]},\n\"pay\":[3,4],\"none\":{} }")
            .unwrap();
        assert_eq!(
            read.0,
            [
                (0, Series::Total),
                (0, industry(1)),
                (0, industry(0)),
                (1, Series::Total)
            ]
        );
        assert_eq!(
            read.1,
            [
                Some(1.0),
                Some(2.5),
                None,
                Some(0.0),
                Some(7.0),
                None,
                Some(3.0),
                Some(4.0)
            ]
        );
    }

    #[test]
    fn of_whatever_something_has_to_be_said_is_left_to_the_careful_reader() {
        for data in [
            "[1]",
            "{\"jobs\":{\"C\":[1,2]}}",
            "{\"jobs\":{\"A\":[1,2,3]}}",
            "{\"jobs\":{\"A\":[-1,2]}}",
            "{\"jobs\":{\"A\":[1e3,2]}}",
            "{\"jobs\":{\"A\":[true,2]}}",
            "{\"jobs\":{\"A\":5}}",
            "{\"jobs\":5}",
            "{\"j\\u006fbs\":[1,2]}",
        ] {
            assert_eq!(read(data), None, "{data}");
        }
    }
}
