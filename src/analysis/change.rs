//! The table of shift-share: what part of each region's change is the nation's, the industry's and its own.
//!
//! The formulas are those of [`super::shift_share`]; a row without an industry sums a region.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::benchmark::Benchmark;
use super::formula::{Flag, Formula, Undefined};
use super::metric::Metric;
use super::numbers::sum;
use super::progress::{Cancelled, Progress, Steps};
use super::quotient::{Inputs, yearly_growth};
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

/// Over which years a change is taken apart, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// The position of the first year.
    pub from: usize,
    /// The position of the last year.
    pub to: usize,
    /// Whether each year is taken apart from the one before and the parts are added up (Barff & Knight 1988), or only the first and
    /// the last year are compared (Dunn 1960).
    pub is_chained: bool,
}

/// The table between two years, by their positions: for each region its industries in their order, then their sum.
///
/// The sum counts industries with values in both years; where one is left out it says so. Competition and allocation of the sum are
/// undefined where an industry had nothing at the start.
#[must_use]
pub fn shift_table(
    document: &Document,
    parameters: Parameters,
    (from, to): (usize, usize),
    regions: &[RegionId],
    industries: &[IndustryId],
) -> Vec<ShiftRow> {
    let span = Span {
        from,
        to,
        is_chained: false,
    };
    let taken = Taken::new(document, parameters, span, (regions, industries));
    let mut rows = Vec::with_capacity(regions.len() * (industries.len() + 1));
    for place in 0..regions.len() {
        rows.extend(taken.region(place));
    }
    rows
}

/// One region between the years of a span: its industries in their order, then their sum. The same numbers as [`shift_table`].
#[must_use]
pub fn shift_of_region(
    document: &Document,
    parameters: Parameters,
    span: Span,
    region: RegionId,
    industries: &[IndustryId],
) -> Vec<ShiftRow> {
    Taken::new(document, parameters, span, (&[region], industries)).region(0)
}

/// The sums of many regions between the years of a span, in the regions' order; only those are kept, as the whole table of a country
/// would fill the memory.
///
/// # Errors
/// Where the computation was stopped.
pub fn shift_sums(
    document: &Document,
    parameters: Parameters,
    span: Span,
    (regions, industries): (&[RegionId], &[IndustryId]),
    progress: &dyn Progress,
) -> Result<Vec<ShiftRow>, Cancelled> {
    let taken = Taken::new(document, parameters, span, (regions, industries));
    let steps = Steps::new(progress, regions.len());
    let sums: Result<Vec<Option<ShiftRow>>, Cancelled> = (0..regions.len())
        .into_par_iter()
        .map(|place| {
            steps.step()?;
            Ok(taken.region(place).pop())
        })
        .collect();
    Ok(sums?.into_iter().flatten().collect())
}

fn span_years(document: &Document, years: (usize, usize)) -> f64 {
    let at = |position: usize| document.statistics.years.get(position).copied();
    let span = at(years.0).zip(at(years.1));
    span.map_or(0.0, |(from, to)| f64::from(to.saturating_sub(from)))
}

/// The numbers of the years that are compared: the first and the last, and those between where each is taken apart.
struct Taken {
    years: Vec<Sheet>,
    span_years: f64,
}

impl Taken {
    fn new(
        document: &Document,
        parameters: Parameters,
        span: Span,
        (regions, industries): (&[RegionId], &[IndustryId]),
    ) -> Self {
        let at = |year_position: usize| {
            let parameters = Parameters {
                year_position,
                ..parameters
            };
            Sheet::new(document, parameters, regions, industries)
        };
        let positions: Vec<usize> = if span.is_chained {
            (span.from..=span.to).collect()
        } else {
            vec![span.from, span.to]
        };
        Self {
            years: positions.into_iter().map(at).collect(),
            span_years: span_years(document, (span.from, span.to)),
        }
    }

    /// The industries of a region in their order, then their sum.
    fn region(&self, row: usize) -> Vec<ShiftRow> {
        let Some(sheet) = self.years.first() else {
            return Vec::new();
        };
        let Some(region) = sheet.regions.get(row).copied() else {
            return Vec::new();
        };
        let empty = self.empty((row, region));
        let columns = sheet.industries.iter().copied().enumerate();
        let mut rows: Vec<ShiftRow> = columns.map(|column| self.row(row, column, &empty)).collect();
        let sum = self.sum_row(empty, &rows);
        rows.push(sum);
        rows
    }

    fn row(&self, row: usize, (column, industry): (usize, IndustryId), empty: &ShiftRow) -> ShiftRow {
        let mut answer = ShiftRow {
            industry: Some(industry),
            ..empty.clone()
        };
        let inputs: Vec<Inputs> = self.years.iter().map(|sheet| sheet.inputs(row, column)).collect();
        let value = |inputs: Option<&Inputs>| inputs.and_then(|inputs| inputs.value);
        (answer.start, answer.end) = (value(inputs.first()), value(inputs.last()));
        answer.yearly_growth = answer
            .start
            .zip(answer.end)
            .and_then(|(a, b)| yearly_growth(a, b, self.span_years));
        let steps: Vec<Step> = inputs
            .windows(2)
            .filter_map(|pair| match pair {
                [before, after] => Some(step(before, after)),
                _ => None,
            })
            .collect();
        for step in &steps {
            answer.flags.extend(&step.flags);
            answer.reason_undefined = answer.reason_undefined.or(step.reason_undefined);
        }
        let shifts: Option<Vec<Shift>> = steps.into_iter().map(|step| step.shift).collect();
        match shifts.as_deref() {
            Some([only]) => answer.shift = *only,
            Some(many) => answer.shift = added_up(many).unwrap_or_default(),
            None => {}
        }
        answer
    }

