//! Ties between regions: how many there are, how many size and distance would lead one to expect, and which spheres a region lacks.
//!
//! The model is that of `gravity`, the roles those of `support::gaps`; here members are only gathered into regions.

use std::collections::BTreeMap;

use super::distance_km;
use super::gravity::{FEW_EXPECTED, Gravity, NoModel, RegionPair, Sizes, gravity};
use super::roster::Roster;
use super::{Mixing, mixing};
use crate::analysis::numbers::of_count;
use crate::document::RegionId;

/// With more regions than this no model is made: its pairs grow with the square, and none of them would be read.
pub const MOST_REGIONS: usize = 400;

/// The mixing of the regions with most ties; all other regions together are the last group.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RegionMixing {
    /// The regions with a group of their own, those with most tie ends first.
    pub regions: Vec<RegionId>,
    /// How many further regions are taken together.
    pub others: usize,
    /// The cells, `a <= b`, row by row.
    pub cells: Vec<Mixing>,
}

/// The mixing of at most `most` regions by the number of their tie ends. `None` where fewer than two regions have ties.
///
/// Ties of members without a region take no part. `O(m)`.
#[must_use]
pub fn region_mixing(roster: &Roster, most: usize) -> Option<RegionMixing> {
    let mut ends: BTreeMap<RegionId, usize> = BTreeMap::new();
    for pair in &roster.pairs {
        for region in [pair.a, pair.b]
            .into_iter()
            .filter_map(|member| region_of(roster, member))
        {
            *ends.entry(region).or_default() += 1;
        }
    }
    if ends.len() < 2 {
        return None;
    }
    let mut ranked: Vec<(RegionId, usize)> = ends.into_iter().collect();
    ranked.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    let others = ranked.len().saturating_sub(most);
    let regions: Vec<RegionId> = ranked.iter().take(most).map(|(region, _)| *region).collect();
    let groups: Vec<usize> = roster
        .regions
        .iter()
        .map(|region| match region {
            Some(region) => regions.iter().position(|own| own == region).unwrap_or(regions.len()),
            None => usize::MAX,
        })
        .collect();
    let known: Vec<super::Pair> = roster
        .pairs
        .iter()
        .filter(|pair| {
            [pair.a, pair.b]
                .iter()
                .all(|member| region_of(roster, *member).is_some())
        })
        .copied()
        .collect();
    let count = regions.len() + usize::from(others > 0);
    Some(RegionMixing {
        cells: mixing(&groups, count, &known),
        regions,
        others,
    })
}

fn region_of(roster: &Roster, member: usize) -> Option<RegionId> {
    roster.regions.get(member).copied().flatten()
}

/// A pair of regions with what is there and what size and distance would lead one to expect.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ExpectedTies {
    /// The two regions, in the order of the file.
    pub regions: [RegionId; 2],
    /// How many pairs of members are joined.
    pub ties: f64,
    /// How many the model expects.
    pub expected: f64,
    /// The distance of the middles of their members in km.
    pub km: f64,
}

impl ExpectedTies {
    fn surprise(&self) -> f64 {
        self.ratio()
            .map_or(-1.0, |_| (self.ties - self.expected).abs() / self.expected.sqrt())
    }

    /// Observed over expected; undefined where fewer than half a tie is expected.
    #[must_use]
    pub fn ratio(&self) -> Option<f64> {
        (self.expected >= FEW_EXPECTED).then(|| self.ties / self.expected)
    }
}

/// The model with its pairs.
#[derive(Clone, Debug, PartialEq)]
pub struct RegionModel {
    /// The model.
    pub gravity: Gravity,
    /// The pairs that it rests on, those that differ most from it first (in the model's own standard deviation, the root of what is
    /// expected), those with too few expected ties last.
    pub pairs: Vec<ExpectedTies>,
}

