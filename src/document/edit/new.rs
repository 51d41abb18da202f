//! What a user adds: members, links, clusters, regions, industries and numbers before they stand in a file. They check nothing.

use serde_json::{Map, Value};

use crate::document::{FileId, LonLat, MeasureId, MemberId, Observation, Series};

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

/// One number of a region's tables.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RegionValue {
    /// Which measure.
    pub measure: MeasureId,
    /// Which series.
    pub series: Series,
    /// The year; `None` where the file's numbers are undated.
    pub year: Option<i32>,
    /// What is known. A series has a number or `null` for every year, so that missing is as not published while another year
    /// of it has an entry; a series that is missing in all years is taken out of the file.
    pub value: Observation,
}
