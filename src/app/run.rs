//! Opens the window on the desktop: with the graphics card, and where that fails by OpenGL.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;

use eframe::NativeOptions;
use egui::ViewportBuilder;

use super::AtlasApp;
use super::instance::{self, MeetingPlace};
use super::settings::Settings;
use super::work::Origin;
use crate::messages;

/// The variable by which the graphics library is told which system to draw with.
const BACKEND_VARIABLE: &str = "WGPU_BACKEND";

/// The option that opens a window of its own beside one that is open.
const NEW_WINDOW: &str = "--new-window";

/// What the arguments ask for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Wish {
    path: Option<PathBuf>,
    /// Whether a window of its own is wanted.
    is_apart: bool,
}

impl Wish {
    fn of(arguments: impl IntoIterator<Item = OsString>) -> Self {
        arguments.into_iter().fold(Self::default(), |mut wish, word| {
            if word == NEW_WINDOW {
                wish.is_apart = true;
            } else if wish.path.is_none() {
                wish.path = Some(word.into());
            }
            wish
        })
    }
}

/// Opens the window, or hands the file to one that is open; returns when the window is closed or has taken the file.
///
/// A desktop gives a process one event loop only, so where the graphics card fails, the program starts once more in a
/// process of its own that draws by OpenGL. A choice that the user made by `WGPU_BACKEND` is not overruled.
///
/// # Errors
/// What the desktop says where no window can be opened, neither with the graphics card nor by OpenGL.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Result<(), StartError> {
    let wish = Wish::of(arguments);
    let place = (!wish.is_apart).then(MeetingPlace::of_this_person).flatten();
    if let Some(place) = &place
        && instance::hand_over(place, wish.path.as_deref())
    {
        return Ok(());
    }
    match open_window(wish.path.clone(), place) {
        Err(eframe::Error::Wgpu(error)) if std::env::var_os(BACKEND_VARIABLE).is_none() => {
            start_with_opengl(wish, &error.to_string())
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

fn start_with_opengl(wish: Wish, reason: &str) -> Result<(), StartError> {
    let program = std::env::current_exe().map_err(|error| StartError::NoWindow(error.to_string()))?;
    let status = Command::new(program)
        .args(wish.is_apart.then_some(NEW_WINDOW))
        .args(wish.path)
        .env(BACKEND_VARIABLE, "gl")
        .status()
        .map_err(|error| StartError::NoWindow(error.to_string()))?;
    if status.success() {
        Ok(())
    } else {
        Err(StartError::NoGraphics(reason.to_owned()))
    }
}

fn open_window(path: Option<PathBuf>, place: Option<MeetingPlace>) -> eframe::Result {
    let origin = path.map(Origin::File);
    eframe::run_native(
        &messages::text("app-name"),
        options(),
        Box::new(move |context| {
            let app = AtlasApp::new(context, Settings::place(), origin);
            if let Some(place) = &place {
                app.listen(place);
            }
            Ok(Box::new(app))
        }),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_of_its_own_is_asked_for_by_an_option_anywhere() {
        let wish = |words: &[&str]| Wish::of(words.iter().map(OsString::from));
        assert_eq!(wish(&[]), Wish::default());
        for words in [["a.geojson", NEW_WINDOW], [NEW_WINDOW, "a.geojson"]] {
            let wish = wish(&words);
            assert!(wish.is_apart && wish.path == Some(PathBuf::from("a.geojson")));
        }
    }
}
