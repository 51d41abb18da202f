//! The map widget: land, regions, ties and members on the graphics card, names and plates above, gestures and picking.
//!
//! It knows a [`Figure`] and nothing of documents or selections: it answers what was pointed at, clicked and boxed, and the
//! application decides what that means. Building figures is the business of `figure`.

mod arcs;
mod arranged;
mod camera;
mod detail;
mod edited;
mod furniture;
mod gpu;
mod ground;
mod kept;
mod layers;
mod lit;
mod marks;
mod mesh;
mod names;
mod pen;
mod pick;
mod pipelines;
mod prepare;
mod respond;
mod rings;
mod surface;
mod ties;
pub mod tiles;
mod tools;
mod words;
mod worker;

use std::sync::Arc;

use eframe::egui_wgpu::RenderState;
use egui::{DragPanButtons, Pos2, Rect, Response, Role, Ui, WidgetInfo};

use crate::document::MemberId;
use crate::figure::credit::Credit;
use crate::figure::mercator::{Mercator, MercatorBounds};
use crate::figure::picture::{Figure, LegendClass};
use crate::figure::view::Viewport;
use crate::ui::focus::{self, Ring};
use camera::Camera;
use furniture::Plates;
use gpu::{DrawCall, Gpu};
use ground::{Ground, GroundStyle};
use kept::Kept;
use layers::Layers;
use pen::{Pens, Sheet};
use prepare::{NewBytes, Order, Prepared};
use tiles::{OnlineTiles, TileSource, TileState};
use tools::Tools;
use words::{WordsKey, light, ring};
use worker::{Done, Worker};

pub use camera::ZOOM_LIMITS;
pub use pen::{Drawn, Grip, Pen, Progress, Refusal};
pub use pick::Pick;
pub use tools::{SelectedGround, Tool};

/// What happened on the map in this frame.
#[derive(Clone, Debug)]
pub struct MapResponse {
    /// What lies under the pointer.
    pub hovered: Option<Pick>,
    /// The two members whose tie lies under the pointer, where no member does.
    pub hovered_tie: Option<[MemberId; 2]>,
    /// Where the symbol under the pointer has its middle, else the pointer itself.
    pub hovered_at: Option<Pos2>,
    /// What was clicked.
    pub clicked: Option<Pick>,
    /// The two members whose tie was clicked.
    pub clicked_tie: Option<[MemberId; 2]>,
    /// Whether a place without member or region was clicked.
    pub clicked_empty: bool,
    /// Whether Shift or the command key was held during the click or box: add instead of replace.
    pub is_adding: bool,
    /// The ground that a box or a lasso was drawn round.
    pub selected_ground: Option<SelectedGround>,
    /// What was drawn.
    pub drawn: Option<Drawn>,
    /// Where the buttons of the map stand, so that others are put beside them.
    pub controls: Rect,
    /// Whether the view differs from that of the last frame.
    pub view_changed: bool,
    /// Longitude and latitude under the pointer, in degrees.
    pub pointer_lon_lat: Option<(f64, f64)>,
    /// Where the map lies in the window, for hover cards and notices.
    pub rect: Rect,
    /// Egui's own answer, for focus and menus.
    pub response: Response,
}

/// The map with everything that it keeps between frames.
pub struct MapView {
    camera: Camera,
    gpu: Option<Gpu>,
    worker: Option<Worker>,
    ground: Ground,
    layers: Layers,
    shown: Option<Arc<Prepared>>,
    /// The revision and the zoom level that the thread prepares.
    asked: Option<(u64, u8)>,
    tools: Tools,
    pens: Pens,
    /// Whether a click is for its place, whatever ties and rings lie there.
    is_placing: bool,
    /// What others put over the map, where no name is written.
    plates: Vec<Rect>,
    highlight: Option<Pick>,
    /// The members of a tie that something else points at.
    highlighted_tie: Vec<MemberId>,
    flash: Option<LegendClass>,
    edited: edited::Edited,
    tiles: Option<OnlineTiles>,
    last_view: Option<Viewport>,
    /// Names and counts above the card.
    words: Kept<WordsKey>,
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
            asked: None,
            tools: Tools::default(),
            pens: Pens::default(),
            is_placing: false,
            plates: Vec::new(),
            highlight: None,
            highlighted_tie: Vec::new(),
            flash: None,
            edited: edited::Edited::default(),
            tiles: None,
            last_view: None,
            words: Kept::default(),
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

