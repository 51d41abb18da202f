//! Finds members that are entered twice: names that are alike at places that are near.
//!
//! Members are put into blocks by place and by the beginnings of the words of their names, and only members of one block are compared,
//! so that the work grows with the members and not with their square. Whether two entries are one member a person decides; making
//! them one is the business of `merge`.

pub mod merge;
mod names;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::Session;
use crate::analysis::geodesy::{chord_squared_of_km, great_circle_km, unit_vector};
use crate::document::{Document, Member, MemberId};
use crate::format::Progress;
use names::Comparable;

/// So many pairs are listed; the rest is counted.
const MOST_PAIRS: usize = 2_000;
/// In a block of more members each is compared with its neighbors by name only.
const LARGE_BLOCK: usize = 600;
/// So many neighbors.
const NEIGHBORS: usize = 30;
/// Names of members without a place must be alike at least so much: nothing else speaks for it.
const ALIKE_BY_NAME_ALONE: f64 = 0.95;

/// What counts as a possible duplicate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rule {
    /// How alike the names must be, 0 to 1.
    pub least_alike: f64,
    /// How far apart the places may be, in km.
    pub most_apart_km: f64,
}

impl Default for Rule {
    fn default() -> Self {
        Self {
            least_alike: 0.85,
            most_apart_km: 5.0,
        }
    }
}

/// Two members that may be one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// The one that stands earlier in the file.
    pub first: MemberId,
    /// The other.
    pub second: MemberId,
    /// How alike their names are, 0 to 1.
    pub alike: f64,
    /// How far apart they are, in km; `None` where one has no place.
    pub apart_km: Option<f64>,
}

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// The pairs, the most alike first, those of equal names the nearest first.
    pub pairs: Vec<Pair>,
    /// How many there are, those not listed included.
    pub total: usize,
}

/// Work for a thread: the members as they are now.
#[derive(Debug)]
pub struct DuplicatesRequest {
    document: Arc<Document>,
    rule: Rule,
}

impl DuplicatesRequest {
    /// Searches. Pure: the same request gives the same answer on any number of threads; `None` where it was stopped.
    #[must_use]
    pub fn carry_out(&self, progress: &dyn Progress) -> Option<Found> {
        find(&self.document, self.rule, progress)
    }
}

impl Session {
    /// The search for members that are entered twice, in the document as it is now.
    #[must_use]
    pub fn duplicates_request(&self, rule: Rule) -> DuplicatesRequest {
        DuplicatesRequest {
            document: Arc::clone(&self.document),
            rule,
        }
    }
}

/// A member as far as it is compared.
struct Entry<'d> {
    id: MemberId,
    member: &'d Member,
    name: Comparable,
}

/// Members that may be alike: those of one cell of the earth, or of none, whose names have a beginning in common.
type Block = (Option<[i32; 3]>, u64);

/// Members that may be one by this rule. Two members are compared where their names share the first three letters of a word; both have
/// a place at most `most_apart_km` apart, or one has none and the towns do not differ.
#[must_use]
pub fn find(document: &Document, rule: Rule, progress: &dyn Progress) -> Option<Found> {
    let members: Vec<(usize, &Member)> = document.members.iter().enumerate().collect();
    let entries: Option<Vec<Option<Entry<'_>>>> = members
        .par_iter()
        .map(|&(position, member)| (!progress.is_cancelled()).then(|| named(position, member)))
        .collect();
    let entries: Vec<Entry<'_>> = entries?.into_iter().flatten().collect();
    let blocks = blocks(&entries, rule.most_apart_km, progress)?;
    let (done, all) = (AtomicUsize::new(0), blocks.len());
    let listed: Vec<(&Block, &Vec<usize>)> = blocks.iter().collect();
    let found: Option<Vec<Vec<Pair>>> = listed
        .par_iter()
        .map(|(block, members)| {
            progress.report(done.fetch_add(1, Ordering::Relaxed), all);
            let mut found = Vec::new();
            let compare = |one, other| found.extend(pair(&entries, (one, other), rule));
            compared(members, &near(block, &blocks), (&entries, progress), compare);
            (!progress.is_cancelled()).then_some(found)
        })
        .collect();
    let mut pairs: Vec<Pair> = found?.into_iter().flatten().collect();
    let apart = |pair: &Pair| pair.apart_km.unwrap_or(f64::INFINITY);
    pairs.sort_by(|a, b| {
        let by_worth = b.alike.total_cmp(&a.alike).then(apart(a).total_cmp(&apart(b)));
        by_worth.then((a.first, a.second).cmp(&(b.first, b.second)))
    });
    // Two names that share several beginnings meet in several blocks.
    pairs.dedup_by_key(|pair| (pair.first, pair.second));
    let total = pairs.len();
    pairs.truncate(MOST_PAIRS);
    Some(Found { pairs, total })
}

