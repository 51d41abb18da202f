//! The search where every tie is one step: out level by level, and back.
//!
//! Which sources there are, and what their sums are divided by, is known to the parent.

use crate::analysis::network::graph::{Network, compact, wide};

/// A level that no member has.
const UNSEEN: u32 = u32::MAX;

/// Looking at a tie from the side that is not reached yet asks nothing, and costs about half.
const ASKING: usize = 2;

/// Members that hang together, and from how many ends ties among them can be looked at.
#[derive(Default)]
pub(super) struct Component {
    members: Vec<u32>,
    arcs: usize,
}

/// The component of every member.
pub(super) struct Components {
    labels: Vec<usize>,
    found: Vec<Component>,
    /// What is around a member that there is not.
    nobody: Component,
}

impl Components {
    pub(super) fn of(network: &Network) -> Self {
        let labels = network.components();
        let mut found: Vec<Component> = Vec::new();
        for (member, label) in labels.iter().enumerate() {
            if *label == found.len() {
                found.push(Component::default());
            }
            if let Some(component) = found.get_mut(*label) {
                component.members.push(compact(member));
                component.arcs += network.degree(member);
            }
        }
        Self {
            labels,
            found,
            nobody: Component::default(),
        }
    }

    pub(super) fn around(&self, member: usize) -> &Component {
        let label = self.labels.get(member);
        let component = label.and_then(|label| self.found.get(*label));
        component.unwrap_or(&self.nobody)
    }
}

/// Where a level ends in the order of a search, and how many arcs leave its members.
#[derive(Clone, Copy, Default)]
struct LevelEnd {
    end: usize,
    arcs: usize,
}

/// One breadth-first search with the counts of shortest ways; kept between sources.
pub(super) struct Search {
    levels: Vec<u32>,
    /// How many shortest ways lead here.
    ways: Vec<f64>,
    /// What the members of one level hand on, 0 of all others; 0 everywhere between two steps.
    handed: Vec<f64>,
    /// The sum of `(1 + dependency) / ways` over the members one level farther out, where those brought it.
    brought: Vec<f64>,
    order: Vec<u32>,
    ends: Vec<LevelEnd>,
    /// `(1 + dependency) / ways` of the members of the level that was done last, in their order.
    fresh: Vec<f64>,
    next_fresh: Vec<f64>,
}

impl Search {
    pub(super) fn new(count: usize) -> Self {
        Self {
            levels: vec![UNSEEN; count],
            ways: vec![0.0; count],
            handed: vec![0.0; count],
            brought: vec![0.0; count],
            order: Vec::with_capacity(count),
            ends: Vec::new(),
            fresh: Vec::new(),
            next_fresh: Vec::new(),
        }
    }

    /// Adds what one source gives; its component is what it reaches.
    pub(super) fn add(&mut self, network: &Network, (source, around): (usize, &Component), total: &mut [f64]) {
        self.walk_out(network, source, around);
        self.walk_back(network, total);
        for member in &self.order {
            let at = wide(*member);
            if let (Some(level), Some(brought)) = (self.levels.get_mut(at), self.brought.get_mut(at)) {
                *level = UNSEEN;
                *brought = 0.0;
            }
        }
    }

    fn walk_out(&mut self, network: &Network, source: usize, around: &Component) {
        self.order.clear();
        self.ends.clear();
        let (Some(level), Some(ways)) = (self.levels.get_mut(source), self.ways.get_mut(source)) else {
            return;
        };
        (*level, *ways) = (0, 1.0);
        self.order.push(compact(source));
        let mut last = LevelEnd {
            end: 1,
            arcs: network.degree(source),
        };
        let mut arcs_left = around.arcs - last.arcs;
        let (mut begin, mut next_level) = (0, 1);
        self.ends.push(last);
        // Once everybody is found, the ties of the farthest level lead nowhere new.
        while begin < last.end && last.end < around.members.len() {
            let arcs = if arcs_left <= ASKING * last.arcs {
                self.gather(network, (begin, next_level), around)
            } else {
                self.scatter(network, (begin, next_level))
            };
            begin = last.end;
            last = LevelEnd {
                end: self.order.len(),
                arcs,
            };
            arcs_left -= arcs;
            next_level += 1;
            self.ends.push(last);
        }
    }

