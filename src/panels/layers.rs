//! The layer list: what is drawn on the map, with a switch and the legend of each layer as it is drawn at this moment.
//!
//! The legend's contents come with the figure; nothing is classed or colored here. The filter below is `facets`.

mod changes;
mod gathering;
mod styles;

use egui::{Align, CornerRadius, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::marks::{self, SymbolMark};
use crate::document::Helix;
use crate::figure::crowd::SMALLEST_CROWD;
use crate::figure::picture::{
    Figure, LegendBlock, LegendClass, LegendLayer, LegendLine, LegendRows, LegendSize, LegendSymbol,
};
use crate::messages::{self, number};
use crate::session::Session;
use crate::session::command::Command;
use crate::session::concentration::Part;
use crate::session::concentration::choices::SurfaceKind;
use crate::session::state::Layer;
use crate::ui::focus::{self, Ring};
use crate::ui::{Icon, TextKind, Theme, heading, paint, text};
pub use gathering::switch;

/// How far names and legends stand in from the eye.
const INDENT: i8 = 24;

/// Room between a layer with its legend and the next one.
const BETWEEN_LAYERS: f32 = 6.0;

/// What is on the map now.
#[derive(Clone, Copy, Debug, Default)]
pub struct OnMap<'a> {
    /// The figure; without it the legends wait.
    pub figure: Option<&'a Figure>,
    /// Whether some of its members stand in rings.
    pub has_rings: bool,
}

/// Shows the list of layers.
pub fn layers_ui(ui: &mut Ui, session: &Session, on_map: OnMap<'_>, commands: &mut Vec<Command>) {
    let figure = on_map.figure;
    marks::padded(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        heading::section(ui, &messages::text("layers-title"), |_| ());
        let mut pointed_at = None;
        for layer in Layer::ALL.into_iter().filter(|layer| is_offered(session, *layer)) {
            let is_on = session.exploration.layers.contains(layer);
            let blocks = figure
                .filter(|_| is_on)
                .map_or(&[][..], |figure| figure.legend.as_slice());
            let mut blocks = blocks.iter().filter(|block| belongs(block.layer, layer));
            let block = blocks.next();
            let name = block
                .map(|block| block.title.clone())
                .filter(|title| !title.is_empty())
                .unwrap_or_else(|| layer_name(session, layer));
            let state = block.map_or_else(|| resting_state(session, layer), |block| block.detail.clone());
            if row(ui, &name, &state, is_on).clicked() {
                switch(layer, !is_on, commands);
            }
            if layer == Layer::Changes && is_on {
                indented(ui, |ui| changes::legend(ui, session, commands));
            }
            if layer == Layer::Basemap && is_on {
                tiles_row(ui, session, commands);
            }
            if layer == Layer::Members && is_on {
                styles::choices(ui, session, commands);
            }
            if let Some(block) = block {
                pointed_at = pointed_at.or(legend(ui, block));
            }
            if layer == Layer::Members && is_on && on_map.has_rings {
                indented(ui, ring_row);
            }
            for block in blocks {
                styles::block_title(ui, block);
                pointed_at = pointed_at.or(legend(ui, block));
            }
            if layer == Layer::Density && is_on {
                gathering::opacity_row(ui, session, commands);
            }
            ui.add_space(BETWEEN_LAYERS);
        }
        if pointed_at != session.exploration.hover_class {
            commands.push(Command::HoverClass(pointed_at));
        }
    });
}

/// The choice of tiles from the internet, which is off at first.
fn tiles_row(ui: &mut Ui, session: &Session, commands: &mut Vec<Command>) {
    let is_on = session.exploration.uses_online_tiles;
    let state = messages::text(if is_on { "layers-online" } else { "layers-offline" });
    indented(ui, |ui| {
        if row(ui, &messages::text("layers-tiles"), &state, is_on).clicked() {
            commands.push(Command::SetOnlineTiles(!is_on));
        }
        if is_on {
            heading::note(ui, &messages::text("layers-tiles-note"));
        }
    });
}

/// Contents that stand below a name, as high as they are.
fn indented<R>(ui: &mut Ui, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let margin = egui::Margin {
        left: INDENT,
        ..egui::Margin::ZERO
    };
    egui::Frame::new().inner_margin(margin).show(ui, contents).inner
}

