//! Who works with whom, for what is explored now: the ties that pass the filter, with the network they make.
//!
//! The measures themselves are the business of `analysis::network`.

use super::state::Exploration;
use crate::analysis::network::{Activity, Counting, Network, Pair, pairs};
use crate::document::{Document, Link, MemberId};

/// The ties that are shown, and the network they make; indices are positions in `Document::members`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NetworkView {
    /// Pairs of members that share a link, by ascending positions.
    pub pairs: Vec<Pair>,
    /// The network of these pairs.
    pub network: Network,
    /// How many links of the file pass.
    pub link_count: usize,
}

/// Whether a link passes the choices of kind and year.
#[must_use]
pub fn link_passes(link: &Link, exploration: &Exploration, year: Option<i32>) -> bool {
    let is_of_kind = exploration.link_kind.as_ref().is_none_or(|kind| *kind == link.kind);
    let ran = !exploration.links_of_year
        || year.is_none_or(|year| link.from.is_none_or(|from| from <= year) && link.to.is_none_or(|to| to >= year));
    is_of_kind && ran
}

/// The ties between members that pass the filter. `O(Σ k²)` for links of `k` members.
#[must_use]
pub fn network_view(
    document: &Document,
    exploration: &Exploration,
    visible: &[MemberId],
    year: Option<i32>,
) -> NetworkView {
    let mut is_visible = vec![false; document.members.slots()];
    for id in visible {
        if let Some(mark) = is_visible.get_mut(id.position()) {
            *mark = true;
        }
    }
    let activities: Vec<Activity> = document
        .links
        .iter()
        .filter(|link| link_passes(link, exploration, year))
        .map(|link| Activity {
            members: link
                .members
                .iter()
                .map(|id| id.position())
                .filter(|position| is_visible.get(*position) == Some(&true))
                .collect(),
            weight: link.weight,
        })
        .filter(|activity| activity.members.len() > 1)
        .collect();
    let pairs = pairs(&activities, Counting::Full);
    let network = Network::new(document.members.slots(), &pairs).without(document.members.empty_positions());
    NetworkView {
        link_count: activities.len(),
        network,
        pairs,
    }
}
