//! Which spheres a region has many of, few of, or none in the data.
//!
//! A sphere without members means that the file lists none there, never that there is none.

use std::collections::BTreeMap;

use crate::analysis::network::Network;
use crate::analysis::numbers::of_count;

/// The members of one region by sphere.
#[derive(Clone, Debug, PartialEq)]
pub struct Roles {
    /// How many members of each sphere.
    pub counts: Vec<usize>,
    /// The share of each sphere in the region over its share in all regions (a location quotient of roles); undefined for a sphere
    /// that nobody belongs to.
    pub quotients: Vec<Option<f64>>,
}

impl Roles {
    /// The spheres that occur in the data, but not here.
    pub fn missing(&self) -> impl Iterator<Item = usize> + '_ {
        let spheres = self.counts.iter().zip(&self.quotients).enumerate();
        spheres
            .filter(|(_, (count, quotient))| **count == 0 && quotient.is_some())
            .map(|(sphere, _)| sphere)
    }
}

/// The roles of each region that has members. `regions` and `groups` give the region and the sphere of each member; members of no
/// region take no part.
#[must_use]
pub fn roles(regions: &[Option<usize>], groups: &[usize], group_count: usize) -> BTreeMap<usize, Roles> {
    let mut counts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut totals = vec![0_usize; group_count];
    for (region, group) in regions.iter().zip(groups) {
        let Some(region) = region else { continue };
        let of_region = counts.entry(*region).or_insert_with(|| vec![0; group_count]);
        if let (Some(own), Some(all)) = (of_region.get_mut(*group), totals.get_mut(*group)) {
            *own += 1;
            *all += 1;
        }
    }
    let everyone = of_count(totals.iter().sum());
    counts
        .into_iter()
        .map(|(region, counts)| {
            let here = of_count(counts.iter().sum());
            let quotients = counts
                .iter()
                .zip(&totals)
                .map(|(own, all)| (*all > 0 && here > 0.0).then(|| of_count(*own) / here / (of_count(*all) / everyone)))
                .collect();
            (region, Roles { counts, quotients })
        })
        .collect()
}

/// The share of possible ties between two spheres, or inside one, that exist, by `(lower, higher)` sphere; spheres without a
/// possible tie are left out.
#[must_use]
pub fn tie_densities(network: &Network, groups: &[usize]) -> BTreeMap<(usize, usize), f64> {
    let mut sizes: BTreeMap<usize, usize> = BTreeMap::new();
    for group in groups {
        *sizes.entry(*group).or_default() += 1;
    }
    let mut ties: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for (a, b, _) in network.ties() {
        if let (Some(a), Some(b)) = (groups.get(a), groups.get(b)) {
            *ties.entry((*a.min(b), *a.max(b))).or_default() += 1;
        }
    }
    let mut result = BTreeMap::new();
    for (a, size_a) in &sizes {
        for (b, size_b) in sizes.range(a..) {
            let possible = if a == b {
                of_count(*size_a) * (of_count(*size_a) - 1.0) / 2.0
            } else {
                of_count(*size_a) * of_count(*size_b)
            };
            if possible > 0.0 {
                let found = ties.get(&(*a, *b)).copied().unwrap_or(0);
                result.insert((*a, *b), of_count(found) / possible);
            }
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_region_lacks_is_named_and_what_nobody_has_is_not() {
        let regions = [Some(0), Some(0), Some(1), None];
        let found = roles(&regions, &[0, 0, 1, 1], 3);
        assert_eq!(found[&0].counts, [2, 0, 0]);
        assert_eq!(found[&0].quotients, [Some(1.5), Some(0.0), None]);
        assert_eq!(found[&0].missing().collect::<Vec<_>>(), [1]);
        let network = Network::of_ties(4, &[(0, 1), (0, 2)]);
        let densities = tie_densities(&network, &[0, 0, 1, 1]);
        assert_eq!(
            densities,
            BTreeMap::from([((0, 0), 1.0), ((0, 1), 0.25), ((1, 1), 0.0)])
        );
    }
}
