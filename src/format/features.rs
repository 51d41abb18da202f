//! From bytes to features: checks the frame of each and has its geometry read.
//!
//! What a kind's properties mean is the business of `entities`, numbers of `numbers`, ids of `resolve`; the frame of the file that of
//! `frame`.

use std::borrow::Cow;
use std::num::NonZeroU32;

use super::geometry;
use super::json::{Key, Kind, Node, unquote};
use super::report::{Report, Spot, name_of};
use super::scanner::{Scanner, offset};
use super::shape::Geometry;
use super::span::Span;
use super::units::Trouble;
use crate::document::FileId;

/// Members of which a second one makes the meaning of the file uncertain.
pub(super) const STRUCTURAL_KEYS: [&str; 5] = ["type", "features", "geometry", "coordinates", "properties"];

/// What a feature is read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FeatureKind {
    Region,
    Cluster,
    Member,
    Link,
    Context,
}

/// How the pointer to a feature begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Prefix {
    /// An entry of `features`.
    Collection,
    /// A line of its own.
    Lines,
    /// The file itself.
    Whole,
}

/// A feature whose frame was checked. There are as many at once as the file has, so that it holds where things stand and not what
/// they say.
#[derive(Debug)]
pub(super) struct Feature {
    /// The position in the file.
    pub index: u32,
    /// How the pointer to it begins.
    pub prefix: Prefix,
    /// The first byte and the byte after the last.
    pub range: (u32, u32),
    /// The id: a text or a number.
    pub id: Option<Span>,
    /// Its properties, where they are an object.
    pub properties: Option<Span>,
    /// The property `data`, the last one where it stands twice.
    pub data: Option<Span>,
    /// The first byte of its geometry.
    pub geometry_at: Option<NonZeroU32>,
    /// Its geometry, checked.
    pub geometry: Geometry,
    /// What it is read as.
    pub kind: FeatureKind,
}

impl Feature {
    /// A feature of which nothing is known but where it stands.
    pub(super) fn new((index, prefix): (usize, Prefix), start: u32) -> Self {
        Self {
            index: offset(index),
            prefix,
            range: (start, start),
            id: None,
            properties: None,
            data: None,
            geometry_at: None,
            geometry: Geometry::default(),
            kind: FeatureKind::Context,
        }
    }

    /// The id.
    pub(super) fn file_id(&self, bytes: &[u8]) -> Option<FileId> {
        file_id_at(self.id?, bytes)
    }

    /// The id without quotes, and whether it is a number.
    pub(super) fn id_text<'b>(&self, bytes: &'b [u8]) -> Option<(Cow<'b, str>, bool)> {
        id_text_at(self.id?, bytes)
    }

    /// The place of the feature.
    pub(super) fn spot(&self) -> Spot {
        Spot {
            feature: Some(self.index as usize),
            id: self.id,
            at: self.range.0,
            path: match self.prefix {
                Prefix::Collection => format!("/features/{}", self.index),
                Prefix::Lines => format!("/{}", self.index),
                Prefix::Whole => String::new(),
            },
        }
    }

    /// The place of its geometry; that of the feature where it has none.
    pub(super) fn geometry_spot(&self) -> Spot {
        match self.geometry_at {
            Some(at) => self.spot().below_at("geometry", at.get()),
            None => self.spot(),
        }
    }
}

/// Reads the feature that begins at the next byte. What is broken in its frame makes it context, kept but not analyzed.
pub(super) fn read(
    scanner: &mut Scanner<'_>,
    place: (usize, Prefix),
    report: &mut Report<'_>,
) -> Result<Feature, Trouble> {
    scanner.skip_space();
    let mut feature = Feature::new(place, offset(scanner.at));
    scanner.repeated.clear();
    let mut data = None;
    let mut node = if scanner.peek() == Some(b'{') {
        let kind = scanner.object(&mut |scanner, key| member(scanner, key, &mut data))?;
        Node {
            start: feature.range.0,
            end: offset(scanner.at),
            kind,
        }
    } else {
        scanner.value()?
    };
    feature.range.1 = node.end;
    feature.data = data;
    let nested = std::mem::take(&mut scanner.repeated);
    frame(&mut node, &mut feature, report).map_err(Trouble::Repeated)?;
    report_repeated(&node, &nested, &feature, report);
    Ok(feature)
}

