//! Draws crowds of members as rings: arcs for the shares of the spheres, the count in the middle.
//!
//! Which members form a crowd is decided by `figure::crowd`; single symbols are drawn by `marks`.

use std::f64::consts::TAU;

use crate::export::fonts::TextStyle;
use crate::figure::crowd::{Arrangement, Crowd, RING_BAND_PT, Spot};
use crate::figure::picture::{Emphasis, MemberMark};
use crate::messages::number;

use super::Canvas;
use super::write::{Align, Paint, PathData, SvgWriter, TextPaint};

/// How the members of the picture are arranged. While some stand back for others, every one is drawn by itself.
pub(super) fn arrange(members: &[MemberMark], zoom: f64) -> Arrangement {
    if members.iter().any(|mark| mark.emphasis != Emphasis::Normal) {
        return Arrangement::default();
    }
    let spots: Vec<Spot> = members
        .iter()
        .map(|mark| Spot {
            position: mark.position,
            share: mark.share(),
        })
        .collect();
    Arrangement::at(whole_zoom(zoom), &spots)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a zoom is held between 0 and 24 first"
)]
fn whole_zoom(zoom: f64) -> u8 {
    zoom.clamp(0.0, 24.0).floor() as u8
}

/// The rings, with the middle of each on the screen.
pub(super) fn draw(canvas: &Canvas<'_>, svg: &mut SvgWriter) {
    svg.open_group("crowds");
    for crowd in &canvas.arrangement.crowds {
        draw_ring(canvas, crowd, svg);
    }
    svg.close_group();
}

fn draw_ring(canvas: &Canvas<'_>, crowd: &Crowd, svg: &mut SvgWriter) {
    let palette = canvas.palette;
    let at @ [x, y] = canvas.view.screen_from_mercator(crowd.center);
    let outer = f64::from(crowd.radius_pt);
    let band = f64::from(RING_BAND_PT);
    let line = outer - band / 2.0;
    svg.circle(
        at,
        outer + 0.5,
        &Paint {
            fill: Some(palette.surface),
            stroke: Some((palette.halo, 1.8)),
            dashes: "",
        },
    );
    let whole: usize = crowd.shares.iter().map(|(_, count)| count).sum();
    let share_of = |count: usize| -> f64 {
        let [part, all] = [count, whole].map(|number| u32::try_from(number).map_or(0.0, f64::from));
        part / all.max(1.0)
    };
    // Shares run clockwise from the top.
    let mut begin = -TAU / 4.0;
    for (share, count) in &crowd.shares {
        let stroke = |color| Paint::stroke(color, band);
        let color = palette.share(*share);
        if share_of(*count) >= 1.0 {
            svg.circle(at, line, &stroke(color));
        } else {
            let end = begin + share_of(*count) * TAU;
            let point = |angle: f64| [x + line * angle.cos(), y + line * angle.sin()];
            let mut arc = PathData::default();
            arc.arc([point(begin), point(end)], line, end - begin > TAU / 2.0);
            svg.path(&arc, &stroke(color));
            begin = end;
        }
    }
    let size_pt = if whole < 1000 { 11.0 } else { 10.0 };
    let paint = TextPaint::plain(palette.text).aligned(Align::Middle);
    svg.text(
        [x, y + size_pt * 0.34],
        &number::count(whole),
        TextStyle::semibold(size_pt),
        &paint,
    );
}
