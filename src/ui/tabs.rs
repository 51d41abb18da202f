//! Tabs inside a panel: a line of words, the open one in the accent with a line under it.
//!
//! They say which one was clicked; what stands under them is the caller's. The tabs of the window are those of `navigation`.

use egui::{Align, EventFilter, Key, Modifiers, Response, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::focus::{self, Ring};
use super::paint;
use super::text::{self, Kind};
use super::theme::Theme;

/// The height of the line in points.
const HEIGHT: f32 = 36.0;
/// The least room between two tabs in points.
const GAP: f32 = 14.0;

/// Shows tabs over the whole width; gives back the one that was chosen by a click or by the arrows.
pub fn tabs(ui: &mut Ui, labels: &[&str], selected: usize) -> Option<usize> {
    let theme = Theme::of(ui.ctx());
    let (_, line) = ui.allocate_space(vec2(ui.available_width(), HEIGHT));
    paint::rule_at(ui.painter(), line.x_range(), line.bottom() - 0.5, theme);
    let widths: Vec<f32> = labels.iter().map(|label| width(ui, label)).collect();
    let all: f32 = widths.iter().sum();
    let between = u8::try_from(labels.len().saturating_sub(1)).unwrap_or(u8::MAX);
    let room = (line.width() - all) / f32::from(between.max(1));
    let gap = room.clamp(4.0, GAP.max(room.min(24.0)));
    let mut x = line.left();
    let mut chosen = None;
    for ((place, label), width) in labels.iter().enumerate().zip(widths) {
        let rect = egui::Rect::from_min_size(pos2(x, line.top()), vec2(width, HEIGHT));
        x += width + gap;
        let response = ui.interact(rect, ui.scope_id().with(("tab", *label)), Sense::click());
        let is_on = place == selected;
        response.widget_info(|| WidgetInfo::selected(Role::Tab, ui.is_enabled(), is_on, *label));
        draw(ui, &response, label, is_on);
        if response.clicked() {
            chosen = Some(place);
        }
        if let Some(step) = arrow(ui, &response) {
            let last = labels.len().saturating_sub(1);
            chosen = Some(place.saturating_add_signed(step).min(last));
        }
    }
    chosen
}

fn width(ui: &Ui, label: &str) -> f32 {
    // The open tab is set in a heavier face; with one width for both the others stay where they are.
    text::line(ui.painter(), label, Kind::Strong, Theme::of(ui.ctx()).text)
        .size()
        .x
}

fn draw(ui: &Ui, response: &Response, label: &str, is_on: bool) {
    let theme = Theme::of(ui.ctx());
    let rect = response.rect;
    let (kind, ink) = match (is_on, response.hovered()) {
        (true, _) => (Kind::Strong, theme.accent),
        (false, true) => (Kind::Body, theme.text),
        (false, false) => (Kind::Body, theme.text_secondary),
    };
    let galley = text::line(ui.painter(), label, kind, ink);
    let baseline = text::baseline_centered(rect.center().y, kind);
    text::on_baseline(ui.painter(), &galley, rect.center().x, baseline, Align::Center);
    if is_on {
        let stroke = Stroke::new(2.0, theme.accent);
        ui.painter().hline(rect.x_range(), rect.bottom() - 1.0, stroke);
    }
    focus::ring(ui, response, rect.shrink2(vec2(-4.0, 4.0)), Ring::Outside { corner: 4 });
}

/// The step that the arrows ask for while a tab has the focus.
fn arrow(ui: &Ui, response: &Response) -> Option<isize> {
    if !response.has_focus() {
        return None;
    }
    let filter = EventFilter {
        horizontal_arrows: true,
        ..EventFilter::default()
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    ui.input_mut(|input| {
        if input.consume_key(Modifiers::NONE, Key::ArrowRight) {
            Some(1)
        } else if input.consume_key(Modifiers::NONE, Key::ArrowLeft) {
            Some(-1)
        } else {
            None
        }
    })
}
