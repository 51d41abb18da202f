//! One search of the Leiden method: moving members, refining groups so that each hangs together, and going on with groups as members.
//!
//! The refinement takes the best group for each member, as the authors' own program does; the order is drawn.

use std::borrow::Cow;
use std::collections::VecDeque;

use crate::analysis::network::graph::{Network, compact, wide};
use crate::analysis::random::Chance;

/// Gains below this are differences of rounding.
const SMALLEST_GAIN: f64 = 1e-10;

/// More passes than any network needs; a pass that gains nothing ends the search.
const MOST_PASSES: usize = 100;

/// The group of each member after one search. Groups are numbered from 0 without gaps.
pub(super) fn partition(network: &Network, seed: u64, run: u64) -> Vec<usize> {
    let mut chance = Chance::of_unit(seed, run);
    let base = Level::of(network);
    let mut labels: Vec<u32> = (0..base.count()).map(compact).collect();
    for _pass in 0..MOST_PASSES {
        if !pass(&base, &mut labels, &mut chance) {
            break;
        }
    }
    labels.into_iter().map(wide).collect()
}

/// One pass through all levels; whether anything moved.
fn pass(base: &Level, labels: &mut Vec<u32>, chance: &mut Chance) -> bool {
    let mut gained = false;
    // For each member of the file the member of the present level that holds it.
    let mut holder: Vec<u32> = (0..base.count()).map(compact).collect();
    let mut level = Cow::Borrowed(base);
    let mut groups = std::mem::take(labels);
    loop {
        gained |= moved(&level, &mut groups, chance);
        renumber(&mut groups);
        let mut refined = refine(&level, &groups, chance);
        let refined_count = renumber(&mut refined);
        if refined_count == level.count() {
            break;
        }
        let next_groups = groups_of_refined(&groups, &refined, refined_count);
        level = Cow::Owned(level.merged(&refined, refined_count));
        for own in &mut holder {
            *own = refined.get(wide(*own)).copied().unwrap_or(*own);
        }
        groups = next_groups;
    }
    *labels = holder
        .iter()
        .filter_map(|own| groups.get(wide(*own)).copied())
        .collect();
    gained
}

/// A network whose members may stand for many.
#[derive(Clone)]
struct Level {
    starts: Vec<usize>,
    /// The partner of each arc, and its weight.
    partners: Vec<u32>,
    weights: Vec<f64>,
    /// The summed weight of a member's arcs, those inside itself twice.
    strengths: Vec<f64>,
    /// The sum of all strengths.
    total: f64,
}

impl Level {
    fn of(network: &Network) -> Self {
        let count = network.member_count();
        let mut starts = Vec::with_capacity(count + 1);
        let mut partners = Vec::with_capacity(2 * network.tie_count());
        let mut weights = Vec::with_capacity(2 * network.tie_count());
        let mut strengths = Vec::with_capacity(count);
        starts.push(0);
        for member in 0..count {
            let arcs = network.partners(member);
            partners.extend(arcs.iter().map(|(partner, _)| compact(*partner)));
            weights.extend(arcs.iter().map(|(_, weight)| weight));
            starts.push(partners.len());
            strengths.push(arcs.iter().map(|(_, weight)| weight).sum());
        }
        let total = strengths.iter().sum();
        Self {
            starts,
            partners,
            weights,
            strengths,
            total,
        }
    }

    fn count(&self) -> usize {
        self.strengths.len()
    }

    fn range(&self, member: u32) -> std::ops::Range<usize> {
        let at = wide(member);
        match (self.starts.get(at), self.starts.get(at + 1)) {
            (Some(start), Some(end)) => *start..*end,
            _ => 0..0,
        }
    }

    fn partners(&self, member: u32) -> &[u32] {
        self.partners.get(self.range(member)).unwrap_or_default()
    }

    fn arcs(&self, member: u32) -> impl Iterator<Item = (u32, f64)> {
        let weights = self.weights.get(self.range(member)).unwrap_or_default();
        self.partners(member).iter().copied().zip(weights.iter().copied())
    }

    fn strength(&self, member: u32) -> f64 {
        self.strengths.get(wide(member)).copied().unwrap_or(0.0)
    }

