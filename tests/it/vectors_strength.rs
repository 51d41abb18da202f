//! Strength schemes, plants and coagglomeration agree with tables that other programs worked out, through the library and through
//! the command line.

use std::collections::BTreeMap;

use cluster_atlas::analysis::agglomeration::{Plants, coagglomeration_of_group, ellison_glaeser};
use cluster_atlas::analysis::cluster_strength::{ClusterInputs, share_in_strong, strength_outside};
use cluster_atlas::analysis::grid::Grid;
use cluster_atlas::analysis::strength::{
    self, Eu10Thresholds, ObservatoryThresholds, Scheme, UsThresholds, observatory_tests, us_cutoffs,
};
use serde_json::{Value, json};

use crate::vectors_specialization::{CLOSED, Matrix, assert_close, expected, fixture, matrix, region_file, rows_of};

fn standings(jobs: &Grid, units: &Grid, column: usize) -> Vec<strength::Standing> {
    let (totals, unit_totals) = (jobs.totals(), units.totals());
    (0..jobs.row_count())
        .map(|row| {
            let cell = totals.inputs(jobs, row, column);
            strength::Standing {
                jobs: cell.value,
                quotient: cell.location_quotient(),
                focus: cell.region_share(),
                national_share: cell.national_share(),
                establishment_share: unit_totals.inputs(units, row, column).national_share(),
            }
        })
        .collect()
}

fn check_us(jobs: &Grid, units: &Grid, strong: &Value, thresholds: &Value) -> Vec<Vec<Option<bool>>> {
    let columns = 0..jobs.column_count();
    columns
        .map(|column| {
            let standings = standings(jobs, units, column);
            let found = Scheme::default().strong(&standings);
            for (row, is_strong) in found.iter().enumerate() {
                assert_eq!(is_strong.map(i64::from), strong[row][column].as_i64(), "{row} {column}");
            }
            for (cutoff, expected) in us_cutoffs(&standings, UsThresholds::default()).iter().zip(0..3) {
                assert_close(*cutoff, &thresholds[column][expected], CLOSED, "threshold");
            }
            found
        })
        .collect()
}

#[test]
fn strength_schemes_agree() {
    let (table, unit_table) = (
        matrix(&fixture("synth_a.csv")),
        matrix(&fixture("synth_a_establishments.csv")),
    );
    let (jobs, units) = (table.grid(), unit_table.grid());
    let expected = expected("synth_a.cluster.json")["expected"].clone();
    check_us(
        &jobs,
        &units,
        &expected["us_strong_by_column"],
        &expected["us_thresholds_lq75_empshare25_estshare25"],
    );
    let rows = rows_of(
        &region_file(&[2020], &[&table], Some(&unit_table), false),
        "specialization",
        &[],
    );
    for (place, row) in rows.iter().enumerate() {
        let (region, industry) = (place / table.columns.len(), place % table.columns.len());
        assert_eq!(
            row["strong"], expected["us_strong_by_column"][region][industry],
            "{place}"
        );
    }
    let observatory = ObservatoryThresholds {
        floor_jobs: 100.0,
        ..ObservatoryThresholds::default()
    };
    let eu10 = Eu10Thresholds {
        jobs: 2_000.0,
        ..Eu10Thresholds::default()
    };
    for column in 0..jobs.column_count() {
        let standings = standings(&jobs, &units, column);
        let stars = Scheme::Eco2007(observatory).stars(&standings);
        let stars_eu10 = Scheme::Eu10(eu10).stars(&standings);
        for row in 0..jobs.row_count() {
            let of = |name: &str| {
                expected[name][row][column]
                    .as_u64()
                    .map(|stars| u8::try_from(stars).unwrap())
            };
            assert_eq!(stars[row], of("eco2007_stars_size_spec_focus_min100"), "{row} {column}");
            assert_eq!(
                stars_eu10[row],
                of("eu10_stars_size2000_lq2_focus3pct"),
                "{row} {column}"
            );
        }
        if column == 0 {
            for (row, tests) in observatory_tests(&standings, observatory).into_iter().enumerate() {
                let found = tests.unwrap().map(u8::from);
                assert_eq!(json!(found), expected["eco2007_components_first_column"][row], "{row}");
            }
        }
    }
    check_clusters(&table, &jobs, &units, &expected);
}

