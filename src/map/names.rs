//! Writes the names on the map: of the data first, then of towns and lakes, wherever there is room.
//!
//! Which names matter most is told by the figure and the place table; rectangles are found by `figure::label`. The exports
//! follow the same rules.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::sync::Arc;

use egui::{Galley, Painter, Pos2, Rect, Shape, Stroke, pos2};

use super::marks::drawn_radius_pt;
use super::mesh::narrow;
use super::pick::{LARGEST_RING_PT, Scene};
use super::rings::ink;
use crate::figure::basemap::{Basemap, Place, PlaceKind};
use crate::figure::color::Color;
use crate::figure::label::{Insistence, LabelLayout, Obstacle, ScreenRect, places_beside, places_round};
use crate::figure::palette::Palette;
use crate::figure::picture::{DataLabel, LabelKind};
use crate::ui::fonts::Face;
use crate::ui::text::{self, Halo, shortened};

/// At most so many names of places in view.
const MOST_PLACES: usize = 12;
/// So many places are tried for them.
const PLACES_TRIED: usize = 60;
/// So many names of the data in view are tried, and so many are written at most.
const DATA_NAMES_TRIED: usize = 600;
const MOST_DATA_NAMES: usize = 120;
/// Of a name so many characters are written; the whole of it stands on its card.
const MOST_OF_NAME: usize = 80;
/// How far from a town under a symbol its name begins, in points.
const BESIDE_SYMBOL_PT: f64 = 11.0;
/// Where more symbols than this lie near a name none is worth a detour.
const MOST_SYMBOLS_BESIDE: usize = 256;
/// With more regions than this, names that do not fit into theirs are left out: lines would cross the map.
const MOST_LED_REGIONS: usize = 24;

/// All names that find room beside the plates. Takes time for the names that are tried only, which is bounded: symbols are
/// looked up where a name might stand.
pub(super) fn shapes(painter: &Painter, scene: &Scene<'_>, plates: &[Rect], names_places: bool) -> Vec<Shape> {
    let mut layout = LabelLayout::new(screen_rect(scene.rect));
    for plate in plates {
        layout.block(screen_rect(*plate).grown(4.0), Obstacle::Plate);
    }
    for (at, crowd) in scene.rings_in(scene.rect.expand(LARGEST_RING_PT)) {
        let side = f64::from(crowd.radius_pt) * 2.0;
        layout.block(ScreenRect::around(wide(at), [side, side]), Obstacle::Plate);
    }
    let figure = scene.figure;
    let mut writer = Writer {
        painter,
        scene,
        palette: figure.theme.palette(),
        shapes: Vec::new(),
    };
    // What stands in a ring has no symbol that could be named.
    let is_seen = |label: &&DataLabel| {
        let stands_alone = label
            .member
            .is_none_or(|member| scene.arranged.place_of(member).is_some());
        stands_alone && scene.rect.contains(scene.screen(label.at))
    };
    let tried = figure.labels.iter().filter(is_seen).take(DATA_NAMES_TRIED);
    // Counting drives the writing: it stops with the last name that is wanted.
    let count = tried
        .filter(|label| writer.data_label(label, &mut layout))
        .take(MOST_DATA_NAMES)
        .count();
    log::trace!("{count} names of the data are written");
    if figure.shows_basemap && names_places {
        let candidates = Basemap::embedded().places_in(&scene.view.bounds(), scene.view.zoom, PLACES_TRIED);
        // A town with the name of a region or member that is named is not named again.
        let said: BTreeSet<&str> = figure.labels.iter().map(|label| label.text.as_str()).collect();
        let new = candidates
            .into_iter()
            .filter(|place| !said.contains(place.name.as_str()));
        let count = new
            .filter(|place| writer.place(place, &mut layout))
            .take(MOST_PLACES)
            .count();
        log::trace!("{count} names of places are written");
    }
    writer.shapes
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
    shapes: Vec<Shape>,
}

