//! The list of what was changed: read on demand, before a save, and where changes could be lost. Every line leads to its place.
//!
//! What was changed is listed by `session::listed`; saving is the business of `saving`, what comes after that of `leave`.

use std::sync::Arc;

use egui::{Context, Id, Key, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

use super::AtlasApp;
use super::dialogs::{Modal, Reply};
use super::saving::Over;
use super::work::Purpose;
use crate::messages::{text, text_with};
use crate::session::Session;
use crate::session::advance::Advance;
use crate::session::command::Command;
use crate::session::difference::Subject;
use crate::session::listed::{ChangeGroup, ChangeList, ListedChange, Since};
use crate::session::storage::HardLinks;
use crate::ui::button::Emphasis;
use crate::ui::focus::{self, Ring};
use crate::ui::overlay::{self, Answer};
use crate::ui::text::{self as type_setting, Kind};
use crate::ui::{Icon, Theme, heading, input};

/// What the list is shown for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Occasion {
    /// Somebody wants to see it.
    Look,
    /// The file is to be saved where it is.
    Save,
    /// The file is to be saved under another name.
    SaveAs,
}

/// What a worker is at for a dialog; it stops once nobody waits for it any more.
#[derive(Debug)]
pub(super) struct Coming {
    number: u64,
    advance: Arc<Advance>,
}

impl Coming {
    /// Work of this number begins.
    pub(super) fn new(number: u64) -> Self {
        Self {
            number,
            advance: Arc::default(),
        }
    }

    /// By which its answer is known.
    pub(super) fn number(&self) -> u64 {
        self.number
    }

    /// What the worker reports to.
    pub(super) fn advance(&self) -> Arc<Advance> {
        Arc::clone(&self.advance)
    }

    /// The share that is done, 0 to 1.
    pub(super) fn share(&self) -> f32 {
        self.advance.share()
    }
}

impl Drop for Coming {
    fn drop(&mut self) {
        self.advance.cancel();
    }
}

/// The list, as far as it is known.
pub(super) enum Listing {
    /// A worker is at it.
    Coming(Coming),
    /// It is known.
    Known(ChangeList),
    /// It could not be made.
    Failed,
}

/// The dialog with the list.
pub(super) struct ChangesForm {
    occasion: Occasion,
    listing: Listing,
}

impl AtlasApp {
    /// Lists what was changed, at once where that is quick and else by a worker.
    pub(super) fn list_changes(&mut self, since: Since) -> Listing {
        let Some(session) = &self.session else {
            return Listing::Known(ChangeList::default());
        };
        let request = session.list_request(since);
        if request.is_quick() {
            return request.carry_out(&()).map_or(Listing::Failed, Listing::Known);
        }
        self.background.last_listing += 1;
        let coming = Coming::new(self.background.last_listing);
        self.workers.list_changes(coming.number, request, coming.advance());
        Listing::Coming(coming)
    }

    /// Takes a list that a worker made.
    pub(super) fn take_listed(&mut self, number: u64, list: Option<ChangeList>) {
        let listing = match &mut self.modal {
            Modal::Changes(form) => &mut form.listing,
            Modal::Leave(_, listing) => listing,
            _ => return,
        };
        if matches!(listing, Listing::Coming(coming) if coming.number == number) {
            *listing = list.map_or(Listing::Failed, Listing::Known);
        }
    }

    /// Lists everything that was changed since the file was opened.
    pub(super) fn show_changes(&mut self, ctx: &Context) {
        if self.session.is_some() {
            let listing = self.list_changes(Since::Opening);
            self.show_list(ctx, Occasion::Look, listing);
        }
    }

    /// Shows what would be saved before it is, where there is something and somebody wants to see it.
    pub(super) fn ask_to_save(&mut self, ctx: &Context, occasion: Occasion) {
        if matches!(&self.modal, Modal::Changes(form) if form.occasion == occasion) {
            // Who asks again has seen the list.
            self.modal = Modal::None;
            self.save_now(occasion);
            return;
        }
        let is_changed = self.session.as_ref().is_some_and(Session::is_changed);
        if is_changed && !self.settings.saves_at_once {
            let listing = self.list_changes(Since::Saving);
            if !matches!(&listing, Listing::Known(list) if list.is_empty()) {
                self.show_list(ctx, occasion, listing);
                return;
            }
        }
        self.save_now(occasion);
    }

