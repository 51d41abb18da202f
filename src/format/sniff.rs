//! Recognizes files that are something else, so that the message can say what.
//!
//! It looks at the first bytes only and decides nothing about files that may be JSON.

/// The name of the format that these bytes begin, where it is one that people mistake for a region file.
pub(super) fn other_format(bytes: &[u8]) -> Option<&'static str> {
    const MAGIC: [(&[u8], &str); 10] = [
        (b"\x89PNG", "PNG"),
        (b"\xff\xd8\xff", "JPEG"),
        (b"GIF8", "GIF"),
        (b"\x1f\x8b", "gzip"),
        (b"PK\x03\x04", "ZIP"),
        (b"%PDF", "PDF"),
        (b"SQLite format 3", "SQLite (GeoPackage)"),
        (b"\x00\x00\x27\x0a", "Shapefile"),
        (b"PAR1", "Parquet"),
        (b"version https://git-lfs", "Git LFS"),
    ];
    if let Some((_, name)) = MAGIC.into_iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Some(name);
    }
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(1_000)).unwrap_or(bytes));
    let head = head.trim_start_matches('\u{feff}').trim_start().to_ascii_lowercase();
    if head.starts_with('<') {
        let name = if head.contains("<html") || head.contains("<!doctype html") {
            "HTML"
        } else if head.contains("<kml") {
            "KML"
        } else if head.contains("<gpx") {
            "GPX"
        } else {
            "XML"
        };
        return Some(name);
    }
    let wkt = [
        "point",
        "linestring",
        "polygon",
        "multipoint",
        "multilinestring",
        "multipolygon",
        "geometrycollection",
    ];
    if wkt.iter().any(|word| {
        head.strip_prefix(word)
            .is_some_and(|rest| rest.trim_start().starts_with('('))
    }) {
        return Some("WKT");
    }
    let first_line = head.lines().next().unwrap_or_default();
    let is_table = first_line.starts_with(|character: char| character.is_alphabetic())
        && first_line.matches([',', ';', '\t']).count() >= 2
        && !first_line.contains(['{', '=', '[']);
    is_table.then_some("CSV")
}

/// UTF-16 by its mark or its zero bytes.
pub(super) fn is_utf16(bytes: &[u8]) -> bool {
    match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => true,
        [0, first, 0, second, ..] | [first, 0, second, 0, ..] => *first != 0 && *second != 0,
        _ => false,
    }
}
