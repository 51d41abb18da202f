//! Who should meet: the candidates of a document in order, each with its reasons in words.
//!
//! A suggestion never says that two should work together, only what speaks for it; the score's terms stay with it.

use std::collections::{BTreeMap, BTreeSet};

use super::candidates::{Candidate, People, candidates};
use super::ranking::{Weights, order_by, scores};
use crate::analysis::network::roster::Roster;
use crate::document::{Document, Helix, MemberId};
use crate::messages::{Value, number, text, text_with};

/// Pairs at most so far apart are called near.
const NEAR_KM: f64 = 25.0;

/// What a suggestion is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Two members who both have partners, but not each other.
    Introduce,
    /// A member without any tie, and somebody it could begin with.
    IsolatedMember,
}

impl Kind {
    /// The word in exports.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Introduce => "introduce",
            Self::IsolatedMember => "isolated_member",
        }
    }
}

/// Why two members are suggested.
#[derive(Clone, Debug, PartialEq)]
pub enum Reason {
    /// They share so many partners.
    Partners(usize),
    /// They are near each other, in km.
    Near(f64),
    /// They share topics: these.
    Topics(Vec<String>),
    /// They belong to different spheres.
    Spheres(Helix, Helix),
    /// One has no tie yet, so that only place and topic speak.
    NoTies,
}

impl Reason {
    /// The reason in words.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Partners(count) => {
                #[expect(clippy::cast_precision_loss, reason = "counts of partners are small")]
                let count = *count as f64;
                text_with("suggestion-partners", &[("count", Value::Number(count))])
            }
            Self::Near(km) => text_with("suggestion-near", &[("km", number::three_significant(*km).into())]),
            Self::Topics(topics) => text_with("suggestion-topics", &[("topics", topics.join(", ").into())]),
            Self::Spheres(a, b) => {
                let word = |helix: &Helix| text(&format!("helix-{}", helix.word().replace('_', "-")));
                text_with("suggestion-spheres", &[("a", word(a).into()), ("b", word(b).into())])
            }
            Self::NoTies => text("suggestion-no-ties"),
        }
    }
}

/// Two members who should perhaps meet.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// What it is about.
    pub kind: Kind,
    /// The member that comes first in the file.
    pub a: MemberId,
    /// The other.
    pub b: MemberId,
    /// The weighted mean of percentile ranks, 0 to 1.
    pub score: f64,
    /// The terms.
    pub terms: Candidate,
    /// What speaks for it.
    pub reasons: Vec<Reason>,
}

/// What is known of the members beside their ties, and the words of the topics by number.
///
/// Topics are the `tags` of a member, or its industries where the file gives no tags at all.
#[must_use]
pub fn people(document: &Document, roster: &Roster) -> (People, Vec<String>) {
    let tags: Vec<Vec<String>> = roster.members.iter().map(|member| tags_of(document, *member)).collect();
    let words = if tags.iter().all(Vec::is_empty) {
        roster
            .members
            .iter()
            .map(|member| industries_of(document, *member))
            .collect()
    } else {
        tags
    };
    let all: BTreeSet<&String> = words.iter().flatten().collect();
    let numbers: BTreeMap<&String, usize> = all.iter().enumerate().map(|(number, word)| (*word, number)).collect();
    let topics = words
        .iter()
        .map(|words| words.iter().filter_map(|word| numbers.get(word).copied()).collect())
        .collect();
    let people = People {
        places: roster.places.clone(),
        topics,
        groups: roster.groups.clone(),
    };
    (people, all.into_iter().cloned().collect())
}

fn tags_of(document: &Document, member: MemberId) -> Vec<String> {
    let Some(member) = document.member(member) else {
        return Vec::new();
    };
    let properties = document.properties(member.feature);
    let tags = properties.get("tags").and_then(serde_json::Value::as_array);
    let words = tags.into_iter().flatten().filter_map(serde_json::Value::as_str);
    words.map(str::to_owned).collect()
}

fn industries_of(document: &Document, member: MemberId) -> Vec<String> {
    let industries = document.member(member).map(|member| member.industries.as_slice());
    let found = industries.unwrap_or_default().iter();
    found
        .filter_map(|industry| document.industry(*industry))
        .map(|industry| industry.name.clone())
        .collect()
}

/// The best `most` suggestions, the best first, of equal ones those that come first in the file.
#[must_use]
pub fn suggestions(document: &Document, roster: &Roster, weights: Weights, most: usize) -> Vec<Suggestion> {
    let (people, words) = people(document, roster);
    let found = candidates(&roster.network, &people);
    let scores = scores(&found, weights);
    let ordered = order_by(&scores).into_iter().take(most);
    ordered
        .filter_map(|place| {
            let terms = *found.get(place)?;
            Some(Suggestion {
                kind: if terms.has_isolate {
                    Kind::IsolatedMember
                } else {
                    Kind::Introduce
                },
                a: *roster.members.get(terms.a)?,
                b: *roster.members.get(terms.b)?,
                score: scores.get(place).copied().flatten()?,
                reasons: reasons(roster, &people, &words, &terms),
                terms,
            })
        })
        .collect()
}

fn reasons(roster: &Roster, people: &People, words: &[String], terms: &Candidate) -> Vec<Reason> {
    let mut reasons = Vec::new();
    if terms.has_isolate {
        reasons.push(Reason::NoTies);
    }
    if terms.common_neighbors > 0 {
        reasons.push(Reason::Partners(terms.common_neighbors));
    }
    if let Some(km) = terms.km.filter(|km| *km <= NEAR_KM) {
        reasons.push(Reason::Near(km));
    }
    if let (Some(a), Some(b)) = (people.topics.get(terms.a), people.topics.get(terms.b)) {
        let shared: Vec<String> = a
            .intersection(b)
            .filter_map(|topic| words.get(*topic).cloned())
            .collect();
        if !shared.is_empty() {
            reasons.push(Reason::Topics(shared));
        }
    }
    let sphere = |member: usize| {
        let group = roster.groups.get(member)?;
        roster.spheres.get(*group).copied()
    };
    if let (true, Some(a), Some(b)) = (terms.crosses_groups, sphere(terms.a), sphere(terms.b)) {
        reasons.push(Reason::Spheres(a, b));
    }
    reasons
}
