//! The work of one frame without a screen: interface and tessellation, of every sample, idle and while the map is dragged.
//!
//! Drawing is not in it: that is the graphics card's, or the software renderer's.

use std::time::{Duration, Instant};

use cluster_atlas::app::AtlasApp;
use cluster_atlas::app::samples::SAMPLES;
use cluster_atlas::app::work::Origin;
use eframe::App;
use egui::{Event, Modifiers, PointerButton, Pos2, RawInput, Rect, Vec2, pos2, vec2};
use egui_kittest::Harness;

use super::timing::alone;

const FRAMES: usize = 60;
const SCREEN: Vec2 = vec2(1600.0, 1000.0);

/// Prints the lines of this part.
pub(crate) fn run() {
    for sample in SAMPLES {
        let origin = Origin::Sample(sample.name, sample.bytes);
        let mut harness = Harness::builder()
            .with_size(SCREEN)
            .build_eframe(move |context| AtlasApp::new(context, None, Some(origin)));
        let begun = Instant::now();
        while harness.state().session().is_none() && begun.elapsed().as_secs() < 60 {
            harness.step();
        }
        harness.run_steps(60);
        // The harness reads each frame for the tests, which no window does: from here frames are run without it.
        harness.ctx.disable_accesskit();
        let idle = median(&mut harness, |_frame| vec![]);
        alone(&format!("{}: a frame without news", sample.name), idle);
        let held = pos2(760.0, 500.0);
        let press = Event::PointerButton {
            pos: held,
            button: PointerButton::Primary,
            pressed: true,
            modifiers: Modifiers::NONE,
        };
        frame(&mut harness, vec![Event::PointerMoved(held), press]);
        let dragged = median(&mut harness, |frame| {
            let along = f32::from(u16::try_from(frame).unwrap_or(0));
            vec![Event::PointerMoved(held + vec2(along * 2.0, along))]
        });
        alone(&format!("{}: a frame while the map is dragged", sample.name), dragged);
    }
}

/// The middle of the frames' costs.
fn median(harness: &mut Harness<'_, AtlasApp>, news: impl Fn(usize) -> Vec<Event>) -> Duration {
    let mut costs: Vec<Duration> = (0..FRAMES).map(|number| frame(harness, news(number))).collect();
    costs.sort();
    costs.get(FRAMES / 2).copied().unwrap_or_default()
}

/// The cost of one frame: what the application does, its interface, and the tessellation of what it drew.
fn frame(harness: &mut Harness<'_, AtlasApp>, events: Vec<Event>) -> Duration {
    let ctx = harness.ctx.clone();
    let input = RawInput {
        screen_rect: Some(Rect::from_min_size(Pos2::ZERO, SCREEN)),
        events,
        ..RawInput::default()
    };
    let mut window = eframe::Frame::_new_kittest();
    let app = harness.state_mut();
    let began = Instant::now();
    let output = ctx.run_ui(input, |ui| {
        app.logic(ui.ctx(), &mut window);
        app.ui(ui, &mut window);
    });
    drop(ctx.tessellate(output.shapes, output.pixels_per_point));
    began.elapsed()
}
