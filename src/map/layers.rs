//! The figure on the card: regions, curves and symbols, uploaded when they change and placed every frame.
//!
//! Shapes that stay the same keep their triangles; a new year brings a new color table only. Names and rings are painted
//! by `names` and `rings`.

use std::sync::Arc;

use egui::Rect;
use geo::MultiPolygon;

use super::gpu::{Areas, ColorTable, DrawCall, Drawn, Gpu, HATCHED, Instances, LineStyle, Placement};
use super::mesh::{Bytes, RegionMesh, narrow};
use super::worker::Worker;
use crate::document::RegionId;
use crate::figure::color::Color;
use crate::figure::crowd::Arrangement;
use crate::figure::mercator::{Mercator, MercatorBounds};
use crate::figure::palette::{Palette, SYMBOL_EDGE_PT, SYMBOL_HALO_PT};
use crate::figure::picture::{Emphasis, Figure, LegendClass, MemberMark, RegionFill};
use crate::figure::scale::{DIMMED_OPACITY, DIMMED_RADIUS_PT, UNLIT, link_control, link_width_pt};
use crate::figure::symbol::SymbolShape;
use crate::figure::view::Viewport;

/// The regions on the card.
struct Regions {
    areas: Option<Areas>,
    outlines: Option<Instances>,
    outline_of: Vec<std::ops::Range<u32>>,
    table: ColorTable,
    origin: Mercator,
    shapes: Vec<Arc<MultiPolygon<f64>>>,
}

/// The figure on the card.
#[derive(Default)]
pub(super) struct Layers {
    regions: Option<Regions>,
    asked: Option<(u64, Vec<Arc<MultiPolygon<f64>>>)>,
    next_number: u64,
    links: Option<Instances>,
    arrows: Option<Instances>,
    symbols: Option<Instances>,
    origin: Option<Mercator>,
    flash: Option<LegendClass>,
}

/// What lies below and above the water lines.
pub(super) struct LayerCalls {
    pub(super) choropleth: Vec<DrawCall>,
    pub(super) above: Vec<DrawCall>,
}

impl Layers {
    /// Takes over a changed figure.
    pub(super) fn change(&mut self, gpu: &Gpu, worker: &mut Worker, figure: &Figure) {
        let origin = figure
            .data_bounds
            .map_or(Mercator { x: 0.5, y: 0.5 }, |bounds| bounds.center());
        self.origin = Some(origin);
        let shapes: Vec<Arc<MultiPolygon<f64>>> = figure.regions.iter().map(|mark| Arc::clone(&mark.shape)).collect();
        let current = self.asked.as_ref().map(|(_, asked)| asked);
        let current = current.or(self.regions.as_ref().map(|regions| &regions.shapes));
        if shapes.is_empty() {
            self.regions = None;
            self.asked = None;
        } else if !current.is_some_and(|known| same_shapes(known, &shapes)) {
            self.next_number += 1;
            worker.ask_regions(self.next_number, shapes.clone(), origin);
            // Regions of another file or level must not stand under the new names until the new ones are ready.
            self.regions = None;
            self.asked = Some((self.next_number, shapes));
        } else if self.asked.is_none() {
            self.recolor(gpu, figure);
        }
        let (links, arrows) = curves(figure, origin);
        self.links = gpu.curves(&links);
        self.arrows = gpu.curves(&arrows);
    }

    /// Uploads regions that were worked out, unless others were asked for since.
    pub(super) fn put_regions(&mut self, gpu: &Gpu, number: u64, mesh: &RegionMesh, figure: &Figure) {
        let Some((_, shapes)) = self.asked.take_if(|(asked, _)| *asked == number) else {
            return;
        };
        self.regions = Some(Regions {
            areas: gpu.areas(&mesh.areas),
            outlines: gpu.segments(&mesh.outlines),
            outline_of: mesh.outline_of.clone(),
            table: gpu.color_table(mesh),
            origin: mesh.origin,
            shapes,
        });
        self.recolor(gpu, figure);
    }

    /// Lights a class of the legend: regions by their color table, symbols and curves by their uniforms.
    pub(super) fn flash(&mut self, gpu: &Gpu, figure: &Figure, class: Option<LegendClass>) {
        if self.flash != class {
            self.flash = class;
            self.recolor(gpu, figure);
        }
    }

    /// The share of a region's color that remains while a class of the legend is pointed at.
    fn share_of(&self, fill: RegionFill) -> f32 {
        let is_lit = match (self.flash, fill) {
            (Some(LegendClass::Ramp(lit)), RegionFill::Class(class)) => lit == class,
            (Some(LegendClass::Hatched), fill) => fill == RegionFill::NotPublished,
            (Some(LegendClass::Ramp(_)), _) => false,
            (Some(LegendClass::Symbol(_) | LegendClass::Line(_)) | None, _) => true,
        };
        if is_lit { 1.0 } else { UNLIT }
    }

