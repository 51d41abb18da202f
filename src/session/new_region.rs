//! New regions: from an outline that was drawn, or from smaller regions that become one, with their numbers summed.
//!
//! It makes the edits; drawing and asking are the window's, carrying out and undoing the history's.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use geo::{Area, Coord, Euclidean, Length, LineString, MultiPolygon, Orient, Polygon, orient::Direction, unary_union};
use serde_json::{Map, Value, json};

use crate::analysis::numbers;
use crate::analysis::progress::{Cancelled, Progress, Steps};
use crate::document::edit::{Edit, NewFeature};
use crate::document::{Document, FileId, IndustryId, MeasureId, MemberId, Observation, RegionId, Series, id_value};
use crate::format::guard::caught;

/// Corners of a union that are nearer than this to a corner of its parts are that corner, in degrees: a tenth of a meter.
const SAME_CORNER_DEG: f64 = 1e-6;
/// A hole of a union that is narrower than this on average is a seam between borders that do not quite meet, in degrees: a meter.
const SEAM_DEG: f64 = 1e-5;

/// What is known of a region that is to be made.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RegionWish {
    /// The name, not empty.
    pub name: String,
    /// The code, which is its id in the file; empty: a new one.
    pub code: String,
    /// "county", "district" …; empty: not stated.
    pub level: String,
    /// The larger region that it lies in.
    pub parent: Option<RegionId>,
}

/// Smaller regions that become one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Merging {
    /// Which, at least two.
    pub parts: Vec<RegionId>,
    /// The measures whose numbers can be summed; averages and shares cannot.
    pub summed: Vec<MeasureId>,
    /// Whether they stay in the file, as parts of the new region.
    pub keeps_parts: bool,
}

/// The numbers of regions that become one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sums {
    /// As in `data` of the format.
    pub data: Map<String, Value>,
    /// How many numbers are sums: every part has one.
    pub known: usize,
    /// How many are not published because a part's number is not.
    pub withheld: usize,
    /// How many are not published because the file has no number for a part.
    pub incomplete: usize,
}

/// The region inside an outline: its corners as longitudes and latitudes in degrees, the first not repeated.
#[must_use]
pub fn drawn(document: &Document, corners: &[(f64, f64)], wish: &RegionWish) -> Edit {
    Edit::AddRegion {
        region: feature(document, wish, Map::new()),
        geometry: geometry(&MultiPolygon(vec![polygon(corners)])),
    }
}

/// The polygon inside an outline, to the sixth decimal of a degree: a tenth of a meter, which no hand means.
#[must_use]
pub fn polygon(corners: &[(f64, f64)]) -> Polygon<f64> {
    let rounded = |degrees: f64| (degrees * 1e6).round() / 1e6;
    let ring = corners.iter().map(|(lon, lat)| Coord {
        x: rounded(*lon),
        y: rounded(*lat),
    });
    Polygon::new(ring.collect(), Vec::new()).orient(Direction::Default)
}

/// The edit that makes one region of several, as one step; `None` where their outlines make no ground together.
#[must_use]
pub fn merged(document: &Document, merging: &Merging, wish: &RegionWish) -> Option<Edit> {
    let request = JoinRequest {
        document: Arc::new(document.clone()),
        merging: merging.clone(),
        outline: None,
    };
    merged_as(document, merging, &request.carry_out(&())?, wish)
}

/// The edit that makes one region of several whose ground and numbers are known, as one step; `None` where they have no ground.
#[must_use]
pub fn merged_as(document: &Document, merging: &Merging, joined: &Joined, wish: &RegionWish) -> Option<Edit> {
    let outline = joined.outline.as_deref()?;
    let mut properties = Map::new();
    if !joined.sums.data.is_empty() {
        properties.insert("data".to_owned(), Value::Object(joined.sums.data.clone()));
    }
    let region = feature(document, wish, properties);
    let id = region.id.as_ref().map(id_value)?;
    let mut edits = vec![Edit::AddRegion {
        region,
        geometry: geometry(outline),
    }];
    let parts = merging.parts.iter().filter_map(|part| document.region(*part));
    if merging.keeps_parts {
        edits.extend(parts.map(|part| set(part.feature, "parent", &id)));
    } else {
        edits.extend(follow(document, &merging.parts, &id));
        edits.extend(merging.parts.iter().map(|part| Edit::RemoveRegion(*part)));
    }
    Some(Edit::Together {
        name: Some("edit-merge-regions"),
        edits,
    })
}

/// Work for a thread: the ground and the numbers of regions that are to become one.
#[derive(Debug)]
pub struct JoinRequest {
    /// What they stand in.
    pub document: Arc<Document>,
    /// Which regions and numbers.
    pub merging: Merging,
    /// Their ground, where it is known.
    pub outline: Option<Arc<MultiPolygon<f64>>>,
}

/// What regions that become one have together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Joined {
    /// Their ground; `None` where they have no outlines.
    pub outline: Option<Arc<MultiPolygon<f64>>>,
    /// Their numbers.
    pub sums: Sums,
}

