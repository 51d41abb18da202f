//! The small cases that tables print, asked of the command line: each case becomes a region file.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::vectors_specialization::{CLOSED, assert_close, expected, rows_of};

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().filter_map(Value::as_f64).collect()
}

fn file_of(header: &Value, features: &[Value]) -> String {
    json!({"type": "FeatureCollection", "features": features, "cluster_atlas": header}).to_string()
}

fn header(years: &[i32], columns: usize) -> Value {
    let industries: Vec<Value> = (0..columns)
        .map(|column| json!({"code": format!("i{column}"), "name": format!("Industry {column}")}))
        .collect();
    json!({"format": 1, "years": years, "industries": industries,
           "measures": [{"id": "employment", "name": "Employment", "unit": "persons"}]})
}

/// Regions with a number of each industry in each year; `null` is not published.
fn of_tables(tables: &[&Value]) -> String {
    let years: Vec<i32> = (2020..).take(tables.len()).collect();
    let rows = tables[0].as_array().unwrap().len();
    let columns = tables[0][0].as_array().unwrap().len();
    let features: Vec<Value> = (0..rows)
        .map(|row| {
            let series = (0..columns).map(|column| {
                let of = tables.iter().map(|table| table[row][column].clone());
                (format!("i{column}"), Value::Array(of.collect()))
            });
            region(
                row,
                &json!({"employment": series.collect::<Map<String, Value>>()}),
                &Value::Null,
            )
        })
        .collect();
    file_of(&header(&years, columns), &features)
}

fn region(row: usize, data: &Value, geometry: &Value) -> Value {
    json!({"type": "Feature", "id": format!("r{row}"), "geometry": geometry,
           "properties": {"kind": "region", "name": format!("Region {row}"), "level": "area", "data": data}})
}

/// The case with the totals that were published.
fn of_totals(input: &Value) -> String {
    let mut file: Value = serde_json::from_str(&of_tables(&[&input["cells"]])).unwrap();
    for (row, total) in input["region_totals"].as_array().unwrap().iter().enumerate() {
        file["features"][row]["properties"]["data"]["employment"]["total"] = json!([total]);
    }
    let mut data = json!({"total": [input["total"]]});
    for (column, total) in input["industry_totals"].as_array().unwrap().iter().enumerate() {
        data[format!("i{column}")] = json!([total]);
    }
    file["cluster_atlas"]["benchmark"] = json!({"name": "Nation", "data": {"employment": data}});
    file.to_string()
}

fn check_quotients(id: &str, input: &Value, expected: &Value) {
    let file = match (input.is_array(), input["total"].is_null()) {
        (true, _) => of_tables(&[input]),
        (false, true) => of_tables(&[&input["cells"]]),
        (false, false) => of_totals(input),
    };
    let columns = expected[0].as_array().unwrap().len();
    let key = if id == "rca_exactly_one" { "rca" } else { "lq" };
    for (place, row) in rows_of(&file, "specialization", &[]).iter().enumerate() {
        let known = &expected[place / columns][place % columns];
        assert_close(row[key].as_f64(), known, CLOSED, id);
        let flags = row["flags"].as_str().unwrap();
        let is_incomplete = id == "suppressed_cell_no_totals";
        assert_eq!(flags.contains("totals_incomplete"), is_incomplete, "{id}: {flags}");
    }
}

fn check_mix(id: &str, input: &Value, expected: &Value) {
    let row = &rows_of(&of_tables(&[&json!([input])]), "regions", &[])[0];
    let keys = [
        ("hhi", "hhi"),
        ("hhi_normalized", "hhi_normalised"),
        ("shannon_bits", "shannon_bits"),
        ("effective_industries", "effective_number"),
    ];
    for (ours, theirs) in keys {
        if expected.is_null() {
            assert!(ours != "hhi_normalized" || row[ours].is_null(), "{id}");
        } else {
            assert_close(row[ours].as_f64(), &expected[theirs], CLOSED, id);
        }
    }
}

