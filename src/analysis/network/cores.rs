//! The inner and the outer members: k-cores, and the core and periphery that fit best.
//!
//! Groups that hang together among themselves are found by `communities`.

use rayon::prelude::*;

use super::graph::{Network, wide};
use crate::analysis::numbers::of_count;
use crate::analysis::random::Chance;

/// The core number of each member: the largest `k` such that it belongs to a group where everyone has `k` partners inside the
/// group (Seidman 1983). `O(n + m)`. Oracle: networkx, igraph.
#[must_use]
pub fn core_numbers(network: &Network) -> Vec<usize> {
    let mut left = network.degrees();
    let mut cores = vec![0; left.len()];
    let mut waiting: Vec<Vec<usize>> = vec![Vec::new(); left.iter().max().map_or(0, |most| most + 1)];
    for (member, degree) in left.iter().enumerate() {
        if let Some(list) = waiting.get_mut(*degree) {
            list.push(member);
        }
    }
    let mut is_done = vec![false; left.len()];
    let mut level = 0;
    while level < waiting.len() {
        let Some(member) = waiting.get_mut(level).and_then(Vec::pop) else {
            level += 1;
            continue;
        };
        let Some(done @ false) = is_done.get_mut(member) else {
            continue;
        };
        *done = true;
        if let Some(core) = cores.get_mut(member) {
            *core = level;
        }
        for neighbor in network.neighbors(member).iter().map(|neighbor| wide(*neighbor)) {
            let Some(degree) = left.get_mut(neighbor).filter(|degree| **degree > level) else {
                continue;
            };
            *degree -= 1;
            if let Some(list) = waiting.get_mut(*degree) {
                list.push(neighbor);
            }
        }
    }
    cores
}

/// A core and its periphery.
#[derive(Clone, Debug, PartialEq)]
pub struct CorePeriphery {
    /// Whether each member is in the core.
    pub is_core: Vec<bool>,
    /// How well ties follow the pattern, up to 1.
    pub correlation: f64,
    /// From how many starts it was searched.
    pub starts: usize,
    /// The seed of the starts.
    pub seed: u64,
}

/// The core for which ties look most as if everyone in it were tied to everyone, and nobody else to anybody: the Pearson
/// correlation, over all pairs, of "is tied" with "one of the two is in the core" (Borgatti & Everett 2000).
///
/// A search from many starts by moving and exchanging members, `O(n + m)` a step; the best is kept, of equally good ones the
/// first. Undefined without ties and where all are tied to all.
#[must_use]
pub fn core_periphery(network: &Network, starts: usize, seed: u64) -> Option<CorePeriphery> {
    let count = network.member_count();
    if network.tie_count() == 0 || network.tie_count() == count * (count - 1) / 2 {
        return None;
    }
    let found: Vec<(f64, Vec<bool>)> = (0..starts)
        .into_par_iter()
        .map(|start| Split::at(network, start, seed).climbed())
        .collect();
    let (correlation, is_core) = found
        .into_iter()
        .reduce(|best, next| if next.0 > best.0 + 1e-12 { next } else { best })?;
    correlation.is_finite().then_some(CorePeriphery {
        is_core,
        correlation,
        starts,
        seed,
    })
}

/// A core under trial.
struct Split<'a> {
    network: &'a Network,
    is_core: Vec<bool>,
    /// The partners of each member that are not in the core.
    outer_partners: Vec<usize>,
    core_size: usize,
    /// Ties between two members that are both not in the core.
    outer_ties: usize,
}

/// What the climb does next.
#[derive(Clone, Copy)]
enum Step {
    Move(usize),
    Exchange(usize, usize),
}

impl<'a> Split<'a> {
    /// The first half of the starts take the members with the most partners, each start more of them; the others draw a core.
    fn at(network: &'a Network, start: usize, seed: u64) -> Self {
        let count = network.member_count();
        let mut is_core = vec![false; count];
        let mut chance = Chance::of_unit(seed, start as u64);
        if start.is_multiple_of(2) {
            let mut order: Vec<usize> = (0..count).collect();
            order.sort_by_key(|member| std::cmp::Reverse(network.degree(*member)));
            for member in order.into_iter().take(1 + start / 2) {
                if let Some(core) = is_core.get_mut(member) {
                    *core = true;
                }
            }
        } else {
            let share = 2 + start % 9;
            for core in &mut is_core {
                *core = chance.below(share) == 0;
            }
        }
        let outer_partners: Vec<usize> = (0..count)
            .map(|member| outer_partners(network, &is_core, member))
            .collect();
        let twice: usize = outer_partners
            .iter()
            .zip(&is_core)
            .filter(|(_, core)| !**core)
            .map(|(outer, _)| outer)
            .sum();
        Self {
            network,
            core_size: is_core.iter().filter(|core| **core).count(),
            outer_ties: twice / 2,
            is_core,
            outer_partners,
        }
    }

