//! Geometries: checked position by position before a shape is built, so that a broken one is never drawn.
//!
//! What a geometry stands for (a region, a member) is the business of `features`.

use std::sync::Arc;

use geo::{BoundingRect, Coord, LineString, MultiPolygon, Polygon};

use super::coordinates::{Coordinates, Ring};
use super::holes::{self, Fault};
use super::json::{Kind, Node};
use super::report::{Report, Spot, name_of};
use super::scanner::Scanner;
use super::shape::{COLLECTION, Geometry, Place, TypeName};
use super::{guard, overlap, rings, systems};
use crate::document::{Repair, lon_lat};
use crate::messages::Value;

/// North and south of this latitude a web map shows nothing.
const MERCATOR_LATITUDE: f64 = 85.06;

/// An error in a geometry; the path is collected from inside to outside.
struct Problem {
    code: &'static str,
    message: &'static str,
    value: String,
    at: u32,
    path: Vec<String>,
    repair: Option<Repair>,
}

impl Problem {
    fn new(code: &'static str, message: &'static str, at: u32) -> Self {
        Self {
            code,
            message,
            value: String::new(),
            at,
            path: Vec::new(),
            repair: None,
        }
    }

    fn mended_by(mut self, repair: Option<Repair>) -> Self {
        self.repair = repair;
        self
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

/// Reads the geometry of a feature and takes its coordinates; problems go to the report. A surprise in computing with it is caught, and it is left off the map.
pub(super) fn read(node: &mut Node, report: &mut Report<'_>, spot: &dyn Fn() -> Spot) -> Geometry {
    let bytes = report.bytes;
    let read = guard::caught(|| {
        let mut reader = Reader {
            bytes,
            warnings: Vec::new(),
        };
        let mut geometry = Geometry::default();
        let result = reader.geometry(node, &mut geometry, 0);
        (geometry, result, reader.warnings)
    });
    let Some((mut geometry, result, mut problems)) = read else {
        report.add("E_INTERNAL", "format-geometry-surprise", &[], &spot());
        return Geometry {
            is_broken: true,
            ..Geometry::default()
        };
    };
    if let Err(problem) = result {
        geometry.is_broken = true;
        geometry.place = Place::None;
        problems.push(problem);
    }
    for problem in problems {
        let mut place = spot();
        place.at = problem.at;
        for segment in problem.path.iter().rev() {
            place.path.push('/');
            place.path.push_str(segment);
        }
        let values: [(&str, Value); 2] = [("value", problem.value.into()), ("type", geometry.type_name().into())];
        let kind = (problem.code, problem.message);
        match problem.repair {
            Some(repair) => report.add_mendable(kind, &values, &place, Some(repair)),
            None => report.add(problem.code, problem.message, &values, &place),
        }
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

    fn geometry(&mut self, node: &mut Node, geometry: &mut Geometry, depth: usize) -> Result<(), Problem> {
        if !node.is_object() {
            return Err(self.unexpected("E_STRUCTURE", "format-geometry-type", node));
        }
        let Some(word) = node.member(self.bytes, "type") else {
            return Err(Problem::new("E_GEOMETRY_TYPE", "format-geometry-no-type", node.start));
        };
        let name = word.text(self.bytes).unwrap_or_default();
        let Some(type_name) = TypeName::of(&name) else {
            return Err(Problem::new("E_GEOMETRY_TYPE", "format-geometry-unknown", word.start)
                .value(name.into_owned())
                .within("type"));
        };
        geometry.type_name = type_name;
        if name == COLLECTION {
            return self.collection(node, depth);
        }
        let (start, has_parts) = (node.start, node.member(self.bytes, "geometries").is_some());
        let Some(coordinates) = node.member_mut(self.bytes, "coordinates") else {
            return Err(Problem::new("E_COORDINATES", "format-coordinates-missing", start));
        };
        if has_parts {
            self.warn(Problem::new("W_SEMANTICS_MEMBER", "format-geometry-both", start));
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

    /// A problem with what stands in place of something else.
    fn unexpected(&self, code: &'static str, message: &'static str, node: &Node) -> Problem {
        Problem::new(code, message, node.start).value(name_of(node, self.bytes))
    }

    fn collection(&mut self, node: &mut Node, depth: usize) -> Result<(), Problem> {
        let start = node.start;
        let Some(parts) = node.member_mut(self.bytes, "geometries") else {
            return Err(Problem::new("E_COORDINATES", "format-geometries-missing", start));
        };
        if self.list(parts)?.is_empty() {
            self.warn(Problem::new("W_EMPTY_GEOMETRY", "format-geometry-empty", start));
        }
        if depth > 0 {
            self.warn(Problem::new("W_NESTED_COLLECTION", "format-geometry-nested", start));
        }
        for (index, part) in parts.entries_mut().iter_mut().enumerate() {
            self.geometry(part, &mut Geometry::default(), depth + 1)
                .map_err(|problem| problem.within(index).within("geometries"))?;
        }
        Ok(())
    }

    /// Coordinates that were read in one go are used as they are where nothing has to be said of a single position; otherwise
    /// every value is looked at with its place.
    fn coordinates(&mut self, name: &str, node: &mut Node, geometry: &mut Geometry) -> Result<(), Problem> {
        let Kind::Coordinates(found) = &mut node.kind else {
            return self.coordinates_one_by_one(name, node, geometry);
        };
        let is_plain = found.widest <= 180.0 && found.highest <= MERCATOR_LATITUDE && !found.has_more;
        if is_plain && self.take_plain(name, found, geometry)? {
            return Ok(());
        }
        let mut scanner = Scanner::new(
            self.bytes.get(..node.end as usize).unwrap_or_default(),
            node.start as usize,
            &(),
        );
        match scanner.value() {
            Ok(every) => self.coordinates_one_by_one(name, &every, geometry),
            Err(_) => Err(self.unexpected("E_COORDINATES", "format-coordinates-list", node)),
        }
    }

    /// Takes plain coordinates; `false`, with nothing taken, where their depth does not fit the type.
    fn take_plain(&mut self, name: &str, found: &mut Coordinates, geometry: &mut Geometry) -> Result<bool, Problem> {
        match (name, found.depth) {
            ("Point", 1) => {
                if let Some(corner) = found.position {
                    geometry.place = Place::Point(lon_lat(corner.x, corner.y));
                }
            }
            ("MultiPoint", 2) => {}
            ("LineString", 2) | ("MultiLineString", 3) => {
                if let Some((index, line)) = found.rings.iter().enumerate().find(|(_, line)| line.corners.len() < 2) {
                    let problem = Problem::new("E_COORDINATES", "format-line-short", line.at);
                    return Err(if found.depth == 2 {
                        problem
                    } else {
                        problem.within(index)
                    });
                }
            }
            ("Polygon", 3) => {
                let polygon = self.polygon(&mut found.rings)?;
                geometry.place = Place::Outline(Arc::new(MultiPolygon::new(vec![polygon])));
            }
            ("MultiPolygon", 4) => {
                let mut parts = Vec::with_capacity(found.parts.len());
                let (mut first, mut rings) = (0, found.rings.as_mut_slice());
                for part in &found.parts {
                    let Some((own, rest)) = rings.split_at_mut_checked(part.end - first) else {
                        break;
                    };
                    parts.push((part.at, own));
                    (first, rings) = (part.end, rest);
                }
                self.multi_polygon(parts, geometry)?;
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn coordinates_one_by_one(&mut self, name: &str, node: &Node, geometry: &mut Geometry) -> Result<(), Problem> {
        let entries = self.list(node)?;
        if entries.is_empty() {
            self.warn(Problem::new("W_EMPTY_GEOMETRY", "format-geometry-empty", node.start));
            return Ok(());
        }
        match name {
            "Point" => {
                let position = self.position(node)?;
                geometry.place = Place::Point(lon_lat(position.x, position.y));
            }
            "MultiPoint" => drop(self.positions(node)?),
            "LineString" => self.line(node)?,
            "MultiLineString" => {
                for (index, line) in entries.iter().enumerate() {
                    self.line(line).map_err(|problem| problem.within(index))?;
                }
            }
            "Polygon" => {
                let mut rings = self.rings(node)?;
                let polygon = self.polygon(&mut rings)?;
                geometry.place = Place::Outline(Arc::new(MultiPolygon::new(vec![polygon])));
            }
            _ => {
                let mut parts = Vec::with_capacity(entries.len());
                for (index, part) in entries.iter().enumerate() {
                    let rings = self.within(index, |reader| reader.rings(part))?;
                    parts.push((part.start, rings));
                }
                let parts = parts.iter_mut().map(|(at, rings)| (*at, rings.as_mut_slice()));
                self.multi_polygon(parts.collect(), geometry)?;
            }
        }
        Ok(())
    }

    /// Does something with an entry of a list, whose position goes into the path of whatever is said of it.
    fn within<T>(&mut self, index: usize, read: impl FnOnce(&mut Self) -> Result<T, Problem>) -> Result<T, Problem> {
        let before = self.warnings.len();
        let result = read(self);
        for warning in self.warnings.iter_mut().skip(before) {
            warning.path.push(index.to_string());
        }
        result.map_err(|problem| problem.within(index))
    }

    fn line(&mut self, node: &Node) -> Result<(), Problem> {
        if self.positions(node)?.len() < 2 {
            return Err(Problem::new("E_COORDINATES", "format-line-short", node.start));
        }
        Ok(())
    }

    fn rings(&mut self, node: &Node) -> Result<Vec<Ring>, Problem> {
        let entries = self.list(node)?;
        if entries.is_empty() {
            return Err(Problem::new("E_RING", "format-ring-empty", node.start));
        }
        let mut rings = Vec::with_capacity(entries.len());
        for (index, entry) in entries.iter().enumerate() {
            let corners = self.within(index, |reader| {
                if reader.list(entry)?.is_empty() {
                    return Err(Problem::new("E_RING", "format-ring-empty", entry.start));
                }
                reader.positions(entry)
            })?;
            rings.push(Ring {
                at: entry.start,
                corners,
            });
        }
        Ok(rings)
    }

    fn multi_polygon(&mut self, mut parts: Vec<(u32, &mut [Ring])>, geometry: &mut Geometry) -> Result<(), Problem> {
        let mut polygons = Vec::with_capacity(parts.len());
        for (index, (_, rings)) in parts.iter_mut().enumerate() {
            polygons.push(self.within(index, |reader| reader.polygon(rings))?);
        }
        if let Some(second) = first_overlapping(&polygons)
            && let Some((at, _)) = parts.get(second)
        {
            self.warn(Problem::new("W_PARTS_OVERLAP", "format-parts-overlap", *at).within(second));
        }
        geometry.place = Place::Outline(Arc::new(MultiPolygon::new(polygons)));
        Ok(())
    }

    fn polygon(&mut self, rings: &mut [Ring]) -> Result<Polygon<f64>, Problem> {
        let mut lines = Vec::with_capacity(rings.len());
        for (index, ring) in rings.iter_mut().enumerate() {
            lines.push(self.within(index, |reader| reader.ring(ring, index == 0))?);
        }
        let mut lines = lines.into_iter();
        let shell = lines.next().unwrap_or_else(|| LineString::new(Vec::new()));
        let holes: Vec<LineString<f64>> = lines.collect();
        if holes.is_empty() {
            return Ok(Polygon::new(shell, holes));
        }
        let outline = Polygon::new(shell, Vec::new());
        for (index, fault) in holes::check(&outline, &holes) {
            let (code, message) = match fault {
                Fault::Outside => ("W_HOLE_OUTSIDE", "format-hole-outside"),
                Fault::Crosses => ("W_HOLE_OUTSIDE", "format-hole-crosses"),
                Fault::Overlaps => ("W_HOLE_OVERLAP", "format-holes-overlap"),
            };
            let at = rings.get(index + 1).map_or(0, |ring| ring.at);
            self.warn(Problem::new(code, message, at).within(index + 1));
        }
        let (shell, _) = outline.into_inner();
        Ok(Polygon::new(shell, holes))
    }

    fn ring(&mut self, ring: &mut Ring, is_shell: bool) -> Result<LineString<f64>, Problem> {
        let mut corners = std::mem::take(&mut ring.corners);
        if corners.first() != corners.last() || corners.len() == 1 {
            self.warn(Problem::new("W_RING_NOT_CLOSED", "format-ring-open", ring.at));
            corners.extend(corners.first().copied());
        }
        if corners.len() < 4 {
            return Err(Problem::new("E_RING", "format-ring-short", ring.at));
        }
        let jumps = |pair: &[Coord<f64>]| matches!(pair, [from, to] if (from.x - to.x).abs() > 180.0);
        if corners.windows(2).any(jumps) {
            self.warn(Problem::new("W_ANTIMERIDIAN", "format-antimeridian", ring.at));
        }
        let area = rings::signed_area(&corners);
        if area == 0.0 {
            self.warn(Problem::new("W_ZERO_AREA", "format-ring-area", ring.at));
        } else if (area > 0.0) != is_shell {
            self.warn(Problem::new("N_WINDING", "format-ring-winding", ring.at));
        }
        match rings::intersects_itself(&corners) {
            Some(true) => self.warn(Problem::new("W_SELF_INTERSECTION", "format-ring-crosses", ring.at)),
            Some(false) => {}
            None => self.warn(Problem::new("N_NOT_CHECKED", "format-ring-unchecked", ring.at)),
        }
        Ok(LineString::new(corners))
    }

    fn positions(&mut self, node: &Node) -> Result<Vec<Coord<f64>>, Problem> {
        let entries = self.list(node)?;
        let mut positions = Vec::with_capacity(entries.len());
        for (index, entry) in entries.iter().enumerate() {
            positions.push(self.within(index, |reader| reader.position(entry))?);
        }
        Ok(positions)
    }

    fn position(&mut self, node: &Node) -> Result<Coord<f64>, Problem> {
        let [first, second, more @ ..] = self.list(node)? else {
            return Err(Problem::new("E_COORDINATES", "format-position-short", node.start));
        };
        let mut numbers = [0.0; 2];
        for (index, (slot, entry)) in numbers.iter_mut().zip([first, second]).enumerate() {
            let Some(number) = entry.number() else {
                let problem = self.unexpected("E_COORDINATES", "format-position-number", entry);
                return Err(problem.within(index));
            };
            *slot = number;
        }
        if more.len() > 1 {
            self.warn(Problem::new("W_EXTRA_ORDINATES", "format-position-extra", node.start));
        }
        let [lon, lat] = numbers;
        let out_of_range = |message, index: usize, entry: &Node, value: f64| {
            Problem::new("E_COORD_RANGE", message, entry.start)
                .value(value.to_string())
                .within(index)
        };
        if lon.abs() > 1_000.0 && lat.abs() > 1_000.0 {
            let systems = systems::candidates(lon, lat);
            let repair = (!systems.is_empty()).then_some(Repair::Convert(systems));
            return Err(out_of_range("format-projected", 0, first, lon).mended_by(repair));
        }
        if lon.abs() > 540.0 {
            return Err(out_of_range("format-longitude", 0, first, lon));
        }
        if lat.abs() > 90.0 {
            let repair = (lat.abs() <= 180.0 && lon.abs() <= 90.0).then_some(Repair::SwapAxes);
            return Err(out_of_range("format-latitude", 1, second, lat).mended_by(repair));
        }
        if lon.abs() > 180.0 {
            self.warn(
                Problem::new("W_LON_WRAP", "format-longitude-wrap", first.start)
                    .value(lon.to_string())
                    .within(0),
            );
        }
        if lat.abs() > MERCATOR_LATITUDE {
            self.warn(Problem::new("W_BEYOND_MERCATOR", "format-beyond-mercator", node.start).value(lat.to_string()));
        }
        Ok(Coord { x: lon, y: lat })
    }

    fn list<'n>(&self, node: &'n Node) -> Result<&'n [Node], Problem> {
        node.entries()
            .ok_or_else(|| self.unexpected("E_COORDINATES", "format-coordinates-list", node))
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
