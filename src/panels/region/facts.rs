//! What the file says of a region besides its numbers, as fields: name, level, the larger region, and further properties.
//!
//! The code is the region's id, to which members and other regions refer; it is shown and never changed.

use egui::{ScrollArea, Ui};

use crate::analysis::geodesy::area_km2;
use crate::analysis::numbers;
use crate::document::edit::Edit;
use crate::document::{Document, Region, RegionId, id_value};
use crate::messages::{number, text, text_with};
use crate::panels::entry;
use crate::panels::membership::{choice, set};
use crate::panels::shared;
use crate::session::Session;
use crate::session::command::Command;
use crate::ui::button::{Button, Emphasis};
use crate::ui::dropdown::Choice;
use crate::ui::field::Field;
use crate::ui::rows::{key_unknown, key_value};
use crate::ui::{Icon, heading};

/// Properties that have fields or edits of their own.
const KNOWN: [&str; 7] = ["kind", "name", "NAME", "level", "parent", "data", "id"];
/// So many further properties are shown; a file with more is edited elsewhere.
const MOST_PROPERTIES: usize = 40;

/// Shows the fields.
pub(super) fn show(ui: &mut Ui, session: &Session, (id, region): (RegionId, &Region), commands: &mut Vec<Command>) {
    let output = ScrollArea::vertical().id_salt(("region-facts", id)).auto_shrink(false);
    output.show(ui, |ui| {
        ui.set_max_width(560.0);
        ui.push_id(id, |ui| {
            if shared::is_read_only(session) {
                heading::note(ui, &text("state-read-only-tooltip"));
                ui.disable();
            }
            own(ui, session, (id, region), commands);
            counted(ui, session, (id, region));
            further(ui, session, region, commands);
            ui.add_space(12.0);
            let words = text("region-delete");
            let button = Button::new(&words).emphasis(Emphasis::Danger).icon(Icon::Trash2);
            if ui.add(button).clicked() {
                commands.push(Command::Edit(Edit::RemoveRegion(id)));
            }
            ui.add_space(8.0);
        });
    });
}

fn own(ui: &mut Ui, session: &Session, (id, region): (RegionId, &Region), commands: &mut Vec<Command>) {
    let name = text("edit-field-name");
    if let Some(name) = Field::new(&name, &region.name).show(ui, entry::name) {
        commands.push(Command::Edit(Edit::Rename {
            feature: region.feature,
            name,
        }));
    }
    let (name, hint) = (text("region-field-level"), text("region-field-level-hint"));
    let level = region.level.clone().unwrap_or_default();
    if let Some(level) = Field::new(&name, &level)
        .hint(&hint)
        .show(ui, |typed| Ok(entry::words(typed)))
    {
        commands.push(set(region.feature, "level", level));
    }
    let document = &session.document;
    let others = larger(document, Some(id));
    let none = text("region-no-parent");
    let names = others.iter().map(|(_, name)| Choice::named(name));
    let choices: Vec<Choice<'_>> = std::iter::once(Choice::named(&none)).chain(names).collect();
    let now = match region.parent {
        Some(parent) => others
            .iter()
            .position(|(other, _)| *other == parent)
            .map(|place| place + 1),
        None => Some(0),
    };
    let name = text("region-field-parent");
    if let Some(taken) = choice(ui, "region-parent", &name, (&choices, now)) {
        let parent = taken.checked_sub(1).and_then(|place| others.get(place));
        let value = parent
            .and_then(|(parent, _)| document.region(*parent)?.id.as_ref())
            .map(id_value);
        commands.push(set(region.feature, "parent", value));
    }
}

/// The regions that another can lie in: those with an id, by which it names them.
pub(in crate::panels) fn larger(document: &Document, but: Option<RegionId>) -> Vec<(RegionId, String)> {
    let regions = document.regions.iter().enumerate();
    regions
        .map(|(position, region)| (RegionId::at(position), region))
        .filter(|(id, region)| region.id.is_some() && Some(*id) != but)
        .map(|(id, region)| (id, region.name.clone()))
        .collect()
}

/// What follows from the file: code, area, members.
fn counted(ui: &mut Ui, session: &Session, (id, region): (RegionId, &Region)) {
    match &region.id {
        Some(code) => key_value(ui, &text("region-field-code"), code.as_str(), ""),
        None => key_unknown(ui, &text("region-field-code"), &text("not-stated")),
    };
    if let Some(shape) = &region.shape {
        let area = numbers::sum(shape.iter().map(area_km2));
        let words = text_with("region-area-value", &[("area", number::three_significant(area).into())]);
        key_value(ui, &text("region-area"), &words, "");
    }
    let members = session.document.members.iter();
    let members = members.filter(|member| member.region == Some(id)).count();
    key_value(ui, &text("region-members"), &number::count(members), "");
}

/// Properties of which the format says nothing, such as population: numbers stay numbers, lists and objects are left alone.
fn further(ui: &mut Ui, session: &Session, region: &Region, commands: &mut Vec<Command>) {
    let properties = session.document.properties(region.feature);
    let measures = &session.document.statistics.measures;
    let is_measure = |key: &str| !properties.contains_key("data") && measures.iter().any(|known| known.id == key);
    heading::group(ui, &text("region-facts-more"));
    if !is_measure("population") && !properties.contains_key("population") {
        let (name, unstated) = (text("region-field-population"), text("not-stated"));
        if let Some(value) = Field::new(&name, "").hint(&unstated).show(ui, entry::amount) {
            commands.push(set(region.feature, "population", value));
        }
    }
    let more = properties
        .iter()
        .filter(|(key, value)| {
            !KNOWN.contains(&key.as_str()) && !is_measure(key) && !value.is_array() && !value.is_object()
        })
        .take(MOST_PROPERTIES);
    for (key, value) in more {
        let shown = entry::shown(Some(value));
        let entered = if value.is_number() {
            Field::new(key, &shown).show(ui, entry::amount)
        } else {
            Field::new(key, &shown).show(ui, |typed| Ok(entry::words(typed)))
        };
        if let Some(value) = entered {
            commands.push(set(region.feature, key, value));
        }
    }
}
