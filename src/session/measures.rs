//! The measures of the network that is shown: key figures and a row for every member, worked out by a worker.
//!
//! They take tens of milliseconds for a region and seconds for a country, so they are never worked out on the frame: the window
//! asks for a [`MeasuresRequest`] while somebody looks, carries it out on a thread, and gives the answer back. Until then the
//! measures of the network before stay, and are known to be stale. The formulas are those of `analysis::network`.

use std::sync::Arc;

use super::Session;
use super::network::{NetworkView, link_passes};
use super::state::Exploration;
use crate::analysis::network::Counting;
use crate::analysis::network::cuts::cuts;
use crate::analysis::network::key_figures::{Parameters, Summary, summary};
use crate::analysis::network::members::{MemberMeasures, member_measures};
use crate::analysis::network::roster::Roster;
use crate::document::{Document, MemberId};

/// The measures of one network.
#[derive(Clone, Debug)]
pub struct MeasuresView {
    /// The network they were computed from.
    pub from: Arc<NetworkView>,
    /// With what they were computed.
    pub parameters: Parameters,
    /// The members with their spheres, places and ties.
    pub roster: Roster,
    /// The key figures, communities and mixing.
    pub summary: Summary,
    /// A row for each member of the roster.
    pub members: Vec<MemberMeasures>,
    /// The members that stand between others, those on most shortest ways first.
    pub brokers: Vec<MemberId>,
    /// The ties without which the network falls apart.
    pub bridges: Vec<(MemberId, MemberId)>,
    /// For each community of two members or more its best connected member and its size, the largest first.
    pub leaders: Vec<(MemberId, usize)>,
}

impl MeasuresView {
    /// The measures of a member; `None` where it is not shown.
    #[must_use]
    pub fn of(&self, member: MemberId) -> Option<&MemberMeasures> {
        let place = self.members.binary_search_by_key(&member, |row| row.member).ok()?;
        self.members.get(place)
    }
}

/// Work for a thread: the network that is shown, on a snapshot of the document.
#[derive(Debug)]
pub struct MeasuresRequest {
    document: Arc<Document>,
    network: Arc<NetworkView>,
    exploration: Exploration,
    visible: Arc<Vec<MemberId>>,
    year: Option<i32>,
}

impl MeasuresRequest {
    /// Works the measures out. Pure: the same request gives the same answer on any number of threads.
    #[must_use]
    pub fn carry_out(self) -> MeasuresView {
        let parameters = Parameters::default();
        let mut visible: Vec<MemberId> = self.visible.to_vec();
        visible.sort_unstable();
        let roster = Roster::of(&self.document, &visible, Counting::Full, |link| {
            link_passes(link, &self.exploration, self.year)
        });
        let summary = summary(&roster, &parameters);
        let members = member_measures(&roster, summary.communities.as_ref());
        let member = |at: usize| roster.members.get(at).copied();
        let bridges = cuts(&roster.network).bridges;
        MeasuresView {
            from: self.network,
            parameters,
            brokers: brokers(&members),
            leaders: leaders(&members, &summary),
            bridges: bridges
                .into_iter()
                .filter_map(|(a, b)| Some((member(a)?, member(b)?)))
                .collect(),
            roster,
            summary,
            members,
        }
    }
}

fn brokers(members: &[MemberMeasures]) -> Vec<MemberId> {
    let mut ranked: Vec<&MemberMeasures> = members.iter().filter(|row| row.betweenness > 0.0).collect();
    ranked.sort_by(|a, b| b.betweenness.total_cmp(&a.betweenness).then(a.member.cmp(&b.member)));
    ranked.into_iter().map(|row| row.member).collect()
}

fn leaders(members: &[MemberMeasures], summary: &Summary) -> Vec<(MemberId, usize)> {
    let sizes = summary.communities.as_ref().map(|found| found.sizes.as_slice());
    let mut best: Vec<Option<&MemberMeasures>> = vec![None; sizes.map_or(0, <[usize]>::len)];
    for row in members {
        let Some(slot) = row.community.and_then(|label| best.get_mut(label)) else {
            continue;
        };
        if slot.is_none_or(|known| row.degree > known.degree) {
            *slot = Some(row);
        }
    }
    let sized = best.into_iter().zip(sizes.unwrap_or_default());
    sized
        .filter(|(_, size)| **size > 1)
        .filter_map(|(row, size)| Some((row?.member, *size)))
        .collect()
}

