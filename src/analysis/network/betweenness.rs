//! On how many shortest ways a member stands between two others (Freeman 1979), by Brandes' accumulation (2001).
//!
//! Own code: the crates of the field compare float lengths for equality and miss ways of equal length. Here lengths are whole
//! numbers wherever the weights allow it, and otherwise equal within a relative 1e-10.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use rayon::prelude::*;

use super::graph::{Network, compact, wide};
use crate::analysis::numbers::of_count;

/// Into how many parts the sources are divided, whatever the number of threads, so that sums come out the same.
const PARTS: usize = 64;

/// Above this the sum of lengths might not be a whole number that a float holds exactly.
const LARGEST_EXACT: f64 = 9_007_199_254_740_992.0;

/// Lengths closer than this share of them count as equal.
const TOLERANCE: f64 = 1e-10;

/// Betweenness of each member where every tie is one step, divided by `(n − 1)(n − 2) / 2`; 0 for two members or fewer.
///
/// `O(n m)`. Oracle: networkx, igraph.
#[must_use]
pub fn betweenness(network: &Network) -> Vec<f64> {
    let count = network.member_count();
    let components = network.components();
    let mut sizes = vec![0_usize; count];
    for component in &components {
        if let Some(size) = sizes.get_mut(*component) {
            *size += 1;
        }
    }
    normalized(over_sources(count, |sources, total| {
        let mut search = Search::new(count);
        for source in sources {
            let component = components.get(source).copied().unwrap_or_default();
            let most = sizes.get(component).copied().unwrap_or(count);
            search.add(network, (source, most), total);
        }
    }))
}

/// Betweenness where a tie is as long as one over its weight, so that strong ties are short; divided as [`betweenness`].
///
/// `O(n m + n² log n)`. Whole weights are compared exactly: all lengths are multiplied by the least common multiple of the
/// weights. Oracle: igraph.
#[must_use]
pub fn betweenness_weighted(network: &Network) -> Vec<f64> {
    let count = network.member_count();
    let lengths = Lengths::of(network);
    normalized(over_sources(count, |sources, total| {
        let mut search = WeightedSearch::new(count);
        for source in sources {
            search.add(network, &lengths, source, total);
        }
    }))
}

/// Runs all sources in a fixed number of parts and adds the parts up in their order.
fn over_sources(count: usize, run: impl Fn(std::ops::Range<usize>, &mut [f64]) + Sync) -> Vec<f64> {
    let size = count.div_ceil(PARTS).max(1);
    let parts: Vec<Vec<f64>> = (0..count.div_ceil(size))
        .into_par_iter()
        .map(|part| {
            let mut total = vec![0.0; count];
            run(part * size..((part + 1) * size).min(count), &mut total);
            total
        })
        .collect();
    let mut totals = vec![0.0; count];
    for part in parts {
        for (total, own) in totals.iter_mut().zip(part) {
            *total += own;
        }
    }
    totals
}

/// Every pair was met from both of its ends, so the totals are twice too large, as is the divisor.
fn normalized(mut totals: Vec<f64>) -> Vec<f64> {
    let count = of_count(totals.len());
    let divisor = (count - 1.0) * (count - 2.0);
    for total in &mut totals {
        *total = if totals_are_defined(count) {
            *total / divisor
        } else {
            0.0
        };
    }
    totals
}

fn totals_are_defined(count: f64) -> bool {
    count > 2.0
}

/// A level that no member has.
const UNSEEN: u32 = u32::MAX;

/// One breadth-first search with the counts of shortest ways; kept between sources.
struct Search {
    levels: Vec<u32>,
    /// How many shortest ways lead here.
    ways: Vec<f64>,
    /// `(1 + dependency) / ways` of the members one level farther out, 0 of all others.
    weights: Vec<f64>,
    order: Vec<u32>,
    /// Where each level begins in `order`.
    level_starts: Vec<usize>,
    fresh: Vec<f64>,
}

impl Search {
    fn new(count: usize) -> Self {
        Self {
            levels: vec![UNSEEN; count],
            ways: vec![0.0; count],
            weights: vec![0.0; count],
            order: Vec::with_capacity(count),
            level_starts: Vec::new(),
            fresh: Vec::new(),
        }
    }

    /// Adds what one source gives; `most` is how many members it reaches.
    fn add(&mut self, network: &Network, (source, most): (usize, usize), total: &mut [f64]) {
        self.walk_out(network, source, most);
        self.walk_back(network, total);
        for member in &self.order {
            if let Some(level) = self.levels.get_mut(wide(*member)) {
                *level = UNSEEN;
            }
        }
    }

