//! The small cases of space and networks, each with its rule, through the library; those of shares are in `laws_specialization`, and
//! together they are all that the file holds. Cases that tables print are asked of the command line in `vectors_edges_cli`.

use cluster_atlas::analysis::concentration::autocorrelation::{Permutations, autocorrelation};
use cluster_atlas::analysis::concentration::centrography::{deviational_ellipse, nearest_neighbors};
use cluster_atlas::analysis::concentration::density::bandwidth::scott;
use cluster_atlas::analysis::concentration::density::{Kernel, Pattern, Spread, intensity_at};
use cluster_atlas::analysis::concentration::footprints::dbscan;
use cluster_atlas::analysis::concentration::hotspots::{Own, getis_ord, local_moran};
use cluster_atlas::analysis::concentration::hulls::convex_hull;
use cluster_atlas::analysis::concentration::plane::Point;
use cluster_atlas::analysis::concentration::weights::Weights;
use cluster_atlas::analysis::network::betweenness::betweenness;
use cluster_atlas::analysis::network::communities::{communities, modularity};
use cluster_atlas::analysis::network::holes::{Ties, structural_holes};
use cluster_atlas::analysis::network::information::Information;
use cluster_atlas::analysis::network::paths::reaches;
use cluster_atlas::analysis::network::shape::{clustering, triangles};
use cluster_atlas::analysis::network::{
    Activity, Counting, Network, distance_km, external_internal, nominal_assortativity, pairs, self_tie_count,
};
use serde_json::Value;

use crate::laws_specialization::CASES_OF_SHARES;
use crate::vectors_specialization::{CLOSED, assert_close, expected};

/// The cases that are looked at here.
const CASES_HERE: usize = 19;

const NO_CHANCE: Permutations = Permutations { count: 0, seed: 0 };

fn numbers(value: &Value) -> Vec<f64> {
    let list = value.as_array().unwrap().iter();
    list.filter_map(Value::as_f64).collect()
}

fn whole(count: u64) -> usize {
    usize::try_from(count).unwrap()
}

fn points(value: &Value) -> Vec<Point> {
    let rows = value.as_array().unwrap().iter().map(numbers);
    rows.map(|row| [row[0], row[1]]).collect()
}

/// Pairs of positions, or of letters.
fn edges(value: &Value) -> Vec<(usize, usize)> {
    let place = |end: &Value| match end.as_u64() {
        Some(position) => whole(position),
        None => usize::from(end.as_str().unwrap().as_bytes()[0] - b'a'),
    };
    let rows = value.as_array().unwrap().iter();
    rows.map(|row| (place(&row[0]), place(&row[1]))).collect()
}

fn same(found: Option<f64>, expected: &Value, id: &str) {
    assert_close(found, expected, CLOSED, id);
}

fn of_areas(id: &str, input: &Value, expected: &Value) {
    let values = numbers(&input["values"]);
    let weights = Weights::of_pairs(values.len(), edges(&input["edges"]));
    let is_null = |found: &[bool], key: &str| {
        let nulls: Vec<f64> = (0..found.len())
            .filter(|unit| found[*unit])
            .map(|unit| unit as f64)
            .collect();
        assert_eq!(nulls, numbers(&expected[key]), "{id} {key}");
    };
    let stars = getis_ord(&values, &weights, Own::Included);
    match id {
        "moran_constant" => {
            let found = autocorrelation(&values, &weights, NO_CHANCE, &()).unwrap();
            assert!(expected.is_null() && found.moran.is_err());
        }
        "moran_island" => {
            let local = local_moran(&values, &weights, NO_CHANCE, &()).unwrap();
            is_null(
                &local.iter().map(Result::is_err).collect::<Vec<bool>>(),
                "local_moran_null",
            );
            let gi = getis_ord(&values, &weights, Own::LeftOut);
            is_null(&gi.iter().map(Result::is_err).collect::<Vec<bool>>(), "gi_null");
            is_null(&stars.iter().map(Result::is_err).collect::<Vec<bool>>(), "gistar_null");
            let found = autocorrelation(&values, &weights, NO_CHANCE, &()).unwrap();
            assert_eq!((found.count, found.islands.len()), (3, 1));
        }
        "gi_negative_values" | "gi_all_neighbours" => {
            let all = expected.as_array().unwrap();
            assert_eq!(all.len(), stars.len());
            for (found, expected) in stars.iter().zip(all) {
                same(found.ok(), expected, id);
            }
        }
        _ => panic!("nobody looks at {id}"),
    }
}

fn of_places(id: &str, input: &Value, expected: &Value) {
    match id {
        "kde_one_point" => {
            let at = points(&input["points"]);
            let pattern = Pattern {
                points: &at,
                weights: None,
                edge: None,
            };
            let spread = Spread {
                kernel: Kernel::Gaussian,
                bandwidth: input["bandwidth"].as_f64().unwrap(),
            };
            let found = intensity_at(&[[0.0, 0.0]], &pattern, spread)[0];
            same(Some(found), &expected["at_origin"], id);
            assert!(scott(&at, None).is_err(), "one point suggests no bandwidth");
        }
        "dbscan_duplicates" => {
            let least = whole(input["min_samples"].as_u64().unwrap());
            let found = dbscan::in_plane(&points(&input["points"]), input["eps"].as_f64().unwrap(), least);
            let labels: Vec<f64> = found.iter().map(|label| label.map_or(-1.0, f64::from)).collect();
            assert_eq!(labels, numbers(expected));
        }
        "hull_collinear" => {
            let hull = convex_hull(&points(input));
            same(Some(hull.area()), &expected["area"], id);
            same(Some(hull.perimeter()), &expected["length"], id);
        }
        "sde_two_points" => {
            let ellipse = deviational_ellipse(&points(input), None).unwrap();
            same(Some(ellipse.major), &expected["sigma"][0], id);
            same(Some(ellipse.minor), &expected["sigma"][1], id);
            same(ellipse.angle_deg.ok(), &expected["angle"], id);
            assert!(ellipse.crimestat_axes(2).is_err());
        }
        "nni_two_duplicates" => {
            let near = nearest_neighbors(&points(input), 0.0, 0.0).unwrap();
            same(near.index.ok(), expected, id);
            assert!(nearest_neighbors(&points(input)[..1], 1.0, 4.0).is_err());
        }
        "haversine" => {
            for (pair, expected) in input.as_array().unwrap().iter().zip(numbers(expected)) {
                let at = numbers(pair);
                let found = distance_km([at[0], at[1]], [at[2], at[3]]);
                assert!(
                    (found - expected).abs() <= 1e-9 * expected.max(1.0),
                    "{found} {expected}"
                );
            }
        }
        _ => panic!("nobody looks at {id}"),
    }
}

