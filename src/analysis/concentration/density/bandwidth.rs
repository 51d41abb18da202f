//! Rules that choose how far points spread from how they lie.
//!
//! None works where all points coincide: then the reader must say.

use super::super::centrography::{median_distance_to_center, standard_distance};
use super::super::plane::Point;
use super::super::{Figure, Reason};
use crate::analysis::numbers::{mean_and_sample_deviation, of_count, quantile_of_sorted, sorted, sum};

/// The covariance of a Gaussian.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Covariance {
    /// Of x.
    pub xx: f64,
    /// Of x and y.
    pub xy: f64,
    /// Of y.
    pub yy: f64,
}

/// Kish's effective number of points: `(Σ w)²/Σ w²`, their number without weights.
#[must_use]
pub fn effective_count(count: usize, weights: Option<&[f64]>) -> f64 {
    weights.map_or_else(
        || of_count(count),
        |weights| {
            let squares = sum(weights.iter().map(|weight| weight * weight));
            if squares > 0.0 {
                sum(weights.iter().copied()).powi(2) / squares
            } else {
                0.0
            }
        },
    )
}

/// Scott's factor `n^(−1/6)` on the plane, that of Silverman, too (Scott 1992; Silverman 1986).
#[must_use]
pub fn scott_factor(effective_count: f64) -> f64 {
    effective_count.powf(-1.0 / 6.0)
}

/// Scott's rule with the full covariance (n − 1; with weights as `scipy` has it) by the square of the factor.
///
/// # Errors
///
/// For fewer than two points, no weight, or points that coincide.
pub fn scott_covariance(points: &[Point], weights: Option<&[f64]>) -> Result<Covariance, Reason> {
    if points.len() < 2 {
        return Err(Reason::TooFew);
    }
    let ones;
    let weights = if let Some(weights) = weights {
        weights
    } else {
        ones = vec![1.0; points.len()];
        &ones
    };
    let total = sum(weights.iter().copied());
    if total <= 0.0 {
        return Err(Reason::NoWeight);
    }
    let squares = sum(weights.iter().map(|weight| (weight / total).powi(2)));
    let mean = |axis: fn(&Point) -> f64| {
        sum(points
            .iter()
            .zip(weights)
            .map(|(point, weight)| weight / total * axis(point)))
    };
    let (mx, my) = (mean(|[x, _]| *x), mean(|[_, y]| *y));
    let moment = |of: fn(f64, f64) -> f64| {
        let products = points
            .iter()
            .zip(weights)
            .map(|([x, y], weight)| weight / total * of(x - mx, y - my));
        sum(products) / (1.0 - squares)
    };
    let factor = scott_factor(1.0 / squares).powi(2);
    let covariance = Covariance {
        xx: factor * moment(|x, _| x * x),
        xy: factor * moment(|x, y| x * y),
        yy: factor * moment(|_, y| y * y),
    };
    if covariance.xx + covariance.yy > 0.0 {
        Ok(covariance)
    } else {
        Err(Reason::AllCoincide)
    }
}

/// One bandwidth for both axes by Scott's rule: the root mean square of the two standard deviations by the factor.
///
/// # Errors
///
/// For fewer than two points or points that coincide.
pub fn scott(points: &[Point], weights: Option<&[f64]>) -> Figure {
    scott_covariance(points, weights).map(|covariance| f64::midpoint(covariance.xx, covariance.yy).sqrt())
}

/// The default search radius of `ArcGIS`: `0.9 min(SD, √(1/ln 2) D_m) n^(−0.2)`, from the standard distance and the median distance
/// to the mean center.
///
/// # Errors
///
/// For fewer than two points or points that coincide.
pub fn default_search_radius(points: &[Point]) -> Figure {
    if points.len() < 2 {
        return Err(Reason::TooFew);
    }
    let by_median = median_distance_to_center(points)? / std::f64::consts::LN_2.sqrt();
    let by_distance = standard_distance(points, None)?;
    // A median of zero (more than half coincide) says nothing of the rest.
    let smaller = if by_median > 0.0 {
        by_distance.min(by_median)
    } else {
        by_distance
    };
    if smaller <= 0.0 {
        return Err(Reason::AllCoincide);
    }
    Ok(0.9 * smaller * of_count(points.len()).powf(-0.2))
}

/// Silverman's rule of thumb on a line: `0.9 min(sd, IQR/1.34) n^(−0.2)` (sample deviation, quartiles of type 7).
///
/// # Errors
///
/// For fewer than two values or equal ones.
pub fn rule_of_thumb(values: &[f64]) -> Figure {
    let (_, deviation) = mean_and_sample_deviation(values).ok_or(Reason::TooFew)?;
    let sorted = sorted(values.iter().copied());
    let quartiles = quantile_of_sorted(&sorted, 0.25).zip(quantile_of_sorted(&sorted, 0.75));
    let (low, high) = quartiles.ok_or(Reason::TooFew)?;
    thumb(deviation, high - low, of_count(values.len())).ok_or(Reason::AllCoincide)
}

/// The rule from its parts; the deviation alone where the middle half coincides.
pub(in super::super) fn thumb(deviation: f64, quartile_range: f64, count: f64) -> Option<f64> {
    let narrow = quartile_range / 1.34;
    let smaller = if narrow > 0.0 { deviation.min(narrow) } else { deviation };
    (smaller > 0.0).then(|| 0.9 * smaller * count.powf(-0.2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_that_coincide_choose_no_bandwidth() {
        let points = [[1.0, 2.0]; 5];
        assert_eq!(scott(&points, None), Err(Reason::AllCoincide));
        assert_eq!(default_search_radius(&points), Err(Reason::AllCoincide));
        assert_eq!(rule_of_thumb(&[3.0; 4]), Err(Reason::AllCoincide));
        assert_eq!(scott(&points[..1], None), Err(Reason::TooFew));
    }
}
