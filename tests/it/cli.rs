//! The command line as people and scripts meet it: what it prints, where, and with which status.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

use serde_json::Value;

const REGION: &str = r#"{
  "type": "FeatureCollection",
  "cluster_atlas": {
    "format": 1, "title": "Example valley", "years": [2019, 2020],
    "industries": [{"code": "C21", "name": "Pharmaceuticals"}, {"code": "C26", "name": "Electronics"}],
    "measures": [{"id": "employment", "name": "Employment", "unit": "persons"}],
    "benchmark": {"name": "Country", "data": {"employment": {"total": [900000, 910000], "C21": [9000, 9100], "C26": [18000, 17500]}}}
  },
  "features": [
    {"type": "Feature", "id": "R1", "geometry": {"type": "Polygon", "coordinates": [[[12, 55], [13, 55], [13, 56], [12, 56], [12, 55]]]},
     "properties": {"kind": "region", "name": "North", "data": {"employment": {"total": [10000, 10200], "C21": [400, 430], "C26": [1.10e2, null]}}}},
    {"type": "Feature", "id": "m1", "geometry": {"type": "Point", "coordinates": [12.4, 55.6]},
     "properties": {"kind": "member", "name": "Acme Pharma", "helix": "industry", "industries": ["C21"], "employees": 240}}
  ]
}
"#;

/// A folder with the example file in it.
struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        let desk = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        fs::write(desk.path("valley.geojson"), REGION).unwrap();
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs the program in the folder.
    fn run(&self, words: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_cluster-atlas"))
            .args(words)
            .current_dir(self.folder.path())
            .output()
            .unwrap()
    }
}

fn printed(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn complained(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn a_good_file_passes_the_check() {
    let output = Desk::new().run(&["check", "valley.geojson"]);
    assert_eq!(output.status.code(), Some(0), "{}", complained(&output));
    assert!(
        printed(&output).contains("1 region, 0 clusters, 1 member, 0 links"),
        "{}",
        printed(&output)
    );
}

#[test]
fn the_check_prints_one_json_object_a_line_also_for_what_is_refused() {
    let desk = Desk::new();
    fs::write(
        desk.path("broken.geojson"),
        "{\"type\": \"FeatureCollection\",\n \"features\": [}",
    )
    .unwrap();
    let output = desk.run(&["check", "--format", "json", "valley.geojson", "broken.geojson"]);
    assert_eq!(output.status.code(), Some(3));
    let lines: Vec<Value> = printed(&output)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0]["features"]["members"], 1);
    let finding = &lines[1]["findings"][0];
    assert_eq!(
        (finding["severity"].as_str(), finding["line"].as_u64()),
        (Some("error"), Some(2))
    );
    assert!(
        complained(&output).contains("broken.geojson"),
        "{}",
        complained(&output)
    );
}

#[test]
fn an_error_in_one_feature_leaves_the_file_open_and_has_status_1() {
    let desk = Desk::new();
    fs::write(
        desk.path("broken.geojson"),
        REGION.replacen("[12.4, 55.6]", "[12.4, 155.6]", 1),
    )
    .unwrap();
    let output = desk.run(&["check", "broken.geojson"]);
    assert_eq!(output.status.code(), Some(1), "{}", printed(&output));
    assert!(
        printed(&output).starts_with("broken.geojson:12:"),
        "{}",
        printed(&output)
    );
    assert!(printed(&output).contains("error E_COORD_RANGE"), "{}", printed(&output));
}

#[test]
fn metrics_write_what_is_undefined_as_nothing() {
    let desk = Desk::new();
    let output = desk.run(&["metrics", "valley.geojson", "--table", "specialization"]);
    assert_eq!(output.status.code(), Some(0), "{}", complained(&output));
    let lines: Vec<String> = printed(&output).lines().map(str::to_owned).collect();
    assert_eq!(lines.len(), 3);
    assert!(lines[0].starts_with("region,industry,year,measure,value,region_share,benchmark_share,lq,"));
    let cells: Vec<&str> = lines[1].split(',').collect();
    assert_eq!(cells[..5], ["R1", "C21", "2020", "employment", "430"]);
    let quotient = (430.0 / 10_200.0) / (9_100.0 / 910_000.0);
    assert_eq!(cells[7].parse::<f64>().unwrap().to_bits(), f64::to_bits(quotient));
    assert!(
        lines[2].starts_with("R1,C26,2020,employment,,,") && lines[2].ends_with("not_published"),
        "{}",
        lines[2]
    );
}

