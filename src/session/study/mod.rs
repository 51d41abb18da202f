//! What is studied of specialization beyond the quotients of one industry: the parts of a change, variety and complexity, what a
//! region could enter, and regions side by side.
//!
//! Everything is worked out by a worker while somebody looks at it, kept with the key it was computed from, and stale until the
//! answer for the present choice comes. The choices are no part of the picture on the map and change nothing of it. The formulas are
//! those of `analysis`; starting threads is the application's.

mod choices;
mod parts;
mod slot;

pub use choices::{MOST_COMPARED, RankedBy, Study, StudyChange, Tab};
pub use parts::{
    ComparedRegion, ComparedYear, Comparison, Evidence, LandscapeView, LevelView, Opening, OpeningsView, ShiftView,
    metric,
};
pub use slot::Standing;

use std::sync::Arc;

use super::Session;
use super::concentration::Standing as Work;
use super::state::Target;
use crate::analysis::benchmark::Benchmark;
use crate::analysis::change::Span;
use crate::analysis::specialization::Parameters;
use crate::document::{Document, IndustryId, MeasureId, RegionId};
use crate::session::advance::Advance;
use slot::Slot;

/// What the numbers of one year are computed from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct BaseKey {
    revision: u64,
    parameters: Parameters,
}

/// What the years with numbers are found from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct YearsKey {
    revision: u64,
    measure: MeasureId,
    benchmark: Benchmark,
}

/// What the parts of a change are computed from; `None` for the sums of all regions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct ShiftKey {
    base: BaseKey,
    span: Span,
    region: Option<RegionId>,
}

/// What regions side by side are computed from.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct CompareKey {
    base: BaseKey,
    span: Option<Span>,
    industries: Vec<IndustryId>,
    regions: Vec<RegionId>,
}

/// What the openings of a region are computed from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct OpeningsKey {
    base: BaseKey,
    region: RegionId,
}

/// What the evidence for entries is computed from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct EvidenceKey {
    base: BaseKey,
    /// The place of the level among those of the landscape.
    level: usize,
    from: usize,
}

/// The values that are known, and what a worker was asked for last.
#[derive(Debug, Default)]
pub(super) struct Slots {
    years: Slot<YearsKey, Vec<usize>>,
    landscape: Slot<BaseKey, LandscapeView>,
    shift: Slot<ShiftKey, ShiftView>,
    shifts: Slot<ShiftKey, ShiftView>,
    comparison: Slot<CompareKey, Comparison>,
    openings: Slot<OpeningsKey, OpeningsView>,
    evidence: Slot<EvidenceKey, Evidence>,
    /// Whether a worker is at one of them; one is at work at a time.
    is_asked: bool,
    /// The message that names what a worker is at.
    under_way: &'static str,
    stop: Arc<Advance>,
}

/// One thing to work out.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Task {
    Years(YearsKey),
    Landscape(BaseKey),
    Shift(ShiftKey),
    Compare(CompareKey),
    Openings(OpeningsKey),
    Evidence(EvidenceKey),
}

impl Task {
    /// The message that names the work.
    fn message_id(&self) -> &'static str {
        match self {
            Self::Years(_) => "specialization-work-years",
            Self::Landscape(_) => "specialization-work-landscape",
            Self::Shift(_) => "specialization-work-shift",
            Self::Compare(_) => "specialization-work-compare",
            Self::Openings(_) => "specialization-work-openings",
            Self::Evidence(_) => "specialization-work-evidence",
        }
    }
}

/// Work for a thread, on a snapshot of the document.
#[derive(Debug)]
pub struct StudyRequest {
    document: Arc<Document>,
    landscape: Option<Arc<LandscapeView>>,
    task: Task,
    stop: Arc<Advance>,
}

/// What a [`StudyRequest`] came to.
#[derive(Debug)]
pub struct StudyAnswer {
    task: Task,
    found: Option<Found>,
}

#[derive(Debug)]
enum Found {
    Years(Vec<usize>),
    Landscape(LandscapeView),
    Shift(ShiftView),
    Compare(Comparison),
    Openings(OpeningsView),
    Evidence(Evidence),
}

