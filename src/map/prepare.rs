//! What a figure needs before it is drawn: rings and fans of its members, an index for the pointer, bytes for the card.
//!
//! Small figures are prepared between two frames, large ones by the map's thread while the one before stays; which is which is told by
//! counts. The bytes of marks are written by `marks`, triangles of regions by `mesh`.

use std::sync::Arc;

use super::arranged::{Arranged, has_focus};
use super::marks::{self, in_card_order, is_same_but_for_focus};
use super::mesh::Bytes;
use super::pick::{RegionIndex, Scene};
use super::surface::SurfaceBytes;
use crate::figure::mercator::Mercator;
use crate::figure::picture::Figure;
use crate::figure::view::Viewport;

/// Figures with more marks than this are prepared by the thread.
const MOST_MARKS_AT_ONCE: usize = 5_000;
/// And so are figures with more new corners of regions.
const MOST_CORNERS_AT_ONCE: usize = 20_000;

/// A figure with what was worked out for it at a zoom level.
#[derive(Debug)]
pub(super) struct Prepared {
    pub(super) figure: Arc<Figure>,
    pub(super) revision: u64,
    pub(super) zoom_level: u8,
    pub(super) origin: Mercator,
    pub(super) index: Arc<RegionIndex>,
    pub(super) arranged: Arc<Arranged>,
    /// Whether some members stand out from the others.
    pub(super) has_focus: bool,
    /// The figure whose members and ties lie on the card: this one, but for who stands out.
    card: Card,
}

/// What lies on the card and stays there while somebody stands out.
#[derive(Clone, Debug)]
struct Card {
    /// The figure of the members, and their order there, as places in it.
    members: (Arc<Figure>, Arc<Vec<u32>>),
    /// The last figure in which nobody stood out, with how its members were arranged at which level.
    calm: Option<(Arc<Figure>, u8, Arc<Arranged>)>,
}

/// What is to be prepared, and what is there already.
#[derive(Clone)]
pub(super) struct Order {
    pub(super) figure: Arc<Figure>,
    pub(super) revision: u64,
    pub(super) zoom_level: u8,
    pub(super) before: Option<Arc<Prepared>>,
}

/// Bytes that are new for the card; nothing where those that lie there are still right.
#[derive(Default)]
pub(super) struct NewBytes {
    /// Every member, without where it is moved to.
    pub(super) members: Option<Bytes>,
    /// Where each member is moved to at the zoom level.
    pub(super) shifts: Option<Bytes>,
    /// Rings of crowds.
    pub(super) rings: Option<Bytes>,
    /// The members that stand out.
    pub(super) focus: Option<Bytes>,
    /// All curves, and those of them that have an arrowhead.
    pub(super) curves: Option<[Bytes; 2]>,
    /// The curves that are drawn while members stand out.
    pub(super) focus_curves: Option<[Bytes; 2]>,
    /// Hexagons, density and outlines.
    pub(super) surface: Option<SurfaceBytes>,
}

impl Order {
    /// Whether it costs so little that it is done between two frames.
    pub(super) fn is_light(&self) -> bool {
        let marks = self.figure.members.len() + self.figure.links.len();
        marks <= MOST_MARKS_AT_ONCE
            && self.figure.concentration.corner_count() <= MOST_CORNERS_AT_ONCE
            && (self.has_known_shapes() || corners(&self.figure) <= MOST_CORNERS_AT_ONCE)
    }

    fn has_known_shapes(&self) -> bool {
        self.before
            .as_ref()
            .is_some_and(|before| before.index.is_of(&self.figure))
    }

