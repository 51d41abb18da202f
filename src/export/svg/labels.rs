//! Writes the names: of the data first, then of towns and lakes, wherever there is room.
//!
//! Which names matter most is told by the figure and the place table; rectangles are found by `figure::label`.

use std::collections::BTreeSet;

use crate::export::fonts::{TextStyle, text_width_pt};
use crate::figure::basemap::{Basemap, Place, PlaceKind};
use crate::figure::color::Color;
use crate::figure::label::{Insistence, LabelLayout, Obstacle, ScreenRect, places_beside, places_round};
use crate::figure::picture::{DataLabel, LabelKind};

use super::Canvas;
use super::write::{Align, Paint, PathData, SvgWriter, TextPaint};

/// At most so many names of places in view.
const MOST_PLACES: usize = 12;
/// So many places are tried for them.
const PLACES_TRIED: usize = 60;

/// With more regions than this, names that do not fit into theirs are left out: lines would cross the map.
const MOST_LED_REGIONS: usize = 24;

/// Writes all names that find room.
pub(super) fn draw(canvas: &Canvas<'_>, basemap: &Basemap, layout: &mut LabelLayout, svg: &mut SvgWriter) {
    svg.open_group("labels");
    let in_crowd = canvas.members_in_crowds();
    let is_alone = |label: &&DataLabel| label.member.is_none_or(|member| !in_crowd.contains(&member));
    for label in canvas.figure.labels.iter().filter(is_alone) {
        draw_data_label(canvas, label, layout, svg);
    }
    if canvas.figure.shows_basemap {
        let candidates = basemap.places_in(&canvas.view.bounds(), canvas.view.zoom, PLACES_TRIED);
        // A town with the name of a region or member that is named is not named again.
        let said: BTreeSet<&str> = canvas.figure.labels.iter().map(|label| label.text.as_str()).collect();
        let new = candidates
            .into_iter()
            .filter(|place| !said.contains(place.name.as_str()));
        let written = new.filter(|place| draw_place(canvas, place, layout, svg));
        // Counting drives the drawing: it stops with the last name that is wanted.
        let count = written.take(MOST_PLACES).count();
        log::debug!("{count} names of places are written");
    }
    svg.close_group();
}

/// A text of one or two lines, measured.
struct Block {
    lines: Vec<(String, TextStyle)>,
    size: [f64; 2],
}

impl Block {
    fn of(lines: Vec<(String, TextStyle)>) -> Self {
        let width = lines
            .iter()
            .map(|(text, style)| text_width_pt(text, *style))
            .fold(0.0, f64::max);
        let height = lines.iter().map(|(_, style)| style.line_pt()).sum();
        Self {
            lines,
            size: [width, height],
        }
    }

    /// Writes the lines into a rectangle of the block's size.
    fn write(&self, rect: &ScreenRect, paint: &TextPaint, svg: &mut SvgWriter) {
        let x = match paint.align {
            Align::Start => rect.left,
            Align::Middle => rect.center()[0],
            Align::End => rect.right,
        };
        let mut top = rect.top;
        for (text, style) in &self.lines {
            // The baseline of Source Sans 3 lies at four fifths of the line.
            svg.text([x, top + style.line_pt() * 0.78], text, *style, paint);
            top += style.line_pt();
        }
    }
}

fn haloed(canvas: &Canvas<'_>, color: Color, align: Align) -> TextPaint {
    let width = f64::from(canvas.palette.label_halo_pt);
    TextPaint {
        color,
        halo: Some((canvas.palette.halo.with_opacity(0.92), width)),
        align,
    }
}

fn draw_data_label(canvas: &Canvas<'_>, label: &DataLabel, layout: &mut LabelLayout, svg: &mut SvgWriter) {
    let at = canvas.view.screen_from_mercator(label.at);
    if !canvas.frame.holds(&ScreenRect::around(at, [0.0, 0.0])) {
        return;
    }
    let factor = canvas.symbol_pt(1.0);
    let (name_style, value_style) = match label.kind {
        LabelKind::Selected => (
            TextStyle {
                size_pt: 15.0,
                weight: 700,
                is_italic: false,
            },
            TextStyle::semibold(14.0),
        ),
        LabelKind::Region | LabelKind::Member => (TextStyle::semibold(13.0), TextStyle::regular(13.0)),
    };
    let mut lines = vec![(label.text.clone(), name_style.scaled(factor))];
    if !label.value.is_empty() {
        lines.push((label.value.clone(), value_style.scaled(factor)));
    }
    let block = Block::of(lines);
    let color = if label.kind == LabelKind::Selected {
        canvas.palette.text
    } else {
        canvas.palette.place_large
    };
    if label.bounds.is_some() {
        draw_region_label(canvas, label, at, &block, layout, svg);
    } else {
        let clearance = canvas.symbol_pt(label.clearance_pt) + 4.0;
        if let Some(rect) = layout.place(&places_beside(at, block.size, clearance), Insistence::Insists) {
            let align = if rect.center()[0] >= at[0] {
                Align::Start
            } else {
                Align::End
            };
            block.write(&rect, &haloed(canvas, color, align), svg);
        }
    }
}

