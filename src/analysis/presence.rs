//! Which industry is present in which region: the binary matrix `M` that relatedness and complexity are built on.
//!
//! Only the positions of the ones are kept, by rows and by columns. What makes an industry present is a threshold of the location
//! quotient; a quotient that is not known counts as absent, and the row and the column that it stands in say so.

use super::grid::Grid;

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

    /// The same ones by the other side.
    fn turned(&self, other_count: usize) -> Self {
        let mut counts = vec![0_usize; other_count + 1];
        for entry in &self.entries {
            if let Some(count) = counts.get_mut(*entry as usize + 1) {
                *count += 1;
            }
        }
        let mut starts = counts;
        let mut before = 0;
        for start in &mut starts {
            before += *start;
            *start = before;
        }
        let mut next = starts.clone();
        let mut entries = vec![0_u32; self.entries.len()];
        for place in 0..self.len() {
            for entry in self.list(place) {
                if let Some(slot) = next.get_mut(*entry as usize) {
                    if let Some(target) = entries.get_mut(*slot) {
                        *target = number(place);
                    }
                    *slot += 1;
                }
            }
        }
        Self { starts, entries }
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
        let ones = quotients.raw_rows().map(|row| {
            let at_least = row.iter().enumerate().filter(|(_, quotient)| **quotient >= threshold);
            at_least.map(|(column, _)| number(column)).collect()
        });
        let mut presence = Self::of_lists(Lists::new(ones), column_count);
        for (row, cells) in quotients.raw_rows().enumerate() {
            for (column, _) in cells.iter().enumerate().filter(|(_, cell)| cell.is_nan()) {
                let sides = (
                    presence.uncertain_rows.get_mut(row),
                    presence.uncertain_columns.get_mut(column),
                );
                if let (Some(of_row), Some(of_column)) = sides {
                    *of_row = true;
                    *of_column = true;
                }
            }
        }
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
        for start in 0..row_count {
            if part_of.get(start) != Some(&usize::MAX) || self.of_row(start).is_empty() {
                continue;
            }
            sizes.push(self.flood(start, sizes.len(), &mut part_of));
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

    /// Marks everything that hangs together with a row, and counts it.
    fn flood(&self, start: usize, part: usize, part_of: &mut [usize]) -> usize {
        let row_count = self.row_count();
        let mut open = vec![start];
        let mut size = 0;
        if let Some(mark) = part_of.get_mut(start) {
            *mark = part;
        }
        while let Some(place) = open.pop() {
            size += 1;
            let (beside, offset) = match place.checked_sub(row_count) {
                None => (self.of_row(place), row_count),
                Some(column) => (self.of_column(column), 0),
            };
            for next in beside.iter().map(|next| *next as usize + offset) {
                if let Some(mark) = part_of.get_mut(next).filter(|mark| **mark == usize::MAX) {
                    *mark = part;
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
