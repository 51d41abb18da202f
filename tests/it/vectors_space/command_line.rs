//! The tables of concentration as the command line prints them, for region files made from the vectors.

use cluster_atlas::analysis::concentration::plane::TransverseMercator;
use serde_json::{Value, json};

use crate::vectors_specialization::printed;

use super::{close, numbers, vector_column, vector_json, vector_numbers, vector_text};

/// Writes a region file and gives a table of it as JSON.
fn table(features: &[Value], header: &Value, words: &[&str]) -> Value {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("vector.geojson");
    let text = json!({"type": "FeatureCollection", "cluster_atlas": header, "features": features});
    std::fs::write(&file, text.to_string()).unwrap();
    printed(&file, words)
}

fn value_of(table: &Value, key: &str) -> f64 {
    let rows = table["rows"].as_array().unwrap();
    let row = rows
        .iter()
        .find(|row| row["key"] == key)
        .unwrap_or_else(|| panic!("{key}"));
    row["value"]
        .as_f64()
        .unwrap_or_else(|| panic!("{key} is {}", row["value"]))
}

fn columbus() -> (Vec<Value>, Value) {
    let file: Value = serde_json::from_str(&vector_text("columbus.geojson").unwrap()).unwrap();
    let values = vector_numbers("columbus_values.csv", "value").unwrap();
    let outlines = file["features"].as_array().unwrap();
    let features = outlines.iter().zip(values).enumerate().map(|(place, (outline, value))| {
        let data = json!({"crime": {"total": [value]}});
        let properties = json!({"kind": "region", "name": format!("Area {place}"), "data": data});
        json!({"type": "Feature", "id": format!("r{place}"), "geometry": outline["geometry"], "properties": properties})
    });
    let header = json!({
        "format": 1, "title": "Columbus", "years": [1980],
        "industries": [{"code": "A", "name": "A"}],
        "measures": [{"id": "crime", "name": "Crime", "unit": "incidents"}],
    });
    (features.collect(), header)
}

#[test]
fn autocorrelation_and_hotspots_of_columbus_are_printed() {
    let (features, header) = columbus();
    let expected = vector_json("columbus.lattice.json").unwrap()["expected"].clone();
    let found = table(
        &features,
        &header,
        &["autocorrelation", "--value", "value", "--weights", "queen"],
    );
    for (key, name) in [
        ("n", "n"),
        ("links", "n_edges_undirected"),
        ("moran_i", "moran_I"),
        ("expected", "moran_EI"),
        ("variance_normal", "moran_VI_norm"),
        ("variance_random", "moran_VI_rand"),
        ("z_normal", "moran_z_norm"),
        ("z_random", "moran_z_rand"),
        ("geary_c", "geary_C"),
    ] {
        close(key, value_of(&found, key), expected[name].as_f64().unwrap(), 1e-8);
    }
    assert_eq!(found["parameters"]["permutations"], 999);
    assert!(found["parameters"]["seed"].is_u64() && found["notes"][0].as_str().unwrap().contains("together"));
    let untested = table(&features, &header, &["hotspots", "--value=value", "--permutations=0"]);
    let is_empty = |row: &Value| row["p"].is_null() && row["significant_fdr"].is_null() && row["local_moran"].is_f64();
    assert!(
        untested["rows"].as_array().unwrap().iter().all(is_empty),
        "no p without permutations"
    );
    let words = ["hotspots", "--value=value", "--weights=queen", "--permutations=4999"];
    let found = table(&features, &header, &words);
    let column = |key: &str| vector_numbers("columbus.lattice_local.csv", key).unwrap();
    let quadrants = vector_column("columbus.lattice_local.csv", "quadrant").unwrap();
    for (place, row) in found["rows"].as_array().unwrap().iter().enumerate() {
        let at = |key: &str| column(key)[place].unwrap();
        close("local", row["local_moran"].as_f64().unwrap(), at("local_I"), 1e-8);
        close("gi", row["gi_z"].as_f64().unwrap(), at("gi_z"), 1e-8);
        close("gi*", row["gi_star_z"].as_f64().unwrap(), at("gistar_z"), 1e-8);
        assert_eq!(row["quadrant"], quadrants[place].as_str());
        let p = at("p_directed");
        let band = 4.0 * (p * (1.0 - p) * (1.0 / 4_999.0 + 1.0 / 29_997.0)).sqrt() + 2.0 / 4_999.0;
        assert!((row["p"].as_f64().unwrap() - p).abs() <= band);
    }
}

fn zone() -> TransverseMercator {
    TransverseMercator {
        central_lon: 9.0,
        scale: 0.9996,
        false_east_km: 500.0,
        false_north_km: 0.0,
    }
}

/// The firms of the vector on a zone of UTM, so that the plane of the table has their own coordinates in km.
pub(crate) fn firms() -> (Vec<Value>, Value) {
    let zone = zone();
    let column = |key: &str| {
        vector_numbers("firms_a.csv", key)
            .unwrap()
            .into_iter()
            .flatten()
            .collect::<Vec<f64>>()
    };
    let (x, y, employees) = (column("x"), column("y"), column("weight"));
    let kinds = vector_column("firms_a.csv", "type").unwrap();
    let features = kinds.iter().enumerate().map(|(place, kind)| {
        let at = zone.unproject([x[place] / 1e3 + 400.0, y[place] / 1e3 + 5_400.0]);
        let properties = json!({"kind": "member", "name": format!("Firm {place}"), "helix": "industry", "industries": [kind], "employees": employees[place]});
        let geometry = json!({"type": "Point", "coordinates": [at.lon, at.lat]});
        json!({"type": "Feature", "id": format!("m{place}"), "geometry": geometry, "properties": properties})
    });
    let codes: std::collections::BTreeSet<&String> = kinds.iter().collect();
    let industries: Vec<Value> = codes.iter().map(|code| json!({"code": code, "name": code})).collect();
    (
        features.collect(),
        json!({"format": 1, "title": "Firms", "industries": industries}),
    )
}

