//! Golden numbers that stand beside the main ones: growth of industries, complexity as a z-score, eigenvalues, what a density is with
//! the industry itself in it, degrees of neighbors, cores of clusters, projections; and columns of tables that no other test compares.

use std::collections::BTreeMap;

use cluster_atlas::analysis::complexity::complexity;
use cluster_atlas::analysis::concentration::autocorrelation::{Permutations, autocorrelation};
use cluster_atlas::analysis::concentration::hotspots::{Quadrant, local_moran};
use cluster_atlas::analysis::concentration::weights::Weights;
use cluster_atlas::analysis::grid::Grid;
use cluster_atlas::analysis::presence::Presence;
use cluster_atlas::analysis::quotient::yearly_growth;
use cluster_atlas::analysis::relatedness::Proximity;
use cluster_atlas::analysis::shift_share::relative_growth;
use cluster_atlas::analysis::strength::{Scheme, Standing};
use cluster_atlas::figure::mercator::Mercator;
use cluster_atlas::format::systems;
use serde_json::Value;

use crate::vectors_space::{numbers, vector_column, vector_json, vector_numbers};
use crate::vectors_specialization::{
    CLOSED, Matrix, SPECTRAL, assert_close, expected, fetched, fixture, matrix, region_file, rows_of,
};

fn quotients(grid: &Grid) -> Grid {
    let totals = grid.totals();
    Grid::from_fn(grid.row_count(), grid.column_count(), |row, column| {
        totals.inputs(grid, row, column).location_quotient()
    })
}

fn check_complexity(table: &Matrix, expected: &Value) {
    let presence = Presence::of_quotients(&quotients(&table.grid()), 1.0);
    let found = complexity(&presence);
    for (found, expected) in found.pci_z.iter().zip(expected["pci_z"].as_array().unwrap()) {
        assert_close(*found, expected, SPECTRAL, "pci_z");
    }
    let eigenvalues = numbers(&expected["eigenvalues_top4"]);
    assert!((eigenvalues[0] - 1.0).abs() < 1e-6, "the first one says nothing");
    assert!((found.eigenvalue.unwrap() - eigenvalues[1]).abs() < 1e-6, "{found:?}");
    // With the industry itself among what it is found with, as another program has it: from our proximities all the same.
    let proximity = Proximity::of_presence(&presence);
    let with_itself = expected["density_diag1_first_region"].as_array().unwrap();
    for (industry, expected) in with_itself.iter().enumerate() {
        let row = proximity.row(industry);
        let held = row.iter().enumerate().filter(|(other, _)| presence.contains(0, *other));
        let own = f64::from(u8::from(presence.contains(0, industry)));
        let density = (held.map(|(_, value)| value).sum::<f64>() + own) / (row.iter().sum::<f64>() + 1.0);
        assert_close(Some(density), expected, SPECTRAL, "density with itself");
    }
}

fn check_growth([before, after]: [&Matrix; 2], years: f64, expected: &Value) {
    let (start, end) = (before.grid().totals(), after.grid().totals());
    let all = relative_growth(start.all.value.unwrap(), end.all.value.unwrap());
    assert_close(all, &expected["national_growth"], CLOSED, "national growth");
    for (column, (from, to)) in start.columns.iter().zip(&end.columns).enumerate() {
        let (from, to) = (from.value.unwrap(), to.value.unwrap());
        let growth = &expected["industry_growth"][column];
        assert_close(relative_growth(from, to), growth, CLOSED, "industry growth");
        let yearly = &expected["industry_cagr"][column];
        assert_close(yearly_growth(from, to, years), yearly, CLOSED, "industry cagr");
    }
}

#[test]
fn growth_and_complexity_agree_in_every_number() {
    check_complexity(
        &matrix(&fixture("synth_a.csv")),
        &expected("synth_a.complexity.json")["expected"],
    );
    let tables = [
        matrix(&fixture("synth_a.csv")),
        matrix(&fixture("synth_a_shift_t1.csv")),
    ];
    check_growth(
        [&tables[0], &tables[1]],
        5.0,
        &expected("synth_a_shift.json")["expected"],
    );
}

#[test]
fn growth_and_complexity_of_the_german_states_agree_where_they_are_present() {
    let value = |text: &str| serde_json::from_str::<Value>(text).unwrap()["expected"].clone();
    let of = |name: &str| fetched(name).map(|text| matrix(&text));
    if let (Some(states), Some(text)) = (of("de_states_2015.csv"), fetched("de_states_2015.complexity.json")) {
        check_complexity(&states, &value(&text));
    }
    if let (Some(before), Some(after)) = (of("de_states_2008_2014_t0.csv"), of("de_states_2008_2014_t1.csv")) {
        let text = fetched("de_states_2008_2014.json").unwrap();
        check_growth([&before, &after], 6.0, &value(&text));
    }
}

