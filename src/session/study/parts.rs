//! The parts of the study as they are worked out: each a pure function of a document and its choices.
//!
//! The formulas are those of `analysis`; when they are asked for is decided by the room above.

use crate::analysis::basket::without_parts;
use crate::analysis::benchmark::Benchmark;
use crate::analysis::change::{ShiftRow, Span, shift_of_region, shift_sums};
use crate::analysis::entry::{EntryEvidence, entry_evidence};
use crate::analysis::explained::Explained;
use crate::analysis::formula::Formula;
use crate::analysis::landscape::Landscape;
use crate::analysis::metric::Metric;
use crate::analysis::progress::{Cancelled, Progress, Stage, Steps};
use crate::analysis::quotient::yearly_growth;
use crate::analysis::regional::{REGION_FORMULAS, RegionRow, landscape_rows_watched};
use crate::analysis::sheet::{Sheet, by_level};
use crate::analysis::specialization::{Comparison as Quotients, Parameters};
use crate::analysis::strength::Scheme;
use crate::document::{Document, IndustryId, MeasureId, RegionId};

/// Relatedness, variety and complexity of the regions of one level.
#[derive(Debug)]
pub struct LevelView {
    /// What is present and found together.
    pub landscape: Landscape,
    /// A row for each region of the landscape, in its order.
    pub rows: Vec<RegionRow>,
}

/// Relatedness, variety and complexity of all regions that stand in rankings, level by level.
#[derive(Debug)]
pub struct LandscapeView {
    /// With what it was computed.
    pub parameters: Parameters,
    /// The levels, in the order in which they first come.
    pub levels: Vec<LevelView>,
}

impl LandscapeView {
    /// The place of a region's level.
    #[must_use]
    pub fn level_of(&self, region: RegionId) -> Option<usize> {
        let holds = |level: &LevelView| level.landscape.row_of(region).is_some();
        self.levels.iter().position(holds)
    }

    /// The level of a region, and its row there.
    #[must_use]
    pub fn of_region(&self, region: RegionId) -> Option<(&LevelView, &RegionRow)> {
        let level = self.levels.get(self.level_of(region)?)?;
        let row = level.rows.iter().find(|row| row.region == region)?;
        Some((level, row))
    }
}

impl LevelView {
    /// Where a metric of a region stands among those of its level: its rank from the largest and of how many; equals share the
    /// better rank.
    #[must_use]
    pub fn rank(&self, formula: Formula, row: &RegionRow) -> Option<(usize, usize)> {
        let own = metric(row, formula)?.value?;
        let all = self.rows.iter().filter_map(|row| metric(row, formula)?.value);
        let (larger, count) = all.fold((0, 0), |(larger, count), value| {
            (larger + usize::from(value > own), count + 1)
        });
        Some((larger + 1, count))
    }
}

/// One metric of a region.
#[must_use]
pub fn metric(row: &RegionRow, formula: Formula) -> Option<&Metric> {
    let place = REGION_FORMULAS.iter().position(|known| *known == formula)?;
    row.metrics.get(place)
}

pub(super) fn landscape(document: &Document, parameters: Parameters, progress: &dyn Progress) -> Option<LandscapeView> {
    let industries: Vec<IndustryId> = document.statistics.industries_without_children().collect();
    let regions: Vec<RegionId> = document.ranked_regions().collect();
    let levels = by_level(document, &regions);
    let count = levels.len();
    let levels = levels.into_iter().enumerate().map(|(done, level)| {
        let found = Stage::new(progress, done * 2, count * 2);
        let landscape = Landscape::watched(Sheet::new(document, parameters, &level, &industries), &found)?;
        let told = Stage::new(progress, done * 2 + 1, count * 2);
        Ok(LevelView {
            rows: landscape_rows_watched(document, &landscape, &told)?,
            landscape,
        })
    });
    Some(LandscapeView {
        parameters,
        levels: levels.collect::<Result<_, Cancelled>>().ok()?,
    })
}

/// For each year how many regions have a total, and a total to be compared with.
pub(super) fn years(
    document: &Document,
    (measure, benchmark): (MeasureId, Benchmark),
    progress: &dyn Progress,
) -> Option<Vec<usize>> {
    let regions: Vec<RegionId> = document.ranked_regions().collect();
    let positions = 0..document.statistics.year_count();
    let steps = Steps::new(progress, positions.len());
    let count = |year_position: usize| {
        let parameters = Parameters {
            measure,
            year_position,
            benchmark,
            scheme: Scheme::default(),
        };
        let any = document.statistics.industries_without_children().next();
        let sheet = Sheet::new(document, parameters, &regions, any.as_slice());
        let is_known = |row: &usize| {
            let totals = [sheet.region_total(*row), sheet.benchmark_total(*row)];
            totals.iter().all(|total| total.value.is_some_and(|value| value > 0.0))
        };
        let known = (0..regions.len()).filter(is_known).count();
        steps.step().map(|()| known)
    };
    positions.map(count).collect::<Result<_, Cancelled>>().ok()
}

/// A change and its parts.
#[derive(Debug)]
pub struct ShiftView {
    /// Over which years.
    pub span: Span,
    /// The industries of one region in their order and last their sum, or the sums of all regions.
    pub rows: Vec<ShiftRow>,
}

pub(super) fn shift(
    document: &Document,
    parameters: Parameters,
    (span, region): (Span, Option<RegionId>),
    progress: &dyn Progress,
) -> Option<ShiftView> {
    let industries: Vec<IndustryId> = document.statistics.industries_without_children().collect();
    let rows = if let Some(region) = region {
        shift_of_region(document, parameters, span, region, &industries)
    } else {
        let regions: Vec<RegionId> = document.ranked_regions().collect();
        shift_sums(document, parameters, span, (&regions, &industries), progress).ok()?
    };
    Some(ShiftView { span, rows })
}

