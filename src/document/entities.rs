//! The things a region file lists: regions, clusters, members and links, as they are meant.
//!
//! What the format does not know of a feature is not here; it stays in the file's own bytes (`Document::properties`).

use std::sync::Arc;

use geo::MultiPolygon;

use super::{ClusterId, FeatureId, FileId, Helix, IndustryId, MemberId, RegionId};

/// A point on the earth in WGS 84.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LonLat {
    /// Degrees east, −180 to 180.
    pub lon: f64,
    /// Degrees north, −90 to 90.
    pub lat: f64,
}

/// The point at this longitude and latitude in degrees.
#[must_use]
pub const fn lon_lat(lon: f64, lat: f64) -> LonLat {
    LonLat { lon, lat }
}

/// A region with its statistics in `Document::statistics`.
#[derive(Clone, Debug, PartialEq)]
pub struct Region {
    /// Where in the file.
    pub feature: FeatureId,
    /// The id in the file; `None` where it gives none.
    pub id: Option<FileId>,
    /// The name; the id, or empty, where the file gives none.
    pub name: String,
    /// A larger region in the same file.
    pub parent: Option<RegionId>,
    /// "county", "NUTS2", "country" …
    pub level: Option<String>,
    /// The outline; `None` where the file gives none or it is broken.
    pub shape: Option<Arc<MultiPolygon<f64>>>,
}

/// A cluster: a field, and the organization that coordinates it.
#[derive(Clone, Debug, PartialEq)]
pub struct Cluster {
    /// Where in the file.
    pub feature: FeatureId,
    /// The id in the file.
    pub id: Option<FileId>,
    /// The name.
    pub name: String,
    /// The field.
    pub industries: Vec<IndustryId>,
    /// The cluster organization.
    pub organization: Option<MemberId>,
    /// The year of its founding.
    pub founded: Option<i32>,
    /// What it is, in words.
    pub summary: Option<String>,
}

/// How good the coordinates of a member are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PositionQuality {
    /// The place itself; also where the file says nothing.
    #[default]
    Exact,
    /// The street.
    Street,
    /// Only the town.
    City,
    /// Only the region.
    Region,
}

impl PositionQuality {
    /// All qualities, the best first.
    pub const ALL: [Self; 4] = [Self::Exact, Self::Street, Self::City, Self::Region];

    /// The word of the file format.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Street => "street",
            Self::City => "city",
            Self::Region => "region",
        }
    }

    /// The message of the catalogue that says it in words.
    #[must_use]
    pub fn message_id(self) -> &'static str {
        match self {
            Self::Exact => "members-position-exact",
            Self::Street => "members-position-street",
            Self::City => "members-position-city",
            Self::Region => "members-position-region",
        }
    }
}

/// That a member belongs to a cluster.
#[derive(Clone, Debug, PartialEq)]
pub struct Membership {
    /// Which cluster.
    pub cluster: ClusterId,
    /// The first year.
    pub from: Option<i32>,
    /// The last year.
    pub to: Option<i32>,
    /// In which role.
    pub role: Option<String>,
}

/// A company, institution or body.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// Where in the file.
    pub feature: FeatureId,
    /// The id in the file.
    pub id: Option<FileId>,
    /// The name.
    pub name: String,
    /// The sphere it belongs to.
    pub helix: Helix,
    /// Where it is; `None` where it is not located or the coordinates are broken.
    pub position: Option<LonLat>,
    /// How good the coordinates are.
    pub position_quality: PositionQuality,
    /// The region: the file's own word, or the one it lies in.
    pub region: Option<RegionId>,
    /// Its clusters.
    pub memberships: Vec<Membership>,
    /// Its fields.
    pub industries: Vec<IndustryId>,
    /// Size in persons.
    pub employees: Option<f64>,
    /// The town, where the file names one (`town`, `city`, `municipality`).
    pub town: Option<String>,
    /// The field in words, where the file names one (`field`).
    pub field: Option<String>,
    /// When somebody last confirmed the entry, `YYYY-MM-DD`.
    pub verified: Option<String>,
}

/// A tie between two members or a joint activity of many.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// Where in the file.
    pub feature: FeatureId,
    /// The id in the file.
    pub id: Option<FileId>,
    /// The members, each once, at least two.
    pub members: Vec<MemberId>,
    /// Whether it runs from the first to the second member.
    pub is_directed: bool,
    /// "R&D project", "supply" …; empty where the file says nothing.
    pub kind: String,
    /// Above 0.
    pub weight: f64,
    /// The first year it ran.
    pub from: Option<i32>,
    /// The last year it ran.
    pub to: Option<i32>,
    /// The title.
    pub title: Option<String>,
    /// What shows that it exists.
    pub evidence: Vec<Evidence>,
}

/// What shows that a link exists.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// What it is.
    pub title: Option<String>,
    /// Where it is.
    pub url: Option<String>,
}

/// A feature that is drawn but not analyzed, or that is broken and only kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Context {
    /// Where in the file.
    pub feature: FeatureId,
    /// The id in the file.
    pub id: Option<FileId>,
}
