//! A JSON scanner that keeps where every value stands, so that findings name their place and saves keep every byte.
//!
//! It knows the grammar and the limits of a region file and nothing of its meaning; that is the business of the
//! modules beside it.

use std::borrow::Cow;

use super::Progress;

/// How deep values may lie in each other.
const MAX_DEPTH: usize = 128;
/// How many bytes a text may have.
const MAX_TEXT_BYTES: usize = 16 << 20;
/// How many characters a number may have.
const MAX_NUMBER_BYTES: usize = 1_100;
/// How many bytes lie between two reports of progress.
const PROGRESS_STEP: usize = 1 << 20;

/// A value and the bytes it stands in.
#[derive(Debug)]
pub(super) struct Node {
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
    /// What it is.
    pub kind: Kind,
}

/// What a value is.
#[derive(Debug)]
pub(super) enum Kind {
    Null,
    Bool(bool),
    Number(f64),
    Text,
    Array(Vec<Node>),
    Object(Vec<Member>),
}

/// A member of an object: its key (with quotes) and its value.
#[derive(Debug)]
pub(super) struct Member {
    /// The first byte of the key.
    pub key_start: u32,
    /// The byte after the key.
    pub key_end: u32,
    /// The value.
    pub value: Node,
}

/// Where and why the bytes are no JSON within the limits.
#[derive(Debug)]
pub(super) struct Fault {
    /// The offset in bytes.
    pub at: usize,
    /// The finding's code.
    pub code: &'static str,
    /// The message in the catalogue.
    pub message: &'static str,
    /// The character that was not expected, or what closes the list.
    pub found: String,
}

impl Node {
    /// The members of an object, none for anything else.
    pub(super) fn members(&self) -> &[Member] {
        match &self.kind {
            Kind::Object(members) => members,
            _ => &[],
        }
    }

    /// The entries of a list; `None` for anything else.
    pub(super) fn entries(&self) -> Option<&[Self]> {
        match &self.kind {
            Kind::Array(entries) => Some(entries),
            _ => None,
        }
    }

    /// The number; `None` for anything else.
    pub(super) const fn number(&self) -> Option<f64> {
        match self.kind {
            Kind::Number(number) => Some(number),
            _ => None,
        }
    }

    /// Whether it is `null`.
    pub(super) const fn is_null(&self) -> bool {
        matches!(self.kind, Kind::Null)
    }

    /// The bytes it stands in.
    pub(super) const fn range(&self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The text; `None` for anything else.
    pub(super) fn text<'b>(&self, bytes: &'b [u8]) -> Option<Cow<'b, str>> {
        matches!(self.kind, Kind::Text).then(|| unquote(bytes, self.range()))
    }

    /// The value of a member; the last where a key stands twice.
    pub(super) fn member(&self, bytes: &[u8], key: &str) -> Option<&Self> {
        self.members()
            .iter()
            .rev()
            .find(|member| member.key(bytes) == key)
            .map(|member| &member.value)
    }
}

impl Member {
    /// The key.
    pub(super) fn key<'b>(&self, bytes: &'b [u8]) -> Cow<'b, str> {
        unquote(bytes, self.key_start as usize..self.key_end as usize)
    }
}

/// The text between quotes; escapes are resolved.
fn unquote(bytes: &[u8], range: std::ops::Range<usize>) -> Cow<'_, str> {
    let quoted = bytes.get(range).unwrap_or_default();
    if quoted.contains(&b'\\') {
        return Cow::Owned(serde_json::from_slice(quoted).unwrap_or_default());
    }
    let inner = quoted.get(1..quoted.len().saturating_sub(1)).unwrap_or_default();
    String::from_utf8_lossy(inner)
}

/// Reads values one after the other.
pub(super) struct Scanner<'a> {
    bytes: &'a [u8],
    at: usize,
    depth: usize,
    reported: usize,
    progress: &'a dyn Progress,
}

impl<'a> Scanner<'a> {
    /// A scanner that starts at this byte.
    pub(super) fn new(bytes: &'a [u8], at: usize, progress: &'a dyn Progress) -> Self {
        Self {
            bytes,
            at,
            depth: 0,
            reported: 0,
            progress,
        }
    }

    /// The offset of the next byte.
    pub(super) const fn position(&self) -> usize {
        self.at
    }

