//! The table `footprints`: which members belong together by place, a row for each.

use serde_json::{Value, json};

use super::Failure;
use super::request::Request;
use super::sites::Sites;
use super::table::{Table, key};
use crate::analysis::concentration::footprints::{Labels, dbscan, hdbscan};
use crate::analysis::numbers::quantile_of_sorted;
use crate::document::Document;
use crate::messages::text;

pub(super) const COLUMNS: &[&str] = &["member", "dbscan", "hdbscan"];

/// How many members make a dense place where nobody chose.
const MIN_POINTS: usize = 5;
/// Where nobody chose a radius, it reaches the so-manieth of a dense place for this share of the members.
const SHARE: f64 = 0.75;

pub(super) fn compute(document: &Document, request: &Request) -> Result<Table, Failure> {
    let places = Sites::of(document, request)?.chosen();
    let min_points = request.min_points.unwrap_or(MIN_POINTS);
    let suggested = || quantile_of_sorted(&dbscan::nearest_distances_km(&places, min_points), SHARE).unwrap_or(0.0);
    let eps_km = request.eps_km.unwrap_or_else(suggested);
    let by_radius = dbscan::on_earth(&places, eps_km, min_points);
    let by_hierarchy = hdbscan::on_earth(&places, min_points, min_points);
    let sites = Sites::of(document, request)?;
    let label =
        |labels: &Labels, place: usize| -> Value { json!(labels.get(place).map(|label| label.map_or(-1, i64::from))) };
    let chosen = sites
        .members
        .iter()
        .zip(&sites.is_chosen)
        .filter(|(_, chosen)| **chosen);
    let located: Vec<Vec<Value>> = chosen
        .enumerate()
        .map(|(place, (member, _))| {
            let name = key(member.id.as_ref(), Some(&member.name));
            vec![name, label(&by_radius, place), label(&by_hierarchy, place)]
        })
        .collect();
    let mut table = Table::of_rows(located);
    table.put("eps_km", eps_km);
    table.put("min_points", min_points);
    table.put("min_cluster_size", min_points);
    table.put("distance", "great circle");
    if document.unlocated_members() > 0 {
        table.notes.push(text("concentration-note-unlocated"));
    }
    Ok(table)
}
