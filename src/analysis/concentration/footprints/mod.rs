//! Which points belong together: clusters by density ([`dbscan`], [`hdbscan`]), and what each holds ([`content`]).
//!
//! A label is a number from 0, given in the order of the first core or member; `None` is noise. On the earth distances are great
//! circles, on a plane straight. Rings around clusters are the business of [`super::hulls`].

pub mod content;
pub mod dbscan;
pub mod hdbscan;

mod forest;
mod spanning;

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
