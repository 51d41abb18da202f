//! Every color of the map, by theme: the spheres, the ramps, the basemap, plates and labels.
//!
//! This and the interface's theme are the only places that name colors. Which class a value falls into is told in
//! `scale`; the colors of panels and buttons are the interface's.

use super::color::Color;
use super::picture::{LegendClass, MemberColor, Share};
use super::scale::{ClassScale, Ramp};
use super::symbol::SymbolShape;
use crate::document::Helix;

/// How a picture is lit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FigureTheme {
    /// For screens by day and for paper.
    #[default]
    Light,
    /// For dark rooms.
    Dark,
    /// For a projector in a bright room: strong contrast, wider lines, larger type.
    Projector,
}

impl FigureTheme {
    /// Every theme.
    pub const ALL: [Self; 3] = [Self::Light, Self::Dark, Self::Projector];

    /// The colors of this theme.
    #[must_use]
    pub fn palette(self) -> &'static Palette {
        match self {
            Self::Light => &LIGHT,
            Self::Dark => &DARK,
            Self::Projector => &PROJECTOR,
        }
    }
}

/// A symbol's colors and shape. The edge is a stroke of 1.2 pt inside a halo of 0.9 pt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HelixStyle {
    /// The shape, which tells the sphere without color.
    pub shape: SymbolShape,
    /// Inside.
    pub fill: Color,
    /// Round it.
    pub edge: Color,
}

/// Width of a symbol's edge in points.
pub const SYMBOL_EDGE_PT: f32 = 1.2;
/// Width of the halo round a symbol's edge in points.
pub const SYMBOL_HALO_PT: f32 = 0.9;
/// The lines of the *not published* hatch: width in points.
pub const HATCH_LINE_PT: f32 = 1.2;
/// The lines of the *not published* hatch: distance in points; they run at 45°.
pub const HATCH_SPACING_PT: f32 = 7.0;

/// The colors and widths of one theme, in the words of the visual system.
#[derive(Clone, Debug, PartialEq)]
pub struct Palette {
    /// Land without data.
    pub land: Color,
    /// Sea and lakes.
    pub water: Color,
    /// Rivers, coasts and shores (0.8 pt).
    pub river: Color,
    /// Borders of countries (1.1 pt).
    pub border: Color,
    /// Borders of the first administrative level (0.8 pt, dashed 3 3).
    pub admin1: Color,
    /// Outlines of the file's regions, 75 % where light or dark.
    pub region_outline: Color,
    /// Their width in points.
    pub region_outline_pt: f32,
    /// Built-up areas.
    pub urban: Color,
    /// Names of large towns, and of the data.
    pub place_large: Color,
    /// Names of small towns.
    pub place_small: Color,
    /// Names of water, in italics.
    pub place_water: Color,
    /// Round labels and symbols.
    pub halo: Color,
    /// Width of the stroke of a label's halo in points; half of it is seen on each side.
    pub label_halo_pt: f32,
    /// The ramp round 1: below ⅓, ⅓–½, ½–0.8, 0.8–1.25, 1.25–2, 2–3, from 3.
    pub diverging: [Color; 7],
    /// The ramp from low to high, seven steps of cividis.
    pub sequential: [Color; 7],
    /// The other ramp from low to high, seven steps of viridis; the lowest is nearest to the ground.
    pub viridis: [Color; 7],
    /// How solid a choropleth lies over land, as a share.
    pub choropleth_opacity: f32,
    /// Lines of the hatch, before their 42 %.
    pub hatch: Color,
    /// Curves between members, before the opacity of their class.
    pub link: Color,
    /// Factor on the widths of lines: 1, on a projector more.
    pub line_factor: f32,
    /// Factor on the sizes of members and of texts on the map: 1, on a projector 1.6.
    pub symbol_factor: f32,
    /// Factor on plates in exports: 1, on a projector 1.4.
    pub furniture_factor: f32,
    /// Hot-spot outline.
    pub hot: Color,
    /// Cold-spot outline, dashed.
    pub cold: Color,
    /// Ground of plates on the map.
    pub surface: Color,
    /// Outline of plates.
    pub plate_border: Color,
    /// Below plates, before its opacity.
    pub shadow: Color,
    /// Text on plates.
    pub text: Color,
    /// Labels on plates.
    pub text_secondary: Color,
    /// Units, notes, axes.
    pub muted: Color,
    /// Selected, and nothing else.
    pub accent: Color,
    helix: [(Color, Color); 7],
    groups: [(Color, Color); GROUP_COLORS],
    /// Fill and edge of members of no group.
    rest: (Color, Color),
}

