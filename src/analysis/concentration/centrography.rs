//! Where points lie on the whole and how they spread: mean and median center, standard distance, deviational ellipse, nearest neighbors.
//!
//! Points are those of a plane, in km or any other unit; results come in the same. Hulls are the business of [`super::hulls`].
//! Oracles: hand computation, `spatstat` for Clark and Evans; `pointpats` for the centers (its ellipse counts its angle from the
//! east, and its median stops early).

use super::plane::Point;
use super::spatial_index::Tree;
use super::{Figure, Reason};
use crate::analysis::numbers::{of_count, quantile_of_sorted, sorted, sum};
use rayon::prelude::*;

/// The median center is found to this share of the points' extent.
const MEDIAN_SHARE: f64 = 1e-12;
/// Axes that differ by less than this share are the same.
const ROUND: f64 = 1e-9;

/// Pairs each point with its weight; every weight is 1 without any.
fn weighted<'a>(points: &'a [Point], weights: Option<&'a [f64]>) -> impl Iterator<Item = (Point, f64)> + Clone + 'a {
    let given = weights.unwrap_or(&[]).iter().copied();
    let ones = std::iter::repeat_n(1.0, if weights.is_some() { 0 } else { points.len() });
    points.iter().copied().zip(given.chain(ones))
}

/// The mean of the coordinates, weighted where weights are given.
///
/// # Errors
///
/// Without points or weight.
pub fn mean_center(points: &[Point], weights: Option<&[f64]>) -> Result<Point, Reason> {
    let total = sum(weighted(points, weights).map(|(_, weight)| weight));
    if points.is_empty() {
        return Err(Reason::TooFew);
    }
    if total <= 0.0 {
        return Err(Reason::NoWeight);
    }
    let x = sum(weighted(points, weights).map(|([x, _], weight)| weight * x)) / total;
    let y = sum(weighted(points, weights).map(|([_, y], weight)| weight * y)) / total;
    Ok([x, y])
}

/// The point from which the distances to all add up to the least (Weiszfeld 1937; Vardi & Zhang 2000 where it meets a point;
/// Newton's method near the end), to a part in 10^12 of the extent. Of several such points, one.
///
/// # Errors
///
/// Without points or weight.
pub fn median_center(points: &[Point], weights: Option<&[f64]>) -> Result<Point, Reason> {
    let mut center = mean_center(points, weights)?;
    let extent = points
        .iter()
        .map(|[x, y]| {
            let [cx, cy] = center;
            (x - cx).hypot(y - cy)
        })
        .fold(0.0_f64, f64::max);
    let close = extent * MEDIAN_SHARE;
    for round in 0..10_000 {
        let step = pull(points, weights, center);
        let [x, y] = center;
        let next = match step.newton.filter(|_| round >= 20) {
            Some([dx, dy]) if dx.hypot(dy) < extent * 0.01 => {
                let tried = [x + dx, y + dy];
                let improves = pull(points, weights, tried).cost <= step.cost;
                if improves { tried } else { step.weiszfeld }
            }
            _ => step.weiszfeld,
        };
        let [next_x, next_y] = next;
        center = next;
        if (next_x - x).hypot(next_y - y) <= close {
            break;
        }
    }
    Ok(center)
}

struct Pull {
    cost: f64,
    weiszfeld: Point,
    newton: Option<Point>,
}