    /// The level above: every group of `labels` is one member. Weight inside a group stays in its strength only.
    fn merged(&self, labels: &[u32], group_count: usize) -> Self {
        let mut members: Vec<Vec<u32>> = vec![Vec::new(); group_count];
        let mut strengths = vec![0.0; group_count];
        for (member, label) in labels.iter().enumerate() {
            if let (Some(list), Some(strength)) = (members.get_mut(wide(*label)), strengths.get_mut(wide(*label))) {
                list.push(compact(member));
                *strength += self.strength(compact(member));
            }
        }
        let mut near = Near::new(group_count);
        let mut starts = vec![0];
        let (mut partners, mut weights) = (Vec::new(), Vec::new());
        for (group, list) in members.iter().enumerate() {
            for member in list {
                near.gather(self.arcs(*member), labels);
            }
            near.drain(|other, weight| {
                if wide(other) != group {
                    partners.push(other);
                    weights.push(weight);
                }
            });
            starts.push(partners.len());
        }
        Self {
            starts,
            partners,
            weights,
            strengths,
            total: self.total,
        }
    }
}

/// Weights towards groups, gathered one member at a time.
struct Near {
    weights: Vec<f64>,
    /// The groups that were met, as many as `count` says.
    met: Vec<u32>,
    count: usize,
}

impl Near {
    fn new(group_count: usize) -> Self {
        Self {
            weights: vec![0.0; group_count],
            met: vec![0; group_count + 1],
            count: 0,
        }
    }

    /// Adds arcs to the groups that they lead to. Whether a group was met is not asked but counted, since nobody could guess the answer.
    fn gather(&mut self, arcs: impl Iterator<Item = (u32, f64)>, labels: &[u32]) {
        let mut count = self.count;
        for (partner, weight) in arcs {
            let Some(group) = labels.get(wide(partner)).copied() else {
                continue;
            };
            if let (Some(sum), Some(slot)) = (self.weights.get_mut(wide(group)), self.met.get_mut(count)) {
                *slot = group;
                count += usize::from(*sum == 0.0);
                *sum += weight;
            }
        }
        self.count = count;
    }

    fn weight(&self, group: u32) -> f64 {
        self.weights.get(wide(group)).copied().unwrap_or(0.0)
    }

    /// Calls `seen` with each group that was met, in the order of meeting, and forgets them.
    fn drain(&mut self, mut seen: impl FnMut(u32, f64)) {
        for group in self.met.iter().take(self.count) {
            if let Some(sum) = self.weights.get_mut(wide(*group)) {
                seen(*group, *sum);
                *sum = 0.0;
            }
        }
        self.count = 0;
    }
}

/// The summed strength and the number of members of each group.
struct Groups {
    strengths: Vec<f64>,
    sizes: Vec<usize>,
    /// Numbers that no group has; the last is taken first.
    empty: Vec<u32>,
}

impl Groups {
    fn of(level: &Level, labels: &[u32]) -> Self {
        let count = level.count();
        let (mut strengths, mut sizes) = (vec![0.0; count], vec![0_usize; count]);
        for (member, label) in labels.iter().enumerate() {
            if let (Some(strength), Some(size)) = (strengths.get_mut(wide(*label)), sizes.get_mut(wide(*label))) {
                *strength += level.strength(compact(member));
                *size += 1;
            }
        }
        let empty = sizes.iter().enumerate().rev().filter(|(_, size)| **size == 0);
        Self {
            empty: empty.map(|(group, _)| compact(group)).collect(),
            strengths,
            sizes,
        }
    }

    fn strength(&self, group: u32) -> f64 {
        self.strengths.get(wide(group)).copied().unwrap_or(0.0)
    }

    fn take_out(&mut self, group: u32, strength: f64) {
        let at = wide(group);
        if let (Some(sum), Some(size)) = (self.strengths.get_mut(at), self.sizes.get_mut(at)) {
            *size -= 1;
            if *size == 0 {
                *sum = 0.0;
                self.empty.push(group);
            } else {
                *sum -= strength;
            }
        }
    }

    fn put_into(&mut self, group: u32, strength: f64) {
        if self.empty.last() == Some(&group) {
            self.empty.pop();
        }
        let at = wide(group);
        if let (Some(sum), Some(size)) = (self.strengths.get_mut(at), self.sizes.get_mut(at)) {
            *sum += strength;
            *size += 1;
        }
    }
}

