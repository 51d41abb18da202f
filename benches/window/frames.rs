//! The work of one frame without a screen: interface and tessellation, of every sample, idle and while the map is dragged.
//!
//! Drawing is not in it: that is the graphics card's, or the software renderer's.

use std::time::{Duration, Instant};

use cluster_atlas::app::AtlasApp;
use cluster_atlas::app::samples::SAMPLES;
use cluster_atlas::app::work::Origin;
use egui::{pos2, vec2};
use egui_kittest::Harness;

use super::timing::alone;

const FRAMES: usize = 60;

/// Prints the lines of this part.
pub(crate) fn run() {
    for sample in SAMPLES {
        let origin = Origin::Sample(sample.name, sample.bytes);
        let mut harness = Harness::builder()
            .with_size(vec2(1600.0, 1000.0))
            .build_eframe(move |context| AtlasApp::new(context, None, Some(origin)));
        let begun = Instant::now();
        while harness.state().session().is_none() && begun.elapsed().as_secs() < 60 {
            harness.step();
        }
        harness.run_steps(30);
        let idle = median(&mut harness, |_harness, _frame| ());
        alone(&format!("{}: a frame without news", sample.name), idle);
        harness.hover_at(pos2(760.0, 500.0));
        harness.step();
        harness.drag_at(pos2(760.0, 500.0));
        harness.step();
        let dragged = median(&mut harness, |harness, frame| {
            let along = f32::from(u16::try_from(frame).unwrap_or(0));
            harness.hover_at(pos2(760.0 + along * 2.0, 500.0 + along));
        });
        alone(&format!("{}: a frame while the map is dragged", sample.name), dragged);
    }
}

/// The middle of the frames' costs: interface and tessellation of what it drew.
fn median(harness: &mut Harness<'_, AtlasApp>, news: impl Fn(&mut Harness<'_, AtlasApp>, usize)) -> Duration {
    let mut costs: Vec<Duration> = (0..FRAMES)
        .map(|frame| {
            news(harness, frame);
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
