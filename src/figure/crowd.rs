//! What to do where symbols would lie upon each other: crowds become rings, members at one place are fanned out.
//!
//! The arrangement depends on the members and the whole zoom level only, never on the part of the world in view, so that
//! panning regroups nothing. Drawing the rings is the business of the map and of the exports.

use std::collections::BTreeMap;

use super::mercator::Mercator;
use super::picture::Share;
use super::view::WORLD_AT_ZOOM_0_PT;

/// So many members within [`CROWD_REACH_PT`] become a ring.
pub const SMALLEST_CROWD: usize = 8;
/// How near members must be to the middle of a crowd, in points at the whole zoom level.
pub const CROWD_REACH_PT: f64 = 24.0;
/// Width of a ring's band in points.
pub const RING_BAND_PT: f32 = 5.0;
/// The free room between two rings in points.
const RING_GAP_PT: f64 = 5.0;
/// From this zoom on the members of one place are fanned out, few or many.
const FAN_ZOOM: u8 = 12;
/// From this zoom on a handful at one place is fanned out.
const SMALL_FAN_ZOOM: u8 = 10;
/// How far apart fanned-out members stand in points.
const FAN_SPACING_PT: f64 = 15.0;
/// Rings are pushed apart in so many steps.
const PUSHES: usize = 24;

/// A member to be arranged.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot {
    /// Where it is.
    pub position: Mercator,
    /// What it counts for.
    pub share: Share,
}

/// Members that are drawn as one ring.
#[derive(Clone, Debug, PartialEq)]
pub struct Crowd {
    /// The middle of the ring, pushed away from other rings.
    pub center: Mercator,
    /// Outer radius in points, 12 to 24 by count.
    pub radius_pt: f32,
    /// How many members of each sphere or group, in their order, none with zero.
    pub shares: Vec<(Share, usize)>,
    /// Which members, as indices into the list that was arranged, ascending.
    pub members: Vec<usize>,
}

/// A member that is drawn away from its true place because others are at the same place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fanned {
    /// Index into the list that was arranged.
    pub member: usize,
    /// How far from the true place in points, x right, y down.
    pub offset_pt: [f32; 2],
}

/// Where the members of a list are drawn at a whole zoom level. Members that are not named stand where they are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Arrangement {
    /// The rings, by their first member.
    pub crowds: Vec<Crowd>,
    /// The fanned-out members, ascending.
    pub fanned: Vec<Fanned>,
}

impl Arrangement {
    /// Arranges the members for zoom levels from `zoom_level` up to the next whole one.
    ///
    /// Cells of 24 points are visited from the fullest on; each draws together the members near its middle. Takes time
    /// proportional to n log n.
    #[must_use]
    pub fn at(zoom_level: u8, spots: &[Spot]) -> Self {
        let world_pt = WORLD_AT_ZOOM_0_PT * f64::from(zoom_level).exp2();
        let mut fanned = Vec::new();
        let mut free = vec![true; spots.len()];
        if zoom_level >= SMALL_FAN_ZOOM {
            let largest = if zoom_level >= FAN_ZOOM {
                usize::MAX
            } else {
                SMALLEST_CROWD - 1
            };
            for together in same_places(spots).filter(|group| (2..=largest).contains(&group.len())) {
                let offsets = fan_offsets_pt(together.len());
                fanned.extend(together.iter().zip(offsets).map(|(member, offset_pt)| Fanned {
                    member: *member,
                    offset_pt,
                }));
                for member in together {
                    take(&mut free, member);
                }
            }
        }
        fanned.sort_by_key(|fan| fan.member);
        let mut crowds = gather(spots, &mut free, world_pt);
        crowds.sort_by_key(|crowd| crowd.members.first().copied());
        push_apart(&mut crowds, world_pt);
        Self { crowds, fanned }
    }

    /// For every member of the list whether it stands in a ring.
    #[must_use]
    pub fn in_crowd(&self, member_count: usize) -> Vec<bool> {
        let mut inside = vec![false; member_count];
        for member in self.crowds.iter().flat_map(|crowd| &crowd.members) {
            if let Some(flag) = inside.get_mut(*member) {
                *flag = true;
            }
        }
        inside
    }
}

/// Where the members of one place are drawn round it: on a spiral like the seeds of a sunflower, evenly dense.
#[must_use]
pub fn fan_offsets_pt(count: usize) -> Vec<[f32; 2]> {
    const GOLDEN_ANGLE: f64 = 2.399_963_229_728_653;
    (0..u32::try_from(count).unwrap_or(u32::MAX))
        .map(|index| {
            // Two stand side by side; from three on the spiral's own first radius is wide enough.
            let turn = f64::from(index) * if count == 2 { std::f64::consts::PI } else { GOLDEN_ANGLE };
            let reach = FAN_SPACING_PT
                * if count == 2 {
                    0.6
                } else {
                    (f64::from(index) + 0.6).sqrt() * 0.75
                };
            [narrow(reach * turn.cos()), narrow(reach * turn.sin())]
        })
        .collect()
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "lengths on the screen need no more digits"
)]
fn narrow(value: f64) -> f32 {
    value as f32
}

