//! The figure on the card: regions, curves and symbols, uploaded when they change and placed every frame.
//!
//! Shapes that stay the same keep their triangles; a new year brings a new color table only. Names and rings are painted
//! by `names` and `rings`.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use egui::Rect;
use geo::MultiPolygon;

use super::detail::Detail;
use super::gpu::{Areas, ColorTable, DrawCall, Drawn, Gpu, HATCHED, Instances, LineStyle, Placement};
use super::mesh::{Bytes, Chunk, RegionMesh, narrow};
use super::prepare::{NewBytes, Prepared, corners};
use super::worker::{RegionJob, Worker};
use crate::document::RegionId;
use crate::figure::color::Color;
use crate::figure::crowd::Arrangement;
use crate::figure::mercator::{Mercator, MercatorBounds};
use crate::figure::palette::{Palette, SYMBOL_EDGE_PT, SYMBOL_HALO_PT};
use crate::figure::picture::{Emphasis, Figure, LegendClass, MemberMark, RegionFill};
use crate::figure::scale::{DIMMED_OPACITY, DIMMED_RADIUS_PT, UNLIT, link_control, link_width_pt};
use crate::figure::symbol::SymbolShape;
use crate::figure::view::Viewport;

/// One level of detail of the regions on the card.
struct Level {
    detail: Detail,
    areas: Option<Areas>,
    outlines: Option<Instances>,
    outline_of: Vec<Range<u32>>,
    chunks: Vec<Chunk>,
}

/// The regions on the card.
struct Regions {
    number: u64,
    shapes: Arc<Vec<Arc<MultiPolygon<f64>>>>,
    corners: usize,
    origin: Mercator,
    table: Option<ColorTable>,
    levels: Vec<Level>,
    asked: BTreeSet<Detail>,
}

/// The figure on the card.
#[derive(Default)]
pub(super) struct Layers {
    regions: Option<Regions>,
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
    /// Takes over a figure that was prepared, with the bytes that are new.
    pub(super) fn change(&mut self, gpu: &Gpu, prepared: &Prepared, bytes: &NewBytes) {
        let figure = &prepared.figure;
        self.origin = Some(prepared.origin);
        let known = self.regions.as_ref();
        if figure.regions.is_empty() {
            self.regions = None;
        } else if known.is_some_and(|known| has_shapes(figure, &known.shapes)) {
            self.recolor(gpu, figure);
        } else {
            self.next_number += 1;
            // Regions of another file or level must not stand under the new names until the new ones are ready.
            self.regions = Some(Regions {
                number: self.next_number,
                shapes: Arc::new(figure.regions.iter().map(|mark| Arc::clone(&mark.shape)).collect()),
                corners: corners(figure),
                origin: prepared.origin,
                table: None,
                levels: Vec::new(),
                asked: BTreeSet::new(),
            });
        }
        if let Some(symbols) = &bytes.symbols {
            self.symbols = gpu.symbols(symbols);
        }
        if let Some([links, arrows]) = &bytes.curves {
            self.links = gpu.curves(links);
            self.arrows = gpu.curves(arrows);
        }
    }

    /// Asks for the level of detail that a zoom needs, once.
    pub(super) fn refine(&mut self, worker: &mut Worker, zoom: f64) {
        let Some(regions) = &mut self.regions else {
            return;
        };
        let wanted = Detail::for_zoom(zoom, regions.corners);
        if regions.asked.insert(wanted) {
            worker.ask_regions(RegionJob {
                number: regions.number,
                shapes: Arc::clone(&regions.shapes),
                origin: regions.origin,
                detail: wanted,
            });
        }
    }