    /// Saves without any question of its own but where.
    pub(super) fn save_now(&mut self, occasion: Occasion) {
        let Some(session) = &self.session else { return };
        match session.path.clone().filter(|_| occasion != Occasion::SaveAs) {
            Some(path) => self.save(path, Over::Opened, HardLinks::Ask),
            None => self.ask_for_path(Purpose::Save),
        }
    }

    fn show_list(&mut self, ctx: &Context, occasion: Occasion, listing: Listing) {
        overlay::forget(ctx, changes_id());
        self.modal = Modal::Changes(Box::new(ChangesForm { occasion, listing }));
    }

    /// Shows the dialog where it is open.
    pub(super) fn changes_ui(&mut self, ctx: &Context, asked: &mut Vec<Command>) {
        let (Modal::Changes(form), Some(session)) = (&self.modal, &self.session) else {
            return;
        };
        let occasion = form.occasion;
        let mut shows = !self.settings.saves_at_once;
        let reply = dialog(ctx, form, session, &mut shows);
        self.settings.saves_at_once = !shows;
        match reply {
            None => {}
            Some(Chosen::Save) => {
                self.modal = Modal::None;
                self.save_now(occasion);
            }
            Some(Chosen::Way(way)) => {
                asked.extend(way);
                self.take_reply(ctx, Reply::Left);
            }
            Some(Chosen::Left) => self.take_reply(ctx, Reply::Left),
        }
    }
}

/// What was answered in the dialog.
enum Chosen {
    Save,
    Way(Vec<Command>),
    Left,
}

fn changes_id() -> Id {
    Id::unique("changes")
}

fn dialog(ctx: &Context, form: &ChangesForm, session: &Session, shows: &mut bool) -> Option<Chosen> {
    let is_empty = matches!(&form.listing, Listing::Known(list) if list.is_empty());
    let words = ["action-close", "action-cancel", "action-save", "save-choice-save-as"].map(text);
    let [close, cancel, save, save_as] = words.each_ref().map(String::as_str);
    let quiet = |label| Answer {
        label,
        emphasis: Emphasis::Outline,
        is_safe: is_empty,
    };
    let loud = |label| Answer {
        label,
        emphasis: Emphasis::Filled,
        is_safe: true,
    };
    let answers = match form.occasion {
        Occasion::Look if is_empty => vec![quiet(close)],
        Occasion::Look => vec![quiet(close), loud(save)],
        Occasion::Save => vec![quiet(cancel), loud(save)],
        Occasion::SaveAs => vec![quiet(cancel), loud(save_as)],
    };
    let file = [("file", session.file_name.as_str().into())];
    let title = match form.occasion {
        Occasion::Look => text("changes-title"),
        Occasion::Save => text_with("changes-title-save", &file),
        Occasion::SaveAs => text_with("changes-title-save-as", &file),
    };
    let mut way = None;
    let chosen = overlay::ask_with(ctx, changes_id(), (&title, WIDTH), &answers, |ui| {
        way = list_ui(ui, &form.listing);
        if form.occasion != Occasion::Look {
            ui.add_space(12.0);
            input::checkbox(ui, shows, &text("changes-show-before-saving"));
        }
    });
    if let Some(way) = way {
        return Some(Chosen::Way(way));
    }
    // The keys that asked for saving give the answer, too: whoever knows what was changed presses them twice.
    if !is_empty && saves_again(ctx) {
        return Some(Chosen::Save);
    }
    match chosen? {
        Some(1) => Some(Chosen::Save),
        _ => Some(Chosen::Left),
    }
}

/// The width of the dialog in points.
const WIDTH: f32 = 600.0;

/// Whether the keys of saving were pressed anew, not held.
fn saves_again(ctx: &Context) -> bool {
    ctx.input(|input| {
        input.events.iter().any(|event| {
            let egui::Event::Key {
                key,
                pressed,
                repeat,
                modifiers,
                ..
            } = event
            else {
                return false;
            };
            *key == Key::S && *pressed && !*repeat && modifiers.command
        })
    })
}

