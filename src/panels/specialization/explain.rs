//! What a location quotient rests on, as an explanation to read and to copy.
//!
//! The sentences are those of `analysis::explained`; setting them is the business of `panels::explanation`.

use crate::analysis::explained::{Explained, Subject};
use crate::messages;
use crate::panels::explanation::Explanation;
use crate::session::Session;

/// The explanation that is open.
pub(super) type Opened = Explanation;

/// The explanation of a number.
pub(super) fn explanation(session: &Session, quotient: &Explained, subject: &Subject<'_>) -> Explanation {
    let title = messages::text_with(
        "specialization-explain-title",
        &[("region", subject.region.into()), ("industry", subject.industry.into())],
    );
    let formula = messages::text("specialization-formula");
    let mut explanation = Explanation::of(session, title, quotient.value_words(), formula);
    explanation.sentences = quotient.sentences(subject);
    let year = quotient.year.map_or_else(String::new, |year| year.to_string());
    explanation
        .fact("specialization-benchmark", quotient.benchmark.as_ref())
        .fact("specialization-year", year)
}
