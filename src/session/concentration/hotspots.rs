//! Whether and where a value clusters: tests over hexagons or regions, and what stands out as named groups with their outlines.
//!
//! The statistics are those of `analysis::concentration::pattern`, as in the tables; here units get their ground and their names.

use std::collections::BTreeMap;
use std::sync::Arc;

use geo::orient::{Direction, Orient};
use geo::{Centroid, LineString, MultiLineString, Polygon};

use super::Basis;
use super::choices::Subject;
use super::ground::{Ground, Weighed, ground};
use super::towns::{town_inside, town_of};
use crate::analysis::areas::{Areas, Mapped, NoOutlines, Wanted, without_parents};
use crate::analysis::concentration::groups::{groups, outline};
use crate::analysis::concentration::hexagons;
use crate::analysis::concentration::pattern::{Method, Pattern, Spot, pattern};
use crate::analysis::concentration::weights::{Rule, Weights};
use crate::analysis::progress::{Cancelled, Progress};
use crate::document::{Document, Helix, LonLat, MemberId, RegionId, lon_lat};
use crate::figure::surface::{Outline, OutlineStyle, mercator_line};
use crate::messages::text;
use crate::session::quotients;

/// Tests and hot spots of one value over units.
#[derive(Clone, Debug)]
pub struct PatternView {
    /// What is counted.
    pub subject: Subject,
    /// How many units were tested.
    pub units: usize,
    /// The units' values in their order.
    pub values: Vec<f64>,
    /// What was found of them.
    pub pattern: Pattern,
    /// Over what.
    pub over: Over,
    /// What stands out by each method, with the control of false discoveries and without.
    pub spots: BTreeMap<(Method, bool), Spots>,
}

/// The units of a test.
#[derive(Clone, Debug)]
pub enum Over {
    /// Hexagons.
    Hexagons(Box<Ground>),
    /// Regions that have a number, in the order of the values.
    Regions {
        /// Which.
        regions: Vec<RegionId>,
        /// Who neighbors whom.
        rule: Rule,
        /// How many regions have no number.
        without_number: usize,
    },
}

/// What stands out.
#[derive(Clone, Debug, Default)]
pub struct Spots {
    /// Groups that touch, those of hot spots first, the largest first.
    pub groups: Vec<SpotGroup>,
    /// The lines round them.
    pub outlines: Vec<Outline>,
}

/// Units that stand out the same way and touch.
#[derive(Clone, Debug)]
pub struct SpotGroup {
    /// How they stand out.
    pub spot: Spot,
    /// The name of the largest town or the strongest region in it.
    pub name: String,
    /// How many units.
    pub units: usize,
    /// The sum of their values.
    pub sum: f64,
    /// The statistic that is farthest from 0.
    pub strongest: f64,
    /// The members in it.
    pub members: Vec<MemberId>,
    /// How many of each sphere.
    pub spheres: BTreeMap<Helix, usize>,
    /// The regions, where units are regions.
    pub regions: Vec<RegionId>,
    /// Where its name stands.
    pub at: LonLat,
}

/// What groups are made of.
struct Units {
    weights: Weights,
    /// The closed rings of each unit, counter-clockwise, in degrees.
    rings: Vec<Vec<Vec<[f64; 2]>>>,
    centers: Vec<LonLat>,
    names: Vec<String>,
    regions: Vec<RegionId>,
    members: Vec<Vec<(MemberId, Helix)>>,
}

/// Tests and finds; in one sentence why there is nothing to test.
pub(super) fn pattern_view(basis: &Basis, progress: &dyn Progress) -> Result<Result<PatternView, String>, Cancelled> {
    let choices = &basis.exploration.concentration;
    let prepared = if choices.subject.is_of_members() {
        over_hexagons(basis)
    } else {
        over_regions(basis)
    };
    let (values, over, units) = match prepared {
        Ok(prepared) => prepared,
        Err(why) => return Ok(Err(why)),
    };
    let found = pattern(&values, &units.weights, choices.chance(), progress)?;
    let methods = [Method::GetisOrd, Method::LocalMoran];
    let spots = methods
        .into_iter()
        .flat_map(|method| [(method, true), (method, false)])
        .map(|(method, is_corrected)| {
            let spots = spots(&basis.document, &units, &values, &found, (method, is_corrected));
            ((method, is_corrected), spots)
        });
    Ok(Ok(PatternView {
        subject: choices.subject,
        units: values.len(),
        spots: spots.collect(),
        pattern: found,
        values,
        over,
    }))
}

