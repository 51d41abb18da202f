//! Outlines of regions with fewer corners for views from afar, so that neighbors still meet: shared borders are thinned once for both.
//!
//! A border ends where three regions meet, or where it leaves its neighbor. Triangles are made by `mesh`, levels chosen by `detail`.

use std::collections::HashMap;
use std::sync::Arc;

use geo::{Coord, LineString, MultiPolygon, Polygon};

use crate::figure::mercator::Mercator;

/// The corners of all regions as numbers, each place once.
#[derive(Debug, Default)]
pub(super) struct Topology {
    /// The places, relative to the origin.
    places: Vec<[f64; 2]>,
    /// Where borders begin and end.
    is_junction: Vec<bool>,
    /// For each region its polygons, each as rings of places, not closed.
    regions: Vec<Vec<Vec<Vec<u32>>>>,
}

impl Topology {
    /// Finds out which borders are shared. Time and memory are proportional to the corners.
    ///
    /// Borders are shared where neighbors have the very same corners, as in files made from one source. Others are thinned each by
    /// itself.
    pub(super) fn of(shapes: &[Arc<MultiPolygon<f64>>], origin: Mercator) -> Self {
        let mut numbers: HashMap<(u64, u64), u32> = HashMap::new();
        let mut topology = Self::default();
        for shape in shapes {
            let mut polygons = Vec::with_capacity(shape.0.len());
            for polygon in shape.iter() {
                let rings = std::iter::once(polygon.exterior()).chain(polygon.interiors());
                let rings = rings.map(|ring| topology.numbered(ring, origin, &mut numbers));
                polygons.push(rings.collect());
            }
            topology.regions.push(polygons);
        }
        topology.find_junctions();
        topology
    }

    fn numbered(
        &mut self,
        ring: &LineString<f64>,
        origin: Mercator,
        numbers: &mut HashMap<(u64, u64), u32>,
    ) -> Vec<u32> {
        let mut found: Vec<u32> = Vec::with_capacity(ring.0.len());
        for corner in &ring.0 {
            let next = u32::try_from(self.places.len()).unwrap_or(u32::MAX);
            let number = *numbers.entry((corner.x.to_bits(), corner.y.to_bits())).or_insert(next);
            if number == next {
                let place = Mercator::from_lon_lat(corner.x, corner.y);
                self.places.push([place.x - origin.x, place.y - origin.y]);
            }
            if found.last() != Some(&number) {
                found.push(number);
            }
        }
        if found.len() > 1 && found.first() == found.last() {
            found.pop();
        }
        found
    }

    /// A place is a junction where the rings through it do not all have the same two neighbors there.
    fn find_junctions(&mut self) {
        let mut beside: Vec<Option<[u32; 2]>> = vec![None; self.places.len()];
        let mut is_junction = vec![false; self.places.len()];
        for ring in self.regions.iter().flatten().flatten() {
            let before = ring.iter().cycle().skip(ring.len().saturating_sub(1));
            let after = ring.iter().cycle().skip(1);
            for ((place, before), after) in ring.iter().zip(before).zip(after) {
                let sides = [*before.min(after), *before.max(after)];
                let at = index(*place);
                let Some((seen, flag)) = beside.get_mut(at).zip(is_junction.get_mut(at)) else {
                    continue;
                };
                *flag |= seen.is_some_and(|known| known != sides);
                *seen = Some(sides);
            }
        }
        self.is_junction = is_junction;
    }

    /// The regions with borders that stray from the true ones by `tolerance` at most, in the units of the places; rings that shrink
    /// to nothing are left out. A tolerance of zero gives the regions as they are.
    pub(super) fn thinned(&self, tolerance: f64) -> impl Iterator<Item = Vec<Polygon<f64>>> {
        self.regions.iter().map(move |polygons| {
            let kept = polygons.iter().filter_map(|rings| {
                let mut rings = rings.iter().map(|ring| self.thinned_ring(ring, tolerance));
                let outer = rings.next().flatten()?;
                Some(Polygon::new(outer, rings.flatten().collect()))
            });
            kept.collect()
        })
    }

