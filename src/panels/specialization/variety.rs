//! How varied and how complex a region's mix of industries is, each number with its rank among the regions of its level.
//!
//! The numbers are those of `analysis::regional`.

use egui::Ui;

use super::explain::Opened;
use crate::analysis::formula::Formula;
use crate::analysis::metric::Metric;
use crate::document::RegionId;
use crate::messages::{number, text, text_with};
use crate::panels::explanation::Explanation;
use crate::session::Session;
use crate::session::study::metric;
use crate::ui::heading;
use crate::ui::rows::{MetricRow, Verdict};

/// The numbers that are shown, in their order.
const SHOWN: [Formula; 7] = [
    Formula::VarietyRelated,
    Formula::VarietyUnrelated,
    Formula::EffectiveIndustries,
    Formula::Krugman,
    Formula::Diversity,
    Formula::RegionComplexity,
    Formula::ComplexityOutlook,
];

/// The name of a number.
pub(super) fn name_of(formula: Formula) -> String {
    text(&format!("variety-{}", formula.id().replace('_', "-")))
}

/// Shows the numbers of a region; gives back the explanation that was asked for.
pub(super) fn show(ui: &mut Ui, (session, region): (&Session, RegionId)) -> Option<Opened> {
    heading::section(ui, &text("variety-title"), |_| ());
    let view = super::standing(ui, session.landscape())?;
    let Some((level, row)) = view.of_region(region) else {
        heading::note(ui, &text("variety-none"));
        return None;
    };
    let explain = text("specialization-explain");
    let mut opened = None;
    for formula in SHOWN {
        let Some(found) = metric(row, formula) else { continue };
        let value = words(found);
        let rank = level.rank(formula, row);
        let method = rank.map_or_else(
            || {
                found
                    .reason_undefined
                    .map_or_else(String::new, |reason| text(reason.message_id()))
            },
            |(place, count)| text_with("variety-rank", &[("place", place.into()), ("count", count.into())]),
        );
        let name = name_of(formula);
        let asked = MetricRow::new(&name, &value, &explain)
            .method(&method)
            .verdict(&verdict(formula, found), Verdict::Plain)
            .show(ui);
        if asked.clicked() {
            opened = Some(explanation(session, found, (region, &name), &method));
        }
    }
    heading::note(ui, &text("variety-caption"));
    opened
}

/// A number with its unit.
pub(super) fn words(metric: &Metric) -> String {
    let value = metric.value_words();
    match metric.formula {
        Formula::VarietyRelated | Formula::VarietyUnrelated if metric.value.is_some() => {
            text_with("variety-bits", &[("value", value.into())])
        }
        Formula::Diversity => metric.value.map_or(value, number::count),
        _ => value,
    }
}

/// Which side a number of complexity lies on; nothing is called good.
fn verdict(formula: Formula, metric: &Metric) -> String {
    match (formula, metric.value) {
        (Formula::RegionComplexity, Some(value)) if value > 0.0 => text("variety-above-mean"),
        (Formula::RegionComplexity, Some(_)) => text("variety-below-mean"),
        _ => String::new(),
    }
}

fn explanation(session: &Session, metric: &Metric, (region, name): (RegionId, &str), rank: &str) -> Opened {
    let region = session.region_name(region);
    let title = text_with(
        "specialization-explain-title",
        &[("region", region.into()), ("industry", name.into())],
    );
    let mut sentences = metric.sentences(&[("region", region)]).into_iter();
    let formula = sentences.next().unwrap_or_default();
    let mut explanation = Explanation::of(session, title, words(metric), formula);
    explanation.sentences = sentences.collect();
    if metric.formula == Formula::RegionComplexity {
        explanation = explanation.sentence(text("variety-complexity-note"));
    }
    if metric.value.is_some() {
        explanation = explanation.sentence(rank);
    }
    let year = metric.year.map_or_else(String::new, |year| year.to_string());
    explanation
        .fact("specialization-benchmark", metric.benchmark.as_ref())
        .fact("specialization-year", year)
}
