//! One series of one measure for all regions and years, held as the file has it: row by row, and only the rows it has.
//!
//! A year of all regions is laid out when somebody asks for it and kept until it changes. Which series there are is the business of
//! `statistics`.

use std::sync::OnceLock;

use super::{Observation, RegionId};

/// A cell in eight bytes: a number, or one of two numbers that are none.
#[derive(Clone, Copy, Debug)]
struct Cell(f64);

/// The bits of a cell that is `null`.
const NOT_PUBLISHED: u64 = 0x7ff8_0000_0000_0001;
/// The bits of a cell that the file has no entry for.
const MISSING: u64 = 0x7ff8_0000_0000_0002;

impl From<Observation> for Cell {
    fn from(observation: Observation) -> Self {
        match observation {
            Observation::Value(value) if !value.is_nan() => Self(value),
            Observation::Missing => Self(f64::from_bits(MISSING)),
            Observation::Value(_) | Observation::NotPublished => Self(f64::from_bits(NOT_PUBLISHED)),
        }
    }
}

impl From<Cell> for Observation {
    fn from(Cell(value): Cell) -> Self {
        match value.to_bits() {
            MISSING => Self::Missing,
            NOT_PUBLISHED => Self::NotPublished,
            _ => Self::Value(value),
        }
    }
}

/// The rows of a series.
#[derive(Debug)]
pub(super) struct Column {
    /// How many regions it has cells for; those that were added later have none yet.
    regions: usize,
    /// The regions that have a row, ascending.
    rows: Vec<u32>,
    /// Row after row, each with a cell per year.
    cells: Vec<Cell>,
    /// Every year of all regions, once it was asked for.
    years: Vec<OnceLock<Box<[Observation]>>>,
}

impl Column {
    /// No rows yet.
    pub(super) fn new(years: usize, regions: usize) -> Self {
        Self {
            regions,
            rows: Vec::new(),
            cells: Vec::new(),
            years: vec![OnceLock::new(); years.max(1)],
        }
    }

    /// How many regions it has cells for.
    pub(super) const fn regions(&self) -> usize {
        self.regions
    }

    /// Makes room for more regions.
    pub(super) fn widen(&mut self, regions: usize) {
        if regions > self.regions {
            self.regions = regions;
            self.forget();
        }
    }

    fn forget(&mut self) {
        for year in &mut self.years {
            year.take();
        }
    }

    /// Where the row of a region begins in `cells`, or would.
    fn row(&self, region: RegionId) -> Result<usize, usize> {
        let years = self.years.len();
        // Reading goes from region to region, so the row that is looked for is nearly always the one after the last.
        let found = if self.rows.last().is_none_or(|last| *last < region.number()) {
            Err(self.rows.len())
        } else {
            self.rows.binary_search(&region.number())
        };
        found.map(|row| row * years).map_err(|row| row * years)
    }

    /// Where the row of a region begins, which is made where there is none; `None` for a region without cells.
    fn row_or_new(&mut self, region: RegionId) -> Option<usize> {
        if region.position() >= self.regions {
            return None;
        }
        let start = self.row(region);
        if let Err(start) = start {
            let years = self.years.len();
            let empty = std::iter::repeat_n(Cell::from(Observation::Missing), years);
            if start == self.cells.len() {
                self.cells.extend(empty);
            } else {
                self.cells.splice(start..start, empty);
            }
            self.rows.insert(start / years, region.number());
        }
        Some(start.unwrap_or_else(|start| start))
    }

    /// Writes the entries of one region, those beyond the years left out.
    pub(super) fn put(&mut self, region: RegionId, values: &[Observation]) {
        let years = self.years.len();
        if let Some(start) = self.row_or_new(region) {
            let row = self.cells.iter_mut().skip(start).take(years);
            row.zip(values).for_each(|(cell, value)| *cell = (*value).into());
            self.forget();
        }
    }

    /// Writes one cell and gives back what was there; `None`, and nothing is written, for a region or year without cells.
    pub(super) fn replace(&mut self, region: RegionId, year: usize, value: Observation) -> Option<Observation> {
        if year >= self.years.len() {
            return None;
        }
        let start = self.row_or_new(region)?;
        self.years.get_mut(year)?.take();
        let cell = self.cells.get_mut(start + year)?;
        Some(std::mem::replace(cell, value.into()).into())
    }

