//! How a long computation says how far it is, and hears that nobody waits for it any more.
//!
//! It starts no threads; the workers of the session and the command line stand behind it.

use std::sync::atomic::{AtomicUsize, Ordering};

/// Hears how far a computation is, and may stop it. Asked from several threads at once.
pub trait Progress: Sync {
    /// So many steps of all are done.
    fn report(&self, done: usize, total: usize);

    /// Whether the computation should stop.
    fn is_cancelled(&self) -> bool;
}

/// Nobody listens and nobody stops it.
impl Progress for () {
    fn report(&self, _done: usize, _total: usize) {}

    fn is_cancelled(&self) -> bool {
        false
    }
}

/// A computation was stopped from outside; there is no result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("stopped")]
pub struct Cancelled;

/// One of several stages of equal length: what it reports is a part of the whole.
pub struct Stage<'a> {
    whole: &'a dyn Progress,
    before: usize,
    stages: usize,
}

impl<'a> Stage<'a> {
    /// The stage after so many others, of so many.
    #[must_use]
    pub fn new(whole: &'a dyn Progress, before: usize, stages: usize) -> Self {
        Self { whole, before, stages }
    }
}

impl Progress for Stage<'_> {
    fn report(&self, done: usize, total: usize) {
        self.whole.report(self.before * total + done, self.stages * total);
    }

    fn is_cancelled(&self) -> bool {
        self.whole.is_cancelled()
    }
}

/// Counts steps that end in any order on any thread.
pub struct Steps<'a> {
    progress: &'a dyn Progress,
    done: AtomicUsize,
    total: usize,
}

impl<'a> Steps<'a> {
    /// So many steps are to come.
    #[must_use]
    pub fn new(progress: &'a dyn Progress, total: usize) -> Self {
        Self {
            progress,
            done: AtomicUsize::new(0),
            total,
        }
    }

    /// One more is done.
    ///
    /// # Errors
    ///
    /// Where the computation should stop.
    pub fn step(&self) -> Result<(), Cancelled> {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        self.progress.report(done.min(self.total), self.total);
        if self.progress.is_cancelled() {
            return Err(Cancelled);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct After(usize, AtomicUsize);

    impl Progress for After {
        fn report(&self, done: usize, _total: usize) {
            self.1.store(done, Ordering::Relaxed);
        }

        fn is_cancelled(&self) -> bool {
            self.1.load(Ordering::Relaxed) >= self.0
        }
    }

    #[test]
    fn steps_stop_where_nobody_waits() {
        let progress = After(2, AtomicUsize::new(0));
        let steps = Steps::new(&progress, 5);
        assert_eq!(steps.step(), Ok(()));
        assert_eq!(steps.step(), Err(Cancelled));
    }
}
