//! The window apart from the desktop and the internet: for those who drive it and must neither open dialogs nor ask servers.
//!
//! Nothing here changes what the window does; it only says who answers it.

use super::AtlasApp;
use super::work::Dialog;
use crate::map::tiles::TileSource;

impl AtlasApp {
    /// From now on paths are asked for by this dialog and not by the desktop's own.
    pub fn choose_paths_by(&mut self, dialog: Dialog) {
        self.workers.choose_by(dialog);
    }

    /// From now on tiles are fetched from this source and not from the internet.
    pub fn fetch_tiles_from(&mut self, source: TileSource) {
        self.tile_source = Some(source);
    }

    /// Whether a file is being opened, saved or chosen, or a picture written.
    #[must_use]
    pub fn is_working(&self) -> bool {
        self.opening.is_some() || self.busy.is_some() || self.background.task.is_some() || self.is_choosing
    }
}
