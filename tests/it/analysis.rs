//! The numbers agree with tables worked out by other programs.

use cluster_atlas::analysis::benchmark::Benchmark;
use cluster_atlas::analysis::explained::{Explained, Flag, Undefined};
use cluster_atlas::analysis::network::{Activity, Counting, Network, mixing, pairs};
use cluster_atlas::analysis::quotient::{
    Establishments, Inputs, Standing, interval_95, largest_possible, standardized, symmetric, yearly_growth,
};
use cluster_atlas::analysis::random::Chance;
use cluster_atlas::analysis::ranking::{Place, ranking};
use cluster_atlas::analysis::specialization::{Parameters, industry_column, region_profile, table};
use cluster_atlas::analysis::strength::{self, Scheme};
use cluster_atlas::analysis::ties::{Degree, degrees, helix_mixing, ties};
use cluster_atlas::document::{
    Document, FeatureId, FileId, Helix, Industry, IndustryId, Link, Measure as DocumentMeasure, MeasureId, Member,
    MemberId, Observation, PositionQuality, Region, RegionId, Series, Statistics, lon_lat,
};

const WORKED: [[f64; 3]; 3] = [[120.0, 30.0, 50.0], [40.0, 160.0, 100.0], [40.0, 60.0, 400.0]];

fn column_sum(matrix: &[Vec<f64>], column: usize) -> f64 {
    matrix.iter().map(|row| row[column]).sum()
}

fn inputs(matrix: &[Vec<f64>], row: usize, column: usize) -> Inputs {
    Inputs {
        value: Some(matrix[row][column]),
        region_total: Some(matrix[row].iter().sum()),
        benchmark_value: Some(column_sum(matrix, column)),
        benchmark_total: Some(matrix.iter().flatten().sum()),
    }
}

fn assert_close(found: Option<f64>, expected: Option<f64>, what: &str) {
    match (found, expected) {
        (None, None) => {}
        (Some(found), Some(expected)) => {
            assert!(
                (found - expected).abs() <= 1e-9 * expected.abs() + 1e-10,
                "{what}: {found} against {expected}"
            );
        }
        _ => panic!("{what}: {found:?} against {expected:?}"),
    }
}

/// The rows of a fixture as numbers, without the first column.
fn numbers(csv: &str) -> Vec<Vec<f64>> {
    let rows = csv.lines().skip(1);
    rows.map(|line| line.split(',').skip(1).map(|cell| cell.parse().unwrap()).collect())
        .collect()
}

#[test]
fn the_worked_example_comes_out() {
    let matrix: Vec<Vec<f64>> = WORKED.iter().map(|row| row.to_vec()).collect();
    let first: Vec<Inputs> = (0..3).map(|column| inputs(&matrix, 0, column)).collect();
    for (cell, (quotient, normalized, additive)) in
        first
            .iter()
            .zip([(3.0, 0.08, 0.4), (0.6, -0.02, -0.1), (5.0 / 11.0, -0.06, -0.3)])
    {
        assert_close(cell.location_quotient(), Some(quotient), "lq");
        assert_close(cell.normalized_advantage(), Some(normalized), "nrca");
        assert_close(cell.additive_advantage(), Some(additive), "additive");
    }
    assert_close(first[0].location_quotient().map(symmetric), Some(0.5), "rsca");
    let column: Vec<Option<f64>> = (0..3).map(|row| inputs(&matrix, row, 0).location_quotient()).collect();
    for (found, expected) in standardized(&column)
        .into_iter()
        .zip([1.149_673, -0.481_620, -0.668_053])
    {
        assert!((found.unwrap() - expected).abs() < 1e-6);
    }
}

#[test]
fn forty_regions_agree_with_other_programs() {
    let matrix = numbers(include_str!("../fixtures/vectors/synth_a.csv"));
    let units = numbers(include_str!("../fixtures/vectors/synth_a_establishments.csv"));
    let expected: serde_json::Value =
        serde_json::from_str(include_str!("../fixtures/vectors/synth_a.specialization.json")).unwrap();
    let regions = expected["lq"].as_array().unwrap().len();
    for column in 0..matrix[0].len() {
        let cells: Vec<Inputs> = (0..matrix.len()).map(|row| inputs(&matrix, row, column)).collect();
        let quotients: Vec<Option<f64>> = cells.iter().map(Inputs::location_quotient).collect();
        let standardized = standardized(&quotients);
        let standings: Vec<strength::Standing> = cells
            .iter()
            .enumerate()
            .map(|(row, cell)| strength::Standing {
                jobs: cell.value,
                quotient: cell.location_quotient(),
                focus: cell.region_share(),
                national_share: cell.national_share(),
                establishment_share: inputs(&units, row, column).national_share(),
            })
            .collect();
        let strong = Scheme::default().strong(&standings);
        for row in 0..regions {
            let of = |name: &str| expected[name][row][column].as_f64();
            let cell = cells[row];
            assert_close(quotients[row], of("lq"), "lq");
            assert_close(quotients[row].map(symmetric), of("rsca"), "rsca");
            assert_close(cell.normalized_advantage(), of("nrca"), "nrca");
            assert_close(cell.additive_advantage(), of("additive_rca"), "additive");
            assert_close(cell.national_share(), of("national_share"), "national share");
            assert_close(standardized[row], of("slq"), "slq");
            assert_eq!(strong[row].map(f64::from), of("us_strong"), "strong {row} {column}");
        }
    }
}

