//! Concentration as the session keeps it: five parts, each with the key it was computed from, worked out by workers on request.
//!
//! A part that somebody looks at is asked for as a [`ConcentrationRequest`] while its key differs from what is known; until the answer
//! comes the value before stays and is stale. Work that was overtaken is told to stop. What the parts hold is the business of the
//! siblings; starting threads is that of the application.

pub mod centers;
pub mod choices;
pub mod curve;
pub mod footprints;
pub mod ground;
pub mod hotspots;
pub mod marks;
pub mod surface;
mod towns;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Session;
use super::network::NetworkView;
use super::state::{BenchmarkChoice, Exploration, Filter, Layer};
use crate::analysis::progress::{Cancelled, Progress};
use crate::document::{Document, IndustryId, MeasureId, MemberId};
use crate::session::advance::Advance;
use centers::CentersView;
use choices::ConcentrationChoices;
use curve::CurveView;
use footprints::FootprintsView;
use hotspots::PatternView;
use surface::SurfaceView;

/// A part of what is computed of concentration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// Hexagons or density.
    Surface,
    /// Global tests and hot spots.
    Pattern,
    /// Functions of distance.
    Curve,
    /// Members that lie together.
    Footprints,
    /// Mean centers and ellipses.
    Centers,
}

impl Part {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Surface,
        Self::Pattern,
        Self::Curve,
        Self::Footprints,
        Self::Centers,
    ];

    /// The layer of the map that shows it.
    #[must_use]
    pub fn layer(self) -> Option<Layer> {
        match self {
            Self::Surface => Some(Layer::Density),
            Self::Pattern => Some(Layer::HotSpots),
            Self::Curve => None,
            Self::Footprints => Some(Layer::Footprints),
            Self::Centers => Some(Layer::Centers),
        }
    }

    /// The message that names the work.
    #[must_use]
    pub fn message_id(self) -> &'static str {
        match self {
            Self::Surface => "gathering-work-surface",
            Self::Pattern => "gathering-work-pattern",
            Self::Curve => "gathering-work-curve",
            Self::Footprints => "gathering-work-footprints",
            Self::Centers => "gathering-work-centers",
        }
    }
}

/// What a part was computed from.
#[derive(Clone, Debug, PartialEq)]
pub struct PartKey {
    part: Part,
    choices: ConcentrationChoices,
    revisions: [u64; 3],
    filter: Filter,
    selected: Option<BTreeSet<MemberId>>,
    numbers: Option<Numbers>,
    /// The links that pass, which footprints count.
    links: Option<(Option<String>, bool)>,
}

/// Year, measure, industries and benchmark.
type Numbers = (usize, Option<MeasureId>, Vec<IndustryId>, BenchmarkChoice);

/// A value, or in one sentence why there is none.
pub type Found<T> = Result<Arc<T>, String>;

/// What a part came to.
#[derive(Clone, Debug)]
pub enum Value {
    /// Of [`Part::Surface`].
    Surface(Found<SurfaceView>),
    /// Of [`Part::Pattern`].
    Pattern(Found<PatternView>),
    /// Of [`Part::Curve`].
    Curve(Found<CurveView>),
    /// Of [`Part::Footprints`].
    Footprints(Found<FootprintsView>),
    /// Of [`Part::Centers`].
    Centers(Found<CentersView>),
}

/// What the parts are computed from, shared with the session.
#[derive(Clone, Debug)]
pub struct Basis {
    /// The document.
    pub document: Arc<Document>,
    /// What is explored.
    pub exploration: Exploration,
    /// The members that pass the filter.
    pub visible: Arc<Vec<MemberId>>,
    /// The ties that pass the filter.
    pub network: Arc<NetworkView>,
    /// The year in focus.
    pub year: Option<i32>,
}

/// Work for a thread.
#[derive(Debug)]
pub struct ConcentrationRequest {
    key: PartKey,
    basis: Basis,
    advance: Arc<Advance>,
}

/// What a [`ConcentrationRequest`] came to; nothing where it was stopped.
#[derive(Debug)]
pub struct ConcentrationAnswer {
    key: PartKey,
    value: Option<Value>,
}

