//! The Members panel: search, spheres, the list of members, and the card of one.
//!
//! It remembers how the list is sorted; the filter and the selection are the session's.

mod bulk;
mod card;
mod columns;
mod editor;
mod facts;
mod list;

use egui::{Rect, Ui, UiBuilder};

use crate::analysis::network::member_measure::MemberMeasure;
use crate::document::MemberId;
use crate::messages::{number, text};
use crate::session::Session;
use crate::session::command::Command;
use crate::session::state::Target;
use crate::ui::{heading, paint};

use super::shared;
pub(in crate::panels) use editor::{choice, industries, set};
pub(in crate::panels) use facts::{in_words, value_in_words};

/// What the card leaves the list even in low windows: its head and three rows.
const LEAST_LIST_HEIGHT: f32 = 330.0;

/// By what the list is sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SortKey {
    /// The name, without regard to case.
    Name,
    /// How many members it is tied to.
    #[default]
    Ties,
    /// How many persons work there.
    Employees,
    /// A measure of its ties.
    Measure(MemberMeasure),
}

/// What the panel remembers between frames.
#[derive(Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "Each is one switch of the panel that stands for itself."
)]
pub struct MembershipState {
    /// By what the list is sorted.
    pub sort: SortKey,
    /// Whether the largest, or the last of the alphabet, stands on top.
    pub is_descending: bool,
    /// The columns that were chosen, the last one last; those that find no room are left out from the first on.
    columns: Vec<SortKey>,
    /// Those that are shown in this frame.
    shown_columns: Vec<SortKey>,
    /// How wide the list was when it was last shown.
    list_width: f32,
    /// Whether the card lists all ties.
    shows_all_ties: bool,
    /// Whether the card shows fields to edit.
    is_editing: bool,
    /// Whether the card lists all links.
    shows_all_links: bool,
    order: list::Order,
    facts: Option<facts::Facts>,
    /// The member that the list has shown as hovered.
    hovered: Option<MemberId>,
    /// The member that the card has shown as hovered among the strongest ties.
    hovered_partner: Option<MemberId>,
    /// The member that the list has last brought into view.
    shown: Option<Target>,
    card_height: f32,
}

impl Default for MembershipState {
    fn default() -> Self {
        Self {
            sort: SortKey::default(),
            is_descending: true,
            columns: vec![SortKey::Employees, SortKey::Ties],
            shown_columns: Vec::new(),
            list_width: 328.0,
            shows_all_ties: false,
            is_editing: false,
            shows_all_links: false,
            order: list::Order::default(),
            facts: None,
            hovered: None,
            hovered_partner: None,
            shown: None,
            card_height: 360.0,
        }
    }
}

impl MembershipState {
    /// Whether what the list shows needs the measures of the network.
    #[must_use]
    pub fn needs_measures(&self) -> bool {
        columns::need_measures(self)
    }
}

/// Shows the panel in the space that is left. It pads itself, because the rows of its list span the whole width.
pub fn members_ui(ui: &mut Ui, state: &mut MembershipState, session: &Session, commands: &mut Vec<Command>) {
    ui.spacing_mut().item_spacing.y = 0.0;
    if session.document.members.is_empty() {
        shared::padded(ui, |ui| {
            heading::panel_title(ui, &text("members-title"), &number::count(0_usize), |_| ());
            heading::empty_result(ui, &text("members-none"), None);
        });
        return;
    }
    let (list_rect, card_rect) = split(ui, state, session);
    let mut upper = ui.new_child(UiBuilder::new().id_salt("members-upper").max_rect(list_rect));
    upper.set_clip_rect(list_rect.intersect(ui.clip_rect()));
    list::show(&mut upper, state, session, commands);
    if let (Some(rect), Some(Target::Member(id))) = (card_rect, session.exploration.selection.focus) {
        paint::rule_at(ui.painter(), rect.x_range(), rect.top(), crate::ui::Theme::of(ui.ctx()));
        let inner = rect.with_min_y(rect.top() + 1.0);
        let mut lower = ui.new_child(UiBuilder::new().id_salt("members-card").max_rect(inner));
        lower.set_clip_rect(inner.intersect(ui.clip_rect()));
        if session.exploration.selection.members.len() > 1 {
            state.card_height = bulk::show(&mut lower, session, commands);
        } else {
            card::show(&mut lower, state, session, id, commands);
        }
    }
    ui.advance_cursor_after_rect(ui.available_rect_before_wrap());
}

/// The places of the list and of the card, which takes what it needs and at most three fifths.
fn split(ui: &Ui, state: &MembershipState, session: &Session) -> (Rect, Option<Rect>) {
    let all = ui.available_rect_before_wrap();
    let has_card = matches!(session.exploration.selection.focus, Some(Target::Member(_)));
    if !has_card {
        return (all, None);
    }
    let height = state
        .card_height
        .min(all.height() * 0.6)
        .min((all.height() - LEAST_LIST_HEIGHT).max(all.height() * 0.4));
    let (upper, lower) = all.split_top_bottom_at_y(all.bottom() - height);
    (upper, Some(lower))
}