fn lattice(name: &str) {
    let file = vector_json(&format!("{name}.lattice.json")).unwrap();
    let expected = &file["expected"];
    let column = |table: &str, key: &str| vector_numbers(&format!("{name}{table}.csv"), key).unwrap();
    let values: Vec<f64> = column("_values", "value").into_iter().flatten().collect();
    let ends = |key: &str| vector_column(&format!("{name}_edges.csv"), key).unwrap();
    let edges = ends("i").into_iter().zip(ends("j"));
    let weights = Weights::of_pairs(
        values.len(),
        edges.map(|(i, j)| (i.parse().unwrap(), j.parse().unwrap())),
    );
    assert_eq!(Some(values.len() as u64), expected["n"].as_u64());
    let (least, mean, most) = weights.degrees().unwrap();
    for (found, expected) in [least as f64, mean, most as f64]
        .into_iter()
        .zip(numbers(&expected["degree_min_mean_max"]))
    {
        assert!((found - expected).abs() <= 1e-9 * expected, "{found} {expected}");
    }
    let rows = weights.row_standardized();
    let permutations = Permutations { count: 999, seed: 4 };
    let global = autocorrelation(&values, &rows, permutations, &()).unwrap();
    // The oracle drew 9,999 times and found nothing as large: 1/10,000; so do we among 999: 1/1,000.
    let floor = expected["moran_p_perm_one_sided_approx"].as_f64().unwrap();
    assert!((floor - 1e-4).abs() < 1e-12 && (global.moran_permuted.unwrap().p - 1e-3).abs() < 1e-12);
    let local = local_moran(&values, &rows, permutations, &()).unwrap();
    let high = local
        .iter()
        .flatten()
        .filter(|local| local.p <= 0.05 && local.quadrant == Quadrant::HighHigh);
    let (found, expected) = (high.count() as f64, expected["n_sig_005_HH"].as_f64().unwrap());
    assert!((found - expected).abs() <= 0.03 * expected + 2.0, "{found} {expected}");
}

#[test]
fn neighbors_and_high_units_among_high_ones_are_as_many() {
    lattice("columbus");
    lattice("us_counties");
}

#[test]
fn projections_lead_back_to_the_places_that_were_projected() {
    let file = vector_json("geodesy.json").unwrap();
    let places: Vec<(f64, f64)> = file["points"]
        .as_array()
        .unwrap()
        .iter()
        .map(|point| (point["lon"].as_f64().unwrap(), point["lat"].as_f64().unwrap()))
        .collect();
    let mut seen = 0;
    for (name, list) in file["expected"]["projected"].as_object().unwrap() {
        // Nobody publishes places of firms or regions in the grid of satellites, and it would be offered for any number.
        if name == "EPSG:6933" {
            continue;
        }
        let system = systems::epsg_of(name).and_then(systems::system);
        let system = system.unwrap_or_else(|| panic!("{name} is not known"));
        let [west, south, east, north] = system.area;
        for ((lon, lat), at) in places.iter().zip(list.as_array().unwrap()) {
            // Points outside a system's area of use are no test of it.
            if !((west..=east).contains(lon) && (south..=north).contains(lat)) {
                continue;
            }
            let at = numbers(at);
            let (found_lon, found_lat) = system.to_lon_lat(at[0], at[1]).unwrap();
            let (east_m, north_m) = (
                (found_lon - lon) * 111_320.0 * lat.to_radians().cos(),
                (found_lat - lat) * 111_320.0,
            );
            let slack_m = if name.ends_with("3857") { 1e-3 } else { 1e-2 };
            assert!(
                east_m.hypot(north_m) < slack_m,
                "{name} {lon} {lat}: {east_m} {north_m}"
            );
            seen += 1;
        }
    }
    assert_eq!(seen, 12, "places in the areas of use");
    // The map's own projection is the same one, in turns of the equator.
    let world = &file["expected"]["projected"]["EPSG:3857"];
    for ((lon, lat), at) in places.iter().zip(world.as_array().unwrap()) {
        let (at, turn) = (numbers(at), std::f64::consts::TAU * 6_378_137.0);
        if lat.abs() < 85.0 {
            let found = Mercator::from_lon_lat(*lon, *lat);
            assert!(((found.x - 0.5) * turn - at[0]).abs() < 1e-3, "{lon} {lat}");
            assert!(((0.5 - found.y) * turn - at[1]).abs() < 1e-3, "{lon} {lat}");
        }
    }
}

