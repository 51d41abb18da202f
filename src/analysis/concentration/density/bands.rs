//! Lines of equal density and the bands between them, from a raster: marching squares with straight sides between cells.
//!
//! Lines run with the higher ground on their left, and every line is closed, because beyond the raster lies nothing. Colors and classes
//! are the business of the figure.

use std::collections::BTreeMap;

use geo::{Area, Contains, LineString, MultiPolygon, Point as GeoPoint, Polygon};

use super::raster::Grid;
use crate::analysis::concentration::plane::Point;

/// The side of a square of four middles that a line crosses: from a middle eastward, or northward.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Side {
    is_upright: bool,
    column: usize,
    row: usize,
}

/// The raster with a border of nothing, so that every line closes.
struct Field<'a> {
    grid: Grid,
    values: &'a [f64],
}

impl Field<'_> {
    /// The value at a middle, counted from the border.
    fn at(&self, column: usize, row: usize) -> f64 {
        let inner = column.checked_sub(1).zip(row.checked_sub(1));
        inner
            .filter(|(column, row)| *column < self.grid.columns && *row < self.grid.rows)
            .and_then(|(column, row)| self.values.get(row * self.grid.columns + column))
            .copied()
            .unwrap_or(0.0)
    }

    fn place(&self, column: usize, row: usize) -> Point {
        let [x, y] = self.grid.origin;
        let count = crate::analysis::numbers::of_count;
        [
            x + (count(column) - 1.0) * self.grid.cell,
            y + (count(row) - 1.0) * self.grid.cell,
        ]
    }

    /// Where a line of a level crosses a side.
    fn crossing(&self, side: Side, level: f64) -> Point {
        let Side {
            is_upright,
            column,
            row,
        } = side;
        let (next_column, next_row) = if is_upright {
            (column, row + 1)
        } else {
            (column + 1, row)
        };
        let (from, to) = (self.at(column, row), self.at(next_column, next_row));
        let share = if (to - from).abs() > 0.0 {
            ((level - from) / (to - from)).clamp(1e-6, 1.0 - 1e-6)
        } else {
            0.5
        };
        let ([ax, ay], [bx, by]) = (self.place(column, row), self.place(next_column, next_row));
        [ax + share * (bx - ax), ay + share * (by - ay)]
    }

    /// The one or two pieces of a line in the square whose southwestern middle is named, each from side to side.
    fn pieces(&self, column: usize, row: usize, level: f64) -> [Option<(Side, Side)>; 2] {
        let side = |is_upright, column, row| Side {
            is_upright,
            column,
            row,
        };
        let (south, north) = (side(false, column, row), side(false, column, row + 1));
        let (west, east) = (side(true, column, row), side(true, column + 1, row));
        let values = [
            self.at(column, row),
            self.at(column + 1, row),
            self.at(column + 1, row + 1),
            self.at(column, row + 1),
        ];
        let middle = values.iter().sum::<f64>() / 4.0;
        let one = |from, to| [Some((from, to)), None];
        let two = |a: (Side, Side), b: (Side, Side)| [Some(a), Some(b)];
        match values.map(|value| value >= level) {
            [false, false, false, false] | [true, true, true, true] => [None, None],
            [true, false, false, false] => one(south, west),
            [false, true, false, false] => one(east, south),
            [false, false, true, false] => one(north, east),
            [false, false, false, true] => one(west, north),
            [true, true, false, false] => one(east, west),
            [false, true, true, false] => one(north, south),
            [false, false, true, true] => one(west, east),
            [true, false, false, true] => one(south, north),
            [true, true, true, false] => one(north, west),
            [true, true, false, true] => one(east, north),
            [true, false, true, true] => one(south, east),
            [false, true, true, true] => one(west, south),
            [true, false, true, false] if middle >= level => two((south, east), (north, west)),
            [true, false, true, false] => two((south, west), (north, east)),
            [false, true, false, true] if middle >= level => two((west, south), (east, north)),
            [false, true, false, true] => two((east, south), (west, north)),
        }
    }
}

/// The closed lines of a level above 0, first corner not repeated. `O(cells)`.
#[must_use]
pub fn lines(grid: Grid, values: &[f64], level: f64) -> Vec<Vec<Point>> {
    let field = Field { grid, values };
    let mut next: BTreeMap<Side, Side> = BTreeMap::new();
    for row in 0..=grid.rows {
        for column in 0..=grid.columns {
            next.extend(field.pieces(column, row, level).into_iter().flatten());
        }
    }
    let mut rings = Vec::new();
    while let Some((start, mut at)) = next.pop_first() {
        let mut ring = vec![field.crossing(start, level)];
        while at != start {
            ring.push(field.crossing(at, level));
            let Some(following) = next.remove(&at) else { break };
            at = following;
        }
        rings.push(ring);
    }
    rings
}