fn check_clusters(table: &Matrix, jobs: &Grid, units: &Grid, expected: &Value) {
    let by_cluster = &expected["us_strong_by_2digit_cluster"];
    let clusters: Vec<&str> = by_cluster["clusters"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(Value::as_str)
        .collect();
    let groups: Vec<usize> = table
        .columns
        .iter()
        .map(|code| clusters.iter().position(|cluster| code.starts_with(cluster)).unwrap())
        .collect();
    let (cluster_jobs, cluster_units) = (jobs.grouped_columns(&groups), units.grouped_columns(&groups));
    let strong = check_us(
        &cluster_jobs,
        &cluster_units,
        &by_cluster["strong"],
        &by_cluster["thresholds"],
    );
    let (totals, cluster_totals) = (jobs.totals(), cluster_jobs.totals());
    for row in 0..jobs.row_count() {
        let own: Vec<f64> = cluster_jobs.row(row).flatten().collect();
        let is_strong: Vec<Option<bool>> = strong.iter().map(|column| column[row]).collect();
        let share = share_in_strong(&own, &is_strong, totals.rows[row].value.unwrap());
        assert_close(
            share,
            &expected["share_of_region_employment_in_strong_2digit"][row],
            CLOSED,
            "share",
        );
    }
    for (row, of_row) in expected["dps_strength_outside_own_industry_first3regions"]
        .as_array()
        .unwrap()
        .iter()
        .enumerate()
    {
        for (column, group) in groups.iter().enumerate() {
            let (cell, cluster) = (
                totals.inputs(jobs, row, column),
                cluster_totals.inputs(&cluster_jobs, row, *group),
            );
            let found = strength_outside(&ClusterInputs {
                region: [cell.value.unwrap(), cluster.value.unwrap(), cell.region_total.unwrap()],
                benchmark: [
                    cell.benchmark_value.unwrap(),
                    cluster.benchmark_value.unwrap(),
                    cell.benchmark_total.unwrap(),
                ],
            });
            assert_close(found, &of_row[column], CLOSED, "outside");
        }
    }
}

/// The firms of the fixture: industry, region and employment.
fn firms() -> Vec<(String, String, f64)> {
    let text = fixture("orgs_a.csv");
    let rows = text.lines().skip(1).map(|line| line.split(',').collect::<Vec<&str>>());
    rows.filter(|cells| cells[1] == "firm")
        .map(|cells| (cells[2].to_owned(), cells[3].to_owned(), cells[4].parse().unwrap()))
        .collect()
}

#[test]
fn plants_and_coagglomeration_agree() {
    let expected = expected("orgs_a.ellison_glaeser.json")["expected"].clone();
    let regions: Vec<&str> = expected["regions"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(Value::as_str)
        .collect();
    let base: Vec<f64> = expected["x"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(Value::as_f64)
        .collect();
    let firms = firms();
    let mut by_industry: BTreeMap<&str, Plants> = BTreeMap::new();
    for (industry, region, jobs) in &firms {
        let plants = by_industry.entry(industry).or_default();
        plants
            .regions
            .push(regions.iter().position(|known| known == region).unwrap());
        plants.sizes.push(*jobs);
    }
    for (industry, plants) in &by_industry {
        let of = &expected["industries"][industry];
        let found = ellison_glaeser(plants, &base).unwrap();
        assert_close(Some(found.concentration), &of["G"], CLOSED, "G");
        assert_close(Some(found.plant_herfindahl), &of["H"], CLOSED, "H");
        assert_close(found.gamma, &of["gamma"], CLOSED, "gamma");
        assert_close(found.z, &of["z"], CLOSED, "z");
    }
    let all: Vec<Plants> = by_industry.values().cloned().collect();
    assert_close(
        coagglomeration_of_group(&all, &base),
        &expected["coagglomeration_all_six"],
        CLOSED,
        "group",
    );
    let file = file_of_firms(&regions, &firms, &by_industry.keys().copied().collect::<Vec<&str>>());
    for row in rows_of(&file, "industries", &[]) {
        let gamma = &expected["industries"][row["industry"].as_str().unwrap()]["gamma"];
        assert_close(row["ellison_glaeser"].as_f64(), gamma, CLOSED, "gamma");
    }
    let pairs = rows_of(&file, "coagglomeration", &[]);
    assert_eq!(pairs.len(), 15);
    for row in pairs {
        let key = format!(
            "{}-{}",
            row["industry_a"].as_str().unwrap(),
            row["industry_b"].as_str().unwrap()
        );
        let pair = &expected["coagglomeration_pairs"][&key];
        assert_close(row["ellison_glaeser_kerr"].as_f64(), pair, CLOSED, &key);
    }
}

fn file_of_firms(regions: &[&str], firms: &[(String, String, f64)], codes: &[&str]) -> String {
    let industries: Vec<Value> = codes.iter().map(|code| json!({"code": code, "name": code})).collect();
    let mut features: Vec<Value> = regions
        .iter()
        .map(|region| json!({"type": "Feature", "id": region, "geometry": null, "properties": {"kind": "region", "name": region}}))
        .collect();
    features.extend(firms.iter().enumerate().map(|(place, (industry, region, jobs))| {
        json!({"type": "Feature", "id": format!("m{place}"), "geometry": null, "properties": {
            "kind": "member", "name": format!("Firm {place}"), "helix": "industry",
            "industries": [industry], "region": region, "employees": jobs}})
    }));
    json!({"type": "FeatureCollection", "features": features, "cluster_atlas": {"format": 1, "industries": industries}})
        .to_string()
}
