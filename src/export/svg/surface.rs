//! Draws concentration: hexagons or bands of density, outlines of hot spots and footprints, centers with their ellipses.
//!
//! Classes, lines and looks come with the figure; names are written by `labels`.

use geo::{LineString, MultiLineString, MultiPolygon};

use super::Canvas;
use super::write::{Align, Paint, PathData, SvgWriter, TextPaint};
use crate::export::fonts::TextStyle;
use crate::figure::mercator::Mercator;
use crate::figure::surface::LineLook;

/// A line as SVG writes it, with the dashes in words.
pub(super) struct LinePaint {
    look: LineLook,
    dashes: String,
}

/// A line with its dashes in words.
pub(super) fn paint_of(look: LineLook) -> LinePaint {
    let [dash, gap] = look.dash_pt;
    let dashes = if dash > 0.0 {
        format!("{dash} {gap}")
    } else {
        String::new()
    };
    LinePaint { look, dashes }
}

impl LinePaint {
    /// The stroke.
    pub(super) fn paint(&self) -> Paint<'_> {
        Paint {
            dashes: &self.dashes,
            ..Paint::stroke(self.look.color, f64::from(self.look.width_pt))
        }
    }
}

/// Hexagons or bands, below borders and names.
pub(super) fn draw_classes(canvas: &Canvas<'_>, svg: &mut SvgWriter) {
    let Some(surface) = &canvas.figure.concentration.surface else {
        return;
    };
    svg.open_group("density");
    let count = surface.classes.len();
    for (number, class) in surface.classes.iter().enumerate() {
        let color = canvas.palette.surface_class(surface.ramp, number, count);
        svg.path(
            &areas(canvas, &class.areas),
            &Paint::fill(color.with_opacity(surface.opacity)),
        );
    }
    for (number, class) in surface.classes.iter().enumerate() {
        let look = canvas.palette.surface_edge(surface, number);
        svg.path(&lines(canvas, &class.edges), &paint_of(look).paint());
    }
    svg.close_group();
}

/// Outlines of what stands out, below ties and members.
pub(super) fn draw_outlines(canvas: &Canvas<'_>, svg: &mut SvgWriter) {
    let outlines = &canvas.figure.concentration.outlines;
    if outlines.is_empty() {
        return;
    }
    svg.open_group("outlines");
    for outline in outlines {
        if let Some(ground) = &outline.areas {
            let tint = canvas.palette.outline_tint(outline.style);
            svg.path(&areas(canvas, ground), &Paint::fill(tint));
        }
        let look = canvas.palette.outline_look(outline.style);
        svg.path(&lines(canvas, &outline.lines), &paint_of(look).paint());
    }
    svg.close_group();
}

/// Mean centers with their years, above members.
pub(super) fn draw_centers(canvas: &Canvas<'_>, svg: &mut SvgWriter) {
    let palette = canvas.palette;
    if canvas.figure.concentration.centers.is_empty() {
        return;
    }
    svg.open_group("centers");
    for center in &canvas.figure.concentration.centers {
        let at = canvas.view.screen_from_mercator(center.at);
        let radius = canvas.symbol_pt(if center.is_current { 6.0 } else { 3.0 });
        let dot = Paint {
            fill: Some(if center.is_current { palette.text } else { palette.muted }),
            ..Paint::stroke(palette.halo, canvas.line_pt(2.0))
        };
        svg.circle(at, radius, &dot);
        if !center.words.is_empty() {
            let style = TextStyle::semibold(13.0).scaled(canvas.symbol_pt(1.0));
            let paint = TextPaint {
                color: palette.text,
                halo: Some((palette.halo.with_opacity(0.92), f64::from(palette.label_halo_pt))),
                align: Align::Start,
            };
            let [x, y] = at;
            svg.text(
                [x + radius + 4.0, y + style.size_pt * 0.34],
                &center.words,
                style,
                &paint,
            );
        }
    }
    svg.close_group();
}

fn ring(canvas: &Canvas<'_>, line: &LineString<f64>, data: &mut PathData) {
    // The closing point is drawn by closing the path.
    let corners = line.0.iter().take(line.0.len().saturating_sub(1));
    data.ring(corners.map(|at| canvas.view.screen_from_mercator(Mercator { x: at.x, y: at.y })));
}

fn areas(canvas: &Canvas<'_>, areas: &MultiPolygon<f64>) -> PathData {
    let mut data = PathData::default();
    for polygon in areas {
        for line in std::iter::once(polygon.exterior()).chain(polygon.interiors()) {
            ring(canvas, line, &mut data);
        }
    }
    data
}

fn lines(canvas: &Canvas<'_>, lines: &MultiLineString<f64>) -> PathData {
    let mut data = PathData::default();
    for line in lines {
        if line.is_closed() {
            ring(canvas, line, &mut data);
        } else {
            data.line(
                line.0
                    .iter()
                    .map(|at| canvas.view.screen_from_mercator(Mercator { x: at.x, y: at.y })),
            );
        }
    }
    data
}
