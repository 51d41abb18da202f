//! Draws a figure as an SVG document: map, data, labels and furniture in the order of the visual system.
//!
//! Each part has its own file: `ground` the basemap, `marks` and `crowds` the data, `labels` the names, `legend` and `furniture` the
//! plates. Which marks there are, and in which class, was decided when the figure was built.

mod crowds;
mod furniture;
mod ground;
mod labels;
mod legend;
mod marks;
mod surface;
pub(super) mod write;

use std::collections::BTreeSet;

use crate::document::MemberId;
use crate::export::{ExportError, RenderOptions};
use crate::figure::basemap::Basemap;
use crate::figure::crowd::Arrangement;
use crate::figure::label::{LabelLayout, Obstacle, ScreenRect};
use crate::figure::palette::Palette;
use crate::figure::picture::Figure;
use crate::figure::view::Viewport;
use write::{Paint, SvgWriter};

/// What every part of the drawing needs.
struct Canvas<'a> {
    figure: &'a Figure,
    palette: &'static Palette,
    view: Viewport,
    /// The picture in points.
    frame: ScreenRect,
    /// Which members stand in rings, and which are fanned out.
    arrangement: Arrangement,
    /// How much smaller plates are drawn in a small picture, and larger on a projector: 0.5 to 1.4.
    furniture_factor: f64,
}

impl Canvas<'_> {
    /// The members that stand in rings.
    fn members_in_crowds(&self) -> BTreeSet<MemberId> {
        let indices = self.arrangement.crowds.iter().flat_map(|crowd| &crowd.members);
        indices
            .filter_map(|index| self.figure.members.get(*index))
            .map(|mark| mark.member)
            .collect()
    }

    /// A length or width on the map, with the theme's factor for lines.
    fn line_pt(&self, width_pt: f32) -> f64 {
        f64::from(width_pt * self.palette.line_factor)
    }

    /// A size of a symbol or text on the map, with the theme's factor.
    fn symbol_pt(&self, size_pt: f32) -> f64 {
        f64::from(size_pt * self.palette.symbol_factor)
    }
}

/// The room that scale bar and attribution take at the foot of a picture, in points.
const FOOT_PT: f64 = 44.0;

/// What is drawn beside the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dress {
    /// Names, legend, scale bar and attribution.
    Whole,
    /// Nothing.
    Bare,
}

/// Draws the whole picture.
pub(super) fn render(
    figure: &Figure,
    basemap: &Basemap,
    options: &RenderOptions,
    dress: Dress,
) -> Result<String, ExportError> {
    let palette = figure.theme.palette();
    let (width_pt, height_pt) = options.size_pt()?;
    let frame = ScreenRect::at([0.0, 0.0], [width_pt, height_pt]);
    let furniture_factor =
        (width_pt / 900.0).min(height_pt / 640.0).clamp(0.5, 1.0) * f64::from(palette.furniture_factor);
    let plate = legend::draw(figure, palette, &frame, furniture_factor);
    let legend_width_pt = plate.as_ref().map_or(0.0, |plate| plate.rect.right);
    let view = options.viewport(figure, legend_width_pt, FOOT_PT * furniture_factor)?;
    let canvas = Canvas {
        figure,
        palette,
        arrangement: crowds::arrange(&figure.members, view.zoom),
        view,
        frame,
        furniture_factor,
    };

    let mut svg = SvgWriter::document([width_pt, height_pt], [options.width_px, options.height_px]);
    svg.document_title(&figure.title);
    marks::define_hatch(&mut svg, palette);
    svg.rect(&frame, 0.0, &Paint::fill(palette.water));
    let detail_zoom = canvas.view.zoom + options.scale.log2().max(0.0);
    let tiles = ground::visible_tiles(&canvas, basemap, detail_zoom);
    ground::draw_land(&canvas, &tiles, &mut svg);
    let shapes = marks::region_paths(&canvas);
    marks::draw_region_fills(&canvas, &shapes, &mut svg);
    ground::draw_water(&canvas, &tiles, &mut svg);
    surface::draw_classes(&canvas, &mut svg);
    ground::draw_borders(&canvas, &tiles, &mut svg);
    marks::draw_region_outlines(&canvas, &shapes, &mut svg);
    surface::draw_outlines(&canvas, &mut svg);
    marks::draw_links(&canvas, &mut svg);
    marks::draw_members(&canvas, &mut svg);
    crowds::draw(&canvas, &mut svg);
    surface::draw_centers(&canvas, &mut svg);
    if dress == Dress::Bare {
        return Ok(svg.finish());
    }

    let mut layout = LabelLayout::new(frame.grown(-4.0));
    if let Some(plate) = &plate {
        layout.block(plate.rect.grown(4.0), Obstacle::Plate);
    }
    let furniture = furniture::draw(&canvas);
    for rect in &furniture.plates {
        layout.block(rect.grown(4.0), Obstacle::Plate);
    }
    marks::block_symbols(&canvas, &mut layout);
    labels::draw(&canvas, basemap, &mut layout, &mut svg);
    svg.placed(&furniture.drawing, [0.0, 0.0], 1.0);
    if let Some(plate) = &plate {
        svg.placed(&plate.drawing, [plate.rect.left, plate.rect.top], furniture_factor);
    }
    Ok(svg.finish())
}
