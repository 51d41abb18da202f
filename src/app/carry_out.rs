//! Carries out what was asked: the session's commands by the session, the window's own here.

use std::path::PathBuf;
use std::sync::Arc;

use egui::{Context, ViewportCommand};

use super::center::bounds_of;
use super::changes::Occasion;
use super::dialogs::{Modal, Reply};
use super::leave::Next;
use super::saving::Over;
use super::settings::RecentFile;
use super::work::{Answer, Counts, Failure, Opened, Origin, Purpose};
use super::{AtlasApp, Opening, samples};
use crate::map::Pen;
use crate::messages;
use crate::session::Session;
use crate::session::advance::Advance;
use crate::session::command::{Command, Pane};
use crate::session::overview::OverviewAnswer;
use crate::session::state::Target;
use crate::session::storage::HardLinks;
use crate::ui::style;
use crate::ui::toast::Tone;
use crate::ui::{ThemeKind, overlay};

/// How near a member is looked at, at least.
const MEMBER_ZOOM: f64 = 11.0;

impl AtlasApp {
    /// Carries out a command.
    pub(super) fn carry_out(&mut self, ctx: &Context, command: Command) {
        if matches!(command, Command::Edit(_) | Command::Undo | Command::Redo) {
            self.carry_out_edit(ctx, command);
            return;
        }
        let rest = match &mut self.session {
            Some(session) => session.dispatch(command),
            None => Some(command),
        };
        match rest {
            None => {}
            Some(Command::ShowPanel(panel)) => {
                self.panel = panel;
                if !self.shown_panes.1 {
                    self.settings.layout.open(Pane::Right);
                }
            }
            Some(Command::TogglePane(pane)) => {
                let (left, right) = self.shown_panes;
                let is_shown = if pane == Pane::Left { left } else { right };
                self.settings.layout.toggle(pane, is_shown);
            }
            Some(Command::ShowSettings) => self.modal = Modal::Settings,
            Some(Command::ScaleBy(steps)) => {
                self.settings.scale = self.settings.scale.stepped(steps);
                ctx.set_zoom_factor(self.settings.scale.factor());
            }
            Some(Command::TogglePlay) => self.toggle_play(ctx),
            Some(Command::ShowSearch) => self.search.open(),
            Some(Command::NextTheme) => self.next_theme(ctx),
            Some(Command::Copy(words)) => {
                ctx.copy_text(words);
                self.toasts.push(Tone::Done, messages::text("copied"), None);
            }
            Some(Command::Quit) => self.leave_for(ctx, Next::Quit),
            Some(Command::AddMemberDialog) => self.ask_for_member(ctx),
            Some(Command::PlaceMember(member)) => self.start_placing(member),
            Some(Command::Mend(mends)) => self.start_mending(mends),
            Some(Command::DrawTie(from)) => self.take_pen(Pen::Tie { from }),
            Some(Command::DrawRegion) => self.take_pen(Pen::Outline),
            Some(Command::ToggleRegionSheet) => self.panels.shows_sheet = !self.panels.shows_sheet,
            Some(Command::MergeRegions) => self.ask_to_merge(ctx),
            Some(Command::ShowChanges) => self.show_changes(ctx),
            Some(Command::FindDuplicates) => self.find_duplicates(),
            Some(Command::ShowVersions) => self.ask_for_versions(),
            Some(
                command @ (Command::ShowView(_)
                | Command::ShowTarget(_)
                | Command::FitData
                | Command::FitSelection
                | Command::ZoomBy(_)),
            ) => self.move_map(&command),
            Some(command) => self.carry_out_file(ctx, command),
        }
    }

    fn carry_out_file(&mut self, ctx: &Context, command: Command) {
        match command {
            Command::OpenDialog => self.ask_for_path(Purpose::Open),
            Command::Open(path) => self.leave_for(ctx, Next::Open(Origin::File(path))),
            Command::OpenSample(name) => {
                if let Some(sample) = samples::by_name(name) {
                    let origin = Origin::Sample(sample.name, sample.bytes);
                    self.leave_for(ctx, Next::Open(origin));
                }
            }
            Command::Save => self.ask_to_save(ctx, Occasion::Save),
            Command::SaveAsDialog => self.ask_to_save(ctx, Occasion::SaveAs),
            Command::ExportPictureDialog if self.session.is_some() => self.ask_for_path(Purpose::Picture),
            Command::CloseFile => self.leave_for(ctx, Next::Close),
            _ => {}
        }
    }

