//! Chosen members against all: the ratio of K under random labels, and K, L, Kd and M with the same distances and the same chance.
//!
//! One place for the panel and the tables. The functions themselves are the business of the siblings.

use super::super::Reason;
use super::super::hulls::convex_hull;
use super::super::plane::Point;
use super::super::window::Window;
use super::Curve;
use super::duranton_overman::{Precision, Sites, kd_curve, largest_distance};
use super::envelope::{Simulations, envelope_and_test};
use super::marcon_puech::{Activity, m_curve};
use super::ripley::{Correction, curves, k};
use crate::analysis::progress::{Cancelled, Progress};
use crate::analysis::random::{Chance, Deck};

/// How many distances are looked at where nobody chose.
const STEPS: u32 = 25;
/// Up to so many sites every pair is weighed for Kd; beyond, distances are counted in bins.
const MOST_EXACT_SITES: usize = 3_000;

/// Members with their jobs, and which of them are chosen.
#[derive(Clone, Copy, Debug)]
pub struct Compared<'a> {
    /// All places on a plane, in km.
    pub points: &'a [Point],
    /// The jobs of each; `None` where they are not stated.
    pub employees: &'a [Option<f64>],
    /// Which are chosen.
    pub is_chosen: &'a [bool],
}

/// Which distances, and how chance is drawn.
#[derive(Clone, Copy, Debug)]
pub struct Look<'a> {
    /// The distances, ascending.
    pub radii: &'a [f64],
    /// How the edge of the area is made up for, in K and L.
    pub correction: Correction,
    /// How chance is drawn.
    pub simulations: Simulations,
}

/// A curve, where it can be had, unless nobody waits any more.
pub type Outcome<T> = Result<Result<T, Reason>, Cancelled>;

/// Even steps up to the median of all distances.
///
/// # Errors
///
/// For fewer than two places.
pub fn usual_radii(points: &[Point]) -> Result<Vec<f64>, Reason> {
    let largest = largest_distance(points)?;
    Ok((1..=STEPS)
        .map(|step| largest * f64::from(step) / f64::from(STEPS))
        .collect())
}

