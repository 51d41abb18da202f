//! Edits of regions: adding and removing them. Their numbers are edited by `values`.

use std::sync::Arc;

use geo::BoundingRect;
use serde_json::{Map, Value};

use super::error::{EditError, EditProblem};
use super::members::feature;
use super::new::{NewFeature, RegionValue};
use super::properties::{check_name, property};
use super::steps::Step;
use super::transaction::Transaction;
use crate::document::index::Thing;
use crate::document::meaning::id_value;
use crate::document::shape::shape;
use crate::document::{FeatureId, Observation, Region, RegionId, Series};

impl Transaction<'_> {
    pub(super) fn region(&self, region: RegionId) -> Result<&Region, EditError> {
        let found = self.document.region(region);
        found.ok_or_else(|| EditError::new(EditProblem::UnknownRegion, &region.position().to_string()))
    }

    /// Members that lie in the new region are in it from now on.
    pub(super) fn add_region(&mut self, new: NewFeature, geometry: &Value) -> Result<(), EditError> {
        check_name(&new.name)?;
        if !geometry.is_null() && shape(geometry).outline.is_none() {
            return Err(EditError::new(EditProblem::Geometry, ""));
        }
        let id = self.free_id(new.id, "region")?;
        let mut wider = (*self.document.statistics).clone();
        wider.make_room(self.document.regions.slots() + 1);
        self.step(Step::Statistics(Arc::new(wider)));
        let mut properties = new.properties;
        let data = properties.shift_remove("data");
        let bare = feature(&id_value(&id), geometry, "region", Some(&new.name), Map::new());
        let added = self.add_checked(bare, properties)?;
        if let Thing::Region(region) = self.thing(added)? {
            self.put_data(region, data.as_ref())?;
            self.relocate_members(region);
        }
        Ok(())
    }

    /// The numbers that a new region brings, as in `data` of the format.
    fn put_data(&mut self, region: RegionId, data: Option<&Value>) -> Result<(), EditError> {
        let statistics = Arc::clone(&self.document.statistics);
        let mut values = Vec::new();
        for (measure_id, table) in data.and_then(Value::as_object).into_iter().flatten() {
            let measure = statistics.measure_by_id(measure_id);
            let measure = measure.ok_or_else(|| EditError::new(EditProblem::UnknownMeasure, measure_id))?;
            let whole: Map<String, Value> = match table {
                Value::Object(rows) => rows.clone(),
                row => Map::from_iter([("total".to_owned(), row.clone())]),
            };
            for (code, row) in whole {
                let series = match statistics.industry_by_code(&code) {
                    _ if code == "total" => Series::Total,
                    Some(industry) => Series::Industry(industry),
                    None => return Err(EditError::new(EditProblem::UnknownIndustry, &code)),
                };
                let entries = row.as_array().map(Vec::as_slice).unwrap_or_default();
                values.extend(entries.iter().enumerate().map(|(position, value)| RegionValue {
                    measure,
                    series,
                    year: statistics.years.get(position).copied(),
                    value: value.as_f64().map_or(Observation::NotPublished, Observation::Value),
                }));
            }
        }
        self.set_region_values(region, &values)
    }

    /// `O(regions + members in it)`: members and smaller regions that name it do so no more, members in it are in what lies round it.
    pub(super) fn remove_region(&mut self, region: RegionId) -> Result<(), EditError> {
        let gone = self.region(region)?.feature;
        let parts: Vec<FeatureId> = self
            .document
            .regions
            .iter()
            .filter(|part| part.parent == Some(region))
            .map(|part| part.feature)
            .collect();
        for part in parts {
            self.set(part, &property("parent"), None)?;
        }
        let inside = self.document.members_of_region(region);
        let inside: Vec<FeatureId> = inside
            .into_iter()
            .filter_map(|member| Some(self.document.member(member)?.feature))
            .collect();
        for member in &inside {
            if self.document.value(*member, &property("region")).is_some() {
                self.set_silently(*member, &property("region"), None)?;
            }
        }
        self.remove(gone)?;
        for member in inside {
            self.refresh(member, true);
        }
        Ok(())
    }

    /// Finds the region of each member anew that was in this region, or is now, after its outline came or changed.
    pub(super) fn relocate_members(&mut self, changed: RegionId) {
        let document = &self.document;
        let outline = document.region(changed).and_then(|region| region.shape.as_ref());
        let mut members = document.members_of_region(changed);
        if let Some(rect) = outline.and_then(|shape| shape.bounding_rect()) {
            members.extend(document.members_within(rect));
        }
        members.sort_unstable();
        members.dedup();
        members.retain(|member| {
            document.member(*member).is_some_and(|member| {
                let round = member.position.and_then(|place| document.region_round(place));
                member.region != round && (member.region == Some(changed) || round == Some(changed))
            })
        });
        let moved = members;
        for member in moved {
            if let Some(feature) = self.document.member(member).map(|member| member.feature) {
                self.refresh(feature, true);
            }
        }
    }
}
