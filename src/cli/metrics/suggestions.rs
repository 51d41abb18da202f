//! The table `suggestions`: who should perhaps meet, with the terms of the score and the reasons in words.

use serde_json::{Value, json};

use super::Failure;
use super::network::{member_key, put_parameters, roster};
use super::request::Request;
use super::table::Table;
use crate::analysis::random::DEFAULT_SEED;
use crate::analysis::support::quality::{HIDDEN_SHARE, Hit, Method, held_out};
use crate::analysis::support::ranking::Weights;
use crate::analysis::support::suggestions::{Reason, Suggestion, people, suggestions};
use crate::document::Document;
use crate::messages::{Value as Word, number, text, text_with};

pub(super) const COLUMNS: &[&str] = &[
    "rank",
    "kind",
    "member_a",
    "member_b",
    "score",
    "common_neighbors",
    "adamic_adar",
    "resource_allocation",
    "jaccard",
    "km",
    "topic_similarity",
    "reasons",
];

/// How often ties are hidden to see how good the list is.
const REPETITIONS: usize = 5;

pub(super) fn compute(document: &Document, request: &Request) -> Result<Table, Failure> {
    let roster = roster(document, request)?;
    let weights = Weights::default();
    let seed = request.seed.unwrap_or(DEFAULT_SEED);
    let found = suggestions(document, &roster, weights, request.limit.unwrap_or(usize::MAX));
    let rows = found
        .iter()
        .enumerate()
        .map(|(place, row)| values(document, place, row));
    let mut table = Table::of_rows(rows.collect());
    put_parameters(&mut table, request, &roster);
    table.put(
        "score_weights",
        json!({"partners": weights.partners, "nearness": weights.nearness, "topics": weights.topics}),
    );
    table.put("seed", seed);
    let (known, _) = people(document, &roster);
    match held_out(&roster.network, &known, weights, REPETITIONS, seed) {
        Some(quality) => {
            table.put(
                "held_out",
                json!({"share": HIDDEN_SHARE, "ties": quality.hidden, "repetitions": quality.repetitions}),
            );
            table.notes.extend(quality.hits.iter().map(quality_words));
        }
        None => table.notes.push(text("cli-suggestions-unchecked")),
    }
    Ok(table)
}

/// How good one way to order pairs has been, in a sentence.
fn quality_words(hit: &Hit) -> String {
    let number = |value: Option<f64>| value.map_or_else(|| text("number-missing"), number::three_significant);
    let id = match hit.method {
        Method::Combined => "cli-suggestions-quality-combined",
        Method::Partners => "cli-suggestions-quality-partners",
        Method::Topics => "cli-suggestions-quality-topics",
        Method::Popularity => "cli-suggestions-quality-popularity",
        Method::Distance => "cli-suggestions-quality-distance",
    };
    let values: [(&str, Word); 2] = [
        ("area", number(hit.area).into()),
        ("precision", number(hit.precision_at_10).into()),
    ];
    text_with(id, &values)
}

fn values(document: &Document, place: usize, row: &Suggestion) -> Vec<Value> {
    let terms = row.terms;
    let reasons: Vec<String> = row.reasons.iter().map(Reason::words).collect();
    vec![
        json!(place + 1),
        json!(row.kind.id()),
        member_key(document, row.a),
        member_key(document, row.b),
        json!(row.score),
        json!(terms.common_neighbors),
        json!(terms.adamic_adar),
        json!(terms.resource_allocation),
        json!(terms.jaccard),
        json!(terms.km),
        json!(terms.topic_similarity),
        json!(reasons.join("; ")),
    ]
}
