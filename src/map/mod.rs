//! The map widget: land, regions, ties and members on the graphics card, names and plates above, gestures and picking.
//!
//! It knows a [`Figure`] and nothing of documents or selections: it answers what was pointed at, clicked and boxed, and the
//! application decides what that means. Building figures is the business of `figure`.

mod camera;
mod furniture;
mod gpu;
mod ground;
mod layers;
mod mesh;
mod names;
mod pick;
mod pipelines;
mod rings;
mod worker;

use std::sync::Arc;

use eframe::egui_wgpu::RenderState;
use egui::{DragPanButtons, Key, Modifiers, Pos2, Rect, Response, Role, Stroke, StrokeKind, Ui, WidgetInfo, vec2};

use crate::figure::crowd::Arrangement;
use crate::figure::mercator::{Mercator, MercatorBounds};
use crate::figure::picture::Figure;
use crate::figure::view::Viewport;
use crate::messages;
use crate::ui::Theme;
use crate::ui::focus::{self, Ring};
use camera::Camera;
use furniture::{Command, Plates};
use gpu::{DrawCall, Gpu};
use ground::{Ground, GroundStyle};
use layers::Layers;
use pick::{RegionIndex, Scene};
use worker::{Done, Worker};

pub use camera::ZOOM_LIMITS;
pub use pick::Pick;

/// How far an arrow key moves the map, in points.
const PAN_STEP_PT: f32 = 80.0;

/// What happened on the map in this frame.
#[derive(Clone, Debug)]
pub struct MapResponse {
    /// What lies under the pointer.
    pub hovered: Option<Pick>,
    /// What was clicked.
    pub clicked: Option<Pick>,
    /// Whether a place without member or region was clicked.
    pub clicked_empty: bool,
    /// Whether Shift or the command key was held during the click or box: add instead of replace.
    pub is_adding: bool,
    /// The ground that was drawn a box over.
    pub box_selected: Option<MercatorBounds>,
    /// Whether the view differs from that of the last frame.
    pub view_changed: bool,
    /// Longitude and latitude under the pointer, in degrees.
    pub pointer_lon_lat: Option<(f64, f64)>,
    /// Where the map lies in the window, for hover cards and notices.
    pub rect: Rect,
    /// Egui's own answer, for focus and menus.
    pub response: Response,
}

/// The figure that was shown last, with what was worked out for it.
struct Shown {
    figure: Arc<Figure>,
    revision: u64,
    index: RegionIndex,
    arrangement: Arrangement,
    zoom_level: u8,
}

/// The map with everything that it keeps between frames.
pub struct MapView {
    camera: Camera,
    gpu: Option<Gpu>,
    worker: Option<Worker>,
    ground: Ground,
    layers: Layers,
    shown: Option<Shown>,
    selects_box: bool,
    box_start: Option<Pos2>,
    highlight: Option<Pick>,
    last_view: Option<Viewport>,
}

impl MapView {
    /// A map for a window. Without a render state nothing is drawn on the card, but names, rings and gestures work.
    #[must_use]
    pub fn new(render_state: Option<&RenderState>) -> Self {
        Self {
            camera: Camera::new(),
            gpu: render_state.map(Gpu::new),
            worker: None,
            ground: Ground::default(),
            layers: Layers::default(),
            shown: None,
            selects_box: false,
            box_start: None,
            highlight: None,
            last_view: None,
        }
    }

    /// Longitude and latitude of the middle in degrees, and the zoom.
    #[must_use]
    pub fn view(&self) -> (f64, f64, f64) {
        let (lon, lat) = self.camera.center().lon_lat();
        (lon, lat, self.camera.zoom())
    }

    /// Looks somewhere at once; the zoom is held inside [`ZOOM_LIMITS`].
    pub fn set_view(&mut self, lon_deg: f64, lat_deg: f64, zoom: f64) {
        self.camera.set(Mercator::from_lon_lat(lon_deg, lat_deg), zoom);
    }

    /// Shows all of the bounds at once, from the next frame on.
    pub fn fit(&mut self, bounds: MercatorBounds) {
        self.camera.fit(bounds);
    }

    /// Moves to where all of the bounds are seen.
    pub fn fly_to_bounds(&mut self, bounds: MercatorBounds) {
        self.camera.fly_to_bounds(bounds);
    }

    /// Moves to a place.
    pub fn fly_to(&mut self, lon_deg: f64, lat_deg: f64, zoom: f64) {
        self.camera.fly_to(Mercator::from_lon_lat(lon_deg, lat_deg), zoom);
    }

    /// Moves in (or out, where negative) by zoom levels.
    pub fn zoom_by(&mut self, levels: f64) {
        self.camera.zoom_by(levels);
    }

    /// Rings a member or region because something else points at it, such as a row of a list.
    pub fn set_highlight(&mut self, highlight: Option<Pick>) {
        self.highlight = highlight;
    }

    /// Turns the drawing of a box on or off; it turns itself off after one box.
    pub fn select_box(&mut self, is_on: bool) {
        self.selects_box = is_on;
    }

