//! What the properties of a link mean: its members, each once, and how strong it is.
//!
//! Who is meant by an id is found by `resolve`; the other kinds are read by `entities`.

use std::collections::BTreeSet;

use super::entities::{check_period, reference, year};
use super::header::{list, text};
use super::json::Kind;
use super::report::Report;
use super::resolve::Index;
use super::subject::Subject;
use crate::document::{Evidence, FeatureId, Link, MemberId};

/// A link with at least two members; `None` where it has fewer, which is reported.
pub(super) fn link(feature: &Subject<'_>, ids: &Index<'_>, report: &mut Report<'_>) -> Option<Link> {
    let bytes = report.bytes;
    let members = link_members(feature, ids, report)?;
    let is_directed = members.len() == 2
        && matches!(
            feature.property(bytes, "directed").map(|node| &node.kind),
            Some(Kind::Bool(true))
        );
    let properties = feature.properties.as_ref()?;
    let period = (year(feature, bytes, "from"), year(feature, bytes, "to"));
    check_period(period, report, &|| match feature.property(bytes, "to") {
        Some(node) => feature.property_spot("to", node),
        None => feature.spot(),
    });
    let evidence = list(properties, bytes, "evidence")
        .iter()
        .map(|entry| Evidence {
            title: text(entry, bytes, "title"),
            url: text(entry, bytes, "url"),
        })
        .filter(|evidence| evidence.title.is_some() || evidence.url.is_some())
        .collect();
    Some(Link {
        feature: FeatureId::new(feature.feature.index),
        id: feature.feature.file_id(report.bytes),
        members,
        is_directed,
        kind: feature.text(bytes, "type").unwrap_or_default(),
        weight: weight(feature, report),
        from: period.0,
        to: period.1,
        title: feature.text(bytes, "title"),
        evidence,
    })
}

/// The members that were met; a set is made only where there are many.
#[derive(Default)]
struct Seen {
    many: BTreeSet<MemberId>,
}

impl Seen {
    /// Whether a member is not among those before it.
    fn is_new(&mut self, member: MemberId, before: &[MemberId]) -> bool {
        const FEW: usize = 32;
        if before.len() < FEW {
            return !before.contains(&member);
        }
        if self.many.is_empty() {
            self.many.extend(before);
        }
        self.many.insert(member)
    }
}

/// The members of a link, each once; `None` where fewer than two are left.
fn link_members(feature: &Subject<'_>, ids: &Index<'_>, report: &mut Report<'_>) -> Option<Vec<MemberId>> {
    let bytes = report.bytes;
    let Some((node, entries)) = feature
        .property(bytes, "members")
        .and_then(|node| Some((node, node.entries()?)))
    else {
        report.add("W_LINK_NO_ENDS", "format-link-no-ends", &[], &feature.spot());
        return None;
    };
    let spot = || feature.property_spot("members", node);
    let mut members = Vec::with_capacity(entries.len());
    let mut seen = Seen::default();
    let (mut is_repeated, mut is_dangling) = (false, false);
    for entry in entries {
        match ids.find(entry, bytes).map(MemberId::at) {
            Some(member) if seen.is_new(member, &members) => members.push(member),
            Some(_) => is_repeated = true,
            None => {
                is_dangling = true;
                let values = [("value", reference(entry, bytes).into())];
                report.add("W_DANGLING_LINK", "format-link-dangling", &values, &spot());
            }
        }
    }
    if is_repeated {
        report.add("W_SELF_LINK", "format-link-self", &[], &feature.spot());
    }
    if members.len() < 2 {
        if !is_repeated && !is_dangling {
            report.add("W_LINK_NO_ENDS", "format-link-no-ends", &[], &spot());
        }
        return None;
    }
    Some(members)
}

fn weight(feature: &Subject<'_>, report: &mut Report<'_>) -> f64 {
    let Some(node) = feature.property(report.bytes, "weight").filter(|node| !node.is_null()) else {
        return 1.0;
    };
    match node.number() {
        Some(weight) if weight > 0.0 && weight < 1e15 => weight,
        _ => {
            let values = [("value", reference(node, report.bytes).into())];
            report.add(
                "W_METRIC_RANGE",
                "format-weight",
                &values,
                &feature.property_spot("weight", node),
            );
            1.0
        }
    }
}
