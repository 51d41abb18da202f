//! Saving, and what keeps work safe beside it: the claim on the file, copies of unsaved changes, earlier versions, and what other
//! programs do to the open file.
//!
//! It decides when; `work` and `session::storage` do it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::{Context, Event, Id, ViewportCommand};

use super::AtlasApp;
use super::dialogs::Modal;
use super::leave::Next;
use super::recovered::{self, OrphanChoice};
use super::work::{Failure, Opened, Origin, Purpose, RecoveredFile, SaveFailure, SaveHow, SavedFile, name_of};
use crate::messages::{text, text_with};
use crate::session::recovery::{RecoveryList, Stored};
use crate::session::storage::{Choice, FileIdentity, HardLinks, ProcessIdentity, Version};
use crate::ui::toast::Tone;

/// What may be written over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Over {
    /// The file as it was opened or saved last, and nothing else.
    Opened,
    /// Whatever is there.
    Anything,
}

/// A save that is asked for.
#[derive(Clone, Debug)]
struct Wanted {
    path: PathBuf,
    over: Over,
    hard_links: HardLinks,
}

/// A save that is under way.
#[derive(Debug)]
pub(super) struct Saving {
    /// The number of the document.
    document_number: u64,
    path: PathBuf,
    /// What is saved after it: of two saves at once each would take the other for another program.
    next: Option<Wanted>,
}

impl AtlasApp {
    /// Saves in this place, once no other save is under way.
    pub(super) fn save(&mut self, path: PathBuf, over: Over, hard_links: HardLinks) {
        let Some(session) = &mut self.session else { return };
        if let Some(saving) = &mut self.saving {
            saving.next = Some(Wanted { path, over, hard_links });
            return;
        }
        session.begin_saving();
        self.saving = Some(Saving {
            document_number: self.document_number,
            path: path.clone(),
            next: None,
        });
        self.busy = Some(text_with("status-saving", &[("file", name_of(&path).into())]));
        let how = SaveHow {
            expected: self.identity.clone().filter(|_| over == Over::Opened),
            hard_links,
            versions: self.safety.versions(),
            revision: session.revision,
        };
        let is_elsewhere = session.path.as_ref() != Some(&path);
        let claims = self.safety.data_folder().filter(|_| is_elsewhere);
        let claims = claims.map(Path::to_path_buf);
        self.workers.save(Arc::clone(&session.document), path, how, claims);
    }

    /// Takes what became of a save.
    pub(super) fn take_saved(&mut self, ctx: &Context, outcome: Result<SavedFile, SaveFailure>) {
        self.busy = None;
        let Some(saving) = self.saving.take() else { return };
        let is_open = self.session.is_some() && saving.document_number == self.document_number;
        let is_refused = outcome.is_err();
        match outcome {
            Ok(saved) => self.tell_saved(ctx, saved, is_open),
            Err(refused) if is_open => {
                self.after_save = None;
                crate::ui::overlay::forget(ctx, Id::unique("save failed"));
                self.modal = Modal::SaveFailed(refused);
            }
            // Nobody wanted to wait for it, and what may be chosen after it is about another document than the open one.
            Err(refused) => {
                self.toasts.push(Tone::Error, refused.failure.message, None);
            }
        }
        match saving
            .next
            .filter(|next| is_open && !(is_refused && next.path == saving.path))
        {
            Some(next) => self.save(next.path, next.over, next.hard_links),
            None => self.go_on_after_save(ctx),
        }
    }

