//! What the properties of each kind mean: regions, clusters, members and links, with their references resolved.
//!
//! Numbers of regions are read by `numbers`; geometries were checked before.

use std::collections::BTreeSet;
use std::sync::Arc;

use geo::{BoundingRect, Contains, Intersects, MultiPolygon, Point, Rect};

use super::features::{Feature, FeatureKind, file_id};
use super::header::{Tables, list, text, whole};
use super::json::{Kind, Node};
use super::numbers;
use super::report::Report;
use super::resolve::{Index, check_ids, of_kind};
use super::territory;
use crate::document::{
    Cluster, ClusterId, Context, Document, Evidence, FeatureId, Helix, IndustryId, Link, Member, MemberId, Membership,
    PositionQuality, Region, RegionId, Table,
};

/// The ids of everything that can be referred to.
#[derive(Default)]
struct Ids {
    regions: Index,
    clusters: Index,
    members: Index,
}

/// Fills the document from its features.
pub(super) fn fill(document: &mut Document, features: &[Feature<'_>], tables: Tables<'_>, report: &mut Report<'_>) {
    check_ids(features, report);
    let mut ids = Ids::default();
    for (position, feature) in of_kind(features, FeatureKind::Region).enumerate() {
        ids.regions.put(feature.id.as_ref(), position);
    }
    for (position, feature) in of_kind(features, FeatureKind::Cluster).enumerate() {
        ids.clusters.put(feature.id.as_ref(), position);
    }
    for (position, feature) in of_kind(features, FeatureKind::Member).enumerate() {
        ids.members.put(feature.id.as_ref(), position);
    }
    let regions: Vec<&Feature<'_>> = of_kind(features, FeatureKind::Region).collect();
    numbers::fill(document, &regions, tables, report);
    let outlined: Vec<Region> = regions.iter().map(|feature| region(feature, &ids, report)).collect();
    territory::check_overlaps(&outlined, &regions, report);
    document.regions = outlined.into();
    document.clusters = of_kind(features, FeatureKind::Cluster)
        .map(|feature| cluster(feature, document, &ids, report))
        .collect();
    let outlines = Outlines::new(&document.regions);
    document.members = of_kind(features, FeatureKind::Member)
        .map(|feature| member(feature, document, (&ids, &outlines), report))
        .collect();
    territory::check_null_island(features, report);
    let (mut links, mut rest) = (Vec::new(), Vec::new());
    for feature in features {
        match feature.kind {
            FeatureKind::Link => match link(feature, &ids, report) {
                Some(link) => links.push(link),
                None => rest.push(context(feature)),
            },
            FeatureKind::Context => rest.push(context(feature)),
            _ => {}
        }
    }
    document.links = links.into_iter().collect();
    document.context = rest.into_iter().collect();
}

fn context(feature: &Feature<'_>) -> Context {
    Context {
        feature: FeatureId::at(feature.index),
        id: feature.id.clone(),
    }
}

/// The name, or the id where the file gives none.
fn name(feature: &Feature<'_>, bytes: &[u8]) -> String {
    feature
        .text(bytes, "name")
        .or_else(|| feature.text(bytes, "NAME"))
        .or_else(|| feature.id.as_ref().map(ToString::to_string))
        .unwrap_or_default()
}

fn region(feature: &Feature<'_>, ids: &Ids, report: &mut Report<'_>) -> Region {
    let is_drawable = matches!(feature.geometry.type_name.as_str(), "" | "Polygon" | "MultiPolygon");
    if !is_drawable && !feature.geometry.is_broken {
        wrong_geometry(feature, report);
    }
    let parent = feature
        .property(report.bytes, "parent")
        .filter(|node| !node.is_null())
        .and_then(|node| {
            let found = file_id(node, report.bytes).and_then(|id| ids.regions.find(&id));
            if found.is_none() {
                let values = [("value", reference(node, report.bytes).into())];
                report.add(
                    "W_DANGLING_REGION",
                    "format-region-unknown",
                    &values,
                    &feature.property_spot("parent", node),
                );
            }
            found.map(RegionId::at)
        });
    Region {
        feature: FeatureId::at(feature.index),
        id: feature.id.clone(),
        name: name(feature, report.bytes),
        parent,
        level: feature.text(report.bytes, "level"),
        shape: feature.geometry.shape.clone(),
    }
}

fn wrong_geometry(feature: &Feature<'_>, report: &mut Report<'_>) {
    let Some(node) = feature.node.member(report.bytes, "geometry") else {
        return;
    };
    let kind = feature.text(report.bytes, "kind").unwrap_or_default();
    let values = [
        ("kind", kind.into()),
        ("type", feature.geometry.type_name.as_str().into()),
    ];
    report.add(
        "W_GEOMETRY_FOR_KIND",
        "format-geometry-for-kind",
        &values,
        &feature.spot().below("geometry", node),
    );
}

/// A reference as the file spells it.
fn reference(node: &Node, bytes: &[u8]) -> String {
    file_id(node, bytes).map_or_else(|| super::report::name_of(node), |id| id.to_string())
}

fn year(feature: &Feature<'_>, bytes: &[u8], key: &str) -> Option<i32> {
    feature.property(bytes, key).and_then(Node::number).and_then(whole)
}

fn industries(feature: &Feature<'_>, document: &Document, report: &mut Report<'_>) -> Vec<IndustryId> {
    let mut industries = Vec::new();
    let Some(node) = feature.property(report.bytes, "industries") else {
        return industries;
    };
    for entry in node.entries().unwrap_or_default() {
        let code = reference(entry, report.bytes);
        match document.statistics.industry_by_code(&code) {
            Some(id) if industries.contains(&id) => {}
            Some(id) => industries.push(id),
            None if document.statistics.industries.is_empty() => {}
            None => {
                let mut spot = feature.property_spot("industries", node);
                spot.at = entry.start;
                report.add(
                    "W_UNKNOWN_INDUSTRY",
                    "format-industry-unknown",
                    &[("value", code.into())],
                    &spot,
                );
            }
        }
    }
    industries
}

fn cluster(feature: &Feature<'_>, document: &Document, ids: &Ids, report: &mut Report<'_>) -> Cluster {
    let bytes = report.bytes;
    let organization = feature
        .property(bytes, "organization")
        .filter(|node| !node.is_null())
        .and_then(|node| {
            let found = file_id(node, bytes).and_then(|id| ids.members.find(&id));
            if found.is_none() {
                let values = [("value", reference(node, bytes).into())];
                let spot = feature.property_spot("organization", node);
                report.add("W_DANGLING_MEMBER", "format-organization-unknown", &values, &spot);
            }
            found.map(MemberId::at)
        });
    Cluster {
        feature: FeatureId::at(feature.index),
        id: feature.id.clone(),
        name: name(feature, bytes),
        industries: industries(feature, document, report),
        organization,
        founded: year(feature, bytes, "founded"),
        summary: feature.text(bytes, "summary"),
    }
}

/// The outlines of all regions with their boxes, smallest first, so that the most detailed region is found.
struct Outlines {
    outlines: Vec<(usize, Rect<f64>, Arc<MultiPolygon<f64>>)>,
}

impl Outlines {
    fn new(regions: &Table<Region>) -> Self {
        let mut outlines: Vec<_> = regions
            .iter()
            .enumerate()
            .filter_map(|(position, region)| {
                let shape = region.shape.clone()?;
                Some((position, shape.bounding_rect()?, shape))
            })
            .collect();
        let area = |rect: &Rect<f64>| rect.width() * rect.height();
        outlines.sort_by(|one, other| area(&one.1).total_cmp(&area(&other.1)));
        Self { outlines }
    }

    /// The smallest region around this point.
    fn around(&self, point: Point<f64>) -> Option<usize> {
        self.outlines
            .iter()
            .find(|(_, rect, shape)| rect.intersects(&point) && shape.contains(&point))
            .map(|(position, ..)| *position)
    }

    /// How far outside the box of a region a point lies, in degrees; 0 within its outline.
    fn distance_degrees(&self, region: usize, point: Point<f64>) -> Option<f64> {
        let (_, rect, shape) = self.outlines.iter().find(|(position, ..)| *position == region)?;
        if shape.contains(&point) {
            return Some(0.0);
        }
        let east_west = (rect.min().x - point.x()).max(point.x() - rect.max().x).max(0.0);
        let north_south = (rect.min().y - point.y()).max(point.y() - rect.max().y).max(0.0);
        Some(east_west.hypot(north_south))
    }
}

fn member(
    feature: &Feature<'_>,
    document: &Document,
    (ids, outlines): (&Ids, &Outlines),
    report: &mut Report<'_>,
) -> Member {
    let bytes = report.bytes;
    if !matches!(feature.geometry.type_name.as_str(), "" | "Point") && !feature.geometry.is_broken {
        wrong_geometry(feature, report);
    }
    if feature.text(bytes, "name").is_none() && feature.properties.is_some() {
        report.add("W_NAME_MISSING", "format-name-missing", &[], &feature.spot());
    }
    let position_quality = match feature.text(bytes, "position").as_deref() {
        Some("street") => PositionQuality::Street,
        Some("city") => PositionQuality::City,
        Some("region") => PositionQuality::Region,
        _ => PositionQuality::Exact,
    };
    Member {
        feature: FeatureId::at(feature.index),
        id: feature.id.clone(),
        name: name(feature, bytes),
        helix: feature
            .text(bytes, "helix")
            .and_then(|word| Helix::from_word(&word))
            .unwrap_or(Helix::Other),
        position: feature.geometry.point,
        position_quality,
        region: region_of(feature, ids, outlines, report),
        memberships: memberships(feature, ids, report),
        industries: industries(feature, document, report),
        employees: employees(feature, report),
        town: ["town", "city", "municipality"]
            .iter()
            .find_map(|key| feature.text(bytes, key)),
        field: feature.text(bytes, "field"),
        verified: feature.text(bytes, "verified"),
    }
}

fn employees(feature: &Feature<'_>, report: &mut Report<'_>) -> Option<f64> {
    let node = feature
        .property(report.bytes, "employees")
        .filter(|node| !node.is_null())?;
    let spot = feature.property_spot("employees", node);
    match node.number() {
        Some(number) if number >= 0.0 => Some(number),
        Some(number) => {
            report.add(
                "W_METRIC_RANGE",
                "format-negative",
                &[("value", number.to_string().into())],
                &spot,
            );
            None
        }
        None => {
            let values = [("value", super::report::name_of(node).into())];
            report.add("W_METRIC_TYPE", "format-not-number", &values, &spot);
            None
        }
    }
}

/// The file's own word, or the region the member lies in.
fn region_of(feature: &Feature<'_>, ids: &Ids, outlines: &Outlines, report: &mut Report<'_>) -> Option<RegionId> {
    let point = feature.geometry.point.map(|point| Point::new(point.lon, point.lat));
    if let Some(node) = feature.property(report.bytes, "region").filter(|node| !node.is_null()) {
        let found = file_id(node, report.bytes).and_then(|id| ids.regions.find(&id));
        let values = [("value", reference(node, report.bytes).into())];
        let spot = feature.property_spot("region", node);
        let Some(region) = found else {
            report.add("W_DANGLING_REGION", "format-region-unknown", &values, &spot);
            return point.and_then(|point| outlines.around(point)).map(RegionId::at);
        };
        let distance = point.and_then(|point| outlines.distance_degrees(region, point));
        if distance.is_some_and(|distance| distance > 0.2) {
            let place = feature.node.member(report.bytes, "geometry");
            let spot = place.map_or_else(|| feature.spot(), |node| feature.spot().below("geometry", node));
            report.add("W_MEMBER_OUTSIDE", "format-member-outside", &values, &spot);
        }
        return Some(RegionId::at(region));
    }
    let found = outlines.around(point?);
    if found.is_none() && !outlines.outlines.is_empty() {
        report.add("W_MEMBER_OUTSIDE", "format-member-nowhere", &[], &feature.spot());
    }
    found.map(RegionId::at)
}

fn memberships(feature: &Feature<'_>, ids: &Ids, report: &mut Report<'_>) -> Vec<Membership> {
    let bytes = report.bytes;
    let mut memberships: Vec<Membership> = Vec::new();
    let Some(node) = feature.property(bytes, "clusters") else {
        return memberships;
    };
    for (index, entry) in node.entries().unwrap_or_default().iter().enumerate() {
        let id = entry.member(bytes, "id").unwrap_or(entry);
        let Some(cluster) = file_id(id, bytes).and_then(|id| ids.clusters.find(&id)) else {
            let spot = feature.property_spot("clusters", node).below(&index.to_string(), entry);
            let values = [("value", reference(id, bytes).into())];
            report.add("W_UNKNOWN_CLUSTER", "format-cluster-unknown", &values, &spot);
            continue;
        };
        let year = |key| entry.member(bytes, key).and_then(Node::number).and_then(whole);
        memberships.push(Membership {
            cluster: ClusterId::at(cluster),
            from: year("from"),
            to: year("to"),
            role: text(entry, bytes, "role"),
        });
    }
    memberships
}

/// A link with at least two members; `None` where it has fewer, which is reported.
fn link(feature: &Feature<'_>, ids: &Ids, report: &mut Report<'_>) -> Option<Link> {
    let bytes = report.bytes;
    let members = link_members(feature, ids, report)?;
    let is_directed = members.len() == 2
        && matches!(
            feature.property(bytes, "directed").map(|node| &node.kind),
            Some(Kind::Bool(true))
        );
    let properties = feature.properties?;
    let evidence = list(properties, bytes, "evidence")
        .iter()
        .map(|entry| Evidence {
            title: text(entry, bytes, "title"),
            url: text(entry, bytes, "url"),
        })
        .filter(|evidence| evidence.title.is_some() || evidence.url.is_some())
        .collect();
    Some(Link {
        feature: FeatureId::at(feature.index),
        id: feature.id.clone(),
        members,
        is_directed,
        kind: feature.text(bytes, "type").unwrap_or_default(),
        weight: weight(feature, report),
        from: year(feature, bytes, "from"),
        to: year(feature, bytes, "to"),
        title: feature.text(bytes, "title"),
        evidence,
    })
}

/// The members of a link, each once; `None` where fewer than two are left.
fn link_members(feature: &Feature<'_>, ids: &Ids, report: &mut Report<'_>) -> Option<Vec<MemberId>> {
    let bytes = report.bytes;
    let Some((node, entries)) = feature
        .property(bytes, "members")
        .and_then(|node| Some((node, node.entries()?)))
    else {
        report.add("W_LINK_NO_ENDS", "format-link-no-ends", &[], &feature.spot());
        return None;
    };
    let spot = feature.property_spot("members", node);
    let mut members = Vec::with_capacity(entries.len());
    let mut seen = BTreeSet::new();
    let (mut is_repeated, mut is_dangling) = (false, false);
    for entry in entries {
        match file_id(entry, bytes)
            .and_then(|id| ids.members.find(&id))
            .map(MemberId::at)
        {
            Some(member) if seen.insert(member) => members.push(member),
            Some(_) => is_repeated = true,
            None => {
                is_dangling = true;
                let values = [("value", reference(entry, bytes).into())];
                report.add("W_DANGLING_LINK", "format-link-dangling", &values, &spot);
            }
        }
    }
    if is_repeated {
        report.add("W_SELF_LINK", "format-link-self", &[], &feature.spot());
    }
    if members.len() < 2 {
        if !is_repeated && !is_dangling {
            report.add("W_LINK_NO_ENDS", "format-link-no-ends", &[], &spot);
        }
        return None;
    }
    Some(members)
}

fn weight(feature: &Feature<'_>, report: &mut Report<'_>) -> f64 {
    let Some(node) = feature.property(report.bytes, "weight").filter(|node| !node.is_null()) else {
        return 1.0;
    };
    match node.number() {
        Some(weight) if weight > 0.0 && weight < 1e15 => weight,
        _ => {
            let values = [("value", reference(node, report.bytes).into())];
            report.add(
                "W_METRIC_RANGE",
                "format-weight",
                &values,
                &feature.property_spot("weight", node),
            );
            1.0
        }
    }
}
