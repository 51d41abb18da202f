//! Indices of a region's mix of industries: how far it is from the benchmark's, and how concentrated it is.
//!
//! Every index reads a [`Mix`]: the region's shares beside the benchmark's, `s_ri = x_ri/x_r` and `s_i = x_i/x`. Industries without a
//! published value take no part; that this is so is said by the callers, who also decide which industries are compared. An empty
//! region has no mix, and none of the indices.

use super::numbers::{of_count, sum};

/// The shares of a region and of its benchmark, industry by industry.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mix {
    /// `x_r`, all of the region.
    total: f64,
    /// `x`, all of the benchmark; `None` where it is not known.
    benchmark_total: Option<f64>,
    /// `x_ri` with `x_i`, for industries with a published value.
    pairs: Vec<(f64, Option<f64>)>,
    /// How many industries there are, published or not.
    industry_count: usize,
}

impl Mix {
    /// The mix of a region with this total; `None` for an empty region, or one without a total or a published industry.
    ///
    /// `values` and `benchmark` are `x_ri` and `x_i`, industry by industry.
    #[must_use]
    pub fn new(
        values: &[Option<f64>],
        total: Option<f64>,
        benchmark: &[Option<f64>],
        benchmark_total: Option<f64>,
    ) -> Option<Self> {
        let total = total.filter(|total| *total > 0.0)?;
        let known = values
            .iter()
            .zip(benchmark)
            .filter_map(|(own, all)| Some(((*own)?, *all)));
        let pairs: Vec<(f64, Option<f64>)> = known.collect();
        (!pairs.is_empty()).then_some(Self {
            total,
            benchmark_total: benchmark_total.filter(|total| *total > 0.0),
            pairs,
            industry_count: values.len(),
        })
    }

    /// The mix of values that add up to their total, without a benchmark.
    #[must_use]
    pub fn of_values(values: &[f64]) -> Option<Self> {
        let values: Vec<Option<f64>> = values.iter().copied().map(Some).collect();
        let total = sum(values.iter().flatten().copied());
        Self::new(&values, Some(total), &vec![None; values.len()], None)
    }

