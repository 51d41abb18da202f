//! From values to features: checks the frame of a GeoJSON file and hands each feature to the one who knows its kind.
//!
//! What a kind's properties mean is the business of `entities`, numbers of `numbers`, ids of `resolve`.

use super::geometry::{self, Geometry};
use super::json::{Kind, Node};
use super::report::{Report, Spot, name_of};
use super::{ReadError, entities, header, refusal};
use crate::document::{Document, FileId};

/// Members of which a second one makes the meaning of the file uncertain.
const STRUCTURAL_KEYS: [&str; 5] = ["type", "features", "geometry", "coordinates", "properties"];

/// What a feature is read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FeatureKind {
    Region,
    Cluster,
    Member,
    Link,
    Context,
}

/// A feature whose frame was checked.
#[derive(Debug)]
pub(super) struct Feature<'t> {
    /// The position in the file.
    pub index: usize,
    /// The pointer from the root.
    pub path: String,
    /// The id.
    pub id: Option<FileId>,
    /// The whole feature.
    pub node: &'t Node,
    /// Its properties, where they are an object.
    pub properties: Option<&'t Node>,
    /// Its geometry, checked.
    pub geometry: Geometry,
    /// What it is read as.
    pub kind: FeatureKind,
}

impl<'t> Feature<'t> {
    /// The place of the feature.
    pub(super) fn spot(&self) -> Spot<'_> {
        Spot {
            feature: Some(self.index),
            id: self.id.as_ref(),
            at: self.node.start,
            path: self.path.clone(),
        }
    }

    /// A property.
    pub(super) fn property(&self, bytes: &[u8], key: &str) -> Option<&'t Node> {
        self.properties.and_then(|properties| properties.member(bytes, key))
    }

    /// The place of a property.
    pub(super) fn property_spot(&self, key: &str, node: &Node) -> Spot<'_> {
        match self.properties {
            Some(properties) => self.spot().below("properties", properties).below(key, node),
            None => self.spot(),
        }
    }

    /// A property that is a text and not empty.
    pub(super) fn text(&self, bytes: &[u8], key: &str) -> Option<String> {
        let text = self.property(bytes, key)?.text(bytes)?;
        (!text.trim().is_empty()).then(|| text.into_owned())
    }
}

/// Everything the values of a file mean.
#[expect(
    clippy::too_many_lines,
    reason = "One feature after the other, each kind by its own function."
)]
pub(super) fn document(roots: &[Node], report: &mut Report<'_>) -> Result<Document, ReadError> {
    let bytes = report.bytes;
    let Some(root) = roots.first() else {
        return Err(refusal(report, "E_EMPTY_FILE", "format-empty", 0, &[]));
    };
    let refuse = |report: &Report<'_>, code, message, node: &Node| {
        refusal(
            report,
            code,
            message,
            node.start as usize,
            &[("value", name_of(node).into())],
        )
    };
    if !matches!(root.kind, Kind::Object(_)) {
        return Err(refuse(report, "E_ROOT_TYPE", "format-root", root));
    }
    let Some(word) = root.member(bytes, "type") else {
        return Err(refuse(report, "E_STRUCTURE", "format-no-type", root));
    };
    let type_name = word.text(bytes).unwrap_or_default();
    let mut nodes: Vec<(&Node, String)> = Vec::new();
    let root_spot = Spot {
        feature: None,
        id: None,
        at: root.start,
        path: String::new(),
    };
    let mut bare_geometry = false;
    match type_name.as_ref() {
        "FeatureCollection" => {
            let Some(list) = root.member(bytes, "features") else {
                return Err(refuse(report, "E_STRUCTURE", "format-no-features", root));
            };
            let Some(entries) = list.entries() else {
                return Err(refuse(report, "E_STRUCTURE", "format-features-list", list));
            };
            nodes.extend(
                entries
                    .iter()
                    .enumerate()
                    .map(|(index, node)| (node, format!("/features/{index}"))),
            );
            check_collection(root, report, &root_spot)?;
        }
        "Feature" if roots.len() > 1 => {
            nodes.extend(
                roots
                    .iter()
                    .enumerate()
                    .map(|(index, node)| (node, format!("/{index}"))),
            );
            report.add("N_FORMAT_LINES", "format-lines", &[], &root_spot);
        }
        "Feature" => {
            nodes.push((root, String::new()));
            report.add(
                "W_ROOT_WRAPPED",
                "format-root-wrapped",
                &[("value", type_name.into())],
                &root_spot,
            );
        }
        "Point" | "MultiPoint" | "LineString" | "MultiLineString" | "Polygon" | "MultiPolygon"
        | "GeometryCollection" => {
            bare_geometry = true;
            nodes.push((root, String::new()));
            report.add(
                "W_ROOT_WRAPPED",
                "format-root-wrapped",
                &[("value", type_name.into())],
                &root_spot,
            );
        }
        "Topology" => {
            return Err(refusal(
                report,
                "E_FORMAT",
                "format-other",
                0,
                &[("name", "TopoJSON".into())],
            ));
        }
        _ => return Err(refuse(report, "E_STRUCTURE", "format-unknown-type", word)),
    }
    if nodes.len() > 2_000_000 {
        return Err(refuse(report, "E_SIZE_LIMIT", "format-too-many", root));
    }
    let mut result = Document::default();
    result.origin.features = nodes.iter().map(|(node, _)| node.range()).collect();
    let mut features = Vec::with_capacity(nodes.len());
    for (index, (node, path)) in nodes.into_iter().enumerate() {
        features.push(if bare_geometry {
            let geometry = geometry::read(node, report, &root_spot);
            let kind = kind_by_geometry(&geometry);
            Feature {
                index,
                path,
                id: None,
                node,
                properties: None,
                geometry,
                kind,
            }
        } else {
            feature(index, path, node, report)?
        });
    }
    let tables = header::read(root, report, &mut result);
    entities::fill(&mut result, &features, tables, report);
    Ok(result)
}