#[test]
fn nothing_is_divided_by_zero() {
    let matrix = [vec![10.0, 0.0, 5.0], vec![0.0, 0.0, 0.0], vec![20.0, 0.0, 15.0]];
    let quotient = |row, column| inputs(&matrix, row, column).location_quotient();
    assert_close(quotient(0, 0), Some(10.0 / 9.0), "lq");
    assert_eq!((quotient(0, 1), quotient(1, 0), quotient(1, 1)), (None, None, None));
    let alone = [vec![3.0, 7.0]];
    assert_eq!(inputs(&alone, 0, 1).location_quotient(), Some(1.0));
    assert_close(yearly_growth(100.0, 121.0, 2.0), Some(0.1), "growth");
    assert_eq!(yearly_growth(10.0, 0.0, 2.0), Some(-1.0));
    assert_eq!(
        (yearly_growth(0.0, 10.0, 2.0), yearly_growth(10.0, 10.0, 0.0)),
        (None, None)
    );
}

#[test]
fn the_interval_vanishes_where_the_region_is_everything() {
    let whole = Establishments {
        cell: 20.0,
        region: 100.0,
        industry: 20.0,
        all: 100.0,
    };
    let (low, high) = interval_95(1.0, whole, Standing::Part).unwrap();
    assert!((low - 1.0).abs() < 1e-9 && (high - 1.0).abs() < 1e-9);
    let (low, high) = interval_95(1.0, whole, Standing::Outside).unwrap();
    assert!(low < 1.0 && high > 1.0);
    assert_eq!(
        interval_95(0.0, Establishments { cell: 0.0, ..whole }, Standing::Part),
        None
    );
}

/// How often the interval holds the true quotient, where each of so many establishments of a region and of the rest chooses the
/// industry with a chance of its own; for draws that leave the region at least `least` of the industry.
fn coverage([region, rest]: [usize; 2], [own, other]: [f64; 2], least: f64) -> f64 {
    let all = region + rest;
    let truth = own / ((region as f64 * own + rest as f64 * other) / all as f64);
    let (mut held, mut drawn) = (0.0, 0.0);
    for unit in 0..1_500 {
        let mut chance = Chance::of_unit(7, unit);
        let mut choose = |count: usize, share: f64| (0..count).filter(|_| chance.fraction() < share).count() as f64;
        let (cell, others) = (choose(region, own), choose(rest, other));
        if cell < least {
            continue;
        }
        let units = Establishments {
            cell,
            region: region as f64,
            industry: cell + others,
            all: all as f64,
        };
        let quotient = (cell / units.region) / (units.industry / units.all);
        let (low, high) = interval_95(quotient, units, Standing::Part).unwrap();
        drawn += 1.0;
        held += f64::from(u8::from((low..=high).contains(&truth)));
    }
    held / drawn
}

#[test]
fn the_interval_holds_the_truth_in_19_of_20_draws_of_establishments() {
    for (sizes, shares) in [
        ([200, 1_800], [0.1, 0.05]),
        ([300, 700], [0.08, 0.1]),
        ([100, 1_000], [0.3, 0.3]),
        ([500, 500], [0.05, 0.15]),
    ] {
        let found = coverage(sizes, shares, 10.0);
        assert!((0.93..=0.97).contains(&found), "{sizes:?} {shares:?}: {found}");
    }
    // With four establishments on average the interval is rougher: it holds the truth in 96 of 100 draws here.
    let few = coverage([60, 1_000], [0.06, 0.05], 1.0);
    assert!((0.90..=1.0).contains(&few), "{few}");
}

#[test]
fn unpublished_values_are_bounded_by_what_the_totals_leave() {
    assert_eq!(largest_possible([(100.0, 60.0), (70.0, 55.0)]), Some(15.0));
    assert_eq!(largest_possible([(100.0, 110.0)]), Some(0.0));
    assert_eq!(largest_possible([]), None);
}