/// So many groups have a color of their own; smaller ones share a quiet one.
pub const GROUP_COLORS: usize = 8;

/// How much wider the outer line of a bridge is than the tie, in points; its middle is as wide as the tie.
pub const BRIDGE_CASING_PT: f32 = 2.6;
/// How far the ring round a cut member lies off its symbol, in points.
pub const CUT_RING_GAP_PT: f32 = 3.4;
/// Width of the ring round a cut member in points.
pub const CUT_RING_PT: f32 = 1.6;

impl Palette {
    /// Shape and colors of a sphere.
    #[must_use]
    pub fn helix(&self, helix: Helix) -> HelixStyle {
        let [industry, academia, government, organization, finance, civil, other] = self.helix;
        let ((fill, edge), shape) = match helix {
            Helix::Industry => (industry, SymbolShape::Circle),
            Helix::Academia => (academia, SymbolShape::TriangleUp),
            Helix::Government => (government, SymbolShape::Square),
            Helix::ClusterOrganization => (organization, SymbolShape::Star),
            Helix::Finance => (finance, SymbolShape::Diamond),
            Helix::CivilSociety => (civil, SymbolShape::TriangleDown),
            Helix::Other => (other, SymbolShape::HollowCircle),
        };
        HelixStyle { shape, fill, edge }
    }

    /// Fill and edge of a group; `None` for members of no group.
    #[must_use]
    pub fn group(&self, group: Option<u8>) -> (Color, Color) {
        group
            .and_then(|group| self.groups.get(usize::from(group)))
            .copied()
            .unwrap_or(self.rest)
    }

    /// Shape and colors of a member: the shape is that of its sphere whatever the color says.
    ///
    /// The hollow shape stays hollow, because filled it would be that of industry: it shows its group by its edge.
    #[must_use]
    pub fn member(&self, helix: Helix, color: MemberColor) -> HelixStyle {
        let style = self.helix(helix);
        let (fill, edge) = match color {
            MemberColor::Sphere => return style,
            MemberColor::Group(group) => self.group(Some(group)),
            MemberColor::Rest => self.rest,
        };
        let is_hollow = style.shape == SymbolShape::HollowCircle;
        HelixStyle {
            shape: style.shape,
            fill: if is_hollow { style.fill } else { fill },
            edge: if is_hollow && color != MemberColor::Rest {
                fill
            } else {
                edge
            },
        }
    }

    /// The color of a share of a crowd.
    #[must_use]
    pub fn share(&self, share: Share) -> Color {
        match share {
            Share::Sphere(helix) => {
                let style = self.helix(helix);
                // The hollow sphere is filled with the ground, which no band can show: its edge stands for it.
                if style.fill == self.surface {
                    style.edge
                } else {
                    style.fill
                }
            }
            Share::Group(group) => self.group(Some(group)).0,
            Share::Rest => self.rest.0,
        }
    }

    /// The swatch of the legend that lights a share of a crowd.
    #[must_use]
    pub fn class_of_share(&self, share: Share) -> LegendClass {
        match share {
            Share::Sphere(helix) => LegendClass::Symbol(self.helix(helix).shape),
            Share::Group(group) => LegendClass::Group(Some(group)),
            Share::Rest => LegendClass::Group(None),
        }
    }

    /// The color of a class of the diverging ramp, 0 lowest to 6; a higher number is held at 6.
    #[must_use]
    pub fn diverging_class(&self, class: usize) -> Color {
        class_color(&self.diverging, class)
    }

