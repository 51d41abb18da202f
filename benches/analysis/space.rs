//! Geographic concentration: neighbors, hot spots, densities, distance functions and footprints, beside the specialists.

use cluster_atlas::analysis::concentration::autocorrelation::Permutations;
use cluster_atlas::analysis::concentration::density::raster::{Grid, raster};
use cluster_atlas::analysis::concentration::density::{Kernel, Pattern, Spread};
use cluster_atlas::analysis::concentration::distance_functions::duranton_overman::{Precision, bandwidth, kd};
use cluster_atlas::analysis::concentration::distance_functions::marcon_puech::{Activity, m};
use cluster_atlas::analysis::concentration::distance_functions::ripley::{Correction, k};
use cluster_atlas::analysis::concentration::footprints::{dbscan, hdbscan};
use cluster_atlas::analysis::concentration::hotspots::local_moran;
use cluster_atlas::analysis::concentration::plane::Point;
use cluster_atlas::analysis::concentration::weights::Weights;
use cluster_atlas::analysis::concentration::weights::contiguity::{Contiguity, TOLERANCE_DEG, contiguity};
use cluster_atlas::analysis::concentration::window::Window;
use cluster_atlas::analysis::random::Chance;
use cluster_atlas::document::{LonLat, lon_lat};
use geo::{Coord, LineString, MultiPolygon, Polygon};

use super::timing::{against, shortest};

/// Points that gather in towns, in km within a window of 200 × 150.
fn towns(count: usize) -> Vec<Point> {
    let mut chance = Chance::of_unit(2026, count as u64);
    let centers: Vec<Point> = (0..60)
        .map(|_| [200.0 * chance.fraction(), 150.0 * chance.fraction()])
        .collect();
    (0..count)
        .map(|_| {
            let [x, y] = centers.get(chance.below(60)).copied().unwrap_or_default();
            let spread = if chance.below(4) == 0 { 40.0 } else { 3.0 };
            [
                (x + spread * chance.normal()).clamp(0.0, 200.0),
                (y + spread * chance.normal()).clamp(0.0, 150.0),
            ]
        })
        .collect()
}

/// A country of counties: a bent lattice whose sides have so many corners each.
fn counties(columns: u32, rows: u32, corners: u32) -> Vec<MultiPolygon<f64>> {
    let bend = |x: f64, y: f64| Coord {
        x: -120.0 + x + 0.2 * (3.1 * x + 1.7 * y).sin(),
        y: 30.0 + 0.5 * (y + 0.2 * (2.3 * y - 1.3 * x).cos()),
    };
    let mut all = Vec::new();
    for row in 0..rows {
        for column in 0..columns {
            let (west, south) = (f64::from(column), f64::from(row));
            let mut ring = Vec::new();
            for step in 0..4 * corners {
                let along = f64::from(step % corners) / f64::from(corners);
                let (x, y) = match step / corners {
                    0 => (along, 0.0),
                    1 => (1.0, along),
                    2 => (1.0 - along, 1.0),
                    _ => (0.0, 1.0 - along),
                };
                ring.push(bend(west + x, south + y));
            }
            all.push(MultiPolygon::from(Polygon::new(LineString::from(ring), Vec::new())));
        }
    }
    all
}

fn areas() {
    let outlines = counties(60, 54, 10);
    let outlines: Vec<Option<&MultiPolygon<f64>>> = outlines.iter().take(3_231).map(Some).collect();
    let queen = || contiguity(&outlines, Contiguity::Queen, TOLERANCE_DEG);
    against(
        "queen contiguity of 3,231 polygons of 40 corners",
        shortest(3, queen),
        "libpysal",
        0.26,
    );
    let count = 3_107;
    let weights: Weights = queen()
        .among(&(0..3_231).map(|unit| unit < count).collect::<Vec<bool>>())
        .row_standardized();
    let mut chance = Chance::of_unit(1, 0);
    let values: Vec<f64> = (0..count)
        .map(|unit| (f64::from(unit) / 400.0).sin() + chance.normal())
        .collect();
    let permutations = Permutations { count: 9_999, seed: 1 };
    let moran = shortest(3, || local_moran(&values, &weights, permutations, &()));
    against("local Moran, 9,999 permutations, 3,107 regions", moran, "esda", 0.8);
}

fn densities() {
    let points = towns(100_000);
    let pattern = Pattern {
        points: &points,
        weights: None,
        edge: None,
    };
    let grid = Grid {
        origin: [0.0, 0.0],
        cell: 200.0 / 511.0,
        columns: 512,
        rows: 512,
    };
    for (kernel, bandwidth) in [(Kernel::Gaussian, 3.0), (Kernel::Quartic, 6.0)] {
        let spread = Spread { kernel, bandwidth };
        let work = format!("density 512 × 512 of 100,000 points, {}", kernel.word());
        against(
            &work,
            shortest(5, || raster(&pattern, spread, grid, &())),
            "KDEpy",
            0.07,
        );
    }
}

fn distances() {
    let points = towns(10_000);
    let window = Window::rectangle([0.0, 0.0], [200.0, 150.0]);
    let radii: Vec<f64> = (1..=50).map(|step| 0.25 * f64::from(step)).collect();
    let isotropic = shortest(3, || k(&points, &window, &radii, Correction::Isotropic));
    against(
        "K isotropic of 10,000 points up to 12.5 km",
        isotropic,
        "spatstat",
        0.14,
    );
    let far: Vec<f64> = (1..=50).map(f64::from).collect();
    for (precision, name) in [(Precision::Exact, "to ten digits"), (Precision::Binned, "binned")] {
        let time = shortest(2, || {
            let width = bandwidth(&points, 50.0)?;
            kd(&points, None, &far, width, precision)
        });
        against(&format!("Kd of 10,000 points, {name}"), time, "dbmss", 18.0);
    }
    let weights: Vec<f64> = (0..10_000_u32).map(|place| f64::from(place % 97 + 1)).collect();
    let is_member: Vec<bool> = (0..10_000).map(|place| place % 10 == 0).collect();
    let activity = Activity {
        points: &points,
        weights: &weights,
        is_center: &is_member,
        is_counted: &is_member,
    };
    against(
        "M of 1,000 among 10,000 points",
        shortest(3, || m(&activity, &far)),
        "dbmss",
        0.18,
    );
}

fn footprints() {
    let points = towns(100_000);
    let places: Vec<LonLat> = points
        .iter()
        .map(|[x, y]| lon_lat(9.0 + x / 75.0, 48.0 + y / 111.0))
        .collect();
    against(
        "DBSCAN of 100,000 places, 0.5 km, 10",
        shortest(3, || dbscan::on_earth(&places, 0.5, 10)),
        "scikit-learn",
        0.35,
    );
    against(
        "HDBSCAN of 100,000 points, 25, 10",
        shortest(2, || hdbscan::in_plane(&points, 25, 10)),
        "hdbscan",
        4.0,
    );
}

/// Prints the lines of this group.
pub(crate) fn run() {
    areas();
    densities();
    distances();
    footprints();
}
