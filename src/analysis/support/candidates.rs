//! Pairs of members that are not joined yet, with all that speaks for an introduction.
//!
//! How the terms make a score is the business of `ranking`; whether the score was ever right, that of `quality`.

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::analysis::network::lengths::PlaceOfMember;
use crate::analysis::network::{Network, distance_km};
use crate::analysis::numbers::of_count;

/// Up to this many members all pairs are candidates; beyond, those with a common partner, and for members without ties the nearest.
pub const ALL_PAIRS_UP_TO: usize = 1_000;

/// How many of the nearest members are candidates for a member without ties in a large network.
pub const NEAREST: usize = 25;

/// What is known of members beside their ties, in the order of the network.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct People {
    /// Where each is.
    pub places: Vec<PlaceOfMember>,
    /// The topics of each, as numbers.
    pub topics: Vec<BTreeSet<usize>>,
    /// The sphere of each.
    pub groups: Vec<usize>,
}

/// A pair without a tie.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate {
    /// The member with the lower index.
    pub a: usize,
    /// The other.
    pub b: usize,
    /// How many partners they share.
    pub common_neighbors: usize,
    /// `Σ 1 / ln k_z` over common partners `z` (Adamic & Adar 2003). A common partner has two partners at least, so that the
    /// logarithm is never 0.
    pub adamic_adar: f64,
    /// `Σ 1 / k_z` over common partners (Zhou, Lü & Zhang 2009).
    pub resource_allocation: f64,
    /// Common partners over all partners of the two; undefined where neither has one.
    pub jaccard: Option<f64>,
    /// The product of their numbers of partners.
    pub preferential: f64,
    /// The great circle between them; undefined where one is not located.
    pub km: Option<f64>,
    /// The topics they share over all topics of the two (Jaccard); undefined where one has none.
    pub topic_similarity: Option<f64>,
    /// Whether they belong to different spheres.
    pub crosses_groups: bool,
    /// Whether one of them has no tie at all, so that nothing can be said from ties.
    pub has_isolate: bool,
}

/// All candidates, by ascending indices. `O(Σ k²)` and a distance for each. Oracle: networkx.
#[must_use]
pub fn candidates(network: &Network, people: &People) -> Vec<Candidate> {
    let count = network.member_count();
    let takes_all = count <= ALL_PAIRS_UP_TO;
    let parts: Vec<Vec<Candidate>> = (0..count)
        .into_par_iter()
        .map_init(
            || vec![Common::default(); count],
            |common, a| {
                gather(network, a, common);
                let near = if takes_all {
                    BTreeSet::new()
                } else {
                    nearest_of_isolate(network, people, a)
                };
                let found = (0..count)
                    .filter(|b| *b != a && !network.are_joined(a, *b))
                    .filter_map(|b| {
                        let shared = common.get(b).copied().unwrap_or_default();
                        let is_met = takes_all || shared.count > 0;
                        let first = (is_met && a < b) || (near.contains(&b) && (a < b || network.degree(b) > 0));
                        first.then(|| candidate(network, people, (a.min(b), a.max(b)), shared))
                    })
                    .collect();
                scatter(network, a, common);
                found
            },
        )
        .collect();
    let mut all: Vec<Candidate> = parts.into_iter().flatten().collect();
    all.sort_by_key(|candidate| (candidate.a, candidate.b));
    all.dedup_by_key(|candidate| (candidate.a, candidate.b));
    all
}

/// What two members have in common through partners.
#[derive(Clone, Copy, Default)]
struct Common {
    count: usize,
    adamic_adar: f64,
    resource_allocation: f64,
}

/// Adds up what every member shares with `a`.
fn gather(network: &Network, a: usize, common: &mut [Common]) {
    for (via, _) in network.partners(a) {
        let degree = of_count(network.degree(*via));
        for (b, _) in network.partners(*via) {
            if let Some(sums) = common.get_mut(*b) {
                sums.count += 1;
                sums.adamic_adar += 1.0 / degree.ln();
                sums.resource_allocation += 1.0 / degree;
            }
        }
    }
}

/// Forgets what [`gather`] added up.
fn scatter(network: &Network, a: usize, common: &mut [Common]) {
    for (via, _) in network.partners(a) {
        for (b, _) in network.partners(*via) {
            if let Some(sums) = common.get_mut(*b) {
                *sums = Common::default();
            }
        }
    }
}

fn nearest_of_isolate(network: &Network, people: &People, a: usize) -> BTreeSet<usize> {
    let place = |member: usize| people.places.get(member).copied().flatten();
    let Some(here) = place(a).filter(|_| network.degree(a) == 0) else {
        return BTreeSet::new();
    };
    let others = (0..network.member_count()).filter(|b| *b != a);
    let mut by_distance: Vec<(f64, usize)> = others.filter_map(|b| Some((distance_km(here, place(b)?), b))).collect();
    by_distance.sort_by(|x, y| x.0.total_cmp(&y.0).then(x.1.cmp(&y.1)));
    by_distance.into_iter().take(NEAREST).map(|(_, b)| b).collect()
}

fn candidate(network: &Network, people: &People, (a, b): (usize, usize), shared: Common) -> Candidate {
    let (degree_a, degree_b) = (network.degree(a), network.degree(b));
    let all_partners = degree_a + degree_b - shared.count;
    let place = |member: usize| people.places.get(member).copied().flatten();
    Candidate {
        a,
        b,
        common_neighbors: shared.count,
        adamic_adar: shared.adamic_adar,
        resource_allocation: shared.resource_allocation,
        jaccard: (all_partners > 0).then(|| of_count(shared.count) / of_count(all_partners)),
        preferential: of_count(degree_a) * of_count(degree_b),
        km: place(a).zip(place(b)).map(|(a, b)| distance_km(a, b)),
        topic_similarity: topic_similarity(people.topics.get(a), people.topics.get(b)),
        crosses_groups: people.groups.get(a) != people.groups.get(b),
        has_isolate: degree_a == 0 || degree_b == 0,
    }
}

fn topic_similarity(a: Option<&BTreeSet<usize>>, b: Option<&BTreeSet<usize>>) -> Option<f64> {
    let (a, b) = (
        a.filter(|topics| !topics.is_empty())?,
        b.filter(|topics| !topics.is_empty())?,
    );
    Some(of_count(a.intersection(b).count()) / of_count(a.union(b).count()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_with_two_common_partners_is_found_with_its_terms() {
        let network = Network::of_ties(5, &[(0, 1), (1, 2), (0, 3), (2, 3)]);
        let people = People {
            places: vec![Some([0.0, 0.0]), None, Some([1.0, 0.0]), None, None],
            topics: vec![BTreeSet::from([1, 2]), BTreeSet::new(), BTreeSet::from([2])],
            groups: vec![0, 0, 1, 0, 0],
        };
        let found = candidates(&network, &people);
        assert_eq!(found.len(), 6);
        let pair = found.iter().find(|pair| (pair.a, pair.b) == (0, 2)).unwrap();
        assert_eq!(
            (pair.common_neighbors, pair.jaccard, pair.preferential),
            (2, Some(1.0), 4.0)
        );
        assert!((pair.adamic_adar - 2.0 / 2.0_f64.ln()).abs() < 1e-12);
        assert_eq!((pair.topic_similarity, pair.crosses_groups), (Some(0.5), true));
        assert!(pair.km.is_some_and(|km| (km - 111.195).abs() < 0.01));
        assert!(found.iter().filter(|pair| pair.b == 4).all(|pair| pair.has_isolate));
    }
}
