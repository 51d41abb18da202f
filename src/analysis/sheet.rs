//! One measure in one year as compact tables: regions down, industries across, with the totals that quotients are formed with.
//!
//! It is read from a document once and then asked by everything that looks at many cells at a time. Its quotients are those of
//! [`super::specialization`] to the bit; what explains a single one is there, too.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::benchmark::{Benchmark, Measured, summed_regions};
use super::grid::{Grid, Total};
use super::mix::Mix;
use super::quotient::Inputs;
use super::specialization::Parameters;
use crate::document::{Cell, Document, IndustryId, MeasureId, RegionId, Series};

/// What a region is compared with.
#[derive(Clone, Debug, Default, PartialEq)]
struct Compared {
    /// `x_i` of each industry.
    industries: Vec<Total>,
    /// `x`.
    all: Total,
    name: Arc<str>,
}

/// The numbers of some regions and industries.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// What it was read with.
    pub parameters: Parameters,
    /// The year; `None` for undated numbers.
    pub year: Option<i32>,
    /// The regions, one for each row.
    pub regions: Vec<RegionId>,
    /// The industries, one for each column.
    pub industries: Vec<IndustryId>,
    /// `x_ri`.
    pub values: Grid,
    /// `x_r`, one for each row.
    pub region_totals: Vec<Total>,
    /// For each row whether the region is counted in its benchmark.
    pub is_part: Vec<bool>,
    /// One for all rows, or one for each where each region has its own.
    compared: Vec<Compared>,
}

impl Sheet {
    /// Reads the numbers of these regions and industries. `O(regions × industries)`.
    #[must_use]
    pub fn new(document: &Document, parameters: Parameters, regions: &[RegionId], industries: &[IndustryId]) -> Self {
        let Parameters {
            measure,
            year_position,
            benchmark,
            ..
        } = parameters;
        let measured = Measured::new(document, measure, year_position, benchmark);
        let columns: Vec<&[Cell]> = industries
            .iter()
            .map(|industry| measured.cells(Series::Industry(*industry)))
            .collect();
        let values = Grid::from_fn(regions.len(), industries.len(), |row, column| {
            let region = regions.get(row)?;
            columns.get(column)?.get(region.position())?.value()
        });
        let own = if benchmark == Benchmark::Parent {
            regions
        } else {
            regions.get(..1.min(regions.len())).unwrap_or(&[])
        };
        let compared = own.iter().map(|region| compared(&measured, *region, industries));
        Self {
            parameters,
            year: document.statistics.years.get(year_position).copied(),
            values,
            region_totals: regions.iter().map(|region| measured.region_total(*region)).collect(),
            is_part: regions.iter().map(|region| measured.is_part(*region)).collect(),
            compared: compared.collect(),
            regions: regions.to_vec(),
            industries: industries.to_vec(),
        }
    }

    fn compared(&self, row: usize) -> Option<&Compared> {
        self.compared.get(row).or_else(|| self.compared.first())
    }

    /// The name of what a row is compared with.
    #[must_use]
    pub fn benchmark_name(&self, row: usize) -> Arc<str> {
        self.compared(row)
            .map(|compared| Arc::clone(&compared.name))
            .unwrap_or_default()
    }

    /// `x_r` of a row.
    #[must_use]
    pub fn region_total(&self, row: usize) -> Total {
        self.region_totals.get(row).copied().unwrap_or_default()
    }

    /// `x` of a row.
    #[must_use]
    pub fn benchmark_total(&self, row: usize) -> Total {
        self.compared(row).map(|compared| compared.all).unwrap_or_default()
    }

    /// `x_i` of a row and column.
    #[must_use]
    pub fn benchmark_value(&self, row: usize, column: usize) -> Total {
        let compared = self.compared(row);
        compared
            .and_then(|compared| compared.industries.get(column).copied())
            .unwrap_or_default()
    }

    /// What the quotient of a cell is computed from.
    #[must_use]
    pub fn inputs(&self, row: usize, column: usize) -> Inputs {
        Inputs {
            value: self.values.get(row, column),
            region_total: self.region_total(row).value,
            benchmark_value: self.benchmark_value(row, column).value,
            benchmark_total: self.benchmark_total(row).value,
        }
    }

    /// Whether a row rests on sums of which something is not published.
    #[must_use]
    pub fn is_incomplete(&self, row: usize) -> bool {
        self.region_total(row).is_incomplete
            || self.compared(row).is_some_and(|compared| {
                compared.all.is_incomplete || compared.industries.iter().any(|total| total.is_incomplete)
            })
    }

    /// All location quotients.
    #[must_use]
    pub fn quotients(&self) -> Grid {
        Grid::from_fn(self.regions.len(), self.industries.len(), |row, column| {
            self.inputs(row, column).location_quotient()
        })
    }

    /// The mix of a row; `None` where the region is empty or nothing of it is published.
    #[must_use]
    pub fn mix(&self, row: usize) -> Option<Mix> {
        let values: Vec<Option<f64>> = self.values.row(row).collect();
        let benchmark: Vec<Option<f64>> = (0..self.industries.len())
            .map(|column| self.benchmark_value(row, column).value)
            .collect();
        Mix::new(
            &values,
            self.region_total(row).value,
            &benchmark,
            self.benchmark_total(row).value,
        )
    }
}

