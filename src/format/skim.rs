//! Finds where a feature ends, fast and without a look at what it holds: texts are passed over and braces counted.
//!
//! Whether what lies between is right is seen by `scanner`, which reads every feature afterwards.

/// The offset after the object that begins at `start`; `None` where it does not end.
pub(super) fn object_end(bytes: &[u8], start: usize) -> Option<usize> {
    let mut depth = 0_usize;
    let mut at = start;
    loop {
        let rest = bytes.get(at..)?;
        at += length_without(rest, |byte| matches!(byte, b'"' | b'{' | b'}'));
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
        at += length_without(bytes.get(at..)?, |byte| matches!(byte, b'"' | b'\\'));
        match bytes.get(at)? {
            b'"' => return Some(at),
            _ => at += 2,
        }
    }
}

/// How many bytes there are before the first that is looked for; all of them where there is none. Blocks are tested whole, in a
/// form that the compiler turns into vector instructions.
pub(super) fn length_without(rest: &[u8], is_wanted: impl Fn(u8) -> bool + Copy) -> usize {
    const HEAD: usize = 16;
    const BLOCK: usize = 32;
    let (head, long) = rest.split_at(rest.len().min(HEAD));
    if let Some(at) = head.iter().position(|byte| is_wanted(*byte)) {
        return at;
    }
    let (blocks, _) = long.as_chunks::<BLOCK>();
    let plain = blocks
        .iter()
        .take_while(|block| !block.iter().fold(false, |any, byte| any | is_wanted(*byte)))
        .count();
    let start = plain * BLOCK;
    let tail = long.get(start..).unwrap_or_default();
    head.len() + start + tail.iter().position(|byte| is_wanted(*byte)).unwrap_or(tail.len())
}

#[cfg(test)]
mod tests {
    use super::*;

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
