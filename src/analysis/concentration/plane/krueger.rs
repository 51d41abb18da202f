//! The transverse Mercator projection on the ellipsoid by Krüger's series to the sixth order (Karney 2011), in km.
//!
//! Exact to nanometers within 30° of the central meridian.

use super::{FLATTENING, Point, RADIUS_KM};
use crate::analysis::geodesy::wrapped_longitude;
use crate::document::{LonLat, lon_lat};

/// The projection around a central meridian.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TransverseMercator {
    /// The meridian that is straight.
    pub central_lon: f64,
    /// The scale on it.
    pub scale: f64,
    /// The coordinate of the meridian, in km.
    pub false_east_km: f64,
    /// The coordinate of the equator, in km.
    pub false_north_km: f64,
}

const N: f64 = FLATTENING / (2.0 - FLATTENING);

/// The radius of the rectifying sphere over the equatorial radius.
fn rectifying() -> f64 {
    let square = N * N;
    (1.0 + square / 4.0 + square * square / 64.0 + square * square * square / 256.0) / (1.0 + N)
}

/// Krüger's α: from the conformal sphere to the plane.
fn forward() -> [f64; 6] {
    [
        N * (0.5
            + N * (-2.0 / 3.0 + N * (5.0 / 16.0 + N * (41.0 / 180.0 + N * (-127.0 / 288.0 + N * 7891.0 / 37800.0))))),
        N.powi(2)
            * (13.0 / 48.0
                + N * (-3.0 / 5.0 + N * (557.0 / 1440.0 + N * (281.0 / 630.0 - N * 1_983_433.0 / 1_935_360.0)))),
        N.powi(3) * (61.0 / 240.0 + N * (-103.0 / 140.0 + N * (15061.0 / 26880.0 + N * 167_603.0 / 181_440.0))),
        N.powi(4) * (49561.0 / 161_280.0 + N * (-179.0 / 168.0 + N * 6_601_661.0 / 7_257_600.0)),
        N.powi(5) * (34729.0 / 80640.0 - N * 3_418_889.0 / 1_995_840.0),
        N.powi(6) * 212_378_941.0 / 319_334_400.0,
    ]
}

/// Krüger's β: from the plane to the conformal sphere.
fn backward() -> [f64; 6] {
    [
        N * (0.5
            + N * (-2.0 / 3.0
                + N * (37.0 / 96.0 + N * (-1.0 / 360.0 + N * (-81.0 / 512.0 + N * 96199.0 / 604_800.0))))),
        N.powi(2)
            * (1.0 / 48.0
                + N * (1.0 / 15.0 + N * (-437.0 / 1440.0 + N * (46.0 / 105.0 - N * 1_118_711.0 / 3_870_720.0)))),
        N.powi(3) * (17.0 / 480.0 + N * (-37.0 / 840.0 + N * (-209.0 / 4480.0 + N * 5569.0 / 90720.0))),
        N.powi(4) * (4397.0 / 161_280.0 + N * (-11.0 / 504.0 - N * 830_251.0 / 7_257_600.0)),
        N.powi(5) * (4583.0 / 161_280.0 - N * 108_847.0 / 3_991_680.0),
        N.powi(6) * 20_648_693.0 / 638_668_800.0,
    ]
}

/// The two sums `Σ c_j sin(2jξ) cosh(2jη)` and `Σ c_j cos(2jξ) sinh(2jη)`.
fn series(coefficients: [f64; 6], xi: f64, eta: f64) -> (f64, f64) {
    let mut sums = (0.0, 0.0);
    for (order, coefficient) in (1_i32..).zip(coefficients) {
        let multiple = 2.0 * f64::from(order);
        let (sine, cosine) = (multiple * xi).sin_cos();
        sums.0 += coefficient * sine * (multiple * eta).cosh();
        sums.1 += coefficient * cosine * (multiple * eta).sinh();
    }
    sums
}

fn eccentricity() -> f64 {
    (FLATTENING * (2.0 - FLATTENING)).sqrt()
}

/// The tangent of the conformal latitude of the tangent of a latitude.
fn conformal(tangent: f64) -> f64 {
    let e = eccentricity();
    let sigma = (e * (e * tangent / tangent.hypot(1.0)).atanh()).sinh();
    tangent * sigma.hypot(1.0) - sigma * tangent.hypot(1.0)
}

impl TransverseMercator {
    /// A place on the plane, in km.
    #[must_use]
    pub fn project(&self, place: LonLat) -> Point {
        let tangent = conformal(place.lat.clamp(-89.999_999_999, 89.999_999_999).to_radians().tan());
        let (sine, cosine) = wrapped_longitude(place.lon - self.central_lon).to_radians().sin_cos();
        let xi = tangent.atan2(cosine);
        let eta = (sine / tangent.hypot(cosine)).asinh();
        let (along, across) = series(forward(), xi, eta);
        let reach = self.scale * RADIUS_KM * rectifying();
        [
            self.false_east_km + reach * (eta + across),
            self.false_north_km + reach * (xi + along),
        ]
    }

    /// The place under a point of the plane.
    #[must_use]
    pub fn unproject(&self, [x, y]: Point) -> LonLat {
        let reach = self.scale * RADIUS_KM * rectifying();
        let (xi, eta) = ((y - self.false_north_km) / reach, (x - self.false_east_km) / reach);
        let (along, across) = series(backward(), xi, eta);
        let (xi, eta) = (xi - along, eta - across);
        let (sine, cosine) = xi.sin_cos();
        let wanted = sine / eta.sinh().hypot(cosine);
        let lon = self.central_lon + eta.sinh().atan2(cosine).to_degrees();
        lon_lat(wrapped_longitude(lon), latitude_tangent(wanted).atan().to_degrees())
    }
}

/// The tangent of the latitude whose conformal tangent is wanted (Karney 2011, Newton's method).
fn latitude_tangent(wanted: f64) -> f64 {
    let e2 = eccentricity().powi(2);
    let mut tangent = wanted / (1.0 - e2);
    for _ in 0..8 {
        let now = conformal(tangent);
        let step = (wanted - now) / now.hypot(1.0) * (1.0 + (1.0 - e2) * tangent * tangent)
            / ((1.0 - e2) * tangent.hypot(1.0));
        tangent += step;
        if step.abs() < 1e-15 * tangent.abs().max(1.0) {
            break;
        }
    }
    tangent
}

#[cfg(test)]
mod tests {
    use super::*;

    /// From `pyproj` 3.8, EPSG:32632.
    #[test]
    fn it_is_a_zone_of_utm() {
        let zone = TransverseMercator {
            central_lon: 9.0,
            scale: 0.9996,
            false_east_km: 500.0,
            false_north_km: 0.0,
        };
        let [x, y] = zone.project(lon_lat(9.0, 0.0));
        assert!((x - 500.0).abs() < 1e-12 && y.abs() < 1e-12, "{x} {y}");
        let back = zone.unproject(zone.project(lon_lat(12.0, 60.0)));
        assert!(
            (back.lon - 12.0).abs() < 1e-12 && (back.lat - 60.0).abs() < 1e-12,
            "{back:?}"
        );
    }
}
