//! The table of regions: how specialized, concentrated, varied and complex each of them is.
//!
//! Regions are compared by the industries without parts, and stand beside regions of their own level only. The formulas are those of
//! [`super::mix`] and [`super::landscape`].

use std::collections::{BTreeMap, BTreeSet};

use super::benchmark::Benchmark;
use super::formula::{Flag, Formula, Undefined};
use super::landscape::Landscape;
use super::metric::Metric;
use super::mix::{Mix, Variety, variety};
use super::numbers::of_count;
use super::progress::{Cancelled, Progress, Steps};
use super::sheet::{Sheet, by_level};
use super::specialization::Parameters;
use crate::document::{Document, IndustryId, RegionId};

/// The metrics of a region in the order of the table.
pub const REGION_FORMULAS: [Formula; 13] = [
    Formula::Krugman,
    Formula::KrugmanOfRest,
    Formula::Herfindahl,
    Formula::HerfindahlNormalized,
    Formula::Shannon,
    Formula::EffectiveIndustries,
    Formula::TheilRelative,
    Formula::Hachman,
    Formula::VarietyUnrelated,
    Formula::VarietyRelated,
    Formula::Diversity,
    Formula::RegionComplexity,
    Formula::ComplexityOutlook,
];

/// One region of the table.
#[derive(Clone, Debug, PartialEq)]
pub struct RegionRow {
    /// Which region.
    pub region: RegionId,
    /// All of it.
    pub total: Option<f64>,
    /// The metrics in the order of [`REGION_FORMULAS`].
    pub metrics: Vec<Metric>,
    /// The reservations of the row.
    pub flags: BTreeSet<Flag>,
}

/// The table of these regions, in their order.
#[must_use]
pub fn region_table(document: &Document, parameters: Parameters, regions: &[RegionId]) -> Vec<RegionRow> {
    let industries: Vec<IndustryId> = document.statistics.industries_without_children().collect();
    let mut rows: BTreeMap<RegionId, RegionRow> = BTreeMap::new();
    for level in by_level(document, regions) {
        let landscape = Landscape::new(document, parameters, &level, &industries);
        rows.extend(
            landscape_rows(document, &landscape)
                .into_iter()
                .map(|row| (row.region, row)),
        );
    }
    regions.iter().filter_map(|region| rows.remove(region)).collect()
}

/// The rows of the regions of a landscape that was worked out before, in its order.
#[must_use]
pub fn landscape_rows(document: &Document, landscape: &Landscape) -> Vec<RegionRow> {
    // Where nobody listens nobody stops it.
    landscape_rows_watched(document, landscape, &()).unwrap_or_default()
}

/// The same, where somebody hears how far it is and may stop it.
///
/// # Errors
///
/// Where it was stopped.
pub fn landscape_rows_watched(
    document: &Document,
    landscape: &Landscape,
    progress: &dyn Progress,
) -> Result<Vec<RegionRow>, Cancelled> {
    let groups = groups(document, &landscape.sheet.industries);
    let outlook = landscape.outlook();
    let steps = Steps::new(progress, landscape.sheet.regions.len());
    let regions = landscape.sheet.regions.iter().copied().enumerate();
    regions
        .map(|place| {
            steps.step()?;
            Ok(region_row(landscape, &groups, &outlook, place))
        })
        .collect()
}

/// The largest industry that holds each industry; one that stands under no other is a group of its own.
///
/// `None` for all where no industry stands under another: then the file has no groups, and nothing can be told apart.
fn groups(document: &Document, industries: &[IndustryId]) -> Vec<Option<usize>> {
    let parent = |industry: IndustryId| document.industry(industry).and_then(|found| found.parent);
    if industries.iter().all(|industry| parent(*industry).is_none()) {
        return vec![None; industries.len()];
    }
    let top = |industry: &IndustryId| {
        let mut group = *industry;
        // A file whose parents go in a circle ends here.
        for _step in 0..32 {
            match parent(group) {
                Some(above) => group = above,
                None => break,
            }
        }
        Some(group.position())
    };
    industries.iter().map(top).collect()
}

