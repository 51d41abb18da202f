//! Small drawings that widgets share: rules, dashes, hatches, check marks, selection washes.
//!
//! All of them take a painter and places; none of them senses the pointer. Shapes of members are drawn by the figure room and
//! come into widgets as [`Symbol`]s.

use egui::{
    Color32, CornerRadius, Mesh, Painter, Pos2, Rangef, Rect, Shape, Stroke, StrokeKind, Ui, UiBuilder, pos2, vec2,
};

use super::theme::Theme;
use crate::figure::palette::SYMBOL_EDGE_PT;
use crate::figure::symbol::SymbolShape;

/// Paints a symbol centered in a square; the domain's shapes come into widgets through this.
pub type Symbol<'a> = &'a dyn Fn(&Painter, Rect);

/// The width of the bar at the left edge of what is selected.
pub const SELECTION_BAR: f32 = 3.0;

/// Adds a control at a place inside a row without moving what comes after the row.
pub fn place(ui: &mut Ui, rect: Rect, control: impl egui::Widget) -> egui::Response {
    let layout = egui::Layout::centered_and_justified(egui::Direction::TopDown);
    ui.new_child(UiBuilder::new().max_rect(rect).layout(layout))
        .add(control)
}

/// A rule of one point across the available width.
pub fn rule(ui: &mut Ui) {
    let theme = Theme::of(ui.ctx());
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), 1.0));
    ui.painter().rect_filled(rect, CornerRadius::ZERO, theme.border);
}

/// A rule of one point at a height.
pub fn rule_at(painter: &Painter, x: impl Into<Rangef>, y: f32, theme: &Theme) {
    painter.hline(x, y, Stroke::new(1.0, theme.border));
}

/// The ground of a row: selected (wash and bar at the left), hovered or plain.
pub fn row_ground(painter: &Painter, rect: Rect, theme: &Theme, state: RowState) {
    match state {
        RowState::Selected => {
            painter.rect_filled(rect, CornerRadius::ZERO, theme.accent_wash);
            let bar = Rect::from_min_size(rect.min, vec2(SELECTION_BAR, rect.height()));
            painter.rect_filled(bar, CornerRadius::ZERO, theme.accent);
        }
        RowState::Hovered => {
            painter.rect_filled(rect, CornerRadius::ZERO, theme.hover);
        }
        RowState::Plain => {}
    }
}

/// The state of a row that its ground shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RowState {
    /// Neither selected nor under the pointer.
    #[default]
    Plain,
    /// Under the pointer, or the one whose place is shown on the map.
    Hovered,
    /// Selected.
    Selected,
}

impl RowState {
    /// The state of a row from two facts; selection wins.
    #[must_use]
    #[expect(
        clippy::fn_params_excessive_bools,
        reason = "The two facts are what the states are made of."
    )]
    pub fn of(is_selected: bool, is_hovered: bool) -> Self {
        match (is_selected, is_hovered) {
            (true, _) => Self::Selected,
            (false, true) => Self::Hovered,
            (false, false) => Self::Plain,
        }
    }

    /// What is shown of a row with this state while the pointer is over it or not.
    #[must_use]
    pub fn with_pointer(self, response: &egui::Response) -> Self {
        match self {
            Self::Plain => Self::of(false, response.hovered()),
            Self::Hovered | Self::Selected => self,
        }
    }
}

/// A dashed line: dashes and gaps in points.
pub fn dashed(painter: &Painter, points: &[Pos2], stroke: Stroke, dash: f32, gap: f32) {
    painter.extend(Shape::dashed_line(points, stroke, dash, gap));
}

/// A dashed outline that follows rounded corners.
pub fn dashed_outline(painter: &Painter, rect: Rect, corner: f32, stroke: Stroke, dash: (f32, f32)) {
    let mut points = Vec::with_capacity(40);
    let corners = [
        (rect.right_top() + vec2(-corner, corner), -90.0_f32),
        (rect.right_bottom() + vec2(-corner, -corner), 0.0),
        (rect.left_bottom() + vec2(corner, -corner), 90.0),
        (rect.left_top() + vec2(corner, corner), 180.0),
    ];
    for (center, start) in corners {
        for step in 0..=8_u8 {
            let angle = (start + f32::from(step) * 11.25).to_radians();
            points.push(center + vec2(angle.cos(), angle.sin()) * corner);
        }
    }
    if let Some(first) = points.first().copied() {
        points.push(first);
    }
    painter.extend(Shape::dashed_line(&points, stroke, dash.0, dash.1));
}

