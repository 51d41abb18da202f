//! The line at the foot: where the pointer is, how much is shown, what is being worked on, and the zoom.

use egui::{Align, Layout, Ui};

use super::AtlasApp;
use crate::messages::{self, number};
use crate::session::Session;
use crate::session::command::Command;
use crate::ui::Theme;
use crate::ui::button::TextLink;
use crate::ui::text::{self, Kind};

/// Shows the line; says whether opening, or else the long work under way, should stop.
pub(super) fn status_ui(app: &AtlasApp, ui: &mut Ui, asked: &mut Vec<Command>) -> bool {
    let theme = Theme::of(ui.ctx());
    let mut cancels = false;
    let small = |ui: &mut Ui, words: String| ui.label(text::rich(words, Kind::Small).color(theme.text_secondary));
    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = 16.0;
        if let Some(opening) = &app.opening {
            small(
                ui,
                messages::text_with("status-opening", &[("file", opening.name.as_str().into())]),
            );
            cancels = ui
                .add(TextLink::new(&messages::text("action-cancel")).small())
                .clicked();
        } else if let Some(task) = &app.background.task {
            small(ui, task_words(task));
            cancels = ui
                .add(TextLink::new(&messages::text("action-cancel")).small())
                .clicked();
        } else if let Some(busy) = &app.busy {
            small(ui, busy.clone());
        } else if let Some((words, stopping)) = app.gathering_words(ui.ctx()) {
            small(ui, words);
            let stop = messages::text("action-cancel");
            if ui.add(TextLink::new(&stop).small()).clicked() {
                asked.push(stopping);
            }
        } else if app.assembly.is_slow() {
            small(ui, messages::text("status-drawing"));
        } else if app.session.is_none() {
            small(ui, messages::text("status-offline"));
        }
        if let Some(session) = &app.session {
            if let Some(place) = app.pointer_lon_lat {
                small(ui, place_words(place));
            }
            let ties = app.picture.as_ref().map(|picture| picture.figure.links.len());
            counts_ui((session, ties), ui, &small);
            if session.is_stale() {
                small(ui, messages::text("status-stale"));
            }
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if app.session.is_some() {
                let (_, _, zoom) = app.map.view();
                let zoom = fixed(zoom, 1);
                small(ui, messages::text_with("status-zoom", &[("zoom", zoom.into())]));
            }
            if app.is_software_rendered {
                let label = small(ui, messages::text("status-software"));
                label.on_hover_text(text::rich(messages::text("status-software-tooltip"), Kind::Small));
            }
        });
    });
    cancels
}

/// What is being done, and how much of it is.
fn task_words(task: &super::checking::Task) -> String {
    let share = task.advance.share();
    if share > 0.0 {
        let share = number::percent(f64::from(share).max(0.1));
        messages::text_with(
            "status-task",
            &[("words", task.words.as_str().into()), ("share", share.into())],
        )
    } else {
        task.words.clone()
    }
}

fn counts_ui(
    (session, ties): (&Session, Option<usize>),
    ui: &mut Ui,
    small: &impl Fn(&mut Ui, String) -> egui::Response,
) {
    let total = session.document.members.count();
    if total > 0 {
        let values = [("shown", session.visible_members.len().into()), ("total", total.into())];
        small(ui, messages::text_with("status-members", &values));
    }
    let selection = &session.exploration.selection;
    let selected = selection.members.len() + selection.regions.len();
    match ties.filter(|_| !selection.members.is_empty()) {
        Some(ties) => {
            let values = [("count", selected.into()), ("ties", ties.into())];
            small(ui, messages::text_with("status-selected-ties", &values));
        }
        None if selected > 0 => {
            let values = [("count", selected.into())];
            small(ui, messages::text_with("status-selected", &values));
        }
        None => {}
    }
}

/// A place as "55.7063° N, 13.1946° E".
fn place_words((lon, lat): (f64, f64)) -> String {
    let half = |degrees: f64, positive: &str, negative: &str| {
        let side = if degrees < 0.0 { negative } else { positive };
        format!("{}°\u{202f}{}", fixed(degrees.abs(), 4), messages::text(side))
    };
    format!(
        "{}, {}",
        half(lat, "compass-north", "compass-south"),
        half(lon, "compass-east", "compass-west")
    )
}

/// A number with so many decimals and the decimal sign of the language.
fn fixed(value: f64, decimals: usize) -> String {
    format!("{value:.decimals$}").replace('.', &number::locale().decimal.to_string())
}
