//! The members of a document that are looked at, as the formulas want them: numbered without gaps, with ties, spheres and places.
//!
//! Which members and links are looked at is decided by the caller; the formulas themselves know no document.

use std::collections::BTreeMap;

use super::lengths::{PlaceOfMember, RegionalTie};
use super::{Activity, Counting, Network, Pair, distance_km, pairs, self_tie_count};
use crate::document::{Document, Helix, Link, MemberId, RegionId};

/// Members with their ties; everything is in the order of `members`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Roster {
    /// Who is meant by each index.
    pub members: Vec<MemberId>,
    /// The links between them, each with the members it names.
    pub activities: Vec<Activity>,
    /// The pairs that share a link.
    pub pairs: Vec<Pair>,
    /// The network of the pairs.
    pub network: Network,
    /// The spheres that occur, in their order.
    pub spheres: Vec<Helix>,
    /// The place of each member's sphere among the spheres.
    pub groups: Vec<usize>,
    /// The region of each member.
    pub regions: Vec<Option<RegionId>>,
    /// Where each member is.
    pub places: Vec<PlaceOfMember>,
    /// How many links were dropped because they name one member only.
    pub self_ties: usize,
}

impl Roster {
    /// The given members with the links that `keep` keeps. A link counts among those of its members that are given; members that
    /// are no longer in the document are left out.
    #[must_use]
    pub fn of(document: &Document, members: &[MemberId], counting: Counting, keep: impl Fn(&Link) -> bool) -> Self {
        let found: Vec<(MemberId, &crate::document::Member)> = members
            .iter()
            .filter_map(|id| Some((*id, document.member(*id)?)))
            .collect();
        let numbers: BTreeMap<MemberId, usize> = found
            .iter()
            .enumerate()
            .map(|(number, (id, _))| (*id, number))
            .collect();
        let links: Vec<Activity> = document
            .links
            .iter()
            .filter(|link| keep(link))
            .map(|link| Activity {
                members: link.members.iter().filter_map(|id| numbers.get(id).copied()).collect(),
                weight: link.weight,
            })
            .filter(|activity| !activity.members.is_empty())
            .collect();
        let pairs = pairs(&links, counting);
        let mut spheres: Vec<Helix> = found.iter().map(|(_, member)| member.helix).collect();
        let groups = spheres.clone();
        spheres.sort_unstable();
        spheres.dedup();
        let group = |helix: &Helix| spheres.binary_search(helix).unwrap_or(usize::MAX);
        Self {
            network: Network::new(found.len(), &pairs),
            groups: groups.iter().map(group).collect(),
            regions: found.iter().map(|(_, member)| member.region).collect(),
            places: found
                .iter()
                .map(|(_, member)| member.position.map(|position| [position.lon, position.lat]))
                .collect(),
            self_ties: self_tie_count(&links),
            activities: links
                .into_iter()
                .filter(|activity| activity.members.len() > 1)
                .collect(),
            members: found.into_iter().map(|(id, _)| id).collect(),
            spheres,
            pairs,
        }
    }

    /// All members of the document, with the links that `keep` keeps.
    #[must_use]
    pub fn of_all(document: &Document, counting: Counting, keep: impl Fn(&Link) -> bool) -> Self {
        let placed = document.members.iter().enumerate();
        let all: Vec<MemberId> = placed.map(|(position, _)| MemberId::at(position)).collect();
        Self::of(document, &all, counting, keep)
    }

    /// The number of a sphere among those that occur.
    #[must_use]
    pub fn group_of(&self, helix: Helix) -> Option<usize> {
        self.spheres.binary_search(&helix).ok()
    }

    /// The great circle between two members in km; undefined where one is not located.
    #[must_use]
    pub fn km(&self, a: usize, b: usize) -> Option<f64> {
        let place = |member: usize| self.places.get(member).copied().flatten();
        Some(distance_km(place(a)?, place(b)?))
    }

    /// The ties as regions see them, in the order of `pairs`.
    #[must_use]
    pub fn regional_ties(&self) -> Vec<RegionalTie> {
        let region = |member: usize| self.regions.get(member).copied().flatten().map(RegionId::position);
        self.pairs
            .iter()
            .map(|pair| RegionalTie {
                regions: [region(pair.a), region(pair.b)],
                km: self.km(pair.a, pair.b),
                weight: pair.weight,
            })
            .collect()
    }
}