    /// Takes the tool for drawing round members, or lays it down; it lays itself down after one use.
    pub fn toggle_tool(&mut self, tool: Tool) {
        self.tools.toggle(tool);
    }

    /// Draws the tiles of a server over the built-in map, or none. Threads and connections are made with the first and end without.
    pub fn set_tiles(&mut self, ctx: &egui::Context, source: Option<&TileSource>) {
        match source {
            None => self.tiles = None,
            Some(source) if self.tiles.as_ref().is_some_and(|tiles| tiles.source() == source) => {}
            Some(source) => self.tiles = Some(OnlineTiles::start(ctx, source)),
        }
        self.camera.snaps = self.tiles.is_some();
    }

    /// What the server of tiles does; `None` while no tiles are wanted.
    #[must_use]
    pub fn tile_state(&self) -> Option<TileState> {
        self.tiles.as_ref().map(OnlineTiles::state)
    }

    /// How often geometry was sent to the card so far.
    #[must_use]
    pub fn geometry_uploads(&self) -> u64 {
        self.gpu.as_ref().map_or(0, |gpu| gpu.sent().0)
    }

    /// How many bytes of geometry were sent to the card so far.
    #[must_use]
    pub fn geometry_bytes(&self) -> u64 {
        self.gpu.as_ref().map_or(0, |gpu| gpu.sent().1)
    }

    /// How often room was looked for names so far; it stays the same while the picture and the view do.
    #[must_use]
    pub fn names_laid_out(&self) -> u64 {
        self.words.made()
    }

