//! The picture before it has a backend: what is drawn where, in which class and color, for the window and for files alike.
//!
//! [`build::assemble`] makes a [`picture::Figure`] from parts whose numbers were worked out elsewhere. Nothing here draws:
//! the map hands the figure to the graphics card, `export` writes it as SVG or PNG. [`basemap`] is the world below it.

pub mod anchor;
pub mod basemap;
pub mod build;
pub mod color;
pub mod credit;
pub mod crowd;
pub mod label;
pub mod legend;
pub mod mercator;
pub mod palette;
pub mod picture;
pub mod scale;
pub mod sizes;
pub mod surface;
pub mod symbol;
pub mod view;
