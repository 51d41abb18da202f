//! The window: bars, panels and map around one session, and everything that a person asks for carried out in one place.
//!
//! Panels and map ask by commands, which are carried out after the frame; slow work is done by threads (`work`), whose
//! answers are taken in `logic`. It computes nothing about clusters and draws nothing of the map itself.

mod apart;
mod carry_out;
mod center;
mod changes;
mod checking;
pub mod commands;
mod dialogs;
mod drawing;
mod duplicates;
mod editing;
mod gathering;
pub mod instance;
mod jobs;
mod layout;
mod leave;
mod new_member;
mod new_region;
mod owed;
mod pens;
mod preferences;
mod recovered;
mod run;
mod safety;
pub mod samples;
mod saving;
mod search;
pub mod settings;
mod side;
mod start;
mod status;
mod top_bar;
mod values;
pub mod work;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::{CentralPanel, Context, Frame, Margin, Panel as SidePanel, Rect, Ui, pos2};

use crate::map::MapView;
use crate::map::tiles::TileSource;
use crate::session::Session;
use crate::session::advance::Advance;
use crate::session::command::{Command, Panel};
use crate::session::recovery::Orphan;
use crate::session::state::Target;
use crate::session::storage::FileIdentity;
use crate::ui::style;
use crate::ui::toast::Toasts;
use crate::ui::{Theme, overlay};
use dialogs::Modal;
use leave::Next;
use settings::Settings;
use work::{Origin, Workers};

pub use run::run;

/// How long a year is shown while the years play, in seconds.
const SECONDS_A_YEAR: f64 = 0.9;

/// A file that is being opened.
struct Opening {
    number: u64,
    name: String,
    path: Option<PathBuf>,
    advance: Arc<Advance>,
    /// The document that was open when this was asked for, and how often it had been changed.
    asked_at: (u64, Option<u64>),
}

/// The window with everything that it keeps between frames.
#[expect(
    clippy::struct_excessive_bools,
    reason = "Each says one thing of the open file or of the window that holds beside all others."
)]
pub struct AtlasApp {
    session: Option<Session>,
    /// Counts up with every document that is opened or closed.
    document_number: u64,
    picture: Option<center::Picture>,
    assembly: center::Assembly,
    /// Whether the map shows all of the next picture.
    fits_picture: bool,
    map: MapView,
    map_rect: Option<Rect>,
    /// Whether the left and the right panel are shown.
    shown_panes: (bool, bool),
    map_hover: Option<Target>,
    pointer_lon_lat: Option<(f64, f64)>,
    hovering: center::Hovering,
    tile_source: Option<TileSource>,
    asked: Vec<Command>,
    panel: Panel,
    panels: side::PanelStates,
    search: search::SearchState,
    start: start::StartState,
    settings: Settings,
    /// The settings as they were written last.
    saved_settings: Settings,
    settings_place: Option<PathBuf>,
    workers: Workers,
    opening: Option<Opening>,
    last_opening: u64,
    background: checking::Background,
    is_choosing: bool,
    busy: Option<String>,
    modal: Modal,
    toasts: Toasts,
    next_year_at: Option<f64>,
    /// What the open file was when it was read or saved last.
    identity: Option<FileIdentity>,
    was_saved: bool,
    is_software_rendered: bool,
    /// Copies of unsaved changes, the claim on the open file, earlier versions.
    safety: safety::Safety,
    /// What a crash left and was not dealt with yet.
    orphans: Vec<Orphan>,
    /// Whether the document came from a copy that a crash left and was not saved since.
    is_recovered: bool,
    /// The save that is under way.
    saving: Option<saving::Saving>,
    /// The notice whose action undoes.
    undo_toast: Option<u64>,
    /// Whether the open file may not be written.
    is_read_only: bool,
    /// What comes after the save that is under way.
    after_save: Option<Next>,
    /// Whether the window may close without asking.
    is_quitting: bool,
    /// What the next click on the map is for: a new member, or the place of this one.
    placing: Option<editing::Placing>,
    /// Since when a part of concentration is worked out, in seconds.
    gathering_since: Option<f64>,
}

fn is_cpu(state: &eframe::egui_wgpu::RenderState) -> bool {
    state.adapter.get_info().device_type == eframe::wgpu::DeviceType::Cpu
}

