//! Finds points near a point, in a plane or on the earth: a static tree over boxes of points (Bentley 1975; Friedman, Bentley &
//! Finkel 1977).
//!
//! Points of the earth come in as unit vectors, whose chords order them as great circles do
//! ([`crate::analysis::geodesy::unit_vector`]); all distances here are squares. What is done with neighbors is the callers' business.
//!
//! Own code rather than `rstar`, whose tree is made to change: here a box knows how many points it holds, so that whole boxes are counted
//! without a look inside, and equally near points come in a fixed order.

use std::cmp::Ordering;

/// A leaf holds at most so many points.
const LEAF: usize = 12;

/// A point found: its squared distance and its place in the list that the tree was made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Found {
    /// The square of the distance, in the unit of the coordinates.
    pub distance_squared: f64,
    /// The position of the point.
    pub index: usize,
}

impl Found {
    /// Nearer first, then by position, so that the order never depends on how the tree was walked.
    #[must_use]
    pub fn order(&self, other: &Self) -> Ordering {
        self.distance_squared
            .total_cmp(&other.distance_squared)
            .then(self.index.cmp(&other.index))
    }
}

/// A box of the tree with the points under it.
#[derive(Clone, Debug)]
pub(super) struct Node<const D: usize> {
    /// The lower corner of its points.
    pub(super) low: [f64; D],
    /// The upper corner.
    pub(super) high: [f64; D],
    /// Its points are those of the tree's order from here
    pub(super) start: usize,
    /// to before here.
    pub(super) end: usize,
    /// The two halves; `None` for a leaf. The nearer halves follow later in the list.
    pub(super) halves: Option<(usize, usize)>,
}

/// A tree over points with `D` coordinates. Made in `O(n log n)`, asked in `O(log n)` and what is found.
#[derive(Clone, Debug)]
pub struct Tree<const D: usize> {
    /// The points in the order of the leaves.
    pub(super) points: Vec<[f64; D]>,
    /// Where each of them stood.
    pub(super) ids: Vec<usize>,
    pub(super) nodes: Vec<Node<D>>,
}

/// The square of the distance between two points.
#[must_use]
pub fn distance_squared<const D: usize>(one: &[f64; D], other: &[f64; D]) -> f64 {
    one.iter().zip(other).map(|(a, b)| (a - b) * (a - b)).sum()
}

impl<const D: usize> Node<D> {
    /// The square of the distance from a point to the box; 0 inside.
    pub(super) fn distance_squared(&self, point: &[f64; D]) -> f64 {
        let mut sum = 0.0;
        for ((value, low), high) in point.iter().zip(&self.low).zip(&self.high) {
            let off = (low - value).max(value - high).max(0.0);
            sum += off * off;
        }
        sum
    }

    /// The square of the distance from a point to the farthest corner.
    fn reach_squared(&self, point: &[f64; D]) -> f64 {
        let mut sum = 0.0;
        for ((value, low), high) in point.iter().zip(&self.low).zip(&self.high) {
            let off = (value - low).abs().max((high - value).abs());
            sum += off * off;
        }
        sum
    }
}

impl<const D: usize> Tree<D> {
    /// The tree of these points.
    #[must_use]
    pub fn new(points: &[[f64; D]]) -> Self {
        let mut items: Vec<(usize, [f64; D])> = points.iter().copied().enumerate().collect();
        let mut nodes = Vec::with_capacity(2 * points.len() / LEAF + 1);
        if !items.is_empty() {
            build(&mut items, 0, &mut nodes);
        }
        Self {
            points: items.iter().map(|(_, point)| *point).collect(),
            ids: items.iter().map(|(id, _)| *id).collect(),
            nodes,
        }
    }

