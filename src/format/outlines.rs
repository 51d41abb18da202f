//! Which region a place lies in: the smallest around it, found by a tree of boxes.
//!
//! What follows from it is the business of `entities`.

use std::sync::Arc;

use geo::{BoundingRect, Contains, MultiPolygon, Point, Rect};
use rstar::RTree;
use rstar::primitives::{GeomWithData, Rectangle};

use crate::document::Region;

/// A box and the rank of its outline.
type Ranked = GeomWithData<Rectangle<[f64; 2]>, usize>;

/// One outline with its box.
struct Outline {
    region: usize,
    rect: Rect<f64>,
    shape: Arc<MultiPolygon<f64>>,
}

/// The outlines of all regions, smallest first, so that the most detailed region is found.
pub(super) struct Outlines {
    smallest_first: Vec<Outline>,
    /// The rank of each region's outline, by the region's position.
    ranks: Vec<Option<usize>>,
    boxes: RTree<Ranked>,
}

impl Outlines {
    /// The outlines of these regions.
    pub(super) fn new(regions: &[Region]) -> Self {
        let mut outlines: Vec<Outline> = regions
            .iter()
            .enumerate()
            .filter_map(|(region, about)| {
                let shape = about.shape.clone()?;
                let rect = shape.bounding_rect()?;
                Some(Outline { region, rect, shape })
            })
            .collect();
        let area = |outline: &Outline| outline.rect.width() * outline.rect.height();
        outlines.sort_by(|one, other| area(one).total_cmp(&area(other)));
        let mut ranks = vec![None; regions.len()];
        for (rank, outline) in outlines.iter().enumerate() {
            if let Some(slot) = ranks.get_mut(outline.region) {
                *slot = Some(rank);
            }
        }
        let corner = |coord: geo::Coord<f64>| [coord.x, coord.y];
        let boxes = outlines
            .iter()
            .enumerate()
            .map(|(rank, outline)| {
                let corners = (corner(outline.rect.min()), corner(outline.rect.max()));
                GeomWithData::new(Rectangle::from_corners(corners.0, corners.1), rank)
            })
            .collect();
        Self {
            smallest_first: outlines,
            ranks,
            boxes: RTree::bulk_load(boxes),
        }
    }

    /// Whether no region has an outline.
    pub(super) const fn is_empty(&self) -> bool {
        self.smallest_first.is_empty()
    }

    /// The smallest region around this point.
    pub(super) fn around(&self, point: Point<f64>) -> Option<usize> {
        let at = [point.x(), point.y()];
        let mut ranks: Vec<usize> = self.boxes.locate_all_at_point(&at).map(|found| found.data).collect();
        ranks.sort_unstable();
        ranks
            .into_iter()
            .filter_map(|rank| self.smallest_first.get(rank))
            .find(|outline| outline.shape.contains(&point))
            .map(|outline| outline.region)
    }

    /// How far outside the box of a region a point lies, in degrees; 0 within its outline.
    pub(super) fn distance_degrees(&self, region: usize, point: Point<f64>) -> Option<f64> {
        let Outline { rect, shape, .. } = self.smallest_first.get((*self.ranks.get(region)?)?)?;
        if shape.contains(&point) {
            return Some(0.0);
        }
        let east_west = (rect.min().x - point.x()).max(point.x() - rect.max().x).max(0.0);
        let north_south = (rect.min().y - point.y()).max(point.y() - rect.max().y).max(0.0);
        Some(east_west.hypot(north_south))
    }
}
