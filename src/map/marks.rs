//! Members, rings and curves as bytes for the card.
//!
//! Members lie there in an order that does not depend on who stands out, so that choosing one sends those that stand out
//! and nothing else. Sending is the business of `gpu`, drawing that of `layers`.

use std::f32::consts::TAU;

use super::mesh::{Bytes, count, narrow};
use crate::figure::color::Color;
use crate::figure::crowd::Arrangement;
use crate::figure::mercator::Mercator;
use crate::figure::palette::{BRIDGE_CASING_PT, Palette, SYMBOL_EDGE_PT, SYMBOL_HALO_PT};
use crate::figure::picture::{Emphasis, Figure, MemberMark, Share};
use crate::figure::scale::{DIMMED_RADIUS_PT, link_control, link_width_pt};
use crate::figure::symbol::SymbolShape;

/// A shift by so much stands for a member that is drawn as part of a ring.
const IN_RING: f32 = 1e9;
/// The radius of the dot at the true place of fanned-out members, in points.
pub(super) const TRUE_PLACE_RADIUS_PT: f32 = 1.8;
/// What is added to the number of a symbol that has a ring round it.
const RINGED: u32 = 4096;
/// The begin of an arc that stands for the disc below a ring.
const DISC: f32 = -1e3;

/// The places of the members in the figure, in their order on the card: large ones first, so that small ones lie on top.
pub(super) fn in_card_order(figure: &Figure) -> Vec<u32> {
    let mut order: Vec<(u32, &MemberMark)> = (0..).zip(&figure.members).collect();
    order.sort_by(|(_, a), (_, b)| b.radius_pt.total_cmp(&a.radius_pt).then(a.member.cmp(&b.member)));
    order.into_iter().map(|(place, _)| place).collect()
}

fn ordered<'a>(figure: &'a Figure, order: &'a [u32]) -> impl Iterator<Item = (usize, &'a MemberMark)> {
    let places = order.iter().filter_map(|place| usize::try_from(*place).ok());
    places.filter_map(|place| Some((place, figure.members.get(place)?)))
}

/// Whether two figures have the same members on the card, whoever stands out.
pub(super) fn is_same_but_for_focus(a: (&Figure, &[u32]), b: (&Figure, &[u32])) -> bool {
    let calm = |mark: &MemberMark| MemberMark {
        emphasis: Emphasis::Normal,
        ..mark.clone()
    };
    let mut pairs = ordered(a.0, a.1).zip(ordered(b.0, b.1));
    a.1.len() == b.1.len() && pairs.all(|((_, a), (_, b))| calm(a) == calm(b))
}

