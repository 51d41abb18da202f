//! Values worked out from the document and what is explored: who passes the filter, who works with whom, the quotients.
//!
//! Each is kept with the key it was computed from. Where the key has changed it is computed at once if the document is small, and
//! otherwise by a worker of the application on a [`Request`]; until the answer comes the old value stays and is stale. How the values
//! are computed is the business of `filter`, `network` and `quotients`; starting threads that of the application.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::network::{self, NetworkView};
use super::quotients::{self, QuotientView};
use super::state::{BenchmarkChoice, Exploration, Filter};
use super::{FacetTable, Session, filter};
use crate::document::{Document, IndustryId, MeasureId, MemberId};

/// Documents up to this many steps of work are worked out between two frames: it costs one or two milliseconds.
pub(super) const STEPS_AT_ONCE: usize = 200_000;

/// How often each part of the document was changed since it was opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Revisions {
    /// Members, their places and properties.
    pub members: u64,
    /// Links.
    pub links: u64,
    /// Regions, clusters, the header and all numbers.
    pub numbers: u64,
}

/// What the list of members was computed from.
#[derive(Clone, Debug, PartialEq)]
struct MembersKey {
    revision: u64,
    filter: Filter,
    /// The selected members, where only they pass.
    selected: Option<BTreeSet<MemberId>>,
}

/// What the network was computed from.
#[derive(Clone, Debug, PartialEq)]
struct NetworkKey {
    members: MembersKey,
    revision: u64,
    link_kind: Option<String>,
    /// The year, where only ties of the year pass.
    year_position: Option<usize>,
}

/// What the quotients were computed from.
#[derive(Clone, Debug, PartialEq)]
struct QuotientsKey {
    revision: u64,
    year_position: usize,
    measure: Option<MeasureId>,
    industry: Option<IndustryId>,
    basket: Vec<IndustryId>,
    benchmark: BenchmarkChoice,
}

/// The keys of all derived values; `None` where a value was not computed yet.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Keys {
    members: Option<MembersKey>,
    network: Option<NetworkKey>,
    quotients: Option<QuotientsKey>,
}

impl Keys {
    fn of(exploration: &Exploration, revisions: Revisions) -> Self {
        let selected = &exploration.selection.members;
        let members = MembersKey {
            revision: revisions.members,
            filter: exploration.filter.clone(),
            selected: exploration.filter.only_selected.then(|| selected.clone()),
        };
        Self {
            network: Some(NetworkKey {
                members: members.clone(),
                revision: revisions.links,
                link_kind: exploration.link_kind.clone(),
                year_position: exploration.links_of_year.then_some(exploration.year_position),
            }),
            members: Some(members),
            quotients: Some(QuotientsKey {
                revision: revisions.numbers,
                year_position: exploration.year_position,
                measure: exploration.measure,
                industry: exploration.industry,
                basket: exploration.basket.clone(),
                benchmark: exploration.benchmark,
            }),
        }
    }
}

/// What the derived values stand for, and what a worker was asked for last.
#[derive(Clone, Debug, Default)]
pub(super) struct Standing {
    /// What the values that are shown were computed from.
    shown: Keys,
    /// What was asked for last; not asked again, so that work that failed does not repeat for ever.
    asked: Keys,
    is_asked: bool,
}

/// Work for a thread: everything that is stale, on a snapshot of the document.
#[derive(Debug)]
pub struct Request {
    document: Arc<Document>,
    exploration: Exploration,
    year: Option<i32>,
    visible: Arc<Vec<MemberId>>,
    keys: Keys,
}

/// What a [`Request`] came to.
#[derive(Debug, Default)]
pub struct Answer {
    keys: Keys,
    members: Option<(Vec<MemberId>, FacetTable)>,
    network: Option<NetworkView>,
    quotients: Option<QuotientView>,
}

impl Request {
    /// Works out what was stale. Pure: the same request gives the same answer.
    #[must_use]
    pub fn carry_out(self) -> Answer {
        let Self {
            document,
            exploration,
            year,
            visible,
            keys,
        } = self;
        let members = keys.members.is_some().then(|| {
            let (chosen, selection) = (&exploration.filter, &exploration.selection);
            (
                filter::visible_members(&document, chosen, selection),
                filter::facet_counts(&document, chosen, selection),
            )
        });
        let listed = members
            .as_ref()
            .map_or(visible.as_slice(), |(listed, _)| listed.as_slice());
        let network = keys
            .network
            .is_some()
            .then(|| network::network_view(&document, &exploration, listed, year));
        let quotients = keys
            .quotients
            .is_some()
            .then(|| quotients::quotient_view(&document, &exploration))
            .flatten();
        Answer {
            keys,
            members,
            network,
            quotients,
        }
    }
}

/// So many cells of a year are added up while one step of anything else is taken.
const CELLS_IN_A_STEP: usize = 8;

/// How many steps working everything out takes that asks for every cell, roughly: facets of members, pairs of links, cells.
pub(super) fn steps(document: &Document) -> usize {
    steps_besides_cells(document) + cells(document)
}

/// The same where cells are only added up to totals, and the quotients of one industry formed.
fn steps_of_refreshing(document: &Document) -> usize {
    steps_besides_cells(document) + cells(document) / CELLS_IN_A_STEP
}

fn steps_besides_cells(document: &Document) -> usize {
    let pairs: usize = document.links.iter().map(|link| link.members.len().pow(2)).sum();
    document.members.count() * 8 + pairs * 2
}

fn cells(document: &Document) -> usize {
    document.regions.count() * document.statistics.industries.len().max(1)
}

impl Session {
    /// Brings the derived values up to date where that is quick; else they are stale until a worker answers.
    pub(super) fn refresh(&mut self) {
        if steps_of_refreshing(&self.document) <= STEPS_AT_ONCE {
            self.refresh_all();
        }
    }

