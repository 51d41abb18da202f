//! Densities as a raster: points are shared out among the four nearest cells, then every cell is spread.
//!
//! The Gaussian is spread along rows, then along columns, each cut off at five bandwidths; the others by circles. Sharing out blurs by
//! a twelfth of a cell's second difference, which is taken off the kernel. The greatest error against summing every point is
//! below 1 % of the maximum for cells of a quarter of the standard deviation and less. What exact sums give is
//! the business of the parent. Kernels end, so that sums over what they reach take the place of a Fourier transform and its crate.

use std::borrow::Cow;

use rayon::prelude::*;

use super::super::plane::Point;
use super::super::window::Window;
use super::{EdgeCorrection, Kernel, Pattern, Spread, inside};
use crate::analysis::numbers::add_rows;
use crate::analysis::progress::{Cancelled, Progress, Steps};

/// The Gaussian ends after so many bandwidths.
const CUT_OFF: f64 = 5.0;
/// The share of a cell's second difference by which sharing out blurs.
const BLUR: f64 = 1.0 / 12.0;
/// A raster has at most so many cells.
pub const MOST_CELLS: usize = 1 << 24;

/// The cells of a raster.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Grid {
    /// The middle of the first cell, that farthest southwest.
    pub origin: Point,
    /// The side of a cell.
    pub cell: f64,
    /// How many cells lie from west to east.
    pub columns: usize,
    /// How many from south to north.
    pub rows: usize,
}

impl Grid {
    /// The grid of cells that covers west, south, east, north; `None` where that is nothing, or more than [`MOST_CELLS`].
    #[must_use]
    pub fn covering([west, south, east, north]: [f64; 4], cell: f64) -> Option<Self> {
        let cells = |extent: f64| {
            let count = (extent / cell).ceil().max(1.0);
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "at least 1 and bounded below"
            )]
            (count <= 1e7).then_some(count as usize)
        };
        if !(cell > 0.0 && east >= west && north >= south) {
            return None;
        }
        let (columns, rows) = (cells(east - west)?, cells(north - south)?);
        let middle = |low: f64, high: f64, count: usize| f64::midpoint(low, high) - (count as f64 - 1.0) * cell / 2.0;
        (columns * rows <= MOST_CELLS).then(|| Self {
            origin: [middle(west, east, columns), middle(south, north, rows)],
            cell,
            columns,
            rows,
        })
    }

    /// The middles of all cells: from west to east, rows from south to north.
    pub fn middles(&self) -> impl Iterator<Item = Point> {
        let Self {
            origin: [x, y],
            cell,
            columns,
            rows,
        } = *self;
        (0..rows).flat_map(move |row| (0..columns).map(move |column| [x + column as f64 * cell, y + row as f64 * cell]))
    }
}

/// The intensity in every cell, rows from south to north. A bandwidth or a cell of nothing gives zeros; points far outside the grid
/// count as far as they reach into it.
///
/// # Errors
///
/// Where nobody waits any more.
pub fn raster(
    pattern: &Pattern<'_>,
    spread: Spread,
    grid: Grid,
    progress: &dyn Progress,
) -> Result<Vec<f64>, Cancelled> {
    if spread.bandwidth <= 0.0 || grid.cell <= 0.0 || grid.columns == 0 || grid.rows == 0 {
        return Ok(vec![0.0; grid.columns * grid.rows]);
    }
    let reach = reach_in_cells(spread, grid.cell);
    // Points beyond the border reach into the grid from a margin around it.
    let wide = Grid {
        origin: grid.origin.map(|start| start - reach as f64 * grid.cell),
        columns: grid.columns + 2 * reach,
        rows: grid.rows + 2 * reach,
        ..grid
    };
    let weights = pattern.corrected_weights(spread);
    let binned = binned(pattern.points, &weights, wide);
    let steps = Steps::new(progress, 2 * wide.rows);
    let mut values = match spread.kernel {
        Kernel::Gaussian => spread_by_axes(&binned, wide, grid, spread, &steps)?,
        Kernel::Epanechnikov | Kernel::Quartic => spread_by_circles(&binned, wide, grid, spread, &steps)?,
    };
    // What sharpening takes off beyond the last point is below nothing by a hair.
    for value in &mut values {
        *value = value.max(0.0);
    }
    if let Some((window, correction)) = pattern.edge {
        correct(&mut values, grid, window, correction, spread);
    }
    Ok(values)
}

/// Nothing lies outside the window; inside, the even correction divides by what falls inside.
fn correct(values: &mut [f64], grid: Grid, window: &Window, correction: EdgeCorrection, spread: Spread) {
    let middles: Vec<Point> = grid.middles().collect();
    values.par_iter_mut().zip(middles).for_each(|(value, middle)| {
        if !window.contains(middle) {
            *value = 0.0;
        } else if correction == EdgeCorrection::Uniform {
            *value /= inside(window, middle, spread);
        }
    });
}

