//! A table of numbers, regions down and industries across, in one block of memory, and the totals that shares are formed with.
//!
//! A cell without a value is not a zero: it is kept apart inside and leaves as `None`. Why it has none is known to the document.
//! What the numbers mean is decided by the formulas that read them.

use super::numbers::sum;

/// Rows × columns of numbers that may be absent; row-major.
#[derive(Clone, Debug, Default)]
pub struct Grid {
    column_count: usize,
    /// NaN stands for no value; it is never handed out.
    cells: Vec<f64>,
}

impl PartialEq for Grid {
    fn eq(&self, other: &Self) -> bool {
        self.column_count == other.column_count
            && self.cells.len() == other.cells.len()
            && self.cells.iter().zip(&other.cells).all(|(a, b)| known(*a) == known(*b))
    }
}

/// The value of a cell, where it has one.
fn known(cell: f64) -> Option<f64> {
    (!cell.is_nan()).then_some(cell)
}

/// A value as a cell; what is not finite is no value.
fn cell_of(value: Option<f64>) -> f64 {
    value.filter(|value| value.is_finite()).unwrap_or(f64::NAN)
}

impl Grid {
    /// A table of so many rows and columns whose cells `read` gives by row and column.
    pub fn from_fn(row_count: usize, column_count: usize, mut read: impl FnMut(usize, usize) -> Option<f64>) -> Self {
        let mut cells = Vec::with_capacity(row_count * column_count);
        for row in 0..row_count {
            cells.extend((0..column_count).map(|column| cell_of(read(row, column))));
        }
        Self { column_count, cells }
    }

    /// A table of rows that all have the length of the first; what is missing at the end of a row has no value.
    #[must_use]
    pub fn from_rows(rows: &[Vec<Option<f64>>]) -> Self {
        let column_count = rows.first().map_or(0, Vec::len);
        Self::from_fn(rows.len(), column_count, |row, column| {
            rows.get(row).and_then(|cells| cells.get(column).copied()).flatten()
        })
    }

    /// A table of cells in row-major order, `NaN` for no value; cells beyond the last whole row are left out.
    #[must_use]
    pub fn from_cells(column_count: usize, mut cells: Vec<f64>) -> Self {
        let rows = cells.len().checked_div(column_count).unwrap_or(0);
        cells.truncate(rows * column_count);
        Self { column_count, cells }
    }

    /// How many rows it has.
    #[must_use]
    pub fn row_count(&self) -> usize {
        self.cells.len().checked_div(self.column_count).unwrap_or(0)
    }

    /// How many columns it has.
    #[must_use]
    pub fn column_count(&self) -> usize {
        self.column_count
    }

    /// One cell.
    #[must_use]
    pub fn get(&self, row: usize, column: usize) -> Option<f64> {
        if column >= self.column_count {
            return None;
        }
        self.cells
            .get(row * self.column_count + column)
            .and_then(|cell| known(*cell))
    }

    /// The cells of a row, `NaN` for no value.
    pub(super) fn raw_row(&self, row: usize) -> &[f64] {
        let start = row * self.column_count;
        self.cells.get(start..start + self.column_count).unwrap_or(&[])
    }

    /// The cells of a row.
    #[must_use]
    pub fn row(&self, row: usize) -> impl ExactSizeIterator<Item = Option<f64>> + Clone + '_ {
        self.raw_row(row).iter().map(|cell| known(*cell))
    }

    /// The cells of a column.
    #[must_use]
    pub fn column(&self, column: usize) -> impl ExactSizeIterator<Item = Option<f64>> + Clone + '_ {
        (0..self.row_count()).map(move |row| self.get(row, column))
    }

    /// The same table with rows and columns exchanged.
    #[must_use]
    pub fn transposed(&self) -> Self {
        Self::from_fn(self.column_count, self.row_count(), |row, column| self.get(column, row))
    }

    /// The table with the columns of one group added up; `groups` gives the group of each column.
    ///
    /// A group without any value has none. Columns beyond `groups` are left out.
    #[must_use]
    pub fn grouped_columns(&self, groups: &[usize]) -> Self {
        let group_count = groups.iter().max().map_or(0, |last| last + 1);
        Self::from_fn(self.row_count(), group_count, |row, group| {
            let of_group = self.row(row).zip(groups).filter(|(_, own)| **own == group);
            let values: Vec<f64> = of_group.filter_map(|(cell, _)| cell).collect();
            (!values.is_empty()).then(|| sum(values))
        })
    }

    /// The totals that the visible cells add up to.
    #[must_use]
    pub fn totals(&self) -> Totals {
        let rows: Vec<Total> = (0..self.row_count())
            .map(|row| Total::added_up(self.row(row)))
            .collect();
        let columns = (0..self.column_count)
            .map(|column| Total::added_up(self.column(column)))
            .collect();
        let all = Total {
            value: (!rows.is_empty()).then(|| sum(rows.iter().filter_map(|total| total.value))),
            is_incomplete: rows.iter().any(|total| total.is_incomplete),
        };
        Totals { rows, columns, all }
    }
}

