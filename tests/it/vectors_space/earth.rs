//! Distances, areas and clusters on the earth, against `pyproj` and `scikit-learn`, and the edge cases of concentration.

use cluster_atlas::analysis::concentration::autocorrelation::{Permutations, autocorrelation};
use cluster_atlas::analysis::concentration::centrography::{deviational_ellipse, nearest_neighbors};
use cluster_atlas::analysis::concentration::density::{Kernel, Spread, intensity_on_earth};
use cluster_atlas::analysis::concentration::footprints::{cluster_count, dbscan};
use cluster_atlas::analysis::concentration::hotspots::{Own, getis_ord, local_moran};
use cluster_atlas::analysis::concentration::plane::EqualArea;
use cluster_atlas::analysis::concentration::weights::Weights;
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
    let (Some(file), Some(lon), Some(lat)) = (
        vector_json("airports.json"),
        vector_numbers("airports.csv", "longitude"),
        vector_numbers("airports.csv", "latitude"),
    ) else {
        return;
    };
    let places: Vec<LonLat> = lon
        .into_iter()
        .flatten()
        .zip(lat.into_iter().flatten())
        .map(|(lon, lat)| lon_lat(lon, lat))
        .collect();
    let expected = &file["expected"]["dbscan_haversine"];
    let labels = dbscan::on_earth(&places, 40.0, 8);
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

#[test]
#[expect(
    clippy::cast_sign_loss,
    clippy::cast_possible_truncation,
    reason = "the vectors hold whole numbers as floats"
)]
fn edge_cases_of_concentration_hold() {
    let file = vector_json("edge_cases.json").unwrap();
    let case = |id: &str| {
        file["cases"]
            .as_array()
            .unwrap()
            .iter()
            .find(|case| case["id"] == id)
            .unwrap()
            .clone()
    };
    let weights = |case: &serde_json::Value, count: usize| {
        let edges = case["input"]["edges"].as_array().unwrap().iter().map(numbers);
        Weights::of_pairs(count, edges.map(|edge| (edge[0] as usize, edge[1] as usize)))
    };
    let none = Permutations { count: 0, seed: 0 };
    let constant = case("moran_constant");
    let values = numbers(&constant["input"]["values"]);
    assert!(
        autocorrelation(&values, &weights(&constant, 3), none, &())
            .unwrap()
            .moran
            .is_err()
    );
    let island = case("moran_island");
    let values = numbers(&island["input"]["values"]);
    let found = weights(&island, 4);
    assert!(local_moran(&values, &found, none, &()).unwrap()[3].is_err());
    assert!(
        getis_ord(&values, &found, Own::LeftOut)[3].is_err() && getis_ord(&values, &found, Own::Included)[3].is_err()
    );
    assert_eq!(autocorrelation(&values, &found, none, &()).unwrap().count, 3);
    let negative = case("gi_negative_values");
    let values = numbers(&negative["input"]["values"]);
    let found = getis_ord(&values, &weights(&negative, 5), Own::Included);
    for (found, expected) in found.iter().zip(numbers(&negative["expected"])) {
        close("gi", found.unwrap(), expected, 1e-9);
    }
    let all = case("gi_all_neighbours");
    assert!(
        getis_ord(&[1.0, 2.0, 3.0], &weights(&all, 3), Own::Included)
            .iter()
            .all(Result::is_err)
    );
    assert_eq!(
        nearest_neighbors(&[[0.0, 0.0], [0.0, 0.0]], 0.0, 0.0).unwrap().index,
        Ok(0.0)
    );
    let ellipse = deviational_ellipse(&[[0.0, 0.0], [2.0, 0.0]], None).unwrap();
    assert_eq!((ellipse.major, ellipse.minor, ellipse.angle_deg), (1.0, 0.0, Ok(90.0)));
    let pairs = case("haversine")["input"]
        .as_array()
        .unwrap()
        .iter()
        .map(numbers)
        .collect::<Vec<_>>();
    for (pair, expected) in pairs.iter().zip(numbers(&case("haversine")["expected"])) {
        let km = great_circle_km(lon_lat(pair[0], pair[1]), lon_lat(pair[2], pair[3]));
        assert!((km - expected).abs() < 1e-7, "{km} {expected}");
    }
}
