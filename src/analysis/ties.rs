//! The ties of a document: which members work together, how often, and how far apart they are.
//!
//! The numbers of the network are those of [`super::network`]; ties are drawn by the figure.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use super::network::{Activity, Counting, Network, Pair, distance_km, pairs};
use crate::document::{Document, Helix, Link, Member, MemberId};

/// What joins two members of a document, whichever way it runs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tie {
    /// The member that comes first in the file.
    pub a: MemberId,
    /// The other.
    pub b: MemberId,
    /// The summed weight of their links.
    pub weight: f64,
    /// How many links they share.
    pub joint: usize,
    /// The great circle between them; `None` where one has no place.
    pub km: Option<f64>,
}

/// Whether a link ran in any of these years; without years every link did. Links without dates ran always.
#[must_use]
pub fn runs_in(link: &Link, years: Option<&RangeInclusive<i32>>) -> bool {
    years.is_none_or(|years| {
        link.from.is_none_or(|from| from <= *years.end()) && link.to.is_none_or(|to| to >= *years.start())
    })
}

/// The ties of the links that ran in the years and that `keep` keeps, by ascending members.
pub fn ties_where(
    document: &Document,
    years: Option<&RangeInclusive<i32>>,
    counting: Counting,
    keep: impl Fn(&Link) -> bool,
) -> Vec<Tie> {
    let kept = document.links.iter().filter(|link| runs_in(link, years) && keep(link));
    let activities: Vec<Activity> = kept
        .map(|link| Activity {
            members: link.members.iter().map(|member| member.position()).collect(),
            weight: link.weight,
        })
        .collect();
    pairs(&activities, counting)
        .into_iter()
        .map(|pair| {
            let (a, b) = (MemberId::at(pair.a), MemberId::at(pair.b));
            Tie {
                a,
                b,
                weight: pair.weight,
                joint: pair.joint,
                km: length_km(document, a, b),
            }
        })
        .collect()
}

/// The ties of all links that ran in the years, by full counting.
#[must_use]
pub fn ties(document: &Document, years: Option<&RangeInclusive<i32>>) -> Vec<Tie> {
    ties_where(document, years, Counting::Full, |_| true)
}

fn length_km(document: &Document, a: MemberId, b: MemberId) -> Option<f64> {
    let place = |id: MemberId| {
        document
            .member(id)?
            .position
            .map(|position| [position.lon, position.lat])
    };
    Some(distance_km(place(a)?, place(b)?))
}

/// The ties between positions in `Document::members`.
fn positions(ties: &[Tie]) -> Vec<Pair> {
    ties.iter()
        .map(|tie| Pair {
            a: tie.a.position(),
            b: tie.b.position(),
            weight: tie.weight,
            joint: tie.joint,
        })
        .collect()
}

/// The network of ties over all members of a document; indices are positions in `Document::members`.
#[must_use]
pub fn network(document: &Document, ties: &[Tie]) -> Network {
    Network::new(document.members.slots(), &positions(ties)).without(document.members.empty_positions())
}

/// How a member stands in the network.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Degree {
    /// How many partners it has.
    pub partners: usize,
    /// The summed weight of its ties.
    pub strength: f64,
}

/// The degree of each member, in the order of `Document::members`.
#[must_use]
pub fn degrees(document: &Document, ties: &[Tie]) -> Vec<Degree> {
    let network = network(document, ties);
    (0..network.member_count())
        .map(|member| Degree {
            partners: network.degree(member),
            strength: network.strength(member),
        })
        .collect()
}

/// The ties between two spheres.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HelixMixing {
    /// One sphere.
    pub a: Helix,
    /// The other, or the same.
    pub b: Helix,
    /// How many pairs are joined, each counted once.
    pub ties: usize,
    /// How many there would be if ties did not look at spheres.
    pub expected: f64,
    /// Observed over expected.
    pub ratio: Option<f64>,
}

/// The ties between all spheres that occur among the members, in their order.
#[must_use]
pub fn helix_mixing(document: &Document, ties: &[Tie]) -> Vec<HelixMixing> {
    let mut spheres: BTreeMap<Helix, usize> = document.members.iter().map(|member| (member.helix, 0)).collect();
    for (place, number) in spheres.values_mut().enumerate() {
        *number = place;
    }
    let names: Vec<Helix> = spheres.keys().copied().collect();
    let group = |member: &Member| spheres.get(&member.helix).copied();
    let groups = document
        .members
        .by_position(|member| member.and_then(group).unwrap_or(usize::MAX));
    super::network::mixing(&groups, names.len(), &positions(ties))
        .into_iter()
        .filter_map(|cell| {
            let (a, b) = (*names.get(cell.a)?, *names.get(cell.b)?);
            Some(HelixMixing {
                a,
                b,
                ties: cell.ties,
                expected: cell.expected,
                ratio: cell.ratio(),
            })
        })
        .collect()
}
