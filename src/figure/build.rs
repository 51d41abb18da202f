//! Puts a figure together from its parts: classes the regions, orders the marks, picks the names, writes the legend.
//!
//! The parts hold numbers that were worked out elsewhere; nothing is computed here but what a picture needs. Reading
//! the parts from a document is the business of `parts`.

use std::sync::Arc;

use geo::MultiPolygon;

use super::anchor::Anchors;
use super::basemap::ATTRIBUTION;
use super::credit::{self, Credit};
use super::legend::{self, ChoroplethWords};
use super::mercator::{Mercator, MercatorBounds};
use super::palette::FigureTheme;
use super::picture::{
    ChoroplethScale, DataLabel, Emphasis, Figure, LabelKind, LinkMark, MemberColor, MemberMark, RegionFill, RegionMark,
};
use super::scale::{ClassScale, link_class};
use super::sizes::SizeScale;
use super::surface::{ConcentrationMarks, ConcentrationPart};
use crate::document::{Helix, MemberId, RegionId};

/// So many members are named while nothing is selected.
const NAMED_MEMBERS: usize = 6;
/// So many members are named while some are in focus.
const NAMED_IN_FOCUS: usize = 12;
/// With more regions than this none is named but the selected ones: the names are for reading, not for texture.
pub const MOST_NAMED_REGIONS: usize = 400;

/// Up to so many regions are named whether they have a number or not.
const FEW_REGIONS: usize = 24;

/// What a region's value is.
#[derive(Clone, Debug, PartialEq)]
pub enum RegionValue {
    /// The region takes no part in the choropleth.
    Absent,
    /// A number.
    Known(f64),
    /// It exists and is not published.
    NotPublished,
}

/// A region that may be drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct RegionPart {
    /// Which region.
    pub region: RegionId,
    /// Its name.
    pub name: String,
    /// Its shape in longitude and latitude.
    pub shape: Arc<MultiPolygon<f64>>,
    /// Its value in the choropleth.
    pub value: RegionValue,
    /// The value in words, such as "2.15" or "at most 1.95"; empty where there is none.
    pub value_words: String,
    /// Whether it is selected.
    pub is_selected: bool,
}

/// A member that is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct MemberPart {
    /// Which member.
    pub member: MemberId,
    /// Its name.
    pub name: Arc<str>,
    /// Where it is.
    pub position: Mercator,
    /// Its sphere.
    pub helix: Helix,
    /// The number that its size shows: how many persons it employs, or a measure of its ties; `None` where it has none.
    pub size: Option<f64>,
    /// What its color says.
    pub color: MemberColor,
    /// Whether it is marked as one without whom its part of the network falls apart.
    pub is_cut: bool,
    /// How it stands out.
    pub emphasis: Emphasis,
    /// How much it matters for being named; the strength of its ties.
    pub importance: f64,
}

/// A tie between two members that is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkPart {
    /// The two members; the first gives where the tie is directed.
    pub members: [MemberId; 2],
    /// Where they are.
    pub ends: [Mercator; 2],
    /// The summed weight of what joins them.
    pub weight: f64,
    /// Whether it runs from the first to the second.
    pub is_directed: bool,
    /// Whether it is marked as one without which its part of the network falls apart.
    pub is_bridge: bool,
}

/// The groups that members are colored by.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GroupsPart {
    /// What they are: communities, clusters.
    pub title: String,
    /// How many there are, and how good they are.
    pub detail: String,
    /// The name of each color, in the order of the legend.
    pub names: Vec<(MemberColor, String)>,
    /// Method, seed and reservations.
    pub notes: Vec<String>,
}

/// The choropleth's classes and words.
#[derive(Clone, Debug, PartialEq)]
pub struct ChoroplethPart {
    /// The classes.
    pub classes: ClassScale,
    /// What the legend says.
    pub words: ChoroplethWords,
}

/// Which names are written on the map.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Names {
    /// Of members while members are drawn, otherwise of regions.
    #[default]
    OfWhatIsDrawn,
    /// Of what is selected only.
    OfSelection,
}

