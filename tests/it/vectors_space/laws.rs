//! Laws of geographic concentration that hold for any input: order, place, direction and threads change nothing.

use cluster_atlas::analysis::concentration::autocorrelation::{Permutations, autocorrelation};
use cluster_atlas::analysis::concentration::centrography::{deviational_ellipse, median_center, standard_distance};
use cluster_atlas::analysis::concentration::density::{EdgeCorrection, Kernel, Pattern, Spread, intensity_at};
use cluster_atlas::analysis::concentration::distance_functions::duranton_overman::{
    Precision, Sites, bandwidth, kd, kd_curve,
};
use cluster_atlas::analysis::concentration::distance_functions::envelope::Simulations;
use cluster_atlas::analysis::concentration::distance_functions::marcon_puech::{Activity, m};
use cluster_atlas::analysis::concentration::distance_functions::ripley::{Correction, k, l};
use cluster_atlas::analysis::concentration::footprints::{Labels, dbscan, hdbscan};
use cluster_atlas::analysis::concentration::hotspots::{Own, false_discovery_control, getis_ord, local_moran};
use cluster_atlas::analysis::concentration::hulls::{concave_hull, convex_hull};
use cluster_atlas::analysis::concentration::plane::Point;
use cluster_atlas::analysis::concentration::weights::Weights;
use cluster_atlas::analysis::concentration::window::Window;
use proptest::prelude::*;

