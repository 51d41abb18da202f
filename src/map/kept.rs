//! Shapes above the card that are worked out when something changed and painted again as they were otherwise.
//!
//! What they show is the business of `rings` and `names`.

use std::sync::Arc;

use egui::{Color32, Galley, Painter, Shape};

use crate::ui::fonts::Face;

/// Shapes with what they were worked out from.
pub(super) struct Kept<K> {
    key: Option<K>,
    /// A text of egui's own. Where egui has another one now, it wrote all letters anew and those in the shapes are gone.
    probe: Option<Arc<Galley>>,
    shapes: Vec<Shape>,
    made: u64,
}

impl<K> Default for Kept<K> {
    fn default() -> Self {
        Self {
            key: None,
            probe: None,
            shapes: Vec::new(),
            made: 0,
        }
    }
}

impl<K: PartialEq> Kept<K> {
    /// Paints the shapes for the key; `make` is called only where it differs from that of the last frame.
    pub(super) fn paint(&mut self, painter: &Painter, key: K, make: impl FnOnce() -> Vec<Shape>) {
        let probe = painter.layout_no_wrap("0".to_owned(), Face::Regular.at(13.0), Color32::WHITE);
        let has_letters = self.probe.as_ref().is_some_and(|known| Arc::ptr_eq(known, &probe));
        if !has_letters || self.key.as_ref() != Some(&key) {
            self.shapes = make();
            self.key = Some(key);
            self.probe = Some(probe);
            self.made += 1;
        }
        painter.extend(self.shapes.iter().cloned());
    }

    /// How often the shapes were worked out.
    pub(super) fn made(&self) -> u64 {
        self.made
    }
}