    fn walk_out(&mut self, network: &Network, source: usize, most: usize) {
        self.order.clear();
        self.level_starts.clear();
        if let (Some(level), Some(ways)) = (self.levels.get_mut(source), self.ways.get_mut(source)) {
            *level = 0;
            *ways = 1.0;
            self.order.push(compact(source));
        }
        let mut begin = 0;
        let mut next_level = 1;
        while begin < self.order.len() {
            self.level_starts.push(begin);
            let end = self.order.len();
            if end == most {
                // Everybody is found: the ties of the farthest level lead nowhere new.
                return;
            }
            for place in begin..end {
                let Some(member) = self.order.get(place).map(|member| wide(*member)) else {
                    continue;
                };
                let ways_here = self.ways.get(member).copied().unwrap_or(0.0);
                for neighbor in network.neighbors(member) {
                    let at = wide(*neighbor);
                    let (Some(level), Some(ways)) = (self.levels.get_mut(at), self.ways.get_mut(at)) else {
                        continue;
                    };
                    if *level == UNSEEN {
                        *level = next_level;
                        *ways = ways_here;
                        self.order.push(*neighbor);
                    } else if *level == next_level {
                        *ways += ways_here;
                    }
                }
            }
            begin = end;
            next_level += 1;
        }
    }

    /// Level by level from the farthest in: only members of the level before stand in `weights`, so that the sum over all
    /// partners is the sum over those farther out, without a question asked. The source itself is between nobody.
    fn walk_back(&mut self, network: &Network, total: &mut [f64]) {
        let mut end = self.order.len();
        let mut outer: &[u32] = &[];
        for begin in self.level_starts.iter().skip(1).rev() {
            let members = self.order.get(*begin..end).unwrap_or_default();
            self.fresh.clear();
            for member in members {
                let at = wide(*member);
                // Beyond the farthest level stands nobody, and a tenth of all ties need not be looked at.
                let beyond: f64 = if outer.is_empty() {
                    0.0
                } else {
                    let weight = |neighbor: &u32| self.weights.get(wide(*neighbor)).copied().unwrap_or(0.0);
                    network.neighbors(at).iter().map(weight).sum()
                };
                let ways = self.ways.get(at).copied().unwrap_or(1.0);
                let dependency = ways * beyond;
                if let Some(total) = total.get_mut(at) {
                    *total += dependency;
                }
                self.fresh.push((1.0 + dependency) / ways);
            }
            for member in outer {
                if let Some(weight) = self.weights.get_mut(wide(*member)) {
                    *weight = 0.0;
                }
            }
            for (member, fresh) in members.iter().zip(&self.fresh) {
                if let Some(weight) = self.weights.get_mut(wide(*member)) {
                    *weight = *fresh;
                }
            }
            outer = members;
            end = *begin;
        }
        for member in outer {
            if let Some(weight) = self.weights.get_mut(wide(*member)) {
                *weight = 0.0;
            }
        }
    }
}

/// How long ties are.
struct Lengths {
    /// Tie weights are divided into this.
    dividend: f64,
    /// Lengths closer than this share of them count as equal; 0 where they are whole numbers.
    tolerance: f64,
}

impl Lengths {
    fn of(network: &Network) -> Self {
        let weights = (0..network.member_count()).flat_map(|member| network.partners(member));
        let multiple = weights
            .map(|(_, weight)| whole(*weight))
            .try_fold(1_u64, |multiple, weight| least_common_multiple(multiple, weight?));
        let exact = multiple
            .map(|multiple| multiple as f64)
            .filter(|multiple| multiple * of_count(network.member_count()) < LARGEST_EXACT);
        match exact {
            Some(dividend) => Self {
                dividend,
                tolerance: 0.0,
            },
            None => Self {
                dividend: 1.0,
                tolerance: TOLERANCE,
            },
        }
    }
}

/// The weight as a whole number, where it is a small one.
fn whole(weight: f64) -> Option<u64> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 1 and a million, and whole"
    )]
    let rounded = ((1.0..=1e6).contains(&weight) && weight.fract() == 0.0).then_some(weight as u64);
    rounded
}

fn least_common_multiple(a: u64, b: u64) -> Option<u64> {
    let (mut divisor, mut rest) = (a, b);
    while rest != 0 {
        (divisor, rest) = (rest, divisor % rest);
    }
    (a / divisor.max(1)).checked_mul(b)
}

/// A member waiting at a distance; the nearest first, of equally near ones the one with the lower index.
#[derive(PartialEq)]
struct Waiting {
    distance: f64,
    member: u32,
}

impl Eq for Waiting {}

impl PartialOrd for Waiting {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Waiting {
    fn cmp(&self, other: &Self) -> Ordering {
        self.distance
            .total_cmp(&other.distance)
            .then(self.member.cmp(&other.member))
    }
}

/// One search by length with the counts of shortest ways; kept between sources.
struct WeightedSearch {
    distances: Vec<f64>,
    ways: Vec<f64>,
    dependencies: Vec<f64>,
    order: Vec<u32>,
    heap: BinaryHeap<Reverse<Waiting>>,
}

impl WeightedSearch {
    fn new(count: usize) -> Self {
        Self {
            distances: vec![f64::INFINITY; count],
            ways: vec![0.0; count],
            dependencies: vec![0.0; count],
            order: Vec::with_capacity(count),
            heap: BinaryHeap::new(),
        }
    }

