//! Turns the SVG of a figure into the bytes of a PNG file.
//!
//! The drawing itself is done by `svg`; compression and pixels by `resvg` on the processor.

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg;

use super::{ExportError, RenderOptions, fonts};

/// Rasterizes an SVG document at the size of the options.
pub(super) fn rasterize(svg: &str, options: &RenderOptions) -> Result<Vec<u8>, ExportError> {
    let &RenderOptions {
        width_px, height_px, ..
    } = options;
    let tree =
        usvg::Tree::from_str(svg, fonts::parser_options()).map_err(|error| ExportError::Drawing(error.to_string()))?;
    let mut pixels = Pixmap::new(width_px, height_px).ok_or(ExportError::Memory { width_px, height_px })?;
    resvg::render(&tree, Transform::default(), &mut pixels.as_mut());
    pixels
        .encode_png()
        .map_err(|error| ExportError::Drawing(error.to_string()))
}
