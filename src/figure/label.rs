//! Finds room for labels: greedy, in the order given, never one over another or over a plate.
//!
//! It knows rectangles only. How wide a text is, whoever draws it measures; which labels matter most is decided where
//! the figure is built.

use std::collections::BTreeMap;

/// A rectangle on the screen in points, y down.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ScreenRect {
    /// Left edge.
    pub left: f64,
    /// Upper edge.
    pub top: f64,
    /// Right edge.
    pub right: f64,
    /// Lower edge.
    pub bottom: f64,
}

impl ScreenRect {
    /// From the upper left corner and the size.
    #[must_use]
    pub fn at([left, top]: [f64; 2], [width, height]: [f64; 2]) -> Self {
        Self {
            left,
            top,
            right: left + width,
            bottom: top + height,
        }
    }

    /// Round a middle.
    #[must_use]
    pub fn around([x, y]: [f64; 2], [width, height]: [f64; 2]) -> Self {
        Self::at([x - width / 2.0, y - height / 2.0], [width, height])
    }

    /// Larger by a margin on every side.
    #[must_use]
    pub fn grown(self, margin: f64) -> Self {
        Self {
            left: self.left - margin,
            top: self.top - margin,
            right: self.right + margin,
            bottom: self.bottom + margin,
        }
    }

    /// Whether the two share more than an edge.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }

    /// Whether the other lies wholly inside.
    #[must_use]
    pub fn holds(&self, other: &Self) -> bool {
        self.left <= other.left && self.top <= other.top && self.right >= other.right && self.bottom >= other.bottom
    }

    /// The width in points.
    #[must_use]
    pub fn width(&self) -> f64 {
        self.right - self.left
    }

    /// The height in points.
    #[must_use]
    pub fn height(&self) -> f64 {
        self.bottom - self.top
    }

    /// The middle.
    #[must_use]
    pub fn center(&self) -> [f64; 2] {
        [
            f64::midpoint(self.left, self.right),
            f64::midpoint(self.top, self.bottom),
        ]
    }
}

/// What a label must not cover.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// A plate or another label: nothing is ever written over it.
    Plate,
    /// A symbol: avoided where there is another place.
    Symbol,
}

/// How much a label gives way to symbols.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Insistence {
    /// Dropped rather than written over a symbol: names of the basemap.
    GivesWay,
    /// Written over symbols where every free place is taken: names of the data.
    Insists,
}

/// The labels placed so far, and what else takes room.
#[derive(Clone, Debug)]
pub struct LabelLayout {
    frame: ScreenRect,
    cells: BTreeMap<(i32, i32), Vec<(ScreenRect, Obstacle)>>,
}

/// Side of the cells in which obstacles are looked up, in points.
const CELL_PT: f64 = 64.0;

impl LabelLayout {
    /// An empty picture; labels stay inside the frame.
    #[must_use]
    pub fn new(frame: ScreenRect) -> Self {
        Self {
            frame,
            cells: BTreeMap::new(),
        }
    }

    /// Takes room.
    pub fn block(&mut self, rect: ScreenRect, obstacle: Obstacle) {
        for cell in cells_of(&rect) {
            self.cells.entry(cell).or_default().push((rect, obstacle));
        }
    }

    /// Whether a label may stand here.
    #[must_use]
    pub fn is_free(&self, rect: &ScreenRect, insistence: Insistence) -> bool {
        self.frame.holds(rect)
            && cells_of(rect)
                .filter_map(|cell| self.cells.get(&cell))
                .flatten()
                .all(|(taken, obstacle)| {
                    let counts = *obstacle == Obstacle::Plate || insistence == Insistence::GivesWay;
                    !(counts && taken.overlaps(rect))
                })
    }

    /// Takes the first of the places that is free of everything; for a label that insists, else the first that is free
    /// of plates and labels. The place taken is blocked and given back.
    pub fn place(&mut self, places: &[ScreenRect], insistence: Insistence) -> Option<ScreenRect> {
        self.place_among(places, insistence, &|_| false)
    }

    /// As [`Self::place`], where symbols are not blocked one by one but looked up: `meets_symbol` says whether a rectangle
    /// would lie over one. Where there are very many, few of them are ever looked at.
    pub fn place_among(
        &mut self,
        places: &[ScreenRect],
        insistence: Insistence,
        meets_symbol: &dyn Fn(&ScreenRect) -> bool,
    ) -> Option<ScreenRect> {
        let is_clear = |rect: &ScreenRect, wanted: Insistence| wanted == Insistence::Insists || !meets_symbol(rect);
        let free = |wanted: Insistence| {
            let mut places = places.iter().copied();
            places.find(|rect| self.is_free(rect, wanted) && is_clear(rect, wanted))
        };
        let found = free(Insistence::GivesWay).or_else(|| {
            (insistence == Insistence::Insists)
                .then(|| free(Insistence::Insists))
                .flatten()
        })?;
        self.block(found, Obstacle::Plate);
        Some(found)
    }
}

