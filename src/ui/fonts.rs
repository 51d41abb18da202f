//! The typefaces: Source Sans 3 in three weights and Lucide icons, embedded.
//!
//! Families are named by weight because egui has no weights. Text in scripts that Source Sans lacks is found by the window's
//! system font fallback, which is not set up here. The files are made by `assets/fonts/make.py`.

use std::sync::Arc;

use egui::{FontData, FontDefinitions, FontFamily, FontId};

/// Source Sans 3 Regular.
pub const REGULAR_TTF: &[u8] = include_bytes!("../../assets/fonts/SourceSans3-Regular.ttf");
/// Source Sans 3 Semibold.
pub const SEMIBOLD_TTF: &[u8] = include_bytes!("../../assets/fonts/SourceSans3-Semibold.ttf");
/// Source Sans 3 Bold.
pub const BOLD_TTF: &[u8] = include_bytes!("../../assets/fonts/SourceSans3-Bold.ttf");
/// Source Sans 3 Italic, for the names of waters only.
pub const ITALIC_TTF: &[u8] = include_bytes!("../../assets/fonts/SourceSans3-It.ttf");
/// Lucide, cut to the icons of [`super::Icon`].
pub const ICONS_TTF: &[u8] = include_bytes!("../../assets/fonts/Lucide.ttf");

/// The height of capitals in Source Sans 3 as a part of the size: text is centered by it and not by its box.
pub const CAP_HEIGHT: f32 = 0.66;

/// The faces that the interface draws with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Face {
    /// Running text.
    #[default]
    Regular,
    /// Names, values, buttons, titles.
    Semibold,
    /// Titles on the projector.
    Bold,
    /// Names of waters.
    Italic,
    /// Icons.
    Icons,
}

impl Face {
    const ALL: [(Self, &'static str, &'static [u8]); 5] = [
        (Self::Regular, "sans", REGULAR_TTF),
        (Self::Semibold, "sans-semibold", SEMIBOLD_TTF),
        (Self::Bold, "sans-bold", BOLD_TTF),
        (Self::Italic, "sans-italic", ITALIC_TTF),
        (Self::Icons, "icons", ICONS_TTF),
    ];

    /// The name of its family.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(face, ..)| *face == self)
            .map_or("sans", |(_, name, _)| *name)
    }

    /// This face at a size in points.
    #[must_use]
    pub fn at(self, size: f32) -> FontId {
        let family = match self {
            // The default family, so that text that never asked for a face is set in Source Sans too.
            Self::Regular => FontFamily::Proportional,
            _ => FontFamily::Name(self.name().into()),
        };
        FontId::new(size, family)
    }
}

/// All faces with their fallbacks: every weight falls back to Regular and then to the icons.
#[must_use]
pub fn definitions() -> FontDefinitions {
    let mut fonts = FontDefinitions::empty();
    for (face, name, bytes) in Face::ALL {
        fonts
            .font_data
            .insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
        let mut chain = vec![name.to_owned()];
        chain.extend(
            [Face::Regular, Face::Icons]
                .into_iter()
                .filter(|other| *other != face)
                .map(|other| other.name().to_owned()),
        );
        fonts.families.insert(FontFamily::Name(name.into()), chain);
    }
    let regular = vec![Face::Regular.name().to_owned(), Face::Icons.name().to_owned()];
    fonts.families.insert(FontFamily::Proportional, regular.clone());
    // The figures of Source Sans have one width, which is all that a fixed pitch is wanted for here.
    fonts.families.insert(FontFamily::Monospace, regular);
    fonts
}

#[cfg(test)]
mod tests {
    use egui::text::Fonts;

    use super::*;
    use crate::ui::Icon;

    /// The signs that the visual system names, and a sample of each alphabet.
    const SIGNS: &str = "−–—≤≥⅓½÷\u{202f}\u{a0}×±·•…€£ÅÆØåæøĄęŁžőßΑΩαωЖя";

    #[test]
    fn every_weight_has_the_signs_of_the_interface() {
        let mut fonts = Fonts::new(egui::epaint::TextOptions::default(), definitions());
        for face in [Face::Regular, Face::Semibold, Face::Bold, Face::Italic] {
            let font = face.at(15.0);
            let absent: String = SIGNS.chars().filter(|sign| !fonts.has_glyph(&font, *sign)).collect();
            assert!(absent.is_empty(), "{face:?} lacks {absent:?}");
        }
    }

    #[test]
    fn every_icon_has_a_drawing() {
        let mut fonts = Fonts::new(egui::epaint::TextOptions::default(), definitions());
        let absent: Vec<_> = Icon::ALL
            .iter()
            .filter(|(_, glyph, _)| !fonts.has_glyph(&Face::Icons.at(16.0), *glyph))
            .collect();
        assert!(absent.is_empty(), "{absent:?}");
    }

    #[test]
    fn all_figures_and_the_minus_have_one_width_in_every_weight() {
        let mut fonts = Fonts::new(egui::epaint::TextOptions::default(), definitions());
        let mut view = fonts.with_pixels_per_point(1.0);
        for face in [Face::Regular, Face::Semibold, Face::Bold] {
            let font = face.at(15.0);
            let zero = view.glyph_width(&font, '0');
            for sign in "123456789−".chars() {
                let width = view.glyph_width(&font, sign);
                assert!((width - zero).abs() < 0.01, "{face:?} {sign}: {width} is not {zero}");
            }
        }
    }
}
