//! What the size of a member's symbol says: its employees, or a measure of its ties.
//!
//! Areas are proportional to the number, so that a legend of three circles reads all of them. The numbers are worked out elsewhere.

use super::picture::LegendSize;
use super::scale::member_radius_pt;
use crate::messages::{number, text};

/// The radius of the largest value of a measure in points.
const LARGEST_RADIUS_PT: f64 = 15.0;
/// The least radius of a member that is sized by a measure, and that of one without a value, in points.
const SMALLEST_RADIUS_PT: f64 = 3.0;
/// The numbers of employees that a legend shows as sizes.
const EMPLOYEES_SHOWN: [f64; 3] = [100.0, 500.0, 2000.0];

/// How numbers become radii.
#[derive(Clone, Debug, PartialEq)]
pub struct SizeScale {
    /// What the sizes stand for.
    pub title: String,
    /// The value that is drawn largest; `None` for the fixed scale of employees.
    largest: Option<f64>,
    /// The sizes of the legend with their words, smallest first.
    steps: Vec<(f64, String)>,
}

impl Default for SizeScale {
    fn default() -> Self {
        Self::employees()
    }
}

impl SizeScale {
    /// The fixed scale of employees: the same circle in every file and every year.
    #[must_use]
    pub fn employees() -> Self {
        Self {
            title: text("legend-sizes"),
            largest: None,
            steps: EMPLOYEES_SHOWN.map(|count| (count, number::count(count))).to_vec(),
        }
    }

    /// A scale whose largest circle is the largest of the values; the legend shows round numbers, whole ones where `is_count`.
    ///
    /// Values below 0 and those that are no numbers are drawn at the smallest radius. Where no value is above 0 there are no sizes
    /// to tell apart, and the legend has none.
    #[must_use]
    pub fn of_values(
        title: String,
        values: impl IntoIterator<Item = f64>,
        is_count: bool,
        words: impl Fn(f64) -> String,
    ) -> Self {
        let largest = values.into_iter().filter(|value| value.is_finite()).fold(0.0, f64::max);
        let mut steps: Vec<(f64, String)> = Vec::new();
        for share in [1.0 / 16.0, 0.25, 1.0] {
            let round = round_below(largest * share);
            let is_fit = round > 0.0 && (!is_count || round >= 1.0);
            if is_fit && steps.last().is_none_or(|(before, _)| *before < round) {
                steps.push((round, words(round)));
            }
        }
        Self {
            title,
            largest: Some(largest),
            steps,
        }
    }

    /// The radius of a member in points, before the theme's factor. Other shapes take the radius of the circle of equal area.
    #[must_use]
    pub fn radius_pt(&self, value: Option<f64>) -> f32 {
        let Some(largest) = self.largest else {
            return member_radius_pt(value);
        };
        let share = value
            .filter(|value| *value > 0.0 && largest > 0.0)
            .map_or(0.0, |value| (value / largest).min(1.0));
        #[expect(
            clippy::cast_possible_truncation,
            reason = "the radius is held between 3 and 15 points"
        )]
        let radius = (LARGEST_RADIUS_PT * share.sqrt()).max(SMALLEST_RADIUS_PT) as f32;
        radius
    }

    /// Circles for the legend, smallest first.
    #[must_use]
    pub fn legend(&self) -> Vec<LegendSize> {
        let size = |(value, label): &(f64, String)| LegendSize {
            radius_pt: self.radius_pt(Some(*value)),
            label: label.clone(),
        };
        self.steps.iter().map(size).collect()
    }
}

/// The largest of 1, 2 and 5 times a power of ten that is not above a value; 0 for 0 and below.
fn round_below(value: f64) -> f64 {
    if !value.is_finite() || value <= 0.0 {
        return 0.0;
    }
    let unit = 10_f64.powf(value.log10().floor());
    let digit = [5.0, 2.0, 1.0]
        .into_iter()
        .find(|digit| digit * unit <= value * (1.0 + 1e-12));
    digit.unwrap_or(1.0) * unit
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(value: f64) -> String {
        value.to_string()
    }

    #[test]
    fn areas_follow_the_values_and_the_largest_is_drawn_largest() {
        let scale = SizeScale::of_values("Partners".to_owned(), [100.0, 25.0, 1.0], true, plain);
        assert_eq!((scale.radius_pt(Some(100.0)), scale.radius_pt(Some(25.0))), (15.0, 7.5));
        assert_eq!(
            (
                scale.radius_pt(Some(1.0)),
                scale.radius_pt(None),
                scale.radius_pt(Some(0.0))
            ),
            (3.0, 3.0, 3.0)
        );
        let labels: Vec<String> = scale.legend().into_iter().map(|size| size.label).collect();
        assert_eq!(labels, ["5", "20", "100"]);
    }

    #[test]
    fn small_counts_have_few_steps_and_nothing_has_none() {
        let scale = SizeScale::of_values(String::new(), [3.0], true, plain);
        let labels: Vec<String> = scale.legend().into_iter().map(|size| size.label).collect();
        assert_eq!(labels, ["2"]);
        assert!(
            SizeScale::of_values(String::new(), [0.0, f64::NAN], true, plain)
                .legend()
                .is_empty()
        );
    }

    #[test]
    fn employees_keep_their_fixed_scale() {
        let scale = SizeScale::employees();
        assert_eq!(scale.radius_pt(Some(400.0)), member_radius_pt(Some(400.0)));
        assert_eq!(scale.legend().len(), 3);
    }
}
