//! Numbers as people read them: at most three significant digits, exact counts, true minus signs, en dashes.
//!
//! The rules are those of the visual system (section 10). The signs are data ([`Locale`]), read from the message catalogue, so
//! another language needs no code. This module formats and never computes; it does not add units, which stand in headers.

use std::sync::{PoisonError, RwLock};

/// The signs and thresholds by which a language writes numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Locale {
    /// Between units and decimals.
    pub decimal: char,
    /// Between groups of three digits.
    pub group: char,
    /// The smallest absolute value that is grouped.
    pub group_from: u32,
    /// Before negative numbers.
    pub minus: char,
    /// Between the ends of an interval or of a span of years.
    pub range: char,
    /// Between a number and the percent sign.
    pub percent_space: char,
    /// In place of a number that is not one.
    pub missing: char,
}

static CURRENT: RwLock<Locale> = RwLock::new(Locale::ENGLISH);

/// The locale in use.
#[must_use]
pub fn locale() -> Locale {
    *CURRENT.read().unwrap_or_else(PoisonError::into_inner)
}

/// Sets the locale in use; [`super::set_language`] is the way to do it together with the words.
pub(super) fn set_locale(locale: Locale) {
    *CURRENT.write().unwrap_or_else(PoisonError::into_inner) = locale;
}

/// A measure with at most three significant digits and two decimals: 2.15, 0.85, 10.7, 188, 0.01.
///
/// Digits before the decimal sign are never rounded away (1235, not 1230), trailing zeros stay so that columns align (1.50), an
/// exact zero is `0`, and something smaller than the last digit is `< 0.01` and never `0.00`.
#[must_use]
pub fn three_significant(value: f64) -> String {
    locale().three_significant(value)
}

/// The same with a plus or minus sign before everything but zero, for changes.
#[must_use]
pub fn signed(value: f64) -> String {
    let text = three_significant(value);
    if value > 0.0 { format!("+{text}") } else { text }
}

/// A measure without trailing zeros, for axis ticks: 1, 1.5, 0.25.
#[must_use]
pub fn tick(value: f64) -> String {
    locale().tick(value)
}

/// A count, exact to the unit, grouped from the locale's threshold up: 516, 9834, 12 345.
///
/// Takes anything that converts to `f64` without loss below 2^53; fractions are rounded to the unit.
#[must_use]
pub fn count(value: impl Count) -> String {
    locale().count(value.to_f64())
}

/// A share between 0 and 1 in per cent: two decimals below 10 %, none above.
#[must_use]
pub fn percent(share: f64) -> String {
    locale().percent(share)
}

/// A change in per cent with its sign: +12 %, −0.40 %.
#[must_use]
pub fn signed_percent(share: f64) -> String {
    let text = percent(share);
    if share > 0.0 { format!("+{text}") } else { text }
}

/// An interval: 1.67–2.76.
#[must_use]
pub fn interval(low: f64, high: f64) -> String {
    locale().interval(low, high)
}

/// A probability: two decimals from 0.1 up, three below, `< 0.001` at the end and never 0.000.
#[must_use]
pub fn p_value(p: f64) -> String {
    locale().p_value(p)
}

/// Years: 2013, 2021–27, 1998–2013.
#[must_use]
pub fn year_span(first: i32, last: i32) -> String {
    locale().year_span(first, last)
}

/// The number with every digit it has, for hover and for copies.
#[must_use]
pub fn exact(value: f64) -> String {
    locale().exact(value)
}

/// An amount of money in thousands, millions or billions: € 188 M.
#[must_use]
pub fn money(symbol: &str, amount: f64) -> String {
    locale().money(symbol, amount)
}

/// What [`count`] takes.
pub trait Count {
    /// The count as a floating number.
    fn to_f64(self) -> f64;
}

impl Count for f64 {
    fn to_f64(self) -> f64 {
        self
    }
}

impl Count for u32 {
    fn to_f64(self) -> f64 {
        f64::from(self)
    }
}

impl Count for i32 {
    fn to_f64(self) -> f64 {
        f64::from(self)
    }
}

impl Count for u64 {
    #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
    fn to_f64(self) -> f64 {
        self as f64
    }
}

impl Count for i64 {
    #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
    fn to_f64(self) -> f64 {
        self as f64
    }
}

impl Count for usize {
    #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
    fn to_f64(self) -> f64 {
        self as f64
    }
}

impl Locale {
    /// English as written in this program: a point, and a narrow no-break space from 10 000 up.
    pub const ENGLISH: Self = Self {
        decimal: '.',
        group: '\u{202f}',
        group_from: 10_000,
        minus: '\u{2212}',
        range: '\u{2013}',
        percent_space: '\u{202f}',
        missing: '\u{2013}',
    };