#[test]
fn a_ranking_ties_what_overlaps_and_leaves_out_what_is_not_published() {
    let value = |value: Option<f64>, interval: Option<(f64, f64)>, at_most: Option<f64>| {
        let mut explained = Explained::location_quotient(Inputs::default(), "Country".into(), None);
        explained.value = value;
        explained.interval = interval;
        explained.at_most = at_most;
        explained
    };
    let rows = [
        value(None, None, Some(9.0)),
        value(Some(1.0), Some((0.9, 1.1)), None),
        value(Some(3.0), Some((2.0, 4.0)), None),
        value(None, None, None),
        value(Some(2.5), Some((1.5, 3.5)), None),
    ];
    let order: Vec<(usize, Place)> = ranking(&rows).iter().map(|row| (row.index, row.place)).collect();
    assert_eq!(
        order,
        [
            (2, Place::Between { best: 1, worst: 2 }),
            (4, Place::Between { best: 1, worst: 2 }),
            (1, Place::Between { best: 3, worst: 3 }),
            (0, Place::AtMost(9.0)),
            (3, Place::Unknown),
        ]
    );
}

#[test]
fn a_network_of_a_hundred_and_fifty_agrees_with_other_programs() {
    let nodes: Vec<(&str, &str)> = include_str!("../fixtures/vectors/helix_net_a_nodes.csv")
        .lines()
        .skip(1)
        .filter_map(|line| line.split_once(','))
        .collect();
    let index = |id: &str| nodes.iter().position(|(known, _)| *known == id).unwrap();
    let links: Vec<Activity> = include_str!("../fixtures/vectors/helix_net_a_edges.csv")
        .lines()
        .skip(1)
        .map(|line| line.split(',').collect::<Vec<&str>>())
        .map(|cells| Activity {
            members: vec![index(cells[0]), index(cells[1])],
            weight: cells[2].parse().unwrap(),
        })
        .collect();
    let ties = pairs(&links, Counting::Full);
    let network = Network::new(nodes.len(), &ties);
    assert_eq!(
        (network.member_count(), network.tie_count(), network.isolate_count()),
        (150, 425, 6)
    );
    assert_close(network.density(), Some(0.038_031_319_910_5), "density");
    assert_close(network.mean_degree(), Some(5.666_666_666_67), "mean degree");
    assert_eq!(network.component_sizes(), [139, 5, 1, 1, 1, 1, 1, 1]);
    let sectors = ["facilitator", "firm", "government", "research"];
    let groups: Vec<usize> = nodes
        .iter()
        .map(|(_, sector)| sectors.iter().position(|known| known == sector).unwrap())
        .collect();
    let ratios: Vec<Option<f64>> = mixing(&groups, 4, &ties)
        .iter()
        .map(cluster_atlas::analysis::network::Mixing::ratio)
        .collect();
    for (found, expected) in ratios.into_iter().zip([
        0.0,
        0.986_166_889_781,
        1.638_554_216_87,
        1.280_120_481_93,
        1.020_233_196_16,
        0.839_506_172_84,
        1.014_863_547_76,
        1.511_111_111_11,
        0.969_298_245_614,
        0.809_383_656_51,
    ]) {
        assert_close(found, Some(expected), "mixing");
    }
}

/// Two counties of a country with two industries; the second county keeps its first industry to itself.
fn country() -> Document {
    let region = |position: usize, parent: Option<usize>, level: &str| Region {
        feature: FeatureId::at(position),
        id: Some(FileId::Text(format!("R{position}"))),
        name: format!("Region {position}"),
        parent: parent.map(RegionId::at),
        level: Some(level.to_owned()),
        shape: None,
    };
    let industry = |code: &str| Industry {
        code: code.to_owned(),
        name: code.to_owned(),
        parent: None,
        is_traded: None,
    };
    let measure = |id: &str| DocumentMeasure {
        id: id.to_owned(),
        name: id.to_owned(),
        unit: "persons".to_owned(),
    };
    let mut statistics = Statistics::new(
        vec![2019, 2021],
        vec![industry("A"), industry("B")],
        vec![measure("employment")],
        3,
    );
    let known = |a: f64, b: f64| [Observation::Value(a), Observation::Value(b)];
    let hidden = [Observation::Value(20.0), Observation::NotPublished];
    for (region, total, first, second) in [
        (0, known(1000.0, 1000.0), known(200.0, 200.0), known(800.0, 800.0)),
        (1, known(400.0, 400.0), known(100.0, 121.0), known(300.0, 279.0)),
        (2, known(600.0, 600.0), hidden, known(500.0, 540.0)),
    ] {
        for (series, values) in [
            (Series::Total, total),
            (Series::Industry(IndustryId::at(0)), first),
            (Series::Industry(IndustryId::at(1)), second),
        ] {
            statistics.put_region_series(MeasureId::at(0), series, RegionId::at(region), &values);
        }
    }
    let regions = vec![
        region(0, None, "country"),
        region(1, Some(0), "county"),
        region(2, Some(0), "county"),
    ];
    Document {
        statistics: statistics.into(),
        regions: regions.into(),
        ..Document::default()
    }
}