/// One or two lines of text, measured.
struct Block {
    lines: Vec<Arc<Galley>>,
    size: [f64; 2],
}

impl Writer<'_> {
    /// Whether a symbol lies where a name might be written.
    fn meets_symbol(&self, rect: &ScreenRect) -> bool {
        let [left, top, right, bottom] = [rect.left, rect.top, rect.right, rect.bottom].map(narrow);
        let area = Rect::from_min_max(pos2(left, top), pos2(right, bottom));
        let largest = self.scene.arranged.largest_radius_pt * self.palette.symbol_factor;
        let looked_at = Cell::new(0);
        let near = self.scene.singles_in(area.expand(largest)).take(MOST_SYMBOLS_BESIDE);
        let mut near = near.inspect(|_| looked_at.set(looked_at.get() + 1));
        let meets = near.any(|(at, mark)| {
            let radius = drawn_radius_pt(mark, self.palette);
            area.intersects(Rect::from_center_size(at, egui::Vec2::splat(2.0 * radius)))
        });
        meets && looked_at.get() < MOST_SYMBOLS_BESIDE
    }

    /// The ring that leaves no room for the dot of a town: its middle and radius.
    fn ring_on(&self, at: Pos2) -> Option<(Pos2, f32)> {
        let near = Rect::from_center_size(at, egui::Vec2::splat(2.0 * LARGEST_RING_PT + 16.0));
        let rings = self
            .scene
            .rings_in(near)
            .map(|(center, crowd)| (center, crowd.radius_pt));
        let mut on = rings.filter(|(center, radius_pt)| {
            let reach = egui::Vec2::splat(2.0 * radius_pt + 8.0);
            Rect::from_center_size(*center, reach).contains(at)
        });
        on.next()
    }

    fn find(&self, layout: &mut LabelLayout, places: &[ScreenRect], insistence: Insistence) -> Option<ScreenRect> {
        layout.place_among(places, insistence, &|rect| self.meets_symbol(rect))
    }

    fn block(&self, lines: &[(&str, Face, f32)]) -> Block {
        let factor = self.palette.symbol_factor;
        let lines: Vec<Arc<Galley>> = lines
            .iter()
            .filter(|(words, _, _)| !words.is_empty())
            .map(|(words, face, size_pt)| {
                let ink = ink(self.palette.text);
                self.painter.layout_no_wrap(
                    shortened(words, MOST_OF_NAME).into_owned(),
                    face.at(size_pt * factor),
                    ink,
                )
            })
            .collect();
        let width = lines.iter().map(|line| f64::from(line.size().x)).fold(0.0, f64::max);
        let height = lines.iter().map(|line| f64::from(line.size().y)).sum();
        Block {
            lines,
            size: [width, height],
        }
    }

    fn write(&mut self, block: &Block, rect: &ScreenRect, side: Side, colors: (Color, Color)) {
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
            self.shapes
                .extend(text::halo_shapes(pos2(left, top), line, ink(colors.0), halo));
            top += line.size().y;
        }
    }

    /// Writes a name of the data. Says whether there was room.
    fn data_label(&mut self, label: &DataLabel, layout: &mut LabelLayout) -> bool {
        let at = self.scene.screen(label.at);
        let block = match label.kind {
            LabelKind::Selected => self.block(&[(&label.text, Face::Bold, 15.0), (&label.value, Face::Semibold, 14.0)]),
            LabelKind::Region | LabelKind::Member => {
                self.block(&[(&label.text, Face::Semibold, 13.0), (&label.value, Face::Regular, 13.0)])
            }
        };
        if label.bounds.is_some() {
            return self.region_label(label, at, &block, layout);
        }
        let color = if label.kind == LabelKind::Selected {
            self.palette.text
        } else {
            self.palette.place_large
        };
        let clearance = f64::from(label.clearance_pt * self.palette.symbol_factor) + 4.0;
        let found = self.find(
            layout,
            &places_beside(wide(at), block.size, clearance),
            Insistence::Insists,
        );
        if let Some(rect) = found {
            let side = if rect.center()[0] >= f64::from(at.x) {
                Side::Left
            } else {
                Side::Right
            };
            self.write(&block, &rect, side, (color, self.palette.halo));
        }
        found.is_some()
    }

    /// In the middle of the region, or led to by a line where the region is smaller than its name.
    fn region_label(&mut self, label: &DataLabel, at: Pos2, block: &Block, layout: &mut LabelLayout) -> bool {
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
        if fits && let Some(rect) = self.find(layout, &middle, Insistence::Insists) {
            self.write(block, &rect, Side::Middle, colors);
            return true;
        }
        let is_speck = ground.is_none_or(|area| area.width().max(area.height()) < 10.0);
        let is_crowded = self.scene.figure.regions.len() > MOST_LED_REGIONS;
        if (is_speck || is_crowded) && label.kind != LabelKind::Selected {
            return false;
        }
        let places = places_round(wide(at), block.size, &[26.0, 48.0, 76.0]);
        let found = self.find(layout, &places, Insistence::Insists);
        if let Some(rect) = found {
            let near = pos2(
                at.x.clamp(narrow(rect.left), narrow(rect.right)),
                at.y.clamp(narrow(rect.top), narrow(rect.bottom)),
            );
            let (text_ink, halo_ink) = (ink(self.palette.text), ink(self.palette.halo));
            let line = |width: f32, color| Shape::line_segment([near, at], Stroke::new(width, color));
            self.shapes.push(line(3.0, halo_ink));
            self.shapes.push(line(self.palette.line_factor, text_ink));
            self.dot(at, 2.2, (text_ink, Stroke::new(1.0, halo_ink)));
            self.write(block, &rect, Side::Middle, colors);
        }
        found.is_some()
    }

    fn dot(&mut self, at: Pos2, radius: f32, (fill, edge): (egui::Color32, Stroke)) {
        self.shapes.push(Shape::circle_filled(at, radius, fill));
        self.shapes.push(Shape::circle_stroke(at, radius, edge));
    }

    /// Writes a town beside its dot, or a lake in its middle. Says whether there was room.
    fn place(&mut self, place: &Place, layout: &mut LabelLayout) -> bool {
        let palette = self.palette;
        let at = self.scene.screen(place.position);
        if place.kind == PlaceKind::Lake {
            let block = self.block(&[(&place.name, Face::Italic, 13.0)]);
            let middle = [ScreenRect::around(wide(at), block.size)];
            let found = self.find(layout, &middle, Insistence::GivesWay);
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
        // A ring or a symbol on the town stands for its dot, and the name stands beside it.
        let ring = self.ring_on(at);
        let dot = ScreenRect::around(wide(at), [6.0, 6.0]);
        let has_dot = ring.is_none() && !self.meets_symbol(&dot);
        if has_dot && !layout.is_free(&dot, Insistence::GivesWay) {
            return false;
        }
        let (middle, clearance) = match ring {
            Some((center, radius_pt)) => (center, f64::from(radius_pt) + 4.0),
            None => (at, if has_dot { 5.0 } else { BESIDE_SYMBOL_PT }),
        };
        let block = self.block(&[(&place.name, Face::Regular, size_pt)]);
        let places = places_beside(wide(middle), block.size, clearance);
        let found = self.find(layout, places.get(..4).unwrap_or(&places), Insistence::GivesWay);
        if let Some(rect) = found {
            if has_dot {
                layout.block(dot, Obstacle::Plate);
                let radius = 1.8 * palette.symbol_factor;
                self.dot(at, radius, (ink(color), Stroke::new(1.2, ink(palette.halo))));
            }
            self.write(&block, &rect, Side::Left, (color, palette.halo));
        }
        found.is_some()
    }
}
