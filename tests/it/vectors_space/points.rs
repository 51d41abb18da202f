//! Points on a plane: Kd, M, K, densities, DBSCAN, HDBSCAN, hulls and centers, against `dbmss`, `spatstat`, `scipy`, `scikit-learn`
//! and GEOS.

use cluster_atlas::analysis::concentration::centrography::{
    deviational_ellipse, mean_center, median_center, nearest_neighbors, standard_distance,
};
use cluster_atlas::analysis::concentration::density::bandwidth::{
    default_search_radius, effective_count, rule_of_thumb, scott_covariance, scott_factor,
};
use cluster_atlas::analysis::concentration::density::{
    EdgeCorrection, Kernel, Pattern, Spread, density_with_covariance, intensity_at,
};
use cluster_atlas::analysis::concentration::distance_functions::duranton_overman::{
    Precision, Sites, bandwidth, kd, kd_curve,
};
use cluster_atlas::analysis::concentration::distance_functions::envelope::Simulations;
use cluster_atlas::analysis::concentration::distance_functions::marcon_puech::{Activity, m};
use cluster_atlas::analysis::concentration::distance_functions::ripley::{Correction, k, l};
use cluster_atlas::analysis::concentration::footprints::{cluster_count, dbscan, hdbscan};
use cluster_atlas::analysis::concentration::hulls::{concave_hull, convex_hull};
use cluster_atlas::analysis::concentration::plane::Point;
use cluster_atlas::analysis::concentration::window::Window;
use serde_json::Value;

use super::{close, numbers, vector_column, vector_json, vector_numbers};

struct Points {
    file: Value,
    all: Vec<Point>,
    weights: Vec<f64>,
    kinds: Vec<String>,
    name: &'static str,
}

fn read(name: &'static str) -> Points {
    let column = |key: &str| {
        vector_numbers(&format!("{name}.csv"), key)
            .unwrap()
            .into_iter()
            .flatten()
    };
    Points {
        file: vector_json(&format!("{name}.points.json")).unwrap(),
        all: column("x").zip(column("y")).map(|(x, y)| [x, y]).collect(),
        weights: column("weight").collect(),
        kinds: vector_column(&format!("{name}.csv"), "type").unwrap(),
        name,
    }
}

fn both() -> [Points; 2] {
    [read("firms_a"), read("juvenile")]
}

impl Points {
    fn expected(&self, pointer: &str) -> &Value {
        self.file["expected"]
            .pointer(pointer)
            .unwrap_or_else(|| panic!("{pointer}"))
    }

    fn number(&self, pointer: &str) -> f64 {
        self.expected(pointer).as_f64().unwrap()
    }

    fn list(&self, pointer: &str) -> Vec<f64> {
        numbers(self.expected(pointer))
    }

    fn window(value: &Value) -> Window {
        let corners = numbers(value);
        Window::rectangle([corners[0], corners[1]], [corners[2], corners[3]])
    }

    #[track_caller]
    fn all_close(&self, what: &str, found: &[f64], expected: &[f64], relative_to_most: f64) {
        assert_eq!(found.len(), expected.len());
        let most = expected.iter().copied().fold(0.0, f64::max);
        for (found, expected) in found.iter().zip(expected) {
            let off = (found - expected).abs();
            assert!(
                off <= relative_to_most * most,
                "{} {what}: {found} instead of {expected}, off {}",
                self.name,
                off / most
            );
        }
    }
}

#[test]
fn kd_agrees_with_the_exact_sum_and_with_dbmss() {
    for vector in both() {
        let radii = numbers(&vector.file["r"]);
        for (kind, expected) in vector.expected("/kd").as_object().unwrap() {
            let chosen: Vec<usize> = (0..vector.all.len())
                .filter(|place| vector.kinds[*place] == *kind)
                .collect();
            let points: Vec<Point> = chosen.iter().map(|place| vector.all[*place]).collect();
            let weights: Vec<f64> = chosen.iter().map(|place| vector.weights[*place]).collect();
            let width = bandwidth(&points, *radii.last().unwrap()).unwrap();
            close("bandwidth", width, expected["bandwidth"].as_f64().unwrap(), 1e-9);
            let exact = kd(&points, None, &radii, width, Precision::Exact).unwrap();
            vector.all_close("kd", &exact, &numbers(&expected["kd_exact"]), 1e-9);
            vector.all_close("kd dbmss", &exact, &numbers(&expected["kd_dbmss"]), 1e-2);
            let weighted = kd(&points, Some(&weights), &radii, width, Precision::Exact).unwrap();
            vector.all_close("weighted", &weighted, &numbers(&expected["kd_weighted_exact"]), 1e-9);
        }
    }
}