    fn correlation(&self, core_size: usize, outer_ties: f64) -> f64 {
        let count = of_count(self.network.member_count());
        let pairs = count * (count - 1.0) / 2.0;
        let outer = count - of_count(core_size);
        let pattern = pairs - outer * (outer - 1.0) / 2.0;
        let ties = of_count(self.network.tie_count());
        let both = ties - outer_ties;
        let spread = (pattern * (pairs - pattern) * ties * (pairs - ties)).sqrt();
        if spread > 0.0 {
            (both * pairs - pattern * ties) / spread
        } else {
            f64::NEG_INFINITY
        }
    }

    fn now(&self) -> f64 {
        self.correlation(self.core_size, of_count(self.outer_ties))
    }

    fn climbed(mut self) -> (f64, Vec<bool>) {
        let mut best = self.now();
        while let Some((value, step)) = self.best_step().filter(|(value, _)| *value > best + 1e-12) {
            best = value;
            match step {
                Step::Move(member) => self.flip(member),
                Step::Exchange(out, into) => {
                    self.flip(out);
                    self.flip(into);
                }
            }
        }
        (best, self.is_core)
    }

    fn best_step(&self) -> Option<(f64, Step)> {
        let members = self.is_core.iter().zip(&self.outer_partners).enumerate();
        let ties = of_count(self.outer_ties);
        let moves = members.clone().map(|(member, (core, outer))| {
            let value = if *core {
                self.correlation(self.core_size - 1, ties + of_count(*outer))
            } else {
                self.correlation(self.core_size + 1, ties - of_count(*outer))
            };
            (value, Step::Move(member))
        });
        let strongest = members
            .clone()
            .filter(|(_, (core, _))| !**core)
            .max_by_key(|(member, (_, outer))| (**outer, std::cmp::Reverse(*member)))
            .map(|(member, (_, outer))| (member, *outer));
        let exchanges = members.filter(|(_, (core, _))| **core).filter_map(|(out, (_, lost))| {
            let (into, gained) = self.partner_to_exchange(out, strongest?);
            let value = self.correlation(self.core_size, ties + of_count(*lost) - of_count(gained));
            Some((value, Step::Exchange(out, into)))
        });
        moves
            .chain(exchanges)
            .reduce(|best, next| if next.0 > best.0 { next } else { best })
    }

    /// Who should come into the core for `out`, with how many outer ties that takes away. A tie between the two counts for both.
    fn partner_to_exchange(&self, out: usize, strongest: (usize, usize)) -> (usize, usize) {
        let partners = self.network.neighbors(out).iter().map(|partner| wide(*partner));
        let joined = partners
            .filter(|partner| self.is_core.get(*partner) == Some(&false))
            .filter_map(|partner| Some((partner, self.outer_partners.get(partner)? + 1)));
        joined
            .chain([strongest])
            .reduce(|best, next| if next.1 > best.1 { next } else { best })
            .unwrap_or(strongest)
    }

    fn flip(&mut self, member: usize) {
        let (Some(core), Some(outer)) = (self.is_core.get_mut(member), self.outer_partners.get(member)) else {
            return;
        };
        *core = !*core;
        let went_in = *core;
        if went_in {
            self.core_size += 1;
            self.outer_ties -= outer;
        } else {
            self.core_size -= 1;
            self.outer_ties += outer;
        }
        for partner in self.network.neighbors(member) {
            if let Some(outer) = self.outer_partners.get_mut(wide(*partner)) {
                *outer = if went_in { *outer - 1 } else { *outer + 1 };
            }
        }
    }
}

fn outer_partners(network: &Network, is_core: &[bool], member: usize) -> usize {
    let partners = network.neighbors(member).iter();
    partners
        .filter(|partner| is_core.get(wide(**partner)) == Some(&false))
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clique_with_tails_has_its_core_inside() {
        let network = Network::of_ties(6, &[(0, 1), (1, 2), (0, 2), (2, 3), (3, 4)]);
        assert_eq!(core_numbers(&network), [2, 2, 2, 1, 1, 0]);
    }

    #[test]
    fn the_middle_of_a_star_is_the_core() {
        let star = Network::of_ties(6, &[(3, 0), (3, 1), (3, 2), (3, 4), (3, 5)]);
        let found = core_periphery(&star, 8, 1).unwrap();
        assert_eq!(found.is_core, [false, false, false, true, false, false]);
        assert!((found.correlation - 1.0).abs() < 1e-12);
        assert_eq!(core_periphery(&Network::of_ties(3, &[]), 8, 1), None);
    }
}
