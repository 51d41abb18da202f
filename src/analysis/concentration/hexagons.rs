//! Hexagons of equal size on a plane, for counting members where borders say nothing: their cells, sums and neighbors.
//!
//! Rows of hexagons stand on a point; the width of one is the distance between its two upright sides. Which ground is looked at is the
//! caller's wish. What the counts mean is the business of [`super::pattern`].

use std::collections::BTreeSet;

use super::plane::Point;
use super::weights::Weights;

/// More hexagons than this are too many to look at.
pub const MOST_CELLS: usize = 50_000;

/// The half width of a hexagon over its half side: the square root of 3.
const ROOT_OF_3: f64 = 1.732_050_807_568_877_2;

/// A hexagon: rows from south to north, columns along a row, which lean by half a hexagon from row to row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cell {
    /// Its row.
    pub row: i32,
    /// Its column.
    pub column: i32,
}

/// All hexagons of a width.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lattice {
    /// The distance between two upright sides, above 0, in the unit of the plane.
    pub width: f64,
}

impl Lattice {
    /// The area of one hexagon.
    #[must_use]
    pub fn area(self) -> f64 {
        self.width * self.width * ROOT_OF_3 / 2.0
    }

    /// Corners stand on a grid of half widths and quarter heights; the same corner of two neighbors has the same bits.
    fn on_grid(self, x: i64, y: i64) -> Point {
        #[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
        let [x, y] = [x as f64, y as f64];
        [x * self.width / 2.0, y * self.width / (2.0 * ROOT_OF_3)]
    }

    fn grid_middle(cell: Cell) -> (i64, i64) {
        let (row, column) = (i64::from(cell.row), i64::from(cell.column));
        (2 * column + row, 3 * row)
    }

    /// The middle of a hexagon.
    #[must_use]
    pub fn middle(self, cell: Cell) -> Point {
        let (x, y) = Self::grid_middle(cell);
        self.on_grid(x, y)
    }

    /// Its corners, counter-clockwise from the east.
    #[must_use]
    pub fn corners(self, cell: Cell) -> [Point; 6] {
        let (x, y) = Self::grid_middle(cell);
        [(1, -1), (1, 1), (0, 2), (-1, 1), (-1, -1), (0, -2)].map(|(dx, dy)| self.on_grid(x + dx, y + dy))
    }

    /// The hexagon that a point lies in.
    #[must_use]
    pub fn cell_of(self, [x, y]: Point) -> Cell {
        let row = y / (self.width * ROOT_OF_3 / 2.0);
        let column = x / self.width - row / 2.0;
        let third = -row - column;
        let (near_row, near_column, near_third) = (row.round(), column.round(), third.round());
        let (off_row, off_column, off_third) = (
            (near_row - row).abs(),
            (near_column - column).abs(),
            (near_third - third).abs(),
        );
        // The three add up to zero; the one that was rounded farthest follows from the others.
        let (row, column) = if off_row > off_column && off_row > off_third {
            (-near_column - near_third, near_column)
        } else if off_column > off_third {
            (near_row, -near_row - near_third)
        } else {
            (near_row, near_column)
        };
        Cell {
            row: whole(row),
            column: whole(column),
        }
    }

    /// The hexagons whose middle lies inside an area, and those that hold one of the points, in order; `None` where these are more than
    /// [`MOST_CELLS`]. `bounds` are west, south, east and north of the area.
    #[must_use]
    pub fn cells(
        self,
        points: &[Point],
        bounds: Option<[f64; 4]>,
        is_inside: impl Fn(Point) -> bool,
    ) -> Option<Vec<Cell>> {
        let mut cells: BTreeSet<Cell> = points.iter().map(|point| self.cell_of(*point)).collect();
        if let Some([west, south, east, north]) = bounds {
            // A box much larger than what may be shown is not even walked through.
            if (east - west) * (north - south) / self.area() > 20.0 * crate::analysis::numbers::of_count(MOST_CELLS) {
                return None;
            }
            let height = self.width * ROOT_OF_3 / 2.0;
            for row in whole((south / height).floor())..=whole((north / height).ceil()) {
                let lean = f64::from(row) / 2.0;
                let first = whole((west / self.width - lean).floor());
                let last = whole((east / self.width - lean).ceil());
                let of_row = (first..=last).map(|column| Cell { row, column });
                cells.extend(of_row.filter(|cell| is_inside(self.middle(*cell))));
            }
        }
        (cells.len() <= MOST_CELLS).then(|| cells.into_iter().collect())
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "the plane is far less than 2^31 hexagons wide; beyond, it is held at the end"
)]
fn whole(value: f64) -> i32 {
    value as i32
}

