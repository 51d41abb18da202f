//! Boxes and lassos drawn on the map: which tool is in hand, what is being drawn, and the ground it encloses.
//!
//! What lies inside, and what being inside means, is decided by the application.

use egui::{Key, PointerButton, Pos2, Rect, Response, Shape, Stroke, StrokeKind, Ui};

use super::layers::ground_of;
use crate::figure::mercator::{Mercator, MercatorBounds};
use crate::figure::view::Viewport;
use crate::ui::Theme;

/// A lasso notes the pointer's way in steps of at least so many points.
const LASSO_STEP_PT: f32 = 3.0;
/// A lasso of fewer corners encloses nothing.
const FEWEST_CORNERS: usize = 3;
/// A box must be larger than this on both sides, in points: less is a click with an unsteady hand.
const SMALLEST_BOX_PT: f32 = 3.0;

/// What a drag on the map draws instead of moving the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    /// An upright rectangle.
    Box,
    /// A line by free hand that is closed when it ends.
    Lasso,
}

/// Ground that was enclosed on the map.
#[derive(Clone, Debug, PartialEq)]
pub enum SelectedGround {
    /// A rectangle.
    Box(MercatorBounds),
    /// The corners of a lasso, which may cross itself.
    Lasso(Vec<Mercator>),
}

impl SelectedGround {
    /// Whether the place lies inside. A lasso that crosses itself counts by the even-odd rule; `O(corners)`.
    #[must_use]
    pub fn contains(&self, place: Mercator) -> bool {
        match self {
            Self::Box(bounds) => bounds.contains(place),
            Self::Lasso(corners) => {
                let edges = corners.iter().zip(corners.iter().cycle().skip(1));
                let crossed = edges.filter(|(a, b)| {
                    (a.y > place.y) != (b.y > place.y) && place.x < (b.x - a.x) * (place.y - a.y) / (b.y - a.y) + a.x
                });
                crossed.count() % 2 == 1
            }
        }
    }
}

/// The tools and the line that is being drawn.
#[derive(Debug, Default)]
pub(super) struct Tools {
    chosen: Option<Tool>,
    drawing: Option<(Tool, Vec<Pos2>)>,
}

impl Tools {
    /// The tool that was taken by its button.
    pub(super) fn chosen(&self) -> Option<Tool> {
        self.chosen
    }

    /// Takes a tool, or lays it down where it was in hand already.
    pub(super) fn toggle(&mut self, tool: Tool) {
        self.chosen = if self.chosen == Some(tool) { None } else { Some(tool) };
    }

    /// The tool that a drag would use now: the one being drawn with, the chosen one, or that of the keys held.
    pub(super) fn in_hand(&self, ui: &Ui) -> Option<Tool> {
        let (is_box, is_lasso) = ui.input(|input| (input.modifiers.shift, input.modifiers.command));
        let drawing = self.drawing.as_ref().map(|(tool, _)| *tool);
        let by_key = if is_box {
            Some(Tool::Box)
        } else {
            is_lasso.then_some(Tool::Lasso)
        };
        drawing.or(self.chosen).or(by_key)
    }

    /// Whether something is being drawn.
    pub(super) fn is_drawing(&self) -> bool {
        self.drawing.is_some()
    }

    /// Follows a drag; gives the enclosed ground when it ends. Escape lays the tool down.
    pub(super) fn follow(
        &mut self,
        ui: &Ui,
        response: &Response,
        view: &Viewport,
        tool: Option<Tool>,
    ) -> Option<SelectedGround> {
        if ui.input(|input| input.key_pressed(Key::Escape)) {
            self.drawing = None;
            self.chosen = None;
        }
        let (origin, now) = ui.input(|input| (input.pointer.press_origin(), input.pointer.latest_pos()));
        if let Some(tool) = tool.filter(|_| response.drag_started_by(PointerButton::Primary)) {
            self.drawing = Some((tool, origin.into_iter().collect()));
        }
        if let (Some((tool, way)), Some(now)) = (&mut self.drawing, now) {
            let is_step = way.last().is_none_or(|last| last.distance(now) >= LASSO_STEP_PT);
            match tool {
                Tool::Box => {
                    way.truncate(1);
                    way.push(now);
                }
                Tool::Lasso if is_step => way.push(now),
                Tool::Lasso => {}
            }
        }
        if !response.drag_stopped() {
            return None;
        }
        let (tool, way) = self.drawing.take()?;
        self.chosen = None;
        enclosed(tool, &way, view, response.rect)
    }

    /// Paints what is being drawn.
    pub(super) fn paint(&self, ui: &Ui) {
        let Some((tool, way)) = &self.drawing else {
            return;
        };
        let theme = Theme::of(ui.ctx());
        let (wash, line) = (theme.accent.gamma_multiply(0.12), Stroke::new(1.5, theme.accent));
        match (tool, way.as_slice()) {
            (Tool::Box, [from, .., to]) => {
                let area = Rect::from_two_pos(*from, *to);
                ui.painter().rect(area, 0.0, wash, line, StrokeKind::Inside);
            }
            (Tool::Lasso, [first, .., last]) => {
                ui.painter().line(way.clone(), line);
                let closing = Shape::dashed_line(&[*last, *first], line, 4.0, 4.0);
                ui.painter().extend(closing);
            }
            _ => {}
        }
    }
}

fn enclosed(tool: Tool, way: &[Pos2], view: &Viewport, map: Rect) -> Option<SelectedGround> {
    match (tool, way) {
        (Tool::Box, [from, .., to]) => {
            let area = Rect::from_two_pos(*from, *to).intersect(map);
            let is_meant = area.width() > SMALLEST_BOX_PT && area.height() > SMALLEST_BOX_PT;
            is_meant.then(|| SelectedGround::Box(ground_of(view, map, area)))
        }
        (Tool::Lasso, way) if way.len() >= FEWEST_CORNERS => {
            let place =
                |at: &Pos2| view.mercator_from_screen([f64::from(at.x - map.left()), f64::from(at.y - map.top())]);
            Some(SelectedGround::Lasso(way.iter().map(place).collect()))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lasso_holds_what_it_goes_round_and_not_its_bay() {
        let corners = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.5, 0.2), (0.0, 1.0)];
        let ground = SelectedGround::Lasso(corners.map(|(x, y)| Mercator { x, y }).to_vec());
        let holds = |x: f64, y: f64| ground.contains(Mercator { x, y });
        assert!(holds(0.2, 0.1) && holds(0.9, 0.6) && holds(0.1, 0.6));
        assert!(!holds(0.5, 0.6), "the bay lies outside");
        assert!(!holds(1.2, 0.1) && !holds(0.5, -0.1));
        assert!(!SelectedGround::Lasso(Vec::new()).contains(Mercator { x: 0.0, y: 0.0 }));
    }
}