/// A number that may have been added up.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Total {
    /// The number; `None` where nothing is published.
    pub value: Option<f64>,
    /// Whether it was added up while something is not published.
    pub is_incomplete: bool,
}

impl Total {
    /// A total that is used as it is given.
    #[must_use]
    pub fn published(value: Option<f64>) -> Self {
        Self {
            value,
            is_incomplete: false,
        }
    }

    /// The sum of the visible cells.
    #[must_use]
    pub fn added_up(cells: impl Iterator<Item = Option<f64>>) -> Self {
        Self::of_parts(cells.map(Self::published))
    }

    /// The sum of parts that may themselves have been added up.
    pub(super) fn of_parts(parts: impl Iterator<Item = Self>) -> Self {
        let parts: Vec<Self> = parts.collect();
        let is_any = parts.iter().any(|part| part.value.is_some());
        Self {
            value: is_any.then(|| sum(parts.iter().filter_map(|part| part.value))),
            is_incomplete: parts.iter().any(|part| part.is_incomplete || part.value.is_none()),
        }
    }
}

/// The totals of a table: of each row, of each column and of all.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Totals {
    /// `x_r`, all of each region.
    pub rows: Vec<Total>,
    /// `x_i`, each industry in all of the benchmark.
    pub columns: Vec<Total>,
    /// `x`, everything in the benchmark.
    pub all: Total,
}

impl Totals {
    /// Totals that are used as they are given.
    #[must_use]
    pub fn published(rows: &[Option<f64>], columns: &[Option<f64>], all: Option<f64>) -> Self {
        Self {
            rows: rows.iter().copied().map(Total::published).collect(),
            columns: columns.iter().copied().map(Total::published).collect(),
            all: Total::published(all),
        }
    }

    /// The inputs of the quotient of one cell.
    #[must_use]
    pub fn inputs(&self, grid: &Grid, row: usize, column: usize) -> super::quotient::Inputs {
        let value_of = |totals: &[Total], place: usize| totals.get(place).and_then(|total| total.value);
        super::quotient::Inputs {
            value: grid.get(row, column),
            region_total: value_of(&self.rows, row),
            benchmark_value: value_of(&self.columns, column),
            benchmark_total: self.all.value,
        }
    }

    /// Whether a cell's quotient rests on a sum of which something is not published.
    #[must_use]
    pub fn is_incomplete(&self, row: usize, column: usize) -> bool {
        let is = |totals: &[Total], place: usize| totals.get(place).is_some_and(|total| total.is_incomplete);
        is(&self.rows, row) || is(&self.columns, column) || self.all.is_incomplete
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_without_a_value_is_no_zero() {
        let grid = Grid::from_rows(&[vec![Some(0.0), None], vec![Some(3.0), Some(f64::INFINITY)]]);
        assert_eq!(
            (grid.get(0, 0), grid.get(0, 1), grid.get(1, 1)),
            (Some(0.0), None, None)
        );
        assert_eq!(grid.get(0, 2), None);
        assert_eq!(grid.transposed().transposed(), grid);
        let totals = grid.totals();
        assert_eq!(
            totals.rows.first().map(|total| (total.value, total.is_incomplete)),
            Some((Some(0.0), true))
        );
        assert_eq!(totals.columns.get(1).map(|total| total.value), Some(None));
        assert_eq!(
            totals.all,
            Total {
                value: Some(3.0),
                is_incomplete: true
            }
        );
    }

    #[test]
    fn groups_add_up_their_columns() {
        let grid = Grid::from_rows(&[vec![Some(1.0), Some(2.0), None], vec![None, None, Some(5.0)]]);
        let grouped = grid.grouped_columns(&[0, 0, 1]);
        assert_eq!(
            grouped,
            Grid::from_rows(&[vec![Some(3.0), None], vec![None, Some(5.0)]])
        );
    }

    #[test]
    fn an_empty_table_has_no_rows() {
        let grid = Grid::default();
        assert_eq!((grid.row_count(), grid.totals()), (0, Totals::default()));
    }
}
