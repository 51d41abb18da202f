//! Unsaved changes are asked about before they could be lost: on opening, closing, a sample, a dropped or handed-over file and
//! on quitting.
//!
//! It decides when to ask and what comes after; the question itself is drawn by `dialogs`.

use egui::{Context, ViewportCommand};

use super::AtlasApp;
use super::changes::Occasion;
use super::dialogs::Modal;
use super::work::Origin;
use crate::messages::text;
use crate::session::listed::Since;
use crate::ui::toast::Tone;

/// What comes once the changes are saved or given up.
#[derive(Clone, Debug)]
pub(super) enum Next {
    /// Another file is opened.
    Open(Origin),
    /// A file that was read while this one was changed is shown.
    Show,
    /// The file is closed.
    Close,
    /// The program ends.
    Quit,
}

/// What is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Choice {
    /// Save, then go on.
    Save,
    /// Give the changes up and go on.
    Discard,
    /// Stay.
    Cancel,
}

impl AtlasApp {
    /// Whether something here is not on the disk.
    pub(super) fn has_changes(&self) -> bool {
        let session = self.session.as_ref();
        session.is_some_and(crate::session::Session::is_changed) || (session.is_some() && self.is_recovered)
    }

    /// Goes on where nothing can be lost, else asks first. A save under way is waited for; whoever asks again while it lasts does
    /// not want to wait, and is asked about what is not saved.
    pub(super) fn leave_for(&mut self, ctx: &Context, next: Next) {
        if self.saving.is_some() && self.after_save.is_none() {
            self.toasts.push(Tone::Note, text("notice-saved-first"), None);
            self.after_save = Some(next);
            return;
        }
        self.after_save = None;
        if !self.has_changes() {
            self.go_on(ctx, next);
            return;
        }
        let listing = self.list_changes(Since::Saving);
        crate::ui::overlay::forget(ctx, super::dialogs::leave_id());
        self.modal = Modal::Leave(next, listing);
    }

    fn go_on(&mut self, ctx: &Context, next: Next) {
        match next {
            Next::Open(origin) => self.open(origin),
            Next::Show => {
                if let Some(opened) = self.background.read_meanwhile.take() {
                    self.show_opened(ctx, *opened);
                }
            }
            Next::Close => self.close(ctx),
            Next::Quit => {
                self.safety.give_up();
                self.is_quitting = true;
                ctx.send_viewport_cmd(ViewportCommand::Close);
            }
        }
    }

    /// Takes the answer to the question about unsaved changes.
    pub(super) fn take_leave(&mut self, ctx: &Context, next: Next, choice: Choice) {
        match choice {
            Choice::Cancel => {
                self.background.read_meanwhile = None;
                self.after_save = None;
            }
            Choice::Discard => {
                self.after_save = None;
                self.go_on(ctx, next);
            }
            Choice::Save => {
                self.after_save = Some(next);
                // What is saved was listed in the question.
                self.save_now(Occasion::Save);
            }
        }
    }

    /// The file is on the disk: what was waiting for that goes on, unless something was changed meanwhile.
    pub(super) fn go_on_after_save(&mut self, ctx: &Context) {
        // Who was asked in the meantime is answered by the save.
        if !self.has_changes()
            && let Modal::Leave(next, _) = &self.modal
        {
            self.after_save = Some(next.clone());
            self.modal = Modal::None;
        }
        if let Some(next) = self.after_save.take() {
            self.leave_for(ctx, next);
        }
    }

    /// Keeps the window open while there are unsaved changes, and asks.
    pub(super) fn watch_for_close(&mut self, ctx: &Context) {
        let is_asked = ctx.input(|input| input.viewport().close_requested());
        if is_asked && !self.is_quitting && (self.has_changes() || self.saving.is_some()) {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            if !matches!(self.modal, Modal::Leave(..)) {
                self.leave_for(ctx, Next::Quit);
            }
        } else if is_asked {
            self.safety.give_up();
        }
    }
}
