//! Toasts: short notices at the lower edge of the map with at most one action.
//!
//! A toast goes after six seconds, and stays as long as the pointer or the focus is on it. It is never the only word about
//! something that was lost: that is a modal's.

use egui::{Align, Align2, Area, Context, CornerRadius, Id, Order, Rect, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::button::{IconButton, TextLink};
use super::icons::Icon;
use super::overlay;
use super::paint;
use super::text::{self, Kind};
use super::theme::Theme;
use crate::messages;

/// How long a toast stays, in seconds.
const SECONDS: f64 = 6.0;
/// How many are shown at once.
const MOST: usize = 3;

/// What a toast is about, which decides its icon and color.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Something was done.
    #[default]
    Done,
    /// Something to know.
    Note,
    /// Something to look at.
    Warning,
    /// Something did not work, and nothing was lost.
    Error,
}

/// One notice.
#[derive(Clone, Debug)]
struct Toast {
    key: u64,
    tone: Tone,
    sentence: String,
    action: Option<String>,
    seconds_left: f64,
}

/// The notices that are up.
#[derive(Clone, Debug, Default)]
pub struct Toasts {
    shown: Vec<Toast>,
    next_key: u64,
    last_seen: Option<f64>,
}

impl Toasts {
    /// Puts up a notice and returns the key by which its action is reported.
    pub fn push(&mut self, tone: Tone, sentence: impl Into<String>, action: Option<String>) -> u64 {
        let key = self.next_key;
        self.next_key = self.next_key.wrapping_add(1);
        self.shown.push(Toast {
            key,
            tone,
            sentence: sentence.into(),
            action,
            seconds_left: SECONDS,
        });
        if self.shown.len() > MOST {
            self.shown.remove(0);
        }
        key
    }

    /// Whether nothing is up.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.shown.is_empty()
    }

    /// Shows the notices at the bottom centre of `bounds` and returns the key of the one whose action was clicked.
    pub fn show(&mut self, ctx: &Context, bounds: Rect) -> Option<u64> {
        let now = ctx.input(|input| input.time);
        // A stalled window must not eat a notice that nobody could read.
        let elapsed = self.last_seen.map_or(0.0, |before| (now - before).clamp(0.0, 0.5));
        self.last_seen = if self.shown.is_empty() { None } else { Some(now) };
        let mut bottom = bounds.bottom() - 32.0;
        let mut acted = None;
        let mut closed = Vec::new();
        for toast in self.shown.iter_mut().rev() {
            let outcome = toast.show(ctx, pos2(bounds.center().x, bottom));
            bottom = outcome.rect.top() - 8.0;
            if !outcome.is_held {
                toast.seconds_left -= elapsed;
            }
            if outcome.is_acted {
                acted = Some(toast.key);
            }
            if outcome.is_acted || outcome.is_closed || toast.seconds_left <= 0.0 {
                closed.push(toast.key);
            }
        }
        self.shown.retain(|toast| !closed.contains(&toast.key));
        if !self.shown.is_empty() {
            ctx.request_repaint_after_secs(0.1);
        }
        acted
    }
}

struct Outcome {
    rect: Rect,
    is_held: bool,
    is_acted: bool,
    is_closed: bool,
}

impl Toast {
    fn show(&self, ctx: &Context, bottom_center: egui::Pos2) -> Outcome {
        let theme = Theme::of(ctx);
        let shown = Area::new(Id::unique("cluster-atlas-toast").with(self.key))
            .order(Order::Foreground)
            .pivot(Align2::CENTER_BOTTOM)
            .fixed_pos(bottom_center)
            .sense(Sense::hover())
            .show(ctx, |ui| {
                let frame = overlay::raised(theme).inner_margin(egui::Margin::symmetric(12, 8));
                frame.show(ui, |ui| self.contents(ui, theme)).inner
            });
        let (is_acted, is_closed, has_focus) = shown.inner;
        let is_held = has_focus || shown.response.contains_pointer();
        Outcome {
            rect: shown.response.rect,
            is_held,
            is_acted,
            is_closed,
        }
    }

