//! Drawing on the map by hand: which pen is in hand, the line that says how it goes on, and what comes of what was drawn.
//!
//! The map follows the pointer; the edits are those of the session. Here one is turned into the other.

use egui::{Context, Key, Rect, Sense, Ui, pos2, vec2};

use super::AtlasApp;
use super::commands::{entry_of, why_not};
use super::dialogs::Modal;
use super::editing::Placing;
use super::new_member::NewMemberForm;
use crate::document::MemberId;
use crate::document::edit::{Edit, NewLink};
use crate::map::{Drawn, Grip, MapResponse, Pen, Refusal};
use crate::messages::{text, text_with};
use crate::panels::shared;
use crate::session::by_hand::{self, Pointed};
use crate::session::command::Command;
use crate::session::state::Target;
use crate::ui::button::IconButton;
use crate::ui::text::{self as type_setting, Kind};
use crate::ui::toast::Tone;
use crate::ui::{Icon, Theme, overlay, paint};

/// The commands that have a button beside those of the map.
const PENS: [&str; 3] = ["command-place-member", "command-draw-tie", "command-draw-region"];
/// The side of a button on the map, in points.
const BUTTON_PT: f32 = 36.0;
/// How far below the buttons of the map these stand, in points.
const GAP_PT: f32 = 8.0;

impl AtlasApp {
    /// Takes a pen, or lays it down where it was in hand already.
    pub(super) fn take_pen(&mut self, pen: Pen) {
        self.placing = None;
        let is_in_hand = match (self.map.progress().pen, pen) {
            (Pen::Tie { .. }, Pen::Tie { from: None }) => true,
            (now, pen) => now == pen,
        };
        self.map.take_pen(if is_in_hand { Pen::None } else { pen });
    }

    /// Nothing is drawn or placed any more.
    pub(super) fn lay_down(&mut self) {
        self.placing = None;
        self.map.take_pen(Pen::None);
    }

    /// The member that can be dragged: the one that is selected alone, while nothing else is drawn.
    pub(super) fn grip(&self) -> Option<Grip> {
        let session = self.session.as_ref().filter(|_| self.placing.is_none())?;
        let selection = &session.exploration.selection;
        let Some(Target::Member(member)) = selection.focus else {
            return None;
        };
        let is_alone = selection.members.len() == 1 && selection.regions.is_empty();
        is_alone.then(|| Grip {
            member,
            is_locked: shared::is_read_only(session),
        })
    }

    /// Makes edits of what was drawn.
    pub(super) fn take_by_hand(&mut self, ctx: &Context, drawn: Drawn, asked: &mut Vec<Command>) {
        let Some(session) = &self.session else { return };
        match drawn {
            Drawn::Moved {
                member,
                lon_lat,
                within_km,
            } => {
                let place = Pointed::at(lon_lat, within_km);
                asked.push(Command::Edit(by_hand::moved(&session.document, member, place)));
            }
            Drawn::Locked => {
                self.toasts.push(Tone::Note, text("state-read-only-tooltip"), None);
            }
            Drawn::Tie(ends) => asked.push(Command::Edit(Edit::AddLink(NewLink {
                members: ends.to_vec(),
                ..NewLink::default()
            }))),
            Drawn::Outline(corners) => self.ask_for_region(ctx, &corners),
            Drawn::Left => {}
        }
    }

    /// A place that was clicked while one was wanted.
    pub(super) fn take_pointed(&mut self, ctx: &Context, placing: Placing, place: Pointed, asked: &mut Vec<Command>) {
        match (placing, &self.session) {
            (Placing::Known(member), Some(session)) => {
                asked.push(Command::Edit(by_hand::moved(&session.document, member, place)));
            }
            (Placing::Known(_), None) => {}
            (Placing::New, _) => {
                overlay::forget(ctx, egui::Id::unique("new member"));
                self.modal = Modal::NewMember(NewMemberForm::at(place));
            }
        }
    }

    /// Shows the buttons of the pens below those of the map, and the line that says how a drawing goes on.
    pub(super) fn pens_ui(&mut self, ui: &mut Ui, answer: &MapResponse, asked: &mut Vec<Command>) {
        if answer.controls.is_negative() {
            return;
        }
        let mut map = ui.new_child(egui::UiBuilder::new().id_salt("pens").max_rect(answer.rect));
        map.set_clip_rect(answer.rect.intersect(ui.clip_rect()));
        let height = BUTTON_PT * 3.0;
        let left_top = pos2(answer.controls.left(), answer.controls.bottom() + GAP_PT);
        let cluster = Rect::from_min_size(left_top, vec2(BUTTON_PT, height));
        // In a low window the attribution and the buttons would lie upon each other.
        if cluster.bottom() + 44.0 <= answer.rect.bottom() {
            self.cluster(&mut map, cluster, asked);
            self.map.keep_off(vec![cluster]);
        } else {
            self.map.keep_off(Vec::new());
        }
        if let Some((words, can_leave)) = self.hint()
            && hint_ui(&mut map, answer, &words, can_leave)
        {
            self.lay_down();
        }
        let is_left = self.placing.is_some() && ui.input(|input| input.key_pressed(Key::Escape));
        if is_left {
            self.placing = None;
        }
    }

