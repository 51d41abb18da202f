//! Who works with whom, as numbers: the network of ties and every measure of it.
//!
//! Members are indices `0..count` in the formulas; what they are called and where they stand, [`super::ties`] and [`roster`]
//! take from the document. Ties are undirected, parallel links are summed, a member named twice in one link counts once.
//!
//! All of it is our own code: the graph crates of the registry have the measures without weights, without exact ties between
//! shortest ways, or bound to one thread; none has constraint, brokerage or a seeded Leiden search. The array form ([`Network`])
//! is shared by all. Whatever runs on many threads adds up in a fixed order.

pub mod betweenness;
pub mod brokerage;
pub mod communities;
pub mod cores;
pub mod cuts;
mod distance;
pub mod figures;
mod graph;
pub mod gravity;
pub mod holes;
pub mod information;
pub mod key_figures;
pub mod lengths;
pub mod member_measure;
pub mod members;
mod mixing;
pub mod parameters;
pub mod paths;
pub mod region_ties;
pub mod roster;
pub mod shape;
pub mod spectral;
pub mod triads;

use std::collections::BTreeSet;

pub use distance::distance_km;
pub use graph::Network;
pub use mixing::{
    AgainstChance, Mixing, MixingTest, external_internal, mixing, mixing_test, nominal_assortativity, permuted,
};

use super::numbers::of_count;
use graph::{compact, wide};

/// One link of the file: who takes part, and how much it counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Activity {
    /// Indices of the members.
    pub members: Vec<usize>,
    /// Its weight, above 0.
    pub weight: f64,
}

/// How a link with many members is shared out among its pairs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Counting {
    /// Every pair gets the full weight: "they have three joint projects".
    #[default]
    Full,
    /// Every pair gets `weight / (k − 1)` for `k` members (Newman 2001).
    Fractional,
}

/// What joins two members.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// The member with the lower index.
    pub a: usize,
    /// The member with the higher index.
    pub b: usize,
    /// The summed weight of the links between them.
    pub weight: f64,
    /// How many links they share.
    pub joint: usize,
}

/// All pairs that share a link, by ascending indices. A link of one member with itself makes no pair.
///
/// `O(Σ k²)` for links of `k` members.
#[must_use]
pub fn pairs(activities: &[Activity], counting: Counting) -> Vec<Pair> {
    // Every tie of every link under its first member, in the order of the links: so weights are added in that order.
    let mut by_first: Vec<Vec<(u32, f64)>> = Vec::new();
    for activity in activities {
        let mut members = activity.members.clone();
        members.sort_unstable();
        members.dedup();
        let weight = match counting {
            Counting::Full => activity.weight,
            Counting::Fractional => activity.weight / of_count(members.len().saturating_sub(1).max(1)),
        };
        let most = members.last().map_or(0, |last| last + 1);
        if by_first.len() < most {
            by_first.resize_with(most, Vec::new);
        }
        for (place, &a) in members.iter().enumerate() {
            let partners = members.iter().skip(place + 1).map(|b| (compact(*b), weight));
            if let Some(ties) = by_first.get_mut(a) {
                ties.extend(partners);
            }
        }
    }
    let mut pairs: Vec<Pair> = Vec::new();
    for (a, ties) in by_first.iter_mut().enumerate() {
        ties.sort_by_key(|(b, _)| *b);
        for same in ties.chunk_by(|(one, _), (other, _)| one == other) {
            pairs.extend(same.first().map(|(b, _)| Pair {
                a,
                b: wide(*b),
                weight: same.iter().fold(0.0, |sum, (_, weight)| sum + weight),
                joint: same.len(),
            }));
        }
    }
    pairs
}

/// How many links name fewer than two different members, and so join nobody; they are dropped and counted.
#[must_use]
pub fn self_tie_count(activities: &[Activity]) -> usize {
    let joins_nobody = |activity: &&Activity| {
        let members: BTreeSet<usize> = activity.members.iter().copied().collect();
        members.len() < 2
    };
    activities.iter().filter(joins_nobody).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parallel_links_are_summed_and_a_member_with_itself_is_no_tie() {
        let activity = |members: &[usize], weight: f64| Activity {
            members: members.to_vec(),
            weight,
        };
        let links = [
            activity(&[1, 0], 2.0),
            activity(&[0, 1, 1, 2], 1.0),
            activity(&[2, 2], 5.0),
        ];
        let full = pairs(&links, Counting::Full);
        let find = |pairs: &[Pair], a, b| {
            pairs
                .iter()
                .find(|pair| (pair.a, pair.b) == (a, b))
                .map(|pair| (pair.weight, pair.joint))
        };
        assert_eq!(full.len(), 3);
        assert_eq!(find(&full, 0, 1), Some((3.0, 2)));
        let fractional = pairs(&links, Counting::Fractional);
        assert_eq!(find(&fractional, 0, 1), Some((2.5, 2)));
        assert_eq!(self_tie_count(&links), 1);
    }
}
