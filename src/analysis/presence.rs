//! Which industry is present in which region: the binary matrix `M` that relatedness and complexity are built on.
//!
//! Only the positions of the ones are kept, by rows and by columns. What makes an industry present is a threshold of the location
//! quotient; a quotient that is not known counts as absent, and the row and the column that it stands in say so.

use rayon::prelude::*;

use super::grid::Grid;

/// How many rows are read, and into how many stripes columns are cut, at once, whatever the number of threads.
const ROWS_AT_ONCE: usize = 256;
const STRIPES: usize = 2;

/// A matrix of zeros and ones, as the columns of each row and the rows of each column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Presence {
    rows: Lists,
    columns: Lists,
    /// The rows in which a quotient is not known.
    uncertain_rows: Vec<bool>,
    /// The columns in which a quotient is not known.
    uncertain_columns: Vec<bool>,
}

/// Lists of ascending numbers, one after the other in one block.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Lists {
    /// Where each list begins, and last where all end.
    starts: Vec<usize>,
    entries: Vec<u32>,
}

impl Lists {
    fn new(lists: impl Iterator<Item = Vec<u32>>) -> Self {
        let mut all = Self {
            starts: vec![0],
            entries: Vec::new(),
        };
        for list in lists {
            all.entries.extend(list);
            all.starts.push(all.entries.len());
        }
        all
    }

    fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    fn list(&self, place: usize) -> &[u32] {
        let bounds = self.starts.get(place).zip(self.starts.get(place + 1));
        bounds
            .and_then(|(start, end)| self.entries.get(*start..*end))
            .unwrap_or(&[])
    }

    /// The same ones by the other side: each stripe of the other side is gathered on its own.
    fn turned(&self, other_count: usize) -> Self {
        let mut starts = vec![0_usize; other_count + 1];
        for entry in &self.entries {
            if let Some(count) = starts.get_mut(*entry as usize + 1) {
                *count += 1;
            }
        }
        let mut before = 0;
        for start in &mut starts {
            before += *start;
            *start = before;
        }
        let mut entries = vec![0_u32; self.entries.len()];
        let width = other_count.div_ceil(STRIPES).max(1);
        let mut stripes = Vec::new();
        let mut rest = entries.as_mut_slice();
        for first in (0..other_count).step_by(width) {
            let end = (first + width).min(other_count);
            let next: Vec<usize> = starts.get(first..end).map_or_else(Vec::new, <[usize]>::to_vec);
            let offset = next.first().copied().unwrap_or(0);
            let length = starts.get(end).copied().unwrap_or(offset) - offset;
            let (own, others) = std::mem::take(&mut rest).split_at_mut(length);
            rest = others;
            stripes.push((number(first)..number(end), next, offset, own));
        }
        stripes.into_par_iter().for_each(|(range, mut next, offset, own)| {
            for place in 0..self.len() {
                let list = self.list(place);
                let from = list.partition_point(|entry| *entry < range.start);
                let until = list.partition_point(|entry| *entry < range.end);
                for entry in list.get(from..until).unwrap_or(&[]) {
                    let Some(slot) = next.get_mut((*entry - range.start) as usize) else {
                        continue;
                    };
                    if let Some(target) = own.get_mut(*slot - offset) {
                        *target = number(place);
                    }
                    *slot += 1;
                }
            }
        });
        Self { starts, entries }
    }
}

/// What some rows of quotients say.
struct Read {
    /// The columns at least the threshold, row after row.
    entries: Vec<u32>,
    /// Where each row ends there.
    ends: Vec<usize>,
    uncertain_rows: Vec<bool>,
    uncertain_columns: Vec<bool>,
}

impl Read {
    fn new<'a>(rows: impl ExactSizeIterator<Item = &'a [f64]>, column_count: usize, threshold: f64) -> Self {
        let mut read = Self {
            entries: Vec::new(),
            ends: Vec::with_capacity(rows.len()),
            uncertain_rows: Vec::with_capacity(rows.len()),
            uncertain_columns: vec![false; column_count],
        };
        let mut found = vec![0_u32; column_count];
        for row in rows {
            // Every column is written, and the next one over it where it is absent: no question is asked that has no usual answer.
            let mut count = 0;
            for (column, quotient) in (0_u32..).zip(row) {
                if let Some(slot) = found.get_mut(count) {
                    *slot = column;
                }
                count += usize::from(*quotient >= threshold);
            }
            read.entries.extend_from_slice(found.get(..count).unwrap_or(&[]));
            read.ends.push(read.entries.len());
            let is_uncertain = row.iter().fold(false, |is, cell| is | cell.is_nan());
            read.uncertain_rows.push(is_uncertain);
            if is_uncertain {
                for (is, cell) in read.uncertain_columns.iter_mut().zip(row) {
                    *is |= cell.is_nan();
                }
            }
        }
        read
    }
}

