//! Setting text: the styles of the visual system, text cut to a width, text on its baseline, halos.
//!
//! Rows place text by its baseline, because boxes of different sizes would not stand on one line. Choosing words is not done here.

use std::borrow::Cow;
use std::sync::Arc;

use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{Align, Color32, FontId, Galley, Label, Painter, Pos2, Response, RichText, Shape, Ui, Vec2, pos2, vec2};

use super::fonts::{CAP_HEIGHT, Face};
use super::icons::Icon;
use super::theme::Theme;

/// The styles of text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// 12: axes and ticks of legends.
    Axis,
    /// 13: units, second lines, status.
    Small,
    /// 13 at 600: small names and verdicts.
    SmallStrong,
    /// 15: everything.
    #[default]
    Body,
    /// 15 at 600: names and values.
    Strong,
    /// 18 at 600: titles of cards, values of measures.
    CardTitle,
    /// 20 at 600: titles of panels.
    Title,
    /// 28 at 600: the one number of a card.
    Figure,
    /// 32 at 600: the empty state.
    Hero,
}

impl Kind {
    /// Its size in points.
    #[must_use]
    pub const fn size(self) -> f32 {
        match self {
            Self::Axis => 12.0,
            Self::Small | Self::SmallStrong => 13.0,
            Self::Body | Self::Strong => 15.0,
            Self::CardTitle => 18.0,
            Self::Title => 20.0,
            Self::Figure => 28.0,
            Self::Hero => 32.0,
        }
    }

    /// The height of its lines in points.
    #[must_use]
    pub const fn line_height(self) -> f32 {
        match self {
            Self::Axis | Self::Small | Self::SmallStrong => 16.0,
            Self::Body | Self::Strong => 20.0,
            Self::CardTitle | Self::Title => 24.0,
            Self::Figure => 30.0,
            Self::Hero => 40.0,
        }
    }

    /// Its font.
    #[must_use]
    pub fn font(self) -> FontId {
        let face = match self {
            Self::Axis | Self::Small | Self::Body => Face::Regular,
            _ => Face::Semibold,
        };
        face.at(self.size())
    }
}

/// Of a paragraph so many characters are laid out at most: more than fits on any screen.
pub const MOST_OF_PARAGRAPH: usize = 4_000;

/// Of a line that is cut to a width, at least so many characters are laid out.
const LEAST_OF_LINE: usize = 64;

/// A text cut to so many characters with an ellipsis: a file may hold megabytes in a name. Looks at no more than it keeps.
#[must_use]
pub fn shortened(text: &str, most: usize) -> Cow<'_, str> {
    match text.char_indices().nth(most) {
        Some((end, _)) => Cow::Owned(format!("{}…", text.get(..end).unwrap_or_default())),
        None => Cow::Borrowed(text),
    }
}

/// How many characters may be seen of a line of this width: the narrowest letters take more than one point.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "held within the characters of a paragraph"
)]
fn most_of_line(width_pt: f32) -> usize {
    (width_pt.max(0.0) as usize).clamp(LEAST_OF_LINE, MOST_OF_PARAGRAPH)
}

/// Text in a style for egui's own labels, with the line height of the style.
#[must_use]
pub fn rich(text: impl Into<String>, kind: Kind) -> RichText {
    let text: String = text.into();
    let text = match shortened(&text, MOST_OF_PARAGRAPH) {
        Cow::Owned(cut) => cut,
        Cow::Borrowed(_) => text,
    };
    RichText::new(text)
        .font(kind.font())
        .line_height(Some(kind.line_height()))
}

/// A paragraph that wraps at the available width.
pub fn paragraph(ui: &mut Ui, text: impl Into<String>, kind: Kind, color: Color32) -> Response {
    ui.add(Label::new(rich(text, kind).color(color)).wrap())
}

/// One line of text, not cut.
#[must_use]
pub fn line(painter: &Painter, text: impl Into<String>, kind: Kind, color: Color32) -> Arc<Galley> {
    let text: String = text.into();
    painter.layout_no_wrap(shortened(&text, MOST_OF_PARAGRAPH).into_owned(), kind.font(), color)
}

/// One line of text cut to a width with an ellipsis; [`Galley::elided`] says whether it was.
#[must_use]
pub fn elided(painter: &Painter, text: &str, kind: Kind, color: Color32, max_width: f32) -> Arc<Galley> {
    let text = shortened(text, most_of_line(max_width)).into_owned();
    let mut job = LayoutJob::single_section(text, TextFormat::simple(kind.font(), color));
    job.wrap = TextWrapping {
        max_width: max_width.max(1.0),
        max_rows: 1,
        break_anywhere: true,
        overflow_character: Some('…'),
    };
    painter.layout_job(job)
}

