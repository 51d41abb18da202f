//! What a picture of a region consists of: marks in longitude and latitude with their class, labels, legend and sources.
//!
//! It holds no pixels and no view: the window and the exports draw the same figure at their own size. Building it from
//! a document is the business of `build`.

use std::sync::Arc;

use geo::MultiPolygon;

use super::color::Color;
use super::credit::Credit;
use super::mercator::{Mercator, MercatorBounds};
use super::palette::FigureTheme;
use super::scale::ClassScale;
use super::surface::{ConcentrationMarks, LineLook};
use super::symbol::SymbolShape;
use crate::document::{Helix, MemberId, RegionId};

/// Everything that is drawn, in drawing order within each list.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// How it is lit.
    pub theme: FigureTheme,
    /// The title of the plate; empty where there is none.
    pub title: String,
    /// A line below the title; empty where there is none.
    pub subtitle: String,
    /// Whether the map of the world is drawn below the data.
    pub shows_basemap: bool,
    /// The regions' classes; `None` where regions are outlined only.
    pub choropleth: Option<ChoroplethScale>,
    /// Regions with a shape, in the order of the file.
    pub regions: Vec<RegionMark>,
    /// Hexagons, density, hot spots, footprints and centers.
    pub concentration: ConcentrationMarks,
    /// Curves, light to heavy.
    pub links: Vec<LinkMark>,
    /// Symbols, dimmed first, selected last.
    pub members: Vec<MemberMark>,
    /// Names of the data, most important first.
    pub labels: Vec<DataLabel>,
    /// What every symbol, class and line means: exactly those that are drawn.
    pub legend: Vec<LegendBlock>,
    /// Who made the data, in the order of the file, the basemap last.
    pub attribution: Vec<Credit>,
    /// The rectangle round all that is drawn of the data, the basemap not counted.
    pub data_bounds: Option<MercatorBounds>,
}

/// How regions are classed, and how solid their colors lie over land.
#[derive(Clone, Debug, PartialEq)]
pub struct ChoroplethScale {
    /// The classes.
    pub classes: ClassScale,
    /// The share of the color over land, 0 to 1.
    pub opacity: f32,
}

/// What is known of a region in the choropleth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum RegionFill {
    /// No choropleth, or the region takes no part in it.
    None,
    /// The class of its value, 0 the lowest.
    Class(usize),
    /// Its value is not published: land with the hatch.
    NotPublished,
}

/// How a mark stands out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Emphasis {
    /// Stands back while others are in focus.
    Dimmed,
    /// As it is.
    #[default]
    Normal,
    /// Selected.
    Selected,
}

/// A region's area.
#[derive(Clone, Debug, PartialEq)]
pub struct RegionMark {
    /// Which region.
    pub region: RegionId,
    /// Its shape in longitude and latitude.
    pub shape: Arc<MultiPolygon<f64>>,
    /// How it is filled.
    pub fill: RegionFill,
    /// Dimmed is not used for regions.
    pub emphasis: Emphasis,
}

/// What the color of a member says; its shape always tells the sphere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum MemberColor {
    /// Its sphere.
    #[default]
    Sphere,
    /// Its group, by the place of the group's color in the palette.
    Group(u8),
    /// That it is in none of the groups that have a color.
    Rest,
}

/// What a member counts for in a crowd, and which swatch of the legend lights it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Share {
    /// Its sphere.
    Sphere(Helix),
    /// Its group.
    Group(u8),
    /// None of the groups.
    Rest,
}

/// A member's symbol.
#[derive(Clone, Debug, PartialEq)]
pub struct MemberMark {
    /// Which member.
    pub member: MemberId,
    /// Where.
    pub position: Mercator,
    /// The sphere, which gives the shape.
    pub helix: Helix,
    /// What gives the color.
    pub color: MemberColor,
    /// Whether it is marked as one without whom its part of the network falls apart.
    pub is_cut: bool,
    /// The radius of the circle of equal area in points, before the theme's factor.
    pub radius_pt: f32,
    /// How it stands out.
    pub emphasis: Emphasis,
}

impl MemberMark {
    /// What the member counts for in a crowd.
    #[must_use]
    pub fn share(&self) -> Share {
        match self.color {
            MemberColor::Sphere => Share::Sphere(self.helix),
            MemberColor::Group(group) => Share::Group(group),
            MemberColor::Rest => Share::Rest,
        }
    }
}

/// A curve between two members.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkMark {
    /// The two members; the first gives where the link is directed.
    pub members: [MemberId; 2],
    /// Where they are.
    pub ends: [Mercator; 2],
    /// The summed weight of all ties between the two that are shown.
    pub weight: f64,
    /// The weight class, 0 lightest to 3.
    pub class: usize,
    /// Whether it runs from the first to the second.
    pub is_directed: bool,
    /// Whether it is marked as one without which its part of the network falls apart.
    pub is_bridge: bool,
}

/// What a label of the data names, which decides how it is written and where it may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LabelKind {
    /// A region: in its middle, led to by a line where the region is too small.
    Region,
    /// A member: beside its symbol.
    Member,
    /// A selected member or region: larger.
    Selected,
}

