//! Threes of members by their spheres: closed triangles, open two-paths, and triangles that span the whole helix.
//!
//! Triangles themselves are found by `shape`; roles of single members stand in `brokerage`.

use std::collections::BTreeMap;

use super::brokerage::open_pairs;
use super::graph::{Network, wide};
use super::mixing::{AgainstChance, permuted};
use crate::analysis::numbers::of_count;

/// How many triangles there are of each three groups, sorted within and by them.
#[must_use]
pub fn closed_by_group(triangles: &[[u32; 3]], groups: &[usize]) -> BTreeMap<[usize; 3], usize> {
    let mut counts = BTreeMap::new();
    for triangle in triangles {
        let mut of = triangle.map(|member| groups.get(wide(member)).copied().unwrap_or(usize::MAX));
        of.sort_unstable();
        *counts.entry(of).or_default() += 1;
    }
    counts
}

/// The group in the middle of a two-path and the groups of its ends, the lower first.
pub type OpenPath = (usize, [usize; 2]);

/// How many open two-paths (whose ends are not joined) there are by the group of the middle and those of the ends. `O(Σ k²)`.
#[must_use]
pub fn open_by_group(network: &Network, groups: &[usize]) -> BTreeMap<OpenPath, usize> {
    let of = |member: usize| groups.get(member).copied().unwrap_or(usize::MAX);
    let mut counts = BTreeMap::new();
    let mut is_joined = vec![false; network.member_count()];
    for middle in 0..network.member_count() {
        open_pairs(network, middle, &mut is_joined, |a, b| {
            let ends = [of(a).min(of(b)), of(a).max(of(b))];
            *counts.entry((of(middle), ends)).or_default() += 1;
        });
    }
    counts
}

/// How many triangles have one member in each of three groups.
#[must_use]
pub fn spanning(triangles: &[[u32; 3]], groups: &[usize], three: [usize; 3]) -> usize {
    triangles
        .iter()
        .filter(|triangle| {
            let of = triangle.map(|member| groups.get(wide(member)));
            three.iter().all(|group| of.contains(&Some(group)))
        })
        .count()
}

/// The number of triangles over three groups beside what it is when groups are dealt out anew. `O(P t)` for `t` triangles.
#[must_use]
pub fn spanning_test(
    triangles: &[[u32; 3]],
    groups: &[usize],
    three: [usize; 3],
    permutations: usize,
    seed: u64,
) -> AgainstChance {
    let count = |groups: &[usize]| of_count(spanning(triangles, groups, three));
    AgainstChance::of(count(groups), &permuted(groups, permutations, seed, count))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::network::shape::triangles;

    #[test]
    fn threes_are_sorted_into_closed_and_open() {
        let network = Network::of_ties(5, &[(0, 1), (1, 2), (0, 2), (2, 3), (3, 4)]);
        let groups = [0, 1, 2, 0, 1];
        let closed = triangles(&network);
        assert_eq!(closed_by_group(&closed, &groups), BTreeMap::from([([0, 1, 2], 1)]));
        assert_eq!(
            open_by_group(&network, &groups),
            BTreeMap::from([((0, [1, 2]), 1), ((2, [0, 0]), 1), ((2, [0, 1]), 1)])
        );
        let test = spanning_test(&closed, &groups, [0, 1, 2], 99, 1);
        assert_eq!((test.observed, test.permutations), (1.0, 99));
        assert!(test.mean < 1.0);
    }
}
