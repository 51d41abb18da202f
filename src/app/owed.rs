//! An answer that a worker owes the window: where the work ends without one, the window is told so and waits for nothing.
//!
//! Threads and the channel are the business of `work`.

use super::work::{Answer, Answers};

/// An answer that comes in any case, because the window waits for it.
pub(super) struct Owed {
    fault: Option<Answer>,
    answers: Answers,
}

impl Owed {
    /// An answer for the window; `fault` is given where the work ends without one.
    pub(super) fn new(fault: Answer, answers: Answers) -> Self {
        Self {
            fault: Some(fault),
            answers,
        }
    }

    /// Gives what the work came to.
    pub(super) fn send(mut self, answer: Answer) {
        self.fault = None;
        self.answers.send(answer);
    }

    /// Gives no answer: nobody waits for it any more.
    pub(super) fn forgive(mut self) {
        self.fault = None;
    }

    /// Wakes the window to show how far the work is.
    pub(super) fn wake(&self) {
        self.answers.wake();
    }
}

impl Drop for Owed {
    fn drop(&mut self) {
        if let Some(fault) = self.fault.take() {
            log::error!("a piece of work that was waited for ended early");
            self.answers.send(fault);
        }
    }
}
