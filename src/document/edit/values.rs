//! Edits of the numbers of a region: one, or a whole table at once.
//!
//! Only cells that change are written, so that every other number keeps its spelling. How numbers were typed is not known here.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Value, json};

use super::error::{EditError, EditProblem};
use super::members::number;
use super::new::RegionValue;
use super::properties::property;
use super::steps::{Cell, Step};
use super::transaction::Transaction;
use crate::document::meaning::path;
use crate::document::{FeatureId, MeasureId, Observation, RegionId, Series};

/// Which series of a region's tables.
type Row = (RegionId, MeasureId, Series);
/// What is known of the years of a series, by their position.
type Cells = BTreeMap<usize, Observation>;

impl Transaction<'_> {
    /// `O(size of the region's feature)` and what the cells that change cost.
    pub(super) fn set_region_values(&mut self, region: RegionId, values: &[RegionValue]) -> Result<(), EditError> {
        let feature = self.region(region)?.feature;
        let mut rows: BTreeMap<(MeasureId, Series), Cells> = BTreeMap::new();
        for one in values {
            let year_position = self.checked(one)?;
            let row = rows.entry((one.measure, one.series)).or_default();
            row.insert(year_position, one.value);
        }
        let mut plain: BTreeMap<MeasureId, bool> = BTreeMap::new();
        let mut data = None;
        for ((measure, series), cells) in &rows {
            let is_plain = *plain.entry(*measure).or_insert_with(|| self.is_plain(*measure));
            match series {
                Series::Total if is_plain => self.put_plain(feature, *measure, cells)?,
                Series::Industry(_) if is_plain => return Err(EditError::new(EditProblem::PlainNumbers, "")),
                _ => {
                    let known = data.get_or_insert_with(|| {
                        let whole = self.document.value(feature, &property("data"));
                        whole.unwrap_or(Value::Null)
                    });
                    let names = self.names((*measure, *series))?;
                    self.put_numbers(feature, (&names.0, &names.1), known, cells)?;
                }
            }
        }
        self.put_cells(region, &rows);
        Ok(())
    }

    /// The position of a value's year; refused where the value, its measure, industry or year is none.
    fn checked(&self, one: &RegionValue) -> Result<usize, EditError> {
        if let Some(value) = one.value.value().filter(|value| !value.is_finite() || *value < 0.0) {
            return Err(EditError::new(EditProblem::Negative, &value.to_string()));
        }
        self.names((one.measure, one.series))?;
        let statistics = &self.document.statistics;
        let position = match one.year {
            Some(year) => statistics.year_position(year),
            None => statistics.years.is_empty().then_some(0),
        };
        let wanted = one.year.map(|year| year.to_string()).unwrap_or_default();
        position.ok_or_else(|| EditError::new(EditProblem::UnknownYear, &wanted))
    }

    /// The id of a measure and the code of a series, as the file spells them.
    fn names(&self, (measure, series): (MeasureId, Series)) -> Result<(String, String), EditError> {
        let document = &self.document;
        let measure = document.measure(measure).map(|known| known.id.clone());
        let measure = measure.ok_or_else(|| EditError::new(EditProblem::UnknownMeasure, ""))?;
        let code = match series {
            Series::Total => Some("total".to_owned()),
            Series::Industry(industry) => document.industry(industry).map(|known| known.code.clone()),
        };
        let code = code.ok_or_else(|| EditError::new(EditProblem::UnknownIndustry, ""))?;
        Ok((measure, code))
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

    /// Writes the one number of a plain property, or takes the property away.
    fn put_plain(&mut self, feature: FeatureId, measure: MeasureId, cells: &Cells) -> Result<(), EditError> {
        let (measure, _) = self.names((measure, Series::Total))?;
        let value = cells
            .first_key_value()
            .map_or(Observation::Missing, |(_, value)| *value);
        let value = (value != Observation::Missing).then(|| spelled(value));
        self.set_silently(feature, &property(&measure), value)
    }

    /// Writes numbers into a series of `data`, makes the series where there is none, or takes it away. `known` is `data` as it is
    /// in the file, and is kept up to date with the tables that are made.
    fn put_numbers(
        &mut self,
        feature: FeatureId,
        (measure, code): (&str, &str),
        known: &mut Value,
        cells: &Cells,
    ) -> Result<(), EditError> {
        let table = path(&["properties", "data", measure]);
        let row = path(&["properties", "data", measure, code]);
        let year_count = self.document.statistics.year_count();
        let says_nothing = cells.values().all(|value| *value == Observation::Missing);
        let of_measure = known.get(measure);
        let (row, values) = match of_measure {
            Some(Value::Array(total)) if code == "total" => (table.clone(), Some(total.clone())),
            Some(Value::Array(total)) if !says_nothing => {
                let rows = json!({"total": total});
                self.set_silently(feature, &table, Some(rows.clone()))?;
                if let Some(slot) = known.get_mut(measure) {
                    *slot = rows;
                }
                (row, None)
            }
            _ => {
                let values = of_measure.and_then(|rows| rows.get(code)?.as_array().cloned());
                (row, values)
            }
        };
        // A series that is missing in all years is none.
        if says_nothing && values.is_none() {
            return Ok(());
        }
        if says_nothing && cells.len() == year_count {
            return self.set_silently(feature, &row, None);
        }
        let Some(values) = values else {
            let mut fresh = vec![Value::Null; year_count];
            for (slot, value) in fresh
                .iter_mut()
                .enumerate()
                .filter_map(|(at, slot)| Some((slot, cells.get(&at)?)))
            {
                *slot = spelled(*value);
            }
            return self.set_silently(feature, &row, Some(Value::Array(fresh)));
        };
        let changed: Vec<(usize, Value)> = cells
            .iter()
            .map(|(at, value)| (*at, spelled(*value)))
            .filter(|(at, value)| values.get(*at).is_none_or(|known| !is_same(known, value)))
            .collect();
        if changed.len() == values.len().max(year_count) {
            let whole = changed.into_iter().map(|(_, value)| value).collect();
            return self.set_silently(feature, &row, Some(whole));
        }
        changed.into_iter().try_for_each(|(at, value)| {
            let mut cell = row.clone();
            cell.push(at.to_string());
            self.set_silently(feature, &cell, Some(value))
        })
    }

    /// Brings the tables of the document up to date with what was written.
    fn put_cells(&mut self, region: RegionId, rows: &BTreeMap<(MeasureId, Series), Cells>) {
        let (mut fresh, mut gone) = (Vec::new(), Vec::new());
        for ((measure, series), cells) in rows {
            let whole = self.whole_row((region, *measure, *series), cells);
            if self.document.statistics.has_cells(*measure, *series, region) {
                let is_gone = whole.iter().all(|value| *value == Observation::Missing);
                for (year_position, value) in whole.into_iter().enumerate() {
                    self.put_cell((region, *measure, *series), year_position, value);
                }
                gone.extend(is_gone.then_some((*measure, *series)));
            } else {
                fresh.push((*measure, *series, whole));
            }
        }
        gone.retain(|(measure, series)| self.document.statistics.is_series_empty(*measure, *series));
        if !fresh.is_empty() || !gone.is_empty() {
            let mut other = (*self.document.statistics).clone();
            for (measure, series, whole) in fresh {
                other.put_region_series(measure, series, region, &whole);
            }
            for (measure, series) in gone {
                other.remove_series(measure, series);
            }
            self.step(Step::Statistics(Arc::new(other)));
        }
    }

    /// What a series is in all years once some were set: it exists in all of them, or in none.
    fn whole_row(&self, (region, measure, series): Row, cells: &Cells) -> Vec<Observation> {
        let statistics = &self.document.statistics;
        let years = 0..statistics.year_count();
        let known = |year| statistics.region_value(measure, series, year, region);
        let row: Vec<Observation> = years
            .map(|year| cells.get(&year).copied().unwrap_or_else(|| known(year)))
            .collect();
        if row.iter().all(|value| *value == Observation::Missing) {
            return row;
        }
        let filled = row.into_iter().map(|value| match value {
            Observation::Missing => Observation::NotPublished,
            known => known,
        });
        filled.collect()
    }

    fn put_cell(&mut self, (region, measure, series): Row, year_position: usize, value: Observation) {
        let old = self
            .document
            .statistics
            .region_value(measure, series, year_position, region);
        if old != value {
            self.step(Step::Cell(Cell {
                measure,
                series,
                region,
                year_position,
                value,
            }));
        }
    }
}

/// A cell as the file writes it.
fn spelled(value: Observation) -> Value {
    value.value().map_or(Value::Null, number)
}

/// Whether two entries of a series say the same, however they are spelled.
fn is_same(known: &Value, value: &Value) -> bool {
    match (known.as_f64(), value.as_f64()) {
        (Some(known), Some(value)) => known.to_bits() == value.to_bits(),
        (None, None) => known.is_null() && value.is_null(),
        _ => false,
    }
}