#[test]
fn bands_of_kd_agree_with_a_thousand_draws() {
    let vector = read("firms_a");
    let radii = numbers(&vector.file["r"]);
    let is_member: Vec<bool> = vector.kinds.iter().map(|kind| kind == "2611").collect();
    let sites = Sites {
        all: &vector.all,
        weights: None,
        is_member: &is_member,
    };
    let simulations = Simulations { count: 4_000, seed: 2 };
    let curve = kd_curve(&sites, &radii, Precision::Binned, simulations, &())
        .unwrap()
        .unwrap();
    let bands = curve.envelope.as_ref().unwrap();
    vector.all_close("mean", &bands.mean, &vector.list("/kd_bands/mean"), 0.03);
    vector.all_close("low", &bands.low, &vector.list("/kd_bands/local5"), 0.03);
    vector.all_close("high", &bands.high, &vector.list("/kd_bands/local95"), 0.03);
    vector.all_close(
        "global low",
        &bands.global_low,
        &vector.list("/kd_bands/global_lower"),
        0.06,
    );
    vector.all_close(
        "global high",
        &bands.global_high,
        &vector.list("/kd_bands/global_upper"),
        0.06,
    );
    let localized: Vec<f64> = radii
        .iter()
        .zip(curve.is_localized())
        .filter(|(_, is)| *is)
        .map(|(radius, _)| *radius)
        .collect();
    assert_eq!(localized, vector.list("/kd_bands/localised_at_r"));
}

#[test]
fn m_agrees_with_dbmss() {
    let vector = read("firms_a");
    let radii = numbers(&vector.file["r"]);
    for (kinds, expected) in vector.expected("/M").as_object().unwrap() {
        let (center, counted) = kinds.split_once("->").unwrap_or((kinds, kinds));
        let are = |kind: &str| vector.kinds.iter().map(|other| other == kind).collect::<Vec<bool>>();
        let (is_center, is_counted) = (are(center), are(counted));
        let activity = Activity {
            points: &vector.all,
            weights: &vector.weights,
            is_center: &is_center,
            is_counted: &is_counted,
        };
        let found: Vec<f64> = m(&activity, &radii).into_iter().map(Result::unwrap).collect();
        for (found, expected) in found.iter().zip(numbers(expected)) {
            close(kinds, *found, expected, 1e-9);
        }
    }
}

#[test]
fn k_and_l_agree_with_spatstat() {
    for vector in both() {
        let radii = vector.list("/ripley/r");
        let window = Points::window(vector.expected("/ripley/window"));
        for (correction, key) in [
            (Correction::None, "K_none"),
            (Correction::Isotropic, "K_isotropic"),
            (Correction::Translation, "K_translate"),
        ] {
            let found = k(&vector.all, &window, &radii, correction).unwrap();
            for (found, expected) in found.iter().zip(vector.list(&format!("/ripley/{key}"))) {
                close(key, *found, expected, 1e-6);
            }
            if correction == Correction::Isotropic {
                for (found, expected) in found.iter().zip(vector.list("/ripley/L_isotropic")) {
                    close("L", l(*found), expected, 1e-6);
                }
            }
        }
    }
}

#[test]
#[expect(
    clippy::too_many_lines,
    reason = "one check for each number of the vector, side by side"
)]
fn centers_spread_and_nearest_neighbors_agree() {
    for vector in both() {
        let (points, weights) = (vector.all.as_slice(), Some(vector.weights.as_slice()));
        let pair = |what: &str, found: Point, slack: f64| {
            let expected = vector.list(&format!("/centrography/{what}"));
            assert!(
                (found[0] - expected[0]).hypot(found[1] - expected[1]) <= slack,
                "{} {what} {found:?} {expected:?}",
                vector.name
            );
        };
        let extent = vector.number("/centrography/standard_distance");
        pair("mean_centre", mean_center(points, None).unwrap(), 1e-9 * extent);
        pair(
            "weighted_mean_centre",
            mean_center(points, weights).unwrap(),
            1e-9 * extent,
        );
        pair("median_centre", median_center(points, None).unwrap(), 1e-6 * extent);
        pair(
            "weighted_median_centre",
            median_center(points, weights).unwrap(),
            1e-6 * extent,
        );
        close(
            "standard distance",
            standard_distance(points, None).unwrap(),
            extent,
            1e-6,
        );
        let ellipse = deviational_ellipse(points, None).unwrap();
        let weighted = deviational_ellipse(points, weights).unwrap();
        pair("sde_sigma", [ellipse.major, ellipse.minor], 1e-6 * extent);
        pair("weighted_sde_sigma", [weighted.major, weighted.minor], 1e-6 * extent);
        close(
            "angle",
            ellipse.angle_deg.unwrap(),
            vector.number("/centrography/sde_angle_cw_from_north_deg"),
            1e-6,
        );
        close(
            "angle",
            weighted.angle_deg.unwrap(),
            vector.number("/centrography/weighted_sde_angle"),
            1e-6,
        );
        let (major, minor) = ellipse.crimestat_axes(points.len()).unwrap();
        pair("sde_semi_axes_crimestat", [major, minor], 1e-6 * extent);
        let hull = convex_hull(points);
        close("area", hull.area(), vector.number("/centrography/hull_area"), 1e-9);
        close(
            "perimeter",
            hull.perimeter(),
            vector.number("/centrography/hull_perimeter"),
            1e-9,
        );
        assert_eq!(hull.ring.len() as f64, vector.number("/centrography/hull_vertices"));
        let concave = concave_hull(points, 0.3).area();
        close(
            "concave",
            concave,
            vector.number("/centrography/concave_hull_ratio_0_3/area"),
            1e-6,
        );
        let window = Points::window(vector.expected("/ripley/window"));
        let near = nearest_neighbors(points, window.area(), window.perimeter()).unwrap();
        close("mean", near.mean, vector.number("/nearest_neighbour/mean"), 1e-6);
        close(
            "naive",
            near.index.unwrap(),
            vector.number("/nearest_neighbour/clark_evans_naive"),
            1e-6,
        );
        close("z", near.z.unwrap(), vector.number("/nearest_neighbour/z_naive"), 1e-6);
        close(
            "donnelly",
            near.index_donnelly.unwrap(),
            vector.number("/nearest_neighbour/clark_evans_donnelly"),
            1e-6,
        );
    }
}