    fn thinned_ring(&self, ring: &[u32], tolerance: f64) -> Option<LineString<f64>> {
        let kept: Vec<u32> = if tolerance > 0.0 {
            let borders = self.borders(ring).into_iter();
            borders
                .flat_map(|border| self.thinned_border(border, tolerance))
                .collect()
        } else {
            ring.to_vec()
        };
        let place = |number: &u32| self.place(*number).map(|[x, y]| Coord { x, y });
        let mut corners: Vec<Coord<f64>> = kept.iter().filter_map(place).collect();
        let is_ring = corners.len() >= 3;
        corners.extend(corners.first().copied());
        is_ring.then(|| LineString::new(corners))
    }

    fn place(&self, number: u32) -> Option<[f64; 2]> {
        self.places.get(index(number)).copied()
    }

    /// A ring cut at its junctions; a ring without any is cut at its lowest place, whichever region it belongs to. Every border holds
    /// both its ends.
    fn borders(&self, ring: &[u32]) -> Vec<Vec<u32>> {
        let is_junction = |number: &u32| self.is_junction.get(index(*number)) == Some(&true);
        let start = ring.iter().position(is_junction).or_else(|| {
            let lowest = ring.iter().enumerate().min_by_key(|(_, number)| **number);
            lowest.map(|(position, _)| position)
        });
        let Some(start) = start else {
            return Vec::new();
        };
        let mut borders: Vec<Vec<u32>> = Vec::new();
        let mut border: Vec<u32> = Vec::new();
        for number in ring.iter().cycle().skip(start).take(ring.len() + 1) {
            border.push(*number);
            if border.len() > 1 && is_junction(number) {
                borders.push(std::mem::replace(&mut border, vec![*number]));
            }
        }
        if border.len() > 1 {
            borders.push(border);
        }
        borders
    }

    /// A border without its last place, thinned in the same direction whichever way it is walked.
    fn thinned_border(&self, mut border: Vec<u32>, tolerance: f64) -> Vec<u32> {
        let is_backward = border.iter().lt(border.iter().rev());
        if is_backward {
            border.reverse();
        }
        let place = |number: &u32| Some((*number, self.place(*number)?));
        let line: Vec<(u32, [f64; 2])> = border.iter().filter_map(place).collect();
        let mut kept: Vec<u32> = thinned_line(&line, tolerance);
        if is_backward {
            kept.reverse();
        }
        kept.pop();
        kept
    }
}

