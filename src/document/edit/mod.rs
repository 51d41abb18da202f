//! Edits: everything that can be changed in a document, each with its inverse. `Document::apply` is the only way in which
//! a document changes.
//!
//! An edit changes what the file will hold (`changes`) and what it means in one step, and costs what it touches, not what
//! the file holds. Undo stacks are the business of `session`, bytes that of `format`.

mod clusters;
mod error;
mod header;
pub mod json;

mod links;
mod members;
pub(crate) mod name;
mod new;
mod properties;
mod regions;
mod repairs;
mod steps;
mod transaction;
mod values;

use std::collections::BTreeSet;

use serde_json::Value;

pub use error::{EditError, EditProblem};
pub use new::{NewFeature, NewIndustry, NewLink, NewMember, RegionValue};

use super::{
    ClusterId, Document, FeatureId, FileId, IndustryId, LinkId, LonLat, MeasureId, MemberId, Observation, RegionId,
    Series, ValuePath,
};
use steps::Step;
use transaction::Transaction;

/// One change that a user makes. What is edited is named by its handle; `json` reads edits that name it by its id.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Gives a member, link, cluster or region another name (a link: another title).
    Rename {
        /// Which.
        feature: FeatureId,
        /// The name, not empty.
        name: String,
    },
    /// Puts a member on another place.
    MoveMember {
        /// Which.
        member: MemberId,
        /// The place.
        lon_lat: LonLat,
    },
    /// Takes the place of a member away; it is then listed as not located.
    UnplaceMember {
        /// Which.
        member: MemberId,
    },
    /// Sets a property, or a value inside one.
    SetProperty {
        /// Of which feature.
        feature: FeatureId,
        /// The property's name and the way inside it.
        path: ValuePath,
        /// The value.
        value: Value,
    },
    /// Takes a property away, or a value inside one.
    RemoveProperty {
        /// Of which feature.
        feature: FeatureId,
        /// The property's name and the way inside it.
        path: ValuePath,
    },
    /// Sets a property of many features to the same value, or takes it away.
    SetPropertyOfMany {
        /// Of which features.
        features: Vec<FeatureId>,
        /// The property's name and the way inside it.
        path: ValuePath,
        /// The value; `None` takes it away.
        value: Option<Value>,
    },
    /// Adds a member at the end of the file.
    AddMember(NewMember),
    /// Removes members; they leave their links, and links with fewer than two members left go with them.
    RemoveMembers(Vec<MemberId>),
    /// Makes several entries of one member into one: links and memberships of the others go over to the one that is kept.
    MergeMembers {
        /// The member that is kept.
        keep: MemberId,
        /// The entries that go.
        absorbed: Vec<MemberId>,
        /// Properties of the kept member that are set to what was chosen.
        properties: serde_json::Map<String, Value>,
    },
    /// Adds a link at the end of the file.
    AddLink(NewLink),
    /// Removes links.
    RemoveLinks(Vec<LinkId>),
    /// Sets who takes part in a link.
    SetLinkMembers {
        /// Which.
        link: LinkId,
        /// Who, at least two.
        members: Vec<MemberId>,
    },
    /// Makes a member belong to a cluster, or changes since when, until when and as what it does.
    SetMembership {
        /// Which member.
        member: MemberId,
        /// Which cluster.
        cluster: ClusterId,
        /// The first year.
        from: Option<i32>,
        /// The last year.
        to: Option<i32>,
        /// In which role.
        role: Option<String>,
    },
    /// Makes a member leave a cluster.
    RemoveMembership {
        /// Which member.
        member: MemberId,
        /// Which cluster.
        cluster: ClusterId,
    },
    /// Adds a cluster, or an own basket of industries, at the end of the file.
    AddCluster(NewFeature),
    /// Removes a cluster; its members stay and leave it.
    RemoveCluster(ClusterId),
    /// Sets the industries of a member or the field of a cluster.
    SetIndustries {
        /// Of which feature.
        feature: FeatureId,
        /// Which, in this order.
        industries: Vec<IndustryId>,
    },
    /// Adds a region with this outline at the end of the file.
    AddRegion {
        /// Its id, name and properties.
        region: NewFeature,
        /// A Polygon or `MultiPolygon`, or null.
        geometry: Value,
    },
    /// Removes a region with its numbers.
    RemoveRegion(RegionId),
    /// Sets one number of a region.
    SetRegionValue {
        /// Which region.
        region: RegionId,
        /// Which measure.
        measure: MeasureId,
        /// Which series.
        series: Series,
        /// The year; `None` where the file's numbers are undated.
        year: Option<i32>,
        /// The number; `None`: not published.
        value: Option<f64>,
    },
    /// Sets many numbers of a region at once, as a table that was pasted.
    SetRegionValues {
        /// Which region.
        region: RegionId,
        /// The numbers; of two for one cell the later one counts.
        values: Vec<RegionValue>,
    },
    /// Sets a text, list or object of the header, or takes it away.
    SetHeader {
        /// The member of `cluster_atlas` and the way inside it.
        path: ValuePath,
        /// The value; `None` takes it away.
        value: Option<Value>,
    },
    /// Adds an industry to the header.
    AddIndustry(NewIndustry),
    /// Gives an industry another name.
    RenameIndustry {
        /// Which.
        industry: IndustryId,
        /// The name, not empty.
        name: String,
    },
    /// Exchanges longitude and latitude of every position of a feature.
    SwapCoordinates(FeatureId),
    /// Closes every open ring of a feature's outline.
    CloseRings(FeatureId),
    /// Turns every ring of a feature's outline the way RFC 7946 asks for.
    RewindRings(FeatureId),
    /// Replaces the geometry of a feature, as by one in other coordinates.
    SetGeometry {
        /// Of which feature.
        feature: FeatureId,
        /// The geometry, or null.
        geometry: Value,
    },
    /// Gives a feature an id: one that has none, or whose id an earlier feature has.
    SetId {
        /// Which feature.
        feature: FeatureId,
        /// The id; `None` makes a new one.
        id: Option<FileId>,
    },
    /// Makes a feature say that it is one, where its `type` is missing or wrong.
    SetType(FeatureId),
    /// Makes the legacy member `crs` of the file name longitude and latitude, once its coordinates are that.
    NameWgs84,
    /// Several edits as one: all of them or none.
    Together {
        /// What they are called together, as a message of the catalogue; `None` where they are called by their kind.
        name: Option<&'static str>,
        /// The edits in order.
        edits: Vec<Edit>,
    },
    /// Puts back what an edit changed; only `Document::apply` makes it.
    Restore(Restoration),
}

