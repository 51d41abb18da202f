//! Which members pass the filter, and how many each facet value would let through.

use std::collections::{BTreeMap, BTreeSet};

use super::state::{Facet, FacetValue, Filter, Selection, SizeClass};
use crate::document::{Document, Member, MemberId};

/// Every value of a facet with the members that all other facets let through.
pub type FacetCounts = BTreeMap<FacetValue, usize>;

/// The values of one facet that a member has; never empty.
#[must_use]
pub fn values_of(member: &Member, facet: Facet) -> Vec<FacetValue> {
    match facet {
        Facet::Helix => vec![FacetValue::Helix(member.helix)],
        Facet::Cluster => or_none(
            member.memberships.iter().map(|membership| membership.cluster).collect(),
            FacetValue::Cluster,
        ),
        Facet::Industry => or_none(member.industries.clone(), FacetValue::Industry),
        Facet::Field => vec![FacetValue::Field(member.field.clone())],
        Facet::Size => vec![FacetValue::Size(SizeClass::of(member.employees))],
        Facet::Region => vec![FacetValue::Region(member.region)],
        Facet::Position => vec![FacetValue::Position(member.position_quality)],
    }
}

fn or_none<T>(values: Vec<T>, wrap: impl Fn(Option<T>) -> FacetValue) -> Vec<FacetValue> {
    if values.is_empty() {
        vec![wrap(None)]
    } else {
        values.into_iter().map(|value| wrap(Some(value))).collect()
    }
}

fn passes_facet(member: &Member, facet: Facet, hidden: &BTreeSet<FacetValue>) -> bool {
    values_of(member, facet).iter().any(|value| !hidden.contains(value))
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
    let mut counts: BTreeMap<Facet, FacetCounts> = BTreeMap::new();
    for (position, member) in document.members.iter().enumerate() {
        let is_listed =
            holds_text(member, &text) && (!filter.only_selected || selection.members.contains(&MemberId::at(position)));
        let failing: Vec<Facet> = Facet::ALL
            .into_iter()
            .filter(|facet| !passes_facet(member, *facet, &filter.hidden))
            .collect();
        for facet in Facet::ALL {
            let passes = is_listed && failing.iter().all(|other| *other == facet);
            for value in values_of(member, facet) {
                *counts.entry(facet).or_default().entry(value).or_default() += usize::from(passes);
            }
        }
    }
    counts
}