type Prepared = Result<(Vec<f64>, Over, Units), String>;

fn over_hexagons(basis: &Basis) -> Prepared {
    let ground = ground(basis)?;
    let weighed = Weighed::of(basis, basis.exploration.concentration.subject);
    let mut members = vec![Vec::new(); ground.cells.len()];
    for (id, member) in &weighed.sites.members {
        let Some(place) = member.position else { continue };
        let cell = ground.lattice.cell_of(ground.plane.project(place));
        if let Ok(unit) = ground.cells.binary_search(&cell)
            && let Some(list) = members.get_mut(unit)
        {
            list.push((*id, member.helix));
        }
    }
    let degrees = |point: [f64; 2]| {
        let place = ground.plane.unproject(point);
        [place.lon, place.lat]
    };
    let ring = |cell| -> Vec<[f64; 2]> {
        let corners = ground.lattice.corners(cell).map(degrees);
        corners.into_iter().chain(corners.into_iter().take(1)).collect()
    };
    let units = Units {
        weights: hexagons::weights(&ground.cells),
        rings: ground.cells.iter().map(|cell| vec![ring(*cell)]).collect(),
        centers: ground
            .cells
            .iter()
            .map(|cell| ground.plane.unproject(ground.lattice.middle(*cell)))
            .collect(),
        names: Vec::new(),
        regions: Vec::new(),
        members,
    };
    Ok((ground.sums.clone(), Over::Hexagons(Box::new(ground)), units))
}

/// What the tests over regions look at, as `metrics` does without further options.
#[must_use]
pub fn regions_wanted(basis: &Basis) -> Option<Wanted> {
    let (document, exploration) = (&basis.document, &basis.exploration);
    let is_value = exploration.concentration.subject == Subject::Value;
    Some(Wanted {
        regions: without_parents(document, document.ranked_regions().collect()),
        parameters: quotients::parameters(document, exploration)?,
        mapped: if is_value {
            Mapped::Value
        } else {
            Mapped::LocationQuotient
        },
        industries: exploration.field(),
        rule: exploration.concentration.rule,
    })
}

fn over_regions(basis: &Basis) -> Prepared {
    let document = &basis.document;
    let wanted = regions_wanted(basis).ok_or_else(|| text("gathering-no-numbers"))?;
    let areas = Areas::of(document, wanted).map_err(|NoOutlines| text("gathering-no-outlines"))?;
    let regions = areas.known_regions();
    if regions.is_empty() {
        return Err(text("gathering-no-numbers"));
    }
    let rings = |region: &RegionId| -> Vec<Vec<[f64; 2]>> {
        let shape = document.region(*region).and_then(|region| region.shape.as_ref());
        shape
            .into_iter()
            .flat_map(|shape| shape.iter().flat_map(rings_of))
            .collect()
    };
    let center = |region: &RegionId| {
        let shape = document.region(*region).and_then(|region| region.shape.as_ref());
        let center = shape.and_then(|shape| shape.centroid());
        center.map_or_else(|| lon_lat(0.0, 0.0), |center| lon_lat(center.x(), center.y()))
    };
    let name = |region: &RegionId| {
        document
            .region(*region)
            .map_or_else(String::new, |region| region.name.clone())
    };
    let units = Units {
        rings: regions.iter().map(rings).collect(),
        centers: regions.iter().map(center).collect(),
        names: regions.iter().map(name).collect(),
        members: vec![Vec::new(); regions.len()],
        weights: areas.weights.clone(),
        regions: regions.clone(),
    };
    let over = Over::Regions {
        without_number: areas.values.len() - regions.len(),
        rule: areas.wanted.rule,
        regions,
    };
    Ok((areas.known(), over, units))
}

/// Outer rings run counter-clockwise and holes clockwise, so that shared sides run against each other.
fn rings_of(polygon: &Polygon<f64>) -> Vec<Vec<[f64; 2]>> {
    let oriented = polygon.orient(Direction::Default);
    let ring = |line: &LineString<f64>| line.0.iter().map(|at| [at.x, at.y]).collect();
    std::iter::once(oriented.exterior())
        .chain(oriented.interiors())
        .map(ring)
        .collect()
}

