//! Reads the parts of a figure from what is explored: which regions, members and ties are drawn, and how they stand out.
//!
//! Classes, order, labels and legend are the business of `figure`; drawing is that of the map and the exports.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Session;
use super::concentration::marks::KnownMarks;
use super::marking::Marking;
use super::measures::MeasuresView;
use super::network::NetworkView;
use super::quotients::{QuotientView, field_codes};
use super::state::{Exploration, Layer, Selection};
use crate::document::{Document, MemberId, RegionId};
use crate::figure::anchor::Anchors;
use crate::figure::build::{
    ChoroplethPart, FigureParts, LinkPart, MOST_NAMED_REGIONS, MemberPart, Names, RegionPart, RegionValue, assemble,
};
use crate::figure::credit::Credit;
use crate::figure::legend::ChoroplethWords;
use crate::figure::mercator::Mercator;
use crate::figure::palette::FigureTheme;
use crate::figure::picture::{Emphasis, Figure};
use crate::figure::scale::ClassScale;
use crate::messages::{text, text_with};

/// Without a selection no more ties than this are drawn, the heaviest first: more would hide the map.
const MOST_TIES: usize = 4000;

/// So many members, ties and regions are put into a picture in about a millisecond.
const MARKS_AT_ONCE: usize = 6000;
/// The places of names in regions of so many corners are found in about a millisecond.
const CORNERS_AT_ONCE: usize = 600;

/// Everything that a picture is made from, shared with the session, so that a worker can make it.
#[derive(Clone, Debug)]
pub struct PictureSource {
    document: Arc<Document>,
    file_name: String,
    exploration: Exploration,
    visible_members: Arc<Vec<MemberId>>,
    network: Arc<NetworkView>,
    quotients: Option<Arc<QuotientView>>,
    /// The measures that are known, where what is drawn needs them, and whether they are those of the choice before.
    measures: Option<Arc<MeasuresView>>,
    measures_are_stale: bool,
    year: Option<i32>,
    benchmark: String,
    concentration: KnownMarks,
    anchors: Arc<Anchors>,
}

impl Session {
    /// The picture of what is explored now.
    #[must_use]
    pub fn figure(&self, theme: FigureTheme) -> Figure {
        self.picture_source().figure(theme)
    }

    /// What the picture of what is explored now is made from; costs next to nothing.
    #[must_use]
    pub fn picture_source(&self) -> PictureSource {
        PictureSource {
            document: Arc::clone(&self.document),
            file_name: self.file_name.clone(),
            exploration: self.exploration.clone(),
            visible_members: Arc::clone(&self.visible_members),
            network: Arc::clone(&self.network),
            quotients: self.quotients.clone(),
            measures: self.measures().filter(|_| self.exploration.needs_measures()).cloned(),
            measures_are_stale: self.measures_are_stale(),
            year: self.year(),
            benchmark: self.benchmark_words(),
            concentration: self.known_marks(),
            anchors: Arc::clone(&self.anchors),
        }
    }

    /// What is counted, in the reader's words: the unit of the measure, or its name.
    #[must_use]
    pub fn unit_words(&self) -> String {
        let measure = self.exploration.measure.and_then(|id| self.document.measure(id));
        measure.map_or_else(String::new, |measure| {
            if measure.unit.is_empty() {
                measure.name.to_lowercase()
            } else {
                measure.unit.clone()
            }
        })
    }
}

