//! The bar at the top: menu, file and its state, search, years, look and export.
//!
//! It asks by commands; the list that the search opens is the business of `search`.

use egui::{Align, Color32, Layout, Rect, RectAlign, Ui, UiBuilder, pos2, vec2};

use super::AtlasApp;
use super::commands::{self, COMMANDS};
use super::search;
use crate::messages;
use crate::session::Session;
use crate::session::command::{Command, Pane};
use crate::ui::button::{Button, IconButton};
use crate::ui::focus::{self, Ring};
use crate::ui::menu::{self, MenuItem};
use crate::ui::slider::YearSlider;
use crate::ui::text::{self, Kind};
use crate::ui::{Icon, Theme, ThemeKind, paint};

/// The width of the search field where there is room.
const SEARCH_WIDTH: f32 = 440.0;
/// Below this width there is a button in place of the search field.
const LEAST_SEARCH_WIDTH: f32 = 150.0;

/// The width of the menu: the longest words with their keys.
const MENU_WIDTH: f32 = 320.0;

/// Shows the bar in all of the room.
pub(super) fn top_bar_ui(app: &mut AtlasApp, ui: &mut Ui, asked: &mut Vec<Command>) {
    let whole = ui.max_rect();
    let row = |left: f32, right: f32| Rect::from_min_max(pos2(left, whole.top()), pos2(right, whole.bottom()));
    let mut left = ui.new_child(
        UiBuilder::new()
            .max_rect(row(whole.left() + 8.0, whole.right()))
            .layout(Layout::left_to_right(Align::Center)),
    );
    left_ui(app, &mut left, asked);
    let mut right = ui.new_child(
        UiBuilder::new()
            .max_rect(row(left.min_rect().right(), whole.right() - 12.0))
            .layout(Layout::right_to_left(Align::Center)),
    );
    right_ui(app, &mut right, asked);
    let (from, to) = (left.min_rect().right() + 16.0, right.min_rect().left() - 16.0);
    let width = SEARCH_WIDTH.min(to - from);
    if width < LEAST_SEARCH_WIDTH {
        narrow_search_ui(app, ui, (row(whole.left() + 48.0, whole.right() - 12.0), from), asked);
        return;
    }
    let start = (whole.center().x - width / 2.0).clamp(from, to - width);
    let place = Rect::from_min_size(pos2(start, whole.center().y - 16.0), vec2(width, 32.0));
    let mut middle = ui.new_child(UiBuilder::new().max_rect(place));
    search::search_ui(app, &mut middle, asked);
}

/// Where the bar has no room for the field: a button, and the field over the whole bar while it is open.
fn narrow_search_ui(app: &mut AtlasApp, ui: &mut Ui, (bar, from): (Rect, f32), asked: &mut Vec<Command>) {
    if app.search.is_open() {
        ui.painter().rect_filled(bar, 0, Theme::of(ui.ctx()).surface);
        let mut over = ui.new_child(UiBuilder::new().max_rect(bar.shrink2(vec2(0.0, 10.0))));
        search::search_ui(app, &mut over, asked);
        return;
    }
    let keys = commands::keys_of(ui.ctx(), "command-search");
    let words = messages::text("command-search");
    let button = IconButton::new(Icon::Search, &words).shortcut(keys.as_deref());
    let place = Rect::from_center_size(pos2(from, bar.center().y), vec2(32.0, 32.0));
    if paint::place(ui, place, button).clicked() {
        asked.push(Command::ShowSearch);
    }
}