/// The sum of the weights of the points in each of the ordered cells; points elsewhere are left out.
#[must_use]
pub fn sums(lattice: Lattice, cells: &[Cell], points: impl Iterator<Item = (Point, f64)>) -> Vec<f64> {
    let mut sums = vec![0.0; cells.len()];
    for (point, weight) in points {
        if let Ok(place) = cells.binary_search(&lattice.cell_of(point))
            && let Some(sum) = sums.get_mut(place)
        {
            *sum += weight;
        }
    }
    sums
}

/// Cells that share a side neighbor each other; the cells are in order.
#[must_use]
pub fn weights(cells: &[Cell]) -> Weights {
    let ahead = |cell: &Cell| {
        let Cell { row, column } = *cell;
        [(row, column + 1), (row + 1, column), (row + 1, column - 1)].map(|(row, column)| Cell { row, column })
    };
    let pairs = cells.iter().enumerate().flat_map(|(place, cell)| {
        let near = ahead(cell).map(|other| cells.binary_search(&other).ok());
        near.into_iter().flatten().map(move |other| (place, other))
    });
    Weights::of_pairs(cells.len(), pairs)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LATTICE: Lattice = Lattice { width: 5.0 };

    #[test]
    fn a_point_lies_in_the_hexagon_with_the_nearest_middle() {
        for step in 0_i32..400 {
            let point = [
                f64::from(step * 37 % 101) / 7.0 - 6.0,
                f64::from(step * 53 % 97) / 6.0 - 8.0,
            ];
            let cell = LATTICE.cell_of(point);
            let distance = |cell: Cell| {
                let [x, y] = LATTICE.middle(cell);
                (x - point[0]).hypot(y - point[1])
            };
            for (row, column) in [(0, 1), (0, -1), (1, 0), (-1, 0), (1, -1), (-1, 1)] {
                let other = Cell {
                    row: cell.row + row,
                    column: cell.column + column,
                };
                assert!(distance(cell) <= distance(other) + 1e-9);
            }
        }
    }

    #[test]
    fn inner_hexagons_have_six_neighbors_that_share_two_corners_to_the_bit() {
        let cells = LATTICE.cells(&[], Some([-30.0, -30.0, 30.0, 30.0]), |_| true).unwrap();
        let weights = weights(&cells);
        let middle = cells.binary_search(&Cell { row: 0, column: 0 }).unwrap();
        assert_eq!(weights.of(middle).len(), 6);
        let corners = LATTICE.corners(cells[middle]);
        for neighbor in weights.of(middle) {
            let shared = LATTICE.corners(cells[neighbor.unit]);
            assert_eq!(shared.iter().filter(|corner| corners.contains(corner)).count(), 2);
        }
        let covered = LATTICE.area() * cells.len() as f64;
        assert!((covered / 3_600.0 - 1.0).abs() < 0.4, "{covered}");
    }

    #[test]
    fn points_outside_the_area_bring_their_hexagon_and_too_many_are_refused() {
        let cells = LATTICE
            .cells(&[[100.0, 100.0]], Some([0.0, 0.0, 1.0, 1.0]), |_| false)
            .unwrap();
        assert_eq!(sums(LATTICE, &cells, [([100.0, 100.0], 3.0)].into_iter()), [3.0]);
        let fine = Lattice { width: 0.001 };
        assert_eq!(fine.cells(&[], Some([0.0, 0.0, 100.0, 100.0]), |_| true), None);
    }
}
