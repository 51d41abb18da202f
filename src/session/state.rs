//! What the user explores with: layers, filter, selection, year, industry and measure. It computes nothing.

use std::collections::BTreeSet;

use super::concentration::choices::ConcentrationChoices;
use crate::analysis::network::member_measure::MemberMeasure;
use crate::analysis::strength::Scheme;
use crate::document::{Helix, IndustryId, LinkId, MeasureId, MemberId, PositionQuality, RegionId};
use crate::figure::picture::LegendClass;

/// What a region is compared with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum BenchmarkChoice {
    /// Each region's parent: its own country.
    Parent,
    /// The benchmark of the header, or the sum of the regions where it has none.
    #[default]
    Header,
    /// The sum of the file's regions.
    Sum,
    /// One region of the file, such as a country.
    Region(RegionId),
}

/// Something that can be pointed at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// A member.
    Member(MemberId),
    /// A region.
    Region(RegionId),
}

/// One selection for map, lists and numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Selected members.
    pub members: BTreeSet<MemberId>,
    /// Selected regions.
    pub regions: BTreeSet<RegionId>,
    /// The link that was clicked in a list.
    pub link: Option<LinkId>,
    /// What was selected last: its card is shown.
    pub focus: Option<Target>,
}

/// Which layers are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct LayerSet(u16);

/// A layer of the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    /// Members.
    Members,
    /// Ties.
    Links,
    /// The choropleth.
    Regions,
    /// The map of the world.
    Basemap,
    /// Names.
    Labels,
    /// Marks round cut members and on bridges.
    Cuts,
    /// Hexagons or bands of density.
    Density,
    /// Outlines of what stands out.
    HotSpots,
    /// Outlines of members that lie together.
    Footprints,
    /// Mean centers and ellipses.
    Centers,
    /// Marks of what was changed since the file was opened; in the window only.
    Changes,
}

impl Layer {
    /// All layers in the order of the layer list.
    pub const ALL: [Self; 11] = [
        Self::Changes,
        Self::Members,
        Self::Density,
        Self::HotSpots,
        Self::Footprints,
        Self::Centers,
        Self::Links,
        Self::Cuts,
        Self::Regions,
        Self::Labels,
        Self::Basemap,
    ];

    /// Whether it is drawn before anybody asked for it.
    #[must_use]
    pub fn is_on_at_first(self) -> bool {
        matches!(
            self,
            Self::Members | Self::Links | Self::Regions | Self::Labels | Self::Basemap | Self::Changes
        )
    }

    /// The word of the file format's scenes.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Members => "members",
            Self::Links => "links",
            Self::Regions => "regions",
            Self::Basemap => "basemap",
            Self::Labels => "labels",
            Self::Cuts => "cuts",
            Self::Density => "density",
            Self::HotSpots => "hot-spots",
            Self::Footprints => "footprints",
            Self::Centers => "centers",
            Self::Changes => "changes",
        }
    }

    /// The layer that a scene's word names.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|layer| layer.word() == word)
    }
}

impl LayerSet {
    /// The layers that are drawn before anybody chose.
    #[must_use]
    pub fn at_first() -> Self {
        Layer::ALL
            .into_iter()
            .filter(|layer| layer.is_on_at_first())
            .fold(Self::default(), |set, layer| set.with(layer, true))
    }

    /// Whether the layer is on.
    #[must_use]
    pub fn contains(self, layer: Layer) -> bool {
        self.0 & (1 << layer as u8) != 0
    }

    /// The set with the layer on or off.
    #[must_use]
    pub fn with(self, layer: Layer, is_visible: bool) -> Self {
        if is_visible {
            Self(self.0 | (1 << layer as u8))
        } else {
            Self(self.0 & !(1 << layer as u8))
        }
    }
}

/// What the size of members on the map shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum SizeBy {
    /// How many persons they employ.
    #[default]
    Employees,
    /// A measure of their ties.
    Measure(MemberMeasure),
}

impl SizeBy {
    /// All choices, employees first.
    pub fn all() -> impl Iterator<Item = Self> {
        std::iter::once(Self::Employees).chain(MemberMeasure::ALL.into_iter().map(Self::Measure))
    }
}

/// What the color of members on the map shows; their shape always shows the sphere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum ColorBy {
    /// The sphere.
    #[default]
    Sphere,
    /// The community of members that work together.
    Community,
    /// The cluster that they belong to.
    Cluster,
}

impl ColorBy {
    /// All choices.
    pub const ALL: [Self; 3] = [Self::Sphere, Self::Community, Self::Cluster];
}

impl Exploration {
    /// Whether what is drawn needs the measures of the network.
    #[must_use]
    pub fn needs_measures(&self) -> bool {
        let is_sized = matches!(self.size_by, SizeBy::Measure(_));
        is_sized || self.color_by == ColorBy::Community || self.layers.contains(Layer::Cuts)
    }
}

/// A size class of members by employees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SizeClass {
    /// Below 10.
    Micro,
    /// 10 to 49.
    Small,
    /// 50 to 249.
    Medium,
    /// 250 and more.
    Large,
    /// Not stated.
    NotStated,
}

