//! The filter: for each facet its values with the number of members that all other facets let through.
//!
//! The counts are the session's; what passes is decided there. Layers and their legends are `layers`.

use std::collections::BTreeSet;

use egui::{Ui, vec2};

use super::marks::{self, SymbolMark};
use crate::document::PositionQuality;
use crate::figure::legend::helix_name;
use crate::messages::{self, number};
use crate::session::Session;
use crate::session::command::Command;
use crate::session::state::{Facet, FacetValue, SizeClass};
use crate::ui::button::TextLink;
use crate::ui::rows::FacetRow;
use crate::ui::{TextKind, Theme, heading, input, text};

/// How many values of a facet are shown before the rest folds.
const SHOWN_AT_FIRST: usize = 5;

/// Which facets are unfolded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FacetsState {
    unfolded: BTreeSet<Facet>,
}

/// Shows the filter.
pub fn facets_ui(ui: &mut Ui, state: &mut FacetsState, session: &Session, commands: &mut Vec<Command>) {
    marks::padded(ui, |ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
        if session.document.members.is_empty() {
            heading::section(ui, &messages::text("facets-title"), |_| ());
            heading::note(ui, &messages::text("facets-empty"));
            return;
        }
        head(ui, session, commands);
        for facet in Facet::ALL {
            facet_ui(ui, state, session, facet, commands);
        }
    });
}

fn head(ui: &mut Ui, session: &Session, commands: &mut Vec<Command>) {
    let shown = messages::text_with(
        "facets-shown",
        &[
            ("shown", number::count(session.visible_members.len()).into()),
            ("total", number::count(session.document.members.count()).into()),
        ],
    );
    let filter = &session.exploration.filter;
    let theme = Theme::of(ui.ctx());
    // The way back stands beside the title, so that no row moves away under the pointer.
    heading::section(ui, &messages::text("facets-title"), |ui| {
        ui.spacing_mut().item_spacing.x = 10.0;
        ui.label(text::rich(shown, TextKind::Small).color(theme.muted));
        let clear = messages::text("facets-clear");
        if !filter.is_empty() && ui.add(TextLink::new(&clear).small()).clicked() {
            commands.push(Command::ClearFilter);
        }
    });
    if filter.only_selected || !session.exploration.selection.members.is_empty() {
        let mut is_on = filter.only_selected;
        if input::checkbox(ui, &mut is_on, &messages::text("facets-only-selected")).changed() {
            commands.push(Command::SetOnlySelected(is_on));
        }
    }
}

fn facet_ui(ui: &mut Ui, state: &mut FacetsState, session: &Session, facet: Facet, commands: &mut Vec<Command>) {
    let values = session.facet_values(facet);
    // A facet with one value tells no two members apart.
    if values.len() < 2 {
        return;
    }
    let hidden = &session.exploration.filter.hidden;
    let off = values.iter().filter(|(value, _)| hidden.contains(value)).count();
    group_head(ui, facet, off > 0, || {
        commands.extend(
            values
                .iter()
                .filter(|(value, _)| hidden.contains(value))
                .map(|(value, _)| Command::SetFacet(value.clone(), true)),
        );
    });
    let most = values.iter().map(|(_, count)| *count).max().unwrap_or_default();
    let is_unfolded = state.unfolded.contains(&facet);
    let shown = if is_unfolded || values.len() <= SHOWN_AT_FIRST + 1 {
        values.len()
    } else {
        SHOWN_AT_FIRST
    };
    ui.push_id(("facet", name_id(facet)), |ui| {
        for (value, count) in values.iter().take(shown) {
            value_row(ui, session, value, (*count, most), commands);
        }
    });
    if values.len() > shown {
        let folded_off = values
            .iter()
            .skip(shown)
            .filter(|(value, _)| hidden.contains(value))
            .count();
        let id = if folded_off > 0 {
            "facets-more-off"
        } else {
            "facets-more"
        };
        let rest = number::count(values.len() - shown);
        let words = messages::text_with(id, &[("count", rest.into()), ("off", number::count(folded_off).into())]);
        if ui.add(TextLink::new(&words).small()).clicked() {
            state.unfolded.insert(facet);
        }
    } else if is_unfolded && ui.add(TextLink::new(&messages::text("facets-fewer")).small()).clicked() {
        state.unfolded.remove(&facet);
    }
}

