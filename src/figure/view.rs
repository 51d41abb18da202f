//! Which part of the world a picture shows: the middle, the zoom and the size, and the way between places and points.
//!
//! Gestures and flights move a viewport; that is the map's business.

use super::mercator::{EQUATOR_KM, Mercator, MercatorBounds};

/// The width of the world in points at zoom 0.
pub const WORLD_AT_ZOOM_0_PT: f64 = 256.0;
/// How far out and how far in a picture may go.
pub const ZOOM_RANGE: std::ops::RangeInclusive<f64> = 0.0..=19.0;

/// A rectangular view of the world in web mercator; screen coordinates are points from its upper left corner, y down.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Viewport {
    /// What is in the middle.
    pub center: Mercator,
    /// The world is 256 × 2^zoom points wide.
    pub zoom: f64,
    /// Width in points.
    pub width_pt: f64,
    /// Height in points.
    pub height_pt: f64,
}

/// Room that furniture takes from the edges of a picture, in points, when bounds are fitted.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Margins {
    /// At the left.
    pub left_pt: f64,
    /// At the top.
    pub top_pt: f64,
    /// At the right.
    pub right_pt: f64,
    /// At the bottom.
    pub bottom_pt: f64,
}

impl Margins {
    /// The same room on every side.
    #[must_use]
    pub fn all(margin_pt: f64) -> Self {
        Self {
            left_pt: margin_pt,
            top_pt: margin_pt,
            right_pt: margin_pt,
            bottom_pt: margin_pt,
        }
    }
}

impl Viewport {
    /// The closest view that shows all of the bounds inside the margins, never closer than `closest_zoom`.
    ///
    /// Bounds of no size are shown at `closest_zoom`. Margins that leave no room are ignored.
    #[must_use]
    pub fn fitting(
        bounds: &MercatorBounds,
        (width_pt, height_pt): (f64, f64),
        margins: Margins,
        closest_zoom: f64,
    ) -> Self {
        let room = |whole: f64, before: f64, after: f64| {
            let left = whole - before - after;
            if left >= 1.0 {
                (left, (before - after) / 2.0)
            } else {
                (whole.max(1.0), 0.0)
            }
        };
        let (room_x, shift_x) = room(width_pt, margins.left_pt, margins.right_pt);
        let (room_y, shift_y) = room(height_pt, margins.top_pt, margins.bottom_pt);
        let zoom_for = |room_pt: f64, extent: f64| {
            if extent > 0.0 {
                (room_pt / (extent * WORLD_AT_ZOOM_0_PT)).log2()
            } else {
                f64::INFINITY
            }
        };
        let zoom = zoom_for(room_x, bounds.width())
            .min(zoom_for(room_y, bounds.height()))
            .min(closest_zoom)
            .clamp(*ZOOM_RANGE.start(), *ZOOM_RANGE.end());
        let world_pt = WORLD_AT_ZOOM_0_PT * zoom.exp2();
        let middle = bounds.center();
        Self {
            center: Mercator {
                x: middle.x - shift_x / world_pt,
                y: middle.y - shift_y / world_pt,
            },
            zoom,
            width_pt,
            height_pt,
        }
    }

    /// The width of the whole world in points.
    #[must_use]
    pub fn world_pt(&self) -> f64 {
        WORLD_AT_ZOOM_0_PT * self.zoom.exp2()
    }

    /// Where a place lies on the screen, in points.
    #[must_use]
    pub fn screen_from_mercator(&self, place: Mercator) -> [f64; 2] {
        let world_pt = self.world_pt();
        [
            (place.x - self.center.x) * world_pt + self.width_pt / 2.0,
            (place.y - self.center.y) * world_pt + self.height_pt / 2.0,
        ]
    }

    /// Which place lies under a point of the screen.
    #[must_use]
    pub fn mercator_from_screen(&self, [x_pt, y_pt]: [f64; 2]) -> Mercator {
        let world_pt = self.world_pt();
        Mercator {
            x: self.center.x + (x_pt - self.width_pt / 2.0) / world_pt,
            y: self.center.y + (y_pt - self.height_pt / 2.0) / world_pt,
        }
    }

    /// Where longitude and latitude lie on the screen, in points.
    #[must_use]
    pub fn screen_from_lon_lat(&self, lon_deg: f64, lat_deg: f64) -> [f64; 2] {
        self.screen_from_mercator(Mercator::from_lon_lat(lon_deg, lat_deg))
    }