    fn cluster(&self, ui: &mut Ui, place: Rect, asked: &mut Vec<Command>) {
        overlay::paint_plate(ui.painter(), place);
        let pen = self.map.progress().pen;
        let mut top = place.top();
        for message in PENS {
            let Some(entry) = entry_of(message) else { continue };
            let is_on = match (entry.make)() {
                Command::PlaceMember(_) => self.placing == Some(Placing::New),
                Command::DrawTie(_) => matches!(pen, Pen::Tie { .. }),
                _ => pen == Pen::Outline,
            };
            let label = text(message);
            let reason = why_not(entry.needs, self.session.as_ref()).map(text);
            let button = IconButton::new(entry.icon, &label)
                .large()
                .on(is_on)
                .disabled_because(reason.as_deref());
            let rect = Rect::from_min_size(pos2(place.left(), top), vec2(BUTTON_PT, BUTTON_PT));
            if paint::place(ui, rect, button).clicked() {
                asked.push((entry.make)());
            }
            if top > place.top() {
                let border = Theme::of(ui.ctx()).border;
                let between = place.shrink(1.0).x_range();
                ui.painter().hline(between, top, egui::Stroke::new(1.0, border));
            }
            top += BUTTON_PT;
        }
    }

    /// What to do next, and whether there is something to leave.
    fn hint(&self) -> Option<(String, bool)> {
        let session = self.session.as_ref()?;
        let named = |id: &str, member: MemberId| {
            let name = shared::member_name(&session.document, member);
            text_with(id, &[("name", name.into())])
        };
        match self.placing {
            Some(Placing::Known(member)) => return Some((named("hint-place", member), true)),
            Some(Placing::New) => return Some((text("hint-place-new"), true)),
            None => {}
        }
        let progress = self.map.progress();
        let words = match (progress.pen, progress.refusal) {
            (_, Some(Refusal::Crossing)) => text("hint-outline-crossing"),
            (_, Some(Refusal::TooFew)) => text("hint-outline-few"),
            (Pen::Tie { from: Some(member) }, _) => named("hint-tie-from", member),
            (Pen::Tie { from: None }, _) => text("hint-tie"),
            (Pen::Outline, _) if progress.corners == 0 => text("hint-outline-first"),
            (Pen::Outline, _) => text_with("hint-outline", &[("count", progress.corners.into())]),
            (Pen::None, _) if progress.is_carrying => return Some((text("hint-carry"), false)),
            (Pen::None, _) if progress.is_on_grip => {
                let grip = self.grip().filter(|grip| !grip.is_locked)?;
                return Some((named("hint-grip", grip.member), false));
            }
            (Pen::None, _) => return None,
        };
        Some((words, true))
    }
}

/// The line at the top of the map that says how a drawing goes on; says whether it was left.
fn hint_ui(ui: &mut Ui, answer: &MapResponse, words: &str, can_leave: bool) -> bool {
    let theme = Theme::of(ui.ctx());
    let end = if can_leave { 36.0 } else { 12.0 };
    let room = (answer.rect.width() - 160.0).max(120.0);
    let line = type_setting::elided(ui.painter(), words, Kind::Body, theme.text, room - 12.0 - end);
    let size = vec2(line.size().x + 12.0 + end, 36.0);
    let left = answer.rect.center().x - size.x / 2.0;
    let rect = Rect::from_min_size(
        pos2(left.max(answer.rect.left() + 12.0), answer.rect.top() + 16.0),
        size,
    );
    overlay::paint_plate(ui.painter(), rect);
    let response = ui.interact(rect, ui.scope_id().with("hint"), Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, words));
    let baseline = type_setting::baseline_centered(rect.center().y, Kind::Body);
    type_setting::on_baseline(ui.painter(), &line, rect.left() + 12.0, baseline, egui::Align::Min);
    if !can_leave {
        return false;
    }
    let leave = text("hint-leave");
    let place = Rect::from_center_size(pos2(rect.right() - 18.0, rect.center().y), vec2(24.0, 24.0));
    paint::place(ui, place, IconButton::new(Icon::X, &leave).small()).clicked()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pen_is_in_the_table_of_commands() {
        for message in PENS {
            assert!(entry_of(message).is_some(), "{message}");
        }
    }
}
