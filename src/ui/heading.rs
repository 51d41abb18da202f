//! Titles of panels and sections, and the sentence of an empty result.
//!
//! They set text in its place with room for controls at the right; which panel it is, they do not know.

use egui::{Align, InnerResponse, Layout, Rect, Response, Role, Ui, UiBuilder, WidgetInfo, vec2};

use super::button::Button;
use super::text::{self, Kind};
use super::theme::Theme;

/// The title of a panel (20, 600) with a quiet figure beside it and controls at the right; 36 high.
pub fn panel_title<R>(ui: &mut Ui, title: &str, figure: &str, controls: impl FnOnce(&mut Ui) -> R) -> InnerResponse<R> {
    titled(
        ui,
        &TitleLine {
            title,
            aside: figure,
            kind: Kind::Title,
            aside_kind: Kind::Body,
            height: 36.0,
        },
        controls,
    )
}

/// The title of a section (15, 600) with controls at the right; 28 high.
pub fn section<R>(ui: &mut Ui, title: &str, controls: impl FnOnce(&mut Ui) -> R) -> InnerResponse<R> {
    titled(
        ui,
        &TitleLine {
            title,
            aside: "",
            kind: Kind::Strong,
            aside_kind: Kind::Small,
            height: 28.0,
        },
        controls,
    )
}

/// The title of a section with a small quiet text at the right, such as a year or "516 of 516".
pub fn section_with(ui: &mut Ui, title: &str, aside: &str) -> Response {
    let theme = Theme::of(ui.ctx());
    let line = TitleLine {
        title,
        aside: "",
        kind: Kind::Strong,
        aside_kind: Kind::Small,
        height: 28.0,
    };
    titled(ui, &line, |ui| {
        ui.label(text::rich(aside, Kind::Small).color(theme.muted))
    })
    .response
}

/// The name of a group inside a section: small, in the color of labels.
pub fn group(ui: &mut Ui, title: &str) -> Response {
    let theme = Theme::of(ui.ctx());
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), 30.0));
    let response = ui.interact(rect, ui.next_auto_id(), egui::Sense::hover());
    ui.skip_ahead_auto_ids(1);
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, title));
    // More room above than below, so that the name belongs to what follows.
    let baseline = text::baseline_centered(rect.bottom() - 12.0, Kind::Small);
    text::cut_line(
        ui.painter(),
        title,
        Kind::Small,
        theme.text_secondary,
        (rect.left(), baseline, rect.width()),
    );
    response
}

/// A note under a chart or a list: small, muted, wrapping.
pub fn note(ui: &mut Ui, sentence: &str) -> Response {
    let theme = Theme::of(ui.ctx());
    text::paragraph(ui, sentence, Kind::Small, theme.muted)
}

/// A result in words on a quiet ground.
pub fn quoted(ui: &mut Ui, sentence: &str) -> Response {
    let theme = Theme::of(ui.ctx());
    let frame = egui::Frame::new()
        .fill(theme.sunken)
        .corner_radius(super::style::CORNER_CONTROL)
        .inner_margin(12);
    frame
        .show(ui, |ui| {
            ui.set_width(ui.available_width().max(0.0));
            text::paragraph(ui, sentence, Kind::Body, theme.text_secondary);
        })
        .response
}

/// Says in one sentence why there is nothing, with the one button that undoes the cause. Returns whether it was clicked.
pub fn empty_result(ui: &mut Ui, sentence: &str, remedy: Option<&str>) -> bool {
    let theme = Theme::of(ui.ctx());
    ui.add_space(16.0);
    let mut is_clicked = false;
    ui.vertical_centered(|ui| {
        text::paragraph(ui, sentence, Kind::Body, theme.text_secondary);
        if let Some(remedy) = remedy {
            ui.add_space(4.0);
            is_clicked = ui.add(Button::new(remedy)).clicked();
        }
    });
    ui.add_space(16.0);
    is_clicked
}

struct TitleLine<'a> {
    title: &'a str,
    aside: &'a str,
    kind: Kind,
    aside_kind: Kind,
    height: f32,
}

/// Sets a title with controls at its right: the controls are laid out first, and the title is cut to what they leave.
fn titled<R>(ui: &mut Ui, line: &TitleLine<'_>, controls: impl FnOnce(&mut Ui) -> R) -> InnerResponse<R> {
    let theme = Theme::of(ui.ctx());
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), line.height));
    let response = ui.interact(rect, ui.next_auto_id(), egui::Sense::hover());
    ui.skip_ahead_auto_ids(1);
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, line.title));
    let mut right = ui.new_child(
        UiBuilder::new()
            .max_rect(rect)
            .layout(Layout::right_to_left(Align::Center)),
    );
    right.spacing_mut().item_spacing.x = 0.0;
    let inner = controls(&mut right);
    let controls_left = right.min_rect().left().min(rect.right());
    let baseline = text::baseline_centered(rect.center().y, line.kind);
    let room = (controls_left - rect.left() - 8.0).max(24.0);
    let painter = ui.painter_at(Rect::from_x_y_ranges(rect.left()..=rect.left() + room, rect.y_range()));
    let galley = text::elided(&painter, line.title, line.kind, theme.text, room);
    let (left, width) = text::on_baseline(&painter, &galley, rect.left(), baseline, Align::Min);
    if !line.aside.is_empty() {
        let place = (left + width + 10.0, baseline, room - width - 10.0);
        text::cut_line(&painter, line.aside, line.aside_kind, theme.text_secondary, place);
    }
    InnerResponse::new(inner, response)
}
