//! Location quotients: one industry over 3,100 regions, and every industry in every year.

use std::sync::Arc;

use cluster_atlas::analysis::sheet::quotients_of_all_years;
use cluster_atlas::analysis::specialization::{Comparison, Parameters, industry_column};
use cluster_atlas::document::{Document, FeatureId, Industry, IndustryId, Measure, MeasureId, Observation, Region};
use cluster_atlas::document::{RegionId, Series, Statistics};
use cluster_atlas::session::Session;
use cluster_atlas::session::quotients::quotient_view;

use super::timing::{alone, shortest};

const REGIONS: usize = 3_100;
const INDUSTRIES: usize = 300;
const YEARS: usize = 10;

/// A country of counties with jobs that no two cells share; a cell in twenty is not published.
fn country() -> Document {
    let years = (2010..).take(YEARS).collect();
    let industries = (0..INDUSTRIES)
        .map(|position| Industry {
            code: format!("{position:04}"),
            name: format!("Industry {position}"),
            parent: None,
            is_traded: None,
        })
        .collect();
    let measures = vec![Measure {
        id: "employment".to_owned(),
        name: "Employment".to_owned(),
        unit: "persons".to_owned(),
    }];
    let mut statistics = Statistics::new(years, industries, measures, REGIONS);
    let mut state = 2026_u64;
    for region in 0..REGIONS {
        for industry in 0..INDUSTRIES {
            let series: Vec<Observation> = (0..YEARS)
                .map(|_year| {
                    state = state
                        .wrapping_mul(6_364_136_223_846_793_005)
                        .wrapping_add(1_442_695_040_888_963_407);
                    match state >> 32 {
                        drawn if drawn % 20 == 0 => Observation::NotPublished,
                        drawn => Observation::Value(f64::from(u32::try_from(drawn % 5_000).unwrap_or(0))),
                    }
                })
                .collect();
            let series_of = Series::Industry(IndustryId::at(industry));
            statistics.put_region_series(MeasureId::at(0), series_of, RegionId::at(region), &series);
        }
    }
    let regions = (0..REGIONS)
        .map(|position| Region {
            feature: FeatureId::at(position),
            id: None,
            name: format!("County {position}"),
            parent: None,
            level: None,
            shape: None,
        })
        .collect();
    Document {
        statistics: statistics.into(),
        regions,
        ..Document::default()
    }
}

/// Prints the lines of this group.
pub(crate) fn run() {
    let session = Session::new(country(), Vec::new(), None, "country.geojson".to_owned());
    let document = Arc::clone(&session.document);
    let Some(parameters) = Parameters::of_file(&document) else {
        return;
    };
    let comparison = Comparison::new(&document, parameters);
    let bare = shortest(50, || comparison.quotients(IndustryId::at(7)));
    alone("LQ of one industry over 3,100 regions", bare);
    let explained = shortest(20, || comparison.column(IndustryId::at(7)));
    alone("the same, each with its explanation", explained);
    let one = shortest(5, || industry_column(&document, IndustryId::at(7), parameters));
    alone("the same with the totals of the year added up", one);
    let shown = shortest(20, || quotient_view(&session.document, &session.exploration));
    alone("all that the window shows of it when the slider moves", shown);
    let industries: Vec<IndustryId> = (0..INDUSTRIES).map(IndustryId::at).collect();
    let (measure, benchmark) = (parameters.measure, parameters.benchmark);
    let all = shortest(7, || quotients_of_all_years(&document, measure, benchmark, &industries));
    alone("LQ of 3,100 regions × 300 industries × 10 years", all);
    let mut fresh = [country(), country()].into_iter();
    let first = shortest(2, || {
        let unseen = fresh.next().unwrap_or_default();
        let found = quotients_of_all_years(&unseen, measure, benchmark, &industries);
        (unseen, found)
    });
    alone("the same of a file that was just read", first);
}