    fn contents(&self, ui: &mut Ui, theme: &Theme) -> (bool, bool, bool) {
        ui.set_width(336.0);
        let (icon, ink) = match self.tone {
            Tone::Done => (Icon::CircleCheck, theme.success),
            Tone::Note => (Icon::Info, theme.text_secondary),
            Tone::Warning => (Icon::TriangleAlert, theme.warning),
            Tone::Error => (Icon::CircleX, theme.danger),
        };
        let left = 26.0;
        let action_width = self.action.as_ref().map_or(0.0, |action| {
            text::line(ui.painter(), action.as_str(), Kind::Body, theme.accent)
                .size()
                .x
                + 12.0
        });
        let room = 336.0 - left - action_width - 28.0;
        let galley = text::wrapped(ui.painter(), &self.sentence, Kind::Body, theme.text, (room, 3));
        let height = galley.size().y.max(24.0);
        let (rect, line) = ui.allocate_exact_size(vec2(336.0, height), Sense::hover());
        line.widget_info(|| WidgetInfo::labeled(egui::Role::Status, true, &self.sentence));
        text::icon(
            ui.painter(),
            icon,
            pos2(rect.left() + 9.0, rect.top() + 12.0),
            18.0,
            ink,
        );
        let top = rect.center().y - galley.size().y / 2.0;
        ui.painter().galley(pos2(rect.left() + left, top), galley, theme.text);
        let close_place = Rect::from_center_size(pos2(rect.right() - 10.0, rect.center().y), vec2(24.0, 24.0));
        let close_name = messages::text("action-close");
        let close = paint::place(ui, close_place, IconButton::new(Icon::X, &close_name).small());
        let mut has_focus = close.has_focus();
        let mut is_acted = false;
        if let Some(action) = &self.action {
            let right = close_place.left() - 6.0;
            let place = Rect::from_min_max(
                pos2(right - action_width + 12.0, rect.center().y - 12.0),
                pos2(right, rect.center().y + 12.0),
            );
            let response = paint::place(ui, place, TextLink::new(action));
            is_acted = response.clicked();
            has_focus |= response.has_focus();
        }
        (is_acted, close.clicked(), has_focus)
    }
}

/// A notice that stays inside a panel: icon, sentence and a wash of its tone.
pub fn banner(ui: &mut Ui, tone: Tone, sentence: &str) -> egui::Response {
    let theme = Theme::of(ui.ctx());
    let (icon, ink, wash) = match tone {
        Tone::Done => (Icon::CircleCheck, theme.success, theme.success_wash),
        Tone::Note => (Icon::Info, theme.text_secondary, theme.sunken),
        Tone::Warning => (Icon::TriangleAlert, theme.warning, theme.warning_wash),
        Tone::Error => (Icon::CircleX, theme.danger, theme.danger_wash),
    };
    let width = ui.available_width();
    let galley = text::wrapped(ui.painter(), sentence, Kind::Body, theme.text, (width - 48.0, 6));
    let (rect, response) = ui.allocate_exact_size(vec2(width, galley.size().y + 16.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Note, true, sentence));
    ui.painter().rect(
        rect,
        CornerRadius::same(super::style::CORNER_CONTROL),
        wash,
        Stroke::NONE,
        egui::StrokeKind::Inside,
    );
    text::icon(
        ui.painter(),
        icon,
        pos2(rect.left() + 20.0, rect.top() + 18.0),
        16.0,
        ink,
    );
    ui.painter()
        .galley(pos2(rect.left() + 38.0, rect.top() + 8.0), galley, theme.text);
    response
}

/// An icon with a word in the color of a state: *Saved*, *3 errors*. Status is never color alone.
pub fn status(ui: &mut Ui, icon: Icon, word: &str, ink: egui::Color32) -> egui::Response {
    let galley = text::line(ui.painter(), word, Kind::Small, ink);
    let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x + 20.0, 24.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Status, true, word));
    text::icon(ui.painter(), icon, pos2(rect.left() + 7.0, rect.center().y), 14.0, ink);
    let baseline = text::baseline_centered(rect.center().y, Kind::Small);
    text::on_baseline(ui.painter(), &galley, rect.left() + 18.0, baseline, Align::Min);
    response
}
