//! The colors of the map keep their promises, and a figure holds in its legend what it draws and nothing else.

use std::sync::Arc;

use cluster_atlas::document::{Helix, MemberId, RegionId};
use cluster_atlas::figure::build::{
    ChoroplethPart, FigureParts, LinkPart, MemberPart, RegionPart, RegionValue, assemble,
};
use cluster_atlas::figure::color::Color;
use cluster_atlas::figure::credit::{self, Credit};
use cluster_atlas::figure::legend::ChoroplethWords;
use cluster_atlas::figure::mercator::Mercator;
use cluster_atlas::figure::palette::{FigureTheme, GROUP_COLORS, Palette};
use cluster_atlas::figure::picture::{Emphasis, LegendRows, MemberColor, RegionFill};
use cluster_atlas::figure::scale::ClassScale;
use geo::{MultiPolygon, polygon};

const HELIX: [Helix; 7] = [
    Helix::Industry,
    Helix::Academia,
    Helix::Government,
    Helix::ClusterOrganization,
    Helix::Finance,
    Helix::CivilSociety,
    Helix::Other,
];

/// Machado, Oliveira and Fernandes 2009, full severity, on linear light: protanopia, deuteranopia, tritanopia.
const DEFICIENCIES: [[[f64; 3]; 3]; 3] = [
    [
        [0.152_286, 1.052_583, -0.204_868],
        [0.114_503, 0.786_281, 0.099_216],
        [-0.003_882, -0.048_116, 1.051_998],
    ],
    [
        [0.367_322, 0.860_646, -0.227_968],
        [0.280_085, 0.672_501, 0.047_413],
        [-0.011_820, 0.042_940, 0.968_881],
    ],
    [
        [1.255_528, -0.076_749, -0.178_779],
        [-0.078_411, 0.930_809, 0.147_602],
        [0.004_733, 0.691_367, 0.303_900],
    ],
];

const UNCHANGED: [[f64; 3]; 3] = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];

