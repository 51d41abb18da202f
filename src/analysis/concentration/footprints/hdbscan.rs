//! Clusters of any density: HDBSCAN (Campello, Moulavi & Sander 2013) with the excess of mass.
//!
//! The core distance is that to the `min_samples`-th nearest, the point itself the first, as in `scikit-learn` (`hdbscan` does not count
//! the point: its 7 is 8 here). Core distances make merges at equal distances common; those happen in the order that Prim's
//! method from the first point meets them last, coinciding points at once. `scikit-learn` leaves that order to an unstable sort,
//! so that single points at the border of two clusters differ. Oracle: `scikit-learn` (adjusted Rand index 0.99 with such ties).
//!
//! Own code: the crate of that name walks through all pairs where points lie badly, and is meant for twenty thousand at most.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use rayon::prelude::*;

use super::forest::Forest;
use super::spanning::{Edge, spanning_tree};
use super::{Labels, in_order_of_points};
use crate::analysis::concentration::plane::Point;
use crate::analysis::concentration::spatial_index::Tree;
use crate::analysis::geodesy::{km_of_chord_squared, unit_vector};
use crate::document::LonLat;

/// Clusters on the earth, by great circles.
#[must_use]
pub fn on_earth(places: &[LonLat], min_cluster_size: usize, min_samples: usize) -> Labels {
    let vectors: Vec<[f64; 3]> = places.iter().map(|place| unit_vector(*place)).collect();
    cluster(&Tree::new(&vectors), min_cluster_size, min_samples, km_of_chord_squared)
}

/// Clusters on a plane.
#[must_use]
pub fn in_plane(points: &[Point], min_cluster_size: usize, min_samples: usize) -> Labels {
    cluster(&Tree::new(points), min_cluster_size, min_samples, f64::sqrt)
}

fn cluster<const D: usize>(
    tree: &Tree<D>,
    min_cluster_size: usize,
    min_samples: usize,
    distance: fn(f64) -> f64,
) -> Labels {
    let (count, min_cluster_size) = (tree.len(), min_cluster_size.max(2));
    if count < min_cluster_size || count < min_samples {
        return vec![None; count];
    }
    let core = |point: &[f64; D]| {
        let found = tree.nearest(point, min_samples.max(1));
        found.last().map_or(0.0, |found| found.distance_squared)
    };
    let cores: Vec<f64> = tree.points.par_iter().map(core).collect();
    let edges = in_order_of_prim(&spanning_tree(tree, &cores), &tree.ids);
    let merges = Merges::of(count, &edges, distance);
    let clusters = merges.condensed(min_cluster_size);
    let chosen = choose(&clusters);
    // Labels by the tree's order, then by that of the points.
    let mut labels: Vec<Option<usize>> = vec![None; count];
    for (place, cluster) in merges.clusters_of_leaves(&clusters).into_iter().enumerate() {
        let chosen_above = std::iter::successors(cluster, |cluster| {
            clusters.get(*cluster).and_then(|cluster| cluster.parent)
        })
        .filter(|cluster| chosen.get(*cluster) == Some(&true))
        .last();
        if let Some(slot) = tree.ids.get(place).and_then(|id| labels.get_mut(*id)) {
            *slot = chosen_above;
        }
    }
    in_order_of_points(&labels, clusters.len())
}

/// The edges by weight, those of equal weight in the reverse of how Prim's method (1957) meets them from the first point on: the
/// least edge out of what is reached, and of equal ones that to the earlier point. `ids` are the points' positions.
fn in_order_of_prim(edges: &[Edge], ids: &[usize]) -> Vec<Edge> {
    let mut around: Vec<Vec<usize>> = vec![Vec::new(); ids.len()];
    for (index, edge) in edges.iter().enumerate() {
        for end in [edge.low, edge.high] {
            if let Some(list) = around.get_mut(end as usize) {
                list.push(index);
            }
        }
    }
    let mut is_reached = vec![false; ids.len()];
    let mut ordered: Vec<Edge> = Vec::with_capacity(edges.len());
    let mut queue: BinaryHeap<Reverse<(u64, usize, usize, usize)>> = BinaryHeap::new();
    let mut latest = ids.iter().position(|id| *id == 0);
    while let Some(place) = latest {
        if let Some(slot) = is_reached.get_mut(place) {
            *slot = true;
        }
        for index in around.get(place).into_iter().flatten() {
            let Some(edge) = edges.get(*index) else { continue };
            let other = if edge.low as usize == place {
                edge.high
            } else {
                edge.low
            } as usize;
            if is_reached.get(other) == Some(&false) {
                // Squares are not negative and order as their bits do.
                let id = ids.get(other).copied().unwrap_or(usize::MAX);
                queue.push(Reverse((edge.weight.to_bits(), id, other, *index)));
            }
        }
        latest = queue.pop().map(|Reverse((_, _, other, index))| {
            ordered.extend(edges.get(index));
            other
        });
    }
    ordered.reverse();
    ordered.sort_by(|one, other| one.weight.total_cmp(&other.weight));
    ordered
}

