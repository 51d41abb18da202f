//! Hexagons, density, outlines and centers on the card: uploaded when their geometry changes, colored by a small table.
//!
//! Bytes are worked out with the other marks (`prepare`); what is drawn in which order is told by `layers` and the map. Years beside
//! centers are painted, not uploaded.

use std::ops::Range;

use egui::{Align2, Painter, Stroke, vec2};
use geo::{Coord, LineString, MultiLineString, MultiPolygon, Polygon};

use super::gpu::{Areas, ColorTable, DrawCall, Drawn, Gpu, Instances, LineStyle, Placement};
use super::mesh::{Segments, Triangles, narrow};
use super::pick::Scene;
use super::rings::ink;
use crate::figure::mercator::Mercator;
use crate::figure::picture::{Figure, LegendClass};
use crate::figure::scale::UNLIT;
use crate::figure::surface::{ConcentrationMarks, LineLook};
use crate::ui::fonts::Face;

/// The geometry as the card takes it.
#[derive(Default)]
pub(super) struct SurfaceBytes {
    classes: Triangles,
    edges: Segments,
    edges_of: Vec<Range<u32>>,
    outlines: Segments,
    outlines_of: Vec<Range<u32>>,
    tints: Vec<Option<Triangles>>,
}

impl SurfaceBytes {
    /// Triangulates the marks relative to an origin. Takes time proportional to their corners.
    pub(super) fn of(marks: &ConcentrationMarks, origin: Mercator) -> Self {
        let mut bytes = Self::default();
        let classes = marks.surface.iter().flat_map(|surface| surface.classes.iter());
        for (number, class) in (0_u32..).zip(classes) {
            add_areas(&mut bytes.classes, &class.areas, origin, number);
            bytes.edges_of.push(add_lines(&mut bytes.edges, &class.edges, origin));
        }
        for outline in &marks.outlines {
            bytes
                .outlines_of
                .push(add_lines(&mut bytes.outlines, &outline.lines, origin));
            bytes.tints.push(outline.areas.as_ref().map(|areas| {
                let mut tint = Triangles::default();
                add_areas(&mut tint, areas, origin, 0);
                tint
            }));
        }
        bytes
    }
}

fn moved(line: &LineString<f64>, origin: Mercator) -> LineString<f64> {
    let corners = line.0.iter().map(|at| Coord {
        x: at.x - origin.x,
        y: at.y - origin.y,
    });
    corners.collect()
}

fn add_areas(triangles: &mut Triangles, areas: &MultiPolygon<f64>, origin: Mercator, number: u32) {
    for polygon in areas {
        let holes = polygon.interiors().iter().map(|ring| moved(ring, origin)).collect();
        triangles.add(&Polygon::new(moved(polygon.exterior(), origin), holes), number);
    }
}

fn add_lines(segments: &mut Segments, lines: &MultiLineString<f64>, origin: Mercator) -> Range<u32> {
    let first = segments.count;
    for line in lines {
        let corners = line
            .0
            .iter()
            .map(|at| [narrow(at.x - origin.x), narrow(at.y - origin.y)]);
        segments.add(corners);
    }
    first..segments.count
}

/// The marks on the card.
#[derive(Default)]
pub(super) struct SurfaceOnCard {
    classes: Option<(Areas, ColorTable)>,
    edges: Option<Instances>,
    edges_of: Vec<Range<u32>>,
    outlines: Option<Instances>,
    outlines_of: Vec<Range<u32>>,
    tints: Vec<Option<Areas>>,
}

/// What lies below borders, and what lies above them.
#[derive(Default)]
pub(super) struct SurfaceCalls {
    pub(super) below: Vec<DrawCall>,
    pub(super) above: Vec<DrawCall>,
}

