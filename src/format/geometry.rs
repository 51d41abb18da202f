//! Geometries: checked position by position before a shape is built, so that a broken one is never drawn.
//!
//! What a geometry stands for (a region, a member) is the business of `features`.

use std::sync::Arc;

use geo::{Area, BoundingRect, Contains, Coord, LineString, MultiPolygon, Polygon};

use super::json::Node;
use super::overlap;
use super::report::{Report, Spot, name_of};
use crate::document::{LonLat, lon_lat};
use crate::messages::Value;

/// North and south of this latitude a web map shows nothing.
const MERCATOR_LATITUDE: f64 = 85.06;

/// What a feature's geometry is.
#[derive(Debug, Default)]
pub(super) struct Geometry {
    /// The type's name; empty where there is none.
    pub type_name: String,
    /// The outline of a Polygon or `MultiPolygon`.
    pub shape: Option<Arc<MultiPolygon<f64>>>,
    /// The place of a Point.
    pub point: Option<LonLat>,
    /// Whether an error keeps it off the map.
    pub is_broken: bool,
}

/// An error in a geometry; the path is collected from inside to outside.
struct Problem {
    code: &'static str,
    message: &'static str,
    value: String,
    at: u32,
    path: Vec<String>,
}

impl Problem {
    fn new(code: &'static str, message: &'static str, node: &Node) -> Self {
        Self {
            code,
            message,
            value: name_of(node),
            at: node.start,
            path: Vec::new(),
        }
    }

    fn value(mut self, value: String) -> Self {
        self.value = value;
        self
    }

    #[expect(
        clippy::needless_pass_by_value,
        reason = "Names and positions read better without a sign before them."
    )]
    fn within(mut self, segment: impl ToString) -> Self {
        self.path.push(segment.to_string());
        self
    }
}

/// Reads the geometry of a feature; problems go to the report.
pub(super) fn read(node: &Node, report: &mut Report<'_>, spot: &Spot<'_>) -> Geometry {
    let mut reader = Reader {
        bytes: report.bytes,
        warnings: Vec::new(),
    };
    let mut geometry = Geometry::default();
    let result = reader.geometry(node, &mut geometry, 0);
    let mut problems = reader.warnings;
    if let Err(problem) = result {
        geometry.is_broken = true;
        geometry.shape = None;
        geometry.point = None;
        problems.push(problem);
    }
    for problem in problems {
        let mut place = spot.clone();
        place.at = problem.at;
        for segment in problem.path.iter().rev() {
            place.path.push('/');
            place.path.push_str(segment);
        }
        let values: [(&str, Value); 2] = [
            ("value", problem.value.into()),
            ("type", geometry.type_name.as_str().into()),
        ];
        report.add(problem.code, problem.message, &values, &place);
    }
    geometry
}

struct Reader<'b> {
    bytes: &'b [u8],
    warnings: Vec<Problem>,
}

