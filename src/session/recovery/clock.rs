//! When unsaved changes are copied: a moment after the last edit, and from time to time while edits never pause.
//!
//! It reads no clock and copies nothing; times are passed in, counted from any fixed moment.

use std::time::Duration;

/// A copy is made so long after the last edit.
pub const PAUSE: Duration = Duration::from_secs(1);

/// A copy is made at the latest so long after the first edit that no copy holds yet.
pub const LONGEST: Duration = Duration::from_secs(10);

/// Says when the next copy is due.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AutosaveClock {
    /// The first and the last edit that no copy holds.
    waiting: Option<(Duration, Duration)>,
    /// The first edit that is in the copy being made.
    storing: Option<Duration>,
}

impl AutosaveClock {
    /// The document was edited, undone or redone.
    pub fn edited(&mut self, now: Duration) {
        let first = self.waiting.map_or(now, |(first, _)| first.min(now));
        self.waiting = Some((first, now));
    }

    /// When a copy is due; `None` while nothing waits or a copy is being made. A window asks to be woken then.
    #[must_use]
    pub fn due_at(&self) -> Option<Duration> {
        let (first, last) = self.waiting.filter(|_| self.storing.is_none())?;
        Some((last + PAUSE).min(first + LONGEST))
    }

    /// Whether a copy should be made now. A clock that was set back delays nothing.
    #[must_use]
    pub fn is_due(&self, now: Duration) -> bool {
        let was_set_back = self.waiting.is_some_and(|(_, last)| now < last);
        self.due_at().is_some_and(|due| now >= due || was_set_back)
    }

    /// A copy of the document as it is now is being made; edits from here on wait for the next one.
    pub fn started(&mut self) {
        if let Some((first, _)) = self.waiting.take() {
            self.storing = Some(first);
        }
    }

    /// The copy was made, or not: what it should have held then waits for another try, a pause from now.
    pub fn finished(&mut self, now: Duration, is_stored: bool) {
        let Some(first) = self.storing.take() else { return };
        if !is_stored {
            let (_, last) = self.waiting.unwrap_or((first, now));
            // The longest time starts anew, so that a full disk is not tried at every frame.
            self.waiting = Some((now, last.max(now)));
        }
    }

    /// The document was saved: nothing waits any more.
    pub fn saved(&mut self) {
        self.waiting = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: f64) -> Duration {
        Duration::from_secs_f64(seconds)
    }

    #[test]
    fn a_copy_is_due_one_second_after_the_last_edit() {
        let mut clock = AutosaveClock::default();
        assert_eq!(clock.due_at(), None);
        clock.edited(at(5.0));
        clock.edited(at(5.6));
        assert!(!clock.is_due(at(6.5)));
        assert!(clock.is_due(at(6.6)));
        assert_eq!(clock.due_at(), Some(at(6.6)));
    }

    #[test]
    fn edits_without_a_pause_are_copied_every_ten_seconds() {
        let mut clock = AutosaveClock::default();
        let mut copies = Vec::new();
        for tick in 0..400_u32 {
            let now = at(f64::from(tick) / 10.0);
            clock.edited(now);
            if clock.is_due(now) {
                clock.started();
                clock.finished(now, true);
                copies.push(tick / 10);
            }
        }
        assert_eq!(copies, [10, 20, 30]);
    }

    #[test]
    fn edits_during_a_copy_wait_for_the_next_one_and_never_start_two() {
        let mut clock = AutosaveClock::default();
        clock.edited(at(0.0));
        clock.started();
        clock.edited(at(2.0));
        assert_eq!(clock.due_at(), None);
        assert!(!clock.is_due(at(20.0)));
        clock.finished(at(2.5), true);
        assert_eq!(clock.due_at(), Some(at(3.0)));
    }

    #[test]
    fn a_copy_that_failed_is_tried_again_after_a_pause() {
        let mut clock = AutosaveClock::default();
        clock.edited(at(0.0));
        clock.started();
        clock.finished(at(1.5), false);
        assert_eq!(clock.due_at(), Some(at(2.5)));
        clock.saved();
        assert_eq!(clock.due_at(), None);
    }

    #[test]
    fn a_clock_that_was_set_back_loses_no_copy() {
        let mut clock = AutosaveClock::default();
        clock.edited(at(90_000.0));
        assert!(clock.is_due(at(3_600.0)));
    }
}
