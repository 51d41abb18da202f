//! Location quotients of a document: of one industry over all regions, of one region over all industries, and as a table.
//!
//! The formulas are those of [`super::quotient`] and [`super::strength`]; what a region is compared with is worked out by
//! [`super::benchmark`]. Which industry, year or benchmark is looked at is the reader's choice and comes in from outside.

use std::borrow::Cow;
use std::sync::Arc;

use super::basket::{added_cells, added_totals};
use super::benchmark::{Benchmark, Measured};
use super::explained::{Explained, Flag, Undefined};
use super::grid::Total;
use super::numbers::sum;
use super::quotient::{Establishments, Inputs, Standing, interval_95, largest_possible, standardized, yearly_growth};
use super::sheet::{by_level, quotients_of_industry};
use super::strength::{self, Scheme};
use crate::document::{Cell, Document, IndustryId, MeasureId, Observation, RegionId, Series};

/// The measure whose cells say how many establishments stand behind a number.
const ESTABLISHMENTS: &str = "establishments";
/// The measure that counts jobs.
const EMPLOYMENT: &str = "employment";
/// A quotient on fewer establishments than this is flagged.
const FEW_ESTABLISHMENTS: f64 = 3.0;
/// A quotient on fewer jobs than this is flagged.
const FEW_JOBS: f64 = 50.0;

/// What is compared, when, and with what.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Parameters {
    /// What is counted.
    pub measure: MeasureId,
    /// The position of the year in `Statistics::years`; 0 for undated numbers.
    pub year_position: usize,
    /// What regions are compared with.
    pub benchmark: Benchmark,
    /// By which rule a region counts as strong.
    pub scheme: Scheme,
}

impl Parameters {
    /// The file's first measure that counts jobs (else its first), its last year and its own benchmark; `None` without measures.
    #[must_use]
    pub fn of_file(document: &Document) -> Option<Self> {
        let statistics = &document.statistics;
        let first = (!statistics.measures.is_empty()).then(|| MeasureId::at(0));
        let measure = statistics.measure_by_id(EMPLOYMENT).or(first)?;
        Some(Self {
            measure,
            year_position: statistics.year_count().saturating_sub(1),
            benchmark: Benchmark::of_file(document, measure),
            scheme: Scheme::default(),
        })
    }
}

/// What the file says of one industry, or of several taken together, looked up once for all regions.
struct Column<'a> {
    industries: Vec<IndustryId>,
    cells: Cow<'a, [Cell]>,
    unit_cells: Cow<'a, [Cell]>,
    /// What every region is compared with, industry and everything; `None` where each has its own.
    common: Option<(Total, Total)>,
    unit_common: Option<(Total, Total)>,
}

/// Industries taken together, and everything, in what a region is compared with.
fn compared(of: &Measured<'_>, industries: &[IndustryId], region: RegionId) -> (Total, Total) {
    let of_each = |industry: &IndustryId| of.benchmark_of(*industry, region, of.sum_value(*industry));
    let each: Vec<(Total, Total)> = industries.iter().map(of_each).collect();
    let everything = each.first().map(|(_, all)| *all).unwrap_or_default();
    (added_totals(each.into_iter().map(|(industry, _)| industry)), everything)
}

fn cell_at(cells: &[Cell], region: RegionId) -> Observation {
    cells
        .get(region.position())
        .map_or(Observation::Missing, |cell| cell.observation())
}

/// One measure in one year against one benchmark: made once, asked for many cells.
#[derive(Clone, Debug)]
pub struct Comparison<'a> {
    document: &'a Document,
    parameters: Parameters,
    year: Option<i32>,
    main: Measured<'a>,
    units: Option<Measured<'a>>,
    /// The name of the benchmark of each region.
    names: Vec<Arc<str>>,
}

