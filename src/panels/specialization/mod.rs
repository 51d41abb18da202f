//! The Specialization panel: how much more of an industry a region has than what it is compared with.
//!
//! The numbers are the session's and the analysis room's, each with its explanation; here they are chosen, ordered and drawn.
//! `choices` holds the three fields at the top, `regions` the ranking, `profile` one region over all industries and
//! `explain` what a number rests on.

mod choices;
mod explain;
mod profile;
mod regions;

use egui::{ScrollArea, Ui, vec2};

use super::{explanation, marks};
use crate::document::RegionId;
use crate::messages;
use crate::session::Session;
use crate::session::command::Command;
use crate::session::state::Target;
use crate::ui::{heading, paint};

/// What the panel remembers; everything in it is worked out again when the session's numbers change.
#[derive(Debug, Default)]
pub struct SpecializationState {
    choices: choices::ChoicesState,
    regions: regions::RegionsState,
    profile: profile::ProfileState,
    opened: Option<explain::Opened>,
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
    ScrollArea::vertical()
        .id_salt("specialization")
        .auto_shrink(false)
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
            marks::padded(ui, |ui| choices::show(ui, &mut state.choices, session, commands));
            let opened = regions::show(ui, &mut state.regions, session, &view, commands);
            state.opened = opened.or(state.opened.take());
            ui.add_space(4.0);
            paint::rule(ui);
            marks::padded(ui, |ui| match region_in_focus(session) {
                Some(region) => {
                    let opened = profile::show(ui, &mut state.profile, (session, &view, region), commands);
                    state.opened = opened.or(state.opened.take());
                }
                None => {
                    heading::note(ui, &messages::text("specialization-select-a-region"));
                }
            });
            ui.add_space(16.0);
        });
    explanation::show(ui.ctx(), &mut state.opened, commands);
}

/// The region whose profile is shown: the one selected last.
fn region_in_focus(session: &Session) -> Option<RegionId> {
    let selection = &session.exploration.selection;
    match selection.focus {
        Some(Target::Region(region)) => Some(region),
        _ => selection.regions.last().copied(),
    }
}

/// What is counted, in the reader's words: the unit of the measure, or its name.
fn unit_words(session: &Session) -> String {
    session.unit_words()
}
