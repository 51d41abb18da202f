//! The minimum spanning tree of mutual reachability: Borůvka's method (1926) over a tree of boxes, many points at a time.
//!
//! The distance of two points is the largest of their distance and both their core distances. Equal edges are ordered by the
//! positions of their points, so that there is one tree, whatever the number of threads. All distances are squares here. What the tree is for is decided by
//! [`super::hdbscan`].

use std::sync::atomic::{AtomicU64, Ordering};

use rayon::prelude::*;

use super::forest::Forest;
use crate::analysis::concentration::spatial_index::{Tree, distance_squared};

/// An edge between two places of the tree's order.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Edge {
    pub(super) weight: f64,
    pub(super) low: u32,
    pub(super) high: u32,
    /// The positions of the points themselves, the lower first.
    ids: (u32, u32),
}

impl Edge {
    /// Ends are given by their place and their point's position.
    fn new(weight: f64, one: (usize, usize), other: (usize, usize)) -> Self {
        let number = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
        Self {
            weight,
            low: number(one.0.min(other.0)),
            high: number(one.0.max(other.0)),
            ids: (number(one.1.min(other.1)), number(one.1.max(other.1))),
        }
    }

    pub(super) fn order(&self, other: &Self) -> std::cmp::Ordering {
        self.weight.total_cmp(&other.weight).then(self.ids.cmp(&other.ids))
    }

    fn is_before(&self, other: Option<&Self>) -> bool {
        other.is_none_or(|other| self.order(other).is_lt())
    }
}

const MIXED: u32 = u32::MAX;

/// What the search knows; points are numbered by their place in the tree's order.
struct Search<'a, const D: usize> {
    tree: &'a Tree<D>,
    cores: &'a [f64],
    /// The least core distance under each node.
    least_core: Vec<f64>,
    /// The component of each point,
    component: Vec<u32>,
    /// and of all points under each node, or [`MIXED`].
    node_component: Vec<u32>,
}

/// The tree over all points, by ascending edges; `cores` are the squared core distances in the tree's order.
pub(super) fn spanning_tree<const D: usize>(tree: &Tree<D>, cores: &[f64]) -> Vec<Edge> {
    let count = tree.len();
    let mut search = Search {
        tree,
        cores,
        least_core: node_values(tree, |range| {
            cores
                .get(range)
                .unwrap_or(&[])
                .iter()
                .copied()
                .fold(f64::INFINITY, f64::min)
        }),
        component: (0_u32..).take(count).collect(),
        node_component: vec![MIXED; tree.nodes.len()],
    };
    let mut forest = Forest::new(count);
    let mut edges: Vec<Edge> = Vec::with_capacity(count.saturating_sub(1));
    // The best edge out of each point's component that was found from it; it stays the best while it leads out.
    let mut known: Vec<Option<Edge>> = vec![None; count];
    while edges.len() + 1 < count {
        search.refresh(&mut forest);
        let best = search.best_edges(&mut known);
        let before = edges.len();
        for edge in best.into_iter().flatten() {
            if forest.unite(edge.low as usize, edge.high as usize).is_some() {
                edges.push(edge);
            }
        }
        if edges.len() == before {
            break;
        }
    }
    edges.sort_by(Edge::order);
    edges
}

/// A value for each node from the range of its points.
fn node_values<const D: usize, T>(tree: &Tree<D>, of: impl Fn(std::ops::Range<usize>) -> T) -> Vec<T> {
    tree.nodes.iter().map(|node| of(node.start..node.end)).collect()
}

