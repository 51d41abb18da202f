//! The bar at the top: menu, file and its state, search, years, look and export.
//!
//! It asks by commands; the list that the search opens is the business of `search`.

use egui::{Align, Layout, Rect, RectAlign, Ui, UiBuilder, pos2, vec2};

use super::AtlasApp;
use super::commands::{self, COMMANDS};
use super::search;
use crate::messages;
use crate::session::Session;
use crate::session::command::Command;
use crate::ui::button::{Button, IconButton};
use crate::ui::menu::{self, MenuItem};
use crate::ui::slider::YearSlider;
use crate::ui::text::{self, Kind};
use crate::ui::{Icon, Theme, ThemeKind};

/// The width of the search field where there is room.
const SEARCH_WIDTH: f32 = 440.0;

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
    if width < 120.0 {
        return;
    }
    let start = (whole.center().x - width / 2.0).clamp(from, to - width);
    let place = Rect::from_min_size(pos2(start, whole.center().y - 16.0), vec2(width, 32.0));
    let mut middle = ui.new_child(UiBuilder::new().max_rect(place));
    search::search_ui(app, &mut middle, asked);
}

fn left_ui(app: &AtlasApp, ui: &mut Ui, asked: &mut Vec<Command>) {
    let theme = Theme::of(ui.ctx());
    let button = ui.add(IconButton::new(Icon::Menu, &messages::text("menu")));
    egui::Popup::menu(&button).align(RectAlign::BOTTOM_START).show(|ui| {
        ui.set_min_width(260.0);
        menu_ui(app.session.as_ref(), ui, asked);
    });
    let Some(session) = &app.session else {
        ui.label(text::rich(messages::text("app-name"), Kind::Strong).color(theme.text));
        return;
    };
    let name = text::elided(ui.painter(), &session.file_name, Kind::Strong, theme.text, 240.0);
    ui.add(egui::Label::new(name).selectable(false));
    let (icon, word, tooltip, ink) = if session.path.is_none() {
        (
            Icon::BookOpen,
            "state-sample",
            "state-sample-tooltip",
            theme.text_secondary,
        )
    } else if app.was_saved {
        (Icon::Check, "state-saved", "state-saved-tooltip", theme.success)
    } else {
        (
            Icon::FolderOpen,
            "state-opened",
            "state-opened-tooltip",
            theme.text_secondary,
        )
    };
    let state = ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        ui.label(text::rich_icon(icon, 14.0).color(ink));
        ui.label(text::rich(messages::text(word), Kind::Small).color(ink));
    });
    state
        .response
        .on_hover_text(text::rich(messages::text(tooltip), Kind::Small));
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
        let words = messages::text(entry.message);
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
