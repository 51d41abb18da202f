//! What is left of the network when members leave: the best connected first, anyone by lot, or one that all depend on.
//!
//! Which single members and ties divide it stands in `network::cuts`.

use rayon::prelude::*;

use crate::analysis::network::Network;
use crate::analysis::network::paths::{global_efficiency, reaches};
use crate::analysis::numbers::{of_count, sum};
use crate::analysis::random::Chance;

/// How many orders by lot the comparison rests on.
pub const LOTS: usize = 100;

/// The shares of members whose loss is told.
pub const LOSSES: [f64; 3] = [0.01, 0.05, 0.1];

/// The members in the order in which the best connected one leaves each time, of equally well connected ones the first.
///
/// Partners are counted anew after every loss. `O(n² + m)` comparisons.
#[must_use]
pub fn best_connected_first(network: &Network) -> Vec<usize> {
    let mut degrees: Vec<Option<usize>> = network.degrees().into_iter().map(Some).collect();
    let mut order = Vec::with_capacity(degrees.len());
    loop {
        let left = degrees.iter().enumerate();
        let next = left
            .filter_map(|(member, degree)| degree.map(|degree| (degree, std::cmp::Reverse(member))))
            .max();
        let Some((_, std::cmp::Reverse(member))) = next else {
            return order;
        };
        order.push(member);
        if let Some(slot) = degrees.get_mut(member) {
            *slot = None;
        }
        for (partner, _) in network.partners(member) {
            if let Some(Some(degree)) = degrees.get_mut(*partner) {
                *degree -= 1;
            }
        }
    }
}

/// How many members the largest component still has after each loss of the order; the last is 0.
///
/// Members are put back in reverse order, so that components only ever join. `O(n + m)` almost.
#[must_use]
pub fn decline(network: &Network, order: &[usize]) -> Vec<usize> {
    let count = network.member_count();
    let mut joined = Joined {
        parents: (0..count).collect(),
        sizes: vec![0; count],
    };
    let mut largest = 0;
    let mut sizes: Vec<usize> = order
        .iter()
        .rev()
        .map(|member| {
            let before = largest;
            if let Some(size) = joined.sizes.get_mut(*member) {
                *size = 1;
            }
            largest = largest.max(1);
            for (partner, _) in network.partners(*member) {
                if joined.sizes.get(*partner).is_some_and(|size| *size > 0) {
                    largest = largest.max(joined.join(*member, *partner));
                }
            }
            before
        })
        .collect();
    sizes.reverse();
    sizes
}

/// Sets that only grow. A size of 0 is a member that is not there yet.
struct Joined {
    parents: Vec<usize>,
    sizes: Vec<usize>,
}

impl Joined {
    fn root(&mut self, member: usize) -> usize {
        let mut at = member;
        while let Some(parent) = self.parents.get(at).copied().filter(|parent| *parent != at) {
            let above = self.parents.get(parent).copied().unwrap_or(parent);
            if let Some(slot) = self.parents.get_mut(at) {
                *slot = above;
            }
            at = above;
        }
        at
    }

    /// The size of the set that holds both from now on.
    fn join(&mut self, a: usize, b: usize) -> usize {
        let (a, b) = (self.root(a), self.root(b));
        let size = |at: usize| self.sizes.get(at).copied().unwrap_or(0);
        if a == b {
            return size(a);
        }
        let (large, small) = if size(a) >= size(b) { (a, b) } else { (b, a) };
        let total = size(a) + size(b);
        if let (Some(parent), Some(size)) = (self.parents.get_mut(small), self.sizes.get_mut(large)) {
            *parent = large;
            *size = total;
        }
        total
    }
}

/// `R = (1/N) Σ_q S(q)`: the mean share of members in the largest component while all leave one by one (Schneider et al. 2011),
/// up to 1/2. Undefined without members.
#[must_use]
pub fn robustness(decline: &[usize]) -> Option<f64> {
    let count = of_count(decline.len());
    (!decline.is_empty()).then(|| sum(decline.iter().map(|size| of_count(*size))) / (count * count))
}

/// The mean robustness when members leave by lot, `lots` times, a stream for each. Undefined without members or lots.
#[must_use]
pub fn robustness_by_lot(network: &Network, lots: usize, seed: u64) -> Option<f64> {
    let values: Vec<f64> = (0..lots as u64)
        .into_par_iter()
        .filter_map(|unit| {
            let mut order: Vec<usize> = (0..network.member_count()).collect();
            Chance::of_unit(seed, unit).shuffle(&mut order);
            robustness(&decline(network, &order))
        })
        .collect();
    (!values.is_empty()).then(|| sum(values.iter().copied()) / of_count(values.len()))
}

