//! What a user adds: members, links, clusters, regions and industries before they stand in a file. They check nothing.

use serde_json::{Map, Value};

use crate::document::{FileId, LonLat, MemberId};

/// A member to add.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NewMember {
    /// The id; `None` makes a new one.
    pub id: Option<FileId>,
    /// The name, not empty.
    pub name: String,
    /// Where it is; `None`: not located.
    pub lon_lat: Option<LonLat>,
    /// Everything else: `helix`, `clusters`, `employees` …
    pub properties: Map<String, Value>,
}

/// A link to add.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NewLink {
    /// The id; `None` makes a new one.
    pub id: Option<FileId>,
    /// Who takes part, at least two.
    pub members: Vec<MemberId>,
    /// Everything else: `type`, `title`, `from`, `to`, `weight`, `evidence` …
    pub properties: Map<String, Value>,
}

/// A cluster or region to add.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NewFeature {
    /// The id; `None` makes a new one.
    pub id: Option<FileId>,
    /// The name, not empty.
    pub name: String,
    /// Everything else: `industries`, `organization`, `level`, `parent` …
    pub properties: Map<String, Value>,
}

/// An industry to add.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NewIndustry {
    /// The code, not given yet.
    pub code: String,
    /// The name, not empty.
    pub name: String,
    /// The code of the industry that holds it.
    pub parent: Option<String>,
    /// Whether it sells beyond its region.
    pub is_traded: Option<bool>,
}
