//! The offline map of the world that is built into the program: tiles of land, water and borders, and place names.
//!
//! It answers with geometry only. Colors are the palette's, drawing is the map's and the exports', and which names fit
//! is decided where labels are laid out. How the file is made is told in `assets/basemap/README.md`.

mod places;
mod read;
mod tile;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::mercator::{Mercator, MercatorBounds};
use read::{Entry, Reader};

pub use places::{Place, PlaceKind};
pub use tile::{BasemapTile, LineLayer, LineShape, PolygonLayer, PolygonShape};

/// What Natural Earth asks to be called on the map.
pub const ATTRIBUTION: &str = "Natural Earth";

/// How much detail a tile carries. The zoom is that of a map whose world is 256 points wide at zoom 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BasemapLevel {
    /// The whole world in one tile, from the 1:110 m data; below zoom 3.5.
    World,
    /// Tiles of zoom 3 from the 1:50 m data; from zoom 3.5 to 6.5.
    Continent,
    /// Tiles of zoom 6 from the 1:10 m data; from zoom 6.5.
    Country,
}

impl BasemapLevel {
    /// Every level, coarsest first.
    pub const ALL: [Self; 3] = [Self::World, Self::Continent, Self::Country];

    /// The level to draw at a map zoom; anything that is not a number is the world.
    #[must_use]
    pub fn for_zoom(zoom: f64) -> Self {
        if zoom >= 6.5 {
            Self::Country
        } else if zoom >= 3.5 {
            Self::Continent
        } else {
            Self::World
        }
    }

    /// The XYZ zoom of this level's tiles.
    #[must_use]
    pub fn tile_zoom(self) -> u8 {
        match self {
            Self::World => 0,
            Self::Continent => 3,
            Self::Country => 6,
        }
    }

    /// How many tiles there are from west to east.
    #[must_use]
    pub fn tiles_across(self) -> u16 {
        1 << self.tile_zoom()
    }

    fn of_tile_zoom(zoom: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.tile_zoom() == zoom)
    }
}

/// Which tile: the level and its column and row, counted from the north-western corner of the world.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TileAddress {
    /// The level of detail.
    pub level: BasemapLevel,
    /// Eastward from 180° west.
    pub column: u16,
    /// Southward from 85.05° north.
    pub row: u16,
}

impl TileAddress {
    /// The length of the tile's side on the unit square of web mercator.
    #[must_use]
    pub fn side(self) -> f64 {
        1.0 / f64::from(self.level.tiles_across())
    }

    /// The ground that the tile covers.
    #[must_use]
    pub fn bounds(self) -> MercatorBounds {
        MercatorBounds {
            min: self.mercator_from_local([0.0, 0.0]),
            max: self.mercator_from_local([1.0, 1.0]),
        }
    }

    /// From a place in the tile (0 to 1, y down) to the unit square.
    #[must_use]
    pub fn mercator_from_local(self, local: [f32; 2]) -> Mercator {
        let [x, y] = local.map(f64::from);
        Mercator {
            x: (f64::from(self.column) + x) * self.side(),
            y: (f64::from(self.row) + y) * self.side(),
        }
    }
}

/// Why the basemap, or one of its tiles, could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BasemapError {
    /// The bytes do not begin as a basemap does.
    #[error("this is not a basemap")]
    NotABasemap,
    /// The layout is of another version than this program reads.
    #[error("the basemap has version {0}, which this program does not read")]
    UnknownVersion(u16),
    /// The bytes end early, or a part does not unpack to the length that was promised.
    #[error("the basemap is cut or damaged")]
    Damaged,
    /// A coordinate lies outside its tile.
    #[error("a tile of the basemap has a point outside its borders")]
    OutsideTile,
    /// There is nothing but open sea at this address.
    #[error("there is no such tile in the basemap")]
    NoSuchTile,
}

/// The map of the world: a directory of packed tiles, and the place names.
#[derive(Debug)]
pub struct Basemap {
    bytes: Cow<'static, [u8]>,
    blob_start: usize,
    extent: u16,
    tiles: BTreeMap<TileAddress, Entry>,
    places: Vec<Place>,
}

