//! The numbers of a document: measure × industry × year × region, and the benchmark's.
//!
//! It stores and hands out; what the numbers mean is the business of `analysis`. Zero, not published and missing are
//! three things: `Observation` tells them apart.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::column::{Cell, Column};
use super::filling::Filling;
use super::{IndustryId, MeasureId, RegionId};

/// An industry of the header.
#[derive(Clone, Debug, PartialEq)]
pub struct Industry {
    /// The code, unique.
    pub code: String,
    /// The name.
    pub name: String,
    /// The industry that holds it.
    pub parent: Option<IndustryId>,
    /// Whether it sells beyond its region.
    pub is_traded: Option<bool>,
}

/// A measure of the header.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    /// The id, such as `employment`.
    pub id: String,
    /// The name.
    pub name: String,
    /// The unit, such as "persons".
    pub unit: String,
}

/// Which series of a measure: all industries together, or one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Series {
    /// The reserved code `total`.
    Total,
    /// One industry.
    Industry(IndustryId),
}

/// What the file says of one cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Observation {
    /// A number, zero included.
    Value(f64),
    /// `null`: it exists and is not published.
    NotPublished,
    /// The file has no entry.
    Missing,
}

impl Observation {
    /// The number, where there is one.
    #[must_use]
    pub fn value(self) -> Option<f64> {
        match self {
            Self::Value(value) => Some(value),
            Self::NotPublished | Self::Missing => None,
        }
    }
}

/// All numbers of a document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Statistics {
    /// The years, ascending; empty where the file's numbers are undated (then one column stands at position 0).
    pub years: Vec<i32>,
    /// The industries of the header, in its order.
    pub industries: Vec<Industry>,
    /// The measures, in the header's order.
    pub measures: Vec<Measure>,
    /// The name of the header's benchmark; `None` where the file gives none.
    pub benchmark_name: Option<String>,
    region_count: usize,
    columns: BTreeMap<(MeasureId, Series), Arc<Column>>,
    benchmark: BTreeMap<(MeasureId, Series), Vec<Observation>>,
}

impl Statistics {
    /// Empty tables for so many regions.
    #[must_use]
    pub fn new(years: Vec<i32>, industries: Vec<Industry>, measures: Vec<Measure>, region_count: usize) -> Self {
        Self {
            years,
            industries,
            measures,
            region_count,
            ..Self::default()
        }
    }

    /// How many columns a series has: the years, or one where numbers are undated.
    #[must_use]
    pub fn year_count(&self) -> usize {
        self.years.len().max(1)
    }

    /// How many rows a column has.
    #[must_use]
    pub fn region_count(&self) -> usize {
        self.region_count
    }

    /// The industry with this code.
    #[must_use]
    pub fn industry_by_code(&self, code: &str) -> Option<IndustryId> {
        self.industries
            .iter()
            .position(|industry| industry.code == code)
            .map(IndustryId::at)
    }

    /// The measure with this id.
    #[must_use]
    pub fn measure_by_id(&self, id: &str) -> Option<MeasureId> {
        self.measures
            .iter()
            .position(|measure| measure.id == id)
            .map(MeasureId::at)
    }

    /// The position of a year.
    #[must_use]
    pub fn year_position(&self, year: i32) -> Option<usize> {
        self.years.iter().position(|other| *other == year)
    }

    /// Writes the series of one region; used while reading. Entries beyond the years are left out.
    pub fn put_region_series(&mut self, measure: MeasureId, series: Series, region: RegionId, values: &[Observation]) {
        let (years, regions) = (self.year_count(), self.region_count);
        let column = self
            .columns
            .entry((measure, series))
            .or_insert_with(|| Arc::new(Column::new(years, regions)));
        let column = Arc::make_mut(column);
        column.widen(regions);
        column.put(region, values);
    }

    /// Takes the tables that were filled while a file was read.
    pub fn take(&mut self, filling: Filling) {
        let columns = filling.into_columns();
        self.columns
            .extend(columns.map(|(key, column)| (key, Arc::new(column))));
    }

    /// Writes one cell and gives back what was there; `None`, and nothing is written, where the series has no cells for
    /// the region.
    pub(super) fn replace_cell(
        &mut self,
        (measure, series, year_position, region): &(MeasureId, Series, usize, RegionId),
        value: Observation,
    ) -> Option<Observation> {
        let column = self.columns.get_mut(&(*measure, *series))?;
        if region.position() >= column.regions() {
            return None;
        }
        Arc::make_mut(column).replace(*region, *year_position, value)
    }

    /// Whether the series has cells for the region.
    pub(super) fn has_cells(&self, measure: MeasureId, series: Series, region: RegionId) -> bool {
        let column = self.columns.get(&(measure, series));
        column.is_some_and(|column| region.position() < column.regions())
    }

    /// Whether no region has an entry in the series. `O(regions with the series × years)`.
    pub(super) fn is_series_empty(&self, measure: MeasureId, series: Series) -> bool {
        let column = self.columns.get(&(measure, series));
        column.is_none_or(|column| column.is_empty())
    }

    /// Takes a series away for all regions.
    pub(super) fn remove_series(&mut self, measure: MeasureId, series: Series) {
        self.columns.remove(&(measure, series));
    }

    /// Makes room for so many regions; columns grow when numbers of new regions are written.
    pub(super) fn make_room(&mut self, region_count: usize) {
        self.region_count = self.region_count.max(region_count);
    }

    /// Writes a series of the benchmark; used while reading.
    pub fn put_benchmark_series(&mut self, measure: MeasureId, series: Series, values: Vec<Observation>) {
        self.benchmark.insert((measure, series), values);
    }

    /// One year of a series for all regions, in the order of `Document::regions`; empty where the file has none. Regions that
    /// were added and have no numbers in the series may be left off at the end.
    #[must_use]
    pub fn regions_in_year(&self, measure: MeasureId, series: Series, year_position: usize) -> &[Cell] {
        self.columns
            .get(&(measure, series))
            .map_or(&[], |column| column.year(year_position))
    }

    /// One cell of a region.
    #[must_use]
    pub fn region_value(
        &self,
        measure: MeasureId,
        series: Series,
        year_position: usize,
        region: RegionId,
    ) -> Observation {
        self.columns
            .get(&(measure, series))
            .map_or(Observation::Missing, |column| column.cell(region, year_position))
    }

    /// One cell of the header's benchmark.
    #[must_use]
    pub fn benchmark_value(&self, measure: MeasureId, series: Series, year_position: usize) -> Observation {
        self.benchmark
            .get(&(measure, series))
            .and_then(|values| values.get(year_position))
            .copied()
            .unwrap_or(Observation::Missing)
    }

    /// Whether the file gives this series for any region.
    #[must_use]
    pub fn has_series(&self, measure: MeasureId, series: Series) -> bool {
        self.columns.contains_key(&(measure, series))
    }

    /// Whether the file gives the benchmark's series.
    #[must_use]
    pub fn has_benchmark_series(&self, measure: MeasureId, series: Series) -> bool {
        self.benchmark.contains_key(&(measure, series))
    }

    /// The industries that no other industry of the header holds a part of.
    pub fn industries_without_children(&self) -> impl Iterator<Item = IndustryId> + '_ {
        (0..self.industries.len())
            .map(IndustryId::at)
            .filter(|id| !self.industries.iter().any(|industry| industry.parent == Some(*id)))
    }
}
