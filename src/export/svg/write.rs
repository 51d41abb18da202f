//! Writes SVG by hand: elements, numbers and escaped text, in one fixed form so that equal figures give equal bytes.
//!
//! It knows nothing of maps.

use std::fmt::Write as _;

use crate::export::fonts::{FAMILY, TextStyle};
use crate::figure::color::Color;
use crate::figure::label::ScreenRect;

/// The line along which a text is aligned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::export) enum Align {
    /// The text begins at the point.
    Start,
    /// The text has its middle at the point.
    Middle,
    /// The text ends at the point.
    End,
}

/// Color, halo and alignment of a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::export) struct TextPaint {
    /// Of the letters.
    pub(in crate::export) color: Color,
    /// Color and width of the stroke behind the letters.
    pub(in crate::export) halo: Option<(Color, f64)>,
    /// Where the point is in the text.
    pub(in crate::export) align: Align,
}

impl TextPaint {
    /// Letters without a halo that begin at the point.
    pub(in crate::export) fn plain(color: Color) -> Self {
        Self {
            color,
            halo: None,
            align: Align::Start,
        }
    }

    /// The same with another alignment.
    pub(in crate::export) fn aligned(self, align: Align) -> Self {
        Self { align, ..self }
    }
}

/// Fill and stroke of a shape.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(in crate::export) struct Paint<'a> {
    /// Inside.
    pub(in crate::export) fill: Option<Color>,
    /// Color and width of the outline.
    pub(in crate::export) stroke: Option<(Color, f64)>,
    /// Lengths of strokes and gaps, as SVG writes them; empty for a solid line.
    pub(in crate::export) dashes: &'a str,
}

impl Paint<'_> {
    /// Filled, without an outline.
    pub(in crate::export) fn fill(color: Color) -> Self {
        Self {
            fill: Some(color),
            ..Self::default()
        }
    }

    /// An outline only.
    pub(in crate::export) fn stroke(color: Color, width: f64) -> Self {
        Self {
            stroke: Some((color, width)),
            ..Self::default()
        }
    }

    fn attributes(&self) -> String {
        let mut out = match self.fill {
            Some(color) => color_attributes("fill", color),
            None => " fill=\"none\"".to_owned(),
        };
        if let Some((color, width)) = self.stroke {
            out.push_str(&color_attributes("stroke", color));
            push(&mut out, format_args!(" stroke-width=\"{}\"", Number(width)));
        }
        if !self.dashes.is_empty() {
            push(&mut out, format_args!(" stroke-dasharray=\"{}\"", self.dashes));
        }
        out
    }
}

/// A document or a part of one while it is written.
#[derive(Clone, Debug, Default)]
pub(in crate::export) struct SvgWriter {
    out: String,
}

