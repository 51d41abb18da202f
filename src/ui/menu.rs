//! Items of menus and context menus: icon, words, keys.
//!
//! Open them in [`egui::Popup::menu`] or `Response::context_menu`; clicking an item closes its menu. Which commands a menu holds
//! is the application's knowledge.

use egui::{Align, CornerRadius, Response, Role, Sense, Ui, Widget, WidgetInfo, pos2, vec2};

use super::focus::{self, Ring};
use super::icons::Icon;
use super::paint;
use super::style::CORNER_SMALL;
use super::text::{self, Kind};
use super::theme::Theme;

/// One item of a menu, 30 high.
#[derive(Clone, Copy, Debug)]
#[must_use = "an item does nothing until it is added"]
pub struct MenuItem<'a> {
    label: &'a str,
    icon: Option<Icon>,
    keys: &'a str,
    is_checked: bool,
    is_danger: bool,
    disabled_because: Option<&'a str>,
}

impl<'a> MenuItem<'a> {
    /// An item with its words, with `…` where more input follows.
    pub fn new(label: &'a str) -> Self {
        Self {
            label,
            icon: None,
            keys: "",
            is_checked: false,
            is_danger: false,
            disabled_because: None,
        }
    }

    /// Draws an icon before the words.
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// The keys that do the same, already in words; empty for none.
    pub fn keys(mut self, keys: &'a str) -> Self {
        self.keys = keys;
        self
    }

    /// Draws a tick: what it switches is on.
    pub fn checked(mut self, is_checked: bool) -> Self {
        self.is_checked = is_checked;
        self
    }

    /// Draws it in the color of destructive actions.
    pub fn danger(mut self) -> Self {
        self.is_danger = true;
        self
    }

    /// Disables it when there is a reason, which its tooltip shows.
    pub fn disabled_because(mut self, reason: Option<&'a str>) -> Self {
        self.disabled_because = reason;
        self
    }

    fn add(&self, ui: &mut Ui) -> Response {
        let theme = Theme::of(ui.ctx());
        let ink = if self.is_danger { theme.danger } else { theme.text };
        let label = text::line(ui.painter(), self.label, Kind::Body, ink);
        let keys = text::line(ui.painter(), self.keys, Kind::Small, theme.muted);
        let gap = if self.keys.is_empty() { 0.0 } else { 32.0 };
        let least = 32.0 + label.size().x + gap + keys.size().x + 10.0;
        let size = vec2(ui.available_width().max(least), 30.0);
        let (rect, response) = ui.allocate_exact_size(size, Sense::click());
        response.widget_info(|| WidgetInfo::selected(Role::MenuItem, ui.is_enabled(), self.is_checked, self.label));
        if !ui.is_rect_visible(rect) {
            return response;
        }
        if response.hovered() {
            ui.painter()
                .rect_filled(rect, CornerRadius::same(CORNER_SMALL), theme.hover);
        }
        let icon = if self.is_checked { Some(Icon::Check) } else { self.icon };
        if let Some(icon) = icon {
            let tint = match (self.is_checked, self.is_danger) {
                (true, _) => theme.accent,
                (false, true) => theme.danger,
                (false, false) => theme.text_secondary,
            };
            text::icon(
                ui.painter(),
                icon,
                pos2(rect.left() + 16.0, rect.center().y),
                16.0,
                tint,
            );
        }
        let baseline = text::baseline_centered(rect.center().y, Kind::Body);
        text::on_baseline(ui.painter(), &label, rect.left() + 32.0, baseline, Align::Min);
        text::on_baseline(ui.painter(), &keys, rect.right() - 10.0, baseline, Align::Max);
        focus::ring(ui, &response, rect, Ring::Inside);
        response
    }
}

impl Widget for MenuItem<'_> {
    fn ui(self, ui: &mut Ui) -> Response {
        let response = match self.disabled_because {
            Some(reason) => {
                let response = ui.add_enabled_ui(false, |ui| self.add(ui)).inner;
                response.on_disabled_hover_text(text::rich(reason, Kind::Small))
            }
            None => self.add(ui),
        };
        if response.clicked() {
            ui.close();
        }
        response
    }
}

/// A rule between groups of items.
pub fn separator(ui: &mut Ui) {
    ui.add_space(2.0);
    paint::rule(ui);
    ui.add_space(2.0);
}

/// The name of a group of items.
pub fn title(ui: &mut Ui, words: &str) {
    let theme = Theme::of(ui.ctx());
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), 26.0));
    let baseline = text::baseline_centered(rect.center().y, Kind::SmallStrong);
    text::cut_line(
        ui.painter(),
        words,
        Kind::SmallStrong,
        theme.muted,
        (rect.left() + 10.0, baseline, rect.width() - 20.0),
    );
}
