//! The figures of the overview: counts, who works with whom, coverage, what changed, and the field; remembered by what they were
//! counted from.
//!
//! For small files they are counted at once when somebody looks, for large ones by a worker on an [`OverviewRequest`]; until then
//! the figures before stay, and are known to be stale. The field's numbers are the business of `field`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::Session;
use super::derived::{STEPS_AT_ONCE, steps};
use super::field::FieldFigures;
use super::network::NetworkView;
use super::quotients::{QuotientView, parameters};
use super::state::Exploration;
use crate::analysis::network::{Mixing, mixing};
use crate::analysis::numbers;
use crate::analysis::specialization::Parameters;
use crate::document::{Document, Helix, IndustryId, Member, MemberId, PositionQuality, RegionId, Series};

/// So many regions are named as the most specialized ones.
const LEADERS: usize = 3;

/// How many of something, and of how many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// How many.
    pub part: usize,
    /// Of how many.
    pub whole: usize,
}

/// How complete the file is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Members at an address or a street.
    pub at_address: usize,
    /// Members whose field is stated.
    pub field: usize,
    /// Members whose employees are stated.
    pub employees: usize,
    /// Members with a date at which somebody looked after them.
    pub verified: usize,
    /// Links with a year.
    pub dated_links: usize,
    /// Regions whose number is published for the industry in focus; `None` without an industry.
    pub cells: Option<Part>,
}

/// What came and went since the year before, as far as the file dates it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Movement {
    /// Whether any of them has a date.
    pub is_dated: bool,
    /// How many began after the year before.
    pub came: usize,
    /// How many ended before the year in focus.
    pub went: usize,
}

/// Everything that the overview counts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OverviewView {
    /// Members that are shown and have no tie.
    pub alone: usize,
    /// Members without a position.
    pub unlocated: usize,
    /// Ties between members of different regions.
    pub ties_across: usize,
    /// Ties of which an end's region is not known.
    pub ties_unknown: usize,
    /// Regions with members that are shown.
    pub regions_with_members: usize,
    /// How many of the members that are shown say how many they employ, and how many in all.
    pub employees: (usize, f64),
    /// The members that are shown by sphere, none with zero.
    pub spheres: Vec<(Helix, usize)>,
    /// The spheres that have members, and the ties between them.
    pub mixing: (Vec<Helix>, Vec<Mixing>),
    /// How complete the file is.
    pub coverage: Coverage,
    /// Memberships that came and went.
    pub memberships: Movement,
    /// Links that came and went.
    pub links: Movement,
    /// The regions with the largest quotients, the largest first.
    pub leaders: Vec<(RegionId, f64)>,
    /// The cluster's field; `None` where there are no statistics.
    pub field: Option<FieldFigures>,
}

/// What the figures are counted from.
#[derive(Clone, Debug)]
struct Key {
    document: Arc<Document>,
    members: Arc<Vec<MemberId>>,
    network: Arc<NetworkView>,
    quotients: Option<Arc<QuotientView>>,
    numbers: Option<Parameters>,
    industries: (Option<IndustryId>, Vec<IndustryId>),
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        let quotients = self.quotients.as_ref().map(Arc::as_ptr);
        Arc::ptr_eq(&self.document, &other.document)
            && Arc::ptr_eq(&self.members, &other.members)
            && Arc::ptr_eq(&self.network, &other.network)
            && quotients == other.quotients.as_ref().map(Arc::as_ptr)
            && self.numbers == other.numbers
            && self.industries == other.industries
    }
}

impl Key {
    fn of(session: &Session) -> Self {
        let state = &session.exploration;
        Self {
            document: Arc::clone(&session.document),
            members: Arc::clone(&session.visible_members),
            network: Arc::clone(&session.network),
            quotients: session.quotients.clone(),
            numbers: parameters(&session.document, state),
            industries: (state.industry, state.basket.clone()),
        }
    }
}

/// Work for a thread: the figures for what is explored.
#[derive(Debug)]
pub struct OverviewRequest {
    key: Key,
    exploration: Exploration,
}

/// What an [`OverviewRequest`] came to.
#[derive(Debug)]
pub struct OverviewAnswer {
    key: Key,
    view: OverviewView,
}

impl OverviewRequest {
    /// Counts everything. Pure: the same request gives the same answer. `O(members + ties + regions × industries)`.
    #[must_use]
    pub fn carry_out(self) -> OverviewAnswer {
        let Self { key, exploration } = self;
        let document = &*key.document;
        let view = OverviewView {
            field: FieldFigures::of(document, &exploration, &key.members),
            leaders: key
                .quotients
                .as_deref()
                .map_or_else(Vec::new, |view| leaders(document, view)),
            mixing: mixed(document, &key.network),
            coverage: coverage(document, &exploration),
            memberships: memberships(document, &exploration, &key.members),
            links: links(document, &exploration),
            unlocated: document.unlocated_members(),
            ..counts(document, &key.members, &key.network)
        };
        OverviewAnswer { key, view }
    }
}

