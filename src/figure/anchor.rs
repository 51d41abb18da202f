//! The point of an area where its name stands best: far from every edge, and with more room to the sides than above.
//!
//! Whether the name fits there is decided where labels are laid out.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use geo::{Area, LineString, MultiPolygon, Polygon};

use super::mercator::{Mercator, MercatorBounds};

/// Rooms to the sides count half: names are wider than high.
const SIDEWAYS: f64 = 0.5;
/// Points per side of the search grid, and how often it is laid again round the best point.
const GRID: u32 = 13;
const ROUNDS: usize = 3;
/// More corners than this are thinned out first: the name does not need every bay.
const MOST_CORNERS: usize = 600;

/// Where a name stands, and the ground of the part it stands in.
pub type Anchor = (Mercator, MercatorBounds);

/// What was found out about one shape.
#[derive(Debug)]
struct Known {
    /// Kept, so that no other shape can take its place in memory.
    shape: Arc<MultiPolygon<f64>>,
    bounds: Option<MercatorBounds>,
    anchor: Place,
}

/// The anchor of a shape, as far as it was looked for.
#[derive(Clone, Copy, Debug)]
enum Place {
    /// Nobody asked.
    Unsought,
    /// This, or nothing for a shape without corners.
    Found(Option<Anchor>),
}

/// The anchors and grounds of shapes, each found once however often a picture is made anew.
#[derive(Debug, Default)]
pub struct Anchors(Mutex<BTreeMap<usize, Known>>);

/// Shapes of documents of before are forgotten when so many are known.
const MOST_KNOWN: usize = 200_000;

impl PartialEq for Anchors {
    /// What is known already changes no picture.
    fn eq(&self, _other: &Self) -> bool {
        true
    }
}

impl Anchors {
    /// As [`label_anchor`].
    #[must_use]
    pub fn anchor(&self, shape: &Arc<MultiPolygon<f64>>) -> Option<Anchor> {
        let key = key_of(shape);
        let known = self.lock().get(&key).map(|known| known.anchor);
        if let Some(Place::Found(known)) = known {
            return known;
        }
        let found = label_anchor(shape);
        let bounds = self.bounds(shape);
        let known = Known {
            shape: Arc::clone(shape),
            bounds,
            anchor: Place::Found(found),
        };
        self.lock().insert(key, known);
        found
    }

    /// The rectangle round all parts of a shape; `None` where there is none.
    #[must_use]
    pub fn bounds(&self, shape: &Arc<MultiPolygon<f64>>) -> Option<MercatorBounds> {
        let key = key_of(shape);
        if let Some(known) = self.lock().get(&key) {
            return known.bounds;
        }
        let corners = shape.iter().flat_map(|polygon| &polygon.exterior().0);
        let bounds = MercatorBounds::around(corners.map(|corner| Mercator::from_lon_lat(corner.x, corner.y)));
        let mut all = self.lock();
        if all.len() >= MOST_KNOWN {
            all.clear();
        }
        let shape = Arc::clone(shape);
        all.insert(
            key,
            Known {
                shape,
                bounds,
                anchor: Place::Unsought,
            },
        );
        bounds
    }

