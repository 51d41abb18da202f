//! Hexagons or bands of density over the members that pass the filter, in classes that are ready to be drawn.
//!
//! Sums and densities are worked out by `analysis::concentration`; colors are the figure's.

use geo::{LineString, MultiLineString, MultiPolygon, Polygon};

use super::Basis;
use super::choices::{Subject, SurfaceKind};
use super::ground::{Weighed, ground};
use crate::analysis::concentration::density::bands::{bands, lines};
use crate::analysis::concentration::density::surface::{CELLS_IN_BANDWIDTH, NoSurface, Surface, Wanted, surface};
use crate::analysis::progress::{Cancelled, Progress};
use crate::figure::surface::{SurfaceClass, mercator_line};
use crate::messages::{number, text};
use std::sync::Arc;

/// Lower ends of the classes of members in a hexagon.
const MEMBER_BREAKS: [f64; 6] = [1.0, 2.0, 5.0, 10.0, 20.0, 50.0];
/// Lower ends of the classes of jobs in a hexagon.
const JOB_BREAKS: [f64; 6] = [1.0, 50.0, 250.0, 1_000.0, 5_000.0, 20_000.0];
/// So many bands of density are drawn; the ground below the lowest stays as it is.
const BANDS: usize = 6;
/// The raster reaches so many bandwidths beyond the members, where a kernel ends.
const MARGIN: f64 = 3.5;
/// The raster has at most so many cells.
const MOST_CELLS: usize = 600_000;
/// Densities are told for this many km².
pub const PER_KM2: f64 = 100.0;

/// Hexagons or bands in classes.
#[derive(Clone, Debug, PartialEq)]
pub struct SurfaceView {
    /// What it shows.
    pub kind: SurfaceKind,
    /// What is counted.
    pub subject: Subject,
    /// The ground of each class, the lowest first.
    pub classes: Arc<Vec<SurfaceClass>>,
    /// The words of each class of hexagons, or the lower end of each band.
    pub labels: Vec<String>,
    /// How many members were counted.
    pub members: usize,
    /// How many with a place were left out because their jobs are not stated.
    pub without_jobs: usize,
    /// What hexagons or bands are.
    pub detail: SurfaceDetail,
}

/// What hexagons or bands are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum SurfaceDetail {
    /// Hexagons.
    Hexagons {
        /// Their width in km.
        width_km: f64,
        /// How many there are.
        all: usize,
        /// How many hold anything.
        occupied: usize,
        /// The most that one holds.
        most: f64,
    },
    /// Bands of density.
    Density {
        /// The bandwidth in km.
        bandwidth_km: f64,
        /// The side of a cell in km.
        cell_km: f64,
        /// The greatest density, for 100 km².
        most: f64,
        /// Whether every pair was summed.
        is_exact: bool,
        /// Whether a cell is larger than a quarter of the bandwidth, so that the peak is told too low.
        is_coarse: bool,
    },
}

/// Works the surface out; in one sentence why there is none.
pub(super) fn surface_view(basis: &Basis, progress: &dyn Progress) -> Result<Result<SurfaceView, String>, Cancelled> {
    match basis.exploration.concentration.surface {
        SurfaceKind::Hexagons => Ok(hexagons(basis)),
        SurfaceKind::Density => density(basis, progress),
    }
}

fn subject(basis: &Basis) -> Subject {
    match basis.exploration.concentration.subject {
        Subject::Jobs => Subject::Jobs,
        Subject::Members | Subject::LocationQuotient | Subject::Value => Subject::Members,
    }
}

fn hexagons(basis: &Basis) -> Result<SurfaceView, String> {
    let ground = ground(basis)?;
    let subject = subject(basis);
    let breaks = if subject == Subject::Jobs {
        JOB_BREAKS
    } else {
        MEMBER_BREAKS
    };
    let mut rings: Vec<Vec<LineString<f64>>> = vec![Vec::new(); breaks.len()];
    for (cell, sum) in ground.cells.iter().zip(&ground.sums) {
        let passed = breaks.iter().take_while(|at| sum >= *at).count();
        // Less than one job is still something.
        let class = if *sum > 0.0 { passed.max(1) } else { 0 };
        if let Some(of_class) = class.checked_sub(1).and_then(|class| rings.get_mut(class)) {
            of_class.push(ground.ring(*cell));
        }
    }
    let classes = rings.into_iter().map(|rings| SurfaceClass {
        areas: rings
            .iter()
            .map(|ring| Polygon::new(ring.clone(), Vec::new()))
            .collect(),
        edges: MultiLineString::new(rings),
    });
    Ok(SurfaceView {
        kind: SurfaceKind::Hexagons,
        subject,
        classes: Arc::new(classes.collect()),
        labels: class_labels(&breaks),
        members: ground.members,
        without_jobs: ground.without_jobs,
        detail: SurfaceDetail::Hexagons {
            width_km: ground.lattice.width,
            all: ground.cells.len(),
            occupied: ground.occupied(),
            most: ground.sums.iter().copied().fold(0.0, f64::max),
        },
    })
}