#[test]
#[expect(
    clippy::too_many_lines,
    reason = "one check for each number of the vector, side by side"
)]
fn densities_agree_with_scipy_and_spatstat() {
    for vector in both() {
        let places: Vec<Point> = vector
            .list("/kde/grid_x")
            .into_iter()
            .zip(vector.list("/kde/grid_y"))
            .map(|(x, y)| [x, y])
            .collect();
        let (points, weights) = (vector.all.as_slice(), Some(vector.weights.as_slice()));
        let count = points.len() as f64;
        let sigma = vector.number("/kde/sigma");
        let pdf = |kernel: Kernel, bandwidth: f64| -> Vec<f64> {
            let pattern = Pattern {
                points,
                weights: None,
                edge: None,
            };
            let found = intensity_at(&places, &pattern, Spread { kernel, bandwidth });
            found.into_iter().map(|value| value / count).collect()
        };
        vector.all_close(
            "gaussian",
            &pdf(Kernel::Gaussian, sigma),
            &vector.list("/kde/isotropic_gaussian_pdf"),
            1e-6,
        );
        let radius = 2.5 * sigma;
        vector.all_close(
            "epanechnikov",
            &pdf(Kernel::Epanechnikov, radius),
            &vector.list("/kde/epanechnikov_radius_2_5_sigma_pdf"),
            1e-6,
        );
        close(
            "factor",
            scott_factor(count),
            vector.number("/kde/scipy_scott_factor"),
            1e-9,
        );
        close(
            "neff",
            effective_count(points.len(), weights),
            vector.number("/kde/scipy_weighted_neff"),
            1e-6,
        );
        // On a plane the rule of Silverman is that of Scott.
        close(
            "silverman",
            scott_factor(count),
            vector.number("/kde/scipy_silverman_factor"),
            1e-9,
        );
        let covariance = scott_covariance(points, None).unwrap();
        close(
            "covariance",
            covariance.xx,
            vector.number("/kde/scipy_scott_covariance/0/0"),
            1e-6,
        );
        close(
            "covariance",
            covariance.xy,
            vector.number("/kde/scipy_scott_covariance/0/1"),
            1e-6,
        );
        close(
            "covariance",
            covariance.yy,
            vector.number("/kde/scipy_scott_covariance/1/1"),
            1e-6,
        );
        let scott = density_with_covariance(&places, points, None, covariance);
        vector.all_close("scott", &scott, &vector.list("/kde/scipy_scott_pdf"), 1e-6);
        vector.all_close("silverman", &scott, &vector.list("/kde/scipy_silverman_pdf"), 1e-6);
        let weighted = density_with_covariance(&places, points, weights, scott_covariance(points, weights).unwrap());
        vector.all_close(
            "weighted",
            &weighted,
            &vector.list("/kde/scipy_scott_weighted_pdf"),
            1e-6,
        );
        close(
            "arcgis",
            default_search_radius(points).unwrap(),
            vector.number("/kde/default_search_radius_arcgis"),
            1e-6,
        );
        let x: Vec<f64> = points.iter().map(|[x, _]| *x).collect();
        close(
            "nrd0",
            rule_of_thumb(&x).unwrap(),
            vector.number("/kde/bw_nrd0_x"),
            1e-6,
        );
        let window = Points::window(&vector.file["window"]);
        for (correction, key) in [
            (EdgeCorrection::None, "none"),
            (EdgeCorrection::Uniform, "uniform_edge"),
            (EdgeCorrection::JonesDiggle, "jones_diggle"),
        ] {
            let pattern = Pattern {
                points,
                weights: None,
                edge: Some((&window, correction)),
            };
            let found = intensity_at(
                &points[..40],
                &pattern,
                Spread {
                    kernel: Kernel::Gaussian,
                    bandwidth: sigma,
                },
            );
            // The oracle integrates the edge by pixels.
            let slack = if correction == EdgeCorrection::None { 1e-6 } else { 2e-3 };
            vector.all_close(
                key,
                &found,
                &vector.list(&format!("/kde/first40_points_intensity_{key}")),
                slack,
            );
        }
    }
}

