//! How far ties reach: lengths against those of all pairs, ties inside regions, and pipelines between them.
//!
//! Whether nearness explains the ties between regions is asked by `gravity`.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::distance::distance_km;
use crate::analysis::numbers::{of_count, quantile_of_sorted, sorted, sum};

/// The shares of ties whose length is told: shortest, quartiles, ninth decile, longest.
pub const QUANTILES: [f64; 6] = [0.0, 0.25, 0.5, 0.75, 0.9, 1.0];

/// Longitude and latitude of a member in degrees; `None` where it is not located.
pub type PlaceOfMember = Option<[f64; 2]>;

/// The lengths of the ties between located members.
#[derive(Clone, Debug, PartialEq)]
pub struct Lengths {
    /// How many ties have a length.
    pub count: usize,
    /// The mean length in km.
    pub mean_km: f64,
    /// The mean length in km, ties counted by weight.
    pub weighted_mean_km: f64,
    /// The lengths in km at [`QUANTILES`] (type 7).
    pub quantiles_km: [f64; 6],
    sorted_km: Vec<f64>,
}

impl Lengths {
    /// Sums up ties given as `(km, weight)`; undefined for none.
    #[must_use]
    pub fn of(ties: &[(f64, f64)]) -> Option<Self> {
        let lengths = sorted(ties.iter().map(|(km, _)| *km));
        let weight = sum(ties.iter().map(|(_, weight)| *weight));
        let mut quantiles_km = [0.0; 6];
        for (quantile, share) in quantiles_km.iter_mut().zip(QUANTILES) {
            *quantile = quantile_of_sorted(&lengths, share)?;
        }
        Some(Self {
            count: ties.len(),
            mean_km: sum(lengths.iter().copied()) / of_count(ties.len()),
            weighted_mean_km: sum(ties.iter().map(|(km, weight)| km * weight)) / weight,
            quantiles_km,
            sorted_km: lengths,
        })
    }

    /// The share of ties of at most this length.
    #[must_use]
    pub fn share_within(&self, radius_km: f64) -> f64 {
        of_count(self.sorted_km.partition_point(|km| *km <= radius_km)) / of_count(self.count)
    }
}

/// How far all pairs of located members are apart, joined or not.
#[derive(Clone, Debug, PartialEq)]
pub struct AllPairs {
    /// How many pairs.
    pub count: usize,
    /// The mean distance in km.
    pub mean_km: f64,
    /// The share of pairs within each of the radii, in their order.
    pub shares_within: Vec<f64>,
}

/// The distances of all pairs of located members; undefined for fewer than two. `O(n²)`, the same on any number of threads.
#[must_use]
pub fn all_pairs(places: &[PlaceOfMember], radii_km: &[f64]) -> Option<AllPairs> {
    let located: Vec<[f64; 2]> = places.iter().copied().flatten().collect();
    let rows: Vec<(f64, Vec<usize>)> = located
        .par_iter()
        .enumerate()
        .map(|(place, own)| {
            let mut within = vec![0; radii_km.len()];
            let others = located.get(place + 1..).unwrap_or_default().iter();
            let total = sum(others.map(|other| {
                let km = distance_km(*own, *other);
                for (count, radius) in within.iter_mut().zip(radii_km) {
                    *count += usize::from(km <= *radius);
                }
                km
            }));
            (total, within)
        })
        .collect();
    let count = located.len() * located.len().saturating_sub(1) / 2;
    (count > 0).then(|| AllPairs {
        count,
        mean_km: sum(rows.iter().map(|(total, _)| *total)) / of_count(count),
        shares_within: (0..radii_km.len())
            .map(|radius| {
                let within: usize = rows.iter().filter_map(|(_, counts)| counts.get(radius)).sum();
                of_count(within) / of_count(count)
            })
            .collect(),
    })
}

/// How much more often ties stay within a radius than pairs would by chance; undefined where no pair does.
#[must_use]
pub fn localization_ratio(share_of_ties: f64, share_of_pairs: f64) -> Option<f64> {
    (share_of_pairs > 0.0).then(|| share_of_ties / share_of_pairs)
}

/// One tie as regions see it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RegionalTie {
    /// The regions of the two members; `None` for a member of no region.
    pub regions: [Option<usize>; 2],
    /// The length; `None` where a member is not located.
    pub km: Option<f64>,
    /// The weight.
    pub weight: f64,
}

