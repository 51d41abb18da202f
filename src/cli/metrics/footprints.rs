//! The table `footprints`: which members belong together by place, a row for each.

use serde_json::{Value, json};

use super::Failure;
use super::request::Request;
use super::table::{Table, key};
use crate::analysis::concentration::footprints::{Labels, MIN_POINTS, dbscan, hdbscan, suggested_radius_km};
use crate::analysis::sites::Sites;
use crate::document::Document;
use crate::messages::text;

pub(super) const COLUMNS: &[&str] = &["member", "dbscan", "hdbscan"];

pub(super) fn compute(document: &Document, request: &Request) -> Result<Table, Failure> {
    let sites = Sites::of_file(document, &request.members(document)?);
    let places = sites.chosen();
    let min_points = request.min_points.unwrap_or(MIN_POINTS);
    let eps_km = request
        .eps_km
        .unwrap_or_else(|| suggested_radius_km(&places, min_points));
    let by_radius = dbscan::on_earth(&places, eps_km, min_points);
    // One member alone is no footprint of a hierarchy.
    let min_cluster_size = min_points.max(2);
    let by_hierarchy = hdbscan::on_earth(&places, min_cluster_size, min_points);
    let label =
        |labels: &Labels, place: usize| -> Value { json!(labels.get(place).map(|label| label.map_or(-1, i64::from))) };
    let located: Vec<Vec<Value>> = sites
        .chosen_members()
        .enumerate()
        .map(|(place, (_, member))| {
            let name = key(member.id.as_ref(), Some(&member.name));
            vec![name, label(&by_radius, place), label(&by_hierarchy, place)]
        })
        .collect();
    let mut table = Table::of_rows(located);
    table.put("eps_km", eps_km);
    table.put("min_points", min_points);
    table.put("min_cluster_size", min_cluster_size);
    table.put("distance", "great circle");
    if places.is_empty() {
        table.notes.push(text("cli-no-places"));
    }
    if document.unlocated_members() > 0 {
        table.notes.push(text("concentration-note-unlocated"));
    }
    Ok(table)
}
