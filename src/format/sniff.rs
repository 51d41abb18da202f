//! Recognizes files that are something else, so that the message can say what.
//!
//! It looks at the first bytes only and decides nothing about files that may be JSON.

/// What files of other kinds begin with.
const MAGIC: [(&[u8], &str); 25] = [
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
    (b"PK\x05\x06", "ZIP (empty)"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"\x28\xb5\x2f\xfd", "Zstandard"),
    (b"Rar!\x1a\x07", "RAR"),
    (b"fgb\x03", "FlatGeobuf"),
    (b"\x00\x00\x00\x0d\x0a\x09OSMHeader", "OpenStreetMap PBF"),
    (b"\x00\x00\x00\x0e\x0a\x09OSMHeader", "OpenStreetMap PBF"),
    (b"\xd0\xcf\x11\xe0", "Microsoft Office (97 to 2003)"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"%!PS", "PostScript"),
    (b"{\\rtf", "RTF"),
    (b"\x1e", "GeoJSON text sequence (RFC 8142), one text after the other"),
];

/// The name of the format that these bytes begin, where it is one that people mistake for a region file.
pub(super) fn other_format(bytes: &[u8]) -> Option<&'static str> {
    if let Some((_, name)) = MAGIC.into_iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Some(name);
    }
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(1_000)).unwrap_or(bytes));
    let head = head.trim_start_matches('\u{feff}').trim_start().to_ascii_lowercase();
    if head.starts_with('<') && !head.starts_with("<<") {
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
    let shape = match head.split_once(';') {
        Some((system, shape)) if system.starts_with("srid=") => shape.trim_start(),
        _ => head.as_str(),
    };
    let follows = |rest: &str| {
        let rest = rest.trim_start().trim_start_matches(['z', 'm']).trim_start();
        rest.starts_with('(') || rest.starts_with("empty")
    };
    if wkt.iter().any(|word| shape.strip_prefix(word).is_some_and(follows)) {
        return Some("WKT");
    }
    let first_line = head.lines().next().unwrap_or_default();
    let is_table = first_line.starts_with(|character: char| character.is_alphanumeric() || character == '"')
        && first_line.matches([',', ';', '\t']).count() >= 2
        && !first_line.contains(['{', '=', '[']);
    // A text of JSON may hold commas, too; quoted cells follow each other.
    let is_text = first_line.starts_with('"')
        && !["\",\"", "\";\"", "\"\t\""]
            .iter()
            .any(|between| first_line.contains(between));
    (is_table && !is_text).then_some("CSV")
}

/// UTF-16 by its mark or its zero bytes.
pub(super) fn is_utf16(bytes: &[u8]) -> bool {
    match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => true,
        [0, first, 0, second, ..] | [first, 0, second, 0, ..] => *first != 0 && *second != 0,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_people_take_for_a_region_file_are_called_by_their_name() {
        let cases: [(&[u8], &str); 14] = [
            (b"7z\xbc\xaf\x27\x1c\x00\x04", "7z"),
            (b"BZh91AY&SY", "bzip2"),
            (b"fgb\x03fgb\x00", "FlatGeobuf"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Microsoft Office (97 to 2003)"),
            (b"POINT Z (1 2 3)", "WKT"),
            (b"SRID=4326;POINT(1 2)", "WKT"),
            (b" multipolygon EMPTY", "WKT"),
            (b"\"id\",\"name\",\"lat\"\n1,\"a\",2\n", "CSV"),
            (b"12.5,55.1,Acme\n12.6,55.2,Beta\n", "CSV"),
            (b"id;name;lat;lon\n", "CSV"),
            (b"\xef\xbb\xbf<?xml version=\"1.0\"?><kml/>", "KML"),
            (b"<!DOCTYPE HTML PUBLIC \"x\">", "HTML"),
            (b"{\\rtf1 text}", "RTF"),
            (b"%!PS-Adobe", "PostScript"),
        ];
        for (bytes, name) in cases {
            assert_eq!(other_format(bytes), Some(name), "{}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn what_may_be_a_broken_region_file_is_left_to_the_reader() {
        for text in [
            "",
            "{\"type\":\"FeatureCollection\"}",
            "[1,2,3]",
            "\"{\\\"type\\\": 1}\"",
            "\"a\",\"b\"",
            "<<<<<<< HEAD\n{",
            "// a, b, c\n{}",
            "data = {\"a\": 1, \"b\": 2, \"c\": 3}",
            "-1,2,3",
            "\"one, two, three\"",
            "nullable",
        ] {
            assert_eq!(other_format(text.as_bytes()), None, "{text}");
        }
    }
}
