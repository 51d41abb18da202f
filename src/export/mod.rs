//! Files made from a figure: SVG, and PNG from that SVG. No window and no graphics card take part.
//!
//! The same figure and options give the same bytes on every machine: only the fonts inside the program are used. What
//! is in the picture is decided by `figure`; where the file goes, and that it is written whole, by the session.

mod fonts;
mod png;
mod svg;

use crate::figure::basemap::Basemap;
use crate::figure::mercator::MercatorBounds;
use crate::figure::picture::Figure;
use crate::figure::view::{Margins, Viewport};

/// The longest side of a PNG in pixels.
pub const LARGEST_SIDE_PX: u32 = 16_384;
/// No PNG has more pixels: four bytes each, they must fit into memory twice.
const MOST_PIXELS: u64 = 16_384 * 16_384;

/// How large a picture is and what it shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RenderOptions {
    /// Width of the file in pixels.
    pub width_px: u32,
    /// Height of the file in pixels.
    pub height_px: u32,
    /// Pixels per point: 1 for a screen, 2 for print and for dense screens. Text and lines grow with it.
    pub scale: f64,
    /// What is shown.
    pub extent: RenderExtent,
}

/// What part of the world a picture shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum RenderExtent {
    /// All of the data, beside the legend; the world where there are none.
    Data,
    /// At least these bounds.
    Bounds(MercatorBounds),
    /// The middle and zoom of a view on screen, whatever its size was.
    View {
        /// What is in the middle.
        center: crate::figure::mercator::Mercator,
        /// The zoom of the screen.
        zoom: f64,
    },
}

/// Why no picture was made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExportError {
    /// A side is zero or too long, or the scale is no size.
    #[error(
        "a picture of {width_px} × {height_px} pixels cannot be made: each side is 1 to {LARGEST_SIDE_PX} pixels, the scale 0.25 to 8"
    )]
    Size {
        /// The width that was asked for.
        width_px: u32,
        /// The height that was asked for.
        height_px: u32,
    },
    /// There is not enough memory for the pixels.
    #[error("there is not enough memory for a picture of {width_px} × {height_px} pixels")]
    Memory {
        /// The width that was asked for.
        width_px: u32,
        /// The height that was asked for.
        height_px: u32,
    },
    /// The drawing was not understood by the rasterizer, or could not be packed: a fault of the program.
    #[error("the picture could not be drawn: {0}")]
    Drawing(String),
}

impl RenderOptions {
    /// A picture of the whole data, with text and lines as in a window of 1600 points where the picture is larger.
    #[must_use]
    pub fn of_size(width_px: u32, height_px: u32) -> Self {
        let scale = (f64::from(width_px.max(height_px)) / 1600.0).clamp(1.0, 8.0);
        Self {
            width_px,
            height_px,
            scale,
            extent: RenderExtent::Data,
        }
    }

    /// The size of the picture in points.
    fn size_pt(&self) -> Result<(f64, f64), ExportError> {
        let side = 1..=LARGEST_SIDE_PX;
        let is_possible = side.contains(&self.width_px)
            && side.contains(&self.height_px)
            && u64::from(self.width_px) * u64::from(self.height_px) <= MOST_PIXELS
            && (0.25..=8.0).contains(&self.scale);
        if is_possible {
            Ok((
                f64::from(self.width_px) / self.scale,
                f64::from(self.height_px) / self.scale,
            ))
        } else {
            Err(ExportError::Size {
                width_px: self.width_px,
                height_px: self.height_px,
            })
        }
    }

    /// The view of the picture, with room for a legend at the left and for the plates at the foot.
    fn viewport(&self, figure: &Figure, legend_width_pt: f64, foot_pt: f64) -> Result<Viewport, ExportError> {
        let (width_pt, height_pt) = self.size_pt()?;
        let margin = (width_pt.min(height_pt) * 0.05).clamp(8.0, 48.0);
        // A legend beside the data is only worth its room where the picture is wide enough for both.
        let legend_pt = if width_pt > 2.2 * legend_width_pt {
            legend_width_pt
        } else {
            0.0
        };
        let around_data = Margins {
            left_pt: margin + legend_pt,
            bottom_pt: margin + foot_pt,
            ..Margins::all(margin)
        };
        Ok(match self.extent {
            RenderExtent::Data => {
                let bounds = figure.data_bounds.unwrap_or(MercatorBounds::WORLD);
                Viewport::fitting(&bounds, (width_pt, height_pt), around_data, 13.0)
            }
            RenderExtent::Bounds(bounds) => Viewport::fitting(&bounds, (width_pt, height_pt), Margins::default(), 19.0),
            RenderExtent::View { center, zoom } => Viewport {
                center,
                zoom,
                width_pt,
                height_pt,
            },
        })
    }
}

/// The figure as an SVG document of its own.
///
/// # Errors
/// [`ExportError::Size`] for a size that cannot be drawn.
pub fn render_svg(figure: &Figure, basemap: &Basemap, options: &RenderOptions) -> Result<String, ExportError> {
    svg::render(figure, basemap, options, svg::Dress::Whole)
}

/// The figure as a PNG file.
///
/// # Errors
/// [`ExportError::Size`] for a size that cannot be drawn, [`ExportError::Memory`] where the pixels find no room.
pub fn render_png(figure: &Figure, basemap: &Basemap, options: &RenderOptions) -> Result<Vec<u8>, ExportError> {
    rasterize(&render_svg(figure, basemap, options)?, options)
}

/// The map alone as a PNG file, without names, legend, scale and attribution: a small sign of a file, not a picture to hand on.
///
/// # Errors
/// As [`render_png`].
pub fn render_bare_png(figure: &Figure, basemap: &Basemap, options: &RenderOptions) -> Result<Vec<u8>, ExportError> {
    rasterize(&svg::render(figure, basemap, options, svg::Dress::Bare)?, options)
}

/// An SVG of [`render_svg`] as a PNG file, for whoever wants to be asked between the two.
///
/// # Errors
/// As [`render_png`].
pub fn rasterize(svg: &str, options: &RenderOptions) -> Result<Vec<u8>, ExportError> {
    png::rasterize(svg, options)
}
