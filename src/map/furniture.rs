//! The plates on the map: zoom cluster, scale bar and attribution.
//!
//! The legend lives in the layer list; hover cards are the application's.

use std::sync::Arc;

use egui::{
    Align, Align2, Galley, Painter, Popup, PopupCloseBehavior, Pos2, Rect, RectAlign, Role, Sense, Stroke, Ui,
    WidgetInfo, pos2, vec2,
};

use super::mesh::narrow;
use super::tiles::TileState;
use super::tools::Tool;
use crate::figure::credit::{self, Credit};
use crate::figure::view::{ScaleBar, Viewport};
use crate::messages;
use crate::ui::button::{IconButton, TextLink};
use crate::ui::focus::{self, Ring};
use crate::ui::style::CORNER_CONTROL;
use crate::ui::text::{self, Kind};
use crate::ui::{Icon, Theme, overlay, paint};

/// Distance of plates from the edges of the map, in points.
const MARGIN_PT: f32 = 16.0;
/// Side of a button on the map, in points.
const BUTTON_PT: f32 = 36.0;
/// How many buttons the zoom cluster has.
const BUTTONS: f32 = 5.0;
/// Room inside a small plate, in points.
const PADDING_PT: f32 = 8.0;
/// Height of the attribution's plate, in points.
const ATTRIBUTION_PT: f32 = 20.0;
/// Width of the list of sources, in points.
const LIST_PT: f32 = 420.0;

/// What a button of the zoom cluster was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Command {
    ZoomIn,
    ZoomOut,
    Fit,
    Take(Tool),
}

/// The plate that says who made the data.
struct Attribution {
    /// One row, or two in a narrow map.
    line: Arc<Galley>,
    rect: Rect,
}

/// What stands on the plates and where.
pub(super) struct Plates {
    cluster: Rect,
    bar: ScaleBar,
    scale: Rect,
    attribution: Option<Attribution>,
}

impl Plates {
    /// Finds the places of all plates. `credits` are those of what is really drawn.
    pub(super) fn lay_out(painter: &Painter, credits: &[Credit], view: &Viewport, map: Rect) -> Self {
        let inner = map.shrink(MARGIN_PT);
        let cluster_size = vec2(BUTTON_PT, BUTTON_PT * BUTTONS);
        let cluster = Rect::from_min_size(pos2(inner.right() - BUTTON_PT, inner.top()), cluster_size);
        let bar = ScaleBar::fitting(view, 130.0);
        let scale_size = vec2(narrow(bar.length_pt) + 2.0 * PADDING_PT, 34.0);
        let scale = Rect::from_min_size(pos2(inner.left(), inner.bottom() - scale_size.y), scale_size);
        let widest = (inner.right() - scale.right() - 2.0 * MARGIN_PT)
            .min(inner.width() * 0.6)
            .max(80.0);
        let words = credit::line(credits);
        let attribution = (!words.is_empty()).then(|| {
            let color = Theme::of(painter.ctx()).text_secondary;
            // Where one line has no room for all, two have.
            let room = widest - 2.0 * PADDING_PT;
            let line = text::wrapped(painter, &words, Kind::Axis, color, (room, 2));
            let more = line.size().y - Kind::Axis.line_height();
            let size = vec2(line.size().x + 2.0 * PADDING_PT, ATTRIBUTION_PT + more.max(0.0));
            let rect = Rect::from_min_size(inner.max - size, size);
            Attribution { line, rect }
        });
        Self {
            cluster,
            bar,
            scale,
            attribution,
        }
    }

    /// Where the buttons stand.
    pub(super) fn controls(&self) -> Rect {
        self.cluster
    }

    /// The rectangles that names keep off.
    pub(super) fn rects(&self) -> Vec<Rect> {
        let attribution = self.attribution.as_ref().map(|attribution| attribution.rect);
        [Some(self.cluster), Some(self.scale), attribution]
            .into_iter()
            .flatten()
            .collect()
    }

    /// Paints the plates and takes the clicks of the buttons.
    pub(super) fn show(
        &self,
        ui: &mut Ui,
        credits: &[Credit],
        (tool, tiles): (Option<Tool>, Option<TileState>),
    ) -> Option<Command> {
        let theme = Theme::of(ui.ctx());
        self.paint_scale(ui.painter(), theme);
        if let Some(attribution) = &self.attribution {
            attribution.show(ui, theme, credits);
        }
        if tiles == Some(TileState::Offline) {
            self.paint_offline(ui, theme);
        }
        self.cluster(ui, tool)
    }

