//! Keeps the file check true: after a pause in editing a worker checks the document anew, and repairs that were asked for are worked
//! out by a worker and then applied.
//!
//! What is found and how it is mended is the business of the session; here is only when.

use std::sync::Arc;

use egui::Context;

use super::AtlasApp;
use super::work::Opened;
use crate::messages::{text, text_with};
use crate::session::Session;
use crate::session::advance::Advance;
use crate::session::command::Command;
use crate::session::mend::{Mend, MendAnswer};
use crate::session::recheck::CheckRequest;
use crate::ui::toast::Tone;

/// A check waits until nothing was changed for so long.
const PAUSE_SECONDS: f64 = 0.3;

/// When the next check is due.
#[derive(Debug, Default)]
pub(super) struct Checking {
    /// The document and its edition when it was last looked at.
    seen: (u64, u64),
    due_at: Option<f64>,
}

impl Checking {
    /// The check that is due now, or the seconds until one is.
    fn tick(&mut self, now_s: f64, number: u64, session: &mut Session) -> (Option<CheckRequest>, Option<f32>) {
        let seen = (number, session.edition());
        if seen != self.seen {
            self.seen = seen;
            self.due_at = session.findings_are_stale().then_some(now_s + PAUSE_SECONDS);
        }
        match self.due_at {
            Some(due) if now_s >= due => {
                self.due_at = None;
                (session.check_request(), None)
            }
            #[expect(clippy::cast_possible_truncation, reason = "less than a second")]
            Some(due) => (None, Some((due - now_s) as f32)),
            None => (None, None),
        }
    }

    /// The next check does not wait for a pause: what was changed is known to be whole.
    fn hurry(&mut self, now_s: f64, number: u64, session: &Session) {
        self.seen = (number, session.edition());
        self.due_at = Some(now_s);
    }
}

/// Long work that somebody asked for and may stop.
pub(super) struct Task {
    /// By which its answer is known.
    pub number: u64,
    /// What is being done, for the status line.
    pub words: String,
    pub advance: Arc<Advance>,
}

/// What goes on behind the window beside opening and saving.
#[derive(Default)]
pub(super) struct Background {
    pub checking: Checking,
    /// Long work that somebody asked for.
    pub task: Option<Task>,
    last_task: u64,
    /// Counts what workers were asked for by dialogs.
    pub last_listing: u64,
    /// A file that was read and waits for the answer about what was changed here meanwhile.
    pub read_meanwhile: Option<Box<Opened>>,
}

impl AtlasApp {
    /// Has the document checked after a pause in editing.
    pub(super) fn keep_checked(&mut self, ctx: &Context) {
        let Some(session) = &mut self.session else { return };
        let now = ctx.input(|input| input.time);
        let (request, seconds) = self.background.checking.tick(now, self.document_number, session);
        if let Some(request) = request {
            self.workers.check(self.document_number, request);
        }
        if let Some(seconds) = seconds {
            ctx.request_repaint_after_secs(seconds.max(0.02));
        }
    }

    /// Starts long work; what was under way is stopped.
    pub(super) fn start_task(&mut self, words: String) -> (u64, Arc<Advance>) {
        self.stop_task();
        self.background.last_task += 1;
        let advance = Arc::new(Advance::default());
        self.background.task = Some(Task {
            number: self.background.last_task,
            words,
            advance: Arc::clone(&advance),
        });
        (self.background.last_task, advance)
    }

    /// Stops the long work under way, if there is any.
    pub(super) fn stop_task(&mut self) {
        if let Some(task) = self.background.task.take() {
            task.advance.cancel();
        }
    }

    /// Whether an answer is that of the work under way, which is then done.
    pub(super) fn ends_task(&mut self, number: u64) -> bool {
        self.background.task.take_if(|task| task.number == number).is_some()
    }

    /// Has repairs worked out.
    pub(super) fn start_mending(&mut self, mends: Vec<Mend>) {
        let Some(session) = &self.session else { return };
        let Some(request) = session.mend_request(mends) else {
            self.toasts.push(Tone::Note, text("findings-wait"), None);
            return;
        };
        let (number, advance) = self.start_task(text("status-repairing"));
        self.workers.mend(number, request, advance);
    }

    /// Applies repairs that were worked out, each as one step.
    pub(super) fn take_mended(&mut self, ctx: &Context, number: u64, answer: Option<MendAnswer>) {
        if !self.ends_task(number) {
            return;
        }
        let edition = self.session.as_ref().map(Session::edition);
        let Some(answer) = answer.filter(|answer| Some(answer.edition) == edition) else {
            self.toasts
                .push(Tone::Warning, text("findings-changed-meanwhile"), None);
            return;
        };
        for edit in answer.edits {
            self.carry_out_edit(ctx, Command::Edit(edit));
        }
        if answer.left > 0 {
            let words = text_with("findings-left", &[("count", answer.left.into())]);
            self.toasts.push(Tone::Warning, words, None);
        }
        if let Some(session) = &self.session {
            let now = ctx.input(|input| input.time);
            self.background.checking.hurry(now, self.document_number, session);
        }
        ctx.request_repaint();
    }
}
