//! Tokens and widgets of the interface, which know nothing of the domain.
//!
//! Every color of the chrome is a token of [`theme::Theme`]; every size is one of the visual system's. Widgets are small builders
//! that take words, numbers and painters of symbols, and return an [`egui::Response`] or what was chosen. They hold no state of
//! the application, push no commands and read no document: the panels do. Data colors live in the figure room.
//!
//! Call [`style::apply`] once at the start and again whenever the theme changes; everything else finds its tokens by itself.

pub mod bars;
pub mod button;
pub mod chart;
pub mod column;
pub mod dropdown;
pub mod field;
pub mod focus;
pub mod fonts;
pub mod grid;
pub mod heading;
pub mod icons;
pub mod input;
pub mod list;
pub mod menu;
pub mod navigation;
pub mod overlay;
pub mod paint;
pub mod ranking;
pub mod rows;
pub mod signed;
pub mod slider;
pub mod style;
pub mod tabs;
pub mod text;
pub mod theme;
pub mod toast;

pub use icons::Icon;
pub use text::Kind as TextKind;
pub use theme::{Theme, ThemeKind};