/// The value of a feature's member: what the frame needs is kept, the rest only checked.
fn member(scanner: &mut Scanner<'_>, key: Key, data: &mut Option<Span>) -> Result<Node, super::json::Fault> {
    let bytes = scanner.bytes;
    scanner.skip_space();
    let start = offset(scanner.at);
    let is = |name| key.is(bytes, name);
    if is("properties") && scanner.peek() == Some(b'{') {
        // A second `properties` is what counts, and with it its data.
        *data = None;
        let members = scanner.pick(&mut |bytes, key| key.is(bytes, "kind"), &mut |bytes, key, range| {
            if key.is(bytes, "data") {
                *data = Some(Span::new(range.0, range.1));
            }
        })?;
        return Ok(Node {
            start,
            end: offset(scanner.at),
            kind: Kind::Object(members),
        });
    }
    if is("type") || is("id") || is("geometry") || is("bbox") || is("properties") {
        return scanner.value();
    }
    scanner.skip()?;
    Ok(Node::unread(start, offset(scanner.at)))
}

/// Checks what every feature has. An error is a structural key that stands twice.
fn frame(node: &mut Node, feature: &mut Feature, report: &mut Report<'_>) -> Result<(), Key> {
    let bytes = report.bytes;
    if !node.is_object() {
        let values = [("value", name_of(node, bytes).into())];
        report.add("E_STRUCTURE", "format-feature-object", &values, &feature.spot());
        return Ok(());
    }
    feature.id = id(node, feature, report);
    check_keys(node, node, feature, report)?;
    if !has_type(node, feature, report) {
        return Ok(());
    }
    check_bbox(node, feature, report);
    if let Some(geometry) = node.member(bytes, "geometry").filter(|node| !node.is_null()) {
        feature.geometry_at = NonZeroU32::new(geometry.start);
        check_geometry_keys(node, geometry, feature, report)?;
    }
    if let Some(geometry) = node.member_mut(bytes, "geometry").filter(|node| !node.is_null()) {
        feature.geometry = geometry::read(geometry, report, &|| feature.geometry_spot());
    }
    let skeleton = properties(node, feature, report);
    feature.kind = kind_of(skeleton, feature, report);
    Ok(())
}

fn has_type(node: &Node, feature: &Feature, report: &mut Report<'_>) -> bool {
    let Some(word) = node.member(report.bytes, "type") else {
        report.add("E_STRUCTURE", "format-feature-no-type", &[], &feature.spot());
        return false;
    };
    let name = word.text(report.bytes).unwrap_or_default();
    if name == "Feature" {
        return true;
    }
    let values = [("value", name.into())];
    report.add(
        "E_STRUCTURE",
        "format-feature-type",
        &values,
        &feature.spot().below("type", word),
    );
    false
}

fn properties<'n>(node: &'n Node, feature: &mut Feature, report: &mut Report<'_>) -> Option<&'n Node> {
    match node.member(report.bytes, "properties") {
        None => report.add("W_PROPERTIES_MISSING", "format-no-properties", &[], &feature.spot()),
        Some(found) if found.is_null() => {}
        Some(found) if found.is_object() => {
            feature.properties = Some(found.span());
            return Some(found);
        }
        Some(found) => {
            let spot = feature.spot().below("properties", found);
            let values = [("value", name_of(found, report.bytes).into())];
            report.add("E_PROPERTIES_TYPE", "format-properties", &values, &spot);
        }
    }
    None
}

/// Refuses a structural key that stands twice in an object of a feature, warns of any other.
fn check_keys(root: &Node, node: &Node, feature: &Feature, report: &mut Report<'_>) -> Result<(), Key> {
    let keys = node.repeated_keys(report.bytes);
    if let Some(key) = keys.iter().find(|key| is_structural(**key, report.bytes)) {
        return Err(*key);
    }
    report_repeated(root, &keys, feature, report);
    Ok(())
}

/// Whether the meaning of the file depends on this key.
pub(super) fn is_structural(key: Key, bytes: &[u8]) -> bool {
    STRUCTURAL_KEYS.iter().any(|name| key.is(bytes, name))
}

fn check_geometry_keys(root: &Node, geometry: &Node, feature: &Feature, report: &mut Report<'_>) -> Result<(), Key> {
    check_keys(root, geometry, feature, report)?;
    let parts = geometry.member(report.bytes, "geometries").and_then(Node::entries);
    for part in parts.unwrap_or_default() {
        check_geometry_keys(root, part, feature, report)?;
    }
    Ok(())
}

