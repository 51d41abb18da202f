//! A color that no graphics library owns: four bytes, not premultiplied, with the arithmetic that legends and tests need.
//!
//! Which color means what is told in `palette`.

/// Red, green, blue and opacity of 8 bits each in sRGB; the opacity is not multiplied into the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Color {
    /// Red.
    pub red: u8,
    /// Green.
    pub green: u8,
    /// Blue.
    pub blue: u8,
    /// Opacity, 255 is solid.
    pub alpha: u8,
}

impl Color {
    /// A solid color from `0xRRGGBB`.
    #[must_use]
    pub const fn hex(rgb: u32) -> Self {
        let [_, red, green, blue] = rgb.to_be_bytes();
        Self {
            red,
            green,
            blue,
            alpha: u8::MAX,
        }
    }

    /// The same color with its opacity multiplied by `factor`, 0 to 1.
    #[must_use]
    pub fn with_opacity(self, factor: f32) -> Self {
        Self {
            alpha: byte(f32::from(self.alpha) * factor),
            ..self
        }
    }

    /// How this color looks on a solid ground: a solid color.
    #[must_use]
    pub fn over(self, ground: Self) -> Self {
        let share = f32::from(self.alpha) / 255.0;
        let mix = |top: u8, below: u8| byte(f32::from(top) * share + f32::from(below) * (1.0 - share));
        Self {
            red: mix(self.red, ground.red),
            green: mix(self.green, ground.green),
            blue: mix(self.blue, ground.blue),
            alpha: u8::MAX,
        }
    }

    /// `#rrggbb`, without the opacity.
    #[must_use]
    pub fn css(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }

    /// The opacity as a share, 0 to 1.
    #[must_use]
    pub fn opacity(self) -> f32 {
        f32::from(self.alpha) / 255.0
    }

    /// From `#rrggbb` as a region file writes it; `None` for anything else.
    #[must_use]
    pub fn from_css(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#')?;
        let is_six_digits = digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        if !is_six_digits {
            return None;
        }
        u32::from_str_radix(digits, 16).ok().map(Self::hex)
    }

    /// The relative luminance of WCAG 2.2, 0 to 1; the opacity does not count.
    #[must_use]
    pub fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let share = f64::from(channel) / 255.0;
            if share <= 0.040_45 {
                share / 12.92
            } else {
                ((share + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue)
    }

    /// The contrast of WCAG 2.2 between two solid colors, 1 to 21.
    #[must_use]
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }
}

/// A channel from a number that may lie a little outside 0 to 255.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the number is rounded and held between 0 and 255 first"
)]
fn byte(value: f32) -> u8 {
    value.round().clamp(0.0, 255.0) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_of_black_and_white_is_twenty_one() {
        assert!((Color::hex(0).contrast(Color::hex(0xFF_FFFF)) - 21.0).abs() < 1e-9);
    }

    #[test]
    fn a_color_reads_back_what_it_writes_and_refuses_the_rest() {
        let color = Color::hex(0x2B_52C6);
        assert_eq!(Color::from_css(&color.css()), Some(color));
        for text in [
            "", "2b52c6", "#2b52c", "#2b52c67", "#+b52c6", "#ggg000", "red", "#é1234",
        ] {
            assert_eq!(Color::from_css(text), None, "{text}");
        }
    }

    #[test]
    fn half_black_over_white_is_middle_gray() {
        let gray = Color::hex(0).with_opacity(0.5).over(Color::hex(0xFF_FFFF));
        assert_eq!(gray.css(), "#7f7f7f");
    }
}
