//! What stands above the card for the moment: names and counts, which are kept while nothing changes, and what is pointed at.
//!
//! Names are placed by `names`, counts by `rings`, both kept by `kept`; what is pointed at is decided by the map and the application.

use egui::{Painter, Rect, Stroke};

use super::pick::{Pick, Scene};
use super::prepare::Prepared;
use super::tiles::TileState;
use super::{MapView, names, rings, ties};
use crate::figure::view::Viewport;
use crate::ui::Theme;

/// What names and counts were worked out from.
#[derive(Debug, PartialEq)]
pub(super) struct WordsKey {
    picture: (u64, u8),
    view: Viewport,
    rect: Rect,
    plates: Vec<Rect>,
    names_places: bool,
    pixels_per_point: f32,
}

impl MapView {
    /// Paints names and counts, which are worked out anew only where the picture, the view or a plate changed.
    pub(super) fn write_words(
        &mut self,
        painter: &Painter,
        shown: &Prepared,
        (view, rect): (&Viewport, Rect),
        plates: Vec<Rect>,
    ) {
        let key = WordsKey {
            picture: (shown.revision, shown.zoom_level),
            view: *view,
            rect,
            plates,
            // Tiles bring the names of places with them.
            names_places: self.tile_state().is_none_or(|state| state == TileState::Offline),
            pixels_per_point: painter.pixels_per_point(),
        };
        let scene = shown.scene(view, rect);
        let (plates, names_places) = (key.plates.clone(), key.names_places);
        self.words.paint(painter, key, || {
            let mut shapes = rings::shapes(painter, &scene);
            shapes.extend(names::shapes(painter, &scene, &plates, names_places));
            shapes
        });
    }
}

/// Paints ties that are pointed at, by their places in the figure.
pub(super) fn light(painter: &Painter, scene: &Scene<'_>, ties: impl Iterator<Item = usize>) {
    for tie in ties {
        ties::paint(painter, scene, tie);
    }
}

/// Paints rings round members that are pointed at, or round the rings that they stand in.
pub(super) fn ring(painter: &Painter, scene: &Scene<'_>, lit: impl Iterator<Item = Pick>) {
    let theme = Theme::of(painter.ctx());
    for pick in lit {
        if let Pick::Member(member) = pick
            && let Some((at, radius)) = scene.member_or_ring(member)
        {
            painter.circle_stroke(at, radius + 4.0, Stroke::new(4.0, theme.halo));
            painter.circle_stroke(at, radius + 4.0, Stroke::new(2.0, theme.accent));
        }
    }
}
