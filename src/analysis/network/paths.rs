//! How far members are from each other along ties: closeness, harmonic closeness, diameter, average path, efficiency.
//!
//! Steps are counted, weights are not looked at; betweenness, which needs the paths themselves, has its own file.

use rayon::prelude::*;

use super::graph::{Network, wide};
use crate::analysis::numbers::{of_count, sum};

/// What the shortest ways from one member to all that it reaches add up to.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Reach {
    /// How many other members it reaches.
    pub reached: usize,
    /// The sum of steps to them.
    pub steps: f64,
    /// The sum of `1 / steps`.
    pub inverse_steps: f64,
    /// The steps to the farthest.
    pub farthest: usize,
}

impl Reach {
    /// Closeness after Wasserman & Faust (1994): `(r / (n − 1)) (r / Σ steps)` for `r` members reached among `n`. 0 for a member
    /// without ties; undefined where there is nobody else. Oracle: networkx.
    #[must_use]
    pub fn closeness(&self, member_count: usize) -> Option<f64> {
        let others = of_count(member_count.checked_sub(2)? + 1);
        let reached = of_count(self.reached);
        Some(if self.steps > 0.0 {
            reached / others * (reached / self.steps)
        } else {
            0.0
        })
    }

    /// Harmonic closeness `Σ (1 / steps) / (n − 1)`, between 0 and 1 (Boldi & Vigna 2014). Oracle: igraph.
    #[must_use]
    pub fn harmonic(&self, member_count: usize) -> Option<f64> {
        let others = of_count(member_count.checked_sub(2)? + 1);
        Some(self.inverse_steps / others)
    }
}

/// Sixty-four searches share one sweep: a bit for each.
const SEARCHES: usize = 64;

/// The reach of each member. `O(n m / 64)` words on all threads; the result does not depend on their number.
///
/// Sixty-four breadth-first searches run together, a bit of a word for each (Then et al. 2014).
#[must_use]
pub fn reaches(network: &Network) -> Vec<Reach> {
    let sources: Vec<usize> = (0..network.member_count()).collect();
    let parts: Vec<Vec<Reach>> = sources
        .par_chunks(SEARCHES)
        .map(|sources| reaches_of(network, sources))
        .collect();
    parts.into_iter().flatten().collect()
}

fn reaches_of(network: &Network, sources: &[usize]) -> Vec<Reach> {
    let count = network.member_count();
    let (mut seen, mut front, mut next) = (vec![0_u64; count], vec![0_u64; count], vec![0_u64; count]);
    for (bit, source) in sources.iter().enumerate() {
        if let (Some(seen), Some(front)) = (seen.get_mut(*source), front.get_mut(*source)) {
            *seen |= 1 << bit;
            *front |= 1 << bit;
        }
    }
    let mut result = vec![Reach::default(); sources.len()];
    let mut level = 0;
    loop {
        level += 1;
        for (member, searches) in front.iter().enumerate().filter(|(_, searches)| **searches != 0) {
            for neighbor in network.neighbors(member) {
                if let Some(next) = next.get_mut(wide(*neighbor)) {
                    *next |= searches;
                }
            }
        }
        let mut met = [0_usize; SEARCHES];
        let mut any = false;
        for ((seen, front), next) in seen.iter_mut().zip(&mut front).zip(&mut next) {
            let fresh = *next & !*seen;
            *seen |= fresh;
            *front = fresh;
            *next = 0;
            any |= fresh != 0;
            count_bits(fresh, &mut met);
        }
        if !any {
            return result;
        }
        for (reach, met) in result.iter_mut().zip(met).filter(|(_, met)| *met > 0) {
            reach.reached += met;
            reach.steps += of_count(level) * of_count(met);
            reach.inverse_steps += of_count(met) / of_count(level);
            reach.farthest = level;
        }
    }
}

fn count_bits(mut bits: u64, counts: &mut [usize; SEARCHES]) {
    while bits != 0 {
        if let Some(count) = counts.get_mut(bits.trailing_zeros() as usize) {
            *count += 1;
        }
        bits &= bits - 1;
    }
}

/// The mean over all ordered pairs of `1 / steps`, 0 for pairs that do not reach each other (Latora & Marchiori 2001).
/// Undefined for fewer than two members. Oracle: networkx.
#[must_use]
pub fn global_efficiency(reaches: &[Reach]) -> Option<f64> {
    let count = of_count(reaches.len());
    (reaches.len() > 1).then(|| sum(reaches.iter().map(|reach| reach.inverse_steps)) / (count * (count - 1.0)))
}

/// The steps between the two members of the largest component that are farthest apart; undefined where nobody is joined.
#[must_use]
pub fn diameter(reaches: &[Reach], largest_component: &[usize]) -> Option<usize> {
    let farthest = largest_component
        .iter()
        .filter_map(|member| reaches.get(*member))
        .map(|reach| reach.farthest)
        .max()?;
    (farthest > 0).then_some(farthest)
}

/// The mean number of steps between two members of the largest component; undefined where nobody is joined.
#[must_use]
pub fn average_path(reaches: &[Reach], largest_component: &[usize]) -> Option<f64> {
    let count = of_count(largest_component.len());
    let steps = sum(largest_component
        .iter()
        .filter_map(|member| reaches.get(*member))
        .map(|reach| reach.steps));
    (largest_component.len() > 1).then(|| steps / (count * (count - 1.0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_beyond_a_word_are_searched_too() {
        let ring: Vec<(usize, usize)> = (0..150).map(|member| (member, (member + 1) % 150)).collect();
        let reaches = reaches(&Network::of_ties(150, &ring));
        assert!(reaches.iter().all(|reach| (reach.reached, reach.farthest) == (149, 75)));
        assert!((reaches[149].steps - 5_625.0).abs() < 1e-9);
    }

    #[test]
    fn nobody_is_close_where_nobody_else_is() {
        let alone = reaches(&Network::of_ties(1, &[]));
        assert_eq!((alone[0].closeness(1), alone[0].harmonic(1)), (None, None));
        let strangers = reaches(&Network::of_ties(2, &[]));
        assert_eq!(
            (strangers[0].closeness(2), strangers[0].harmonic(2)),
            (Some(0.0), Some(0.0))
        );
        assert_eq!(
            (diameter(&strangers, &[0]), average_path(&strangers, &[0])),
            (None, None)
        );
        assert_eq!(global_efficiency(&alone), None);
    }
}
