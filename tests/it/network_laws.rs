//! What must hold for every network: names and order mean nothing, counts add up, and threads change no bit.

use cluster_atlas::analysis::network::betweenness::{betweenness, betweenness_weighted};
use cluster_atlas::analysis::network::brokerage::brokerage;
use cluster_atlas::analysis::network::communities::{communities, modularity};
use cluster_atlas::analysis::network::cores::{core_numbers, core_periphery};
use cluster_atlas::analysis::network::cuts::cuts;
use cluster_atlas::analysis::network::holes::{Ties, structural_holes};
use cluster_atlas::analysis::network::paths::reaches;
use cluster_atlas::analysis::network::shape::{clustering, triangles};
use cluster_atlas::analysis::network::spectral::pagerank;
use cluster_atlas::analysis::network::triads::{closed_by_group, open_by_group};
use cluster_atlas::analysis::network::{Network, Pair, mixing, mixing_test};
use cluster_atlas::analysis::random::Chance;
use cluster_atlas::analysis::support::candidates::{People, candidates};
use cluster_atlas::analysis::support::robustness::{best_connected_first, decline, robustness_by_lot};
use proptest::prelude::*;

/// A network of up to twenty members with weights, and a group for each member.
#[derive(Clone, Debug)]
struct Drawn {
    count: usize,
    pairs: Vec<Pair>,
    groups: Vec<usize>,
}

impl Drawn {
    fn network(&self) -> Network {
        Network::new(self.count, &self.pairs)
    }

    /// The same network with member `v` called `names[v]`.
    fn renamed(&self, names: &[usize]) -> Self {
        let mut groups = vec![0; self.count];
        for (member, group) in self.groups.iter().enumerate() {
            groups[names[member]] = *group;
        }
        let pairs = self.pairs.iter().rev().map(|pair| {
            let (a, b) = (names[pair.a], names[pair.b]);
            Pair {
                a: a.min(b),
                b: a.max(b),
                ..*pair
            }
        });
        Self {
            count: self.count,
            pairs: pairs.collect(),
            groups,
        }
    }
}

fn networks() -> impl Strategy<Value = Drawn> {
    (1_usize..20).prop_flat_map(|count| {
        let ties = proptest::collection::btree_map((0..count, 0..count), 1_u8..6, 0..3 * count);
        let groups = proptest::collection::vec(0_usize..3, count);
        (ties, groups).prop_map(move |(ties, groups)| {
            let pairs = ties.into_iter().filter(|((a, b), _)| a < b);
            let pair = |((a, b), weight): ((usize, usize), u8)| Pair {
                a,
                b,
                weight: f64::from(weight),
                joint: 1,
            };
            Drawn {
                count,
                pairs: pairs.map(pair).collect(),
                groups,
            }
        })
    })
}

