//! Lists of positions, read from bytes straight into corners, as long as they are what nearly all files hold.
//!
//! Anything else (a text among the numbers, an empty ring, an exponent) is left to `scanner`, which keeps the place of every value,
//! so that `geometry` can say what is wrong.

use geo::Coord;

use super::digits;
use super::json::Fault;
use super::scanner::{Scanner, after_space, offset};

/// How deep lists of positions lie in each other at most: those of a `MultiPolygon`.
const DEEPEST: usize = 4;

/// A list of positions, or of lists of them.
#[derive(Debug, Default)]
pub(super) struct Coordinates {
    /// How deep positions lie: 1 for a position itself, 2 for a list of them, 3 and 4 for lists of lists.
    pub depth: usize,
    /// The position, for depth 1.
    pub position: Option<Coord<f64>>,
    /// The innermost lists of positions, in order.
    pub rings: Vec<Ring>,
    /// Where each list of rings begins, and how many rings stand before its end; for depth 4.
    pub parts: Vec<Part>,
    /// The largest longitude without its sign.
    pub widest: f64,
    /// The largest latitude without its sign.
    pub highest: f64,
    /// Whether a position has more than three numbers.
    pub has_more: bool,
}

/// One list of positions.
#[derive(Debug)]
pub(super) struct Ring {
    /// The first byte.
    pub at: u32,
    /// The positions, without what follows longitude and latitude.
    pub corners: Vec<Coord<f64>>,
}

/// One list of rings.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    /// The first byte.
    pub at: u32,
    /// How many rings stand before its end.
    pub end: usize,
}

impl Scanner<'_> {
    /// Reads the list that begins at the next byte; `None`, with nothing read, where it is not all positions.
    pub(super) fn positions(&mut self) -> Result<Option<Coordinates>, Fault> {
        let start = self.at;
        let counts = self.counts;
        let depth = brackets(self.rest());
        if depth == 0 || depth > DEEPEST.min(self.depth_left()) {
            return Ok(None);
        }
        let mut found = Coordinates {
            depth,
            ..Coordinates::default()
        };
        let is_read = match depth {
            1 => self.corner(&mut found),
            2 => self.ring(&mut found)?,
            3 => self.each(|scanner| scanner.ring(&mut found))?,
            _ => self.each(|scanner| {
                let at = offset(scanner.at);
                let is_read = scanner.each(|scanner| scanner.ring(&mut found))?;
                found.parts.push(Part {
                    at,
                    end: found.rings.len(),
                });
                Ok(is_read)
            })?,
        };
        if is_read {
            return Ok(Some(found));
        }
        self.at = start;
        self.counts = counts;
        Ok(None)
    }

    /// The entries of a list that is not empty; `false` where one is not what was expected.
    fn each(&mut self, mut read: impl FnMut(&mut Self) -> Result<bool, Fault>) -> Result<bool, Fault> {
        if self.peek() != Some(b'[') {
            return Ok(false);
        }
        self.counts.rings += 1;
        self.at += 1;
        loop {
            self.skip_space();
            if !read(self)? {
                return Ok(false);
            }
            self.skip_space();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b']') => {
                    self.at += 1;
                    return Ok(true);
                }
                _ => return Ok(false),
            }
        }
    }

    fn ring(&mut self, found: &mut Coordinates) -> Result<bool, Fault> {
        self.check()?;
        found.rings.push(Ring {
            at: offset(self.at),
            corners: Vec::new(),
        });
        let is_read = self.each(|scanner| {
            let is_read = scanner.corner(found);
            scanner.check()?;
            Ok(is_read)
        })?;
        if let Some(ring) = found.rings.last_mut() {
            ring.corners.shrink_to_fit();
        }
        Ok(is_read)
    }

    /// One position: two numbers, and more that are passed over.
    fn corner(&mut self, found: &mut Coordinates) -> bool {
        let Some((corner, length, after)) = position(self.rest()) else {
            return false;
        };
        self.at = self.bytes.len() - after.len();
        self.counts.positions += 1;
        found.widest = found.widest.max(corner.x.abs());
        found.highest = found.highest.max(corner.y.abs());
        found.has_more |= length > 3;
        match found.rings.last_mut() {
            Some(ring) => ring.corners.push(corner),
            None => found.position = Some(corner),
        }
        true
    }
}

/// How many brackets open before anything else.
fn brackets(mut rest: &[u8]) -> usize {
    let mut count = 0;
    while let [b'[', after @ ..] = rest {
        count += 1;
        rest = after_space(after);
        if count > DEEPEST {
            break;
        }
    }
    count
}

/// Longitude and latitude, how many numbers stand in the position, and what follows it.
fn position(rest: &[u8]) -> Option<(Coord<f64>, usize, &[u8])> {
    let [b'[', rest @ ..] = rest else { return None };
    let (x, rest) = digits::decimal(after_space(rest))?;
    let [b',', rest @ ..] = after_space(rest) else {
        return None;
    };
    let (y, rest) = digits::decimal(after_space(rest))?;
    let mut rest = after_space(rest);
    let mut length = 2;
    loop {
        match rest {
            [b']', rest @ ..] => return Some((Coord { x, y }, length, rest)),
            [b',', after @ ..] => {
                length += 1;
                rest = after_space(digits::decimal(after_space(after))?.1);
            }
            _ => return None,
        }
    }
}
