//! A row of the file check: severity, sentence, place, and the button of its repair.
//!
//! What the button does is the business of the panel.

use egui::{Align, Color32, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::document::Severity;
use crate::ui::button::Button;
use crate::ui::focus::{self, Ring};
use crate::ui::paint::{self, RowState};
use crate::ui::style::{PANEL_PADDING, TEXT_AFTER_ICON};
use crate::ui::{Icon, TextKind, Theme, text};

/// A row of at least 50: icon, sentence that wraps, place; at the right the verb of the repair.
pub(super) struct Row<'a> {
    pub severity: Severity,
    pub title: &'a str,
    pub place: &'a str,
    pub state: RowState,
    pub action: Option<Action<'a>>,
}

/// The button of a row.
#[derive(Clone, Copy)]
pub(super) struct Action<'a> {
    pub label: &'a str,
    /// Why it cannot be used now.
    pub why_not: Option<&'a str>,
}

/// What was clicked of a row.
pub(super) struct RowOutcome {
    pub response: Response,
    pub acts: bool,
}

pub(super) fn looks(severity: Severity, theme: &Theme) -> (Icon, Color32) {
    match severity {
        Severity::Error => (Icon::CircleX, theme.danger),
        Severity::Warning => (Icon::TriangleAlert, theme.warning),
        Severity::Note => (Icon::Info, theme.text_secondary),
    }
}

impl Row<'_> {
    pub(super) fn show(&self, ui: &mut Ui) -> RowOutcome {
        let theme = Theme::of(ui.ctx());
        let width = ui.available_width();
        let kind = if self.state == RowState::Selected {
            TextKind::Strong
        } else {
            TextKind::Body
        };
        let button_width = self.action.map_or(0.0, |action| {
            text::line(ui.painter(), action.label, TextKind::Strong, theme.text)
                .size()
                .x
                + 26.0
        });
        let gap = if self.action.is_some() { 12.0 } else { 0.0 };
        let room = width - TEXT_AFTER_ICON - PANEL_PADDING - button_width - gap;
        let title = text::wrapped(ui.painter(), self.title, kind, theme.text, (room, 4));
        let height = (title.size().y + 16.0 + 18.0).max(50.0);
        let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::click());
        response.widget_info(|| {
            let is_selected = self.state == RowState::Selected;
            let words = format!("{}, {}", self.title, self.place);
            WidgetInfo::selected(Role::ListBoxOption, ui.is_enabled(), is_selected, words)
        });
        let mut outcome = RowOutcome { response, acts: false };
        if !ui.is_rect_visible(rect) {
            return outcome;
        }
        self.paint(ui, rect, &outcome.response, title);
        if let Some(action) = self.action {
            let left = rect.right() - PANEL_PADDING - button_width;
            let place = Rect::from_min_size(pos2(left, rect.top() + 9.0), vec2(button_width, 32.0));
            let button = Button::new(action.label).disabled_because(action.why_not);
            outcome.acts = paint::place(ui, place, button).clicked();
        }
        outcome
    }

    fn paint(&self, ui: &Ui, rect: Rect, response: &Response, title: std::sync::Arc<egui::Galley>) {
        let theme = Theme::of(ui.ctx());
        let painter = ui.painter();
        let state = self.state.with_pointer(response);
        paint::row_ground(painter, rect, theme, state);
        let (icon, ink) = looks(self.severity, theme);
        let center = pos2(rect.left() + PANEL_PADDING + 8.0, rect.top() + 19.0);
        text::icon(painter, icon, center, 16.0, ink);
        let left = rect.left() + TEXT_AFTER_ICON;
        let room = title
            .rect
            .width()
            .max(rect.width() - TEXT_AFTER_ICON - PANEL_PADDING - 160.0);
        painter.galley(pos2(left, rect.top() + 8.0), title, theme.text);
        let baseline = text::baseline_centered(rect.bottom() - 15.0, TextKind::Small);
        let place = text::elided(painter, self.place, TextKind::Small, theme.muted, room);
        text::on_baseline(painter, &place, left, baseline, Align::Min);
        paint::rule_at(painter, rect.x_range(), rect.bottom() - 0.5, theme);
        focus::ring(ui, response, rect, Ring::Inside);
    }
}
