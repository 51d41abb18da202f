//! The list of the file's ties and joint activities, the heaviest first.
//!
//! Its order is worked out anew only when the shown ties or, where asked for, the selection change.

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::Ui;

use super::{LinksState, shared};
use crate::document::{Document, Link, LinkId, MemberId};
use crate::messages::{text, text_with};
use crate::session::Session;
use crate::session::command::Command;
use crate::session::network::{NetworkView, link_passes};
use crate::ui::heading;
use crate::ui::list::VirtualList;
use crate::ui::paint::RowState;
use crate::ui::rows::ListRow;

/// The sorted links, with what they were sorted from.
#[derive(Debug, Default)]
pub(super) struct Order {
    from: Option<(Arc<Document>, Arc<NetworkView>, BTreeSet<MemberId>)>,
    links: Vec<LinkId>,
}

impl Order {
    fn refresh(&mut self, session: &Session, is_of_selection: bool) {
        let network = shared::network(session);
        let selected = if is_of_selection {
            session.exploration.selection.members.clone()
        } else {
            BTreeSet::new()
        };
        let is_fresh = self.from.as_ref().is_some_and(|(document, of, members)| {
            Arc::ptr_eq(document, &session.document) && Arc::ptr_eq(of, &network) && *members == selected
        });
        if !is_fresh {
            self.links = sorted(session, &selected);
            self.from = Some((Arc::clone(&session.document), network, selected));
        }
    }
}

/// The links with at least two visible members that pass, the heaviest first.
fn sorted(session: &Session, selected: &BTreeSet<MemberId>) -> Vec<LinkId> {
    let visible: BTreeSet<MemberId> = session.visible_members.iter().copied().collect();
    let mut links: Vec<(f64, LinkId)> = session
        .document
        .links
        .iter()
        .enumerate()
        .filter(|(_, link)| link_passes(link, &session.exploration, session.year()))
        .filter(|(_, link)| link.members.iter().filter(|id| visible.contains(id)).count() > 1)
        .filter(|(_, link)| selected.is_empty() || link.members.iter().any(|id| selected.contains(id)))
        .map(|(position, link)| (link.weight, LinkId::at(position)))
        .collect();
    links.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    links.into_iter().map(|(_, id)| id).collect()
}

/// Shows the list in the space that is left.
pub(super) fn show(ui: &mut Ui, state: &mut LinksState, session: &Session, commands: &mut Vec<Command>) {
    let is_of_selection = state.is_of_selection && !session.exploration.selection.members.is_empty();
    state.order.refresh(session, is_of_selection);
    let links = &state.order.links;
    if links.is_empty() {
        shared::padded(ui, |ui| {
            if heading::empty_result(ui, &text("links-no-match"), Some(&text("links-clear"))) {
                state.is_of_selection = false;
                commands.push(Command::SetLinkKind(None));
                commands.push(Command::SetLinksOfYear(false));
                commands.push(Command::ClearFilter);
            }
        });
        return;
    }
    let selected = session.exploration.selection.link;
    let cursor = links.iter().position(|id| Some(*id) == selected);
    let scroll_to = cursor.filter(|_| selected != state.shown);
    state.shown = selected;
    let name = text("links-list");
    let outcome = VirtualList::new("links", &name, ListRow::HEIGHT, links.len())
        .cursor(cursor)
        .scroll_to(scroll_to)
        .show(ui, |ui, index| {
            let Some((id, link)) = links.get(index).and_then(|id| Some((*id, session.document.link(*id)?))) else {
                return ui.label("");
            };
            let (name, second) = (title(&session.document, link), second_line(&session.document, link));
            let weight = shared::weight(link.weight);
            ui.add(
                ListRow::new(&name)
                    .second(&second)
                    .figure(&weight)
                    .state(RowState::of(Some(id) == selected, false))
                    .in_list(),
            )
        });
    let hovered = outcome.hovered.and_then(|row| links.get(row)).copied();
    if hovered != state.hovered {
        state.hovered = hovered;
        commands.push(Command::HoverLink(hovered));
    }
    if let Some(id) = outcome.chosen.and_then(|row| links.get(row)) {
        state.shown = Some(*id);
        commands.push(Command::SelectLink(*id));
    }
}

/// "Lunds Universitet – Region Hovedstaden", with an arrow where it runs one way.
pub(in crate::panels) fn title(document: &Document, link: &Link) -> String {
    let mut names = link.members.iter().map(|id| shared::member_name(document, *id));
    let (Some(a), Some(b)) = (names.next(), names.next()) else {
        return text("panels-unnamed");
    };
    let id = if link.is_directed {
        "links-directed"
    } else {
        "links-between"
    };
    let between = text_with(id, &[("a", a.into()), ("b", b.into())]);
    match link.members.len().saturating_sub(2) {
        0 => between,
        more => text_with("links-and-more", &[("names", between.into()), ("count", more.into())]),
    }
}

fn second_line(document: &Document, link: &Link) -> String {
    let changed = shared::changed_word(document, link.feature);
    let years = shared::years(link.from, link.to).unwrap_or_default();
    shared::dotted(&[&changed, &link.kind, &years, link.title.as_deref().unwrap_or_default()])
}
