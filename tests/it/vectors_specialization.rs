//! Specialization, growth, relatedness and complexity agree with tables that other programs worked out, through the library and
//! through the command line.

use std::fs;
use std::path::Path;
use std::process::Command;

use cluster_atlas::analysis::grid::Grid;
use cluster_atlas::analysis::quotient::standardized;
use cluster_atlas::analysis::relatedness::{Proximity, cosine_of_quotients};
use cluster_atlas::analysis::standardize::bootstrap_cutoff;
use serde_json::{Map, Value, json};

pub(crate) type Cell = Option<f64>;

/// A table of a fixture: names of rows and columns, and cells.
pub(crate) struct Matrix {
    pub(crate) rows: Vec<String>,
    pub(crate) columns: Vec<String>,
    pub(crate) cells: Vec<Vec<f64>>,
}

pub(crate) fn matrix(csv: &str) -> Matrix {
    let mut lines = csv.lines();
    let columns = lines.next().unwrap().split(',').skip(1).map(str::to_owned).collect();
    let (rows, cells) = lines
        .map(|line| {
            let (name, cells) = line.split_once(',').unwrap();
            (
                name.to_owned(),
                cells.split(',').map(|cell| cell.parse().unwrap()).collect(),
            )
        })
        .unzip();
    Matrix { rows, columns, cells }
}

impl Matrix {
    pub(crate) fn grid(&self) -> Grid {
        let rows: Vec<Vec<Cell>> = self
            .cells
            .iter()
            .map(|row| row.iter().copied().map(Some).collect())
            .collect();
        Grid::from_rows(&rows)
    }
}

pub(crate) fn fixture(name: &str) -> String {
    fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/fixtures/vectors")
            .join(name),
    )
    .unwrap()
}

pub(crate) fn expected(name: &str) -> Value {
    serde_json::from_str(&fixture(name)).unwrap()
}

/// How far a number may be from the expected one.
#[derive(Clone, Copy)]
pub(crate) struct Tolerance {
    relative: f64,
    absolute: f64,
}

pub(crate) const CLOSED: Tolerance = Tolerance {
    relative: 1e-9,
    absolute: 1e-10,
};
pub(crate) const SPECTRAL: Tolerance = Tolerance {
    relative: 1e-6,
    absolute: 1e-7,
};

pub(crate) fn assert_close(found: Cell, expected: &Value, tolerance: Tolerance, what: &str) {
    match (found, expected.as_f64()) {
        (None, None) => {}
        (Some(found), Some(expected)) => assert!(
            (found - expected).abs() <= tolerance.relative * expected.abs() + tolerance.absolute,
            "{what}: {found} against {expected}"
        ),
        (found, expected) => panic!("{what}: {found:?} against {expected:?}"),
    }
}

/// The matrix as a region file: one measure, years, and for the synthetic codes a parent of their first two digits.
pub(crate) fn region_file(years: &[i32], tables: &[&Matrix], units: Option<&Matrix>, has_parents: bool) -> String {
    let first = tables[0];
    let parents: Vec<String> = first
        .columns
        .iter()
        .map(|code| code.chars().take(2).collect())
        .collect();
    let mut industries: Vec<Value> = Vec::new();
    for (place, (code, parent)) in first.columns.iter().zip(&parents).enumerate() {
        if has_parents && !parents[..place].contains(parent) {
            industries.push(json!({"code": parent, "name": format!("Group {parent}")}));
        }
        let mut industry = json!({"code": code, "name": code});
        if has_parents {
            industry["parent"] = json!(parent);
        }
        industries.push(industry);
    }
    let series = |tables: &[&Matrix], row: usize| {
        let of = |column: usize| {
            tables
                .iter()
                .map(|table| table.cells[row][column])
                .collect::<Vec<f64>>()
        };
        let codes = first.columns.iter().enumerate();
        codes
            .map(|(column, code)| (code.clone(), json!(of(column))))
            .collect::<Map<String, Value>>()
    };
    let features: Vec<Value> = first
        .rows
        .iter()
        .enumerate()
        .map(|(row, name)| {
            let mut data = json!({"employment": series(tables, row)});
            if let Some(units) = units {
                data["establishments"] = json!(series(&[units], row));
            }
            json!({"type": "Feature", "id": name, "geometry": null,
                   "properties": {"kind": "region", "name": name, "level": "area", "data": data}})
        })
        .collect();
    let measure = |id: &str| json!({"id": id, "name": id, "unit": "persons"});
    let mut measures = vec![measure("employment")];
    measures.extend(units.map(|_| measure("establishments")));
    json!({"type": "FeatureCollection", "features": features,
           "cluster_atlas": {"format": 1, "years": years, "industries": industries, "measures": measures}})
    .to_string()
}

