//! A tie that is drawn from member to member: by a drag from one symbol to the other, or by a click on each.
//!
//! It says who is joined; the tie itself is made by the application.

use egui::epaint::QuadraticBezierShape;
use egui::{Color32, Pos2, Stroke, Ui};

use super::{Hand, Sheet};
use crate::document::MemberId;
use crate::figure::scale::link_control;
use crate::map::mesh::narrow;
use crate::ui::Theme;

/// A band that is fastened at one end.
#[derive(Debug, Default)]
pub(super) struct Band {
    from: Option<MemberId>,
    /// Whether the button that is down fastened it, so that letting go beside everything gives it up.
    is_of_drag: bool,
}

impl Band {
    /// A band that is fastened here from the start, or nowhere.
    pub(super) fn from(from: Option<MemberId>) -> Self {
        Self {
            from,
            is_of_drag: false,
        }
    }

    /// The member that it is fastened to.
    pub(super) fn fastened(&self) -> Option<MemberId> {
        self.from
    }

    /// Follows the hand; gives both ends once it joins two members.
    pub(super) fn follow(&mut self, is_on_map: bool, hand: Hand, sheet: &Sheet<'_>) -> Option<[MemberId; 2]> {
        let under = hand.at.filter(|_| is_on_map).and_then(|at| sheet.member_at(at));
        if hand.is_pressed && is_on_map {
            if self.from.is_none() {
                self.from = under;
                self.is_of_drag = under.is_some();
            }
            return None;
        }
        let from = self.from.filter(|_| hand.is_released)?;
        let was_dragged = std::mem::take(&mut self.is_of_drag);
        if let Some(other) = under.filter(|other| *other != from) {
            return Some([from, other]);
        }
        if was_dragged && under.is_none() {
            self.from = None;
        }
        None
    }

    /// The band from its fastened end to the pointer, or to the member that it would join.
    pub(super) fn paint(&self, ui: &Ui, at: Option<Pos2>, sheet: &Sheet<'_>) {
        let theme = Theme::of(ui.ctx());
        let painter = ui.painter();
        let target = at
            .and_then(|at| sheet.member_at(at))
            .filter(|member| Some(*member) != self.from);
        let ends = [self.from, target].into_iter().flatten();
        for (middle, radius) in ends.filter_map(|member| sheet.scene.member(member)) {
            painter.circle_stroke(middle, radius + 5.0, Stroke::new(5.0, theme.halo));
            painter.circle_stroke(middle, radius + 5.0, Stroke::new(2.5, theme.accent));
        }
        let Some((start, _)) = self.from.and_then(|member| sheet.scene.member(member)) else {
            return;
        };
        let end = target
            .and_then(|member| sheet.scene.member(member))
            .map(|(middle, _)| middle)
            .or(at.filter(|at| sheet.scene.rect.contains(*at)));
        let Some(end) = end.filter(|end| end.distance(start) > 1.0) else {
            return;
        };
        let wide = |at: Pos2| [f64::from(at.x), f64::from(at.y)];
        let [x, y] = link_control(wide(start), wide(end), false);
        let points = [start, egui::pos2(narrow(x), narrow(y)), end];
        for stroke in [Stroke::new(6.0, theme.halo), Stroke::new(2.5, theme.accent)] {
            let curve = QuadraticBezierShape::from_points_stroke(points, false, Color32::TRANSPARENT, stroke);
            painter.add(curve);
        }
    }
}