    fn add(&mut self, network: &Network, lengths: &Lengths, source: usize, total: &mut [f64]) {
        self.distances.fill(f64::INFINITY);
        self.walk_out(network, lengths, source);
        self.count_ways(network, lengths, source);
        self.walk_back(network, lengths, source, total);
    }

    /// Distances of all members that are reached, and the order in which they are (Dijkstra 1959).
    fn walk_out(&mut self, network: &Network, lengths: &Lengths, source: usize) {
        self.order.clear();
        if let Some(distance) = self.distances.get_mut(source) {
            *distance = 0.0;
            self.heap.push(Reverse(Waiting {
                distance: 0.0,
                member: compact(source),
            }));
        }
        while let Some(Reverse(Waiting { distance, member })) = self.heap.pop() {
            if self.distances.get(wide(member)).is_none_or(|known| distance > *known) {
                continue;
            }
            self.order.push(member);
            for (partner, weight) in network.partners(wide(member)) {
                let along = distance + lengths.dividend / weight;
                if let Some(known) = self.distances.get_mut(*partner).filter(|known| along < **known) {
                    *known = along;
                    self.heap.push(Reverse(Waiting {
                        distance: along,
                        member: compact(*partner),
                    }));
                }
            }
        }
    }

    /// The partners of a member that stand before it on a shortest way.
    fn before<'a>(
        &'a self,
        network: &'a Network,
        lengths: &'a Lengths,
        member: usize,
    ) -> impl Iterator<Item = usize> + 'a {
        let here = self.distances.get(member).copied().unwrap_or(f64::INFINITY);
        network.partners(member).iter().filter_map(move |(partner, weight)| {
            let along = self.distances.get(*partner)? + lengths.dividend / weight;
            ((along - here).abs() <= lengths.tolerance * here).then_some(*partner)
        })
    }

    fn count_ways(&mut self, network: &Network, lengths: &Lengths, source: usize) {
        for place in 0..self.order.len() {
            let Some(member) = self.order.get(place).map(|member| wide(*member)) else {
                continue;
            };
            let ways = if member == source {
                1.0
            } else {
                self.before(network, lengths, member)
                    .filter_map(|partner| self.ways.get(partner))
                    .sum()
            };
            if let (Some(own), Some(dependency)) = (self.ways.get_mut(member), self.dependencies.get_mut(member)) {
                *own = ways;
                *dependency = 0.0;
            }
        }
    }

    fn walk_back(&mut self, network: &Network, lengths: &Lengths, source: usize, total: &mut [f64]) {
        let mut before = Vec::new();
        for place in (1..self.order.len()).rev() {
            let Some(member) = self.order.get(place).map(|member| wide(*member)) else {
                continue;
            };
            let (Some(dependency), Some(ways)) = (self.dependencies.get(member), self.ways.get(member)) else {
                continue;
            };
            let (dependency, share) = (*dependency, (1.0 + dependency) / ways);
            before.clear();
            before.extend(self.before(network, lengths, member));
            for partner in &before {
                if let (Some(ways), Some(own)) = (self.ways.get(*partner), self.dependencies.get_mut(*partner)) {
                    *own += ways * share;
                }
            }
            if let Some(total) = total.get_mut(member).filter(|_| member != source) {
                *total += dependency;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::network::Pair;

    fn weighted(count: usize, ties: &[(usize, usize, f64)]) -> Network {
        let pairs: Vec<Pair> = ties
            .iter()
            .map(|(a, b, weight)| Pair {
                a: *a,
                b: *b,
                weight: *weight,
                joint: 1,
            })
            .collect();
        Network::new(count, &pairs)
    }

    #[test]
    fn the_middle_of_a_star_is_between_all() {
        let star = Network::of_ties(5, &[(0, 1), (0, 2), (0, 3), (0, 4)]);
        assert_eq!(betweenness(&star), [1.0, 0.0, 0.0, 0.0, 0.0]);
        assert_eq!(betweenness_weighted(&star), [1.0, 0.0, 0.0, 0.0, 0.0]);
        assert_eq!(betweenness(&Network::of_ties(2, &[(0, 1)])), [0.0, 0.0]);
    }

    #[test]
    fn ways_of_equal_length_share_also_where_floats_would_differ() {
        // 1/10 + 1/5 equals 3 × 1/10 in numbers, but not in floats.
        let square = weighted(
            5,
            &[(0, 1, 10.0), (1, 4, 5.0), (0, 2, 10.0), (2, 3, 10.0), (3, 4, 10.0)],
        );
        let found = betweenness_weighted(&square);
        for (found, expected) in found.iter().zip([1.5, 0.5]) {
            assert!((found * 6.0 - expected).abs() < 1e-12, "{found}");
        }
        let scaled = weighted(5, &[(0, 1, 1.0), (1, 4, 0.5), (0, 2, 1.0), (2, 3, 1.0), (3, 4, 1.0)]);
        for (a, b) in found.iter().zip(betweenness_weighted(&scaled)) {
            assert!((a - b).abs() < 1e-12, "{found:?}");
        }
    }
}
