//! Who works with whom: the ties found between spheres over the ties expected from how many ties each sphere has.
//!
//! The numbers are those of `analysis::network`; the matrix is drawn by `heat`, which prints no ratio where little is expected.

use egui::Ui;

use super::shared;
use crate::analysis::network::Mixing;
use crate::document::Helix;
use crate::figure::legend::helix_name;
use crate::messages::{number, text, text_with};
use crate::panels::heat::{self, Cell, Head};
use crate::ui::heading;

/// The width of the symbols before the rows.
const HEAD_WIDTH: f32 = 34.0;

/// The spheres that have members, and the ties between them.
type Counted = (Vec<Helix>, Vec<Mixing>);

/// Shows the matrix as a section of its own; nothing without ties.
pub(super) fn show(ui: &mut Ui, counted: &Counted) {
    if counted.1.iter().all(|cell| cell.ties == 0) {
        return;
    }
    super::section(ui, |ui| {
        heading::section_with(ui, &text("overview-mixing"), "");
        heading::note(ui, &text("overview-mixing-note"));
        ui.add_space(6.0);
        matrix(ui, counted);
    });
}

/// The lower triangle with the symbols as heads.
fn matrix(ui: &mut Ui, (spheres, mixing): &Counted) {
    let symbols: Vec<_> = spheres.iter().map(|helix| shared::helix_symbol(ui, *helix)).collect();
    let heads: Vec<Head<'_>> = symbols.iter().map(|symbol| Head::Symbol(symbol)).collect();
    let cells: Vec<Cell> = mixing.iter().map(Cell::of).collect();
    heat::matrix(ui, &heads, &cells, HEAD_WIDTH, |at| {
        let cell = mixing.get(at);
        cell.map_or_else(String::new, |cell| words(cell, spheres))
    });
}

/// What was found of a cell beside what was expected.
fn words(cell: &Mixing, spheres: &[Helix]) -> String {
    let name = |group: usize| spheres.get(group).map_or_else(String::new, |helix| helix_name(*helix));
    text_with(
        "overview-mixing-cell",
        &[
            ("a", name(cell.a).into()),
            ("b", name(cell.b).into()),
            ("found", number::count(cell.ties).into()),
            ("expected", number::three_significant(cell.expected).into()),
        ],
    )
}
