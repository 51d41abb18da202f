//! What happens in the window when the document is changed: refusals are said, new things are selected, a click on the map gives
//! a place.
//!
//! Carrying edits out and undoing them is the business of the session.

use egui::{Context, CursorIcon, Ui};

use super::AtlasApp;
use super::dialogs::Modal;
use super::new_member::NewMemberForm;
use crate::document::edit::{Edit, NewMember};
use crate::document::{LinkId, MemberId};
use crate::messages::{text, text_with};
use crate::session::by_hand::Pointed;
use crate::session::command::{Command, Panel};
use crate::ui::toast::Tone;

/// What the next click on the map is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Placing {
    /// The place of a new member.
    New,
    /// The place of this one.
    Known(MemberId),
}

impl AtlasApp {
    /// Carries out an edit, an undo or a redo, and says what a person should know of it.
    pub(super) fn carry_out_edit(&mut self, ctx: &Context, command: Command) {
        let Some(session) = &mut self.session else { return };
        let links_before = session.document.links.slots();
        let edit = match &command {
            Command::Edit(edit) => Some(edit.clone()),
            _ => None,
        };
        let rest = session.dispatch(command);
        debug_assert!(rest.is_none(), "an edit is the session's");
        if let Some(refusal) = session.take_refusal() {
            self.toasts.push(Tone::Error, refusal.to_string(), None);
            return;
        }
        if matches!(edit, Some(Edit::AddLink(_))) && session.document.links.slots() > links_before {
            session.dispatch(Command::SelectLink(LinkId::at(links_before)));
            self.panels.edit_link();
            self.carry_out(ctx, Command::ShowPanel(Panel::Links));
        }
        let removed = match edit {
            Some(Edit::RemoveMembers(members)) => Some(("notice-members-removed", members.len())),
            Some(Edit::RemoveLinks(links)) => Some(("notice-links-removed", links.len())),
            Some(Edit::MergeMembers { absorbed, .. }) => Some(("notice-members-merged", absorbed.len())),
            Some(Edit::Together { name: None, edits }) if matches!(edits.first(), Some(Edit::MergeMembers { .. })) => {
                Some(("notice-members-merged", 1))
            }
            _ => None,
        };
        if let Some((id, count)) = removed {
            let words = text_with(id, &[("count", count.into())]);
            self.undo_toast = Some(self.toasts.push(Tone::Done, words, Some(text("action-undo"))));
        }
        self.safety.edited(ctx.input(|input| input.time));
        self.was_saved = false;
    }

    /// Asks for a new member, placed nowhere yet.
    pub(super) fn ask_for_member(&mut self, ctx: &Context) {
        crate::ui::overlay::forget(ctx, egui::Id::unique("new member"));
        self.modal = Modal::NewMember(NewMemberForm::default());
    }

    /// From now on the next click on the map gives a place; asked for again, it does not.
    pub(super) fn start_placing(&mut self, member: Option<MemberId>) {
        let placing = member.map_or(Placing::New, Placing::Known);
        let was_on = self.placing == Some(placing);
        self.lay_down();
        self.placing = (!was_on).then_some(placing);
    }

    /// While a place is wanted a click on the map gives it instead of selecting.
    pub(super) fn take_place(&mut self, ui: &Ui, from: usize, asked: &mut Vec<Command>) {
        let Some(placing) = self.placing else { return };
        if self.pointer_lon_lat.is_some() {
            ui.ctx().set_cursor_icon(CursorIcon::Crosshair);
        }
        let is_click = |command: &Command| {
            matches!(
                command,
                Command::Select(_) | Command::ToggleSelected(_) | Command::ClearSelection
            )
        };
        let was_clicked = asked.iter().skip(from).any(is_click);
        let mut place = 0;
        asked.retain(|command| {
            place += 1;
            place <= from || !is_click(command)
        });
        if let Some(lon_lat) = self.pointer_lon_lat.filter(|_| was_clicked) {
            self.placing = None;
            let pointed = Pointed::at(lon_lat, self.map.hand_km());
            self.take_pointed(ui.ctx(), placing, pointed, asked);
        }
    }

    /// Adds a member that was asked for and shows its card.
    pub(super) fn add_member(&mut self, ctx: &Context, member: NewMember) {
        self.carry_out_edit(ctx, Command::Edit(Edit::AddMember(member)));
        self.carry_out(ctx, Command::ShowPanel(Panel::Members));
    }
}