/// Points and sets of points that merge, each at a distance.
struct Merges {
    leaves: usize,
    /// The parts of each set; parts below `leaves` are points, others sets.
    parts: Vec<Vec<usize>>,
    /// One over the distance of each set.
    lambdas: Vec<f64>,
    sizes: Vec<usize>,
}

impl Merges {
    /// The merges along ascending edges; coinciding points make one set at once.
    fn of(leaves: usize, edges: &[Edge], distance: fn(f64) -> f64) -> Self {
        let mut merges = Self {
            leaves,
            parts: Vec::new(),
            lambdas: Vec::new(),
            sizes: Vec::new(),
        };
        let mut forest = Forest::new(leaves);
        // The set that each root of the forest stands for.
        let mut sets: Vec<usize> = (0..leaves).collect();
        for level in edges.chunk_by(|one, other| one.weight == other.weight) {
            let lambda = level.first().map_or(0.0, |edge| 1.0 / distance(edge.weight));
            let first_of_level = if lambda.is_finite() {
                usize::MAX
            } else {
                leaves + merges.parts.len()
            };
            for edge in level {
                let roots = [edge.low, edge.high].map(|end| forest.root(end as usize));
                let parts = roots.map(|root| sets.get(root).copied().unwrap_or(root));
                let [one, other] = roots;
                let Some(root) = forest.unite(one, other) else { continue };
                let set = merges.join(parts, first_of_level, lambda);
                if let Some(slot) = sets.get_mut(root) {
                    *slot = set;
                }
            }
        }
        merges
    }

    fn size(&self, set: usize) -> usize {
        set.checked_sub(self.leaves)
            .map_or(1, |place| self.sizes.get(place).copied().unwrap_or(0))
    }

    /// Joins two sets into one; a set of the same level takes the other in.
    fn join(&mut self, [one, other]: [usize; 2], first_of_level: usize, lambda: f64) -> usize {
        let size = self.size(one) + self.size(other);
        let (keeper, guest) = if one >= first_of_level {
            (one, other)
        } else {
            (other, one)
        };
        if keeper < first_of_level {
            self.parts.push(vec![one, other]);
            self.lambdas.push(lambda);
            self.sizes.push(size);
            return self.leaves + self.parts.len() - 1;
        }
        let taken = match guest.checked_sub(first_of_level) {
            Some(_) => guest
                .checked_sub(self.leaves)
                .and_then(|place| self.parts.get_mut(place))
                .map(std::mem::take),
            None => Some(vec![guest]),
        };
        let place = keeper - self.leaves;
        if let Some(parts) = self.parts.get_mut(place) {
            parts.extend(taken.into_iter().flatten());
        }
        if let Some(slot) = self.sizes.get_mut(place) {
            *slot = size;
        }
        keeper
    }

    fn parts(&self, set: usize) -> &[usize] {
        set.checked_sub(self.leaves)
            .and_then(|place| self.parts.get(place))
            .map_or(&[], Vec::as_slice)
    }

    fn lambda(&self, set: usize) -> f64 {
        set.checked_sub(self.leaves)
            .and_then(|place| self.lambdas.get(place))
            .copied()
            .unwrap_or(f64::INFINITY)
    }

    /// The set of all points: the one that no other holds.
    fn top(&self) -> Option<usize> {
        let whole = self.sizes.iter().rposition(|size| *size == self.leaves)?;
        Some(self.leaves + whole)
    }

