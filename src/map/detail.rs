//! Levels of detail of the regions: which one a zoom needs, and how far its borders may stray.
//!
//! Small files have one level, the true one. Thinning is done by `arcs`, on the map's thread.

use crate::figure::view::WORLD_AT_ZOOM_0_PT;

/// The zooms at which a finer level begins; below the first is the coarsest, above the last the true one.
const STEPS: [f64; 4] = [4.0, 6.0, 8.0, 10.0];
/// A border may stray from the true one by so much on the screen, in points.
const STRAYS_PT: f64 = 0.35;
/// Regions with fewer corners in all are always drawn as they are.
const FEW_CORNERS: usize = 60_000;

/// A level of detail, 0 the coarsest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Detail(u8);

impl Detail {
    /// The true borders.
    pub(super) const TRUE: Self = Self(4);

    /// The level that a zoom needs where there are so many corners.
    pub(super) fn for_zoom(zoom: f64, corners: usize) -> Self {
        if corners <= FEW_CORNERS {
            return Self::TRUE;
        }
        let passed = STEPS.iter().filter(|step| zoom >= **step).count();
        Self(u8::try_from(passed).unwrap_or(Self::TRUE.0))
    }

    /// How far borders may stray, on the unit square; 0 for the true ones.
    pub(super) fn tolerance(self) -> f64 {
        let next = STEPS.get(usize::from(self.0));
        next.map_or(0.0, |zoom| STRAYS_PT / (WORLD_AT_ZOOM_0_PT * zoom.exp2()))
    }

    /// How many levels lie between two.
    pub(super) fn distance(self, other: Self) -> u8 {
        self.0.abs_diff(other.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_grow_finer_with_the_zoom_and_small_files_have_one() {
        let many = FEW_CORNERS + 1;
        let levels = [2.0, 4.0, 6.5, 8.0, 10.0, 14.0].map(|zoom| Detail::for_zoom(zoom, many));
        assert!(levels.is_sorted());
        assert_eq!((levels[0], levels[5]), (Detail(0), Detail::TRUE));
        assert!(Detail(0).tolerance() > Detail(3).tolerance() && Detail::TRUE.tolerance() == 0.0);
        assert_eq!(Detail::for_zoom(2.0, 100), Detail::TRUE);
    }
}