    /// Whether geometry is still being worked out.
    #[must_use]
    pub fn is_loading(&self) -> bool {
        self.worker.as_ref().is_some_and(Worker::is_busy)
    }

    /// Shows the map in all of the room that is left. The revision must differ whenever the figure does.
    pub fn ui(&mut self, ui: &mut Ui, figure: &Arc<Figure>, revision: u64) -> MapResponse {
        let rect = ui.available_rect_before_wrap();
        if self.worker.is_none() && self.gpu.is_some() {
            self.worker = Worker::start(ui.ctx());
        }
        self.take_over(figure, revision);
        if self.camera.advance(ui, rect) {
            ui.ctx().request_repaint();
        }
        let before = self.camera.viewport(rect.size());
        let boxes = self.selects_box || ui.input(|input| input.modifiers.shift) || self.box_start.is_some();
        let pans = if boxes {
            DragPanButtons::empty()
        } else {
            DragPanButtons::PRIMARY | DragPanButtons::MIDDLE
        };
        let home = walkers::lon_lat(0.0, 0.0);
        let map = walkers::Map::new(None, &mut self.camera.memory, home);
        let response = map
            .zoom_with_ctrl(false)
            .drag_pan_buttons(pans)
            .show(ui, |_, _, _, _| ())
            .response;
        if response.dragged() || response.changed() {
            self.camera.land();
        }
        self.camera.hold(&before, rect, response.hover_pos());
        if response.clicked() || response.drag_started() {
            response.request_focus();
        }
        self.keys(ui, &response);
        let label = label_of(figure);
        response.widget_info(|| WidgetInfo::labeled(Role::Canvas, ui.is_enabled(), &label));
        self.show(ui, &response, rect, boxes)
    }

    /// Takes over a figure that changed, and what the thread has ready.
    fn take_over(&mut self, figure: &Arc<Figure>, revision: u64) {
        let level = zoom_level(self.camera.zoom());
        let is_new = self.shown.as_ref().is_none_or(|shown| shown.revision != revision);
        if is_new {
            self.shown = Some(Shown {
                figure: Arc::clone(figure),
                revision,
                index: RegionIndex::of(figure),
                arrangement: rings::arrange(figure, level),
                zoom_level: level,
            });
            if let (Some(gpu), Some(worker)) = (&self.gpu, &mut self.worker) {
                self.layers.change(gpu, worker, figure);
            }
        }
        let Some(gpu) = &self.gpu else {
            return;
        };
        if let (true, Some(shown)) = (is_new, &self.shown) {
            self.layers.arrange(gpu, figure, &shown.arrangement);
        }
        for done in self.worker.iter_mut().flat_map(Worker::take) {
            match done {
                Done::Tile(address, mesh) => self.ground.put(gpu, address, &mesh),
                Done::Regions(number, mesh) => self.layers.put_regions(gpu, number, &mesh, figure),
            }
        }
    }

    /// Arranges the members anew where the zoom has come to another whole level.
    fn arrange(&mut self) {
        let level = zoom_level(self.camera.zoom());
        if let Some(shown) = self.shown.as_mut().filter(|shown| shown.zoom_level != level) {
            shown.arrangement = rings::arrange(&shown.figure, level);
            shown.zoom_level = level;
            if let Some(gpu) = &self.gpu {
                self.layers.arrange(gpu, &shown.figure, &shown.arrangement);
            }
        }
    }

