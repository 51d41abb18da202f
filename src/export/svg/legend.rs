//! The legend as a plate in the upper left corner: title, then one block for every layer that is drawn.
//!
//! What it says was decided with the figure; here it is only set. A legend that finds no room is left out whole.

use crate::export::fonts::{TextStyle, shortened, text_width_pt, wrapped};
use crate::figure::color::Color;
use crate::figure::label::ScreenRect;
use crate::figure::palette::{BRIDGE_CASING_PT, Palette};
use crate::figure::picture::{
    Figure, LegendBlock, LegendGroup, LegendLine, LegendMark, LegendOutline, LegendRows, LegendSize, LegendSymbol,
    MarkKind,
};
use crate::figure::symbol::SymbolShape;
use crate::messages::number;

use super::furniture::draw_plate;
use super::marks::{draw_cut_ring, draw_filled_symbol};
use super::write::{Align, Paint, PathData, SvgWriter, TextPaint};

/// Width of the plate in points, before it shrinks with the picture.
const WIDTH_PT: f64 = 288.0;
const PADDING_PT: f64 = 16.0;
/// The height of a row of symbol, words and count in points.
const ROW_PT: f64 = 20.0;
const TITLE: TextStyle = TextStyle::semibold(20.0);
const HEADING: TextStyle = TextStyle::semibold(15.0);
const BODY: TextStyle = TextStyle::regular(14.0);
const SMALL: TextStyle = TextStyle::regular(13.0);
const TICK: TextStyle = TextStyle::regular(12.0);

/// A finished legend: where it stands, and its drawing at full size from the plate's corner.
pub(super) struct LegendPlate {
    pub(super) rect: ScreenRect,
    pub(super) drawing: SvgWriter,
}

/// Sets the legend; `None` where there is nothing to say or no room to say it.
pub(super) fn draw(figure: &Figure, palette: &Palette, frame: &ScreenRect, factor: f64) -> Option<LegendPlate> {
    if figure.title.is_empty() && figure.legend.is_empty() {
        return None;
    }
    let mut column = Column {
        svg: SvgWriter::default(),
        palette,
        y: PADDING_PT,
    };
    column.paragraph(&figure.title, TITLE, palette.text);
    column.paragraph(&figure.subtitle, SMALL, palette.muted);
    for block in &figure.legend {
        column.y += 12.0;
        column.block(block);
    }
    let height = column.y + PADDING_PT - 4.0;
    let margin = 16.0 * factor;
    let rect = ScreenRect::at([margin, margin], [WIDTH_PT * factor, height * factor]);
    let below = 64.0 * factor;
    if !frame.holds(&ScreenRect {
        bottom: rect.bottom + below,
        ..rect
    }) || rect.width() > frame.width() * 0.7
    {
        return None;
    }
    let mut drawing = SvgWriter::default();
    drawing.open_group("legend");
    draw_plate(
        &mut drawing,
        palette,
        &ScreenRect::at([0.0, 0.0], [WIDTH_PT, height]),
        8.0,
    );
    drawing.placed(&column.svg, [0.0, 0.0], 1.0);
    drawing.close_group();
    Some(LegendPlate { rect, drawing })
}

/// The legend while it grows downward.
struct Column<'a> {
    svg: SvgWriter,
    palette: &'a Palette,
    y: f64,
}

