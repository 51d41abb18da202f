//! Two entries beside each other: a row for every field in which they differ, with the value that is taken marked.
//!
//! What is merged is decided by whoever reads the choice.

use egui::{Align, CornerRadius, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};
use serde_json::Value;

use crate::document::{Document, MemberId};
use crate::messages::{text, text_with};
use crate::panels::{property_name, property_words};
use crate::session::Session;
use crate::session::duplicates::merge::{Differing, PLACE, Side};
use crate::ui::focus::{self, Ring};
use crate::ui::text::{self as type_setting, Kind};
use crate::ui::{Theme, heading};

/// How wide the names of the fields are.
const NAME_WIDTH: f32 = 128.0;
const ROW_HEIGHT: f32 = 34.0;

/// Shows the rows and takes what is chosen.
pub(super) fn side_by_side_ui(
    ui: &mut Ui,
    session: &Session,
    pair: (MemberId, MemberId),
    kept: &mut Side,
    fields: &mut [Differing],
) {
    let document = &session.document;
    ui.spacing_mut().item_spacing.y = 2.0;
    let entries = [entry_words(document, pair.0), entry_words(document, pair.1)];
    if let Some(side) = row(ui, &text("duplicates-kept"), &entries, *kept) {
        *kept = side;
    }
    for field in fields.iter_mut() {
        let name = match field.key.as_str() {
            PLACE => text("edit-field-position"),
            key => property_name(key),
        };
        let values = field.values.each_ref().map(|value| words(&field.key, value.as_ref()));
        if let Some(side) = row(ui, &name, &values, field.taken) {
            field.taken = side;
        }
    }
    ui.add_space(6.0);
    let ties = |id: MemberId| document.links.iter().filter(|link| link.members.contains(&id)).count();
    let values = [("first", ties(pair.0).into()), ("second", ties(pair.1).into())];
    heading::note(ui, &text_with("duplicates-ties", &values));
}

/// The id of an entry, by which the file names it.
fn entry_words(document: &Document, id: MemberId) -> String {
    let known = document.member(id).and_then(|member| member.id.as_ref());
    known.map_or_else(|| text("duplicates-no-id"), ToString::to_string)
}

fn words(key: &str, value: Option<&Value>) -> String {
    match (key, value) {
        (_, None) => text("not-stated"),
        (PLACE, Some(Value::Array(place))) => {
            let degrees = |at: usize| place.get(at).and_then(Value::as_f64).unwrap_or_default();
            let five = |value: f64| ((value * 1e5).round() / 1e5).to_string().replace('-', "−");
            format!("{}, {}", five(degrees(1)), five(degrees(0)))
        }
        (_, Some(value)) => property_words(value).unwrap_or_else(|| text("not-stated")),
    }
}

/// A row: the name of the field, and its value on each side as a choice.
fn row(ui: &mut Ui, name: &str, values: &[String; 2], taken: Side) -> Option<Side> {
    let theme = Theme::of(ui.ctx());
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), ROW_HEIGHT));
    let baseline = type_setting::baseline_centered(rect.center().y, Kind::Small);
    let place = (rect.left(), baseline, NAME_WIDTH - 8.0);
    type_setting::cut_line(ui.painter(), name, Kind::Small, theme.text_secondary, place);
    let width = (rect.width() - NAME_WIDTH - 8.0) / 2.0;
    let mut chosen = None;
    let mut left = rect.left() + NAME_WIDTH;
    for (side, value) in [Side::First, Side::Second].into_iter().zip(values) {
        let cell = Rect::from_min_size(pos2(left, rect.top()), vec2(width, ROW_HEIGHT));
        if choice(ui, cell, (name, value), side == taken).clicked() && side != taken {
            chosen = Some(side);
        }
        left += width + 8.0;
    }
    chosen
}

/// One value of a row with the mark of a choice.
fn choice(ui: &Ui, rect: Rect, (name, value): (&str, &str), is_taken: bool) -> Response {
    let theme = Theme::of(ui.ctx());
    let id = ui.scope_id().with(("side", name, rect.left().to_bits()));
    let response = ui.interact(rect, id, Sense::click());
    response.widget_info(|| {
        let words = format!("{name}: {value}");
        WidgetInfo::selected(Role::RadioButton, ui.is_enabled(), is_taken, words)
    });
    let (fill, outline) = match (is_taken, response.hovered()) {
        (true, _) => (theme.accent_wash, theme.accent),
        (false, true) => (theme.hover, theme.border_strong),
        (false, false) => (theme.surface, theme.border),
    };
    let painter = ui.painter();
    let corner = CornerRadius::same(crate::ui::style::CORNER_CONTROL);
    painter.rect(rect, corner, fill, Stroke::new(1.0, outline), StrokeKind::Inside);
    let center = pos2(rect.left() + 16.0, rect.center().y);
    painter.circle_stroke(
        center,
        7.0,
        Stroke::new(1.5, if is_taken { theme.accent } else { theme.border_strong }),
    );
    if is_taken {
        painter.circle_filled(center, 3.5, theme.accent);
    }
    let ink = if is_taken { theme.text } else { theme.text_secondary };
    let room = rect.width() - 40.0;
    let galley = type_setting::elided(painter, value, Kind::Body, ink, room);
    let is_cut = galley.elided;
    let baseline = type_setting::baseline_centered(rect.center().y, Kind::Body);
    type_setting::on_baseline(painter, &galley, rect.left() + 30.0, baseline, Align::Min);
    focus::ring(
        ui,
        &response,
        rect,
        Ring::Outside {
            corner: crate::ui::style::CORNER_CONTROL,
        },
    );
    if is_cut {
        return response.on_hover_text(type_setting::rich(value, Kind::Small));
    }
    response
}