fn reach_in_cells(spread: Spread, cell: f64) -> usize {
    let reach = match spread.kernel {
        Kernel::Gaussian => CUT_OFF * spread.bandwidth,
        Kernel::Epanechnikov | Kernel::Quartic => spread.bandwidth,
    };
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "above 0 and bounded"
    )]
    let cells = (reach / cell).ceil().min(16_384.0) as usize;
    // One more for what sharpening the kernel adds around it.
    cells + 1
}

/// The weight of each point in its four nearest cells (linear binning; Jones & Lotwick 1983).
fn binned(points: &[Point], weights: &[f64], grid: Grid) -> Vec<f64> {
    let mut cells = vec![0.0; grid.columns * grid.rows];
    let [west, south] = grid.origin;
    for ([x, y], weight) in points.iter().zip(weights) {
        let (column, row) = ((x - west) / grid.cell, (y - south) / grid.cell);
        let (left, below) = (column.floor(), row.floor());
        let inside = left >= 0.0 && below >= 0.0 && left < grid.columns as f64 && below < grid.rows as f64;
        if !inside {
            continue;
        }
        let (right_share, above_share) = (column - left, row - below);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "inside the grid")]
        let (left, below) = (left as usize, below as usize);
        for (column, column_share) in [(left, 1.0 - right_share), (left + 1, right_share)] {
            for (row, row_share) in [(below, 1.0 - above_share), (below + 1, above_share)] {
                if column < grid.columns
                    && let Some(cell) = cells.get_mut(row * grid.columns + column)
                {
                    *cell += weight * column_share * row_share;
                }
            }
        }
    }
    cells
}

/// So many cells of a row are summed up at once, so that their sums stay in registers.
const CELLS_AT_ONCE: usize = 8;

/// Adds to every cell of a row what the cells of a source give that lie under the kernel: that at the same place under its first height, the
/// next under its second, and so on.
fn add_spread(row: &mut [f64], source: &[f64], heights: &[f64]) {
    let (eights, rest) = row.as_chunks_mut::<CELLS_AT_ONCE>();
    let done = eights.len() * CELLS_AT_ONCE;
    for (eight, from) in eights.iter_mut().zip((0..).step_by(CELLS_AT_ONCE)) {
        let under = source.get(from..).unwrap_or(&[]).array_windows::<CELLS_AT_ONCE>();
        let mut sums = *eight;
        for (cells, height) in under.zip(heights) {
            for (sum, cell) in sums.iter_mut().zip(cells) {
                *sum += height * cell;
            }
        }
        *eight = sums;
    }
    for (cell, from) in rest.iter_mut().zip(done..) {
        let under = source.get(from..).unwrap_or(&[]);
        *cell += under
            .iter()
            .zip(heights)
            .map(|(cell, height)| height * cell)
            .sum::<f64>();
    }
}

/// The sum of two rows that stand equally far from a third; `None` where they are empty.
fn added_rows<'a>(one: &'a [f64], other: Option<&'a [f64]>) -> Option<Cow<'a, [f64]>> {
    let filled = |row: &&[f64]| row.iter().any(|value| *value != 0.0);
    match (Some(one).filter(filled), other.filter(filled)) {
        (Some(one), Some(other)) => Some(one.iter().zip(other).map(|(one, other)| one + other).collect()),
        (one, other) => one.or(other).map(Cow::Borrowed),
    }
}

/// The Gaussian along rows, then along columns.
fn spread_by_axes(
    binned: &[f64],
    wide: Grid,
    grid: Grid,
    spread: Spread,
    steps: &Steps<'_>,
) -> Result<Vec<f64>, Cancelled> {
    let reach = reach_in_cells(spread, grid.cell);
    let height = |offset: usize| {
        let distance = (offset as f64 - reach as f64) * grid.cell;
        let share = distance / spread.bandwidth;
        (-share * share / 2.0).exp() / (std::f64::consts::TAU.sqrt() * spread.bandwidth)
    };
    let blurred: Vec<f64> = (0..=2 * reach).map(height).collect();
    let around = |place: usize| {
        let of = |place: Option<usize>| place.and_then(|place| blurred.get(place)).copied().unwrap_or(0.0);
        (of(place.checked_sub(1)), of(Some(place)), of(Some(place + 1)))
    };
    let kernel: Vec<f64> = (0..=2 * reach)
        .map(|place| {
            let (before, here, after) = around(place);
            here - BLUR * (before - 2.0 * here + after)
        })
        .collect();
    let mut along = vec![0.0; grid.columns * wide.rows];
    along
        .par_chunks_mut(grid.columns)
        .zip(binned.par_chunks(wide.columns))
        .try_for_each(|(row, source)| {
            if source.iter().any(|value| *value != 0.0) {
                add_spread(row, source, &kernel);
            }
            steps.step()
        })?;
    let mut values = vec![0.0; grid.columns * grid.rows];
    values
        .par_chunks_mut(grid.columns)
        .enumerate()
        .try_for_each(|(place, row)| {
            let rows = (place..).map_while(|row| along.get(row * grid.columns..(row + 1) * grid.columns));
            add_rows(row, rows.zip(kernel.iter().copied()));
            steps.step()
        })?;
    Ok(values)
}

