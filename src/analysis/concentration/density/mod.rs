//! How dense points lie: kernel density at places and as a raster (Silverman 1986), with corrections for the edge of an area
//! (Diggle 1985; Jones 1993).
//!
//! `f(p) = Σ w_k K_h(p − p_k)` is an intensity, per square unit of the plane (per km²); divided by `Σ w` it is a density. The
//! bandwidth is `h`: the standard deviation of the Gaussian, the radius of the others. Rules that choose one stand in [`bandwidth`],
//! rasters in [`raster`]. Oracles: `scipy`, `scikit-learn`, `spatstat`.

pub mod bands;
pub mod bandwidth;
pub mod raster;
pub mod surface;

use std::f64::consts::{PI, TAU};

use rayon::prelude::*;

use super::plane::Point;
use super::window::{Round, Window};
use crate::analysis::geodesy::great_circle_km;
use crate::document::LonLat;

/// The shape of what each point spreads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kernel {
    /// `exp(−d²/2h²)/(2π h²)`.
    #[default]
    Gaussian,
    /// `2/(π h²) (1 − d²/h²)` within `h`.
    Epanechnikov,
    /// `3/(π h²) (1 − d²/h²)²` within `h`.
    Quartic,
}

impl Kernel {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Gaussian, Self::Epanechnikov, Self::Quartic];

    /// As on the command line.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Gaussian => "gaussian",
            Self::Epanechnikov => "epanechnikov",
            Self::Quartic => "quartic",
        }
    }

    /// The height at a squared distance, for a bandwidth above 0; the volume is 1.
    #[must_use]
    pub fn height(self, distance_squared: f64, bandwidth: f64) -> f64 {
        let square = bandwidth * bandwidth;
        let share = distance_squared / square;
        match self {
            Self::Gaussian => (-share / 2.0).exp() / (TAU * square),
            Self::Epanechnikov => 2.0 / (PI * square) * (1.0 - share).max(0.0),
            Self::Quartic => 3.0 / (PI * square) * (1.0 - share).max(0.0).powi(2),
        }
    }
}

/// A kernel with its bandwidth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// The shape.
    pub kernel: Kernel,
    /// The bandwidth, above 0, in the unit of the points.
    pub bandwidth: f64,
}

impl Round for Spread {
    fn mass_over_square(&self, distance_squared: f64) -> f64 {
        let square = self.bandwidth * self.bandwidth;
        let share = distance_squared / square;
        let mass_over_share = match self.kernel {
            Kernel::Gaussian if share < 1e-8 => 0.5 - share / 8.0,
            Kernel::Gaussian => -(-share / 2.0).exp_m1() / share,
            Kernel::Epanechnikov => 2.0 - share,
            Kernel::Quartic => 3.0 - 3.0 * share + share * share,
        };
        mass_over_share / square
    }

    fn reach(&self) -> f64 {
        match self.kernel {
            Kernel::Gaussian => 8.5 * self.bandwidth,
            Kernel::Epanechnikov | Kernel::Quartic => self.bandwidth,
        }
    }
}

/// How the edge of an area is made up for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EdgeCorrection {
    /// Not at all.
    #[default]
    None,
    /// `f(p) / ∫ K(p − q) dq` over the area: true for an even pattern.
    Uniform,
    /// `Σ w_k K(p − p_k) / ∫ K(p_k − q) dq`: keeps the sum of the weights (Jones 1993; Diggle 1985).
    JonesDiggle,
}

/// Points that spread, with the area that they lie in.
#[derive(Clone, Copy, Debug)]
pub struct Pattern<'a> {
    /// The points.
    pub points: &'a [Point],
    /// Their weights; each 1 without any.
    pub weights: Option<&'a [f64]>,
    /// The area and how its edge is made up for; a point outside it is left as it is.
    pub edge: Option<(&'a Window, EdgeCorrection)>,
}

impl Pattern<'_> {
    fn weight(&self, place: usize) -> f64 {
        self.weights
            .map_or(1.0, |weights| weights.get(place).copied().unwrap_or(0.0))
    }

    /// The weights, those of Jones and Diggle divided by what falls inside.
    fn corrected_weights(&self, spread: Spread) -> Vec<f64> {
        let divided = |(place, point): (usize, &Point)| match self.edge {
            Some((window, EdgeCorrection::JonesDiggle)) => self.weight(place) / inside(window, *point, spread),
            _ => self.weight(place),
        };
        self.points.par_iter().enumerate().map(divided).collect()
    }
}

