//! Names for ground that has none of its own: the largest town in it, or the one that most members state.
//!
//! Towns are those of the basemap and of the file; nothing is made up.

use std::collections::BTreeMap;

use geo::{Contains, LineString, Point, Polygon};

use crate::document::{Document, MemberId};
use crate::figure::basemap::{Basemap, PlaceKind};
use crate::figure::mercator::{Mercator, MercatorBounds};

/// Towns are looked for up to this zoom of the map.
const TOWN_ZOOM: f64 = 11.0;
/// So many towns in a box are looked at.
const TOWNS_TRIED: usize = 200;

/// The largest town inside one of the rings, which are in degrees.
pub(super) fn town_inside(rings: &[LineString<f64>]) -> Option<String> {
    let corners = rings.iter().flat_map(|ring| &ring.0);
    let bounds = MercatorBounds::around(corners.map(|at| Mercator::from_lon_lat(at.x, at.y)))?;
    let grounds: Vec<Polygon<f64>> = rings
        .iter()
        .map(|ring| Polygon::new(ring.clone(), Vec::new()))
        .collect();
    let is_inside = |place: Mercator| {
        let point = Point::from(place.lon_lat());
        grounds.iter().any(|ground| ground.contains(&point))
    };
    let towns = Basemap::embedded().places_in(&bounds, TOWN_ZOOM, TOWNS_TRIED);
    let found = towns
        .into_iter()
        .find(|town| town.kind != PlaceKind::Lake && is_inside(town.position));
    found.map(|town| town.name.clone())
}

/// The town that most of the members state.
pub(super) fn town_of(document: &Document, members: &[MemberId]) -> Option<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for town in members.iter().filter_map(|id| document.member(*id)?.town.as_deref()) {
        *counts.entry(town).or_default() += 1;
    }
    let most = counts.into_iter().max_by_key(|(_, count)| *count);
    most.map(|(town, _)| town.to_owned())
}
