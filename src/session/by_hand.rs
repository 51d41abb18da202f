//! Edits that a hand on the map makes: a member is put on a place, as exactly as a hand can at that zoom.
//!
//! Which place was pointed at is the map's knowledge; carrying edits out is the business of the history.

use serde_json::{Map, Value};

use crate::document::edit::{Edit, NewMember};
use crate::document::{Document, LonLat, MemberId, PositionQuality, lon_lat};

/// A hand that is off by no more than this points at the place itself, in kilometers.
const EXACT_KM: f64 = 0.05;
/// A hand that is off by no more than this points at the street, in kilometers.
const STREET_KM: f64 = 0.25;
/// A hand that is off by no more than this points at the town, in kilometers.
const CITY_KM: f64 = 5.0;

/// A place that was pointed at on the map.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pointed {
    /// The place, to the fifth decimal of a degree, which is about a meter: more is not meant by a hand.
    pub lon_lat: LonLat,
    /// How good it is.
    pub quality: PositionQuality,
}

impl Pointed {
    /// The place under a hand that is off by up to `within_km`.
    #[must_use]
    pub fn at((lon_deg, lat_deg): (f64, f64), within_km: f64) -> Self {
        let rounded = |degrees: f64| (degrees * 1e5).round() / 1e5;
        Self {
            lon_lat: lon_lat(rounded(lon_deg), rounded(lat_deg)),
            quality: quality(within_km),
        }
    }
}

/// How good a place is that is off by up to so many kilometers: 50 m are the place itself, 250 m its street, 5 km its town.
///
/// These bounds are a convention of this program; the format names the four qualities and sets none.
#[must_use]
pub fn quality(within_km: f64) -> PositionQuality {
    if within_km <= EXACT_KM {
        PositionQuality::Exact
    } else if within_km <= STREET_KM {
        PositionQuality::Street
    } else if within_km <= CITY_KM {
        PositionQuality::City
    } else {
        PositionQuality::Region
    }
}

/// Puts a member on a place, and says how good that is where the file says otherwise. One step of the history.
#[must_use]
pub fn moved(document: &Document, member: MemberId, place: Pointed) -> Edit {
    let lon_lat = place.lon_lat;
    let to = Edit::MoveMember { member, lon_lat };
    let known = document.member(member);
    // A file that says nothing means the place itself.
    let Some(known) = known.filter(|known| known.position_quality != place.quality) else {
        return to;
    };
    let says = Edit::SetProperty {
        feature: known.feature,
        path: vec!["position".to_owned()],
        value: Value::from(place.quality.word()),
    };
    Edit::Together {
        name: Some("edit-as-first"),
        edits: vec![to, says],
    }
}

/// A new member on a place, without its name.
#[must_use]
pub fn new_member(place: Pointed) -> NewMember {
    let mut properties = Map::new();
    if place.quality != PositionQuality::Exact {
        properties.insert("position".to_owned(), Value::from(place.quality.word()));
    }
    NewMember {
        lon_lat: Some(place.lon_lat),
        properties,
        ..NewMember::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hand_is_as_exact_as_the_zoom_lets_it() {
        // Four points wide: 22 m at the closest zoom in Copenhagen, 2.8 km where all of Denmark is seen.
        assert_eq!(quality(0.022), PositionQuality::Exact);
        assert_eq!(quality(0.1), PositionQuality::Street);
        assert_eq!(quality(2.8), PositionQuality::City);
        assert_eq!(quality(20.0), PositionQuality::Region);
        let place = Pointed::at((12.568_333_9, 55.676_111_1), 0.02);
        assert_eq!(place.lon_lat, lon_lat(12.568_33, 55.676_11));
        assert!(
            new_member(place).properties.is_empty(),
            "a file that says nothing means exact"
        );
    }
}
