//! Rows painted at fixed columns: facets, list rows, keys with values, measures.
//!
//! Each row is one widget with one accessible name; nested layouts would put text on different baselines and cost time in long
//! lists. Rows show what they are given and say how they were clicked.

use egui::{Align, Rect, Response, Role, Sense, Ui, Widget, WidgetInfo, pos2, vec2};

use super::button::IconButton;
use super::focus::{self, Ring};
use super::icons::Icon;
use super::paint::{self, Check, RowState, Symbol};
use super::style::{PANEL_PADDING, TEXT_AFTER_ICON};
use super::text::{self, Kind};
use super::theme::Theme;

/// A row of a filter, 26 high: checkbox, symbol, name, bar, count.
#[derive(Clone, Copy)]
#[must_use = "a row does nothing until it is added"]
pub struct FacetRow<'a> {
    name: &'a str,
    count: &'a str,
    check: Check,
    share: f32,
    is_empty: bool,
    symbol: Option<Symbol<'a>>,
}

impl<'a> FacetRow<'a> {
    /// A row with its count in words and its share of the longest bar, 0 to 1.
    pub fn new(name: &'a str, count: &'a str, share: f32) -> Self {
        Self {
            name,
            count,
            check: Check::Off,
            share,
            is_empty: share <= 0.0,
            symbol: None,
        }
    }

    /// Sets the checkbox.
    pub fn check(mut self, check: impl Into<Check>) -> Self {
        self.check = check.into();
        self
    }

    /// Paints a symbol of 16 points before the name.
    pub fn symbol(mut self, symbol: Symbol<'a>) -> Self {
        self.symbol = Some(symbol);
        self
    }

    fn paint(&self, ui: &Ui, rect: Rect, is_hovered: bool) -> bool {
        let theme = Theme::of(ui.ctx());
        let painter = ui.painter();
        let middle = rect.center().y;
        if is_hovered {
            painter.rect_filled(rect.expand2(vec2(6.0, 0.0)), egui::CornerRadius::same(4), theme.hover);
        }
        paint::checkbox(painter, pos2(rect.left() + 8.0, middle), self.check, theme, is_hovered);
        let mut x = rect.left() + 24.0;
        if let Some(symbol) = self.symbol {
            symbol(painter, Rect::from_center_size(pos2(x + 8.0, middle), vec2(16.0, 16.0)));
            x += 24.0;
        }
        let ink = if self.is_empty { theme.muted } else { theme.text };
        let baseline = text::baseline_centered(middle, Kind::Body);
        let count = text::line(painter, self.count, Kind::Body, ink);
        text::on_baseline(painter, &count, rect.right(), baseline, Align::Max);
        let bar_right = rect.right() - count.size().x.max(28.0) - 10.0;
        let bar = Rect::from_min_size(pos2(bar_right - 44.0, middle - 2.0), vec2(44.0, 4.0));
        paint::bar(painter, bar, self.share, theme);
        text::cut_line(painter, self.name, Kind::Body, ink, (x, baseline, bar.left() - 8.0 - x))
    }
}

impl Widget for FacetRow<'_> {
    fn ui(self, ui: &mut Ui) -> Response {
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 26.0), Sense::click());
        response.widget_info(|| {
            let name = format!("{}, {}", self.name, self.count);
            WidgetInfo::selected(Role::CheckBox, ui.is_enabled(), self.check == Check::On, name)
        });
        let mut is_cut = false;
        if ui.is_rect_visible(rect) {
            is_cut = self.paint(ui, rect, response.hovered());
            focus::ring(ui, &response, rect.expand2(vec2(6.0, 0.0)), Ring::Inside);
        }
        if is_cut {
            response.on_hover_text(text::rich(self.name, Kind::Small))
        } else {
            response
        }
    }
}

/// A row of a list, 48 high: symbol, name, second line, one figure at the right. It spans the panel with its padding.
#[derive(Clone, Copy)]
#[must_use = "a row does nothing until it is added"]
pub struct ListRow<'a> {
    name: &'a str,
    second: &'a str,
    figure: &'a str,
    figures: &'a [String],
    figure_width: f32,
    state: RowState,
    symbol: Option<Symbol<'a>>,
    icon: Option<Icon>,
    sense: Sense,
}

