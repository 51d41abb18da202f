//! Writes the names on the map: of the data first, then of towns and lakes, wherever there is room.
//!
//! Which names matter most is told by the figure and the place table; rectangles are found by `figure::label`. The exports
//! follow the same rules.

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::{Galley, Painter, Pos2, Rect, Stroke, pos2};

use super::mesh::narrow;
use super::pick::Scene;
use super::rings::ink;
use crate::document::MemberId;
use crate::figure::basemap::{Basemap, Place, PlaceKind};
use crate::figure::color::Color;
use crate::figure::label::{Insistence, LabelLayout, Obstacle, ScreenRect, places_beside, places_round};
use crate::figure::palette::Palette;
use crate::figure::picture::{DataLabel, Emphasis, LabelKind};
use crate::ui::fonts::Face;
use crate::ui::text::{self, Halo};

use super::layers::drawn_radius_pt;

/// At most so many names of places in view.
const MOST_PLACES: usize = 12;
/// So many places are tried for them.
const PLACES_TRIED: usize = 60;
/// Names keep off so many dots that stand back.
const MOST_DIMMED_OBSTACLES: usize = 2000;
/// With more regions than this, names that do not fit into theirs are left out: lines would cross the map.
const MOST_LED_REGIONS: usize = 24;

/// Writes all names that find room beside the plates.
pub(super) fn paint(painter: &Painter, scene: &Scene<'_>, plates: &[Rect], names_places: bool) {
    let mut layout = LabelLayout::new(screen_rect(scene.rect));
    for plate in plates {
        layout.block(screen_rect(*plate).grown(4.0), Obstacle::Plate);
    }
    block_symbols(scene, &mut layout);
    let figure = scene.figure;
    let crowded: BTreeSet<MemberId> = scene
        .arrangement
        .crowds
        .iter()
        .flat_map(|crowd| &crowd.members)
        .filter_map(|member| figure.members.get(*member))
        .map(|mark| mark.member)
        .collect();
    let writer = Writer {
        painter,
        scene,
        palette: figure.theme.palette(),
    };
    for label in &figure.labels {
        if label.member.is_none_or(|member| !crowded.contains(&member)) {
            writer.data_label(label, &mut layout);
        }
    }
    if figure.shows_basemap && names_places {
        let candidates = Basemap::embedded().places_in(&scene.view.bounds(), scene.view.zoom, PLACES_TRIED);
        // A town with the name of a region or member that is named is not named again.
        let said: BTreeSet<&str> = figure.labels.iter().map(|label| label.text.as_str()).collect();
        let new = candidates
            .into_iter()
            .filter(|place| !said.contains(place.name.as_str()));
        // Counting drives the painting: it stops with the last name that is wanted.
        let count = new
            .filter(|place| writer.place(place, &mut layout))
            .take(MOST_PLACES)
            .count();
        log::trace!("{count} names of places are written");
    }
}

fn screen_rect(rect: Rect) -> ScreenRect {
    let [left, top, right, bottom] = [rect.left(), rect.top(), rect.right(), rect.bottom()].map(f64::from);
    ScreenRect {
        left,
        top,
        right,
        bottom,
    }
}

fn block_symbols(scene: &Scene<'_>, layout: &mut LabelLayout) {
    let palette = scene.figure.theme.palette();
    let seen = scene.rect.expand(40.0);
    let mut blocked = 0;
    for (at, mark) in scene.singles_in(seen) {
        // Among very many dots that stand back none is worth a detour.
        if seen.contains(at) && (mark.emphasis != Emphasis::Dimmed || blocked < MOST_DIMMED_OBSTACLES) {
            let side = f64::from(drawn_radius_pt(mark, palette)) * 2.0;
            layout.block(ScreenRect::around(wide(at), [side, side]), Obstacle::Symbol);
            blocked += 1;
        }
    }
    for crowd in &scene.arrangement.crowds {
        let at = scene.screen(crowd.center);
        if seen.contains(at) {
            let side = f64::from(crowd.radius_pt) * 2.0;
            layout.block(ScreenRect::around(wide(at), [side, side]), Obstacle::Plate);
        }
    }
}

fn wide(at: Pos2) -> [f64; 2] {
    [f64::from(at.x), f64::from(at.y)]
}

/// How the lines of a name stand in their rectangle.
#[derive(Clone, Copy, PartialEq)]
enum Side {
    Left,
    Middle,
    Right,
}

struct Writer<'a> {
    painter: &'a Painter,
    scene: &'a Scene<'a>,
    palette: &'a Palette,
}

/// One or two lines of text, measured.
struct Block {
    lines: Vec<Arc<Galley>>,
    size: [f64; 2],
}

