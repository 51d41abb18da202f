//! On how many shortest ways a member stands between two others (Freeman 1979), by Brandes' accumulation (2001).
//!
//! Own code: the crates of the field compare float lengths for equality and miss ways of equal length. Here lengths are whole
//! numbers wherever the weights allow it, and otherwise equal within a relative 1e-10.

mod by_length;
mod by_steps;
mod by_whole_length;

use rayon::prelude::*;

use super::graph::Network;
use crate::analysis::numbers::of_count;
use by_length::{Lengths, WeightedSearch};
use by_steps::{Components, Search};
use by_whole_length::{WholeLengths, WholeSearch};

/// Into how many parts the sources are divided, whatever the number of threads, so that sums come out the same.
const PARTS: usize = 64;

/// Betweenness of each member where every tie is one step, divided by `(n − 1)(n − 2) / 2`; 0 for two members or fewer.
///
/// `O(n m)` at most. A step from one level to the next goes through the ties of that of the two with fewer of them, which is a third of
/// all where the last levels hold most members (Beamer, Asanović & Patterson 2012 for the search). Oracle: networkx, igraph.
#[must_use]
pub fn betweenness(network: &Network) -> Vec<f64> {
    let count = network.member_count();
    let parts = Components::of(network);
    normalized(over_sources(count, |sources, total| {
        let mut search = Search::new(count);
        for source in sources {
            search.add(network, (source, parts.around(source)), total);
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
    if let Some(whole) = WholeLengths::of(network, &lengths) {
        return normalized(over_sources(count, |sources, total| {
            let mut search = WholeSearch::new(&whole, count);
            for source in sources {
                search.add(source, total);
            }
        }));
    }
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