    /// A quiet word above the scale bar: the map goes on without the tiles.
    fn paint_offline(&self, ui: &Ui, theme: &Theme) {
        let words = messages::text("map-tiles-offline");
        let line = text::line(ui.painter(), words.as_str(), Kind::Small, theme.text_secondary);
        let size = vec2(line.size().x + 2.0 * PADDING_PT + 22.0, 26.0);
        let rect = Rect::from_min_size(pos2(self.scale.left(), self.scale.top() - 8.0 - size.y), size);
        let response = ui.interact(rect, ui.scope_id().with("offline"), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words.as_str()));
        overlay::paint_plate(ui.painter(), rect);
        text::icon(
            ui.painter(),
            Icon::Info,
            pos2(rect.left() + 15.0, rect.center().y),
            14.0,
            theme.text_secondary,
        );
        let baseline = text::baseline_centered(rect.center().y, Kind::Small);
        text::on_baseline(
            ui.painter(),
            &line,
            rect.left() + PADDING_PT + 20.0,
            baseline,
            Align::Min,
        );
    }

    fn paint_scale(&self, painter: &Painter, theme: &Theme) {
        overlay::paint_plate(painter, self.scale);
        let (id, length) = if self.bar.length_km >= 1.0 {
            ("figure-scale-kilometers", self.bar.length_km)
        } else {
            ("figure-scale-meters", self.bar.length_km * 1000.0)
        };
        let words = messages::text_with(id, &[("length", length.round().into())]);
        let left = self.scale.left() + PADDING_PT;
        let right = left + narrow(self.bar.length_pt);
        let place = pos2(left, self.scale.top() + 11.0);
        painter.text(
            place,
            Align2::LEFT_CENTER,
            words,
            Kind::Axis.font(),
            theme.text_secondary,
        );
        let foot = self.scale.bottom() - 6.5;
        let line: Vec<Pos2> = vec![
            pos2(left, foot - 5.0),
            pos2(left, foot),
            pos2(right, foot),
            pos2(right, foot - 5.0),
        ];
        painter.line(line, Stroke::new(1.5, theme.text));
    }

    fn cluster(&self, ui: &mut Ui, tool: Option<Tool>) -> Option<Command> {
        overlay::paint_plate(ui.painter(), self.cluster);
        let buttons = [
            (Command::ZoomIn, Icon::Plus, "map-zoom-in", "map-key-zoom-in"),
            (Command::ZoomOut, Icon::Minus, "map-zoom-out", "map-key-zoom-out"),
            (Command::Fit, Icon::Maximize, "map-fit", "map-key-home"),
            (
                Command::Take(Tool::Lasso),
                Icon::LassoSelect,
                "map-select-lasso",
                "map-key-lasso",
            ),
            (
                Command::Take(Tool::Box),
                Icon::SquareDashedMousePointer,
                "map-select-box",
                "map-key-box",
            ),
        ];
        let mut chosen = None;
        let mut top = self.cluster.top();
        for (command, icon, label, keys) in buttons {
            let (label, keys) = (messages::text(label), messages::text(keys));
            let is_on = tool.is_some_and(|tool| command == Command::Take(tool));
            let button = IconButton::new(icon, &label).large().on(is_on).shortcut(Some(&keys));
            let rect = Rect::from_min_size(pos2(self.cluster.left(), top), vec2(BUTTON_PT, BUTTON_PT));
            if paint::place(ui, rect, button).clicked() {
                chosen = Some(command);
            }
            if top > self.cluster.top() {
                let between = self.cluster.shrink(1.0).x_range();
                let border = Theme::of(ui.ctx()).border;
                ui.painter().hline(between, top, Stroke::new(1.0, border));
            }
            top += BUTTON_PT;
        }
        chosen
    }
}

impl Attribution {
    /// At most two lines that tell all when they are pointed at, and keep telling when they are clicked.
    fn show(&self, ui: &Ui, theme: &Theme, credits: &[Credit]) {
        let response = ui.interact(self.rect, ui.scope_id().with("attribution"), Sense::click());
        let words = credit::line(credits);
        response.widget_info(|| {
            WidgetInfo::labeled(
                Role::Button,
                true,
                messages::text_with("map-sources", &[("sources", words.as_str().into())]),
            )
        });
        overlay::paint_plate(ui.painter(), self.rect);
        let top = self.rect.center().y - self.line.size().y / 2.0;
        let place = pos2(self.rect.left() + PADDING_PT, top);
        ui.painter().galley(place, Arc::clone(&self.line), theme.text_secondary);
        focus::ring(ui, &response, self.rect, Ring::Outside { corner: CORNER_CONTROL });
        let popup = Popup::from_toggle_button_response(&response)
            .align(RectAlign::TOP_END)
            .frame(overlay::raised(theme))
            .width(LIST_PT)
            .close_behavior(PopupCloseBehavior::CloseOnClickOutside);
        let is_pinned = popup.is_open();
        popup.show(|ui| list(ui, credits));
        if !is_pinned {
            response
                .on_hover_cursor(egui::CursorIcon::PointingHand)
                .on_hover_ui(|ui| list(ui, credits));
        }
    }
}

/// Every source with its terms and its address, one below the other.
fn list(ui: &mut Ui, credits: &[Credit]) {
    let theme = Theme::of(ui.ctx());
    ui.set_max_width(LIST_PT);
    ui.spacing_mut().item_spacing.y = 4.0;
    text::paragraph(ui, messages::text("map-sources-title"), Kind::SmallStrong, theme.text);
    for credit in credits {
        text::paragraph(ui, credit.full.as_str(), Kind::Small, theme.text_secondary);
        if let Some(url) = credit
            .url
            .as_deref()
            .filter(|url| url.starts_with("https://") || url.starts_with("http://"))
        {
            let link = ui.add(TextLink::new(url).small());
            if link.clicked() {
                ui.ctx().open_url(egui::OpenUrl::new_tab(url));
            }
        }
    }
}