impl<'a> ListRow<'a> {
    /// The height of a row in points.
    pub const HEIGHT: f32 = 48.0;

    /// A row with a name.
    pub fn new(name: &'a str) -> Self {
        Self {
            name,
            second: "",
            figure: "",
            figures: &[],
            figure_width: 0.0,
            state: RowState::Plain,
            symbol: None,
            icon: None,
            sense: Sense::click(),
        }
    }

    /// The second line: small and muted.
    pub fn second(mut self, second: &'a str) -> Self {
        self.second = second;
        self
    }

    /// The figure at the right.
    pub fn figure(mut self, figure: &'a str) -> Self {
        self.figure = figure;
        self
    }

    /// Figures in columns of a width, under the heads of a list; the last one stands at the right edge.
    pub fn figures(mut self, figures: &'a [String], column_width: f32) -> Self {
        self.figures = figures;
        self.figure_width = column_width;
        self
    }

    /// Shows it as selected or as hovered from elsewhere, such as from the map.
    pub fn state(mut self, state: RowState) -> Self {
        self.state = state;
        self
    }

    /// Paints a symbol of 18 points.
    pub fn symbol(mut self, symbol: Symbol<'a>) -> Self {
        self.symbol = Some(symbol);
        self
    }

    /// Draws an icon in the place of the symbol.
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// Leaves the keyboard to the list around it, which is one stop of the Tab key.
    pub fn in_list(mut self) -> Self {
        self.sense = Sense::CLICK;
        self
    }

    fn paint(&self, ui: &Ui, rect: Rect, response: &Response) -> bool {
        let theme = Theme::of(ui.ctx());
        let painter = ui.painter();
        let state = self.state.with_pointer(response);
        paint::row_ground(painter, rect, theme, state);
        let symbol_center = pos2(rect.left() + PANEL_PADDING + 8.0, rect.center().y);
        let mut x = rect.left() + PANEL_PADDING;
        if let Some(symbol) = self.symbol {
            symbol(painter, Rect::from_center_size(symbol_center, vec2(18.0, 18.0)));
            x = rect.left() + TEXT_AFTER_ICON;
        } else if let Some(icon) = self.icon {
            text::icon(painter, icon, symbol_center, 16.0, theme.text_secondary);
            x = rect.left() + TEXT_AFTER_ICON;
        }
        let mut right = rect.right() - PANEL_PADDING;
        if !self.figure.is_empty() {
            let figure = text::line(painter, self.figure, Kind::Body, theme.text);
            let baseline = text::baseline_centered(rect.center().y, Kind::Body);
            right = text::on_baseline(painter, &figure, right, baseline, Align::Max).0 - 12.0;
        }
        for figure in self.figures.iter().rev() {
            let baseline = text::baseline_centered(rect.center().y, Kind::Body);
            let room = self.figure_width - 8.0;
            let figure = text::elided(painter, figure, Kind::Body, theme.text, room);
            text::on_baseline(painter, &figure, right, baseline, Align::Max);
            right -= self.figure_width;
        }
        let kind = if self.state == RowState::Selected {
            Kind::Strong
        } else {
            Kind::Body
        };
        let name_middle = if self.second.is_empty() {
            rect.center().y
        } else {
            rect.top() + 16.0
        };
        let baseline = text::baseline_centered(name_middle, kind);
        let mut is_cut = text::cut_line(painter, self.name, kind, theme.text, (x, baseline, right - x));
        if !self.second.is_empty() {
            let baseline = text::baseline_centered(rect.top() + 34.0, Kind::Small);
            is_cut |= text::cut_line(painter, self.second, Kind::Small, theme.muted, (x, baseline, right - x));
        }
        is_cut
    }
}

