//! What a figure needs before it is drawn: rings and fans of its members, an index for the pointer, bytes for the card.
//!
//! Small figures are prepared between two frames, large ones by the map's thread while the one before stays; which is which is told by
//! counts. Triangles of regions are the business of `mesh`.

use std::sync::Arc;

use super::layers::{curves, symbols};
use super::mesh::{Bytes, count};
use super::pick::{RegionIndex, Scene};
use super::rings;
use crate::document::MemberId;
use crate::figure::crowd::Arrangement;
use crate::figure::mercator::{Mercator, MercatorBounds};
use crate::figure::picture::Figure;
use crate::figure::view::{Viewport, WORLD_AT_ZOOM_0_PT};

/// Figures with more marks or new corners of regions than this are prepared by the thread.
const MOST_AT_ONCE: usize = 20_000;
/// Members are looked up in cells of this side, in points at their zoom level.
const CELL_PT: f64 = 64.0;

/// A figure with what was worked out for it at a zoom level.
#[derive(Debug)]
pub(super) struct Prepared {
    pub(super) figure: Arc<Figure>,
    pub(super) revision: u64,
    pub(super) zoom_level: u8,
    pub(super) origin: Mercator,
    pub(super) index: Arc<RegionIndex>,
    pub(super) arrangement: Arc<Arrangement>,
    pub(super) singles: Arc<Singles>,
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
    pub(super) symbols: Option<Bytes>,
    /// Curves, and those of them that have an arrowhead.
    pub(super) curves: Option<[Bytes; 2]>,
}

impl Order {
    /// Whether it costs so little that it is done between two frames.
    pub(super) fn is_light(&self) -> bool {
        let marks = self.figure.members.len() + self.figure.links.len();
        marks <= MOST_AT_ONCE && (self.has_known_shapes() || corners(&self.figure) <= MOST_AT_ONCE)
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
        let like = before.filter(|before| before.origin == origin && before.figure.theme == figure.theme);
        let index = match before.filter(|_| self.has_known_shapes()) {
            Some(before) => Arc::clone(&before.index),
            None => Arc::new(RegionIndex::of(figure)),
        };
        let same_members =
            like.filter(|before| before.zoom_level == self.zoom_level && before.figure.members == figure.members);
        let mut bytes = NewBytes::default();
        let (arrangement, singles) = if let Some(before) = same_members {
            (Arc::clone(&before.arrangement), Arc::clone(&before.singles))
        } else {
            let arrangement = rings::arrange(figure, self.zoom_level);
            let singles = Singles::of(figure, &arrangement, self.zoom_level);
            bytes.symbols = Some(symbols(figure, &arrangement, origin));
            (Arc::new(arrangement), Arc::new(singles))
        };
        if !like.is_some_and(|before| before.figure.links == figure.links) {
            bytes.curves = Some(curves(figure, origin));
        }
        let prepared = Prepared {
            figure: Arc::clone(figure),
            revision: self.revision,
            zoom_level: self.zoom_level,
            origin,
            index,
            arrangement,
            singles,
        };
        (prepared, bytes)
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
            arrangement: &self.arrangement,
            singles: &self.singles,
            view,
            rect,
        }
    }
}

/// The members that are drawn by themselves, found by place and by handle.
#[derive(Debug, Default)]
pub(super) struct Singles {
    cells_across: f64,
    /// Row and column of a cell with the place of a member in the figure, ascending.
    by_cell: Vec<((i64, i64), u32)>,
    /// Handles with places in the figure, ascending.
    by_member: Vec<(MemberId, u32)>,
}

impl Singles {
    fn of(figure: &Figure, arrangement: &Arrangement, zoom_level: u8) -> Self {
        let cells_across = WORLD_AT_ZOOM_0_PT * f64::from(zoom_level).exp2() / CELL_PT;
        let in_crowd = arrangement.in_crowd(figure.members.len());
        let alone = figure.members.iter().zip(in_crowd).enumerate();
        let alone = alone.filter(|(_, (_, is_in_crowd))| !is_in_crowd);
        let mut by_cell = Vec::new();
        let mut by_member = Vec::new();
        for (place, (mark, _)) in alone {
            by_cell.push((cell(mark.position, cells_across), count(place)));
            by_member.push((mark.member, count(place)));
        }
        by_cell.sort_unstable();
        by_member.sort_unstable();
        Self {
            cells_across,
            by_cell,
            by_member,
        }
    }

    /// The places in the figure of the members whose cells touch the bounds.
    pub(super) fn within(&self, bounds: &MercatorBounds) -> impl Iterator<Item = usize> {
        let (first_row, first_column) = cell(bounds.min, self.cells_across);
        let (last_row, last_column) = cell(bounds.max, self.cells_across);
        let rows = first_row..=last_row;
        rows.flat_map(move |row| {
            let from = self.by_cell.partition_point(|(cell, _)| *cell < (row, first_column));
            let rest = self.by_cell.get(from..).unwrap_or_default();
            rest.iter().take_while(move |(cell, _)| *cell <= (row, last_column))
        })
        .filter_map(|(_, place)| usize::try_from(*place).ok())
    }

    /// The place in the figure of a member; `None` while it stands in a ring.
    pub(super) fn place_of(&self, member: MemberId) -> Option<usize> {
        let found = self.by_member.binary_search_by_key(&member, |(known, _)| *known).ok()?;
        usize::try_from(self.by_member.get(found)?.1).ok()
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "the world is far less than 2^53 cells wide"
)]
fn cell(place: Mercator, cells_across: f64) -> (i64, i64) {
    (
        (place.y * cells_across).floor() as i64,
        (place.x * cells_across).floor() as i64,
    )
}
