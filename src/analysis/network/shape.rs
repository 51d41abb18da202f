//! The shape of a network as a whole: centralization, degree assortativity, clustering, transitivity.
//!
//! Counts of members, ties and components are asked of the network itself; ways stand in `paths`.

use super::graph::{Network, compact, wide};
use crate::analysis::numbers::{of_count, sum};

/// Freeman's degree centralization (1979): `Σ (k_max − k_i) / ((n − 1)(n − 2))`, 0 where all have as many partners, 1 for a star.
/// Undefined for fewer than three members. Oracle: igraph.
#[must_use]
pub fn degree_centralization(network: &Network) -> Option<f64> {
    let degrees = network.degrees();
    let most = of_count(degrees.iter().copied().max()?);
    let count = of_count(degrees.len());
    let missing = sum(degrees.iter().map(|degree| most - of_count(*degree)));
    (degrees.len() > 2).then(|| missing / ((count - 1.0) * (count - 2.0)))
}

/// The correlation of the degrees at the two ends of ties (Newman 2002), −1 to 1. Undefined without ties and where all members
/// with ties have as many. Oracle: networkx.
#[must_use]
pub fn degree_assortativity(network: &Network) -> Option<f64> {
    let ends: Vec<(f64, f64)> = network
        .ties()
        .map(|(a, b, _)| (of_count(network.degree(a)), of_count(network.degree(b))))
        .collect();
    if ends.is_empty() {
        return None;
    }
    let count = of_count(ends.len());
    let mean = sum(ends.iter().map(|(a, b)| f64::midpoint(*a, *b))) / count;
    let together = sum(ends.iter().map(|(a, b)| (a - mean) * (b - mean)));
    let apart = sum(ends
        .iter()
        .map(|(a, b)| f64::midpoint((a - mean).powi(2), (b - mean).powi(2))));
    (apart > 0.0).then(|| together / apart)
}

/// All triangles once, as ascending triples in ascending order. `O(Σ k²)` at most.
#[must_use]
pub fn triangles(network: &Network) -> Vec<[u32; 3]> {
    let mut found = Vec::new();
    for (a, b, _) in network.ties() {
        let beyond = |member: usize| {
            let neighbors = network.neighbors(member);
            let start = neighbors.partition_point(|neighbor| wide(*neighbor) <= b);
            neighbors.get(start..).unwrap_or_default().iter().copied()
        };
        let (mut left, mut right) = (beyond(a), beyond(b));
        let (mut first, mut second) = (left.next(), right.next());
        while let (Some(own), Some(other)) = (first, second) {
            match own.cmp(&other) {
                std::cmp::Ordering::Less => first = left.next(),
                std::cmp::Ordering::Greater => second = right.next(),
                std::cmp::Ordering::Equal => {
                    found.push([compact(a), compact(b), own]);
                    (first, second) = (left.next(), right.next());
                }
            }
        }
    }
    found
}

/// In how many of the triangles each member is.
#[must_use]
pub fn triangles_of_members(member_count: usize, triangles: &[[u32; 3]]) -> Vec<usize> {
    let mut counts = vec![0; member_count];
    for member in triangles.iter().flatten() {
        if let Some(count) = counts.get_mut(wide(*member)) {
            *count += 1;
        }
    }
    counts
}

/// How many pairs of partners a member has.
fn pairs_of_partners(degree: usize) -> f64 {
    of_count(degree) * (of_count(degree) - 1.0) / 2.0
}

/// Local clustering `2t / (k(k − 1))` of each member: the share of pairs of its partners that are joined (Watts & Strogatz 1998).
/// Undefined for fewer than two partners. Oracle: networkx, igraph.
#[must_use]
pub fn clustering(network: &Network, triangles: &[[u32; 3]]) -> Vec<Option<f64>> {
    triangles_of_members(network.member_count(), triangles)
        .into_iter()
        .enumerate()
        .map(|(member, count)| {
            let degree = network.degree(member);
            (degree > 1).then(|| of_count(count) / pairs_of_partners(degree))
        })
        .collect()
}

/// The mean of local clustering over all members, where those with fewer than two partners count as 0 (networkx; igraph leaves
/// them out). Undefined without members.
#[must_use]
pub fn average_clustering(local: &[Option<f64>]) -> Option<f64> {
    (!local.is_empty()).then(|| sum(local.iter().map(|value| value.unwrap_or(0.0))) / of_count(local.len()))
}

/// `3 triangles / all pairs of partners`: how often two partners of one member are joined themselves. Undefined where nobody has
/// two partners. Oracle: networkx, igraph.
#[must_use]
pub fn transitivity(network: &Network, triangle_count: usize) -> Option<f64> {
    let pairs = sum((0..network.member_count()).map(|member| pairs_of_partners(network.degree(member))));
    (pairs > 0.0).then(|| 3.0 * of_count(triangle_count) / pairs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_is_all_center_and_a_ring_has_none() {
        let star = Network::of_ties(4, &[(0, 1), (0, 2), (0, 3)]);
        assert_eq!(degree_centralization(&star), Some(1.0));
        let assortativity = degree_assortativity(&star);
        assert!(assortativity.is_some_and(|value| (value + 1.0).abs() < 1e-12));
        let ring = Network::of_ties(4, &[(0, 1), (1, 2), (2, 3), (0, 3)]);
        assert_eq!(
            (degree_centralization(&ring), degree_assortativity(&ring)),
            (Some(0.0), None)
        );
        assert_eq!(degree_centralization(&Network::of_ties(2, &[(0, 1)])), None);
    }

    #[test]
    fn a_triangle_with_a_tail_is_partly_closed() {
        let network = Network::of_ties(4, &[(0, 1), (1, 2), (0, 2), (2, 3)]);
        let triangles = triangles(&network);
        assert_eq!(triangles, [[0, 1, 2]]);
        let local = clustering(&network, &triangles);
        assert_eq!(local, [Some(1.0), Some(1.0), Some(1.0 / 3.0), None]);
        assert_eq!(transitivity(&network, 1), Some(0.6));
        assert_eq!(transitivity(&Network::of_ties(2, &[(0, 1)]), 0), None);
        assert_eq!(average_clustering(&[]), None);
    }
}
