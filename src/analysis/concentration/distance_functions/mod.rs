//! At which distances points gather: Ripley's K and L ([`ripley`]), Duranton and Overman's Kd ([`duranton_overman`]), Marcon and
//! Puech's M ([`marcon_puech`]), each with envelopes of chance ([`envelope`]).
//!
//! Points are those of a plane, in km or any other unit. Where points gather is the business of [`super::density`] and
//! [`super::footprints`].

pub mod comparison;
pub mod duranton_overman;
pub mod envelope;
pub mod marcon_puech;
pub mod ripley;

mod pair_distances;

use super::Reason;
use envelope::Envelope;

/// A function of distance, with what chance would give where simulations were asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    /// The distances, ascending, in the unit of the points.
    pub radii: Vec<f64>,
    /// The function at each.
    pub observed: Vec<Result<f64, Reason>>,
    /// What it is without any pattern: by theory where there is one, else the mean of the simulations.
    pub expected: Vec<Option<f64>>,
    /// The band of chance; `None` without simulations.
    pub envelope: Option<Envelope>,
}

/// Where a curve leaves the band of chance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Above the global band.
    Localized,
    /// Below it, and nowhere above.
    Dispersed,
    /// Within.
    Neither,
}

impl Curve {
    /// Whether the curve lies above the global band at each distance.
    #[must_use]
    pub fn is_localized(&self) -> Vec<bool> {
        let highs = self.envelope.iter().flat_map(|envelope| &envelope.global_high);
        let pairs = self.observed.iter().zip(highs);
        pairs
            .map(|(observed, high)| observed.is_ok_and(|observed| observed > *high))
            .collect()
    }

    /// What the curve says on the whole; `None` without an envelope.
    #[must_use]
    pub fn verdict(&self) -> Option<Verdict> {
        let envelope = self.envelope.as_ref()?;
        if self.is_localized().contains(&true) {
            return Some(Verdict::Localized);
        }
        let mut pairs = self.observed.iter().zip(&envelope.global_low);
        let is_below = pairs.any(|(observed, low)| observed.is_ok_and(|observed| observed < *low));
        Some(if is_below { Verdict::Dispersed } else { Verdict::Neither })
    }
}
