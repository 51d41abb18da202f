//! Buttons: filled, outlined and ghost ones with words, icon buttons, and links.
//!
//! A button that cannot be used says why in its tooltip. Which command it stands for is the caller's knowledge.

use egui::{
    Align, Color32, CornerRadius, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, Widget, WidgetInfo, pos2, vec2,
};

use super::focus::{self, Ring};
use super::icons::Icon;
use super::style::{CORNER_CONTROL, CORNER_SMALL};
use super::text::{self, Kind};
use super::theme::Theme;

/// How loud a button is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Emphasis {
    /// The one primary action of a view.
    Filled,
    /// Every other button with words.
    #[default]
    Outline,
    /// The quietest: leaving things as they are.
    Ghost,
    /// The one that destroys something.
    Danger,
}

/// A button with words and perhaps an icon, 32 points high.
#[derive(Clone, Debug)]
#[must_use = "a button does nothing until it is added"]
pub struct Button<'a> {
    label: &'a str,
    icon: Option<Icon>,
    emphasis: Emphasis,
    height: f32,
    width: Option<f32>,
    hint: Hint<'a>,
}

/// What the tooltip of a control says.
#[derive(Clone, Copy, Debug, Default)]
struct Hint<'a> {
    tooltip: Option<&'a str>,
    shortcut: Option<&'a str>,
    disabled_because: Option<&'a str>,
}

impl<'a> Button<'a> {
    /// An outlined button.
    pub fn new(label: &'a str) -> Self {
        Self {
            label,
            icon: None,
            emphasis: Emphasis::Outline,
            height: 32.0,
            width: None,
            hint: Hint::default(),
        }
    }

    /// The filled button: at most one in a view.
    pub fn filled(label: &'a str) -> Self {
        Self::new(label).emphasis(Emphasis::Filled)
    }

    /// A button without outline.
    pub fn ghost(label: &'a str) -> Self {
        Self::new(label).emphasis(Emphasis::Ghost)
    }

    /// Sets how loud it is.
    pub fn emphasis(mut self, emphasis: Emphasis) -> Self {
        self.emphasis = emphasis;
        self
    }

    /// Puts an icon of 16 points before the words.
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// Makes it 36 points high, for the empty state.
    pub fn tall(mut self) -> Self {
        self.height = 36.0;
        self
    }

    /// Gives it a width instead of that of its words.
    pub fn width(mut self, width_pt: f32) -> Self {
        self.width = Some(width_pt);
        self
    }

    /// A sentence that the tooltip adds to the words.
    pub fn tooltip(mut self, tooltip: &'a str) -> Self {
        self.hint.tooltip = Some(tooltip);
        self
    }

    /// The keys that do the same, already in words.
    pub fn shortcut(mut self, keys: Option<&'a str>) -> Self {
        self.hint.shortcut = keys;
        self
    }

    /// Disables it when there is a reason, which its tooltip shows.
    pub fn disabled_because(mut self, reason: Option<&'a str>) -> Self {
        self.hint.disabled_because = reason;
        self
    }

    fn add(&self, ui: &mut Ui) -> Response {
        let theme = Theme::of(ui.ctx());
        let ink = self.ink(theme);
        let galley = text::line(ui.painter(), self.label, Kind::Strong, ink);
        let icon_width = if self.icon.is_some() { 24.0 } else { 0.0 };
        let natural = galley.size().x + icon_width + 24.0;
        let (rect, response) = ui.allocate_exact_size(vec2(self.width.unwrap_or(natural), self.height), Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), self.label));
        if !ui.is_rect_visible(rect) {
            return response;
        }
        let (fill, outline) = self.ground(theme, &response);
        let corner = CornerRadius::same(CORNER_CONTROL);
        ui.painter()
            .rect(rect, corner, fill, Stroke::new(1.0, outline), StrokeKind::Inside);
        let mut x = rect.center().x - (galley.size().x + icon_width) * 0.5;
        if let Some(icon) = self.icon {
            text::icon(ui.painter(), icon, pos2(x + 8.0, rect.center().y), 16.0, ink);
            x += icon_width;
        }
        text::on_baseline(
            ui.painter(),
            &galley,
            x,
            text::baseline_centered(rect.center().y, Kind::Strong),
            Align::Min,
        );
        focus::ring(ui, &response, rect, Ring::Outside { corner: CORNER_CONTROL });
        response
    }

    fn ink(&self, theme: &Theme) -> Color32 {
        match self.emphasis {
            Emphasis::Filled => theme.on_accent,
            Emphasis::Outline => theme.text,
            Emphasis::Ghost => theme.text_secondary,
            Emphasis::Danger => theme.danger,
        }
    }

    fn ground(&self, theme: &Theme, response: &Response) -> (Color32, Color32) {
        let is_pressed = response.is_pointer_button_down_on();
        match self.emphasis {
            Emphasis::Filled if is_pressed => (mixed(theme.accent, theme.text, 0.24), Color32::TRANSPARENT),
            Emphasis::Filled if response.hovered() => (mixed(theme.accent, theme.text, 0.12), Color32::TRANSPARENT),
            Emphasis::Filled => (theme.accent, Color32::TRANSPARENT),
            Emphasis::Danger if response.hovered() => (theme.danger_wash, theme.danger),
            Emphasis::Danger => (theme.surface, theme.danger),
            Emphasis::Outline if is_pressed => (theme.accent_wash, theme.border_strong),
            Emphasis::Outline if response.hovered() => (theme.hover, theme.border_strong),
            Emphasis::Outline => (theme.surface, theme.border),
            Emphasis::Ghost if is_pressed => (theme.accent_wash, Color32::TRANSPARENT),
            Emphasis::Ghost if response.hovered() => (theme.hover, Color32::TRANSPARENT),
            Emphasis::Ghost => (Color32::TRANSPARENT, Color32::TRANSPARENT),
        }
    }
}

