//! The map as it is drawn on a software rasterizer, and what a pointer and keys do to it.

mod large;
mod tiles;
mod window;

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
use cluster_atlas::figure::picture::{Emphasis, Figure, MemberColor, MemberMark};
use cluster_atlas::figure::scale::ClassScale;
use cluster_atlas::figure::view::Viewport;
use cluster_atlas::map::{MapResponse, MapView, Pick, SelectedGround, ZOOM_LIMITS};
use cluster_atlas::ui::ThemeKind;
use egui::{Key, Modifiers, vec2};
use egui_kittest::Harness;
use egui_kittest::wgpu::{WgpuTestRenderer, create_render_state, default_wgpu_setup};
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
    let values = [
        RegionValue::Known(0.2),
        RegionValue::NotPublished,
        RegionValue::Known(1.0),
        RegionValue::Known(4.0),
    ];
    let corners = [(11.5, 55.7), (12.0, 55.7), (11.5, 55.2), (12.0, 55.2)];
    let regions = (0_u32..)
        .zip(values)
        .zip(corners)
        .map(|((number, value), (lon, lat))| RegionPart {
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
            size: Some(900.0),
            color: MemberColor::Sphere,
            is_cut: false,
            emphasis: Emphasis::Normal,
            importance: 1.0,
        })
        .collect();
    let links = members.windows(2).zip(0_u32..).map(|(pair, number)| LinkPart {
        members: [pair[0].member, pair[1].member],
        ends: [pair[0].position, pair[1].position],
        weight: f64::from(number * 3 + 1),
        is_directed: number % 2 == 1,
        is_bridge: false,
    });
    let words = ChoroplethWords {
        title: "Specialization".to_owned(),
        ..ChoroplethWords::default()
    };
    assemble(FigureParts {
        theme,
        shows_basemap: true,
        choropleth: Some(ChoroplethPart {
            classes: ClassScale::location_quotient(),
            words,
        }),
        regions: regions.collect(),
        links: links.collect(),
        members,
        sources: vec!["Example statistics".into()],
        ..FigureParts::default()
    })
}

struct Bench {
    harness: Harness<'static>,
    view: Rc<RefCell<MapView>>,
    last: Rc<RefCell<Option<MapResponse>>>,
    /// What is shown, with its revision.
    figure: Rc<RefCell<(Arc<Figure>, u64)>>,
}

impl Bench {
    fn new(theme: ThemeKind, figure: Figure) -> Self {
        let state = create_render_state(default_wgpu_setup(), egui_wgpu_options());
        let mut map = MapView::new(Some(&state));
        map.fit(figure.data_bounds.unwrap());
        let view = Rc::new(RefCell::new(map));
        let last = Rc::new(RefCell::new(None));
        let figure = Rc::new(RefCell::new((Arc::new(figure), 1)));
        let (shown, heard, source) = (Rc::clone(&view), Rc::clone(&last), Rc::clone(&figure));
        let harness = Harness::builder()
            .with_size(SIZE)
            .with_context_setup(look(theme))
            .renderer(WgpuTestRenderer::from_render_state(state))
            .build_ui(move |ui| {
                let map_ui = &mut ui.new_child(egui::UiBuilder::new().max_rect(ui.ctx().content_rect()));
                let (figure, revision) = &*source.borrow();
                let response = shown.borrow_mut().ui(map_ui, figure, *revision);
                *heard.borrow_mut() = Some(response);
            });
        let mut bench = Self {
            harness,
            view,
            last,
            figure,
        };
        bench.load();
        bench
    }

    /// Shows another figure.
    fn show(&mut self, figure: Figure) {
        let mut shown = self.figure.borrow_mut();
        *shown = (Arc::new(figure), shown.1 + 1);
        drop(shown);
        self.load();
    }

    /// Runs frames until the thread has handed everything over.
    fn load(&mut self) {
        let deadline = std::time::Instant::now() + std::time::Duration::from_mins(4);
        self.harness.run_steps(2);
        while self.view.borrow().is_loading() {
            assert!(std::time::Instant::now() < deadline, "the map does not finish loading");
            std::thread::park_timeout(std::time::Duration::from_millis(4));
            self.harness.run_steps(1);
        }
        self.harness.run_steps(2);
    }

