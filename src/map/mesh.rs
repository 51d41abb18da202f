//! Geometry as the graphics card takes it: bytes of triangles, segments, symbols and curves, worked out without the card.
//!
//! Coordinates are relative to an origin in `f64`, so that 32 bits are enough at every zoom. Colors of regions are not in
//! here, so that a year can change without new geometry. Uploading is the business of `gpu`.

use std::ops::Range;

use geo::{Coord, LineString, Polygon, TriangulateEarcut};

use crate::figure::basemap::{BasemapTile, LineLayer, LineShape, PolygonLayer, PolygonShape};
use crate::figure::color::Color;
use crate::figure::mercator::{Mercator, MercatorBounds};

/// Bytes of one vertex of a triangle.
pub(super) const VERTEX_BYTES: u64 = 12;
/// Bytes of one segment of a line.
pub(super) const SEGMENT_BYTES: u64 = 20;
/// Bytes of one symbol.
pub(super) const SYMBOL_BYTES: u64 = 32;
/// Bytes of how far one symbol is moved.
pub(super) const SHIFT_BYTES: u64 = 8;
/// Bytes of one arc of a ring.
pub(super) const ARC_BYTES: u64 = 28;
/// Bytes of one curve.
pub(super) const CURVE_BYTES: u64 = 32;

/// A buffer in the layout of the card: little endian, no padding.
#[derive(Clone, Debug, Default)]
pub(super) struct Bytes(pub(super) Vec<u8>);

impl Bytes {
    pub(super) fn number(&mut self, value: f32) {
        self.0.extend_from_slice(&value.to_le_bytes());
    }

    pub(super) fn point(&mut self, [x, y]: [f32; 2]) {
        self.number(x);
        self.number(y);
    }

    pub(super) fn whole(&mut self, value: u32) {
        self.0.extend_from_slice(&value.to_le_bytes());
    }

    pub(super) fn color(&mut self, color: Color) {
        self.0
            .extend_from_slice(&[color.red, color.green, color.blue, color.alpha]);
    }
}

/// To 32 bits; what is narrowed is small or relative to a near origin.
#[expect(
    clippy::cast_possible_truncation,
    reason = "coordinates are relative to a near origin"
)]
pub(super) fn narrow(value: f64) -> f32 {
    value as f32
}

