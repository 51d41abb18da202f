//! Every measure of every member at once: the row of a member in tables, lists and cards.
//!
//! The formulas stand in their own files; what holds for the network as a whole stands in `key_figures`.

use rayon::join;

use super::betweenness::{betweenness, betweenness_weighted};
use super::brokerage::{Brokerage, brokerage};
use super::communities::Communities;
use super::cores::core_numbers;
use super::cuts::cuts;
use super::holes::{Ties, structural_holes};
use super::lengths::RegionalTie;
use super::paths::reaches;
use super::roster::Roster;
use super::shape::{clustering, triangles};
use super::spectral::{eigenvector, pagerank};
use crate::analysis::numbers::{of_count, sum};
use crate::analysis::progress::{Cancelled, Progress, Steps};
use crate::document::MemberId;

/// The measures of one member; what is undefined is `None`, and why is said where the formula stands.
#[derive(Clone, Debug, PartialEq)]
pub struct MemberMeasures {
    /// Who.
    pub member: MemberId,
    /// How many partners.
    pub degree: usize,
    /// The summed weight of its ties.
    pub strength: f64,
    /// On how many shortest ways it stands, of those there could be.
    pub betweenness: f64,
    /// The same where strong ties are short.
    pub betweenness_weighted: f64,
    /// Closeness (Wasserman & Faust).
    pub closeness: Option<f64>,
    /// Harmonic closeness.
    pub harmonic: Option<f64>,
    /// The share of pairs of its partners that are joined.
    pub clustering: Option<f64>,
    /// The largest `k` of a group in which all have `k` partners.
    pub core: usize,
    /// Burt's constraint, unweighted.
    pub constraint: Option<f64>,
    /// Burt's effective size, unweighted.
    pub effective_size: Option<f64>,
    /// `PageRank`, weighted.
    pub pagerank: f64,
    /// Eigenvector centrality on the largest component, weighted.
    pub eigenvector: Option<f64>,
    /// The number of its component.
    pub component: usize,
    /// The number of its community; undefined in a network without ties.
    pub community: Option<usize>,
    /// Whether its component falls apart without it.
    pub is_articulation: bool,
    /// Between which spheres it stands.
    pub brokerage: Brokerage,
    /// The mean length in km of its ties to located partners; undefined without any.
    pub mean_tie_km: Option<f64>,
    /// The share of its ties that stay in its region, among those to partners of a known region; undefined without any.
    pub local_share: Option<f64>,
}

/// The measures of all members, in their order. Betweenness takes the most time: `O(n m + n² log n)`.
#[must_use]
pub fn member_measures(roster: &Roster, communities: Option<&Communities>) -> Vec<MemberMeasures> {
    // Where nobody listens nobody stops it.
    member_measures_watched(roster, communities, &()).unwrap_or_default()
}

/// The same, where somebody hears how far it is and may stop it.
///
/// # Errors
///
/// Where it was stopped.
pub fn member_measures_watched(
    roster: &Roster,
    communities: Option<&Communities>,
    progress: &dyn Progress,
) -> Result<Vec<MemberMeasures>, Cancelled> {
    let network = &roster.network;
    let count = network.member_count();
    let steps = Steps::new(progress, 5);
    let (ways, neighbors) = join(
        || {
            let plain = betweenness(network);
            steps.step()?;
            let weighted = betweenness_weighted(network);
            steps.step().map(|()| (plain, weighted))
        },
        || {
            let reaches = reaches(network);
            steps.step()?;
            let holes = structural_holes(network, Ties::Unweighted);
            steps.step().map(|()| (reaches, holes))
        },
    );
    let ((plain, weighted), (reaches, holes)) = (ways?, neighbors?);
    let local = clustering(network, &triangles(network));
    let cores = core_numbers(network);
    let ranks = pagerank(network);
    let vector = eigenvector(network, &network.largest_component());
    let components = network.components();
    let cuts = cuts(network);
    let roles = brokerage(network, &roster.groups);
    let reach = TieReach::of(roster);
    steps.step()?;
    let rows = roster
        .members
        .iter()
        .enumerate()
        .map(|(at, member)| MemberMeasures {
            member: *member,
            degree: network.degree(at),
            strength: network.strength(at),
            betweenness: plain.get(at).copied().unwrap_or(0.0),
            betweenness_weighted: weighted.get(at).copied().unwrap_or(0.0),
            closeness: reaches.get(at).and_then(|reach| reach.closeness(count)),
            harmonic: reaches.get(at).and_then(|reach| reach.harmonic(count)),
            clustering: local.get(at).copied().flatten(),
            core: cores.get(at).copied().unwrap_or(0),
            constraint: holes.get(at).copied().flatten().map(|holes| holes.constraint),
            effective_size: holes.get(at).copied().flatten().map(|holes| holes.effective_size),
            pagerank: ranks.get(at).copied().unwrap_or(0.0),
            eigenvector: vector.get(at).copied().flatten(),
            component: components.get(at).copied().unwrap_or(0),
            community: communities.and_then(|found| found.labels.get(at).copied()),
            is_articulation: cuts.is_articulation.get(at) == Some(&true),
            brokerage: roles.get(at).copied().unwrap_or_default(),
            mean_tie_km: reach.mean_km(at),
            local_share: reach.local_share(at),
        })
        .collect();
    Ok(rows)
}

/// The lengths of each member's ties, and whether they stay in its region.
struct TieReach {
    lengths_km: Vec<Vec<f64>>,
    is_inside: Vec<Vec<bool>>,
}

impl TieReach {
    fn of(roster: &Roster) -> Self {
        let count = roster.members.len();
        let mut reach = Self {
            lengths_km: vec![Vec::new(); count],
            is_inside: vec![Vec::new(); count],
        };
        for (pair, tie) in roster.pairs.iter().zip(roster.regional_ties()) {
            for member in [pair.a, pair.b] {
                reach.add(member, &tie);
            }
        }
        reach
    }

    fn add(&mut self, member: usize, tie: &RegionalTie) {
        if let Some(lengths) = self.lengths_km.get_mut(member) {
            lengths.extend(tie.km);
        }
        if let Some(inside) = self.is_inside.get_mut(member) {
            inside.extend(tie.is_inside());
        }
    }

    fn mean_km(&self, member: usize) -> Option<f64> {
        let lengths = self.lengths_km.get(member).filter(|lengths| !lengths.is_empty())?;
        Some(sum(lengths.iter().copied()) / of_count(lengths.len()))
    }

    fn local_share(&self, member: usize) -> Option<f64> {
        let known = self.is_inside.get(member).filter(|known| !known.is_empty())?;
        let inside = known.iter().filter(|is_inside| **is_inside).count();
        Some(of_count(inside) / of_count(known.len()))
    }
}
