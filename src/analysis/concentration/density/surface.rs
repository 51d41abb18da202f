//! A density over the ground of its points: the bandwidth by rule where nobody chose, the grid, exact sums where they are few.
//!
//! One function for the map and the tables. Kernels are the parent's, rasters [`super::raster`]'s; lines of equal density are drawn by
//! [`super::bands`].

use super::bandwidth::default_search_radius;
use super::raster::{Grid, MOST_CELLS, raster};
use super::{Kernel, Pattern, Spread, intensity_at};
use crate::analysis::concentration::plane::{Plane, Point};
use crate::analysis::progress::Progress;
use crate::document::LonLat;

/// Up to so many pairs of cells and points every pair is summed; beyond, points are shared out among cells first.
const EXACT_PAIRS: usize = 50_000_000;
/// Cells in a bandwidth where nobody chose.
pub const CELLS_IN_BANDWIDTH: f64 = 4.0;

/// What is wished of a density.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wanted {
    /// The shape of what each point spreads.
    pub kernel: Kernel,
    /// The bandwidth in km; `None` by the default search radius.
    pub bandwidth_km: Option<f64>,
    /// The side of a cell in km; `None` for a quarter of the bandwidth.
    pub cell_km: Option<f64>,
    /// How far the grid reaches beyond the points, in bandwidths.
    pub margin: f64,
    /// At most so many cells where nobody chose their side: it is made larger.
    pub most_cells: usize,
}

impl Default for Wanted {
    fn default() -> Self {
        Self {
            kernel: Kernel::default(),
            bandwidth_km: None,
            cell_km: None,
            margin: 1.0,
            most_cells: MOST_CELLS,
        }
    }
}

/// A density, per km².
#[derive(Clone, Debug, PartialEq)]
pub struct Surface {
    /// The plane of the grid.
    pub plane: Plane,
    /// The grid.
    pub grid: Grid,
    /// The density in every cell, rows from south to north.
    pub values: Vec<f64>,
    /// With which kernel and bandwidth, in km.
    pub spread: Spread,
    /// Whether every pair was summed.
    pub is_exact: bool,
}

/// Why there is no density.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoSurface {
    /// No point has a place.
    NoPlaces,
    /// No bandwidth follows from so few or coinciding points.
    NoBandwidth,
    /// The grid would have too many cells.
    TooManyCells,
    /// Nobody waits any more.
    Stopped,
}

/// The density of places, each weighing 1 or its weight.
///
/// # Errors
///
/// As [`NoSurface`] says.
pub fn surface(
    places: &[LonLat],
    weights: Option<&[f64]>,
    wanted: Wanted,
    progress: &dyn Progress,
) -> Result<Surface, NoSurface> {
    let plane = Plane::of(places).ok_or(NoSurface::NoPlaces)?;
    let points = plane.project_all(places);
    let by_rule = || default_search_radius(&points).ok();
    let bandwidth = wanted.bandwidth_km.or_else(by_rule).ok_or(NoSurface::NoBandwidth)?;
    let spread = Spread {
        kernel: wanted.kernel,
        bandwidth,
    };
    let bounds = bounds(&points, wanted.margin * bandwidth);
    let cell = wanted
        .cell_km
        .unwrap_or_else(|| cell_km(bounds, bandwidth, wanted.most_cells));
    let grid = Grid::covering(bounds, cell).ok_or(NoSurface::TooManyCells)?;
    let pattern = Pattern {
        points: &points,
        weights,
        edge: None,
    };
    let is_exact = (grid.columns * grid.rows).saturating_mul(points.len()) <= EXACT_PAIRS;
    let values = if is_exact {
        let middles: Vec<Point> = grid.middles().collect();
        intensity_at(&middles, &pattern, spread)
    } else {
        raster(&pattern, spread, grid, progress).map_err(|_cancelled| NoSurface::Stopped)?
    };
    Ok(Surface {
        plane,
        grid,
        values,
        spread,
        is_exact,
    })
}

/// A quarter of the bandwidth, or more where that gave too many cells.
fn cell_km([west, south, east, north]: [f64; 4], bandwidth: f64, most_cells: usize) -> f64 {
    let area = (east - west) * (north - south);
    let least = (area / crate::analysis::numbers::of_count(most_cells.max(1))).sqrt();
    (bandwidth / CELLS_IN_BANDWIDTH).max(least)
}

/// West, south, east and north of the points and a margin.
fn bounds(points: &[Point], margin: f64) -> [f64; 4] {
    let start = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
    let [west, south, east, north] = points.iter().fold(start, |[west, south, east, north], [x, y]| {
        [west.min(*x), south.min(*y), east.max(*x), north.max(*y)]
    });
    [west - margin, south - margin, east + margin, north + margin]
}