impl Compared<'_> {
    /// The chosen places.
    #[must_use]
    pub fn chosen(&self) -> Vec<Point> {
        let points = self.points.iter().zip(self.is_chosen);
        points.filter(|(_, chosen)| **chosen).map(|(point, _)| *point).collect()
    }

    /// K and L of the chosen within the convex hull of all; chance puts as many anywhere in it.
    ///
    /// # Errors
    ///
    /// Where nobody waits any more.
    pub fn ripley(&self, look: Look<'_>, progress: &dyn Progress) -> Outcome<(Curve, Curve)> {
        let window = Window::ring(&convex_hull(self.points).ring);
        curves(
            &self.chosen(),
            &window,
            look.radii,
            look.correction,
            look.simulations,
            progress,
        )
    }

    /// Duranton and Overman's density of distances, unweighted; chance draws as many sites from all.
    ///
    /// # Errors
    ///
    /// Where nobody waits any more.
    pub fn kd(&self, look: Look<'_>, precision: Precision, progress: &dyn Progress) -> Outcome<Curve> {
        let sites = Sites {
            all: self.points,
            weights: None,
            is_member: self.is_chosen,
        };
        kd_curve(&sites, look.radii, precision, look.simulations, progress)
    }

    /// The precision that answers in time.
    #[must_use]
    pub fn usual_precision(&self) -> Precision {
        if self.points.len() <= MOST_EXACT_SITES {
            Precision::Exact
        } else {
            Precision::Binned
        }
    }

    /// The distance up to which K and L can be relied on: a quarter of the shorter side of the area that holds all places (Ripley 1976).
    /// Beyond it they rest on the correction of the edge more than on the places.
    #[must_use]
    pub fn trusted_km(&self) -> f64 {
        Window::ring(&convex_hull(self.points).ring).quarter_of_shorter_side()
    }

    /// Marcon and Puech's M of the jobs of those that state them; gives also how many those are.
    ///
    /// # Errors
    ///
    /// Where nobody waits any more.
    pub fn m(&self, look: Look<'_>, progress: &dyn Progress) -> Result<(Curve, usize), Cancelled> {
        let (mut points, mut weights, mut is_chosen) = (Vec::new(), Vec::new(), Vec::new());
        for ((point, employees), chosen) in self.points.iter().zip(self.employees).zip(self.is_chosen) {
            if let Some(employees) = employees.filter(|employees| *employees > 0.0) {
                points.push(*point);
                weights.push(employees);
                is_chosen.push(*chosen);
            }
        }
        let activity = Activity {
            points: &points,
            weights: &weights,
            is_center: &is_chosen,
            is_counted: &is_chosen,
        };
        Ok((
            m_curve(&activity, look.radii, look.simulations, progress)?,
            points.len(),
        ))
    }

    /// K of the chosen over K of all: above 1 where the chosen lie closer to each other than all do. Chance deals the labels anew among
    /// all places, so that borders and towns cancel out (Diggle & Chetwynd 1991); gives also the p of the whole curve.
    ///
    /// # Errors
    ///
    /// Where nobody waits any more.
    pub fn ratio(&self, look: Look<'_>, progress: &dyn Progress) -> Outcome<(Curve, Option<f64>)> {
        let window = Window::ring(&convex_hull(self.points).ring);
        let of = |points: &[Point]| k(points, &window, look.radii, Correction::None);
        let (all, own) = match (of(self.points), of(&self.chosen())) {
            (Ok(all), Ok(own)) => (all, own),
            (Err(reason), _) | (_, Err(reason)) => return Ok(Err(reason)),
        };
        let ratio = |own: &[f64]| -> Vec<f64> { own.iter().zip(&all).map(|(own, all)| own / all).collect() };
        let observed = ratio(&own);
        let count = self.is_chosen.iter().filter(|chosen| **chosen).count();
        let found = envelope_and_test(look.simulations, &observed, progress, |chance: &mut Chance| {
            let mut order = Vec::with_capacity(count);
            Deck::of(self.points.len()).deal(chance, count, &mut order);
            let drawn: Vec<Point> = order
                .iter()
                .filter_map(|place| self.points.get(*place as usize).copied())
                .collect();
            of(&drawn).map_or_else(|_| vec![f64::NAN; look.radii.len()], |own| ratio(&own))
        })?;
        let (envelope, p) = found.map_or((None, None), |(envelope, p)| (Some(envelope), Some(p)));
        let known = |value: f64| {
            if value.is_finite() {
                Ok(value)
            } else {
                Err(Reason::NonePaired)
            }
        };
        let curve = Curve {
            radii: look.radii.to_vec(),
            observed: observed.into_iter().map(known).collect(),
            expected: vec![Some(1.0); look.radii.len()],
            envelope,
        };
        Ok(Ok((curve, p)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heap_among_scattered_places_is_closer_and_a_random_choice_is_not() {
        let mut chance = Chance::of_unit(5, 0);
        let mut points: Vec<Point> = (0..120)
            .map(|_| [chance.normal() * 20.0, chance.normal() * 20.0])
            .collect();
        points.extend((0..20).map(|_| [chance.normal(), chance.normal()]));
        let heap: Vec<bool> = (0..140).map(|place| place >= 120).collect();
        let every: Vec<bool> = (0..140).map(|place| place % 7 == 0).collect();
        let radii = [2.0, 5.0, 10.0, 20.0];
        let look = Look {
            radii: &radii,
            correction: Correction::None,
            simulations: Simulations { count: 199, seed: 1 },
        };
        let p = |is_chosen: &[bool]| {
            let compared = Compared {
                points: &points,
                employees: &[None; 140],
                is_chosen,
            };
            compared.ratio(look, &()).unwrap().unwrap()
        };
        let (curve, least) = p(&heap);
        assert!(curve.observed[0].unwrap() > 2.0 && (least.unwrap() - 0.005).abs() < 1e-9);
        assert!(p(&every).1.unwrap() > 0.05);
    }

    #[test]
    fn too_few_have_no_ratio() {
        let compared = Compared {
            points: &[[0.0, 0.0], [1.0, 1.0], [2.0, 0.0]],
            employees: &[None; 3],
            is_chosen: &[true, false, false],
        };
        let look = Look {
            radii: &[1.0],
            correction: Correction::None,
            simulations: Simulations { count: 9, seed: 1 },
        };
        assert_eq!(compared.ratio(look, &()).unwrap().unwrap_err(), Reason::TooFew);
    }
}
