//! The typeface of exported pictures, and how wide its texts are.
//!
//! Only the fonts inside the program are used, so that a picture looks the same everywhere; characters that Source
//! Sans 3 lacks (it has Latin, Greek and Cyrillic) are drawn as its empty box.

use std::sync::{Arc, OnceLock};

use resvg::usvg::{self, fontdb};

/// The family name that is written into SVG files.
pub(super) const FAMILY: &str = "Source Sans 3";

const FACES: [&[u8]; 4] = [
    include_bytes!("../../assets/fonts/SourceSans3-Regular.ttf"),
    include_bytes!("../../assets/fonts/SourceSans3-Semibold.ttf"),
    include_bytes!("../../assets/fonts/SourceSans3-Bold.ttf"),
    include_bytes!("../../assets/fonts/SourceSans3-It.ttf"),
];

/// How a text is set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct TextStyle {
    /// Size in points.
    pub(super) size_pt: f64,
    /// 400, 600 or 700.
    pub(super) weight: u16,
    /// Slanted, which only names of water are.
    pub(super) is_italic: bool,
}

impl TextStyle {
    pub(super) const fn regular(size_pt: f64) -> Self {
        Self {
            size_pt,
            weight: 400,
            is_italic: false,
        }
    }

    pub(super) const fn semibold(size_pt: f64) -> Self {
        Self {
            size_pt,
            weight: 600,
            is_italic: false,
        }
    }

    pub(super) const fn italic(size_pt: f64) -> Self {
        Self {
            size_pt,
            weight: 400,
            is_italic: true,
        }
    }

    pub(super) fn scaled(self, factor: f64) -> Self {
        Self {
            size_pt: self.size_pt * factor,
            ..self
        }
    }

    /// The height of a line in points.
    pub(super) fn line_pt(self) -> f64 {
        self.size_pt * 1.25
    }
}

/// What the SVG parser needs to know: our fonts and nothing from the machine.
pub(super) fn parser_options() -> &'static usvg::Options<'static> {
    static OPTIONS: OnceLock<usvg::Options<'static>> = OnceLock::new();
    OPTIONS.get_or_init(|| {
        let mut database = fontdb::Database::new();
        for face in FACES {
            database.load_font_source(fontdb::Source::Binary(Arc::new(face)));
        }
        database.set_sans_serif_family(FAMILY);
        usvg::Options {
            font_family: FAMILY.to_owned(),
            fontdb: Arc::new(database),
            ..usvg::Options::default()
        }
    })
}

/// The width of a text in points, by the same shaping that draws it.
pub(super) fn text_width_pt(text: &str, style: TextStyle) -> f64 {
    let mut svg = super::svg::write::SvgWriter::document([10.0, 10.0], [10, 10]);
    svg.text(
        [0.0, 0.0],
        text,
        style,
        &super::svg::write::TextPaint::plain(crate::figure::color::Color::hex(0)),
    );
    usvg::Tree::from_str(&svg.finish(), parser_options())
        .map_or(0.0, |tree| f64::from(tree.root().abs_bounding_box().width()))
}

/// A text cut with an ellipsis so that it is at most `longest_pt` wide.
pub(super) fn shortened(text: &str, style: TextStyle, longest_pt: f64) -> String {
    if text_width_pt(text, style) <= longest_pt {
        return text.to_owned();
    }
    let letters: Vec<char> = text.chars().collect();
    let cut = |count: usize| -> String {
        let kept: String = letters.iter().take(count).collect();
        format!("{}…", kept.trim_end())
    };
    let (mut fits, mut fails) = (0, letters.len());
    while fails - fits > 1 {
        let middle = usize::midpoint(fits, fails);
        if text_width_pt(&cut(middle), style) <= longest_pt {
            fits = middle;
        } else {
            fails = middle;
        }
    }
    cut(fits)
}

/// A text broken at spaces into lines of at most `longest_pt`.
pub(super) fn wrapped(text: &str, style: TextStyle, longest_pt: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let longer = lines.last().map(|line| format!("{line} {word}"));
        match (lines.last_mut(), longer) {
            (Some(line), Some(longer)) if text_width_pt(&longer, style) <= longest_pt => *line = longer,
            _ => lines.push(shortened(word, style, longest_pt)),
        }
    }
    lines
}
