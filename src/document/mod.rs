//! What a region file means. This part of the room holds the words that every other room shares: ids and the spheres.

mod helix;
mod ids;

pub use helix::Helix;
pub use ids::{MemberId, RegionId};
