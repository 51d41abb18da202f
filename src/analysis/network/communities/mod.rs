//! Groups of members that work together more than chance would have it: modularity, and the partition that has most of it.
//!
//! The search is Leiden (Traag, Waltman & van Eck 2019), written here because the crates that have it are not seeded per stream or
//! not reproducible over threads. Core and periphery is a different question, and stands in `cores`.

mod leiden;

use rayon::prelude::*;

use super::graph::{Network, sizes_of};
use crate::analysis::numbers::{of_count, sum};

/// Below this a partition says little (METHODS: "weak community structure").
pub const WEAK: f64 = 0.3;

/// The best of several searches.
#[derive(Clone, Debug, PartialEq)]
pub struct Communities {
    /// The community of each member, numbered from 0: the largest first, of equally large ones that with the lowest member.
    pub labels: Vec<usize>,
    /// How many members each has.
    pub sizes: Vec<usize>,
    /// The weighted modularity of the partition.
    pub modularity: f64,
    /// How many searches there were.
    pub runs: usize,
    /// The seed.
    pub seed: u64,
}

impl Communities {
    /// Whether the partition says so little that it must not be read without its reservation.
    #[must_use]
    pub fn is_weak(&self) -> bool {
        self.modularity < WEAK
    }
}

/// Newman & Girvan's modularity (2004) of a given partition at resolution 1: the share of tie weight inside groups less what it
/// would be if ties did not look at groups. −0.5 to 1; undefined without ties. Exact. Oracle: networkx, igraph.
#[must_use]
pub fn modularity(network: &Network, labels: &[usize]) -> Option<f64> {
    let groups = labels.iter().max().map_or(0, |most| most + 1);
    let (mut inside, mut strengths) = (vec![0.0; groups], vec![0.0; groups]);
    for (a, b, weight) in network.ties() {
        let (Some(own), Some(other)) = (labels.get(a), labels.get(b)) else {
            continue;
        };
        if own == other
            && let Some(inside) = inside.get_mut(*own)
        {
            *inside += weight;
        }
        for group in [own, other] {
            if let Some(strength) = strengths.get_mut(*group) {
                *strength += weight;
            }
        }
    }
    let total = sum(strengths.iter().copied()) / 2.0;
    let part = |inside: &f64, strength: &f64| inside / total - (strength / (2.0 * total)).powi(2);
    (total > 0.0).then(|| {
        sum(inside
            .iter()
            .zip(&strengths)
            .map(|(inside, strength)| part(inside, strength)))
    })
}

/// The best partition of `runs` searches, each with a stream of its own; of equally good ones the first. Undefined without ties.
///
/// `O(m)` for a pass; a search ends when a pass no longer gains. The same on any number of threads.
#[must_use]
pub fn communities(network: &Network, runs: usize, seed: u64) -> Option<Communities> {
    if network.tie_count() == 0 {
        return None;
    }
    let found: Vec<(f64, Vec<usize>)> = (0..runs.max(1) as u64)
        .into_par_iter()
        .filter_map(|run| {
            let labels = leiden::partition(network, seed, run);
            Some((modularity(network, &labels)?, labels))
        })
        .collect();
    let (modularity, labels) = found
        .into_iter()
        .reduce(|best, next| if next.0 > best.0 + 1e-12 { next } else { best })?;
    let labels = by_size(&labels);
    Some(Communities {
        sizes: sizes_of(&labels),
        labels,
        modularity,
        runs,
        seed,
    })
}

/// The same partition with the largest group first.
fn by_size(labels: &[usize]) -> Vec<usize> {
    let sizes = sizes_of(labels);
    let mut first = vec![usize::MAX; sizes.len()];
    for (member, label) in labels.iter().enumerate() {
        if let Some(known) = first.get_mut(*label) {
            *known = (*known).min(member);
        }
    }
    let mut order: Vec<usize> = (0..sizes.len())
        .filter(|label| sizes.get(*label).is_some_and(|size| *size > 0))
        .collect();
    order.sort_by_key(|label| {
        (
            std::cmp::Reverse(sizes.get(*label).copied()),
            first.get(*label).copied(),
        )
    });
    let mut renumbered = vec![0; sizes.len()];
    for (place, label) in order.into_iter().enumerate() {
        if let Some(number) = renumbered.get_mut(label) {
            *number = place;
        }
    }
    labels
        .iter()
        .filter_map(|label| renumbered.get(*label).copied())
        .collect()
}

/// How alike two partitions are beyond chance: the adjusted Rand index (Hubert & Arabie 1985), 1 for the same groups.
/// Undefined for partitions of fewer than two members or of different length.
#[must_use]
pub fn adjusted_rand(a: &[usize], b: &[usize]) -> Option<f64> {
    if a.len() != b.len() || a.len() < 2 {
        return None;
    }
    let mut cells = std::collections::BTreeMap::new();
    for pair in a.iter().zip(b) {
        *cells.entry(pair).or_insert(0_usize) += 1;
    }
    let pairs = |count: &usize| of_count(*count) * (of_count(*count) - 1.0) / 2.0;
    let together = sum(cells.values().map(pairs));
    let (of_a, of_b) = (sum(sizes_of(a).iter().map(pairs)), sum(sizes_of(b).iter().map(pairs)));
    let expected = of_a * of_b / pairs(&a.len());
    let most = f64::midpoint(of_a, of_b);
    Some(if (most - expected).abs() < f64::EPSILON {
        1.0
    } else {
        (together - expected) / (most - expected)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn two_rings() -> Network {
        Network::of_ties(
            8,
            &[
                (0, 2),
                (2, 4),
                (4, 0),
                (1, 3),
                (3, 5),
                (5, 1),
                (0, 1),
                (4, 6),
                (0, 6),
                (2, 6),
            ],
        )
    }

    #[test]
    fn two_groups_and_a_stranger_are_told_apart() {
        let found = communities(&two_rings(), 10, 7).unwrap();
        assert_eq!(found.labels, [0, 1, 0, 1, 0, 1, 0, 2]);
        assert_eq!(found.sizes, [4, 3, 1]);
        let exact = modularity(&two_rings(), &found.labels).unwrap();
        assert!((found.modularity - exact).abs() < 1e-15);
        assert!((exact - (9.0 / 10.0 - (13.0_f64 / 20.0).powi(2) - (7.0_f64 / 20.0).powi(2))).abs() < 1e-12);
    }

    #[test]
    fn without_ties_there_are_no_communities() {
        let strangers = Network::of_ties(3, &[]);
        assert_eq!(
            (communities(&strangers, 10, 1), modularity(&strangers, &[0, 0, 0])),
            (None, None)
        );
    }

    #[test]
    fn the_same_groups_under_other_names_are_the_same() {
        assert_eq!(adjusted_rand(&[0, 0, 1, 1], &[5, 5, 2, 2]), Some(1.0));
        assert!(adjusted_rand(&[0, 0, 1, 1], &[0, 1, 0, 1]).is_some_and(|value| value < 0.0));
    }
}