impl PictureSource {
    /// The picture of what was explored; a pure function of the source and the theme.
    #[must_use]
    pub fn figure(&self, theme: FigureTheme) -> Figure {
        let layers = self.exploration.layers;
        let shows_choropleth = layers.contains(Layer::Regions) && self.quotients.is_some();
        let surroundings = self.surroundings();
        let marking = Marking::of(
            &self.document,
            &self.exploration,
            &self.visible_members,
            self.measures.as_ref(),
            self.measures_are_stale,
        );
        let shows_members = layers.contains(Layer::Members);
        assemble(FigureParts {
            theme,
            title: self
                .document
                .header
                .title
                .clone()
                .unwrap_or_else(|| self.file_name.clone()),
            subtitle: if shows_choropleth {
                self.choropleth_words().detail
            } else {
                String::new()
            },
            shows_basemap: layers.contains(Layer::Basemap),
            choropleth: shows_choropleth.then(|| ChoroplethPart {
                classes: ClassScale::location_quotient(),
                words: self.choropleth_words(),
            }),
            regions: self.region_parts(shows_choropleth),
            unlocated_count: self
                .visible_members
                .iter()
                .filter(|id| {
                    self.document
                        .member(**id)
                        .is_some_and(|member| member.position.is_none())
                })
                .count(),
            members: if shows_members {
                self.member_parts(surroundings.as_ref(), &marking)
            } else {
                Vec::new()
            },
            concentration: self
                .concentration
                .part(theme.palette(), &self.exploration.concentration),
            links: if layers.contains(Layer::Links) {
                self.link_parts(surroundings.as_ref(), &marking)
            } else {
                Vec::new()
            },
            sizes: marking.sizes(),
            member_notes: if shows_members {
                marking.member_notes()
            } else {
                Vec::new()
            },
            groups: marking.groups().filter(|_| shows_members),
            cuts: marking.cuts(),
            links_title: self.links_title(),
            links_detail: self.links_detail(),
            names: if layers.contains(Layer::Labels) {
                Names::OfWhatIsDrawn
            } else {
                Names::OfSelection
            },
            sources: self.document.header.sources.iter().map(Credit::of_source).collect(),
            anchors: Arc::clone(&self.anchors),
        })
    }

    /// Whether the picture costs so little that it is made between two frames. Told by counts, never by a clock.
    #[must_use]
    pub fn is_light(&self) -> bool {
        let marks = self.visible_members.len() + self.network.pairs.len() + self.document.regions.count();
        let shapes = self.document.regions.iter().filter_map(|region| region.shape.as_ref());
        marks <= MARKS_AT_ONCE && self.anchors.unknown_corners(shapes) <= CORNERS_AT_ONCE
    }

    /// Finds what every later picture of the document needs: the grounds of its regions and, where they are named, the places of
    /// their names. For the worker that opens a document.
    pub fn find_anchors(&self) {
        let is_named = self.document.regions.count() <= MOST_NAMED_REGIONS;
        for shape in self.document.regions.iter().filter_map(|region| region.shape.as_ref()) {
            let is_found = if is_named {
                self.anchors.anchor(shape).is_some()
            } else {
                self.anchors.bounds(shape).is_some()
            };
            log::trace!("a region has ground: {is_found}");
        }
    }

    /// What the ties are called: their kind, where all are of one.
    fn links_title(&self) -> String {
        let kinds: BTreeSet<&str> = self.document.links.iter().map(|link| link.kind.as_str()).collect();
        match (kinds.len(), kinds.first()) {
            (1, Some(kind)) if !kind.is_empty() => text_with("session-links-of-kind", &[("kind", (*kind).into())]),
            _ => String::new(),
        }
    }

    fn links_detail(&self) -> String {
        let selected: Vec<MemberId> = self.exploration.selection.members.iter().copied().collect();
        match selected.as_slice() {
            [one] => self
                .document
                .member(*one)
                .map(|member| text_with("session-links-of", &[("name", member.name.as_str().into())]))
                .unwrap_or_default(),
            _ => String::new(),
        }
    }

    fn choropleth_words(&self) -> ChoroplethWords {
        let code = self
            .quotients
            .as_ref()
            .map(|view| field_codes(&self.document, &view.industries))
            .unwrap_or_default();
        let detail = match self.year {
            Some(year) => format!("{code}, {year}"),
            None => code,
        };
        ChoroplethWords {
            title: text("session-location-quotient"),
            detail,
            notes: vec![text_with(
                "session-choropleth-note",
                &[("benchmark", self.benchmark.as_str().into())],
            )],
        }
    }

