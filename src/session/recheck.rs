//! The file check after edits: what is wrong in the document as it is now, found by a worker.
//!
//! The document is written and read again, as it would be when saved and opened, so that the findings of an edited document are those
//! of its file and no second set of rules is needed. Lines and columns are therefore those of the file as it will be saved. When a
//! check is started is the business of the window; until the answer comes the findings before stay and are stale.

use std::sync::Arc;

use super::Session;
use crate::document::{Document, FeatureId, Finding};
use crate::format::{self, Progress};
use crate::session::advance::Advance;

/// How far the findings follow the document.
#[derive(Debug, Default)]
pub(super) struct Recheck {
    /// Counts up with every edit, undo and redo.
    edition: u64,
    /// The edition that the findings are of.
    checked: u64,
    /// What a worker was asked for last; not asked again, so that work that failed does not repeat for ever.
    asked: Option<u64>,
    /// Stops the worker that is at an edition which has passed.
    stop: Option<Arc<Advance>>,
    /// The findings of the file as it was opened.
    opened: Option<Arc<Vec<Finding>>>,
}

/// Work for a thread: the document as it is now.
#[derive(Debug)]
pub struct CheckRequest {
    document: Arc<Document>,
    edition: u64,
    stop: Arc<Advance>,
}

/// What a [`CheckRequest`] came to.
#[derive(Debug)]
pub struct CheckAnswer {
    edition: u64,
    findings: Option<Vec<Finding>>,
}

impl CheckRequest {
    /// Checks the document. Pure: the same request gives the same answer.
    #[must_use]
    pub fn carry_out(self) -> CheckAnswer {
        CheckAnswer {
            edition: self.edition,
            findings: check(&self.document, self.stop.as_ref()),
        }
    }
}

/// The findings of a document as it is now, their places by the features of this document; `None` where the check was stopped, or
/// where the document could not be read again. `O(bytes of the file)`.
#[must_use]
pub fn check(document: &Document, progress: &dyn Progress) -> Option<Vec<Finding>> {
    let bytes: Arc<[u8]> = format::write(document).into();
    if progress.is_cancelled() {
        return None;
    }
    let reading = format::read(bytes, progress);
    let mut findings = match reading {
        Ok(reading) => reading.findings,
        Err(error) => {
            if !progress.is_cancelled() {
                log::error!("the edited document cannot be checked: {error}");
            }
            return None;
        }
    };
    // The file that will be saved leaves out what was removed, and new features follow those that were there.
    let features: Vec<FeatureId> = document.living().collect();
    for finding in &mut findings {
        let at = finding.place.feature.and_then(|position| features.get(position));
        finding.place.feature = at.map(|feature| feature.position());
    }
    Some(findings)
}

impl Session {
    /// How often the document was changed; undoing and redoing are changes, too.
    #[must_use]
    pub fn edition(&self) -> u64 {
        self.recheck.edition
    }

    /// Whether the findings are of the document before its last change.
    #[must_use]
    pub fn findings_are_stale(&self) -> bool {
        self.recheck.checked != self.recheck.edition
    }

    /// Whether a worker tried the document as it is now and went away without an answer.
    #[must_use]
    pub fn check_has_failed(&self) -> bool {
        let recheck = &self.recheck;
        self.findings_are_stale() && recheck.asked == Some(recheck.edition) && recheck.stop.is_none()
    }

    /// The document was changed: its findings are stale, and a check under way is of no use any more. Where everything was undone the
    /// findings are those of the opened file, at once.
    pub(super) fn outdate_findings(&mut self) {
        let recheck = &mut self.recheck;
        recheck.edition += 1;
        if let Some(stop) = recheck.stop.take() {
            stop.cancel();
        }
        let opened = recheck.opened.get_or_insert_with(|| Arc::clone(&self.findings));
        if self.document.changes.is_empty() {
            recheck.checked = recheck.edition;
            self.findings = Arc::clone(opened);
        }
    }

    /// The check that a thread should carry out; `None` where the findings are true, or where a thread is at it.
    #[must_use]
    pub fn check_request(&mut self) -> Option<CheckRequest> {
        let edition = self.recheck.edition;
        if !self.findings_are_stale() || self.recheck.asked == Some(edition) {
            return None;
        }
        let stop = Arc::<Advance>::default();
        self.recheck.asked = Some(edition);
        self.recheck.stop = Some(stop.clone());
        Some(CheckRequest {
            document: Arc::clone(&self.document),
            edition,
            stop,
        })
    }

    /// Takes the answer of a worker; one that was overtaken is dropped. Findings that did not change stay the same list.
    pub fn take_check(&mut self, answer: CheckAnswer) {
        let recheck = &mut self.recheck;
        if answer.edition != recheck.edition {
            return;
        }
        recheck.stop = None;
        if let Some(findings) = answer.findings {
            recheck.checked = answer.edition;
            if *self.findings != findings {
                self.findings = Arc::new(findings);
            }
        }
    }

    /// A worker went away without an answer: it is asked again once the document has changed.
    pub fn check_failed(&mut self) {
        self.recheck.stop = None;
    }

    /// Brings the findings up to date, however long it takes; for workers, the command line and tests.
    pub fn check_now(&mut self) {
        if let Some(request) = self.check_request() {
            let answer = request.carry_out();
            self.take_check(answer);
        }
    }
}

#[cfg(test)]
#[path = "recheck_tests.rs"]
mod tests;
