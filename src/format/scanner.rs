//! Reads JSON within the limits of a region file: into values, or only to see that it is right.
//!
//! It knows the grammar and nothing of the meaning. Lists of positions and tables of numbers are read in one go, because they are
//! most of what files hold.

use super::Progress;
use super::digits;
use super::json::{Fault, Key, Kind, Member, Node, repeated};

/// How deep values may lie in each other.
pub(super) const MAX_DEPTH: usize = 128;
/// How many positions a file may have, and as many rings and keys.
const MAX_PARTS: usize = 20_000_000;
/// How many bytes lie between two looks at whether reading should stop.
const PROGRESS_STEP: usize = 1 << 20;

/// What is counted against the limits.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Counts {
    pub positions: usize,
    pub rings: usize,
    pub keys: usize,
}

impl Counts {
    /// Adds what another part of the file holds.
    pub(super) const fn add(&mut self, other: Self) {
        self.positions += other.positions;
        self.rings += other.rings;
        self.keys += other.keys;
    }

    /// Whether a limit is passed.
    pub(super) const fn is_too_many(&self) -> bool {
        self.positions > MAX_PARTS || self.rings > MAX_PARTS || self.keys > MAX_PARTS
    }
}

/// How the value of a member is read.
/// Told of a member that was only checked: its key, and from where to where its value goes.
type Passed<'v> = &'v mut dyn FnMut(&[u8], Key, (u32, u32));

type Visit<'v, 'a> = &'v mut dyn FnMut(&mut Scanner<'a>, Key) -> Result<Node, Fault>;

/// Reads values one after the other.
pub(super) struct Scanner<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) at: usize,
    /// What was met so far.
    pub(super) counts: Counts,
    /// The keys that stand twice in their object, each at its second place, where values were only checked.
    pub(super) repeated: Vec<Key>,
    depth: usize,
    /// Whether every value is kept as a value of its own.
    keeps_all: bool,
    /// How many objects `coordinates` or `data` the next value lies in.
    coordinates: usize,
    tables: usize,
    reported: usize,
    progress: &'a dyn Progress,
    keys: Vec<Key>,
    nodes: Vec<Node>,
    members: Vec<Member>,
    numbers: Vec<f64>,
}

impl<'a> Scanner<'a> {
    /// A scanner that starts at this byte.
    pub(super) fn new(bytes: &'a [u8], at: usize, progress: &'a dyn Progress) -> Self {
        Self {
            bytes,
            at,
            counts: Counts::default(),
            repeated: Vec::new(),
            depth: 0,
            keeps_all: false,
            coordinates: 0,
            tables: 0,
            reported: at,
            progress,
            keys: Vec::new(),
            nodes: Vec::new(),
            members: Vec::new(),
            numbers: Vec::new(),
        }
    }

    /// The same scanner, at values that lie so deep in the file.
    pub(super) const fn at_depth(mut self, depth: usize) -> Self {
        self.depth = depth;
        self
    }

    /// The same scanner, which keeps positions and tables as values with their places.
    pub(super) const fn keeping_all(mut self) -> Self {
        self.keeps_all = true;
        self
    }

    /// Goes on at another byte, with the file cut off at `end`.
    pub(super) fn go_to(&mut self, bytes: &'a [u8], at: usize) {
        self.bytes = bytes;
        self.at = at;
        self.reported = self.reported.min(at);
    }

    /// How many more values may lie in each other here.
    pub(super) const fn depth_left(&self) -> usize {
        MAX_DEPTH.saturating_sub(self.depth)
    }

    /// What follows.
    pub(super) fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    /// Goes over white space; `false` at the end of the file.
    pub(super) fn skip_space(&mut self) -> bool {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.peek() {
            self.at += 1;
        }
        self.at < self.bytes.len()
    }