impl Writer<'_> {
    fn block(&self, lines: &[(&str, Face, f32)]) -> Block {
        let factor = self.palette.symbol_factor;
        let lines: Vec<Arc<Galley>> = lines
            .iter()
            .filter(|(words, _, _)| !words.is_empty())
            .map(|(words, face, size_pt)| {
                let ink = ink(self.palette.text);
                self.painter
                    .layout_no_wrap((*words).to_owned(), face.at(size_pt * factor), ink)
            })
            .collect();
        let width = lines.iter().map(|line| f64::from(line.size().x)).fold(0.0, f64::max);
        let height = lines.iter().map(|line| f64::from(line.size().y)).sum();
        Block {
            lines,
            size: [width, height],
        }
    }

    fn write(&self, block: &Block, rect: &ScreenRect, side: Side, colors: (Color, Color)) {
        let halo = Halo {
            color: ink(colors.1.with_opacity(0.92)),
            width_pt: self.palette.label_halo_pt / 2.0,
        };
        let mut top = narrow(rect.top);
        for line in &block.lines {
            let free = narrow(rect.width()) - line.size().x;
            let left = narrow(rect.left)
                + match side {
                    Side::Left => 0.0,
                    Side::Middle => free / 2.0,
                    Side::Right => free,
                };
            text::with_halo(self.painter, pos2(left, top), line, ink(colors.0), halo);
            top += line.size().y;
        }
    }

    fn data_label(&self, label: &DataLabel, layout: &mut LabelLayout) {
        let at = self.scene.screen(label.at);
        if !self.scene.rect.contains(at) {
            return;
        }
        let block = match label.kind {
            LabelKind::Selected => self.block(&[(&label.text, Face::Bold, 15.0), (&label.value, Face::Semibold, 14.0)]),
            LabelKind::Region | LabelKind::Member => {
                self.block(&[(&label.text, Face::Semibold, 13.0), (&label.value, Face::Regular, 13.0)])
            }
        };
        if label.bounds.is_some() {
            self.region_label(label, at, &block, layout);
            return;
        }
        let color = if label.kind == LabelKind::Selected {
            self.palette.text
        } else {
            self.palette.place_large
        };
        let clearance = f64::from(label.clearance_pt * self.palette.symbol_factor) + 4.0;
        if let Some(rect) = layout.place(&places_beside(wide(at), block.size, clearance), Insistence::Insists) {
            let side = if rect.center()[0] >= f64::from(at.x) {
                Side::Left
            } else {
                Side::Right
            };
            self.write(&block, &rect, side, (color, self.palette.halo));
        }
    }

    /// In the middle of the region, or led to by a line where the region is smaller than its name.
    fn region_label(&self, label: &DataLabel, at: Pos2, block: &Block, layout: &mut LabelLayout) {
        let ground = label.bounds.map(|bounds| {
            screen_rect(Rect::from_min_max(
                self.scene.screen(bounds.min),
                self.scene.screen(bounds.max),
            ))
        });
        let [width, height] = block.size;
        let fits = ground.is_some_and(|area| area.width() >= width * 0.85 && area.height() >= height * 1.1);
        let colors = (self.palette.text, self.palette.halo);
        let middle = [ScreenRect::around(wide(at), block.size)];
        if fits && let Some(rect) = layout.place(&middle, Insistence::Insists) {
            self.write(block, &rect, Side::Middle, colors);
            return;
        }
        let is_speck = ground.is_none_or(|area| area.width().max(area.height()) < 10.0);
        let is_crowded = self.scene.figure.regions.len() > MOST_LED_REGIONS;
        if (is_speck || is_crowded) && label.kind != LabelKind::Selected {
            return;
        }
        let places = places_round(wide(at), block.size, &[26.0, 48.0, 76.0]);
        if let Some(rect) = layout.place(&places, Insistence::Insists) {
            let near = pos2(
                at.x.clamp(narrow(rect.left), narrow(rect.right)),
                at.y.clamp(narrow(rect.top), narrow(rect.bottom)),
            );
            let text_ink = ink(self.palette.text);
            self.painter
                .line_segment([near, at], Stroke::new(3.0, ink(self.palette.halo)));
            self.painter
                .line_segment([near, at], Stroke::new(self.palette.line_factor, text_ink));
            self.painter
                .circle(at, 2.2, text_ink, Stroke::new(1.0, ink(self.palette.halo)));
            self.write(block, &rect, Side::Middle, colors);
        }
    }

    /// Writes a town beside its dot, or a lake in its middle. Says whether there was room.
    fn place(&self, place: &Place, layout: &mut LabelLayout) -> bool {
        let palette = self.palette;
        let at = self.scene.screen(place.position);
        if place.kind == PlaceKind::Lake {
            let block = self.block(&[(&place.name, Face::Italic, 13.0)]);
            let found = layout.place(&[ScreenRect::around(wide(at), block.size)], Insistence::GivesWay);
            if let Some(rect) = found {
                self.write(&block, &rect, Side::Middle, (palette.place_water, palette.water));
            }
            return found.is_some();
        }
        let is_large = place.kind == PlaceKind::Capital || place.rank <= 3 || place.population >= 250_000;
        let (color, size_pt) = if is_large {
            (palette.place_large, 15.0)
        } else {
            (palette.place_small, 13.0)
        };
        let dot = ScreenRect::around(wide(at), [6.0, 6.0]);
        if !layout.is_free(&dot, Insistence::GivesWay) {
            return false;
        }
        let block = self.block(&[(&place.name, Face::Regular, size_pt)]);
        let places = places_beside(wide(at), block.size, 5.0);
        let found = layout.place(places.get(..4).unwrap_or(&places), Insistence::GivesWay);
        if let Some(rect) = found {
            layout.block(dot, Obstacle::Plate);
            let radius = 1.8 * palette.symbol_factor;
            self.painter
                .circle(at, radius, ink(color), Stroke::new(1.2, ink(palette.halo)));
            self.write(&block, &rect, Side::Left, (color, palette.halo));
        }
        found.is_some()
    }
}
