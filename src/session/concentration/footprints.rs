//! Members that lie together, each group with its ring and what it holds.
//!
//! Groups are those of `analysis::concentration::footprints`, with the defaults of the tables.

use std::collections::BTreeMap;
use std::sync::Arc;

use geo::{LineString, MultiLineString, MultiPolygon, Polygon};

use super::Basis;
use super::choices::{FootprintKind, Subject};
use super::ground::Weighed;
use super::towns::{town_inside, town_of};
use crate::analysis::concentration::footprints::content::{Content, Located, contents};
use crate::analysis::concentration::footprints::{dbscan, hdbscan, suggested_radius_km};
use crate::document::{LonLat, MemberId, lon_lat};
use crate::figure::surface::{Outline, OutlineStyle, mercator_line};
use crate::messages::text;

/// How closely rings follow their members: the ratio that GEOS and the tables of the field use.
pub const CONCAVE_RATIO: f64 = 0.3;

/// Footprints of the members that pass the filter.
#[derive(Clone, Debug)]
pub struct FootprintsView {
    /// How they were found.
    pub kind: FootprintKind,
    /// The radius in km, where it was by radius.
    pub radius_km: Option<f64>,
    /// How many members make one.
    pub min_points: usize,
    /// The footprints, the one with most members first.
    pub footprints: Vec<Footprint>,
    /// How many members lie in none.
    pub outside: usize,
    /// The rings.
    pub outlines: Vec<Outline>,
}

/// One footprint.
#[derive(Clone, Debug)]
pub struct Footprint {
    /// The largest town in it, or that of most members.
    pub name: String,
    /// The members.
    pub members: Vec<MemberId>,
    /// What it holds.
    pub content: Content,
    /// Where its name stands: its northernmost corner.
    pub at: LonLat,
}

/// Finds the footprints; in one sentence why there are none.
pub(super) fn footprints_view(basis: &Basis) -> Result<FootprintsView, String> {
    let choices = &basis.exploration.concentration;
    let weighed = Weighed::of(basis, Subject::Members);
    let sites = &weighed.sites;
    if sites.places.is_empty() {
        return Err(text("gathering-no-places"));
    }
    let min_points = choices.min_points.max(2);
    let (labels, radius_km) = match choices.footprint {
        FootprintKind::Radius => {
            let suggested = || suggested_radius_km(&sites.places, min_points);
            let radius_km = choices.radius_km.unwrap_or_else(suggested);
            (dbscan::on_earth(&sites.places, radius_km, min_points), Some(radius_km))
        }
        FootprintKind::Hierarchy => (hdbscan::on_earth(&sites.places, min_points, min_points), None),
    };
    let located: Vec<Located> = sites
        .members
        .iter()
        .zip(&sites.places)
        .map(|((_, member), place)| Located {
            place: *place,
            jobs: member.employees,
            helix: member.helix,
        })
        .collect();
    let positions: BTreeMap<usize, usize> = sites.members.iter().map(|(id, _)| id.position()).zip(0..).collect();
    let ties: Vec<(usize, usize)> = basis
        .network
        .pairs
        .iter()
        .filter_map(|pair| Some((*positions.get(&pair.a)?, *positions.get(&pair.b)?)))
        .collect();
    let mut footprints: Vec<Footprint> = contents(&located, &labels, CONCAVE_RATIO, &ties)
        .into_iter()
        .map(|content| footprint(basis, &weighed, content))
        .collect();
    footprints.sort_by_key(|footprint| std::cmp::Reverse(footprint.members.len()));
    Ok(FootprintsView {
        kind: choices.footprint,
        radius_km,
        min_points,
        outside: labels.iter().filter(|label| label.is_none()).count(),
        outlines: footprints.iter().map(outline).collect(),
        footprints,
    })
}

fn footprint(basis: &Basis, weighed: &Weighed<'_>, content: Content) -> Footprint {
    let members: Vec<MemberId> = content
        .members
        .iter()
        .filter_map(|place| weighed.sites.members.get(*place).map(|(id, _)| *id))
        .collect();
    let north = content.concave.iter().copied().max_by(|a, b| a.lat.total_cmp(&b.lat));
    Footprint {
        name: town_inside(std::slice::from_ref(&line(&content.concave)))
            .or_else(|| town_of(&basis.document, &members))
            .unwrap_or_else(|| text("gathering-footprint-unnamed")),
        members,
        at: north.unwrap_or_else(|| lon_lat(0.0, 0.0)),
        content,
    }
}

fn line(ring: &[LonLat]) -> LineString<f64> {
    let first = ring.first().copied();
    ring.iter()
        .copied()
        .chain(first)
        .map(|place| (place.lon, place.lat))
        .collect()
}

fn outline(footprint: &Footprint) -> Outline {
    let ring = mercator_line(line(&footprint.content.concave).0.iter().map(|at| (at.x, at.y)));
    Outline {
        style: OutlineStyle::Footprint,
        areas: Some(Arc::new(MultiPolygon::from(Polygon::new(ring.clone(), Vec::new())))),
        lines: Arc::new(MultiLineString::new(vec![ring])),
    }
}
