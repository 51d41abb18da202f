//! The table of industries: how each is spread over regions, whether its plants stand together, and how complex it is.
//!
//! Plants are the members with employees, by the industry that each names first. The formulas are those of [`super::spread`],
//! [`super::agglomeration`] and [`super::landscape`].

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::agglomeration::{EllisonGlaeser, Plants, coagglomeration, ellison_glaeser};
use super::benchmark::Benchmark;
use super::formula::{Flag, Formula, Undefined};
use super::landscape::Landscape;
use super::metric::Metric;
use super::numbers::{of_count, sum};
use super::sheet::Sheet;
use super::specialization::Parameters;
use super::spread::{Spread, gini, theil};
use crate::document::{Document, IndustryId, RegionId};

/// The metrics of an industry in the order of the table.
pub const INDUSTRY_FORMULAS: [Formula; 7] = [
    Formula::Hoover,
    Formula::LocationGini,
    Formula::Gini,
    Formula::Theil,
    Formula::EllisonGlaeser,
    Formula::Ubiquity,
    Formula::IndustryComplexity,
];

/// One industry of the table.
#[derive(Clone, Debug, PartialEq)]
pub struct IndustryRow {
    /// Which industry.
    pub industry: IndustryId,
    /// The sum of what the regions publish.
    pub total: Option<f64>,
    /// The metrics in the order of [`INDUSTRY_FORMULAS`].
    pub metrics: Vec<Metric>,
    /// The reservations of the row.
    pub flags: BTreeSet<Flag>,
}

/// The table of these industries over these regions, in the order of the industries.
///
/// Shares are of what the regions together publish: an industry is spread over them, whatever the benchmark holds beside. Complexity
/// is that of all industries without parts.
#[must_use]
pub fn industry_table(
    document: &Document,
    parameters: Parameters,
    regions: &[RegionId],
    industries: &[IndustryId],
) -> Vec<IndustryRow> {
    let sheet = Sheet::new(document, parameters, regions, industries);
    let leaves: Vec<IndustryId> = document.statistics.industries_without_children().collect();
    let landscape = Landscape::new(document, parameters, regions, &leaves);
    let plants = PlantRegister::of_document(document);
    let base: Vec<Option<f64>> = sheet.region_totals.iter().map(|total| total.value).collect();
    let base_is_incomplete = sheet.region_totals.iter().any(|total| total.is_incomplete);
    (0..industries.len())
        .filter_map(|column| {
            let industry = *industries.get(column)?;
            let mut row = spread_row(&sheet, &base, column, industry);
            if base_is_incomplete {
                row.flags.insert(Flag::TotalsIncomplete);
            }
            row.metrics.push(plants.metric(document, industry));
            row.metrics
                .extend(presence_metrics(&landscape, industry, &mut row.flags));
            let (name, year) = (sheet.benchmark_name(0), sheet.year);
            let metrics = row.metrics.into_iter();
            row.metrics = metrics.map(|metric| metric.within(&name, year, &row.flags)).collect();
            Some(row)
        })
        .collect()
}

fn spread_row(sheet: &Sheet, base: &[Option<f64>], column: usize, industry: IndustryId) -> IndustryRow {
    let values: Vec<Option<f64>> = sheet.values.column(column).collect();
    let spread = Spread::new(&values, base);
    let known: Vec<f64> = values.iter().flatten().copied().collect();
    let total = (!known.is_empty()).then(|| sum(known.iter().copied()));
    let mut flags = BTreeSet::new();
    if sheet.parameters.benchmark == Benchmark::SumOfRegions {
        flags.insert(Flag::BenchmarkIsSum);
    }
    if known.len() < values.len() {
        flags.insert(Flag::TotalsIncomplete);
        flags.insert(Flag::SomeNotPublished);
    }
    if spread.as_ref().is_some_and(|spread| !spread.without_base().is_empty()) {
        flags.insert(Flag::WithoutBase);
    }
    let inputs = [("regions", of_count(known.len())), ("total", total.unwrap_or(0.0))];
    let of = |formula: Formula, found: Option<f64>| {
        Metric::new(formula, found.ok_or(Undefined::NobodyInIndustry)).with_inputs(&inputs)
    };
    IndustryRow {
        industry,
        total,
        metrics: vec![
            of(Formula::Hoover, spread.as_ref().map(Spread::hoover)),
            of(Formula::LocationGini, spread.as_ref().map(Spread::location_gini)),
            of(Formula::Gini, gini(&values)),
            of(Formula::Theil, theil(&values)),
        ],
        flags,
    }
}

