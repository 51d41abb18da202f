//! Spatial weights: which units are neighbors, and how much each counts.
//!
//! Neighbors by a shared corner or side are found in [`contiguity`], by distance in [`nearness`]. A unit without neighbors (an island)
//! is reported and never joined to anything. What is computed with the weights is the business of
//! [`super::autocorrelation`] and [`super::hotspots`].

pub mod contiguity;
pub mod nearness;

use super::super::numbers::{of_count, sum};

/// By which rule units are neighbors.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Rule {
    /// They share a corner.
    Queen,
    /// They share a side.
    Rook,
    /// The other is among so many nearest; not always mutual.
    Nearest(usize),
    /// The other is within so many km.
    WithinKm(f64),
    /// The other is within so many km and counts by one over its distance.
    InverseDistanceKm(f64),
}

impl Rule {
    /// As on the command line.
    #[must_use]
    pub fn word(self) -> String {
        match self {
            Self::Queen => "queen".to_owned(),
            Self::Rook => "rook".to_owned(),
            Self::Nearest(count) => format!("knn:{count}"),
            Self::WithinKm(km) => format!("band:{km}"),
            Self::InverseDistanceKm(km) => format!("inverse:{km}"),
        }
    }

    /// The rule that a word names; `None` for another word, no neighbors, or no distance above zero.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        let positive = |text: &str| text.parse::<f64>().ok().filter(|km| km.is_finite() && *km > 0.0);
        match word.split_once(':') {
            None if word == "queen" => Some(Self::Queen),
            None if word == "rook" => Some(Self::Rook),
            Some(("knn", count)) => count.parse().ok().filter(|count| *count > 0).map(Self::Nearest),
            Some(("band", km)) => positive(km).map(Self::WithinKm),
            Some(("inverse", km)) => positive(km).map(Self::InverseDistanceKm),
            _ => None,
        }
    }
}

/// A neighbor of a unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Neighbor {
    /// Its position.
    pub unit: usize,
    /// How much it counts, above 0.
    pub weight: f64,
}

/// The neighbors of every unit, by ascending position; a unit is never its own.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Weights {
    starts: Vec<usize>,
    neighbors: Vec<Neighbor>,
}

impl Weights {
    /// The weights of lists of neighbors. A unit's own entry and positions beyond the list are left out, doubles keep the first.
    #[must_use]
    pub fn new(lists: Vec<Vec<Neighbor>>) -> Self {
        let count = lists.len();
        let mut weights = Self {
            starts: vec![0],
            neighbors: Vec::new(),
        };
        for (unit, mut list) in lists.into_iter().enumerate() {
            list.retain(|neighbor| neighbor.unit != unit && neighbor.unit < count && neighbor.weight > 0.0);
            list.sort_by_key(|neighbor| neighbor.unit);
            list.dedup_by_key(|neighbor| neighbor.unit);
            weights.neighbors.append(&mut list);
            weights.starts.push(weights.neighbors.len());
        }
        weights
    }

    /// The binary, mutual weights of pairs of units.
    #[must_use]
    pub fn of_pairs(count: usize, pairs: impl IntoIterator<Item = (usize, usize)>) -> Self {
        let mut lists = vec![Vec::new(); count];
        for (a, b) in pairs {
            for (from, to) in [(a, b), (b, a)] {
                if let Some(list) = lists.get_mut(from) {
                    list.push(Neighbor { unit: to, weight: 1.0 });
                }
            }
        }
        Self::new(lists)
    }

    /// How many units there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The neighbors of a unit.
    #[must_use]
    pub fn of(&self, unit: usize) -> &[Neighbor] {
        let range = self.starts.get(unit).zip(self.starts.get(unit + 1));
        range
            .and_then(|(start, end)| self.neighbors.get(*start..*end))
            .unwrap_or(&[])
    }

    /// The neighbors of all units, in order.
    pub fn lists(&self) -> impl Iterator<Item = &[Neighbor]> {
        self.starts.windows(2).map(|pair| match pair {
            [start, end] => self.neighbors.get(*start..*end).unwrap_or(&[]),
            _ => &[],
        })
    }

    /// The units without neighbors.
    #[must_use]
    pub fn islands(&self) -> Vec<usize> {
        let empty = self.lists().enumerate().filter(|(_, list)| list.is_empty());
        empty.map(|(unit, _)| unit).collect()
    }

    /// How many pairs of units are joined, whether one way or both.
    #[must_use]
    pub fn pair_count(&self) -> usize {
        let one_way = self.lists().enumerate().flat_map(|(unit, list)| {
            list.iter().filter(move |neighbor| {
                unit < neighbor.unit || self.of(neighbor.unit).iter().all(|back| back.unit != unit)
            })
        });
        one_way.count()
    }

    /// The fewest, the mean and the most neighbors of a unit; `None` without units.
    #[must_use]
    pub fn degrees(&self) -> Option<(usize, f64, usize)> {
        let least = self.lists().map(<[Neighbor]>::len).min()?;
        let most = self.lists().map(<[Neighbor]>::len).max()?;
        Some((least, of_count(self.neighbors.len()) / of_count(self.len()), most))
    }

