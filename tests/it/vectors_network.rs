//! The network measures agree with tables worked out by networkx, igraph, R sna, leidenalg and scikit-learn.

use std::collections::{BTreeMap, BTreeSet};

use cluster_atlas::analysis::network::betweenness::{betweenness, betweenness_weighted};
use cluster_atlas::analysis::network::brokerage::brokerage;
use cluster_atlas::analysis::network::communities::{communities, modularity};
use cluster_atlas::analysis::network::cores::{core_numbers, core_periphery};
use cluster_atlas::analysis::network::cuts::cuts;
use cluster_atlas::analysis::network::holes::{Ties, structural_holes};
use cluster_atlas::analysis::network::information::{Information, Unit};
use cluster_atlas::analysis::network::lengths::{
    Lengths, RegionalTie, all_pairs, localization_ratio, share_inside, ties_of_regions,
};
use cluster_atlas::analysis::network::paths::{average_path, diameter, global_efficiency, reaches};
use cluster_atlas::analysis::network::shape::{
    average_clustering, clustering, degree_assortativity, degree_centralization, transitivity, triangles,
};
use cluster_atlas::analysis::network::spectral::{eigenvector, pagerank};
use cluster_atlas::analysis::network::triads::{closed_by_group, open_by_group};
use cluster_atlas::analysis::network::{
    Activity, Counting, Network, Pair, distance_km, external_internal, mixing, nominal_assortativity, pairs,
};
use serde_json::Value;

/// The files of one network by name.
const NETWORKS: [(&str, [&str; 4]); 3] = [
    (
        "karate",
        [
            include_str!("../fixtures/vectors/network/karate_nodes.csv"),
            include_str!("../fixtures/vectors/network/karate_edges.csv"),
            include_str!("../fixtures/vectors/network/karate.nodes_expected.csv"),
            include_str!("../fixtures/vectors/network/karate.network.json"),
        ],
    ),
    (
        "lesmis",
        [
            include_str!("../fixtures/vectors/network/lesmis_nodes.csv"),
            include_str!("../fixtures/vectors/network/lesmis_edges.csv"),
            include_str!("../fixtures/vectors/network/lesmis.nodes_expected.csv"),
            include_str!("../fixtures/vectors/network/lesmis.network.json"),
        ],
    ),
    (
        "helix_net_a",
        [
            include_str!("../fixtures/vectors/network/helix_net_a_nodes.csv"),
            include_str!("../fixtures/vectors/network/helix_net_a_edges.csv"),
            include_str!("../fixtures/vectors/network/helix_net_a.nodes_expected.csv"),
            include_str!("../fixtures/vectors/network/helix_net_a.network.json"),
        ],
    ),
];

/// One row of a table by column.
pub(crate) type Row = BTreeMap<String, String>;

pub(crate) fn table(csv: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let rows: Result<Vec<Row>, csv::Error> = reader.deserialize().collect();
    rows.unwrap()
}

pub(crate) fn number(row: &Row, column: &str) -> Option<f64> {
    row[column].parse().ok()
}

/// A network with what others found.
pub(crate) struct Case {
    pub(crate) name: &'static str,
    pub(crate) ids: Vec<String>,
    pub(crate) sectors: Vec<String>,
    pub(crate) groups: Vec<usize>,
    pub(crate) network: Network,
    pub(crate) pairs: Vec<Pair>,
    pub(crate) rows: Vec<Row>,
    pub(crate) nodes: Vec<Row>,
    pub(crate) expected: Value,
}

pub(crate) fn cases() -> Vec<Case> {
    NETWORKS.iter().map(|(name, files)| case(name, *files)).collect()
}

fn case(name: &'static str, [nodes, edges, expected_nodes, expected]: [&str; 4]) -> Case {
    let nodes = table(nodes);
    let ids: Vec<String> = nodes.iter().map(|row| row["id"].clone()).collect();
    let all: Vec<String> = nodes.iter().map(|row| row["sector"].clone()).collect();
    let mut sectors = all.clone();
    sectors.sort();
    sectors.dedup();
    let index = |id: &str| ids.iter().position(|known| known == id).unwrap();
    let links: Vec<Activity> = table(edges)
        .iter()
        .map(|row| Activity {
            members: vec![index(&row["source"]), index(&row["target"])],
            weight: row["weight"].parse().unwrap(),
        })
        .collect();
    let pairs = pairs(&links, Counting::Full);
    let mut whole: Value = serde_json::from_str(expected).unwrap();
    Case {
        name,
        network: Network::new(ids.len(), &pairs),
        groups: all
            .iter()
            .map(|sector| sectors.iter().position(|known| known == sector).unwrap())
            .collect(),
        rows: table(expected_nodes),
        pairs,
        ids,
        sectors,
        nodes,
        expected: whole["expected"].take(),
    }
}

