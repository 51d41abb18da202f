//! The network of ties on 5,000 members and 50,000 ties, beside igraph, networkx and leidenalg on two shared cores.

use cluster_atlas::analysis::network::betweenness::{betweenness, betweenness_weighted};
use cluster_atlas::analysis::network::communities::communities;
use cluster_atlas::analysis::network::cores::core_numbers;
use cluster_atlas::analysis::network::holes::{Ties, structural_holes};
use cluster_atlas::analysis::network::paths::reaches;
use cluster_atlas::analysis::network::{Network, Pair, mixing_test};
use cluster_atlas::analysis::random::Chance;
use cluster_atlas::analysis::support::robustness::robustness_by_lot;

use super::timing::{against, alone, shortest};

const MEMBERS: usize = 5_000;
const TIES: usize = 50_000;
/// How many groups the members fall into; four of five ties stay inside one.
const GROUPS: usize = 50;
const SEED: u64 = 2026;

/// Members in groups of a hundred with ties of weight 1 to 5, most of them inside a group.
fn grouped() -> Network {
    let mut chance = Chance::of_unit(SEED, 0);
    let mut pairs = std::collections::BTreeMap::new();
    let size = MEMBERS / GROUPS;
    while pairs.len() < TIES {
        let a = chance.below(MEMBERS);
        let b = if chance.below(5) < 4 {
            a / size * size + chance.below(size)
        } else {
            chance.below(MEMBERS)
        };
        if a != b {
            let weight = 1.0 + f64::from(u8::try_from(chance.below(5)).unwrap_or(0));
            pairs.entry((a.min(b), a.max(b))).or_insert(weight);
        }
    }
    let pairs: Vec<Pair> = pairs
        .into_iter()
        .map(|((a, b), weight)| Pair { a, b, weight, joint: 1 })
        .collect();
    Network::new(MEMBERS, &pairs)
}

/// Members with ties drawn by lot.
fn by_lot() -> Network {
    let mut chance = Chance::of_unit(SEED, 1);
    let mut ties = std::collections::BTreeSet::new();
    while ties.len() < TIES {
        let (a, b) = (chance.below(MEMBERS), chance.below(MEMBERS));
        if a != b {
            ties.insert((a.min(b), a.max(b)));
        }
    }
    Network::of_ties(MEMBERS, &ties.into_iter().collect::<Vec<_>>())
}

/// Prints the lines of this group.
pub(crate) fn run() {
    let (lot, groups) = (by_lot(), grouped());
    let plain = shortest(3, || betweenness(&lot));
    against("betweenness, ties by lot", plain, "igraph", 3.8);
    against("betweenness, ties by lot", plain, "networkx", 361.0);
    alone("betweenness, ties in groups", shortest(3, || betweenness(&groups)));
    alone(
        "betweenness by weight, ties in groups",
        shortest(1, || betweenness_weighted(&groups)),
    );
    let one = shortest(3, || communities(&groups, 1, SEED));
    against("Leiden, one search, ties in groups", one, "leidenalg", 1.1);
    let one = shortest(3, || communities(&lot, 1, SEED));
    against("Leiden, one search, ties by lot", one, "leidenalg", 1.1);
    alone(
        "Leiden, best of 10, ties in groups",
        shortest(1, || communities(&groups, 10, SEED)),
    );
    alone(
        "Leiden, best of 10, ties by lot",
        shortest(1, || communities(&lot, 10, SEED)),
    );
    for (name, network) in [("groups", &groups), ("lot", &lot)] {
        for runs in [1, 10] {
            let found = communities(network, runs, SEED).map_or(0.0, |found| found.modularity);
            println!("modularity, ties by {name}, best of {runs}: {found:.6}");
        }
    }
    let labels: Vec<usize> = (0..MEMBERS).map(|member| member % 4).collect();
    alone("closeness and harmonic", shortest(3, || reaches(&lot)));
    alone("k-core", shortest(3, || core_numbers(&lot)));
    alone(
        "constraint and effective size",
        shortest(3, || structural_holes(&lot, Ties::Unweighted)),
    );
    alone(
        "mixing and E-I, 999 permutations",
        shortest(1, || mixing_test(&lot, &labels, 4, 999, SEED)),
    );
    alone(
        "robustness by lot, 100 orders",
        shortest(1, || robustness_by_lot(&lot, 100, SEED)),
    );
}