    /// The clusters: sets that part into at least two of `min_size`; smaller parts fall out.
    fn condensed(&self, min_size: usize) -> Vec<Cluster> {
        let Some(top) = self.top() else { return Vec::new() };
        let mut clusters = vec![Cluster::new(None, top, 0.0)];
        let mut waiting = vec![(top, 0_usize)];
        while let Some((set, cluster)) = waiting.pop() {
            let lambda = self.lambda(set);
            let large: Vec<usize> = self
                .parts(set)
                .iter()
                .copied()
                .filter(|part| self.size(*part) >= min_size)
                .collect();
            let large_size: usize = large.iter().map(|part| self.size(*part)).sum();
            let leaving = if large.len() == 1 {
                self.size(set) - large_size
            } else {
                self.size(set)
            };
            if let Some(cluster) = clusters.get_mut(cluster) {
                cluster.stability += (lambda - cluster.birth) * leaving as f64;
            }
            match large.as_slice() {
                [part] => waiting.push((*part, cluster)),
                parts => {
                    for part in parts {
                        waiting.push((*part, clusters.len()));
                        clusters.push(Cluster::new(Some(cluster), *part, lambda));
                    }
                }
            }
        }
        clusters
    }

    /// The smallest cluster that each point ever belonged to, by its place.
    fn clusters_of_leaves(&self, clusters: &[Cluster]) -> Vec<Option<usize>> {
        let mut of_leaves = vec![None; self.leaves];
        let starts: BTreeMap<usize, usize> = clusters
            .iter()
            .enumerate()
            .map(|(place, cluster)| (cluster.set, place))
            .collect();
        let mut waiting: Vec<(usize, Option<usize>)> = self.top().map(|top| (top, None)).into_iter().collect();
        while let Some((set, above)) = waiting.pop() {
            let cluster = starts.get(&set).copied().or(above);
            if let Some(slot) = of_leaves.get_mut(set) {
                *slot = cluster;
            }
            waiting.extend(self.parts(set).iter().map(|part| (*part, cluster)));
        }
        of_leaves
    }
}

/// A cluster of the condensed tree; parents stand before their children.
struct Cluster {
    parent: Option<usize>,
    /// The set that it begins with.
    set: usize,
    birth: f64,
    stability: f64,
}

impl Cluster {
    fn new(parent: Option<usize>, set: usize, birth: f64) -> Self {
        Self {
            parent,
            set,
            birth,
            stability: 0.0,
        }
    }
}

/// Chooses clusters by the excess of mass: a cluster stands unless those within it are more stable together. All points together are
/// never one. Of chosen clusters within each other the outermost counts.
fn choose(clusters: &[Cluster]) -> Vec<bool> {
    let mut stability: Vec<f64> = clusters.iter().map(|cluster| cluster.stability).collect();
    let mut below = vec![0.0; clusters.len()];
    let mut chosen = vec![false; clusters.len()];
    for (place, cluster) in clusters.iter().enumerate().rev() {
        let Some(parent) = cluster.parent else { continue };
        let within = below.get(place).copied().unwrap_or(0.0);
        let own = stability.get(place).copied().unwrap_or(0.0);
        let is_chosen = within <= own;
        if let (Some(slot), Some(value)) = (chosen.get_mut(place), stability.get_mut(place)) {
            *slot = is_chosen;
            *value = own.max(within);
        }
        if let Some(sum) = below.get_mut(parent) {
            *sum += own.max(within);
        }
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::random::Chance;

    fn three_crowds() -> Vec<Point> {
        let mut chance = Chance::of_unit(1, 0);
        let mut points: Vec<Point> = Vec::new();
        for ([x, y], spread) in [([0.0, 0.0], 1.0), ([20.0, 0.0], 3.0), ([0.0, 30.0], 0.3)] {
            points.extend((0..60).map(|_| [x + spread * chance.normal(), y + spread * chance.normal()]));
        }
        points
    }

    #[test]
    fn crowds_of_different_density_are_told_apart() {
        let labels = in_plane(&three_crowds(), 10, 5);
        assert_eq!(super::super::cluster_count(&labels), 3);
        assert!(labels[..60].iter().flatten().all(|label| *label == 0));
        assert!(labels[120..].iter().flatten().all(|label| *label == 2));
    }

    #[test]
    fn too_few_points_are_noise_and_coinciding_ones_do_no_harm() {
        assert_eq!(in_plane(&[[0.0, 0.0]; 3], 5, 5), [None, None, None]);
        assert_eq!(in_plane(&[], 5, 5), []);
        let mut points = vec![[0.0, 0.0]; 10];
        points.extend(vec![[5.0, 5.0]; 10]);
        assert_eq!(super::super::cluster_count(&in_plane(&points, 5, 3)), 2);
    }
}
