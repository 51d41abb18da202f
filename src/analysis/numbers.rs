//! Sums and quantiles that other formulas rest on: exact to the last bits, and undefined where there is nothing to count.
//!
//! What the numbers mean is decided by the callers.

/// A count as a number. Counts here are of regions, members and ties: far below 2^53.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
pub fn of_count(count: usize) -> f64 {
    count as f64
}

/// The sum of values, compensated (Neumaier 1974), so that the order of the summands hardly matters. The sum of nothing is 0.
#[must_use]
pub fn sum(values: impl IntoIterator<Item = f64>) -> f64 {
    let mut total = 0.0_f64;
    let mut lost = 0.0_f64;
    for value in values {
        let next = total + value;
        lost += if total.abs() >= value.abs() {
            (total - next) + value
        } else {
            (value - next) + total
        };
        total = next;
    }
    total + lost
}

/// Adds rows to a total, each times its factor: four at a time, so that the total is written a quarter as often. Plain sums, for
/// summands of like size.
pub(super) fn add_rows<'a>(total: &mut [f64], rows: impl Iterator<Item = (&'a [f64], f64)>) {
    let rows: Vec<(&[f64], f64)> = rows.collect();
    let (fours, rest) = rows.as_chunks::<4>();
    for [(a, of_a), (b, of_b), (c, of_c), (d, of_d)] in fours {
        let cells = a.iter().zip(*b).zip(c.iter().zip(*d));
        for (total, ((a, b), (c, d))) in total.iter_mut().zip(cells) {
            *total += (of_a * a + of_b * b) + (of_c * c + of_d * d);
        }
    }
    for (row, factor) in rest {
        for (total, cell) in total.iter_mut().zip(*row) {
            *total += factor * cell;
        }
    }
}

/// The mean and the sample standard deviation (n − 1) of values; `None` for fewer than two.
#[must_use]
pub fn mean_and_sample_deviation(values: &[f64]) -> Option<(f64, f64)> {
    if values.len() < 2 {
        return None;
    }
    let count = of_count(values.len());
    let mean = sum(values.iter().copied()) / count;
    let squares = sum(values.iter().map(|value| (value - mean).powi(2)));
    Some((mean, (squares / (count - 1.0)).sqrt()))
}

/// The quantile of type 7 (linear interpolation, Hyndman & Fan 1996) of sorted values; `None` for no values.
///
/// `share` is between 0 and 1.
#[must_use]
pub fn quantile_of_sorted(sorted: &[f64], share: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let place = of_count(last) * share.clamp(0.0, 1.0);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and the last index"
    )]
    let below = place.floor() as usize;
    let low = sorted.get(below)?;
    let high = sorted.get((below + 1).min(last))?;
    Some(low + (place - place.floor()) * (high - low))
}

/// The values in ascending order.
#[must_use]
pub fn sorted(values: impl IntoIterator<Item = f64>) -> Vec<f64> {
    let mut sorted: Vec<f64> = values.into_iter().collect();
    sorted.sort_by(f64::total_cmp);
    sorted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_keeps_what_large_numbers_would_swallow() {
        assert!((sum([1.0, 1e100, 1.0, -1e100]) - 2.0).abs() < f64::EPSILON);
        assert!(sum([]).abs() < f64::EPSILON);
    }

    #[test]
    fn rows_are_added_with_their_factors_however_many_there_are() {
        for count in 0..10_i32 {
            let rows: Vec<[f64; 3]> = (0..count).map(|row| [1.0, f64::from(row), -2.0]).collect();
            let mut total = [10.0; 3];
            add_rows(
                &mut total,
                rows.iter()
                    .zip(0..count)
                    .map(|(row, factor)| (&row[..], f64::from(factor))),
            );
            let factors: f64 = (0..count).map(f64::from).sum();
            let squares: f64 = (0..count).map(|row| f64::from(row * row)).sum();
            assert_eq!(total, [10.0 + factors, 10.0 + squares, 10.0 - 2.0 * factors]);
        }
    }

    #[test]
    fn quantiles_interpolate_between_neighbors() {
        assert_eq!(quantile_of_sorted(&[1.0, 2.0, 3.0, 4.0], 0.75), Some(3.25));
        assert_eq!(quantile_of_sorted(&[7.0], 0.25), Some(7.0));
        assert_eq!(quantile_of_sorted(&[], 0.5), None);
    }
}
