//! Every table can be had again from what it prints of its run, on any number of threads, quietly or not, as CSV and as JSON.

use std::path::PathBuf;
use std::process::{Command, Output};

use serde_json::Value;

use crate::vectors_specialization::{fixture, matrix, region_file};

/// The options of `metrics` that say what is computed, as they are called among the parameters.
const OPTIONS: [(&str, &str); 22] = [
    ("year", "--year"),
    ("from", "--from"),
    ("to", "--to"),
    ("measure", "--measure"),
    ("industry", "--industry"),
    ("cluster", "--cluster"),
    ("level", "--level"),
    ("benchmark", "--benchmark"),
    ("weights", "--weights"),
    ("permutations", "--permutations"),
    ("seed", "--seed"),
    ("counting", "--counting"),
    ("radii_km", "--radii"),
    ("correction", "--correction"),
    ("scheme", "--scheme"),
    ("value", "--value"),
    ("eps_km", "--eps"),
    ("min_points", "--min-points"),
    ("cell_km", "--cell"),
    ("bandwidth_km", "--bandwidth"),
    ("kernel", "--kernel"),
    ("limit", "--limit"),
];

fn run(file: &PathBuf, words: &[String]) -> Output {
    let output = Command::new(env!("CARGO_BIN_EXE_cluster-atlas"))
        .arg("metrics")
        .arg(file)
        .args(words)
        .output()
        .unwrap();
    let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{words:?}: {complaint}");
    output
}

fn split(words: &str) -> Vec<String> {
    words.split_whitespace().map(str::to_owned).collect()
}

/// The options that the parameters of a run stand for.
fn options_of(parameters: &Value) -> Vec<String> {
    let word = |value: &Value| match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        Value::Array(list) => Some(list.iter().map(Value::to_string).collect::<Vec<String>>().join(",")),
        other => Some(other.to_string()),
    };
    let given = OPTIONS
        .iter()
        .filter_map(|(name, option)| Some((*option, word(parameters.get(*name)?)?)));
    given.flat_map(|(option, value)| [option.to_owned(), value]).collect()
}

/// Runs a table, then runs it again on one thread with nothing but what the first run printed of itself: the same bytes come.
fn check(file: &PathBuf, table: &str, words: &str) -> Value {
    let of = |words: &[String]| {
        let mut all = vec![
            "--table".to_owned(),
            table.to_owned(),
            "--format".to_owned(),
            "json".to_owned(),
        ];
        all.extend_from_slice(words);
        run(file, &all)
    };
    let first = of(&split(words));
    let answer: Value = serde_json::from_slice(&first.stdout).unwrap();
    let mut again = options_of(&answer["parameters"]);
    again.extend(split("--threads 1 --quiet"));
    let second = of(&again);
    let (first, second) = (
        String::from_utf8_lossy(&first.stdout),
        String::from_utf8_lossy(&second.stdout),
    );
    assert!(first == second, "{table} {words}\n{first:.2000}\n{second:.2000}");
    answer
}

/// A column of each table as CSV beside the same as JSON.
fn check_formats(file: &PathBuf, table: &str, words: &str, answer: &Value) {
    let mut all = vec!["--table".to_owned(), table.to_owned()];
    all.extend(split(words));
    let printed = run(file, &all).stdout;
    let mut reader = csv::Reader::from_reader(printed.as_slice());
    let headers = reader.headers().unwrap().clone();
    let rows = answer["rows"].as_array().unwrap();
    let mut count = 0;
    for (record, row) in reader.records().map(Result::unwrap).zip(rows) {
        assert_eq!(headers.len(), row.as_object().unwrap().len());
        for (header, cell) in headers.iter().zip(&record) {
            match &row[header] {
                Value::Null => assert_eq!(cell, "", "{table} {header}"),
                Value::String(text) => assert_eq!(cell, text),
                number => assert_eq!(cell.parse::<f64>().ok(), number.as_f64(), "{table} {header}"),
            }
        }
        count += 1;
    }
    assert_eq!(count, rows.len(), "{table}");
}

/// A region with everything: statistics over years, outlines, clusters, members and links.
fn sample() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("sample_regions/basque_country.geojson")
}