/// Moves members to the group that gains most until none gains; whether any moved. Only neighbors of what moved are asked again.
fn moved(level: &Level, labels: &mut [u32], chance: &mut Chance) -> bool {
    let mut order: Vec<u32> = (0..level.count()).map(compact).collect();
    chance.shuffle(&mut order);
    let mut is_waiting = vec![true; level.count()];
    let mut waiting: VecDeque<u32> = order.into();
    let mut groups = Groups::of(level, labels);
    let mut near = Near::new(level.count());
    let mut any = false;
    while let Some(member) = waiting.pop_front() {
        if let Some(is_waiting) = is_waiting.get_mut(wide(member)) {
            *is_waiting = false;
        }
        let Some(own) = labels.get(wide(member)).copied() else {
            continue;
        };
        let strength = level.strength(member);
        near.gather(level.arcs(member), labels);
        groups.take_out(own, strength);
        let share = strength / level.total;
        let stay = near.weight(own) - share * groups.strength(own);
        let (mut best, mut most) = (own, stay + SMALLEST_GAIN);
        if let Some(alone) = groups.empty.last().filter(|_| most < 0.0) {
            (best, most) = (*alone, 0.0);
        }
        near.drain(|group, weight| {
            let gain = weight - share * groups.strength(group);
            if gain > most {
                (best, most) = (group, gain);
            }
        });
        groups.put_into(best, strength);
        if best == own {
            continue;
        }
        any = true;
        if let Some(label) = labels.get_mut(wide(member)) {
            *label = best;
        }
        for partner in level.partners(member) {
            if labels.get(wide(*partner)) != Some(&best)
                && let Some(is_waiting @ false) = is_waiting.get_mut(wide(*partner))
            {
                *is_waiting = true;
                waiting.push_back(*partner);
            }
        }
    }
    any
}

/// Splits each group into parts that hang together well: every member starts alone, and joins the part of its group that gains most.
fn refine(level: &Level, groups: &[u32], chance: &mut Chance) -> Vec<u32> {
    let count = level.count();
    let mut labels: Vec<u32> = (0..count).map(compact).collect();
    let whole = Groups::of(level, groups);
    let mut parts = Groups::of(level, &labels);
    // The weight from each part to the rest of its group.
    let mut outward: Vec<f64> = (0..count)
        .map(|member| {
            let own = groups.get(member);
            let arcs = level.arcs(compact(member));
            arcs.filter(|(partner, _)| groups.get(wide(*partner)) == own)
                .map(|(_, weight)| weight)
                .sum()
        })
        .collect();
    let mut order: Vec<u32> = (0..count).map(compact).collect();
    chance.shuffle(&mut order);
    let mut near = Near::new(count);
    for member in order {
        let at = wide(member);
        let (Some(group), Some(own)) = (groups.get(at).copied(), labels.get(at).copied()) else {
            continue;
        };
        let all = whole.strength(group);
        let is_well_joined = |outward: f64, strength: f64| outward >= strength * (all - strength) / level.total;
        let strength = level.strength(member);
        let out_of_member = outward.get(wide(own)).copied().unwrap_or(0.0);
        let is_alone = parts.sizes.get(wide(own)) == Some(&1);
        if !is_alone || !is_well_joined(out_of_member, strength) {
            continue;
        }
        let of_group = level
            .arcs(member)
            .filter(|(partner, _)| groups.get(wide(*partner)) == Some(&group));
        near.gather(of_group, &labels);
        let (mut best, mut most, mut joining) = (own, SMALLEST_GAIN, 0.0);
        near.drain(|part, weight| {
            let of_part = parts.strength(part);
            let out_of_part = outward.get(wide(part)).copied().unwrap_or(0.0);
            let gain = weight - strength / level.total * of_part;
            if gain > most && part != own && is_well_joined(out_of_part, of_part) {
                (best, most, joining) = (part, gain, weight);
            }
        });
        if best != own {
            parts.take_out(own, strength);
            parts.put_into(best, strength);
            if let Some(label) = labels.get_mut(at) {
                *label = best;
            }
            if let Some(outward) = outward.get_mut(wide(best)) {
                *outward += out_of_member - 2.0 * joining;
            }
        }
    }
    labels
}

/// Numbers labels from 0 in the order of their first members; how many there are.
fn renumber(labels: &mut [u32]) -> usize {
    let mut numbers: Vec<Option<u32>> = vec![None; labels.len()];
    let mut next = 0;
    for label in labels {
        if let Some(number) = numbers.get_mut(wide(*label)) {
            *label = *number.get_or_insert_with(|| {
                next += 1;
                next - 1
            });
        }
    }
    wide(next)
}

/// The group of each refined part.
fn groups_of_refined(groups: &[u32], refined: &[u32], refined_count: usize) -> Vec<u32> {
    let mut result = vec![0; refined_count];
    for (group, part) in groups.iter().zip(refined) {
        if let Some(slot) = result.get_mut(wide(*part)) {
            *slot = *group;
        }
    }
    result
}
