//! Repairs one by one or all of a kind: from what somebody chose in the file check to the edits that are applied, one undo step each.
//!
//! What mends a single finding is the business of `repair`. The edits are tried on a copy first, so that one feature that cannot be
//! mended does not hold up the others; that takes time in a large file, so it is work for a thread.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Session;
use super::recheck;
use super::repair::repair_edits;
use crate::document::edit::Edit;
use crate::document::{Document, FeatureId, Finding, Repair, Thing};
use crate::format::Progress;

/// The file check lists so many findings of a code; where all of them were mended there may be more.
const FULL_LIST: usize = 10_000;

/// What kind of repair, whatever it is applied to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RepairKind {
    /// Longitude and latitude are exchanged.
    SwapAxes,
    /// Projected coordinates become longitude and latitude.
    Convert,
    /// Open rings are closed.
    CloseRings,
    /// Rings are turned the other way.
    RewindRings,
    /// An id that another has is replaced.
    NewId,
    /// A feature says that it is one.
    SetType,
}

impl RepairKind {
    /// All kinds.
    pub const ALL: [Self; 6] = [
        Self::SwapAxes,
        Self::Convert,
        Self::CloseRings,
        Self::RewindRings,
        Self::NewId,
        Self::SetType,
    ];

    /// The kind of a repair.
    #[must_use]
    pub fn of(repair: &Repair) -> Self {
        match repair {
            Repair::SwapAxes => Self::SwapAxes,
            Repair::Convert(_) => Self::Convert,
            Repair::CloseRings => Self::CloseRings,
            Repair::RewindRings => Self::RewindRings,
            Repair::NewId => Self::NewId,
            Repair::SetType => Self::SetType,
        }
    }

    /// What several of them are called in the undo menu.
    fn message(self, are_members: bool) -> &'static str {
        match (self, are_members) {
            (Self::SwapAxes, true) => "edit-swap-members",
            (Self::SwapAxes, false) => "edit-swap-many",
            (Self::Convert, true) => "edit-convert-members",
            (Self::Convert, false) => "edit-convert-many",
            (Self::CloseRings, _) => "edit-close-many",
            (Self::RewindRings, _) => "edit-rewind-many",
            (Self::NewId, _) => "edit-id-many",
            (Self::SetType, _) => "edit-type-many",
        }
    }
}

/// Whether a repair can be made without a person's judgment: it loses nothing and there is one way to do it.
#[must_use]
pub fn is_safe(repair: &Repair) -> bool {
    match repair {
        Repair::Convert(systems) => systems.len() == 1,
        // Two entries with one id may be the same member twice: then they are to be merged, which a person decides.
        Repair::NewId => false,
        Repair::SwapAxes | Repair::CloseRings | Repair::RewindRings | Repair::SetType => true,
    }
}

/// What is to be mended in one undo step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mend {
    /// The code of the findings.
    pub code: &'static str,
    /// Their repair.
    pub kind: RepairKind,
    /// Only this one, by its position in the session's findings; `None` all of the kind.
    pub only: Option<usize>,
    /// The number of the coordinate system that was chosen; findings that do not offer it are left.
    pub system: Option<u32>,
}

impl Mend {
    /// All findings that are like this one.
    #[must_use]
    pub fn all_like(finding: &Finding) -> Option<Self> {
        Some(Self {
            code: finding.code,
            kind: RepairKind::of(finding.repair.as_ref()?),
            only: None,
            system: None,
        })
    }

    /// Whether a finding is one of those that are to be mended.
    #[must_use]
    pub fn takes(&self, finding: &Finding) -> bool {
        let Some(repair) = finding.repair.as_ref().filter(|_| finding.code == self.code) else {
            return false;
        };
        let offers = |chosen: u32| matches!(repair, Repair::Convert(systems) if systems.contains(&chosen));
        RepairKind::of(repair) == self.kind && self.system.is_none_or(offers)
    }
}

/// All repairs that need no judgment, one for each kind of finding.
#[must_use]
pub fn safe_mends(findings: &[Finding]) -> Vec<Mend> {
    let mut mends: Vec<Mend> = Vec::new();
    for finding in findings {
        if !finding.repair.as_ref().is_some_and(is_safe) {
            continue;
        }
        if !mends.iter().any(|mend| mend.takes(finding)) {
            mends.extend(Mend::all_like(finding));
        }
    }
    mends
}

