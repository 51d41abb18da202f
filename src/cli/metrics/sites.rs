//! The members that the tables of points look at: all with a place, and those of the industry or cluster that was asked for.

use std::collections::BTreeSet;

use super::Failure;
use super::request::Request;
use crate::analysis::concentration::plane::{Plane, Point};
use crate::document::{Document, IndustryId, LonLat, Member};

/// Members with a place.
pub(super) struct Sites<'a> {
    /// The members in the order of the file.
    pub(super) members: Vec<&'a Member>,
    /// Their places.
    pub(super) places: Vec<LonLat>,
    /// Which of them were asked for; all where nothing was.
    pub(super) is_chosen: Vec<bool>,
}

impl<'a> Sites<'a> {
    pub(super) fn of(document: &'a Document, request: &Request) -> Result<Self, Failure> {
        let cluster = request.cluster(document)?;
        let industry = request.industry(document)?;
        let fields: BTreeSet<IndustryId> = industry.into_iter().collect();
        let mut sites = Self {
            members: Vec::new(),
            places: Vec::new(),
            is_chosen: Vec::new(),
        };
        for member in &document.members {
            let Some(place) = member.position else { continue };
            let of_cluster = cluster.is_none_or(|cluster| {
                member
                    .memberships
                    .iter()
                    .any(|membership| membership.cluster == cluster)
            });
            let of_field = fields.is_empty()
                || member
                    .industries
                    .iter()
                    .any(|industry| is_part(document, *industry, &fields));
            sites.members.push(member);
            sites.places.push(place);
            sites.is_chosen.push(of_cluster && of_field);
        }
        Ok(sites)
    }

    /// The places of the chosen.
    pub(super) fn chosen(&self) -> Vec<LonLat> {
        let places = self.places.iter().zip(&self.is_chosen);
        places.filter(|(_, chosen)| **chosen).map(|(place, _)| *place).collect()
    }

    /// The plane of all members, with their points; `None` where none has a place.
    pub(super) fn on_plane(&self) -> Option<(Plane, Vec<Point>)> {
        let plane = Plane::of(&self.places)?;
        Some((plane, plane.project_all(&self.places)))
    }
}

/// Whether an industry is one of the fields or a part of one.
fn is_part(document: &Document, industry: IndustryId, fields: &BTreeSet<IndustryId>) -> bool {
    let mut next = Some(industry);
    for _ in 0..32 {
        let Some(now) = next else { return false };
        if fields.contains(&now) {
            return true;
        }
        next = document.industry(now).and_then(|industry| industry.parent);
    }
    false
}
