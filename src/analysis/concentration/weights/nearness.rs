//! Neighbors by distance along great circles: so many nearest, all within a band, or all within it by one over their distance.

use super::{Neighbor, Weights};
use crate::analysis::concentration::spatial_index::Tree;
use crate::analysis::geodesy::{chord_squared_of_km, great_circle_km, unit_vector};
use crate::document::LonLat;
use rayon::prelude::*;

/// A distance in km below which an inverse distance does not grow any more: one meter.
const NEAREST_KM: f64 = 0.001;

/// The `count` nearest units of each; of equally near ones those that come first. Units without a place have none and are none's.
#[must_use]
pub fn nearest(places: &[Option<LonLat>], count: usize) -> Weights {
    let (units, tree) = tree(places);
    let lists = places.par_iter().enumerate().map(|(unit, place)| {
        let Some(place) = place else { return Vec::new() };
        tree.nearest(&unit_vector(*place), count.saturating_add(1))
            .into_iter()
            .filter_map(|found| units.get(found.index).copied())
            .filter(|other| *other != unit)
            .take(count)
            .map(|unit| Neighbor { unit, weight: 1.0 })
            .collect()
    });
    Weights::new(lists.collect())
}

/// All units within so many km of each, the edge included; `power` 0 counts each 1, 1 by one over its km. Coinciding units count as
/// one meter apart.
#[must_use]
pub fn within_km(places: &[Option<LonLat>], km: f64, power: i32) -> Weights {
    let (units, tree) = tree(places);
    // A chord is rounded differently from a great circle; the great circle decides.
    let reach = chord_squared_of_km(km * (1.0 + 1e-9) + 1e-9);
    let lists = places.par_iter().enumerate().map(|(unit, place)| {
        let Some(place) = *place else { return Vec::new() };
        let mut list = Vec::new();
        tree.each_within(&unit_vector(place), reach, |found| {
            let other = units.get(found.index).copied().filter(|other| *other != unit);
            let Some((other, there)) = other.and_then(|other| Some((other, places.get(other).copied()??))) else {
                return;
            };
            let distance = great_circle_km(place, there);
            if distance <= km {
                list.push(Neighbor {
                    unit: other,
                    weight: distance.max(NEAREST_KM).powi(-power),
                });
            }
        });
        list
    });
    Weights::new(lists.collect())
}

/// The units with a place, and the tree of their places.
fn tree(places: &[Option<LonLat>]) -> (Vec<usize>, Tree<3>) {
    let located = places
        .iter()
        .enumerate()
        .filter_map(|(unit, place)| place.map(|place| (unit, place)));
    let (units, vectors): (Vec<usize>, Vec<[f64; 3]>) = located.map(|(unit, place)| (unit, unit_vector(place))).unzip();
    (units, Tree::new(&vectors))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::lon_lat;

    #[test]
    fn neighbors_by_distance_cross_the_antimeridian() {
        let places = [
            Some(lon_lat(179.9, 0.0)),
            Some(lon_lat(-179.9, 0.0)),
            None,
            Some(lon_lat(170.0, 0.0)),
        ];
        let band = within_km(&places, 30.0, 0);
        assert_eq!(band.islands(), [2, 3]);
        let nearest = nearest(&places, 1);
        assert_eq!(nearest.of(3).first().map(|neighbor| neighbor.unit), Some(0));
        assert_eq!(nearest.pair_count(), 2);
        let inverse = within_km(&places, 30.0, 1);
        assert!((inverse.of(0)[0].weight * 22.239_016 - 1.0).abs() < 1e-6);
    }
}
