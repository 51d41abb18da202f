//! Writes the legend from what is drawn: one block for every layer, and in it only what the picture really holds.
//!
//! Where the legend stands, and how it is set, is the business of the layer list and of the exports.

use std::collections::{BTreeMap, BTreeSet};

use super::build::GroupsPart;
use super::palette::Palette;
use super::picture::{
    ChoroplethScale, LegendBlock, LegendClass, LegendGroup, LegendLayer, LegendLine, LegendMark, LegendRows,
    LegendSymbol, LinkMark, MarkKind, MemberColor, MemberMark, RegionFill, RegionMark,
};
use super::scale::{ClassScale, LOCATION_QUOTIENT_BREAKS, Ramp, link_width_pt};
use super::sizes::SizeScale;
use crate::document::Helix;
use crate::messages::{self, number};

/// Radius of the symbols in a legend in points.
const SYMBOL_RADIUS_PT: f32 = 6.0;

/// The spheres in the order in which they are listed everywhere.
const SPHERES: [Helix; 7] = [
    Helix::Industry,
    Helix::Academia,
    Helix::Government,
    Helix::ClusterOrganization,
    Helix::Finance,
    Helix::CivilSociety,
    Helix::Other,
];

/// The name of a sphere.
#[must_use]
pub fn helix_name(helix: Helix) -> String {
    messages::text(match helix {
        Helix::Industry => "helix-industry",
        Helix::Academia => "helix-academia",
        Helix::Government => "helix-government",
        Helix::ClusterOrganization => "helix-cluster-organization",
        Helix::Finance => "helix-finance",
        Helix::CivilSociety => "helix-civil-society",
        Helix::Other => "helix-other",
    })
}

/// The symbols of the members that are drawn, with counts; `None` where there are none.
///
/// `unlocated` members are named in a note, because they are in the data but not on the map. Sizes are explained where
/// some of the members have one. Where colors tell something else than spheres, the shapes stand in gray.
#[must_use]
pub fn members_block(
    palette: &Palette,
    members: &[MemberMark],
    unlocated: usize,
    sizes: Option<&SizeScale>,
) -> Option<LegendBlock> {
    if members.is_empty() && unlocated == 0 {
        return None;
    }
    let mut counts: BTreeMap<Helix, usize> = BTreeMap::new();
    for mark in members {
        *counts.entry(mark.helix).or_default() += 1;
    }
    let is_by_sphere = members.iter().all(|mark| mark.color == MemberColor::Sphere);
    let color = if is_by_sphere {
        MemberColor::Sphere
    } else {
        MemberColor::Rest
    };
    let symbols = SPHERES.into_iter().filter_map(|helix| {
        let style = palette.member(helix, color);
        Some(LegendSymbol {
            shape: style.shape,
            fill: style.fill,
            edge: style.edge,
            radius_pt: SYMBOL_RADIUS_PT,
            label: helix_name(helix),
            count: Some(*counts.get(&helix)?),
        })
    });
    let circles = sizes.map(SizeScale::legend).unwrap_or_default();
    let note = messages::text_with("legend-not-located", &[("count", number_value(unlocated))]);
    Some(LegendBlock {
        layer: LegendLayer::Members,
        title: messages::text("legend-members"),
        detail: number::count(members.len()),
        rows: LegendRows::Symbols(symbols.collect()),
        sizes_title: sizes
            .filter(|_| !circles.is_empty())
            .map_or_else(String::new, |sizes| sizes.title.clone()),
        sizes: circles,
        notes: (unlocated > 0).then_some(note).into_iter().collect(),
    })
}

/// The groups that members are colored by, those that are drawn, with the number of their members.
#[must_use]
pub fn groups_block(palette: &Palette, members: &[MemberMark], groups: GroupsPart) -> LegendBlock {
    let mut counts: BTreeMap<MemberColor, usize> = BTreeMap::new();
    for mark in members {
        *counts.entry(mark.color).or_default() += 1;
    }
    let rows = groups.names.into_iter().filter_map(|(color, label)| {
        let group = match color {
            MemberColor::Sphere => return None,
            MemberColor::Group(group) => Some(group),
            MemberColor::Rest => None,
        };
        let (fill, edge) = palette.group(group);
        Some(LegendGroup {
            class: LegendClass::Group(group),
            fill,
            edge,
            label,
            count: *counts.get(&color)?,
        })
    });
    LegendBlock {
        layer: LegendLayer::Members,
        title: groups.title,
        detail: groups.detail,
        rows: LegendRows::Groups(rows.collect()),
        sizes: Vec::new(),
        sizes_title: String::new(),
        notes: groups.notes,
    }
}

