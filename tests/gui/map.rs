//! The map as it is drawn on a software rasterizer, and what a pointer and keys do to it.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use cluster_atlas::document::{Helix, MemberId, RegionId};
use cluster_atlas::figure::build::{
    ChoroplethPart, FigureParts, LinkPart, MemberPart, RegionPart, RegionValue, assemble,
};
use cluster_atlas::figure::color::Color;
use cluster_atlas::figure::legend::ChoroplethWords;
use cluster_atlas::figure::mercator::Mercator;
use cluster_atlas::figure::palette::FigureTheme;
use cluster_atlas::figure::picture::{Emphasis, Figure};
use cluster_atlas::figure::scale::ClassScale;
use cluster_atlas::map::{MapResponse, MapView, Pick};
use cluster_atlas::ui::ThemeKind;
use egui::vec2;
use egui_kittest::wgpu::{WgpuTestRenderer, create_render_state, default_wgpu_setup};
use egui_kittest::Harness;
use geo::{MultiPolygon, polygon};

use super::gallery::look;

const SIZE: egui::Vec2 = vec2(900.0, 640.0);

fn square(lon: f64, lat: f64) -> Arc<MultiPolygon<f64>> {
    let (east, north) = (lon + 0.5, lat + 0.5);
    Arc::new(MultiPolygon(vec![
        polygon![(x: lon, y: lat), (x: east, y: lat), (x: east, y: north), (x: lon, y: north)],
    ]))
}

fn figure(theme: FigureTheme) -> Figure {
    let values = [RegionValue::Known(0.2), RegionValue::NotPublished, RegionValue::Known(1.0), RegionValue::Known(4.0)];
    let corners = [(11.5, 55.7), (12.0, 55.7), (11.5, 55.2), (12.0, 55.2)];
    let regions = (0_u32..).zip(values).zip(corners).map(|((number, value), (lon, lat))| RegionPart {
        region: RegionId::new(number),
        name: format!("Region {number}"),
        shape: square(lon, lat),
        value,
        value_words: String::new(),
        is_selected: number == 2,
    });
    let spheres = [
        Helix::Industry,
        Helix::Academia,
        Helix::Government,
        Helix::ClusterOrganization,
        Helix::Finance,
        Helix::CivilSociety,
        Helix::Other,
    ];
    let place = |index: f64| Mercator::from_lon_lat(11.6 + index * 0.13, 55.45 + (index * 1.7).sin() * 0.15);
    let members: Vec<MemberPart> = (0_u32..)
        .zip(spheres)
        .map(|(number, helix)| MemberPart {
            member: MemberId::new(number),
            name: format!("Member {number}").into(),
            position: place(f64::from(number)),
            helix,
            employees: Some(900.0),
            emphasis: Emphasis::Normal,
            importance: 1.0,
        })
        .collect();
    let links = members.windows(2).zip(0_u32..).map(|(pair, number)| LinkPart {
        members: [pair[0].member, pair[1].member],
        ends: [pair[0].position, pair[1].position],
        weight: f64::from(number * 3 + 1),
        is_directed: number % 2 == 1,
    });
    let words = ChoroplethWords { title: "Specialization".to_owned(), ..ChoroplethWords::default() };
    assemble(FigureParts {
        theme,
        shows_basemap: true,
        choropleth: Some(ChoroplethPart { classes: ClassScale::location_quotient(), words }),
        regions: regions.collect(),
        links: links.collect(),
        members,
        sources: vec!["Example statistics".to_owned()],
        ..FigureParts::default()
    })
}

struct Bench {
    harness: Harness<'static>,
    view: Rc<RefCell<MapView>>,
    last: Rc<RefCell<Option<MapResponse>>>,
}

