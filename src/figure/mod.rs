//! The picture before it has a backend: what is drawn where, in which class and color, for the window and for files alike.
//!
//! Nothing here draws: the map hands it to the graphics card, `export` writes it as SVG or PNG.

pub mod anchor;
pub mod basemap;
pub mod color;
pub mod label;
pub mod mercator;
pub mod scale;
pub mod symbol;
pub mod view;