/// What a ring stands for, with a ring as it is drawn.
fn ring_row(ui: &mut Ui) {
    let theme = Theme::of(ui.ctx());
    let palette = marks::figure_theme(ui).palette();
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 24.0), Sense::hover());
    let words = messages::text_with("layers-ring", &[("count", SMALLEST_CROWD.into())]);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words.as_str()));
    let (painter, center) = (ui.painter(), pos2(rect.left() + 8.0, rect.center().y));
    let shares = [Helix::Industry, Helix::Academia, Helix::Government].map(|helix| palette.helix(helix).fill);
    let mut begin = -std::f32::consts::FRAC_PI_2;
    for (share, fill) in [0.55_f32, 0.25, 0.2].into_iter().zip(shares) {
        let turn = std::f32::consts::TAU * share;
        let points = (0..=8_u8).map(|step| begin + turn * f32::from(step) / 8.0);
        let points = points.map(|angle| center + 6.5 * egui::Vec2::angled(angle)).collect();
        painter.line(points, Stroke::new(3.5, marks::color(fill)));
        begin += turn;
    }
    let baseline = text::baseline_centered(rect.center().y, TextKind::Small);
    let place = (rect.left() + 24.0, baseline, rect.width() - 24.0);
    text::cut_line(painter, &words, TextKind::Small, theme.text_secondary, place);
}

fn is_offered(session: &Session, layer: Layer) -> bool {
    let document = &session.document;
    match layer {
        Layer::Members => !document.members.is_empty(),
        Layer::Changes => !session.change_marks().is_empty(),
        Layer::Links | Layer::Cuts => !document.links.is_empty(),
        Layer::Regions => document.regions.iter().any(|region| region.shape.is_some()),
        Layer::Labels | Layer::Basemap => true,
        // They come with the panel that computes them, so that the list stays short for who does not need them.
        Layer::Density | Layer::HotSpots | Layer::Footprints | Layer::Centers => {
            let is_on = session.exploration.layers.contains(layer);
            let part = Part::ALL.into_iter().find(|part| part.layer() == Some(layer));
            is_on || part.is_some_and(|part| session.concentration(part).is_some())
        }
    }
}

fn belongs(block: LegendLayer, layer: Layer) -> bool {
    matches!(
        (block, layer),
        (LegendLayer::Members, Layer::Members)
            | (LegendLayer::Links, Layer::Links)
            | (LegendLayer::Cuts, Layer::Cuts)
            | (LegendLayer::Choropleth, Layer::Regions)
            | (LegendLayer::Surface, Layer::Density)
            | (LegendLayer::HotSpots, Layer::HotSpots)
            | (LegendLayer::Footprints, Layer::Footprints)
            | (LegendLayer::Centers, Layer::Centers)
    )
}

fn layer_name(session: &Session, layer: Layer) -> String {
    let has_numbers = session.exploration.industry.is_some() && session.exploration.measure.is_some();
    messages::text(match layer {
        Layer::Members => "layers-members",
        Layer::Links => "layers-links",
        Layer::Changes => "layers-changes",
        Layer::Cuts => "legend-cuts",
        Layer::Regions if has_numbers => "layers-location-quotient",
        Layer::Regions => "layers-regions",
        Layer::Labels => "layers-labels",
        Layer::Basemap => "layers-basemap",
        Layer::Density => match session.exploration.concentration.surface {
            SurfaceKind::Hexagons => "gathering-hexagons",
            SurfaceKind::Density => "gathering-density",
        },
        Layer::HotSpots => "gathering-hot-spots",
        Layer::Footprints => "gathering-footprints",
        Layer::Centers => "gathering-center",
    })
}

/// What stands at the right while the layer has no legend.
fn resting_state(session: &Session, layer: Layer) -> String {
    match layer {
        Layer::Members => number::count(session.document.members.count()),
        Layer::Links => number::count(session.document.links.count()),
        Layer::Regions => {
            let shapes = session.document.regions.iter().filter(|region| region.shape.is_some());
            number::count(shapes.count())
        }
        Layer::Changes => number::count(session.change_marks().len()),
        Layer::Labels | Layer::Cuts | Layer::Density | Layer::HotSpots | Layer::Footprints | Layer::Centers => {
            String::new()
        }
        Layer::Basemap => messages::text("layers-basemap-source"),
    }
}

