//! The dialog of members that are entered twice: what counts as alike and near, the pairs, and two entries side by side with a choice
//! for every field in which they differ.
//!
//! Searching is done by a worker (`session::duplicates`); merging is one edit like any other.

use std::collections::BTreeSet;

use egui::{Align, Context, Id, Layout, Ui, vec2};

use super::AtlasApp;
use super::dialogs::Modal;
use crate::document::edit::Edit;
use crate::document::{Document, MemberId};
use crate::messages::{number, text, text_with};
use crate::panels::shared;
use crate::session::Session;
use crate::session::command::Command;
use crate::session::duplicates::merge::{Differing, Side, differing, merge};
use crate::session::duplicates::{Found, Pair, Rule};
use crate::session::state::Target;
use crate::ui::button::Button;
use crate::ui::list::VirtualList;
use crate::ui::paint::RowState;
use crate::ui::rows::ListRow;
use crate::ui::text::{self as type_setting, Kind};
use crate::ui::{Icon, Theme, heading, input, overlay, paint};

mod side_by_side;

/// The thresholds that are offered.
const ALIKE: [f64; 4] = [0.8, 0.85, 0.9, 1.0];
const APART_KM: [f64; 4] = [0.1, 1.0, 5.0, 25.0];
/// The height of the list and of what stands beside it.
const HEIGHT: f32 = 380.0;

/// What was chosen and found so far.
#[derive(Debug, Default)]
pub(super) struct DuplicatesForm {
    rule: Rule,
    found: Option<Found>,
    is_searching: bool,
    /// The pair that is looked at, by its place among those that are left.
    at: usize,
    /// Pairs that a person said are different members.
    different: BTreeSet<(MemberId, MemberId)>,
    /// The pair that is compared, in which edition of the document, and what was chosen for it.
    compared: Option<Compared>,
}

/// Two entries and what was chosen for them.
#[derive(Debug)]
struct Compared {
    pair: (MemberId, MemberId),
    edition: u64,
    kept: Side,
    fields: Vec<Differing>,
}

impl DuplicatesForm {
    /// The pairs that are still to be looked at.
    fn left(&self, document: &Document) -> Vec<Pair> {
        let lives = |id: MemberId| document.member(id).is_some();
        let pairs = self.found.iter().flat_map(|found| &found.pairs);
        pairs
            .filter(|pair| lives(pair.first) && lives(pair.second))
            .filter(|pair| !self.different.contains(&(pair.first, pair.second)))
            .copied()
            .collect()
    }

    fn compare(&mut self, session: &Session, pair: Pair) {
        let ids = (pair.first, pair.second);
        let is_fresh = self
            .compared
            .as_ref()
            .is_some_and(|known| known.pair == ids && known.edition == session.edition());
        if !is_fresh {
            self.compared = Some(Compared {
                pair: ids,
                edition: session.edition(),
                kept: Side::First,
                fields: differing(&session.document, ids.0, ids.1),
            });
        }
    }
}

/// What was asked for in the dialog.
enum Asked {
    Search(Rule),
    Merge(Box<Edit>),
    Show(Pair),
    Left,
}

impl AtlasApp {
    /// Opens the dialog and starts to search.
    pub(super) fn find_duplicates(&mut self) {
        self.modal = Modal::Duplicates(Box::default());
        self.search_duplicates(Rule::default());
    }

    fn search_duplicates(&mut self, rule: Rule) {
        let Some(session) = &self.session else { return };
        let request = session.duplicates_request(rule);
        let (number, advance) = self.start_task(text("status-duplicates"));
        self.workers.find_duplicates(number, request, advance);
        if let Modal::Duplicates(form) = &mut self.modal {
            form.rule = rule;
            form.is_searching = true;
        }
    }

    /// Takes what a search found, or that it was stopped.
    pub(super) fn take_duplicates(&mut self, number: u64, found: Option<Found>) {
        let is_awaited = self.ends_task(number);
        if let Modal::Duplicates(form) = &mut self.modal
            && is_awaited
        {
            form.is_searching = false;
            form.at = 0;
            form.found = found;
        }
    }