/// "1", "2–4", … "50+".
fn class_labels(breaks: &[f64]) -> Vec<String> {
    let next = breaks.iter().skip(1).map(Some).chain(std::iter::once(None));
    let label = |(from, next): (&f64, Option<&f64>)| match next {
        Some(next) if *next - *from <= 1.0 => number::count(*from),
        Some(next) => format!("{}–{}", number::count(*from), number::count(*next - 1.0)),
        None => format!("{}+", number::count(*from)),
    };
    breaks.iter().zip(next).map(label).collect()
}

fn density(basis: &Basis, progress: &dyn Progress) -> Result<Result<SurfaceView, String>, Cancelled> {
    let choices = &basis.exploration.concentration;
    let subject = subject(basis);
    let weighed = Weighed::of(basis, subject);
    let (places, weights) = weighed.known();
    let wanted = Wanted {
        kernel: choices.kernel,
        bandwidth_km: choices.bandwidth_km,
        margin: MARGIN,
        most_cells: MOST_CELLS,
        ..Wanted::default()
    };
    let weights = (subject == Subject::Jobs).then_some(weights.as_slice());
    let found = match surface(&places, weights, wanted, progress) {
        Ok(found) => found,
        Err(NoSurface::NoPlaces) => return Ok(Err(text("gathering-no-places"))),
        Err(NoSurface::NoBandwidth) => return Ok(Err(text("gathering-no-bandwidth"))),
        Err(NoSurface::TooManyCells) => return Ok(Err(text("gathering-too-many-cells"))),
        Err(NoSurface::Stopped) => return Err(Cancelled),
    };
    let most = found.values.iter().copied().fold(0.0, f64::max) * PER_KM2;
    let levels = levels(most);
    Ok(Ok(SurfaceView {
        kind: SurfaceKind::Density,
        subject,
        classes: Arc::new(classes(&found, &levels)),
        labels: levels.iter().map(|level| number::tick(*level)).collect(),
        members: places.len(),
        without_jobs: weighed.sites.places.len() - places.len(),
        detail: SurfaceDetail::Density {
            bandwidth_km: found.spread.bandwidth,
            cell_km: found.grid.cell,
            most,
            is_exact: found.is_exact,
            is_coarse: found.grid.cell > found.spread.bandwidth / CELLS_IN_BANDWIDTH * 1.001,
        },
    }))
}

/// The numbers 1, 2 and 5 with zeros that people count in: so many of them up to the greatest density.
fn levels(most: f64) -> Vec<f64> {
    if !(most.is_finite() && most > 0.0) {
        return Vec::new();
    }
    let decade = most.log10().floor();
    let numbers = (-3..=0).flat_map(|below| {
        let unit = decade + f64::from(below);
        [1.0, 2.0, 5.0].map(|digit| round_number(digit, unit))
    });
    let below: Vec<f64> = numbers.filter(|level| *level <= most).collect();
    below
        .into_iter()
        .rev()
        .take(BANDS)
        .collect::<Vec<f64>>()
        .into_iter()
        .rev()
        .collect()
}

/// `digit · 10^unit`, divided where the unit is below 1, so that it reads as short as it is.
fn round_number(digit: f64, unit: f64) -> f64 {
    if unit < 0.0 {
        digit / 10.0_f64.powf(-unit)
    } else {
        digit * 10.0_f64.powf(unit)
    }
}

fn classes(found: &Surface, levels: &[f64]) -> Vec<SurfaceClass> {
    let levels: Vec<f64> = levels.iter().map(|level| level / PER_KM2).collect();
    let on_map = |x: f64, y: f64| {
        let place = found.plane.unproject([x, y]);
        (place.lon, place.lat)
    };
    let ring = |line: &LineString<f64>| mercator_line(line.0.iter().map(|at| on_map(at.x, at.y)));
    let areas = bands(found.grid, &found.values, &levels).into_iter().map(|band| {
        let polygons = band.iter().map(|polygon| {
            let holes = polygon.interiors().iter().map(ring).collect();
            Polygon::new(ring(polygon.exterior()), holes)
        });
        polygons.collect::<MultiPolygon<f64>>()
    });
    let edges = levels.iter().map(|level| {
        let closed = lines(found.grid, &found.values, *level).into_iter().map(|line| {
            let first = line.first().copied();
            mercator_line(line.iter().copied().chain(first).map(|[x, y]| on_map(x, y)))
        });
        MultiLineString::new(closed.collect())
    });
    areas
        .zip(edges)
        .map(|(areas, edges)| SurfaceClass { areas, edges })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_numbers_that_people_count_in() {
        assert_eq!(levels(230.0), [5.0, 10.0, 20.0, 50.0, 100.0, 200.0]);
        assert_eq!(levels(0.031), [0.000_5, 0.001, 0.002, 0.005, 0.01, 0.02]);
        assert!(levels(0.0).is_empty() && levels(f64::NAN).is_empty());
    }

    #[test]
    fn classes_of_counts_have_plain_words() {
        assert_eq!(
            class_labels(&MEMBER_BREAKS),
            ["1", "2–4", "5–9", "10–19", "20–49", "50+"]
        );
    }
}