fn check_shift(id: &str, input: &Value, expected: &Value) {
    let rows = rows_of(&of_tables(&[&input["t0"], &input["t1"]]), "shift-share", &[]);
    for (place, row) in rows.iter().enumerate().filter(|(_, row)| !row["industry"].is_null()) {
        let (region, column) = (place / 3, place % 3);
        let of = |key: &str| &expected[key][region][column];
        assert_close(row["national"].as_f64(), of("NS"), CLOSED, id);
        if expected["IM"].is_array() {
            assert_close(row["industry_mix"].as_f64(), of("IM"), CLOSED, id);
            assert_close(row["regional"].as_f64(), of("RS"), CLOSED, id);
        } else if column == 0 {
            assert!(
                row["industry_mix"].is_null() && row["regional"] == row["value_to"],
                "{id}"
            );
            assert!(row["flags"].as_str().unwrap().contains("new_industry"), "{row}");
        }
    }
}

/// One industry over regions, and a second that makes up the base.
fn of_column(values: &Value, base: Option<&Value>) -> String {
    let rows = values.as_array().unwrap().iter().enumerate();
    let table: Vec<Value> = rows
        .map(|(row, value)| match base {
            Some(base) => json!([value, base[row].as_f64().unwrap() * 1e3 - value.as_f64().unwrap()]),
            None => json!([value]),
        })
        .collect();
    of_tables(&[&Value::Array(table)])
}

/// Areas with a value each that touch as the edges say: on a line, or all round one corner.
fn of_areas(values: &[f64], edges: &[Vec<f64>]) -> String {
    let is_ring = edges.len() == 3 && values.len() == 3;
    let touches = |place: usize| edges.iter().any(|edge| edge.contains(&(place as f64)));
    let features: Vec<Value> = values
        .iter()
        .enumerate()
        .map(|(place, value)| {
            let step = place as f64 * 0.1;
            let (west, south) = match (is_ring, touches(place)) {
                (true, _) => [(0.0, 0.0), (0.1, 0.0), (0.0, 0.1)][place],
                (false, true) => (step, 0.0),
                (false, false) => (step + 5.0, 5.0),
            };
            let (east, north) = (west + 0.1, south + 0.1);
            let (west, east) = (10.0 + west, 10.0 + east);
            let ring = [
                [west, south],
                [east, south],
                [east, north],
                [west, north],
                [west, south],
            ];
            let ring: Vec<[f64; 2]> = ring
                .iter()
                .map(|at| at.map(|ordinate| (ordinate * 10.0).round() / 10.0))
                .collect();
            let geometry = json!({"type": "Polygon", "coordinates": [ring]});
            region(place, &json!({"employment": {"total": [value]}}), &geometry)
        })
        .collect();
    file_of(&header(&[2020], 1), &features)
}

fn check_areas(id: &str, input: &Value, expected: &Value) {
    let values = numbers(&input["values"]);
    let edges: Vec<Vec<f64>> = input["edges"].as_array().unwrap().iter().map(numbers).collect();
    let file = of_areas(&values, &edges);
    let words = ["--value=value", "--permutations=99"];
    let global: BTreeMap<String, Value> = rows_of(&file, "autocorrelation", &words)
        .into_iter()
        .map(|row| (row["key"].as_str().unwrap().to_owned(), row["value"].clone()))
        .collect();
    assert_eq!(global["links"].as_u64(), Some(edges.len() as u64), "{id}");
    let rows = rows_of(&file, "hotspots", &words);
    match id {
        "moran_constant" => assert!(global["moran_i"].is_null() && global["geary_c"].is_null()),
        "moran_island" => {
            for (key, column) in [
                ("local_moran_null", "local_moran"),
                ("gi_null", "gi_z"),
                ("gistar_null", "gi_star_z"),
            ] {
                let nulls = (0..rows.len()).filter(|place| rows[*place][column].is_null());
                assert_eq!(
                    nulls.map(|place| place as f64).collect::<Vec<f64>>(),
                    numbers(&expected[key])
                );
            }
            assert_eq!(global["islands"], 1);
            assert_close(
                global["expected"].as_f64(),
                &json!(-0.5),
                CLOSED,
                "three units with neighbors",
            );
        }
        _ => {
            for (row, expected) in rows.iter().zip(expected.as_array().unwrap()) {
                assert_close(row["gi_star_z"].as_f64(), expected, CLOSED, id);
            }
        }
    }
}