fn presence_metrics(landscape: &Landscape, industry: IndustryId, flags: &mut BTreeSet<Flag>) -> [Metric; 2] {
    let Some(column) = landscape.column_of(industry) else {
        return [Formula::Ubiquity, Formula::IndustryComplexity]
            .map(|formula| Metric::new(formula, Err(Undefined::NothingPresent)));
    };
    flags.extend(landscape.complexity_flags());
    if landscape.presence.is_column_uncertain(column) {
        flags.insert(Flag::CountedAsAbsent);
    }
    [landscape.ubiquity(column), landscape.industry_complexity(column)]
}

/// The plants of a document: members with employees, an industry and a region.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlantRegister {
    /// Each region's share of all jobs of plants.
    base: Vec<f64>,
    /// The plants by the industry that they name first.
    by_industry: BTreeMap<IndustryId, Plants>,
}

impl PlantRegister {
    /// The plants of a document.
    #[must_use]
    pub fn of_document(document: &Document) -> Self {
        let mut places: BTreeMap<RegionId, usize> = BTreeMap::new();
        let mut jobs: Vec<f64> = Vec::new();
        let mut by_industry: BTreeMap<IndustryId, Plants> = BTreeMap::new();
        for member in &document.members {
            let size = member.employees.filter(|jobs| *jobs > 0.0);
            let Some(((region, industry), size)) = member.region.zip(member.industries.first()).zip(size) else {
                continue;
            };
            let place = *places.entry(region).or_insert(jobs.len());
            match jobs.get_mut(place) {
                Some(all) => *all += size,
                None => jobs.push(size),
            }
            let plants = by_industry.entry(*industry).or_default();
            plants.regions.push(place);
            plants.sizes.push(size);
        }
        let all = sum(jobs.iter().copied());
        Self {
            base: jobs.into_iter().map(|jobs| jobs / all).collect(),
            by_industry,
        }
    }

    /// The industries that have plants.
    pub fn industries(&self) -> impl Iterator<Item = IndustryId> + '_ {
        self.by_industry.keys().copied()
    }

    /// The plants of an industry and of everything under it.
    fn plants(&self, document: &Document, industry: IndustryId) -> Plants {
        let mut plants = Plants::default();
        for (own, found) in &self.by_industry {
            if is_under(document, *own, industry) {
                plants.regions.extend(&found.regions);
                plants.sizes.extend(&found.sizes);
            }
        }
        plants
    }

    /// The index of Ellison and Glaeser for an industry, or why there is none.
    ///
    /// # Errors
    ///
    /// Where it has no plants, one plant, or where one region holds everything.
    pub fn index(&self, document: &Document, industry: IndustryId) -> Result<EllisonGlaeser, Undefined> {
        let plants = self.plants(document, industry);
        if plants.sizes.is_empty() {
            return Err(Undefined::NoPlants);
        }
        let index = ellison_glaeser(&plants, &self.base).ok_or(Undefined::OneRegion)?;
        if index.gamma.is_none() {
            return Err(Undefined::OnePlant);
        }
        Ok(index)
    }

    /// The index as a number that explains itself.
    #[must_use]
    pub fn metric(&self, document: &Document, industry: IndustryId) -> Metric {
        let index = self.index(document, industry);
        let gamma = index.and_then(|index| index.gamma.ok_or(Undefined::OnePlant));
        let metric = Metric::new(Formula::EllisonGlaeser, gamma);
        match index {
            Ok(index) => metric.with_inputs(&[
                ("plants", of_count(self.plants(document, industry).sizes.len())),
                ("concentration", index.concentration),
                ("plant_herfindahl", index.plant_herfindahl),
                ("regions", of_count(self.base.len())),
            ]),
            Err(_) => metric,
        }
    }

    /// Each region's share of the jobs of an industry's plants.
    fn shares(&self, document: &Document, industry: IndustryId) -> Option<Vec<f64>> {
        let plants = self.plants(document, industry);
        let total = sum(plants.sizes.iter().copied());
        let mut shares = vec![0.0; self.base.len()];
        for (region, size) in plants.regions.iter().zip(&plants.sizes) {
            if let Some(share) = shares.get_mut(*region) {
                *share += size / total;
            }
        }
        (total > 0.0).then_some(shares)
    }
}

