//! What is typed into the fields of cards, understood: numbers, years, dates, places and lists, or the reason why not.
//!
//! It knows no document; whether a value makes sense there, `document::edit` decides.

use serde_json::Value;

use crate::document::{LonLat, lon_lat};
use crate::messages::{text, text_with};

/// A text; nothing typed takes it away.
pub(super) fn words(typed: &str) -> Option<Value> {
    (!typed.is_empty()).then(|| Value::from(typed))
}

/// A name, which must not be empty.
pub(super) fn name(typed: &str) -> Result<String, String> {
    if typed.is_empty() {
        Err(text("entry-name-empty"))
    } else {
        Ok(typed.to_owned())
    }
}

/// A number of zero or more with the decimal sign of the language or a point, groups apart by spaces; nothing takes it away.
pub(super) fn amount(typed: &str) -> Result<Option<Value>, String> {
    let bare: String = typed.chars().filter(|sign| !sign.is_whitespace()).collect();
    if bare.is_empty() {
        return Ok(None);
    }
    let refused = || text_with("entry-no-amount", &[("value", typed.into())]);
    if let Ok(whole) = bare.parse::<u64>() {
        return Ok(Some(Value::from(whole)));
    }
    let decimal = crate::messages::number::locale().decimal.to_string();
    let number: f64 = bare.replace(&decimal, ".").parse().map_err(|_bare| refused())?;
    if number.is_finite() && number >= 0.0 {
        Ok(Some(Value::from(number)))
    } else {
        Err(refused())
    }
}

/// A number above zero.
pub(super) fn weight(typed: &str) -> Result<Option<Value>, String> {
    match amount(typed)? {
        Some(value) if value.as_f64().is_none_or(|weight| weight <= 0.0) => Err(text("entry-no-weight")),
        weight => Ok(weight),
    }
}

/// A year of up to four digits; nothing takes it away.
pub(super) fn year(typed: &str) -> Result<Option<i32>, String> {
    if typed.is_empty() {
        return Ok(None);
    }
    match typed.parse::<i32>() {
        Ok(year) if (0..=9999).contains(&year) => Ok(Some(year)),
        _ => Err(text_with("entry-no-year", &[("value", typed.into())])),
    }
}

/// A day as `YYYY-MM-DD`; nothing takes it away.
pub(super) fn day(typed: &str) -> Result<Option<Value>, String> {
    if typed.is_empty() {
        return Ok(None);
    }
    let mut parts = typed.split('-').map(|part| (part.len(), part.parse::<u16>().ok()));
    let is_day = match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some((4, Some(year))), Some((2, Some(month))), Some((2, Some(day))), None) => {
            (1..=12).contains(&month) && day >= 1 && day <= days_of(year, month)
        }
        _ => false,
    };
    if is_day {
        Ok(Some(Value::from(typed)))
    } else {
        Err(text_with("entry-no-day", &[("value", typed.into())]))
    }
}

fn days_of(year: u16, month: u16) -> u16 {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 => 28 + u16::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Latitude and longitude in degrees, north and east first: "55.706, 13.195"; nothing is no place.
pub(super) fn place(typed: &str) -> Result<Option<LonLat>, String> {
    if typed.is_empty() {
        return Ok(None);
    }
    let refused = || text_with("entry-no-place", &[("value", typed.into())]);
    let is_between = |sign: char| sign == ',' || sign == ';' || sign.is_whitespace();
    let degrees: Vec<f64> = typed
        .split(is_between)
        .filter(|part| !part.is_empty())
        .map(|part| part.trim_end_matches('°').replace('−', "-").parse::<f64>())
        .collect::<Result<_, _>>()
        .map_err(|_bare| refused())?;
    match degrees.as_slice() {
        [lat, lon] if (-90.0..=90.0).contains(lat) && (-180.0..=180.0).contains(lon) => Ok(Some(lon_lat(*lon, *lat))),
        _ => Err(refused()),
    }
}

/// Words apart by commas as a list; nothing takes it away.
pub(super) fn list(typed: &str) -> Option<Value> {
    let words: Vec<&str> = typed
        .split(',')
        .map(str::trim)
        .filter(|word| !word.is_empty())
        .collect();
    (!words.is_empty()).then(|| Value::from(words))
}

/// A property as it stands in a field: texts as they are, lists apart by commas, nothing as nothing.
pub(super) fn shown(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(words)) => words.clone(),
        Some(Value::Array(entries)) => {
            let words: Vec<String> = entries.iter().map(|entry| shown(Some(entry))).collect();
            words.join(", ")
        }
        Some(other) => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn amounts_are_read_with_groups_and_decimals_and_nothing_else() {
        assert_eq!(amount("12\u{202f}500"), Ok(Some(json!(12_500))));
        assert_eq!(amount("2.5"), Ok(Some(json!(2.5))));
        assert_eq!(amount(" "), Ok(None));
        for wrong in ["-1", "many", "NaN", "inf", "1e400"] {
            assert!(amount(wrong).is_err(), "{wrong}");
        }
        assert!(weight("0").is_err());
    }

    #[test]
    fn only_days_of_the_calendar_are_days() {
        assert!(day("2024-02-29").is_ok() && day("").is_ok());
        for wrong in [
            "2023-02-29",
            "2024-13-01",
            "24-01-01",
            "2024-1-1",
            "2024-01-01-",
            "soon",
        ] {
            assert!(day(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_place_is_latitude_before_longitude_and_on_earth() {
        assert_eq!(place("55.7, 13.2"), Ok(Some(lon_lat(13.2, 55.7))));
        assert_eq!(place("−33.9° 151.2°"), Ok(Some(lon_lat(151.2, -33.9))));
        assert_eq!(place(""), Ok(None));
        for wrong in ["91, 0", "1", "1, 2, 3", "north, east", "0, 181"] {
            assert!(place(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn lists_come_and_go_by_commas() {
        assert_eq!(list("a, b ,,c"), Some(json!(["a", "b", "c"])));
        assert_eq!(list(" , "), None);
        assert_eq!(shown(Some(&json!(["a", "b"]))), "a, b");
        assert_eq!(shown(Some(&json!(1997))), "1997");
        assert_eq!(shown(None), "");
    }
}
