//! Axes: where a value stands between two ends, and ticks at numbers that people count in.

use crate::messages::number;

/// How values are spread along an axis.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scale {
    /// Equal steps for equal differences.
    #[default]
    Linear,
    /// Equal steps for equal ratios: ⅓ stands as far below 1 as 3 above.
    Logarithmic,
}

/// A tick with its words.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// Where it stands.
    pub value: f64,
    /// What it says.
    pub label: String,
    /// Whether its line is the strong one, such as zero or one.
    pub is_reference: bool,
}

/// One axis of a chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// The value at the start.
    pub min: f64,
    /// The value at the end.
    pub max: f64,
    /// How values are spread.
    pub scale: Scale,
    /// The ticks in order.
    pub ticks: Vec<Tick>,
    /// What it measures, with its unit; may be empty.
    pub title: String,
    /// Whether ticks of an x axis have grid lines.
    pub has_grid: bool,
}

impl Axis {
    /// A linear axis that holds `min` to `max`, widened to ticks, of which there are about `count`.
    #[must_use]
    pub fn linear(min: f64, max: f64, count: u8) -> Self {
        let values = nice_ticks(min, max, count);
        let first = values.first().copied().unwrap_or(min).min(min);
        let last = values.last().copied().unwrap_or(max).max(max);
        let ticks = values
            .into_iter()
            .map(|value| Tick {
                value,
                label: number::tick(value),
                is_reference: false,
            })
            .collect();
        Self {
            min: first,
            max: last,
            scale: Scale::Linear,
            ticks,
            title: String::new(),
            has_grid: false,
        }
    }

    /// A linear axis with exactly these ends, and ticks between them.
    #[must_use]
    pub fn fixed(min: f64, max: f64, count: u8) -> Self {
        let mut axis = Self::linear(min, max, count);
        axis.ticks.retain(|tick| tick.value >= min && tick.value <= max);
        Self { min, max, ..axis }
    }

    /// A logarithmic axis with ticks given by the caller, such as ¼, ½, 1, 2 and 4. Ends at or below zero are lifted.
    #[must_use]
    pub fn logarithmic(min: f64, max: f64, ticks: &[(f64, &str)]) -> Self {
        let ticks = ticks.iter().map(|(value, label)| Tick {
            value: *value,
            label: (*label).to_owned(),
            is_reference: false,
        });
        let min = min.max(f64::MIN_POSITIVE);
        Self {
            min,
            max: max.max(min * 1.001),
            scale: Scale::Logarithmic,
            ticks: ticks.collect(),
            title: String::new(),
            has_grid: false,
        }
    }

    /// Sets what the axis measures.
    #[must_use]
    pub fn titled(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }

    /// Draws grid lines at the ticks of an x axis.
    #[must_use]
    pub fn with_grid(mut self) -> Self {
        self.has_grid = true;
        self
    }

    /// Draws the tick nearest to a value as the strong line.
    #[must_use]
    pub fn reference(mut self, value: f64) -> Self {
        let tolerance = (self.max - self.min).abs() * 1e-9 + 1e-12;
        for tick in &mut self.ticks {
            tick.is_reference |= (tick.value - value).abs() <= tolerance;
        }
        self
    }

    /// Writes the ticks in another form, such as in per cent.
    #[must_use]
    pub fn labeled(mut self, words: impl Fn(f64) -> String) -> Self {
        for tick in &mut self.ticks {
            tick.label = words(tick.value);
        }
        self
    }

    /// Where a value stands, 0 at the start and 1 at the end; beyond them outside of that. Values that are not finite, or not
    /// positive on a logarithmic axis, stand far outside.
    #[must_use]
    pub fn share_of(&self, value: f64) -> f32 {
        let share = match self.scale {
            Scale::Linear => (value - self.min) / (self.max - self.min),
            Scale::Logarithmic if value > 0.0 => (value / self.min).ln() / (self.max / self.min).ln(),
            Scale::Logarithmic => -1.0,
        };
        if share.is_finite() {
            narrow(share.clamp(-1.0, 2.0))
        } else {
            -1.0
        }
    }

    /// Whether a value lies beyond one of the ends.
    #[must_use]
    pub fn is_off(&self, value: f64) -> bool {
        !(self.min..=self.max).contains(&value)
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a share between −1 and 2")]
fn narrow(share: f64) -> f32 {
    share as f32
}

/// Round numbers (1, 2 or 5 times a power of ten apart) from at or below `min` to at or above `max`, about `count` of them.
///
/// Returns `min` alone where there is no range. At most 50 ticks.
#[must_use]
pub fn nice_ticks(min: f64, max: f64, count: u8) -> Vec<f64> {
    let range = max - min;
    if !range.is_finite() || range <= 0.0 {
        return if min.is_finite() { vec![min] } else { Vec::new() };
    }
    let raw = range / f64::from(count.max(2) - 1);
    let power = 10.0_f64.powf(raw.log10().floor());
    let factor = raw / power;
    let step = power
        * if factor <= 1.0 + 1e-9 {
            1.0
        } else if factor <= 2.0 + 1e-9 {
            2.0
        } else if factor <= 5.0 + 1e-9 {
            5.0
        } else {
            10.0
        };
    // The tolerance keeps 0.6000000001 from opening another step.
    let first = (min / step + 1e-9).floor();
    let last = (max / step - 1e-9).ceil();
    let mut ticks = Vec::new();
    let mut position = first;
    while position <= last && ticks.len() < 50 {
        // Dividing by the inverse keeps 0.3 from becoming 0.30000000000000004 for steps below one.
        let value = if step < 1.0 {
            position / (1.0 / step).round()
        } else {
            position * step
        };
        ticks.push(value + 0.0);
        position += 1.0;
    }
    ticks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_numbers_that_people_count_in() {
        assert_eq!(nice_ticks(0.0, 1.0, 6), [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]);
        assert_eq!(nice_ticks(0.43, 1.57, 7), [0.4, 0.6, 0.8, 1.0, 1.2, 1.4, 1.6]);
        assert_eq!(nice_ticks(-13.0, 14.0, 6), [-20.0, -10.0, 0.0, 10.0, 20.0]);
        assert_eq!(nice_ticks(0.0, 40.0, 5), [0.0, 10.0, 20.0, 30.0, 40.0]);
    }

    #[test]
    fn a_range_of_nothing_has_one_tick_and_a_broken_one_none() {
        assert_eq!(nice_ticks(3.0, 3.0, 5), [3.0]);
        assert!(nice_ticks(f64::NAN, 3.0, 5).is_empty());
        assert!(nice_ticks(f64::NEG_INFINITY, 3.0, 5).is_empty());
    }

    #[test]
    fn a_third_stands_as_far_below_one_as_three_above_on_a_logarithmic_axis() {
        let axis = Axis::logarithmic(1.0 / 9.0, 9.0, &[(1.0, "1")]);
        let (third, one, three) = (axis.share_of(1.0 / 3.0), axis.share_of(1.0), axis.share_of(3.0));
        assert!(((one - third) - (three - one)).abs() < 1e-6);
        assert!((one - 0.5).abs() < 1e-6);
        assert!(axis.share_of(0.0) < 0.0);
    }

    #[test]
    fn values_beyond_the_ends_are_off_the_axis() {
        let axis = Axis::fixed(0.0, 3.0, 4);
        assert!(axis.is_off(4.39) && !axis.is_off(3.0) && axis.is_off(f64::NAN));
        assert!(axis.share_of(4.5) > 1.0);
        assert_eq!(axis.ticks.len(), 4);
    }
}
