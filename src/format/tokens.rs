//! The smallest pieces of JSON: words, numbers and texts, each within the limits of a region file.
//!
//! How they make values is the business of `scanner`.

use super::digits;
use super::json::{Fault, Kind};
use super::scanner::Scanner;
use super::skim::{EndOfPlainText, length_without};

/// How many bytes a text may have.
const MAX_TEXT_BYTES: usize = 16 << 20;
/// How many characters a number may have.
const MAX_NUMBER_BYTES: usize = 1_100;

impl Scanner<'_> {
    /// `true`, `false` or `null`.
    pub(super) fn word(&mut self) -> Result<Kind, Fault> {
        let (word, kind) = match self.peek() {
            Some(b't') => ("true", Kind::Bool(true)),
            Some(b'f') => ("false", Kind::Bool(false)),
            Some(b'n') => ("null", Kind::Null),
            _ => return Err(self.fault("format-json-expected-value")),
        };
        for byte in word.bytes() {
            if self.peek() != Some(byte) {
                return Err(self.fault("format-json-expected-value"));
            }
            self.at += 1;
        }
        Ok(kind)
    }

    fn digits(&mut self) -> usize {
        let start = self.at;
        while let Some(b'0'..=b'9') = self.peek() {
            self.at += 1;
        }
        self.at - start
    }

    /// The next number.
    pub(super) fn number(&mut self) -> Result<f64, Fault> {
        if let Some((number, after)) = digits::decimal(self.rest()) {
            self.at = self.bytes.len() - after.len();
            return Ok(number);
        }
        let start = self.at;
        self.go_over_number()?;
        let spelling = self.bytes.get(start..self.at).unwrap_or_default();
        if spelling.len() > MAX_NUMBER_BYTES && without_padding(spelling) > MAX_NUMBER_BYTES {
            return Err(self.fault_at(start, "E_NUMBER_LENGTH", "format-json-number-long"));
        }
        match std::str::from_utf8(spelling)
            .ok()
            .and_then(|spelling| spelling.parse::<f64>().ok())
        {
            Some(number) if number.is_finite() => Ok(number),
            _ => Err(self.fault_at(start, "E_NUMBER_RANGE", "format-json-number-range")),
        }
    }

    fn go_over_number(&mut self) -> Result<(), Fault> {
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        if self.peek() == Some(b'0') {
            self.at += 1;
            if let Some(b'0'..=b'9') = self.peek() {
                return Err(self.fault("format-json-number"));
            }
        } else if self.digits() == 0 {
            return Err(self.fault("format-json-number"));
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            if self.digits() == 0 {
                return Err(self.fault("format-json-number"));
            }
        }
        if let Some(b'e' | b'E') = self.peek() {
            self.at += 1;
            if let Some(b'+' | b'-') = self.peek() {
                self.at += 1;
            }
            if self.digits() == 0 {
                return Err(self.fault("format-json-exponent"));
            }
        }
        Ok(())
    }

    /// Goes over a text, from quote to quote; whether its spelling holds an escape.
    pub(super) fn text(&mut self) -> Result<bool, Fault> {
        let start = self.at;
        let mut is_escaped = false;
        self.at += 1;
        loop {
            self.at += length_without(self.rest(), EndOfPlainText);
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    break;
                }
                Some(b'\\') => {
                    is_escaped = true;
                    self.escape()?;
                }
                _ => return Err(self.fault("format-json-control")),
            }
        }
        if self.at - start > MAX_TEXT_BYTES {
            return Err(self.fault_at(start, "E_SIZE_LIMIT", "format-json-text-long"));
        }
        Ok(is_escaped)
    }

    fn escape(&mut self) -> Result<(), Fault> {
        let start = self.at;
        match self.bytes.get(self.at + 1) {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => {
                self.at += 2;
                Ok(())
            }
            Some(b'u') => {
                let first = self.hexadecimal(start)?;
                match first {
                    0xd800..=0xdbff => {
                        let second = self.hexadecimal(start).unwrap_or(0);
                        if (0xdc00..=0xdfff).contains(&second) {
                            return Ok(());
                        }
                        Err(self.fault_at(start, "E_JSON_SYNTAX", "format-json-surrogate"))
                    }
                    0xdc00..=0xdfff => Err(self.fault_at(start, "E_JSON_SYNTAX", "format-json-surrogate")),
                    _ => Ok(()),
                }
            }
            Some(_) => Err(self.fault_at(start, "E_JSON_SYNTAX", "format-json-escape")),
            None => Err(self.fault_at(self.bytes.len(), "E_JSON_SYNTAX", "format-json-ended")),
        }
    }

    /// One `\uXXXX`.
    fn hexadecimal(&mut self, start: usize) -> Result<u32, Fault> {
        let unit = self
            .bytes
            .get(self.at..self.at + 6)
            .filter(|unit| unit.starts_with(b"\\u"))
            .and_then(|unit| unit.get(2..))
            .filter(|digits| digits.iter().all(u8::is_ascii_hexdigit))
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u32::from_str_radix(digits, 16).ok());
        match unit {
            Some(unit) => {
                self.at += 6;
                Ok(unit)
            }
            None => Err(self.fault_at(start, "E_JSON_SYNTAX", "format-json-escape")),
        }
    }
}

/// How many characters of a number are left without the zeros that end its fraction: they say nothing and harm nothing.
fn without_padding(spelling: &[u8]) -> usize {
    let mut parts = spelling.split(|byte| matches!(byte, b'e' | b'E'));
    let mantissa = parts.next().unwrap_or_default();
    let padding = if mantissa.contains(&b'.') {
        mantissa.iter().rev().take_while(|byte| **byte == b'0').count()
    } else {
        0
    };
    spelling.len() - padding
}
