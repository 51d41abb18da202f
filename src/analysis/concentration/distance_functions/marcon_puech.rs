//! Marcon and Puech's M (2010, 2017): how much more of the neighborhood of members is of their kind than elsewhere.
//!
//! `M(r) = Σ_i [Σ_{j∈S', j≠i, d≤r} w_j / Σ_{j≠i, d≤r} w_j] / Σ_i [(W_S' − w_i 1(S=S'))/(W − w_i)]` over the members `i` of `S` with
//! any neighbor within `r`; 1 is the density of all activity. Oracle: `dbmss`.

use rayon::prelude::*;

use super::super::Reason;
use super::super::plane::Point;
use super::Curve;
use super::envelope::{Simulations, envelope};
use crate::analysis::numbers::sum;
use crate::analysis::progress::{Cancelled, Progress};
use crate::analysis::random::{Chance, Deck};

/// All activity, with the two kinds that are looked at.
#[derive(Clone, Copy, Debug)]
pub struct Activity<'a> {
    /// The places.
    pub points: &'a [Point],
    /// How much each weighs, such as its jobs.
    pub weights: &'a [f64],
    /// Which are the centers (S).
    pub is_center: &'a [bool],
    /// Which are counted around them (S'), often the same.
    pub is_counted: &'a [bool],
}

/// One point with all that is asked of it.
#[derive(Clone, Copy, Debug)]
struct Site {
    at: Point,
    weight: f64,
    is_center: bool,
    is_counted: bool,
}

/// M at each of the ascending radii; a reason where no member has a neighbor within. `O(centers × points)`.
#[must_use]
pub fn m(activity: &Activity<'_>, radii: &[f64]) -> Vec<Result<f64, Reason>> {
    m_of(&sites(activity), radii)
}

fn sites(activity: &Activity<'_>) -> Vec<Site> {
    let kinds = activity.is_center.iter().zip(activity.is_counted);
    let mut sites: Vec<Site> = activity
        .points
        .iter()
        .zip(activity.weights)
        .zip(kinds)
        .map(|((at, weight), (is_center, is_counted))| Site {
            at: *at,
            weight: *weight,
            is_center: *is_center,
            is_counted: *is_counted,
        })
        .collect();
    // From west to east, so that each looks at a strip only.
    sites.sort_by(|one, other| {
        let ([ax, ay], [bx, by]) = (one.at, other.at);
        ax.total_cmp(&bx).then(ay.total_cmp(&by))
    });
    sites
}

fn m_of(sites: &[Site], radii: &[f64]) -> Vec<Result<f64, Reason>> {
    let all = sum(sites.iter().map(|site| site.weight));
    let counted = sum(sites.iter().filter(|site| site.is_counted).map(|site| site.weight));
    let squares: Vec<f64> = radii.iter().map(|radius| radius * radius).collect();
    // For each center and radius the local share, and beside it the share elsewhere.
    let centers: Vec<(Vec<Option<f64>>, f64)> = sites
        .par_iter()
        .enumerate()
        .filter(|(_, site)| site.is_center)
        .map(|(place, site)| {
            let own = if site.is_counted { site.weight } else { 0.0 };
            let elsewhere = (counted - own) / (all - site.weight);
            (local_shares(sites, place, site, &squares), elsewhere)
        })
        .collect();
    let at = |place: usize| {
        let known = centers
            .iter()
            .filter_map(|(shares, elsewhere)| Some((shares.get(place).copied()??, *elsewhere)));
        let (shares, others): (Vec<f64>, Vec<f64>) = known.unzip();
        if shares.is_empty() {
            return Err(Reason::NonePaired);
        }
        let below = sum(others);
        if below > 0.0 {
            Ok(sum(shares) / below)
        } else {
            Err(Reason::NoWeight)
        }
    };
    (0..radii.len()).map(at).collect()
}

/// What share of the weight around one center, within each radius, is counted; `None` without neighbors.
fn local_shares(sites: &[Site], place: usize, site: &Site, squares: &[f64]) -> Vec<Option<f64>> {
    let farthest = squares.last().copied().unwrap_or(0.0).sqrt();
    let [x, y] = site.at;
    let start = sites.partition_point(|other| {
        let [other_x, _] = other.at;
        other_x < x - farthest
    });
    let mut rings = vec![(0.0, 0.0); squares.len()];
    for (index, other) in sites.iter().enumerate().skip(start) {
        let [other_x, other_y] = other.at;
        let (dx, dy) = (other_x - x, other_y - y);
        if dx > farthest {
            break;
        }
        let distance_squared = dx * dx + dy * dy;
        if index == place || distance_squared > farthest * farthest {
            continue;
        }
        let ring = squares.partition_point(|square| *square < distance_squared);
        if let Some((all, counted)) = rings.get_mut(ring) {
            *all += other.weight;
            if other.is_counted {
                *counted += other.weight;
            }
        }
    }
    let (mut all, mut counted) = (0.0, 0.0);
    rings
        .into_iter()
        .map(|(ring_all, ring_counted)| {
            all += ring_all;
            counted += ring_counted;
            (all > 0.0).then(|| counted / all)
        })
        .collect()
}

/// The curve with bands of chance: every point keeps its kind and weight, and the places are dealt out anew.
///
/// # Errors
///
/// Where nobody waits any more.
pub fn m_curve(
    activity: &Activity<'_>,
    radii: &[f64],
    simulations: Simulations,
    progress: &dyn Progress,
) -> Result<Curve, Cancelled> {
    let sites = sites(activity);
    let envelope = envelope(simulations, radii.len(), progress, |chance: &mut Chance| {
        let mut order = Vec::with_capacity(sites.len());
        Deck::of(sites.len()).deal(chance, sites.len(), &mut order);
        let dealt: Vec<Site> = sites
            .iter()
            .zip(order)
            .filter_map(|(site, other)| sites.get(other as usize).map(|other| Site { at: site.at, ..*other }))
            .collect();
        m_of(&dealt, radii)
            .into_iter()
            .map(|value| value.unwrap_or(f64::NAN))
            .collect()
    })?;
    Ok(Curve {
        radii: radii.to_vec(),
        observed: m_of(&sites, radii),
        expected: vec![Some(1.0); radii.len()],
        envelope,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_kinds_that_keep_apart_gather_among_themselves() {
        let points: Vec<Point> = (0..10)
            .map(|place| [f64::from(place % 5) + f64::from(place / 5) * 100.0, 0.0])
            .collect();
        let is_member: Vec<bool> = (0..10).map(|place| place < 5).collect();
        let activity = Activity {
            points: &points,
            weights: &[1.0; 10],
            is_center: &is_member,
            is_counted: &is_member,
        };
        let found = m(&activity, &[0.5, 1.0, 1_000.0]);
        assert_eq!(found[0], Err(Reason::NonePaired));
        assert!((found[1].unwrap() - 9.0 / 4.0).abs() < 1e-12);
        assert!((found[2].unwrap() - 1.0).abs() < 1e-12);
        let curve = m_curve(&activity, &[1.0, 2.0], Simulations { count: 99, seed: 1 }, &()).unwrap();
        assert_eq!(curve.verdict(), Some(super::super::Verdict::Localized));
    }
}