impl Widget for Button<'_> {
    fn ui(self, ui: &mut Ui) -> Response {
        let hint = self.hint;
        with_hint(ui, hint, |ui| self.add(ui))
    }
}

/// A button that is only an icon; its label is its accessible name and the first line of its tooltip.
#[derive(Clone, Debug)]
#[must_use = "a button does nothing until it is added"]
pub struct IconButton<'a> {
    icon: Icon,
    label: &'a str,
    size: f32,
    icon_size: f32,
    is_on: bool,
    tint: Option<Color32>,
    hint: Hint<'a>,
}

impl<'a> IconButton<'a> {
    /// An icon button of 32 points.
    pub fn new(icon: Icon, label: &'a str) -> Self {
        let hint = Hint {
            tooltip: Some(label),
            ..Hint::default()
        };
        Self {
            icon,
            label,
            size: 32.0,
            icon_size: 18.0,
            is_on: false,
            tint: None,
            hint,
        }
    }

    /// Makes it 36 points wide and high, for the controls on the map.
    pub fn large(mut self) -> Self {
        self.size = 36.0;
        self
    }

    /// Makes it 24 points wide and high with an icon of 16, for rows.
    pub fn small(mut self) -> Self {
        self.size = 24.0;
        self.icon_size = 16.0;
        self
    }

    /// Shows that what it switches is on.
    pub fn on(mut self, is_on: bool) -> Self {
        self.is_on = is_on;
        self
    }

    /// Draws the icon in a token other than that of its state.
    pub fn tint(mut self, color: Color32) -> Self {
        self.tint = Some(color);
        self
    }

    /// The keys that do the same, already in words.
    pub fn shortcut(mut self, keys: Option<&'a str>) -> Self {
        self.hint.shortcut = keys;
        self
    }

    /// Disables it when there is a reason, which its tooltip shows.
    pub fn disabled_because(mut self, reason: Option<&'a str>) -> Self {
        self.hint.disabled_because = reason;
        self
    }

    fn add(&self, ui: &mut Ui) -> Response {
        let theme = Theme::of(ui.ctx());
        let (rect, response) = ui.allocate_exact_size(vec2(self.size, self.size), Sense::click());
        response.widget_info(|| WidgetInfo::selected(Role::Button, ui.is_enabled(), self.is_on, self.label));
        if ui.is_rect_visible(rect) {
            let ground = match (self.is_on || response.is_pointer_button_down_on(), response.hovered()) {
                (true, _) => theme.accent_wash,
                (false, true) => theme.hover,
                (false, false) => Color32::TRANSPARENT,
            };
            ui.painter()
                .rect_filled(rect, CornerRadius::same(CORNER_CONTROL), ground);
            let ink = if self.is_on {
                theme.accent
            } else {
                self.tint.unwrap_or(theme.text_secondary)
            };
            text::icon(ui.painter(), self.icon, rect.center(), self.icon_size, ink);
            focus::ring(
                ui,
                &response,
                rect.shrink(2.0),
                Ring::Outside { corner: CORNER_CONTROL },
            );
        }
        response
    }
}

impl Widget for IconButton<'_> {
    fn ui(self, ui: &mut Ui) -> Response {
        let hint = self.hint;
        with_hint(ui, hint, |ui| self.add(ui))
    }
}

/// Words in the accent that do something: "25 more". Underlined under the pointer.
#[derive(Clone, Copy, Debug)]
#[must_use = "a link does nothing until it is added"]
pub struct TextLink<'a> {
    label: &'a str,
    kind: Kind,
    icon: Option<Icon>,
}