    /// Works everything out that the order before did not have. `O(n log n)` in members and ties.
    pub(super) fn carry_out(&self) -> (Prepared, NewBytes) {
        let figure = &self.figure;
        let origin = figure
            .data_bounds
            .map_or(Mercator { x: 0.5, y: 0.5 }, |bounds| bounds.center());
        let before = self.before.as_deref();
        let index = match before.filter(|_| self.has_known_shapes()) {
            Some(before) => Arc::clone(&before.index),
            None => Arc::new(RegionIndex::of(figure)),
        };
        let like = before.filter(|before| before.origin == origin && before.figure.theme == figure.theme);
        let mut bytes = NewBytes::default();
        let has_focus = has_focus(figure);
        self.write_curves(like, has_focus, origin, &mut bytes);
        let (arranged, card) = self.write_members(like, has_focus, origin, &mut bytes);
        let marks = &figure.concentration;
        let lying = before.filter(|before| before.origin == origin);
        if !lying.is_some_and(|before| before.figure.concentration.has_geometry_of(marks)) {
            bytes.surface = Some(SurfaceBytes::of(marks, origin));
        }
        let prepared = Prepared {
            figure: Arc::clone(figure),
            revision: self.revision,
            zoom_level: self.zoom_level,
            origin,
            index,
            arranged,
            has_focus,
            card,
        };
        (prepared, bytes)
    }

    /// The curves of a figure in which somebody stands out are few and lie beside the others, which stay on the card.
    fn write_curves(&self, like: Option<&Prepared>, has_focus: bool, origin: Mercator, bytes: &mut NewBytes) {
        let links = &self.figure.links;
        if has_focus {
            if !like.is_some_and(|before| before.has_focus && before.figure.links == *links) {
                bytes.focus_curves = Some(marks::curves(&self.figure, origin));
            }
            return;
        }
        let lying = like.and_then(|before| before.card.calm.as_ref());
        if !lying.is_some_and(|(calm, ..)| calm.links == *links) {
            bytes.curves = Some(marks::curves(&self.figure, origin));
        }
    }

    fn write_members(
        &self,
        like: Option<&Prepared>,
        has_focus: bool,
        origin: Mercator,
        bytes: &mut NewBytes,
    ) -> (Arc<Arranged>, Card) {
        let figure = &self.figure;
        let same = like.filter(|before| before.figure.members == figure.members);
        let order = same.map_or_else(
            || Arc::new(in_card_order(figure)),
            |before| Arc::clone(&before.card.members.1),
        );
        let is_lying = like.is_some_and(|before| {
            let (lying, lying_order) = &before.card.members;
            same.is_some() || is_same_but_for_focus((lying, lying_order), (figure, &order))
        });
        if !is_lying {
            bytes.members = Some(marks::members(figure, &order, origin));
        }
        let calm = like
            .filter(|_| is_lying)
            .and_then(|before| before.card.calm.clone())
            .filter(|(_, level, _)| has_focus || *level == self.zoom_level);
        let members = (Arc::clone(figure), Arc::clone(&order));
        if has_focus {
            let kept = same.filter(|before| before.zoom_level == self.zoom_level);
            let arranged = kept.map_or_else(
                || Arc::new(Arranged::of(figure, self.zoom_level)),
                |before| Arc::clone(&before.arranged),
            );
            if same.is_none() {
                bytes.focus = Some(marks::focus(figure, origin));
            }
            if !is_lying {
                bytes.shifts = Some(marks::no_shifts(order.len()));
            }
            return (arranged, Card { members, calm });
        }
        let kept = calm.filter(|(known, _, _)| known.members == figure.members);
        let arranged = if let Some((_, _, arranged)) = kept {
            arranged
        } else {
            let arranged = Arranged::of(figure, self.zoom_level);
            bytes.shifts = Some(marks::shifts(&order, &arranged.arrangement));
            bytes.rings = Some(marks::rings(figure, &arranged.arrangement, origin));
            Arc::new(arranged)
        };
        let calm = Some((Arc::clone(figure), self.zoom_level, Arc::clone(&arranged)));
        (arranged, Card { members, calm })
    }
}

/// The corners of all regions of a figure.
pub(super) fn corners(figure: &Figure) -> usize {
    let rings = figure.regions.iter().flat_map(|mark| mark.shape.iter());
    let of = |polygon: &geo::Polygon<f64>| {
        polygon.exterior().0.len() + polygon.interiors().iter().map(|ring| ring.0.len()).sum::<usize>()
    };
    rings.map(of).sum()
}

impl Prepared {
    /// What is drawn in a view, for the pointer and for names.
    pub(super) fn scene<'a>(&'a self, view: &'a Viewport, rect: egui::Rect) -> Scene<'a> {
        Scene {
            figure: &self.figure,
            arranged: &self.arranged,
            view,
            rect,
        }
    }
}
