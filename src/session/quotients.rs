//! The location quotients of the industry in focus, for what is explored now.
//!
//! The numbers and their explanations are the business of `analysis::specialization`.

use super::Session;
use super::state::{BenchmarkChoice, Exploration};
use crate::analysis::benchmark::Benchmark;
use crate::analysis::explained::Explained;
use crate::analysis::specialization::{Parameters, industry_column};
use crate::analysis::strength::Scheme;
use crate::document::{Document, IndustryId, RegionId};
use crate::messages::text;

/// One industry in one year against one benchmark, for every region.
#[derive(Clone, Debug, PartialEq)]
pub struct QuotientView {
    /// Which industry.
    pub industry: IndustryId,
    /// What it was computed with.
    pub parameters: Parameters,
    /// One row for each of `Document::regions`.
    pub regions: Vec<Explained>,
}

impl QuotientView {
    /// The quotient of a region.
    #[must_use]
    pub fn of_region(&self, region: RegionId) -> Option<&Explained> {
        self.regions.get(region.position())
    }
}

/// What the exploration compares, and with what; `None` without a measure.
#[must_use]
pub fn parameters(document: &Document, exploration: &Exploration) -> Option<Parameters> {
    let measure = exploration.measure?;
    Some(Parameters {
        measure,
        year_position: exploration.year_position,
        benchmark: match exploration.benchmark {
            BenchmarkChoice::Parent => Benchmark::Parent,
            BenchmarkChoice::Header => Benchmark::of_file(document, measure),
            BenchmarkChoice::Sum => Benchmark::SumOfRegions,
            BenchmarkChoice::Region(region) => Benchmark::Region(region),
        },
        scheme: Scheme::default(),
    })
}

/// The quotients of the industry in focus; `None` where the file has no statistics.
#[must_use]
pub fn quotient_view(document: &Document, exploration: &Exploration) -> Option<QuotientView> {
    let (industry, parameters) = (exploration.industry?, parameters(document, exploration)?);
    (!document.regions.is_empty()).then(|| QuotientView {
        industry,
        parameters,
        regions: industry_column(document, industry, parameters),
    })
}

impl Session {
    /// The benchmark in the reader's words, as in "share of the jobs in …".
    #[must_use]
    pub fn benchmark_words(&self) -> String {
        match (
            self.exploration.benchmark,
            parameters(&self.document, &self.exploration),
        ) {
            (BenchmarkChoice::Parent, _) | (_, None) => text("session-benchmark-parent"),
            (_, Some(parameters)) => parameters.benchmark.common_name(&self.document),
        }
    }
}
