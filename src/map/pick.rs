//! What lies under the pointer: symbols first, then regions.

use egui::{Pos2, Rect};
use geo::{Contains, MultiPolygon, Point};

use super::camera::screen;
use super::layers::{drawn_radius_pt, single_members};
use crate::document::{MemberId, RegionId};
use crate::figure::crowd::{Arrangement, Crowd};
use crate::figure::mercator::{Mercator, MercatorBounds};
use crate::figure::picture::Figure;
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

/// The grounds of the regions, so that few shapes have to be looked at.
#[derive(Default)]
pub(super) struct RegionIndex {
    bounds: Vec<Option<MercatorBounds>>,
}

impl RegionIndex {
    /// Notes the ground of every region.
    pub(super) fn of(figure: &Figure) -> Self {
        Self {
            bounds: figure.regions.iter().map(|mark| bounds_of(&mark.shape)).collect(),
        }
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
    pub(super) arrangement: &'a Arrangement,
    pub(super) view: &'a Viewport,
    pub(super) rect: Rect,
}

impl Scene<'_> {
    /// Where a place lies on the screen.
    pub(super) fn screen(&self, place: Mercator) -> Pos2 {
        screen(self.view, self.rect, place)
    }

    /// The ring under a point.
    pub(super) fn crowd_at(&self, at: Pos2) -> Option<&Crowd> {
        self.arrangement
            .crowds
            .iter()
            .find(|crowd| self.screen(crowd.center).distance(at) <= crowd.radius_pt + 1.0)
    }

    /// The nearest symbol under a point, else the region.
    pub(super) fn pick(&self, index: &RegionIndex, at: Pos2) -> Option<Pick> {
        let palette = self.figure.theme.palette();
        let under = single_members(self.figure, self.arrangement).filter_map(|(mark, offset)| {
            let away = (self.screen(mark.position) + egui::Vec2::from(offset)).distance(at);
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

    /// Where a member is drawn, and its radius in points; `None` while it stands in a ring.
    pub(super) fn member(&self, member: MemberId) -> Option<(Pos2, f32)> {
        let palette = self.figure.theme.palette();
        single_members(self.figure, self.arrangement)
            .find(|(mark, _)| mark.member == member)
            .map(|(mark, offset)| {
                (
                    self.screen(mark.position) + egui::Vec2::from(offset),
                    drawn_radius_pt(mark, palette),
                )
            })
    }
}