/// The mean share of members in the largest component after each loss by lot, over `lots` orders with a stream for each: the curve
/// beside which that of the best connected is read. Empty without members or lots.
#[must_use]
pub fn decline_by_lot(network: &Network, lots: usize, seed: u64) -> Vec<f64> {
    let count = network.member_count();
    let curves: Vec<Vec<usize>> = (0..lots as u64)
        .into_par_iter()
        .map(|unit| {
            let mut order: Vec<usize> = (0..count).collect();
            Chance::of_unit(seed, unit).shuffle(&mut order);
            decline(network, &order)
        })
        .collect();
    let mut sums = vec![0_usize; if lots == 0 { 0 } else { count }];
    for curve in &curves {
        for (total, size) in sums.iter_mut().zip(curve) {
            *total += size;
        }
    }
    let all = of_count(lots) * of_count(count);
    sums.into_iter().map(|total| of_count(total) / all).collect()
}

/// How many members the largest component has after losing this share of all, at least one. Undefined without members.
#[must_use]
pub fn left_after(decline: &[usize], share: f64) -> Option<usize> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a share of a count"
    )]
    let lost = (of_count(decline.len()) * share).ceil() as usize;
    decline.get(lost.max(1) - 1).copied()
}

/// What the network loses with one member (Borgatti 2006).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Departure {
    /// Who leaves.
    pub member: usize,
    /// The global efficiency of the others over that of all, less 1: how much worse the others reach each other; negative where
    /// they do better without, undefined where nobody reached anybody.
    pub efficiency_change: Option<f64>,
    /// How many members the largest component loses, the one who leaves among them.
    pub largest_component_loss: usize,
}

/// What the network loses with each of the given members, each leaving alone. The work of [`reaches`] for each.
#[must_use]
pub fn departures(network: &Network, members: &[usize]) -> Vec<Departure> {
    let count = network.member_count();
    let before = global_efficiency(&reaches(network));
    let largest = network.component_sizes().first().copied().unwrap_or(0);
    members
        .iter()
        .map(|member| {
            let others: Vec<usize> = (0..count).filter(|other| other != member).collect();
            let rest = network.among(&others);
            let after = global_efficiency(&reaches(&rest));
            Departure {
                member: *member,
                efficiency_change: before
                    .filter(|before| *before > 0.0)
                    .and_then(|before| Some(after? / before - 1.0)),
                largest_component_loss: largest.saturating_sub(rest.component_sizes().first().copied().unwrap_or(0)),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_falls_apart_with_its_middle() {
        let star = Network::of_ties(5, &[(2, 0), (2, 1), (2, 3), (2, 4)]);
        let order = best_connected_first(&star);
        assert_eq!(order, [2, 0, 1, 3, 4]);
        let sizes = decline(&star, &order);
        assert_eq!(sizes, [1, 1, 1, 1, 0]);
        assert_eq!(robustness(&sizes), Some(4.0 / 25.0));
        assert_eq!((left_after(&sizes, 0.01), left_after(&[], 0.1)), (Some(1), None));
        let lost = departures(&star, &[2, 0]);
        assert_eq!(
            (lost[0].largest_component_loss, lost[0].efficiency_change),
            (4, Some(-1.0))
        );
        assert_eq!(lost[1].largest_component_loss, 1);
        assert!(robustness_by_lot(&star, 50, 1).unwrap() > 0.2);
        assert_eq!(robustness(&[]), None);
        let curve = decline_by_lot(&star, 50, 1);
        let mean = curve.iter().sum::<f64>() / 5.0;
        assert!((mean - robustness_by_lot(&star, 50, 1).unwrap()).abs() < 1e-12);
        assert!(decline_by_lot(&star, 0, 1).is_empty());
    }

    #[test]
    fn putting_back_gives_the_same_sizes_as_taking_away() {
        let network = Network::of_ties(7, &[(0, 1), (1, 2), (2, 3), (3, 4), (4, 5), (5, 6), (1, 5)]);
        let order = [1, 4, 0, 6, 3, 2, 5];
        let slow: Vec<usize> = (1..=7)
            .map(|lost| {
                let gone = &order[..lost];
                let left: Vec<usize> = (0..7).filter(|member| !gone.contains(member)).collect();
                network.among(&left).component_sizes().first().copied().unwrap_or(0)
            })
            .collect();
        assert_eq!(decline(&network, &order), slow);
    }
}
