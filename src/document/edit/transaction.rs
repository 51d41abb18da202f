//! The steps that an edit is made of: each puts something in its place and gives back the step that puts back what was
//! there. Whatever went wrong half way is put back.
//!
//! Which steps an edit takes is said by the modules beside it.

use std::sync::Arc;

use serde_json::Value;

use super::error::{EditError, EditProblem};
use super::steps::{Place, Step, emptied, placed, swap};
use super::{Restoration, Touched};
use crate::document::changes::{Change, Changes, Record, ValuePath, set_inside};
use crate::document::index::Thing;
use crate::document::meaning::{Meaning, same_kind};
use crate::document::{ClusterId, Document, FeatureId, FileId, Form, LinkId, MemberId, RegionId, spans};

/// An edit under way.
pub(super) struct Transaction<'d> {
    pub document: &'d mut Document,
    log: Vec<Step>,
    touched: Touched,
}

impl<'d> Transaction<'d> {
    pub(super) fn new(document: &'d mut Document) -> Self {
        Self {
            document,
            log: Vec::new(),
            touched: Touched::default(),
        }
    }

    /// What puts everything back, and what was touched.
    pub(super) fn finish(self) -> (Restoration, Touched) {
        (Restoration(self.log), self.touched)
    }

    /// Puts everything back.
    pub(super) fn roll_back(self) {
        let mut ignored = Touched::default();
        for step in self.log.into_iter().rev() {
            swap(self.document, &mut ignored, step);
        }
    }

    /// Puts back what an earlier edit changed.
    pub(super) fn restore(&mut self, restoration: Restoration) {
        for step in restoration.0.into_iter().rev() {
            self.step(step);
        }
    }

    pub(super) fn step(&mut self, step: Step) {
        let inverse = swap(self.document, &mut self.touched, step);
        self.log.push(inverse);
    }

    /// Sets the value at a path, or takes it away, and works out anew what the feature means.
    pub(super) fn set(&mut self, feature: FeatureId, path: &[String], value: Option<Value>) -> Result<(), EditError> {
        self.set_silently(feature, path, value)?;
        let keeps_shape = path.first().is_some_and(|first| first != "geometry");
        self.refresh(feature, keeps_shape);
        Ok(())
    }

    /// Sets the value at a path and leaves what the feature means to the caller.
    pub(super) fn set_silently(
        &mut self,
        feature: FeatureId,
        path: &[String],
        value: Option<Value>,
    ) -> Result<(), EditError> {
        if self.document.origin.form() == Form::Geometry && self.document.original(feature).is_some() {
            return Err(EditError::new(EditProblem::BareGeometry, ""));
        }
        self.put(Place::Feature(feature), path, value)
    }

    /// Sets the value at a path from the root of the file.
    pub(super) fn set_root(&mut self, path: &[String], value: Option<Value>) -> Result<(), EditError> {
        if self.document.origin.form() == Form::Lines {
            return Err(EditError::new(EditProblem::NoHeaderInLines, ""));
        }
        self.put(Place::Root, path, value)
    }

    fn put(&mut self, place: Place, path: &[String], value: Option<Value>) -> Result<(), EditError> {
        let before = record(&self.document.changes, place);
        let next_order = before.map_or(0, |record| record.next_order);
        let is_removed = before.is_some_and(Record::is_removed);
        let Some((at, new)) = self.plan(place, path, value)? else {
            return Ok(());
        };
        let order = before
            .and_then(|record| record.entries.get(&at))
            .map_or(next_order, |known| known.order);
        let mut entries: Vec<(ValuePath, Option<Change>)> = before
            .map(|record| record.below(&at).map(|(inner, _)| (inner.clone(), None)).collect())
            .unwrap_or_default();
        let value = new.map(Arc::new);
        entries.push((at, Some(Change { order, value })));
        self.step(Step::Record {
            place,
            entries,
            next_order: next_order.max(order + 1),
            is_removed,
        });
        Ok(())
    }