    /// The part of the world in view; it may reach beyond the unit square.
    #[must_use]
    pub fn bounds(&self) -> MercatorBounds {
        MercatorBounds::of_corners(
            self.mercator_from_screen([0.0, 0.0]),
            self.mercator_from_screen([self.width_pt, self.height_pt]),
        )
    }

    /// How many kilometers on the ground a point is wide in the middle of the view.
    #[must_use]
    pub fn km_per_pt(&self) -> f64 {
        let (_, lat_deg) = self.center.lon_lat();
        EQUATOR_KM * lat_deg.to_radians().cos() / self.world_pt()
    }
}

/// A scale bar of a round length: 1, 2 or 5 times a power of ten.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ScaleBar {
    /// The length on the ground in kilometers; below one, in steps down to a meter.
    pub length_km: f64,
    /// The length on the screen in points.
    pub length_pt: f64,
}

impl ScaleBar {
    /// The longest round bar that is at most `longest_pt` long in the middle of the view.
    #[must_use]
    pub fn fitting(view: &Viewport, longest_pt: f64) -> Self {
        let km_per_pt = view.km_per_pt();
        let longest_km = (longest_pt * km_per_pt).max(0.001);
        let power = 10_f64.powf(longest_km.log10().floor());
        let length_km = [5.0, 2.0, 1.0]
            .into_iter()
            .map(|step| step * power)
            .find(|length| *length <= longest_km * (1.0 + 1e-12))
            .unwrap_or(power);
        Self {
            length_km,
            length_pt: length_km / km_per_pt,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sound() -> MercatorBounds {
        MercatorBounds::of_corners(Mercator::from_lon_lat(12.0, 55.2), Mercator::from_lon_lat(13.6, 56.2))
    }

    #[test]
    fn what_is_fitted_lies_inside_the_margins() {
        let margins = Margins {
            left_pt: 300.0,
            top_pt: 20.0,
            right_pt: 40.0,
            bottom_pt: 80.0,
        };
        let view = Viewport::fitting(&sound(), (1200.0, 700.0), margins, 14.0);
        let [left, top] = view.screen_from_mercator(sound().min);
        let [right, bottom] = view.screen_from_mercator(sound().max);
        assert!(left >= 300.0 - 1e-6 && right <= 1160.0 + 1e-6);
        assert!(top >= 20.0 - 1e-6 && bottom <= 620.0 + 1e-6);
        assert!((left - 300.0).abs() < 1e-6 || (top - 20.0).abs() < 1e-6);
    }

    #[test]
    fn a_single_place_is_shown_at_the_closest_zoom_and_too_large_margins_are_ignored() {
        let place = Mercator::from_lon_lat(12.5, 55.7);
        let view = Viewport::fitting(
            &MercatorBounds::of_corners(place, place),
            (100.0, 100.0),
            Margins::all(80.0),
            11.0,
        );
        assert!((view.zoom - 11.0).abs() < 1e-9);
        assert_eq!(view.screen_from_mercator(place), [50.0, 50.0]);
    }

    #[test]
    fn screen_and_map_are_inverse() {
        let view = Viewport::fitting(&sound(), (800.0, 600.0), Margins::all(10.0), 14.0);
        let [x, y] = view.screen_from_mercator(view.mercator_from_screen([123.0, 456.0]));
        assert!((x - 123.0).abs() < 1e-6 && (y - 456.0).abs() < 1e-6);
    }

    #[test]
    fn the_scale_bar_is_round_and_fits() {
        for zoom in [0.0, 2.5, 5.0, 8.3, 12.0, 17.0] {
            let view = Viewport {
                center: Mercator::from_lon_lat(12.0, 55.0),
                zoom,
                width_pt: 900.0,
                height_pt: 600.0,
            };
            let bar = ScaleBar::fitting(&view, 130.0);
            assert!(bar.length_pt <= 130.0 + 1e-6 && bar.length_pt > 130.0 / 2.6, "{bar:?}");
            let mantissa = bar.length_km / 10_f64.powf((bar.length_km.log10() + 1e-9).floor());
            assert!(
                [1.0, 2.0, 5.0].iter().any(|step| (mantissa - step).abs() < 1e-6),
                "{bar:?}"
            );
        }
    }
}
