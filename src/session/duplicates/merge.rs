//! Two entries side by side: in which fields they differ, and the edit that makes them one as was chosen.
//!
//! Links, memberships and offices of the entry that goes move over to the one that is kept; that is the business of the edit.

use serde_json::{Map, Value};

use crate::document::edit::Edit;
use crate::document::{Document, LonLat, Member, MemberId};

/// The key under which the place stands among the fields; no property can have it, because they are named without a stroke.
pub const PLACE: &str = "/place";

/// Properties that are joined or kept and not chosen between.
const JOINED: [&str; 2] = ["kind", "clusters"];

/// One of the two entries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Side {
    /// The one on the left.
    #[default]
    First,
    /// The one on the right.
    Second,
}

/// A field in which two entries differ.
#[derive(Clone, Debug, PartialEq)]
pub struct Differing {
    /// The property's name, or [`PLACE`].
    pub key: String,
    /// Its value on each side; `None` where it is not stated.
    pub values: [Option<Value>; 2],
    /// The side that is taken.
    pub taken: Side,
}

/// The fields in which two members differ, in the order of the first, then those only the second has. What only one side states is
/// taken from there; of two values that of the first. Empty where one of them is gone.
#[must_use]
pub fn differing(document: &Document, first: MemberId, second: MemberId) -> Vec<Differing> {
    let (Some(one), Some(other)) = (document.member(first), document.member(second)) else {
        return Vec::new();
    };
    let (ours, theirs) = (document.properties(one.feature), document.properties(other.feature));
    let more = theirs.keys().filter(|key| !ours.contains_key(*key));
    let keys = ours.keys().chain(more).filter(|key| !JOINED.contains(&key.as_str()));
    let place = |member: &Member| member.position.map(|at| serde_json::json!([at.lon, at.lat]));
    let mut fields: Vec<Differing> = keys
        .filter_map(|key| field(key, [stated(ours.get(key)), stated(theirs.get(key))]))
        .collect();
    let at = usize::from(fields.first().is_some_and(|field| field.key == "name"));
    if let Some(place) = field(PLACE, [place(one), place(other)]) {
        fields.insert(at, place);
    }
    fields
}

fn stated(value: Option<&Value>) -> Option<Value> {
    value.filter(|value| !value.is_null()).cloned()
}

fn field(key: &str, values: [Option<Value>; 2]) -> Option<Differing> {
    let [ours, theirs] = &values;
    let taken = if ours.is_some() { Side::First } else { Side::Second };
    (ours != theirs).then(|| Differing {
        taken,
        key: key.to_owned(),
        values,
    })
}

/// The edit that makes two members one: `kept` stays with its id, and every field is as it was taken.
#[must_use]
pub fn merge(document: &Document, (first, second): (MemberId, MemberId), kept: Side, fields: &[Differing]) -> Edit {
    let (keep, gone) = match kept {
        Side::First => (first, second),
        Side::Second => (second, first),
    };
    let feature = document.member(keep).map(|member| member.feature);
    let mut properties = Map::new();
    let mut further = Vec::new();
    for field in fields.iter().filter(|field| field.taken != kept) {
        let [ours, theirs] = &field.values;
        let value = if field.taken == Side::First { ours } else { theirs };
        match (field.key.as_str(), value) {
            (PLACE, Some(place)) => {
                let place = lon_lat(place);
                further.extend(place.map(|lon_lat| Edit::MoveMember { member: keep, lon_lat }));
            }
            (PLACE, None) => further.push(Edit::UnplaceMember { member: keep }),
            (key, Some(value)) => drop(properties.insert(key.to_owned(), value.clone())),
            (key, None) => further.extend(feature.map(|feature| Edit::RemoveProperty {
                feature,
                path: vec![key.to_owned()],
            })),
        }
    }
    let merging = Edit::MergeMembers {
        keep,
        absorbed: vec![gone],
        properties,
    };
    if further.is_empty() {
        return merging;
    }
    further.insert(0, merging);
    Edit::Together {
        name: None,
        edits: further,
    }
}

fn lon_lat(place: &Value) -> Option<LonLat> {
    let [lon, lat] = place.as_array()?.as_slice() else {
        return None;
    };
    Some(crate::document::lon_lat(lon.as_f64()?, lat.as_f64()?))
}
