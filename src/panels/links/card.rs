//! The card of one tie, docked under the list: who, what kind, when, and what shows that it exists.

use egui::{ScrollArea, Ui};

use super::{editor, list, shared};
use crate::document::{Link, LinkId};
use crate::messages::text;
use crate::session::Session;
use crate::session::command::Command;
use crate::session::state::Target;
use crate::ui::button::{IconButton, TextLink};
use crate::ui::rows::{key_unknown, key_value};
use crate::ui::text::{self as type_setting, Kind};
use crate::ui::{Icon, Theme, heading};

/// Shows the card in the space that is left and returns the height that it would like, in points.
pub(super) fn show(
    ui: &mut Ui,
    is_editing: &mut bool,
    session: &Session,
    id: LinkId,
    commands: &mut Vec<Command>,
) -> f32 {
    let Some(link) = session.document.link(id) else {
        return 0.0;
    };
    let output = ScrollArea::vertical()
        .id_salt(("link-card", id))
        .auto_shrink(false)
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            shared::padded(ui, |ui| {
                ui.add_space(6.0);
                head(ui, is_editing, session, link, commands);
                if *is_editing {
                    editor::show(ui, session, (id, link), commands);
                } else {
                    contents(ui, session, link, commands);
                }
                ui.add_space(10.0);
            });
        });
    output.content_size.y + 1.0
}

fn head(ui: &mut Ui, is_editing: &mut bool, session: &Session, link: &Link, commands: &mut Vec<Command>) {
    let title = link
        .title
        .clone()
        .unwrap_or_else(|| list::title(&session.document, link));
    let close = text("links-close");
    let edit = text(if *is_editing { "edit-done" } else { "edit-begin-link" });
    let newer = shared::is_read_only(session).then(|| text("state-read-only-tooltip"));
    let heading = heading::section(ui, &title, |ui| {
        let closed = ui.add(IconButton::new(Icon::X, &close).small()).clicked();
        let pencil = IconButton::new(Icon::Pencil, &edit).small().on(*is_editing);
        let toggled = ui.add(pencil.disabled_because(newer.as_deref())).clicked();
        (closed, toggled)
    });
    let (closed, toggled) = heading.inner;
    if closed {
        commands.push(Command::ClearSelection);
    }
    if toggled {
        *is_editing = !*is_editing;
    }
}

fn contents(ui: &mut Ui, session: &Session, link: &Link, commands: &mut Vec<Command>) {
    let theme = Theme::of(ui.ctx());
    let row = |ui: &mut Ui, key: &str, value: &str| {
        if value.is_empty() {
            key_unknown(ui, &text(key), &text("not-stated"));
        } else {
            key_value(ui, &text(key), value, "");
        }
    };
    row(ui, "links-kind", &link.kind);
    row(
        ui,
        "links-years",
        &shared::years(link.from, link.to).unwrap_or_default(),
    );
    row(ui, "links-weight", &shared::weight(link.weight));
    heading::group(ui, &text("links-members"));
    for id in &link.members {
        let name = shared::member_name(&session.document, *id);
        let response = ui.push_id(*id, |ui| ui.add(TextLink::new(&name))).inner;
        if response.clicked() {
            commands.push(Command::Select(Target::Member(*id)));
        }
    }
    heading::group(ui, &text("links-evidence"));
    if link.evidence.is_empty() {
        heading::note(ui, &text("not-stated"));
    }
    for (position, evidence) in link.evidence.iter().enumerate() {
        let url = evidence.url.as_deref().unwrap_or_default();
        let words = evidence.title.as_deref().unwrap_or(url);
        if url.is_empty() {
            type_setting::paragraph(ui, words, Kind::Small, theme.text_secondary);
            continue;
        }
        let link = TextLink::new(words).small().icon(Icon::Copy);
        let response = ui.push_id(position, |ui| ui.add(link)).inner;
        let hint = format!("{} {url}", text("action-copy"));
        if response.on_hover_text(type_setting::rich(hint, Kind::Small)).clicked() {
            commands.push(Command::Copy(url.to_owned()));
        }
    }
}
