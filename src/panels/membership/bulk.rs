//! Several selected members at once: fields that set the same value for all of them, a tie between them, and deleting.
//!
//! Every change is one step of the history. It shows no values of its own, because the members differ.

use egui::{ScrollArea, Ui};
use serde_json::Value;

use super::editor::choice;
use super::shared;
use crate::document::edit::{Edit, NewLink};
use crate::document::{ClusterId, FeatureId, Helix, MemberId, PositionQuality};
use crate::figure::legend::helix_name;
use crate::messages::{text, text_with};
use crate::panels::entry;
use crate::session::Session;
use crate::session::command::Command;
use crate::ui::button::{Button, Emphasis, IconButton};
use crate::ui::dropdown::Choice;
use crate::ui::field::Field;
use crate::ui::{Icon, heading};

/// More members than this share no link: a project of the largest programmes has fewer.
const MOST_IN_A_LINK: usize = 200;

/// Shows what can be done with the selected members and gives the height that it would like.
pub(super) fn show(ui: &mut Ui, session: &Session, commands: &mut Vec<Command>) -> f32 {
    let members: Vec<MemberId> = session.exploration.selection.members.iter().copied().collect();
    let output = ScrollArea::vertical()
        .id_salt("members-bulk")
        .auto_shrink(false)
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            shared::padded(ui, |ui| {
                ui.add_space(8.0);
                let title = text_with("bulk-title", &[("count", members.len().into())]);
                let close = text("members-close");
                let head = heading::section(ui, &title, |ui| ui.add(IconButton::new(Icon::X, &close).small()));
                if head.inner.clicked() {
                    commands.push(Command::ClearSelection);
                }
                heading::note(ui, &text("bulk-note"));
                ui.add_space(4.0);
                fields(ui, session, &members, commands);
                ends(ui, &members, commands);
                ui.add_space(12.0);
            });
        });
    output.content_size.y + 1.0
}

fn features(session: &Session, members: &[MemberId]) -> Vec<FeatureId> {
    members
        .iter()
        .filter_map(|id| session.document.member(*id))
        .map(|member| member.feature)
        .collect()
}

fn fields(ui: &mut Ui, session: &Session, members: &[MemberId], commands: &mut Vec<Command>) {
    let set = |key: &str, value: Option<Value>| {
        Command::Edit(Edit::SetPropertyOfMany {
            features: features(session, members),
            path: vec![key.to_owned()],
            value,
        })
    };
    let names = Helix::ALL.map(helix_name);
    let choices: Vec<Choice<'_>> = names.iter().map(|name| Choice::named(name)).collect();
    let name = text("edit-field-helix");
    if let Some(helix) = choice(ui, "bulk-helix", &name, (&choices, None)).and_then(|place| Helix::ALL.get(place)) {
        commands.push(set("helix", Some(Value::from(helix.word()))));
    }
    let all = PositionQuality::ALL;
    let names = all.map(|quality| text(quality.message_id()));
    let choices: Vec<Choice<'_>> = names.iter().map(|name| Choice::named(name)).collect();
    let name = text("edit-field-quality");
    let chosen = choice(ui, "bulk-quality", &name, (&choices, None)).and_then(|place| all.get(place));
    if let Some(quality) = chosen {
        commands.push(set("position", Some(Value::from(quality.word()))));
    }
    clusters(ui, session, members, commands);
    let (name, hint) = (text("edit-field-tags"), text("edit-hint-tags"));
    if let Some(Some(value)) = Field::new(&name, "")
        .hint(&hint)
        .show(ui, |typed| Ok(entry::list(typed)))
    {
        commands.push(set("tags", Some(value)));
    }
    let (name, hint) = (text("members-verified"), text("edit-hint-day"));
    if let Some(Some(value)) = Field::new(&name, "").hint(&hint).show(ui, entry::day) {
        commands.push(set("verified", Some(value)));
    }
}

fn clusters(ui: &mut Ui, session: &Session, members: &[MemberId], commands: &mut Vec<Command>) {
    let all: Vec<(ClusterId, &str)> = session
        .document
        .clusters
        .iter()
        .enumerate()
        .map(|(position, cluster)| (ClusterId::at(position), cluster.name.as_str()))
        .collect();
    if all.is_empty() {
        return;
    }
    let choices: Vec<Choice<'_>> = all.iter().map(|(_, name)| Choice::named(name)).collect();
    let name = text("edit-join-cluster");
    let Some((cluster, _)) = choice(ui, "bulk-join", &name, (&choices, None)).and_then(|place| all.get(place)) else {
        return;
    };
    let is_outside = |id: &&MemberId| {
        session
            .document
            .member(**id)
            .is_some_and(|member| !member.memberships.iter().any(|known| known.cluster == *cluster))
    };
    let edits: Vec<Edit> = members
        .iter()
        .filter(is_outside)
        .map(|id| Edit::SetMembership {
            member: *id,
            cluster: *cluster,
            from: None,
            to: None,
            role: None,
        })
        .collect();
    if !edits.is_empty() {
        commands.push(Command::Edit(Edit::Together {
            name: Some("edit-change-many"),
            edits,
        }));
    }
}

fn ends(ui: &mut Ui, members: &[MemberId], commands: &mut Vec<Command>) {
    ui.add_space(12.0);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(8.0, 8.0);
        let words = text_with("bulk-link", &[("count", members.len().into())]);
        let reason = (members.len() > MOST_IN_A_LINK).then(|| text("bulk-link-too-many"));
        let button = Button::new(&words).icon(Icon::Link).disabled_because(reason.as_deref());
        if ui.add(button).clicked() {
            commands.push(Command::Edit(Edit::AddLink(NewLink {
                members: members.to_vec(),
                ..NewLink::default()
            })));
        }
        let words = text_with("bulk-delete", &[("count", members.len().into())]);
        let button = Button::new(&words).emphasis(Emphasis::Danger).icon(Icon::Trash2);
        if ui.add(button).clicked() {
            commands.push(Command::Edit(Edit::RemoveMembers(members.to_vec())));
        }
    });
}