    /// The color of a class of a sequential ramp of five to seven classes; other counts are held between.
    ///
    /// Of seven steps six leave out the fourth, and five also the second.
    #[must_use]
    pub fn sequential_class(&self, class: usize, class_count: usize) -> Color {
        step_color(&self.sequential, class, class_count)
    }

    /// The color of a class of the other sequential ramp, by the same steps.
    #[must_use]
    pub fn viridis_class(&self, class: usize, class_count: usize) -> Color {
        step_color(&self.viridis, class, class_count)
    }

    /// The color of a class of a scale, before the choropleth's opacity.
    #[must_use]
    pub fn class_color(&self, scale: &ClassScale, class: usize) -> Color {
        match scale.ramp {
            Ramp::Diverging => self.diverging_class(class),
            Ramp::Sequential => self.sequential_class(class, scale.class_count()),
        }
    }

    /// A color of the choropleth as it looks over land: what the legend shows.
    #[must_use]
    pub fn over_land(&self, color: Color) -> Color {
        color.with_opacity(self.choropleth_opacity).over(self.land)
    }

    /// The lines of the hatch for *not published*.
    #[must_use]
    pub fn hatch_line(&self) -> Color {
        self.hatch.with_opacity(0.42)
    }

    /// The curve of a weight class, 0 lightest to 3: color with its opacity.
    #[must_use]
    pub fn link_class(&self, class: usize) -> Color {
        let opacity = [0.30, 0.45, 0.60, 0.72].get(class).copied().unwrap_or(0.72);
        self.link.with_opacity(opacity)
    }
}

fn step_color(ramp: &[Color; 7], class: usize, class_count: usize) -> Color {
    let steps: &[usize] = match class_count {
        0..=5 => &[0, 2, 4, 5, 6],
        6 => &[0, 1, 2, 4, 5, 6],
        _ => &[0, 1, 2, 3, 4, 5, 6],
    };
    let step = steps.get(class).or(steps.last()).copied().unwrap_or(0);
    class_color(ramp, step)
}

fn class_color(ramp: &[Color; 7], class: usize) -> Color {
    let [.., last] = *ramp;
    ramp.get(class).copied().unwrap_or(last)
}

const fn ramp(colors: [u32; 7]) -> [Color; 7] {
    let mut ramp = [Color::hex(0); 7];
    let (mut left, mut rest) = (ramp.as_mut_slice(), colors.as_slice());
    while let ([slot, more @ ..], [color, others @ ..]) = (left, rest) {
        *slot = Color::hex(*color);
        left = more;
        rest = others;
    }
    ramp
}

const fn pairs(fills: [u32; 7], edges: [u32; 7]) -> [(Color, Color); 7] {
    let [f0, f1, f2, f3, f4, f5, f6] = ramp(fills);
    let [e0, e1, e2, e3, e4, e5, e6] = ramp(edges);
    [(f0, e0), (f1, e1), (f2, e2), (f3, e3), (f4, e4), (f5, e5), (f6, e6)]
}

const fn group_pairs(fills: [u32; GROUP_COLORS], edges: [u32; GROUP_COLORS]) -> [(Color, Color); GROUP_COLORS] {
    let [f0, f1, f2, f3, f4, f5, f6, f7] = fills;
    let [e0, e1, e2, e3, e4, e5, e6, e7] = edges;
    [
        (Color::hex(f0), Color::hex(e0)),
        (Color::hex(f1), Color::hex(e1)),
        (Color::hex(f2), Color::hex(e2)),
        (Color::hex(f3), Color::hex(e3)),
        (Color::hex(f4), Color::hex(e4)),
        (Color::hex(f5), Color::hex(e5)),
        (Color::hex(f6), Color::hex(e6)),
        (Color::hex(f7), Color::hex(e7)),
    ]
}

