//! What the tests of concentration say, in sentences.
//!
//! The numbers come from the tests themselves; the words from the catalogue.

use super::autocorrelation::{Autocorrelation, Permutations};
use super::distance_functions::{Curve, Verdict};
use super::hotspots::Discoveries;
use crate::messages::{number, text, text_with};

/// Below this p a pattern counts as more than chance.
pub const SIGNIFICANT: f64 = 0.05;

/// Over which units a test runs, which decides its words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Over {
    /// Regions with a value.
    #[default]
    Regions,
    /// Hexagons with a sum.
    Hexagons,
}

/// Whether like values lie together, with the numbers that say so.
#[must_use]
pub fn of_global_test(result: &Autocorrelation, permutations: Permutations, over: Over) -> String {
    let test = match &result.moran {
        Ok(test) => test,
        Err(reason) => return text(reason.message_id()),
    };
    let p = result.moran_permuted.map(|permuted| permuted.p);
    let is_significant = match p {
        Some(p) => p <= SIGNIFICANT,
        None => test.z_random().is_ok_and(|z| z.abs() > 1.96),
    };
    let id = match (is_significant, test.value > test.expected) {
        (true, true) if over == Over::Hexagons => "concentration-global-clustered-hexagons",
        (true, true) => "concentration-global-clustered",
        (true, false) => "concentration-global-dispersed",
        (false, _) => "concentration-global-none",
    };
    let verdict = text(id);
    let numbers = match p {
        Some(p) => text_with(
            "concentration-global-numbers",
            &[
                ("moran", number::three_significant(test.value).into()),
                ("expected", small(test.expected).into()),
                ("p", number::p_value(p).into()),
                ("permutations", number::count(permutations.count).into()),
            ],
        ),
        None => text_with(
            "concentration-global-numbers-z",
            &[
                ("moran", number::three_significant(test.value).into()),
                ("expected", small(test.expected).into()),
                ("z", number::three_significant(test.z_random().unwrap_or(0.0)).into()),
            ],
        ),
    };
    format!("{verdict} {numbers}")
}

/// A number near zero with three decimals, such as the expectation of Moran's I.
fn small(value: f64) -> String {
    number::tick((value * 1_000.0).round() / 1_000.0)
}

/// How many regions have no neighbors.
#[must_use]
pub fn of_islands(count: usize) -> String {
    text_with("concentration-islands", &[("count", count.into())])
}

/// How many regions are significant, without and with the control of false discoveries.
#[must_use]
pub fn of_discoveries(discoveries: &Discoveries, permutations: Permutations) -> String {
    text_with(
        "concentration-discoveries",
        &[
            ("uncorrected", discoveries.uncorrected.into()),
            ("corrected", discoveries.corrected.into()),
            ("permutations", permutations.count.into()),
        ],
    )
}

/// Whether and where members gather more than chance would put them; `None` without a band of chance.
#[must_use]
pub fn of_curve(curve: &Curve) -> Option<String> {
    let localized = curve.radii.iter().zip(curve.is_localized()).filter(|(_, is)| *is);
    let radii: Vec<f64> = localized.map(|(radius, _)| *radius).collect();
    Some(match (curve.verdict()?, radii.first(), radii.last()) {
        (Verdict::Localized, Some(from), Some(to)) => text_with(
            "concentration-localized",
            &[
                ("from", number::three_significant(*from).into()),
                ("to", number::three_significant(*to).into()),
            ],
        ),
        (Verdict::Dispersed, _, _) => text("concentration-dispersed"),
        _ => text("concentration-no-pattern"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::concentration::Reason;
    use crate::analysis::concentration::autocorrelation::autocorrelation;
    use crate::analysis::concentration::weights::Weights;

    #[test]
    fn a_global_test_says_what_it_means() {
        let weights = Weights::of_pairs(20, (1..20).map(|unit| (unit - 1, unit))).row_standardized();
        let rising: Vec<f64> = (0_i32..20).map(f64::from).collect();
        let permutations = Permutations { count: 199, seed: 1 };
        let result = autocorrelation(&rising, &weights, permutations, &()).unwrap();
        let sentence = of_global_test(&result, permutations, Over::Regions);
        assert!(sentence.contains("together") && sentence.contains("199"), "{sentence}");
        let equal = autocorrelation(&[1.0; 20], &weights, permutations, &()).unwrap();
        assert_eq!(
            of_global_test(&equal, permutations, Over::Hexagons),
            text(Reason::NoVariance.message_id())
        );
        assert!(!of_global_test(&equal, permutations, Over::Hexagons).contains('⟦'));
    }

    #[test]
    fn every_reason_has_words() {
        for reason in [
            Reason::NoVariance,
            Reason::TooFew,
            Reason::NoNeighbors,
            Reason::EveryoneIsNeighbor,
            Reason::NoValue,
            Reason::AllCoincide,
            Reason::NoArea,
            Reason::NonePaired,
            Reason::NoWeight,
            Reason::Isotropic,
        ] {
            assert!(crate::messages::exists(reason.message_id()), "{reason:?}");
        }
        assert!(!of_islands(1).contains('⟦') && !of_islands(3).contains('⟦'));
    }
}