fn local(origin: Mercator, place: Mercator) -> [f32; 2] {
    [narrow(place.x - origin.x), narrow(place.y - origin.y)]
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

/// Every member as it is while nobody stands out, in the order on the card.
pub(super) fn members(figure: &Figure, order: &[u32], origin: Mercator) -> Bytes {
    let palette = figure.theme.palette();
    let mut bytes = Bytes::default();
    for (_, mark) in ordered(figure, order) {
        plain_symbol(&mut bytes, mark, origin, palette);
    }
    bytes
}

/// The members that stand out: a disc below each selected one, symbols above.
pub(super) fn focus(figure: &Figure, origin: Mercator) -> Bytes {
    let palette = figure.theme.palette();
    let mut bytes = Bytes::default();
    let out = figure.members.iter().filter(|mark| mark.emphasis != Emphasis::Dimmed);
    for mark in out {
        if mark.emphasis == Emphasis::Selected {
            let radius_pt = mark.radius_pt * palette.symbol_factor + 6.0 * palette.symbol_factor;
            let sizes = [radius_pt, 3.0 * palette.line_factor, 0.0];
            let colors = [palette.halo, palette.accent];
            symbol(
                &mut bytes,
                local(origin, mark.position),
                sizes,
                shape_number(SymbolShape::Circle),
                colors,
            );
        }
        plain_symbol(&mut bytes, mark, origin, palette);
    }
    bytes
}

fn plain_symbol(bytes: &mut Bytes, mark: &MemberMark, origin: Mercator, palette: &Palette) {
    let style = palette.member(mark.helix, mark.color);
    let group = match mark.share() {
        Share::Sphere(_) => 0,
        share => share_number(share, palette),
    };
    let ring = if mark.is_cut { RINGED } else { 0 };
    let sizes = [mark.radius_pt * palette.symbol_factor, SYMBOL_EDGE_PT, SYMBOL_HALO_PT];
    symbol(
        bytes,
        local(origin, mark.position),
        sizes,
        shape_number(style.shape) + group + ring,
        [style.fill, style.edge],
    );
}

/// One symbol; the sizes are radius, edge and halo in points, the number tells shape, group and ring, the colors are fill and edge.
fn symbol(bytes: &mut Bytes, position: [f32; 2], sizes: [f32; 3], number: u32, colors: [Color; 2]) {
    bytes.point(position);
    for size in sizes {
        bytes.number(size);
    }
    bytes.whole(number);
    for color in colors {
        bytes.color(color);
    }
}

/// How far each member is drawn from its true place in points, in the order on the card.
pub(super) fn shifts(order: &[u32], arrangement: &Arrangement) -> Bytes {
    let mut shifts = vec![[0.0, 0.0]; order.len()];
    let fanned = arrangement.fanned.iter().map(|fan| (fan.member, fan.offset_pt));
    let in_rings = arrangement.crowds.iter().flat_map(|crowd| &crowd.members);
    for (member, shift) in fanned.chain(in_rings.map(|member| (*member, [IN_RING; 2]))) {
        if let Some(slot) = shifts.get_mut(member) {
            *slot = shift;
        }
    }
    let mut bytes = Bytes::default();
    for place in order.iter().filter_map(|place| usize::try_from(*place).ok()) {
        bytes.point(shifts.get(place).copied().unwrap_or_default());
    }
    bytes
}

/// So many members at their true places.
pub(super) fn no_shifts(members: usize) -> Bytes {
    Bytes(vec![0; members * 8])
}

/// The rings: below each a disc, then an arc for the share of each sphere or group.
pub(super) fn rings(figure: &Figure, arrangement: &Arrangement, origin: Mercator) -> Bytes {
    let palette = figure.theme.palette();
    let mut bytes = Bytes::default();
    for crowd in &arrangement.crowds {
        let at = (local(origin, crowd.center), crowd.radius_pt);
        arc(&mut bytes, at, (DISC, DISC), 0, palette.surface);
        let whole: usize = crowd.shares.iter().map(|(_, count)| count).sum();
        // Shares run clockwise from the top.
        let mut begin = -TAU / 4.0;
        for (counted, part) in &crowd.shares {
            let end = begin + TAU * share(*part, whole);
            let number = share_number(*counted, palette);
            arc(&mut bytes, at, (begin, end), number, palette.share(*counted));
            begin = end;
        }
    }
    bytes
}

fn share(part: usize, whole: usize) -> f32 {
    narrow(f64::from(count(part)) / f64::from(count(whole.max(1))))
}

fn arc(bytes: &mut Bytes, (center, radius_pt): ([f32; 2], f32), (begin, end): (f32, f32), number: u32, color: Color) {
    bytes.point(center);
    for number in [radius_pt, begin, end] {
        bytes.number(number);
    }
    bytes.whole(number);
    bytes.color(color);
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
        let width_pt = link_width_pt(link.class) * palette.line_factor;
        for bytes in targets {
            let mut curve = |width_pt: f32, color: Color| {
                for point in [from, control, to] {
                    bytes.point(point.map(narrow));
                }
                bytes.number(width_pt);
                bytes.color(color);
            };
            if link.is_bridge {
                curve(
                    width_pt + BRIDGE_CASING_PT * palette.line_factor,
                    palette.text_secondary,
                );
                curve(width_pt, palette.halo);
            } else {
                curve(width_pt, palette.link_class(link.class));
            }
        }
    }
    [all, directed]
}

/// The number by which the shader knows a group, above all shapes.
pub(super) fn group_number(group: Option<u8>) -> u32 {
    16 * (u32::from(group.map_or(0, |group| group + 1)) + 1)
}

/// The number by which the shader lights a share of a crowd.
fn share_number(share: Share, palette: &Palette) -> u32 {
    match share {
        Share::Sphere(helix) => shape_number(palette.helix(helix).shape),
        Share::Group(group) => group_number(Some(group)),
        Share::Rest => group_number(None),
    }
}

/// The number by which the shader knows a shape.
pub(super) fn shape_number(shape: SymbolShape) -> u32 {
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
