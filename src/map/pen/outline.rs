//! The outline of a region, drawn corner by corner: a click sets one, a double click, Enter or a click on the first closes it.
//!
//! Lines that cross are refused as they are drawn, so that what is closed is always the outline of one ground.

use egui::{Pos2, Shape, Stroke, Ui};

use super::Sheet;
use crate::figure::mercator::Mercator;
use crate::ui::Theme;

/// A click so near to the first corner closes the outline, in points.
const CLOSING_PT: f32 = 9.0;
/// A click so near to the last corner is the second one of a double click, in points.
const SAME_PT: f32 = 3.0;
/// An outline has at least so many corners.
const FEWEST: usize = 3;

/// Why a corner was not taken, or an outline not closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// A line would cross another one.
    Crossing,
    /// Fewer than three corners enclose nothing.
    TooFew,
}

/// The corners so far.
#[derive(Debug, Default)]
pub(super) struct Outline {
    corners: Vec<Mercator>,
    refusal: Option<Refusal>,
}

impl Outline {
    pub(super) fn len(&self) -> usize {
        self.corners.len()
    }

    pub(super) fn refusal(&self) -> Option<Refusal> {
        self.refusal
    }

    /// Takes the last corner back.
    pub(super) fn step_back(&mut self) {
        self.corners.pop();
        self.refusal = None;
    }

    /// Takes a click, or closes; gives the corners in degrees once the outline is closed.
    pub(super) fn follow(
        &mut self,
        click: Option<Pos2>,
        is_closed: bool,
        sheet: &Sheet<'_>,
    ) -> Option<Vec<(f64, f64)>> {
        if let Some(at) = click {
            self.refusal = None;
            let near = |corner: Option<&Mercator>, reach: f32| {
                corner.is_some_and(|corner| sheet.scene.screen(*corner).distance(at) <= reach)
            };
            if self.corners.len() >= FEWEST && near(self.corners.first(), CLOSING_PT) {
                return self.closed();
            }
            if !near(self.corners.last(), SAME_PT) {
                self.add(sheet.place(at));
            }
        }
        if is_closed && self.refusal.is_none() {
            return self.closed();
        }
        None
    }

    fn add(&mut self, corner: Mercator) {
        if is_crossing(&self.corners, corner, false) {
            self.refusal = Some(Refusal::Crossing);
        } else {
            self.corners.push(corner);
        }
    }

    fn closed(&mut self) -> Option<Vec<(f64, f64)>> {
        if self.corners.len() < FEWEST {
            self.refusal = Some(Refusal::TooFew);
            return None;
        }
        let first = *self.corners.first()?;
        if is_crossing(&self.corners, first, true) || is_flat(&self.corners) {
            self.refusal = Some(Refusal::Crossing);
            return None;
        }
        let corners = std::mem::take(&mut self.corners);
        Some(corners.into_iter().map(Mercator::lon_lat).collect())
    }

    /// The lines so far, the one to the pointer, and the one that would close the outline.
    pub(super) fn paint(&self, ui: &Ui, at: Option<Pos2>, sheet: &Sheet<'_>) {
        let theme = Theme::of(ui.ctx());
        let painter = ui.painter();
        let corners: Vec<Pos2> = self.corners.iter().map(|corner| sheet.scene.screen(*corner)).collect();
        let at = at.filter(|at| sheet.scene.rect.contains(*at));
        let is_refused = at.is_some_and(|at| is_crossing(&self.corners, sheet.place(at), false));
        if corners.len() >= 2 {
            painter.line(corners.clone(), Stroke::new(4.0, theme.halo));
            painter.line(corners.clone(), Stroke::new(2.0, theme.accent));
        }
        if let (Some(first), Some(last), Some(at)) = (corners.first(), corners.last(), at) {
            let ink = if is_refused { theme.danger } else { theme.accent };
            painter.line_segment([*last, at], Stroke::new(2.0, ink));
            if corners.len() >= 2 {
                painter.extend(Shape::dashed_line(&[at, *first], Stroke::new(1.5, ink), 4.0, 4.0));
            }
        }
        for (place, corner) in corners.iter().enumerate() {
            let is_closing =
                place == 0 && corners.len() >= FEWEST && at.is_some_and(|at| at.distance(*corner) <= CLOSING_PT);
            let radius = if is_closing { 7.0 } else { 4.5 };
            painter.circle(*corner, radius, theme.surface, Stroke::new(2.0, theme.accent));
        }
    }
}

