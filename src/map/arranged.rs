//! Where the members of a figure are drawn at a zoom level: rings, fans and single symbols, each found by its place.
//!
//! Which members form a ring is decided by `figure::crowd`, when this is worked out by `prepare`; looking something up
//! costs as much as there is near it, however many members the figure has.

use crate::document::MemberId;
use crate::figure::crowd::{Arrangement, Crowd, Spot};
use crate::figure::mercator::{Mercator, MercatorBounds};
use crate::figure::picture::{Emphasis, Figure, MemberMark};
use crate::figure::view::WORLD_AT_ZOOM_0_PT;

use super::mesh::count;

/// Things are looked up in cells of this side, in points at their zoom level.
const CELL_PT: f64 = 64.0;

/// The members of a figure as they stand on the map.
#[derive(Debug, Default)]
pub(super) struct Arranged {
    /// Rings and fans, with members as places in the figure.
    pub(super) arrangement: Arrangement,
    singles: Cells,
    /// Handles with places in the figure, ascending.
    by_member: Vec<(MemberId, u32)>,
    /// Handles of members in rings with the ring, ascending.
    in_rings: Vec<(MemberId, u32)>,
    rings: Cells,
    /// The true places of fanned-out members, each once.
    true_places: Vec<Mercator>,
    true_cells: Cells,
    /// The largest radius of a member in points, before the theme's factor.
    pub(super) largest_radius_pt: f32,
}

impl Arranged {
    /// Arranges the members. While some stand out, every one is drawn by itself. `O(n log n)`.
    pub(super) fn of(figure: &Figure, zoom_level: u8) -> Self {
        let arrangement = if has_focus(figure) {
            Arrangement::default()
        } else {
            let spot = |mark: &MemberMark| Spot {
                position: mark.position,
                share: mark.share(),
            };
            Arrangement::at(zoom_level, &figure.members.iter().map(spot).collect::<Vec<_>>())
        };
        let in_crowd = arrangement.in_crowd(figure.members.len());
        let alone = figure.members.iter().zip(in_crowd).enumerate();
        let alone = alone.filter(|(_, (_, is_in_crowd))| !is_in_crowd);
        let alone: Vec<(usize, &MemberMark)> = alone.map(|(place, (mark, _))| (place, mark)).collect();
        let mut by_member: Vec<(MemberId, u32)> =
            alone.iter().map(|(place, mark)| (mark.member, count(*place))).collect();
        by_member.sort_unstable();
        let crowds = arrangement.crowds.iter().enumerate();
        let crowded = crowds.flat_map(|(ring, crowd)| crowd.members.iter().map(move |place| (place, ring)));
        let mut in_rings: Vec<(MemberId, u32)> = crowded
            .filter_map(|(place, ring)| Some((figure.members.get(*place)?.member, count(ring))))
            .collect();
        in_rings.sort_unstable();
        let true_places = true_places(figure, &arrangement);
        let radii = figure.members.iter().map(|mark| mark.radius_pt);
        Self {
            largest_radius_pt: radii.fold(0.0, f32::max),
            singles: Cells::of(zoom_level, alone.iter().map(|(place, mark)| (mark.position, *place))),
            rings: Cells::of(zoom_level, arrangement.crowds.iter().map(|crowd| crowd.center).zip(0..)),
            true_cells: Cells::of(zoom_level, true_places.iter().copied().zip(0..)),
            true_places,
            by_member,
            in_rings,
            arrangement,
        }
    }

    /// The places in the figure of the members drawn by themselves whose cells touch the bounds.
    pub(super) fn singles_within(&self, bounds: MercatorBounds) -> impl Iterator<Item = usize> {
        self.singles.within(bounds)
    }

    /// The rings whose cells touch the bounds.
    pub(super) fn rings_within(&self, bounds: MercatorBounds) -> impl Iterator<Item = &Crowd> {
        let crowds = &self.arrangement.crowds;
        self.rings.within(bounds).filter_map(|ring| crowds.get(ring))
    }

    /// The true places of fanned-out members whose cells touch the bounds.
    pub(super) fn true_places_within(&self, bounds: MercatorBounds) -> impl Iterator<Item = Mercator> {
        let places = self.true_cells.within(bounds);
        places.filter_map(|place| self.true_places.get(place).copied())
    }

    /// The place in the figure of a member; `None` while it stands in a ring.
    pub(super) fn place_of(&self, member: MemberId) -> Option<usize> {
        let found = self.by_member.binary_search_by_key(&member, |(known, _)| *known).ok()?;
        usize::try_from(self.by_member.get(found)?.1).ok()
    }

    /// The ring that a member stands in.
    pub(super) fn ring_of(&self, member: MemberId) -> Option<&Crowd> {
        let found = self.in_rings.binary_search_by_key(&member, |(known, _)| *known).ok()?;
        let ring = usize::try_from(self.in_rings.get(found)?.1).ok()?;
        self.arrangement.crowds.get(ring)
    }

    /// How far from its true place a member is drawn, in points.
    pub(super) fn offset_pt(&self, place: usize) -> [f32; 2] {
        let fanned = &self.arrangement.fanned;
        let fan = fanned.binary_search_by_key(&place, |fan| fan.member).ok();
        fan.and_then(|fan| fanned.get(fan))
            .map_or([0.0, 0.0], |fan| fan.offset_pt)
    }

    /// Whether any member is drawn away from its true place.
    pub(super) fn has_fans(&self) -> bool {
        !self.arrangement.fanned.is_empty()
    }
}

/// Whether some members stand out from the others, as selected ones and those near them do.
pub(super) fn has_focus(figure: &Figure) -> bool {
    figure.members.iter().any(|mark| mark.emphasis != Emphasis::Normal)
}

fn true_places(figure: &Figure, arrangement: &Arrangement) -> Vec<Mercator> {
    let marks = arrangement.fanned.iter();
    let mut places: Vec<Mercator> = marks
        .filter_map(|fan| figure.members.get(fan.member))
        .map(|mark| mark.position)
        .collect();
    places.sort_by(|a, b| a.x.total_cmp(&b.x).then(a.y.total_cmp(&b.y)));
    places.dedup();
    places
}

/// Things by the cell of the world in which they lie.
#[derive(Debug, Default)]
struct Cells {
    cells_across: f64,
    /// Row and column of a cell with the number of a thing, ascending.
    by_cell: Vec<((i64, i64), u32)>,
}

impl Cells {
    fn of(zoom_level: u8, things: impl Iterator<Item = (Mercator, usize)>) -> Self {
        let cells_across = WORLD_AT_ZOOM_0_PT * f64::from(zoom_level).exp2() / CELL_PT;
        let mut by_cell: Vec<_> = things
            .map(|(at, number)| (cell(at, cells_across), count(number)))
            .collect();
        by_cell.sort_unstable();
        Self { cells_across, by_cell }
    }

    fn within(&self, bounds: MercatorBounds) -> impl Iterator<Item = usize> {
        let (first_row, first_column) = cell(bounds.min, self.cells_across);
        let (last_row, last_column) = cell(bounds.max, self.cells_across);
        // Without anything there are no rows to look through, however far the view reaches.
        let rows = (first_row..=last_row).take_while(|_| !self.by_cell.is_empty());
        rows.flat_map(move |row| {
            let from = self.by_cell.partition_point(|(cell, _)| *cell < (row, first_column));
            let rest = self.by_cell.get(from..).unwrap_or_default();
            rest.iter().take_while(move |(cell, _)| *cell <= (row, last_column))
        })
        .filter_map(|(_, number)| usize::try_from(*number).ok())
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
