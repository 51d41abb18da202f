//! One order of candidates from several terms: a weighted mean of percentile ranks, with the weights open to the user.
//!
//! Ranks are taken within each term, so that kilometers and partners can be added; terms that are undefined for a pair take no
//! part in its score.

use super::candidates::Candidate;
use crate::analysis::numbers::of_count;

/// How much each term counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weights {
    /// Common partners, by Adamic & Adar.
    pub partners: f64,
    /// Nearness `exp(−km / d0)`.
    pub nearness: f64,
    /// Common topics.
    pub topics: f64,
    /// The distance `d0` in km at which nearness has fallen to 1/e.
    pub reach_km: f64,
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            partners: 1.0,
            nearness: 1.0,
            topics: 1.0,
            reach_km: 50.0,
        }
    }
}

impl Weights {
    /// Nearness of a pair, 1 at the same place; undefined where one is not located.
    #[must_use]
    pub fn nearness_of(&self, candidate: &Candidate) -> Option<f64> {
        candidate.km.map(|km| (-km / self.reach_km).exp())
    }
}

/// The share of the other values that are lower, equal ones counted half; undefined values stay undefined and take no part. A value
/// that stands alone has rank 1.
#[must_use]
pub fn percentile_ranks(values: &[Option<f64>]) -> Vec<Option<f64>> {
    let mut order: Vec<(usize, f64)> = values
        .iter()
        .enumerate()
        .filter_map(|(place, value)| value.map(|value| (place, value)))
        .collect();
    order.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
    let mut ranks = vec![None; values.len()];
    let others = of_count(order.len().saturating_sub(1));
    let mut below = 0;
    for equal in order.chunk_by(|a, b| a.1 == b.1) {
        let rank = if others > 0.0 {
            (of_count(below) + (of_count(equal.len()) - 1.0) / 2.0) / others
        } else {
            1.0
        };
        for (place, _) in equal {
            if let Some(slot) = ranks.get_mut(*place) {
                *slot = Some(rank);
            }
        }
        below += equal.len();
    }
    ranks
}

/// The score of each candidate, 0 to 1; undefined where no term is known. A member without ties is scored by place and topic only.
#[must_use]
pub fn scores(candidates: &[Candidate], weights: Weights) -> Vec<Option<f64>> {
    let ranks = |value: &dyn Fn(&Candidate) -> Option<f64>| -> Vec<Option<f64>> {
        percentile_ranks(&candidates.iter().map(value).collect::<Vec<_>>())
    };
    let partners = ranks(&|pair| (!pair.has_isolate).then_some(pair.adamic_adar));
    // The farther, the lower: exp is monotone, and would make far pairs equal where it falls to 0.
    let nearness = ranks(&|pair| pair.km.map(|km| -km));
    let topics = ranks(&|pair| pair.topic_similarity);
    partners
        .into_iter()
        .zip(nearness)
        .zip(topics)
        .map(|((partners, nearness), topics)| {
            let terms = [
                (partners, weights.partners),
                (nearness, weights.nearness),
                (topics, weights.topics),
            ];
            let known = terms.iter().filter_map(|(rank, weight)| Some(((*rank)?, *weight)));
            let (total, weight) = known.fold((0.0, 0.0), |(total, all), (rank, weight)| {
                (total + rank * weight, all + weight)
            });
            (weight > 0.0).then(|| total / weight)
        })
        .collect()
}

/// The places of the values from the highest down; equal ones in their order, undefined ones left out.
#[must_use]
pub fn order_by(values: &[Option<f64>]) -> Vec<usize> {
    let mut order: Vec<(usize, f64)> = values
        .iter()
        .enumerate()
        .filter_map(|(place, value)| value.map(|value| (place, value)))
        .collect();
    order.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    order.into_iter().map(|(place, _)| place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_share_ties_and_leave_out_the_unknown() {
        let ranks = percentile_ranks(&[Some(5.0), None, Some(1.0), Some(5.0), Some(9.0)]);
        assert_eq!(ranks, [Some(0.5), None, Some(0.0), Some(0.5), Some(1.0)]);
        assert_eq!(percentile_ranks(&[Some(3.0)]), [Some(1.0)]);
        assert_eq!(order_by(&[Some(0.5), None, Some(0.9), Some(0.5)]), [2, 0, 3]);
    }
}
