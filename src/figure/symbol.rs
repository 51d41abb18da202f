//! The shapes of the symbols for the spheres of the helix, drawn with one area so that none looks more important.
//!
//! Their colors are in `palette`; how large a member is drawn is in `scale`.

/// The outline of a symbol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SymbolShape {
    /// A filled circle.
    Circle,
    /// A triangle with its point up.
    TriangleUp,
    /// An upright square.
    Square,
    /// A star with five points, one of them up.
    Star,
    /// A square on its corner, a little higher than wide.
    Diamond,
    /// A triangle with its point down.
    TriangleDown,
    /// A circle that is filled with the ground.
    HollowCircle,
}

impl SymbolShape {
    /// Every shape.
    pub const ALL: [Self; 7] = [
        Self::Circle,
        Self::TriangleUp,
        Self::Square,
        Self::Star,
        Self::Diamond,
        Self::TriangleDown,
        Self::HollowCircle,
    ];

    /// The radius of the circle to draw, or `None` where the shape has corners. `radius` is that of the equal circle.
    #[must_use]
    pub fn circle_radius(self, radius: f32) -> Option<f32> {
        match self {
            Self::Circle => Some(radius),
            Self::HollowCircle => Some(radius * 0.86),
            _ => None,
        }
    }

    /// The corners round the middle, y down, for a circle of `radius` that has the same area; none for circles.
    #[must_use]
    pub fn corners(self, radius: f32) -> Vec<[f32; 2]> {
        let scaled = |unit: &[[f32; 2]]| unit.iter().map(|[x, y]| [x * radius, y * radius]).collect();
        match self {
            Self::Circle | Self::HollowCircle => Vec::new(),
            Self::Square => scaled(&[[-0.89, -0.89], [0.89, -0.89], [0.89, 0.89], [-0.89, 0.89]]),
            Self::TriangleUp => scaled(&[[0.0, -1.24], [1.12, 0.78], [-1.12, 0.78]]),
            Self::TriangleDown => scaled(&[[0.0, 1.24], [-1.12, -0.78], [1.12, -0.78]]),
            Self::Diamond => scaled(&[[0.0, -1.25], [1.10, 0.0], [0.0, 1.25], [-1.10, 0.0]]),
            Self::Star => (0_u8..10)
                .map(|corner| {
                    let angle = f32::from(corner) * std::f32::consts::PI / 5.0;
                    let reach = radius * if corner % 2 == 0 { 1.36 } else { 0.60 };
                    [reach * angle.sin(), -reach * angle.cos()]
                })
                .collect(),
        }
    }

    /// How far the shape reaches from its middle for a circle of `radius`, without strokes.
    #[must_use]
    pub fn reach(self, radius: f32) -> f32 {
        self.circle_radius(radius).unwrap_or_else(|| {
            self.corners(radius)
                .into_iter()
                .map(|[x, y]| x.hypot(y))
                .fold(0.0, f32::max)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_filled_shapes_have_nearly_the_area_of_the_circle() {
        for shape in SymbolShape::ALL {
            let corners = shape.corners(1.0);
            if corners.is_empty() {
                continue;
            }
            let doubled: f32 = corners
                .iter()
                .zip(corners.iter().cycle().skip(1))
                .map(|(a, b)| a[0] * b[1] - b[0] * a[1])
                .sum();
            let share = (doubled / 2.0).abs() / std::f32::consts::PI;
            assert!((0.70..1.05).contains(&share), "{shape:?} {share}");
        }
    }

    #[test]
    fn triangles_point_where_their_names_say() {
        let highest = |shape: SymbolShape| {
            shape
                .corners(1.0)
                .into_iter()
                .min_by(|a, b| a[1].total_cmp(&b[1]))
                .unwrap()
        };
        assert_eq!(highest(SymbolShape::TriangleUp)[0], 0.0);
        assert_ne!(highest(SymbolShape::TriangleDown)[0], 0.0);
    }
}
