//! The list of members: title, search, chips of spheres, heads that sort, and rows.
//!
//! The order is worked out anew only when the shown members, the network or the sort change.

use std::sync::Arc;

use egui::Ui;

use super::{MembershipState, SortKey, columns, shared};
use crate::document::{Document, Member, MemberId};
use crate::figure::legend::helix_name;
use crate::messages::{number, text, text_with};
use crate::session::Session;
use crate::session::command::Command;
use crate::session::measures::MeasuresView;
use crate::session::network::NetworkView;
use crate::session::state::{Facet, FacetValue, Target};
use crate::ui::button::IconButton;
use crate::ui::input::SearchInput;
use crate::ui::list::{ListOutcome, VirtualList};
use crate::ui::navigation::Chip;
use crate::ui::paint::RowState;
use crate::ui::rows::ListRow;
use crate::ui::{Icon, heading, paint};

/// What an order was made from: the visible members, their ties and measures, the key, and whether the largest comes first.
type Sorted = (
    Arc<Vec<MemberId>>,
    Arc<NetworkView>,
    Option<Arc<MeasuresView>>,
    SortKey,
    bool,
);

/// The sorted members, with what they were sorted from.
#[derive(Debug, Default)]
pub(super) struct Order {
    from: Option<Sorted>,
    members: Vec<MemberId>,
}

impl Order {
    fn refresh(&mut self, session: &Session, network: &Arc<NetworkView>, key: SortKey, is_descending: bool) {
        let is_measure = matches!(key, SortKey::Measure(_));
        let measures = session.measures().filter(|_| is_measure);
        let is_fresh = self.from.as_ref().is_some_and(|(visible, of, known, by, down)| {
            Arc::ptr_eq(visible, &session.visible_members)
                && Arc::ptr_eq(of, network)
                && known.as_ref().map(Arc::as_ptr) == measures.map(Arc::as_ptr)
                && (*by, *down) == (key, is_descending)
        });
        if !is_fresh {
            self.members = sorted(session, network, key, is_descending);
            self.from = Some((
                Arc::clone(&session.visible_members),
                Arc::clone(network),
                measures.cloned(),
                key,
                is_descending,
            ));
        }
    }
}

/// The visible members in the order of a key; members of equal rank follow the alphabet, unknown sizes come last.
fn sorted(session: &Session, network: &NetworkView, key: SortKey, is_descending: bool) -> Vec<MemberId> {
    let document = &session.document;
    let mut rows: Vec<(f64, String, MemberId)> = session
        .visible_members
        .iter()
        .filter_map(|id| Some((*id, document.member(*id)?)))
        .map(|(id, member)| {
            let value = columns::rank(session, network, key, id, member);
            (value, member.name.to_lowercase(), id)
        })
        .collect();
    rows.sort_by(|a, b| {
        let (values, names) = (a.0.total_cmp(&b.0), a.1.cmp(&b.1));
        let unknown = (a.0 == f64::NEG_INFINITY).cmp(&(b.0 == f64::NEG_INFINITY));
        match (key, is_descending) {
            (SortKey::Name, true) => names.reverse(),
            (SortKey::Name, false) => names,
            (_, true) => unknown.then(values.reverse()).then(names),
            (_, false) => unknown.then(values).then(names),
        }
    });
    rows.into_iter().map(|(_, _, id)| id).collect()
}

/// Shows title, search, chips, heads and rows in the space that is left.
pub(super) fn show(ui: &mut Ui, state: &mut MembershipState, session: &Session, commands: &mut Vec<Command>) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let document = &session.document;
    let network = shared::network(session);
    shared::padded(ui, |ui| {
        ui.add_space(8.0);
        let (visible, all) = (session.visible_members.len(), document.members.count());
        let count = if visible == all {
            number::count(all)
        } else {
            shared::part_of(visible, all)
        };
        heading::panel_title(ui, &text("members-title"), &count, |ui| {
            columns::chooser(ui, state, document);
            let words = text("command-find-duplicates");
            let why_not = shared::is_read_only(session).then(|| text("state-read-only-tooltip"));
            let button = IconButton::new(Icon::Merge, &words).disabled_because(why_not.as_deref());
            if all > 1 && ui.add(button).clicked() {
                commands.push(Command::FindDuplicates);
            }
        });
        ui.add_space(4.0);
        let mut words = session.exploration.filter.text.clone();
        let field = SearchInput::new(&text("members-search")).show(ui, &mut words);
        if field.changed() {
            commands.push(Command::SetFilterText(words));
        }
        ui.add_space(8.0);
        chips(ui, session, commands);
        ui.add_space(4.0);
        if !session.visible_members.is_empty() {
            columns::heads(ui, state, document);
            if let Some(words) = columns::waiting_words(state, session) {
                heading::note(ui, &words);
            }
        }
    });
    paint::rule(ui);
    if session.visible_members.is_empty() {
        let remedy = clear_words(session);
        shared::padded(ui, |ui| {
            if heading::empty_result(ui, &text("members-no-match"), Some(&remedy)) {
                commands.push(Command::ClearFilter);
            }
        });
        return;
    }
    state.order.refresh(session, &network, state.sort, state.is_descending);
    let outcome = rows(ui, state, session, &network);
    answer(ui, state, session, &outcome, commands);
}

