//! The color tokens of the chrome in light, dark and projector form.
//!
//! This file and the figure's palette are the only places with literal colors. It does not say where a token is used (the
//! widgets do), does not hold data colors (the figure's palette does) and does not talk to egui's style ([`super::style`] does).

use egui::{Color32, Context, Id};

/// Which of the three looks is on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ThemeKind {
    /// For daylight and print.
    #[default]
    Light,
    /// For dim rooms.
    Dark,
    /// White ground and strong contrast, for a washed-out projector.
    Projector,
}

impl ThemeKind {
    /// All looks in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Light, Self::Dark, Self::Projector];

    /// The tokens of this look.
    #[must_use]
    pub const fn theme(self) -> &'static Theme {
        match self {
            Self::Light => &Theme::LIGHT,
            Self::Dark => &Theme::DARK,
            Self::Projector => &Theme::PROJECTOR,
        }
    }
}

/// Every color of the chrome, by what it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    /// Which look these tokens make.
    pub kind: ThemeKind,
    /// The window behind panels, the empty state.
    pub canvas: Color32,
    /// Panels, bars, plates on the map.
    pub surface: Color32,
    /// Menus, modal, tooltip.
    pub raised: Color32,
    /// Icon rail, table header, chart ground, quoted result.
    pub sunken: Color32,
    /// A row or button under the pointer.
    pub hover: Color32,
    /// Decorative rules between regions of the window.
    pub border: Color32,
    /// Outlines of inputs, checkboxes and sliders.
    pub border_strong: Color32,
    /// Text.
    pub text: Color32,
    /// Labels and icons.
    pub text_secondary: Color32,
    /// Second lines, axes, units.
    pub muted: Color32,
    /// Selected, focused, primary: nothing else.
    pub accent: Color32,
    /// Text on `accent`.
    pub on_accent: Color32,
    /// The ground of what is selected.
    pub accent_wash: Color32,
    /// The focus ring.
    pub focus: Color32,
    /// Errors and destructive actions.
    pub danger: Color32,
    /// The ground of errors.
    pub danger_wash: Color32,
    /// Doubt, small numbers, unsaved.
    pub warning: Color32,
    /// The ground of doubt.
    pub warning_wash: Color32,
    /// Saved, significant, repaired.
    pub success: Color32,
    /// The ground of success.
    pub success_wash: Color32,
    /// The ground of facet bars and progress.
    pub track: Color32,
    /// The fill of facet bars and progress.
    pub bar: Color32,
    /// Behind a modal, at 45 %; already with its opacity.
    pub scrim: Color32,
    /// The ink of shadows, opaque; [`super::style`] sets its strength.
    pub shadow: Color32,
    /// The halo of labels on the map, opaque.
    pub halo: Color32,
}

const fn rgb(hex: u32) -> Color32 {
    let [_, red, green, blue] = hex.to_be_bytes();
    Color32::from_rgb(red, green, blue)
}

/// A color at 45 %: premultiplied by hand because the constructor is not `const`.
const fn scrim(hex: u32) -> Color32 {
    const ALPHA: u8 = 115;
    let [_, red, green, blue] = hex.to_be_bytes();
    Color32::from_rgba_premultiplied(scaled(red, ALPHA), scaled(green, ALPHA), scaled(blue, ALPHA), ALPHA)
}

const fn scaled(channel: u8, alpha: u8) -> u8 {
    let [_, low] = (channel as u16 * alpha as u16 / 255).to_be_bytes();
    low
}

impl Theme {
    /// The light look.
    pub const LIGHT: Self = Self {
        kind: ThemeKind::Light,
        canvas: rgb(0xED_F0_F4),
        surface: rgb(0xFF_FF_FF),
        raised: rgb(0xFF_FF_FF),
        sunken: rgb(0xF4_F6_F9),
        hover: rgb(0xEE_F2_F7),
        border: rgb(0xDC_E2_EA),
        border_strong: rgb(0x7C_89_9B),
        text: rgb(0x18_22_2F),
        text_secondary: rgb(0x43_51_66),
        muted: rgb(0x5A_68_7C),
        accent: rgb(0x2B_52_C6),
        on_accent: rgb(0xFF_FF_FF),
        accent_wash: rgb(0xE8_ED_FB),
        focus: rgb(0x2B_52_C6),
        danger: rgb(0xB3_26_1E),
        danger_wash: rgb(0xFC_EB_EA),
        warning: rgb(0x8A_5A_00),
        warning_wash: rgb(0xFD_F3_DC),
        success: rgb(0x1B_6E_3C),
        success_wash: rgb(0xE6_F4_EB),
        track: rgb(0xE4_E9_F0),
        bar: rgb(0x6F_86_B8),
        scrim: scrim(0x18_22_2F),
        shadow: rgb(0x18_22_2F),
        halo: rgb(0xFF_FF_FF),
    };

