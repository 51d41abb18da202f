//! The measures of the network that is shown: key figures and a row for every member, worked out by a worker.
//!
//! They take tens of milliseconds for a region and seconds for a country, so they are never worked out on the frame: the window
//! asks for a [`MeasuresRequest`] while somebody looks, carries it out on a thread, and gives the answer back. Until then the
//! measures of the network before stay, and are known to be stale. The formulas are those of `analysis::network`.

mod groups;
mod holding;
mod regions;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Session;
use super::advance::Advance;
use super::concentration::Standing as Work;
use super::network::{NetworkView, link_passes};
use super::state::Exploration;
use crate::analysis::network::communities::communities;
use crate::analysis::network::cuts::cuts;
use crate::analysis::network::gravity::NoModel;
use crate::analysis::network::key_figures::{Parameters, Summary, summary_watched};
use crate::analysis::network::members::{MemberMeasures, member_measures_watched};
use crate::analysis::network::region_ties::{RegionMixing, RegionModel, region_mixing, region_model};
use crate::analysis::network::roster::Roster;
use crate::analysis::network::{Counting, Mixing, mixing};
use crate::analysis::progress::{Stage, Steps};
use crate::analysis::support::gaps::tie_densities;
use crate::document::{Document, MemberId};

pub use groups::CommunityView;
pub use holding::{Bridge, CutMember, Decline, DepartureView};
pub use regions::RegionGaps;

/// So many regions have a row of their own in the mixing of regions.
const MOST_REGIONS_SHOWN: usize = 7;

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
    /// The ties between spheres beside those expected; the order is that of the cells of `summary.mixing`.
    pub mixing: Vec<Mixing>,
    /// The share of possible ties between two spheres, or inside one, that exist, by their places in the roster.
    pub tie_densities: BTreeMap<(usize, usize), f64>,
    /// The ties between regions; `None` where fewer than two have ties.
    pub region_mixing: Option<RegionMixing>,
    /// The ties between regions beside those that size and distance would lead one to expect.
    pub region_model: Result<RegionModel, NoModel>,
    /// The regions that lack spheres which others have, those with most members first.
    pub gaps: Vec<RegionGaps>,
    /// A row for each member of the roster.
    pub members: Vec<MemberMeasures>,
    /// The members that stand between others, those on most shortest ways first.
    pub brokers: Vec<MemberId>,
    /// The members without whom their part falls apart, those that cut off most first.
    pub cut_members: Vec<CutMember>,
    /// The ties without which the network falls apart, those that cut off most first.
    pub bridges: Vec<Bridge>,
    /// The communities of two members or more, the largest first.
    pub communities: Vec<CommunityView>,
    /// What is left while members leave one after the other.
    pub decline: Decline,
    /// What is left when one member leaves: the cluster organizations and the first brokers.
    pub departures: Vec<DepartureView>,
    /// What gives communities their colors, and the document that it holds for.
    anchor: (Arc<Document>, Arc<groups::Anchor>),
}

impl MeasuresView {
    /// The measures of a member; `None` where it is not shown.
    #[must_use]
    pub fn of(&self, member: MemberId) -> Option<&MemberMeasures> {
        let place = self.members.binary_search_by_key(&member, |row| row.member).ok()?;
        self.members.get(place)
    }

    /// The community of two members or more that a member is in.
    #[must_use]
    pub fn community_of(&self, member: MemberId) -> Option<&CommunityView> {
        let label = self.of(member)?.community?;
        let place = self
            .communities
            .binary_search_by_key(&label, |found| found.label)
            .ok()?;
        self.communities.get(place)
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
    /// What gives communities their colors, where it is known for this document.
    anchor: Option<Arc<groups::Anchor>>,
    advance: Arc<Advance>,
}

impl MeasuresRequest {
    /// Works the measures out; `None` where that was stopped. Pure: the same request gives the same answer on any number of threads.
    #[must_use]
    pub fn carry_out(self) -> Option<MeasuresView> {
        let advance = Arc::clone(&self.advance);
        let stage = |before: usize| Stage::new(&*advance, before, 3);
        let parameters = Parameters::default();
        let mut visible: Vec<MemberId> = self.visible.to_vec();
        visible.sort_unstable();
        let roster = Roster::of(&self.document, &visible, Counting::Full, |link| {
            link_passes(link, &self.exploration, self.year)
        });
        let summary = summary_watched(&roster, &parameters, &stage(0)).ok()?;
        let members = member_measures_watched(&roster, summary.communities.as_ref(), &stage(1)).ok()?;
        let rest = stage(2);
        let steps = Steps::new(&rest, 4);
        let anchor = self.anchor(&roster, &summary, &parameters);
        steps.step().ok()?;
        let cuts = cuts(&roster.network);
        let brokers = brokers(&members);
        let region_model = region_model(&roster);
        steps.step().ok()?;
        let decline = holding::curves(&roster, &parameters);
        steps.step().ok()?;
        let departures = holding::leaving(&roster, &brokers);
        steps.step().ok()?;
        Some(MeasuresView {
            from: self.network,
            parameters,
            tie_densities: tie_densities(&roster.network, &roster.groups),
            region_mixing: region_mixing(&roster, MOST_REGIONS_SHOWN),
            region_model,
            gaps: regions::gaps(&roster),
            mixing: mixing(&roster.groups, roster.spheres.len(), &roster.pairs),
            communities: groups::communities(&members, summary.communities.as_ref(), &anchor),
            cut_members: holding::cut_members(&roster, &cuts),
            bridges: holding::bridges(&roster, &cuts),
            decline,
            departures,
            anchor: (self.document, anchor),
            brokers,
            roster,
            summary,
            members,
        })
    }

