//! The figure on the card: regions, curves and symbols, uploaded when they change and placed every frame.
//!
//! Shapes that stay the same keep their triangles; a new year brings a new color table only, and a chosen member only those that
//! stand out with it. Names and counts are painted by `names` and `rings`.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use egui::Rect;
use geo::MultiPolygon;

use super::detail::Detail;
use super::gpu::{Areas, ColorTable, DrawCall, Drawn, Gpu, HATCHED, Instances, LineStyle, Placement, SymbolStyle};
use super::marks::{group_number, no_shifts, shape_number};
use super::mesh::{Chunk, RegionMesh, narrow};
use super::prepare::{NewBytes, Prepared, corners};
use super::surface::SurfaceOnCard;
use super::worker::{RegionJob, Worker};
use crate::document::RegionId;
use crate::figure::color::Color;
use crate::figure::mercator::{Mercator, MercatorBounds};
use crate::figure::palette::Palette;
use crate::figure::picture::{Emphasis, Figure, LegendClass, RegionFill};
use crate::figure::scale::{UNLIT, link_width_pt};
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
    /// The places of the selected ones in the figure.
    selected: Vec<usize>,
}

/// The figure on the card.
#[derive(Default)]
pub(super) struct Layers {
    regions: Option<Regions>,
    next_number: u64,
    /// Curves and those with arrowheads: all, and those that are drawn while members stand out.
    curves: [Option<Instances>; 2],
    focus_curves: [Option<Instances>; 2],
    members: Option<Instances>,
    /// Where each member is moved to.
    shifts: Option<Instances>,
    rings: Option<Instances>,
    /// The members that stand out, at their true places.
    focus: Option<(Instances, Instances)>,
    has_focus: bool,
    surface: SurfaceOnCard,
    /// Radius and opacity of members that stand back.
    standing_back: (f32, f32),
    origin: Option<Mercator>,
    flash: Option<LegendClass>,
}

/// What lies below and above the water lines.
pub(super) struct LayerCalls {
    pub(super) choropleth: Vec<DrawCall>,
    /// Hexagons or density, below borders.
    pub(super) surface: Vec<DrawCall>,
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
                selected: Vec::new(),
            });
        }
        if let Some(surface) = &bytes.surface {
            self.surface.upload(gpu, surface);
        }
        self.surface.recolor(gpu, figure, self.flash);
        self.standing_back = figure.concentration.standing_back();
        if let Some(regions) = &mut self.regions {
            let marks = figure.regions.iter().enumerate();
            let selected = marks.filter(|(_, mark)| mark.emphasis == Emphasis::Selected);
            regions.selected = selected.map(|(place, _)| place).collect();
        }
        self.change_marks(gpu, bytes);
        self.has_focus = prepared.has_focus;
    }

    fn change_marks(&mut self, gpu: &Gpu, bytes: &NewBytes) {
        if let Some(members) = &bytes.members {
            self.members = gpu.symbols(members);
        }
        if let Some(shifts) = &bytes.shifts {
            self.shifts = gpu.shifts(shifts);
        }
        if let Some(rings) = &bytes.rings {
            self.rings = gpu.rings(rings);
        }
        if let Some(focus) = &bytes.focus {
            self.focus = gpu.symbols(focus).and_then(|symbols| {
                let count = usize::try_from(symbols.count).unwrap_or_default();
                Some((symbols, gpu.shifts(&no_shifts(count))?))
            });
        }
        if let Some(curves) = &bytes.curves {
            self.curves = curves.each_ref().map(|curves| gpu.curves(curves));
        }
        if let Some(curves) = &bytes.focus_curves {
            self.focus_curves = curves.each_ref().map(|curves| gpu.curves(curves));
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
            self.surface.recolor(gpu, figure, class);
        }
    }

    /// The share of a region's color that remains while a class of the legend is pointed at.
    fn share_of(&self, fill: RegionFill) -> f32 {
        let is_lit = match (self.flash, fill) {
            (Some(LegendClass::Ramp(lit)), RegionFill::Class(class)) => lit == class,
            (Some(LegendClass::Hatched), fill) => fill == RegionFill::NotPublished,
            (Some(LegendClass::Ramp(_)), _) => false,
            (
                Some(LegendClass::Symbol(_) | LegendClass::Group(_) | LegendClass::Line(_) | LegendClass::Surface(_))
                | None,
                _,
            ) => true,
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
            surface: Vec::new(),
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
            let hovered = hovered.and_then(|hovered| figure.regions.iter().position(|mark| mark.region == hovered));
            calls
                .above
                .extend(outlines(level, &seen, palette, (hovered, &regions.selected)).map(call));
        }
        let place = placement(view, self.origin.unwrap_or(Mercator { x: 0.5, y: 0.5 }));
        let surface = self.surface.calls(figure, place);
        calls.surface = surface.below;
        calls.above.extend(surface.above);
        calls.above.extend(self.marks(palette).map(|drawn| DrawCall {
            drawn,
            place,
            clip: None,
        }));
        calls
    }

    /// Curves below members, rings and what stands out above.
    fn marks(&self, palette: &Palette) -> impl Iterator<Item = Drawn> + use<> {
        let (lit_symbol, lit_width_pt) = match self.flash {
            Some(LegendClass::Symbol(shape)) => (Some(shape_number(shape)), None),
            Some(LegendClass::Group(group)) => (Some(group_number(group)), None),
            Some(LegendClass::Line(class)) => (None, Some(link_width_pt(class) * palette.line_factor)),
            _ => (None, None),
        };
        let [links, arrows] = if self.has_focus {
            self.focus_curves.clone()
        } else {
            self.curves.clone()
        };
        let usual = SymbolStyle {
            halo: palette.halo,
            lit: lit_symbol,
            standing_back: None,
            ring_factor: palette.line_factor,
        };
        let all = SymbolStyle {
            standing_back: self
                .has_focus
                .then_some((self.standing_back.0 * palette.symbol_factor, self.standing_back.1)),
            ..usual
        };
        let members = self.members.clone().zip(self.shifts.clone());
        let above = if self.has_focus {
            let focus = self.focus.clone();
            focus.map(|(symbols, shifts)| Drawn::Symbols(symbols, shifts, usual))
        } else {
            self.rings
                .clone()
                .map(|rings| Drawn::Rings(rings, palette.halo, lit_symbol))
        };
        [
            links.map(|found| Drawn::Curves(found, lit_width_pt)),
            arrows.map(|found| Drawn::Heads(found, palette.link.with_opacity(0.85))),
            members.map(|(symbols, shifts)| Drawn::Symbols(symbols, shifts, all)),
            above,
        ]
        .into_iter()
        .flatten()
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
    palette: &Palette,
    (hovered, selected): (Option<usize>, &[usize]),
) -> impl Iterator<Item = Drawn> + use<> {
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
    let outline_of = |place: &usize| level.outline_of.get(*place).cloned();
    drawn.extend(hovered.iter().filter_map(outline_of).filter_map(|range| of(range, lit)));
    drawn.extend(
        selected
            .iter()
            .filter_map(outline_of)
            .filter_map(|range| of(range, chosen)),
    );
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

/// A rectangle on the screen as bounds of the world.
pub(super) fn ground_of(view: &Viewport, map: Rect, area: Rect) -> MercatorBounds {
    let corner =
        |at: egui::Pos2| view.mercator_from_screen([f64::from(at.x - map.left()), f64::from(at.y - map.top())]);
    MercatorBounds::of_corners(corner(area.min), corner(area.max))
}