/// Members at points of a plane in km, near the equator on the central line of a zone, where a degree is as long as it is anywhere.
fn of_members(points: &Value) -> String {
    const KM_OF_DEGREE: f64 = 111.195;
    let points = points.as_array().unwrap().iter().map(numbers).enumerate();
    let features: Vec<Value> = points
        .map(|(place, at)| {
            let at = [9.0 + at[0] / KM_OF_DEGREE, at[1] / KM_OF_DEGREE];
            json!({"type": "Feature", "id": format!("m{place}"), "geometry": {"type": "Point", "coordinates": at},
                   "properties": {"kind": "member", "name": format!("Member {place}"), "helix": "industry"}})
        })
        .collect();
    file_of(&json!({"format": 1}), &features)
}

fn check_places(id: &str, input: &Value, expected: &Value) {
    let points = || -> BTreeMap<String, Option<f64>> {
        let rows = rows_of(&of_members(input), "points", &[]).into_iter();
        rows.map(|row| (row["key"].as_str().unwrap().to_owned(), row["value"].as_f64()))
            .collect()
    };
    match id {
        "dbscan_duplicates" => {
            let least = input["min_samples"].to_string();
            let eps = input["eps"].to_string();
            let words = ["--eps", &eps, "--min-points", &least];
            let rows = rows_of(&of_members(&input["points"]), "footprints", &words);
            let labels: Vec<f64> = rows.iter().map(|row| row["dbscan"].as_f64().unwrap()).collect();
            assert_eq!(labels, numbers(expected));
        }
        "hull_collinear" => assert!(points()["area_km2"].unwrap() < 1e-3),
        "sde_two_points" => {
            let found = points();
            let major = expected["sigma"][0].as_f64().unwrap();
            assert!(
                (found["ellipse_major_km"].unwrap() - major).abs() < 0.01 * major,
                "{found:?}"
            );
            assert!(found["ellipse_minor_km"].unwrap() < 1e-6);
            assert_close(
                found["ellipse_angle_deg"].map(f64::round),
                &expected["angle"],
                CLOSED,
                id,
            );
        }
        "nni_two_duplicates" => assert_close(points()["nearest_neighbor_index"], expected, CLOSED, id),
        _ => panic!("nobody asks for {id}"),
    }
}

/// Members and weighted links; the labels are their spheres.
fn of_links(input: &Value) -> String {
    let names: Vec<String> = match (input["n"].as_u64(), input["labels"].as_array()) {
        (Some(count), _) => (0..count).map(|place| place.to_string()).collect(),
        (None, Some(labels)) => (0..labels.len()).map(|place| place.to_string()).collect(),
        (None, None) => vec!["a".to_owned(), "b".to_owned()],
    };
    let mut features: Vec<Value> = names
        .iter()
        .map(|name| {
            json!({"type": "Feature", "id": name, "geometry": null,
                   "properties": {"kind": "member", "name": name, "helix": "industry"}})
        })
        .collect();
    for (place, edge) in input["edges"].as_array().unwrap().iter().enumerate() {
        let name = |end: &Value| end.as_str().map_or_else(|| end.to_string(), str::to_owned);
        let mut properties = json!({"kind": "link", "members": [name(&edge[0]), name(&edge[1])]});
        if let Some(weight) = edge.get(2) {
            properties["weight"] = weight.clone();
        }
        features.push(
            json!({"type": "Feature", "id": format!("link {place}"), "geometry": null, "properties": properties}),
        );
    }
    file_of(&json!({"format": 1}), &features)
}

