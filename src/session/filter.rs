//! Which members pass the filter, and how many each facet value would let through.

use std::collections::{BTreeMap, BTreeSet};

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::state::{Facet, FacetValue, Filter, Selection, SizeClass};
use crate::document::{Document, Member, MemberId};

/// Every value of a facet with the members that all other facets let through.
pub type FacetCounts = BTreeMap<FacetValue, usize>;

/// So many members are counted in one go on one core.
const BATCH: usize = 4_096;

/// A value of a facet, without a copy of words.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Met<'m> {
    Field(Option<&'m str>),
    Other(FacetValue),
}

impl From<Met<'_>> for FacetValue {
    fn from(met: Met<'_>) -> Self {
        match met {
            Met::Field(words) => Self::Field(words.map(str::to_owned)),
            Met::Other(value) => value,
        }
    }
}

/// The values of one facet that a member has; never empty.
#[must_use]
pub fn values_of(member: &Member, facet: Facet) -> Vec<FacetValue> {
    let mut values = Vec::new();
    each_value(member, facet, |met| values.push(met.into()));
    values
}

/// Tells the values of one facet that a member has: at least one.
fn each_value<'m>(member: &'m Member, facet: Facet, mut tell: impl FnMut(Met<'m>)) {
    let mut other = |value| tell(Met::Other(value));
    match facet {
        Facet::Helix => other(FacetValue::Helix(member.helix)),
        Facet::Cluster => {
            let clusters = member.memberships.iter().map(|membership| membership.cluster);
            each_or_none(clusters, |cluster| other(FacetValue::Cluster(cluster)));
        }
        Facet::Industry => each_or_none(member.industries.iter().copied(), |industry| {
            other(FacetValue::Industry(industry));
        }),
        Facet::Field => tell(Met::Field(member.field.as_deref())),
        Facet::Size => other(FacetValue::Size(SizeClass::of(member.employees))),
        Facet::Region => other(FacetValue::Region(member.region)),
        Facet::Position => other(FacetValue::Position(member.position_quality)),
    }
}

fn each_or_none<T>(values: impl ExactSizeIterator<Item = T>, mut tell: impl FnMut(Option<T>)) {
    if values.len() == 0 {
        tell(None);
    }
    values.for_each(|value| tell(Some(value)));
}

fn passes_facet(member: &Member, facet: Facet, hidden: &BTreeSet<FacetValue>) -> bool {
    hidden.is_empty() || values_of(member, facet).iter().any(|value| !hidden.contains(value))
}

/// Counts how often values were met. Members that follow each other are often alike, so that the last value is at hand.
#[derive(Default)]
struct Counter<'m> {
    counts: BTreeMap<Met<'m>, usize>,
    last: Option<(Met<'m>, usize)>,
}

impl<'m> Counter<'m> {
    fn add(&mut self, met: Met<'m>, count: usize) {
        match &mut self.last {
            Some((last, so_far)) if *last == met => *so_far += count,
            _ => {
                self.settle();
                self.last = Some((met, count));
            }
        }
    }

    fn settle(&mut self) {
        if let Some((last, count)) = self.last.take() {
            *self.counts.entry(last).or_default() += count;
        }
    }
}

/// Whether name, town or field hold every word of the text.
#[must_use]
pub fn holds_text(member: &Member, lowercase_text: &str) -> bool {
    lowercase_text.is_empty() || {
        let town = member.town.as_deref().unwrap_or_default();
        let field = member.field.as_deref().unwrap_or_default();
        let all = format!("{} {town} {field}", member.name).to_lowercase();
        lowercase_text.split_whitespace().all(|word| all.contains(word))
    }
}

/// The members that pass, in the order of the file.
#[must_use]
pub fn visible_members(document: &Document, filter: &Filter, selection: &Selection) -> Vec<MemberId> {
    let text = filter.text.to_lowercase();
    document
        .members
        .iter()
        .enumerate()
        .map(|(position, member)| (MemberId::at(position), member))
        .filter(|(id, _)| !filter.only_selected || selection.members.contains(id))
        .filter(|(_, member)| holds_text(member, &text))
        .filter(|(_, member)| {
            Facet::ALL
                .into_iter()
                .all(|facet| passes_facet(member, facet, &filter.hidden))
        })
        .map(|(id, _)| id)
        .collect()
}