    /// At which path the change is recorded, and with which value: inside what was changed before, or where the bytes hold
    /// something that can take it. `None` where there is nothing to take away.
    fn plan(
        &self,
        place: Place,
        path: &[String],
        value: Option<Value>,
    ) -> Result<Option<(ValuePath, Option<Value>)>, EditError> {
        let covered = record(&self.document.changes, place).and_then(|record| record.covering(path));
        let length = match covered {
            Some((length, _)) if length == path.len() => return Ok(Some((path.to_vec(), value))),
            Some((length, change)) => {
                let mut whole = change.value.as_deref().cloned().unwrap_or(Value::Null);
                let rest = path.get(length..).unwrap_or_default();
                check_path(&whole, rest)?;
                set_inside(&mut whole, rest, value);
                let at = path.get(..length).unwrap_or_default().to_vec();
                return Ok(Some((at, Some(whole))));
            }
            None => self.container_length(place, path),
        };
        let at = path.get(..length).unwrap_or_default();
        if length == 0 && matches!(place, Place::Feature(_)) && self.first_byte(place, at) != Some(b'{') {
            return Err(EditError::new(EditProblem::NoObject, ""));
        }
        let (key_path, rest) = path.split_at((length + 1).min(path.len()));
        let is_list = self.first_byte(place, at) == Some(b'[');
        let key = path.get(length).map(String::as_str).unwrap_or_default();
        if is_list {
            let position: usize = key.parse().map_err(|_error| EditError::new(EditProblem::Path, key))?;
            let is_there = self.first_byte(place, key_path).is_some();
            if value.is_none() && !is_there {
                return Ok(None);
            }
            if is_there && value.is_some() {
                return Ok(Some((key_path.to_vec(), value.map(|value| nested(rest, value)))));
            }
            let mut whole = self.value(place, at).unwrap_or(Value::Null);
            let known = whole.as_array().map_or(0, Vec::len);
            if position > known + 4096 {
                return Err(EditError::new(EditProblem::Path, key));
            }
            let inner = path.get(length..).unwrap_or_default();
            set_inside(&mut whole, inner, value);
            return Ok(Some((at.to_vec(), Some(whole))));
        }
        match value {
            None if !rest.is_empty() || self.first_byte(place, key_path).is_none() => Ok(None),
            value => Ok(Some((key_path.to_vec(), value.map(|value| nested(rest, value))))),
        }
    }

    /// How much of a path leads to an object or a list in the bytes that holds the next segment, or could.
    fn container_length(&self, place: Place, path: &[String]) -> usize {
        (1..path.len())
            .take_while(|length| {
                let at = path.get(..*length).unwrap_or_default();
                matches!(self.first_byte(place, at), Some(b'{' | b'['))
            })
            .last()
            .unwrap_or(0)
    }

    /// The first byte of a value that was not changed.
    fn first_byte(&self, place: Place, path: &[String]) -> Option<u8> {
        let origin = &self.document.origin;
        let (bytes, range) = match place {
            Place::Feature(feature) => {
                let bytes = self.document.original(feature)?;
                (bytes, spans::find(bytes, 0, path)?)
            }
            Place::Root => {
                if origin.form() != Form::Collection {
                    return None;
                }
                let bytes: &[u8] = &origin.bytes;
                (bytes, spans::find_in_root(bytes, &origin.features, path)?)
            }
        };
        bytes.get(range.start).copied()
    }

    fn value(&self, place: Place, path: &[String]) -> Option<Value> {
        match place {
            Place::Feature(feature) => self.document.value(feature, path),
            Place::Root => self.document.root_value(path),
        }
    }

    /// Adds a feature and gives its handle.
    pub(super) fn add(&mut self, feature: Value) -> FeatureId {
        let memory = Arc::make_mut(&mut self.document.changes.memory);
        let handle = FeatureId::at(self.document.origin.features.len() + memory.added_count);
        memory.added_count += 1;
        let change = Change {
            order: 0,
            value: Some(Arc::new(feature)),
        };
        self.step(Step::Record {
            place: Place::Feature(handle),
            entries: vec![(Vec::new(), Some(change))],
            next_order: 1,
            is_removed: false,
        });
        self.refresh(handle, false);
        handle
    }