    /// `s_ri`, for industries with a published value.
    fn shares(&self) -> impl Iterator<Item = f64> + '_ {
        self.pairs.iter().map(|(own, _)| own / self.total)
    }

    /// `s_ri` with `s_i`; `None` where the benchmark does not say how large one of the industries is.
    fn share_pairs(&self) -> Option<Vec<(f64, f64)>> {
        let all = self.benchmark_total?;
        self.pairs
            .iter()
            .map(|(own, industry)| Some((own / self.total, (*industry)? / all)))
            .collect()
    }

    /// `K_r = Σ_i |s_ri − s_i|`, 0 to below 2: 0 mirrors the benchmark (Krugman 1991, with the nation that holds the region).
    /// Half of it is the coefficient of specialization of Hoover and Florence.
    #[must_use]
    pub fn krugman(&self) -> Option<f64> {
        let pairs = self.share_pairs()?;
        Some(sum(pairs.into_iter().map(|(own, all)| (own - all).abs())))
    }

    /// The index against the benchmark without the region, 0 to 2; `None` where nothing is left of it.
    ///
    /// It holds for regions that are part of their benchmark; whether one is, the caller knows.
    #[must_use]
    pub fn krugman_of_rest(&self) -> Option<f64> {
        let rest = self.benchmark_total? - self.total;
        if rest <= 0.0 {
            return None;
        }
        let gaps: Option<Vec<f64>> = self
            .pairs
            .iter()
            .map(|(own, industry)| Some((own / self.total - (((*industry)? - own) / rest)).abs()))
            .collect();
        gaps.map(sum)
    }

    /// The coefficient of specialization of Hoover and Florence: half of [`Mix::krugman`], 0 to below 1.
    #[must_use]
    pub fn coefficient_of_specialization(&self) -> Option<f64> {
        self.krugman().map(|index| index / 2.0)
    }

    /// The index of Herfindahl (1950) and Hirschman (1945) `Σ_i s_ri²`, from `1/I` to 1.
    #[must_use]
    pub fn herfindahl(&self) -> f64 {
        sum(self.shares().map(|share| share * share))
    }

    /// `(HHI − 1/I)/(1 − 1/I)`, 0 to 1; `None` for one industry.
    #[must_use]
    pub fn herfindahl_normalized(&self) -> Option<f64> {
        let least = 1.0 / of_count(self.industry_count);
        (self.industry_count > 1).then(|| (self.herfindahl() - least) / (1.0 - least))
    }

    /// The entropy `−Σ s log2 s` in bits, from 0 (Shannon 1948); an industry with nobody adds nothing.
    #[must_use]
    pub fn shannon_bits(&self) -> f64 {
        entropy_bits(self.shares())
    }

    /// `2^H`: as many industries of equal size have the same entropy (Hill number of order 1).
    #[must_use]
    pub fn effective_industries(&self) -> f64 {
        self.shannon_bits().exp2()
    }

    /// `1/HHI`: as many industries of equal size have the same concentration (Hill number of order 2).
    #[must_use]
    pub fn effective_industries_by_herfindahl(&self) -> Option<f64> {
        let index = self.herfindahl();
        (index > 0.0).then(|| 1.0 / index)
    }

    /// `Σ_i s_ri ln(s_ri/s_i)` in nats, from 0 (Theil 1967); `None` where the benchmark has none of an industry of the region.
    #[must_use]
    pub fn theil_relative(&self) -> Option<f64> {
        let pairs = self.share_pairs()?;
        let terms: Option<Vec<f64>> = pairs
            .into_iter()
            .filter(|(own, _)| *own > 0.0)
            .map(|(own, all)| (all > 0.0).then(|| own * (own / all).ln()))
            .collect();
        terms.map(sum)
    }

    /// `1/Σ_i (s_ri²/s_i)`, above 0 to 1: 1 mirrors the benchmark (Hachman, University of Utah); `None` where the benchmark has none
    /// of an industry of the region.
    #[must_use]
    pub fn hachman(&self) -> Option<f64> {
        let pairs = self.share_pairs()?;
        let terms: Option<Vec<f64>> = pairs
            .into_iter()
            .filter(|(own, _)| *own > 0.0)
            .map(|(own, all)| (all > 0.0).then(|| own * own / all))
            .collect();
        terms.map(sum).filter(|total| *total > 0.0).map(|total| 1.0 / total)
    }
}

/// `Σ_i |s_ri − s_qi|` between two regions, 0 to 2 (Krugman 1991); industries that one of them does not publish take no part.
/// `None` where one of them is empty.
#[must_use]
pub fn krugman_between(
    first: &[Option<f64>],
    first_total: Option<f64>,
    second: &[Option<f64>],
    second_total: Option<f64>,
) -> Option<f64> {
    let (first_total, second_total) = (
        first_total.filter(|total| *total > 0.0)?,
        second_total.filter(|total| *total > 0.0)?,
    );
    let pairs = first.iter().zip(second).filter_map(|(a, b)| Some(((*a)?, (*b)?)));
    Some(sum(pairs.map(|(a, b)| (a / first_total - b / second_total).abs())))
}

/// `−Σ p log2 p` with `0 log 0 = 0`. A certain outcome gives 0, not its negative.
fn entropy_bits(shares: impl Iterator<Item = f64>) -> f64 {
    let terms = shares.filter(|share| *share > 0.0).map(|share| share * share.log2());
    (-sum(terms)).max(0.0)
}

/// How varied a region is between groups of related industries and within them, in bits.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Variety {
    /// The entropy over all industries; the sum of the two others.
    pub total: f64,
    /// The entropy over the groups.
    pub unrelated: f64,
    /// The entropies within the groups, weighted by the groups' shares.
    pub related: f64,
}

