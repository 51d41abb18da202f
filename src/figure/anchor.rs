//! The point of an area where its name stands best: far from every edge, and with more room to the sides than above.
//!
//! Whether the name fits there is decided where labels are laid out.

use geo::{Area, LineString, MultiPolygon, Polygon};

use super::mercator::{Mercator, MercatorBounds};

/// Rooms to the sides count half: names are wider than high.
const SIDEWAYS: f64 = 0.5;
/// Points per side of the search grid, and how often it is laid again round the best point.
const GRID: u32 = 13;
const ROUNDS: usize = 3;
/// More corners than this are thinned out first: the name does not need every bay.
const MOST_CORNERS: usize = 600;

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
            nearest = nearest.min(distance_to_edge(at, *a, *b));
        }
    }
    if is_inside { nearest } else { -nearest }
}

fn distance_to_edge(at: Mercator, a: Mercator, b: Mercator) -> f64 {
    let [px, py] = [(at.x - a.x) * SIDEWAYS, at.y - a.y];
    let [ex, ey] = [(b.x - a.x) * SIDEWAYS, b.y - a.y];
    let length_squared = ex * ex + ey * ey;
    let share = if length_squared > 0.0 {
        ((px * ex + py * ey) / length_squared).clamp(0.0, 1.0)
    } else {
        0.0
    };
    (px - share * ex).hypot(py - share * ey)
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
    fn nothing_has_no_anchor() {
        assert_eq!(label_anchor(&MultiPolygon(vec![])), None);
    }
}