    /// The next byte.
    pub(super) fn peek(&self) -> Option<u8> {
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

    pub(super) fn fault_at(&self, at: usize, code: &'static str, message: &'static str) -> Fault {
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

    /// Now and then looks at whether reading should stop, or too much was met.
    pub(super) fn check(&mut self) -> Result<(), Fault> {
        if self.at < self.reported + PROGRESS_STEP {
            return Ok(());
        }
        self.reported = self.at;
        if self.progress.is_cancelled() {
            return Err(self.cancelled());
        }
        self.check_counts()
    }

    /// That somebody stopped reading here.
    pub(super) fn cancelled(&self) -> Fault {
        self.fault_at(self.at, "E_CANCELLED", "format-cancelled")
    }

    /// Refuses what is over a limit.
    pub(super) fn check_counts(&self) -> Result<(), Fault> {
        if self.counts.is_too_many() {
            return Err(self.fault_at(self.at.min(self.bytes.len()), "E_SIZE_LIMIT", "format-too-many-parts"));
        }
        Ok(())
    }

    /// The next value.
    pub(super) fn value(&mut self) -> Result<Node, Fault> {
        self.skip_space();
        self.check()?;
        let start = self.at;
        let kind = match self.peek() {
            Some(b'{') => self.object(&mut |scanner, key| scanner.member(key))?,
            Some(b'[') => match self.series() {
                Some(series) => series,
                None => self.nested(Self::array)?,
            },
            Some(b'"') => {
                self.text()?;
                Kind::Text
            }
            Some(b'-' | b'0'..=b'9') => Kind::Number(self.number()?),
            _ => self.word()?,
        };
        Ok(Node {
            start: offset(start),
            end: offset(self.at),
            kind,
        })
    }

    /// The value of a member; below `coordinates` and `data` stands what is read in one go.
    pub(super) fn member(&mut self, key: Key) -> Result<Node, Fault> {
        match key.spelling(self.bytes) {
            _ if self.keeps_all => self.value(),
            b"coordinates" => {
                self.skip_space();
                let start = self.at;
                if let Some(coordinates) = self.positions()? {
                    return Ok(Node {
                        start: offset(start),
                        end: offset(self.at),
                        kind: Kind::Coordinates(Box::new(coordinates)),
                    });
                }
                self.coordinates += 1;
                let value = self.value();
                self.coordinates -= 1;
                value
            }
            b"data" => {
                self.tables += 1;
                let value = self.value();
                self.tables -= 1;
                value
            }
            _ => self.value(),
        }
    }

    /// Goes over the next value and sees that it is right.
    pub(super) fn skip(&mut self) -> Result<(), Fault> {
        self.skip_space();
        self.check()?;
        match self.peek() {
            Some(b'{') => self.nested(|scanner| {
                let first = scanner.keys.len();
                let done = scanner.each_member(&mut |scanner, key| {
                    scanner.keys.push(key);
                    scanner.skip_member(key)
                });
                scanner.close_keys(first);
                done
            }),
            Some(b'[') if self.coordinates == 0 && self.skip_numbers() => Ok(()),
            Some(b'[') => self.nested(|scanner| {
                scanner.count_list();
                scanner.each_entry(Self::skip)
            }),
            Some(b'"') => self.text().map(|_| ()),
            Some(b'-' | b'0'..=b'9') => self.number().map(|_| ()),
            _ => self.word().map(|_| ()),
        }
    }

    /// Forgets the keys of an object that was gone over, but for those that stand twice in it.
    fn close_keys(&mut self, first: usize) {
        let keys = self.keys.get(first..).unwrap_or_default();
        if keys.len() > 1 {
            self.repeated.extend(repeated(keys, self.bytes));
        }
        self.keys.truncate(first);
    }

    /// Goes over the members of an object and keeps the values that are asked for; of the others, which are only checked, it tells
    /// where they stand.
    pub(super) fn pick(
        &mut self,
        wanted: &mut dyn FnMut(&[u8], Key) -> bool,
        passed: Passed<'_>,
    ) -> Result<Box<[Member]>, Fault> {
        let mut picked = Vec::with_capacity(1);
        self.nested(|scanner| {
            let first = scanner.keys.len();
            scanner.each_member(&mut |scanner, key| {
                scanner.keys.push(key);
                if wanted(scanner.bytes, key) {
                    let value = scanner.value()?;
                    picked.push(Member { key, value });
                    return Ok(());
                }
                scanner.skip_space();
                let start = offset(scanner.at);
                scanner.skip_member(key)?;
                passed(scanner.bytes, key, (start, offset(scanner.at)));
                Ok(())
            })?;
            scanner.close_keys(first);
            Ok(())
        })?;
        Ok(picked.into_boxed_slice())
    }

    /// Goes over the value of a member.
    pub(super) fn skip_member(&mut self, key: Key) -> Result<(), Fault> {
        let is_coordinates = usize::from(key.spelling(self.bytes) == b"coordinates");
        self.coordinates += is_coordinates;
        let skipped = self.skip();
        self.coordinates -= is_coordinates;
        skipped
    }

    /// Counts a list of coordinates: a position where it begins with a number, otherwise a ring.
    fn count_list(&mut self) {
        if self.coordinates > 0 {
            self.skip_space();
            match self.peek() {
                Some(b'-' | b'0'..=b'9') => self.counts.positions += 1,
                _ => self.counts.rings += 1,
            }
        }
    }

    fn nested<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, Fault>) -> Result<T, Fault> {
        if self.depth >= MAX_DEPTH {
            return Err(self.fault_at(self.at, "E_DEPTH_LIMIT", "format-json-depth"));
        }
        self.depth += 1;
        self.at += 1;
        let result = read(self);
        self.depth -= 1;
        result
    }

    fn array(&mut self) -> Result<Kind, Fault> {
        self.count_list();
        let first = self.nodes.len();
        self.each_entry(|scanner| {
            let entry = scanner.value()?;
            scanner.nodes.push(entry);
            Ok(())
        })?;
        Ok(Kind::Array(self.nodes.drain(first..).collect()))
    }

    /// A list of a table, in one go: numbers from 0 on and `null`; `None` where it holds anything else.
    fn series(&mut self) -> Option<Kind> {
        if self.tables == 0 {
            return None;
        }
        let mut numbers = std::mem::take(&mut self.numbers);
        numbers.clear();
        let is_read = self.number_list(|number| numbers.push(number));
        let series = is_read.map(|()| Kind::Series(numbers.as_slice().into()));
        self.numbers = numbers;
        series
    }

    /// Goes over a list of numbers from 0 on and `null`; `false`, with nothing done, where it holds anything else.
    fn skip_numbers(&mut self) -> bool {
        self.number_list(|_| ()).is_some()
    }

    fn number_list(&mut self, mut keep: impl FnMut(f64)) -> Option<()> {
        if self.depth_left() == 0 {
            return None;
        }
        let mut rest = after_space(self.rest().get(1..)?);
        loop {
            match rest {
                [b'0'..=b'9', ..] => {
                    let (number, after) = digits::decimal(rest)?;
                    keep(number);
                    rest = after;
                }
                [b'n', b'u', b'l', b'l', after @ ..] => {
                    keep(f64::NAN);
                    rest = after;
                }
                _ => return None,
            }
            match after_space(rest) {
                [b',', after @ ..] => rest = after_space(after),
                [b']', after @ ..] => {
                    self.at = self.bytes.len() - after.len();
                    return Some(());
                }
                _ => return None,
            }
        }
    }

    /// An object whose members' values are read as the visitor says.
    pub(super) fn object(&mut self, visit: Visit<'_, 'a>) -> Result<Kind, Fault> {
        let first = self.members.len();
        self.nested(|scanner| {
            scanner.each_member(&mut |scanner, key| {
                let value = visit(scanner, key)?;
                scanner.members.push(Member { key, value });
                Ok(())
            })
        })?;
        Ok(Kind::Object(self.members.drain(first..).collect()))
    }

    fn each_entry(&mut self, mut read: impl FnMut(&mut Self) -> Result<(), Fault>) -> Result<(), Fault> {
        self.skip_space();
        if self.peek() == Some(b']') {
            self.at += 1;
            return Ok(());
        }
        loop {
            read(self)?;
            if !self.goes_on(b']')? {
                return Ok(());
            }
        }
    }

    fn each_member(&mut self, read: &mut dyn FnMut(&mut Self, Key) -> Result<(), Fault>) -> Result<(), Fault> {
        self.skip_space();
        if self.peek() == Some(b'}') {
            self.at += 1;
            return Ok(());
        }
        loop {
            let key = self.key()?;
            read(self, key)?;
            if !self.goes_on(b'}')? {
                return Ok(());
            }
        }
    }

    /// A key and the colon after it.
    pub(super) fn key(&mut self) -> Result<Key, Fault> {
        self.skip_space();
        if self.peek() != Some(b'"') {
            return Err(self.fault("format-json-expected-key"));
        }
        let start = offset(self.at);
        let is_escaped = self.text()?;
        let end = offset(self.at);
        self.skip_space();
        if self.peek() != Some(b':') {
            return Err(self.fault("format-json-expected-colon"));
        }
        self.at += 1;
        self.counts.keys += 1;
        Ok(Key { start, end, is_escaped })
    }

    /// Whether a comma follows (then another entry must), or the list closes.
    pub(super) fn goes_on(&mut self, close: u8) -> Result<bool, Fault> {
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
}

/// What follows after white space.
pub(super) fn after_space(mut rest: &[u8]) -> &[u8] {
    while let [b' ' | b'\n' | b'\r' | b'\t', after @ ..] = rest {
        rest = after;
    }
    rest
}

/// An offset within the size limit of 256 MB.
pub(super) fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