fn points(count: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Point>> {
    prop::collection::vec((0.0..100.0_f64, 0.0..80.0_f64).prop_map(|(x, y)| [x, y]), count)
}

/// Values with some pairs of neighbors among them.
fn lattice() -> impl Strategy<Value = (Vec<f64>, Vec<(usize, usize)>)> {
    (6_usize..25).prop_flat_map(|count| {
        let pairs = prop::collection::vec((0..count, 0..count), count..3 * count);
        (prop::collection::vec(0.0..100.0_f64, count), pairs)
    })
}

fn turned(points: &[Point], angle: f64, shift: f64) -> Vec<Point> {
    let (sine, cosine) = angle.sin_cos();
    points
        .iter()
        .map(|[x, y]| [cosine * x - sine * y + shift, sine * x + cosine * y - 2.0 * shift])
        .collect()
}

/// The same clusters, whatever their numbers.
fn partition(labels: &Labels) -> std::collections::BTreeSet<Vec<usize>> {
    let mut groups: std::collections::BTreeMap<u32, Vec<usize>> = std::collections::BTreeMap::new();
    for (place, label) in labels.iter().enumerate() {
        if let Some(label) = label {
            groups.entry(*label).or_default().push(place);
        }
    }
    groups.into_values().collect()
}

fn near(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-9 * (1.0 + one.abs().max(other.abs()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_order_of_regions_changes_no_statistic((values, pairs) in lattice()) {
        let count = values.len();
        let back = |unit: usize| count - 1 - unit;
        let reversed: Vec<f64> = values.iter().rev().copied().collect();
        let weights = Weights::of_pairs(count, pairs.iter().copied());
        let reversed_weights = Weights::of_pairs(count, pairs.iter().map(|(a, b)| (back(*a), back(*b))));
        let none = Permutations { count: 0, seed: 0 };
        let one = autocorrelation(&values, &weights.row_standardized(), none, &()).unwrap();
        let other = autocorrelation(&reversed, &reversed_weights.row_standardized(), none, &()).unwrap();
        if let (Ok(one), Ok(other)) = (&one.moran, &other.moran) {
            prop_assert!(near(one.value, other.value) && near(one.variance_random, other.variance_random));
        }
        let gi = getis_ord(&values, &weights, Own::Included);
        let reversed_gi = getis_ord(&reversed, &reversed_weights, Own::Included);
        for (unit, z) in gi.iter().enumerate() {
            match (z, &reversed_gi[back(unit)]) {
                (Ok(one), Ok(other)) => prop_assert!(near(*one, *other)),
                (one, other) => prop_assert_eq!(one, other),
            }
        }
    }

    #[test]
    fn local_statistics_add_up_to_the_global_one((values, pairs) in lattice()) {
        let weights = Weights::of_pairs(values.len(), pairs).row_standardized();
        let none = Permutations { count: 0, seed: 0 };
        let global = autocorrelation(&values, &weights, none, &()).unwrap();
        let local = local_moran(&values, &weights, none, &()).unwrap();
        if let Ok(moran) = global.moran {
            let sum: f64 = local.iter().flatten().map(|local| local.value).sum();
            // With rows that add up to 1, I = Σ I_i / (n − 1) where every unit has neighbors or none counts.
            prop_assert!(near(moran.value, sum / (values.len() as f64 - 1.0)));
        }
    }

    #[test]
    fn adding_and_stretching_change_no_z((values, pairs) in lattice(), add in -500.0..500.0_f64, times in 0.1..9.0_f64) {
        let weights = Weights::of_pairs(values.len(), pairs);
        let changed: Vec<f64> = values.iter().map(|value| value * times + add).collect();
        let is_same = |one: Result<f64, _>, other: Result<f64, _>| match (one, other) {
            (Ok(one), Ok(other)) => (one - other).abs() <= 1e-6 * (1.0 + one.abs()),
            (one, other) => one == other,
        };
        for own in [Own::Included, Own::LeftOut] {
            let (one, other) = (getis_ord(&values, &weights, own), getis_ord(&changed, &weights, own));
            prop_assert!(one.iter().zip(other).all(|(one, other)| is_same(*one, other)));
            // Weights of a row that are all stretched alike say nothing else; Gi* needs them with the unit itself among them.
            if own == Own::LeftOut {
                let rows = getis_ord(&values, &weights.row_standardized(), own);
                prop_assert!(getis_ord(&values, &weights, own).iter().zip(rows).all(|(one, other)| is_same(*one, other)));
            }
        }
        let none = Permutations { count: 0, seed: 0 };
        let rows = weights.row_standardized();
        let (one, other) = (autocorrelation(&values, &rows, none, &()).unwrap(), autocorrelation(&changed, &rows, none, &()).unwrap());
        prop_assert!(is_same(one.moran.map(|test| test.value), other.moran.map(|test| test.value)));
        prop_assert!(is_same(one.geary.map(|test| test.value), other.geary.map(|test| test.value)));
        // What the statistic lies above or below its mean by is the same in units of the values' spread.
        if let (Ok(moran), Ok(geary)) = (&one.moran, &one.geary) {
            prop_assert!(moran.expected < 0.0 && (geary.expected - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn fewer_discoveries_are_left_than_were_made_and_a_stricter_rate_leaves_no_more(p in prop::collection::vec(prop::option::of(0.0..1.0_f64), 1..60)) {
        let (strict, loose) = (false_discovery_control(&p, 0.05), false_discovery_control(&p, 0.2));
        prop_assert!(strict.corrected <= strict.uncorrected && strict.corrected <= loose.corrected);
        let count = p.iter().flatten().count() as f64;
        if let Some(threshold) = loose.threshold {
            let below = p.iter().flatten().filter(|p| **p <= threshold).count();
            prop_assert_eq!(below, loose.corrected);
            prop_assert!(threshold <= 0.2 * below as f64 / count + 1e-12);
        }
        // The largest that may stay does: of those that went, each lies above its share of the rate.
        let mut sorted: Vec<f64> = p.iter().flatten().copied().collect();
        sorted.sort_by(f64::total_cmp);
        for (rank, p) in sorted.iter().enumerate().skip(loose.corrected) {
            prop_assert!(*p > 0.2 * (rank + 1) as f64 / count, "{p} at {rank}");
        }
        prop_assert!(p.iter().zip(&loose.is_significant).all(|(p, is)| p.is_some() || !is));
    }

    #[test]
    fn the_edge_takes_no_member_away(points in points(1..12), bandwidth in 4.0..15.0_f64) {
        let window = Window::rectangle([0.0, 0.0], [100.0, 80.0]);
        let cells: Vec<Point> = (0..100).flat_map(|x| (0..80).map(move |y| [f64::from(x) + 0.5, f64::from(y) + 0.5])).collect();
        let pattern = Pattern { points: &points, weights: None, edge: Some((&window, EdgeCorrection::JonesDiggle)) };
        for kernel in Kernel::ALL {
            let found = intensity_at(&cells, &pattern, Spread { kernel, bandwidth });
            let mass: f64 = found.iter().sum();
            prop_assert!((mass / points.len() as f64 - 1.0).abs() < 0.02, "{kernel:?}: {mass} of {}", points.len());
        }
    }

    #[test]
    fn the_number_of_threads_changes_no_p((values, pairs) in lattice()) {
        let weights = Weights::of_pairs(values.len(), pairs).row_standardized();
        let permutations = Permutations { count: 199, seed: 4 };
        let on = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| local_moran(&values, &weights, permutations, &()).unwrap())
        };
        prop_assert_eq!(on(1), on(2));
    }

    #[test]
    fn moving_and_turning_the_plane_moves_and_turns_what_is_found(points in points(8..60), angle in 0.0..6.2_f64) {
        let moved = turned(&points, angle, 17.0);
        prop_assert!(near(standard_distance(&points, None).unwrap(), standard_distance(&moved, None).unwrap()));
        let (one, other) = (deviational_ellipse(&points, None).unwrap(), deviational_ellipse(&moved, None).unwrap());
        prop_assert!(near(one.major, other.major) && near(one.minor, other.minor));
        let median = turned(&[median_center(&points, None).unwrap()], angle, 17.0)[0];
        let [x, y] = median_center(&moved, None).unwrap();
        prop_assert!((x - median[0]).hypot(y - median[1]) < 1e-5);
        prop_assert!(near(convex_hull(&points).area(), convex_hull(&moved).area()));
        let width = bandwidth(&points, 40.0).unwrap();
        let radii = [0.0, 10.0, 40.0];
        let curve = |points: &[Point]| kd(points, None, &radii, width, Precision::Exact).unwrap();
        for (one, other) in curve(&points).iter().zip(curve(&moved)) {
            prop_assert!((one - other).abs() < 1e-9);
        }
        prop_assert_eq!(partition(&dbscan::in_plane(&points, 9.0, 3)).len(), partition(&dbscan::in_plane(&moved, 9.0, 3)).len());
    }

    #[test]
    fn the_order_of_points_changes_only_the_names_of_clusters(points in points(5..120)) {
        let count = points.len();
        let reversed: Vec<Point> = points.iter().rev().copied().collect();
        // With a single point enough every point is a core, so that no border has a choice.
        let there = dbscan::in_plane(&points, 6.0, 1);
        let back: Labels = dbscan::in_plane(&reversed, 6.0, 1).into_iter().rev().collect();
        prop_assert_eq!(partition(&there), partition(&back));
        let cores = dbscan::in_plane(&points, 6.0, 4);
        let reversed_cores: Labels = dbscan::in_plane(&reversed, 6.0, 4).into_iter().rev().collect();
        for place in 0..count {
            prop_assert_eq!(cores[place].is_some(), reversed_cores[place].is_some());
        }
        prop_assert_eq!(convex_hull(&points), convex_hull(&reversed));
        prop_assert!(near(concave_hull(&points, 0.3).area(), concave_hull(&reversed, 0.3).area()));
    }

    #[test]
    fn a_concave_hull_holds_its_points_within_the_convex_one(points in points(4..80)) {
        let (convex, concave) = (convex_hull(&points), concave_hull(&points, 0.3));
        prop_assert!(concave.area() <= convex.area() * (1.0 + 1e-9));
        let window = Window::ring(&concave.ring);
        for point in &points {
            prop_assert!(window.contains(*point) || window.distance_to_edge(*point) < 1e-6);
        }
    }

    #[test]
    fn l_is_the_root_of_k_and_both_rise(points in points(2..60)) {
        let window = Window::rectangle([0.0, 0.0], [100.0, 80.0]);
        let radii = [1.0, 5.0, 20.0];
        for correction in [Correction::Isotropic, Correction::Translation, Correction::None] {
            let found = k(&points, &window, &radii, correction).unwrap();
            prop_assert!(found.windows(2).all(|pair| pair[0] <= pair[1]));
            prop_assert!(found.iter().all(|k| near(l(*k).powi(2) * std::f64::consts::PI, *k)));
        }
    }

    #[test]
    fn m_of_everything_is_one(points in points(3..40)) {
        let all = vec![true; points.len()];
        let weights: Vec<f64> = (1..=points.len()).map(|weight| weight as f64).collect();
        let activity = Activity { points: &points, weights: &weights, is_center: &all, is_counted: &all };
        for value in m(&activity, &[5.0, 200.0]).into_iter().flatten() {
            prop_assert!(near(value, 1.0));
        }
    }

    #[test]
    fn clusters_and_curves_are_the_same_on_any_number_of_threads(points in points(20..100)) {
        let is_member: Vec<bool> = (0..points.len()).map(|place| place % 3 == 0).collect();
        let on = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| {
                let sites = Sites { all: &points, weights: None, is_member: &is_member };
                let simulations = Simulations { count: 19, seed: 3 };
                let curve = kd_curve(&sites, &[5.0, 30.0], Precision::Exact, simulations, &()).unwrap();
                (dbscan::in_plane(&points, 7.0, 3), hdbscan::in_plane(&points, 5, 4), curve)
            })
        };
        prop_assert_eq!(on(1), on(2));
    }
}
