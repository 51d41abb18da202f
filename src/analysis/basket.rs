//! Several industries taken together as one: an own basket of codes, such as the field of a cluster.
//!
//! It adds up and says what does not add up; the quotients are formed by [`super::specialization`]. Which industries belong together
//! is the reader's choice.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::grid::Total;
use crate::document::{Cell, Document, IndustryId, Observation};

/// Industries are nested no deeper than this; a file whose parents go in a circle ends here.
const DEEPEST: usize = 32;

/// The industries in the order of the header, each once and without those that another of them holds, so that nothing is counted
/// twice.
#[must_use]
pub fn without_parts(document: &Document, industries: &[IndustryId]) -> Vec<IndustryId> {
    let chosen: BTreeSet<IndustryId> = industries.iter().copied().collect();
    let is_held = |industry: &IndustryId| {
        let parent = |of: IndustryId| document.industry(of).and_then(|found| found.parent);
        let mut above = std::iter::successors(parent(*industry), |found| parent(*found)).take(DEEPEST);
        above.any(|found| found != *industry && chosen.contains(&found))
    };
    chosen.iter().copied().filter(|industry| !is_held(industry)).collect()
}

/// The cells of several industries added up, region by region. One alone is lent as it is.
///
/// A region is not published where one of its cells is not, and missing where one is missing: what is not known is no zero.
pub(super) fn added_cells<'a>(columns: impl IntoIterator<Item = &'a [Cell]>) -> Cow<'a, [Cell]> {
    let mut columns = columns.into_iter();
    let Some(first) = columns.next() else {
        return Cow::Borrowed(&[]);
    };
    let mut added = Cow::Borrowed(first);
    for column in columns {
        let cells = added.to_mut();
        cells.resize(cells.len().max(column.len()), Cell::MISSING);
        let others = column.iter().copied().chain(std::iter::repeat(Cell::MISSING));
        for (cell, other) in cells.iter_mut().zip(others) {
            *cell = both(cell.observation(), other.observation()).into();
        }
    }
    added
}

fn both(a: Observation, b: Observation) -> Observation {
    match (a, b) {
        (Observation::Value(a), Observation::Value(b)) => Observation::Value(a + b),
        (Observation::NotPublished, _) | (_, Observation::NotPublished) => Observation::NotPublished,
        _ => Observation::Missing,
    }
}

/// Totals of several industries added up; unknown where one of them is. One alone stays as it is.
pub(super) fn added_totals(totals: impl IntoIterator<Item = Total>) -> Total {
    let mut totals = totals.into_iter();
    let Some(first) = totals.next() else {
        return Total::default();
    };
    totals.fold(first, |sum, next| Total {
        value: sum.value.zip(next.value).map(|(a, b)| a + b),
        is_incomplete: sum.is_incomplete || next.is_incomplete,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use Observation::{Missing, NotPublished, Value};

    #[test]
    fn what_is_not_published_is_not_added_up_as_zero() {
        let first = [Value(1.0), Value(2.0), NotPublished, Missing].map(Cell::from);
        let second = [Value(10.0), NotPublished, Missing].map(Cell::from);
        let added = added_cells([&first[..], &second[..]]);
        assert_eq!(*added, [Value(11.0), NotPublished, NotPublished, Missing]);
        assert!(matches!(added_cells([&first[..]]), Cow::Borrowed(_)));
    }

    #[test]
    fn an_unknown_total_leaves_the_sum_unknown() {
        let known = Total::published(Some(5.0));
        assert_eq!(added_totals([known, known]).value, Some(10.0));
        assert_eq!(added_totals([known, Total::published(None)]).value, None);
        assert_eq!(added_totals([]), Total::default());
    }
}
