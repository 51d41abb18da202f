//! Draws the data: regions with their classes and hatch, curves of links, symbols of members.
//!
//! Names are written by `labels`. Sizes, classes and order come from the figure.

use crate::figure::color::Color;
use crate::figure::label::{LabelLayout, Obstacle, ScreenRect};
use crate::figure::mercator::{Mercator, MercatorBounds};
use crate::figure::palette::{
    BRIDGE_CASING_PT, CUT_RING_GAP_PT, CUT_RING_PT, HATCH_LINE_PT, HATCH_SPACING_PT, Palette, SYMBOL_EDGE_PT,
    SYMBOL_HALO_PT,
};
use crate::figure::picture::{Emphasis, LinkMark, MemberMark, RegionFill, RegionMark};
use crate::figure::scale::{curve_at, link_control, link_width_pt};
use crate::figure::symbol::SymbolShape;

use super::Canvas;
use super::write::{Paint, PathData, SvgWriter};

/// A region in view with its outline on the screen.
pub(super) struct RegionPath<'a> {
    mark: &'a RegionMark,
    data: PathData,
}

/// Declares the hatch of regions whose value is not published.
pub(super) fn define_hatch(svg: &mut SvgWriter, palette: &Palette) {
    let line = palette.hatch_line();
    svg.raw(&format!(
        "<defs><pattern id=\"hatch\" width=\"{HATCH_SPACING_PT}\" height=\"{HATCH_SPACING_PT}\" \
         patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><path d=\"M{middle} 0V{HATCH_SPACING_PT}\" \
         stroke=\"{}\" stroke-opacity=\"{:.2}\" stroke-width=\"{HATCH_LINE_PT}\"/></pattern></defs>",
        line.css(),
        line.opacity(),
        middle = HATCH_SPACING_PT / 2.0,
    ));
}

/// The outlines of the regions in view.
pub(super) fn region_paths<'a>(canvas: &Canvas<'a>) -> Vec<RegionPath<'a>> {
    let bounds = canvas.view.bounds();
    let in_view = |mark: &&RegionMark| bounds_of(mark).is_some_and(|area| area.intersects(&bounds));
    canvas
        .figure
        .regions
        .iter()
        .filter(in_view)
        .map(|mark| {
            let mut data = PathData::default();
            for polygon in mark.shape.iter() {
                for ring in std::iter::once(polygon.exterior()).chain(polygon.interiors()) {
                    // The closing point is drawn by closing the path.
                    let corners = ring.0.iter().take(ring.0.len().saturating_sub(1));
                    data.ring(corners.map(|corner| canvas.view.screen_from_lon_lat(corner.x, corner.y)));
                }
            }
            RegionPath { mark, data }
        })
        .collect()
}

fn bounds_of(mark: &RegionMark) -> Option<MercatorBounds> {
    let corners = mark.shape.iter().flat_map(|polygon| &polygon.exterior().0);
    MercatorBounds::around(corners.map(|corner| Mercator::from_lon_lat(corner.x, corner.y)))
}

/// The choropleth, below lakes and rivers.
pub(super) fn draw_region_fills(canvas: &Canvas<'_>, shapes: &[RegionPath<'_>], svg: &mut SvgWriter) {
    let Some(choropleth) = &canvas.figure.choropleth else {
        return;
    };
    svg.open_group("regions");
    for RegionPath { mark, data } in shapes {
        match mark.fill {
            RegionFill::None => {}
            RegionFill::Class(class) => {
                let color = canvas.palette.class_color(&choropleth.classes, class);
                svg.path(data, &Paint::fill(color.with_opacity(choropleth.opacity)));
            }
            RegionFill::NotPublished => {
                svg.path(data, &Paint::fill(canvas.palette.land));
                svg.hatched(data);
            }
        }
    }
    svg.close_group();
}

/// Outlines of the regions, the selected ones last.
pub(super) fn draw_region_outlines(canvas: &Canvas<'_>, shapes: &[RegionPath<'_>], svg: &mut SvgWriter) {
    let palette = canvas.palette;
    let outline = Paint::stroke(palette.region_outline, f64::from(palette.region_outline_pt));
    svg.open_group("region-outlines");
    let (selected, others): (Vec<_>, Vec<_>) = shapes
        .iter()
        .partition(|shape| shape.mark.emphasis == Emphasis::Selected);
    for shape in others {
        svg.path(&shape.data, &outline);
    }
    for shape in &selected {
        svg.path(&shape.data, &Paint::stroke(palette.halo, canvas.line_pt(4.5)));
    }
    for shape in &selected {
        svg.path(&shape.data, &Paint::stroke(palette.accent, canvas.line_pt(2.2)));
    }
    svg.close_group();
}

