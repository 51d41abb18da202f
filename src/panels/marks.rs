//! What all panels draw alike: the symbols of spheres, data colors for egui, the padding of a panel.
//!
//! Shapes and colors are decided in the figure room; which panel shows them is the panels' own business.

use egui::{Color32, Frame, Margin, Painter, Pos2, Rect, Ui};

use crate::document::Helix;
use crate::figure::color::Color;
use crate::figure::palette::FigureTheme;
use crate::figure::symbol::SymbolShape;
use crate::ui::{Theme, ThemeKind, paint};

/// A data color for egui.
#[must_use]
pub fn color(color: Color) -> Color32 {
    Color32::from_rgba_unmultiplied(color.red, color.green, color.blue, color.alpha)
}

/// The data colors that go with the look of the window.
#[must_use]
pub fn figure_theme(ui: &Ui) -> FigureTheme {
    figure_theme_of(Theme::of(ui.ctx()))
}

/// The data colors that go with tokens of the window.
#[must_use]
pub fn figure_theme_of(theme: &Theme) -> FigureTheme {
    match theme.kind {
        ThemeKind::Light => FigureTheme::Light,
        ThemeKind::Dark => FigureTheme::Dark,
        ThemeKind::Projector => FigureTheme::Projector,
    }
}

/// A symbol as it is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SymbolMark {
    /// The shape.
    pub shape: SymbolShape,
    /// Inside.
    pub fill: Color,
    /// Round it.
    pub edge: Color,
    /// The radius of the circle of equal area in points.
    pub radius_pt: f32,
}

impl SymbolMark {
    /// The symbol of a sphere in rows.
    #[must_use]
    pub fn of_helix(theme: FigureTheme, helix: Helix) -> Self {
        let style = theme.palette().helix(helix);
        Self {
            shape: style.shape,
            fill: style.fill,
            edge: style.edge,
            radius_pt: 5.5,
        }
    }

    /// Paints the symbol with its middle at a point.
    pub fn paint(&self, painter: &Painter, center: Pos2) {
        let colors = (color(self.fill), color(self.edge));
        paint::symbol(painter, self.shape, self.radius_pt, colors, center);
    }

    /// Paints the symbol in the middle of a rectangle.
    pub fn paint_in(&self, painter: &Painter, rect: Rect) {
        self.paint(painter, rect.center());
    }
}

/// Contents with the padding of a panel at both sides.
pub fn padded<R>(ui: &mut Ui, contents: impl FnOnce(&mut Ui) -> R) -> R {
    Frame::new()
        .inner_margin(Margin::symmetric(16, 0))
        .show(ui, |ui| {
            ui.set_width(ui.available_width().max(0.0));
            contents(ui)
        })
        .inner
}