    /// The same neighbors with weights that add up to 1 for each unit.
    #[must_use]
    pub fn row_standardized(&self) -> Self {
        let mut standardized = self.clone();
        for pair in self.starts.windows(2) {
            let [start, end] = pair else { continue };
            let Some(list) = standardized.neighbors.get_mut(*start..*end) else {
                continue;
            };
            let total = sum(list.iter().map(|neighbor| neighbor.weight));
            for neighbor in list {
                neighbor.weight /= total;
            }
        }
        standardized
    }

    /// The same neighbors, each counting 1.
    #[must_use]
    pub fn binary(&self) -> Self {
        let mut binary = self.clone();
        for neighbor in &mut binary.neighbors {
            neighbor.weight = 1.0;
        }
        binary
    }

    /// The weights among the units that are kept, which move up to close the gaps.
    #[must_use]
    pub fn among(&self, is_kept: &[bool]) -> Self {
        let mut next = 0;
        let places: Vec<Option<usize>> = (0..self.len())
            .map(|unit| {
                let kept = is_kept.get(unit).copied().unwrap_or(false);
                kept.then(|| {
                    next += 1;
                    next - 1
                })
            })
            .collect();
        let moved = |neighbor: &Neighbor| {
            places.get(neighbor.unit).copied().flatten().map(|unit| Neighbor {
                unit,
                weight: neighbor.weight,
            })
        };
        let kept = self.lists().zip(&places).filter(|(_, place)| place.is_some());
        Self::new(kept.map(|(list, _)| list.iter().filter_map(moved).collect()).collect())
    }

    /// Whether all neighbors of each unit count the same.
    #[must_use]
    pub fn are_even(&self) -> bool {
        self.lists().all(|list| {
            let first = list.first().map(|neighbor| neighbor.weight);
            list.iter().all(|neighbor| Some(neighbor.weight) == first)
        })
    }

    /// The sums that the variances of Moran's and Geary's statistics rest on (Cliff & Ord 1981).
    #[must_use]
    pub fn moments(&self) -> Moments {
        let mut columns = vec![0.0; self.len()];
        let mut first = 0.0;
        for (unit, list) in self.lists().enumerate() {
            for neighbor in list {
                if let Some(column) = columns.get_mut(neighbor.unit) {
                    *column += neighbor.weight;
                }
                let back = self.of(neighbor.unit);
                let back = back
                    .binary_search_by_key(&unit, |other| other.unit)
                    .ok()
                    .and_then(|place| back.get(place))
                    .map_or(0.0, |other| other.weight);
                // A pair that is joined both ways is met twice, one that is joined one way once.
                let share = if back > 0.0 { 0.5 } else { 1.0 };
                first += share * (neighbor.weight + back).powi(2);
            }
        }
        let rows = self
            .lists()
            .map(|list| sum(list.iter().map(|neighbor| neighbor.weight)));
        let second = sum(rows.zip(&columns).map(|(row, column)| (row + column).powi(2)));
        Moments {
            total: sum(self.neighbors.iter().map(|neighbor| neighbor.weight)),
            first,
            second,
        }
    }
}

/// `S0 = Σ w_ij`, `S1 = ½ Σ (w_ij + w_ji)²`, `S2 = Σ_i (Σ_j w_ij + Σ_j w_ji)²`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moments {
    /// `S0`.
    pub total: f64,
    /// `S1`.
    pub first: f64,
    /// `S2`.
    pub second: f64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn islands_are_reported_and_pairs_counted_once() {
        let weights = Weights::of_pairs(4, [(0, 1), (1, 0), (1, 2), (2, 2), (1, 9)]);
        assert_eq!(weights.pair_count(), 2);
        assert_eq!(weights.islands(), [3]);
        assert_eq!(weights.degrees(), Some((0, 1.0, 2)));
        let rows = weights.row_standardized();
        assert_eq!(
            rows.of(1).iter().map(|neighbor| neighbor.weight).collect::<Vec<_>>(),
            [0.5, 0.5]
        );
        assert_eq!(
            weights.among(&[false, true, true, true]).of(0),
            [Neighbor { unit: 1, weight: 1.0 }]
        );
    }

    #[test]
    fn moments_of_mutual_binary_weights_are_those_of_the_book() {
        let moments = Weights::of_pairs(3, [(0, 1), (1, 2)]).moments();
        assert_eq!((moments.total, moments.first, moments.second), (4.0, 8.0, 24.0));
    }

    #[test]
    fn rules_are_read_as_they_are_written() {
        for rule in [
            Rule::Queen,
            Rule::Rook,
            Rule::Nearest(4),
            Rule::WithinKm(25.5),
            Rule::InverseDistanceKm(9.0),
        ] {
            assert_eq!(Rule::from_word(&rule.word()), Some(rule));
        }
        for word in ["", "king", "knn:0", "knn:x", "band:-1", "band:inf", "queen:1"] {
            assert_eq!(Rule::from_word(word), None, "{word}");
        }
    }
}