impl SvgWriter {
    /// Begins a document of a size in points that fills a size in pixels.
    pub(in crate::export) fn document([width_pt, height_pt]: [f64; 2], pixels: [u32; 2]) -> Self {
        let [across, down] = pixels;
        let mut writer = Self::default();
        push(
            &mut writer.out,
            format_args!(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}\" height=\"{}\" \
                 viewBox=\"0 0 {} {}\" font-family=\"'{FAMILY}', sans-serif\" stroke-linejoin=\"round\">\n",
                across,
                down,
                Number(width_pt),
                Number(height_pt),
            ),
        );
        writer
    }

    /// Ends the document.
    pub(in crate::export) fn finish(mut self) -> String {
        self.out.push_str("</svg>\n");
        self.out
    }

    /// The title that screen readers and file managers show.
    pub(in crate::export) fn document_title(&mut self, title: &str) {
        push(&mut self.out, format_args!("<title>{}</title>\n", escaped(title)));
    }

    /// Puts markup in as it is.
    pub(in crate::export) fn raw(&mut self, markup: &str) {
        self.out.push_str(markup);
        self.out.push('\n');
    }

    /// Begins a group with a name that tells a reader of the file what it holds.
    pub(in crate::export) fn open_group(&mut self, name: &str) {
        push(&mut self.out, format_args!("<g id=\"{name}\">\n"));
    }

    /// Ends the group.
    pub(in crate::export) fn close_group(&mut self) {
        self.out.push_str("</g>\n");
    }

    /// Puts another part in, moved and scaled.
    pub(in crate::export) fn placed(&mut self, part: &Self, [x, y]: [f64; 2], factor: f64) {
        push(
            &mut self.out,
            format_args!(
                "<g transform=\"translate({} {}) scale({factor:.4})\">\n{}</g>\n",
                Number(x),
                Number(y),
                part.out
            ),
        );
    }

    /// A path; nothing where there is no data.
    pub(in crate::export) fn path(&mut self, data: &PathData, paint: &Paint<'_>) {
        if !data.0.is_empty() {
            push(
                &mut self.out,
                format_args!("<path d=\"{}\"{}/>\n", data.0, paint.attributes()),
            );
        }
    }

    /// A path filled with the hatch that the document declares.
    pub(in crate::export) fn hatched(&mut self, data: &PathData) {
        if !data.0.is_empty() {
            push(
                &mut self.out,
                format_args!("<path d=\"{}\" fill=\"url(#hatch)\"/>\n", data.0),
            );
        }
    }

    /// A rectangle with round corners.
    pub(in crate::export) fn rect(&mut self, rect: &ScreenRect, corner: f64, paint: &Paint<'_>) {
        push(
            &mut self.out,
            format_args!(
                "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"",
                Number(rect.left),
                Number(rect.top),
                Number(rect.width()),
                Number(rect.height())
            ),
        );
        if corner > 0.0 {
            push(&mut self.out, format_args!(" rx=\"{}\"", Number(corner)));
        }
        push(&mut self.out, format_args!("{}/>\n", paint.attributes()));
    }

    /// A circle.
    pub(in crate::export) fn circle(&mut self, [x, y]: [f64; 2], radius: f64, paint: &Paint<'_>) {
        push(
            &mut self.out,
            format_args!(
                "<circle cx=\"{}\" cy=\"{}\" r=\"{}\"{}/>\n",
                Number(x),
                Number(y),
                Number(radius),
                paint.attributes()
            ),
        );
    }

    /// A line of text with its baseline at the point.
    pub(in crate::export) fn text(&mut self, [x, y]: [f64; 2], text: &str, style: TextStyle, paint: &TextPaint) {
        push(
            &mut self.out,
            format_args!(
                "<text x=\"{}\" y=\"{}\" font-size=\"{}\"",
                Number(x),
                Number(y),
                Number(style.size_pt)
            ),
        );
        if style.weight != 400 {
            push(&mut self.out, format_args!(" font-weight=\"{}\"", style.weight));
        }
        if style.is_italic {
            self.out.push_str(" font-style=\"italic\"");
        }
        match paint.align {
            Align::Start => {}
            Align::Middle => self.out.push_str(" text-anchor=\"middle\""),
            Align::End => self.out.push_str(" text-anchor=\"end\""),
        }
        self.out.push_str(&color_attributes("fill", paint.color));
        if let Some((color, width)) = paint.halo {
            self.out.push_str(&color_attributes("stroke", color));
            push(
                &mut self.out,
                format_args!(" stroke-width=\"{}\" paint-order=\"stroke\"", Number(width)),
            );
        }
        push(&mut self.out, format_args!(">{}</text>\n", escaped(text)));
    }
}

/// The `d` of a path.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::export) struct PathData(String);

/// Two points nearer than this, in points, are one.
const NEAREST_PT: f64 = 0.3;