#[test]
fn metrics_as_json_hold_what_repeats_the_run() {
    let desk = Desk::new();
    let words = [
        "metrics",
        "valley.geojson",
        "--table=specialization",
        "--format=json",
        "--year",
        "2019",
        "--industry",
        "C26",
    ];
    let answer: Value = serde_json::from_str(&printed(&desk.run(&words))).unwrap();
    assert_eq!(answer["table"], "specialization");
    assert_eq!(answer["parameters"]["benchmark"], "Country");
    assert_eq!(
        (
            answer["parameters"]["year"].as_i64(),
            answer["parameters"]["scheme"].as_str()
        ),
        (Some(2019), Some("us"))
    );
    assert_eq!(answer["rows"].as_array().unwrap().len(), 1);
    assert_eq!(
        (answer["rows"][0]["value"].as_f64(), answer["rows"][0]["slq"].is_null()),
        (Some(110.0), true)
    );
}

#[test]
fn saving_without_an_edit_gives_the_same_bytes() {
    let desk = Desk::new();
    let output = desk.run(&["save-as", "valley.geojson", "--output", "copy.geojson"]);
    assert_eq!(output.status.code(), Some(0), "{}", complained(&output));
    assert_eq!(fs::read_to_string(desk.path("copy.geojson")).unwrap(), REGION);
}

#[test]
fn pictures_are_written_as_png_and_svg() {
    let desk = Desk::new();
    for name in ["map.png", "map.svg"] {
        let output = desk.run(&[
            "render",
            "valley.geojson",
            "--output",
            name,
            "--size",
            "640x400",
            "--theme",
            "dark",
        ]);
        assert_eq!(output.status.code(), Some(0), "{}", complained(&output));
    }
    assert!(fs::read(desk.path("map.png")).unwrap().starts_with(b"\x89PNG"));
    assert!(
        fs::read_to_string(desk.path("map.svg"))
            .unwrap()
            .contains("Example valley")
    );
}

/// With a window the first word may name a file; without one only a subcommand makes sense.
#[cfg(not(feature = "gui"))]
#[test]
fn an_unknown_subcommand_has_status_2_and_is_named() {
    let output = Desk::new().run(&["nothing"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(complained(&output).contains("nothing"), "{}", complained(&output));
    assert!(output.stdout.is_empty());
}

#[test]
fn wrong_usage_has_status_2_and_says_what_there_is() {
    let desk = Desk::new();
    for (words, said) in [
        (&["check"][..], "region file"),
        (&["check", "--colour", "valley.geojson"], "--colour"),
        (&["metrics", "valley.geojson"], "specialization"),
        (
            &[
                "metrics",
                "valley.geojson",
                "--table",
                "specialization",
                "--year",
                "1900",
            ],
            "2019, 2020",
        ),
        (&["render", "valley.geojson", "--output", "map.gif"], ".png"),
        (
            &["render", "valley.geojson", "--output", "map.png", "--size", "0x0"],
            "16384",
        ),
        (&["save-as", "valley.geojson"], "--output"),
    ] {
        let output = desk.run(words);
        assert_eq!(output.status.code(), Some(2), "{words:?}");
        assert!(complained(&output).contains(said), "{words:?}: {}", complained(&output));
        assert!(output.stdout.is_empty(), "{words:?}");
    }
}

#[test]
fn a_file_that_is_not_there_has_status_3_and_is_named() {
    let output = Desk::new().run(&["metrics", "nowhere.geojson", "--table", "specialization"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(complained(&output).contains("nowhere.geojson"));
}

#[test]
fn version_and_help_answer() {
    let desk = Desk::new();
    let version: Value = serde_json::from_str(&printed(&desk.run(&["version", "--json"]))).unwrap();
    assert_eq!(
        (version["name"].as_str(), version["format"].as_u64()),
        (Some("cluster-atlas"), Some(1))
    );
    for words in [&["help"][..], &["--help"], &["help", "render"], &["check", "--help"]] {
        let output = desk.run(words);
        assert_eq!(output.status.code(), Some(0));
        assert!(
            printed(&output).contains("cluster-atlas ") && !printed(&output).contains('⟦'),
            "{words:?}"
        );
    }
}
