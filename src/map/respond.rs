//! What the pointer and the keys do to the map: picking, clicks, keys of the focused map, buttons on it.
//!
//! What a click means is decided by the application; drawing round members is the business of `tools`.

use egui::{Key, Modifiers, Rect, Response, Ui, vec2};

use super::furniture::Command;
use super::pick::Pick;
use super::{MapResponse, MapView, layers, ties};
use crate::figure::mercator::MercatorBounds;
use crate::figure::view::Viewport;

/// How far an arrow key moves the map, in points.
const PAN_STEP_PT: f32 = 80.0;

impl MapView {
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

    /// What lies under the pointer and what was clicked; with the tie under the pointer as its place in the figure.
    pub(super) fn answer(&mut self, response: &Response, view: &Viewport, rect: Rect) -> (MapResponse, Option<usize>) {
        let is_busy = response.dragged() || self.tools.is_drawing();
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
            view_changed: self.last_view != Some(*view),
            pointer_lon_lat: pointer.map(|at| layers::ground_of(view, rect, Rect::from_min_max(at, at)).min.lon_lat()),
            rect,
            response: response.clone(),
        };
        let Some((shown, at)) = self.shown.clone().zip(pointer) else {
            return (answer, None);
        };
        let scene = shown.scene(view, rect);
        if let Some(crowd) = scene.crowd_at(at) {
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
        if response.clicked() {
            answer.clicked = answer.hovered;
            answer.clicked_tie = answer.hovered_tie;
            answer.clicked_empty = answer.hovered.is_none() && tie.is_none();
        }
        (answer, tie)
    }
}