impl ConcentrationRequest {
    /// The part that is worked out.
    #[must_use]
    pub fn part(&self) -> Part {
        self.key.part
    }

    /// The answer of work that failed.
    #[must_use]
    pub fn failure(&self) -> ConcentrationAnswer {
        ConcentrationAnswer {
            key: self.key.clone(),
            value: None,
        }
    }

    /// Works the part out. Pure: the same request gives the same answer on any number of threads.
    #[must_use]
    pub fn carry_out(self) -> ConcentrationAnswer {
        let value = value_of(self.key.part, &self.basis, self.advance.as_ref());
        ConcentrationAnswer {
            key: self.key,
            value: value.ok(),
        }
    }
}

fn value_of(part: Part, basis: &Basis, progress: &dyn Progress) -> Result<Value, Cancelled> {
    Ok(match part {
        Part::Surface => Value::Surface(surface::surface_view(basis, progress)?.map(Arc::new)),
        Part::Pattern => Value::Pattern(hotspots::pattern_view(basis, progress)?.map(Arc::new)),
        Part::Curve => Value::Curve(curve::curve_view(basis, progress)?.map(Arc::new)),
        Part::Footprints => Value::Footprints(footprints::footprints_view(basis).map(Arc::new)),
        Part::Centers => Value::Centers(centers::centers_view(basis).map(Arc::new)),
    })
}

/// How a part stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Standing {
    /// What is known is of what is explored now.
    Fresh,
    /// A thread is at it; so much is done.
    Running(f32),
    /// It will be asked for while somebody looks.
    Waiting,
    /// Somebody stopped it, or it failed; it is not asked for again before something changes or somebody asks.
    Stopped,
}

/// One part: what is known, and what a thread is at.
#[derive(Debug, Default)]
struct Slot {
    known: Option<(PartKey, Value)>,
    running: Option<(PartKey, Arc<Advance>)>,
    stopped: Option<PartKey>,
}

/// All parts.
#[derive(Debug, Default)]
pub(super) struct Concentration {
    slots: BTreeMap<Part, Slot>,
}

impl Session {
    fn concentration_key(&self, part: Part) -> PartKey {
        let exploration = &self.exploration;
        let choices = exploration.concentration.read_by(part);
        let reads_numbers = !choices.subject.is_of_members();
        let filter = &exploration.filter;
        PartKey {
            part,
            revisions: [
                self.revisions.members,
                if part == Part::Footprints {
                    self.revisions.links
                } else {
                    0
                },
                self.revisions.numbers,
            ],
            filter: filter.clone(),
            selected: filter.only_selected.then(|| exploration.selection.members.clone()),
            numbers: (reads_numbers || part == Part::Centers).then_some((
                exploration.year_position,
                exploration.measure,
                exploration.field(),
                exploration.benchmark,
            )),
            links: (part == Part::Footprints).then(|| (exploration.link_kind.clone(), exploration.links_of_year)),
            choices,
        }
    }

    fn concentration_basis(&self) -> Basis {
        Basis {
            document: Arc::clone(&self.document),
            exploration: self.exploration.clone(),
            visible: Arc::clone(&self.visible_members),
            network: Arc::clone(&self.network),
            year: self.year(),
        }
    }

    /// The value of a part that is known; it may be of what was explored before, which [`Self::concentration_standing`] tells.
    #[must_use]
    pub fn concentration(&self, part: Part) -> Option<&Value> {
        self.concentration
            .slots
            .get(&part)?
            .known
            .as_ref()
            .map(|(_, value)| value)
    }

    /// How a part stands.
    #[must_use]
    pub fn concentration_standing(&self, part: Part) -> Standing {
        let key = self.concentration_key(part);
        let Some(slot) = self.concentration.slots.get(&part) else {
            return Standing::Waiting;
        };
        match (&slot.known, &slot.running) {
            (Some((known, _)), _) if *known == key => Standing::Fresh,
            (_, Some((_, advance))) => Standing::Running(advance.share()),
            _ if slot.stopped.as_ref() == Some(&key) => Standing::Stopped,
            _ => Standing::Waiting,
        }
    }

