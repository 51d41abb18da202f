//! What was changed as a list to be read before it is saved: sentences in groups, each with the way to what it is about.
//!
//! What differs is found by `difference`, and said by `difference_words`. Long lists are worked out by a worker of the application on
//! a [`ListRequest`]; drawing them is the application's.

use std::sync::Arc;

use serde_json::Value;

use super::Session;
use super::command::{Command, Panel};
use super::difference::{Difference, Subject, changes_of, changes_of_header, named, parties};
use super::difference_words::shortened;
use super::marks::opened_place;
use super::state::{Layer, Target};
use crate::analysis::progress::Progress;
use crate::document::{Changes, Document, FeatureId, LonLat, Record, Thing, View, lon_lat};
use crate::messages::text_with;

/// So many sentences are listed; more than anybody reads.
pub const MOST_LISTED: usize = 500;

/// Changes of so many features, if they are short, are listed between two frames.
const FEATURES_AT_ONCE: usize = 64;

/// Features that take more bytes together are read by a worker.
const BYTES_AT_ONCE: usize = 1 << 20;

/// Since when changes are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Since {
    /// Since the file was opened.
    Opening,
    /// Since the file was saved last, or opened where it was not saved yet.
    Saving,
}

/// One sentence of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct ListedChange {
    /// What was changed.
    pub sentence: String,
    /// What leads to it on the map, or to where it stands; nothing where it stands nowhere.
    pub way: Vec<Command>,
}

/// The changes of one kind of thing.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangeGroup {
    /// Of what.
    pub subject: Subject,
    /// In the order of the file.
    pub changes: Vec<ListedChange>,
}

/// Everything that was changed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChangeList {
    /// The groups that there are, in the order of [`Subject`].
    pub groups: Vec<ChangeGroup>,
    /// How many features with changes are not listed, because there are too many.
    pub unlisted: usize,
}

impl ChangeList {
    /// How many sentences are listed.
    #[must_use]
    pub fn len(&self) -> usize {
        self.groups.iter().map(|group| group.changes.len()).sum()
    }

    /// Whether nothing was changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty() && self.unlisted == 0
    }

    fn put(&mut self, subject: Subject, change: ListedChange) {
        let place = self.groups.binary_search_by(|group| group.subject.cmp(&subject));
        match place {
            Ok(place) => {
                if let Some(group) = self.groups.get_mut(place) {
                    group.changes.push(change);
                }
            }
            Err(place) => self.groups.insert(
                place,
                ChangeGroup {
                    subject,
                    changes: vec![change],
                },
            ),
        }
    }
}

/// Work for a thread: the list of what was changed, on a snapshot of the document.
#[derive(Debug)]
pub struct ListRequest {
    document: Arc<Document>,
    earlier: Changes,
}

impl ListRequest {
    /// Whether the list is worked out between two frames.
    #[must_use]
    pub fn is_quick(&self) -> bool {
        // Finding out which features changed takes as long as there are changes of any age.
        if self.document.changes.features().take(FEATURES_AT_ONCE * 16).count() >= FEATURES_AT_ONCE * 16 {
            return false;
        }
        let changed: Vec<FeatureId> = self.document.changes.features_since(&self.earlier).collect();
        let spans = &self.document.origin.features;
        let bytes: usize = changed
            .iter()
            .filter_map(|feature| spans.get(feature.position()))
            .map(std::iter::ExactSizeIterator::len)
            .sum();
        changed.len() <= FEATURES_AT_ONCE && bytes <= BYTES_AT_ONCE
    }

    /// Works the list out; `None` where that was stopped. Pure: the same request gives the same list.
    #[must_use]
    pub fn carry_out(&self, progress: &dyn Progress) -> Option<ChangeList> {
        let document = &*self.document;
        let mut list = ChangeList::default();
        if document.changes.root() != self.earlier.root() {
            for difference in changes_of_header(document) {
                list.put(
                    Subject::File,
                    ListedChange {
                        sentence: difference.sentence(document),
                        way: vec![Command::ShowPanel(Panel::Overview)],
                    },
                );
            }
        }
        let changed: Vec<FeatureId> = document.changes.features_since(&self.earlier).collect();
        let total = changed.len();
        for (done, feature) in changed.into_iter().enumerate() {
            if progress.is_cancelled() {
                return None;
            }
            if list.len() >= MOST_LISTED {
                list.unlisted = total - done;
                break;
            }
            self.list_feature(feature, &mut list);
            progress.report(done + 1, total);
        }
        Some(list)
    }