/// What `metrics` prints of a file as JSON; the first of the words is the table.
pub(crate) fn printed(path: &Path, words: &[&str]) -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_cluster-atlas"))
        .arg("metrics")
        .arg(path)
        .args(["--format", "json", "--table"])
        .args(words)
        .output()
        .unwrap();
    let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{words:?}: {complaint}");
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Runs `metrics` on a region file and gives its rows.
pub(crate) fn rows_of(file: &str, table: &str, more: &[&str]) -> Vec<Value> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("regions.geojson");
    fs::write(&path, file).unwrap();
    let words: Vec<&str> = std::iter::once(table).chain(more.iter().copied()).collect();
    printed(&path, &words)["rows"].as_array().unwrap().clone()
}

fn check_specialization(matrix: &Matrix, expected: &Value) {
    let file = region_file(&[2020], &[matrix], None, false);
    let names = [
        ("lq", "lq"),
        ("rca", "binary_rca"),
        ("rsca", "rsca"),
        ("nrca", "nrca"),
        ("additive_rca", "additive_rca"),
        ("slq", "slq"),
        ("national_share", "national_share"),
    ];
    let rows = rows_of(&file, "specialization", &[]);
    assert_eq!(rows.len(), matrix.rows.len() * matrix.columns.len());
    for (place, row) in rows.iter().enumerate() {
        let (region, industry) = (place / matrix.columns.len(), place % matrix.columns.len());
        for (ours, theirs) in names {
            assert_close(row[ours].as_f64(), &expected[theirs][region][industry], CLOSED, ours);
        }
    }
    let names = [
        ("krugman", "krugman_incl_self"),
        ("krugman_rest", "krugman_vs_rest"),
        ("hhi", "hhi"),
        ("hhi_normalized", "hhi_normalised"),
        ("shannon_bits", "shannon_bits"),
        ("theil_relative", "relative_theil_nats"),
        ("hachman", "hachman"),
    ];
    for (place, row) in rows_of(&file, "regions", &[]).iter().enumerate() {
        for (ours, theirs) in names {
            assert_close(row[ours].as_f64(), &expected[theirs][place], CLOSED, ours);
        }
        let bits = row["shannon_bits"].as_f64().unwrap();
        assert_close(
            row["effective_industries"].as_f64(),
            &json!(bits.exp2()),
            CLOSED,
            "effective",
        );
    }
    let names = [
        ("hoover", "industry_hoover"),
        ("location_gini", "industry_location_gini"),
        ("gini", "industry_gini_unweighted"),
        ("theil", "industry_theil_T"),
    ];
    for (place, row) in rows_of(&file, "industries", &[]).iter().enumerate() {
        for (ours, theirs) in names {
            assert_close(row[ours].as_f64(), &expected[theirs][place], CLOSED, ours);
        }
    }
    let grid = matrix.grid();
    let totals = grid.totals();
    let cutoffs = expected["slq_bootstrap_cut95_first6"].as_array().unwrap();
    for (column, expected) in cutoffs.iter().enumerate() {
        let quotients: Vec<Cell> = (0..matrix.rows.len())
            .map(|row| totals.inputs(&grid, row, column).location_quotient())
            .collect();
        let cutoff = bootstrap_cutoff(&standardized(&quotients), 60_000, 3).unwrap();
        assert!(
            (cutoff.value - expected.as_f64().unwrap()).abs() < 0.02,
            "{cutoff:?} {expected}"
        );
    }
}

fn check_complexity(matrix: &Matrix, expected: &Value) {
    let file = region_file(&[2020], &[matrix], None, false);
    for (place, row) in rows_of(&file, "regions", &[]).iter().enumerate() {
        for (ours, theirs) in [("diversity", "diversity"), ("eci", "eci"), ("coi", "coi_from_pci_z")] {
            assert_close(row[ours].as_f64(), &expected[theirs][place], SPECTRAL, ours);
        }
    }
    for (place, row) in rows_of(&file, "industries", &[]).iter().enumerate() {
        for (ours, theirs) in [("ubiquity", "ubiquity"), ("pci", "pci_growthlab")] {
            assert_close(row[ours].as_f64(), &expected[theirs][place], SPECTRAL, ours);
        }
    }
    let pairs = rows_of(&file, "proximity", &[]);
    assert_eq!(pairs.len(), expected["proximity_upper"].as_array().unwrap().len());
    for (place, row) in pairs.iter().enumerate() {
        assert_close(
            row["proximity"].as_f64(),
            &expected["proximity_upper"][place],
            SPECTRAL,
            "proximity",
        );
        if place + 1 < matrix.columns.len() {
            assert_close(
                row["cosine"].as_f64(),
                &expected["cosine_rca_upper_first_row"][place],
                SPECTRAL,
                "cosine",
            );
        }
    }
    let rows = rows_of(&file, "relatedness", &[]);
    for (place, row) in rows.iter().enumerate() {
        let (region, industry) = (place / matrix.columns.len(), place % matrix.columns.len());
        assert_close(
            row["density"].as_f64(),
            &expected["density_diag0"][region][industry],
            SPECTRAL,
            "density",
        );
        if region == 0 {
            let gain = &expected["cog_first_region_from_pci_z"][industry];
            assert_close(row["cog"].as_f64(), gain, SPECTRAL, "cog");
        }
        assert!(row["top_related"].as_str().unwrap().split(';').count() <= 5);
    }
}

