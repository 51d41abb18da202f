//! Bars of shares: one bar split into parts, and a named bar with its figure.
//!
//! Colors of the parts come from the caller, because they are data.

use egui::{
    Align, Color32, CornerRadius, Painter, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use super::paint::{self, Symbol};
use super::text::{self, Kind};
use super::theme::Theme;

/// One part of a split bar.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    /// Its size, in any unit.
    pub value: f32,
    /// Its color.
    pub fill: Color32,
    /// Its outline, 1 point.
    pub edge: Color32,
}

/// A bar of 12 points split into parts with gaps of 2. Parts of zero are left out, all others are at least 3 points wide.
pub fn split(ui: &mut Ui, parts: &[Part], name: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 12.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, name));
    if ui.is_rect_visible(rect) {
        paint_split(ui.painter(), rect, parts);
    }
    response
}

/// Paints a split bar into a rectangle.
pub fn paint_split(painter: &Painter, rect: Rect, parts: &[Part]) {
    const GAP: f32 = 2.0;
    const LEAST: f32 = 3.0;
    let shown: Vec<&Part> = parts.iter().filter(|part| part.value > 0.0).collect();
    let total: f32 = shown.iter().map(|part| part.value).sum();
    if total <= 0.0 {
        paint::bar(painter, rect, 0.0, Theme::of(painter.ctx()));
        return;
    }
    let gaps = shown.iter().skip(1).map(|_| GAP).sum::<f32>();
    let room = (rect.width() - gaps).max(0.0);
    // What the small parts take beyond their share is taken from the others in proportion.
    let is_small = |part: &&&Part| part.value / total * room < LEAST;
    let small_room: f32 = shown.iter().filter(is_small).map(|_| LEAST).sum();
    let large_total: f32 = shown.iter().filter(|part| !is_small(part)).map(|part| part.value).sum();
    let large_room = (room - small_room).max(0.0);
    let mut x = rect.left();
    for part in &shown {
        let width = if is_small(&part) {
            LEAST
        } else {
            part.value / large_total.max(f32::MIN_POSITIVE) * large_room
        };
        let piece = Rect::from_min_size(pos2(x, rect.top()), vec2(width, rect.height()));
        painter.rect(
            piece,
            CornerRadius::same(2),
            part.fill,
            Stroke::new(1.0, part.edge),
            StrokeKind::Inside,
        );
        x += width + GAP;
    }
}

/// One entry of the text under a split bar: its symbol and its count.
#[derive(Clone, Copy)]
pub struct Entry<'a> {
    /// The symbol, 14 points.
    pub symbol: Symbol<'a>,
    /// The count in words.
    pub count: &'a str,
    /// What it counts, for the tooltip and the screen reader.
    pub name: &'a str,
}

/// Symbols with their counts in a row that wraps.
pub fn counts(ui: &mut Ui, entries: &[Entry<'_>]) {
    let theme = Theme::of(ui.ctx());
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 14.0;
        for entry in entries {
            let galley = text::line(ui.painter(), entry.count, Kind::Small, theme.text_secondary);
            let (rect, response) = ui.allocate_exact_size(vec2(18.0 + galley.size().x, 24.0), Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{}: {}", entry.name, entry.count)));
            (entry.symbol)(
                ui.painter(),
                Rect::from_center_size(pos2(rect.left() + 6.0, rect.center().y), vec2(14.0, 14.0)),
            );
            let baseline = text::baseline_centered(rect.center().y, Kind::Small);
            text::on_baseline(ui.painter(), &galley, rect.left() + 18.0, baseline, Align::Min);
            response.on_hover_text(text::rich(entry.name, Kind::Small));
        }
    });
}

/// A row of 26: symbol, name, bar and figure, such as the strongest ties or how complete a file is.
#[derive(Clone, Copy)]
#[must_use = "a row does nothing until it is shown"]
pub struct BarRow<'a> {
    name: &'a str,
    figure: &'a str,
    share: f32,
    symbol: Option<Symbol<'a>>,
    bar_width: f32,
    figure_width: f32,
    is_quiet: bool,
}

impl<'a> BarRow<'a> {
    /// A row with its share of the longest bar, 0 to 1.
    pub fn new(name: &'a str, figure: &'a str, share: f32) -> Self {
        Self {
            name,
            figure,
            share,
            symbol: None,
            bar_width: 60.0,
            figure_width: 36.0,
            is_quiet: false,
        }
    }

    /// Paints a symbol of 16 points before the name.
    pub fn symbol(mut self, symbol: Symbol<'a>) -> Self {
        self.symbol = Some(symbol);
        self
    }

    /// Sets the widths of the bar and of the column of figures, in points.
    pub fn columns(mut self, bar_width: f32, figure_width: f32) -> Self {
        self.bar_width = bar_width;
        self.figure_width = figure_width;
        self
    }

    /// Makes it a row that only tells and cannot be clicked.
    pub fn quiet(mut self) -> Self {
        self.is_quiet = true;
        self
    }

    /// Shows it; it can be clicked unless it is quiet.
    pub fn show(self, ui: &mut Ui) -> Response {
        let theme = Theme::of(ui.ctx());
        let (sense, role) = if self.is_quiet {
            (Sense::hover(), Role::Label)
        } else {
            (Sense::click(), Role::Button)
        };
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 26.0), sense);
        response.widget_info(|| WidgetInfo::labeled(role, ui.is_enabled(), format!("{}, {}", self.name, self.figure)));
        if !ui.is_rect_visible(rect) {
            return response;
        }
        let painter = ui.painter();
        if response.hovered() && !self.is_quiet {
            painter.rect_filled(rect.expand2(vec2(6.0, 0.0)), CornerRadius::same(4), theme.hover);
        }
        let baseline = text::baseline_centered(rect.center().y, Kind::Body);
        let mut x = rect.left();
        if let Some(symbol) = self.symbol {
            symbol(
                painter,
                Rect::from_center_size(pos2(x + 8.0, rect.center().y), vec2(16.0, 16.0)),
            );
            x += 24.0;
        }
        let figure = text::line(painter, self.figure, Kind::Body, theme.text);
        text::on_baseline(painter, &figure, rect.right(), baseline, Align::Max);
        let bar_right = rect.right() - self.figure_width.max(figure.size().x + 8.0);
        let bar = Rect::from_min_size(
            pos2(bar_right - self.bar_width, rect.center().y - 2.0),
            vec2(self.bar_width, 4.0),
        );
        paint::bar(painter, bar, self.share, theme);
        let is_cut = text::cut_line(
            painter,
            self.name,
            Kind::Body,
            theme.text,
            (x, baseline, bar.left() - 8.0 - x),
        );
        super::focus::ring(ui, &response, rect.expand2(vec2(6.0, 0.0)), super::focus::Ring::Inside);
        if is_cut {
            response.on_hover_text(text::rich(self.name, Kind::Small))
        } else {
            response
        }
    }
}