    fn list_feature(&self, feature: FeatureId, list: &mut ChangeList) {
        let document = &*self.document;
        let way = way_to(document, feature);
        if document.changes.of(feature).is_none_or(Record::is_empty) {
            // It was changed and saved, and that was taken back since.
            if let Some((subject, name)) = named(document, feature) {
                let name = format!("“{}”", shortened(&name));
                let sentence = text_with("diff-again", &[("name", name.into())]);
                list.put(subject, ListedChange { sentence, way });
            }
            return;
        }
        for difference in changes_of(document, feature) {
            let Difference { subject, .. } = difference;
            let mut sentence = difference.sentence(document);
            if let Some(names) = (subject == Subject::Link).then(|| parties(document, feature)).flatten() {
                let names = shortened(&names);
                sentence = text_with("diff-tie-of", &[("sentence", sentence.into()), ("names", names.into())]);
            }
            let way = way.clone();
            list.put(subject, ListedChange { sentence, way });
        }
    }
}

/// What leads to a feature: selecting it and moving the map there, or the place where it was.
fn way_to(document: &Document, feature: FeatureId) -> Vec<Command> {
    let target = |target: Target| vec![Command::Select(target), Command::ShowTarget(target)];
    match document.thing(feature) {
        Some(Thing::Member(id)) => target(Target::Member(id)),
        Some(Thing::Region(id)) => target(Target::Region(id)),
        Some(Thing::Link(id)) => vec![Command::ShowPanel(Panel::Links), Command::SelectLink(id)],
        Some(Thing::Cluster(id)) => {
            let members = document
                .members_of_cluster(id)
                .into_iter()
                .map(Target::Member)
                .collect();
            vec![Command::SelectMany(members), Command::FitSelection]
        }
        Some(Thing::Context(_)) | None => place_before(document, feature)
            .map(|place| {
                let view = View {
                    lon: place.lon,
                    lat: place.lat,
                    zoom: ZOOM_OF_WHAT_IS_GONE,
                };
                vec![Command::SetLayer(Layer::Changes, true), Command::ShowView(view)]
            })
            .unwrap_or_default(),
    }
}

/// How near the place of what is gone is looked at: a town with what lies round it.
const ZOOM_OF_WHAT_IS_GONE: f64 = 10.0;

/// Where something was that is gone: a member's place, or the middle of an outline's box.
fn place_before(document: &Document, feature: FeatureId) -> Option<LonLat> {
    opened_place(document, feature).or_else(|| {
        let coordinates = document.opened_value(feature, &["geometry".to_owned(), "coordinates".to_owned()])?;
        let mut bounds = None;
        widen(&mut bounds, &coordinates);
        let [west, south, east, north] = bounds?;
        let middle = lon_lat(f64::midpoint(west, east), f64::midpoint(south, north));
        (middle.lon.abs() <= 180.0 && middle.lat.abs() <= 90.0).then_some(middle)
    })
}

/// Widens a box by all positions in a list of lists.
fn widen(bounds: &mut Option<[f64; 4]>, coordinates: &Value) {
    let Some(entries) = coordinates.as_array() else { return };
    let numbers = entries
        .first()
        .and_then(Value::as_f64)
        .zip(entries.get(1).and_then(Value::as_f64));
    match numbers {
        Some((lon, lat)) => {
            let [west, south, east, north] = bounds.unwrap_or([lon, lat, lon, lat]);
            *bounds = Some([west.min(lon), south.min(lat), east.max(lon), north.max(lat)]);
        }
        None => entries.iter().for_each(|inner| widen(bounds, inner)),
    }
}

impl Session {
    /// The work of listing what was changed.
    #[must_use]
    pub fn list_request(&self, since: Since) -> ListRequest {
        ListRequest {
            document: Arc::clone(&self.document),
            earlier: match since {
                Since::Opening => Changes::default(),
                Since::Saving => self.saved_changes.kept(),
            },
        }
    }
}

#[cfg(test)]
#[path = "listed_tests.rs"]
mod tests;
