//! What holds the network together, in handles of the document: cut members, bridges, and what remains when members leave.
//!
//! The formulas are those of `analysis::network::cuts` and `analysis::support::robustness`.

use std::cmp::Reverse;

use crate::analysis::network::cuts::Cuts;
use crate::analysis::network::key_figures::Parameters;
use crate::analysis::network::roster::Roster;
use crate::analysis::numbers::of_count;
use crate::analysis::support::robustness::{best_connected_first, decline, decline_by_lot, departures};
use crate::document::{Helix, MemberId};

/// So many organizations and brokers are looked at one by one: each costs a walk through the whole network.
const MOST_DEPARTURES: usize = 8;
/// A chart of some hundred points across shows no more points of a curve than these.
const CURVE_POINTS: usize = 240;
/// So many brokers are among them where there are organizations.
const BROKERS: usize = 3;

/// A member without whom its part of the network falls apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CutMember {
    /// Who.
    pub member: MemberId,
    /// The sizes of the parts that its part falls into, the largest first.
    pub parts: Vec<usize>,
}

impl CutMember {
    /// How many members lose the largest of the parts.
    #[must_use]
    pub fn cut_off(&self) -> usize {
        self.parts.iter().skip(1).sum()
    }
}

/// A tie without which its part of the network falls apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bridge {
    /// Its ends, by their place in the file.
    pub members: [MemberId; 2],
    /// How many members stay with each end.
    pub parts: [usize; 2],
}

impl Bridge {
    /// How many members lose the larger part.
    #[must_use]
    pub fn cut_off(&self) -> usize {
        let [a, b] = self.parts;
        a.min(b)
    }
}

/// What remains when one member leaves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DepartureView {
    /// Who leaves.
    pub member: MemberId,
    /// Whether it is a cluster organization.
    pub is_organization: bool,
    /// How much worse the others reach each other, as a change; undefined where nobody reached anybody.
    pub efficiency_change: Option<f64>,
    /// The largest part before.
    pub largest_before: usize,
    /// The largest part after.
    pub largest_after: usize,
}

/// How the largest part shrinks while members leave: shares of members lost with the share of all that is in the largest part, at
/// so many losses as a chart can show.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Decline {
    /// The best connected leaving first.
    pub best_connected: Vec<(f64, f64)>,
    /// By lot, the mean of many orders.
    pub by_lot: Vec<(f64, f64)>,
    /// The shares of members whose loss halves the largest part: the best connected first, and by lot.
    pub halved_at: [f64; 2],
    /// How many orders by lot.
    pub lots: usize,
}

/// The cut members, those that cut off most first.
pub(super) fn cut_members(roster: &Roster, cuts: &Cuts) -> Vec<CutMember> {
    let placed = roster.members.iter().zip(&cuts.parts);
    let mut found: Vec<CutMember> = placed
        .filter(|(_, parts)| !parts.is_empty())
        .map(|(member, parts)| CutMember {
            member: *member,
            parts: parts.clone(),
        })
        .collect();
    found.sort_by_key(|cut| (Reverse(cut.cut_off()), cut.member));
    found
}

/// The bridges, those that cut off most first.
pub(super) fn bridges(roster: &Roster, cuts: &Cuts) -> Vec<Bridge> {
    let member = |at: usize| roster.members.get(at).copied();
    let placed = cuts.bridges.iter().zip(&cuts.bridge_parts);
    let mut found: Vec<Bridge> = placed
        .filter_map(|((a, b), parts)| {
            Some(Bridge {
                members: [member(*a)?, member(*b)?],
                parts: *parts,
            })
        })
        .collect();
    found.sort_by_key(|bridge| (Reverse(bridge.cut_off()), bridge.members));
    found
}

/// The two curves of decline.
pub(super) fn curves(roster: &Roster, parameters: &Parameters) -> Decline {
    let network = &roster.network;
    let count = of_count(network.member_count());
    let whole = of_count(network.component_sizes().first().copied().unwrap_or(0)) / count;
    let curve = |shares: Vec<f64>| -> Vec<(f64, f64)> {
        let losses = (1..).map(|lost| of_count(lost) / count);
        std::iter::once((0.0, whole)).chain(losses.zip(shares)).collect()
    };
    let sizes = decline(network, &best_connected_first(network));
    let best = curve(sizes.into_iter().map(|size| of_count(size) / count).collect());
    let lot = curve(decline_by_lot(network, parameters.lots, parameters.seed));
    let halved = |curve: &[(f64, f64)]| {
        let at = curve.iter().find(|(_, share)| *share <= whole / 2.0);
        at.map_or(1.0, |(lost, _)| *lost)
    };
    Decline {
        halved_at: [halved(&best), halved(&lot)],
        best_connected: thinned(&best),
        by_lot: thinned(&lot),
        lots: parameters.lots,
    }
}

/// At most about [`CURVE_POINTS`] points of a curve, its first and last among them.
fn thinned(curve: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let step = curve.len().div_ceil(CURVE_POINTS).max(1);
    let mut points: Vec<(f64, f64)> = curve.iter().step_by(step).copied().collect();
    if points.last() != curve.last() {
        points.extend(curve.last());
    }
    points
}

/// What remains when each of the cluster organizations leaves, and each of the first brokers.
pub(super) fn leaving(roster: &Roster, brokers: &[MemberId]) -> Vec<DepartureView> {
    let organization = roster.group_of(Helix::ClusterOrganization);
    let is_organization = |at: usize| organization.is_some() && roster.groups.get(at).copied() == organization;
    let organizations = (0..roster.members.len()).filter(|at| is_organization(*at));
    let mut asked: Vec<usize> = organizations.take(MOST_DEPARTURES - BROKERS).collect();
    let places = brokers
        .iter()
        .filter_map(|broker| roster.members.binary_search(broker).ok());
    for place in places.take(BROKERS) {
        if !asked.contains(&place) {
            asked.push(place);
        }
    }
    let before = roster.network.component_sizes().first().copied().unwrap_or(0);
    departures(&roster.network, &asked)
        .into_iter()
        .filter_map(|departure| {
            Some(DepartureView {
                member: roster.members.get(departure.member).copied()?,
                is_organization: is_organization(departure.member),
                efficiency_change: departure.efficiency_change,
                largest_before: before,
                largest_after: before.saturating_sub(departure.largest_component_loss),
            })
        })
        .collect()
}
