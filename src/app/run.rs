//! Opens the window on the desktop: with the graphics card, and where that fails by OpenGL.

use std::path::PathBuf;

use eframe::{NativeOptions, egui_wgpu, wgpu};
use egui::ViewportBuilder;

use super::AtlasApp;
use super::settings::Settings;
use super::work::Origin;
use crate::messages;

/// Opens the window and returns when it is closed.
///
/// # Errors
/// What the desktop says where no window can be opened, neither with the graphics card nor by OpenGL.
pub fn run(path: Option<PathBuf>) -> eframe::Result {
    log_panics();
    let first = open_window(path.clone(), options());
    let Err(error) = first else { return Ok(()) };
    log::warn!("no window on the graphics card: {error}; trying OpenGL");
    let mut options = options();
    if let egui_wgpu::WgpuSetup::CreateNew(setup) = &mut options.wgpu_options.wgpu_setup {
        setup.instance_descriptor.backends = wgpu::Backends::GL;
    }
    open_window(path, options)
}

fn open_window(path: Option<PathBuf>, options: NativeOptions) -> eframe::Result {
    let origin = path.map(Origin::File);
    eframe::run_native(
        &messages::text("app-name"),
        options,
        Box::new(move |context| Ok(Box::new(AtlasApp::new(context, Settings::place(), origin)))),
    )
}

fn options() -> NativeOptions {
    NativeOptions {
        viewport: ViewportBuilder::default()
            .with_title(messages::text("app-name"))
            .with_app_id("cluster-atlas")
            .with_inner_size([1600.0, 1000.0])
            .with_min_inner_size([960.0, 600.0])
            .with_drag_and_drop(true),
        multisampling: 0,
        renderer: eframe::Renderer::Wgpu,
        ..NativeOptions::default()
    }
}

/// A panic is a bug: it is put into the log with its place before the thread ends.
fn log_panics() {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        log::error!("{panic}");
        before(panic);
    }));
}
