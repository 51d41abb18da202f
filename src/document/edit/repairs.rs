//! Repairs of geometries and frames that the file check offers, as edits like any other.

use serde_json::{Value, json};

use super::error::{EditError, EditProblem};
use super::transaction::Transaction;
use crate::document::FeatureId;
use crate::document::index::Thing;
use crate::document::meaning::path;
use crate::document::shape::shape;

impl Transaction<'_> {
    fn geometry(&self, feature: FeatureId) -> Result<Value, EditError> {
        self.thing(feature)?;
        let geometry = self.document.value(feature, &path(&["geometry"]));
        let geometry = geometry.filter(Value::is_object);
        geometry.ok_or_else(|| EditError::new(EditProblem::Geometry, ""))
    }

    /// Sets the coordinates of a feature's geometry and finds anew who lies where.
    fn set_coordinates(&mut self, feature: FeatureId, coordinates: Value) -> Result<(), EditError> {
        self.set(feature, &path(&["geometry", "coordinates"]), Some(coordinates))?;
        self.follow_outline(feature)
    }

    fn follow_outline(&mut self, feature: FeatureId) -> Result<(), EditError> {
        if let Thing::Region(region) = self.thing(feature)? {
            self.relocate_members(region);
        }
        Ok(())
    }

    pub(super) fn swap_coordinates(&mut self, feature: FeatureId) -> Result<(), EditError> {
        let geometry = self.geometry(feature)?;
        let Some(mut coordinates) = geometry.get("coordinates").cloned() else {
            return Err(EditError::new(EditProblem::Geometry, ""));
        };
        swap_positions(&mut coordinates);
        self.set_coordinates(feature, coordinates)
    }

    pub(super) fn close_rings(&mut self, feature: FeatureId) -> Result<(), EditError> {
        self.each_ring(feature, |_, ring| {
            if ring.first() != ring.last() || ring.len() == 1 {
                ring.extend(ring.first().cloned());
            }
        })
    }

    pub(super) fn rewind_rings(&mut self, feature: FeatureId) -> Result<(), EditError> {
        self.each_ring(feature, |position, ring| {
            let area = signed_area(ring);
            if area != 0.0 && (area > 0.0) != (position == 0) {
                ring.reverse();
            }
        })
    }

    fn each_ring(&mut self, feature: FeatureId, repair: fn(usize, &mut Vec<Value>)) -> Result<(), EditError> {
        let geometry = self.geometry(feature)?;
        let mut coordinates = geometry.get("coordinates").cloned().unwrap_or(Value::Null);
        let polygons: Vec<&mut Value> = match (geometry.get("type").and_then(Value::as_str), &mut coordinates) {
            (Some("Polygon"), polygon) => vec![polygon],
            (Some("MultiPolygon"), Value::Array(polygons)) => polygons.iter_mut().collect(),
            _ => return Err(EditError::new(EditProblem::Geometry, "")),
        };
        for polygon in polygons {
            let rings = polygon.as_array_mut().into_iter().flatten().enumerate();
            for (position, ring) in rings.filter_map(|(position, ring)| Some((position, ring.as_array_mut()?))) {
                repair(position, ring);
            }
        }
        self.set_coordinates(feature, coordinates)
    }

    pub(super) fn set_geometry(&mut self, feature: FeatureId, geometry: Value) -> Result<(), EditError> {
        let found = shape(&geometry);
        let is_sound = match self.thing(feature)? {
            _ if geometry.is_null() => true,
            Thing::Member(_) => found.point.is_some(),
            Thing::Region(_) => found.outline.is_some(),
            _ => geometry.get("type").is_some_and(Value::is_string),
        };
        if !is_sound {
            return Err(EditError::new(EditProblem::Geometry, ""));
        }
        self.set(feature, &path(&["geometry"]), Some(geometry))?;
        self.follow_outline(feature)
    }

    pub(super) fn name_wgs84(&mut self) -> Result<(), EditError> {
        let crs = json!({"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}});
        self.set_root(&path(&["crs"]), Some(crs))
    }

    pub(super) fn set_type(&mut self, feature: FeatureId) -> Result<(), EditError> {
        self.thing(feature)?;
        self.set(feature, &path(&["type"]), Some(json!("Feature")))?;
        self.follow_outline(feature)
    }
}

/// Exchanges the first two numbers of every position.
fn swap_positions(value: &mut Value) {
    let Value::Array(entries) = value else { return };
    match entries.as_mut_slice() {
        [first, second, ..] if first.is_number() && second.is_number() => std::mem::swap(first, second),
        entries => entries.iter_mut().for_each(swap_positions),
    }
}

/// Twice the area of a ring, positive where it runs against the clock.
fn signed_area(ring: &[Value]) -> f64 {
    let number = |corner: &Value, position: usize| corner.get(position).and_then(Value::as_f64).unwrap_or(0.0);
    ring.iter()
        .zip(ring.iter().cycle().skip(1))
        .map(|(from, to)| number(from, 0) * number(to, 1) - number(to, 0) * number(from, 1))
        .sum()
}
