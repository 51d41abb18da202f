//! The Scenes panel: the presentation that the file holds, to be applied with a click.
//!
//! What a scene changes is the session's business; showing it to an audience that of the presenter.

use egui::{Align, Response, Role, ScrollArea, Sense, Ui, Vec2, WidgetInfo, pos2, vec2};

use super::marks;
use crate::document::Scene;
use crate::messages::{self, number};
use crate::session::Session;
use crate::session::command::Command;
use crate::ui::focus::{self, Ring};
use crate::ui::paint::{self, RowState};
use crate::ui::style::{PANEL_PADDING, TEXT_AFTER_ICON};
use crate::ui::{TextKind, Theme, heading, text};

/// What the panel remembers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ScenesState {
    /// The file and the scene in it that was applied last.
    applied: Option<(String, usize)>,
}

/// Shows the panel.
pub fn scenes_ui(ui: &mut Ui, state: &mut ScenesState, session: &Session, commands: &mut Vec<Command>) {
    let scenes = &session.document.header.scenes;
    marks::padded(ui, |ui| {
        let count = if scenes.is_empty() {
            String::new()
        } else {
            number::count(scenes.len())
        };
        ui.add_space(8.0);
        heading::panel_title(ui, &messages::text("scenes-title"), &count, |_| ());
        if scenes.is_empty() {
            heading::empty_result(ui, &messages::text("scenes-none"), None);
        }
    });
    if scenes.is_empty() {
        return;
    }
    ui.add_space(8.0);
    paint::rule(ui);
    let applied = state
        .applied
        .as_ref()
        .filter(|(file, _)| *file == session.file_name)
        .map(|(_, position)| *position);
    ScrollArea::vertical()
        .id_salt("scenes")
        .auto_shrink(false)
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing = Vec2::ZERO;
            for (position, scene) in scenes.iter().enumerate() {
                if row(ui, scene, position, applied == Some(position)).clicked() {
                    state.applied = Some((session.file_name.clone(), position));
                    commands.push(Command::ApplyScene(position));
                }
            }
        });
}

/// A row with the scene's number, its claim and its caption, both of which wrap.
fn row(ui: &mut Ui, scene: &Scene, position: usize, is_applied: bool) -> Response {
    let theme = Theme::of(ui.ctx());
    let width = ui.available_width();
    let room = width - TEXT_AFTER_ICON - PANEL_PADDING;
    let title = if scene.title.is_empty() {
        scene.id.as_str()
    } else {
        scene.title.as_str()
    };
    let claim = text::wrapped(ui.painter(), title, TextKind::Strong, theme.text, (room, 3));
    let caption = scene
        .caption
        .as_deref()
        .filter(|caption| !caption.is_empty())
        .map(|caption| text::wrapped(ui.painter(), caption, TextKind::Small, theme.muted, (room, 4)));
    let caption_height = caption.as_ref().map_or(0.0, |caption| caption.size().y + 2.0);
    let height = (claim.size().y + caption_height + 20.0).max(48.0);
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, ui.is_enabled(), is_applied, title));
    if !ui.is_rect_visible(rect) {
        return response;
    }
    let painter = ui.painter();
    paint::row_ground(painter, rect, theme, RowState::of(is_applied, response.hovered()));
    let left = rect.left() + TEXT_AFTER_ICON;
    let baseline = text::baseline_centered(rect.top() + 20.0, TextKind::Body);
    let place = text::line(painter, number::count(position + 1), TextKind::Body, theme.muted);
    text::on_baseline(painter, &place, rect.left() + PANEL_PADDING, baseline, Align::Min);
    let claim_height = claim.size().y;
    painter.galley(pos2(left, rect.top() + 10.0), claim, theme.text);
    if let Some(caption) = caption {
        painter.galley(pos2(left, rect.top() + 12.0 + claim_height), caption, theme.muted);
    }
    paint::rule_at(painter, rect.x_range(), rect.bottom() - 0.5, theme);
    focus::ring(ui, &response, rect, Ring::Inside);
    response
}