    fn region_parts(&self, shows_choropleth: bool) -> Vec<RegionPart> {
        let selection = &self.exploration.selection;
        self.document
            .ranked_regions()
            .filter_map(|id| {
                let region = self.document.region(id)?;
                let (value, value_words) = self.region_value(id, shows_choropleth);
                Some(RegionPart {
                    region: id,
                    name: region.name.clone(),
                    shape: Arc::clone(region.shape.as_ref()?),
                    value,
                    value_words,
                    is_selected: selection.regions.contains(&id),
                })
            })
            .collect()
    }

    fn region_value(&self, id: RegionId, shows_choropleth: bool) -> (RegionValue, String) {
        let quotient = self.quotients.as_ref().and_then(|view| view.of_region(id));
        match quotient {
            Some(explained) if shows_choropleth => {
                let value = explained.value.map_or(RegionValue::NotPublished, RegionValue::Known);
                (value, explained.value_words())
            }
            _ => (RegionValue::Absent, String::new()),
        }
    }

    /// The members within the chosen steps of the selected ones; `None` while no member is selected.
    fn surroundings(&self) -> Option<BTreeSet<MemberId>> {
        let Selection { members, .. } = &self.exploration.selection;
        if members.is_empty() {
            return None;
        }
        let mut near: BTreeSet<MemberId> = members.clone();
        for member in members {
            let steps = self
                .network
                .network
                .steps_from(member.position(), self.exploration.ego_steps);
            near.extend(
                steps
                    .iter()
                    .enumerate()
                    .filter(|(_, step)| step.is_some())
                    .map(|(position, _)| MemberId::at(position)),
            );
        }
        Some(near)
    }

    fn member_parts(&self, surroundings: Option<&BTreeSet<MemberId>>, marking: &Marking<'_>) -> Vec<MemberPart> {
        let selected = &self.exploration.selection.members;
        let is_dotted = self.concentration.has_dots();
        self.visible_members
            .iter()
            .filter_map(|id| {
                let member = self.document.member(*id)?;
                let position = member.position?;
                let emphasis = match surroundings {
                    _ if selected.contains(id) => Emphasis::Selected,
                    Some(near) if !near.contains(id) => Emphasis::Dimmed,
                    None if is_dotted => Emphasis::Dimmed,
                    _ => Emphasis::Normal,
                };
                Some(MemberPart {
                    member: *id,
                    name: member.name.as_str().into(),
                    position: Mercator::from_lon_lat(position.lon, position.lat),
                    helix: member.helix,
                    size: marking.size(*id, member),
                    color: marking.color(*id, member),
                    is_cut: marking.is_cut(*id),
                    emphasis,
                    importance: self.network.network.strength(id.position()),
                })
            })
            .collect()
    }

    fn link_parts(&self, surroundings: Option<&BTreeSet<MemberId>>, marking: &Marking<'_>) -> Vec<LinkPart> {
        let selected = &self.exploration.selection.members;
        let reaches_further = self.exploration.ego_steps > 1;
        let mut parts: Vec<LinkPart> = self
            .network
            .pairs
            .iter()
            .filter(|pair| {
                let (a, b) = (MemberId::at(pair.a), MemberId::at(pair.b));
                match surroundings {
                    None => true,
                    Some(near) if reaches_further || selected.len() > 1 => near.contains(&a) && near.contains(&b),
                    Some(_) => selected.contains(&a) || selected.contains(&b),
                }
            })
            .filter_map(|pair| {
                let members = [MemberId::at(pair.a), MemberId::at(pair.b)];
                let [a, b] = members.map(|id| self.document.member(id).and_then(|member| member.position));
                let (a, b) = a.zip(b)?;
                Some(LinkPart {
                    members,
                    ends: [a, b].map(|place| Mercator::from_lon_lat(place.lon, place.lat)),
                    weight: pair.weight,
                    is_directed: false,
                    is_bridge: marking.is_bridge(members),
                })
            })
            .collect();
        if parts.len() > MOST_TIES {
            parts.sort_by(|a, b| b.weight.total_cmp(&a.weight));
            parts.truncate(MOST_TIES);
        }
        parts
    }
}
