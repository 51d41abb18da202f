//! Who works with whom, as numbers: ties between pairs, degrees, components, surroundings and mixing of groups.
//!
//! Members are indices `0..count` here; what they are called and where they stand, the session knows. Ties are undirected,
//! parallel links are summed, a member named twice in one link counts once.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::numbers::{of_count, sum};

/// The mean radius of the earth for great circles, in km (IUGG).
const EARTH_RADIUS_KM: f64 = 6371.0088;

/// One link of the file: who takes part, and how much it counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Activity {
    /// Indices of the members.
    pub members: Vec<usize>,
    /// Its weight, above 0.
    pub weight: f64,
}

/// How a link with many members is shared out among its pairs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Counting {
    /// Every pair gets the full weight: "they have three joint projects".
    #[default]
    Full,
    /// Every pair gets `weight / (k − 1)` for `k` members (Newman 2001).
    Fractional,
}

/// What joins two members.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// The member with the lower index.
    pub a: usize,
    /// The member with the higher index.
    pub b: usize,
    /// The summed weight of the links between them.
    pub weight: f64,
    /// How many links they share.
    pub joint: usize,
}

/// All pairs that share a link, by ascending indices. A link of one member with itself makes no pair.
///
/// `O(Σ k²)` for links of `k` members.
#[must_use]
pub fn pairs(activities: &[Activity], counting: Counting) -> Vec<Pair> {
    let mut joined: BTreeMap<(usize, usize), (f64, usize)> = BTreeMap::new();
    for activity in activities {
        let members: BTreeSet<usize> = activity.members.iter().copied().collect();
        let weight = match counting {
            Counting::Full => activity.weight,
            Counting::Fractional => activity.weight / of_count(members.len().saturating_sub(1).max(1)),
        };
        for (place, &a) in members.iter().enumerate() {
            for &b in members.iter().skip(place + 1) {
                let entry = joined.entry((a, b)).or_insert((0.0, 0));
                entry.0 += weight;
                entry.1 += 1;
            }
        }
    }
    joined
        .into_iter()
        .map(|((a, b), (weight, joint))| Pair { a, b, weight, joint })
        .collect()
}

/// The pairs as a network over a fixed number of members.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Network {
    neighbors: Vec<Vec<(usize, f64)>>,
    tie_count: usize,
    absent: BTreeSet<usize>,
}

impl Network {
    /// The network of `member_count` members; pairs with an index beyond it are left out.
    #[must_use]
    pub fn new(member_count: usize, pairs: &[Pair]) -> Self {
        let mut neighbors: Vec<Vec<(usize, f64)>> = vec![Vec::new(); member_count];
        let mut tie_count = 0;
        for pair in pairs
            .iter()
            .filter(|pair| pair.a < member_count && pair.b < member_count && pair.a != pair.b)
        {
            for (from, to) in [(pair.a, pair.b), (pair.b, pair.a)] {
                if let Some(list) = neighbors.get_mut(from) {
                    list.push((to, pair.weight));
                }
            }
            tie_count += 1;
        }
        for list in &mut neighbors {
            list.sort_by_key(|(to, _)| *to);
        }
        Self {
            neighbors,
            tie_count,
            absent: BTreeSet::new(),
        }
    }

    /// The same network where these positions hold no member any more; they count nowhere.
    #[must_use]
    pub fn without(mut self, removed: impl IntoIterator<Item = usize>) -> Self {
        self.absent.extend(removed);
        self
    }

    /// How many members there are: `member_count` less the places of removed ones.
    fn present_count(&self) -> usize {
        self.member_count().saturating_sub(self.absent.len())
    }

    /// How many positions there are: members with and without ties, and the places of removed ones.
    #[must_use]
    pub fn member_count(&self) -> usize {
        self.neighbors.len()
    }

    /// How many pairs are joined.
    #[must_use]
    pub fn tie_count(&self) -> usize {
        self.tie_count
    }

