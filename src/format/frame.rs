//! The frame of a file: what its root is, what stands beside the features, and the way from bytes to a document.
//!
//! Features are checked by `features`, what they mean by `entities`.

use std::sync::atomic::AtomicUsize;

use super::features::{Feature, Prefix, is_structural, kind_by_geometry};
use super::json::{Key, Node};
use super::report::{Report, Spot, name_of};
use super::subject::{Advance, Cancelled};
use super::units::{self, Trouble, Units};
use super::{Progress, ReadError, entities, geometry, header, refusal, systems};
use crate::document::{Document, Finding, Repair};

/// What the bytes mean from this offset on.
pub(super) fn read(bytes: &[u8], start: usize, progress: &dyn Progress) -> Result<(Document, Vec<Finding>), ReadError> {
    let mut report = Report::new(bytes);
    let units = units::read(bytes, start, progress, &mut report).map_err(|trouble| refused(bytes, &trouble))?;
    let features = check_root(units, &mut report)?;
    let (root, features) = features;
    let mut document = Document::default();
    document.origin.features = features
        .iter()
        .flatten()
        .map(|feature| feature.range.0 as usize..feature.range.1 as usize)
        .collect();
    let tables = header::read(&root, &mut report, &mut document);
    let advance = Advance {
        bytes,
        progress,
        done_bytes: AtomicUsize::new(0),
    };
    entities::fill(&mut document, &features, tables, (&advance, &mut report))
        .map_err(|Cancelled| refusal(bytes, "E_CANCELLED", "format-cancelled", 0, &[]))?;
    Ok((document, report.finish()))
}

fn refused(bytes: &[u8], trouble: &Trouble) -> ReadError {
    match trouble {
        Trouble::Fault(fault) => refusal(
            bytes,
            fault.code,
            fault.message,
            fault.at,
            &[("found", fault.found.as_str().into())],
        ),
        Trouble::Repeated(key) => twice(bytes, *key),
    }
}

fn twice(bytes: &[u8], key: Key) -> ReadError {
    let values = [("key", key.name(bytes).into())];
    refusal(bytes, "E_DUP_KEY", "format-key-twice", key.start as usize, &values)
}

/// Sees that the root is a kind of GeoJSON, and gives its features.
fn check_root(units: Units, report: &mut Report<'_>) -> Result<(Node, Vec<Vec<Feature>>), ReadError> {
    let bytes = report.bytes;
    let Units { mut root, features, .. } = units;
    let refuse = |code, message, node: &Node| {
        let values = [("value", name_of(node, bytes).into())];
        refusal(bytes, code, message, node.start as usize, &values)
    };
    if !root.is_object() {
        return Err(refuse("E_ROOT_TYPE", "format-root", &root));
    }
    let Some(word) = root.member(bytes, "type") else {
        return Err(match other_json(&root, bytes) {
            Some(name) => refusal(bytes, "E_FORMAT", "format-other", 0, &[("name", name.into())]),
            None => refuse("E_STRUCTURE", "format-no-type", &root),
        });
    };
    let type_name = word.text(bytes).unwrap_or_default();
    let root_spot = Spot::in_file(root.start, "");
    match type_name.as_ref() {
        "FeatureCollection" => {
            let Some(list) = root.member(bytes, "features") else {
                return Err(refuse("E_STRUCTURE", "format-no-features", &root));
            };
            if !list.is_list(bytes) {
                return Err(refuse("E_STRUCTURE", "format-features-list", list));
            }
            check_collection(&root, report)?;
            Ok((root, features))
        }
        "Feature" => {
            if units.prefix == Prefix::Lines {
                report.add("N_FORMAT_LINES", "format-lines", &[], &root_spot);
            } else {
                report_wrapped(&type_name, &root_spot, report);
            }
            Ok((root, features))
        }
        "Point" | "MultiPoint" | "LineString" | "MultiLineString" | "Polygon" | "MultiPolygon"
        | "GeometryCollection" => {
            check_keys(&root, report)?;
            report_wrapped(&type_name, &root_spot, report);
            let feature = bare_geometry(&mut root, report);
            Ok((root, vec![vec![feature]]))
        }
        "Topology" => Err(refusal(
            bytes,
            "E_FORMAT",
            "format-other",
            0,
            &[("name", "TopoJSON".into())],
        )),
        _ => Err(refuse("E_STRUCTURE", "format-unknown-type", word)),
    }
}