impl Widget for ListRow<'_> {
    fn ui(self, ui: &mut Ui) -> Response {
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), Self::HEIGHT), self.sense);
        response.widget_info(|| {
            let is_selected = self.state == RowState::Selected;
            let mut info = WidgetInfo::selected(Role::ListBoxOption, ui.is_enabled(), is_selected, self.name);
            info.current_text_value = (!self.figures.is_empty()).then(|| self.figures.join(", "));
            info
        });
        let mut is_cut = false;
        if ui.is_rect_visible(rect) {
            is_cut = self.paint(ui, rect, &response);
            focus::ring(ui, &response, rect, Ring::Inside);
        }
        if !is_cut {
            return response;
        }
        response.on_hover_ui(|ui| {
            let theme = Theme::of(ui.ctx());
            ui.set_max_width(ui.spacing().tooltip_width);
            text::paragraph(ui, self.name, Kind::SmallStrong, theme.text);
            if !self.second.is_empty() {
                text::paragraph(ui, self.second, Kind::Small, theme.muted);
            }
        })
    }
}

/// A key with its value, 28 high; the value is at 600 and its context small and muted after it.
///
/// Where nothing is known, [`key_unknown`] says so: a row is never left blank.
pub fn key_value(ui: &mut Ui, key: &str, value: &str, context: &str) -> Response {
    key_row(ui, key, (value, Kind::Strong), context)
}

/// A key whose value is *not stated*, *not asked* or *not published*, in those words: quiet, because it is no value.
pub fn key_unknown(ui: &mut Ui, key: &str, words: &str) -> Response {
    key_row(ui, key, (words, Kind::Body), "")
}

fn key_row(ui: &mut Ui, key: &str, (value, kind): (&str, Kind), context: &str) -> Response {
    let theme = Theme::of(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 28.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{key}: {value} {context}").trim_end()));
    if !ui.is_rect_visible(rect) {
        return response;
    }
    let painter = ui.painter();
    let baseline = text::baseline_centered(rect.center().y, Kind::Body);
    let key_galley = text::elided(painter, key, Kind::Body, theme.text_secondary, rect.width() * 0.6);
    let (_, key_width) = text::on_baseline(painter, &key_galley, rect.left(), baseline, Align::Min);
    let mut right = rect.right();
    let room = rect.width() - key_width - 12.0;
    let mut is_cut = key_galley.elided;
    if !context.is_empty() {
        let galley = text::elided(painter, context, Kind::Small, theme.muted, room * 0.7);
        is_cut |= galley.elided;
        right = text::on_baseline(painter, &galley, right, baseline, Align::Max).0 - 8.0;
    }
    let value_room = room - (rect.right() - right);
    let ink = if kind == Kind::Strong { theme.text } else { theme.muted };
    let galley = text::elided(painter, value, kind, ink, value_room);
    is_cut |= galley.elided;
    text::on_baseline(painter, &galley, right, baseline, Align::Max);
    if is_cut {
        response.on_hover_text(text::rich(format!("{key}\n{value} {context}"), Kind::Small))
    } else {
        response
    }
}

/// A row of a card that leads somewhere, 26 high: perhaps a symbol, words in the accent, a quiet text at the right.
pub fn link_row(ui: &mut Ui, name: &str, aside: &str, symbol: Option<Symbol<'_>>) -> Response {
    let theme = Theme::of(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 26.0), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Link, ui.is_enabled(), format!("{name} {aside}").trim_end()));
    if !ui.is_rect_visible(rect) {
        return response;
    }
    let painter = ui.painter();
    if response.hovered() {
        painter.rect_filled(rect.expand2(vec2(6.0, 0.0)), egui::CornerRadius::same(4), theme.hover);
    }
    let mut x = rect.left();
    if let Some(symbol) = symbol {
        symbol(
            painter,
            Rect::from_center_size(pos2(x + 8.0, rect.center().y), vec2(16.0, 16.0)),
        );
        x += 24.0;
    }
    let aside = text::line(painter, aside, Kind::Small, theme.muted);
    let small = text::baseline_centered(rect.center().y, Kind::Small);
    let right = text::on_baseline(painter, &aside, rect.right(), small, Align::Max).0;
    let baseline = text::baseline_centered(rect.center().y, Kind::Body);
    let is_cut = text::cut_line(painter, name, Kind::Body, theme.accent, (x, baseline, right - 12.0 - x));
    focus::ring(ui, &response, rect.expand2(vec2(6.0, 0.0)), Ring::Inside);
    let response = response.on_hover_cursor(egui::CursorIcon::PointingHand);
    if is_cut {
        response.on_hover_text(text::rich(name, Kind::Small))
    } else {
        response
    }
}

