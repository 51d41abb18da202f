//! Clusters of points with enough others around them: DBSCAN (Ester, Kriegel, Sander & Xu 1996).
//!
//! A point with at least `min_points` within the radius, itself and coinciding ones counted, is a core. Cores within the radius of each
//! other are one cluster; another point within the radius of a core belongs to the cluster that reaches it first in the order of
//! the points, which is the one with the lowest number. Oracle: `scikit-learn`.
//!
//! Own code: that of `geo` knows planes only, and a radius here is a great circle's.

use std::sync::atomic::{AtomicU32, Ordering};

use rayon::prelude::*;

use super::Labels;
use crate::analysis::concentration::plane::Point;
use crate::analysis::concentration::spatial_index::Tree;
use crate::analysis::geodesy::{chord_squared_of_km, unit_vector};
use crate::analysis::numbers::sorted;
use crate::document::LonLat;

/// Clusters on the earth, by great circles of `radius_km`.
#[must_use]
pub fn on_earth(places: &[LonLat], radius_km: f64, min_points: usize) -> Labels {
    let vectors: Vec<[f64; 3]> = places.iter().map(|place| unit_vector(*place)).collect();
    cluster(&Tree::new(&vectors), chord_squared_of_km(radius_km), min_points)
}

/// Clusters on a plane.
#[must_use]
pub fn in_plane(points: &[Point], radius: f64, min_points: usize) -> Labels {
    cluster(&Tree::new(points), radius * radius, min_points)
}

/// For each place the great circle to its `count`-th nearest, itself the first, in ascending order: where the sorted curve bends, a
/// radius suggests itself.
#[must_use]
pub fn nearest_distances_km(places: &[LonLat], count: usize) -> Vec<f64> {
    let vectors: Vec<[f64; 3]> = places.iter().map(|place| unit_vector(*place)).collect();
    let tree = Tree::new(&vectors);
    let distance = |vector: &[f64; 3]| {
        let found = tree.nearest(vector, count);
        found.last().map_or(0.0, |found| {
            crate::analysis::geodesy::km_of_chord_squared(found.distance_squared)
        })
    };
    sorted(vectors.par_iter().map(distance).collect::<Vec<f64>>())
}

/// The clusters of the points of a tree.
fn cluster<const D: usize>(tree: &Tree<D>, radius_squared: f64, min_points: usize) -> Labels {
    let count = tree.len();
    // Points that lie together in the tree are looked at together.
    let in_tree: Vec<(usize, [f64; D])> = tree.ids.iter().copied().zip(tree.points.iter().copied()).collect();
    let cores: Vec<(usize, bool)> = in_tree
        .par_iter()
        .map(|(id, point)| (*id, tree.count_within(point, radius_squared, min_points) >= min_points))
        .collect();
    let mut is_core = vec![false; count];
    for (id, core) in cores {
        if let Some(slot) = is_core.get_mut(id) {
            *slot = core;
        }
    }
    let core = |id: usize| is_core.get(id).copied().unwrap_or(false);
    let parents: Vec<AtomicU32> = (0_u32..).take(count).map(AtomicU32::new).collect();
    in_tree.par_iter().filter(|(id, _)| core(*id)).for_each(|(id, point)| {
        tree.each_within(point, radius_squared, |found| {
            if found.index < *id && core(found.index) {
                unite(&parents, number(*id), number(found.index));
            }
        });
    });
    label(tree, &in_tree, radius_squared, &is_core, &parents)
}

/// Numbers the clusters in the order of their first cores, and adds the points at their borders.
fn label<const D: usize>(
    tree: &Tree<D>,
    in_tree: &[(usize, [f64; D])],
    radius_squared: f64,
    is_core: &[bool],
    parents: &[AtomicU32],
) -> Labels {
    let mut labels: Labels = vec![None; is_core.len()];
    let mut next = 0;
    for id in 0..is_core.len() {
        if is_core.get(id) != Some(&true) {
            continue;
        }
        // The first core of a cluster is its root.
        let root = root(parents, number(id)) as usize;
        let of_root = labels.get(root).copied().flatten().unwrap_or_else(|| {
            next += 1;
            next - 1
        });
        for id in [root, id] {
            if let Some(slot) = labels.get_mut(id) {
                *slot = Some(of_root);
            }
        }
    }
    let borders: Vec<(usize, Option<u32>)> = in_tree
        .par_iter()
        .filter(|(id, _)| is_core.get(*id) == Some(&false))
        .map(|(id, point)| {
            let mut first: Option<u32> = None;
            tree.each_within(point, radius_squared, |found| {
                if is_core.get(found.index) == Some(&true) {
                    let label = labels.get(found.index).copied().flatten();
                    first = first.map_or(label, |first| label.map(|label| label.min(first)));
                }
            });
            (*id, first)
        })
        .collect();
    for (id, label) in borders {
        if let Some(slot) = labels.get_mut(id) {
            *slot = label;
        }
    }
    labels
}

fn number(id: usize) -> u32 {
    u32::try_from(id).unwrap_or(u32::MAX)
}

/// The lowest member of a set; sets are joined from many threads without locks.
fn root(parents: &[AtomicU32], mut id: u32) -> u32 {
    while let Some(slot) = parents.get(id as usize) {
        let parent = slot.load(Ordering::Relaxed);
        if parent == id {
            break;
        }
        let above = parents
            .get(parent as usize)
            .map_or(parent, |slot| slot.load(Ordering::Relaxed));
        slot.fetch_min(above, Ordering::Relaxed);
        id = above;
    }
    id
}

fn unite(parents: &[AtomicU32], one: u32, other: u32) {
    let (mut one, mut other) = (one, other);
    loop {
        (one, other) = (root(parents, one), root(parents, other));
        if one == other {
            return;
        }
        let (low, high) = (one.min(other), one.max(other));
        let joined = parents.get(high as usize).is_none_or(|slot| {
            slot.compare_exchange(high, low, Ordering::Relaxed, Ordering::Relaxed)
                .is_ok()
        });
        if joined {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::lon_lat;

    #[test]
    fn coinciding_points_count_each() {
        let points = [[0.0, 0.0], [0.0, 0.0], [0.0, 0.0], [0.0, 0.0], [0.0, 0.0], [10.0, 10.0]];
        let labels = in_plane(&points, 1.0, 5);
        assert_eq!(labels, [Some(0), Some(0), Some(0), Some(0), Some(0), None]);
        assert!(in_plane(&points, 1.0, 6).iter().all(Option::is_none));
        assert!(in_plane(&[], 1.0, 1).is_empty());
    }

    #[test]
    fn a_cluster_lies_across_the_antimeridian() {
        let places: Vec<LonLat> = (0..10)
            .map(|step| lon_lat(if step < 5 { 179.9 } else { -179.9 }, f64::from(step) * 0.1))
            .collect();
        assert!(on_earth(&places, 30.0, 3).iter().all(|label| *label == Some(0)));
    }
}
