//! Edits of properties: names, single values, ids. Each value is checked for what it means to the kind of feature it is in;
//! what the format does not know is kept as it is given.

use std::sync::Arc;

use serde_json::Value;

use super::error::{EditError, EditProblem};
use super::steps::{Cell, Step};
use super::transaction::Transaction;
use crate::document::index::Thing;
use crate::document::meaning::{id_of, id_value, path, text, year};
use crate::document::{FeatureId, FileId, Measure, MeasureId, MemberId, Observation, RegionId, Series};

/// Numeric properties of plain regions that are no measures.
const NO_MEASURES: [&str; 6] = ["id", "fid", "objectid", "year", "lat", "lon"];

/// The way to a property.
pub(super) fn property(key: &str) -> Vec<String> {
    path(&["properties", key])
}

fn wrong_type(key: &str) -> EditError {
    EditError::new(EditProblem::WrongType, key)
}

/// Refuses a name that holds nothing but white space.
pub(super) fn check_name(name: &str) -> Result<(), EditError> {
    if name.trim().is_empty() {
        return Err(EditError::new(EditProblem::NameEmpty, ""));
    }
    Ok(())
}

impl Transaction<'_> {
    /// What a feature is; refused where it was removed or never was.
    pub(super) fn thing(&self, feature: FeatureId) -> Result<Thing, EditError> {
        let thing = self.document.thing(feature);
        thing.ok_or_else(|| EditError::new(EditProblem::NotThere, &feature.position().to_string()))
    }

    pub(super) fn rename(&mut self, feature: FeatureId, name: &str) -> Result<(), EditError> {
        check_name(name)?;
        let properties = self.document.properties(feature);
        let key = match self.thing(feature)? {
            Thing::Link(_) => "title",
            _ if text(&properties, "name").is_none() && text(&properties, "NAME").is_some() => "NAME",
            _ => "name",
        };
        self.set(feature, &property(key), Some(Value::String(name.to_owned())))
    }

    pub(super) fn set_property(
        &mut self,
        feature: FeatureId,
        inner: &[String],
        value: Option<Value>,
    ) -> Result<(), EditError> {
        let thing = self.thing(feature)?;
        let Some(key) = inner.first().map(String::as_str) else {
            return Err(EditError::new(EditProblem::Path, ""));
        };
        if key == "kind" {
            return Err(EditError::new(EditProblem::Fixed, key));
        }
        if key == "data" && matches!(thing, Thing::Region(_)) {
            return Err(EditError::new(EditProblem::RegionNumbers, key));
        }
        let before = self.document.value(feature, &property(key));
        let mut way = vec!["properties".to_owned()];
        way.extend_from_slice(inner);
        self.set_silently(feature, &way, value)?;
        self.check(feature, thing, key, before.as_ref())?;
        self.refresh(feature, true);
        if let Thing::Region(region) = thing {
            self.follow_measure(feature, region, key);
        }
        Ok(())
    }

    /// Refuses a value that makes no sense for the kind of feature. What stood in a list before is not judged again.
    fn check(&self, feature: FeatureId, thing: Thing, key: &str, before: Option<&Value>) -> Result<(), EditError> {
        let value = self
            .document
            .value(feature, &property(key))
            .filter(|value| !value.is_null());
        let has_name = matches!(thing, Thing::Member(_) | Thing::Cluster(_) | Thing::Region(_));
        if has_name && matches!(key, "name" | "NAME") {
            let properties = self.document.properties(feature);
            let name = text(&properties, "name").or_else(|| text(&properties, "NAME"));
            return check_name(name.as_deref().unwrap_or_default());
        }
        let Some(value) = value else {
            return match (thing, key) {
                (Thing::Link(_), "members") => Err(EditError::new(EditProblem::TooFewMembers, "")),
                _ => Ok(()),
            };
        };
        match (thing, key) {
            (Thing::Member(_), "employees") => match value.as_f64() {
                Some(persons) if persons >= 0.0 => Ok(()),
                Some(persons) => Err(EditError::new(EditProblem::Negative, &persons.to_string())),
                None => Err(wrong_type(key)),
            },
            (Thing::Link(_), "weight") => match value.as_f64() {
                Some(weight) if weight > 0.0 && weight < 1e15 => Ok(()),
                Some(weight) => Err(EditError::new(EditProblem::Negative, &weight.to_string())),
                None => Err(wrong_type(key)),
            },
            (Thing::Member(_) | Thing::Link(_) | Thing::Cluster(_), "founded" | "from" | "to") => {
                year(Some(&value)).map(drop).ok_or_else(|| wrong_type(key))
            }
            (Thing::Member(_), "clusters") => self.check_references(&value, before, EditProblem::UnknownCluster),
            (Thing::Member(_) | Thing::Cluster(_), "industries") => {
                self.check_references(&value, before, EditProblem::UnknownIndustry)
            }
            (Thing::Link(_), "members") => {
                self.check_references(&value, before, EditProblem::UnknownMember)?;
                if self.document.members_of(&value).len() < 2 {
                    return Err(EditError::new(EditProblem::TooFewMembers, ""));
                }
                Ok(())
            }
            (Thing::Cluster(_), "organization") => self.check_reference(&value, EditProblem::UnknownMember),
            (Thing::Member(_), "region") => self.check_reference(&value, EditProblem::UnknownRegion),
            (Thing::Region(region), "parent") => {
                self.check_reference(&value, EditProblem::UnknownRegion)?;
                self.check_circle(region, &value)
            }
            (_, "tags" | "evidence") if !value.is_array() => Err(wrong_type(key)),
            _ => Ok(()),
        }
    }

    fn check_references(&self, list: &Value, before: Option<&Value>, problem: EditProblem) -> Result<(), EditError> {
        let Value::Array(entries) = list else {
            return Err(wrong_type(""));
        };
        let known = before.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        entries
            .iter()
            .filter(|entry| !known.contains(entry))
            .try_for_each(|entry| self.check_reference(entry.get("id").unwrap_or(entry), problem))
    }

    fn check_reference(&self, reference: &Value, problem: EditProblem) -> Result<(), EditError> {
        let Some(id) = id_of(reference) else {
            return Err(wrong_type(""));
        };
        let document = &self.document;
        let is_there = match problem {
            EditProblem::UnknownMember => document.referred_member(&id).is_some(),
            EditProblem::UnknownCluster => document.referred_cluster(&id).is_some(),
            EditProblem::UnknownRegion => document.referred_region(&id).is_some(),
            _ => {
                document.statistics.industries.is_empty() || document.statistics.industry_by_code(id.as_str()).is_some()
            }
        };
        if is_there {
            return Ok(());
        }
        Err(EditError::new(problem, id.as_str()))
    }

    /// Refuses a parent that is the region itself or a part of it.
    fn check_circle(&self, region: RegionId, parent: &Value) -> Result<(), EditError> {
        let mut above = id_of(parent).and_then(|id| self.document.referred_region(&id));
        for _ in 0..self.document.regions.slots() {
            let Some(id) = above else { return Ok(()) };
            if id == region {
                return Err(EditError::new(EditProblem::Circle, ""));
            }
            above = self.document.region(id).and_then(|known| known.parent);
        }
        Ok(())
    }

    /// In plain GeoJSON the numeric properties of regions are measures: the tables follow the property.
    fn follow_measure(&mut self, feature: FeatureId, region: RegionId, key: &str) {
        let statistics = &self.document.statistics;
        let has_data = self.document.value(feature, &property("data")).is_some();
        if has_data || NO_MEASURES.contains(&key.to_ascii_lowercase().as_str()) {
            return;
        }
        let value = match self.document.value(feature, &property(key)) {
            None => Observation::Missing,
            Some(value) => value.as_f64().map_or(Observation::NotPublished, Observation::Value),
        };
        match statistics.measure_by_id(key) {
            Some(measure) if statistics.has_cells(measure, Series::Total, region) => self.step(Step::Cell(Cell {
                measure,
                series: Series::Total,
                region,
                year_position: 0,
                value,
            })),
            Some(measure) if statistics.years.is_empty() => self.put_row(measure, Series::Total, region, &[value]),
            None if statistics.years.is_empty() && matches!(value, Observation::Value(_)) => {
                let mut wider = (*self.document.statistics).clone();
                wider.measures.push(Measure {
                    id: key.to_owned(),
                    name: key.to_owned(),
                    unit: String::new(),
                });
                let measure = MeasureId::at(wider.measures.len() - 1);
                wider.put_region_series(measure, Series::Total, region, &[value]);
                self.step(Step::Statistics(Arc::new(wider)));
            }
            _ => {}
        }
    }

    /// Writes a series of one region for which there are no cells yet.
    pub(super) fn put_row(&mut self, measure: MeasureId, series: Series, region: RegionId, values: &[Observation]) {
        let mut wider = (*self.document.statistics).clone();
        wider.put_region_series(measure, series, region, values);
        self.step(Step::Statistics(Arc::new(wider)));
    }

    /// An id that was never given, or the given one where it is free.
    pub(super) fn free_id(&self, wanted: Option<FileId>, kind: &str) -> Result<FileId, EditError> {
        if let Some(id) = wanted {
            let is_taken = self.document.is_id_taken(id.as_str());
            if is_taken || id.as_str().is_empty() {
                return Err(EditError::new(EditProblem::IdTaken, id.as_str()));
            }
            return Ok(id);
        }
        Ok(self.document.free_id(kind))
    }

    /// The id of a feature that something refers to; one without gets a new one.
    pub(super) fn referable(&mut self, feature: FeatureId) -> Result<Value, EditError> {
        let thing = self.thing(feature)?;
        if let Some(id) = self.document.file_id_of(thing) {
            return Ok(id_value(id));
        }
        self.set_id(feature, None)?;
        let id = self.document.file_id_of(self.thing(feature)?).map(id_value);
        id.ok_or_else(|| EditError::new(EditProblem::NotThere, ""))
    }

    /// Ids never change; only a feature without one, or with that of an earlier feature, is given one.
    pub(super) fn set_id(&mut self, feature: FeatureId, id: Option<FileId>) -> Result<(), EditError> {
        let thing = self.thing(feature)?;
        if let Some(own) = self.document.file_id_of(thing)
            && !self.document.is_id_of_earlier(feature, own.as_str())
        {
            return Err(EditError::new(EditProblem::Fixed, "id"));
        }
        let referring = self.referring_to(thing);
        let kind = match thing {
            Thing::Region(_) => "region",
            Thing::Cluster(_) => "cluster",
            Thing::Member(_) => "member",
            Thing::Link(_) => "link",
            Thing::Context(_) => "feature",
        };
        let id = self.free_id(id, kind)?;
        self.set(feature, &path(&["id"]), Some(id_value(&id)))?;
        for feature in referring {
            self.refresh(feature, true);
        }
        Ok(())
    }

    /// The features that refer to a thing. `O(regions)` for regions, which are never many.
    fn referring_to(&self, thing: Thing) -> Vec<FeatureId> {
        let document = &self.document;
        let features = |members: Vec<MemberId>| members.into_iter().map(Thing::Member);
        match thing {
            Thing::Member(id) => {
                let links = document.links_of(id).into_iter().map(Thing::Link);
                let clusters = self.clusters_organized_by(id).into_iter().map(Thing::Cluster);
                links
                    .chain(clusters)
                    .filter_map(|thing| document.feature_of(thing))
                    .collect()
            }
            Thing::Cluster(id) => features(document.members_of_cluster(id))
                .filter_map(|thing| document.feature_of(thing))
                .collect(),
            Thing::Region(id) => {
                let parts = document.regions.iter().filter(|part| part.parent == Some(id));
                let inside = features(document.members_of_region(id));
                let inside = inside.filter_map(|thing| document.feature_of(thing));
                parts.map(|part| part.feature).chain(inside).collect()
            }
            Thing::Link(_) | Thing::Context(_) => Vec::new(),
        }
    }
}
