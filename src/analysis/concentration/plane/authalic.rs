//! Lambert's azimuthal equal-area projection on the ellipsoid (Snyder 1987, chapter 24), in km.

use super::{FLATTENING, Point, RADIUS_KM};
use crate::analysis::geodesy::wrapped_longitude;
use crate::document::{LonLat, lon_lat};

/// The projection around a center; areas are true everywhere, distances near the center.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EqualArea {
    /// Where the plane touches the earth.
    pub center: LonLat,
    /// What the center has as coordinates, in km.
    pub false_origin_km: Point,
    center_sine: f64,
    center_cosine: f64,
    stretch: f64,
    authalic_radius: f64,
    pole_q: f64,
}

fn eccentricity() -> f64 {
    (FLATTENING * (2.0 - FLATTENING)).sqrt()
}

/// Snyder's q of a latitude: proportional to the area between it and the equator.
fn area_to_latitude(sine: f64) -> f64 {
    let e = eccentricity();
    let es = e * sine;
    (1.0 - e * e) * (sine / (1.0 - es * es) - ((1.0 - es) / (1.0 + es)).ln() / (2.0 * e))
}

/// The latitude, in radians, of a q (Snyder 3-16, iterated to the last bits).
fn latitude_of_area(q: f64, pole_q: f64) -> f64 {
    let e2 = eccentricity().powi(2);
    if q.abs() >= pole_q * (1.0 - 1e-15) {
        return std::f64::consts::FRAC_PI_2.copysign(q);
    }
    let mut lat = (q / pole_q).clamp(-1.0, 1.0).asin();
    for _ in 0..30 {
        let (sine, cosine) = lat.sin_cos();
        if cosine.abs() < 1e-14 {
            break;
        }
        let inside = 1.0 - e2 * sine * sine;
        let step = inside * inside / (2.0 * cosine) * ((q - area_to_latitude(sine)) / (1.0 - e2));
        lat = (lat + step).clamp(-std::f64::consts::FRAC_PI_2, std::f64::consts::FRAC_PI_2);
        if step.abs() < 1e-15 {
            break;
        }
    }
    lat
}

impl EqualArea {
    /// The projection whose plane touches the earth at the center, which has the coordinates 0, 0.
    #[must_use]
    pub fn around(center: LonLat) -> Self {
        let pole_q = area_to_latitude(1.0);
        let sine = center.lat.to_radians().sin();
        let beta = (area_to_latitude(sine) / pole_q).clamp(-1.0, 1.0).asin();
        let authalic_radius = RADIUS_KM * (pole_q / 2.0).sqrt();
        let e2 = eccentricity().powi(2);
        let meridian = center.lat.to_radians().cos() / (1.0 - e2 * sine * sine).sqrt();
        let cosine = beta.cos();
        let stretch = if cosine.abs() < 1e-9 {
            1.0
        } else {
            RADIUS_KM * meridian / (authalic_radius * cosine)
        };
        Self {
            center,
            false_origin_km: [0.0, 0.0],
            center_sine: beta.sin(),
            center_cosine: cosine,
            stretch,
            authalic_radius,
            pole_q,
        }
    }

    /// A place on the plane, in km. The point opposite to the center has no place; it is put very far away.
    #[must_use]
    pub fn project(&self, place: LonLat) -> Point {
        let q = area_to_latitude(place.lat.to_radians().sin());
        let beta = (q / self.pole_q).clamp(-1.0, 1.0).asin();
        let (sine, cosine) = beta.sin_cos();
        let (lon_sine, lon_cosine) = wrapped_longitude(place.lon - self.center.lon).to_radians().sin_cos();
        let inside = 1.0 + self.center_sine * sine + self.center_cosine * cosine * lon_cosine;
        let reach = self.authalic_radius * (2.0 / inside.max(1e-12)).sqrt();
        let [east, north] = self.false_origin_km;
        let x = reach * self.stretch * cosine * lon_sine;
        let y = reach / self.stretch * (self.center_cosine * sine - self.center_sine * cosine * lon_cosine);
        [x + east, y + north]
    }

    /// The place under a point of the plane.
    #[must_use]
    pub fn unproject(&self, [x, y]: Point) -> LonLat {
        let [east, north] = self.false_origin_km;
        let (x, y) = ((x - east) / self.stretch, (y - north) * self.stretch);
        let rho = x.hypot(y);
        if rho == 0.0 {
            return self.center;
        }
        let angle = 2.0 * (rho / (2.0 * self.authalic_radius)).min(1.0).asin();
        let (sine, cosine) = angle.sin_cos();
        let q = self.pole_q * (cosine * self.center_sine + y * sine * self.center_cosine / rho);
        let lon = (x * sine).atan2(rho * self.center_cosine * cosine - y * self.center_sine * sine);
        lon_lat(
            wrapped_longitude(self.center.lon + lon.to_degrees()),
            latitude_of_area(q, self.pole_q).to_degrees(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_grid_of_europe_where_it_is_centered_there() {
        let mut europe = EqualArea::around(lon_lat(10.0, 52.0));
        europe.false_origin_km = [4321.0, 3210.0];
        let [x, y] = europe.project(lon_lat(18.0686, 59.3293));
        assert!(
            (x - 4_780.155_728_63).abs() < 1e-7 && (y - 4_051.490_130_96).abs() < 1e-7,
            "{x} {y}"
        );
    }
}
