//! What large pictures cost the map: ten thousand members, 36,000 regions of some 30 corners, and a million members; in time, in
//! bytes sent to the card and in memory, and again when one member is chosen.
//!
//! The work of a frame is that of the map and of tessellation; drawing on the software renderer is measured beside it.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, Instant};

use cluster_atlas::document::{Helix, MemberId, RegionId};
use cluster_atlas::figure::build::{ChoroplethPart, FigureParts, MemberPart, RegionPart, RegionValue, assemble};
use cluster_atlas::figure::legend::ChoroplethWords;
use cluster_atlas::figure::mercator::Mercator;
use cluster_atlas::figure::picture::{Emphasis, Figure, MemberColor};
use cluster_atlas::figure::scale::ClassScale;
use cluster_atlas::map::MapView;
use cluster_atlas::ui::ThemeKind;
use cluster_atlas::ui::style::{self, Motion};
use eframe::egui_wgpu::RendererOptions;
use egui::{Vec2, vec2};
use egui_kittest::Harness;
use egui_kittest::wgpu::{WgpuTestRenderer, create_render_state, default_wgpu_setup};
use geo::{Coord, LineString, MultiPolygon, Polygon};

use super::timing::alone;

const SIZE: Vec2 = vec2(1600.0, 1000.0);
const FRAMES: usize = 30;

/// Prints the lines of this part.
pub(crate) fn run() {
    measure_members("10,000 members", 10_000);
    let began = Instant::now();
    let regions = regions(200, 180);
    alone("36,000 regions: the picture", began.elapsed());
    measure("36,000 regions", regions, None);
    measure_members("1,000,000 members", 1_000_000);
}

fn measure_members(name: &str, count: u32) {
    let began = Instant::now();
    let all = members(count, None);
    alone(&format!("{name}: the picture"), began.elapsed());
    measure(name, all, Some(members(count, Some(count / 2))));
}

/// Prints what was sent to the card since a number of bytes, and the memory that the process holds.
fn weigh(what: &str, map: &MapView, before: u64) {
    let sent_kb = (map.geometry_bytes() - before) / 1000;
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let held = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let held = held.map_or("unknown", str::trim);
    println!("{what}: {sent_kb} kB sent to the card, the process holds {held}");
}

/// A border that wavers from one corner of the grid to the next, the same for both neighbors.
fn border(from: (u32, u32), to: (u32, u32)) -> Vec<Coord<f64>> {
    let at = |(column, row): (u32, u32)| (f64::from(column) * 0.15 - 10.0, 36.0 + f64::from(row) * 0.15);
    let (a, b) = (at(from.min(to)), at(from.max(to)));
    let mut corners: Vec<Coord<f64>> = (0..8_u32)
        .map(|step| {
            let share = f64::from(step) / 8.0;
            let sway = if step == 0 {
                0.0
            } else {
                f64::from((step * 7 + from.0 + from.1) % 5) * 0.006 - 0.012
            };
            Coord {
                x: a.0 + (b.0 - a.0) * share + sway,
                y: a.1 + (b.1 - a.1) * share + sway,
            }
        })
        .chain([Coord { x: b.0, y: b.1 }])
        .collect();
    if from > to {
        corners.reverse();
    }
    corners.pop();
    corners
}

fn regions(columns: u32, rows: u32) -> Figure {
    let places = (0..rows).flat_map(|row| (0..columns).map(move |column| (column, row)));
    let parts = places.zip(0_u32..).map(|((column, row), number)| {
        let corners = [(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)].map(|(x, y)| (column + x, row + y));
        let ring: Vec<Coord<f64>> = corners
            .iter()
            .zip(corners.iter().skip(1))
            .flat_map(|(from, to)| border(*from, *to))
            .collect();
        RegionPart {
            region: RegionId::new(number),
            name: String::new(),
            shape: Arc::new(MultiPolygon(vec![Polygon::new(LineString::new(ring), Vec::new())])),
            value: RegionValue::Known(f64::from(number % 40) / 10.0),
            value_words: String::new(),
            is_selected: false,
        }
    });
    assemble(FigureParts {
        shows_basemap: true,
        choropleth: Some(ChoroplethPart {
            classes: ClassScale::location_quotient(),
            words: ChoroplethWords::default(),
        }),
        regions: parts.collect(),
        ..FigureParts::default()
    })
}

