//! Structural holes (Burt 1992): how much a member's partners know each other already.
//!
//! Which spheres a member brings together is counted by `brokerage`.

use rayon::prelude::*;

use super::graph::Network;
use crate::analysis::numbers::{of_count, sum};

/// What is looked at in a tie.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ties {
    /// That it exists.
    #[default]
    Unweighted,
    /// Its weight.
    Weighted,
}

/// How a member stands among its partners.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Holes {
    /// `Σ_j (p_ij + Σ_q p_iq p_qj)²` over partners `j`: near 0 where partners are strangers to each other, high where all know all.
    pub constraint: f64,
    /// The number of partners less what they repeat: `Σ_j (1 − Σ_q p_iq m_qj)`, `m_qj` the weight over that of `q`'s strongest tie;
    /// `k − 2t/k` unweighted.
    pub effective_size: f64,
}

/// The structural holes around each member; undefined for a member without ties. `O(Σ k²)`.
///
/// `p_ij` is the share of `i`'s ties that `j` has. Oracle: networkx 3.7, igraph.
#[must_use]
pub fn structural_holes(network: &Network, ties: Ties) -> Vec<Option<Holes>> {
    let weight = |weight: f64| if ties == Ties::Weighted { weight } else { 1.0 };
    let count = network.member_count();
    let strengths: Vec<(f64, f64)> = (0..count)
        .map(|member| {
            let weights = || network.partners(member).iter().map(|(_, own)| weight(*own));
            (sum(weights()), weights().fold(0.0, f64::max))
        })
        .collect();
    (0..count)
        .into_par_iter()
        .map_init(
            || vec![(0.0, 0.0); count],
            |among, member| around(network, &strengths, weight, member, among),
        )
        .collect()
}

/// `among` holds, for each partner `j`, `Σ_q p_iq p_qj` and `Σ_q p_iq m_qj`; it is all zeros before and after.
fn around(
    network: &Network,
    strengths: &[(f64, f64)],
    weight: impl Fn(f64) -> f64,
    member: usize,
    among: &mut [(f64, f64)],
) -> Option<Holes> {
    let partners = network.partners(member);
    let (strength, _) = strengths.get(member).filter(|_| !partners.is_empty())?;
    for (via, own) in partners {
        let share = weight(*own) / strength;
        let Some((strength_via, strongest)) = strengths.get(*via) else {
            continue;
        };
        for (to, tie) in network.partners(*via) {
            let Some(sums) = among.get_mut(*to) else { continue };
            sums.0 += share * weight(*tie) / strength_via;
            sums.1 += share * weight(*tie) / strongest;
        }
    }
    let constraint = sum(partners.iter().map(|(partner, own)| {
        let indirect = among.get(*partner).map_or(0.0, |sums| sums.0);
        (weight(*own) / strength + indirect).powi(2)
    }));
    let redundant = sum(partners
        .iter()
        .map(|(partner, _)| among.get(*partner).map_or(0.0, |sums| sums.1)));
    for (via, _) in partners {
        for (to, _) in network.partners(*via) {
            if let Some(sums) = among.get_mut(*to) {
                *sums = (0.0, 0.0);
            }
        }
    }
    Some(Holes {
        constraint,
        effective_size: of_count(partners.len()) - redundant,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_of_a_star_is_free_and_its_ends_are_not() {
        let star = Network::of_ties(5, &[(0, 1), (0, 2), (0, 3)]);
        let found = structural_holes(&star, Ties::Unweighted);
        let middle = found[0].unwrap();
        assert!((middle.constraint - 1.0 / 3.0).abs() < 1e-12 && (middle.effective_size - 3.0).abs() < 1e-12);
        assert_eq!(found[1].map(|holes| holes.constraint), Some(1.0));
        assert_eq!(found[4], None);
    }
}