impl<const D: usize> Search<'_, D> {
    fn refresh(&mut self, forest: &mut Forest) {
        for (place, component) in self.component.iter_mut().enumerate() {
            *component = u32::try_from(forest.root(place)).unwrap_or(MIXED);
        }
        let component = &self.component;
        // Children follow their parents, so that walking backwards meets them first.
        for (place, node) in self.tree.nodes.iter().enumerate().rev() {
            let of_node = if let Some((left, right)) = node.halves {
                let of = |half: usize| self.node_component.get(half).copied().unwrap_or(MIXED);
                if of(left) == of(right) { of(left) } else { MIXED }
            } else {
                let own = component.get(node.start..node.end).unwrap_or(&[]);
                let first = own.first().copied().unwrap_or(MIXED);
                if own.iter().all(|other| *other == first) {
                    first
                } else {
                    MIXED
                }
            };
            if let Some(slot) = self.node_component.get_mut(place) {
                *slot = of_node;
            }
        }
    }

    /// The best edge out of each component, by the component's number.
    fn best_edges(&self, known: &mut [Option<Edge>]) -> Vec<Option<Edge>> {
        let bound: Vec<AtomicU64> = (0..known.len())
            .map(|_| AtomicU64::new(f64::INFINITY.to_bits()))
            .collect();
        let bound_of = |component: u32| bound.get(component as usize);
        let of = |place: u32| self.component.get(place as usize).copied();
        // What is known already bounds every component before anything is searched. Squares order as their bits do.
        for (edge, component) in known.iter_mut().zip(&self.component) {
            if edge.is_some_and(|edge| of(edge.low) == of(edge.high)) {
                *edge = None;
            }
            if let (Some(edge), Some(bound)) = (edge.as_ref(), bound_of(*component)) {
                bound.fetch_min(edge.weight.to_bits(), Ordering::Relaxed);
            }
        }
        known.par_iter_mut().enumerate().for_each(|(place, edge)| {
            if edge.is_some() {
                return;
            }
            let Some(component) = self.component.get(place).copied() else {
                return;
            };
            let limit =
                bound_of(component).map_or(f64::INFINITY, |bound| f64::from_bits(bound.load(Ordering::Relaxed)));
            if self.cores.get(place).copied().unwrap_or(f64::INFINITY) > limit {
                return;
            }
            *edge = self.search(place, component, limit);
            if let (Some(edge), Some(bound)) = (edge.as_ref(), bound_of(component)) {
                bound.fetch_min(edge.weight.to_bits(), Ordering::Relaxed);
            }
        });
        let mut best: Vec<Option<Edge>> = vec![None; known.len()];
        for (edge, component) in known.iter().zip(&self.component) {
            if let (Some(edge), Some(slot)) = (edge, best.get_mut(*component as usize))
                && edge.is_before(slot.as_ref())
            {
                *slot = Some(*edge);
            }
        }
        best
    }

    /// The best edge from a point to another component that is not longer than `limit`; `None` where all are longer.
    fn search(&self, place: usize, component: u32, limit: f64) -> Option<Edge> {
        let point = self.tree.points.get(place)?;
        let core = self.cores.get(place).copied()?;
        let mut best: Option<Edge> = None;
        let mut limit = limit;
        let mut stack = [(0.0_f64, 0_usize); 128];
        let mut height = 1;
        while let Some(top) = usize::checked_sub(height, 1) {
            height = top;
            let (least, index) = stack.get(top).copied()?;
            if least > limit {
                continue;
            }
            let node = self.tree.nodes.get(index)?;
            if self.node_component.get(index) == Some(&component) {
                continue;
            }
            let Some((left, right)) = node.halves else {
                for other in node.start..node.end {
                    self.try_edge(point, core, (place, component), other, &mut best);
                }
                if let Some(edge) = &best {
                    limit = limit.min(edge.weight);
                }
                continue;
            };
            let to = |half: usize| {
                let least_core = self.least_core.get(half).copied().unwrap_or(0.0);
                let distance = self
                    .tree
                    .nodes
                    .get(half)
                    .map_or(f64::INFINITY, |node| node.distance_squared(point));
                (distance.max(least_core).max(core), distance, half)
            };
            let (left, right) = (to(left), to(right));
            // The nearer half is looked at first, that is put on the stack last.
            let order = if (left.0, left.1) <= (right.0, right.1) {
                [right, left]
            } else {
                [left, right]
            };
            for (least, _, half) in order {
                if least <= limit
                    && let Some(slot) = stack.get_mut(height)
                {
                    *slot = (least, half);
                    height += 1;
                }
            }
        }
        best
    }

    fn try_edge(&self, point: &[f64; D], core: f64, own: (usize, u32), other: usize, best: &mut Option<Edge>) {
        let (place, component) = own;
        let (Some(there), Some(other_core)) = (self.tree.points.get(other), self.cores.get(other)) else {
            return;
        };
        if self.component.get(other) == Some(&component) {
            return;
        }
        let weight = distance_squared(point, there).max(core).max(*other_core);
        let id = |place: usize| self.tree.ids.get(place).copied().unwrap_or(usize::MAX);
        let edge = Edge::new(weight, (place, id(place)), (other, id(other)));
        if edge.is_before(best.as_ref()) {
            *best = Some(edge);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::random::Chance;

    /// Prim's method over all pairs.
    fn by_hand(points: &[[f64; 2]], cores: &[f64]) -> f64 {
        let mut reach = vec![f64::INFINITY; points.len()];
        let mut is_in = vec![false; points.len()];
        let (mut current, mut total) = (0, 0.0);
        for _ in 1..points.len() {
            is_in[current] = true;
            for other in 0..points.len() {
                let weight = distance_squared(&points[current], &points[other])
                    .max(cores[current])
                    .max(cores[other]);
                reach[other] = reach[other].min(weight);
            }
            current = (0..points.len())
                .filter(|other| !is_in[*other])
                .min_by(|a, b| reach[*a].total_cmp(&reach[*b]))
                .unwrap();
            total += reach[current].sqrt();
        }
        total
    }

    #[test]
    fn the_tree_is_as_short_as_can_be() {
        let mut chance = Chance::of_unit(2, 0);
        let points: Vec<[f64; 2]> = (0..400).map(|_| [chance.normal(), chance.normal()]).collect();
        let tree = Tree::new(&points);
        let cores: Vec<f64> = tree
            .points
            .iter()
            .map(|point| tree.nearest(point, 4)[3].distance_squared)
            .collect();
        let edges = spanning_tree(&tree, &cores);
        assert_eq!(edges.len(), 399);
        let total: f64 = edges.iter().map(|edge| edge.weight.sqrt()).sum();
        assert!((total - by_hand(&tree.points, &cores)).abs() < 1e-9 * total);
    }
}