/// Shows the list; gives the way to the line that was clicked.
pub(super) fn list_ui(ui: &mut Ui, listing: &Listing) -> Option<Vec<Command>> {
    let theme = Theme::of(ui.ctx());
    let list = match listing {
        Listing::Coming(coming) => {
            let share = crate::messages::number::percent(f64::from(coming.advance.share()));
            heading::note(ui, &text_with("changes-coming", &[("share", share.into())]));
            ui.ctx().request_repaint_after_secs(0.1);
            return None;
        }
        Listing::Failed => {
            type_setting::paragraph(ui, text("changes-failed"), Kind::Body, theme.warning);
            return None;
        }
        Listing::Known(list) => list,
    };
    if list.is_empty() {
        type_setting::paragraph(ui, text("changes-nothing"), Kind::Body, theme.text_secondary);
        return None;
    }
    if list
        .groups
        .iter()
        .flat_map(|group| &group.changes)
        .any(|change| !change.way.is_empty())
    {
        heading::note(ui, &text("changes-note"));
    }
    // What else stands in the dialog takes so much.
    let most = (ui.ctx().content_rect().height() - 320.0).clamp(72.0, 400.0);
    let area = ScrollArea::vertical().max_height(most).auto_shrink([false, true]);
    let shown = area.show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        // The scroll bar lies beside the counts, not over them.
        ui.set_max_width(ui.available_width() - 12.0);
        let mut way = None;
        for group in &list.groups {
            way = group_ui(ui, group).or(way);
        }
        if list.unlisted > 0 {
            ui.add_space(8.0);
            heading::note(ui, &text_with("changes-unlisted", &[("count", list.unlisted.into())]));
        }
        way
    });
    shown.inner
}

fn group_ui(ui: &mut Ui, group: &ChangeGroup) -> Option<Vec<Command>> {
    let name = text(match group.subject {
        Subject::File => "changes-of-file",
        Subject::Region => "changes-of-regions",
        Subject::Cluster => "changes-of-clusters",
        Subject::Member => "changes-of-members",
        Subject::Link => "changes-of-ties",
        Subject::Other => "changes-of-others",
    });
    let count = crate::messages::number::count(group.changes.len());
    heading::section_with(ui, &name, &count);
    let mut way = None;
    for change in &group.changes {
        if row_ui(ui, change) {
            way = Some(change.way.clone());
        }
    }
    ui.add_space(8.0);
    way
}

/// One line of the list; says whether it was clicked.
fn row_ui(ui: &mut Ui, change: &ListedChange) -> bool {
    let theme = Theme::of(ui.ctx());
    let leads = !change.way.is_empty();
    let width = ui.available_width();
    let galley = type_setting::wrapped(
        ui.painter(),
        &change.sentence,
        Kind::Body,
        theme.text_secondary,
        (width - 8.0 - 32.0, 3),
    );
    let (sense, role) = if leads {
        (Sense::click(), Role::Link)
    } else {
        (Sense::hover(), Role::Label)
    };
    let (rect, response) = ui.allocate_exact_size(vec2(width, galley.size().y + 8.0), sense);
    response.widget_info(|| WidgetInfo::labeled(role, ui.is_enabled(), change.sentence.as_str()));
    if !ui.is_rect_visible(rect) {
        return response.clicked();
    }
    let painter = ui.painter();
    let is_pointed_at = leads && (response.hovered() || response.has_focus());
    let ink = if is_pointed_at {
        theme.text
    } else {
        theme.text_secondary
    };
    if is_pointed_at {
        painter.rect_filled(rect, egui::CornerRadius::same(6), theme.hover);
        let place = pos2(rect.right() - 16.0, rect.center().y);
        type_setting::icon(painter, Icon::LocateFixed, place, 16.0, theme.accent);
    }
    painter.galley_with_override_text_color(pos2(rect.left() + 8.0, rect.top() + 4.0), galley, ink);
    focus::ring(ui, &response, rect, Ring::Inside);
    if leads {
        response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked()
    } else {
        false
    }
}