    /// The communities of the whole file: those at hand where nothing is filtered, else found once for a document.
    fn anchor(&self, roster: &Roster, summary: &Summary, parameters: &Parameters) -> Arc<groups::Anchor> {
        if let Some(known) = &self.anchor {
            return Arc::clone(known);
        }
        let is_whole = roster.members.len() == self.document.members.count()
            && self.exploration.link_kind.is_none()
            && !self.exploration.links_of_year;
        let anchor = if is_whole {
            groups::Anchor::of(&roster.members, summary.communities.as_ref())
        } else {
            let whole = Roster::of_all(&self.document, Counting::Full, |_| true);
            let found = communities(&whole.network, parameters.community_runs, parameters.seed);
            groups::Anchor::of(&whole.members, found.as_ref())
        };
        Arc::new(anchor)
    }
}

fn brokers(members: &[MemberMeasures]) -> Vec<MemberId> {
    let mut ranked: Vec<&MemberMeasures> = members.iter().filter(|row| row.betweenness > 0.0).collect();
    ranked.sort_by(|a, b| b.betweenness.total_cmp(&a.betweenness).then(a.member.cmp(&b.member)));
    ranked.into_iter().map(|row| row.member).collect()
}

/// The measures that are known, and what a worker was asked for last.
#[derive(Debug, Default)]
pub(super) struct Measures {
    known: Option<Arc<MeasuresView>>,
    /// Not asked again, so that work that failed does not repeat for ever.
    asked: Option<Arc<NetworkView>>,
    is_asked: bool,
    /// Whether somebody stopped the work on what was asked for last.
    is_stopped: bool,
    advance: Arc<Advance>,
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
        was_asked && !self.measures.is_asked && !self.measures.is_stopped && self.measures_are_stale()
    }

    /// How the work on the measures stands.
    #[must_use]
    pub fn measures_work(&self) -> Work {
        let asked = self.measures.asked.as_ref();
        let was_asked = asked.is_some_and(|asked| Arc::ptr_eq(asked, &self.network));
        if was_asked && self.measures.is_stopped {
            Work::Stopped
        } else if self.measures.is_asked {
            Work::Running(self.measures.advance.share())
        } else {
            Work::Fresh
        }
    }

    /// Stops the work on the measures; those that are known stay, and the work is not begun again before something changes.
    pub(super) fn stop_measures(&mut self) {
        if self.measures.is_asked {
            self.measures.advance.cancel();
            self.measures.is_stopped = true;
        }
    }

    /// Lets measures that were stopped be asked for again.
    pub(super) fn resume_measures(&mut self) {
        if std::mem::take(&mut self.measures.is_stopped) {
            self.measures.asked = None;
        }
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
        if self.measures.is_asked && !was_asked {
            // The network was changed since: nobody waits for the measures of the one before.
            self.measures.advance.cancel();
        }
        if self.measures.is_asked || was_asked || self.is_stale() || !self.measures_are_stale() {
            return None;
        }
        self.measures.is_asked = true;
        self.measures.is_stopped = false;
        self.measures.advance = Arc::default();
        self.measures.asked = Some(Arc::clone(&self.network));
        Some(MeasuresRequest {
            document: Arc::clone(&self.document),
            network: Arc::clone(&self.network),
            exploration: self.exploration.clone(),
            visible: Arc::clone(&self.visible_members),
            year: self.year(),
            advance: Arc::clone(&self.measures.advance),
            anchor: self
                .measures()
                .filter(|known| Arc::ptr_eq(&known.anchor.0, &self.document))
                .map(|known| Arc::clone(&known.anchor.1)),
        })
    }

    /// Works the measures out at once where what is drawn needs them; for the command line and tests.
    pub fn refresh_measures(&mut self) {
        if !self.exploration.needs_measures() {
            return;
        }
        if let Some(request) = self.measures_request() {
            self.take_measures(request.carry_out());
        }
    }

    /// Takes the answer of a worker. The measures of a network that is no longer shown are kept as the old ones, and are stale; a
    /// worker that went away without an answer may be asked again once the network has changed.
    pub fn take_measures(&mut self, measures: Option<MeasuresView>) {
        self.measures.is_asked = false;
        if let Some(measures) = measures {
            self.measures.is_stopped = false;
            self.measures.known = Some(Arc::new(measures));
            self.revision += 1;
        }
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
    fn measures_that_somebody_stops_wait_until_they_are_asked_for_again() {
        let mut session = session();
        let request = session.measures_request().unwrap();
        session.dispatch(Command::StopMeasures);
        assert_eq!(session.measures_work(), Work::Stopped);
        let answer = request.carry_out();
        assert!(answer.is_none(), "nobody waits for it");
        session.take_measures(answer);
        assert!(session.measures_request().is_none() && !session.measures_have_failed());
        session.dispatch(Command::ResumeMeasures);
        let request = session.measures_request().unwrap();
        assert!(matches!(session.measures_work(), Work::Running(_)));
        session.take_measures(request.carry_out());
        assert_eq!(session.measures_work(), Work::Fresh);
        assert!(!session.measures_are_stale());
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
        session.take_measures(None);
        assert!(session.measures_have_failed());
        assert!(session.measures_request().is_none(), "what failed is not repeated");
    }
}
