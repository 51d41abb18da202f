//! The tables of the network as the command line prints them: the vectors as region files, and the same numbers out of them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::process::Command;

use cluster_atlas::analysis::network::communities::modularity;
use serde_json::{Value, json};

use crate::vectors_network::{Case, Row, cases, number, table, within};

/// The sphere that stands for a sector of the vectors.
fn helix_of(case: &Case, sector: &str) -> &'static str {
    match sector {
        "firm" => "industry",
        "research" => "academia",
        "government" => "government",
        "facilitator" => "cluster_organization",
        _ => {
            let place = case.sectors.iter().position(|known| known == sector).unwrap();
            ["industry", "academia", "government"][place]
        }
    }
}

/// The network as a region file.
fn region_file(case: &Case) -> String {
    let mut features = Vec::new();
    let mut regions: Vec<&String> = case.nodes.iter().filter_map(|row| row.get("region")).collect();
    regions.sort();
    regions.dedup();
    for region in regions {
        let properties = json!({"kind": "region", "name": region});
        features.push(json!({"type": "Feature", "id": region, "geometry": null, "properties": properties}));
    }
    for row in &case.nodes {
        let place = row
            .get("lon")
            .map(|_| [number(row, "lon").unwrap(), number(row, "lat").unwrap()]);
        let geometry = place.map(|place| json!({"type": "Point", "coordinates": place}));
        let helix = helix_of(case, &row["sector"]);
        let mut properties = json!({"kind": "member", "name": row["id"], "helix": helix});
        if let Some(region) = row.get("region") {
            properties["region"] = json!(region);
        }
        if let Some(topics) = row.get("topics") {
            properties["tags"] = json!(topics.split_whitespace().collect::<Vec<&str>>());
        }
        features.push(json!({"type": "Feature", "id": row["id"], "geometry": geometry, "properties": properties}));
    }
    for (place, pair) in case.pairs.iter().enumerate() {
        let members = [&case.ids[pair.a], &case.ids[pair.b]];
        let properties = json!({"kind": "link", "members": members, "weight": pair.weight});
        let id = format!("link {place}");
        features.push(json!({"type": "Feature", "id": id, "geometry": null, "properties": properties}));
    }
    json!({"type": "FeatureCollection", "cluster_atlas": {"format": 1}, "features": features}).to_string()
}

/// The smallest of the networks as a region file.
pub(crate) fn smallest_network() -> String {
    region_file(&cases()[0])
}

/// A region file on the disk, and what the program says of it.
struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn of(case: &Case) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("region.geojson"), region_file(case)).unwrap();
        Self { folder }
    }

    fn run(&self, words: &[&str]) -> String {
        let output = Command::new(env!("CARGO_BIN_EXE_cluster-atlas"))
            .args(["metrics", "region.geojson"])
            .args(words)
            .current_dir(self.folder.path())
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    fn rows(&self, words: &[&str]) -> Vec<Row> {
        table(&self.run(words))
    }
}

const COLUMNS_OF_MEMBERS: &str = "member,degree,strength,betweenness,betweenness_weighted,closeness,harmonic,clustering,core,\
     constraint,effective_size,pagerank,eigenvector,component,community,articulation,coordinator,itinerant,gatekeeper,\
     representative,liaison,mean_tie_km,local_share";

/// Columns of the table, the columns of the vectors, and how much of those they are.
const OF_MEMBERS: [(&str, &str, f64); 14] = [
    ("degree", "degree", 1.0),
    ("strength", "strength", 1.0),
    ("betweenness", "betweenness", 1.0),
    ("betweenness_weighted", "betweenness_weighted_1_over_w", 1.0),
    ("closeness", "closeness_wf", 1.0),
    ("harmonic", "harmonic_norm", 1.0),
    ("core", "core", 1.0),
    ("constraint", "constraint", 1.0),
    ("effective_size", "effective_size", 1.0),
    ("coordinator", "gf_w_I", 0.5),
    ("itinerant", "gf_w_O", 0.5),
    ("gatekeeper", "gf_b_IO", 1.0),
    ("representative", "gf_b_IO", 1.0),
    ("liaison", "gf_b_O", 0.5),
];

