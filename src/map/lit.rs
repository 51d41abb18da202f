//! What is lit on the map because something else points at it: a row of a list, a swatch of the legend.
//!
//! It only remembers; drawing is the business of the map and its layers.

use super::{MapView, Pick};
use crate::document::MemberId;
use crate::figure::picture::LegendClass;

impl MapView {
    /// Rings a member or region because something else points at it, such as a row of a list.
    pub fn set_highlight(&mut self, highlight: Option<Pick>) {
        self.highlight = highlight;
    }

    /// Rings the members of a tie and lights the curves between them because a row of a list points at it; none where empty.
    pub fn set_highlighted_tie(&mut self, members: Vec<MemberId>) {
        self.highlighted_tie = members;
    }

    /// Lights all marks of a class of the legend and dims the others, without new geometry.
    pub fn set_flash(&mut self, class: Option<LegendClass>) {
        self.flash = class;
    }
}