fn compared(measured: &Measured<'_>, region: RegionId, industries: &[IndustryId]) -> Compared {
    let of = |industry: IndustryId| measured.benchmark_of(industry, region, measured.sum_value(industry));
    let pairs: Vec<(Total, Total)> = industries.iter().map(|industry| of(*industry)).collect();
    Compared {
        all: pairs.first().map(|(_, all)| *all).unwrap_or_default(),
        industries: pairs.into_iter().map(|(industry, _)| industry).collect(),
        name: measured.benchmark_name(region),
    }
}

/// The regions that add up to all of the file, each place once: what industries are spread over where no level is asked for.
#[must_use]
pub fn lowest_regions(document: &Document) -> Vec<RegionId> {
    summed_regions(document)
}

/// Regions of one level with each other, in the order in which the levels first come.
///
/// Where regions have no level, those that hold others stand apart from those that do not, so that a country is not compared among its
/// counties.
#[must_use]
pub fn by_level(document: &Document, regions: &[RegionId]) -> Vec<Vec<RegionId>> {
    let holding: std::collections::BTreeSet<RegionId> =
        document.regions.iter().filter_map(|region| region.parent).collect();
    let mut places: BTreeMap<(Option<&str>, bool), usize> = BTreeMap::new();
    let mut levels: Vec<Vec<RegionId>> = Vec::new();
    for region in regions {
        let level = document.region(*region).and_then(|region| region.level.as_deref());
        let key = (level, level.is_none() && holding.contains(region));
        let place = *places.entry(key).or_insert(levels.len());
        if place == levels.len() {
            levels.push(Vec::new());
        }
        if let Some(list) = levels.get_mut(place) {
            list.push(*region);
        }
    }
    levels
}

/// Every location quotient of a measure against one benchmark: for each year a table with a row for each of `industries` and a column
/// for each place of `Document::regions`.
///
/// `O(years × regions × industries)`, on all threads; the same bits on any number of them.
#[must_use]
pub fn quotients_of_all_years(
    document: &Document,
    measure: MeasureId,
    benchmark: Benchmark,
    industries: &[IndustryId],
) -> Vec<Grid> {
    let years = 0..document.statistics.year_count();
    years
        .into_par_iter()
        .map(|year| {
            let measured = Measured::new(document, measure, year, benchmark);
            let totals = positive_totals(&measured);
            let region_count = document.regions.slots();
            // Every row is written where it stays: a year of a country is megabytes, and copying them costs as much as the quotients.
            let mut cells = Vec::with_capacity(region_count * industries.len());
            for industry in industries {
                put_quotients(&measured, *industry, (&totals, region_count), &mut cells);
            }
            Grid::from_cells(region_count, cells)
        })
        .collect()
}

/// The quotients of one industry for all regions, `NaN` where one is undefined.
pub(super) fn quotients_of_industry(measured: &Measured<'_>, industry: IndustryId, region_count: usize) -> Vec<f64> {
    let mut found = Vec::with_capacity(region_count);
    put_quotients(
        measured,
        industry,
        (&positive_totals(measured), region_count),
        &mut found,
    );
    found
}

/// The totals of all regions, `NaN` where there is nothing to divide by.
fn positive_totals(measured: &Measured<'_>) -> Vec<f64> {
    let totals = measured.region_totals().iter();
    totals
        .map(|total| total.value.filter(|total| *total > 0.0).unwrap_or(f64::NAN))
        .collect()
}

/// Adds a quotient for each region at the end of `found`, `NaN` where one is undefined.
fn put_quotients(
    measured: &Measured<'_>,
    industry: IndustryId,
    (totals, region_count): (&[f64], usize),
    found: &mut Vec<f64>,
) {
    let end = found.len() + region_count;
    let sum = measured.sum_value(industry);
    let cells = measured.cells(Series::Industry(industry));
    if measured.is_one_for_all() {
        let (of_industry, all) = measured.benchmark_of(industry, RegionId::at(0), sum);
        let one = Inputs {
            benchmark_value: of_industry.value,
            benchmark_total: all.value,
            ..Inputs::default()
        };
        // What is not a number stays none through both divisions, so the loop asks one question only.
        let share = one.benchmark_share().filter(|share| *share > 0.0).unwrap_or(f64::NAN);
        found.extend(cells.iter().zip(totals).take(region_count).map(|(cell, total)| {
            let quotient = cell.number() / total / share;
            if quotient.is_finite() { quotient } else { f64::NAN }
        }));
        found.resize(end, f64::NAN);
        return;
    }
    found.extend((0..region_count).map(|position| {
        let region = RegionId::at(position);
        let (of_industry, all) = measured.benchmark_of(industry, region, sum);
        let inputs = Inputs {
            value: cells.get(position).and_then(|cell| cell.value()),
            region_total: measured.region_total(region).value,
            benchmark_value: of_industry.value,
            benchmark_total: all.value,
        };
        inputs.location_quotient().unwrap_or(f64::NAN)
    }));
}