#[test]
fn the_table_of_members_agrees() {
    for case in cases() {
        let printed = Desk::of(&case).run(&["--table", "members"]);
        assert_eq!(printed.lines().next(), Some(COLUMNS_OF_MEMBERS));
        let rows = table(&printed);
        assert_eq!(rows.len(), case.ids.len());
        for (row, expected) in rows.iter().zip(&case.rows) {
            let what = format!("{} {}", case.name, expected["id"]);
            assert_eq!(row["member"], expected["id"]);
            for (column, of, share) in OF_MEMBERS {
                let needs_ties = matches!(column, "constraint" | "effective_size");
                let expected = number(expected, of).filter(|_| !needs_ties || row["degree"] != "0");
                let expected = expected.map(|value| value * share);
                within(number(row, column), expected, 1e-8, 1e-10, &format!("{what} {column}"));
            }
            assert_eq!(
                row["clustering"].is_empty(),
                number(row, "degree") < Some(2.0),
                "{what}"
            );
            let clustering = Some(number(row, "clustering").unwrap_or(0.0));
            within(clustering, number(expected, "clustering"), 1e-8, 1e-10, &what);
            within(number(row, "pagerank"), number(expected, "pagerank"), 0.0, 1e-6, &what);
            if let Some(found) = number(row, "eigenvector") {
                within(Some(found), number(expected, "eigenvector_giant"), 0.0, 1e-6, &what);
            }
            assert_eq!(
                row["clustering"].is_empty(),
                number(row, "degree") < Some(2.0),
                "{what}"
            );
        }
        let parts = |rows: &[Row]| rows.iter().map(|row| row["component"].clone()).collect::<Vec<String>>();
        let both: BTreeSet<(String, String)> = parts(&rows).into_iter().zip(parts(&case.rows)).collect();
        let sizes = case.expected["components"].as_array().unwrap();
        assert_eq!(both.len(), sizes.len(), "{}: the same parts by other names", case.name);
        let known = rows.iter().filter(|row| !row["eigenvector"].is_empty()).count() as u64;
        assert_eq!(Some(known), sizes[0].as_u64(), "{}: on the largest part", case.name);
        let cuts = case.expected["articulation_points"].as_array().unwrap();
        for row in &rows {
            let is_cut = cuts.iter().any(|id| id.as_str() == Some(row["member"].as_str()));
            assert_eq!(row["articulation"], u8::from(is_cut).to_string());
        }
        let labels: Vec<usize> = rows.iter().map(|row| row["community"].parse().unwrap()).collect();
        let found = modularity(&case.network, &labels).unwrap();
        assert!(found >= case.expected["best_modularity_found"].as_f64().unwrap() - 0.01);
    }
}

#[test]
fn the_table_of_the_network_agrees() {
    for case in cases() {
        let rows = Desk::of(&case).rows(&["--table", "network", "--permutations", "99"]);
        let values = rows.iter().map(|row| (row["key"].as_str(), number(row, "value")));
        let values: BTreeMap<&str, Option<f64>> = values.collect();
        for (key, of) in [
            ("nodes", "n"),
            ("ties", "m"),
            ("density", "density"),
            ("isolates", "isolates"),
            ("mean_degree", "mean_degree"),
            ("average_clustering", "avg_clustering_zero"),
            ("transitivity", "transitivity"),
            ("diameter", "diameter_giant"),
            ("average_path", "avg_path_giant"),
            ("global_efficiency", "global_efficiency"),
            ("degree_centralization", "degree_centralisation"),
            ("degree_assortativity", "degree_assortativity"),
            ("ei_index", "ei_index"),
            ("ei_index_weighted", "ei_index_weighted"),
            ("nominal_assortativity", "nominal_assortativity"),
            ("robustness", "robustness_R_adaptive_degree"),
            ("bridges", "n_bridges"),
            ("modularity_of_spheres", "modularity_sector_partition"),
        ] {
            let what = format!("{} {key}", case.name);
            within(values[key], case.expected[of].as_f64(), 1e-8, 1e-10, &what);
        }
        let components = case.expected["components"].as_array().unwrap().len();
        assert_eq!(values["components"], Some(components as f64));
        let best = case.expected["best_modularity_found"].as_f64().unwrap();
        assert!(values["modularity"].unwrap() >= best - 0.01);
        assert_eq!(values["mutual_information_links"], Some(case.pairs.len() as f64));
    }
}

