//! Numbers of regions as JSON.
//!
//! It reads; whether a number makes sense is found when it is applied.

use serde_json::Value;

use super::Body;
use crate::document::Observation;
use crate::document::edit::Edit;
use crate::document::edit::error::{EditError, EditProblem};
use crate::document::edit::new::RegionValue;

/// One number; `null` is not published.
pub(super) fn region_value(body: &mut Body<'_>) -> Result<Edit, EditError> {
    let measure = body.text("measure")?;
    let unknown = || EditError::new(EditProblem::UnknownMeasure, &measure);
    Ok(Edit::SetRegionValue {
        region: body.region("region")?,
        measure: body.document.statistics.measure_by_id(&measure).ok_or_else(unknown)?,
        series: body.series()?,
        year: body.optional_year("year")?,
        value: match body.value("value")? {
            Value::Null => None,
            value => Some(value.as_f64().ok_or_else(|| body.wrong("value"))?),
        },
    })
}

/// Many numbers: one without a `value` is taken out of the file, one with `null` is not published.
pub(super) fn region_values(body: &mut Body<'_>) -> Result<Edit, EditError> {
    let region = body.region("region")?;
    let entries = body.list("values")?;
    let value = |entry: Value| {
        let Value::Object(members) = entry else {
            return Err(body.wrong("values"));
        };
        let edit = body.edit.clone();
        let mut cell = Body {
            document: body.document,
            edit,
            members,
        };
        let measure = cell.text("measure")?;
        let unknown = || EditError::new(EditProblem::UnknownMeasure, &measure);
        Ok(RegionValue {
            measure: body.document.statistics.measure_by_id(&measure).ok_or_else(unknown)?,
            series: cell.series()?,
            year: cell.optional_year("year")?,
            value: match cell.optional("value") {
                None => Observation::Missing,
                Some(Value::Null) => Observation::NotPublished,
                Some(value) => Observation::Value(value.as_f64().ok_or_else(|| cell.wrong("value"))?),
            },
        })
    };
    let values = entries.into_iter().map(value).collect::<Result<_, _>>()?;
    Ok(Edit::SetRegionValues { region, values })
}