    /// See [`three_significant`].
    #[must_use]
    pub fn three_significant(&self, value: f64) -> String {
        if !value.is_finite() {
            return self.not_finite(value);
        }
        if value == 0.0 {
            return "0".to_owned();
        }
        if value.abs() < 0.005 {
            let (sign, minus) = if value > 0.0 {
                ("<", String::new())
            } else {
                (">", self.minus.to_string())
            };
            return format!("{sign}\u{a0}{minus}{}", self.plain(0.01, 2));
        }
        self.plain(value, significant_decimals(value))
    }

    /// See [`tick`].
    #[must_use]
    pub fn tick(&self, value: f64) -> String {
        if !value.is_finite() {
            return self.not_finite(value);
        }
        // Ticks are multiples of 1, 2 or 5 times a power of ten, so what lies behind the sixth decimal is floating noise.
        let rounded = (value * 1e6).round() / 1e6;
        self.localized(&format!("{}", rounded + 0.0))
    }

    /// See [`count`].
    #[must_use]
    pub fn count(&self, value: f64) -> String {
        if value.is_finite() {
            self.plain(value, 0)
        } else {
            self.not_finite(value)
        }
    }

    /// See [`percent`].
    #[must_use]
    pub fn percent(&self, share: f64) -> String {
        let value = share * 100.0;
        if !value.is_finite() {
            return self.not_finite(value);
        }
        let number = if value == 0.0 {
            "0".to_owned()
        } else if value.abs() < 0.005 {
            let (sign, minus) = if value > 0.0 {
                ("<", String::new())
            } else {
                (">", self.minus.to_string())
            };
            format!("{sign}\u{a0}{minus}{}", self.plain(0.01, 2))
        } else {
            self.plain(value, if value.abs() < 9.995 { 2 } else { 0 })
        };
        format!("{number}{}%", self.percent_space)
    }

    /// See [`interval`].
    #[must_use]
    pub fn interval(&self, low: f64, high: f64) -> String {
        let (low_text, high_text) = (self.three_significant(low), self.three_significant(high));
        // A dash beside a minus sign would read as a second minus.
        if low < 0.0 || high < 0.0 {
            format!("{low_text}\u{a0}{}\u{a0}{high_text}", self.range)
        } else {
            format!("{low_text}{}{high_text}", self.range)
        }
    }

    /// See [`p_value`].
    #[must_use]
    pub fn p_value(&self, p: f64) -> String {
        if !p.is_finite() {
            return self.not_finite(p);
        }
        if p < 0.0005 {
            return format!("<\u{a0}{}", self.plain(0.001, 3));
        }
        self.plain(p, if p < 0.0995 { 3 } else { 2 })
    }

    /// See [`year_span`].
    #[must_use]
    pub fn year_span(&self, first: i32, last: i32) -> String {
        if first == last {
            first.to_string()
        } else if first.div_euclid(100) == last.div_euclid(100) && first < last {
            format!("{first}{}{:02}", self.range, last.rem_euclid(100))
        } else {
            format!("{first}{}{last}", self.range)
        }
    }

    /// See [`exact`].
    #[must_use]
    pub fn exact(&self, value: f64) -> String {
        if value.is_finite() {
            self.localized(&format!("{}", value + 0.0))
        } else {
            self.not_finite(value)
        }
    }

    /// See [`money`].
    #[must_use]
    pub fn money(&self, symbol: &str, amount: f64) -> String {
        if !amount.is_finite() {
            return self.not_finite(amount);
        }
        let steps = [(1e9, "\u{a0}bn"), (1e6, "\u{a0}M"), (1e3, "\u{a0}k")];
        // The half unit keeps 999 999 from being written as "1000 k".
        let step = steps.iter().find(|(size, _)| amount.abs() >= size * 0.9995);
        let (scaled, suffix) = step.map_or((amount, ""), |(size, suffix)| (amount / size, *suffix));
        let number = if scaled.fract() == 0.0 {
            self.count(scaled)
        } else {
            self.three_significant(scaled)
        };
        format!("{symbol}\u{a0}{number}{suffix}")
    }

    fn plain(&self, value: f64, decimals: usize) -> String {
        self.localized(&format!("{value:.decimals$}"))
    }

    fn not_finite(&self, value: f64) -> String {
        if value == f64::INFINITY {
            "\u{221e}".to_owned()
        } else if value == f64::NEG_INFINITY {
            format!("{}\u{221e}", self.minus)
        } else {
            self.missing.to_string()
        }
    }

    /// Turns the digits that Rust writes into the locale's signs.
    fn localized(&self, digits: &str) -> String {
        let (is_negative, digits) = digits.strip_prefix('-').map_or((false, digits), |rest| (true, rest));
        let (whole, fraction) = digits
            .split_once('.')
            .map_or((digits, None), |(whole, fraction)| (whole, Some(fraction)));
        let is_zero = digits.chars().all(|sign| matches!(sign, '0' | '.'));
        let mut text = String::with_capacity(digits.len() + 8);
        if is_negative && !is_zero {
            text.push(self.minus);
        }
        let is_grouped = whole
            .parse::<f64>()
            .is_ok_and(|value| value >= f64::from(self.group_from));
        for (position, digit) in whole.chars().enumerate() {
            if is_grouped && position > 0 && (whole.len() - position) % 3 == 0 {
                text.push(self.group);
            }
            text.push(digit);
        }
        if let Some(fraction) = fraction {
            text.push(self.decimal);
            text.push_str(fraction);
        }
        text
    }
}