    fn move_map(&mut self, command: &Command) {
        let Some(session) = &self.session else { return };
        let bounds = match command {
            Command::ShowView(view) => {
                self.map.fly_to(view.lon, view.lat, view.zoom);
                return;
            }
            Command::ZoomBy(steps) => {
                self.map.zoom_by(f64::from(*steps));
                return;
            }
            Command::ShowTarget(target) => bounds_of(&session.document, [*target]),
            Command::FitSelection => {
                let selection = &session.exploration.selection;
                let members = selection.members.iter().copied().map(Target::Member);
                let regions = selection.regions.iter().copied().map(Target::Region);
                bounds_of(&session.document, members.chain(regions))
            }
            _ => self.picture.as_ref().and_then(|picture| picture.figure.data_bounds),
        };
        let Some(bounds) = bounds else { return };
        if bounds.width().max(bounds.height()) < 1e-7 {
            let (lon, lat) = bounds.center().lon_lat();
            let (_, _, zoom) = self.map.view();
            self.map.fly_to(lon, lat, zoom.max(MEMBER_ZOOM));
        } else {
            self.map.fly_to_bounds(bounds);
        }
    }

    fn next_theme(&mut self, ctx: &Context) {
        let all = ThemeKind::ALL;
        let now = all.iter().position(|kind| *kind == self.settings.theme).unwrap_or(0);
        self.settings.theme = all.iter().copied().cycle().nth(now + 1).unwrap_or_default();
        style::apply(ctx, self.settings.theme, self.settings.motion);
    }

    /// Starts to open; what is open stays until the new file was read.
    pub(super) fn open(&mut self, origin: Origin) {
        if let Some(before) = self.opening.take() {
            before.advance.cancel();
        }
        self.background.read_meanwhile = None;
        self.last_opening += 1;
        let advance = Arc::new(Advance::default());
        self.opening = Some(Opening {
            number: self.last_opening,
            name: origin.name(),
            path: match &origin {
                Origin::File(path) => Some(path.clone()),
                Origin::Sample(..) | Origin::Version(..) => None,
            },
            advance: Arc::clone(&advance),
            asked_at: self.standing(),
        });
        let claims = self.safety.data_folder().map(std::path::Path::to_path_buf);
        self.workers.open(self.last_opening, origin, advance, claims);
    }

    pub(super) fn close(&mut self, ctx: &Context) {
        self.safety.give_up();
        self.is_recovered = false;
        self.lay_down();
        self.session = None;
        self.stop_task();
        self.picture = None;
        self.next_year_at = None;
        self.document_number += 1;
        ctx.send_viewport_cmd(ViewportCommand::Title(messages::text("app-name")));
    }

    pub(super) fn ask_for_path(&mut self, purpose: Purpose) {
        if self.is_choosing {
            return;
        }
        self.is_choosing = true;
        self.workers
            .choose(purpose, self.suggested_name(purpose), self.folder());
    }

    /// The folder of the open file.
    fn folder(&self) -> Option<PathBuf> {
        let path = self.session.as_ref()?.path.as_ref()?;
        path.parent().map(PathBuf::from)
    }

    fn suggested_name(&self, purpose: Purpose) -> String {
        let name = self
            .session
            .as_ref()
            .map(|session| session.file_name.clone())
            .unwrap_or_default();
        match purpose {
            Purpose::Open => String::new(),
            Purpose::Save => name,
            Purpose::Picture => PathBuf::from(name).with_extension("png").display().to_string(),
        }
    }

    /// The path that stands in the field where paths are typed: in the folder of the open file, or else that of the user.
    fn suggested_path(&self, purpose: Purpose) -> String {
        let folder = self.folder().or_else(std::env::home_dir).unwrap_or_default();
        folder.join(self.suggested_name(purpose)).display().to_string()
    }

