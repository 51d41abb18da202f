//! The plates on the map: zoom cluster, scale bar and attribution.
//!
//! The legend lives in the layer list; hover cards are the application's.

use egui::{Align2, CornerRadius, Painter, Pos2, Rect, Stroke, StrokeKind, Ui, pos2, vec2};

use super::mesh::narrow;
use crate::figure::picture::Figure;
use crate::figure::view::{ScaleBar, Viewport};
use crate::messages;
use crate::ui::button::IconButton;
use crate::ui::style::{CORNER_CONTROL, plate_shadow};
use crate::ui::text::Kind;
use crate::ui::{Icon, Theme, paint};

/// Distance of plates from the edges of the map, in points.
const MARGIN_PT: f32 = 16.0;
/// Side of a button on the map, in points.
const BUTTON_PT: f32 = 36.0;
/// How many buttons the zoom cluster has.
const BUTTONS: f32 = 4.0;
/// Room inside a small plate, in points.
const PADDING_PT: f32 = 8.0;

/// What a button of the zoom cluster was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Command {
    ZoomIn,
    ZoomOut,
    Fit,
    SelectBox,
}

/// What stands on the plates and where.
pub(super) struct Plates {
    cluster: Rect,
    bar: ScaleBar,
    scale: Rect,
    attribution: Option<(std::sync::Arc<egui::Galley>, Rect)>,
}

impl Plates {
    /// Finds the places of all plates.
    pub(super) fn lay_out(painter: &Painter, figure: &Figure, view: &Viewport, map: Rect) -> Self {
        let inner = map.shrink(MARGIN_PT);
        let cluster_size = vec2(BUTTON_PT, BUTTON_PT * BUTTONS);
        let cluster = Rect::from_min_size(pos2(inner.right() - BUTTON_PT, inner.top()), cluster_size);
        let bar = ScaleBar::fitting(view, 130.0);
        let scale_size = vec2(narrow(bar.length_pt) + 2.0 * PADDING_PT, 34.0);
        let scale = Rect::from_min_size(pos2(inner.left(), inner.bottom() - scale_size.y), scale_size);
        let widest = (inner.right() - scale.right() - 2.0 * MARGIN_PT)
            .min(inner.width() * 0.6)
            .max(80.0);
        let words = figure.attribution.join(" · ");
        let attribution = (!words.is_empty()).then(|| {
            let color = Theme::of(painter.ctx()).text_secondary;
            let galley = painter.layout(words, Kind::Axis.font(), color, widest - 2.0 * PADDING_PT);
            let size = galley.size() + vec2(2.0 * PADDING_PT, 6.0);
            (galley, Rect::from_min_size(inner.max - size, size))
        });
        Self {
            cluster,
            bar,
            scale,
            attribution,
        }
    }

    /// The rectangles that names keep off.
    pub(super) fn rects(&self) -> Vec<Rect> {
        let attribution = self.attribution.as_ref().map(|(_, rect)| *rect);
        [Some(self.cluster), Some(self.scale), attribution]
            .into_iter()
            .flatten()
            .collect()
    }

    /// Paints the plates and takes the clicks of the buttons.
    pub(super) fn show(&self, ui: &mut Ui, selects_box: bool) -> Option<Command> {
        let theme = Theme::of(ui.ctx());
        self.paint_scale(ui.painter(), theme);
        if let Some((galley, rect)) = &self.attribution {
            plate(ui.painter(), *rect, theme);
            ui.painter().galley(
                rect.min + vec2(PADDING_PT, 3.0),
                std::sync::Arc::clone(galley),
                theme.text_secondary,
            );
        }
        self.cluster(ui, theme, selects_box)
    }

    fn paint_scale(&self, painter: &Painter, theme: &Theme) {
        plate(painter, self.scale, theme);
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

    fn cluster(&self, ui: &mut Ui, theme: &Theme, selects_box: bool) -> Option<Command> {
        plate(ui.painter(), self.cluster, theme);
        let buttons = [
            (Command::ZoomIn, Icon::Plus, "map-zoom-in", Some("+")),
            (Command::ZoomOut, Icon::Minus, "map-zoom-out", Some("−")),
            (Command::Fit, Icon::Maximize, "map-fit", None),
            (
                Command::SelectBox,
                Icon::SquareDashedMousePointer,
                "map-select-box",
                None,
            ),
        ];
        let mut chosen = None;
        let mut top = self.cluster.top();
        for (command, icon, id, keys) in buttons {
            let label = messages::text(id);
            let home = messages::text("map-key-home");
            let shift = messages::text("map-key-box");
            let keys = match command {
                Command::Fit => Some(home.as_str()),
                Command::SelectBox => Some(shift.as_str()),
                _ => keys,
            };
            let is_on = command == Command::SelectBox && selects_box;
            let button = IconButton::new(icon, &label).large().on(is_on).shortcut(keys);
            let rect = Rect::from_min_size(pos2(self.cluster.left(), top), vec2(BUTTON_PT, BUTTON_PT));
            if paint::place(ui, rect, button).clicked() {
                chosen = Some(command);
            }
            top += BUTTON_PT;
        }
        chosen
    }
}

fn plate(painter: &Painter, rect: Rect, theme: &Theme) {
    let corner = CornerRadius::same(CORNER_CONTROL);
    painter.add(plate_shadow(theme).as_shape(rect, corner));
    painter.rect(
        rect,
        corner,
        theme.surface,
        Stroke::new(1.0, theme.border),
        StrokeKind::Inside,
    );
}
