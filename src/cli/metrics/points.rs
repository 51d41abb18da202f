//! The table `points`: where members lie on the whole and how they spread, key by key.

use serde_json::{Value, json};

use super::Failure;
use super::request::Request;
use super::table::Table;
use crate::analysis::concentration::summary::summary;
use crate::analysis::sites::Sites;
use crate::document::Document;
use crate::messages::text;

pub(super) const COLUMNS: &[&str] = &["key", "value"];

pub(super) fn compute(document: &Document, request: &Request) -> Result<Table, Failure> {
    let found = summary(&Sites::of_file(document, &request.members(document)?).chosen(), None);
    let (mean, median, ellipse, near) = (found.mean, found.median, found.ellipse, found.nearest);
    let keys: Vec<(&str, Value)> = vec![
        ("n", json!(found.count)),
        ("mean_lon", json!(mean.map(|place| place.lon))),
        ("mean_lat", json!(mean.map(|place| place.lat))),
        ("median_lon", json!(median.map(|place| place.lon))),
        ("median_lat", json!(median.map(|place| place.lat))),
        ("standard_distance_km", json!(found.standard_distance_km.ok())),
        ("ellipse_major_km", json!(ellipse.ok().map(|ellipse| ellipse.major))),
        ("ellipse_minor_km", json!(ellipse.ok().map(|ellipse| ellipse.minor))),
        (
            "ellipse_angle_deg",
            json!(ellipse.ok().and_then(|ellipse| ellipse.angle_deg.ok())),
        ),
        (
            "nearest_neighbor_index",
            json!(near.ok().and_then(|near| near.index.ok())),
        ),
        ("nearest_neighbor_z", json!(near.ok().and_then(|near| near.z.ok()))),
        ("mean_nearest_km", json!(near.ok().map(|near| near.mean))),
        ("area_km2", json!((found.count > 0).then_some(found.area_km2))),
    ];
    let mut table = Table::of_rows(keys.into_iter().map(|(key, value)| vec![json!(key), value]).collect());
    table.put("area", "convex hull on the ellipsoid");
    table.put("plane", json!(found.plane.map(|plane| plane.name())));
    table.put("weight", "none");
    table.notes.push(text("concentration-note-area"));
    if found.count == 0 {
        table.notes.push(text("cli-no-places"));
    }
    Ok(table)
}
