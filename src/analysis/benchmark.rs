//! What regions are compared with, and the totals that a comparison needs.
//!
//! A total that the file gives is used as it is. One that it does not give is added up from what is published, and says whether
//! that is all of it. The quotients are formed by [`super::specialization`].

use std::sync::Arc;

use super::grid::Total;
use super::numbers::sum;
use super::running::{added_columns, added_numbers};
use crate::document::{Cell, Document, IndustryId, MeasureId, Observation, RegionId, Series};
use crate::messages::text;

/// Industries are nested no deeper than this; a file whose parents go in a circle ends here.
const DEEPEST_INDUSTRY: usize = 32;

/// The economy that regions are compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Benchmark {
    /// The benchmark of the file's header.
    Header,
    /// The sum of the file's regions, each place counted once.
    SumOfRegions,
    /// One region of the file, such as the country.
    Region(RegionId),
    /// Each region's larger region: its own country.
    Parent,
}

impl Benchmark {
    /// What the file compares with: the header's benchmark where it has numbers for the measure, else the sum of its regions.
    #[must_use]
    pub fn of_file(document: &Document, measure: MeasureId) -> Self {
        let statistics = &document.statistics;
        let codes = (0..statistics.industries.len()).map(|position| Series::Industry(IndustryId::at(position)));
        let has_numbers = std::iter::once(Series::Total)
            .chain(codes)
            .any(|series| statistics.has_benchmark_series(measure, series));
        if has_numbers { Self::Header } else { Self::SumOfRegions }
    }

    /// The benchmark of a word in a scene or on the command line: "parent", "sum" or a region's id; else that of a name as
    /// [`Self::common_name`] prints it.
    #[must_use]
    pub fn from_word(document: &Document, measure: MeasureId, word: &str) -> Option<Self> {
        match word {
            "parent" => Some(Self::Parent),
            "sum" => Some(Self::SumOfRegions),
            "header" => Some(Self::of_file(document, measure)),
            id => {
                let is_it =
                    |region: &crate::document::Region| region.id.as_ref().is_some_and(|known| known.as_str() == id);
                document
                    .regions
                    .iter()
                    .position(is_it)
                    .map(|position| Self::Region(RegionId::at(position)))
                    .or_else(|| Self::from_name(document, measure, word))
            }
        }
    }

    /// The benchmark of a name: the file's own before a region of the same name.
    fn from_name(document: &Document, measure: MeasureId, name: &str) -> Option<Self> {
        let shared = [Self::of_file(document, measure), Self::SumOfRegions, Self::Parent];
        let regions = document.regions.iter().enumerate();
        let named = || regions.filter(|(_, region)| region.name == name);
        shared
            .into_iter()
            .find(|benchmark| benchmark.common_name(document) == name)
            .or_else(|| named().next().map(|(position, _)| Self::Region(RegionId::at(position))))
    }

    /// Its name for all regions together where that name means nothing else in the file, else the word for it: what an export prints,
    /// so that a later run finds the same benchmark.
    #[must_use]
    pub fn printed_name(self, document: &Document, measure: MeasureId) -> String {
        let name = self.common_name(document);
        if Self::from_word(document, measure, &name) == Some(self) {
            return name;
        }
        match self {
            Self::Header => "header".to_owned(),
            Self::SumOfRegions => "sum".to_owned(),
            Self::Parent => "parent".to_owned(),
            Self::Region(region) => {
                let id = document.region(region).and_then(|region| region.id.as_ref());
                id.map_or(name, |id| id.as_str().to_owned())
            }
        }
    }

    /// Its name for one region, in the reader's words.
    #[must_use]
    pub fn name(self, document: &Document, region: RegionId) -> Arc<str> {
        let name_of = |region: RegionId| document.region(region).map(|region| Arc::from(region.name.as_str()));
        let found = match self {
            Self::Header => document.statistics.benchmark_name.as_deref().map(Arc::from),
            Self::SumOfRegions => None,
            Self::Region(region) => name_of(region),
            Self::Parent => document
                .region(region)
                .and_then(|region| region.parent)
                .and_then(name_of),
        };
        found.unwrap_or_else(|| {
            text(if self == Self::Parent {
                "benchmark-parent"
            } else {
                "benchmark-sum"
            })
            .into()
        })
    }

    /// Its name for all regions together.
    #[must_use]
    pub fn common_name(self, document: &Document) -> String {
        match self {
            Self::Parent => text("benchmark-parent"),
            _ => self.name(document, RegionId::at(0)).as_ref().to_owned(),
        }
    }
}

/// One measure in one year, with everything that stays the same from industry to industry.
#[derive(Clone, Debug)]
pub(super) struct Measured<'a> {
    document: &'a Document,
    measure: MeasureId,
    year_position: usize,
    benchmark: Benchmark,
    /// The industries under each industry, and last those under none.
    children: Vec<Vec<IndustryId>>,
    region_totals: Vec<Total>,
    /// The regions that add up to all of the file, each place once.
    summed: Vec<RegionId>,
    /// For each region whether it is among those.
    is_summed: Vec<bool>,
    sum_total: Total,
    header_total: Total,
}

