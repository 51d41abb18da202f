//! The search where all lengths are small whole numbers: whoever waits at one distance waits in one bucket (Dial 1969), and equal is
//! equal.
//!
//! Lengths that are no such numbers are the business of [`super::by_length`].

use super::by_length::Lengths;
use crate::analysis::network::graph::{Network, compact, wide};

/// Lengths up to this have buckets; beyond it a heap is faster than looking into empty ones.
const LONGEST: u32 = 1 << 14;

/// Every tie from both ends with its length, and the longest.
pub(super) struct WholeLengths {
    starts: Vec<usize>,
    arcs: Vec<(u32, u32)>,
    longest: u32,
}

impl WholeLengths {
    /// `None` where lengths are not whole numbers, or too large ones.
    pub(super) fn of(network: &Network, lengths: &Lengths) -> Option<Self> {
        let mut starts = vec![0];
        let mut arcs: Vec<(u32, u32)> = Vec::with_capacity(2 * network.tie_count());
        for member in 0..network.member_count() {
            for (partner, weight) in network.partners(member) {
                arcs.push((compact(*partner), lengths.whole(*weight)?));
            }
            starts.push(arcs.len());
        }
        let divisor = arcs
            .iter()
            .fold(0, |divisor, (_, length)| common_divisor(divisor, *length));
        for (_, length) in &mut arcs {
            *length = length.checked_div(divisor)?;
        }
        let longest = arcs.iter().map(|(_, length)| *length).max()?;
        let farthest = u64::from(longest) * network.member_count() as u64;
        (longest <= LONGEST && farthest < u64::from(UNREACHED)).then_some(Self { starts, arcs, longest })
    }

    fn arcs(&self, member: usize) -> &[(u32, u32)] {
        let range = self.starts.get(member).zip(self.starts.get(member + 1));
        range
            .and_then(|(start, end)| self.arcs.get(*start..*end))
            .unwrap_or_default()
    }
}

fn common_divisor(a: u32, b: u32) -> u32 {
    let (mut divisor, mut rest) = (a, b);
    while rest != 0 {
        (divisor, rest) = (rest, divisor % rest);
    }
    divisor
}

/// A distance that no member has.
const UNREACHED: u32 = u32::MAX;

/// One search with the counts of shortest ways; kept between sources.
pub(super) struct WholeSearch<'a> {
    lengths: &'a WholeLengths,
    distances: Vec<u32>,
    /// How many shortest ways lead here.
    ways: Vec<f64>,
    dependencies: Vec<f64>,
    /// Who was reached, the nearest first.
    order: Vec<u32>,
    /// Who waits at each distance from the present one on, in a circle.
    buckets: Vec<Vec<u32>>,
}

impl<'a> WholeSearch<'a> {
    pub(super) fn new(lengths: &'a WholeLengths, count: usize) -> Self {
        Self {
            lengths,
            distances: vec![UNREACHED; count],
            ways: vec![0.0; count],
            dependencies: vec![0.0; count],
            order: Vec::with_capacity(count),
            buckets: vec![Vec::new(); wide(lengths.longest) + 1],
        }
    }

    /// Adds what one source gives.
    pub(super) fn add(&mut self, source: usize, total: &mut [f64]) {
        self.walk_out(source);
        self.walk_back(total);
        for member in &self.order {
            if let Some(distance) = self.distances.get_mut(wide(*member)) {
                *distance = UNREACHED;
            }
        }
    }

    fn walk_out(&mut self, source: usize) {
        self.order.clear();
        let (Some(own), Some(ways), Some(bucket)) = (
            self.distances.get_mut(source),
            self.ways.get_mut(source),
            self.buckets.first_mut(),
        ) else {
            return;
        };
        (*own, *ways) = (0, 1.0);
        bucket.push(compact(source));
        let (mut waiting, mut distance, mut place) = (1, 0, 0);
        let mut now = Vec::new();
        while waiting > 0 {
            if let Some(bucket) = self.buckets.get_mut(place) {
                std::mem::swap(bucket, &mut now);
            }
            waiting -= now.len();
            for member in now.drain(..) {
                waiting += self.reach(wide(member), (distance, place));
            }
            distance += 1;
            place += 1;
            if place == self.buckets.len() {
                place = 0;
            }
        }
    }

    /// Goes on from a member that waited at a distance, unless it was nearer; how many wait now that did not.
    fn reach(&mut self, member: usize, (distance, place): (u32, usize)) -> usize {
        if self.distances.get(member) != Some(&distance) {
            return 0;
        }
        self.order.push(compact(member));
        let ways_here = self.ways.get(member).copied().unwrap_or(0.0);
        if let Some(dependency) = self.dependencies.get_mut(member) {
            *dependency = 0.0;
        }
        let circle = self.buckets.len();
        let mut added = 0;
        for (partner, length) in self.lengths.arcs(member) {
            let (along, at) = (distance + length, wide(*partner));
            let (Some(known), Some(ways)) = (self.distances.get_mut(at), self.ways.get_mut(at)) else {
                continue;
            };
            if along < *known {
                (*known, *ways) = (along, ways_here);
                let ahead = place + wide(*length);
                let bucket = if ahead < circle { ahead } else { ahead - circle };
                if let Some(bucket) = self.buckets.get_mut(bucket) {
                    bucket.push(*partner);
                    added += 1;
                }
            } else if along == *known {
                *ways += ways_here;
            }
        }
        added
    }

    /// From the farthest in; the source itself is between nobody.
    fn walk_back(&mut self, total: &mut [f64]) {
        for member in self.order.iter().skip(1).rev() {
            let member = wide(*member);
            let own = (
                self.distances.get(member),
                self.ways.get(member),
                self.dependencies.get(member),
            );
            let (Some(distance), Some(ways), Some(dependency)) = own else {
                continue;
            };
            let (distance, dependency) = (*distance, *dependency);
            let share = (1.0 + dependency) / ways;
            if let Some(total) = total.get_mut(member) {
                *total += dependency;
            }
            for (partner, length) in self.lengths.arcs(member) {
                let at = wide(*partner);
                if self.distances.get(at).is_some_and(|before| before + length == distance)
                    && let (Some(ways), Some(dependency)) = (self.ways.get(at), self.dependencies.get_mut(at))
                {
                    *dependency += ways * share;
                }
            }
        }
    }
}