/// A position as the number that lists keep.
fn number(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

impl Presence {
    /// `M_ri = 1` where the quotient is at least `threshold` (Hidalgo & Hausmann 2009 with 1).
    #[must_use]
    pub fn of_quotients(quotients: &Grid, threshold: f64) -> Self {
        let column_count = quotients.column_count();
        let read: Vec<Read> = (0..quotients.row_count().div_ceil(ROWS_AT_ONCE))
            .into_par_iter()
            .map(|part| {
                let rows = part * ROWS_AT_ONCE..((part + 1) * ROWS_AT_ONCE).min(quotients.row_count());
                Read::new(rows.map(|row| quotients.raw_row(row)), column_count, threshold)
            })
            .collect();
        let mut rows = Lists {
            starts: vec![0],
            entries: Vec::with_capacity(read.iter().map(|part| part.entries.len()).sum()),
        };
        let mut presence = Self {
            uncertain_columns: vec![false; column_count],
            ..Self::default()
        };
        for part in read {
            let before = rows.entries.len();
            rows.starts.extend(part.ends.iter().map(|end| before + end));
            rows.entries.extend(part.entries);
            presence.uncertain_rows.extend(part.uncertain_rows);
            for (is, also) in presence.uncertain_columns.iter_mut().zip(part.uncertain_columns) {
                *is |= also;
            }
        }
        presence.columns = rows.turned(column_count);
        presence.rows = rows;
        presence
    }

    /// The matrix whose cells `is_present` says by row and column.
    pub fn from_fn(row_count: usize, column_count: usize, is_present: impl Fn(usize, usize) -> bool) -> Self {
        let rows = (0..row_count).map(|row| {
            let ones = (0..column_count).filter(|column| is_present(row, *column));
            ones.map(number).collect()
        });
        Self::of_lists(Lists::new(rows), column_count)
    }

    fn of_lists(rows: Lists, column_count: usize) -> Self {
        Self {
            uncertain_rows: vec![false; rows.len()],
            uncertain_columns: vec![false; column_count],
            columns: rows.turned(column_count),
            rows,
        }
    }

    /// How many regions.
    #[must_use]
    pub fn row_count(&self) -> usize {
        self.rows.len()
    }

    /// How many industries.
    #[must_use]
    pub fn column_count(&self) -> usize {
        self.columns.len()
    }

    /// The industries of a region, ascending.
    #[must_use]
    pub fn of_row(&self, row: usize) -> &[u32] {
        self.rows.list(row)
    }

    /// The regions of an industry, ascending.
    #[must_use]
    pub fn of_column(&self, column: usize) -> &[u32] {
        self.columns.list(column)
    }

    /// Whether an industry is present in a region.
    #[must_use]
    pub fn contains(&self, row: usize, column: usize) -> bool {
        self.of_row(row).binary_search(&number(column)).is_ok()
    }

    /// The diversity of each region: how many industries it has.
    #[must_use]
    pub fn diversity(&self) -> Vec<usize> {
        (0..self.row_count()).map(|row| self.of_row(row).len()).collect()
    }

    /// The ubiquity of each industry: how many regions have it.
    #[must_use]
    pub fn ubiquity(&self) -> Vec<usize> {
        (0..self.column_count())
            .map(|column| self.of_column(column).len())
            .collect()
    }

    /// Whether a quotient of this row is not known and counts as absent.
    #[must_use]
    pub fn is_row_uncertain(&self, row: usize) -> bool {
        self.uncertain_rows.get(row).copied().unwrap_or(false)
    }

    /// Whether a quotient of this column is not known and counts as absent.
    #[must_use]
    pub fn is_column_uncertain(&self, column: usize) -> bool {
        self.uncertain_columns.get(column).copied().unwrap_or(false)
    }

    /// The rows and columns in the largest connected part, ascending; nothing where two parts are equally large.
    ///
    /// Rows and columns without a one belong to no part. `is_whole` says that there is one part only.
    #[must_use]
    pub fn largest_part(&self) -> Option<Part> {
        let (row_count, column_count) = (self.row_count(), self.column_count());
        let mut part_of = vec![usize::MAX; row_count + column_count];
        let mut sizes: Vec<usize> = Vec::new();
        let is_any = |counts: Vec<usize>| counts.into_iter().filter(|count| *count > 0).count();
        let mut left = is_any(self.diversity()) + is_any(self.ubiquity());
        for start in 0..row_count {
            if part_of.get(start) != Some(&usize::MAX) || self.of_row(start).is_empty() {
                continue;
            }
            let size = self.flood(start, (sizes.len(), left), &mut part_of);
            left -= size;
            sizes.push(size);
        }
        let largest = sizes.iter().max()?;
        let mut of_that_size = sizes.iter().enumerate().filter(|(_, size)| *size == largest);
        let (chosen, _) = of_that_size.next()?;
        if of_that_size.next().is_some() {
            return None;
        }
        let is_in = |place: &usize| part_of.get(*place) == Some(&chosen);
        Some(Part {
            rows: (0..row_count).filter(is_in).collect(),
            columns: (0..column_count)
                .filter(|column| is_in(&(row_count + column)))
                .collect(),
            is_whole: sizes.len() == 1,
        })
    }

    /// Marks everything that hangs together with a row as so many-th part, and counts it. Once nothing is `left` that has no part yet, the
    /// rest need not be looked at: a matrix that hangs together shows it in its first rows.
    fn flood(&self, start: usize, (part, left): (usize, usize), part_of: &mut [usize]) -> usize {
        let row_count = self.row_count();
        let mut open = vec![start];
        let mut size = 1;
        if let Some(mark) = part_of.get_mut(start) {
            *mark = part;
        }
        while let Some(place) = open.pop().filter(|_| size < left) {
            let (beside, offset) = match place.checked_sub(row_count) {
                None => (self.of_row(place), row_count),
                Some(column) => (self.of_column(column), 0),
            };
            for next in beside.iter().map(|next| *next as usize + offset) {
                if let Some(mark) = part_of.get_mut(next).filter(|mark| **mark == usize::MAX) {
                    *mark = part;
                    size += 1;
                    open.push(next);
                }
            }
        }
        size
    }

    /// The matrix of these rows and columns only.
    #[must_use]
    pub fn restricted(&self, part: &Part) -> Self {
        let mut place_of = vec![None; self.column_count()];
        for (place, column) in part.columns.iter().enumerate() {
            if let Some(slot) = place_of.get_mut(*column) {
                *slot = Some(number(place));
            }
        }
        let rows = part.rows.iter().map(|row| {
            let kept = self.of_row(*row).iter();
            kept.filter_map(|column| place_of.get(*column as usize).copied().flatten())
                .collect()
        });
        Self::of_lists(Lists::new(rows), part.columns.len())
    }
}

/// A connected part of the matrix.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// Its rows, ascending.
    pub rows: Vec<usize>,
    /// Its columns, ascending.
    pub columns: Vec<usize>,
    /// Whether it is all there is, apart from empty rows and columns.
    pub is_whole: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quotient_of_exactly_one_is_present_and_an_unknown_one_is_not() {
        let quotients = Grid::from_rows(&[vec![Some(1.0), Some(0.99)], vec![None, Some(3.0)]]);
        let presence = Presence::of_quotients(&quotients, 1.0);
        assert_eq!((presence.diversity(), presence.ubiquity()), (vec![1, 1], vec![1, 1]));
        assert!(presence.contains(0, 0) && !presence.contains(1, 0));
        assert!(presence.is_row_uncertain(1) && presence.is_column_uncertain(0) && !presence.is_row_uncertain(0));
        assert_eq!(presence.of_column(1), [1]);
    }

    #[test]
    fn equal_parts_have_no_largest() {
        let two = |row: usize, column: usize| row / 2 == column / 2;
        assert_eq!(Presence::from_fn(4, 4, two).largest_part(), None);
        let part = Presence::from_fn(5, 5, |row, column| row / 3 == column / 3)
            .largest_part()
            .unwrap();
        assert_eq!(
            (part.rows, part.columns, part.is_whole),
            (vec![0, 1, 2], vec![0, 1, 2], false)
        );
    }
}
