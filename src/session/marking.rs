//! What sizes, colors and marks of members say in a picture, as far as it is known: measures, communities, clusters, cuts.
//!
//! The numbers are the business of `measures`; how they are drawn, that of the figure.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::measures::MeasuresView;
use super::state::{ColorBy, Exploration, Layer, SizeBy};
use crate::analysis::network::communities::WEAK;
use crate::analysis::network::member_measure::MemberMeasure;
use crate::document::{ClusterId, Document, Member, MemberId};
use crate::figure::build::GroupsPart;
use crate::figure::palette::GROUP_COLORS;
use crate::figure::picture::MemberColor;
use crate::figure::sizes::SizeScale;
use crate::messages::{Value, number, text, text_with};

/// Everything that decides how members and ties are marked.
pub(super) struct Marking<'a> {
    document: &'a Document,
    exploration: &'a Exploration,
    visible: &'a [MemberId],
    measures: Option<&'a Arc<MeasuresView>>,
    is_stale: bool,
    clusters: BTreeMap<ClusterId, u8>,
    cut_members: BTreeSet<MemberId>,
    bridges: BTreeSet<[MemberId; 2]>,
}

impl<'a> Marking<'a> {
    /// The marking of what is explored. `is_stale` tells that the measures are those of the choice before.
    pub(super) fn of(
        document: &'a Document,
        exploration: &'a Exploration,
        visible: &'a [MemberId],
        measures: Option<&'a Arc<MeasuresView>>,
        is_stale: bool,
    ) -> Self {
        let marks_cuts = exploration.layers.contains(Layer::Cuts);
        let marked = measures.filter(|_| marks_cuts);
        Self {
            document,
            exploration,
            visible,
            measures,
            is_stale,
            clusters: if exploration.color_by == ColorBy::Cluster {
                clusters_with_color(document)
            } else {
                BTreeMap::new()
            },
            cut_members: marked
                .map(|known| known.cut_members.iter().map(|cut| cut.member).collect())
                .unwrap_or_default(),
            bridges: marked
                .map(|known| known.bridges.iter().map(|bridge| bridge.members).collect())
                .unwrap_or_default(),
        }
    }

    /// What the size of a member shows.
    pub(super) fn size(&self, id: MemberId, member: &Member) -> Option<f64> {
        match self.exploration.size_by {
            SizeBy::Employees => member.employees,
            SizeBy::Measure(measure) => measure.of(self.measures?.of(id)?),
        }
    }

    /// What the color of a member shows.
    pub(super) fn color(&self, id: MemberId, member: &Member) -> MemberColor {
        let group = match self.exploration.color_by {
            ColorBy::Sphere => return MemberColor::Sphere,
            ColorBy::Community => self
                .measures
                .and_then(|known| known.community_of(id))
                .and_then(|community| community.color),
            ColorBy::Cluster => {
                let mut own = member.memberships.iter().map(|membership| membership.cluster);
                own.find_map(|cluster| self.clusters.get(&cluster).copied())
            }
        };
        group.map_or(MemberColor::Rest, MemberColor::Group)
    }

    /// Whether a member is marked as one without whom its part falls apart.
    pub(super) fn is_cut(&self, id: MemberId) -> bool {
        self.cut_members.contains(&id)
    }

    /// Whether the tie of two members, by their place in the file, is marked as one without which its part falls apart.
    pub(super) fn is_bridge(&self, members: [MemberId; 2]) -> bool {
        self.bridges.contains(&members)
    }

    /// How sizes are drawn.
    pub(super) fn sizes(&self) -> SizeScale {
        let SizeBy::Measure(measure) = self.exploration.size_by else {
            return SizeScale::employees();
        };
        SizeScale::of_values(measure.label(), self.values(measure), measure.is_count(), |value| {
            measure.words(value)
        })
    }

    /// The values of the members that are shown.
    fn values(&self, measure: MemberMeasure) -> impl Iterator<Item = f64> {
        let rows = self
            .visible
            .iter()
            .filter_map(|id| self.measures.and_then(|known| known.of(*id)));
        rows.filter_map(move |row| measure.of(row))
    }