/// How the points draw a center.
fn pull(points: &[Point], weights: Option<&[f64]>, [x, y]: Point) -> Pull {
    let (mut cost, mut inverse, mut here) = (0.0, 0.0, 0.0);
    let (mut to_x, mut to_y) = (0.0, 0.0);
    let (mut gradient_x, mut gradient_y) = (0.0, 0.0);
    let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
    for ([px, py], weight) in weighted(points, weights) {
        let (dx, dy) = (px - x, py - y);
        let distance = dx.hypot(dy);
        cost += weight * distance;
        if distance <= 0.0 {
            here += weight;
            continue;
        }
        let share = weight / distance;
        inverse += share;
        to_x += share * px;
        to_y += share * py;
        gradient_x += share * dx;
        gradient_y += share * dy;
        let cube = share / (distance * distance);
        xx += cube * dy * dy;
        xy -= cube * dx * dy;
        yy += cube * dx * dx;
    }
    if inverse <= 0.0 {
        return Pull {
            cost,
            weiszfeld: [x, y],
            newton: None,
        };
    }
    let target = [to_x / inverse, to_y / inverse];
    let force = gradient_x.hypot(gradient_y);
    let weiszfeld = if here > 0.0 {
        // The center stands on a point, which holds it as strongly as it weighs.
        let share = if force > here { 1.0 - here / force } else { 0.0 };
        let [tx, ty] = target;
        [x + share * (tx - x), y + share * (ty - y)]
    } else {
        target
    };
    let determinant = xx * yy - xy * xy;
    let solvable = here <= 0.0 && determinant > 1e-12 * (xx + yy).powi(2);
    let newton = solvable.then(|| {
        [
            (yy * gradient_x - xy * gradient_y) / determinant,
            (xx * gradient_y - xy * gradient_x) / determinant,
        ]
    });
    Pull {
        cost,
        weiszfeld,
        newton,
    }
}

/// `√(Σ w d² / Σ w)` around the mean center (Bachi 1963).
///
/// # Errors
///
/// Without points or weight.
pub fn standard_distance(points: &[Point], weights: Option<&[f64]>) -> Figure {
    let [cx, cy] = mean_center(points, weights)?;
    let squares = weighted(points, weights).map(|([x, y], weight)| weight * ((x - cx).powi(2) + (y - cy).powi(2)));
    let total = sum(weighted(points, weights).map(|(_, weight)| weight));
    Ok((sum(squares) / total).sqrt())
}

/// The ellipse of one standard deviation along its axes (Lefever 1926; Yuill 1971).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ellipse {
    /// The mean center.
    pub center: Point,
    /// The standard deviation along the longer axis.
    pub major: f64,
    /// The standard deviation along the shorter axis.
    pub minor: f64,
    /// The direction of the longer axis in degrees clockwise from north, 0 to below 180; a reason where all directions are the same.
    pub angle_deg: Figure,
}

impl Ellipse {
    /// The axes as `CrimeStat` draws them, larger by `√(2n/(n−2))`; a reason for fewer than three points.
    ///
    /// # Errors
    ///
    /// For fewer than three points.
    pub fn crimestat_axes(&self, count: usize) -> Result<(f64, f64), Reason> {
        if count < 3 {
            return Err(Reason::TooFew);
        }
        let factor = (2.0 * of_count(count) / (of_count(count) - 2.0)).sqrt();
        Ok((self.major * factor, self.minor * factor))
    }
}

/// The axes of the (weighted) population covariance.
///
/// # Errors
///
/// Without points or weight.
pub fn deviational_ellipse(points: &[Point], weights: Option<&[f64]>) -> Result<Ellipse, Reason> {
    let [cx, cy] = mean_center(points, weights)?;
    let total = sum(weighted(points, weights).map(|(_, weight)| weight));
    let moment = |of: fn(f64, f64) -> f64| {
        sum(weighted(points, weights).map(|([x, y], weight)| weight * of(x - cx, y - cy))) / total
    };
    let (xx, xy, yy) = (moment(|x, _| x * x), moment(|x, y| x * y), moment(|_, y| y * y));
    let middle = f64::midpoint(xx, yy);
    let reach = ((xx - yy) / 2.0).hypot(xy);
    let angle_deg = if reach <= ROUND * middle || middle <= 0.0 {
        Err(Reason::Isotropic)
    } else {
        // Half the angle of the doubled axes, counter-clockwise from east, turned to clockwise from north.
        let from_east = 0.5 * (2.0 * xy).atan2(xx - yy);
        Ok((90.0 - from_east.to_degrees()).rem_euclid(180.0))
    };
    Ok(Ellipse {
        center: [cx, cy],
        major: (middle + reach).max(0.0).sqrt(),
        minor: (middle - reach).max(0.0).sqrt(),
        angle_deg,
    })
}