fn left_ui(app: &AtlasApp, ui: &mut Ui, asked: &mut Vec<Command>) {
    let theme = Theme::of(ui.ctx());
    let button = ui.add(IconButton::new(Icon::Menu, &messages::text("menu")));
    egui::Popup::menu(&button).align(RectAlign::BOTTOM_START).show(|ui| {
        ui.set_width(MENU_WIDTH);
        ui.spacing_mut().item_spacing.y = 0.0;
        // Below the bar and above the end of the window: in low windows the menu scrolls.
        let most = (ui.ctx().content_rect().height() - 60.0).max(120.0);
        egui::ScrollArea::vertical()
            .max_height(most)
            .min_scrolled_height(most)
            .show(ui, |ui| menu_ui(app.session.as_ref(), ui, asked));
    });
    let Some(session) = &app.session else {
        ui.label(text::rich(messages::text("app-name"), Kind::Strong).color(theme.text));
        return;
    };
    pane_ui(app, ui, asked);
    let room = (ui.max_rect().width() * 0.16).clamp(90.0, 240.0);
    let name = text::elided(ui.painter(), &session.file_name, Kind::Strong, theme.text, room);
    let label = ui.add(egui::Label::new(name).selectable(false));
    let place = session.path.as_ref().map(|path| path.display().to_string());
    label.on_hover_text(text::rich(place.as_deref().unwrap_or(&session.file_name), Kind::Small));
    let (icon, word, ink) = state_of(app, session, theme);
    let tooltip = format!("{word}-tooltip");
    let state = ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        ui.label(text::rich_icon(icon, 14.0).color(ink));
        ui.label(text::rich(messages::text(word), Kind::Small).color(ink));
    });
    let state = state
        .response
        .on_hover_text(text::rich(messages::text(&tooltip), Kind::Small));
    if session.is_changed() {
        let listed = ui.interact(state.rect, ui.scope_id().with("changes"), egui::Sense::click());
        let name = messages::text("command-changes");
        listed.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, name.as_str()));
        focus::ring(ui, &listed, state.rect, Ring::Outside { corner: 4 });
        if listed.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
            asked.push(Command::ShowChanges);
        }
    }
    history_ui(session, ui, asked);
}

/// The state of the file: its icon, the message of its word, and its color.
fn state_of(app: &AtlasApp, session: &Session, theme: &Theme) -> (Icon, &'static str, Color32) {
    let is_newer = crate::panels::shared::is_read_only(session);
    if app.is_recovered {
        (Icon::History, "state-recovered", theme.warning)
    } else if session.is_changed() {
        (Icon::CircleDot, "state-changed", theme.warning)
    } else if is_newer {
        (Icon::Lock, "state-read-only", theme.text_secondary)
    } else if app.is_read_only {
        (Icon::Lock, "state-protected", theme.text_secondary)
    } else if session.path.is_none() {
        (Icon::BookOpen, "state-sample", theme.text_secondary)
    } else if app.was_saved {
        (Icon::Check, "state-saved", theme.success)
    } else {
        (Icon::FolderOpen, "state-opened", theme.text_secondary)
    }
}

/// Undo and redo, each with the name of the step that it takes.
fn history_ui(session: &Session, ui: &mut Ui, asked: &mut Vec<Command>) {
    ui.spacing_mut().item_spacing.x = 2.0;
    for (icon, message, command) in [
        (Icon::Undo2, "command-undo", Command::Undo),
        (Icon::Redo2, "command-redo", Command::Redo),
    ] {
        let words = words_of(message, Some(session));
        let needs = commands::entry_of(message).map(|entry| entry.needs);
        let reason = needs.and_then(|needs| commands::why_not(needs, Some(session)));
        let reason = reason.map(messages::text);
        let keys = commands::keys_of(ui.ctx(), message);
        let button = IconButton::new(icon, &words)
            .shortcut(keys.as_deref())
            .disabled_because(reason.as_deref());
        if ui.add(button).clicked() {
            asked.push(command);
        }
    }
}

/// The words of a command; undo and redo name the step that they take.
fn words_of(message: &str, session: Option<&Session>) -> String {
    let step = match message {
        "command-undo" => session.and_then(Session::undo_name).map(|name| ("undo-named", name)),
        "command-redo" => session.and_then(Session::redo_name).map(|name| ("redo-named", name)),
        _ => None,
    };
    match step {
        Some((id, name)) => messages::text_with(id, &[("name", name.into())]),
        None => messages::text(message),
    }
}

