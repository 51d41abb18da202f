//! Which members can be compared with all: clusters, spheres, industries and fields, in words and with their counts.
//!
//! What is compared, and how, is the session's.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Comparable, ConcentrationState};
use crate::analysis::sites::Choice;
use crate::document::{ClusterId, Document, Helix, IndustryId};
use crate::figure::legend::helix_name;
use crate::messages::{number, text};
use crate::session::Session;
use crate::session::concentration::curve::suggested;

/// So many industries and so many fields are offered, those with most members.
const MOST: usize = 12;

/// A choice in words.
pub(super) fn words_of(session: &Session, choice: &Choice) -> String {
    words(&session.document, choice)
}

fn words(document: &Document, choice: &Choice) -> String {
    if let Some(cluster) = choice.cluster.and_then(|id| document.cluster(id)) {
        return cluster.name.clone();
    }
    if let Some(industry) = choice.industry.and_then(|id| document.industry(id)) {
        return industry.name.clone();
    }
    if let Some(field) = &choice.field {
        return field.clone();
    }
    choice.helix.map_or_else(|| text("gathering-all-members"), helix_name)
}

impl ConcentrationState {
    /// What can be compared, worked out where the members changed; with the choice that suggests itself.
    pub(super) fn comparable(&mut self, session: &Session) -> (&[(Choice, String, String)], &Choice) {
        let is_fresh = self.comparable.as_ref().is_some_and(|known| {
            Arc::ptr_eq(&known.of.0, &session.document) && Arc::ptr_eq(&known.of.1, &session.visible_members)
        });
        if !is_fresh {
            self.comparable = None;
        }
        let known = self.comparable.get_or_insert_with(|| Comparable {
            of: (Arc::clone(&session.document), Arc::clone(&session.visible_members)),
            choices: choices(session),
            suggested: suggested(&session.document, &session.visible_members),
        });
        (&known.choices, &known.suggested)
    }
}

fn choices(session: &Session) -> Vec<(Choice, String, String)> {
    let document = &session.document;
    let mut helices: BTreeMap<Helix, usize> = BTreeMap::new();
    let mut clusters: BTreeMap<ClusterId, usize> = BTreeMap::new();
    let mut industries: BTreeMap<IndustryId, usize> = BTreeMap::new();
    let mut fields: BTreeMap<&str, usize> = BTreeMap::new();
    let located = session.visible_members.iter().filter_map(|id| document.member(*id));
    for member in located.filter(|member| member.position.is_some()) {
        *helices.entry(member.helix).or_default() += 1;
        for own in &member.memberships {
            *clusters.entry(own.cluster).or_default() += 1;
        }
        for industry in &member.industries {
            *industries.entry(*industry).or_default() += 1;
        }
        if let Some(field) = &member.field {
            *fields.entry(field).or_default() += 1;
        }
    }
    let mut found: Vec<(Choice, usize)> = Vec::new();
    let cluster = |(id, count)| {
        let choice = Choice {
            cluster: Some(id),
            ..Choice::default()
        };
        (choice, count)
    };
    found.extend(clusters.into_iter().map(cluster));
    let helix = |(helix, count)| {
        let choice = Choice {
            helix: Some(helix),
            ..Choice::default()
        };
        (choice, count)
    };
    found.extend(helices.into_iter().map(helix));
    let industry = |(id, count)| {
        let choice = Choice {
            industry: Some(id),
            ..Choice::default()
        };
        (choice, count)
    };
    found.extend(largest(industries).map(industry));
    let field = |(field, count): (&str, usize)| {
        let choice = Choice {
            field: Some(field.to_owned()),
            ..Choice::default()
        };
        (choice, count)
    };
    found.extend(largest(fields).map(field));
    let named = found.into_iter().filter(|(_, count)| *count > 1);
    named
        .map(|(choice, count)| (choice.clone(), words(document, &choice), number::count(count)))
        .collect()
}

fn largest<T: Ord>(counts: BTreeMap<T, usize>) -> impl Iterator<Item = (T, usize)> {
    let mut ordered: Vec<(T, usize)> = counts.into_iter().collect();
    ordered.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    ordered.into_iter().take(MOST)
}
