//! From a finding to the edits that mend it.
//!
//! What is wrong is found by `format`; the edits are applied and undone like any other.

use serde_json::Value;

use crate::document::edit::Edit;
use crate::document::{Document, FeatureId, Finding, Repair};
use crate::format::systems::{Converter, system};

/// The edits that mend a finding in a document; empty where it offers nothing or nothing is left to mend. `choice` is the number of
/// the coordinate system that the user chose; without one the likeliest is taken. A finding of the whole file mends all features.
#[must_use]
pub fn repair_edits(document: &Document, finding: &Finding, choice: Option<u32>) -> Vec<Edit> {
    let Some(repair) = &finding.repair else {
        return Vec::new();
    };
    let feature = finding.place.feature.map(FeatureId::at);
    match (repair, feature) {
        (Repair::SwapAxes, Some(feature)) => vec![Edit::SwapCoordinates(feature)],
        (Repair::CloseRings, Some(feature)) => vec![Edit::CloseRings(feature)],
        (Repair::RewindRings, Some(feature)) => vec![Edit::RewindRings(feature)],
        (Repair::NewId, Some(feature)) => vec![Edit::SetId { feature, id: None }],
        (Repair::SetType, Some(feature)) => vec![Edit::SetType(feature)],
        (Repair::Convert(systems), feature) => match choice.or(systems.first().copied()).and_then(converter) {
            Some(from) => conversion(document, &from, feature),
            None => Vec::new(),
        },
        (_, None) => Vec::new(),
    }
}

fn converter(epsg: u32) -> Option<Converter> {
    system(epsg)?.converter()
}

/// The edits that convert one feature, or all of them; then the file no longer names a system of its own.
fn conversion(document: &Document, from: &Converter, feature: Option<FeatureId>) -> Vec<Edit> {
    let all = || (0..document.origin.features.len()).map(FeatureId::at).collect();
    let features: Vec<FeatureId> = feature.map_or_else(all, |feature| vec![feature]);
    let mut edits: Vec<Edit> = features
        .into_iter()
        .filter_map(|feature| {
            let mut geometry = document.value(feature, &["geometry".to_owned()])?;
            let is_converted = convert_geometry(&mut geometry, from);
            is_converted.then_some(Edit::SetGeometry { feature, geometry })
        })
        .collect();
    if feature.is_none() && !edits.is_empty() {
        // What a file says of its coordinates goes with them; where it said nothing there is nothing to correct.
        edits.push(Edit::NameWgs84);
    }
    edits
}

/// Whether a geometry has positions and all of them could be converted.
fn convert_geometry(geometry: &mut Value, from: &Converter) -> bool {
    if let Some(Value::Array(parts)) = geometry.get_mut("geometries") {
        return !parts.is_empty() && parts.iter_mut().all(|part| convert_geometry(part, from));
    }
    let has_positions = geometry.get_mut("coordinates").is_some_and(|list| convert(list, from));
    if let Some(members) = geometry.as_object_mut() {
        // A box in the old coordinates would be wrong.
        members.shift_remove("bbox");
    }
    has_positions
}

fn convert(list: &mut Value, from: &Converter) -> bool {
    let Value::Array(entries) = list else { return false };
    if let [x, y, ..] = entries.as_mut_slice()
        && let (Some(east), Some(north)) = (x.as_f64(), y.as_f64())
    {
        let Some((lon, lat)) = from.to_lon_lat(east, north) else {
            return false;
        };
        // Nine decimals are a tenth of a millimeter: what lies below is noise of the computation.
        let rounded = |degrees: f64| (degrees * 1e9).round() / 1e9;
        *x = rounded(lon).into();
        *y = rounded(lat).into();
        return true;
    }
    !entries.is_empty() && entries.iter_mut().all(|entry| convert(entry, from))
}
