//! Pictures: complete, well-formed whatever the names hold, the same bytes every time, refused where impossible.

use std::sync::Arc;

use cluster_atlas::document::{Helix, MemberId, RegionId};
use cluster_atlas::export::{ExportError, RenderExtent, RenderOptions, render_png, render_svg};
use cluster_atlas::figure::basemap::Basemap;
use cluster_atlas::figure::build::{
    ChoroplethPart, FigureParts, LinkPart, MemberPart, RegionPart, RegionValue, assemble,
};
use cluster_atlas::figure::legend::ChoroplethWords;
use cluster_atlas::figure::mercator::{Mercator, MercatorBounds};
use cluster_atlas::figure::palette::FigureTheme;
use cluster_atlas::figure::picture::{Emphasis, Figure, MemberColor};
use cluster_atlas::figure::scale::ClassScale;
use geo::{MultiPolygon, polygon};

fn square(lon: f64) -> Arc<MultiPolygon<f64>> {
    Arc::new(MultiPolygon(vec![polygon![
        (x: lon, y: 55.0), (x: lon + 1.0, y: 55.0), (x: lon + 1.0, y: 56.0), (x: lon, y: 56.0),
    ]]))
}

/// Two regions, one of them hatched, thirty members of which one is in focus, and two ties.
fn parts(title: &str) -> FigureParts {
    let region = |number: u32, value: RegionValue| RegionPart {
        region: RegionId::new(number),
        name: format!("{title} {number}"),
        shape: square(11.0 + f64::from(number)),
        value,
        value_words: "2.15".to_owned(),
        is_selected: number == 1,
    };
    let place = |number: u32| Mercator::from_lon_lat(11.2 + f64::from(number) * 0.05, 55.5);
    let member = |number: u32| MemberPart {
        member: MemberId::new(number),
        name: format!("{title} member {number}").into(),
        position: place(number),
        helix: if number.is_multiple_of(2) {
            Helix::Academia
        } else {
            Helix::Other
        },
        size: Some(f64::from(number) * 100.0),
        color: MemberColor::Sphere,
        is_cut: false,
        emphasis: if number == 0 {
            Emphasis::Selected
        } else {
            Emphasis::Dimmed
        },
        importance: 1.0,
    };
    let link = |to: u32, is_directed: bool| LinkPart {
        members: [MemberId::new(0), MemberId::new(to)],
        ends: [place(0), place(to)],
        weight: f64::from(to),
        is_directed,
        is_bridge: false,
    };
    FigureParts {
        title: title.to_owned(),
        subtitle: "C21, 2013".to_owned(),
        shows_basemap: true,
        choropleth: Some(ChoroplethPart {
            classes: ClassScale::location_quotient(),
            words: ChoroplethWords {
                title: "Location quotient".to_owned(),
                ..ChoroplethWords::default()
            },
        }),
        regions: vec![
            region(0, RegionValue::Known(2.15)),
            region(1, RegionValue::NotPublished),
        ],
        members: (0..30).map(member).collect(),
        links: vec![link(12, false), link(20, true)],
        sources: vec!["Eurostat".into()],
        ..FigureParts::default()
    }
}

fn figure(title: &str) -> Figure {
    assemble(parts(title))
}

fn svg(figure: &Figure, options: &RenderOptions) -> String {
    render_svg(figure, Basemap::embedded(), options).unwrap()
}

#[test]
fn a_picture_holds_map_data_legend_scale_and_sources() {
    let svg = svg(&figure("Valley"), &RenderOptions::of_size(1200, 800));
    for part in [
        "land",
        "regions",
        "water",
        "borders",
        "links",
        "members",
        "labels",
        "furniture",
        "legend",
    ] {
        assert!(svg.contains(&format!("<g id=\"{part}\">")), "{part}");
    }
    for words in [
        ">Valley<",
        ">C21, 2013<",
        ">Location quotient<",
        ">Not published<",
        ">Eurostat · Natural Earth<",
    ] {
        assert!(svg.contains(words), "{words}");
    }
    assert!(svg.contains("url(#hatch)"));
    assert!(svg.contains(" km</text>"));
}

#[test]
fn the_same_figure_gives_the_same_bytes() {
    let options = RenderOptions::of_size(640, 480);
    let first = render_png(&figure("Valley"), Basemap::embedded(), &options).unwrap();
    let second = render_png(&figure("Valley"), Basemap::embedded(), &options).unwrap();
    assert_eq!(first, second);
    assert_eq!(first[..8], *b"\x89PNG\r\n\x1a\n");
    assert_eq!(first[16..24], [0, 0, 2, 128, 0, 0, 1, 224]);
}