#[track_caller]
pub(crate) fn assert_close(found: impl Into<Option<f64>>, expected: impl Into<Option<f64>>, what: &str) {
    within(found.into(), expected.into(), 1e-8, 1e-10, what);
}

#[track_caller]
pub(crate) fn within(found: Option<f64>, expected: Option<f64>, relative: f64, absolute: f64, what: &str) {
    match (found, expected) {
        (None, None) => {}
        (Some(found), Some(expected)) => assert!(
            (found - expected).abs() <= relative * expected.abs() + absolute,
            "{what}: {found} against {expected}"
        ),
        _ => panic!("{what}: {found:?} against {expected:?}"),
    }
}

#[test]
fn networks_as_wholes_agree() {
    for case in cases() {
        let Case { network, groups, .. } = &case;
        let of = |key: &str| case.expected[key].as_f64();
        let largest = network.largest_component();
        let reaches = reaches(network);
        let triangles = triangles(network);
        let local = clustering(network, &triangles);
        let cores = core_numbers(network);
        let most = cores.iter().copied().max().unwrap();
        let found = [
            ("n", Some(network.member_count() as f64)),
            ("m", Some(network.tie_count() as f64)),
            ("density", network.density()),
            ("isolates", Some(network.isolate_count() as f64)),
            ("mean_degree", network.mean_degree()),
            ("avg_clustering_zero", average_clustering(&local)),
            ("transitivity", transitivity(network, triangles.len())),
            ("diameter_giant", diameter(&reaches, &largest).map(|steps| steps as f64)),
            ("avg_path_giant", average_path(&reaches, &largest)),
            ("global_efficiency", global_efficiency(&reaches)),
            ("degree_centralisation", degree_centralization(network)),
            ("degree_assortativity", degree_assortativity(network)),
            ("k_core_max", Some(most as f64)),
            (
                "k_core_max_size",
                Some(cores.iter().filter(|core| **core == most).count() as f64),
            ),
            ("n_bridges", Some(cuts(network).bridges.len() as f64)),
            ("modularity_sector_partition", modularity(network, groups)),
            ("ei_index", external_internal(network, groups, |_| 1.0)),
            ("ei_index_weighted", external_internal(network, groups, |weight| weight)),
            ("nominal_assortativity", nominal_assortativity(network, groups)),
        ];
        for (key, found) in found {
            assert_close(found, of(key), &format!("{} {key}", case.name));
        }
        let sizes: Vec<Value> = network.component_sizes().into_iter().map(Value::from).collect();
        assert_eq!(Value::from(sizes), case.expected["components"], "{}", case.name);
        let cut: Vec<&str> = cuts(network)
            .is_articulation
            .iter()
            .zip(&case.ids)
            .filter(|(is_cut, _)| **is_cut)
            .map(|(_, id)| id.as_str())
            .collect();
        let mut expected: Vec<&str> = case.expected["articulation_points"]
            .as_array()
            .unwrap()
            .iter()
            .map(|id| id.as_str().unwrap())
            .collect();
        expected.sort_by_key(|id| case.ids.iter().position(|known| known == id));
        assert_eq!(cut, expected, "{}", case.name);
    }
}

#[test]
fn members_of_networks_agree() {
    for case in cases() {
        let Case {
            network, groups, name, ..
        } = &case;
        let count = network.member_count();
        let (plain, weighted) = (betweenness(network), betweenness_weighted(network));
        let reaches = reaches(network);
        let local = clustering(network, &triangles(network));
        let cores = core_numbers(network);
        let holes = structural_holes(network, Ties::Unweighted);
        let weighted_holes = structural_holes(network, Ties::Weighted);
        let ranks = pagerank(network);
        let vector = eigenvector(network, &network.largest_component());
        let roles = brokerage(network, groups);
        let parts: BTreeSet<(usize, &String)> = network
            .components()
            .into_iter()
            .zip(case.rows.iter().map(|row| &row["component"]))
            .collect();
        assert_eq!(
            parts.len(),
            network.component_sizes().len(),
            "{name}: the same parts by other names"
        );
        for (member, row) in case.rows.iter().enumerate() {
            assert_eq!(row["id"], case.ids[member]);
            let is_printed = |column: &str| number(row, column).filter(|_| network.degree(member) > 0);
            let pair = |found: Option<f64>, column: &str| {
                assert_close(found, is_printed(column), &format!("{name} {column} {}", row["id"]));
            };
            let check = |found: f64, column: &str| {
                assert_close(found, number(row, column), &format!("{name} {column} {}", row["id"]));
            };
            check(network.degree(member) as f64, "degree");
            check(network.strength(member), "strength");
            check(plain[member], "betweenness");
            check(weighted[member], "betweenness_weighted_1_over_w");
            check(reaches[member].closeness(count).unwrap(), "closeness_wf");
            check(reaches[member].harmonic(count).unwrap(), "harmonic_norm");
            assert_eq!(local[member].is_none(), network.degree(member) < 2);
            check(local[member].unwrap_or(0.0), "clustering");
            check(cores[member] as f64, "core");
            pair(holes[member].map(|found| found.constraint), "constraint");
            pair(holes[member].map(|found| found.effective_size), "effective_size");
            pair(
                weighted_holes[member].map(|found| found.constraint),
                "constraint_weighted",
            );
            pair(
                weighted_holes[member].map(|found| found.effective_size),
                "effective_size_weighted",
            );
            let eigenvector = vector[member].filter(|_| !row["eigenvector_giant"].is_empty());
            within(Some(ranks[member]), number(row, "pagerank"), 0.0, 1e-6, "pagerank");
            within(
                eigenvector,
                number(row, "eigenvector_giant").filter(|_| vector[member].is_some()),
                0.0,
                1e-6,
                "eigenvector",
            );
            let own = roles[member];
            check(2.0 * own.coordinator as f64, "gf_w_I");
            check(2.0 * own.itinerant as f64, "gf_w_O");
            check(own.gatekeeper as f64, "gf_b_IO");
            check(own.gatekeeper as f64, "gf_b_OI");
            check(2.0 * own.liaison as f64, "gf_b_O");
            check(2.0 * own.total() as f64, "gf_t");
        }
    }
}