fn take(free: &mut [bool], member: usize) -> bool {
    free.get_mut(member).is_some_and(|flag| std::mem::replace(flag, false))
}

/// The members that share a position to about four meters, as groups of indices.
fn same_places(spots: &[Spot]) -> impl Iterator<Item = Vec<usize>> + use<> {
    let mut places: BTreeMap<(i64, i64), Vec<usize>> = BTreeMap::new();
    for (member, spot) in spots.iter().enumerate() {
        places.entry(cell_of(spot.position, 1e7)).or_default().push(member);
    }
    places.into_values()
}

#[expect(clippy::cast_possible_truncation, reason = "the world is at most 2^53 cells wide")]
fn cell_of(position: Mercator, cells_across: f64) -> (i64, i64) {
    (
        (position.x * cells_across).floor() as i64,
        (position.y * cells_across).floor() as i64,
    )
}

fn gather(spots: &[Spot], free: &mut [bool], world_pt: f64) -> Vec<Crowd> {
    let mut cells: BTreeMap<(i64, i64), Vec<usize>> = BTreeMap::new();
    for (member, spot) in spots
        .iter()
        .enumerate()
        .filter(|(member, _)| free.get(*member) == Some(&true))
    {
        cells
            .entry(cell_of(spot.position, world_pt / CROWD_REACH_PT))
            .or_default()
            .push(member);
    }
    let mut fullest: Vec<(&(i64, i64), usize)> = cells.iter().map(|(cell, members)| (cell, members.len())).collect();
    fullest.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let mut crowds = Vec::new();
    for (&(column, row), _) in fullest {
        let near = || (-1..=1).flat_map(|dx| (-1..=1).map(move |dy| (column + dx, row + dy)));
        let still_free = |member: &&usize| free.get(**member) == Some(&true);
        let own: Vec<usize> = cells
            .get(&(column, row))
            .into_iter()
            .flatten()
            .filter(still_free)
            .copied()
            .collect();
        let Some(middle) = centroid(spots, &own) else {
            continue;
        };
        let reach = CROWD_REACH_PT / world_pt;
        let mut members: Vec<usize> = near()
            .filter_map(|cell| cells.get(&cell))
            .flatten()
            .filter(still_free)
            .filter(|member| {
                spots
                    .get(**member)
                    .is_some_and(|spot| distance(spot.position, middle) <= reach)
            })
            .copied()
            .collect();
        if members.len() < SMALLEST_CROWD {
            continue;
        }
        members.sort_unstable();
        for member in &members {
            take(free, *member);
        }
        crowds.extend(crowd_of(spots, members));
    }
    crowds
}

fn crowd_of(spots: &[Spot], members: Vec<usize>) -> Option<Crowd> {
    let mut shares: BTreeMap<Share, usize> = BTreeMap::new();
    for spot in members.iter().filter_map(|member| spots.get(*member)) {
        *shares.entry(spot.share).or_default() += 1;
    }
    Some(Crowd {
        center: centroid(spots, &members)?,
        radius_pt: ring_radius_pt(members.len()),
        shares: shares.into_iter().collect(),
        members,
    })
}

/// The outer radius of a ring: 12 pt for eight members, 24 pt from a thousand on, by the logarithm between.
fn ring_radius_pt(count: usize) -> f32 {
    let count = u32::try_from(count).map_or(f64::INFINITY, f64::from);
    narrow(12.0 + 12.0 * ((count / 8.0).ln() / 125.0_f64.ln()).clamp(0.0, 1.0))
}

fn centroid(spots: &[Spot], members: &[usize]) -> Option<Mercator> {
    let count = f64::from(u32::try_from(members.len()).ok()?);
    let places = members
        .iter()
        .filter_map(|member| spots.get(*member))
        .map(|spot| spot.position);
    let sum = places.fold((0.0, 0.0), |sum, place| (sum.0 + place.x, sum.1 + place.y));
    (count > 0.0).then(|| Mercator {
        x: sum.0 / count,
        y: sum.1 / count,
    })
}

fn distance(a: Mercator, b: Mercator) -> f64 {
    (a.x - b.x).hypot(a.y - b.y)
}

/// Moves rings that overlap away from each other, half of what is missing each, a few times.
fn push_apart(crowds: &mut [Crowd], world_pt: f64) {
    for _ in 0..PUSHES {
        let moves = pushes(crowds, world_pt);
        if moves.is_empty() {
            return;
        }
        for (ring, [dx, dy]) in moves {
            if let Some(crowd) = crowds.get_mut(ring) {
                crowd.center = Mercator {
                    x: crowd.center.x + dx,
                    y: crowd.center.y + dy,
                };
            }
        }
    }
}