/// The ground from each level up to the next, the last without an end; levels ascend and are above 0.
#[must_use]
pub fn bands(grid: Grid, values: &[f64], levels: &[f64]) -> Vec<MultiPolygon<f64>> {
    let rings: Vec<Vec<Polygon<f64>>> = levels
        .iter()
        .map(|level| polygons(&lines(grid, values, *level)))
        .collect();
    let above = rings.iter().skip(1).map(Some).chain(std::iter::once(None));
    let of = |(own, above): (&Vec<Polygon<f64>>, Option<&Vec<Polygon<f64>>>)| {
        let above = || above.into_iter().flatten();
        // Hollows of the higher ground belong to the band again.
        let outer = own
            .iter()
            .filter(|ring| is_outer(ring))
            .chain(above().filter(|ring| !is_outer(ring)));
        let holes = own
            .iter()
            .filter(|ring| !is_outer(ring))
            .chain(above().filter(|ring| is_outer(ring)));
        nested(outer, holes)
    };
    rings.iter().zip(above).map(of).collect()
}

fn polygons(lines: &[Vec<Point>]) -> Vec<Polygon<f64>> {
    let ring = |line: &Vec<Point>| -> LineString<f64> { line.iter().map(|[x, y]| (*x, *y)).collect() };
    lines.iter().map(|line| Polygon::new(ring(line), Vec::new())).collect()
}

fn is_outer(ring: &Polygon<f64>) -> bool {
    ring.signed_area() > 0.0
}

/// Puts each hole into the smallest ring around it.
fn nested<'a>(
    outer: impl Iterator<Item = &'a Polygon<f64>>,
    holes: impl Iterator<Item = &'a Polygon<f64>>,
) -> MultiPolygon<f64> {
    let mut found: Vec<(f64, Polygon<f64>)> = outer.map(|ring| (ring.unsigned_area(), ring.clone())).collect();
    found.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    let shells: Vec<Polygon<f64>> = found.iter().map(|(_, ring)| ring.clone()).collect();
    for hole in holes {
        let Some(corner) = hole.exterior().0.first() else {
            continue;
        };
        let point = GeoPoint::from(*corner);
        let area = hole.unsigned_area();
        let around = shells
            .iter()
            .zip(&found)
            .position(|(shell, (size, _))| *size > area && shell.contains(&point));
        if let Some((_, polygon)) = around.and_then(|place| found.get_mut(place)) {
            polygon.interiors_push(hole.exterior().clone());
        }
    }
    found.into_iter().map(|(_, polygon)| polygon).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const GRID: Grid = Grid {
        origin: [0.0, 0.0],
        cell: 0.25,
        columns: 81,
        rows: 81,
    };

    fn hills(places: &[(Point, f64)]) -> Vec<f64> {
        let height = |[x, y]: Point| {
            let of = |([px, py], size): &(Point, f64)| size * (-((x - px).powi(2) + (y - py).powi(2)) / 8.0).exp();
            places.iter().map(of).sum()
        };
        GRID.middles().map(height).collect()
    }

    #[test]
    fn the_line_round_a_hill_is_a_circle() {
        let values = hills(&[([10.0, 10.0], 1.0)]);
        let rings = lines(GRID, &values, 0.5);
        assert_eq!(rings.len(), 1);
        let radius = (8.0 * std::f64::consts::LN_2).sqrt();
        for [x, y] in &rings[0] {
            assert!(((x - 10.0).hypot(y - 10.0) - radius).abs() < 0.02);
        }
    }

    #[test]
    fn bands_share_the_ground_and_leave_out_what_is_higher() {
        let values = hills(&[([6.0, 10.0], 1.0), ([14.0, 10.0], 1.0), ([0.0, 0.0], 0.6)]);
        let levels = [0.1, 0.3, 0.7];
        let found = bands(GRID, &values, &levels);
        let above = |level: f64| {
            polygons(&lines(GRID, &values, level))
                .iter()
                .map(Area::signed_area)
                .sum::<f64>()
        };
        for (place, band) in found.iter().enumerate() {
            let expected = above(levels[place]) - levels.get(place + 1).map_or(0.0, |level| above(*level));
            assert!((band.unsigned_area() - expected).abs() < 1e-9, "{place}");
        }
        assert!(bands(GRID, &values, &[]).is_empty());
    }

    #[test]
    fn a_ring_of_high_ground_keeps_its_hollow() {
        let values: Vec<f64> = GRID
            .middles()
            .map(|[x, y]| (-((x - 10.0).hypot(y - 10.0) - 5.0).powi(2)).exp())
            .collect();
        let found = bands(GRID, &values, &[0.5]);
        assert_eq!(found[0].0.len(), 1);
        assert_eq!(found[0].0[0].interiors().len(), 1);
    }
}