/// What stands beside `features`.
fn check_collection(root: &Node, report: &mut Report<'_>, spot: &Spot<'_>) -> Result<(), ReadError> {
    check_keys(root, report, spot)?;
    if let Some(properties) = root.member(report.bytes, "properties") {
        report.add(
            "W_SEMANTICS_MEMBER",
            "format-root-properties",
            &[],
            &spot.below("properties", properties),
        );
    }
    let Some(crs) = root.member(report.bytes, "crs") else {
        return Ok(());
    };
    let place = spot.below("crs", crs);
    let name = crs
        .member(report.bytes, "properties")
        .and_then(|properties| properties.member(report.bytes, "name"))
        .and_then(|name| name.text(report.bytes))
        .unwrap_or_default();
    let is_wgs84 = name.contains("CRS84") || name.ends_with(":4326") || name.eq_ignore_ascii_case("WGS84");
    if crs.is_null() {
        report.add("W_CRS_IGNORED", "format-crs-null", &[], &place);
    } else if !is_wgs84 {
        report.add("E_CRS_UNSUPPORTED", "format-crs", &[("value", name.into())], &place);
    }
    Ok(())
}

/// Refuses a structural key that stands twice, warns of any other.
fn check_keys(node: &Node, report: &mut Report<'_>, spot: &Spot<'_>) -> Result<(), ReadError> {
    for (at, key) in repeated_keys(node, report.bytes) {
        let values = [("key", key.as_str().into())];
        if STRUCTURAL_KEYS.contains(&key.as_str()) {
            return Err(refusal(report, "E_DUP_KEY", "format-key-twice", at as usize, &values));
        }
        report.add("W_DUP_KEY", "format-key-twice", &values, &Spot { at, ..spot.clone() });
    }
    Ok(())
}

/// The keys that stand twice in an object, with the place of the second.
fn repeated_keys(node: &Node, bytes: &[u8]) -> Vec<(u32, String)> {
    let mut keys: Vec<_> = node
        .members()
        .iter()
        .map(|member| (member.key(bytes), member.key_start))
        .collect();
    keys.sort();
    keys.windows(2)
        .filter_map(|pair| match pair {
            [first, second] if first.0 == second.0 => Some((second.1, second.0.clone().into_owned())),
            _ => None,
        })
        .collect()
}

fn kind_by_geometry(geometry: &Geometry) -> FeatureKind {
    match geometry.type_name.as_str() {
        "Polygon" | "MultiPolygon" => FeatureKind::Region,
        "Point" => FeatureKind::Member,
        _ => FeatureKind::Context,
    }
}

