//! Where points lie on the whole and how they spread, all numbers at once, with places on the earth.
//!
//! One function for the panel, the map and the tables. The numbers themselves are the business of [`super::centrography`].

use super::centrography::{
    Ellipse, NearestNeighbors, deviational_ellipse, mean_center, median_center, nearest_neighbors, standard_distance,
};
use super::footprints::content::ring_area_km2;
use super::hulls::convex_hull;
use super::plane::{Plane, Point};
use super::{Figure, Reason};
use crate::document::LonLat;

/// So many corners draw an ellipse.
const ELLIPSE_CORNERS: u32 = 96;

/// Center, spread and nearest neighbors of points.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// How many points there are.
    pub count: usize,
    /// The plane on which distances are taken; `None` without points.
    pub plane: Option<Plane>,
    /// The mean of the coordinates.
    pub mean: Option<LonLat>,
    /// The place from which the distances to all add up to the least.
    pub median: Option<LonLat>,
    /// The standard distance round the mean, in km.
    pub standard_distance_km: Figure,
    /// The ellipse of one standard deviation, in km on the plane.
    pub ellipse: Result<Ellipse, Reason>,
    /// The area of the convex hull on the ellipsoid, in km².
    pub area_km2: f64,
    /// How far the nearest neighbors are, against that area.
    pub nearest: Result<NearestNeighbors, Reason>,
}

/// Looks at places, weighted where weights are given; nearest neighbors do not weigh. Without places everything is missing.
#[must_use]
pub fn summary(places: &[LonLat], weights: Option<&[f64]>) -> Summary {
    let plane = Plane::of(places);
    let points: Vec<Point> = plane.map_or_else(Vec::new, |plane| plane.project_all(places));
    let unproject = |point: Point| plane.map(|plane| plane.unproject(point));
    let hull = convex_hull(&points);
    let ring: Vec<LonLat> = hull.ring.iter().copied().filter_map(unproject).collect();
    let area_km2 = ring_area_km2(&ring);
    Summary {
        count: points.len(),
        plane,
        mean: mean_center(&points, weights).ok().and_then(unproject),
        median: median_center(&points, weights).ok().and_then(unproject),
        standard_distance_km: standard_distance(&points, weights),
        ellipse: deviational_ellipse(&points, weights),
        area_km2,
        nearest: nearest_neighbors(&points, area_km2, hull.perimeter()),
    }
}

impl Summary {
    /// The ring of the ellipse on the earth, closed; empty where there is none.
    #[must_use]
    pub fn ellipse_ring(&self) -> Vec<LonLat> {
        let Some((plane, ellipse)) = self
            .plane
            .zip(self.ellipse.ok())
            .filter(|(_, ellipse)| ellipse.major > 0.0)
        else {
            return Vec::new();
        };
        let (sine, cosine) = ellipse.angle_deg.unwrap_or(0.0).to_radians().sin_cos();
        let [x, y] = ellipse.center;
        let corner = |step: u32| {
            let turn = std::f64::consts::TAU * f64::from(step) / f64::from(ELLIPSE_CORNERS);
            let (along, across) = (ellipse.major * turn.cos(), ellipse.minor * turn.sin());
            // The longer axis points `angle` clockwise from north.
            plane.unproject([x + along * sine + across * cosine, y + along * cosine - across * sine])
        };
        (0..=ELLIPSE_CORNERS)
            .map(|step| corner(step % ELLIPSE_CORNERS))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::lon_lat;

    #[test]
    fn an_ellipse_along_a_meridian_is_higher_than_wide() {
        let places: Vec<LonLat> = (0_i32..9)
            .map(|step| lon_lat(12.0 + f64::from(step % 2) * 0.01, 55.0 + f64::from(step) * 0.05))
            .collect();
        let found = summary(&places, None);
        let ring = found.ellipse_ring();
        let reach = |of: fn(&LonLat) -> f64| {
            let values = ring.iter().map(of);
            values.clone().fold(f64::MIN, f64::max) - values.fold(f64::MAX, f64::min)
        };
        assert!(reach(|place| place.lat) > 5.0 * reach(|place| place.lon) * 0.57);
        assert_eq!(ring.first(), ring.last());
        assert!(summary(&[], None).ellipse_ring().is_empty());
    }
}