/// How cut members and bridges are marked, with how many of them are drawn.
#[must_use]
pub fn cuts_block(members: &[MemberMark], links: &[LinkMark], notes: Vec<String>) -> LegendBlock {
    let marks = [
        (
            MarkKind::CutMember,
            "legend-cut-members",
            members.iter().filter(|mark| mark.is_cut).count(),
        ),
        (
            MarkKind::Bridge,
            "legend-bridges",
            links.iter().filter(|mark| mark.is_bridge).count(),
        ),
    ];
    let rows = marks.into_iter().filter(|(_, _, count)| *count > 0);
    LegendBlock {
        layer: LegendLayer::Cuts,
        title: messages::text("legend-cuts"),
        detail: String::new(),
        rows: LegendRows::Marks(
            rows.map(|(kind, id, count)| LegendMark {
                kind,
                label: messages::text(id),
                count,
            })
            .collect(),
        ),
        sizes: Vec::new(),
        sizes_title: String::new(),
        notes,
    }
}

/// The weight classes of the links that are drawn; `None` where there are none. `title` and `detail` say which links.
#[must_use]
pub fn links_block(palette: &Palette, links: &[LinkMark], title: String, detail: String) -> Option<LegendBlock> {
    let drawn: BTreeSet<usize> = links.iter().map(|mark| mark.class).collect();
    let ids = ["legend-links-1", "legend-links-2", "legend-links-5", "legend-links-10"];
    let rows = ids
        .into_iter()
        .enumerate()
        .filter(|(class, _)| drawn.contains(class))
        .map(|(class, id)| LegendLine {
            class,
            width_pt: link_width_pt(class) * palette.line_factor,
            color: palette.link_class(class),
            label: messages::text(id),
        });
    let has_arrows = links.iter().any(|link| link.is_directed);
    (!links.is_empty()).then(|| LegendBlock {
        layer: LegendLayer::Links,
        title,
        detail,
        rows: LegendRows::Lines(rows.collect()),
        sizes: Vec::new(),
        sizes_title: String::new(),
        notes: has_arrows
            .then(|| messages::text("legend-links-directed"))
            .into_iter()
            .collect(),
    })
}

/// What the choropleth's block says besides its classes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChoroplethWords {
    /// The measure: location quotient, jobs, ….
    pub title: String,
    /// Industry and year.
    pub detail: String,
    /// Sentences below, such as what 1 means.
    pub notes: Vec<String>,
}

/// The classes of the choropleth as they look over land, and the hatch where a region has it.
#[must_use]
pub fn choropleth_block(
    palette: &Palette,
    choropleth: &ChoroplethScale,
    regions: &[RegionMark],
    words: ChoroplethWords,
) -> LegendBlock {
    let is_hatched = regions.iter().any(|mark| mark.fill == RegionFill::NotPublished);
    let classes = &choropleth.classes;
    let swatches = (0..classes.class_count()).map(|class| {
        palette
            .class_color(classes, class)
            .with_opacity(choropleth.opacity)
            .over(palette.land)
    });
    LegendBlock {
        layer: LegendLayer::Choropleth,
        title: words.title,
        detail: words.detail,
        rows: LegendRows::Ramp {
            swatches: swatches.collect(),
            breaks: break_labels(classes),
            hatched: is_hatched.then(|| messages::text("legend-not-published")),
        },
        sizes: Vec::new(),
        sizes_title: String::new(),
        notes: words.notes,
    }
}

/// The words at the breaks; thirds and halves of the location quotient are written as fractions.
fn break_labels(classes: &ClassScale) -> Vec<String> {
    let label = |at: &f64| {
        let [third, half, ..] = LOCATION_QUOTIENT_BREAKS;
        match classes.ramp {
            Ramp::Diverging if (at - third).abs() < 1e-9 => "⅓".to_owned(),
            Ramp::Diverging if (at - half).abs() < 1e-9 => "½".to_owned(),
            _ if at.abs() >= 1000.0 => number::count(*at),
            _ => number::tick(*at),
        }
    };
    classes.breaks.iter().map(label).collect()
}

fn number_value(count: usize) -> messages::Value {
    messages::Value::Number(u32::try_from(count).map_or(f64::INFINITY, f64::from))
}
