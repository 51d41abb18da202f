//! What the properties of each kind mean: regions, clusters, members and links, with their references resolved.
//!
//! Numbers of regions are read by `numbers`, links by `links`; geometries were checked before.

use std::collections::BTreeSet;

use geo::Point;

use super::codes::Codes;
use super::features::{Feature, FeatureKind, file_id};
use super::header::{Tables, text, whole};
use super::json::Node;
use super::links::link;
use super::numbers;
use super::outlines::Outlines;
use super::report::{Report, Spot, name_of};
use super::resolve::{Index, check_ids, of_kind};
use super::subject::{Advance, Cancelled, Subject};
use super::territory;
use crate::document::{
    Cluster, ClusterId, Context, Document, FeatureId, Helix, IndustryId, Member, MemberId, Membership, PositionQuality,
    Region, RegionId, Repair,
};

/// The ids of everything that can be referred to.
struct Ids<'f> {
    regions: Index<'f>,
    clusters: Index<'f>,
    members: Index<'f>,
}

/// What the entities of a file are read with.
struct Sources<'f> {
    ids: Ids<'f>,
    outlines: Outlines,
    codes: Codes,
}

/// Fills the document from its features.
pub(super) fn fill<'b>(
    document: &mut Document,
    features: &[Vec<Feature>],
    tables: Tables<'_>,
    (advance, report): (&Advance<'b>, &mut Report<'b>),
) -> Result<(), Cancelled> {
    let bytes = report.bytes;
    let regions = of_kind(features, FeatureKind::Region);
    let clusters = of_kind(features, FeatureKind::Cluster);
    let members = of_kind(features, FeatureKind::Member);
    let links = of_kind(features, FeatureKind::Link);
    let index = || Ids {
        regions: Index::of(&regions, bytes),
        clusters: Index::of(&clusters, bytes),
        members: Index::of(&members, bytes),
    };
    let ((), ids) = rayon::join(|| check_ids(features, report), index);
    let codes = Codes::of(&tables.industries);
    numbers::fill(document, (&regions, &codes), tables, (advance, report))?;
    let outlined = advance.read_each(&regions, report, |subject, report| region(subject, &ids, report))?;
    territory::check_overlaps(&outlined, &regions, report);
    territory::check_circles(&outlined, &regions, report);
    let mut sources = Sources {
        ids,
        outlines: Outlines::new(&outlined),
        codes,
    };
    document.regions = outlined.into();
    document.clusters = advance
        .read_each(&clusters, report, |subject, report| cluster(subject, &sources, report))?
        .into();
    let read = advance.read_pieces(&links, report, |subject, report| {
        link(subject, &sources.ids.members, report)
    })?;
    let broken: BTreeSet<u32> = links
        .iter()
        .zip(read.iter().flatten())
        .filter(|(_, link)| link.is_none())
        .map(|(feature, _)| feature.index)
        .collect();
    document.links = read.into();
    // Nothing refers to members any more, and reading them takes the most memory.
    sources.ids.members = Index::default();
    document.members = advance
        .read_pieces(&members, report, |subject, report| {
            Some(member(subject, &sources, report))
        })?
        .into();
    territory::check_null_island(&members, report);
    document.context = features
        .iter()
        .flatten()
        .filter(|feature| feature.kind == FeatureKind::Context || broken.contains(&feature.index))
        .map(|feature| context(feature, bytes))
        .collect();
    Ok(())
}

fn context(feature: &Feature, bytes: &[u8]) -> Context {
    Context {
        feature: FeatureId::new(feature.index),
        id: feature.file_id(bytes),
    }
}

/// The name, or the id where the file gives none.
fn name(feature: &Subject<'_>, bytes: &[u8]) -> String {
    feature
        .text(bytes, "name")
        .or_else(|| feature.text(bytes, "NAME"))
        .or_else(|| Some(feature.feature.id_text(bytes)?.0.into_owned()))
        .unwrap_or_default()
}