    /// A row without numbers, with the reservations of its region.
    fn empty(&self, (row, region): (usize, RegionId)) -> ShiftRow {
        let mut flags = BTreeSet::new();
        if self.years.iter().any(|sheet| sheet.is_incomplete(row)) {
            flags.insert(Flag::TotalsIncomplete);
        }
        let is_sum = |sheet: &Sheet| sheet.parameters.benchmark == Benchmark::SumOfRegions;
        if self.years.first().is_some_and(is_sum) {
            flags.insert(Flag::BenchmarkIsSum);
        }
        ShiftRow {
            region,
            industry: None,
            start: None,
            end: None,
            shift: Shift::default(),
            reason_undefined: None,
            yearly_growth: None,
            flags,
        }
    }

    fn sum_row(&self, empty: ShiftRow, of_region: &[ShiftRow]) -> ShiftRow {
        let mut answer = empty;
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
            .and_then(|(a, b)| yearly_growth(a, b, self.span_years));
        answer
    }
}

/// One step from a year to another, taken apart.
struct Step {
    /// `None` where it cannot be taken apart.
    shift: Option<Shift>,
    reason_undefined: Option<Undefined>,
    flags: BTreeSet<Flag>,
}

fn step(before: &Inputs, after: &Inputs) -> Step {
    let undefined = |reason: Undefined, flag: Option<Flag>| Step {
        shift: None,
        reason_undefined: Some(reason),
        flags: flag.into_iter().collect(),
    };
    let Some(cell) = before.value.zip(after.value) else {
        return undefined(Undefined::ValueNotPublished, Some(Flag::NotPublished));
    };
    let industry = before.benchmark_value.zip(after.benchmark_value);
    let all = before.benchmark_total.zip(after.benchmark_total);
    let Some((industry, all)) = industry.zip(all) else {
        return undefined(Undefined::BenchmarkMissing, None);
    };
    let inputs = ShiftInputs {
        cell,
        industry,
        all,
        region_start: before.region_total,
    };
    let Some(parts) = shift(&inputs) else {
        return undefined(Undefined::IndustryAbsent, None);
    };
    let is_new = parts.is_new_industry;
    Step {
        shift: Some(parts),
        reason_undefined: is_new.then_some(Undefined::NewIndustry),
        flags: is_new.then_some(Flag::NewIndustry).into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Industry, Measure, MeasureId, Observation, Region, Series, Statistics};

    /// Two regions and two industries over three years.
    fn document() -> Document {
        let industry = |code: &str| Industry {
            code: code.to_owned(),
            name: code.to_owned(),
            parent: None,
            is_traded: None,
        };
        let measure = Measure {
            id: "employment".to_owned(),
            name: "Jobs".to_owned(),
            unit: "jobs".to_owned(),
        };
        let mut statistics = Statistics::new(
            vec![2018, 2019, 2020],
            ["A", "B"].map(industry).to_vec(),
            vec![measure],
            2,
        );
        let rows = [
            [[100.0, 110.0, 120.0], [50.0, 45.0, 60.0]],
            [[200.0, 190.0, 260.0], [80.0, 90.0, 70.0]],
        ];
        for (region, row) in rows.iter().enumerate() {
            for (industry, values) in row.iter().enumerate() {
                let values = values.map(Observation::Value);
                let series = Series::Industry(IndustryId::at(industry));
                statistics.put_region_series(MeasureId::at(0), series, RegionId::at(region), &values);
            }
        }
        let region = |name: &str| Region {
            feature: crate::document::FeatureId::at(0),
            id: None,
            name: name.to_owned(),
            parent: None,
            level: None,
            shape: None,
        };
        Document {
            regions: ["North", "South"].map(region).to_vec().into(),
            statistics: statistics.into(),
            ..Document::default()
        }
    }

    #[test]
    fn the_parts_add_up_to_the_change_in_one_step_and_in_a_chain() {
        let document = document();
        let parameters = Parameters::of_file(&document).unwrap();
        let industries: Vec<IndustryId> = document.statistics.industries_without_children().collect();
        let regions = [RegionId::at(0), RegionId::at(1)];
        for is_chained in [false, true] {
            let span = Span {
                from: 0,
                to: 2,
                is_chained,
            };
            let sums = shift_sums(&document, parameters, span, (&regions, &industries), &()).unwrap();
            for (region, sum) in regions.iter().zip(&sums) {
                let rows = shift_of_region(&document, parameters, span, *region, &industries);
                assert_eq!(rows.last(), Some(sum), "the ranking shows what the region shows");
                for row in &rows {
                    let parts =
                        row.shift.national.unwrap() + row.shift.industry_mix.unwrap() + row.shift.regional.unwrap();
                    let change = row.end.unwrap() - row.start.unwrap();
                    assert!((parts - change).abs() < 1e-9, "{row:?}");
                }
            }
        }
    }

    #[test]
    fn a_chain_differs_from_the_ends_and_the_plain_table_from_neither() {
        let document = document();
        let parameters = Parameters::of_file(&document).unwrap();
        let industries: Vec<IndustryId> = document.statistics.industries_without_children().collect();
        let of = |is_chained: bool| {
            let span = Span {
                from: 0,
                to: 2,
                is_chained,
            };
            shift_of_region(&document, parameters, span, RegionId::at(0), &industries)
        };
        let table = shift_table(&document, parameters, (0, 2), &[RegionId::at(0)], &industries);
        assert_eq!(table, of(false));
        assert_ne!(table, of(true));
    }
}