impl Column<'_> {
    const LEFT: f64 = PADDING_PT;
    const RIGHT: f64 = WIDTH_PT - PADDING_PT;

    fn paragraph(&mut self, text: &str, style: TextStyle, color: Color) {
        for line in wrapped(text, style, Self::RIGHT - Self::LEFT) {
            self.svg.text(
                [Self::LEFT, self.y + style.line_pt() * 0.78],
                &line,
                style,
                &TextPaint::plain(color),
            );
            self.y += style.line_pt();
        }
    }

    fn block(&mut self, block: &LegendBlock) {
        let detail_pt = text_width_pt(&block.detail, SMALL).min((Self::RIGHT - Self::LEFT) * 0.5);
        let baseline = self.y + HEADING.line_pt() * 0.78;
        let title = shortened(&block.title, HEADING, Self::RIGHT - Self::LEFT - detail_pt - 10.0);
        self.svg.text(
            [Self::LEFT, baseline],
            &title,
            HEADING,
            &TextPaint::plain(self.palette.text),
        );
        if !block.detail.is_empty() {
            let detail = shortened(&block.detail, SMALL, detail_pt + 0.5);
            let paint = TextPaint::plain(self.palette.muted).aligned(Align::End);
            self.svg.text([Self::RIGHT, baseline], &detail, SMALL, &paint);
        }
        self.y += HEADING.line_pt() + 4.0;
        match &block.rows {
            LegendRows::Symbols(symbols) => symbols.iter().for_each(|symbol| self.symbol(symbol)),
            LegendRows::Ramp {
                swatches,
                breaks,
                hatched,
            } => {
                self.ramp(swatches, breaks);
                if let Some(words) = hatched {
                    self.hatched(words);
                }
            }
            LegendRows::Classes { swatches, labels } => self.classes(swatches, labels),
            LegendRows::Outlines(outlines) => outlines.iter().for_each(|outline| self.outline(outline)),
            LegendRows::Lines(lines) => self.lines(lines),
            LegendRows::Groups(groups) => groups.iter().for_each(|group| self.group(group)),
            LegendRows::Marks(marks) => marks.iter().for_each(|mark| self.mark(mark)),
        }
        if !block.sizes.is_empty() {
            self.sizes(&block.sizes_title, &block.sizes);
        }
        for note in &block.notes {
            self.paragraph(note, SMALL, self.palette.muted);
        }
    }

    fn symbol(&mut self, symbol: &LegendSymbol) {
        let middle = self.y + ROW_PT / 2.0;
        let radius = f64::from(symbol.radius_pt);
        draw_filled_symbol(
            &mut self.svg,
            symbol.shape,
            [Self::LEFT + 8.0, middle],
            radius,
            [symbol.fill, symbol.edge],
        );
        self.counted(&symbol.label, symbol.count, Self::LEFT + 24.0);
    }

    /// What stands in a row of 20 points from `x` on, with its count at the right.
    fn counted(&mut self, label: &str, count: Option<usize>, x: f64) {
        let paint = TextPaint::plain(self.palette.text_secondary);
        let baseline = self.y + ROW_PT / 2.0 + BODY.size_pt * 0.34;
        let count = count.map(number::count).unwrap_or_default();
        let room = Self::RIGHT - x - text_width_pt(&count, BODY) - 10.0;
        let label = shortened(label, BODY, room);
        self.svg.text([x, baseline], &label, BODY, &paint);
        if !count.is_empty() {
            let paint = paint.aligned(Align::End);
            self.svg.text([Self::RIGHT, baseline], &count, BODY, &paint);
        }
        self.y += ROW_PT;
    }

    fn group(&mut self, group: &LegendGroup) {
        let at = [Self::LEFT + 8.0, self.y + ROW_PT / 2.0];
        draw_filled_symbol(&mut self.svg, SymbolShape::Circle, at, 6.0, [group.fill, group.edge]);
        self.counted(&group.label, Some(group.count), Self::LEFT + 24.0);
    }

    /// A ring round a symbol without a sphere, or a hollow line.
    fn mark(&mut self, mark: &LegendMark) {
        let middle = self.y + ROW_PT / 2.0;
        match mark.kind {
            MarkKind::CutMember => {
                let at = [Self::LEFT + 8.0, middle];
                let (fill, edge) = self.palette.group(None);
                draw_cut_ring(&mut self.svg, self.palette, at, 4.0, 1.0);
                draw_filled_symbol(&mut self.svg, SymbolShape::Circle, at, 4.0, [fill, edge]);
            }
            MarkKind::Bridge => {
                let mut data = PathData::default();
                data.line([[Self::LEFT, middle], [Self::LEFT + 18.0, middle]].into_iter());
                let width_pt = 2.0;
                let casing = Paint::stroke(self.palette.text_secondary, width_pt + f64::from(BRIDGE_CASING_PT));
                self.svg.path(&data, &casing);
                self.svg.path(&data, &Paint::stroke(self.palette.halo, width_pt));
            }
        }
        self.counted(&mark.label, Some(mark.count), Self::LEFT + 24.0);
    }

    /// Circles on one baseline, with what they stand for beside them.
    fn sizes(&mut self, words: &str, sizes: &[LegendSize]) {
        let tallest = sizes.iter().map(|size| f64::from(size.radius_pt)).fold(0.0, f64::max);
        let paint = TextPaint::plain(self.palette.text_secondary);
        let foot = self.y + 2.0 * tallest + 4.0;
        self.svg.text([Self::LEFT, foot - 2.0], words, SMALL, &paint);
        let mut x = Self::LEFT + text_width_pt(words, SMALL) + 12.0;
        for size in sizes {
            let radius = f64::from(size.radius_pt);
            x += radius;
            let outline = Paint::stroke(self.palette.text_secondary, 1.2);
            self.svg.circle([x, foot - radius], radius, &outline);
            x += radius + 5.0;
            self.svg.text([x, foot - 2.0], &size.label, TICK, &paint);
            x += text_width_pt(&size.label, TICK) + 12.0;
        }
        self.y = foot + 6.0;
    }

    fn ramp(&mut self, swatches: &[Color], breaks: &[String]) {
        let count = u32::try_from(swatches.len()).map_or(1.0, f64::from).max(1.0);
        let width = (Self::RIGHT - Self::LEFT) / count;
        let mut x = Self::LEFT;
        let mut ticks = breaks.iter();
        for color in swatches {
            self.svg
                .rect(&ScreenRect::at([x, self.y], [width, 11.0]), 0.0, &Paint::fill(*color));
            x += width;
            if let Some(words) = ticks.next() {
                let paint = TextPaint::plain(self.palette.text_secondary).aligned(Align::Middle);
                self.svg.text([x, self.y + 24.0], words, TICK, &paint);
            }
        }
        let whole = ScreenRect::at([Self::LEFT, self.y], [Self::RIGHT - Self::LEFT, 11.0]);
        self.svg
            .rect(&whole, 0.0, &Paint::stroke(self.palette.region_outline, 0.8));
        self.y += 32.0;
    }

    /// Swatches side by side, each over its own words.
    fn classes(&mut self, swatches: &[Color], labels: &[String]) {
        let count = u32::try_from(swatches.len()).map_or(1.0, f64::from).max(1.0);
        let width = (Self::RIGHT - Self::LEFT) / count;
        let paint = TextPaint::plain(self.palette.text_secondary).aligned(Align::Middle);
        let mut x = Self::LEFT;
        for (color, words) in swatches.iter().zip(labels) {
            let swatch = ScreenRect::at([x, self.y], [width - 1.0, 11.0]);
            self.svg.rect(&swatch, 0.0, &Paint::fill(*color));
            let words = shortened(words, TICK, width);
            self.svg.text([x + width / 2.0, self.y + 24.0], &words, TICK, &paint);
            x += width;
        }
        self.y += 32.0;
    }

    fn outline(&mut self, outline: &LegendOutline) {
        let swatch = ScreenRect::at([Self::LEFT + 1.0, self.y + 3.0], [22.0, 12.0]);
        let line = super::surface::paint_of(outline.look);
        let paint = Paint {
            fill: outline.tint,
            ..line.paint()
        };
        if outline.is_closed {
            self.svg.rect(&swatch, 3.0, &paint);
        } else {
            let middle = f64::midpoint(swatch.top, swatch.bottom);
            let mut data = PathData::default();
            data.line([[swatch.left, middle], [swatch.right, middle]].into_iter());
            self.svg.path(&data, &paint);
        }
        let words = shortened(&outline.label, SMALL, Self::RIGHT - swatch.right - 10.0);
        let paint = TextPaint::plain(self.palette.text_secondary);
        self.svg
            .text([swatch.right + 10.0, self.y + 13.5], &words, SMALL, &paint);
        self.y += 22.0;
    }

    fn hatched(&mut self, words: &str) {
        let swatch = ScreenRect::at([Self::LEFT, self.y + 2.0], [24.0, 13.0]);
        let mut data = PathData::default();
        let ScreenRect {
            left,
            top,
            right,
            bottom,
        } = swatch;
        data.ring([[left, top], [right, top], [right, bottom], [left, bottom]].into_iter());
        self.svg.path(&data, &Paint::fill(self.palette.land));
        self.svg.hatched(&data);
        self.svg.path(&data, &Paint::stroke(self.palette.region_outline, 0.8));
        let paint = TextPaint::plain(self.palette.text_secondary);
        self.svg.text([right + 10.0, self.y + 13.0], words, SMALL, &paint);
        self.y += 22.0;
    }

    fn lines(&mut self, lines: &[LegendLine]) {
        let count = u32::try_from(lines.len()).map_or(1.0, f64::from).max(1.0);
        let width = (Self::RIGHT - Self::LEFT) / count;
        let mut left = Self::LEFT;
        for line in lines {
            let mut data = PathData::default();
            let right = left + (width - 16.0).max(12.0);
            data.line([[left, self.y + 5.0], [right, self.y + 5.0]].into_iter());
            self.svg
                .path(&data, &Paint::stroke(line.color, f64::from(line.width_pt)));
            let paint = TextPaint::plain(self.palette.text_secondary).aligned(Align::Middle);
            self.svg
                .text([f64::midpoint(left, right), self.y + 24.0], &line.label, TICK, &paint);
            left += width;
        }
        self.y += 32.0;
    }
}
