//! Sliders: one that steps through years, and a plain one for shares such as opacity.
//!
//! They move a value under pointer and arrows; playing through years is the application's clock.

use egui::{
    Align, CornerRadius, EventFilter, Key, Modifiers, Painter, Pos2, Rect, Response, Sense, Stroke, Ui, WidgetInfo,
    pos2, vec2,
};

use super::focus::{self, Ring};
use super::text::{self, Kind};
use super::theme::Theme;

/// The radius of the handle in points.
const HANDLE: f32 = 8.0;

/// A slider over the years that a file has data for, which need not follow each other.
#[derive(Clone, Copy, Debug)]
#[must_use = "a slider does nothing until it is shown"]
pub struct YearSlider<'a> {
    name: &'a str,
    years: &'a [i32],
    width: f32,
}

impl<'a> YearSlider<'a> {
    /// A slider over years in rising order.
    pub fn new(name: &'a str, years: &'a [i32]) -> Self {
        Self {
            name,
            years,
            width: 176.0,
        }
    }

    /// Sets the length of the rail in points; 176 by default.
    pub fn width(mut self, width_pt: f32) -> Self {
        self.width = width_pt;
        self
    }

    /// Shows the rail with its end years and the year at the right. [`Response::changed`] says that `year` moved.
    pub fn show(self, ui: &mut Ui, year: &mut i32) -> Response {
        let theme = Theme::of(ui.ctx());
        let current = text::line(ui.painter(), year.to_string(), Kind::Strong, theme.text);
        let label_width = current.size().x + 16.0;
        let (_, whole) = ui.allocate_space(vec2(self.width + label_width, 40.0));
        let rail_area = Rect::from_min_size(whole.min, vec2(self.width, 40.0));
        let mut response = ui.interact(rail_area, ui.next_auto_id(), Sense::click_and_drag());
        ui.skip_ahead_auto_ids(1);
        let rail = rail_area.left() + HANDLE..=rail_area.right() - HANDLE;
        let before = *year;
        if let Some(pointer) = response.interact_pointer_pos() {
            let share = (pointer.x - rail.start()) / (rail.end() - rail.start()).max(1.0);
            *year = self.nearest(share).unwrap_or(*year);
        }
        self.keys(ui, &response, year);
        if *year != before {
            response.mark_changed();
        }
        response.widget_info(|| WidgetInfo::slider(ui.is_enabled(), f64::from(*year), self.name));
        self.paint(ui, rail_area, &response, *year);
        let baseline = text::baseline_centered(whole.center().y, Kind::Strong);
        let current = text::line(ui.painter(), year.to_string(), Kind::Strong, theme.text);
        text::on_baseline(ui.painter(), &current, whole.right(), baseline, Align::Max);
        response
    }

    /// The share of the rail at which a year stands: by time, so that gaps in the data show as gaps.
    fn share_of(&self, year: i32) -> f32 {
        let (Some(first), Some(last)) = (self.years.first(), self.years.last()) else {
            return 0.5;
        };
        if first == last {
            0.5
        } else {
            span(*first, year) / span(*first, *last)
        }
    }

    fn nearest(&self, share: f32) -> Option<i32> {
        self.years.iter().copied().min_by(|one, other| {
            let distance = |year: i32| (self.share_of(year) - share).abs();
            distance(*one).total_cmp(&distance(*other))
        })
    }

