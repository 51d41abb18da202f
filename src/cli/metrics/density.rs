//! The table `density`: how many members lie on a km² around each cell, a row for each.

use serde_json::json;

use super::Failure;
use super::request::{self, Request};
use super::sites::Sites;
use super::table::Table;
use crate::analysis::concentration::density::bandwidth::default_search_radius;
use crate::analysis::concentration::density::raster::{Grid, raster};
use crate::analysis::concentration::density::{Kernel, Pattern, Spread, intensity_at};
use crate::analysis::concentration::plane::{Plane, Point};
use crate::document::Document;
use crate::messages::text;

pub(super) const COLUMNS: &[&str] = &["lon", "lat", "value"];

/// Up to so many pairs of cells and members every pair is summed; beyond, members are shared out among cells first.
const EXACT_PAIRS: usize = 50_000_000;
/// Cells in a bandwidth where nobody chose.
const CELLS_IN_BANDWIDTH: f64 = 4.0;

pub(super) fn compute(document: &Document, request: &Request) -> Result<Table, Failure> {
    let places = Sites::of(document, request)?.chosen();
    let Some(plane) = Plane::of(&places) else {
        return Err(Failure::Refused(text("cli-no-places")));
    };
    let points = plane.project_all(&places);
    let bandwidth = match request.bandwidth_km {
        Some(km) => km,
        None => default_search_radius(&points).map_err(|_cannot_choose| Failure::Usage(text("cli-no-bandwidth")))?,
    };
    let kernel = match request.kernel {
        None | Some(request::Kernel::Gaussian) => Kernel::Gaussian,
        Some(request::Kernel::Epanechnikov) => Kernel::Epanechnikov,
        Some(request::Kernel::Quartic) => Kernel::Quartic,
    };
    let spread = Spread { kernel, bandwidth };
    let cell = request.cell_km.unwrap_or(bandwidth / CELLS_IN_BANDWIDTH);
    let Some(grid) = Grid::covering(bounds(&points, bandwidth), cell) else {
        return Err(Failure::Usage(text("cli-too-many-cells")));
    };
    let pattern = Pattern {
        points: &points,
        weights: None,
        edge: None,
    };
    let middles: Vec<Point> = grid.middles().collect();
    let is_exact = middles.len().saturating_mul(points.len()) <= EXACT_PAIRS;
    let values = if is_exact {
        intensity_at(&middles, &pattern, spread)
    } else {
        raster(&pattern, spread, grid, &()).map_err(|_stopped| Failure::Refused(text("cli-stopped")))?
    };
    let rows = middles.into_iter().zip(values).map(|(middle, value)| {
        let place = plane.unproject(middle);
        vec![json!(place.lon), json!(place.lat), json!(value)]
    });
    let mut table = Table::of_rows(rows.collect());
    table.put("kernel", kernel.word());
    table.put("bandwidth_km", bandwidth);
    table.put("cell_km", cell);
    table.put("columns", grid.columns);
    table.put("rows", grid.rows);
    table.put("plane", plane.name());
    table.put("weight", "none");
    table.put("unit", "members per km²");
    table.put("sum", if is_exact { "exact" } else { "binned" });
    Ok(table)
}

/// Everything within a bandwidth of the members' bounds.
fn bounds(points: &[Point], bandwidth: f64) -> [f64; 4] {
    let start = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
    let [west, south, east, north] = points.iter().fold(start, |[west, south, east, north], [x, y]| {
        [west.min(*x), south.min(*y), east.max(*x), north.max(*y)]
    });
    [west - bandwidth, south - bandwidth, east + bandwidth, north + bandwidth]
}
