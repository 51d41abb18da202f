//! Candidates for introductions, helix gaps and robustness agree with networkx and with the reference implementation.

use std::collections::BTreeSet;

use cluster_atlas::analysis::network::betweenness::betweenness;
use cluster_atlas::analysis::network::communities::{communities, modularity};
use cluster_atlas::analysis::network::holes::{Ties, structural_holes};
use cluster_atlas::analysis::network::information::Information;
use cluster_atlas::analysis::network::paths::reaches;
use cluster_atlas::analysis::network::shape::{clustering, triangles};
use cluster_atlas::analysis::network::{
    Activity, Counting, Network, distance_km, external_internal, nominal_assortativity, pairs, self_tie_count,
};
use cluster_atlas::analysis::support::candidates::{Candidate, People, candidates};
use cluster_atlas::analysis::support::gaps::roles;
use cluster_atlas::analysis::support::quality::{Method, held_out};
use cluster_atlas::analysis::support::ranking::Weights;
use cluster_atlas::analysis::support::robustness::{best_connected_first, decline, robustness};

use crate::vectors_network::{Case, assert_close, cases, helix, number, within};

/// What the vectors know of the members beside their ties.
fn people(case: &Case) -> People {
    let words: BTreeSet<&str> = case
        .nodes
        .iter()
        .filter_map(|row| row.get("topics"))
        .flat_map(|topics| topics.split_whitespace())
        .collect();
    let topics = case.nodes.iter().map(|row| {
        let own = row
            .get("topics")
            .into_iter()
            .flat_map(|topics| topics.split_whitespace());
        own.filter_map(|word| words.iter().position(|known| *known == word))
            .collect()
    });
    let place = |row| Some([number(row, "lon")?, number(row, "lat")?]);
    let places = case.nodes.iter().map(|row| row.get("lon").and_then(|_| place(row)));
    People {
        places: places.collect(),
        topics: topics.collect(),
        groups: case.groups.clone(),
    }
}

fn words(list: &serde_json::Value) -> Vec<&str> {
    list.as_array()
        .unwrap()
        .iter()
        .map(|word| word.as_str().unwrap())
        .collect()
}

#[test]
fn the_strongest_candidates_agree() {
    for case in cases() {
        let found = candidates(&case.network, &people(&case));
        let count = case.network.member_count();
        assert_eq!(found.len(), count * (count - 1) / 2 - case.network.tie_count());
        let rows = &case.expected["link_prediction_top30_by_adamic_adar"];
        for row in rows.as_array().unwrap() {
            let index = |key: &str| {
                let id = row[key].as_str().unwrap();
                case.ids.iter().position(|known| known == id).unwrap()
            };
            let (a, b) = (index("a").min(index("b")), index("a").max(index("b")));
            let pair = found.iter().find(|pair| (pair.a, pair.b) == (a, b)).unwrap();
            assert_eq!(Some(pair.common_neighbors as u64), row["common"].as_u64());
            assert_close(pair.adamic_adar, row["adamic_adar"].as_f64(), case.name);
            assert_close(pair.resource_allocation, row["resource_allocation"].as_f64(), case.name);
            assert_close(pair.jaccard, row["jaccard"].as_f64(), case.name);
            assert_close(pair.preferential, row["preferential"].as_f64(), case.name);
        }
    }
}

#[test]
fn the_terms_of_three_members_agree() {
    let case = cases().pop().unwrap();
    let found = candidates(&case.network, &people(&case));
    let expected = helix();
    let index = |id: &str| case.ids.iter().position(|known| known == id).unwrap();
    for (id, rows) in expected["recommendation_components"].as_object().unwrap() {
        for row in rows.as_array().unwrap() {
            let (own, other) = (index(id), index(row["id"].as_str().unwrap()));
            let is_meant = |pair: &&Candidate| (pair.a, pair.b) == (own.min(other), own.max(other));
            let pair = found.iter().find(is_meant).unwrap();
            within(Some(pair.adamic_adar), row["adamic_adar"].as_f64(), 1e-8, 1e-9, id);
            within(pair.topic_similarity, row["topic_jaccard"].as_f64(), 1e-8, 1e-9, id);
            within(pair.km, row["km"].as_f64(), 1e-8, 1e-9, id);
            assert_eq!(Some(u64::from(pair.crosses_groups)), row["cross_sector"].as_u64());
        }
    }
}

#[test]
fn helix_gaps_agree() {
    let case = cases().pop().unwrap();
    let expected = &helix()["helix_gaps"];
    let names = words(&expected["regions"]);
    let region = |name: &String| names.iter().position(|known| known == name);
    let regions: Vec<Option<usize>> = case.nodes.iter().map(|row| region(&row["region"])).collect();
    let found = roles(&regions, &case.groups, case.sectors.len());
    assert_eq!(found.len(), names.len());
    for (region, roles) in found {
        for sector in 0..case.sectors.len() {
            let count = expected["counts"][region][sector].as_u64();
            assert_eq!(Some(roles.counts[sector] as u64), count);
            let quotient = expected["representation_quotient"][region][sector].as_f64();
            within(roles.quotients[sector], quotient, 1e-8, 1e-9, names[region]);
        }
        let missing: Vec<&str> = roles.missing().map(|sector| case.sectors[sector].as_str()).collect();
        assert_eq!(missing, words(&expected["missing_roles"][names[region]]));
    }
}

