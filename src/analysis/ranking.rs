//! Order among regions that says what it does not know: overlapping intervals are ties, unpublished values are out of the order.
//!
//! The numbers come from [`super::explained`]; the list on screen is drawn by the window.

use super::explained::Explained;

/// Where one region stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Place {
    /// Somewhere between two ranks; the same one where nothing overlaps. 1 is the largest value.
    Between {
        /// One more than the number of regions that are certainly larger.
        best: usize,
        /// The number of regions that are not certainly smaller.
        worst: usize,
    },
    /// Not published; the value is at most this.
    AtMost(f64),
    /// There is no value and no bound.
    Unknown,
}

/// One row of a ranking.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ranked {
    /// The index of the value in the slice that was ranked.
    pub index: usize,
    /// Where it stands.
    pub place: Place,
}

/// The values from the largest to the smallest, then the bounds from the largest to the smallest, then the rest; equals keep the
/// order of the file. `O(n log n)`.
#[must_use]
pub fn ranking(values: &[Explained]) -> Vec<Ranked> {
    let mut lows: Vec<f64> = values.iter().filter_map(|value| Some(reach(value)?.0)).collect();
    let mut highs: Vec<f64> = values.iter().filter_map(|value| Some(reach(value)?.1)).collect();
    lows.sort_by(f64::total_cmp);
    highs.sort_by(f64::total_cmp);
    let mut rows: Vec<Ranked> = values
        .iter()
        .enumerate()
        .map(|(index, value)| Ranked {
            index,
            place: place(value, &lows, &highs),
        })
        .collect();
    rows.sort_by(|a, b| {
        order_key(values, b)
            .partial_cmp(&order_key(values, a))
            .unwrap_or(std::cmp::Ordering::Equal)
    });
    rows
}

fn place(value: &Explained, lows: &[f64], highs: &[f64]) -> Place {
    let Some((low, high)) = reach(value) else {
        return value.at_most.map_or(Place::Unknown, Place::AtMost);
    };
    let certainly_larger = lows.len() - lows.partition_point(|other| *other <= high);
    let certainly_smaller = highs.partition_point(|other| *other < low);
    Place::Between {
        best: certainly_larger + 1,
        worst: highs.len() - certainly_smaller,
    }
}

/// The interval of a value; the value itself where it has none.
fn reach(value: &Explained) -> Option<(f64, f64)> {
    value.value.map(|known| value.interval.unwrap_or((known, known)))
}

fn order_key(values: &[Explained], row: &Ranked) -> (u8, f64) {
    let Some(value) = values.get(row.index) else {
        return (0, 0.0);
    };
    match (value.value, value.at_most) {
        (Some(known), _) => (2, known),
        (None, Some(bound)) => (1, bound),
        (None, None) => (0, 0.0),
    }
}
