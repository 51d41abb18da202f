//! Where a repair of coordinates would put things: the preview that a person judges it by.
//!
//! It changes nothing; the repair itself is the business of `repair`.

use serde_json::Value;

use crate::document::{Document, FeatureId, Finding, LonLat, RegionId, Repair, lon_lat};
use crate::format::systems::system;

/// The first position of a feature, before and after a repair.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Landing {
    /// The first two numbers as the file has them.
    pub before: (f64, f64),
    /// The place after the repair.
    pub after: LonLat,
    /// The region round that place.
    pub region: Option<RegionId>,
}

/// Where the first position of a finding's feature lands when its axes are exchanged, or when it is converted from the system of this
/// number (the likeliest where none is given). `None` for other repairs and where it lands nowhere on earth.
#[must_use]
pub fn landing(document: &Document, finding: &Finding, choice: Option<u32>) -> Option<Landing> {
    let before = match finding.place.feature {
        Some(feature) => first_position(document, FeatureId::at(feature)),
        None => document.living().find_map(|feature| first_position(document, feature)),
    }?;
    let (lon, lat) = match finding.repair.as_ref()? {
        Repair::SwapAxes => (before.1, before.0),
        Repair::Convert(systems) => {
            let number = choice.or(systems.first().copied())?;
            system(number)?.to_lon_lat(before.0, before.1)?
        }
        _ => return None,
    };
    if !(lon.abs() <= 180.0 && lat.abs() <= 90.0) {
        return None;
    }
    let after = lon_lat(lon, lat);
    Some(Landing {
        before,
        after,
        region: document.region_round(after),
    })
}

/// The name of a coordinate system by its number in the EPSG registry; `None` for one that is not known.
#[must_use]
pub fn system_name(number: u32) -> Option<String> {
    Some(system(number)?.name)
}

fn first_position(document: &Document, feature: FeatureId) -> Option<(f64, f64)> {
    let geometry = document.value(feature, &["geometry".to_owned()])?;
    position_in(geometry.get("coordinates")?)
}

fn position_in(value: &Value) -> Option<(f64, f64)> {
    let entries = value.as_array()?;
    match entries.as_slice() {
        [x, y, ..] if x.is_number() && y.is_number() => Some((x.as_f64()?, y.as_f64()?)),
        entries => entries.iter().find_map(position_in),
    }
}