impl AtlasApp {
    /// A window that opens what it is given. Settings are kept in `settings_place`; `None` forgets them.
    #[must_use]
    pub fn new(context: &eframe::CreationContext<'_>, settings_place: Option<PathBuf>, origin: Option<Origin>) -> Self {
        let ctx = &context.egui_ctx;
        let loaded = settings_place.as_deref().map(Settings::load).unwrap_or_default();
        let settings = loaded.settings;
        style::install(ctx);
        style::apply(ctx, settings.theme, settings.motion);
        ctx.set_zoom_factor(settings.scale.factor());
        // The interface has its own steps of size, which are remembered.
        ctx.options_mut(|options| options.zoom_with_keyboard = false);
        let render_state = context.wgpu_render_state.as_ref();
        let workers = Workers::new(ctx);
        let data_folder = settings_place.as_deref().and_then(Path::parent).map(Path::to_path_buf);
        if let Some(folder) = &data_folder {
            workers.list_orphans(folder.clone());
        }
        let mut app = Self {
            session: None,
            document_number: 0,
            picture: None,
            assembly: center::Assembly::new(ctx),
            fits_picture: false,
            map: MapView::new(render_state),
            map_rect: None,
            shown_panes: (true, true),
            map_hover: None,
            pointer_lon_lat: None,
            hovering: center::Hovering::default(),
            tile_source: None,
            asked: Vec::new(),
            panel: settings.panel,
            panels: side::PanelStates::default(),
            search: search::SearchState::default(),
            start: start::StartState::default(),
            saved_settings: settings.clone(),
            settings,
            settings_place,
            safety: safety::Safety::new(data_folder, &workers),
            workers,
            opening: None,
            last_opening: 0,
            background: checking::Background::default(),
            is_choosing: false,
            busy: None,
            modal: Modal::None,
            toasts: Toasts::default(),
            next_year_at: None,
            identity: None,
            was_saved: false,
            is_software_rendered: render_state.is_some_and(is_cpu),
            orphans: Vec::new(),
            is_recovered: false,
            saving: None,
            undo_toast: None,
            is_read_only: false,
            after_save: None,
            is_quitting: false,
            placing: None,
            gathering_since: None,
        };
        if let Some(trouble) = loaded.trouble {
            app.toasts
                .push(crate::ui::toast::Tone::Warning, trouble.message(), None);
        }
        if let Some(origin) = origin {
            app.open(origin);
        }
        app
    }

    /// What is open.
    #[must_use]
    pub fn session(&self) -> Option<&Session> {
        self.session.as_ref()
    }

    /// Takes the files of second starts of the program from now on.
    pub fn listen(&self, place: &instance::MeetingPlace) {
        self.workers.listen(place);
    }

    fn settings_ui(&mut self, ctx: &Context) {
        let (is_changed, is_left) = preferences::preferences_ui(ctx, &mut self.settings);
        if is_changed {
            style::apply(ctx, self.settings.theme, self.settings.motion);
            ctx.set_zoom_factor(self.settings.scale.factor());
        }
        if is_left {
            self.modal = Modal::None;
        }
    }

    /// Writes the settings where they differ from those on disk, once nothing is dragged any more.
    fn keep_settings(&mut self, ctx: &Context) {
        self.settings.panel = self.panel;
        if let Some(session) = &self.session {
            self.settings.scheme = session.exploration.scheme;
        }
        if self.settings != self.saved_settings && !ctx.input(|input| input.pointer.any_down()) {
            self.saved_settings = self.settings.clone();
            self.save_settings();
        }
    }

    fn toggle_play(&mut self, ctx: &Context) {
        let Some(session) = &mut self.session else { return };
        if self.next_year_at.take().is_some() {
            return;
        }
        let last = session.document.statistics.year_count().saturating_sub(1);
        if session.exploration.year_position >= last {
            session.dispatch(Command::SetYear(0));
        }
        self.next_year_at = Some(ctx.input(|input| input.time) + SECONDS_A_YEAR);
        ctx.request_repaint_after_secs(0.9);
    }

    /// Turns to the next year when its time has come, and stops at the last.
    fn play(&mut self, ctx: &Context) {
        let (Some(at), Some(session)) = (self.next_year_at, &mut self.session) else {
            return;
        };
        let now = ctx.input(|input| input.time);
        if now >= at {
            let next = session.exploration.year_position + 1;
            if next >= session.document.statistics.year_count() {
                self.next_year_at = None;
                return;
            }
            session.dispatch(Command::SetYear(next));
            self.next_year_at = Some(now + SECONDS_A_YEAR);
        }
        ctx.request_repaint_after_secs(0.1);
    }

    /// Has a worker bring up to date what is stale.
    fn derive(&mut self) {
        if let Some(request) = self.session.as_mut().and_then(Session::request) {
            self.workers.derive(self.document_number, request);
        }
        let looked_at = self.session.as_ref().filter(|_| self.panel == Panel::Overview);
        if let Some(request) = looked_at.and_then(Session::overview_request) {
            self.workers.count(self.document_number, request);
        }
        let is_looked_at = self.panels.need_measures(self.panel);
        let measured = self.session.as_mut();
        let measured = measured.filter(|session| is_looked_at || session.exploration.needs_measures());
        if let Some(request) = measured.and_then(Session::measures_request) {
            self.workers.measure(self.document_number, request);
        }
        let studied = self.session.as_mut().filter(|_| self.panel == Panel::Specialization);
        if let Some(request) = studied.and_then(Session::study_request) {
            self.workers.study(self.document_number, request);
        }
        self.gather();
    }

