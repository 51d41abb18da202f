//! Where the map looks: the memory of the gestures, its limits, fits and flights.
//!
//! Gestures themselves are those of the map library; what is drawn is not decided here.

use egui::{Rect, Vec2};
use walkers::{MapMemory, lon_lat};

use super::mesh::narrow;
use crate::figure::mercator::{Mercator, MercatorBounds};
use crate::figure::view::{Margins, Viewport};

/// How far out and how far in the map goes.
pub const ZOOM_LIMITS: std::ops::RangeInclusive<f64> = 2.0..=14.0;
/// Fits come no closer than this, so that a single member shows its town.
const CLOSEST_FIT: f64 = 11.0;
/// Room for plates round a fit, in points.
const FIT_MARGIN_PT: f64 = 56.0;
/// How long a flight takes, in seconds.
const FLIGHT_SECONDS: f64 = 0.35;

/// How long the zoom must be left alone before it goes on to a whole level, in seconds.
const SNAP_SECONDS: f64 = 0.3;

/// A way from one view to another.
#[derive(Clone, Copy, Debug)]
struct Flight {
    from: (Mercator, f64),
    to: (Mercator, f64),
    started: f64,
}

/// What is to be shown once the size of the map is known.
#[derive(Clone, Copy, Debug)]
enum Wish {
    Fit(MercatorBounds),
    Fly(MercatorBounds),
    FlyTo(Mercator, f64),
    ZoomBy(f64),
    PanBy(Vec2),
}

/// The view and how it moves.
pub(super) struct Camera {
    pub(super) memory: MapMemory,
    wishes: Vec<Wish>,
    flight: Option<Flight>,
    /// Whether the zoom comes to rest at whole levels, where tiles are sharp.
    pub(super) snaps: bool,
    /// The zoom that was seen last, and since when.
    rest: (f64, f64),
}

impl Camera {
    pub(super) fn new() -> Self {
        let mut camera = Self {
            memory: MapMemory::default(),
            wishes: Vec::new(),
            flight: None,
            snaps: false,
            rest: (0.0, 0.0),
        };
        camera.set(Mercator::from_lon_lat(10.0, 50.0), 4.0);
        camera
    }

    pub(super) fn center(&self) -> Mercator {
        self.memory
            .detached()
            .map_or(Mercator { x: 0.5, y: 0.5 }, |at| Mercator::from_lon_lat(at.x(), at.y()))
    }

    pub(super) fn zoom(&self) -> f64 {
        self.memory.zoom()
    }

    /// The view at a size.
    pub(super) fn viewport(&self, size: Vec2) -> Viewport {
        Viewport {
            center: self.center(),
            zoom: self.zoom(),
            width_pt: f64::from(size.x.max(1.0)),
            height_pt: f64::from(size.y.max(1.0)),
        }
    }

    /// Looks somewhere at once and ends any flight.
    pub(super) fn set(&mut self, center: Mercator, zoom: f64) {
        self.flight = None;
        self.look_at(center, zoom);
    }

    fn look_at(&mut self, center: Mercator, zoom: f64) {
        let (lon, lat) = Mercator {
            x: center.x.clamp(0.0, 1.0),
            y: center.y.clamp(0.0, 1.0),
        }
        .lon_lat();
        self.memory.center_at(lon_lat(lon, lat));
        // A zoom inside the limits is never refused.
        if zoom.is_finite()
            && self
                .memory
                .set_zoom(zoom.clamp(*ZOOM_LIMITS.start(), *ZOOM_LIMITS.end()))
                .is_err()
        {
            log::debug!("the zoom {zoom} was refused");
        }
    }

    pub(super) fn fit(&mut self, bounds: MercatorBounds) {
        self.wishes = vec![Wish::Fit(bounds)];
    }

    pub(super) fn fly_to_bounds(&mut self, bounds: MercatorBounds) {
        self.wishes.push(Wish::Fly(bounds));
    }

    /// Comes nearer until the bounds fill the map, by one and a half levels at least.
    pub(super) fn approach(&mut self, bounds: &MercatorBounds, rect: Rect) {
        let size = (f64::from(rect.width()), f64::from(rect.height()));
        let fitted = Viewport::fitting(bounds, size, Margins::all(FIT_MARGIN_PT), *ZOOM_LIMITS.end());
        self.fly_to(fitted.center, fitted.zoom.max(self.zoom() + 1.5));
    }

    pub(super) fn fly_to(&mut self, center: Mercator, zoom: f64) {
        self.wishes.push(Wish::FlyTo(center, zoom));
    }

    pub(super) fn zoom_by(&mut self, steps: f64) {
        self.wishes.push(Wish::ZoomBy(steps));
    }

    pub(super) fn pan_by(&mut self, shift_pt: Vec2) {
        self.wishes.push(Wish::PanBy(shift_pt));
    }

