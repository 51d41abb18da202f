//! What a geometry means: a place, an outline, or nothing that can be drawn. It agrees with how files are read.
//!
//! What is wrong in a geometry is said by the file check of `format`, not here.

use std::sync::Arc;

use geo::{Coord, LineString, MultiPolygon, Polygon};
use serde_json::Value;

use super::{LonLat, lon_lat};

/// What a geometry means.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Shape {
    /// The type's name; empty where there is none.
    pub type_name: String,
    /// The place of a Point.
    pub point: Option<LonLat>,
    /// The outline of a Polygon or `MultiPolygon`.
    pub outline: Option<Arc<MultiPolygon<f64>>>,
}

/// The geometry broke a rule and is left off the map.
struct Broken;

/// Reads a geometry; one that breaks a rule has its type only.
pub(super) fn shape(geometry: &Value) -> Shape {
    let type_name = geometry.get("type").and_then(Value::as_str).unwrap_or_default();
    let mut shape = Shape {
        type_name: type_name.to_owned(),
        ..Shape::default()
    };
    let Some(entries) = geometry.get("coordinates").and_then(Value::as_array) else {
        return shape;
    };
    if entries.is_empty() {
        return shape;
    }
    match type_name {
        "Point" => shape.point = position(entries).ok().map(|place| lon_lat(place.x, place.y)),
        "Polygon" => shape.outline = polygon(entries).ok().map(|one| Arc::new(MultiPolygon::new(vec![one]))),
        "MultiPolygon" => {
            let parts: Result<Vec<_>, Broken> = entries.iter().map(|part| polygon(list(part)?)).collect();
            shape.outline = parts.ok().map(|parts| Arc::new(MultiPolygon::new(parts)));
        }
        _ => {}
    }
    shape
}

fn list(value: &Value) -> Result<&[Value], Broken> {
    value.as_array().map(Vec::as_slice).ok_or(Broken)
}

fn position(entries: &[Value]) -> Result<Coord<f64>, Broken> {
    let [first, second, ..] = entries else {
        return Err(Broken);
    };
    let (x, y) = first.as_f64().zip(second.as_f64()).ok_or(Broken)?;
    if x.abs() > 540.0 || y.abs() > 90.0 {
        return Err(Broken);
    }
    Ok(Coord { x, y })
}

fn polygon(rings: &[Value]) -> Result<Polygon<f64>, Broken> {
    let rings: Vec<LineString<f64>> = rings.iter().map(ring).collect::<Result<_, _>>()?;
    let mut rings = rings.into_iter();
    let shell = rings.next().ok_or(Broken)?;
    Ok(Polygon::new(shell, rings.collect()))
}

fn ring(value: &Value) -> Result<LineString<f64>, Broken> {
    let corners = list(value)?;
    let mut corners: Vec<Coord<f64>> = corners
        .iter()
        .map(|corner| position(list(corner)?))
        .collect::<Result<_, _>>()?;
    if corners.first() != corners.last() || corners.len() == 1 {
        corners.extend(corners.first().copied());
    }
    if corners.len() < 4 {
        return Err(Broken);
    }
    Ok(LineString::new(corners))
}