    /// Says that a document is saved, and where it is the open one, goes on from what is on the disk now.
    fn tell_saved(&mut self, ctx: &Context, saved: SavedFile, is_open: bool) {
        let name = name_of(&saved.path);
        for warning in &saved.warnings {
            self.toasts.push(Tone::Warning, warning.as_str(), None);
        }
        if saved.warnings.is_empty() {
            let words = text_with("notice-saved", &[("file", name.as_str().into())]);
            self.toasts.push(Tone::Done, words, None);
        }
        let Some(session) = self.session.as_mut().filter(|_| is_open) else {
            return;
        };
        self.identity = Some(saved.identity);
        if saved.claim.is_some() {
            self.safety.hold(saved.claim);
        }
        let title = text_with("window-title", &[("file", name.as_str().into())]);
        ctx.send_viewport_cmd(ViewportCommand::Title(title));
        session.file_name = name;
        session.path = Some(saved.path);
        session.finish_saving();
        // Something may have been changed while the file was written; that is not on the disk.
        let is_all = !session.is_changed();
        self.safety.saved(saved.revision, is_all);
        self.was_saved = is_all;
        self.is_recovered = false;
        self.is_read_only = false;
    }

    /// Carries out what was chosen after a save was refused.
    pub(super) fn take_save_choice(&mut self, choice: Choice, refused: SaveFailure) {
        let path = refused.path.clone();
        match choice {
            Choice::Overwrite => self.save(path, Over::Anything, HardLinks::Ask),
            Choice::WriteInPlace => self.save(path, Over::Opened, HardLinks::WriteInPlace),
            Choice::BreakLink => self.save(path, Over::Opened, HardLinks::Break),
            Choice::TryAgain => self.save(path, Over::Opened, HardLinks::Ask),
            Choice::Reload => self.open(Origin::File(path)),
            Choice::SaveAs => self.ask_for_path(Purpose::Save),
            Choice::Compare => {
                if let Some(session) = &self.session {
                    self.workers.compare(Arc::clone(&session.document), path);
                }
                // The question stays until the comparison is there, and comes back after it.
                self.modal = Modal::SaveFailed(refused);
            }
        }
    }

    /// Shows what differs from the file on disk, in place of the question that it was asked for from.
    pub(super) fn take_compared(&mut self, compared: Result<Vec<String>, Failure>) {
        match (compared, std::mem::take(&mut self.modal)) {
            (Ok(sentences), Modal::SaveFailed(refused)) => self.modal = Modal::Compared(refused, sentences),
            (Err(failure), Modal::SaveFailed(_)) => self.modal = Modal::Failed(Purpose::Open, failure),
            (_, other) => self.modal = other,
        }
    }

    /// Has unsaved changes copied in time, and looks after the file when the window is turned to again.
    pub(super) fn keep_safe(&mut self, ctx: &Context) {
        let Some(session) = &self.session else { return };
        let now = ctx.input(|input| input.time);
        if let Some(seconds) = self.safety.tick(now, session, self.identity.as_ref()) {
            ctx.request_repaint_after_secs(seconds.max(0.05));
        }
        let is_turned_to = ctx.input(|input| {
            let turned = |event: &Event| matches!(event, Event::WindowFocused(true));
            input.events.iter().any(turned)
        });
        // While it is saved the file changes by this window's own doing.
        let is_turned_to = is_turned_to && self.saving.is_none();
        if is_turned_to && let Some((path, identity)) = session.path.clone().zip(self.identity.clone()) {
            self.workers.look_outside(self.document_number, path, identity);
        }
    }

    /// Another program changed the file since it was as this says; a save of this window's own may have come in between.
    pub(super) fn take_changed_outside(&mut self, number: u64, before: &FileIdentity) {
        let is_as_before = self.identity.as_ref() == Some(before) && self.saving.is_none();
        if number == self.document_number && is_as_before {
            self.toasts.push(Tone::Warning, text("notice-changed-outside"), None);
        }
    }

    /// A copy of the unsaved changes was made, or not.
    pub(super) fn take_copied(&mut self, ctx: &Context, stored: &Stored) {
        self.safety.copied(ctx.input(|input| input.time), stored);
        if let Stored::No(Some(words)) = stored {
            self.toasts.push(Tone::Warning, words.as_str(), None);
        }
    }