    /// The dark look.
    pub const DARK: Self = Self {
        kind: ThemeKind::Dark,
        canvas: rgb(0x0E_13_1A),
        surface: rgb(0x16_1D_27),
        raised: rgb(0x1F_28_34),
        sunken: rgb(0x11_18_21),
        hover: rgb(0x22_2C_39),
        border: rgb(0x2B_36_45),
        border_strong: rgb(0x75_85_9A),
        text: rgb(0xE9_EE_F4),
        text_secondary: rgb(0xB9_C4_D2),
        muted: rgb(0x93_A1_B3),
        accent: rgb(0x91_A9_FF),
        on_accent: rgb(0x0E_13_1A),
        accent_wash: rgb(0x26_34_5F),
        focus: rgb(0xB3_C3_FF),
        danger: rgb(0xFF_8A_80),
        danger_wash: rgb(0x3A_1F_22),
        warning: rgb(0xF2_BE_5C),
        warning_wash: rgb(0x36_2C_18),
        success: rgb(0x71_D1_96),
        success_wash: rgb(0x18_2F_24),
        track: rgb(0x2B_36_45),
        bar: rgb(0x7C_93_D8),
        scrim: scrim(0x00_00_00),
        shadow: rgb(0x00_00_00),
        halo: rgb(0x10_16_1F),
    };

    /// The look for projectors.
    pub const PROJECTOR: Self = Self {
        kind: ThemeKind::Projector,
        canvas: rgb(0xFF_FF_FF),
        surface: rgb(0xFF_FF_FF),
        raised: rgb(0xFF_FF_FF),
        sunken: rgb(0xF4_F6_F9),
        hover: rgb(0xEE_F2_F7),
        border: rgb(0x5A_66_73),
        border_strong: rgb(0x3B_46_53),
        text: rgb(0x00_00_00),
        text_secondary: rgb(0x1B_24_30),
        muted: rgb(0x33_3E_4B),
        accent: rgb(0x0B_3F_B8),
        on_accent: rgb(0xFF_FF_FF),
        accent_wash: rgb(0xE8_ED_FB),
        focus: rgb(0x0B_3F_B8),
        danger: rgb(0x8C_1D_18),
        danger_wash: rgb(0xFC_EB_EA),
        warning: rgb(0x66_42_00),
        warning_wash: rgb(0xFD_F3_DC),
        success: rgb(0x14_52_2C),
        success_wash: rgb(0xE6_F4_EB),
        track: rgb(0xE4_E9_F0),
        bar: rgb(0x6F_86_B8),
        scrim: scrim(0x18_22_2F),
        shadow: rgb(0x18_22_2F),
        halo: rgb(0xFF_FF_FF),
    };

    /// The tokens of the theme that is on in this window, light before [`super::style::apply`] was called.
    #[must_use]
    pub fn of(ctx: &Context) -> &'static Self {
        ctx.data(|data| data.get_temp::<ThemeKind>(storage_id()))
            .unwrap_or_default()
            .theme()
    }

    /// Whether light text stands on dark ground.
    #[must_use]
    pub fn is_dark(&self) -> bool {
        self.kind == ThemeKind::Dark
    }
}

/// Remembers the look for [`Theme::of`].
pub(super) fn remember(ctx: &Context, kind: ThemeKind) {
    ctx.data_mut(|data| data.insert_temp(storage_id(), kind));
}

fn storage_id() -> Id {
    Id::unique("cluster-atlas-theme")
}

#[cfg(test)]
#[path = "theme_tests.rs"]
mod tests;
