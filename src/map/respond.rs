//! What the pointer and the keys do to the map: picking, clicks, keys of the focused map, buttons on it.
//!
//! What a click means is decided by the application; drawing round members is the business of `tools`.

use egui::{Key, Modifiers, Rect, Response, Ui, vec2};

use super::furniture::Command;
use super::pen::{Drawn, Grip, Pen, Progress, Sheet, hand_km};
use super::pick::{Pick, RegionIndex, Scene};
use super::{MapResponse, MapView, layers, ties};
use crate::figure::mercator::MercatorBounds;
use crate::figure::picture::Figure;
use crate::figure::view::Viewport;
use crate::messages::text_with;

/// How far an arrow key moves the map, in points.
const PAN_STEP_PT: f32 = 80.0;

impl MapView {
    /// Takes a pen, or lays it down with [`Pen::None`]; it lays itself down after one drawing.
    pub fn take_pen(&mut self, pen: Pen) {
        self.pens.take(pen);
    }

    /// From now on a click is for its place, and ties and rings of members that lie there are not in its way; or no more.
    pub fn set_placing(&mut self, is_placing: bool) {
        self.is_placing = is_placing;
    }

    /// Lets one member be dragged to another place, or none.
    pub fn set_grip(&mut self, grip: Option<Grip>) {
        self.pens.set_grip(grip);
    }

    /// How far a drawing has come.
    #[must_use]
    pub fn progress(&self) -> Progress {
        self.pens.progress()
    }

    /// How far off a hand is that points at a place of the map, in kilometers.
    #[must_use]
    pub fn hand_km(&self) -> f64 {
        self.last_view.map_or(0.0, |view| hand_km(&view))
    }

    /// Keeps names off what others put over the map.
    pub fn keep_off(&mut self, plates: Vec<Rect>) {
        self.plates = plates;
    }

    /// The keys of the focused map.
    pub(super) fn keys(&mut self, ui: &Ui, response: &Response) {
        if !response.has_focus() {
            return;
        }
        let filter = egui::EventFilter {
            horizontal_arrows: true,
            vertical_arrows: true,
            ..Default::default()
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
        let pressed = |key: Key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let arrows = [
            (Key::ArrowLeft, vec2(-PAN_STEP_PT, 0.0)),
            (Key::ArrowRight, vec2(PAN_STEP_PT, 0.0)),
            (Key::ArrowUp, vec2(0.0, -PAN_STEP_PT)),
            (Key::ArrowDown, vec2(0.0, PAN_STEP_PT)),
        ];
        let mut is_moved = false;
        for (_, shift) in arrows.into_iter().filter(|(key, _)| pressed(*key)) {
            self.camera.pan_by(shift);
            is_moved = true;
        }
        let shifted_plus = ui.input_mut(|input| input.consume_key(Modifiers::SHIFT, Key::Plus));
        if pressed(Key::Plus) || pressed(Key::Equals) || shifted_plus {
            self.camera.zoom_by(1.0);
            is_moved = true;
        }
        if pressed(Key::Minus) {
            self.camera.zoom_by(-1.0);
            is_moved = true;
        }
        if pressed(Key::Home) {
            self.fit_data();
            is_moved = true;
        }
        if is_moved {
            ui.ctx().request_repaint();
        }
    }

    fn fit_data(&mut self) {
        if let Some(bounds) = self.shown.as_ref().and_then(|shown| shown.figure.data_bounds) {
            self.camera.fly_to_bounds(bounds);
        }
    }

    /// Does what a button on the map asked for.
    pub(super) fn obey(&mut self, command: Command) {
        match command {
            Command::ZoomIn => self.camera.zoom_by(1.0),
            Command::ZoomOut => self.camera.zoom_by(-1.0),
            Command::Fit => self.fit_data(),
            Command::Take(tool) => self.tools.toggle(tool),
        }
    }

    /// Follows the pen in hand; gives what was drawn.
    pub(super) fn draw_by_hand(
        &mut self,
        ui: &Ui,
        response: &Response,
        (view, rect): (&Viewport, Rect),
    ) -> Option<Drawn> {
        let shown = self.shown.clone()?;
        let scene = shown.scene(view, rect);
        let sheet = Sheet {
            scene: &scene,
            index: &shown.index,
        };
        self.pens.follow(ui, response, &sheet)
    }

    /// Paints what is being drawn, and turns the pointer into what goes with it.
    pub(super) fn paint_drawing(&self, ui: &Ui, response: &Response, (scene, index): (&Scene<'_>, &RegionIndex)) {
        let cursor = self.pens.paint(ui, &Sheet { scene, index });
        if let Some(cursor) = cursor.filter(|_| response.contains_pointer()) {
            ui.ctx().set_cursor_icon(cursor);
        }
    }

    /// What lies under the pointer and what was clicked; with the tie under the pointer as its place in the figure.
    pub(super) fn answer(&mut self, response: &Response, view: &Viewport, rect: Rect) -> (MapResponse, Option<usize>) {
        let is_busy = response.dragged() || self.tools.is_drawing();
        let is_clicked = response.clicked() && !self.pens.is_in_hand();
        let pointer = response.hover_pos().filter(|_| !is_busy);
        let mut answer = MapResponse {
            hovered: None,
            hovered_tie: None,
            hovered_at: pointer,
            clicked: None,
            clicked_tie: None,
            clicked_empty: false,
            is_adding: false,
            selected_ground: None,
            drawn: None,
            controls: Rect::NOTHING,
            view_changed: self.last_view != Some(*view),
            pointer_lon_lat: pointer.map(|at| layers::ground_of(view, rect, Rect::from_min_max(at, at)).min.lon_lat()),
            rect,
            response: response.clone(),
        };
        let Some((shown, at)) = self.shown.clone().zip(pointer) else {
            return (answer, None);
        };
        if self.pens.progress().pen == Pen::Outline {
            // Corners are set wherever the pointer is, whatever lies there.
            return (answer, None);
        }
        let scene = shown.scene(view, rect);
        if let Some(crowd) = scene.crowd_at(at).filter(|_| !self.is_placing) {
            if response.clicked() {
                let members = crowd
                    .members
                    .iter()
                    .filter_map(|member| shown.figure.members.get(*member));
                if let Some(bounds) = MercatorBounds::around(members.map(|mark| mark.position)) {
                    self.camera.approach(&bounds, rect);
                }
                response.ctx.request_repaint();
            }
            return (answer, None);
        }
        answer.hovered = scene.pick(&shown.index, at);
        let tie = match answer.hovered {
            // While a tie or an outline is drawn other ties are only in the way.
            _ if self.pens.is_in_hand() || self.is_placing => None,
            Some(Pick::Member(member)) => {
                answer.hovered_at = scene.member(member).map(|(middle, _)| middle);
                None
            }
            _ => ties::at(&scene, at),
        };
        if let Some(mark) = tie.and_then(|tie| shown.figure.links.get(tie)) {
            // A curve lies over the regions, so it is what is pointed at.
            answer.hovered = None;
            answer.hovered_tie = Some(mark.members);
        }
        if is_clicked {
            answer.clicked = answer.hovered;
            answer.clicked_tie = answer.hovered_tie;
            answer.clicked_empty = answer.hovered.is_none() && tie.is_none();
        }
        (answer, tie)
    }
}

/// What a screen reader says of the map.
pub(super) fn label_of(figure: &Figure) -> String {
    text_with(
        "map-label",
        &[
            ("members", figure.members.len().into()),
            ("links", figure.links.len().into()),
            ("regions", figure.regions.len().into()),
        ],
    )
}