fn counts(document: &Document, members: &[MemberId], network: &NetworkView) -> OverviewView {
    let shown = || members.iter().filter_map(|id| document.member(*id));
    let region = |position: usize| document.members.get(position).and_then(|member| member.region);
    let ends = network.pairs.iter().map(|pair| region(pair.a).zip(region(pair.b)));
    let mut spheres: BTreeMap<Helix, usize> = BTreeMap::new();
    for member in shown() {
        *spheres.entry(member.helix).or_default() += 1;
    }
    let employees: Vec<f64> = shown().filter_map(|member| member.employees).collect();
    let degree = |id: &&MemberId| network.network.degree(id.position()) == 0;
    OverviewView {
        alone: members.iter().filter(degree).count(),
        ties_across: ends.clone().flatten().filter(|(a, b)| a != b).count(),
        ties_unknown: ends.filter(Option::is_none).count(),
        regions_with_members: shown()
            .filter_map(|member| member.region)
            .collect::<BTreeSet<_>>()
            .len(),
        employees: (employees.len(), numbers::sum(employees)),
        spheres: spheres.into_iter().collect(),
        ..OverviewView::default()
    }
}

fn mixed(document: &Document, network: &NetworkView) -> (Vec<Helix>, Vec<Mixing>) {
    let present: BTreeSet<Helix> = document.members.iter().map(|member| member.helix).collect();
    let spheres: Vec<Helix> = Helix::ALL.into_iter().filter(|helix| present.contains(helix)).collect();
    let group_of = |helix: Helix| spheres.iter().position(|other| *other == helix);
    let groups = document.members.by_position(|member| {
        let helix = member.map(|member| member.helix);
        helix.and_then(group_of).unwrap_or(usize::MAX)
    });
    let cells = mixing(&groups, spheres.len(), &network.pairs);
    (spheres, cells)
}

fn coverage(document: &Document, exploration: &Exploration) -> Coverage {
    let count = |holds: &dyn Fn(&Member) -> bool| document.members.iter().filter(|member| holds(member)).count();
    let is_at_address = |member: &Member| {
        let is_fine = matches!(
            member.position_quality,
            PositionQuality::Exact | PositionQuality::Street
        );
        member.position.is_some() && is_fine
    };
    let cells = exploration
        .measure
        .zip(exploration.industry)
        .map(|(measure, industry)| {
            let series = Series::Industry(industry);
            let values = document
                .statistics
                .regions_in_year(measure, series, exploration.year_position);
            let published = |id: &RegionId| values.get(id.position()).is_some_and(|cell| cell.value().is_some());
            Part {
                part: document.ranked_regions().filter(published).count(),
                whole: document.ranked_regions().count(),
            }
        });
    Coverage {
        at_address: count(&is_at_address),
        field: count(&|member| member.field.is_some()),
        employees: count(&|member| member.employees.is_some()),
        verified: count(&|member| member.verified.is_some()),
        dated_links: document
            .links
            .iter()
            .filter(|link| link.from.or(link.to).is_some())
            .count(),
        cells,
    }
}

/// The year before and the year in focus.
fn span(document: &Document, exploration: &Exploration) -> Option<(i32, i32)> {
    let years = &document.statistics.years;
    let before = exploration.year_position.checked_sub(1)?;
    Some((*years.get(before)?, *years.get(exploration.year_position)?))
}

fn movement(span: Option<(i32, i32)>, spells: impl Iterator<Item = (Option<i32>, Option<i32>)>) -> Movement {
    let mut movement = Movement::default();
    for (from, to) in spells {
        movement.is_dated |= from.or(to).is_some();
        let Some((before, now)) = span else { continue };
        movement.came += usize::from(from.is_some_and(|from| from > before && from <= now));
        movement.went += usize::from(to.is_some_and(|to| to >= before && to < now));
    }
    movement
}

fn memberships(document: &Document, exploration: &Exploration, members: &[MemberId]) -> Movement {
    let shown = members.iter().filter_map(|id| document.member(*id));
    let spells = shown.flat_map(|member| &member.memberships);
    movement(
        span(document, exploration),
        spells.map(|membership| (membership.from, membership.to)),
    )
}

fn links(document: &Document, exploration: &Exploration) -> Movement {
    let spells = document.links.iter().map(|link| (link.from, link.to));
    movement(span(document, exploration), spells)
}

fn leaders(document: &Document, view: &QuotientView) -> Vec<(RegionId, f64)> {
    let regions = document.ranked_regions();
    let mut known: Vec<(RegionId, f64)> = regions
        .filter_map(|id| Some((id, view.of_region(id)?.value?)))
        .collect();
    known.sort_by(|a, b| b.1.total_cmp(&a.1));
    known.truncate(LEADERS);
    known
}

/// The figures that are known, and what a worker was asked for last.
#[derive(Debug, Default)]
pub(super) struct Remembered(Mutex<Slot>);

