//! What holds for every table of regions and industries, and the edges where a number is undefined.

use cluster_atlas::analysis::agglomeration::{Plants, coagglomeration, coagglomeration_of_group, ellison_glaeser};
use cluster_atlas::analysis::complexity::complexity;
use cluster_atlas::analysis::grid::{Grid, Totals};
use cluster_atlas::analysis::mix::{Mix, variety};
use cluster_atlas::analysis::presence::Presence;
use cluster_atlas::analysis::quotient::{Inputs, is_present, symmetric, yearly_growth};
use cluster_atlas::analysis::relatedness::Proximity;
use cluster_atlas::analysis::shift_share::{ShiftInputs, shift};
use cluster_atlas::analysis::spread::{Spread, gini, theil, theil_by_group};
use proptest::prelude::*;
use serde_json::Value;

use crate::vectors_specialization::Cell;

/// How many of the small cases are about shares of regions and industries.
pub(crate) const CASES_OF_SHARES: usize = 22;

fn cells(value: &Value) -> Vec<Vec<Cell>> {
    let row = |row: &Value| row.as_array().unwrap().iter().map(Value::as_f64).collect();
    value.as_array().unwrap().iter().map(row).collect()
}

fn list(value: &Value) -> Vec<Cell> {
    value.as_array().unwrap().iter().map(Value::as_f64).collect()
}

fn same(found: Cell, expected: &Value, case: &str) {
    match (found, expected.as_f64()) {
        (None, None) => {}
        (Some(found), Some(expected)) => {
            assert!(
                (found - expected).abs() <= 1e-9 * expected.abs() + 1e-12,
                "{case}: {found} {expected}"
            );
        }
        other => panic!("{case}: {other:?}"),
    }
}

fn presence_of(rows: &[Vec<Cell>]) -> Presence {
    Presence::from_fn(rows.len(), rows[0].len(), |row, column| rows[row][column] == Some(1.0))
}

/// The quotients of a case with its own totals, or those that its cells add up to.
fn check_quotients(input: &Value, expected: &Value, case: &str) {
    let (grid, totals) = if input.is_array() {
        let grid = Grid::from_rows(&cells(input));
        let totals = grid.totals();
        (grid, totals)
    } else {
        let grid = Grid::from_rows(&cells(&input["cells"]));
        let totals = match &input["total"] {
            Value::Null => grid.totals(),
            total => Totals::published(
                &list(&input["region_totals"]),
                &list(&input["industry_totals"]),
                total.as_f64(),
            ),
        };
        (grid, totals)
    };
    let is_complete = grid.row_count() * grid.column_count()
        == (0..grid.row_count())
            .map(|row| grid.row(row).flatten().count())
            .sum::<usize>();
    for (row, of_row) in expected.as_array().unwrap().iter().enumerate() {
        for (column, expected) in of_row.as_array().unwrap().iter().enumerate() {
            let found = totals.inputs(&grid, row, column).location_quotient();
            if case == "rca_exactly_one" {
                assert_eq!(found.map(|quotient| i64::from(is_present(quotient))), expected.as_i64());
            } else {
                same(found, expected, case);
            }
            let flagged = totals.is_incomplete(row, column);
            assert_eq!(flagged, !is_complete && input["total"].is_null(), "{case}");
        }
    }
}

fn check_mix(input: &Value, expected: &Value, case: &str) {
    let values: Vec<f64> = list(input).into_iter().flatten().collect();
    let mix = Mix::of_values(&values).unwrap();
    if expected.is_null() {
        assert_eq!(mix.herfindahl_normalized(), None, "{case}");
        return;
    }
    same(Some(mix.herfindahl()), &expected["hhi"], case);
    same(mix.herfindahl_normalized(), &expected["hhi_normalised"], case);
    same(Some(mix.shannon_bits()), &expected["shannon_bits"], case);
    same(Some(mix.effective_industries()), &expected["effective_number"], case);
}

fn check_shift(input: &Value, expected: &Value, case: &str) {
    let (before, after) = (
        Grid::from_rows(&cells(&input["t0"])),
        Grid::from_rows(&cells(&input["t1"])),
    );
    let (start, end) = (before.totals(), after.totals());
    for row in 0..2 {
        for column in 0..2 {
            let (a, b) = (start.inputs(&before, row, column), end.inputs(&after, row, column));
            let pair = |read: fn(&Inputs) -> Cell| (read(&a).unwrap(), read(&b).unwrap());
            let found = shift(&ShiftInputs {
                cell: pair(|of| of.value),
                industry: pair(|of| of.benchmark_value),
                all: pair(|of| of.benchmark_total),
                region_start: a.region_total,
            })
            .unwrap();
            same(found.national, &expected["NS"][row][column], case);
            if expected["IM"].is_array() {
                same(found.industry_mix, &expected["IM"][row][column], case);
                same(found.regional, &expected["RS"][row][column], case);
            } else if column == 0 {
                assert_eq!(
                    (found.industry_mix, found.regional, found.is_new_industry),
                    (None, b.value, true)
                );
            }
        }
    }
}