fn named(position: usize, member: &Member) -> Option<Entry<'_>> {
    Some(Entry {
        id: MemberId::at(position),
        member,
        name: Comparable::of(&member.name)?,
    })
}

/// The members by cell and beginning; `None` where the search was stopped. A cell is a cube round the earth's surface whose edge is the greatest distance, so that near
/// places lie in one cell or in neighbors. Where some members have no place, all are also kept by the start of their names.
fn blocks(entries: &[Entry<'_>], most_apart_km: f64, progress: &dyn Progress) -> Option<BTreeMap<Block, Vec<usize>>> {
    let edge = chord_squared_of_km(most_apart_km.max(0.01)).sqrt();
    #[expect(
        clippy::cast_possible_truncation,
        reason = "at most a hundred million cells along an axis"
    )]
    let cell = |coordinate: f64| (coordinate / edge).floor() as i32;
    let has_unplaced = entries.iter().any(|entry| entry.member.position.is_none());
    let mut blocks: BTreeMap<Block, Vec<usize>> = BTreeMap::new();
    for (at, entry) in entries.iter().enumerate() {
        if progress.is_cancelled() {
            return None;
        }
        if let Some(place) = entry.member.position {
            let cell = unit_vector(place).map(cell);
            for beginning in entry.name.beginnings() {
                blocks.entry((Some(cell), beginning)).or_default().push(at);
            }
        }
        if has_unplaced {
            blocks.entry((None, entry.name.start())).or_default().push(at);
        }
    }
    Some(blocks)
}

/// The members of the same beginning in the neighboring cells; of two neighbors only one looks at the other.
fn near(block: &Block, blocks: &BTreeMap<Block, Vec<usize>>) -> Vec<usize> {
    let (Some([x, y, z]), beginning) = block else {
        return Vec::new();
    };
    // Of the 27 cells around those that come after this one: 0 to 26 in threes, the own cell being the 13th.
    (14..27)
        .map(|code| [code / 9 - 1, code / 3 % 3 - 1, code % 3 - 1])
        .filter_map(|[dx, dy, dz]| blocks.get(&(Some([x + dx, y + dy, z + dz]), *beginning)))
        .flatten()
        .copied()
        .collect()
}

/// Compares the pairs of a block: all, or in a large block those near each other by name. It ends early where the search was stopped.
fn compared(
    own: &[usize],
    near: &[usize],
    (entries, progress): (&[Entry<'_>], &dyn Progress),
    mut compare: impl FnMut(usize, usize),
) {
    let mut sorted: Vec<usize> = Vec::new();
    let is_large = own.len() + near.len() > LARGE_BLOCK;
    if is_large {
        sorted.extend(own.iter().chain(near));
        let order = |at: &usize| entries.get(*at).map(|entry| entry.name.order());
        sorted.sort_by(|a, b| order(a).cmp(&order(b)).then(a.cmp(b)));
    }
    let (firsts, neighbors) = if is_large {
        (sorted.as_slice(), NEIGHBORS)
    } else {
        (own, own.len())
    };
    let across = if is_large { &[] } else { near };
    for (position, one) in firsts.iter().enumerate() {
        if progress.is_cancelled() {
            return;
        }
        let next = firsts.iter().skip(position + 1).take(neighbors);
        for other in next.chain(across) {
            compare(*one, *other);
        }
    }
}

/// The pair where two members may be one.
fn pair(entries: &[Entry<'_>], (one, other): (usize, usize), rule: Rule) -> Option<Pair> {
    let (one, other) = (entries.get(one.min(other))?, entries.get(one.max(other))?);
    let places = one.member.position.zip(other.member.position);
    let least = match places {
        Some(_) => rule.least_alike,
        None => rule.least_alike.max(ALIKE_BY_NAME_ALONE),
    };
    if !one.name.may_be_alike(&other.name, least) {
        return None;
    }
    let apart_km = places.map(|(from, to)| great_circle_km(from, to));
    if apart_km.is_some_and(|apart| apart > rule.most_apart_km) {
        return None;
    }
    let towns = one.member.town.as_ref().zip(other.member.town.as_ref());
    if apart_km.is_none() && towns.is_some_and(|(a, b)| a.to_lowercase() != b.to_lowercase()) {
        return None;
    }
    let alike = one.name.alike(&other.name, least);
    (alike >= least).then_some(Pair {
        first: one.id,
        second: other.id,
        alike,
        apart_km,
    })
}