    fn take_dropped(&mut self, ctx: &Context) {
        let dropped: Vec<PathBuf> = ctx.input(|input| {
            let files = input.raw.dropped_files.iter();
            files.map(|file| file.path().to_owned()).collect()
        });
        let Some(first) = dropped.first() else { return };
        if dropped.len() > 1 {
            let words = crate::messages::text("notice-drop-one");
            self.toasts.push(crate::ui::toast::Tone::Note, words, None);
        }
        self.leave_for(ctx, Next::Open(Origin::File(first.clone())));
    }

    fn bars_ui(&mut self, ui: &mut Ui, asked: &mut Vec<Command>) {
        let theme = Theme::of(ui.ctx());
        let bar = SidePanel::top("bar").exact_size(52.0).resizable(false);
        let shown = bar.frame(Frame::new().fill(theme.surface)).show(ui, |ui| {
            top_bar::top_bar_ui(self, ui, asked);
        });
        let opening = self.opening.as_ref().map(|opening| &opening.advance);
        if let Some(advance) = opening.or(self.background.task.as_ref().map(|task| &task.advance)) {
            let rect = shown.response.rect;
            let line = Rect::from_min_max(rect.left_bottom(), pos2(rect.right(), rect.bottom() + 2.0));
            let share = advance.share();
            let painter = ui.ctx().layer_painter(egui::LayerId::new(
                egui::Order::Foreground,
                egui::Id::unique("progress"),
            ));
            overlay::progress_bar(&painter, line, (share > 0.0 && share < 1.0).then_some(share));
        }
        let line = SidePanel::bottom("status").exact_size(28.0).resizable(false);
        let frame = Frame::new().fill(theme.surface).inner_margin(Margin::symmetric(12, 0));
        let shown = line.frame(frame).show(ui, |ui| status::status_ui(self, ui, asked));
        let cancels = shown.inner;
        if cancels {
            match self.opening.take() {
                Some(opening) => opening.advance.cancel(),
                None => self.stop_task(),
            }
        }
    }
}

impl eframe::App for AtlasApp {
    fn logic(&mut self, ctx: &Context, _frame: &mut eframe::Frame) {
        for answer in self.workers.answers() {
            self.take_answer(ctx, answer);
        }
        self.take_dropped(ctx);
        self.play(ctx);
        self.derive();
        self.watch_gathering(ctx);
        self.join_regions();
        self.watch_for_close(ctx);
        self.keep_safe(ctx);
        self.keep_checked(ctx);
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        let ctx = ui.ctx().clone();
        let theme = Theme::of(&ctx);
        let mut asked = if matches!(self.modal, Modal::None) && self.orphans.is_empty() {
            commands::pressed(&ctx, self.session.as_ref(), side::PANELS)
        } else {
            Vec::new()
        };
        center::refresh_picture(self);
        self.bars_ui(ui, &mut asked);
        if self.session.is_some() {
            let shown = side::shown(self, ui.max_rect().width());
            self.shown_panes = (shown.left.is_some(), shown.right.is_some());
            side::right_ui(self, ui, shown.right, &mut asked);
            if let Some(most) = shown.left {
                side::left_ui(self, ui, most, &mut asked);
            }
            side::sheet_ui(self, ui, &mut asked);
            CentralPanel::default()
                .frame(Frame::new().fill(theme.canvas))
                .show(ui, |ui| {
                    let before = asked.len();
                    center::map_ui(self, ui, &mut asked);
                    self.take_place(ui, before, &mut asked);
                });
        } else {
            CentralPanel::default()
                .frame(Frame::new().fill(theme.canvas))
                .show(ui, |ui| start::start_ui(self, ui, &mut asked));
        }
        if matches!(self.modal, Modal::Duplicates(_)) {
            self.duplicates_ui(&ctx, &mut asked);
        } else if matches!(self.modal, Modal::Changes(_)) {
            self.changes_ui(&ctx, &mut asked);
        } else if matches!(self.modal, Modal::Settings) {
            self.settings_ui(&ctx);
        } else if let Some(reply) = dialogs::modal_ui(&ctx, &mut self.modal) {
            self.take_reply(&ctx, reply);
        } else if matches!(self.modal, Modal::None) && self.opening.is_none() {
            self.orphans_ui(&ctx);
        }
        let bounds = self
            .map_rect
            .filter(|_| self.session.is_some())
            // Above the two lines that the sources of the map may take.
            .map_or(ctx.content_rect(), |map| map.with_max_y(map.bottom() - 28.0));
        let acted = self.toasts.show(&ctx, bounds);
        if acted.is_some() && acted == self.undo_toast {
            asked.push(Command::Undo);
        }
        if !asked.is_empty() {
            for command in asked {
                self.carry_out(&ctx, command);
            }
            ctx.request_repaint();
        }
        self.keep_settings(&ctx);
    }
}