impl Basemap {
    /// The basemap that is built into the program, unpacked as far as its directory on the first call.
    pub fn embedded() -> &'static Self {
        static EMBEDDED: OnceLock<Basemap> = OnceLock::new();
        EMBEDDED.get_or_init(|| {
            let bytes: &'static [u8] = include_bytes!("../../../assets/basemap/world.bin");
            Self::from_bytes(bytes).unwrap_or_else(|error| {
                debug_assert!(false, "the embedded basemap does not open: {error}");
                log::error!("the embedded basemap does not open: {error}");
                Self::open_sea()
            })
        })
    }

    /// A world without land, which is drawn where the basemap cannot be read.
    #[must_use]
    pub fn open_sea() -> Self {
        Self {
            bytes: Cow::Borrowed(&[]),
            blob_start: 0,
            extent: 1,
            tiles: BTreeMap::new(),
            places: Vec::new(),
        }
    }

    /// Reads the directory and the place names. Tiles stay packed until they are asked for.
    ///
    /// # Errors
    /// Where the bytes are not a basemap of this version, or are cut or damaged in the part that is read here.
    pub fn from_bytes(bytes: impl Into<Cow<'static, [u8]>>) -> Result<Self, BasemapError> {
        let bytes = bytes.into();
        let directory = read::directory(&bytes)?;
        let places = match directory.places {
            Some(entry) => {
                let raw = entry.unpack(&bytes, directory.blob_start)?;
                places::read(&mut Reader::new(&raw))?
            }
            None => Vec::new(),
        };
        Ok(Self {
            blob_start: directory.blob_start,
            extent: directory.extent,
            tiles: directory.tiles,
            places,
            bytes,
        })
    }

    /// Every tile of a level that is not open sea and touches the bounds, by row and column from the north west.
    ///
    /// What lies outside the world is left out: the world is drawn once, not side by side.
    #[must_use]
    pub fn tiles_in(&self, level: BasemapLevel, bounds: &MercatorBounds) -> Vec<TileAddress> {
        let last = level.tiles_across() - 1;
        let columns = tile_index(bounds.min.x, last)..=tile_index(bounds.max.x, last);
        let rows = tile_index(bounds.min.y, last)..=tile_index(bounds.max.y, last);
        if !bounds.intersects(&MercatorBounds::WORLD) {
            return Vec::new();
        }
        rows.flat_map(|row| columns.clone().map(move |column| (column, row)))
            .map(|(column, row)| TileAddress { level, column, row })
            .filter(|address| self.tiles.contains_key(address))
            .collect()
    }

    /// Unpacks one tile. It costs up to a few milliseconds; keep what it answers.
    ///
    /// # Errors
    /// [`BasemapError::NoSuchTile`] over open sea, and otherwise where the tile is damaged.
    pub fn decode(&self, address: TileAddress) -> Result<BasemapTile, BasemapError> {
        let entry = self.tiles.get(&address).ok_or(BasemapError::NoSuchTile)?;
        let raw = entry.unpack(&self.bytes, self.blob_start)?;
        tile::read(address, &raw, self.extent)
    }

    /// How many tiles a level has, open sea not counted.
    #[must_use]
    pub fn tile_count(&self, level: BasemapLevel) -> usize {
        self.tiles.keys().filter(|address| address.level == level).count()
    }

    /// The places in the bounds that are worth a name at this zoom, most important first, at most `limit`.
    #[must_use]
    pub fn places_in(&self, bounds: &MercatorBounds, zoom: f64, limit: usize) -> Vec<&Place> {
        self.places
            .iter()
            .filter(|place| place.first_zoom <= zoom && bounds.contains(place.position))
            .take(limit)
            .collect()
    }
}

/// Which tile a coordinate of the unit square falls into, held between 0 and `last`.
fn tile_index(coordinate: f64, last: u16) -> u16 {
    (0..=last)
        .rev()
        .find(|index| f64::from(*index) / (f64::from(last) + 1.0) <= coordinate)
        .unwrap_or(0)
}

/// Whether a river of this rank is worth drawing at a map zoom: large ones first, all from zoom 11.
#[must_use]
pub fn shows_river(rank: u8, zoom: f64) -> bool {
    f64::from(rank) <= zoom + 1.0
}

/// Whether a lake of this rank is worth drawing at a map zoom: large ones first, all from zoom 9.
#[must_use]
pub fn shows_lake(rank: u8, zoom: f64) -> bool {
    f64::from(rank) <= zoom + 3.0
}
