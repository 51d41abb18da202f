//! How an industry is spread over regions: Hoover's index, the location Gini, the plain Gini and Theil's index.
//!
//! `t_r` is the region's share of the industry, `b_r` its share of a base such as all jobs, population or area. Which regions are
//! looked at is decided by the callers; plants are the business of [`super::agglomeration`].

use std::collections::BTreeMap;

use super::numbers::{of_count, sum};

/// An industry over regions beside its base.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Spread {
    /// `t_r` with `b_r`.
    shares: Vec<(f64, f64)>,
    /// Regions that have some of the industry and nothing of the base: left out, and worth an error.
    without_base: Vec<usize>,
}

impl Spread {
    /// The spread of `values` beside `base`, region by region; `None` where there is none of the industry or of the base.
    ///
    /// Regions without a published value or base take no part. A region with activity but no base is left out and named by
    /// [`Spread::without_base`].
    #[must_use]
    pub fn new(values: &[Option<f64>], base: &[Option<f64>]) -> Option<Self> {
        let mut kept = Vec::with_capacity(values.len());
        let mut without_base = Vec::new();
        for (place, (value, base)) in values.iter().zip(base).enumerate() {
            match (value, base) {
                (Some(value), Some(base)) if *base > 0.0 => kept.push((*value, *base)),
                (Some(value), _) if *value > 0.0 => without_base.push(place),
                _ => {}
            }
        }
        let (of_industry, of_base) = (
            sum(kept.iter().map(|(value, _)| *value)),
            sum(kept.iter().map(|(_, base)| *base)),
        );
        (of_industry > 0.0 && of_base > 0.0).then(|| Self {
            shares: kept
                .into_iter()
                .map(|(value, base)| (value / of_industry, base / of_base))
                .collect(),
            without_base,
        })
    }

    /// The places of regions that have some of the industry and nothing of the base.
    #[must_use]
    pub fn without_base(&self) -> &[usize] {
        &self.without_base
    }

    /// Hoover's index of localization `½ Σ_r |t_r − b_r|`, 0 to below 1 (Hoover 1936): the part of the industry that would have to
    /// move for it to be spread as the base is.
    #[must_use]
    pub fn hoover(&self) -> f64 {
        sum(self.shares.iter().map(|(own, base)| (own - base).abs())) / 2.0
    }

    /// The location Gini weighted by the base: `1 − Σ_k (T_k + T_{k−1})(B_k − B_{k−1})` over regions ordered by `t_r/b_r`, from 0 to
    /// one less the base share of a region that holds everything (Krugman 1991; Kim, Barkley & Henry 2000).
    #[must_use]
    pub fn location_gini(&self) -> f64 {
        let mut ordered = self.shares.clone();
        ordered.sort_by(|(own, base), (other, other_base)| (own / base).total_cmp(&(other / other_base)));
        let mut below = 0.0;
        let steps = ordered.into_iter().map(|(own, base)| {
            let step = (2.0 * below + own) * base;
            below += own;
            step
        });
        1.0 - sum(steps)
    }
}

/// The Gini coefficient over regions of equal weight, 0 to `1 − 1/R`; 0 for one region, `None` where everything is zero.
#[must_use]
pub fn gini(values: &[Option<f64>]) -> Option<f64> {
    let sorted = super::numbers::sorted(values.iter().flatten().copied());
    let total = sum(sorted.iter().copied());
    if total <= 0.0 {
        return None;
    }
    let count = of_count(sorted.len());
    let weighted = sum(sorted
        .iter()
        .enumerate()
        .map(|(place, value)| (2.0 * of_count(place + 1) - count - 1.0) * value));
    Some(weighted / (count * total))
}

/// Theil's index T over regions of equal weight, `Σ_r t ln(R t)` in nats, 0 to `ln R` (Theil 1967); `None` where everything is zero.
#[must_use]
pub fn theil(values: &[Option<f64>]) -> Option<f64> {
    let known: Vec<f64> = values.iter().flatten().copied().collect();
    let total = sum(known.iter().copied());
    let count = of_count(known.len());
    let shares = known.iter().map(|value| value / total).filter(|share| *share > 0.0);
    (total > 0.0).then(|| sum(shares.map(|share| share * (count * share).ln())).max(0.0))
}

/// Theil's index taken apart by groups of regions.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct TheilParts {
    /// The part between groups.
    pub between: f64,
    /// The part within groups.
    pub within: f64,
}

/// Theil's index T between and within groups of regions; the two add up to [`theil`]. `None` where everything is zero.
///
/// `groups` gives the group of each region.
#[must_use]
pub fn theil_by_group(values: &[Option<f64>], groups: &[usize]) -> Option<TheilParts> {
    let mut by_group: BTreeMap<usize, Vec<f64>> = BTreeMap::new();
    for (value, group) in values.iter().zip(groups) {
        if let Some(value) = value {
            by_group.entry(*group).or_default().push(*value);
        }
    }
    let total = sum(by_group.values().flatten().copied());
    let count = of_count(by_group.values().map(Vec::len).sum());
    if total <= 0.0 {
        return None;
    }
    let mut parts = TheilParts::default();
    for members in by_group.values() {
        let share = sum(members.iter().copied()) / total;
        if share > 0.0 {
            parts.between += share * (share * count / of_count(members.len())).ln();
            let own: Vec<Option<f64>> = members.iter().copied().map(Some).collect();
            parts.within += share * theil(&own).unwrap_or(0.0);
        }
    }
    Some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: [[f64; 3]; 3] = [[120.0, 40.0, 40.0], [30.0, 160.0, 60.0], [50.0, 100.0, 400.0]];
    const BASE: [Option<f64>; 3] = [Some(200.0), Some(300.0), Some(500.0)];

    fn close(found: Option<f64>, expected: f64) {
        assert!((found.unwrap() - expected).abs() < 5e-7, "{found:?} against {expected}");
    }

    #[test]
    fn the_worked_example_comes_out() {
        let hoover = [0.4, 0.34, 0.227_273];
        let location = [0.44, 0.352, 0.236_364];
        let plain = [0.266_667, 0.346_667, 0.424_242];
        let theils = [0.148_342, 0.216_049, 0.339_065];
        for (place, column) in COLUMNS.iter().enumerate() {
            let column = column.map(Some);
            let spread = Spread::new(&column, &BASE).unwrap();
            close(Some(spread.hoover()), hoover[place]);
            close(Some(spread.location_gini()), location[place]);
            close(gini(&column), plain[place]);
            close(theil(&column), theils[place]);
            let parts = theil_by_group(&column, &[0, 0, 1]).unwrap();
            close(theil(&column), parts.between + parts.within);
        }
    }

    #[test]
    fn activity_without_a_base_is_named_and_left_out() {
        let spread = Spread::new(&[Some(5.0), Some(5.0)], &[Some(0.0), Some(7.0)]).unwrap();
        assert_eq!((spread.without_base(), spread.hoover()), (&[0][..], 0.0));
        assert_eq!(Spread::new(&[Some(0.0)], &[Some(1.0)]), None);
        assert_eq!((gini(&[Some(0.0), Some(0.0)]), gini(&[Some(7.0)])), (None, Some(0.0)));
        assert_eq!(theil(&[Some(0.0), None]), None);
    }
}
