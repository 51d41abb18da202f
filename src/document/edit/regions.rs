//! Edits of regions: adding, removing, and single numbers of their tables.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::error::{EditError, EditProblem};
use super::members::{feature, number};
use super::new::NewFeature;
use super::properties::{check_name, property};
use super::steps::{Cell, Step};
use super::transaction::Transaction;
use crate::document::index::Thing;
use crate::document::meaning::{id_value, path};
use crate::document::shape::shape;
use crate::document::{FeatureId, MeasureId, MemberId, Observation, Region, RegionId, Series};

/// Which series of a region's tables.
type Row = (RegionId, MeasureId, Series);

impl Transaction<'_> {
    fn region(&self, region: RegionId) -> Result<&Region, EditError> {
        let found = self.document.region(region);
        found.ok_or_else(|| EditError::new(EditProblem::UnknownRegion, &region.position().to_string()))
    }

    /// `O(members)`: those that lie in the new region are in it from now on.
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
            self.relocate_members(None);
        }
        Ok(())
    }

    /// The numbers that a new region brings, as in `data` of the format.
    fn put_data(&mut self, region: RegionId, data: Option<&Value>) -> Result<(), EditError> {
        let statistics = Arc::clone(&self.document.statistics);
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
                let values = row.as_array().map(Vec::as_slice).unwrap_or_default();
                for (position, value) in values.iter().enumerate() {
                    let year = statistics.years.get(position).copied();
                    self.set_region_value((region, measure, series), year, value.as_f64())?;
                }
            }
        }
        Ok(())
    }

    /// `O(members + regions)`: members and smaller regions that name it do so no more, members in it are in what lies round it.
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
        let inside = self
            .document
            .members
            .iter()
            .filter(|member| member.region == Some(region));
        let inside: Vec<FeatureId> = inside.map(|member| member.feature).collect();
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

    /// Finds the region of each member anew after an outline came or changed; `changed` is the region that lost its old one.
    pub(super) fn relocate_members(&mut self, changed: Option<RegionId>) {
        let document = &self.document;
        let members = document.members.iter().enumerate();
        let moved: Vec<MemberId> = members
            .filter(|(_, member)| {
                let round = member.position.and_then(|place| document.region_round(place));
                member.region != round && (changed.is_none() || member.region == changed || round == changed)
            })
            .map(|(position, _)| MemberId::at(position))
            .collect();
        for member in moved {
            if let Some(feature) = self.document.member(member).map(|member| member.feature) {
                self.refresh(feature, true);
            }
        }
    }

    pub(super) fn set_region_value(
        &mut self,
        (region, measure, series): Row,
        year: Option<i32>,
        value: Option<f64>,
    ) -> Result<(), EditError> {
        let feature = self.region(region)?.feature;
        if let Some(value) = value.filter(|value| !value.is_finite() || *value < 0.0) {
            return Err(EditError::new(EditProblem::Negative, &value.to_string()));
        }
        let statistics = Arc::clone(&self.document.statistics);
        let measure_id = statistics
            .measures
            .get(measure.position())
            .map(|known| known.id.clone());
        let measure_id = measure_id.ok_or_else(|| EditError::new(EditProblem::UnknownMeasure, ""))?;
        let code = match series {
            Series::Total => "total".to_owned(),
            Series::Industry(industry) => match statistics.industries.get(industry.position()) {
                Some(industry) => industry.code.clone(),
                None => return Err(EditError::new(EditProblem::UnknownIndustry, "")),
            },
        };
        let year_position = match year {
            Some(year) => statistics.year_position(year),
            None => statistics.years.is_empty().then_some(0),
        };
        let wanted = year.map(|year| year.to_string()).unwrap_or_default();
        let year_position = year_position.ok_or_else(|| EditError::new(EditProblem::UnknownYear, &wanted))?;
        let json = value.map_or(Value::Null, number);
        let is_plain = self.is_plain(measure);
        if is_plain && series != Series::Total {
            return Err(EditError::new(EditProblem::PlainNumbers, ""));
        }
        if is_plain {
            self.set_silently(feature, &property(&measure_id), Some(json))?;
        } else {
            self.put_number(feature, (&measure_id, &code), year_position, json)?;
        }
        self.put_cell((region, measure, series), year_position, value);
        Ok(())
    }

    /// Whether a measure is a plain property of regions: one `data` would hide all such properties of the file.
    fn is_plain(&self, measure: MeasureId) -> bool {
        let document = &self.document;
        let has_number = |region: RegionId| {
            let cell = document.statistics.region_value(measure, Series::Total, 0, region);
            cell != Observation::Missing
        };
        let regions = document.regions.iter().enumerate();
        let mut numbered = regions.filter(|(position, _)| has_number(RegionId::at(*position)));
        let first = numbered.next().map(|(_, region)| region.feature);
        first.is_some_and(|feature| document.value(feature, &property("data")).is_none())
    }

    /// Writes a number into `data`: into its series, or a new one that is not published elsewhere.
    fn put_number(
        &mut self,
        feature: FeatureId,
        (measure, code): (&str, &str),
        year_position: usize,
        value: Value,
    ) -> Result<(), EditError> {
        let table = path(&["properties", "data", measure]);
        let known = self.document.value(feature, &table);
        let row = match &known {
            Some(Value::Array(_)) if code == "total" => table,
            Some(Value::Array(total)) => {
                let rows = json!({"total": total});
                self.set_silently(feature, &table, Some(rows))?;
                path(&["properties", "data", measure, code])
            }
            _ => path(&["properties", "data", measure, code]),
        };
        let is_row = self.document.value(feature, &row).is_some_and(|row| row.is_array());
        if is_row {
            let mut cell = row;
            cell.push(year_position.to_string());
            return self.set_silently(feature, &cell, Some(value));
        }
        let mut values = vec![Value::Null; self.document.statistics.year_count()];
        if let Some(slot) = values.get_mut(year_position) {
            *slot = value;
        }
        self.set_silently(feature, &row, Some(Value::Array(values)))
    }

    fn put_cell(&mut self, (region, measure, series): Row, year_position: usize, value: Option<f64>) {
        let statistics = &self.document.statistics;
        let value = value.map_or(Observation::NotPublished, Observation::Value);
        let has_cells = statistics.has_cells(measure, series, region);
        let old = statistics.region_value(measure, series, year_position, region);
        if has_cells && old != Observation::Missing {
            self.step(Step::Cell(Cell {
                measure,
                series,
                region,
                year_position,
                value,
            }));
            return;
        }
        // A series that is new for the region exists in all years; those that are not given are not published.
        let mut values: Vec<Observation> = (0..statistics.year_count())
            .map(|year| match statistics.region_value(measure, series, year, region) {
                Observation::Missing => Observation::NotPublished,
                known => known,
            })
            .collect();
        if let Some(slot) = values.get_mut(year_position) {
            *slot = value;
        }
        if has_cells {
            for (year_position, value) in values.into_iter().enumerate() {
                self.step(Step::Cell(Cell {
                    measure,
                    series,
                    region,
                    year_position,
                    value,
                }));
            }
        } else {
            self.put_row(measure, series, region, &values);
        }
    }
}
