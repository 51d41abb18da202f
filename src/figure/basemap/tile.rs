//! One tile of the basemap, unpacked: polygons and lines in coordinates of the tile.
//!
//! Coasts and shores are not stored: they are found here as the edges of land and lakes that do not run along the
//! tile's border. Styling, and what to leave out at which zoom, is the business of whoever draws.

use super::read::Reader;
use super::{BasemapError, TileAddress};

/// The areas of a tile, in drawing order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PolygonLayer {
    /// Everything that is not sea; lakes lie on it.
    Land,
    /// Lakes and reservoirs.
    Lakes,
    /// Built-up areas.
    Urban,
}

/// The lines of a tile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LineLayer {
    /// Where land meets the sea.
    Coast,
    /// The shores of lakes, ranked as the lakes are.
    LakeShore,
    /// Rivers outside lakes, ranked 0 to 12.
    Rivers,
    /// Borders between countries: rank 0 settled, 1 disputed or undetermined.
    Borders,
    /// Borders of the first administrative level inside countries.
    Admin1,
}

/// An area. Coordinates are 0 to 1 from the tile's north-western corner, y down.
#[derive(Clone, Debug, PartialEq)]
pub struct PolygonShape {
    /// Natural Earth's scale rank, 0 the most important.
    pub rank: u8,
    /// The outer ring, then the holes, which turn the other way. Rings are not closed and have at least three points.
    pub rings: Vec<Vec<[f32; 2]>>,
}

/// A line. Coordinates are 0 to 1 from the tile's north-western corner, y down.
#[derive(Clone, Debug, PartialEq)]
pub struct LineShape {
    /// Natural Earth's scale rank, 0 the most important.
    pub rank: u8,
    /// At least two points; a closed line repeats its first.
    pub points: Vec<[f32; 2]>,
}

/// Everything in one tile.
#[derive(Clone, Debug, PartialEq)]
pub struct BasemapTile {
    /// Where the tile lies.
    pub address: TileAddress,
    land: Vec<PolygonShape>,
    lakes: Vec<PolygonShape>,
    urban: Vec<PolygonShape>,
    coast: Vec<LineShape>,
    lake_shore: Vec<LineShape>,
    rivers: Vec<LineShape>,
    borders: Vec<LineShape>,
    admin1: Vec<LineShape>,
}

impl BasemapTile {
    /// The areas of one layer.
    #[must_use]
    pub fn polygons(&self, layer: PolygonLayer) -> &[PolygonShape] {
        match layer {
            PolygonLayer::Land => &self.land,
            PolygonLayer::Lakes => &self.lakes,
            PolygonLayer::Urban => &self.urban,
        }
    }

    /// The lines of one layer.
    #[must_use]
    pub fn lines(&self, layer: LineLayer) -> &[LineShape] {
        match layer {
            LineLayer::Coast => &self.coast,
            LineLayer::LakeShore => &self.lake_shore,
            LineLayer::Rivers => &self.rivers,
            LineLayer::Borders => &self.borders,
            LineLayer::Admin1 => &self.admin1,
        }
    }
}

/// Points of the tile's integer grid.
type GridPoints = Vec<[u16; 2]>;

/// Reads the unpacked bytes of a tile.
pub(super) fn read(address: TileAddress, raw: &[u8], extent: u16) -> Result<BasemapTile, BasemapError> {
    let mut cursor = Cursor {
        reader: Reader::new(raw),
        last: [0, 0],
        extent,
    };
    let (land, coast) = cursor.polygons()?;
    let (lakes, lake_shore) = cursor.polygons()?;
    let (urban, _) = cursor.polygons()?;
    let tile = BasemapTile {
        address,
        land,
        lakes,
        urban,
        coast,
        lake_shore,
        rivers: cursor.lines()?,
        borders: cursor.lines()?,
        admin1: cursor.lines()?,
    };
    if cursor.reader.is_at_end() {
        Ok(tile)
    } else {
        Err(BasemapError::Damaged)
    }
}

struct Cursor<'a> {
    reader: Reader<'a>,
    last: [i64; 2],
    extent: u16,
}

impl Cursor<'_> {
    /// A layer of polygons, and their edges that are not the tile's border.
    fn polygons(&mut self) -> Result<(Vec<PolygonShape>, Vec<LineShape>), BasemapError> {
        let mut shapes = Vec::new();
        let mut edges = Vec::new();
        for _ in 0..self.reader.count()? {
            let rank = self.reader.u8()?;
            let mut rings = Vec::new();
            for _ in 0..self.reader.count()? {
                let ring = self.points()?;
                if ring.len() < 3 {
                    return Err(BasemapError::Damaged);
                }
                edges.extend(self.inner_edges(&ring).into_iter().map(|run| LineShape {
                    rank,
                    points: self.local(&run),
                }));
                rings.push(self.local(&ring));
            }
            shapes.push(PolygonShape { rank, rings });
        }
        Ok((shapes, edges))
    }

    fn lines(&mut self) -> Result<Vec<LineShape>, BasemapError> {
        let mut shapes = Vec::new();
        for _ in 0..self.reader.count()? {
            let rank = self.reader.u8()?;
            let line = self.points()?;
            if line.len() < 2 {
                return Err(BasemapError::Damaged);
            }
            shapes.push(LineShape {
                rank,
                points: self.local(&line),
            });
        }
        Ok(shapes)
    }

    fn points(&mut self) -> Result<GridPoints, BasemapError> {
        let mut points = Vec::new();
        for _ in 0..self.reader.count()? {
            let [last_x, last_y] = self.last;
            self.last = [last_x + self.reader.zigzag()?, last_y + self.reader.zigzag()?];
            let [x, y] = self.last.map(u16::try_from);
            match (x, y) {
                (Ok(x), Ok(y)) if x <= self.extent && y <= self.extent => points.push([x, y]),
                _ => return Err(BasemapError::OutsideTile),
            }
        }
        Ok(points)
    }

    fn local(&self, points: &[[u16; 2]]) -> Vec<[f32; 2]> {
        let extent = f32::from(self.extent);
        points
            .iter()
            .map(|point| point.map(|coordinate| f32::from(coordinate) / extent))
            .collect()
    }

    /// Whether an edge runs along the border of the tile, where the data were cut.
    fn is_cut([a, b]: [[u16; 2]; 2], extent: u16) -> bool {
        a.into_iter()
            .zip(b)
            .any(|(from, to)| from == to && (from == 0 || from == extent))
    }

    /// The runs of a ring's edges that are not the tile's border. A ring that does not touch it is one closed run.
    fn inner_edges(&self, ring: &[[u16; 2]]) -> Vec<GridPoints> {
        let next = ring.iter().cycle().skip(1);
        let edges: Vec<[[u16; 2]; 2]> = ring.iter().zip(next).map(|(a, b)| [*a, *b]).collect();
        let cut_at = edges.iter().position(|edge| Self::is_cut(*edge, self.extent));
        let mut runs: Vec<GridPoints> = Vec::new();
        let mut run: GridPoints = Vec::new();
        // Starting behind a cut edge keeps a run from being split where the ring happens to begin.
        for edge @ [from, to] in edges
            .iter()
            .cycle()
            .skip(cut_at.map_or(0, |at| at + 1))
            .take(edges.len())
        {
            if Self::is_cut(*edge, self.extent) {
                runs.extend((!run.is_empty()).then(|| std::mem::take(&mut run)));
            } else {
                if run.is_empty() {
                    run.push(*from);
                }
                run.push(*to);
            }
        }
        runs.extend((!run.is_empty()).then_some(run));
        runs
    }
}