#[derive(Debug, Default)]
struct Slot {
    known: Option<(Key, Arc<OverviewView>)>,
    /// Not asked again, so that work that failed does not repeat for ever.
    asked: Option<Key>,
    is_asked: bool,
}

impl Slot {
    fn is_of(&self, key: &Key) -> bool {
        self.known.as_ref().is_some_and(|(known, _)| known == key)
    }
}

impl Remembered {
    fn lock(&self) -> MutexGuard<'_, Slot> {
        // A slot is complete whenever the lock is free.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Session {
    /// The figures of the overview; of a large file they may be those before, which [`Self::overview_is_stale`] tells, or not there
    /// yet.
    #[must_use]
    pub fn overview(&self) -> Option<Arc<OverviewView>> {
        let key = Key::of(self);
        let mut slot = self.overview.lock();
        if !slot.is_of(&key) && self.overview_is_light() {
            let request = OverviewRequest {
                key,
                exploration: self.exploration.clone(),
            };
            let OverviewAnswer { key, view } = request.carry_out();
            slot.known = Some((key, Arc::new(view)));
        }
        slot.known.as_ref().map(|(_, view)| Arc::clone(view))
    }

    fn overview_is_light(&self) -> bool {
        steps(&self.document) <= STEPS_AT_ONCE
    }

    /// Whether the figures that are known are not of what is shown.
    #[must_use]
    pub fn overview_is_stale(&self) -> bool {
        !self.overview.lock().is_of(&Key::of(self))
    }

    /// The work that a thread should do while somebody looks at the overview; `None` where the figures are known or cost next to
    /// nothing, where what they are counted from is still being worked out, or where a thread is at it.
    #[must_use]
    pub fn overview_request(&self) -> Option<OverviewRequest> {
        if self.is_stale() || self.overview_is_light() {
            return None;
        }
        let key = Key::of(self);
        let mut slot = self.overview.lock();
        if slot.is_asked || slot.asked.as_ref() == Some(&key) || slot.is_of(&key) {
            return None;
        }
        slot.is_asked = true;
        slot.asked = Some(key.clone());
        Some(OverviewRequest {
            key,
            exploration: self.exploration.clone(),
        })
    }

    /// Takes the answer of a worker; `None` where it went away without one, and may be asked again once something has changed.
    pub fn take_overview(&self, answer: Option<OverviewAnswer>) {
        let mut slot = self.overview.lock();
        slot.is_asked = false;
        if let Some(OverviewAnswer { key, view }) = answer {
            slot.known = Some((key, Arc::new(view)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::FeatureId;
    use crate::session::command::Command;

    fn session(members: usize) -> Session {
        let member = |position: usize| Member {
            feature: FeatureId::at(position),
            id: None,
            name: format!("Member {position}"),
            helix: if position.is_multiple_of(4) {
                Helix::Academia
            } else {
                Helix::Industry
            },
            position: None,
            position_quality: PositionQuality::Exact,
            region: None,
            memberships: Vec::new(),
            industries: Vec::new(),
            employees: position.is_multiple_of(2).then_some(10.0),
            town: None,
            field: None,
            verified: None,
        };
        let document = Document {
            members: (0..members).map(member).collect(),
            ..Document::default()
        };
        Session::new(document, Vec::new(), None, "file.geojson".to_owned())
    }

    #[test]
    fn a_small_file_is_counted_once_for_what_is_explored() {
        let mut session = session(12);
        let first = session.overview().unwrap();
        assert_eq!(first.spheres, [(Helix::Industry, 9), (Helix::Academia, 3)]);
        assert_eq!((first.employees, first.alone, first.unlocated), ((6, 60.0), 12, 12));
        assert!(Arc::ptr_eq(&first, &session.overview().unwrap()), "it is remembered");
        session.dispatch(Command::SetFilterText("Member 7".to_owned()));
        assert!(session.overview_is_stale());
        assert_eq!(session.overview().unwrap().spheres, [(Helix::Industry, 1)]);
        assert!(session.overview_request().is_none());
    }

    #[test]
    fn a_large_file_is_counted_by_a_worker_and_the_figures_before_stay_meanwhile() {
        let mut session = session(30_000);
        assert!(session.overview().is_none());
        let request = session.overview_request().unwrap();
        assert!(session.overview_request().is_none(), "one thread at a time");
        session.take_overview(Some(request.carry_out()));
        assert_eq!(session.overview().unwrap().alone, 30_000);
        session.dispatch(Command::SetFilterText("Member 7".to_owned()));
        assert!(session.overview_request().is_none(), "who passes is not known yet");
        session.refresh_all();
        assert!(session.overview_is_stale() && session.overview().unwrap().alone == 30_000);
        assert!(session.overview_request().is_some());
        session.take_overview(None);
        assert!(session.overview_request().is_none(), "what failed is not repeated");
    }
}