/// Decimals that leave three significant digits, at most two; the thresholds are where rounding adds a digit in front.
fn significant_decimals(value: f64) -> usize {
    match value.abs() {
        size if size < 9.995 => 2,
        size if size < 99.95 => 1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_have_at_most_three_significant_digits_and_two_decimals() {
        let english = Locale::ENGLISH;
        let texts = [
            2.149, 0.85, 10.66, 9.996, 99.96, 0.013, 1235.4, 0.0, -0.5, 0.001, -0.001,
        ]
        .map(|value| english.three_significant(value));
        let expected = [
            "2.15",
            "0.85",
            "10.7",
            "10.0",
            "100",
            "0.01",
            "1235",
            "0",
            "\u{2212}0.50",
            "<\u{a0}0.01",
            ">\u{a0}\u{2212}0.01",
        ];
        assert_eq!(texts, expected);
    }

    #[test]
    fn counts_are_exact_and_grouped_from_ten_thousand_up() {
        let english = Locale::ENGLISH;
        assert_eq!(english.count(9834.0), "9834");
        assert_eq!(english.count(10_000.0), "10\u{202f}000");
        assert_eq!(english.count(1_234_567.0), "1\u{202f}234\u{202f}567");
        assert_eq!(english.count(-12_345.0), "\u{2212}12\u{202f}345");
        assert_eq!(english.count(-0.0), "0");
        assert_eq!(count(516_usize), "516");
    }

    #[test]
    fn another_locale_is_data() {
        let danish = Locale {
            decimal: ',',
            group: '.',
            group_from: 1000,
            ..Locale::ENGLISH
        };
        assert_eq!(danish.exact(1234.5), "1.234,5");
        assert_eq!(danish.three_significant(2.15), "2,15");
    }

    #[test]
    fn percentages_have_a_space_and_say_when_they_are_too_small_to_print() {
        let english = Locale::ENGLISH;
        assert_eq!(english.percent(0.423), "42\u{202f}%");
        assert_eq!(english.percent(0.0042), "0.42\u{202f}%");
        assert_eq!(english.percent(0.099_96), "10\u{202f}%");
        assert_eq!(english.percent(0.000_01), "<\u{a0}0.01\u{202f}%");
        assert_eq!(english.percent(0.0), "0\u{202f}%");
    }

    #[test]
    fn probabilities_are_never_written_as_zero() {
        let english = Locale::ENGLISH;
        let texts = [0.63, 0.001, 0.045, 0.0, 1.0].map(|p| english.p_value(p));
        assert_eq!(texts, ["0.63", "0.001", "0.045", "<\u{a0}0.001", "1.00"]);
    }

    #[test]
    fn intervals_and_years_use_the_en_dash() {
        let english = Locale::ENGLISH;
        assert_eq!(english.interval(1.67, 2.76), "1.67\u{2013}2.76");
        assert_eq!(english.interval(-0.3, 0.5), "\u{2212}0.30\u{a0}\u{2013}\u{a0}0.50");
        assert_eq!(english.year_span(2021, 2027), "2021\u{2013}27");
        assert_eq!(english.year_span(1998, 2013), "1998\u{2013}2013");
        assert_eq!(english.year_span(2013, 2013), "2013");
    }

    #[test]
    fn exact_numbers_keep_every_digit_and_ticks_drop_trailing_zeros() {
        let english = Locale::ENGLISH;
        assert_eq!(english.exact(0.1 + 0.2), "0.30000000000000004");
        assert_eq!(english.exact(-48_120.25), "\u{2212}48\u{202f}120.25");
        assert_eq!(english.tick(0.1 + 0.2), "0.3");
        assert_eq!(english.tick(2.0), "2");
        assert_eq!(english.tick(-0.0), "0");
    }

    #[test]
    fn money_is_written_in_the_largest_fitting_unit() {
        let english = Locale::ENGLISH;
        assert_eq!(english.money("€", 188_000_000.0), "€\u{a0}188\u{a0}M");
        assert_eq!(english.money("€", 999_999.0), "€\u{a0}1.00\u{a0}M");
        assert_eq!(english.money("€", 4500.0), "€\u{a0}4.50\u{a0}k");
    }

    #[test]
    fn what_is_not_a_number_is_not_written_as_one() {
        let english = Locale::ENGLISH;
        assert_eq!(english.three_significant(f64::NAN), "\u{2013}");
        assert_eq!(english.count(f64::NEG_INFINITY), "\u{2212}\u{221e}");
    }
}
