//! A number that is no quotient of one cell, together with what it was computed from, and the sentences that say so.
//!
//! It is the sibling of [`super::explained`] for indices of regions, industries and pairs: inputs, benchmark, year, reservations and
//! formula travel with the value. How it is computed is the business of the tables.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::formula::{Flag, Formula, Undefined};
use crate::messages::{number, text, text_with};

/// A value and what it was computed from.
#[derive(Clone, Debug, PartialEq)]
pub struct Metric {
    /// What was computed.
    pub formula: Formula,
    /// The number; `None` where it is undefined.
    pub value: Option<f64>,
    /// Why there is none.
    pub reason_undefined: Option<Undefined>,
    /// What it was computed from, by the names in the formula's sentence.
    pub inputs: Vec<(&'static str, f64)>,
    /// The name of the benchmark, where the formula has one.
    pub benchmark: Arc<str>,
    /// The year; `None` for an undated column.
    pub year: Option<i32>,
    /// What a reader must know of.
    pub flags: BTreeSet<Flag>,
}

impl Metric {
    /// A number, or the reason why there is none.
    #[must_use]
    pub fn new(formula: Formula, found: Result<f64, Undefined>) -> Self {
        let value = found.ok().filter(|value| value.is_finite());
        Self {
            formula,
            value,
            reason_undefined: found.err(),
            inputs: Vec::new(),
            benchmark: Arc::default(),
            year: None,
            flags: BTreeSet::new(),
        }
    }

    /// The same with what it was computed from.
    #[must_use]
    pub fn with_inputs(mut self, inputs: &[(&'static str, f64)]) -> Self {
        self.inputs.extend_from_slice(inputs);
        self
    }

    /// The same with benchmark, year and reservations of its row.
    #[must_use]
    pub fn within(mut self, benchmark: &Arc<str>, year: Option<i32>, flags: &BTreeSet<Flag>) -> Self {
        self.benchmark = Arc::clone(benchmark);
        self.year = year;
        self.flags.extend(flags.iter().copied());
        self
    }

    /// The value in words: "0.31", or an em dash.
    #[must_use]
    pub fn value_words(&self) -> String {
        self.value
            .map_or_else(|| text("number-missing"), number::three_significant)
    }

    /// How the number came about, one sentence an item: the formula with its numbers, or why there is none, and every reservation.
    ///
    /// `subject` names what the formula speaks of, such as the region and the industry, by the names in its sentence.
    #[must_use]
    pub fn sentences(&self, subject: &[(&str, &str)]) -> Vec<String> {
        let mut sentences = vec![match (self.value, self.reason_undefined) {
            (None, Some(reason)) => text(reason.message_id()),
            _ => self.formula_sentence(subject),
        }];
        sentences.extend(self.flags.iter().map(|flag| text(flag.message_id())));
        sentences
    }

    fn formula_sentence(&self, subject: &[(&str, &str)]) -> String {
        let mut values: Vec<(&str, crate::messages::Value)> = vec![
            ("value", self.value_words().into()),
            ("benchmark", self.benchmark.as_ref().into()),
        ];
        values.extend(subject.iter().map(|(name, word)| (*name, (*word).into())));
        values.extend(self.inputs.iter().map(|(name, input)| (*name, (*input).into())));
        text_with(&self.formula.message_id(), &values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_says_what_it_was_computed_from() {
        let index = Metric::new(Formula::Hoover, Ok(0.314_159))
            .with_inputs(&[("regions", 12.0)])
            .within(&"Denmark".into(), Some(2014), &BTreeSet::from([Flag::SomeNotPublished]));
        let sentences = index.sentences(&[("industry", "Pharmaceuticals")]);
        assert_eq!(
            sentences,
            [
                "Hoover index 0.31: the part of Pharmaceuticals that would have to move for it to be spread over 12 regions as all \
                 jobs are.",
                "Some of what it counts over is not published and left out."
            ]
        );
    }

    #[test]
    fn a_missing_number_says_why() {
        let index = Metric::new(Formula::EllisonGlaeser, Err(Undefined::OnePlant));
        assert_eq!(index.value, None);
        assert_eq!(
            index.sentences(&[]),
            ["It is not defined, because one plant holds all of the industry."]
        );
    }
}