    /// How many corners have the shapes that nothing is known of yet.
    #[must_use]
    pub fn unknown_corners<'a>(&self, shapes: impl Iterator<Item = &'a Arc<MultiPolygon<f64>>>) -> usize {
        let known = self.lock();
        let is_known = |shape: &Arc<MultiPolygon<f64>>| {
            known
                .get(&key_of(shape))
                .is_some_and(|known| Arc::ptr_eq(&known.shape, shape))
        };
        let unknown = shapes.filter(|shape| !is_known(shape));
        let corners =
            |shape: &Arc<MultiPolygon<f64>>| shape.iter().map(|polygon| polygon.exterior().0.len()).sum::<usize>();
        unknown.map(corners).sum()
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<usize, Known>> {
        // An entry is complete before it is put in.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn key_of(shape: &Arc<MultiPolygon<f64>>) -> usize {
    Arc::as_ptr(shape).addr()
}

/// Where the name of an area stands, and the ground of the part it stands in; `None` where there is no area.
///
/// The largest part is searched on a grid that is laid three times, finer each time, round the point that is farthest
/// from the outline (Garcia-Castellanos and Lombardo 2007, with the horizontal distance halved).
#[must_use]
pub fn label_anchor(shape: &MultiPolygon<f64>) -> Option<(Mercator, MercatorBounds)> {
    let largest = shape
        .iter()
        .max_by(|a, b| a.unsigned_area().total_cmp(&b.unsigned_area()))?;
    let outer = projected(largest.exterior());
    let bounds = MercatorBounds::around(outer.iter().copied())?;
    let rings: Vec<Vec<Mercator>> = std::iter::once(outer).chain(holes(largest)).collect();
    let mut best = (bounds.center(), clearance(&rings, bounds.center()));
    let mut window = bounds;
    for _ in 0..ROUNDS {
        for point in grid(&window) {
            let room = clearance(&rings, point);
            if room > best.1 {
                best = (point, room);
            }
        }
        let (middle, _) = best;
        let [half_x, half_y] = [window.width(), window.height()].map(|side| side / f64::from(GRID));
        window = MercatorBounds {
            min: Mercator {
                x: middle.x - half_x,
                y: middle.y - half_y,
            },
            max: Mercator {
                x: middle.x + half_x,
                y: middle.y + half_y,
            },
        };
    }
    Some((best.0, bounds))
}

fn projected(ring: &LineString<f64>) -> Vec<Mercator> {
    let step = ring.0.len().div_ceil(MOST_CORNERS).max(1);
    ring.0
        .iter()
        .step_by(step)
        .map(|corner| Mercator::from_lon_lat(corner.x, corner.y))
        .collect()
}

fn holes(polygon: &Polygon<f64>) -> impl Iterator<Item = Vec<Mercator>> {
    polygon.interiors().iter().map(projected)
}

fn grid(window: &MercatorBounds) -> impl Iterator<Item = Mercator> {
    let share = |index: u32| (f64::from(index) + 0.5) / f64::from(GRID);
    (0..GRID).flat_map(move |row| {
        (0..GRID).map(move |column| Mercator {
            x: window.min.x + window.width() * share(column),
            y: window.min.y + window.height() * share(row),
        })
    })
}

/// The distance to the nearest edge, negative outside.
fn clearance(rings: &[Vec<Mercator>], at: Mercator) -> f64 {
    let mut is_inside = false;
    let mut nearest = f64::INFINITY;
    for ring in rings {
        for (a, b) in ring.iter().zip(ring.iter().cycle().skip(1)) {
            if (a.y > at.y) != (b.y > at.y) && at.x < (b.x - a.x) * (at.y - a.y) / (b.y - a.y) + a.x {
                is_inside = !is_inside;
            }
            nearest = nearest.min(square_to_edge(at, *a, *b));
        }
    }
    if is_inside { nearest.sqrt() } else { -nearest.sqrt() }
}

/// The square of the distance, so that one root is drawn for a point and not one for each edge.
fn square_to_edge(at: Mercator, a: Mercator, b: Mercator) -> f64 {
    let [px, py] = [(at.x - a.x) * SIDEWAYS, at.y - a.y];
    let [ex, ey] = [(b.x - a.x) * SIDEWAYS, b.y - a.y];
    let length_squared = ex * ex + ey * ey;
    let share = if length_squared > 0.0 {
        ((px * ex + py * ey) / length_squared).clamp(0.0, 1.0)
    } else {
        0.0
    };
    let [dx, dy] = [px - share * ex, py - share * ey];
    dx * dx + dy * dy
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::polygon;

    #[test]
    fn the_name_of_a_horseshoe_stands_in_it_and_not_in_its_opening() {
        let horseshoe = polygon![
            (x: 0.0, y: 0.0), (x: 10.0, y: 0.0), (x: 10.0, y: 10.0), (x: 8.0, y: 10.0),
            (x: 8.0, y: 3.0), (x: 2.0, y: 3.0), (x: 2.0, y: 10.0), (x: 0.0, y: 10.0),
        ];
        let (at, _) = label_anchor(&MultiPolygon(vec![horseshoe])).unwrap();
        let (lon, lat) = at.lon_lat();
        assert!((2.0..8.0).contains(&lon) && (0.5..2.5).contains(&lat), "{lon} {lat}");
    }

    #[test]
    fn the_name_stands_in_the_largest_part_beside_its_hole() {
        let island = polygon![(x: 20.0, y: 0.0), (x: 21.0, y: 0.0), (x: 21.0, y: 1.0)];
        let ring = polygon!(
            exterior: [(x: 0.0, y: 0.0), (x: 10.0, y: 0.0), (x: 10.0, y: 10.0), (x: 0.0, y: 10.0)],
            interiors: [[(x: 2.0, y: 2.0), (x: 6.0, y: 2.0), (x: 6.0, y: 8.0), (x: 2.0, y: 8.0)]],
        );
        let (at, bounds) = label_anchor(&MultiPolygon(vec![island, ring])).unwrap();
        let (lon, _) = at.lon_lat();
        assert!((6.5..9.5).contains(&lon), "{lon}");
        assert!(bounds.max.lon_lat().0 < 11.0);
    }

    #[test]
    fn what_is_known_of_a_shape_is_the_same_as_what_is_found() {
        let square = polygon![(x: 0.0, y: 0.0), (x: 10.0, y: 0.0), (x: 10.0, y: 10.0), (x: 0.0, y: 10.0)];
        let shape = Arc::new(MultiPolygon(vec![square]));
        let anchors = Anchors::default();
        assert_eq!(anchors.unknown_corners([&shape].into_iter()), 5);
        for _ in 0..2 {
            assert_eq!(anchors.anchor(&shape), label_anchor(&shape));
            assert!(anchors.bounds(&shape).is_some());
        }
        assert_eq!(anchors.unknown_corners([&shape].into_iter()), 0);
    }

    #[test]
    fn nothing_has_no_anchor() {
        assert_eq!(label_anchor(&MultiPolygon(vec![])), None);
    }
}