/// Everything that puts a document back to where it was; the inverse of an edit.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Restoration(Vec<Step>);

/// Which parts of a document an edit touched.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "One mark for each part that values are derived from."
)]
pub struct Touched {
    /// Members: added, removed or changed.
    pub members: bool,
    /// Links: added, removed or changed.
    pub links: bool,
    /// Clusters: added, removed or changed.
    pub clusters: bool,
    /// Regions: added, removed or changed.
    pub regions: bool,
    /// Outlines of regions.
    pub shapes: bool,
    /// Numbers, industries or measures.
    pub statistics: bool,
    /// Texts, sources or scenes of the header.
    pub header: bool,
    /// The features whose values changed.
    pub features: BTreeSet<FeatureId>,
}

impl Restoration {
    /// Whether putting this back overwrites everything that `later` would put back.
    fn covers(&self, later: &Self) -> bool {
        let keys: BTreeSet<_> = self.0.iter().flat_map(Step::places).collect();
        later.0.iter().flat_map(Step::places).all(|place| keys.contains(&place))
    }
}

impl Edit {
    /// Whether undoing this alone also undoes `later`, an inverse of an edit that came after it.
    #[must_use]
    pub fn covers(&self, later: &Self) -> bool {
        match (self, later) {
            (Self::Restore(first), Self::Restore(later)) => first.covers(later),
            _ => false,
        }
    }
}

impl Touched {
    /// Adds what another edit touched.
    pub fn add(&mut self, other: Self) {
        self.members |= other.members;
        self.links |= other.links;
        self.clusters |= other.clusters;
        self.regions |= other.regions;
        self.shapes |= other.shapes;
        self.statistics |= other.statistics;
        self.header |= other.header;
        self.features.extend(other.features);
    }
}