impl SurfaceOnCard {
    /// Uploads new geometry.
    pub(super) fn upload(&mut self, gpu: &Gpu, bytes: &SurfaceBytes) {
        let count = bytes.edges_of.len();
        *self = Self {
            classes: gpu.areas(&bytes.classes).map(|areas| (areas, gpu.color_table(count))),
            edges: gpu.segments(&bytes.edges),
            edges_of: bytes.edges_of.clone(),
            outlines: gpu.segments(&bytes.outlines),
            outlines_of: bytes.outlines_of.clone(),
            tints: bytes.tints.iter().map(|tint| gpu.areas(tint.as_ref()?)).collect(),
        };
    }

    /// Writes the colors of the classes; the others dim while one is pointed at in the legend.
    pub(super) fn recolor(&self, gpu: &Gpu, figure: &Figure, flash: Option<LegendClass>) {
        let (Some((_, table)), Some(surface)) = (&self.classes, &figure.concentration.surface) else {
            return;
        };
        let palette = figure.theme.palette();
        let count = surface.classes.len();
        let color = |class: usize| {
            let share = match flash {
                Some(LegendClass::Surface(lit)) if lit != class => UNLIT,
                _ => 1.0,
            };
            palette
                .surface_class(surface.ramp, class, count)
                .with_opacity(surface.opacity * share)
        };
        gpu.write_colors(table, (0..count).map(color));
    }

    /// The calls for all of it.
    pub(super) fn calls(&self, figure: &Figure, place: Placement) -> SurfaceCalls {
        let palette = figure.theme.palette();
        let marks = &figure.concentration;
        let call = |drawn: Drawn| DrawCall {
            drawn,
            place,
            clip: None,
        };
        let line = |instances: &Instances, range: &Range<u32>, look: LineLook| {
            let style = LineStyle {
                color: look.color,
                width_pt: look.width_pt,
                dash_pt: look.dash_pt,
            };
            call(Drawn::Lines(instances.clone(), range.clone(), style))
        };
        let mut calls = SurfaceCalls::default();
        if let (Some((areas, table)), Some(surface)) = (&self.classes, &marks.surface) {
            let all = 0..areas.index_count;
            calls.below.push(call(Drawn::Regions(
                areas.clone(),
                all,
                table.clone(),
                palette.hatch_line(),
            )));
            for (class, range) in self.edges_of.iter().enumerate() {
                let edges = self
                    .edges
                    .iter()
                    .map(|edges| line(edges, range, palette.surface_edge(surface, class)));
                calls.below.extend(edges);
            }
        }
        for ((outline, range), tint) in marks.outlines.iter().zip(&self.outlines_of).zip(&self.tints) {
            let ground = tint.as_ref().map(|tint| {
                let color = palette.outline_tint(outline.style);
                call(Drawn::Areas(tint.clone(), tint.index_count, color))
            });
            calls.above.extend(ground);
            let look = palette.outline_look(outline.style);
            calls
                .above
                .extend(self.outlines.iter().map(|lines| line(lines, range, look)));
        }
        calls
    }
}

/// Paints the centers with their years.
pub(super) fn paint_centers(painter: &Painter, scene: &Scene<'_>) {
    let palette = scene.figure.theme.palette();
    for center in &scene.figure.concentration.centers {
        let at = scene.screen(center.at);
        if !scene.rect.contains(at) {
            continue;
        }
        let radius = if center.is_current { 6.0 } else { 3.0 } * palette.symbol_factor;
        let fill = if center.is_current { palette.text } else { palette.muted };
        painter.circle(
            at,
            radius,
            ink(fill),
            Stroke::new(2.0 * palette.line_factor, ink(palette.halo)),
        );
        if !center.words.is_empty() {
            let font = Face::Semibold.at(13.0 * palette.symbol_factor);
            let galley = painter.layout_no_wrap(center.words.clone(), font, ink(palette.text));
            let rect = Align2::LEFT_CENTER.anchor_size(at + vec2(radius + 4.0, 0.0), galley.size());
            let halo = crate::ui::text::Halo {
                color: ink(palette.halo.with_opacity(0.92)),
                width_pt: palette.label_halo_pt / 2.0,
            };
            crate::ui::text::with_halo(painter, rect.min, &galley, ink(palette.text), halo);
        }
    }
}
