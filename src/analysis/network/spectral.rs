//! Standing that rests on the standing of partners: `PageRank` and eigenvector centrality.
//!
//! Both are computed by repeated multiplication, in the order of members, on one thread.

use super::graph::Network;
use crate::analysis::numbers::{of_count, sum};

/// The share of steps that follow a tie.
pub const DAMPING: f64 = 0.85;

/// Where the sum of changes of a round is below this, the round was the last.
const PRECISION: f64 = 1e-14;

const MOST_ROUNDS: usize = 20_000;

/// `PageRank` (Page et al. 1999) over weighted ties with damping 0.85; sums to 1. A member without ties passes its share to all.
/// Empty without members. Oracle: networkx.
#[must_use]
pub fn pagerank(network: &Network) -> Vec<f64> {
    let count = network.member_count();
    let strengths: Vec<f64> = (0..count).map(|member| network.strength(member)).collect();
    let mut ranks = vec![1.0 / of_count(count.max(1)); count];
    for _round in 0..MOST_ROUNDS {
        let passed: Vec<f64> = ranks
            .iter()
            .zip(&strengths)
            .map(|(rank, strength)| if *strength > 0.0 { rank / strength } else { 0.0 })
            .collect();
        let stranded = sum(ranks
            .iter()
            .zip(&strengths)
            .filter(|(_, strength)| **strength <= 0.0)
            .map(|(rank, _)| *rank));
        let base = (1.0 - DAMPING + DAMPING * stranded) / of_count(count);
        let next: Vec<f64> = (0..count)
            .map(|member| base + DAMPING * gathered(network, &passed, member))
            .collect();
        let change: f64 = next.iter().zip(&ranks).map(|(new, old)| (new - old).abs()).sum();
        ranks = next;
        if change < PRECISION * of_count(count) {
            break;
        }
    }
    ranks
}

/// The weighted sum of the partners' values.
fn gathered(network: &Network, values: &[f64], member: usize) -> f64 {
    network
        .partners(member)
        .iter()
        .map(|(partner, weight)| weight * values.get(*partner).copied().unwrap_or(0.0))
        .sum()
}

/// Eigenvector centrality over weighted ties within the given members, of unit length (Bonacich 1972); undefined for all others,
/// and for a component without ties. Oracle: networkx.
///
/// The identity is added to the matrix, which changes no direction and keeps two-sided networks from swinging.
#[must_use]
pub fn eigenvector(network: &Network, largest_component: &[usize]) -> Vec<Option<f64>> {
    let count = network.member_count();
    let mut result = vec![None; count];
    if largest_component.len() < 2 {
        return result;
    }
    let mut values = vec![0.0; count];
    for member in largest_component {
        if let Some(value) = values.get_mut(*member) {
            *value = 1.0 / of_count(largest_component.len()).sqrt();
        }
    }
    let strongest = largest_component
        .iter()
        .map(|member| network.strength(*member))
        .fold(0.0, f64::max);
    let shift = strongest / of_count(largest_component.len()).sqrt();
    for _round in 0..MOST_ROUNDS {
        let mut next = vec![0.0; count];
        for member in largest_component {
            if let (Some(next), Some(own)) = (next.get_mut(*member), values.get(*member)) {
                *next = shift * own + gathered(network, &values, *member);
            }
        }
        let length = sum(next.iter().map(|value| value * value)).sqrt();
        for value in &mut next {
            *value /= length;
        }
        let change: f64 = next.iter().zip(&values).map(|(new, old)| (new - old).abs()).sum();
        values = next;
        if change < PRECISION * of_count(largest_component.len()) {
            break;
        }
    }
    for member in largest_component {
        if let (Some(slot), Some(value)) = (result.get_mut(*member), values.get(*member)) {
            *slot = Some(*value);
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_sum_to_one_also_with_strangers() {
        let network = Network::of_ties(4, &[(0, 1), (0, 2)]);
        let ranks = pagerank(&network);
        assert!((sum(ranks.iter().copied()) - 1.0).abs() < 1e-12);
        assert!(ranks[0] > ranks[1] && ranks[1] > ranks[3]);
        assert!(pagerank(&Network::of_ties(0, &[])).is_empty());
    }

    #[test]
    fn the_vector_of_a_star_is_known_and_stays_in_its_component() {
        let star = Network::of_ties(6, &[(0, 1), (0, 2), (0, 3), (0, 4)]);
        let found = eigenvector(&star, &star.largest_component());
        assert!((found[0].unwrap() - 0.5_f64.sqrt()).abs() < 1e-9);
        assert!((found[1].unwrap() - 0.125_f64.sqrt()).abs() < 1e-9);
        assert_eq!(found[5], None);
    }
}
