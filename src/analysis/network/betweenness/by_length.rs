//! The search where ties have lengths (Dijkstra 1959), and when two lengths are equal.
//!
//! Which sources there are, and what their sums are divided by, is known to the parent.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use crate::analysis::network::graph::{Network, compact, wide};
use crate::analysis::numbers::of_count;

/// Above this the sum of lengths might not be a whole number that a float holds exactly.
const LARGEST_EXACT: f64 = 9_007_199_254_740_992.0;

/// Lengths closer than this share of them count as equal.
const TOLERANCE: f64 = 1e-10;

/// How long ties are.
pub(super) struct Lengths {
    /// Tie weights are divided into this.
    dividend: f64,
    /// Lengths closer than this share of them count as equal; 0 where they are whole numbers.
    tolerance: f64,
}

impl Lengths {
    pub(super) fn of(network: &Network) -> Self {
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

    /// The length of a tie of this weight, where lengths are whole numbers and it is not a very large one.
    pub(super) fn whole(&self, weight: f64) -> Option<u32> {
        let length = self.dividend / weight;
        let is_whole = self.tolerance == 0.0 && length.fract() == 0.0 && (1.0..1e9).contains(&length);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between 1 and a billion, and whole"
        )]
        let whole = is_whole.then_some(length as u32);
        whole
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
pub(super) struct WeightedSearch {
    distances: Vec<f64>,
    ways: Vec<f64>,
    dependencies: Vec<f64>,
    order: Vec<u32>,
    heap: BinaryHeap<Reverse<Waiting>>,
}

impl WeightedSearch {
    pub(super) fn new(count: usize) -> Self {
        Self {
            distances: vec![f64::INFINITY; count],
            ways: vec![0.0; count],
            dependencies: vec![0.0; count],
            order: Vec::with_capacity(count),
            heap: BinaryHeap::new(),
        }
    }

    pub(super) fn add(&mut self, network: &Network, lengths: &Lengths, source: usize, total: &mut [f64]) {
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