    /// Shows the dialog where it is open.
    pub(super) fn duplicates_ui(&mut self, ctx: &Context, asked: &mut Vec<Command>) {
        let (Modal::Duplicates(form), Some(session)) = (&mut self.modal, &self.session) else {
            return;
        };
        let share = self.background.task.as_ref().map(|task| task.advance.share());
        match dialog(ctx, form, session, share) {
            None => {}
            Some(Asked::Search(rule)) => self.search_duplicates(rule),
            Some(Asked::Merge(edit)) => asked.push(Command::Edit(*edit)),
            Some(Asked::Show(pair)) => {
                let both = [pair.first, pair.second].map(Target::Member).to_vec();
                asked.extend([Command::SelectMany(both), Command::FitSelection]);
                self.leave_duplicates();
            }
            Some(Asked::Left) => self.leave_duplicates(),
        }
    }

    fn leave_duplicates(&mut self) {
        self.stop_task();
        self.modal = Modal::None;
    }
}

fn dialog(ctx: &Context, form: &mut DuplicatesForm, session: &Session, share: Option<f32>) -> Option<Asked> {
    let title = text("duplicates-title");
    let shown = overlay::modal(ctx, Id::unique("duplicates"), &title, 980.0, |ui| {
        let mut asked = thresholds(ui, form).map(Asked::Search);
        let pairs = form.left(&session.document);
        ui.add_space(4.0);
        counted(ui, form, pairs.len(), share);
        ui.add_space(8.0);
        paint::rule(ui);
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            ui.vertical(|ui| {
                ui.set_width(320.0);
                list(ui, form, session, &pairs);
            });
            ui.add_space(16.0);
            ui.vertical(|ui| {
                ui.set_min_height(HEIGHT);
                asked = asked.take().or(beside(ui, form, session, &pairs));
            });
        });
        paint::rule(ui);
        ui.add_space(12.0);
        let room = vec2(ui.available_width(), 32.0);
        ui.allocate_ui_with_layout(room, Layout::right_to_left(Align::Center), |ui| {
            if ui.add(Button::new(&text("action-close"))).clicked() {
                asked = Some(Asked::Left);
            }
        });
        asked
    });
    shown
        .inner
        .or_else(|| shown.response.should_close().then_some(Asked::Left))
}

/// What counts as alike and as near; gives the rule that was chosen instead.
fn thresholds(ui: &mut Ui, form: &DuplicatesForm) -> Option<Rule> {
    let mut rule = form.rule;
    let alike = ALIKE.map(|share| text_with("duplicates-alike-from", &[("share", number::percent(share).into())]));
    let apart = APART_KM.map(|km| text_with("duplicates-km", &[("km", number::exact(km).into())]));
    let mut chosen = None;
    ui.horizontal_wrapped(|ui| {
        let theme = Theme::of(ui.ctx());
        let row = |ui: &mut Ui, name: &str, labels: &[String], now: Option<usize>| {
            ui.label(type_setting::rich(text(name), Kind::Body).color(theme.text_secondary));
            let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
            let picked = input::segmented(ui, &labels, now.unwrap_or(usize::MAX));
            ui.add_space(16.0);
            picked
        };
        let now = |known: &[f64], value: f64| known.iter().position(|known| (known - value).abs() < 1e-9);
        if let Some(share) =
            row(ui, "duplicates-names", &alike, now(&ALIKE, rule.least_alike)).and_then(|at| ALIKE.get(at))
        {
            rule.least_alike = *share;
            chosen = Some(rule);
        }
        if let Some(km) =
            row(ui, "duplicates-places", &apart, now(&APART_KM, rule.most_apart_km)).and_then(|at| APART_KM.get(at))
        {
            rule.most_apart_km = *km;
            chosen = Some(rule);
        }
    });
    chosen
}

