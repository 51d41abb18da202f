//! The Concentration panel: whether members or jobs gather more than chance would put them, where, and at which distances.
//!
//! The numbers are the session's, worked out by workers; here they are chosen, set and explained. `choices` holds the fields at the top,
//! `verdicts` the global tests, `hotspots` what stands out, `curve` the functions of distance, `density`, `footprints` and `centers` the
//! layers of the map, `parts` what all sections share.

mod centers;
mod choices;
mod curve;
mod density;
mod footprints;
mod groups;
mod hotspots;
mod parts;
mod verdicts;

use std::sync::Arc;

use egui::{ScrollArea, Ui, vec2};

use super::explanation::{self, Explanation};
use super::marks;
use crate::analysis::sites::Choice;
use crate::document::{Document, MemberId};
use crate::messages::text;
use crate::session::Session;
use crate::session::command::Command;
use crate::ui::{heading, paint};

/// What the panel remembers.
#[derive(Debug, Default)]
pub struct ConcentrationState {
    opened: Option<Explanation>,
    /// Which members can be compared with all, with their words, worked out once for a document and a filter.
    comparable: Option<Comparable>,
}

/// Which members can be compared with all.
#[derive(Debug)]
struct Comparable {
    of: (Arc<Document>, Arc<Vec<MemberId>>),
    choices: Vec<(Choice, String, String)>,
    suggested: Choice,
}

/// Shows the panel.
pub fn concentration_ui(ui: &mut Ui, state: &mut ConcentrationState, session: &Session, commands: &mut Vec<Command>) {
    ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
    marks::padded(ui, |ui| {
        ui.add_space(8.0);
        heading::panel_title(ui, &text("gathering-title"), "", |_| ());
    });
    ScrollArea::vertical()
        .id_salt("concentration")
        .auto_shrink(false)
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
            marks::padded(ui, |ui| {
                choices::show(ui, session, commands);
                verdicts::show(ui, (state, session), commands);
                hotspots::show(ui, (state, session), commands);
            });
            rule(ui);
            marks::padded(ui, |ui| curve::show(ui, (state, session), commands));
            rule(ui);
            marks::padded(ui, |ui| density::show(ui, session, commands));
            rule(ui);
            marks::padded(ui, |ui| footprints::show(ui, (state, session), commands));
            rule(ui);
            marks::padded(ui, |ui| centers::show(ui, (state, session), commands));
            rule(ui);
            marks::padded(ui, |ui| choices::chance(ui, session, commands));
            ui.add_space(16.0);
        });
    explanation::show(ui.ctx(), &mut state.opened, commands);
}

fn rule(ui: &mut Ui) {
    ui.add_space(4.0);
    paint::rule(ui);
}
