//! What lies under the pointer: symbols first, then regions.

use std::sync::Arc;

use egui::{Pos2, Rect};
use geo::{Contains, MultiPolygon, Point};

use super::arranged::Arranged;
use super::camera::screen;
use super::layers::ground_of;
use super::marks::drawn_radius_pt;
use crate::document::{MemberId, RegionId};
use crate::figure::crowd::Crowd;
use crate::figure::mercator::{Mercator, MercatorBounds};
use crate::figure::picture::{Figure, MemberMark};
use crate::figure::view::Viewport;

/// A member or a region on the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pick {
    /// A member's symbol.
    Member(MemberId),
    /// A region's area.
    Region(RegionId),
}

/// A symbol may be missed by so much, in points.
const SLACK_PT: f32 = 4.0;
/// Symbols reach no farther than half of this from their middles, in points, the look for projectors included.
const LARGEST_SYMBOL_PT: f32 = 96.0;
/// Rings are no larger than this from their middles, in points.
pub(super) const LARGEST_RING_PT: f32 = 26.0;
/// Fanned-out members stand no farther than this from their true places, in points.
const FARTHEST_FAN_PT: f32 = 120.0;

/// The grounds of the regions, so that few shapes have to be looked at.
#[derive(Debug, Default)]
pub(super) struct RegionIndex {
    shapes: Vec<Arc<MultiPolygon<f64>>>,
    bounds: Vec<Option<MercatorBounds>>,
}

impl RegionIndex {
    /// Notes the ground of every region.
    pub(super) fn of(figure: &Figure) -> Self {
        Self {
            shapes: figure.regions.iter().map(|mark| Arc::clone(&mark.shape)).collect(),
            bounds: figure.regions.iter().map(|mark| bounds_of(&mark.shape)).collect(),
        }
    }

    /// Whether the figure has these very shapes.
    pub(super) fn is_of(&self, figure: &Figure) -> bool {
        let mut pairs = self.shapes.iter().zip(&figure.regions);
        self.shapes.len() == figure.regions.len() && pairs.all(|(known, mark)| Arc::ptr_eq(known, &mark.shape))
    }

    fn at(&self, figure: &Figure, place: Mercator) -> Option<RegionId> {
        let (lon, lat) = place.lon_lat();
        let point = Point::new(lon, lat);
        let near = figure.regions.iter().zip(&self.bounds).rev();
        near.filter(|(_, bounds)| bounds.is_some_and(|bounds| bounds.contains(place)))
            .find(|(mark, _)| mark.shape.contains(&point))
            .map(|(mark, _)| mark.region)
    }
}

fn bounds_of(shape: &MultiPolygon<f64>) -> Option<MercatorBounds> {
    let corners = shape.iter().flat_map(|polygon| &polygon.exterior().0);
    MercatorBounds::around(corners.map(|corner| Mercator::from_lon_lat(corner.x, corner.y)))
}

/// Where members are drawn on the screen.
pub(super) struct Scene<'a> {
    pub(super) figure: &'a Figure,
    pub(super) arranged: &'a Arranged,
    pub(super) view: &'a Viewport,
    pub(super) rect: Rect,
}

impl<'a> Scene<'a> {
    /// Where a place lies on the screen.
    pub(super) fn screen(&self, place: Mercator) -> Pos2 {
        screen(self.view, self.rect, place)
    }

    /// The ring under a point.
    pub(super) fn crowd_at(&self, at: Pos2) -> Option<&'a Crowd> {
        let near = Rect::from_center_size(at, egui::Vec2::splat(2.0 * LARGEST_RING_PT));
        self.rings_in(near)
            .find(|(middle, crowd)| middle.distance(at) <= crowd.radius_pt + 1.0)
            .map(|(_, crowd)| crowd)
    }

    /// The members drawn by themselves in a part of the screen or near it: their middles and marks.
    pub(super) fn singles_in(&self, area: Rect) -> impl Iterator<Item = (Pos2, &'a MemberMark)> {
        let reach = if self.arranged.has_fans() { FARTHEST_FAN_PT } else { 0.0 };
        let bounds = ground_of(self.view, self.rect, area.expand(reach));
        let places = self.arranged.singles_within(bounds);
        places.filter_map(|place| self.single(place))
    }

    /// The rings in a part of the screen or near it, with their middles.
    pub(super) fn rings_in(&self, area: Rect) -> impl Iterator<Item = (Pos2, &'a Crowd)> {
        let bounds = ground_of(self.view, self.rect, area);
        let rings = self.arranged.rings_within(bounds);
        rings.map(|crowd| (self.screen(crowd.center), crowd))
    }

    /// The true places of fanned-out members in a part of the screen or near it.
    pub(super) fn true_places_in(&self, area: Rect) -> impl Iterator<Item = Pos2> {
        let bounds = ground_of(self.view, self.rect, area);
        let places = self.arranged.true_places_within(bounds);
        places.map(|place| self.screen(place))
    }

    fn single(&self, place: usize) -> Option<(Pos2, &'a MemberMark)> {
        let mark = self.figure.members.get(place)?;
        let offset = egui::Vec2::from(self.arranged.offset_pt(place));
        Some((self.screen(mark.position) + offset, mark))
    }

    /// The nearest symbol under a point, else the region.
    pub(super) fn pick(&self, index: &RegionIndex, at: Pos2) -> Option<Pick> {
        let palette = self.figure.theme.palette();
        let near = self.singles_in(Rect::from_center_size(at, egui::Vec2::splat(LARGEST_SYMBOL_PT)));
        let under = near.filter_map(|(middle, mark)| {
            let away = middle.distance(at);
            (away <= drawn_radius_pt(mark, palette) + SLACK_PT).then_some((away, mark))
        });
        // Among symbols upon each other the one whose middle is nearest is meant.
        if let Some((_, mark)) = under.min_by(|a, b| a.0.total_cmp(&b.0)) {
            return Some(Pick::Member(mark.member));
        }
        let place = self
            .view
            .mercator_from_screen([f64::from(at.x - self.rect.left()), f64::from(at.y - self.rect.top())]);
        index.at(self.figure, place).map(Pick::Region)
    }

    /// Where a member is seen, and the radius in points: its symbol, or the ring that it stands in.
    pub(super) fn member_or_ring(&self, member: MemberId) -> Option<(Pos2, f32)> {
        self.member(member).or_else(|| {
            let crowd = self.arranged.ring_of(member)?;
            Some((self.screen(crowd.center), crowd.radius_pt))
        })
    }

    /// Where a member is drawn, and its radius in points; `None` while it stands in a ring.
    pub(super) fn member(&self, member: MemberId) -> Option<(Pos2, f32)> {
        let palette = self.figure.theme.palette();
        let (middle, mark) = self.single(self.arranged.place_of(member)?)?;
        Some((middle, drawn_radius_pt(mark, palette)))
    }
}