/// The qualitative scheme "muted" of Tol (2021) without its teal, which no eye tells from the green with certainty.
const GROUPS_LIGHT: [(Color, Color); GROUP_COLORS] = group_pairs(
    [
        0x33_2288, 0xCC_6677, 0xDD_CC77, 0x11_7733, 0x88_CCEE, 0x88_2255, 0x99_9933, 0xAA_4499,
    ],
    [
        0x22_2060, 0x8A_4150, 0x6A_6239, 0x0B_5224, 0x36_6480, 0x5C_173A, 0x5C_5C1F, 0x7A_316E,
    ],
);

const REST_LIGHT: (Color, Color) = (Color::hex(0xC3_C9D1), Color::hex(0x55_6274));

const HELIX_LIGHT: [(Color, Color); 7] = pairs(
    [
        0x00_72B2, 0xE6_9F00, 0x00_9E73, 0xCC_79A7, 0xD5_5E00, 0xF0_E442, 0xFF_FFFF,
    ],
    [
        0x00_4A75, 0x7F_5600, 0x00_644A, 0x8A_3A67, 0x8A_3B00, 0x6E_6700, 0x55_6274,
    ],
);

const SEQUENTIAL_LIGHT: [Color; 7] = ramp([
    0xF4_E9AE, 0xD5_C56B, 0xA9_9F75, 0x7D_7C78, 0x56_5C6E, 0x2F_416C, 0x00_2A5F,
]);

const VIRIDIS_LIGHT: [Color; 7] = ramp([
    0xE4_E519, 0x7F_D34E, 0x31_B57B, 0x21_918C, 0x2F_6B8E, 0x42_4186, 0x47_1063,
]);

const LIGHT: Palette = Palette {
    land: Color::hex(0xEC_EAE4),
    water: Color::hex(0xD3_DFE9),
    river: Color::hex(0xB9_CBDA),
    border: Color::hex(0x8E_99A8),
    admin1: Color::hex(0xC5_CBD3),
    region_outline: Color {
        alpha: 191,
        ..Color::hex(0x6B_7889)
    },
    region_outline_pt: 1.1,
    urban: Color::hex(0xE0_DDD5),
    place_large: Color::hex(0x3D_4A5C),
    place_small: Color::hex(0x56_626F),
    place_water: Color::hex(0x41_617E),
    halo: Color::hex(0xFF_FFFF),
    label_halo_pt: 3.0,
    diverging: ramp([
        0x9A_6215, 0xCD_A25A, 0xEA_D9B4, 0xFA_F9F6, 0xC0_E0DA, 0x86_C2B9, 0x2F_8A80,
    ]),
    sequential: SEQUENTIAL_LIGHT,
    viridis: VIRIDIS_LIGHT,
    choropleth_opacity: 0.86,
    hatch: Color::hex(0x6B_7889),
    link: Color::hex(0x24_344F),
    line_factor: 1.0,
    symbol_factor: 1.0,
    furniture_factor: 1.0,
    hot: Color::hex(0xC2_255C),
    cold: Color::hex(0x2F_416C),
    surface: Color::hex(0xFF_FFFF),
    plate_border: Color::hex(0xDC_E2EA),
    shadow: Color::hex(0x18_222F),
    text: Color::hex(0x18_222F),
    text_secondary: Color::hex(0x43_5166),
    muted: Color::hex(0x5A_687C),
    accent: Color::hex(0x2B_52C6),
    helix: HELIX_LIGHT,
    groups: GROUPS_LIGHT,
    rest: REST_LIGHT,
};

