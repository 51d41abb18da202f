//! The tables of a document while a file is read: every series is found by its number, and all cores write.
//!
//! What the tables are once they are read is the business of `statistics`; rows are made by `format`.

use rayon::iter::{IndexedParallelIterator, IntoParallelRefMutIterator, ParallelIterator};

use super::column::Column;
use super::{IndustryId, MeasureId, RegionId, Series, Statistics};

/// The rows of one region, series after series.
#[derive(Clone, Debug, Default)]
pub struct RegionRows {
    /// Which series each row belongs to.
    pub keys: Vec<(MeasureId, Series)>,
    /// So many numbers a row as there are years; NaN for `null`.
    pub numbers: Vec<f64>,
}

/// Tables while a file is read: every series is found by its number, and all cores write.
#[derive(Debug)]
pub struct Filling {
    years: usize,
    regions: usize,
    series: usize,
    /// By measure, then the total and every industry.
    columns: Vec<Vec<Option<Column>>>,
}

impl Filling {
    /// Empty tables for the years, industries and regions of a document.
    #[must_use]
    pub fn of(statistics: &Statistics) -> Self {
        Self {
            years: statistics.year_count(),
            regions: statistics.region_count(),
            series: statistics.industries.len() + 1,
            columns: Vec::new(),
        }
    }

    /// Writes the rows of regions that follow each other, the first of which is given. A row that stands twice is that of its
    /// second place.
    pub fn put(&mut self, first: RegionId, rows: &[RegionRows]) {
        let measures = rows
            .iter()
            .flat_map(|rows| &rows.keys)
            .map(|(measure, _)| measure.position() + 1);
        let measures = measures.max().unwrap_or(0).max(self.columns.len());
        self.columns.resize_with(measures, Vec::new);
        let (years, regions, series) = (self.years, self.regions, self.series);
        self.columns.par_iter_mut().enumerate().for_each(|(measure, columns)| {
            columns.resize_with(series, || None);
            for (position, rows) in rows.iter().enumerate() {
                let region = RegionId::at(first.position() + position);
                let own = rows.keys.iter().zip(rows.numbers.chunks_exact(years));
                for ((_, series), numbers) in own.filter(|((of, _), _)| of.position() == measure) {
                    let place = match series {
                        Series::Total => 0,
                        Series::Industry(industry) => industry.position() + 1,
                    };
                    if let Some(slot) = columns.get_mut(place) {
                        slot.get_or_insert_with(|| Column::new(years, regions))
                            .put_numbers(region, numbers);
                    }
                }
            }
        });
    }

    /// The columns that were filled, each with the memory that it needs and no more.
    pub(super) fn into_columns(mut self) -> impl Iterator<Item = ((MeasureId, Series), Column)> {
        for column in self.columns.iter_mut().flatten().flatten() {
            column.shrink_to_fit();
        }
        self.columns.into_iter().enumerate().flat_map(|(measure, columns)| {
            columns.into_iter().enumerate().filter_map(move |(place, column)| {
                let series = match place.checked_sub(1) {
                    None => Series::Total,
                    Some(industry) => Series::Industry(IndustryId::at(industry)),
                };
                Some(((MeasureId::at(measure), series), column?))
            })
        })
    }
}