/// A row of 28: eye, name, state at the right. The whole row switches.
fn row(ui: &mut Ui, name: &str, state: &str, is_on: bool) -> Response {
    let theme = Theme::of(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 28.0), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Switch, ui.is_enabled(), is_on, format!("{name}, {state}")));
    let painter = ui.painter();
    if response.hovered() {
        painter.rect_filled(rect.expand2(vec2(6.0, 0.0)), CornerRadius::same(4), theme.hover);
    }
    let (icon, kind, ink) = if is_on {
        (Icon::Eye, TextKind::Strong, theme.text)
    } else {
        (Icon::EyeOff, TextKind::Body, theme.muted)
    };
    let eye = if is_on { theme.text_secondary } else { theme.muted };
    text::icon(painter, icon, pos2(rect.left() + 8.0, rect.center().y), 16.0, eye);
    let baseline = text::baseline_centered(rect.center().y, kind);
    let state_ink = if is_on { theme.text_secondary } else { theme.muted };
    let state_line = text::elided(painter, state, TextKind::Body, state_ink, rect.width() * 0.5);
    let (left, _) = text::on_baseline(painter, &state_line, rect.right(), baseline, Align::Max);
    let x = rect.left() + f32::from(INDENT);
    text::cut_line(painter, name, kind, ink, (x, baseline, left - x - 8.0));
    focus::ring(ui, &response, rect.expand2(vec2(6.0, 0.0)), Ring::Inside);
    let hint = messages::text(if is_on { "layers-hide" } else { "layers-show" });
    response.on_hover_text(text::rich(hint, TextKind::Small))
}

/// Shows a block; gives the class whose swatch the pointer is on.
fn legend(ui: &mut Ui, block: &LegendBlock) -> Option<LegendClass> {
    indented(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        let pointed_at = match &block.rows {
            LegendRows::Symbols(symbols) => symbol_row(ui, symbols),
            LegendRows::Ramp {
                swatches,
                breaks,
                hatched,
            } => {
                let fills: Vec<egui::Color32> = swatches.iter().copied().map(marks::color).collect();
                let class = ramp(ui, &fills, breaks).map(|class| gathering::of_layer(block.layer, class));
                let hatch = hatched.as_ref().and_then(|words| hatch_row(ui, words));
                class.or(hatch)
            }
            LegendRows::Classes { swatches, labels } => gathering::class_row(ui, swatches, labels),
            LegendRows::Outlines(outlines) => {
                for outline in outlines {
                    gathering::outline_row(ui, outline);
                }
                None
            }
            LegendRows::Lines(lines) => line_row(ui, lines),
            LegendRows::Groups(groups) => styles::group_rows(ui, groups),
            LegendRows::Marks(marks) => {
                styles::mark_rows(ui, marks);
                None
            }
        };
        if !block.sizes.is_empty() {
            size_row(ui, &block.sizes_title, &block.sizes);
        }
        for sentence in &block.notes {
            heading::note(ui, sentence);
        }
        pointed_at
    })
}

/// The symbols in a row; their names are in the filter below and under the pointer.
fn symbol_row(ui: &mut Ui, symbols: &[LegendSymbol]) -> Option<LegendClass> {
    let mut pointed_at = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(4.0, 0.0);
        for symbol in symbols {
            let (rect, response) = ui.allocate_exact_size(vec2(20.0, 20.0), Sense::hover());
            let words = symbol.count.map_or_else(
                || symbol.label.clone(),
                |count| format!("{}: {}", symbol.label, number::count(count)),
            );
            response.widget_info(|| WidgetInfo::labeled(Role::Image, true, words.as_str()));
            let mark = SymbolMark {
                shape: symbol.shape,
                fill: symbol.fill,
                edge: symbol.edge,
                radius_pt: symbol.radius_pt,
            };
            mark.paint(ui.painter(), pos2(rect.left() + 7.0, rect.center().y));
            if response.on_hover_text(text::rich(words, TextKind::Small)).hovered() {
                pointed_at = Some(LegendClass::Symbol(symbol.shape));
            }
        }
    });
    pointed_at
}

/// Circles with the numbers of employees that they stand for.
fn size_row(ui: &mut Ui, name: &str, sizes: &[LegendSize]) {
    let theme = Theme::of(ui.ctx());
    let tallest = sizes.iter().map(|size| size.radius_pt).fold(6.0, f32::max);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), tallest * 2.0 + 6.0), Sense::hover());
    let labels: Vec<&str> = sizes.iter().map(|size| size.label.as_str()).collect();
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, format!("{name}: {}", labels.join(", "))));
    let painter = ui.painter();
    let baseline = text::baseline_centered(rect.center().y, TextKind::Axis);
    let mut x = rect.left();
    for size in sizes {
        x += size.radius_pt + 1.0;
        let ink = Stroke::new(1.2, theme.text_secondary);
        painter.circle_stroke(pos2(x, rect.center().y), size.radius_pt, ink);
        x += size.radius_pt + 4.0;
        let label = text::line(painter, size.label.as_str(), TextKind::Axis, theme.muted);
        x += text::on_baseline(painter, &label, x, baseline, Align::Min).1 + 8.0;
    }
    text::cut_line(
        painter,
        name,
        TextKind::Axis,
        theme.muted,
        (x, baseline, rect.right() - x),
    );
}