    fn keys(&mut self, ui: &Ui, response: &Response) {
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

    /// Draws everything and answers what the pointer did.
    fn show(&mut self, ui: &mut Ui, response: &Response, rect: Rect, boxes: bool) -> MapResponse {
        self.arrange();
        let view = self.camera.viewport(rect.size());
        let mut ui = ui.new_child(egui::UiBuilder::new().max_rect(rect));
        ui.set_clip_rect(rect.intersect(ui.clip_rect()));
        let boxed = self.drag_box(&ui, response, boxes);
        let mut answer = self.answer(response, &view, rect, boxed);
        answer.is_adding = ui.input(|input| input.modifiers.shift || input.modifiers.command);
        let lit = answer.hovered.or(self.highlight);
        self.draw(&ui, &view, rect, lit);
        if answer.hovered.is_some() {
            ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
        }
        let command = self.shown.as_ref().and_then(|shown| {
            let scene = Scene {
                figure: &shown.figure,
                arrangement: &shown.arrangement,
                view: &view,
                rect,
            };
            let plates = Plates::lay_out(ui.painter(), &shown.figure, &view, rect);
            paint_above(ui.painter(), &scene, lit, &plates);
            plates.show(&mut ui, self.selects_box)
        });
        self.paint_box(&ui);
        focus::ring(&ui, &answer.response, rect, Ring::Inside);
        if let Some(command) = command {
            self.obey(command);
            ui.ctx().request_repaint();
        }
        self.last_view = Some(view);
        answer
    }

    fn obey(&mut self, command: Command) {
        match command {
            Command::ZoomIn => self.camera.zoom_by(1.0),
            Command::ZoomOut => self.camera.zoom_by(-1.0),
            Command::Fit => self.fit_data(),
            Command::SelectBox => self.selects_box = !self.selects_box,
        }
    }

    /// Draws what lies on the card.
    fn draw(&mut self, ui: &Ui, view: &Viewport, rect: Rect, lit: Option<Pick>) {
        let (Some(shown), Some(gpu), Some(worker)) = (&self.shown, &self.gpu, &mut self.worker) else {
            return;
        };
        let palette = shown.figure.theme.palette();
        ui.painter().rect_filled(rect, 0.0, rings::ink(palette.water));
        let hovered = match lit {
            Some(Pick::Region(region)) => Some(region),
            _ => None,
        };
        let layers = self.layers.calls(&shown.figure, view, hovered);
        let mut calls: Vec<DrawCall> = Vec::new();
        if shown.figure.shows_basemap {
            let style = GroundStyle {
                palette,
                shows_towns: shown.figure.choropleth.is_none(),
            };
            let ground = self.ground.calls(worker, view, rect, style);
            calls.extend(ground.below);
            calls.extend(layers.choropleth);
            calls.extend(ground.water);
            calls.extend(ground.borders);
        } else {
            calls.extend(layers.choropleth);
        }
        calls.extend(layers.above);
        ui.painter().add(gpu.paint(rect, ui.ctx().pixels_per_point(), calls));
    }

    fn answer(
        &mut self,
        response: &Response,
        view: &Viewport,
        rect: Rect,
        boxed: Option<MercatorBounds>,
    ) -> MapResponse {
        let pointer = response.hover_pos().filter(|_| !response.dragged());
        let mut answer = MapResponse {
            hovered: None,
            clicked: None,
            clicked_empty: false,
            is_adding: false,
            box_selected: boxed,
            view_changed: self.last_view != Some(*view),
            pointer_lon_lat: pointer.map(|at| layers::ground_of(view, rect, Rect::from_min_max(at, at)).min.lon_lat()),
            rect,
            response: response.clone(),
        };
        let Some((shown, at)) = self.shown.as_ref().zip(pointer) else {
            return answer;
        };
        let scene = Scene {
            figure: &shown.figure,
            arrangement: &shown.arrangement,
            view,
            rect,
        };
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
            return answer;
        }
        answer.hovered = scene.pick(&shown.index, at);
        if response.clicked() {
            answer.clicked = answer.hovered;
            answer.clicked_empty = answer.hovered.is_none();
        }
        answer
    }

    /// Follows a drag that draws a box; gives its ground when it ends.
    fn drag_box(&mut self, ui: &Ui, response: &Response, boxes: bool) -> Option<MercatorBounds> {
        if ui.input(|input| input.key_pressed(Key::Escape)) {
            self.box_start = None;
            self.selects_box = false;
        }
        if boxes && response.drag_started_by(egui::PointerButton::Primary) {
            self.box_start = ui.input(|input| input.pointer.press_origin());
        }
        if !response.drag_stopped() {
            return None;
        }
        let start = self.box_start.take()?;
        self.selects_box = false;
        let end = ui.input(|input| input.pointer.latest_pos())?;
        let view = self.camera.viewport(response.rect.size());
        let area = Rect::from_two_pos(start, end).intersect(response.rect);
        (area.width() > 3.0 && area.height() > 3.0).then(|| layers::ground_of(&view, response.rect, area))
    }

    fn paint_box(&self, ui: &Ui) {
        let Some((start, end)) = self.box_start.zip(ui.input(|input| input.pointer.latest_pos())) else {
            return;
        };
        let theme = Theme::of(ui.ctx());
        let area = Rect::from_two_pos(start, end);
        ui.painter().rect_filled(area, 0.0, theme.accent.gamma_multiply(0.12));
        ui.painter()
            .rect_stroke(area, 0.0, Stroke::new(1.5, theme.accent), StrokeKind::Inside);
    }
}

/// Paints rings, the ring of what is pointed at, and names.
fn paint_above(painter: &egui::Painter, scene: &Scene<'_>, lit: Option<Pick>, plates: &Plates) {
    rings::paint(painter, scene);
    if let Some(Pick::Member(member)) = lit
        && let Some((at, radius)) = scene.member(member)
    {
        let theme = Theme::of(painter.ctx());
        painter.circle_stroke(at, radius + 4.0, Stroke::new(4.0, theme.halo));
        painter.circle_stroke(at, radius + 4.0, Stroke::new(2.0, theme.accent));
    }
    names::paint(painter, scene, &plates.rects());
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a zoom is held between 0 and 24 first"
)]
fn zoom_level(zoom: f64) -> u8 {
    zoom.clamp(0.0, 24.0).floor() as u8
}

/// What a screen reader says of the map.
fn label_of(figure: &Figure) -> String {
    messages::text_with(
        "map-label",
        &[
            ("members", figure.members.len().into()),
            ("links", figure.links.len().into()),
            ("regions", figure.regions.len().into()),
        ],
    )
}