impl SizeClass {
    /// All classes in order.
    pub const ALL: [Self; 5] = [Self::Micro, Self::Small, Self::Medium, Self::Large, Self::NotStated];

    /// The class of so many persons.
    #[must_use]
    pub fn of(employees: Option<f64>) -> Self {
        match employees {
            None => Self::NotStated,
            Some(persons) if persons < 10.0 => Self::Micro,
            Some(persons) if persons < 50.0 => Self::Small,
            Some(persons) if persons < 250.0 => Self::Medium,
            Some(_) => Self::Large,
        }
    }
}

/// One value of one facet. Values that are switched off are kept in `Filter::hidden`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FacetValue {
    /// A sphere.
    Helix(Helix),
    /// A cluster by position, `None`: in no cluster.
    Cluster(Option<crate::document::ClusterId>),
    /// An industry, `None`: not stated.
    Industry(Option<IndustryId>),
    /// A field in words, `None`: not stated.
    Field(Option<String>),
    /// A size class.
    Size(SizeClass),
    /// A region, `None`: outside all.
    Region(Option<RegionId>),
    /// A quality of position.
    Position(PositionQuality),
}

/// Which kind of facet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Facet {
    /// Spheres.
    Helix,
    /// Clusters.
    Cluster,
    /// Industries.
    Industry,
    /// Fields in words.
    Field,
    /// Size classes.
    Size,
    /// Regions.
    Region,
    /// Qualities of position.
    Position,
}

impl Facet {
    /// All facets in the order of the filter.
    pub const ALL: [Self; 7] = [
        Self::Helix,
        Self::Cluster,
        Self::Field,
        Self::Industry,
        Self::Region,
        Self::Size,
        Self::Position,
    ];
}

/// One filter for map, lists and numbers: everything passes that is not hidden and holds the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Facet values that are switched off.
    pub hidden: BTreeSet<FacetValue>,
    /// Words that name, town or field must hold.
    pub text: String,
    /// Whether only selected members pass.
    pub only_selected: bool,
}

impl Filter {
    /// Whether nothing is filtered.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.hidden.is_empty() && self.text.is_empty() && !self.only_selected
    }
}

/// What is mapped of the regions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Metric {
    /// The location quotient.
    #[default]
    LocationQuotient,
}

/// Everything that decides what is seen.
#[derive(Clone, Debug, PartialEq)]
pub struct Exploration {
    /// The position of the year in the file's years.
    pub year_position: usize,
    /// The measure.
    pub measure: Option<MeasureId>,
    /// The industry in focus; of several that are taken together the first.
    pub industry: Option<IndustryId>,
    /// The industries that are taken together as the field in focus; empty where it is one industry.
    pub basket: Vec<IndustryId>,
    /// By which rule regions count as strong.
    pub scheme: Scheme,
    /// What is mapped.
    pub metric: Metric,
    /// What regions are compared with.
    pub benchmark: BenchmarkChoice,
    /// Which layers are drawn.
    pub layers: LayerSet,
    /// What the size of members shows.
    pub size_by: SizeBy,
    /// What the color of members shows.
    pub color_by: ColorBy,
    /// The filter.
    pub filter: Filter,
    /// The selection.
    pub selection: Selection,
    /// What the pointer is on, in any panel.
    pub hover: Option<Target>,
    /// The link of the list that is pointed at.
    pub hover_link: Option<LinkId>,
    /// The swatch of the legend that the pointer is on: its marks are lit on the map.
    pub hover_class: Option<LegendClass>,
    /// Show ties within so many steps of the selected members: 1 to 3.
    pub ego_steps: usize,
    /// Whether tiles from the internet are drawn over the built-in map of the world.
    pub uses_online_tiles: bool,
    /// Only this kind of tie; `None` all.
    pub link_kind: Option<String>,
    /// Only ties that ran in the year of the slider.
    pub links_of_year: bool,
    /// What is chosen of concentration.
    pub concentration: ConcentrationChoices,
}

impl Exploration {
    /// The industries of the field in focus: one, or a basket.
    #[must_use]
    pub fn field(&self) -> Vec<IndustryId> {
        if self.basket.is_empty() {
            self.industry.into_iter().collect()
        } else {
            self.basket.clone()
        }
    }
}

impl Default for Exploration {
    fn default() -> Self {
        Self {
            year_position: 0,
            measure: None,
            industry: None,
            basket: Vec::new(),
            scheme: Scheme::default(),
            metric: Metric::default(),
            benchmark: BenchmarkChoice::default(),
            layers: LayerSet::at_first(),
            size_by: SizeBy::default(),
            color_by: ColorBy::default(),
            filter: Filter::default(),
            selection: Selection::default(),
            hover: None,
            hover_link: None,
            hover_class: None,
            ego_steps: 1,
            uses_online_tiles: false,
            link_kind: None,
            links_of_year: false,
            concentration: ConcentrationChoices::default(),
        }
    }
}