/// The gravity model of ties between the regions that have located members, by the great circle between the middles of their
/// members (the mean of their places on the sphere).
///
/// # Errors
/// [`NoModel`] where there is none, or where there are more than [`MOST_REGIONS`] regions.
pub fn region_model(roster: &Roster) -> Result<RegionModel, NoModel> {
    let middles = middles(roster);
    if middles.len() > MOST_REGIONS {
        return Err(NoModel::TooFew);
    }
    let mut ties: BTreeMap<(RegionId, RegionId), f64> = BTreeMap::new();
    for pair in &roster.pairs {
        if let (Some(a), Some(b)) = (region_of(roster, pair.a), region_of(roster, pair.b)) {
            *ties.entry((a.min(b), a.max(b))).or_default() += 1.0;
        }
    }
    let mut pairs = Vec::new();
    for (a, (size_a, place_a)) in &middles {
        for (b, (size_b, place_b)) in middles.range((std::ops::Bound::Excluded(*a), std::ops::Bound::Unbounded)) {
            let pair = RegionPair {
                members: [of_count(*size_a), of_count(*size_b)],
                km: distance_km(*place_a, *place_b),
                ties: ties.get(&(*a, *b)).copied().unwrap_or(0.0),
            };
            pairs.push(([*a, *b], pair));
        }
    }
    let given: Vec<RegionPair> = pairs.iter().map(|(_, pair)| *pair).collect();
    let model = gravity(&given, Sizes::Product)?;
    let expected = pairs.iter().zip(&model.expected);
    let mut pairs: Vec<ExpectedTies> = expected
        .filter_map(|((regions, pair), expected)| {
            Some(ExpectedTies {
                regions: *regions,
                ties: pair.ties,
                expected: (*expected)?,
                km: pair.km,
            })
        })
        .collect();
    pairs.sort_by(|a, b| b.surprise().total_cmp(&a.surprise()).then(a.regions.cmp(&b.regions)));
    Ok(RegionModel { gravity: model, pairs })
}

/// How many members each region has, and the middle of those that are located; regions without any are left out.
fn middles(roster: &Roster) -> BTreeMap<RegionId, (usize, [f64; 2])> {
    let mut sums: BTreeMap<RegionId, (usize, [f64; 3])> = BTreeMap::new();
    for (region, place) in roster.regions.iter().zip(&roster.places) {
        let Some(region) = region else { continue };
        let (count, [x, y, z]) = sums.entry(*region).or_default();
        *count += 1;
        if let Some([lon, lat]) = place.map(|place| place.map(f64::to_radians)) {
            *x += lat.cos() * lon.cos();
            *y += lat.cos() * lon.sin();
            *z += lat.sin();
        }
    }
    sums.into_iter()
        .filter(|(_, (_, sum))| sum.iter().any(|part| part.abs() > 1e-9))
        .map(|(region, (count, [x, y, z]))| {
            let (lon, lat) = (y.atan2(x), z.atan2(x.hypot(y)));
            (region, (count, [lon.to_degrees(), lat.to_degrees()]))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::{Network, Pair};
    use super::*;

    fn roster(regions: &[Option<usize>], ties: &[(usize, usize)]) -> Roster {
        let pair = |(a, b): &(usize, usize)| Pair {
            a: *a,
            b: *b,
            weight: 1.0,
            joint: 1,
        };
        Roster {
            regions: regions.iter().map(|region| region.map(RegionId::at)).collect(),
            places: (0..)
                .zip(regions)
                .map(|(at, _)| Some([f64::from(at) * 0.1, 50.0]))
                .collect(),
            pairs: ties.iter().map(pair).collect(),
            network: Network::of_ties(regions.len(), ties),
            ..Roster::default()
        }
    }

    #[test]
    fn regions_beyond_the_first_are_taken_together_and_no_tie_is_lost() {
        let regions = [Some(0), Some(0), Some(1), Some(2), Some(3), None];
        let roster = roster(&regions, &[(0, 2), (1, 2), (0, 1), (3, 4), (3, 5)]);
        let found = region_mixing(&roster, 2).unwrap();
        assert_eq!((found.regions.len(), found.others), (2, 2));
        let ties: usize = found.cells.iter().map(|cell| cell.ties).sum();
        let expected: f64 = found.cells.iter().map(|cell| cell.expected).sum();
        assert_eq!(ties, 4, "the tie of the member without a region takes no part");
        assert!((expected - 4.0).abs() < 1e-12);
        assert!(region_mixing(&roster, 9).unwrap().others == 0);
    }

    #[test]
    fn one_region_mixes_with_nobody_and_has_no_model() {
        let alone = roster(&[Some(0), Some(0)], &[(0, 1)]);
        assert_eq!(region_mixing(&alone, 8), None);
        assert_eq!(region_model(&alone), Err(NoModel::TooFew));
    }

    #[test]
    fn the_middle_of_members_across_the_date_line_lies_between_them() {
        let mut both = roster(&[Some(0), Some(0)], &[]);
        both.places = vec![Some([179.0, 10.0]), Some([-179.0, 10.0])];
        let (count, [lon, _]) = middles(&both)[&RegionId::at(0)];
        assert_eq!(count, 2);
        assert!((lon.abs() - 180.0).abs() < 1e-9);
    }
}