/// In the middle of the region, or led to by a line where the region is smaller than its name.
fn draw_region_label(
    canvas: &Canvas<'_>,
    label: &DataLabel,
    at: [f64; 2],
    block: &Block,
    layout: &mut LabelLayout,
    svg: &mut SvgWriter,
) {
    let paint = haloed(canvas, canvas.palette.text, Align::Middle);
    let ground = label.bounds.map(|bounds| {
        let [left, top] = canvas.view.screen_from_mercator(bounds.min);
        let [right, bottom] = canvas.view.screen_from_mercator(bounds.max);
        ScreenRect {
            left,
            top,
            right,
            bottom,
        }
    });
    let [width, height] = block.size;
    let fits = ground.is_some_and(|area| area.width() >= width * 0.85 && area.height() >= height * 1.1);
    let middle = [ScreenRect::around(at, block.size)];
    if fits && let Some(rect) = layout.place(&middle, Insistence::Insists) {
        block.write(&rect, &paint, svg);
        return;
    }
    let is_speck = ground.is_none_or(|area| area.width().max(area.height()) < 10.0);
    let is_crowded = canvas.figure.regions.len() > MOST_LED_REGIONS;
    if (is_speck || is_crowded) && label.kind != LabelKind::Selected {
        return;
    }
    if let Some(rect) = layout.place(&places_round(at, block.size, &[26.0, 48.0, 76.0]), Insistence::Insists) {
        let [x, y] = at;
        let near = [x.clamp(rect.left, rect.right), y.clamp(rect.top, rect.bottom)];
        let mut leader = PathData::default();
        leader.line([near, at].into_iter());
        svg.path(&leader, &Paint::stroke(canvas.palette.halo, 3.0));
        svg.path(&leader, &Paint::stroke(canvas.palette.text, canvas.line_pt(1.0)));
        svg.circle(
            at,
            2.2,
            &Paint {
                fill: Some(canvas.palette.text),
                stroke: Some((canvas.palette.halo, 1.0)),
                dashes: "",
            },
        );
        block.write(&rect, &paint, svg);
    }
}

/// Writes a town beside its dot, or a lake in its middle. Says whether there was room.
fn draw_place(canvas: &Canvas<'_>, place: &Place, layout: &mut LabelLayout, svg: &mut SvgWriter) -> bool {
    let palette = canvas.palette;
    let at = canvas.view.screen_from_mercator(place.position);
    let factor = canvas.symbol_pt(1.0);
    if place.kind == PlaceKind::Lake {
        let block = Block::of(vec![(place.name.clone(), TextStyle::italic(13.0).scaled(factor))]);
        let found = layout.place(&[ScreenRect::around(at, block.size)], Insistence::GivesWay);
        if let Some(rect) = found {
            let halo = Some((palette.water, 2.0));
            block.write(
                &rect,
                &TextPaint {
                    color: palette.place_water,
                    halo,
                    align: Align::Middle,
                },
                svg,
            );
        }
        return found.is_some();
    }
    let is_large = place.kind == PlaceKind::Capital || place.rank <= 3 || place.population >= 250_000;
    let (color, style) = if is_large {
        (palette.place_large, TextStyle::regular(15.0))
    } else {
        (palette.place_small, TextStyle::regular(13.0))
    };
    let dot = ScreenRect::around(at, [6.0, 6.0]);
    if !layout.is_free(&dot, Insistence::GivesWay) {
        return false;
    }
    let block = Block::of(vec![(place.name.clone(), style.scaled(factor))]);
    let places = places_beside(at, block.size, 5.0);
    let found = layout.place(places.get(..4).unwrap_or(&places), Insistence::GivesWay);
    if let Some(rect) = found {
        layout.block(dot, Obstacle::Plate);
        svg.circle(
            at,
            1.8 * factor,
            &Paint {
                fill: Some(color),
                stroke: Some((palette.halo, 1.2)),
                dashes: "",
            },
        );
        let align = if rect.left >= at[0] {
            Align::Start
        } else if rect.right <= at[0] {
            Align::End
        } else {
            Align::Middle
        };
        block.write(&rect, &haloed(canvas, color, align), svg);
    }
    found.is_some()
}
