//! What shows concentration on a map: hexagons or bands of density, outlines of hot spots and footprints, centers with their ellipses.
//!
//! Geometry is on the unit square of Mercator, so that every backend only moves it. What is hot, and how dense it lies, was worked out
//! elsewhere; the colors are the palette's.

use std::sync::Arc;

use geo::{LineString, MultiLineString, MultiPolygon, Polygon};

use super::color::Color;
use super::mercator::{Mercator, MercatorBounds};
use super::palette::Palette;
use super::picture::{DataLabel, LegendBlock, LegendLayer, LegendOutline, LegendRows};
use super::scale::{DIMMED_OPACITY, DIMMED_RADIUS_PT};

/// Which colors a surface has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum SurfaceRamp {
    /// Cividis: from light to dark by day, from dark to light by night.
    #[default]
    Cividis,
    /// Viridis, in the same direction.
    Viridis,
}

/// How the edges of classes are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SurfaceEdges {
    /// A fine light line between hexagons.
    Halo,
    /// Each band's lower edge in the color of the next class.
    NextClass,
}

/// The ground of one class.
#[derive(Clone, Debug, PartialEq)]
pub struct SurfaceClass {
    /// Its areas.
    pub areas: MultiPolygon<f64>,
    /// The lines that are drawn at its edges.
    pub edges: MultiLineString<f64>,
}

/// Hexagons or bands, the lowest class first. Ground without members belongs to no class and is not drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Surface {
    /// The colors.
    pub ramp: SurfaceRamp,
    /// How solid it lies over land, 0 to 1.
    pub opacity: f32,
    /// How edges are drawn.
    pub edges: SurfaceEdges,
    /// The classes.
    pub classes: Arc<Vec<SurfaceClass>>,
}

/// What an outline says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OutlineStyle {
    /// More than chance allows.
    Hot,
    /// Less than chance allows.
    Cold,
    /// High among low.
    HighAmongLow,
    /// Low among high.
    LowAmongHigh,
    /// Members that lie together.
    Footprint,
    /// One standard deviation round a center.
    Ellipse,
    /// The ellipse of another year.
    EllipseBefore,
    /// The way of a center through the years.
    Track,
}

/// Lines with what they say, and the ground inside where it is tinted.
#[derive(Clone, Debug, PartialEq)]
pub struct Outline {
    /// What it says.
    pub style: OutlineStyle,
    /// The lines.
    pub lines: Arc<MultiLineString<f64>>,
    /// The ground that is tinted.
    pub areas: Option<Arc<MultiPolygon<f64>>>,
}

/// The mean center of a year.
#[derive(Clone, Debug, PartialEq)]
pub struct Center {
    /// Where.
    pub at: Mercator,
    /// The year; empty where it is undated or not written.
    pub words: String,
    /// Whether it is that of the year in focus.
    pub is_current: bool,
}

/// Everything that shows concentration.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ConcentrationMarks {
    /// Hexagons or bands.
    pub surface: Option<Surface>,
    /// Outlines, in the order in which they are drawn.
    pub outlines: Vec<Outline>,
    /// Centers, the current one last.
    pub centers: Vec<Center>,
    /// Whether members that stand back are small dots, which do not hide the marks.
    pub has_dots: bool,
}

/// The marks with the names and the parts of the legend that belong to them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ConcentrationPart {
    /// The marks.
    pub marks: ConcentrationMarks,
    /// Names of hot spots and footprints, most important first.
    pub labels: Vec<DataLabel>,
    /// The blocks of the legend.
    pub legend: Vec<LegendBlock>,
    /// Whether members are dots, so that they do not hide it.
    pub is_dotted: bool,
}

/// How a line is drawn, before the theme's factor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LineLook {
    /// Its color.
    pub color: Color,
    /// Its width in points.
    pub width_pt: f32,
    /// Dash and gap in points; zeros for a whole line.
    pub dash_pt: [f32; 2],
}

/// How solid the ground inside a footprint is tinted.
const TINT: f32 = 0.10;

/// Radius and opacity of the dots of members over hexagons, density and outlines.
const DOT: (f32, f32) = (1.7, 0.85);

impl ConcentrationMarks {
    /// The radius in points, before the theme's factor, and the opacity of members that stand back.
    #[must_use]
    pub fn standing_back(&self) -> (f32, f32) {
        if self.has_dots {
            DOT
        } else {
            (DIMMED_RADIUS_PT, DIMMED_OPACITY)
        }
    }
}

impl Palette {
    /// The color of a class of a surface, before its opacity.
    #[must_use]
    pub fn surface_class(&self, ramp: SurfaceRamp, class: usize, class_count: usize) -> Color {
        match ramp {
            SurfaceRamp::Cividis => self.sequential_class(class, class_count),
            SurfaceRamp::Viridis => self.viridis_class(class, class_count),
        }
    }