/// Warns of keys that stand twice somewhere in a feature.
fn report_repeated(root: &Node, keys: &[Key], feature: &Feature, report: &mut Report<'_>) {
    if keys.is_empty() {
        return;
    }
    let bytes = report.bytes;
    let mut scanner = Scanner::new(
        bytes.get(..root.end as usize).unwrap_or(bytes),
        root.start as usize,
        &(),
    );
    let whole = scanner.value();
    for key in keys {
        let mut place = feature.spot();
        if let Ok(whole) = &whole
            && report.lists("W_DUP_KEY")
        {
            place.path.push_str(&pointer(whole, bytes, key.start));
        }
        place.at = key.start;
        let values = [("key", key.name(bytes).into())];
        report.add("W_DUP_KEY", "format-key-twice", &values, &place);
    }
}

/// The pointer from a value to what stands at an offset inside it.
fn pointer(node: &Node, bytes: &[u8], at: u32) -> String {
    let mut spot = Spot::default();
    let mut node = node;
    loop {
        let next = match &node.kind {
            Kind::Object(members) => members
                .get(members.partition_point(|member| member.value.end <= at))
                .filter(|member| member.key.start <= at)
                .map(|member| (member.key.name(bytes).into_owned(), &member.value)),
            Kind::Array(entries) => {
                let position = entries.partition_point(|entry| entry.end <= at);
                entries.get(position).map(|entry| (position.to_string(), entry))
            }
            _ => None,
        };
        let Some((segment, below)) = next else {
            return spot.path;
        };
        spot = spot.below(&segment, below);
        if below.start > at {
            return spot.path;
        }
        node = below;
    }
}

fn id(node: &Node, feature: &Feature, report: &mut Report<'_>) -> Option<Span> {
    let node = node.member(report.bytes, "id")?;
    match node.kind {
        Kind::Null => None,
        Kind::Text | Kind::Number(_) => Some(node.span()),
        _ => {
            let values = [("value", name_of(node, report.bytes).into())];
            report.add("E_ID_TYPE", "format-id", &values, &feature.spot().below("id", node));
            None
        }
    }
}

/// An id or a reference to one.
pub(super) fn file_id(node: &Node, bytes: &[u8]) -> Option<FileId> {
    matches!(node.kind, Kind::Text | Kind::Number(_))
        .then(|| file_id_at(node.span(), bytes))
        .flatten()
}

/// The id that stands here: a text or a number.
pub(super) fn file_id_at(span: Span, bytes: &[u8]) -> Option<FileId> {
    let (text, is_number) = id_text_at(span, bytes)?;
    let text = text.into_owned();
    Some(if is_number {
        FileId::Number(text)
    } else {
        FileId::Text(text)
    })
}

/// The id that stands here without its quotes, and whether it is a number.
pub(super) fn id_text_at(span: Span, bytes: &[u8]) -> Option<(Cow<'_, str>, bool)> {
    let spelling = bytes.get(span.range())?;
    match spelling.first()? {
        b'"' => Some((unquote(bytes, span.range()), false)),
        _ => Some((Cow::Borrowed(std::str::from_utf8(spelling).ok()?), true)),
    }
}

fn check_bbox(node: &Node, feature: &Feature, report: &mut Report<'_>) {
    let Some(node) = node.member(report.bytes, "bbox") else {
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
fn kind_of(properties: Option<&Node>, feature: &Feature, report: &mut Report<'_>) -> FeatureKind {
    let bytes = report.bytes;
    let named = properties.and_then(|properties| Some((properties, properties.member(bytes, "kind")?)));
    let Some((properties, node)) = named.filter(|(_, node)| !node.is_null()) else {
        report.add("W_KIND_MISSING", "format-kind-missing", &[], &feature.spot());
        return kind_by_geometry(&feature.geometry);
    };
    let word = node.text(bytes).unwrap_or_default();
    match word.as_ref() {
        "region" => FeatureKind::Region,
        "cluster" => FeatureKind::Cluster,
        "member" => FeatureKind::Member,
        "link" => FeatureKind::Link,
        _ => {
            let values = [("value", word.into())];
            let spot = feature.spot().below("properties", properties).below("kind", node);
            report.add("W_KIND_UNKNOWN", "format-kind-unknown", &values, &spot);
            FeatureKind::Context
        }
    }
}

/// What a feature without a kind is read as.
pub(super) fn kind_by_geometry(geometry: &Geometry) -> FeatureKind {
    match geometry.type_name() {
        "Polygon" | "MultiPolygon" => FeatureKind::Region,
        "Point" => FeatureKind::Member,
        _ => FeatureKind::Context,
    }
}
