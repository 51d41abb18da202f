//! Economic complexity: which regions have industries that few others have, and which industries stand only in such regions.
//!
//! The indices are eigenvectors of `M` weighted by diversity and ubiquity, found without ever writing the large matrix down
//! ([`super::spectral`]). On jobs of regions they mostly order regions by how alike their mixes are: a position, never a quality.

use std::borrow::Cow;

use super::numbers::{of_count, sum};
use super::packed::Packed;
use super::presence::{Part, Presence};
use super::spectral::{Pair, dot, largest_two};

/// Why there are no indices, or not for all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reservation {
    /// Fewer than three regions or industries hang together.
    TooSmall,
    /// The matrix falls into parts of which none is the largest.
    NoLargestPart,
    /// The matrix falls into parts; only the largest has values.
    LargestPartOnly,
    /// Two eigenvectors are equally good.
    NotUnique,
}

/// The indices of regions and industries; `None` for rows and columns without a one, or outside the largest part.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Complexity {
    /// ECI, a z-score over regions with population standard deviation; positively correlated with diversity.
    pub eci: Vec<Option<f64>>,
    /// PCI on ECI's scale: a region's ECI is the mean PCI of its industries (Growth Lab).
    pub pci: Vec<Option<f64>>,
    /// PCI as a z-score of its own.
    pub pci_z: Vec<Option<f64>>,
    /// The eigenvalue behind the indices, below 1: how much of the order survives a step from regions to industries and back.
    pub eigenvalue: Option<f64>,
    /// What a reader must know.
    pub reservation: Option<Reservation>,
}

/// The indices of a matrix of presences (Hidalgo & Hausmann 2009, by eigenvectors as in Mealy, Farmer & Teytelboym 2019).
///
/// ECI is the eigenvector of the second largest eigenvalue of `D⁻¹ B U⁻¹ Bᵀ` with `B` the matrix without empty rows and columns, `D`
/// its diversities and `U` its ubiquities. `O(ones + steps × cells/8)`. Oracles: `econcomplex.eci_pci`, `ecomplexity`.
#[must_use]
pub fn complexity(presence: &Presence) -> Complexity {
    let mut answer = Complexity {
        eci: vec![None; presence.row_count()],
        pci: vec![None; presence.column_count()],
        pci_z: vec![None; presence.column_count()],
        ..Complexity::default()
    };
    let Some(part) = presence.largest_part() else {
        let is_anything = presence.diversity().iter().any(|diversity| *diversity > 0);
        answer.reservation = Some(if is_anything {
            Reservation::NoLargestPart
        } else {
            Reservation::TooSmall
        });
        return answer;
    };
    if part.rows.len() < 3 || part.columns.len() < 3 {
        answer.reservation = Some(Reservation::TooSmall);
        return answer;
    }
    answer.reservation = (!part.is_whole).then_some(Reservation::LargestPartOnly);
    let is_all = part.rows.len() == presence.row_count() && part.columns.len() == presence.column_count();
    let restricted = if is_all {
        Cow::Borrowed(presence)
    } else {
        Cow::Owned(presence.restricted(&part))
    };
    let weighted = Weighted::new(&restricted);
    match weighted.second() {
        Some((eigenvalue, positions)) => {
            answer.eigenvalue = Some(eigenvalue);
            put_scaled(&mut answer, &weighted, &part, &positions);
        }
        None => answer.reservation = Some(Reservation::NotUnique),
    }
    answer
}

/// Brings regions' positions to z-scores, and gives industries the mean of their regions on the same scale.
fn put_scaled(answer: &mut Complexity, weighted: &Weighted, part: &Part, positions: &[f64]) {
    let eigenvalue = answer.eigenvalue.unwrap_or(1.0);
    let diversity: Vec<f64> = weighted.diversity.iter().copied().map(of_count).collect();
    let sign = if covariance(positions, &diversity) < 0.0 {
        -1.0
    } else {
        1.0
    };
    let Some((mean, deviation)) = mean_and_deviation(positions) else {
        answer.reservation = Some(Reservation::NotUnique);
        return;
    };
    let scaled = |value: f64| sign * (value - mean) / deviation;
    for (row, position) in part.rows.iter().zip(positions) {
        if let Some(slot) = answer.eci.get_mut(*row) {
            *slot = Some(scaled(*position));
        }
    }
    let pairs: Vec<Pair> = positions.iter().map(|position| [*position, 0.0]).collect();
    let held = weighted.by_columns.times(&pairs).into_iter().zip(&weighted.ubiquity);
    let raw: Vec<f64> = held
        .map(|([total, _], ubiquity)| total / of_count(*ubiquity) / eigenvalue)
        .collect();
    let own = mean_and_deviation(&raw);
    for (column, value) in part.columns.iter().zip(&raw) {
        if let Some(slot) = answer.pci.get_mut(*column) {
            *slot = Some(scaled(*value));
        }
        if let Some((slot, (mean, deviation))) = answer.pci_z.get_mut(*column).zip(own) {
            *slot = Some(sign * (value - mean) / deviation);
        }
    }
}

/// The mean and the population standard deviation; `None` where all values are equal.
fn mean_and_deviation(values: &[f64]) -> Option<(f64, f64)> {
    let count = of_count(values.len());
    let mean = sum(values.iter().copied()) / count;
    let deviation = (sum(values.iter().map(|value| (value - mean).powi(2))) / count).sqrt();
    (deviation > 1e-12 * mean.abs().max(1e-300)).then_some((mean, deviation))
}