/// What a measure found, as its verdict shows it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing beyond chance, or no test: said as plainly as a finding.
    #[default]
    Plain,
    /// Significant after correction.
    Significant,
    /// To be read with care.
    Doubtful,
}

/// A measure, 52 high: name, info and value over method and verdict, with a rule below.
#[derive(Clone, Copy, Debug)]
#[must_use = "a row does nothing until it is shown"]
pub struct MetricRow<'a> {
    name: &'a str,
    value: &'a str,
    method: &'a str,
    verdict: &'a str,
    tone: Verdict,
    explain: &'a str,
}

impl<'a> MetricRow<'a> {
    /// A measure with its value; `explain` is the name of the button that opens the explanation.
    pub fn new(name: &'a str, value: &'a str, explain: &'a str) -> Self {
        Self {
            name,
            value,
            method: "",
            verdict: "",
            tone: Verdict::Plain,
            explain,
        }
    }

    /// Method and inputs: the second line at the left.
    pub fn method(mut self, method: &'a str) -> Self {
        self.method = method;
        self
    }

    /// The verdict: the second line at the right.
    pub fn verdict(mut self, verdict: &'a str, tone: Verdict) -> Self {
        self.verdict = verdict;
        self.tone = tone;
        self
    }

    /// Shows it and returns the response of its info button.
    pub fn show(self, ui: &mut Ui) -> Response {
        let theme = Theme::of(ui.ctx());
        let (rect, row) = ui.allocate_exact_size(vec2(ui.available_width(), 52.0), Sense::hover());
        row.widget_info(|| {
            let words = format!("{}: {}. {} {}", self.name, self.value, self.method, self.verdict);
            WidgetInfo::labeled(Role::Label, true, words.trim_end())
        });
        let painter = ui.painter().clone();
        let baseline = text::baseline_centered(rect.top() + 17.0, Kind::Body);
        let value = text::line(&painter, self.value, Kind::CardTitle, theme.text);
        let (value_left, _) = text::on_baseline(&painter, &value, rect.right(), baseline + 1.0, Align::Max);
        let name = text::elided(
            &painter,
            self.name,
            Kind::Body,
            theme.text_secondary,
            value_left - rect.left() - 36.0,
        );
        let (_, name_width) = text::on_baseline(&painter, &name, rect.left(), baseline, Align::Min);
        let second = text::baseline_centered(rect.top() + 37.0, Kind::Small);
        let tone = match self.tone {
            Verdict::Plain => theme.text_secondary,
            Verdict::Significant => theme.success,
            Verdict::Doubtful => theme.warning,
        };
        let verdict = text::line(&painter, self.verdict, Kind::SmallStrong, tone);
        let (verdict_left, _) = text::on_baseline(&painter, &verdict, rect.right(), second, Align::Max);
        let room = verdict_left - rect.left() - 8.0;
        let is_cut = text::cut_line(
            &painter,
            self.method,
            Kind::Small,
            theme.muted,
            (rect.left(), second, room),
        );
        paint::rule_at(&painter, rect.x_range(), rect.bottom() - 0.5, theme);
        if is_cut {
            row.on_hover_text(text::rich(self.method, Kind::Small));
        }
        let place = Rect::from_center_size(
            pos2(rect.left() + name_width + 16.0, rect.top() + 17.0),
            vec2(24.0, 24.0),
        );
        let info = IconButton::new(Icon::Info, self.explain).small().tint(theme.muted);
        paint::place(ui, place, info)
    }
}