    /// Brings all derived values up to date, however long it takes; for workers, the command line and tests.
    pub fn refresh_all(&mut self) {
        if let Some(request) = self.stale_parts() {
            let answer = request.carry_out();
            self.take(answer);
        }
    }

    /// Whether a value that is shown was computed from something else than what is explored now.
    #[must_use]
    pub fn is_stale(&self) -> bool {
        self.standing.shown != Keys::of(&self.exploration, self.revisions)
    }

    /// The work that a thread should do now; `None` where nothing is stale, or where a thread is still at it.
    #[must_use]
    pub fn request(&mut self) -> Option<Request> {
        if self.standing.is_asked {
            return None;
        }
        let request = self.stale_parts()?;
        if self.standing.asked == request.keys {
            return None;
        }
        self.standing.is_asked = true;
        self.standing.asked = request.keys.clone();
        Some(request)
    }

    /// Takes the answer to a request; what has been overtaken meanwhile is dropped.
    pub fn take(&mut self, answer: Answer) {
        self.standing.is_asked = false;
        let now = Keys::of(&self.exploration, self.revisions);
        let Answer {
            keys,
            members,
            network,
            quotients,
        } = answer;
        let mut is_new = false;
        if keys.members == now.members
            && let Some((visible, facets)) = members
        {
            self.visible_members = Arc::new(visible);
            self.facets = Arc::new(facets);
            self.standing.shown.members = keys.members;
            is_new = true;
        }
        if keys.network == now.network
            && let Some(network) = network
        {
            self.network = Arc::new(network);
            self.standing.shown.network = keys.network;
            is_new = true;
        }
        if keys.quotients.is_some() && keys.quotients == now.quotients {
            self.quotients = quotients.map(Arc::new);
            self.standing.shown.quotients = keys.quotients;
            is_new = true;
        }
        self.revision += u64::from(is_new);
    }

    /// Everything that is stale; `None` where nothing is.
    fn stale_parts(&self) -> Option<Request> {
        let (now, shown) = (Keys::of(&self.exploration, self.revisions), &self.standing.shown);
        let keys = Keys {
            members: now.members.filter(|key| shown.members.as_ref() != Some(key)),
            network: now.network.filter(|key| shown.network.as_ref() != Some(key)),
            quotients: now.quotients.filter(|key| shown.quotients.as_ref() != Some(key)),
        };
        (keys != Keys::default()).then(|| Request {
            document: Arc::clone(&self.document),
            exploration: self.exploration.clone(),
            year: self.year(),
            visible: Arc::clone(&self.visible_members),
            keys,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{FeatureId, Helix, Member, PositionQuality};
    use crate::session::command::Command;

    fn member(position: usize) -> Member {
        Member {
            feature: FeatureId::at(position),
            id: None,
            name: format!("Member {position}"),
            helix: Helix::Industry,
            position: None,
            position_quality: PositionQuality::Exact,
            region: None,
            memberships: Vec::new(),
            industries: Vec::new(),
            employees: None,
            town: None,
            field: None,
            verified: None,
        }
    }

    fn session(members: usize) -> Session {
        let document = Document {
            members: (0..members).map(member).collect(),
            ..Document::default()
        };
        Session::new(document, Vec::new(), None, "file.geojson".to_owned())
    }

    #[test]
    fn a_small_document_is_never_stale() {
        let mut session = session(10);
        session.dispatch(Command::SetFilterText("Member 7".to_owned()));
        assert_eq!((session.visible_members.len(), session.is_stale()), (1, false));
        assert!(session.request().is_none());
    }

    #[test]
    fn a_large_document_shows_the_old_value_until_the_answer_comes() {
        let mut session = session(30_000);
        assert_eq!((session.visible_members.len(), session.is_stale()), (30_000, false));
        session.dispatch(Command::SetFilterText("Member 7".to_owned()));
        assert_eq!((session.visible_members.len(), session.is_stale()), (30_000, true));
        let request = session.request().unwrap();
        assert!(session.request().is_none(), "one thread at a time");
        let revision = session.revision;
        session.take(request.carry_out());
        assert_eq!(
            (session.visible_members.len(), session.is_stale()),
            (30_000 - 3 * 9_usize.pow(4), false)
        );
        assert!(session.revision > revision);
    }

    #[test]
    fn an_answer_that_was_overtaken_is_dropped_and_asked_for_anew() {
        let mut session = session(30_000);
        session.dispatch(Command::SetFilterText("Member 7".to_owned()));
        let overtaken = session.request().unwrap();
        session.dispatch(Command::SetFilterText("Member 29999".to_owned()));
        session.take(overtaken.carry_out());
        assert!(session.is_stale());
        let request = session.request().unwrap();
        session.take(request.carry_out());
        assert_eq!((session.visible_members.len(), session.is_stale()), (1, false));
    }

    #[test]
    fn work_that_failed_is_not_asked_for_again_until_something_changes() {
        let mut session = session(30_000);
        session.dispatch(Command::SetFilterText("Member 7".to_owned()));
        drop(session.request());
        session.take(Answer::default());
        assert!(session.is_stale());
        assert!(session.request().is_none());
        session.dispatch(Command::SetFilterText("Member 8".to_owned()));
        assert!(session.request().is_some());
    }

    #[test]
    fn turning_to_another_year_leaves_the_members_alone() {
        let mut session = session(30_000);
        let before = Arc::clone(&session.visible_members);
        session.exploration.year_position = 1;
        let request = session.request().unwrap();
        assert!(request.keys.members.is_none() && request.keys.network.is_none());
        session.take(request.carry_out());
        assert!(Arc::ptr_eq(&before, &session.visible_members));
    }
}
