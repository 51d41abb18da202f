//! The largest eigenvalues and eigenvectors of a large symmetric matrix that is known only by what it does to vectors.
//!
//! A block Lanczos iteration with full reorthogonalization finds them, two vectors at a time, so that an eigenvalue that occurs twice
//! is found twice. The crates of linear algebra take whole matrices apart, of which two vectors are wanted here. It works for positive semidefinite matrices of at most a few thousand rows; what the eigenvectors mean is known to [`super::complexity`].

use rand_chacha::ChaCha8Rng;
use rand_core::{RngCore, SeedableRng};

use super::numbers::of_count;

/// Two vectors side by side: what the matrix is applied to at once.
pub(super) type Pair = [f64; 2];

/// The largest basis that is built before the best found so far is given.
const MOST_STEPS: usize = 220;
/// How far from an eigenvector a vector may be, as a share of the gap to the next eigenvalue.
const SLACK: f64 = 1e-10;

/// An eigenvalue with its vector of unit length.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Eigenpair {
    pub(super) value: f64,
    pub(super) vector: Vec<f64>,
}

/// The two largest eigenvalues of the matrix on what is orthogonal to `known` (vectors of unit length), the vector of the first
/// converged to about 10⁻¹⁰. Fewer where the space is smaller.
///
/// `apply` multiplies two vectors at once. The start is fixed, so the same matrix gives the same bits.
pub(super) fn largest_two(size: usize, known: &[Vec<f64>], apply: impl Fn(&[Pair]) -> Vec<Pair>) -> Vec<Eigenpair> {
    let mut basis: Vec<Vec<f64>> = Vec::new();
    let mut images: Vec<Vec<f64>> = Vec::new();
    let mut small: Vec<Vec<f64>> = Vec::new();
    let most = size.saturating_sub(known.len()).min(MOST_STEPS);
    let mut random = ChaCha8Rng::seed_from_u64(size as u64);
    let mut next = [start(size, &mut random), start(size, &mut random)];
    let mut look_at = 12;
    loop {
        let before = basis.len();
        for candidate in &mut next {
            if basis.len() < most {
                join(candidate, known, &mut basis, size, &mut random);
            }
        }
        let added = basis.len() - before;
        let applied = apply(&side_by_side(basis.get(before..).unwrap_or(&[]), size));
        images.extend((0..added).map(|place| taken(&applied, place)));
        widen(&mut small, &basis, &images);
        next = [taken(&applied, 0), taken(&applied, added.saturating_sub(1))];
        let is_full = added == 0 || basis.len() >= most;
        if is_full || basis.len() >= look_at {
            look_at = basis.len() + basis.len() / 3 + 2;
            let found = ritz(&basis, &small);
            if is_full || is_converged(&found, &images) {
                return found.into_iter().take(2).map(|(pair, _)| pair).collect();
            }
        }
    }
}

fn start(size: usize, random: &mut ChaCha8Rng) -> Vec<f64> {
    (0..size)
        .map(|_place| f64::from(random.next_u32()) / f64::from(u32::MAX) - 0.5)
        .collect()
}

/// Makes a candidate orthogonal to everything known and adds it; one that lies within is replaced by chance.
fn join(candidate: &mut Vec<f64>, known: &[Vec<f64>], basis: &mut Vec<Vec<f64>>, size: usize, random: &mut ChaCha8Rng) {
    for _attempt in 0..4 {
        let length = norm(candidate);
        for _pass in 0..2 {
            for other in known.iter().chain(basis.iter()) {
                let along = dot(candidate, other);
                for (value, of_other) in candidate.iter_mut().zip(other) {
                    *value -= along * of_other;
                }
            }
        }
        let left = norm(candidate);
        if left > 1e-10 * length && left > 0.0 {
            basis.push(candidate.iter().map(|value| value / left).collect());
            return;
        }
        *candidate = start(size, random);
    }
}

fn side_by_side(vectors: &[Vec<f64>], size: usize) -> Vec<Pair> {
    let at = |which: usize, place: usize| vectors.get(which).and_then(|vector| vector.get(place)).copied();
    (0..size)
        .map(|place| [at(0, place).unwrap_or(0.0), at(1, place).unwrap_or(0.0)])
        .collect()
}

fn taken(pairs: &[Pair], which: usize) -> Vec<f64> {
    pairs.iter().map(|[a, b]| if which == 0 { *a } else { *b }).collect()
}

pub(super) fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn norm(vector: &[f64]) -> f64 {
    dot(vector, vector).sqrt()
}

/// The two largest eigenpairs of the matrix within the basis, each with its coordinates in the basis. `small` is the matrix as the
/// basis sees it.
fn ritz(basis: &[Vec<f64>], small: &[Vec<f64>]) -> Vec<(Eigenpair, Vec<f64>)> {
    let found = semidefinite(small).into_iter().take(2);
    found
        .map(|found| (combined(found.value, &found.vector, basis), found.vector))
        .collect()
}

/// Adds what the basis sees of the newest images.
fn widen(small: &mut Vec<Vec<f64>>, basis: &[Vec<f64>], images: &[Vec<f64>]) {
    let before = small.len();
    for (place, own) in basis.iter().enumerate() {
        let first_new = if place < before { before } else { 0 };
        let seen = images.iter().skip(first_new).map(|image| dot(own, image));
        match small.get_mut(place) {
            Some(row) => row.extend(seen),
            None => small.push(seen.collect()),
        }
    }
}

