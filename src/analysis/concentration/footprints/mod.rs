//! Which points belong together: clusters by density ([`dbscan`], [`hdbscan`]), and what each holds ([`content`]).
//!
//! A label is a number from 0, given in the order of the first core or member; `None` is noise. On the earth distances are great
//! circles, on a plane straight. Rings around clusters are the business of [`super::hulls`].

pub mod content;
pub mod dbscan;
pub mod hdbscan;

mod forest;
mod spanning;

use crate::analysis::numbers::quantile_of_sorted;
use crate::document::LonLat;

/// How many members make a dense place where nobody chose.
pub const MIN_POINTS: usize = 5;
/// Where nobody chose a radius, it reaches the so-manieth of a dense place for this share of the members.
const SHARE: f64 = 0.75;

/// The radius in km that suggests itself: the three quarters' quantile of the distances to the `min_points`-th nearest; 0 for none.
#[must_use]
pub fn suggested_radius_km(places: &[LonLat], min_points: usize) -> f64 {
    quantile_of_sorted(&dbscan::nearest_distances_km(places, min_points), SHARE).unwrap_or(0.0)
}

/// The cluster of each point; `None` for noise.
pub type Labels = Vec<Option<u32>>;

/// How many clusters there are.
#[must_use]
pub fn cluster_count(labels: &[Option<u32>]) -> usize {
    labels.iter().flatten().max().map_or(0, |last| *last as usize + 1)
}

/// The same clusters numbered in the order of their first points.
#[must_use]
pub(super) fn in_order_of_points(labels: &[Option<usize>], clusters: usize) -> Labels {
    let mut numbers: Vec<Option<u32>> = vec![None; clusters];
    let mut next = 0;
    labels
        .iter()
        .map(|label| {
            let slot = numbers.get_mut((*label)?)?;
            if slot.is_none() {
                *slot = Some(next);
                next += 1;
            }
            *slot
        })
        .collect()
}
