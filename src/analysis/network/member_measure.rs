//! The measures of a member one by one: how each is named, explained and written, for columns, sizes of symbols and legends.
//!
//! The numbers are those of `members`; which of them is shown is chosen by the reader.

use super::members::MemberMeasures;
use crate::analysis::numbers::of_count;
use crate::messages::{number, text, text_with};

/// One column of the measures of members.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MemberMeasure {
    /// How many partners.
    Degree,
    /// The summed weight of ties.
    Strength,
    /// The share of shortest ways.
    Betweenness,
    /// The share of shortest ways where strong ties are short.
    WeightedBetweenness,
    /// Closeness (Wasserman & Faust).
    Closeness,
    /// Harmonic closeness.
    Harmonic,
    /// The share of pairs of partners that are joined.
    Clustering,
    /// The innermost group.
    Core,
    /// Burt's constraint.
    Constraint,
    /// Burt's effective size.
    EffectiveSize,
    /// `PageRank`.
    PageRank,
    /// Eigenvector centrality.
    Eigenvector,
    /// Broker inside its own sphere.
    Coordinator,
    /// Broker inside another sphere.
    Itinerant,
    /// Broker between its own sphere and another.
    Gatekeeper,
    /// Broker between two other spheres.
    Liaison,
    /// The mean length of ties.
    MeanTieLength,
    /// The share of ties inside the own region.
    LocalShare,
}

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Writing {
    Count,
    Amount,
    Percent,
    Kilometers,
}

impl MemberMeasure {
    /// All, in the order of the table `members`.
    pub const ALL: [Self; 18] = [
        Self::Degree,
        Self::Strength,
        Self::Betweenness,
        Self::WeightedBetweenness,
        Self::Closeness,
        Self::Harmonic,
        Self::Clustering,
        Self::Core,
        Self::Constraint,
        Self::EffectiveSize,
        Self::PageRank,
        Self::Eigenvector,
        Self::Coordinator,
        Self::Itinerant,
        Self::Gatekeeper,
        Self::Liaison,
        Self::MeanTieLength,
        Self::LocalShare,
    ];

    /// The column of the table `members`.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Degree => "degree",
            Self::Strength => "strength",
            Self::Betweenness => "betweenness",
            Self::WeightedBetweenness => "betweenness_weighted",
            Self::Closeness => "closeness",
            Self::Harmonic => "harmonic",
            Self::Clustering => "clustering",
            Self::Core => "core",
            Self::Constraint => "constraint",
            Self::EffectiveSize => "effective_size",
            Self::PageRank => "pagerank",
            Self::Eigenvector => "eigenvector",
            Self::Coordinator => "coordinator",
            Self::Itinerant => "itinerant",
            Self::Gatekeeper => "gatekeeper",
            Self::Liaison => "liaison",
            Self::MeanTieLength => "mean_tie_km",
            Self::LocalShare => "local_share",
        }
    }

    /// The measure of a member; undefined where its formula says so.
    #[must_use]
    pub fn of(self, row: &MemberMeasures) -> Option<f64> {
        let roles = row.brokerage;
        match self {
            Self::Degree => Some(of_count(row.degree)),
            Self::Strength => Some(row.strength),
            Self::Betweenness => Some(row.betweenness),
            Self::WeightedBetweenness => Some(row.betweenness_weighted),
            Self::Closeness => row.closeness,
            Self::Harmonic => row.harmonic,
            Self::Clustering => row.clustering,
            Self::Core => Some(of_count(row.core)),
            Self::Constraint => row.constraint,
            Self::EffectiveSize => row.effective_size,
            Self::PageRank => Some(row.pagerank),
            Self::Eigenvector => row.eigenvector,
            Self::Coordinator => Some(of_count(roles.coordinator)),
            Self::Itinerant => Some(of_count(roles.itinerant)),
            Self::Gatekeeper => Some(of_count(roles.gatekeeper)),
            Self::Liaison => Some(of_count(roles.liaison)),
            Self::MeanTieLength => row.mean_tie_km,
            Self::LocalShare => row.local_share,
        }
    }

    /// Its name.
    #[must_use]
    pub fn label(self) -> String {
        text(&format!("member-measure-{}", self.id().replace('_', "-")))
    }

    /// What it says, how it is worked out, and when there is none, in a sentence or two.
    #[must_use]
    pub fn explanation(self) -> String {
        text(&format!("member-measure-explain-{}", self.id().replace('_', "-")))
    }

    fn writing(self) -> Writing {
        match self {
            Self::Degree | Self::Core | Self::Coordinator | Self::Itinerant | Self::Gatekeeper | Self::Liaison => {
                Writing::Count
            }
            Self::Betweenness | Self::WeightedBetweenness | Self::PageRank | Self::Clustering | Self::LocalShare => {
                Writing::Percent
            }
            Self::MeanTieLength => Writing::Kilometers,
            Self::Strength
            | Self::Closeness
            | Self::Harmonic
            | Self::Constraint
            | Self::EffectiveSize
            | Self::Eigenvector => Writing::Amount,
        }
    }

    /// Whether it counts, so that its numbers are whole.
    #[must_use]
    pub fn is_count(self) -> bool {
        self.writing() == Writing::Count
    }

    /// A value as lists and legends write it.
    #[must_use]
    pub fn words(self, value: f64) -> String {
        match self.writing() {
            Writing::Count => number::count(value),
            Writing::Percent => number::percent(value),
            Writing::Amount if value.fract() == 0.0 => number::count(value),
            Writing::Amount => number::three_significant(value),
            Writing::Kilometers => text_with(
                "member-measure-kilometers",
                &[("value", number::three_significant(value).into())],
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::exists;

    #[test]
    fn every_measure_has_a_name_and_an_explanation_of_its_own() {
        for measure in MemberMeasure::ALL {
            let name = measure.id().replace('_', "-");
            assert!(exists(&format!("member-measure-{name}")), "{name}");
            assert!(exists(&format!("member-measure-explain-{name}")), "{name}");
        }
        let mut labels: Vec<String> = MemberMeasure::ALL.map(MemberMeasure::label).to_vec();
        labels.sort();
        labels.dedup();
        assert_eq!(labels.len(), MemberMeasure::ALL.len());
    }

    #[test]
    fn shares_are_written_in_percent_and_counts_whole() {
        assert_eq!(MemberMeasure::Degree.words(12.0), "12");
        assert_eq!(MemberMeasure::LocalShare.words(0.25), number::percent(0.25));
        assert_eq!(MemberMeasure::MeanTieLength.words(12.345), "12.3 km");
        assert_eq!(MemberMeasure::Strength.words(3.0), "3");
    }
}