fn combined(value: f64, coordinates: &[f64], vectors: &[Vec<f64>]) -> Eigenpair {
    let mut vector = vec![0.0; vectors.first().map_or(0, Vec::len)];
    for (share, own) in coordinates.iter().zip(vectors) {
        for (sum, part) in vector.iter_mut().zip(own) {
            *sum += share * part;
        }
    }
    Eigenpair { value, vector }
}

/// Whether the first vector is as close to an eigenvector as the gap to the second allows to ask.
fn is_converged(found: &[(Eigenpair, Vec<f64>)], images: &[Vec<f64>]) -> bool {
    let [(first, coordinates), (second, _), ..] = found else {
        return false;
    };
    let image = combined(0.0, coordinates, images).vector;
    let off = image
        .iter()
        .zip(&first.vector)
        .map(|(image, own)| image - first.value * own);
    let residual = norm(&off.collect::<Vec<f64>>());
    let gap = (first.value - second.value).max(1e-9);
    // A residual near the rounding of the sums cannot become smaller.
    residual <= (SLACK * gap).max(1e-14 * of_count(images.len()))
}

/// All eigenpairs of a small symmetric positive semidefinite matrix, from the largest value, by one-sided rotations of its rows
/// (Hestenes 1958): rows that have become orthogonal are the eigenvectors, as long as their eigenvalues. `O(n³)` for each sweep.
pub(super) fn semidefinite(matrix: &[Vec<f64>]) -> Vec<Eigenpair> {
    let mut rows = matrix.to_vec();
    let least = 1e-15 * rows.iter().map(|row| norm(row)).fold(0.0, f64::max);
    for _sweep in 0..40 {
        let mut turned = false;
        for first in 0..rows.len() {
            for second in first + 1..rows.len() {
                let (head, tail) = rows.split_at_mut(second);
                if let (Some(a), Some(b)) = (head.get_mut(first), tail.first_mut()) {
                    turned |= made_orthogonal(a, b, least);
                }
            }
        }
        if !turned {
            break;
        }
    }
    let mut pairs: Vec<Eigenpair> = rows
        .into_iter()
        .map(|row| {
            let value = norm(&row);
            let scale = if value > 0.0 { value } else { 1.0 };
            Eigenpair {
                value,
                vector: row.iter().map(|cell| cell / scale).collect(),
            }
        })
        .collect();
    pairs.sort_by(|a, b| b.value.total_cmp(&a.value));
    pairs
}

/// Turns two rows in their plane until they are orthogonal; whether they were not yet.
fn made_orthogonal(a: &mut [f64], b: &mut [f64], least: f64) -> bool {
    let (of_a, of_b, across) = (dot(a, a), dot(b, b), dot(a, b));
    let lengths = (of_a * of_b).sqrt();
    if across.abs() <= 2e-16 * lengths.max(least * least) || of_a.sqrt() <= least || of_b.sqrt() <= least {
        return false;
    }
    let half = (of_b - of_a) / (2.0 * across);
    let tangent = half.signum() / (half.abs() + half.hypot(1.0));
    let cosine = 1.0 / tangent.hypot(1.0);
    let sine = cosine * tangent;
    for (a, b) in a.iter_mut().zip(b) {
        (*a, *b) = (cosine * *a - sine * *b, sine * *a + cosine * *b);
    }
    across.abs() > 1e-15 * lengths
}

#[cfg(test)]
mod tests {
    use super::*;

    fn multiplied(matrix: &[Vec<f64>], vectors: &[Pair]) -> Vec<Pair> {
        let row = |cells: &Vec<f64>| {
            let both = cells.iter().zip(vectors);
            both.fold([0.0, 0.0], |sum, (cell, [a, b])| [sum[0] + cell * a, sum[1] + cell * b])
        };
        matrix.iter().map(row).collect()
    }

    #[test]
    fn a_small_matrix_is_taken_apart_whole() {
        let found = semidefinite(&[vec![2.0, 1.0], vec![1.0, 2.0]]);
        assert!((found[0].value - 3.0).abs() < 1e-12 && (found[1].value - 1.0).abs() < 1e-12);
        assert!((found[0].vector[0] - found[0].vector[1]).abs() < 1e-12);
    }

    #[test]
    fn the_largest_of_many_are_found_twice_where_they_occur_twice() {
        let size = 90;
        let matrix: Vec<Vec<f64>> = (0..size)
            .map(|row| {
                let value = if row < 2 { 5.0 } else { 4.0 / (1.0 + of_count(row)) };
                (0..size)
                    .map(|column| if row == column { value } else { 0.0 })
                    .collect()
            })
            .collect();
        let found = largest_two(size, &[], |vectors| multiplied(&matrix, vectors));
        assert!((found[0].value - 5.0).abs() < 1e-9 && (found[1].value - 5.0).abs() < 1e-9);
        let mut known = vec![0.0; size];
        known[0] = 1.0;
        let found = largest_two(size, &[known], |vectors| multiplied(&matrix, vectors));
        assert!((found[0].value - 5.0).abs() < 1e-9 && (found[1].value - 4.0 / 3.0).abs() < 1e-6);
    }

    #[test]
    fn a_space_of_one_has_one() {
        let found = largest_two(1, &[], |vectors| {
            vectors.iter().map(|[a, b]| [3.0 * a, 3.0 * b]).collect()
        });
        assert_eq!(found.len(), 1);
        assert!((found[0].value - 3.0).abs() < 1e-12);
    }
}
