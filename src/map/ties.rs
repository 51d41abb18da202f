//! Which curve between two members lies under the pointer, and how it is lit.
//!
//! What the tie is, is told by the application. Curves are drawn on the card by `layers`.

use egui::epaint::QuadraticBezierShape;
use egui::{Color32, Painter, Pos2, Rect, Stroke, pos2};

use super::mesh::narrow;
use super::pick::Scene;
use crate::document::MemberId;
use crate::figure::picture::{Figure, LinkMark};
use crate::figure::scale::{curve_at, link_control, link_width_pt};
use crate::ui::Theme;

/// A curve may be missed by so much beyond its own width, in points.
const SLACK_PT: f32 = 2.5;
/// A curve is looked at in so many straight pieces.
const PIECES: u16 = 24;

/// A curve on the screen: both ends and the point that bends it.
#[derive(Clone, Copy, Debug)]
struct Curve {
    ends: [[f64; 2]; 2],
    control: [f64; 2],
}

impl Curve {
    /// The curve of a tie; nothing where both ends are at one place.
    fn of(scene: &Scene<'_>, mark: &LinkMark) -> Option<Self> {
        let wide = |at: Pos2| [f64::from(at.x), f64::from(at.y)];
        let ends = mark.ends.map(|end| wide(scene.screen(end)));
        let [from, to] = ends;
        (from != to).then(|| Self {
            ends,
            control: link_control(from, to, mark.is_directed),
        })
    }

    fn points(&self) -> [Pos2; 3] {
        let [from, to] = self.ends;
        [from, self.control, to].map(on_screen)
    }

    fn distance(&self, at: Pos2) -> f32 {
        let share = |step: u16| f64::from(step) / f64::from(PIECES);
        let points = (0..=PIECES).map(|step| on_screen(curve_at(self.ends, self.control, share(step)).0));
        let mut nearest = f32::INFINITY;
        let mut last: Option<Pos2> = None;
        for point in points {
            if let Some(from) = last {
                nearest = nearest.min(distance_to_piece(at, from, point));
            }
            last = Some(point);
        }
        nearest
    }
}

fn on_screen([x, y]: [f64; 2]) -> Pos2 {
    pos2(narrow(x), narrow(y))
}

fn distance_to_piece(at: Pos2, from: Pos2, to: Pos2) -> f32 {
    let way = to - from;
    let length_squared = way.length_sq();
    let share = if length_squared > 0.0 {
        ((at - from).dot(way) / length_squared).clamp(0.0, 1.0)
    } else {
        0.0
    };
    (from + way * share).distance(at)
}

/// The uppermost curve under a point, as its place in the figure's links. `O(links)`, most of them settled by a rectangle.
pub(super) fn at(scene: &Scene<'_>, pointer: Pos2) -> Option<usize> {
    let factor = scene.figure.theme.palette().line_factor;
    let links = scene.figure.links.iter().enumerate().rev();
    let mut found = links.filter(|(_, mark)| {
        let reach = link_width_pt(mark.class) * factor / 2.0 + SLACK_PT;
        Curve::of(scene, mark).is_some_and(|curve| {
            let ground = Rect::from_points(&curve.points());
            ground.expand(reach).contains(pointer) && curve.distance(pointer) <= reach
        })
    });
    found.next().map(|(index, _)| index)
}

/// The curves that join some of these members, as places in the figure's links.
pub(super) fn between(figure: &Figure, members: &[MemberId]) -> impl Iterator<Item = usize> {
    let links = figure
        .links
        .iter()
        .take(if members.is_empty() { 0 } else { usize::MAX });
    let joins = |mark: &LinkMark| mark.members.iter().all(|member| members.contains(member));
    links
        .enumerate()
        .filter(move |(_, mark)| joins(mark))
        .map(|(place, _)| place)
}

/// Paints a curve over the others.
pub(super) fn paint(painter: &Painter, scene: &Scene<'_>, link: usize) {
    let Some(mark) = scene.figure.links.get(link) else {
        return;
    };
    let Some(curve) = Curve::of(scene, mark) else {
        return;
    };
    let theme = Theme::of(painter.ctx());
    let width = link_width_pt(mark.class) * scene.figure.theme.palette().line_factor;
    for stroke in [
        Stroke::new(width + 4.0, theme.halo),
        Stroke::new(width + 1.0, theme.accent),
    ] {
        painter.add(QuadraticBezierShape::from_points_stroke(
            curve.points(),
            false,
            Color32::TRANSPARENT,
            stroke,
        ));
    }
}