#[track_caller]
#[expect(
    clippy::cast_possible_truncation,
    reason = "the vectors hold whole numbers as floats"
)]
pub(crate) fn same_partition(found: &[Option<u32>], expected: &[f64]) {
    assert_eq!(found.len(), expected.len());
    let mut pairs: std::collections::BTreeSet<(Option<u32>, i64)> = std::collections::BTreeSet::new();
    for (found, expected) in found.iter().zip(expected) {
        pairs.insert((*found, *expected as i64));
    }
    assert!(
        pairs
            .iter()
            .all(|(found, expected)| found.is_none() == (*expected == -1)),
        "{pairs:?}"
    );
    let clusters = pairs
        .iter()
        .map(|(found, _)| *found)
        .collect::<std::collections::BTreeSet<_>>();
    assert_eq!(clusters.len(), pairs.len(), "{pairs:?}");
}

#[test]
#[expect(
    clippy::cast_sign_loss,
    clippy::cast_possible_truncation,
    reason = "the vectors hold whole numbers as floats"
)]
fn dbscan_and_hdbscan_agree_with_scikit_learn() {
    for vector in both() {
        let count = |pointer: &str| vector.number(pointer) as usize;
        let labels = dbscan::in_plane(&vector.all, vector.number("/dbscan/eps"), count("/dbscan/min_samples"));
        same_partition(&labels, &vector.list("/dbscan/labels"));
        assert_eq!(cluster_count(&labels), count("/dbscan/n_clusters"));
        let noise = labels.iter().filter(|label| label.is_none()).count();
        assert_eq!(noise, count("/dbscan/n_noise"));
        let cores = vector.expected("/dbscan/core_mask").as_array().unwrap();
        let is_core = |flag: &Value| flag.as_bool().unwrap_or_else(|| flag.as_i64() == Some(1));
        assert_eq!(cores.len(), labels.len());
        assert!(
            labels
                .iter()
                .zip(cores)
                .all(|(label, core)| label.is_some() || !is_core(core))
        );
        let labels = hdbscan::in_plane(
            &vector.all,
            count("/hdbscan/min_cluster_size"),
            count("/hdbscan/min_samples"),
        );
        assert_eq!(cluster_count(&labels), count("/hdbscan/n_clusters"), "{}", vector.name);
        // Ties are broken by an unstable sort in the oracle; the second set lies on a lattice, where nearly all distances tie.
        let least = if vector.name == "firms_a" { 0.99 } else { 0.93 };
        let agreement = adjusted_rand_index(&labels, &vector.list("/hdbscan/labels_sklearn"));
        assert!(agreement >= least, "{} {agreement}", vector.name);
    }
}

/// How far two partitions agree beyond chance (Hubert & Arabie 1985); noise is a group of its own.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the vectors hold whole numbers as floats"
)]
fn adjusted_rand_index(found: &[Option<u32>], expected: &[f64]) -> f64 {
    let found: Vec<i64> = found.iter().map(|label| label.map_or(-1, i64::from)).collect();
    let expected: Vec<i64> = expected.iter().map(|label| *label as i64).collect();
    let pairs = |groups: Vec<(i64, i64)>| -> f64 {
        let mut sizes: std::collections::BTreeMap<(i64, i64), f64> = std::collections::BTreeMap::new();
        for group in groups {
            *sizes.entry(group).or_default() += 1.0;
        }
        sizes.values().map(|size| size * (size - 1.0) / 2.0).sum()
    };
    let both = pairs(found.iter().copied().zip(expected.iter().copied()).collect());
    let one = pairs(found.iter().map(|label| (*label, 0)).collect());
    let other = pairs(expected.iter().map(|label| (*label, 0)).collect());
    let count = found.len() as f64;
    let by_chance = one * other / (count * (count - 1.0) / 2.0);
    (both - by_chance) / (f64::midpoint(one, other) - by_chance)
}
