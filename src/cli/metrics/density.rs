//! The table `density`: how many members lie on a km² around each cell, a row for each.

use serde_json::json;

use super::Failure;
use super::request::{self, Request};
use super::table::Table;
use crate::analysis::concentration::density::Kernel;
use crate::analysis::concentration::density::surface::{NoSurface, Wanted, surface};
use crate::analysis::sites::Sites;
use crate::document::Document;
use crate::messages::text;

pub(super) const COLUMNS: &[&str] = &["lon", "lat", "value"];

pub(super) fn compute(document: &Document, request: &Request) -> Result<Table, Failure> {
    let places = Sites::of_file(document, &request.members(document)?).chosen();
    let wanted = Wanted {
        kernel: match request.kernel {
            None | Some(request::Kernel::Gaussian) => Kernel::Gaussian,
            Some(request::Kernel::Epanechnikov) => Kernel::Epanechnikov,
            Some(request::Kernel::Quartic) => Kernel::Quartic,
        },
        bandwidth_km: request.bandwidth_km,
        cell_km: request.cell_km,
        ..Wanted::default()
    };
    let found = surface(&places, None, wanted, &()).map_err(|reason| match reason {
        NoSurface::NoPlaces => Failure::Refused(text("cli-no-places")),
        NoSurface::NoBandwidth => Failure::Usage(text("cli-no-bandwidth")),
        NoSurface::TooManyCells => Failure::Usage(text("cli-too-many-cells")),
        NoSurface::Stopped => Failure::Refused(text("cli-stopped")),
    })?;
    let (plane, grid) = (found.plane, found.grid);
    let rows = grid.middles().zip(&found.values).map(|(middle, value)| {
        let place = plane.unproject(middle);
        vec![json!(place.lon), json!(place.lat), json!(value)]
    });
    let mut table = Table::of_rows(rows.collect());
    table.put("kernel", found.spread.kernel.word());
    table.put("bandwidth_km", found.spread.bandwidth);
    table.put("cell_km", grid.cell);
    table.put("columns", grid.columns);
    table.put("rows", grid.rows);
    table.put("plane", plane.name());
    table.put("weight", "none");
    table.put("unit", "members per km²");
    table.put("sum", if found.is_exact { "exact" } else { "binned" });
    Ok(table)
}