/// Folds layers and filter, or opens them again.
fn pane_ui(app: &AtlasApp, ui: &mut Ui, asked: &mut Vec<Command>) {
    let is_shown = app.shown_panes.0;
    let words = messages::text(if is_shown { "bar-fold-left" } else { "bar-open-left" });
    let keys = commands::keys_of(ui.ctx(), "command-left-panel");
    let button = IconButton::new(Icon::PanelLeft, &words).shortcut(keys.as_deref());
    if ui.add(button).clicked() {
        asked.push(Command::TogglePane(Pane::Left));
    }
}

fn menu_ui(session: Option<&Session>, ui: &mut Ui, asked: &mut Vec<Command>) {
    let mut group = Some(0);
    for entry in COMMANDS.iter().filter(|entry| entry.group.is_some()) {
        if entry.group != group {
            menu::separator(ui);
            group = entry.group;
        }
        let keys = commands::keys_of(ui.ctx(), entry.message).unwrap_or_default();
        let reason = commands::why_not(entry.needs, session).map(messages::text);
        let words = words_of(entry.message, session);
        let item = MenuItem::new(&words)
            .icon(entry.icon)
            .keys(&keys)
            .disabled_because(reason.as_deref());
        if ui.add(item).clicked() {
            asked.push((entry.make)());
        }
    }
}

fn right_ui(app: &AtlasApp, ui: &mut Ui, asked: &mut Vec<Command>) {
    let ctx = ui.ctx().clone();
    let keys = |message: &str| commands::keys_of(&ctx, message);
    if let Some(session) = &app.session {
        let words = messages::text("export");
        let tooltip = messages::text("command-export");
        let button = Button::filled(&words).icon(Icon::Share).tooltip(&tooltip);
        if ui.add(button.shortcut(keys("command-export").as_deref())).clicked() {
            asked.push(Command::ExportPictureDialog);
        }
        theme_ui(app, ui, asked);
        years_ui(app, session, ui, asked);
    } else {
        let words = messages::text("command-settings");
        let button = IconButton::new(Icon::Settings, &words);
        if ui.add(button.shortcut(keys("command-settings").as_deref())).clicked() {
            asked.push(Command::ShowSettings);
        }
        theme_ui(app, ui, asked);
    }
}

fn theme_ui(app: &AtlasApp, ui: &mut Ui, asked: &mut Vec<Command>) {
    let (icon, word) = match app.settings.theme {
        ThemeKind::Light => (Icon::Sun, "theme-light"),
        ThemeKind::Dark => (Icon::Moon, "theme-dark"),
        ThemeKind::Projector => (Icon::Projector, "theme-projector"),
    };
    let keys = commands::keys_of(ui.ctx(), "command-theme");
    let words = messages::text(word);
    if ui
        .add(IconButton::new(icon, &words).shortcut(keys.as_deref()))
        .clicked()
    {
        asked.push(Command::NextTheme);
    }
}

/// The years: nothing where the numbers are undated, no slider where there is only one.
fn years_ui(app: &AtlasApp, session: &Session, ui: &mut Ui, asked: &mut Vec<Command>) {
    let years = &session.document.statistics.years;
    let Some(year) = session.year() else { return };
    let mut chosen = year;
    // The bar fills from the right, and a slider is laid out from the left.
    let rail = Rect::from_min_size(
        pos2(
            ui.available_rect_before_wrap().right() - 236.0,
            ui.max_rect().center().y - 20.0,
        ),
        vec2(236.0, 40.0),
    );
    if years.len() < 2 || rail.left() < ui.max_rect().left() + 160.0 {
        return;
    }
    ui.allocate_space(vec2(236.0, 40.0));
    let mut inner = ui.new_child(
        UiBuilder::new()
            .max_rect(rail)
            .layout(Layout::left_to_right(Align::Min)),
    );
    let slider = YearSlider::new(&messages::text("year"), years).show(&mut inner, &mut chosen);
    if slider.changed()
        && let Some(position) = session.document.statistics.year_position(chosen)
    {
        asked.push(Command::SetYear(position));
    }
    let (icon, word) = if app.next_year_at.is_some() {
        (Icon::Pause, "command-pause")
    } else {
        (Icon::Play, "command-play")
    };
    if ui.add(IconButton::new(icon, &messages::text(word))).clicked() {
        asked.push(Command::TogglePlay);
    }
}
