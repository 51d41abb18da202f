//! Switches between views and filters: the tabs of the icon rail, and chips.
//!
//! They show what is on and say when they are clicked; what a tab opens is the caller's knowledge.

use egui::{
    Align, Color32, CornerRadius, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, Widget, WidgetInfo, pos2, vec2,
};

use super::button;
use super::focus::{self, Ring};
use super::icons::Icon;
use super::paint::{SELECTION_BAR, Symbol};
use super::style::CORNER_PLATE;
use super::text::{self, Kind};
use super::theme::Theme;

/// What a label leaves free at either side of its tab, in points.
const LABEL_MARGIN: f32 = 6.0;

/// A tab of the icon rail, 80 × 56: icon over label.
#[derive(Clone, Copy, Debug)]
#[must_use = "a tab does nothing until it is added"]
pub struct IconTab<'a> {
    icon: Icon,
    label: &'a str,
    is_on: bool,
    count: usize,
    shortcut: Option<&'a str>,
}

impl<'a> IconTab<'a> {
    /// The width and height of a tab in points.
    pub const SIZE: egui::Vec2 = vec2(80.0, 56.0);

    /// A tab that is off.
    pub fn new(icon: Icon, label: &'a str) -> Self {
        Self {
            icon,
            label,
            is_on: false,
            count: 0,
            shortcut: None,
        }
    }

    /// Shows that its panel is open.
    pub fn on(mut self, is_on: bool) -> Self {
        self.is_on = is_on;
        self
    }

    /// A red dot with a count; none at zero.
    pub fn count(mut self, count: usize) -> Self {
        self.count = count;
        self
    }

    /// The keys that do the same, already in words.
    pub fn shortcut(mut self, keys: Option<&'a str>) -> Self {
        self.shortcut = keys;
        self
    }

    fn paint(&self, ui: &Ui, rect: Rect, response: &Response) {
        let theme = Theme::of(ui.ctx());
        let painter = ui.painter();
        let corner = CornerRadius::same(CORNER_PLATE);
        if self.is_on {
            painter.rect_filled(rect, corner, theme.accent_wash);
            // The bar stands on the rail's own edge, so that it reads as a mark of the whole panel.
            let edge = rect.left() - (ui.max_rect().width() - rect.width()).max(0.0) / 2.0;
            let bar = Rect::from_min_size(pos2(edge, rect.center().y - 14.0), vec2(SELECTION_BAR, 28.0));
            painter.rect_filled(bar, CornerRadius::same(1), theme.accent);
        } else if response.hovered() {
            painter.rect_filled(rect, corner, theme.hover);
        }
        let (icon_ink, ink, kind) = if self.is_on {
            (theme.accent, theme.accent, super::fonts::Face::Semibold)
        } else {
            (theme.text_secondary, theme.text_secondary, super::fonts::Face::Regular)
        };
        text::icon(painter, self.icon, rect.center() - vec2(0.0, 8.0), 20.0, icon_ink);
        let set = |size: f32| painter.layout_no_wrap(self.label.to_owned(), kind.at(size), ink);
        let mut galley = set(12.0);
        // A long label is set smaller, so that it keeps off the edges of its tab.
        let room = rect.width() - 2.0 * LABEL_MARGIN;
        if galley.size().x > room {
            galley = set((12.0 * room / galley.size().x).max(10.0));
        }
        let baseline = text::baseline_centered(rect.center().y + 14.0, Kind::Axis);
        text::on_baseline(painter, &galley, rect.center().x, baseline, Align::Center);
        if self.count > 0 {
            self.paint_count(ui, rect, theme);
        }
    }

    fn paint_count(&self, ui: &Ui, rect: Rect, theme: &Theme) {
        let digits = crate::messages::number::count(self.count.min(999));
        let galley = ui
            .painter()
            .layout_no_wrap(digits, super::fonts::Face::Semibold.at(11.0), theme.surface);
        let size = vec2((galley.size().x + 8.0).max(16.0), 16.0);
        let dot = Rect::from_center_size(rect.center() + vec2(14.0, -16.0), size);
        ui.painter().rect_filled(dot, CornerRadius::same(8), theme.danger);
        let baseline = dot.center().y + 11.0 * super::fonts::CAP_HEIGHT / 2.0;
        text::on_baseline(ui.painter(), &galley, dot.center().x, baseline, Align::Center);
    }
}