fn region(feature: &Subject<'_>, ids: &Ids<'_>, report: &mut Report<'_>) -> Region {
    let is_drawable = matches!(feature.feature.geometry.type_name(), "" | "Polygon" | "MultiPolygon");
    if !is_drawable && !feature.feature.geometry.is_broken {
        wrong_geometry(feature, report);
    }
    let parent = feature
        .property(report.bytes, "parent")
        .filter(|node| !node.is_null())
        .and_then(|node| {
            let found = ids.regions.find(node, report.bytes);
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
        feature: FeatureId::new(feature.feature.index),
        id: feature.feature.file_id(report.bytes),
        name: name(feature, report.bytes),
        parent,
        level: feature.text(report.bytes, "level"),
        shape: feature.feature.geometry.shape().cloned(),
    }
}

fn wrong_geometry(feature: &Subject<'_>, report: &mut Report<'_>) {
    let kind = feature.text(report.bytes, "kind").unwrap_or_default();
    let values = [
        ("kind", kind.into()),
        ("type", feature.feature.geometry.type_name().into()),
    ];
    report.add(
        "W_GEOMETRY_FOR_KIND",
        "format-geometry-for-kind",
        &values,
        &feature.feature.geometry_spot(),
    );
}

/// A reference as the file spells it.
pub(super) fn reference(node: &Node, bytes: &[u8]) -> String {
    file_id(node, bytes).map_or_else(|| name_of(node, bytes), |id| id.to_string())
}

pub(super) fn year(feature: &Subject<'_>, bytes: &[u8], key: &str) -> Option<i32> {
    feature.property(bytes, key).and_then(Node::number).and_then(whole)
}

fn industries(feature: &Subject<'_>, codes: &Codes, report: &mut Report<'_>) -> Vec<IndustryId> {
    let mut industries = Vec::new();
    let Some(node) = feature.property(report.bytes, "industries") else {
        return industries;
    };
    feature.expect_list("industries", node, report);
    for entry in node.entries().unwrap_or_default() {
        let code = reference(entry, report.bytes);
        match codes.find(&code) {
            Some(id) if industries.contains(&id) => {}
            Some(id) => industries.push(id),
            None if codes.is_empty() => {}
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

/// Warns of a time that ends before it begins.
pub(super) fn check_period(period: (Option<i32>, Option<i32>), report: &mut Report<'_>, spot: &dyn Fn() -> Spot) {
    if let (Some(from), Some(to)) = period
        && to < from
    {
        let values = [("from", from.to_string().into()), ("to", to.to_string().into())];
        report.add("W_YEARS", "format-period", &values, &spot());
    }
}

fn cluster(feature: &Subject<'_>, sources: &Sources<'_>, report: &mut Report<'_>) -> Cluster {
    let bytes = report.bytes;
    let organization = feature
        .property(bytes, "organization")
        .filter(|node| !node.is_null())
        .and_then(|node| {
            let found = sources.ids.members.find(node, bytes);
            if found.is_none() {
                let values = [("value", reference(node, bytes).into())];
                let spot = feature.property_spot("organization", node);
                report.add("W_DANGLING_MEMBER", "format-organization-unknown", &values, &spot);
            }
            found.map(MemberId::at)
        });
    Cluster {
        feature: FeatureId::new(feature.feature.index),
        id: feature.feature.file_id(report.bytes),
        name: name(feature, bytes),
        industries: industries(feature, &sources.codes, report),
        organization,
        founded: year(feature, bytes, "founded"),
        summary: feature.text(bytes, "summary"),
    }
}

fn member(feature: &Subject<'_>, sources: &Sources<'_>, report: &mut Report<'_>) -> Member {
    let bytes = report.bytes;
    if !matches!(feature.feature.geometry.type_name(), "" | "Point") && !feature.feature.geometry.is_broken {
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
        feature: FeatureId::new(feature.feature.index),
        id: feature.feature.file_id(report.bytes),
        name: name(feature, bytes),
        helix: feature
            .text(bytes, "helix")
            .and_then(|word| Helix::from_word(&word))
            .unwrap_or(Helix::Other),
        position: feature.feature.geometry.point(),
        position_quality,
        region: region_of(feature, &sources.ids, &sources.outlines, report),
        memberships: memberships(feature, &sources.ids, report),
        industries: industries(feature, &sources.codes, report),
        employees: employees(feature, report),
        town: ["town", "city", "municipality"]
            .iter()
            .find_map(|key| feature.text(bytes, key)),
        field: feature.text(bytes, "field"),
        verified: feature.text(bytes, "verified"),
    }
}

fn employees(feature: &Subject<'_>, report: &mut Report<'_>) -> Option<f64> {
    let node = feature
        .property(report.bytes, "employees")
        .filter(|node| !node.is_null())?;
    let spot = || feature.property_spot("employees", node);
    match node.number() {
        Some(number) if number >= 0.0 => Some(number),
        Some(number) => {
            report.add(
                "W_METRIC_RANGE",
                "format-negative",
                &[("value", number.to_string().into())],
                &spot(),
            );
            None
        }
        None => {
            let values = [("value", name_of(node, report.bytes).into())];
            report.add("W_METRIC_TYPE", "format-not-number", &values, &spot());
            None
        }
    }
}

/// The file's own word, or the region the member lies in.
fn region_of(feature: &Subject<'_>, ids: &Ids<'_>, outlines: &Outlines, report: &mut Report<'_>) -> Option<RegionId> {
    let point = feature
        .feature
        .geometry
        .point()
        .map(|point| Point::new(point.lon, point.lat));
    if let Some(node) = feature.property(report.bytes, "region").filter(|node| !node.is_null()) {
        let found = ids.regions.find(node, report.bytes);
        let bytes = report.bytes;
        let values = || [("value", reference(node, bytes).into())];
        let Some(region) = found else {
            let spot = feature.property_spot("region", node);
            report.add("W_DANGLING_REGION", "format-region-unknown", &values(), &spot);
            return point.and_then(|point| outlines.around(point)).map(RegionId::at);
        };
        let distance = point.and_then(|point| outlines.distance_degrees(region, point));
        if distance.is_some_and(|distance| distance > FAR_DEGREES) {
            let spot = feature.feature.geometry_spot();
            let near = |point: Point| {
                outlines
                    .distance_degrees(region, point)
                    .is_some_and(|far| far <= FAR_DEGREES)
            };
            if point.and_then(other_way_round).is_some_and(near) {
                let kind = (SWAPPED, "format-member-swapped-far");
                report.add_mendable(kind, &values(), &spot, Some(Repair::SwapAxes));
            } else {
                report.add("W_MEMBER_OUTSIDE", "format-member-outside", &values(), &spot);
            }
        }
        return Some(RegionId::at(region));
    }
    let found = outlines.around(point?);
    if found.is_none() && !outlines.is_empty() {
        report_nowhere(feature, outlines, report);
    }
    found.map(RegionId::at)
}

/// Farther than this from its region a member is probably misplaced and not only near its border.
const FAR_DEGREES: f64 = 0.2;
const SWAPPED: &str = "W_AXES_SWAPPED";

/// A point with latitude and longitude exchanged; `None` where there is no such latitude.
fn other_way_round(point: Point) -> Option<Point> {
    (point.x().abs() <= 90.0).then(|| Point::new(point.y(), point.x()))
}

/// A member outside every region: where one lies at its coordinates the other way round, they are probably swapped.
fn report_nowhere(feature: &Subject<'_>, outlines: &Outlines, report: &mut Report<'_>) {
    let point = feature.feature.geometry.point();
    let point = point.map(|point| Point::new(point.lon, point.lat));
    let is_inside = |point: Point| outlines.around(point).is_some();
    let spot = feature.feature.geometry_spot();
    if point.and_then(other_way_round).is_some_and(is_inside) {
        let kind = (SWAPPED, "format-member-swapped");
        report.add_mendable(kind, &[], &spot, Some(Repair::SwapAxes));
    } else {
        report.add("W_MEMBER_OUTSIDE", "format-member-nowhere", &[], &feature.spot());
    }
}

fn memberships(feature: &Subject<'_>, ids: &Ids<'_>, report: &mut Report<'_>) -> Vec<Membership> {
    let bytes = report.bytes;
    let mut memberships: Vec<Membership> = Vec::new();
    let Some(node) = feature.property(bytes, "clusters") else {
        return memberships;
    };
    feature.expect_list("clusters", node, report);
    for (index, entry) in node.entries().unwrap_or_default().iter().enumerate() {
        let id = entry.member(bytes, "id").unwrap_or(entry);
        let Some(cluster) = ids.clusters.find(id, bytes) else {
            let spot = feature.property_spot("clusters", node).below(&index.to_string(), entry);
            let values = [("value", reference(id, bytes).into())];
            report.add("W_UNKNOWN_CLUSTER", "format-cluster-unknown", &values, &spot);
            continue;
        };
        let year = |key| entry.member(bytes, key).and_then(Node::number).and_then(whole);
        check_period((year("from"), year("to")), report, &|| {
            feature.property_spot("clusters", node).below(&index.to_string(), entry)
        });
        memberships.push(Membership {
            cluster: ClusterId::at(cluster),
            from: year("from"),
            to: year("to"),
            role: text(entry, bytes, "role"),
        });
    }
    memberships
}
