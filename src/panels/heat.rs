//! A matrix of what was found over what chance would give: the lower triangle, colored round 1, explained cell by cell.
//!
//! Cells where little is expected print no ratio and are hatched, because it would be mostly chance. The numbers are the caller's.

use egui::{Align, Color32, CornerRadius, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::shared;
use crate::analysis::network::Mixing;
use crate::figure::palette::Palette;
use crate::figure::scale::ClassScale;
use crate::messages::{number, text};
use crate::ui::paint::{self, Symbol};
use crate::ui::text::{self as type_setting, Kind};
use crate::ui::{Theme, heading};

/// Below so many expected ties a ratio is mostly chance.
const LEAST_EXPECTED: f64 = 5.0;
const CELL_HEIGHT: f32 = 28.0;
const CELL_WIDTH: f32 = 58.0;

/// What a row, and the column of the same place, is called.
pub(super) enum Head<'a> {
    /// The symbol of a sphere.
    Symbol(Symbol<'a>),
    /// A short mark for the column, and the words of the row after it.
    Words(&'a str, &'a str),
}

/// A cell of the matrix.
pub(super) struct Cell {
    /// The place of its column.
    pub(super) column: usize,
    /// The place of its row, not above that of its column.
    pub(super) row: usize,
    /// How many ties were expected.
    pub(super) expected: f64,
    /// Found over expected; `None` where none was expected.
    pub(super) ratio: Option<f64>,
}

impl Cell {
    /// The cell of two groups.
    pub(super) fn of(mixing: &Mixing) -> Self {
        Self {
            column: mixing.a,
            row: mixing.b,
            expected: mixing.expected,
            ratio: mixing.ratio(),
        }
    }
}

/// Shows the matrix over the whole width; `head_width` is that of the names of the rows, `explain` says of a cell what was found, what
/// was expected and how.
pub(super) fn matrix(
    ui: &mut Ui,
    heads: &[Head<'_>],
    cells: &[Cell],
    head_width: f32,
    explain: impl Fn(usize) -> String,
) {
    let count = shared::length(shared::amount(heads.len()));
    let width = ((ui.available_width() - head_width) / count.max(1.0)).min(CELL_WIDTH);
    let size = vec2(ui.available_width(), CELL_HEIGHT * (count + 1.0));
    let (all, _) = ui.allocate_exact_size(size, Sense::hover());
    let place = |column: usize, row: usize| {
        let x = all.left() + head_width + width * shared::length(shared::amount(column));
        let y = all.top() + CELL_HEIGHT * (1.0 + shared::length(shared::amount(row)));
        Rect::from_min_size(pos2(x, y), vec2(width, CELL_HEIGHT))
    };
    for (position, head) in heads.iter().enumerate() {
        let over = pos2(place(position, 0).center().x, all.top() + 14.0);
        show_head(ui, head, over, (all.left(), place(0, position).center().y, head_width));
    }
    for (position, cell) in cells.iter().enumerate() {
        let rect = place(cell.column, cell.row).shrink(1.0);
        show_cell(ui, rect, cell, || explain(position));
    }
}

fn show_head(ui: &Ui, head: &Head<'_>, over: egui::Pos2, (left, middle, width): (f32, f32, f32)) {
    let theme = Theme::of(ui.ctx());
    let painter = ui.painter();
    match head {
        Head::Symbol(symbol) => {
            let square = |center| Rect::from_center_size(center, vec2(16.0, 16.0));
            symbol(painter, square(over));
            symbol(painter, square(pos2(left + 12.0, middle)));
        }
        Head::Words(mark, words) => {
            let baseline = type_setting::baseline_centered(over.y, Kind::Small);
            let galley = type_setting::line(painter, *mark, Kind::SmallStrong, theme.text_secondary);
            type_setting::on_baseline(painter, &galley, over.x, baseline, Align::Center);
            let baseline = type_setting::baseline_centered(middle, Kind::Small);
            let galley = type_setting::line(painter, *mark, Kind::SmallStrong, theme.text_secondary);
            type_setting::on_baseline(painter, &galley, left, baseline, Align::Min);
            let place = (left + 18.0, baseline, width - 26.0);
            type_setting::cut_line(painter, words, Kind::Small, theme.text, place);
        }
    }
}

fn show_cell(ui: &Ui, rect: Rect, cell: &Cell, explain: impl Fn() -> String) {
    let theme = Theme::of(ui.ctx());
    let ratio = cell.ratio.filter(|_| cell.expected >= LEAST_EXPECTED);
    let (words, fill, ink) = match ratio {
        Some(ratio) => {
            let (fill, ink) = shade(shared::palette(ui), theme, ratio);
            (number::three_significant(ratio), fill, ink)
        }
        None => (text("heat-few"), theme.sunken, theme.muted),
    };
    let salt = ("heat", cell.column, cell.row);
    let response = ui.interact(rect, ui.scope_id().with(salt), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{words}. {}", explain())));
    if !ui.is_rect_visible(rect) {
        return;
    }
    let painter = ui.painter();
    painter.rect_filled(rect, CornerRadius::same(2), fill);
    if ratio.is_none() {
        paint::hatch(painter, rect, Stroke::new(1.0, theme.border), 5.0);
    }
    let stroke = Stroke::new(1.0, theme.border);
    painter.rect_stroke(rect, CornerRadius::same(2), stroke, StrokeKind::Inside);
    let galley = type_setting::elided(painter, &words, Kind::Small, ink, rect.width() - 2.0);
    let baseline = type_setting::baseline_centered(rect.center().y, Kind::Small);
    type_setting::on_baseline(painter, &galley, rect.center().x, baseline, Align::Center);
    response.on_hover_ui(|ui| {
        ui.set_max_width(ui.spacing().tooltip_width);
        type_setting::paragraph(ui, explain(), Kind::Small, theme.text);
    });
}

/// What the matrix says, in a note below its title.
pub(super) fn note(ui: &mut Ui, sentence: &str) {
    heading::note(ui, sentence);
    ui.add_space(6.0);
}

/// The color of a ratio, and the ink that is read best on it.
fn shade(palette: &Palette, theme: &Theme, ratio: f64) -> (Color32, Color32) {
    let scale = ClassScale::location_quotient();
    let class = scale.class_of(ratio).unwrap_or_default();
    let fill = palette.over_land(palette.class_color(&scale, class));
    let is_light = fill.luminance() > 0.18;
    let ink = if is_light == theme.is_dark() {
        theme.surface
    } else {
        theme.text
    };
    (shared::color32(fill), ink)
}
