//! Geographic concentration: how values cluster over regions, and how members cluster in space.
//!
//! Pure functions over slices: values of units with spatial weights ([`weights`], [`autocorrelation`], [`hotspots`]), and points of a
//! plane in km or any other unit of length ([`density`], [`distance_functions`], [`footprints`], [`hulls`], [`centrography`]).
//! [`plane`] brings places of the earth onto such a plane. Which members, regions and years are looked at is the reader's choice and
//! comes in from outside. A number that cannot be had is a [`Reason`], never 0 or infinite.
//!
//! Unions, areas, centroids and exact turns are those of `geo`. The statistics are our own: no crate has spatial weights, conditional
//! permutations or edge corrections.

pub mod autocorrelation;
pub mod centrography;
pub mod density;
pub mod distance_functions;
pub mod footprints;
pub mod groups;
pub mod hexagons;
pub mod hotspots;
pub mod hulls;
pub mod pattern;
pub mod plane;
pub mod spatial_index;
pub mod summary;
pub mod weights;
pub mod window;
pub mod words;

/// Why there is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// All values are equal.
    NoVariance,
    /// There are fewer units or points than the formula needs.
    TooFew,
    /// The unit has no neighbors.
    NoNeighbors,
    /// Every unit is a neighbor, so there is nothing to compare with.
    EveryoneIsNeighbor,
    /// The unit itself has no value.
    NoValue,
    /// All points coincide, so that a bandwidth cannot be chosen from them.
    AllCoincide,
    /// The area around the points is zero.
    NoArea,
    /// No point has another within the radius.
    NonePaired,
    /// The weights add up to nothing.
    NoWeight,
    /// The same in every direction.
    Isotropic,
}

impl Reason {
    /// The message that says it.
    #[must_use]
    pub fn message_id(self) -> &'static str {
        match self {
            Self::NoVariance => "concentration-no-variance",
            Self::TooFew => "concentration-too-few",
            Self::NoNeighbors => "concentration-no-neighbors",
            Self::EveryoneIsNeighbor => "concentration-everyone-neighbor",
            Self::NoValue => "concentration-no-value",
            Self::AllCoincide => "concentration-all-coincide",
            Self::NoArea => "concentration-no-area",
            Self::NonePaired => "concentration-none-paired",
            Self::NoWeight => "concentration-no-weight",
            Self::Isotropic => "concentration-isotropic",
        }
    }
}

/// A number, or why there is none.
pub type Figure = Result<f64, Reason>;
