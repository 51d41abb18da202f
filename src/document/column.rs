//! One series of one measure for all regions and years, held as the file has it: row by row, and only the rows it has.
//!
//! A year of all regions is laid out when somebody asks for it and kept until it changes. Which series there are is the business of
//! `statistics`.

use std::sync::OnceLock;

use super::{Observation, RegionId};

/// An [`Observation`] in half the memory: a number, or one of two numbers that are none.
#[derive(Clone, Copy, Debug)]
pub struct Cell(f64);

/// The bits of a cell that is `null`.
const NOT_PUBLISHED: u64 = 0x7ff8_0000_0000_0001;
/// The bits of a cell that the file has no entry for.
const MISSING: u64 = 0x7ff8_0000_0000_0002;
/// How a cell that is `null` is held among whole numbers.
const WHOLE_NOT_PUBLISHED: u32 = u32::MAX - 1;
/// How a cell that the file has no entry for is held among whole numbers.
const WHOLE_MISSING: u32 = u32::MAX;

impl Cell {
    /// What the file has no entry for.
    pub const MISSING: Self = Self(f64::from_bits(MISSING));

    /// What the file says.
    #[inline]
    #[must_use]
    pub fn observation(self) -> Observation {
        self.into()
    }

    /// The number, where there is one.
    #[inline]
    #[must_use]
    pub fn value(self) -> Option<f64> {
        (!self.0.is_nan()).then_some(self.0)
    }

    /// The number, and NaN where there is none: for loops over many cells.
    #[inline]
    #[must_use]
    pub const fn number(self) -> f64 {
        self.0
    }

    /// Whether the file has no entry.
    #[inline]
    #[must_use]
    pub const fn is_missing(self) -> bool {
        self.0.to_bits() == MISSING
    }

    /// A cell of a row as it is read: NaN for `null`.
    fn of_number(number: f64) -> Self {
        if number.is_nan() {
            Self(f64::from_bits(NOT_PUBLISHED))
        } else {
            Self(number)
        }
    }

    /// The cell in four bytes, where it is a whole number from 0 to 4 294 967 293 or none, to the bit.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "whatever is not the same number afterwards is held as it is"
    )]
    fn whole(self) -> Option<u32> {
        let whole = self.0 as u32;
        if whole < WHOLE_NOT_PUBLISHED && f64::from(whole).to_bits() == self.0.to_bits() {
            return Some(whole);
        }
        match self.0.to_bits() {
            MISSING => Some(WHOLE_MISSING),
            NOT_PUBLISHED => Some(WHOLE_NOT_PUBLISHED),
            _ => None,
        }
    }

    /// The cell that `whole` gave.
    fn of_whole(whole: u32) -> Self {
        match whole {
            WHOLE_MISSING => Self(f64::from_bits(MISSING)),
            WHOLE_NOT_PUBLISHED => Self(f64::from_bits(NOT_PUBLISHED)),
            whole => Self(f64::from(whole)),
        }
    }
}

/// As what they say is equal.
impl PartialEq for Cell {
    fn eq(&self, other: &Self) -> bool {
        self.observation() == other.observation()
    }
}

impl PartialEq<Observation> for Cell {
    fn eq(&self, other: &Observation) -> bool {
        self.observation() == *other
    }
}

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

/// Cells one after the other: in four bytes each as long as all are whole numbers, which counts are, else in eight.
#[derive(Clone, Debug)]
enum Cells {
    Whole(Vec<u32>),
    Any(Vec<Cell>),
}

impl Cells {
    fn get(&self, at: usize) -> Option<Cell> {
        match self {
            Self::Whole(cells) => cells.get(at).copied().map(Cell::of_whole),
            Self::Any(cells) => cells.get(at).copied(),
        }
    }

    /// Holds every cell in eight bytes from now on, where this one is no whole number.
    fn make_room_for(&mut self, cell: Cell) {
        if let Self::Whole(cells) = self
            && cell.whole().is_none()
        {
            let mut wide = Vec::with_capacity(cells.capacity());
            wide.extend(cells.iter().copied().map(Cell::of_whole));
            *self = Self::Any(wide);
        }
    }

    fn set(&mut self, at: usize, cell: Cell) {
        self.make_room_for(cell);
        match self {
            Self::Whole(cells) => {
                if let Some((slot, whole)) = cells.get_mut(at).zip(cell.whole()) {
                    *slot = whole;
                }
            }
            Self::Any(cells) => {
                if let Some(slot) = cells.get_mut(at) {
                    *slot = cell;
                }
            }
        }
    }