fn check_network(id: &str, input: &Value, expected: &Value) {
    let file = of_links(input);
    let figures: BTreeMap<String, Value> = rows_of(&file, "network", &["--permutations=9"])
        .into_iter()
        .map(|row| (row["key"].as_str().unwrap().to_owned(), row["value"].clone()))
        .collect();
    let members = rows_of(&file, "members", &[]);
    let column = |key: &str| Value::Array(members.iter().map(|row| row[key].clone()).collect());
    let figure = |key: &str, expected: &Value| assert_close(figures[key].as_f64(), expected, CLOSED, key);
    match id {
        "net_isolate" => {
            figure("density", &expected["density"]);
            for (key, found) in expected.as_object().unwrap() {
                let key = match key.as_str() {
                    "density" | "components" => continue,
                    "closeness_wf" => "closeness",
                    "harmonic_norm" => "harmonic",
                    other => other,
                };
                for (ours, theirs) in column(key).as_array().unwrap().iter().zip(found.as_array().unwrap()) {
                    assert_close(ours.as_f64(), theirs, CLOSED, key);
                }
            }
            figure("components", &json!(expected["components"].as_array().unwrap().len()));
        }
        "net_empty" | "net_no_edges" => {
            for (theirs, ours) in [
                ("density", "density"),
                ("modularity", "modularity"),
                ("ei", "ei_index"),
                ("assortativity", "nominal_assortativity"),
            ] {
                if let Some(expected) = expected.get(theirs) {
                    figure(ours, expected);
                }
            }
        }
        "net_two_nodes" => assert_eq!(numbers(&column("betweenness")), numbers(expected)),
        "assort_one_sector" => figure("nominal_assortativity", expected),
        "self_loops_parallel" => {
            figure("ties", &expected["m"]);
            let ties = rows_of(&file, "ties", &[]);
            assert_eq!(ties.len(), 1);
            assert_close(ties[0]["weight"].as_f64(), &expected["weight_ab"], CLOSED, id);
        }
        _ => panic!("nobody asks for {id}"),
    }
}

/// Metrics that tables print; those of a member of a table alone, or of functions that no table has, are looked at in the library.
#[test]
fn the_tables_hold_every_small_case_that_they_can_show() {
    let all = expected("edge_cases.json");
    let mut left = Vec::new();
    for case in all["cases"].as_array().unwrap() {
        let (id, metric) = (case["id"].as_str().unwrap(), case["metric"].as_str().unwrap());
        let (input, expected) = (&case["input"], &case["expected"]);
        match (metric, id) {
            // A region file refuses jobs below zero.
            (_, "gi_negative_values") => left.push(id),
            ("location quotient" | "binary RCA", _) => check_quotients(id, input, expected),
            ("HHI" | "normalised HHI", _) => check_mix(id, input, expected),
            ("shift-share", _) => check_shift(id, input, expected),
            ("Krugman index", _) => {
                for (row, expected) in rows_of(&of_tables(&[input]), "regions", &[])
                    .iter()
                    .zip(numbers(expected))
                {
                    assert_close(row["krugman"].as_f64(), &json!(expected), CLOSED, id);
                    assert_close(row["krugman_rest"].as_f64(), &json!(2.0), CLOSED, id);
                }
            }
            ("Gini", _) => {
                let row = &rows_of(&of_column(input, None), "industries", &[])[0];
                assert_close(row["gini"].as_f64(), expected, CLOSED, id);
            }
            ("location Gini", _) => {
                let file = of_column(&input["x"], Some(&input["base"]));
                let row = &rows_of(&file, "industries", &[])[0];
                assert_close(row["location_gini"].as_f64(), expected, CLOSED, id);
            }
            ("CAGR", _) => {
                for (case, expected) in input.as_array().unwrap().iter().zip(expected.as_array().unwrap()) {
                    let years = case["years"].as_u64().and_then(|years| usize::try_from(years).ok());
                    if let Some(years) = years.filter(|years| *years > 0) {
                        let mut values = vec![Value::Null; years + 1];
                        values[0] = case["a"].clone();
                        values[years] = case["b"].clone();
                        let tables: Vec<Value> = values.iter().map(|value| json!([[value]])).collect();
                        let file = of_tables(&tables.iter().collect::<Vec<&Value>>());
                        let row = &rows_of(&file, "shift-share", &[])[0];
                        assert_close(row["cagr"].as_f64(), expected, CLOSED, id);
                    }
                }
            }
            ("Moran's I" | "local Moran / Gi*" | "Gi*", _) => check_areas(id, input, expected),
            ("DBSCAN" | "convex hull" | "deviational ellipse" | "Clark-Evans", _) => check_places(id, input, expected),
            ("network" | "betweenness" | "nominal assortativity", _) => check_network(id, input, expected),
            _ => left.push(id),
        }
    }
    assert_eq!(
        left,
        [
            "rsca",
            "eg_single_plant",
            "variety_identity",
            "eci_disconnected",
            "eci_empty_row",
            "density_ubiquity_zero",
            "gi_negative_values",
            "kde_one_point",
            "mi_independent",
            "mi_xor",
            "mi_copy",
            "haversine",
        ]
    );
}
