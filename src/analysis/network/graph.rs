//! A network in compressed rows: the partners of every member side by side, by ascending index.
//!
//! It knows what lies next to what, and nothing of members, spheres or places; the measures stand in the other files of this room.

use std::collections::{BTreeSet, VecDeque};

use super::Pair;
use crate::analysis::numbers::{of_count, sum};

/// The pairs as a network over a fixed number of members.
///
/// The partners of member `v` stand at `starts[v]..starts[v + 1]` of one array for all members.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Network {
    starts: Vec<usize>,
    partners: Vec<(usize, f64)>,
    neighbors: Vec<u32>,
    absent: BTreeSet<usize>,
}

/// An index as it stands in compact arrays. A region file holds at most two million features.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a region file holds at most two million features"
)]
pub(crate) const fn compact(index: usize) -> u32 {
    index as u32
}

/// A compact index as a place in a slice.
pub(crate) const fn wide(index: u32) -> usize {
    index as usize
}

impl Network {
    /// The network of `member_count` members; pairs with an index beyond it, and of a member with itself, are left out.
    #[must_use]
    pub fn new(member_count: usize, pairs: &[Pair]) -> Self {
        let is_tie = |pair: &&Pair| pair.a < member_count && pair.b < member_count && pair.a != pair.b;
        let mut starts = vec![0; member_count + 1];
        for end in pairs.iter().filter(is_tie).flat_map(|pair| [pair.a, pair.b]) {
            if let Some(count) = starts.get_mut(end + 1) {
                *count += 1;
            }
        }
        let mut before = 0;
        for start in &mut starts {
            before += *start;
            *start = before;
        }
        let mut next = starts.clone();
        let mut partners = vec![(0, 0.0); before];
        for pair in pairs.iter().filter(is_tie) {
            for (from, to) in [(pair.a, pair.b), (pair.b, pair.a)] {
                if let Some(place) = next.get_mut(from) {
                    if let Some(slot) = partners.get_mut(*place) {
                        *slot = (to, pair.weight);
                    }
                    *place += 1;
                }
            }
        }
        // Where pairs ascend, and they nearly always do, so do the partners of each.
        for (from, until) in starts.iter().zip(starts.iter().skip(1)) {
            let own = partners.get_mut(*from..*until).unwrap_or_default();
            if !own.is_sorted_by_key(|(to, _)| *to) {
                own.sort_by_key(|(to, _)| *to);
            }
        }
        Self {
            starts,
            neighbors: partners.iter().map(|(to, _)| compact(*to)).collect(),
            partners,
            absent: BTreeSet::new(),
        }
    }

    /// The same network where these positions hold no member any more; they count nowhere.
    #[must_use]
    pub fn without(mut self, removed: impl IntoIterator<Item = usize>) -> Self {
        self.absent.extend(removed);
        self
    }

    /// The network among some members only, numbered in the order given; the measures of single members and of the whole are
    /// asked of this, so that no place without a member takes part.
    #[must_use]
    pub fn among(&self, members: &[usize]) -> Self {
        let mut numbers = vec![None; self.member_count()];
        for (number, member) in members.iter().enumerate() {
            if let Some(slot) = numbers.get_mut(*member) {
                *slot = Some(number);
            }
        }
        let number = |member: usize| numbers.get(member).copied().flatten();
        let pairs: Vec<Pair> = self
            .ties()
            .filter_map(|(a, b, weight)| {
                let (a, b) = (number(a)?, number(b)?);
                Some(Pair { a, b, weight, joint: 1 })
            })
            .collect();
        Self::new(members.len(), &pairs)
    }

    /// How many members there are: `member_count` less the places of removed ones.
    fn present_count(&self) -> usize {
        self.member_count().saturating_sub(self.absent.len())
    }

    /// The network of unweighted ties between indices, as tests and generators give them.
    #[must_use]
    pub fn of_ties(member_count: usize, ties: &[(usize, usize)]) -> Self {
        let activities: Vec<super::Activity> = ties
            .iter()
            .map(|(a, b)| super::Activity {
                members: vec![*a, *b],
                weight: 1.0,
            })
            .collect();
        Self::new(member_count, &super::pairs(&activities, super::Counting::Full))
    }

    /// How many positions there are: members with and without ties, and the places of removed ones.
    #[must_use]
    pub fn member_count(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// How many pairs are joined.
    #[must_use]
    pub fn tie_count(&self) -> usize {
        self.partners.len() / 2
    }

    fn range(&self, member: usize) -> std::ops::Range<usize> {
        match (self.starts.get(member), self.starts.get(member + 1)) {
            (Some(start), Some(end)) => *start..*end,
            _ => 0..0,
        }
    }

    /// The partners of a member with the weight of their tie, by ascending index.
    #[must_use]
    pub fn partners(&self, member: usize) -> &[(usize, f64)] {
        self.partners.get(self.range(member)).unwrap_or_default()
    }

    /// The partners of a member in compact form, by ascending index.
    #[must_use]
    pub fn neighbors(&self, member: usize) -> &[u32] {
        self.neighbors.get(self.range(member)).unwrap_or_default()
    }

    /// How many partners a member has.
    #[must_use]
    pub fn degree(&self, member: usize) -> usize {
        self.range(member).len()
    }

    /// The number of partners of each member.
    #[must_use]
    pub fn degrees(&self) -> Vec<usize> {
        (0..self.member_count()).map(|member| self.degree(member)).collect()
    }

    /// The summed weight of a member's ties.
    #[must_use]
    pub fn strength(&self, member: usize) -> f64 {
        sum(self.partners(member).iter().map(|(_, weight)| *weight))
    }

    /// Whether two members are joined.
    #[must_use]
    pub fn are_joined(&self, a: usize, b: usize) -> bool {
        self.neighbors(a).binary_search(&compact(b)).is_ok()
    }

    /// All ties once, as `(lower, higher, weight)`, by ascending indices.
    pub fn ties(&self) -> impl Iterator<Item = (usize, usize, f64)> + '_ {
        (0..self.member_count()).flat_map(move |a| {
            let higher = self.partners(a).iter().filter(move |(b, _)| *b > a);
            higher.map(move |(b, weight)| (a, *b, *weight))
        })
    }