    /// The partners of a member with the weight of their tie, by ascending index.
    #[must_use]
    pub fn partners(&self, member: usize) -> &[(usize, f64)] {
        self.neighbors.get(member).map_or(&[], Vec::as_slice)
    }

    /// How many partners a member has.
    #[must_use]
    pub fn degree(&self, member: usize) -> usize {
        self.partners(member).len()
    }

    /// The summed weight of a member's ties.
    #[must_use]
    pub fn strength(&self, member: usize) -> f64 {
        sum(self.partners(member).iter().map(|(_, weight)| *weight))
    }

    /// How many members have no tie.
    #[must_use]
    pub fn isolate_count(&self) -> usize {
        let lonely = self.neighbors.iter().filter(|list| list.is_empty()).count();
        lonely.saturating_sub(self.absent.len())
    }

    /// `2m / (n(n − 1))`: the share of possible ties that exist; undefined for fewer than two members.
    #[must_use]
    pub fn density(&self) -> Option<f64> {
        let count = of_count(self.present_count());
        (count >= 2.0).then(|| 2.0 * of_count(self.tie_count) / (count * (count - 1.0)))
    }

    /// `2m / n`; undefined without members.
    #[must_use]
    pub fn mean_degree(&self) -> Option<f64> {
        let count = of_count(self.present_count());
        (count > 0.0).then(|| 2.0 * of_count(self.tie_count) / count)
    }

    /// The component of each member, numbered from 0 in the order of their first members. A member without ties is one of its own.
    #[must_use]
    pub fn components(&self) -> Vec<usize> {
        let mut labels: Vec<Option<usize>> = vec![None; self.member_count()];
        let mut next = 0;
        for start in 0..self.member_count() {
            if labels.get(start).is_some_and(Option::is_some) {
                continue;
            }
            for (member, steps) in self.steps_from(start, usize::MAX).into_iter().enumerate() {
                if let (Some(_), Some(label)) = (steps, labels.get_mut(member)) {
                    *label = Some(next);
                }
            }
            next += 1;
        }
        labels.into_iter().flatten().collect()
    }

    /// How many members each component has, the largest first.
    #[must_use]
    pub fn component_sizes(&self) -> Vec<usize> {
        let mut sizes: BTreeMap<usize, usize> = BTreeMap::new();
        let labels = self.components().into_iter().enumerate();
        for (_, label) in labels.filter(|(member, _)| !self.absent.contains(member)) {
            *sizes.entry(label).or_default() += 1;
        }
        let mut sizes: Vec<usize> = sizes.into_values().collect();
        sizes.sort_unstable_by(|a, b| b.cmp(a));
        sizes
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
            for (partner, _) in self.partners(member) {
                if let Some(step @ None) = steps.get_mut(*partner) {
                    *step = Some(reached + 1);
                    waiting.push_back((*partner, reached + 1));
                }
            }
        }
        steps
    }
}

/// The great-circle distance between two places in km (haversine; error up to about 0.5 % against the ellipsoid).
#[must_use]
pub fn distance_km(a_lon_lat: [f64; 2], b_lon_lat: [f64; 2]) -> f64 {
    let [a_lon, a_lat] = a_lon_lat.map(f64::to_radians);
    let [b_lon, b_lat] = b_lon_lat.map(f64::to_radians);
    let across = ((b_lat - a_lat) / 2.0).sin().powi(2);
    let along = ((b_lon - a_lon) / 2.0).sin().powi(2);
    let chord = across + a_lat.cos() * b_lat.cos() * along;
    2.0 * EARTH_RADIUS_KM * chord.clamp(0.0, 1.0).sqrt().asin()
}

/// One cell of the mixing of groups.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mixing {
    /// The group with the lower number.
    pub a: usize,
    /// The group with the higher number; the same for ties inside a group.
    pub b: usize,
    /// How many pairs are joined, each counted once.
    pub ties: usize,
    /// How many there would be if ties did not look at groups: `k_a k_b / 2m`, half of it inside a group.
    pub expected: f64,
}

