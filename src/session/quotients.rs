//! The location quotients of the industry in focus, for what is explored now.
//!
//! The numbers and their explanations are the business of `analysis::specialization`.

use super::Session;
use super::state::{BenchmarkChoice, Exploration};
use crate::analysis::basket::without_parts;
use crate::analysis::benchmark::Benchmark;
use crate::analysis::explained::Explained;
use crate::analysis::rating::Ratings;
use crate::analysis::specialization::{Comparison, Parameters};
use crate::analysis::strength::Standing;
use crate::document::{Cluster, Document, IndustryId, RegionId};
use crate::messages::{text, text_with};

/// One industry in one year against one benchmark, for every region.
#[derive(Clone, Debug, PartialEq)]
pub struct QuotientView {
    /// Which industry; of several taken together the first.
    pub industry: IndustryId,
    /// The industries that are taken together: one, or a basket.
    pub industries: Vec<IndustryId>,
    /// What it was computed with.
    pub parameters: Parameters,
    /// One row for each of `Document::regions`.
    pub regions: Vec<Explained>,
    /// What schemes of strength look at, in the same order.
    pub standings: Vec<Standing>,
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
        scheme: exploration.scheme,
    })
}

/// The quotients of the industry in focus; `None` where the file has no statistics.
#[must_use]
pub fn quotient_view(document: &Document, exploration: &Exploration) -> Option<QuotientView> {
    let (industry, parameters) = (exploration.industry?, parameters(document, exploration)?);
    (!document.regions.is_empty()).then(|| {
        let industries = if exploration.basket.is_empty() {
            vec![industry]
        } else {
            exploration.basket.clone()
        };
        let (regions, standings) = Comparison::new(document, parameters).field(&industries);
        QuotientView {
            industry,
            industries,
            parameters,
            regions,
            standings,
        }
    })
}

/// The name of the field of these industries: the cluster's whose field they are, the industry's, or "7 industries".
#[must_use]
pub fn field_name(document: &Document, industries: &[IndustryId]) -> String {
    let name = |id: &IndustryId| document.industry(*id).map(|industry| industry.name.clone());
    match industries {
        [] => String::new(),
        [only] => name(only).unwrap_or_default(),
        several => {
            let is_field = |cluster: &&Cluster| without_parts(document, &cluster.industries) == several;
            let cluster = document.clusters.iter().find(is_field);
            let named = cluster
                .map(|cluster| cluster.name.clone())
                .filter(|name| !name.is_empty());
            named.unwrap_or_else(|| text_with("session-industries", &[("count", several.len().into())]))
        }
    }
}

/// The codes of the field of these industries, the first ones: "C21", "C21, C26 +2".
#[must_use]
pub fn field_codes(document: &Document, industries: &[IndustryId]) -> String {
    const SHOWN: usize = 2;
    let code = |id: &IndustryId| document.industry(*id).map(|industry| industry.code.as_str());
    let codes: Vec<&str> = industries.iter().filter_map(code).take(SHOWN).collect();
    let codes = codes.join(", ");
    match industries.len().checked_sub(SHOWN) {
        Some(more) if more > 0 => format!("{codes} +{more}"),
        _ => codes,
    }
}

impl Session {
    /// The industries of the field in focus: one, or a basket.
    #[must_use]
    pub fn field(&self) -> Vec<IndustryId> {
        self.exploration.field()
    }

    /// How strong every region is in the field in focus, by the rule that was chosen. `O(regions log regions)`.
    #[must_use]
    pub fn ratings(&self, view: &QuotientView) -> Ratings {
        let regions: Vec<RegionId> = self.document.ranked_regions().collect();
        Ratings::new(&self.document, self.exploration.scheme, &regions, &view.standings)
    }

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Series;
    use crate::session::command::Command;

    fn session() -> Session {
        let bytes: &[u8] = include_bytes!("../../sample_regions/great_lakes_manufacturing.geojson");
        let reading = crate::format::read(bytes.into(), &()).unwrap_or_else(|_| panic!("the sample is readable"));
        Session::new(reading.document, reading.findings, None, "sample.geojson".to_owned())
    }

    /// The sum of known numbers.
    fn added(values: &[Option<f64>]) -> Option<f64> {
        let known: Option<Vec<f64>> = values.iter().copied().collect();
        known.map(|known| known.iter().sum())
    }

    /// Three industries that one region publishes.
    fn published_together(session: &Session) -> Vec<IndustryId> {
        let (statistics, state) = (&session.document.statistics, &session.exploration);
        let measure = state.measure.unwrap();
        let of_region = |region: RegionId| {
            let all = (0..statistics.industries.len()).map(IndustryId::at);
            let value = |industry: &IndustryId| {
                let series = Series::Industry(*industry);
                statistics
                    .region_value(measure, series, state.year_position, region)
                    .value()
            };
            let published: Vec<IndustryId> = all.filter(|industry| value(industry).is_some()).take(3).collect();
            (published.len() == 3).then_some(published)
        };
        session.document.ranked_regions().find_map(of_region).unwrap()
    }

    #[test]
    fn a_basket_adds_its_industries_up_and_is_not_published_where_one_of_them_is_not() {
        let mut session = session();
        let industries = published_together(&session);
        let alone: Vec<std::sync::Arc<QuotientView>> = industries
            .iter()
            .map(|industry| {
                session.dispatch(Command::SetIndustry(*industry));
                session.quotients.clone().unwrap()
            })
            .collect();
        session.dispatch(Command::SetBasket(industries.clone()));
        let basket = session.quotients.clone().unwrap();
        assert_eq!(basket.industries, industries);
        let mut known = 0;
        for region in session.document.ranked_regions() {
            let parts: Vec<Option<f64>> = alone
                .iter()
                .map(|view| view.of_region(region).and_then(|cell| cell.inputs.value))
                .collect();
            let cell = basket.of_region(region).unwrap();
            assert_eq!(cell.inputs.value, added(&parts));
            known += usize::from(cell.inputs.value.is_some());
            assert!(cell.value.is_some() || cell.at_most.is_none_or(|bound| bound >= 0.0));
        }
        assert!(known > 0, "no region publishes all three");
    }

    #[test]
    fn one_industry_ends_a_basket_and_a_basket_of_one_is_that_industry() {
        let mut session = session();
        session.dispatch(Command::SetBasket(vec![
            IndustryId::at(5),
            IndustryId::at(3),
            IndustryId::at(5),
        ]));
        assert_eq!(session.field(), [IndustryId::at(3), IndustryId::at(5)]);
        session.dispatch(Command::SetIndustry(IndustryId::at(7)));
        assert_eq!(session.field(), [IndustryId::at(7)]);
        session.dispatch(Command::SetBasket(vec![IndustryId::at(8)]));
        assert!(session.exploration.basket.is_empty());
        assert_eq!(session.field(), [IndustryId::at(8)]);
    }

    #[test]
    fn a_field_is_called_by_its_cluster_its_industry_or_how_many_it_holds() {
        let session = session();
        let document = &session.document;
        let first = document.industry(IndustryId::at(0)).unwrap();
        assert_eq!(field_name(document, &[IndustryId::at(0)]), first.name);
        let all: Vec<IndustryId> = (0..4).map(IndustryId::at).collect();
        assert_eq!(field_name(document, &all), "4 industries");
        assert!(field_codes(document, &all).ends_with("+2"));
    }
}
