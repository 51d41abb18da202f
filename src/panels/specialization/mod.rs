//! The Specialization panel: how much more of an industry a region has than what it is compared with, and what follows from it.
//!
//! The numbers are the session's and the analysis room's, each with its explanation; here they are chosen, ordered and drawn. At the
//! top `choices` holds the fields and `basket` several industries as one; under them stand four tabs: the ranking (`regions`,
//! `strength`, `changes`), one region (`profile`, `rating`, `shift`, `variety`), regions side by side (`compare`, `lines`), and what a
//! region could enter (`openings`). `explain` says what a number rests on.

mod basket;
mod changes;
mod choices;
mod compare;
mod explain;
mod lines;
mod openings;
mod profile;
mod rating;
mod regions;
mod shift;
mod strength;
mod variety;

use std::sync::Arc;

use egui::{Rect, ScrollArea, Ui, pos2, vec2};

use super::{explanation, marks, shared};
use crate::analysis::rating::Ratings;
use crate::analysis::strength::Scheme;
use crate::messages;
use crate::session::Session;
use crate::session::command::Command;
use crate::session::quotients::QuotientView;
use crate::session::study::{RankedBy, Standing, StudyChange, Tab};
use crate::ui::button::IconButton;
use crate::ui::style::PANEL_PADDING;
use crate::ui::{Icon, Theme, heading, input, paint, tabs};

/// What the panel remembers; everything in it is worked out again when the session's numbers change.
#[derive(Debug, Default)]
pub struct SpecializationState {
    choices: choices::ChoicesState,
    basket: basket::BasketState,
    regions: regions::RegionsState,
    changes: changes::ChangesState,
    profile: profile::ProfileState,
    rated: Option<Rated>,
    is_scheme_open: bool,
    opening: Option<crate::document::IndustryId>,
    opened: Option<explain::Opened>,
}

/// The ratings of all regions, worked out once for numbers and rule.
#[derive(Debug)]
struct Rated {
    of: (Arc<QuotientView>, Scheme),
    ratings: Arc<Ratings>,
}

/// Shows the panel.
pub fn specialization_ui(ui: &mut Ui, state: &mut SpecializationState, session: &Session, commands: &mut Vec<Command>) {
    ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
    marks::padded(ui, |ui| {
        ui.add_space(8.0);
        heading::panel_title(ui, &messages::text("specialization-title"), "", |_| ());
    });
    let Some(view) = session.quotients.clone() else {
        marks::padded(ui, |ui| {
            heading::empty_result(ui, &messages::text("specialization-no-numbers"), None);
        });
        return;
    };
    let tab = session.study.tab;
    marks::padded(ui, |ui| {
        choices::show(ui, &mut state.choices, &mut state.basket, session, commands);
        let names = Tab::ALL.map(|tab| messages::text(tab.message_id()));
        let now = Tab::ALL.iter().position(|known| *known == tab).unwrap_or(0);
        let taken = tabs::tabs(ui, &names.each_ref().map(String::as_str), now);
        if let Some(tab) = taken.and_then(|place| Tab::ALL.get(place)) {
            commands.push(Command::Study(StudyChange::Tab(*tab)));
        }
    });
    let (work, message) = session.study_work();
    if work != crate::session::concentration::Standing::Fresh {
        marks::padded(ui, |ui| {
            let ways = (Command::StopStudy, Command::ResumeStudy);
            shared::work(ui, work, message, ways, commands);
        });
    }
    let ratings = state.ratings(session, &view);
    ScrollArea::vertical()
        .id_salt(("specialization", tab))
        .auto_shrink(false)
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
            let shown = (session, &view, &*ratings);
            let opened = match tab {
                Tab::Ranking => ranking(ui, state, shown, commands),
                Tab::Region => region(ui, state, shown, commands),
                Tab::Compare => compare::show(ui, shown, commands),
                Tab::Opportunities => openings::show(ui, &mut state.opening, session, commands),
            };
            state.opened = opened.or(state.opened.take());
            ui.add_space(16.0);
        });
    explanation::show(ui.ctx(), &mut state.opened, commands);
}

/// What every part is shown of.
type Shown<'a> = (&'a Session, &'a Arc<QuotientView>, &'a Ratings);