/// For every facet value how many members all other facets let through; values that nobody passes are listed with 0.
#[must_use]
pub fn facet_counts(document: &Document, filter: &Filter, selection: &Selection) -> BTreeMap<Facet, FacetCounts> {
    let text = filter.text.to_lowercase();
    let slots = document.members.slots();
    let batch = |number: usize| {
        let mut counters: BTreeMap<Facet, Counter<'_>> = BTreeMap::new();
        for position in number * BATCH..slots.min((number + 1) * BATCH) {
            let Some(member) = document.members.get(position) else {
                continue;
            };
            let is_listed = (text.is_empty() || holds_text(member, &text))
                && (!filter.only_selected || selection.members.contains(&MemberId::at(position)));
            let fails = |facet: &Facet| !passes_facet(member, *facet, &filter.hidden);
            let failing: Vec<Facet> = Facet::ALL.into_iter().filter(fails).collect();
            for facet in Facet::ALL {
                let passes = is_listed && failing.iter().all(|other| *other == facet);
                let counter = counters.entry(facet).or_default();
                each_value(member, facet, |met| counter.add(met, usize::from(passes)));
            }
        }
        counters
    };
    let batches: Vec<_> = (0..slots.div_ceil(BATCH)).into_par_iter().map(batch).collect();
    let mut counts: BTreeMap<Facet, FacetCounts> = BTreeMap::new();
    for (facet, mut counter) in batches.into_iter().flatten() {
        counter.settle();
        let all = counts.entry(facet).or_default();
        for (met, count) in counter.counts {
            *all.entry(met.into()).or_default() += count;
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Helix;

    /// So many members that they are counted in several goes, of two spheres and three fields, the third not stated.
    fn document() -> Document {
        let member = |number: usize| {
            let helix = ["industry", "finance"][number % 2];
            let field = ["\"a\"", "\"b\"", "null"][number / 7 % 3];
            format!(
                "{{\"type\":\"Feature\",\"id\":{number},\"geometry\":null,\"properties\":{{\"kind\":\"member\",\"name\":\"m\",\"helix\":\"{helix}\",\"field\":{field}}}}}"
            )
        };
        let members: Vec<String> = (0..2 * BATCH + 10).map(member).collect();
        let text = format!(
            "{{\"type\":\"FeatureCollection\",\"features\":[{}]}}",
            members.join(",")
        );
        crate::format::read(text.into_bytes().into(), &()).unwrap().document
    }

    #[test]
    fn every_member_is_counted_once_however_many_there_are() {
        let document = document();
        let hidden = BTreeSet::from([FacetValue::Helix(Helix::Finance)]);
        for hidden in [BTreeSet::new(), hidden] {
            let filter = Filter {
                hidden: hidden.clone(),
                ..Filter::default()
            };
            let counts = facet_counts(&document, &filter, &Selection::default());
            let is_hidden = |member: &Member| hidden.contains(&FacetValue::Helix(member.helix));
            for words in [Some("a"), Some("b"), None] {
                let of_field = document
                    .members
                    .iter()
                    .filter(|member| member.field.as_deref() == words);
                let expected = of_field.filter(|member| !is_hidden(member)).count();
                let value = FacetValue::Field(words.map(str::to_owned));
                assert_eq!(counts[&Facet::Field][&value], expected, "{words:?}");
            }
            let both = [Helix::Industry, Helix::Finance].map(|helix| counts[&Facet::Helix][&FacetValue::Helix(helix)]);
            assert_eq!(both, [BATCH + 5; 2]);
            let visible = visible_members(&document, &filter, &Selection::default());
            assert_eq!(visible.len(), counts[&Facet::Field].values().sum::<usize>());
        }
    }
}