/// How many pairs there are, or how far the search is.
fn counted(ui: &mut Ui, form: &DuplicatesForm, left: usize, share: Option<f32>) {
    let words = match (&form.found, form.is_searching) {
        (_, true) => {
            let share = number::percent(f64::from(share.unwrap_or(0.0)).max(0.1));
            text_with("duplicates-searching", &[("share", share.into())])
        }
        (Some(found), false) if found.total > found.pairs.len() => {
            let values = [
                ("listed", number::count(found.pairs.len()).into()),
                ("count", number::count(found.total).into()),
            ];
            text_with("duplicates-many", &values)
        }
        (Some(_), false) => text_with("duplicates-count", &[("count", left.into())]),
        (None, false) => text("duplicates-stopped"),
    };
    heading::note(ui, &words);
}

fn list(ui: &mut Ui, form: &mut DuplicatesForm, session: &Session, pairs: &[Pair]) {
    form.at = form.at.min(pairs.len().saturating_sub(1));
    let name = text("duplicates-title");
    let now = form.at;
    ui.set_height(HEIGHT);
    let listed = VirtualList::new("duplicates", &name, ListRow::HEIGHT, pairs.len()).cursor(Some(now));
    let outcome = listed.show(ui, |ui, at| {
        let Some(pair) = pairs.get(at) else {
            return ui.response();
        };
        let document = &session.document;
        let first = shared::member_name(document, pair.first);
        let second = shared::member_name(document, pair.second);
        let share = number::percent(pair.alike);
        let row = ListRow::new(&first)
            .second(&second)
            .figure(&share)
            .state(RowState::of(at == now, false))
            .in_list();
        ui.add(row)
    });
    if let Some(chosen) = outcome.chosen.or(outcome.opened) {
        form.at = chosen;
    }
}

/// Two entries side by side, and what can be done with them.
fn beside(ui: &mut Ui, form: &mut DuplicatesForm, session: &Session, pairs: &[Pair]) -> Option<Asked> {
    let Some(pair) = pairs.get(form.at).copied() else {
        if form.found.is_some() && !form.is_searching {
            heading::empty_result(ui, &text("duplicates-none"), None);
        }
        return None;
    };
    form.compare(session, pair);
    let compared = form.compared.as_mut()?;
    let theme = Theme::of(ui.ctx());
    ui.add_space(8.0);
    type_setting::paragraph(ui, pair_words(&pair), Kind::Small, theme.text_secondary);
    egui::ScrollArea::vertical()
        .id_salt("side by side")
        .max_height(HEIGHT - 84.0)
        .auto_shrink([false, false])
        .show(ui, |ui| {
            side_by_side::side_by_side_ui(ui, session, compared.pair, &mut compared.kept, &mut compared.fields);
        });
    let mut asked = None;
    let mut is_different = false;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let words = text("duplicates-merge");
        let read_only = shared::is_read_only(session).then(|| text("state-read-only-tooltip"));
        let button = Button::filled(&words)
            .icon(Icon::Merge)
            .disabled_because(read_only.as_deref());
        if ui.add(button).clicked() {
            let edit = merge(&session.document, compared.pair, compared.kept, &compared.fields);
            asked = Some(Asked::Merge(Box::new(edit)));
        }
        is_different = ui.add(Button::new(&text("duplicates-different"))).clicked();
        if ui.add(Button::ghost(&text("duplicates-show"))).clicked() {
            asked = Some(Asked::Show(pair));
        }
    });
    if is_different {
        form.different.insert((pair.first, pair.second));
    }
    asked
}

/// How alike and how near they are.
fn pair_words(pair: &Pair) -> String {
    let share = number::percent(pair.alike);
    match pair.apart_km {
        Some(km) if km < 0.05 => text_with("duplicates-pair-here", &[("share", share.into())]),
        Some(km) => text_with(
            "duplicates-pair",
            &[("share", share.into()), ("km", number::three_significant(km).into())],
        ),
        None => text_with("duplicates-pair-unplaced", &[("share", share.into())]),
    }
}