    fn recolor(&self, gpu: &Gpu, figure: &Figure) {
        let Some(regions) = &self.regions else {
            return;
        };
        let palette = figure.theme.palette();
        gpu.write_colors(
            &regions.table,
            figure.regions.iter().map(|mark| match (mark.fill, &figure.choropleth) {
                (RegionFill::Class(class), Some(scale)) => {
                    let opacity = scale.opacity * self.share_of(mark.fill);
                    palette.class_color(&scale.classes, class).with_opacity(opacity)
                }
                // A hatch has no opacity of its own: unlit it is left out.
                (RegionFill::NotPublished, Some(_)) if self.share_of(mark.fill) >= 1.0 => Color {
                    alpha: HATCHED,
                    ..palette.land
                },
                _ => Color {
                    alpha: 0,
                    ..palette.land
                },
            }),
        );
    }

    /// Uploads the symbols as they are arranged at a zoom level.
    pub(super) fn arrange(&mut self, gpu: &Gpu, figure: &Figure, arrangement: &Arrangement) {
        let origin = self.origin.unwrap_or(Mercator { x: 0.5, y: 0.5 });
        self.symbols = gpu.symbols(&symbols(figure, arrangement, origin));
    }

    /// The calls for all of the figure's layers.
    pub(super) fn calls(&self, figure: &Figure, view: &Viewport, hovered: Option<RegionId>) -> LayerCalls {
        let palette = figure.theme.palette();
        let mut calls = LayerCalls {
            choropleth: Vec::new(),
            above: Vec::new(),
        };
        if let Some(regions) = &self.regions {
            let place = placement(view, regions.origin);
            if let (Some(areas), Some(_)) = (&regions.areas, &figure.choropleth) {
                let drawn = Drawn::Regions(areas.clone(), regions.table.clone(), palette.hatch_line());
                calls.choropleth.push(DrawCall {
                    drawn,
                    place,
                    clip: None,
                });
            }
            calls
                .above
                .extend(outlines(regions, figure, hovered).map(|drawn| DrawCall {
                    drawn,
                    place,
                    clip: None,
                }));
        }
        let place = placement(view, self.origin.unwrap_or(Mercator { x: 0.5, y: 0.5 }));
        let (lit_symbol, lit_width_pt) = match self.flash {
            Some(LegendClass::Symbol(shape)) => (Some(shape_number(shape)), None),
            Some(LegendClass::Line(class)) => (None, Some(link_width_pt(class) * palette.line_factor)),
            _ => (None, None),
        };
        let links = self.links.clone().map(|found| Drawn::Curves(found, lit_width_pt));
        let heads = self
            .arrows
            .clone()
            .map(|found| Drawn::Heads(found, palette.link.with_opacity(0.85)));
        let symbols = self
            .symbols
            .clone()
            .map(|found| Drawn::Symbols(found, palette.halo, lit_symbol));
        let marks = [links, heads, symbols].into_iter().flatten();
        calls.above.extend(marks.map(|drawn| DrawCall {
            drawn,
            place,
            clip: None,
        }));
        calls
    }
}

fn same_shapes(a: &[Arc<MultiPolygon<f64>>], b: &[Arc<MultiPolygon<f64>>]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| Arc::ptr_eq(a, b))
}

fn placement(view: &Viewport, origin: Mercator) -> Placement {
    let [x, y] = view.screen_from_mercator(origin);
    Placement {
        offset_pt: [narrow(x), narrow(y)],
        scale: narrow(view.world_pt()),
    }
}

/// All outlines, then those of the region under the pointer and of the selected ones.
fn outlines<'a>(
    regions: &'a Regions,
    figure: &'a Figure,
    hovered: Option<RegionId>,
) -> impl Iterator<Item = Drawn> + use<'a> {
    let palette: &'static Palette = figure.theme.palette();
    let outline = move |color: Color, width_pt: f32| LineStyle {
        color,
        width_pt,
        dash_pt: [0.0, 0.0],
    };
    let of = move |mark_is: Box<dyn Fn(&crate::figure::picture::RegionMark) -> bool>, style: LineStyle| {
        let ranges = figure
            .regions
            .iter()
            .zip(&regions.outline_of)
            .filter(move |(mark, _)| mark_is(mark));
        ranges.filter_map(move |(_, range)| Some(Drawn::Lines(regions.outlines.clone()?, range.clone(), style)))
    };
    let all = regions.outlines.clone().map(|found| {
        let range = 0..found.count;
        Drawn::Lines(found, range, outline(palette.region_outline, palette.region_outline_pt))
    });
    let is_hovered = Box::new(move |mark: &crate::figure::picture::RegionMark| Some(mark.region) == hovered);
    let is_selected = Box::new(|mark: &crate::figure::picture::RegionMark| mark.emphasis == Emphasis::Selected);
    all.into_iter()
        .chain(of(is_hovered, outline(palette.text, 2.0 * palette.line_factor)))
        .chain(of(is_selected, outline(palette.accent, 3.0 * palette.line_factor)))
}

