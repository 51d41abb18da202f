//! Who works with whom by group: ties between spheres against chance, E-I index, nominal assortativity.
//!
//! Triangles of spheres stand in `triads`; what a group is, the caller knows.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::Pair;
use super::graph::{Network, wide};
use crate::analysis::numbers::{of_count, sum};
use crate::analysis::random::Chance;

/// One cell of the mixing of groups.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mixing {
    /// The group with the lower number.
    pub a: usize,
    /// The group with the higher number; the same for ties inside a group.
    pub b: usize,
    /// How many pairs are joined, each counted once.
    pub ties: usize,
    /// How many there would be if ties did not look at groups: `k_a k_b / 2m`, half of it inside a group.
    pub expected: f64,
}

impl Mixing {
    /// Observed over expected; undefined where none is expected.
    #[must_use]
    pub fn ratio(&self) -> Option<f64> {
        (self.expected > 0.0).then(|| of_count(self.ties) / self.expected)
    }
}

/// The ties between all pairs of `group_count` groups, `a <= b`, row by row. Groups beyond the count are left out.
///
/// `groups` gives the group of each member.
#[must_use]
pub fn mixing(groups: &[usize], group_count: usize, pairs: &[Pair]) -> Vec<Mixing> {
    let mut ties: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    let mut degrees: BTreeMap<usize, usize> = BTreeMap::new();
    let mut total = 0_usize;
    for pair in pairs {
        let (Some(&a), Some(&b)) = (groups.get(pair.a), groups.get(pair.b)) else {
            continue;
        };
        *ties.entry((a.min(b), a.max(b))).or_default() += 1;
        *degrees.entry(a).or_default() += 1;
        *degrees.entry(b).or_default() += 1;
        total += 1;
    }
    let degree = |group: usize| of_count(degrees.get(&group).copied().unwrap_or(0));
    cells(group_count)
        .map(|(a, b)| {
            let halves = if a == b { 4.0 } else { 2.0 };
            let expected = if total == 0 {
                0.0
            } else {
                degree(a) * degree(b) / (halves * of_count(total))
            };
            Mixing {
                a,
                b,
                ties: ties.get(&(a, b)).copied().unwrap_or(0),
                expected,
            }
        })
        .collect()
}

/// All pairs of groups, `a <= b`, row by row.
fn cells(group_count: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..group_count).flat_map(move |a| (a..group_count).map(move |b| (a, b)))
}

/// The E-I index `(E − I) / (E + I)` over ties between and within groups (Krackhardt & Stern 1988): −1 where all ties stay inside,
/// 1 where all lead out. By weight or by number, as `weight` says. Undefined without ties.
#[must_use]
pub fn external_internal(network: &Network, groups: &[usize], weight: impl Fn(f64) -> f64) -> Option<f64> {
    let (mut external, mut internal) = (Vec::new(), Vec::new());
    for (a, b, own) in network.ties() {
        let side = if groups.get(a) == groups.get(b) {
            &mut internal
        } else {
            &mut external
        };
        side.push(weight(own));
    }
    let (external, internal) = (sum(external), sum(internal));
    (external + internal > 0.0).then(|| (external - internal) / (external + internal))
}

/// Newman's assortativity by group (2003): `(Σ e_ss − Σ a_s²) / (1 − Σ a_s²)` over the shares of tie ends; 1 where ties stay inside
/// groups, 0 where they do not look at them. Undefined without ties and where all ties are of one group. Oracle: networkx, igraph.
#[must_use]
pub fn nominal_assortativity(network: &Network, groups: &[usize]) -> Option<f64> {
    let mut ends: BTreeMap<usize, f64> = BTreeMap::new();
    let mut inside = 0.0;
    let mut total = 0.0;
    for (a, b, _) in network.ties() {
        let (Some(a), Some(b)) = (groups.get(a), groups.get(b)) else {
            continue;
        };
        total += 2.0;
        inside += if a == b { 2.0 } else { 0.0 };
        *ends.entry(*a).or_default() += 1.0;
        *ends.entry(*b).or_default() += 1.0;
    }
    let squares = sum(ends.values().map(|count| (count / total).powi(2)));
    (ends.len() > 1).then(|| (inside / total - squares) / (1.0 - squares))
}

/// An observed number beside what it is when groups are dealt out anew over the same network.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AgainstChance {
    /// What was observed.
    pub observed: f64,
    /// The mean over permutations.
    pub mean: f64,
    /// The standard deviation over permutations.
    pub deviation: f64,
    /// How many permutations were at least as high.
    pub as_high: usize,
    /// How many were at least as low.
    pub as_low: usize,
    /// How many permutations there were.
    pub permutations: usize,
}

impl AgainstChance {
    /// The observed number beside those of permutations.
    #[must_use]
    pub fn of(observed: f64, permuted: &[f64]) -> Self {
        let count = of_count(permuted.len().max(1));
        let mean = sum(permuted.iter().copied()) / count;
        let variance = sum(permuted.iter().map(|value| (value - mean).powi(2))) / count;
        // Sums of the same numbers in another order differ in their last bits and are the same number.
        let slack = 1e-12 * observed.abs().max(1.0);
        Self {
            observed,
            mean,
            deviation: variance.sqrt(),
            as_high: permuted.iter().filter(|value| **value >= observed - slack).count(),
            as_low: permuted.iter().filter(|value| **value <= observed + slack).count(),
            permutations: permuted.len(),
        }
    }