fn of_isolate(network: &Network, expected: &Value) {
    let id = "net_isolate";
    same(network.density(), &expected["density"], id);
    let sizes: Vec<f64> = network.component_sizes().iter().map(|size| *size as f64).collect();
    assert_eq!(sizes, numbers(&expected["components"]));
    let count = network.member_count();
    let reaches = reaches(network);
    let columns = [
        ("betweenness", betweenness(network).into_iter().map(Some).collect()),
        (
            "closeness_wf",
            reaches.iter().map(|reach| reach.closeness(count)).collect(),
        ),
        (
            "harmonic_norm",
            reaches.iter().map(|reach| reach.harmonic(count)).collect(),
        ),
        ("clustering", clustering(network, &triangles(network))),
        (
            "constraint",
            structural_holes(network, Ties::Unweighted)
                .into_iter()
                .map(|holes| holes.map(|holes| holes.constraint))
                .collect::<Vec<Option<f64>>>(),
        ),
    ];
    let known = expected.as_object().unwrap();
    let mut seen = 2;
    for (key, found) in columns {
        let Some(list) = known.iter().find(|(name, _)| name.starts_with(&key[..7])) else {
            continue;
        };
        seen += 1;
        for (found, expected) in found.into_iter().zip(list.1.as_array().unwrap()) {
            same(found, expected, key);
        }
    }
    assert_eq!(seen, known.len(), "{known:?}");
}

fn of_network(id: &str, input: &Value, expected: &Value) {
    let ties = edges(&input["edges"]);
    let labels = input["labels"].as_array().map_or(0, Vec::len);
    let count = input["n"].as_u64().map_or(labels, whole);
    let network = Network::of_ties(count, &ties);
    match id {
        "net_isolate" => of_isolate(&network, expected),
        "net_empty" => {
            same(network.density(), &expected["density"], id);
            same(modularity(&network, &[]), &expected["modularity"], id);
        }
        "net_no_edges" => {
            let groups = [0, 1, 0, 1];
            same(network.density(), &expected["density"], id);
            assert!(expected["modularity"].is_null() && communities(&network, 10, 1).is_none());
            same(external_internal(&network, &groups, |_| 1.0), &expected["ei"], id);
            same(nominal_assortativity(&network, &groups), &expected["assortativity"], id);
        }
        "net_two_nodes" => assert_eq!(betweenness(&network), numbers(expected)),
        "assort_one_sector" => same(nominal_assortativity(&network, &vec![0; count]), expected, id),
        "self_loops_parallel" => {
            let weights = input["edges"].as_array().unwrap().iter();
            let links: Vec<Activity> = weights
                .zip(ties)
                .map(|(row, (a, b))| Activity {
                    members: vec![a, b],
                    weight: row[2].as_f64().unwrap(),
                })
                .collect();
            let found = pairs(&links, Counting::Full);
            assert_eq!(Some(found.len() as u64), expected["m"].as_u64());
            same(Some(found[0].weight), &expected["weight_ab"], id);
            let dropped = self_tie_count(&links) as u64;
            assert_eq!(Some(dropped), expected["self_loops_dropped"].as_u64());
        }
        _ => panic!("nobody looks at {id}"),
    }
}

fn of_information(input: &Value) -> Option<f64> {
    let mut units = Vec::new();
    for (x, rows) in input["table"].as_array().unwrap().iter().enumerate() {
        for (y, cells) in rows.as_array().unwrap().iter().enumerate() {
            for (z, count) in cells.as_array().unwrap().iter().enumerate() {
                units.extend(std::iter::repeat_n([x, y, z], whole(count.as_u64().unwrap())));
            }
        }
    }
    Information::of(&units).map(|information| information.triple())
}

#[test]
fn every_small_case_of_space_and_networks_is_as_it_should_be() {
    let all = expected("edge_cases.json");
    let cases = all["cases"].as_array().unwrap();
    let mut checked = 0;
    for case in cases {
        let (id, metric) = (case["id"].as_str().unwrap(), case["metric"].as_str().unwrap());
        let (input, expected) = (&case["input"], &case["expected"]);
        match metric {
            "Moran's I" | "local Moran / Gi*" | "Gi*" => of_areas(id, input, expected),
            "KDE" | "DBSCAN" | "convex hull" | "deviational ellipse" | "Clark-Evans" | "distance" => {
                of_places(id, input, expected);
            }
            "network" | "betweenness" | "nominal assortativity" => of_network(id, input, expected),
            "triple-helix T" => same(of_information(input), expected, id),
            _ => continue,
        }
        checked += 1;
    }
    assert_eq!(checked, CASES_HERE);
    assert_eq!(CASES_HERE + CASES_OF_SHARES, cases.len(), "a case that nobody looks at");
}
