//! A number about the network together with what it was computed from, and the sentences that say so.
//!
//! The numbers are those of `key_figures`; the words stand in the catalogue under the id of the figure.

use crate::messages::{Value, text, text_with};

/// Why there is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// Nobody is looked at.
    NoMembers,
    /// The number needs more members.
    FewMembers,
    /// Nobody is joined to anybody.
    NoTies,
    /// Ties, degrees or spheres are all alike, so that there is nothing to compare.
    AllAlike,
    /// No tie has two located ends.
    NoPlaces,
    /// No tie has two ends of known region.
    NoRegions,
    /// One of industry, academia and government has no members here.
    NoHelix,
    /// Every permutation gives the same number.
    NoVariation,
}

impl Reason {
    /// The message that says it.
    #[must_use]
    pub fn message_id(self) -> &'static str {
        match self {
            Self::NoMembers => "network-undefined-no-members",
            Self::FewMembers => "network-undefined-few-members",
            Self::NoTies => "network-undefined-no-ties",
            Self::AllAlike => "network-undefined-all-alike",
            Self::NoPlaces => "network-undefined-no-places",
            Self::NoRegions => "network-undefined-no-regions",
            Self::NoHelix => "network-undefined-no-helix",
            Self::NoVariation => "network-undefined-no-variation",
        }
    }

    /// All, for tests of the catalogue.
    pub const ALL: [Self; 8] = [
        Self::NoMembers,
        Self::FewMembers,
        Self::NoTies,
        Self::AllAlike,
        Self::NoPlaces,
        Self::NoRegions,
        Self::NoHelix,
        Self::NoVariation,
    ];
}

/// A reservation that a reader must know of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Flag {
    /// Fewer than fifty links.
    FewLinks,
    /// No link names members of three spheres, so that the three can never be seen together.
    OnlyPairs,
    /// The interval holds 0: synergy and redundancy cannot be told apart.
    IntervalHoldsZero,
    /// Modularity below 0.3.
    WeakCommunities,
    /// Some ties have no length, because a member is not located.
    SomeWithoutPlace,
}

impl Flag {
    /// All, in the order of the enumeration.
    pub const ALL: [Self; 5] = [
        Self::FewLinks,
        Self::OnlyPairs,
        Self::IntervalHoldsZero,
        Self::WeakCommunities,
        Self::SomeWithoutPlace,
    ];

    /// The message that says it in a sentence.
    #[must_use]
    pub fn message_id(self) -> &'static str {
        match self {
            Self::FewLinks => "network-flag-few-links",
            Self::OnlyPairs => "network-flag-only-pairs",
            Self::IntervalHoldsZero => "network-flag-interval-holds-zero",
            Self::WeakCommunities => "network-flag-weak-communities",
            Self::SomeWithoutPlace => "network-flag-some-without-place",
        }
    }
}

/// One number about the network.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// The name by which exports and the catalogue know it.
    pub id: &'static str,
    /// The number; `None` where it is undefined.
    pub value: Option<f64>,
    /// Why there is none.
    pub reason_undefined: Option<Reason>,
    /// What it was computed from, by the names that its explanation uses.
    pub inputs: Vec<(&'static str, f64)>,
    /// What a reader must know of.
    pub flags: Vec<Flag>,
}

impl Figure {
    /// A number that may be undefined for a reason.
    #[must_use]
    pub fn new(id: &'static str, value: Option<f64>, reason: Reason, inputs: &[(&'static str, f64)]) -> Self {
        let value = value.filter(|value| value.is_finite());
        Self {
            id,
            value,
            reason_undefined: value.is_none().then_some(reason),
            inputs: inputs.to_vec(),
            flags: Vec::new(),
        }
    }

    /// The same with reservations.
    #[must_use]
    pub fn flagged(mut self, flags: impl IntoIterator<Item = Flag>) -> Self {
        self.flags.extend(flags);
        self
    }

    /// Its name in words.
    #[must_use]
    pub fn label(&self) -> String {
        text(&format!("network-figure-{}", self.id.replace('_', "-")))
    }

    /// How it came about, one sentence an item: what it is with its inputs put in, or why there is none, and every reservation.
    #[must_use]
    pub fn sentences(&self) -> Vec<String> {
        let first = if let Some(reason) = self.reason_undefined {
            text(reason.message_id())
        } else {
            let inputs = self.inputs.iter();
            let mut values: Vec<(&str, Value)> = inputs.map(|(name, value)| (*name, Value::Number(*value))).collect();
            values.push(("value", Value::Number(self.value.unwrap_or_default())));
            text_with(&format!("network-explain-{}", self.id.replace('_', "-")), &values)
        };
        let flags = self.flags.iter().map(|flag| text(flag.message_id()));
        std::iter::once(first).chain(flags).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::network::Counting;
    use crate::analysis::network::key_figures::{Parameters, summary};
    use crate::analysis::network::roster::Roster;
    use crate::document::Document;
    use crate::messages::exists;

    #[test]
    fn every_figure_reason_and_reservation_has_its_words() {
        let parameters = Parameters {
            permutations: 9,
            ..Parameters::default()
        };
        let nobody = Roster::of_all(&Document::default(), Counting::Full, |_| true);
        let nobody = summary(&nobody, &parameters);
        assert!(nobody.figures.len() > 40);
        for figure in &nobody.figures {
            let name = figure.id.replace('_', "-");
            assert!(exists(&format!("network-figure-{name}")), "{name}");
            assert!(exists(&format!("network-explain-{name}")), "{name}");
        }
        assert!(Reason::ALL.iter().all(|reason| exists(reason.message_id())));
        assert!(Flag::ALL.iter().all(|flag| exists(flag.message_id())));
    }

    #[test]
    fn a_figure_says_what_it_was_computed_from_or_why_there_is_none() {
        let inputs = [("ties", 3.0), ("possible", 6.0)];
        let density = Figure::new("density", Some(0.5), Reason::FewMembers, &inputs);
        assert_eq!(density.sentences(), ["3 of 6 possible ties exist: a share of 0.50."]);
        let none = Figure::new("density", None, Reason::FewMembers, &[]);
        assert_eq!(none.reason_undefined, Some(Reason::FewMembers));
        assert_eq!(none.sentences(), [text(Reason::FewMembers.message_id())]);
    }
}