fn spots(
    document: &Document,
    units: &Units,
    values: &[f64],
    found: &Pattern,
    (method, is_corrected): (Method, bool),
) -> Spots {
    let stands: Vec<Option<Spot>> = found.spots(method, is_corrected);
    let statistic = |unit: usize| match method {
        Method::GetisOrd => found.gi_star.get(unit).and_then(|z| z.ok()).unwrap_or(0.0),
        Method::LocalMoran => found
            .local
            .get(unit)
            .and_then(|local| local.ok())
            .map_or(0.0, |local| local.value),
    };
    let mut spots = Spots::default();
    for spot in [Spot::Hot, Spot::Cold, Spot::HighAmongLow, Spot::LowAmongHigh] {
        let is_kept: Vec<bool> = stands.iter().map(|stands| *stands == Some(spot)).collect();
        let rings: Vec<Vec<[f64; 2]>> = units
            .rings
            .iter()
            .zip(&is_kept)
            .filter(|(_, kept)| **kept)
            .flat_map(|(rings, _)| rings.iter().cloned())
            .collect();
        if rings.is_empty() {
            continue;
        }
        let lines = outline(&rings).into_iter();
        let lines = lines.map(|line| mercator_line(line.into_iter().map(|[lon, lat]| (lon, lat))));
        spots.outlines.push(Outline {
            style: style_of(spot),
            lines: Arc::new(MultiLineString::new(lines.collect())),
            areas: None,
        });
        let mut of_spot: Vec<SpotGroup> = groups(&units.weights, &is_kept)
            .into_iter()
            .map(|group| units.group(document, (spot, &group), values, statistic))
            .collect();
        of_spot.sort_by(|a, b| b.members.len().cmp(&a.members.len()).then(b.units.cmp(&a.units)));
        spots.groups.append(&mut of_spot);
    }
    // Cold ground is drawn below what is hot.
    spots.outlines.reverse();
    spots
}

/// How spots of a kind are outlined.
#[must_use]
pub fn style_of(spot: Spot) -> OutlineStyle {
    match spot {
        Spot::Hot => OutlineStyle::Hot,
        Spot::Cold => OutlineStyle::Cold,
        Spot::HighAmongLow => OutlineStyle::HighAmongLow,
        Spot::LowAmongHigh => OutlineStyle::LowAmongHigh,
    }
}

impl Units {
    fn group(
        &self,
        document: &Document,
        (spot, group): (Spot, &[usize]),
        values: &[f64],
        statistic: impl Fn(usize) -> f64,
    ) -> SpotGroup {
        let of = |unit: &usize| self.members.get(*unit).into_iter().flatten();
        let mut spheres: BTreeMap<Helix, usize> = BTreeMap::new();
        for (_, helix) in group.iter().flat_map(of) {
            *spheres.entry(*helix).or_default() += 1;
        }
        let strongest = group
            .iter()
            .copied()
            .max_by(|a, b| statistic(*a).abs().total_cmp(&statistic(*b).abs()));
        let at = strongest.and_then(|unit| self.centers.get(unit).copied());
        let at = at.unwrap_or_else(|| lon_lat(0.0, 0.0));
        let members: Vec<MemberId> = group.iter().flat_map(of).map(|(id, _)| *id).collect();
        let rings: Vec<LineString<f64>> = group
            .iter()
            .filter_map(|unit| self.rings.get(*unit)?.first())
            .map(|ring| ring.iter().map(|[lon, lat]| (*lon, *lat)).collect())
            .collect();
        let name = strongest.and_then(|unit| self.names.get(unit).cloned());
        let name = name
            .or_else(|| town_inside(&rings))
            .or_else(|| town_of(document, &members));
        SpotGroup {
            spot,
            name: name.unwrap_or_default(),
            units: group.len(),
            sum: group.iter().filter_map(|unit| values.get(*unit)).sum(),
            strongest: strongest.map_or(0.0, &statistic),
            members,
            spheres,
            regions: group
                .iter()
                .filter_map(|unit| self.regions.get(*unit).copied())
                .collect(),
            at,
        }
    }
}
