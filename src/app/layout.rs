//! Which of the panels beside the map are shown, and how wide: the map is never narrower than 480 points, the left panel
//! gives way first, and what a person opens by hand comes before the rest.
//!
//! It decides from numbers alone; drawing is the business of `side`, remembering that of the settings.

use crate::session::command::Pane;

/// The width of the icon rail in points.
pub(super) const RAIL_WIDTH: f32 = 88.0;
/// The least width of the map in points.
pub(super) const LEAST_MAP_WIDTH: f32 = 480.0;
/// The widths that the left panel may have.
pub(super) const LEFT_WIDTHS: std::ops::RangeInclusive<f32> = 240.0..=420.0;
/// The widths that the right panel may have.
pub(super) const RIGHT_WIDTHS: std::ops::RangeInclusive<f32> = 320.0..=560.0;

/// The panels as a person wants them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Layout {
    /// Whether layers and filter are wanted.
    pub is_left_open: bool,
    /// Whether the panel of the rail is wanted.
    pub is_right_open: bool,
    /// How wide layers and filter are, in points.
    pub left_width: f32,
    /// How wide the panel of the rail is, in points.
    pub right_width: f32,
    /// What was opened by hand last, and comes first where there is not room for both.
    pub(super) preferred: Option<Pane>,
}

impl Default for Layout {
    fn default() -> Self {
        Self {
            is_left_open: true,
            is_right_open: true,
            left_width: 312.0,
            right_width: 360.0,
            preferred: None,
        }
    }
}

/// The panels that are shown in a window.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Shown {
    /// The most that the left panel may take; `None` where it is folded.
    pub left: Option<f32>,
    /// The most that the right panel may take; `None` where it is folded.
    pub right: Option<f32>,
}

impl Layout {
    /// A layout with these widths, held within what the panels may have.
    #[must_use]
    pub fn with_widths(self, left_width: f32, right_width: f32) -> Self {
        let held = |width: f32, range: std::ops::RangeInclusive<f32>, other: f32| {
            if width.is_finite() {
                width.clamp(*range.start(), *range.end())
            } else {
                other
            }
        };
        Self {
            left_width: held(left_width, LEFT_WIDTHS, 312.0),
            right_width: held(right_width, RIGHT_WIDTHS, 360.0),
            ..self
        }
    }

    /// What is shown in a window of this width when the right panel wants at least `right_width`.
    pub(super) fn shown(&self, window_width: f32, right_width: f32) -> Shown {
        let room = window_width - RAIL_WIDTH - LEAST_MAP_WIDTH;
        let (left, right) = (self.left_width, right_width);
        let has_both = self.is_left_open && self.is_right_open && left + right <= room;
        let first = self.preferred.unwrap_or(Pane::Right);
        let has = |pane: Pane, is_open: bool, width: f32| {
            let is_wanted = is_open && (has_both || pane == first || !self.is_open(first));
            // What was asked for by hand is shown even where the map must give way.
            is_wanted && (width <= room || self.preferred == Some(pane))
        };
        let (has_left, has_right) = (
            has(Pane::Left, self.is_left_open, left),
            has(Pane::Right, self.is_right_open, right),
        );
        Shown {
            left: has_left.then(|| most(room - if has_right { right } else { 0.0 }, left, window_width)),
            right: has_right.then(|| most(room - if has_left { left } else { 0.0 }, right, window_width)),
        }
    }

    fn is_open(&self, pane: Pane) -> bool {
        match pane {
            Pane::Left => self.is_left_open,
            Pane::Right => self.is_right_open,
        }
    }

    /// Opens a panel by hand.
    pub(super) fn open(&mut self, pane: Pane) {
        self.preferred = Some(pane);
        match pane {
            Pane::Left => self.is_left_open = true,
            Pane::Right => self.is_right_open = true,
        }
    }

    /// Folds a panel that is shown, or opens one that is not.
    pub(super) fn toggle(&mut self, pane: Pane, is_shown: bool) {
        if !is_shown {
            self.open(pane);
            return;
        }
        match pane {
            Pane::Left => self.is_left_open = false,
            Pane::Right => self.is_right_open = false,
        }
        if self.preferred == Some(pane) {
            self.preferred = None;
        }
    }
}

/// The most that a panel may take: what the map leaves, but at least its own width as far as the window has it.
fn most(room: f32, width: f32, window_width: f32) -> f32 {
    room.max(width).min((window_width - RAIL_WIDTH - 40.0).max(120.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(layout: Layout, width: f32) -> (bool, bool) {
        let shown = layout.shown(width, layout.right_width);
        (shown.left.is_some(), shown.right.is_some())
    }

    #[test]
    fn the_left_panel_folds_before_the_map_becomes_narrower_than_480() {
        let layout = Layout::default();
        assert_eq!(shown(layout, 1600.0), (true, true));
        assert_eq!(shown(layout, 1280.0), (true, true));
        assert_eq!(shown(layout, 1240.0), (true, true));
        assert_eq!(shown(layout, 1239.0), (false, true));
        assert_eq!(shown(layout, 928.0), (false, true));
        assert_eq!(shown(layout, 927.0), (false, false));
    }

    #[test]
    fn what_is_opened_by_hand_is_shown_and_the_other_folds() {
        let mut layout = Layout::default();
        layout.toggle(Pane::Left, false);
        assert_eq!(shown(layout, 1024.0), (true, false));
        assert_eq!(shown(layout, 1600.0), (true, true));
        layout.toggle(Pane::Right, false);
        assert_eq!(shown(layout, 1024.0), (false, true));
        assert_eq!(shown(layout, 640.0), (false, true));
        layout.toggle(Pane::Right, true);
        assert_eq!(shown(layout, 1024.0), (true, false));
    }

    #[test]
    fn a_panel_can_be_made_as_wide_as_the_map_can_spare() {
        let layout = Layout::default();
        let Shown { left, right } = layout.shown(1280.0, 360.0);
        assert_eq!((left, right), (Some(352.0), Some(400.0)));
    }

    #[test]
    fn widths_that_no_panel_can_have_are_held() {
        let layout = Layout::default().with_widths(f32::NAN, 9000.0);
        assert_eq!((layout.left_width, layout.right_width), (312.0, 560.0));
    }
}