fn lab(color: Color, eye: &[[f64; 3]; 3]) -> [f64; 3] {
    let linear = [color.red, color.green, color.blue].map(|channel| {
        let share = f64::from(channel) / 255.0;
        if share <= 0.040_45 {
            share / 12.92
        } else {
            ((share + 0.055) / 1.055).powf(2.4)
        }
    });
    let dot = |row: [f64; 3], v: [f64; 3]| row[0] * v[0] + row[1] * v[1] + row[2] * v[2];
    let seen = eye.map(|row| dot(row, linear).clamp(0.0, 1.0));
    let xyz = [
        dot([0.412_456_4, 0.357_576_1, 0.180_437_5], seen) / 0.950_47,
        dot([0.212_672_9, 0.715_152_2, 0.072_175_0], seen),
        dot([0.019_333_9, 0.119_192_0, 0.950_304_1], seen) / 1.088_83,
    ];
    let [x, y, z] = xyz.map(|t| {
        if t > 216.0 / 24_389.0 {
            t.cbrt()
        } else {
            (24_389.0 / 27.0 * t + 16.0) / 116.0
        }
    });
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

/// The least difference (CIE 1976) of two colors over all kinds of color vision.
fn least_difference(a: Color, b: Color) -> f64 {
    DEFICIENCIES
        .iter()
        .chain([&UNCHANGED])
        .map(|eye| {
            let (a, b) = (lab(a, eye), lab(b, eye));
            a.iter().zip(b).map(|(p, q)| (p - q).powi(2)).sum::<f64>().sqrt()
        })
        .fold(f64::INFINITY, f64::min)
}

fn least_neighbor_difference(ramp: &[Color]) -> f64 {
    ramp.windows(2)
        .map(|pair| least_difference(pair[0], pair[1]))
        .fold(f64::INFINITY, f64::min)
}

fn themes() -> impl Iterator<Item = (FigureTheme, &'static Palette)> {
    FigureTheme::ALL.into_iter().map(|theme| (theme, theme.palette()))
}

#[test]
fn names_on_the_map_can_be_read_on_land_and_water() {
    for (theme, palette) in themes() {
        for ground in [palette.land, palette.water] {
            assert!(palette.place_large.contrast(ground) >= 4.5, "{theme:?} large");
        }
        assert!(palette.place_small.contrast(palette.land) >= 4.5, "{theme:?} small");
        assert!(palette.place_water.contrast(palette.water) >= 4.5, "{theme:?} water");
        for ink in [palette.text, palette.text_secondary, palette.muted] {
            assert!(ink.contrast(palette.surface) >= 4.5, "{theme:?} plate");
        }
    }
}

#[test]
fn outlines_are_seen_on_land() {
    for (theme, palette) in themes() {
        for line in [palette.region_outline, palette.hot, palette.accent] {
            assert!(line.contrast(palette.land) >= 3.0, "{theme:?} {line:?}");
        }
    }
}

#[test]
fn symbols_stand_out_from_their_halo() {
    for (theme, palette) in themes() {
        for helix in HELIX {
            let style = palette.helix(helix);
            let best = style.fill.contrast(palette.halo).max(style.edge.contrast(palette.halo));
            assert!(best >= 5.5, "{theme:?} {helix:?} {best}");
        }
    }
}

#[test]
fn spheres_differ_in_shape_and_in_color_for_every_eye() {
    for (theme, palette) in themes() {
        let least = if theme == FigureTheme::Dark { 9.8 } else { 16.9 };
        for (i, a) in HELIX.into_iter().enumerate() {
            for b in HELIX.into_iter().skip(i + 1) {
                let (a, b) = (palette.helix(a), palette.helix(b));
                assert_ne!(a.shape, b.shape);
                assert!(least_difference(a.fill, b.fill) >= least, "{theme:?} {a:?} {b:?}");
            }
        }
    }
}

#[test]
fn groups_differ_in_color_for_every_eye_and_stand_out_from_their_halo() {
    for (theme, palette) in themes() {
        let groups: Vec<(Color, Color)> = (0..=GROUP_COLORS)
            .map(|group| palette.group(u8::try_from(group).ok()))
            .collect();
        for (i, (fill, edge)) in groups.iter().enumerate() {
            let best = fill.contrast(palette.halo).max(edge.contrast(palette.halo));
            assert!(best >= 5.4, "{theme:?} {i} {best}");
            for (other, _) in &groups[i + 1..] {
                assert!(least_difference(*fill, *other) >= 16.0, "{theme:?} {i} {other:?}");
            }
        }
    }
}

#[test]
fn neighboring_classes_of_the_ramps_are_told_apart_by_every_eye() {
    for (theme, palette) in themes() {
        assert!(
            least_neighbor_difference(&palette.diverging) >= 10.0,
            "{theme:?} diverging"
        );
        assert!(
            least_neighbor_difference(&palette.sequential) >= 7.6,
            "{theme:?} sequential"
        );
        for pair in palette.diverging.windows(2) {
            assert!(pair[0].contrast(pair[1]) >= 1.3, "{theme:?} {pair:?}");
        }
        for count in 5..=7 {
            let classes: Vec<Color> = (0..count).map(|class| palette.sequential_class(class, count)).collect();
            let mut different = classes.clone();
            different.dedup();
            assert_eq!(different.len(), count, "{theme:?}");
        }
    }
}

fn square(lon: f64, lat: f64) -> Arc<MultiPolygon<f64>> {
    Arc::new(MultiPolygon(vec![polygon![
        (x: lon, y: lat), (x: lon + 1.0, y: lat), (x: lon + 1.0, y: lat + 1.0), (x: lon, y: lat + 1.0),
    ]]))
}

fn region(number: u32, value: RegionValue) -> RegionPart {
    RegionPart {
        region: RegionId::new(number),
        name: format!("Region {number}"),
        shape: square(10.0 + f64::from(number), 50.0),
        value,
        value_words: String::new(),
        is_selected: false,
    }
}

fn member(number: u32, helix: Helix, emphasis: Emphasis) -> MemberPart {
    MemberPart {
        member: MemberId::new(number),
        name: format!("Member {number}").into(),
        position: Mercator::from_lon_lat(10.0 + f64::from(number) * 0.1, 50.5),
        helix,
        size: None,
        color: MemberColor::Sphere,
        is_cut: false,
        emphasis,
        importance: f64::from(number),
    }
}

fn location_quotient() -> ChoroplethPart {
    ChoroplethPart {
        classes: ClassScale::location_quotient(),
        words: ChoroplethWords::default(),
    }
}

#[test]
fn the_legend_names_the_spheres_that_are_drawn_and_no_others() {
    let members = vec![
        member(1, Helix::Academia, Emphasis::Normal),
        member(2, Helix::Industry, Emphasis::Normal),
    ];
    let figure = assemble(FigureParts {
        members,
        ..FigureParts::default()
    });
    let [block] = figure.legend.as_slice() else {
        panic!("one block is expected")
    };
    let LegendRows::Symbols(symbols) = &block.rows else {
        panic!("symbols are expected")
    };
    let labels: Vec<&str> = symbols.iter().map(|symbol| symbol.label.as_str()).collect();
    assert_eq!(labels, ["Industry", "Academia"]);
    assert!(block.sizes.is_empty() && block.notes.is_empty());
}

#[test]
fn a_picture_without_members_links_and_classes_has_no_legend() {
    let figure = assemble(FigureParts {
        regions: vec![region(0, RegionValue::Absent)],
        ..FigureParts::default()
    });
    assert!(figure.legend.is_empty());
    assert!(figure.data_bounds.is_some());
}

#[test]
fn the_hatch_is_in_the_legend_only_where_a_region_has_it() {
    let hatched = |regions: Vec<RegionPart>| {
        let figure = assemble(FigureParts {
            regions,
            choropleth: Some(location_quotient()),
            ..FigureParts::default()
        });
        match &figure.legend[0].rows {
            LegendRows::Ramp {
                hatched,
                swatches,
                breaks,
            } => {
                assert_eq!((swatches.len(), breaks.len()), (7, 6));
                hatched.is_some()
            }
            _ => false,
        }
    };
    assert!(!hatched(vec![region(0, RegionValue::Known(2.15))]));
    assert!(hatched(vec![
        region(0, RegionValue::Known(2.15)),
        region(1, RegionValue::NotPublished)
    ]));
}

#[test]
fn zero_has_a_class_and_not_published_has_none() {
    let figure = assemble(FigureParts {
        regions: vec![region(0, RegionValue::Known(0.0)), region(1, RegionValue::NotPublished)],
        choropleth: Some(location_quotient()),
        ..FigureParts::default()
    });
    let fills: Vec<RegionFill> = figure.regions.iter().map(|mark| mark.fill).collect();
    assert_eq!(fills, [RegionFill::Class(0), RegionFill::NotPublished]);
}

#[test]
fn members_without_a_position_are_counted_and_not_drawn() {
    let figure = assemble(FigureParts {
        unlocated_count: 3,
        ..FigureParts::default()
    });
    assert!(figure.members.is_empty());
    assert_eq!(figure.legend[0].notes, ["3 members without a position are not drawn"]);
}

#[test]
fn selected_members_are_drawn_last_and_named_first() {
    let members = vec![
        member(1, Helix::Industry, Emphasis::Selected),
        member(2, Helix::Industry, Emphasis::Dimmed),
        member(3, Helix::Industry, Emphasis::Normal),
    ];
    let figure = assemble(FigureParts {
        members,
        ..FigureParts::default()
    });
    let drawn: Vec<u32> = figure.members.iter().map(|mark| mark.member.number()).collect();
    assert_eq!(drawn, [2, 3, 1]);
    let named: Vec<&str> = figure.labels.iter().map(|label| label.text.as_str()).collect();
    assert_eq!(named, ["Member 1", "Member 3"]);
}

#[test]
fn links_are_drawn_light_to_heavy_and_only_their_classes_are_in_the_legend() {
    let ends = [Mercator::from_lon_lat(10.0, 50.0), Mercator::from_lon_lat(11.0, 50.0)];
    let link = |number: u32, weight: f64| LinkPart {
        members: [MemberId::new(number), MemberId::new(number + 1)],
        ends,
        weight,
        is_directed: false,
        is_bridge: false,
    };
    let figure = assemble(FigureParts {
        links: vec![link(1, 12.0), link(2, 1.0)],
        ..FigureParts::default()
    });
    assert!(figure.links[0].weight < figure.links[1].weight);
    let LegendRows::Lines(lines) = &figure.legend[0].rows else {
        panic!("lines are expected")
    };
    assert_eq!(
        lines.iter().map(|line| line.label.as_str()).collect::<Vec<_>>(),
        ["1", "10+"]
    );
}

#[test]
fn every_source_is_named_once_and_the_basemap_with_them() {
    let sources = ["Eurostat", "", "Eurostat", "Natural Earth 1:10m, dissolved"]
        .map(Credit::from)
        .to_vec();
    let shown = assemble(FigureParts {
        sources: sources.clone(),
        shows_basemap: true,
        ..FigureParts::default()
    });
    assert_eq!(
        credit::line(&shown.attribution),
        "Eurostat · Natural Earth 1:10m, dissolved"
    );
    let alone = assemble(FigureParts {
        shows_basemap: true,
        ..FigureParts::default()
    });
    assert_eq!(credit::line(&alone.attribution), "Natural Earth");
}
