//! Distances and areas on the earth: great circles for searching, the ellipsoid for what is shown and for areas.
//!
//! A great circle lies on a sphere of the mean radius and is off by up to 0.5 %; the geodesic is that of WGS 84 (Karney 2013), from
//! `geographiclib-rs` through `geo`, which agrees with `GeographicLib` to nanometers and needs no library of the system. What needs a
//! plane is the business of [`super::concentration::plane`].

use geo::{Distance, Geodesic, GeodesicArea, Point, Polygon};

use crate::document::LonLat;

/// The mean radius of the earth for great circles, in km (IUGG).
pub const EARTH_RADIUS_KM: f64 = 6371.0088;

/// The great circle between two places, in km (haversine, Sinnott 1984). The antimeridian and the poles are no exceptions.
#[must_use]
pub fn great_circle_km(from: LonLat, to: LonLat) -> f64 {
    let (from_lat, to_lat) = (from.lat.to_radians(), to.lat.to_radians());
    let half_lat = ((to_lat - from_lat) / 2.0).sin();
    let half_lon = ((to.lon - from.lon).to_radians() / 2.0).sin();
    let square = half_lat * half_lat + from_lat.cos() * to_lat.cos() * half_lon * half_lon;
    2.0 * EARTH_RADIUS_KM * square.sqrt().min(1.0).asin()
}

/// The shortest way between two places on the ellipsoid, in km (Karney 2013).
#[must_use]
pub fn geodesic_km(from: LonLat, to: LonLat) -> f64 {
    Geodesic.distance(Point::new(from.lon, from.lat), Point::new(to.lon, to.lat)) / 1000.0
}

/// The area of a polygon of longitudes and latitudes on the ellipsoid, in km²; rings may run either way and cross the antimeridian.
#[must_use]
pub fn area_km2(polygon: &Polygon<f64>) -> f64 {
    let ring_area =
        |ring: &geo::LineString<f64>| Polygon::new(ring.clone(), Vec::new()).geodesic_area_signed().abs() / 1e6;
    let holes: f64 = polygon.interiors().iter().map(ring_area).sum();
    (ring_area(polygon.exterior()) - holes).max(0.0)
}

/// The length of a polygon's outer ring on the ellipsoid, in km.
#[must_use]
pub fn perimeter_km(polygon: &Polygon<f64>) -> f64 {
    Polygon::new(polygon.exterior().clone(), Vec::new()).geodesic_perimeter() / 1000.0
}

/// A place as a vector of length 1 from the center of the earth: distances along the chord order places as great circles do.
#[must_use]
pub fn unit_vector(place: LonLat) -> [f64; 3] {
    let (lon_sine, lon_cosine) = place.lon.to_radians().sin_cos();
    let (lat_sine, lat_cosine) = place.lat.to_radians().sin_cos();
    [lat_cosine * lon_cosine, lat_cosine * lon_sine, lat_sine]
}

/// The square of the chord, on the unit sphere, that spans a great circle of so many km; half the earth and more spans it all.
#[must_use]
pub fn chord_squared_of_km(km: f64) -> f64 {
    let half = (km / (2.0 * EARTH_RADIUS_KM)).clamp(0.0, std::f64::consts::FRAC_PI_2);
    (2.0 * half.sin()).powi(2)
}

/// The great circle over a squared chord of the unit sphere, in km.
#[must_use]
pub fn km_of_chord_squared(chord_squared: f64) -> f64 {
    2.0 * EARTH_RADIUS_KM * (chord_squared.sqrt() / 2.0).min(1.0).asin()
}

/// The narrowest span of longitudes that holds all places: its western end, from −180 to 180, and its width, 0 to 360.
///
/// The widest gap around the earth is left out, so that places on both sides of the antimeridian lie together. `None` for none.
#[must_use]
pub fn longitude_span(places: &[LonLat]) -> Option<(f64, f64)> {
    let mut longitudes: Vec<f64> = places.iter().map(|place| wrapped_longitude(place.lon)).collect();
    longitudes.sort_by(f64::total_cmp);
    let (first, last) = (*longitudes.first()?, *longitudes.last()?);
    let mut widest_gap = 360.0 - (last - first);
    let mut west = first;
    for (before, after) in longitudes.iter().zip(longitudes.iter().skip(1)) {
        if after - before > widest_gap {
            widest_gap = after - before;
            west = *after;
        }
    }
    Some((west, 360.0 - widest_gap))
}

/// The same meridian between −180 and 180, the lower end included.
#[must_use]
pub fn wrapped_longitude(lon: f64) -> f64 {
    let wrapped = (lon + 180.0).rem_euclid(360.0) - 180.0;
    if (-180.0..180.0).contains(&lon) { lon } else { wrapped }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::lon_lat;

    #[test]
    fn great_circles_cross_the_antimeridian_and_the_pole() {
        let close = |value: f64, expected: f64| assert!((value - expected).abs() < 1e-8, "{value}");
        close(
            great_circle_km(lon_lat(0.0, 0.0), lon_lat(180.0, 0.0)),
            20_015.114_442_035_923,
        );
        close(
            great_circle_km(lon_lat(179.5, 0.0), lon_lat(-179.5, 0.0)),
            111.195_080_233_532_9,
        );
        close(great_circle_km(lon_lat(0.0, 90.0), lon_lat(50.0, 90.0)), 0.0);
    }

    #[test]
    fn chords_and_great_circles_are_the_same_distance() {
        for km in [0.001, 1.0, 500.0, 19_000.0] {
            let back = km_of_chord_squared(chord_squared_of_km(km));
            assert!((back - km).abs() < 1e-9 * km.max(1.0), "{km} {back}");
        }
    }

    #[test]
    fn the_span_of_longitudes_leaves_out_the_widest_gap() {
        let span = |longitudes: &[f64]| {
            let places: Vec<LonLat> = longitudes.iter().map(|lon| lon_lat(*lon, 0.0)).collect();
            longitude_span(&places)
        };
        assert_eq!(span(&[178.0, -178.0]), Some((178.0, 4.0)));
        assert_eq!(span(&[10.0, 12.0, 11.0]), Some((10.0, 2.0)));
        assert_eq!(span(&[5.0]), Some((5.0, 0.0)));
        assert_eq!(span(&[]), None);
    }
}
