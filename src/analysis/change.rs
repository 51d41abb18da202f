//! The table of shift-share: what part of each region's change is the nation's, the industry's and its own.
//!
//! The formulas are those of [`super::shift_share`]; a row without an industry sums a region.

use std::collections::BTreeSet;

use super::benchmark::Benchmark;
use super::formula::{Flag, Formula, Undefined};
use super::metric::Metric;
use super::numbers::sum;
use super::quotient::yearly_growth;
use super::sheet::Sheet;
use super::shift_share::{Shift, ShiftInputs, added_up, shift};
use super::specialization::Parameters;
use crate::document::{Document, IndustryId, RegionId};

/// One industry of a region, or all of them together.
#[derive(Clone, Debug, PartialEq)]
pub struct ShiftRow {
    /// Which region.
    pub region: RegionId,
    /// Which industry; `None` for the sum.
    pub industry: Option<IndustryId>,
    /// The value at the start.
    pub start: Option<f64>,
    /// The value at the end.
    pub end: Option<f64>,
    /// The parts of the change; all `None` where it cannot be taken apart.
    pub shift: Shift,
    /// Why the parts that are missing are missing.
    pub reason_undefined: Option<Undefined>,
    /// The yearly growth as a fraction.
    pub yearly_growth: Option<f64>,
    /// The reservations of the row.
    pub flags: BTreeSet<Flag>,
}

/// The parts of a change in the order of the table.
pub const SHIFT_FORMULAS: [Formula; 5] = [
    Formula::NationalShare,
    Formula::IndustryMix,
    Formula::RegionalShare,
    Formula::Competitive,
    Formula::Allocation,
];

impl ShiftRow {
    /// One part of the change as a number that explains itself.
    #[must_use]
    pub fn metric(&self, formula: Formula) -> Metric {
        let part = match formula {
            Formula::NationalShare => self.shift.national,
            Formula::IndustryMix => self.shift.industry_mix,
            Formula::RegionalShare => self.shift.regional,
            Formula::Competitive => self.shift.competitive,
            Formula::Allocation => self.shift.allocation,
            _ => self.yearly_growth,
        };
        let reason = self.reason_undefined.unwrap_or(Undefined::NoStart);
        let mut metric = Metric::new(formula, part.ok_or(reason))
            .with_inputs(&[("from", self.start.unwrap_or(0.0)), ("to", self.end.unwrap_or(0.0))]);
        metric.flags.clone_from(&self.flags);
        metric
    }
}

/// The table between two years, by their positions: for each region its industries in their order, then their sum.
///
/// The sum counts industries with values in both years; where one is left out it says so. Competition and allocation of the sum are
/// undefined where an industry had nothing at the start.
#[must_use]
pub fn shift_table(
    document: &Document,
    parameters: Parameters,
    years: (usize, usize),
    regions: &[RegionId],
    industries: &[IndustryId],
) -> Vec<ShiftRow> {
    let at = |year_position: usize| {
        let parameters = Parameters {
            year_position,
            ..parameters
        };
        Sheet::new(document, parameters, regions, industries)
    };
    let both = Both {
        start: at(years.0),
        end: at(years.1),
        span: span_years(document, years),
    };
    let mut rows = Vec::with_capacity(regions.len() * (industries.len() + 1));
    for (place, region) in regions.iter().enumerate() {
        let columns = industries.iter().copied().enumerate();
        let of_region: Vec<ShiftRow> = columns.map(|column| both.row((place, *region), column)).collect();
        let sum = both.sum_row((place, *region), &of_region);
        rows.extend(of_region);
        rows.push(sum);
    }
    rows
}

fn span_years(document: &Document, years: (usize, usize)) -> f64 {
    let at = |position: usize| document.statistics.years.get(position).copied();
    let span = at(years.0).zip(at(years.1));
    span.map_or(0.0, |(from, to)| f64::from(to.saturating_sub(from)))
}

/// The numbers of two years.
struct Both {
    start: Sheet,
    end: Sheet,
    span: f64,
}

impl Both {
    fn row(&self, (row, region): (usize, RegionId), (column, industry): (usize, IndustryId)) -> ShiftRow {
        let (before, after) = (self.start.inputs(row, column), self.end.inputs(row, column));
        let mut answer = self.empty((row, region), Some(industry));
        (answer.start, answer.end) = (before.value, after.value);
        answer.yearly_growth = before
            .value
            .zip(after.value)
            .and_then(|(a, b)| yearly_growth(a, b, self.span));
        let cell = before.value.zip(after.value);
        let industry = before.benchmark_value.zip(after.benchmark_value);
        let all = before.benchmark_total.zip(after.benchmark_total);
        let (Some(cell), Some(industry), Some(all)) = (cell, industry, all) else {
            answer.reason_undefined = Some(if cell.is_none() {
                Undefined::ValueNotPublished
            } else {
                Undefined::BenchmarkMissing
            });
            if cell.is_none() {
                answer.flags.insert(Flag::NotPublished);
            }
            return answer;
        };
        let inputs = ShiftInputs {
            cell,
            industry,
            all,
            region_start: before.region_total,
        };
        match shift(&inputs) {
            Some(parts) => answer.shift = parts,
            None => answer.reason_undefined = Some(Undefined::IndustryAbsent),
        }
        if answer.shift.is_new_industry {
            answer.flags.insert(Flag::NewIndustry);
            answer.reason_undefined = Some(Undefined::NewIndustry);
        }
        answer
    }

    fn empty(&self, (row, region): (usize, RegionId), industry: Option<IndustryId>) -> ShiftRow {
        let mut flags = BTreeSet::new();
        if self.start.is_incomplete(row) || self.end.is_incomplete(row) {
            flags.insert(Flag::TotalsIncomplete);
        }
        if self.start.parameters.benchmark == Benchmark::SumOfRegions {
            flags.insert(Flag::BenchmarkIsSum);
        }
        ShiftRow {
            region,
            industry,
            start: None,
            end: None,
            shift: Shift::default(),
            reason_undefined: None,
            yearly_growth: None,
            flags,
        }
    }

    fn sum_row(&self, (row, region): (usize, RegionId), of_region: &[ShiftRow]) -> ShiftRow {
        let mut answer = self.empty((row, region), None);
        let whole: Vec<&ShiftRow> = of_region.iter().filter(|cell| cell.shift.regional.is_some()).collect();
        if whole.len() < of_region.len() {
            answer.flags.insert(Flag::SomeNotPublished);
        }
        let shifts: Vec<Shift> = whole.iter().map(|cell| cell.shift).collect();
        if let Some(parts) = added_up(&shifts) {
            answer.shift = parts;
            answer.start = Some(sum(whole.iter().filter_map(|cell| cell.start)));
            answer.end = Some(sum(whole.iter().filter_map(|cell| cell.end)));
        } else {
            answer.reason_undefined = Some(Undefined::NoIndustryPublished);
        }
        if answer.shift.is_new_industry {
            answer.flags.insert(Flag::NewIndustry);
        }
        answer.yearly_growth = answer
            .start
            .zip(answer.end)
            .and_then(|(a, b)| yearly_growth(a, b, self.span));
        answer
    }
}
