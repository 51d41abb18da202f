//! Whether new industries came where related ones were: the evidence for "strong clusters spur others", from two years.
//!
//! A linear probability model of entry on density with effects of regions and industries, and the plain lift of the densest fifth.
//! With one year only there is nothing to test, and the callers say "association, not tested".

use super::grid::Grid;
use super::numbers::{of_count, quantile_of_sorted, sorted, sum};
use super::presence::Presence;

/// What entries say about density.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct EntryEvidence {
    /// How many pairs of region and industry could have been entered.
    pub pairs: usize,
    /// How many were.
    pub entries: usize,
    /// How much the probability of entry rises with one standard deviation of density, effects of regions and industries taken out.
    pub effect: Option<f64>,
    /// The standard error of it, clustered by region.
    pub standard_error: Option<f64>,
    /// The rate of entry in the densest fifth over the rate in all; `None` without entries.
    pub lift: Option<f64>,
}

/// One pair that could have been entered.
#[derive(Clone, Copy)]
struct Chance {
    region: usize,
    industry: usize,
    density: f64,
    entered: f64,
}

/// How entries between two years depend on the density of the first (Hidalgo et al. 2007; Boschma, Balland & Kogler 2015).
///
/// Pairs absent at the start with a defined density take part. The effects are taken out by demeaning in turn until nothing changes
/// (Frisch & Waugh 1933). `None` for tables of different shape or without a pair.
#[must_use]
pub fn entry_evidence(start: &Presence, end: &Presence, density: &Grid) -> Option<EntryEvidence> {
    if start.row_count() != end.row_count() || start.column_count() != end.column_count() {
        return None;
    }
    let chances = chances(start, end, density);
    if chances.is_empty() {
        return None;
    }
    let entries = chances.iter().filter(|pair| pair.entered > 0.0).count();
    let (effect, standard_error) = regression(&chances, start.row_count(), start.column_count()).unzip();
    Some(EntryEvidence {
        pairs: chances.len(),
        entries,
        effect,
        standard_error,
        lift: lift(&chances),
    })
}

fn chances(start: &Presence, end: &Presence, density: &Grid) -> Vec<Chance> {
    let mut chances = Vec::new();
    for region in 0..start.row_count() {
        for (industry, cell) in density.row(region).enumerate() {
            if let Some(density) = cell.filter(|_| !start.contains(region, industry)) {
                chances.push(Chance {
                    region,
                    industry,
                    density,
                    entered: f64::from(u8::from(end.contains(region, industry))),
                });
            }
        }
    }
    chances
}

/// The rate of entry at or above the 80th percentile of density, over the rate in all.
fn lift(chances: &[Chance]) -> Option<f64> {
    let rate = |pairs: &[&Chance]| sum(pairs.iter().map(|pair| pair.entered)) / of_count(pairs.len().max(1));
    let cutoff = quantile_of_sorted(&sorted(chances.iter().map(|pair| pair.density)), 0.8)?;
    let all: Vec<&Chance> = chances.iter().collect();
    let dense: Vec<&Chance> = chances.iter().filter(|pair| pair.density >= cutoff).collect();
    let overall = rate(&all);
    (overall > 0.0).then(|| rate(&dense) / overall)
}

/// The slope on standardized density and its standard error clustered by region; `None` where density does not vary.
fn regression(chances: &[Chance], regions: usize, industries: usize) -> Option<(f64, f64)> {
    let densities: Vec<f64> = chances.iter().map(|pair| pair.density).collect();
    let (mean, deviation) =
        super::numbers::mean_and_sample_deviation(&densities).filter(|(_, deviation)| *deviation > 0.0)?;
    let by_region: Vec<usize> = chances.iter().map(|pair| pair.region).collect();
    let by_industry: Vec<usize> = chances.iter().map(|pair| pair.industry).collect();
    let groups = [(by_region.as_slice(), regions), (by_industry.as_slice(), industries)];
    let x = within(
        densities.iter().map(|density| (density - mean) / deviation).collect(),
        groups,
    );
    let y = within(chances.iter().map(|pair| pair.entered).collect(), groups);
    let squares = sum(x.iter().map(|value| value * value));
    if squares <= 1e-9 * of_count(chances.len()) {
        return None;
    }
    let slope = sum(x.iter().zip(&y).map(|(x, y)| x * y)) / squares;
    let mut scores = vec![0.0; regions];
    for ((x, y), region) in x.iter().zip(&y).zip(&by_region) {
        if let Some(score) = scores.get_mut(*region) {
            *score += x * (y - slope * x);
        }
    }
    let used = of_count(scores.iter().filter(|score| **score != 0.0).count());
    let correction = if used > 1.0 { used / (used - 1.0) } else { 1.0 };
    let variance = correction * sum(scores.iter().map(|score| score * score)) / (squares * squares);
    Some((slope, variance.sqrt()))
}

/// The values with the means of both groupings taken out.
fn within(mut values: Vec<f64>, groups: [(&[usize], usize); 2]) -> Vec<f64> {
    for _round in 0..200 {
        let mut largest = 0.0_f64;
        for (group_of, count) in groups {
            let mut means = vec![(0.0, 0.0); count];
            for (value, group) in values.iter().zip(group_of) {
                if let Some((total, size)) = means.get_mut(*group) {
                    *total += value;
                    *size += 1.0;
                }
            }
            for (value, group) in values.iter_mut().zip(group_of) {
                if let Some((total, size)) = means.get(*group) {
                    let mean = total / f64::max(*size, 1.0);
                    *value -= mean;
                    largest = largest.max(mean.abs());
                }
            }
        }
        if largest < 1e-12 {
            break;
        }
    }
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_where_density_is_high_have_a_positive_effect_and_a_lift() {
        let start = Presence::from_fn(6, 5, |row, column| column <= row % 2);
        let density = Grid::from_fn(6, 5, |row, column| Some(of_count((row * 7 + column * 3) % 11) / 11.0));
        let end = Presence::from_fn(6, 5, |row, column| column <= row % 2 || (row * 7 + column * 3) % 11 > 7);
        let found = entry_evidence(&start, &end, &density).unwrap();
        assert_eq!(found.pairs, 30 - 9);
        assert!(found.effect.unwrap() > 0.0 && found.standard_error.unwrap() > 0.0);
        assert!(found.lift.unwrap() > 1.0);
    }

    #[test]
    fn without_entries_there_is_no_lift() {
        let start = Presence::from_fn(3, 3, |row, column| column < row);
        let density = Grid::from_fn(3, 3, |row, column| Some(of_count(row + column)));
        let found = entry_evidence(&start, &start, &density).unwrap();
        assert_eq!((found.entries, found.lift), (0, None));
        assert_eq!(entry_evidence(&start, &Presence::default(), &density), None);
    }
}
