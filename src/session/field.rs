//! The cluster's field in the regions where its members are: its jobs, its location quotient, how that changed, and which
//! regions are strong. Worked out once for what is explored; the inputs of each quotient are the analysis room's.
//!
//! Regions of which a number is not published take no part in the sums, and the coverage says so.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::quotients::{field_name, parameters};
use super::state::Exploration;
use crate::analysis::basket::without_parts;
use crate::analysis::explained::Explained;
use crate::analysis::quotient::Inputs;
use crate::analysis::specialization::{Comparison, Parameters, table};
use crate::document::{Document, IndustryId, MemberId, RegionId};

/// The field that the overview speaks of.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Field {
    /// Its name: the cluster's, or the industry's where no cluster names the industry in focus.
    pub name: String,
    /// The codes of its industries, for second lines.
    pub codes: String,
    /// Its industries, none of which holds another.
    pub industries: Vec<IndustryId>,
    /// The regions it is looked for in.
    pub regions: Vec<RegionId>,
    /// Whether these are the regions with members; otherwise they are all regions of the file.
    pub is_of_members: bool,
}

/// The field in one year.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct YearOfField {
    /// The year; `None` where numbers are undated.
    pub year: Option<i32>,
    /// The regions whose numbers are all published.
    pub regions: BTreeSet<RegionId>,
    /// What the quotient is formed from, over these regions; empty where no region has its numbers published.
    pub inputs: Inputs,
    /// The names of what the regions are compared with.
    pub benchmarks: Vec<Arc<str>>,
}

/// How the field changed since the year before, over the regions published in both years.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The field in the year before.
    pub before: YearOfField,
    /// The field in the year in focus.
    pub after: YearOfField,
}

/// Everything that the overview says of the field.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldFigures {
    /// Which field, and where.
    pub field: Field,
    /// The year in focus.
    pub now: YearOfField,
    /// `None` where there is no year before, or no region is published in both.
    pub change: Option<Change>,
    /// Regions that are strong in the industry in focus.
    pub strong: Vec<RegionId>,
    /// How many regions could be judged.
    pub judged: usize,
    /// How many regions there are.
    pub ranked: usize,
}

impl FieldFigures {
    /// The figures for what is explored; `None` where the file has no statistics or no industry is in focus. `O(regions ×
    /// industries)` where the file gives no totals.
    #[must_use]
    pub fn of(document: &Document, exploration: &Exploration, members: &[MemberId]) -> Option<Self> {
        let parameters = parameters(document, exploration)?;
        let focus = exploration.industry?;
        let field = field(document, (exploration, focus), members);
        let now = year_of_field(document, &field, parameters, &all(&field));
        let change = parameters.year_position.checked_sub(1).and_then(|before| {
            let earlier = Parameters {
                year_position: before,
                ..parameters
            };
            change(document, &field, (earlier, parameters), &now)
        });
        let ranked: Vec<RegionId> = document.ranked_regions().collect();
        let rows = table(document, parameters, &ranked, &[focus]).rows;
        Some(Self {
            field,
            now,
            change,
            strong: rows
                .iter()
                .filter(|row| row.is_strong == Some(true))
                .map(|row| row.region)
                .collect(),
            judged: rows.iter().filter(|row| row.is_strong.is_some()).count(),
            ranked: ranked.len(),
        })
    }
}

fn all(field: &Field) -> BTreeSet<RegionId> {
    field.regions.iter().copied().collect()
}

/// The industries that are taken together, else the field of the cluster that names the industry in focus, in the regions where
/// members that are shown stand.
fn field(document: &Document, (exploration, focus): (&Exploration, IndustryId), members: &[MemberId]) -> Field {
    let cluster = document
        .clusters
        .iter()
        .find(|cluster| exploration.basket.is_empty() && cluster.industries.contains(&focus));
    let industries = match cluster {
        Some(cluster) => without_parts(document, &cluster.industries),
        None if exploration.basket.is_empty() => vec![focus],
        None => exploration.basket.clone(),
    };
    let name = match cluster {
        Some(cluster) if !cluster.name.is_empty() => cluster.name.clone(),
        _ => field_name(document, &industries),
    };
    let codes: Vec<&str> = industries
        .iter()
        .filter_map(|id| document.industry(*id))
        .map(|industry| industry.code.as_str())
        .collect();
    let with_members: BTreeSet<RegionId> = members.iter().filter_map(|id| document.member(*id)?.region).collect();
    let ranked: Vec<RegionId> = document.ranked_regions().collect();
    let regions: Vec<RegionId> = ranked.iter().copied().filter(|id| with_members.contains(id)).collect();
    let is_of_members = !regions.is_empty();
    Field {
        name,
        codes: codes.join(", "),
        industries,
        regions: if is_of_members { regions } else { ranked },
        is_of_members,
    }
}

fn change(
    document: &Document,
    field: &Field,
    (earlier, now): (Parameters, Parameters),
    current: &YearOfField,
) -> Option<Change> {
    let before = year_of_field(document, field, earlier, &current.regions);
    if before.regions.is_empty() {
        return None;
    }
    let after = if before.regions == current.regions {
        current.clone()
    } else {
        year_of_field(document, field, now, &before.regions)
    };
    // The sums of both years must be over the same regions, or the change would be one of coverage.
    (after.regions == before.regions).then_some(Change { before, after })
}

/// Adds the field up over those of the regions whose numbers are all published.
fn year_of_field(
    document: &Document,
    field: &Field,
    parameters: Parameters,
    regions: &BTreeSet<RegionId>,
) -> YearOfField {
    let comparison = Comparison::new(document, parameters);
    let columns: Vec<Vec<Explained>> = field.industries.iter().map(|id| comparison.column(*id)).collect();
    let mut sums = YearOfField {
        year: document.statistics.years.get(parameters.year_position).copied(),
        ..YearOfField::default()
    };
    let mut benchmarks: BTreeMap<Arc<str>, (f64, f64)> = BTreeMap::new();
    let (mut jobs, mut total) = (0.0, 0.0);
    for region in regions {
        let cells: Option<Vec<&Explained>> = columns.iter().map(|column| column.get(region.position())).collect();
        let Some((value, region_total, of_benchmark, name)) = cells.as_deref().and_then(whole) else {
            continue;
        };
        jobs += value;
        total += region_total;
        sums.regions.insert(*region);
        // Two regions of one country are compared with it once.
        benchmarks.insert(name, of_benchmark);
    }
    if sums.regions.is_empty() {
        return sums;
    }
    sums.inputs = Inputs {
        value: Some(jobs),
        region_total: Some(total),
        benchmark_value: Some(benchmarks.values().map(|(value, _)| value).sum()),
        benchmark_total: Some(benchmarks.values().map(|(_, total)| total).sum()),
    };
    sums.benchmarks = benchmarks.into_keys().collect();
    sums
}

/// Value, total of the region, value and total of the benchmark, and the benchmark's name.
type Whole = (f64, f64, (f64, f64), Arc<str>);

/// Value, total of the region, value and total of the benchmark, and its name, over all industries of the field; `None`
/// where one of them is not published.
fn whole(cells: &[&Explained]) -> Option<Whole> {
    let first = cells.first()?;
    let sum = |read: fn(&Inputs) -> Option<f64>| -> Option<f64> { cells.iter().map(|cell| read(&cell.inputs)).sum() };
    Some((
        sum(|inputs| inputs.value)?,
        first.inputs.region_total?,
        (sum(|inputs| inputs.benchmark_value)?, first.inputs.benchmark_total?),
        Arc::clone(&first.benchmark),
    ))
}