/// Lines at 45° that fill a rectangle, clipped to it: the drawing of *not published*.
pub fn hatch(painter: &Painter, rect: Rect, stroke: Stroke, every_pt: f32) {
    let clipped = painter.with_clip_rect(rect.intersect(painter.clip_rect()));
    let height = rect.height();
    let mut x = rect.left() - height;
    let mut lines = Vec::new();
    while x < rect.right() {
        lines.push(Shape::line_segment(
            [pos2(x, rect.bottom()), pos2(x + height, rect.top())],
            stroke,
        ));
        x += every_pt * std::f32::consts::SQRT_2;
    }
    clipped.extend(lines);
}

/// The state of a checkbox.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Check {
    /// Empty.
    #[default]
    Off,
    /// Ticked.
    On,
    /// Some of what it stands for is on.
    Mixed,
}

impl From<bool> for Check {
    fn from(is_on: bool) -> Self {
        if is_on { Self::On } else { Self::Off }
    }
}

/// A checkbox of 16 points.
pub fn checkbox(painter: &Painter, center: Pos2, state: Check, theme: &Theme, is_hovered: bool) {
    let rect = Rect::from_center_size(center, vec2(16.0, 16.0));
    let corner = CornerRadius::same(super::style::CORNER_SMALL);
    if state == Check::Off {
        let outline = if is_hovered {
            theme.text_secondary
        } else {
            theme.border_strong
        };
        painter.rect(
            rect,
            corner,
            theme.surface,
            Stroke::new(1.5, outline),
            StrokeKind::Inside,
        );
        return;
    }
    painter.rect_filled(rect, corner, theme.accent);
    let mark = Stroke::new(2.0, theme.on_accent);
    let points = if state == Check::On {
        vec![
            center + vec2(-4.0, 0.2),
            center + vec2(-1.3, 3.0),
            center + vec2(4.2, -3.2),
        ]
    } else {
        vec![center + vec2(-4.0, 0.0), center + vec2(4.0, 0.0)]
    };
    painter.line(points, mark);
}

/// A horizontal bar on a track, rounded to its height: `share` of the width is filled, at least two points if it is not zero.
pub fn bar(painter: &Painter, rect: Rect, share: f32, theme: &Theme) {
    let corner = CornerRadius::same(2);
    painter.rect_filled(rect, corner, theme.track);
    if share > 0.0 {
        let width = (rect.width() * share.min(1.0)).max(2.0);
        painter.rect_filled(
            Rect::from_min_size(rect.min, vec2(width, rect.height())),
            corner,
            theme.bar,
        );
    }
}

/// What a ring says beside its color.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// Nothing more.
    None,
    /// A plus at its upper right.
    Plus,
    /// A cross in it.
    Cross,
}

/// A ring with a sign.
pub fn signed_ring(painter: &Painter, center: Pos2, radius_pt: f32, sign: Sign, stroke: Stroke) {
    painter.circle_stroke(center, radius_pt, stroke);
    let arm = radius_pt * 0.42;
    let corner = center + vec2(radius_pt, -radius_pt);
    let lines = match sign {
        Sign::None => return,
        Sign::Plus => [(corner, vec2(arm, 0.0)), (corner, vec2(0.0, arm))],
        Sign::Cross => [(center, vec2(arm, arm)), (center, vec2(arm, -arm))],
    };
    for (middle, reach) in lines {
        painter.line_segment([middle - reach, middle + reach], stroke);
    }
}

/// A triangle that says that a value lies beyond the axis, pointing along `direction` with its tip at `tip`.
pub fn arrowhead(painter: &Painter, tip: Pos2, direction: egui::Vec2, size: f32, color: Color32) {
    let along = direction.normalized() * size;
    let across = along.rot90() * 0.62;
    painter.add(Shape::convex_polygon(
        vec![tip, tip - along + across, tip - along - across],
        color,
        Stroke::NONE,
    ));
}

/// A symbol of the map with its middle at a point: `radius` is that of the circle of equal area, the colors those of inside and edge.
pub fn symbol(painter: &Painter, shape: SymbolShape, radius: f32, (fill, edge): (Color32, Color32), center: Pos2) {
    let edge = Stroke::new(SYMBOL_EDGE_PT, edge);
    if let Some(radius) = shape.circle_radius(radius) {
        painter.circle(center, radius, fill, edge);
        return;
    }
    let corners = shape.corners(radius).into_iter();
    let corners: Vec<Pos2> = corners.map(|[x, y]| center + vec2(x, y)).collect();
    // A fan from the middle fills the star too, which is not convex.
    let mut fan = Mesh::default();
    fan.colored_vertex(center, fill);
    for (last, corner) in (0_u32..).zip(corners.iter().chain(corners.first())) {
        fan.colored_vertex(*corner, fill);
        if last > 0 {
            fan.add_triangle(0, last, last + 1);
        }
    }
    painter.add(Shape::mesh(fan));
    painter.add(Shape::closed_line(corners, edge));
}