/// A paragraph of at most some rows, for cards with a fixed height.
#[must_use]
pub fn wrapped(painter: &Painter, text: &str, kind: Kind, color: Color32, bounds: (f32, usize)) -> Arc<Galley> {
    let format = TextFormat {
        line_height: Some(kind.line_height()),
        ..TextFormat::simple(kind.font(), color)
    };
    let most = most_of_line(bounds.0)
        .saturating_mul(bounds.1.max(1))
        .min(MOST_OF_PARAGRAPH);
    let mut job = LayoutJob::single_section(shortened(text, most).into_owned(), format);
    job.wrap = TextWrapping {
        max_width: bounds.0.max(1.0),
        max_rows: bounds.1,
        break_anywhere: false,
        overflow_character: Some('…'),
    };
    painter.layout_job(job)
}

/// The baseline on which text of a style stands so that its capitals are centered on a height.
#[must_use]
pub fn baseline_centered(center_y: f32, kind: Kind) -> f32 {
    center_y + kind.size() * CAP_HEIGHT / 2.0
}

/// The distance from the top of a galley to its first baseline.
#[must_use]
pub fn ascent(galley: &Galley) -> f32 {
    let placed = galley.rows.first();
    placed
        .and_then(|row| row.glyphs.first().map(|glyph| row.pos.y + glyph.pos.y))
        .unwrap_or_default()
}

/// Paints one line on a baseline: `x` is its left edge, center or right edge by `align`. Returns the left edge and the width.
#[expect(
    clippy::must_use_candidate,
    reason = "painting is the point; where it ended up is only sometimes wanted"
)]
pub fn on_baseline(painter: &Painter, galley: &Arc<Galley>, x: f32, baseline_y: f32, align: Align) -> (f32, f32) {
    let width = galley.size().x;
    let left = match align {
        Align::Min => x,
        Align::Center => x - width / 2.0,
        Align::Max => x - width,
    };
    painter.galley(
        pos2(left, baseline_y - ascent(galley)),
        Arc::clone(galley),
        Color32::PLACEHOLDER,
    );
    (left, width)
}

/// Paints one line on a baseline with its left edge at `x`, cut to a width. Says whether it was cut.
#[expect(
    clippy::must_use_candidate,
    reason = "painting is the point; where it ended up is only sometimes wanted"
)]
pub fn cut_line(painter: &Painter, text: &str, kind: Kind, color: Color32, place: (f32, f32, f32)) -> bool {
    let (x, baseline_y, max_width) = place;
    let galley = elided(painter, text, kind, color, max_width);
    on_baseline(painter, &galley, x, baseline_y, Align::Min);
    galley.elided
}

/// Paints an icon centered on a point.
pub fn icon(painter: &Painter, icon: Icon, center: Pos2, size: f32, color: Color32) {
    let galley = painter.layout_no_wrap(icon.glyph().to_string(), Face::Icons.at(size), color);
    let top_left = center - galley.size() / 2.0;
    painter.galley(top_left, galley, color);
}

/// An icon among egui's own labels.
#[must_use]
pub fn rich_icon(icon: Icon, size: f32) -> RichText {
    RichText::new(icon.glyph()).font(Face::Icons.at(size))
}

/// The eight directions of a halo.
const AROUND: [Vec2; 8] = {
    const D: f32 = std::f32::consts::FRAC_1_SQRT_2;
    [
        vec2(1.0, 0.0),
        vec2(D, D),
        vec2(0.0, 1.0),
        vec2(-D, D),
        vec2(-1.0, 0.0),
        vec2(-D, -D),
        vec2(0.0, -1.0),
        vec2(D, -D),
    ]
};

/// Paints text with a halo for labels on the map: there is no stroked text, so the galley is painted nine times.
pub fn with_halo(painter: &Painter, top_left: Pos2, galley: &Arc<Galley>, ink: Color32, halo: Halo) {
    painter.extend(halo_shapes(top_left, galley, ink, halo));
}

/// The shapes of a text with a halo, for whoever keeps them.
pub fn halo_shapes(top_left: Pos2, galley: &Arc<Galley>, ink: Color32, halo: Halo) -> impl Iterator<Item = Shape> {
    let write = |place: Pos2, color: Color32| Shape::galley_with_override_text_color(place, Arc::clone(galley), color);
    let around = AROUND
        .iter()
        .map(move |direction| write(top_left + *direction * halo.width_pt, halo.color));
    around.chain(std::iter::once(write(top_left, ink)))
}

/// The halo of a label.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Halo {
    /// Its color, with its opacity.
    pub color: Color32,
    /// How far it reaches beyond the letters, in points.
    pub width_pt: f32,
}

impl Halo {
    /// The halo of labels in a theme: 1.5 points at 92 %, twice that on the projector.
    #[must_use]
    pub fn of(theme: &Theme) -> Self {
        let width_pt = if theme.kind == super::ThemeKind::Projector {
            3.0
        } else {
            1.5
        };
        Self {
            color: theme.halo.gamma_multiply(0.92),
            width_pt,
        }
    }
}
