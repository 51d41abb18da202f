//! The header of a region file: title, sources, benchmark name and scenes.
//!
//! Industries, measures, years and all numbers are the business of `statistics`.

use super::{FileId, IndustryId, MeasureId};

/// What the file says of itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Header {
    /// The format's number; `None` for plain GeoJSON.
    pub format: Option<u64>,
    /// The title.
    pub title: Option<String>,
    /// What it is, in words.
    pub summary: Option<String>,
    /// The language of its texts, BCP 47.
    pub language: Option<String>,
    /// Who made the data.
    pub sources: Vec<Source>,
    /// The presentation.
    pub scenes: Vec<Scene>,
}

/// Who made a part of the data, and on which terms.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Source {
    /// The name.
    pub name: String,
    /// Where it is found.
    pub url: Option<String>,
    /// The terms.
    pub license: Option<String>,
    /// When it was retrieved.
    pub retrieved: Option<String>,
}

/// Where the map stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    /// Degrees east of the middle.
    pub lon: f64,
    /// Degrees north of the middle.
    pub lat: f64,
    /// Zoom: 0 shows the world in 256 points, each step doubles.
    pub zoom: f64,
}

/// What a facilitator shows with one click.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scene {
    /// The id, unique among scenes.
    pub id: String,
    /// The claim.
    pub title: String,
    /// The number behind it.
    pub caption: Option<String>,
    /// What the speaker says.
    pub notes: Option<String>,
    /// Where the map stands.
    pub view: Option<View>,
    /// The year.
    pub year: Option<i32>,
    /// The measure.
    pub measure: Option<MeasureId>,
    /// The industry.
    pub industry: Option<IndustryId>,
    /// What is mapped: "lq", "value" …
    pub metric: Option<String>,
    /// The benchmark's word: "parent", or a region id.
    pub benchmark: Option<String>,
    /// Which layers are on: "basemap", "regions", "links", "members", "labels".
    pub layers: Vec<SceneLayer>,
    /// What is selected, by id in the file.
    pub selection: Vec<FileId>,
}

/// One layer of a scene.
#[derive(Clone, Debug, PartialEq)]
pub struct SceneLayer {
    /// Which.
    pub layer: String,
    /// Whether it is drawn.
    pub is_visible: bool,
}
