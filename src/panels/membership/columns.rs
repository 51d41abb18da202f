//! The columns of the list of members: which there are, which of them are shown, their heads and what stands in them.
//!
//! The measures of ties come from a worker (`session::measures`); until they are there their cells wait.

use egui::{Align, Popup, PopupCloseBehavior, ScrollArea, Ui};

use super::{MembershipState, SortKey, shared};
use crate::analysis::network::member_measure::MemberMeasure;
use crate::document::{Document, Member, MemberId};
use crate::messages::{Value, number, text, text_with};
use crate::panels::links::waiting_message;
use crate::session::Session;
use crate::session::network::NetworkView;
use crate::ui::button::IconButton;
use crate::ui::column::{self, Sorting};
use crate::ui::{Icon, heading, input};

/// The width of a column of figures in points.
pub(super) const WIDTH: f32 = 72.0;
/// The least width of the names.
const LEAST_NAME_WIDTH: f32 = 172.0;

/// All columns that may be chosen. Partners are the ties, and are not offered twice.
fn offered(document: &Document) -> Vec<SortKey> {
    let measures = MemberMeasure::ALL.into_iter().filter(|_| !document.links.is_empty());
    let measures = measures.filter(|measure| *measure != MemberMeasure::Degree);
    let has_sizes = document.members.iter().any(|member| member.employees.is_some());
    has_sizes
        .then_some(SortKey::Employees)
        .into_iter()
        .chain([SortKey::Ties])
        .chain(measures.map(SortKey::Measure))
        .collect()
}

/// How many columns of figures a list of a width has room for.
fn room(width: f32) -> usize {
    let columns = (1..=6_u8).take_while(|count| f32::from(*count) * WIDTH + LEAST_NAME_WIDTH <= width);
    columns.count().max(1)
}

/// The columns that are shown in a list of a width: those chosen last, in the order in which they are offered.
fn shown(state: &MembershipState, document: &Document, width: f32) -> Vec<SortKey> {
    let offered = offered(document);
    let chosen: Vec<SortKey> = state
        .columns
        .iter()
        .copied()
        .filter(|key| offered.contains(key))
        .collect();
    let kept = chosen.iter().rev().take(room(width));
    let kept: Vec<SortKey> = kept.copied().collect();
    offered.into_iter().filter(|key| kept.contains(key)).collect()
}

/// Whether a column that is chosen needs the measures of the network.
pub(super) fn need_measures(state: &MembershipState) -> bool {
    let is_measure = |key: &SortKey| matches!(key, SortKey::Measure(_));
    state.columns.iter().any(is_measure) || is_measure(&state.sort)
}

fn label(key: SortKey) -> String {
    match key {
        SortKey::Name => text("members-sort-name"),
        SortKey::Ties => text("members-sort-ties"),
        SortKey::Employees => text("members-sort-employees"),
        SortKey::Measure(measure) => measure.label(),
    }
}

fn explanation(key: SortKey) -> String {
    match key {
        SortKey::Name => String::new(),
        SortKey::Ties => MemberMeasure::Degree.explanation(),
        SortKey::Employees => text("members-sort-employees-explain"),
        SortKey::Measure(measure) => measure.explanation(),
    }
}

/// The button that opens the choice of columns.
pub(super) fn chooser(ui: &mut Ui, state: &mut MembershipState, document: &Document) {
    let name = text("members-columns");
    let button = ui.add(IconButton::new(Icon::Columns3, &name));
    let menu = Popup::menu(&button)
        .width(250.0)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .accessible_name(name.as_str());
    menu.show(|ui| {
        ui.set_width(238.0);
        ScrollArea::vertical().max_height(430.0).show(ui, |ui| {
            for key in offered(document) {
                let mut is_on = state.columns.contains(&key);
                let response = input::checkbox(ui, &mut is_on, &label(key));
                if response.changed() {
                    choose(state, key, is_on);
                }
                response.on_hover_text(crate::ui::text::rich(explanation(key), crate::ui::TextKind::Small));
            }
        });
        ui.add_space(4.0);
        let count = room(state.list_width);
        let words = text_with("members-columns-room", &[("count", Value::from(count))]);
        // The layout of menus would set the sentence to both edges.
        ui.vertical(|ui| heading::note(ui, &words));
    });
}

