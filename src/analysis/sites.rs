//! The members that the methods of points look at: those with a place, and among them the chosen ones.
//!
//! Which members are looked at at all (a filter) and which are chosen (an industry, a cluster, a sphere) is the caller's wish. What is
//! computed from them is the business of [`super::concentration`].

use crate::analysis::concentration::plane::{Plane, Point};
use crate::document::{ClusterId, Document, Helix, IndustryId, LonLat, Member, MemberId};

/// Which members are chosen: all that hold every wish that is stated.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Choice {
    /// Those of this sphere.
    pub helix: Option<Helix>,
    /// Those of this cluster.
    pub cluster: Option<ClusterId>,
    /// Those of this industry or of a part of it.
    pub industry: Option<IndustryId>,
    /// Those of this field in words.
    pub field: Option<String>,
}

impl Choice {
    /// Whether a member is chosen.
    #[must_use]
    pub fn holds(&self, document: &Document, member: &Member) -> bool {
        let of_helix = self.helix.is_none_or(|helix| member.helix == helix);
        let of_field = self.field.is_none() || member.field == self.field;
        let is_in = |cluster| member.memberships.iter().any(|own| own.cluster == cluster);
        let of_cluster = self.cluster.is_none_or(is_in);
        let works_in = |wanted| member.industries.iter().any(|own| is_part(document, *own, wanted));
        of_helix && of_field && of_cluster && self.industry.is_none_or(works_in)
    }
}

/// Members with a place.
#[derive(Clone, Debug, Default)]
pub struct Sites<'a> {
    /// The members in the order of the file.
    pub members: Vec<(MemberId, &'a Member)>,
    /// Their places.
    pub places: Vec<LonLat>,
    /// Which of them are chosen.
    pub is_chosen: Vec<bool>,
}

impl<'a> Sites<'a> {
    /// The located ones of `members`. `O(members)`.
    #[must_use]
    pub fn of(
        document: &'a Document,
        members: impl IntoIterator<Item = (MemberId, &'a Member)>,
        choice: &Choice,
    ) -> Self {
        let mut sites = Self::default();
        for (id, member) in members {
            let Some(place) = member.position else { continue };
            sites.members.push((id, member));
            sites.places.push(place);
            sites.is_chosen.push(choice.holds(document, member));
        }
        sites
    }

    /// The located members of the whole file.
    #[must_use]
    pub fn of_file(document: &'a Document, choice: &Choice) -> Self {
        let members = document.members.iter().enumerate();
        Self::of(
            document,
            members.map(|(place, member)| (MemberId::at(place), member)),
            choice,
        )
    }

    /// The located members of a list, such as those that pass a filter.
    #[must_use]
    pub fn of_list(document: &'a Document, listed: &[MemberId], choice: &Choice) -> Self {
        let members = listed.iter().filter_map(|id| Some((*id, document.member(*id)?)));
        Self::of(document, members, choice)
    }

    /// The chosen members with their places.
    pub fn chosen_members(&self) -> impl Iterator<Item = (MemberId, &'a Member)> {
        let members = self.members.iter().zip(&self.is_chosen);
        members.filter(|(_, chosen)| **chosen).map(|(member, _)| *member)
    }

    /// The places of the chosen.
    #[must_use]
    pub fn chosen(&self) -> Vec<LonLat> {
        let places = self.places.iter().zip(&self.is_chosen);
        places.filter(|(_, chosen)| **chosen).map(|(place, _)| *place).collect()
    }

    /// The plane of all members, with their points; `None` where none has a place.
    #[must_use]
    pub fn on_plane(&self) -> Option<(Plane, Vec<Point>)> {
        let plane = Plane::of(&self.places)?;
        Some((plane, plane.project_all(&self.places)))
    }

    /// How many persons each employs; `None` where it is not stated.
    #[must_use]
    pub fn employees(&self) -> Vec<Option<f64>> {
        self.members.iter().map(|(_, member)| member.employees).collect()
    }
}

/// Whether an industry is another or a part of it. Chains of parents longer than 32 are circles.
fn is_part(document: &Document, industry: IndustryId, wanted: IndustryId) -> bool {
    let mut next = Some(industry);
    for _ in 0..32 {
        let Some(now) = next else { return false };
        if now == wanted {
            return true;
        }
        next = document.industry(now).and_then(|industry| industry.parent);
    }
    false
}