fn check_variety(input: &Value, expected: &Value, case: &str) {
    let names: Vec<&str> = input["parent"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(Value::as_str)
        .collect();
    let groups: Vec<Option<usize>> = names
        .iter()
        .map(|name| names.iter().position(|known| known == name))
        .collect();
    let values = list(&input["emp"]);
    let found = variety(&values, &groups, Some(values.iter().flatten().sum())).unwrap();
    same(Some(found.total), &expected["total"], case);
    same(Some(found.unrelated), &expected["unrelated"], case);
    same(Some(found.related), &expected["related"], case);
}

fn check_complexity(id: &str, input: &Value, expected: &Value) {
    let found = complexity(&presence_of(&cells(if id == "eci_empty_row" {
        &input["m"]
    } else {
        input
    })));
    if expected.is_null() {
        assert!(found.eci.iter().all(Option::is_none) && found.reservation.is_some());
        return;
    }
    for (row, expected) in expected["eci"].as_array().unwrap().iter().enumerate() {
        match expected.as_f64() {
            Some(expected) => assert!((found.eci[row].unwrap() - expected).abs() < 1e-7),
            None => assert_eq!(found.eci[row], None),
        }
    }
}

fn check_rest(metric: &str, input: &Value, expected: &Value, id: &str) -> bool {
    match metric {
        "RSCA" => {
            for (quotient, expected) in list(&input["lq"]).iter().zip(expected.as_array().unwrap()) {
                same(quotient.map(symmetric), expected, id);
            }
        }
        "Krugman index" => {
            let grid = Grid::from_rows(&cells(input));
            let totals = grid.totals();
            let benchmark: Vec<Cell> = totals.columns.iter().map(|total| total.value).collect();
            for row in 0..grid.row_count() {
                let own: Vec<Cell> = grid.row(row).collect();
                let mix = Mix::new(&own, totals.rows[row].value, &benchmark, totals.all.value).unwrap();
                same(mix.krugman(), &expected[row], id);
                assert_eq!(mix.krugman_of_rest(), Some(2.0));
            }
        }
        "Gini" => same(gini(&list(input)), expected, id),
        "location Gini" => {
            let spread = Spread::new(&list(&input["x"]), &list(&input["base"])).unwrap();
            same(Some(spread.location_gini()), expected, id);
        }
        "Ellison-Glaeser" => {
            let plants = Plants {
                regions: vec![0],
                sizes: vec![50.0],
            };
            assert_eq!(ellison_glaeser(&plants, &[0.5, 0.5]).unwrap().gamma, None);
        }
        "CAGR" => {
            for (of, expected) in input.as_array().unwrap().iter().zip(expected.as_array().unwrap()) {
                let at = |name: &str| of[name].as_f64().unwrap();
                same(yearly_growth(at("a"), at("b"), at("years")), expected, id);
            }
        }
        "relatedness density" => {
            let presence = presence_of(&cells(&input["m"]));
            let density = Proximity::of_presence(&presence).density(&presence);
            assert_eq!(density, Grid::from_rows(&cells(expected)));
        }
        _ => return false,
    }
    true
}

#[test]
fn every_edge_is_as_it_should_be() {
    let text = include_str!("../fixtures/vectors/edge_cases.json");
    let all: Value = serde_json::from_str(text).unwrap();
    let mut checked = 0;
    for case in all["cases"].as_array().unwrap() {
        let (id, metric) = (case["id"].as_str().unwrap(), case["metric"].as_str().unwrap());
        let (input, expected) = (&case["input"], &case["expected"]);
        match metric {
            "location quotient" | "binary RCA" => check_quotients(input, expected, id),
            "HHI" | "normalized HHI" | "normalised HHI" => check_mix(input, expected, id),
            "shift-share" => check_shift(input, expected, id),
            "related variety" => check_variety(input, expected, id),
            "ECI" => check_complexity(id, input, expected),
            _ if !check_rest(metric, input, expected, id) => continue,
            _ => {}
        }
        checked += 1;
    }
    assert_eq!(checked, CASES_OF_SHARES);
}

fn table() -> impl Strategy<Value = Vec<Vec<f64>>> {
    (3_usize..7, 3_usize..7).prop_flat_map(|(rows, columns)| {
        prop::collection::vec(prop::collection::vec((0_u32..400).prop_map(f64::from), columns), rows)
    })
}

fn grid(rows: &[Vec<f64>]) -> Grid {
    Grid::from_fn(rows.len(), rows[0].len(), |row, column| Some(rows[row][column]))
}

fn near(a: Cell, b: Cell) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1.0),
        (a, b) => a == b,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn quotients_have_a_weighted_mean_of_one_and_normalized_advantages_sum_to_zero(rows in table()) {
        let grid = grid(&rows);
        let totals = grid.totals();
        for column in 0..grid.column_count() {
            let cells: Vec<Inputs> = (0..grid.row_count()).map(|row| totals.inputs(&grid, row, column)).collect();
            let mean: f64 = cells.iter().filter_map(|cell| Some(cell.location_quotient()? * cell.region_total? / cell.benchmark_total?)).sum();
            if totals.columns[column].value > Some(0.0) {
                prop_assert!((mean - 1.0).abs() < 1e-9);
            } else {
                prop_assert!(cells.iter().all(|cell| cell.location_quotient().is_none()));
            }
            if totals.all.value > Some(0.0) {
                let sum: f64 = cells.iter().filter_map(Inputs::normalized_advantage).sum();
                prop_assert!(sum.abs() < 1e-9);
            }
        }
    }

    #[test]
    fn a_region_is_as_complex_as_its_industries_are_on_average_and_indices_keep_their_bounds(rows in table()) {
        let grid = grid(&rows);
        let totals = grid.totals();
        let quotients = Grid::from_fn(grid.row_count(), grid.column_count(), |row, column| {
            totals.inputs(&grid, row, column).location_quotient()
        });
        let presence = Presence::of_quotients(&quotients, 1.0);
        let found = complexity(&presence);
        for (row, eci) in found.eci.iter().enumerate() {
            let Some(eci) = eci else { continue };
            let held: Vec<f64> = presence.of_row(row).iter().filter_map(|column| found.pci[*column as usize]).collect();
            let mean = held.iter().sum::<f64>() / held.len() as f64;
            prop_assert!((eci - mean).abs() < 1e-6, "{eci} {mean}");
        }
        let known: Vec<f64> = found.eci.iter().flatten().copied().collect();
        if known.len() > 2 {
            let mean = known.iter().sum::<f64>() / known.len() as f64;
            let variance = known.iter().map(|eci| (eci - mean).powi(2)).sum::<f64>() / known.len() as f64;
            prop_assert!(mean.abs() < 1e-7 && (variance - 1.0).abs() < 1e-6, "{mean} {variance}");
        }
        let density = Proximity::of_presence(&presence).density(&presence);
        let base: Vec<Cell> = totals.rows.iter().map(|total| total.value).collect();
        for column in 0..grid.column_count() {
            prop_assert!(density.column(column).flatten().all(|density| (0.0..=1.0 + 1e-12).contains(&density)));
            if let Some(spread) = Spread::new(&grid.column(column).collect::<Vec<Cell>>(), &base) {
                // The area between diagonal and curve is at least that of the triangle under its largest distance, and below 1.
                prop_assert!(spread.hoover() <= spread.location_gini() + 1e-12 && spread.location_gini() < 1.0);
            }
        }
        let benchmark: Vec<Cell> = totals.columns.iter().map(|total| total.value).collect();
        for row in 0..grid.row_count() {
            let own: Vec<Cell> = grid.row(row).collect();
            let Some(mix) = Mix::new(&own, totals.rows[row].value, &benchmark, totals.all.value) else { continue };
            let sum: f64 = (0..grid.column_count()).filter_map(|column| totals.inputs(&grid, row, column).normalized_advantage()).sum();
            prop_assert!(sum.abs() < 1e-9, "normalized advantages of a region sum to zero");
            prop_assert!((0.0..2.0).contains(&mix.krugman().unwrap()));
            prop_assert!(near(mix.coefficient_of_specialization(), mix.krugman().map(|index| index / 2.0)));
            prop_assert!(mix.hachman().unwrap() <= 1.0 + 1e-12 && mix.theil_relative().unwrap() >= -1e-12);
            // Hill numbers fall with their order, from the count of industries that are there.
            let there = own.iter().flatten().filter(|value| **value > 0.0).count() as f64;
            let (first, second) = (mix.effective_industries(), mix.effective_industries_by_herfindahl().unwrap());
            prop_assert!(second <= first + 1e-9 && first <= there + 1e-9, "{second} {first} {there}");
        }
    }

    #[test]
    fn the_order_of_regions_and_industries_changes_nothing(rows in table(), turn in 1_usize..6) {
        let turned: Vec<Vec<f64>> = (0..rows.len()).map(|row| {
            let own = &rows[(row + turn) % rows.len()];
            (0..own.len()).map(|column| own[(column + turn) % own.len()]).collect()
        }).collect();
        let (first, second) = (grid(&rows), grid(&turned));
        let (totals, turned_totals) = (first.totals(), second.totals());
        let quotients = |grid: &Grid, totals: &Totals| Grid::from_fn(grid.row_count(), grid.column_count(), |row, column| {
            totals.inputs(grid, row, column).location_quotient()
        });
        let (a, b) = (quotients(&first, &totals), quotients(&second, &turned_totals));
        let (of_a, of_b) = (complexity(&Presence::of_quotients(&a, 1.0)), complexity(&Presence::of_quotients(&b, 1.0)));
        prop_assert_eq!(of_a.reservation, of_b.reservation);
        for row in 0..a.row_count() {
            let from = (row + turn) % a.row_count();
            for column in 0..a.column_count() {
                prop_assert!(near(b.get(row, column), a.get(from, (column + turn) % a.column_count())));
            }
            let (x, y) = (of_a.eci[from], of_b.eci[row]);
            prop_assert_eq!(x.is_some(), y.is_some());
            if let Some((x, y)) = x.zip(y) {
                // Where diversity does not tell the direction, the sign is a convention.
                prop_assert!((x.abs() - y.abs()).abs() < 1e-6);
            }
        }
        let column: Vec<Cell> = first.column(0).collect();
        let mut reversed = column.clone();
        reversed.reverse();
        prop_assert!(near(gini(&column), gini(&reversed)) && near(theil(&column), theil(&reversed)));
    }

    #[test]
    fn varieties_and_theil_parts_add_up(values in prop::collection::vec((0_u32..300).prop_map(f64::from), 4..9)) {
        let cells: Vec<Cell> = values.iter().copied().map(Some).collect();
        let groups: Vec<usize> = (0..cells.len()).map(|place| place % 3).collect();
        let total: f64 = values.iter().sum();
        let optional: Vec<Option<usize>> = groups.iter().copied().map(Some).collect();
        match variety(&cells, &optional, Some(total)) {
            Some(found) => prop_assert!((found.total - found.unrelated - found.related).abs() < 1e-9),
            None => prop_assert!(total <= 0.0),
        }
        let parts = theil_by_group(&cells, &groups);
        prop_assert!(near(theil(&cells), parts.map(|parts| parts.between + parts.within)));
    }

    #[test]
    fn the_parts_of_a_change_add_up(before in table()) {
        let first = grid(&before);
        let after: Vec<Vec<f64>> = before.iter().enumerate().map(|(row, cells)| {
            cells.iter().enumerate().map(|(column, cell)| (cell * 1.3 + f64::from(u32::try_from(row * 7 + column).unwrap())).floor()).collect()
        }).collect();
        let second = grid(&after);
        let (start, end) = (first.totals(), second.totals());
        for row in 0..first.row_count() {
            for column in 0..first.column_count() {
                let (a, b) = (start.inputs(&first, row, column), end.inputs(&second, row, column));
                let pair = |read: fn(&Inputs) -> Cell| (read(&a).unwrap(), read(&b).unwrap());
                let inputs = ShiftInputs {
                    cell: pair(|of| of.value),
                    industry: pair(|of| of.benchmark_value),
                    all: pair(|of| of.benchmark_total),
                    region_start: a.region_total,
                };
                let Some(parts) = shift(&inputs) else { continue };
                let sum = parts.national.unwrap() + parts.industry_mix.unwrap_or(0.0) + parts.regional.unwrap();
                prop_assert!((sum - (inputs.cell.1 - inputs.cell.0)).abs() < 1e-6);
                if let Some((own, allocation)) = parts.competitive.zip(parts.allocation) {
                    prop_assert!((own + allocation - parts.regional.unwrap()).abs() < 1e-6);
                }
            }
        }
    }

    #[test]
    fn group_and_pair_coagglomeration_agree(plants in prop::collection::vec((0_usize..4, 0_usize..2, 1_u32..50), 4..20)) {
        let base = [0.1, 0.2, 0.3, 0.4];
        let of = |industry: usize| {
            let own: Vec<&(usize, usize, u32)> = plants.iter().filter(|plant| plant.1 == industry).collect();
            Plants {
                regions: own.iter().map(|plant| plant.0).collect(),
                sizes: own.iter().map(|plant| f64::from(plant.2)).collect(),
            }
        };
        let shares = |plants: &Plants| -> Vec<f64> {
            let total: f64 = plants.sizes.iter().sum();
            (0..4).map(|region| {
                let own = plants.regions.iter().zip(&plants.sizes).filter(|(at, _)| **at == region);
                own.map(|(_, size)| size).sum::<f64>() / total
            }).collect()
        };
        let (first, second) = (of(0), of(1));
        prop_assume!(!first.sizes.is_empty() && !second.sizes.is_empty());
        let pair = coagglomeration(&shares(&first), &shares(&second), &base);
        prop_assert!(near(pair, coagglomeration_of_group(&[first, second], &base)));
    }
}