/// Whether an industry is another one or stands under it.
fn is_under(document: &Document, industry: IndustryId, above: IndustryId) -> bool {
    let mut next = Some(industry);
    for _step in 0..32 {
        match next {
            Some(own) if own == above => return true,
            Some(own) => next = document.industry(own).and_then(|found| found.parent),
            None => return false,
        }
    }
    false
}

/// How two industries stand together.
#[derive(Clone, Debug, PartialEq)]
pub struct PairRow {
    /// The one that comes first in the header.
    pub a: IndustryId,
    /// The other.
    pub b: IndustryId,
    /// The index of Ellison, Glaeser and Kerr.
    pub metric: Metric,
}

/// How each two industries stand together, in the header's order: by what the regions publish, or by the members' employees where the
/// file has no numbers of regions (`parameters` is `None`).
#[must_use]
pub fn coagglomeration_table(
    document: &Document,
    parameters: Option<Parameters>,
    regions: &[RegionId],
    industries: &[IndustryId],
) -> Vec<PairRow> {
    let (base, shares, flags) = if let Some(parameters) = parameters {
        published_shares(&Sheet::new(document, parameters, regions, industries))
    } else {
        let register = PlantRegister::of_document(document);
        let shares = industries.iter().map(|industry| register.shares(document, *industry));
        let shares = shares.collect();
        (register.base, shares, vec![BTreeSet::new(); industries.len()])
    };
    let year = parameters.and_then(|of| document.statistics.years.get(of.year_position).copied());
    let mut rows = Vec::with_capacity(industries.len() * industries.len().saturating_sub(1) / 2);
    for (place, a) in industries.iter().enumerate() {
        for (other, b) in industries.iter().enumerate().skip(place + 1) {
            let of = |place: usize| shares.get(place).and_then(Option::as_deref);
            let found = match of(place).zip(of(other)) {
                Some((first, second)) => coagglomeration(first, second, &base).ok_or(Undefined::OneRegion),
                None => Err(Undefined::NobodyInIndustry),
            };
            let both = [flags.get(place), flags.get(other)];
            let reservations = both.into_iter().flatten().flatten().copied().collect();
            let metric = Metric::new(Formula::Coagglomeration, found)
                .with_inputs(&[("regions", of_count(base.len()))])
                .within(&Arc::default(), year, &reservations);
            rows.push(PairRow { a: *a, b: *b, metric });
        }
    }
    rows
}

/// The regions' shares of all jobs and of each industry, with reservations.
type PublishedShares = (Vec<f64>, Vec<Option<Vec<f64>>>, Vec<BTreeSet<Flag>>);

fn published_shares(sheet: &Sheet) -> PublishedShares {
    let totals: Vec<f64> = sheet
        .region_totals
        .iter()
        .map(|total| total.value.unwrap_or(0.0))
        .collect();
    let all = sum(totals.iter().copied());
    let base = totals
        .into_iter()
        .map(|total| if all > 0.0 { total / all } else { 0.0 })
        .collect();
    let columns = 0..sheet.industries.len();
    let shares = columns.clone().map(|column| {
        let total = sum(sheet.values.column(column).flatten());
        let cells = sheet.values.column(column);
        (total > 0.0).then(|| cells.map(|cell| cell.unwrap_or(0.0) / total).collect())
    });
    let flags = columns.map(|column| {
        let is_missing = sheet.values.column(column).any(|cell| cell.is_none());
        is_missing.then_some(Flag::SomeNotPublished).into_iter().collect()
    });
    (base, shares.collect(), flags.collect())
}
