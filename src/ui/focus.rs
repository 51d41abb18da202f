//! The focus ring: drawn last, so that nothing covers it, and only after a key was used.
//!
//! Widgets say where their ring would be ([`ring`]); an egui plugin remembers the one that has the focus and draws it at the end
//! of the pass. Moving the focus is egui's and the application's work.

use egui::{Context, CornerRadius, Event, Key, LayerId, Plugin, Rect, Response, Stroke, StrokeKind, Ui};

use super::theme::Theme;

/// How the ring lies on its control.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ring {
    /// Two points outside, following the corners: buttons and inputs.
    Outside {
        /// The corner of the control itself.
        corner: u8,
    },
    /// On the inner edge: rows and the map.
    Inside,
}

/// Where the ring of the focused widget is to be drawn.
struct Pending {
    layer: LayerId,
    clip: Rect,
    rect: Rect,
    ring: Ring,
}

/// Remembers whether keys are in use and which widget has the focus.
#[derive(Default)]
struct FocusRing {
    is_by_key: bool,
    pending: Option<Pending>,
}

impl Plugin for FocusRing {
    fn debug_name(&self) -> &'static str {
        "focus ring"
    }

    fn on_begin_pass(&mut self, ui: &mut Ui) {
        ui.input(|input| {
            for event in &input.events {
                match event {
                    Event::Key { key, pressed: true, .. } if moves_focus(*key) => self.is_by_key = true,
                    Event::PointerButton { pressed: true, .. } | Event::Touch { .. } => self.is_by_key = false,
                    _ => {}
                }
            }
        });
        self.pending = None;
    }

    fn on_end_pass(&mut self, ui: &mut Ui) {
        let Some(pending) = self.pending.take() else { return };
        let theme = Theme::of(ui.ctx());
        let (rect, corner) = match pending.ring {
            Ring::Outside { corner } => (pending.rect.expand(4.0), corner.saturating_add(4)),
            Ring::Inside => (pending.rect, 2),
        };
        // The clip of the widget would cut off the part of the ring that lies outside of it.
        let clip = pending.clip.expand(4.0);
        let painter = ui.ctx().layer_painter(pending.layer).with_clip_rect(clip);
        painter.rect_stroke(
            rect,
            CornerRadius::same(corner),
            Stroke::new(2.0, theme.focus),
            StrokeKind::Inside,
        );
    }
}

/// Whether a key moves through the window; typing letters into a field does not.
fn moves_focus(key: Key) -> bool {
    matches!(
        key,
        Key::Tab
            | Key::F6
            | Key::Escape
            | Key::ArrowUp
            | Key::ArrowDown
            | Key::ArrowLeft
            | Key::ArrowRight
            | Key::Home
            | Key::End
            | Key::PageUp
            | Key::PageDown
    )
}

/// Adds the ring to a window; [`super::style::install`] does it.
pub(super) fn install(ctx: &Context) {
    ctx.add_plugin(FocusRing::default());
}

/// Says that this widget shows the focus by a ring around `rect`.
pub fn ring(ui: &Ui, response: &Response, rect: Rect, ring: Ring) {
    if !response.has_focus() {
        return;
    }
    let pending = Pending {
        layer: ui.layer_id(),
        clip: ui.clip_rect(),
        rect,
        ring,
    };
    ui.ctx().with_plugin(|focus: &mut FocusRing| {
        if focus.is_by_key {
            focus.pending = Some(pending);
        }
    });
}

/// Whether the focus is being moved by keys, so that hidden controls of a focused row should show.
#[must_use]
pub fn is_by_key(ctx: &Context) -> bool {
    ctx.with_plugin(|focus: &mut FocusRing| focus.is_by_key)
        .unwrap_or(false)
}