impl JoinRequest {
    /// Works both out; `None` where that was stopped. Pure: the same request gives the same answer.
    #[must_use]
    pub fn carry_out(self, progress: &dyn Progress) -> Option<Joined> {
        let steps = Steps::new(progress, self.merging.summed.len() + 1);
        let joined = || union(&self.document, &self.merging.parts).map(Arc::new);
        let outline = self.outline.or_else(joined);
        steps.step().ok()?;
        let sums = sums_watched(&self.document, &self.merging, &steps).ok()?;
        Some(Joined { outline, sums })
    }
}

/// The ground of several regions as one; corners that come from them keep every digit, so that neighbors still meet. `None` where
/// none of them has an outline. `O(n log n)` for n corners.
#[must_use]
pub fn union(document: &Document, parts: &[RegionId]) -> Option<MultiPolygon<f64>> {
    let shapes = parts.iter().filter_map(|part| document.region(*part)?.shape.as_ref());
    let shapes: Vec<&MultiPolygon<f64>> = shapes.map(Arc::as_ref).collect();
    let polygons: Vec<&Polygon<f64>> = shapes.iter().flat_map(|shape| shape.iter()).collect();
    let joined = caught(|| unary_union(polygons.iter().copied()))?;
    let corners = Corners::of(&polygons);
    let kept = joined.0.into_iter().filter_map(|polygon| {
        let outer = corners.restored(polygon.exterior())?;
        let holes = polygon.interiors().iter().filter_map(|ring| corners.restored(ring));
        Some(Polygon::new(outer, holes.filter(|ring| !is_seam(ring)).collect()))
    });
    let whole = MultiPolygon(kept.collect()).orient(Direction::Default);
    (!whole.0.is_empty()).then_some(whole)
}

/// The numbers of the parts, summed year by year where every part has one.
#[must_use]
pub fn sums(document: &Document, merging: &Merging) -> Sums {
    // Where nobody listens nobody stops it.
    sums_watched(document, merging, &Steps::new(&(), merging.summed.len())).unwrap_or_default()
}

fn sums_watched(document: &Document, merging: &Merging, steps: &Steps<'_>) -> Result<Sums, Cancelled> {
    let statistics = &document.statistics;
    let mut found = Sums::default();
    let industries = (0..statistics.industries.len()).map(IndustryId::at);
    let all: Vec<Series> = [Series::Total]
        .into_iter()
        .chain(industries.map(Series::Industry))
        .collect();
    for measure in &merging.summed {
        let mut rows = Map::new();
        for series in all.iter().filter(|series| statistics.has_series(*measure, **series)) {
            let years = 0..statistics.year_count();
            let cells = years.map(|year| {
                let cells = merging.parts.iter();
                let cells: Vec<Observation> = cells
                    .map(|part| statistics.region_value(*measure, *series, year, *part))
                    .collect();
                sum_of(&cells)
            });
            let cells: Vec<Observation> = cells.collect();
            if cells.iter().all(|cell| *cell == Observation::Missing) {
                continue;
            }
            found.count(&cells, merging, (*measure, *series), document);
            let code = match series {
                Series::Total => "total",
                Series::Industry(id) => document.industry(*id).map_or("", |industry| industry.code.as_str()),
            };
            let row = cells.iter().map(|cell| cell.value().map_or(Value::Null, Value::from));
            rows.insert(code.to_owned(), row.collect());
        }
        if let Some(known) = document.measure(*measure).filter(|_| !rows.is_empty()) {
            found.data.insert(known.id.clone(), Value::Object(rows));
        }
        steps.step()?;
    }
    Ok(found)
}

/// The sum, where every part has a number; missing where none has an entry; else not published.
fn sum_of(cells: &[Observation]) -> Observation {
    let values: Option<Vec<f64>> = cells.iter().map(|cell| cell.value()).collect();
    match values {
        Some(values) if !values.is_empty() => Observation::Value(numbers::sum(values)),
        _ if cells.iter().all(|cell| *cell == Observation::Missing) => Observation::Missing,
        _ => Observation::NotPublished,
    }
}

impl Sums {
    fn count(&mut self, cells: &[Observation], merging: &Merging, row: (MeasureId, Series), document: &Document) {
        let lacks = |year: usize| {
            let cell = |part: &RegionId| document.statistics.region_value(row.0, row.1, year, *part);
            merging.parts.iter().any(|part| cell(part) == Observation::Missing)
        };
        for (year, cell) in cells.iter().enumerate() {
            match cell {
                Observation::Value(_) => self.known += 1,
                _ if lacks(year) => self.incomplete += 1,
                _ => self.withheld += 1,
            }
        }
    }
}

/// Whether numbers of a measure can be summed over regions, by its unit and name: shares, averages, rates and indices cannot. It is a
/// first guess that a person can correct.
#[must_use]
pub fn is_summed(document: &Document, measure: MeasureId) -> bool {
    const NOT_SUMMED: [&str; 11] = [
        "%", "/", " per ", "share", "rate", "ratio", "average", "mean", "median", "index", "quotient",
    ];
    document.measure(measure).is_some_and(|known| {
        let words = format!(" {} {} {} ", known.id, known.name, known.unit).to_lowercase();
        !NOT_SUMMED.iter().any(|word| words.contains(word))
    })
}