    /// The same members with other ties: those that `keep` keeps.
    #[must_use]
    pub fn filtered(&self, keep: impl Fn(usize, usize) -> bool) -> Self {
        let pairs: Vec<Pair> = self
            .ties()
            .filter(|(a, b, _)| keep(*a, *b))
            .map(|(a, b, weight)| Pair { a, b, weight, joint: 1 })
            .collect();
        Self::new(self.member_count(), &pairs)
    }

    /// How many members have no tie.
    #[must_use]
    pub fn isolate_count(&self) -> usize {
        (0..self.member_count())
            .filter(|member| self.degree(*member) == 0 && !self.absent.contains(member))
            .count()
    }

    /// `2m / (n(n − 1))`: the share of possible ties that exist; undefined for fewer than two members.
    #[must_use]
    pub fn density(&self) -> Option<f64> {
        let count = of_count(self.present_count());
        (count >= 2.0).then(|| 2.0 * of_count(self.tie_count()) / (count * (count - 1.0)))
    }

    /// `2m / n`; undefined without members.
    #[must_use]
    pub fn mean_degree(&self) -> Option<f64> {
        let count = of_count(self.present_count());
        (count > 0.0).then(|| 2.0 * of_count(self.tie_count()) / count)
    }

    /// The component of each member, numbered from 0 in the order of their first members. A member without ties is one of its own.
    ///
    /// `O(n + m)`.
    #[must_use]
    pub fn components(&self) -> Vec<usize> {
        let mut labels: Vec<Option<usize>> = vec![None; self.member_count()];
        let mut next = 0;
        let mut waiting = Vec::new();
        for start in 0..self.member_count() {
            let Some(label @ None) = labels.get_mut(start) else {
                continue;
            };
            *label = Some(next);
            waiting.push(start);
            while let Some(member) = waiting.pop() {
                for partner in self.neighbors(member) {
                    if let Some(label @ None) = labels.get_mut(wide(*partner)) {
                        *label = Some(next);
                        waiting.push(wide(*partner));
                    }
                }
            }
            next += 1;
        }
        labels.into_iter().flatten().collect()
    }

    /// How many members each component has, the largest first.
    #[must_use]
    pub fn component_sizes(&self) -> Vec<usize> {
        let labels = self.components().into_iter().enumerate();
        let present: Vec<usize> = labels
            .filter(|(member, _)| !self.absent.contains(member))
            .map(|(_, label)| label)
            .collect();
        let mut sizes = sizes_of(&present);
        sizes.retain(|size| *size > 0);
        sizes.sort_unstable_by(|a, b| b.cmp(a));
        sizes
    }

    /// The members of the largest component, ascending; of two equally large ones that with the lowest member.
    #[must_use]
    pub fn largest_component(&self) -> Vec<usize> {
        let labels = self.components();
        let sizes = sizes_of(&labels);
        let most = sizes.iter().copied().max().unwrap_or(0);
        let largest = sizes.iter().position(|size| *size == most);
        let members = labels.iter().enumerate();
        members
            .filter(|(_, label)| Some(**label) == largest)
            .map(|(member, _)| member)
            .collect()
    }

    /// How many steps each member is away from `center`, 0 for itself, up to `most_steps`; `None` beyond.
    #[must_use]
    pub fn steps_from(&self, center: usize, most_steps: usize) -> Vec<Option<usize>> {
        let mut steps: Vec<Option<usize>> = vec![None; self.member_count()];
        let mut waiting = VecDeque::new();
        if let Some(start) = steps.get_mut(center) {
            *start = Some(0);
            waiting.push_back((center, 0));
        }
        while let Some((member, reached)) = waiting.pop_front() {
            if reached >= most_steps {
                continue;
            }
            for partner in self.neighbors(member) {
                if let Some(step @ None) = steps.get_mut(wide(*partner)) {
                    *step = Some(reached + 1);
                    waiting.push_back((wide(*partner), reached + 1));
                }
            }
        }
        steps
    }
}

/// How often each label occurs; labels count from 0.
pub(crate) fn sizes_of(labels: &[usize]) -> Vec<usize> {
    let mut sizes = vec![0; labels.iter().max().map_or(0, |most| most + 1)];
    for label in labels {
        if let Some(size) = sizes.get_mut(*label) {
            *size += 1;
        }
    }
    sizes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn surroundings_grow_with_steps_and_components_stay_apart() {
        let network = Network::of_ties(5, &[(0, 1), (1, 2), (2, 3)]);
        assert_eq!(network.steps_from(0, 2), [Some(0), Some(1), Some(2), None, None]);
        assert_eq!(network.components(), [0, 0, 0, 0, 1]);
        assert_eq!((network.isolate_count(), network.component_sizes()), (1, vec![4, 1]));
        assert_eq!(network.largest_component(), [0, 1, 2, 3]);
        assert_eq!(network.density(), Some(0.3));
        assert!(network.are_joined(2, 1) && !network.are_joined(0, 2));
    }

    #[test]
    fn a_network_of_nobody_has_no_numbers() {
        let nobody = Network::of_ties(0, &[]);
        assert_eq!((nobody.density(), nobody.mean_degree()), (None, None));
        assert!(nobody.largest_component().is_empty() && Network::default().component_sizes().is_empty());
    }
}
