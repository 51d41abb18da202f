//! The way over the earth between two places, for lengths of ties.
//!
//! Planes and geodesics are the business of the concentration formulas.

/// The mean radius of the earth for great circles, in km (IUGG).
const EARTH_RADIUS_KM: f64 = 6371.0088;

/// The great-circle distance between two places in km (haversine; error up to about 0.5 % against the ellipsoid).
#[must_use]
pub fn distance_km(a_lon_lat: [f64; 2], b_lon_lat: [f64; 2]) -> f64 {
    let [a_lon, a_lat] = a_lon_lat.map(f64::to_radians);
    let [b_lon, b_lat] = b_lon_lat.map(f64::to_radians);
    let across = ((b_lat - a_lat) / 2.0).sin().powi(2);
    let along = ((b_lon - a_lon) / 2.0).sin().powi(2);
    let chord = across + a_lat.cos() * b_lat.cos() * along;
    2.0 * EARTH_RADIUS_KM * chord.clamp(0.0, 1.0).sqrt().asin()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_from_stockholm_to_barcelona_is_known() {
        let km = distance_km([18.0686, 59.3293], [2.1734, 41.3851]);
        assert!((km - 2_278.567_957_61).abs() < 1e-6, "{km}");
    }

    #[test]
    fn the_way_over_the_date_line_is_the_short_one() {
        assert!((distance_km([179.5, 0.0], [-179.5, 0.0]) - 111.195_080_234).abs() < 1e-6);
        assert!(distance_km([0.0, 90.0], [50.0, 90.0]) < 1e-9);
    }
}