/// The measures that are known, and what a worker was asked for last.
#[derive(Debug, Default)]
pub(super) struct Measures {
    known: Option<Arc<MeasuresView>>,
    /// Not asked again, so that work that failed does not repeat for ever.
    asked: Option<Arc<NetworkView>>,
    is_asked: bool,
}

impl Session {
    /// The measures that are known; they may be of the network before, which [`Self::measures_are_stale`] tells.
    #[must_use]
    pub fn measures(&self) -> Option<&Arc<MeasuresView>> {
        self.measures.known.as_ref()
    }

    /// Whether the measures are not of the network that is shown.
    #[must_use]
    pub fn measures_are_stale(&self) -> bool {
        self.measures()
            .is_none_or(|known| !Arc::ptr_eq(&known.from, &self.network))
    }

    /// Whether a worker tried the network that is shown and went away without an answer.
    #[must_use]
    pub fn measures_have_failed(&self) -> bool {
        let asked = self.measures.asked.as_ref();
        let was_asked = asked.is_some_and(|asked| Arc::ptr_eq(asked, &self.network));
        was_asked && !self.measures.is_asked && self.measures_are_stale()
    }

    /// The work that a thread should do while somebody looks at measures; `None` where they are known, where the network itself is
    /// still being worked out, or where a thread is at it.
    #[must_use]
    pub fn measures_request(&mut self) -> Option<MeasuresRequest> {
        let was_asked = self
            .measures
            .asked
            .as_ref()
            .is_some_and(|asked| Arc::ptr_eq(asked, &self.network));
        if self.measures.is_asked || was_asked || self.is_stale() || !self.measures_are_stale() {
            return None;
        }
        self.measures.is_asked = true;
        self.measures.asked = Some(Arc::clone(&self.network));
        Some(MeasuresRequest {
            document: Arc::clone(&self.document),
            network: Arc::clone(&self.network),
            exploration: self.exploration.clone(),
            visible: Arc::clone(&self.visible_members),
            year: self.year(),
        })
    }

    /// Takes the answer of a worker. The measures of a network that is no longer shown are kept as the old ones, and are stale.
    pub fn take_measures(&mut self, measures: MeasuresView) {
        self.measures.is_asked = false;
        self.measures.known = Some(Arc::new(measures));
        self.revision += 1;
    }

    /// A worker went away without an answer: it may be asked again once the network has changed.
    pub fn measures_failed(&mut self) {
        self.measures.is_asked = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::command::Command;

    fn session() -> Session {
        Session::new(Document::default(), Vec::new(), None, "file.geojson".to_owned())
    }

    #[test]
    fn measures_are_asked_for_once_and_known_when_they_come() {
        let mut session = session();
        assert!(session.measures_are_stale());
        let request = session.measures_request().unwrap();
        assert!(session.measures_request().is_none(), "one thread at a time");
        session.take_measures(request.carry_out());
        assert!(!session.measures_are_stale());
        assert!(session.measures_request().is_none());
        let nodes = session.measures().and_then(|known| known.summary.figure("nodes"));
        assert_eq!(nodes.and_then(|figure| figure.value), Some(0.0));
    }

    #[test]
    fn another_filter_makes_the_measures_stale_and_keeps_them() {
        let mut session = session();
        let request = session.measures_request().unwrap();
        session.take_measures(request.carry_out());
        session.dispatch(Command::SetFilterText("nobody".to_owned()));
        assert!(session.measures_are_stale() && session.measures().is_some());
        session.measures_request().unwrap();
        assert!(!session.measures_have_failed());
        session.measures_failed();
        assert!(session.measures_have_failed());
        assert!(session.measures_request().is_none(), "what failed is not repeated");
    }
}