/// A column that is taken in decides the order, because it was taken in to be read.
fn choose(state: &mut MembershipState, key: SortKey, is_on: bool) {
    state.columns.retain(|other| *other != key);
    if is_on {
        state.columns.push(key);
        state.sort = key;
        state.is_descending = true;
    } else if state.sort == key {
        state.sort = state.columns.last().copied().unwrap_or(SortKey::Name);
        state.is_descending = state.sort != SortKey::Name;
    }
}

/// The heads of the columns: a click sorts, the pointer explains.
pub(super) fn heads(ui: &mut Ui, state: &mut MembershipState, document: &Document) {
    let direction = if state.is_descending {
        Sorting::Descending
    } else {
        Sorting::Ascending
    };
    let width = ui.available_width();
    state.list_width = width;
    let columns = shown(state, document, width);
    state.shown_columns.clone_from(&columns);
    let sorting = |key: SortKey| if state.sort == key { direction } else { Sorting::None };
    let mut clicked = None;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        let figures = columns.iter().fold(0.0, |sum, _| sum + WIDTH);
        let mut head = |ui: &mut Ui, width: f32, align: Align, key: SortKey| {
            let head = column::explained_head(ui, &label(key), (width, align), sorting(key), &explanation(key));
            if head.clicked() {
                clicked = Some(key);
            }
        };
        head(ui, width - figures, Align::Min, SortKey::Name);
        for key in &columns {
            head(ui, WIDTH, Align::Max, *key);
        }
    });
    if let Some(key) = clicked {
        state.is_descending = sorting(key).next(key != SortKey::Name) == Sorting::Descending;
        state.sort = key;
    }
}

/// The number by which members are ordered; below all numbers where there is none.
pub(super) fn rank(session: &Session, network: &NetworkView, key: SortKey, id: MemberId, member: &Member) -> f64 {
    match key {
        SortKey::Name => 0.0,
        SortKey::Ties => shared::amount(network.network.degree(id.position())),
        SortKey::Employees => member.employees.unwrap_or(f64::NEG_INFINITY),
        SortKey::Measure(measure) => {
            let row = session.measures().and_then(|known| known.of(id));
            row.and_then(|row| measure.of(row)).unwrap_or(f64::NEG_INFINITY)
        }
    }
}

/// What stands in a cell.
pub(super) fn cell(session: &Session, network: &NetworkView, key: SortKey, id: MemberId, member: &Member) -> String {
    match (key, member.employees) {
        (SortKey::Employees, Some(persons)) => number::count(persons),
        (SortKey::Employees, None) => text("number-missing"),
        (SortKey::Name, _) => String::new(),
        (SortKey::Ties, _) => number::count(network.network.degree(id.position())),
        (SortKey::Measure(measure), _) => {
            let Some(row) = session.measures().and_then(|known| known.of(id)) else {
                return text("members-columns-waiting");
            };
            measure
                .of(row)
                .map_or_else(|| text("number-missing"), |value| measure.words(value))
        }
    }
}

/// What must be said while measures are not those of the members that are shown.
pub(super) fn waiting_words(state: &MembershipState, session: &Session) -> Option<String> {
    let is_waiting = need_measures(state) && session.measures_are_stale();
    is_waiting.then(|| text(waiting_message(session)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wider_list_has_room_for_more_columns_and_the_narrowest_for_one() {
        assert_eq!([100.0, 328.0, 400.0, 528.0].map(room), [1, 2, 3, 4]);
    }

    #[test]
    fn a_column_that_is_taken_in_decides_the_order_and_one_that_goes_gives_it_up() {
        let mut state = MembershipState::default();
        let key = SortKey::Measure(MemberMeasure::Betweenness);
        choose(&mut state, key, true);
        assert_eq!((state.sort, state.columns.last()), (key, Some(&key)));
        assert!(need_measures(&state));
        choose(&mut state, key, false);
        assert_eq!(state.sort, SortKey::Ties);
        assert!(!need_measures(&state));
    }
}