impl<'a> TextLink<'a> {
    /// A link in body text.
    pub fn new(label: &'a str) -> Self {
        Self {
            label,
            kind: Kind::Body,
            icon: None,
        }
    }

    /// A link in small text.
    pub fn small(mut self) -> Self {
        self.kind = Kind::Small;
        self
    }

    /// Puts an icon after the words, such as the one for pages outside of the program.
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }
}

impl Widget for TextLink<'_> {
    fn ui(self, ui: &mut Ui) -> Response {
        let theme = Theme::of(ui.ctx());
        let icon_width = if self.icon.is_some() { 18.0 } else { 0.0 };
        // A link longer than the row would make its whole panel wider.
        let room = ui.max_rect().width() - icon_width;
        let galley = text::elided(ui.painter(), self.label, self.kind, theme.accent, room);
        let is_cut = galley.elided;
        let size = vec2(galley.size().x + icon_width, self.kind.line_height().max(24.0));
        let (rect, response) = ui.allocate_exact_size(size, Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Link, ui.is_enabled(), self.label));
        if ui.is_rect_visible(rect) {
            let baseline = text::baseline_centered(rect.center().y, self.kind);
            text::on_baseline(ui.painter(), &galley, rect.left(), baseline, Align::Min);
            if response.hovered() {
                let x = rect.left()..=rect.left() + galley.size().x;
                ui.painter().hline(x, baseline + 2.0, Stroke::new(1.0, theme.accent));
            }
            if let Some(icon) = self.icon {
                text::icon(
                    ui.painter(),
                    icon,
                    pos2(rect.right() - 7.0, rect.center().y),
                    14.0,
                    theme.accent,
                );
            }
            focus::ring(ui, &response, rect, Ring::Outside { corner: 2 });
        }
        let response = response.on_hover_cursor(egui::CursorIcon::PointingHand);
        if is_cut {
            response.on_hover_text(text::rich(self.label, Kind::Small))
        } else {
            response
        }
    }
}

/// A key cap such as the one in the search field; returns its width.
#[expect(
    clippy::must_use_candidate,
    reason = "painting is the point; where it ended up is only sometimes wanted"
)]
pub fn key_cap(ui: &Ui, right_center: egui::Pos2, keys: &str) -> f32 {
    let theme = Theme::of(ui.ctx());
    let galley = text::line(ui.painter(), keys, Kind::Axis, theme.text_secondary);
    let width = galley.size().x + 12.0;
    let rect = Rect::from_min_size(pos2(right_center.x - width, right_center.y - 9.0), vec2(width, 18.0));
    ui.painter().rect(
        rect,
        CornerRadius::same(CORNER_SMALL),
        theme.sunken,
        Stroke::new(1.0, theme.border),
        StrokeKind::Inside,
    );
    text::on_baseline(
        ui.painter(),
        &galley,
        rect.center().x,
        text::baseline_centered(rect.center().y, Kind::Axis),
        Align::Center,
    );
    width
}

/// Two colors mixed in gamma space: `share` of the second.
fn mixed(first: Color32, second: Color32, share: f32) -> Color32 {
    first.lerp_to_gamma(second, share)
}

/// Adds a control with its tooltip: what it does and its keys, or why it cannot.
fn with_hint(ui: &mut Ui, hint: Hint<'_>, add: impl FnOnce(&mut Ui) -> Response) -> Response {
    if let Some(reason) = hint.disabled_because {
        let response = ui.add_enabled_ui(false, add).inner;
        return response.on_disabled_hover_ui(|ui| {
            if let Some(tooltip) = hint.tooltip {
                tooltip_line(ui, tooltip, hint.shortcut);
            }
            tooltip_paragraph(ui, reason);
        });
    }
    let response = add(ui);
    match (hint.tooltip, hint.shortcut) {
        (None, None) => response,
        (tooltip, shortcut) => response.on_hover_ui(|ui| tooltip_line(ui, tooltip.unwrap_or_default(), shortcut)),
    }
}

/// One line of a tooltip with keys after it.
pub fn tooltip_line(ui: &mut Ui, sentence: &str, keys: Option<&str>) {
    let theme = Theme::of(ui.ctx());
    ui.horizontal(|ui| {
        if !sentence.is_empty() {
            ui.label(text::rich(sentence, Kind::Small).color(theme.text));
        }
        if let Some(keys) = keys {
            ui.label(text::rich(keys, Kind::Small).color(theme.muted));
        }
    });
}

/// A sentence of a tooltip that wraps.
pub fn tooltip_paragraph(ui: &mut Ui, sentence: &str) {
    let theme = Theme::of(ui.ctx());
    ui.set_max_width(ui.spacing().tooltip_width);
    text::paragraph(ui, sentence, Kind::Small, theme.text_secondary);
}