impl StudyRequest {
    /// Works it out. Pure: the same request gives the same answer on any number of threads.
    #[must_use]
    pub fn carry_out(self) -> StudyAnswer {
        let document = &*self.document;
        let landscape = self.landscape.as_deref();
        let stop = self.stop.as_ref();
        let found = match &self.task {
            Task::Years(key) => parts::years(document, (key.measure, key.benchmark), stop).map(Found::Years),
            Task::Landscape(key) => parts::landscape(document, key.parameters, stop).map(Found::Landscape),
            Task::Shift(key) => {
                let shift = parts::shift(document, key.base.parameters, (key.span, key.region), stop);
                shift.map(Found::Shift)
            }
            Task::Compare(key) => {
                let fields = (key.industries.as_slice(), key.regions.as_slice());
                let compared = parts::comparison(document, (key.base.parameters, key.span), fields, stop);
                compared.map(Found::Compare)
            }
            Task::Openings(key) => landscape.map(|landscape| Found::Openings(parts::openings(landscape, key.region))),
            Task::Evidence(key) => landscape.and_then(|landscape| {
                let places = (key.level, key.from);
                Some(Found::Evidence(parts::evidence(document, landscape, places, stop)?))
            }),
        };
        StudyAnswer { task: self.task, found }
    }

    /// The answer of a worker that went away without one.
    #[must_use]
    pub fn failure(&self) -> StudyAnswer {
        StudyAnswer {
            task: self.task.clone(),
            found: None,
        }
    }
}

impl Session {
    /// The region that is looked at: the one selected last.
    #[must_use]
    pub fn region_in_focus(&self) -> Option<RegionId> {
        let selection = &self.exploration.selection;
        match selection.focus {
            Some(Target::Region(region)) => Some(region),
            _ => selection.regions.last().copied(),
        }
    }

    /// The regions side by side that are in the file, in the order in which they were chosen.
    #[must_use]
    pub fn compared(&self) -> Vec<RegionId> {
        let is_there = |region: &RegionId| self.document.region(*region).is_some();
        self.study.compared.iter().copied().filter(is_there).collect()
    }

    fn base_key(&self) -> Option<BaseKey> {
        let parameters = super::quotients::parameters(&self.document, &self.exploration)?;
        let scheme = crate::analysis::strength::Scheme::default();
        Some(BaseKey {
            revision: self.revisions.numbers,
            // No part of the study depends on the scheme of strength; a change of it computes nothing anew.
            parameters: Parameters { scheme, ..parameters },
        })
    }

    fn years_key(&self) -> Option<YearsKey> {
        let base = self.base_key()?;
        Some(YearsKey {
            revision: base.revision,
            measure: base.parameters.measure,
            benchmark: base.parameters.benchmark,
        })
    }

    /// Whether it is being found out which years have numbers.
    #[must_use]
    pub fn span_is_coming(&self) -> bool {
        let years = self.slots.years.standing(self.years_key().as_ref());
        years.is_stale && !years.has_failed && self.document.statistics.years.len() > 1
    }