/// Related and unrelated variety (Frenken, Van Oort & Verburg 2007, by the decomposition of Theil 1972).
///
/// `values` are the industries' numbers, `groups` the group of each industry. `None` for an empty region, or where an industry has no
/// group. Groups without anybody are passed over.
#[must_use]
pub fn variety(values: &[Option<f64>], groups: &[Option<usize>], total: Option<f64>) -> Option<Variety> {
    let total = total.filter(|total| *total > 0.0)?;
    if groups.len() < values.len() || groups.iter().any(Option::is_none) || values.iter().all(Option::is_none) {
        return None;
    }
    let mut by_group: std::collections::BTreeMap<usize, Vec<f64>> = std::collections::BTreeMap::new();
    for (value, group) in values.iter().zip(groups.iter().flatten()) {
        if let Some(value) = value {
            by_group.entry(*group).or_default().push(value / total);
        }
    }
    let sizes: Vec<f64> = by_group.values().map(|shares| sum(shares.iter().copied())).collect();
    let within = by_group.values().zip(&sizes).filter(|(_, size)| **size > 0.0);
    let related = sum(within.map(|(shares, size)| size * entropy_bits(shares.iter().map(|share| share / size))));
    Some(Variety {
        total: entropy_bits(values.iter().flatten().map(|value| value / total)),
        unrelated: entropy_bits(sizes.iter().copied()),
        related,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORKED: [[f64; 3]; 3] = [[120.0, 30.0, 50.0], [40.0, 160.0, 100.0], [40.0, 60.0, 400.0]];
    const NATION: [Option<f64>; 3] = [Some(200.0), Some(250.0), Some(550.0)];

    fn mixes() -> Vec<Mix> {
        let mix = |row: &[f64; 3]| Mix::new(&row.map(Some), Some(row.iter().sum()), &NATION, Some(1_000.0));
        WORKED.iter().filter_map(mix).collect()
    }

    fn assert_all(found: impl Fn(&Mix) -> Option<f64>, expected: [f64; 3]) {
        for (mix, expected) in mixes().iter().zip(expected) {
            assert!(
                (found(mix).unwrap() - expected).abs() < 5e-7,
                "{:?} against {expected}",
                found(mix)
            );
        }
    }

    #[test]
    fn the_worked_example_comes_out() {
        assert_all(Mix::krugman, [0.8, 0.566_667, 0.5]);
        assert_all(Mix::krugman_of_rest, [1.0, 0.809_524, 1.0]);
        assert_all(|mix| Some(mix.herfindahl()), [0.445, 0.413_333, 0.6608]);
        assert_all(|mix| Some(mix.shannon_bits()), [1.352_724, 1.399_581, 0.916_118]);
        assert_all(Mix::theil_relative, [0.385_429, 0.183_112, 0.138_375]);
        assert_all(Mix::hachman, [0.499_093, 0.699_943, 0.797_934]);
        let found = variety(
            &[Some(40.0), Some(10.0), Some(30.0), Some(20.0)],
            &[Some(0), Some(0), Some(1), Some(1)],
            Some(100.0),
        )
        .unwrap();
        assert!((found.total - 1.846_439).abs() < 1e-6 && (found.unrelated - 1.0).abs() < 1e-12);
        assert!((found.total - found.unrelated - found.related).abs() < 1e-12);
    }

    #[test]
    fn an_empty_region_has_no_mix_and_one_industry_no_normalized_index() {
        assert_eq!(Mix::of_values(&[0.0, 0.0]), None);
        let alone = Mix::of_values(&[5.0]).unwrap();
        assert_eq!((alone.herfindahl(), alone.herfindahl_normalized()), (1.0, None));
        assert_eq!(alone.krugman(), None);
        assert_eq!(variety(&[Some(1.0)], &[None], Some(1.0)), None);
    }

    #[test]
    fn two_regions_without_a_common_industry_are_farthest_apart() {
        let between = krugman_between(&[Some(1.0), Some(0.0)], Some(1.0), &[Some(0.0), Some(9.0)], Some(9.0));
        assert_eq!(between, Some(2.0));
    }
}