    /// How many standard deviations the observed number lies from the mean; undefined where permutations never differ.
    #[must_use]
    pub fn z(&self) -> Option<f64> {
        (self.deviation > 1e-12).then(|| (self.observed - self.mean) / self.deviation)
    }

    /// How often chance is at least as far out, to either side: twice the smaller one-sided share, `(M + 1) / (P + 1)`, at most 1.
    #[must_use]
    pub fn p_two_sided(&self) -> f64 {
        let extreme = of_count(self.as_high.min(self.as_low) + 1);
        (2.0 * extreme / of_count(self.permutations + 1)).min(1.0)
    }
}

/// What `measure` says of the groups dealt out anew `permutations` times, a stream for each; in their order on any number of threads.
pub fn permuted<T: Send>(
    groups: &[usize],
    permutations: usize,
    seed: u64,
    measure: impl Fn(&[usize]) -> T + Sync,
) -> Vec<T> {
    (0..permutations as u64)
        .into_par_iter()
        .map_init(
            || groups.to_vec(),
            |dealt, unit| {
                dealt.copy_from_slice(groups);
                Chance::of_unit(seed, unit).shuffle(dealt);
                measure(dealt)
            },
        )
        .collect()
}

/// The mixing of groups with the E-I index, each beside chance.
#[derive(Clone, Debug, PartialEq)]
pub struct MixingTest {
    /// The number of ties in each cell, in the order of [`mixing`].
    pub cells: Vec<AgainstChance>,
    /// The E-I index by number of ties; `None` without ties.
    pub external_internal: Option<AgainstChance>,
}

/// Deals the groups out anew over the members and counts again. `O(P m)`.
///
/// The network stays as it is, so that what is tested is only whether ties look at groups (Krackhardt & Stern 1988).
#[must_use]
pub fn mixing_test(
    network: &Network,
    groups: &[usize],
    group_count: usize,
    permutations: usize,
    seed: u64,
) -> MixingTest {
    let ties: Vec<(u32, u32)> = (0..network.member_count())
        .flat_map(|a| {
            let higher = network.neighbors(a).iter().filter(move |b| wide(**b) > a);
            higher.map(move |b| (super::graph::compact(a), *b))
        })
        .collect();
    let count = |groups: &[usize]| cell_counts(&ties, groups, group_count);
    let observed = count(groups);
    let drawn = permuted(groups, permutations, seed, count);
    let index = |counts: &[usize]| {
        let inside: usize = cells(group_count)
            .zip(counts)
            .filter(|((a, b), _)| a == b)
            .map(|(_, count)| count)
            .sum();
        let all = of_count(ties.len());
        (all - 2.0 * of_count(inside)) / all
    };
    let indices: Vec<f64> = drawn.iter().map(|counts| index(counts)).collect();
    MixingTest {
        external_internal: (!ties.is_empty()).then(|| AgainstChance::of(index(&observed), &indices)),
        cells: observed
            .iter()
            .enumerate()
            .map(|(cell, count)| {
                let values: Vec<f64> = drawn
                    .iter()
                    .filter_map(|counts| counts.get(cell).map(|count| of_count(*count)))
                    .collect();
                AgainstChance::of(of_count(*count), &values)
            })
            .collect(),
    }
}

fn cell_counts(ties: &[(u32, u32)], groups: &[usize], group_count: usize) -> Vec<usize> {
    let mut square = vec![0_usize; group_count * group_count];
    for (a, b) in ties {
        let (Some(a), Some(b)) = (groups.get(wide(*a)), groups.get(wide(*b))) else {
            continue;
        };
        if let Some(count) = square.get_mut(a.min(b) * group_count + a.max(b)) {
            *count += 1;
        }
    }
    cells(group_count)
        .filter_map(|(a, b)| square.get(a * group_count + b).copied())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mixing_counts_ties_inside_a_group_once() {
        let square = Network::of_ties(4, &[(0, 1), (1, 2), (2, 3), (3, 0)]);
        let pairs: Vec<Pair> = square
            .ties()
            .map(|(a, b, weight)| Pair { a, b, weight, joint: 1 })
            .collect();
        let cells = mixing(&[0, 0, 1, 1], 2, &pairs);
        let seen: Vec<(usize, f64)> = cells.iter().map(|cell| (cell.ties, cell.expected)).collect();
        assert_eq!(seen, [(1, 1.0), (2, 2.0), (1, 1.0)]);
        let test = mixing_test(&square, &[0, 0, 1, 1], 2, 99, 1);
        let observed: Vec<f64> = test.cells.iter().map(|cell| cell.observed).collect();
        assert_eq!(observed, [1.0, 2.0, 1.0]);
        assert_eq!(test.external_internal.map(|index| index.observed), Some(0.0));
    }

    #[test]
    fn two_cliques_keep_to_themselves_more_than_chance() {
        let mut ties = Vec::new();
        for group in [0, 6] {
            for a in group..group + 6 {
                ties.extend((a + 1..group + 6).map(|b| (a, b)));
            }
        }
        let network = Network::of_ties(12, &ties);
        let groups: Vec<usize> = (0..12).map(|member| member / 6).collect();
        let index = mixing_test(&network, &groups, 2, 999, 1).external_internal.unwrap();
        assert!(index.observed < -0.99 && index.p_two_sided() < 0.02 && index.z().is_some_and(|z| z < -3.0));
        assert_eq!(nominal_assortativity(&network, &groups), Some(1.0));
        assert_eq!(nominal_assortativity(&network, &[0; 12]), None);
    }
}