impl<'a> Comparison<'a> {
    /// Adds up what stays the same from cell to cell. `O(regions × industries)` where the file gives no totals.
    #[must_use]
    pub fn new(document: &'a Document, parameters: Parameters) -> Self {
        let Parameters {
            measure,
            year_position,
            benchmark,
            ..
        } = parameters;
        let units = document.statistics.measure_by_id(ESTABLISHMENTS);
        let common = benchmark.name(document, RegionId::at(0));
        let name_of = |position| match benchmark {
            Benchmark::Parent => benchmark.name(document, RegionId::at(position)),
            _ => Arc::clone(&common),
        };
        Self {
            document,
            names: (0..document.regions.slots()).map(name_of).collect(),
            parameters,
            year: document.statistics.years.get(year_position).copied(),
            main: Measured::new(document, measure, year_position, benchmark),
            units: units.map(|units| Measured::new(document, units, year_position, benchmark)),
        }
    }

    /// The quotients of one industry, one row for each of `Document::regions`. `O(regions)`.
    #[must_use]
    pub fn column(&self, industry: IndustryId) -> Vec<Explained> {
        self.field(&[industry]).0
    }

    /// Several industries taken together as one, for each of `Document::regions`: the quotients, and what schemes of strength look
    /// at. The industries must not hold each other ([`super::basket::without_parts`]). `O(regions × industries given)`.
    ///
    /// A region is not published where one of the industries is not; its bound then adds up the bounds of those.
    #[must_use]
    pub fn field(&self, industries: &[IndustryId]) -> (Vec<Explained>, Vec<strength::Standing>) {
        let column = self.column_of(industries);
        let cell = |position| {
            let region = RegionId::at(position);
            let cell = self.cell_with(&column, region);
            let standing = self.standing(&column, &cell, region);
            (cell, standing)
        };
        (0..self.document.regions.slots()).map(cell).unzip()
    }

    /// Several industries taken together in one region.
    #[must_use]
    pub fn field_cell(&self, industries: &[IndustryId], region: RegionId) -> Explained {
        self.cell_with(&self.column_of(industries), region)
    }

    /// The bare quotients of one industry, one for each place of `Document::regions`: the same numbers as [`Comparison::column`],
    /// for sliders and animations. `O(regions)`.
    #[must_use]
    pub fn quotients(&self, industry: IndustryId) -> Vec<Option<f64>> {
        let found = quotients_of_industry(&self.main, industry, self.document.regions.slots());
        found
            .into_iter()
            .map(|quotient| (!quotient.is_nan()).then_some(quotient))
            .collect()
    }

    /// The quotient of one industry in one region.
    #[must_use]
    pub fn cell(&self, industry: IndustryId, region: RegionId) -> Explained {
        self.cell_with(&self.column_of(&[industry]), region)
    }

