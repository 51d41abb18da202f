//! What holds the network together: members and ties without which it falls apart (Tarjan 1972).
//!
//! How the whole bears the loss of one after the other is measured in `support::robustness`.

use super::graph::{Network, wide};

/// The members and ties whose loss divides a component.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cuts {
    /// Whether each member is an articulation point.
    pub is_articulation: Vec<bool>,
    /// For each articulation point the sizes of the parts that its component falls into without it, the largest first; nothing for
    /// other members.
    pub parts: Vec<Vec<usize>>,
    /// The bridges as `(lower, higher)`, ascending.
    pub bridges: Vec<(usize, usize)>,
    /// For each bridge how many members stay with the lower and with the higher end.
    pub bridge_parts: Vec<[usize; 2]>,
}

/// A member whose partners are being visited.
struct Visit {
    member: usize,
    parent: Option<usize>,
    next_partner: usize,
    children: usize,
    /// How many members were reached over it, itself among them.
    reached: usize,
}

/// A bridge with how many members lie beyond it, seen from where the search came.
struct Beyond {
    ends: (usize, usize),
    count: usize,
    is_higher: bool,
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
            parts: vec![Vec::new(); count],
            ..Cuts::default()
        },
        entered_members: Vec::new(),
        bridges: Vec::new(),
        all_bridges: Vec::new(),
        clock: 0,
        path: Vec::new(),
    };
    for start in 0..count {
        if search.entered.get(start).is_some_and(Option::is_none) {
            search.from(start);
            search.settle();
        }
    }
    search.all_bridges.sort_unstable();
    let mut found = search.found;
    (found.bridges, found.bridge_parts) = search.all_bridges.into_iter().unzip();
    found
}

struct Search<'a> {
    network: &'a Network,
    entered: Vec<Option<usize>>,
    /// The earliest member that can be reached from below without the tie to the parent.
    lowest: Vec<usize>,
    found: Cuts,
    clock: usize,
    path: Vec<Visit>,
    /// The members of the component at hand.
    entered_members: Vec<usize>,
    /// Its bridges.
    bridges: Vec<Beyond>,
    all_bridges: Vec<((usize, usize), [usize; 2])>,
}

impl Search<'_> {
    fn enter(&mut self, member: usize, parent: Option<usize>) {
        if let (Some(entered), Some(lowest)) = (self.entered.get_mut(member), self.lowest.get_mut(member)) {
            *entered = Some(self.clock);
            *lowest = self.clock;
        }
        self.clock += 1;
        self.entered_members.push(member);
        self.path.push(Visit {
            member,
            parent,
            next_partner: 0,
            children: 0,
            reached: 1,
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

    /// Completes what was found in the component at hand, now that its size is known.
    fn settle(&mut self) {
        let size = self.entered_members.len();
        for member in std::mem::take(&mut self.entered_members) {
            let is_cut = self.found.is_articulation.get(member) == Some(&true);
            let Some(parts) = self.found.parts.get_mut(member) else {
                continue;
            };
            if is_cut {
                let rest = size - 1 - parts.iter().sum::<usize>();
                parts.extend((rest > 0).then_some(rest));
                parts.sort_unstable_by(|a, b| b.cmp(a));
            } else {
                parts.clear();
            }
        }
        for bridge in std::mem::take(&mut self.bridges) {
            let (beyond, rest) = (bridge.count, size - bridge.count);
            let parts = if bridge.is_higher {
                [rest, beyond]
            } else {
                [beyond, rest]
            };
            self.all_bridges.push((bridge.ends, parts));
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
        if let Some(above) = self.path.last_mut() {
            above.reached += visit.reached;
        }
        let lowest = self.lowest.get(visit.member).copied().unwrap_or(0);
        let entered = self.entered.get(parent).copied().flatten().unwrap_or(0);
        self.lower(parent, lowest);
        if lowest > entered {
            self.bridges.push(Beyond {
                ends: (parent.min(visit.member), parent.max(visit.member)),
                count: visit.reached,
                is_higher: visit.member > parent,
            });
        }
        if lowest >= entered
            && let Some(parts) = self.found.parts.get_mut(parent)
        {
            parts.push(visit.reached);
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
        assert_eq!((cuts.bridges, cuts.bridge_parts), (vec![(4, 5)], vec![[5, 1]]));
        assert_eq!(cuts.parts, [vec![], vec![], vec![3, 2], vec![], vec![4, 1], vec![]]);
    }

    #[test]
    fn the_parts_are_those_that_taking_a_member_away_leaves() {
        let ties = [(3, 0), (3, 1), (3, 2), (2, 4), (4, 5), (5, 2), (6, 7), (8, 7), (9, 8)];
        let network = Network::of_ties(11, &ties);
        let cuts = cuts(&network);
        for (member, parts) in cuts.parts.iter().enumerate() {
            let others: Vec<usize> = (0..11).filter(|other| *other != member).collect();
            let mut left = network.among(&others).component_sizes();
            let mut expected = network.component_sizes();
            let own = parts.iter().sum::<usize>() + 1;
            if parts.is_empty() {
                assert!(left.len() <= expected.len(), "{member}");
                continue;
            }
            let place = expected.iter().position(|size| *size == own).unwrap();
            expected.remove(place);
            expected.extend(parts);
            expected.sort_unstable();
            left.sort_unstable();
            assert_eq!(left, expected, "{member}");
        }
        assert_eq!(cuts.is_articulation.iter().filter(|is_cut| **is_cut).count(), 4);
        let sides: Vec<usize> = cuts.bridge_parts.iter().map(|[a, b]| a + b).collect();
        assert_eq!(sides.len(), cuts.bridges.len());
        assert!(sides.iter().all(|size| *size == 6 || *size == 4));
    }

    #[test]
    fn a_long_path_does_not_exhaust_the_stack() {
        let path: Vec<(usize, usize)> = (0..100_000).map(|member| (member, member + 1)).collect();
        assert_eq!(cuts(&Network::of_ties(100_001, &path)).bridges.len(), 100_000);
    }
}