    fn keys(&self, ui: &Ui, response: &Response, year: &mut i32) {
        if !response.has_focus() {
            return;
        }
        let filter = EventFilter {
            horizontal_arrows: true,
            vertical_arrows: true,
            ..EventFilter::default()
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
        let pressed = |key: Key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let later = self.years.iter().copied().find(|other| *other > *year);
        let earlier = self.years.iter().copied().rev().find(|other| *other < *year);
        let target = if pressed(Key::ArrowRight) || pressed(Key::ArrowUp) {
            later
        } else if pressed(Key::ArrowLeft) || pressed(Key::ArrowDown) {
            earlier
        } else if pressed(Key::Home) {
            self.years.first().copied()
        } else if pressed(Key::End) {
            self.years.last().copied()
        } else {
            None
        };
        *year = target.unwrap_or(*year);
    }

    fn paint(&self, ui: &Ui, area: Rect, response: &Response, year: i32) {
        let theme = Theme::of(ui.ctx());
        let painter = ui.painter();
        let y = area.top() + 14.0;
        let at = |share: f32| egui::lerp(area.left() + HANDLE..=area.right() - HANDLE, share.clamp(0.0, 1.0));
        let handle_x = at(self.share_of(year));
        rail(painter, (at(0.0), at(1.0), handle_x), y, theme);
        for other in self.years {
            let x = at(self.share_of(*other));
            let is_passed = x <= handle_x;
            let ink = if is_passed {
                theme.on_accent
            } else {
                theme.border_strong
            };
            painter.circle_filled(pos2(x, y), 1.0, ink);
        }
        handle(painter, pos2(handle_x, y), response, theme);
        let baseline = y + 20.0;
        for (end, align, x) in [
            (self.years.first(), Align::Min, area.left()),
            (self.years.last(), Align::Max, area.right()),
        ] {
            if let Some(end) = end {
                let galley = text::line(painter, end.to_string(), Kind::Axis, theme.muted);
                text::on_baseline(painter, &galley, x, baseline, align);
            }
        }
        focus::ring(
            ui,
            response,
            Rect::from_center_size(pos2(handle_x, y), vec2(14.0, 14.0)),
            Ring::Outside { corner: 7 },
        );
    }
}

/// A slider over a share between 0 and 1, such as opacity; its value in words is the caller's. Steps by 0.05.
pub fn share_slider(ui: &mut Ui, share: &mut f32, name: &str, width_pt: f32) -> Response {
    let theme = Theme::of(ui.ctx());
    let (rect, mut response) = ui.allocate_exact_size(vec2(width_pt, 24.0), Sense::click_and_drag());
    let (left, right) = (rect.left() + HANDLE, rect.right() - HANDLE);
    let before = *share;
    if let Some(pointer) = response.interact_pointer_pos() {
        *share = ((pointer.x - left) / (right - left).max(1.0)).clamp(0.0, 1.0);
    }
    if response.has_focus() {
        let filter = EventFilter {
            horizontal_arrows: true,
            ..EventFilter::default()
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
        let pressed = |key: Key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        if pressed(Key::ArrowRight) {
            *share = (*share + 0.05).min(1.0);
        } else if pressed(Key::ArrowLeft) {
            *share = (*share - 0.05).max(0.0);
        }
    }
    if (*share - before).abs() > f32::EPSILON {
        response.mark_changed();
    }
    response.widget_info(|| WidgetInfo::slider(ui.is_enabled(), f64::from(*share), name));
    let x = egui::lerp(left..=right, share.clamp(0.0, 1.0));
    rail(ui.painter(), (left, right, x), rect.center().y, theme);
    handle(ui.painter(), pos2(x, rect.center().y), &response, theme);
    let handle_rect = Rect::from_center_size(pos2(x, rect.center().y), vec2(14.0, 14.0));
    focus::ring(ui, &response, handle_rect, Ring::Outside { corner: 7 });
    response
}

fn rail(painter: &Painter, (left, right, handle_x): (f32, f32, f32), y: f32, theme: &Theme) {
    let line = |from: f32, to: f32| Rect::from_min_max(pos2(from, y - 1.5), pos2(to, y + 1.5));
    painter.rect_filled(line(left, right), CornerRadius::same(1), theme.track);
    painter.rect_filled(line(left, handle_x), CornerRadius::same(1), theme.accent);
}

fn handle(painter: &Painter, center: Pos2, response: &Response, theme: &Theme) {
    let is_held = response.dragged() || response.is_pointer_button_down_on();
    let fill = if is_held || response.hovered() {
        theme.accent_wash
    } else {
        theme.surface
    };
    painter.circle(center, HANDLE - 1.0, fill, Stroke::new(2.0, theme.accent));
}

/// The years between two as a number to divide by.
#[expect(clippy::cast_precision_loss, reason = "spans of years are small")]
fn span(first: i32, last: i32) -> f32 {
    last.saturating_sub(first) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_stand_where_their_time_is_so_gaps_show() {
        let slider = YearSlider::new("Year", &[2008, 2010, 2018]);
        assert!((slider.share_of(2010) - 0.2).abs() < 1e-6);
        assert_eq!(slider.nearest(0.55), Some(2010));
        assert_eq!(slider.nearest(0.7), Some(2018));
        assert_eq!(slider.nearest(-3.0), Some(2008));
    }

    #[test]
    fn one_year_stands_in_the_middle_and_none_is_no_year() {
        assert!((YearSlider::new("Year", &[2013]).share_of(2013) - 0.5).abs() < 1e-6);
        assert_eq!(YearSlider::new("Year", &[]).nearest(0.5), None);
    }
}