    /// The years over which a change is taken apart: those that were chosen, or the last five with numbers up to the year in focus.
    /// `None` where there is no earlier year, or while it is being found out.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        let years = self.slots.years.standing(self.years_key().as_ref());
        let known = years.fresh().map(|known| known.as_slice());
        let count = self.document.statistics.years.len();
        self.study.span(count, self.exploration.year_position, known)
    }

    fn shift_key(&self, region: Option<RegionId>) -> Option<ShiftKey> {
        let base = self.base_key()?;
        let span = self.span()?;
        // The year of the slider changes nothing of a change between two chosen years.
        let parameters = Parameters {
            year_position: span.to,
            ..base.parameters
        };
        Some(ShiftKey {
            base: BaseKey { parameters, ..base },
            span,
            region,
        })
    }

    fn compare_key(&self) -> Option<CompareKey> {
        // The comparison waits for its years, or it would be worked out twice.
        if self.span_is_coming() {
            return None;
        }
        let regions = self.compared();
        (!regions.is_empty()).then_some(CompareKey {
            base: self.base_key()?,
            span: self.span(),
            industries: self.field(),
            regions,
        })
    }

    fn openings_key(&self) -> Option<OpeningsKey> {
        Some(OpeningsKey {
            base: self.base_key()?,
            region: self.region_in_focus()?,
        })
    }

    fn evidence_key(&self) -> Option<EvidenceKey> {
        let base = self.base_key()?;
        let landscape = self.landscape().value.filter(|_| !self.landscape().is_stale)?;
        let level = landscape.level_of(self.region_in_focus()?)?;
        let now = base.parameters.year_position;
        Some(EvidenceKey {
            base,
            level,
            from: now.checked_sub(1)?.saturating_sub(choices::LONGEST_SPAN - 1),
        })
    }

    /// Relatedness, variety and complexity of all regions.
    #[must_use]
    pub fn landscape(&self) -> Standing<'_, LandscapeView> {
        self.slots.landscape.standing(self.base_key().as_ref())
    }

    /// The parts of the change of the region in focus.
    #[must_use]
    pub fn shift(&self) -> Standing<'_, ShiftView> {
        let region = self.region_in_focus();
        let key = region.and_then(|region| self.shift_key(Some(region)));
        self.slots.shift.standing(key.as_ref())
    }

    /// The parts of the change of every region, industries added up.
    #[must_use]
    pub fn shifts(&self) -> Standing<'_, ShiftView> {
        self.slots.shifts.standing(self.shift_key(None).as_ref())
    }

    /// The regions side by side.
    #[must_use]
    pub fn comparison(&self) -> Standing<'_, Comparison> {
        self.slots.comparison.standing(self.compare_key().as_ref())
    }

    /// What the region in focus could enter.
    #[must_use]
    pub fn openings(&self) -> Standing<'_, OpeningsView> {
        self.slots.openings.standing(self.openings_key().as_ref())
    }

    /// Whether entries of the last years came where related industries were.
    #[must_use]
    pub fn evidence(&self) -> Standing<'_, Evidence> {
        self.slots.evidence.standing(self.evidence_key().as_ref())
    }

    /// What is shown of the study and not known, the first thing first.
    fn wanted(&self) -> Vec<Task> {
        let landscape = || self.base_key().map(Task::Landscape);
        let shift = |region| self.shift_key(region).map(Task::Shift);
        let years = || self.years_key().map(Task::Years);
        let of_region = self.region_in_focus();
        let tasks = match self.study.tab {
            Tab::Ranking if self.study.ranked_by == RankedBy::Change => vec![years(), shift(None)],
            Tab::Ranking => vec![years()],
            Tab::Region if of_region.is_some() => vec![years(), shift(of_region), landscape()],
            Tab::Compare if !self.compared().is_empty() => {
                vec![years(), self.compare_key().map(Task::Compare), landscape()]
            }
            Tab::Opportunities if of_region.is_some() => vec![
                landscape(),
                self.openings_key().map(Task::Openings),
                self.evidence_key().map(Task::Evidence),
            ],
            Tab::Region | Tab::Compare | Tab::Opportunities => Vec::new(),
        };
        tasks.into_iter().flatten().collect()
    }

    /// The work that a thread should do while somebody looks at the study; `None` where everything that is shown is known, or a
    /// thread is at it. A thread at something that is not wanted any more is told to stop.
    #[must_use]
    pub fn study_request(&mut self) -> Option<StudyRequest> {
        let wanted = self.wanted();
        if self.slots.is_asked {
            if !wanted.iter().any(|task| self.slots.is_under_way(task)) {
                self.slots.stop.cancel();
            }
            return None;
        }
        let landscape = self.landscape();
        let landscape = landscape.value.filter(|_| !landscape.is_stale).cloned();
        let can_start = |task: &Task| landscape.is_some() || !matches!(task, Task::Openings(_) | Task::Evidence(_));
        let task = wanted.into_iter().filter(can_start).find(|task| self.slots.ask(task))?;
        self.slots.is_asked = true;
        self.slots.under_way = task.message_id();
        self.slots.stop = Arc::<Advance>::default();
        Some(StudyRequest {
            document: Arc::clone(&self.document),
            landscape,
            task,
            stop: self.slots.stop.clone(),
        })
    }

    /// How the work on what is shown of the study stands, and the message that names it.
    #[must_use]
    pub fn study_work(&self) -> (Work, &'static str) {
        let was_stopped = |task: &Task| self.slots.was_stopped_at(task);
        let standing = if self.wanted().iter().any(was_stopped) {
            Work::Stopped
        } else if self.slots.is_asked {
            Work::Running(self.slots.stop.share())
        } else {
            Work::Fresh
        };
        (standing, self.slots.under_way)
    }

    /// Stops the work that is under way; what is known stays.
    pub(super) fn stop_study(&mut self) {
        if self.slots.is_asked {
            self.slots.stop.cancel();
            self.slots.stop_under_way();
        }
    }

    /// Lets what was stopped be asked for again.
    pub(super) fn resume_study(&mut self) {
        self.slots.resume();
    }

    /// Takes the answer of a worker. What has been overtaken meanwhile is kept as the old value, and is stale.
    pub fn take_study(&mut self, answer: StudyAnswer) {
        self.slots.take(answer);
    }

    /// Works out everything that is shown of the study, however long it takes; for the command line and tests.
    pub fn work_out_study(&mut self) {
        while let Some(request) = self.study_request() {
            let answer = request.carry_out();
            self.take_study(answer);
        }
    }
}

