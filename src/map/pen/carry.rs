//! A member that is dragged to another place: where it was, where it would be, and how far that is.
//!
//! Who may be dragged is said by the grip; what its new place means for the file is decided by the application.

use egui::{Align, Pos2, Rect, Shape, Stroke, Ui, Vec2, vec2};

use super::{Drawn, Hand, Sheet, THRESHOLD_PT};
use crate::analysis::geodesy::geodesic_km;
use crate::document::{MemberId, lon_lat};
use crate::figure::mercator::Mercator;
use crate::figure::picture::MemberMark;
use crate::map::rings::ink;
use crate::messages::{number, text, text_with};
use crate::session::by_hand;
use crate::ui::text::{self as type_setting, Kind};
use crate::ui::{Theme, overlay, paint};

/// How much of the symbol at the old place is veiled.
const VEIL: f32 = 0.65;

/// A member in a hand.
#[derive(Debug)]
pub(super) struct Carried {
    member: MemberId,
    /// Where it is in the file.
    from: Mercator,
    /// From the pointer to the middle of the symbol, in points: it does not jump under the pointer.
    offset: Vec2,
    pressed_at: Pos2,
    at: Pos2,
    is_on_its_way: bool,
}

impl Carried {
    /// Takes hold of a member that is drawn by itself.
    pub(super) fn from(member: MemberId, at: Pos2, sheet: &Sheet<'_>) -> Option<Self> {
        let (middle, _) = sheet.scene.member(member)?;
        let mark = mark_of(member, sheet)?;
        Some(Self {
            member,
            from: mark.position,
            offset: middle - at,
            pressed_at: at,
            at,
            is_on_its_way: false,
        })
    }

    pub(super) fn member(&self) -> MemberId {
        self.member
    }

    /// Whether it was dragged far enough to be meant.
    pub(super) fn is_on_its_way(&self) -> bool {
        self.is_on_its_way
    }

    pub(super) fn follow(&mut self, hand: Hand) {
        self.at = hand.at.unwrap_or(self.at);
        self.is_on_its_way |= self.at.distance(self.pressed_at) >= THRESHOLD_PT;
    }

    /// The move, where it was one.
    pub(super) fn put_down(&self, sheet: &Sheet<'_>) -> Option<Drawn> {
        self.is_on_its_way.then(|| Drawn::Moved {
            member: self.member,
            lon_lat: self.place(sheet).lon_lat(),
            within_km: sheet.hand_km(),
        })
    }

    fn place(&self, sheet: &Sheet<'_>) -> Mercator {
        let held = sheet.scene.rect.clamp(self.at + self.offset);
        sheet.place(held)
    }

    /// The veiled symbol at the old place, the symbol in the hand, and a plate with the new place and the way to it.
    pub(super) fn paint(&self, ui: &Ui, sheet: &Sheet<'_>) {
        let theme = Theme::of(ui.ctx());
        let painter = ui.painter();
        let (old, new) = (
            sheet.scene.screen(self.from),
            sheet.scene.rect.clamp(self.at + self.offset),
        );
        let radius = sheet.scene.member(self.member).map_or(6.0, |(_, radius)| radius);
        let drawn_at = sheet.scene.member(self.member).map_or(old, |(middle, _)| middle);
        painter.circle_filled(drawn_at, radius + 1.0, theme.halo.gamma_multiply(VEIL));
        let line = Stroke::new(1.5, theme.accent);
        painter.extend(Shape::dashed_line(&circle(drawn_at, radius + 2.0), line, 3.0, 3.0));
        painter.extend(Shape::dashed_line(&[drawn_at, new], line, 5.0, 4.0));
        if let Some(mark) = mark_of(self.member, sheet) {
            let style = sheet.scene.figure.theme.palette().helix(mark.helix);
            paint::symbol(painter, style.shape, radius, (ink(style.fill), ink(style.edge)), new);
        }
        painter.circle_stroke(new, radius + 4.0, Stroke::new(4.0, theme.halo));
        painter.circle_stroke(new, radius + 4.0, Stroke::new(2.0, theme.accent));
        self.plate(ui, sheet);
    }

    fn plate(&self, ui: &Ui, sheet: &Sheet<'_>) {
        let (new, old) = (self.place(sheet).lon_lat(), self.from.lon_lat());
        let km = geodesic_km(lon_lat(old.0, old.1), lon_lat(new.0, new.1));
        let place = text_with(
            "map-carry-place",
            &[
                ("lat", format!("{:.5}", new.1).into()),
                ("lon", format!("{:.5}", new.0).into()),
            ],
        );
        let quality = text(by_hand::quality(sheet.hand_km()).message_id());
        let lines = [
            place,
            length_words("map-carry-far", km),
            text_with("map-carry-quality", &[("quality", quality.into())]),
        ];
        paint_plate(ui, self.at, sheet.scene.rect, &lines);
    }
}

/// A length in a sentence: in meters below one kilometer.
fn length_words(id: &str, km: f64) -> String {
    let (length, unit) = if km < 1.0 { (km * 1000.0, "m") } else { (km, "km") };
    let values = [
        ("length", number::three_significant(length).into()),
        ("unit", unit.into()),
    ];
    text_with(id, &values)
}

fn mark_of<'a>(member: MemberId, sheet: &Sheet<'a>) -> Option<&'a MemberMark> {
    let place = sheet.scene.arranged.place_of(member)?;
    sheet.scene.figure.members.get(place)
}

fn circle(middle: Pos2, radius: f32) -> Vec<Pos2> {
    let steps = 0..=32_u8;
    let angle = |step: u8| f32::from(step) / 32.0 * std::f32::consts::TAU;
    steps.map(|step| middle + Vec2::angled(angle(step)) * radius).collect()
}

/// A small plate with lines of text beside the pointer, inside `bounds`.
fn paint_plate(ui: &Ui, pointer: Pos2, bounds: Rect, lines: &[String]) {
    let theme = Theme::of(ui.ctx());
    let painter = ui.painter();
    let galleys: Vec<_> = lines
        .iter()
        .enumerate()
        .map(|(row, words)| {
            let kind = if row == 0 { Kind::SmallStrong } else { Kind::Small };
            (kind, type_setting::line(painter, words.as_str(), kind, theme.text))
        })
        .collect();
    let width = galleys
        .iter()
        .map(|(_, galley)| galley.size().x)
        .fold(0.0_f32, f32::max);
    let height: f32 = galleys.iter().map(|(kind, _)| kind.line_height() + 2.0).sum();
    let size = vec2(width + 20.0, height + 10.0);
    let rect = Rect::from_min_size(overlay::beside(pointer, size, bounds.shrink(8.0)), size);
    overlay::paint_plate(painter, rect);
    let mut top = rect.top() + 5.0;
    for (kind, galley) in &galleys {
        let row = kind.line_height() + 2.0;
        let baseline = type_setting::baseline_centered(top + row / 2.0, *kind);
        type_setting::on_baseline(painter, galley, rect.left() + 10.0, baseline, Align::Min);
        top += row;
    }
    let response = ui.interact(rect, ui.scope_id().with("carried"), egui::Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, lines.join(". ")));
}
