//! Passes over bytes fast: to the end of a text, to the brace that ends a feature.
//!
//! Whether what lies between is right is seen by `scanner`, which reads every feature afterwards.

/// Signs that are looked for.
pub(super) trait Signs: Copy {
    /// Whether a byte is one of them.
    fn has(self, byte: u8) -> bool;

    /// The top bit of each of eight bytes that is one of them. Only the lowest bit is certain: what follows a sign may be marked, too.
    fn marks(self, word: u64) -> u64;
}

/// Any of these bytes.
#[derive(Clone, Copy)]
pub(super) struct Any<const N: usize>(pub [u8; N]);

impl<const N: usize> Signs for Any<N> {
    fn has(self, byte: u8) -> bool {
        self.0.contains(&byte)
    }

    fn marks(self, word: u64) -> u64 {
        self.0.iter().fold(0, |marks, sign| marks | equal(word, *sign))
    }
}

/// What does not simply stand in a text: the quote that ends it, an escape, a control character.
#[derive(Clone, Copy)]
pub(super) struct EndOfPlainText;

impl Signs for EndOfPlainText {
    fn has(self, byte: u8) -> bool {
        byte == b'"' || byte == b'\\' || byte < b' '
    }

    fn marks(self, word: u64) -> u64 {
        let controls = word.wrapping_sub(eight_times(b' ')) & !word & TOP_BITS;
        equal(word, b'"') | equal(word, b'\\') | controls
    }
}

const TOP_BITS: u64 = 0x8080_8080_8080_8080;

const fn eight_times(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

/// The top bit of each of eight bytes that is this one, certain up to the first (Mycroft 1987).
const fn equal(word: u64, byte: u8) -> u64 {
    let different = word ^ eight_times(byte);
    different.wrapping_sub(eight_times(1)) & !different & TOP_BITS
}

/// The offset after the object that begins at `start`; `None` where it does not end.
pub(super) fn object_end(bytes: &[u8], start: usize) -> Option<usize> {
    let mut depth = 0_usize;
    let mut at = start;
    loop {
        let rest = bytes.get(at..)?;
        at += length_without(rest, Any(*b"\"{}"));
        match bytes.get(at)? {
            b'{' => depth += 1,
            b'}' => depth = depth.checked_sub(1)?,
            _ => at = text_end(bytes, at + 1)?,
        }
        at += 1;
        if depth == 0 {
            return Some(at);
        }
    }
}

/// The offset of the quote that ends a text.
fn text_end(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        at += length_without(bytes.get(at..)?, Any(*b"\"\\"));
        match bytes.get(at)? {
            b'"' => return Some(at),
            _ => at += 2,
        }
    }
}

/// How many bytes there are before the first that is looked for; all of them where there is none. Where it is not near, blocks are
/// tested whole, in a form that the compiler turns into vector instructions.
pub(super) fn length_without(rest: &[u8], signs: impl Signs) -> usize {
    const NEAR: usize = 32;
    const BLOCK: usize = 32;
    let (near, far) = rest.split_at(rest.len().min(NEAR));
    let plain = by_words(near, signs);
    if plain < near.len() || far.is_empty() {
        return plain;
    }
    let (blocks, _) = far.as_chunks::<BLOCK>();
    let clear = blocks
        .iter()
        .take_while(|block| !block.iter().fold(false, |any, byte| any | signs.has(*byte)))
        .count();
    let start = clear * BLOCK;
    near.len() + start + by_words(far.get(start..).unwrap_or_default(), signs)
}

/// As `length_without`, eight bytes at a time.
fn by_words(rest: &[u8], signs: impl Signs) -> usize {
    let (words, tail) = rest.as_chunks::<8>();
    for (position, word) in words.iter().enumerate() {
        let marks = signs.marks(u64::from_le_bytes(*word));
        if marks != 0 {
            return position * 8 + marks.trailing_zeros() as usize / 8;
        }
    }
    let at = tail.iter().position(|byte| signs.has(*byte));
    words.len() * 8 + at.unwrap_or(tail.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_sign_is_found_wherever_it_stands_and_whatever_stands_around_it() {
        let others = [b'!', b'#', b' ', b'z', 0x7f, 0x80, 0xa2, 0xff, b'[', b']', b'|'];
        for length in 0..100 {
            for sign in [b'"', b'\\', 0, 0x1f] {
                for at in 0..length {
                    let mut bytes: Vec<u8> = others.iter().copied().cycle().skip(at % 7).take(length).collect();
                    bytes[at] = sign;
                    if at + 1 < length {
                        bytes[at + 1] = sign ^ 1;
                    }
                    assert_eq!(length_without(&bytes, EndOfPlainText), at, "{bytes:?}");
                    assert_eq!(length_without(&bytes, Any([sign])), at, "{bytes:?}");
                }
            }
            let plain: Vec<u8> = others.iter().copied().cycle().take(length).collect();
            assert_eq!(length_without(&plain, EndOfPlainText), length);
        }
    }

    #[test]
    fn an_object_ends_at_its_own_brace_whatever_its_texts_hold() {
        for (text, end) in [
            ("{}", Some(2)),
            ("{\"a\":{\"b\":[1,{}]}} ,", Some(18)),
            ("{\"}\\\"}\":\"\\\\\"} ", Some(13)),
            ("{\"a\":1", None),
            ("{\"a", None),
            ("}", None),
        ] {
            assert_eq!(object_end(text.as_bytes(), 0), end, "{text}");
        }
        let long = format!("{{\"{}\":[{}]}}", "x".repeat(100), "1,".repeat(500));
        assert_eq!(object_end(long.as_bytes(), 0), Some(long.len()));
    }
}