    /// Whether members are drawn as rings.
    #[must_use]
    pub fn shows_rings(&self) -> bool {
        let shown = self.shown.as_ref();
        shown.is_some_and(|shown| !shown.arranged.arrangement.crowds.is_empty())
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
        if self.camera.advance(ui, rect) {
            ui.ctx().request_repaint();
        }
        let before = self.camera.viewport(rect.size());
        let shown = self.shown.clone();
        let scene = shown.as_ref().map(|shown| (shown.scene(&before, rect), &shown.index));
        let sheet = scene.as_ref().map(|(scene, index)| Sheet { scene, index });
        let tool = self.tools.in_hand(ui).filter(|_| !self.pens.is_in_hand());
        let holds = self.pens.holds(ui, sheet.as_ref().filter(|_| tool.is_none()));
        let pans = if tool.is_some() || holds {
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
        self.take_over(figure, revision);
        if response.clicked() || response.drag_started() {
            response.request_focus();
        }
        self.keys(ui, &response);
        let label = respond::label_of(figure);
        response.widget_info(|| WidgetInfo::labeled(Role::Canvas, ui.is_enabled(), &label));
        self.show(ui, &response, rect, tool)
    }

    /// Takes over what the threads have ready, and sees to it that the figure is prepared for the zoom.
    fn take_over(&mut self, figure: &Arc<Figure>, revision: u64) {
        let ready = self.worker.as_mut().map(Worker::take);
        for done in ready.into_iter().flatten() {
            let Some(gpu) = &self.gpu else {
                continue;
            };
            match done {
                Done::Tile(address, mesh) => self.ground.put(gpu, address, &mesh),
                Done::Regions(job, mesh) => {
                    let shown = self.shown.as_ref().map_or(figure, |shown| &shown.figure);
                    self.layers.put_regions(gpu, job, *mesh, shown);
                }
                Done::Marks(prepared) => {
                    let (prepared, bytes) = *prepared;
                    // An order that was overtaken is dropped: a later one is on its way.
                    if self.asked == Some((prepared.revision, prepared.zoom_level)) {
                        self.put(prepared, &bytes);
                    }
                }
            }
        }
        let wanted = (revision, zoom_level(self.camera.zoom()));
        let is_shown = self
            .shown
            .as_ref()
            .is_some_and(|shown| (shown.revision, shown.zoom_level) == wanted);
        if is_shown || self.asked == Some(wanted) {
            return;
        }
        let order = Order {
            figure: Arc::clone(figure),
            revision,
            zoom_level: wanted.1,
            before: self.shown.clone(),
        };
        match &mut self.worker {
            Some(worker) if !order.is_light() => {
                self.asked = Some(wanted);
                worker.ask_marks(order);
            }
            _ => {
                let (prepared, bytes) = order.carry_out();
                self.put(prepared, &bytes);
            }
        }
    }

    fn put(&mut self, prepared: Prepared, bytes: &NewBytes) {
        if let Some(gpu) = &self.gpu {
            self.layers.change(gpu, &prepared, bytes);
        }
        self.asked = None;
        self.shown = Some(Arc::new(prepared));
    }

    /// Draws everything and answers what the pointer did.
    fn show(&mut self, ui: &mut Ui, response: &Response, rect: Rect, tool: Option<Tool>) -> MapResponse {
        let view = self.camera.viewport(rect.size());
        let mut ui = ui.new_child(egui::UiBuilder::new().max_rect(rect));
        ui.set_clip_rect(rect.intersect(ui.clip_rect()));
        let selected = self.tools.follow(&ui, response, &view, tool);
        let drawn = self.draw_by_hand(&ui, response, (&view, rect));
        let (mut answer, tie) = self.answer(response, &view, rect);
        answer.selected_ground = selected;
        answer.drawn = drawn;
        answer.is_adding = ui.input(|input| input.modifiers.shift || input.modifiers.command);
        let lit = answer.hovered.or(self.highlight);
        self.draw(&ui, &view, rect, lit);
        if tool.is_some() {
            ui.ctx().set_cursor_icon(egui::CursorIcon::Crosshair);
        } else if answer.hovered.is_some() || tie.is_some() {
            ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
        }
        let command = self.shown.clone().and_then(|shown| {
            let credits = &self.credits(&shown.figure);
            let plates = Plates::lay_out(ui.painter(), credits, &view, rect);
            let ties = tie
                .into_iter()
                .chain(ties::between(&shown.figure, &self.highlighted_tie));
            let scene = shown.scene(&view, rect);
            light(ui.painter(), &scene, ties);
            let members = self.highlighted_tie.iter().copied().map(Pick::Member);
            self.edited.paint(ui.painter(), &scene);
            ring(ui.painter(), &scene, members.chain(lit));
            surface::paint_centers(ui.painter(), &scene);
            let reserved = plates.rects().into_iter().chain(self.plates.iter().copied()).collect();
            self.write_words(ui.painter(), &shown, (&view, rect), reserved);
            answer.controls = plates.controls();
            self.paint_drawing(&ui, response, (&scene, &shown.index));
            plates.show(&mut ui, credits, (self.tools.chosen(), self.tile_state()))
        });
        self.tools.paint(&ui);
        focus::ring(&ui, &answer.response, rect, Ring::Inside);
        if let Some(command) = command {
            self.obey(command);
            ui.ctx().request_repaint();
        }
        self.last_view = Some(view);
        answer
    }

    /// Who made what is drawn: with tiles their makers too.
    fn credits(&self, figure: &Figure) -> Vec<Credit> {
        let tiles = self
            .tiles
            .as_ref()
            .filter(|_| figure.shows_basemap)
            .map(|_| OnlineTiles::credit());
        figure.attribution.iter().cloned().chain(tiles).collect()
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
        self.layers.flash(gpu, &shown.figure, self.flash);
        self.layers.refine(worker, view.zoom);
        let layers = self.layers.calls(&shown.figure, view, hovered);
        let mut calls: Vec<DrawCall> = Vec::new();
        let paint = |calls: Vec<DrawCall>| ui.painter().add(gpu.paint(rect, ui.ctx().pixels_per_point(), calls));
        if shown.figure.shows_basemap {
            let style = GroundStyle {
                palette,
                shows_towns: shown.figure.choropleth.is_none(),
            };
            let ground = self.ground.calls(worker, view, rect, style);
            calls.extend(ground.below);
            if let Some(tiles) = &mut self.tiles {
                // The built-in map shows wherever a tile is missing.
                calls.extend(ground.water);
                calls.extend(ground.borders);
                paint(std::mem::take(&mut calls));
                tiles.draw(ui.painter(), view, rect);
                calls.extend(layers.choropleth);
                calls.extend(layers.surface);
            } else {
                calls.extend(layers.choropleth);
                calls.extend(ground.water);
                calls.extend(layers.surface);
                calls.extend(ground.borders);
            }
        } else {
            calls.extend(layers.choropleth);
            calls.extend(layers.surface);
        }
        calls.extend(layers.above);
        paint(calls);
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a zoom is held between 0 and 24 first"
)]
fn zoom_level(zoom: f64) -> u8 {
    zoom.clamp(0.0, 24.0).floor() as u8
}
