//! How good suggestions would have been: some ties are hidden, and it is counted how many of them the list brings back.
//!
//! Always beside two simple lists: those with the most partners, and the nearest. A score that does not beat them is told so.

use std::collections::BTreeSet;

use super::candidates::{Candidate, People, candidates};
use super::ranking::{Weights, order_by, percentile_ranks, scores};
use crate::analysis::network::Network;
use crate::analysis::numbers::{of_count, sum};
use crate::analysis::random::Chance;

/// The share of ties that is hidden.
pub const HIDDEN_SHARE: f64 = 0.2;

/// How many from the top of a list are looked at.
pub const TOP: usize = 10;

/// A way to order candidates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Method {
    /// The combined score.
    Combined,
    /// Common partners alone, by Adamic & Adar.
    Partners,
    /// Common topics alone.
    Topics,
    /// Baseline: the product of the numbers of partners.
    Popularity,
    /// Baseline: the nearest first.
    Distance,
}

impl Method {
    /// All, the score first.
    pub const ALL: [Self; 5] = [
        Self::Combined,
        Self::Partners,
        Self::Topics,
        Self::Popularity,
        Self::Distance,
    ];

    /// The word in exports and message ids.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Combined => "combined",
            Self::Partners => "partners",
            Self::Topics => "topics",
            Self::Popularity => "popularity",
            Self::Distance => "distance",
        }
    }

    fn values(self, candidates: &[Candidate], weights: Weights) -> Vec<Option<f64>> {
        let of = |value: fn(&Candidate) -> Option<f64>| candidates.iter().map(value).collect();
        match self {
            Self::Combined => scores(candidates, weights),
            Self::Partners => of(|pair| Some(pair.adamic_adar)),
            Self::Topics => of(|pair| pair.topic_similarity),
            Self::Popularity => of(|pair| Some(pair.preferential)),
            Self::Distance => of(|pair| pair.km.map(|km| -km)),
        }
    }
}

/// How well one method brought hidden ties back.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// The method.
    pub method: Method,
    /// The chance that a hidden tie stands above a pair that has none, equal ones counted half; 0.5 is no better than lots.
    /// Undefined where there is nothing to compare.
    pub area: Option<f64>,
    /// The share of hidden ties among the ten pairs at the top.
    pub precision_at_10: Option<f64>,
}

/// What was hidden, and what came back.
#[derive(Clone, Debug, PartialEq)]
pub struct Quality {
    /// How many ties were hidden each time.
    pub hidden: usize,
    /// How often other ties were hidden.
    pub repetitions: usize,
    /// The seed.
    pub seed: u64,
    /// Each method, the mean over repetitions.
    pub hits: Vec<Hit>,
}

impl Quality {
    /// What one method came to.
    #[must_use]
    pub fn of(&self, method: Method) -> Option<&Hit> {
        self.hits.iter().find(|hit| hit.method == method)
    }
}

/// Hides a fifth of the ties `repetitions` times, drawn by lot, and counts. Undefined for fewer than five ties.
///
/// Liben-Nowell & Kleinberg 2007. The work of [`candidates`] for each repetition; the same on any number of threads.
#[must_use]
pub fn held_out(
    network: &Network,
    people: &People,
    weights: Weights,
    repetitions: usize,
    seed: u64,
) -> Option<Quality> {
    let ties: Vec<(usize, usize)> = network.ties().map(|(a, b, _)| (a, b)).collect();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a fifth of a count"
    )]
    let hidden = (of_count(ties.len()) * HIDDEN_SHARE).round() as usize;
    if hidden == 0 || ties.len() < 5 || repetitions == 0 {
        return None;
    }
    let rounds: Vec<Vec<Hit>> = (0..repetitions as u64)
        .map(|unit| {
            let mut drawn = ties.clone();
            Chance::of_unit(seed, unit).shuffle_first(&mut drawn, hidden);
            let hidden: BTreeSet<(usize, usize)> = drawn.into_iter().take(hidden).collect();
            hits(network, people, weights, &hidden)
        })
        .collect();
    Some(Quality {
        hidden,
        repetitions,
        seed,
        hits: means(&rounds),
    })
}