    /// How an outline is drawn.
    #[must_use]
    pub fn outline_look(&self, style: OutlineStyle) -> LineLook {
        let (color, width_pt, dash_pt) = match style {
            OutlineStyle::Hot => (self.hot, 2.4, [0.0, 0.0]),
            OutlineStyle::Cold => (self.cold, 2.2, [6.0, 4.0]),
            OutlineStyle::HighAmongLow => (self.hot, 1.8, [2.0, 3.0]),
            OutlineStyle::LowAmongHigh => (self.cold, 1.8, [2.0, 3.0]),
            OutlineStyle::Footprint => (self.link, 1.8, [0.0, 0.0]),
            OutlineStyle::Ellipse => (self.text, 2.0, [8.0, 4.0]),
            OutlineStyle::EllipseBefore => (self.muted, 1.0, [3.0, 3.0]),
            OutlineStyle::Track => (self.text, 1.4, [0.0, 0.0]),
        };
        LineLook {
            color,
            width_pt: width_pt * self.line_factor,
            dash_pt,
        }
    }

    /// The tint of the ground inside an outline.
    #[must_use]
    pub fn outline_tint(&self, style: OutlineStyle) -> Color {
        self.outline_look(style).color.with_opacity(TINT)
    }

    /// How the edges of a class are drawn.
    #[must_use]
    pub fn surface_edge(&self, surface: &Surface, class: usize) -> LineLook {
        let color = match surface.edges {
            SurfaceEdges::Halo => self.halo.with_opacity(0.8),
            SurfaceEdges::NextClass => self.surface_class(surface.ramp, class + 1, surface.classes.len()),
        };
        LineLook {
            color,
            width_pt: 0.8 * self.line_factor,
            dash_pt: [0.0, 0.0],
        }
    }

    /// The classes of a surface as they look over land, the lowest first.
    #[must_use]
    pub fn surface_swatches(&self, surface: &Surface) -> Vec<Color> {
        let count = surface.classes.len();
        let swatch = |class| {
            self.surface_class(surface.ramp, class, count)
                .with_opacity(surface.opacity)
                .over(self.land)
        };
        (0..count).map(swatch).collect()
    }
}

impl ConcentrationMarks {
    /// Whether both have the very same geometry, so that what lies on the card is still right.
    #[must_use]
    pub fn has_geometry_of(&self, other: &Self) -> bool {
        let same_surface = match (&self.surface, &other.surface) {
            (Some(own), Some(other)) => Arc::ptr_eq(&own.classes, &other.classes),
            (None, None) => true,
            _ => false,
        };
        let mut pairs = self.outlines.iter().zip(&other.outlines);
        let is_same =
            |(own, other): (&Outline, &Outline)| own.style == other.style && Arc::ptr_eq(&own.lines, &other.lines);
        same_surface && self.outlines.len() == other.outlines.len() && pairs.all(is_same)
    }

    /// How many corners there are, to tell what is quick.
    #[must_use]
    pub fn corner_count(&self) -> usize {
        let of_lines = |lines: &MultiLineString<f64>| lines.iter().map(|line| line.0.len()).sum::<usize>();
        let classes = self.surface.iter().flat_map(|surface| surface.classes.iter());
        let edges: usize = classes.map(|class| of_lines(&class.edges)).sum();
        edges
            + self
                .outlines
                .iter()
                .map(|outline| of_lines(&outline.lines))
                .sum::<usize>()
    }

    /// The ground that they cover; `None` for none.
    #[must_use]
    pub fn bounds(&self) -> Option<MercatorBounds> {
        let classes = self.surface.iter().flat_map(|surface| surface.classes.iter());
        let lines = classes
            .flat_map(|class| class.edges.iter())
            .chain(self.outlines.iter().flat_map(|outline| outline.lines.iter()));
        MercatorBounds::around(lines.flat_map(|line| &line.0).map(|at| Mercator { x: at.x, y: at.y }))
    }
}

/// A line on the unit square through places in longitude and latitude.
#[must_use]
pub fn mercator_line(places: impl IntoIterator<Item = (f64, f64)>) -> LineString<f64> {
    let projected = places.into_iter().map(|(lon, lat)| {
        let Mercator { x, y } = Mercator::from_lon_lat(lon, lat);
        (x, y)
    });
    projected.collect()
}

/// Polygons of longitude and latitude on the unit square.
#[must_use]
pub fn mercator_polygon(polygon: &Polygon<f64>) -> Polygon<f64> {
    let line = |ring: &LineString<f64>| mercator_line(ring.0.iter().map(|at| (at.x, at.y)));
    Polygon::new(line(polygon.exterior()), polygon.interiors().iter().map(line).collect())
}

/// A block of the legend for outlines.
#[must_use]
pub fn outlines_block(
    palette: &Palette,
    layer: LegendLayer,
    (title, detail): (String, String),
    rows: Vec<(OutlineStyle, String)>,
    notes: Vec<String>,
) -> LegendBlock {
    let outline = |(style, label): (OutlineStyle, String)| LegendOutline {
        look: palette.outline_look(style),
        is_closed: style != OutlineStyle::Track,
        tint: (style == OutlineStyle::Footprint).then(|| palette.outline_tint(style)),
        label,
    };
    LegendBlock {
        layer,
        title,
        detail,
        rows: LegendRows::Outlines(rows.into_iter().map(outline).collect()),
        sizes: Vec::new(),
        sizes_title: String::new(),
        notes,
    }
}