/// What schemes look at, from the matrices alone.
fn standings(jobs: &Grid, units: &Grid, column: usize) -> Vec<Standing> {
    let (totals, unit_totals) = (jobs.totals(), units.totals());
    let standing = |row| {
        let cell = totals.inputs(jobs, row, column);
        Standing {
            jobs: cell.value,
            quotient: cell.location_quotient(),
            focus: cell.region_share(),
            national_share: cell.national_share(),
            establishment_share: unit_totals.inputs(units, row, column).national_share(),
        }
    };
    (0..jobs.row_count()).map(standing).collect()
}

#[test]
fn every_scheme_and_every_share_and_interval_is_printed_as_it_is_computed() {
    let (table, units) = (
        matrix(&fixture("synth_a.csv")),
        matrix(&fixture("synth_a_establishments.csv")),
    );
    let file = region_file(&[2020], &[&table], Some(&units), false);
    let (jobs, establishments) = (table.grid(), units.grid());
    let (totals, unit_totals) = (jobs.totals(), establishments.totals());
    let mut starred = 0;
    for scheme in Scheme::all() {
        let rows = rows_of(&file, "specialization", &["--scheme", scheme.id()]);
        for (column, _) in table.columns.iter().enumerate() {
            let standings = standings(&jobs, &establishments, column);
            let (strong, stars) = (scheme.strong(&standings), scheme.stars(&standings));
            for (row, _) in table.rows.iter().enumerate() {
                let printed = &rows[row * table.columns.len() + column];
                let what = format!("{} {row} {column}", scheme.id());
                assert_eq!(printed["strong"].as_u64(), strong[row].map(u64::from), "{what}");
                assert_eq!(printed["stars"].as_u64(), stars[row].map(u64::from), "{what}");
                starred += u64::from(stars[row].unwrap_or(0));
                let cell = totals.inputs(&jobs, row, column);
                assert_eq!(printed["region_share"].as_f64(), cell.region_share());
                assert_eq!(printed["benchmark_share"].as_f64(), cell.benchmark_share());
                let unit = unit_totals.inputs(&establishments, row, column);
                let [own, region, industry, all] = [
                    unit.value,
                    unit.region_total,
                    unit.benchmark_value,
                    unit.benchmark_total,
                ]
                .map(Option::unwrap);
                let Some(quotient) = cell.location_quotient().filter(|_| own > 0.0) else {
                    assert!(printed["lq_low"].is_null(), "{what}");
                    continue;
                };
                let (p, share) = (own / region, industry / all);
                let variance = (1.0 - p) / own + (1.0 - share) / industry - 2.0 * (1.0 - p) / industry;
                let reach = (1.959_964 * variance.max(0.0).sqrt()).exp();
                assert_close(printed["lq_low"].as_f64(), &(quotient / reach).into(), CLOSED, &what);
                assert_close(printed["lq_high"].as_f64(), &(quotient * reach).into(), CLOSED, &what);
            }
        }
    }
    assert!(starred > 20, "{starred} stars");
}

#[test]
fn plants_are_as_many_and_their_base_is_all_employment() {
    let expected = expected("orgs_a.ellison_glaeser.json")["expected"].clone();
    let text = fixture("orgs_a.csv");
    let rows: Vec<Vec<&str>> = text.lines().skip(1).map(|line| line.split(',').collect()).collect();
    let firms: Vec<&Vec<&str>> = rows.iter().filter(|cells| cells[1] == "firm").collect();
    for (code, of) in expected["industries"].as_object().unwrap() {
        let count = firms.iter().filter(|cells| cells[2] == code).count() as u64;
        assert_eq!(Some(count), of["n_plants"].as_u64(), "{code}");
    }
    let mut jobs: BTreeMap<&str, f64> = BTreeMap::new();
    for cells in &firms {
        *jobs.entry(cells[3]).or_default() += cells[4].parse::<f64>().unwrap();
    }
    let all: f64 = jobs.values().sum();
    let regions = expected["regions"].as_array().unwrap().iter();
    for (region, share) in regions.zip(expected["x"].as_array().unwrap()) {
        assert_close(Some(jobs[region.as_str().unwrap()] / all), share, CLOSED, "base");
    }
}
