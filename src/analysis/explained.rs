//! A number together with what it was computed from, and the sentences that say so.
//!
//! Every value that a panel or an export shows is an [`Explained`]: inputs, benchmark, year, reservations and formula travel with it.
//! Computing it is the business of [`super::quotient`] and the tables; drawing it that of the window.

use std::collections::BTreeSet;
use std::sync::Arc;

pub use super::formula::{Flag, Formula, Undefined};
use super::quotient::Inputs;
use crate::messages::{number, text, text_with};

/// A metric value and what it was computed from.
#[derive(Clone, Debug, PartialEq)]
pub struct Explained {
    /// The number; `None` where it is undefined.
    pub value: Option<f64>,
    /// Why there is none.
    pub reason_undefined: Option<Undefined>,
    /// The 95 % interval, where establishments are known.
    pub interval: Option<(f64, f64)>,
    /// The most that an unpublished value can be.
    pub at_most: Option<f64>,
    /// What it was computed from.
    pub inputs: Inputs,
    /// The name of the benchmark.
    pub benchmark: Arc<str>,
    /// The year; `None` for an undated column.
    pub year: Option<i32>,
    /// What a reader must know of.
    pub flags: BTreeSet<Flag>,
    /// What was computed.
    pub formula: Formula,
}

impl Explained {
    /// The location quotient of the inputs, with its reason where it is undefined.
    #[must_use]
    pub fn location_quotient(inputs: Inputs, benchmark: Arc<str>, year: Option<i32>) -> Self {
        let mut flags = BTreeSet::new();
        if inputs.value.is_none() {
            flags.insert(Flag::NotPublished);
        }
        if inputs
            .value
            .zip(inputs.region_total)
            .is_some_and(|(value, total)| value > total)
        {
            flags.insert(Flag::ExceedsTotal);
        }
        Self {
            value: inputs.location_quotient(),
            reason_undefined: Undefined::of_inputs(&inputs),
            interval: None,
            at_most: None,
            inputs,
            benchmark,
            year,
            flags,
            formula: Formula::LocationQuotient,
        }
    }

    /// Whether the number rests on so little that it must not be read without its reservation.
    #[must_use]
    pub fn is_uncertain(&self) -> bool {
        self.flags.contains(&Flag::FewEstablishments) || self.flags.contains(&Flag::FewJobs)
    }

    /// The value in words: "2.15", "at most 1.95" or "not published".
    #[must_use]
    pub fn value_words(&self) -> String {
        match (self.value, self.at_most) {
            (Some(value), _) => number::three_significant(value),
            (None, Some(bound)) => text_with("at-most", &[("value", number::three_significant(bound).into())]),
            (None, None) if self.reason_undefined == Some(Undefined::ValueNotPublished) => text("not-published"),
            (None, None) => text("number-missing"),
        }
    }

    /// The ids of the flags, separated by semicolons, as exports write them.
    #[must_use]
    pub fn flag_ids(&self) -> String {
        self.flags.iter().map(|flag| flag.id()).collect::<Vec<_>>().join(";")
    }

    /// How the number came about, one sentence an item: the inputs, the result, the interval and every reservation.
    #[must_use]
    pub fn sentences(&self, subject: &Subject<'_>) -> Vec<String> {
        let mut sentences = vec![self.inputs_sentence(subject)];
        sentences.extend(self.result_sentence());
        if let Some((low, high)) = self.interval {
            sentences.push(text_with(
                "explain-interval",
                &[("range", number::interval(low, high).into())],
            ));
        }
        sentences.extend(
            self.flags
                .iter()
                .filter(|flag| !matches!(flag, Flag::NotPublished | Flag::Missing))
                .map(|flag| text(flag.message_id())),
        );
        sentences
    }

    fn inputs_sentence(&self, subject: &Subject<'_>) -> String {
        let count = |value: Option<f64>| value.map_or_else(|| text("not-published"), number::count);
        let year = self.year.map_or_else(String::new, |year| year.to_string());
        let id = match (self.inputs.value, self.year) {
            (Some(_), Some(_)) => "explain-inputs",
            (Some(_), None) => "explain-inputs-undated",
            (None, Some(_)) => "explain-inputs-not-published",
            (None, None) => "explain-inputs-not-published-undated",
        };
        text_with(
            id,
            &[
                ("industry", subject.industry.into()),
                ("region", subject.region.into()),
                ("unit", subject.unit.into()),
                ("year", year.into()),
                ("value", count(self.inputs.value).into()),
                ("total", count(self.inputs.region_total).into()),
                ("benchmark", self.benchmark.as_ref().into()),
                ("benchmark_value", count(self.inputs.benchmark_value).into()),
                ("benchmark_total", count(self.inputs.benchmark_total).into()),
            ],
        )
    }

    fn result_sentence(&self) -> Option<String> {
        if let Some(value) = self.value {
            return Some(text_with(
                "explain-quotient",
                &[("value", number::three_significant(value).into())],
            ));
        }
        if let Some(bound) = self.at_most {
            return Some(text_with(
                "explain-at-most",
                &[("value", number::three_significant(bound).into())],
            ));
        }
        self.reason_undefined.map(|reason| text(reason.message_id()))
    }
}

/// Whose number it is, in the reader's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subject<'a> {
    /// The region's name.
    pub region: &'a str,
    /// The industry's name.
    pub industry: &'a str,
    /// What is counted: "jobs", "establishments".
    pub unit: &'a str,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inputs(value: Option<f64>) -> Inputs {
        Inputs {
            value,
            region_total: Some(599_537.0),
            benchmark_value: Some(27_165.0),
            benchmark_total: Some(1_606_016.0),
        }
    }

    const SUBJECT: Subject<'_> = Subject {
        region: "Hovedstaden",
        industry: "Pharmaceuticals",
        unit: "jobs",
    };

    #[test]
    fn a_quotient_says_what_it_was_computed_from() {
        let quotient = Explained::location_quotient(inputs(Some(21_759.0)), "Denmark".into(), Some(2013));
        assert_eq!(quotient.value_words(), "2.15");
        let words = quotient.sentences(&SUBJECT).join(" ").replace('\u{202f}', " ");
        assert_eq!(
            words,
            "Pharmaceuticals, 2013: 21 759 of 599 537 jobs in Hovedstaden, against 27 165 of 1 606 016 in Denmark. \
             Location quotient 2.15: the share in the region divided by the share in the benchmark."
        );
    }

    #[test]
    fn an_unpublished_cell_is_never_a_number() {
        let mut quotient = Explained::location_quotient(inputs(None), "Denmark".into(), Some(2013));
        assert_eq!(
            (quotient.value, quotient.value_words().as_str()),
            (None, "not published")
        );
        assert_eq!(quotient.reason_undefined, Some(Undefined::ValueNotPublished));
        quotient.at_most = Some(1.95);
        assert_eq!(quotient.value_words(), "at most 1.95");
        assert_eq!(quotient.flag_ids(), "not_published");
    }
}
