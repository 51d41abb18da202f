//! The names of towns and lakes that the basemap can write, with how important they are.
//!
//! Which of them are written, and where the text stands, is decided where labels are laid out.

use super::read::Reader;
use super::{BasemapError, Mercator};

/// What a place is, which decides how its name is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PlaceKind {
    /// A town that is not a country's capital.
    Town,
    /// The capital of a country.
    Capital,
    /// A lake; its position is the middle of the widest water.
    Lake,
}

/// A name on the basemap.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// As Natural Earth writes it, without control characters.
    pub name: String,
    /// What it is.
    pub kind: PlaceKind,
    /// Where it is.
    pub position: Mercator,
    /// Natural Earth's scale rank: 0 for the largest cities and lakes of the world, 10 for the smallest.
    pub rank: u8,
    /// The map zoom from which the name is worth writing.
    pub first_zoom: f64,
    /// Persons in the urban area, 0 where it is not stated.
    pub population: u32,
}

/// Reads the place table, which lists the most important first.
pub(super) fn read(reader: &mut Reader<'_>) -> Result<Vec<Place>, BasemapError> {
    let mut places = Vec::new();
    for _ in 0..reader.count()? {
        let kind = match reader.u8()? {
            0 => PlaceKind::Town,
            1 => PlaceKind::Capital,
            2 => PlaceKind::Lake,
            _ => return Err(BasemapError::Damaged),
        };
        let rank = reader.u8()?;
        let first_zoom = f64::from(reader.u8()?) / 10.0;
        let lon_deg = f64::from(reader.i32()?) / 1e5;
        let lat_deg = f64::from(reader.i32()?) / 1e5;
        let population = reader.varint()?;
        let length = reader.count()?;
        let name = std::str::from_utf8(reader.take(length)?)
            .ok()
            .ok_or(BasemapError::Damaged)?;
        places.push(Place {
            name: name.to_owned(),
            kind,
            position: Mercator::from_lon_lat(lon_deg, lat_deg),
            rank,
            first_zoom,
            population,
        });
    }
    Ok(places)
}