#[test]
fn names_with_markup_controls_and_foreign_letters_leave_a_well_formed_picture() {
    for title in [
        "<b>&\"'</b> ]]>",
        "\u{0}\u{8}\u{1b}[31m\u{FFFF}",
        "Ελλάδα Київ 東京 🏭 \u{202E}back",
        "  ",
        &"long ".repeat(900),
    ] {
        let options = RenderOptions::of_size(800, 600);
        let svg = svg(&figure(title), &options);
        assert!(
            !svg.contains('\u{0}') && !svg.contains('\u{1b}') && !svg.contains("<b>"),
            "{title:?}"
        );
        assert!(
            render_png(&figure(title), Basemap::embedded(), &options).is_ok(),
            "{title:?}"
        );
    }
}

#[test]
fn every_theme_and_size_is_drawn() {
    for theme in FigureTheme::ALL {
        let figure = assemble(FigureParts {
            theme,
            ..parts("Valley")
        });
        for (width, height) in [(1, 1), (16, 900), (272, 150), (900, 640)] {
            let png = render_png(&figure, Basemap::embedded(), &RenderOptions::of_size(width, height));
            assert!(png.is_ok(), "{theme:?} {width}x{height}");
        }
    }
}

#[test]
fn impossible_sizes_are_refused() {
    for (width_px, height_px, scale) in [(0, 10, 1.0), (10, 16_385, 1.0), (10, 10, 0.0), (10, 10, f64::NAN)] {
        let options = RenderOptions {
            width_px,
            height_px,
            scale,
            extent: RenderExtent::Data,
        };
        let refused = render_png(&figure("Valley"), Basemap::embedded(), &options);
        assert_eq!(refused, Err(ExportError::Size { width_px, height_px }));
    }
}

#[test]
fn a_figure_without_data_shows_the_world() {
    let empty = assemble(FigureParts {
        shows_basemap: true,
        ..FigureParts::default()
    });
    let svg = svg(&empty, &RenderOptions::of_size(900, 640));
    assert!(svg.contains("<g id=\"land\">") && !svg.contains("<g id=\"legend\">"));
    assert!(svg.contains(">Natural Earth<"));
}

#[test]
fn a_picture_without_the_basemap_has_neither_land_nor_its_name() {
    let bare = assemble(FigureParts {
        shows_basemap: false,
        ..parts("Valley")
    });
    let svg = svg(&bare, &RenderOptions::of_size(900, 640));
    assert!(svg.contains("<g id=\"land\">\n</g>"));
    assert!(!svg.contains("Natural Earth"));
}

#[test]
fn bounds_and_views_choose_what_is_shown() {
    let corner = |lon, lat| Mercator::from_lon_lat(lon, lat);
    let far = MercatorBounds::of_corners(corner(-75.0, 40.0), corner(-73.0, 41.5));
    let options = RenderOptions {
        extent: RenderExtent::Bounds(far),
        ..RenderOptions::of_size(900, 640)
    };
    let svg_far = svg(&figure("Valley"), &options);
    assert!(svg_far.contains(">New York<") && !svg_far.contains("url(#hatch)\"/>\n</g>\n<g id=\"water"));
    let view = RenderExtent::View {
        center: corner(12.0, 55.5),
        zoom: 7.0,
    };
    let near = svg(
        &figure("Valley"),
        &RenderOptions {
            extent: view,
            ..RenderOptions::of_size(900, 640)
        },
    );
    assert!(near.contains("url(#hatch)"));
}

#[test]
fn twice_the_scale_is_the_same_picture_with_twice_the_pixels() {
    let once = svg(
        &figure("Valley"),
        &RenderOptions {
            scale: 1.0,
            ..RenderOptions::of_size(800, 600)
        },
    );
    let twice = svg(
        &figure("Valley"),
        &RenderOptions {
            scale: 2.0,
            ..RenderOptions::of_size(1600, 1200)
        },
    );
    let view_box = |svg: &str| svg.lines().next().unwrap().split("viewBox").nth(1).unwrap().to_owned();
    assert_eq!(view_box(&once), view_box(&twice));
    assert!(twice.contains("width=\"1600\" height=\"1200\""));
}