    /// Finds the next level from the one that begins at a place; how many arcs leave it.
    fn scatter(&mut self, network: &Network, (begin, next_level): (usize, u32)) -> usize {
        let mut arcs = 0;
        for place in begin..self.order.len() {
            let Some(member) = self.order.get(place).map(|member| wide(*member)) else {
                continue;
            };
            let ways_here = self.ways.get(member).copied().unwrap_or(0.0);
            for neighbor in network.neighbors(member) {
                let at = wide(*neighbor);
                let (Some(level), Some(ways)) = (self.levels.get_mut(at), self.ways.get_mut(at)) else {
                    continue;
                };
                if *level == UNSEEN {
                    *level = next_level;
                    *ways = ways_here;
                    self.order.push(*neighbor);
                    arcs += network.degree(at);
                } else if *level == next_level {
                    *ways += ways_here;
                }
            }
        }
        arcs
    }

    /// The same from those who are not found yet: only the level before hands anything on.
    fn gather(&mut self, network: &Network, (begin, next_level): (usize, u32), around: &Component) -> usize {
        let end = self.order.len();
        let front = self.order.get(begin..end).unwrap_or_default();
        for member in front {
            let at = wide(*member);
            if let (Some(handed), Some(ways)) = (self.handed.get_mut(at), self.ways.get(at)) {
                *handed = *ways;
            }
        }
        let mut arcs = 0;
        for member in &around.members {
            let at = wide(*member);
            let (Some(level @ &mut UNSEEN), Some(ways)) = (self.levels.get_mut(at), self.ways.get_mut(at)) else {
                continue;
            };
            let neighbors = network.neighbors(at);
            let found = added(&self.handed, neighbors);
            if found > 0.0 {
                *level = next_level;
                *ways = found;
                self.order.push(*member);
                arcs += neighbors.len();
            }
        }
        forget(&mut self.handed, self.order.get(begin..end).unwrap_or_default());
        arcs
    }

    /// Level by level from the farthest in; the source itself is between nobody.
    fn walk_back(&mut self, network: &Network, total: &mut [f64]) {
        self.fresh.clear();
        let mut outer = (&[][..], 0);
        let before = self.ends.iter().map(|level| level.end);
        let levels = self.ends.iter().skip(1).zip(before);
        for (level, begin) in levels.rev() {
            let members = self.order.get(begin..level.end).unwrap_or_default();
            let (outer_members, outer_arcs) = outer;
            // Whatever goes to members of the same level or farther out is not looked at any more.
            let is_brought = outer_arcs <= level.arcs;
            if is_brought {
                for (member, weight) in outer_members.iter().zip(&self.fresh) {
                    for neighbor in network.neighbors(wide(*member)) {
                        if let Some(sum) = self.brought.get_mut(wide(*neighbor)) {
                            *sum += weight;
                        }
                    }
                }
            } else {
                for (member, weight) in outer_members.iter().zip(&self.fresh) {
                    if let Some(handed) = self.handed.get_mut(wide(*member)) {
                        *handed = *weight;
                    }
                }
            }
            self.next_fresh.clear();
            for member in members {
                let at = wide(*member);
                let beyond = if is_brought {
                    self.brought.get(at).copied().unwrap_or(0.0)
                } else {
                    added(&self.handed, network.neighbors(at))
                };
                let ways = self.ways.get(at).copied().unwrap_or(1.0);
                let dependency = ways * beyond;
                if let Some(total) = total.get_mut(at) {
                    *total += dependency;
                }
                self.next_fresh.push((1.0 + dependency) / ways);
            }
            if !is_brought {
                forget(&mut self.handed, outer_members);
            }
            std::mem::swap(&mut self.fresh, &mut self.next_fresh);
            outer = (members, level.arcs);
        }
    }
}

/// The sum of what neighbors hand on.
fn added(handed: &[f64], neighbors: &[u32]) -> f64 {
    let of = |neighbor: &u32| handed.get(wide(*neighbor)).copied().unwrap_or(0.0);
    neighbors.iter().map(of).sum()
}

fn forget(handed: &mut [f64], members: &[u32]) {
    for member in members {
        if let Some(handed) = handed.get_mut(wide(*member)) {
            *handed = 0.0;
        }
    }
}