/// The curves of links in the order of the figure, which is light to heavy.
pub(super) fn draw_links(canvas: &Canvas<'_>, svg: &mut SvgWriter) {
    svg.open_group("links");
    let seen = canvas.frame.grown(60.0);
    for link in &canvas.figure.links {
        let ends = link.ends.map(|end| canvas.view.screen_from_mercator(end));
        let control = link_control(ends[0], ends[1], link.is_directed);
        let [from, to] = ends;
        let reach = ScreenRect {
            left: from[0].min(to[0]).min(control[0]),
            top: from[1].min(to[1]).min(control[1]),
            right: from[0].max(to[0]).max(control[0]) + 0.01,
            bottom: from[1].max(to[1]).max(control[1]) + 0.01,
        };
        if seen.overlaps(&reach) {
            draw_link(canvas, link, ends, control, svg);
        }
    }
    svg.close_group();
}

fn draw_link(canvas: &Canvas<'_>, link: &LinkMark, ends: [[f64; 2]; 2], control: [f64; 2], svg: &mut SvgWriter) {
    let color = canvas.palette.link_class(link.class);
    let width_pt = canvas.line_pt(link_width_pt(link.class));
    let mut data = PathData::default();
    data.curve(ends, control);
    if link.is_bridge {
        let casing_pt = width_pt + canvas.line_pt(BRIDGE_CASING_PT);
        svg.path(&data, &Paint::stroke(canvas.palette.text_secondary, casing_pt));
        svg.path(&data, &Paint::stroke(canvas.palette.halo, width_pt));
    } else {
        svg.path(&data, &Paint::stroke(color, width_pt));
    }
    if link.is_directed {
        let ([x, y], [dx, dy]) = curve_at(ends, control, 0.7);
        let length = dx.hypot(dy);
        if length > 24.0 {
            let [ux, uy] = [dx / length, dy / length];
            let (reach, half) = (5.0 + width_pt * 1.4, 3.0 + width_pt * 0.9);
            let mut head = PathData::default();
            head.ring(
                [
                    [x + ux * reach, y + uy * reach],
                    [x - ux * reach * 0.4 - uy * half, y - uy * reach * 0.4 + ux * half],
                    [x - ux * reach * 0.4 + uy * half, y - uy * reach * 0.4 - ux * half],
                ]
                .into_iter(),
            );
            svg.path(&head, &Paint::fill(canvas.palette.link.with_opacity(0.85)));
        }
    }
}

/// The symbols of members in the order of the figure: dimmed, normal, selected.
pub(super) fn draw_members(canvas: &Canvas<'_>, svg: &mut SvgWriter) {
    svg.open_group("members");
    for (mark, at) in members_in_view(canvas) {
        let style = canvas.palette.member(mark.helix, mark.color);
        match mark.emphasis {
            Emphasis::Dimmed => {
                let (radius_pt, opacity) = canvas.figure.concentration.standing_back();
                let radius = canvas.symbol_pt(radius_pt);
                let fill = style.fill.with_opacity(opacity);
                let edge = style.edge.with_opacity(opacity);
                let is_hollow = style.shape == SymbolShape::HollowCircle;
                draw_shape(
                    svg,
                    style.shape,
                    at,
                    radius,
                    &Paint {
                        fill: Some(fill),
                        stroke: is_hollow.then_some((edge, 0.8)),
                        dashes: "",
                    },
                );
            }
            Emphasis::Normal => draw_symbol(svg, canvas, mark, at),
            Emphasis::Selected => {
                let disc = canvas.symbol_pt(mark.radius_pt + 6.0);
                svg.circle(
                    at,
                    disc,
                    &Paint {
                        fill: Some(canvas.palette.halo),
                        stroke: Some((canvas.palette.accent, canvas.line_pt(3.0))),
                        dashes: "",
                    },
                );
                draw_symbol(svg, canvas, mark, at);
            }
        }
    }
    draw_true_places(canvas, svg);
    svg.close_group();
}

/// The ring that marks a cut member, round a symbol of a radius; `factor` is that of lines.
pub(super) fn draw_cut_ring(svg: &mut SvgWriter, palette: &Palette, at: [f64; 2], radius: f64, factor: f64) {
    let paint = Paint {
        fill: Some(palette.halo),
        stroke: Some((palette.text, f64::from(CUT_RING_PT) * factor)),
        dashes: "",
    };
    svg.circle(at, radius + f64::from(CUT_RING_GAP_PT) * factor, &paint);
}