impl PathData {
    /// Adds a run of points as straight lines. Points that fall together on the screen are left out.
    pub(in crate::export) fn line(&mut self, points: impl Iterator<Item = [f64; 2]>) {
        let mut last: Option<[f64; 2]> = None;
        let mut waiting: Option<[f64; 2]> = None;
        for point @ [x, y] in points {
            match last {
                None => self.step('M', point),
                Some([last_x, last_y]) if (x - last_x).abs() < NEAREST_PT && (y - last_y).abs() < NEAREST_PT => {
                    waiting = Some(point);
                    continue;
                }
                Some(_) => self.step('L', point),
            }
            last = Some(point);
            waiting = None;
        }
        // The end of a line is kept even where it is near, so that lines meet.
        if let Some(end) = waiting {
            self.step('L', end);
        }
    }

    /// Adds a closed ring.
    pub(in crate::export) fn ring(&mut self, points: impl Iterator<Item = [f64; 2]>) {
        let before = self.0.len();
        self.line(points);
        if self.0.len() > before {
            self.0.push('Z');
        }
    }

    /// Adds a quadratic curve.
    pub(in crate::export) fn curve(&mut self, [from, to]: [[f64; 2]; 2], control: [f64; 2]) {
        self.step('M', from);
        self.step('Q', control);
        self.step(' ', to);
    }

    /// Adds an arc of a circle, clockwise from the first end to the second.
    pub(in crate::export) fn arc(&mut self, [from, to]: [[f64; 2]; 2], radius: f64, is_large: bool) {
        self.step('M', from);
        let large = u8::from(is_large);
        push(&mut self.0, format_args!("A{0} {0} 0 {large} 1", Number(radius)));
        self.step(' ', to);
    }

    fn step(&mut self, command: char, [x, y]: [f64; 2]) {
        self.0.push(command);
        push(&mut self.0, format_args!("{} {}", Number(x), Number(y)));
    }
}

/// A number with at most two decimals, never `-0` and never in powers of ten.
struct Number(f64);

impl std::fmt::Display for Number {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Beyond this nothing is seen, and the rasterizer's own numbers end.
        let held = if self.0.is_finite() {
            self.0.clamp(-1e6, 1e6)
        } else {
            0.0
        };
        let text = format!("{held:.2}");
        let short = text.trim_end_matches('0').trim_end_matches('.');
        out.write_str(if short == "-0" { "0" } else { short })
    }
}

fn color_attributes(name: &str, color: Color) -> String {
    let mut out = format!(" {name}=\"{}\"", color.css());
    if color.alpha < u8::MAX {
        push(
            &mut out,
            format_args!(" {name}-opacity=\"{}\"", Number(f64::from(color.opacity()))),
        );
    }
    out
}

/// Text as XML holds it: marks escaped, and the characters that XML 1.0 forbids left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\u{FFFE}' | '\u{FFFF}' => {}
            _ if letter.is_control() => {}
            _ => out.push(letter),
        }
    }
    out
}

fn push(out: &mut String, arguments: std::fmt::Arguments<'_>) {
    // Writing into a string cannot fail.
    if out.write_fmt(arguments).is_err() {
        debug_assert!(false, "a string refused to grow");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped_and_loses_what_xml_forbids() {
        assert_eq!(
            escaped("<A & \"B\">\u{0}\u{1b}\u{FFFF}\n'é'"),
            "&lt;A &amp; &quot;B&quot;&gt; &apos;é&apos;"
        );
    }

    #[test]
    fn numbers_are_short_and_never_strange() {
        let texts = [0.0, -0.001, 1.5, -12.345, 1e300, f64::NAN].map(|value| Number(value).to_string());
        assert_eq!(texts, ["0", "0", "1.5", "-12.35", "1000000", "0"].map(str::to_owned));
    }

    #[test]
    fn points_that_fall_together_are_left_out_but_the_end_stays() {
        let mut data = PathData::default();
        data.line([[0.0, 0.0], [0.1, 0.0], [5.0, 5.0], [5.1, 5.1]].into_iter());
        assert_eq!(data.0, "M0 0L5 5L5.1 5.1");
    }
}
