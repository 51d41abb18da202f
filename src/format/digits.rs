//! Numbers as files of coordinates and tables spell them, read fast and to the last bit.
//!
//! It knows plain decimals of up to 19 digits. Exponents and longer numbers are read by `scanner` with the standard library, and
//! so is every number whose digits exceed what a float holds exactly.

/// The powers of ten that a float holds exactly.
const POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
];
/// The powers of ten by which a number of digits moves up fewer than eight further ones.
const WHOLE_POWERS: [u64; 8] = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000];
/// Eight times the character 0.
const EIGHT_ZEROS: u64 = 0x3030_3030_3030_3030;
/// The upper half of each of eight characters.
const UPPER_HALVES: u64 = 0xf0f0_f0f0_f0f0_f0f0;
/// The largest whole number up to which every whole number is a float: a quotient of two such is rounded once, so it is the
/// float that is nearest (Clinger 1990, "How to read floating point numbers accurately").
const EXACT: u64 = 1 << 53;
/// The digits that fit a 64-bit number whatever they are.
const MAX_DIGITS: usize = 19;

/// The number at the start of `rest` and what follows it; `None` where it is spelled in any less usual way, or is none.
pub(super) fn decimal(rest: &[u8]) -> Option<(f64, &[u8])> {
    let (is_negative, digits) = match rest {
        [b'-', digits @ ..] => (true, digits),
        _ => (false, rest),
    };
    let (mut mantissa, mut after) = run(digits, 0);
    let whole = digits.len() - after.len();
    if whole == 0 || (whole > 1 && digits.first() == Some(&b'0')) {
        return None;
    }
    let mut decimals = 0;
    if let [b'.', fraction @ ..] = after {
        (mantissa, after) = run(fraction, mantissa);
        decimals = fraction.len() - after.len();
        if decimals == 0 {
            return None;
        }
    }
    if whole + decimals > MAX_DIGITS || matches!(after, [b'e' | b'E', ..]) {
        return None;
    }
    let size = if mantissa <= EXACT {
        mantissa as f64 / POWERS.get(decimals)?
    } else {
        let spelling = digits.get(..digits.len() - after.len())?;
        std::str::from_utf8(spelling).ok()?.parse::<f64>().ok()?
    };
    Some((if is_negative { -size } else { size }, after))
}

/// Goes over digits and appends them to a number, which wraps where there are too many.
#[inline]
fn run(mut rest: &[u8], mut number: u64) -> (u64, &[u8]) {
    while let Some((eight, tail)) = rest.split_first_chunk::<8>() {
        let digits = u64::from_le_bytes(*eight).wrapping_sub(EIGHT_ZEROS);
        let count = leading_digits(u64::from_le_bytes(*eight));
        if count < 8 {
            let Some(power) = WHOLE_POWERS.get(count) else { break };
            // The first digit is in the lowest byte; behind so many zeros the digits are a number of eight.
            let padded = digits.unbounded_shl(64 - 8 * u32::try_from(count).unwrap_or(0));
            number = number.wrapping_mul(*power).wrapping_add(value_of(padded));
            return (number, rest.get(count..).unwrap_or_default());
        }
        number = number.wrapping_mul(100_000_000).wrapping_add(value_of(digits));
        rest = tail;
    }
    while let [digit @ b'0'..=b'9', tail @ ..] = rest {
        number = number.wrapping_mul(10).wrapping_add(u64::from(digit - b'0'));
        rest = tail;
    }
    (number, rest)
}

/// How many of eight characters are digits before the first that is none: the upper half of a digit is 3, also after 6 is added.
const fn leading_digits(word: u64) -> usize {
    let upper = (word ^ EIGHT_ZEROS) & UPPER_HALVES;
    let carried = (word.wrapping_add(0x0606_0606_0606_0606) ^ EIGHT_ZEROS) & UPPER_HALVES;
    (upper | carried).trailing_zeros() as usize / 8
}

/// The number of eight digits, the first in the lowest byte: pairs, then fours, then all (Lemire 2018).
const fn value_of(digits: u64) -> u64 {
    let pairs = digits.wrapping_mul(10).wrapping_add(digits >> 8);
    let low = (pairs & 0x0000_00ff_0000_00ff).wrapping_mul(0x000f_4240_0000_0064);
    let high = ((pairs >> 16) & 0x0000_00ff_0000_00ff).wrapping_mul(0x0000_2710_0000_0001);
    low.wrapping_add(high) >> 32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_that_is_read_fast_gives_the_bits_of_the_standard_library() {
        let mut state = 7_u64;
        let mut read = 0;
        for _ in 0..200_000 {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let digits = (state >> 33).to_string() + &(state >> 11).to_string();
            let whole = 1 + (state >> 7) as usize % 9;
            let decimals = (state >> 17) as usize % 17;
            let spelling = match decimals {
                0 => digits[..whole].to_owned(),
                _ => format!(
                    "-{}.{}",
                    &digits[..whole],
                    &digits[whole..(whole + decimals).min(digits.len())]
                ),
            };
            let Some((number, rest)) = decimal(spelling.as_bytes()) else {
                continue;
            };
            read += 1;
            assert!(rest.is_empty(), "{spelling}");
            assert_eq!(
                number.to_bits(),
                spelling.parse::<f64>().unwrap().to_bits(),
                "{spelling}"
            );
        }
        assert!(read > 100_000, "{read}");
    }

    #[test]
    fn what_is_no_plain_number_is_left_to_the_careful_reader() {
        for spelling in [
            "",
            "-",
            "01",
            "00",
            "1.",
            ".5",
            "1e5",
            "1.5E2",
            "+1",
            "12345678901234567890",
            "x",
        ] {
            assert!(decimal(spelling.as_bytes()).is_none(), "{spelling}");
        }
        assert_eq!(decimal(b"-0,").unwrap().0.to_bits(), (-0.0_f64).to_bits());
        assert_eq!(decimal(b"12345678]").unwrap(), (12_345_678.0, &b"]"[..]));
    }
}