impl Reader<'_> {
    /// Each warning is said once a geometry.
    fn warn(&mut self, problem: Problem) {
        if !self.warnings.iter().any(|known| known.code == problem.code) {
            self.warnings.push(problem);
        }
    }

    fn geometry(&mut self, node: &Node, geometry: &mut Geometry, depth: usize) -> Result<(), Problem> {
        if !matches!(node.kind, super::json::Kind::Object(_)) {
            return Err(Problem::new("E_STRUCTURE", "format-geometry-type", node));
        }
        let Some(word) = node.member(self.bytes, "type") else {
            return Err(Problem::new("E_GEOMETRY_TYPE", "format-geometry-no-type", node));
        };
        let name = word.text(self.bytes).unwrap_or_default().into_owned();
        if depth == 0 {
            geometry.type_name.clone_from(&name);
        }
        if name == "GeometryCollection" {
            return self.collection(node, depth);
        }
        let known = [
            "Point",
            "MultiPoint",
            "LineString",
            "MultiLineString",
            "Polygon",
            "MultiPolygon",
        ];
        if !known.contains(&name.as_str()) {
            return Err(Problem::new("E_GEOMETRY_TYPE", "format-geometry-unknown", word)
                .value(name)
                .within("type"));
        }
        let Some(coordinates) = node.member(self.bytes, "coordinates") else {
            return Err(Problem::new("E_COORDINATES", "format-coordinates-missing", node));
        };
        if node.member(self.bytes, "geometries").is_some() {
            self.warn(Problem::new("W_SEMANTICS_MEMBER", "format-geometry-both", node));
        }
        let before = self.warnings.len();
        let result = self.coordinates(&name, coordinates, geometry);
        for warning in self
            .warnings
            .iter_mut()
            .skip(before)
            .filter(|warning| warning.message != "format-geometry-both")
        {
            warning.path.push("coordinates".to_owned());
        }
        result.map_err(|problem| problem.within("coordinates"))
    }

    fn collection(&mut self, node: &Node, depth: usize) -> Result<(), Problem> {
        let Some(parts) = node.member(self.bytes, "geometries") else {
            return Err(Problem::new("E_COORDINATES", "format-geometries-missing", node));
        };
        let entries = list(parts)?;
        if entries.is_empty() {
            self.warn(Problem::new("W_EMPTY_GEOMETRY", "format-geometry-empty", node));
        }
        if depth > 0 {
            self.warn(Problem::new("W_NESTED_COLLECTION", "format-geometry-nested", node));
        }
        for (index, part) in entries.iter().enumerate() {
            self.geometry(part, &mut Geometry::default(), depth + 1)
                .map_err(|problem| problem.within(index).within("geometries"))?;
        }
        Ok(())
    }

    fn coordinates(&mut self, name: &str, node: &Node, geometry: &mut Geometry) -> Result<(), Problem> {
        if list(node)?.is_empty() {
            self.warn(Problem::new("W_EMPTY_GEOMETRY", "format-geometry-empty", node));
            return Ok(());
        }
        match name {
            "Point" => {
                let position = self.position(node)?;
                geometry.point = Some(lon_lat(position.x, position.y));
            }
            "MultiPoint" => drop(self.positions(node)?),
            "LineString" => self.line(node)?,
            "MultiLineString" => {
                for (index, line) in list(node)?.iter().enumerate() {
                    self.line(line).map_err(|problem| problem.within(index))?;
                }
            }
            "Polygon" => {
                let polygon = self.polygon(node)?;
                geometry.shape = Some(Arc::new(MultiPolygon::new(vec![polygon])));
            }
            _ => {
                let mut polygons = Vec::new();
                for (index, part) in list(node)?.iter().enumerate() {
                    let before = self.warnings.len();
                    let polygon = self.polygon(part);
                    for warning in self.warnings.iter_mut().skip(before) {
                        warning.path.push(index.to_string());
                    }
                    polygons.push(polygon.map_err(|problem| problem.within(index))?);
                }
                if let Some(part) = first_overlapping(&polygons)
                    && let Some(entry) = list(node)?.get(part)
                {
                    self.warn(Problem::new("W_PARTS_OVERLAP", "format-parts-overlap", entry).within(part));
                }
                geometry.shape = Some(Arc::new(MultiPolygon::new(polygons)));
            }
        }
        Ok(())
    }

    fn line(&mut self, node: &Node) -> Result<(), Problem> {
        if self.positions(node)?.len() < 2 {
            return Err(Problem::new("E_COORDINATES", "format-line-short", node));
        }
        Ok(())
    }

    fn polygon(&mut self, node: &Node) -> Result<Polygon<f64>, Problem> {
        let mut rings = Vec::new();
        for (index, ring) in list(node)?.iter().enumerate() {
            let before = self.warnings.len();
            let line = self.ring(ring, index == 0);
            for warning in self.warnings.iter_mut().skip(before) {
                warning.path.push(index.to_string());
            }
            rings.push(line.map_err(|problem| problem.within(index))?);
        }
        let mut rings = rings.into_iter();
        let Some(shell) = rings.next() else {
            return Err(Problem::new("E_RING", "format-ring-empty", node));
        };
        let outline = Polygon::new(shell, Vec::new());
        let holes: Vec<LineString<f64>> = rings.collect();
        for (index, (hole, entry)) in holes.iter().zip(list(node)?.iter().skip(1)).enumerate() {
            let is_inside = hole.0.iter().any(|corner| outline.contains(corner));
            if !is_inside {
                self.warn(Problem::new("W_HOLE_OUTSIDE", "format-hole-outside", entry).within(index + 1));
            }
        }
        let (shell, _) = outline.into_inner();
        Ok(Polygon::new(shell, holes))
    }

    fn ring(&mut self, node: &Node, is_shell: bool) -> Result<LineString<f64>, Problem> {
        if list(node)?.is_empty() {
            return Err(Problem::new("E_RING", "format-ring-empty", node));
        }
        let mut corners = self.positions(node)?;
        if corners.first() != corners.last() || corners.len() == 1 {
            self.warn(Problem::new("W_RING_NOT_CLOSED", "format-ring-open", node));
            corners.extend(corners.first().copied());
        }
        if corners.len() < 4 {
            return Err(Problem::new("E_RING", "format-ring-short", node));
        }
        if corners
            .windows(2)
            .any(|pair| matches!(pair, [from, to] if (from.x - to.x).abs() > 180.0))
        {
            self.warn(Problem::new("W_ANTIMERIDIAN", "format-antimeridian", node));
        }
        let line = LineString::new(corners);
        let area = Polygon::new(line.clone(), Vec::new()).signed_area();
        if area == 0.0 {
            self.warn(Problem::new("W_ZERO_AREA", "format-ring-area", node));
        } else if (area > 0.0) != is_shell {
            self.warn(Problem::new("N_WINDING", "format-ring-winding", node));
        }
        if super::rings::intersects_itself(&line.0) {
            self.warn(Problem::new("W_SELF_INTERSECTION", "format-ring-crosses", node));
        }
        Ok(line)
    }

    fn positions(&mut self, node: &Node) -> Result<Vec<Coord<f64>>, Problem> {
        let entries = list(node)?;
        let mut positions = Vec::with_capacity(entries.len());
        for (index, entry) in entries.iter().enumerate() {
            let before = self.warnings.len();
            let position = self.position(entry);
            for warning in self.warnings.iter_mut().skip(before) {
                warning.path.push(index.to_string());
            }
            positions.push(position.map_err(|problem| problem.within(index))?);
        }
        Ok(positions)
    }

    fn position(&mut self, node: &Node) -> Result<Coord<f64>, Problem> {
        let entries = list(node)?;
        let [first, second, more @ ..] = entries else {
            return Err(Problem::new("E_COORDINATES", "format-position-short", node));
        };
        let mut numbers = [0.0; 2];
        for (index, (slot, entry)) in numbers.iter_mut().zip([first, second]).enumerate() {
            match entry.number() {
                Some(number) => *slot = number,
                None => return Err(Problem::new("E_COORDINATES", "format-position-number", entry).within(index)),
            }
        }
        if more.len() > 1 {
            self.warn(Problem::new("W_EXTRA_ORDINATES", "format-position-extra", node));
        }
        let [lon, lat] = numbers;
        let out_of_range = |message, index: usize, entry: &Node, value: f64| {
            Problem::new("E_COORD_RANGE", message, entry)
                .value(value.to_string())
                .within(index)
        };
        if lon.abs() > 1_000.0 && lat.abs() > 1_000.0 {
            return Err(out_of_range("format-projected", 0, first, lon));
        }
        if lon.abs() > 540.0 {
            return Err(out_of_range("format-longitude", 0, first, lon));
        }
        if lat.abs() > 90.0 {
            return Err(out_of_range("format-latitude", 1, second, lat));
        }
        if lon.abs() > 180.0 {
            self.warn(
                Problem::new("W_LON_WRAP", "format-longitude-wrap", first)
                    .value(lon.to_string())
                    .within(0),
            );
        }
        if lat.abs() > MERCATOR_LATITUDE {
            self.warn(Problem::new("W_BEYOND_MERCATOR", "format-beyond-mercator", node).value(lat.to_string()));
        }
        Ok(Coord { x: lon, y: lat })
    }
}

/// The position of the first part that covers ground of an earlier one.
fn first_overlapping(parts: &[Polygon<f64>]) -> Option<usize> {
    overlap::pairs(parts, BoundingRect::bounding_rect)
        .into_iter()
        .filter(|(first, second)| {
            parts
                .get(*first)
                .zip(parts.get(*second))
                .is_some_and(|(one, other)| overlap::overlaps(one, other))
        })
        .map(|(_, second)| second)
        .min()
}

fn list(node: &Node) -> Result<&[Node], Problem> {
    node.entries()
        .ok_or_else(|| Problem::new("E_COORDINATES", "format-coordinates-list", node))
}