#[test]
fn the_synthetic_regions_agree_in_every_table() {
    let matrix = matrix(&fixture("synth_a.csv"));
    check_specialization(&matrix, &expected("synth_a.specialization.json"));
    check_complexity(&matrix, &expected("synth_a.complexity.json")["expected"]);
    let varieties = &expected("synth_a.variety.json")["expected"];
    let rows = rows_of(&region_file(&[2020], &[&matrix], None, true), "regions", &[]);
    for (place, row) in rows.iter().enumerate() {
        let (unrelated, related) = (
            row["variety_unrelated_bits"].as_f64(),
            row["variety_related_bits"].as_f64(),
        );
        assert_close(unrelated, &varieties["unrelated"][place], CLOSED, "unrelated");
        assert_close(related, &varieties["related"][place], CLOSED, "related");
        let total = unrelated.unwrap() + related.unwrap();
        assert_close(Some(total), &varieties["total"][place], CLOSED, "total");
    }
}

/// Tables derived from other people's data lie beside the project where they are present, and are read from there.
pub(crate) fn fetched(name: &str) -> Option<String> {
    fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../shared/vectors/fetched")
            .join(name),
    )
    .ok()
}

#[test]
fn the_german_states_agree_where_their_tables_are_present() {
    let value = |text: &str| serde_json::from_str::<Value>(text).unwrap()["expected"].clone();
    if let Some(states) = fetched("de_states_2015.csv").map(|text| matrix(&text)) {
        check_specialization(&states, &value(&fetched("de_states_2015.specialisation.json").unwrap()));
        check_complexity(&states, &value(&fetched("de_states_2015.complexity.json").unwrap()));
    }
    if let Some(before) = fetched("de_states_2008_2014_t0.csv").map(|text| matrix(&text)) {
        let after = matrix(&fetched("de_states_2008_2014_t1.csv").unwrap());
        check_shift(
            [&before, &after],
            6,
            &value(&fetched("de_states_2008_2014.json").unwrap()),
        );
    }
}

fn check_shift([before, after]: [&Matrix; 2], years: i32, expected: &Value) {
    let tolerance = Tolerance {
        relative: 1e-9,
        absolute: 1e-7,
    };
    let file = region_file(&[2010, 2010 + years], &[before, after], None, false);
    let per_region = before.columns.len() + 1;
    let of_cells = [
        ("national", "NS_first_region"),
        ("industry_mix", "IM_first_region"),
        ("regional", "RS_first_region"),
        ("competitive", "EM_pure_competitive_first_region"),
        ("allocation", "EM_allocation_first_region"),
    ];
    let of_regions = [
        ("national", "NS_region"),
        ("industry_mix", "IM_region"),
        ("regional", "RS_region"),
        ("competitive", "EM_pure_competitive_region"),
        ("allocation", "EM_allocation_region"),
        ("cagr", "region_cagr"),
    ];
    for (place, row) in rows_of(&file, "shift-share", &[]).iter().enumerate() {
        let (region, industry) = (place / per_region, place % per_region);
        if industry + 1 == per_region {
            assert!(row["industry"].is_null());
            for (ours, theirs) in of_regions {
                assert_close(row[ours].as_f64(), &expected[theirs][region], tolerance, ours);
            }
        } else if region == 0 {
            for (ours, theirs) in of_cells {
                assert_close(row[ours].as_f64(), &expected[theirs][industry], tolerance, ours);
            }
        }
    }
}

#[test]
fn shift_share_agrees() {
    let before = matrix(&fixture("synth_a.csv"));
    let after = matrix(&fixture("synth_a_shift_t1.csv"));
    check_shift([&before, &after], 5, &expected("synth_a_shift.json")["expected"]);
}

#[test]
fn cosines_and_other_relatedness_are_labeled_apart() {
    let grid = matrix(&fixture("synth_a.csv")).grid();
    let totals = grid.totals();
    let quotients = Grid::from_fn(grid.row_count(), grid.column_count(), |row, column| {
        totals.inputs(&grid, row, column).location_quotient()
    });
    let presence = cluster_atlas::analysis::presence::Presence::of_quotients(&quotients, 1.0);
    let (conditional, binary) = (Proximity::of_presence(&presence), Proximity::binary_cosine(&presence));
    let continuous = cosine_of_quotients(&quotients);
    for a in 0..presence.column_count() {
        for b in 0..a {
            // The smaller of two conditional probabilities is never above their geometric mean.
            assert!(conditional.between(a, b) <= binary.between(a, b) + 1e-12);
            assert!((0.0..=1.0 + 1e-12).contains(&continuous.get(a, b).unwrap()));
        }
    }
}
