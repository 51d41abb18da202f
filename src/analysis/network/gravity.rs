//! How many ties two regions should have by their size and distance: a gravity model by Poisson pseudo-maximum likelihood.
//!
//! Counts of ties are many times zero, which logarithms cannot hold; the method of Santos Silva & Tenreyro (2006) needs none.
//! Which regions and members are meant, the caller knows.

use crate::analysis::numbers::{of_count, sum};

/// Fewer expected ties than this are too few to compare with.
pub const FEW_EXPECTED: f64 = 0.5;

/// One pair of regions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RegionPair {
    /// How many members the two regions have.
    pub members: [f64; 2],
    /// The distance in km, above 0.
    pub km: f64,
    /// How many ties run between them.
    pub ties: f64,
}

/// How the sizes enter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sizes {
    /// `ln(n_a n_b)`: the order of regions does not matter.
    #[default]
    Product,
    /// `ln n_a` and `ln n_b` on their own.
    Apart,
}

/// Why there is no model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoModel {
    /// Fewer pairs than numbers to find, or none with ties.
    TooFew,
    /// The pairs do not tell the numbers apart, or the search does not settle.
    Unsettled,
}

/// A fitted model: constant, sizes, `ln km`.
#[derive(Clone, Debug, PartialEq)]
pub struct Gravity {
    /// How many pairs it rests on: those with members on both sides and a distance above 0.
    pub count: usize,
    /// The constant, the exponent of size (or two), the exponent of distance.
    pub coefficients: Vec<f64>,
    /// Standard errors that trust the Poisson variance.
    pub model_errors: Vec<f64>,
    /// Standard errors that do not (HC0), which are the ones to read.
    pub robust_errors: Vec<f64>,
    /// Twice the log-likelihood that is missing to a perfect fit.
    pub deviance: f64,
    /// The Poisson log-likelihood; `None` where a tie count is not whole.
    pub log_likelihood: Option<f64>,
    /// The expected ties of each given pair; `None` for pairs that were left out.
    pub expected: Vec<Option<f64>>,
}

const MOST_ROUNDS: usize = 200;

/// The model of ties between regions. Pairs with a distance of 0 or without members are left out. `O(pairs)` a round.
///
/// # Errors
///
/// [`NoModel`] where there is none. Oracle: statsmodels GLM Poisson.
pub fn gravity(pairs: &[RegionPair], sizes: Sizes) -> Result<Gravity, NoModel> {
    let rows: Vec<Option<Row>> = pairs.iter().map(|pair| Row::of(pair, sizes)).collect();
    let used: Vec<&Row> = rows.iter().flatten().collect();
    let width = used.first().map_or(0, |row| row.terms.len());
    if used.len() <= width || used.iter().all(|row| row.ties <= 0.0) {
        return Err(NoModel::TooFew);
    }
    let (coefficients, information) = settle(&used, width)?;
    let expected_of = |row: &Row| dot(&row.terms, &coefficients).exp();
    let model = inverse(&information).ok_or(NoModel::Unsettled)?;
    let spread = weighted_squares(&used, width, |row| (row.ties - expected_of(row)).powi(2));
    let robust = product(&product(&model, &spread), &model);
    let roots = |matrix: &[Vec<f64>]| -> Vec<f64> {
        let diagonal = matrix.iter().enumerate().filter_map(|(at, row)| row.get(at));
        diagonal.map(|value| value.max(0.0).sqrt()).collect()
    };
    Ok(Gravity {
        count: used.len(),
        model_errors: roots(&model),
        robust_errors: roots(&robust),
        deviance: deviance(&used, &coefficients),
        log_likelihood: log_likelihood(&used, &coefficients),
        expected: rows.iter().map(|row| row.as_ref().map(expected_of)).collect(),
        coefficients,
    })
}

struct Row {
    terms: Vec<f64>,
    ties: f64,
}