/// The name of a facet, with the way back once some of its values are off.
fn group_head(ui: &mut Ui, facet: Facet, is_filtered: bool, show_all: impl FnOnce()) {
    let name = messages::text(name_id(facet));
    if !is_filtered {
        heading::group(ui, &name);
        return;
    }
    let mut is_clicked = false;
    let width = ui.available_width();
    ui.allocate_ui(vec2(width, 30.0), |ui| {
        ui.horizontal(|ui| {
            let link = messages::text("facets-all");
            ui.allocate_ui(vec2(width - 60.0, 30.0), |ui| heading::group(ui, &name));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                is_clicked = ui.add(TextLink::new(&link).small()).clicked();
            });
        });
    });
    if is_clicked {
        show_all();
    }
}

fn value_row(
    ui: &mut Ui,
    session: &Session,
    value: &FacetValue,
    (count, most): (usize, usize),
    commands: &mut Vec<Command>,
) {
    let is_on = !session.exploration.filter.hidden.contains(value);
    let name = value_name(session, value);
    let words = number::count(count);
    let share = share(count, most);
    let theme = marks::figure_theme(ui);
    let mark = match value {
        FacetValue::Helix(helix) => Some(SymbolMark::of_helix(theme, *helix)),
        _ => None,
    };
    let paint = |painter: &egui::Painter, rect: egui::Rect| {
        if let Some(mark) = &mark {
            mark.paint_in(painter, rect);
        }
    };
    let mut row = FacetRow::new(&name, &words, share).check(is_on);
    if mark.is_some() {
        row = row.symbol(&paint);
    }
    let response = ui.add(row);
    let is_alone = ui.input(|input| input.modifiers.alt);
    if response.clicked() {
        commands.push(if is_alone {
            Command::OnlyFacet(value.clone())
        } else {
            Command::SetFacet(value.clone(), !is_on)
        });
    }
    response.on_hover_text(text::rich(messages::text("facets-alt-click"), TextKind::Small));
}

/// How long a bar is beside the longest one, 0 to 1.
fn share(count: usize, most: usize) -> f32 {
    let of = |count: usize| u16::try_from(count).map_or(f32::from(u16::MAX), f32::from);
    if most == 0 { 0.0 } else { of(count) / of(most) }
}

fn name_id(facet: Facet) -> &'static str {
    match facet {
        Facet::Helix => "facet-helix",
        Facet::Cluster => "facet-cluster",
        Facet::Industry => "facet-industry",
        Facet::Field => "facet-field",
        Facet::Size => "facet-size",
        Facet::Region => "facet-region",
        Facet::Position => "facet-position",
    }
}

/// A facet value in the reader's words.
fn value_name(session: &Session, value: &FacetValue) -> String {
    let document = &session.document;
    let not_stated = || messages::text("facet-not-stated");
    match value {
        FacetValue::Helix(helix) => helix_name(*helix),
        FacetValue::Cluster(None) => messages::text("facet-no-cluster"),
        FacetValue::Cluster(Some(id)) => document
            .cluster(*id)
            .map_or_else(not_stated, |found| found.name.clone()),
        FacetValue::Industry(id) => id
            .and_then(|id| document.industry(id))
            .map_or_else(not_stated, |found| found.name.clone()),
        FacetValue::Field(field) => field.clone().unwrap_or_else(not_stated),
        FacetValue::Region(None) => messages::text("facet-no-region"),
        FacetValue::Region(Some(id)) => session.region_name(*id).to_owned(),
        FacetValue::Size(size) => messages::text(match size {
            SizeClass::Micro => "facet-size-micro",
            SizeClass::Small => "facet-size-small",
            SizeClass::Medium => "facet-size-medium",
            SizeClass::Large => "facet-size-large",
            SizeClass::NotStated => "facet-size-not-stated",
        }),
        FacetValue::Position(quality) => messages::text(match quality {
            PositionQuality::Exact => "facet-position-exact",
            PositionQuality::Street => "facet-position-street",
            PositionQuality::City => "facet-position-city",
            PositionQuality::Region => "facet-position-region",
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_bar_is_full_and_nothing_has_none() {
        assert!((share(343, 343) - 1.0).abs() < f32::EPSILON);
        assert!(share(0, 343).abs() < f32::EPSILON && share(0, 0).abs() < f32::EPSILON);
    }
}
