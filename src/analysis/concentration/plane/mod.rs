//! A local plane for what needs one: densities, distance functions with edges, hulls, ellipses, nearest neighbors.
//!
//! Coordinates are in km on the ellipsoid of WGS 84: the zone of UTM where places span less than six degrees, else Lambert's equal-area
//! projection centered on them; never degrees, never Web Mercator. Both cross the antimeridian. Great circles and geodesics need no
//! plane and stand in [`crate::analysis::geodesy`].
//!
//! Own code rather than `proj4rs`, which reads projected files: the plane follows from where places lie, and its zones are held beyond
//! their borders to the same nanometers.

use crate::analysis::geodesy::{longitude_span, wrapped_longitude};
use crate::document::{LonLat, lon_lat};

mod authalic;
mod krueger;

pub use authalic::EqualArea;
pub use krueger::TransverseMercator;

/// The equatorial radius of WGS 84, in km.
pub(super) const RADIUS_KM: f64 = 6378.137;
/// The flattening of WGS 84.
pub(super) const FLATTENING: f64 = 1.0 / 298.257_223_563;
/// From this span on, in degrees, a zone of UTM is too narrow.
const WIDEST_ZONE_DEG: f64 = 6.0;
/// UTM ends at these latitudes.
const UTM_LATITUDES: std::ops::RangeInclusive<f64> = -80.0..=84.0;

/// A point of the plane, in km east and north.
pub type Point = [f64; 2];

/// A plane for places that lie together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Plane {
    /// Lambert's azimuthal equal-area projection around a center.
    EqualArea(EqualArea),
    /// A zone of UTM.
    Zone {
        /// 1 to 60.
        number: u8,
        /// Whether it counts from the equator southward.
        is_south: bool,
        /// The projection around its central meridian.
        projection: TransverseMercator,
    },
}

impl Plane {
    /// The plane of so many places; `None` for none.
    #[must_use]
    pub fn of(places: &[LonLat]) -> Option<Self> {
        let (west, width) = longitude_span(places)?;
        let south = places.iter().map(|place| place.lat).min_by(f64::total_cmp)?;
        let north = places.iter().map(|place| place.lat).max_by(f64::total_cmp)?;
        let center = lon_lat(wrapped_longitude(west + width / 2.0), f64::midpoint(south, north));
        let is_small = width < WIDEST_ZONE_DEG && north - south < WIDEST_ZONE_DEG;
        if is_small && UTM_LATITUDES.contains(&south) && UTM_LATITUDES.contains(&north) {
            return Some(Self::zone(center));
        }
        Some(Self::EqualArea(EqualArea::around(center)))
    }

    /// The zone of UTM that holds a place, without the exceptions of Norway and Svalbard.
    #[must_use]
    pub fn zone(center: LonLat) -> Self {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between 1 and 60 by the clamp"
        )]
        let number = (((center.lon + 180.0) / 6.0).floor() + 1.0).clamp(1.0, 60.0) as u8;
        let is_south = center.lat < 0.0;
        Self::Zone {
            number,
            is_south,
            projection: TransverseMercator {
                central_lon: f64::from(number) * 6.0 - 183.0,
                scale: 0.9996,
                false_east_km: 500.0,
                false_north_km: if is_south { 10_000.0 } else { 0.0 },
            },
        }
    }

    /// A place on the plane, in km.
    #[must_use]
    pub fn project(&self, place: LonLat) -> Point {
        match self {
            Self::EqualArea(projection) => projection.project(place),
            Self::Zone { projection, .. } => projection.project(place),
        }
    }

    /// All places on the plane.
    #[must_use]
    pub fn project_all(&self, places: &[LonLat]) -> Vec<Point> {
        places.iter().map(|place| self.project(*place)).collect()
    }

    /// The place under a point of the plane.
    #[must_use]
    pub fn unproject(&self, point: Point) -> LonLat {
        match self {
            Self::EqualArea(projection) => projection.unproject(point),
            Self::Zone { projection, .. } => projection.unproject(point),
        }
    }

    /// Its name: the code of the EPSG for a zone, the parameters of PROJ for another.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::EqualArea(EqualArea { center, .. }) => format!(
                "+proj=laea +lat_0={} +lon_0={} +ellps=WGS84 +units=km",
                center.lat, center.lon
            ),
            Self::Zone { number, is_south, .. } => {
                format!(
                    "EPSG:{}",
                    (if *is_south { 32_700 } else { 32_600 }) + u32::from(*number)
                )
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::geodesy::geodesic_km;

    fn back_and_forth(places: &[LonLat]) -> Plane {
        let plane = Plane::of(places).unwrap();
        for place in places {
            let back = plane.unproject(plane.project(*place));
            assert!(geodesic_km(*place, back) < 1e-6, "{place:?} {back:?}");
        }
        plane
    }

    #[test]
    fn every_place_comes_back_from_every_plane() {
        back_and_forth(&[lon_lat(12.4, 55.6), lon_lat(13.2, 55.7)]);
        back_and_forth(&[lon_lat(-122.0, 37.0), lon_lat(-71.0, 42.0), lon_lat(-95.0, 30.0)]);
        back_and_forth(&[lon_lat(179.0, -18.0), lon_lat(-171.8, -13.8)]);
        back_and_forth(&[lon_lat(0.0, 89.0), lon_lat(120.0, 88.5)]);
        back_and_forth(&[lon_lat(151.2, -33.9)]);
    }

    #[test]
    fn a_small_extent_lies_in_a_zone_and_a_large_one_in_equal_areas() {
        assert_eq!(Plane::of(&[lon_lat(12.4, 55.6)]).unwrap().name(), "EPSG:32633");
        assert_eq!(
            Plane::of(&[lon_lat(178.9, -18.0), lon_lat(-179.9, -17.0)])
                .unwrap()
                .name(),
            "EPSG:32760"
        );
        assert!(
            Plane::of(&[lon_lat(2.0, 41.0), lon_lat(18.0, 59.0)])
                .unwrap()
                .name()
                .starts_with("+proj=laea")
        );
        assert_eq!(Plane::of(&[]), None);
    }

    #[test]
    fn distances_on_the_plane_are_those_of_the_ellipsoid() {
        let (a, b) = (lon_lat(12.4, 55.6), lon_lat(13.2, 55.7));
        let plane = Plane::of(&[a, b]).unwrap();
        let ([ax, ay], [bx, by]) = (plane.project(a), plane.project(b));
        let ratio = (bx - ax).hypot(by - ay) / geodesic_km(a, b);
        assert!((ratio - 1.0).abs() < 1e-3, "{ratio}");
    }
}