fn region_row(
    landscape: &Landscape,
    groups: &[Option<usize>],
    outlook: &[f64],
    (row, region): (usize, RegionId),
) -> RegionRow {
    let sheet = &landscape.sheet;
    let mut flags = row_flags(sheet, row);
    let mut metrics = mix_metrics(sheet, row);
    metrics.extend(variety_metrics(sheet, groups, row));
    let complexity_flags = landscape.complexity_flags();
    let mut of_presence = [
        landscape.diversity(row),
        landscape.region_complexity(row),
        landscape.region_outlook(row, outlook),
    ];
    if landscape.presence.is_row_uncertain(row) {
        for metric in &mut of_presence {
            metric.flags.insert(Flag::CountedAsAbsent);
        }
    }
    metrics.extend(of_presence);
    let (name, year) = (sheet.benchmark_name(row), sheet.year);
    let metrics: Vec<Metric> = metrics
        .into_iter()
        .map(|metric| metric.within(&name, year, &flags))
        .collect();
    flags.extend(complexity_flags);
    flags.extend(metrics.iter().flat_map(|metric| metric.flags.iter().copied()));
    RegionRow {
        region,
        total: sheet.region_total(row).value,
        metrics,
        flags,
    }
}

/// What a reader must know of every number of a row.
fn row_flags(sheet: &Sheet, row: usize) -> BTreeSet<Flag> {
    let mut flags = BTreeSet::new();
    if sheet.is_incomplete(row) {
        flags.insert(Flag::TotalsIncomplete);
    }
    if sheet.parameters.benchmark == Benchmark::SumOfRegions {
        flags.insert(Flag::BenchmarkIsSum);
    }
    if sheet.values.row(row).any(|cell| cell.is_none()) {
        flags.insert(Flag::SomeNotPublished);
    }
    flags
}

/// Why a row has no mix.
fn no_mix(sheet: &Sheet, row: usize) -> Undefined {
    match sheet.region_total(row).value {
        None => Undefined::RegionTotalMissing,
        Some(total) if total <= 0.0 => Undefined::RegionEmpty,
        Some(_) => Undefined::NoIndustryPublished,
    }
}

fn mix_metrics(sheet: &Sheet, row: usize) -> Vec<Metric> {
    let mix = sheet.mix(row);
    let missing = no_mix(sheet, row);
    let total = sheet.region_total(row).value.unwrap_or(0.0);
    let benchmark_total = sheet.benchmark_total(row).value.unwrap_or(0.0);
    let inputs = [
        ("industries", of_count(sheet.values.row(row).flatten().count())),
        ("total", total),
        ("rest", benchmark_total - total),
    ];
    let of = |formula: Formula, read: &dyn Fn(&Mix) -> Result<f64, Undefined>| {
        Metric::new(formula, mix.as_ref().map_or(Err(missing), read)).with_inputs(&inputs)
    };
    let against = |value: Option<f64>| value.ok_or(Undefined::BenchmarkMissing);
    let is_part = sheet.is_part.get(row).copied().unwrap_or(false);
    vec![
        of(Formula::Krugman, &|mix| against(mix.krugman())),
        of(Formula::KrugmanOfRest, &|mix| {
            if is_part {
                mix.krugman_of_rest().ok_or(Undefined::RestEmpty)
            } else {
                Err(Undefined::NotPart)
            }
        }),
        of(Formula::Herfindahl, &|mix| Ok(mix.herfindahl())),
        of(Formula::HerfindahlNormalized, &|mix| {
            mix.herfindahl_normalized().ok_or(Undefined::OneIndustry)
        }),
        of(Formula::Shannon, &|mix| Ok(mix.shannon_bits())),
        of(Formula::EffectiveIndustries, &|mix| Ok(mix.effective_industries())),
        of(Formula::TheilRelative, &|mix| against(mix.theil_relative())),
        of(Formula::Hachman, &|mix| against(mix.hachman())),
    ]
}

fn variety_metrics(sheet: &Sheet, groups: &[Option<usize>], row: usize) -> [Metric; 2] {
    let values: Vec<Option<f64>> = sheet.values.row(row).collect();
    let total = sheet.region_total(row).value;
    let found = match variety(&values, groups, total) {
        Some(found) => Ok(found),
        None if sheet.mix(row).is_none() => Err(no_mix(sheet, row)),
        None => Err(Undefined::NoGroups),
    };
    let count = groups.iter().flatten().collect::<BTreeSet<_>>().len();
    let of = |formula: Formula, read: fn(Variety) -> f64| {
        Metric::new(formula, found.map(read)).with_inputs(&[("groups", of_count(count))])
    };
    [
        of(Formula::VarietyUnrelated, |variety| variety.unrelated),
        of(Formula::VarietyRelated, |variety| variety.related),
    ]
}
