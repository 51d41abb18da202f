//! What layers of concentration need in the layer list: their switch, their opacity, swatches with words, outlines.
//!
//! What they show was decided with the figure.

use egui::{Align, Color32, CornerRadius, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use crate::figure::color::Color;
use crate::figure::picture::{LegendClass, LegendLayer, LegendOutline};
use crate::messages;
use crate::panels::marks;
use crate::session::Session;
use crate::session::command::Command;
use crate::session::concentration::choices::ConcentrationChoices;
use crate::session::state::Layer;
use crate::ui::{TextKind, Theme, heading, paint, slider, text};

/// Switches a layer. Of the two that fill the ground only one is on: two fills over each other could not be read.
pub fn switch(layer: Layer, is_on: bool, commands: &mut Vec<Command>) {
    commands.push(Command::SetLayer(layer, is_on));
    let others: &[Layer] = match layer {
        Layer::Density if is_on => &[Layer::Regions, Layer::Links],
        Layer::Regions if is_on => &[Layer::Density],
        _ => &[],
    };
    commands.extend(others.iter().map(|other| Command::SetLayer(*other, false)));
}

/// How solid hexagons or density lie over land.
pub(super) fn opacity_row(ui: &mut Ui, session: &Session, commands: &mut Vec<Command>) {
    super::indented(ui, |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            heading::note(ui, &messages::text("layers-opacity"));
            let choices = &session.exploration.concentration;
            let mut opacity = choices.opacity;
            let width = ui.available_width().max(60.0);
            if slider::share_slider(ui, &mut opacity, &messages::text("layers-opacity"), width).changed() {
                commands.push(Command::SetConcentration(Box::new(ConcentrationChoices {
                    opacity: opacity.max(0.1),
                    ..choices.clone()
                })));
            }
        });
    });
}

/// The lowest swatch of a density stands for the ground below it, which belongs to no class.
pub(super) fn of_layer(layer: LegendLayer, class: LegendClass) -> LegendClass {
    match (layer, class) {
        (LegendLayer::Surface, LegendClass::Ramp(place)) => {
            LegendClass::Surface(place.checked_sub(1).unwrap_or(usize::MAX))
        }
        (_, class) => class,
    }
}

/// Swatches side by side, each over its own words; gives the class that the pointer is on.
pub(super) fn class_row(ui: &mut Ui, swatches: &[Color], labels: &[String]) -> Option<LegendClass> {
    let theme = Theme::of(ui.ctx());
    let fills: Vec<Color32> = swatches.iter().copied().map(marks::color).collect();
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 30.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, labels.join(", ")));
    let painter = ui.painter();
    let width = rect.width() / fills.iter().map(|_| 1.0_f32).sum::<f32>().max(1.0);
    let baseline = text::baseline_centered(rect.top() + 21.0, TextKind::Axis);
    let mut pointed_at = None;
    let mut x = rect.left();
    for (class, (fill, label)) in fills.iter().zip(labels).enumerate() {
        let swatch = Rect::from_min_size(pos2(x, rect.top() + 2.0), vec2(width - 1.0, 10.0));
        let outline = Stroke::new(0.5, theme.border);
        painter.rect(swatch, CornerRadius::ZERO, *fill, outline, StrokeKind::Inside);
        if response.hover_pos().is_some_and(|at| (x..x + width).contains(&at.x)) {
            pointed_at = Some(LegendClass::Surface(class));
            let lit = Stroke::new(2.0, theme.text);
            painter.rect_stroke(swatch, CornerRadius::ZERO, lit, StrokeKind::Outside);
        }
        let words = text::elided(painter, label, TextKind::Axis, theme.muted, width + 4.0);
        text::on_baseline(painter, &words, swatch.center().x, baseline, Align::Center);
        x += width;
    }
    pointed_at
}

/// An outline as it is drawn, with its words.
pub(super) fn outline_row(ui: &mut Ui, outline: &LegendOutline) {
    let theme = Theme::of(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 20.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, outline.label.as_str()));
    let painter = ui.painter();
    let swatch = Rect::from_min_size(pos2(rect.left() + 1.0, rect.center().y - 5.0), vec2(20.0, 10.0));
    let ink = Stroke::new(outline.look.width_pt.min(2.4), marks::color(outline.look.color));
    if let Some(tint) = outline.tint {
        painter.rect_filled(swatch, CornerRadius::same(2), marks::color(tint));
    }
    let [dash, gap] = outline.look.dash_pt;
    match (outline.is_closed, dash > 0.0) {
        (true, true) => paint::dashed_outline(painter, swatch, 2.0, ink, (dash * 0.6, gap * 0.6)),
        (true, false) => {
            painter.rect_stroke(swatch, CornerRadius::same(2), ink, StrokeKind::Middle);
        }
        (false, _) => {
            painter.hline(swatch.x_range(), swatch.center().y, ink);
        }
    }
    let baseline = text::baseline_centered(rect.center().y, TextKind::Small);
    let place = (rect.left() + 30.0, baseline, rect.width() - 30.0);
    if text::cut_line(painter, &outline.label, TextKind::Small, theme.muted, place) {
        response.on_hover_text(text::rich(outline.label.as_str(), TextKind::Small));
    }
}