fn draw_symbol(svg: &mut SvgWriter, canvas: &Canvas<'_>, mark: &MemberMark, at: [f64; 2]) {
    let style = canvas.palette.member(mark.helix, mark.color);
    let radius = canvas.symbol_pt(mark.radius_pt);
    if mark.is_cut {
        let reach = radius * f64::from(style.shape.reach(1.0));
        draw_cut_ring(svg, canvas.palette, at, reach, canvas.line_pt(1.0));
    }
    let halo_pt = f64::from(SYMBOL_EDGE_PT + 2.0 * SYMBOL_HALO_PT);
    draw_shape(
        svg,
        style.shape,
        at,
        radius,
        &Paint::stroke(canvas.palette.halo, halo_pt),
    );
    draw_filled_symbol(svg, style.shape, at, radius, [style.fill, style.edge]);
}

/// A symbol with its edge and without a halo, as the map and the legend draw it. `colors` are fill and edge.
pub(super) fn draw_filled_symbol(
    svg: &mut SvgWriter,
    shape: SymbolShape,
    at: [f64; 2],
    radius: f64,
    [fill, edge]: [Color; 2],
) {
    let paint = Paint {
        fill: Some(fill),
        stroke: Some((edge, f64::from(SYMBOL_EDGE_PT))),
        dashes: "",
    };
    draw_shape(svg, shape, at, radius, &paint);
}

fn draw_shape(svg: &mut SvgWriter, shape: SymbolShape, at @ [x, y]: [f64; 2], radius: f64, paint: &Paint<'_>) {
    // Shapes are defined for a radius of one, which keeps this exact for every size.
    if let Some(unit) = shape.circle_radius(1.0) {
        svg.circle(at, f64::from(unit) * radius, paint);
    } else {
        let mut data = PathData::default();
        let corners = shape.corners(1.0).into_iter().map(|corner| corner.map(f64::from));
        data.ring(corners.map(|[dx, dy]| [x + dx * radius, y + dy * radius]));
        svg.path(&data, paint);
    }
}

/// The members that are drawn by themselves, where they are drawn, and how far from their true place.
fn members_in_view<'a>(canvas: &'a Canvas<'_>) -> Vec<(&'a MemberMark, [f64; 2])> {
    let seen = canvas.frame.grown(40.0);
    let in_crowd = canvas.arrangement.in_crowd(canvas.figure.members.len());
    let mut fanned = canvas.arrangement.fanned.iter().peekable();
    let mut drawn = Vec::new();
    for (index, (mark, is_in_crowd)) in canvas.figure.members.iter().zip(in_crowd).enumerate() {
        let offset = fanned
            .next_if(|fan| fan.member == index)
            .map_or([0.0, 0.0], |fan| fan.offset_pt.map(f64::from));
        let [x, y] = canvas.view.screen_from_mercator(mark.position);
        let at = [x + offset[0], y + offset[1]];
        if !is_in_crowd && seen.holds(&ScreenRect::around(at, [0.0, 0.0])) {
            drawn.push((mark, at));
        }
    }
    drawn
}

/// The true place of members that are fanned out round it.
fn draw_true_places(canvas: &Canvas<'_>, svg: &mut SvgWriter) {
    let mut last = None;
    for mark in canvas
        .arrangement
        .fanned
        .iter()
        .filter_map(|fan| canvas.figure.members.get(fan.member))
    {
        if last.replace(mark.position) != Some(mark.position) {
            let at = canvas.view.screen_from_mercator(mark.position);
            let paint = Paint {
                fill: Some(canvas.palette.text),
                stroke: Some((canvas.palette.halo, 1.0)),
                dashes: "",
            };
            svg.circle(at, 1.8, &paint);
        }
    }
}

/// Takes the room of the symbols, so that names keep off them where they can.
pub(super) fn block_symbols(canvas: &Canvas<'_>, layout: &mut LabelLayout) {
    for (mark, at) in members_in_view(canvas) {
        let radius = match mark.emphasis {
            Emphasis::Dimmed => canvas.symbol_pt(canvas.figure.concentration.standing_back().0),
            Emphasis::Normal => canvas.symbol_pt(mark.radius_pt),
            Emphasis::Selected => canvas.symbol_pt(mark.radius_pt + 7.0),
        };
        layout.block(ScreenRect::around(at, [2.0 * radius, 2.0 * radius]), Obstacle::Symbol);
    }
    for crowd in &canvas.arrangement.crowds {
        let width = 2.0 * f64::from(crowd.radius_pt);
        let at = canvas.view.screen_from_mercator(crowd.center);
        layout.block(ScreenRect::around(at, [width, width]), Obstacle::Symbol);
    }
}