/// One year of a region in the field.
#[derive(Clone, Debug)]
pub struct ComparedYear {
    /// The position of the year.
    pub year_position: usize,
    /// The quotient.
    pub quotient: Explained,
}

/// One region beside others.
#[derive(Clone, Debug)]
pub struct ComparedRegion {
    /// Which region.
    pub region: RegionId,
    /// Its quotients in the field, year by year.
    pub years: Vec<ComparedYear>,
    /// The quotient in the year in focus.
    pub now: Explained,
    /// The yearly growth in the field over the span.
    pub growth: Option<f64>,
}

/// Regions side by side.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The span of the growth.
    pub span: Option<Span>,
    /// The regions in the order in which they were chosen.
    pub regions: Vec<ComparedRegion>,
}

pub(super) fn comparison(
    document: &Document,
    (parameters, span): (Parameters, Option<Span>),
    (industries, regions): (&[IndustryId], &[RegionId]),
    progress: &dyn Progress,
) -> Option<Comparison> {
    let industries = without_parts(document, industries);
    let positions = 0..document.statistics.year_count();
    let steps = Steps::new(progress, positions.len());
    let at = |year_position: usize| {
        steps.step()?;
        let parameters = Parameters {
            year_position,
            ..parameters
        };
        let quotients = Quotients::new(document, parameters);
        let cells = regions.iter().map(|region| quotients.field_cell(&industries, *region));
        Ok(cells.collect::<Vec<Explained>>())
    };
    let years: Vec<Vec<Explained>> = positions.map(at).collect::<Result<_, Cancelled>>().ok()?;
    let cell = |place: usize, year: usize| years.get(year).and_then(|cells| cells.get(place));
    let compared = regions.iter().enumerate().filter_map(|(place, region)| {
        let value = |year: usize| cell(place, year).and_then(|cell| cell.inputs.value);
        let growth = span.and_then(|span| {
            let year = |position: usize| document.statistics.years.get(position).copied();
            let years = year(span.to)?.saturating_sub(year(span.from)?);
            yearly_growth(value(span.from)?, value(span.to)?, f64::from(years))
        });
        Some(ComparedRegion {
            region: *region,
            now: cell(place, parameters.year_position)?.clone(),
            years: (0..years.len())
                .filter_map(|year_position| {
                    let quotient = cell(place, year_position)?.clone();
                    Some(ComparedYear {
                        year_position,
                        quotient,
                    })
                })
                .collect(),
            growth,
        })
    });
    Some(Comparison {
        span,
        regions: compared.collect(),
    })
}

/// An industry that a region lacks, with what speaks for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Opening {
    /// The industry.
    pub industry: IndustryId,
    /// How much of what it is found with the region has.
    pub density: Metric,
    /// The density as a z-score among all that the region lacks.
    pub relative_density: Option<f64>,
    /// Its complexity on the scale of the regions.
    pub complexity: Metric,
    /// Its complexity as a z-score among the industries.
    pub complexity_z: Option<f64>,
    /// The five industries of the region that carry the density, each with its proximity to the opening.
    pub carriers: Vec<(IndustryId, Metric)>,
}

/// What a region could enter.
#[derive(Debug)]
pub struct OpeningsView {
    /// Which region.
    pub region: RegionId,
    /// How many regions the proximities were counted over.
    pub region_count: usize,
    /// The openings from the densest.
    pub openings: Vec<Opening>,
    /// How many industries are not published in the region, so that nobody knows whether they are absent.
    pub unpublished: usize,
}

pub(super) fn openings(view: &LandscapeView, region: RegionId) -> OpeningsView {
    let empty = OpeningsView {
        region,
        region_count: 0,
        openings: Vec::new(),
        unpublished: 0,
    };
    let level = view.level_of(region).and_then(|level| view.levels.get(level));
    let Some((landscape, row)) = level.and_then(|level| Some((&level.landscape, level.landscape.row_of(region)?)))
    else {
        return empty;
    };
    let industry = |column: usize| landscape.sheet.industries.get(column).copied();
    let found = landscape.opportunities(row).into_iter().filter_map(|opening| {
        let carriers = opening.carriers.iter().filter_map(|(carrier, _)| {
            let proximity = landscape.proximity_of(opening.industry, *carrier);
            Some((industry(*carrier)?, proximity))
        });
        Some(Opening {
            industry: industry(opening.industry)?,
            density: landscape.density_of(row, opening.industry),
            relative_density: opening.relative_density,
            complexity: landscape.industry_complexity(opening.industry),
            complexity_z: opening.complexity,
            carriers: carriers.collect(),
        })
    });
    OpeningsView {
        region_count: landscape.sheet.regions.len(),
        openings: found.collect(),
        unpublished: landscape.sheet.values.row(row).filter(Option::is_none).count(),
        ..empty
    }
}

/// What the entries between two years say about density.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// The positions of the years.
    pub years: (usize, usize),
    /// What they say; `None` where nothing could have been entered.
    pub found: Option<EntryEvidence>,
}

pub(super) fn evidence(
    document: &Document,
    view: &LandscapeView,
    (level, from): (usize, usize),
    progress: &dyn Progress,
) -> Option<Evidence> {
    let end = &view.levels.get(level)?.landscape;
    let parameters = Parameters {
        year_position: from,
        ..view.parameters
    };
    let sheet = Sheet::new(document, parameters, &end.sheet.regions, &end.sheet.industries);
    let start = Landscape::watched(sheet, progress).ok()?;
    Some(Evidence {
        years: (from, view.parameters.year_position),
        found: entry_evidence(&start.presence, &end.presence, &start.density),
    })
}
