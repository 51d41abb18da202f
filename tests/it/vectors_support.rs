//! Candidates for introductions, helix gaps, robustness and gravity agree with networkx, statsmodels and the reference implementation.

use std::collections::BTreeSet;

use cluster_atlas::analysis::network::gravity::{RegionPair, Sizes, gravity};
use cluster_atlas::analysis::support::candidates::{Candidate, People, candidates};
use cluster_atlas::analysis::support::gaps::roles;
use cluster_atlas::analysis::support::quality::{Method, held_out};
use cluster_atlas::analysis::support::ranking::Weights;
use cluster_atlas::analysis::support::robustness::{best_connected_first, decline, robustness};

use crate::vectors_network::{Case, assert_close, cases, helix, number, table, within};

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
fn the_gravity_of_regions_agrees() {
    let expected = &helix()["gravity"];
    let pairs: Vec<RegionPair> = table(include_str!("../fixtures/vectors/network/gravity_a.csv"))
        .iter()
        .map(|row| {
            let of = |column: &str| number(row, column).unwrap();
            RegionPair {
                members: [of("n_a"), of("n_b")],
                km: of("km"),
                ties: of("links"),
            }
        })
        .collect();
    let check = |found: &[f64], key: &str| {
        let expected = expected[key].as_array().unwrap();
        assert_eq!(found.len(), expected.len());
        for (found, expected) in found.iter().zip(expected) {
            within(Some(*found), expected.as_f64(), 1e-6, 1e-9, key);
        }
    };
    let apart = gravity(&pairs, Sizes::Apart).unwrap();
    check(&apart.coefficients, "coef_const_lnA_lnB_lnKm");
    check(&apart.model_errors, "se");
    within(
        Some(apart.deviance),
        expected["deviance"].as_f64(),
        1e-6,
        0.0,
        "deviance",
    );
    within(
        apart.log_likelihood,
        expected["loglik"].as_f64(),
        1e-6,
        0.0,
        "log-likelihood",
    );
    let product = gravity(&pairs, Sizes::Product).unwrap();
    let first: Vec<f64> = product.expected.iter().flatten().take(5).copied().collect();
    check(&first, "fitted_first5");
    check(&product.coefficients, "product_form_const_lnAB_lnKm");
    check(&product.model_errors, "product_form_se");
    check(&product.robust_errors, "product_form_robust_hc0_se");
}