    /// Takes a path that was chosen or typed.
    fn take_path(&mut self, ctx: &Context, purpose: Purpose, path: PathBuf) {
        let (path, _) = place_of(purpose, path);
        match purpose {
            Purpose::Open => self.leave_for(ctx, Next::Open(Origin::File(path))),
            // A place that was chosen is written over knowingly, whatever stands there by now.
            Purpose::Save => self.save(path, Over::Anything, HardLinks::Break),
            Purpose::Picture => self.draw(path),
        }
    }

    /// Takes what was answered in a modal.
    pub(super) fn take_reply(&mut self, ctx: &Context, reply: Reply) {
        self.modal = Modal::None;
        match reply {
            Reply::Path(purpose, path) => self.take_path(ctx, purpose, path),
            Reply::Again(purpose) => self.ask_for_path(purpose),
            Reply::Leave(next, choice) => self.take_leave(ctx, next, choice),
            Reply::Save(choice, refused) => self.take_save_choice(choice, refused),
            Reply::Compared(refused) => self.modal = Modal::SaveFailed(refused),
            Reply::Add(member) => self.add_member(ctx, member),
            Reply::Edit(edit) => {
                self.carry_out_edit(ctx, Command::Edit(*edit));
                self.panels.shows_sheet = true;
            }
            Reply::Version(version) => self.open_version(ctx, version),
            Reply::Way(way) => {
                self.background.read_meanwhile = None;
                for command in way {
                    self.carry_out(ctx, command);
                }
            }
            Reply::Left => self.after_save = None,
        }
    }

    /// Takes what a worker answered.
    pub(super) fn take_answer(&mut self, ctx: &Context, answer: Answer) {
        match answer {
            Answer::Opened(number, outcome) => self.take_opened(ctx, number, outcome),
            Answer::Chosen(purpose, path) => {
                self.is_choosing = false;
                match path {
                    Some(path) => self.take_path(ctx, purpose, path),
                    // Who leaves the dialog of saving does not want what was to come after it.
                    None => self.after_save = None,
                }
            }
            Answer::NoDialog(purpose) => {
                self.is_choosing = false;
                self.modal = Modal::Path(purpose, self.suggested_path(purpose));
            }
            Answer::Saved(outcome) => self.take_saved(ctx, *outcome),
            Answer::Copied(stored) => self.take_copied(ctx, &stored),
            Answer::Orphans(list) => self.take_orphans(list),
            Answer::Recovered(read) => self.take_recovered(ctx, *read),
            Answer::Versions(Ok(versions)) => self.modal = Modal::Versions(versions),
            Answer::Versions(Err(failure)) => self.modal = Modal::Failed(Purpose::Open, failure),
            Answer::ChangedOutside(number, identity) => self.take_changed_outside(number, &identity),
            Answer::Compared(compared) => self.take_compared(compared),
            Answer::Listed(number, list) => self.take_listed(number, list),
            Answer::Joined(number, joined) => self.take_joined(number, joined),
            Answer::Drawn(number, outcome) => self.take_drawn(number, outcome),
            Answer::Checked(number, answer) => {
                if let Some(session) = self.session.as_mut().filter(|_| number == self.document_number) {
                    match answer {
                        Some(answer) => session.take_check(*answer),
                        None => session.check_failed(),
                    }
                }
            }
            Answer::Duplicates(number, found) => self.take_duplicates(number, found),
            Answer::Mended(number, answer) => self.take_mended(ctx, number, answer.map(|answer| *answer)),
            Answer::SecondStart(asked) => {
                ctx.send_viewport_cmd(ViewportCommand::Minimized(false));
                ctx.send_viewport_cmd(ViewportCommand::Focus);
                if let Some(path) = asked.path {
                    self.leave_for(ctx, Next::Open(Origin::File(path)));
                }
            }
            Answer::Sample(position, title, counts) => self.start.put(position, title, counts),
            Answer::Thumbnail(position, picture) => self.start.put_picture(ctx, position, picture),
            Answer::Derived(number, answer) => {
                if let Some(session) = self.session.as_mut().filter(|_| number == self.document_number) {
                    session.take(*answer);
                }
            }
            Answer::Gathered(number, answer) => self.take_gathered(number, *answer),
            Answer::Counted(number, answer) => self.take_counted(number, answer),
            Answer::Studied(number, answer) => {
                if let Some(session) = self.session.as_mut().filter(|_| number == self.document_number) {
                    session.take_study(*answer);
                }
            }
            Answer::Measured(number, answer) => {
                if let Some(session) = self.session.as_mut().filter(|_| number == self.document_number) {
                    session.take_measures(answer.map(|measures| *measures));
                }
            }
        }
    }

