//! Marks members that were changed since the file was opened: a small ring, with a cross where one was removed and a plus where one is
//! new, so that the kinds are told without color.
//!
//! What was changed is known by the session; the marks are no part of the figure.

use egui::{Color32, Painter, Pos2, Stroke};

use super::MapView;
use super::pick::Scene;
use crate::figure::mercator::Mercator;
use crate::session::marks::{ChangeKind, ChangeMarks};
use crate::ui::Theme;
use crate::ui::paint::{self, Sign};

const RADIUS_PT: f32 = 10.0;
/// More marks than this in view are not told apart by eye; the list of changes has them all.
const MOST_PAINTED: usize = 2_000;

/// The marks where they lie on the map.
#[derive(Debug, Default)]
pub(super) struct Edited {
    /// The document and the revision of its marks.
    of: Option<(u64, u64)>,
    marks: Vec<(Mercator, ChangeKind)>,
}

impl Edited {
    /// Follows the marks of a document; `None` shows none.
    pub(super) fn follow(&mut self, document: u64, marks: Option<&ChangeMarks>) {
        let of = marks.map(|marks| (document, marks.revision()));
        if self.of == of {
            return;
        }
        self.of = of;
        let marks = marks.into_iter().flat_map(ChangeMarks::iter);
        self.marks = marks
            .map(|mark| (Mercator::from_lon_lat(mark.at.lon, mark.at.lat), mark.kind))
            .collect();
    }

    /// Paints the marks in view.
    pub(super) fn paint(&self, painter: &Painter, scene: &Scene<'_>) {
        let theme = Theme::of(painter.ctx());
        let room = scene.rect.expand(RADIUS_PT);
        let in_view = self.marks.iter().map(|(at, kind)| (scene.screen(*at), *kind));
        for (at, kind) in in_view.filter(|(at, _)| room.contains(*at)).take(MOST_PAINTED) {
            mark(painter, at, kind, theme);
        }
    }
}

impl MapView {
    /// Marks members that were changed in the document of this number; `None` marks none.
    pub fn set_edited(&mut self, document: u64, marks: Option<&ChangeMarks>) {
        self.edited.follow(document, marks);
    }
}

fn mark(painter: &Painter, at: Pos2, kind: ChangeKind, theme: &Theme) {
    let (sign, ink) = looks(kind, theme);
    for stroke in [Stroke::new(4.5, theme.halo), Stroke::new(2.0, ink)] {
        paint::signed_ring(painter, at, RADIUS_PT, sign, stroke);
    }
}

/// The sign and the color of a kind of change, as in the legend.
fn looks(kind: ChangeKind, theme: &Theme) -> (Sign, Color32) {
    match kind {
        ChangeKind::Added => (Sign::Plus, theme.success),
        ChangeKind::Changed => (Sign::None, theme.warning),
        ChangeKind::Removed => (Sign::Cross, theme.danger),
    }
}
