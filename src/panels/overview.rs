//! The Overview panel: what the file is, its key figures, who works with whom, how complete it is and where it is from.
//!
//! Counts are those of the members that pass the filter, as everywhere; coverage and sources are the whole file's.

mod editor;
mod figures;
mod file;
mod mixing;

use egui::{ScrollArea, Ui};

use crate::document::{Document, MemberId, RegionId};
use crate::figure::legend::helix_name;
use crate::messages::{number, text, text_with};
use crate::session::Session;
use crate::session::command::{Command, Panel};
use crate::session::overview::OverviewView;
use crate::session::quotients::{field_codes, field_name};
use crate::session::state::Target;
use crate::ui::button::TextLink;
use crate::ui::text::{self as type_setting, Kind};
use crate::ui::{Theme, heading, paint, rows};

use super::explanation::{self, Explanation};
use super::shared;

/// What the panel remembers between frames.
#[derive(Debug, Default)]
pub struct OverviewState {
    opened: Option<Explanation>,
    /// Whether what the file says of itself is shown as fields.
    is_editing: bool,
    editor: editor::EditorState,
}

/// Shows the panel in the space that is left; it pads itself.
pub fn overview_ui(ui: &mut Ui, state: &mut OverviewState, session: &Session, commands: &mut Vec<Command>) {
    let view = session.overview();
    let mut asked = None;
    ScrollArea::vertical()
        .id_salt("overview")
        .auto_shrink(false)
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            shared::padded(ui, |ui| {
                ui.add_space(8.0);
                let title = text(if state.is_editing {
                    "file-edit"
                } else {
                    "overview-title"
                });
                let is_editing = &mut state.is_editing;
                heading::panel_title(ui, &title, "", |ui| editor::toggle(ui, session, is_editing));
                if state.is_editing {
                    editor::editor_ui(ui, &mut state.editor, session, commands);
                    return;
                }
                ui.add_space(4.0);
                about(ui, session, commands);
                if session.overview_is_stale() {
                    let is_first = view.is_none();
                    heading::note(ui, &text(if is_first { "overview-coming" } else { "overview-stale" }));
                }
            });
            if state.is_editing {
                return;
            }
            if let Some(view) = &view {
                asked = counted(ui, session, view, commands);
            }
            section(ui, |ui| file::sources(ui, session, commands));
        });
    state.opened = asked.or(state.opened.take());
    explanation::show(ui.ctx(), &mut state.opened, commands);
}

/// Everything that was counted.
fn counted(ui: &mut Ui, session: &Session, view: &OverviewView, commands: &mut Vec<Command>) -> Option<Explanation> {
    let mut asked = None;
    shared::padded(ui, |ui| {
        asked = figures::counts(ui, session, view);
        asked = figures::employment(ui, session, view).or(asked.take());
        ui.add_space(12.0);
    });
    by_sphere(ui, view);
    if let Some(figures) = &view.field {
        section(ui, |ui| asked = figures::field(ui, session, figures).or(asked.take()));
    }
    if session.exploration.year_position > 0 {
        section(ui, |ui| figures::change(ui, session, view));
    }
    section(ui, |ui| specialization(ui, session, view, commands));
    mixing::show(ui, &view.mixing);
    section(ui, |ui| file::coverage(ui, session, view.coverage));
    asked
}

/// A rule and contents with the padding of the panel; nothing at all where the contents say that there is nothing.
fn section(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    paint::rule(ui);
    shared::padded(ui, |ui| {
        ui.add_space(8.0);
        contents(ui);
        ui.add_space(12.0);
    });
}

