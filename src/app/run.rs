//! Opens the window on the desktop: with the graphics card, and where that fails by OpenGL.

use std::path::PathBuf;
use std::process::Command;

use eframe::NativeOptions;
use egui::ViewportBuilder;

use super::AtlasApp;
use super::settings::Settings;
use super::work::Origin;
use crate::messages;

/// The variable by which the graphics library is told which system to draw with.
const BACKEND_VARIABLE: &str = "WGPU_BACKEND";

/// Opens the window and returns when it is closed.
///
/// A desktop gives a process one event loop only, so where the graphics card fails, the program starts once more in a
/// process of its own that draws by OpenGL. A choice that the user made by `WGPU_BACKEND` is not overruled.
///
/// # Errors
/// What the desktop says where no window can be opened, neither with the graphics card nor by OpenGL.
pub fn run(path: Option<PathBuf>) -> Result<(), StartError> {
    match open_window(path.clone()) {
        Err(eframe::Error::Wgpu(error)) if std::env::var_os(BACKEND_VARIABLE).is_none() => {
            start_with_opengl(path, &error.to_string())
        }
        other => other.map_err(|error| StartError::NoWindow(error.to_string().trim_end_matches('.').to_owned())),
    }
}

/// Why there is no window.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The desktop or the graphics system refused.
    #[error("{}", messages::text_with("start-no-window", &[("reason", .0.as_str().into())]))]
    NoWindow(String),
    /// Neither the graphics card nor OpenGL could be used; the second program said why.
    #[error("{}", messages::text_with("start-no-graphics", &[("reason", .0.as_str().into())]))]
    NoGraphics(String),
}

fn start_with_opengl(path: Option<PathBuf>, reason: &str) -> Result<(), StartError> {
    let program = std::env::current_exe().map_err(|error| StartError::NoWindow(error.to_string()))?;
    let status = Command::new(program)
        .args(path)
        .env(BACKEND_VARIABLE, "gl")
        .status()
        .map_err(|error| StartError::NoWindow(error.to_string()))?;
    if status.success() {
        Ok(())
    } else {
        Err(StartError::NoGraphics(reason.to_owned()))
    }
}

fn open_window(path: Option<PathBuf>) -> eframe::Result {
    let origin = path.map(Origin::File);
    eframe::run_native(
        &messages::text("app-name"),
        options(),
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