    /// Makes room for so many missing cells at a place.
    fn insert_missing(&mut self, at: usize, count: usize) {
        match self {
            Self::Whole(cells) => drop(cells.splice(at..at, std::iter::repeat_n(WHOLE_MISSING, count))),
            Self::Any(cells) => {
                let missing = Cell(f64::from_bits(MISSING));
                drop(cells.splice(at..at, std::iter::repeat_n(missing, count)));
            }
        }
    }

    fn push(&mut self, cell: Cell) {
        if let Self::Whole(cells) = self
            && let Some(whole) = cell.whole()
        {
            cells.push(whole);
            return;
        }
        self.make_room_for(cell);
        if let Self::Any(cells) = self {
            cells.push(cell);
        }
    }

    fn are_all_missing(&self) -> bool {
        match self {
            Self::Whole(cells) => cells.iter().all(|cell| *cell == WHOLE_MISSING),
            Self::Any(cells) => cells.iter().all(|cell| cell.0.to_bits() == MISSING),
        }
    }

    fn shrink_to_fit(&mut self) {
        match self {
            Self::Whole(cells) => cells.shrink_to_fit(),
            Self::Any(cells) => cells.shrink_to_fit(),
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
    cells: Cells,
    /// Every year of all regions, once it was asked for.
    years: Vec<OnceLock<Box<[Cell]>>>,
}

impl Column {
    /// No rows yet.
    pub(super) fn new(years: usize, regions: usize) -> Self {
        Self {
            regions,
            rows: Vec::new(),
            cells: Cells::Whole(Vec::new()),
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
            self.cells.insert_missing(start, years);
            self.rows.insert(start / years, region.number());
        }
        Some(start.unwrap_or_else(|start| start))
    }

    /// Writes the entries of one region, those beyond the years left out.
    pub(super) fn put(&mut self, region: RegionId, values: &[Observation]) {
        let years = self.years.len();
        if let Some(start) = self.row_or_new(region) {
            for (place, value) in values.iter().take(years).enumerate() {
                self.cells.set(start + place, (*value).into());
            }
            self.forget();
        }
    }

    /// Writes the row of one region as it is read, NaN for `null`: so many numbers as there are years.
    pub(super) fn put_numbers(&mut self, region: RegionId, numbers: &[f64]) {
        let is_next = self.rows.last().is_none_or(|last| *last < region.number());
        if is_next && region.position() < self.regions && numbers.len() == self.years.len() {
            self.rows.push(region.number());
            for number in numbers {
                self.cells.push(Cell::of_number(*number));
            }
            return;
        }
        let cells: Vec<Observation> = numbers.iter().map(|number| Cell::of_number(*number).into()).collect();
        self.put(region, &cells);
    }

    /// Gives back what was taken in advance, once all is read.
    pub(super) fn shrink_to_fit(&mut self) {
        self.rows.shrink_to_fit();
        self.cells.shrink_to_fit();
    }

    /// Writes one cell and gives back what was there; `None`, and nothing is written, for a region or year without cells.
    pub(super) fn replace(&mut self, region: RegionId, year: usize, value: Observation) -> Option<Observation> {
        if year >= self.years.len() {
            return None;
        }
        let start = self.row_or_new(region)?;
        self.years.get_mut(year)?.take();
        let before = self.cells.get(start + year)?;
        self.cells.set(start + year, value.into());
        Some(before.into())
    }

    /// Whether every cell is missing.
    pub(super) fn is_empty(&self) -> bool {
        self.cells.are_all_missing()
    }

    /// One cell.
    pub(super) fn cell(&self, region: RegionId, year: usize) -> Observation {
        let start = self.row(region).ok().filter(|_| year < self.years.len());
        let cell = start.and_then(|start| self.cells.get(start + year));
        cell.map_or(Observation::Missing, Observation::from)
    }

    /// One year of all regions; empty for a year that there is not.
    pub(super) fn year(&self, year: usize) -> &[Cell] {
        let Some(slot) = self.years.get(year) else { return &[] };
        slot.get_or_init(|| {
            let mut all = vec![Cell::MISSING; self.regions];
            for (row, region) in self.rows.iter().enumerate() {
                let cell = self.cells.get(row * self.years.len() + year);
                if let (Some(place), Some(cell)) = (all.get_mut(*region as usize), cell) {
                    *place = cell;
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
            let bits = |row: usize| (row * years..(row + 1) * years).filter_map(|at| column.cells.get(at));
            let rows = column.rows.iter().enumerate();
            let rows =
                rows.map(|(row, region)| (*region, bits(row).map(|cell| cell.0.to_bits()).collect::<Vec<u64>>()));
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
            (old, column.year(0)[0].observation()),
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
