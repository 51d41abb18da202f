//! The spheres of the helix: which part of society a member belongs to.
//!
//! Their shapes and colors are the palette's; their names on screen are the catalogue's.

/// The sphere that a member belongs to, in the order in which spheres are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Helix {
    /// Firms.
    Industry,
    /// Universities and research organizations.
    Academia,
    /// Public bodies.
    Government,
    /// The organizations that coordinate clusters.
    ClusterOrganization,
    /// Banks, funds and investors.
    Finance,
    /// Associations and citizens.
    CivilSociety,
    /// Everything else, and words that the format does not know.
    Other,
}
