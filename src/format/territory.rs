//! What the places of features say together: regions that cover the same ground, members that all stand where nobody is.
//!
//! One geometry by itself is checked by `geometry`.

use std::collections::BTreeSet;

use geo::{BoundingRect, MultiPolygon};
use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::features::Feature;
use super::overlap;
use super::report::Report;
use crate::document::{Region, RegionId};

/// How many overlaps of regions are listed; a file with more is no partition of the land at all.
const MOST_LISTED: usize = 100;
/// So many parents of parents are followed.
const LONGEST_WAY: usize = 16;

/// Warns of every region that covers ground of an earlier one of its level; parents and what lies in them do so by right.
pub(super) fn check_overlaps(regions: &[Region], features: &[&Feature], report: &mut Report<'_>) {
    let pairs = overlap::pairs(regions, |region| region.shape.as_ref()?.bounding_rect());
    let overlapping: Vec<(usize, usize)> = pairs
        .into_par_iter()
        .filter(|(first, second)| do_overlap(regions, *first, *second))
        .collect();
    let mut listed = BTreeSet::new();
    for (first, second) in overlapping {
        let (Some(one), Some(other)) = (regions.get(first), regions.get(second)) else {
            continue;
        };
        if listed.len() >= MOST_LISTED || !listed.insert(second) {
            continue;
        }
        if let Some(feature) = features.get(second) {
            let values = [
                ("value", other.name.as_str().into()),
                ("other", one.name.as_str().into()),
            ];
            report.add(
                "W_REGIONS_OVERLAP",
                "format-regions-overlap",
                &values,
                &feature.geometry_spot(),
            );
        }
    }
}

fn do_overlap(regions: &[Region], first: usize, second: usize) -> bool {
    let (Some(one), Some(other)) = (regions.get(first), regions.get(second)) else {
        return false;
    };
    let shapes = one.shape.as_ref().zip(other.shape.as_ref());
    one.level == other.level
        && !are_nested(regions, first, second)
        && shapes.is_some_and(|(shape, other_shape)| shapes_overlap(shape, other_shape))
}

fn shapes_overlap(one: &MultiPolygon<f64>, other: &MultiPolygon<f64>) -> bool {
    one.iter()
        .any(|part| other.iter().any(|other_part| overlap::overlaps(part, other_part)))
}

/// Whether one region is a part of the other, or a part of a part.
fn are_nested(regions: &[Region], first: usize, second: usize) -> bool {
    let is_within = |inner: usize, outer: usize| {
        let parents = std::iter::successors(regions.get(inner), |region| regions.get(region.parent?.position()));
        parents
            .take(regions.len().min(16))
            .any(|region| region.parent == Some(RegionId::at(outer)))
    };
    is_within(first, second) || is_within(second, first)
}

/// Warns of regions that lie in themselves by way of others.
pub(super) fn check_circles(regions: &[Region], features: &[&Feature], report: &mut Report<'_>) {
    let above = |position: usize| regions.get(position)?.parent.map(RegionId::position);
    for (position, (region, feature)) in regions.iter().zip(features).enumerate() {
        let mut way = std::iter::successors(above(position), |next| above(*next)).take(LONGEST_WAY);
        if way.any(|next| next == position) {
            let values = [("value", region.name.as_str().into())];
            report.add("W_PARENT_CIRCLE", "format-region-circle", &values, &feature.spot());
        }
    }
}

/// Warns once where several members stand at 0° north, 0° east, which is what programs write for an unknown place.
pub(super) fn check_null_island(members: &[&Feature], report: &mut Report<'_>) {
    let mut there = members.iter().filter(|feature| {
        feature
            .geometry
            .point()
            .is_some_and(|point| point.lon == 0.0 && point.lat == 0.0)
    });
    let Some(first) = there.next() else { return };
    let count = 1 + there.count();
    if count > 1 {
        let values = [("count", count.into())];
        report.add("W_NULL_ISLAND", "format-null-island", &values, &first.geometry_spot());
    }
}