#[test]
fn the_loss_of_the_best_connected_agrees() {
    for case in cases() {
        let order = best_connected_first(&case.network);
        let first = order.iter().take(10);
        let removed: Vec<&str> = first.map(|member| case.ids[*member].as_str()).collect();
        assert_eq!(
            removed,
            words(&case.expected["robustness_removed_first10"]),
            "{}",
            case.name
        );
        let sizes = decline(&case.network, &order);
        let expected = case.expected["robustness_R_adaptive_degree"].as_f64();
        assert_close(robustness(&sizes), expected, case.name);
        let curve = case.expected["robustness_curve_first10"].as_array().unwrap();
        for (size, expected) in sizes.iter().zip(curve) {
            assert_close(*size as f64 / sizes.len() as f64, expected.as_f64(), case.name);
        }
    }
}

#[test]
fn the_score_brings_hidden_ties_back_better_than_lots() {
    let case = cases().pop().unwrap();
    let quality = held_out(&case.network, &people(&case), Weights::default(), 5, 1).unwrap();
    assert_eq!((quality.hidden, quality.hits.len()), (85, 5));
    assert!(quality.of(Method::Combined).and_then(|hit| hit.area).unwrap() > 0.6);
}

#[test]
fn an_isolate_keeps_its_row() {
    let isolate = Network::of_ties(3, &[(0, 1)]);
    assert_close(isolate.density(), 1.0 / 3.0, "density");
    assert_eq!(isolate.component_sizes(), [2, 1]);
    assert_eq!(betweenness(&isolate), [0.0, 0.0, 0.0]);
    for (reach, expected) in reaches(&isolate).iter().zip([0.5, 0.5, 0.0]) {
        assert_close(reach.closeness(3), expected, "closeness");
        assert_close(reach.harmonic(3), expected, "harmonic");
    }
    assert_eq!(clustering(&isolate, &triangles(&isolate)), [None, None, None]);
    let holes = structural_holes(&isolate, Ties::Unweighted);
    let constraint: Vec<Option<f64>> = holes.iter().map(|holes| holes.map(|holes| holes.constraint)).collect();
    assert_eq!(constraint, [Some(1.0), Some(1.0), None]);
}

#[test]
fn ratios_without_ties_are_undefined() {
    let nobody = Network::of_ties(0, &[]);
    assert_eq!((nobody.density(), modularity(&nobody, &[])), (None, None));
    let strangers = Network::of_ties(4, &[]);
    assert_eq!((strangers.density(), communities(&strangers, 10, 1)), (Some(0.0), None));
    assert_eq!(external_internal(&strangers, &[0, 1, 0, 1], |_| 1.0), None);
    assert_eq!(nominal_assortativity(&strangers, &[0, 1, 0, 1]), None);
    let path = Network::of_ties(3, &[(0, 1), (1, 2)]);
    assert_eq!(nominal_assortativity(&path, &[0; 3]), None);
}

#[test]
fn parallel_ties_are_summed_and_self_ties_counted() {
    let links: Vec<Activity> = [([0, 1], 1.0), ([1, 0], 2.0), ([0, 0], 5.0)]
        .into_iter()
        .map(|(members, weight)| Activity {
            members: members.to_vec(),
            weight,
        })
        .collect();
    let ties = pairs(&links, Counting::Full);
    assert_eq!((ties.len(), ties[0].weight, self_tie_count(&links)), (1, 3.0, 1));
}

/// The triple information of a table of counts.
fn triple(table: [[[usize; 2]; 2]; 2]) -> Option<f64> {
    let mut units = Vec::new();
    for (x, rows) in table.iter().enumerate() {
        for (y, cells) in rows.iter().enumerate() {
            for (z, count) in cells.iter().enumerate() {
                units.extend(std::iter::repeat_n([x, y, z], *count));
            }
        }
    }
    Information::of(&units).map(|information| information.triple())
}

#[test]
fn synergy_and_redundancy_have_their_signs() {
    assert_close(triple([[[1, 1], [1, 1]], [[1, 1], [1, 1]]]), 0.0, "independent");
    assert_close(triple([[[1, 0], [0, 1]], [[0, 1], [1, 0]]]), -1.0, "xor");
    assert_close(triple([[[1, 0], [0, 0]], [[0, 0], [0, 1]]]), 1.0, "copy");
}

#[test]
fn great_circles_cross_the_date_line_and_meet_at_the_pole() {
    for ([a_lon, a_lat, b_lon, b_lat], km) in [
        ([0.0, 0.0, 180.0, 0.0], 20_015.114_442),
        ([179.5, 0.0, -179.5, 0.0], 111.195_080_234),
        ([0.0, 90.0, 50.0, 90.0], 0.0),
    ] {
        let found = distance_km([a_lon, a_lat], [b_lon, b_lat]);
        within(Some(found), Some(km), 1e-9, 1e-9, "haversine");
    }
}