/// A name, and perhaps a value, that belongs to a mark.
#[derive(Clone, Debug, PartialEq)]
pub struct DataLabel {
    /// What it names.
    pub kind: LabelKind,
    /// The name.
    pub text: String,
    /// A second line, such as the value; empty where there is none.
    pub value: String,
    /// Which member it names; it is not written while that member stands in a crowd. `None` for regions.
    pub member: Option<MemberId>,
    /// The point that is named.
    pub at: Mercator,
    /// The ground that a region covers; nothing for members.
    pub bounds: Option<MercatorBounds>,
    /// How far the symbol reaches from the point, in points, before the theme's factor.
    pub clearance_pt: f32,
}

/// One layer's part of the legend.
#[derive(Clone, Debug, PartialEq)]
pub struct LegendBlock {
    /// Which layer.
    pub layer: LegendLayer,
    /// What the layer shows.
    pub title: String,
    /// The state: industry and year, a count, whose links; may be empty.
    pub detail: String,
    /// The symbols, classes or lines.
    pub rows: LegendRows,
    /// Sizes of symbols, smallest first; empty where size says nothing.
    pub sizes: Vec<LegendSize>,
    /// What the sizes stand for; empty without sizes.
    pub sizes_title: String,
    /// Sentences below, such as what 1 means.
    pub notes: Vec<String>,
}

/// The layer that a block of the legend belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LegendLayer {
    /// Symbols of members.
    Members,
    /// Curves between members.
    Links,
    /// Members and ties that hold the network together.
    Cuts,
    /// The choropleth.
    Choropleth,
    /// Hexagons or density.
    Surface,
    /// Outlines of what stands out.
    HotSpots,
    /// Outlines of members that lie together.
    Footprints,
    /// Mean centers with their ellipses.
    Centers,
}

/// What one swatch of the legend stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LegendClass {
    /// The members of a sphere, by their shape.
    Symbol(SymbolShape),
    /// The members of a group; of none where there is no number.
    Group(Option<u8>),
    /// The ties of a weight class, 0 the lightest.
    Line(usize),
    /// The regions of a class of values, 0 the lowest.
    Ramp(usize),
    /// The regions whose value is not published.
    Hatched,
    /// The ground of a class of the density or the hexagons, 0 the lowest.
    Surface(usize),
}

/// The body of a block of the legend.
#[derive(Clone, Debug, PartialEq)]
pub enum LegendRows {
    /// Symbols with their words.
    Symbols(Vec<LegendSymbol>),
    /// A ramp of classes with the breaks between them, and the hatch where something is hatched.
    Ramp {
        /// The color of each class as it looks over land, lowest first.
        swatches: Vec<Color>,
        /// The words at the breaks, one fewer than the swatches.
        breaks: Vec<String>,
        /// The words beside the hatch swatch; `None` where nothing is hatched.
        hatched: Option<String>,
    },
    /// A ramp of classes with the words of each under it.
    Classes {
        /// The color of each class as it looks over land, lowest first.
        swatches: Vec<Color>,
        /// The words of each.
        labels: Vec<String>,
    },
    /// Outlines with their words.
    Outlines(Vec<LegendOutline>),
    /// Lines with their words.
    Lines(Vec<LegendLine>),
    /// Groups of members by color.
    Groups(Vec<LegendGroup>),
    /// What marks members and ties beyond their class.
    Marks(Vec<LegendMark>),
}

/// A group of members in the legend.
#[derive(Clone, Debug, PartialEq)]
pub struct LegendGroup {
    /// Which swatch it is.
    pub class: LegendClass,
    /// Inside.
    pub fill: Color,
    /// Round it.
    pub edge: Color,
    /// What it is called.
    pub label: String,
    /// How many of its members are drawn.
    pub count: usize,
}

/// What a mark stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// A ring round a member without whom its part of the network falls apart.
    CutMember,
    /// A hollow line for a tie without which its part of the network falls apart.
    Bridge,
}

/// A mark in the legend.
#[derive(Clone, Debug, PartialEq)]
pub struct LegendMark {
    /// What it stands for.
    pub kind: MarkKind,
    /// In words.
    pub label: String,
    /// How many are drawn.
    pub count: usize,
}

/// A symbol in the legend.
#[derive(Clone, Debug, PartialEq)]
pub struct LegendSymbol {
    /// Its shape.
    pub shape: SymbolShape,
    /// Inside.
    pub fill: Color,
    /// Round it.
    pub edge: Color,
    /// Radius of the circle of equal area, in points.
    pub radius_pt: f32,
    /// What it stands for.
    pub label: String,
    /// How many are drawn; `None` where that says nothing.
    pub count: Option<usize>,
}

/// A size of the symbols in the legend.
#[derive(Clone, Debug, PartialEq)]
pub struct LegendSize {
    /// Radius of the circle in points, before the theme's factor.
    pub radius_pt: f32,
    /// The number that it stands for.
    pub label: String,
}

/// An outline in the legend.
#[derive(Clone, Debug, PartialEq)]
pub struct LegendOutline {
    /// How it is drawn.
    pub look: LineLook,
    /// Whether it goes round an area.
    pub is_closed: bool,
    /// The tint of the ground inside.
    pub tint: Option<Color>,
    /// What it stands for.
    pub label: String,
}

/// A line in the legend.
#[derive(Clone, Debug, PartialEq)]
pub struct LegendLine {
    /// Its weight class, 0 the lightest.
    pub class: usize,
    /// Its width in points, with the theme's factor.
    pub width_pt: f32,
    /// Its color with its opacity.
    pub color: Color,
    /// What it stands for.
    pub label: String,
}