    fn column_of(&self, industries: &[IndustryId]) -> Column<'a> {
        let units = self.units.as_ref();
        let cells =
            |of: &Measured<'a>| added_cells(industries.iter().map(|industry| of.cells(Series::Industry(*industry))));
        let common = |of: &Measured<'a>| {
            let is_one = of.is_one_for_all();
            is_one.then(|| compared(of, industries, RegionId::at(0)))
        };
        Column {
            industries: industries.to_vec(),
            cells: cells(&self.main),
            unit_cells: units.map_or(Cow::Borrowed(&[]), cells),
            common: common(&self.main),
            unit_common: units.and_then(common),
        }
    }

    fn cell_with(&self, column: &Column<'_>, region: RegionId) -> Explained {
        let observed = cell_at(&column.cells, region);
        let total = self.main.region_total(region);
        let (all, everything) = column
            .common
            .unwrap_or_else(|| compared(&self.main, &column.industries, region));
        let inputs = Inputs {
            value: observed.value(),
            region_total: total.value,
            benchmark_value: all.value,
            benchmark_total: everything.value,
        };
        let benchmark = self.names.get(region.position()).cloned().unwrap_or_default();
        let mut explained = Explained::location_quotient(inputs, benchmark, self.year);
        if total.is_incomplete || all.is_incomplete || everything.is_incomplete {
            explained.flags.insert(Flag::TotalsIncomplete);
        }
        if self.parameters.benchmark == Benchmark::SumOfRegions {
            explained.flags.insert(Flag::BenchmarkIsSum);
        }
        self.say_what_is_missing(&mut explained, observed, region);
        if observed == Observation::NotPublished {
            self.bound(&mut explained, &column.industries, region);
        }
        self.weigh(&mut explained, column, region);
        explained
    }

    fn say_what_is_missing(&self, explained: &mut Explained, observed: Observation, region: RegionId) {
        if observed == Observation::Missing {
            explained.flags.remove(&Flag::NotPublished);
            explained.flags.insert(Flag::Missing);
            explained.reason_undefined = Some(Undefined::ValueMissing);
        } else if explained.reason_undefined == Some(Undefined::BenchmarkMissing)
            && self.parameters.benchmark == Benchmark::Parent
            && self
                .document
                .region(region)
                .is_some_and(|region| region.parent.is_none())
        {
            explained.reason_undefined = Some(Undefined::NoParent);
        }
    }

    fn bound(&self, explained: &mut Explained, industries: &[IndustryId], region: RegionId) {
        let most_of = |industry: &IndustryId| {
            let own = self.main.region_cell(Series::Industry(*industry), region);
            own.value().or_else(|| {
                let remainders = [
                    self.main.region_remainder(*industry, region),
                    self.main.benchmark_remainder(*industry, region),
                ];
                largest_possible(remainders.into_iter().flatten())
            })
        };
        let most: Option<Vec<f64>> = industries.iter().map(most_of).collect();
        if let Some(most) = most {
            // The bounds of several add up to more than the region where they share one remainder.
            let most = sum(most).min(explained.inputs.region_total.unwrap_or(f64::INFINITY));
            explained.at_most = explained.inputs.with_value(most).location_quotient();
        }
    }

    /// Adds the interval and says where a number rests on little.
    fn weigh(&self, explained: &mut Explained, column: &Column<'_>, region: RegionId) {
        let Some(quotient) = explained.value else { return };
        let counts_jobs = self
            .document
            .measure(self.parameters.measure)
            .is_some_and(|measure| measure.id == EMPLOYMENT);
        if counts_jobs
            && explained
                .inputs
                .value
                .is_some_and(|value| value > 0.0 && value < FEW_JOBS)
        {
            explained.flags.insert(Flag::FewJobs);
        }
        let Some(units) = self.unit_counts(column, region) else {
            explained.flags.insert(Flag::NoEstablishments);
            return;
        };
        if units.cell > 0.0 && units.cell < FEW_ESTABLISHMENTS {
            explained.flags.insert(Flag::FewEstablishments);
        }
        let standing = if self.main.is_part(region) {
            Standing::Part
        } else {
            Standing::Outside
        };
        explained.interval = interval_95(quotient, units, standing);
    }

    fn unit_counts(&self, column: &Column<'_>, region: RegionId) -> Option<Establishments> {
        let units = self.units.as_ref()?;
        let (all, everything) = column
            .unit_common
            .unwrap_or_else(|| compared(units, &column.industries, region));
        Some(Establishments {
            cell: cell_at(&column.unit_cells, region).value()?,
            region: units.region_total(region).value?,
            industry: all.value?,
            all: everything.value?,
        })
    }

    /// The region's share of the industry's establishments in the benchmark.
    fn establishment_share(&self, column: &Column<'_>, region: RegionId) -> Option<f64> {
        let counts = self.unit_counts(column, region)?;
        (counts.industry > 0.0).then(|| counts.cell / counts.industry)
    }

    /// What schemes of strength look at.
    fn standing(&self, column: &Column<'_>, cell: &Explained, region: RegionId) -> strength::Standing {
        strength::Standing {
            jobs: cell.inputs.value,
            quotient: cell.value,
            focus: cell.inputs.region_share(),
            national_share: cell.inputs.national_share(),
            establishment_share: self.establishment_share(column, region),
        }
    }
}

/// The quotients of one industry, one row for each of `Document::regions`.
#[must_use]
pub fn industry_column(document: &Document, industry: IndustryId, parameters: Parameters) -> Vec<Explained> {
    Comparison::new(document, parameters).column(industry)
}

/// One industry of a region.
#[derive(Clone, Debug, PartialEq)]
pub struct ProfileRow {
    /// Which industry.
    pub industry: IndustryId,
    /// The quotient; its inputs hold the value.
    pub quotient: Explained,
    /// The yearly growth since `growth_from`, as a fraction.
    pub growth: Option<f64>,
}

