//! How far work on another thread is, and whether anybody still waits for it.
//!
//! The worker reports and asks; the window shows and stops. Starting threads is the business of the application.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use crate::{analysis, format};

/// How far work is; shared with its worker.
#[derive(Debug, Default)]
pub struct Advance {
    permille: AtomicU32,
    is_cancelled: AtomicBool,
}

impl Advance {
    /// The share that is done, 0 to 1.
    #[must_use]
    pub fn share(&self) -> f32 {
        let permille = u16::try_from(self.permille.load(Ordering::Relaxed)).unwrap_or(1000);
        f32::from(permille) / 1000.0
    }

    /// Asks the worker to stop.
    pub fn cancel(&self) {
        self.is_cancelled.store(true, Ordering::Relaxed);
    }

    /// Whether the worker was asked to stop.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.is_cancelled.load(Ordering::Relaxed)
    }

    fn reach(&self, done: usize, total: usize) {
        let permille = done.saturating_mul(1000) / total.max(1);
        self.permille
            .store(u32::try_from(permille).unwrap_or(1000), Ordering::Relaxed);
    }
}

impl format::Progress for Advance {
    fn report(&self, done_bytes: usize, total_bytes: usize) {
        self.reach(done_bytes, total_bytes);
    }

    fn is_cancelled(&self) -> bool {
        Self::is_cancelled(self)
    }
}

impl analysis::progress::Progress for Advance {
    fn report(&self, done: usize, total: usize) {
        self.reach(done, total);
    }

    fn is_cancelled(&self) -> bool {
        Self::is_cancelled(self)
    }
}