/// Hides the ties that are given, such as those of the last year, and counts.
#[must_use]
pub fn hits(network: &Network, people: &People, weights: Weights, hidden: &BTreeSet<(usize, usize)>) -> Vec<Hit> {
    let known = network.filtered(|a, b| !hidden.contains(&(a, b)));
    let pairs = candidates(&known, people);
    let is_hidden: Vec<bool> = pairs.iter().map(|pair| hidden.contains(&(pair.a, pair.b))).collect();
    Method::ALL
        .into_iter()
        .map(|method| {
            let values = method.values(&pairs, weights);
            let top: Vec<usize> = order_by(&values).into_iter().take(TOP).collect();
            let right = top.iter().filter(|place| is_hidden.get(**place) == Some(&true)).count();
            Hit {
                method,
                area: area(&values, &is_hidden),
                precision_at_10: (!top.is_empty()).then(|| of_count(right) / of_count(top.len())),
            }
        })
        .collect()
}

/// The area under the curve by the ranks of what was meant (Mann & Whitney 1947). Undefined values stand below all others.
fn area(values: &[Option<f64>], is_meant: &[bool]) -> Option<f64> {
    let values: Vec<Option<f64>> = values
        .iter()
        .map(|value| Some(value.unwrap_or(f64::NEG_INFINITY)))
        .collect();
    let meant = of_count(is_meant.iter().filter(|is_meant| **is_meant).count());
    let others = of_count(is_meant.len()) - meant;
    if meant == 0.0 || others == 0.0 {
        return None;
    }
    let all = of_count(values.len()) - 1.0;
    let ranks = percentile_ranks(&values);
    let below = sum(ranks
        .into_iter()
        .zip(is_meant)
        .filter(|(_, is_meant)| **is_meant)
        .filter_map(|(rank, _)| rank.map(|rank| rank * all)));
    // Of the pairs below, those that are meant themselves are meant · (meant − 1) / 2 in all.
    Some((below - meant * (meant - 1.0) / 2.0) / (meant * others))
}

fn means(rounds: &[Vec<Hit>]) -> Vec<Hit> {
    Method::ALL
        .into_iter()
        .map(|method| {
            let of = |value: fn(&Hit) -> Option<f64>| {
                let hits = rounds.iter().flatten().filter(|hit| hit.method == method);
                let values: Vec<f64> = hits.filter_map(value).collect();
                (!values.is_empty()).then(|| sum(values.iter().copied()) / of_count(values.len()))
            };
            Hit {
                method,
                area: of(|hit| hit.area),
                precision_at_10: of(|hit| hit.precision_at_10),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_area_is_one_half_by_lot_and_one_where_all_are_found() {
        let values = [Some(3.0), Some(2.0), Some(1.0), None];
        assert_eq!(area(&values, &[true, true, false, false]), Some(1.0));
        assert_eq!(area(&values, &[false, false, false, true]), Some(0.0));
        assert_eq!(area(&[Some(1.0); 4], &[true, false, true, false]), Some(0.5));
        assert_eq!(area(&values, &[false; 4]), None);
    }

    #[test]
    fn in_close_groups_common_partners_bring_ties_back_and_popularity_does_not() {
        let mut ties = Vec::new();
        for group in 0..6 {
            for a in 0..7 {
                ties.extend((a + 1..7).map(|b| (group * 7 + a, group * 7 + b)));
            }
        }
        let network = Network::of_ties(42, &ties);
        let people = People::default();
        let found = held_out(&network, &people, Weights::default(), 3, 1).unwrap();
        let area = |method| found.of(method).and_then(|hit| hit.area).unwrap();
        assert!(area(Method::Partners) > 0.99 && area(Method::Popularity) < 0.8);
        assert_eq!(
            found.of(Method::Partners).and_then(|hit| hit.precision_at_10),
            Some(1.0)
        );
        assert_eq!(found, held_out(&network, &people, Weights::default(), 3, 1).unwrap());
        assert_eq!(
            held_out(&Network::of_ties(3, &[(0, 1)]), &people, Weights::default(), 3, 1),
            None
        );
    }
}
