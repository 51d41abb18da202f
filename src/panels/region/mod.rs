//! The sheet of one region under the map: its numbers in a grid, and what else the file says of it.
//!
//! It asks for edits like every panel. What is pasted is understood by the session, how a grid is used by `ui::grid`.

mod facts;
mod numbers;

use egui::{Frame, Margin, Ui};

use super::shared;
use crate::document::{MeasureId, RegionId};
use crate::messages::{text, text_with};
use crate::session::Session;
use crate::session::command::Command;
use crate::ui::button::{Button, IconButton};
use crate::ui::grid::GridState;
use crate::ui::{Icon, heading, input};
pub(in crate::panels) use facts::larger;

/// What the sheet remembers between frames.
#[derive(Debug, Default)]
pub struct SheetState {
    /// Whose numbers were shown last.
    region: Option<RegionId>,
    measure: Option<MeasureId>,
    grid: GridState,
    /// Why the last number or table was not taken.
    refusal: Option<String>,
    /// Whether the facts are shown in place of the numbers.
    shows_facts: bool,
}

/// Shows the sheet in the space that is left.
pub fn region_ui(ui: &mut Ui, state: &mut SheetState, session: &Session, commands: &mut Vec<Command>) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let region = session
        .region_in_focus()
        .and_then(|id| Some((id, session.document.region(id)?)));
    if state.region != region.map(|(id, _)| id) {
        state.region = region.map(|(id, _)| id);
        state.refusal = None;
        state.grid = GridState::default();
    }
    let margin = Margin {
        left: 16,
        right: 12,
        top: 8,
        bottom: 10,
    };
    Frame::new().inner_margin(margin).show(ui, |ui| {
        ui.set_width(ui.available_width().max(0.0));
        let name = region.map(|(id, _)| shared::region_name(&session.document, Some(id)));
        let name = name.map(|name| name.map_or_else(|| text("panels-unnamed"), str::to_owned));
        let title = match &name {
            Some(name) if state.shows_facts => name.clone(),
            Some(name) => text_with("region-sheet-title", &[("name", name.as_str().into())]),
            None => text("region-sheet-numbers"),
        };
        head(ui, session, &title, commands);
        let Some((id, region)) = region else {
            heading::empty_result(ui, &text("region-sheet-none"), None);
            return;
        };
        ui.add_space(6.0);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            let views = [text("region-sheet-numbers"), text("region-sheet-facts")];
            let views = views.each_ref().map(String::as_str);
            if let Some(view) = input::segmented(ui, &views, usize::from(state.shows_facts)) {
                state.shows_facts = view == 1;
            }
            if !state.shows_facts {
                numbers::choices(ui, state, session);
            }
        });
        ui.add_space(6.0);
        if state.shows_facts {
            facts::show(ui, session, (id, region), commands);
        } else {
            numbers::show(ui, state, session, id, commands);
        }
    });
}

fn head(ui: &mut Ui, session: &Session, title: &str, commands: &mut Vec<Command>) {
    let close = text("region-sheet-close");
    let selected = session.exploration.selection.regions.len();
    let merge = text_with("merge-regions-button", &[("count", selected.into())]);
    let newer = shared::is_read_only(session).then(|| text("state-read-only-tooltip"));
    heading::section(ui, title, |ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        if ui.add(IconButton::new(Icon::X, &close)).clicked() {
            commands.push(Command::ToggleRegionSheet);
        }
        if selected > 1 {
            let button = Button::new(&merge).icon(Icon::Merge).disabled_because(newer.as_deref());
            if ui.add(button).clicked() {
                commands.push(Command::MergeRegions);
            }
        }
    });
}
