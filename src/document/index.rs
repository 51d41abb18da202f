//! Finds what an edit needs without a look at the whole file: features by id, links by member, regions by place.
//!
//! It is built once, at the first edit, of the document as it was opened; what edits changed since is remembered beside it
//! (`changes::Memory`), and whatever is found is checked against what lives now.

use std::collections::BTreeMap;
use std::sync::Arc;

use geo::{BoundingRect, Contains, Intersects, MultiPolygon, Point, Rect};
use rstar::primitives::GeomWithData;
use rstar::{AABB, RTree};

use super::{ClusterId, Document, FeatureId, FileId, LinkId, LonLat, Member, MemberId, Region, RegionId, Table};

/// What a feature is, and where it stands in the document's lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Thing {
    /// A region.
    Region(RegionId),
    /// A cluster.
    Cluster(ClusterId),
    /// A member.
    Member(MemberId),
    /// A link.
    Link(LinkId),
    /// Something that is only drawn or kept, by its position in `Document::context`.
    Context(usize),
}

/// The document as it was opened, by feature, id and member.
#[derive(Debug, Default)]
pub(super) struct Index {
    things: Vec<Option<Thing>>,
    ids: BTreeMap<String, Vec<FeatureId>>,
    links: BTreeMap<MemberId, Vec<LinkId>>,
    belonging: BTreeMap<ClusterId, Vec<MemberId>>,
    inside: BTreeMap<RegionId, Vec<MemberId>>,
    places: RTree<GeomWithData<[f64; 2], MemberId>>,
}

impl Index {
    fn of(document: &Document) -> Self {
        let mut index = Self {
            things: vec![None; document.origin.features.len()],
            ..Self::default()
        };
        for (position, region) in document.regions.iter().enumerate() {
            index.put(
                region.feature,
                region.id.as_ref(),
                Thing::Region(RegionId::at(position)),
            );
        }
        for (position, cluster) in document.clusters.iter().enumerate() {
            index.put(
                cluster.feature,
                cluster.id.as_ref(),
                Thing::Cluster(ClusterId::at(position)),
            );
        }
        let mut places = Vec::with_capacity(document.members.count());
        for (position, member) in document.members.iter().enumerate() {
            let id = MemberId::at(position);
            index.put(member.feature, member.id.as_ref(), Thing::Member(id));
            for membership in &member.memberships {
                index.belonging.entry(membership.cluster).or_default().push(id);
            }
            if let Some(region) = member.region {
                index.inside.entry(region).or_default().push(id);
            }
            if let Some(place) = member
                .position
                .filter(|place| place.lon.is_finite() && place.lat.is_finite())
            {
                places.push(GeomWithData::new([place.lon, place.lat], id));
            }
        }
        index.places = RTree::bulk_load(places);
        for (position, link) in document.links.iter().enumerate() {
            index.put(link.feature, link.id.as_ref(), Thing::Link(LinkId::at(position)));
            for member in &link.members {
                index.links.entry(*member).or_default().push(LinkId::at(position));
            }
        }
        for (position, context) in document.context.iter().enumerate() {
            index.put(context.feature, context.id.as_ref(), Thing::Context(position));
        }
        for features in index.ids.values_mut() {
            features.sort_unstable();
        }
        index
    }

    fn put(&mut self, feature: FeatureId, id: Option<&FileId>, thing: Thing) {
        if let Some(place) = self.things.get_mut(feature.position()) {
            *place = Some(thing);
        }
        if let Some(id) = id {
            self.ids.entry(id.as_str().to_owned()).or_default().push(feature);
        }
    }
}

/// The outlines of all regions with their boxes, smallest first, so that the most detailed region is found.
#[derive(Debug, Default)]
pub(super) struct Outlines {
    outlines: Vec<(usize, Rect<f64>, Arc<MultiPolygon<f64>>)>,
}

impl Outlines {
    fn of(regions: &Table<Region>) -> Self {
        let mut outlines: Vec<_> = regions
            .iter()
            .enumerate()
            .filter_map(|(position, region)| {
                let shape = region.shape.clone()?;
                Some((position, shape.bounding_rect()?, shape))
            })
            .collect();
        let area = |rect: &Rect<f64>| rect.width() * rect.height();
        outlines.sort_by(|one, other| area(&one.1).total_cmp(&area(&other.1)));
        Self { outlines }
    }
}

