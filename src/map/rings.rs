//! Paints crowds of members as rings: arcs for the shares of the spheres, the count in the middle; and the true places of
//! members that are fanned out.
//!
//! Which members form a crowd is decided by `figure::crowd`; single symbols are drawn on the card.

use std::f32::consts::TAU;

use egui::{Align2, Color32, Painter, Pos2, Shape, Stroke, pos2};

use super::mesh::narrow;
use super::pick::Scene;
use crate::figure::color::Color;
use crate::figure::crowd::{Arrangement, Crowd, RING_BAND_PT, Spot};
use crate::figure::picture::{Emphasis, Figure, LegendClass};
use crate::figure::scale::UNLIT;
use crate::messages::number;
use crate::ui::fonts::Face;

/// A color of the figure for egui.
pub(super) fn ink(color: Color) -> Color32 {
    Color32::from_rgba_unmultiplied(color.red, color.green, color.blue, color.alpha)
}

/// How the members are arranged. While some stand back for others, every one is drawn by itself.
pub(super) fn arrange(figure: &Figure, zoom_level: u8) -> Arrangement {
    if figure.members.iter().any(|mark| mark.emphasis != Emphasis::Normal) {
        return Arrangement::default();
    }
    let spot = |mark: &crate::figure::picture::MemberMark| Spot {
        position: mark.position,
        helix: mark.helix,
    };
    Arrangement::at(zoom_level, &figure.members.iter().map(spot).collect::<Vec<_>>())
}

/// Paints all rings and true places.
pub(super) fn paint(painter: &Painter, scene: &Scene<'_>, flash: Option<LegendClass>) {
    let palette = scene.figure.theme.palette();
    let mut last = None;
    for mark in scene
        .arrangement
        .fanned
        .iter()
        .filter_map(|fan| scene.figure.members.get(fan.member))
    {
        if last.replace(mark.position) != Some(mark.position) {
            painter.circle(
                scene.screen(mark.position),
                1.8,
                ink(palette.text),
                Stroke::new(1.0, ink(palette.halo)),
            );
        }
    }
    for crowd in &scene.arrangement.crowds {
        let at = scene.screen(crowd.center);
        if scene.rect.expand(crowd.radius_pt + 2.0).contains(at) {
            paint_ring(painter, scene, crowd, (at, flash));
        }
    }
}

fn paint_ring(painter: &Painter, scene: &Scene<'_>, crowd: &Crowd, (at, flash): (Pos2, Option<LegendClass>)) {
    let palette = scene.figure.theme.palette();
    let line = crowd.radius_pt - RING_BAND_PT / 2.0;
    painter.circle(
        at,
        crowd.radius_pt + 0.5,
        ink(palette.surface),
        Stroke::new(1.8, ink(palette.halo)),
    );
    let whole: usize = crowd.shares.iter().map(|(_, count)| count).sum();
    let mut begin = -TAU / 4.0;
    for (helix, count) in &crowd.shares {
        let style = palette.helix(*helix);
        // The hollow sphere is filled with the ground, which no band can show: its edge stands for it.
        let color = if style.fill == palette.surface {
            style.edge
        } else {
            style.fill
        };
        let end = begin + TAU * share(*count, whole);
        let is_lit = flash.is_none_or(|class| class == LegendClass::Symbol(style.shape));
        let color = if is_lit {
            ink(color)
        } else {
            ink(color.with_opacity(UNLIT))
        };
        arc(painter, at, line, (begin, end), Stroke::new(RING_BAND_PT, color));
        begin = end;
    }
    let size_pt = if whole < 1000 { 11.0 } else { 10.0 };
    let words = number::count(whole);
    painter.text(
        at,
        Align2::CENTER_CENTER,
        words,
        Face::Semibold.at(size_pt),
        ink(palette.text),
    );
}

fn share(part: usize, whole: usize) -> f32 {
    let [part, whole] = [part, whole.max(1)].map(|number| u32::try_from(number).map_or(0.0, f64::from));
    narrow(part / whole)
}

fn arc(painter: &Painter, at: Pos2, radius: f32, (begin, end): (f32, f32), stroke: Stroke) {
    // A piece to every twenty-fourth of a turn, so that a ring of many spheres costs no more than one of a single sphere.
    let wanted = (end - begin) / TAU * 24.0;
    let pieces = (2..24_u8).find(|pieces| f32::from(*pieces) >= wanted).unwrap_or(24);
    let share = |step: u8| f32::from(step) / f32::from(pieces);
    let steps = (0..=pieces).map(|step| begin + (end - begin) * share(step));
    let points = steps
        .map(|angle| pos2(at.x + radius * angle.cos(), at.y + radius * angle.sin()))
        .collect();
    painter.add(Shape::line(points, stroke));
}