#[test]
fn mixing_and_threes_of_sectors_agree() {
    for case in cases() {
        let cells = mixing(&case.groups, case.sectors.len(), &case.pairs);
        for cell in cells {
            let twice = if cell.a == cell.b { 2.0 } else { 1.0 };
            let of = |key: &str| case.expected[key][cell.a][cell.b].as_f64();
            assert_close(
                twice * cell.ties as f64,
                of("mixing_counts_symmetric_diag_doubled"),
                case.name,
            );
            assert_close(cell.ratio(), of("mixing_observed_over_expected"), case.name);
        }
        let word = |group: usize| case.sectors[group].as_str();
        let closed: BTreeMap<String, usize> = closed_by_group(&triangles(&case.network), &case.groups)
            .into_iter()
            .map(|([a, b, c], count)| (format!("{}|{}|{}", word(a), word(b), word(c)), count))
            .collect();
        let open: BTreeMap<String, usize> = open_by_group(&case.network, &case.groups)
            .into_iter()
            .map(|((middle, [a, b]), count)| (format!("{}:{}|{}", word(middle), word(a), word(b)), count))
            .collect();
        for (found, key) in [
            (closed, "triangles_by_sector"),
            (open, "open_triads_by_centre_and_ends"),
        ] {
            let expected: BTreeMap<String, usize> = serde_json::from_value(case.expected[key].clone()).unwrap();
            assert_eq!(found, expected, "{} {key}", case.name);
        }
    }
}

#[test]
fn searches_reach_the_best_that_is_known() {
    let cores: Value = serde_json::from_str(include_str!("../fixtures/vectors/network/core_periphery.json")).unwrap();
    for case in cases() {
        let sectors = case.expected["sector_order"].as_array().unwrap();
        assert!(
            sectors
                .iter()
                .map(|sector| sector.as_str().unwrap())
                .eq(case.sectors.iter())
        );
        let found = communities(&case.network, 10, 1).unwrap();
        let sizes = case.expected["best_partition_sizes"].as_array().unwrap();
        let placed: u64 = sizes.iter().filter_map(Value::as_u64).sum();
        assert_eq!(placed, found.labels.len() as u64, "{}", case.name);
        let best = case.expected["best_modularity_found"].as_f64().unwrap();
        assert!(found.modularity >= best - 0.001, "{} {}", found.modularity, best);
        let known = cores["expected"][case.name]["correlation"].as_f64();
        let found = core_periphery(&case.network, 60, 1).unwrap();
        if let Some(known) = known {
            assert!(
                found.correlation >= known - 0.005,
                "{}: {}",
                case.name,
                found.correlation
            );
        }
    }
}

pub(crate) fn helix() -> Value {
    serde_json::from_str::<Value>(include_str!("../fixtures/vectors/network/helix_a.json")).unwrap()["expected"].take()
}

fn check_information(units: &[Unit], expected: &Value, what: &str) {
    let found = Information::of(units).unwrap();
    let [x, y, z] = found.single;
    let [xy, xz, yz] = found.pairs;
    let [txy, txz, tyz] = found.mutual();
    for (key, value) in [
        ("Hx", x),
        ("Hy", y),
        ("Hz", z),
        ("Hxy", xy),
        ("Hxz", xz),
        ("Hyz", yz),
        ("Hxyz", found.all),
        ("Txy", txy),
        ("Txz", txz),
        ("Tyz", tyz),
        ("Txyz", found.triple()),
    ] {
        within(
            Some(value),
            expected[key].as_f64(),
            1e-8,
            1e-9,
            &format!("{what} {key}"),
        );
    }
}