impl Document {
    /// Builds what edits look things up in, so that the first edit is as quick as any; for a worker after opening.
    pub fn prepare_edits(&self) {
        self.index();
        self.outlines();
    }

    pub(super) fn index(&self) -> &Index {
        self.changes.index.get_or_init(|| Index::of(self))
    }

    fn outlines(&self) -> &Outlines {
        let outlines = &self.changes.outlines;
        outlines.get_or_init(|| Arc::new(Outlines::of(&self.regions)))
    }

    /// The smallest region round a place.
    #[must_use]
    pub fn region_round(&self, place: LonLat) -> Option<RegionId> {
        let outlines = self.outlines();
        let point = Point::new(place.lon, place.lat);
        outlines
            .outlines
            .iter()
            .find(|(_, rect, shape)| rect.intersects(&point) && shape.contains(&point))
            .map(|(position, ..)| RegionId::at(*position))
    }

    /// What a feature is; `None` where it was removed.
    #[must_use]
    pub fn thing(&self, feature: FeatureId) -> Option<Thing> {
        self.former_things(feature)
            .find(|thing| self.feature_of(*thing) == Some(feature))
    }

    /// Every place in the document's lists that a feature ever had.
    pub(super) fn former_things(&self, feature: FeatureId) -> impl Iterator<Item = Thing> + '_ {
        let later = self.changes.memory.things.get(&feature).into_iter().flatten().copied();
        let first = self.index().things.get(feature.position()).copied().flatten();
        first.into_iter().chain(later)
    }

    /// The feature of what lives at this place.
    #[must_use]
    pub fn feature_of(&self, thing: Thing) -> Option<FeatureId> {
        match thing {
            Thing::Region(id) => self.region(id).map(|region| region.feature),
            Thing::Cluster(id) => self.cluster(id).map(|cluster| cluster.feature),
            Thing::Member(id) => self.member(id).map(|member| member.feature),
            Thing::Link(id) => self.link(id).map(|link| link.feature),
            Thing::Context(position) => self.context.get(position).map(|context| context.feature),
        }
    }

    /// The id of what lives at this place.
    #[must_use]
    pub fn file_id_of(&self, thing: Thing) -> Option<&FileId> {
        match thing {
            Thing::Region(id) => self.region(id)?.id.as_ref(),
            Thing::Cluster(id) => self.cluster(id)?.id.as_ref(),
            Thing::Member(id) => self.member(id)?.id.as_ref(),
            Thing::Link(id) => self.link(id)?.id.as_ref(),
            Thing::Context(position) => self.context.get(position)?.id.as_ref(),
        }
    }

    /// Every feature that has or had an id of this text, in their order.
    pub(super) fn features_of_id(&self, text: &str) -> Vec<FeatureId> {
        let mut features = self.index().ids.get(text).cloned().unwrap_or_default();
        features.extend(self.changes.memory.ids.get(text).into_iter().flatten());
        features.sort_unstable();
        features.dedup();
        features
    }

    /// Whether a feature has or had an id of this text.
    pub(super) fn has_or_had_id(&self, feature: FeatureId, text: &str) -> bool {
        let given = self.changes.memory.ids.get(text);
        let is_in = |features: &Vec<FeatureId>| features.contains(&feature);
        self.index().ids.get(text).is_some_and(is_in) || given.is_some_and(is_in)
    }

    /// Whether an earlier feature that lives has an id of this text.
    pub(super) fn is_id_of_earlier(&self, feature: FeatureId, text: &str) -> bool {
        let earlier = self.features_of_id(text).into_iter().filter(|other| *other < feature);
        earlier
            .filter_map(|other| self.file_id_of(self.thing(other)?))
            .any(|id| id.as_str() == text)
    }

    /// Whether an id of this text stood in the opened file or was given since; ids are not given twice. One that was given
    /// and taken back by an undo is free again.
    pub(super) fn is_id_taken(&self, text: &str) -> bool {
        let given = self.changes.memory.ids.get(text).into_iter().flatten();
        self.index().ids.contains_key(text) || given.copied().any(|feature| self.changes.of(feature).is_some())
    }

    /// An id that was never given, of a kind such as "region".
    #[must_use]
    pub fn free_id(&self, kind: &str) -> FileId {
        let first = self.origin.features.len() + self.changes.memory.added_count + 1;
        let mut ids = (first..).map(|number| format!("{kind}-{number}"));
        FileId::Text(ids.find(|id| !self.is_id_taken(id)).unwrap_or_default())
    }

    /// What lives under this id among what `is_meant`: the first whose id is spelled so, else the first of the same text.
    pub(super) fn thing_by_id(&self, id: &FileId, is_meant: impl Fn(Thing) -> bool) -> Option<Thing> {
        let mut same_text = None;
        for feature in self.features_of_id(id.as_str()) {
            let Some(thing) = self.thing(feature).filter(|thing| is_meant(*thing)) else {
                continue;
            };
            match self.file_id_of(thing) {
                Some(found) if found == id => return Some(thing),
                Some(found) if found.as_str() == id.as_str() => same_text = same_text.or(Some(thing)),
                _ => {}
            }
        }
        same_text
    }

    /// What a reference to a feature of any kind means.
    #[must_use]
    pub fn thing_by_file_id(&self, id: &FileId) -> Option<Thing> {
        self.thing_by_id(id, |_| true)
    }

    /// The member that a reference in the file means.
    pub(super) fn referred_member(&self, id: &FileId) -> Option<MemberId> {
        match self.thing_by_id(id, |thing| matches!(thing, Thing::Member(_)))? {
            Thing::Member(member) => Some(member),
            _ => None,
        }
    }

    /// The cluster that a reference in the file means.
    pub(super) fn referred_cluster(&self, id: &FileId) -> Option<ClusterId> {
        match self.thing_by_id(id, |thing| matches!(thing, Thing::Cluster(_)))? {
            Thing::Cluster(cluster) => Some(cluster),
            _ => None,
        }
    }

    /// The region that a reference in the file means.
    pub(super) fn referred_region(&self, id: &FileId) -> Option<RegionId> {
        match self.thing_by_id(id, |thing| matches!(thing, Thing::Region(_)))? {
            Thing::Region(region) => Some(region),
            _ => None,
        }
    }

    /// The members of which a look into the index and at what edits changed says that they may be meant, and of which that holds.
    fn members_where(&self, opened: impl Iterator<Item = MemberId>, holds: impl Fn(&Member) -> bool) -> Vec<MemberId> {
        let mut members: Vec<MemberId> = opened
            .chain(self.changes.memory.altered.iter().copied())
            .filter(|id| self.member(*id).is_some_and(&holds))
            .collect();
        members.sort_unstable();
        members.dedup();
        members
    }

    /// The members that belong to a cluster, in their order. `O(members of it + members changed since opening)`.
    #[must_use]
    pub fn members_of_cluster(&self, cluster: ClusterId) -> Vec<MemberId> {
        let opened = self.index().belonging.get(&cluster).into_iter().flatten().copied();
        self.members_where(opened, |member| {
            member
                .memberships
                .iter()
                .any(|membership| membership.cluster == cluster)
        })
    }

    /// The members that lie in a region, in their order. `O(members in it + members changed since opening)`.
    #[must_use]
    pub fn members_of_region(&self, region: RegionId) -> Vec<MemberId> {
        let opened = self.index().inside.get(&region).into_iter().flatten().copied();
        self.members_where(opened, |member| member.region == Some(region))
    }

    /// The members whose places lie in a box, in their order. `O(log members + those in it + members changed since opening)`.
    #[must_use]
    pub fn members_within(&self, rect: Rect<f64>) -> Vec<MemberId> {
        let envelope = AABB::from_corners([rect.min().x, rect.min().y], [rect.max().x, rect.max().y]);
        let found = self.index().places.locate_in_envelope(&envelope);
        let opened: Vec<MemberId> = found.map(|place| place.data).collect();
        self.members_where(opened.into_iter(), |member| {
            let place = member.position;
            place.is_some_and(|place| rect.intersects(&Point::new(place.lon, place.lat)))
        })
    }

    /// The links that a member takes part in, in their order. `O(degree + links changed since opening)`.
    #[must_use]
    pub fn links_of(&self, member: MemberId) -> Vec<LinkId> {
        let opened = self.index().links.get(&member).into_iter().flatten();
        let mut links: Vec<LinkId> = opened
            .chain(&self.changes.memory.relinked)
            .copied()
            .filter(|id| self.link(*id).is_some_and(|link| link.members.contains(&member)))
            .collect();
        links.sort_unstable();
        links.dedup();
        links
    }
}