impl RegionalTie {
    /// Whether both members are of one region; undefined where one is of none.
    #[must_use]
    pub fn is_inside(&self) -> Option<bool> {
        let [a, b] = self.regions;
        Some(a? == b?)
    }

    /// Whether it leaves its region and is longer than the threshold: a pipeline (Bathelt, Malmberg & Maskell 2004).
    #[must_use]
    pub fn is_pipeline(&self, longer_than_km: f64) -> bool {
        self.is_inside() == Some(false) && self.km.is_some_and(|km| km > longer_than_km)
    }
}

/// The ties of a region's members.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RegionTies {
    /// Ties with both members in the region.
    pub internal: usize,
    /// Ties with members of other regions or of none.
    pub external: usize,
    /// Those of the external ties that are pipelines.
    pub pipelines: usize,
    /// Those of the external ties whose other member is of no region of the file.
    pub outside: usize,
}

impl RegionTies {
    /// `(external − internal) / (external + internal)`; undefined without ties.
    #[must_use]
    pub fn external_internal(&self) -> Option<f64> {
        let (external, internal) = (of_count(self.external), of_count(self.internal));
        (external + internal > 0.0).then(|| (external - internal) / (external + internal))
    }
}

/// The ties of each region that has any; a tie inside a region counts once there, a tie between two once in each.
#[must_use]
pub fn ties_of_regions(ties: &[RegionalTie], pipeline_km: f64) -> BTreeMap<usize, RegionTies> {
    let mut result: BTreeMap<usize, RegionTies> = BTreeMap::new();
    for tie in ties {
        let [a, b] = tie.regions;
        if let (Some(a), Some(true)) = (a, tie.is_inside()) {
            result.entry(a).or_default().internal += 1;
            continue;
        }
        for (own, other) in [(a, b), (b, a)] {
            let Some(own) = own else { continue };
            let entry = result.entry(own).or_default();
            entry.external += 1;
            entry.pipelines += usize::from(tie.is_pipeline(pipeline_km));
            entry.outside += usize::from(other.is_none());
        }
    }
    result
}

/// The share of ties that stay in one region, among those whose members both have one; by number and by weight. Undefined for none.
#[must_use]
pub fn share_inside(ties: &[RegionalTie]) -> Option<(f64, f64)> {
    let known: Vec<(bool, f64)> = ties
        .iter()
        .filter_map(|tie| Some((tie.is_inside()?, tie.weight)))
        .collect();
    let weight = sum(known.iter().map(|(_, weight)| *weight));
    let inside = || known.iter().filter(|(is_inside, _)| *is_inside);
    (!known.is_empty()).then(|| {
        (
            of_count(inside().count()) / of_count(known.len()),
            sum(inside().map(|(_, weight)| *weight)) / weight,
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_summed_up_by_number_and_by_weight() {
        let lengths = Lengths::of(&[(10.0, 1.0), (30.0, 3.0)]).unwrap();
        assert_eq!((lengths.mean_km, lengths.weighted_mean_km), (20.0, 25.0));
        assert_eq!((lengths.share_within(10.0), lengths.share_within(9.0)), (0.5, 0.0));
        assert_eq!(Lengths::of(&[]), None);
        assert_eq!(all_pairs(&[Some([0.0, 0.0]), None], &[1.0]), None);
        assert_eq!(localization_ratio(0.5, 0.0), None);
    }

    #[test]
    fn a_tie_between_regions_counts_in_both_and_a_long_one_is_a_pipeline() {
        let tie = |a, b, km| RegionalTie {
            regions: [a, b],
            km: Some(km),
            weight: 1.0,
        };
        let ties = [
            tie(Some(0), Some(0), 5.0),
            tie(Some(0), Some(1), 200.0),
            tie(Some(1), None, 300.0),
        ];
        let regions = ties_of_regions(&ties, 100.0);
        assert_eq!(
            regions.get(&0).copied(),
            Some(RegionTies {
                internal: 1,
                external: 1,
                pipelines: 1,
                outside: 0
            })
        );
        assert_eq!(regions.get(&1).map(|own| (own.external, own.outside)), Some((2, 1)));
        assert_eq!(share_inside(&ties), Some((0.5, 0.5)));
    }
}
