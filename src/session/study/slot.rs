//! One value that a worker works out: what is known of it, from what, and what was asked for last.
//!
//! It starts nothing; which values there are is the business of the rooms above.

use std::sync::Arc;

/// A value with the key it was computed from.
#[derive(Debug)]
pub(super) struct Slot<K, V> {
    known: Option<(K, Arc<V>)>,
    /// Not asked again, so that work that failed does not repeat for ever.
    asked: Option<K>,
    is_under_way: bool,
    /// Whether somebody stopped what was asked for last.
    is_stopped: bool,
}

impl<K, V> Default for Slot<K, V> {
    fn default() -> Self {
        Self {
            known: None,
            asked: None,
            is_under_way: false,
            is_stopped: false,
        }
    }
}

/// A value that may be of the choice before.
#[derive(Debug)]
pub struct Standing<'a, V> {
    /// What is known; `None` before the first answer.
    pub value: Option<&'a Arc<V>>,
    /// Whether it was computed from something else than what is chosen now.
    pub is_stale: bool,
    /// Whether a worker tried what is chosen now and went away without an answer.
    pub has_failed: bool,
    /// Whether somebody stopped the work on what is chosen now.
    pub is_stopped: bool,
}

impl<V> Clone for Standing<'_, V> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<V> Copy for Standing<'_, V> {}

impl<'a, V> Standing<'a, V> {
    /// The value, where it is of what is chosen now.
    #[must_use]
    pub fn fresh(&self) -> Option<&'a Arc<V>> {
        self.value.filter(|_| !self.is_stale)
    }
}

impl<K: Clone + PartialEq, V> Slot<K, V> {
    pub(super) fn standing(&self, key: Option<&K>) -> Standing<'_, V> {
        let known = self.known.as_ref();
        let is_stale = known.map(|(of, _)| of) != key;
        let was_asked = key.is_some() && self.asked.as_ref() == key;
        Standing {
            value: known.map(|(_, value)| value),
            is_stale,
            has_failed: is_stale && was_asked && !self.is_under_way && !self.is_stopped,
            is_stopped: is_stale && was_asked && self.is_stopped,
        }
    }

    /// Notes that a worker is asked; says no where the value is known or was asked for.
    pub(super) fn ask(&mut self, key: &K) -> bool {
        let is_known = self.known.as_ref().is_some_and(|(of, _)| of == key);
        if is_known || self.asked.as_ref() == Some(key) {
            return false;
        }
        self.asked = Some(key.clone());
        self.is_under_way = true;
        self.is_stopped = false;
        true
    }

    /// Somebody stops the work under way; it is not asked for again before it is resumed or something else is chosen.
    pub(super) fn stop(&mut self) {
        self.is_stopped |= self.is_under_way;
    }

    /// What was stopped may be asked for again.
    pub(super) fn resume(&mut self) {
        if std::mem::take(&mut self.is_stopped) {
            self.asked = None;
        }
    }

    /// Whether somebody stopped the work on this.
    pub(super) fn was_stopped_at(&self, key: &K) -> bool {
        self.is_stopped && self.asked.as_ref() == Some(key)
    }

    pub(super) fn is_under_way(&self, key: &K) -> bool {
        self.is_under_way && self.asked.as_ref() == Some(key)
    }

    pub(super) fn put(&mut self, key: K, value: V) {
        self.is_under_way = false;
        self.is_stopped = false;
        self.asked = None;
        self.known = Some((key, Arc::new(value)));
    }

    /// A worker went away without an answer; what was overtaken may be asked for again.
    pub(super) fn give_up(&mut self, was_overtaken: bool) {
        self.is_under_way = false;
        if was_overtaken && !self.is_stopped {
            self.asked = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_asked_for_once_and_stale_for_another_key() {
        let mut slot: Slot<u8, &str> = Slot::default();
        assert!(slot.ask(&1) && !slot.ask(&1));
        slot.put(1, "one");
        assert_eq!(slot.standing(Some(&1)).fresh().map(|value| **value), Some("one"));
        assert!(!slot.ask(&1));
        let other = slot.standing(Some(&2));
        assert!(other.is_stale && !other.has_failed && other.value.is_some());
    }

    #[test]
    fn what_somebody_stopped_waits_until_it_is_resumed_or_something_else_is_chosen() {
        let mut slot: Slot<u8, &str> = Slot::default();
        assert!(slot.ask(&1));
        slot.stop();
        let now = slot.standing(Some(&1));
        assert!(now.is_stopped && !now.has_failed);
        slot.give_up(true);
        assert!(slot.was_stopped_at(&1) && !slot.ask(&1));
        assert!(slot.ask(&2) && !slot.was_stopped_at(&2));
        slot.stop();
        slot.resume();
        slot.give_up(true);
        assert!(slot.ask(&2));
    }

    #[test]
    fn what_failed_is_not_repeated_and_what_was_stopped_is() {
        let mut slot: Slot<u8, &str> = Slot::default();
        assert!(slot.ask(&1));
        slot.give_up(false);
        assert!(slot.standing(Some(&1)).has_failed && !slot.ask(&1));
        assert!(slot.ask(&2));
        slot.give_up(true);
        assert!(slot.ask(&2));
    }
}