/// The share of a kernel inside a window; 1 for centers outside it or so far that nothing falls inside.
fn inside(window: &Window, point: Point, spread: Spread) -> f64 {
    let share = window.share_inside(point, &spread);
    if share > 0.0 { share } else { 1.0 }
}

/// The intensity at places, summed over every point. `O(places × points)`, exact.
#[must_use]
pub fn intensity_at(places: &[Point], pattern: &Pattern<'_>, spread: Spread) -> Vec<f64> {
    let weights = pattern.corrected_weights(spread);
    let at = |place: &Point| {
        let [x, y] = *place;
        let sum: f64 = pattern
            .points
            .iter()
            .zip(&weights)
            .map(|([px, py], weight)| {
                let (dx, dy) = (px - x, py - y);
                weight * spread.kernel.height(dx * dx + dy * dy, spread.bandwidth)
            })
            .sum();
        match pattern.edge {
            Some((window, EdgeCorrection::Uniform)) => sum / inside(window, *place, spread),
            _ => sum,
        }
    };
    places.par_iter().map(at).collect()
}

/// The density (integral 1) at places of a Gaussian that spreads as far and as aslant as a covariance says, such as Scott's.
/// 0 everywhere for a covariance without area.
#[must_use]
pub fn density_with_covariance(
    places: &[Point],
    points: &[Point],
    weights: Option<&[f64]>,
    covariance: bandwidth::Covariance,
) -> Vec<f64> {
    // The covariance becomes round by turning and stretching the plane (Cholesky).
    let a = covariance.xx.sqrt();
    let b = covariance.xy / a;
    let c = (covariance.yy - b * b).sqrt();
    if !(a > 0.0 && c > 0.0) {
        return vec![0.0; places.len()];
    }
    let whitened =
        |points: &[Point]| -> Vec<Point> { points.iter().map(|[x, y]| [x / a, (y - b * x / a) / c]).collect() };
    let points = whitened(points);
    let total = weights.map_or(points.len() as f64, |weights| weights.iter().sum());
    let pattern = Pattern {
        points: &points,
        weights,
        edge: None,
    };
    let spread = Spread {
        kernel: Kernel::Gaussian,
        bandwidth: 1.0,
    };
    let intensity = intensity_at(&whitened(places), &pattern, spread);
    intensity.into_iter().map(|value| value / (total * a * c)).collect()
}

/// The intensity per km² at places of the earth, with great circles in the planar kernel: for bandwidths far below the earth's radius.
#[must_use]
pub fn intensity_on_earth(places: &[LonLat], points: &[LonLat], weights: Option<&[f64]>, spread: Spread) -> Vec<f64> {
    let weight = |place: usize| weights.map_or(1.0, |weights| weights.get(place).copied().unwrap_or(0.0));
    let at = |place: &LonLat| {
        let heights = points.iter().enumerate().map(|(index, point)| {
            weight(index)
                * spread
                    .kernel
                    .height(great_circle_km(*place, *point).powi(2), spread.bandwidth)
        });
        heights.sum()
    };
    places.par_iter().map(at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_point_has_the_height_of_its_kernel() {
        let pattern = Pattern {
            points: &[[0.0, 0.0]],
            weights: None,
            edge: None,
        };
        let spread = Spread {
            kernel: Kernel::Gaussian,
            bandwidth: 1.0,
        };
        let at_origin = intensity_at(&[[0.0, 0.0]], &pattern, spread);
        assert!((at_origin[0] - 0.159_154_943_092).abs() < 1e-12);
        assert!(intensity_at(&[[0.0, 0.0]], &Pattern { points: &[], ..pattern }, spread)[0].abs() < 1e-300);
    }

    #[test]
    fn half_of_a_kernel_on_a_straight_edge_lies_inside() {
        let window = Window::rectangle([0.0, 0.0], [100.0, 100.0]);
        for kernel in Kernel::ALL {
            let spread = Spread { kernel, bandwidth: 2.0 };
            assert!(
                (window.share_inside([0.0, 50.0], &spread) - 0.5).abs() < 1e-10,
                "{kernel:?}"
            );
            assert!(
                (window.share_inside([100.0, 0.0], &spread) - 0.25).abs() < 1e-10,
                "{kernel:?}"
            );
            assert!(
                (window.share_inside([50.0, 50.0], &spread) - 1.0).abs() < 1e-10,
                "{kernel:?}"
            );
        }
        // The Gaussian of one side: Φ(1) at one bandwidth from the edge.
        let spread = Spread {
            kernel: Kernel::Gaussian,
            bandwidth: 2.0,
        };
        assert!((window.share_inside([2.0, 50.0], &spread) - 0.841_344_746_068_542_9).abs() < 1e-9);
    }
}