    /// Uploads a level that was worked out, unless other regions were asked for since.
    pub(super) fn put_regions(&mut self, gpu: &Gpu, job: (u64, Detail), mesh: RegionMesh, figure: &Figure) {
        let (number, detail) = job;
        let Some(regions) = self.regions.as_mut().filter(|regions| regions.number == number) else {
            return;
        };
        let is_first = regions.table.is_none();
        if is_first {
            regions.table = Some(gpu.color_table(regions.shapes.len()));
        }
        regions.levels.push(Level {
            detail,
            areas: gpu.areas(&mesh.areas),
            outlines: gpu.segments(&mesh.outlines),
            outline_of: mesh.outline_of,
            chunks: mesh.chunks,
        });
        if is_first {
            self.recolor(gpu, figure);
        }
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
        let Some(table) = self.regions.as_ref().and_then(|regions| regions.table.as_ref()) else {
            return;
        };
        let palette = figure.theme.palette();
        gpu.write_colors(
            table,
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

    /// The calls for all of the figure's layers.
    pub(super) fn calls(&self, figure: &Figure, view: &Viewport, hovered: Option<RegionId>) -> LayerCalls {
        let palette = figure.theme.palette();
        let mut calls = LayerCalls {
            choropleth: Vec::new(),
            above: Vec::new(),
        };
        if let Some((regions, level)) = self
            .regions
            .as_ref()
            .and_then(|regions| Some((regions, regions.level(view.zoom)?)))
        {
            let place = placement(view, regions.origin);
            let call = |drawn: Drawn| DrawCall {
                drawn,
                place,
                clip: None,
            };
            let seen = level.runs(&view.bounds(), regions.origin);
            if let (Some(areas), Some(table), Some(_)) = (&level.areas, &regions.table, &figure.choropleth) {
                let drawn = seen.iter().map(|(indices, _)| {
                    Drawn::Regions(areas.clone(), indices.clone(), table.clone(), palette.hatch_line())
                });
                calls.choropleth.extend(drawn.map(call));
            }
            calls.above.extend(outlines(level, &seen, figure, hovered).map(call));
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

/// Whether the figure has these very shapes.
fn has_shapes(figure: &Figure, shapes: &[Arc<MultiPolygon<f64>>]) -> bool {
    let mut pairs = figure.regions.iter().zip(shapes);
    figure.regions.len() == shapes.len() && pairs.all(|(mark, shape)| Arc::ptr_eq(&mark.shape, shape))
}

fn placement(view: &Viewport, origin: Mercator) -> Placement {
    let [x, y] = view.screen_from_mercator(origin);
    Placement {
        offset_pt: [narrow(x), narrow(y)],
        scale: narrow(view.world_pt()),
    }
}

/// All outlines in view, then those of the region under the pointer and of the selected ones.
fn outlines(
    level: &Level,
    seen: &[Run],
    figure: &Figure,
    hovered: Option<RegionId>,
) -> impl Iterator<Item = Drawn> + use<> {
    let palette: &'static Palette = figure.theme.palette();
    let outline = |color: Color, width_pt: f32| LineStyle {
        color,
        width_pt,
        dash_pt: [0.0, 0.0],
    };
    let of = |range: Range<u32>, style: LineStyle| Some(Drawn::Lines(level.outlines.clone()?, range, style));
    let usual = outline(palette.region_outline, palette.region_outline_pt);
    let mut drawn: Vec<Drawn> = seen
        .iter()
        .filter_map(|(_, segments)| of(segments.clone(), usual))
        .collect();
    let lit = outline(palette.text, 2.0 * palette.line_factor);
    let chosen = outline(palette.accent, 3.0 * palette.line_factor);
    let marks = || figure.regions.iter().zip(&level.outline_of);
    let under = marks().filter(|(mark, _)| Some(mark.region) == hovered);
    drawn.extend(under.filter_map(|(_, range)| of(range.clone(), lit)));
    let selected = marks().filter(|(mark, _)| mark.emphasis == Emphasis::Selected);
    drawn.extend(selected.filter_map(|(_, range)| of(range.clone(), chosen)));
    drawn.into_iter()
}

/// Indices of areas and segments of outlines that lie together.
type Run = (Range<u32>, Range<u32>);

impl Regions {
    /// The level on the card that is nearest to what a zoom needs.
    fn level(&self, zoom: f64) -> Option<&Level> {
        let wanted = Detail::for_zoom(zoom, self.corners);
        self.levels.iter().min_by_key(|level| level.detail.distance(wanted))
    }
}

impl Level {
    /// The parts that touch the view, joined where they follow each other.
    fn runs(&self, view: &MercatorBounds, origin: Mercator) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        for chunk in self
            .chunks
            .iter()
            .filter(|chunk| chunk.bounds_from(origin).intersects(view))
        {
            match runs.last_mut() {
                Some((areas, outlines)) if areas.end == chunk.areas.start && outlines.end == chunk.outlines.start => {
                    areas.end = chunk.areas.end;
                    outlines.end = chunk.outlines.end;
                }
                _ => runs.push((chunk.areas.clone(), chunk.outlines.clone())),
            }
        }
        runs
    }
}

fn local(origin: Mercator, place: Mercator) -> [f32; 2] {
    [narrow(place.x - origin.x), narrow(place.y - origin.y)]
}

/// All curves, and again those that are directed.
pub(super) fn curves(figure: &Figure, origin: Mercator) -> [Bytes; 2] {
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
    [all, directed]
}

/// Every member that is drawn by itself, where it is drawn, and how far from its true place in points.
fn single_members<'a>(
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

/// The bytes of all symbols that are drawn by themselves.
pub(super) fn symbols(figure: &Figure, arrangement: &Arrangement, origin: Mercator) -> Bytes {
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