/// Whether the line from the last corner to `next` touches a line between earlier corners; while closing, `next` is the first.
/// `O(corners)`.
fn is_crossing(corners: &[Mercator], next: Mercator, is_closing: bool) -> bool {
    let Some(last) = corners.last() else { return false };
    let lines = corners.windows(2).enumerate();
    let count = corners.len().saturating_sub(1);
    lines.into_iter().any(|(place, line)| match line {
        // The lines beside it share a corner with it, and may only not run back over it.
        [from, to] if place + 1 == count => is_fold(*from, *to, next),
        [_, to] if is_closing && place == 0 => is_fold(*to, next, *last),
        [from, to] => meet((*last, next), (*from, *to)),
        _ => false,
    })
}

/// Which side of the line from `a` to `b` a place lies on: the sign of twice the area.
fn side(a: Mercator, b: Mercator, place: Mercator) -> f64 {
    (b.x - a.x) * (place.y - a.y) - (b.y - a.y) * (place.x - a.x)
}

/// Whether the way from `a` to `b` goes straight back towards `a`.
fn is_fold(a: Mercator, b: Mercator, next: Mercator) -> bool {
    let back = (a.x - b.x) * (next.x - b.x) + (a.y - b.y) * (next.y - b.y);
    side(a, b, next) == 0.0 && back > 0.0
}

/// Whether two lines touch or cross.
fn meet((a, b): (Mercator, Mercator), (c, d): (Mercator, Mercator)) -> bool {
    let within = |a: Mercator, b: Mercator, place: Mercator| {
        place.x >= a.x.min(b.x) && place.x <= a.x.max(b.x) && place.y >= a.y.min(b.y) && place.y <= a.y.max(b.y)
    };
    let (first, second) = (side(a, b, c), side(a, b, d));
    let (third, fourth) = (side(c, d, a), side(c, d, b));
    let is_across = |one: f64, other: f64| (one > 0.0 && other < 0.0) || (one < 0.0 && other > 0.0);
    (is_across(first, second) && is_across(third, fourth))
        || (first == 0.0 && within(a, b, c))
        || (second == 0.0 && within(a, b, d))
        || (third == 0.0 && within(c, d, a))
        || (fourth == 0.0 && within(c, d, b))
}

/// Whether all corners lie on one line.
fn is_flat(corners: &[Mercator]) -> bool {
    let [first, second, rest @ ..] = corners else {
        return true;
    };
    rest.iter().all(|corner| side(*first, *second, *corner) == 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(x: f64, y: f64) -> Mercator {
        Mercator { x, y }
    }

    #[test]
    fn a_line_over_an_earlier_one_is_refused_and_a_line_beside_it_is_not() {
        let corners = [at(0.0, 0.0), at(1.0, 0.0), at(1.0, 1.0)];
        assert!(is_crossing(&corners, at(0.5, -0.5), false), "it crosses the first line");
        assert!(is_crossing(&corners, at(0.5, 0.0), false), "it ends on the first line");
        assert!(
            is_crossing(&corners, at(1.0, 0.5), false),
            "it runs back over the last line"
        );
        assert!(!is_crossing(&corners, at(0.5, 0.5), false));
        assert!(
            !is_crossing(&corners, at(0.0, 0.0), true),
            "the closing line meets the first corner"
        );
    }

    #[test]
    fn an_outline_closes_only_round_a_ground() {
        let mut outline = Outline::default();
        for corner in [at(0.4, 0.4), at(0.5, 0.4), at(0.6, 0.4)] {
            outline.add(corner);
        }
        assert_eq!(outline.closed(), None);
        assert_eq!(
            outline.refusal(),
            Some(Refusal::Crossing),
            "all corners lie on one line"
        );
        outline.step_back();
        assert_eq!(outline.closed(), None);
        assert_eq!(outline.refusal(), Some(Refusal::TooFew));
        outline.add(at(0.5, 0.5));
        assert_eq!(outline.closed().map(|corners| corners.len()), Some(3));
    }

    #[test]
    fn a_closing_line_that_crosses_is_refused() {
        let mut outline = Outline::default();
        // A hook: the way from its end to its begin crosses the third line.
        for corner in [at(0.0, 0.0), at(1.0, 0.0), at(1.0, 1.0), at(-1.0, 0.5), at(0.5, 2.0)] {
            outline.add(corner);
        }
        assert_eq!(outline.len(), 5, "{:?}", outline.refusal());
        assert_eq!(outline.closed(), None);
        assert_eq!(outline.refusal(), Some(Refusal::Crossing));
    }
}
