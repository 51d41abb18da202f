//! What the card of a member says, worked out once for each member and network, because it counts over all members.

use std::sync::Arc;

use serde_json::Value;

use super::shared;
use crate::analysis::network::distance_km;
use crate::document::{Document, Helix, LinkId, Member, MemberId, PositionQuality};
use crate::messages::{number, text};
use crate::session::Session;
use crate::session::network::NetworkView;

/// Properties that the card shows in their own rows, or that say nothing to a reader.
const SHOWN_ELSEWHERE: [&str; 17] = [
    "kind",
    "id",
    "name",
    "helix",
    "position",
    "region",
    "town",
    "city",
    "municipality",
    "field",
    "clusters",
    "industries",
    "employees",
    "verified",
    "role",
    "lon",
    "lat",
];

/// What is known of one member.
#[derive(Debug)]
pub(super) struct Facts {
    from: (Arc<Document>, Arc<NetworkView>, MemberId),
    /// How many members have more ties, and one.
    pub rank: usize,
    /// How many ties leave its region; `None` where its region is unknown.
    pub outside: Option<usize>,
    /// How many partners each sphere has, in the order of `Helix::ALL`.
    pub by_sphere: Vec<(Helix, usize)>,
    /// Partners with the weight of the tie, the heaviest first.
    pub partners: Vec<(MemberId, f64)>,
    /// The nearest other research institution that has a place; `None` where this member or all institutions have none.
    pub research: Option<Nearest>,
    /// The links of the file that name it, the heaviest first.
    pub links: Vec<LinkId>,
    /// Everything else that the file says, in its order.
    pub further: Vec<(String, String)>,
}

/// The nearest of some members.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Nearest {
    /// Which.
    pub member: MemberId,
    /// The great-circle distance in kilometers.
    pub distance_km: f64,
    /// Whether both places are known at least to the street; else the distance is one between towns or regions.
    pub is_exact: bool,
}

impl Facts {
    /// Whether these are the facts of this member now.
    pub(super) fn are_of(&self, session: &Session, network: &Arc<NetworkView>, id: MemberId) -> bool {
        let (document, of, member) = &self.from;
        Arc::ptr_eq(document, &session.document) && Arc::ptr_eq(of, network) && *member == id
    }

    /// Counts the facts.
    pub(super) fn of(session: &Session, network: &Arc<NetworkView>, id: MemberId) -> Self {
        let document = &session.document;
        let degree = network.network.degree(id.position());
        let rank = session
            .visible_members
            .iter()
            .filter(|other| network.network.degree(other.position()) > degree)
            .count()
            + 1;
        let mut partners: Vec<(MemberId, f64)> = network
            .network
            .partners(id.position())
            .iter()
            .map(|(position, weight)| (MemberId::at(*position), *weight))
            .collect();
        partners.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let helix_of = |id: MemberId| document.member(id).map(|member| member.helix);
        let by_sphere = Helix::ALL
            .into_iter()
            .map(|helix| {
                let count = partners.iter().filter(|(id, _)| helix_of(*id) == Some(helix)).count();
                (helix, count)
            })
            .filter(|(_, count)| *count > 0)
            .collect();
        let region = document.member(id).and_then(|member| member.region);
        let outside = region.map(|region| {
            let is_outside = |id: MemberId| document.member(id).is_some_and(|m| m.region != Some(region));
            partners.iter().filter(|(id, _)| is_outside(*id)).count()
        });
        Self {
            from: (Arc::clone(document), Arc::clone(network), id),
            rank,
            outside,
            by_sphere,
            partners,
            research: nearest_research(document, id),
            links: links_of(document, id),
            further: further(document, id),
        }
    }
}

/// The nearest other member of the academic sphere; the first in the file of those equally near.
fn nearest_research(document: &Document, id: MemberId) -> Option<Nearest> {
    let member = document.member(id)?;
    let from = member.position?;
    let is_exact = |member: &Member| {
        matches!(
            member.position_quality,
            PositionQuality::Exact | PositionQuality::Street
        )
    };
    document
        .members
        .iter()
        .enumerate()
        .filter(|(position, other)| *position != id.position() && other.helix == Helix::Academia)
        .filter_map(|(position, other)| {
            let to = other.position?;
            Some(Nearest {
                member: MemberId::at(position),
                distance_km: distance_km([from.lon, from.lat], [to.lon, to.lat]),
                is_exact: is_exact(member) && is_exact(other),
            })
        })
        .min_by(|a, b| a.distance_km.total_cmp(&b.distance_km))
}

fn links_of(document: &Document, id: MemberId) -> Vec<LinkId> {
    let mut links: Vec<(f64, LinkId)> = document
        .links
        .iter()
        .enumerate()
        .filter(|(_, link)| link.members.contains(&id))
        .map(|(position, link)| (link.weight, LinkId::at(position)))
        .collect();
    links.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    links.into_iter().map(|(_, link)| link).collect()
}

fn further(document: &Document, id: MemberId) -> Vec<(String, String)> {
    let Some(member) = document.member(id) else {
        return Vec::new();
    };
    document
        .properties(member.feature)
        .iter()
        .filter(|(key, _)| !SHOWN_ELSEWHERE.contains(&key.as_str()))
        .filter_map(|(key, value)| Some((in_words(key), value_in_words(value)?)))
        .collect()
}

/// The key of the file without underscores, with a capital.
pub(in crate::panels) fn in_words(key: &str) -> String {
    let words = key.replace('_', " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().collect::<String>() + letters.as_str()
    })
}

/// A value of the file as a reader would say it; `None` where it says nothing.
pub(in crate::panels) fn value_in_words(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::Bool(is_so) => Some(text(if *is_so { "members-yes" } else { "members-no" })),
        Value::Number(number) => Some(number_in_words(number)),
        Value::String(words) => (!words.trim().is_empty()).then(|| words.clone()),
        Value::Array(values) => {
            let words: Vec<String> = values.iter().filter_map(value_in_words).collect();
            (!words.is_empty()).then(|| words.join(", "))
        }
        Value::Object(values) => {
            let words: Vec<String> = values
                .iter()
                .filter_map(|(key, value)| Some(format!("{} {}", in_words(key), value_in_words(value)?)))
                .collect();
            (!words.is_empty()).then(|| shared::dotted(&words.iter().map(String::as_str).collect::<Vec<_>>()))
        }
    }
}

/// Whole numbers up to four digits may be years and stay as they are; others are grouped.
fn number_in_words(value: &serde_json::Number) -> String {
    match value.as_f64() {
        Some(whole) if whole.fract() == 0.0 && whole.abs() >= 10_000.0 => number::count(whole),
        Some(broken) if broken.fract() != 0.0 => number::exact(broken),
        _ => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_the_file_read_as_words() {
        assert_eq!(in_words("first_project_year"), "First project year");
    }

    #[test]
    fn nothing_is_not_shown_as_a_value() {
        assert_eq!(value_in_words(&Value::Null), None);
        assert_eq!(value_in_words(&serde_json::json!([])), None);
        assert_eq!(value_in_words(&serde_json::json!(["a", "b"])).as_deref(), Some("a, b"));
        assert_eq!(value_in_words(&serde_json::json!(2015)).as_deref(), Some("2015"));
    }
}