/// Everything a figure is made of, numbers already worked out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FigureParts {
    /// How it is lit.
    pub theme: FigureTheme,
    /// The title of the plate; may be empty.
    pub title: String,
    /// A line below the title; may be empty.
    pub subtitle: String,
    /// Whether the map of the world is drawn.
    pub shows_basemap: bool,
    /// The choropleth; `None` where regions are outlined only.
    pub choropleth: Option<ChoroplethPart>,
    /// The regions, in the order of the file.
    pub regions: Vec<RegionPart>,
    /// The members, in the order of the file.
    pub members: Vec<MemberPart>,
    /// Members that pass the filter and have no position.
    pub unlocated_count: usize,
    /// How the sizes of members are drawn.
    pub sizes: SizeScale,
    /// What must be said of the members, such as how many have no value.
    pub member_notes: Vec<String>,
    /// What the colors of members say; `None` while they show spheres.
    pub groups: Option<GroupsPart>,
    /// What must be said of cut members and bridges; `None` while they are not marked.
    pub cuts: Option<Vec<String>>,
    /// What shows concentration.
    pub concentration: ConcentrationPart,
    /// The ties.
    pub links: Vec<LinkPart>,
    /// What the legend calls the ties: joint projects, supply, …; empty for "Ties".
    pub links_title: String,
    /// Whose ties they are; may be empty.
    pub links_detail: String,
    /// Which names are written.
    pub names: Names,
    /// Who made the data, in the order of the file.
    pub sources: Vec<Credit>,
    /// Where names of regions stand, as far as it is known.
    pub anchors: Arc<Anchors>,
}

/// Puts the figure together.
#[must_use]
pub fn assemble(parts: FigureParts) -> Figure {
    let palette = parts.theme.palette();
    let choropleth = parts.choropleth.as_ref().map(|part| ChoroplethScale {
        classes: part.classes.clone(),
        opacity: if parts.theme == FigureTheme::Dark && parts.members.is_empty() {
            1.0
        } else {
            palette.choropleth_opacity
        },
    });
    let labels = labels(&parts);
    let regions = region_marks(&parts.regions, choropleth.as_ref());
    let links = link_marks(&parts.links);
    let has_sizes = parts.members.iter().any(|member| member.size.is_some());
    let data_bounds = data_bounds(&regions, &parts.members, &parts.anchors);
    let members = member_marks(parts.members, &parts.sizes);

    let links_title = if parts.links_title.is_empty() {
        crate::messages::text("legend-links")
    } else {
        parts.links_title
    };
    // Dots say nothing by their size.
    let is_dotted = parts.concentration.is_dotted;
    let has_dots = is_dotted && !members.iter().any(|mark| mark.emphasis == Emphasis::Selected);
    let concentration = ConcentrationMarks {
        has_dots,
        ..parts.concentration.marks
    };
    let sizes = (has_sizes && !is_dotted).then_some(&parts.sizes);
    let mut members_block = legend::members_block(palette, &members, parts.unlocated_count, sizes);
    if let Some(block) = &mut members_block {
        block.notes.extend(parts.member_notes);
        block
            .notes
            .extend(is_dotted.then(|| crate::messages::text("legend-dots")));
    }
    let groups_block = parts
        .groups
        .map(|groups| legend::groups_block(palette, &members, groups));
    let cuts_block = parts.cuts.map(|notes| legend::cuts_block(&members, &links, notes));
    let links_block = legend::links_block(palette, &links, links_title, parts.links_detail);
    let choropleth_block = choropleth
        .as_ref()
        .zip(parts.choropleth)
        .map(|(scale, part)| legend::choropleth_block(palette, scale, &regions, part.words));
    let basemap = parts.shows_basemap.then(|| Credit::from(ATTRIBUTION));
    Figure {
        theme: parts.theme,
        title: parts.title,
        subtitle: parts.subtitle,
        shows_basemap: parts.shows_basemap,
        choropleth,
        legend: [members_block, groups_block]
            .into_iter()
            .flatten()
            .chain(parts.concentration.legend)
            .chain(links_block)
            .chain(cuts_block)
            .chain(choropleth_block)
            .collect(),
        concentration,
        attribution: credit::once_each(parts.sources.into_iter().chain(basemap)),
        regions,
        links,
        members,
        labels,
        data_bounds,
    }
}

fn region_marks(regions: &[RegionPart], choropleth: Option<&ChoroplethScale>) -> Vec<RegionMark> {
    regions
        .iter()
        .map(|part| RegionMark {
            region: part.region,
            shape: Arc::clone(&part.shape),
            fill: match (choropleth, &part.value) {
                (None, _) | (_, RegionValue::Absent) => RegionFill::None,
                (Some(scale), RegionValue::Known(value)) => scale
                    .classes
                    .class_of(*value)
                    .map_or(RegionFill::None, RegionFill::Class),
                (Some(_), RegionValue::NotPublished) => RegionFill::NotPublished,
            },
            emphasis: if part.is_selected {
                Emphasis::Selected
            } else {
                Emphasis::Normal
            },
        })
        .collect()
}

