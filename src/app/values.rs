//! Work whose outcome is a value of the open document or a picture of it: derived values, measures, checks, repairs, pictures.
//!
//! Files, dialogs and the channel are the business of `work`; what a value is worked out from that of the session.

use std::path::PathBuf;
use std::sync::Arc;

use super::jobs::{STEPS_OF_DRAWING, draw};
use super::work::{Answer, Workers, fault, name_of};
use crate::export::RenderOptions;
use crate::figure::palette::FigureTheme;
use crate::format::Progress as _;
use crate::session::advance::Advance;
use crate::session::derived;
use crate::session::duplicates::DuplicatesRequest;
use crate::session::listed::ListRequest;
use crate::session::measures::MeasuresRequest;
use crate::session::mend::MendRequest;
use crate::session::new_region::JoinRequest;
use crate::session::overview::OverviewRequest;
use crate::session::picture::PictureSource;
use crate::session::recheck::CheckRequest;
use crate::session::study::StudyRequest;

/// What is to be drawn into which file.
#[derive(Debug)]
pub struct PictureOrder {
    /// What the picture is made from.
    pub source: PictureSource,
    /// How it is lit.
    pub theme: FigureTheme,
    /// How large it is, and what it shows.
    pub options: RenderOptions,
    /// SVG where the path ends so, PNG otherwise.
    pub path: PathBuf,
}

impl Workers {
    /// Works out what is stale in a document; the answer carries its number.
    pub fn derive(&self, number: u64, request: derived::Request) {
        self.start("derive values", move |answers| {
            let worked_out = caught(|| request.carry_out());
            answers.send(Answer::Derived(number, Box::new(worked_out.unwrap_or_default())));
        });
    }

    /// Works out the measures of the network; the answer carries the number of the document.
    pub fn measure(&self, number: u64, request: MeasuresRequest) {
        self.start("measure network", move |answers| {
            let measured = caught(|| request.carry_out()).flatten();
            answers.send(Answer::Measured(number, measured.map(Box::new)));
        });
    }

    /// Lists what was changed; the answer carries the number.
    pub fn list_changes(&self, number: u64, request: ListRequest, advance: Arc<Advance>) {
        self.start("list changes", move |answers| {
            let list = caught(|| request.carry_out(&*advance)).flatten();
            answers.send(Answer::Listed(number, list));
        });
    }

    /// Joins regions that are to become one; the answer carries the number.
    pub fn join(&self, number: u64, request: JoinRequest, advance: Arc<Advance>) {
        self.start("join regions", move |answers| {
            let joined = caught(|| request.carry_out(&*advance)).flatten();
            answers.send(Answer::Joined(number, joined));
        });
    }

    /// Works out a part of the study of specialization; the answer carries the number of the document.
    pub fn study(&self, number: u64, request: StudyRequest) {
        self.start("study specialization", move |answers| {
            let failure = request.failure();
            let studied = caught(|| request.carry_out());
            answers.send(Answer::Studied(number, Box::new(studied.unwrap_or(failure))));
        });
    }

    /// Checks a document that was changed; the answer carries its number.
    pub fn check(&self, number: u64, request: CheckRequest) {
        self.start("check document", move |answers| {
            let checked = caught(|| request.carry_out());
            answers.send(Answer::Checked(number, checked.map(Box::new)));
        });
    }

    /// Works repairs out; the answer carries the number of the task.
    pub fn mend(&self, number: u64, request: MendRequest, advance: Arc<Advance>) {
        self.start("work out repairs", move |answers| {
            let mended = caught(|| request.carry_out(&*advance)).flatten();
            answers.send(Answer::Mended(number, mended.map(Box::new)));
        });
    }

    /// Looks for members that are entered twice; the answer carries the number of the task.
    pub fn find_duplicates(&self, number: u64, request: DuplicatesRequest, advance: Arc<Advance>) {
        self.start("find duplicates", move |answers| {
            let found = caught(|| request.carry_out(&*advance)).flatten();
            answers.send(Answer::Duplicates(number, found));
        });
    }

    /// Counts the figures of the overview; the answer carries the number of the document.
    pub fn count(&self, number: u64, request: OverviewRequest) {
        self.start("count overview", move |answers| {
            let counted = caught(|| request.carry_out());
            answers.send(Answer::Counted(number, counted.map(Box::new)));
        });
    }

    /// Draws a picture into a file; the answer carries the number, and does not come where it was cancelled.
    pub fn draw(&self, number: u64, order: PictureOrder, advance: Arc<Advance>) {
        let refused = fault(name_of(&order.path), "export-fault", "export-failed-remedy");
        self.start_owing("draw picture", Answer::Drawn(number, Err(refused)), move |owed| {
            let drawn = draw(&order, &|done| {
                advance.report(done, STEPS_OF_DRAWING);
                owed.wake();
                !advance.is_cancelled()
            });
            match drawn.transpose() {
                Some(outcome) => owed.send(Answer::Drawn(number, outcome.map(|()| order.path))),
                None => owed.forgive(),
            }
        });
    }
}

/// What work comes to; `None` where it panicked, which the log tells.
fn caught<T>(work: impl FnOnce() -> T) -> Option<T> {
    let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(work));
    if done.is_err() {
        log::error!("a piece of work ended early; what is shown stays as it was");
    }
    done.ok()
}