/// Clark and Evans's index (1954) of how far the nearest neighbor is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NearestNeighbors {
    /// The mean distance to the nearest other point.
    pub mean: f64,
    /// That mean over what it would be in a random pattern, `½ √(A/n)`: below 1 points cluster.
    pub index: Figure,
    /// How many standard errors (`0.26136/√(n²/A)`) the mean lies above the expectation.
    pub z: Figure,
    /// The index with Donnelly's correction (1978) for the edge of the area.
    pub index_donnelly: Figure,
}

/// The distances to the nearest neighbors against the area (and its perimeter) that the points could lie in.
///
/// # Errors
///
/// For fewer than two points.
pub fn nearest_neighbors(points: &[Point], area: f64, perimeter: f64) -> Result<NearestNeighbors, Reason> {
    if points.len() < 2 {
        return Err(Reason::TooFew);
    }
    let tree = Tree::new(points);
    let distances: Vec<f64> = points
        .par_iter()
        .map(|point| {
            let found = tree.nearest(point, 2);
            found.last().map_or(0.0, |found| found.distance_squared.sqrt())
        })
        .collect();
    let count = of_count(points.len());
    let mean = sum(distances) / count;
    if area <= 0.0 {
        // Points that coincide are as near as can be, whatever the area.
        let index = if mean == 0.0 { Ok(0.0) } else { Err(Reason::NoArea) };
        return Ok(NearestNeighbors {
            mean,
            index,
            z: Err(Reason::NoArea),
            index_donnelly: index,
        });
    }
    let expected = 0.5 * (area / count).sqrt();
    let corrected = expected + (0.0514 + 0.0412 / count.sqrt()) * perimeter / count;
    Ok(NearestNeighbors {
        mean,
        index: Ok(mean / expected),
        z: Ok((mean - expected) * (count * count / area).sqrt() / 0.26136),
        index_donnelly: Ok(mean / corrected),
    })
}

/// The median distance to the mean center.
///
/// # Errors
///
/// Without points.
pub fn median_distance_to_center(points: &[Point]) -> Figure {
    let [cx, cy] = mean_center(points, None)?;
    let distances = sorted(points.iter().map(|[x, y]| (x - cx).hypot(y - cy)));
    quantile_of_sorted(&distances, 0.5).ok_or(Reason::TooFew)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_points_have_an_ellipse_that_is_a_line() {
        let ellipse = deviational_ellipse(&[[0.0, 0.0], [2.0, 0.0]], None).unwrap();
        assert_eq!((ellipse.major, ellipse.minor, ellipse.angle_deg), (1.0, 0.0, Ok(90.0)));
        assert_eq!(ellipse.crimestat_axes(2), Err(Reason::TooFew));
        let square = [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]];
        assert_eq!(
            deviational_ellipse(&square, None).unwrap().angle_deg,
            Err(Reason::Isotropic)
        );
    }

    #[test]
    fn points_that_coincide_are_as_near_as_can_be() {
        let found = nearest_neighbors(&[[0.0, 0.0], [0.0, 0.0]], 0.0, 0.0).unwrap();
        assert_eq!(found.index, Ok(0.0));
        assert_eq!(nearest_neighbors(&[[0.0, 0.0]], 1.0, 4.0), Err(Reason::TooFew));
    }

    #[test]
    fn the_median_center_of_a_triangle_is_its_point_of_torricelli() {
        let [x, y] = median_center(&[[0.0, 0.0], [1.0, 0.0], [0.5, 3.0_f64.sqrt() / 2.0]], None).unwrap();
        assert!(
            (x - 0.5).abs() < 1e-10 && (y - 3.0_f64.sqrt() / 6.0).abs() < 1e-10,
            "{x} {y}"
        );
        let [x, y] = median_center(
            &[[0.0, 0.0], [10.0, 0.1], [-10.0, 0.1], [0.1, 7.0]],
            Some(&[9.0, 1.0, 1.0, 1.0]),
        )
        .unwrap();
        assert!(x.hypot(y) < 1e-9, "{x} {y}");
    }
}