/// Work for a thread: repairs of a document as it is now.
#[derive(Debug)]
pub struct MendRequest {
    document: Arc<Document>,
    findings: Arc<Vec<Finding>>,
    mends: Vec<Mend>,
    edition: u64,
}

/// What a [`MendRequest`] came to: edits for the document of this edition.
#[derive(Debug, Default)]
pub struct MendAnswer {
    /// The edition of the document that the edits are for.
    pub edition: u64,
    /// One edit for each undo step.
    pub edits: Vec<Edit>,
    /// How many findings could not be mended.
    pub left: usize,
}

impl MendRequest {
    /// Works the edits out. Pure; `None` where it was stopped.
    #[must_use]
    pub fn carry_out(self, progress: &dyn Progress) -> Option<MendAnswer> {
        let mut trial = (*self.document).clone();
        let mut answer = MendAnswer {
            edition: self.edition,
            ..MendAnswer::default()
        };
        for mend in &self.mends {
            let steps = Steps::of(mend, &mut trial, &self.findings, progress)?;
            answer.left += steps.left;
            answer.edits.extend(steps.edit(mend.kind, &self.document));
        }
        Some(answer)
    }
}

/// The edits of one undo step.
#[derive(Default)]
struct Steps {
    edits: Vec<Edit>,
    mended: BTreeSet<Option<usize>>,
    left: usize,
}

impl Steps {
    fn of(mend: &Mend, trial: &mut Document, findings: &Arc<Vec<Finding>>, progress: &dyn Progress) -> Option<Self> {
        let mut steps = Self::default();
        let mut listed = Arc::clone(findings);
        loop {
            let before = steps.mended.len();
            for (position, finding) in listed.iter().enumerate() {
                if mend.takes(finding) && mend.only.is_none_or(|only| only == position) {
                    steps.take(mend, trial, finding);
                }
                if position % 256 == 0 && progress.is_cancelled() {
                    return None;
                }
            }
            if mend.only.is_some() || steps.mended.len() - before < FULL_LIST {
                return Some(steps);
            }
            listed = Arc::new(recheck::check(trial, progress)?);
        }
    }

    /// Mends one finding in the trial; a feature that an earlier finding has mended already is left.
    fn take(&mut self, mend: &Mend, trial: &mut Document, finding: &Finding) {
        let place = finding.place.feature;
        if self.mended.contains(&place) {
            return;
        }
        let edits = repair_edits(trial, finding, mend.system);
        let count = edits.len();
        let done: Vec<Edit> = edits
            .into_iter()
            .filter(|edit| trial.apply(edit.clone()).is_ok())
            .collect();
        if count == 0 || done.len() < count {
            self.left += 1;
        }
        if !done.is_empty() {
            self.mended.insert(place);
            self.edits.extend(done);
        }
    }

    /// All of it as one edit, named by its kind; `None` where nothing could be mended.
    fn edit(mut self, kind: RepairKind, document: &Document) -> Option<Edit> {
        let is_file = self.mended.contains(&None);
        if self.edits.len() == 1 && kind != RepairKind::Convert {
            return self.edits.pop();
        }
        let is_member = |place: &Option<usize>| {
            let thing = place.and_then(|place| document.thing(FeatureId::at(place)));
            matches!(thing, Some(Thing::Member(_)))
        };
        let name = if is_file {
            "edit-convert-file"
        } else {
            kind.message(self.mended.iter().all(is_member))
        };
        (!self.edits.is_empty()).then_some(Edit::Together {
            name: Some(name),
            edits: self.edits,
        })
    }
}

impl Session {
    /// The work of mending what is listed; `None` while the list is of the document before its last change, when a repair might be made
    /// twice.
    #[must_use]
    pub fn mend_request(&self, mends: Vec<Mend>) -> Option<MendRequest> {
        (!self.findings_are_stale()).then(|| MendRequest {
            document: Arc::clone(&self.document),
            findings: Arc::clone(&self.findings),
            mends,
            edition: self.edition(),
        })
    }
}