    /// What must be said under the sizes.
    pub(super) fn member_notes(&self) -> Vec<String> {
        let SizeBy::Measure(measure) = self.exploration.size_by else {
            return Vec::new();
        };
        if let Some(words) = self.waiting_words() {
            return vec![words];
        }
        let missing = self.visible.len() - self.values(measure).count().min(self.visible.len());
        let words = text_with("legend-sizes-missing", &[("count", Value::from(missing))]);
        (missing > 0).then_some(words).into_iter().collect()
    }

    /// What is said while the measures are not those of what is shown.
    fn waiting_words(&self) -> Option<String> {
        let id = match (self.measures.is_some(), self.is_stale) {
            (false, _) => "legend-measures-coming",
            (true, true) => "legend-measures-stale",
            (true, false) => return None,
        };
        Some(text(id))
    }

    /// What the colors say; `None` while they show spheres.
    pub(super) fn groups(&self) -> Option<GroupsPart> {
        match self.exploration.color_by {
            ColorBy::Sphere => None,
            ColorBy::Community => Some(self.community_groups()),
            ColorBy::Cluster => Some(self.cluster_groups()),
        }
    }

    fn community_groups(&self) -> GroupsPart {
        let title = text("legend-communities");
        let Some(known) = self.measures else {
            return GroupsPart {
                title,
                notes: self.waiting_words().into_iter().collect(),
                ..GroupsPart::default()
            };
        };
        let colored = known.communities.iter().filter_map(|community| {
            let leader = self.document.member(community.leader)?;
            Some((MemberColor::Group(community.color?), leader.name.clone()))
        });
        let mut names: Vec<(MemberColor, String)> = colored.collect();
        let others = known.communities.iter().any(|community| community.color.is_none());
        let rest = if others {
            "legend-communities-rest"
        } else {
            "legend-communities-none"
        };
        names.push((MemberColor::Rest, text(rest)));
        let mut notes: Vec<String> = self.waiting_words().into_iter().collect();
        let found = known.summary.communities.as_ref();
        notes.push(match found {
            Some(found) => text_with(
                "legend-communities-note",
                &[
                    ("runs", Value::from(found.runs)),
                    ("seed", found.seed.to_string().into()),
                    ("modularity", number::three_significant(found.modularity).into()),
                ],
            ),
            None => text("legend-communities-no-ties"),
        });
        if found.is_some_and(|found| found.modularity < WEAK) {
            notes.push(text("network-flag-weak-communities"));
        }
        GroupsPart {
            title,
            detail: number::count(known.communities.len()),
            names,
            notes,
        }
    }

    fn cluster_groups(&self) -> GroupsPart {
        let named = self.clusters.iter().filter_map(|(cluster, color)| {
            let cluster = self.document.cluster(*cluster)?;
            Some((MemberColor::Group(*color), cluster.name.clone()))
        });
        let mut names: Vec<(MemberColor, String)> = named.collect();
        let has_more = self.document.clusters.count() > GROUP_COLORS;
        let rest = if has_more {
            "legend-clusters-rest"
        } else {
            "facet-no-cluster"
        };
        names.push((MemberColor::Rest, text(rest)));
        GroupsPart {
            title: text("legend-clusters"),
            detail: number::count(self.document.clusters.count()),
            names,
            notes: vec![text("legend-clusters-note")],
        }
    }

    /// What is said of cut members and bridges; `None` while they are not marked.
    pub(super) fn cuts(&self) -> Option<Vec<String>> {
        if !self.exploration.layers.contains(Layer::Cuts) {
            return None;
        }
        let mut notes: Vec<String> = self.waiting_words().into_iter().collect();
        if self.measures.is_some() {
            let is_none = self.cut_members.is_empty() && self.bridges.is_empty();
            notes.push(text(if is_none {
                "legend-cuts-none"
            } else {
                "legend-cuts-note"
            }));
        }
        Some(notes)
    }
}

/// The clusters that have a color: the first of the file, so that no filter recolors them.
fn clusters_with_color(document: &Document) -> BTreeMap<ClusterId, u8> {
    let placed = document.clusters.iter().enumerate();
    let ids = placed.map(|(position, _)| ClusterId::at(position));
    ids.zip(0_u8..).take(GROUP_COLORS).collect()
}