/// Every measure, one number for each member; −1 where it is undefined.
fn measures(network: &Network) -> Vec<Vec<f64>> {
    let known = |value: Option<f64>| value.unwrap_or(-1.0);
    let count = network.member_count();
    let reaches = reaches(network);
    let holes = structural_holes(network, Ties::Weighted);
    let local = clustering(network, &triangles(network));
    let cut = cuts(network).is_articulation.into_iter();
    vec![
        betweenness(network),
        betweenness_weighted(network),
        reaches.iter().map(|reach| known(reach.closeness(count))).collect(),
        reaches.iter().map(|reach| known(reach.harmonic(count))).collect(),
        local.into_iter().map(known).collect(),
        holes.iter().map(|own| known(own.map(|own| own.constraint))).collect(),
        holes
            .iter()
            .map(|own| known(own.map(|own| own.effective_size)))
            .collect(),
        core_numbers(network).into_iter().map(|core| core as f64).collect(),
        pagerank(network),
        cut.map(|is_cut| f64::from(u8::from(is_cut))).collect(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn renaming_members_changes_no_measure(drawn in networks(), seed in any::<u64>()) {
        let mut names: Vec<usize> = (0..drawn.count).collect();
        Chance::of_unit(seed, 0).shuffle(&mut names);
        let renamed = drawn.renamed(&names);
        for (own, other) in measures(&drawn.network()).iter().zip(measures(&renamed.network())) {
            for (member, value) in own.iter().enumerate() {
                let renamed = other[names[member]];
                prop_assert!((value - renamed).abs() < 1e-9, "{value} {renamed}");
            }
        }
        let roles = brokerage(&drawn.network(), &drawn.groups);
        let of_renamed = brokerage(&renamed.network(), &renamed.groups);
        for (member, own) in roles.iter().enumerate() {
            prop_assert_eq!(*own, of_renamed[names[member]]);
        }
        let before = mixing(&drawn.groups, 3, &drawn.pairs);
        prop_assert_eq!(before, mixing(&renamed.groups, 3, &renamed.pairs));
    }

    #[test]
    fn brokers_stand_in_the_middle_of_every_open_two_path(drawn in networks()) {
        let network = drawn.network();
        let roles = brokerage(&network, &drawn.groups);
        let brokered: usize = roles.iter().map(cluster_atlas::analysis::network::brokerage::Brokerage::total).sum();
        let open: usize = open_by_group(&network, &drawn.groups).values().sum();
        let closed = triangles(&network);
        let pairs_of_partners = |degree: &usize| degree * degree.saturating_sub(1) / 2;
        let all: usize = network.degrees().iter().map(pairs_of_partners).sum();
        prop_assert_eq!(brokered, open);
        prop_assert_eq!(open + 3 * closed.len(), all);
        let by_group: usize = closed_by_group(&closed, &drawn.groups).values().sum();
        prop_assert_eq!(by_group, closed.len());
    }

    #[test]
    fn betweenness_adds_up_to_the_steps_beyond_the_first(drawn in networks()) {
        let network = drawn.network();
        let count = drawn.count as f64;
        let reaches = reaches(&network);
        let beyond: f64 = reaches.iter().map(|reach| reach.steps - reach.reached as f64).sum();
        let total: f64 = betweenness(&network).iter().sum::<f64>() * (count - 1.0) * (count - 2.0);
        prop_assert!(drawn.count < 3 || (total - beyond).abs() < 1e-8, "{total} {beyond}");
    }

    #[test]
    fn weights_that_are_all_alike_change_no_way(drawn in networks()) {
        let mut alike = drawn.clone();
        for pair in &mut alike.pairs {
            pair.weight = 3.7;
        }
        let network = alike.network();
        for (plain, weighted) in betweenness(&network).iter().zip(betweenness_weighted(&network)) {
            prop_assert!((plain - weighted).abs() < 1e-12);
        }
    }

    #[test]
    fn communities_are_as_good_as_they_say_and_hang_together(drawn in networks()) {
        let network = drawn.network();
        if let Some(found) = communities(&network, 10, 1) {
            let exact = modularity(&network, &found.labels).unwrap();
            prop_assert!((exact - found.modularity).abs() < 1e-12);
            let apart: Vec<usize> = (0..drawn.count).collect();
            prop_assert!(found.modularity >= modularity(&network, &apart).unwrap());
            prop_assert!(found.modularity >= modularity(&network, &network.components()).unwrap() - 1e-9);
            let inside = network.filtered(|a, b| found.labels[a] == found.labels[b]);
            prop_assert_eq!(inside.component_sizes().len(), found.sizes.len());
        }
    }

    #[test]
    fn the_candidates_are_all_pairs_without_a_tie(drawn in networks()) {
        let network = drawn.network();
        let found = candidates(&network, &People::default());
        prop_assert_eq!(found.len() + network.tie_count(), drawn.count * (drawn.count - 1) / 2);
        prop_assert!(found.iter().all(|pair| !network.are_joined(pair.a, pair.b)));
    }
}

#[test]
fn one_thread_and_two_give_the_same_bits() {
    let mut chance = Chance::of_unit(5, 0);
    let ties: Vec<(usize, usize)> = (0..900).map(|_| (chance.below(300), chance.below(300))).collect();
    let network = Network::of_ties(300, &ties);
    let groups: Vec<usize> = (0..300).map(|member| member % 4).collect();
    let everything = || {
        (
            measures(&network),
            communities(&network, 10, 1),
            core_periphery(&network, 20, 1),
            mixing_test(&network, &groups, 4, 99, 1),
            robustness_by_lot(&network, 50, 1),
            decline(&network, &best_connected_first(&network)),
        )
    };
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(everything)
    };
    let (one, two) = (on(1), on(2));
    assert!(one == two);
}