/// A number of things for the card; what goes beyond is not drawn.
pub(super) fn count(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

/// Triangles with indices, each vertex with the number of the area that it belongs to.
#[derive(Clone, Debug, Default)]
pub(super) struct Triangles {
    pub(super) vertices: Bytes,
    pub(super) indices: Bytes,
    pub(super) vertex_count: u32,
    pub(super) index_count: u32,
}

impl Triangles {
    /// Adds a polygon with the number of its area. Rings of less than three corners have no area and are passed over: the
    /// triangulation does not bear them.
    pub(super) fn add(&mut self, polygon: &Polygon<f64>, area: u32) {
        if !has_area(polygon.exterior()) {
            return;
        }
        let has_flat_hole = !polygon.interiors().iter().all(has_area);
        let triangulation = if has_flat_hole {
            let holes = polygon.interiors().iter().filter(|hole| has_area(hole));
            Polygon::new(polygon.exterior().clone(), holes.cloned().collect()).earcut_triangles_raw()
        } else {
            polygon.earcut_triangles_raw()
        };
        let first = self.vertex_count;
        for vertex in &triangulation.vertices {
            let [x, y] = *vertex;
            self.vertices.point([narrow(x), narrow(y)]);
            self.vertices.whole(area);
            self.vertex_count += 1;
        }
        for index in &triangulation.triangle_indices {
            self.indices.whole(first + count(*index));
            self.index_count += 1;
        }
    }
}

/// Whether a ring has three corners and its first one again.
fn has_area(ring: &LineString<f64>) -> bool {
    ring.0.len() >= 4
}

/// Segments of lines, each with how far along its line it begins.
#[derive(Clone, Debug, Default)]
pub(super) struct Segments {
    pub(super) bytes: Bytes,
    pub(super) count: u32,
}

impl Segments {
    /// Adds a line.
    pub(super) fn add(&mut self, points: impl Iterator<Item = [f32; 2]>) {
        let mut last: Option<[f32; 2]> = None;
        let mut along = 0.0;
        for point in points {
            if let Some(from) = last {
                let length = (point[0] - from[0]).hypot(point[1] - from[1]);
                if length == 0.0 {
                    continue;
                }
                self.bytes.point(from);
                self.bytes.point(point);
                self.bytes.number(along);
                self.count += 1;
                along += length;
            }
            last = Some(point);
        }
    }
}

/// Where the shapes up to each rank end: ranks ascending, with the count of indices or segments.
pub(super) type RankEnds = Vec<(u8, u32)>;

/// How much of a ranked list is drawn.
pub(super) fn drawn_up_to(ends: &RankEnds, is_drawn: impl Fn(u8) -> bool) -> u32 {
    ends.iter()
        .take_while(|(rank, _)| is_drawn(*rank))
        .last()
        .map_or(0, |(_, end)| *end)
}

/// One tile of the basemap, ready for the card.
#[derive(Clone, Debug, Default)]
pub(super) struct TileMesh {
    pub(super) land: Triangles,
    pub(super) urban: Triangles,
    pub(super) lakes: (Triangles, RankEnds),
    pub(super) coast: Segments,
    pub(super) shores: (Segments, RankEnds),
    pub(super) rivers: (Segments, RankEnds),
    /// Settled borders first, disputed ones behind the end of rank 0.
    pub(super) borders: (Segments, RankEnds),
    pub(super) admin1: Segments,
}

impl TileMesh {
    /// Triangulates a tile. Takes some milliseconds for a rich one.
    pub(super) fn of(tile: &BasemapTile) -> Self {
        Self {
            land: areas(tile.polygons(PolygonLayer::Land)).0,
            urban: areas(tile.polygons(PolygonLayer::Urban)).0,
            lakes: areas(tile.polygons(PolygonLayer::Lakes)),
            coast: lines(tile.lines(LineLayer::Coast)).0,
            shores: lines(tile.lines(LineLayer::LakeShore)),
            rivers: lines(tile.lines(LineLayer::Rivers)),
            borders: lines(tile.lines(LineLayer::Borders)),
            admin1: lines(tile.lines(LineLayer::Admin1)).0,
        }
    }
}

fn areas(shapes: &[PolygonShape]) -> (Triangles, RankEnds) {
    let mut sorted: Vec<&PolygonShape> = shapes.iter().collect();
    sorted.sort_by_key(|shape| shape.rank);
    let (mut triangles, mut ends) = (Triangles::default(), RankEnds::new());
    for shape in sorted {
        let mut rings = shape.rings.iter().map(|ring| ring_of(ring));
        if let Some(outer) = rings.next() {
            triangles.add(&Polygon::new(outer, rings.collect()), 0);
        }
        note_end(&mut ends, shape.rank, triangles.index_count);
    }
    (triangles, ends)
}

fn ring_of(ring: &[[f32; 2]]) -> LineString<f64> {
    ring.iter()
        .map(|[x, y]| Coord {
            x: f64::from(*x),
            y: f64::from(*y),
        })
        .collect()
}

fn lines(shapes: &[LineShape]) -> (Segments, RankEnds) {
    let mut sorted: Vec<&LineShape> = shapes.iter().collect();
    sorted.sort_by_key(|shape| shape.rank);
    let (mut segments, mut ends) = (Segments::default(), RankEnds::new());
    for shape in sorted {
        segments.add(shape.points.iter().copied());
        note_end(&mut ends, shape.rank, segments.count);
    }
    (segments, ends)
}

fn note_end(ends: &mut RankEnds, rank: u8, end: u32) {
    match ends.last_mut() {
        Some((last, last_end)) if *last == rank => *last_end = end,
        _ => ends.push((rank, end)),
    }
}

/// Regions that lie near each other, and so also in the buffers.
#[derive(Clone, Debug)]
pub(super) struct Chunk {
    /// West, north, east and south, relative to the origin.
    sides: [f64; 4],
    /// Which indices.
    pub(super) areas: Range<u32>,
    /// Which segments.
    pub(super) outlines: Range<u32>,
}

impl Chunk {
    /// The ground of its regions.
    pub(super) fn bounds_from(&self, origin: Mercator) -> MercatorBounds {
        let [west, north, east, south] = self.sides;
        let corner = |x: f64, y: f64| Mercator {
            x: x + origin.x,
            y: y + origin.y,
        };
        MercatorBounds {
            min: corner(west, north),
            max: corner(east, south),
        }
    }
}

/// The areas and outlines of the regions, relative to an origin.
#[derive(Clone, Debug, Default)]
pub(super) struct RegionMesh {
    pub(super) areas: Triangles,
    pub(super) outlines: Segments,
    /// Which segments belong to each region, in the order of the figure.
    pub(super) outline_of: Vec<Range<u32>>,
    pub(super) chunks: Vec<Chunk>,
}

/// So many regions are drawn as one part.
const FEW_REGIONS: usize = 256;
/// Otherwise the ground is cut into so many parts along each side.
const CHUNKS_ACROSS: f64 = 8.0;
/// No ground yet.
const NOWHERE: [f64; 4] = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];