#[test]
fn a_region_is_compared_with_its_own_country_and_a_hidden_cell_is_bounded() {
    let document = country();
    let parameters = Parameters {
        benchmark: Benchmark::Parent,
        ..Parameters::of_file(&document).unwrap()
    };
    let column = industry_column(&document, IndustryId::at(0), parameters);
    assert_eq!(column[0].reason_undefined, Some(Undefined::NoParent));
    assert_close(column[1].value, Some((121.0 / 400.0) / 0.2), "lq");
    assert_eq!(column[1].benchmark.as_ref(), "Region 0");
    assert_eq!(
        (column[2].value, column[2].reason_undefined),
        (None, Some(Undefined::ValueNotPublished))
    );
    assert_close(column[2].at_most, Some((60.0 / 600.0) / 0.2), "at most 600 − 540 jobs");
    let profile = region_profile(&document, RegionId::at(1), parameters, 0);
    assert_close(profile[0].growth, Some(0.1), "growth");
    assert_eq!(profile.len(), 2);
}

#[test]
fn without_a_benchmark_regions_are_added_up_and_every_number_says_so() {
    let document = country();
    let parameters = Parameters::of_file(&document).unwrap();
    assert_eq!(
        (parameters.benchmark, parameters.year_position),
        (Benchmark::SumOfRegions, 1)
    );
    let column = industry_column(&document, IndustryId::at(0), parameters);
    assert_eq!(
        column[1].inputs.benchmark_total,
        Some(1000.0),
        "the country is not counted beside its counties"
    );
    assert!(column[1].flags.contains(&Flag::BenchmarkIsSum) && column[1].flags.contains(&Flag::TotalsIncomplete));
    assert_eq!(column[2].at_most, Some((60.0 / 600.0) / 0.121));
}

#[test]
fn the_table_has_a_row_for_each_region_and_industry_in_the_order_of_the_file() {
    let document = country();
    let regions: Vec<RegionId> = (0..3).map(RegionId::at).collect();
    let industries = [IndustryId::at(0), IndustryId::at(1)];
    let table = table(
        &document,
        Parameters::of_file(&document).unwrap(),
        &regions,
        &industries,
    );
    let order: Vec<(usize, usize)> = table
        .rows
        .iter()
        .map(|row| (row.region.position(), row.industry.position()))
        .collect();
    assert_eq!(order, [(0, 0), (0, 1), (1, 0), (1, 1), (2, 0), (2, 1)]);
    assert!(
        table.rows.iter().all(|row| row.standardized.is_none()),
        "two counties are too few to standardize"
    );
}

#[test]
fn ties_count_joint_links_of_the_years_and_measure_their_length() {
    let member = |position: usize, lon: Option<f64>| Member {
        feature: FeatureId::at(position),
        id: None,
        name: String::new(),
        helix: if position == 0 {
            Helix::Academia
        } else {
            Helix::Industry
        },
        position: lon.map(|lon| lon_lat(lon, 0.0)),
        position_quality: PositionQuality::Exact,
        region: None,
        memberships: Vec::new(),
        industries: Vec::new(),
        employees: None,
        town: None,
        field: None,
        verified: None,
    };
    let link = |members: &[usize], from: Option<i32>, to: Option<i32>| Link {
        feature: FeatureId::at(9),
        id: None,
        members: members.iter().map(|member| MemberId::at(*member)).collect(),
        is_directed: false,
        kind: String::new(),
        weight: 1.0,
        from,
        to,
        title: None,
        evidence: Vec::new(),
    };
    let document = Document {
        members: vec![member(0, Some(0.0)), member(1, Some(1.0)), member(2, None)].into(),
        links: vec![link(&[0, 1], Some(2019), None), link(&[1, 0, 2], None, Some(2018))].into(),
        ..Document::default()
    };
    let all = ties(&document, None);
    assert_eq!((all.len(), all[0].weight, all[0].joint), (3, 2.0, 2));
    assert!((all[0].km.unwrap() - 111.195).abs() < 0.001 && all[1].km.is_none());
    assert_eq!(ties(&document, Some(&(2020..=2021))).len(), 1);
    assert_eq!(
        degrees(&document, &all)[0],
        Degree {
            partners: 2,
            strength: 3.0
        }
    );
    let mixing: Vec<usize> = helix_mixing(&document, &all).iter().map(|cell| cell.ties).collect();
    assert_eq!(
        mixing,
        [1, 2, 0],
        "industry with industry, industry with academia, academia with academia"
    );
}
