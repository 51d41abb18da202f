//! Ripley's K (1976) and Besag's L (1977): how many points lie within each distance of a point, against an even pattern.
//!
//! `K(r) = |W|/(n(n−1)) Σ_{i≠j} e_ij 1(d_ij ≤ r)`, `L = √(K/π)`; without a pattern `K = π r²`, `L = r`. Corrections for the edge of the
//! window: none, isotropic (Ripley), translation (Ohser). Oracle: `spatstat`.

use std::f64::consts::PI;

use rayon::prelude::*;

use super::super::Reason;
use super::super::plane::Point;
use super::super::window::Window;
use super::Curve;
use super::envelope::{Simulations, envelope};
use crate::analysis::numbers::of_count;
use crate::analysis::progress::{Cancelled, Progress};

/// Points are handed to threads in pieces of this size, whatever the number of threads, so that sums never change.
const PIECE: usize = 64;
/// No pair counts more often than this, as in `spatstat`.
const MOST: f64 = 100.0;

/// How the edge of the window is made up for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Correction {
    /// By the share of the circle around a point, through the other, that lies inside.
    #[default]
    Isotropic,
    /// By the share of the window that stays inside when moved from one point to the other.
    Translation,
    /// Not at all.
    None,
}

impl Correction {
    /// As on the command line.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Isotropic => "isotropic",
            Self::Translation => "translation",
            Self::None => "none",
        }
    }

    /// The correction that a word names.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Isotropic, Self::Translation, Self::None]
            .into_iter()
            .find(|correction| correction.word() == word)
    }
}

/// K at each of the ascending radii. `O(n k)` for `k` points in a strip as wide as the largest radius.
///
/// # Errors
///
/// For fewer than two points or a window without area.
pub fn k(points: &[Point], window: &Window, radii: &[f64], correction: Correction) -> Result<Vec<f64>, Reason> {
    if points.len() < 2 {
        return Err(Reason::TooFew);
    }
    if window.area() <= 0.0 {
        return Err(Reason::NoArea);
    }
    let mut sorted = points.to_vec();
    sorted.sort_unstable_by(|[ax, ay], [bx, by]| ax.total_cmp(bx).then(ay.total_cmp(by)));
    let edges: Vec<f64> = match correction {
        Correction::Isotropic => sorted.par_iter().map(|point| window.distance_to_edge(*point)).collect(),
        Correction::Translation | Correction::None => vec![0.0; sorted.len()],
    };
    let rings = Rings::new(radii);
    let parts: Vec<Vec<f64>> = (0..sorted.len().div_ceil(PIECE))
        .into_par_iter()
        .map(|piece| piece_sums(&sorted, &edges, window, correction, &rings, piece))
        .collect();
    let count = of_count(points.len());
    let scale = window.area() / (count * (count - 1.0));
    let mut running = 0.0;
    let at = |ring: usize| {
        running += parts.iter().filter_map(|part| part.get(ring)).sum::<f64>();
        running * scale
    };
    Ok((0..radii.len()).map(at).collect())
}

/// L of K.
#[must_use]
pub fn l(k: f64) -> f64 {
    (k / PI).sqrt()
}

/// Finds the first radius that reaches a distance.
struct Rings {
    squares: Vec<f64>,
    farthest: f64,
}

impl Rings {
    fn new(radii: &[f64]) -> Self {
        Self {
            squares: radii.iter().map(|radius| radius * radius).collect(),
            farthest: radii.last().copied().unwrap_or(0.0),
        }
    }

    fn of(&self, distance_squared: f64) -> usize {
        self.squares.partition_point(|square| *square < distance_squared)
    }
}