    /// Whether every cell is missing.
    pub(super) fn is_empty(&self) -> bool {
        self.cells.iter().all(|cell| cell.0.to_bits() == MISSING)
    }

    /// One cell.
    pub(super) fn cell(&self, region: RegionId, year: usize) -> Observation {
        let start = self.row(region).ok().filter(|_| year < self.years.len());
        let cell = start.and_then(|start| self.cells.get(start + year));
        cell.map_or(Observation::Missing, |cell| (*cell).into())
    }

    /// One year of all regions; empty for a year that there is not.
    pub(super) fn year(&self, year: usize) -> &[Observation] {
        let Some(slot) = self.years.get(year) else { return &[] };
        slot.get_or_init(|| {
            let mut all = vec![Observation::Missing; self.regions];
            let rows = self.cells.chunks_exact(self.years.len());
            for (region, row) in self.rows.iter().zip(rows) {
                if let (Some(place), Some(cell)) = (all.get_mut(*region as usize), row.get(year)) {
                    *place = (*cell).into();
                }
            }
            all.into_boxed_slice()
        })
    }
}

/// What was laid out is not copied; it is made again where it is asked for.
impl Clone for Column {
    fn clone(&self) -> Self {
        Self {
            regions: self.regions,
            rows: self.rows.clone(),
            cells: self.cells.clone(),
            years: vec![OnceLock::new(); self.years.len()],
        }
    }
}

/// Equal where every cell says the same; a row of nothing but missing cells is no row.
impl PartialEq for Column {
    fn eq(&self, other: &Self) -> bool {
        let rows = |column: &Self| {
            let years = column.years.len();
            let rows = column.rows.clone().into_iter().zip(column.cells.chunks_exact(years));
            let rows =
                rows.map(|(region, row)| (region, row.iter().map(|cell| cell.0.to_bits()).collect::<Vec<u64>>()));
            rows.filter(|(_, row)| row.iter().any(|bits| *bits != MISSING))
                .collect::<Vec<_>>()
        };
        self.regions == other.regions && self.years.len() == other.years.len() && rows(self) == rows(other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_gives_back_what_was_put_whatever_the_order() {
        let mut column = Column::new(2, 4);
        column.put(RegionId::at(2), &[Observation::Value(1.5), Observation::NotPublished]);
        assert_eq!(column.year(0)[2], Observation::Value(1.5));
        column.put(RegionId::at(0), &[Observation::Value(0.0)]);
        column.put(
            RegionId::at(3),
            &[
                Observation::Value(7.0),
                Observation::Value(8.0),
                Observation::Value(9.0),
            ],
        );
        column.put(RegionId::at(9), &[Observation::Value(7.0)]);
        assert_eq!(column.year(0)[0], Observation::Value(0.0));
        assert_eq!(column.year(0)[1], Observation::Missing);
        assert_eq!(
            column.year(1),
            [
                Observation::Missing,
                Observation::Missing,
                Observation::NotPublished,
                Observation::Value(8.0)
            ]
        );
        assert_eq!(column.cell(RegionId::at(2), 1), Observation::NotPublished);
        assert!(column.year(2).is_empty() && column.cell(RegionId::at(2), 2) == Observation::Missing);
    }

    #[test]
    fn a_replaced_cell_comes_back_and_undoing_it_gives_an_equal_column() {
        let mut column = Column::new(1, 3);
        column.put(RegionId::at(1), &[Observation::Value(4.0)]);
        let before = column.clone();
        assert_eq!(column.year(0).len(), 3);
        let old = column.replace(RegionId::at(0), 0, Observation::Value(5.0));
        assert_eq!(
            (old, column.year(0)[0]),
            (Some(Observation::Missing), Observation::Value(5.0))
        );
        assert_ne!(column, before);
        column.replace(RegionId::at(0), 0, Observation::Missing);
        assert_eq!(column, before);
        assert_eq!(column.replace(RegionId::at(3), 0, Observation::Missing), None);
        column.widen(4);
        assert_eq!(column.year(0).len(), 4);
    }
}