/// A region over all industries that the file has numbers for, in the header's order. Growth runs from the year at
/// `growth_from` to that of the parameters.
#[must_use]
pub fn region_profile(
    document: &Document,
    region: RegionId,
    parameters: Parameters,
    growth_from: usize,
) -> Vec<ProfileRow> {
    let statistics = &document.statistics;
    let comparison = Comparison::new(document, parameters);
    let years = statistics
        .years
        .get(growth_from)
        .zip(statistics.years.get(parameters.year_position));
    let span = years.map_or(0.0, |(from, to)| f64::from(to.saturating_sub(*from)));
    let industries = (0..statistics.industries.len()).map(IndustryId::at);
    industries
        .filter(|industry| statistics.has_series(parameters.measure, Series::Industry(*industry)))
        .map(|industry| {
            let start = statistics.region_value(parameters.measure, Series::Industry(industry), growth_from, region);
            let quotient = comparison.cell(industry, region);
            let growth = start
                .value()
                .zip(quotient.inputs.value)
                .and_then(|(a, b)| yearly_growth(a, b, span));
            ProfileRow {
                industry,
                quotient,
                growth,
            }
        })
        .collect()
}

/// One row of the table `specialization`.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Which region.
    pub region: RegionId,
    /// Which industry.
    pub industry: IndustryId,
    /// The quotient and everything behind it.
    pub quotient: Explained,
    /// The standardized quotient, among the regions of the same level.
    pub standardized: Option<f64>,
    /// Whether the region is strong, where the scheme says so.
    pub is_strong: Option<bool>,
    /// The stars, where the scheme gives them.
    pub stars: Option<u8>,
}

/// The table `specialization`.
#[derive(Clone, Debug, PartialEq)]
pub struct SpecializationTable {
    /// What it was computed with.
    pub parameters: Parameters,
    /// Regions in the order of the file, in each the industries in the order of the header.
    pub rows: Vec<Row>,
}

/// The table of the given regions and industries.
///
/// Regions are measured against those of their own level only: a country is not standardized among its counties.
#[must_use]
pub fn table(
    document: &Document,
    parameters: Parameters,
    regions: &[RegionId],
    industries: &[IndustryId],
) -> SpecializationTable {
    let comparison = Comparison::new(document, parameters);
    let levels = by_level(document, regions);
    let mut rows: Vec<(RegionId, usize, Row)> = Vec::with_capacity(regions.len() * industries.len());
    for (place, industry) in industries.iter().enumerate() {
        for members in &levels {
            let level_rows = level_rows(&comparison, *industry, members);
            rows.extend(level_rows.into_iter().map(|row| (row.region, place, row)));
        }
    }
    rows.sort_by_key(|(region, place, _)| (*region, *place));
    SpecializationTable {
        parameters,
        rows: rows.into_iter().map(|(_, _, row)| row).collect(),
    }
}

fn level_rows(comparison: &Comparison<'_>, industry: IndustryId, regions: &[RegionId]) -> Vec<Row> {
    let column = comparison.column_of(&[industry]);
    let cells: Vec<Explained> = regions
        .iter()
        .map(|region| comparison.cell_with(&column, *region))
        .collect();
    let standings: Vec<strength::Standing> = cells
        .iter()
        .zip(regions)
        .map(|(cell, region)| comparison.standing(&column, cell, *region))
        .collect();
    let scheme = comparison.parameters.scheme;
    let strong = scheme.strong(&standings);
    let stars = scheme.stars(&standings);
    let quotients: Vec<Option<f64>> = cells.iter().map(|cell| cell.value).collect();
    let standardized = standardized(&quotients);
    cells
        .into_iter()
        .zip(regions)
        .zip(standardized)
        .zip(strong.into_iter().zip(stars))
        .map(|(((quotient, region), standardized), (is_strong, stars))| Row {
            region: *region,
            industry,
            quotient,
            standardized,
            is_strong,
            stars,
        })
        .collect()
}