/// The sums of one piece of points with all points to the east of each, both ways, for each ring.
fn piece_sums(
    sorted: &[Point],
    edges: &[f64],
    window: &Window,
    correction: Correction,
    rings: &Rings,
    piece: usize,
) -> Vec<f64> {
    let mut sums = vec![0.0; rings.squares.len()];
    let farthest_squared = rings.farthest * rings.farthest;
    let points = sorted.iter().zip(edges).enumerate();
    for (place, (point, edge)) in points.skip(piece * PIECE).take(PIECE) {
        let [x, y] = *point;
        let others = sorted.iter().zip(edges).skip(place + 1);
        for (other, other_edge) in others.take_while(|([other_x, _], _)| other_x - x <= rings.farthest) {
            let [other_x, other_y] = *other;
            let (dx, dy) = (other_x - x, other_y - y);
            let distance_squared = dx * dx + dy * dy;
            if distance_squared > farthest_squared {
                continue;
            }
            let both = match correction {
                Correction::None => 2.0,
                Correction::Translation => 2.0 * (window.area() / window.covariance([dx, dy])).min(MOST),
                Correction::Isotropic => {
                    let inside = |from: Point, edge: f64| {
                        if distance_squared <= edge * edge {
                            return 1.0;
                        }
                        (1.0 / window.share_of_circle(from, distance_squared.sqrt())).min(MOST)
                    };
                    inside(*point, *edge) + inside(*other, *other_edge)
                }
            };
            if let Some(sum) = sums.get_mut(rings.of(distance_squared)) {
                *sum += both;
            }
        }
    }
    sums
}

/// K and L with bands of chance: as many points are put anywhere in the window.
///
/// # Errors
///
/// Where nobody waits any more; the inner one as [`k`].
pub fn curves(
    points: &[Point],
    window: &Window,
    radii: &[f64],
    correction: Correction,
    simulations: Simulations,
    progress: &dyn Progress,
) -> Result<Result<(Curve, Curve), Reason>, Cancelled> {
    let observed = match k(points, window, radii, correction) {
        Ok(observed) => observed,
        Err(reason) => return Ok(Err(reason)),
    };
    let bands = envelope(simulations, radii.len(), progress, |chance| {
        let drawn: Vec<Point> = points.iter().filter_map(|_| window.random_point(chance)).collect();
        k(&drawn, window, radii, correction).unwrap_or_else(|_| vec![f64::NAN; radii.len()])
    })?;
    // L rises with K, so the bands of L are those of K, but for the mean.
    let bands_of_l = bands.clone().map(|mut bands| {
        let columns = [
            &mut bands.mean,
            &mut bands.low,
            &mut bands.high,
            &mut bands.global_low,
            &mut bands.global_high,
        ];
        columns.into_iter().flatten().for_each(|value| *value = l(*value));
        bands
    });
    let of = |observed: Vec<f64>, expected: fn(f64) -> f64, envelope| Curve {
        radii: radii.to_vec(),
        observed: observed.into_iter().map(Ok).collect(),
        expected: radii.iter().map(|radius| Some(expected(*radius))).collect(),
        envelope,
    };
    let observed_l = observed.iter().map(|value| l(*value)).collect();
    Ok(Ok((
        of(observed, |radius| PI * radius * radius, bands),
        of(observed_l, |radius| radius, bands_of_l),
    )))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::random::Chance;

    #[test]
    fn an_even_pattern_has_the_k_of_circles_by_every_correction_and_window() {
        let hexagon: Vec<Point> = (0..6)
            .map(|corner| {
                let angle = f64::from(corner) * PI / 3.0;
                [60.0 * angle.cos(), 60.0 * angle.sin()]
            })
            .collect();
        for window in [Window::rectangle([0.0, 0.0], [100.0, 80.0]), Window::ring(&hexagon)] {
            let mut chance = Chance::of_unit(5, 0);
            let points: Vec<Point> = (0..1_500).filter_map(|_| window.random_point(&mut chance)).collect();
            for correction in [Correction::Isotropic, Correction::Translation] {
                let found = k(&points, &window, &[5.0, 15.0], correction).unwrap();
                for (k, radius) in found.iter().zip([5.0, 15.0]) {
                    assert!(
                        (l(*k) - radius).abs() < 0.03 * radius,
                        "{correction:?} {radius} {}",
                        l(*k)
                    );
                }
            }
            let without = k(&points, &window, &[15.0], Correction::None).unwrap();
            assert!(l(without[0]) < 14.5);
        }
    }
}
