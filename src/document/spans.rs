//! Finds values in the bytes of a file that was read: where a member of an object or an entry of a list stands.
//!
//! The bytes are known to be JSON, so nothing is checked here; reading and its findings are the business of `format`.

use std::ops::Range;

/// The offset of the next byte that is no white space.
fn after_space(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    let space = rest
        .iter()
        .take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n'));
    at + space.count()
}

/// The offset after the text that starts here.
fn after_text(bytes: &[u8], at: usize) -> usize {
    let mut at = at + 1;
    loop {
        match bytes.get(at) {
            None => return at,
            Some(b'"') => return at + 1,
            Some(b'\\') => at += 2,
            Some(_) => at += 1,
        }
    }
}

/// The offset after the value that starts here.
fn after_value(bytes: &[u8], at: usize) -> usize {
    let mut depth = 0_usize;
    let mut at = at;
    loop {
        match bytes.get(at) {
            None => return at,
            Some(b'"') => at = after_text(bytes, at),
            Some(b'{' | b'[') => {
                depth += 1;
                at += 1;
            }
            Some(b'}' | b']') => {
                depth = depth.saturating_sub(1);
                at += 1;
            }
            Some(b',' | b':' | b' ' | b'\t' | b'\r' | b'\n') => at += 1,
            Some(_) => {
                let rest = bytes.get(at..).unwrap_or_default();
                let word = rest.iter().take_while(|byte| {
                    !matches!(
                        byte,
                        b',' | b':' | b' ' | b'\t' | b'\r' | b'\n' | b'}' | b']' | b'{' | b'[' | b'"'
                    )
                });
                at += word.count();
            }
        }
        if depth == 0 {
            return at;
        }
    }
}

/// The key, between its quotes.
fn is_key(bytes: &[u8], range: Range<usize>, key: &str) -> bool {
    let quoted = bytes.get(range).unwrap_or_default();
    if quoted.contains(&b'\\') {
        return serde_json::from_slice::<String>(quoted).is_ok_and(|found| found == key);
    }
    quoted.get(1..quoted.len().saturating_sub(1)) == Some(key.as_bytes())
}

/// The bytes of the last member with this key in the object that starts at this offset. `end_of` may know better where a
/// value ends than its bytes tell.
fn member(bytes: &[u8], at: usize, key: &str, end_of: &dyn Fn(usize) -> Option<usize>) -> Option<Range<usize>> {
    let mut found = None;
    let mut at = after_space(bytes, at + 1);
    while bytes.get(at) == Some(&b'"') {
        let key_end = after_text(bytes, at);
        let start = after_space(bytes, after_space(bytes, key_end) + 1);
        let end = end_of(start).unwrap_or_else(|| after_value(bytes, start));
        if is_key(bytes, at..key_end, key) {
            found = Some(start..end);
        }
        at = after_space(bytes, end);
        if bytes.get(at) != Some(&b',') {
            break;
        }
        at = after_space(bytes, at + 1);
    }
    found
}

/// The bytes of the entry at this position of the list that starts at this offset.
fn entry(bytes: &[u8], at: usize, position: usize) -> Option<Range<usize>> {
    let mut at = after_space(bytes, at + 1);
    for _ in 0..position {
        if bytes.get(at) == Some(&b']') {
            return None;
        }
        at = after_space(bytes, after_value(bytes, at));
        if bytes.get(at) != Some(&b',') {
            return None;
        }
        at = after_space(bytes, at + 1);
    }
    (bytes.get(at)? != &b']').then(|| at..after_value(bytes, at))
}

/// The bytes of the value at a path inside the value that starts at this offset.
pub(super) fn find(bytes: &[u8], at: usize, path: &[String]) -> Option<Range<usize>> {
    let Some((first, rest)) = path.split_first() else {
        return Some(at..after_value(bytes, at));
    };
    let inner = step(bytes, at, first, &|_| None)?;
    if rest.is_empty() {
        return Some(inner);
    }
    find(bytes, inner.start, rest)
}

fn step(bytes: &[u8], at: usize, segment: &str, end_of: &dyn Fn(usize) -> Option<usize>) -> Option<Range<usize>> {
    match bytes.get(at) {
        Some(b'{') => member(bytes, at, segment, end_of),
        Some(b'[') => entry(bytes, at, segment.parse().ok()?),
        _ => None,
    }
}

/// The bytes of the value at a path from the root of a collection, without a look at its features.
pub(super) fn find_in_root(bytes: &[u8], features: &[Range<usize>], path: &[String]) -> Option<Range<usize>> {
    let start = if bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    let root = after_space(bytes, start);
    let bounds = features.first().zip(features.last());
    let end_of = |value: usize| {
        let (first, last) = bounds?;
        let holds_features = bytes.get(value) == Some(&b'[') && after_space(bytes, value + 1) == first.start;
        holds_features.then(|| after_space(bytes, last.end) + 1)
    };
    let (first, rest) = path.split_first()?;
    let inner = step(bytes, root, first, &end_of)?;
    if rest.is_empty() {
        return Some(inner);
    }
    find(bytes, inner.start, rest)
}

/// Where the root of the file starts.
pub(super) fn root(bytes: &[u8]) -> usize {
    let start = if bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    after_space(bytes, start)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, path: &[&str]) -> Option<String> {
        let path: Vec<String> = path.iter().map(|segment| (*segment).to_owned()).collect();
        find(text.as_bytes(), 0, &path).map(|range| text[range].to_owned())
    }

    #[test]
    fn values_are_found_by_key_and_position() {
        let text = r#"{ "a" : [1, {"b\"":"x]}" ,"c":-1.50e2}, [] ],"\u0064":null,"a2":{}}"#;
        assert_eq!(found(text, &["a", "1", "c"]).as_deref(), Some("-1.50e2"));
        assert_eq!(found(text, &["a", "1", "b\""]).as_deref(), Some("\"x]}\""));
        assert_eq!(found(text, &["a", "2"]).as_deref(), Some("[]"));
        assert_eq!(found(text, &["d"]).as_deref(), Some("null"));
        assert_eq!(found(text, &["a2"]).as_deref(), Some("{}"));
        for missing in [
            &["a", "3"][..],
            &["x"],
            &["a", "2", "0"],
            &["a", "0", "b"],
            &["a2", "x"],
        ] {
            assert_eq!(found(text, missing), None, "{missing:?}");
        }
        assert_eq!(found(r#"{"k":1,"k":2}"#, &["k"]).as_deref(), Some("2"));
    }

    #[test]
    fn what_stands_beside_the_features_is_found_without_a_look_at_them() {
        let text = "\u{feff} {\"features\":[ {!!!} , {]]]} ],\"h\":{\"t\":\"x\"}}";
        let spans: Vec<_> = text
            .match_indices('{')
            .skip(1)
            .take(2)
            .map(|(at, _)| at..at + 5)
            .collect();
        let path = ["h", "t"].map(str::to_owned);
        let range = find_in_root(text.as_bytes(), &spans, &path).unwrap();
        assert_eq!(&text[range], "\"x\"");
    }
}
