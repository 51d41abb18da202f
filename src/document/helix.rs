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

impl Helix {
    /// All spheres in the order in which they are listed.
    pub const ALL: [Self; 7] = [
        Self::Industry,
        Self::Academia,
        Self::Government,
        Self::ClusterOrganization,
        Self::Finance,
        Self::CivilSociety,
        Self::Other,
    ];

    /// The word of the file format.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Industry => "industry",
            Self::Academia => "academia",
            Self::Government => "government",
            Self::ClusterOrganization => "cluster_organization",
            Self::Finance => "finance",
            Self::CivilSociety => "civil_society",
            Self::Other => "other",
        }
    }

    /// The sphere that a word of the file names; `None` for a word that the format does not know.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|helix| helix.word() == word)
    }
}