/// One feature; what is broken in its frame makes it context, kept but not analyzed.
fn feature<'t>(index: usize, path: String, node: &'t Node, report: &mut Report<'_>) -> Result<Feature<'t>, ReadError> {
    let bytes = report.bytes;
    let kind = FeatureKind::Context;
    let mut feature = Feature {
        index,
        path,
        id: None,
        node,
        properties: None,
        geometry: Geometry::default(),
        kind,
    };
    if !matches!(node.kind, Kind::Object(_)) {
        let values = [("value", name_of(node).into())];
        report.add("E_STRUCTURE", "format-feature-object", &values, &feature.spot());
        return Ok(feature);
    }
    feature.id = id(&feature, report);
    check_keys(node, report, &feature.spot())?;
    let word = node.member(bytes, "type");
    match word.map(|word| (word, word.text(bytes))) {
        Some((_, Some(name))) if name == "Feature" => {}
        Some((word, name)) => {
            let values = [("value", name.unwrap_or_default().into())];
            report.add(
                "E_STRUCTURE",
                "format-feature-type",
                &values,
                &feature.spot().below("type", word),
            );
            return Ok(feature);
        }
        None => {
            report.add("E_STRUCTURE", "format-feature-no-type", &[], &feature.spot());
            return Ok(feature);
        }
    }
    check_bbox(&feature, report);
    if let Some(node) = node.member(bytes, "geometry").filter(|node| !node.is_null()) {
        let spot = feature.spot().below("geometry", node);
        check_keys(node, report, &spot)?;
        let geometry = geometry::read(node, report, &spot);
        feature.geometry = geometry;
    }
    match node.member(bytes, "properties") {
        None => report.add("W_PROPERTIES_MISSING", "format-no-properties", &[], &feature.spot()),
        Some(node) if node.is_null() => {}
        Some(node) if matches!(node.kind, Kind::Object(_)) => {
            feature.properties = Some(node);
            let spot = feature.spot().below("properties", node);
            for (at, key) in repeated_keys(node, bytes) {
                let values = [("key", key.into())];
                report.add("W_DUP_KEY", "format-key-twice", &values, &Spot { at, ..spot.clone() });
            }
        }
        Some(node) => {
            let spot = feature.spot().below("properties", node);
            report.add(
                "E_PROPERTIES_TYPE",
                "format-properties",
                &[("value", name_of(node).into())],
                &spot,
            );
        }
    }
    feature.kind = kind_of(&feature, report);
    Ok(feature)
}

fn id(feature: &Feature<'_>, report: &mut Report<'_>) -> Option<FileId> {
    let node = feature.node.member(report.bytes, "id")?;
    match node.kind {
        Kind::Null => None,
        Kind::Text | Kind::Number(_) => file_id(node, report.bytes),
        _ => {
            let values = [("value", name_of(node).into())];
            report.add("E_ID_TYPE", "format-id", &values, &feature.spot().below("id", node));
            None
        }
    }
}

/// An id or a reference to one.
pub(super) fn file_id(node: &Node, bytes: &[u8]) -> Option<FileId> {
    match node.kind {
        Kind::Text => node.text(bytes).map(|text| FileId::Text(text.into_owned())),
        Kind::Number(_) => {
            let spelling = bytes.get(node.range()).unwrap_or_default();
            Some(FileId::Number(String::from_utf8_lossy(spelling).into_owned()))
        }
        _ => None,
    }
}

fn check_bbox(feature: &Feature<'_>, report: &mut Report<'_>) {
    let Some(node) = feature.node.member(report.bytes, "bbox") else {
        return;
    };
    let is_sound = node.is_null()
        || node.entries().is_some_and(|entries| {
            matches!(entries.len(), 4 | 6 | 8) && entries.iter().all(|entry| entry.number().is_some())
        });
    if !is_sound {
        report.add("E_BBOX", "format-bbox", &[], &feature.spot().below("bbox", node));
    }
}

/// The kind by the property, or by the geometry where there is none.
fn kind_of(feature: &Feature<'_>, report: &mut Report<'_>) -> FeatureKind {
    let Some(node) = feature.property(report.bytes, "kind").filter(|node| !node.is_null()) else {
        let kind = kind_by_geometry(&feature.geometry);
        if !report.findings.iter().any(|finding| finding.code == "W_KIND_MISSING") {
            report.add("W_KIND_MISSING", "format-kind-missing", &[], &feature.spot());
        }
        return kind;
    };
    let word = node.text(report.bytes).unwrap_or_default();
    match word.as_ref() {
        "region" => FeatureKind::Region,
        "cluster" => FeatureKind::Cluster,
        "member" => FeatureKind::Member,
        "link" => FeatureKind::Link,
        _ => {
            let values = [("value", word.into())];
            report.add(
                "W_KIND_UNKNOWN",
                "format-kind-unknown",
                &values,
                &feature.property_spot("kind", node),
            );
            FeatureKind::Context
        }
    }
}