#[test]
fn the_tables_of_mixing_and_ties_agree() {
    let case = cases().pop().unwrap();
    let desk = Desk::of(&case);
    let spheres: Vec<&str> = case.sectors.iter().map(|sector| helix_of(&case, sector)).collect();
    for row in desk.rows(&["--table", "mixing"]) {
        let place = |column: &str| spheres.iter().position(|known| *known == row[column]).unwrap();
        let (a, b) = (place("helix_a"), place("helix_b"));
        let twice = if a == b { 2.0 } else { 1.0 };
        let counted = case.expected["mixing_counts_symmetric_diag_doubled"][a][b].as_f64();
        within(
            number(&row, "ties").map(|ties| twice * ties),
            counted,
            0.0,
            1e-9,
            "ties",
        );
        let ratio = case.expected["mixing_observed_over_expected"][a][b].as_f64();
        within(number(&row, "ratio"), ratio, 1e-8, 1e-10, "ratio");
    }
    let ties = desk.rows(&["--table", "ties"]);
    assert_eq!(ties.len(), 425);
    let bridges = ties.iter().filter(|row| row["bridge"] == "1").count();
    let inside = ties.iter().filter(|row| row["inside"] == "1").count();
    assert_eq!((bridges, inside), (8, 146));
    let mean = ties.iter().filter_map(|row| number(row, "km")).sum::<f64>() / 425.0;
    within(Some(mean), Some(44.146_835_09), 1e-8, 1e-9, "km");
    assert!(ties.iter().all(|row| row["joint"] == "1"));
}

#[test]
fn suggestions_come_with_reasons_and_with_how_good_they_have_been() {
    let case = cases().pop().unwrap();
    let desk = Desk::of(&case);
    let ask = || desk.run(&["--table", "suggestions", "--limit", "20", "--format", "json"]);
    let answer: Value = serde_json::from_str(&ask()).unwrap();
    let rows = answer["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 20);
    let scores: Vec<f64> = rows.iter().map(|row| row["score"].as_f64().unwrap()).collect();
    assert!(scores.is_sorted_by(|a, b| a >= b));
    assert!(rows.iter().all(|row| !row["reasons"].as_str().unwrap().is_empty()));
    assert_eq!(answer["notes"].as_array().unwrap().len(), 5);
    assert_eq!(answer["parameters"]["held_out"]["ties"], 85);
    assert_eq!(serde_json::from_str::<Value>(&ask()).unwrap(), answer);
}

#[test]
fn the_table_of_suggestions_holds_the_terms_of_the_strongest_candidates() {
    for case in cases() {
        let rows = Desk::of(&case).rows(&["--table", "suggestions"]);
        let found: BTreeMap<(&str, &str), &Row> = rows
            .iter()
            .map(|row| ((row["member_a"].as_str(), row["member_b"].as_str()), row))
            .collect();
        let expected = case.expected["link_prediction_top30_by_adamic_adar"]
            .as_array()
            .unwrap();
        for row in expected {
            let (a, b) = (row["a"].as_str().unwrap(), row["b"].as_str().unwrap());
            let printed = found.get(&(a, b)).or_else(|| found.get(&(b, a))).unwrap();
            for (ours, theirs) in [
                ("common_neighbors", "common"),
                ("adamic_adar", "adamic_adar"),
                ("resource_allocation", "resource_allocation"),
                ("jaccard", "jaccard"),
            ] {
                let what = format!("{} {a} {b} {ours}", case.name);
                within(number(printed, ours), row[theirs].as_f64(), 1e-8, 1e-10, &what);
            }
        }
        let scored = rows
            .iter()
            .all(|row| number(row, "score").is_some_and(|score| (0.0..=1.0).contains(&score)));
        assert!(
            scored
                && rows
                    .iter()
                    .enumerate()
                    .all(|(place, row)| row["rank"] == (place + 1).to_string())
        );
    }
}
