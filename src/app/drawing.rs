//! Writes what the map shows as a picture: the worker makes the figure, draws it and saves it; it can be stopped until the file is
//! written.
//!
//! What is in the picture is decided by the session, how it is drawn by `export`; threads are the business of `work`.

use std::path::PathBuf;

use super::AtlasApp;
use super::center::figure_theme;
use super::dialogs::Modal;
use super::values::PictureOrder;
use super::work::{Failure, Purpose, name_of};
use crate::export::{RenderExtent, RenderOptions};
use crate::figure::mercator::Mercator;
use crate::messages;
use crate::ui::ThemeKind;
use crate::ui::toast::Tone;

impl AtlasApp {
    /// Starts to write what the map shows into a file; one that is still being written is given up.
    pub(super) fn draw(&mut self, path: PathBuf) {
        let (Some(session), Some(rect)) = (&self.session, self.map_rect) else {
            return;
        };
        let theme = match self.settings.theme {
            // Paper is white: the dark look is for the screen only.
            ThemeKind::Dark => ThemeKind::Light,
            other => other,
        };
        let source = session.picture_source();
        let (lon, lat, zoom) = self.map.view();
        let side = |points: f32| (f64::from(points) * 2.0).round().clamp(1.0, 16_000.0);
        let options = RenderOptions {
            width_px: whole(side(rect.width())),
            height_px: whole(side(rect.height())),
            scale: 2.0,
            extent: RenderExtent::View {
                center: Mercator::from_lon_lat(lon, lat),
                zoom,
            },
        };
        let words = messages::text_with("status-exporting", &[("file", name_of(&path).into())]);
        let (number, advance) = self.start_task(words);
        let order = PictureOrder {
            source,
            theme: figure_theme(theme),
            options,
            path,
        };
        self.workers.draw(number, order, advance);
    }

    /// Takes what became of a picture. One that was given up is not spoken of any more.
    pub(super) fn take_drawn(&mut self, number: u64, outcome: Result<PathBuf, Failure>) {
        if !self.ends_task(number) {
            return;
        }
        match outcome {
            Ok(path) => {
                let words = messages::text_with("notice-exported", &[("file", name_of(&path).into())]);
                self.toasts.push(Tone::Done, words, None);
            }
            Err(failure) => self.modal = Modal::Failed(Purpose::Picture, failure),
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a side of a picture is held between 1 and 16,000 first"
)]
fn whole(value: f64) -> u32 {
    value as u32
}
