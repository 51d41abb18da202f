//! What a feature's geometry is once it was checked, small because there is one for every feature.
//!
//! Checking is the business of `geometry`.

use std::sync::Arc;

use geo::MultiPolygon;

use crate::document::LonLat;

/// The types of geometries; all but the last have coordinates.
const TYPES: [&str; 7] = [
    "Point",
    "MultiPoint",
    "LineString",
    "MultiLineString",
    "Polygon",
    "MultiPolygon",
    COLLECTION,
];
/// The type that has other geometries and no coordinates.
pub(super) const COLLECTION: &str = "GeometryCollection";

/// What a feature's geometry is.
#[derive(Debug, Default)]
pub(super) struct Geometry {
    /// What is drawn of it.
    pub place: Place,
    /// Its type.
    pub type_name: TypeName,
    /// Whether an error keeps it off the map.
    pub is_broken: bool,
}

/// What is drawn of a geometry.
#[derive(Debug, Default)]
pub(super) enum Place {
    /// Nothing.
    #[default]
    None,
    /// The place of a Point.
    Point(LonLat),
    /// The outline of a Polygon or `MultiPolygon`.
    Outline(Arc<MultiPolygon<f64>>),
}

/// The position of a type's name among all; behind their end where there is none, or none that is known.
#[derive(Clone, Copy, Debug)]
pub(super) struct TypeName(u8);

impl Default for TypeName {
    fn default() -> Self {
        Self(u8::MAX)
    }
}

impl TypeName {
    /// The type of this name; `None` where there is none.
    pub(super) fn of(name: &str) -> Option<Self> {
        let position = TYPES.iter().position(|known| *known == name)?;
        u8::try_from(position).ok().map(Self)
    }
}

impl Geometry {
    /// The type's name; empty where there is none, or none that is known.
    pub(super) fn type_name(&self) -> &'static str {
        TYPES.get(usize::from(self.type_name.0)).copied().unwrap_or_default()
    }

    /// The outline of a Polygon or `MultiPolygon`.
    pub(super) const fn shape(&self) -> Option<&Arc<MultiPolygon<f64>>> {
        match &self.place {
            Place::Outline(shape) => Some(shape),
            _ => None,
        }
    }

    /// The place of a Point.
    pub(super) const fn point(&self) -> Option<LonLat> {
        match self.place {
            Place::Point(point) => Some(point),
            _ => None,
        }
    }
}