/// Members over Europe; the chosen one stands out.
fn members(count: u32, chosen: Option<u32>) -> Figure {
    let spheres = [Helix::Industry, Helix::Academia, Helix::Government, Helix::Other];
    let parts = (0..count).zip(spheres.into_iter().cycle()).map(|(number, helix)| {
        let share = |factor: u32| f64::from(number.wrapping_mul(factor) >> 8) / f64::from(u32::MAX >> 8);
        MemberPart {
            member: MemberId::new(number),
            name: "".into(),
            position: Mercator::from_lon_lat(-10.0 + share(2_654_435_761) * 40.0, 36.0 + share(40_503_001) * 24.0),
            helix,
            size: Some(40.0),
            color: MemberColor::Sphere,
            is_cut: false,
            emphasis: match chosen {
                None => Emphasis::Normal,
                Some(chosen) if chosen == number => Emphasis::Selected,
                Some(_) => Emphasis::Dimmed,
            },
            importance: 0.0,
        }
    });
    assemble(FigureParts {
        shows_basemap: true,
        members: parts.collect(),
        ..FigureParts::default()
    })
}

fn measure(name: &str, figure: Figure, chosen: Option<Figure>) {
    let state = create_render_state(default_wgpu_setup(), RendererOptions::PREDICTABLE);
    let mut map = MapView::new(Some(&state));
    if let Some(bounds) = figure.data_bounds {
        map.fit(bounds);
    }
    let map = Rc::new(RefCell::new(map));
    let figure = Rc::new(RefCell::new((Arc::new(figure), 1)));
    let (shown, source) = (Rc::clone(&map), Rc::clone(&figure));
    let mut harness = Harness::builder()
        .with_size(SIZE)
        .with_context_setup(|ctx| {
            style::install(ctx);
            style::apply(ctx, ThemeKind::Light, Motion::Reduced);
        })
        .renderer(WgpuTestRenderer::from_render_state(state))
        .build_ui(move |ui| {
            let map_ui = &mut ui.new_child(egui::UiBuilder::new().max_rect(ui.ctx().content_rect()));
            let (figure, revision) = &*source.borrow();
            drop(shown.borrow_mut().ui(map_ui, figure, *revision));
        });
    for zoom in [None, Some(8.0), Some(11.0)] {
        let (lon, lat, fitted) = map.borrow().view();
        if let Some(zoom) = zoom {
            map.borrow_mut().set_view(lon, lat, zoom);
        }
        let before = map.borrow().geometry_bytes();
        let name = format!("{name}, zoom {:.1}", zoom.unwrap_or(fitted));
        load(&name, &mut harness, &map);
        weigh(&name, &map.borrow(), before);
        alone(
            &format!("{name}: a frame without news"),
            median(&mut harness, |_frame| ()),
        );
        let moved = Rc::clone(&map);
        let panned = median(&mut harness, |frame| {
            let (lon, lat, zoom) = moved.borrow().view();
            let step = f64::from(u32::try_from(frame % 2).unwrap_or(0)) - 0.5;
            moved.borrow_mut().set_view(lon + step * 0.02, lat, zoom);
        });
        alone(&format!("{name}: a frame while the map moves"), panned);
        let began = Instant::now();
        if let Err(error) = harness.render() {
            println!("{name}: not drawn: {error}");
        }
        alone(&format!("{name}: drawn by the software renderer"), began.elapsed());
    }
    if let Some(chosen) = chosen {
        let name = format!("{name}, one chosen");
        let before = map.borrow().geometry_bytes();
        *figure.borrow_mut() = (Arc::new(chosen), 2);
        load(&name, &mut harness, &map);
        weigh(&name, &map.borrow(), before);
        let idle = median(&mut harness, |_frame| ());
        alone(&format!("{name}: a frame without news"), idle);
    }
}

/// Runs frames until all is there.
fn load(name: &str, harness: &mut Harness<'_>, map: &RefCell<MapView>) {
    let began = Instant::now();
    let mut longest = Duration::ZERO;
    loop {
        let frame = Instant::now();
        harness.run_steps(1);
        longest = longest.max(frame.elapsed());
        if !map.borrow().is_loading() || began.elapsed().as_secs() > 120 {
            break;
        }
    }
    alone(&format!("{name}: until all is there"), began.elapsed());
    alone(&format!("{name}: the longest frame meanwhile"), longest);
}

fn median(harness: &mut Harness<'_>, news: impl Fn(usize)) -> Duration {
    let mut costs: Vec<Duration> = (0..FRAMES)
        .map(|frame| {
            news(frame);
            let began = Instant::now();
            harness.step();
            let (shapes, scale) = (harness.output().shapes.clone(), harness.output().pixels_per_point);
            drop(harness.ctx.tessellate(shapes, scale));
            began.elapsed()
        })
        .collect();
    costs.sort();
    costs.get(FRAMES / 2).copied().unwrap_or_default()
}
