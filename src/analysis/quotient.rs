//! The location quotient and its relatives, one cell at a time.
//!
//! `x_ri` is the value of industry `i` in region `r`, `x_r` all of the region, `x_i` the industry in the benchmark, `x` all of the
//! benchmark. Every function is undefined (`None`) where a denominator is zero or an input is missing, never 0 or infinite. Where the
//! inputs come from is decided by the callers, what they mean to a reader by [`super::explained`].

use super::numbers::{mean_and_sample_deviation, sum};

/// The two-sided 95 % point of the normal distribution.
const NORMAL_95: f64 = 1.959_964;
/// An industry counts as present from this quotient on.
pub const PRESENT_FROM: f64 = 1.0;

/// The four numbers that a quotient is computed from.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Inputs {
    /// The industry in the region; `None` where it is not published.
    pub value: Option<f64>,
    /// All industries in the region.
    pub region_total: Option<f64>,
    /// The industry in the benchmark.
    pub benchmark_value: Option<f64>,
    /// All industries in the benchmark.
    pub benchmark_total: Option<f64>,
}

impl Inputs {
    /// `x_ri / x_r`: the share of the region that works in the industry, 0 to 1.
    #[must_use]
    pub fn region_share(&self) -> Option<f64> {
        ratio(self.value?, self.region_total?)
    }

    /// `x_i / x`: the share of the benchmark that works in the industry, 0 to 1.
    #[must_use]
    pub fn benchmark_share(&self) -> Option<f64> {
        ratio(self.benchmark_value?, self.benchmark_total?)
    }

    /// `(x_ri/x_r) / (x_i/x)`, from 0; 1 is the benchmark's share (Florence 1939, Hoover 1936; Balassa 1965).
    #[must_use]
    pub fn location_quotient(&self) -> Option<f64> {
        ratio(self.region_share()?, self.benchmark_share()?)
    }

    /// The quotient against the benchmark without the region, `(x_ri/x_r) / ((x_i − x_ri)/(x − x_r))`; undefined where the rest has none
    /// of the industry. It holds for a region that is part of its benchmark.
    #[must_use]
    pub fn quotient_of_rest(&self) -> Option<f64> {
        let rest = ratio(
            self.benchmark_value? - self.value?,
            self.benchmark_total? - self.region_total?,
        )?;
        ratio(self.region_share()?, rest)
    }

    /// `x_ri / x_i`: the region's share of the industry.
    #[must_use]
    pub fn national_share(&self) -> Option<f64> {
        ratio(self.value?, self.benchmark_value?)
    }

    /// `x_ri/x − x_r x_i/x²`, which sums to zero over rows and columns (Yu, Cai & Leung 2009).
    #[must_use]
    pub fn normalized_advantage(&self) -> Option<f64> {
        let total = self.benchmark_total?;
        let own = ratio(self.value?, total)?;
        Some(own - ratio(self.region_total?, total)? * ratio(self.benchmark_value?, total)?)
    }

    /// `x_ri/x_r − x_i/x`, between −1 and 1 (Hoen & Oosterhaven 2006).
    #[must_use]
    pub fn additive_advantage(&self) -> Option<f64> {
        Some(self.region_share()? - self.benchmark_share()?)
    }

    /// The same inputs with another value of the industry in the region.
    #[must_use]
    pub fn with_value(self, value: f64) -> Self {
        Self {
            value: Some(value),
            ..self
        }
    }
}

/// `a / b`, undefined where `b` is not above zero.
fn ratio(a: f64, b: f64) -> Option<f64> {
    (b > 0.0).then(|| a / b).filter(|ratio| ratio.is_finite())
}

/// `(LQ − 1)/(LQ + 1)`, from −1 to below 1 (Dalum, Laursen & Villumsen 1998).
#[must_use]
pub fn symmetric(location_quotient: f64) -> f64 {
    (location_quotient - 1.0) / (location_quotient + 1.0)
}

