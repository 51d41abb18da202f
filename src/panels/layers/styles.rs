//! How members are drawn: the choices of size and color under their layer, and the rows of the legend that belong to them.
//!
//! What sizes and colors say is worked out with the figure; here it is only chosen and shown.

use egui::{Align, CornerRadius, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::INDENT;
use crate::figure::palette::{BRIDGE_CASING_PT, CUT_RING_GAP_PT, CUT_RING_PT, Palette};
use crate::figure::picture::{LegendBlock, LegendClass, LegendGroup, LegendMark, MarkKind};
use crate::figure::symbol::SymbolShape;
use crate::messages::{self, number};
use crate::panels::marks::{self, SymbolMark};
use crate::session::Session;
use crate::session::command::Command;
use crate::session::state::{ColorBy, SizeBy};
use crate::ui::dropdown::{Choice, Dropdown};
use crate::ui::{TextKind, Theme, text};

/// The width of the names of the choices.
const NAME_WIDTH: f32 = 48.0;

/// What size and color of members show. Nothing to choose where there are neither ties nor clusters.
pub(super) fn choices(ui: &mut Ui, session: &Session, commands: &mut Vec<Command>) {
    let document = &session.document;
    let (has_ties, has_clusters) = (!document.links.is_empty(), !document.clusters.is_empty());
    if has_ties {
        let all: Vec<SizeBy> = SizeBy::all().collect();
        let words: Vec<String> = all.iter().map(|by| size_words(*by)).collect();
        let chosen = all.iter().position(|by| *by == session.exploration.size_by);
        let id = ("layers-size-by", "layers-size-by-name");
        if let Some(by) = choice(ui, id, &words, chosen).and_then(|place| all.get(place)) {
            commands.push(Command::SetSizeBy(*by));
        }
    }
    if has_ties || has_clusters {
        let is_offered = |by: &ColorBy| match by {
            ColorBy::Sphere => true,
            ColorBy::Community => has_ties,
            ColorBy::Cluster => has_clusters,
        };
        let all: Vec<ColorBy> = ColorBy::ALL.into_iter().filter(is_offered).collect();
        let words: Vec<String> = all.iter().map(|by| color_words(*by)).collect();
        let chosen = all.iter().position(|by| *by == session.exploration.color_by);
        let id = ("layers-color-by", "layers-color-by-name");
        if let Some(by) = choice(ui, id, &words, chosen).and_then(|place| all.get(place)) {
            commands.push(Command::SetColorBy(*by));
        }
    }
    ui.add_space(2.0);
}

fn size_words(by: SizeBy) -> String {
    match by {
        SizeBy::Employees => messages::text("layers-size-employees"),
        SizeBy::Measure(measure) => measure.label(),
    }
}

fn color_words(by: ColorBy) -> String {
    messages::text(match by {
        ColorBy::Sphere => "layers-color-sphere",
        ColorBy::Community => "layers-color-community",
        ColorBy::Cluster => "layers-color-cluster",
    })
}

/// A short name with a dropdown after it; `id` is the message of the short name and that of the full one.
fn choice(ui: &mut Ui, id: (&'static str, &'static str), words: &[String], chosen: Option<usize>) -> Option<usize> {
    let choices: Vec<Choice<'_>> = words.iter().map(|words| Choice::named(words)).collect();
    let (short, name) = (messages::text(id.0), messages::text(id.1));
    let theme = Theme::of(ui.ctx());
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.add_space(f32::from(INDENT));
        let (_, rect) = ui.allocate_space(vec2(NAME_WIDTH, 36.0));
        let baseline = text::baseline_centered(rect.center().y, TextKind::Small);
        let place = (rect.left(), baseline, rect.width());
        text::cut_line(ui.painter(), &short, TextKind::Small, theme.text_secondary, place);
        Dropdown::new(id.0, &name, &choices)
            .selected(chosen)
            .searchable(false)
            .show(ui)
    })
    .inner
}

