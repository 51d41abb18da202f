//! Web mercator on the unit square: x from 0 at 180° west to 1 at 180° east, y from 0 in the north to 1 in the south.
//!
//! Everything that is drawn passes through these functions, so that the window and the exports agree to the last bit.
//! Screens, zoom levels and points are the business of `view`.

use std::f64::consts::PI;

/// The latitude at which web mercator becomes a square, in degrees; what lies beyond is drawn at the edge.
pub const MAX_LATITUDE_DEG: f64 = 85.051_128_779_806_6;

/// The circumference of the earth at the equator in kilometers, as web mercator takes it (a sphere of 6378.137 km).
pub const EQUATOR_KM: f64 = 40_075.016_685_578_5;

/// A place on the unit square of web mercator: x eastward, y southward, both 0 to 1 for the world.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mercator {
    /// Eastward, 0 at 180° west, 1 at 180° east.
    pub x: f64,
    /// Southward, 0 at 85.05° north, 1 at 85.05° south.
    pub y: f64,
}

impl Mercator {
    /// From longitude and latitude in degrees; the latitude is cut at [`MAX_LATITUDE_DEG`].
    #[must_use]
    pub fn from_lon_lat(lon_deg: f64, lat_deg: f64) -> Self {
        let sine = lat_deg.clamp(-MAX_LATITUDE_DEG, MAX_LATITUDE_DEG).to_radians().sin();
        Self {
            x: (lon_deg + 180.0) / 360.0,
            y: 0.5 - ((1.0 + sine) / (1.0 - sine)).ln() / (4.0 * PI),
        }
    }

    /// Longitude and latitude in degrees, in this order.
    #[must_use]
    pub fn lon_lat(self) -> (f64, f64) {
        let lon_deg = self.x * 360.0 - 180.0;
        let lat_deg = (PI * (1.0 - 2.0 * self.y)).sinh().atan().to_degrees();
        (lon_deg, lat_deg)
    }
}

/// A rectangle on the unit square, `min` in the north west, `max` in the south east.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MercatorBounds {
    /// The north-western corner.
    pub min: Mercator,
    /// The south-eastern corner.
    pub max: Mercator,
}

impl MercatorBounds {
    /// The whole world.
    pub const WORLD: Self = Self {
        min: Mercator { x: 0.0, y: 0.0 },
        max: Mercator { x: 1.0, y: 1.0 },
    };

    /// From two opposite corners in any order.
    #[must_use]
    pub fn of_corners(a: Mercator, b: Mercator) -> Self {
        Self {
            min: Mercator {
                x: a.x.min(b.x),
                y: a.y.min(b.y),
            },
            max: Mercator {
                x: a.x.max(b.x),
                y: a.y.max(b.y),
            },
        }
    }

    /// The smallest rectangle round the places; `None` where there is none.
    #[must_use]
    pub fn around(places: impl IntoIterator<Item = Mercator>) -> Option<Self> {
        places
            .into_iter()
            .map(|place| Self::of_corners(place, place))
            .reduce(Self::union)
    }

    /// The smallest rectangle that holds both.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self {
            min: Self::of_corners(self.min, other.min).min,
            max: Self::of_corners(self.max, other.max).max,
        }
    }

    /// Whether the place lies inside or on the border.
    #[must_use]
    pub fn contains(&self, place: Mercator) -> bool {
        (self.min.x..=self.max.x).contains(&place.x) && (self.min.y..=self.max.y).contains(&place.y)
    }

    /// Whether the two rectangles share at least a point.
    #[must_use]
    pub fn intersects(&self, other: &Self) -> bool {
        self.min.x <= other.max.x && other.min.x <= self.max.x && self.min.y <= other.max.y && other.min.y <= self.max.y
    }

    /// From west to east, on the unit square.
    #[must_use]
    pub fn width(&self) -> f64 {
        self.max.x - self.min.x
    }

    /// From north to south, on the unit square.
    #[must_use]
    pub fn height(&self) -> f64 {
        self.max.y - self.min.y
    }

    /// The middle.
    #[must_use]
    pub fn center(&self) -> Mercator {
        Mercator {
            x: f64::midpoint(self.min.x, self.max.x),
            y: f64::midpoint(self.min.y, self.max.y),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn projecting_there_and_back_gives_the_same_place() {
        for (lon, lat) in [(0.0, 0.0), (12.57, 55.68), (-179.9, -80.0), (180.0, 85.0)] {
            let (lon_back, lat_back) = Mercator::from_lon_lat(lon, lat).lon_lat();
            assert!((lon_back - lon).abs() < 1e-9 && (lat_back - lat).abs() < 1e-9);
        }
    }

    #[test]
    fn the_poles_are_drawn_at_the_edge_of_the_square() {
        assert!(Mercator::from_lon_lat(0.0, 90.0).y.abs() < 1e-9);
        assert!((Mercator::from_lon_lat(0.0, -90.0).y - 1.0).abs() < 1e-9);
    }
}