    fn take_counted(&self, number: u64, answer: Option<Box<OverviewAnswer>>) {
        if let Some(session) = self.session.as_ref().filter(|_| number == self.document_number) {
            session.take_overview(answer.map(|answer| *answer));
        }
    }

    fn take_opened(&mut self, ctx: &Context, number: u64, outcome: Result<Opened, Failure>) {
        // An answer to a request that was cancelled or overtaken is dropped.
        let Some(opening) = self.opening.take_if(|opening| opening.number == number) else {
            return;
        };
        match outcome {
            // What was changed since is not covered by the answer that was given before reading began.
            Ok(opened) if self.has_changes() && opening.asked_at != self.standing() => {
                self.background.read_meanwhile = Some(Box::new(opened));
                self.leave_for(ctx, Next::Show);
            }
            Ok(opened) => self.show_opened(ctx, opened),
            Err(failure) => {
                overlay::forget(ctx, egui::Id::unique("failure"));
                if let Some(path) = opening.path {
                    self.settings.forget(&path);
                }
                self.modal = Modal::Failed(Purpose::Open, failure);
            }
        }
    }

    /// The document that is open, and how often it was changed.
    fn standing(&self) -> (u64, Option<u64>) {
        (self.document_number, self.session.as_ref().map(Session::edition))
    }

    /// Puts a file that was read in the place of what is open.
    pub(super) fn show_opened(&mut self, ctx: &Context, mut opened: Opened) {
        self.safety.give_up();
        self.take_claim(&mut opened);
        self.identity = opened.identity;
        self.take_session(ctx, *opened.session);
    }

    /// Shows a document that was opened.
    pub(super) fn take_session(&mut self, ctx: &Context, mut session: Session) {
        session.exploration.uses_online_tiles = self.settings.uses_online_tiles;
        session.exploration.scheme = self.settings.scheme;
        if let Some(path) = &session.path {
            let counts = Counts::of(&session.document);
            self.settings.remember(RecentFile {
                path: std::path::absolute(path).unwrap_or_else(|_| path.clone()),
                members: counts.members,
                links: counts.links,
                regions: counts.regions,
            });
        }
        let title = messages::text_with("window-title", &[("file", session.file_name.as_str().into())]);
        ctx.send_viewport_cmd(ViewportCommand::Title(title));
        self.session = Some(session);
        self.stop_task();
        self.document_number += 1;
        self.panels = super::side::PanelStates::default();
        self.was_saved = false;
        self.is_recovered = false;
        self.lay_down();
        self.next_year_at = None;
        self.map_hover = None;
        super::center::refresh_picture(self);
    }

    /// Writes the settings; where that fails the next start is as the last one, and the log says so.
    pub(super) fn save_settings(&self) {
        if let Some(place) = &self.settings_place
            && let Err(error) = self.settings.save(place)
        {
            log::warn!("{}: {error}", place.display());
        }
    }
}

/// The place that a path means, with the ending of what is written there, and whether writing there would replace something.
pub(super) fn place_of(purpose: Purpose, path: PathBuf) -> (PathBuf, bool) {
    let place = match purpose {
        Purpose::Open => return (path, false),
        Purpose::Save => with_ending(path, "geojson"),
        Purpose::Picture => with_ending(path, "png"),
    };
    let replaces = place.exists();
    (place, replaces)
}

fn with_ending(path: PathBuf, ending: &str) -> PathBuf {
    if path.extension().is_some() {
        path
    } else {
        path.with_extension(ending)
    }
}