    /// Removes a feature with everything in it; references to it are the business of the caller.
    pub(super) fn remove(&mut self, feature: FeatureId) -> Result<(), EditError> {
        if self.document.origin.form() == Form::Lines && self.document.living_features() <= 1 {
            return Err(EditError::new(EditProblem::LastLine, ""));
        }
        let before = self.document.changes.of(feature);
        self.step(Step::Record {
            place: Place::Feature(feature),
            entries: Vec::new(),
            next_order: before.map_or(0, |record| record.next_order),
            is_removed: true,
        });
        self.refresh(feature, true);
        Ok(())
    }

    /// Works out anew what a feature means, and puts that in its place in the document's lists.
    pub(super) fn refresh(&mut self, feature: FeatureId, keeps_shape: bool) {
        let current = self.document.thing(feature);
        let is_removed = self.document.changes.of(feature).is_some_and(Record::is_removed);
        let meaning = (!is_removed).then(|| {
            let known = match current {
                Some(Thing::Region(id)) if keeps_shape => {
                    self.document.region(id).and_then(|known| known.shape.clone())
                }
                _ => None,
            };
            self.document.meaning(feature, known)
        });
        let stays = current
            .zip(meaning.as_ref())
            .is_some_and(|(thing, meaning)| same_kind(meaning, thing));
        if let Some(thing) = current.filter(|_| !stays) {
            self.step(emptied(thing));
        }
        let Some(meaning) = meaning else { return };
        let former = self
            .document
            .former_things(feature)
            .find(|thing| same_kind(&meaning, *thing));
        let thing = former.unwrap_or_else(|| self.new_place(&meaning));
        self.remember(feature, thing, meaning_id(&meaning));
        self.step(placed(thing, meaning));
    }

    fn new_place(&self, meaning: &Meaning) -> Thing {
        match meaning {
            Meaning::Region(_) => Thing::Region(RegionId::at(self.document.regions.slots())),
            Meaning::Cluster(_) => Thing::Cluster(ClusterId::at(self.document.clusters.slots())),
            Meaning::Member(_) => Thing::Member(MemberId::at(self.document.members.slots())),
            Meaning::Link(_) => Thing::Link(LinkId::at(self.document.links.slots())),
            Meaning::Context(_) => Thing::Context(self.document.context.slots()),
        }
    }

    fn remember(&mut self, feature: FeatureId, thing: Thing, id: Option<&FileId>) {
        let is_known_place = self.document.former_things(feature).any(|known| known == thing);
        let is_known_id = id.is_none_or(|id| self.document.has_or_had_id(feature, id.as_str()));
        if is_known_place && is_known_id {
            return;
        }
        let memory = Arc::make_mut(&mut self.document.changes.memory);
        if !is_known_place {
            memory.things.entry(feature).or_default().push(thing);
        }
        if let Some(id) = id.filter(|_| !is_known_id) {
            memory.ids.entry(id.as_str().to_owned()).or_default().push(feature);
        }
    }
}

fn meaning_id(meaning: &Meaning) -> Option<&FileId> {
    match meaning {
        Meaning::Region(region) => region.id.as_ref(),
        Meaning::Cluster(cluster) => cluster.id.as_ref(),
        Meaning::Member(member) => member.id.as_ref(),
        Meaning::Link(link) => link.id.as_ref(),
        Meaning::Context(context) => context.id.as_ref(),
    }
}

/// The rest of a path as objects round a value.
fn nested(path: &[String], value: Value) -> Value {
    path.iter().rev().fold(value, |value, key| {
        let mut members = serde_json::Map::new();
        members.insert(key.clone(), value);
        Value::Object(members)
    })
}

/// Refuses a path that names a key in a list, or a position far behind its end.
fn check_path(value: &Value, path: &[String]) -> Result<(), EditError> {
    let Some((first, rest)) = path.split_first() else {
        return Ok(());
    };
    match value {
        Value::Array(entries) => match first.parse::<usize>() {
            Ok(position) if position <= entries.len() + 4096 => {
                entries.get(position).map_or(Ok(()), |entry| check_path(entry, rest))
            }
            _ => Err(EditError::new(EditProblem::Path, first)),
        },
        Value::Object(members) => members.get(first).map_or(Ok(()), |member| check_path(member, rest)),
        _ => Ok(()),
    }
}

fn record(changes: &Changes, place: Place) -> Option<&Record> {
    match place {
        Place::Feature(feature) => changes.of(feature),
        Place::Root => Some(changes.root()),
    }
}
