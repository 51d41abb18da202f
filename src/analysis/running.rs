//! Sums of many cells that keep what rounding loses, like [`super::numbers::sum`] to the bit, without a question for each summand.
//!
//! What is lost by an addition is found by Møller's and Knuth's six operations (1965, 1969), which are the same whichever summand is
//! larger; a cell without a number adds nothing and is counted. What the sums are of is known to [`super::benchmark`].

use rayon::prelude::*;

use super::grid::Total;
use super::numbers::of_count;
use crate::document::Cell;

/// So many regions are added up side by side, whatever the number of threads: their sums stay in the nearest memory.
const REGIONS_AT_ONCE: usize = 512;

/// Adds a number, NaN for none, to a sum, what rounding lost of it and how many numbers it has.
#[inline]
fn add(number: f64, total: &mut f64, lost: &mut f64, known: &mut f64) {
    let is_none = number.is_nan();
    let value = if is_none { 0.0 } else { number };
    let next = *total + value;
    let added = next - *total;
    *lost += (*total - (next - added)) + (value - added);
    *total = next;
    *known += if is_none { 0.0 } else { 1.0 };
}

/// The sum of numbers of which some are none (NaN), as `Total::added_up` has it. Nothing known is no sum.
pub(super) fn added_numbers(numbers: impl ExactSizeIterator<Item = f64>) -> Total {
    let count = of_count(numbers.len());
    let (mut total, mut lost, mut known) = (0.0, 0.0, 0.0);
    for number in numbers {
        add(number, &mut total, &mut lost, &mut known);
    }
    Total {
        value: (known > 0.0).then_some(total + lost),
        is_incomplete: known < count,
    }
}

/// For each of so many regions the sum of its cells in all columns, one column after the other. Where a column has no entry for a
/// region, what `instead` gives by column and region takes its place. The same bits on any number of threads.
pub(super) fn added_columns(
    count: usize,
    columns: &[&[Cell]],
    instead: impl Fn(usize, usize) -> Total + Sync,
) -> Vec<Total> {
    let parts: Vec<Vec<Total>> = (0..count.div_ceil(REGIONS_AT_ONCE))
        .into_par_iter()
        .map(|part| {
            let first = part * REGIONS_AT_ONCE;
            let mut running = Running::new(REGIONS_AT_ONCE.min(count - first));
            for (place, column) in columns.iter().enumerate() {
                running.add(column.get(first..).unwrap_or(&[]), |region| {
                    instead(place, first + region)
                });
            }
            running.totals(of_count(columns.len()))
        })
        .collect();
    parts.concat()
}

/// The sums of some regions, which grow by a column at a time.
struct Running {
    totals: Vec<f64>,
    lost: Vec<f64>,
    known: Vec<f64>,
    /// Whether something that took the place of a missing cell is itself not all there is.
    is_short: Vec<bool>,
}

impl Running {
    fn new(count: usize) -> Self {
        Self {
            totals: vec![0.0; count],
            lost: vec![0.0; count],
            known: vec![0.0; count],
            is_short: vec![false; count],
        }
    }

    fn add(&mut self, cells: &[Cell], instead: impl Fn(usize) -> Total) {
        let count = self.totals.len();
        let cells = cells.get(..count).unwrap_or(cells);
        let sums = self.totals.iter_mut().zip(&mut self.lost).zip(&mut self.known);
        for (((total, lost), known), cell) in sums.zip(cells) {
            add(cell.number(), total, lost, known);
        }
        if cells.iter().fold(false, |is, cell| is | cell.is_missing()) {
            for (region, _) in cells.iter().enumerate().filter(|(_, cell)| cell.is_missing()) {
                self.add_one(region, instead(region));
            }
        }
        for region in cells.len()..count {
            self.add_one(region, instead(region));
        }
    }

    fn add_one(&mut self, region: usize, part: Total) {
        let sums = self.totals.get_mut(region).zip(self.lost.get_mut(region));
        let sums = sums.zip(self.known.get_mut(region).zip(self.is_short.get_mut(region)));
        if let Some(((total, lost), (known, is_short))) = sums {
            *is_short |= part.is_incomplete;
            add(part.value.unwrap_or(f64::NAN), total, lost, known);
        }
    }

    fn totals(&self, columns: f64) -> Vec<Total> {
        let sums = self.totals.iter().zip(&self.lost).zip(&self.known);
        sums.zip(&self.is_short)
            .map(|(((total, lost), known), is_short)| Total {
                value: (*known > 0.0).then_some(total + lost),
                is_incomplete: *is_short || *known < columns,
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::numbers::sum;
    use crate::document::Observation;

    #[test]
    fn sums_are_those_of_the_plain_rule_to_the_bit() {
        let numbers: Vec<f64> = (0_i32..200)
            .map(|place| f64::from(place % 7 - 3) * 10_f64.powi(place % 31 - 12) / 3.0)
            .collect();
        let found = added_numbers(numbers.iter().copied());
        assert_eq!(
            found.value.map(f64::to_bits),
            Some(sum(numbers.iter().copied()).to_bits())
        );
        assert!(!found.is_incomplete);
        assert_eq!(
            added_numbers([1.0, f64::NAN].into_iter()),
            Total {
                value: Some(1.0),
                is_incomplete: true
            }
        );
        assert_eq!(added_numbers([f64::NAN].into_iter()).value, None);
    }

    #[test]
    fn a_region_with_a_cell_that_is_not_published_has_an_incomplete_total() {
        use Observation::{Missing, NotPublished, Value};
        let first = [Value(2.0), NotPublished, Missing, Value(1.0)].map(Cell::from);
        let second = [Value(0.5), NotPublished, Value(3.0)].map(Cell::from);
        let instead = |column: usize, _region: usize| Total::published((column == 0).then_some(5.0));
        let totals = added_columns(4, &[&first, &second], instead);
        let expected = [(Some(2.5), false), (None, true), (Some(8.0), false), (Some(1.0), true)];
        assert_eq!(
            totals,
            expected.map(|(value, is_incomplete)| Total { value, is_incomplete })
        );
    }

    #[test]
    fn columns_add_up_to_the_same_bits_on_one_thread() {
        let columns: Vec<Vec<Cell>> = (0_i32..40)
            .map(|column| {
                let cell = |region: i32| Observation::Value(f64::from(region * 7 + column) / 9.7).into();
                (0..1_300).map(cell).collect()
            })
            .collect();
        let columns: Vec<&[Cell]> = columns.iter().map(Vec::as_slice).collect();
        let added = || added_columns(1_300, &columns, |_, _| Total::default());
        let on_one = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
        assert_eq!(added(), on_one.install(added));
        let of_last = sum((0..40).map(|column| f64::from(1_299 * 7 + column) / 9.7));
        assert_eq!(added().last().and_then(|total| total.value), Some(of_last));
    }
}
