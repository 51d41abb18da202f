//! The hexagons over the ground of a document, with what lies in each.
//!
//! The ground is that of the regions that hold a member of the file, whatever the filter, or the convex hull of the members where none
//! does; hexagons beyond it that hold a member are added. Lattice and neighbors are the business of `analysis::concentration::hexagons`.

use geo::{BoundingRect, Contains, LineString, MultiPolygon, Point as GeoPoint, Polygon};

use super::Basis;
use super::choices::{HEXAGON_WIDTHS_KM, Subject};
use crate::analysis::areas::without_parents;
use crate::analysis::concentration::hexagons::{Cell, Lattice, sums};
use crate::analysis::concentration::hulls::convex_hull;
use crate::analysis::concentration::plane::{Plane, Point};
use crate::analysis::numbers::of_count;
use crate::analysis::sites::{Choice, Sites};
use crate::document::LonLat;
use crate::figure::surface::mercator_line;
use crate::messages::text;

/// Where nobody chose, hexagons are as fine as gives at most so many.
const USUAL_CELLS: usize = 2_000;

/// Hexagons with their sums.
#[derive(Clone, Debug, PartialEq)]
pub struct Ground {
    /// The plane on which they lie.
    pub plane: Plane,
    /// Their width.
    pub lattice: Lattice,
    /// The hexagons, in order.
    pub cells: Vec<Cell>,
    /// The sum in each.
    pub sums: Vec<f64>,
    /// How many members were counted.
    pub members: usize,
    /// How many members with a place were left out because their jobs are not stated.
    pub without_jobs: usize,
}

/// Members with what each counts.
pub(super) struct Weighed<'a> {
    pub(super) sites: Sites<'a>,
    /// 1, or the jobs; `None` where these are not stated.
    pub(super) weights: Vec<Option<f64>>,
}

impl<'a> Weighed<'a> {
    /// The located members that pass the filter, weighed as the subject says.
    pub(super) fn of(basis: &'a Basis, subject: Subject) -> Self {
        let sites = Sites::of_list(&basis.document, &basis.visible, &Choice::default());
        let weights = match subject {
            Subject::Jobs => sites.employees(),
            Subject::Members | Subject::LocationQuotient | Subject::Value => vec![Some(1.0); sites.members.len()],
        };
        Self { sites, weights }
    }

    /// The places that count, each with its weight.
    pub(super) fn known(&self) -> (Vec<LonLat>, Vec<f64>) {
        let pairs = self.sites.places.iter().zip(&self.weights);
        pairs.filter_map(|(place, weight)| Some((*place, (*weight)?))).unzip()
    }
}

/// The hexagons of what is explored; in one sentence why there are none.
pub(super) fn ground(basis: &Basis) -> Result<Ground, String> {
    let choices = &basis.exploration.concentration;
    let weighed = Weighed::of(basis, choices.subject);
    let (places, weights) = weighed.known();
    let plane = Plane::of(&places).ok_or_else(|| text("gathering-no-places"))?;
    let points = plane.project_all(&places);
    let area = Area::of(basis, &plane, &points);
    let fits = |width: f64| {
        let lattice = Lattice { width };
        let cells = lattice.cells(&points, area.bounds, |point| area.holds(point))?;
        Some((lattice, cells))
    };
    let (lattice, cells) = match choices.hexagon_km {
        Some(width) => fits(width).ok_or_else(|| text("gathering-too-many-hexagons"))?,
        None => usual(&area, fits).ok_or_else(|| text("gathering-too-many-hexagons"))?,
    };
    Ok(Ground {
        plane,
        lattice,
        sums: sums(lattice, &cells, points.into_iter().zip(weights)),
        cells,
        members: places.len(),
        without_jobs: weighed.sites.places.len() - places.len(),
    })
}

