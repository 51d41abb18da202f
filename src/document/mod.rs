//! What a region file means: regions with statistics, clusters, members, links and scenes.
//!
//! It does not read or write bytes (`format`), compute (`analysis`) or draw. The file's own bytes are kept with the
//! document so that whatever was not touched is saved as it was.

mod changes;
mod column;
pub mod edit;
mod entities;
mod filling;
mod finding;
mod header;
mod helix;
mod ids;
mod index;
mod meaning;
mod origin;
mod shape;
mod spans;
mod statistics;
mod table;

use std::sync::Arc;

pub use changes::{Changes, Record, ValuePath};
pub use column::Cell;
pub use entities::{Cluster, Context, Evidence, Link, LonLat, Member, Membership, PositionQuality, Region, lon_lat};
pub use filling::{Filling, RegionRows};
pub use finding::{Finding, Place, Repair, Severity};
pub use header::{Header, Scene, SceneLayer, Source, View};
pub use helix::Helix;
pub use ids::{ClusterId, FeatureId, FileId, IndustryId, LinkId, MeasureId, MemberId, RegionId};
pub use index::Thing;
pub use meaning::id_value;
pub use origin::{Form, Origin};
pub use statistics::{Industry, Measure, Observation, Series, Statistics};
pub(crate) use table::PIECE;
pub use table::{Living, Placed, Table};

/// A region file, read and understood.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// What the file says of itself.
    pub header: Arc<Header>,
    /// All numbers.
    pub statistics: Arc<Statistics>,
    /// Regions in the order of the file.
    pub regions: Table<Region>,
    /// Clusters in the order of the file.
    pub clusters: Table<Cluster>,
    /// Members in the order of the file.
    pub members: Table<Member>,
    /// Links in the order of the file.
    pub links: Table<Link>,
    /// Everything else in the order of the file.
    pub context: Table<Context>,
    /// The bytes that were read.
    pub origin: Origin,
    /// What was changed since; only edits write it.
    pub changes: Changes,
}

impl Document {
    /// The region with this handle.
    #[must_use]
    pub fn region(&self, id: RegionId) -> Option<&Region> {
        self.regions.get(id.position())
    }

    /// The member with this handle.
    #[must_use]
    pub fn member(&self, id: MemberId) -> Option<&Member> {
        self.members.get(id.position())
    }

    /// The cluster with this handle.
    #[must_use]
    pub fn cluster(&self, id: ClusterId) -> Option<&Cluster> {
        self.clusters.get(id.position())
    }

    /// The link with this handle.
    #[must_use]
    pub fn link(&self, id: LinkId) -> Option<&Link> {
        self.links.get(id.position())
    }

    /// The industry with this handle.
    #[must_use]
    pub fn industry(&self, id: IndustryId) -> Option<&Industry> {
        self.statistics.industries.get(id.position())
    }

    /// The measure with this handle.
    #[must_use]
    pub fn measure(&self, id: MeasureId) -> Option<&Measure> {
        self.statistics.measures.get(id.position())
    }

    /// The member with this id in the file.
    #[must_use]
    pub fn member_by_file_id(&self, id: &FileId) -> Option<MemberId> {
        let position = self.members.iter().position(|member| member.id.as_ref() == Some(id));
        position.map(MemberId::at)
    }

    /// The region with this id in the file.
    #[must_use]
    pub fn region_by_file_id(&self, id: &FileId) -> Option<RegionId> {
        let position = self.regions.iter().position(|region| region.id.as_ref() == Some(id));
        position.map(RegionId::at)
    }

    /// All properties of a feature as they are now, read anew from the file's bytes, in their order; empty where they
    /// cannot be read.
    #[must_use]
    pub fn properties(&self, feature: FeatureId) -> serde_json::Map<String, serde_json::Value> {
        match self.value(feature, &["properties".to_owned()]) {
            Some(serde_json::Value::Object(properties)) => properties,
            _ => serde_json::Map::new(),
        }
    }

    /// How many features there are, removed ones left out.
    #[must_use]
    pub fn living_features(&self) -> usize {
        let change = |(feature, record): (FeatureId, &Record)| {
            let is_new = feature.position() >= self.origin.features.len();
            isize::from(is_new) - isize::from(record.is_removed())
        };
        let change: isize = self.changes.features().map(change).sum();
        self.origin.features.len().saturating_add_signed(change)
    }

    /// The regions that take part in rankings and maps: those with a shape, or all where none has one; countries and
    /// other parents of listed regions without a shape are benchmarks only.
    pub fn ranked_regions(&self) -> impl Iterator<Item = RegionId> + '_ {
        let any_shape = self.regions.iter().any(|region| region.shape.is_some());
        self.regions
            .iter()
            .enumerate()
            .filter(move |(_, region)| !any_shape || region.shape.is_some())
            .map(|(position, _)| RegionId::at(position))
    }

    /// How many members have no place.
    #[must_use]
    pub fn unlocated_members(&self) -> usize {
        self.members.iter().filter(|member| member.position.is_none()).count()
    }
}