    /// The work that a thread should do while somebody looks at a part; `None` where it is known, stopped or under way. Work that was
    /// overtaken is told to stop, and asked for anew once it has.
    #[must_use]
    pub fn concentration_request(&mut self, part: Part) -> Option<ConcentrationRequest> {
        if self.is_stale() {
            return None;
        }
        let key = self.concentration_key(part);
        let slot = self.concentration.slots.entry(part).or_default();
        if let Some((running, advance)) = &slot.running {
            if *running != key {
                advance.cancel();
            }
            return None;
        }
        let is_known = slot.known.as_ref().is_some_and(|(known, _)| *known == key);
        if is_known || slot.stopped.as_ref() == Some(&key) {
            return None;
        }
        let advance = Arc::new(Advance::default());
        slot.running = Some((key.clone(), Arc::clone(&advance)));
        slot.stopped = None;
        Some(ConcentrationRequest {
            key,
            basis: self.concentration_basis(),
            advance,
        })
    }

    /// Takes the answer of a worker. What was overtaken meanwhile is kept where nothing newer is known, and is stale.
    pub fn take_concentration(&mut self, answer: ConcentrationAnswer) {
        let now = self.concentration_key(answer.key.part);
        let slot = self.concentration.slots.entry(answer.key.part).or_default();
        let was_stopped = slot.running.take().is_none_or(|(_, advance)| advance.is_cancelled());
        match answer.value {
            Some(value) => {
                slot.known = Some((answer.key, value));
                self.revision += 1;
            }
            // What failed is not repeated; what was overtaken is asked for anew.
            None if !was_stopped && answer.key == now => slot.stopped = Some(answer.key),
            None => {}
        }
    }

    /// Stops the work on a part; what is known stays.
    pub(super) fn stop_concentration(&mut self, part: Part) {
        let slot = self.concentration.slots.entry(part).or_default();
        if let Some((key, advance)) = &slot.running {
            advance.cancel();
            slot.stopped = Some(key.clone());
        }
    }

    /// Lets a part that was stopped be asked for again.
    pub(super) fn resume_concentration(&mut self, part: Part) {
        self.concentration.slots.entry(part).or_default().stopped = None;
    }

    /// The parts that layers of the map show.
    #[must_use]
    pub fn concentration_on_map(&self) -> Vec<Part> {
        let layers = self.exploration.layers;
        let is_on = |part: &Part| part.layer().is_some_and(|layer| layers.contains(layer));
        Part::ALL.into_iter().filter(is_on).collect()
    }

    /// Works out what is asked for, however long it takes; for the command line and tests.
    pub fn refresh_concentration(&mut self, parts: &[Part]) {
        self.refresh_all();
        for part in parts {
            if let Some(request) = self.concentration_request(*part) {
                self.take_concentration(request.carry_out());
            }
        }
    }

    /// Hexagons or density, where it is known.
    #[must_use]
    pub fn surface(&self) -> Option<&Found<SurfaceView>> {
        match self.concentration(Part::Surface)? {
            Value::Surface(found) => Some(found),
            _ => None,
        }
    }

    /// Tests and hot spots, where they are known.
    #[must_use]
    pub fn pattern(&self) -> Option<&Found<PatternView>> {
        match self.concentration(Part::Pattern)? {
            Value::Pattern(found) => Some(found),
            _ => None,
        }
    }

    /// The function of distance, where it is known.
    #[must_use]
    pub fn curve(&self) -> Option<&Found<CurveView>> {
        match self.concentration(Part::Curve)? {
            Value::Curve(found) => Some(found),
            _ => None,
        }
    }

    /// Footprints, where they are known.
    #[must_use]
    pub fn footprints(&self) -> Option<&Found<FootprintsView>> {
        match self.concentration(Part::Footprints)? {
            Value::Footprints(found) => Some(found),
            _ => None,
        }
    }

    /// Centers and ellipses, where they are known.
    #[must_use]
    pub fn centers(&self) -> Option<&Found<CentersView>> {
        match self.concentration(Part::Centers)? {
            Value::Centers(found) => Some(found),
            _ => None,
        }
    }
}

#[cfg(test)]
#[path = "concentration_tests.rs"]
mod tests;
