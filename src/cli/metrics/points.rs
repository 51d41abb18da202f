//! The table `points`: where members lie on the whole and how they spread, key by key.

use serde_json::{Value, json};

use super::Failure;
use super::request::Request;
use super::sites::Sites;
use super::table::Table;
use crate::analysis::concentration::centrography::{
    deviational_ellipse, mean_center, median_center, nearest_neighbors, standard_distance,
};
use crate::analysis::concentration::footprints::content::ring_area_km2;
use crate::analysis::concentration::hulls::convex_hull;
use crate::analysis::concentration::plane::{Plane, Point};
use crate::document::{Document, LonLat};
use crate::messages::text;

pub(super) const COLUMNS: &[&str] = &["key", "value"];

pub(super) fn compute(document: &Document, request: &Request) -> Result<Table, Failure> {
    let places = Sites::of(document, request)?.chosen();
    let plane = Plane::of(&places);
    let points: Vec<Point> = plane.map_or_else(Vec::new, |plane| plane.project_all(&places));
    let unproject = |point: Point| plane.map(|plane| plane.unproject(point));
    let mean = mean_center(&points, None).ok().and_then(unproject);
    let median = median_center(&points, None).ok().and_then(unproject);
    let ellipse = deviational_ellipse(&points, None);
    let hull = convex_hull(&points);
    let ring: Vec<LonLat> = hull.ring.iter().copied().filter_map(unproject).collect();
    let area = ring_area_km2(&ring);
    let near = nearest_neighbors(&points, area, hull.perimeter());
    let keys: Vec<(&str, Value)> = vec![
        ("n", json!(points.len())),
        ("mean_lon", json!(mean.map(|place| place.lon))),
        ("mean_lat", json!(mean.map(|place| place.lat))),
        ("median_lon", json!(median.map(|place| place.lon))),
        ("median_lat", json!(median.map(|place| place.lat))),
        ("standard_distance_km", json!(standard_distance(&points, None).ok())),
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
        ("area_km2", json!((!points.is_empty()).then_some(area))),
    ];
    let mut table = Table::of_rows(keys.into_iter().map(|(key, value)| vec![json!(key), value]).collect());
    table.put("area", "convex hull on the ellipsoid");
    table.put("plane", json!(plane.map(|plane| plane.name())));
    table.put("weight", "none");
    table.notes.push(text("concentration-note-area"));
    Ok(table)
}