/// What each ring has to move, on the unit square; only rings that overlap others are named.
fn pushes(crowds: &[Crowd], world_pt: f64) -> BTreeMap<usize, [f64; 2]> {
    let cells_across = world_pt / 64.0;
    let mut cells: BTreeMap<(i64, i64), Vec<usize>> = BTreeMap::new();
    for (ring, crowd) in crowds.iter().enumerate() {
        cells.entry(cell_of(crowd.center, cells_across)).or_default().push(ring);
    }
    let mut moves: BTreeMap<usize, [f64; 2]> = BTreeMap::new();
    for (ring, crowd) in crowds.iter().enumerate() {
        let (column, row) = cell_of(crowd.center, cells_across);
        let near = (-1..=1).flat_map(|dx| (-1..=1).map(move |dy| (column + dx, row + dy)));
        for other in near
            .filter_map(|cell| cells.get(&cell))
            .flatten()
            .copied()
            .filter(|other| *other != ring)
        {
            let Some(neighbor) = crowds.get(other) else {
                continue;
            };
            let wanted = (f64::from(crowd.radius_pt + neighbor.radius_pt) + RING_GAP_PT) / world_pt;
            let apart = distance(crowd.center, neighbor.center);
            let missing = wanted - apart;
            if missing > 1e-3 / world_pt {
                // Rings at the very same place part to the sides, the earlier one to the left.
                let [ux, uy] = if apart > 0.0 {
                    [
                        (crowd.center.x - neighbor.center.x) / apart,
                        (crowd.center.y - neighbor.center.y) / apart,
                    ]
                } else if ring < other {
                    [-1.0, 0.0]
                } else {
                    [1.0, 0.0]
                };
                let sum = moves.entry(ring).or_default();
                *sum = [sum[0] + ux * missing / 2.0, sum[1] + uy * missing / 2.0];
            }
        }
    }
    moves
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Helix;

    fn spots(places: impl IntoIterator<Item = (f64, f64)>) -> Vec<Spot> {
        places
            .into_iter()
            .map(|(lon, lat)| Spot {
                position: Mercator::from_lon_lat(lon, lat),
                share: Share::Sphere(Helix::Industry),
            })
            .collect()
    }

    #[test]
    fn eight_near_members_become_a_ring_and_seven_do_not() {
        let near = |count: u32| spots((0..count).map(|i| (12.5 + f64::from(i) * 1e-4, 55.7)));
        assert_eq!(Arrangement::at(6, &near(7)).crowds.len(), 0);
        let arrangement = Arrangement::at(6, &near(8));
        assert_eq!(arrangement.crowds.len(), 1);
        assert_eq!(arrangement.crowds[0].members, (0..8).collect::<Vec<_>>());
        assert_eq!(arrangement.crowds[0].shares, vec![(Share::Sphere(Helix::Industry), 8)]);
        assert!(Arrangement::at(19, &near(8)).crowds.is_empty());
    }

    #[test]
    fn every_member_stands_in_one_ring_at_most_and_rings_do_not_touch() {
        let many = spots((0..4000_u32).map(|i| {
            (
                12.0 + f64::from(i.wrapping_mul(7919) % 997) * 1e-3,
                55.0 + f64::from(i.wrapping_mul(104_729) % 991) * 1e-3,
            )
        }));
        for zoom in [5, 7, 8] {
            let arrangement = Arrangement::at(zoom, &many);
            let mut inside: Vec<usize> = arrangement
                .crowds
                .iter()
                .flat_map(|crowd| crowd.members.clone())
                .collect();
            let count = inside.len();
            inside.sort_unstable();
            inside.dedup();
            assert_eq!(inside.len(), count);
            let world_pt = 256.0 * f64::from(zoom).exp2();
            let touching = pushes(&arrangement.crowds, world_pt);
            let worst = touching
                .values()
                .map(|[x, y]| x.hypot(*y) * world_pt)
                .fold(0.0, f64::max);
            assert!(worst < 8.0, "zoom {zoom}: {worst} pt");
        }
    }

    #[test]
    fn members_of_one_place_are_fanned_out_on_approach() {
        let same = spots([(12.5, 55.7); 20]);
        assert_eq!(Arrangement::at(11, &same).crowds.len(), 1);
        let close = Arrangement::at(12, &same);
        assert!(close.crowds.is_empty());
        assert_eq!(close.fanned.len(), 20);
        for (i, a) in close.fanned.iter().enumerate() {
            for b in &close.fanned[..i] {
                assert!((a.offset_pt[0] - b.offset_pt[0]).hypot(a.offset_pt[1] - b.offset_pt[1]) > 8.0);
            }
        }
    }

    #[test]
    fn nothing_is_arranged_where_there_are_no_members() {
        assert_eq!(Arrangement::at(3, &[]), Arrangement::default());
    }
}