    /// Keeps the claim on a file that was opened, and says who has it open, too.
    pub(super) fn take_claim(&mut self, opened: &mut Opened) {
        self.safety.hold(None);
        self.is_read_only = opened.is_read_only;
        let Some(mut claim) = opened.claim.take() else { return };
        let own = ProcessIdentity::current();
        let is_own = claim.holder().is_some_and(|holder| holder.process == Some(own));
        if is_own && let Some(path) = &opened.session.path {
            // It was this window's own claim on the same file, which has just ended.
            if let Some(again) = super::safety::claim(self.safety.data_folder(), path) {
                claim = again;
            }
        }
        if let Some(holder) = claim.holder().filter(|holder| holder.process != Some(own)) {
            let since = holder.since.map_or_else(String::new, recovered::time_words);
            let file = opened.session.file_name.as_str();
            let words = text_with("notice-claimed", &[("file", file.into()), ("since", since.into())]);
            self.toasts.push(Tone::Warning, words, None);
        }
        self.safety.hold(Some(claim));
    }

    /// Keeps what a crash left, to be offered; what cannot be offered is said once.
    pub(super) fn take_orphans(&mut self, list: RecoveryList) {
        for unusable in &list.unusable {
            self.toasts.push(Tone::Warning, unusable.message(), None);
        }
        self.orphans = list.orphans;
    }

    /// Offers what a crash left.
    pub(super) fn orphans_ui(&mut self, ctx: &Context) {
        if self.orphans.is_empty() {
            return;
        }
        match recovered::orphans_ui(ctx, &self.orphans, self.has_changes()) {
            Some(OrphanChoice::Open(place)) if place < self.orphans.len() => {
                let orphan = self.orphans.remove(place);
                self.busy = Some(text_with("status-opening", &[("file", orphan.name().into())]));
                self.workers.recover(orphan);
                // The others are offered again at the next start.
                self.orphans.clear();
            }
            Some(OrphanChoice::Discard(place)) if place < self.orphans.len() => {
                let orphan = self.orphans.remove(place);
                self.workers.discard(orphan);
            }
            Some(OrphanChoice::Later) => self.orphans.clear(),
            _ => {}
        }
    }

    /// Shows a document that a crash left. It counts as unsaved until it is saved.
    pub(super) fn take_recovered(&mut self, ctx: &Context, read: Result<RecoveredFile, Failure>) {
        self.busy = None;
        let recovered = match read {
            Ok(recovered) => recovered,
            Err(failure) => {
                self.modal = Modal::Failed(Purpose::Open, failure);
                return;
            }
        };
        if self.has_changes() {
            // Something was changed while the copy was read; the copy is offered again, and says what to do first.
            self.orphans.push(recovered.orphan);
            return;
        }
        self.safety.give_up();
        self.identity = recovered.orphan.identity().cloned();
        self.is_read_only = false;
        let path = recovered.session.path.as_deref();
        let claim = path.and_then(|path| super::safety::claim(self.safety.data_folder(), path));
        self.take_session(ctx, *recovered.session);
        self.safety.hold(claim);
        self.is_recovered = true;
        for notice in recovered.notices {
            self.toasts.push(Tone::Warning, notice, None);
        }
        // The copy of the crashed window goes, so this window makes one of its own at once.
        self.safety.edited(ctx.input(|input| input.time));
        recovered.orphan.used();
    }

    /// Asks for the earlier versions of the open file.
    pub(super) fn ask_for_versions(&self) {
        let path = self.session.as_ref().and_then(|session| session.path.clone());
        if let Some((versions, path)) = self.safety.versions().zip(path) {
            self.workers.list_versions(versions, path);
        }
    }

    /// Opens an earlier version as a copy without a place of its own.
    pub(super) fn open_version(&mut self, ctx: &Context, version: Version) {
        let name = self.session.as_ref().map(|session| session.file_name.clone());
        if let Some((versions, name)) = self.safety.versions().zip(name) {
            let time = recovered::time_words(version.time);
            let name = text_with("versions-name", &[("file", name.into()), ("time", time.into())]);
            self.leave_for(ctx, Next::Open(Origin::Version(name, versions, version)));
        }
    }
}
