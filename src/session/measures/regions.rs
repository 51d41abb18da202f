//! What regions lack, ready to be listed.
//!
//! The counts are those of `analysis::support::gaps`; that a sphere is not listed never means that there is none.

use std::cmp::Reverse;

use crate::analysis::network::roster::Roster;
use crate::analysis::support::gaps::roles;
use crate::document::{Helix, RegionId};

/// A region in which the file lists no member of some spheres that occur elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegionGaps {
    /// Which region.
    pub region: RegionId,
    /// How many members it has.
    pub members: usize,
    /// The spheres that are not listed there.
    pub missing: Vec<Helix>,
}

/// The regions that lack spheres, those with most members first; nothing where only one region has members.
pub(super) fn gaps(roster: &Roster) -> Vec<RegionGaps> {
    let regions: Vec<Option<usize>> = roster
        .regions
        .iter()
        .map(|region| region.map(RegionId::position))
        .collect();
    let found = roles(&regions, &roster.groups, roster.spheres.len());
    if found.len() < 2 {
        return Vec::new();
    }
    let mut gaps: Vec<RegionGaps> = found
        .into_iter()
        .map(|(region, roles)| RegionGaps {
            region: RegionId::at(region),
            members: roles.counts.iter().sum(),
            missing: roles
                .missing()
                .filter_map(|group| roster.spheres.get(group).copied())
                .collect(),
        })
        .filter(|gaps| !gaps.missing.is_empty())
        .collect();
    gaps.sort_by_key(|gaps| (Reverse(gaps.members), gaps.region));
    gaps
}