fn about(ui: &mut Ui, session: &Session, commands: &mut Vec<Command>) {
    let theme = Theme::of(ui.ctx());
    let document = &session.document;
    let title = document.header.title.as_deref().filter(|title| !title.is_empty());
    let title = title.unwrap_or(&session.file_name);
    type_setting::paragraph(ui, title, Kind::CardTitle, theme.text);
    if let Some(summary) = document.header.summary.as_deref() {
        ui.add_space(2.0);
        type_setting::paragraph(ui, summary, Kind::Body, theme.text_secondary);
    }
    for cluster in &document.clusters {
        ui.add_space(8.0);
        let founded = cluster.founded.map_or_else(String::new, |year| {
            text_with("overview-founded", &[("year", year.to_string().into())])
        });
        let name = shared::dotted(&[&cluster.name, &founded]);
        type_setting::paragraph(ui, name, Kind::Strong, theme.text);
        let industries: Vec<&str> = cluster
            .industries
            .iter()
            .filter_map(|id| document.industry(*id))
            .map(|industry| industry.name.as_str())
            .collect();
        if !industries.is_empty() {
            heading::note(ui, &industries.join(", "));
        }
        if let Some(summary) = cluster.summary.as_deref() {
            heading::note(ui, summary);
        }
        if let Some(id) = cluster.organization {
            organization(ui, document, id, commands);
        }
    }
    ui.add_space(10.0);
}

fn organization(ui: &mut Ui, document: &Document, id: MemberId, commands: &mut Vec<Command>) {
    let theme = Theme::of(ui.ctx());
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 5.0;
        let words = type_setting::rich(text("overview-coordinated"), Kind::Small).color(theme.muted);
        ui.label(words);
        if ui
            .add(TextLink::new(&shared::member_name(document, id)).small())
            .clicked()
        {
            commands.push(Command::Select(Target::Member(id)));
            commands.push(Command::ShowTarget(Target::Member(id)));
            commands.push(Command::ShowPanel(Panel::Members));
        }
    });
}

fn by_sphere(ui: &mut Ui, view: &OverviewView) {
    let counts = &view.spheres;
    if counts.is_empty() {
        return;
    }
    section(ui, |ui| {
        let title = text("overview-by-sphere");
        heading::section_with(ui, &title, "");
        ui.add_space(4.0);
        let words: Vec<String> = counts
            .iter()
            .map(|(helix, count)| format!("{} {}", helix_name(*helix), number::count(*count)))
            .collect();
        shared::sphere_bar(ui, counts, &format!("{title}: {}", words.join(", ")));
    });
}

/// The industry in focus where it is most concentrated.
fn specialization(ui: &mut Ui, session: &Session, figures: &OverviewView, commands: &mut Vec<Command>) {
    let document = &session.document;
    let year = session.year().map_or_else(String::new, |year| year.to_string());
    let Some(view) = session.quotients.as_ref() else {
        heading::section_with(ui, &text("overview-specialization"), "");
        heading::note(ui, &text("overview-no-statistics"));
        return;
    };
    let code = field_codes(document, &view.industries);
    heading::section_with(ui, &text("overview-specialization"), &shared::dotted(&[&code, &year]));
    heading::note(ui, &field_name(document, &view.industries));
    if figures.leaders.is_empty() {
        rows::key_unknown(ui, &text("overview-quotient"), &text("not-published"));
    }
    let mut hovered = None;
    for (id, value) in &figures.leaders {
        let row = rows::key_value(
            ui,
            session.region_name(*id),
            &number::three_significant(*value),
            &text("overview-quotient"),
        );
        if row.hovered() {
            hovered = Some(*id);
        }
    }
    // Only what this panel hovered itself is let go, or it would undo what the pointer is on in the map.
    let memory = egui::Id::unique("overview-hovered-region");
    let before = ui.data(|data| data.get_temp::<Option<RegionId>>(memory)).flatten();
    if hovered != before {
        ui.data_mut(|data| data.insert_temp(memory, hovered));
        commands.push(Command::Hover(hovered.map(Target::Region)));
    }
    heading::note(
        ui,
        &text_with("overview-benchmark", &[("benchmark", session.benchmark_words().into())]),
    );
    if ui.add(TextLink::new(&text("overview-show-ranking")).small()).clicked() {
        commands.push(Command::ShowPanel(Panel::Specialization));
    }
}