    /// How many points there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.points.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.points.is_empty()
    }

    /// The points of a node with their places.
    pub(super) fn under(&self, node: &Node<D>) -> impl Iterator<Item = (usize, &[f64; D])> {
        let points = self.points.get(node.start..node.end).unwrap_or(&[]);
        let ids = self.ids.get(node.start..node.end).unwrap_or(&[]);
        ids.iter().copied().zip(points)
    }

    /// Hands every point within the radius, its edge included, to `visit`, in an order that says nothing.
    pub fn each_within(&self, query: &[f64; D], radius_squared: f64, mut visit: impl FnMut(Found)) {
        let mut stack = [0_usize; 128];
        let mut height = usize::from(!self.nodes.is_empty());
        while let Some(top) = height.checked_sub(1) {
            height = top;
            let Some(node) = stack.get(top).and_then(|place| self.nodes.get(*place)) else {
                break;
            };
            if node.distance_squared(query) > radius_squared {
                continue;
            }
            if let Some((left, right)) = node.halves {
                for half in [left, right] {
                    if let Some(slot) = stack.get_mut(height) {
                        *slot = half;
                        height += 1;
                    }
                }
                continue;
            }
            for (index, point) in self.under(node) {
                let distance_squared = distance_squared(query, point);
                if distance_squared <= radius_squared {
                    visit(Found {
                        distance_squared,
                        index,
                    });
                }
            }
        }
    }

    /// How many points lie within the radius, its edge included; counting ends at `enough`.
    #[must_use]
    pub fn count_within(&self, query: &[f64; D], radius_squared: f64, enough: usize) -> usize {
        let mut stack = [0_usize; 128];
        let mut height = usize::from(!self.nodes.is_empty());
        let mut count = 0;
        while let Some(top) = height.checked_sub(1) {
            height = top;
            let Some(node) = stack.get(top).and_then(|place| self.nodes.get(*place)) else {
                break;
            };
            if node.distance_squared(query) > radius_squared {
                continue;
            }
            if node.reach_squared(query) <= radius_squared {
                count += node.end - node.start;
            } else if let Some((left, right)) = node.halves {
                for half in [left, right] {
                    if let Some(slot) = stack.get_mut(height) {
                        *slot = half;
                        height += 1;
                    }
                }
            } else {
                let points = self.points.get(node.start..node.end).unwrap_or(&[]);
                count += points
                    .iter()
                    .filter(|point| distance_squared(query, point) <= radius_squared)
                    .count();
            }
            if count >= enough {
                return count;
            }
        }
        count
    }

    /// The `count` nearest points, nearest first, the query's own point among them where it is one; equally near ones by position.
    #[must_use]
    pub fn nearest(&self, query: &[f64; D], count: usize) -> Vec<Found> {
        let mut best: Vec<Found> = Vec::with_capacity(count + 1);
        if count > 0 && !self.nodes.is_empty() {
            self.search_nearest(0, query, count, &mut best);
        }
        best
    }

    fn search_nearest(&self, place: usize, query: &[f64; D], count: usize, best: &mut Vec<Found>) {
        let Some(node) = self.nodes.get(place) else { return };
        let worst = |best: &Vec<Found>| {
            best.last()
                .filter(|_| best.len() >= count)
                .map_or(f64::INFINITY, |found| found.distance_squared)
        };
        if let Some((left, right)) = node.halves {
            let to = |half: usize| {
                self.nodes
                    .get(half)
                    .map_or(f64::INFINITY, |node| node.distance_squared(query))
            };
            let (to_left, to_right) = (to(left), to(right));
            let order = if to_left <= to_right {
                [(to_left, left), (to_right, right)]
            } else {
                [(to_right, right), (to_left, left)]
            };
            for (distance, half) in order {
                if distance <= worst(best) {
                    self.search_nearest(half, query, count, best);
                }
            }
            return;
        }
        for (index, point) in self.under(node) {
            let found = Found {
                distance_squared: distance_squared(query, point),
                index,
            };
            if found.distance_squared > worst(best) {
                continue;
            }
            let rank = best.partition_point(|other| other.order(&found) == Ordering::Less);
            best.insert(rank, found);
            best.truncate(count);
        }
    }
}

/// Sorts the items of one node into halves along its longest side; gives the node's place.
fn build<const D: usize>(items: &mut [(usize, [f64; D])], offset: usize, nodes: &mut Vec<Node<D>>) -> usize {
    let (mut low, mut high) = ([f64::INFINITY; D], [f64::NEG_INFINITY; D]);
    for (_, point) in items.iter() {
        for ((value, low), high) in point.iter().zip(&mut low).zip(&mut high) {
            *low = low.min(*value);
            *high = high.max(*value);
        }
    }
    let place = nodes.len();
    nodes.push(Node {
        low,
        high,
        start: offset,
        end: offset + items.len(),
        halves: None,
    });
    if items.len() <= LEAF {
        return place;
    }
    let sides = low.iter().zip(&high).map(|(low, high)| high - low).enumerate();
    let axis = sides
        .max_by(|one, other| one.1.total_cmp(&other.1))
        .map_or(0, |(axis, _)| axis);
    let middle = items.len() / 2;
    let along = |item: &(usize, [f64; D])| item.1.get(axis).copied().unwrap_or(0.0);
    items.select_nth_unstable_by(middle, |one, other| {
        along(one).total_cmp(&along(other)).then(one.0.cmp(&other.0))
    });
    let (below, above) = items.split_at_mut(middle);
    let left = build(below, offset, nodes);
    let right = build(above, offset + middle, nodes);
    if let Some(node) = nodes.get_mut(place) {
        node.halves = Some((left, right));
    }
    place
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::random::Chance;

    fn cloud(count: usize) -> Vec<[f64; 2]> {
        let mut chance = Chance::of_unit(4, 2);
        let mut points: Vec<[f64; 2]> = (0..count).map(|_| [chance.fraction(), chance.fraction()]).collect();
        points.extend([[0.5, 0.5]; 30]);
        points
    }

    #[test]
    fn it_finds_what_looking_at_every_point_finds() {
        let points = cloud(300);
        let tree = Tree::new(&points);
        for query in &points {
            let mut all: Vec<Found> = points
                .iter()
                .enumerate()
                .map(|(index, point)| Found {
                    distance_squared: distance_squared(query, point),
                    index,
                })
                .collect();
            all.sort_by(Found::order);
            assert_eq!(tree.nearest(query, 7), all[..7]);
            let mut within = Vec::new();
            tree.each_within(query, 0.04, |found| within.push(found));
            within.sort_by(Found::order);
            let expected: Vec<Found> = all
                .iter()
                .copied()
                .filter(|found| found.distance_squared <= 0.04)
                .collect();
            assert_eq!(within, expected);
            assert_eq!(tree.count_within(query, 0.04, usize::MAX), expected.len());
        }
    }

    #[test]
    fn nothing_is_near_in_an_empty_tree() {
        let tree: Tree<2> = Tree::new(&[]);
        assert!(tree.is_empty() && tree.nearest(&[0.0, 0.0], 3).is_empty());
        assert_eq!(tree.count_within(&[0.0, 0.0], 1.0, 1), 0);
    }
}