/// Kernels with an end: every row of the circle is added to every row that it reaches. Rows equally far above and below have the same
/// heights, and are added up first.
fn spread_by_circles(
    binned: &[f64],
    wide: Grid,
    grid: Grid,
    spread: Spread,
    steps: &Steps<'_>,
) -> Result<Vec<f64>, Cancelled> {
    let reach = reach_in_cells(spread, grid.cell);
    let side = 2 * reach + 1;
    let off = |place: usize| (place as f64 - reach as f64) * grid.cell;
    let height = |x: f64, y: f64| spread.kernel.height(x * x + y * y, spread.bandwidth);
    let sharp = |column: usize, row: usize| {
        let (x, y) = (off(column), off(row));
        let here = height(x, y);
        let beside = height(x - grid.cell, y) + height(x + grid.cell, y);
        let above_and_below = height(x, y - grid.cell) + height(x, y + grid.cell);
        here - BLUR * (beside + above_and_below - 4.0 * here)
    };
    // For each row up to the middle one where its heights begin, and those.
    let kernel: Vec<(usize, Vec<f64>)> = (0..=reach)
        .map(|row| {
            let mut heights: Vec<f64> = (0..side).map(|column| sharp(column, row)).collect();
            let first = heights.iter().position(|height| *height != 0.0).unwrap_or(side);
            heights.drain(..first);
            heights.truncate(side.saturating_sub(2 * first));
            (first, heights)
        })
        .collect();
    let source = |place: usize| binned.get(place * wide.columns..(place + 1) * wide.columns);
    let mut values = vec![0.0; grid.columns * grid.rows];
    values
        .par_chunks_mut(grid.columns)
        .enumerate()
        .try_for_each(|(place, row)| {
            for (distance, (first, heights)) in kernel.iter().enumerate() {
                let mirrored = (distance < reach)
                    .then(|| source(place + side - 1 - distance))
                    .flatten();
                let added = source(place + distance).and_then(|one| added_rows(one, mirrored));
                if let Some(added) = added {
                    add_spread(row, added.get(*first..).unwrap_or(&[]), heights);
                }
            }
            steps.step()
        })?;
    Ok(values)
}

#[cfg(test)]
mod tests {
    use super::super::intensity_at;
    use super::*;
    use crate::analysis::random::Chance;

    #[test]
    fn a_raster_is_what_summing_every_point_gives() {
        let mut chance = Chance::of_unit(1, 1);
        let points: Vec<Point> = (0..400)
            .map(|_| [40.0 * chance.fraction(), 30.0 * chance.fraction()])
            .collect();
        let weights: Vec<f64> = (0..400).map(|_| chance.fraction()).collect();
        let window = Window::rectangle([0.0, 0.0], [40.0, 30.0]);
        let grid = Grid::covering([0.0, 0.0, 40.0, 30.0], 0.4).unwrap();
        let middles: Vec<Point> = grid.middles().collect();
        for kernel in Kernel::ALL {
            for edge in [
                None,
                Some((&window, EdgeCorrection::Uniform)),
                Some((&window, EdgeCorrection::JonesDiggle)),
            ] {
                let pattern = Pattern {
                    points: &points,
                    weights: Some(&weights),
                    edge,
                };
                let spread = Spread { kernel, bandwidth: 4.0 };
                let exact = intensity_at(&middles, &pattern, spread);
                let most = exact.iter().copied().fold(0.0, f64::max);
                let raster = raster(&pattern, spread, grid, &()).unwrap();
                for ((value, exact), middle) in raster.iter().zip(&exact).zip(&middles) {
                    assert!(
                        (value - exact).abs() < 0.01 * most || !window.contains(*middle),
                        "{kernel:?} {value} {exact}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_grid_covers_its_bounds_and_is_never_too_large() {
        let grid = Grid::covering([0.0, 0.0, 10.0, 4.0], 3.0).unwrap();
        assert_eq!((grid.columns, grid.rows, grid.origin), (4, 2, [0.5, 0.5]));
        assert_eq!(Grid::covering([0.0, 0.0, 1e6, 1e6], 0.1), None);
        assert_eq!(Grid::covering([0.0, 0.0, 1.0, 1.0], 0.0), None);
    }
}