const DARK: Palette = Palette {
    land: Color::hex(0x1D_2530),
    water: Color::hex(0x10_161F),
    river: Color::hex(0x2A_3847),
    border: Color::hex(0x68_788C),
    admin1: Color::hex(0x36_4252),
    region_outline: Color {
        alpha: 191,
        ..Color::hex(0x85_94A8)
    },
    region_outline_pt: 1.1,
    urban: Color::hex(0x26_303C),
    place_large: Color::hex(0xC3_CEDB),
    place_small: Color::hex(0x98_A6B7),
    place_water: Color::hex(0x6F_8BA6),
    halo: Color::hex(0x10_161F),
    label_halo_pt: 3.0,
    diverging: ramp([
        0xB5_813F, 0x86_632F, 0x58_4A2F, 0x2C_3641, 0x26_564F, 0x2F_857C, 0x68_CDBE,
    ]),
    sequential: ramp([
        0x10_305F, 0x33_446D, 0x5A_5F6E, 0x7D_7C78, 0xA2_9975, 0xCB_B965, 0xF6_DD3F,
    ]),
    viridis: ramp([
        0x47_1063, 0x42_4186, 0x2F_6B8E, 0x21_918C, 0x31_B57B, 0x7F_D34E, 0xE4_E519,
    ]),
    choropleth_opacity: 0.86,
    hatch: Color::hex(0x85_94A8),
    link: Color::hex(0xDC_E5F2),
    line_factor: 1.0,
    symbol_factor: 1.0,
    furniture_factor: 1.0,
    hot: Color::hex(0xFF_7FA8),
    cold: Color::hex(0x8F_B4E8),
    surface: Color::hex(0x16_1D27),
    plate_border: Color::hex(0x2B_3645),
    shadow: Color::hex(0x00_0000),
    text: Color::hex(0xE9_EEF4),
    text_secondary: Color::hex(0xB9_C4D2),
    muted: Color::hex(0x93_A1B3),
    accent: Color::hex(0x91_A9FF),
    helix: pairs(
        [
            0x56_B4E9, 0xF2_B134, 0x2C_C29A, 0xE5_9AC5, 0xFF_8A4C, 0xF0_E442, 0x16_1D27,
        ],
        [
            0x0B_2A3F, 0x3F_2C00, 0x06_382A, 0x4A_1735, 0x4A_1F00, 0x3F_3B00, 0xA9_B5C4,
        ],
    ),
    groups: group_pairs(
        [
            0x79_8BFF, 0xDE_A6A2, 0xF2_DEA1, 0x48_BF69, 0xB7_E8F8, 0xE0_61A2, 0xB6_C442, 0xC0_9AE0,
        ],
        [
            0x22_2747, 0x3E_2E2D, 0x44_3E2D, 0x14_351D, 0x33_4145, 0x3F_1B2D, 0x33_3712, 0x36_2B3F,
        ],
    ),
    rest: (Color::hex(0x56_606E), Color::hex(0xA9_B5C4)),
};

const PROJECTOR: Palette = Palette {
    land: Color::hex(0xEB_E8E0),
    water: Color::hex(0xC3_D4E3),
    river: Color::hex(0xB9_CBDA),
    border: Color::hex(0x5A_6675),
    admin1: Color::hex(0x9A_A5B2),
    region_outline: Color::hex(0x33_3E4B),
    region_outline_pt: 1.6,
    urban: Color::hex(0xE0_DDD5),
    place_large: Color::hex(0x11_1A25),
    place_small: Color::hex(0x2B_3644),
    place_water: Color::hex(0x2A_4A66),
    halo: Color::hex(0xFF_FFFF),
    label_halo_pt: 6.0,
    diverging: ramp([
        0xA4_6C20, 0xCF_A868, 0xE9_D6AE, 0xFF_FFFF, 0xAE_DAD2, 0x57_AEA2, 0x0F_6B61,
    ]),
    sequential: SEQUENTIAL_LIGHT,
    viridis: VIRIDIS_LIGHT,
    choropleth_opacity: 0.86,
    hatch: Color::hex(0x33_3E4B),
    link: Color::hex(0x24_344F),
    line_factor: 1.6,
    symbol_factor: 1.6,
    furniture_factor: 1.4,
    hot: Color::hex(0xC2_255C),
    cold: Color::hex(0x2F_416C),
    surface: Color::hex(0xFF_FFFF),
    plate_border: Color::hex(0x5A_6673),
    shadow: Color::hex(0x18_222F),
    text: Color::hex(0x00_0000),
    text_secondary: Color::hex(0x1B_2430),
    muted: Color::hex(0x33_3E4B),
    accent: Color::hex(0x0B_3FB8),
    helix: HELIX_LIGHT,
    groups: GROUPS_LIGHT,
    rest: REST_LIGHT,
};