    /// Does what was wished for and moves a flight on. Says whether it is still moving.
    pub(super) fn advance(&mut self, ui: &egui::Ui, rect: Rect) -> bool {
        let now = ui.input(|input| input.time);
        let is_still = ui.style().animation_time <= 0.0;
        let size = (f64::from(rect.width()), f64::from(rect.height()));
        let fitted = |bounds: &MercatorBounds| {
            let view = Viewport::fitting(bounds, size, Margins::all(FIT_MARGIN_PT), CLOSEST_FIT);
            (view.center, view.zoom)
        };
        for wish in std::mem::take(&mut self.wishes) {
            let (target, flies) = match wish {
                Wish::Fit(bounds) => (fitted(&bounds), false),
                Wish::Fly(bounds) => (fitted(&bounds), true),
                Wish::FlyTo(center, zoom) => ((center, zoom), true),
                Wish::ZoomBy(steps) => {
                    let (center, zoom) = self.flight.map_or((self.center(), self.zoom()), |flight| flight.to);
                    ((center, zoom + steps), true)
                }
                Wish::PanBy(shift) => {
                    let view = self.viewport(rect.size());
                    let middle = [
                        view.width_pt / 2.0 + f64::from(shift.x),
                        view.height_pt / 2.0 + f64::from(shift.y),
                    ];
                    ((view.mercator_from_screen(middle), view.zoom), false)
                }
            };
            let to = (target.0, target.1.clamp(*ZOOM_LIMITS.start(), *ZOOM_LIMITS.end()));
            if flies && !is_still {
                self.flight = Some(Flight {
                    from: (self.center(), self.zoom()),
                    to,
                    started: now,
                });
            } else {
                self.set(to.0, to.1);
            }
        }
        self.snap(ui, now, is_still);
        let Some(flight) = self.flight else {
            return false;
        };
        let share = ((now - flight.started) / FLIGHT_SECONDS).clamp(0.0, 1.0);
        let (center, zoom) = flight.at(share);
        self.look_at(center, zoom);
        if share >= 1.0 {
            self.flight = None;
        }
        self.flight.is_some()
    }

    /// Goes on to the nearest whole zoom once nobody zooms any more.
    fn snap(&mut self, ui: &egui::Ui, now: f64, is_still: bool) {
        // Rather out than in, so that what was fitted stays in view.
        let (zoom, whole) = (self.zoom(), (self.zoom() - 0.25).round());
        if !self.snaps || self.flight.is_some() || (zoom - whole).abs() < 1e-6 {
            return;
        }
        if self.rest.0 != zoom {
            self.rest = (zoom, now);
        }
        if now - self.rest.1 < SNAP_SECONDS {
            ui.ctx().request_repaint_after_secs(narrow(SNAP_SECONDS));
        } else if is_still {
            self.set(self.center(), whole);
        } else {
            let to = (self.center(), whole);
            self.flight = Some(Flight {
                from: (self.center(), zoom),
                to,
                started: now,
            });
        }
    }

    /// Ends a flight because somebody took the map in hand.
    pub(super) fn land(&mut self) {
        self.flight = None;
    }

    /// Holds the view inside the world and the zoom inside its limits. What lay under the pointer stays there.
    pub(super) fn hold(&mut self, before: &Viewport, rect: Rect, pointer: Option<egui::Pos2>) {
        let (center, zoom) = (self.center(), self.zoom());
        let held_zoom = zoom.clamp(*ZOOM_LIMITS.start(), *ZOOM_LIMITS.end());
        let mut held = center;
        if (held_zoom - zoom).abs() > 1e-9 {
            let at = pointer.unwrap_or(rect.center()) - rect.min;
            let at = [f64::from(at.x), f64::from(at.y)];
            let anchor = before.mercator_from_screen(at);
            let after = Viewport {
                zoom: held_zoom,
                center: anchor,
                ..*before
            };
            let opposite = [after.width_pt - at[0], after.height_pt - at[1]];
            held = after.mercator_from_screen(opposite);
        }
        let world_pt = crate::figure::view::WORLD_AT_ZOOM_0_PT * held_zoom.exp2();
        let limit = |value: f64, side_pt: f64| {
            let half = (side_pt / 2.0 / world_pt).min(0.5);
            value.clamp(half, 1.0 - half)
        };
        held = Mercator {
            x: limit(held.x, before.width_pt),
            y: limit(held.y, before.height_pt),
        };
        let moved = (held.x - center.x).hypot(held.y - center.y) * world_pt;
        if moved > 0.01 || (held_zoom - zoom).abs() > 1e-9 {
            self.look_at(held, held_zoom);
        }
    }
}

impl Flight {
    /// The view at a share of the time: slow at both ends, with one point of the ground held still.
    fn at(&self, share: f64) -> (Mercator, f64) {
        let eased = share * share * (3.0 - 2.0 * share);
        let climb = self.to.1 - self.from.1;
        let zoom = self.from.1 + climb * eased;
        let way = if climb.abs() < 1e-6 {
            eased
        } else {
            (1.0 - (-climb * eased).exp2()) / (1.0 - (-climb).exp2())
        };
        let between = |from: f64, to: f64| from + (to - from) * way;
        let center = Mercator {
            x: between(self.from.0.x, self.to.0.x),
            y: between(self.from.0.y, self.to.0.y),
        };
        (center, zoom)
    }
}

/// A place of the view on the screen.
pub(super) fn screen(view: &Viewport, rect: Rect, place: Mercator) -> egui::Pos2 {
    let [x, y] = view.screen_from_mercator(place);
    rect.min + egui::vec2(narrow(x), narrow(y))
}