#[test]
fn tables_of_statistics_can_be_had_again() {
    for (table, words) in [
        ("specialization", "--industry C25 --scheme eco-2007"),
        (
            "specialization",
            "--industry C25 --benchmark sum --level NUTS2 --limit 7",
        ),
        (
            "specialization",
            "--year 2012 --cluster basque-advanced-manufacturing --benchmark parent",
        ),
        ("specialization", "--industry C25 --benchmark ES"),
        ("regions", "--year 2013 --benchmark sum"),
        ("industries", "--measure establishments"),
        ("shift-share", "--from 2010 --to 2014 --industry C24"),
        ("shift-share", "--year 2013 --limit 40"),
        ("proximity", "--industry C25"),
        ("relatedness", "--industry C25 --level NUTS2"),
        ("coagglomeration", "--industry C25"),
    ] {
        let answer = check(&sample(), table, words);
        check_formats(&sample(), table, words, &answer);
    }
}

#[test]
fn tables_of_areas_can_be_had_again() {
    for (table, words) in [
        ("autocorrelation", "--permutations 49"),
        (
            "autocorrelation",
            "--permutations 49 --seed 7 --value value --measure establishments",
        ),
        ("hotspots", "--industry C25 --permutations 49 --seed 5 --weights knn:3"),
        (
            "hotspots",
            "--cluster basque-advanced-manufacturing --permutations 49 --weights band:300",
        ),
    ] {
        let answer = check(&sample(), table, words);
        check_formats(&sample(), table, words, &answer);
    }
}

#[test]
fn tables_of_places_and_networks_can_be_had_again() {
    let cluster = "--cluster basque-advanced-manufacturing";
    for (table, words) in [
        ("points", cluster),
        ("footprints", ""),
        ("footprints", "--eps 4.5 --min-points 8"),
        ("density", "--kernel quartic"),
        ("density", "--bandwidth 9.5 --cell 3.3 --kernel epanechnikov"),
        (
            "distance-functions",
            "--radii 20,2,5 --permutations 5 --seed 3 --correction translation",
        ),
        ("network", "--permutations 9 --seed 3"),
        ("network", "--permutations 9 --counting fractional --radii 10,50"),
        ("members", "--year 2019"),
        ("mixing", "--counting fractional"),
        ("ties", "--limit 9"),
    ] {
        let answer = check(&sample(), table, words);
        check_formats(&sample(), table, words, &answer);
    }
}

#[test]
fn suggestions_can_be_had_again() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("example.geojson");
    std::fs::write(&file, crate::vectors_network_cli::smallest_network()).unwrap();
    for words in ["--limit 12 --seed 8", "--counting fractional"] {
        let answer = check(&file, "suggestions", words);
        check_formats(&file, "suggestions", words, &answer);
        assert!(answer["parameters"]["score_weights"].is_object());
    }
}

#[test]
fn a_table_that_is_empty_says_why_and_what_to_ask_for() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("regions.geojson");
    let table = matrix(&fixture("synth_a.csv"));
    let mut text: Value = serde_json::from_str(&region_file(&[2020], &[&table], None, false)).unwrap();
    text["cluster_atlas"]["years"] = serde_json::json!([2020, 2021]);
    text["cluster_atlas"]["benchmark"] =
        serde_json::json!({"name": "Nation", "data": {"employment": {"total": [1e6, null]}}});
    for feature in text["features"].as_array_mut().unwrap() {
        for (_, series) in feature["properties"]["data"]["employment"].as_object_mut().unwrap() {
            let value = series[0].clone();
            series.as_array_mut().unwrap().push(value);
        }
    }
    std::fs::write(&file, text.to_string()).unwrap();
    let notes = |words: &str| {
        let printed = run(&file, &split(&format!("{words} --format json"))).stdout;
        serde_json::from_slice::<Value>(&printed).unwrap()["notes"].to_string()
    };
    let said = notes("--table specialization");
    assert!(
        said.contains("benchmark does not say") && said.contains("--benchmark"),
        "{said}"
    );
    assert!(!notes("--table specialization --benchmark sum").contains("benchmark does not say"));
    assert!(notes("--table members --year 1800").contains("1800"));
    for table in ["points", "footprints"] {
        assert!(notes(&format!("--table {table}")).contains("No member"), "{table}");
    }
    let refused = |table: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cluster-atlas"));
        let output = command
            .arg("metrics")
            .arg(&file)
            .args(["--table", table])
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(3), "{table}");
        String::from_utf8(output.stderr).unwrap()
    };
    for table in ["density", "distance-functions", "hotspots", "autocorrelation"] {
        let said = refused(table);
        assert!(said.contains("regions.geojson"), "which file? {said}");
        assert!(
            said.contains("Give members a point") || said.contains("Add a polygon"),
            "what to do? {said}"
        );
    }
}