fn local(origin: Mercator, place: Mercator) -> [f32; 2] {
    [narrow(place.x - origin.x), narrow(place.y - origin.y)]
}

/// All curves, and again those that are directed.
fn curves(figure: &Figure, origin: Mercator) -> (Bytes, Bytes) {
    let palette = figure.theme.palette();
    let (mut all, mut directed) = (Bytes::default(), Bytes::default());
    for link in &figure.links {
        let [from, to] = link.ends.map(|end| [end.x - origin.x, end.y - origin.y]);
        if from == to {
            continue;
        }
        let control = link_control(from, to, link.is_directed);
        let targets = std::iter::once(&mut all).chain(link.is_directed.then_some(&mut directed));
        for bytes in targets {
            for point in [from, control, to] {
                bytes.point(point.map(narrow));
            }
            bytes.number(link_width_pt(link.class) * palette.line_factor);
            bytes.color(palette.link_class(link.class));
        }
    }
    (all, directed)
}

/// Every member that is drawn by itself, where it is drawn, and how far from its true place in points.
pub(super) fn single_members<'a>(
    figure: &'a Figure,
    arrangement: &'a Arrangement,
) -> impl Iterator<Item = (&'a MemberMark, [f32; 2])> {
    let in_crowd = arrangement.in_crowd(figure.members.len());
    let mut fanned = arrangement.fanned.iter().peekable();
    figure
        .members
        .iter()
        .zip(in_crowd)
        .enumerate()
        .filter_map(move |(index, (mark, is_in_crowd))| {
            let offset = fanned
                .next_if(|fan| fan.member == index)
                .map_or([0.0, 0.0], |fan| fan.offset_pt);
            (!is_in_crowd).then_some((mark, offset))
        })
}

/// The radius at which a member is drawn, in points.
pub(super) fn drawn_radius_pt(mark: &MemberMark, palette: &Palette) -> f32 {
    let radius = if mark.emphasis == Emphasis::Dimmed {
        DIMMED_RADIUS_PT
    } else {
        mark.radius_pt
    };
    radius * palette.symbol_factor
}

fn symbols(figure: &Figure, arrangement: &Arrangement, origin: Mercator) -> Bytes {
    let palette = figure.theme.palette();
    let mut bytes = Bytes::default();
    for (mark, offset_pt) in single_members(figure, arrangement) {
        let place = (local(origin, mark.position), offset_pt);
        let style = palette.helix(mark.helix);
        let radius_pt = drawn_radius_pt(mark, palette);
        match mark.emphasis {
            Emphasis::Dimmed if style.shape == SymbolShape::HollowCircle => {
                let [fill, edge] = [style.fill, style.edge].map(|color| color.with_opacity(DIMMED_OPACITY));
                symbol(&mut bytes, place, [radius_pt, 0.8, 0.0], style.shape, [fill, edge]);
            }
            Emphasis::Dimmed => {
                let fill = style.fill.with_opacity(DIMMED_OPACITY);
                symbol(&mut bytes, place, [radius_pt, 0.0, 0.0], style.shape, [fill, fill]);
            }
            Emphasis::Normal | Emphasis::Selected => {
                if mark.emphasis == Emphasis::Selected {
                    let disc = [radius_pt + 6.0 * palette.symbol_factor, 3.0 * palette.line_factor, 0.0];
                    symbol(
                        &mut bytes,
                        place,
                        disc,
                        SymbolShape::Circle,
                        [palette.halo, palette.accent],
                    );
                }
                let sizes = [radius_pt, SYMBOL_EDGE_PT, SYMBOL_HALO_PT];
                symbol(&mut bytes, place, sizes, style.shape, [style.fill, style.edge]);
            }
        }
    }
    bytes
}

/// One symbol; the sizes are radius, edge and halo in points, the colors fill and edge.
fn symbol(
    bytes: &mut Bytes,
    (position, offset_pt): ([f32; 2], [f32; 2]),
    sizes: [f32; 3],
    shape: SymbolShape,
    colors: [Color; 2],
) {
    bytes.point(position);
    bytes.point(offset_pt);
    for size in sizes {
        bytes.number(size);
    }
    bytes.whole(shape_number(shape));
    for color in colors {
        bytes.color(color);
    }
}

/// The number by which the shader knows a shape.
fn shape_number(shape: SymbolShape) -> u32 {
    match shape {
        SymbolShape::Circle => 0,
        SymbolShape::TriangleUp => 1,
        SymbolShape::Square => 2,
        SymbolShape::Star => 3,
        SymbolShape::Diamond => 4,
        SymbolShape::TriangleDown => 5,
        SymbolShape::HollowCircle => 6,
    }
}

/// A rectangle on the screen as bounds of the world.
pub(super) fn ground_of(view: &Viewport, map: Rect, area: Rect) -> MercatorBounds {
    let corner =
        |at: egui::Pos2| view.mercator_from_screen([f64::from(at.x - map.left()), f64::from(at.y - map.top())]);
    MercatorBounds::of_corners(corner(area.min), corner(area.max))
}