impl Slots {
    fn ask(&mut self, task: &Task) -> bool {
        match task {
            Task::Years(key) => self.years.ask(key),
            Task::Landscape(key) => self.landscape.ask(key),
            Task::Shift(key) if key.region.is_none() => self.shifts.ask(key),
            Task::Shift(key) => self.shift.ask(key),
            Task::Compare(key) => self.comparison.ask(key),
            Task::Openings(key) => self.openings.ask(key),
            Task::Evidence(key) => self.evidence.ask(key),
        }
    }

    fn is_under_way(&self, task: &Task) -> bool {
        match task {
            Task::Years(key) => self.years.is_under_way(key),
            Task::Landscape(key) => self.landscape.is_under_way(key),
            Task::Shift(key) if key.region.is_none() => self.shifts.is_under_way(key),
            Task::Shift(key) => self.shift.is_under_way(key),
            Task::Compare(key) => self.comparison.is_under_way(key),
            Task::Openings(key) => self.openings.is_under_way(key),
            Task::Evidence(key) => self.evidence.is_under_way(key),
        }
    }

    fn was_stopped_at(&self, task: &Task) -> bool {
        match task {
            Task::Years(key) => self.years.was_stopped_at(key),
            Task::Landscape(key) => self.landscape.was_stopped_at(key),
            Task::Shift(key) if key.region.is_none() => self.shifts.was_stopped_at(key),
            Task::Shift(key) => self.shift.was_stopped_at(key),
            Task::Compare(key) => self.comparison.was_stopped_at(key),
            Task::Openings(key) => self.openings.was_stopped_at(key),
            Task::Evidence(key) => self.evidence.was_stopped_at(key),
        }
    }

    fn stop_under_way(&mut self) {
        self.years.stop();
        self.landscape.stop();
        self.shift.stop();
        self.shifts.stop();
        self.comparison.stop();
        self.openings.stop();
        self.evidence.stop();
    }

    fn resume(&mut self) {
        self.years.resume();
        self.landscape.resume();
        self.shift.resume();
        self.shifts.resume();
        self.comparison.resume();
        self.openings.resume();
        self.evidence.resume();
    }

    fn take(&mut self, StudyAnswer { task, found }: StudyAnswer) {
        // Work that was stopped is no failure: it may be wanted again.
        let was_stopped = self.stop.is_cancelled();
        self.is_asked = false;
        match (task, found) {
            (Task::Years(key), Some(Found::Years(value))) => self.years.put(key, value),
            (Task::Years(_), _) => self.years.give_up(was_stopped),
            (Task::Landscape(key), Some(Found::Landscape(value))) => self.landscape.put(key, value),
            (Task::Shift(key), Some(Found::Shift(value))) if key.region.is_none() => self.shifts.put(key, value),
            (Task::Shift(key), Some(Found::Shift(value))) => self.shift.put(key, value),
            (Task::Compare(key), Some(Found::Compare(value))) => self.comparison.put(key, value),
            (Task::Openings(key), Some(Found::Openings(value))) => self.openings.put(key, value),
            (Task::Evidence(key), Some(Found::Evidence(value))) => self.evidence.put(key, value),
            (Task::Landscape(_), _) => self.landscape.give_up(was_stopped),
            (Task::Shift(key), _) if key.region.is_none() => self.shifts.give_up(was_stopped),
            (Task::Shift(_), _) => self.shift.give_up(was_stopped),
            (Task::Compare(_), _) => self.comparison.give_up(was_stopped),
            (Task::Openings(_), _) => self.openings.give_up(was_stopped),
            (Task::Evidence(_), _) => self.evidence.give_up(was_stopped),
        }
    }
}

#[cfg(test)]
mod tests;