fn index(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// Keeps the ends and whatever strays farther than the tolerance from the line between what is kept (Douglas and Peucker 1973).
fn thinned_line(line: &[(u32, [f64; 2])], tolerance: f64) -> Vec<u32> {
    let mut is_kept = vec![false; line.len()];
    for end in [0, line.len().saturating_sub(1)] {
        if let Some(flag) = is_kept.get_mut(end) {
            *flag = true;
        }
    }
    let mut open: Vec<(usize, usize)> = vec![(0, line.len().saturating_sub(1))];
    while let Some((from, to)) = open.pop() {
        let (Some(inner), Some((_, a)), Some((_, b))) = (line.get(from + 1..to), line.get(from), line.get(to)) else {
            continue;
        };
        let distances = inner
            .iter()
            .map(|(_, place)| distance_squared(*place, *a, *b))
            .enumerate();
        let farthest = distances.max_by(|one, other| one.1.total_cmp(&other.1));
        let Some((at, _)) = farthest.filter(|(_, away)| *away > tolerance * tolerance) else {
            continue;
        };
        let middle = from + 1 + at;
        if let Some(flag) = is_kept.get_mut(middle) {
            *flag = true;
        }
        open.push((from, middle));
        open.push((middle, to));
    }
    let kept = line.iter().zip(is_kept).filter(|(_, is_kept)| *is_kept);
    kept.map(|((number, _), _)| *number).collect()
}

/// From a place to the piece between two others, squared.
fn distance_squared([x, y]: [f64; 2], a: [f64; 2], b: [f64; 2]) -> f64 {
    let [dx, dy] = [b[0] - a[0], b[1] - a[1]];
    let length_squared = dx * dx + dy * dy;
    let share = if length_squared > 0.0 {
        (((x - a[0]) * dx + (y - a[1]) * dy) / length_squared).clamp(0.0, 1.0)
    } else {
        0.0
    };
    let [px, py] = [x - a[0] - share * dx, y - a[1] - share * dy];
    px * px + py * py
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use geo::Area;

    use super::*;

    /// Two regions with a wavy border between them, and a lake in the left one.
    fn neighbors() -> Vec<Arc<MultiPolygon<f64>>> {
        let wave: Vec<(f64, f64)> = (0..=40)
            .map(|step| (f64::from(step % 2) * 0.01, f64::from(step) * 0.05))
            .collect();
        let closed = |corners: Vec<(f64, f64)>| -> LineString<f64> { corners.into_iter().map(Coord::from).collect() };
        let lake = closed(vec![(-0.6, 0.6), (-0.6, 0.9), (-0.3, 0.9), (-0.6, 0.6)]);
        let left = wave.iter().copied().chain([(-1.0, 2.0), (-1.0, 0.0)]).collect();
        let right = wave.iter().rev().copied().chain([(1.0, 0.0), (1.0, 2.0)]).collect();
        let polygon = |outer: Vec<(f64, f64)>, holes| Arc::new(MultiPolygon(vec![Polygon::new(closed(outer), holes)]));
        vec![polygon(left, vec![lake]), polygon(right, Vec::new())]
    }

    fn thinned(topology: &Topology, tolerance: f64) -> Vec<Vec<Polygon<f64>>> {
        topology.thinned(tolerance).collect()
    }

    fn border_of(polygon: &Polygon<f64>) -> BTreeSet<(u64, u64)> {
        let near = |corner: &&Coord<f64>| corner.x.abs() < 0.02 / 360.0;
        let bits = |corner: &Coord<f64>| (corner.x.to_bits(), corner.y.to_bits());
        polygon.exterior().0.iter().filter(near).map(bits).collect()
    }

    #[test]
    fn neighbors_share_the_same_thinned_border() {
        let topology = Topology::of(&neighbors(), Mercator::from_lon_lat(0.0, 0.0));
        for tolerance in [0.0, 1e-6, 5e-5, 1e-4] {
            let regions = thinned(&topology, tolerance);
            assert_eq!(border_of(&regions[0][0]), border_of(&regions[1][0]), "{tolerance}");
        }
        let full = thinned(&topology, 0.0)[0][0].exterior().0.len();
        let coarse = thinned(&topology, 1e-4);
        assert!(coarse[0][0].exterior().0.len() < full / 4);
        assert_eq!(coarse[0][0].interiors().len(), 1);
        let ground = |tolerance: f64| -> f64 {
            let regions = thinned(&topology, tolerance);
            regions.iter().flatten().map(Area::unsigned_area).sum()
        };
        assert!(
            (ground(1e-4) / ground(0.0) - 1.0).abs() < 1e-3,
            "no gap opens between them"
        );
    }

    #[test]
    fn specks_are_left_out_from_afar_and_kept_near() {
        let topology = Topology::of(&neighbors(), Mercator::from_lon_lat(0.0, 0.0));
        let lakes = |tolerance: f64| -> usize {
            let regions = thinned(&topology, tolerance);
            regions.iter().flatten().map(|polygon| polygon.interiors().len()).sum()
        };
        assert_eq!((lakes(0.0), lakes(0.01)), (1, 0));
        assert_eq!(Topology::of(&[], Mercator { x: 0.5, y: 0.5 }).thinned(0.1).count(), 0);
    }
}
