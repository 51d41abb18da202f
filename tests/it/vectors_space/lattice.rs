//! Values over areas: contiguity, Moran, Geary, local Moran, Gi and Gi*, against `esda`, `spdep` and `libpysal`.

use cluster_atlas::analysis::concentration::autocorrelation::{Permutations, autocorrelation};
use cluster_atlas::analysis::concentration::hotspots::{Own, false_discovery_control, getis_ord, local_moran};
use cluster_atlas::analysis::concentration::weights::Weights;
use cluster_atlas::analysis::concentration::weights::contiguity::{Contiguity, TOLERANCE_DEG, contiguity};
use geo::MultiPolygon;

use super::{close, vector_json, vector_numbers, vector_text};

const PERMUTATIONS: Permutations = Permutations { count: 9_999, seed: 12 };

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the vectors hold positions as floats"
)]
fn weights(name: &str, count: usize) -> Weights {
    let edges = |column| vector_numbers(&format!("{name}_edges.csv"), column).unwrap();
    let pairs = edges("i")
        .into_iter()
        .zip(edges("j"))
        .map(|(i, j)| (i.unwrap() as usize, j.unwrap() as usize));
    Weights::of_pairs(count, pairs)
}

#[expect(
    clippy::cast_sign_loss,
    clippy::cast_possible_truncation,
    reason = "the vectors hold whole numbers as floats"
)]
fn lattice(name: &str) {
    let file = vector_json(&format!("{name}.lattice.json")).unwrap();
    let expected = &file["expected"];
    let number = |key: &str| expected[key].as_f64().unwrap();
    let values: Vec<f64> = vector_numbers(&format!("{name}_values.csv"), "value")
        .unwrap()
        .into_iter()
        .flatten()
        .collect();
    let binary = weights(name, values.len());
    let rows = binary.row_standardized();
    let global = autocorrelation(&values, &rows, Permutations { count: 999, seed: 5 }, &()).unwrap();
    assert_eq!(global.pairs, number("n_edges_undirected") as usize);
    assert_eq!(global.islands.len(), number("islands") as usize);
    let moran = global.moran.unwrap();
    close("moran", moran.value, number("moran_I"), 1e-8);
    close("expected", moran.expected, number("moran_EI"), 1e-8);
    close("normal", moran.variance_normal, number("moran_VI_norm"), 1e-8);
    close("random", moran.variance_random, number("moran_VI_rand"), 1e-8);
    close("z normal", moran.z_normal().unwrap(), number("moran_z_norm"), 1e-8);
    close("z random", moran.z_random().unwrap(), number("moran_z_rand"), 1e-8);
    close("geary", global.geary.unwrap().value, number("geary_C"), 1e-8);
    assert!((global.moran_permuted.unwrap().p - 0.001).abs() < 1e-12);

    let table = format!("{name}.lattice_local.csv");
    let column = |key: &str| vector_numbers(&table, key).unwrap();
    let quadrants = super::vector_column(&table, "quadrant").unwrap();
    let found = local_moran(&values, &rows, PERMUTATIONS, &()).unwrap();
    let runs = if name == "columbus" { 29_997.0 } else { 8_997.0 };
    for (unit, local) in found.iter().enumerate() {
        let Ok(local) = local else {
            assert!(column("local_I")[unit].is_none() && binary.of(unit).is_empty());
            continue;
        };
        let at = |key: &str| column(key)[unit].unwrap();
        if unit % 50 == 0 || name == "columbus" {
            close("local", local.value, at("local_I"), 1e-8);
            close("variance", local.variance, at("VIc"), 1e-8);
            close("expectation", local.expected, at("EIc"), 1e-8);
            let p = at("p_directed");
            let band = 4.0 * (p * (1.0 - p) * (1.0 / 9_999.0 + 1.0 / runs)).sqrt() + 2.0 / 9_999.0;
            assert!((local.p - p).abs() <= band, "p of {unit}: {} instead of {p}", local.p);
        }
        assert_eq!(local.quadrant.word(), quadrants[unit], "quadrant of {unit}");
    }
    for (key, own) in [("gi_z", Own::LeftOut), ("gistar_z", Own::Included)] {
        for (z, expected) in getis_ord(&values, &binary, own).iter().zip(column(key)) {
            match expected {
                Some(expected) => close(key, z.unwrap(), expected, 1e-8),
                None => assert!(z.is_err()),
            }
        }
    }
    let p: Vec<Option<f64>> = found.iter().map(|local| local.ok().map(|local| local.p)).collect();
    let discoveries = false_discovery_control(&p, 0.05);
    let slack = 0.03 * number("n_sig_005") + 2.0;
    assert!(
        (discoveries.uncorrected as f64 - number("n_sig_005")).abs() <= slack,
        "{}",
        discoveries.uncorrected
    );
    close(
        "threshold",
        discoveries.threshold.unwrap(),
        number("fdr_threshold_005"),
        0.25,
    );
}

#[test]
fn columbus_agrees_with_esda_and_spdep() {
    lattice("columbus");
}

#[test]
fn the_counties_agree_with_esda_and_spdep() {
    lattice("us_counties");
}

#[test]
fn contiguity_of_columbus_is_found_from_its_outlines() {
    let file: geojson::FeatureCollection = vector_text("columbus.geojson").unwrap().parse().unwrap();
    let outlines: Vec<MultiPolygon<f64>> = file
        .features
        .into_iter()
        .map(
            |feature| match geo::Geometry::<f64>::try_from(feature.geometry.unwrap()).unwrap() {
                geo::Geometry::Polygon(polygon) => MultiPolygon::from(polygon),
                geo::Geometry::MultiPolygon(outline) => outline,
                other => panic!("{other:?}"),
            },
        )
        .collect();
    let outlines: Vec<Option<&MultiPolygon<f64>>> = outlines.iter().map(Some).collect();
    let queen = contiguity(&outlines, Contiguity::Queen, TOLERANCE_DEG);
    let rook = contiguity(&outlines, Contiguity::Rook, TOLERANCE_DEG);
    assert_eq!((queen.pair_count(), rook.pair_count()), (118, 100));
    assert_eq!(queen, weights("columbus", 49));
}