impl Widget for IconTab<'_> {
    fn ui(self, ui: &mut Ui) -> Response {
        let (rect, response) = ui.allocate_exact_size(Self::SIZE, Sense::click());
        response.widget_info(|| WidgetInfo::selected(Role::Tab, ui.is_enabled(), self.is_on, self.label));
        if ui.is_rect_visible(rect) {
            self.paint(ui, rect, &response);
            focus::ring(ui, &response, rect.shrink(3.0), Ring::Outside { corner: CORNER_PLATE });
        }
        match self.shortcut {
            Some(keys) => response.on_hover_ui(|ui| button::tooltip_line(ui, self.label, Some(keys))),
            None => response,
        }
    }
}

/// What a chip leaves free at either end.
const CHIP_PADDING: f32 = 9.0;

/// A chip, 26 high: a filter that is on or off.
#[derive(Clone, Copy)]
#[must_use = "a chip does nothing until it is added"]
pub struct Chip<'a> {
    label: &'a str,
    name: &'a str,
    symbol: Option<Symbol<'a>>,
    is_on: bool,
    can_close: bool,
}

impl<'a> Chip<'a> {
    /// A chip that is off.
    pub fn new(label: &'a str) -> Self {
        Self {
            label,
            name: label,
            symbol: None,
            is_on: false,
            can_close: false,
        }
    }

    /// A name for the screen reader and the tooltip where the label is only a count.
    pub fn name(mut self, name: &'a str) -> Self {
        self.name = name;
        self
    }

    /// Paints a symbol of 14 points before the words.
    pub fn symbol(mut self, symbol: Symbol<'a>) -> Self {
        self.symbol = Some(symbol);
        self
    }

    /// Shows that it is on.
    pub fn on(mut self, is_on: bool) -> Self {
        self.is_on = is_on;
        self
    }

    /// Draws a cross: clicking it takes the filter away.
    pub fn closable(mut self) -> Self {
        self.can_close = true;
        self
    }
}

impl Widget for Chip<'_> {
    fn ui(self, ui: &mut Ui) -> Response {
        let theme = Theme::of(ui.ctx());
        let (ink, kind) = if self.is_on {
            (theme.accent, Kind::SmallStrong)
        } else {
            (theme.text, Kind::Small)
        };
        let galley = text::line(ui.painter(), self.label, kind, ink);
        let symbol_width = if self.symbol.is_some() { 18.0 } else { 0.0 };
        let cross_width = if self.can_close { 18.0 } else { 0.0 };
        let size = vec2(galley.size().x + symbol_width + cross_width + 2.0 * CHIP_PADDING, 26.0);
        let (rect, response) = ui.allocate_exact_size(size, Sense::click());
        response.widget_info(|| WidgetInfo::selected(Role::Button, ui.is_enabled(), self.is_on, self.name));
        if ui.is_rect_visible(rect) {
            let fill = match (self.is_on, response.hovered()) {
                (true, _) => theme.accent_wash,
                (false, true) => theme.hover,
                (false, false) => theme.surface,
            };
            let outline = if self.is_on { theme.accent } else { theme.border };
            ui.painter().rect(
                rect,
                CornerRadius::same(13),
                fill,
                Stroke::new(1.0, outline),
                StrokeKind::Inside,
            );
            let mut x = rect.left() + CHIP_PADDING;
            if let Some(symbol) = self.symbol {
                symbol(
                    ui.painter(),
                    Rect::from_center_size(pos2(x + 7.0, rect.center().y), vec2(14.0, 14.0)),
                );
                x += symbol_width;
            }
            text::on_baseline(
                ui.painter(),
                &galley,
                x,
                text::baseline_centered(rect.center().y, kind),
                Align::Min,
            );
            if self.can_close {
                text::icon(
                    ui.painter(),
                    Icon::X,
                    pos2(rect.right() - 15.0, rect.center().y),
                    14.0,
                    ink,
                );
            }
            focus::ring(ui, &response, rect, Ring::Outside { corner: 13 });
        }
        if self.name == self.label {
            response
        } else {
            response.on_hover_text(text::rich(self.name, Kind::Small))
        }
    }
}

/// The color swatch of a legend class: a button, because hovering it flashes the class on the map.
pub fn swatch(ui: &mut Ui, size: egui::Vec2, fill: Color32, name: &str) -> Response {
    let theme = Theme::of(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), name));
    let outline = if response.hovered() {
        Stroke::new(2.0, theme.text)
    } else {
        Stroke::new(1.0, theme.border)
    };
    ui.painter()
        .rect(rect, CornerRadius::ZERO, fill, outline, StrokeKind::Inside);
    focus::ring(ui, &response, rect, Ring::Outside { corner: 0 });
    response
}