/// "Clear 2 filters": every facet with hidden values counts as one, like the text and the restriction to the selection.
pub(in crate::panels) fn clear_words(session: &Session) -> String {
    let filter = &session.exploration.filter;
    let facets = Facet::ALL.into_iter().filter(|facet| {
        session
            .facets
            .get(facet)
            .is_some_and(|counts| counts.keys().any(|value| filter.hidden.contains(value)))
    });
    let count = facets.count() + usize::from(!filter.text.is_empty()) + usize::from(filter.only_selected);
    text_with("panels-filters-clear", &[("count", count.max(1).into())])
}

/// One chip for all members and one for each sphere: a click shows that sphere alone, with Ctrl or Shift adds it.
fn chips(ui: &mut Ui, session: &Session, commands: &mut Vec<Command>) {
    let values = session.facet_values(Facet::Helix);
    let hidden = &session.exploration.filter.hidden;
    let is_all = !values.iter().any(|(value, _)| hidden.contains(value));
    let total: usize = values.iter().map(|(_, count)| count).sum();
    ui.horizontal_wrapped(|ui| {
        // Closer than elsewhere: all spheres of a cluster of hundreds stand in one row.
        ui.spacing_mut().item_spacing = egui::vec2(4.0, 6.0);
        let all = text_with("members-all", &[("count", total.into())]);
        let name = text("members-all-name");
        if ui.add(Chip::new(&all).name(&name).on(is_all)).clicked() {
            show_all(&values, hidden, commands);
        }
        for (value, count) in &values {
            let FacetValue::Helix(helix) = value else { continue };
            let is_on = !is_all && !hidden.contains(value);
            let symbol = shared::helix_symbol(ui, *helix);
            let (label, name) = (number::count(*count), helix_name(*helix));
            let chip = Chip::new(&label).name(&name).symbol(&symbol).on(is_on);
            if !ui.add(chip).clicked() {
                continue;
            }
            let adds = ui.input(|input| input.modifiers.command || input.modifiers.shift);
            let is_alone = is_on && values.iter().filter(|(other, _)| !hidden.contains(other)).count() == 1;
            if is_alone {
                show_all(&values, hidden, commands);
            } else if adds && !is_all {
                commands.push(Command::SetFacet(value.clone(), !is_on));
            } else {
                commands.push(Command::OnlyFacet(value.clone()));
            }
        }
    });
}

fn show_all(
    values: &[(FacetValue, usize)],
    hidden: &std::collections::BTreeSet<FacetValue>,
    commands: &mut Vec<Command>,
) {
    let back = values
        .iter()
        .map(|(value, _)| value)
        .filter(|value| hidden.contains(value));
    commands.extend(back.map(|value| Command::SetFacet(value.clone(), true)));
}

/// "Kongens Lyngby · Biological sciences", after a word where the member was changed since the file was opened.
fn second_line(document: &Document, member: &Member) -> String {
    let changed = shared::changed_word(document, member.feature);
    let town = member.town.as_deref().unwrap_or_default();
    let field = member.field.as_deref().unwrap_or_default();
    shared::dotted(&[&changed, town, field])
}

fn rows(ui: &mut Ui, state: &mut MembershipState, session: &Session, network: &NetworkView) -> ListOutcome {
    let selection = &session.exploration.selection;
    let members = &state.order.members;
    let focus = selection.focus;
    let cursor = members.iter().position(|id| focus == Some(Target::Member(*id)));
    // A member that was selected on the map is brought into view once; after that scrolling is the user's.
    let scroll_to = cursor.filter(|_| focus != state.shown);
    state.shown = focus;
    let columns = state.shown_columns.clone();
    let name = text("members-list");
    VirtualList::new("members", &name, ListRow::HEIGHT, members.len())
        .cursor(cursor)
        .scroll_to(scroll_to)
        .show(ui, |ui, index| {
            let found = members
                .get(index)
                .and_then(|id| session.document.member(*id).map(|member| (*id, member)));
            let Some((id, member)) = found else {
                return ui.label("");
            };
            let is_hovered = session.exploration.hover == Some(Target::Member(id));
            let symbol = shared::helix_symbol(ui, member.helix);
            let row_state = RowState::of(selection.members.contains(&id), is_hovered);
            let (name, second) = (
                shared::member_name(&session.document, id),
                second_line(&session.document, member),
            );
            let figures: Vec<String> = columns
                .iter()
                .map(|key| columns::cell(session, network, *key, id, member))
                .collect();
            ui.add(
                ListRow::new(&name)
                    .second(&second)
                    .figures(&figures, columns::WIDTH)
                    .symbol(&symbol)
                    .state(row_state)
                    .in_list(),
            )
        })
}

fn answer(ui: &Ui, state: &mut MembershipState, session: &Session, outcome: &ListOutcome, commands: &mut Vec<Command>) {
    let member_at = |row: Option<usize>| row.and_then(|row| state.order.members.get(row)).copied();
    if let Some(id) = member_at(outcome.chosen) {
        let adds = ui.input(|input| input.modifiers.command || input.modifiers.shift);
        let target = Target::Member(id);
        commands.push(if adds {
            Command::ToggleSelected(target)
        } else {
            Command::Select(target)
        });
        state.shown = Some(target);
    }
    if let Some(id) = member_at(outcome.opened) {
        commands.push(Command::ShowTarget(Target::Member(id)));
    }
    let hovered = member_at(outcome.hovered);
    if hovered.is_some() && session.exploration.hover != hovered.map(Target::Member) {
        commands.push(Command::Hover(hovered.map(Target::Member)));
    } else if hovered.is_none() && state.hovered.is_some() {
        commands.push(Command::Hover(None));
    }
    state.hovered = hovered;
}