impl Mixing {
    /// Observed over expected; undefined where none is expected.
    #[must_use]
    pub fn ratio(&self) -> Option<f64> {
        (self.expected > 0.0).then(|| of_count(self.ties) / self.expected)
    }
}

/// The ties between all pairs of `group_count` groups, `a <= b`, row by row. Groups beyond the count are left out.
///
/// `groups` gives the group of each member.
#[must_use]
pub fn mixing(groups: &[usize], group_count: usize, pairs: &[Pair]) -> Vec<Mixing> {
    let mut ties: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    let mut degrees: BTreeMap<usize, usize> = BTreeMap::new();
    let mut total = 0_usize;
    for pair in pairs {
        let (Some(&a), Some(&b)) = (groups.get(pair.a), groups.get(pair.b)) else {
            continue;
        };
        *ties.entry((a.min(b), a.max(b))).or_default() += 1;
        *degrees.entry(a).or_default() += 1;
        *degrees.entry(b).or_default() += 1;
        total += 1;
    }
    let degree = |group: usize| of_count(degrees.get(&group).copied().unwrap_or(0));
    let cells = (0..group_count).flat_map(|a| (a..group_count).map(move |b| (a, b)));
    cells
        .map(|(a, b)| {
            let halves = if a == b { 4.0 } else { 2.0 };
            let expected = if total == 0 {
                0.0
            } else {
                degree(a) * degree(b) / (halves * of_count(total))
            };
            Mixing {
                a,
                b,
                ties: ties.get(&(a, b)).copied().unwrap_or(0),
                expected,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn activity(members: &[usize], weight: f64) -> Activity {
        Activity {
            members: members.to_vec(),
            weight,
        }
    }

    #[test]
    fn parallel_links_are_summed_and_a_member_with_itself_is_no_tie() {
        let links = [
            activity(&[1, 0], 2.0),
            activity(&[0, 1, 1, 2], 1.0),
            activity(&[2, 2], 5.0),
        ];
        let full = pairs(&links, Counting::Full);
        let find = |pairs: &[Pair], a, b| {
            pairs
                .iter()
                .find(|pair| (pair.a, pair.b) == (a, b))
                .map(|pair| (pair.weight, pair.joint))
        };
        assert_eq!(full.len(), 3);
        assert_eq!(find(&full, 0, 1), Some((3.0, 2)));
        let fractional = pairs(&links, Counting::Fractional);
        assert_eq!(find(&fractional, 0, 1), Some((2.5, 2)));
    }

    #[test]
    fn surroundings_grow_with_steps_and_components_stay_apart() {
        let path = pairs(
            &[activity(&[0, 1], 1.0), activity(&[1, 2], 1.0), activity(&[2, 3], 1.0)],
            Counting::Full,
        );
        let network = Network::new(5, &path);
        assert_eq!(network.steps_from(0, 2), [Some(0), Some(1), Some(2), None, None]);
        assert_eq!(network.components(), [0, 0, 0, 0, 1]);
        assert_eq!((network.isolate_count(), network.component_sizes()), (1, vec![4, 1]));
        assert_eq!(network.density(), Some(0.3));
    }

    #[test]
    fn the_way_from_stockholm_to_barcelona_is_known() {
        let km = distance_km([18.0686, 59.3293], [2.1734, 41.3851]);
        assert!((km - 2_278.567_957_61).abs() < 1e-6, "{km}");
    }

    #[test]
    fn mixing_counts_ties_inside_a_group_once() {
        let square = pairs(
            &[
                activity(&[0, 1], 1.0),
                activity(&[1, 2], 1.0),
                activity(&[2, 3], 1.0),
                activity(&[3, 0], 1.0),
            ],
            Counting::Full,
        );
        let cells = mixing(&[0, 0, 1, 1], 2, &square);
        let seen: Vec<(usize, f64)> = cells.iter().map(|cell| (cell.ties, cell.expected)).collect();
        assert_eq!(seen, [(1, 1.0), (2, 2.0), (1, 1.0)]);
    }
}