impl<'a> Measured<'a> {
    pub(super) fn new(document: &'a Document, measure: MeasureId, year_position: usize, benchmark: Benchmark) -> Self {
        let mut measured = Self {
            document,
            measure,
            year_position,
            benchmark,
            children: children(document),
            region_totals: Vec::new(),
            is_summed: vec![false; document.regions.slots()],
            summed: summed_regions(document),
            sum_total: Total::default(),
            header_total: Total::default(),
        };
        measured.header_total = measured.total(|series| measured.header_cell(series));
        measured.region_totals = measured.totals_of_regions();
        for region in &measured.summed {
            if let Some(is_summed) = measured.is_summed.get_mut(region.position()) {
                *is_summed = true;
            }
        }
        let totals = measured.summed.iter().map(|region| measured.region_total(*region));
        measured.sum_total = Total::of_parts(totals);
        measured
    }

    /// All regions in one series, in the order of `Document::regions`; empty where the file has none.
    pub(super) fn cells(&self, series: Series) -> &'a [Cell] {
        self.document
            .statistics
            .regions_in_year(self.measure, series, self.year_position)
    }

    /// The totals of all regions at once, column by column, since a file lays its numbers out in columns.
    fn totals_of_regions(&self) -> Vec<Total> {
        let count = self.document.regions.slots();
        let given = self.cells(Series::Total);
        let added = if given.len() < count || given.iter().any(|cell| cell.is_missing()) {
            let top = self.children.last().map_or(&[][..], Vec::as_slice);
            let columns: Vec<&[Cell]> = top.iter().map(|code| self.cells(Series::Industry(*code))).collect();
            // Where a region has no entry for an industry, the sum of its parts takes its place.
            added_columns(count, &columns, |column, position| {
                let read = |series| self.region_cell(series, RegionId::at(position));
                let industry = top.get(column);
                industry.map_or(Total::default(), |industry| self.with_parts(&read, *industry, 0))
            })
        } else {
            vec![Total::default(); count]
        };
        let mut given = given.iter();
        added
            .into_iter()
            .map(|sum| match given.next().map(|cell| cell.observation()) {
                Some(Observation::Value(value)) => Total::published(Some(value)),
                Some(Observation::NotPublished) => Total::published(None),
                Some(Observation::Missing) | None => sum,
            })
            .collect()
    }

    pub(super) fn region_cell(&self, series: Series, region: RegionId) -> Observation {
        self.document
            .statistics
            .region_value(self.measure, series, self.year_position, region)
    }

    fn header_cell(&self, series: Series) -> Observation {
        self.document
            .statistics
            .benchmark_value(self.measure, series, self.year_position)
    }

    pub(super) fn region_total(&self, region: RegionId) -> Total {
        self.region_totals.get(region.position()).copied().unwrap_or_default()
    }

    /// The totals of all regions, in the order of `Document::regions`.
    pub(super) fn region_totals(&self) -> &[Total] {
        &self.region_totals
    }

    /// Whether all regions are compared with the same.
    pub(super) fn is_one_for_all(&self) -> bool {
        self.benchmark != Benchmark::Parent
    }

    /// The name of what a region is compared with.
    pub(super) fn benchmark_name(&self, region: RegionId) -> Arc<str> {
        self.benchmark.name(self.document, region)
    }

    /// The total of whatever `read` reads: the given one, else the sum of the industries that have no parent.
    fn total(&self, read: impl Fn(Series) -> Observation) -> Total {
        match read(Series::Total) {
            Observation::Value(value) => Total::published(Some(value)),
            Observation::NotPublished => Total::published(None),
            Observation::Missing => {
                let top = self.children.last().map_or(&[][..], Vec::as_slice);
                Total::of_parts(top.iter().map(|industry| self.with_parts(&read, *industry, 0)))
            }
        }
    }

    /// An industry's number, or where the file has no entry for it the sum of its parts.
    fn with_parts(&self, read: &impl Fn(Series) -> Observation, industry: IndustryId, depth: usize) -> Total {
        match read(Series::Industry(industry)) {
            Observation::Value(value) => Total::published(Some(value)),
            Observation::NotPublished => Total::published(None),
            Observation::Missing if depth < DEEPEST_INDUSTRY => {
                let parts = self.children.get(industry.position()).map_or(&[][..], Vec::as_slice);
                Total::of_parts(parts.iter().map(|part| self.with_parts(read, *part, depth + 1)))
            }
            Observation::Missing => Total::default(),
        }
    }

    /// The industry in the sum of the regions, for all cells of a column at once.
    pub(super) fn sum_value(&self, industry: IndustryId) -> Total {
        if self.benchmark != Benchmark::SumOfRegions {
            return Total::default();
        }
        let cells = self.cells(Series::Industry(industry));
        let value = |region: &RegionId| cells.get(region.position()).map_or(f64::NAN, |cell| cell.number());
        added_numbers(self.summed.iter().map(value))
    }

    /// The region that a region is compared with, where it is one.
    fn compared_with(&self, region: RegionId) -> Option<RegionId> {
        match self.benchmark {
            Benchmark::Region(other) => Some(other),
            Benchmark::Parent => self.document.region(region).and_then(|region| region.parent),
            Benchmark::Header | Benchmark::SumOfRegions => None,
        }
    }

    /// The industry and everything in the benchmark of a region.
    pub(super) fn benchmark_of(&self, industry: IndustryId, region: RegionId, sum_value: Total) -> (Total, Total) {
        let series = Series::Industry(industry);
        match self.benchmark {
            Benchmark::Header => (Total::published(self.header_cell(series).value()), self.header_total),
            Benchmark::SumOfRegions => (sum_value, self.sum_total),
            Benchmark::Region(_) | Benchmark::Parent => {
                self.compared_with(region).map_or_else(Default::default, |other| {
                    (
                        Total::published(self.region_cell(series, other).value()),
                        self.region_total(other),
                    )
                })
            }
        }
    }

    /// Whether a region is counted in what it is compared with.
    pub(super) fn is_part(&self, region: RegionId) -> bool {
        match self.benchmark {
            Benchmark::Parent => true,
            // The header does not say which regions it holds; one that is larger than it cannot be a part of it.
            Benchmark::Header => {
                let totals = self.region_total(region).value.zip(self.header_total.value);
                totals.is_none_or(|(own, all)| own <= all)
            }
            Benchmark::SumOfRegions => self.is_summed.get(region.position()).copied().unwrap_or(false),
            Benchmark::Region(other) => {
                let mut next = Some(region);
                for _ in 0..DEEPEST_INDUSTRY {
                    if next == Some(other) {
                        return true;
                    }
                    next = next
                        .and_then(|region| self.document.region(region))
                        .and_then(|region| region.parent);
                }
                false
            }
        }
    }

    /// What the region's own totals leave for an unpublished industry: the total above it and the published siblings.
    pub(super) fn region_remainder(&self, industry: IndustryId, region: RegionId) -> Option<(f64, f64)> {
        self.remainder_under(industry, region, 0)
    }

    fn remainder_under(&self, industry: IndustryId, region: RegionId, depth: usize) -> Option<(f64, f64)> {
        let parent = self.document.industry(industry)?.parent;
        let above = parent.map_or(Series::Total, Series::Industry);
        let total = match (self.region_cell(above, region).value(), parent) {
            (Some(value), _) => value,
            (None, Some(parent)) if depth < DEEPEST_INDUSTRY => {
                let (total, published) = self.remainder_under(parent, region, depth + 1)?;
                (total - published).max(0.0)
            }
            (None, _) => return None,
        };
        let place = parent.map_or(self.children.len().saturating_sub(1), IndustryId::position);
        let siblings = self.children.get(place)?.iter().filter(|sibling| **sibling != industry);
        let published =
            sum(siblings.filter_map(|sibling| self.region_cell(Series::Industry(*sibling), region).value()));
        Some((total, published))
    }

    /// What the benchmark's total leaves for an unpublished industry beside the other regions that it is made of.
    ///
    /// A sum of regions is no published total and bounds nothing; nor does a header benchmark that is smaller than its regions.
    pub(super) fn benchmark_remainder(&self, industry: IndustryId, region: RegionId) -> Option<(f64, f64)> {
        let series = Series::Industry(industry);
        let own = self.document.region(region)?;
        let total = self.benchmark_of(industry, region, Total::default()).0.value?;
        let others = match self.benchmark {
            Benchmark::SumOfRegions => return None,
            Benchmark::Header => None,
            Benchmark::Region(_) | Benchmark::Parent => Some(self.compared_with(region)?),
        };
        if others.is_some() && own.parent != others {
            return None;
        }
        let cells = self
            .document
            .statistics
            .regions_in_year(self.measure, series, self.year_position);
        let beside = self
            .document
            .regions
            .iter()
            .zip(cells)
            .filter(|(other, _)| match others {
                Some(parent) => other.parent == Some(parent),
                None => other.level == own.level && other.shape.is_some() == own.shape.is_some(),
            });
        let published = sum(beside.filter_map(|(_, cell)| cell.value()));
        (published <= total).then_some((total, published))
    }
}

fn children(document: &Document) -> Vec<Vec<IndustryId>> {
    let industries = &document.statistics.industries;
    let mut children: Vec<Vec<IndustryId>> = vec![Vec::new(); industries.len() + 1];
    for (position, industry) in industries.iter().enumerate() {
        let place = industry.parent.map_or(industries.len(), IndustryId::position);
        if let Some(list) = children.get_mut(place) {
            list.push(IndustryId::at(position));
        }
    }
    children
}

/// The ranked regions that hold no other ranked region.
pub(super) fn summed_regions(document: &Document) -> Vec<RegionId> {
    let ranked: Vec<RegionId> = document.ranked_regions().collect();
    let parents: std::collections::BTreeSet<RegionId> = ranked
        .iter()
        .filter_map(|region| document.region(*region))
        .filter_map(|region| region.parent)
        .collect();
    ranked.into_iter().filter(|region| !parents.contains(region)).collect()
}
