//! Builds egui's style from the tokens, so that even a plain egui widget looks like the rest.
//!
//! It sets fonts, sizes, colors and times for the whole window. The widgets of this room paint themselves from [`Theme`] and use
//! little of it; popups, scroll bars, text cursors and tooltips use all of it.

use std::collections::BTreeMap;

use egui::style::{
    HandleShape, Interaction, ScrollAnimation, ScrollStyle, Selection, TextCursorStyle, WidgetVisuals, Widgets,
};
use egui::{Color32, Context, CornerRadius, FontId, Margin, Shadow, Spacing, Stroke, Style, TextStyle, Visuals, vec2};

use super::fonts::{self, Face};
use super::theme::{self, Theme, ThemeKind};
use super::{focus, text};

/// The corner of controls and small plates, in points.
pub const CORNER_CONTROL: u8 = 6;
/// The corner of plates, tabs and thumbnails, in points.
pub const CORNER_PLATE: u8 = 8;
/// The corner of checkboxes and key caps, in points.
pub const CORNER_SMALL: u8 = 4;
/// Padding inside panels, in points.
pub const PANEL_PADDING: f32 = 16.0;
/// Where text starts after an icon, counted from the panel's edge, in points.
pub const TEXT_AFTER_ICON: f32 = 40.0;
/// The opacity of what is disabled.
pub const DISABLED_OPACITY: f32 = 0.38;

/// Whether things may move.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Motion {
    /// Panels fade, lists scroll smoothly.
    #[default]
    Full,
    /// Everything happens at once.
    Reduced,
}

/// Loads the fonts and the focus ring; call once, before the first frame.
pub fn install(ctx: &Context) {
    ctx.set_fonts(fonts::definitions());
    focus::install(ctx);
}

/// Turns the whole window to a look.
pub fn apply(ctx: &Context, kind: ThemeKind, motion: Motion) {
    theme::remember(ctx, kind);
    let style = style(kind.theme(), motion);
    // Both of egui's slots hold the same style: the look is chosen here and not by the desktop's preference.
    ctx.set_style_of(egui::Theme::Light, style.clone());
    ctx.set_style_of(egui::Theme::Dark, style);
    ctx.set_theme(if kind == ThemeKind::Dark {
        egui::Theme::Dark
    } else {
        egui::Theme::Light
    });
}

/// The time of fades in seconds under the style in use: 0.12, or nothing with reduced motion.
#[must_use]
pub fn fade_seconds(ctx: &Context) -> f32 {
    ctx.global_style().animation_time
}

/// The shadow under plates on the map.
#[must_use]
pub fn plate_shadow(theme: &Theme) -> Shadow {
    Shadow {
        offset: [0, 2],
        blur: 8,
        spread: 0,
        color: theme.shadow.gamma_multiply(0.10),
    }
}

/// The shadow under menus and modals.
#[must_use]
pub fn menu_shadow(theme: &Theme) -> Shadow {
    Shadow {
        offset: [0, 8],
        blur: 24,
        spread: 0,
        color: theme.shadow.gamma_multiply(0.18),
    }
}

fn style(theme: &Theme, motion: Motion) -> Style {
    let is_still = motion == Motion::Reduced;
    Style {
        text_styles: text_styles(),
        spacing: spacing(),
        interaction: Interaction {
            tooltip_delay: 0.4,
            // Labels are not stops of the Tab key; what can be copied has its own way to be copied.
            selectable_labels: false,
            ..Interaction::default()
        },
        visuals: visuals(theme),
        animation_time: if is_still { 0.0 } else { 0.12 },
        scroll_animation: if is_still {
            ScrollAnimation::none()
        } else {
            ScrollAnimation::duration(0.12)
        },
        ..Style::default()
    }
}

fn text_styles() -> BTreeMap<TextStyle, FontId> {
    BTreeMap::from([
        (TextStyle::Small, text::Kind::Small.font()),
        (TextStyle::Body, text::Kind::Body.font()),
        (TextStyle::Button, text::Kind::Strong.font()),
        (TextStyle::Heading, text::Kind::Title.font()),
        (TextStyle::Monospace, Face::Regular.at(13.0)),
    ])
}

