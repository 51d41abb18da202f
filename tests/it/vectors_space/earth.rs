//! Distances, areas and clusters on the earth, against `pyproj` and `scikit-learn`.

use cluster_atlas::analysis::concentration::density::{Kernel, Spread, intensity_on_earth};
use cluster_atlas::analysis::concentration::footprints::{cluster_count, dbscan};
use cluster_atlas::analysis::concentration::plane::EqualArea;
use cluster_atlas::analysis::geodesy::{area_km2, geodesic_km, great_circle_km, perimeter_km};
use cluster_atlas::document::{LonLat, lon_lat};
use geo::{LineString, Polygon};

use super::{close, numbers, vector_json, vector_numbers};

#[test]
fn distances_and_areas_agree_with_pyproj() {
    let file = vector_json("geodesy.json").unwrap();
    let place = |name: &serde_json::Value| {
        let points = file["points"].as_array().unwrap();
        let point = points.iter().find(|point| point["name"] == *name).unwrap();
        lon_lat(point["lon"].as_f64().unwrap(), point["lat"].as_f64().unwrap())
    };
    for pair in file["expected"]["pairs"].as_array().unwrap() {
        let (a, b) = (place(&pair["a"]), place(&pair["b"]));
        close(
            "haversine",
            great_circle_km(a, b),
            pair["haversine_km"].as_f64().unwrap(),
            1e-9,
        );
        close(
            "geodesic",
            geodesic_km(a, b) * 1e3,
            pair["geodesic_wgs84_m"].as_f64().unwrap(),
            1e-9,
        );
    }
    for polygon in file["expected"]["polygons"].as_array().unwrap() {
        let corners = polygon["ring_lonlat"].as_array().unwrap().iter().map(numbers);
        let ring: LineString<f64> = corners.map(|corner| (corner[0], corner[1])).collect();
        let polygon_here = Polygon::new(ring, Vec::new());
        close(
            "area",
            area_km2(&polygon_here) * 1e6,
            polygon["geodesic_area_m2"].as_f64().unwrap(),
            1e-6,
        );
        close(
            "perimeter",
            perimeter_km(&polygon_here) * 1e3,
            polygon["perimeter_m"].as_f64().unwrap(),
            1e-9,
        );
    }
    let mut europe = EqualArea::around(lon_lat(10.0, 52.0));
    europe.false_origin_km = [4321.0, 3210.0];
    let expected = file["expected"]["projected"]["EPSG:3035"].as_array().unwrap();
    for (point, expected) in file["points"].as_array().unwrap().iter().zip(expected) {
        let [x, y] = europe.project(place(&point["name"]));
        let expected = numbers(expected);
        assert!(
            (x * 1e3 - expected[0]).abs() < 0.01 && (y * 1e3 - expected[1]).abs() < 0.01,
            "{point} {x} {y} {expected:?}"
        );
    }
}

#[test]
#[expect(
    clippy::cast_sign_loss,
    clippy::cast_possible_truncation,
    reason = "the vectors hold whole numbers as floats"
)]
fn airports_gather_as_scikit_learn_says() {
    let file = vector_json("airports.json").unwrap();
    let column = |key: &str| vector_numbers("airports.csv", key).unwrap();
    let (lon, lat) = (column("longitude"), column("latitude"));
    let places: Vec<LonLat> = lon
        .into_iter()
        .flatten()
        .zip(lat.into_iter().flatten())
        .map(|(lon, lat)| lon_lat(lon, lat))
        .collect();
    let expected = &file["expected"]["dbscan_haversine"];
    let labels = dbscan::on_earth(
        &places,
        expected["eps_km"].as_f64().unwrap(),
        expected["min_samples"].as_u64().unwrap() as usize,
    );
    let noise = labels.iter().filter(|label| label.is_none()).count();
    assert_eq!(Some(noise as u64), expected["n_noise"].as_u64());
    assert_eq!(cluster_count(&labels) as u64, expected["n_clusters"].as_u64().unwrap());
    super::points::same_partition(&labels, &numbers(&expected["labels"]));
    let expected = &file["expected"]["kde_haversine"];
    let rows: Vec<LonLat> = numbers(&expected["at_rows"])
        .into_iter()
        .map(|row| places[row as usize])
        .collect();
    let spread = Spread {
        kernel: Kernel::Gaussian,
        bandwidth: expected["bandwidth_km"].as_f64().unwrap(),
    };
    let found = intensity_on_earth(&rows, &places, None, spread);
    for (found, expected) in found.iter().zip(numbers(&expected["density_per_km2"])) {
        close("density", found / places.len() as f64, expected, 1e-6);
    }
}