    /// Goes over white space; `false` at the end of the file.
    pub(super) fn skip_space(&mut self) -> bool {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.peek() {
            self.at += 1;
        }
        self.at < self.bytes.len()
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// A fault at the next byte; at the end of the file it says that the file ends too early.
    pub(super) fn fault(&self, message: &'static str) -> Fault {
        match self.peek() {
            None => self.fault_at(self.bytes.len(), "E_JSON_SYNTAX", "format-json-ended"),
            Some(0) if self.bytes.iter().skip(self.at).all(|byte| *byte == 0) => {
                self.fault_at(self.at, "E_ZERO_FILLED", "format-json-zero")
            }
            Some(_) => self.fault_at(self.at, "E_JSON_SYNTAX", message),
        }
    }

    fn fault_at(&self, at: usize, code: &'static str, message: &'static str) -> Fault {
        let rest = self.bytes.get(at..).unwrap_or_default();
        let head = String::from_utf8_lossy(rest.get(..rest.len().min(8)).unwrap_or_default()).into_owned();
        let found = head.chars().next().map_or_else(String::new, |character| {
            if character.is_control() {
                format!("U+{:04X}", u32::from(character))
            } else {
                character.to_string()
            }
        });
        Fault {
            at,
            code,
            message,
            found,
        }
    }

    /// The next value.
    pub(super) fn value(&mut self) -> Result<Node, Fault> {
        self.skip_space();
        if self.at >= self.reported + PROGRESS_STEP {
            self.reported = self.at;
            self.progress.report(self.at, self.bytes.len());
            if self.progress.is_cancelled() {
                return Err(self.fault_at(self.at, "E_CANCELLED", "format-cancelled"));
            }
        }
        let start = self.at;
        let kind = match self.peek() {
            Some(b'{') => self.nested(Self::object)?,
            Some(b'[') => self.nested(Self::array)?,
            Some(b'"') => {
                self.text()?;
                Kind::Text
            }
            Some(b'-' | b'0'..=b'9') => self.number()?,
            Some(b't') => self.word("true", Kind::Bool(true))?,
            Some(b'f') => self.word("false", Kind::Bool(false))?,
            Some(b'n') => self.word("null", Kind::Null)?,
            _ => return Err(self.fault("format-json-expected-value")),
        };
        Ok(Node {
            start: offset(start),
            end: offset(self.at),
            kind,
        })
    }

    fn nested(&mut self, read: fn(&mut Self) -> Result<Kind, Fault>) -> Result<Kind, Fault> {
        if self.depth >= MAX_DEPTH {
            return Err(self.fault_at(self.at, "E_DEPTH_LIMIT", "format-json-depth"));
        }
        self.depth += 1;
        self.at += 1;
        let kind = read(self);
        self.depth -= 1;
        kind
    }

    fn array(&mut self) -> Result<Kind, Fault> {
        let mut entries = Vec::new();
        self.skip_space();
        if self.peek() == Some(b']') {
            self.at += 1;
            return Ok(Kind::Array(entries));
        }
        loop {
            entries.push(self.value()?);
            if self.goes_on(b']')? {
                continue;
            }
            entries.shrink_to_fit();
            return Ok(Kind::Array(entries));
        }
    }

    fn object(&mut self) -> Result<Kind, Fault> {
        let mut members = Vec::new();
        self.skip_space();
        if self.peek() == Some(b'}') {
            self.at += 1;
            return Ok(Kind::Object(members));
        }
        loop {
            self.skip_space();
            if self.peek() != Some(b'"') {
                return Err(self.fault("format-json-expected-key"));
            }
            let key_start = offset(self.at);
            self.text()?;
            let key_end = offset(self.at);
            self.skip_space();
            if self.peek() != Some(b':') {
                return Err(self.fault("format-json-expected-colon"));
            }
            self.at += 1;
            members.push(Member {
                key_start,
                key_end,
                value: self.value()?,
            });
            if !self.goes_on(b'}')? {
                members.shrink_to_fit();
                return Ok(Kind::Object(members));
            }
        }
    }

    /// Whether a comma follows (then another entry must), or the list closes.
    fn goes_on(&mut self, close: u8) -> Result<bool, Fault> {
        self.skip_space();
        match self.peek() {
            Some(byte) if byte == close => {
                self.at += 1;
                Ok(false)
            }
            Some(b',') => {
                self.at += 1;
                self.skip_space();
                match self.peek() {
                    Some(b'}' | b']') => Err(self.fault("format-json-trailing-comma")),
                    _ => Ok(true),
                }
            }
            _ if close == b']' => Err(self.fault("format-json-expected-comma-list")),
            _ => Err(self.fault("format-json-expected-comma-object")),
        }
    }

    fn word(&mut self, word: &str, kind: Kind) -> Result<Kind, Fault> {
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

    fn number(&mut self) -> Result<Kind, Fault> {
        let start = self.at;
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
        let spelling = self.bytes.get(start..self.at).unwrap_or_default();
        if spelling.len() > MAX_NUMBER_BYTES && without_padding(spelling) > MAX_NUMBER_BYTES {
            return Err(self.fault_at(start, "E_NUMBER_LENGTH", "format-json-number-long"));
        }
        match std::str::from_utf8(spelling)
            .ok()
            .and_then(|spelling| spelling.parse::<f64>().ok())
        {
            Some(number) if number.is_finite() => Ok(Kind::Number(number)),
            _ => Err(self.fault_at(start, "E_NUMBER_RANGE", "format-json-number-range")),
        }
    }

    /// Goes over a text, from quote to quote.
    fn text(&mut self) -> Result<(), Fault> {
        let start = self.at;
        self.at += 1;
        loop {
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    break;
                }
                Some(b'\\') => self.escape()?,
                Some(0..=0x1f) | None => return Err(self.fault("format-json-control")),
                Some(_) => self.at += 1,
            }
        }
        if self.at - start > MAX_TEXT_BYTES {
            return Err(self.fault_at(start, "E_SIZE_LIMIT", "format-json-text-long"));
        }
        Ok(())
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

/// An offset within the size limit of 256 MB.
fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
