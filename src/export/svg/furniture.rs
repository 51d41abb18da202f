//! The scale bar and the attribution, each on its plate in a lower corner.
//!
//! The legend has its own file. Zoom buttons and hover cards belong to the window and are in no export.

use crate::export::fonts::{TextStyle, text_width_pt, wrapped};
use crate::figure::credit;
use crate::figure::label::ScreenRect;
use crate::figure::palette::Palette;
use crate::figure::view::ScaleBar;
use crate::messages;

use super::Canvas;
use super::write::{Align, Paint, PathData, SvgWriter, TextPaint};

/// The drawing of the furniture and the room it takes.
pub(super) struct Furniture {
    pub(super) drawing: SvgWriter,
    pub(super) plates: Vec<ScreenRect>,
}

/// Draws both plates.
pub(super) fn draw(canvas: &Canvas<'_>) -> Furniture {
    let mut drawing = SvgWriter::default();
    drawing.open_group("furniture");
    let scale_bar = draw_scale_bar(canvas, &mut drawing);
    let attribution = draw_attribution(canvas, scale_bar.right, &mut drawing);
    drawing.close_group();
    Furniture {
        drawing,
        plates: std::iter::once(scale_bar).chain(attribution).collect(),
    }
}

/// A plate as all plates are drawn: soft shadow, ground, rule and round corners.
pub(super) fn draw_plate(svg: &mut SvgWriter, palette: &Palette, rect: &ScreenRect, corner: f64) {
    let lowered = ScreenRect {
        top: rect.top + 2.0,
        bottom: rect.bottom + 2.0,
        ..*rect
    };
    // Three rims of growing width come close to a blur of 8 points, and every reader of SVG draws them.
    for (margin, opacity) in [(4.0, 0.02), (2.5, 0.03), (1.0, 0.04)] {
        svg.rect(
            &lowered.grown(margin),
            corner + margin,
            &Paint::fill(palette.shadow.with_opacity(opacity)),
        );
    }
    let paint = Paint {
        fill: Some(palette.surface),
        stroke: Some((palette.plate_border, 1.0)),
        dashes: "",
    };
    svg.rect(rect, corner, &paint);
}

/// The words of a length on the ground.
pub(super) fn length_label(length_km: f64) -> String {
    if length_km >= 1.0 {
        messages::text_with("figure-scale-kilometers", &[("length", length_km.round().into())])
    } else {
        messages::text_with(
            "figure-scale-meters",
            &[("length", (length_km * 1000.0).round().into())],
        )
    }
}

fn draw_scale_bar(canvas: &Canvas<'_>, svg: &mut SvgWriter) -> ScreenRect {
    let factor = canvas.furniture_factor;
    let bar = ScaleBar::fitting(&canvas.view, 130.0 * factor);
    let (margin, padding) = (16.0 * factor, 10.0 * factor);
    let style = TextStyle::regular(12.0 * factor);
    let height = padding * 1.6 + style.line_pt() + 8.0 * factor;
    let width = bar.length_pt + 2.0 * padding;
    let plate = ScreenRect::at([margin, canvas.frame.bottom - margin - height], [width, height]);
    draw_plate(svg, canvas.palette, &plate, 6.0 * factor);
    let left = plate.left + padding;
    let baseline = plate.top + padding * 0.7 + style.size_pt;
    let words = TextPaint::plain(canvas.palette.text_secondary);
    svg.text([left, baseline], &length_label(bar.length_km), style, &words);
    let foot = plate.bottom - padding * 0.8;
    let tick = 5.0 * factor;
    let mut line = PathData::default();
    let right = left + bar.length_pt;
    line.line([[left, foot - tick], [left, foot], [right, foot], [right, foot - tick]].into_iter());
    svg.path(&line, &Paint::stroke(canvas.palette.text, 1.5 * factor));
    plate
}

fn draw_attribution(canvas: &Canvas<'_>, taken_left: f64, svg: &mut SvgWriter) -> Option<ScreenRect> {
    let factor = canvas.furniture_factor;
    let (margin, padding) = (16.0 * factor, 8.0 * factor);
    let style = TextStyle::regular(12.0 * factor);
    let longest = (canvas.frame.right - taken_left - 2.0 * margin - 2.0 * padding).min(canvas.frame.width() * 0.6);
    let lines = wrapped(&credit::line(&canvas.figure.attribution), style, longest.max(40.0));
    let widest = lines.iter().map(|line| text_width_pt(line, style)).fold(0.0, f64::max);
    if lines.is_empty() {
        return None;
    }
    let line_count = u32::try_from(lines.len()).map_or(1.0, f64::from);
    let size = [widest + 2.0 * padding, line_count * style.line_pt() + padding];
    let corner = [
        canvas.frame.right - margin - size[0],
        canvas.frame.bottom - margin - size[1],
    ];
    let plate = ScreenRect::at(corner, size);
    draw_plate(svg, canvas.palette, &plate, 6.0 * factor);
    let words = TextPaint::plain(canvas.palette.text_secondary).aligned(Align::End);
    let mut baseline = plate.top + padding / 2.0 + style.line_pt() * 0.78;
    for line in &lines {
        svg.text([plate.right - padding, baseline], line, style, &words);
        baseline += style.line_pt();
    }
    Some(plate)
}
