//! Who works with whom: the ties found between spheres over the ties expected from how many ties each sphere has.
//!
//! The numbers are those of `analysis::network`; cells with fewer than five expected ties print no ratio.

use egui::{Align, Color32, CornerRadius, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::shared;
use crate::analysis::network::Mixing;
use crate::document::Helix;
use crate::figure::legend::helix_name;
use crate::figure::palette::Palette;
use crate::figure::scale::ClassScale;
use crate::messages::{number, text, text_with};
use crate::ui::text::{self as type_setting, Kind};
use crate::ui::{Theme, heading};

/// Below so many expected ties a ratio is mostly chance.
const LEAST_EXPECTED: f64 = 5.0;
const CELL_HEIGHT: f32 = 28.0;
const CELL_WIDTH: f32 = 58.0;
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
fn matrix(ui: &mut Ui, (spheres, cells): &Counted) {
    let count = shared::length(shared::amount(spheres.len()));
    let width = ((ui.available_width() - HEAD_WIDTH) / count.max(1.0)).min(CELL_WIDTH);
    let size = vec2(ui.available_width(), CELL_HEIGHT * (count + 1.0));
    let (all, _) = ui.allocate_exact_size(size, Sense::hover());
    let place = |column: usize, row: usize| {
        let x = all.left() + HEAD_WIDTH + width * shared::length(shared::amount(column));
        let y = all.top() + CELL_HEIGHT * (1.0 + shared::length(shared::amount(row)));
        Rect::from_min_size(pos2(x, y), vec2(width, CELL_HEIGHT))
    };
    for (position, helix) in spheres.iter().enumerate() {
        let symbol = shared::helix_symbol(ui, *helix);
        let square = |center| Rect::from_center_size(center, vec2(16.0, 16.0));
        symbol(
            ui.painter(),
            square(pos2(place(position, 0).center().x, all.top() + 14.0)),
        );
        symbol(
            ui.painter(),
            square(pos2(all.left() + 12.0, place(0, position).center().y)),
        );
    }
    for cell in cells {
        show_cell(ui, place(cell.a, cell.b).shrink(1.0), cell, spheres);
    }
}

fn show_cell(ui: &Ui, rect: Rect, cell: &Mixing, spheres: &[Helix]) {
    let theme = Theme::of(ui.ctx());
    let ratio = cell.ratio().filter(|_| cell.expected >= LEAST_EXPECTED);
    let (words, fill, ink) = match ratio {
        Some(ratio) => {
            let (fill, ink) = shade(shared::palette(ui), theme, ratio);
            (number::three_significant(ratio), fill, ink)
        }
        None => (text("overview-mixing-few"), theme.sunken, theme.muted),
    };
    let name = |group: usize| spheres.get(group).map_or_else(String::new, |helix| helix_name(*helix));
    let explanation = text_with(
        "overview-mixing-cell",
        &[
            ("a", name(cell.a).into()),
            ("b", name(cell.b).into()),
            ("found", number::count(cell.ties).into()),
            ("expected", number::three_significant(cell.expected).into()),
        ],
    );
    let response = ui.interact(rect, ui.scope_id().with(("mixing", cell.a, cell.b)), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{words}. {explanation}")));
    let painter = ui.painter();
    let stroke = Stroke::new(1.0, theme.border);
    painter.rect(rect, CornerRadius::same(2), fill, stroke, StrokeKind::Inside);
    let galley = type_setting::line(painter, words, Kind::Small, ink);
    let baseline = type_setting::baseline_centered(rect.center().y, Kind::Small);
    type_setting::on_baseline(painter, &galley, rect.center().x, baseline, Align::Center);
    response.on_hover_text(type_setting::rich(explanation, Kind::Small));
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