/// The finest width that gives few enough hexagons; those that cannot are not even tried.
fn usual<T>(area: &Area, fits: impl Fn(f64) -> Option<(T, Vec<Cell>)>) -> Option<(T, Vec<Cell>)> {
    let widths = HEXAGON_WIDTHS_KM.into_iter().filter(|width| {
        let least = area.size() / Lattice { width: *width }.area();
        least <= of_count(USUAL_CELLS)
    });
    let mut coarsest = None;
    for width in widths {
        if let Some(found) = fits(width) {
            if found.1.len() <= USUAL_CELLS {
                return Some(found);
            }
            coarsest = Some(found);
        }
    }
    coarsest
}

/// The ground that is looked at, on the plane.
struct Area {
    shapes: Vec<(MultiPolygon<f64>, [f64; 4])>,
    bounds: Option<[f64; 4]>,
}

impl Area {
    fn of(basis: &Basis, plane: &Plane, points: &[Point]) -> Self {
        let document = &basis.document;
        let regions = without_parents(document, document.ranked_regions().collect())
            .into_iter()
            .filter_map(|id| document.region(id)?.shape.clone());
        let on_plane = |ring: &LineString<f64>| -> LineString<f64> {
            let corners = ring
                .0
                .iter()
                .map(|at| plane.project(crate::document::lon_lat(at.x, at.y)));
            corners.map(|[x, y]| (x, y)).collect()
        };
        let all = Sites::of_file(document, &Choice::default()).places;
        let all: Vec<GeoPoint> = all.iter().map(|place| GeoPoint::new(place.lon, place.lat)).collect();
        let mut shapes: Vec<MultiPolygon<f64>> = regions
            .filter(|shape| {
                let bounds = shape.bounding_rect();
                let is_near = |point: &&GeoPoint| bounds.is_some_and(|bounds| bounds.contains(*point));
                all.iter().filter(is_near).any(|point| shape.contains(point))
            })
            .map(|shape| {
                let polygons = shape.iter().map(|polygon| {
                    let holes = polygon.interiors().iter().map(on_plane).collect();
                    Polygon::new(on_plane(polygon.exterior()), holes)
                });
                polygons.collect()
            })
            .collect();
        if shapes.is_empty() {
            let ring: LineString<f64> = convex_hull(points).ring.iter().map(|[x, y]| (*x, *y)).collect();
            shapes.push(MultiPolygon::from(Polygon::new(ring, Vec::new())));
        }
        let shapes: Vec<(MultiPolygon<f64>, [f64; 4])> = shapes
            .into_iter()
            .filter_map(|shape| {
                let rect = shape.bounding_rect()?;
                Some((shape, [rect.min().x, rect.min().y, rect.max().x, rect.max().y]))
            })
            .collect();
        let joined = |[a, b, c, d]: [f64; 4], [e, f, g, h]: [f64; 4]| [a.min(e), b.min(f), c.max(g), d.max(h)];
        let bounds = shapes.iter().map(|(_, bounds)| *bounds).reduce(joined);
        Self { shapes, bounds }
    }

    fn size(&self) -> f64 {
        use geo::Area as _;
        self.shapes.iter().map(|(shape, _)| shape.unsigned_area()).sum()
    }

    fn holds(&self, [x, y]: Point) -> bool {
        let is_near = |[west, south, east, north]: [f64; 4]| (west..=east).contains(&x) && (south..=north).contains(&y);
        let mut near = self.shapes.iter().filter(|(_, bounds)| is_near(*bounds));
        near.any(|(shape, _)| shape.contains(&GeoPoint::new(x, y)))
    }
}

impl Ground {
    /// How many hexagons hold anything.
    #[must_use]
    pub fn occupied(&self) -> usize {
        self.sums.iter().filter(|sum| **sum > 0.0).count()
    }

    /// The closed ring of a hexagon on the unit square.
    pub(super) fn ring(&self, cell: Cell) -> LineString<f64> {
        let corners = self.lattice.corners(cell);
        let places = corners.into_iter().chain(corners.into_iter().take(1));
        mercator_line(places.map(|point| {
            let place = self.plane.unproject(point);
            (place.lon, place.lat)
        }))
    }
}