fn with(sides: [f64; 4], x: f64, y: f64) -> [f64; 4] {
    let [west, north, east, south] = sides;
    [west.min(x), north.min(y), east.max(x), south.max(y)]
}

fn sides_of(polygons: &[Polygon<f64>]) -> [f64; 4] {
    let corners = polygons.iter().flat_map(|polygon| &polygon.exterior().0);
    corners.fold(NOWHERE, |sides, corner| with(sides, corner.x, corner.y))
}

impl RegionMesh {
    /// Triangulates the regions, near ones together. Takes time proportional to their corners.
    pub(super) fn of(regions: &[Vec<Polygon<f64>>]) -> Self {
        let sides: Vec<[f64; 4]> = regions.iter().map(|polygons| sides_of(polygons)).collect();
        let all = sides.iter().fold(NOWHERE, |all, [west, north, east, south]| {
            with(with(all, *west, *north), *east, *south)
        });
        let cell = |[west, north, east, south]: [f64; 4]| {
            let share = |low: f64, high: f64, first: f64, last: f64| {
                let place = (f64::midpoint(low, high) - first) / (last - first).max(1e-12) * CHUNKS_ACROSS;
                place.floor().clamp(0.0, CHUNKS_ACROSS - 1.0)
            };
            share(north, south, all[1], all[3]) * CHUNKS_ACROSS + share(west, east, all[0], all[2])
        };
        let is_whole = regions.len() <= FEW_REGIONS;
        let cells = sides.iter().map(|sides| if is_whole { 0.0 } else { cell(*sides) });
        let mut order: Vec<(f64, usize)> = cells.zip(0..).collect();
        order.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let mut mesh = Self {
            outline_of: vec![0..0; regions.len()],
            ..Self::default()
        };
        let mut last = None;
        for (cell, number) in order {
            let (Some(polygons), Some(ground)) = (regions.get(number), sides.get(number)) else {
                continue;
            };
            if last.replace(cell) != Some(cell) {
                mesh.chunks.push(Chunk {
                    sides: NOWHERE,
                    areas: mesh.areas.index_count..mesh.areas.index_count,
                    outlines: mesh.outlines.count..mesh.outlines.count,
                });
            }
            mesh.add(number, polygons);
            if let Some(chunk) = mesh.chunks.last_mut() {
                let [west, north, east, south] = *ground;
                chunk.sides = with(with(chunk.sides, west, north), east, south);
                chunk.areas.end = mesh.areas.index_count;
                chunk.outlines.end = mesh.outlines.count;
            }
        }
        mesh
    }

    fn add(&mut self, number: usize, polygons: &[Polygon<f64>]) {
        let first = self.outlines.count;
        for polygon in polygons {
            for ring in std::iter::once(polygon.exterior()).chain(polygon.interiors()) {
                let corners = ring.0.iter().map(|corner| [narrow(corner.x), narrow(corner.y)]);
                self.outlines.add(corners);
            }
            self.areas.add(polygon, count(number));
        }
        if let Some(range) = self.outline_of.get_mut(number) {
            *range = first..self.outlines.count;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring(corners: &[(f64, f64)]) -> LineString<f64> {
        corners.iter().copied().collect()
    }

    #[test]
    fn what_has_no_area_makes_no_triangles_and_flat_holes_are_passed_over() {
        let mut triangles = Triangles::default();
        triangles.add(&Polygon::new(ring(&[]), vec![]), 0);
        triangles.add(&Polygon::new(ring(&[(0.0, 0.0), (1.0, 1.0)]), vec![]), 0);
        assert_eq!(triangles.index_count, 0);
        let square = ring(&[(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)]);
        triangles.add(&Polygon::new(square, vec![ring(&[(0.4, 0.4), (0.6, 0.6)])]), 0);
        assert_eq!(triangles.index_count, 6);
    }
}