impl Bench {
    fn new(theme: ThemeKind, figure: Figure) -> Self {
        let state = create_render_state(default_wgpu_setup(), egui_wgpu_options());
        let mut map = MapView::new(Some(&state));
        map.fit(figure.data_bounds.unwrap());
        let view = Rc::new(RefCell::new(map));
        let last = Rc::new(RefCell::new(None));
        let figure = Arc::new(figure);
        let (shown, heard) = (Rc::clone(&view), Rc::clone(&last));
        let harness = Harness::builder()
            .with_size(SIZE)
            .with_context_setup(look(theme))
            .renderer(WgpuTestRenderer::from_render_state(state))
            .build_ui(move |ui| {
                let map_ui = &mut ui.new_child(egui::UiBuilder::new().max_rect(ui.ctx().content_rect()));
                let response = shown.borrow_mut().ui(map_ui, &figure, 1);
                *heard.borrow_mut() = Some(response);
            });
        let mut bench = Self { harness, view, last };
        bench.load();
        bench
    }

    /// Runs frames until the thread has handed everything over.
    fn load(&mut self) {
        let deadline = std::time::Instant::now() + std::time::Duration::from_secs(30);
        self.harness.run_steps(2);
        while self.view.borrow().is_loading() {
            assert!(std::time::Instant::now() < deadline, "the map does not finish loading");
            std::thread::yield_now();
            self.harness.run_steps(1);
        }
        self.harness.run_steps(2);
    }

    fn picture(&mut self, name: &str) -> Vec<[u8; 4]> {
        let picture = self.harness.render().unwrap();
        if let Some(folder) = std::env::var_os("CLUSTER_ATLAS_GALLERY") {
            picture.save(std::path::Path::new(&folder).join(format!("map-{name}.png"))).unwrap();
        }
        picture.pixels().map(|pixel| pixel.0).collect()
    }

    fn last(&self) -> MapResponse {
        self.last.borrow().clone().unwrap()
    }
}

fn egui_wgpu_options() -> eframe::egui_wgpu::RendererOptions {
    eframe::egui_wgpu::RendererOptions::PREDICTABLE
}

fn near(pixels: &[[u8; 4]], color: Color) -> usize {
    let wanted = [color.red, color.green, color.blue];
    pixels.iter().filter(|pixel| wanted.iter().zip(pixel.iter()).all(|(a, b)| a.abs_diff(*b) <= 2)).count()
}

#[test]
fn land_water_classes_and_symbols_are_drawn_in_every_look() {
    let looks = [
        (ThemeKind::Light, FigureTheme::Light, "light"),
        (ThemeKind::Dark, FigureTheme::Dark, "dark"),
        (ThemeKind::Projector, FigureTheme::Projector, "projector"),
    ];
    for (kind, theme, name) in looks {
        let figure = figure(theme);
        let palette = theme.palette();
        let mut bench = Bench::new(kind, figure);
        let pixels = bench.picture(name);
        assert!(near(&pixels, palette.water) > 20_000, "{name}: water");
        assert!(near(&pixels, palette.land) > 5_000, "{name}: land");
        for class in [0, 3, 6] {
            let color = palette.over_land(palette.diverging_class(class));
            assert!(near(&pixels, color) > 2_000, "{name}: class {class}");
        }
        for helix in [Helix::Industry, Helix::Academia, Helix::Government, Helix::Finance] {
            assert!(near(&pixels, palette.helix(helix).fill) > 100, "{name}: {helix:?}");
        }
    }
}

#[test]
fn what_lies_under_the_pointer_is_named_and_clicked() {
    let mut bench = Bench::new(ThemeKind::Light, figure(FigureTheme::Light));
    let (lon, lat, zoom) = bench.view.borrow().view();
    assert!(zoom > 7.0 && (11.4..13.0).contains(&lon) && (55.0..56.3).contains(&lat), "{lon} {lat} {zoom}");
    let center = egui::pos2(SIZE.x / 2.0 - 60.0, SIZE.y / 2.0 - 120.0);
    bench.harness.hover_at(center);
    bench.harness.run_steps(2);
    assert!(matches!(bench.last().hovered, Some(Pick::Region(_) | Pick::Member(_))), "{:?}", bench.last().hovered);
    assert!(bench.last().pointer_lon_lat.is_some());
    assert!(!bench.last().view_changed);
}
