//! Triple-helix mutual information: what three properties of a unit say of each other (Leydesdorff 2003).
//!
//! A unit is a project with the presence of industry, academia and government, or a firm with its region, size class and
//! technology. Below 0 the three together reduce uncertainty more than the pairs do: synergy.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::analysis::numbers::{of_count, quantile_of_sorted, sorted, sum};
use crate::analysis::random::Chance;

/// With fewer units the number says little, and is shown with that reservation only.
pub const FEW_UNITS: usize = 50;

/// The classes of a unit in the three properties.
pub type Unit = [usize; 3];

/// Entropies in bits of the properties x, y, z and of their combinations, over `count` units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Information {
    /// How many units.
    pub count: usize,
    /// `H_x, H_y, H_z`.
    pub single: [f64; 3],
    /// `H_xy, H_xz, H_yz`.
    pub pairs: [f64; 3],
    /// `H_xyz`.
    pub all: f64,
}

impl Information {
    /// The entropies of some units; undefined for none.
    #[must_use]
    pub fn of(units: &[Unit]) -> Option<Self> {
        if units.is_empty() {
            return None;
        }
        let entropy = |key: &dyn Fn(&Unit) -> Unit| {
            let mut counts: BTreeMap<Unit, usize> = BTreeMap::new();
            for unit in units {
                *counts.entry(key(unit)).or_default() += 1;
            }
            let total = of_count(units.len());
            -sum(counts.values().map(|count| {
                let share = of_count(*count) / total;
                share * share.log2()
            }))
        };
        Some(Self {
            count: units.len(),
            single: [
                entropy(&|[x, _, _]| [*x, 0, 0]),
                entropy(&|[_, y, _]| [0, *y, 0]),
                entropy(&|[_, _, z]| [0, 0, *z]),
            ],
            pairs: [
                entropy(&|[x, y, _]| [*x, *y, 0]),
                entropy(&|[x, _, z]| [*x, 0, *z]),
                entropy(&|[_, y, z]| [0, *y, *z]),
            ],
            all: entropy(&|unit| *unit),
        })
    }

    /// `T_xy, T_xz, T_yz`: what two properties say of each other, in bits, 0 and above.
    #[must_use]
    pub fn mutual(&self) -> [f64; 3] {
        let [x, y, z] = self.single;
        let [xy, xz, yz] = self.pairs;
        [x + y - xy, x + z - xz, y + z - yz]
    }

    /// `T = H_x + H_y + H_z − H_xy − H_xz − H_yz + H_xyz` in bits; below 0 is synergy.
    #[must_use]
    pub fn triple(&self) -> f64 {
        sum(self.single) - sum(self.pairs) + self.all
    }

    /// Whether there are so few units that the number must not be read without its reservation.
    #[must_use]
    pub fn is_of_few(&self) -> bool {
        self.count < FEW_UNITS
    }
}

/// The 95 % interval of the triple information when units are drawn anew with replacement `draws` times (percentiles of type 7).
/// Undefined without units or draws. The same on any number of threads.
#[must_use]
pub fn bootstrap_interval(units: &[Unit], draws: usize, seed: u64) -> Option<(f64, f64)> {
    let values: Vec<f64> = (0..draws as u64)
        .into_par_iter()
        .filter_map(|unit| {
            let mut chance = Chance::of_unit(seed, unit);
            let drawn: Vec<Unit> = (0..units.len())
                .filter_map(|_| units.get(chance.below(units.len())).copied())
                .collect();
            Information::of(&drawn).map(|information| information.triple())
        })
        .collect();
    let values = sorted(values);
    Some((quantile_of_sorted(&values, 0.025)?, quantile_of_sorted(&values, 0.975)?))
}

/// The triple information by group of units: `T = T_0 + Σ (n_g / n) T_g` (Leydesdorff & Fritsch 2006).
#[derive(Clone, Debug, PartialEq)]
pub struct Decomposition {
    /// The triple information of all units, in bits.
    pub total: f64,
    /// What lies between the groups: `T_0`.
    pub between: f64,
    /// Each group with its number of units, its own `T_g`, and its part `(n_g / n) T_g`.
    pub groups: BTreeMap<usize, GroupInformation>,
}

/// The part of one group.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GroupInformation {
    /// How many units.
    pub count: usize,
    /// The triple information among its units, in bits.
    pub triple: f64,
    /// What it adds to the total, in bits.
    pub part: f64,
}

/// Divides the triple information among groups; `groups` gives the group of each unit. Undefined without units.
#[must_use]
pub fn decomposition(units: &[Unit], groups: &[usize]) -> Option<Decomposition> {
    let total = Information::of(units)?.triple();
    let mut by_group: BTreeMap<usize, Vec<Unit>> = BTreeMap::new();
    for (unit, group) in units.iter().zip(groups) {
        by_group.entry(*group).or_default().push(*unit);
    }
    let groups: BTreeMap<usize, GroupInformation> = by_group
        .into_iter()
        .filter_map(|(group, own)| {
            let triple = Information::of(&own)?.triple();
            let part = of_count(own.len()) / of_count(units.len()) * triple;
            Some((
                group,
                GroupInformation {
                    count: own.len(),
                    triple,
                    part,
                },
            ))
        })
        .collect();
    Some(Decomposition {
        total,
        between: total - sum(groups.values().map(|group| group.part)),
        groups,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exclusive_or_is_one_bit_of_synergy_and_a_copy_one_of_redundancy() {
        let triple = |units: &[Unit]| Information::of(units).unwrap().triple();
        let exclusive = [[0, 0, 0], [0, 1, 1], [1, 0, 1], [1, 1, 0]];
        assert!((triple(&exclusive) + 1.0).abs() < 1e-12);
        assert!((triple(&[[0, 0, 0], [1, 1, 1]]) - 1.0).abs() < 1e-12);
        let all: Vec<Unit> = (0..8).map(|bits| [bits & 1, bits >> 1 & 1, bits >> 2]).collect();
        assert!(triple(&all).abs() < 1e-12);
        assert_eq!(Information::of(&[]), None);
    }

    #[test]
    fn the_parts_add_up_and_the_interval_holds_the_number() {
        let units: Vec<Unit> = (0..60)
            .map(|unit| [unit % 2, unit % 3 / 2, unit * unit % 5 / 3])
            .collect();
        let groups: Vec<usize> = (0..60).map(|unit| unit % 4).collect();
        let parts = decomposition(&units, &groups).unwrap();
        let added = parts.between + sum(parts.groups.values().map(|group| group.part));
        assert!((added - parts.total).abs() < 1e-12);
        let (low, high) = bootstrap_interval(&units, 200, 1).unwrap();
        assert!(low < parts.total && low < high, "{low} {high}");
        assert_eq!(bootstrap_interval(&units, 200, 1), Some((low, high)));
        assert_eq!(bootstrap_interval(&[], 200, 1), None);
    }
}