impl SpecializationState {
    fn ratings(&mut self, session: &Session, view: &Arc<QuotientView>) -> Arc<Ratings> {
        let scheme = session.exploration.scheme;
        if let Some(known) = &self.rated
            && Arc::ptr_eq(&known.of.0, view)
            && known.of.1 == scheme
        {
            return Arc::clone(&known.ratings);
        }
        let ratings = Arc::new(session.ratings(view));
        self.rated = Some(Rated {
            of: (Arc::clone(view), scheme),
            ratings: Arc::clone(&ratings),
        });
        ratings
    }
}

/// All regions in order, by quotient or by change, and the rule by which they count as strong.
fn ranking(
    ui: &mut Ui,
    state: &mut SpecializationState,
    (session, view, ratings): Shown<'_>,
    commands: &mut Vec<Command>,
) -> Option<explain::Opened> {
    let orders = [RankedBy::Quotient, RankedBy::Change];
    let by = session.study.ranked_by;
    if session.document.statistics.years.len() > 1 {
        marks::padded(ui, |ui| {
            let names = ["specialization-by-quotient", "specialization-by-change"].map(messages::text);
            let now = orders.iter().position(|order| *order == by).unwrap_or(0);
            let taken = input::segmented(ui, &names.each_ref().map(String::as_str), now);
            if let Some(order) = taken.and_then(|place| orders.get(place)) {
                commands.push(Command::Study(StudyChange::RankedBy(*order)));
            }
        });
    }
    if by == RankedBy::Change && session.document.statistics.years.len() > 1 {
        return changes::show(ui, &mut state.changes, session, commands);
    }
    let opened = regions::show(ui, &mut state.regions, (session, view, ratings), commands);
    paint::rule(ui);
    marks::padded(ui, |ui| {
        strength::show(ui, &mut state.is_scheme_open, (session, ratings), commands);
    });
    opened
}

/// One region: its number, its rating, its industries, its change and its mix.
fn region(
    ui: &mut Ui,
    state: &mut SpecializationState,
    (session, view, ratings): Shown<'_>,
    commands: &mut Vec<Command>,
) -> Option<explain::Opened> {
    let Some(region) = session.region_in_focus() else {
        marks::padded(ui, |ui| {
            heading::empty_result(ui, &messages::text("specialization-select-a-region"), None);
        });
        return None;
    };
    let mut opened = None;
    marks::padded(ui, |ui| {
        let number = profile::number(ui, &mut state.profile, (session, view, region));
        opened = number.or(opened.take());
        let rated = rating::show(ui, (session, ratings, region));
        opened = rated.or(opened.take());
    });
    paint::rule(ui);
    marks::padded(ui, |ui| {
        profile::show(ui, &mut state.profile, (session, view, region), commands);
    });
    paint::rule(ui);
    let changed = shift::show(ui, (session, region), commands);
    opened = changed.or(opened.take());
    paint::rule(ui);
    marks::padded(ui, |ui| {
        let varied = variety::show(ui, (session, region));
        opened = varied.or(opened.take());
    });
    opened
}

/// A value that a worker works out: the value, where it may be shown, after a sentence that says how it stands.
fn standing<'a, V>(ui: &mut Ui, standing: Standing<'a, V>) -> Option<&'a Arc<V>> {
    let id = match (standing.value.is_some(), standing.is_stale) {
        _ if standing.has_failed => "specialization-failed",
        (true, true) if standing.is_stopped => "specialization-stopped-stale",
        (false, _) if standing.is_stopped => "specialization-stopped",
        (true, true) => "specialization-stale",
        (false, _) => "specialization-coming",
        (true, false) => return standing.value,
    };
    heading::note(ui, &messages::text(id));
    standing.value.filter(|_| !standing.has_failed)
}

/// The button that explains the number of a row: at the end of its name, where no scroll bar lies over it.
fn info(ui: &mut Ui, row: &egui::Response, name_width: f32) -> bool {
    let label = messages::text("specialization-explain");
    let x = row.rect.left() + PANEL_PADDING + name_width - 7.0;
    let place = Rect::from_center_size(pos2(x, row.rect.center().y), vec2(24.0, 24.0));
    let tint = Theme::of(ui.ctx()).muted;
    paint::place(ui, place, IconButton::new(Icon::Info, &label).small().tint(tint)).clicked()
}

/// What is counted, in the reader's words: the unit of the measure, or its name.
fn unit_words(session: &Session) -> String {
    session.unit_words()
}