#[test]
#[expect(
    clippy::too_many_lines,
    reason = "one check for each number of the vector, side by side"
)]
fn points_and_distance_functions_of_the_firms_are_printed() {
    let (features, header) = firms();
    let file = vector_json("firms_a.points.json").unwrap();
    let expected = &file["expected"];
    let found = table(&features, &header, &["points"]);
    let center = &expected["centrography"];
    for (name, [lon, lat]) in [
        ("mean_centre", ["mean_lon", "mean_lat"]),
        ("median_centre", ["median_lon", "median_lat"]),
    ] {
        let at = numbers(&center[name]);
        let expected = zone().unproject([at[0] / 1e3 + 400.0, at[1] / 1e3 + 5_400.0]);
        let off = (value_of(&found, lon) - expected.lon).hypot(value_of(&found, lat) - expected.lat);
        assert!(off < 1e-6, "{name}: {off} degrees");
    }
    close(
        "standard",
        value_of(&found, "standard_distance_km") * 1e3,
        center["standard_distance"].as_f64().unwrap(),
        1e-6,
    );
    close(
        "major",
        value_of(&found, "ellipse_major_km") * 1e3,
        center["sde_sigma"][0].as_f64().unwrap(),
        1e-6,
    );
    close(
        "minor",
        value_of(&found, "ellipse_minor_km") * 1e3,
        center["sde_sigma"][1].as_f64().unwrap(),
        1e-6,
    );
    close(
        "angle",
        value_of(&found, "ellipse_angle_deg"),
        center["sde_angle_cw_from_north_deg"].as_f64().unwrap(),
        1e-6,
    );
    close(
        "nearest",
        value_of(&found, "mean_nearest_km") * 1e3,
        expected["nearest_neighbour"]["mean"].as_f64().unwrap(),
        1e-6,
    );
    // The hull on the ellipsoid differs from that of the plane by the scale of the zone.
    close(
        "area",
        value_of(&found, "area_km2") * 1e6,
        center["hull_area"].as_f64().unwrap(),
        2e-3,
    );
    let radii: Vec<String> = numbers(&file["r"])
        .iter()
        .map(|radius| (radius / 1e3).to_string())
        .collect();
    let words = [
        "distance-functions",
        "--industry",
        "2611",
        "--radii",
        &radii.join(","),
        "--permutations",
        "19",
    ];
    let found = table(&features, &header, &words);
    let curve = |function: &str| -> Vec<f64> {
        let rows = found["rows"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|row| row["function"] == function);
        rows.map(|row| row["observed"].as_f64().unwrap()).collect()
    };
    let most = numbers(&expected["kd"]["2611"]["kd_exact"])
        .into_iter()
        .fold(0.0, f64::max);
    for (found, expected) in curve("kd").iter().zip(numbers(&expected["kd"]["2611"]["kd_exact"])) {
        assert!((found / 1e3 - expected).abs() < 1e-6 * most, "{found} {expected}");
    }
    for (found, expected) in curve("m").iter().zip(numbers(&expected["M"]["2611"])) {
        close("m", *found, expected, 1e-6);
    }
    assert_eq!((curve("k").len(), curve("l").len()), (24, 24));
    assert!(
        found["rows"]
            .as_array()
            .unwrap()
            .iter()
            .all(|row| row["global_high"].is_f64())
    );
}

#[test]
fn footprints_and_density_of_the_firms_are_printed() {
    let (features, header) = firms();
    let found = table(&features, &header, &["footprints", "--eps", "6", "--min-points", "5"]);
    let rows = found["rows"].as_array().unwrap();
    assert_eq!((rows.len(), rows[0]["member"].as_str()), (features.len(), Some("m0")));
    // The scale of the zone moves no firm across a radius of 6 km.
    let file = vector_json("firms_a.points.json").unwrap();
    let labels = |key: &str| -> Vec<Option<u32>> {
        let of = rows.iter().map(|row| row[key].as_i64().unwrap());
        of.map(|label| u32::try_from(label).ok()).collect()
    };
    let expected = &file["expected"]["dbscan"];
    assert_eq!(
        (expected["eps"].as_f64(), expected["min_samples"].as_u64()),
        (Some(6e3), Some(5))
    );
    super::points::same_partition(&labels("dbscan"), &numbers(&expected["labels"]));
    let expected = &file["expected"]["hdbscan"];
    let least = expected["min_samples"].to_string();
    let found = table(
        &features,
        &header,
        &["footprints", "--eps", "6", "--min-points", &least],
    );
    let clusters: std::collections::BTreeSet<i64> = found["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["hdbscan"].as_i64().unwrap())
        .collect();
    assert_eq!(found["parameters"]["min_cluster_size"].to_string(), least);
    assert!(clusters.contains(&-1) && clusters.len() > 1, "{clusters:?}");
    let words = ["density", "--cell", "4", "--bandwidth", "8", "--kernel", "gaussian"];
    let found = table(&features, &header, &words);
    let sum: f64 = found["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["value"].as_f64().unwrap())
        .sum();
    // What lies beyond a bandwidth around the bounds is not printed.
    let share = sum * 16.0 / features.len() as f64;
    assert!((0.9..=1.0).contains(&share), "{share}");
    assert_eq!(found["parameters"]["plane"], "EPSG:32632");
}
