//! The card of a tie as fields: kind, title, years, weight, who takes part and what shows that it exists.
//!
//! It only asks for edits. What is typed is understood by `entry`.

use egui::Ui;
use serde_json::{Map, Value, json};

use super::shared;
use crate::document::edit::Edit;
use crate::document::{Link, LinkId, MemberId};
use crate::messages::{text, text_with};
use crate::panels::entry;
use crate::panels::membership::{choice, set};
use crate::session::Session;
use crate::session::command::Command;
use crate::ui::button::{Button, Emphasis, IconButton};
use crate::ui::dropdown::Choice;
use crate::ui::field::Field;
use crate::ui::{Icon, heading, input};

/// A search among more members than this would slow the window down; they are added by selecting them.
const MOST_TO_CHOOSE: usize = 10_000;

/// Shows the fields of a link.
pub(super) fn show(ui: &mut Ui, session: &Session, (id, link): (LinkId, &Link), commands: &mut Vec<Command>) {
    let properties = session.document.properties(link.feature);
    ui.push_id(id, |ui| {
        let (name, title) = (text("edit-field-title"), link.title.clone().unwrap_or_default());
        if let Some(value) = Field::new(&name, &title).show(ui, |typed| Ok(entry::words(typed))) {
            commands.push(set(link.feature, "title", value));
        }
        let (name, hint) = (text("links-kind"), text("edit-hint-kind"));
        if let Some(value) = Field::new(&name, &link.kind)
            .hint(&hint)
            .show(ui, |typed| Ok(entry::words(typed)))
        {
            commands.push(set(link.feature, "type", value));
        }
        when_and_how_much(ui, link, &properties, commands);
        if link.members.len() == 2 {
            let mut is_directed = link.is_directed;
            if input::checkbox(ui, &mut is_directed, &text("edit-directed")).changed() {
                commands.push(set(link.feature, "directed", Some(Value::from(is_directed))));
            }
        }
        members(ui, session, (id, link), commands);
        evidence(ui, link, &properties, commands);
        ui.add_space(12.0);
        let words = text("edit-delete-link");
        let button = Button::new(&words).emphasis(Emphasis::Danger).icon(Icon::Trash2);
        if ui.add(button).clicked() {
            commands.push(Command::Edit(Edit::RemoveLinks(vec![id])));
        }
    });
}

fn when_and_how_much(ui: &mut Ui, link: &Link, properties: &Map<String, Value>, commands: &mut Vec<Command>) {
    let unstated = text("not-stated");
    for (key, message) in [("from", "edit-field-since"), ("to", "edit-field-until")] {
        let (name, year) = (text(message), entry::shown(properties.get(key)));
        if let Some(year) = Field::new(&name, &year).hint(&unstated).show(ui, entry::year) {
            commands.push(set(link.feature, key, year.map(Value::from)));
        }
    }
    let (name, weight) = (text("links-weight"), entry::shown(properties.get("weight")));
    if let Some(weight) = Field::new(&name, &weight).hint("1").show(ui, entry::weight) {
        commands.push(set(link.feature, "weight", weight));
    }
}

/// Who takes part: each can be taken out while two are left, and what is selected can be put in.
fn members(ui: &mut Ui, session: &Session, (id, link): (LinkId, &Link), commands: &mut Vec<Command>) {
    heading::group(ui, &text("links-members"));
    let ask = |members: Vec<MemberId>| Command::Edit(Edit::SetLinkMembers { link: id, members });
    for member in &link.members {
        let name = shared::member_name(&session.document, *member);
        let words = text_with("edit-take-out", &[("name", name.as_str().into())]);
        let reason = (link.members.len() <= 2).then(|| text("edit-refused-members"));
        let button = IconButton::new(Icon::X, &words)
            .small()
            .disabled_because(reason.as_deref());
        let row = ui.push_id(*member, |ui| heading::section(ui, &name, |ui| ui.add(button)));
        if row.inner.inner.clicked() {
            commands.push(ask(link
                .members
                .iter()
                .copied()
                .filter(|other| other != member)
                .collect()));
        }
    }
    add_member(ui, session, (id, link), commands);
    let selected = &session.exploration.selection.members;
    let added: Vec<MemberId> = selected
        .iter()
        .copied()
        .filter(|id| !link.members.contains(id))
        .collect();
    if added.is_empty() {
        heading::note(ui, &text("edit-put-in-how"));
        return;
    }
    let words = text_with("edit-put-in", &[("count", added.len().into())]);
    if ui.add(Button::new(&words).icon(Icon::UserPlus)).clicked() {
        commands.push(ask(link.members.iter().copied().chain(added).collect()));
    }
}

/// A search for a member who takes part, too.
fn add_member(ui: &mut Ui, session: &Session, (id, link): (LinkId, &Link), commands: &mut Vec<Command>) {
    if session.document.members.count() > MOST_TO_CHOOSE {
        return;
    }
    let known = session.document.members.iter().enumerate();
    let others: Vec<(MemberId, &str)> = known
        .map(|(position, member)| (MemberId::at(position), member.name.as_str()))
        .filter(|(member, name)| !name.is_empty() && !link.members.contains(member))
        .collect();
    let choices: Vec<Choice<'_>> = others.iter().map(|(_, name)| Choice::named(name)).collect();
    let name = text("edit-add-member");
    let chosen = choice(ui, "add-member", &name, (&choices, None)).and_then(|place| others.get(place));
    if let Some((member, _)) = chosen {
        let members = link.members.iter().chain([member]).copied().collect();
        commands.push(Command::Edit(Edit::SetLinkMembers { link: id, members }));
    }
}

/// What shows that the tie exists: a title and an address each.
fn evidence(ui: &mut Ui, link: &Link, properties: &Map<String, Value>, commands: &mut Vec<Command>) {
    heading::group(ui, &text("links-evidence"));
    let entries = match properties.get("evidence") {
        Some(Value::Array(entries)) => entries.clone(),
        _ => Vec::new(),
    };
    let mut changed = None;
    for (position, known) in entries.iter().enumerate() {
        ui.push_id(("evidence", position), |ui| {
            for (key, message) in [("title", "edit-field-title"), ("url", "edit-field-address")] {
                let (name, words) = (text(message), entry::shown(known.get(key)));
                let Some(value) = Field::new(&name, &words).show(ui, |typed| Ok(entry::words(typed))) else {
                    continue;
                };
                let mut after = entries.clone();
                if let Some(Value::Object(members)) = after.get_mut(position) {
                    match value {
                        Some(value) => members.insert(key.to_owned(), value),
                        None => members.shift_remove(key),
                    };
                }
                after.retain(|entry| entry.as_object().is_none_or(|members| !members.is_empty()));
                changed = Some(after);
            }
        });
    }
    let (name, hint) = (text("edit-add-evidence"), text("edit-hint-evidence"));
    let salt = ("new evidence", entries.len());
    let added = ui.push_id(salt, |ui| {
        Field::new(&name, "")
            .hint(&hint)
            .show(ui, |typed| Ok(entry::words(typed)))
    });
    if let Some(Some(typed)) = added.inner {
        let is_address = typed.as_str().is_some_and(|words| words.contains("://"));
        let mut after = entries;
        after.push(if is_address {
            json!({"url": typed})
        } else {
            json!({"title": typed})
        });
        changed = Some(after);
    }
    if let Some(after) = changed {
        let value = (!after.is_empty()).then_some(Value::Array(after));
        commands.push(set(link.feature, "evidence", value));
    }
}