/// Swatches side by side with the breaks under their borders.
fn ramp(ui: &mut Ui, fills: &[egui::Color32], breaks: &[String]) -> Option<LegendClass> {
    let theme = Theme::of(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 30.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, breaks.join(", ")));
    let painter = ui.painter();
    let width = rect.width() / fills.iter().map(|_| 1.0_f32).sum::<f32>().max(1.0);
    let baseline = text::baseline_centered(rect.top() + 21.0, TextKind::Axis);
    let pointer = response.hover_pos();
    let mut pointed_at = None;
    let mut x = rect.left();
    for (position, fill) in fills.iter().enumerate() {
        let swatch = Rect::from_min_size(pos2(x, rect.top() + 2.0), vec2(width, 10.0));
        let outline = Stroke::new(0.5, theme.border);
        painter.rect(swatch, CornerRadius::ZERO, *fill, outline, StrokeKind::Inside);
        if pointer.is_some_and(|at| (x..x + width).contains(&at.x)) {
            pointed_at = Some(LegendClass::Ramp(position));
            painter.rect_stroke(
                swatch,
                CornerRadius::ZERO,
                Stroke::new(2.0, theme.text),
                StrokeKind::Outside,
            );
        }
        x += width;
        if let Some(at) = breaks.get(position) {
            let label = text::line(painter, at.as_str(), TextKind::Axis, theme.muted);
            text::on_baseline(painter, &label, x, baseline, Align::Center);
        }
    }
    pointed_at
}

fn hatch_row(ui: &mut Ui, words: &str) -> Option<LegendClass> {
    let theme = Theme::of(ui.ctx());
    let palette = marks::figure_theme(ui).palette();
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 20.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
    let painter = ui.painter();
    let swatch = Rect::from_min_size(pos2(rect.left(), rect.center().y - 5.0), vec2(20.0, 10.0));
    painter.rect_filled(swatch, CornerRadius::ZERO, marks::color(palette.land));
    paint::hatch(
        painter,
        swatch,
        Stroke::new(1.2, marks::color(palette.hatch_line())),
        5.0,
    );
    let outline = Stroke::new(0.5, theme.border_strong);
    painter.rect_stroke(swatch, CornerRadius::ZERO, outline, StrokeKind::Inside);
    let baseline = text::baseline_centered(rect.center().y, TextKind::Small);
    let place = (rect.left() + 28.0, baseline, rect.width() - 28.0);
    text::cut_line(painter, words, TextKind::Small, theme.muted, place);
    response.hovered().then_some(LegendClass::Hatched)
}

/// Lines as wide as they are drawn, each over its words.
fn line_row(ui: &mut Ui, lines: &[LegendLine]) -> Option<LegendClass> {
    let theme = Theme::of(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 32.0), Sense::hover());
    let words: Vec<&str> = lines.iter().map(|line| line.label.as_str()).collect();
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, words.join(", ")));
    let painter = ui.painter();
    let step = (rect.width() / 4.0).max(40.0);
    let baseline = text::baseline_centered(rect.top() + 22.0, TextKind::Axis);
    let pointer = response.hover_pos();
    let mut pointed_at = None;
    let mut x = rect.left();
    for line in lines {
        if pointer.is_some_and(|at| (x..x + step).contains(&at.x)) {
            pointed_at = Some(LegendClass::Line(line.class));
        }
        let end = x + step - 14.0;
        let ink = Stroke::new(line.width_pt, marks::color(line.color));
        painter.hline(x..=end, rect.top() + 7.0, ink);
        let label = text::line(painter, line.label.as_str(), TextKind::Axis, theme.muted);
        text::on_baseline(painter, &label, f32::midpoint(x, end), baseline, Align::Center);
        x += step;
    }
    pointed_at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_block_of_a_legend_belongs_to_exactly_one_layer() {
        let blocks = [
            LegendLayer::Members,
            LegendLayer::Links,
            LegendLayer::Cuts,
            LegendLayer::Choropleth,
            LegendLayer::Surface,
            LegendLayer::HotSpots,
            LegendLayer::Footprints,
            LegendLayer::Centers,
        ];
        for block in blocks {
            assert_eq!(Layer::ALL.into_iter().filter(|layer| belongs(block, *layer)).count(), 1);
        }
    }
}