fn spacing() -> Spacing {
    Spacing {
        item_spacing: vec2(8.0, 4.0),
        window_margin: Margin::same(16),
        menu_margin: Margin::same(6),
        button_padding: vec2(12.0, 6.0),
        indent: 24.0,
        interact_size: vec2(40.0, 32.0),
        slider_width: 176.0,
        slider_rail_height: 3.0,
        combo_width: 120.0,
        text_edit_width: 200.0,
        icon_width: 16.0,
        icon_width_inner: 10.0,
        icon_spacing: 8.0,
        tooltip_width: 320.0,
        menu_width: 280.0,
        combo_height: 320.0,
        scroll: ScrollStyle {
            bar_width: 8.0,
            floating_width: 4.0,
            bar_inner_margin: 2.0,
            bar_outer_margin: 2.0,
            // A quiet handle says that the list goes on before anybody touches it.
            dormant_handle_opacity: 0.25,
            active_handle_opacity: 0.7,
            interact_handle_opacity: 1.0,
            ..ScrollStyle::floating()
        },
        ..Spacing::default()
    }
}

fn visuals(theme: &Theme) -> Visuals {
    let base = if theme.is_dark() {
        Visuals::dark()
    } else {
        Visuals::light()
    };
    Visuals {
        dark_mode: theme.is_dark(),
        weak_text_color: Some(theme.muted),
        widgets: widgets(theme),
        selection: Selection {
            bg_fill: theme.accent_wash,
            stroke: Stroke::new(1.0, theme.accent),
        },
        hyperlink_color: theme.accent,
        faint_bg_color: theme.sunken,
        extreme_bg_color: theme.surface,
        text_edit_bg_color: Some(theme.surface),
        code_bg_color: theme.sunken,
        warn_fg_color: theme.warning,
        error_fg_color: theme.danger,
        window_corner_radius: CornerRadius::same(CORNER_PLATE),
        window_shadow: menu_shadow(theme),
        window_fill: theme.raised,
        window_stroke: Stroke::new(1.0, theme.border),
        window_highlight_topmost: false,
        menu_corner_radius: CornerRadius::same(CORNER_PLATE),
        panel_fill: theme.surface,
        popup_shadow: menu_shadow(theme),
        text_cursor: TextCursorStyle {
            stroke: Stroke::new(1.5, theme.text),
            ..TextCursorStyle::default()
        },
        indent_has_left_vline: false,
        striped: false,
        slider_trailing_fill: true,
        handle_shape: HandleShape::Circle,
        image_loading_spinners: false,
        disabled_alpha: DISABLED_OPACITY,
        ..base
    }
}

fn widgets(theme: &Theme) -> Widgets {
    let state = |fill: Color32, outline: Color32, ink: Color32| WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: Stroke::new(1.0, outline),
        corner_radius: CornerRadius::same(CORNER_CONTROL),
        fg_stroke: Stroke::new(1.0, ink),
        expansion: 0.0,
    };
    Widgets {
        noninteractive: state(theme.surface, theme.border, theme.text),
        inactive: state(theme.surface, theme.border, theme.text),
        hovered: state(theme.hover, theme.border, theme.text),
        active: state(theme.accent_wash, theme.accent, theme.text),
        open: state(theme.hover, theme.border, theme.text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_state_of_any_plain_widget_keeps_a_color_that_is_not_a_token() {
        for kind in ThemeKind::ALL {
            let theme = kind.theme();
            let tokens = [
                theme.surface,
                theme.hover,
                theme.accent_wash,
                theme.border,
                theme.accent,
                theme.text,
                theme.raised,
                theme.sunken,
            ];
            let widgets = widgets(theme);
            for state in [
                widgets.noninteractive,
                widgets.inactive,
                widgets.hovered,
                widgets.active,
                widgets.open,
            ] {
                for color in [
                    state.bg_fill,
                    state.weak_bg_fill,
                    state.bg_stroke.color,
                    state.fg_stroke.color,
                ] {
                    assert!(tokens.contains(&color), "{kind:?}: {color:?}");
                }
            }
        }
    }

    #[test]
    fn the_theme_in_use_is_the_one_applied_last() {
        let ctx = Context::default();
        assert_eq!(Theme::of(&ctx).kind, ThemeKind::Light);
        apply(&ctx, ThemeKind::Projector, Motion::Reduced);
        assert_eq!(Theme::of(&ctx).kind, ThemeKind::Projector);
        assert!(fade_seconds(&ctx).abs() < f32::EPSILON);
    }
}