fn covariance(a: &[f64], b: &[f64]) -> f64 {
    let mean = |values: &[f64]| sum(values.iter().copied()) / of_count(values.len());
    let (mean_a, mean_b) = (mean(a), mean(b));
    sum(a.iter().zip(b).map(|(a, b)| (a - mean_a) * (b - mean_b)))
}

/// `A = D^-½ B U^-½`, whose second left singular vector over `√d` is the regions' position.
struct Weighted {
    /// `B`, and turned.
    by_rows: Packed,
    by_columns: Packed,
    diversity: Vec<usize>,
    ubiquity: Vec<usize>,
    /// `1/√d`.
    rows: Vec<f64>,
    /// `1/√u`.
    columns: Vec<f64>,
}

impl Weighted {
    fn new(presence: &Presence) -> Self {
        let inverse_roots = |counts: &[usize]| counts.iter().map(|count| of_count(*count).sqrt().recip()).collect();
        let (diversity, ubiquity) = (presence.diversity(), presence.ubiquity());
        Self {
            by_rows: Packed::new(diversity.len(), ubiquity.len(), |row| presence.of_row(row)),
            by_columns: Packed::new(ubiquity.len(), diversity.len(), |column| presence.of_column(column)),
            rows: inverse_roots(&diversity),
            columns: inverse_roots(&ubiquity),
            diversity,
            ubiquity,
        }
    }

    /// The second largest eigenvalue and the regions' positions; `None` where it is not the only one of its size, or is nothing.
    fn second(&self) -> Option<(f64, Vec<f64>)> {
        let by_rows = self.rows.len() <= self.columns.len();
        let (size, weights) = if by_rows {
            (self.rows.len(), &self.rows)
        } else {
            (self.columns.len(), &self.columns)
        };
        // The first eigenvector is known: the square roots of diversity (or ubiquity), with eigenvalue 1.
        let mut trivial: Vec<f64> = weights.iter().map(|weight| weight.recip()).collect();
        let length = dot(&trivial, &trivial).sqrt();
        for value in &mut trivial {
            *value /= length;
        }
        let apply = |vectors: &[Pair]| {
            if by_rows {
                self.to_rows(&self.to_columns(vectors))
            } else {
                self.to_columns(&self.to_rows(vectors))
            }
        };
        let found = largest_two(size, &[trivial], apply);
        let first = found.first()?;
        let next = found.get(1).map_or(0.0, |second| second.value);
        if first.value <= 1e-9 || first.value - next <= 1e-9 || first.value >= 1.0 - 1e-9 {
            return None;
        }
        let left = if by_rows {
            first.vector.clone()
        } else {
            let pairs: Vec<Pair> = first.vector.iter().map(|value| [*value, 0.0]).collect();
            self.to_rows(&pairs).into_iter().map(|[value, _]| value).collect()
        };
        let positions = left.iter().zip(&self.rows).map(|(value, weight)| value * weight);
        Some((first.value, positions.collect()))
    }

    /// `A x`: from industries to regions.
    fn to_rows(&self, vectors: &[Pair]) -> Vec<Pair> {
        scaled(&self.by_rows.times(&scaled(vectors, &self.columns)), &self.rows)
    }

    /// `Aᵀ y`: from regions to industries.
    fn to_columns(&self, vectors: &[Pair]) -> Vec<Pair> {
        scaled(&self.by_columns.times(&scaled(vectors, &self.rows)), &self.columns)
    }
}

fn scaled(vectors: &[Pair], weights: &[f64]) -> Vec<Pair> {
    vectors
        .iter()
        .zip(weights)
        .map(|([a, b], weight)| [a * weight, b * weight])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nested_regions_stand_in_the_order_of_their_diversity() {
        let triangle = Presence::from_fn(4, 4, |row, column| column <= 3 - row);
        let found = complexity(&triangle);
        for (found, expected) in found.eci.iter().zip([1.341_641, 0.447_214, -0.447_214, -1.341_641]) {
            assert!((found.unwrap() - expected).abs() < 1e-6, "{found:?}");
        }
        for (found, expected) in found.pci.iter().zip([-1.341_641, 0.447_214, 2.236_068, 4.024_922]) {
            assert!((found.unwrap() - expected).abs() < 1e-6, "{found:?}");
        }
        assert!((found.eigenvalue.unwrap() - 0.25).abs() < 1e-9);
    }

    #[test]
    fn equal_parts_leave_the_index_undefined() {
        let rows = [[1, 1, 0, 0], [1, 0, 0, 0], [0, 0, 1, 1], [0, 0, 0, 1]];
        let found = complexity(&Presence::from_fn(4, 4, |row, column| rows[row][column] == 1));
        assert_eq!(
            (found.eci, found.reservation),
            (vec![None; 4], Some(Reservation::NoLargestPart))
        );
    }

    #[test]
    fn an_empty_region_takes_no_part() {
        let rows = [[1, 1, 1], [0, 0, 0], [1, 1, 0], [1, 0, 0]];
        let found = complexity(&Presence::from_fn(4, 3, |row, column| rows[row][column] == 1));
        assert_eq!(found.eci[1], None);
        assert!((found.eci[0].unwrap() - 1.224_744_871_39).abs() < 1e-9 && found.eci[2].unwrap().abs() < 1e-9);
        assert_eq!(found.reservation, None);
    }

    #[test]
    fn regions_that_are_all_alike_have_no_order() {
        let found = complexity(&Presence::from_fn(5, 5, |_, _| true));
        assert_eq!(
            (found.eci, found.reservation),
            (vec![None; 5], Some(Reservation::NotUnique))
        );
    }
}