/// The title of a further block of the same layer, with its detail at the right.
pub(super) fn block_title(ui: &mut Ui, block: &LegendBlock) {
    let theme = Theme::of(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 26.0), Sense::hover());
    let name = format!("{} {}", block.title, block.detail);
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, name.trim_end()));
    let painter = ui.painter();
    let baseline = text::baseline_centered(rect.center().y, TextKind::SmallStrong);
    let detail = text::line(painter, block.detail.as_str(), TextKind::Small, theme.muted);
    let (left, _) = text::on_baseline(painter, &detail, rect.right(), baseline, Align::Max);
    let x = rect.left() + f32::from(INDENT);
    let place = (x, baseline, left - x - 8.0);
    text::cut_line(painter, &block.title, TextKind::SmallStrong, theme.text, place);
}

/// Groups by color with the number of their members; gives the one under the pointer.
pub(super) fn group_rows(ui: &mut Ui, groups: &[LegendGroup]) -> Option<LegendClass> {
    let mut pointed_at = None;
    for group in groups {
        let mark = SymbolMark {
            shape: SymbolShape::Circle,
            fill: group.fill,
            edge: group.edge,
            radius_pt: 6.0,
        };
        let is_hovered = counted_row(ui, &group.label, group.count, |painter, rect| {
            mark.paint(painter, pos2(rect.left() + 8.0, rect.center().y));
        });
        if is_hovered {
            pointed_at = Some(group.class);
        }
    }
    pointed_at
}

/// Marks as they are drawn on the map, with their numbers.
pub(super) fn mark_rows(ui: &mut Ui, drawn: &[LegendMark]) {
    let palette = marks::figure_theme(ui).palette();
    for mark in drawn {
        counted_row(ui, &mark.label, mark.count, |painter, rect| {
            paint_mark(painter, rect, mark.kind, palette);
        });
    }
}

fn paint_mark(painter: &egui::Painter, rect: Rect, kind: MarkKind, palette: &Palette) {
    let ground = marks::color(palette.halo);
    match kind {
        MarkKind::CutMember => {
            let center = pos2(rect.left() + 8.0, rect.center().y);
            painter.circle(
                center,
                3.4 + CUT_RING_GAP_PT,
                ground,
                Stroke::new(CUT_RING_PT, marks::color(palette.text)),
            );
            let (fill, edge) = palette.group(None);
            painter.circle(center, 3.4, marks::color(fill), Stroke::new(1.0, marks::color(edge)));
        }
        MarkKind::Bridge => {
            let line = Rect::from_center_size(pos2(rect.left() + 9.0, rect.center().y), vec2(18.0, 2.0));
            let casing = line.expand2(vec2(0.0, BRIDGE_CASING_PT / 2.0));
            painter.rect_filled(casing, CornerRadius::ZERO, marks::color(palette.text_secondary));
            painter.rect_filled(line, CornerRadius::ZERO, ground);
        }
    }
}

/// A row of 22 points: a mark, words and a count. Returns whether the pointer is on it.
fn counted_row(ui: &mut Ui, words: &str, count: usize, paint: impl FnOnce(&egui::Painter, Rect)) -> bool {
    let theme = Theme::of(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 22.0), Sense::hover());
    let figure = number::count(count);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{words}: {figure}")));
    let painter = ui.painter();
    paint(painter, rect);
    let baseline = text::baseline_centered(rect.center().y, TextKind::Small);
    let counted = text::line(painter, figure.as_str(), TextKind::Small, theme.muted);
    let (left, _) = text::on_baseline(painter, &counted, rect.right(), baseline, Align::Max);
    let x = rect.left() + 24.0;
    let place = (x, baseline, left - x - 8.0);
    let is_cut = text::cut_line(painter, words, TextKind::Small, theme.text_secondary, place);
    let is_hovered = response.hovered();
    if is_cut {
        response.on_hover_text(text::rich(words, TextKind::Small));
    }
    is_hovered
}
