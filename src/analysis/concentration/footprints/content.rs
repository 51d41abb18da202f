//! What each cluster holds: members, jobs, spheres, area, its share of the field, and how closely its members work together.
//!
//! Which members belong to it is decided by [`super::dbscan`] and [`super::hdbscan`]; who works with whom by
//! [`crate::analysis::ties`].

use std::collections::BTreeMap;

use geo::{LineString, Polygon};

use crate::analysis::concentration::hulls::{Hull, concave_hull, convex_hull};
use crate::analysis::concentration::plane::{Plane, Point};
use crate::analysis::geodesy::area_km2;
use crate::analysis::numbers::{of_count, sum};
use crate::document::{Helix, LonLat};

/// A member as far as footprints look at it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Located {
    /// Where it is.
    pub place: LonLat,
    /// Its jobs; `None` where the file does not say.
    pub jobs: Option<f64>,
    /// Its sphere.
    pub helix: Helix,
}

/// What one cluster holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Content {
    /// Its number.
    pub label: u32,
    /// The positions of its members.
    pub members: Vec<usize>,
    /// The jobs of those whose jobs are known; `None` where none is.
    pub jobs: Option<f64>,
    /// How many members' jobs are not known.
    pub without_jobs: usize,
    /// How many members each sphere has.
    pub spheres: BTreeMap<Helix, usize>,
    /// The convex ring around it.
    pub convex: Vec<LonLat>,
    /// The ring that follows it more closely.
    pub concave: Vec<LonLat>,
    /// The area of the convex ring on the ellipsoid, in km².
    pub area_km2: f64,
    /// The area of the other.
    pub concave_area_km2: f64,
    /// Its share of all members.
    pub share_of_members: f64,
    /// Its share of all known jobs; `None` where none are known.
    pub share_of_jobs: Option<f64>,
    /// The pairs of its members that work together.
    pub ties: usize,
    /// Those over all pairs; `None` for a cluster of one.
    pub tie_density: Option<f64>,
}

/// The content of every cluster, by number. `ratio` is that of the concave ring, `ties` are pairs of positions of members.
#[must_use]
pub fn contents(members: &[Located], labels: &[Option<u32>], ratio: f64, ties: &[(usize, usize)]) -> Vec<Content> {
    let places: Vec<LonLat> = members.iter().map(|member| member.place).collect();
    let Some(plane) = Plane::of(&places) else {
        return Vec::new();
    };
    let mut of_clusters: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (position, label) in labels.iter().enumerate() {
        if let Some(label) = label {
            of_clusters.entry(*label).or_default().push(position);
        }
    }
    let label_of = |position: usize| labels.get(position).copied().flatten();
    let mut inside: BTreeMap<u32, usize> = BTreeMap::new();
    for label in ties
        .iter()
        .filter_map(|(a, b)| label_of(*a).filter(|label| Some(*label) == label_of(*b)))
    {
        *inside.entry(label).or_default() += 1;
    }
    let all_jobs = sum(members.iter().filter_map(|member| member.jobs));
    of_clusters
        .into_iter()
        .map(|(label, positions)| {
            let ties = inside.get(&label).copied().unwrap_or(0);
            content(label, positions, members, &plane, ratio, ties, all_jobs)
        })
        .collect()
}

#[expect(
    clippy::too_many_arguments,
    reason = "what every cluster is compared with comes from one place"
)]
fn content(
    label: u32,
    positions: Vec<usize>,
    members: &[Located],
    plane: &Plane,
    ratio: f64,
    ties: usize,
    all_jobs: f64,
) -> Content {
    let own: Vec<&Located> = positions.iter().filter_map(|position| members.get(*position)).collect();
    let points: Vec<Point> = own.iter().map(|member| plane.project(member.place)).collect();
    let ring = |hull: Hull| -> Vec<LonLat> { hull.ring.into_iter().map(|point| plane.unproject(point)).collect() };
    let (convex, concave) = (ring(convex_hull(&points)), ring(concave_hull(&points, ratio)));
    let known: Vec<f64> = own.iter().filter_map(|member| member.jobs).collect();
    let jobs = (!known.is_empty()).then(|| sum(known.iter().copied()));
    let mut spheres = BTreeMap::new();
    for member in &own {
        *spheres.entry(member.helix).or_default() += 1;
    }
    let count = of_count(own.len());
    Content {
        label,
        jobs,
        without_jobs: own.len() - known.len(),
        spheres,
        area_km2: ring_area_km2(&convex),
        concave_area_km2: ring_area_km2(&concave),
        convex,
        concave,
        share_of_members: count / of_count(members.len()),
        share_of_jobs: jobs.filter(|_| all_jobs > 0.0).map(|jobs| jobs / all_jobs),
        ties,
        tie_density: (own.len() > 1).then(|| 2.0 * of_count(ties) / (count * (count - 1.0))),
        members: positions,
    }
}

/// The area on the ellipsoid inside a ring that is not closed, in km²; 0 for a line.
#[must_use]
pub fn ring_area_km2(ring: &[LonLat]) -> f64 {
    if ring.len() < 3 {
        return 0.0;
    }
    let line: LineString<f64> = ring.iter().map(|place| (place.lon, place.lat)).collect();
    area_km2(&Polygon::new(line, Vec::new()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::lon_lat;

    #[test]
    fn a_cluster_says_what_it_holds() {
        let corners = [(10.0, 50.0), (11.0, 50.0), (11.0, 51.0), (10.0, 51.0), (30.0, 50.0)];
        let members: Vec<Located> = corners
            .iter()
            .enumerate()
            .map(|(place, (lon, lat))| Located {
                place: lon_lat(*lon, *lat),
                jobs: (place != 1).then_some(10.0),
                helix: if place == 0 { Helix::Academia } else { Helix::Industry },
            })
            .collect();
        let labels = [Some(0), Some(0), Some(0), Some(0), None];
        let found = contents(&members, &labels, 1.0, &[(0, 1), (1, 2), (0, 4)]);
        let [cluster] = found.as_slice() else {
            panic!("{found:?}")
        };
        assert_eq!(
            (cluster.members.len(), cluster.jobs, cluster.without_jobs),
            (4, Some(30.0), 1)
        );
        assert_eq!(cluster.spheres.get(&Helix::Industry), Some(&3));
        assert_eq!((cluster.share_of_members, cluster.share_of_jobs), (0.8, Some(0.75)));
        assert_eq!((cluster.ties, cluster.tie_density), (2, Some(4.0 / 12.0)));
        assert!(
            (cluster.area_km2 - 7_892.061_583_21).abs() < 1e-3,
            "{}",
            cluster.area_km2
        );
    }
}