/// An edit that was carried out.
#[derive(Clone, Debug, PartialEq)]
pub struct Applied {
    /// The edit that undoes it exactly.
    pub inverse: Edit,
    /// What it touched.
    pub touched: Touched,
}

impl Document {
    /// Carries out an edit: what the file will hold and what it means change in one step.
    ///
    /// # Errors
    /// When the edit makes no sense for this document; it is then as it was.
    pub fn apply(&mut self, edit: Edit) -> Result<Applied, EditError> {
        if self.header.format.is_some_and(|format| format > 1) {
            return Err(EditError::new(EditProblem::ReadOnly, ""));
        }
        self.index();
        let mut transaction = Transaction::new(self);
        match transaction.carry_out(edit) {
            Ok(()) => {
                let (restoration, touched) = transaction.finish();
                Ok(Applied {
                    inverse: Edit::Restore(restoration),
                    touched,
                })
            }
            Err(error) => {
                transaction.roll_back();
                Err(error)
            }
        }
    }
}

impl Transaction<'_> {
    fn carry_out(&mut self, edit: Edit) -> Result<(), EditError> {
        match edit {
            Edit::Rename { feature, name } => self.rename(feature, &name),
            Edit::MoveMember { member, lon_lat } => self.move_member(member, lon_lat),
            Edit::UnplaceMember { member } => self.unplace_member(member),
            Edit::SetProperty { feature, path, value } => self.set_property(feature, &path, Some(value)),
            Edit::RemoveProperty { feature, path } => self.set_property(feature, &path, None),
            Edit::SetPropertyOfMany { features, path, value } => features
                .into_iter()
                .try_for_each(|feature| self.set_property(feature, &path, value.clone())),
            Edit::AddMember(member) => self.add_member(member),
            Edit::RemoveMembers(members) => members.into_iter().try_for_each(|member| self.remove_member(member)),
            Edit::MergeMembers {
                keep,
                absorbed,
                properties,
            } => self.merge_members(keep, &absorbed, properties),
            Edit::AddLink(link) => self.add_link(link),
            Edit::RemoveLinks(links) => links.into_iter().try_for_each(|link| self.remove_link(link)),
            Edit::SetLinkMembers { link, members } => self.set_link_members(link, &members),
            Edit::SetMembership {
                member,
                cluster,
                from,
                to,
                role,
            } => self.set_membership(member, cluster, (from, to), role),
            Edit::RemoveMembership { member, cluster } => self.remove_membership(member, cluster),
            Edit::AddCluster(cluster) => self.add_cluster(cluster),
            Edit::RemoveCluster(cluster) => self.remove_cluster(cluster),
            Edit::SetIndustries { feature, industries } => self.set_industries(feature, &industries),
            Edit::AddRegion { region, geometry } => self.add_region(region, &geometry),
            Edit::RemoveRegion(region) => self.remove_region(region),
            Edit::SetRegionValue {
                region,
                measure,
                series,
                year,
                value,
            } => {
                let value = value.map_or(Observation::NotPublished, Observation::Value);
                let one = RegionValue {
                    measure,
                    series,
                    year,
                    value,
                };
                self.set_region_values(region, &[one])
            }
            Edit::SetRegionValues { region, values } => self.set_region_values(region, &values),
            Edit::SetHeader { path, value } => self.set_header(&path, value),
            Edit::AddIndustry(industry) => self.add_industry(industry),
            Edit::RenameIndustry { industry, name } => self.rename_industry(industry, &name),
            Edit::SwapCoordinates(feature) => self.swap_coordinates(feature),
            Edit::CloseRings(feature) => self.close_rings(feature),
            Edit::RewindRings(feature) => self.rewind_rings(feature),
            Edit::SetGeometry { feature, geometry } => self.set_geometry(feature, geometry),
            Edit::SetId { feature, id } => self.set_id(feature, id),
            Edit::SetType(feature) => self.set_type(feature),
            Edit::NameWgs84 => self.name_wgs84(),
            Edit::Together { edits, .. } => edits.into_iter().try_for_each(|edit| self.carry_out(edit)),
            Edit::Restore(restoration) => {
                self.restore(restoration);
                Ok(())
            }
        }
    }
}