/// The region that all of these lie in, if it is one.
#[must_use]
pub fn common_parent(document: &Document, parts: &[RegionId]) -> Option<RegionId> {
    let mut parents = parts
        .iter()
        .map(|part| document.region(*part).and_then(|region| region.parent));
    let first = parents.next().flatten()?;
    parents.all(|parent| parent == Some(first)).then_some(first)
}

fn feature(document: &Document, wish: &RegionWish, more: Map<String, Value>) -> NewFeature {
    let mut properties = Map::new();
    if !wish.level.is_empty() {
        properties.insert("level".to_owned(), json!(wish.level));
    }
    let parent = wish.parent.and_then(|parent| document.region(parent)?.id.as_ref());
    if let Some(parent) = parent {
        properties.insert("parent".to_owned(), id_value(parent));
    }
    properties.extend(more);
    let id = if wish.code.is_empty() {
        document.free_id("region")
    } else {
        FileId::Text(wish.code.clone())
    };
    NewFeature {
        id: Some(id),
        name: wish.name.clone(),
        properties,
    }
}

fn set(feature: crate::document::FeatureId, key: &str, value: &Value) -> Edit {
    Edit::SetProperty {
        feature,
        path: vec![key.to_owned()],
        value: value.clone(),
    }
}

/// What names a part that goes names the new region: smaller regions in it, and members that say so themselves.
fn follow(document: &Document, parts: &[RegionId], id: &Value) -> Vec<Edit> {
    let parts: BTreeSet<RegionId> = parts.iter().copied().collect();
    let is_part = |region: Option<RegionId>| region.is_some_and(|region| parts.contains(&region));
    let smaller = document.regions.iter().enumerate();
    let smaller =
        smaller.filter(|(position, region)| is_part(region.parent) && !parts.contains(&RegionId::at(*position)));
    let says = |member: MemberId| {
        let feature = document.member(member)?.feature;
        let way = ["properties".to_owned(), "region".to_owned()];
        document.value(feature, &way).map(|_| feature)
    };
    let members = document.members.iter().enumerate();
    let members = members
        .filter(|(_, member)| is_part(member.region))
        .filter_map(|(position, _)| says(MemberId::at(position)));
    let smaller = smaller.map(|(_, region)| set(region.feature, "parent", id));
    smaller
        .chain(members.map(|feature| set(feature, "region", id)))
        .collect()
}

/// An outline as the format writes it: a Polygon where it is one.
fn geometry(shape: &MultiPolygon<f64>) -> Value {
    let ring = |ring: &LineString<f64>| -> Value { ring.0.iter().map(|at| json!([at.x, at.y])).collect() };
    let polygon = |polygon: &Polygon<f64>| -> Value {
        let rings = std::iter::once(polygon.exterior()).chain(polygon.interiors());
        rings.map(ring).collect()
    };
    match shape.0.as_slice() {
        [one] => json!({"type": "Polygon", "coordinates": polygon(one)}),
        many => json!({"type": "MultiPolygon", "coordinates": many.iter().map(polygon).collect::<Value>()}),
    }
}

fn is_seam(ring: &LineString<f64>) -> bool {
    let length = Euclidean.length(ring);
    length <= 0.0 || 2.0 * Polygon::new(ring.clone(), Vec::new()).unsigned_area() / length < SEAM_DEG
}

/// The corners of the parts, found by place.
struct Corners(BTreeMap<(i64, i64), Coord<f64>>);

impl Corners {
    fn of(polygons: &[&Polygon<f64>]) -> Self {
        let rings = polygons
            .iter()
            .flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()));
        let corners = rings.flat_map(|ring| &ring.0).map(|corner| (cell(*corner), *corner));
        Self(corners.collect())
    }

    /// A ring with the corners of the parts in place of those that only rounding moved; `None` where nothing is left of it.
    fn restored(&self, ring: &LineString<f64>) -> Option<LineString<f64>> {
        let mut corners: Vec<Coord<f64>> = Vec::with_capacity(ring.0.len());
        for corner in &ring.0 {
            let at = self.nearest(*corner).unwrap_or(*corner);
            if corners.last() != Some(&at) {
                corners.push(at);
            }
        }
        (corners.len() >= 4).then(|| LineString::new(corners))
    }

    fn nearest(&self, corner: Coord<f64>) -> Option<Coord<f64>> {
        let (column, row) = cell(corner);
        let around = (-1..=1).flat_map(|across| (-1..=1).map(move |down| (column + across, row + down)));
        let away = |known: &Coord<f64>| (known.x - corner.x).hypot(known.y - corner.y);
        around
            .filter_map(|at| self.0.get(&at).copied())
            .filter(|known| away(known) <= SAME_CORNER_DEG)
            .min_by(|a, b| away(a).total_cmp(&away(b)))
    }
}

#[expect(clippy::cast_possible_truncation, reason = "degrees are far below 2^53 cells")]
fn cell(corner: Coord<f64>) -> (i64, i64) {
    let of = |degrees: f64| (degrees / SAME_CORNER_DEG).floor() as i64;
    (of(corner.x), of(corner.y))
}