#[test]
fn mutual_information_agrees() {
    let expected = helix();
    let projects = table(include_str!("../fixtures/vectors/network/projects_a.csv"));
    let units = |year: Option<&str>| -> Vec<Unit> {
        projects
            .iter()
            .filter(|row| year.is_none_or(|year| row["year"] == year))
            .map(|row| ["university", "industry", "government"].map(|column| row[column].parse().unwrap()))
            .collect()
    };
    let of_projects = &expected["mutual_information_projects"];
    check_information(&units(None), &of_projects["all_projects"], "all");
    check_information(&units(Some("2019")), &of_projects["year_2019"], "2019");
    check_information(&units(Some("2022")), &of_projects["year_2022"], "2022");
    let firms: Vec<Row> = table(include_str!("../fixtures/vectors/network/orgs_a.csv"))
        .into_iter()
        .filter(|row| row["sector"] == "firm")
        .collect();
    let class = |words: &[String], word: &String| words.iter().position(|known| known == word).unwrap();
    let column = |name: &str, length: usize| -> Vec<String> {
        firms
            .iter()
            .map(|row| row[name].chars().take(length).collect())
            .collect()
    };
    let (regions, industries) = (column("region", 9), column("industry", 9));
    let bounds = [5.0, 10.0, 20.0, 50.0, 100.0];
    let units: Vec<Unit> = firms
        .iter()
        .zip(regions.iter().zip(&industries))
        .map(|(row, (region, industry))| {
            let employees: f64 = row["employment"].parse().unwrap();
            let size = bounds.iter().filter(|bound| employees >= **bound).count();
            [class(&regions, region), size, class(&industries, industry)]
        })
        .collect();
    check_information(&units, &expected["mutual_information_region_size_industry"], "firms");
}

#[test]
fn lengths_of_ties_and_pipelines_agree() {
    let case = cases().pop().unwrap();
    let expected = &helix()["pipelines"];
    let places: Vec<Option<[f64; 2]>> = case
        .nodes
        .iter()
        .map(|row| Some([number(row, "lon")?, number(row, "lat")?]))
        .collect();
    let mut names: Vec<&str> = case.nodes.iter().map(|row| row["region"].as_str()).collect();
    let regions = names.clone();
    names.sort_unstable();
    names.dedup();
    let region = |member: usize| names.iter().position(|name| *name == regions[member]);
    let ties: Vec<RegionalTie> = case
        .pairs
        .iter()
        .map(|pair| RegionalTie {
            regions: [region(pair.a), region(pair.b)],
            km: Some(distance_km(places[pair.a].unwrap(), places[pair.b].unwrap())),
            weight: pair.weight,
        })
        .collect();
    let known: Vec<(f64, f64)> = ties.iter().map(|tie| (tie.km.unwrap(), tie.weight)).collect();
    let lengths = Lengths::of(&known).unwrap();
    let all = all_pairs(&places, &[25.0, 100.0]).unwrap();
    let (inside, inside_weighted) = share_inside(&ties).unwrap();
    for (key, found) in [
        ("n_edges", lengths.count as f64),
        ("intra_region_share", inside),
        ("intra_region_share_weighted", inside_weighted),
        ("length_km_mean", lengths.mean_km),
        ("length_km_weighted_mean", lengths.weighted_mean_km),
        ("share_within_25km", lengths.share_within(25.0)),
        ("share_over_100km", 1.0 - lengths.share_within(100.0)),
        ("mean_distance_all_pairs_km", all.mean_km),
        ("share_all_pairs_within_25km", all.shares_within[0]),
        (
            "localisation_ratio_25km",
            localization_ratio(lengths.share_within(25.0), all.shares_within[0]).unwrap(),
        ),
    ] {
        within(Some(found), expected[key].as_f64(), 1e-8, 1e-9, key);
    }
    for (found, expected) in lengths
        .quantiles_km
        .iter()
        .zip(expected["length_km_quantiles_0_25_50_75_90_100"].as_array().unwrap())
    {
        within(Some(*found), expected.as_f64(), 1e-8, 1e-9, "quantile");
    }
    for (region, found) in ties_of_regions(&ties, 100.0) {
        let row = &expected["per_region"][names[region]];
        assert_eq!(
            Some(found.internal as u64),
            row["internal"].as_u64(),
            "{}",
            names[region]
        );
        assert_eq!(
            Some(found.external as u64),
            row["external"].as_u64(),
            "{}",
            names[region]
        );
        within(found.external_internal(), row["ei"].as_f64(), 1e-8, 1e-9, names[region]);
    }
}