/// The name of another kind of JSON with places in it, told by members that only it has.
fn other_json(root: &Node, bytes: &[u8]) -> Option<&'static str> {
    let has = |key| root.member(bytes, key).is_some();
    if has("features") && (has("geometryType") || has("spatialReference")) {
        Some("Esri JSON")
    } else if has("elements") && (has("osm3s") || has("generator")) {
        Some("OpenStreetMap JSON")
    } else {
        None
    }
}

fn report_wrapped(type_name: &str, spot: &Spot, report: &mut Report<'_>) {
    let values = [("value", type_name.into())];
    report.add("W_ROOT_WRAPPED", "format-root-wrapped", &values, spot);
}

fn bare_geometry(root: &mut Node, report: &mut Report<'_>) -> Feature {
    let mut feature = Feature::new((0, Prefix::Whole), root.start);
    feature.range.1 = root.end;
    let start = root.start;
    feature.geometry = geometry::read(root, report, &|| Spot::in_file(start, ""));
    feature.kind = kind_by_geometry(&feature.geometry);
    feature
}

/// Refuses a structural key of the root that stands twice, warns of any other, also inside what stands beside the features.
fn check_keys(root: &Node, report: &mut Report<'_>) -> Result<(), ReadError> {
    let keys = root.repeated_keys(report.bytes);
    if let Some(key) = keys.iter().find(|key| is_structural(**key, report.bytes)) {
        return Err(twice(report.bytes, *key));
    }
    report_repeated(root, &Spot::in_file(root.start, ""), report);
    Ok(())
}

fn report_repeated(node: &Node, spot: &Spot, report: &mut Report<'_>) {
    let bytes = report.bytes;
    for key in node.repeated_keys(bytes) {
        let values = [("key", key.name(bytes).into())];
        let place = spot.below_at(&key.name(bytes), key.start);
        report.add("W_DUP_KEY", "format-key-twice", &values, &place);
    }
    for member in node.members() {
        if member.value.is_object() || member.value.entries().is_some() {
            report_repeated(
                &member.value,
                &spot.below(&member.key.name(bytes), &member.value),
                report,
            );
        }
    }
    for (position, entry) in node.entries().unwrap_or_default().iter().enumerate() {
        if entry.is_object() || entry.entries().is_some() {
            report_repeated(entry, &spot.below(&position.to_string(), entry), report);
        }
    }
}

/// What stands beside `features`.
fn check_collection(root: &Node, report: &mut Report<'_>) -> Result<(), ReadError> {
    let bytes = report.bytes;
    let spot = Spot::in_file(root.start, "");
    check_keys(root, report)?;
    if let Some(properties) = root.member(bytes, "properties") {
        let place = spot.below("properties", properties);
        report.add("W_SEMANTICS_MEMBER", "format-root-properties", &[], &place);
    }
    let Some(crs) = root.member(bytes, "crs") else {
        return Ok(());
    };
    let place = spot.below("crs", crs);
    let name = crs
        .member(bytes, "properties")
        .and_then(|properties| properties.member(bytes, "name"))
        .and_then(|name| name.text(bytes))
        .unwrap_or_default();
    let is_wgs84 = name.contains("CRS84") || name.ends_with(":4326") || name.eq_ignore_ascii_case("WGS84");
    if crs.is_null() {
        report.add("W_CRS_IGNORED", "format-crs-null", &[], &place);
    } else if !is_wgs84 {
        let known = systems::epsg_of(&name).filter(|epsg| systems::system(*epsg).is_some());
        let repair = known.map(|epsg| Repair::Convert(vec![epsg]));
        let message = if repair.is_some() {
            "format-crs-known"
        } else {
            "format-crs"
        };
        report.add_mendable(
            ("E_CRS_UNSUPPORTED", message),
            &[("value", name.into())],
            &place,
            repair,
        );
    }
    Ok(())
}
