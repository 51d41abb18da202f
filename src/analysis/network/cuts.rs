//! What holds the network together: members and ties without which it falls apart (Tarjan 1972).
//!
//! How much falls apart is measured in `support::robustness`.

use super::graph::{Network, wide};

/// The members and ties whose loss divides a component.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cuts {
    /// Whether each member is an articulation point.
    pub is_articulation: Vec<bool>,
    /// The bridges as `(lower, higher)`, ascending.
    pub bridges: Vec<(usize, usize)>,
}

/// A member whose partners are being visited.
struct Visit {
    member: usize,
    parent: Option<usize>,
    next_partner: usize,
    children: usize,
}

/// Articulation points and bridges. `O(n + m)`. Oracle: networkx.
#[must_use]
pub fn cuts(network: &Network) -> Cuts {
    let count = network.member_count();
    let mut search = Search {
        network,
        entered: vec![None; count],
        lowest: vec![0; count],
        found: Cuts {
            is_articulation: vec![false; count],
            bridges: Vec::new(),
        },
        clock: 0,
        path: Vec::new(),
    };
    for start in 0..count {
        if search.entered.get(start).is_some_and(Option::is_none) {
            search.from(start);
        }
    }
    search.found.bridges.sort_unstable();
    search.found
}

struct Search<'a> {
    network: &'a Network,
    entered: Vec<Option<usize>>,
    /// The earliest member that can be reached from below without the tie to the parent.
    lowest: Vec<usize>,
    found: Cuts,
    clock: usize,
    path: Vec<Visit>,
}

impl Search<'_> {
    fn enter(&mut self, member: usize, parent: Option<usize>) {
        if let (Some(entered), Some(lowest)) = (self.entered.get_mut(member), self.lowest.get_mut(member)) {
            *entered = Some(self.clock);
            *lowest = self.clock;
        }
        self.clock += 1;
        self.path.push(Visit {
            member,
            parent,
            next_partner: 0,
            children: 0,
        });
    }

    fn from(&mut self, start: usize) {
        self.enter(start, None);
        while let Some(visit) = self.path.last_mut() {
            let (member, parent) = (visit.member, visit.parent);
            let Some(partner) = self.network.neighbors(member).get(visit.next_partner) else {
                self.leave();
                continue;
            };
            visit.next_partner += 1;
            let partner = wide(*partner);
            match self.entered.get(partner) {
                Some(None) => {
                    visit.children += 1;
                    self.enter(partner, Some(member));
                }
                Some(Some(entered)) if Some(partner) != parent => self.lower(member, *entered),
                _ => {}
            }
        }
    }

    fn lower(&mut self, member: usize, to: usize) {
        if let Some(lowest) = self.lowest.get_mut(member) {
            *lowest = (*lowest).min(to);
        }
    }

    fn mark(&mut self, member: usize) {
        if let Some(is_cut) = self.found.is_articulation.get_mut(member) {
            *is_cut = true;
        }
    }

    fn leave(&mut self) {
        let Some(visit) = self.path.pop() else { return };
        let Some(parent) = visit.parent else {
            if visit.children > 1 {
                self.mark(visit.member);
            }
            return;
        };
        let lowest = self.lowest.get(visit.member).copied().unwrap_or(0);
        let entered = self.entered.get(parent).copied().flatten().unwrap_or(0);
        self.lower(parent, lowest);
        if lowest > entered {
            self.found
                .bridges
                .push((parent.min(visit.member), parent.max(visit.member)));
        }
        let parent_is_start = self.path.len() == 1;
        if lowest >= entered && !parent_is_start {
            self.mark(parent);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_triangles_hang_on_their_middle() {
        let network = Network::of_ties(6, &[(0, 1), (1, 2), (0, 2), (2, 3), (3, 4), (2, 4), (4, 5)]);
        let cuts = cuts(&network);
        assert_eq!(cuts.is_articulation, [false, false, true, false, true, false]);
        assert_eq!(cuts.bridges, [(4, 5)]);
    }

    #[test]
    fn a_long_path_does_not_exhaust_the_stack() {
        let path: Vec<(usize, usize)> = (0..100_000).map(|member| (member, member + 1)).collect();
        assert_eq!(cuts(&Network::of_ties(100_001, &path)).bridges.len(), 100_000);
    }
}
