//! Paints what stands in and beside crowds: the count in the middle of each ring, and the true places of members that are
//! fanned out.
//!
//! Which members form a crowd is decided by `figure::crowd`; the rings themselves and single symbols are drawn on the card.

use egui::{Color32, Painter, Shape, Stroke};

use super::marks;
use super::pick::{LARGEST_RING_PT, Scene};
use crate::figure::color::Color;
use crate::messages::number;
use crate::ui::fonts::Face;

/// A color of the figure for egui.
pub(super) fn ink(color: Color) -> Color32 {
    Color32::from_rgba_unmultiplied(color.red, color.green, color.blue, color.alpha)
}

/// The counts and true places in view. Takes time for what is in view only, which is bounded: rings do not overlap.
pub(super) fn shapes(painter: &Painter, scene: &Scene<'_>) -> Vec<Shape> {
    let palette = scene.figure.theme.palette();
    let near = scene.rect.expand(LARGEST_RING_PT);
    let mut shapes = Vec::new();
    for at in scene.true_places_in(near) {
        let radius = marks::TRUE_PLACE_RADIUS_PT;
        shapes.push(Shape::circle_filled(at, radius, ink(palette.text)));
        shapes.push(Shape::circle_stroke(at, radius, Stroke::new(1.0, ink(palette.halo))));
    }
    for (at, crowd) in scene.rings_in(near) {
        let whole: usize = crowd.shares.iter().map(|(_, count)| count).sum();
        let size_pt = if whole < 1000 { 11.0 } else { 10.0 };
        let words = number::count(whole);
        let galley = painter.layout_no_wrap(words, Face::Semibold.at(size_pt), ink(palette.text));
        let corner = at - galley.size() / 2.0;
        shapes.push(Shape::galley(corner, galley, ink(palette.text)));
    }
    shapes
}