/// Dimmed first, selected last; among equals the large ones first, so that small ones lie on top.
fn member_marks(members: Vec<MemberPart>, sizes: &SizeScale) -> Vec<MemberMark> {
    let mut marks: Vec<MemberMark> = members
        .into_iter()
        .map(|part| MemberMark {
            member: part.member,
            position: part.position,
            helix: part.helix,
            color: part.color,
            is_cut: part.is_cut,
            radius_pt: sizes.radius_pt(part.size),
            emphasis: part.emphasis,
        })
        .collect();
    marks.sort_by(|a, b| a.emphasis.cmp(&b.emphasis).then(b.radius_pt.total_cmp(&a.radius_pt)));
    marks
}

/// Light to heavy, bridges on top.
fn link_marks(links: &[LinkPart]) -> Vec<LinkMark> {
    let mut marks: Vec<LinkMark> = links
        .iter()
        .map(|part| LinkMark {
            members: part.members,
            ends: part.ends,
            weight: part.weight,
            class: link_class(part.weight),
            is_directed: part.is_directed,
            is_bridge: part.is_bridge,
        })
        .collect();
    marks.sort_by(|a, b| a.is_bridge.cmp(&b.is_bridge).then(a.weight.total_cmp(&b.weight)));
    marks
}

/// Round the regions where there are any with a value or an outline, else round the members.
fn data_bounds(regions: &[RegionMark], members: &[MemberPart], anchors: &Anchors) -> Option<MercatorBounds> {
    let grounds = regions.iter().filter_map(|mark| anchors.bounds(&mark.shape));
    grounds
        .reduce(MercatorBounds::union)
        .or_else(|| MercatorBounds::around(members.iter().map(|member| member.position)))
}

/// Selected first, then members by importance or regions by size, as many as a reader can take in.
fn labels(parts: &FigureParts) -> Vec<DataLabel> {
    let mut labels: Vec<DataLabel> = Vec::new();
    let selected_members = parts
        .members
        .iter()
        .filter(|member| member.emphasis == Emphasis::Selected);
    labels.extend(selected_members.map(|member| member_label(member, LabelKind::Selected, &parts.sizes)));
    let selected_regions = parts.regions.iter().filter(|region| region.is_selected);
    labels.extend(selected_regions.filter_map(|region| region_label(region, LabelKind::Selected, &parts.anchors)));
    labels.extend(parts.concentration.labels.iter().cloned());
    if parts.names == Names::OfSelection {
        return labels;
    }
    if parts.members.is_empty() {
        if parts.regions.len() <= MOST_NAMED_REGIONS {
            let others = parts
                .regions
                .iter()
                .filter(|region| !region.is_selected && is_worth_a_name(region, parts));
            let mut named: Vec<DataLabel> = others
                .filter_map(|region| region_label(region, LabelKind::Region, &parts.anchors))
                .collect();
            let ground = |label: &DataLabel| label.bounds.map_or(0.0, |bounds| bounds.width() * bounds.height());
            named.sort_by(|a, b| ground(b).total_cmp(&ground(a)));
            labels.extend(named);
        }
        return labels;
    }
    let has_focus = parts.members.iter().any(|member| member.emphasis == Emphasis::Dimmed);
    let mut others: Vec<&MemberPart> = parts
        .members
        .iter()
        .filter(|member| member.emphasis == Emphasis::Normal && member.importance > 0.0)
        .collect();
    others.sort_by(|a, b| b.importance.total_cmp(&a.importance).then(a.member.cmp(&b.member)));
    let count = if has_focus { NAMED_IN_FOCUS } else { NAMED_MEMBERS };
    labels.extend(
        others
            .into_iter()
            .take(count)
            .map(|member| member_label(member, LabelKind::Member, &parts.sizes)),
    );
    labels
}

/// Among many regions only those with a number are named: "not published" a hundred times over says nothing.
fn is_worth_a_name(region: &RegionPart, parts: &FigureParts) -> bool {
    parts.choropleth.is_none() || parts.regions.len() <= FEW_REGIONS || matches!(region.value, RegionValue::Known(_))
}

fn member_label(member: &MemberPart, kind: LabelKind, sizes: &SizeScale) -> DataLabel {
    let ring_pt = if kind == LabelKind::Selected { 8.0 } else { 1.0 };
    DataLabel {
        kind,
        text: member.name.as_ref().to_owned(),
        value: String::new(),
        member: Some(member.member),
        at: member.position,
        bounds: None,
        clearance_pt: sizes.radius_pt(member.size) + ring_pt,
    }
}

fn region_label(region: &RegionPart, kind: LabelKind, anchors: &Anchors) -> Option<DataLabel> {
    let (at, bounds) = anchors.anchor(&region.shape)?;
    Some(DataLabel {
        kind,
        text: region.name.clone(),
        value: region.value_words.clone(),
        member: None,
        at,
        bounds: Some(bounds),
        clearance_pt: 0.0,
    })
}