    fn picture(&mut self, name: &str) -> Vec<[u8; 4]> {
        let picture = self.harness.render().unwrap();
        if let Some(folder) = std::env::var_os("CLUSTER_ATLAS_GALLERY") {
            picture
                .save(std::path::Path::new(&folder).join(format!("map-{name}.png")))
                .unwrap();
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
    pixels
        .iter()
        .filter(|pixel| wanted.iter().zip(pixel.iter()).all(|(a, b)| a.abs_diff(*b) <= 2))
        .count()
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
    assert!(
        zoom > 7.0 && (11.4..13.0).contains(&lon) && (55.0..56.3).contains(&lat),
        "{lon} {lat} {zoom}"
    );
    let center = egui::pos2(SIZE.x / 2.0 - 60.0, SIZE.y / 2.0 - 120.0);
    bench.harness.hover_at(center);
    bench.harness.run_steps(2);
    assert!(
        matches!(bench.last().hovered, Some(Pick::Region(_) | Pick::Member(_))),
        "{:?}",
        bench.last().hovered
    );
    assert!(bench.last().pointer_lon_lat.is_some());
    assert!(!bench.last().view_changed);
}

#[test]
fn a_map_at_rest_asks_for_no_further_frame() {
    let mut bench = Bench::new(ThemeKind::Light, figure(FigureTheme::Light));
    // A window that never rests would run into the harness's limit of frames here.
    assert!(bench.harness.try_run().is_ok_and(|frames| frames <= 3));
}

#[test]
fn a_click_on_a_symbol_names_the_member_and_one_on_the_sea_nothing() {
    let mut bench = Bench::new(ThemeKind::Light, figure(FigureTheme::Light));
    let at = bench.place(11.6, 55.45);
    bench.click(at);
    assert_eq!(bench.last().clicked, Some(Pick::Member(MemberId::new(0))));
    bench.click(egui::pos2(60.0, 60.0));
    assert_eq!(bench.last().clicked, None);
    assert!(bench.last().clicked_empty);
}

#[test]
fn keys_move_and_zoom_the_focused_map_and_home_shows_the_region() {
    let mut bench = Bench::new(ThemeKind::Light, figure(FigureTheme::Light));
    let at = bench.place(11.6, 55.9);
    bench.click(at);
    let (lon, lat, zoom) = bench.view.borrow().view();
    bench.press(Key::Plus);
    assert!((bench.view.borrow().view().2 - zoom - 1.0).abs() < 1e-6);
    bench.press(Key::ArrowRight);
    bench.press(Key::ArrowUp);
    let moved = bench.view.borrow().view();
    assert!(moved.0 > lon && moved.1 > lat);
    for _ in 0..12 {
        bench.press(Key::Minus);
    }
    assert!((bench.view.borrow().view().2 - ZOOM_LIMITS.start()).abs() < 1e-9);
    bench.press(Key::Home);
    let home = bench.view.borrow().view();
    assert!((home.0 - lon).abs() < 1e-6 && (home.1 - lat).abs() < 1e-6 && (home.2 - zoom).abs() < 1e-6);
}

#[test]
fn a_box_drawn_with_shift_gives_its_ground_and_does_not_move_the_map() {
    let mut bench = Bench::new(ThemeKind::Light, figure(FigureTheme::Light));
    let before = bench.view.borrow().view();
    let [from, to] = [bench.place(11.5, 55.7), bench.place(12.0, 55.2)];
    bench.harness.event(egui::Event::ModifiersChanged(Modifiers::SHIFT));
    bench.harness.hover_at(from);
    bench.harness.run_steps(1);
    bench.button(from, true, Modifiers::SHIFT);
    for share in [0.2, 0.5, 0.8, 1.0] {
        bench.harness.hover_at(from + (to - from) * share);
        bench.harness.run_steps(1);
    }
    bench.harness.event(egui::Event::PointerButton {
        pos: to,
        button: egui::PointerButton::Primary,
        pressed: false,
        modifiers: Modifiers::SHIFT,
    });
    bench.harness.run_steps(1);
    let Some(SelectedGround::Box(bounds)) = bench.last().selected_ground else {
        panic!("a box is expected")
    };
    assert!(bench.last().is_adding);
    let ((west, north), (east, south)) = (bounds.min.lon_lat(), bounds.max.lon_lat());
    for (found, wanted) in [(west, 11.5), (east, 12.0), (north, 55.7), (south, 55.2)] {
        assert!((found - wanted).abs() < 0.02, "{found} {wanted}");
    }
    assert_eq!(bench.view.borrow().view(), before);
}

#[test]
fn the_wheel_zooms_inside_the_limits_and_the_place_under_the_pointer_stays() {
    let mut bench = Bench::new(ThemeKind::Light, figure(FigureTheme::Light));
    let at = egui::pos2(300.0, 200.0);
    bench.harness.hover_at(at);
    bench.harness.run_steps(2);
    let before = bench.last().pointer_lon_lat.unwrap();
    for _ in 0..200 {
        bench.harness.event(egui::Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: vec2(0.0, 120.0),
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Wheel,
            modifiers: Modifiers::NONE,
        });
        bench.harness.run_steps(1);
    }
    bench.load();
    let after = bench.last().pointer_lon_lat.unwrap();
    assert!(
        (bench.view.borrow().view().2 - ZOOM_LIMITS.end()).abs() < 1e-9,
        "{:?}",
        bench.view.borrow().view()
    );
    assert!(
        (before.0 - after.0).abs() < 0.01 && (before.1 - after.1).abs() < 0.01,
        "{before:?} {after:?}"
    );
}

#[test]
fn a_thousand_members_become_rings_and_a_click_on_one_comes_nearer() {
    let mut picture = figure(FigureTheme::Light);
    let mark = picture.members[0].clone();
    picture.members = (0_u32..1000)
        .map(|number| {
            let (column, row) = (f64::from(number % 40), f64::from(number / 40));
            let position = Mercator::from_lon_lat(11.9 + column * 0.002, 55.45 + row * 0.001);
            MemberMark {
                member: MemberId::new(number),
                position,
                ..mark.clone()
            }
        })
        .collect();
    picture.labels.clear();
    let mut bench = Bench::new(ThemeKind::Light, picture);
    bench.picture("rings");
    let zoom = bench.view.borrow().view().2;
    let at = bench.place(11.94, 55.4625);
    bench.click(at);
    bench.harness.run_steps(3);
    assert!(bench.view.borrow().view().2 > zoom + 1.0);
    bench.load();
    bench.picture("rings-near");
}

impl Bench {
    /// Where a place lies in the window.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "places on the screen are drawn in single precision"
    )]
    fn place(&self, lon: f64, lat: f64) -> egui::Pos2 {
        let (center_lon, center_lat, zoom) = self.view.borrow().view();
        let (width_pt, height_pt) = (f64::from(SIZE.x), f64::from(SIZE.y));
        let center = Mercator::from_lon_lat(center_lon, center_lat);
        let [x, y] = Viewport {
            center,
            zoom,
            width_pt,
            height_pt,
        }
        .screen_from_lon_lat(lon, lat);
        egui::pos2(x as f32, y as f32)
    }

    fn button(&mut self, pos: egui::Pos2, pressed: bool, modifiers: Modifiers) {
        let button = egui::PointerButton::Primary;
        self.harness.event(egui::Event::PointerButton {
            pos,
            button,
            pressed,
            modifiers,
        });
        self.harness.run_steps(1);
    }

    /// A click; the answer of its frame is the last one.
    fn click(&mut self, at: egui::Pos2) {
        self.harness.hover_at(at);
        self.harness.run_steps(2);
        self.button(at, true, Modifiers::NONE);
        self.button(at, false, Modifiers::NONE);
    }

    fn press(&mut self, key: Key) {
        self.harness.key_press(key);
        self.harness.run_steps(3);
    }
}