/// Whether the industry counts as present: the quotient is at least 1 (Hidalgo & Hausmann 2009).
#[must_use]
pub fn is_present(location_quotient: f64) -> bool {
    location_quotient >= PRESENT_FROM
}

/// `(LQ_r − mean)/sd` over the regions with a quotient, sample standard deviation (O'Donoghue & Gleave 2004).
///
/// Undefined for all where fewer than three regions have a quotient or all quotients are equal.
#[must_use]
pub fn standardized(quotients: &[Option<f64>]) -> Vec<Option<f64>> {
    let known: Vec<f64> = quotients.iter().flatten().copied().collect();
    let spread = mean_and_sample_deviation(&known).filter(|(_, deviation)| known.len() >= 3 && *deviation > 0.0);
    quotients
        .iter()
        .map(|quotient| {
            spread
                .zip(*quotient)
                .map(|((mean, deviation), quotient)| (quotient - mean) / deviation)
        })
        .collect()
}

/// How many establishments stand behind a quotient: in the cell, in the region, in the industry and in all of the benchmark.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Establishments {
    /// `u_ri`.
    pub cell: f64,
    /// `u_r`.
    pub region: f64,
    /// `u_i`.
    pub industry: f64,
    /// `u`.
    pub all: f64,
}

/// Whether the region is part of the benchmark that it is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The benchmark counts the region too.
    Part,
    /// The benchmark is another economy.
    Outside,
}

/// The 95 % interval of a quotient, by the delta method on its logarithm with establishments as the units that choose a place
/// (after Beyene & Moineddin 2005, with the overlap of part and whole).
///
/// Undefined where no establishment is in the cell.
#[must_use]
pub fn interval_95(location_quotient: f64, units: Establishments, standing: Standing) -> Option<(f64, f64)> {
    if units.cell <= 0.0 || units.industry <= 0.0 || units.region <= 0.0 || units.all <= 0.0 {
        return None;
    }
    let share_of_region = units.cell / units.region;
    let share_of_all = units.industry / units.all;
    let overlap = match standing {
        Standing::Part => 2.0 * (1.0 - share_of_region) / units.industry,
        Standing::Outside => 0.0,
    };
    let variance = (1.0 - share_of_region) / units.cell + (1.0 - share_of_all) / units.industry - overlap;
    let reach = (NORMAL_95 * variance.max(0.0).sqrt()).exp();
    Some((location_quotient / reach, location_quotient * reach))
}

/// The most that an unpublished value can be: what its totals leave after everything that is published.
///
/// Each pair is a published total and the published values under it that do not hold the cell. Undefined without any total; a
/// negative remainder (rounded tables) gives 0.
#[must_use]
pub fn largest_possible(remainders: impl IntoIterator<Item = (f64, f64)>) -> Option<f64> {
    let left = remainders
        .into_iter()
        .map(|(total, published)| (total - published).max(0.0));
    left.min_by(f64::total_cmp)
}

/// The yearly growth `(b/a)^(1/years) − 1` as a fraction; undefined for a start or a span of nothing, −1 for an end of nothing.
#[must_use]
pub fn yearly_growth(start: f64, end: f64, years: f64) -> Option<f64> {
    if start <= 0.0 || years <= 0.0 || end < 0.0 {
        return None;
    }
    Some((end / start).powf(1.0 / years) - 1.0)
}

/// The sum of the published values, and whether it is all of them; `None` where nothing is published.
#[must_use]
pub fn visible_sum(values: impl IntoIterator<Item = Option<f64>>) -> Option<(f64, bool)> {
    let values: Vec<Option<f64>> = values.into_iter().collect();
    let known: Vec<f64> = values.iter().flatten().copied().collect();
    if known.is_empty() {
        return None;
    }
    let is_complete = known.len() == values.len();
    Some((sum(known), is_complete))
}