fn cells_of(rect: &ScreenRect) -> impl Iterator<Item = (i32, i32)> + use<> {
    let columns = cell(rect.left)..=cell(rect.right);
    let rows = cell(rect.top)..=cell(rect.bottom);
    columns.flat_map(move |column| rows.clone().map(move |row| (column, row)))
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a screen is far less than two thousand million cells wide"
)]
fn cell(coordinate: f64) -> i32 {
    // A symbol far outside the picture must not take thousands of cells.
    (coordinate / CELL_PT).floor().clamp(-64.0, 1024.0) as i32
}

/// The places of a label beside a point: right, left, above, below, then the corners; `clearance` from the point.
#[must_use]
pub fn places_beside([x, y]: [f64; 2], size @ [width, height]: [f64; 2], clearance: f64) -> Vec<ScreenRect> {
    let (right, left) = (x + clearance, x - clearance - width);
    let (above, below) = (y - clearance - height, y + clearance);
    let corner = clearance * 0.7;
    [
        [right, y - height / 2.0],
        [left, y - height / 2.0],
        [x - width / 2.0, above],
        [x - width / 2.0, below],
        [x + corner, y - corner - height],
        [x + corner, y + corner],
        [x - corner - width, y - corner - height],
        [x - corner - width, y + corner],
    ]
    .map(|corner| ScreenRect::at(corner, size))
    .to_vec()
}

/// The places of a label that is led to by a line: round a point at growing distance, sides first.
#[must_use]
pub fn places_round([x, y]: [f64; 2], size @ [width, height]: [f64; 2], distances: &[f64]) -> Vec<ScreenRect> {
    const DIRECTIONS: [[f64; 2]; 8] = [
        [1.0, 0.0],
        [-1.0, 0.0],
        [0.7, -0.7],
        [-0.7, -0.7],
        [0.7, 0.7],
        [-0.7, 0.7],
        [0.0, -1.0],
        [0.0, 1.0],
    ];
    distances
        .iter()
        .flat_map(|distance| {
            DIRECTIONS.map(|[dx, dy]| {
                ScreenRect::around(
                    [x + dx * (distance + width / 2.0), y + dy * (distance + height / 2.0)],
                    size,
                )
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame() -> ScreenRect {
        ScreenRect::at([0.0, 0.0], [200.0, 200.0])
    }

    #[test]
    fn a_second_label_at_the_same_point_goes_to_the_left() {
        let mut layout = LabelLayout::new(frame());
        let places = places_beside([100.0, 100.0], [50.0, 12.0], 6.0);
        let first = layout.place(&places, Insistence::GivesWay).unwrap();
        let second = layout.place(&places, Insistence::GivesWay).unwrap();
        assert!(first.left > 100.0 && second.right < 100.0);
        assert!(!first.overlaps(&second));
    }

    #[test]
    fn names_of_the_basemap_give_way_to_symbols_and_names_of_the_data_do_not() {
        let mut layout = LabelLayout::new(frame());
        layout.block(frame(), Obstacle::Symbol);
        let places = places_beside([100.0, 100.0], [50.0, 12.0], 6.0);
        assert_eq!(layout.place(&places, Insistence::GivesWay), None);
        assert!(layout.place(&places, Insistence::Insists).is_some());
    }

    #[test]
    fn symbols_that_are_looked_up_count_as_those_that_are_blocked() {
        let mut layout = LabelLayout::new(frame());
        let places = places_beside([100.0, 100.0], [50.0, 12.0], 6.0);
        let everywhere = |_: &ScreenRect| true;
        let right = |rect: &ScreenRect| rect.left > 100.0;
        assert_eq!(layout.place_among(&places, Insistence::GivesWay, &everywhere), None);
        let left = layout.place_among(&places, Insistence::GivesWay, &right).unwrap();
        assert!(left.right < 100.0);
        assert!(layout.place_among(&places, Insistence::Insists, &everywhere).is_some());
    }

    #[test]
    fn no_label_leaves_the_frame_or_meets_a_plate() {
        let mut layout = LabelLayout::new(frame());
        assert_eq!(
            layout.place(&[ScreenRect::at([180.0, 50.0], [50.0, 12.0])], Insistence::Insists),
            None
        );
        layout.block(frame(), Obstacle::Plate);
        assert_eq!(
            layout.place(&[ScreenRect::at([20.0, 50.0], [50.0, 12.0])], Insistence::Insists),
            None
        );
    }
}