impl Row {
    fn of(pair: &RegionPair, sizes: Sizes) -> Option<Self> {
        let [a, b] = pair.members;
        let is_usable = a > 0.0 && b > 0.0 && pair.km > 0.0 && pair.ties >= 0.0;
        is_usable.then(|| Self {
            terms: match sizes {
                Sizes::Product => vec![1.0, (a * b).ln(), pair.km.ln()],
                Sizes::Apart => vec![1.0, a.ln(), b.ln(), pair.km.ln()],
            },
            ties: pair.ties,
        })
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// `Σ weight · terms termsᵀ`.
fn weighted_squares(rows: &[&Row], width: usize, weight: impl Fn(&Row) -> f64) -> Vec<Vec<f64>> {
    let mut result = vec![vec![0.0; width]; width];
    for row in rows {
        let weight = weight(row);
        for (line, a) in result.iter_mut().zip(&row.terms) {
            for (cell, b) in line.iter_mut().zip(&row.terms) {
                *cell += weight * a * b;
            }
        }
    }
    result
}

/// Iteratively reweighted least squares from the statisticians' usual start, until the deviance stands still.
fn settle(rows: &[&Row], width: usize) -> Result<(Vec<f64>, Vec<Vec<f64>>), NoModel> {
    let mean = sum(rows.iter().map(|row| row.ties)) / of_count(rows.len());
    let mut expected: Vec<f64> = rows.iter().map(|row| f64::midpoint(row.ties, mean)).collect();
    let mut last = f64::INFINITY;
    for _round in 0..MOST_ROUNDS {
        let mut left = vec![vec![0.0; width]; width];
        let mut right = vec![0.0; width];
        for (row, expected) in rows.iter().zip(&expected) {
            let working = expected.ln() + (row.ties - expected) / expected;
            for ((line, own), a) in left.iter_mut().zip(&mut right).zip(&row.terms) {
                *own += expected * a * working;
                for (cell, b) in line.iter_mut().zip(&row.terms) {
                    *cell += expected * a * b;
                }
            }
        }
        let inverse = inverse(&left).ok_or(NoModel::Unsettled)?;
        let coefficients: Vec<f64> = inverse.iter().map(|line| dot(line, &right)).collect();
        for (expected, row) in expected.iter_mut().zip(rows) {
            *expected = dot(&row.terms, &coefficients).clamp(-300.0, 300.0).exp();
        }
        let now = deviance(rows, &coefficients);
        if !now.is_finite() {
            return Err(NoModel::Unsettled);
        }
        if (now - last).abs() <= 1e-13 * now.abs().max(1.0) {
            let information = weighted_squares(rows, width, |row| dot(&row.terms, &coefficients).exp());
            return Ok((coefficients, information));
        }
        last = now;
    }
    Err(NoModel::Unsettled)
}

fn deviance(rows: &[&Row], coefficients: &[f64]) -> f64 {
    2.0 * sum(rows.iter().map(|row| {
        let log_expected = dot(&row.terms, coefficients);
        let fit = if row.ties > 0.0 {
            row.ties * (row.ties.ln() - log_expected)
        } else {
            0.0
        };
        fit - (row.ties - log_expected.exp())
    }))
}

fn log_likelihood(rows: &[&Row], coefficients: &[f64]) -> Option<f64> {
    if rows.iter().any(|row| row.ties.fract() != 0.0) {
        return None;
    }
    Some(sum(rows.iter().map(|row| {
        let log_expected = dot(&row.terms, coefficients);
        row.ties * log_expected - log_expected.exp() - log_factorial(row.ties)
    })))
}

fn log_factorial(count: f64) -> f64 {
    let mut total = 0.0;
    let mut factor = 2.0;
    while factor <= count {
        total += f64::ln(factor);
        factor += 1.0;
    }
    total
}

fn product(a: &[Vec<f64>], b: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let column = |at: usize| -> Vec<f64> { b.iter().filter_map(|row| row.get(at).copied()).collect() };
    a.iter()
        .map(|row| (0..b.len()).map(|at| dot(row, &column(at))).collect())
        .collect()
}

/// The inverse of a small matrix by elimination with the largest pivot; `None` where it has none.
fn inverse(matrix: &[Vec<f64>]) -> Option<Vec<Vec<f64>>> {
    let size = matrix.len();
    let mut rows: Vec<Vec<f64>> = matrix
        .iter()
        .enumerate()
        .map(|(at, row)| {
            let unit = (0..size).map(|column| f64::from(u8::from(column == at)));
            row.iter().copied().chain(unit).collect()
        })
        .collect();
    let scale = matrix
        .iter()
        .flatten()
        .fold(0.0, |most: f64, value| most.max(value.abs()));
    for column in 0..size {
        let size_at = |row: &Vec<f64>| row.get(column).map_or(0.0, |value: &f64| value.abs());
        let (pivot, _) = rows
            .iter()
            .enumerate()
            .skip(column)
            .max_by(|(_, a), (_, b)| size_at(a).total_cmp(&size_at(b)))?;
        rows.swap(column, pivot);
        let mut chosen = std::mem::take(rows.get_mut(column)?);
        let head = *chosen.get(column)?;
        if head.is_nan() || head.abs() <= 1e-14 * scale {
            return None;
        }
        for value in &mut chosen {
            *value /= head;
        }
        for row in rows.iter_mut().filter(|row| !row.is_empty()) {
            let factor = row.get(column).copied().unwrap_or(0.0);
            for (value, own) in row.iter_mut().zip(&chosen) {
                *value -= factor * own;
            }
        }
        *rows.get_mut(column)? = chosen;
    }
    rows.iter().map(|row| row.get(size..).map(<[f64]>::to_vec)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_that_follow_the_law_give_it_back() {
        let pairs: Vec<RegionPair> = (1..40)
            .map(|at| {
                let members = [f64::from(at), f64::from(at % 7 + 1)];
                let km = f64::from(at * at % 23 + 5);
                RegionPair {
                    members,
                    km,
                    ties: 2.0 * members[0] * members[1] / km,
                }
            })
            .collect();
        let found = gravity(&pairs, Sizes::Product).unwrap();
        for (found, expected) in found.coefficients.iter().zip([2.0_f64.ln(), 1.0, -1.0]) {
            assert!((found - expected).abs() < 1e-9, "{found}");
        }
        assert_eq!((found.count, found.log_likelihood), (39, None));
    }

    #[test]
    fn pairs_at_no_distance_are_left_out_and_too_few_give_no_model() {
        let pair = RegionPair {
            members: [2.0, 3.0],
            km: 0.0,
            ties: 1.0,
        };
        assert_eq!(gravity(&[pair; 9], Sizes::Product), Err(NoModel::TooFew));
        let same = RegionPair { km: 5.0, ..pair };
        assert_eq!(gravity(&[same; 9], Sizes::Product), Err(NoModel::Unsettled));
    }
}
